//! What stands between the brackets of an index, and what it says of each axis.
//!
//! Mirrors `normalize_index` in `dask.array.slicing`.

use smallvec::SmallVec;

use super::{Array, Error, Result};
use crate::block::{Block, DType};

/// One item between the brackets.
#[derive(Clone, Debug)]
pub enum Item {
    /// `x[3]`
    Int(isize),
    /// `x[start:stop:step]`
    Slice {
        /// First index
        start: Option<isize>,
        /// The index after the last one
        stop: Option<isize>,
        /// Distance, not 0
        step: Option<isize>,
    },
    /// `...`
    Ellipsis,
    /// `None`
    NewAxis,
    /// A list or NumPy array of positions, or a mask
    Positions(Block),
    /// A chunked array of positions, or a chunked mask
    Array(Array),
}

impl Item {
    /// `:`
    pub const FULL: Item = Item::Slice { start: None, stop: None, step: None };

    /// How many axes it stands for.
    fn n_axes(&self) -> usize {
        match self {
            Item::NewAxis | Item::Ellipsis => 0,
            Item::Positions(block) if block.dtype() == DType::Bool => block.ndim().max(1),
            Item::Array(array) if array.dtype() == DType::Bool => array.ndim().max(1),
            _ => 1,
        }
    }
}

/// What happens along one axis of the source, in bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Along {
    /// One position; the axis goes away
    At(usize),
    /// All of it
    Full,
    /// `count` positions from `start` on, `step` apart
    Range { start: usize, count: usize, step: isize },
}

impl Array {
    /// The items with `...` written out and full slices for axes not mentioned.
    pub(super) fn expanded(&self, items: &[Item]) -> Result<Vec<Item>> {
        let n_ellipses = items.iter().filter(|item| matches!(item, Item::Ellipsis)).count();
        if n_ellipses > 1 {
            return Err(Error::Index("an index can only have a single ellipsis ('...')".to_owned()));
        }
        let n_given: usize = items.iter().map(Item::n_axes).sum();
        let Some(n_missing) = self.ndim().checked_sub(n_given) else {
            return Err(Error::Index("Too many indices for array".to_owned()));
        };
        let mut expanded = Vec::with_capacity(items.len() + n_missing);
        for item in items {
            match item {
                Item::Ellipsis => expanded.extend(std::iter::repeat_n(Item::FULL, n_missing)),
                other => expanded.push(other.clone()),
            }
        }
        if n_ellipses == 0 {
            expanded.extend(std::iter::repeat_n(Item::FULL, n_missing));
        }
        Ok(expanded)
    }

    fn out_of_bounds(&self, axis: usize, index: impl std::fmt::Display) -> Error {
        let size = self.chunks()[axis].length().unwrap_or(0);
        Error::Index(format!("Index {index} is out of bounds for axis {axis} with size {size}"))
    }

    pub(super) fn along(&self, item: &Item, axis: usize) -> Result<Along> {
        let index = match item {
            Item::Int(index) => Some(*index),
            Item::Positions(scalar) => {
                let index = scalar.item()?.as_i128().unwrap_or(0);
                Some(isize::try_from(index).map_err(|_| self.out_of_bounds(axis, index))?)
            }
            _ => None,
        };
        let is_full = matches!(item, Item::Slice { start: None, stop: None, step: None | Some(1) });
        if is_full {
            return Ok(Along::Full);
        }
        let Some(length) = self.chunks()[axis].length() else { return Err(self.chunks().unknown()) };
        if let Some(index) = index {
            let at = if index < 0 { index + length as isize } else { index };
            if at < 0 || at >= length as isize {
                return Err(self.out_of_bounds(axis, index));
            }
            return Ok(Along::At(at as usize));
        }
        let Item::Slice { start, stop, step } = item else {
            return Err(Error::Index("only integers, slices, lists, None and ... are valid indices".to_owned()));
        };
        let (start, count, step) = slice_range(*start, *stop, step.unwrap_or(1), length)?;
        if start == 0 && count == length && step == 1 {
            return Ok(Along::Full);
        }
        Ok(Along::Range { start, count, step })
    }

    /// Positions in bounds; of a mask where it is true.
    pub(super) fn positions_of(&self, block: &Block, axis: usize) -> Result<Vec<usize>> {
        let Some(length) = self.chunks()[axis].length() else { return Err(self.chunks().unknown()) };
        if block.ndim() > 1 {
            return Err(Error::NotImplemented(
                "Don't yet support nd fancy indexing. Use a one-dimensional list of positions, or x.vindex".to_owned(),
            ));
        }
        if block.dtype() == DType::Bool {
            let mask: Vec<bool> = block.to_vec().unwrap_or_default();
            if mask.len() != length {
                return Err(Error::Index(format!(
                    "Boolean array with size {} is not long enough for axis {axis} with size {length}",
                    mask.len()
                )));
            }
            return Ok(mask.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(position, _)| position).collect());
        }
        if !block.dtype().is_integer() && block.size() > 0 {
            return Err(Error::Index("arrays used as indices must be of integer (or boolean) type".to_owned()));
        }
        let positions: Vec<i64> = block.astype(DType::Int64)?.to_vec().unwrap_or_default();
        let wrap = |&position: &i64| {
            let wrapped = if position < 0 { position + length as i64 } else { position };
            if wrapped < 0 || wrapped >= length as i64 {
                return Err(Error::Index(format!("Index is out of bounds for axis {axis} with size {length}")));
            }
            Ok(wrapped as usize)
        };
        positions.iter().map(wrap).collect()
    }
}

/// The axes of the result that are new.
pub(super) fn new_axes(items: &[Item]) -> SmallVec<[usize; 4]> {
    let mut out_axis = 0;
    let mut axes = SmallVec::new();
    for item in items {
        match item {
            Item::NewAxis => axes.push(out_axis),
            Item::Int(_) => continue,
            Item::Positions(block) if block.ndim() == 0 => continue,
            _ => {}
        }
        out_axis += 1;
    }
    axes
}

/// First index, number and distance of the indices that a slice means on an axis of `length`; Python's rules.
pub(super) fn slice_range(
    start: Option<isize>,
    stop: Option<isize>,
    step: isize,
    length: usize,
) -> Result<(usize, usize, isize)> {
    if step == 0 {
        return Err(Error::value("slice step cannot be zero"));
    }
    let length = length as isize;
    let (lowest, highest) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |index: isize| {
        let index = if index < 0 { index.saturating_add(length) } else { index };
        index.clamp(lowest, highest)
    };
    let first = start.map_or(if step > 0 { 0 } else { length - 1 }, clamp);
    let end = stop.map_or(if step > 0 { length } else { -1 }, clamp);
    let span = if step > 0 { end - first } else { first - end };
    let count = if span <= 0 { 0 } else { (span as usize).div_ceil(step.unsigned_abs()) };
    Ok((first.max(0) as usize, count, step))
}
