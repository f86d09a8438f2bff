//! What a learner holds: futures, the keys they want, and how these stand.
//!
//! in: what learners want and drop, and the scheduler's reports; out: what to tell the scheduler, and who waits no more.
//! Sans-IO: threads, waiting and values are the driver's. Imports `graph`, `events` and the scheduler's interface types.
//!
//! Invariants: a key is here exactly while somebody holds a future of it; the scheduler is told once when the first
//! holder comes and once when the last one goes. A future is pending or lost only while a report on it is to come: what
//! the scheduler is told of a key it answers, and what it said before does not count.
//! Source: `distributed.client` (`FutureState`, `Client.refcount`).

mod futures;
mod status;
mod watch;

pub use futures::{Client, FutureState, Order};
pub use status::Status;
pub use watch::{Watch, WatchId};
