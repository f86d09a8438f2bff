//! In which order a single thread would best run a graph: the tie-breaker of every scheduler decision.
//!
//! ```text
//!   d          Work towards one output (a leaf) at a time: its critical path is a chain down to an input (a root).
//!  / \         Walk that path upwards; where another input is missing, walk back for it first.
//! b   c  -> a0 c1 b2 d3
//!     |        Tasks that became free on the way run once their reducer can run, so that memory is freed soon.
//!     a
//! ```
//!
//! Names: *roots* depend on nothing, nothing depends on *leaves*. The *degree* of a leaf is the number of roots still
//! to run before it; the next target is a leaf of least degree, of those already touched if possible.
//! Mirrors `dask.order.order`. Differs: connected roots are kept as runs of numbers, so a long cumulative sum needs
//! linear memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::runs::{Connections, connections};
use super::{Key, TaskGraph, TaskKind};

/// Why a graph has no order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// Some tasks wait for each other.
    #[error("Cycle detected between the following keys:\n  -> {}", join(.0))]
    Cycle(Vec<Key>),
}

fn join(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join("\n  -> ")
}

/// For each task of `graph`, in its order: when it should run; lower is earlier. A permutation of `0..graph.len()`.
pub fn order(graph: &TaskGraph) -> Result<Vec<u32>, OrderError> {
    let mut shape = Shape::of(graph);
    let total_dependencies = shape.total_dependencies(graph)?;
    let last = shape.set_data_aside(graph);
    let mut priorities = Walk::new(graph, &shape, &total_dependencies).run();
    // Aliases of many keys come last, and plain data just before the first task that holds it.
    shape.place_data(&mut priorities);
    let n_placed = graph.len() - last.len();
    for (priority, leaf) in (n_placed as u32..).zip(last.into_iter().rev()) {
        priorities[leaf as usize] = priority;
    }
    Ok(priorities)
}

const NOT_YET: u32 = u32::MAX;

type Node = u32;
type Nodes = SmallVec<[Node; 4]>;

/// The graph as numbers: a task is its position in the graph.
pub(super) struct Shape {
    /// Distinct dependencies in the graph.
    pub(super) dependencies: Vec<Nodes>,
    /// The reverse.
    pub(super) dependents: Vec<Nodes>,
    /// Whether the node takes part; data nodes and aliases that were set aside do not.
    pub(super) present: Vec<bool>,
    /// Data nodes set aside, with the tasks that hold them.
    data: Vec<(Node, Nodes)>,
}

impl Shape {
    fn of(graph: &TaskGraph) -> Shape {
        let mut dependencies: Vec<Nodes> = vec![Nodes::new(); graph.len()];
        let mut dependents: Vec<Nodes> = vec![Nodes::new(); graph.len()];
        for (user, task) in graph.values().enumerate() {
            let deps = &mut dependencies[user];
            deps.extend(task.inputs().iter().filter_map(|key| graph.get_index_of(key)).map(|used| used as Node));
            deps.sort_unstable();
            deps.dedup();
            for &used in deps.iter() {
                dependents[used as usize].push(user as Node);
            }
        }
        Shape { dependencies, dependents, present: vec![true; graph.len()], data: Vec::new() }
    }

    /// Tasks needed for each task, itself included, counted once per path.
    fn total_dependencies(&self, graph: &TaskGraph) -> Result<Vec<u64>, OrderError> {
        let n = self.dependencies.len();
        let mut needed: Vec<usize> = self.dependencies.iter().map(SmallVec::len).collect();
        let mut ready: Vec<Node> = (0..n as Node).filter(|&node| needed[node as usize] == 0).collect();
        let mut total = vec![1u64; n];
        let mut n_done = 0;
        while let Some(node) = ready.pop() {
            n_done += 1;
            for &user in &self.dependents[node as usize] {
                total[user as usize] = total[user as usize].saturating_add(total[node as usize]);
                needed[user as usize] -= 1;
                if needed[user as usize] == 0 {
                    ready.push(user);
                }
            }
        }
        if n_done == n { Ok(total) } else { Err(self.cycle(graph, &needed)) }
    }

    /// The keys of one cycle, first and last the same; `needed` is what each node still waits for.
    fn cycle(&self, graph: &TaskGraph, needed: &[usize]) -> OrderError {
        let waits = |node: Node| needed[node as usize] > 0;
        let mut seen_at: FxHashMap<Node, usize> = FxHashMap::default();
        let mut path: Vec<Node> = Vec::new();
        let mut next = (0..needed.len() as Node).find(|&node| waits(node));
        while let Some(node) = next {
            if let Some(&start) = seen_at.get(&node) {
                path.drain(..start);
                path.push(node);
                break;
            }
            seen_at.insert(node, path.len());
            path.push(node);
            next = self.dependencies[node as usize].iter().copied().find(|&dep| waits(dep));
        }
        OrderError::Cycle(path.into_iter().map(|node| key(graph, node).clone()).collect())
    }

    /// Takes data that several tasks hold, and leaves that only gather keys, out of the graph; returns the latter.
    fn set_data_aside(&mut self, graph: &TaskGraph) -> Vec<Node> {
        let is_task = |node: Node| matches!(graph[node as usize].kind, TaskKind::Run { .. });
        let n = self.present.len() as Node;
        let roots: Vec<Node> = (0..n).filter(|&node| self.dependencies[node as usize].is_empty()).collect();
        for root in roots {
            if is_task(root) || self.dependents[root as usize].len() < 2 {
                continue;
            }
            let users = std::mem::take(&mut self.dependents[root as usize]);
            for &user in &users {
                self.dependencies[user as usize].retain(|dep| *dep != root);
            }
            self.present[root as usize] = false;
            self.data.push((root, users));
        }
        let mut last = Vec::new();
        let mut leaves: Vec<Node> = (0..n).filter(|&node| self.is_leaf(node)).collect();
        while let Some(leaf) = leaves.pop() {
            if is_task(leaf) || self.dependencies[leaf as usize].len() < 2 {
                continue;
            }
            self.present[leaf as usize] = false;
            last.push(leaf);
            for dep in std::mem::take(&mut self.dependencies[leaf as usize]) {
                self.dependents[dep as usize].retain(|user| *user != leaf);
                if self.is_leaf(dep) {
                    leaves.push(dep);
                }
            }
        }
        last
    }

    fn is_leaf(&self, node: Node) -> bool {
        self.present[node as usize] && self.dependents[node as usize].is_empty()
    }

    fn is_root(&self, node: Node) -> bool {
        self.present[node as usize] && self.dependencies[node as usize].is_empty()
    }

    /// Puts the data that was set aside directly before the first task that holds it.
    fn place_data(&self, priorities: &mut [u32]) {
        if self.data.is_empty() {
            return;
        }
        let mut before: BTreeMap<u32, Nodes> = BTreeMap::new();
        for (data, users) in &self.data {
            let first = users.iter().map(|&user| priorities[user as usize]).min().unwrap_or(0);
            before.entry(first).or_default().push(*data);
        }
        let mut by_priority: Vec<Node> =
            (0..priorities.len() as Node).filter(|&node| priorities[node as usize] != NOT_YET).collect();
        by_priority.sort_unstable_by_key(|&node| priorities[node as usize]);
        let mut next = 0;
        for node in by_priority {
            for data in before.remove(&priorities[node as usize]).unwrap_or_default() {
                priorities[data as usize] = next;
                next += 1;
            }
            priorities[node as usize] = next;
            next += 1;
        }
    }
}

fn key(graph: &TaskGraph, node: Node) -> &Key {
    &graph[node as usize].key
}

/// The walk along critical paths.
struct Walk<'a> {
    shape: &'a Shape,
    /// Each node's place among all nodes sorted by importance.
    rank: Vec<u32>,
    by_rank: Vec<Node>,
    /// Leaves that each root leads to.
    leaves_of: Connections,
    leaves: Leaves,
    /// Leaves not yet chosen as a target, best last.
    leaves_sorted: Vec<Node>,
    priorities: Vec<u32>,
    next_priority: u32,
    /// Dependencies not yet run.
    needed: Vec<u32>,
    /// Nodes free to run that nobody has followed yet.
    runnable: Vec<Node>,
    /// Nodes that a runnable path covers already.
    in_runnable_hull: Vec<bool>,
    /// Chains of free nodes by the reducer at which they end.
    paths_to: FxHashMap<Node, Vec<Vec<Node>>>,
}

/// Leaves by the number of roots that each still needs.
#[derive(Default)]
struct Leaves {
    degree: FxHashMap<Node, usize>,
    /// Ranks by degree.
    by_degree: BTreeMap<usize, BTreeSet<u32>>,
    /// The same for leaves that a node already run leads to.
    touched_by_degree: BTreeMap<usize, BTreeSet<u32>>,
    /// Per node, whether a node already run leads to it and it has not run itself.
    touched: Vec<bool>,
    n_touched: usize,
}

impl Leaves {
    fn move_to(sets: &mut BTreeMap<usize, BTreeSet<u32>>, rank: u32, from: usize, to: usize) {
        if let Some(set) = sets.get_mut(&from) {
            let was_there = set.remove(&rank);
            if set.is_empty() {
                sets.remove(&from);
            }
            if was_there && to > 0 {
                sets.entry(to).or_default().insert(rank);
            }
        }
    }

    /// One root less to run before `leaf`.
    fn come_closer(&mut self, leaf: Node, rank: u32) {
        let Some(degree) = self.degree.get_mut(&leaf) else { return };
        let from = *degree;
        *degree -= 1;
        let to = *degree;
        if to == 0 {
            self.degree.remove(&leaf);
        }
        Leaves::move_to(&mut self.by_degree, rank, from, to);
        Leaves::move_to(&mut self.touched_by_degree, rank, from, to);
    }

    fn touch(&mut self, node: Node, rank: u32) {
        if !std::mem::replace(&mut self.touched[node as usize], true) {
            self.n_touched += 1;
            if let Some(&degree) = self.degree.get(&node) {
                self.touched_by_degree.entry(degree).or_default().insert(rank);
            }
        }
    }

    fn ran(&mut self, node: Node, rank: u32) {
        if std::mem::replace(&mut self.touched[node as usize], false) {
            self.n_touched -= 1;
            if let Some(&degree) = self.degree.get(&node) {
                Leaves::move_to(&mut self.touched_by_degree, rank, degree, 0);
            }
        }
    }

    /// The rank of the leaf that needs the fewest roots, preferring touched ones.
    fn closest(&self) -> Option<u32> {
        let (degree, all) = self.by_degree.first_key_value()?;
        self.touched_by_degree.get(degree).and_then(BTreeSet::first).or(all.first()).copied()
    }
}

impl<'a> Walk<'a> {
    fn new(graph: &TaskGraph, shape: &'a Shape, total_dependencies: &[u64]) -> Walk<'a> {
        let n = shape.present.len();
        let roots_of = connections(&shape.present, &shape.dependencies, &shape.dependents);
        let leaves_of = connections(&shape.present, &shape.dependents, &shape.dependencies);
        let (rank, by_rank) = ranks(graph, shape, total_dependencies, &roots_of);

        let nodes = || (0..n as Node).filter(|&node| shape.present[node as usize]);
        let leaf_nodes: Vec<Node> = nodes().filter(|&node| shape.is_leaf(node)).collect();
        let root_nodes: Vec<Node> = nodes().filter(|&node| shape.is_root(node)).collect();
        let mut leaves = Leaves { touched: vec![false; n], ..Leaves::default() };
        for &leaf in leaf_nodes.iter().filter(|&&leaf| !shape.is_root(leaf)) {
            let degree = roots_of.count(leaf);
            leaves.degree.insert(leaf, degree);
            leaves.by_degree.entry(degree).or_default().insert(rank[leaf as usize]);
        }
        let mut leaves_sorted = leaf_nodes.clone();
        leaves_sorted.sort_unstable_by_key(|&leaf| rank[leaf as usize]);
        if !longest_path_first(&root_nodes, &leaf_nodes, &leaves_of) {
            leaves_sorted.reverse();
        }
        Walk {
            shape,
            rank,
            by_rank,
            leaves_of,
            leaves,
            leaves_sorted,
            priorities: vec![NOT_YET; n],
            next_priority: 0,
            needed: shape.dependencies.iter().map(|deps| deps.len() as u32).collect(),
            runnable: Vec::new(),
            in_runnable_hull: vec![false; n],
            paths_to: FxHashMap::default(),
        }
    }

    fn run(mut self) -> Vec<u32> {
        let mut path: Vec<Node> = Vec::new();
        while let Some(target) = self.next_target() {
            self.critical_path(target, &mut path);
            let mut walked_back = false;
            while let Some(node) = path.pop() {
                if self.is_done(node) {
                    continue;
                }
                if self.needed[node as usize] == 0 {
                    if walked_back && self.runnable.len() < path.len() {
                        self.follow_runnable();
                    }
                    self.add(node);
                } else {
                    path.push(node);
                    walked_back |= self.walk_back(node, &mut path);
                }
            }
            self.follow_runnable();
        }
        self.priorities
    }

    fn is_done(&self, node: Node) -> bool {
        self.priorities[node as usize] != NOT_YET
    }

    fn next_target(&mut self) -> Option<Node> {
        if self.leaves.n_touched > 0
            && let Some(rank) = self.leaves.closest()
        {
            return Some(self.by_rank[rank as usize]);
        }
        while let Some(leaf) = self.leaves_sorted.pop() {
            if !self.is_done(leaf) {
                return Some(leaf);
            }
        }
        None
    }

    fn missing(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.shape.dependencies[node as usize].iter().copied().filter(|&dep| !self.is_done(dep))
    }

    /// From `target` down to a root, always by way of the most important dependency; the others stand beside it.
    fn critical_path(&self, target: Node, path: &mut Vec<Node>) {
        path.push(target);
        let mut next: Nodes = self.shape.dependencies[target as usize].clone();
        while let Some(node) = next.iter().copied().max_by_key(|&dep| self.rank[dep as usize]) {
            path.push(node);
            next = self.missing(node).collect();
            path.extend(&next);
        }
    }

    /// Puts what `node` still needs on the path; true if that is more than one unexplored dependency.
    fn walk_back(&mut self, node: Node, path: &mut Vec<Node>) -> bool {
        let mut deps: Nodes = self.missing(node).collect();
        deps.sort_unstable_by_key(|&dep| self.rank[dep as usize]);
        let (known, unknown): (Nodes, Nodes) = deps.iter().copied().partition(|dep| self.paths_to.contains_key(dep));
        path.extend(&unknown);
        for dep in known {
            for chain in self.paths_to.remove(&dep).unwrap_or_default() {
                path.extend(chain.iter().rev());
            }
        }
        unknown.len() > 1
    }

    /// Gives `node` the next priority, and after it the tasks that it alone was waited for.
    fn add(&mut self, node: Node) {
        let mut stack: Nodes = SmallVec::from_slice(&[node]);
        while let Some(node) = stack.pop() {
            let rank = self.rank[node as usize];
            self.in_runnable_hull[node as usize] = false;
            self.leaves.ran(node, rank);
            if self.is_done(node) {
                continue;
            }
            self.priorities[node as usize] = self.next_priority;
            self.next_priority += 1;
            if self.shape.is_root(node) {
                for leaf in self.leaves_of.iter(node) {
                    self.leaves.come_closer(leaf, self.rank[leaf as usize]);
                }
            }
            let shape = self.shape;
            let users = &shape.dependents[node as usize];
            for &user in users {
                self.needed[user as usize] -= 1;
                self.leaves.touch(user, self.rank[user as usize]);
                if self.needed[user as usize] == 0 {
                    if users.len() == 1 {
                        stack.push(user);
                    } else {
                        self.runnable.push(user);
                    }
                }
            }
        }
    }

    /// Follows free tasks up to the reducer that needs them, and runs them if the reducer (or a leaf) can run then.
    fn follow_runnable(&mut self) {
        while !self.runnable.is_empty() {
            let mut candidates = std::mem::take(&mut self.runnable);
            while let Some(start) = candidates.pop() {
                if self.in_runnable_hull[start as usize] || self.is_done(start) {
                    continue;
                }
                if self.shape.is_leaf(start) {
                    self.add(start);
                    continue;
                }
                let mut branches: VecDeque<(usize, Vec<Node>)> = VecDeque::from([(0, vec![start])]);
                while let Some((n_splits, path)) = branches.pop_front() {
                    self.follow(n_splits, path, &mut branches);
                }
            }
        }
    }

    fn follow(&mut self, n_splits: usize, mut path: Vec<Node>, branches: &mut VecDeque<(usize, Vec<Node>)>) {
        let shape = self.shape;
        loop {
            let Some(&current) = path.last() else { return };
            let users = &shape.dependents[current as usize];
            let n_deps = shape.dependencies[current as usize].len();
            let needed = self.needed[current as usize];
            self.in_runnable_hull[current as usize] = true;
            if users.is_empty() {
                if needed <= 1 {
                    path.iter().for_each(|&node| self.add(node));
                } else {
                    self.in_runnable_hull[current as usize] = false;
                }
                return;
            }
            if path.len() == 1 || n_deps == 1 {
                if let [user] = users[..] {
                    path.push(user);
                    continue;
                }
                // A splitter: follow each branch that depends on nothing else.
                let mut alone: Nodes =
                    users.iter().copied().filter(|&user| shape.dependencies[user as usize].len() == 1).collect();
                alone.sort_unstable_by_key(|&user| self.rank[user as usize]);
                for user in alone {
                    let mut branch = path.clone();
                    branch.push(user);
                    branches.push_back((n_splits + 1, branch));
                }
                return;
            }
            if let Some(paths) = self.paths_to.get_mut(&current) {
                paths.push(path);
                self.in_runnable_hull[current as usize] = false;
                if paths.len() >= needed as usize {
                    self.run_paths_to(current, n_splits, branches);
                }
            } else if needed <= 1 {
                path.iter().for_each(|&node| self.add(node));
            } else {
                self.paths_to.insert(current, vec![path]);
                self.in_runnable_hull[current as usize] = false;
            }
            return;
        }
    }

    /// All paths to a reducer are known: runs them, or hands them on as one branch inside a splitter.
    fn run_paths_to(&mut self, reducer: Node, n_splits: usize, branches: &mut VecDeque<(usize, Vec<Node>)>) {
        let paths = self.paths_to.remove(&reducer).unwrap_or_default();
        let mut open: VecDeque<Vec<Node>> =
            paths.into_iter().filter(|path| path.len() < 2 || !self.is_done(path[path.len() - 2])).collect();
        if open.len() < self.needed[reducer as usize] as usize {
            self.paths_to.insert(reducer, open.into());
        } else if n_splits > 1 {
            branches.push_back((n_splits - 1, open.into_iter().flatten().collect()));
        } else {
            while let Some(path) = open.pop_front() {
                for &node in &path {
                    if self.needed[node as usize] > 0 {
                        open.push_back(path);
                        break;
                    }
                    self.add(node);
                }
            }
        }
    }
}

/// Whether the leaf with the longest path is the best first target: if the graph narrows a lot, or is symmetric.
fn longest_path_first(roots: &[Node], leaves: &[Node], leaves_of: &Connections) -> bool {
    if roots.is_empty() || roots.len().abs_diff(leaves.len()) as f64 / roots.len() as f64 >= 0.8 {
        return true;
    }
    let mut sizes = roots.iter().map(|&root| leaves_of.count(root)).skip_while(|&size| size == 0);
    let first = sizes.next();
    sizes.all(|size| Some(size) == first)
}

/// Each node's place when sorted by importance (tasks needed, dependencies, roots, fan-out of its roots, name), and
/// the nodes by place.
fn ranks(graph: &TaskGraph, shape: &Shape, total: &[u64], roots_of: &Connections) -> (Vec<u32>, Vec<Node>) {
    let n = shape.present.len();
    let importance: Vec<(u64, u32, u32, i64)> = (0..n)
        .map(|node| {
            let id = node as Node;
            let n_dependencies = shape.dependencies[node].len() as u32;
            (total[node], n_dependencies, roots_of.count(id) as u32, -i64::from(roots_of.weight(id)))
        })
        .collect();
    let mut by_rank: Vec<Node> = (0..n as Node).collect();
    by_rank.sort_by(|&a, &b| {
        importance[a as usize].cmp(&importance[b as usize]).then_with(|| key(graph, a).cmp_as_text(key(graph, b)))
    });
    let mut rank = vec![0; n];
    for (place, &node) in by_rank.iter().enumerate() {
        rank[node as usize] = place as u32;
    }
    (rank, by_rank)
}
