//! The edges: how a task goes from one state to another, and what that means for its neighbours.

use std::sync::Arc;

use smallvec::SmallVec;

use super::placement::Placement;
use super::state::{Failure, Goal, State, TaskId};
use super::story::Transition;
use super::{Action, ClientId, Outcome, Scheduler};
use crate::events::{Replicas, RunId, TaskState, WorkerId};

/// The client that wants what was fired and forgotten: it lets go of a result as soon as it is there.
pub const FIRE_AND_FORGET: ClientId = ClientId(u32::MAX);

impl Scheduler {
    /// Recommends a step. A task has at most one recommendation: a later one replaces it, at its place in the order.
    pub(super) fn recommend(&mut self, id: TaskId, goal: Goal) {
        let task = &mut self.tasks[id];
        match task.recommended_at {
            None => {
                task.recommended_at = Some(self.recommendations.len() as u32);
                self.recommendations.push((id, Some(goal)));
            }
            Some(place) => {
                let known = &mut self.recommendations[place as usize].1;
                // To be unneeded is a weaker reason than to be lost, failed or forgotten.
                let is_stronger = matches!(known, Some(Goal::Released | Goal::Erred | Goal::Forgotten));
                if !(is_stronger && matches!(goal, Goal::Unneeded)) {
                    *known = Some(goal);
                }
            }
        }
    }

    /// Takes a task's recommendation back.
    fn take_recommendation(&mut self, id: TaskId) -> Option<Goal> {
        let place = self.tasks[id].recommended_at.take()?;
        self.recommendations[place as usize].1.take()
    }

    /// Makes recommended steps until none is left, the last recommended first.
    pub(super) fn transitions(&mut self) {
        // Far more than any graph needs: a loop among edges must show up as an error, not as a hang.
        let mut n_left = 1_000 + 100 * self.tasks.len();
        while let Some((id, goal)) = self.recommendations.pop() {
            let Some(goal) = goal else { continue };
            self.tasks[id].recommended_at = None;
            n_left -= 1;
            assert!(n_left > 0, "transitions never end:{}", self.story_text(&self.tasks[id].key));
            self.transition(id, goal);
        }
    }

    /// The map: every way from one state to another.
    pub(super) fn transition(&mut self, id: TaskId, goal: Goal) {
        use TaskState as From;
        match (self.tasks[id].state.name(), goal) {
            (From::Released, Goal::Waiting | Goal::Processing | Goal::NoWorker | Goal::Queued) => {
                self.transition_released_waiting(id)
            }
            (From::Released, Goal::Memory { worker, nbytes }) => self.transition_released_memory(id, worker, nbytes),
            (From::Released, Goal::Erred) => self.transition_released_erred(id),
            (From::Released, Goal::Forgotten) => self.transition_released_forgotten(id),

            (From::Waiting, Goal::Released) => self.transition_waiting_released(id),
            (From::Waiting, Goal::Processing) => self.transition_waiting_processing(id),
            (From::Waiting, Goal::NoWorker) => self.transition_waiting_no_worker(id),
            (From::Waiting, Goal::Queued) => self.transition_waiting_queued(id),

            (From::NoWorker, Goal::Released) => self.transition_no_worker_released(id),
            (From::NoWorker, Goal::Processing) => self.transition_no_worker_processing(id),

            (From::Queued, Goal::Released) => self.transition_queued_released(id),
            (From::Queued, Goal::Processing) => self.transition_queued_processing(id),

            (From::Processing, Goal::Released) => self.transition_processing_released(id),
            (From::Processing, Goal::Memory { worker, nbytes }) => {
                self.transition_processing_memory(id, worker, nbytes)
            }
            (From::Processing, Goal::Erred) => self.transition_processing_erred(id),

            (From::Memory, Goal::Released) => self.transition_memory_released(id),
            (From::Memory, Goal::Forgotten) => self.transition_memory_forgotten(id),

            (From::Erred, Goal::Released) => self.transition_erred_released(id),

            (_, Goal::Unneeded) => self.release_if_unneeded(id),
            (From::Released, Goal::Released)
            | (From::Waiting, Goal::Waiting)
            | (From::Queued, Goal::Queued)
            | (From::NoWorker, Goal::NoWorker)
            | (From::Erred, Goal::Erred) => {}

            // All other ways lead through released. If that already says where the task goes next, it goes there.
            (_, goal) => {
                self.transition(id, Goal::Released);
                let goal = self.take_recommendation(id).unwrap_or(goal);
                self.transition(id, goal);
            }
        }
    }

    /// Gives a task up at once, whatever it was doing, and takes back what that recommends for itself.
    pub(super) fn give_up(&mut self, id: TaskId) {
        self.transition(id, Goal::Released);
        self.take_recommendation(id);
    }

    // ---- from released ------------------------------------------------------------------------------------------

    /// Somebody wants it: now it waits for its dependencies, which are made if nobody has made them.
    fn transition_released_waiting(&mut self, id: TaskId) {
        if !self.tasks[id].can_be_made() {
            return self.recommend(id, Goal::Forgotten);
        }
        if let Some(blame) = self.blame_among_dependencies(id) {
            self.tasks[id].exception_blame = Some(blame);
            return self.recommend(id, Goal::Erred);
        }
        let mut waiting_on = 0;
        for place in 0..self.tasks[id].dependencies.len() {
            let dependency = self.tasks[id].dependencies[place].task;
            self.tasks[dependency].n_waiters += 1;
            match self.tasks[dependency].state {
                State::Memory { .. } => {}
                State::Released => {
                    waiting_on += 1;
                    self.recommend(dependency, Goal::Waiting);
                }
                _ => waiting_on += 1,
            }
        }
        self.set_state(id, State::Waiting { waiting_on }, None);
        if waiting_on == 0 {
            self.recommend(id, Goal::Processing);
        }
    }

    /// Data was scattered under a key that has no copy now.
    fn transition_released_memory(&mut self, id: TaskId, worker: WorkerId, nbytes: u64) {
        self.add_to_memory(id, worker, nbytes);
    }

    /// What it needs failed. Other dependencies may have been set going for it in vain.
    fn transition_released_erred(&mut self, id: TaskId) {
        self.fail(id, None);
        for place in 0..self.tasks[id].dependencies.len() {
            let dependency = self.tasks[id].dependencies[place].task;
            if !self.tasks[dependency].is_needed() {
                self.recommend(dependency, Goal::Unneeded);
            }
        }
    }

    fn transition_released_forgotten(&mut self, id: TaskId) {
        self.forget(id);
    }

    // ---- from waiting -------------------------------------------------------------------------------------------

    fn transition_waiting_released(&mut self, id: TaskId) {
        self.set_state(id, State::Released, None);
        self.stop_waiting_for_dependencies(id);
        self.after_release(id);
    }

    /// All it needs is in memory: placement says what comes next.
    fn transition_waiting_processing(&mut self, id: TaskId) {
        match self.place(id) {
            Placement::On(worker) => self.send_to_worker(id, worker),
            Placement::Queue => self.recommend(id, Goal::Queued),
            Placement::Nowhere => self.recommend(id, Goal::NoWorker),
        }
    }

    fn transition_waiting_no_worker(&mut self, id: TaskId) {
        self.set_state(id, State::NoWorker, None);
        self.unrunnable.insert(id);
    }

    fn transition_waiting_queued(&mut self, id: TaskId) {
        self.set_state(id, State::Queued, None);
        self.enqueue(id);
    }

    // ---- from no-worker and queued --------------------------------------------------------------------------------

    fn transition_no_worker_released(&mut self, id: TaskId) {
        self.unrunnable.remove(&id);
        self.transition_waiting_released(id);
    }

    /// A worker came that may run it.
    fn transition_no_worker_processing(&mut self, id: TaskId) {
        match self.place(id) {
            Placement::On(worker) => {
                self.unrunnable.remove(&id);
                self.send_to_worker(id, worker);
            }
            Placement::Queue => {
                self.unrunnable.remove(&id);
                self.transition_waiting_queued(id);
            }
            Placement::Nowhere => {}
        }
    }

    fn transition_queued_released(&mut self, id: TaskId) {
        self.transition_waiting_released(id);
    }

    /// A worker has room again.
    fn transition_queued_processing(&mut self, id: TaskId) {
        match self.decide_worker_rootish_queuing_enabled(id) {
            Some(worker) => self.send_to_worker(id, worker),
            None => self.enqueue(id),
        }
    }

    // ---- from processing ----------------------------------------------------------------------------------------

    /// The worker is told to give it up.
    fn transition_processing_released(&mut self, id: TaskId) {
        let worker = self.exit_processing(id);
        self.free_keys(worker, id);
        self.set_state(id, State::Released, Some(worker));
        self.stop_waiting_for_dependencies(id);
        self.after_release(id);
    }

    fn transition_processing_memory(&mut self, id: TaskId, worker: WorkerId, nbytes: u64) {
        self.exit_processing(id);
        self.add_to_memory(id, worker, nbytes);
        self.stop_waiting_for_dependencies(id);
    }

    /// It failed on its worker; or what it needs did, and its worker is told to give it up.
    fn transition_processing_erred(&mut self, id: TaskId) {
        let worker = self.exit_processing(id);
        let blame = self.tasks[id].exception_blame.as_ref().expect("a task that fails has someone to blame");
        if blame.origin == self.tasks[id].key {
            self.fail(id, self.workers.contains_key(&worker).then_some(worker));
        } else {
            self.free_keys(worker, id);
            self.fail(id, None);
        }
        self.stop_waiting_for_dependencies(id);
    }

    // ---- from memory --------------------------------------------------------------------------------------------

    /// Nobody wants it any more, or its last copy was lost: what runs on it now must wait for it again.
    fn transition_memory_released(&mut self, id: TaskId) {
        self.drop_replicas(id);
        self.set_state(id, State::Released, None);
        if self.tasks[id].can_be_made() {
            self.report(id, || Outcome::Lost);
        }
        for place in 0..self.tasks[id].dependents.len() {
            let dependent = self.tasks[id].dependents[place].task;
            match &mut self.tasks[dependent].state {
                State::Waiting { waiting_on } => *waiting_on += 1,
                State::NoWorker | State::Queued | State::Processing { .. } => self.recommend(dependent, Goal::Waiting),
                _ => {}
            }
        }
        self.after_release(id);
    }

    fn transition_memory_forgotten(&mut self, id: TaskId) {
        self.drop_replicas(id);
        self.forget(id);
    }

    // ---- from erred ---------------------------------------------------------------------------------------------

    /// It is tried again, and with it all that failed because of it; or it is about to be forgotten.
    fn transition_erred_released(&mut self, id: TaskId) {
        if let State::Erred { erred_on: Some(worker) } = self.tasks[id].state {
            self.free_keys(worker, id);
        }
        self.tasks[id].exception_blame = None;
        self.set_state(id, State::Released, None);
        self.report(id, || Outcome::Retried);
        for place in 0..self.tasks[id].dependents.len() {
            let dependent = self.tasks[id].dependents[place].task;
            if matches!(self.tasks[dependent].state, State::Erred { .. }) {
                self.recommend(dependent, Goal::Released);
            }
        }
        self.after_release(id);
    }

    // ---- what edges have in common --------------------------------------------------------------------------------

    /// What becomes of a task that has just been released.
    fn after_release(&mut self, id: TaskId) {
        let task = &self.tasks[id];
        if task.exception_blame.is_some() {
            // On its way to erred.
        } else if !task.can_be_made() {
            self.recommend(id, Goal::Forgotten);
        } else if task.is_needed() {
            self.recommend(id, Goal::Waiting);
        } else if task.dependents.is_empty() {
            self.recommend(id, Goal::Forgotten);
        }
    }

    fn release_if_unneeded(&mut self, id: TaskId) {
        let task = &self.tasks[id];
        match task.state {
            // Its turn to run may have been replaced by this recommendation.
            State::Waiting { waiting_on: 0 } if task.is_needed() => self.transition(id, Goal::Processing),
            _ if task.is_needed() => {}
            State::Released | State::Erred { .. } if task.dependents.is_empty() => self.transition(id, Goal::Forgotten),
            State::Released | State::Erred { .. } => {}
            _ => self.transition(id, Goal::Released),
        }
    }

    /// The task no longer needs its dependencies, so they may not be needed at all.
    fn stop_waiting_for_dependencies(&mut self, id: TaskId) {
        for place in 0..self.tasks[id].dependencies.len() {
            let dependency = self.tasks[id].dependencies[place].task;
            self.tasks[dependency].n_waiters -= 1;
            if !self.tasks[dependency].is_needed() {
                self.recommend(dependency, Goal::Unneeded);
            }
        }
    }

    /// The first copy of a result: who waited for it goes on.
    fn add_to_memory(&mut self, id: TaskId, worker: WorkerId, nbytes: u64) {
        self.tasks[id].nbytes = nbytes;
        self.set_state(id, State::Memory { who_has: SmallVec::new() }, Some(worker));
        self.add_replica(id, worker);

        let mut ready: SmallVec<[TaskId; 8]> = SmallVec::new();
        for place in 0..self.tasks[id].dependents.len() {
            let dependent = self.tasks[id].dependents[place].task;
            if let State::Waiting { waiting_on } = &mut self.tasks[dependent].state {
                *waiting_on -= 1;
                if *waiting_on == 0 {
                    ready.push(dependent);
                }
            }
        }
        // Last recommended, first made: so the best priority comes last.
        ready.sort_by_key(|&dependent| std::cmp::Reverse((self.tasks[dependent].priority, dependent)));
        for dependent in ready {
            self.recommend(dependent, Goal::Processing);
        }

        self.report(id, || Outcome::Finished { nbytes });
        self.forget_what_was_fired(id);
        if !self.tasks[id].is_needed() {
            self.recommend(id, Goal::Unneeded);
        }
    }

    /// A task is erred, and so will be all that needs it.
    fn fail(&mut self, id: TaskId, erred_on: Option<WorkerId>) {
        let blame = self.tasks[id].exception_blame.clone().expect("a task that fails has someone to blame");
        self.set_state(id, State::Erred { erred_on }, erred_on);
        for place in 0..self.tasks[id].dependents.len() {
            let dependent = self.tasks[id].dependents[place].task;
            if !matches!(self.tasks[dependent].state, State::Memory { .. } | State::Erred { .. }) {
                self.tasks[dependent].exception_blame = Some(Arc::clone(&blame));
                self.recommend(dependent, Goal::Erred);
            }
        }
        self.report(id, || Outcome::Erred { error: blame.error.clone(), origin: blame.origin.clone() });
        self.forget_what_was_fired(id);
        if !self.tasks[id].is_needed() {
            self.recommend(id, Goal::Unneeded);
        }
    }

    fn forget_what_was_fired(&mut self, id: TaskId) {
        self.tasks[id].who_wants.retain(|client| *client != FIRE_AND_FORGET);
    }

    fn blame_among_dependencies(&self, id: TaskId) -> Option<Arc<Failure>> {
        let mut dependencies = self.tasks[id].dependencies.iter().map(|edge| &self.tasks[edge.task]);
        dependencies
            .find(|dependency| matches!(dependency.state, State::Erred { .. }))
            .and_then(|dependency| dependency.exception_blame.clone())
    }

    /// Takes a task without replicas out of the graph. What needs it and is not done yet can never run.
    fn forget(&mut self, id: TaskId) {
        for place in 0..self.tasks[id].dependents.len() {
            let dependent = self.tasks[id].dependents[place].task;
            if self.tasks[dependent].state.needs_dependencies() {
                self.transition(dependent, Goal::Released);
            }
        }
        self.report(id, || Outcome::Cancelled { reason: LOST_REASON.to_owned() });
        let (dependencies, dependents) = self.tasks.disconnect(id);
        for dependent in dependents {
            let task = &mut self.tasks[dependent.task];
            task.has_lost_dependencies = true;
            if !matches!(task.state, State::Memory { .. } | State::Erred { .. }) {
                self.recommend(dependent.task, Goal::Forgotten);
            }
        }
        for dependency in dependencies {
            let task = &self.tasks[dependency.task];
            if task.dependents.is_empty() && task.who_wants.is_empty() {
                self.recommend(dependency.task, Goal::Forgotten);
            }
        }
        self.take_recommendation(id);
        self.log_transition(id, TaskState::Forgotten, None);
        self.tasks.remove(id);
    }

    /// Sends a task to a worker and counts what it costs there.
    fn send_to_worker(&mut self, id: TaskId, worker: WorkerId) {
        self.last_run_id = RunId(self.last_run_id.0 + 1);
        let run_id = self.last_run_id;
        self.set_state(id, State::Processing { worker, run_id, long_running: false }, Some(worker));
        self.n_placed += 1;
        self.enter_processing(id, worker);

        let task = &self.tasks[id];
        let inputs = task.dependencies.iter().map(|edge| replicas(&self.tasks[edge.task])).collect();
        let run_spec = Arc::clone(task.run_spec.as_ref().expect("a task that is to run has a run_spec"));
        self.actions.push(Action::Compute { worker, task: run_spec, run_id, priority: task.priority, inputs });
    }

    /// Takes a task off the worker it was sent to, which may be gone.
    fn exit_processing(&mut self, id: TaskId) -> WorkerId {
        let State::Processing { worker, long_running, .. } = self.tasks[id].state else {
            unreachable!("{} is not processing:{}", self.tasks[id].key, self.story_text(&self.tasks[id].key));
        };
        self.leave_processing(id, worker, long_running);
        worker
    }

    /// Registers a copy of a result.
    pub(super) fn add_replica(&mut self, id: TaskId, worker: WorkerId) {
        let Some(ws) = self.workers.get_mut(&worker) else {
            return;
        };
        let task = &mut self.tasks[id];
        if let State::Memory { who_has } = &mut task.state
            && ws.has_what.insert(id)
        {
            who_has.push(worker);
            ws.nbytes += task.nbytes;
            if ws.needs_what.remove(&id).is_some() {
                ws.network_occ -= task.nbytes;
                self.network_occ -= task.nbytes;
            }
        }
    }

    /// Strikes out a copy of a result.
    pub(super) fn remove_replica(&mut self, id: TaskId, worker: WorkerId) {
        let task = &mut self.tasks[id];
        if let State::Memory { who_has } = &mut task.state {
            who_has.retain(|holder| *holder != worker);
            if let Some(ws) = self.workers.get_mut(&worker)
                && ws.has_what.swap_remove(&id)
            {
                ws.nbytes -= task.nbytes;
            }
        }
    }

    /// Tells all who have a copy to drop it.
    fn drop_replicas(&mut self, id: TaskId) {
        for worker in SmallVec::<[WorkerId; 2]>::from_slice(self.tasks[id].who_has()) {
            self.remove_replica(id, worker);
            self.free_keys(worker, id);
        }
    }

    /// Orders a worker to drop a key, together with the order before if that was of the same kind.
    pub(super) fn free_keys(&mut self, worker: WorkerId, id: TaskId) {
        self.free_key(worker, self.tasks[id].key.clone());
    }

    pub(super) fn free_key(&mut self, worker: WorkerId, key: crate::graph::Key) {
        if !self.workers.contains_key(&worker) {
            return;
        }
        match self.actions.last_mut() {
            Some(Action::FreeKeys { worker: last, keys }) if *last == worker => keys.push(key),
            _ => self.actions.push(Action::FreeKeys { worker, keys: vec![key] }),
        }
    }

    /// Tells all clients that want a key what became of it.
    pub(super) fn report(&mut self, id: TaskId, outcome: impl Fn() -> Outcome) {
        let task = &self.tasks[id];
        let reports = task
            .who_wants
            .iter()
            .filter(|client| **client != FIRE_AND_FORGET)
            .map(|&client| Action::Report { client, key: task.key.clone(), outcome: outcome() });
        self.actions.extend(reports);
    }

    fn set_state(&mut self, id: TaskId, state: State, worker: Option<WorkerId>) {
        self.log_transition(id, state.name(), worker);
        self.tasks[id].state = state;
    }

    fn log_transition(&mut self, id: TaskId, to: TaskState, worker: Option<WorkerId>) {
        let task = &self.tasks[id];
        let from = task.state.name();
        self.groups.count(task.group, Some(from), to);
        let transition =
            Transition { time: self.now, stimulus_id: self.stimulus_id, key: task.key.clone(), from, to, worker };
        self.log.push(transition);
    }
}

/// Where a result is, as workers are told it.
pub(super) fn replicas(task: &super::state::Task) -> Replicas {
    Replicas { key: task.key.clone(), who_has: SmallVec::from_slice(task.who_has()), nbytes: task.nbytes }
}

/// What clients are told of a result that can't be had any more.
pub(super) const LOST_REASON: &str =
    "lost dependencies: its data, or data it needs, was lost, and there is no task to make it again";
