//! How the axes of an array are cut into chunks.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::{Error, Result};
use crate::graph::check_n_tasks;
use crate::graph::size::LARGER_CHUNKS;

/// The lengths of the chunks along one axis.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AxisChunks {
    /// All are known; there is at least one.
    Known(Arc<[usize]>),
    /// How many there are; nobody knows their lengths before they are computed (Dask's nan).
    Unknown(usize),
}

impl AxisChunks {
    /// One chunk for the whole axis.
    pub fn whole(length: usize) -> AxisChunks {
        AxisChunks::Known(Arc::new([length]))
    }

    /// [`regular`](AxisChunks::regular) chunks, or an error if there would be more than tasks fit into memory.
    pub fn checked_regular(length: usize, size: usize) -> Result<AxisChunks> {
        let n_chunks = length.checked_div(size).unwrap_or(1) as u128;
        check_n_tasks(n_chunks, || format!("chunks={size} along an axis of {length} elements"), LARGER_CHUNKS)?;
        Ok(AxisChunks::regular(length, size))
    }

    /// Chunks of `size` and a remainder; one chunk of 0 for an empty axis.
    pub fn regular(length: usize, size: usize) -> AxisChunks {
        if length == 0 || size == 0 {
            return AxisChunks::whole(length);
        }
        let full = std::iter::repeat_n(size, length / size);
        AxisChunks::Known(full.chain((!length.is_multiple_of(size)).then_some(length % size)).collect())
    }

    /// The number of chunks.
    pub fn n_blocks(&self) -> usize {
        match self {
            AxisChunks::Known(sizes) => sizes.len(),
            AxisChunks::Unknown(n_blocks) => *n_blocks,
        }
    }

    /// The length of the axis, if it is known.
    pub fn length(&self) -> Option<usize> {
        self.sizes().map(|sizes| sizes.iter().sum())
    }

    /// The lengths of the chunks, if they are known.
    pub fn sizes(&self) -> Option<&[usize]> {
        match self {
            AxisChunks::Known(sizes) => Some(sizes),
            AxisChunks::Unknown(_) => None,
        }
    }

    /// The length of the longest chunk, if it is known.
    pub fn largest(&self) -> Option<usize> {
        self.sizes().map(|sizes| sizes.iter().copied().max().unwrap_or(0))
    }

    /// The first index of each chunk and the length of the axis, if they are known.
    pub fn bounds(&self) -> Option<Vec<usize>> {
        let mut bounds = vec![0];
        let mut end = 0;
        for size in self.sizes()? {
            end += size;
            bounds.push(end);
        }
        Some(bounds)
    }
}

impl FromIterator<usize> for AxisChunks {
    fn from_iter<I: IntoIterator<Item = usize>>(sizes: I) -> AxisChunks {
        AxisChunks::Known(sizes.into_iter().collect())
    }
}

impl fmt::Display for AxisChunks {
    /// `(3, 3, 1)`, `(5,)`, `(nan, nan)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AxisChunks::Known(sizes) => f.write_str(&tuple(sizes.iter())),
            AxisChunks::Unknown(n_blocks) => f.write_str(&tuple(std::iter::repeat_n("nan", *n_blocks))),
        }
    }
}

/// As Python prints a tuple.
pub(crate) fn tuple(items: impl IntoIterator<Item = impl fmt::Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match &items[..] {
        [one] => format!("({one},)"),
        _ => format!("({})", items.join(", ")),
    }
}

/// The chunks of all axes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chunks(Vec<AxisChunks>);

impl Deref for Chunks {
    type Target = [AxisChunks];

    fn deref(&self) -> &[AxisChunks] {
        &self.0
    }
}

impl FromIterator<AxisChunks> for Chunks {
    fn from_iter<I: IntoIterator<Item = AxisChunks>>(axes: I) -> Chunks {
        Chunks(axes.into_iter().collect())
    }
}

impl fmt::Display for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&tuple(&self.0))
    }
}

impl Chunks {
    /// One chunk for the whole array.
    pub fn whole(shape: &[usize]) -> Chunks {
        shape.iter().map(|&length| AxisChunks::whole(length)).collect()
    }

    /// The lengths of the axes, where they are known.
    pub fn shape(&self) -> Vec<Option<usize>> {
        self.iter().map(AxisChunks::length).collect()
    }

    /// That chunks of unknown length are in the way.
    pub(crate) fn unknown(&self) -> Error {
        Error::UnknownChunks { shape: self.shape_text() }
    }

    /// The lengths of the axes; an error if one is unknown.
    pub fn known_shape(&self) -> Result<Vec<usize>> {
        self.iter().map(AxisChunks::length).collect::<Option<_>>().ok_or_else(|| self.unknown())
    }

    /// The lengths of the chunks of all axes; an error if one is unknown.
    pub fn known(&self) -> Result<Vec<&[usize]>> {
        self.iter().map(AxisChunks::sizes).collect::<Option<_>>().ok_or_else(|| self.unknown())
    }

    /// `(4, nan)`
    pub fn shape_text(&self) -> String {
        tuple(self.shape().into_iter().map(length_text))
    }

    /// The number of chunks along each axis.
    pub fn numblocks(&self) -> Vec<usize> {
        self.iter().map(AxisChunks::n_blocks).collect()
    }

    /// The number of blocks.
    pub fn n_blocks(&self) -> usize {
        self.iter().map(AxisChunks::n_blocks).product()
    }

    /// The largest chunk's length along each axis, where it is known.
    pub fn chunksize(&self) -> Vec<Option<usize>> {
        self.iter().map(AxisChunks::largest).collect()
    }

    /// The largest chunk's length along each axis as a tuple, with nan where it is unknown.
    pub(crate) fn chunksize_text(&self) -> String {
        tuple(self.chunksize().into_iter().map(length_text))
    }

    /// The shape of the block at `block_idx`; an error if a length is unknown.
    pub fn block_shape(&self, block_idx: &[u32]) -> Result<Vec<usize>> {
        let size = |(axis, &i): (&AxisChunks, &u32)| axis.sizes().and_then(|sizes| sizes.get(i as usize).copied());
        self.iter().zip(block_idx).map(size).collect::<Option<_>>().ok_or_else(|| self.unknown())
    }

    /// The same chunks with one axis changed.
    pub fn with_axis(&self, axis: usize, chunks: AxisChunks) -> Chunks {
        let mut changed = self.clone();
        changed.0[axis] = chunks;
        changed
    }

    /// An error if an axis is longer than can be counted.
    pub fn check_lengths(&self) -> Result<()> {
        let sizes = self.iter().filter_map(AxisChunks::sizes);
        sizes.map(|sizes| sizes.iter().map(|&size| size as u128).sum()).try_for_each(|length| counted(length).map(drop))
    }

    /// An error if there are more blocks than tasks fit into memory.
    pub fn check_count(&self) -> Result<()> {
        self.check_tasks(1)
    }

    /// An error if so many tasks for each block do not fit into memory.
    pub(crate) fn check_tasks(&self, per_block: usize) -> Result<()> {
        self.check_lengths()?;
        let n_tasks =
            self.iter().fold(per_block as u128, |product, axis| product.saturating_mul(axis.n_blocks() as u128));
        let what = || format!("chunks={}", self.chunksize_text());
        Ok(check_n_tasks(n_tasks, what, LARGER_CHUNKS)?)
    }
}

/// A length that is known to be an axis's; an error if it cannot be counted.
pub(crate) fn counted(length: u128) -> Result<usize> {
    // Indices are signed.
    isize::try_from(length).map(|length| length as usize).map_err(|_| Error::AxisLength(length))
}

pub(crate) fn length_text(length: Option<usize>) -> String {
    length.map_or_else(|| "nan".to_owned(), |length| length.to_string())
}
