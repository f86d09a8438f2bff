//! Which of two tasks runs first.

use std::cmp::Ordering;

/// The priority of a task, as in Dask: the lower one runs first.
///
/// The parts decide one after another: what the user asked for, then the age of the graph, then the place within it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Priority {
    /// Minus the user's `priority=`; 0 unless asked for.
    pub user: f64,
    /// Of its graph: grows with every graph submitted, so that earlier graphs finish first.
    pub generation: f64,
    /// The place that `order` gave it within its graph, from 0.
    pub rank: u32,
}

impl Ord for Priority {
    fn cmp(&self, other: &Priority) -> Ordering {
        (self.user.total_cmp(&other.user))
            .then(self.generation.total_cmp(&other.generation))
            .then(self.rank.cmp(&other.rank))
    }
}

impl PartialOrd for Priority {
    fn partial_cmp(&self, other: &Priority) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Priority {
    fn eq(&self, other: &Priority) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Priority {}
