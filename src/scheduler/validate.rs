//! What must hold between stimuli. Costs a walk over everything: for tests and debug builds.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Scheduler;
use super::state::{GroupId, State, Task, TaskId};

impl Scheduler {
    /// Panics, with the story of the task concerned, if an invariant is broken.
    pub fn validate(&self) {
        assert!(self.recommendations.is_empty(), "recommendations are left over");
        let queued: BTreeSet<_> = self.queued.iter().map(|entry| entry.0).collect();
        for (id, task) in self.tasks.iter() {
            self.validate_edges(id, task);
            self.validate_state(id, task);
            let is_listed = !matches!(task.state, State::Queued) || queued.contains(&(task.priority, id));
            self.require(is_listed, task, "it is not in the queue");
        }
        self.validate_workers();
        self.validate_totals();
    }

    fn require(&self, holds: bool, task: &Task, what: &str) {
        assert!(holds, "{} ({:?}): {what}{}", task.key, task.state, self.story_text(&task.key));
    }

    /// Both ends of each dependency point at each other, and the counts agree with what they count.
    fn validate_edges(&self, id: TaskId, task: &Task) {
        for (place, edge) in task.dependencies.iter().enumerate() {
            let back = self.tasks[edge.task].dependents[edge.back as usize];
            self.require(back.task == id && back.back as usize == place, task, "a dependency does not know it");
        }
        for (place, edge) in task.dependents.iter().enumerate() {
            let back = self.tasks[edge.task].dependencies[edge.back as usize];
            self.require(back.task == id && back.back as usize == place, task, "a dependent does not know it");
        }
        let waiters = task.dependents.iter().filter(|edge| self.tasks[edge.task].state.needs_dependencies()).count();
        self.require(task.n_waiters as usize == waiters, task, "n_waiters is wrong");
        self.require(self.tasks.id(&task.key) == Some(id), task, "its key leads elsewhere");
        self.require(task.recommended_at.is_none(), task, "a recommendation is left over");
    }

    fn validate_state(&self, id: TaskId, task: &Task) {
        let missing = task.dependencies.iter().filter(|edge| self.tasks[edge.task].who_has().is_empty());
        let n_missing = missing.clone().count();
        let is_released = |id: TaskId| matches!(self.tasks[id].state, State::Released);
        let is_erred = |id: TaskId| matches!(self.tasks[id].state, State::Erred { .. });
        let is_blamed = matches!(task.state, State::Erred { .. });
        self.require(task.exception_blame.is_some() == is_blamed, task, "blame and state disagree");
        if task.state.needs_dependencies() {
            self.require(task.is_needed(), task, "nobody wants it");
            self.require(task.run_spec.is_some(), task, "there is nothing to run");
            self.require(!task.has_lost_dependencies, task, "it lost dependencies");
        }
        match &task.state {
            State::Released => {
                self.require(!task.is_needed(), task, "somebody wants it, yet it rests");
                self.require(!task.dependents.is_empty(), task, "nobody needs it, yet it is known");
                self.require(task.run_spec.is_some(), task, "it can't be made again, yet it is known");
            }
            State::Waiting { waiting_on } => {
                self.require(*waiting_on as usize == n_missing, task, "waiting_on is wrong");
                self.require(n_missing > 0, task, "it waits for nothing");
                let is_stuck = missing.clone().any(|edge| is_released(edge.task) || is_erred(edge.task));
                self.require(!is_stuck, task, "it waits for what nobody makes");
            }
            State::NoWorker => {
                self.require(n_missing == 0, task, "dependencies are missing");
                self.require(self.unrunnable.contains(&id), task, "it is not among the unrunnable");
            }
            State::Queued => {
                self.require(n_missing == 0, task, "dependencies are missing");
                self.require(self.open.is_empty(), task, "it is held back though a worker has room");
            }
            State::Processing { worker, .. } => {
                self.require(n_missing == 0, task, "dependencies are missing");
                let is_known = self.workers.get(worker).is_some_and(|ws| ws.processing.contains(&id));
                self.require(is_known, task, "its worker does not know it");
            }
            State::Memory { who_has } => {
                self.require(!who_has.is_empty(), task, "nobody has it");
                self.require(task.is_needed(), task, "it is kept though nobody wants it");
                for worker in who_has {
                    let is_known = self.workers.get(worker).is_some_and(|ws| ws.has_what.contains(&id));
                    self.require(is_known, task, "a worker does not know that it has it");
                }
            }
            State::Erred { .. } => {
                let is_alone = task.who_wants.is_empty() && task.dependents.is_empty();
                self.require(!is_alone, task, "nobody asks for the error");
            }
        }
    }

    fn validate_workers(&self) {
        for (worker, ws) in &self.workers {
            for &id in &ws.has_what {
                self.require(
                    self.tasks[id].who_has().contains(worker),
                    &self.tasks[id],
                    "who_has and has_what disagree",
                );
            }
            let mut n_long_running = 0;
            for &id in &ws.processing {
                let task = &self.tasks[id];
                match task.state {
                    State::Processing { worker: on, long_running, .. } if on == *worker => {
                        n_long_running += u32::from(long_running);
                    }
                    _ => self.require(false, task, "a worker is said to be processing it"),
                }
            }
            assert_eq!(ws.n_long_running, n_long_running, "worker {}", worker.0);
            let n_counted: u32 = ws.task_prefix_count.iter().map(|(_, n)| n).sum();
            assert_eq!(n_counted as usize + n_long_running as usize, ws.processing.len(), "worker {}", worker.0);

            let nbytes: u64 = ws.has_what.iter().map(|&id| self.tasks[id].nbytes).sum();
            assert_eq!(ws.nbytes, nbytes, "worker {}", worker.0);
            // In hash order, but a sum has no order.
            #[allow(clippy::iter_over_hash_type)]
            let network_occ: u64 = ws.needs_what.keys().map(|&id| self.tasks[id].nbytes).sum();
            assert_eq!(ws.network_occ, network_occ, "worker {}", worker.0);

            assert_eq!(self.running.contains(worker), !ws.paused, "worker {}", worker.0);
            assert_eq!(self.idle.contains(worker), ws.is_idle, "worker {}", worker.0);
            assert_eq!(self.open.contains(worker), ws.is_open, "worker {}", worker.0);
            assert_eq!(self.saturated.contains(worker), ws.is_saturated, "worker {}", worker.0);
        }
    }

    fn validate_totals(&self) {
        let workers = || self.workers.values();
        assert_eq!(self.total_nthreads, workers().map(|ws| ws.nthreads).sum::<u32>());
        assert_eq!(self.network_occ, workers().map(|ws| ws.network_occ).sum::<u64>());
        let n_counted: u32 = workers().flat_map(|ws| ws.task_prefix_count.iter()).map(|(_, n)| n).sum();
        assert_eq!(self.task_prefix_count.iter().map(|(_, n)| n).sum::<u32>(), n_counted);
        for set in [&self.running, &self.idle, &self.open, &self.saturated] {
            assert!(set.iter().all(|worker| self.workers.contains_key(worker)), "a worker is listed that is gone");
        }
        for &id in &self.unrunnable {
            self.require(
                matches!(self.tasks[id].state, State::NoWorker),
                &self.tasks[id],
                "it is listed as unrunnable",
            );
        }
        let n_alive: u64 = self.state_counts()[..7].iter().sum();
        assert_eq!(n_alive as usize, self.tasks.len(), "the prefixes count other tasks than there are");
        let mut members: FxHashMap<GroupId, u32> = FxHashMap::default();
        for (_, task) in self.tasks.iter() {
            *members.entry(task.group).or_default() += 1;
        }
        for (id, group) in self.groups.iter() {
            assert_eq!(group.len, members.get(&id).copied().unwrap_or_default(), "{}", group.name);
        }
        if self.tasks.len() == 0 {
            assert_eq!(self.groups.iter().count(), 0, "groups are left over");
            assert!(
                workers().all(|ws| ws.has_what.is_empty() && ws.needs_what.is_empty()),
                "workers hold what is gone"
            );
        }
    }
}
