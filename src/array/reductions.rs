//! NumPy's reductions as trees: what is done to each block, and to partial results.
//!
//! Mirrors `dask.array.reductions`.

use std::sync::Arc;

use super::error::normalize_axis;
use super::kernels::{assembled, on_blocks, same};
use super::moments;
use super::tree::{Levels, Node, Parts, SplitEvery, Tree, tree_reduction};
use super::{Array, Config, Error, Result, Token};
use crate::block::{self, Block, DType, Reduction, Ufunc};

/// How to reduce.
#[derive(Clone, Debug, Default)]
pub struct ReductionOptions {
    /// Over which axes; over all if absent
    pub axis: Option<Vec<isize>>,
    /// Whether reduced axes stay with length 1
    pub keepdims: bool,
    /// In which dtype
    pub dtype: Option<DType>,
    /// What is taken off the count in variances
    pub ddof: f64,
    /// Instead of the setting
    pub split_every: Option<SplitEvery>,
}

impl ReductionOptions {
    /// Over these axes, all else as usual.
    pub fn over(axis: &[isize]) -> ReductionOptions {
        ReductionOptions { axis: Some(axis.to_vec()), ..ReductionOptions::default() }
    }

    fn axes(&self, ndim: usize) -> Result<Vec<usize>> {
        let Some(axes) = &self.axis else { return Ok((0..ndim).collect()) };
        let mut normalized = axes.iter().map(|&axis| normalize_axis(axis, ndim)).collect::<Result<Vec<_>>>()?;
        normalized.sort_unstable();
        normalized.dedup();
        if normalized.len() < axes.len() {
            return Err(Error::value("duplicate value in 'axis'"));
        }
        Ok(normalized)
    }
}

/// The names that Dask gives the layers of a reduction: first, in between, last.
fn prefixes(reduction: Reduction) -> Option<[&'static str; 3]> {
    use Reduction::*;
    Some(match reduction {
        Sum => ["sum"; 3],
        Prod => ["prod"; 3],
        Any => ["any"; 3],
        All => ["all"; 3],
        Min => ["chunk_min", "chunk_min", "min"],
        Max => ["chunk_max", "chunk_max", "max"],
        NanSum => ["nansum", "sum", "sum"],
        NanProd => ["nanprod", "prod", "prod"],
        NanMin => ["_nanmin_skip"; 3],
        NanMax => ["_nanmax_skip"; 3],
        Mean | NanMean => ["mean_chunk", "mean_combine", "mean_agg"],
        Var | Std => ["var"; 3],
        NanVar | NanStd => ["moment_chunk", "moment_combine", "moment_agg"],
        _ => return None,
    })
}

/// A reduction of NumPy's. Arg-reductions are in [`arg_reduction`](super::arg_reduction).
pub fn reduce(x: &Array, reduction: Reduction, options: &ReductionOptions, config: &Config) -> Result<Array> {
    use Reduction::*;
    let Some([chunk_prefix, combine_prefix, aggregate_prefix]) = prefixes(reduction) else {
        return Err(Error::NotImplemented(format!("{} of a chunked array as a tree", reduction.name())));
    };
    let axes = options.axes(x.ndim())?;
    let dtype = match reduction {
        Any | All => DType::Bool,
        Min | Max | NanMin | NanMax => x.dtype(),
        _ => reduction.result_dtype(x.dtype(), options.dtype),
    };
    let token = Token::of(reduction.name()).display(options.ddof);
    let parts = match reduction {
        Mean | NanMean => moments::mean(reduction == NanMean, &axes, options.keepdims, dtype),
        Var | Std | NanVar | NanStd => {
            let skip_nan = matches!(reduction, NanVar | NanStd);
            moments::variance(skip_nan, &axes, options.keepdims, dtype, options.ddof)
        }
        _ => simple(reduction, &axes, options.keepdims, dtype, options.dtype.is_some()),
    };
    let tree = Tree {
        chunk: same(parts.chunk),
        chunk_prefix: chunk_prefix.to_owned(),
        levels: Levels {
            combine: parts.combine,
            combine_prefix: combine_prefix.to_owned(),
            aggregate: parts.aggregate,
            aggregate_prefix: aggregate_prefix.to_owned(),
            output_size: 1,
            dtype,
        },
    };
    let reduced = tree_reduction(x, &axes, options.keepdims, options.split_every.as_ref(), &tree, token, config)?;
    match reduction {
        Std | NanStd => {
            // Cut off in a dtype of integers, as the variance is.
            let asked = options.dtype.filter(|dtype| dtype.is_integer());
            let variance = if asked.is_some() { reduced.astype(DType::Float64, config)? } else { reduced };
            let spread = super::elementwise::ufunc(Ufunc::Sqrt, "_sqrt", &[variance.into()], config)?;
            match asked {
                Some(dtype) => spread.astype(dtype, config),
                None => Ok(spread),
            }
        }
        _ => Ok(reduced),
    }
}

/// Reductions whose partial results are reduced like the elements.
fn simple(reduction: Reduction, axes: &[usize], keepdims: bool, dtype: DType, asked: bool) -> Parts {
    use Reduction::*;
    let over: Arc<[isize]> = axes.iter().map(|&axis| axis as isize).collect();
    let later = match reduction {
        NanSum => Sum,
        NanProd => Prod,
        other => other,
    };
    // Sums keep the dtype that they were given or that NumPy widens to; extremes keep that of the elements.
    let in_dtype = |reduction: Reduction| match reduction {
        Sum | Prod | NanSum | NanProd if asked => Some(dtype),
        Sum | Prod | NanSum | NanProd => None,
        _ => None,
    };
    let (first_dtype, later_dtype) = (in_dtype(reduction), in_dtype(later));
    let chunk_over = over.clone();
    let chunk = on_blocks(reduction.name(), move |blocks| {
        let block = blocks[0];
        // An empty block has no extreme; it vanishes when partial results are joined.
        if block.size() == 0 && matches!(reduction, Min | Max | NanMin | NanMax) && !chunk_over.is_empty() {
            return Ok(block.clone());
        }
        block::reduce(reduction, block, Some(&chunk_over), true, first_dtype, 0.0)
    });
    let node = |keepdims: bool| -> Node {
        let over = over.clone();
        Arc::new(move |dims: &[usize]| {
            let (dims, over) = (dims.to_vec(), over.clone());
            on_blocks(later.name(), move |blocks| {
                let whole = assembled(&dims, blocks)?;
                block::reduce(later, &whole, Some(&over), keepdims, later_dtype, 0.0)
            })
        })
    };
    Parts { chunk, combine: node(true), aggregate: node(keepdims) }
}

/// The largest (or with a negative `k` smallest) `|k|` elements along an axis, sorted.
pub fn topk(x: &Array, k: isize, axis: isize, split_every: Option<&SplitEvery>, config: &Config) -> Result<Array> {
    let axis = normalize_axis(axis, x.ndim())?;
    let pick = move |block: &Block, sorted: bool| -> block::Result<Block> {
        let ascending = block.sort(axis as isize)?;
        let length = ascending.shape()[axis];
        let count = k.unsigned_abs().min(length);
        let best = if k > 0 {
            ascending.slice_axis(axis, length - count, length)
        } else {
            ascending.slice_axis(axis, 0, count)
        };
        if sorted && k > 0 { best.flip(Some(&[axis as isize])) } else { Ok(best) }
    };
    let node = |name: &'static str, sorted: bool| -> Node {
        Arc::new(move |dims: &[usize]| {
            let dims = dims.to_vec();
            on_blocks(name, move |blocks| pick(&assembled(&dims, blocks)?, sorted))
        })
    };
    let tree = Tree {
        chunk: same(on_blocks("topk", move |blocks| pick(blocks[0], false))),
        chunk_prefix: "topk".to_owned(),
        levels: Levels {
            combine: node("topk", false),
            combine_prefix: "topk".to_owned(),
            aggregate: node("topk_aggregate", true),
            aggregate_prefix: "topk_aggregate".to_owned(),
            output_size: k.unsigned_abs(),
            dtype: x.dtype(),
        },
    };
    tree_reduction(x, &[axis], true, split_every, &tree, Token::of("topk").numbers([k as i64]), config)
}
