//! Assignment: `x[2:4] = 100` makes another array, of which the blocks that are hit are changed copies.
//!
//! Mirrors `dask.array.slicing.setitem_array`.

use std::sync::Arc;

use super::creation::{positions, starts};
use super::index::{Item, slice_range};
use super::kernels::on_blocks;
use super::{Array, Config, Error, Operand, Request, Result, Token, where_};
use crate::block::{self, Block, DType, Index};
use crate::graph::{Key, Task, TaskGraph, TaskKind};

/// The positions along one axis that are assigned to.
enum Hit {
    One(usize),
    Many(Vec<usize>),
    /// Only known when the graph runs: a chunked mask, or chunked positions
    Lazy(Array),
}

impl Hit {
    fn positions(&self) -> &[usize] {
        match self {
            Hit::One(position) => std::slice::from_ref(position),
            Hit::Many(positions) => positions,
            Hit::Lazy(_) => &[],
        }
    }

    /// How many positions there are; `None` where a mask says so later.
    fn length(&self) -> Option<usize> {
        match self {
            Hit::Lazy(index) if index.dtype() == DType::Bool => None,
            Hit::Lazy(index) => index.size().map(|size| size as usize),
            other => Some(other.positions().len()),
        }
    }

    /// What of each block along the axis is assigned to; `None` where nothing is. `starts` are the blocks' first positions and the
    /// length of the axis.
    fn by_block(&self, starts: &[usize]) -> Vec<Option<BlockHit>> {
        if let Hit::Lazy(_) = self {
            return starts.windows(2).map(|ends| Some(BlockHit::Lazy { start: ends[0], end: ends[1] })).collect();
        }
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
            (Hit::One(_), Some(&position)) => Some(BlockHit::One(position as isize)),
            (_, Some(_)) => Some(BlockHit::Many { into: index_of(positions), from: index_of(numbers) }),
        };
        inside.iter().map(hit_of).collect()
    }
}

/// What is assigned to along one axis of a block.
#[derive(Clone)]
enum BlockHit {
    /// One position; what is assigned has no such axis
    One(isize),
    /// The positions in the block, and where what goes there stands in the value
    Many { into: Index, from: Index },
    /// Where the block begins and ends: what is hit in it shows when the index is there
    Lazy { start: usize, end: usize },
}

/// `x` with `value` at `items`.
pub fn setitem(x: &Array, items: &[Item], value: &Operand, config: &Config) -> Result<Array> {
    let shape = x.chunks().known_shape()?;
    let mut hits = Vec::with_capacity(x.ndim());
    for (axis, item) in full_items(items, x.ndim())?.iter().enumerate() {
        hits.push(hit(item, shape[axis], axis, config)?);
    }
    let value = match value {
        Operand::Constant(constant) => Value::Constant(constant.to_block().astype(x.dtype())?),
        Operand::Array(array) => {
            let whole = array.rechunk(&Request::All(super::AxisRequest::Size(-1)), config)?;
            Value::Array(whole.astype(x.dtype(), config)?)
        }
    };
    let lengths: Vec<Option<usize>> = hits.iter().filter(|hit| !matches!(hit, Hit::One(_))).map(Hit::length).collect();
    let value = value.fitting(&lengths, config)?;
    assigned(x, &hits, &value)
}

/// What is assigned: data, which stands in the same layer, or an array of one block.
enum Value {
    Constant(Block),
    Array(Array),
}

impl Value {
    fn shape(&self) -> Vec<Option<usize>> {
        match self {
            Value::Constant(block) => block.shape().iter().copied().map(Some).collect(),
            Value::Array(array) => array.shape().to_vec(),
        }
    }

    /// Without leading axes of length 1 that the place has not; an error if it cannot be broadcast to the place.
    fn fitting(self, place: &[Option<usize>], config: &Config) -> Result<Value> {
        let shape = self.shape();
        let n_extra = shape.len().saturating_sub(place.len());
        let (extra, rest) = shape.split_at(n_extra);
        let fits = |(own, wanted): (&Option<usize>, &Option<usize>)| {
            own.is_none() || wanted.is_none() || *own == Some(1) || own == wanted
        };
        let place_end = &place[place.len() - rest.len()..];
        if extra.iter().any(|length| *length != Some(1)) || !rest.iter().zip(place_end).all(fits) {
            let text = |shape: &[Option<usize>]| {
                let lengths: Vec<String> =
                    shape.iter().map(|length| length.map_or("nan".to_owned(), |length| length.to_string())).collect();
                if let [only] = &lengths[..] { format!("({only},)") } else { format!("({})", lengths.join(", ")) }
            };
            return Err(Error::value(format!(
                "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
                text(&shape),
                text(place)
            )));
        }
        Ok(match self {
            Value::Constant(block) => Value::Constant(block.index(&vec![Index::Int(0); n_extra])?),
            Value::Array(array) if n_extra > 0 => Value::Array(array.getitem(&vec![Item::Int(0); n_extra], config)?),
            unchanged => unchanged,
        })
    }
}

fn assigned(x: &Array, hits: &[Hit], value: &Value) -> Result<Array> {
    let starts = starts(x.chunks())?;
    let lazy = hits.iter().find_map(|hit| if let Hit::Lazy(index) = hit { Some(index) } else { None });
    let numbers = hits.iter().flat_map(|hit| hit.positions().iter().map(|&p| p as i64).chain([-1]));
    let token = Token::of("setitem").array(x).numbers(numbers);
    let token = lazy.into_iter().fold(token, Token::array);
    let token = match value {
        Value::Constant(block) => token.block(block),
        Value::Array(array) => token.array(array),
    };
    let name = token.name("setitem");
    let mut tasks = TaskGraph::default();
    // A key of this layer alone: equal values are assigned to other arrays as well.
    let source = match value {
        Value::Constant(block) => {
            Key::block(Token::of("array").display(&name).block(block).name("array"), &vec![0; block.ndim()])
        }
        Value::Array(array) => array.key(&vec![0; array.ndim()]),
    };
    let axes: Vec<Vec<Option<BlockHit>>> = hits.iter().zip(&starts).map(|(hit, starts)| hit.by_block(starts)).collect();
    for block_idx in positions(x.chunks()) {
        let key = Key::block(name.clone(), &block_idx);
        let here: Option<Vec<BlockHit>> =
            axes.iter().zip(&block_idx).map(|(axis, &i)| axis[i as usize].clone()).collect();
        let kind = if let Some(here) = here {
            let inputs =
                [x.key(&block_idx), source.clone()].into_iter().chain(lazy.map(|index| index.key(&[0]))).collect();
            let operation = on_blocks("setitem", move |blocks| changed(blocks, &here));
            TaskKind::Run { operation, inputs }
        } else {
            TaskKind::Alias(x.key(&block_idx))
        };
        tasks.insert(key.clone(), Arc::new(Task { key, kind }));
    }
    let mut inputs = vec![x];
    match value {
        Value::Array(array) => inputs.push(array),
        Value::Constant(block) if tasks.values().any(|task| matches!(task.kind, TaskKind::Run { .. })) => {
            let kind = TaskKind::Data(crate::graph::Value::Block(block.clone()));
            tasks.insert(source.clone(), Arc::new(Task { key: source, kind }));
        }
        // Nothing is hit.
        Value::Constant(_) => {}
    }
    inputs.extend(lazy);
    Array::of_tasks(&name, tasks, x.chunks().clone(), x.dtype(), &inputs)
}

/// The block `blocks[0]` with the part of the value `blocks[1]` that goes into it; `blocks[2]` is a chunked index.
fn changed(blocks: &[&Block], hits: &[BlockHit]) -> block::Result<Block> {
    let (mut block, value) = (blocks[0].clone(), blocks[1]);
    let (mut into, mut from) = (Vec::with_capacity(hits.len()), Vec::with_capacity(hits.len()));
    for hit in hits {
        match hit {
            BlockHit::One(position) => into.push(Index::Int(*position)),
            BlockHit::Many { into: inside, from: numbers } => {
                into.push(inside.clone());
                from.push((numbers.clone(), true));
            }
            BlockHit::Lazy { start, end } => {
                let (inside, numbers) = places(blocks[2], *start, *end)?;
                into.push(inside);
                // As in Dask: of a mask's values, one that stands for all counts as the first one.
                from.push((numbers, blocks[2].dtype() != DType::Bool));
            }
        }
    }
    let n_missing = from.len() - value.ndim();
    let from = from.into_iter().skip(n_missing).zip(value.shape());
    let from: Vec<Index> =
        from.map(|((numbers, repeats), &length)| if repeats && length == 1 { Index::FULL } else { numbers }).collect();
    let part = value.index(&from)?;
    if part.size() > 0 {
        block.set_index(&into, &part)?;
    }
    Ok(block)
}

/// Where in a block from `start` to `end` a mask or positions of the whole axis hit, and the numbers of these hits among all.
fn places(index: &Block, start: usize, end: usize) -> block::Result<(Index, Index)> {
    if index.dtype() == DType::Bool {
        let mask: Vec<bool> = index.to_vec().unwrap_or_default();
        let n_before = mask[..start].iter().filter(|chosen| **chosen).count();
        let inside: Vec<usize> =
            (start..end).filter(|&position| mask[position]).map(|position| position - start).collect();
        let numbers =
            Index::Slice { start: Some(n_before as isize), stop: Some((n_before + inside.len()) as isize), step: None };
        return Ok((index_of(&inside), numbers));
    }
    let positions: Vec<i64> = index.astype(DType::Int64)?.to_vec().unwrap_or_default();
    let hits = positions.iter().enumerate().filter(|(_, position)| (start as i64..end as i64).contains(*position));
    let (numbers, inside): (Vec<usize>, Vec<usize>) =
        hits.map(|(number, &position)| (number, position as usize - start)).unzip();
    Ok((index_of(&inside), index_of(&numbers)))
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
    let is_list = |item: &&Item| match item {
        Item::Positions(block) => block.ndim() > 0,
        Item::Array(array) => array.ndim() > 0,
        _ => false,
    };
    if items.iter().filter(is_list).count() > 1 {
        return Err(Error::NotImplemented(
            "dask is currently limited to at most one dimension's assignment index being a 1-d array of integers or booleans"
                .to_owned(),
        ));
    }
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

fn hit(item: &Item, length: usize, axis: usize, config: &Config) -> Result<Hit> {
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
        Item::Positions(block) if block.ndim() != 1 => {
            let shape: Vec<Option<usize>> = block.shape().iter().copied().map(Some).collect();
            return Err(incorrect_shape(&shape, length));
        }
        Item::Positions(block) if block.dtype() == DType::Bool => {
            let mask: Vec<bool> = block.to_vec().unwrap_or_default();
            check_mask(mask.len(), length, axis)?;
            Hit::Many(mask.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(position, _)| position).collect())
        }
        Item::Positions(block) => {
            let positions: Vec<i64> = block.astype(DType::Int64)?.to_vec().unwrap_or_default();
            Hit::Many(positions.into_iter().map(wrap).collect::<Result<_>>()?)
        }
        Item::Array(index) if index.ndim() != 1 => return Err(incorrect_shape(&index.shape(), length)),
        Item::Array(index) => {
            let index = index.rechunk(&Request::All(super::AxisRequest::Size(-1)), config)?;
            if index.dtype() != DType::Bool {
                return Ok(Hit::Lazy(wrapped(&index, length, config)?));
            }
            if let Some(n_given) = index.size() {
                check_mask(n_given as usize, length, axis)?;
            }
            Hit::Lazy(index)
        }
        Item::NewAxis | Item::Ellipsis => {
            return Err(Error::Index("assignment to a new axis is not supported".to_owned()));
        }
    })
}

fn check_mask(n_given: usize, length: usize, axis: usize) -> Result<()> {
    if n_given == length {
        return Ok(());
    }
    Err(Error::Index(format!(
        "boolean index did not match indexed array along dimension {axis}; dimension is {length} but corresponding boolean \
         dimension is {n_given}"
    )))
}

fn incorrect_shape(shape: &[Option<usize>], length: usize) -> Error {
    Error::Index(format!("Incorrect shape ({shape:?}) of integer indices for dimension with size {length}"))
}

/// Positions that count from the end as those that count from the start.
fn wrapped(index: &Array, length: usize, config: &Config) -> Result<Array> {
    let zero = Operand::Constant(block::Operand::Weak(block::Scalar::Int(0)));
    let whole = Operand::Constant(block::Operand::Weak(block::Scalar::Int(length as i128)));
    let negative = super::ufunc(block::Ufunc::Less, "lt", &[index.into(), zero], config)?;
    let counted = super::ufunc(block::Ufunc::Add, "add", &[index.into(), whole], config)?;
    where_(&(&negative).into(), &(&counted).into(), &index.into(), config)
}
