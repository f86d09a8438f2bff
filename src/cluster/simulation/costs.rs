//! What tasks cost on a simulated cluster.

use std::time::Duration;

use rustc_hash::FxHashMap;

use crate::graph::{Key, Task};

/// How long tasks take and how large their results are: what is said of the key, else of its prefix, else of all.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// Of every task.
    pub all: Cost,
    /// Of the tasks with a prefix.
    pub by_prefix: FxHashMap<String, Cost>,
    /// Of single tasks.
    pub by_key: FxHashMap<Key, Cost>,
}

/// The cost of one task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Time it takes however large its inputs.
    pub duration: Duration,
    /// Seconds more per byte of its inputs and its result.
    pub seconds_per_byte: f64,
    /// Bytes of its result, if that is only symbolic; a real one has the bytes it has.
    pub nbytes: u64,
}

impl Default for Cost {
    /// A millisecond and a nanosecond per byte; 1 kiB.
    fn default() -> Cost {
        Cost { duration: Duration::from_millis(1), seconds_per_byte: 1e-9, nbytes: 1024 }
    }
}

impl Costs {
    /// The cost of a task.
    pub fn of(&self, task: &Task) -> Cost {
        let by_key = || self.by_key.get(&task.key);
        let by_prefix = || self.by_prefix.get(task.key.prefix());
        by_key().or_else(by_prefix).copied().unwrap_or(self.all)
    }
}

impl Cost {
    /// How long the task takes with so many bytes of inputs and result.
    pub fn duration(&self, nbytes: u64) -> Duration {
        self.duration + Duration::from_secs_f64((self.seconds_per_byte * nbytes as f64).clamp(0.0, 1e6))
    }
}
