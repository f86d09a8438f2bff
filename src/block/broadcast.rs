//! Shapes: broadcasting, and axes counted from the end.

use super::create::array_from_vec;
use super::element::{Array, Element};
use super::error::tuple_text_tight;
use super::layout::{broadcast_view, copied};
use super::{Block, Error, Result};
use crate::each_dtype;

/// The shape that all of these broadcast to, as `numpy.broadcast_shapes`.
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Vec<usize>> {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let mut result = vec![1; ndim];
    for shape in shapes {
        for (place, &length) in result[ndim - shape.len()..].iter_mut().zip(shape.iter()) {
            if *place == 1 {
                *place = length;
            } else if length != 1 && length != *place {
                return Err(Error::Broadcast { shapes: shapes.iter().map(|shape| shape.to_vec()).collect() });
            }
        }
    }
    Ok(result)
}

/// The axis that a Python axis number means; -1 is the last one.
pub fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    let counted = if axis < 0 { axis + ndim as isize } else { axis };
    if counted < 0 || counted >= ndim as isize {
        return Err(Error::Axis { axis, ndim });
    }
    Ok(counted as usize)
}

/// The axes that Python axis numbers mean, in the given order; each at most once.
pub fn normalize_axes(axes: &[isize], ndim: usize) -> Result<Vec<usize>> {
    let mut normal = Vec::with_capacity(axes.len());
    for &axis in axes {
        let axis = normalize_axis(axis, ndim)?;
        if normal.contains(&axis) {
            return Err(Error::value("duplicate value in 'axis'"));
        }
        normal.push(axis);
    }
    Ok(normal)
}

impl Block {
    /// The array repeated along its axes of length 1 until it has `shape`. The result owns its elements.
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Block> {
        if self.shape() == shape {
            return Ok(self.clone());
        }
        let fits =
            self.ndim() <= shape.len() && broadcast_shapes(&[self.shape(), shape]).is_ok_and(|both| both == shape);
        if !fits {
            return Err(if self.ndim() > shape.len() && !shape.is_empty() {
                Error::value("input operand has more dimensions than allowed by the axis remapping")
            } else if shape.is_empty() {
                Error::value("cannot broadcast a non-scalar to a scalar array")
            } else {
                Error::value(format!(
                    "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
                    tuple_text_tight(self.shape()),
                    tuple_text_tight(shape)
                ))
            });
        }
        super::create::checked_size(shape, self.dtype())?;
        each_dtype!(self, array => Ok(Element::into_block(broadcast_array(array, shape)?)))
    }
}

/// A C-ordered copy of an array that is known to broadcast to `shape`.
pub(super) fn broadcast_array<T: Element>(array: &Array<T>, shape: &[usize]) -> Result<Array<T>> {
    if array.shape() == shape {
        return Ok(array.clone());
    }
    if let (1, Some(&element)) = (array.len(), array.first()) {
        return super::create::filled(shape, element);
    }
    let view = broadcast_view(array, shape)?;
    Ok(array_from_vec(shape, copied(&view)?))
}

/// An error for a value that must broadcast into a place.
pub(super) fn check_broadcasts_into(from: &[usize], into: &[usize]) -> Result<()> {
    // NumPy drops leading axes of length 1 of the value.
    let extra = from.len().saturating_sub(into.len());
    let fits = from[..extra].iter().all(|&length| length == 1)
        && from[extra..].iter().rev().zip(into.iter().rev()).all(|(&from, &into)| from == into || from == 1);
    if fits { Ok(()) } else { Err(Error::BroadcastInto { from: from.to_vec(), into: into.to_vec() }) }
}
