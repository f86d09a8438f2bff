//! A layer: the tasks of one step of a computation, kept symbolic as long as possible.
//!
//! `da.ones((2000, 2000), chunks=20) + 1` has two layers of 10,000 tasks each; a [`Blockwise`] layer holds one
//! description instead of the tasks, so building and fusing cost the same for 4 chunks and for 4 million.
//! Mirrors `dask.highlevelgraph.Layer` and `dask.blockwise.Blockwise`.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::annotation::Annotation;
use super::{Blockwise, Key, TaskGraph};

/// One named layer of a [`HighLevelGraph`](super::HighLevelGraph). Cheap to clone.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The layer's name; its output keys carry it.
    pub name: Arc<str>,
    /// Its tasks.
    pub kind: LayerKind,
    /// What displays say of the collection that it computes, if it is one.
    pub description: Option<Arc<Description>>,
    /// What it was annotated with when it was made.
    pub annotation: Annotation,
}

/// How a layer holds its tasks.
#[derive(Clone, Debug)]
pub enum LayerKind {
    /// One operation on blocks of equal position, not yet written out.
    Blockwise(Arc<Blockwise>),
    /// Tasks written out one by one.
    Materialized(Arc<Materialized>),
}

/// Tasks written out one by one.
#[derive(Debug)]
pub struct Materialized {
    /// The tasks.
    pub tasks: TaskGraph,
    /// The distinct names of their keys: the layer's own, and those of steps in between such as `rechunk-split-…`.
    pub names: Vec<Arc<str>>,
}

/// What a layer's collection looks like; for displays only.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its shape, with `nan` for unknown lengths, as Python prints it.
    pub shape: String,
    /// Its dtype.
    pub dtype: String,
    /// The shape of its largest block.
    pub chunksize: String,
}

impl Layer {
    /// A layer of tasks written out.
    pub fn materialized(name: impl Into<Arc<str>>, tasks: TaskGraph) -> Layer {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut names: Vec<Arc<str>> = Vec::new();
        for key in tasks.keys() {
            // Blocks of one layer share their name's allocation, so the set is asked only when the name changes.
            let same_as_last = names.last().is_some_and(|last| Arc::ptr_eq(last, key.name()));
            if !same_as_last && seen.insert(key.name()) {
                names.push(key.name().clone());
            }
        }
        let kind = LayerKind::Materialized(Arc::new(Materialized { tasks, names }));
        Layer { name: name.into(), kind, description: None, annotation: Annotation::current() }
    }

    /// A symbolic layer.
    pub fn blockwise(blockwise: Blockwise) -> Layer {
        let (name, kind) = (blockwise.output().clone(), LayerKind::Blockwise(Arc::new(blockwise)));
        Layer { name, kind, description: None, annotation: Annotation::current() }
    }

    /// The same layer with what displays say of it.
    pub fn described(self, description: Arc<Description>) -> Layer {
        Layer { description: Some(description), ..self }
    }

    /// The number of its tasks.
    pub fn len(&self) -> usize {
        match &self.kind {
            LayerKind::Blockwise(blockwise) => blockwise.len(),
            LayerKind::Materialized(materialized) => materialized.tasks.len(),
        }
    }

    /// Whether it has no tasks, as for an array with an axis of no blocks.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether its tasks are written out.
    pub fn is_materialized(&self) -> bool {
        matches!(self.kind, LayerKind::Materialized(_))
    }

    /// The class name that Dask shows for it.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            LayerKind::Blockwise(_) => "Blockwise",
            LayerKind::Materialized(_) => "MaterializedLayer",
        }
    }

    /// Adds all its tasks to `graph`.
    pub fn write_out(&self, graph: &mut TaskGraph) {
        match &self.kind {
            LayerKind::Blockwise(blockwise) => {
                graph.reserve(blockwise.len());
                blockwise.each_block(|block_idx| {
                    let task = blockwise.task(block_idx);
                    graph.insert(task.key.clone(), Arc::new(task));
                });
            }
            LayerKind::Materialized(materialized) => {
                graph.extend(materialized.tasks.iter().map(|(key, task)| (key.clone(), task.clone())));
            }
        }
    }

    /// The keys of its tasks.
    pub fn keys(&self) -> Vec<Key> {
        match &self.kind {
            LayerKind::Blockwise(blockwise) => {
                let mut keys = Vec::with_capacity(blockwise.len());
                blockwise.each_block(|block_idx| keys.push(Key::block(blockwise.output().clone(), block_idx)));
                keys
            }
            LayerKind::Materialized(materialized) => materialized.tasks.keys().cloned().collect(),
        }
    }
}
