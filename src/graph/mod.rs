//! Tasks, keys and layers: what is to be computed, before anything is.
//!
//! in: layers from `array` and tasks from `python`; out: one optimized, ordered `TaskGraph` for the client.
//! Imports only `block` (for the values that tasks hand on).

mod key;
mod priority;
mod task;
mod value;

pub use key::{Key, key_split};
pub use priority::Priority;
pub use task::{Operation, Task, TaskError, TaskGraph, TaskKind};
pub use value::{Object, Value};
