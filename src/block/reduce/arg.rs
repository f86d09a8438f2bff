//! Where the least or greatest element is.

use super::{Reduction, typed};
use crate::block::create::{array_from_vec, vec_for};
use crate::block::element::{Array, Element};
use crate::block::layout::c_order;
use crate::block::{Block, Error, Result};
use crate::with_dtype;

/// The index of the first extreme element along one axis, or in C order over all of them.
pub(super) fn arg_extreme(reduction: Reduction, block: &Block, axes: &[usize]) -> Result<Block> {
    use Reduction::*;
    let (axis, flat) = match axes {
        [axis] => (*axis, block.clone()),
        _ if axes.len() == block.ndim() => (0, block.ravel()?),
        _ => return Err(Error::type_error("'tuple' object cannot be interpreted as an integer")),
    };
    let greatest = matches!(reduction, ArgMax | NanArgMax);
    let skip_nan = matches!(reduction, NanArgMin | NanArgMax);
    if flat.shape()[axis] == 0 && (flat.size() > 0 || flat.ndim() == 1 || others_nonempty(&flat, axis)) {
        return Err(Error::value(match skip_nan {
            true => "All-NaN slice encountered".to_owned(),
            false => format!("attempt to get {} of an empty sequence", reduction.name()),
        }));
    }
    with_dtype!(flat.dtype(), T => {
        let array = c_order(typed::<T>(&flat))?;
        // `better` says whether an element replaces the best one so far. A NaN is never replaced, except when skipped.
        match (greatest, skip_nan) {
            (true, false) => along(&array, axis, |new, best| new > best || (new.is_nan() && !best.is_nan()), false),
            (false, false) => along(&array, axis, |new, best| new < best || (new.is_nan() && !best.is_nan()), false),
            (true, true) => along(&array, axis, |new, best| new > best || (best.is_nan() && !new.is_nan()), true),
            (false, true) => along(&array, axis, |new, best| new < best || (best.is_nan() && !new.is_nan()), true),
        }
    })
}

fn others_nonempty(block: &Block, axis: usize) -> bool {
    block.shape().iter().enumerate().all(|(other, &length)| other == axis || length > 0)
}

fn along<T: Element>(array: &Array<T>, axis: usize, better: impl Fn(T, T) -> bool, skip_nan: bool) -> Result<Block> {
    let (length, run) = (array.shape()[axis], array.shape()[axis + 1..].iter().product::<usize>());
    let mut shape = array.shape().to_vec();
    shape.remove(axis);
    let mut indices = vec_for::<i64>(&shape)?;
    let elements = array.as_slice().expect("it is C-ordered");
    for plane in elements.chunks_exact((length * run).max(1)) {
        let mut best = plane[..run].to_vec();
        let start = indices.len();
        indices.resize(start + run, 0);
        for (index, row) in plane.chunks_exact(run).enumerate().skip(1) {
            for ((place, best), &new) in indices[start..].iter_mut().zip(&mut best).zip(row) {
                if better(new, *best) {
                    *best = new;
                    *place = index as i64;
                }
            }
        }
        if skip_nan && best.iter().any(|best| best.is_nan()) {
            return Err(Error::value("All-NaN slice encountered"));
        }
    }
    Ok(Block::Int64(array_from_vec(&shape, indices)))
}
