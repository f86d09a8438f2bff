//! The kernel in its Web Worker: one interpreter that handles one request after the other.
//!
//! in: requests from the page; out: messages through a JavaScript function, sent while a cell still runs. The worker may
//! block; what must get past a running cell goes through `control`.

use std::alloc::Layout;
use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::messages::{Message, Output, Request, chars_from_utf16};
use super::{clock, control, http, stack};
use crate::cluster::{Interrupt, limits, memory_is_used_up, pool, registry, set_idle_function};
use crate::python::host::{self, Host, Sink, libraries};
use crate::store;

thread_local! {
    /// Present on the kernel's thread only.
    static KERNEL: RefCell<Option<Host>> = const { RefCell::new(None) };
    static POST: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Boots Python. `threads` is the size of the pool, 0 without one; every message for the page goes through `post`;
/// `memory_bytes` is what the browser granted; `site` is the page's URL; a server may take `http_timeout_millis` for an answer;
/// `libraries_url` leads to the packages that are not linked in.
#[wasm_bindgen]
pub fn kernel_start(
    threads: usize,
    post: Function,
    memory_bytes: Option<f64>,
    site: &str,
    http_timeout_millis: Option<f64>,
    libraries_url: String,
) {
    POST.set(Some(post));
    std::panic::set_hook(Box::new(report_panic));
    std::alloc::set_alloc_error_hook(report_no_memory);
    *LAST_RESERVE.lock().unwrap_or_else(PoisonError::into_inner) = Vec::with_capacity(LAST_RESERVE_BYTES);
    clock::install();
    stack::install();
    http::install();
    libraries::install(move |past_caches| http::file(&libraries_url, past_caches));
    store::set_site(site);
    if let Some(millis) = http_timeout_millis {
        store::http::set_timeout(Duration::from_millis(millis as u64));
    }
    pool::start(threads);
    limits::set_total_memory(memory_bytes.map_or(MEMORY_BYTES, |bytes| bytes as u64));
    registry::set_recording(true);
    set_idle_function(between);
    KERNEL.set(Some(Host::new()));
}

/// What results may take where the page does not know how much memory there is.
const MEMORY_BYTES: u64 = 2 << 30;

/// Handles one request to its end, sending outputs and at last the answer.
#[wasm_bindgen]
pub fn kernel_handle(request: JsValue) -> Result<(), JsError> {
    let request: Request = serde_wasm_bindgen::from_value(request)?;
    KERNEL.with_borrow_mut(|kernel| {
        let host = kernel.as_mut().ok_or_else(|| JsError::new("kernel_start has not been called"))?;
        handle(host, request);
        Ok(())
    })
}

/// The version of this build.
#[wasm_bindgen]
pub fn kernel_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn handle(host: &mut Host, request: Request) {
    match request {
        Request::RunCell { id, cell, code } => {
            let done = host.run_cell(&code, Arc::new(Page { cell: cell.clone() }));
            pool::run_pending();
            // A Stop that came too late must not stop what comes next.
            Interrupt::process().clear();
            between();
            post(&Message::cell_done(id, cell, done));
        }
        Request::Complete { id, code, cursor } => {
            let completions = host.complete(&code, chars_from_utf16(&code, cursor));
            post(&Message::completions(id, &code, completions));
        }
        Request::Inspect { id, code, cursor } => {
            let text = host.inspect(&code, chars_from_utf16(&code, cursor)).unwrap_or_default();
            post(&Message::Inspection { id, text });
        }
        Request::Scale { cluster, workers } => {
            control::control_scale(&cluster, workers);
            between();
        }
    }
}

/// Sends a cell's outputs to the page.
struct Page {
    cell: String,
}

impl Sink for Page {
    fn emit(&self, output: host::Output) {
        if let host::Output::Graph { bytes } = &output {
            post_bytes("graph", bytes);
        }
        if let Some(output) = Output::new(output) {
            post(&Message::Output { cell: self.cell.clone(), output });
        }
    }
}

/// What is to be sent while a cell waits, and after it. With a pool, the control worker sends events and clusters.
fn between() {
    host::output::pump();
    if pool::threads() > 0 {
        return;
    }
    for bytes in registry::drain() {
        post_bytes("events", &bytes);
    }
    while let Some(news) = control::news() {
        post(&news);
    }
}

fn post(message: &impl Serialize) {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    if let Ok(message) = message.serialize(&serializer) {
        post_value(&message);
    }
}

/// A message that is but bytes, which go over as a `Uint8Array`.
fn post_bytes(kind: &str, bytes: &[u8]) {
    let message = js_sys::Object::new();
    let set = |name: &str, value: &JsValue| js_sys::Reflect::set(&message, &name.into(), value);
    // Setting a property of a plain object of our own does not fail.
    let _ = set("type", &kind.into()).and_then(|_| set("bytes", &js_sys::Uint8Array::from(bytes)));
    post_value(&message);
}

fn post_value(message: &JsValue) {
    POST.with_borrow(|function| {
        if let Some(function) = function {
            // An exception here would be the page's; the kernel goes on.
            let _ = function.call1(&JsValue::NULL, message);
        }
    });
}

/// What the last message is made of when memory is used up.
static LAST_RESERVE: Mutex<Vec<u8>> = Mutex::new(Vec::new());
const LAST_RESERVE_BYTES: usize = 1 << 20;

/// A panic ends the instance.
fn report_panic(info: &std::panic::PanicHookInfo<'_>) {
    match info.payload_as_str() {
        // More than half of what can be addressed, at once.
        Some("capacity overflow") => report_end(memory_is_used_up(None)),
        _ => report_end(info.to_string()),
    }
}

/// Memory that nobody could do without is not there; the instance ends.
fn report_no_memory(layout: Layout) {
    if let Ok(mut reserve) = LAST_RESERVE.try_lock() {
        *reserve = Vec::new();
    }
    report_end(memory_is_used_up(Some(layout.size() as u64)));
}

/// On the kernel's thread the page is told at once why the instance ends; from a pool thread the control worker finds it.
fn report_end(message: String) {
    let is_kernel_thread = POST.with_borrow(Option::is_some);
    if is_kernel_thread {
        post(&Message::Panic { message, story: String::new() });
    } else {
        control::remember_panic(message);
    }
}
