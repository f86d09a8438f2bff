//! The door: one function per fact.

use std::sync::Arc;
use std::time::Duration;

use super::state::{Ongoing, State, TaskId};
use super::{Action, Stimulus, Worker};
use crate::events::{Replicas, RunId, Time, WorkerId};
use crate::graph::{Key, Priority, Task, TaskError};

impl Worker {
    pub(super) fn handle_stimulus(&mut self, stimulus: Stimulus) {
        match stimulus {
            Stimulus::ComputeTask { task, run_id, priority, inputs } => {
                self.compute_task(task, run_id, priority, inputs)
            }
            Stimulus::FreeKeys { keys } => self.free_keys(&keys),
            Stimulus::RefreshWhoHas { who_has } => self.refresh_who_has(who_has),
            Stimulus::DataPut { key, nbytes } => self.data_put(&key, nbytes),
            Stimulus::ExecuteSuccess { key, nbytes, start, stop } => self.execute_success(&key, nbytes, start, stop),
            Stimulus::ExecuteFailure { key, error, .. } => self.execute_failure(&key, error),
            Stimulus::Seceded { key, duration } => self.seceded(&key, duration),
            Stimulus::GatherDepSuccess { from, received, missing, duration } => {
                self.gather_dep_success(from, &received, &missing, duration)
            }
            Stimulus::GatherDepBusy { from, keys } => self.gather_dep_busy(from, &keys),
            Stimulus::GatherDepFailure { from, keys } => self.gather_dep_failure(from, &keys),
            Stimulus::Paused { paused } => self.paused = paused,
            Stimulus::Wakeup => self.wakeup(),
        }
    }

    // ---- from the scheduler -----------------------------------------------------------------------------------------

    fn compute_task(&mut self, spec: Arc<Task>, run_id: RunId, priority: Priority, inputs: Vec<Replicas>) {
        let id = self.tasks.of_key(&spec.key);
        self.last_arrival -= 1;
        let task = &mut self.tasks[id];
        task.run_id = run_id;
        task.rank = (priority, self.last_arrival);
        task.run_spec = Some(spec);
        task.inputs = inputs;
        self.compute(id);
    }

    fn free_keys(&mut self, keys: &[Key]) {
        for key in keys {
            if let Some(id) = self.tasks.id(key) {
                self.free(id);
            }
        }
    }

    fn refresh_who_has(&mut self, who_has: Vec<Replicas>) {
        for replicas in who_has {
            if let Some(id) = self.tasks.id(&replicas.key)
                && matches!(self.tasks[id].state, State::Fetch | State::Missing | State::Ongoing(Ongoing::Flight))
            {
                self.update_who_has(id, &replicas);
                self.reconsider_holders(id);
            }
        }
    }

    /// Scattered data needs no report: who put it there tells the scheduler.
    fn data_put(&mut self, key: &Key, nbytes: u64) {
        let id = self.tasks.of_key(key);
        match self.tasks[id].state {
            State::Memory => {}
            State::Missing => {
                self.missing.remove(&id);
                self.put_in_memory(id, nbytes);
            }
            State::Cancelled(running @ (Ongoing::Executing { .. } | Ongoing::LongRunning)) => {
                // It will report an equal value, which the scheduler then knows already.
                self.set_state(id, State::Ongoing(running));
            }
            State::Waiting { .. } | State::Ready | State::ResumedToFetch(_) => {}
            State::Ongoing(Ongoing::Executing { .. } | Ongoing::LongRunning) => {}
            State::Released | State::Fetch | State::Error | State::ResumedToWaiting => self.put_in_memory(id, nbytes),
            State::Ongoing(Ongoing::Flight) | State::Cancelled(Ongoing::Flight) => self.put_in_memory(id, nbytes),
        }
    }

    // ---- from thread slots ------------------------------------------------------------------------------------------

    fn execute_success(&mut self, key: &Key, nbytes: u64, start: Time, stop: Time) {
        if let Some(id) = self.leave_thread(key) {
            self.execution_succeeded(id, nbytes, stop.since(start));
        }
    }

    fn execute_failure(&mut self, key: &Key, error: TaskError) {
        if let Some(id) = self.leave_thread(key) {
            self.execution_failed(id, error);
        }
    }

    /// A task ended, well or badly: its thread slot is free again.
    fn leave_thread(&mut self, key: &Key) -> Option<TaskId> {
        let id = self.tasks.id(key)?;
        match self.tasks[id].state.ongoing()? {
            Ongoing::Executing { thread } => self.threads[thread as usize] = false,
            Ongoing::LongRunning => {}
            Ongoing::Flight => return None,
        }
        Some(id)
    }

    /// A task gave up its slot; the next may start while it goes on.
    fn seceded(&mut self, key: &Key, duration: Duration) {
        let Some(id) = self.tasks.id(key) else { return };
        let Some(Ongoing::Executing { thread }) = self.tasks[id].state.ongoing() else {
            return;
        };
        self.threads[thread as usize] = false;
        let running = Ongoing::LongRunning;
        match self.tasks[id].state {
            State::Cancelled(_) => self.set_state(id, State::Cancelled(running)),
            State::ResumedToFetch(_) => self.set_state(id, State::ResumedToFetch(running)),
            _ => {
                self.set_state(id, State::Ongoing(running));
                let run_id = self.tasks[id].run_id;
                self.actions.push(Action::TaskSeceded { key: key.clone(), run_id, duration });
            }
        }
    }

    // ---- from peers -------------------------------------------------------------------------------------------------

    fn gather_dep_success(&mut self, from: WorkerId, received: &[(Key, u64)], missing: &[Key], duration: Duration) {
        self.end_request(from);
        let bytes = received.iter().map(|(_, nbytes)| nbytes).sum();
        if bytes > 0 {
            self.actions.push(Action::TransferMeasured { bytes, duration });
        }
        for (key, nbytes) in received {
            if let Some(id) = self.tasks.id(key) {
                self.copy_arrived(id, *nbytes);
            }
        }
        for key in missing {
            self.actions.push(Action::DataMissing { key: key.clone(), errant_worker: from });
            if let Some(id) = self.tasks.id(key) {
                self.tasks[id].who_has.retain(|holder| *holder != from);
                self.copy_did_not_arrive(id);
            }
        }
    }

    fn gather_dep_busy(&mut self, from: WorkerId, keys: &[Key]) {
        self.end_request(from);
        if let Some(peer) = self.peers.get_mut(&from) {
            peer.busy_until = Some(self.now + self.config.busy_peer_delay);
        }
        self.did_not_arrive(keys);
    }

    fn gather_dep_failure(&mut self, from: WorkerId, keys: &[Key]) {
        self.end_request(from);
        self.lose_peer(from);
        for key in keys {
            if let Some(id) = self.tasks.id(key) {
                self.tasks[id].who_has.retain(|holder| *holder != from);
            }
        }
        self.did_not_arrive(keys);
    }

    fn did_not_arrive(&mut self, keys: &[Key]) {
        for key in keys {
            if let Some(id) = self.tasks.id(key) {
                self.copy_did_not_arrive(id);
            }
        }
    }

    // ---- from the clock ---------------------------------------------------------------------------------------------

    fn wakeup(&mut self) {
        let now = self.now;
        for peer in self.peers.values_mut() {
            peer.busy_until = peer.busy_until.filter(|&until| until > now);
        }
        if self.find_missing_at.is_some_and(|at| at <= now) {
            self.find_missing_at = None;
            self.newly_missing.extend(&self.missing);
        }
    }
}
