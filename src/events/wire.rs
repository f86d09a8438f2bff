//! Events as bytes: what crosses from the kernel to the page.
//!
//! in: events of one cluster, in the order they happened; out: batches of bytes, decoded in the order they were taken.
//!
//! ```text
//! batch  = version, header (postcard), record*            header = cluster, clock, number, dropped, is_last, n_records
//! record = Name text | Key name block_idx | an event whose keys are ids and whose times are differences
//! ```
//!
//! - The text of a key crosses once per stream: names and keys are numbered in the order they first appear, and both
//!   ends keep the table. Batch number 0 starts with empty tables; an encoder returns to it when its table gets large,
//!   and after a stream's last batch neither end has one.
//! - Bytes that are not a whole batch, or not the next one, are an error and change nothing: the decoder never panics.
//! - An event costs a few dozen nanoseconds and about ten bytes.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{Activity, Clock, Event, EventKind, StimulusId, TaskState, Time, WorkerId};
use crate::graph::Key;

/// Which cluster a batch speaks of, and on which clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stream {
    /// The cluster's number in its kernel.
    pub cluster: u32,
    /// The clock of all its times.
    pub clock: Clock,
}

/// Turns the events of one cluster into batches.
#[derive(Debug)]
pub struct Encoder {
    stream: Stream,
    names: FxHashMap<Arc<str>, u32>,
    keys: FxHashMap<Key, u32>,
    previous: Moment,
    /// Of the batch that is being filled.
    number: u64,
    n_records: u64,
    n_events: usize,
    dropped: u64,
    bytes: Vec<u8>,
}

/// Turns batches back into events; it serves any number of clusters.
#[derive(Debug, Default)]
pub struct Decoder {
    tables: FxHashMap<u32, Tables>,
}

/// A decoded batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Whose events these are
    pub stream: Stream,
    /// In the order they happened
    pub events: Vec<Event>,
    /// How many more there were after them: they came faster than they were taken
    pub dropped: u64,
    /// Whether the cluster is closed, so that nothing follows
    pub is_last: bool,
}

/// Why bytes are no batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Another version of the format, or no batch at all.
    #[error("not a batch of events: it starts with {0:?}, expected {VERSION}")]
    Version(Option<u8>),
    /// The bytes end early or make no sense.
    #[error("a damaged batch of events: {0}")]
    Malformed(postcard::Error),
    /// A batch went missing or came twice; the stream recovers with its next batch 0.
    #[error("batch {found} of cluster {cluster} came where {expected} should")]
    OutOfOrder { cluster: u32, expected: u64, found: u64 },
    /// A record speaks of a name or key that was never sent.
    #[error("a batch of events names entry {id} of a table of {len}")]
    UnknownId { id: u32, len: usize },
    /// More bytes than records.
    #[error("a damaged batch of events: {0} bytes are left over")]
    LeftOver(usize),
}

impl Encoder {
    /// The start of a stream.
    pub fn new(stream: Stream) -> Encoder {
        Encoder {
            stream,
            names: FxHashMap::default(),
            keys: FxHashMap::default(),
            previous: Moment::default(),
            number: 0,
            n_records: 0,
            n_events: 0,
            dropped: 0,
            bytes: Vec::new(),
        }
    }

    /// Whether there is nothing to take.
    pub fn is_empty(&self) -> bool {
        self.n_records == 0
    }

    /// Events pushed since the last batch was taken.
    pub fn n_events(&self) -> usize {
        self.n_events
    }

    /// Adds an event to the batch.
    pub fn push(&mut self, event: &Event) {
        let happening = self.happening_from_kind(&event.kind);
        let now = Moment { time: event.time.as_nanos(), stimulus: event.stimulus_id.0 };
        let step = now.step_from(self.previous);
        self.previous = now;
        self.n_events += 1;
        self.write(&Record::Event(step, happening));
    }

    /// Notes that so many events were lost before they could be pushed.
    pub fn note_dropped(&mut self, n_events: u64) {
        self.dropped += n_events;
    }

    /// The batch, and the start of the next one.
    pub fn take(&mut self) -> Vec<u8> {
        self.take_batch(false)
    }

    /// The last batch of the stream, which may be empty.
    pub fn take_last(mut self) -> Vec<u8> {
        self.take_batch(true)
    }

    fn take_batch(&mut self, is_last: bool) -> Vec<u8> {
        let Encoder { stream, number, dropped, n_records, .. } = *self;
        let header = Header { stream, number, dropped, is_last, n_records };
        let mut batch = Vec::with_capacity(self.bytes.len() + 24);
        batch.push(VERSION);
        let mut batch = postcard::to_extend(&header, batch).expect("a header always serializes into memory");
        batch.append(&mut self.bytes);
        (self.n_records, self.n_events, self.dropped) = (0, 0, 0);
        self.number += 1;
        if self.keys.len() > KEYS_MAX {
            *self = Encoder::new(stream);
        }
        batch
    }

    fn write(&mut self, record: &Record<'_>) {
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(record, bytes).expect("records always serialize into memory");
        self.n_records += 1;
    }

    fn id_from_key(&mut self, key: &Key) -> u32 {
        if let Some(&id) = self.keys.get(key) {
            return id;
        }
        let name = match self.names.get(key.name()) {
            Some(&name) => name,
            None => {
                let name = self.names.len() as u32;
                self.names.insert(key.name().clone(), name);
                self.write(&Record::Name(key.name()));
                name
            }
        };
        let id = self.keys.len() as u32;
        self.keys.insert(key.clone(), id);
        self.write(&Record::Key(name, key.block_idx().map(SmallVec::from_slice)));
        id
    }

    fn happening_from_kind<'a>(&mut self, kind: &'a EventKind) -> Happening<'a> {
        match kind {
            EventKind::GraphSubmitted { tasks, wanted } => Happening::GraphSubmitted {
                tasks: tasks
                    .iter()
                    .map(|(key, deps)| (self.id_from_key(key), deps.iter().map(|dep| self.id_from_key(dep)).collect()))
                    .collect(),
                wanted: wanted.iter().map(|key| self.id_from_key(key)).collect(),
            },
            &EventKind::Transition { ref key, from, to, worker } => {
                Happening::Transition { key: self.id_from_key(key), from, to, worker }
            }
            &EventKind::Span { worker, thread, ref key, activity, start, stop, nbytes, erred } => Happening::Span {
                worker,
                thread,
                key: self.id_from_key(key),
                activity,
                start: start.as_nanos(),
                lasted: stop.as_nanos().wrapping_sub(start.as_nanos()) as i64,
                nbytes,
                erred,
            },
            &EventKind::DataReleased { worker, ref key, nbytes } => {
                Happening::DataReleased { worker, key: self.id_from_key(key), nbytes }
            }
            &EventKind::WorkerAdded { worker, ref address, ref name, nthreads, memory_limit } => {
                Happening::WorkerAdded { worker, address, name, nthreads, memory_limit }
            }
            &EventKind::WorkerRemoved { worker, expected } => Happening::WorkerRemoved { worker, expected },
            &EventKind::WorkerPaused { worker, paused } => Happening::WorkerPaused { worker, paused },
            &EventKind::WorkerMemory { worker, managed, spilled } => {
                Happening::WorkerMemory { worker, managed, spilled }
            }
            EventKind::Cleared => Happening::Cleared,
        }
    }
}

impl Decoder {
    /// The events of one batch. On an error nothing has changed, and the right next batch still decodes.
    pub fn decode(&mut self, bytes: &[u8]) -> Result<Batch, WireError> {
        let (&version, bytes) = bytes.split_first().ok_or(WireError::Version(None))?;
        if version != VERSION {
            return Err(WireError::Version(Some(version)));
        }
        let (header, bytes): (Header, &[u8]) = postcard::take_from_bytes(bytes).map_err(WireError::Malformed)?;
        let Header { stream, number, dropped, is_last, n_records } = header;
        let cluster = stream.cluster;
        let events = if number == 0 {
            let mut fresh = Tables::default();
            let events = fresh.read(n_records, bytes)?;
            self.tables.insert(cluster, fresh);
            events
        } else {
            let expected = self.tables.get(&cluster).map_or(0, |tables| tables.next);
            match self.tables.get_mut(&cluster) {
                Some(tables) if expected == number => tables.read(n_records, bytes)?,
                _ => return Err(WireError::OutOfOrder { cluster, expected, found: number }),
            }
        };
        if is_last {
            self.tables.remove(&cluster);
        }
        Ok(Batch { stream, events, dropped, is_last })
    }

    /// How many keys it knows, of all clusters.
    pub fn n_keys(&self) -> usize {
        let n_keys = |tables: &Tables| tables.keys.len();
        self.tables.values().map(n_keys).sum()
    }
}

/// What a decoder knows of one stream.
#[derive(Debug, Default)]
struct Tables {
    names: Vec<Arc<str>>,
    keys: Vec<Key>,
    previous: Moment,
    /// The number of the next batch.
    next: u64,
}

impl Tables {
    fn read(&mut self, n_records: u64, bytes: &[u8]) -> Result<Vec<Event>, WireError> {
        let (n_names, n_keys, previous) = (self.names.len(), self.keys.len(), self.previous);
        let events = self.read_records(n_records, bytes);
        match &events {
            Ok(_) => self.next += 1,
            Err(_) => {
                self.names.truncate(n_names);
                self.keys.truncate(n_keys);
                self.previous = previous;
            }
        }
        events
    }

    fn read_records(&mut self, n_records: u64, mut bytes: &[u8]) -> Result<Vec<Event>, WireError> {
        // Each record takes a byte at least, so that a damaged count can't make us reserve more than was sent.
        let mut events = Vec::with_capacity(n_records.min(bytes.len() as u64) as usize);
        for _ in 0..n_records {
            let (record, rest): (Record<'_>, &[u8]) = postcard::take_from_bytes(bytes).map_err(WireError::Malformed)?;
            bytes = rest;
            match record {
                Record::Name(name) => self.names.push(name.into()),
                Record::Key(name, block_idx) => {
                    let name = get(&self.names, name)?.clone();
                    self.keys.push(match block_idx {
                        None => Key::text(name),
                        Some(block_idx) => Key::block(name, &block_idx),
                    });
                }
                Record::Event(step, happening) => {
                    self.previous = self.previous.after(step);
                    events.push(Event {
                        time: Time::from_nanos(self.previous.time),
                        stimulus_id: StimulusId(self.previous.stimulus),
                        kind: self.kind_from_happening(happening)?,
                    });
                }
            }
        }
        if bytes.is_empty() { Ok(events) } else { Err(WireError::LeftOver(bytes.len())) }
    }

    fn kind_from_happening(&self, happening: Happening<'_>) -> Result<EventKind, WireError> {
        let key_from_id = |id: u32| get(&self.keys, id).cloned();
        let keys_from_ids = |ids: &[u32]| ids.iter().map(|&id| key_from_id(id)).collect::<Result<Vec<Key>, _>>();
        Ok(match happening {
            Happening::GraphSubmitted { tasks, wanted } => EventKind::GraphSubmitted {
                tasks: tasks
                    .iter()
                    .map(|(key, deps)| Ok((key_from_id(*key)?, keys_from_ids(deps)?)))
                    .collect::<Result<_, _>>()?,
                wanted: keys_from_ids(&wanted)?,
            },
            Happening::Transition { key, from, to, worker } => {
                EventKind::Transition { key: key_from_id(key)?, from, to, worker }
            }
            Happening::Span { worker, thread, key, activity, start, lasted, nbytes, erred } => EventKind::Span {
                worker,
                thread,
                key: key_from_id(key)?,
                activity,
                start: Time::from_nanos(start),
                stop: Time::from_nanos(start.wrapping_add_signed(lasted)),
                nbytes,
                erred,
            },
            Happening::DataReleased { worker, key, nbytes } => {
                EventKind::DataReleased { worker, key: key_from_id(key)?, nbytes }
            }
            Happening::WorkerAdded { worker, address, name, nthreads, memory_limit } => EventKind::WorkerAdded {
                worker,
                address: address.to_owned(),
                name: name.to_owned(),
                nthreads,
                memory_limit,
            },
            Happening::WorkerRemoved { worker, expected } => EventKind::WorkerRemoved { worker, expected },
            Happening::WorkerPaused { worker, paused } => EventKind::WorkerPaused { worker, paused },
            Happening::WorkerMemory { worker, managed, spilled } => {
                EventKind::WorkerMemory { worker, managed, spilled }
            }
            Happening::Cleared => EventKind::Cleared,
        })
    }
}

fn get<T>(table: &[T], id: u32) -> Result<&T, WireError> {
    table.get(id as usize).ok_or(WireError::UnknownId { id, len: table.len() })
}

#[derive(Serialize, Deserialize)]
struct Header {
    stream: Stream,
    number: u64,
    dropped: u64,
    is_last: bool,
    n_records: u64,
}

/// When and why, in bare numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    time: u64,
    stimulus: u64,
}

/// The way from one event's moment to the next: small numbers, which are short as varints.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Step {
    time: i64,
    stimulus: i64,
}

impl Moment {
    fn step_from(self, earlier: Moment) -> Step {
        Step {
            time: self.time.wrapping_sub(earlier.time) as i64,
            stimulus: self.stimulus.wrapping_sub(earlier.stimulus) as i64,
        }
    }

    fn after(self, step: Step) -> Moment {
        Moment {
            time: self.time.wrapping_add_signed(step.time),
            stimulus: self.stimulus.wrapping_add_signed(step.stimulus),
        }
    }
}

#[derive(Serialize, Deserialize)]
enum Record<'a> {
    /// The next entry of the table of names
    Name(&'a str),
    /// The next entry of the table of keys: a name's id, a block index
    Key(u32, Option<SmallVec<[u32; 4]>>),
    Event(Step, #[serde(borrow)] Happening<'a>),
}

/// [`EventKind`] with ids for keys.
#[derive(Serialize, Deserialize)]
enum Happening<'a> {
    GraphSubmitted {
        tasks: Vec<(u32, SmallVec<[u32; 4]>)>,
        wanted: Vec<u32>,
    },
    Transition {
        key: u32,
        from: TaskState,
        to: TaskState,
        worker: Option<WorkerId>,
    },
    Span {
        worker: WorkerId,
        thread: u32,
        key: u32,
        activity: Activity,
        start: u64,
        lasted: i64,
        nbytes: u64,
        erred: bool,
    },
    DataReleased {
        worker: WorkerId,
        key: u32,
        nbytes: u64,
    },
    WorkerAdded {
        worker: WorkerId,
        address: &'a str,
        name: &'a str,
        nthreads: u32,
        memory_limit: u64,
    },
    WorkerRemoved {
        worker: WorkerId,
        expected: bool,
    },
    WorkerPaused {
        worker: WorkerId,
        paused: bool,
    },
    WorkerMemory {
        worker: WorkerId,
        managed: u64,
        spilled: u64,
    },
    Cleared,
}

const VERSION: u8 = 2;

/// Keys in the table before it starts afresh: some ten megabytes at both ends. One batch may bring more.
pub const KEYS_MAX: usize = 1 << 16;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys() -> impl Strategy<Value = Key> {
        let name = prop_oneof![Just("add-1f"), Just("sum"), Just("größe-3"), Just("")];
        (name, proptest::option::of(proptest::collection::vec(0u32..300, 0..3))).prop_map(|(name, block_idx)| {
            match block_idx {
                None => Key::text(name),
                Some(block_idx) => Key::block(name, &block_idx),
            }
        })
    }

    fn kinds() -> impl Strategy<Value = EventKind> {
        let states = prop_oneof![Just(TaskState::Waiting), Just(TaskState::Processing), Just(TaskState::Memory)];
        let workers = (0u32..4).prop_map(WorkerId);
        let times = prop_oneof![0u64..1000, any::<u64>()].prop_map(Time::from_nanos);
        let activities = prop_oneof![
            Just(Activity::Compute),
            (0u32..4).prop_map(|from| Activity::Transfer { from: WorkerId(from) }),
            Just(Activity::DiskRead),
        ];
        prop_oneof![
            (
                proptest::collection::vec((keys(), proptest::collection::vec(keys(), 0..4)), 0..4),
                proptest::collection::vec(keys(), 0..3)
            )
                .prop_map(|(tasks, wanted)| EventKind::GraphSubmitted { tasks, wanted }),
            (keys(), states.clone(), states, proptest::option::of(workers.clone()))
                .prop_map(|(key, from, to, worker)| EventKind::Transition { key, from, to, worker }),
            (workers.clone(), 0u32..4, keys(), activities, times.clone(), times, any::<u64>(), any::<bool>()).prop_map(
                |(worker, thread, key, activity, start, stop, nbytes, erred)| EventKind::Span {
                    worker,
                    thread,
                    key,
                    activity,
                    start,
                    stop,
                    nbytes,
                    erred
                }
            ),
            (workers.clone(), keys(), any::<u64>()).prop_map(|(worker, key, nbytes)| EventKind::DataReleased {
                worker,
                key,
                nbytes
            }),
            (workers.clone(), "\\PC{0,12}", "\\PC{0,12}", 0u32..9, any::<u64>()).prop_map(
                |(worker, address, name, nthreads, memory_limit)| EventKind::WorkerAdded {
                    worker,
                    address,
                    name,
                    nthreads,
                    memory_limit
                }
            ),
            (workers.clone(), any::<bool>()).prop_map(|(worker, paused)| EventKind::WorkerPaused { worker, paused }),
            (workers.clone(), any::<u64>(), any::<u64>())
                .prop_map(|(worker, managed, spilled)| EventKind::WorkerMemory { worker, managed, spilled }),
            (workers, any::<bool>()).prop_map(|(worker, expected)| EventKind::WorkerRemoved { worker, expected }),
            Just(EventKind::Cleared),
        ]
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        let event = (any::<u64>(), any::<u64>(), kinds()).prop_map(|(time, stimulus, kind)| Event {
            time: Time::from_nanos(time),
            stimulus_id: StimulusId(stimulus),
            kind,
        });
        proptest::collection::vec(event, 0..12)
    }

    fn encode(encoder: &mut Encoder, events: &[Event]) -> Vec<u8> {
        events.iter().for_each(|event| encoder.push(event));
        encoder.take()
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(batches in proptest::collection::vec(events(), 1..5)) {
            let stream = Stream { cluster: 7, clock: Clock::Simulated };
            let (mut encoder, mut decoder) = (Encoder::new(stream), Decoder::default());
            for events in batches {
                let bytes = encode(&mut encoder, &events);
                prop_assert!(encoder.is_empty());
                prop_assert_eq!(decoder.decode(&bytes), Ok(Batch { stream, events, dropped: 0, is_last: false }));
            }
        }

        #[test]
        fn damage_is_an_error_that_changes_nothing(
            first in events(), second in events(), cut in any::<usize>(), at in any::<usize>(), byte in any::<u8>()
        ) {
            let (mut encoder, mut decoder) = (Encoder::new(Stream::default()), Decoder::default());
            decoder.decode(&encode(&mut encoder, &first)).unwrap();
            let bytes = encode(&mut encoder, &second);
            prop_assert!(decoder.decode(&bytes[..cut % bytes.len()]).is_err());
            let mut damaged = bytes.clone();
            let at = at % damaged.len();
            damaged[at] ^= byte;
            // Another byte may make another valid batch: of another cluster, another number. It must only not panic.
            if Decoder::default().decode(&damaged).is_err() && decoder.decode(&damaged).is_err() {
                prop_assert_eq!(decoder.decode(&bytes).map(|batch| batch.events), Ok(second));
            }
        }

        #[test]
        fn noise_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::default();
            let _ = decoder.decode(&bytes);
            let batch = [&[VERSION, 0, 0, 0, 0, 0, 100], bytes.as_slice()].concat();
            let _ = decoder.decode(&batch);
        }
    }

    #[test]
    fn a_missing_batch_is_noticed_and_a_new_stream_recovers() {
        let transition = |name: &str| Event {
            time: Time::ZERO,
            stimulus_id: StimulusId(0),
            kind: EventKind::Transition {
                key: Key::text(name),
                from: TaskState::Released,
                to: TaskState::Waiting,
                worker: None,
            },
        };
        let (mut encoder, mut decoder) = (Encoder::new(Stream::default()), Decoder::default());
        let batches = ["x", "y", "z"].map(|name| encode(&mut encoder, &[transition(name)]));
        assert!(decoder.decode(&batches[0]).is_ok());
        assert_eq!(decoder.decode(&batches[2]), Err(WireError::OutOfOrder { cluster: 0, expected: 1, found: 2 }));
        assert!(decoder.decode(&batches[1]).is_ok());
        let restarted = encode(&mut Encoder::new(Stream::default()), &[transition("x")]);
        assert_eq!(decoder.decode(&restarted).map(|batch| batch.events.len()), Ok(1));
    }

    #[test]
    fn tables_start_afresh_when_they_are_large_and_end_with_the_stream() {
        let (mut encoder, mut decoder) = (Encoder::new(Stream::default()), Decoder::default());
        let transition = |n: usize| Event {
            time: Time::from_nanos(n as u64),
            stimulus_id: StimulusId(n as u64),
            kind: EventKind::DataReleased { worker: WorkerId(0), key: Key::text(format!("x-{n}")), nbytes: 1 },
        };
        let size = KEYS_MAX / 4 + 1;
        for round in 0..20 {
            let events: Vec<Event> = (round * size..(round + 1) * size).map(transition).collect();
            encoder.note_dropped(round as u64);
            let batch = decoder.decode(&encode(&mut encoder, &events)).unwrap();
            assert_eq!(batch.dropped, round as u64);
            assert!(batch.events == events, "round {round}");
            assert!(decoder.n_keys() <= KEYS_MAX + size && encoder.keys.len() <= KEYS_MAX);
        }
        encoder.push(&transition(0));
        let last = decoder.decode(&encoder.take_last()).unwrap();
        assert_eq!((last.events, last.is_last), (vec![transition(0)], true));
        assert_eq!(decoder.n_keys(), 0);
    }

    #[test]
    fn a_keys_text_crosses_once() {
        let mut encoder = Encoder::new(Stream::default());
        let name: Arc<str> = "random_sample-0123456789abcdef0123456789abcdef".into();
        for block in 0..1000 {
            let key = Key::block(name.clone(), &[block / 10, block % 10]);
            for (from, to) in [(TaskState::Waiting, TaskState::Processing), (TaskState::Processing, TaskState::Memory)]
            {
                let kind = EventKind::Transition { key: key.clone(), from, to, worker: Some(WorkerId(1)) };
                encoder.push(&Event {
                    time: Time::from_nanos(1_000 * u64::from(block)),
                    stimulus_id: StimulusId(u64::from(block)),
                    kind,
                });
            }
        }
        assert_eq!(encoder.n_events(), 2000);
        let n_bytes = encoder.take().len();
        assert!(n_bytes < 30 * 1000, "{n_bytes} bytes for 2000 events");
    }
}
