//! Order among elements: sorting, searching, counting, quantiles.

use super::broadcast::normalize_axis;
use super::create::{array_from_vec, vec_for};
use super::element::{Array, Element};
use super::layout::c_order;
use super::promote::promote_types;
use super::{Block, DType, Error, Result};
use crate::with_dtype;

/// Where among equal elements a searched one belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before them
    Left,
    /// After them
    Right,
}

impl Block {
    /// Sorted along an axis; NaN last.
    pub fn sort(&self, axis: isize) -> Result<Block> {
        self.by_lanes(axis, |block| {
            let (mut keys, length) = lane_keys(block)?;
            keys.chunks_exact_mut(length.max(1)).for_each(<[u64]>::sort_unstable);
            with_dtype!(block.dtype(), T => {
                let mut elements = vec_for::<T>(block.shape())?;
                elements.extend(keys.iter().map(|&key| T::from_order_key(key)));
                Ok(T::into_block(array_from_vec(block.shape(), elements)))
            })
        })
    }

    /// The indices that sort along an axis; equal elements keep their order.
    pub fn argsort(&self, axis: isize) -> Result<Block> {
        self.by_lanes(axis, |block| {
            let (keys, length) = lane_keys(block)?;
            let mut indices = vec_for::<i64>(block.shape())?;
            for lane in keys.chunks_exact(length.max(1)) {
                let start = indices.len();
                indices.extend(0..lane.len() as i64);
                indices[start..].sort_by_key(|&index| lane[index as usize]);
            }
            Ok(Block::Int64(array_from_vec(block.shape(), indices)))
        })
    }

    /// Moves an axis last, lets `each` work on it, and moves it back.
    fn by_lanes(&self, axis: isize, each: impl Fn(&Block) -> Result<Block>) -> Result<Block> {
        let axis = normalize_axis(axis, self.ndim())? as isize;
        each(&self.moveaxis(&[axis], &[-1])?.to_c_order()?)?.moveaxis(&[-1], &[axis])
    }

    /// The different elements in order, with the first index of each, for each element which one it is, and how often it occurs.
    pub fn unique(&self) -> Result<Unique> {
        let flat = self.ravel()?;
        let (keys, _) = lane_keys(&flat)?;
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|&index| keys[index]);
        let (mut firsts, mut counts, mut inverse) = (Vec::new(), Vec::<i64>::new(), vec![0_i64; keys.len()]);
        for &index in &order {
            let known = firsts.last().is_some_and(|&first: &usize| keys[first] == keys[index]);
            if !known {
                firsts.push(index);
                counts.push(0);
            }
            *counts.last_mut().expect("one was pushed") += 1;
            inverse[index] = firsts.len() as i64 - 1;
        }
        Ok(Unique {
            values: flat.take_positions(&firsts, 0)?,
            index: Block::from_slice(&firsts.iter().map(|&first| first as i64).collect::<Vec<_>>()),
            inverse: Block::from_vec(self.shape(), inverse)?,
            counts: Block::from_slice(&counts),
        })
    }

    /// Where in this sorted 1-d array `values` belong, as `numpy.searchsorted`.
    pub fn searchsorted(&self, values: &Block, side: Side) -> Result<Block> {
        if self.ndim() != 1 {
            return Err(Error::value("object of too small depth for desired array"));
        }
        let dtype = promote_types(self.dtype(), values.dtype());
        let (sorted, _) = lane_keys(&self.astype(dtype)?)?;
        let (values_keys, _) = lane_keys(&values.astype(dtype)?)?;
        let mut places = vec_for::<i64>(values.shape())?;
        places.extend(values_keys.iter().map(|value| {
            sorted.partition_point(|element| match side {
                Side::Left => element < value,
                Side::Right => element <= value,
            }) as i64
        }));
        Ok(Block::Int64(array_from_vec(values.shape(), places)))
    }

    /// Quantiles between 0 and 1 along an axis, linearly interpolated: one result for each of `fractions`.
    pub fn quantiles(&self, fractions: &[f64], axis: isize, skip_nan: bool) -> Result<Vec<Block>> {
        if fractions.iter().any(|fraction| !(0.0..=1.0).contains(fraction)) {
            return Err(Error::value("Quantiles must be in the range [0, 1]"));
        }
        let axis = normalize_axis(axis, self.ndim())?;
        let dtype = if self.dtype() == DType::Float32 { DType::Float32 } else { DType::Float64 };
        let sorted = self.moveaxis(&[axis as isize], &[-1])?.astype(DType::Float64)?.sort(-1)?;
        let (array, length) = lanes::<f64>(&sorted)?;
        let shape = &array.shape()[..array.ndim() - 1];
        if length == 0 && !shape.contains(&0) {
            return Block::full(shape, f64::NAN, dtype).map(|block| vec![block; fractions.len()]);
        }
        let elements = array.as_slice().expect("it is C-ordered");
        let of = |fraction: f64| -> Result<Block> {
            let mut results = vec_for::<f64>(shape)?;
            results.extend(elements.chunks_exact(length.max(1)).map(|lane| {
                let count = lane.partition_point(|element| !element.is_nan());
                match (count, skip_nan) {
                    (0, _) => f64::NAN,
                    (count, false) if count < lane.len() => f64::NAN,
                    (count, _) => interpolated(&lane[..count], fraction),
                }
            }));
            f64::into_block(array_from_vec(shape, results)).astype(dtype)
        };
        fractions.iter().map(|&fraction| of(fraction)).collect()
    }

    /// The middle element along an axis, or the mean of the two middle ones.
    pub fn median(&self, axis: isize, skip_nan: bool) -> Result<Block> {
        let axis = normalize_axis(axis, self.ndim())?;
        let dtype = if self.dtype() == DType::Float32 { DType::Float32 } else { DType::Float64 };
        let sorted = self.moveaxis(&[axis as isize], &[-1])?.astype(DType::Float64)?.sort(-1)?;
        let (array, length) = lanes::<f64>(&sorted)?;
        let shape = &array.shape()[..array.ndim() - 1];
        let mut results = vec_for::<f64>(shape)?;
        if length == 0 {
            return Block::full(shape, f64::NAN, dtype);
        }
        results.extend(array.as_slice().expect("it is C-ordered").chunks_exact(length).map(|lane| {
            let count = lane.partition_point(|element| !element.is_nan());
            if count == 0 || (count < length && !skip_nan) {
                f64::NAN
            } else if count % 2 == 1 {
                lane[count / 2]
            } else {
                (lane[count / 2 - 1] + lane[count / 2]) / 2.0
            }
        }));
        f64::into_block(array_from_vec(shape, results)).astype(dtype)
    }

    /// How often each of 0, 1, 2, … occurs, or the sums of weights, as `numpy.bincount`.
    pub fn bincount(&self, weights: Option<&Block>, minlength: usize) -> Result<Block> {
        if self.ndim() != 1 {
            return Err(Error::value("object too deep for desired array"));
        }
        if self.dtype().is_float() {
            return Err(Error::type_error(format!(
                "Cannot cast array data from dtype('{}') to dtype('int64') according to the rule 'safe'",
                self.dtype()
            )));
        }
        let values = self.astype(DType::Int64)?;
        let values = i64::array(&values).expect("it was cast");
        if values.iter().any(|&value| value < 0) {
            return Err(Error::value("'list' argument must have no negative elements"));
        }
        // A value past all memory is refused where the counts are asked for.
        let length = values
            .iter()
            .max()
            .map_or(0, |&greatest| usize::try_from(greatest).unwrap_or(usize::MAX).saturating_add(1));
        let length = length.max(minlength);
        match weights {
            None => {
                let mut counts = super::create::filled(&[length], 0_i64)?;
                let places = counts.as_slice_mut().expect("it is C-ordered");
                values.iter().for_each(|&value| places[value as usize] += 1);
                Ok(Block::Int64(counts))
            }
            Some(weights) if weights.shape() != self.shape() => {
                Err(Error::value("The weights and list don't have the same length."))
            }
            Some(weights) => {
                let weights = weights.astype(DType::Float64)?;
                let mut sums = super::create::filled(&[length], 0.0)?;
                let places = sums.as_slice_mut().expect("it is C-ordered");
                let weights = f64::array(&weights).expect("it was cast");
                values.iter().zip(weights).for_each(|(&value, &weight)| places[value as usize] += weight);
                Ok(Block::Float64(sums))
            }
        }
    }
}

/// The result of [`Block::unique`].
#[derive(Clone, Debug)]
pub struct Unique {
    /// The different elements, sorted
    pub values: Block,
    /// The index of the first occurrence of each, in C order
    pub index: Block,
    /// For each element of the array the place of its value; has the array's shape
    pub inverse: Block,
    /// How often each occurs
    pub counts: Block,
}

/// The order keys of all elements in C order, and the length of the last axis.
fn lane_keys(block: &Block) -> Result<(Vec<u64>, usize)> {
    let mut keys = vec_for::<u64>(block.shape())?;
    crate::each_dtype!(block, array => keys.extend(c_order(array)?.iter().map(|element| element.order_key())));
    Ok((keys, block.shape().last().copied().unwrap_or(1)))
}

/// The C-ordered array and the length of its last axis.
fn lanes<T: Element>(block: &Block) -> Result<(Array<T>, usize)> {
    let array = c_order(T::array(block).expect("it is of this dtype"))?;
    let length = array.shape().last().copied().unwrap_or(1);
    Ok((array, length))
}

/// The quantile of a sorted lane without NaN, on the line between its two neighbours.
fn interpolated(lane: &[f64], fraction: f64) -> f64 {
    let place = fraction * (lane.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(lane.len() - 1);
    let (low, high, weight) = (lane[below], lane[above], place - below as f64);
    // Counted from the nearer side, so that the ends are met exactly.
    let distance = high - low;
    if weight >= 0.5 { high - distance * (1.0 - weight) } else { low + distance * weight }
}
