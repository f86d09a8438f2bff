//! Several operations run as one task. Their values live in numbered slots: no key is looked up while it runs.
//!
//! Mirrors `dask._task_spec.Task.fuse`.

use std::sync::Arc;

use smallvec::SmallVec;

use super::{Operation, TaskError, Value};

/// Operations run one after the other as one task.
#[derive(Debug)]
pub struct Fused {
    plan: Arc<Plan>,
    operations: Box<[Arc<dyn Operation>]>,
}

/// Which values each operation of a [`Fused`] takes; shared by the tasks of a layer.
#[derive(Debug)]
pub struct Plan {
    steps: Box<[PlanStep]>,
    /// For each step, the step that uses its result last.
    last_use: Box<[u32]>,
}

/// The arguments of one operation.
#[derive(Debug)]
pub struct PlanStep {
    /// Where they come from
    pub arguments: SmallVec<[Slot; 2]>,
}

/// Where an argument comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The task's input with this number
    Input(u32),
    /// The inputs from `start` on, as nested lists of these lengths, outermost first
    Nested {
        /// The first input
        start: u32,
        /// The lengths of the lists
        dims: SmallVec<[u32; 2]>,
    },
    /// The result of the step with this number
    Step(u32),
}

impl Plan {
    /// A plan of `steps`; each may use the results of those before it.
    pub fn new(steps: Box<[PlanStep]>) -> Plan {
        let mut last_use: Box<[u32]> = (0..steps.len() as u32).collect();
        for (user, step) in steps.iter().enumerate() {
            for slot in &step.arguments {
                if let Slot::Step(used) = slot {
                    last_use[*used as usize] = user as u32;
                }
            }
        }
        Plan { steps, last_use }
    }
}

impl Fused {
    /// `operations` run by `plan`, which has as many steps.
    pub fn new(plan: Arc<Plan>, operations: Box<[Arc<dyn Operation>]>) -> Fused {
        debug_assert_eq!(plan.steps.len(), operations.len());
        Fused { plan, operations }
    }

    /// The operations, first to last.
    pub fn operations(&self) -> &[Arc<dyn Operation>] {
        &self.operations
    }
}

impl Operation for Fused {
    fn name(&self) -> &str {
        self.operations.last().map_or("fused", |operation| operation.name())
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        let mut results: Vec<Option<Value>> = Vec::with_capacity(self.operations.len());
        let mut arguments: Vec<Value> = Vec::new();
        for (number, (step, operation)) in self.plan.steps.iter().zip(&self.operations).enumerate() {
            arguments.clear();
            for slot in &step.arguments {
                arguments.push(match slot {
                    Slot::Input(input) => inputs[*input as usize].clone(),
                    Slot::Nested { start, dims } => nested(&inputs[*start as usize..], dims),
                    Slot::Step(used) => {
                        let used = *used as usize;
                        let value = &mut results[used];
                        // A value that is used for the last time is handed over, so that its memory can be reused.
                        let last = self.plan.last_use[used] == number as u32;
                        let once = step.arguments.iter().filter(|slot| **slot == Slot::Step(used as u32)).count() == 1;
                        let value = if last && once { value.take() } else { value.clone() };
                        value.unwrap_or_else(|| unreachable!("step {used} is used after its last use"))
                    }
                });
            }
            let result = operation.call(&arguments)?;
            results.push(Some(result));
        }
        match results.pop().flatten() {
            Some(value) => Ok(value),
            None => Err(TaskError::new("RuntimeError", "a fused task has no operation")),
        }
    }
}

/// `values` as nested lists with these lengths.
fn nested(values: &[Value], dims: &[u32]) -> Value {
    match dims {
        [] => values[0].clone(),
        [n] => Value::List(values[..*n as usize].into()),
        [n, rest @ ..] => {
            let stride = rest.iter().product::<u32>() as usize;
            Value::List((0..*n as usize).map(|i| nested(&values[i * stride..], rest)).collect())
        }
    }
}
