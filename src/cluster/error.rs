//! What can go wrong between a client and its cluster.

use std::time::Duration;

use super::interrupt::Interrupted;
use super::waiting::Stall;
use crate::block::size_text;
use crate::client::Status;
use crate::graph::{Key, TaskError, TooManyTasks};
use crate::writing::format_bytes;

/// Why a call of a client or a cluster failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// *Stop* was pressed: `KeyboardInterrupt`.
    #[error("interrupted")]
    Interrupted,
    /// A task failed; `origin` is the one that failed first. Python raises the task's own exception.
    #[error("{error}")]
    Task { key: Key, origin: Key, error: TaskError },
    /// The future was cancelled, or its data is lost for good: `CancelledError`.
    #[error("{key} was cancelled: {reason}")]
    Cancelled { key: Key, reason: String },
    /// Nothing came in time: `TimeoutError`.
    #[error("{what} after {}", format_duration(*.waited))]
    Timeout { what: String, waited: Duration },
    /// The cluster or the client is closed.
    #[error("{0} is closed; make a new one")]
    Closed(String),
    /// Without threads there is nothing left to run, and still no result: no worker may run the task.
    #[error(
        "{key} cannot be computed: it is {status:?} and no task can run ({n_workers} workers); scale the cluster up"
    )]
    Stalled { key: Key, status: Status, n_workers: usize },
    /// A task waits for what cannot come: `RuntimeError`.
    #[error("{0}")]
    Stuck(Stall),
    /// It is known before the start that memory cannot hold this: `MemoryError`.
    #[error(
        "Unable to allocate {} for {what}: this {} has {}. {hint}",
        size_text(*.nbytes as f64), MACHINE, format_bytes(*.available)
    )]
    Memory { what: String, nbytes: u64, available: u64, hint: String },
    /// A graph has more tasks than memory can hold: `MemoryError`.
    #[error(transparent)]
    TooManyTasks(#[from] TooManyTasks),
    /// Tasks of a graph need each other: `RuntimeError`.
    #[error("{0}")]
    Order(String),
    /// An argument makes no sense: `ValueError`.
    #[error("{0}")]
    Invalid(String),
}

/// What has the memory.
const MACHINE: &str = if cfg!(target_arch = "wasm32") { "page" } else { "machine" };

impl From<Interrupted> for Error {
    fn from(_: Interrupted) -> Error {
        Error::Interrupted
    }
}

fn format_duration(duration: Duration) -> String {
    format!("{} s", duration.as_secs_f64())
}
