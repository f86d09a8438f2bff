//! Automatic chunks: as large as the limit allows, square without a past, otherwise like what there is.
//!
//! Mirrors `dask.array.core.auto_chunks`.

use std::collections::BTreeSet;

use super::config::Config;
use super::{AxisChunks, Chunks, Error, Result};
use crate::block::DType;

/// What there is to cut.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The lengths of the axes, where they are known
    pub shape: &'a [Option<usize>],
    /// The dtype; only automatic chunks need it
    pub dtype: Option<DType>,
    /// The chunks that there are, which automatic chunks respect
    pub previous: Option<&'a Chunks>,
    /// Bytes that an automatic chunk may have, instead of the setting
    pub limit: Option<u64>,
}

/// Chunks for all axes, where those that are `None` are to be found.
pub(super) fn auto_chunks(
    fixed: &[Option<AxisChunks>],
    target: Target<'_>,
    limit: u64,
    config: &Config,
) -> Result<Chunks> {
    let dtype = target.dtype.ok_or_else(|| Error::Type("dtype must be known for auto-chunking".to_owned()))?;
    let shape: Vec<usize> = target.shape.iter().copied().collect::<Option<_>>().ok_or(Error::AutoUnknown)?;
    let mut largest_block = 1.0;
    for axis in fixed.iter().flatten() {
        largest_block *= axis.largest().ok_or(Error::AutoUnknown)? as f64;
    }
    let autos: BTreeSet<usize> = (0..shape.len()).filter(|&axis| fixed[axis].is_none()).collect();
    let elements = limit.max(1) as f64 / dtype.itemsize() as f64;
    let search = Search { shape: &shape, elements, tolerance: config.chunk_size_tolerance };
    let found = match target.previous {
        Some(previous) => search.near(&previous.known()?, largest_block, autos)?,
        None => search.square(largest_block, autos)?,
    };
    let of_axis = |(axis, fixed): (usize, &Option<AxisChunks>)| match fixed {
        Some(chunks) => chunks.clone(),
        None => found[axis].clone().unwrap_or_else(|| AxisChunks::whole(shape[axis])),
    };
    Ok(fixed.iter().enumerate().map(of_axis).collect())
}

struct Search<'a> {
    shape: &'a [usize],
    /// Elements that a chunk may have
    elements: f64,
    tolerance: f64,
}

impl Search<'_> {
    /// The same length along all axes; an axis shorter than that is whole, and the others share what it leaves.
    fn square(&self, mut largest_block: f64, mut autos: BTreeSet<usize>) -> Result<Vec<Option<AxisChunks>>> {
        let mut found = vec![None; self.shape.len()];
        while !autos.is_empty() {
            let side = (self.elements / largest_block.max(1.0)).powf(1.0 / autos.len() as f64);
            let (short, long): (BTreeSet<usize>, _) = autos.iter().partition(|&&axis| (self.shape[axis] as f64) < side);
            if short.is_empty() {
                for axis in long {
                    let length = self.shape[axis];
                    found[axis] = Some(AxisChunks::checked_regular(length, round_to(side, length as f64) as usize)?);
                }
                break;
            }
            for axis in short {
                found[axis] = Some(AxisChunks::whole(self.shape[axis]));
                largest_block *= self.shape[axis] as f64;
            }
            autos = long;
        }
        Ok(found)
    }

    /// Chunks like `previous` ones: scaled medians, whole previous chunks joined when growing.
    fn near(
        &self,
        previous: &[&[usize]],
        mut largest_block: f64,
        mut autos: BTreeSet<usize>,
    ) -> Result<Vec<Option<AxisChunks>>> {
        // What each automatic axis has so far: the median of its previous chunks at first. As in Dask, sizes found while
        // shrinking take its place, and an axis made whole stays among them; while growing, neither happens.
        let mut sizes: Vec<Option<f64>> =
            (0..self.shape.len()).map(|axis| autos.contains(&axis).then(|| median(previous[axis]))).collect();
        let rest = |sizes: &[Option<f64>]| sizes.iter().flatten().filter(|size| **size > 0.0).product::<f64>();
        let mut multiplier = self.elements / largest_block / rest(&sizes);
        let shrinking = multiplier < 1.0;
        let mut found: Vec<Option<Found>> = vec![None; self.shape.len()];
        let mut again = true;
        for _ in 0..ROUNDS_MAX {
            if !std::mem::replace(&mut again, false) {
                break;
            }
            let n_autos = autos.len() as f64;
            for axis in autos.clone() {
                let Some(size) = sizes[axis] else { continue };
                let length = self.shape[axis];
                let proposed = size * multiplier.powf(1.0 / n_autos);
                let longest = previous[axis].iter().copied().max().unwrap_or(0) as f64;
                if proposed > length as f64 {
                    autos.remove(&axis);
                    again = true;
                    largest_block *= length as f64;
                    sizes[axis] = shrinking.then_some(length as f64);
                    found[axis] = Some(Found::Exact(AxisChunks::whole(length)));
                } else if shrinking || longest > proposed * self.tolerance.powf(1.0 / n_autos) {
                    let rounded = round_to(proposed, ideal_length(previous[axis], length));
                    found[axis] = Some(Found::Size(rounded));
                    if shrinking {
                        sizes[axis] = Some(rounded);
                    }
                    if proposed < 1.0 {
                        again = true;
                        autos.remove(&axis);
                    }
                } else {
                    found[axis] = Some(Found::Exact(joined(previous[axis], proposed)));
                }
            }
            if again || shrinking {
                let last = std::mem::replace(&mut multiplier, self.elements / largest_block / rest(&sizes));
                again |= multiplier != last;
            }
            again &= !autos.is_empty();
        }
        let regular = |(found, &length): (Option<Found>, &usize)| match found {
            Some(Found::Size(size)) => AxisChunks::checked_regular(length, (size as usize).max(1)).map(Some),
            Some(Found::Exact(chunks)) => Ok(Some(chunks)),
            None => Ok(None),
        };
        found.into_iter().zip(self.shape).map(regular).collect()
    }
}

#[derive(Clone, Debug)]
enum Found {
    Size(f64),
    Exact(AxisChunks),
}

/// Rounds after which the search stops: it has settled long before, unless rounding makes it swing.
const ROUNDS_MAX: usize = 100;

fn median(sizes: &[usize]) -> f64 {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] as f64 } else { (sorted[middle - 1] + sorted[middle]) as f64 / 2.0 }
}

/// The length that most of the previous chunks have; the axis if there is none.
fn ideal_length(previous: &[usize], length: usize) -> f64 {
    let mut counts: indexmap::IndexMap<usize, usize> = indexmap::IndexMap::new();
    for &size in previous {
        *counts.entry(size).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    match counts.iter().find(|(_, count)| **count == most) {
        Some((&size, &count)) if size > 1 && count * 2 >= previous.len() => size as f64,
        _ => length as f64,
    }
}

/// Neighbours joined as long as they stay within `proposed`.
fn joined(previous: &[usize], proposed: f64) -> AxisChunks {
    let mut chunks = Vec::new();
    let mut open = 0;
    for &size in previous {
        if (size + open) as f64 <= proposed {
            open += size;
        } else {
            if open > 0 {
                chunks.push(open);
            }
            open = size;
        }
    }
    if open > 0 || chunks.is_empty() {
        chunks.push(open);
    }
    chunks.into_iter().collect()
}

/// A whole number at most `size`: below the ideal length any, above it a multiple of it.
fn round_to(size: f64, ideal: f64) -> f64 {
    if size <= ideal { size.trunc().max(1.0) } else { (size / ideal).floor() * ideal }
}
