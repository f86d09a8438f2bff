//! Fuses Blockwise layers into each other, before any task is written out.
//!
//! ```text
//! ones ─▶ add ─▶ sum ─▶ sum-aggregate      becomes      sum (ones, add, sum) ─▶ sum-aggregate
//! ```
//!
//! A layer is fused into the one that uses it if nothing else uses it, nobody asked for it, it is read once, and no
//! layer in between contracts an index (its blocks would be made several times over).
//! Mirrors `dask.blockwise.optimize_blockwise`.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::graph::blockwise::{Argument, Axes, Index, Input, Step};
use crate::graph::{Blockwise, HighLevelGraph, Key, Layer, LayerKind};

/// The graph with its Blockwise layers fused; layers that hold one of `keys` stay.
pub fn fuse_blockwise(graph: &HighLevelGraph, keys: &[Key]) -> HighLevelGraph {
    // What two layers read, which then became one, can be fused into that in another pass.
    let mut fused = fused_once(graph, keys);
    let mut n_layers = graph.n_layers();
    while fused.n_layers() < n_layers {
        n_layers = fused.n_layers();
        fused = fused_once(&fused, keys);
    }
    fused
}

fn fused_once(graph: &HighLevelGraph, keys: &[Key]) -> HighLevelGraph {
    let keep: FxHashSet<&str> = keys.iter().map(|key| &**key.name()).collect();
    let mut n_dependents: FxHashMap<&str, usize> = FxHashMap::default();
    for layer in graph.layers() {
        for dependency in graph.dependencies(&layer.name) {
            *n_dependents.entry(dependency).or_default() += 1;
        }
    }
    let fuses = Fuses { graph, keep, n_dependents };

    // From the outputs on down: a layer that was fused into another is not built again.
    let mut gone: FxHashSet<Arc<str>> = FxHashSet::default();
    let mut fused: Vec<(Layer, Vec<Arc<str>>)> = Vec::with_capacity(graph.n_layers());
    for layer in graph.layers().rev() {
        if gone.contains(&layer.name) {
            continue;
        }
        match &layer.kind {
            LayerKind::Blockwise(top) if top.inputs().iter().any(|input| fuses.layer(top, top, input).is_some()) => {
                let merged = merge(top, &fuses, &mut gone);
                let dependencies = merged.inputs().iter().map(|input| input.name.clone()).collect();
                let merged = Layer { description: layer.description.clone(), ..Layer::blockwise(merged) };
                fused.push((merged, dependencies));
            }
            _ => fused.push((layer.clone(), graph.dependencies(&layer.name).to_vec())),
        }
    }
    let mut result = HighLevelGraph::default();
    for (layer, dependencies) in fused.into_iter().rev() {
        result.push(layer, dependencies);
    }
    result
}

/// Decides which layers are fused.
struct Fuses<'a> {
    graph: &'a HighLevelGraph,
    keep: FxHashSet<&'a str>,
    n_dependents: FxHashMap<&'a str, usize>,
}

impl<'a> Fuses<'a> {
    /// The Blockwise layer behind `input` of `user`, if it can be fused into `top`.
    ///
    /// As in Dask, what `top` itself reads twice is not fused, but what a layer in between reads twice is.
    fn layer(&self, top: &Blockwise, user: &Blockwise, input: &Input) -> Option<&'a Arc<Blockwise>> {
        if user.contracts() || self.keep.contains(&*input.name) || self.n_dependents.get(&*input.name) != Some(&1) {
            return None;
        }
        if top.inputs().iter().filter(|other| other.name == input.name).count() > 1 {
            return None;
        }
        match &self.graph.layer(&input.name)?.kind {
            // What joins blocks along labels that end with it stays apart from what does not.
            LayerKind::Blockwise(blockwise) => (!blockwise.contracts()).then_some(blockwise),
            LayerKind::Materialized(_) => None,
        }
    }
}

/// A layer on its way into the merged one.
struct Pending<'a> {
    layer: &'a Blockwise,
    /// Its labels in terms of the merged layer's.
    labels: FxHashMap<Index, Index>,
    /// The step that waits for its output, and in which arguments; none for the top.
    user: Option<(usize, SmallVec<[usize; 2]>)>,
}

/// `top` with everything below it that can be fused, their names noted in `gone`.
fn merge(top: &Blockwise, fuses: &Fuses<'_>, gone: &mut FxHashSet<Arc<str>>) -> Blockwise {
    // Steps are gathered users first, so numbers are turned round at the end.
    let mut steps: Vec<Step> = Vec::new();
    let mut inputs: IndexMap<Input, (), FxBuildHasher> = IndexMap::default();
    let mut next_label = 0;
    let labels = top.axes().iter().map(|&(label, _)| (label, fresh(&mut next_label))).collect();
    let mut pending = vec![Pending { layer: top, labels, user: None }];
    while let Some(Pending { layer, mut labels, user }) = pending.pop() {
        for &(label, _) in layer.inputs().iter().flat_map(|input| &input.axes) {
            labels.entry(label).or_insert_with(|| fresh(&mut next_label));
        }
        let relabelled = |axes: &Axes| -> Axes { axes.iter().map(|&(label, n)| (labels[&label], n)).collect() };
        let last = steps.len() + layer.steps.len() - 1;
        if let Some((step, positions)) = user {
            for position in positions {
                steps[step].arguments[position] = Argument::Step(steps.len());
            }
        }
        for step in layer.steps.iter().rev() {
            let number = steps.len();
            let mut arguments = step.arguments.clone();
            // Layers to be fused here, by what they are and how they lie: `x * x` needs x once, `x + x.T` twice.
            let mut below_here: SmallVec<[(Input, SmallVec<[usize; 2]>); 2]> = SmallVec::new();
            for (position, argument) in arguments.iter_mut().enumerate() {
                *argument = match *argument {
                    Argument::Step(inner) => Argument::Step(last - inner),
                    Argument::Input(number) => {
                        let own = &layer.inputs()[number];
                        let input = Input { name: own.name.clone(), axes: relabelled(&own.axes) };
                        if fuses.layer(top, layer, own).is_none() {
                            Argument::Input(inputs.insert_full(input, ()).0)
                        } else {
                            match below_here.iter_mut().find(|(other, _)| *other == input) {
                                Some((_, positions)) => positions.push(position),
                                None => below_here.push((input, SmallVec::from_slice(&[position]))),
                            }
                            Argument::Step(WAITING)
                        }
                    }
                };
            }
            for (input, positions) in below_here {
                let Some(below) = fuses.layer(top, layer, &input) else { continue };
                gone.insert(input.name.clone());
                let labels = below.axes().iter().zip(&input.axes).map(|(&(own, _), &(ours, _))| (own, ours)).collect();
                pending.push(Pending { layer: below, labels, user: Some((number, positions)) });
            }
            steps.push(Step { factory: step.factory.clone(), arguments, axes: relabelled(&step.axes) });
        }
    }
    let last = steps.len() - 1;
    steps.reverse();
    for argument in steps.iter_mut().flat_map(|step| &mut step.arguments) {
        if let Argument::Step(step) = argument {
            *step = last - *step;
        }
    }
    Blockwise::of_steps(top.output().clone(), steps, inputs.into_keys().collect())
}

/// Stands where a step's number is not known yet.
const WAITING: usize = usize::MAX;

fn fresh(next_label: &mut Index) -> Index {
    *next_label += 1;
    *next_label - 1
}
