//! What happened: the log of transitions, from which comes the story of a key.

use std::collections::VecDeque;
use std::fmt;

use super::state::TaskId;
use super::{TaskState, Worker};
use crate::events::{StimulusId, Time};
use crate::graph::Key;

/// One step of one task on this worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// When, on the driver's clock.
    pub time: Time,
    /// The stimulus that caused it.
    pub stimulus_id: StimulusId,
    /// Whose step it was.
    pub key: Key,
    /// From this state; released for a key that is new.
    pub from: TaskState,
    /// To this.
    pub to: TaskState,
}

impl Worker {
    /// The transitions of a key that are still remembered, oldest first.
    pub fn story(&self, key: &Key) -> Vec<Transition> {
        self.log.entries.iter().filter(|transition| transition.key == *key).cloned().collect()
    }

    /// The transitions that a stimulus caused and that are still remembered, in the order they happened.
    pub fn stimulus_story(&self, stimulus_id: StimulusId) -> Vec<Transition> {
        self.log.entries.iter().filter(|transition| transition.stimulus_id == stimulus_id).cloned().collect()
    }

    /// The story as text, for messages.
    pub(super) fn story_text(&self, key: &Key) -> String {
        let dropped = match self.log.n_dropped {
            0 => String::new(),
            n => format!("\n  ({n} older transitions of all tasks were dropped)"),
        };
        dropped + &self.story(key).iter().map(|transition| format!("\n  {transition}")).collect::<String>()
    }

    pub(super) fn log_transition(&mut self, id: TaskId, to: TaskState) {
        let task = &self.tasks[id];
        let (time, stimulus_id) = (self.now, self.stimulus_id);
        self.log.push(Transition { time, stimulus_id, key: task.key.clone(), from: task.state.name(), to });
    }
}

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{} {} {:?} -> {:?}", self.time, self.stimulus_id.0, self.key, self.from, self.to)
    }
}

/// The last so many transitions.
#[derive(Debug)]
pub(super) struct Log {
    entries: VecDeque<Transition>,
    length_max: usize,
    /// How many were forgotten.
    n_dropped: u64,
}

impl Log {
    pub(super) fn new(length_max: usize) -> Log {
        Log { entries: VecDeque::new(), length_max, n_dropped: 0 }
    }

    fn push(&mut self, transition: Transition) {
        if self.entries.len() >= self.length_max {
            self.entries.pop_front();
            self.n_dropped += 1;
        }
        self.entries.push_back(transition);
    }
}
