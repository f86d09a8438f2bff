//! The kernel's side of the log: it takes events from the drivers and hands them on in batches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Event;

/// Events that nobody has drained yet, in the order in which they were recorded.
///
/// It records only while somebody reads (`set_recording`), so that programs without panels pay nothing for it.
#[derive(Debug, Default)]
pub struct Log {
    recording: AtomicBool,
    pending: Mutex<Pending>,
}

#[derive(Debug, Default)]
struct Pending {
    events: Vec<Event>,
    dropped: u64,
}

/// A batch of events.
#[derive(Debug, Default, PartialEq)]
pub struct Batch {
    /// In the order in which they were recorded.
    pub events: Vec<Event>,
    /// How many more there were: the reader was so slow that they were dropped.
    pub dropped: u64,
}

/// Events that may wait for a reader: about 200 MB. Readers come every 50 ms, so this many mean that they have died.
const PENDING_MAX: usize = 2_000_000;

/// Places that an emptied list may keep for the next events.
const SPARE_MAX: usize = 1 << 14;

impl Log {
    /// A log that does not record yet.
    pub const fn new() -> Log {
        Log { recording: AtomicBool::new(false), pending: Mutex::new(Pending { events: Vec::new(), dropped: 0 }) }
    }

    /// Starts or stops recording.
    pub fn set_recording(&self, recording: bool) {
        self.recording.store(recording, Ordering::Relaxed);
    }

    /// Whether events are wanted at all: what is costly to describe need not be described otherwise.
    pub fn is_recording(&self) -> bool {
        self.recording.load(Ordering::Relaxed)
    }

    /// Moves `events` to the end of the log; `events` is empty afterwards.
    pub fn append(&self, events: &mut Vec<Event>) {
        if events.is_empty() {
            return;
        }
        if !self.is_recording() {
            events.clear();
            return;
        }
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let room = PENDING_MAX.saturating_sub(pending.events.len());
        if events.len() > room {
            pending.dropped += (events.len() - room) as u64;
            events.truncate(room);
        }
        if pending.events.is_empty() {
            // The list goes along as it is: one that has grown for a large graph does not stay.
            std::mem::swap(&mut pending.events, events);
        } else {
            pending.events.append(events);
        }
        if events.capacity() > SPARE_MAX {
            *events = Vec::new();
        }
    }

    /// Everything since the last call; `None` if there was nothing.
    pub fn drain(&self) -> Option<Batch> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if pending.events.is_empty() && pending.dropped == 0 {
            return None;
        }
        let pending = std::mem::take(&mut *pending);
        Some(Batch { events: pending.events, dropped: pending.dropped })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{EventKind, StimulusId, Time};

    fn event(nanos: u64) -> Event {
        Event { time: Time::from_nanos(nanos), stimulus_id: StimulusId(nanos), kind: EventKind::Cleared }
    }

    #[test]
    fn batches_keep_the_order_and_come_once() {
        let log = Log::new();
        log.append(&mut vec![event(0)]);
        assert_eq!(log.drain(), None);
        log.set_recording(true);
        let mut events = vec![event(1), event(2)];
        log.append(&mut events);
        assert!(events.is_empty());
        log.append(&mut vec![event(3)]);
        let batch = log.drain().unwrap();
        assert_eq!(batch.events, [event(1), event(2), event(3)]);
        assert_eq!(log.drain(), None);
    }

    #[test]
    fn a_dead_reader_does_not_fill_the_memory() {
        let log = Log::new();
        log.set_recording(true);
        log.append(&mut (0..PENDING_MAX as u64 - 1).map(event).collect());
        log.append(&mut (0..3).map(event).collect());
        let batch = log.drain().unwrap();
        assert_eq!((batch.events.len(), batch.dropped), (PENDING_MAX, 2));
    }
}
