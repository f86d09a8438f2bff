//! Which roots each node of a graph depends on, as runs of root numbers.
//!
//! Roots are numbered in graph order, so the roots of a node are mostly a few runs: those of the i-th step of a
//! cumulative sum are the one run `0..i`. Nodes with equal sets share them.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Half-open runs of root numbers, ascending, not touching.
type Runs = Rc<[(u32, u32)]>;

/// For each node, its roots.
pub(super) struct Connections {
    roots: Vec<u32>,
    of: Vec<Option<Runs>>,
    /// The largest number of direct users among a node's roots, as far as Dask looks.
    weights: Vec<u32>,
}

impl Connections {
    /// The number of roots that `node` depends on; none for a root itself.
    pub(super) fn count(&self, node: u32) -> usize {
        self.of[node as usize].iter().flat_map(|runs| runs.iter()).map(|&(start, end)| (end - start) as usize).sum()
    }

    /// The roots that `node` depends on.
    pub(super) fn iter(&self, node: u32) -> impl Iterator<Item = u32> + use<> {
        let runs = self.of[node as usize].clone();
        let numbers: SmallVec<[u32; 8]> =
            runs.iter().flat_map(|runs| runs.iter()).flat_map(|&(start, end)| start..end).collect();
        let roots: SmallVec<[u32; 8]> = numbers.into_iter().map(|number| self.roots[number as usize]).collect();
        roots.into_iter()
    }

    /// The largest fan-out of its roots.
    pub(super) fn weight(&self, node: u32) -> u32 {
        self.weights[node as usize]
    }
}

/// The roots that each present node reaches by `dependencies`. With the two lists swapped: the leaves it leads to.
pub(super) fn connections(
    present: &[bool],
    dependencies: &[SmallVec<[u32; 4]>],
    dependents: &[SmallVec<[u32; 4]>],
) -> Connections {
    let n = present.len();
    let mut roots = Vec::new();
    let mut of: Vec<Option<Runs>> = vec![None; n];
    let mut weights = vec![0; n];
    let mut needed: Vec<usize> = dependencies.iter().map(SmallVec::len).collect();
    let mut ready: Vec<u32> = Vec::new();
    for node in (0..n).filter(|&node| present[node] && dependencies[node].is_empty()) {
        let number = roots.len() as u32;
        roots.push(node as u32);
        of[node] = Some(Rc::new([(number, number + 1)]));
        weights[node] = dependents[node].len() as u32;
        ready.push(node as u32);
    }
    let mut known: FxHashSet<Runs> = FxHashSet::default();
    while let Some(node) = ready.pop() {
        let deps = &dependencies[node as usize];
        if !deps.is_empty() {
            of[node as usize] = Some(union(deps, &of, &mut known));
            weights[node as usize] = deps.iter().map(|&dep| weights[dep as usize]).max().unwrap_or(0);
        }
        for &user in &dependents[node as usize] {
            needed[user as usize] -= 1;
            if needed[user as usize] == 0 {
                ready.push(user);
            }
        }
    }
    for &root in &roots {
        of[root as usize] = None;
    }
    Connections { roots, of, weights }
}

fn union(deps: &[u32], of: &[Option<Runs>], known: &mut FxHashSet<Runs>) -> Runs {
    let mut distinct: FxHashMap<*const (u32, u32), &Runs> = FxHashMap::default();
    let mut sets: SmallVec<[&Runs; 4]> = SmallVec::new();
    for runs in deps.iter().filter_map(|&dep| of[dep as usize].as_ref()) {
        if distinct.insert(runs.as_ptr(), runs).is_none() {
            sets.push(runs);
        }
    }
    if let [only] = sets[..] {
        return only.clone();
    }
    let mut all: Vec<(u32, u32)> = sets.iter().flat_map(|runs| runs.iter().copied()).collect();
    all.sort_unstable();
    all.dedup_by(|next, previous| {
        let joins = next.0 <= previous.1;
        if joins {
            previous.1 = previous.1.max(next.1);
        }
        joins
    });
    let union: Runs = all.into();
    match known.get(&union) {
        Some(shared) => shared.clone(),
        None => {
            known.insert(union.clone());
            union
        }
    }
}
