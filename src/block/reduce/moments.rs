//! Means and variances.

use super::fold::{CountNumbers, Fold, folded, pairwise_sum};
use super::{float_sum, reduced_count, typed};
use crate::block::element::{Cast, Element};
use crate::block::layout::memory_order;
use crate::block::ufunc::{Float, Ufunc, binary};
use crate::block::{Array, Block, DType, Result, Scalar};
use crate::each_dtype;
use ndarray::IxDyn;

/// The mean: the sum in `dtype` (float64 unless that is float32), divided by the count.
pub(super) fn mean(block: &Block, axes: &[usize], dtype: DType, skip_nan: bool) -> Result<Block> {
    let sum = float_sum(block, axes, dtype, skip_nan)?;
    divided(&sum, &count(block, axes, skip_nan)?)?.astype(dtype)
}

/// How many elements go into each result: one number for all, or without NaN one for each.
pub(super) fn count(block: &Block, axes: &[usize], skip_nan: bool) -> Result<Block> {
    if skip_nan {
        each_dtype!(block, array => folded(array, axes, &CountNumbers))
    } else {
        Ok(Block::scalar(Scalar::Int(reduced_count(block, axes) as i128), DType::Int64))
    }
}

/// Floats divided by counts without a change of dtype.
fn divided(sum: &Block, count: &Block) -> Result<Block> {
    binary(Ufunc::TrueDivide, sum, &count.astype(sum.dtype())?)
}

/// The mean of squared distances from the mean, with `ddof` taken off the count.
pub(super) fn variance(block: &Block, axes: &[usize], dtype: DType, skip_nan: bool, ddof: f64) -> Result<Block> {
    let working = if dtype == DType::Float32 { DType::Float32 } else { DType::Float64 };
    let count = count(block, axes, skip_nan)?;
    let means = divided(&float_sum(block, axes, working, skip_nan)?, &count)?;
    let squares = match working {
        DType::Float32 => {
            let block = block.astype(DType::Float32)?;
            deviations(typed::<f32>(&block), axes, typed::<f32>(&means), skip_nan, |square: f32| square)?
        }
        _ => squared_deviations::<f64>(block, axes, &means, skip_nan)?,
    };
    let degrees = binary(Ufunc::Subtract, &count.astype(DType::Float64)?, ddof)?;
    let degrees = if skip_nan {
        // Too few numbers: there is no variance.
        let enough = binary(Ufunc::Greater, &degrees, 0.0)?;
        crate::block::where_(&enough, &degrees, f64::NAN)?
    } else {
        binary(Ufunc::Maximum, &degrees, 0.0)?
    };
    divided(&squares, &degrees)?.astype(dtype)
}

/// Sums in `B` of squared distances in float64 from float64 `means`, which have the axes that are left.
pub(super) fn squared_deviations<B: Float>(
    block: &Block,
    axes: &[usize],
    means: &Block,
    skip_nan: bool,
) -> Result<Block>
where
    f64: Cast<B>,
{
    let means = typed::<f64>(means);
    each_dtype!(block, array => deviations::<_, f64, B>(array, axes, means, skip_nan, Cast::<B>::converted))
}

fn deviations<A: Element + Cast<M>, M: Float, B: Float>(
    array: &Array<A>,
    axes: &[usize],
    means: &Array<M>,
    skip_nan: bool,
    summand: impl Fn(M) -> B,
) -> Result<Block> {
    // The fold counts results in memory order, so the means must stand in that order too.
    let source = memory_order(array)?;
    let kept: Vec<usize> = source.axes.iter().copied().filter(|axis| !axes.contains(axis)).collect();
    let mut sorted = kept.clone();
    sorted.sort_unstable();
    let places: Vec<usize> = kept.iter().map(|axis| sorted.binary_search(axis).expect("it stands there")).collect();
    let means: Vec<M> = means.view().permuted_axes(IxDyn(&places)).iter().copied().collect();
    folded(array, axes, &SquaredDeviations { means: &means, skip_nan, summand })
}

/// Sums of squared distances from given means.
struct SquaredDeviations<'a, M, S> {
    /// One for each result, in memory order
    means: &'a [M],
    skip_nan: bool,
    /// A squared distance as it is summed
    summand: S,
}

impl<M: Float, S> SquaredDeviations<'_, M, S> {
    #[inline(always)]
    fn of<A: Element + Cast<M>, B: Float>(&self, element: A, mean: M) -> B
    where
        S: Fn(M) -> B,
    {
        let distance = Cast::<M>::converted(element).subtract(mean);
        (self.summand)(distance.multiply(distance))
    }
}

impl<A: Element + Cast<M>, M: Float, B: Float, S: Fn(M) -> B> Fold<A> for SquaredDeviations<'_, M, S> {
    type Result = B;

    fn start(&self) -> B {
        B::default()
    }

    fn row(&self, slot: usize, elements: &[A], result: &mut B) {
        let mean = self.means[slot];
        let sum = if self.skip_nan {
            pairwise_sum(elements, &|element: A| if element.is_nan() { B::default() } else { self.of(element, mean) })
        } else {
            pairwise_sum(elements, &|element: A| self.of(element, mean))
        };
        *result = result.add(sum);
    }

    fn across(&self, slot: usize, elements: &[A], results: &mut [B]) {
        let means = &self.means[slot..slot + results.len()];
        for ((result, &element), &mean) in results.iter_mut().zip(elements).zip(means) {
            if !(self.skip_nan && element.is_nan()) {
                *result = result.add(self.of(element, mean));
            }
        }
    }
}
