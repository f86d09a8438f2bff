//! Indexing with chunked arrays: masks, whose results have chunks of unknown length, and chunked positions.
//!
//! Mirrors `slice_with_bool_dask_array` and `slice_with_int_dask_array` in `dask.array.slicing`.

use std::sync::Arc;

use super::blockwise::{Call, LabelChunks, blockwise};
use super::creation::starts;
use super::index::Item;
use super::kernels::{flat_blocks, on_blocks, on_values, same, task_error};
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::{self, Block, DType, Index, Ufunc};
use crate::graph::{Key, Task, TaskGraph, TaskKind, Value};

/// `x[items]`, of which some are chunked arrays and none is `...`.
pub(super) fn with_arrays(x: &Array, items: &[Item], config: &Config) -> Result<Array> {
    let positions = items.iter().any(|item| matches!(item, Item::Array(array) if array.dtype() != DType::Bool));
    let (x, items) = if positions { with_positions(x, items, config)? } else { (x.clone(), items.to_vec()) };
    let masks = items.iter().any(|item| matches!(item, Item::Array(_)));
    let (x, items) = if masks { with_masks(&x, &items, config)? } else { (x, items) };
    if items.iter().all(|item| matches!(item, Item::Slice { start: None, stop: None, step: None })) {
        return Ok(x);
    }
    x.getitem(&items, config)
}

/// Masks applied; full slices stand in their place.
fn with_masks(x: &Array, items: &[Item], config: &Config) -> Result<(Array, Vec<Item>)> {
    if let [Item::Array(mask)] = items
        && mask.ndim() == x.ndim()
    {
        return Ok((by_whole_mask(x, mask, config)?, vec![Item::FULL]));
    }
    let mut operands = vec![(x.clone(), (0..x.ndim() as u32).collect::<Vec<_>>())];
    let mut masked = Vec::new();
    let mut axis = 0;
    for item in items {
        match item {
            Item::NewAxis => continue,
            Item::Array(mask) if mask.ndim() != 1 => {
                return Err(Error::NotImplemented(
                    "Slicing with dask.array of bools only permitted when the indexer has only one dimension or when it \
                     has the same dimension as the sliced array"
                        .to_owned(),
                ));
            }
            Item::Array(mask) => {
                check_mask(mask, x, axis)?;
                operands.push((mask.clone(), vec![axis as u32]));
                masked.push(axis);
            }
            _ => {}
        }
        axis += 1;
    }
    let token = operands.iter().fold(Token::of("mask"), |token, (array, labels)| {
        token.array(array).numbers(labels.iter().map(|&label| i64::from(label)))
    });
    let over = masked.clone();
    let kernel = on_blocks("getitem_variadic", move |blocks| {
        let mut block = blocks[0].clone();
        for (mask, &axis) in blocks[1..].iter().zip(&over) {
            let mut indices = vec![Index::FULL; axis];
            indices.push(Index::Array((*mask).clone()));
            block = block.index(&indices)?;
        }
        Ok(block)
    });
    let call = Call {
        name: token.name("getitem_variadic"),
        labels: (0..x.ndim() as u32).collect(),
        factory: same(kernel),
        operands,
        dtype: x.dtype(),
        new_axes: LabelChunks::new(),
        concatenate: false,
    };
    let result = blockwise(call, config)?;
    let chunks = masked.iter().fold(result.chunks().clone(), |chunks, &axis| {
        let n_blocks = chunks[axis].n_blocks();
        chunks.with_axis(axis, AxisChunks::Unknown(n_blocks))
    });
    let rest =
        items.iter().map(|item| if matches!(item, Item::Array(_)) { Item::FULL } else { item.clone() }).collect();
    Ok((result.with_chunks(chunks), rest))
}

fn check_mask(mask: &Array, x: &Array, axis: usize) -> Result<()> {
    match (mask.chunks()[0].length(), x.chunks()[axis].length()) {
        (Some(given), Some(length)) if given != length => Err(Error::Index(format!(
            "Boolean array with size {given} is not long enough for axis {axis} with size {length}"
        ))),
        _ => Ok(()),
    }
}

/// A mask of the same shape: chosen elements in C order, one chunk of unknown length for each block.
fn by_whole_mask(x: &Array, mask: &Array, config: &Config) -> Result<Array> {
    let known = x.size().is_some() && mask.size().is_some();
    if known && x.shape() != mask.shape() {
        let (given, length) = (mask.chunks().shape_text(), x.chunks().shape_text());
        return Err(Error::Index(format!(
            "boolean index did not match indexed array; it has shape {given}, not {length}"
        )));
    }
    let (x, mask) = if known { (x.ravel(config)?, mask.ravel(config)?) } else { (x.clone(), mask.clone()) };
    let name = Token::of("getitem").array(&x).array(&mask);
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    let call = Call {
        name: name.name("getitem"),
        labels: labels.clone(),
        factory: same(on_blocks("getitem", |blocks| blocks[0].index(&[Index::Array(blocks[1].clone())]))),
        operands: vec![(x.clone(), labels.clone()), (mask.clone(), labels)],
        dtype: x.dtype(),
        new_axes: LabelChunks::new(),
        concatenate: false,
    };
    let chosen = blockwise(call, config)?;
    let name = Token::of("chosen").array(&chosen).name("getitem");
    let mut tasks = TaskGraph::default();
    for (number, source) in chosen.keys().into_iter().enumerate() {
        let key = Key::block(name.clone(), &[number as u32]);
        tasks.insert(key.clone(), Arc::new(Task { key, kind: TaskKind::Alias(source) }));
    }
    let chunks = [AxisChunks::Unknown(tasks.len())].into_iter().collect();
    Array::of_tasks(&name, tasks, chunks, x.dtype(), &[&chosen])
}

/// Chunked positions applied; full slices stand in their place.
fn with_positions(x: &Array, items: &[Item], config: &Config) -> Result<(Array, Vec<Item>)> {
    let n_lists = items.iter().filter(|item| matches!(item, Item::Array(array) if array.ndim() > 0)).count()
        + items.iter().filter(|item| matches!(item, Item::Positions(block) if block.ndim() > 0)).count();
    if n_lists > 1 {
        return Err(Error::NotImplemented("Don't yet support nd fancy indexing".to_owned()));
    }
    let mut x = x.clone();
    let mut rest = Vec::with_capacity(items.len());
    let mut axis = 0;
    for item in items {
        match item {
            Item::Array(index) if index.dtype().is_integer() && index.dtype() != DType::Bool => match index.ndim() {
                0 => {
                    let one = index.getitem(&[Item::NewAxis], config)?;
                    x = along_axis(&x, &one, axis, config)?;
                    let mut first = vec![Item::FULL; axis];
                    first.push(Item::Int(0));
                    x = x.getitem(&first, config)?;
                    continue;
                }
                1 => {
                    x = along_axis(&x, index, axis, config)?;
                    rest.push(Item::FULL);
                }
                _ => {
                    return Err(Error::NotImplemented(
                        "Slicing with dask.array of ints only permitted when the indexer has zero or one dimensions"
                            .to_owned(),
                    ));
                }
            },
            Item::Array(index) if index.dtype().is_float() => {
                return Err(Error::Index("arrays used as indices must be of integer (or boolean) type".to_owned()));
            }
            other => rest.push(other.clone()),
        }
        axis += usize::from(!matches!(item, Item::NewAxis));
    }
    Ok((x, rest))
}

/// `x` at chunked positions along `axis`: every block of positions asks every block, then puts together what it got.
fn along_axis(x: &Array, index: &Array, axis: usize, config: &Config) -> Result<Array> {
    let Some(length) = x.chunks()[axis].length() else { return Err(x.chunks().unknown()) };
    let bounds = starts(x.chunks())?.swap_remove(axis);
    let n_blocks = x.chunks()[axis].n_blocks();
    // The first index of each block of x is data of its own.
    let first: Vec<i64> = bounds[..n_blocks].iter().map(|&start| start as i64).collect();
    let ones: Chunks = [AxisChunks::from_iter(vec![1; n_blocks])].into_iter().collect();
    let offsets = super::creation::from_block(&Block::from_slice(&first), ones, None)?;
    let ndim = x.ndim() as u32;
    let (index_label, block_label) = (ndim, axis as u32);
    let token = || Token::of("slice_with_int").array(x).array(index).numbers([axis as i64]);
    let pick = on_blocks("slice_with_int_dask_array", move |blocks| {
        let (block, positions, offset) = (blocks[0], blocks[1].astype(DType::Int64)?, blocks[2]);
        let wrapped = block::binary(Ufunc::Add, &positions, length as i64)?;
        let positions = block::where_(&block::binary(Ufunc::Less, &positions, 0)?, &wrapped, &positions)?;
        let local = block::binary(Ufunc::Subtract, &positions, offset)?;
        let below = block::binary(Ufunc::Less, &local, block.shape()[axis] as i64)?;
        let here = block::binary(Ufunc::LogicalAnd, &block::binary(Ufunc::GreaterEqual, &local, 0)?, &below)?;
        let mut indices = vec![Index::FULL; axis];
        indices.push(Index::Array(local.index(&[Index::Array(here)])?));
        block.index(&indices)
    });
    // What each block gives has an unknown length; the label of the block stays until it is joined.
    let mut labels: Vec<u32> = (0..ndim).collect();
    labels.insert(axis, index_label);
    let picked = PickedBlocks { x, index, offsets, axis, index_label, block_label };
    picked.joined(token(), pick, length, config)
}

/// The two layers of indexing with chunked positions.
struct PickedBlocks<'a> {
    x: &'a Array,
    index: &'a Array,
    offsets: Array,
    axis: usize,
    index_label: u32,
    block_label: u32,
}

impl PickedBlocks<'_> {
    fn joined(
        &self,
        token: Token,
        pick: Arc<dyn crate::graph::Operation>,
        length: usize,
        config: &Config,
    ) -> Result<Array> {
        let (x, axis) = (self.x, self.axis);
        let name = token.name("slice_with_int_dask_array");
        // Blocks of the first layer: position block x source block, beside the other axes.
        let mut labels: Vec<u32> = (0..x.ndim() as u32).collect();
        labels.insert(axis, self.index_label);
        let call = Call {
            name: name.clone(),
            labels: labels.clone(),
            factory: same(pick),
            operands: vec![
                (x.clone(), (0..x.ndim() as u32).collect()),
                (self.index.clone(), vec![self.index_label]),
                (self.offsets.clone(), vec![self.block_label]),
            ],
            dtype: x.dtype(),
            new_axes: LabelChunks::new(),
            concatenate: false,
        };
        let picked = align_offsets(call, config)?;
        let sizes = x.chunks()[axis].sizes().map(<[usize]>::to_vec).unwrap_or_default();
        let join = on_values("slice_with_int_dask_array_aggregate", move |inputs| {
            let blocks = flat_blocks(&inputs[1..])?;
            let positions = super::kernels::block_of(&inputs[0])?;
            let join = || -> block::Result<Block> {
                let parts: Vec<Block> = blocks.iter().map(|&block| block.clone()).collect();
                let whole = block::concatenate(&parts, axis as isize)?;
                let positions: Vec<i64> = positions.astype(DType::Int64)?.to_vec().unwrap_or_default();
                let mut indices = vec![Index::FULL; axis];
                indices.push(Index::Array(Block::from_slice(&places(&positions, &sizes, length)?)));
                whole.index(&indices)
            };
            join().map(Value::Block).map_err(task_error)
        });
        let out_labels: Vec<u32> = (0..x.ndim() as u32)
            .map(|label| if label == self.block_label { self.index_label } else { label })
            .collect();
        let call = Call {
            name: Token::of(&name).name("slice_with_int_dask_array_aggregate"),
            labels: out_labels,
            factory: same(join),
            operands: vec![(self.index.clone(), vec![self.index_label]), (picked, labels)],
            dtype: x.dtype(),
            new_axes: LabelChunks::new(),
            concatenate: false,
        };
        blockwise(call, config)
    }
}

/// The first layer: its offsets have one element for each block, so they must not be aligned with the source's chunks.
fn align_offsets(call: Call, config: &Config) -> Result<Array> {
    let Call { name, labels, factory, operands, dtype, .. } = call;
    let (offsets, offset_labels) = operands[2].clone();
    let (common, mut aligned) = super::unify_chunks(&operands[..2].to_vec(), config)?;
    aligned.push((offsets, offset_labels));
    let chunks: Chunks = labels.iter().filter_map(|label| common.get(label).cloned()).collect();
    super::blockwise::layer_over(name, &labels, chunks, dtype, factory, &aligned)
}

/// Where each position's element stands when what the blocks gave is put one after the other.
fn places(positions: &[i64], sizes: &[usize], length: usize) -> block::Result<Vec<i64>> {
    let mut ends = Vec::with_capacity(sizes.len());
    let mut end = 0;
    for size in sizes {
        end += size;
        ends.push(end);
    }
    let mut by_block: Vec<Vec<usize>> = vec![Vec::new(); sizes.len()];
    for (number, &position) in positions.iter().enumerate() {
        let wrapped = if position < 0 { position + length as i64 } else { position };
        if wrapped < 0 || wrapped >= length as i64 {
            return Err(block::Error::Index(format!(
                "index {position} is out of bounds for an axis with size {length}"
            )));
        }
        by_block[ends.partition_point(|&end| end <= wrapped as usize)].push(number);
    }
    let mut places = vec![0; positions.len()];
    for (place, number) in by_block.into_iter().flatten().enumerate() {
        places[number] = place as i64;
    }
    Ok(places)
}
