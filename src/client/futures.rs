//! The client's table of futures: one entry per wanted key, with its references and its state.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::status::Status;
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

/// The number of something that a client told the scheduler. They grow, and the scheduler hears of them in that order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order(u64);

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
    last_order: Order,
}

#[derive(Debug)]
struct Entry {
    /// How many hold the key; never 0.
    references: usize,
    state: FutureState,
    /// What the scheduler was told of it last. Reports from before it knew that are out of date.
    order: Order,
    /// Who waits for it to be done.
    watches: SmallVec<[WatchId; 1]>,
}

impl Client {
    /// A client that holds nothing.
    pub fn new(id: ClientId) -> Client {
        Client {
            id,
            futures: FxHashMap::default(),
            watches: FxHashMap::default(),
            next_watch: 0,
            last_order: Order::default(),
        }
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

    /// The number of what the scheduler is told next.
    pub fn next_order(&mut self) -> Order {
        self.last_order.0 += 1;
        self.last_order
    }

    /// Holds `key` once more. True if the scheduler must be asked for it by `order`: nobody held it, or it was cancelled.
    pub fn hold(&mut self, key: &Key, order: Order) -> bool {
        match self.futures.get_mut(key) {
            Some(entry) => {
                entry.references += 1;
                let ask_again = matches!(entry.state, FutureState::Cancelled { .. });
                if ask_again {
                    (entry.state, entry.order) = (FutureState::Pending, order);
                }
                ask_again
            }
            None => {
                let entry = Entry { references: 1, state: FutureState::Pending, order, watches: SmallVec::new() };
                self.futures.insert(key.clone(), entry);
                true
            }
        }
    }

    /// Holds `key`, which somebody holds already, once more, and asks for nothing.
    pub fn hold_again(&mut self, key: &Key) {
        if let Some(entry) = self.futures.get_mut(key) {
            entry.references += 1;
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

    /// Takes the scheduler's report on a key, from when it knew all up to the order `known`. True if a watch ended or
    /// advanced through it.
    pub fn report(&mut self, key: &Key, outcome: Outcome, known: Order) -> bool {
        let is_out_of_date = |entry: &Entry| known < entry.order;
        if self.futures.get(key).is_none_or(is_out_of_date) {
            return false;
        }
        self.set_state(
            key,
            match outcome {
                Outcome::Finished { nbytes } => FutureState::Finished { nbytes },
                Outcome::Erred { error, origin } => FutureState::Error { error, origin },
                Outcome::Lost => FutureState::Lost,
                Outcome::Retried => FutureState::Pending,
                Outcome::Cancelled { reason } => FutureState::Cancelled { reason },
            },
        )
    }

    fn set_state(&mut self, key: &Key, state: FutureState) -> bool {
        let Some(entry) = self.futures.get_mut(key) else { return false };
        entry.state = state;
        let status = entry.state.status();
        if !status.is_done() || entry.watches.is_empty() {
            return false;
        }
        let watches = std::mem::take(&mut entry.watches);
        self.notify(&watches, key, status);
        true
    }

    /// The scheduler is told by `order` to try these again. Those that are done are pending until it says how they stand,
    /// but for the cancelled ones, which it knows no more. Hands back the keys that it is to be asked for.
    pub fn retry(&mut self, keys: &[Key], order: Order) -> Vec<Key> {
        let mut asked = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(entry) = self.futures.get_mut(key)
                && !matches!(entry.state, FutureState::Cancelled { .. })
            {
                (entry.state, entry.order) = (FutureState::Pending, order);
                asked.push(key.clone());
            }
        }
        asked
    }

    /// The scheduler is told by `order` that these are cancelled.
    pub fn cancel(&mut self, keys: &[Key], reason: &str, order: Order) {
        for key in keys {
            if let Some(entry) = self.futures.get_mut(key) {
                entry.order = order;
                self.set_state(key, FutureState::Cancelled { reason: reason.to_owned() });
            }
        }
    }

    /// Every future ends as cancelled: the client or its cluster was closed. Hands back their keys, in order.
    pub fn cancel_all(&mut self, reason: &str) -> Vec<Key> {
        let order = self.next_order();
        let mut keys: Vec<Key> = self.futures.keys().cloned().collect();
        keys.sort_unstable();
        self.cancel(&keys, reason, order);
        keys
    }

    /// The scheduler forgets all that it was told up to the order `known`: those futures end as cancelled. Hands back
    /// their keys, in order.
    pub fn cancel_known(&mut self, reason: &str, known: Order) -> Vec<Key> {
        let mut keys: Vec<Key> = self.unsorted_states_known_at(known).map(|(key, _)| key.clone()).collect();
        keys.sort_unstable();
        for key in &keys {
            self.set_state(key, FutureState::Cancelled { reason: reason.to_owned() });
        }
        keys
    }

    /// The keys that it holds and how they stand, in no order; without those of which it told the scheduler something
    /// after the order `known`.
    pub fn unsorted_states_known_at(&self, known: Order) -> impl Iterator<Item = (&Key, &FutureState)> {
        self.futures.iter().filter(move |(_, entry)| entry.order <= known).map(|(key, entry)| (key, &entry.state))
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

    fn hold(client: &mut Client, key: &Key) -> bool {
        let order = client.next_order();
        client.hold(key, order)
    }

    fn finished(client: &mut Client, key: &Key) -> bool {
        client.report(key, Outcome::Finished { nbytes: 8 }, client.last_order)
    }

    #[test]
    fn the_scheduler_hears_of_the_first_holder_and_of_the_last() {
        let (mut client, x) = (Client::new(ClientId(0)), Key::text("x"));
        assert!(hold(&mut client, &x));
        assert!(!hold(&mut client, &x));
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
        hold(&mut client, &x);
        let order = client.next_order();
        client.cancel(std::slice::from_ref(&x), "no more", order);
        assert_eq!(client.status(&x), Status::Cancelled);
        assert!(hold(&mut client, &x));
        assert_eq!(client.status(&x), Status::Pending);
    }

    #[test]
    fn a_report_from_before_the_scheduler_knew_the_last_order_does_not_count() {
        let (mut client, x) = (Client::new(ClientId(0)), Key::text("x"));
        hold(&mut client, &x);
        let asked = client.last_order;
        let cancelled = client.next_order();
        client.cancel(std::slice::from_ref(&x), "no more", cancelled);
        client.report(&x, Outcome::Finished { nbytes: 8 }, asked);
        assert_eq!(client.status(&x), Status::Cancelled);
        assert!(hold(&mut client, &x));
        client.report(&x, Outcome::Cancelled { reason: "no more".into() }, cancelled);
        assert_eq!(client.status(&x), Status::Pending);
        assert!(!finished(&mut client, &x), "nobody watches it");
        assert_eq!(client.status(&x), Status::Finished);
    }

    #[test]
    fn what_is_retried_is_pending_until_the_scheduler_says_how_it_stands() {
        let (mut client, x, y) = (Client::new(ClientId(0)), Key::text("x"), Key::text("y"));
        hold(&mut client, &x);
        hold(&mut client, &y);
        finished(&mut client, &x);
        let before = client.next_order();
        client.cancel(std::slice::from_ref(&y), "no more", before);
        let order = client.next_order();
        assert_eq!(client.retry(&[x.clone(), y.clone(), Key::text("z")], order), std::slice::from_ref(&x));
        client.report(&x, Outcome::Finished { nbytes: 8 }, before);
        assert_eq!((client.status(&x), client.status(&y)), (Status::Pending, Status::Cancelled));
        client.report(&x, Outcome::Finished { nbytes: 8 }, order);
        assert_eq!(client.status(&x), Status::Finished);
    }

    #[test]
    fn a_watch_counts_each_key_once_and_hands_them_out_in_order_of_completion() {
        let mut client = Client::new(ClientId(0));
        let [x, y, z] = ["x", "y", "z"].map(Key::text);
        for key in [&x, &y, &z] {
            hold(&mut client, key);
        }
        finished(&mut client, &z);
        let keys = [x.clone(), y.clone(), z.clone(), x.clone()];
        let id = client.watch(&keys);
        assert_eq!(client.watched(id).unwrap().waiting(), 2);
        assert!(finished(&mut client, &y));
        let known = client.last_order;
        assert!(!client.report(&x, Outcome::Lost, known));
        assert_eq!(client.status(&x), Status::Lost);
        let error = TaskError::new("ValueError", "no");
        assert!(client.report(&x, Outcome::Erred { error, origin: y.clone() }, known));
        let watch = client.watched(id).unwrap();
        assert!(watch.is_over() && watch.has_failures());
        assert_eq!(watch.take_done(), [z, y, x]);
        client.unwatch(id, &keys);
        assert!(client.watched(id).is_none());
    }

    #[test]
    fn a_watch_ends_when_its_key_is_dropped_or_the_client_closes() {
        let (mut client, x, y) = (Client::new(ClientId(0)), Key::text("x"), Key::text("y"));
        hold(&mut client, &x);
        hold(&mut client, &y);
        let id = client.watch(&[x.clone(), y.clone()]);
        client.release(&x);
        assert_eq!(client.watched(id).unwrap().waiting(), 1);
        client.cancel_all("closed");
        assert!(client.watched(id).unwrap().is_over());
        assert_eq!(client.status(&y), Status::Cancelled);
    }
}
