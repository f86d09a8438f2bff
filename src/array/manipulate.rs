//! Axes moved, added and removed; one array broadcast; diagonals.
//!
//! Mirrors `dask.array.routines`.

use std::sync::Arc;

use super::blockwise::{Call, LabelChunks, blockwise};
use super::creation::{positions, starts};
use super::error::normalize_axis;
use super::index::Item;
use super::kernels::{on_blocks, same};
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::{Block, DType, where_};
use crate::graph::blockwise::BlockIdx;
use crate::graph::size::LARGER_CHUNKS;
use crate::graph::{Key, Task, TaskGraph, check_n_tasks};

impl Array {
    /// The axes in another order; reversed if none is given.
    pub fn transpose(&self, axes: Option<&[isize]>, config: &Config) -> Result<Array> {
        self.transpose_as("transpose", axes, config)
    }

    /// [`transpose`](Array::transpose) under another name.
    pub fn transpose_as(&self, prefix: &str, axes: Option<&[isize]>, config: &Config) -> Result<Array> {
        let ndim = self.ndim();
        let axes: Vec<usize> = match axes {
            None => (0..ndim).rev().collect(),
            Some(axes) if axes.len() != ndim => return Err(Error::value("axes don't match array")),
            Some(axes) => axes.iter().map(|&axis| normalize_axis(axis, ndim)).collect::<Result<_>>()?,
        };
        if (0..ndim).any(|axis| !axes.contains(&axis)) {
            return Err(Error::value("Repeated axis in transpose"));
        }
        if axes.iter().copied().eq(0..ndim) {
            return Ok(self.clone());
        }
        let order: Vec<isize> = axes.iter().map(|&axis| axis as isize).collect();
        let name = Token::of("transpose").array(self).numbers(order.iter().map(|&axis| axis as i64)).name(prefix);
        let call = Call {
            name,
            labels: axes.iter().map(|&axis| axis as u32).collect(),
            factory: same(on_blocks("transpose", move |blocks| blocks[0].transpose(Some(&order)))),
            operands: vec![(self.clone(), (0..ndim as u32).collect())],
            dtype: self.dtype(),
            new_axes: LabelChunks::new(),
            concatenate: false,
        };
        blockwise(call, config)
    }

    /// Without axes of length 1: all of them, or those given.
    pub fn squeeze(&self, axes: Option<&[isize]>, config: &Config) -> Result<Array> {
        let is_one = |axis: usize| self.chunks()[axis].length() == Some(1);
        let axes: Vec<usize> = match axes {
            None => (0..self.ndim()).filter(|&axis| is_one(axis)).collect(),
            Some(axes) => axes.iter().map(|&axis| normalize_axis(axis, self.ndim())).collect::<Result<_>>()?,
        };
        if axes.iter().any(|&axis| !is_one(axis)) {
            return Err(Error::value("cannot squeeze axis with size other than one"));
        }
        let item = |axis| if axes.contains(&axis) { Item::Int(0) } else { Item::FULL };
        self.getitem(&(0..self.ndim()).map(item).collect::<Vec<_>>(), config)
    }

    /// Broadcast to a larger shape; new axes get these chunks, one chunk each if none are given.
    pub fn broadcast_to(&self, shape: &[usize], new_chunks: Option<&Chunks>) -> Result<Array> {
        let old = self.shape();
        let same_shape = old.iter().copied().eq(shape.iter().map(|&length| Some(length)));
        if same_shape && new_chunks.is_none_or(|chunks| chunks == self.chunks()) {
            return Ok(self.clone());
        }
        let n_new = shape.len().checked_sub(old.len());
        let fits = |(old, new): (&Option<usize>, &usize)| old.is_none_or(|old| old == 1 || old == *new);
        let refused = || {
            let (from, to) = (self.chunks().shape_text(), super::chunks::tuple(shape));
            Error::value(format!("cannot broadcast shape {from} to shape {to}"))
        };
        let n_new = n_new.filter(|n_new| old.iter().zip(&shape[*n_new..]).all(fits)).ok_or_else(refused)?;
        let grows = |axis: usize| axis < n_new || (old[axis - n_new] == Some(1) && shape[axis] != 1);
        let chunks: Chunks = (0..shape.len())
            .map(|axis| match new_chunks {
                _ if !grows(axis) => self.chunks()[axis - n_new].clone(),
                Some(chunks) => chunks[axis].clone(),
                None => AxisChunks::whole(shape[axis]),
            })
            .collect();
        if let Some(wanted) = new_chunks
            && let Some(axis) = (0..shape.len()).find(|&axis| !grows(axis) && wanted[axis] != chunks[axis])
        {
            return Err(Error::value(format!(
                "cannot broadcast chunks {} to chunks {wanted}: new chunks must either be along a new dimension or a \
                 dimension of size 1; axis {axis} is neither",
                self.chunks()
            )));
        }
        chunks.check_count()?;
        let name = Token::of("broadcast_to").array(self).chunks(&chunks).name("broadcast_to");
        let mut tasks = TaskGraph::default();
        for block_idx in positions(&chunks) {
            let source: BlockIdx =
                (n_new..shape.len()).map(|axis| if grows(axis) { 0 } else { block_idx[axis] }).collect();
            let block_shape: Vec<Option<usize>> = (0..shape.len())
                .map(|axis| chunks[axis].sizes().map(|sizes| sizes[block_idx[axis] as usize]))
                .collect();
            let operation = on_blocks("broadcast_to", move |blocks| {
                let known = |axis: usize| block_shape[axis].unwrap_or_else(|| blocks[0].shape()[axis - n_new]);
                blocks[0].broadcast_to(&(0..block_shape.len()).map(known).collect::<Vec<_>>())
            });
            let key = Key::block(name.clone(), &block_idx);
            tasks.insert(key.clone(), Arc::new(Task::run(key, operation, vec![self.key(&source)])));
        }
        Array::of_tasks(&name, tasks, chunks, self.dtype(), &[self])
    }

    /// Each element `counts` times along an axis, within its block.
    pub(crate) fn repeat_in_blocks(&self, count: usize, axis: usize, config: &Config) -> Result<Array> {
        let name = Token::of("repeat").array(self).numbers([count as i64, axis as i64]).name("repeat");
        let kernel = on_blocks("repeat", move |blocks| blocks[0].repeat(&[count as i64], axis as isize));
        let labels: Vec<u32> = (0..self.ndim() as u32).collect();
        let operands = vec![(self.clone(), labels.clone())];
        let new_axes = LabelChunks::new();
        let call =
            Call { name, labels, factory: same(kernel), operands, dtype: self.dtype(), new_axes, concatenate: false };
        let result = blockwise(call, config)?;
        let repeated = match self.chunks()[axis].sizes() {
            Some(sizes) => sizes.iter().map(|size| size * count).collect(),
            None => self.chunks()[axis].clone(),
        };
        let chunks = self.chunks().with_axis(axis, repeated);
        Ok(result.with_chunks(chunks))
    }

    /// Each element `count` times along an axis.
    pub fn repeat(&self, count: isize, axis: Option<isize>, config: &Config) -> Result<Array> {
        let axis = match axis {
            Some(axis) => normalize_axis(axis, self.ndim())?,
            None if self.ndim() == 1 => 0,
            None => return Err(Error::NotImplemented("Must supply an integer axis value".to_owned())),
        };
        let Ok(count) = usize::try_from(count) else {
            return Err(Error::value("count must be greater than or equal to 0"));
        };
        match count {
            0 => {
                let mut items = vec![Item::FULL; axis];
                items.push(Item::Slice { start: Some(0), stop: Some(0), step: None });
                return self.getitem(&items, config);
            }
            1 => return Ok(self.clone()),
            _ => {}
        }
        // As in Dask, block row by block row; each is cut so that blocks do not grow too much.
        let Some(bounds) = self.chunks()[axis].bounds() else { return Err(self.chunks().unknown()) };
        let along = bounds.last().copied().unwrap_or(0);
        if along.checked_mul(count).is_none_or(|length| length > isize::MAX as usize) {
            return Err(crate::block::Error::memory(&[along, count], self.dtype()).into());
        }
        // Parts of less than an element are none.
        let n_parts = |bound: &[usize]| (count - 1).min(bound[1] - bound[0]);
        let n_tasks = bounds.windows(2).map(n_parts).sum::<usize>() as u128 * self.chunks().n_blocks() as u128;
        check_n_tasks(n_tasks, || format!("repeating each element {count} times"), LARGER_CHUNKS)?;
        let mut parts = Vec::new();
        for bound in bounds.windows(2) {
            let n_parts = n_parts(bound);
            let length = (bound[1] - bound[0]) as f64;
            let cut = |part: usize| bound[0] as f64 + length * part as f64 / n_parts as f64;
            for part in 0..n_parts {
                let (start, stop) = (cut(part).round_ties_even() as isize, cut(part + 1).round_ties_even() as isize);
                if start == stop {
                    continue;
                }
                let mut items = vec![Item::FULL; axis];
                items.push(Item::Slice { start: Some(start), stop: Some(stop), step: None });
                parts.push(self.getitem(&items, config)?.repeat_in_blocks(count, axis, config)?);
            }
        }
        super::combine::concatenate(&parts, axis as isize, false, config)
    }

    /// A diagonal of a matrix, or a matrix with this diagonal.
    pub fn diag(&self, config: &Config) -> Result<Array> {
        match self.ndim() {
            1 => self.on_diagonal(),
            2 => self.diagonal(0, 0, 1, config),
            _ => Err(Error::value("Array must be 1d or 2d only")),
        }
    }

    fn on_diagonal(&self) -> Result<Array> {
        let chunks: Chunks = [self.chunks()[0].clone(), self.chunks()[0].clone()].into_iter().collect();
        chunks.check_count()?;
        let name = Token::of("diag").array(self).name("diag");
        let dtype = self.dtype();
        let mut tasks = TaskGraph::default();
        for block_idx in positions(&chunks) {
            let key = Key::block(name.clone(), &block_idx);
            let task = if block_idx[0] == block_idx[1] {
                let operation = on_blocks("diag", move |blocks| {
                    let n = blocks[0].size();
                    // The elements as columns, of which only the diagonal is kept.
                    let on_diagonal = Block::eye(n, n, 0, DType::Bool)?;
                    where_(&on_diagonal, blocks[0], &Block::zeros(&[], dtype)?)
                });
                Task::run(key.clone(), operation, vec![self.key(&block_idx[..1])])
            } else {
                let shape = chunks.block_shape(&block_idx)?;
                Task::run(key.clone(), on_blocks("zeros", move |_| Block::zeros(&shape, dtype)), Vec::new())
            };
            tasks.insert(key, Arc::new(task));
        }
        Array::of_tasks(&name, tasks, chunks, dtype, &[self])
    }

    /// The `offset`-th diagonal of two axes, as the last axis.
    pub fn diagonal(&self, offset: isize, axis1: isize, axis2: isize, config: &Config) -> Result<Array> {
        if self.ndim() < 2 {
            return Err(Error::value("diag requires an array of at least two dimensions"));
        }
        let (axis1, axis2) = (normalize_axis(axis1, self.ndim())?, normalize_axis(axis2, self.ndim())?);
        if axis1 == axis2 {
            return Err(Error::value("axis1 and axis2 cannot be the same"));
        }
        // The two axes last, so that the diagonal takes their place.
        let mut order: Vec<isize> =
            (0..self.ndim() as isize).filter(|&a| a != axis1 as isize && a != axis2 as isize).collect();
        order.extend([axis1 as isize, axis2 as isize]);
        let x = self.transpose(Some(&order), config)?;
        let n_other = x.ndim() - 2;
        let starts = starts(x.chunks())?;
        let (rows, columns) = (&starts[n_other], &starts[n_other + 1]);
        let name = Token::of("diagonal").array(&x).numbers([offset as i64]).name("diagonal");
        // Walks along the diagonal from block to block.
        let below = if offset < 0 { offset.unsigned_abs() } else { 0 };
        let (mut row, mut column) = (below, offset.max(0) as usize);
        let (n_rows, n_columns) = (rows[rows.len() - 1], columns[columns.len() - 1]);
        let mut pieces = Vec::new();
        while row < n_rows && column < n_columns {
            let (i, j) = (rows.partition_point(|&b| b <= row) - 1, columns.partition_point(|&b| b <= column) - 1);
            let length = (rows[i + 1] - row).min(columns[j + 1] - column);
            let within = (column - columns[j]) as isize - (row - rows[i]) as isize;
            pieces.push((i as u32, j as u32, within, length));
            (row, column) = (row + length, column + length);
        }
        let others: Chunks = x.chunks()[..n_other].iter().cloned().collect();
        let mut tasks = TaskGraph::default();
        for place in positions(&others) {
            for (number, &(i, j, within, length)) in pieces.iter().enumerate() {
                let mut source = place.clone();
                source.extend([i, j]);
                let mut block_idx = place.clone();
                block_idx.push(number as u32);
                let operation = on_blocks("diagonal", move |blocks| diagonal_of(blocks[0], within, length));
                let key = Key::block(name.clone(), &block_idx);
                tasks.insert(key.clone(), Arc::new(Task::run(key, operation, vec![x.key(&source)])));
            }
        }
        let mut chunks: Vec<AxisChunks> = others.iter().cloned().collect();
        if pieces.is_empty() {
            chunks.push(AxisChunks::whole(0));
            return super::creation::filled(
                "zeros_like",
                chunks.into_iter().collect(),
                crate::block::Scalar::Int(0),
                x.dtype(),
            );
        }
        chunks.push(pieces.iter().map(|&(_, _, _, length)| length).collect());
        Array::of_tasks(&name, tasks, chunks.into_iter().collect(), x.dtype(), &[&x])
    }
}

/// `length` elements of a diagonal of the last two axes.
fn diagonal_of(block: &Block, offset: isize, length: usize) -> crate::block::Result<Block> {
    use crate::block::Index;
    let (row, column) = ((-offset).max(0) as i64, offset.max(0) as i64);
    let positions = |start: i64| Index::Array(Block::from_slice(&(start..start + length as i64).collect::<Vec<_>>()));
    let mut indices = vec![Index::FULL; block.ndim() - 2];
    indices.extend([positions(row), positions(column)]);
    block.index(&indices)
}
