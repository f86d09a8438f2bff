//! Blocks with a margin of their neighbours, for functions that look around each element.
//!
//! ```text
//! | a b c | d e f | g h i |   depth 1   | a b c d | c d e f g | f g h i |
//! ```
//!
//! Mirrors `dask.array.overlap`.

use std::sync::Arc;

use smallvec::SmallVec;

use super::blockwise::layer_over;
use super::creation::positions;
use super::kernels::{assembled, on_blocks, per_block};
use super::{Array, AxisChunks, Chunks, Error, Result, Token};
use crate::block::Index;
use crate::graph::blockwise::BlockIdx;
use crate::graph::{Key, Task, TaskGraph};

/// How many elements before and after each block, per axis.
pub type Depth = Vec<(usize, usize)>;

/// Blocks with what lies around them; at the borders of the array there is nothing.
pub fn overlapped(x: &Array, depth: &Depth) -> Result<Array> {
    let sizes: Vec<Vec<usize>> = x.chunks().known()?.into_iter().map(<[usize]>::to_vec).collect();
    for (axis, (&(before, after), sizes)) in depth.iter().zip(&sizes).enumerate() {
        let least = sizes.iter().copied().min().unwrap_or(0);
        if sizes.len() > 1 && before.max(after) > least {
            return Err(Error::value(format!(
                "The overlapping depth {} is larger than your smallest chunk size {least} along axis {axis}. Rechunk your \
                 array with a larger chunk size or a chunk size that more evenly divides the shape of your array.",
                before.max(after)
            )));
        }
    }
    let numbers = depth.iter().flat_map(|&(before, after)| [before as i64, after as i64]);
    let token = || Token::of("overlap").array(x).numbers(numbers.clone());
    let (name, piece_name) = (token().name("overlap"), token().name("getitem"));
    let chunks: Chunks = sizes
        .iter()
        .zip(depth)
        .map(|(sizes, &(before, after))| {
            let last = sizes.len() - 1;
            let grown = sizes
                .iter()
                .enumerate()
                .map(|(i, size)| size + if i > 0 { before } else { 0 } + if i < last { after } else { 0 });
            grown.collect::<AxisChunks>()
        })
        .collect();
    // Each block and the parts around it, up to three along each axis.
    chunks.check_tasks(
        1 + depth
            .iter()
            .map(|&(before, after)| 1 + usize::from(before > 0) + usize::from(after > 0))
            .product::<usize>(),
    )?;
    let mut tasks = TaskGraph::default();
    let mut n_pieces = 0;
    for block_idx in positions(x.chunks()) {
        // Along each axis: which blocks, and which part of them.
        let along: Vec<Vec<(u32, Index)>> =
            block_idx.iter().enumerate().map(|(axis, &i)| neighbours(i, &sizes[axis], depth[axis])).collect();
        let dims: Vec<usize> = along.iter().map(Vec::len).collect();
        let grid: SmallVec<[u32; 4]> = dims.iter().map(|&n| n as u32).collect();
        let mut inputs = Vec::new();
        crate::graph::blockwise::each_position(&grid, |at| {
            let chosen: Vec<&(u32, Index)> = along.iter().zip(at).map(|(along, &i)| &along[i as usize]).collect();
            let source: BlockIdx = chosen.iter().map(|(block, _)| *block).collect();
            let indices: Vec<Index> = chosen.iter().map(|(_, index)| index.clone()).collect();
            let key = Key::block(piece_name.clone(), &[n_pieces]);
            n_pieces += 1;
            let operation = on_blocks("getitem", move |blocks| blocks[0].index(&indices));
            tasks.insert(key.clone(), Arc::new(Task::run(key.clone(), operation, vec![x.key(&source)])));
            inputs.push(key);
        });
        let key = Key::block(name.clone(), &block_idx);
        let operation = on_blocks("overlap", move |blocks| assembled(&dims, blocks));
        tasks.insert(key.clone(), Arc::new(Task::run(key, operation, inputs)));
    }
    Array::of_tasks(&name, tasks, chunks, x.dtype(), &[x])
}

fn neighbours(i: u32, sizes: &[usize], (before, after): (usize, usize)) -> Vec<(u32, Index)> {
    let mut parts = Vec::with_capacity(3);
    if i > 0 && before > 0 {
        let length = sizes[i as usize - 1];
        parts.push((i - 1, Index::range((length - before) as isize, length as isize)));
    }
    parts.push((i, Index::FULL));
    if (i as usize) + 1 < sizes.len() && after > 0 {
        parts.push((i + 1, Index::range(0, after as isize)));
    }
    parts
}

/// Blocks without their margins: inner ones lose both, those at the borders only the inner one unless `outer` says that
/// they have an outer one too.
pub fn trimmed(x: &Array, depth: &Depth, outer: &[bool]) -> Result<Array> {
    let numblocks = x.chunks().numblocks();
    let cut = {
        let (depth, outer, numblocks) = (depth.clone(), outer.to_vec(), numblocks.clone());
        move |axis: usize, i: usize| -> (usize, usize) {
            let (before, after) = depth[axis];
            let front = if i > 0 || outer[axis] { before } else { 0 };
            let back = if i + 1 < numblocks[axis] || outer[axis] { after } else { 0 };
            (front, back)
        }
    };
    let chunks: Chunks = x
        .chunks()
        .iter()
        .enumerate()
        .map(|(axis, chunks)| match chunks.sizes() {
            Some(sizes) => {
                sizes.iter().enumerate().map(|(i, size)| size.saturating_sub(cut(axis, i).0 + cut(axis, i).1)).collect()
            }
            None => chunks.clone(),
        })
        .collect();
    let numbers = depth.iter().flat_map(|&(before, after)| [before as i64, after as i64]);
    let name = Token::of("_trim").array(x).numbers(numbers).display(format!("{outer:?}")).name("_trim");
    let factory = per_block("_trim", move |block_idx| {
        let cuts: Vec<(usize, usize)> = block_idx.iter().enumerate().map(|(axis, &i)| cut(axis, i as usize)).collect();
        on_blocks("_trim", move |blocks| {
            let shape = blocks[0].shape();
            let indices: Vec<Index> = cuts
                .iter()
                .zip(shape)
                .map(|(&(front, back), &length)| Index::range(front as isize, length.saturating_sub(back) as isize))
                .collect();
            blocks[0].index(&indices)
        })
    });
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    layer_over(name, &labels, chunks, x.dtype(), factory, &vec![(x.clone(), labels.clone())])
}
