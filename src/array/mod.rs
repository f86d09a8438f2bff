//! Lazy chunked arrays: each operation adds a layer of tasks and computes nothing.
//!
//! ```text
//! x = da.ones((4, 6), chunks=(2, 3))     2 x 2 blocks        y = x.sum(axis=0)
//! ┌─────┬─────┐
//! │ 0,0 │ 0,1 │    ones_like[0,0] ─▶ sum[0,0] ─┐
//! ├─────┼─────┤                                ├─▶ sum-aggregate[0]
//! │ 1,0 │ 1,1 │    ones_like[1,0] ─▶ sum[1,0] ─┘
//! └─────┴─────┘    …
//! ```
//!
//! in: shapes, chunks and blocks from `python`; out: graphs of layers whose operations call `block`.
//! A block is known by its key `(name, i, j, …)`; names follow from the inputs, see [`Token`].
//!
//! | file | Dask's page |
//! | --- | --- |
//! | `chunks`, `normalize`, `auto`, `config` | chunks |
//! | `creation`, `random` | creation, `dask.array.random` |
//! | `blockwise`, `elementwise` | elementwise functions, alignment of chunks |
//! | `tree`, `reductions`, `moments`, `arg`, `cumulative` | tree reductions |
//! | `group`, `cohorts` | (flox) |
//! | `index`, `slicing`, `take`, `mask`, `assign` | slicing, assignment |
//! | `rechunk`, `plan`, `reshape`, `manipulate`, `combine`, `overlap` | rechunking, stack and concatenate, overlap |
//! | `linalg` | linear algebra |
//! | `repr`, `svg` | how arrays show themselves |
//!
//! Differs from Dask: dtypes are NumPy's bools, integers and floats; rechunking always uses tasks, never p2p.

mod arg;
mod assign;
mod auto;
mod blockwise;
mod chunks;
mod cohorts;
mod combine;
mod config;
mod creation;
mod cumulative;
mod elementwise;
mod error;
mod group;
mod index;
mod kernels;
mod linalg;
mod manipulate;
mod mask;
mod moments;
mod normalize;
mod overlap;
mod plan;
pub mod random;
mod rechunk;
mod reductions;
mod repr;
mod reshape;
mod slicing;
pub mod svg;
mod take;
mod token;
mod tree;

use std::sync::Arc;

pub use arg::arg_reduction;
pub use assign::setitem;
pub use auto::Target;
pub use blockwise::{AxisChanges, Call, LabelChunks, Operands, blockwise, map_blocks, unify_chunks};
pub use chunks::{AxisChunks, Chunks};
pub use combine::{concatenate, stack};
pub use config::{BytesError, Config, parse_bytes};
pub use creation::{arange, arange_len, eye, filled, from_array_like, from_block, linspace};
pub use cumulative::{CumulativeMethod, cumulative};
pub use elementwise::{Elementwise, Operand, elementwise, ufunc, where_};
pub use error::{Error, Result};
pub use group::{GroupCall, group_reduce};
pub use index::Item;
pub use kernels::joined;
pub use linalg::{dot, matmul, outer, tensordot};
pub use normalize::{AxisRequest, Request, normalize_chunks};
pub use overlap::{Depth, overlapped, trimmed};
pub use rechunk::RechunkOptions;
pub use reductions::{ReductionOptions, reduce, topk};
pub use token::Token;
pub use tree::{Levels, Node, SplitEvery, Tree, node_of, tree_reduction};

use crate::block::DType;
use crate::graph::blockwise::each_position;
use crate::graph::{Description, HighLevelGraph, Key, Layer, TaskGraph, check_n_tasks};

/// A lazy chunked array. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Array {
    name: Arc<str>,
    chunks: Chunks,
    dtype: DType,
    graph: Arc<HighLevelGraph>,
}

impl Array {
    /// The array whose blocks have the keys `(name, i, j, …)` in `graph`.
    pub fn new(name: impl Into<Arc<str>>, chunks: Chunks, dtype: DType, graph: Arc<HighLevelGraph>) -> Array {
        Array { name: name.into(), chunks, dtype, graph }
    }

    /// The array that `layer` makes out of `inputs`.
    pub(crate) fn of_layer(layer: Layer, chunks: Chunks, dtype: DType, inputs: &[&Array]) -> Array {
        let name = layer.name.clone();
        let layer = layer.described(Arc::new(describe(&chunks, dtype)));
        let graphs: Vec<&HighLevelGraph> = inputs.iter().map(|input| &*input.graph).collect();
        let graph = HighLevelGraph::stacked(layer, &graphs, inputs.iter().map(|input| input.name.clone()));
        Array { name, chunks, dtype, graph: Arc::new(graph) }
    }

    /// The array whose tasks, written out, are `tasks`. Each takes blocks of `inputs` only: what a layer does not name may be fused
    /// away before it. An error if all tasks that are written out so far do not fit into memory.
    pub(crate) fn of_tasks(
        name: &Arc<str>,
        tasks: TaskGraph,
        chunks: Chunks,
        dtype: DType,
        inputs: &[&Array],
    ) -> Result<Array> {
        debug_assert!(
            tasks
                .values()
                .flat_map(|task| task.inputs())
                .all(|key| { tasks.contains_key(key) || inputs.iter().any(|input| input.name() == key.name()) }),
            "{name} takes blocks of an array that it does not name as its input"
        );
        let array = Array::of_layer(Layer::materialized(name.clone(), tasks), chunks, dtype, inputs);
        let n_tasks = array.graph.n_written_out() as u128;
        check_n_tasks(
            n_tasks,
            || format!("the layers of this array, {} of them,", array.graph.n_layers()),
            FEWER_TASKS,
        )?;
        Ok(array)
    }

    /// The same array with other chunks noted: for operations that change what blocks hold.
    pub(crate) fn with_chunks(mut self, chunks: Chunks) -> Array {
        self.chunks = chunks;
        self
    }

    /// The name of its layer; its keys begin with it.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// How its axes are cut.
    pub fn chunks(&self) -> &Chunks {
        &self.chunks
    }

    /// The dtype of its elements.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The layers that compute it.
    pub fn graph(&self) -> &Arc<HighLevelGraph> {
        &self.graph
    }

    /// The lengths of the axes, where they are known.
    pub fn shape(&self) -> Vec<Option<usize>> {
        self.chunks.shape()
    }

    /// The number of axes.
    pub fn ndim(&self) -> usize {
        self.chunks.len()
    }

    /// The number of elements, if it is known.
    pub fn size(&self) -> Option<u64> {
        // Lazy arrays may be larger than what a pointer can count.
        self.shape().into_iter().try_fold(1u64, |size, length| Some(size.saturating_mul(length? as u64)))
    }

    /// Bytes of its elements, if they are known.
    pub fn nbytes(&self) -> Option<u64> {
        self.size().map(|size| size.saturating_mul(self.dtype.itemsize() as u64))
    }

    /// The keys of its blocks, last axis fastest.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::with_capacity(self.chunks.n_blocks());
        self.each_block(|block_idx| keys.push(self.key(block_idx)));
        keys
    }

    /// The key of the block at `block_idx`.
    pub fn key(&self, block_idx: &[u32]) -> Key {
        Key::block(self.name.clone(), block_idx)
    }

    /// Calls `visit` with the position of every block, last axis fastest.
    pub(crate) fn each_block(&self, visit: impl FnMut(&[u32])) {
        let n_blocks: Vec<u32> = self.chunks.iter().map(|axis| axis.n_blocks() as u32).collect();
        each_position(&n_blocks, visit);
    }
}

/// What to do about an array with too many tasks.
const FEWER_TASKS: &str = "use larger chunks, or compute parts of it (.persist()) before going on";

/// What displays say of a layer.
fn describe(chunks: &Chunks, dtype: DType) -> Description {
    Description { shape: chunks.shape_text(), dtype: dtype.name().to_owned(), chunksize: chunks.chunksize_text() }
}
