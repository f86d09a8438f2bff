//! Assignment: `x[2:4] = 100` makes another array, of which the blocks that are hit are changed copies.
//!
//! Mirrors `dask.array.slicing.setitem_array`.

use std::sync::Arc;

use super::creation::{positions, starts};
use super::kernels::on_blocks;
use super::slicing::{Item, slice_range};
use super::{Array, Chunks, Config, Error, Operand, Request, Result, Token, where_};
use crate::block::{Block, DType, Index};
use crate::graph::{Key, Task, TaskGraph, TaskKind};

/// The positions along one axis that are assigned to.
enum Hit {
    One(usize),
    Many(Vec<usize>),
}

impl Hit {
    fn positions(&self) -> &[usize] {
        match self {
            Hit::One(position) => std::slice::from_ref(position),
            Hit::Many(positions) => positions,
        }
    }

    /// What of each block along the axis is assigned to; `None` where nothing is. `starts` are the blocks' first positions and the
    /// length of the axis.
    fn by_block(&self, starts: &[usize]) -> Vec<Option<BlockHit>> {
        let block_of = |position: usize| starts.partition_point(|&start| start <= position) - 1;
        // For each block, the places in the value and the positions in the block.
        let mut inside: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); starts.len() - 1];
        for (number, &position) in self.positions().iter().enumerate() {
            let block = block_of(position);
            inside[block].0.push(number);
            inside[block].1.push(position - starts[block]);
        }
        let hit_of = |(numbers, positions): &(Vec<usize>, Vec<usize>)| match (self, positions.first()) {
            (_, None) => None,
            (Hit::One(_), Some(&position)) => Some(BlockHit { into: Index::Int(position as isize), from: None }),
            (Hit::Many(_), Some(_)) => Some(BlockHit { into: index_of(positions), from: Some(index_of(numbers)) }),
        };
        inside.iter().map(hit_of).collect()
    }
}

/// What is assigned to along one axis of a block.
struct BlockHit {
    /// The positions in the block
    into: Index,
    /// Where what goes there stands in the value, which has no axis for a single position
    from: Option<Index>,
}

/// `x` with `value` at `items`.
pub fn setitem(x: &Array, items: &[Item], value: &Operand, config: &Config) -> Result<Array> {
    // A chunked mask of the array's shape chooses element by element.
    if let [Item::Array(mask)] = items
        && mask.dtype() == DType::Bool
    {
        if let Operand::Array(array) = value
            && array.ndim() > 0
            && array.shape() != x.shape()
        {
            return Err(Error::value(
                "Boolean index assignment in Dask expects equally shaped arrays.\nExample: da1[da2] = da3 where da1.shape == \
                 (4,), da2.shape == (4,) and da3.shape == (4,).",
            ));
        }
        let value = match value {
            Operand::Constant(constant) => {
                let chunks = Chunks::whole(constant.shape());
                super::creation::from_block(&constant.to_block(), chunks, None)?.into()
            }
            Operand::Array(_) => value.clone(),
        };
        let chosen = where_(&mask.into(), &value, &x.into(), config)?;
        return chosen.astype(x.dtype(), config);
    }
    let mut hits = Vec::with_capacity(x.ndim());
    let shape = x.chunks().known_shape()?;
    for (axis, item) in full_items(items, x.ndim())?.iter().enumerate() {
        hits.push(hit(item, shape[axis], axis)?);
    }
    let hit_shape: Vec<usize> = hits
        .iter()
        .filter_map(|hit| match hit {
            Hit::One(_) => None,
            Hit::Many(positions) => Some(positions.len()),
        })
        .collect();
    // One block holds what is assigned, broadcast to the place.
    let value = match value {
        Operand::Constant(constant) => {
            let block = constant.to_block().astype(x.dtype())?;
            block.broadcast_to(&hit_shape)?;
            Value::Constant(block)
        }
        Operand::Array(array) => {
            let squeezed = leading_ones_off(array, hit_shape.len(), config)?;
            let broadcast = squeezed.broadcast_to(&hit_shape, None)?;
            let whole = broadcast.rechunk(&Request::All(super::AxisRequest::Size(-1)), config)?;
            Value::Array(whole.astype(x.dtype(), config)?)
        }
    };
    assigned(x, &hits, hit_shape, &value)
}

/// What is assigned: data, which stands in the same layer, or an array of one block.
enum Value {
    Constant(Block),
    Array(Array),
}

fn assigned(x: &Array, hits: &[Hit], hit_shape: Vec<usize>, value: &Value) -> Result<Array> {
    let starts = starts(x.chunks())?;
    let numbers = hits.iter().flat_map(|hit| hit.positions().iter().map(|&p| p as i64).chain([-1]));
    let token = Token::of("setitem").array(x).numbers(numbers);
    let token = match value {
        Value::Constant(block) => token.block(block),
        Value::Array(array) => token.array(array),
    };
    let name = token.name("setitem");
    let mut tasks = TaskGraph::default();
    let source = match value {
        Value::Constant(block) => {
            let key = Key::block(Token::of("array").block(block).name("array"), &vec![0; block.ndim()]);
            let kind = TaskKind::Data(crate::graph::Value::Block(block.clone()));
            tasks.insert(key.clone(), Arc::new(Task { key: key.clone(), kind }));
            key
        }
        Value::Array(array) => array.key(&vec![0; array.ndim()]),
    };
    let axes: Vec<Vec<Option<BlockHit>>> = hits.iter().zip(&starts).map(|(hit, starts)| hit.by_block(starts)).collect();
    for block_idx in positions(x.chunks()) {
        let key = Key::block(name.clone(), &block_idx);
        let here: Option<Vec<&BlockHit>> =
            axes.iter().zip(&block_idx).map(|(axis, &i)| axis[i as usize].as_ref()).collect();
        let kind = if let Some(here) = here {
            let into: Vec<Index> = here.iter().map(|hit| hit.into.clone()).collect();
            let from: Vec<Index> = here.iter().filter_map(|hit| hit.from.clone()).collect();
            let inputs = vec![x.key(&block_idx), source.clone()];
            let hit_shape = hit_shape.clone();
            let operation = on_blocks("setitem", move |blocks| {
                let mut block = blocks[0].clone();
                block.set_index(&into, &blocks[1].broadcast_to(&hit_shape)?.index(&from)?)?;
                Ok(block)
            });
            TaskKind::Run { operation, inputs }
        } else {
            TaskKind::Alias(x.key(&block_idx))
        };
        tasks.insert(key.clone(), Arc::new(Task { key, kind }));
    }
    let inputs = match value {
        Value::Constant(_) => vec![x],
        Value::Array(array) => vec![x, array],
    };
    Array::of_tasks(&name, tasks, x.chunks().clone(), x.dtype(), &inputs)
}

/// Positions as a slice if they are evenly spaced, so that several axes can be hit at once.
fn index_of(positions: &[usize]) -> Index {
    let positions: Vec<isize> = positions.iter().map(|&position| position as isize).collect();
    let step = if positions.len() > 1 { positions[1] - positions[0] } else { 1 };
    if step != 0 && positions.windows(2).all(|pair| pair[1] - pair[0] == step) {
        let first = positions.first().copied().unwrap_or(0);
        let stop = first + step * positions.len() as isize;
        return Index::Slice { start: Some(first), stop: (stop >= 0).then_some(stop), step: Some(step) };
    }
    Index::Array(Block::from_slice(&positions.iter().map(|&position| position as i64).collect::<Vec<_>>()))
}

fn full_items(items: &[Item], ndim: usize) -> Result<Vec<Item>> {
    let n_given = items.iter().filter(|item| !matches!(item, Item::Ellipsis)).count();
    if items.iter().any(|item| matches!(item, Item::NewAxis)) {
        return Err(Error::Index("Dask does not support assignment with None (newaxis) in the index".to_owned()));
    }
    let Some(n_missing) = ndim.checked_sub(n_given) else {
        return Err(Error::Index("Too many indices for array".to_owned()));
    };
    let mut full = Vec::with_capacity(ndim);
    for item in items {
        match item {
            Item::Ellipsis => full.extend(std::iter::repeat_n(Item::FULL, n_missing)),
            other => full.push(other.clone()),
        }
    }
    full.resize(ndim, Item::FULL);
    Ok(full)
}

fn hit(item: &Item, length: usize, axis: usize) -> Result<Hit> {
    let wrap = |position: i64| {
        let wrapped = if position < 0 { position + length as i64 } else { position };
        let inside = (0..length as i64).contains(&wrapped);
        inside.then_some(wrapped as usize).ok_or_else(|| {
            Error::Index(format!("Index {position} is out of bounds for axis {axis} with size {length}"))
        })
    };
    Ok(match item {
        Item::Int(position) => Hit::One(wrap(*position as i64)?),
        Item::Slice { start, stop, step } => {
            let (first, count, step) = slice_range(*start, *stop, step.unwrap_or(1), length)?;
            Hit::Many((0..count as isize).map(|i| (first as isize + i * step) as usize).collect())
        }
        Item::Positions(block) if block.ndim() == 0 => Hit::One(wrap(block.item()?.as_i128().unwrap_or(0) as i64)?),
        Item::Positions(block) if block.dtype() == DType::Bool => {
            let mask: Vec<bool> = block.to_vec().unwrap_or_default();
            if mask.len() != length {
                return Err(Error::Index(format!(
                    "Boolean array with size {} is not long enough for axis {axis} with size {length}",
                    mask.len()
                )));
            }
            Hit::Many(mask.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(position, _)| position).collect())
        }
        Item::Positions(block) => {
            let positions: Vec<i64> = block.astype(DType::Int64)?.to_vec().unwrap_or_default();
            Hit::Many(positions.into_iter().map(wrap).collect::<Result<_>>()?)
        }
        Item::Array(_) | Item::NewAxis | Item::Ellipsis => {
            return Err(Error::NotImplemented(
                "assignment at chunked positions; compute the positions first, or use a mask of the array's shape"
                    .to_owned(),
            ));
        }
    })
}

/// Leading axes of length 1 do not matter to what is assigned.
fn leading_ones_off(array: &Array, ndim: usize, config: &Config) -> Result<Array> {
    let n_extra = array.ndim().saturating_sub(ndim);
    if n_extra == 0 || array.shape()[..n_extra].iter().any(|length| *length != Some(1)) {
        return Ok(array.clone());
    }
    array.getitem(&vec![Item::Int(0); n_extra], config)
}
