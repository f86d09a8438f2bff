//! What the scheduler knows: tasks, workers, prefixes and groups.
//!
//! Inside the room a task is a [`TaskId`], a place in the [`Tasks`] arena; keys are looked up once, at the door.

use std::ops::{Index, IndexMut};
use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};
use slab::Slab;
use smallvec::SmallVec;

use super::ClientId;
use crate::events::{RunId, TaskState, WorkerId};
use crate::graph::{self, Key, Priority, TaskError, key_split};

/// A place in [`Tasks`]; used again after its task was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TaskId(u32);

/// What the scheduler knows of one task. Not to be confused with the worker's task of the same key.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) key: Key,
    /// How to make the result; `None` for scattered data, which can't be made again.
    pub(super) run_spec: Option<Arc<graph::Task>>,
    pub(super) state: State,
    pub(super) priority: Priority,
    pub(super) group: GroupId,
    /// The tasks it needs, each once.
    pub(super) dependencies: SmallVec<[Edge; 2]>,
    /// The live tasks that need it.
    pub(super) dependents: SmallVec<[Edge; 2]>,
    /// How many of `dependents` still need it to run: those in waiting, no-worker, queued or processing.
    pub(super) n_waiters: u32,
    /// The clients that hold a future of it.
    pub(super) who_wants: SmallVec<[ClientId; 2]>,
    /// Bytes of its result when it was last in memory; 0 before.
    pub(super) nbytes: u64,
    /// How often it may still fail and be tried again.
    pub(super) retries: u32,
    /// How many workers were lost while it was on them.
    pub(super) suspicious: u32,
    /// Where it may run; `None` for everywhere.
    pub(super) restrictions: Option<Arc<Restrictions>>,
    /// Set for good once a dependency was forgotten: it can't run any more.
    pub(super) has_lost_dependencies: bool,
    /// Why it is erred, or is recommended to be: its own failure or that of a task it needs.
    pub(super) exception_blame: Option<Arc<Failure>>,
    /// Where its recommendation stands on the stack, while it has one.
    pub(super) recommended_at: Option<u32>,
    /// Scratch of walks over the graph that must see a task once.
    pub(super) mark: u32,
}

/// Where a task is to go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// Given up: it goes on to waiting if somebody wants it, else it rests or is forgotten.
    Released,
    /// Released, unless somebody wants it after all when its turn comes.
    Unneeded,
    Waiting,
    NoWorker,
    Queued,
    /// To a worker, if placement finds one.
    Processing,
    /// Its result is on a worker.
    Memory {
        worker: WorkerId,
        nbytes: u64,
    },
    /// Failed; its `exception_blame` says why.
    Erred,
    Forgotten,
}

/// The state of a task, with what a task has in that state alone.
#[derive(Debug)]
pub(super) enum State {
    Released,
    Waiting {
        /// How many of the dependencies are not in memory yet
        waiting_on: u32,
    },
    NoWorker,
    Queued,
    Processing {
        /// The worker it was sent to (Dask's `processing_on`)
        worker: WorkerId,
        /// Names this attempt
        run_id: RunId,
        /// Whether it gave up its thread slot
        long_running: bool,
    },
    Memory {
        /// The workers with a copy, in the order they got it; never empty at rest
        who_has: SmallVec<[WorkerId; 2]>,
    },
    Erred {
        /// The worker it failed on, which remembers the error until told to free it
        erred_on: Option<WorkerId>,
    },
}

/// One end of a dependency. The two ends point at each other, so that either goes in constant time, however many
/// dependents a task has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The task at the other end
    pub(super) task: TaskId,
    /// The place of the other end in that task's list
    pub(super) back: u32,
}

/// Why a task failed, shared by all tasks that failed because of it.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: TaskError,
    /// The task that raised it
    pub(super) origin: Key,
}

/// `workers=` and `allow_other_workers=`.
#[derive(Debug)]
pub(super) struct Restrictions {
    /// Sorted
    pub(super) workers: Vec<WorkerId>,
    /// Whether others may run it if none of these can (Dask's `loose_restrictions`)
    pub(super) loose: bool,
}

impl State {
    pub(super) fn name(&self) -> TaskState {
        match self {
            State::Released => TaskState::Released,
            State::Waiting { .. } => TaskState::Waiting,
            State::NoWorker => TaskState::NoWorker,
            State::Queued => TaskState::Queued,
            State::Processing { .. } => TaskState::Processing,
            State::Memory { .. } => TaskState::Memory,
            State::Erred { .. } => TaskState::Erred,
        }
    }

    /// Whether a task in this state still needs its dependencies, and so is one of their waiters.
    pub(super) fn needs_dependencies(&self) -> bool {
        matches!(self, State::Waiting { .. } | State::NoWorker | State::Queued | State::Processing { .. })
    }
}

impl Task {
    /// A released task without edges that nobody wants yet.
    pub(super) fn new(key: Key, run_spec: Option<Arc<graph::Task>>, group: GroupId) -> Task {
        Task {
            key,
            run_spec,
            state: State::Released,
            priority: Priority::default(),
            group,
            dependencies: SmallVec::new(),
            dependents: SmallVec::new(),
            n_waiters: 0,
            who_wants: SmallVec::new(),
            nbytes: 0,
            retries: 0,
            suspicious: 0,
            restrictions: None,
            has_lost_dependencies: false,
            exception_blame: None,
            recommended_at: None,
            mark: 0,
        }
    }

    /// Whether someone wants the result: a client, or a dependent that is yet to run.
    pub(super) fn is_needed(&self) -> bool {
        self.n_waiters > 0 || !self.who_wants.is_empty()
    }

    /// Whether its result can be made (again): it is not scattered data, and knows all that it needs.
    pub(super) fn can_be_made(&self) -> bool {
        self.run_spec.is_some() && !self.has_lost_dependencies
    }

    /// The workers with a copy of the result.
    pub(super) fn who_has(&self) -> &[WorkerId] {
        match &self.state {
            State::Memory { who_has } => who_has,
            _ => &[],
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

    pub(super) fn reserve(&mut self, additional: usize) {
        self.by_key.reserve(additional);
        self.slots.reserve(additional);
    }

    /// Adds a task whose key is new; `None` if the key is known.
    pub(super) fn insert_new(&mut self, key: &Key, task: impl FnOnce() -> Task) -> Option<TaskId> {
        use std::collections::hash_map::Entry;
        match self.by_key.entry(key.clone()) {
            Entry::Occupied(_) => None,
            Entry::Vacant(entry) => {
                let id = TaskId(self.slots.insert(task()) as u32);
                Some(*entry.insert(id))
            }
        }
    }

    /// Takes a task out for good.
    pub(super) fn remove(&mut self, id: TaskId) {
        let task = self.slots.remove(id.0 as usize);
        self.by_key.remove(&task.key);
    }

    pub(super) fn is_alive(&self, id: TaskId) -> bool {
        self.slots.contains(id.0 as usize)
    }

    /// In the order of their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TaskId, &Task)> {
        self.slots.iter().map(|(place, task)| (TaskId(place as u32), task))
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Notes that `dependent` needs `dependency`.
    pub(super) fn connect(&mut self, dependent: TaskId, dependency: TaskId) {
        let at = self[dependent].dependencies.len() as u32;
        let back = self[dependency].dependents.len() as u32;
        self[dependent].dependencies.push(Edge { task: dependency, back });
        self[dependency].dependents.push(Edge { task: dependent, back: at });
    }

    /// Undoes all `connect`s of a task, on both sides, and returns its former dependencies and dependents.
    pub(super) fn disconnect(&mut self, id: TaskId) -> (SmallVec<[Edge; 2]>, SmallVec<[Edge; 2]>) {
        let dependencies = std::mem::take(&mut self[id].dependencies);
        for edge in &dependencies {
            let place = edge.back as usize;
            self[edge.task].dependents.swap_remove(place);
            if let Some(moved) = self[edge.task].dependents.get(place).copied() {
                self[moved.task].dependencies[moved.back as usize].back = edge.back;
            }
        }
        let dependents = std::mem::take(&mut self[id].dependents);
        for edge in &dependents {
            let place = edge.back as usize;
            self[edge.task].dependencies.swap_remove(place);
            if let Some(moved) = self[edge.task].dependencies.get(place).copied() {
                self[moved.task].dependents[moved.back as usize].back = edge.back;
            }
        }
        (dependencies, dependents)
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

/// What the scheduler knows of one worker (Dask's `WorkerState`).
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) nthreads: u32,
    /// Bytes it may hold; 0 for no limit.
    pub(super) memory_limit: u64,
    /// Whether it asked for no new tasks.
    pub(super) paused: bool,
    /// Results it holds.
    pub(super) has_what: IndexSet<TaskId, FxBuildHasher>,
    /// Bytes of `has_what`.
    pub(super) nbytes: u64,
    /// Tasks sent to it that are not done.
    pub(super) processing: IndexSet<TaskId, FxBuildHasher>,
    /// How many of `processing` gave up their thread slot.
    pub(super) n_long_running: u32,
    /// The work in `processing` that occupies threads, by kind.
    pub(super) task_prefix_count: PrefixCount,
    /// Results it must fetch for `processing`, each with the number of tasks there that need it.
    pub(super) needs_what: FxHashMap<TaskId, u32>,
    /// Bytes of `needs_what`.
    pub(super) network_occ: u64,
    /// Whether it stands in the scheduler's set of the same name.
    pub(super) is_idle: bool,
    pub(super) is_open: bool,
    pub(super) is_saturated: bool,
}

impl Worker {
    pub(super) fn new(nthreads: u32, memory_limit: u64) -> Worker {
        Worker {
            nthreads: nthreads.max(1),
            memory_limit,
            paused: false,
            has_what: IndexSet::default(),
            nbytes: 0,
            processing: IndexSet::default(),
            n_long_running: 0,
            task_prefix_count: PrefixCount::default(),
            needs_what: FxHashMap::default(),
            network_occ: 0,
            is_idle: false,
            is_open: false,
            is_saturated: false,
        }
    }

    /// Tasks sent to it per thread.
    pub(super) fn load(&self) -> f64 {
        self.processing.len() as f64 / f64::from(self.nthreads)
    }
}

/// How many tasks of each prefix: a short list, as few kinds of tasks run at the same time.
#[derive(Debug, Default, PartialEq)]
pub(super) struct PrefixCount(SmallVec<[(PrefixId, u32); 4]>);

impl PrefixCount {
    pub(super) fn add(&mut self, prefix: PrefixId, n: u32) {
        match self.0.iter_mut().find(|(known, _)| *known == prefix) {
            Some((_, count)) => *count += n,
            None => self.0.push((prefix, n)),
        }
    }

    pub(super) fn subtract(&mut self, prefix: PrefixId, n: u32) {
        let place = self.0.iter().position(|(known, _)| *known == prefix).expect("a prefix that was counted");
        self.0[place].1 -= n;
        if self.0[place].1 == 0 {
            self.0.swap_remove(place);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (PrefixId, u32)> {
        self.0.iter().copied()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PrefixId(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GroupId(u32);

/// Tasks that people see as one kind: the readable part of their names (Dask's `TaskPrefix`). Kept after its last task,
/// as a kind's duration is worth knowing when it comes again; of more than [`PREFIXES_MAX`] those without tasks go.
#[derive(Debug)]
pub(super) struct Prefix {
    pub(super) name: Arc<str>,
    /// Seconds that one takes: each new one counts half, all before it the other half. `None` before the first.
    pub(super) duration_average: Option<f64>,
    /// Tasks in each state.
    pub(super) states: StateCounts,
    /// Tasks that were on workers when these were lost.
    pub(super) suspicious: u64,
}

/// The tasks of one layer of a collection, or all text keys of one prefix (Dask's `TaskGroup`).
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: Arc<str>,
    pub(super) prefix: PrefixId,
    /// Tasks that are not forgotten.
    pub(super) len: u32,
    /// Groups that its tasks need, without itself.
    pub(super) dependencies: IndexSet<GroupId, FxBuildHasher>,
    /// Groups that need it; the other side of `dependencies`.
    pub(super) dependents: IndexSet<GroupId, FxBuildHasher>,
    /// Its tasks in released or waiting.
    pub(super) n_unplaced: u32,
    /// Co-assignment: where the last sibling went, and how many more go there.
    pub(super) last_worker: Option<(WorkerId, u32)>,
}

/// Tasks in each state, in the order of [`TaskState`].
pub type StateCounts = [u64; 8];

/// All prefixes and the groups with tasks.
#[derive(Debug, Default)]
pub(super) struct Groups {
    prefixes: Slab<Prefix>,
    prefix_ids: FxHashMap<Arc<str>, PrefixId>,
    groups: Slab<Group>,
    by_name: FxHashMap<Arc<str>, GroupId>,
    /// At how many prefixes those without tasks go.
    prefixes_max: usize,
}

/// Prefixes that are remembered: some megabytes. Of tasks that are there, there may be more.
const PREFIXES_MAX: usize = 10_000;

impl Groups {
    /// The group of a key, made if new. Block keys of one layer are a group; text keys are grouped by prefix.
    pub(super) fn of_key(
        &mut self,
        key: &Key,
        last: Option<GroupId>,
        default_duration: impl Fn(&str) -> Option<f64>,
    ) -> GroupId {
        let is_block = key.block_idx().is_some();
        if let Some(last) = last.filter(|&last| is_block && Arc::ptr_eq(&self[last].name, key.name())) {
            return last;
        }
        let prefix_name = key_split(key.name());
        let group_name: &str = if is_block { key.name() } else { prefix_name };
        if let Some(&id) = self.by_name.get(group_name) {
            return id;
        }
        let prefix = match self.prefix_ids.get(prefix_name) {
            Some(&prefix) => prefix,
            None => self.new_prefix(prefix_name, default_duration(prefix_name)),
        };
        let name = if is_block { key.name().clone() } else { group_name.into() };
        let group = Group {
            name: Arc::clone(&name),
            prefix,
            len: 0,
            dependencies: IndexSet::default(),
            dependents: IndexSet::default(),
            n_unplaced: 0,
            last_worker: None,
        };
        let id = GroupId(self.groups.insert(group) as u32);
        self.by_name.insert(name, id);
        id
    }

    fn new_prefix(&mut self, name: &str, duration_average: Option<f64>) -> PrefixId {
        if self.prefixes.len() >= self.prefixes_max {
            self.drop_unused_prefixes();
        }
        let name: Arc<str> = name.into();
        let prefix = Prefix { name: name.clone(), duration_average, states: [0; 8], suspicious: 0 };
        let id = PrefixId(self.prefixes.insert(prefix) as u32);
        self.prefix_ids.insert(name, id);
        id
    }

    /// Those without tasks go. If that were few, it would be tried again too soon.
    fn drop_unused_prefixes(&mut self) {
        let ids = &mut self.prefix_ids;
        self.prefixes.retain(|_, prefix| {
            let forgotten = TaskState::Forgotten as usize;
            let is_used = prefix.states.iter().enumerate().any(|(state, &n)| state != forgotten && n > 0);
            if !is_used {
                ids.remove(&prefix.name);
            }
            is_used
        });
        self.prefixes_max = PREFIXES_MAX.max(2 * self.prefixes.len());
    }

    /// Notes that a task of `group` needs one of `dependency`.
    pub(super) fn connect(&mut self, group: GroupId, dependency: GroupId) {
        if group != dependency && self[group].dependencies.insert(dependency) {
            self[dependency].dependents.insert(group);
        }
    }

    /// Counts a task that moves between two states; `None` is before it was known.
    pub(super) fn count(&mut self, group: GroupId, from: Option<TaskState>, to: TaskState) {
        let unplaced = |state| matches!(state, TaskState::Released | TaskState::Waiting);
        let prefix = self[group].prefix;
        let states = &mut self.prefixes[prefix.0 as usize].states;
        states[to as usize] += 1;
        if let Some(from) = from {
            states[from as usize] -= 1;
            self[group].n_unplaced -= u32::from(unplaced(from));
        } else {
            self[group].len += 1;
        }
        self[group].n_unplaced += u32::from(unplaced(to));
        if to == TaskState::Forgotten {
            self[group].len -= 1;
            if self[group].len == 0 {
                self.remove(group);
            }
        }
    }

    fn remove(&mut self, id: GroupId) {
        let group = self.groups.remove(id.0 as usize);
        for dependency in group.dependencies {
            self[dependency].dependents.swap_remove(&id);
        }
        for dependent in group.dependents {
            self[dependent].dependencies.swap_remove(&id);
        }
        self.by_name.remove(&group.name);
    }

    pub(super) fn prefix(&self, id: PrefixId) -> &Prefix {
        &self.prefixes[id.0 as usize]
    }

    pub(super) fn prefix_mut(&mut self, id: PrefixId) -> &mut Prefix {
        &mut self.prefixes[id.0 as usize]
    }

    pub(super) fn prefixes(&self) -> impl Iterator<Item = &Prefix> {
        self.prefixes.iter().map(|(_, prefix)| prefix)
    }

    /// In the order of their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.groups.iter().map(|(place, group)| (GroupId(place as u32), group))
    }
}

impl Index<GroupId> for Groups {
    type Output = Group;
    fn index(&self, id: GroupId) -> &Group {
        &self.groups[id.0 as usize]
    }
}

impl IndexMut<GroupId> for Groups {
    fn index_mut(&mut self, id: GroupId) -> &mut Group {
        &mut self.groups[id.0 as usize]
    }
}
