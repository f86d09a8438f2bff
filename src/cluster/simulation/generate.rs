//! Random cases: a graph, a cluster, and what clients and fate do, all from one seed.
//!
//! The tasks mix the numbers of their inputs, so that every result depends on every input, and the right answer is known
//! without a scheduler. Names never decide: [`Names::Reversed`] gives the same case with names that sort the other way.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::{FxHashMap, FxHashSet};

use super::random::{Random, mix};
use super::{Config, Cost, Costs, Fault, Network, Step};
use crate::events::{Time, WorkerId};
use crate::graph::{Key, Object, Operation, Task, TaskError, TaskGraph, Value};
use crate::scheduler::{self, ClientId, Submission, TaskOptions};

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// The cluster's settings.
    pub config: Config,
    /// What happens, and when.
    pub steps: Vec<(Time, Step)>,
    /// The clients that take part.
    pub clients: Vec<ClientId>,
    /// The right answer of every key.
    pub answers: FxHashMap<Key, u64>,
    /// What each client wants to the end.
    pub wanted: Vec<(ClientId, Key)>,
    /// Of these, an error or a loss is a right answer too: something was made to fail, was killed often or scattered.
    pub may_fail: bool,
    /// Tasks that may wait for ever for a worker they ask for, and what needs them.
    pub may_starve: FxHashSet<Key>,
}

/// How the tasks of a case are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// As they come
    Plain,
    /// So that they sort the other way
    Reversed,
}

/// The case of a seed.
pub fn case(seed: u64, names: Names) -> Case {
    let mut generator = Generator {
        random: Random::new(seed),
        names,
        keys: Vec::new(),
        answers: FxHashMap::default(),
        inputs: FxHashMap::default(),
        tasks: FxHashMap::default(),
        n_layers: 0,
    };
    generator.case(seed)
}

/// A task of a graph: the number it makes and how many bytes it says that takes.
#[derive(Debug)]
struct Mix {
    salt: u64,
    nbytes: u64,
}

/// A number that says it is large.
#[derive(Debug)]
struct Number {
    number: u64,
    nbytes: u64,
}

impl Operation for Mix {
    fn name(&self) -> &str {
        "mix"
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        let numbers = inputs.iter().map(|input| number(input).ok_or_else(|| TaskError::new("TypeError", "a number")));
        let numbers: Vec<u64> = numbers.collect::<Result<_, _>>()?;
        Ok(Value::Object(Arc::new(Number { number: mixed(self.salt, &numbers), nbytes: self.nbytes })))
    }
}

impl Object for Number {
    fn type_name(&self) -> String {
        "int".to_owned()
    }

    fn nbytes(&self) -> u64 {
        self.nbytes
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The number that a value of a case is.
pub fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Object(object) => object.as_any().downcast_ref::<Number>().map(|found| found.number),
        _ => None,
    }
}

fn mixed(salt: u64, inputs: &[u64]) -> u64 {
    inputs.iter().fold(mix(salt), |so_far, &input| mix(so_far.rotate_left(7) ^ input))
}

struct Generator {
    random: Random,
    names: Names,
    /// All keys so far, in the order they were made.
    keys: Vec<Key>,
    answers: FxHashMap<Key, u64>,
    inputs: FxHashMap<Key, Vec<Key>>,
    tasks: FxHashMap<Key, Arc<Task>>,
    n_layers: u32,
}

impl Generator {
    fn case(&mut self, seed: u64) -> Case {
        let n_workers = 1 + self.random.below(6) as u32;
        let mut steps: Vec<(Time, Step)> = Vec::new();
        for worker in 0..n_workers {
            steps.push((Time::ZERO, self.join(WorkerId(worker))));
        }
        let clients = vec![ClientId(1), ClientId(2)];
        let mut wanted: Vec<(ClientId, Key)> = Vec::new();
        let mut may_fail = self.scatter(&mut steps, &mut wanted, n_workers);
        let mut starving: Vec<Key> = Vec::new();

        let mut time = Time::ZERO + Duration::from_millis(10);
        for _ in 0..1 + self.random.below(3) {
            let client = clients[usize::from(self.random.percent(20))];
            let submission = self.submission(n_workers, &mut starving);
            wanted.extend(submission.wanted.iter().map(|key| (client, key.clone())));
            steps.push((time, Step::Submit(client, submission)));
            time = time + self.random.duration(Duration::from_millis(60));
        }
        // A worker in place of those that die: something must be left to run on.
        steps.push((Time::from_nanos(2_000_000_000), self.join(WorkerId(n_workers))));
        may_fail |= self.faults(&mut steps, n_workers, &wanted);
        self.changes_of_mind(&mut steps, &mut wanted);

        Case {
            config: self.config(seed),
            steps,
            clients,
            answers: std::mem::take(&mut self.answers),
            may_starve: self.needing(starving),
            wanted,
            may_fail,
        }
    }

    fn config(&mut self, seed: u64) -> Config {
        let mut costs = Costs { all: self.cost(), ..Costs::default() };
        for key in self.keys.clone() {
            if self.random.percent(30) {
                costs.by_key.insert(key, self.cost());
            }
        }
        let network = Network {
            latency: Duration::from_micros(10 + self.random.below(3_000) as u64),
            jitter: Duration::from_micros(self.random.below(2_000) as u64),
            bandwidth: 1e5 * 10f64.powi(self.random.below(5) as i32),
            connections_incoming: 1 + self.random.below(4) as u32,
        };
        let worker_saturation = if self.random.percent(20) { f64::INFINITY } else { 1.1 };
        let scheduler = scheduler::Config { worker_saturation, ..scheduler::Config::default() };
        Config { scheduler, network, costs, symbolic: false, seed, tracing: false, validating: true }
    }

    fn cost(&mut self) -> Cost {
        Cost {
            duration: self.random.duration(Duration::from_millis(20)),
            seconds_per_byte: 1e-9 * self.random.below(10) as f64,
            nbytes: 0,
        }
    }

    fn join(&mut self, worker: WorkerId) -> Step {
        let memory_limit = if self.random.percent(30) { 100_000 } else { 0 };
        Step::Fault(Fault::AddWorker { worker, nthreads: 1 + self.random.below(3) as u32, memory_limit })
    }

    fn moment(&mut self) -> Time {
        Time::ZERO + self.random.duration(Duration::from_millis(200))
    }

    /// Data that has no task: gone with its worker.
    fn scatter(&mut self, steps: &mut Vec<(Time, Step)>, wanted: &mut Vec<(ClientId, Key)>, n_workers: u32) -> bool {
        if !self.random.percent(25) {
            return false;
        }
        for place in 0..1 + self.random.below(3) as u32 {
            let key = self.key("data", place);
            let (number, nbytes) = (self.random.next_u64(), self.nbytes());
            let value = Value::Object(Arc::new(Number { number, nbytes }));
            let mut workers = vec![WorkerId(self.random.below(n_workers as usize) as u32)];
            if self.random.percent(30) {
                workers.push(WorkerId(self.random.below(n_workers as usize) as u32));
            }
            steps.push((Time::from_nanos(1), Step::Scatter(ClientId(1), key.clone(), value, workers)));
            wanted.push((ClientId(1), key.clone()));
            self.answers.insert(key.clone(), number);
            self.inputs.insert(key.clone(), Vec::new());
            self.keys.push(key);
        }
        true
    }

    /// A graph in layers, some wide enough to be root-ish, on top of what there is.
    fn submission(&mut self, n_workers: u32, starving: &mut Vec<Key>) -> Submission {
        let mut tasks = TaskGraph::default();
        let mut annotations = Vec::new();
        let n_layers = 1 + self.random.below(5);
        for _ in 0..n_layers {
            self.n_layers += 1;
            let name = format!("{}-{}", LAYERS[self.random.below(LAYERS.len())], self.n_layers);
            let width = if self.random.percent(25) { 10 + self.random.below(30) } else { 1 + self.random.below(6) };
            let n_inputs_max = if tasks.is_empty() { self.random.below(2) } else { self.random.below(4) };
            let known = self.keys.clone();
            for place in 0..width {
                let inputs: Vec<Key> = match known.len() {
                    0 => Vec::new(),
                    n => (0..n_inputs_max).map(|_| known[n - 1 - self.random.below(n.min(40))].clone()).collect(),
                };
                let key = self.key(&name, place as u32);
                for input in &inputs {
                    self.include(input, &mut tasks);
                }
                tasks.insert(key.clone(), self.task(key.clone(), inputs));
                if self.random.percent(4) {
                    let options = self.restricted(n_workers);
                    if !options.allow_other_workers {
                        starving.push(key.clone());
                    }
                    annotations.push((key, options));
                }
            }
        }
        let needed: FxHashSet<Key> = tasks.values().flat_map(|task| task.inputs().to_vec()).collect();
        let mut wanted: Vec<Key> = Vec::new();
        for key in tasks.keys() {
            // What an earlier graph made, or is making, or made once, may be wanted again.
            if !needed.contains(key) || self.random.percent(10) {
                wanted.push(key.clone());
            }
        }
        let options = TaskOptions {
            user_priority: self.random.below(3) as f64,
            retries: if self.random.percent(40) { 1 + self.random.below(3) as u32 } else { 0 },
            ..TaskOptions::default()
        };
        let fifo_timeout = Duration::from_millis(self.random.below(100) as u64);
        Submission { tasks, wanted, options, annotations, fifo_timeout, submitting_task: None }
    }

    fn restricted(&mut self, n_workers: u32) -> TaskOptions {
        let workers = vec![WorkerId(self.random.below(n_workers as usize) as u32)];
        TaskOptions { workers, allow_other_workers: self.random.percent(50), ..TaskOptions::default() }
    }

    fn task(&mut self, key: Key, inputs: Vec<Key>) -> Arc<Task> {
        let salt = self.keys.len() as u64;
        let numbers: Vec<u64> = inputs.iter().map(|input| self.answers[input]).collect();
        self.answers.insert(key.clone(), mixed(salt, &numbers));
        self.inputs.insert(key.clone(), inputs.clone());
        self.keys.push(key.clone());
        let task = Arc::new(Task::run(key.clone(), Arc::new(Mix { salt, nbytes: self.nbytes() }), inputs));
        self.tasks.insert(key, Arc::clone(&task));
        task
    }

    /// Puts a task of an earlier graph, and all it needs, into a later one, as collections do.
    fn include(&self, key: &Key, tasks: &mut TaskGraph) {
        if let Some(task) = self.tasks.get(key).filter(|_| !tasks.contains_key(key)) {
            for input in task.inputs() {
                self.include(input, tasks);
            }
            tasks.insert(key.clone(), Arc::clone(task));
        }
    }

    fn nbytes(&mut self) -> u64 {
        10u64.pow(self.random.below(6) as u32) + self.random.below(100) as u64
    }

    fn key(&mut self, layer: &str, place: u32) -> Key {
        let is_text = layer.len().is_multiple_of(3);
        match (self.names, is_text) {
            (Names::Plain, false) => Key::block(layer, &[place]),
            (Names::Plain, true) => Key::text(format!("{layer}-{place:03}")),
            (Names::Reversed, false) => Key::block(reversed(layer), &[u32::MAX - place]),
            (Names::Reversed, true) => Key::text(format!("{}-{:03}", reversed(layer), 999 - place)),
        }
    }

    /// What goes wrong. Returns whether errors may be right answers now.
    fn faults(&mut self, steps: &mut Vec<(Time, Step)>, n_workers: u32, wanted: &[(ClientId, Key)]) -> bool {
        let mut may_fail = false;
        for _ in 0..self.random.below(8) {
            let worker = WorkerId(self.random.below(n_workers as usize) as u32);
            let key = self.keys[self.random.below(self.keys.len())].clone();
            let pause = self.random.duration(Duration::from_millis(300));
            let fault = match self.random.below(8) {
                0 | 1 => Fault::KillWorker(worker),
                2 => Fault::RemoveWorker(worker),
                3 => Fault::PauseWorker(worker, pause),
                4 => Fault::BusyWorker(worker, pause),
                // Of what a client holds, the client itself would have to find out.
                5 if wanted.iter().all(|(_, other)| *other != key) => Fault::LoseData(worker, key),
                6 => {
                    may_fail = true;
                    Fault::FailTask(key, 1 + self.random.below(3) as u32)
                }
                _ => Fault::Secede(key, self.random.duration(Duration::from_millis(10))),
            };
            steps.push((self.moment(), Step::Fault(fault)));
        }
        // Four losses of a worker under one task are its fault.
        let is_loss = |step: &Step| matches!(step, Step::Fault(Fault::KillWorker(_)));
        may_fail || steps.iter().filter(|(_, step)| is_loss(step)).count() > 3
    }

    /// Clients that release, cancel or retry before they have what they wanted.
    fn changes_of_mind(&mut self, steps: &mut Vec<(Time, Step)>, wanted: &mut Vec<(ClientId, Key)>) {
        for _ in 0..self.random.below(6) {
            if wanted.is_empty() {
                return;
            }
            let (client, key) = wanted[self.random.below(wanted.len())].clone();
            let time = self.moment();
            match self.random.below(4) {
                0 | 1 => {
                    wanted.retain(|other| *other != (client, key.clone()));
                    steps.push((time, Step::Release(client, vec![key])));
                }
                2 => {
                    // All that needs it and is wanted goes with it.
                    let gone = self.needing(vec![key.clone()]);
                    wanted.retain(|(other, key)| *other != client || !gone.contains(key));
                    steps.push((time, Step::Cancel(client, vec![key])));
                }
                _ => steps.push((time, Step::Retry(client, vec![key]))),
            }
        }
    }

    /// Keys and all that is built on them.
    fn needing(&self, keys: Vec<Key>) -> FxHashSet<Key> {
        let mut needing: FxHashSet<Key> = keys.into_iter().collect();
        for key in &self.keys {
            if self.inputs[key].iter().any(|input| needing.contains(input)) {
                needing.insert(key.clone());
            }
        }
        needing
    }
}

/// A name that sorts the other way among names of the same letters' kinds, of the same length and with hyphens kept.
fn reversed(name: &str) -> String {
    let mirror = |c: char| match c {
        'a'..='z' => (b'a' + b'z' - c as u8) as char,
        '0'..='9' => (b'0' + b'9' - c as u8) as char,
        other => other,
    };
    name.chars().map(mirror).collect()
}

const LAYERS: [&str; 6] = ["load", "add", "mean", "rechunk-merge", "sum-aggregate", "inc"];
