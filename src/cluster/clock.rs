//! The measured clock: where the `threads` driver takes time from.
//!
//! `std::time::Instant` panics on `wasm32-unknown-unknown`, so the page's kernel sets a source before anything runs.

use std::sync::OnceLock;

use crate::events::Time;

static SOURCE: OnceLock<fn() -> u64> = OnceLock::new();

/// Sets where time comes from: a monotonic count of nanoseconds, from any start. Only the first call counts.
/// Native programs need not call it; on wasm time stands still at zero until it was called.
pub fn set_source(nanos: fn() -> u64) {
    // A second call changes nothing: a clock that jumped would make negative durations.
    let _ = SOURCE.set(nanos);
}

/// The time now.
pub fn now() -> Time {
    Time::from_nanos(SOURCE.get_or_init(default_source)())
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this is where natives take the time from")]
fn default_source() -> fn() -> u64 {
    static START: OnceLock<std::time::Instant> = OnceLock::new();
    || START.get_or_init(std::time::Instant::now).elapsed().as_nanos() as u64
}

#[cfg(target_arch = "wasm32")]
fn default_source() -> fn() -> u64 {
    || 0
}
