//! What happened: the log of transitions, from which come events and the story of a key.

use std::collections::VecDeque;
use std::fmt;

use super::Scheduler;
use crate::events::{Event, EventKind, StimulusId, TaskState, Time, WorkerId};
use crate::graph::Key;

/// One step of one task.
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
    /// The worker it was sent to, ran on, or failed on.
    pub worker: Option<WorkerId>,
}

impl Scheduler {
    /// The transitions of a key that are still remembered, oldest first.
    pub fn story(&self, key: &Key) -> Vec<Transition> {
        self.log.entries.iter().filter(|transition| transition.key == *key).cloned().collect()
    }

    /// The transitions that a stimulus caused and that are still remembered, in the order they happened.
    pub fn stimulus_story(&self, stimulus_id: StimulusId) -> Vec<Transition> {
        self.log.entries.iter().filter(|transition| transition.stimulus_id == stimulus_id).cloned().collect()
    }

    /// How many transitions of all tasks are remembered, and how many older ones are not any more.
    pub fn log_extent(&self) -> (usize, u64) {
        (self.log.entries.len(), self.log.n_dropped)
    }

    /// The story as text, for messages.
    pub(super) fn story_text(&self, key: &Key) -> String {
        let dropped = match self.log.n_dropped {
            0 => String::new(),
            n => format!("\n  ({n} older transitions of all tasks were dropped)"),
        };
        dropped + &self.story(key).iter().map(|transition| format!("\n  {transition}")).collect::<String>()
    }
}

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} #{} {} {:?} -> {:?}", self.time, self.stimulus_id.0, self.key, self.from, self.to)?;
        self.worker.map_or(Ok(()), |worker| write!(f, " ({})", worker.0))
    }
}

/// The last so many transitions.
#[derive(Debug)]
pub(super) struct Log {
    entries: VecDeque<Transition>,
    length_max: usize,
    /// How many were forgotten.
    n_dropped: u64,
    /// How many at the end were not drained yet.
    undrained: usize,
}

impl Log {
    pub(super) fn new(length_max: usize) -> Log {
        Log { entries: VecDeque::new(), length_max, n_dropped: 0, undrained: 0 }
    }

    pub(super) fn push(&mut self, transition: Transition) {
        // What was not drained stays, however much one stimulus causes; what is too much then goes with the next.
        while self.entries.len() >= self.length_max && self.undrained < self.entries.len() {
            self.entries.pop_front();
            self.n_dropped += 1;
        }
        if self.entries.capacity() > 4 * self.length_max.max(self.entries.len()) {
            self.entries.shrink_to(2 * self.length_max);
        }
        self.entries.push_back(transition);
        self.undrained += 1;
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = Event> {
        let start = self.entries.len() - std::mem::take(&mut self.undrained);
        self.entries.range(start..).map(|transition| Event {
            time: transition.time,
            stimulus_id: transition.stimulus_id,
            kind: EventKind::Transition {
                key: transition.key.clone(),
                from: transition.from,
                to: transition.to,
                worker: transition.worker,
            },
        })
    }
}
