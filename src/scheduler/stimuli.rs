//! The door: one function per fact. Each changes what the scheduler knows and recommends transitions; the edges do the
//! rest.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::state::{Failure, Goal, Restrictions, State, Task, TaskId, Worker};
use super::transitions::replicas;
use super::{Action, ClientId, Outcome, Scheduler, Stimulus, Submission, TaskOptions};
use crate::events::{Replicas, RunId, TaskState, WorkerId};
use crate::graph::{Key, Priority, TaskError, TaskGraph};

/// The exception by which a task asks for another start (`distributed.Reschedule`).
const RESCHEDULE: &str = "Reschedule";

impl Scheduler {
    pub(super) fn handle_stimulus(&mut self, stimulus: Stimulus) {
        match stimulus {
            Stimulus::UpdateGraph { client, submission } => self.update_graph(client, submission),
            Stimulus::ClientReleasesKeys { client, keys } => self.client_releases_keys(client, &keys),
            Stimulus::ClientRetriesKeys { client, keys } => self.client_retries_keys(client, keys),
            Stimulus::ClientCancelsKeys { client, keys, reason, force } => {
                self.client_cancels_keys(client, &keys, &reason, force)
            }
            Stimulus::ClientClosed { client } => self.client_closed(client),
            Stimulus::DataScattered { client, worker, key, nbytes } => {
                self.data_scattered(client, worker, &key, nbytes)
            }
            Stimulus::WorkerAdded { worker, nthreads, memory_limit } => {
                self.worker_added(worker, nthreads, memory_limit)
            }
            Stimulus::WorkerRemoved { worker, expected } => self.worker_removed(worker, expected),
            Stimulus::WorkerPaused { worker, paused } => self.worker_paused(worker, paused),
            Stimulus::TransferMeasured { bytes, duration } => self.transfer_measured(bytes, duration),

            // What a worker says counts only while it is there.
            Stimulus::TaskFinished { worker, .. }
            | Stimulus::TaskErred { worker, .. }
            | Stimulus::TaskSeceded { worker, .. }
            | Stimulus::DataAdded { worker, .. }
            | Stimulus::DataMissing { worker, .. }
            | Stimulus::WhoHasRequested { worker, .. }
                if !self.workers.contains_key(&worker) => {}
            Stimulus::TaskFinished { worker, key, run_id, nbytes, duration } => {
                self.task_finished(worker, key, run_id, nbytes, duration)
            }
            Stimulus::TaskErred { worker, key, run_id, error } => self.task_erred(worker, &key, run_id, error),
            Stimulus::TaskSeceded { worker, key, run_id, duration } => {
                self.task_seceded(worker, &key, run_id, duration)
            }
            Stimulus::DataAdded { worker, keys } => self.data_added(worker, keys),
            Stimulus::DataMissing { worker: _, key, errant_worker } => self.data_missing(key, errant_worker),
            Stimulus::WhoHasRequested { worker, keys } => self.who_has_requested(worker, keys),
        }
    }

    // ---- from clients -------------------------------------------------------------------------------------------

    /// Takes in a graph: makes its new tasks, joins them to what they need, and sets what is wanted going.
    fn update_graph(&mut self, client: ClientId, submission: Submission) {
        let generation = self.next_generation(&submission);
        let new = self.new_tasks(submission.tasks, generation, &submission.options, submission.annotations);
        let lost = self.connect(&new);
        let wanted = self.client_desires_keys(client, submission.wanted);

        // What can't run, as it needs what nobody knows, or need not run, as nobody wants it, goes first.
        for &id in &new {
            let task = &self.tasks[id];
            if task.who_wants.is_empty() && task.dependents.is_empty() {
                self.recommend(id, Goal::Forgotten);
            }
        }
        for id in lost {
            self.tasks[id].has_lost_dependencies = true;
            self.recommend(id, Goal::Forgotten);
        }
        self.transitions();

        // Last recommended, first made: so the task of the lowest rank comes last.
        for &id in new.iter().rev() {
            if self.tasks.is_alive(id) {
                self.recommend(id, Goal::Waiting);
            }
        }
        for &id in &wanted {
            if self.tasks.is_alive(id) {
                self.take_up(client, id);
            }
        }
    }

    /// The generation of a graph: that of the graph before, if this one comes soon after it.
    fn next_generation(&mut self, submission: &Submission) -> f64 {
        let parent = submission.submitting_task.as_ref().and_then(|key| self.tasks.get(key));
        if let Some(parent) = parent {
            return parent.priority.generation - 0.01;
        }
        let is_soon = self.generation_began.is_some_and(|began| self.now.since(began) <= submission.fifo_timeout);
        if !is_soon {
            self.generation += 1.0;
            self.generation_began = Some(self.now);
        }
        self.generation
    }

    /// Makes the tasks whose keys are new, without edges.
    fn new_tasks(
        &mut self,
        tasks: TaskGraph,
        generation: f64,
        options: &TaskOptions,
        annotations: Vec<(Key, TaskOptions)>,
    ) -> Vec<TaskId> {
        let annotations: FxHashMap<Key, TaskOptions> = annotations.into_iter().collect();
        let shared_restrictions = restrictions(options);
        let default_duration = |name: &str| {
            let known = self.config.default_task_durations.iter().find(|(known, _)| *known == name);
            known.map(|&(_, seconds)| seconds)
        };
        let mut new = Vec::with_capacity(tasks.len());
        let mut last_group = None;
        self.tasks.reserve(tasks.len());
        for (rank, (key, run_spec)) in tasks.into_iter().enumerate() {
            let annotated = if annotations.is_empty() { None } else { annotations.get(&key) };
            let options = annotated.unwrap_or(options);
            let groups = &mut self.groups;
            let made = self.tasks.insert_new(&key, || {
                let group = groups.of_key(&key, last_group, default_duration);
                last_group = Some(group);
                groups.count(group, None, TaskState::Released);
                let mut task = Task::new(key.clone(), Some(run_spec), group);
                task.priority = Priority { user: -options.user_priority, generation, rank: rank as u32 };
                task.retries = options.retries;
                task.restrictions = match annotated {
                    Some(options) => restrictions(options),
                    None => shared_restrictions.clone(),
                };
                task
            });
            new.extend(made);
        }
        new
    }

    /// Joins new tasks to the tasks they need. Returns those that need what nobody knows.
    fn connect(&mut self, new: &[TaskId]) -> Vec<TaskId> {
        let mut lost = Vec::new();
        let mut last_groups = None;
        for &id in new {
            let Some(run_spec) = self.tasks[id].run_spec.clone() else {
                continue;
            };
            self.last_mark += 1;
            let mark = self.last_mark;
            let mut is_lost = false;
            for key in run_spec.inputs() {
                let Some(dependency) = self.tasks.id(key) else {
                    is_lost = true;
                    continue;
                };
                // An input may stand there more than once.
                if std::mem::replace(&mut self.tasks[dependency].mark, mark) == mark {
                    continue;
                }
                self.tasks.connect(id, dependency);
                let groups = (self.tasks[id].group, self.tasks[dependency].group);
                if last_groups.replace(groups) != Some(groups) {
                    self.groups.connect(groups.0, groups.1);
                }
            }
            if is_lost {
                lost.push(id);
            }
        }
        lost
    }

    /// Notes what a client wants. Returns the tasks; an unknown key is reported as cancelled.
    fn client_desires_keys(&mut self, client: ClientId, keys: Vec<Key>) -> Vec<TaskId> {
        let mut wanted = Vec::with_capacity(keys.len());
        for key in keys {
            match self.tasks.id(&key) {
                Some(id) => {
                    let who_wants = &mut self.tasks[id].who_wants;
                    if !who_wants.contains(&client) {
                        who_wants.push(client);
                    }
                    wanted.push(id);
                }
                None => {
                    let reason = format!("the scheduler knows no task {key}");
                    self.actions.push(Action::Report { client, key, outcome: Outcome::Cancelled { reason } });
                }
            }
        }
        wanted
    }

    /// A client wants a task: tells it what is known, and sets a released task going.
    fn take_up(&mut self, client: ClientId, id: TaskId) {
        if matches!(self.tasks[id].state, State::Released) {
            self.recommend(id, Goal::Waiting);
        }
        if let Some(outcome) = self.outcome(id) {
            self.actions.push(Action::Report { client, key: self.tasks[id].key.clone(), outcome });
        }
    }

    /// What became of a task; `None` of one that is not done.
    fn outcome(&self, id: TaskId) -> Option<Outcome> {
        let task = &self.tasks[id];
        match &task.state {
            State::Memory { .. } => Some(Outcome::Finished { nbytes: task.nbytes }),
            State::Erred { .. } => {
                let blame = task.exception_blame.as_ref().expect("an erred task has someone to blame");
                Some(Outcome::Erred { error: blame.error.clone(), origin: blame.origin.clone() })
            }
            _ => None,
        }
    }

    fn client_releases_keys(&mut self, client: ClientId, keys: &[Key]) {
        for key in keys {
            if let Some(id) = self.tasks.id(key) {
                self.client_releases(client, id);
            }
        }
    }

    fn client_releases(&mut self, client: ClientId, id: TaskId) {
        let task = &mut self.tasks[id];
        let Some(place) = task.who_wants.iter().position(|wanting| *wanting == client) else {
            return;
        };
        task.who_wants.remove(place);
        if !task.is_needed() {
            let goal = if task.dependents.is_empty() { Goal::Forgotten } else { Goal::Unneeded };
            self.recommend(id, goal);
        }
    }

    /// Tries again what failed first: the erred tasks that need no erred task; the others follow them. A finished task
    /// is run once more. Whatever becomes of a key, the client hears of it.
    fn client_retries_keys(&mut self, client: ClientId, keys: Vec<Key>) {
        self.last_mark += 1;
        let mark = self.last_mark;
        let is_erred = |task: &Task| matches!(task.state, State::Erred { .. });
        let named = keys.iter().filter_map(|key| self.tasks.id(key));
        let named: Vec<TaskId> = named.filter(|&id| self.tasks[id].who_wants.contains(&client)).collect();
        let mut stack = named.clone();
        let mut first: Vec<TaskId> = Vec::new();
        while let Some(id) = stack.pop() {
            if !is_erred(&self.tasks[id]) || std::mem::replace(&mut self.tasks[id].mark, mark) == mark {
                continue;
            }
            let before = stack.len();
            let dependencies = self.tasks[id].dependencies.iter().map(|edge| edge.task);
            stack.extend(dependencies.filter(|&dependency| is_erred(&self.tasks[dependency])));
            if stack.len() == before {
                first.push(id);
            }
        }
        let is_finished = |task: &Task| matches!(task.state, State::Memory { .. }) && task.can_be_made();
        first.extend(named.into_iter().filter(|&id| is_finished(&self.tasks[id])));
        // All are given up before the first one goes on: what needs two of them must not fail for the second one's sake.
        for id in self.last_priority_first(first) {
            if !matches!(self.tasks[id].state, State::Released) {
                self.transition(id, Goal::Released);
            }
        }
        self.transitions();
        for key in keys {
            self.answer(client, key);
        }
    }

    /// Tells a client how a key stands that it asked about.
    fn answer(&mut self, client: ClientId, key: Key) {
        let wanted = self.tasks.id(&key).filter(|&id| self.tasks[id].who_wants.contains(&client));
        let outcome = match wanted {
            None => Outcome::Cancelled { reason: format!("the scheduler knows no task {key} of this client") },
            Some(id) => self.outcome(id).unwrap_or(Outcome::Retried),
        };
        self.actions.push(Action::Report { client, key, outcome });
    }

    /// Takes back what a client asked for, and what it built on that. What others want too goes on for them, unless
    /// `force`.
    fn client_cancels_keys(&mut self, client: ClientId, keys: &[Key], reason: &str, force: bool) {
        self.last_mark += 1;
        let mark = self.last_mark;
        let mut stack: Vec<TaskId> = keys.iter().rev().filter_map(|key| self.tasks.id(key)).collect();
        while let Some(id) = stack.pop() {
            let task = &mut self.tasks[id];
            let is_cancelled = force || task.who_wants.contains(&client);
            if !is_cancelled || std::mem::replace(&mut task.mark, mark) == mark {
                continue;
            }
            let is_for_others = !force && task.who_wants.len() > 1;
            if !is_for_others {
                stack.extend(task.dependents.iter().map(|edge| edge.task));
            }
            let clients = if force { task.who_wants.clone() } else { SmallVec::from_slice(&[client]) };
            for client in clients {
                let outcome = Outcome::Cancelled { reason: reason.to_owned() };
                self.actions.push(Action::Report { client, key: self.tasks[id].key.clone(), outcome });
                self.client_releases(client, id);
            }
        }
    }

    fn client_closed(&mut self, client: ClientId) {
        let held = self.tasks.iter().filter(|(_, task)| task.who_wants.contains(&client));
        let ids: Vec<TaskId> = held.map(|(id, _)| id).collect();
        for id in ids {
            self.client_releases(client, id);
        }
    }

    /// Registers data that has no task.
    fn data_scattered(&mut self, client: ClientId, worker: WorkerId, key: &Key, nbytes: u64) {
        if !self.workers.contains_key(&worker) {
            let reason = format!("worker {} left before {key} was scattered to it", worker.0);
            let outcome = Outcome::Cancelled { reason };
            return self.actions.push(Action::Report { client, key: key.clone(), outcome });
        }
        let groups = &mut self.groups;
        let made = self.tasks.insert_new(key, || {
            let group = groups.of_key(key, None, |_| None);
            groups.count(group, None, TaskState::Released);
            Task::new(key.clone(), None, group)
        });
        let id = made.or_else(|| self.tasks.id(key)).expect("made or known");
        match self.tasks[id].state {
            State::Memory { .. } => {
                self.client_desires_keys(client, vec![key.clone()]);
                self.add_replica(id, worker);
                self.take_up(client, id);
            }
            _ => {
                self.give_up(id);
                self.client_desires_keys(client, vec![key.clone()]);
                self.recommend(id, Goal::Memory { worker, nbytes });
            }
        }
    }

    // ---- from workers -------------------------------------------------------------------------------------------

    fn worker_added(&mut self, worker: WorkerId, nthreads: u32, memory_limit: u64) {
        if self.workers.contains_key(&worker) {
            return;
        }
        let ws = Worker::new(nthreads, memory_limit);
        self.total_nthreads += ws.nthreads;
        self.workers.insert(worker, ws);
        self.running.insert(worker);
        self.check_idle_saturated(worker);
        self.recommend_unrunnable(worker);
    }

    /// A worker is gone: its tasks go elsewhere, and results that it alone had are made again.
    fn worker_removed(&mut self, worker: WorkerId, expected: bool) {
        let Some(ws) = self.workers.remove(&worker) else {
            return;
        };
        self.total_nthreads -= ws.nthreads;
        for set in [&mut self.running, &mut self.idle, &mut self.open, &mut self.saturated] {
            set.remove(&worker);
        }
        self.network_occ -= ws.network_occ;
        for (prefix, n) in ws.task_prefix_count.iter() {
            self.task_prefix_count.subtract(prefix, n);
        }

        // Last recommended, first made: so lost results come last, those first that others are made from, and no task is
        // sent out to run on them.
        for id in self.last_priority_first(ws.processing) {
            if !expected && self.is_to_blame(id, worker) {
                self.transition(id, Goal::Erred);
            } else {
                self.recommend(id, Goal::Released);
            }
        }
        for id in self.last_priority_first(ws.has_what) {
            self.strike_out(id, worker);
        }
    }

    fn last_priority_first(&self, ids: impl IntoIterator<Item = TaskId>) -> Vec<TaskId> {
        let mut ids: Vec<TaskId> = ids.into_iter().collect();
        ids.sort_by_key(|&id| Reverse((self.tasks[id].priority, id)));
        ids
    }

    /// A task was on a worker that was lost. If that happens too often, it is blamed.
    fn is_to_blame(&mut self, id: TaskId, last_worker: WorkerId) -> bool {
        let task = &mut self.tasks[id];
        task.suspicious += 1;
        let prefix = self.groups[task.group].prefix;
        self.groups.prefix_mut(prefix).suspicious += 1;
        let is_too_often = task.suspicious > self.config.allowed_failures;
        if is_too_often {
            let message = format!(
                "Attempted to run task {} on {} different workers, but all of them died while it was there. The last \
                 one was worker {}. Did it run out of memory? Try smaller chunks, or workers with more memory.",
                task.key, task.suspicious, last_worker.0,
            );
            let error = TaskError::new("KilledWorker", message);
            task.exception_blame = Some(Arc::new(Failure { error, origin: task.key.clone() }));
        }
        is_too_often
    }

    fn worker_paused(&mut self, worker: WorkerId, paused: bool) {
        let Some(ws) = self.workers.get_mut(&worker) else {
            return;
        };
        ws.paused = paused;
        if paused {
            self.running.remove(&worker);
        } else {
            self.running.insert(worker);
        }
        self.check_idle_saturated(worker);
        if !paused {
            self.recommend_unrunnable(worker);
        }
    }

    fn task_finished(&mut self, worker: WorkerId, key: Key, run_id: RunId, nbytes: u64, duration: Option<Duration>) {
        let Some(id) = self.tasks.id(&key) else {
            return self.free_key(worker, key);
        };
        match self.tasks[id].state {
            State::Processing { run_id: current, long_running, .. } if current == run_id => {
                if let Some(duration) = duration.filter(|_| !long_running) {
                    self.learn_duration(id, duration);
                }
                self.recommend(id, Goal::Memory { worker, nbytes });
            }
            // It was given up, then sent to the same worker again, which will report that run too.
            State::Processing { worker: current, .. } if current == worker => {}
            // So it did, and has.
            State::Memory { ref who_has } if who_has.contains(&worker) => {}
            _ => self.free_keys(worker, id),
        }
    }

    fn task_erred(&mut self, worker: WorkerId, key: &Key, run_id: RunId, error: TaskError) {
        let Some(id) = self.running_attempt(key, worker, run_id) else {
            return;
        };
        let task = &mut self.tasks[id];
        // A task may ask for another start, as often as it likes.
        let is_rescheduled = error.exception_type == RESCHEDULE;
        if is_rescheduled || task.retries > 0 {
            task.retries -= u32::from(!is_rescheduled);
            self.recommend(id, Goal::Waiting);
        } else {
            task.exception_blame = Some(Arc::new(Failure { error, origin: task.key.clone() }));
            self.recommend(id, Goal::Erred);
        }
    }

    fn task_seceded(&mut self, worker: WorkerId, key: &Key, run_id: RunId, duration: Duration) {
        let Some(id) = self.running_attempt(key, worker, run_id) else {
            return;
        };
        if let State::Processing { long_running, .. } = &mut self.tasks[id].state
            && !std::mem::replace(long_running, true)
        {
            self.learn_duration(id, duration);
            self.leave_thread(id, worker);
        }
    }

    /// The task that a worker speaks of, if it is still that run of it that counts.
    fn running_attempt(&self, key: &Key, on_worker: WorkerId, of_run: RunId) -> Option<TaskId> {
        let id = self.tasks.id(key)?;
        let is_current = matches!(self.tasks[id].state,
            State::Processing { worker, run_id, .. } if worker == on_worker && run_id == of_run);
        is_current.then_some(id)
    }

    fn data_added(&mut self, worker: WorkerId, keys: Vec<Key>) {
        for key in keys {
            let Some(id) = self.tasks.id(&key) else {
                self.free_key(worker, key);
                continue;
            };
            match self.tasks[id].state {
                State::Memory { .. } => self.add_replica(id, worker),
                // It was told to run it, and will say that it has the result already.
                State::Processing { worker: current, .. } if current == worker => {}
                _ => self.free_keys(worker, id),
            }
        }
    }

    /// The copy that was said to be at `errant_worker` is not there. If it is after all, it must go.
    fn data_missing(&mut self, key: Key, errant_worker: WorkerId) {
        let Some(id) = self.tasks.id(&key) else {
            return;
        };
        if self.tasks[id].who_has().contains(&errant_worker) {
            self.strike_out(id, errant_worker);
            self.free_key(errant_worker, key);
        }
    }

    fn strike_out(&mut self, id: TaskId, worker: WorkerId) {
        self.remove_replica(id, worker);
        if self.tasks[id].who_has().is_empty() {
            self.recommend(id, Goal::Released);
        }
    }

    fn who_has_requested(&mut self, worker: WorkerId, keys: Vec<Key>) {
        let mut who_has = Vec::with_capacity(keys.len());
        for key in keys {
            match self.tasks.id(&key) {
                Some(id) => {
                    // Who asks does not have it.
                    if self.tasks[id].who_has().contains(&worker) {
                        self.strike_out(id, worker);
                    }
                    who_has.push(replicas(&self.tasks[id]));
                }
                None => who_has.push(Replicas { key, who_has: SmallVec::new(), nbytes: 0 }),
            }
        }
        self.actions.push(Action::RefreshWhoHas { worker, who_has });
    }

    /// The newest duration counts half, all before it the other half.
    fn learn_duration(&mut self, id: TaskId, duration: Duration) {
        let prefix = self.groups[self.tasks[id].group].prefix;
        let average = &mut self.groups.prefix_mut(prefix).duration_average;
        let seconds = duration.as_secs_f64();
        *average = Some(average.map_or(seconds, |before| 0.5 * before + 0.5 * seconds));
    }

    /// Small transfers say more of latency than of bandwidth.
    fn transfer_measured(&mut self, bytes: u64, duration: Duration) {
        if bytes >= 1_000_000 && !duration.is_zero() {
            self.bandwidth = 0.95 * self.bandwidth + 0.05 * (bytes as f64 / duration.as_secs_f64());
        }
    }
}

fn restrictions(options: &TaskOptions) -> Option<Arc<Restrictions>> {
    if options.workers.is_empty() {
        return None;
    }
    let mut workers = options.workers.clone();
    workers.sort();
    workers.dedup();
    Some(Arc::new(Restrictions { workers, loose: options.allow_other_workers }))
}
