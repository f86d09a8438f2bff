//! How elements lie in memory, and loops over them in that order.
//!
//! Every kernel is a loop over slices: an array is looked at in its memory order, axes that lie behind one another
//! are joined, and what is left is a list of rows. Only this file does pointer arithmetic.

use std::borrow::Cow;

use ndarray::{ArrayView, Axis, Dimension, IxDyn};

use super::create::{array_from_vec, vec_for};
use super::element::{Array, Element};
use super::{Error, Result};

/// An array's elements in the order in which they lie in memory.
pub(super) struct MemoryOrder<'a, T: Clone> {
    /// The elements, C-ordered for `shape`
    pub(super) elements: Cow<'a, [T]>,
    /// The axes' lengths, slowest first
    pub(super) shape: Vec<usize>,
    /// Which axis of the array each of them is
    pub(super) axes: Vec<usize>,
}

/// Looks at an array in memory order; copies it if it has gaps.
pub(super) fn memory_order<T: Element>(array: &Array<T>) -> Result<MemoryOrder<'_, T>> {
    if let Some(slice) = array.as_slice() {
        let axes = (0..array.ndim()).collect();
        return Ok(MemoryOrder { elements: Cow::Borrowed(slice), shape: array.shape().to_vec(), axes });
    }
    let axes = memory_axes(array.strides());
    let view = array.view().permuted_axes(IxDyn(&axes));
    let shape = view.shape().to_vec();
    let elements = match view.to_slice() {
        Some(slice) => Cow::Borrowed(slice),
        None => Cow::Owned(copied(&array.view().permuted_axes(IxDyn(&axes)))?),
    };
    Ok(MemoryOrder { elements, shape, axes })
}

/// The axes, that with the widest stride first; ties keep their order.
pub(super) fn memory_axes(strides: &[isize]) -> Vec<usize> {
    let mut axes: Vec<usize> = (0..strides.len()).collect();
    axes.sort_by_key(|&axis| std::cmp::Reverse(strides[axis].unsigned_abs()));
    axes
}

/// An array from elements in the memory order of another one.
pub(super) fn array_in_order<T: Element>(shape: &[usize], axes: &[usize], elements: Vec<T>) -> Array<T> {
    array_from_vec(shape, elements).permuted_axes(IxDyn(&inverse(axes)))
}

/// The permutation that undoes `axes`.
pub(super) fn inverse(axes: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; axes.len()];
    for (place, &axis) in axes.iter().enumerate() {
        inverse[axis] = place;
    }
    inverse
}

/// The elements in C order, shared if they lie so already.
pub(super) fn c_order<T: Element>(array: &Array<T>) -> Result<Array<T>> {
    if array.is_standard_layout() {
        return Ok(array.clone());
    }
    Ok(array_from_vec(array.shape(), copied(&array.view())?))
}

/// The elements of a view in C order. Where neighbours along the last axis lie far apart, it copies tile by tile.
pub(super) fn copied<T: Element>(view: &ArrayView<'_, T, IxDyn>) -> Result<Vec<T>> {
    let mut elements = vec_for::<T>(view.shape())?;
    if view.is_empty() {
        return Ok(elements);
    }
    let ndim = view.ndim();
    let near = (0..ndim).rev().find(|&axis| view.shape()[axis] > 1 && view.strides()[axis] == 1);
    match near {
        // A transposed matrix, or a stack of them: walk its fast axis innermost within tiles.
        Some(near) if near + 1 < ndim && view.len_of(Axis(ndim - 1)) > 1 => {
            elements.resize(view.len(), T::default());
            copy_tiled(view, near, &mut elements);
        }
        _ => for_rows(view.shape(), [view], |[row]| match row {
            Row::Slice(slice) => elements.extend_from_slice(slice),
            Row::One(element, count) => elements.extend(std::iter::repeat_n(element, count)),
            Row::Strided(strided) => elements.extend(strided),
        }),
    }
    Ok(elements)
}

/// Copies into C order with tiles over the axis `near` (stride 1 in the source) and the last axis (stride 1 in the target).
fn copy_tiled<T: Element>(view: &ArrayView<'_, T, IxDyn>, near: usize, target: &mut [T]) {
    const TILE: usize = 32;
    let last = view.ndim() - 1;
    let (n_near, n_last) = (view.shape()[near], view.shape()[last]);
    let target_near: usize = view.shape()[near + 1..].iter().product();
    let outer_axes: Vec<usize> = (0..last).filter(|&axis| axis != near).collect();
    let outer_shape: Vec<usize> = outer_axes.iter().map(|&axis| view.shape()[axis]).collect();
    for outer in ndarray::indices(IxDyn(&outer_shape)) {
        let mut plane = view.view();
        let mut base = 0;
        for (&axis, &index) in outer_axes.iter().zip(outer.as_array_view().iter()) {
            plane.collapse_axis(Axis(axis), index);
            base += index * view.shape()[axis + 1..].iter().product::<usize>();
        }
        for axis in (0..=last).rev().filter(|&axis| axis != near && axis != last) {
            plane = plane.index_axis_move(Axis(axis), 0);
        }
        let plane = plane.into_dimensionality::<ndarray::Ix2>().expect("two axes are left");
        for near_start in (0..n_near).step_by(TILE) {
            for last_start in (0..n_last).step_by(TILE) {
                for row in near_start..(near_start + TILE).min(n_near) {
                    let line = base + row * target_near;
                    for column in last_start..(last_start + TILE).min(n_last) {
                        target[line + column] = plane[[row, column]];
                    }
                }
            }
        }
    }
}

/// One operand's part of an inner loop.
pub(super) enum Row<'a, T> {
    /// Neighbours in memory
    Slice(&'a [T]),
    /// The same element, so many times
    One(T, usize),
    /// Elements some way apart
    Strided(Strided<'a, T>),
}

/// Elements at equal distances.
#[derive(Clone)]
pub(super) struct Strided<'a, T> {
    next: *const T,
    stride: isize,
    left: usize,
    array: std::marker::PhantomData<&'a T>,
}

impl<T: Copy> Iterator for Strided<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.left == 0 {
            return None;
        }
        // SAFETY: `for_rows` made it from a live view with at least `left` elements at this stride from here on.
        let element = unsafe { *self.next };
        self.next = self.next.wrapping_offset(self.stride);
        self.left -= 1;
        Some(element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T: Copy> ExactSizeIterator for Strided<'_, T> {}

/// Walks views of one shape row by row in C order. Axes that can be joined are joined first, so rows are long.
pub(super) fn for_rows<T: Element, const N: usize>(
    shape: &[usize],
    views: [&ArrayView<'_, T, IxDyn>; N],
    mut each: impl FnMut([Row<'_, T>; N]),
) {
    let strides = views.map(|view| view.strides());
    let pointers = views.map(|view| view.as_ptr());
    walk_rows(shape, &strides, |offsets, length, steps| {
        each(std::array::from_fn(|operand| {
            // SAFETY: the offsets and strides are those of indices inside the view, which outlives this call.
            unsafe { row_at(pointers[operand].wrapping_offset(offsets[operand]), length, steps[operand]) }
        }));
    });
}

/// Like [`for_rows`] for two views of different types, whose rows are slices or single elements only.
///
/// The views come from [`prepared`], which sees to that.
pub(super) fn for_row_pairs<A: Element, B: Element>(
    shape: &[usize],
    left: &ArrayView<'_, A, IxDyn>,
    right: &ArrayView<'_, B, IxDyn>,
    each: &mut dyn FnMut(Row<'_, A>, Row<'_, B>),
) {
    let (left_pointer, right_pointer) = (left.as_ptr(), right.as_ptr());
    walk_rows(shape, &[left.strides(), right.strides()], |offsets, length, steps| {
        // SAFETY: the offsets and strides are those of indices inside the views, which outlive this call.
        unsafe {
            each(
                row_at(left_pointer.wrapping_offset(offsets[0]), length, steps[0]),
                row_at(right_pointer.wrapping_offset(offsets[1]), length, steps[1]),
            );
        }
    });
}

/// # Safety
/// `length` elements at distance `stride` from `start` on must be readable for `'a`.
unsafe fn row_at<'a, T: Copy>(start: *const T, length: usize, stride: isize) -> Row<'a, T> {
    match stride {
        // SAFETY: as the caller promised.
        1 => Row::Slice(unsafe { std::slice::from_raw_parts(start, length) }),
        // SAFETY: as the caller promised; rows are never empty.
        0 => Row::One(unsafe { *start }, length),
        _ if length == 1 => Row::Slice(unsafe { std::slice::from_raw_parts(start, 1) }),
        _ => Row::Strided(Strided { next: start, stride, left: length, array: std::marker::PhantomData }),
    }
}

/// Calls `each(offsets, length, strides)` for each row of a shape, where operands' axes are joined if all allow it.
fn walk_rows<const N: usize>(
    shape: &[usize],
    strides: &[&[isize]; N],
    mut each: impl FnMut([isize; N], usize, [isize; N]),
) {
    if shape.contains(&0) {
        return;
    }
    // Slowest axis first, as the shape has them; axes of length 1 do not matter.
    let mut axes: Vec<(usize, [isize; N])> = Vec::with_capacity(shape.len());
    for (axis, &length) in shape.iter().enumerate().filter(|&(_, &length)| length != 1) {
        let steps: [isize; N] = std::array::from_fn(|operand| strides[operand][axis]);
        match axes.last_mut() {
            Some((joined, known)) if (0..N).all(|operand| known[operand] == steps[operand] * length as isize) => {
                *joined *= length;
                *known = steps;
            }
            _ => axes.push((length, steps)),
        }
    }
    let (length, inner) = axes.pop().unwrap_or((1, [1; N]));
    let mut index = vec![0; axes.len()];
    let mut offsets = [0; N];
    loop {
        each(offsets, length, inner);
        let mut axis = axes.len();
        loop {
            if axis == 0 {
                return;
            }
            axis -= 1;
            let (length, steps) = &axes[axis];
            index[axis] += 1;
            if index[axis] < *length {
                (0..N).for_each(|operand| offsets[operand] += steps[operand]);
                break;
            }
            (0..N).for_each(|operand| offsets[operand] -= steps[operand] * (*length as isize - 1));
            index[axis] = 0;
        }
    }
}

/// The array such that its broadcast rows are slices or single elements: copied if the last axis is strided.
pub(super) fn prepared<T: Element>(array: &Array<T>) -> Result<Array<T>> {
    let last_long = (0..array.ndim()).rev().find(|&axis| array.shape()[axis] > 1);
    match last_long {
        Some(axis) if array.strides()[axis] != 1 => c_order(array),
        _ => Ok(array.clone()),
    }
}

/// The view of an array as if it had `shape`; its axes of length 1 are repeated.
pub(super) fn broadcast_view<'a, T: Element>(array: &'a Array<T>, shape: &[usize]) -> Result<ArrayView<'a, T, IxDyn>> {
    array
        .broadcast(IxDyn(shape))
        .ok_or_else(|| Error::Broadcast { shapes: vec![array.shape().to_vec(), shape.to_vec()] })
}
