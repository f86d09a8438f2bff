//! Fuses chains of tasks with one dependency and one dependent each.
//!
//! ```text
//! random_sample-A ─▶ mean_chunk-B ─▶ (three dependents)
//! becomes
//! random_sample-mean_chunk-B ─▶ mean_chunk-B (alias) ─▶ (three dependents)
//! ```
//!
//! The walk starts at the outputs; a task at which a chain ends because several others use it stays as it is.
//! Mirrors `dask._task_spec.fuse_linear_task_spec`.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::graph::fused::{Fused, Plan, PlanStep, Slot};
use crate::graph::{Key, Operation, Task, TaskError, TaskGraph, TaskKind, Value, key_split};

/// `graph` (users before what they use) with its chains fused; tasks under `keys` keep their keys and end chains.
/// In the result, tasks mostly stand after what they use.
pub fn fuse_linear(graph: &TaskGraph, keys: &[Key]) -> TaskGraph {
    let mut is_wanted = vec![false; graph.len()];
    for number in keys.iter().filter_map(|key| graph.get_index_of(key)) {
        is_wanted[number] = true;
    }
    let edges = Edges::of(graph);
    let mut seen = vec![false; graph.len()];
    let mut chains: Vec<SmallVec<[u32; 4]>> = Vec::with_capacity(graph.len());
    for start in 0..graph.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        // The chain is gathered from its top (the last task to run) to its bottom, in two arms.
        let mut below: SmallVec<[u32; 4]> = SmallVec::new();
        let mut above: SmallVec<[u32; 4]> = SmallVec::new();
        let mut bottom = start;
        while let Some(next) = edges.only_dependency(bottom) {
            if std::mem::replace(&mut seen[next], true) {
                break;
            }
            if edges.only_dependent(next).is_none() || is_wanted[next] {
                chains.push(SmallVec::from_slice(&[next as u32]));
                break;
            }
            below.push(next as u32);
            bottom = next;
        }
        let mut top = start;
        while let Some(next) = edges.only_dependent(top).filter(|_| !is_wanted[top]) {
            if std::mem::replace(&mut seen[next], true) {
                break;
            }
            if edges.only_dependency(next).is_none() {
                chains.push(SmallVec::from_slice(&[next as u32]));
                break;
            }
            above.push(next as u32);
            top = next;
        }
        let chain = below.iter().rev().copied().chain([start as u32]).chain(above).collect();
        chains.push(chain);
    }

    let mut names = FusedNames::default();
    let mut fused = TaskGraph::with_capacity_and_hasher(graph.len(), Default::default());
    for chain in chains.iter().rev() {
        let task = |number: u32| &graph[number as usize];
        let top = task(chain[chain.len() - 1]);
        if chain.len() == 1 {
            fused.insert(top.key.clone(), top.clone());
            continue;
        }
        let members: SmallVec<[&Task; 4]> = chain.iter().map(|&number| &**task(number)).collect();
        let key = names.joined(&members);
        fused.insert(key.clone(), Arc::new(fuse_chain(key.clone(), &members)));
        if key != top.key {
            fused.insert(top.key.clone(), Arc::new(Task { key: top.key.clone(), kind: TaskKind::Alias(key) }));
        }
    }
    fused
}

/// The graph's distinct edges as far as chains need them.
struct Edges {
    dependency: Vec<Degree>,
    dependent: Vec<Degree>,
}

#[derive(Clone, Copy)]
enum Degree {
    None,
    One(u32),
    Many,
}

impl Degree {
    fn add(&mut self, other: usize) {
        *self = match *self {
            Degree::None => Degree::One(other as u32),
            Degree::One(known) if known == other as u32 => Degree::One(known),
            Degree::One(_) | Degree::Many => Degree::Many,
        }
    }

    fn only(self) -> Option<usize> {
        match self {
            Degree::One(other) => Some(other as usize),
            Degree::None | Degree::Many => None,
        }
    }
}

impl Edges {
    fn of(graph: &TaskGraph) -> Edges {
        let mut edges =
            Edges { dependency: vec![Degree::None; graph.len()], dependent: vec![Degree::None; graph.len()] };
        for (user, task) in graph.values().enumerate() {
            for input in task.inputs() {
                match graph.get_index_of(input) {
                    Some(used) => {
                        edges.dependency[user].add(used);
                        edges.dependent[used].add(user);
                    }
                    // A key of somebody else counts as a dependency that ends the chain.
                    None => edges.dependency[user] = Degree::Many,
                }
            }
        }
        edges
    }

    fn only_dependency(&self, number: usize) -> Option<usize> {
        self.dependency[number].only()
    }

    fn only_dependent(&self, number: usize) -> Option<usize> {
        self.dependent[number].only()
    }
}

/// One task that runs `members`, first to last.
fn fuse_chain(key: Key, members: &[&Task]) -> Task {
    let inputs = members[0].inputs().to_vec();
    let mut operations: Vec<Arc<dyn Operation>> = Vec::with_capacity(members.len());
    let mut steps: Vec<PlanStep> = Vec::with_capacity(members.len());
    for (number, member) in members.iter().enumerate() {
        operations.push(match &member.kind {
            TaskKind::Run { operation, .. } => operation.clone(),
            TaskKind::Data(value) => Arc::new(Constant(value.clone())),
            TaskKind::Alias(_) => Arc::new(Pass),
        });
        let slot = |input: usize| match number.checked_sub(1) {
            Some(previous) => Slot::Step(previous as u32),
            None => Slot::Input(input as u32),
        };
        steps.push(PlanStep { arguments: (0..member.inputs().len()).map(slot).collect() });
    }
    Task::run(key, Arc::new(Fused::new(Arc::new(Plan::new(steps.into())), operations.into())), inputs)
}

/// A data node inside a fused task.
#[derive(Debug)]
struct Constant(Value);

impl Operation for Constant {
    fn name(&self) -> &str {
        "data"
    }

    fn call(&self, _: &[Value]) -> Result<Value, TaskError> {
        Ok(self.0.clone())
    }
}

/// An alias inside a fused task.
#[derive(Debug)]
struct Pass;

impl Operation for Pass {
    fn name(&self) -> &str {
        "alias"
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        Ok(inputs[0].clone())
    }
}

/// Joined names of chains: the other members' prefixes, sorted, then the top's full name. Chains of the same layers
/// get the same name, which is made once.
#[derive(Default)]
struct FusedNames {
    joined: FxHashMap<SmallVec<[Arc<str>; 4]>, Arc<str>>,
}

impl FusedNames {
    /// The key of the fused task: the joined name, at the top's position.
    fn joined(&mut self, members: &[&Task]) -> Key {
        let top = &members[members.len() - 1].key;
        let of: SmallVec<[Arc<str>; 4]> = members.iter().map(|member| member.key.name().clone()).collect();
        let name = self.joined.entry(of).or_insert_with_key(|of| join(of)).clone();
        match top.block_idx() {
            Some(block_idx) => Key::block(name, block_idx),
            None => Key::text(name),
        }
    }
}

fn join(of: &[Arc<str>]) -> Arc<str> {
    let top = &of[of.len() - 1];
    let others: FxHashSet<&str> =
        of[..of.len() - 1].iter().map(|name| key_split(name)).filter(|prefix| *prefix != key_split(top)).collect();
    let mut parts: Vec<&str> = others.into_iter().collect();
    parts.sort_unstable();
    parts.push(top);
    let name = parts.join("-");
    if name.len() <= NAME_LENGTH_MAX {
        return name.into();
    }
    // Cut names stay distinct by four hex digits of the whole.
    let mut cut = NAME_LENGTH_MAX;
    while !name.is_char_boundary(cut) {
        cut -= 1;
    }
    let hash = {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(name.as_bytes());
        hasher.finish() >> 48
    };
    format!("{}-{hash:04x}", &name[..cut]).into()
}

/// Bytes of a joined name, without the five of its hash.
const NAME_LENGTH_MAX: usize = 115;
