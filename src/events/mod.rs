//! The log of everything that happened, and folds of it into panel data.
//!
//! in: events from the drivers and state machines; out: compact batches to the page, folded there into panel data.
//! Imports only `graph` (for keys).

mod event;
mod time;

pub use event::{Activity, Event, EventKind, StimulusId, TaskState, WorkerId};
pub use time::Time;
