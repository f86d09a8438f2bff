//! What scheduling itself costs: the state machines on empty tasks, with nothing between them and no time that passes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::cluster::clock;
use crate::events::{StimulusId, Time, WorkerId};
use crate::graph::{Key, Operation, Task, TaskError, TaskGraph, Value};
use crate::scheduler::{self, ClientId, Scheduler, Submission};
use crate::worker::{self, Worker};

/// The shapes of graphs that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `client.map`: tasks that need nothing and are all wanted
    Map,
    /// Three quarters load something, the others sum it up as a tree with four branches
    Tree,
}

/// How long scheduler and workers take per task, of `n_tasks` empty ones on four workers with two threads each: from
/// the submission of the graph until everything has run and is released. By the measured clock.
pub fn scheduler_cost_per_task(n_tasks: u32, shape: Shape) -> Duration {
    let (tasks, wanted) = match shape {
        Shape::Map => map(n_tasks),
        Shape::Tree => tree(n_tasks),
    };
    let n_tasks = tasks.len() as u32;
    let mut cluster = Cluster::new(4, 2);
    let start = clock::now();
    let client = ClientId(0);
    let submission = Submission { tasks, wanted: wanted.clone(), ..Submission::default() };
    cluster.run(scheduler::Stimulus::UpdateGraph { client, submission });
    assert_eq!(cluster.n_finished, n_tasks, "not all tasks ran");
    cluster.run(scheduler::Stimulus::ClientReleasesKeys { client, keys: wanted });
    assert_eq!(cluster.scheduler.n_tasks(), 0, "not everything was released");
    clock::now().since(start) / n_tasks.max(1)
}

#[derive(Debug)]
struct Nothing;

impl Operation for Nothing {
    fn name(&self) -> &str {
        "nothing"
    }

    fn call(&self, _inputs: &[Value]) -> Result<Value, TaskError> {
        Ok(Value::List(Arc::new([])))
    }
}

fn map(n_tasks: u32) -> (TaskGraph, Vec<Key>) {
    let operation: Arc<dyn Operation> = Arc::new(Nothing);
    let task = |number: u32| {
        let key = Key::text(format!("nothing-{number:032x}"));
        (key.clone(), Arc::new(Task::run(key, Arc::clone(&operation), Vec::new())))
    };
    let tasks: TaskGraph = (0..n_tasks).map(task).collect();
    let wanted = tasks.keys().cloned().collect();
    (tasks, wanted)
}

/// In the order that `graph::order` would give: a sum comes as soon as its four inputs are there.
fn tree(n_tasks: u32) -> (TaskGraph, Vec<Key>) {
    let operation: Arc<dyn Operation> = Arc::new(Nothing);
    let names: Vec<Arc<str>> = (0..32).map(|level| format!("nothing{level}-0a1b2c3d").into()).collect();
    let mut tasks = TaskGraph::default();
    let mut levels: Vec<Vec<Key>> = vec![Vec::new(); names.len()];
    let mut n_at_level = vec![0; names.len()];
    let mut add = |tasks: &mut TaskGraph, level: usize, inputs: Vec<Key>| {
        let key = Key::block(Arc::clone(&names[level]), &[n_at_level[level]]);
        n_at_level[level] += 1;
        tasks.insert(key.clone(), Arc::new(Task::run(key.clone(), Arc::clone(&operation), inputs)));
        key
    };
    while (tasks.len() as u32) < n_tasks {
        let key = add(&mut tasks, 0, Vec::new());
        levels[0].push(key);
        for level in 0..levels.len() - 1 {
            if levels[level].len() == 4 {
                let inputs = std::mem::take(&mut levels[level]);
                let key = add(&mut tasks, level + 1, inputs);
                levels[level + 1].push(key);
            }
        }
    }
    let wanted = levels.into_iter().flatten().collect();
    (tasks, wanted)
}

/// Machines that talk without delay.
struct Cluster {
    scheduler: Scheduler,
    workers: Vec<Worker>,
    facts: VecDeque<Fact>,
    n_stimuli: u64,
    n_finished: u32,
    scheduler_actions: Vec<scheduler::Action>,
    worker_actions: Vec<worker::Action>,
}

enum Fact {
    Scheduler(scheduler::Stimulus),
    Worker(WorkerId, worker::Stimulus),
}

impl Cluster {
    fn new(n_workers: u32, nthreads: u32) -> Cluster {
        let workers = (0..n_workers).map(|id| Worker::new(WorkerId(id), worker::Config::new(nthreads, 0))).collect();
        let mut cluster = Cluster {
            scheduler: Scheduler::new(scheduler::Config::default()),
            workers,
            facts: VecDeque::new(),
            n_stimuli: 0,
            n_finished: 0,
            scheduler_actions: Vec::new(),
            worker_actions: Vec::new(),
        };
        for worker in (0..n_workers).map(WorkerId) {
            cluster.run(scheduler::Stimulus::WorkerAdded { worker, nthreads, memory_limit: 0 });
        }
        cluster
    }

    fn run(&mut self, stimulus: scheduler::Stimulus) {
        self.facts.push_back(Fact::Scheduler(stimulus));
        while let Some(fact) = self.facts.pop_front() {
            self.n_stimuli += 1;
            match fact {
                Fact::Scheduler(stimulus) => self.tell_scheduler(stimulus),
                Fact::Worker(worker, stimulus) => self.tell_worker(worker, stimulus),
            }
        }
    }

    fn tell_scheduler(&mut self, stimulus: scheduler::Stimulus) {
        let mut actions = std::mem::take(&mut self.scheduler_actions);
        self.scheduler.handle(Time::ZERO, StimulusId(self.n_stimuli), stimulus, &mut actions);
        std::hint::black_box(self.scheduler.drain_events().count());
        for action in actions.drain(..) {
            let (worker, stimulus) = match action {
                scheduler::Action::Compute { worker, task, run_id, priority, inputs } => {
                    (worker, worker::Stimulus::ComputeTask { task, run_id, priority, inputs })
                }
                scheduler::Action::FreeKeys { worker, keys } => (worker, worker::Stimulus::FreeKeys { keys }),
                scheduler::Action::RefreshWhoHas { worker, who_has } => {
                    (worker, worker::Stimulus::RefreshWhoHas { who_has })
                }
                scheduler::Action::Report { .. } => continue,
            };
            self.facts.push_back(Fact::Worker(worker, stimulus));
        }
        self.scheduler_actions = actions;
    }

    fn tell_worker(&mut self, worker: WorkerId, stimulus: worker::Stimulus) {
        let mut actions = std::mem::take(&mut self.worker_actions);
        self.workers[worker.0 as usize].handle(Time::ZERO, StimulusId(self.n_stimuli), stimulus, &mut actions);
        for action in actions.drain(..) {
            let fact = match action {
                worker::Action::Execute { task, thread: _ } => {
                    let key = task.key.clone();
                    let (start, stop) = (Time::ZERO, Time::from_nanos(1_000));
                    Fact::Worker(worker, worker::Stimulus::ExecuteSuccess { key, nbytes: 8, start, stop })
                }
                worker::Action::GatherDep { from, keys, nbytes: _ } => {
                    let received = keys.into_iter().map(|key| (key, 8)).collect();
                    let duration = Duration::from_micros(1);
                    let missing = Vec::new();
                    Fact::Worker(worker, worker::Stimulus::GatherDepSuccess { from, received, missing, duration })
                }
                worker::Action::TaskFinished { key, run_id, nbytes, duration } => {
                    self.n_finished += 1;
                    Fact::Scheduler(scheduler::Stimulus::TaskFinished { worker, key, run_id, nbytes, duration })
                }
                worker::Action::DataAdded { keys } => Fact::Scheduler(scheduler::Stimulus::DataAdded { worker, keys }),
                worker::Action::TransferMeasured { bytes, duration } => {
                    Fact::Scheduler(scheduler::Stimulus::TransferMeasured { bytes, duration })
                }
                worker::Action::DropData { .. } => continue,
                other => unreachable!("nothing goes wrong here: {other:?}"),
            };
            self.facts.push_back(fact);
        }
        self.worker_actions = actions;
    }
}
