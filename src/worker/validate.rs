//! What must hold between stimuli. Costs a walk over everything: for tests and debug builds.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::state::{Ongoing, State, Task, TaskId};
use super::{Rank, Worker};
use crate::events::WorkerId;

/// What the lists say that tasks stand in.
struct Listed {
    ready: BTreeSet<(TaskId, Rank)>,
    data_needed: BTreeMap<WorkerId, BTreeSet<(TaskId, Rank)>>,
    /// How many tasks have it among their dependencies.
    n_waiters: FxHashMap<TaskId, u32>,
}

impl Worker {
    /// Panics, with the story of the task concerned, if an invariant is broken.
    pub fn validate(&self) {
        let listed = self.listed();
        for (id, task) in self.tasks.iter() {
            self.validate_task(id, task, &listed);
        }
        let in_memory = self.tasks.iter().filter(|(_, task)| matches!(task.state, State::Memory));
        assert_eq!(self.nbytes, in_memory.map(|(_, task)| task.nbytes).sum::<u64>(), "bytes in memory");

        let on_threads = self.tasks.iter().filter_map(|(_, task)| match task.state.ongoing()? {
            Ongoing::Executing { thread } => Some(thread),
            _ => None,
        });
        let mut threads: Vec<u32> = on_threads.collect();
        threads.sort();
        let taken = (0..self.config.nthreads).filter(|&thread| self.threads[thread as usize]);
        assert_eq!(threads, taken.collect::<Vec<_>>(), "thread slots");

        let requests = || self.peers.values().filter_map(|peer| peer.request);
        assert!(requests().count() <= self.config.connections_outgoing, "too many requests");
        assert_eq!(self.incoming_bytes, requests().sum::<u64>(), "bytes under way");
        assert!(self.newly_missing.is_empty() && self.missing.is_empty() == self.find_missing_at.is_none());
        if !self.paused {
            let is_free = self.threads.contains(&false);
            let is_ready = self.tasks.iter().any(|(_, task)| matches!(task.state, State::Ready));
            assert!(!(is_free && is_ready), "a task is ready and a thread is free");
        }
    }

    fn listed(&self) -> Listed {
        let mut n_waiters: FxHashMap<TaskId, u32> = FxHashMap::default();
        for (_, task) in self.tasks.iter() {
            for &input in &task.dependencies {
                *n_waiters.entry(input).or_default() += 1;
            }
        }
        let data_needed = self
            .peers
            .iter()
            .map(|(&peer, known)| (peer, known.data_needed.iter().map(|entry| (entry.0.1, entry.0.0)).collect()));
        let ready = self.ready.iter().map(|entry| (entry.0.1, entry.0.0)).collect();
        Listed { ready, data_needed: data_needed.collect(), n_waiters }
    }

    fn require(&self, holds: bool, task: &Task, what: &str) {
        let story = || self.story_text(&task.key);
        assert!(holds, "worker {}: {} ({:?}): {what}{}", self.id.0, task.key, task.state, story());
    }

    fn validate_task(&self, id: TaskId, task: &Task, listed: &Listed) {
        let is_here = |input: &TaskId| matches!(self.tasks[*input].state, State::Memory);
        let n_missing = task.dependencies.iter().filter(|input| !is_here(input)).count();
        let waiters = listed.n_waiters.get(&id).copied().unwrap_or_default();
        self.require(self.tasks.id(&task.key) == Some(id), task, "its key leads elsewhere");
        self.require(task.n_waiters == waiters, task, "n_waiters is wrong");
        if !matches!(task.state, State::Waiting { .. } | State::Ready) {
            self.require(task.dependencies.is_empty(), task, "it keeps inputs it does not wait for");
        }
        match &task.state {
            State::Released => self.require(false, task, "it rests, yet it is known"),
            State::Waiting { waiting_on } => {
                self.require(*waiting_on as usize == n_missing, task, "waiting_on is wrong");
                self.require(n_missing > 0, task, "it waits for nothing");
                for &input in &task.dependencies {
                    let is_told = self.tasks[input].waiters.contains(&(id, task.wait));
                    self.require(is_told || is_here(&input), task, "an input will not tell it");
                }
            }
            State::Ready => {
                self.require(n_missing == 0, task, "an input is not here");
                let is_listed = listed.ready.contains(&(id, task.rank));
                self.require(is_listed, task, "it is not in the ready queue");
            }
            State::Fetch => {
                self.require(task.n_waiters > 0, task, "nobody here needs it");
                self.require(!task.who_has.is_empty(), task, "nobody has it");
                for holder in &task.who_has {
                    let asked = listed.data_needed.get(holder);
                    let is_listed = asked.is_some_and(|asked| asked.contains(&(id, task.rank)));
                    self.require(is_listed, task, "a holder will not be asked");
                }
            }
            State::Missing => {
                self.require(task.n_waiters > 0, task, "nobody here needs it");
                self.require(self.missing.contains(&id), task, "it is not among the missing");
            }
            State::Ongoing(Ongoing::Flight) | State::ResumedToFetch(_) => {
                self.require(task.n_waiters > 0, task, "nobody here needs it");
            }
            State::Cancelled(_) => self.require(task.n_waiters == 0, task, "a task here needs it"),
            State::Memory | State::Error | State::Ongoing(_) | State::ResumedToWaiting => {}
        }
        let is_listed = self.missing.contains(&id);
        self.require(!is_listed || matches!(task.state, State::Missing), task, "it is listed as missing");
    }
}
