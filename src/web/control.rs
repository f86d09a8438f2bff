//! The line past a busy kernel: exports for a second instance of the module over the same memory, in a worker of its own.
//!
//! None of these waits for the kernel's thread.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::messages::{Cluster, Message};
use crate::cluster::{Interrupt, registry, stuck};
use crate::store::local_disk;

/// The first panic of a pool thread, until it is sent.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

thread_local! {
    /// What the page was last told of the clusters, by this thread.
    static TOLD: RefCell<Vec<Cluster>> = const { RefCell::new(Vec::new()) };
}

/// Stops the running cell: it raises `KeyboardInterrupt`.
#[wasm_bindgen]
pub fn control_interrupt() {
    Interrupt::process().raise();
}

/// Asks a cluster for another number of workers.
#[wasm_bindgen]
pub fn control_scale(cluster: &str, workers: u32) {
    if let Ok(id) = cluster.parse() {
        // The cluster may have been closed meanwhile, or be at its limit; the page sees the workers it has.
        let _ = registry::scale(id, workers);
    }
}

/// The next batches of events: each a `Uint8Array`, of one cluster.
#[wasm_bindgen]
pub fn control_drain() -> Vec<js_sys::Uint8Array> {
    registry::drain().iter().map(|bytes| js_sys::Uint8Array::from(bytes.as_slice())).collect()
}

/// The message of a pool thread's panic, once. Waits for nobody: the thread may hold any lock.
#[wasm_bindgen]
pub fn control_panic() -> Option<String> {
    PANIC.try_lock().ok().and_then(|mut panic| panic.take())
}

/// A message for the page if something else has changed: the clusters, or a pool thread has panicked, a task cannot be
/// stopped, or files are not kept.
#[wasm_bindgen]
pub fn control_message() -> Option<js_sys::Object> {
    let message = match control_panic().or_else(stuck::take_verdict) {
        Some(message) => Message::Panic { message, story: String::new() },
        None => news()?,
    };
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    message.serialize(&serializer).ok()?.dyn_into().ok()
}

/// What the page has not been told yet, by this thread.
pub(super) fn news() -> Option<Message> {
    if let Some(reason) = local_disk().take_notice() {
        return Some(Message::FilesNotKept { reason });
    }
    changed_clusters().map(|clusters| Message::Cluster { clusters })
}

/// The clusters, if they differ from what this thread was last given.
fn changed_clusters() -> Option<Vec<Cluster>> {
    let clusters = || registry::views().into_iter().map(Cluster::from).collect::<Vec<_>>();
    let now = clusters();
    TOLD.with_borrow_mut(|told| {
        (*told != now).then(|| {
            *told = now;
            clusters()
        })
    })
}

/// Keeps the message of a pool thread's panic for [`control_message`].
pub(super) fn remember_panic(message: String) {
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(message);
}
