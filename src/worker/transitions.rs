//! The edges: how a task goes from one state to another, and what that means for its neighbours.

use super::state::{Ongoing, State, TaskId};
use super::{Action, TaskState, Worker};
use crate::events::Replicas;
use crate::graph::TaskError;

impl Worker {
    // ---- what the scheduler wants ---------------------------------------------------------------------------------

    /// The task is to be computed here: where it goes from each state.
    pub(super) fn compute(&mut self, id: TaskId) {
        match self.tasks[id].state {
            State::Released => self.transition_released_waiting(id),
            State::Fetch | State::Missing | State::Error => {
                self.missing.remove(&id);
                self.set_state(id, State::Released);
                self.transition_released_waiting(id);
            }
            State::Memory => {
                self.tasks[id].inputs.clear();
                self.report_finished(id, None);
            }
            // It runs already, or will: only the name of the run and the priority are new.
            State::Waiting { .. } | State::Ongoing(Ongoing::Executing { .. } | Ongoing::LongRunning) => {
                self.tasks[id].inputs.clear();
            }
            State::Ready => {
                self.tasks[id].inputs.clear();
                self.enqueue(id);
            }
            State::Cancelled(Ongoing::Flight) | State::Ongoing(Ongoing::Flight) | State::ResumedToWaiting => {
                self.set_state(id, State::ResumedToWaiting);
            }
            State::Cancelled(running) | State::ResumedToFetch(running) => {
                self.tasks[id].inputs.clear();
                self.set_state(id, State::Ongoing(running));
            }
        }
    }

    /// The result is to be dropped, the task given up: where it goes from each state.
    pub(super) fn free(&mut self, id: TaskId) {
        match self.tasks[id].state {
            State::Waiting { .. } | State::Ready => {
                self.leave_dependencies(id);
                self.release(id);
            }
            State::Memory => self.transition_memory_released(id),
            State::Error => self.release(id),
            State::Ongoing(Ongoing::Flight) | State::ResumedToWaiting => self.stop_wanting(id, Ongoing::Flight),
            State::Ongoing(running) | State::ResumedToFetch(running) => self.stop_wanting(id, running),
            // What is fetched, is fetched because a task waits for it here. That task is freed by its own name.
            State::Fetch | State::Missing | State::Cancelled(_) | State::Released => {}
        }
    }

    /// Nobody asks any more for what can't be called back, except tasks that wait for it here.
    fn stop_wanting(&mut self, id: TaskId, ongoing: Ongoing) {
        let is_input = self.tasks[id].n_waiters > 0;
        let state = match ongoing {
            Ongoing::Flight if is_input => State::Ongoing(Ongoing::Flight),
            running if is_input => State::ResumedToFetch(running),
            _ => State::Cancelled(ongoing),
        };
        self.set_state(id, state);
    }

    // ---- what tasks here want -------------------------------------------------------------------------------------

    /// A task that waits here needs it as an input: where it goes from each state. Returns whether it is here.
    fn want_as_input(&mut self, id: TaskId) -> bool {
        match self.tasks[id].state {
            State::Memory => return true,
            State::Released | State::Error => self.transition_released_fetch(id),
            State::Cancelled(Ongoing::Flight) => self.set_state(id, State::Ongoing(Ongoing::Flight)),
            State::Cancelled(running) => self.set_state(id, State::ResumedToFetch(running)),
            State::Fetch | State::Missing => self.reconsider_holders(id),
            State::Ongoing(_)
            | State::ResumedToWaiting
            | State::ResumedToFetch(_)
            | State::Waiting { .. }
            | State::Ready => {}
        }
        false
    }

    /// No task waits for it here any more: where it goes from each state.
    fn unwant_as_input(&mut self, id: TaskId) {
        match self.tasks[id].state {
            State::Fetch => self.release(id),
            State::Missing => {
                self.missing.remove(&id);
                self.release(id);
            }
            State::Ongoing(Ongoing::Flight) => self.set_state(id, State::Cancelled(Ongoing::Flight)),
            State::ResumedToFetch(running) => self.set_state(id, State::Cancelled(running)),
            // Copies stay until the scheduler frees them; and what is computed, is computed for the scheduler.
            _ => {}
        }
    }

    /// It waits for its inputs, or is ready if they are all here.
    fn transition_released_waiting(&mut self, id: TaskId) {
        let inputs = std::mem::take(&mut self.tasks[id].inputs);
        self.last_wait += 1;
        let wait = self.last_wait;
        let rank = self.tasks[id].rank;
        let mut waiting_on = 0;
        for replicas in inputs {
            let input = self.tasks.of_key(&replicas.key);
            self.tasks[input].n_waiters += 1;
            if !matches!(self.tasks[input].state, State::Memory) {
                self.tasks[input].waiters.push((id, wait));
            }
            if self.tasks[input].state.is_to_fetch() {
                self.update_who_has(input, &replicas);
                let task = &mut self.tasks[input];
                task.rank = if task.n_waiters == 1 { rank } else { task.rank.min(rank) };
            }
            self.tasks[id].dependencies.push(input);
            if !self.want_as_input(input) {
                waiting_on += 1;
            }
        }
        self.tasks[id].wait = wait;
        self.set_state(id, State::Waiting { waiting_on });
        if waiting_on == 0 {
            self.transition_waiting_ready(id);
        }
    }

    fn transition_waiting_ready(&mut self, id: TaskId) {
        self.set_state(id, State::Ready);
        self.enqueue(id);
    }

    fn transition_ready_executing(&mut self, id: TaskId, thread: u32) {
        self.threads[thread as usize] = true;
        self.leave_dependencies(id);
        self.set_state(id, State::Ongoing(Ongoing::Executing { thread }));
        let task = self.tasks[id].run_spec.clone().expect("a task to execute has a run_spec");
        self.actions.push(Action::Execute { task, thread });
    }

    /// It is to be fetched: from whom, or is it missing?
    fn transition_released_fetch(&mut self, id: TaskId) {
        self.set_state(id, State::Fetch);
        if self.tasks[id].who_has.is_empty() {
            self.transition_fetch_missing(id);
        } else {
            self.need_from_peers(id);
        }
    }

    pub(super) fn transition_fetch_missing(&mut self, id: TaskId) {
        self.set_state(id, State::Missing);
        self.missing.insert(id);
        self.newly_missing.push(id);
    }

    pub(super) fn transition_missing_fetch(&mut self, id: TaskId) {
        self.missing.remove(&id);
        self.set_state(id, State::Fetch);
        self.need_from_peers(id);
    }

    /// The result is dropped. Tasks here that are still to run on it must fetch it again.
    fn transition_memory_released(&mut self, id: TaskId) {
        let nbytes = self.tasks[id].nbytes;
        self.nbytes -= nbytes;
        self.drop_data(id);
        if self.tasks[id].n_waiters > 0 {
            self.send_back_to_waiting(id);
        }
        self.release(id);
    }

    /// Lets tasks wait for an input that they had. A walk over all tasks, but this is rare: it takes a scheduler that
    /// frees a result while the order to run on it is under way.
    fn send_back_to_waiting(&mut self, input: TaskId) {
        let needs = self.tasks.iter().filter(|(_, task)| task.dependencies.contains(&input));
        let needing: Vec<TaskId> = needs.map(|(id, _)| id).collect();
        for id in needing {
            match &mut self.tasks[id].state {
                State::Waiting { waiting_on } => *waiting_on += 1,
                _ => self.set_state(id, State::Waiting { waiting_on: 1 }),
            }
            let wait = self.tasks[id].wait;
            self.tasks[input].waiters.push((id, wait));
        }
    }

    // ---- how what can't be called back ends -------------------------------------------------------------------------

    /// A thread is done with a task; the value is in the store.
    pub(super) fn execution_succeeded(&mut self, id: TaskId, nbytes: u64, duration: std::time::Duration) {
        match self.tasks[id].state {
            State::Cancelled(_) => {
                self.drop_data(id);
                self.release(id);
            }
            State::ResumedToFetch(_) => {
                self.put_in_memory(id, nbytes);
                self.report_added(id);
            }
            _ => {
                self.put_in_memory(id, nbytes);
                self.report_finished(id, Some(duration));
            }
        }
    }

    pub(super) fn execution_failed(&mut self, id: TaskId, error: TaskError) {
        match self.tasks[id].state {
            State::Cancelled(_) | State::ResumedToFetch(_) => self.release(id),
            _ => {
                self.set_state(id, State::Error);
                let task = &self.tasks[id];
                self.actions.push(Action::TaskErred { key: task.key.clone(), run_id: task.run_id, error });
            }
        }
    }

    /// A copy arrived; the value is in the store.
    pub(super) fn copy_arrived(&mut self, id: TaskId, nbytes: u64) {
        match self.tasks[id].state {
            State::Cancelled(Ongoing::Flight) => {
                self.drop_data(id);
                self.release(id);
            }
            State::ResumedToWaiting => {
                self.put_in_memory(id, nbytes);
                self.report_finished(id, None);
            }
            State::Ongoing(Ongoing::Flight) => {
                self.put_in_memory(id, nbytes);
                self.report_added(id);
            }
            // It came here by another way meanwhile.
            _ => {}
        }
    }

    /// A copy that was asked for will not arrive.
    pub(super) fn copy_did_not_arrive(&mut self, id: TaskId) {
        match self.tasks[id].state {
            State::Cancelled(Ongoing::Flight) => self.release(id),
            State::ResumedToWaiting => {
                self.set_state(id, State::Released);
                self.transition_released_waiting(id);
            }
            State::Ongoing(Ongoing::Flight) => self.transition_released_fetch(id),
            _ => {}
        }
    }

    // ---- what edges have in common ----------------------------------------------------------------------------------

    /// The task has no more to do here; it is forgotten, or fetched if tasks wait for it.
    fn release(&mut self, id: TaskId) {
        self.set_state(id, State::Released);
        if self.tasks[id].n_waiters > 0 {
            self.transition_released_fetch(id);
        } else {
            self.log_transition(id, TaskState::Forgotten);
            self.tasks.remove(id);
        }
    }

    /// The result is here: who waited for it goes on.
    pub(super) fn put_in_memory(&mut self, id: TaskId, nbytes: u64) {
        self.tasks[id].nbytes = nbytes;
        self.tasks[id].run_spec = None;
        self.nbytes += nbytes;
        self.set_state(id, State::Memory);
        for (waiter, wait) in std::mem::take(&mut self.tasks[id].waiters) {
            let Some(task) = self.tasks.live(waiter) else {
                continue;
            };
            if let State::Waiting { waiting_on } = task.state
                && task.wait == wait
            {
                self.tasks_waiting_on(waiter, waiting_on - 1);
            }
        }
    }

    fn tasks_waiting_on(&mut self, id: TaskId, waiting_on: u32) {
        self.tasks[id].state = State::Waiting { waiting_on };
        if waiting_on == 0 {
            self.transition_waiting_ready(id);
        }
    }

    /// A task leaves waiting and ready: its inputs may not be needed here any more.
    fn leave_dependencies(&mut self, id: TaskId) {
        for input in std::mem::take(&mut self.tasks[id].dependencies) {
            self.tasks[input].n_waiters -= 1;
            if self.tasks[input].n_waiters == 0 {
                self.unwant_as_input(input);
            }
        }
    }

    fn enqueue(&mut self, id: TaskId) {
        self.ready.push(std::cmp::Reverse((self.tasks[id].rank, id)));
    }

    /// Starts ready tasks, best priority first, as long as there are thread slots.
    pub(super) fn ensure_computing(&mut self) {
        if self.paused {
            return;
        }
        while let Some(thread) = self.threads.iter().position(|&taken| !taken)
            && let Some(std::cmp::Reverse((rank, id))) = self.ready.pop()
        {
            let is_current = |task: &super::state::Task| matches!(task.state, State::Ready) && task.rank == rank;
            if self.tasks.live(id).is_some_and(is_current) {
                self.transition_ready_executing(id, thread as u32);
            }
        }
    }

    fn report_finished(&mut self, id: TaskId, duration: Option<std::time::Duration>) {
        let task = &self.tasks[id];
        let (key, run_id, nbytes) = (task.key.clone(), task.run_id, task.nbytes);
        self.actions.push(Action::TaskFinished { key, run_id, nbytes, duration });
    }

    /// Reports a copy, together with the report before if that was of the same kind.
    fn report_added(&mut self, id: TaskId) {
        let key = self.tasks[id].key.clone();
        match self.actions.last_mut() {
            Some(Action::DataAdded { keys }) => keys.push(key),
            _ => self.actions.push(Action::DataAdded { keys: vec![key] }),
        }
    }

    /// Orders a value dropped, together with the order before if that was of the same kind.
    fn drop_data(&mut self, id: TaskId) {
        let key = self.tasks[id].key.clone();
        match self.actions.last_mut() {
            Some(Action::DropData { keys }) => keys.push(key),
            _ => self.actions.push(Action::DropData { keys: vec![key] }),
        }
    }

    pub(super) fn set_state(&mut self, id: TaskId, state: State) {
        self.log_transition(id, state.name());
        self.tasks[id].state = state;
    }

    /// Notes where copies are, as the scheduler says.
    pub(super) fn update_who_has(&mut self, id: TaskId, replicas: &Replicas) {
        let here = self.id;
        let task = &mut self.tasks[id];
        task.who_has = replicas.who_has.iter().copied().filter(|&holder| holder != here).collect();
        task.nbytes = replicas.nbytes;
    }

    /// Other peers have it than before, or it is more urgent.
    pub(super) fn reconsider_holders(&mut self, id: TaskId) {
        let nobody_has = self.tasks[id].who_has.is_empty();
        match self.tasks[id].state {
            State::Missing if !nobody_has => self.transition_missing_fetch(id),
            State::Fetch if nobody_has => self.transition_fetch_missing(id),
            State::Fetch => self.need_from_peers(id),
            _ => {}
        }
    }
}
