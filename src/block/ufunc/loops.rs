//! The loops. What depends on the function is a loop over slices and nothing else, so that each of the many functions
//! and element types adds little code.

use ndarray::IxDyn;

use crate::block::Result;
use crate::block::create::vec_for;
use crate::block::element::{Array, Element};
use crate::block::layout::{Row, array_in_order, broadcast_view, for_row_pairs, memory_axes, memory_order, prepared};

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
    let pairs = Pairs::new(shape, left, right)?;
    let mut elements = vec_for::<C>(shape)?;
    pairs.for_each(&mut |left, right| match (left, right) {
        (Row::Slice(left), Row::Slice(right)) => {
            elements.extend(left.iter().zip(right).map(|(&left, &right)| each(left, right)));
        }
        (Row::Slice(left), Row::One(right, _)) => elements.extend(left.iter().map(|&left| each(left, right))),
        (Row::One(left, _), Row::Slice(right)) => elements.extend(right.iter().map(|&right| each(left, right))),
        (Row::One(left, count), Row::One(right, _)) => elements.extend(std::iter::repeat_n(each(left, right), count)),
        (Row::Strided(_), _) | (_, Row::Strided(_)) => unreachable!("`prepared` leaves no strided rows"),
    })?;
    Ok(array_in_order(&pairs.shape, &pairs.axes, elements))
}

/// Two operands, and the order in which their pairs are visited: memory order if both agree on one, else C order.
struct Pairs<A, B> {
    left: Array<A>,
    right: Array<B>,
    /// The result's shape in that order
    shape: Vec<usize>,
    /// Which axis of the result each of them is
    axes: Vec<usize>,
}

impl<A: Element, B: Element> Pairs<A, B> {
    fn new(shape: &[usize], left: &Array<A>, right: &Array<B>) -> Result<Pairs<A, B>> {
        let (left_whole, right_whole) = (left.shape() == shape, right.shape() == shape);
        let axes = if left_whole && (right.len() == 1 || (right_whole && right.strides() == left.strides())) {
            memory_axes(left.strides())
        } else if right_whole && left.len() == 1 {
            memory_axes(right.strides())
        } else {
            (0..shape.len()).collect()
        };
        // A single element is broadcast into any order.
        let left = if left_whole { left.clone().permuted_axes(IxDyn(&axes)) } else { left.clone() };
        let right = if right_whole { right.clone().permuted_axes(IxDyn(&axes)) } else { right.clone() };
        let shape = axes.iter().map(|&axis| shape[axis]).collect();
        Ok(Pairs { left: prepared(&left)?, right: prepared(&right)?, shape, axes })
    }

    fn for_each(&self, each: &mut dyn FnMut(Row<'_, A>, Row<'_, B>)) -> Result<()> {
        let (left, right) = (broadcast_view(&self.left, &self.shape)?, broadcast_view(&self.right, &self.shape)?);
        for_row_pairs(&self.shape, &left, &right, each);
        Ok(())
    }
}
