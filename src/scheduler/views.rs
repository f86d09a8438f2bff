//! Questions one may ask the scheduler, for clients (`client.who_has()`), displays and lessons.

use std::sync::Arc;

use super::state::{State, StateCounts};
use super::{ClientId, Scheduler};
use crate::events::{TaskState, WorkerId};
use crate::graph::{Key, Priority};

/// A worker as the scheduler sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerInfo {
    /// Which
    pub worker: WorkerId,
    /// Thread slots
    pub nthreads: u32,
    /// Bytes it may hold; 0 for no limit
    pub memory_limit: u64,
    /// Whether it asked for no new tasks
    pub paused: bool,
    /// Results there
    pub n_in_memory: usize,
    /// Bytes of them
    pub nbytes: u64,
    /// Tasks sent there that are not done
    pub n_processing: usize,
    /// Seconds of work there
    pub occupancy: f64,
    /// Whether it has little to do
    pub is_idle: bool,
    /// Whether it has far more to do than the others
    pub is_saturated: bool,
}

/// One kind of tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct PrefixInfo {
    /// What people read of their keys
    pub name: Arc<str>,
    /// Tasks in each state; those forgotten are counted since the start
    pub states: StateCounts,
    /// Seconds that one takes, once known
    pub duration_average: Option<f64>,
    /// Tasks that were on workers when these were lost
    pub suspicious: u64,
}

/// The tasks of one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupInfo {
    /// The layer's name; the prefix for keys that are one text
    pub name: Arc<str>,
    /// Its prefix
    pub prefix: Arc<str>,
    /// Tasks that are not forgotten
    pub n_tasks: u32,
    /// Names of the groups it needs
    pub dependencies: Vec<Arc<str>>,
}

impl Scheduler {
    /// The state of a task; `None` for a key that is not known (any more).
    pub fn task_state(&self, key: &Key) -> Option<TaskState> {
        self.tasks.get(key).map(|task| task.state.name())
    }

    /// The priority of a task.
    pub fn priority(&self, key: &Key) -> Option<Priority> {
        self.tasks.get(key).map(|task| task.priority)
    }

    /// How many tasks are not forgotten.
    pub fn n_tasks(&self) -> usize {
        self.tasks.len()
    }

    /// The keys of the tasks that are not forgotten, sorted.
    pub fn keys(&self) -> Vec<Key> {
        sorted(self.tasks.iter().map(|(_, task)| task.key.clone()))
    }

    /// Tasks in each state, in the order of [`TaskState`].
    pub fn state_counts(&self) -> StateCounts {
        let mut counts = StateCounts::default();
        for prefix in self.groups.prefixes() {
            for (total, n) in counts.iter_mut().zip(prefix.states) {
                *total += n;
            }
        }
        counts
    }

    /// Tasks that could run, were there a worker that may run them; with no worker at all these are the queued ones too.
    pub fn n_without_worker(&self) -> u64 {
        let counts = self.state_counts();
        let queued = if self.running.is_empty() { counts[TaskState::Queued as usize] } else { 0 };
        counts[TaskState::NoWorker as usize] + queued
    }

    /// The workers with a copy of a result, in the order they got it.
    pub fn who_has(&self, key: &Key) -> &[WorkerId] {
        self.tasks.get(key).map_or(&[], |task| task.who_has())
    }

    /// The clients that hold a future of a key.
    pub fn who_wants(&self, key: &Key) -> &[ClientId] {
        self.tasks.get(key).map_or(&[], |task| &task.who_wants)
    }

    /// Bytes of a result, once known.
    pub fn nbytes(&self, key: &Key) -> Option<u64> {
        self.tasks.get(key).filter(|task| !task.who_has().is_empty()).map(|task| task.nbytes)
    }

    /// The worker that a task was sent to and that has not finished it.
    pub fn processing_on(&self, key: &Key) -> Option<WorkerId> {
        match self.tasks.get(key)?.state {
            State::Processing { worker, .. } => Some(worker),
            _ => None,
        }
    }

    /// The results on a worker, sorted.
    pub fn has_what(&self, worker: WorkerId) -> Vec<Key> {
        let ids = self.workers.get(&worker).into_iter().flat_map(|ws| &ws.has_what);
        sorted(ids.map(|&id| self.tasks[id].key.clone()))
    }

    /// The tasks sent to a worker that are not done, sorted.
    pub fn processing(&self, worker: WorkerId) -> Vec<Key> {
        let ids = self.workers.get(&worker).into_iter().flat_map(|ws| &ws.processing);
        sorted(ids.map(|&id| self.tasks[id].key.clone()))
    }

    /// The keys that a task needs, and those that need it, each sorted.
    pub fn neighbours(&self, key: &Key) -> Option<(Vec<Key>, Vec<Key>)> {
        let task = self.tasks.get(key)?;
        let keys = |edges: &[super::state::Edge]| sorted(edges.iter().map(|edge| self.tasks[edge.task].key.clone()));
        Some((keys(&task.dependencies), keys(&task.dependents)))
    }

    /// All workers, in the order of their ids.
    pub fn workers(&self) -> impl Iterator<Item = WorkerInfo> {
        self.workers.iter().map(|(&worker, ws)| WorkerInfo {
            worker,
            nthreads: ws.nthreads,
            memory_limit: ws.memory_limit,
            paused: ws.paused,
            n_in_memory: ws.has_what.len(),
            nbytes: ws.nbytes,
            n_processing: ws.processing.len(),
            occupancy: self.occupancy(ws),
            is_idle: ws.is_idle,
            is_saturated: ws.is_saturated,
        })
    }

    /// All kinds of tasks seen so far, in the order they came.
    pub fn prefixes(&self) -> impl Iterator<Item = PrefixInfo> {
        self.groups.prefixes().map(|prefix| PrefixInfo {
            name: Arc::clone(&prefix.name),
            states: prefix.states,
            duration_average: prefix.duration_average,
            suspicious: prefix.suspicious,
        })
    }

    /// All groups with tasks.
    pub fn groups(&self) -> impl Iterator<Item = GroupInfo> {
        self.groups.iter().map(|(_, group)| GroupInfo {
            name: Arc::clone(&group.name),
            prefix: Arc::clone(&self.groups.prefix(group.prefix).name),
            n_tasks: group.len,
            dependencies: group.dependencies.iter().map(|&id| Arc::clone(&self.groups[id].name)).collect(),
        })
    }

    /// Bytes per second between workers, as estimated so far.
    pub fn bandwidth(&self) -> f64 {
        self.bandwidth
    }
}

fn sorted(keys: impl Iterator<Item = Key>) -> Vec<Key> {
    let mut keys: Vec<Key> = keys.collect();
    keys.sort();
    keys
}
