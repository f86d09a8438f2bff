//! What connects a program to a cluster: it submits graphs, waits, and takes results.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::core::Message;
use super::error::Error;
use super::inbox::Office;
use super::letting_go::{Held, let_go};
use super::threads::Cluster;
use super::waiting::{Stall, Waited, block_until};
use super::{agreement, ids, pool, signal};
use crate::client::{self, FutureState, Order, Status, Watch, WatchId};
use crate::events::WorkerId;
use crate::graph::{Key, Value};
use crate::scheduler::{ClientId, FIRE_AND_FORGET, Outcome, Scheduler, Stimulus, Submission};

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

    /// Holds a key for a future that is to come.
    pub(super) fn hold(&self, key: &Key, order: Order) {
        self.table().hold(key, order);
    }

    /// Takes a report, from when the scheduler knew all up to the order `known`; hands back the callbacks that are due.
    pub(super) fn report(&self, key: &Key, outcome: Outcome, known: Order) -> Vec<pool::Work> {
        let mut table = self.table();
        table.report(key, outcome, known);
        self.due_callbacks(&table, std::slice::from_ref(key))
    }

    /// Every future ends as cancelled; hands back the callbacks that are due.
    pub(super) fn cancel_all(&self, reason: &str) -> Vec<pool::Work> {
        let mut table = self.table();
        let keys = table.cancel_all(reason);
        self.due_callbacks(&table, &keys)
    }

    /// The futures of what the scheduler knows end as cancelled; hands back the keys, and the callbacks that are due.
    pub(super) fn cancel_known(&self, reason: &str, known: Order) -> (Vec<Key>, Vec<pool::Work>) {
        let mut table = self.table();
        let keys = table.cancel_known(reason, known);
        let due = self.due_callbacks(&table, &keys);
        (keys, due)
    }

    /// Panics unless the scheduler and this client agree.
    pub(super) fn validate(&self, scheduler: &Scheduler, known: Order) {
        agreement::validate_client(scheduler, &self.table(), known);
    }

    /// Takes out the callbacks of those of `keys` that are done.
    fn due_callbacks(&self, table: &client::Client, keys: &[Key]) -> Vec<pool::Work> {
        let mut callbacks = self.callbacks();
        if callbacks.is_empty() {
            return Vec::new();
        }
        let done = keys.iter().filter(|key| table.status(key).is_done());
        done.filter_map(|key| callbacks.remove(key)).flatten().collect()
    }

    fn table(&self) -> Held<MutexGuard<'_, client::Client>> {
        Held::new(|| self.table.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn callbacks(&self) -> Held<MutexGuard<'_, FxHashMap<Key, Vec<pool::Work>>>> {
        Held::new(|| self.callbacks.lock().unwrap_or_else(PoisonError::into_inner))
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
        let wanted = std::mem::take(&mut submission.wanted);
        {
            let mut table = self.0.port.table();
            // Under the table's lock: whoever closes takes it after saying so, and cancels what is there.
            self.check_open()?;
            let order = table.next_order();
            submission.wanted = wanted.iter().filter(|key| table.hold(key, order)).cloned().collect();
            if !submission.wanted.is_empty() {
                self.0.push(order, Stimulus::UpdateGraph { client: self.0.id, submission });
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
            Waited::Stalled(stall) => Err(self.stalled(keys, stall)),
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

    /// The values, if all are there. What was lost since it was reported is on its way again.
    fn fetch(&self, keys: &[Key]) -> Option<Vec<Value>> {
        self.0.cluster.0.with(|core| core.find_values(keys))
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
        let due = {
            let mut table = self.0.port.table();
            let order = table.next_order();
            table.cancel(keys, reason, order);
            let (client, keys, reason) = (self.0.id, keys.to_vec(), reason.to_owned());
            let due = self.0.port.due_callbacks(&table, &keys);
            self.0.push(order, Stimulus::ClientCancelsKeys { client, keys, reason, force });
            due
        };
        pool::spawn(due);
        signal::wake_all();
        self.0.cluster.0.settle();
    }

    /// Runs failed tasks, and what failed before them, again; finished ones too. What was cancelled stays so.
    pub fn retry(&self, keys: &[Key]) {
        {
            let mut table = self.0.port.table();
            let order = table.next_order();
            let keys = table.retry(keys, order);
            self.0.push(order, Stimulus::ClientRetriesKeys { client: self.0.id, keys });
        }
        self.0.cluster.0.settle();
    }

    /// Sees to it that these are computed though nobody holds a future of them.
    pub fn fire_and_forget(&self, keys: &[Key]) {
        let submission = Submission { wanted: keys.to_vec(), ..Submission::default() };
        {
            let mut table = self.0.port.table();
            let order = table.next_order();
            self.0.push(order, Stimulus::UpdateGraph { client: FIRE_AND_FORGET, submission });
        }
        self.0.cluster.0.settle();
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
        let cluster = &self.0.cluster;
        let waited = block_until(cluster, timeout, || {
            if self.is_closed() {
                return Some(Err(self.closed_error()));
            }
            cluster.put(self.0.id, &values, workers, broadcast).then_some(Ok(()))
        })?;
        match waited {
            Waited::Met(put) => put?,
            Waited::TimedOut | Waited::Stalled(_) => {
                let what = "no worker to put data on".to_owned();
                return Err(Error::Timeout { what, waited: timeout.unwrap_or_default() });
            }
        }
        Ok(values.into_iter().map(|(key, _)| Future { key, client: self.clone() }).collect())
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
        if self.is_closed() { Err(self.closed_error()) } else { Ok(()) }
    }

    fn closed_error(&self) -> Error {
        Error::Closed(format!("client {}", self.0.name))
    }

    fn stalled(&self, keys: &[Key], stall: Stall) -> Error {
        if stall != Stall::NothingRuns {
            return Error::Stuck(stall);
        }
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
    /// Queues what the scheduler is told. Called under the table's lock, so that the scheduler hears of orders in the order
    /// of their numbers.
    fn push(&self, order: Order, stimulus: Stimulus) {
        if !self.closed.load(Ordering::SeqCst) {
            self.cluster.0.push(Message::Client { client: self.id, order, stimulus });
        }
    }

    fn close(&self) {
        if self.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        let (id, name, cluster, port) = (self.id, self.name.clone(), self.cluster.clone(), self.port.clone());
        // The last reference may go where a task ends, under the cluster's lock.
        let_go(move || {
            let due = port.cancel_all(&format!("client {name} was closed"));
            pool::spawn(due);
            cluster.close_port(id);
        });
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
        self.client.0.port.table().hold_again(&self.key);
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
                let keys = vec![self.key.clone()];
                let order = table.next_order();
                connection.push(order, Stimulus::ClientReleasesKeys { client: connection.id, keys });
            }
            last
        };
        if last {
            // Dropped after the lock is free: callbacks own objects of learners.
            let callbacks = connection.port.callbacks().remove(&self.key);
            drop(callbacks);
            // For whoever still waits for it, it ends as cancelled.
            signal::wake_all();
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
            Waited::Stalled(stall) => Err(self.client.stalled(&self.keys, stall)),
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
