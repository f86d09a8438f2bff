//! What a task hands on: an array block, a Python object behind a trait, or a list of these.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

#[cfg(not(all(feature = "panels", not(feature = "python"))))]
use crate::block::Block;

/// The result of a task. Cloning shares the data.
#[derive(Clone, Debug)]
pub enum Value {
    #[cfg(not(all(feature = "panels", not(feature = "python"))))]
    /// An n-d array; NumPy scalars are 0-d blocks.
    Block(Block),
    /// Values that belong together, such as the partial results (total and count) of a mean.
    List(Arc<[Value]>),
    /// Something of an outer room, such as a Python object.
    Object(Arc<dyn Object>),
}

/// A value that the engine passes on without looking inside.
pub trait Object: Any + Send + Sync + fmt::Debug {
    /// The Python name of the type, for displays.
    fn type_name(&self) -> String;
    /// An estimate of the bytes it holds, as `dask.sizeof`.
    fn nbytes(&self) -> u64;
    /// For the room that made it to get it back.
    fn as_any(&self) -> &dyn Any;
}

impl Value {
    /// Bytes held, as `dask.sizeof` estimates them.
    pub fn nbytes(&self) -> u64 {
        match self {
            #[cfg(not(all(feature = "panels", not(feature = "python"))))]
            Value::Block(block) => block.nbytes(),
            Value::List(items) => items.iter().map(Value::nbytes).sum(),
            Value::Object(object) => object.nbytes(),
        }
    }

    /// The Python name of the type, for displays: `numpy.ndarray`, `numpy.float64`, `list`, `int`, ….
    pub fn type_name(&self) -> String {
        match self {
            #[cfg(not(all(feature = "panels", not(feature = "python"))))]
            Value::Block(block) if block.shape().is_empty() => format!("numpy.{}", block.dtype().name()),
            #[cfg(not(all(feature = "panels", not(feature = "python"))))]
            Value::Block(_) => "numpy.ndarray".to_owned(),
            Value::List(_) => "list".to_owned(),
            Value::Object(object) => object.type_name(),
        }
    }
}
