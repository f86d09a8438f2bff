//! The `simulation` driver: the same state machines as with real threads, on a virtual clock, with costs and faults.
//!
//! in: what clients and fate do, with times ([`Simulation::at`]); out: results, and events for the log.
//! Everything that happens stands on one agenda, so a cluster of thousands of workers needs one thread, an hour takes
//! as long as its events, and the same seed gives the same log, byte for byte.
//!
//! ```text
//!            ┌── latency ──▶ scheduler ── latency ──▶ worker ── duration ──▶ the task has ended ─┐
//!   client ──┘                  ▲                       │ ▲                                      │
//!                               └────── latency ────────┘ └──── latency + bytes / bandwidth ─────┴── peer
//! ```
//!
//! Values are really computed, at no virtual cost but that of [`Costs`]; a symbolic simulation only counts their bytes.
//!
//! Differs from a real cluster: scheduler and workers handle messages in no time, and a worker's connections share no
//! bandwidth.

mod clock;
mod costs;
mod faults;
pub mod generate;
pub mod measure;
mod network;
mod node;
pub mod random;

use std::collections::BTreeMap;
use std::time::Duration;

use rustc_hash::FxHashMap;

pub use clock::Agenda;
pub use costs::{Cost, Costs};
pub use faults::Fault;
pub use network::Network;

use super::agreement;
use crate::client::{Client, Order};
use crate::events::{Activity, Event, EventKind, StimulusId, Time, WorkerId};
use crate::graph::{Key, Task, TaskError, Value};
use crate::scheduler::{self, ClientId, Outcome, Scheduler, Submission};
use crate::worker::{self, Worker};
use network::{Links, Party};
use node::{Node, Stored};
use random::Random;

/// Settings of a simulated cluster.
#[derive(Default, Clone, Debug)]
pub struct Config {
    /// Of the scheduler.
    pub scheduler: scheduler::Config,
    /// How long messages take.
    pub network: Network,
    /// How long tasks take.
    pub costs: Costs,
    /// Whether values are only counted, not computed.
    pub symbolic: bool,
    /// Where random numbers come from.
    pub seed: u64,
    /// Whether every stimulus is written down, see [`Simulation::trace`].
    pub tracing: bool,
    /// Whether both kinds of machines are validated after every stimulus, at great cost.
    pub validating: bool,
}

/// What a client or fate does.
#[derive(Clone, Debug)]
pub enum Step {
    /// A client submits a graph.
    Submit(ClientId, Submission),
    /// A client lets go of futures.
    Release(ClientId, Vec<Key>),
    /// A client wants failed tasks tried again.
    Retry(ClientId, Vec<Key>),
    /// A client cancels futures.
    Cancel(ClientId, Vec<Key>),
    /// A client puts a value on workers; on the first one that is there, if `workers` is empty.
    Scatter(ClientId, Key, Value, Vec<WorkerId>),
    /// A client leaves.
    Close(ClientId),
    /// Something happens to the cluster.
    Fault(Fault),
}

/// A simulated cluster with its clients.
#[derive(Debug)]
pub struct Simulation {
    config: Config,
    agenda: Agenda<Occurrence>,
    links: Links,
    scheduler: Scheduler,
    nodes: BTreeMap<WorkerId, Node>,
    clients: BTreeMap<ClientId, Client>,
    /// The last order of each client that the scheduler knows.
    known_orders: BTreeMap<ClientId, Order>,
    /// Runs of tasks that are still to fail.
    failing: FxHashMap<Key, u32>,
    seceding: FxHashMap<Key, Duration>,
    last_stimulus: u64,
    events: Vec<Event>,
    trace: Vec<String>,
}

/// What stands on the agenda.
#[derive(Debug)]
enum Occurrence {
    Step(Step),
    ToScheduler(scheduler::Stimulus),
    /// A client's order of that number.
    OrderToScheduler(ClientId, Order, scheduler::Stimulus),
    ToWorker(WorkerId, worker::Stimulus),
    /// A report, and the last order that the scheduler knew then.
    ToClient(ClientId, Key, Outcome, Order),
    ExecutionEnds {
        worker: WorkerId,
        key: Key,
        thread: u32,
        start: Time,
        result: Result<Stored, TaskError>,
    },
    Secedes {
        worker: WorkerId,
        key: Key,
        start: Time,
    },
    /// A request arrives at the peer that has the data.
    PeerAsked {
        by: WorkerId,
        from: WorkerId,
        keys: Vec<Key>,
        start: Time,
    },
    /// The answer arrives.
    PeerAnswers {
        by: WorkerId,
        from: WorkerId,
        received: Vec<(Key, Stored)>,
        missing: Vec<Key>,
        start: Time,
    },
    PeerIsBusy {
        by: WorkerId,
        from: WorkerId,
        keys: Vec<Key>,
    },
    PeerIsGone {
        by: WorkerId,
        from: WorkerId,
        keys: Vec<Key>,
    },
    WakeWorker(WorkerId),
    ResumeWorker(WorkerId),
}

impl Simulation {
    /// A cluster with no workers and nothing to do.
    pub fn new(config: Config) -> Simulation {
        Simulation {
            agenda: Agenda::new(),
            links: Links::new(config.network.clone(), Random::new(config.seed)),
            scheduler: Scheduler::new(config.scheduler.clone()),
            nodes: BTreeMap::new(),
            clients: BTreeMap::new(),
            known_orders: BTreeMap::new(),
            failing: FxHashMap::default(),
            seceding: FxHashMap::default(),
            last_stimulus: 0,
            events: Vec::new(),
            trace: Vec::new(),
            config,
        }
    }

    /// Lets something happen at a time; if that is past, next.
    pub fn at(&mut self, time: Time, step: Step) {
        self.agenda.push(time, Occurrence::Step(step));
    }

    /// Goes on until nothing is left to happen; `false` if that is not reached at `limit`.
    pub fn run(&mut self, limit: Time) -> bool {
        while let Some(next) = self.agenda.next_time() {
            if next > limit {
                return false;
            }
            self.advance();
        }
        true
    }

    /// Lets one thing happen; `false` if there is none left. For drivers that go on in slices.
    pub fn advance(&mut self) -> bool {
        match self.agenda.pop() {
            Some(occurrence) => {
                self.occur(occurrence);
                true
            }
            None => false,
        }
    }

    /// The virtual time.
    pub fn now(&self) -> Time {
        self.agenda.now()
    }

    /// The scheduler, for questions.
    pub fn scheduler(&self) -> &Scheduler {
        &self.scheduler
    }

    /// The machines of the workers that are there, for questions.
    pub fn workers(&self) -> impl Iterator<Item = (WorkerId, &Worker)> {
        self.nodes.iter().map(|(&worker, node)| (worker, &node.machine))
    }

    /// How many values are in the stores of all workers.
    pub fn n_stored(&self) -> usize {
        self.nodes.values().map(|node| node.store.len()).sum()
    }

    /// A client's table of futures; `None` of one that has done nothing yet.
    pub fn client(&self, client: ClientId) -> Option<&Client> {
        self.clients.get(&client)
    }

    /// Panics unless scheduler, workers and clients agree; of a cluster that has come to rest.
    pub fn validate_agreement(&self) {
        for (&id, node) in &self.nodes {
            agreement::validate_worker(&self.scheduler, id, &node.machine, node.store.keys());
        }
        for (id, client) in &self.clients {
            agreement::validate_client(&self.scheduler, client, self.known_orders.get(id).copied().unwrap_or_default());
        }
    }

    /// The value of a result, from a worker that has it, as a client gathers it. None of a symbolic cluster.
    pub fn value(&self, key: &Key) -> Option<&Value> {
        let holders = self.scheduler.who_has(key).iter();
        let mut stored = holders.filter_map(|worker| self.nodes.get(worker)?.store.get(key)?.value.as_ref());
        stored.next()
    }

    /// The events since the last call.
    pub fn drain_events(&mut self) -> impl Iterator<Item = Event> {
        self.events.drain(..)
    }

    /// Every stimulus so far, one line each, if [`Config::tracing`].
    pub fn trace(&self) -> &[String] {
        &self.trace
    }

    // ---- what happens -------------------------------------------------------------------------------------------

    fn occur(&mut self, occurrence: Occurrence) {
        match occurrence {
            Occurrence::Step(step) => self.step(step),
            Occurrence::ToScheduler(stimulus) => self.tell_scheduler(stimulus),
            Occurrence::ToWorker(worker, stimulus) => self.tell_worker(worker, stimulus),
            Occurrence::OrderToScheduler(client, order, stimulus) => {
                // What is scattered comes by another way than the other orders.
                let known = self.known_orders.entry(client).or_default();
                *known = order.max(*known);
                self.tell_scheduler(stimulus);
            }
            Occurrence::ToClient(client, key, outcome, known) => {
                self.table(client).report(&key, outcome, known);
            }
            Occurrence::ExecutionEnds { worker, key, thread, start, result } => {
                self.execution_ends(worker, key, thread, start, result)
            }
            Occurrence::Secedes { worker, key, start } => {
                let duration = self.now().since(start);
                self.tell_worker(worker, worker::Stimulus::Seceded { key, duration });
            }
            Occurrence::PeerAsked { by, from, keys, start } => self.peer_asked(by, from, keys, start),
            Occurrence::PeerAnswers { by, from, received, missing, start } => {
                self.peer_answers(by, from, received, missing, start)
            }
            Occurrence::PeerIsBusy { by, from, keys } => {
                self.tell_worker(by, worker::Stimulus::GatherDepBusy { from, keys })
            }
            Occurrence::PeerIsGone { by, from, keys } => {
                self.tell_worker(by, worker::Stimulus::GatherDepFailure { from, keys })
            }
            Occurrence::WakeWorker(worker) => self.wake_worker(worker),
            Occurrence::ResumeWorker(worker) => self.pause_worker(worker, false),
        }
    }

    fn step(&mut self, step: Step) {
        use scheduler::Stimulus;
        match step {
            Step::Submit(client, mut submission) => {
                let tasks = submission.tasks.values().map(|task| (task.key.clone(), task.inputs().to_vec())).collect();
                self.log(EventKind::GraphSubmitted { tasks, wanted: submission.wanted.clone() });
                let table = self.table(client);
                let order = table.next_order();
                submission.wanted.retain(|key| table.hold(key, order));
                self.send_order(client, order, Stimulus::UpdateGraph { client, submission });
            }
            Step::Release(client, keys) => {
                let table = self.table(client);
                let order = table.next_order();
                // All of its futures of these keys go.
                let held = |key: &Key| table.state(key).is_some();
                let held: Vec<Key> = keys.into_iter().filter(held).collect();
                for key in &held {
                    while !table.release(key) {}
                }
                self.send_order(client, order, Stimulus::ClientReleasesKeys { client, keys: held });
            }
            Step::Retry(client, keys) => {
                let table = self.table(client);
                let order = table.next_order();
                let keys = table.retry(&keys, order);
                self.send_order(client, order, Stimulus::ClientRetriesKeys { client, keys });
            }
            Step::Cancel(client, keys) => {
                let reason = "the client cancelled it".to_owned();
                let table = self.table(client);
                let order = table.next_order();
                table.cancel(&keys, &reason, order);
                let stimulus = Stimulus::ClientCancelsKeys { client, keys, reason, force: false };
                self.send_order(client, order, stimulus);
            }
            Step::Scatter(client, key, value, workers) => self.scatter(client, key, value, workers),
            Step::Close(client) => {
                let table = self.table(client);
                let order = table.next_order();
                table.cancel_all("the client was closed");
                self.send_order(client, order, Stimulus::ClientClosed { client });
            }
            Step::Fault(fault) => self.fault(fault),
        }
    }

    fn fault(&mut self, fault: Fault) {
        match fault {
            Fault::KillWorker(worker) => self.remove_worker(worker, false),
            Fault::RemoveWorker(worker) => self.remove_worker(worker, true),
            Fault::AddWorker { worker, nthreads, memory_limit } => self.add_worker(worker, nthreads, memory_limit),
            Fault::PauseWorker(worker, duration) => {
                self.pause_worker(worker, true);
                self.agenda.push(self.now() + duration, Occurrence::ResumeWorker(worker));
            }
            Fault::BusyWorker(worker, duration) => {
                let until = self.now() + duration;
                if let Some(node) = self.nodes.get_mut(&worker) {
                    node.busy_until = until;
                }
            }
            Fault::LoseData(worker, key) => {
                if self.nodes.get(&worker).is_some_and(|node| node.machine.has(&key)) {
                    self.tell_worker(worker, worker::Stimulus::FreeKeys { keys: vec![key] });
                }
            }
            Fault::FailTask(key, n_runs) => {
                self.failing.insert(key, n_runs);
            }
            Fault::Secede(key, duration) => {
                self.seceding.insert(key, duration);
            }
        }
    }

    // ---- workers come and go ------------------------------------------------------------------------------------

    fn add_worker(&mut self, worker: WorkerId, nthreads: u32, memory_limit: u64) {
        let machine = Worker::new(worker, worker::Config::new(nthreads, memory_limit));
        let (address, name) = (format!("sim://worker/{}", worker.0), worker.0.to_string());
        self.log(EventKind::WorkerAdded { worker, address, name, nthreads, memory_limit });
        self.nodes.insert(worker, Node::new(machine));
        let stimulus = scheduler::Stimulus::WorkerAdded { worker, nthreads, memory_limit };
        self.send_to_scheduler(Party::Worker(worker), stimulus);
    }

    fn remove_worker(&mut self, worker: WorkerId, expected: bool) {
        if self.nodes.remove(&worker).is_some() {
            self.log(EventKind::WorkerRemoved { worker, expected });
            // The connection closes after what was sent on it.
            self.send_to_scheduler(Party::Worker(worker), scheduler::Stimulus::WorkerRemoved { worker, expected });
        }
    }

    fn pause_worker(&mut self, worker: WorkerId, paused: bool) {
        if self.nodes.contains_key(&worker) {
            self.tell_worker(worker, worker::Stimulus::Paused { paused });
            self.send_to_scheduler(Party::Worker(worker), scheduler::Stimulus::WorkerPaused { worker, paused });
        }
    }

    fn scatter(&mut self, client: ClientId, key: Key, value: Value, workers: Vec<WorkerId>) {
        let workers = match workers.is_empty() {
            true => self.nodes.keys().take(1).copied().collect(),
            false => workers,
        };
        let table = self.table(client);
        let order = table.next_order();
        table.hold(&key, order);
        let mut is_put = false;
        for worker in workers {
            let nbytes = value.nbytes();
            if let Some(node) = self.nodes.get_mut(&worker) {
                node.store.insert(key.clone(), Stored { value: Some(value.clone()), nbytes });
                self.tell_worker(worker, worker::Stimulus::DataPut { key: key.clone(), nbytes });
                // By way of the worker, so that it comes before the news of its death.
                let stimulus = scheduler::Stimulus::DataScattered { client, worker, key: key.clone(), nbytes };
                let arrival = self.links.arrival(self.now(), Party::Worker(worker), Party::Scheduler);
                self.agenda.push(arrival, Occurrence::OrderToScheduler(client, order, stimulus));
                is_put = true;
            }
        }
        if !is_put {
            self.table(client).cancel(&[key], "there was no worker to put it on", order);
        }
    }

    // ---- orders of the machines -----------------------------------------------------------------------------------

    fn tell_scheduler(&mut self, stimulus: scheduler::Stimulus) {
        let stimulus_id = self.next_stimulus(|| format!("scheduler <- {stimulus:?}"));
        let mut actions = Vec::new();
        self.scheduler.handle(self.agenda.now(), stimulus_id, stimulus, &mut actions);
        self.events.extend(self.scheduler.drain_events());
        if self.config.validating {
            self.scheduler.validate();
        }
        for action in actions {
            let (worker, stimulus) = match action {
                scheduler::Action::Compute { worker, task, run_id, priority, inputs } => {
                    (worker, worker::Stimulus::ComputeTask { task, run_id, priority, inputs })
                }
                scheduler::Action::FreeKeys { worker, keys } => (worker, worker::Stimulus::FreeKeys { keys }),
                scheduler::Action::RefreshWhoHas { worker, who_has } => {
                    (worker, worker::Stimulus::RefreshWhoHas { who_has })
                }
                scheduler::Action::Report { client, key, outcome } => {
                    let arrival = self.links.arrival(self.now(), Party::Scheduler, Party::Client(client));
                    let known = self.known_orders.get(&client).copied().unwrap_or_default();
                    self.agenda.push(arrival, Occurrence::ToClient(client, key, outcome, known));
                    continue;
                }
            };
            let arrival = self.links.arrival(self.now(), Party::Scheduler, Party::Worker(worker));
            self.agenda.push(arrival, Occurrence::ToWorker(worker, stimulus));
        }
    }

    fn tell_worker(&mut self, worker: WorkerId, stimulus: worker::Stimulus) {
        // What is sent to a worker that is gone is lost.
        if !self.nodes.contains_key(&worker) {
            return;
        }
        let stimulus_id = self.next_stimulus(|| format!("worker {} <- {stimulus:?}", worker.0));
        let now = self.now();
        let node = self.nodes.get_mut(&worker).expect("just seen");
        let mut actions = Vec::new();
        node.machine.handle(now, stimulus_id, stimulus, &mut actions);
        if self.config.validating {
            node.machine.validate();
        }
        let managed = node.machine.nbytes();
        let is_new = std::mem::replace(&mut node.managed_logged, managed) != managed;
        let next_wakeup = node.machine.next_wakeup();
        if let Some(time) = next_wakeup.filter(|_| node.wake_at != next_wakeup) {
            self.agenda.push(time, Occurrence::WakeWorker(worker));
        }
        node.wake_at = next_wakeup;
        for action in actions {
            self.execute_worker_action(worker, action);
        }
        if is_new {
            self.log(EventKind::WorkerMemory { worker, managed, spilled: 0 });
        }
    }

    fn execute_worker_action(&mut self, worker: WorkerId, action: worker::Action) {
        use scheduler::Stimulus;
        let stimulus = match action {
            worker::Action::Execute { task, thread } => return self.execute(worker, &task, thread),
            worker::Action::GatherDep { from, keys, nbytes: _ } => return self.gather_dep(worker, from, keys),
            worker::Action::DropData { keys } => return self.drop_data(worker, keys),
            worker::Action::TaskFinished { key, run_id, nbytes, duration } => {
                Stimulus::TaskFinished { worker, key, run_id, nbytes, duration }
            }
            worker::Action::TaskErred { key, run_id, error } => Stimulus::TaskErred { worker, key, run_id, error },
            worker::Action::TaskSeceded { key, run_id, duration } => {
                Stimulus::TaskSeceded { worker, key, run_id, duration }
            }
            worker::Action::DataAdded { keys } => Stimulus::DataAdded { worker, keys },
            worker::Action::DataMissing { key, errant_worker } => Stimulus::DataMissing { worker, key, errant_worker },
            worker::Action::RequestWhoHas { keys } => Stimulus::WhoHasRequested { worker, keys },
            worker::Action::TransferMeasured { bytes, duration } => Stimulus::TransferMeasured { bytes, duration },
        };
        self.send_to_scheduler(Party::Worker(worker), stimulus);
    }

    /// Runs a task: its value is known at once, the machine hears of it when the time has passed.
    fn execute(&mut self, worker: WorkerId, task: &Task, thread: u32) {
        let start = self.now();
        let cost = self.config.costs.of(task);
        let store = &self.nodes[&worker].store;
        let inputs: Vec<&Stored> = task
            .inputs()
            .iter()
            .map(|key| store.get(key).unwrap_or_else(|| panic!("{} runs without its input {key}", task.key)))
            .collect();
        let nbytes_in: u64 = inputs.iter().map(|input| input.nbytes).sum();
        let result = if self.failing.get(&task.key).is_some_and(|&n_runs| n_runs > 0) {
            *self.failing.get_mut(&task.key).expect("just seen") -= 1;
            Err(TaskError::new("RuntimeError", format!("{} was made to fail", task.key)))
        } else if self.config.symbolic {
            Ok(Stored { value: None, nbytes: cost.nbytes })
        } else {
            let inputs: Vec<Value> = inputs.iter().filter_map(|input| input.value.clone()).collect();
            task.call(&inputs).map(|value| Stored { nbytes: value.nbytes(), value: Some(value) })
        };
        let nbytes_out = result.as_ref().map_or(0, |stored| stored.nbytes);
        let duration = cost.duration(nbytes_in + nbytes_out);
        let key = task.key.clone();
        if let Some(&after) = self.seceding.get(&key)
            && after < duration
        {
            self.agenda.push(start + after, Occurrence::Secedes { worker, key: key.clone(), start });
        }
        self.agenda.push(start + duration, Occurrence::ExecutionEnds { worker, key, thread, start, result });
    }

    fn execution_ends(
        &mut self,
        worker: WorkerId,
        key: Key,
        thread: u32,
        start: Time,
        result: Result<Stored, TaskError>,
    ) {
        let stop = self.now();
        let Some(node) = self.nodes.get_mut(&worker) else {
            return;
        };
        let (nbytes, erred) = (result.as_ref().map_or(0, |stored| stored.nbytes), result.is_err());
        let stimulus = match result {
            Ok(stored) => {
                node.store.insert(key.clone(), stored);
                worker::Stimulus::ExecuteSuccess { key: key.clone(), nbytes, start, stop }
            }
            Err(error) => worker::Stimulus::ExecuteFailure { key: key.clone(), error, start, stop },
        };
        self.tell_worker(worker, stimulus);
        let activity = Activity::Compute;
        self.log(EventKind::Span { worker, thread, key, activity, start, stop, nbytes, erred });
    }

    fn drop_data(&mut self, worker: WorkerId, keys: Vec<Key>) {
        for key in keys {
            let stored = self.nodes.get_mut(&worker).and_then(|node| node.store.remove(&key));
            if let Some(Stored { nbytes, .. }) = stored {
                self.log(EventKind::DataReleased { worker, key, nbytes });
            }
        }
    }

    // ---- transfers ------------------------------------------------------------------------------------------------

    fn gather_dep(&mut self, by: WorkerId, from: WorkerId, keys: Vec<Key>) {
        let start = self.now();
        let arrival = self.links.arrival(start, Party::Worker(by), Party::Worker(from));
        self.agenda.push(arrival, Occurrence::PeerAsked { by, from, keys, start });
    }

    fn peer_asked(&mut self, by: WorkerId, from: WorkerId, keys: Vec<Key>, start: Time) {
        let now = self.now();
        let back = self.links.arrival(now, Party::Worker(from), Party::Worker(by));
        let connections_incoming = self.links.connections_incoming();
        let Some(node) = self.nodes.get_mut(&from) else {
            return self.agenda.push(back, Occurrence::PeerIsGone { by, from, keys });
        };
        if node.n_serving >= connections_incoming || node.busy_until > now {
            return self.agenda.push(back, Occurrence::PeerIsBusy { by, from, keys });
        }
        node.n_serving += 1;
        let (mut received, mut missing) = (Vec::new(), Vec::new());
        for key in keys {
            match node.store.get(&key) {
                Some(stored) => received.push((key, stored.clone())),
                None => missing.push(key),
            }
        }
        let nbytes = received.iter().map(|(_, stored)| stored.nbytes).sum();
        let arrival = back + self.links.transfer_time(nbytes);
        self.agenda.push(arrival, Occurrence::PeerAnswers { by, from, received, missing, start });
    }

    fn peer_answers(
        &mut self,
        by: WorkerId,
        from: WorkerId,
        received: Vec<(Key, Stored)>,
        mut missing: Vec<Key>,
        start: Time,
    ) {
        let stop = self.now();
        let Some(peer) = self.nodes.get_mut(&from) else {
            // It died while it was sending.
            missing.extend(received.into_iter().map(|(key, _)| key));
            return self.tell_worker(by, worker::Stimulus::GatherDepFailure { from, keys: missing });
        };
        peer.n_serving -= 1;
        let Some(node) = self.nodes.get_mut(&by) else {
            return;
        };
        let mut arrived = Vec::with_capacity(received.len());
        for (key, stored) in received {
            arrived.push((key.clone(), stored.nbytes));
            node.store.insert(key, stored);
        }
        for (key, nbytes) in arrived.clone() {
            let activity = Activity::Transfer { from };
            let span = EventKind::Span { worker: by, thread: 0, key, activity, start, stop, nbytes, erred: false };
            self.log(span);
        }
        let duration = stop.since(start);
        self.tell_worker(by, worker::Stimulus::GatherDepSuccess { from, received: arrived, missing, duration });
    }

    fn wake_worker(&mut self, worker: WorkerId) {
        let now = self.now();
        let Some(node) = self.nodes.get_mut(&worker) else {
            return;
        };
        if node.machine.next_wakeup().is_some_and(|time| time <= now) {
            node.wake_at = None;
            self.tell_worker(worker, worker::Stimulus::Wakeup);
        }
    }

    // ---- messages and the log -------------------------------------------------------------------------------------

    fn send_to_scheduler(&mut self, from: Party, stimulus: scheduler::Stimulus) {
        let arrival = self.links.arrival(self.now(), from, Party::Scheduler);
        self.agenda.push(arrival, Occurrence::ToScheduler(stimulus));
    }

    fn send_order(&mut self, client: ClientId, order: Order, stimulus: scheduler::Stimulus) {
        let arrival = self.links.arrival(self.now(), Party::Client(client), Party::Scheduler);
        self.agenda.push(arrival, Occurrence::OrderToScheduler(client, order, stimulus));
    }

    fn table(&mut self, client: ClientId) -> &mut Client {
        self.clients.entry(client).or_insert_with(|| Client::new(client))
    }

    fn next_stimulus(&mut self, text: impl FnOnce() -> String) -> StimulusId {
        self.last_stimulus += 1;
        if self.config.tracing {
            self.trace.push(format!("{} #{} {}", self.now(), self.last_stimulus, text()));
        }
        StimulusId(self.last_stimulus)
    }

    fn log(&mut self, kind: EventKind) {
        self.events.push(Event { time: self.now(), stimulus_id: StimulusId(self.last_stimulus), kind });
    }
}
