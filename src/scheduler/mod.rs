//! The scheduler: a sans-IO state machine that decides which worker runs which task, and when.
//!
//! in: facts (`Stimulus`), with the time; out: orders (`Action`) for the driver, and transitions for the log.
//! Imports `graph` and `events`; knows nothing of workers' insides, clocks, threads or Python.
//! Source: the scheduling-state, scheduling-policies and journey-of-a-task pages of the distributed documentation.

mod interface;

pub use interface::{Action, ClientId, Outcome, Stimulus, Submission, TaskOptions};
