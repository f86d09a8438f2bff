//! Arrays joined into one.

use ndarray::IxDyn;

use super::broadcast::normalize_axis;
use super::create::{array_from_vec, vec_for};
use super::element::{Array, Element};
use super::layout::c_order;
use super::promote::{OperandType, result_type};
use super::{Block, Error, Result};
use crate::with_dtype;

/// Arrays one after another along an axis that they have.
pub fn concatenate(blocks: &[Block], axis: isize) -> Result<Block> {
    let Some(first) = blocks.first() else {
        return Err(Error::value("need at least one array to concatenate"));
    };
    if first.ndim() == 0 {
        return Err(Error::value("zero-dimensional arrays cannot be concatenated"));
    }
    let axis = normalize_axis(axis, first.ndim())?;
    for (index, block) in blocks.iter().enumerate() {
        if block.ndim() != first.ndim() {
            return Err(Error::value(format!(
                "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and the array at index {index} has {} dimension(s)",
                first.ndim(),
                block.ndim()
            )));
        }
        for other in (0..first.ndim()).filter(|&other| other != axis) {
            if block.shape()[other] != first.shape()[other] {
                return Err(Error::value(format!(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension {other}, the array at index 0 has size {} and the array at index {index} has size {}",
                    first.shape()[other],
                    block.shape()[other]
                )));
            }
        }
    }
    let dtype = result_type(blocks.iter().map(|block| OperandType::Strong(block.dtype())));
    let mut shape = first.shape().to_vec();
    shape[axis] = blocks.iter().fold(0_usize, |total, block| total.saturating_add(block.shape()[axis]));
    if blocks.len() == 1 {
        return Ok(first.clone());
    }
    with_dtype!(dtype, T => {
        let parts = blocks
            .iter()
            .map(|block| c_order(T::array(&block.astype(dtype)?).expect("it was cast")))
            .collect::<Result<Vec<Array<T>>>>()?;
        let mut elements = vec_for::<T>(&shape)?;
        let outer: usize = shape[..axis].iter().product();
        let inner: usize = shape[axis + 1..].iter().product();
        let slices: Vec<(&[T], usize)> = parts
            .iter()
            .map(|part| (part.as_slice().expect("it is C-ordered"), part.shape()[axis] * inner))
            .collect();
        for plane in 0..outer {
            slices.iter().for_each(|(slice, run)| elements.extend_from_slice(&slice[plane * run..][..*run]));
        }
        Ok(T::into_block(array_from_vec(&shape, elements)))
    })
}

/// Arrays of one shape side by side along a new axis, counted in the result.
pub fn stack(blocks: &[Block], axis: isize) -> Result<Block> {
    let Some(first) = blocks.first() else {
        return Err(Error::value("need at least one array to stack"));
    };
    if blocks.iter().any(|block| block.shape() != first.shape()) {
        return Err(Error::value("all input arrays must have the same shape"));
    }
    let axis = normalize_axis(axis, first.ndim() + 1)? as isize;
    let widened = blocks.iter().map(|block| block.expand_dims(&[axis])).collect::<Result<Vec<_>>>()?;
    concatenate(&widened, axis)
}

impl Block {
    /// Puts `parts` into one array of `shape`, each at its offsets: how chunks become a whole.
    ///
    /// The parts must lie inside and be of one dtype.
    pub fn assembled(shape: &[usize], parts: &[(Vec<usize>, Block)]) -> Result<Block> {
        let Some((_, first)) = parts.first() else {
            return Err(Error::value("need at least one array to assemble"));
        };
        let dtype = result_type(parts.iter().map(|(_, part)| OperandType::Strong(part.dtype())));
        if let ([(_, only)], true) = (parts, first.shape() == shape) {
            return Ok(only.clone());
        }
        with_dtype!(dtype, T => {
            let mut whole = super::create::filled::<T>(shape, T::default())?;
            for (offsets, part) in parts {
                let part = part.astype(dtype)?;
                let part = T::array(&part).expect("it was cast");
                let fits = offsets.len() == shape.len()
                    && part.ndim() == shape.len()
                    && (0..shape.len()).all(|axis| offsets[axis] + part.shape()[axis] <= shape[axis]);
                if !fits {
                    return Err(Error::value(format!(
                        "a part of shape {} at {} does not lie in an array of shape {}",
                        super::tuple_text(part.shape()), super::tuple_text(offsets), super::tuple_text(shape)
                    )));
                }
                let mut place = whole.view_mut();
                for (axis, &offset) in offsets.iter().enumerate() {
                    place.slice_axis_inplace(ndarray::Axis(axis), ndarray::Slice::from(offset..offset + part.shape()[axis]));
                }
                debug_assert_eq!(place.raw_dim(), IxDyn(part.shape()));
                place.assign(part);
            }
            Ok(T::into_block(whole))
        })
    }
}
