//! The core of the `threads` driver: the state machines, and the loop that executes what they order.
//!
//! ```text
//! a thread that finished a task ─┐
//! a client that submits ─────────┼─▶ inbox ─▶ whoever gets the lock: facts ─▶ scheduler ⇄ workers ─▶ jobs ─▶ pool
//! a client that drops a future ──┘                                              └▶ reports ─▶ clients, waiters
//! ```
//!
//! - Nobody blocks to deliver a message, see `inbox`.
//! - Values and tasks of learners may run code when they are dropped, so they are dropped after the lock is free.
//! - Messages to one machine arrive in the order in which they were sent.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::about::About;
use super::client::Port;
use super::executor::{Ended, Job, Progress};
use super::inbox::{Inbox, Office};
use super::interrupt::Interrupt;
use super::limits::total_memory;
use super::node::{Node, Profile, Running};
use super::{agreement, clock, pool, signal, stuck};
use crate::client::Order;
use crate::events::{Activity, Event, EventKind, Log, StimulusId, Time, WorkerId};
use crate::graph::{Key, Task, TaskError, Value};
use crate::scheduler::{self, ClientId, FIRE_AND_FORGET, Outcome, Scheduler};
use crate::worker::{self, Worker};
use crate::writing::format_bytes;

/// What threads share of one cluster.
pub(crate) struct Shared {
    pub(super) about: About,
    inbox: Inbox<Core, Message>,
    pub(super) log: Log,
}

/// What threads send to the core without waiting for it.
#[derive(Debug)]
pub(super) enum Message {
    /// A job came to its end.
    Ended(Ended),
    /// A running task gives up its thread slot.
    Seceded { worker: WorkerId, key: Key, duration: Duration },
    /// A client says something to the scheduler: its order of that number.
    Client { client: ClientId, order: Order, stimulus: scheduler::Stimulus },
    /// Without threads: a task waits, and what it waits for may need a slot that another has which has not begun.
    MakeRoom,
    /// Time has passed for workers that wait to try something again.
    Tick,
}

/// Everything under the lock.
pub(super) struct Core {
    pub(super) scheduler: Scheduler,
    pub(super) nodes: IndexMap<WorkerId, Node, FxBuildHasher>,
    ports: FxHashMap<ClientId, Connected>,
    next_stimulus: u64,
    next_worker: u32,
    /// How many values were scattered: the next goes to the next worker.
    rounds: usize,
    /// Facts that the machines have not been told yet, each with what caused it.
    facts: VecDeque<(Cause, Fact)>,
    events: Vec<Event>,
    recording: bool,
    /// A cell was stopped, and no other one has begun.
    stopping: bool,
    effects: Effects,
    /// Batches since everything was validated, in debug builds.
    n_unvalidated: usize,
    /// Empty lists that are filled again and again.
    scheduler_actions: Vec<scheduler::Action>,
    worker_actions: Vec<worker::Action>,
}

/// A client that is there.
#[derive(Clone)]
struct Connected {
    port: Arc<Port>,
    /// The last of its orders that the scheduler knows.
    known: Order,
}

/// Tasks that debug builds validate for each batch of messages.
const VALIDATED_PER_BATCH: usize = 64;

/// Why a fact arose.
#[derive(Clone, Copy, Debug)]
struct Cause {
    now: Time,
    stimulus_id: StimulusId,
    /// Somebody cancelled: what runs and is not wanted any more is to be ended, not only to be forgotten.
    cancelling: bool,
}

#[derive(Debug)]
enum Fact {
    Scheduler(scheduler::Stimulus),
    Worker(WorkerId, worker::Stimulus),
}

/// What is to be done after the lock is free.
#[derive(Default)]
pub(super) struct Effects {
    jobs: Vec<Arc<Job>>,
    /// Jobs that were asked to end.
    stopped: Vec<Arc<Job>>,
    dropped: Vec<Dropped>,
    /// Functions to call on the pool: `add_done_callback`.
    callbacks: Vec<pool::Work>,
    reported: bool,
}

/// Something whose last reference may go here.
#[expect(dead_code, reason = "it is held to be dropped")]
enum Dropped {
    Value(Value),
    Job(Arc<Job>),
    Port(Arc<Port>),
}

impl Shared {
    pub(super) fn new(about: About, scheduler: Scheduler) -> Shared {
        let core = Core {
            scheduler,
            nodes: IndexMap::default(),
            ports: FxHashMap::default(),
            next_stimulus: 1,
            next_worker: 0,
            rounds: 0,
            facts: VecDeque::new(),
            events: Vec::new(),
            recording: false,
            stopping: false,
            effects: Effects::default(),
            n_unvalidated: 0,
            scheduler_actions: Vec::new(),
            worker_actions: Vec::new(),
        };
        Shared { about, inbox: Inbox::new(core), log: Log::new() }
    }

    /// Shows the core as it is, unless somebody is at it.
    pub(super) fn try_look(&self, look: impl FnOnce(&Core)) {
        self.inbox.try_look(look);
    }

    /// Queues a message; [`settle`](Office::settle) has to follow.
    pub(super) fn push(&self, message: Message) {
        self.inbox.push(message);
    }
}

impl Office for Arc<Shared> {
    type State = Core;
    type Message = Message;
    type Effects = Effects;

    fn inbox(&self) -> &Inbox<Core, Message> {
        &self.inbox
    }

    fn enter(&self, core: &mut Core) {
        core.recording = self.log.is_recording();
    }

    fn take(&self, core: &mut Core, message: Message) {
        core.take(message);
        core.run();
    }

    fn leave(&self, core: &mut Core) -> Effects {
        core.run();
        if cfg!(debug_assertions) {
            core.validate_now_and_then();
        }
        core.log_memory();
        self.log.append(&mut core.events);
        std::mem::take(&mut core.effects)
    }

    fn carry_out(&self, effects: Effects) {
        if effects.reported {
            signal::wake_all();
        }
        let mut work = effects.callbacks;
        work.extend(effects.jobs.into_iter().map(|job| {
            let shared = self.clone();
            Box::new(move || {
                if let Some(ended) = job.run(&shared) {
                    pool::finishing(|| shared.post(Message::Ended(ended)));
                }
            }) as pool::Work
        }));
        pool::spawn(work);
        stuck::watch(self, effects.stopped);
        drop(effects.dropped);
    }
}

impl Core {
    /// A new stimulus from outside.
    pub(super) fn feed(&mut self, stimulus: scheduler::Stimulus) {
        let cancelling = matches!(
            stimulus,
            scheduler::Stimulus::ClientCancelsKeys { .. } | scheduler::Stimulus::ClientClosed { .. }
        );
        let cause = self.cause(cancelling);
        if self.recording
            && let scheduler::Stimulus::UpdateGraph { submission, .. } = &stimulus
        {
            let tasks = submission.tasks.values().map(|task| (task.key.clone(), task.inputs().to_vec())).collect();
            self.log(cause, EventKind::GraphSubmitted { tasks, wanted: submission.wanted.clone() });
        }
        self.facts.push_back((cause, Fact::Scheduler(stimulus)));
    }

    fn cause(&mut self, cancelling: bool) -> Cause {
        let stimulus_id = StimulusId(self.next_stimulus);
        self.next_stimulus += 1;
        Cause { now: clock::now(), stimulus_id, cancelling }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Ended(ended) => self.take_ended(ended),
            Message::Seceded { worker, key, duration } => {
                let cause = self.cause(false);
                self.facts.push_back((cause, Fact::Worker(worker, worker::Stimulus::Seceded { key, duration })));
            }
            Message::Client { client, order, stimulus } => {
                // Of one that has left meanwhile, nothing counts.
                let Some(connected) = self.ports.get_mut(&client) else { return };
                connected.known = order;
                self.feed(stimulus);
            }
            Message::MakeRoom => {
                let cause = self.cause(false);
                for (&worker, node) in &mut self.nodes {
                    let mut keys: Vec<Key> = (node.executing.iter_mut())
                        .filter_map(|(key, running)| running.makes_room().then(|| key.clone()))
                        .collect();
                    keys.sort_unstable();
                    self.facts.extend(keys.into_iter().map(|key| {
                        (cause, Fact::Worker(worker, worker::Stimulus::Seceded { key, duration: Duration::ZERO }))
                    }));
                }
            }
            Message::Tick => {
                let cause = self.cause(false);
                let due = |node: &Node| node.machine.next_wakeup().is_some_and(|at| at <= cause.now);
                let due: Vec<_> = self.nodes.iter().filter(|(_, node)| due(node)).map(|(id, _)| *id).collect();
                for worker in due {
                    self.facts.push_back((cause, Fact::Worker(worker, worker::Stimulus::Wakeup)));
                }
            }
        }
    }

    /// The value goes to the worker's store and the fact to its machine.
    fn take_ended(&mut self, ended: Ended) {
        let Ended { job, result, nbytes, start, stop } = ended;
        let cause = self.cause(false);
        let key = job.task.key.clone();
        let Some(node) = self.nodes.get_mut(&job.worker) else {
            // The worker has left meanwhile: the scheduler has given the task to another one.
            self.effects.dropped.extend(result.ok().map(Dropped::Value));
            self.effects.dropped.push(Dropped::Job(job));
            return;
        };
        let running = node.executing.remove(&key);
        if result.is_err() && running.is_some_and(|running| running.again) {
            // It was ended because somebody cancelled it, and has been asked for again since.
            let again = Arc::new(job.again());
            node.executing.insert(key, Running::new(&again, self.stopping));
            self.effects.jobs.push(again);
            self.effects.dropped.push(Dropped::Job(job));
            return;
        }
        let result = result.and_then(|value| match self.total_memory_error(&key, nbytes) {
            None => Ok(value),
            Some(error) => {
                self.effects.dropped.push(Dropped::Value(value));
                Err(error)
            }
        });
        let (worker, thread) = (job.worker, job.thread);
        let erred = result.is_err();
        let span = EventKind::Span {
            worker,
            thread,
            key: key.clone(),
            activity: Activity::Compute,
            start,
            stop,
            nbytes,
            erred,
        };
        self.log(Cause { stimulus_id: job.stimulus_id, ..cause }, span);
        self.effects.dropped.push(Dropped::Job(job));
        let stimulus = match result {
            Ok(value) => {
                let node = self.nodes.get_mut(&worker).expect("it was just there");
                let replaced = node.put(key.clone(), value, nbytes);
                self.effects.dropped.extend(replaced.map(Dropped::Value));
                worker::Stimulus::ExecuteSuccess { key, nbytes, start, stop }
            }
            Err(error) => worker::Stimulus::ExecuteFailure { key, error, start, stop },
        };
        self.facts.push_back((cause, Fact::Worker(worker, stimulus)));
    }

    /// The results that workers hold, with their bytes; copies count each.
    pub(super) fn results(&self) -> impl Iterator<Item = (&Key, u64)> {
        self.nodes.values().flat_map(Node::sizes)
    }

    /// All results together must fit into the memory there is: in a browser there is no disk to spill to.
    fn total_memory_error(&self, key: &Key, nbytes: u64) -> Option<TaskError> {
        let total = total_memory();
        let counted: u64 = self.nodes.values().map(Node::managed).sum();
        if counted.saturating_add(nbytes) <= total {
            return None;
        }
        // Copies share their data: count each key once before giving up.
        let mut once: FxHashMap<Key, u64> = FxHashMap::default();
        for node in self.nodes.values() {
            once.extend(node.held());
        }
        let held: u64 = once.values().sum();
        (held.saturating_add(nbytes) > total).then(|| {
            let message = format!(
                "the result of {key} takes {}, and {} of {} are in use; compute a smaller part at a time, \
                 or release futures and persisted collections",
                format_bytes(nbytes),
                format_bytes(held),
                format_bytes(total),
            );
            TaskError::new("MemoryError", message)
        })
    }

    /// Tells the machines facts and executes their orders until there are none.
    pub(super) fn run(&mut self) {
        while let Some((cause, fact)) = self.facts.pop_front() {
            match fact {
                Fact::Scheduler(stimulus) => {
                    let mut actions = std::mem::take(&mut self.scheduler_actions);
                    self.scheduler.handle(cause.now, cause.stimulus_id, stimulus, &mut actions);
                    let transitions = self.scheduler.drain_events();
                    match self.recording {
                        true => self.events.extend(transitions),
                        false => drop(transitions),
                    }
                    for action in actions.drain(..) {
                        self.execute_scheduler_action(cause, action);
                    }
                    self.scheduler_actions = actions;
                }
                Fact::Worker(worker, stimulus) => {
                    let Some(node) = self.nodes.get_mut(&worker) else { continue };
                    let mut actions = std::mem::take(&mut self.worker_actions);
                    node.machine.handle(cause.now, cause.stimulus_id, stimulus, &mut actions);
                    for action in actions.drain(..) {
                        self.execute_worker_action(cause, worker, action);
                    }
                    self.worker_actions = actions;
                }
            }
        }
    }

    /// Validates the machines, and that they agree. A small state after every batch; a large one the more seldom, so that a
    /// batch costs a bounded part of it.
    fn validate_now_and_then(&mut self) {
        let on_workers: usize = self.nodes.values().map(|node| node.machine.n_tasks()).sum();
        let size = self.scheduler.n_tasks() + on_workers + self.nodes.len();
        self.n_unvalidated += 1;
        if size > self.n_unvalidated * VALIDATED_PER_BATCH {
            return;
        }
        self.n_unvalidated = 0;
        self.scheduler.validate();
        for (&worker, node) in &self.nodes {
            node.machine.validate();
            agreement::validate_worker(&self.scheduler, worker, &node.machine, node.keys());
        }
        for (_, Connected { port, known }) in self.ports_in_order() {
            port.validate(&self.scheduler, known);
        }
    }

    fn execute_scheduler_action(&mut self, cause: Cause, action: scheduler::Action) {
        match action {
            scheduler::Action::Compute { worker, task, run_id, priority, inputs } => {
                if let Some(running) = self.nodes.get_mut(&worker).and_then(|node| node.executing.get_mut(&task.key)) {
                    running.again = running.is_stopped();
                    running.freed = false;
                    running.ends_when_freed = self.stopping;
                }
                let stimulus = worker::Stimulus::ComputeTask { task, run_id, priority, inputs };
                self.facts.push_back((cause, Fact::Worker(worker, stimulus)));
            }
            scheduler::Action::FreeKeys { worker, keys } => {
                if let Some(node) = self.nodes.get_mut(&worker) {
                    for key in &keys {
                        let Some(running) = node.executing.get_mut(key) else { continue };
                        running.freed = true;
                        if cause.cancelling || running.ends_when_freed {
                            self.effects.stopped.extend(running.stop());
                            running.again = false;
                        }
                    }
                }
                self.facts.push_back((cause, Fact::Worker(worker, worker::Stimulus::FreeKeys { keys })));
            }
            scheduler::Action::RefreshWhoHas { worker, who_has } => {
                self.facts.push_back((cause, Fact::Worker(worker, worker::Stimulus::RefreshWhoHas { who_has })));
            }
            scheduler::Action::Report { client, key, outcome } => self.report(client, &key, outcome),
        }
    }

    fn report(&mut self, client: ClientId, key: &Key, outcome: Outcome) {
        let Some(connected) = self.ports.get(&client) else { return };
        let callbacks = connected.port.report(key, outcome, connected.known);
        self.effects.callbacks.extend(callbacks);
        self.effects.reported = true;
    }

    fn execute_worker_action(&mut self, cause: Cause, worker: WorkerId, action: worker::Action) {
        use scheduler::Stimulus;
        let stimulus = match action {
            worker::Action::Execute { task, thread } => return self.start_job(cause, worker, task, thread),
            worker::Action::GatherDep { from, keys, nbytes: _ } => return self.gather(cause, worker, from, keys),
            worker::Action::DropData { keys } => return self.drop_data(cause, worker, &keys),
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
        self.facts.push_back((cause, Fact::Scheduler(stimulus)));
    }

    fn start_job(&mut self, cause: Cause, worker: WorkerId, task: Arc<Task>, thread: u32) {
        let Some(node) = self.nodes.get_mut(&worker) else { return };
        let inputs: Option<Vec<Value>> = task.inputs().iter().map(|key| node.value(key).cloned()).collect();
        let inputs = inputs.unwrap_or_else(|| {
            panic!("{} was ordered to run on {} without its inputs {:?}", task.key, node.profile.address, task.inputs())
        });
        let (interrupt, progress) = (Interrupt::new(), Progress::default());
        let (memory_limit, stimulus_id) = (node.profile.memory_limit, cause.stimulus_id);
        let job = Arc::new(Job { worker, thread, task, inputs, interrupt, stimulus_id, memory_limit, progress });
        node.executing.insert(job.task.key.clone(), Running::new(&job, self.stopping));
        self.effects.jobs.push(job);
    }

    /// A transfer: the receiver shares the value, which takes as long as it takes.
    fn gather(&mut self, cause: Cause, worker: WorkerId, from: WorkerId, keys: Vec<Key>) {
        let Some(peer) = self.nodes.get(&from) else {
            let stimulus = worker::Stimulus::GatherDepFailure { from, keys };
            self.facts.push_back((cause, Fact::Worker(worker, stimulus)));
            return;
        };
        let begin = clock::now();
        let found: Vec<_> = keys.into_iter().map(|key| (peer.value(&key).cloned(), key)).collect();
        let (mut received, mut missing, mut start) = (Vec::new(), Vec::new(), begin);
        for (value, key) in found {
            let Some(value) = value else {
                missing.push(key);
                continue;
            };
            let nbytes = value.nbytes();
            let Some(node) = self.nodes.get_mut(&worker) else { return };
            let replaced = node.put(key.clone(), value, nbytes);
            self.effects.dropped.extend(replaced.map(Dropped::Value));
            let stop = clock::now();
            let activity = Activity::Transfer { from };
            let span =
                EventKind::Span { worker, thread: 0, key: key.clone(), activity, start, stop, nbytes, erred: false };
            self.log(Cause { now: stop, ..cause }, span);
            start = stop;
            received.push((key, nbytes));
        }
        let duration = clock::now().since(begin);
        let stimulus = worker::Stimulus::GatherDepSuccess { from, received, missing, duration };
        self.facts.push_back((cause, Fact::Worker(worker, stimulus)));
    }

    fn drop_data(&mut self, cause: Cause, worker: WorkerId, keys: &[Key]) {
        for key in keys {
            let Some((value, nbytes)) = self.nodes.get_mut(&worker).and_then(|node| node.take(key)) else { continue };
            self.effects.dropped.push(Dropped::Value(value));
            self.log(cause, EventKind::DataReleased { worker, key: key.clone(), nbytes });
        }
    }

    /// A worker joins.
    pub(super) fn add_worker(&mut self, machine: Worker, profile: Profile) {
        let cause = self.cause(false);
        let Profile { id, nthreads, memory_limit, .. } = profile;
        let (address, name) = (profile.address.clone(), profile.name.clone());
        self.log(cause, EventKind::WorkerAdded { worker: id, address, name, nthreads, memory_limit });
        self.nodes.insert(id, Node::new(machine, profile));
        let stimulus = scheduler::Stimulus::WorkerAdded { worker: id, nthreads, memory_limit };
        self.facts.push_back((cause, Fact::Scheduler(stimulus)));
        self.run();
        self.effects.reported = true;
    }

    /// A worker leaves. An expected leaver first hands the results that only it has to those who stay.
    pub(super) fn remove_worker(&mut self, worker: WorkerId, expected: bool) {
        if expected {
            self.hand_over(worker);
        }
        let Some(node) = self.nodes.shift_remove(&worker) else { return };
        let cause = self.cause(true);
        #[expect(clippy::iter_over_hash_type, reason = "each is told the same")]
        for running in node.executing.values() {
            self.effects.stopped.extend(running.stop());
        }
        self.effects.dropped.extend(node.into_values().map(Dropped::Value));
        self.log(cause, EventKind::WorkerRemoved { worker, expected });
        self.facts.push_back((cause, Fact::Scheduler(scheduler::Stimulus::WorkerRemoved { worker, expected })));
        self.run();
        self.effects.reported = true;
    }

    /// A cell was stopped: ends the tasks that still run though nobody wants their results, also those that nobody will want once
    /// the tasks have ended that submitted them.
    pub(super) fn stop_freed(&mut self) {
        self.stopping = true;
        for running in self.nodes.values_mut().flat_map(|node| node.executing.values_mut()) {
            running.ends_when_freed = true;
            if running.freed {
                self.effects.stopped.extend(running.stop());
            }
        }
    }

    /// The next cell begins: its tasks run to their end again.
    pub(super) fn go_on(&mut self) {
        self.stopping = false;
    }

    /// Copies results that only `leaver` holds to the others, each to the one that holds the least.
    fn hand_over(&mut self, leaver: WorkerId) {
        let Some(node) = self.nodes.get(&leaver) else { return };
        let unique: Vec<_> = (node.held().into_iter())
            .filter(|(key, _)| !self.nodes.iter().any(|(id, node)| *id != leaver && node.value(key).is_some()))
            .collect();
        for (key, nbytes) in unique {
            let heirs = self.nodes.iter().filter(|(id, _)| **id != leaver);
            let Some(heir) = heirs.min_by_key(|(id, node)| (node.managed(), **id)).map(|(id, _)| *id) else { return };
            if let Some(value) = self.nodes[&leaver].value(&key).cloned() {
                self.put_data(heir, key, value, nbytes, |worker, key, _| scheduler::Stimulus::DataAdded {
                    worker,
                    keys: vec![key],
                });
            }
        }
    }

    /// Puts a value on a worker and tells both machines; `announce` says how the scheduler hears of it.
    pub(super) fn put_data(
        &mut self,
        worker: WorkerId,
        key: Key,
        value: Value,
        nbytes: u64,
        announce: impl FnOnce(WorkerId, Key, u64) -> scheduler::Stimulus,
    ) {
        let Some(node) = self.nodes.get_mut(&worker) else { return };
        let replaced = node.put(key.clone(), value, nbytes);
        self.effects.dropped.extend(replaced.map(Dropped::Value));
        let cause = self.cause(false);
        let put = worker::Stimulus::DataPut { key: key.clone(), nbytes };
        self.facts.push_back((cause, Fact::Worker(worker, put)));
        self.facts.push_back((cause, Fact::Scheduler(announce(worker, key, nbytes))));
        self.run();
    }

    /// The value of `key` from any worker that has it.
    pub(super) fn find_value(&self, key: &Key) -> Option<Value> {
        self.nodes.values().find_map(|node| node.value(key)).cloned()
    }

    /// The values of keys, if all are there. The scheduler hears of those that it takes to be there and are not.
    pub(super) fn find_values(&mut self, keys: &[Key]) -> Option<Vec<Value>> {
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            match self.find_value(key) {
                Some(value) => values.push(value),
                None => {
                    for worker in self.scheduler.who_has(key).to_vec() {
                        let key = key.clone();
                        self.feed(scheduler::Stimulus::DataMissing { worker, key, errant_worker: worker });
                    }
                }
            }
        }
        (values.len() == keys.len()).then_some(values)
    }

    /// A client holds a key from now on, whatever it told of it before.
    pub(super) fn hold(&mut self, client: ClientId, key: &Key) {
        if let Some(connected) = self.ports.get(&client) {
            connected.port.hold(key, connected.known);
        }
    }

    /// A client comes.
    pub(super) fn add_port(&mut self, client: ClientId, port: Arc<Port>) {
        self.ports.insert(client, Connected { port, known: Order::default() });
    }

    /// A client leaves: nothing is reported to it any more.
    pub(super) fn remove_port(&mut self, client: ClientId) {
        if let Some(Connected { port, .. }) = self.ports.remove(&client) {
            self.effects.dropped.push(Dropped::Port(port));
            self.feed(scheduler::Stimulus::ClientClosed { client });
        }
    }

    /// All clients leave: their futures end as cancelled.
    pub(super) fn remove_ports(&mut self, reason: &str) {
        for (client, Connected { port, .. }) in self.ports_in_order() {
            let due = port.cancel_all(reason);
            self.effects.callbacks.extend(due);
            self.remove_port(client);
            self.run();
        }
        self.give_up_what_was_fired();
    }

    /// All tasks are cancelled and forgotten.
    pub(super) fn cancel_everything(&mut self, reason: &str) {
        for (client, Connected { port, known }) in self.ports_in_order() {
            let (keys, due) = port.cancel_known(reason, known);
            self.effects.callbacks.extend(due);
            self.effects.reported = true;
            self.feed(scheduler::Stimulus::ClientCancelsKeys { client, keys, reason: reason.to_owned(), force: true });
            self.run();
        }
        self.give_up_what_was_fired();
    }

    fn give_up_what_was_fired(&mut self) {
        self.feed(scheduler::Stimulus::ClientClosed { client: FIRE_AND_FORGET });
        self.run();
    }

    /// When the first worker wants to be woken.
    pub(super) fn next_wakeup(&self) -> Option<Time> {
        self.nodes.values().filter_map(|node| node.machine.next_wakeup()).min()
    }

    /// A number for a new worker; never used again on this cluster.
    pub(super) fn new_worker_id(&mut self) -> WorkerId {
        self.next_worker += 1;
        WorkerId(self.next_worker - 1)
    }

    /// Counts a scattered value.
    pub(super) fn next_round(&mut self) -> usize {
        self.rounds += 1;
        self.rounds - 1
    }

    /// The clients by the order in which they connected.
    fn ports_in_order(&self) -> Vec<(ClientId, Connected)> {
        let mut ports: Vec<_> = self.ports.iter().map(|(id, connected)| (*id, connected.clone())).collect();
        ports.sort_unstable_by_key(|(id, _)| *id);
        ports
    }

    /// The workers that are there, for a log that starts now.
    pub(super) fn log_workers(&mut self) {
        let cause = self.cause(false);
        let profiles: Vec<Profile> = self.nodes.values().map(|node| node.profile.clone()).collect();
        for Profile { id: worker, name, address, nthreads, memory_limit, .. } in profiles {
            self.log(cause, EventKind::WorkerAdded { worker, address, name, nthreads, memory_limit });
        }
    }

    /// Everything starts afresh on the panels.
    pub(super) fn log_cleared(&mut self) {
        let cause = self.cause(false);
        self.log(cause, EventKind::Cleared);
    }

    fn log(&mut self, cause: Cause, kind: EventKind) {
        if self.recording {
            self.events.push(Event { time: cause.now, stimulus_id: cause.stimulus_id, kind });
        }
    }

    fn log_memory(&mut self) {
        if !self.recording {
            return;
        }
        let (time, stimulus_id) = (clock::now(), StimulusId(self.next_stimulus - 1));
        for (&worker, node) in &mut self.nodes {
            if let Some(managed) = node.managed_if_changed() {
                let kind = EventKind::WorkerMemory { worker, managed, spilled: 0 };
                self.events.push(Event { time, stimulus_id, kind });
            }
        }
    }
}
