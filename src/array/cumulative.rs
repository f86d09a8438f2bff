//! Running sums and products.
//!
//! ```text
//! cumsum of each block:   [1 2 3] [1 3 5] [2 4 6]
//! carried along:           0       3       3+5
//! ```
//!
//! Mirrors `dask.array.reductions.cumreduction` with `method="sequential"` and `"blelloch"`.

use std::sync::Arc;

use super::blockwise::layer_over;
use super::creation::positions;
use super::error::normalize_axis;
use super::kernels::{on_blocks, same};
use super::{Array, AxisChunks, Config, Request, Result, Token};
use crate::block::{self, Block, Cumulation, DType, Reduction, Scalar, Ufunc};
use crate::graph::blockwise::BlockIdx;
use crate::graph::{Key, Operation, Task, TaskGraph, TaskKind};

/// How blocks hear of those before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CumulativeMethod {
    /// One after the other
    #[default]
    Sequential,
    /// In a tree, which is shallower and does more work
    Blelloch,
}

/// What differs between running sums and products.
#[derive(Clone, Copy)]
struct Kind {
    cumulation: Cumulation,
    whole: Reduction,
    join: Ufunc,
    identity: i64,
    name: &'static str,
}

fn kind_of(cumulation: Cumulation) -> Option<Kind> {
    let (whole, join, identity, name) = match cumulation {
        Cumulation::Sum => (Reduction::Sum, Ufunc::Add, 0, "cumsum"),
        Cumulation::Prod => (Reduction::Prod, Ufunc::Multiply, 1, "cumprod"),
        Cumulation::NanSum => (Reduction::NanSum, Ufunc::Add, 0, "nancumsum"),
        Cumulation::NanProd => (Reduction::NanProd, Ufunc::Multiply, 1, "nancumprod"),
        Cumulation::Min | Cumulation::Max => return None,
    };
    Some(Kind { cumulation, whole, join, identity, name })
}

/// Running results along an axis; without one, over all elements in C order.
pub fn cumulative(
    x: &Array,
    cumulation: Cumulation,
    axis: Option<isize>,
    dtype: Option<DType>,
    method: CumulativeMethod,
    config: &Config,
) -> Result<Array> {
    let Some(kind) = kind_of(cumulation) else {
        return Err(super::Error::NotImplemented("running extremes of chunked arrays".to_owned()));
    };
    let (x, axis) = match axis {
        Some(axis) => (x.clone(), normalize_axis(axis, x.ndim())?),
        None if x.ndim() > 1 => {
            let n_blocks = x.chunks().n_blocks();
            let flat = x.ravel(config)?;
            (flat.rechunk(&Request::All(super::AxisRequest::Size(n_blocks as isize)), config)?, 0)
        }
        None => (x.clone(), normalize_axis(0, x.ndim())?),
    };
    let dtype = Reduction::Sum.result_dtype(x.dtype(), dtype);
    let name = Token::of(kind.name).array(&x).numbers([axis as i64]).dtype(dtype).name(kind.name);
    match method {
        CumulativeMethod::Sequential => sequential(&x, axis, dtype, kind, name),
        CumulativeMethod::Blelloch => blelloch(&x, axis, dtype, kind, name),
    }
}

fn in_block(kind: Kind, axis: usize, dtype: DType) -> impl Fn(&Block) -> block::Result<Block> + Clone {
    move |block| block::accumulate(kind.cumulation, block, Some(axis as isize), Some(dtype))
}

fn sequential(x: &Array, axis: usize, dtype: DType, kind: Kind, name: Arc<str>) -> Result<Array> {
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    let run = in_block(kind, axis, dtype);
    let first = on_blocks(kind.name, move |blocks| run(blocks[0]));
    let chunks = x.chunks().clone();
    let first_name = Token::of(&name).name(kind.name);
    let local =
        layer_over(first_name, &labels, chunks.clone(), dtype, same(first), &vec![(x.clone(), labels.clone())])?;

    let join = on_blocks(kind.join.name(), move |blocks| block::binary(kind.join, blocks[0], blocks[1]));
    let carry = on_blocks(kind.join.name(), move |blocks| {
        let length = blocks[1].shape()[axis];
        let last = blocks[1].slice_axis(axis, length.saturating_sub(1), length);
        if length == 0 { Ok(blocks[0].clone()) } else { block::binary(kind.join, blocks[0], &last) }
    });
    // What is carried to a block has its index with one more number.
    let carried = |block_idx: &BlockIdx| {
        let mut index = block_idx.clone();
        index.push(0);
        Key::block(name.clone(), &index)
    };
    let mut tasks = TaskGraph::default();
    for block_idx in positions(&chunks) {
        let (key, extra) = (Key::block(name.clone(), &block_idx), carried(&block_idx));
        if block_idx[axis] == 0 {
            let start = on_blocks("full_like", identity_like(kind, axis, dtype));
            tasks.insert(extra.clone(), Arc::new(Task::run(extra, start, vec![local.key(&block_idx)])));
            tasks.insert(key.clone(), Arc::new(Task { key, kind: TaskKind::Alias(local.key(&block_idx)) }));
        } else {
            let mut before: BlockIdx = block_idx.clone();
            before[axis] -= 1;
            let inputs = vec![carried(&before), local.key(&before)];
            tasks.insert(extra.clone(), Arc::new(Task::run(extra.clone(), carry.clone(), inputs)));
            let inputs = vec![extra, local.key(&block_idx)];
            tasks.insert(key.clone(), Arc::new(Task::run(key, join.clone(), inputs)));
        }
    }
    Array::of_tasks(&name, tasks, chunks, dtype, &[&local])
}

/// A block of the identity, one thick along the axis.
fn identity_like(kind: Kind, axis: usize, dtype: DType) -> impl Fn(&[&Block]) -> block::Result<Block> {
    move |blocks| {
        let mut shape = blocks[0].shape().to_vec();
        shape[axis] = 1;
        Block::full(&shape, Scalar::from(kind.identity), dtype)
    }
}

fn blelloch(x: &Array, axis: usize, dtype: DType, kind: Kind, name: Arc<str>) -> Result<Array> {
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    let chunks = x.chunks().clone();
    let n = chunks[axis].n_blocks();
    let whole = on_blocks(kind.whole.name(), move |blocks| {
        block::reduce(kind.whole, blocks[0], Some(&[axis as isize]), true, Some(dtype), 0.0)
    });
    let ones = chunks.with_axis(axis, AxisChunks::from_iter(std::iter::repeat_n(1, n)));
    let totals_name = Token::of(&name).text("totals").name(kind.whole.name());
    let totals = layer_over(totals_name, &labels, ones, dtype, same(whole), &vec![(x.clone(), labels.clone())])?;

    let join: Arc<dyn Operation> =
        on_blocks(kind.join.name(), move |blocks| block::binary(kind.join, blocks[0], blocks[1]));
    let mut tasks = TaskGraph::default();
    let edge = positions(&chunks.with_axis(axis, AxisChunks::whole(1)));
    // Keys of the sums over blocks 0..=i, one for each place across the axis.
    let at = |block_idx: &BlockIdx, i: usize| {
        let mut moved = block_idx.clone();
        moved[axis] = i as u32;
        moved
    };
    let mut prefixes: Vec<Vec<Key>> =
        (0..n.saturating_sub(1)).map(|i| edge.iter().map(|place| totals.key(&at(place, i))).collect()).collect();
    let n_prefixes = prefixes.len();
    let mut level = 0u32;
    let mut join_at = |i: usize, left: usize, level: u32, prefixes: &mut Vec<Vec<Key>>| {
        let joined = edge.iter().enumerate().map(|(number, place)| {
            let mut index = at(place, i);
            index.extend([level, i as u32]);
            let key = Key::block(name.clone(), &index);
            let inputs = vec![prefixes[left][number].clone(), prefixes[i][number].clone()];
            tasks.insert(key.clone(), Arc::new(Task::run(key.clone(), join.clone(), inputs)));
            key
        });
        prefixes[i] = joined.collect();
    };
    // Upwards: sums over 2, 4, 8, … blocks; then downwards: what lies in between.
    let mut stride = 1;
    while 2 * stride <= n_prefixes {
        for i in (2 * stride - 1..n_prefixes).step_by(2 * stride) {
            join_at(i, i - stride, level, &mut prefixes);
        }
        stride *= 2;
        level += 1;
    }
    if n_prefixes >= 2 {
        let mut double = (n_prefixes / 2).next_power_of_two().max(2);
        while double > 1 {
            let stride = double / 2;
            for i in (double + stride - 1..n_prefixes).step_by(double) {
                join_at(i, i - stride, level, &mut prefixes);
            }
            double = stride;
            level += 1;
        }
    }
    let run = in_block(kind, axis, dtype);
    let first = {
        let run = run.clone();
        on_blocks(kind.name, move |blocks| run(blocks[0]))
    };
    let rest = on_blocks(kind.name, move |blocks| block::binary(kind.join, blocks[0], &run(blocks[1])?));
    for i in 0..n {
        for (number, place) in edge.iter().enumerate() {
            let block_idx = at(place, i);
            let key = Key::block(name.clone(), &block_idx);
            let task = match i.checked_sub(1) {
                None => Task::run(key.clone(), first.clone(), vec![x.key(&block_idx)]),
                Some(before) => {
                    Task::run(key.clone(), rest.clone(), vec![prefixes[before][number].clone(), x.key(&block_idx)])
                }
            };
            tasks.insert(key, Arc::new(task));
        }
    }
    let inputs: Vec<&Array> = if n < 2 { vec![x] } else { vec![x, &totals] };
    Array::of_tasks(&name, tasks, chunks, dtype, &inputs)
}
