//! The loops: one over each operand's rows, compiled once per element operation.

use crate::block::Result;
use crate::block::create::{array_from_vec, vec_for};
use crate::block::element::{Array, Element};
use crate::block::layout::{Row, array_in_order, broadcast_view, for_row_pairs, memory_order, prepared};

/// `each(element)` for all elements; the result lies in memory as the argument does.
pub(super) fn map<A: Element, C: Element>(array: &Array<A>, each: impl Fn(A) -> C) -> Result<Array<C>> {
    let source = memory_order(array)?;
    let mut elements = vec_for::<C>(&source.shape)?;
    elements.extend(source.elements.iter().map(|&element| each(element)));
    Ok(array_in_order(&source.shape, &source.axes, elements))
}

/// `each(left, right)` for all pairs of elements, broadcast to `shape`.
pub(super) fn map_pairs<A: Element, B: Element, C: Element>(
    shape: &[usize],
    left: &Array<A>,
    right: &Array<B>,
    each: impl Fn(A, B) -> C,
) -> Result<Array<C>> {
    if let (Some(&constant), 1, true) = (right.first(), right.len(), left.shape() == shape) {
        return map(left, |element| each(element, constant));
    }
    if let (Some(&constant), 1, true) = (left.first(), left.len(), right.shape() == shape) {
        return map(right, |element| each(constant, element));
    }
    if left.shape() == right.shape() && left.strides() == right.strides() && !left.is_standard_layout() {
        let (left, right) = (memory_order(left)?, memory_order(right)?);
        let mut elements = vec_for::<C>(&left.shape)?;
        elements.extend(left.elements.iter().zip(right.elements.iter()).map(|(&left, &right)| each(left, right)));
        return Ok(array_in_order(&left.shape, &left.axes, elements));
    }
    let (left, right) = (prepared(left)?, prepared(right)?);
    let (left, right) = (broadcast_view(&left, shape)?, broadcast_view(&right, shape)?);
    let mut elements = vec_for::<C>(shape)?;
    for_row_pairs(shape, &left, &right, |left, right| match (left, right) {
        (Row::Slice(left), Row::Slice(right)) => {
            elements.extend(left.iter().zip(right).map(|(&left, &right)| each(left, right)));
        }
        (Row::Slice(left), Row::One(right, _)) => elements.extend(left.iter().map(|&left| each(left, right))),
        (Row::One(left, _), Row::Slice(right)) => elements.extend(right.iter().map(|&right| each(left, right))),
        (Row::One(left, count), Row::One(right, _)) => elements.extend(std::iter::repeat_n(each(left, right), count)),
        (Row::Strided(_), _) | (_, Row::Strided(_)) => unreachable!("`prepared` leaves no strided rows"),
    });
    Ok(array_from_vec(shape, elements))
}
