//! A list of positions along one axis, in any order.
//!
//! ```text
//! x[[5, 1, 3]] in chunks of 2: output chunks of about the average input chunk, [5, 1] and [3]
//! shuffle-split   takes 1 out of block 0 and 5 out of block 2 (sorted), one task per block
//! getitem         joins them and puts them into the order asked for
//! ```
//!
//! Mirrors `dask.array._shuffle` as slicing uses it.

use std::sync::Arc;

use super::creation::positions;
use super::index::Along;
use super::kernels::{assembled, on_blocks};
use super::{Array, AxisChunks, Chunks, Result, Token};
use crate::block::{Block, Index};
use crate::graph::blockwise::BlockIdx;
use crate::graph::size::LARGER_CHUNKS;
use crate::graph::{Key, Task, TaskGraph, TaskKind, Value, check_n_tasks};

/// The elements at `wanted` along `axis`, and slices along the other axes. All in one layer.
pub(super) fn taken(x: &Array, along: &[Along], axis: usize, wanted: &[usize], new_axes: &[usize]) -> Result<Array> {
    let is_plain = along.iter().all(|along| *along == Along::Full);
    let sliced = if is_plain { x.clone() } else { x.sliced("slice", along, &[])? };
    let out_axis = axis - along[..axis].iter().filter(|along| matches!(along, Along::At(_))).count();
    let numbers = wanted.iter().map(|&position| position as i64);
    let token =
        || Token::of("take").array(x).display(format!("{along:?} {axis} {new_axes:?}")).numbers(numbers.clone());
    let name = token().name("getitem");
    let mut tasks = TaskGraph::default();
    if !is_plain && let Some(layer) = sliced.graph().layer(sliced.name()) {
        // Dask keeps the slices in the same layer.
        layer.write_out(&mut tasks);
    }
    let Some(sizes) = sliced.chunks()[out_axis].sizes().map(<[usize]>::to_vec) else {
        return Err(x.chunks().unknown());
    };
    let bounds = sliced.chunks()[out_axis].bounds().unwrap_or_default();
    let length: usize = sizes.iter().sum();
    let is_all = wanted.len() == length && wanted.iter().copied().eq(0..length);
    let groups = if is_all { Vec::new() } else { output_groups(wanted, &sizes) };
    let same_blocks = groups.len() == sizes.len() && {
        let mut expected = bounds.windows(2).map(|bound| bound[0]..bound[1]);
        groups.iter().all(|group| expected.next().is_some_and(|range| group.iter().copied().eq(range)))
    };
    let out_sizes: AxisChunks = match is_all || same_blocks {
        true => sliced.chunks()[out_axis].clone(),
        false => groups.iter().map(Vec::len).collect(),
    };
    let inner: Chunks = sliced.chunks().with_axis(out_axis, out_sizes);
    let mut outer: Vec<AxisChunks> = inner.iter().cloned().collect();
    new_axes.iter().for_each(|&new| outer.insert(new, AxisChunks::whole(1)));
    let output_key = |block_idx: &BlockIdx| {
        let mut index = block_idx.clone();
        new_axes.iter().for_each(|&new| index.insert(new, 0));
        Key::block(name.clone(), &index)
    };
    let across = positions(&inner.with_axis(out_axis, AxisChunks::whole(1)));
    if is_all || same_blocks {
        for block_idx in positions(&inner) {
            let key = output_key(&block_idx);
            tasks.insert(key.clone(), Arc::new(finished(key, sliced.key(&block_idx), new_axes)));
        }
    } else {
        let split_name = token().name("shuffle-split");
        let mut n_splits = 0;
        let gathers: Vec<Gather> = groups.iter().map(|group| Gather::of(group, &bounds)).collect();
        let n_parts: usize = gathers.iter().map(|gather| gather.parts.len()).sum();
        let what = || format!("taking from {} blocks in this order", sliced.chunks().n_blocks());
        check_n_tasks(n_parts as u128 * across.len() as u128, what, LARGER_CHUNKS)?;
        for (number, gather) in gathers.iter().enumerate() {
            // Which positions to take is data of its own, shared by the tasks across.
            let takers: Vec<Key> =
                gather.parts.iter().map(|(_, positions)| data_task(&mut tasks, "shuffle-taker", positions)).collect();
            let sorter = (gather.parts.len() > 1).then(|| data_task(&mut tasks, "shuffle-sorter", &gather.order));
            for place in &across {
                let at = |i: usize| {
                    let mut moved = place.clone();
                    moved[out_axis] = i as u32;
                    moved
                };
                let key = output_key(&at(number));
                let pick = |key: Key, part: usize, new_axes: Vec<usize>| {
                    let source = sliced.key(&at(gather.parts[part].0));
                    let operation = on_blocks("getitem", move |blocks| {
                        let mut indices = vec![Index::FULL; out_axis];
                        indices.push(Index::Array(blocks[1].clone()));
                        with_new_axes(blocks[0].index(&indices)?, &new_axes)
                    });
                    Task::run(key, operation, vec![source, takers[part].clone()])
                };
                let Some(sorter) = &sorter else {
                    tasks.insert(key.clone(), Arc::new(pick(key, 0, new_axes.to_vec())));
                    continue;
                };
                let mut inputs: Vec<Key> = Vec::with_capacity(takers.len() + 1);
                for part in 0..gather.parts.len() {
                    let split = Key::block(split_name.clone(), &[n_splits]);
                    n_splits += 1;
                    tasks.insert(split.clone(), Arc::new(pick(split.clone(), part, Vec::new())));
                    inputs.push(split);
                }
                inputs.push(sorter.clone());
                let new_axes = new_axes.to_vec();
                let mut dims = vec![1; sliced.ndim()];
                dims[out_axis] = gather.parts.len();
                let operation = on_blocks("concatenate_arrays", move |blocks| {
                    let Some((order, parts)) = blocks.split_last() else {
                        return Err(crate::block::Error::Value("nothing to join".to_owned()));
                    };
                    let mut indices = vec![Index::FULL; out_axis];
                    indices.push(Index::Array((*order).clone()));
                    with_new_axes(assembled(&dims, parts)?.index(&indices)?, &new_axes)
                });
                tasks.insert(key.clone(), Arc::new(Task::run(key, operation, inputs)));
            }
        }
    }
    Array::of_tasks(&name, tasks, outer.into_iter().collect(), x.dtype(), &[x])
}

fn finished(key: Key, source: Key, new_axes: &[usize]) -> Task {
    if new_axes.is_empty() {
        return Task { key, kind: TaskKind::Alias(source) };
    }
    let new_axes = new_axes.to_vec();
    Task::run(key, on_blocks("getitem", move |blocks| with_new_axes(blocks[0].clone(), &new_axes)), vec![source])
}

fn with_new_axes(block: Block, new_axes: &[usize]) -> crate::block::Result<Block> {
    if new_axes.is_empty() {
        return Ok(block);
    }
    block.expand_dims(&new_axes.iter().map(|&axis| axis as isize).collect::<Vec<_>>())
}

/// Adds positions as data, once for equal ones.
fn data_task(tasks: &mut TaskGraph, prefix: &str, positions: &[usize]) -> Key {
    let numbers: Vec<i64> = positions.iter().map(|&position| position as i64).collect();
    let key = Key::text(Token::of(prefix).numbers(numbers.iter().copied()).name(prefix));
    let kind = TaskKind::Data(Value::Block(Block::from_slice(&numbers)));
    tasks.entry(key.clone()).or_insert_with(|| Arc::new(Task { key: key.clone(), kind }));
    key
}

/// How one output chunk is gathered.
struct Gather {
    /// Source blocks with the positions to take in them
    parts: Vec<(usize, Vec<usize>)>,
    /// For each element of the output chunk its place among those taken
    order: Vec<usize>,
}

impl Gather {
    fn of(group: &[usize], bounds: &[usize]) -> Gather {
        let mut sorter: Vec<usize> = (0..group.len()).collect();
        sorter.sort_by_key(|&i| group[i]);
        let block_of = |position: usize| bounds.partition_point(|&bound| bound <= position) - 1;
        let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
        for &i in &sorter {
            let block = block_of(group[i]);
            let within = group[i] - bounds[block];
            match parts.last_mut() {
                Some((last, positions)) if *last == block => positions.push(within),
                _ => parts.push((block, vec![within])),
            }
        }
        if let [(block, positions)] = &mut parts[..] {
            // All of one block: no need to sort and sort back.
            *positions = group.iter().map(|position| position - bounds[*block]).collect();
        }
        let mut order = vec![0; group.len()];
        for (place, &i) in sorter.iter().enumerate() {
            order[i] = place;
        }
        Gather { parts, order }
    }
}

/// Cuts positions into output chunks of about the average input chunk, a little larger ones tolerated.
fn output_groups(wanted: &[usize], sizes: &[usize]) -> Vec<Vec<usize>> {
    const TOLERANCE: f64 = 1.25;
    let average = sizes.iter().sum::<usize>() as f64 / sizes.len() as f64;
    let step = (average as usize).max(1);
    let limit = ((average * TOLERANCE) as usize).max(1);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for part in wanted.chunks(step) {
        if open.len() + part.len() > limit && !open.is_empty() {
            groups.push(std::mem::replace(&mut open, part.to_vec()));
        } else {
            open.extend_from_slice(part);
            if open.len() as f64 > limit as f64 / TOLERANCE {
                groups.push(std::mem::take(&mut open));
            }
        }
    }
    if !open.is_empty() {
        groups.push(open);
    }
    groups
}
