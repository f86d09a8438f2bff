//! What tests of several rooms share.

use std::collections::HashMap;

use dasklet::graph::{Key, TaskError, TaskGraph, Value, order};

/// Runs a graph on this thread, by its order, and gives the values of `keys`.
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
