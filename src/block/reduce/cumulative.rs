//! Running sums and products.

use super::{Reduction, typed};
use crate::block::broadcast::normalize_axis;
use crate::block::element::{Array, Element};
use crate::block::layout::c_order;
use crate::block::ufunc::Number;
use crate::block::{Block, DType, Result};
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
    with_dtype!(dtype, T => {
        let array = typed::<T>(&block);
        let unless_nan = |element: T, neutral: T| if element.is_nan() { neutral } else { element };
        Ok(T::into_block(match cumulation {
            Sum => along(array, axis, |element| element, T::add)?,
            Prod => along(array, axis, |element| element, T::multiply)?,
            NanSum => along(array, axis, |element| unless_nan(element, T::default()), T::add)?,
            NanProd => along(array, axis, |element| unless_nan(element, T::ONE), T::multiply)?,
            Min => along(array, axis, |element| element, Number::minimum)?,
            Max => along(array, axis, |element| element, Number::maximum)?,
        }))
    })
}

fn along<T: Number>(
    array: &Array<T>,
    axis: usize,
    value: impl Fn(T) -> T,
    step: impl Fn(T, T) -> T,
) -> Result<Array<T>> {
    let array = c_order(array)?;
    let mut elements = crate::block::create::vec_for::<T>(array.shape())?;
    elements.extend(array.iter().map(|&element| value(element)));
    let run: usize = array.shape()[axis + 1..].iter().product();
    let plane = array.shape()[axis] * run;
    if plane > 0 {
        for plane in elements.chunks_exact_mut(plane) {
            for place in run..plane.len() {
                plane[place] = step(plane[place - run], plane[place]);
            }
        }
    }
    Ok(crate::block::create::array_from_vec(array.shape(), elements))
}
