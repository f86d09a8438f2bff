//! Reductions by group: of all elements along the last axes that have the same code.
//!
//! ```text
//!   codes      0    0    1    2    1         three groups
//!   x[y, :]    1.   nan  3.   4.   5.
//!   nansum     1.        8.   4.             y stays, the groups are the last axis
//! ```
//!
//! A reduction has three steps, so that chunks can be reduced apart: `partial` results of a chunk, two of them `merged`, and the
//! result `finished` out of the last ones. Narrow integers and bools are folded in 64 bits, which keeps the loops few.

mod fold;
mod order;

use fold::{Walk, folded};

use super::element::Array;
use super::layout::memory_order;
use super::ufunc::{Float, Number, Ufunc, binary, unary, where_};
use super::{Block, DType, Error, Index, Reduction, Result, Scalar, promote_types};

/// The code of elements that belong to no group.
const NO_GROUP: u32 = u32::MAX;

/// The group of each position along the last axes of an array.
#[derive(Clone, Debug)]
pub struct Groups {
    codes: Vec<u32>,
    /// The lengths of these axes; 1 where the group is the same all along
    shape: Vec<usize>,
    n_groups: usize,
}

impl Groups {
    /// Codes below zero, and those not below `n_groups`, belong to no group.
    pub fn new(codes: &Block, n_groups: usize) -> Result<Groups> {
        let shape = codes.shape().to_vec();
        let codes = integers(codes)?;
        let code = |code: &i64| {
            usize::try_from(*code).ok().filter(|&code| code < n_groups).map_or(NO_GROUP, |code| code as u32)
        };
        Ok(Groups { codes: codes.iter().map(code).collect(), shape, n_groups })
    }

    /// Only the groups that occur, with their codes, sorted. Negative codes are one like any other if `negative`, else no group.
    pub fn present(codes: &Block, negative: bool) -> Result<(Groups, Vec<i64>)> {
        let shape = codes.shape().to_vec();
        let codes = integers(codes)?;
        let mut present: Vec<i64> = codes.iter().copied().filter(|&code| negative || code >= 0).collect();
        present.sort_unstable();
        present.dedup();
        let code = |code: &i64| present.binary_search(code).map_or(NO_GROUP, |place| place as u32);
        Ok((Groups { codes: codes.iter().map(code).collect(), shape, n_groups: present.len() }, present))
    }

    /// The codes along axes of these lengths in this order.
    fn in_order(&self, axes: &[(usize, usize)]) -> Result<Vec<u32>> {
        let strides: Vec<usize> = (0..self.shape.len())
            .map(|axis| if self.shape[axis] == 1 { 0 } else { self.shape[axis + 1..].iter().product() })
            .collect();
        for &(length, axis) in axes {
            if self.shape[axis] != 1 && self.shape[axis] != length {
                return Err(Error::Value(format!(
                    "the codes of {} elements do not fit an axis of length {length}",
                    self.shape[axis]
                )));
            }
        }
        if axes.iter().map(|axis| axis.0).eq(self.shape.iter().copied()) && axes.iter().map(|axis| axis.1).is_sorted() {
            return Ok(self.codes.clone());
        }
        let mut places = vec![0];
        for &(length, axis) in axes {
            let stride = strides[axis];
            let along = |&place: &usize| (0..length).map(move |at| place + at * stride);
            places = places.iter().flat_map(along).collect::<Vec<usize>>();
        }
        Ok(places.into_iter().map(|place| self.codes[place]).collect())
    }

    /// How many elements of each group lie in an array with these lengths along the last axes.
    fn counts(&self, lengths: &[usize]) -> Result<Block> {
        let axes: Vec<(usize, usize)> = lengths.iter().copied().zip(0..).collect();
        let mut counts = vec![0_i64; self.n_groups];
        for code in self.in_order(&axes)? {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        Ok(Block::from_slice(&counts))
    }
}

fn integers(codes: &Block) -> Result<Vec<i64>> {
    Ok(codes.astype(DType::Int64)?.to_vec::<i64>().unwrap_or_default())
}

/// What is computed of each group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupReduction {
    /// How
    pub kind: GroupKind,
    /// Whether missing elements are left out
    pub skip_nan: bool,
    /// What is taken off the count in variances
    pub ddof: f64,
    /// Groups of fewer elements become missing; 0 leaves all as they are
    pub min_count: usize,
    /// Whether groups may be missing altogether: the result can hold NaN then
    pub fills: bool,
}

/// The kinds of grouped reductions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GroupKind {
    /// One of `Sum`, `Prod`, `Min`, `Max`, `Any`, `All`, `Mean`, `Var`, `Std`
    Reduce(Reduction),
    /// How many elements are not missing
    Count,
    /// The first element
    First,
    /// The last element
    Last,
    /// This quantile, between neighbours if need be; the median is that of 0.5
    Quantile(f64),
}

use GroupKind::{Count, First, Last, Quantile, Reduce};
use Reduction::{All, Any, Max, Mean, Min, Prod, Std, Sum, Var};

impl GroupReduction {
    /// The reduction of a name, such as `"sum"` or `"first"`, with nothing special asked for.
    pub fn from_name(name: &str) -> Option<GroupReduction> {
        let kind = match name {
            "count" => Count,
            "first" => First,
            "last" => Last,
            "median" => Quantile(0.5),
            _ => match Reduction::from_name(name)? {
                simple @ (Sum | Prod | Min | Max | Any | All | Mean | Var | Std) => Reduce(simple),
                _ => return None,
            },
        };
        Some(GroupReduction { kind, skip_nan: false, ddof: 0.0, min_count: 0, fills: false })
    }

    /// Whether partial results of chunks can be merged.
    pub fn merges(&self) -> bool {
        match self.kind {
            First | Last => self.skip_nan,
            Quantile(_) => false,
            Reduce(_) | Count => true,
        }
    }

    /// The dtype of the result for elements of `dtype`.
    pub fn result_dtype(&self, dtype: DType) -> DType {
        let own = match self.kind {
            Reduce(reduction) => reduction.result_dtype(dtype, None),
            Count => DType::Int64,
            First | Last => dtype,
            Quantile(_) => Mean.result_dtype(dtype, None),
        };
        if (self.fills || self.min_count > 0) && !own.is_float() { promote_types(own, DType::Float64) } else { own }
    }

    /// The dtype in which elements are folded.
    fn working_dtype(&self, dtype: DType) -> DType {
        match self.kind {
            Reduce(Min | Max) if dtype.is_float() || dtype == DType::UInt64 => dtype,
            Reduce(Min | Max | Any | All) => DType::Int64,
            Reduce(reduction) => reduction.result_dtype(dtype, None),
            _ => dtype,
        }
    }

    /// Partial results of a chunk, each with the groups on its last axis.
    pub fn partial(&self, block: &Block, groups: &Groups) -> Result<Vec<Block>> {
        let skips = self.skip_nan && block.dtype().is_float();
        let block = match self.kind {
            Reduce(Any | All) => block.astype(DType::Bool)?,
            _ => block.clone(),
        };
        let counts = || counted(&block, groups, skips);
        let block = block.astype(self.working_dtype(block.dtype()))?;
        let mut found = match self.kind {
            Count => vec![counts()?],
            Reduce(Mean) => vec![folded_as(Reduce(Sum), &block, groups, skips)?, counts()?],
            Reduce(Var | Std) => {
                let (total, count) = (folded_as(Reduce(Sum), &block, groups, skips)?, counts()?);
                vec![squares(&block, groups, &total, &count, skips)?, total, count]
            }
            Reduce(_) => vec![folded_as(self.kind, &block, groups, skips)?],
            First | Last if skips => vec![folded_as(self.kind, &block, groups, true)?],
            First | Last => vec![picked(&block, groups, self.kind == First)?],
            Quantile(q) => vec![order::quantile(&block, groups, q, skips)?],
        };
        if self.min_count > 0 && !self.ends_with_count() {
            found.push(counts()?);
        }
        Ok(found)
    }

    fn ends_with_count(&self) -> bool {
        matches!(self.kind, Count | Reduce(Mean | Var | Std))
    }

    /// What stands in partial results for a group without elements, one for each.
    fn empty(&self, partial: &[Block]) -> Vec<Block> {
        let value = |place: usize, dtype: DType| {
            let least_or_greatest = dtype.integer_range();
            let (low, high) = match least_or_greatest {
                Some((low, high)) => (Scalar::Int(low), Scalar::Int(high)),
                None => (Scalar::Float(f64::NEG_INFINITY), Scalar::Float(f64::INFINITY)),
            };
            let missing = Scalar::Float(f64::NAN);
            let value = match self.kind {
                _ if place > 0 => Scalar::Int(0),
                Reduce(Min | Max) | First | Last if self.skip_nan && dtype.is_float() => missing,
                Reduce(Prod | All) => Scalar::Int(1),
                Reduce(Min) => high,
                Reduce(Max) => low,
                _ => Scalar::Int(0),
            };
            Block::scalar(value, dtype)
        };
        partial.iter().enumerate().map(|(place, block)| value(place, block.dtype())).collect()
    }

    /// Partial results of the groups `from` as those of the groups `to`.
    pub fn regrouped(&self, partial: &[Block], from: &[i64], to: &[i64]) -> Result<Vec<Block>> {
        if from == to {
            return Ok(partial.to_vec());
        }
        let places: Vec<Option<usize>> = to.iter().map(|code| from.iter().position(|known| known == code)).collect();
        let positions: Vec<i64> = places.iter().map(|place| place.map_or(0, |place| place as i64)).collect();
        let known = Block::from_slice(&places.iter().map(Option::is_some).collect::<Vec<bool>>());
        let regroup = |(block, empty): (&Block, Block)| {
            if from.is_empty() {
                let mut shape = block.shape().to_vec();
                shape.pop();
                shape.push(to.len());
                return empty.broadcast_to(&shape);
            }
            let taken = taken(block, &positions)?;
            if places.iter().all(Option::is_some) { Ok(taken) } else { where_(&known, &taken, &empty) }
        };
        partial.iter().zip(self.empty(partial)).map(regroup).collect()
    }

    /// Partial results of the same groups, first to last, as one.
    pub fn merged(&self, partials: &[Vec<Block>]) -> Result<Vec<Block>> {
        let Some((first, rest)) = partials.split_first() else {
            return Err(Error::Value("there are no partial results".to_owned()));
        };
        rest.iter().try_fold(first.clone(), |left, right| self.merged_pair(&left, right))
    }

    fn merged_pair(&self, left: &[Block], right: &[Block]) -> Result<Vec<Block>> {
        let add = |place: usize| binary(Ufunc::Add, &left[place], &right[place]);
        let missing = |block: &Block| unary(Ufunc::Isnan, block);
        let skips = self.skip_nan && left[0].dtype().is_float();
        let both = |ufunc| binary(ufunc, &left[0], &right[0]);
        let value = match self.kind {
            Reduce(Var | Std) => binary(Ufunc::Add, &add(0)?, &between(left, right)?)?,
            Reduce(Prod) => both(Ufunc::Multiply)?,
            Reduce(Min | All) => both(if skips { Ufunc::Fmin } else { Ufunc::Minimum })?,
            Reduce(Max | Any) => both(if skips { Ufunc::Fmax } else { Ufunc::Maximum })?,
            First => where_(&missing(&left[0])?, &right[0], &left[0])?,
            Last => where_(&missing(&right[0])?, &left[0], &right[0])?,
            _ => add(0)?,
        };
        [Ok(value)].into_iter().chain((1..left.len()).map(add)).collect()
    }

    /// The result, for elements that were of `dtype`.
    pub fn finished(&self, partial: &[Block], dtype: DType) -> Result<Block> {
        let (value, rest) = match partial.split_first() {
            Some(parts) => parts,
            None => return Err(Error::Value("there are no partial results".to_owned())),
        };
        let count = rest.last().unwrap_or(value);
        let value = match self.kind {
            Reduce(Mean) => divided(value, &count.astype(value.dtype())?)?,
            Reduce(reduction @ (Var | Std)) => {
                let degrees = binary(Ufunc::Subtract, &count.astype(DType::Float64)?, self.ddof)?;
                let negative = binary(Ufunc::Less, &degrees, 0.0)?;
                let variance = divided(value, &where_(&negative, f64::NAN, &degrees)?.astype(value.dtype())?)?;
                if reduction == Std { unary(Ufunc::Sqrt, &variance)? } else { variance }
            }
            Reduce(Any | All) => value.astype(DType::Bool)?,
            Reduce(Min | Max) => value.astype(dtype)?,
            _ => value.clone(),
        };
        let wanted = self.result_dtype(dtype);
        let value = value.astype(wanted)?;
        if self.min_count == 0 {
            return Ok(value);
        }
        let few = binary(Ufunc::Less, count, self.min_count as f64)?;
        where_(&few, f64::NAN, &value)?.astype(wanted)
    }

    /// All at once, for an array that is whole.
    pub fn reduced(&self, block: &Block, groups: &Groups) -> Result<Block> {
        self.finished(&self.partial(block, groups)?, block.dtype())
    }
}

/// Elements at positions along the last axis.
fn taken(block: &Block, positions: &[i64]) -> Result<Block> {
    let mut indices = vec![Index::FULL; block.ndim().saturating_sub(1)];
    indices.push(Index::Array(Block::from_slice(positions)));
    block.index(&indices)
}

/// A quotient that stays in the dtype of the dividend.
fn divided(dividend: &Block, divisor: &Block) -> Result<Block> {
    binary(Ufunc::TrueDivide, dividend, divisor)?.astype(dividend.dtype())
}

/// Folds elements of one of the dtypes that are worked in.
fn folded_as(kind: GroupKind, block: &Block, groups: &Groups, skips: bool) -> Result<Block> {
    match block {
        Block::Int64(array) => numbers(kind, array, groups, false),
        Block::UInt64(array) => numbers(kind, array, groups, false),
        Block::Float32(array) => numbers(kind, array, groups, skips),
        Block::Float64(array) => numbers(kind, array, groups, skips),
        other => Err(Error::Type(format!("{} is not folded by group", other.dtype().name()))),
    }
}

fn numbers<T: Number>(kind: GroupKind, array: &Array<T>, groups: &Groups, skips: bool) -> Result<Block> {
    let zero = T::default();
    let (low, high) = match T::DTYPE.integer_range() {
        Some((low, high)) => (T::from_scalar(Scalar::Int(low)), T::from_scalar(Scalar::Int(high))),
        None => (T::from_scalar(Scalar::Float(f64::NEG_INFINITY)), T::from_scalar(Scalar::Float(f64::INFINITY))),
    };
    let nan = || T::from_scalar(Scalar::Float(f64::NAN));
    match (kind, skips) {
        (Reduce(Prod), false) => folded(array, groups, T::ONE, |slot, element| *slot = slot.multiply(element)),
        (Reduce(Prod), true) => folded(array, groups, T::ONE, |slot: &mut T, element| {
            *slot = slot.multiply(if element.is_nan() { T::ONE } else { element });
        }),
        (Reduce(All), _) => folded(array, groups, T::ONE, |slot, element| *slot = slot.minimum(element)),
        (Reduce(Any), _) => folded(array, groups, zero, |slot, element| *slot = slot.maximum(element)),
        (Reduce(Min), false) => folded(array, groups, high, |slot, element| *slot = slot.minimum(element)),
        (Reduce(Min), true) => folded(array, groups, nan(), |slot, element| *slot = slot.fmin(element)),
        (Reduce(Max), false) => folded(array, groups, low, |slot, element| *slot = slot.maximum(element)),
        (Reduce(Max), true) => folded(array, groups, nan(), |slot, element| *slot = slot.fmax(element)),
        (First, _) => folded(array, groups, nan(), |slot: &mut T, element| {
            *slot = if slot.is_nan() { element } else { *slot };
        }),
        (Last, _) => folded(array, groups, nan(), |slot: &mut T, element| {
            *slot = if element.is_nan() { *slot } else { element };
        }),
        (_, false) => folded(array, groups, zero, |slot, element| *slot = slot.add(element)),
        (_, true) => folded(array, groups, zero, |slot: &mut T, element| {
            *slot = slot.add(if element.is_nan() { zero } else { element });
        }),
    }
}

/// How many elements of each group are not missing.
fn counted(block: &Block, groups: &Groups, skips: bool) -> Result<Block> {
    match block {
        Block::Float32(array) if skips => {
            folded(array, groups, 0_i64, |count, element| *count += i64::from(!element.is_nan()))
        }
        Block::Float64(array) if skips => {
            folded(array, groups, 0_i64, |count, element| *count += i64::from(!element.is_nan()))
        }
        _ => {
            let n_lead = block.ndim() - groups.shape.len().min(block.ndim());
            let mut shape = block.shape()[..n_lead].to_vec();
            shape.push(groups.n_groups);
            groups.counts(&block.shape()[n_lead..])?.broadcast_to(&shape)
        }
    }
}

/// Sums of squared distances from the means of the groups; missing elements are left out if the totals know none.
fn squares(block: &Block, groups: &Groups, total: &Block, count: &Block, skips: bool) -> Result<Block> {
    let means = divided(total, &count.astype(total.dtype())?)?;
    match (block, &means) {
        (Block::Float32(array), Block::Float32(means)) => distances(array, groups, means, skips),
        (Block::Float64(array), Block::Float64(means)) => distances(array, groups, means, skips),
        _ => Err(Error::Type("variances are those of floats".to_owned())),
    }
}

fn distances<T: Float>(array: &Array<T>, groups: &Groups, means: &Array<T>, skips: bool) -> Result<Block> {
    let memory = memory_order(array)?;
    let walk = Walk::new(&memory, groups)?;
    // Each slot holds its mean beside the sum.
    let mut slots: Vec<(T, T)> = walk.in_slots(means).map(|mean| (mean, T::default())).collect();
    walk.fold(&memory.elements, &mut slots, |(mean, sum), element| {
        let distance = element.subtract(*mean);
        let square = distance.multiply(distance);
        *sum = sum.add(if skips && element.is_nan() { T::default() } else { square });
    });
    Ok(walk.block(slots.into_iter().map(|(_, sum)| sum).collect()))
}

/// What the distance between two means adds to the squares of both parts; nothing if one of them is empty.
fn between(left: &[Block], right: &[Block]) -> Result<Block> {
    let floats = |parts: &[Block], place: usize| parts[place].astype(DType::Float64);
    let (left_total, left_count) = (floats(left, 1)?, floats(left, 2)?);
    let (right_total, right_count) = (floats(right, 1)?, floats(right, 2)?);
    let multiply = |left: &Block, right: &Block| binary(Ufunc::Multiply, left, right);
    let distance =
        binary(Ufunc::Subtract, &multiply(&left_count, &right_total)?, &multiply(&right_count, &left_total)?)?;
    let weights = multiply(&left_count, &right_count)?;
    let divisor = multiply(&weights, &binary(Ufunc::Add, &left_count, &right_count)?)?;
    let term = binary(Ufunc::TrueDivide, &unary(Ufunc::Square, &distance)?, &divisor)?;
    let empty = binary(Ufunc::Equal, &weights, 0.0)?;
    where_(&empty, 0.0, &term)?.astype(left[0].dtype())
}

/// The first or last element of each group, missing or not.
fn picked(block: &Block, groups: &Groups, first: bool) -> Result<Block> {
    if groups.shape.len() != 1 {
        return Err(Error::Value("first and last need groups along a single axis".to_owned()));
    }
    let mut positions = vec![0_i64; groups.n_groups];
    let mut take = |(place, &code): (usize, &u32)| {
        if let Some(position) = positions.get_mut(code as usize) {
            *position = place as i64;
        }
    };
    let places = groups.codes.iter().enumerate();
    if first {
        places.rev().for_each(&mut take)
    } else {
        places.for_each(&mut take)
    }
    if block.shape().last() == Some(&0) {
        return Err(Error::Value("there is no first or last element along an empty axis".to_owned()));
    }
    taken(block, &positions)
}
