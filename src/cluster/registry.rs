//! The clusters of this process: what the page's cluster bar lists and scales, and which client computes.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::about::{ClusterConfig, ClusterKind, ClusterView};
use super::client::{Client, WeakClient};
use super::core::Core;
use super::error::Error;
use super::inbox::Office;
use super::letting_go::Held;
use super::limits::cpu_count;
use super::threads::Cluster;
use crate::events::Clock;
use crate::events::wire::{Encoder, Stream};
use crate::scheduler::Scheduler;

#[derive(Default)]
struct Registry {
    listed: Vec<Listed>,
    recording: bool,
    /// Clients in the order in which they were made the default.
    defaults: Vec<WeakClient>,
    threaded: Option<Client>,
}

struct Listed {
    cluster: Cluster,
    encoder: Encoder,
    /// It was closed and logs nothing any more.
    has_ended: bool,
}

/// The clusters that are not closed, in the order in which they were started.
pub fn clusters() -> Vec<Cluster> {
    let clusters: Vec<Cluster> = lock().listed.iter().map(|listed| listed.cluster.clone()).collect();
    clusters.into_iter().filter(|cluster| !cluster.is_closed()).collect()
}

/// The clusters as the page lists them. That without a client is listed once it has computed something.
pub fn views() -> Vec<ClusterView> {
    clusters().iter().map(Cluster::view).collect()
}

/// The clusters without workers on which tasks wait for one, with how many do.
pub fn without_workers() -> Vec<(Cluster, u64)> {
    let waiting = clusters().into_iter().filter(|cluster| cluster.worker_ids().is_empty()).map(|cluster| {
        let n_tasks = cluster.with_scheduler(Scheduler::n_without_worker);
        (cluster, n_tasks)
    });
    waiting.filter(|(_, n_tasks)| *n_tasks > 0).collect()
}

/// Scales the cluster of that number.
pub fn scale(id: u32, n_workers: u32) -> Result<(), Error> {
    let cluster = clusters().into_iter().find(|cluster| cluster.id() == id);
    cluster.ok_or_else(|| Error::Closed(format!("cluster {id}")))?.scale(n_workers)
}

/// Ends the tasks of all clusters that still run though nobody wants their results: what a stopped cell leaves behind.
pub fn stop_freed() {
    for cluster in clusters() {
        cluster.0.with(Core::stop_freed);
    }
}

/// Another cell begins.
pub fn go_on() {
    for cluster in clusters() {
        cluster.0.with(Core::go_on);
    }
}

/// Starts or stops the logs of all clusters, those to come included.
pub fn set_recording(recording: bool) {
    lock().recording = recording;
    for cluster in clusters() {
        cluster.set_recording(recording);
    }
}

/// What happened on the clusters since the last call: batches for the page, each of one cluster.
pub fn drain() -> Vec<Vec<u8>> {
    // Dropped when the lock is free: what a cluster holds may run code of learners.
    let mut ended = Vec::new();
    let mut registry = lock();
    let mut batches = Vec::new();
    let listed = std::mem::take(&mut registry.listed);
    for Listed { cluster, mut encoder, has_ended } in listed {
        let batch = cluster.drain_events();
        if let Some(batch) = &batch {
            batch.events.iter().for_each(|event| encoder.push(event));
            encoder.note_dropped(batch.dropped);
        }
        if has_ended {
            batches.push(encoder.take_last());
            ended.push(cluster);
            continue;
        }
        if batch.is_some() {
            batches.push(encoder.take());
        }
        registry.listed.push(Listed { cluster, encoder, has_ended });
    }
    batches
}

/// Makes a client the one that computes when none is named (`set_as_default=True`).
pub fn set_default(client: &Client) {
    let mut registry = lock();
    registry.defaults.retain(|known| known.upgrade().is_some_and(|known| !known.is_same(client)));
    registry.defaults.push(client.downgrade());
}

/// The client that was made the default last and is not closed.
pub fn default_client() -> Option<Client> {
    let defaults: Vec<Client> = lock().defaults.iter().rev().filter_map(WeakClient::upgrade).collect();
    defaults.into_iter().find(|client| !client.is_closed())
}

/// The client of Dask's scheduler for a single machine, started at its first use: one worker with all threads.
pub fn threaded_client() -> Result<Client, Error> {
    // Two threads that come first at the same time must not start two.
    static STARTING: Mutex<()> = Mutex::new(());
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let known = lock().threaded.clone().filter(|client| !client.is_closed());
    if let Some(client) = known {
        return Ok(client);
    }
    let cluster = Cluster::start(ClusterConfig {
        kind: ClusterKind::Threaded,
        name: Some("threads".to_owned()),
        n_workers: 1,
        threads_per_worker: cpu_count(),
        memory_limit: 0,
        n_workers_max: Some(1),
    })?;
    let client = Client::connect(&cluster)?;
    lock().threaded = Some(client.clone());
    Ok(client)
}

pub(super) fn add(cluster: &Cluster) {
    let stream = Stream { cluster: cluster.id(), clock: Clock::Measured };
    let recording = {
        let mut registry = lock();
        let encoder = Encoder::new(stream);
        registry.listed.push(Listed { cluster: cluster.clone(), encoder, has_ended: false });
        registry.recording
    };
    cluster.set_recording(recording);
}

/// A closed cluster stays until its last events were drained.
pub(super) fn closed(cluster: &Cluster) {
    let mut registry = lock();
    let Some(at) = registry.listed.iter().position(|listed| listed.cluster.is_same(cluster)) else { return };
    if registry.recording {
        registry.listed[at].has_ended = true;
    } else {
        let listed = registry.listed.remove(at);
        drop(registry);
        drop(listed);
    }
}

/// Shows the cores of all clusters whose locks nobody holds; waits for none.
pub(super) fn try_each_core(mut look: impl FnMut(&Core)) {
    if let Some(Ok(registry)) = REGISTRY.get().map(Mutex::try_lock) {
        registry.listed.iter().for_each(|listed| listed.cluster.0.try_look(&mut look));
    }
}

static REGISTRY: OnceLock<Mutex<Registry>> = OnceLock::new();

fn lock() -> Held<MutexGuard<'static, Registry>> {
    Held::new(|| REGISTRY.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner))
}
