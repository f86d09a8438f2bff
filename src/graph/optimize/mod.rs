//! From a graph of layers to the tasks that are worth running.
//!
//! ```text
//! layers ─▶ fuse blockwise layers ─▶ cull to the wanted keys ─▶ fuse linear chains ─▶ tasks
//! ```
//!
//! - Blockwise layers fuse into each other without a trace, see [`fuse_blockwise`].
//! - Culling writes out only tasks that a wanted key needs.
//! - A chain of tasks with one dependency and one dependent each becomes one task under a joined name
//!   (`random_sample-mean_chunk-…`), and an alias keeps the old key.
//!
//! Dask's `fuse_roots` stands between the first two steps. It merges layers, but fuses no task spec, so there is
//! nothing to do for it here: the tasks are the same with and without.
//! Mirrors `dask.array.optimization.optimize`. Every walk is linear in layers, tasks and edges.

mod blockwise;
mod cull;
mod linear;

pub use blockwise::fuse_blockwise;
pub use cull::cull;
pub use linear::fuse_linear;

use super::{HighLevelGraph, Key, TaskGraph};

/// The tasks that compute `keys`, optimized as Dask optimizes arrays.
pub fn optimize(graph: &HighLevelGraph, keys: &[Key]) -> TaskGraph {
    fuse_linear(&cull(&fuse_blockwise(graph, keys), keys), keys)
}
