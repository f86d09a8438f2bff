//! Keeps the tasks that the wanted keys need, and writes out no others.
//!
//! Mirrors `dask.highlevelgraph.HighLevelGraph.cull`.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::graph::{HighLevelGraph, Key, LayerKind, Task, TaskGraph};

type Keys = IndexSet<Key, FxBuildHasher>;

/// The tasks that `keys` need, users before what they use. Keys that no layer holds belong to somebody else (a
/// future, a persisted block) and are left out.
pub fn cull(graph: &HighLevelGraph, keys: &[Key]) -> TaskGraph {
    let mut layer_of: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, layer) in graph.layers().enumerate() {
        layer_of.insert(&layer.name, number);
        if let LayerKind::Materialized(materialized) = &layer.kind {
            layer_of.extend(materialized.names.iter().map(|name| (&**name, number)));
        }
    }
    let mut wanted: Vec<Keys> = graph.layers().map(|_| Keys::default()).collect();
    let mut names = NameCache { layer_of: &layer_of, last: None };
    for key in keys {
        if let Some(layer) = names.layer(key) {
            wanted[layer].insert(key.clone());
        }
    }
    let mut tasks = TaskGraph::default();
    for (number, layer) in graph.layers().enumerate().rev() {
        let mut here = std::mem::take(&mut wanted[number]);
        tasks.reserve(here.len());
        let mut next = 0;
        // Keys of this layer that its own tasks need are added while the loop runs.
        while let Some(key) = here.get_index(next).cloned() {
            next += 1;
            let task = match &layer.kind {
                LayerKind::Blockwise(blockwise) => match key.block_idx() {
                    Some(block_idx) if blockwise.contains(block_idx) => Arc::new(blockwise.task(block_idx)),
                    _ => continue,
                },
                LayerKind::Materialized(materialized) => match materialized.tasks.get(&key) {
                    Some(task) => task.clone(),
                    None => continue,
                },
            };
            want(&task, number, &mut here, &mut wanted, &mut names);
            tasks.insert(key, task);
        }
    }
    tasks
}

fn want(task: &Task, number: usize, here: &mut Keys, wanted: &mut [Keys], names: &mut NameCache<'_>) {
    for input in task.inputs() {
        match names.layer(input) {
            Some(layer) if layer == number => {
                here.insert(input.clone());
            }
            Some(layer) => {
                wanted[layer].insert(input.clone());
            }
            None => {}
        }
    }
}

/// Finds a key's layer; consecutive keys mostly share their name, which is then not hashed again.
struct NameCache<'a> {
    layer_of: &'a FxHashMap<&'a str, usize>,
    last: Option<(Arc<str>, Option<usize>)>,
}

impl NameCache<'_> {
    fn layer(&mut self, key: &Key) -> Option<usize> {
        match &self.last {
            Some((name, layer)) if Arc::ptr_eq(name, key.name()) => *layer,
            _ => {
                let layer = self.layer_of.get(&**key.name()).copied();
                self.last = Some((key.name().clone(), layer));
                layer
            }
        }
    }
}
