//! The same elements in another shape, order or dtype. What can share its elements does.

use ndarray::{Axis, IxDyn, Slice};

use super::broadcast::{normalize_axes, normalize_axis};
use super::create::{array_from_vec, checked_size, vec_for, vec_of};
use super::element::{Array, Cast, Element};
use super::layout::{array_in_order, c_order, copied, memory_order};
use super::ufunc::{Float, Ufunc, binary};
use super::{Block, DType, Error, Operand, Result, Scalar, concatenate};
use crate::{each_dtype, with_dtype};

impl Block {
    /// The elements converted, as `astype(dtype, copy=False)`.
    pub fn astype(&self, dtype: DType) -> Result<Block> {
        if self.dtype() == dtype {
            return Ok(self.clone());
        }
        each_dtype!(self, array => with_dtype!(dtype, T => Ok(T::into_block(converted::<_, T>(array)?))))
    }

    /// The same elements in C order, shared if they lie so already.
    pub fn to_c_order(&self) -> Result<Block> {
        each_dtype!(self, array => Ok(Element::into_block(c_order(array)?)))
    }

    /// The same elements in memory of their own, in C order.
    pub fn copied(&self) -> Result<Block> {
        each_dtype!(self, array => {
            Ok(Element::into_block(array_from_vec(array.shape(), copied(&array.view())?)))
        })
    }

    /// The axes in another order; `None` reverses them.
    pub fn transpose(&self, axes: Option<&[isize]>) -> Result<Block> {
        let axes = match axes {
            None => (0..self.ndim()).rev().collect(),
            Some(axes) if axes.len() != self.ndim() => return Err(Error::value("axes don't match array")),
            Some(axes) => normalize_axes(axes, self.ndim()).map_err(|error| match error {
                Error::Value(_) => Error::value("repeated axis in transpose"),
                other => other,
            })?,
        };
        each_dtype!(self, array => Ok(Element::into_block(array.clone().permuted_axes(IxDyn(&axes)))))
    }

    /// Two axes exchanged.
    pub fn swapaxes(&self, first: isize, second: isize) -> Result<Block> {
        let (first, second) = (normalize_axis(first, self.ndim())?, normalize_axis(second, self.ndim())?);
        let mut axes: Vec<isize> = (0..self.ndim() as isize).collect();
        axes.swap(first, second);
        self.transpose(Some(&axes))
    }

    /// Axes moved to other places, the others keeping their order.
    pub fn moveaxis(&self, sources: &[isize], targets: &[isize]) -> Result<Block> {
        let ndim = self.ndim();
        let (sources, targets) = (normalize_axes(sources, ndim)?, normalize_axes(targets, ndim)?);
        if sources.len() != targets.len() {
            return Err(Error::value("`source` and `destination` arguments must have the same number of elements"));
        }
        let mut order: Vec<isize> =
            (0..ndim).filter(|axis| !sources.contains(axis)).map(|axis| axis as isize).collect();
        let mut moves: Vec<(usize, usize)> = targets.into_iter().zip(sources).collect();
        moves.sort_unstable();
        for (target, source) in moves {
            order.insert(target, source as isize);
        }
        self.transpose(Some(&order))
    }

    /// The same elements in C order under another shape; one length may be -1.
    pub fn reshape(&self, shape: &[isize]) -> Result<Block> {
        let shape = reshaped(self.size(), shape)?;
        checked_size(&shape, self.dtype())?;
        each_dtype!(self, array => {
            let array = c_order(array)?;
            Ok(Element::into_block(array.into_shape_with_order(IxDyn(&shape)).expect("the sizes were compared")))
        })
    }

    /// One axis of all elements, in C order.
    pub fn ravel(&self) -> Result<Block> {
        self.reshape(&[-1])
    }

    /// New axes of length 1, counted in the result.
    pub fn expand_dims(&self, axes: &[isize]) -> Result<Block> {
        let mut axes = normalize_axes(axes, self.ndim() + axes.len()).map_err(|error| match error {
            Error::Value(_) => Error::value("repeated axis"),
            other => other,
        })?;
        axes.sort_unstable();
        each_dtype!(self, array => {
            let mut array = array.clone();
            axes.iter().for_each(|&axis| array.insert_axis_inplace(Axis(axis)));
            Ok(Element::into_block(array))
        })
    }

    /// Without these axes, which must have length 1; `None` drops all such axes.
    pub fn squeeze(&self, axes: Option<&[isize]>) -> Result<Block> {
        let mut dropped = match axes {
            Some(axes) => normalize_axes(axes, self.ndim())?,
            None => (0..self.ndim()).filter(|&axis| self.shape()[axis] == 1).collect(),
        };
        if dropped.iter().any(|&axis| self.shape()[axis] != 1) {
            return Err(Error::value("cannot select an axis to squeeze out which has size not equal to one"));
        }
        dropped.sort_unstable();
        each_dtype!(self, array => {
            let mut array = array.clone();
            for &axis in dropped.iter().rev() {
                array = array.index_axis_move(Axis(axis), 0);
            }
            Ok(Element::into_block(array))
        })
    }

    /// The order along these axes reversed; `None` means all.
    pub fn flip(&self, axes: Option<&[isize]>) -> Result<Block> {
        let axes = match axes {
            Some(axes) => normalize_axes(axes, self.ndim())?,
            None => (0..self.ndim()).collect(),
        };
        each_dtype!(self, array => {
            let mut array = array.clone();
            axes.iter().for_each(|&axis| array.invert_axis(Axis(axis)));
            Ok(Element::into_block(array))
        })
    }

    /// The part `start..stop` of an axis. The bounds must lie inside.
    pub fn slice_axis(&self, axis: usize, start: usize, stop: usize) -> Block {
        each_dtype!(self, array => {
            let mut array = array.clone();
            array.slice_axis_inplace(Axis(axis), Slice::from(start..stop));
            Element::into_block(array)
        })
    }

    /// Elements shifted along an axis, those pushed out coming in again on the other side.
    pub fn roll(&self, shift: isize, axis: isize) -> Result<Block> {
        let axis = normalize_axis(axis, self.ndim())?;
        let length = self.shape()[axis];
        if length == 0 {
            return Ok(self.clone());
        }
        let cut = (length - shift.rem_euclid(length as isize) as usize) % length;
        concatenate(&[self.slice_axis(axis, cut, length), self.slice_axis(axis, 0, cut)], axis as isize)
    }

    /// Each element along an axis repeated: one count for all, or one for each.
    pub fn repeat(&self, counts: &[i64], axis: isize) -> Result<Block> {
        let axis = normalize_axis(axis, self.ndim())?;
        let length = self.shape()[axis];
        if counts.iter().any(|&count| count < 0) {
            let one_for_all = counts.len() == 1;
            return Err(Error::value(if one_for_all {
                "negative dimensions are not allowed"
            } else {
                "repeats may not contain negative values."
            }));
        }
        if counts.len() != 1 && counts.len() != length {
            return Err(Error::value(format!(
                "operands could not be broadcast together with shape ({length},) ({},)",
                counts.len()
            )));
        }
        let count_of = |index: usize| counts[if counts.len() == 1 { 0 } else { index }];
        let total = (0..length).try_fold(0_i64, |total, index| total.checked_add(count_of(index)));
        let mut lengths: Vec<i64> = self.shape().iter().map(|&length| length as i64).collect();
        lengths[axis] = total.unwrap_or(i64::MAX);
        let total = super::create::shape_of(&lengths, self.dtype())?[axis];
        let count_of = |index: usize| count_of(index) as usize;
        let indices = (0..length).flat_map(|index| std::iter::repeat_n(index, count_of(index)));
        self.take_positions(&positions(total, indices)?, axis)
    }

    /// The array laid out side by side so many times along each axis, as `numpy.tile`.
    pub fn tile(&self, counts: &[i64]) -> Result<Block> {
        let ndim = self.ndim().max(counts.len());
        let mut block = self.expand_dims(&(0..(ndim - self.ndim()) as isize).collect::<Vec<_>>())?;
        let skipped = ndim - counts.len();
        for (axis, &count) in counts.iter().enumerate() {
            let axis = skipped + axis;
            let length = block.shape()[axis];
            if count == 1 {
                continue;
            }
            let mut lengths: Vec<i64> = block.shape().iter().map(|&length| length as i64).collect();
            lengths[axis] = (length as i64).saturating_mul(count);
            let total = super::create::shape_of(&lengths, block.dtype())?[axis];
            block = block.take_positions(&positions(total, (0..total).map(|index| index % length))?, axis)?;
        }
        Ok(block)
    }

    /// Rounded to so many decimals, halves to even; a negative number rounds to tens, hundreds, ….
    pub fn round(&self, decimals: i32) -> Result<Block> {
        let dtype = self.dtype();
        match self {
            Block::Float32(array) => Ok(Block::Float32(rounded(array, decimals)?)),
            Block::Float64(array) => Ok(Block::Float64(rounded(array, decimals)?)),
            _ if decimals >= 0 || dtype == DType::Bool => Ok(self.clone()),
            _ => Block::Float64(rounded(f64::array(&self.astype(DType::Float64)?).expect("it was cast"), decimals)?)
                .astype(dtype),
        }
    }

    /// Elements below `least` raised to it, those above `greatest` lowered to it. NaN stays.
    pub fn clip(&self, least: Option<&Operand>, greatest: Option<&Operand>) -> Result<Block> {
        let mut block = self.clone();
        if let Some(least) = least {
            block = binary(Ufunc::Maximum, least, &block)?;
        }
        if let Some(greatest) = greatest {
            block = binary(Ufunc::Minimum, greatest, &block)?;
        }
        Ok(block)
    }

    /// The `n`-th differences of neighbours along an axis.
    pub fn diff(&self, n: usize, axis: isize) -> Result<Block> {
        let axis = normalize_axis(axis, self.ndim())?;
        let mut block = self.clone();
        for _ in 0..n {
            let length = block.shape()[axis];
            if length == 0 {
                break;
            }
            let (upper, lower) = (block.slice_axis(axis, 1, length), block.slice_axis(axis, 0, length - 1));
            let ufunc = if block.dtype() == DType::Bool { Ufunc::NotEqual } else { Ufunc::Subtract };
            block = binary(ufunc, &upper, &lower)?;
        }
        Ok(block)
    }

    /// With borders of constants: so many before and after along each axis.
    pub fn pad_constant(&self, widths: &[(usize, usize)], value: Scalar) -> Result<Block> {
        let mut block = self.clone();
        for (axis, &(before, after)) in widths.iter().enumerate() {
            let border = |width: usize| {
                let mut shape = block.shape().to_vec();
                shape[axis] = width;
                Block::full(&shape, value, block.dtype())
            };
            let (before, after) = (border(before)?, border(after)?);
            block = concatenate(&[before, block.clone(), after], axis as isize)?;
        }
        Ok(block)
    }

    /// With borders that are elements of the array: `position(axis, index)` says which, for indices outside as well.
    pub fn pad_positions(&self, widths: &[(usize, usize)], position: impl Fn(isize, usize) -> usize) -> Result<Block> {
        let mut block = self.clone();
        for (axis, &(before, after)) in widths.iter().enumerate() {
            let length = block.shape()[axis];
            if length == 0 && before + after > 0 {
                return Err(Error::value(format!(
                    "can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
                )));
            }
            let total = length.saturating_add(before).saturating_add(after);
            let places = (0..total).map(|index| position(index as isize - before as isize, length));
            block = block.take_positions(&positions(total, places)?, axis)?;
        }
        Ok(block)
    }

    /// The elements at these positions of an axis, which must lie inside.
    pub(super) fn take_positions(&self, positions: &[usize], axis: usize) -> Result<Block> {
        each_dtype!(self, array => {
            let array = c_order(array)?;
            let source = array.as_slice().expect("it is C-ordered");
            let mut shape = array.shape().to_vec();
            let (length, run) = (shape[axis], shape[axis + 1..].iter().product::<usize>());
            shape[axis] = positions.len();
            let mut elements = vec_for(&shape)?;
            if length * run > 0 {
                for plane in source.chunks_exact(length * run) {
                    if run == 1 {
                        elements.extend(positions.iter().map(|&position| plane[position]));
                    } else {
                        positions.iter().for_each(|&position| elements.extend_from_slice(&plane[position * run..][..run]));
                    }
                }
            }
            Ok(Element::into_block(array_from_vec(&shape, elements)))
        })
    }
}

/// A list of positions, whose memory may not be there.
fn positions(count: usize, places: impl Iterator<Item = usize>) -> Result<Vec<usize>> {
    let mut list = vec_of(count, || Error::memory(&[count], DType::Int64))?;
    list.extend(places);
    Ok(list)
}

/// The shape that a reshape asks for, with -1 replaced.
pub(super) fn reshaped(size: usize, shape: &[isize]) -> Result<Vec<usize>> {
    let mismatch = || Error::Reshape { size, shape: shape.iter().map(|&length| length as i64).collect() };
    let mut unknown = None;
    let mut known = 1_usize;
    for (axis, &length) in shape.iter().enumerate() {
        if length < 0 {
            if length != -1 || unknown.is_some() {
                return Err(if unknown.is_some() {
                    Error::value("can only specify one unknown dimension")
                } else {
                    mismatch()
                });
            }
            unknown = Some(axis);
        } else {
            known = known.checked_mul(length as usize).ok_or_else(mismatch)?;
        }
    }
    let mut result: Vec<usize> = shape.iter().map(|&length| length.max(0) as usize).collect();
    match unknown {
        Some(axis) if known > 0 && size.is_multiple_of(known) => result[axis] = size / known,
        None if known == size => {}
        _ => return Err(mismatch()),
    }
    Ok(result)
}

fn converted<A: Element + Cast<B>, B: Element>(array: &Array<A>) -> Result<Array<B>> {
    let source = memory_order(array)?;
    let mut elements = vec_for::<B>(&source.shape)?;
    elements.extend(source.elements.iter().map(|&element| Cast::<B>::converted(element)));
    Ok(array_in_order(&source.shape, &source.axes, elements))
}

fn rounded<T: Float>(array: &Array<T>, decimals: i32) -> Result<Array<T>>
where
    f64: Cast<T>,
{
    let factor: T = 10_f64.powi(decimals.unsigned_abs().min(400) as i32).converted();
    let source = memory_order(array)?;
    let mut elements = vec_for::<T>(&source.shape)?;
    let round = |element: T| match decimals {
        0 => element.round_ties_even(),
        1.. => element.multiply(factor).round_ties_even().divide(factor),
        _ => element.divide(factor).round_ties_even().multiply(factor),
    };
    elements.extend(source.elements.iter().map(|&element| round(element)));
    Ok(array_in_order(&source.shape, &source.axes, elements))
}
