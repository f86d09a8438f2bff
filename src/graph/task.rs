//! Tasks: what to run, on which keys' values.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::{Key, Object, Value};

/// Tasks by key, in insertion order.
pub type TaskGraph = IndexMap<Key, Arc<Task>, FxBuildHasher>;

/// One node of a graph.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its own key.
    pub key: Key,
    /// What it does.
    pub kind: TaskKind,
}

/// What a task does (Dask's `Task`, `Alias` and `DataNode`).
#[derive(Clone, Debug)]
pub enum TaskKind {
    /// Runs `operation` on the values of `inputs`, in this order; a key may stand there more than once.
    Run {
        /// What to run
        operation: Arc<dyn Operation>,
        /// Whose values it runs on
        inputs: Vec<Key>,
    },
    /// Another name for the value of a key. The scheduler runs it as a task, as Dask's does.
    Alias(Key),
    /// A value that is already there.
    Data(Value),
}

/// A function from input values to one value, run on a worker's thread.
///
/// Rooms that make tasks implement it: `array` for chunk kernels, `python` for learners' functions.
pub trait Operation: Send + Sync + fmt::Debug {
    /// The name that graphs show, such as `mean_chunk` or the Python function's name.
    fn name(&self) -> &str;

    /// Runs it. May block, may sleep; must not panic on any input.
    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError>;

    /// Whether it makes data from outside (opens a file, slices a source array): the scheduler holds such tasks back
    /// until there is room for what they bring, however few they are.
    fn is_data_producer(&self) -> bool {
        false
    }
}

/// Why a task failed: data that travels down the graph and to whoever holds its future.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{exception_type}: {message}")]
pub struct TaskError {
    /// The Python exception's type, such as `ZeroDivisionError`.
    pub exception_type: String,
    /// Its text.
    pub message: String,
    /// The formatted traceback inside the task; empty for chunk kernels.
    pub traceback: String,
    /// The Python exception itself, if there is one.
    pub exception: Option<Arc<dyn Object>>,
}

impl TaskError {
    /// An error of a chunk kernel, which has no Python traceback.
    pub fn new(exception_type: impl Into<String>, message: impl Into<String>) -> TaskError {
        TaskError {
            exception_type: exception_type.into(),
            message: message.into(),
            traceback: String::new(),
            exception: None,
        }
    }
}

impl Task {
    /// A task that runs `operation` on the values of `inputs`.
    pub fn run(key: Key, operation: Arc<dyn Operation>, inputs: Vec<Key>) -> Task {
        Task { key, kind: TaskKind::Run { operation, inputs } }
    }

    /// The keys whose values it needs, in argument order, possibly repeated.
    pub fn inputs(&self) -> &[Key] {
        match &self.kind {
            TaskKind::Run { inputs, .. } => inputs,
            TaskKind::Alias(target) => std::slice::from_ref(target),
            TaskKind::Data(_) => &[],
        }
    }

    /// Computes the value from those of [`inputs`](Task::inputs), in that order.
    pub fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        match &self.kind {
            TaskKind::Run { operation, .. } => operation.call(inputs),
            TaskKind::Alias(_) => Ok(inputs[0].clone()),
            TaskKind::Data(value) => Ok(value.clone()),
        }
    }
}
