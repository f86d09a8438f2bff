//! How far the tasks behind some futures are: what `progress(x)` and `ProgressBar` show.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::threads::Cluster;
use crate::events::TaskState;
use crate::graph::{Key, key_split};
use crate::scheduler::Scheduler;

/// The tasks that some keys need, as they were known when it was made; tasks that were done before do not count.
pub struct Progress {
    cluster: Cluster,
    prefixes: IndexMap<Arc<str>, Vec<Key>, FxBuildHasher>,
}

/// How far the tasks of one kind are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixProgress {
    /// What people read of their keys
    pub prefix: Arc<str>,
    /// How many there are
    pub total: usize,
    /// How many are done
    pub done: usize,
    /// How many failed
    pub erred: usize,
    /// How many are with a worker
    pub processing: usize,
}

impl Progress {
    /// Looks up all tasks that `keys` need.
    pub fn new(cluster: &Cluster, keys: &[Key]) -> Progress {
        let mut prefixes: IndexMap<Arc<str>, Vec<Key>, FxBuildHasher> = IndexMap::default();
        cluster.with_scheduler(|scheduler| {
            let mut seen: FxHashSet<Key> = FxHashSet::default();
            let mut stack: Vec<Key> = keys.iter().rev().cloned().collect();
            while let Some(key) = stack.pop() {
                if !seen.insert(key.clone()) {
                    continue;
                }
                let Some((dependencies, _)) = scheduler.neighbours(&key) else { continue };
                let prefix = key_split(key.name());
                match prefixes.get_mut(prefix) {
                    Some(keys) => keys.push(key),
                    None => drop(prefixes.insert(prefix.into(), vec![key])),
                }
                stack.extend(dependencies);
            }
        });
        prefixes.reverse();
        Progress { cluster: cluster.clone(), prefixes }
    }

    /// How far they are now, kind by kind, those that run first in front.
    pub fn now(&self) -> Vec<PrefixProgress> {
        self.cluster.with_scheduler(|scheduler| {
            self.prefixes.iter().map(|(prefix, keys)| count(prefix, keys, scheduler)).collect()
        })
    }
}

fn count(prefix: &Arc<str>, keys: &[Key], scheduler: &Scheduler) -> PrefixProgress {
    let mut counts = PrefixProgress { prefix: prefix.clone(), total: keys.len(), done: 0, erred: 0, processing: 0 };
    for key in keys {
        match scheduler.task_state(key) {
            None | Some(TaskState::Memory | TaskState::Released | TaskState::Forgotten) => counts.done += 1,
            Some(TaskState::Erred) => counts.erred += 1,
            Some(TaskState::Processing) => counts.processing += 1,
            Some(TaskState::Waiting | TaskState::NoWorker | TaskState::Queued) => {}
        }
    }
    counts
}
