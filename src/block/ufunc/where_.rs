//! Choosing between two arrays.

use super::binary::typed;
use crate::block::broadcast::{broadcast_array, broadcast_shapes};
use crate::block::create::{array_from_vec, vec_for};
use crate::block::element::{Array, Element};
use crate::block::layout::c_order;
use crate::block::promote::{Operand, result_type};
use crate::block::{Block, DType, Result};
use crate::with_dtype;

/// Elements of `chosen` where `condition` is true and of `other` elsewhere, as `numpy.where`.
pub fn where_(condition: &Block, chosen: impl Into<Operand>, other: impl Into<Operand>) -> Result<Block> {
    let (chosen, other) = (chosen.into(), other.into());
    let shape = broadcast_shapes(&[condition.shape(), chosen.shape(), other.shape()])?;
    let dtype = result_type([chosen.kind(), other.kind()]);
    let condition = condition.astype(DType::Bool)?;
    let condition = c_order(&broadcast_array(typed::<bool>(&condition), &shape)?)?;
    let condition = condition.as_slice().expect("it is C-ordered");
    // Python integers that do not fit wrap here, other than in arithmetic.
    let side = |side: Operand| match side {
        Operand::Block(block) => block.astype(dtype),
        Operand::Weak(scalar) => Ok(Block::scalar(scalar, dtype)),
    };
    let (chosen, other) = (side(chosen)?, side(other)?);
    with_dtype!(dtype, T => {
        let (chosen, other) = (Side::new(typed::<T>(&chosen), &shape)?, Side::new(typed::<T>(&other), &shape)?);
        let mut elements = vec_for::<T>(&shape)?;
        match (chosen.slice(), other.slice()) {
            (Ok(chosen), Ok(other)) => {
                let pairs = chosen.iter().zip(other);
                elements.extend(condition.iter().zip(pairs).map(|(&choose, (&chosen, &other))| if choose { chosen } else { other }));
            }
            (Ok(chosen), Err(other)) => {
                elements.extend(condition.iter().zip(chosen).map(|(&choose, &chosen)| if choose { chosen } else { other }));
            }
            (Err(chosen), Ok(other)) => {
                elements.extend(condition.iter().zip(other).map(|(&choose, &other)| if choose { chosen } else { other }));
            }
            (Err(chosen), Err(other)) => {
                elements.extend(condition.iter().map(|&choose| if choose { chosen } else { other }));
            }
        }
        Ok(T::into_block(array_from_vec(&shape, elements)))
    })
}

/// One of the two sides: a constant, or as many elements as the result has.
enum Side<T> {
    Constant(T),
    Elements(Array<T>),
}

impl<T: Element> Side<T> {
    fn new(array: &Array<T>, shape: &[usize]) -> Result<Side<T>> {
        match (array.len(), array.first()) {
            (1, Some(&constant)) => Ok(Side::Constant(constant)),
            _ => Ok(Side::Elements(c_order(&broadcast_array(array, shape)?)?)),
        }
    }

    fn slice(&self) -> Result<&[T], T> {
        match self {
            Side::Constant(constant) => Err(*constant),
            Side::Elements(array) => Ok(array.as_slice().expect("it is C-ordered")),
        }
    }
}
