//! Tasks, keys and layers: what is to be computed, before anything is.
//!
//! in: layers from `array` and tasks from `python`; out: one optimized, ordered `TaskGraph` for the client.
//! Imports only `block` (for the values that tasks hand on).

mod annotation;
pub mod blockwise;
mod fused;
mod high_level;
mod key;
mod layer;
pub mod layout;
mod optimize;
mod order;
mod priority;
mod runs;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod size;
mod task;
pub mod text;
mod value;

pub use annotation::Annotation;
pub use blockwise::{BlockOperation, Blockwise, Factory};
pub use fused::{Fused, Plan, PlanStep, Slot};
pub use high_level::HighLevelGraph;
pub use key::{Key, key_split};
pub use layer::{Description, Layer, LayerKind, Materialized};
pub use optimize::{cull, fuse_blockwise, fuse_linear, optimize};
pub use order::{OrderError, order};
pub use priority::Priority;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub use size::{TooManyTasks, check_n_tasks};
pub use task::{Operation, Task, TaskError, TaskGraph, TaskKind};
pub use value::{Object, Value};
