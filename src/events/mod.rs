//! The log of everything that happened, and folds of it into panel data.
//!
//! in: events from the drivers and state machines; out: compact batches to the page ([`wire`]), folded there into panel
//! data ([`fold`]).
//! Imports only `graph` (for keys).

pub mod fold;
pub mod wire;

mod event;
mod log;
mod replicas;
mod time;

pub use event::{Activity, Event, EventKind, StimulusId, TaskState, WorkerId};
pub use log::{Batch, Log};
pub use replicas::{Replicas, RunId};
pub use time::{Clock, Time};
