//! Cutting an array differently.
//!
//! ```text
//! old   |  5  |  5  |      rechunk-split  cuts pieces out of old blocks
//! new   | 3 | 3 | 4 |      rechunk-merge  joins them to new ones; an old block that serves as it is becomes an alias
//! ```
//!
//! Mirrors `dask.array.rechunk`.

use std::sync::Arc;

use smallvec::SmallVec;

use super::creation::positions;
use super::kernels::{assembled, on_blocks};
use super::normalize::AxisRequest;
use super::plan::{Cuts, plan_rechunk};
use super::{Array, AxisChunks, Chunks, Config, Request, Result, Target, Token, normalize_chunks};
use crate::block::Index;
use crate::graph::blockwise::each_position;
use crate::graph::size::{LARGER_CHUNKS, check_n_tasks};
use crate::graph::{Key, Operation, Task, TaskGraph, TaskKind};

/// How to rechunk, beside the chunks.
#[derive(Clone, Copy, Debug, Default)]
pub struct RechunkOptions {
    /// Bytes that automatic chunks and blocks in between may have, instead of the setting
    pub block_size_limit: Option<u64>,
    /// How much larger than the blocks the graph may get before steps are put in between
    pub threshold: Option<f64>,
    /// Whether to make chunks of nearly equal size
    pub balance: bool,
}

impl Array {
    /// The same array cut differently.
    pub fn rechunk(&self, request: &Request, config: &Config) -> Result<Array> {
        self.rechunk_with(request, RechunkOptions::default(), config)
    }

    /// [`rechunk`](Array::rechunk) with options. Axes that are not mentioned, or `None`, stay as they are.
    pub fn rechunk_with(&self, request: &Request, options: RechunkOptions, config: &Config) -> Result<Array> {
        if self.ndim() > 0 && self.shape().iter().all(|length| *length == Some(0)) {
            return Ok(self.clone());
        }
        let target = Target {
            shape: &self.shape(),
            dtype: Some(self.dtype()),
            previous: Some(self.chunks()),
            limit: options.block_size_limit,
        };
        let mut chunks = normalize_chunks(&self.with_present_chunks(request)?, target, config)?;
        if options.balance {
            chunks = chunks.iter().map(balanced).collect();
        }
        if &chunks == self.chunks() {
            return Ok(self.clone());
        }
        let changed =
            |(old, new): (&AxisChunks, &AxisChunks)| old != new && (old.length().is_none() || new.length().is_none());
        if self.chunks().iter().zip(chunks.iter()).any(changed) {
            return Err(self.chunks().unknown());
        }
        let (Some(old), Some(new)) = (cuts(self.chunks()), cuts(&chunks)) else {
            return self.rechunked_once(chunks);
        };
        let threshold = options.threshold.unwrap_or(config.rechunk_threshold);
        let limit = options.block_size_limit.unwrap_or(config.chunk_size) as f64 / self.dtype().itemsize() as f64;
        let mut array = self.clone();
        for step in plan_rechunk(&old, &new, threshold, limit) {
            array = array.rechunked_once(step.into_iter().map(AxisChunks::from_iter).collect())?;
        }
        Ok(array)
    }

    /// The request with what it leaves open filled in.
    fn with_present_chunks(&self, request: &Request) -> Result<Request> {
        let present = |axis: usize| AxisRequest::Exact(self.chunks()[axis].clone());
        Ok(match request {
            // As in Dask, what is too much is not looked at.
            Request::Each(axes) if axes.len() >= self.ndim() && self.ndim() > 0 => {
                let axes = axes.iter().take(self.ndim()).enumerate().map(|(axis, request)| match request {
                    AxisRequest::Default => present(axis),
                    other => other.clone(),
                });
                Request::Each(axes.collect())
            }
            Request::Some(some) => {
                let mut axes: Vec<AxisRequest> = (0..self.ndim()).map(present).collect();
                for (axis, request) in some {
                    if *request != AxisRequest::Default {
                        axes[super::error::normalize_axis(*axis, self.ndim())?] = request.clone();
                    }
                }
                Request::Each(axes)
            }
            other => other.clone(),
        })
    }

    /// One layer of splits and merges.
    pub(super) fn rechunked_once(&self, chunks: Chunks) -> Result<Array> {
        chunks.check_count()?;
        if self.size() == Some(0) {
            return super::creation::filled("empty_like", chunks, crate::block::Scalar::Int(0), self.dtype());
        }
        let token = || Token::of("rechunk").array(self).chunks(&chunks);
        let (merge_name, split_name) = (token().name("rechunk-merge"), token().name("rechunk-split"));
        let pieces: Vec<Vec<Vec<Piece>>> =
            self.chunks().iter().zip(chunks.iter()).map(|(old, new)| crossed(old, new)).collect();
        let n_pieces = pieces.iter().map(|axis| axis.iter().map(Vec::len).sum::<usize>() as u128);
        let n_pieces = n_pieces.fold(1, u128::saturating_mul);
        let what = || format!("rechunking {} to chunks of {}", self.chunks().shape_text(), chunks.chunksize_text());
        check_n_tasks(n_pieces.saturating_add(chunks.n_blocks() as u128), what, LARGER_CHUNKS)?;
        let mut tasks = TaskGraph::default();
        let mut n_splits = 0u32;
        for new_idx in positions(&chunks) {
            let along: SmallVec<[&Vec<Piece>; 4]> =
                pieces.iter().zip(&new_idx).map(|(axis, &i)| &axis[i as usize]).collect();
            let dims: Vec<u32> = along.iter().map(|pieces| pieces.len() as u32).collect();
            let mut sources = Vec::with_capacity(dims.iter().product::<u32>() as usize);
            each_position(&dims, |at| {
                let part: SmallVec<[&Piece; 4]> = along.iter().zip(at).map(|(axis, &i)| &axis[i as usize]).collect();
                let old_idx: SmallVec<[u32; 4]> = part.iter().map(|piece| piece.old).collect();
                let old = self.key(&old_idx);
                if part.iter().all(|piece| piece.range.is_none()) {
                    sources.push(old);
                    return;
                }
                let key = Key::block(split_name.clone(), &[n_splits]);
                n_splits += 1;
                tasks.insert(key.clone(), Arc::new(Task::run(key.clone(), split(&part), vec![old])));
                sources.push(key);
            });
            let key = Key::block(merge_name.clone(), &new_idx);
            let kind = match &sources[..] {
                [only] => TaskKind::Alias(only.clone()),
                _ => {
                    let dims: Vec<usize> = dims.iter().map(|&n| n as usize).collect();
                    let operation = on_blocks("rechunk-merge", move |blocks| assembled(&dims, blocks));
                    TaskKind::Run { operation, inputs: sources }
                }
            };
            tasks.insert(key.clone(), Arc::new(Task { key, kind }));
        }
        Array::of_tasks(&merge_name, tasks, chunks, self.dtype(), &[self])
    }
}

/// A part of an old block along one axis.
struct Piece {
    old: u32,
    /// `None` if it is all of the block
    range: Option<(usize, usize)>,
}

/// The pieces of old chunks that each new chunk is made of.
fn crossed(old: &AxisChunks, new: &AxisChunks) -> Vec<Vec<Piece>> {
    let (Some(old_bounds), Some(new_bounds)) = (old.bounds(), new.bounds()) else {
        return (0..old.n_blocks() as u32).map(|old| vec![Piece { old, range: None }]).collect();
    };
    let mut crossed = Vec::with_capacity(new_bounds.len() - 1);
    let mut first = 0;
    for new in new_bounds.windows(2) {
        let (start, end) = (new[0], new[1]);
        // Empty old chunks hold nothing; an empty new one takes nothing of the old chunk at which it stands.
        while first + 2 < old_bounds.len() && old_bounds[first + 1] <= start {
            first += 1;
        }
        let mut pieces = Vec::new();
        let mut block = first;
        while block + 1 < old_bounds.len() {
            let (low, high) = (old_bounds[block].max(start), old_bounds[block + 1].min(end));
            if low < high || (start == end && pieces.is_empty()) {
                let range = (low - old_bounds[block], high.max(low) - old_bounds[block]);
                let whole = range == (0, old_bounds[block + 1] - old_bounds[block]);
                pieces.push(Piece { old: block as u32, range: (!whole).then_some(range) });
            }
            if old_bounds[block + 1] >= end {
                break;
            }
            block += 1;
        }
        crossed.push(pieces);
    }
    crossed
}

fn split(part: &[&Piece]) -> Arc<dyn Operation> {
    let indices: Vec<Index> = part
        .iter()
        .map(|piece| piece.range.map_or(Index::FULL, |(start, stop)| Index::range(start as isize, stop as isize)))
        .collect();
    on_blocks("rechunk-split", move |blocks| blocks[0].index(&indices))
}

fn cuts(chunks: &Chunks) -> Option<Cuts> {
    chunks.iter().map(|axis| axis.sizes().map(<[usize]>::to_vec)).collect()
}

/// Chunks of nearly equal length, about as long as the median one; the same if there are none.
fn balanced(chunks: &AxisChunks) -> AxisChunks {
    let Some(sizes) = chunks.sizes() else { return chunks.clone() };
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2 };
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    let n_chunks = if 2 * least <= most { sizes.len() - 1 } else { sizes.len() };
    let total = sizes.iter().sum();
    let spread = |chunks: &AxisChunks| {
        let sizes = chunks.sizes().unwrap_or_default();
        sizes.iter().max().unwrap_or(&0) - sizes.iter().min().unwrap_or(&0)
    };
    (median - median / 2..=median + median / 2)
        .filter(|size| *size > 0)
        .map(|size| AxisChunks::regular(total, size))
        .filter(|candidate| candidate.n_blocks() == n_chunks)
        .min_by_key(spread)
        .unwrap_or_else(|| chunks.clone())
}
