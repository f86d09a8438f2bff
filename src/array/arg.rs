//! Where the extremes are: partial results are values with their positions.
//!
//! Mirrors `dask.array.reductions.arg_reduction`.

use std::sync::Arc;

use super::creation::{positions, starts};
use super::error::normalize_axis;
use super::kernels::{block_of, on_values, task_error};
use super::moments::items;
use super::tree::{Levels, Node, SplitEvery, tree_levels};
use super::{Array, AxisChunks, Config, Error, Result, Token};
use crate::block::{self, Block, DType, Reduction, Scalar, Ufunc};
use crate::graph::{Key, Task, TaskError, TaskGraph, Value};

/// `argmin`, `argmax` and their nan twins, over one axis or over all (then as if the array were flat).
pub fn arg_reduction(
    x: &Array,
    reduction: Reduction,
    axis: Option<isize>,
    keepdims: bool,
    split_every: Option<&SplitEvery>,
    config: &Config,
) -> Result<Array> {
    let axis = axis.map(|axis| normalize_axis(axis, x.ndim())).transpose()?;
    let axes: Vec<usize> = axis.map_or_else(|| (0..x.ndim()).collect(), |axis| vec![axis]);
    if axes.iter().any(|&axis| x.chunks()[axis].n_blocks() > 1 && x.chunks()[axis].sizes().is_none()) {
        return Err(Error::value(
            "Arg-reductions do not work with arrays that have unknown chunksizes. At some point in your computation this \
             array lost chunking information.\n\nA possible solution is with \n  x.compute_chunk_sizes()",
        ));
    }
    let Some(extreme) = extreme_of(reduction) else {
        return Err(Error::Type(format!("{} is no arg-reduction", reduction.name())));
    };
    // Over one axis of one dimension the positions are flat as well.
    let flat = axis.is_none() || x.ndim() == 1;
    let shape = x.chunks().known_shape()?;
    let starts = starts(x.chunks())?;
    let over: Arc<[isize]> = axes.iter().map(|&axis| axis as isize).collect();
    let name = Token::of(reduction.name()).array(x).numbers(axes.iter().map(|&axis| axis as i64)).name("arg-reduce");
    let mut tasks = TaskGraph::default();
    for block_idx in positions(x.chunks()) {
        let offsets: Vec<usize> = block_idx.iter().zip(&starts).map(|(&i, starts)| starts[i as usize]).collect();
        let (shape, over) = (shape.clone(), over.clone());
        let operation = on_values("arg_chunk", move |inputs| {
            let block = block_of(&inputs[0])?;
            partial(block, reduction, extreme, &over, flat, &offsets, &shape).map_err(task_error)
        });
        let key = Key::block(name.clone(), &block_idx);
        tasks.insert(key.clone(), Arc::new(Task::run(key, operation, vec![x.key(&block_idx)])));
    }
    let chunks = x
        .chunks()
        .iter()
        .enumerate()
        .map(|(axis, chunks)| match axes.contains(&axis) {
            true => AxisChunks::from_iter(std::iter::repeat_n(1, chunks.n_blocks())),
            false => chunks.clone(),
        })
        .collect();
    let first = Array::of_tasks(&name, tasks, chunks, DType::Int64, &[x])?;
    let last_prefix = if skips_nan(reduction) { "nanarg_agg" } else { "arg_agg" };
    let levels = Levels {
        combine: node(reduction, over.clone(), true, false),
        combine_prefix: "arg_combine".to_owned(),
        aggregate: node(reduction, over, keepdims, true),
        aggregate_prefix: last_prefix.to_owned(),
        output_size: 1,
        dtype: DType::Int64,
    };
    tree_levels(&first, &axes, keepdims, split_every, &levels, Token::of(reduction.name()), config)
}

fn extreme_of(reduction: Reduction) -> Option<Reduction> {
    Some(match reduction {
        Reduction::ArgMin => Reduction::Min,
        Reduction::ArgMax => Reduction::Max,
        Reduction::NanArgMin => Reduction::NanMin,
        Reduction::NanArgMax => Reduction::NanMax,
        _ => return None,
    })
}

/// The extreme values of a block with their positions in the whole array, reduced axes kept.
fn partial(
    block: &Block,
    reduction: Reduction,
    extreme: Reduction,
    over: &[isize],
    flat: bool,
    offsets: &[usize],
    shape: &[usize],
) -> block::Result<Value> {
    let values = block::reduce(extreme, block, Some(over), true, None, 0.0)?;
    // A part of nothing but NaN does not decide: its position is as good as any.
    let block = if skips_nan(reduction) && block.dtype().is_float() {
        let worst = if reduction == Reduction::NanArgMin { f64::INFINITY } else { f64::NEG_INFINITY };
        block::where_(&block::unary(Ufunc::Isnan, block)?, worst, block)?
    } else {
        block.clone()
    };
    let plain = if matches!(reduction, Reduction::ArgMin | Reduction::NanArgMin) {
        Reduction::ArgMin
    } else {
        Reduction::ArgMax
    };
    let local = if flat && block.ndim() > 0 {
        let local = block::reduce(plain, &block.ravel()?, Some(&[0]), false, None, 0.0)?.item()?.as_i128().unwrap_or(0);
        let mut rest = local as usize;
        // In the whole array, which may have more elements than a pointer can count.
        let mut position: i128 = 0;
        let mut weight: i128 = 1;
        for axis in (0..shape.len()).rev() {
            let length = block.shape()[axis].max(1);
            position += (rest % length + offsets[axis]) as i128 * weight;
            rest /= length;
            weight *= shape[axis] as i128;
        }
        Block::full(values.shape(), Scalar::Int(position), DType::Int64)?
    } else {
        let local = block::reduce(plain, &block, Some(over), true, None, 0.0)?;
        let offset = over.first().map_or(0, |&axis| offsets[axis as usize]);
        block::binary(Ufunc::Add, &local, offset as i64)?
    };
    Ok(Value::List(Arc::new([Value::Block(values), Value::Block(local)])))
}

/// Of several partial results the best, the first one of equals as they lie in the grid.
fn node(reduction: Reduction, over: Arc<[isize]>, keepdims: bool, last: bool) -> Node {
    Arc::new(move |_: &[usize]| {
        let over = over.clone();
        on_values(if last { "arg_agg" } else { "arg_combine" }, move |inputs| {
            let partials = inputs.iter().map(items).collect::<std::result::Result<Vec<_>, _>>()?;
            let pairs = partials
                .iter()
                .map(|partial| match partial {
                    [Value::Block(values), Value::Block(args)] => Ok((values, args)),
                    _ => Err(TaskError::new("TypeError", "a partial result must be values with their positions")),
                })
                .collect::<std::result::Result<Vec<_>, _>>()?;
            let (values, args) = best(&pairs, reduction).map_err(task_error)?;
            if !last {
                return Ok(Value::List(Arc::new([Value::Block(values), Value::Block(args)])));
            }
            if skips_nan(reduction) && has_nan(&values).map_err(task_error)? {
                return Err(TaskError::new("ValueError", "All NaN slice encountered"));
            }
            let args = if keepdims { Ok(args) } else { args.squeeze(Some(&over)) };
            args.map(Value::Block).map_err(task_error)
        })
    })
}

fn skips_nan(reduction: Reduction) -> bool {
    matches!(reduction, Reduction::NanArgMin | Reduction::NanArgMax)
}

fn has_nan(values: &Block) -> block::Result<bool> {
    let nan = block::unary(Ufunc::Isnan, values)?;
    Ok(block::reduce(Reduction::Any, &nan, None, false, None, 0.0)?.item()?.is_true())
}

fn best(pairs: &[(&Block, &Block)], reduction: Reduction) -> block::Result<(Block, Block)> {
    let least = matches!(reduction, Reduction::ArgMin | Reduction::NanArgMin);
    let Some(((values, args), rest)) = pairs.split_first() else {
        return Err(block::Error::Value("attempt to get an extreme of no blocks".to_owned()));
    };
    let (mut values, mut args) = ((*values).clone(), (*args).clone());
    for (others, other_args) in rest {
        let mut better = block::binary(if least { Ufunc::Less } else { Ufunc::Greater }, *others, &values)?;
        if values.dtype().is_float() {
            let (nan, other_nan) = (block::unary(Ufunc::Isnan, &values)?, block::unary(Ufunc::Isnan, others)?);
            // A NaN is the extreme of everything, unless NaNs are skipped: then anything is better.
            let (wins, loses) = if skips_nan(reduction) { (nan, other_nan) } else { (other_nan, nan) };
            let wins = block::binary(Ufunc::Greater, &wins, &loses)?;
            better = block::binary(Ufunc::LogicalOr, &better, &wins)?;
        }
        values = block::where_(&better, *others, &values)?;
        args = block::where_(&better, *other_args, &args)?;
    }
    Ok((values, args))
}
