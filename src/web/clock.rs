//! Time in the browser: milliseconds since a worker's start, and when that was. Both together agree between workers.

use std::sync::atomic::{AtomicU64, Ordering};

use wasm_bindgen::prelude::*;

use crate::cluster;
use crate::python::host;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static TIME_ORIGIN: f64;
}

/// When the kernel started, in nanoseconds since 1970: times are counted from there.
static STARTED: AtomicU64 = AtomicU64::new(0);

/// Makes this the clock of drivers and of Python, for all threads.
pub(super) fn install() {
    let started = nanos_since_epoch();
    STARTED.store(started, Ordering::Relaxed);
    host::clock::set_epoch(started as f64 / 1e9);
    cluster::clock::set_source(|| nanos_since_epoch().saturating_sub(STARTED.load(Ordering::Relaxed)));
}

fn nanos_since_epoch() -> u64 {
    let origin = TIME_ORIGIN.with(|origin| *origin);
    (origin * 1e6) as u64 + (performance_now() * 1e6) as u64
}
