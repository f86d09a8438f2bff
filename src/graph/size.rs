//! How large a graph may be.
//!
//! A task takes memory long before it runs: in the graph, with the client, the scheduler and its worker, and in the record
//! that the panels draw. A graph that would not fit is refused before its tasks are written out.

use crate::block::{memory, size_text};

/// Bytes that a task takes on its way from the graph to its result, measured with the cheapest tasks there are.
pub const TASK_BYTES: u64 = 2 << 10;

/// A graph has more tasks than fit into memory: `MemoryError`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "{what} would make {n_tasks} tasks, which take about {} of memory, and there are {}; {hint}",
    size_text(*n_tasks as f64 * TASK_BYTES as f64), size_text(*available as f64)
)]
pub struct TooManyTasks {
    /// What makes them, such as `chunks=(1,)`
    pub what: String,
    /// How many there would be
    pub n_tasks: u128,
    /// Bytes of memory there are
    pub available: u64,
    /// What to do instead
    pub hint: &'static str,
}

/// What to do about chunks that are too small.
pub const LARGER_CHUNKS: &str = "use larger chunks, for example chunks=\"auto\"";

/// An error if `n_tasks` would not fit into memory; `what` says what makes them, `hint` what to do instead.
pub fn check_n_tasks(n_tasks: u128, what: impl FnOnce() -> String, hint: &'static str) -> Result<(), TooManyTasks> {
    let available = memory::total();
    if n_tasks.saturating_mul(u128::from(TASK_BYTES)) <= u128::from(available) {
        return Ok(());
    }
    Err(TooManyTasks { what: what(), n_tasks, available, hint })
}
