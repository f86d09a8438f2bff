//! From what collections hold to what a client submits: one optimized, ordered graph.
//!
//! ```text
//! delayed nodes ──▶ their tasks ─────────────────────────┐
//! layers ──▶ without those that futures hold ─▶ optimize ─┴─▶ order ─▶ submission
//! ```
//!
//! Layers are optimized as Dask optimizes arrays; delayed tasks are only culled, which reaching them through what they
//! need does by itself.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::about::ClusterKind;
use super::client::{Client, Future};
use super::error::Error;
use super::interrupt::Interrupt;
use super::threads::Cluster;
use crate::graph::{self, Annotation, HighLevelGraph, Key, LayerKind, Object, Task, TaskGraph, TaskKind, Value};

/// Where tasks come from.
#[derive(Clone)]
pub enum Source {
    /// A delayed value
    Node(Arc<Node>),
    /// An array or another collection of layers, of which these keys are wanted
    Layers(Arc<HighLevelGraph>, Arc<[Key]>),
    /// Tasks as they are, of which these keys are wanted
    Tasks(Arc<TaskGraph>, Arc<[Key]>),
    /// A result that a cluster holds or will hold
    Future(Arc<Future>),
}

/// One delayed value: its task, and where the tasks that it needs come from. Nodes share what they have in common, so
/// that building a graph node by node costs no more than its size.
pub struct Node {
    /// Its task
    pub task: Arc<Task>,
    /// What it needs
    pub parents: Vec<Source>,
    /// What it was annotated with when it was made
    pub annotation: Annotation,
}

/// A future in the place of a task's value: how persisted collections hold on to their results.
#[derive(Debug)]
pub struct HeldFuture(pub Arc<Future>);

/// A graph that is ready to go.
#[derive(Debug, Default)]
pub struct Plan {
    /// In order of priority
    pub tasks: TaskGraph,
    /// What the tasks need and the cluster has; to be kept until the graph is submitted
    pub held: Vec<Arc<Future>>,
}

impl Object for HeldFuture {
    fn type_name(&self) -> String {
        "distributed.client.Future".to_owned()
    }

    fn nbytes(&self) -> u64 {
        48
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl fmt::Debug for Future {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Future({})", self.key())
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.task.key)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Node(node) => node.fmt(f),
            Source::Layers(graph, _) => write!(f, "Layers({})", graph.n_layers()),
            Source::Tasks(tasks, _) => write!(f, "Tasks({})", tasks.len()),
            Source::Future(future) => future.fmt(f),
        }
    }
}

impl Drop for Node {
    /// A chain of a million nodes must not need a million stack frames.
    fn drop(&mut self) {
        let mut stack = std::mem::take(&mut self.parents);
        while let Some(source) = stack.pop() {
            if let Source::Node(node) = source
                && let Some(mut node) = Arc::into_inner(node)
            {
                stack.append(&mut node.parents);
            }
        }
    }
}

/// A layer whose tasks are results that a cluster holds: what a persisted collection stands on.
pub fn persisted(name: Arc<str>, futures: impl IntoIterator<Item = Arc<Future>>) -> graph::Layer {
    let tasks = futures.into_iter().map(|future| {
        let key = future.key().clone();
        let kind = TaskKind::Data(Value::Object(Arc::new(HeldFuture(future))));
        (key.clone(), Arc::new(Task { key, kind }))
    });
    graph::Layer::materialized(name, tasks.collect())
}

/// All tasks of `sources` as they are: what `x.dask` and `visualize` show.
pub fn raw_tasks(sources: &[Source]) -> TaskGraph {
    let gathered = Gathered::of(sources);
    let mut tasks = gathered.layers().tasks();
    tasks.extend(gathered.tasks);
    tasks
}

/// All layers of `sources`; tasks that belong to no layer become layers by the names of their keys, so that graphs which share tasks
/// share layers.
pub fn layers(sources: &[Source]) -> HighLevelGraph {
    let gathered = Gathered::of(sources);
    let mut layers = gathered.layers();
    let mut named: IndexMap<Arc<str>, TaskGraph, FxBuildHasher> = IndexMap::default();
    for (key, task) in gathered.tasks {
        named.entry(key.name().clone()).or_default().insert(key, task);
    }
    let names: FxHashSet<Arc<str>> = named.keys().cloned().collect();
    for (name, tasks) in named {
        let is_other = |other: &Arc<str>| *other != name && (names.contains(other) || layers.layer(other).is_some());
        let needed = tasks.values().flat_map(|task| task.inputs()).map(|key| key.name().clone());
        let dependencies: Vec<Arc<str>> = needed.filter(is_other).collect();
        layers.push(graph::Layer::materialized(name, tasks), dependencies);
    }
    layers
}

/// The names of the layers of `sources` that were annotated, and with what. Layers of arrays lose it when they are optimized, as in Dask.
pub fn annotated(sources: &[Source], optimize: bool) -> Vec<(Arc<str>, Annotation)> {
    let gathered = Gathered::of(sources);
    let layers = gathered.graphs.iter().filter(|_| !optimize).flat_map(|graph| graph.layers());
    let layers = layers.map(|layer| (layer.name.clone(), layer.annotation));
    layers.chain(gathered.annotated.iter().cloned()).filter(|(_, annotation)| annotation.is_some()).collect()
}

/// All layers of `sources` for another collection to stand on: futures among them are layers of what a cluster holds.
pub fn foundation(sources: &[Source]) -> HighLevelGraph {
    let mut layers = layers(sources);
    let mut held: IndexMap<Arc<str>, Vec<Arc<Future>>, FxBuildHasher> = IndexMap::default();
    for future in Gathered::of(sources).futures {
        held.entry(future.key().name().clone()).or_default().push(future);
    }
    for (name, futures) in held {
        layers.push(persisted(name, futures), []);
    }
    layers
}

/// The tasks that are worth running, not ordered.
pub fn optimized_tasks(sources: &[Source], optimize: bool) -> TaskGraph {
    Gathered::of(sources).optimized(optimize).0
}

/// The graph to submit to `client` for `sources`: optimized, ordered, and with the results that are there already.
pub fn plan(sources: &[Source], optimize: bool, client: &Client) -> Result<Plan, Error> {
    let gathered = Gathered::of(sources);
    let (tasks, mut held) = gathered.optimized(optimize);
    Interrupt::current().check()?;
    let mut unordered = TaskGraph::with_capacity_and_hasher(tasks.len(), FxBuildHasher);
    // What the scheduler for a single machine holds travels with the graph, as what was persisted there is plain data in Dask; also
    // what it computes. What another cluster holds is not known here: its tasks end for lost dependencies.
    let is_machine = |cluster: &Cluster| cluster.kind() == ClusterKind::Threaded;
    let (here, elsewhere) =
        held.into_iter().partition::<Vec<_>, _>(|future| future.client().cluster().is_same(client.cluster()));
    held = here;
    for future in elsewhere {
        if is_machine(future.client().cluster()) || is_machine(client.cluster()) {
            let key = future.key().clone();
            let kind = TaskKind::Data(future.result(None)?);
            unordered.insert(key.clone(), Arc::new(Task { key, kind }));
        }
    }
    // A future of another client of the same cluster is held by this one too while the graph is submitted.
    for future in &mut held {
        if !future.client().is_same(client) {
            *future = Arc::new(client.future(future.key().clone())?);
        }
    }
    unordered.extend(tasks);
    check_size(&unordered)?;
    Ok(Plan { tasks: in_order(unordered)?, held })
}

/// The futures among what `sources` need.
pub fn futures(sources: &[Source]) -> Vec<Arc<Future>> {
    Gathered::of(sources).optimized(false).1
}

/// Runs tasks on this thread, in their order, without a cluster, and gives the values of `keys`. A value is dropped as
/// soon as nothing needs it.
pub fn run_here(tasks: &TaskGraph, keys: &[Key]) -> Result<Vec<Value>, Error> {
    let mut uses: FxHashMap<&Key, usize> = FxHashMap::default();
    for key in tasks.values().flat_map(|task| task.inputs()).chain(keys) {
        *uses.entry(key).or_default() += 1;
    }
    let mut values: FxHashMap<&Key, Value> = FxHashMap::default();
    for (key, task) in tasks {
        Interrupt::current().check()?;
        let missing = |key: &Key| Error::Invalid(format!("nothing computes {key}"));
        let inputs = task.inputs().iter().map(|key| values.get(key).cloned().ok_or_else(|| missing(key)));
        let inputs: Vec<Value> = inputs.collect::<Result<_, _>>()?;
        let value = task.call(&inputs).map_err(|error| Error::Task { key: key.clone(), origin: key.clone(), error })?;
        for input in task.inputs() {
            let left = uses.get_mut(input).expect("every input was counted");
            *left -= 1;
            if *left == 0 {
                values.remove(input);
            }
        }
        if uses.contains_key(key) {
            values.insert(key, value);
        }
    }
    let missing = |key: &Key| Error::Invalid(format!("nothing computes {key}"));
    keys.iter().map(|key| values.get(key).cloned().ok_or_else(|| missing(key))).collect()
}

/// An error if the tasks are more than fit into memory with all who keep track of them.
fn check_size(tasks: &TaskGraph) -> Result<(), Error> {
    graph::check_n_tasks(tasks.len() as u128, || "this graph".to_owned(), FEWER_TASKS)?;
    Ok(())
}

/// The tasks with the one to run first in front.
pub fn in_order(tasks: TaskGraph) -> Result<TaskGraph, Error> {
    let priorities = graph::order(&tasks).map_err(|error| Error::Order(error.to_string()))?;
    let mut places = vec![0u32; priorities.len()];
    for (place, priority) in priorities.iter().enumerate() {
        places[*priority as usize] = place as u32;
    }
    let entry = |place: &u32| tasks.get_index(*place as usize).map(|(key, task)| (key.clone(), task.clone()));
    Ok(places.iter().filter_map(entry).collect())
}

/// What sources hold, sorted by kind.
#[derive(Default)]
struct Gathered {
    /// Tasks of nodes and tasks as they are, each after those it needs where they are nodes
    tasks: TaskGraph,
    graphs: Vec<Arc<HighLevelGraph>>,
    /// What is wanted of the graphs
    keys: Vec<Key>,
    futures: Vec<Arc<Future>>,
    /// Names of nodes, and what they were annotated with
    annotated: Vec<(Arc<str>, Annotation)>,
}

/// What to do about a graph with too many tasks.
const FEWER_TASKS: &str = "use larger chunks or fewer calls, each doing more, or compute it in parts";

impl Gathered {
    fn of(sources: &[Source]) -> Gathered {
        let mut gathered = Gathered::default();
        let mut seen_nodes: FxHashSet<*const Node> = FxHashSet::default();
        let mut seen_graphs: FxHashSet<*const HighLevelGraph> = FxHashSet::default();
        let mut known_keys: FxHashSet<Key> = FxHashSet::default();
        // A node is visited twice: first its parents are put before it, then itself.
        let mut stack: Vec<(&Source, bool)> = sources.iter().rev().map(|source| (source, false)).collect();
        while let Some((source, is_ready)) = stack.pop() {
            match source {
                Source::Node(node) if is_ready => {
                    if node.annotation.is_some() {
                        gathered.annotated.push((node.task.key.name().clone(), node.annotation));
                    }
                    gathered.tasks.insert(node.task.key.clone(), node.task.clone());
                }
                Source::Node(node) => {
                    if seen_nodes.insert(Arc::as_ptr(node)) {
                        stack.push((source, true));
                        stack.extend(node.parents.iter().rev().map(|parent| (parent, false)));
                    }
                }
                Source::Layers(graph, keys) => {
                    if seen_graphs.insert(Arc::as_ptr(graph)) {
                        gathered.graphs.push(graph.clone());
                    }
                    gathered.keys.extend(keys.iter().filter(|key| known_keys.insert((*key).clone())).cloned());
                }
                Source::Tasks(tasks, keys) => gathered.add_culled(tasks, keys),
                Source::Future(future) => gathered.futures.push(future.clone()),
            }
        }
        gathered
    }

    /// The tasks that `keys` need.
    fn add_culled(&mut self, tasks: &TaskGraph, keys: &[Key]) {
        let mut stack: Vec<&Key> = keys.iter().collect();
        while let Some(key) = stack.pop() {
            if let Some(task) = tasks.get(key)
                && self.tasks.insert(key.clone(), task.clone()).is_none()
            {
                stack.extend(task.inputs());
            }
        }
    }

    fn layers(&self) -> HighLevelGraph {
        HighLevelGraph::merged(&self.graphs.iter().map(|graph| &**graph).collect::<Vec<_>>())
    }

    /// The tasks to run, and the futures that stand for tasks.
    fn optimized(mut self, optimize: bool) -> (TaskGraph, Vec<Arc<Future>>) {
        let mut tasks = TaskGraph::default();
        if !self.graphs.is_empty() {
            let (layers, futures) = without_futures(&self.layers());
            tasks = if optimize { graph::optimize(&layers, &self.keys) } else { graph::cull(&layers, &self.keys) };
            self.futures.extend(futures);
        }
        tasks.extend(self.tasks);
        let mut futures: FxHashMap<Key, Arc<Future>> = FxHashMap::default();
        tasks.retain(|_, task| match held_future(task) {
            Some(future) => {
                self.futures.push(future.clone());
                false
            }
            None => true,
        });
        for future in self.futures {
            futures.entry(future.key().clone()).or_insert(future);
        }
        let mut futures: Vec<Arc<Future>> = futures.into_values().collect();
        futures.sort_unstable_by(|a, b| a.key().cmp(b.key()));
        (tasks, futures)
    }
}

/// The layers without those that futures hold, whose keys the cluster knows. Fusing must not see them: what they stand
/// for is no value yet.
fn without_futures(graph: &HighLevelGraph) -> (HighLevelGraph, Vec<Arc<Future>>) {
    let (mut kept, mut futures) = (HighLevelGraph::default(), Vec::new());
    for layer in graph.layers() {
        if let LayerKind::Materialized(materialized) = &layer.kind
            && materialized.tasks.values().next().is_some_and(|task| held_future(task).is_some())
        {
            futures.extend(materialized.tasks.values().filter_map(|task| held_future(task)).cloned());
            continue;
        }
        let dependencies: Vec<Arc<str>> =
            graph.dependencies(&layer.name).iter().filter(|name| kept.layer(name).is_some()).cloned().collect();
        kept.push(layer.clone(), dependencies);
    }
    (kept, futures)
}

fn held_future(task: &Task) -> Option<&Arc<Future>> {
    match &task.kind {
        TaskKind::Data(Value::Object(object)) => object.as_any().downcast_ref::<HeldFuture>().map(|held| &held.0),
        _ => None,
    }
}
