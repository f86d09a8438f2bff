//! What connects a program to a cluster: it submits graphs, waits, and takes results.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::core::Message;
use super::error::Error;
use super::ids;
use super::pool;
use super::threads::Cluster;
use super::waiting::{Waited, block_until};
use crate::client::{self, FutureState, Status, Watch, WatchId};
use crate::events::WorkerId;
use crate::graph::{Key, Value};
use crate::scheduler::{ClientId, FIRE_AND_FORGET, Outcome, Stimulus, Submission};

/// A client of one cluster. Cloning shares it; it closes when the last clone and the last future are gone.
#[derive(Clone)]
pub struct Client(Arc<Connection>);

/// A client that does not keep its connection open.
#[derive(Clone)]
pub struct WeakClient(Weak<Connection>);

/// One hold of a key: while it lives, the cluster keeps the result.
pub struct Future {
    key: Key,
    client: Client,
}

/// Where the core delivers reports to a client.
pub(crate) struct Port {
    table: Mutex<client::Client>,
    callbacks: Mutex<FxHashMap<Key, Vec<pool::Work>>>,
}

struct Connection {
    id: ClientId,
    name: String,
    cluster: Cluster,
    port: Arc<Port>,
    closed: AtomicBool,
}

/// What [`Client::wait`] waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Every key is done, however it ended
    AllDone,
    /// One key is done
    FirstDone,
    /// Every key is done, or one failed or was cancelled
    AllDoneOrFailed,
}

impl Port {
    pub(super) fn new(id: ClientId) -> Port {
        Port { table: Mutex::new(client::Client::new(id)), callbacks: Mutex::default() }
    }

    /// Takes a report; hands back the callbacks that are due.
    pub(super) fn report(&self, key: &Key, outcome: Outcome) -> Vec<pool::Work> {
        let mut table = self.table();
        table.report(key, outcome);
        if !table.status(key).is_done() {
            return Vec::new();
        }
        self.callbacks().remove(key).unwrap_or_default()
    }

    /// Every future ends as cancelled; hands back the keys.
    pub(super) fn cancel_all(&self, reason: &str) -> Vec<Key> {
        self.table().cancel_all(reason)
    }

    fn table(&self) -> MutexGuard<'_, client::Client> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn callbacks(&self) -> MutexGuard<'_, FxHashMap<Key, Vec<pool::Work>>> {
        self.callbacks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    /// Connects to a cluster.
    pub fn connect(cluster: &Cluster) -> Result<Client, Error> {
        let (id, port) = cluster.open_port()?;
        let name = format!("Client-{}", ids::uuid());
        Ok(Client(Arc::new(Connection { id, name, cluster: cluster.clone(), port, closed: AtomicBool::new(false) })))
    }

    /// Its id as Dask shows it: `Client-` and a UUID.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The cluster it is connected to.
    pub fn cluster(&self) -> &Cluster {
        &self.0.cluster
    }

    /// Whether it was closed, or its cluster was.
    pub fn is_closed(&self) -> bool {
        self.0.closed.load(Ordering::SeqCst) || self.0.cluster.is_closed()
    }

    /// Whether both are the same connection.
    pub fn is_same(&self, other: &Client) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Sends a graph; hands out one future per wanted key, in their order. Keys that this client has already are not
    /// asked for again.
    pub fn submit(&self, mut submission: Submission) -> Result<Vec<Future>, Error> {
        self.check_open()?;
        let wanted = std::mem::take(&mut submission.wanted);
        {
            let mut table = self.0.port.table();
            submission.wanted = wanted.iter().filter(|key| table.hold(key)).cloned().collect();
            if !submission.wanted.is_empty() {
                self.0.push(Stimulus::UpdateGraph { client: self.0.id, submission });
            }
        }
        self.0.cluster.0.settle();
        Ok(wanted.into_iter().map(|key| Future { key, client: self.clone() }).collect())
    }

    /// Sends a graph, waits and takes the results of the wanted keys. An interrupt cancels the graph.
    pub fn compute(&self, submission: Submission) -> Result<Vec<Value>, Error> {
        let futures = self.submit(submission)?;
        let keys: Vec<Key> = futures.iter().map(|future| future.key.clone()).collect();
        let results = self.gather(&keys, None);
        if let Err(Error::Interrupted) = results {
            self.cancel(&keys, false, "the computation was interrupted");
        }
        results
    }

    /// One more future of a key, whether or not the cluster knows it.
    pub fn future(&self, key: Key) -> Result<Future, Error> {
        let submission = Submission { wanted: vec![key], ..Submission::default() };
        self.submit(submission).map(|mut futures| futures.remove(0))
    }

    /// Waits for keys that this client holds.
    pub fn wait(&self, keys: &[Key], until: Until, timeout: Option<Duration>) -> Result<(), Error> {
        let watching = self.watch(keys);
        let waited = block_until(&self.0.cluster, timeout, || {
            watching
                .look(|watch| match until {
                    Until::AllDone => watch.is_over(),
                    Until::FirstDone => watch.is_over() || watch.has_done(),
                    Until::AllDoneOrFailed => watch.is_over() || watch.has_failures(),
                })
                .then_some(())
        })?;
        match waited {
            Waited::Met(()) => Ok(()),
            Waited::TimedOut => {
                let what = format!("{} of {} futures are not done", watching.look(|watch| watch.waiting()), keys.len());
                Err(Error::Timeout { what, waited: timeout.unwrap_or_default() })
            }
            Waited::Stalled => Err(self.stalled(keys)),
        }
    }

    /// Waits for keys and takes their values, in their order. The first key, in order, that failed or was cancelled is
    /// the error.
    pub fn gather(&self, keys: &[Key], timeout: Option<Duration>) -> Result<Vec<Value>, Error> {
        loop {
            self.wait(keys, Until::AllDoneOrFailed, timeout)?;
            if let Some(error) = self.first_failure(keys) {
                return Err(error);
            }
            if let Some(values) = self.fetch(keys) {
                return Ok(values);
            }
        }
    }

    /// The values, if all are there. Those that are not, though they were reported, are pending again.
    fn fetch(&self, keys: &[Key]) -> Option<Vec<Value>> {
        self.0.cluster.0.with(|core| {
            let values: Vec<Option<Value>> = keys.iter().map(|key| core.find_value(key)).collect();
            let missing: Vec<Key> =
                keys.iter().zip(&values).filter(|(_, value)| value.is_none()).map(|(key, _)| key.clone()).collect();
            self.0.port.table().reset(&missing);
            values.into_iter().collect()
        })
    }

    /// The value of a finished key without waiting; `None` if it is not there.
    pub fn peek(&self, key: &Key) -> Option<Value> {
        self.0.cluster.0.with(|core| core.find_value(key))
    }

    fn first_failure(&self, keys: &[Key]) -> Option<Error> {
        let table = self.0.port.table();
        keys.iter().find_map(|key| match table.state(key) {
            Some(FutureState::Error { error, origin }) => {
                Some(Error::Task { key: key.clone(), origin: origin.clone(), error: error.clone() })
            }
            Some(FutureState::Cancelled { reason }) => {
                Some(Error::Cancelled { key: key.clone(), reason: reason.clone() })
            }
            Some(_) => None,
            None => Some(Error::Cancelled { key: key.clone(), reason: "its future was released".to_owned() }),
        })
    }

    /// How a key stands; `None` if this client does not hold it.
    pub fn state(&self, key: &Key) -> Option<FutureState> {
        self.0.port.table().state(key).cloned()
    }

    /// The bare state of a key; a key that this client does not hold is cancelled.
    pub fn status(&self, key: &Key) -> Status {
        self.0.port.table().status(key)
    }

    /// Starts to watch keys, for `as_completed` and progress bars.
    pub fn watch(&self, keys: &[Key]) -> Watching {
        let id = self.0.port.table().watch(keys);
        Watching { client: self.clone(), id, keys: keys.to_vec() }
    }

    /// Calls a function on the pool once a key is done; at once if it is.
    pub fn on_done(&self, key: &Key, callback: impl FnOnce() + Send + 'static) {
        let table = self.0.port.table();
        if table.status(key).is_done() {
            drop(table);
            pool::spawn(vec![Box::new(callback)]);
        } else {
            self.0.port.callbacks().entry(key.clone()).or_default().push(Box::new(callback));
        }
    }

    /// Stops computing keys; their futures end as cancelled. With `force` those of other clients too.
    pub fn cancel(&self, keys: &[Key], force: bool, reason: &str) {
        {
            let mut table = self.0.port.table();
            for key in keys {
                table.report(key, Outcome::Cancelled { reason: reason.to_owned() });
            }
        }
        let (client, keys, reason) = (self.0.id, keys.to_vec(), reason.to_owned());
        self.tell(Stimulus::ClientCancelsKeys { client, keys, reason, force });
    }

    /// Runs failed tasks, and what failed before them, again.
    pub fn retry(&self, keys: &[Key]) {
        self.0.port.table().reset(keys);
        self.tell(Stimulus::ClientRetriesKeys { client: self.0.id, keys: keys.to_vec() });
    }

    /// Sees to it that these are computed though nobody holds a future of them.
    pub fn fire_and_forget(&self, keys: &[Key]) {
        let submission = Submission { wanted: keys.to_vec(), ..Submission::default() };
        self.tell(Stimulus::UpdateGraph { client: FIRE_AND_FORGET, submission });
    }

    /// Puts values on workers, one after another in turn, or on all of them. Fails if none of `workers` (all, if empty)
    /// is there by `timeout`.
    pub fn scatter(
        &self,
        values: Vec<(Key, Value)>,
        workers: &[WorkerId],
        broadcast: bool,
        timeout: Option<Duration>,
    ) -> Result<Vec<Future>, Error> {
        self.check_open()?;
        let cluster = &self.0.cluster;
        let waited = block_until(cluster, timeout, || {
            let there = cluster.worker_ids().into_iter().filter(|id| workers.is_empty() || workers.contains(id));
            Some(there.collect::<Vec<_>>()).filter(|there| !there.is_empty())
        })?;
        let there = match waited {
            Waited::Met(there) => there,
            Waited::TimedOut | Waited::Stalled => {
                let what = "no worker to put data on".to_owned();
                return Err(Error::Timeout { what, waited: timeout.unwrap_or_default() });
            }
        };
        let keys: Vec<Key> = values.iter().map(|(key, _)| key.clone()).collect();
        {
            let mut table = self.0.port.table();
            for key in &keys {
                table.hold(key);
            }
        }
        cluster.put(self.0.id, values, &there, broadcast);
        Ok(keys.into_iter().map(|key| Future { key, client: self.clone() }).collect())
    }

    /// A reference that does not keep it open.
    pub fn downgrade(&self) -> WeakClient {
        WeakClient(Arc::downgrade(&self.0))
    }

    /// Closes the connection: its futures end as cancelled, and what only it wanted is dropped.
    pub fn close(&self) {
        self.0.close();
    }

    fn check_open(&self) -> Result<(), Error> {
        if self.is_closed() { Err(Error::Closed(format!("client {}", self.0.name))) } else { Ok(()) }
    }

    fn tell(&self, stimulus: Stimulus) {
        self.0.push(stimulus);
        self.0.cluster.0.settle();
    }

    fn stalled(&self, keys: &[Key]) -> Error {
        let table = self.0.port.table();
        let key = keys.iter().find(|key| !table.status(key).is_done()).unwrap_or(&keys[0]).clone();
        let status = table.status(&key);
        drop(table);
        Error::Stalled { key, status, n_workers: self.0.cluster.worker_ids().len() }
    }
}

impl WeakClient {
    /// The client, if it still lives.
    pub fn upgrade(&self) -> Option<Client> {
        self.0.upgrade().map(Client)
    }
}

impl Connection {
    /// Queues what the scheduler is told. Called under the table's lock where holds and releases are concerned, so that
    /// the scheduler hears of them in the order in which they happened.
    fn push(&self, stimulus: Stimulus) {
        if !self.closed.load(Ordering::SeqCst) {
            self.cluster.0.push(Message::Client(stimulus));
        }
    }

    fn close(&self) {
        if self.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        self.port.table().cancel_all(&format!("client {} was closed", self.name));
        self.cluster.close_port(self.id);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

impl Future {
    /// What it is the result of.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Whose it is.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// How it stands.
    pub fn state(&self) -> FutureState {
        let released = || FutureState::Cancelled { reason: "its client was closed".to_owned() };
        self.client.state(&self.key).unwrap_or_else(released)
    }

    /// How it stands, in a word.
    pub fn status(&self) -> Status {
        self.client.status(&self.key)
    }

    /// Waits and takes the value.
    pub fn result(&self, timeout: Option<Duration>) -> Result<Value, Error> {
        self.client.gather(std::slice::from_ref(&self.key), timeout).map(|mut values| values.remove(0))
    }
}

impl Clone for Future {
    fn clone(&self) -> Future {
        self.client.0.port.table().hold(&self.key);
        Future { key: self.key.clone(), client: self.client.clone() }
    }
}

impl Drop for Future {
    fn drop(&mut self) {
        let connection = &self.client.0;
        let last = {
            let mut table = connection.port.table();
            let last = table.release(&self.key);
            if last {
                connection.push(Stimulus::ClientReleasesKeys { client: connection.id, keys: vec![self.key.clone()] });
            }
            last
        };
        if last {
            // Dropped after the lock is free: callbacks own objects of learners.
            let callbacks = connection.port.callbacks().remove(&self.key);
            drop(callbacks);
            connection.cluster.0.settle();
        }
    }
}

/// A look at how keys proceed; it ends when dropped.
pub struct Watching {
    client: Client,
    id: WatchId,
    keys: Vec<Key>,
}

impl Watching {
    /// How many keys are not done.
    pub fn waiting(&self) -> usize {
        self.look(|watch| watch.waiting())
    }

    /// The keys that were done since the last call; waits until there is one. Empty when all were handed out.
    pub fn next_done(&self, timeout: Option<Duration>) -> Result<Vec<Key>, Error> {
        let waited = block_until(&self.client.0.cluster, timeout, || {
            self.look(|watch| (watch.has_done() || watch.is_over()).then(|| watch.take_done()))
        })?;
        match waited {
            Waited::Met(keys) => Ok(keys),
            Waited::TimedOut => {
                let what = format!("{} futures are not done", self.waiting());
                Err(Error::Timeout { what, waited: timeout.unwrap_or_default() })
            }
            Waited::Stalled => Err(self.client.stalled(&self.keys)),
        }
    }

    fn look<R>(&self, look: impl FnOnce(&mut Watch) -> R) -> R {
        let mut table = self.client.0.port.table();
        look(table.watched(self.id).expect("a watch lives as long as this"))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.client.0.port.table().unwatch(self.id, &self.keys);
    }
}
