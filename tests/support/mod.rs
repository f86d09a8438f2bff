//! What tests of several rooms share.

use std::collections::HashMap;

use dasklet::array::Array;
use dasklet::block::{Block, concatenate};
use dasklet::graph::{Key, TaskError, TaskGraph, Value, optimize, order};

/// Runs a graph on this thread, by its order, and gives the values of `keys`.
#[allow(dead_code, reason = "not every test runs graphs")]
pub(crate) fn evaluate(graph: &TaskGraph, keys: &[Key]) -> Result<Vec<Value>, TaskError> {
    let priorities = order(graph).unwrap_or_else(|error| panic!("{error}"));
    let mut by_priority: Vec<usize> = (0..graph.len()).collect();
    by_priority.sort_unstable_by_key(|&number| priorities[number]);
    let mut values: HashMap<Key, Value> = HashMap::new();
    for number in by_priority {
        let task = &graph[number];
        let inputs: Vec<Value> = task.inputs().iter().map(|key| values[key].clone()).collect();
        let value = task.call(&inputs)?;
        values.insert(task.key.clone(), value);
    }
    Ok(keys.iter().map(|key| values[key].clone()).collect())
}

/// The whole of a chunked array, computed on this thread by its optimized graph.
#[allow(dead_code, reason = "not every test computes arrays")]
pub(crate) fn compute(array: &Array) -> Result<Block, TaskError> {
    let keys = array.keys();
    let values = evaluate(&optimize(array.graph(), &keys), &keys)?;
    let blocks: Vec<&Block> = values
        .iter()
        .map(|value| match value {
            Value::Block(block) => block,
            other => panic!("{} is no block", other.type_name()),
        })
        .collect();
    let numblocks = array.chunks().numblocks();
    let stride = |axis: usize| numblocks[axis + 1..].iter().product::<usize>();
    let mut whole: Vec<Block> = blocks.into_iter().cloned().collect();
    // Joins along the last axis first.
    for axis in (0..numblocks.len()).rev() {
        assert!(whole.len().is_multiple_of(numblocks[axis]) && stride(axis) > 0);
        whole = whole.chunks(numblocks[axis]).map(|row| concatenate(row, axis as isize).unwrap()).collect();
    }
    Ok(whole.swap_remove(0))
}
