//! The drivers: they execute what the scheduler's and the workers' state machines order.
//!
//! in: graphs from clients; out: results, and events for the log. `threads` runs tasks on a fixed pool by the measured
//! clock; [`simulation`] executes the same orders on a virtual one, with costs and faults.
//!
//! | file | duty |
//! | --- | --- |
//! | `threads` | a cluster: scale, close, look at it |
//! | `inbox` | how threads tell the core something without waiting for it |
//! | `core` | the loop that feeds stimuli to the machines and executes their actions |
//! | `agreement` | what the machines must agree on |
//! | `node` | one logical worker: its machine, its store of values |
//! | `executor` | runs one task on a thread |
//! | `pool`, `bell`, `signal`, `waiting`, `interrupt`, `clock`, `sync` | threads, and what blocked ones wait for |
//! | `locks` | locks that know who has them |
//! | `letting_go` | when what learners made is dropped |
//! | `stuck` | tasks that do not end though they were told to |
//! | `client` | futures, submit, gather, scatter |
//! | `progress` | how far the tasks behind futures are |
//! | `plan` | from collections to one optimized, ordered graph |
//! | `registry` | all clusters of the process; the default client |
//! | `limits`, `gateway` | memory and cores, and how they are shared out |
//! | `used_up` | what to say when memory has ended |
//!
//! Differs from Dask: workers are logical, share one process and its pool of threads; a "transfer" shares the value.

pub mod clock;
pub mod ids;
pub mod interrupt;
pub mod limits;
pub mod locks;
pub mod plan;
pub mod pool;
pub mod registry;
pub mod simulation;

mod about;
mod agreement;
mod bell;
mod client;
mod core;
mod error;
mod executor;
mod idle;
mod inbox;
mod letting_go;
mod node;
mod progress;
mod signal;
pub mod stuck;
mod sync;
#[cfg(test)]
mod tests;
mod threads;
mod used_up;
mod waiting;

pub use about::{ClusterConfig, ClusterKind, ClusterView, WorkerView};
pub use client::{Client, Future, Until, Watching, WeakClient};
pub use error::Error;
pub use executor::{RunningTask, running_task};
pub use idle::set_idle_function;
pub use interrupt::{Interrupt, Interrupted};
pub use letting_go::let_go;
pub use progress::{PrefixProgress, Progress};
pub use signal::wake_all;
pub use threads::Cluster;
pub use used_up::memory_is_used_up;
pub use waiting::{Stall, Waited, block, secede};
