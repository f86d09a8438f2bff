//! What tasks run: closures over `block`, wrapped as operations.

mod grid;

pub use grid::joined;
pub(crate) use grid::{assembled, concatenated, joined_lists};

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::block::{self, Block};
use crate::graph::{BlockOperation, Factory, Operation, TaskError, Value};

/// The result of a task's operation.
pub(crate) type Ran = Result<Value, TaskError>;

/// A closure with the name that graphs show.
struct Kernel<F> {
    name: Cow<'static, str>,
    run: F,
}

impl<F> fmt::Debug for Kernel<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<F: Fn(&[Value]) -> Ran + Send + Sync> Operation for Kernel<F> {
    fn name(&self) -> &str {
        &self.name
    }

    fn call(&self, inputs: &[Value]) -> Ran {
        (self.run)(inputs)
    }
}

/// An operation on values.
pub(crate) fn on_values(
    name: impl Into<Cow<'static, str>>,
    run: impl Fn(&[Value]) -> Ran + Send + Sync + 'static,
) -> Arc<dyn Operation> {
    Arc::new(Kernel { name: name.into(), run })
}

/// An operation on blocks that gives a block.
pub(crate) fn on_blocks(
    name: impl Into<Cow<'static, str>>,
    run: impl Fn(&[&Block]) -> block::Result<Block> + Send + Sync + 'static,
) -> Arc<dyn Operation> {
    on_values(name, move |inputs| {
        let blocks = inputs.iter().map(block_of).collect::<Result<SmallVec<[&Block; 4]>, _>>()?;
        run(&blocks).map(Value::Block).map_err(task_error)
    })
}

/// The block that a task handed on.
pub(crate) fn block_of(value: &Value) -> Result<&Block, TaskError> {
    match value {
        Value::Block(block) => Ok(block),
        other => Err(TaskError::new(
            "TypeError",
            format!(
                "a chunk of an array must be a numpy.ndarray, not {}; return an array from the function",
                other.type_name()
            ),
        )),
    }
}

/// The blocks in nested lists, first to last.
pub(crate) fn flat_blocks(values: &[Value]) -> Result<Vec<&Block>, TaskError> {
    let mut blocks = Vec::with_capacity(values.len());
    let mut stack: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::List(items) => stack.extend(items.iter().rev()),
            other => blocks.push(block_of(other)?),
        }
    }
    Ok(blocks)
}

/// An error of `block` as that of a task.
pub(crate) fn task_error(error: block::Error) -> TaskError {
    let advice =
        if let block::Error::Memory { .. } = error { "; smaller chunks need less (chunks=, .rechunk)" } else { "" };
    TaskError::new(error.exception_type(), format!("{error}{advice}"))
}

/// An operation that depends on the position of the block.
struct PerBlock<F> {
    name: Cow<'static, str>,
    make: F,
}

impl<F> fmt::Debug for PerBlock<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<F: Fn(&[u32]) -> Arc<dyn Operation> + Send + Sync> BlockOperation for PerBlock<F> {
    fn name(&self) -> &str {
        &self.name
    }

    fn operation(&self, block_idx: &[u32]) -> Arc<dyn Operation> {
        (self.make)(block_idx)
    }
}

/// A factory that makes another operation for each block.
pub(crate) fn per_block(
    name: impl Into<Cow<'static, str>>,
    make: impl Fn(&[u32]) -> Arc<dyn Operation> + Send + Sync + 'static,
) -> Factory {
    Factory::PerBlock(Arc::new(PerBlock { name: name.into(), make }))
}

/// A factory of one operation for all blocks.
pub(crate) fn same(operation: Arc<dyn Operation>) -> Factory {
    Factory::Same(operation)
}
