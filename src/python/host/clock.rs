//! The wall clock: what Python's `time.time()` shows.
//!
//! It is the driver's clock ([`cluster::clock`](crate::cluster::clock)) and the time at which that was at zero.

use crate::cluster::clock;

/// Seconds since 1970; never goes back.
pub fn now() -> f64 {
    epoch() + monotonic()
}

/// Seconds from some start.
pub fn monotonic() -> f64 {
    clock::now().as_nanos() as f64 / 1e9
}

/// Nanoseconds since 1970.
pub fn now_nanos() -> u64 {
    (epoch() * 1e9) as u64 + clock::now().as_nanos()
}

/// Says when the monotonic clock was at zero, in seconds since 1970.
#[cfg(target_arch = "wasm32")]
pub fn set_epoch(seconds: f64) {
    EPOCH_BITS.store(seconds.to_bits(), std::sync::atomic::Ordering::Relaxed);
}

#[cfg(target_arch = "wasm32")]
static EPOCH_BITS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

#[cfg(target_arch = "wasm32")]
fn epoch() -> f64 {
    f64::from_bits(EPOCH_BITS.load(std::sync::atomic::Ordering::Relaxed))
}

/// When the monotonic clock was at zero, in seconds since 1970.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "natively the system knows the time; on wasm this is not compiled")]
fn epoch() -> f64 {
    use std::sync::OnceLock;
    use std::time::SystemTime;

    static EPOCH: OnceLock<f64> = OnceLock::new();
    *EPOCH.get_or_init(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64());
        now - monotonic()
    })
}
