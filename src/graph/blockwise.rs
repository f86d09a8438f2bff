//! Symbolic layers: one operation applied to blocks that line up.
//!
//! ```text
//! z[i, j] = add(x[i, j], y[j])            one step, inputs x(ij) and y(j)
//! z[i, j] = add(sin(x[i, j]), y[j])       two steps, after fusing the layer of sin into that of add
//! p[i, k, j] = dot(a[i, k], b[k, j])
//! s[i] = sum_of([x[i, 0], x[i, 1], …])    index j is contracted: its blocks arrive as a list
//! ```
//!
//! Invariants
//! - steps stand in dependency order, the last one makes the output, every other one is used by exactly one later step;
//! - an input or step with a single block along an index is broadcast: block 0 serves all positions;
//! - a contracted index (of an input, but not of the step that uses it) gives nested lists, outermost first.
//!
//! Mirrors `dask.blockwise.Blockwise`.

use std::fmt;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

use super::fused::{Fused, Plan, PlanStep, Slot};
use super::{Key, Operation, Task};

/// A label of an axis, such as `i` in `z[i, j]`; only equality matters.
pub type Index = u32;

/// The position of a block.
pub type BlockIdx = SmallVec<[u32; 4]>;

/// Makes the operation for one block where blocks differ, as for `ones` whose last block is smaller.
pub trait BlockOperation: Send + Sync + fmt::Debug {
    /// The name that graphs show.
    fn name(&self) -> &str;

    /// The operation for the block at `block_idx`.
    fn operation(&self, block_idx: &[u32]) -> Arc<dyn Operation>;
}

/// What a step runs.
#[derive(Clone, Debug)]
pub enum Factory {
    /// The same operation for all blocks
    Same(Arc<dyn Operation>),
    /// One that depends on the block's position
    PerBlock(Arc<dyn BlockOperation>),
}

impl Factory {
    /// The operation for the block at `block_idx`.
    pub fn operation(&self, block_idx: &[u32]) -> Arc<dyn Operation> {
        match self {
            Factory::Same(operation) => operation.clone(),
            Factory::PerBlock(factory) => factory.operation(block_idx),
        }
    }

    /// The name that graphs show.
    pub fn name(&self) -> &str {
        match self {
            Factory::Same(operation) => operation.name(),
            Factory::PerBlock(factory) => factory.name(),
        }
    }
}

/// The axes of something made of blocks: each axis's label and number of blocks.
pub type Axes = SmallVec<[(Index, u32); 4]>;

/// A collection that a layer reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Input {
    /// The name of the layer that makes it
    pub name: Arc<str>,
    /// Its axes
    pub axes: Axes,
}

/// Where a step's argument comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Blocks of an input of the layer
    Input(usize),
    /// The result of an earlier step
    Step(usize),
}

/// One operation of a layer.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it runs
    pub factory: Factory,
    /// On what
    pub arguments: SmallVec<[Argument; 2]>,
    /// The axes of its result
    pub axes: Axes,
}

/// A symbolic layer, see the module's documentation.
#[derive(Debug)]
pub struct Blockwise {
    output: Arc<str>,
    pub(super) steps: Vec<Step>,
    pub(super) inputs: Vec<Input>,
    /// Number of blocks of each contracted index.
    contracted: Axes,
    /// How the keys of a task become its operation's arguments, if the operation cannot take them as they come.
    plan: Option<Arc<Plan>>,
    /// The one operation of all blocks, where no step depends on the position.
    shared: OnceLock<Option<Arc<dyn Operation>>>,
}

impl Blockwise {
    /// A layer of one step: `factory` for every block of `axes`, on `inputs`. A repeated input is an argument each time.
    pub fn new(output: impl Into<Arc<str>>, axes: Axes, factory: Factory, inputs: Vec<Input>) -> Blockwise {
        let arguments = (0..inputs.len()).map(Argument::Input).collect();
        Blockwise::of_steps(output.into(), vec![Step { factory, arguments, axes }], inputs)
    }

    /// A layer of `steps`, which keep the module's invariants.
    pub(super) fn of_steps(output: Arc<str>, steps: Vec<Step>, inputs: Vec<Input>) -> Blockwise {
        let contracted = contracted_axes(&steps, &inputs);
        let plan = (steps.len() > 1 || !contracted.is_empty()).then(|| Arc::new(plan(&steps, &inputs, &contracted)));
        Blockwise { output, steps, inputs, contracted, plan, shared: OnceLock::new() }
    }

    /// The name of the layer and of its output keys.
    pub fn output(&self) -> &Arc<str> {
        &self.output
    }

    /// The axes of the output.
    pub fn axes(&self) -> &Axes {
        &self.steps[self.steps.len() - 1].axes
    }

    /// The collections that it reads.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The names of its operations, first to last.
    pub fn operation_names(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|step| step.factory.name())
    }

    /// Whether its inputs have indices that the output has not.
    pub fn contracts(&self) -> bool {
        !self.contracted.is_empty()
    }

    /// The number of blocks of the output.
    pub fn len(&self) -> usize {
        self.axes().iter().map(|&(_, n_blocks)| n_blocks as usize).product()
    }

    /// Whether the output has no block.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `visit` with the position of every block of the output, last axis fastest.
    pub fn each_block(&self, visit: impl FnMut(&[u32])) {
        let n_blocks: SmallVec<[u32; 4]> = self.axes().iter().map(|&(_, n_blocks)| n_blocks).collect();
        each_position(&n_blocks, visit);
    }

    /// Whether the output has a block at `block_idx`.
    pub fn contains(&self, block_idx: &[u32]) -> bool {
        let axes = self.axes();
        axes.len() == block_idx.len() && axes.iter().zip(block_idx).all(|(&(_, n_blocks), &i)| i < n_blocks)
    }

    /// The task that makes the block at `block_idx`.
    pub fn task(&self, block_idx: &[u32]) -> Task {
        let position = Position { axes: self.axes(), block_idx };
        let mut keys = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            self.push_keys(input, &position, &mut keys);
        }
        Task::run(Key::block(self.output.clone(), block_idx), self.operation(&position), keys)
    }

    fn push_keys(&self, input: &Input, position: &Position<'_>, keys: &mut Vec<Key>) {
        let mut block_idx: BlockIdx = BlockIdx::new();
        let mut open: SmallVec<[(usize, u32); 2]> = SmallVec::new();
        for (axis, &(index, n_blocks)) in input.axes.iter().enumerate() {
            let fixed = if n_blocks == 1 { Some(0) } else { position.of(index) };
            if position.of(index).is_none() {
                open.push((axis, n_blocks));
            }
            block_idx.push(fixed.unwrap_or(0));
        }
        let n_blocks: SmallVec<[u32; 4]> = open.iter().map(|&(_, n_blocks)| n_blocks).collect();
        each_position(&n_blocks, |contracted_idx| {
            for (&(axis, _), &i) in open.iter().zip(contracted_idx) {
                block_idx[axis] = i;
            }
            keys.push(Key::block(input.name.clone(), &block_idx));
        });
    }

    fn operation(&self, position: &Position<'_>) -> Arc<dyn Operation> {
        let shared = self.shared.get_or_init(|| {
            let same: Option<Box<[_]>> = self
                .steps
                .iter()
                .map(|step| match &step.factory {
                    Factory::Same(operation) => Some(operation.clone()),
                    Factory::PerBlock(_) => None,
                })
                .collect();
            same.map(|operations| self.planned(operations))
        });
        match shared {
            Some(operation) => operation.clone(),
            None => self
                .planned(self.steps.iter().map(|step| step.factory.operation(&position.within(&step.axes))).collect()),
        }
    }

    fn planned(&self, operations: Box<[Arc<dyn Operation>]>) -> Arc<dyn Operation> {
        match &self.plan {
            Some(plan) => Arc::new(Fused::new(plan.clone(), operations)),
            None => operations[0].clone(),
        }
    }
}

/// The position of an output block, by label.
struct Position<'a> {
    axes: &'a Axes,
    block_idx: &'a [u32],
}

impl Position<'_> {
    fn of(&self, index: Index) -> Option<u32> {
        self.axes.iter().position(|&(label, _)| label == index).map(|axis| self.block_idx[axis])
    }

    /// The position of the block of something with these axes that belongs to this output block.
    fn within(&self, axes: &Axes) -> BlockIdx {
        axes.iter().map(|&(index, n_blocks)| if n_blocks == 1 { 0 } else { self.of(index).unwrap_or(0) }).collect()
    }
}

/// Calls `visit` with every position in a grid of `n_blocks` per axis, last axis fastest; once for no axes.
pub fn each_position(n_blocks: &[u32], mut visit: impl FnMut(&[u32])) {
    if n_blocks.contains(&0) {
        return;
    }
    let mut position: BlockIdx = SmallVec::from_elem(0, n_blocks.len());
    loop {
        visit(&position);
        let Some(axis) = (0..n_blocks.len()).rev().find(|&axis| position[axis] + 1 < n_blocks[axis]) else {
            return;
        };
        position[axis] += 1;
        position[axis + 1..].fill(0);
    }
}

fn contracted_axes(steps: &[Step], inputs: &[Input]) -> Axes {
    let output = &steps[steps.len() - 1].axes;
    let mut contracted = Axes::new();
    for &(index, n_blocks) in inputs.iter().flat_map(|input| &input.axes) {
        if output.iter().any(|&(label, _)| label == index) {
            continue;
        }
        match contracted.iter_mut().find(|(label, _)| *label == index) {
            Some((_, most)) => *most = n_blocks.max(*most),
            None => contracted.push((index, n_blocks)),
        }
    }
    contracted
}

fn plan(steps: &[Step], inputs: &[Input], contracted: &Axes) -> Plan {
    let mut start = 0;
    let slots: Vec<Slot> = inputs
        .iter()
        .map(|input| {
            let is_contracted = |index| contracted.iter().any(|&(label, _)| label == index);
            let dims: SmallVec<[u32; 2]> =
                input.axes.iter().filter(|&&(index, _)| is_contracted(index)).map(|&(_, n)| n).collect();
            let n_keys: u32 = dims.iter().product();
            let slot = if dims.is_empty() { Slot::Input(start) } else { Slot::Nested { start, dims } };
            start += n_keys;
            slot
        })
        .collect();
    let steps = steps
        .iter()
        .map(|step| PlanStep {
            arguments: step
                .arguments
                .iter()
                .map(|argument| match *argument {
                    Argument::Input(input) => slots[input].clone(),
                    Argument::Step(step) => Slot::Step(step as u32),
                })
                .collect(),
        })
        .collect();
    Plan::new(steps)
}
