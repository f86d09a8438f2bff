//! A worker: a sans-IO state machine that fetches dependencies, runs tasks in priority order and keeps results.
//!
//! in: facts (`Stimulus`), with the time; out: orders (`Action`) for the driver. The values themselves stay with the driver.
//! Imports `graph` and `events` (and never `scheduler`). Source: the worker-state page of the distributed documentation.

mod interface;

pub use interface::{Action, Stimulus};
