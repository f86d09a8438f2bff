//! The drivers: they execute what the scheduler's and the workers' state machines order.
//!
//! in: graphs from clients; out: results, and events for the log. `threads` runs tasks on a fixed pool by the measured
//! clock.
//!
//! Differs from Dask: workers are logical, share one process and its pool of threads; a "transfer" shares the value.

pub mod clock;
pub mod interrupt;
pub mod pool;
mod signal;

pub use interrupt::{Interrupt, Interrupted};
