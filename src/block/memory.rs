//! What memory there is, and whether something large still fits.
//!
//! A process that asks for memory which is not there ends, and with it the learner's work. So whatever can be large is
//! checked here first, and becomes a `MemoryError`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

static TOTAL: AtomicU64 = AtomicU64::new(0);

/// Smaller requests are left to the allocator.
const LARGE_BYTES: u64 = 8 << 20;

/// What must be left beside a large array: the next small objects need room too.
const RESERVE_BYTES: u64 = 16 << 20;

/// Sets the bytes that there are in all, as the page knows how much memory the browser granted.
pub fn set_total(nbytes: u64) {
    TOTAL.store(nbytes, Ordering::Relaxed);
}

/// The bytes that there are in all: what was set, else the machine's memory.
pub fn total() -> u64 {
    match TOTAL.load(Ordering::Relaxed) {
        0 => {
            let nbytes = machine_memory();
            TOTAL.store(nbytes, Ordering::Relaxed);
            nbytes
        }
        nbytes => nbytes,
    }
}

static RECLAIM: OnceLock<fn() -> bool> = OnceLock::new();

/// Sets what makes room where memory is short, and says whether it found something to free. Only the first call counts.
pub fn set_reclaim(reclaim: fn() -> bool) {
    let _ = RECLAIM.set(reclaim);
}

/// Whether `nbytes` more can be had, if need be after room was made. The answer is for now: others may take them meanwhile.
pub fn fits(nbytes: u64) -> bool {
    if nbytes < LARGE_BYTES {
        return true;
    }
    let wanted = nbytes.saturating_add(RESERVE_BYTES);
    let made_room = || RECLAIM.get().is_some_and(|reclaim| reclaim());
    nbytes <= total() && (is_free(wanted) || (made_room() && is_free(wanted)))
}

/// The allocator of WebAssembly tells at once what there is, and keeps what it got for the request that follows.
#[cfg(target_arch = "wasm32")]
fn is_free(nbytes: u64) -> bool {
    let Ok(nbytes) = usize::try_from(nbytes) else { return false };
    let mut probe = Vec::<u8>::new();
    let is_free = probe.try_reserve_exact(nbytes).is_ok();
    // Memory that nobody looks at would not be asked for at all.
    std::hint::black_box(&mut probe);
    is_free
}

/// An operating system promises more than it has, and ends the process that takes it at its word: look at what is free.
#[cfg(not(target_arch = "wasm32"))]
fn is_free(nbytes: u64) -> bool {
    from_meminfo("MemAvailable:").is_none_or(|available| nbytes <= available)
}

/// 3 GiB of the 4 that can be addressed.
#[cfg(target_arch = "wasm32")]
fn machine_memory() -> u64 {
    3 << 30
}

/// By `/proc/meminfo`; 8 GiB where there is none.
#[cfg(not(target_arch = "wasm32"))]
fn machine_memory() -> u64 {
    from_meminfo("MemTotal:").unwrap_or(8 << 30)
}

#[cfg(not(target_arch = "wasm32"))]
fn from_meminfo(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}
