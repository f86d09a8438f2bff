//! What a worker knows of tasks.

use std::ops::{Index, IndexMut};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use slab::Slab;
use smallvec::SmallVec;

use super::Rank;
use crate::events::{Replicas, RunId, WorkerId};
use crate::graph::{self, Key};

/// A place in [`Tasks`]; used again after its task was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TaskId(u32);

/// What a worker knows of one task. Not to be confused with the scheduler's task of the same key.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) key: Key,
    pub(super) state: State,
    /// What to run, if it is to be computed here.
    pub(super) run_spec: Option<Arc<graph::Task>>,
    /// The scheduler's name of this run.
    pub(super) run_id: RunId,
    /// Best first; of a task that is only fetched, the best of those that need it.
    pub(super) rank: Rank,
    /// Where its inputs were when it was sent here: for a task that can't wait for them yet (`flight → waiting`).
    pub(super) inputs: Vec<Replicas>,
    /// Its inputs, while it is in waiting or ready.
    pub(super) dependencies: SmallVec<[TaskId; 2]>,
    /// How many tasks in waiting or ready have it among `dependencies`.
    pub(super) n_waiters: u32,
    /// Whom to tell once it is in memory: tasks that wait, each with the name of that wait. An entry whose task has
    /// left that wait is skipped.
    pub(super) waiters: SmallVec<[(TaskId, u64); 2]>,
    /// Names the wait of this task, while it is in waiting.
    pub(super) wait: u64,
    /// The peers with a copy, as far as is known; without this worker itself.
    pub(super) who_has: SmallVec<[WorkerId; 2]>,
    /// Bytes of its result, as reported or measured.
    pub(super) nbytes: u64,
}

/// The state of a task, with what a task has in that state alone.
#[derive(Clone, Debug)]
pub(super) enum State {
    /// Known, nothing to be done: never at rest.
    Released,
    Waiting {
        /// How many of `dependencies` are not in memory yet
        waiting_on: u32,
    },
    Ready,
    /// To be fetched; some peer has it
    Fetch,
    /// To be fetched; nobody is known to have it
    Missing,
    Memory,
    Error,
    /// On a thread or on its way, and wanted
    Ongoing(Ongoing),
    /// On a thread or on its way, and not wanted any more
    Cancelled(Ongoing),
    /// On its way, but to be computed here should it not arrive
    ResumedToWaiting,
    /// On a thread, but needed as an input only
    ResumedToFetch(Ongoing),
}

/// What can't be called back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ongoing {
    Flight,
    Executing {
        /// Its thread slot
        thread: u32,
    },
    LongRunning,
}

/// The names of a worker's states, as in Dask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskState {
    /// Known, but there is nothing to be done
    Released,
    /// Waits for its inputs
    Waiting,
    /// Waits for a thread slot
    Ready,
    /// To be fetched from a peer
    Fetch,
    /// On its way from a peer
    Flight,
    /// To be fetched, but nobody is known to have it
    Missing,
    /// On a thread
    Executing,
    /// On a thread, but gave up its slot
    LongRunning,
    /// Its result is here
    Memory,
    /// It failed here
    Error,
    /// On a thread or on its way, but not wanted any more
    Cancelled,
    /// On a thread or on its way, but wanted in another way now
    Resumed,
    /// Gone
    Forgotten,
}

impl State {
    pub(super) fn name(&self) -> TaskState {
        match self {
            State::Released => TaskState::Released,
            State::Waiting { .. } => TaskState::Waiting,
            State::Ready => TaskState::Ready,
            State::Fetch => TaskState::Fetch,
            State::Missing => TaskState::Missing,
            State::Memory => TaskState::Memory,
            State::Error => TaskState::Error,
            State::Ongoing(Ongoing::Flight) => TaskState::Flight,
            State::Ongoing(Ongoing::Executing { .. }) => TaskState::Executing,
            State::Ongoing(Ongoing::LongRunning) => TaskState::LongRunning,
            State::Cancelled(_) => TaskState::Cancelled,
            State::ResumedToWaiting | State::ResumedToFetch(_) => TaskState::Resumed,
        }
    }

    /// Whether it comes from peers only, or would have to.
    pub(super) fn is_to_fetch(&self) -> bool {
        let by_flight =
            matches!(self, State::Ongoing(Ongoing::Flight) | State::Cancelled(_) | State::ResumedToFetch(_));
        by_flight || matches!(self, State::Released | State::Fetch | State::Missing | State::Error)
    }

    /// What of it can't be called back.
    pub(super) fn ongoing(&self) -> Option<Ongoing> {
        match *self {
            State::Ongoing(ongoing) | State::Cancelled(ongoing) | State::ResumedToFetch(ongoing) => Some(ongoing),
            State::ResumedToWaiting => Some(Ongoing::Flight),
            _ => None,
        }
    }
}

/// All tasks that are not forgotten.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    slots: Slab<Task>,
    by_key: FxHashMap<Key, TaskId>,
}

impl Tasks {
    pub(super) fn id(&self, key: &Key) -> Option<TaskId> {
        self.by_key.get(key).copied()
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Task> {
        self.id(key).map(|id| &self[id])
    }

    /// The task of a key; a released one is made if there is none.
    pub(super) fn of_key(&mut self, key: &Key) -> TaskId {
        *self.by_key.entry(key.clone()).or_insert_with(|| {
            let task = Task {
                key: key.clone(),
                state: State::Released,
                run_spec: None,
                run_id: RunId::default(),
                rank: Rank::default(),
                inputs: Vec::new(),
                dependencies: SmallVec::new(),
                n_waiters: 0,
                waiters: SmallVec::new(),
                wait: 0,
                who_has: SmallVec::new(),
                nbytes: 0,
            };
            TaskId(self.slots.insert(task) as u32)
        })
    }

    pub(super) fn remove(&mut self, id: TaskId) {
        let task = self.slots.remove(id.0 as usize);
        self.by_key.remove(&task.key);
    }

    pub(super) fn live(&self, id: TaskId) -> Option<&Task> {
        self.slots.get(id.0 as usize)
    }

    /// In the order of their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TaskId, &Task)> {
        self.slots.iter().map(|(place, task)| (TaskId(place as u32), task))
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }
}

impl Index<TaskId> for Tasks {
    type Output = Task;
    fn index(&self, id: TaskId) -> &Task {
        &self.slots[id.0 as usize]
    }
}

impl IndexMut<TaskId> for Tasks {
    fn index_mut(&mut self, id: TaskId) -> &mut Task {
        &mut self.slots[id.0 as usize]
    }
}
