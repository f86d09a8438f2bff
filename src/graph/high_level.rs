//! A graph of layers, in topological order.
//!
//! Mirrors `dask.highlevelgraph.HighLevelGraph`.

use std::fmt;
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::{Layer, LayerKind, TaskGraph};

/// Layers by name, each after those it depends on.
#[derive(Clone, Debug, Default)]
pub struct HighLevelGraph {
    layers: IndexMap<Arc<str>, Node, FxBuildHasher>,
}

#[derive(Clone, Debug)]
struct Node {
    layer: Layer,
    dependencies: Arc<[Arc<str>]>,
}

impl HighLevelGraph {
    /// A graph of one layer that depends on nothing.
    pub fn from_layer(layer: Layer) -> HighLevelGraph {
        HighLevelGraph::stacked(layer, &[], [])
    }

    /// `layer` on top of the layers of `graphs`; it depends on the layers named `dependencies`.
    pub fn stacked(
        layer: Layer,
        graphs: &[&HighLevelGraph],
        dependencies: impl IntoIterator<Item = Arc<str>>,
    ) -> HighLevelGraph {
        let mut stacked = HighLevelGraph::merged(graphs);
        stacked.push(layer, dependencies);
        stacked
    }

    /// All the layers of `graphs`.
    pub fn merged(graphs: &[&HighLevelGraph]) -> HighLevelGraph {
        let Some((first, rest)) = graphs.split_first() else { return HighLevelGraph::default() };
        let mut merged = (*first).clone();
        for graph in rest {
            for (name, node) in &graph.layers {
                if !merged.layers.contains_key(name) {
                    merged.layers.insert(name.clone(), node.clone());
                }
            }
        }
        merged
    }

    /// Adds a layer; those it depends on are there already. A layer of the same name stays: same name, same tasks.
    pub fn push(&mut self, layer: Layer, dependencies: impl IntoIterator<Item = Arc<str>>) {
        let dependencies: IndexSet<Arc<str>, FxBuildHasher> = dependencies.into_iter().collect();
        debug_assert!(dependencies.iter().all(|name| self.layers.contains_key(name)), "{}", layer.name);
        let name = layer.name.clone();
        self.layers.entry(name).or_insert(Node { layer, dependencies: dependencies.into_iter().collect() });
    }

    /// The layers, each after those it depends on.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> + ExactSizeIterator {
        self.layers.values().map(|node| &node.layer)
    }

    /// The layer of this name.
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.get(name).map(|node| &node.layer)
    }

    /// The names of the layers that a layer depends on; none for an unknown one.
    pub fn dependencies(&self, name: &str) -> &[Arc<str>] {
        self.layers.get(name).map_or(&[], |node| &node.dependencies)
    }

    /// The number of layers.
    pub fn n_layers(&self) -> usize {
        self.layers.len()
    }

    /// The number of tasks in all layers.
    pub fn n_tasks(&self) -> usize {
        self.layers().map(Layer::len).sum()
    }

    /// All tasks, written out.
    pub fn tasks(&self) -> TaskGraph {
        let mut tasks = TaskGraph::with_capacity_and_hasher(self.n_tasks(), FxBuildHasher);
        self.layers().for_each(|layer| layer.write_out(&mut tasks));
        tasks
    }
}

impl fmt::Display for HighLevelGraph {
    /// One line per layer: its number, kind, tasks and dependencies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, layer) in self.layers().enumerate() {
            let kind = match layer.kind {
                LayerKind::Blockwise(_) => "blockwise",
                LayerKind::Materialized(_) => "tasks",
            };
            write!(f, "{number}. {} {kind} {}", layer.name, layer.len())?;
            let dependencies = self.dependencies(&layer.name);
            if !dependencies.is_empty() {
                write!(f, " <- {}", dependencies.join(" "))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
