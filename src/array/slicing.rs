//! Indexing with integers, slices, `None`, `...`, one list of positions, or masks.
//!
//! ```text
//! x[5, 3:47] on (100, 100) in (10, 10) blocks: row 5 lies in block row 0; columns cut blocks 0 to 4 to (7, 10, 10, 10, 7)
//! ```
//!
//! Mirrors `dask.array.slicing`.

use std::sync::Arc;

use smallvec::SmallVec;

use super::index::{Along, Item, new_axes};
use super::kernels::on_blocks;
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::{Block, DType, Index};
use crate::graph::blockwise::{BlockIdx, each_position};
use crate::graph::{Key, Task, TaskGraph, TaskKind};

/// A part of a block. Half of it or less is copied, so that it does not keep the whole block in memory, as `dask.array.chunk.getitem` does.
fn part_of(block: &Block, indices: &[Index]) -> crate::block::Result<Block> {
    let part = block.index(indices)?;
    if block.size() >= 2 * part.size() { part.copied() } else { Ok(part) }
}

impl Array {
    /// `x[items]`
    pub fn getitem(&self, items: &[Item], config: &Config) -> Result<Array> {
        // A mask of the array's own shape is as good as a chunked one.
        if let [Item::Positions(mask), ..] = items
            && mask.dtype() == DType::Bool
            && mask.ndim() > 1
        {
            let chunks = Chunks::whole(mask.shape());
            let mask = super::creation::from_block(mask, chunks, None)?;
            let rest = items[1..].iter().cloned();
            return self.getitem(&std::iter::once(Item::Array(mask)).chain(rest).collect::<Vec<_>>(), config);
        }
        let items = self.expanded(items)?;
        if items.iter().any(|item| matches!(item, Item::Array(_))) {
            return super::mask::with_arrays(self, &items, config);
        }
        let mut along: SmallVec<[Along; 4]> = SmallVec::new();
        let mut lists: SmallVec<[(usize, Vec<usize>); 1]> = SmallVec::new();
        let mut axis = 0;
        for item in &items {
            if matches!(item, Item::NewAxis) {
                continue;
            }
            if let Item::Positions(block) = item
                && block.ndim() > 0
            {
                lists.push((axis, self.positions_of(block, axis)?));
                along.push(Along::Full);
            } else {
                along.push(self.along(item, axis)?);
            }
            axis += 1;
        }
        if lists.len() > 1 {
            return Err(Error::NotImplemented(
                "Don't yet support nd fancy indexing. One list of positions at a time works; x.vindex takes several \
                 and gives the single elements"
                    .to_owned(),
            ));
        }
        let new_axes: SmallVec<[usize; 4]> = new_axes(&items);
        match lists.pop() {
            // An empty list is an empty slice.
            Some((axis, positions)) if positions.is_empty() => {
                along[axis] = Along::Range { start: 0, count: 0, step: 1 };
                self.sliced("getitem", &along, &new_axes)
            }
            Some((axis, positions)) => super::take::taken(self, &along, axis, &positions, &new_axes),
            None if new_axes.is_empty() && along.iter().all(|along| *along == Along::Full) => Ok(self.clone()),
            None => self.sliced("getitem", &along, &new_axes),
        }
    }

    /// One layer of slices of blocks; `new_axes` are axes of the result.
    pub(super) fn sliced(&self, prefix: &str, along: &[Along], new_axes: &[usize]) -> Result<Array> {
        let token =
            Token::of("getitem").array(self).display(format!("{along:?}")).numbers(new_axes.iter().map(|&a| a as i64));
        let name = token.name(prefix);
        let parts: Vec<Vec<Part>> =
            along.iter().zip(self.chunks().iter()).map(|(along, chunks)| parts(along, chunks)).collect();
        let mut chunks: Vec<AxisChunks> = along
            .iter()
            .zip(&parts)
            .zip(self.chunks().iter())
            .filter(|((along, _), _)| !matches!(along, Along::At(_)))
            .map(|((along, parts), chunks)| match along {
                Along::Full => chunks.clone(),
                _ => parts.iter().map(|part| part.count).collect(),
            })
            .collect();
        for &axis in new_axes {
            chunks.insert(axis, AxisChunks::whole(1));
        }
        let chunks: Chunks = chunks.into_iter().collect();
        let dims: Vec<u32> = parts.iter().map(|parts| parts.len() as u32).collect();
        let mut tasks = TaskGraph::default();
        each_position(&dims, |at| {
            let chosen: SmallVec<[&Part; 4]> = parts.iter().zip(at).map(|(parts, &i)| &parts[i as usize]).collect();
            let source: BlockIdx = chosen.iter().map(|part| part.block).collect();
            let mut block_idx: BlockIdx =
                at.iter().zip(along).filter(|(_, along)| !matches!(along, Along::At(_))).map(|(&i, _)| i).collect();
            new_axes.iter().for_each(|&axis| block_idx.insert(axis, 0));
            let key = Key::block(name.clone(), &block_idx);
            let kind = if new_axes.is_empty() && chosen.iter().all(|part| part.index.is_none()) {
                TaskKind::Alias(self.key(&source))
            } else {
                let mut indices: Vec<Index> = Vec::with_capacity(chosen.len() + new_axes.len());
                let mut out_axis = 0;
                for (part, along) in chosen.iter().zip(along) {
                    while new_axes.contains(&out_axis) {
                        indices.push(Index::NewAxis);
                        out_axis += 1;
                    }
                    indices.push(part.index.clone().unwrap_or(Index::FULL));
                    out_axis += usize::from(!matches!(along, Along::At(_)));
                }
                let n_written = indices.iter().filter(|index| matches!(index, Index::NewAxis)).count();
                indices.extend(std::iter::repeat_n(Index::NewAxis, new_axes.len() - n_written));
                let operation = on_blocks("getitem", move |blocks| part_of(blocks[0], &indices));
                TaskKind::Run { operation, inputs: vec![self.key(&source)] }
            };
            tasks.insert(key.clone(), Arc::new(Task { key, kind }));
        });
        Array::of_tasks(&name, tasks, chunks, self.dtype(), &[self])
    }

    /// The elements at single positions along one axis, see [`getitem`](Array::getitem).
    pub fn take(&self, positions: &Block, axis: isize, config: &Config) -> Result<Array> {
        let axis = super::error::normalize_axis(axis, self.ndim())?;
        let mut items = vec![Item::FULL; axis];
        items.push(Item::Positions(positions.clone()));
        self.getitem(&items, config)
    }

    /// `x.blocks[items]`: the array of only these blocks.
    pub fn blocks(&self, items: &[Item]) -> Result<Array> {
        let numblocks = self.chunks().numblocks();
        if items.iter().any(|item| matches!(item, Item::NewAxis)) {
            return Err(Error::Value("newaxis is not supported by blocks".to_owned()));
        }
        // An array with one element for each block says which ones are chosen.
        let grid = Array::new("grid", Chunks::whole(&numblocks), DType::Int64, Arc::default());
        let items = grid.expanded(items)?;
        let mut n_lists = 0;
        let mut chosen: Vec<Vec<usize>> = Vec::with_capacity(numblocks.len());
        for (axis, item) in items.iter().enumerate() {
            chosen.push(match item {
                Item::Positions(block) if block.ndim() > 0 => {
                    n_lists += 1;
                    grid.positions_of(block, axis)?
                }
                item => match grid.along(item, axis)? {
                    Along::At(position) => vec![position],
                    Along::Full => (0..numblocks[axis]).collect(),
                    Along::Range { start, count, step } => {
                        (0..count).map(|i| (start as isize + i as isize * step) as usize).collect()
                    }
                },
            });
        }
        if n_lists > 1 {
            return Err(Error::Value("Can only slice with a single list".to_owned()));
        }
        let numbers = chosen.iter().flat_map(|axis| axis.iter().map(|&i| i as i64).chain([-1]));
        let name = Token::of("blocks").array(self).numbers(numbers).name("blocks");
        let chunks: Chunks = chosen
            .iter()
            .zip(self.chunks().iter())
            .map(|(chosen, chunks)| match chunks.sizes() {
                Some(sizes) if !chosen.is_empty() => chosen.iter().map(|&i| sizes[i]).collect(),
                Some(_) => AxisChunks::whole(0),
                None => AxisChunks::Unknown(chosen.len()),
            })
            .collect();
        let dims: Vec<u32> = chosen.iter().map(|chosen| chosen.len() as u32).collect();
        let mut tasks = TaskGraph::default();
        each_position(&dims, |at| {
            let source: BlockIdx = chosen.iter().zip(at).map(|(chosen, &i)| chosen[i as usize] as u32).collect();
            let key = Key::block(name.clone(), at);
            tasks.insert(key.clone(), Arc::new(Task { key, kind: TaskKind::Alias(self.key(&source)) }));
        });
        Array::of_tasks(&name, tasks, chunks, self.dtype(), &[self])
    }
}

/// What is taken of one block along one axis.
struct Part {
    block: u32,
    /// `None` for all of it
    index: Option<Index>,
    count: usize,
}

fn parts(along: &Along, chunks: &AxisChunks) -> Vec<Part> {
    let Some(bounds) = chunks.bounds() else {
        return (0..chunks.n_blocks() as u32).map(|block| Part { block, index: None, count: 0 }).collect();
    };
    match *along {
        Along::Full => (0..chunks.n_blocks() as u32).map(|block| Part { block, index: None, count: 0 }).collect(),
        Along::At(position) => {
            let block = bounds.partition_point(|&bound| bound <= position) - 1;
            vec![Part { block: block as u32, index: Some(Index::Int((position - bounds[block]) as isize)), count: 1 }]
        }
        Along::Range { start, count, step } => {
            let mut parts = Vec::new();
            let mut position = start as isize;
            let mut left = count;
            while left > 0 {
                let block = bounds.partition_point(|&bound| bound as isize <= position) - 1;
                let (low, high) = (bounds[block] as isize, bounds[block + 1] as isize);
                let room = if step > 0 { high - 1 - position } else { position - low };
                let here = left.min(room as usize / step.unsigned_abs() + 1);
                let first = position - low;
                let end = first + here as isize * step;
                let whole = step == 1 && first == 0 && here as isize == high - low;
                let index = Index::Slice { start: Some(first), stop: (end >= 0).then_some(end), step: Some(step) };
                parts.push(Part { block: block as u32, index: (!whole).then_some(index), count: here });
                position += here as isize * step;
                left -= here;
            }
            if parts.is_empty() {
                parts.push(Part { block: 0, index: Some(Index::range(0, 0)), count: 0 });
            }
            parts
        }
    }
}
