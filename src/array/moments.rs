//! Means and variances: partial results are totals, counts and sums of squared deviations.
//!
//! Mirrors `mean_chunk`, `moment_chunk` and what follows them in `dask.array.reductions`.

use std::sync::Arc;

use super::kernels::{Ran, block_of, concatenated, on_values, task_error};
use super::tree::{Node, Parts};
use crate::block::{self, Block, DType, Reduction, Scalar, Ufunc};
use crate::graph::{TaskError, Value};

/// What a partial result is made of.
const TOTAL: usize = 0;
const COUNT: usize = 1;
const SQUARES: usize = 2;

/// The operations of `mean`.
pub(super) fn mean(skip_nan: bool, axes: &[usize], keepdims: bool, dtype: DType) -> Parts {
    let over: Arc<[isize]> = axes.iter().map(|&axis| axis as isize).collect();
    let chunk_over = over.clone();
    let chunk = on_values("mean_chunk", move |inputs| {
        let block = block_of(&inputs[0])?;
        let partial = || -> block::Result<Value> {
            let sum = if skip_nan { Reduction::NanSum } else { Reduction::Sum };
            let total = block::reduce(sum, block, Some(&chunk_over), true, Some(dtype), 0.0)?;
            Ok(list([total, count(block, skip_nan, &chunk_over, dtype)?]))
        };
        partial().map_err(task_error)
    });
    let combine = node("mean_combine", over.clone(), move |dims, partials, over| {
        let total = item_sum(dims, partials, TOTAL, over, true, None)?;
        let count = item_sum(dims, partials, COUNT, over, true, None)?;
        Ok(list([total, count]))
    });
    let aggregate = node("mean_agg", over, move |dims, partials, over| {
        let total = item_sum(dims, partials, TOTAL, over, keepdims, Some(dtype))?;
        let count = item_sum(dims, partials, COUNT, over, keepdims, Some(dtype))?;
        Ok(Value::Block(divide(&total, &count, dtype)?))
    });
    Parts { chunk, combine, aggregate }
}

/// The operations of `var`.
pub(super) fn variance(skip_nan: bool, axes: &[usize], keepdims: bool, dtype: DType, ddof: f64) -> Parts {
    let over: Arc<[isize]> = axes.iter().map(|&axis| axis as isize).collect();
    let chunk_over = over.clone();
    let chunk = on_values("moment_chunk", move |inputs| {
        let block = block_of(&inputs[0])?;
        let partial = || -> block::Result<Value> {
            let sum = if skip_nan { Reduction::NanSum } else { Reduction::Sum };
            let count = count(block, skip_nan, &chunk_over, DType::Int64)?;
            let total = block::reduce(sum, block, Some(&chunk_over), true, Some(dtype), 0.0)?;
            let mean = block::binary(Ufunc::TrueDivide, &total, &count)?.astype(DType::Float64)?;
            let squares = block::squared_deviations(block, &mean, &chunk_over, dtype, skip_nan)?;
            Ok(list([total, count, squares]))
        };
        partial().map_err(task_error)
    });
    let combine = node("moment_combine", over.clone(), move |dims, partials, over| {
        let (total, count) =
            (item_sum(dims, partials, TOTAL, over, true, None)?, item_sum(dims, partials, COUNT, over, true, None)?);
        let squares = joined_squares(dims, partials, over, &total, &count, dtype, true)?;
        Ok(list([total, count, squares]))
    });
    let aggregate = node("moment_agg", over, move |dims, partials, over| {
        let (total, count) =
            (item_sum(dims, partials, TOTAL, over, true, None)?, item_sum(dims, partials, COUNT, over, true, None)?);
        let squares = joined_squares(dims, partials, over, &total, &count, dtype, keepdims)?;
        let count = item_sum(dims, partials, COUNT, over, keepdims, Some(dtype))?;
        let degrees = block::binary(Ufunc::Subtract, &count, Scalar::Float(ddof))?;
        // Fewer than no degrees of freedom leave the variance unknown.
        let negative = block::binary(Ufunc::Less, &degrees, 0.0)?;
        let degrees = block::where_(&negative, f64::NAN, &degrees)?;
        Ok(Value::Block(divide(&squares, &degrees, dtype)?))
    });
    Parts { chunk, combine, aggregate }
}

/// The sum of squared deviations of all from the common mean: those from the partial means, and those of these.
fn joined_squares(
    dims: &[usize],
    partials: &[&[Value]],
    over: &[isize],
    total: &Block,
    count: &Block,
    dtype: DType,
    keepdims: bool,
) -> block::Result<Block> {
    let totals = concatenated(dims, partials, TOTAL)?;
    let counts = concatenated(dims, partials, COUNT)?;
    let mean = divide(total, count, dtype)?;
    let offset = block::binary(Ufunc::Subtract, &divide(&totals, &counts, dtype)?, &mean)?;
    // Empty parts have no mean and no weight.
    let empty = block::binary(Ufunc::Equal, &counts, 0)?;
    let offset = block::where_(&empty, 0, &offset)?;
    let weighted = block::binary(Ufunc::Multiply, &counts, &block::unary(Ufunc::Square, &offset)?)?;
    let sum = |block: &Block| block::reduce(Reduction::Sum, block, Some(over), keepdims, Some(dtype), 0.0);
    block::binary(Ufunc::Add, &sum(&concatenated(dims, partials, SQUARES)?)?, &sum(&weighted)?)
}

/// One item of all partial results, joined and reduced.
fn item_sum(
    dims: &[usize],
    partials: &[&[Value]],
    item: usize,
    over: &[isize],
    keepdims: bool,
    dtype: Option<DType>,
) -> block::Result<Block> {
    block::reduce(Reduction::Sum, &concatenated(dims, partials, item)?, Some(over), keepdims, dtype, 0.0)
}

/// How many elements a block has along `over`, with these axes kept: one number for all unless NaNs are left out.
fn count(block: &Block, skip_nan: bool, over: &[isize], dtype: DType) -> block::Result<Block> {
    if skip_nan && block.dtype().is_float() {
        return block::count_numbers(block, over)?.astype(dtype);
    }
    let shape = block.shape();
    let count: usize = over.iter().map(|&axis| shape[axis as usize]).product();
    let one = Block::scalar(Scalar::Int(count as i128), dtype);
    let kept: Vec<usize> = shape
        .iter()
        .enumerate()
        .map(|(axis, &length)| if over.contains(&(axis as isize)) { 1 } else { length })
        .collect();
    // A broadcast view: no memory.
    one.broadcast_to(&kept)
}

fn divide(dividend: &Block, divisor: &Block, dtype: DType) -> block::Result<Block> {
    block::binary(Ufunc::TrueDivide, dividend, divisor)?.astype(dtype)
}

fn list<const N: usize>(blocks: [Block; N]) -> Value {
    Value::List(blocks.into_iter().map(Value::Block).collect())
}

/// A node over partial results that are lists.
fn node(
    name: &'static str,
    over: Arc<[isize]>,
    run: impl Fn(&[usize], &[&[Value]], &[isize]) -> block::Result<Value> + Clone + Send + Sync + 'static,
) -> Node {
    Arc::new(move |dims: &[usize]| {
        let (dims, over, run) = (dims.to_vec(), over.clone(), run.clone());
        on_values(name, move |inputs| -> Ran {
            let partials = inputs.iter().map(items).collect::<Result<Vec<_>, _>>()?;
            run(&dims, &partials, &over).map_err(task_error)
        })
    })
}

/// The items of a partial result.
pub(super) fn items(value: &Value) -> Result<&[Value], TaskError> {
    match value {
        Value::List(items) => Ok(items),
        other => {
            Err(TaskError::new("TypeError", format!("a partial result must be a list, not {}", other.type_name())))
        }
    }
}
