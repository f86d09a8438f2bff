//! Running sums and products.

use super::{Reduction, typed};
use crate::block::broadcast::normalize_axis;
use crate::block::create::array_from_vec;
use crate::block::element::{Array, Element};
use crate::block::layout::copied;
use crate::block::ufunc::Number;
use crate::block::{Block, DType, Result, Ufunc, unary, where_};
use crate::with_dtype;

/// What a running result accumulates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Cumulation {
    /// `cumsum`
    Sum,
    /// `cumprod`
    Prod,
    /// `nancumsum`
    NanSum,
    /// `nancumprod`
    NanProd,
    /// `minimum.accumulate`
    Min,
    /// `maximum.accumulate`
    Max,
}

/// Running results along an axis; without an axis over all elements in C order.
pub fn accumulate(cumulation: Cumulation, block: &Block, axis: Option<isize>, dtype: Option<DType>) -> Result<Block> {
    use Cumulation::*;
    let (block, axis) = match axis {
        Some(axis) => (block.clone(), normalize_axis(axis, block.ndim())?),
        None => (block.ravel()?, 0),
    };
    let dtype = match cumulation {
        Min | Max => block.dtype(),
        _ => Reduction::Sum.result_dtype(block.dtype(), dtype),
    };
    let block = block.astype(dtype)?;
    let block = match cumulation {
        NanSum | NanProd if dtype.is_float() => {
            let neutral = if cumulation == NanSum { 0.0 } else { 1.0 };
            where_(&unary(Ufunc::Isnan, &block)?, neutral, &block)?
        }
        _ => block,
    };
    with_dtype!(dtype, T => {
        let array = typed::<T>(&block);
        Ok(T::into_block(match cumulation {
            Sum | NanSum => along(array, axis, Number::add)?,
            Prod | NanProd => along(array, axis, Number::multiply)?,
            Min => along(array, axis, Number::minimum)?,
            Max => along(array, axis, Number::maximum)?,
        }))
    })
}

fn along<T: Number>(array: &Array<T>, axis: usize, step: impl Fn(T, T) -> T) -> Result<Array<T>> {
    let mut elements = copied(&array.view())?;
    let run: usize = array.shape()[axis + 1..].iter().product();
    let plane = array.shape()[axis] * run;
    if plane > 0 {
        for plane in elements.chunks_exact_mut(plane) {
            for place in run..plane.len() {
                plane[place] = step(plane[place - run], plane[place]);
            }
        }
    }
    Ok(array_from_vec(array.shape(), elements))
}
