//! The words that the scheduler and the workers share.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::WorkerId;
use crate::graph::Key;

/// A result, who has a copy, and how large it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replicas {
    /// Whose result
    pub key: Key,
    /// The workers that hold a copy, as far as the scheduler knows
    pub who_has: SmallVec<[WorkerId; 2]>,
    /// Bytes of one copy
    pub nbytes: u64,
}

/// Names one attempt to run a task. The worker sends it back, so that the report of an attempt that was given up is
/// never taken for that of a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u64);
