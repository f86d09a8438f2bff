//! Blocks that lie in a grid, put together.

use super::{Ran, block_of, flat_blocks, task_error};
use crate::block::{self, Block};
use crate::graph::{TaskError, Value};

/// One block out of `blocks`, which lie in a grid of `dims` blocks per axis, last axis fastest.
///
/// Each is assigned to its place, as `dask.array.core.concatenate3` does it: one that is shorter along an axis must
/// have length 1 there.
pub(crate) fn assembled(dims: &[usize], blocks: &[&Block]) -> block::Result<Block> {
    if let [only] = blocks {
        return Ok((*only).clone());
    }
    let ndim = dims.len();
    // The offsets along an axis are those of the blocks on the edge where all other positions are 0.
    let stride = |axis: usize| dims[axis + 1..].iter().product::<usize>();
    let mut offsets: Vec<Vec<usize>> = Vec::with_capacity(ndim);
    let mut lengths: Vec<Vec<usize>> = Vec::with_capacity(ndim);
    let mut shape = Vec::with_capacity(ndim);
    for (axis, &n_blocks) in dims.iter().enumerate() {
        let mut end = 0;
        let (mut starts, mut sizes) = (Vec::with_capacity(n_blocks), Vec::with_capacity(n_blocks));
        for position in 0..n_blocks {
            starts.push(end);
            let length = blocks.get(position * stride(axis)).and_then(|block| block.shape().get(axis));
            let length = length
                .ok_or_else(|| block::Error::Value("blocks of different dimensions do not fit together".to_owned()))?;
            sizes.push(*length);
            end += length;
        }
        offsets.push(starts);
        lengths.push(sizes);
        shape.push(end);
    }
    let parts: Vec<_> = blocks
        .iter()
        .enumerate()
        .map(|(number, block)| {
            let of_place = |of_axes: &[Vec<usize>]| -> Vec<usize> {
                (0..ndim).map(|axis| of_axes[axis][number / stride(axis) % dims[axis]]).collect()
            };
            let part = match of_place(&lengths) {
                place if block.shape() == place => (*block).clone(),
                place => block
                    .broadcast_to(&place)
                    .map_err(|_| block::Error::BroadcastInto { from: block.shape().to_vec(), into: place })?,
            };
            Ok((of_place(&offsets), part))
        })
        .collect::<block::Result<_>>()?;
    Block::assembled(&shape, &parts)
}

/// The blocks of one item of all partial results, such as all totals, put together.
pub(crate) fn concatenated(dims: &[usize], partials: &[&[Value]], item: usize) -> block::Result<Block> {
    let blocks: Vec<&Block> = partials
        .iter()
        .filter_map(|partial| match partial.get(item) {
            Some(Value::Block(block)) => Some(block),
            _ => None,
        })
        .collect();
    assembled(dims, &blocks)
}

/// Blocks in nested lists, one level for each of `axes`, joined along these axes; a block stays as it is.
pub(crate) fn joined_lists(value: &Value, axes: &[usize]) -> Ran {
    match (value, axes) {
        (Value::List(items), [axis, rest @ ..]) => {
            let parts = items.iter().map(|item| joined_lists(item, rest)).collect::<Result<Vec<_>, _>>()?;
            if let [only] = &parts[..] {
                return Ok(only.clone());
            }
            let blocks = parts.iter().map(|part| block_of(part).cloned()).collect::<Result<Vec<_>, _>>()?;
            block::concatenate(&blocks, *axis as isize).map(Value::Block).map_err(task_error)
        }
        _ => Ok(value.clone()),
    }
}

/// All blocks of an array as one: what `compute()` gives.
pub fn joined(numblocks: &[usize], values: &[Value]) -> Result<Block, TaskError> {
    assembled(numblocks, &flat_blocks(values)?).map_err(task_error)
}
