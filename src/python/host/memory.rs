//! How much memory is taken in large pieces: blocks, mostly.
//!
//! WebAssembly's memory never shrinks, and what an operating system says costs a call; so the allocator counts. Small
//! pieces are left out: they are many, and the collector counts objects anyway.
//!
//! The kernel and the `dasklet` command have this allocator. A program that takes the crate as a library chooses its own; the collector
//! then goes by the number of objects alone.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The system's allocator, counting.
pub struct Counting;

#[cfg(any(feature = "kernel", test))]
#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Pieces from this size on are counted.
const LARGE: usize = 1 << 16;

static BYTES: AtomicUsize = AtomicUsize::new(0);

/// Bytes in large pieces.
#[inline]
pub(super) fn large_bytes() -> usize {
    BYTES.load(Ordering::Relaxed)
}

fn taken(bytes: usize) {
    if bytes >= LARGE {
        BYTES.fetch_add(bytes, Ordering::Relaxed);
    }
}

fn given_back(bytes: usize) {
    if bytes >= LARGE {
        BYTES.fetch_sub(bytes, Ordering::Relaxed);
    }
}

// SAFETY: all is done by the system's allocator, with what it was given.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let place = unsafe { System.alloc(layout) };
        if !place.is_null() {
            taken(layout.size());
        }
        place
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let place = unsafe { System.alloc_zeroed(layout) };
        if !place.is_null() {
            taken(layout.size());
        }
        place
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        given_back(layout.size());
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let moved = unsafe { System.realloc(place, layout, size) };
        if !moved.is_null() {
            given_back(layout.size());
            taken(size);
        }
        moved
    }
}
