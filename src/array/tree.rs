//! Trees of partial results, whatever is done at their nodes.
//!
//! ```text
//! blocks      b0   b1   b2   b3   b4   b5      split_every = 2
//! chunk       sum  sum  sum  sum  sum  sum     each block for itself
//! -partial     └ sum ┘   └ sum ┘   └ sum ┘     groups of neighbours
//! -partial         └─ sum ─┘         sum
//! -aggregate           └──── sum ─────┘        the last group gives the result
//! ```
//!
//! Mirrors `dask.array.reductions.reduction`.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::blockwise::layer_over;
use super::kernels::{assembled, flat_blocks, on_values, task_error};
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::DType;
use crate::graph::blockwise::each_position;
use crate::graph::{Factory, Key, Operation, Task, TaskGraph, Value};

/// How many blocks a step of the tree takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitEvery {
    /// This many in all, spread over the reduced axes
    Total(usize),
    /// This many along each axis; 2 along those not mentioned
    PerAxis(Vec<(isize, usize)>),
}

/// The operations of a reduction.
pub(super) struct Parts {
    pub(super) chunk: Arc<dyn Operation>,
    pub(super) combine: Node,
    pub(super) aggregate: Node,
}

/// Makes the operation that takes a grid of this many partial results per axis.
pub type Node = Arc<dyn Fn(&[usize]) -> Arc<dyn Operation> + Send + Sync>;

/// A reduction in its parts, each with the name that Dask gives its layer.
pub struct Tree {
    /// What to do with each block; reduced axes stay
    pub chunk: Factory,
    /// The name of the first layer
    pub chunk_prefix: String,
    /// What follows
    pub levels: Levels,
}

/// The steps after the first layer.
pub struct Levels {
    /// How to join partial results to one; reduced axes stay
    pub combine: Node,
    /// The name of the layers in between
    pub combine_prefix: String,
    /// How to make the result of the last ones; it drops reduced axes itself, if they are to be dropped
    pub aggregate: Node,
    /// The name of the last layer
    pub aggregate_prefix: String,
    /// The length of reduced axes in partial results
    pub output_size: usize,
    /// The dtype of the result
    pub dtype: DType,
}

impl Levels {
    /// Chunks of `n_blocks` partial results. A learner may ask for more than the axis has; its length must still be countable.
    fn partial_chunks(&self, n_blocks: usize) -> AxisChunks {
        std::iter::repeat_n(self.output_size.min(usize::MAX / n_blocks.max(1)), n_blocks).collect()
    }
}

/// Runs `tree` over `axes` of `x`. `token` holds what it depends on beside `x`.
pub fn tree_reduction(
    x: &Array,
    axes: &[usize],
    keepdims: bool,
    split_every: Option<&SplitEvery>,
    tree: &Tree,
    token: Token,
    config: &Config,
) -> Result<Array> {
    let levels = &tree.levels;
    let token = token.array(x).numbers(axes.iter().map(|&axis| axis as i64)).dtype(levels.dtype);
    let name = token.name(tree.chunk_prefix.trim_matches('_'));
    let chunks: Chunks = x
        .chunks()
        .iter()
        .enumerate()
        .map(|(axis, chunks)| match axes.contains(&axis) {
            true => levels.partial_chunks(chunks.n_blocks()),
            false => chunks.clone(),
        })
        .collect();
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    let operands = vec![(x.clone(), labels.clone())];
    let token = Token::of(&name);
    let first = layer_over(name, &labels, chunks, levels.dtype, tree.chunk.clone(), &operands)?;
    tree_levels(&first, axes, keepdims, split_every, levels, token, config)
}

/// Joins the blocks of `first`, which are partial results already.
pub(super) fn tree_levels(
    first: &Array,
    axes: &[usize],
    keepdims: bool,
    split_every: Option<&SplitEvery>,
    levels: &Levels,
    token: Token,
    config: &Config,
) -> Result<Array> {
    let split = splits(split_every, axes, config)?;
    let seed = token.array(first).display(keepdims).display(format!("{split:?}")).name("");
    let mut partial = first.clone();
    for level in 1..depth(first, &split) {
        let name = Token::of(&seed).numbers([level as i64]).name(&format!("{}-partial", levels.combine_prefix));
        partial = tree_level(&partial, &split, true, name, &levels.combine, levels)?;
    }
    let name = Token::of(&seed).name(&format!("{}-aggregate", levels.aggregate_prefix));
    tree_level(&partial, &split, keepdims, name, &levels.aggregate, levels)
}

/// Blocks per step along each reduced axis.
type Splits = Vec<(usize, usize)>;

fn splits(split_every: Option<&SplitEvery>, axes: &[usize], config: &Config) -> Result<Splits> {
    let total = |total: usize| {
        let each = (total as f64).powf(1.0 / axes.len().max(1) as f64) as usize;
        axes.iter().map(|&axis| (axis, each.max(2))).collect()
    };
    Ok(match split_every {
        None => total(config.split_every),
        Some(SplitEvery::Total(n)) => total(*n),
        Some(SplitEvery::PerAxis(some)) => {
            let of = |axis: usize| some.iter().find(|(given, _)| *given == axis as isize).map_or(2, |(_, n)| *n);
            if let Some((axis, n)) = some.iter().find(|(_, n)| *n < 2) {
                return Err(Error::value(format!(
                    "split_every must be at least 2 along every axis, got {n} for axis {axis}"
                )));
            }
            axes.iter().map(|&axis| (axis, of(axis))).collect()
        }
    })
}

/// Steps of the tree after the first layer.
fn depth(x: &Array, split: &Splits) -> usize {
    let levels = |&(axis, each): &(usize, usize)| {
        let n_blocks = x.chunks()[axis].n_blocks() as f64;
        (n_blocks.ln() / (each as f64).ln()).ceil().max(1.0) as usize
    };
    split.iter().map(levels).max().unwrap_or(1)
}

fn tree_level(
    x: &Array,
    split: &Splits,
    keepdims: bool,
    name: Arc<str>,
    node: &Node,
    levels: &Levels,
) -> Result<Array> {
    let numblocks = x.chunks().numblocks();
    let each: Vec<usize> = (0..x.ndim())
        .map(|axis| split.iter().find(|(reduced, _)| *reduced == axis).map_or(1, |&(_, each)| each))
        .collect();
    let is_reduced = |axis: usize| split.iter().any(|(reduced, _)| *reduced == axis);
    let groups: Vec<u32> = numblocks.iter().zip(&each).map(|(n, each)| n.div_ceil(*each) as u32).collect();
    let mut operations: FxHashMap<SmallVec<[usize; 4]>, Arc<dyn Operation>> = FxHashMap::default();
    let mut tasks = TaskGraph::default();
    each_position(&groups, |group| {
        let start: SmallVec<[u32; 4]> = group.iter().zip(&each).map(|(&group, &each)| group * each as u32).collect();
        let dims: SmallVec<[usize; 4]> =
            (0..x.ndim()).map(|axis| each[axis].min(numblocks[axis] - start[axis] as usize)).collect();
        let grid: SmallVec<[u32; 4]> = dims.iter().map(|&n| n as u32).collect();
        let mut inputs = Vec::with_capacity(dims.iter().product());
        each_position(&grid, |at| {
            let block_idx: SmallVec<[u32; 4]> = start.iter().zip(at).map(|(start, at)| start + at).collect();
            inputs.push(x.key(&block_idx));
        });
        let operation = operations.entry(dims).or_insert_with_key(|dims| node(dims)).clone();
        let block_idx: SmallVec<[u32; 4]> =
            (0..x.ndim()).filter(|&axis| keepdims || !is_reduced(axis)).map(|axis| group[axis]).collect();
        let key = Key::block(name.clone(), &block_idx);
        tasks.insert(key.clone(), Arc::new(Task::run(key, operation, inputs)));
    });
    let chunks = (0..x.ndim())
        .filter(|&axis| keepdims || !is_reduced(axis))
        .map(|axis| match is_reduced(axis) {
            true => levels.partial_chunks(groups[axis] as usize),
            false => x.chunks()[axis].clone(),
        })
        .collect();
    Array::of_tasks(&name, tasks, chunks, levels.dtype, &[x])
}

/// A reduction whose parts are operations from elsewhere: they get the partial results joined to one block
/// (`concatenate`), or as nested lists, outermost the first axis.
pub fn node_of(operation: Arc<dyn Operation>, concatenate: bool) -> Node {
    Arc::new(move |dims: &[usize]| {
        let (dims, operation) = (dims.to_vec(), operation.clone());
        on_values(operation.name().to_owned(), move |inputs| {
            let argument = if concatenate {
                let blocks = flat_blocks(inputs)?;
                Value::Block(assembled(&dims, &blocks).map_err(task_error)?)
            } else {
                nested(inputs, &dims)
            };
            operation.call(&[argument])
        })
    })
}

fn nested(values: &[Value], dims: &[usize]) -> Value {
    match dims {
        [] => values.first().cloned().unwrap_or_else(|| Value::List(Arc::new([]))),
        [_] => Value::List(values.into()),
        [n, rest @ ..] => {
            let stride = rest.iter().product::<usize>().max(1);
            Value::List((0..*n).map(|i| nested(&values[i * stride..(i + 1) * stride], rest)).collect())
        }
    }
}
