//! The client's table of futures: one entry per wanted key, with its references and its state.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::watch::{Watch, WatchId};
use crate::graph::{Key, TaskError};
use crate::scheduler::{ClientId, Outcome};

/// How a wanted key stands, with what is known about it.
#[derive(Clone, Debug)]
pub enum FutureState {
    /// It waits or is being computed.
    Pending,
    /// The result is in some worker's memory.
    Finished {
        /// Bytes of the result
        nbytes: u64,
    },
    /// It failed, or something it needs did.
    Error {
        /// Why
        error: TaskError,
        /// Which task failed first
        origin: Key,
    },
    /// Somebody cancelled it, or its data can't be made again.
    Cancelled {
        /// Why
        reason: String,
    },
    /// The result was lost with its worker; it becomes pending when the scheduler makes it again.
    Lost,
}

/// The bare name of a [`FutureState`], Dask's `Future.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `"pending"`
    Pending,
    /// `"finished"`
    Finished,
    /// `"error"`
    Error,
    /// `"cancelled"`
    Cancelled,
    /// `"lost"`
    Lost,
}

impl Status {
    /// Dask's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Finished => "finished",
            Status::Error => "error",
            Status::Cancelled => "cancelled",
            Status::Lost => "lost",
        }
    }

    /// Whether waiting is over: finished, failed or cancelled.
    pub fn is_done(self) -> bool {
        matches!(self, Status::Finished | Status::Error | Status::Cancelled)
    }
}

impl FutureState {
    /// The bare name.
    pub fn status(&self) -> Status {
        match self {
            FutureState::Pending => Status::Pending,
            FutureState::Finished { .. } => Status::Finished,
            FutureState::Error { .. } => Status::Error,
            FutureState::Cancelled { .. } => Status::Cancelled,
            FutureState::Lost => Status::Lost,
        }
    }
}

/// One client's futures.
#[derive(Debug)]
pub struct Client {
    id: ClientId,
    futures: FxHashMap<Key, Entry>,
    watches: FxHashMap<WatchId, Watch>,
    next_watch: u64,
}

#[derive(Debug)]
struct Entry {
    /// How many hold the key; never 0.
    references: usize,
    state: FutureState,
    /// Who waits for it to be done.
    watches: SmallVec<[WatchId; 1]>,
}

impl Client {
    /// A client that holds nothing.
    pub fn new(id: ClientId) -> Client {
        Client { id, futures: FxHashMap::default(), watches: FxHashMap::default(), next_watch: 0 }
    }

    /// Its name on the cluster.
    pub fn id(&self) -> ClientId {
        self.id
    }

    /// How many keys it wants.
    pub fn len(&self) -> usize {
        self.futures.len()
    }

    /// Whether it wants nothing.
    pub fn is_empty(&self) -> bool {
        self.futures.is_empty()
    }

    /// Holds `key` once more. True if the scheduler must be asked for it: nobody held it, or it was cancelled or lost.
    pub fn hold(&mut self, key: &Key) -> bool {
        match self.futures.get_mut(key) {
            Some(entry) => {
                entry.references += 1;
                let ask_again = matches!(entry.state, FutureState::Cancelled { .. });
                if ask_again {
                    entry.state = FutureState::Pending;
                }
                ask_again
            }
            None => {
                let entry = Entry { references: 1, state: FutureState::Pending, watches: SmallVec::new() };
                self.futures.insert(key.clone(), entry);
                true
            }
        }
    }

    /// Drops one hold of `key`. True if it was the last: the scheduler must be told that it is not wanted any more.
    pub fn release(&mut self, key: &Key) -> bool {
        let Some(entry) = self.futures.get_mut(key) else { return false };
        entry.references -= 1;
        if entry.references > 0 {
            return false;
        }
        let entry = self.futures.remove(key).expect("it was just there");
        // Whoever still watches it would wait for ever: for them it ends as cancelled.
        self.notify(&entry.watches, key, Status::Cancelled);
        true
    }

    /// How `key` stands; `None` if nobody holds it.
    pub fn state(&self, key: &Key) -> Option<&FutureState> {
        self.futures.get(key).map(|entry| &entry.state)
    }

    /// The bare state of `key`; a key that nobody holds is cancelled, as in Dask.
    pub fn status(&self, key: &Key) -> Status {
        self.state(key).map_or(Status::Cancelled, FutureState::status)
    }

    /// Takes the scheduler's report on a key. True if a watch ended or advanced through it.
    pub fn report(&mut self, key: &Key, outcome: Outcome) -> bool {
        let Some(entry) = self.futures.get_mut(key) else { return false };
        entry.state = match outcome {
            Outcome::Finished { nbytes } => FutureState::Finished { nbytes },
            Outcome::Erred { error, origin } => FutureState::Error { error, origin },
            Outcome::Lost => FutureState::Lost,
            Outcome::Cancelled { reason } => FutureState::Cancelled { reason },
        };
        let status = entry.state.status();
        if !status.is_done() || entry.watches.is_empty() {
            return false;
        }
        let watches = std::mem::take(&mut entry.watches);
        self.notify(&watches, key, status);
        true
    }

    /// The scheduler was asked to make these again: whatever they were, they are pending now.
    pub fn reset(&mut self, keys: &[Key]) {
        for key in keys {
            if let Some(entry) = self.futures.get_mut(key) {
                entry.state = FutureState::Pending;
            }
        }
    }

    /// Every future ends as cancelled: the client or its cluster was closed. Hands back their keys, in order.
    pub fn cancel_all(&mut self, reason: &str) -> Vec<Key> {
        let mut keys: Vec<Key> = self.futures.keys().cloned().collect();
        keys.sort_unstable();
        for key in &keys {
            self.report(key, Outcome::Cancelled { reason: reason.to_owned() });
        }
        keys
    }

    /// Starts to watch `keys`; those that are done count at once. A key that is named twice counts once.
    pub fn watch(&mut self, keys: &[Key]) -> WatchId {
        let id = WatchId(self.next_watch);
        self.next_watch += 1;
        let mut watch = Watch::default();
        for key in keys {
            match self.futures.get_mut(key) {
                Some(entry) if !entry.state.status().is_done() => {
                    if !entry.watches.contains(&id) {
                        entry.watches.push(id);
                        watch.waiting += 1;
                    }
                }
                Some(entry) => watch.add_done(key, entry.state.status()),
                None => watch.add_done(key, Status::Cancelled),
            }
        }
        self.watches.insert(id, watch);
        id
    }

    /// What a watch has seen, to take from.
    pub fn watched(&mut self, id: WatchId) -> Option<&mut Watch> {
        self.watches.get_mut(&id)
    }

    /// Ends a watch.
    pub fn unwatch(&mut self, id: WatchId, keys: &[Key]) {
        if self.watches.remove(&id).is_some_and(|watch| watch.waiting > 0) {
            for key in keys {
                if let Some(entry) = self.futures.get_mut(key) {
                    entry.watches.retain(|watch| *watch != id);
                }
            }
        }
    }

    fn notify(&mut self, watches: &[WatchId], key: &Key, status: Status) {
        for id in watches {
            if let Some(watch) = self.watches.get_mut(id) {
                watch.waiting -= 1;
                watch.add_done(key, status);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(client: &mut Client, key: &Key) -> bool {
        client.report(key, Outcome::Finished { nbytes: 8 })
    }

    #[test]
    fn the_scheduler_hears_of_the_first_holder_and_of_the_last() {
        let (mut client, x) = (Client::new(ClientId(0)), Key::text("x"));
        assert!(client.hold(&x));
        assert!(!client.hold(&x));
        assert!(!client.release(&x));
        assert_eq!(client.status(&x), Status::Pending);
        assert!(client.release(&x));
        assert!(!client.release(&x));
        assert_eq!(client.status(&x), Status::Cancelled);
        assert!(client.is_empty());
    }

    #[test]
    fn a_cancelled_key_is_asked_for_again() {
        let (mut client, x) = (Client::new(ClientId(0)), Key::text("x"));
        client.hold(&x);
        client.report(&x, Outcome::Cancelled { reason: "no more".into() });
        assert_eq!(client.status(&x), Status::Cancelled);
        assert!(client.hold(&x));
        assert_eq!(client.status(&x), Status::Pending);
    }

    #[test]
    fn a_watch_counts_each_key_once_and_hands_them_out_in_order_of_completion() {
        let mut client = Client::new(ClientId(0));
        let [x, y, z] = ["x", "y", "z"].map(Key::text);
        for key in [&x, &y, &z] {
            client.hold(key);
        }
        finished(&mut client, &z);
        let keys = [x.clone(), y.clone(), z.clone(), x.clone()];
        let id = client.watch(&keys);
        assert_eq!(client.watched(id).unwrap().waiting(), 2);
        assert!(finished(&mut client, &y));
        assert!(!client.report(&x, Outcome::Lost));
        assert_eq!(client.status(&x), Status::Lost);
        let error = TaskError::new("ValueError", "no");
        assert!(client.report(&x, Outcome::Erred { error, origin: y.clone() }));
        let watch = client.watched(id).unwrap();
        assert!(watch.is_over() && watch.has_failures());
        assert_eq!(watch.take_done(), [z, y, x]);
        client.unwatch(id, &keys);
        assert!(client.watched(id).is_none());
    }

    #[test]
    fn a_watch_ends_when_its_key_is_dropped_or_the_client_closes() {
        let (mut client, x, y) = (Client::new(ClientId(0)), Key::text("x"), Key::text("y"));
        client.hold(&x);
        client.hold(&y);
        let id = client.watch(&[x.clone(), y.clone()]);
        client.release(&x);
        assert_eq!(client.watched(id).unwrap().waiting(), 1);
        client.cancel_all("closed");
        assert!(client.watched(id).unwrap().is_over());
        assert_eq!(client.status(&y), Status::Cancelled);
    }
}
