//! A graph of layers.
//!
//! Layers are kept in the order in which Dask's dictionaries would have them, because its topological order (and with
//! it what `repr(x.dask)` shows) depends on it.
//! Mirrors `dask.highlevelgraph.HighLevelGraph`.

use std::fmt;
use std::sync::{Arc, OnceLock};

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::{Layer, LayerKind, TaskGraph};

/// Layers by name.
#[derive(Clone, Debug, Default)]
pub struct HighLevelGraph {
    layers: IndexMap<Arc<str>, Node, FxBuildHasher>,
    /// Positions of layers, each after those it depends on; found when first asked for.
    sorted: OnceLock<Vec<usize>>,
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
        // As in Dask, one graph is extended, and several are put behind the new layer.
        let mut stacked = match graphs {
            [only] => HighLevelGraph { layers: only.layers.clone(), sorted: OnceLock::new() },
            _ => HighLevelGraph::default(),
        };
        stacked.push(layer, dependencies);
        if graphs.len() > 1 {
            graphs.iter().for_each(|graph| stacked.extend(graph));
        }
        stacked
    }

    /// All the layers of `graphs`.
    pub fn merged(graphs: &[&HighLevelGraph]) -> HighLevelGraph {
        let mut merged = HighLevelGraph::default();
        graphs.iter().for_each(|graph| merged.extend(graph));
        merged
    }

    fn extend(&mut self, other: &HighLevelGraph) {
        self.sorted = OnceLock::new();
        for (name, node) in &other.layers {
            if !self.layers.contains_key(name) {
                self.layers.insert(name.clone(), node.clone());
            }
        }
    }

    /// Adds a layer. One of the same name stays: same name, same tasks.
    pub fn push(&mut self, layer: Layer, dependencies: impl IntoIterator<Item = Arc<str>>) {
        let dependencies: IndexSet<Arc<str>, FxBuildHasher> = dependencies.into_iter().collect();
        let name = layer.name.clone();
        self.sorted = OnceLock::new();
        self.layers.entry(name).or_insert(Node { layer, dependencies: dependencies.into_iter().collect() });
    }

    /// The layers, each after those it depends on.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> + ExactSizeIterator {
        let sorted = self.sorted.get_or_init(|| self.sort());
        sorted.iter().map(|&position| &self.layers[position].layer)
    }

    fn sort(&self) -> Vec<usize> {
        let mut missing: Vec<usize> = Vec::with_capacity(self.layers.len());
        let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); self.layers.len()];
        for (position, node) in self.layers.values().enumerate() {
            // A dependency that is not a layer (a future's key) is there already.
            let known = node.dependencies.iter().filter_map(|name| self.layers.get_index_of(name));
            missing.push(known.map(|dependency| dependents[dependency].push(position)).count());
        }
        let mut ready: Vec<usize> = (0..missing.len()).filter(|&position| missing[position] == 0).collect();
        let mut sorted = Vec::with_capacity(missing.len());
        while let Some(position) = ready.pop() {
            sorted.push(position);
            for &dependent in &dependents[position] {
                missing[dependent] -= 1;
                if missing[dependent] == 0 {
                    ready.push(dependent);
                }
            }
        }
        sorted
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

    /// The number of tasks that are written out already, and so take memory.
    pub fn n_written_out(&self) -> usize {
        self.layers.values().filter(|node| node.layer.is_materialized()).map(|node| node.layer.len()).sum()
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
