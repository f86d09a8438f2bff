//! Each task's state and dependencies, counted by prefix and by layer.
//!
//! - A *layer* is what shares a name, as the blocks of one array do; tasks with text keys are layered by prefix.
//! - A forgotten task that had been computed still counts as released, that is as done: a graph can be looked at after it
//!   has run. It goes when a new graph is submitted while nothing runs; of too many the oldest go before, and are only
//!   counted from then on.
//!
//! Differs from Dask: its Progress plot drops a prefix as soon as the scheduler has forgotten all of its tasks.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

use super::{Prefixes, Span};
use crate::events::{TaskState, Time, WorkerId};
use crate::graph::Key;

/// All tasks that are known, or were in the graph that ran last.
#[derive(Debug)]
pub struct Tasks {
    entries: IndexMap<Key, TaskEntry, FxBuildHasher>,
    layers: Vec<Layer>,
    layer_ids: FxHashMap<Arc<str>, u32>,
    by_prefix: Vec<Counts>,
    counts: Counts,
    /// In the order in which they were forgotten; some may have come back since.
    forgotten: Vec<Key>,
    forgotten_max: usize,
    revision: u64,
    structure: u64,
}

/// One task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskEntry {
    /// On the scheduler
    pub state: TaskState,
    /// Whether it has had a result, or failed
    pub computed: bool,
    /// What it needs; some may not be known here
    pub dependencies: SmallVec<[Key; 2]>,
    /// The number of its prefix
    pub prefix: u32,
    /// Its place in [`Tasks::layers`]
    pub layer: u32,
    /// While it is processing: where
    pub worker: Option<WorkerId>,
    /// Where it ran last: worker, thread, start, stop
    pub ran: Option<(WorkerId, u32, Time, Time)>,
    /// Bytes of its result
    pub nbytes: u64,
}

/// How a task stands, as pictures show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Not started: it waits for dependencies, or was only just made
    Waiting,
    /// No worker may run it
    NoWorker,
    /// Held back on the scheduler until a worker has room
    Queued,
    /// With a worker
    Processing,
    /// Its result is in memory
    Memory,
    /// Its result was there and has been dropped, for nobody needs it any more
    Released,
    /// It failed, or something it needs did
    Erred,
}

/// How many tasks stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u32; 7]);

/// Tasks that share a name.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The name of its keys, or the prefix of text keys
    pub name: Arc<str>,
    /// The number of its prefix
    pub prefix: u32,
    /// Its tasks; none when it is no longer there
    pub counts: Counts,
    /// Layers whose results it uses
    pub dependencies: IndexSet<u32, FxBuildHasher>,
    /// Blocks along each axis, for keys with a block index
    pub n_blocks: SmallVec<[u32; 4]>,
    /// Of its tasks, those that are only counted: they are released
    pub n_dropped: u32,
    /// Its tasks that are not only counted, those that were given up included.
    n_entries: u32,
}

/// Whose number of processing tasks a transition changes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moved {
    pub(super) left: Option<WorkerId>,
    pub(super) joined: Option<WorkerId>,
}

impl Standing {
    /// All, in the order of a task's life.
    pub const ALL: [Standing; 7] = [
        Standing::Waiting,
        Standing::NoWorker,
        Standing::Queued,
        Standing::Processing,
        Standing::Memory,
        Standing::Released,
        Standing::Erred,
    ];

    /// The scheduler's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::NoWorker => "no-worker",
            Standing::Queued => "queued",
            Standing::Processing => "processing",
            Standing::Memory => "memory",
            Standing::Released => "released",
            Standing::Erred => "erred",
        }
    }
}

impl Counts {
    /// Those that stand like this.
    pub fn of(&self, standing: Standing) -> u32 {
        self.0[standing as usize]
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Those that nothing more is to be done for: in memory, released or erred.
    pub fn done(&self) -> u32 {
        self.of(Standing::Memory) + self.of(Standing::Released) + self.of(Standing::Erred)
    }

    fn change(&mut self, from: Option<Standing>, to: Option<Standing>) {
        if let Some(standing) = from {
            self.0[standing as usize] -= 1;
        }
        if let Some(standing) = to {
            self.0[standing as usize] += 1;
        }
    }
}

impl TaskEntry {
    /// How pictures show it; `None` for one that was given up before it was computed.
    pub fn standing(&self) -> Option<Standing> {
        Some(match self.state {
            TaskState::Released if self.computed => Standing::Released,
            TaskState::Released | TaskState::Waiting => Standing::Waiting,
            TaskState::NoWorker => Standing::NoWorker,
            TaskState::Queued => Standing::Queued,
            TaskState::Processing => Standing::Processing,
            TaskState::Memory => Standing::Memory,
            TaskState::Erred => Standing::Erred,
            TaskState::Forgotten if self.computed => Standing::Released,
            TaskState::Forgotten => return None,
        })
    }
}

impl Default for Tasks {
    fn default() -> Tasks {
        Tasks::with_forgotten_max(FORGOTTEN_MAX)
    }
}

impl Tasks {
    /// Of forgotten tasks it keeps so many at most.
    pub(super) fn with_forgotten_max(forgotten_max: usize) -> Tasks {
        Tasks {
            entries: IndexMap::default(),
            layers: Vec::new(),
            layer_ids: FxHashMap::default(),
            by_prefix: Vec::new(),
            counts: Counts::default(),
            forgotten: Vec::new(),
            forgotten_max,
            revision: 0,
            structure: 0,
        }
    }

    /// A task by its key.
    pub fn get(&self, key: &Key) -> Option<&TaskEntry> {
        self.entries.get(key)
    }

    /// Those that pictures show.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &TaskEntry, Standing)> {
        self.entries.iter().filter_map(|(key, entry)| Some((key, entry, entry.standing()?)))
    }

    /// Of all prefixes together.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Prefixes that have tasks, by number.
    pub fn by_prefix(&self) -> impl Iterator<Item = (u32, Counts)> {
        (0..).zip(self.by_prefix.iter().copied()).filter(|(_, counts)| counts.all() > 0)
    }

    /// All layers, by number; those without tasks are no longer there.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Changes whenever anything here does.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Changes when there are other tasks or other dependencies.
    pub fn structure(&self) -> u64 {
        self.structure
    }

    /// Bytes that it keeps, but for the keys.
    pub fn heap_bytes(&self) -> usize {
        let per_entry = size_of::<Key>() + size_of::<TaskEntry>() + 2 * size_of::<usize>();
        self.entries.capacity() * per_entry
            + self.layers.capacity() * size_of::<Layer>()
            + self.forgotten.capacity() * size_of::<Key>()
    }

    /// Before a new graph: what the last one left goes, if that has ended.
    pub(super) fn make_room(&mut self) {
        if self.counts.done() == self.counts.all() {
            self.drop_forgotten();
        }
        let n_live = self.layers.iter().filter(|layer| layer.is_live()).count();
        if self.layers.len() > 2 * n_live + LAYERS_SPARE {
            self.drop_layers();
        }
    }

    /// Marks the prefixes that something here has.
    pub(super) fn mark_prefixes(&self, used: &mut [bool]) {
        for layer in &self.layers {
            used[layer.prefix as usize] = true;
        }
    }

    pub(super) fn submit(&mut self, tasks: &[(Key, Vec<Key>)], prefixes: &mut Prefixes) {
        for (key, dependencies) in tasks {
            let idx = self.entry(key, prefixes);
            if self.entries[idx].state == TaskState::Forgotten {
                self.change(idx, |entry| (entry.state, entry.computed) = (TaskState::Released, false));
            }
            let layer = self.entries[idx].layer;
            for dep in dependencies {
                let dep_layer = self.layer_from_key(dep, prefixes);
                if dep_layer != layer {
                    self.layers[layer as usize].dependencies.insert(dep_layer);
                }
            }
            if !dependencies.is_empty() {
                let mut dependencies: SmallVec<[Key; 2]> = dependencies.iter().cloned().collect();
                dependencies.dedup();
                self.entries[idx].dependencies = dependencies;
            }
        }
        self.revision += 1;
        self.structure += 1;
    }

    pub(super) fn transition(
        &mut self,
        key: &Key,
        to: TaskState,
        worker: Option<WorkerId>,
        prefixes: &mut Prefixes,
    ) -> Moved {
        let idx = self.entry(key, prefixes);
        let mut moved = Moved { left: self.entries[idx].worker.take(), joined: None };
        if to == TaskState::Processing {
            self.entries[idx].worker = worker;
            moved.joined = worker;
        }
        if to == TaskState::Forgotten && self.entries[idx].state != TaskState::Forgotten {
            self.forgotten.push(key.clone());
        }
        self.change(idx, |entry| {
            entry.state = to;
            entry.computed |= matches!(to, TaskState::Memory | TaskState::Erred);
        });
        if self.forgotten.len() > self.forgotten_max {
            self.drop_oldest_forgotten();
        }
        moved
    }

    /// A task that ran on though nobody wanted it may have been dropped meanwhile: it does not come back.
    pub(super) fn computed(&mut self, key: &Key, worker: WorkerId, thread: u32, span: &Span) {
        let Some(entry) = self.entries.get_mut(key) else { return };
        entry.ran = Some((worker, thread, span.start, span.stop));
        entry.nbytes = span.nbytes;
        self.revision += 1;
    }

    pub(super) fn clear(&mut self) {
        let (revision, structure) = (self.revision + 1, self.structure + 1);
        *self = Tasks { revision, structure, ..Tasks::with_forgotten_max(self.forgotten_max) };
    }

    /// The index of a task, new or known.
    fn entry(&mut self, key: &Key, prefixes: &mut Prefixes) -> usize {
        if let Some(idx) = self.entries.get_index_of(key) {
            return idx;
        }
        let layer = self.layer_from_key(key, prefixes);
        let prefix = self.layers[layer as usize].prefix;
        if let Some(block_idx) = key.block_idx() {
            let n_blocks = &mut self.layers[layer as usize].n_blocks;
            n_blocks.resize(n_blocks.len().max(block_idx.len()), 1);
            for (n, &block) in n_blocks.iter_mut().zip(block_idx) {
                *n = (*n).max(block.saturating_add(1));
            }
        }
        let entry = TaskEntry {
            state: TaskState::Released,
            computed: false,
            dependencies: SmallVec::new(),
            prefix,
            layer,
            worker: None,
            ran: None,
            nbytes: 0,
        };
        self.structure += 1;
        self.layers[layer as usize].n_entries += 1;
        let idx = self.entries.insert_full(key.clone(), entry).0;
        self.count(idx, None, Some(Standing::Waiting));
        idx
    }

    fn layer_from_key(&mut self, key: &Key, prefixes: &mut Prefixes) -> u32 {
        let prefix = key.prefix();
        let name = if key.block_idx().is_some() { &**key.name() } else { prefix };
        if let Some(&layer) = self.layer_ids.get(name) {
            return layer;
        }
        let layer = self.layers.len() as u32;
        let name: Arc<str> = if key.block_idx().is_some() { key.name().clone() } else { prefix.into() };
        self.layers.push(Layer { name: name.clone(), prefix: prefixes.id(prefix), ..Layer::default() });
        self.layer_ids.insert(name, layer);
        layer
    }

    fn change(&mut self, idx: usize, how: impl FnOnce(&mut TaskEntry)) {
        let entry = &mut self.entries[idx];
        let from = entry.standing();
        how(entry);
        let to = entry.standing();
        self.count(idx, from, to);
    }

    fn count(&mut self, idx: usize, from: Option<Standing>, to: Option<Standing>) {
        self.revision += 1;
        let TaskEntry { prefix, layer, .. } = self.entries[idx];
        if self.by_prefix.len() <= prefix as usize {
            self.by_prefix.resize(prefix as usize + 1, Counts::default());
        }
        self.by_prefix[prefix as usize].change(from, to);
        self.layers[layer as usize].counts.change(from, to);
        self.counts.change(from, to);
        // One that was given up leaves the picture, one that comes back enters it.
        self.structure += u64::from(from.is_none() || to.is_none());
    }

    /// Nothing runs: what was forgotten is neither kept nor counted any more.
    fn drop_forgotten(&mut self) {
        for key in std::mem::take(&mut self.forgotten) {
            self.drop_if_forgotten(&key, |tasks, idx, standing| tasks.count(idx, standing, None));
        }
        for layer in &mut self.layers {
            let n_dropped = std::mem::take(&mut layer.n_dropped);
            if n_dropped > 0 {
                for counts in [&mut layer.counts, &mut self.by_prefix[layer.prefix as usize], &mut self.counts] {
                    counts.0[Standing::Released as usize] -= n_dropped;
                }
                self.structure += 1;
            }
        }
        if self.entries.capacity() > 4 * self.entries.len() + self.forgotten_max {
            self.entries.shrink_to(2 * self.entries.len());
        }
    }

    /// Something still runs: half of what was forgotten is only counted from now on.
    fn drop_oldest_forgotten(&mut self) {
        let n_dropped = self.forgotten.len() - self.forgotten_max / 2;
        let oldest: Vec<Key> = self.forgotten.drain(..n_dropped).collect();
        for key in oldest {
            self.drop_if_forgotten(&key, |tasks, idx, standing| {
                let layer = tasks.entries[idx].layer as usize;
                tasks.layers[layer].n_dropped += u32::from(standing.is_some());
            });
        }
    }

    fn drop_if_forgotten(&mut self, key: &Key, before: impl FnOnce(&mut Tasks, usize, Option<Standing>)) {
        let Some((idx, _, entry)) = self.entries.get_full(key) else { return };
        if entry.state == TaskState::Forgotten {
            let (layer, standing) = (entry.layer as usize, entry.standing());
            before(self, idx, standing);
            self.layers[layer].n_entries -= 1;
            self.entries.swap_remove_index(idx);
        }
    }

    /// Layers of which nothing is there go; the others are numbered anew, in their order.
    fn drop_layers(&mut self) {
        let mut n_live = 0;
        let new_ids: Vec<Option<u32>> = (self.layers.iter())
            .map(|layer| {
                n_live += u32::from(layer.is_live());
                layer.is_live().then(|| n_live - 1)
            })
            .collect();
        let new_id = |id: u32| new_ids[id as usize];
        self.layers.retain(Layer::is_live);
        self.layers.shrink_to(2 * self.layers.len());
        for layer in &mut self.layers {
            layer.dependencies = layer.dependencies.iter().filter_map(|&id| new_id(id)).collect();
        }
        self.layer_ids = self.layers.iter().map(|layer| layer.name.clone()).zip(0..).collect();
        for entry in self.entries.values_mut() {
            entry.layer = new_id(entry.layer).expect("the layer of a task is live");
        }
        self.structure += 1;
    }
}

impl Layer {
    /// Whether something of it is there.
    fn is_live(&self) -> bool {
        self.n_entries > 0 || self.counts.all() > 0
    }
}

/// Forgotten tasks that are kept while others run: about 10 MB, and as much again for their keys.
pub const FORGOTTEN_MAX: usize = 50_000;

/// Layers that may be there without tasks, besides as many as have some.
const LAYERS_SPARE: usize = 100;
