//! When Python's cycle collector runs: between cells, when memory grows, and before an allocation is given up.
//!
//! in: the ends of cells, the checks in learners' loops (`stop`), refused allocations of blocks; out: collections by
//! RustPython, which stop all other threads while they look at objects.
//!
//! RustPython itself would collect after so many new objects, on whichever thread makes them, and stop the pool's threads
//! for it each time. Here nothing counts objects while tasks run: cycles cost a learner memory, not correctness, and mostly
//! blocks, whose memory says when it is time.
//!
//! Invariants:
//! - What Python was started with is never looked at again: it is frozen.
//! - No collection runs unasked while another thread runs Python, since that may be in native code for long. Those that are
//!   asked for (`gc.collect()`, a refused allocation) wait for it, in the page a second at most.
//! - `gc.disable()` ends those that nobody asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustpython_vm::VirtualMachine;
use rustpython_vm::gc_state::gc_state;
use rustpython_vm::vm::thread::{self, ThreadState, current_thread_slot};

use super::memory::large_bytes;
use crate::block::memory;

/// What the last full collection left: tracked objects, and bytes in large pieces.
static TRACKED: AtomicUsize = AtomicUsize::new(0);
static MEMORY: AtomicUsize = AtomicUsize::new(0);

/// Memory that may be taken before all objects are looked at again.
const GROWTH: usize = 256 << 20;
/// So few new objects are not worth a full collection.
const TRACKED_MIN: usize = 50_000;

/// What a collection looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Due {
    /// Objects made since the last collection
    Young,
    /// All
    Full,
}

/// Takes the collector over from RustPython, once all modules that Python starts with are there.
pub(super) fn prepare(vm: &VirtualMachine) {
    let gc = &vm.state.gc;
    gc.set_threshold(0, None, None);
    gc.collect_force(FULL);
    gc.freeze();
    remember();
    memory::set_reclaim(reclaim);
}

/// Collects what a cell left behind.
pub(super) fn between_cells(vm: &VirtualMachine) {
    // What went by itself since then may be taken again before it counts as growth.
    MEMORY.fetch_min(large_bytes(), Ordering::Relaxed);
    if may_collect(vm) {
        collect(due(tracked(), TRACKED.load(Ordering::Relaxed), large_bytes(), MEMORY.load(Ordering::Relaxed)), vm);
    }
}

/// Collects everything if the running code has taken much memory. Cheap enough for the head of every loop.
#[inline]
pub(super) fn if_memory_grew(vm: &VirtualMachine) {
    if has_grown(large_bytes(), MEMORY.load(Ordering::Relaxed)) && may_collect(vm) {
        collect(Due::Full, vm);
    }
}

/// Makes room for an allocation that was refused; whether that may have helped.
fn reclaim() -> bool {
    let Some(slot) = current_thread_slot() else { return false };
    if !thread::current_vm_is_set() || slot.state.load(Ordering::Relaxed) != ThreadState::Attached as i32 {
        return false;
    }
    thread::with_current_vm(|vm| {
        let found = vm.state.gc.collect_force(FULL).collected;
        remember();
        found > 0
    })
}

/// RustPython's number for all generations.
const FULL: usize = 2;

fn due(tracked: usize, tracked_before: usize, memory: usize, memory_before: usize) -> Due {
    let many = tracked >= 2 * tracked_before.max(TRACKED_MIN / 2);
    if many || has_grown(memory, memory_before) { Due::Full } else { Due::Young }
}

fn has_grown(memory: usize, before: usize) -> bool {
    memory.saturating_sub(before) >= GROWTH
}

#[cold]
fn collect(due: Due, vm: &VirtualMachine) {
    match due {
        Due::Young => {
            vm.state.gc.collect_force(0);
        }
        Due::Full => {
            vm.state.gc.collect_force(FULL);
            remember();
        }
    }
}

fn remember() {
    TRACKED.store(tracked(), Ordering::Relaxed);
    MEMORY.store(large_bytes(), Ordering::Relaxed);
}

/// Whether no other thread runs Python, and the learner has not said no.
fn may_collect(vm: &VirtualMachine) -> bool {
    let own = current_thread_slot();
    let is_own = |slot: &Arc<_>| own.as_ref().is_some_and(|own| Arc::ptr_eq(own, slot));
    let runs = |slot: &thread::ThreadSlot| slot.state.load(Ordering::Relaxed) == ThreadState::Attached as i32;
    vm.state.gc.is_enabled() && !vm.state.thread_frames.lock().values().any(|slot| !is_own(slot) && runs(slot))
}

/// Objects that the collector knows, but for frozen ones.
fn tracked() -> usize {
    let (young, middle, old) = gc_state().get_count();
    young + middle + old
}

#[cfg(test)]
mod tests {
    use super::{Due, GROWTH, TRACKED_MIN, due};

    #[test]
    fn everything_is_looked_at_when_objects_doubled_or_memory_grew() {
        let cases = [
            // objects now and after the last full collection, bytes likewise
            ("nothing happened", 1_000, 1_000, 100, 100, Due::Young),
            ("few objects, though many times more", TRACKED_MIN - 1, 10, 100, 100, Due::Young),
            ("enough objects", TRACKED_MIN, 10, 100, 100, Due::Full),
            ("many objects, but not twice as many", 399_999, 200_000, 100, 100, Due::Young),
            ("twice as many", 400_000, 200_000, 100, 100, Due::Full),
            ("some memory", 10, 10, 100 + GROWTH - 1, 100, Due::Young),
            ("much memory", 10, 10, 100 + GROWTH, 100, Due::Full),
            ("memory went", 10, 10, 100, 900, Due::Young),
        ];
        for (name, tracked, tracked_before, memory, memory_before, expected) in cases {
            assert_eq!(due(tracked, tracked_before, memory, memory_before), expected, "{name}");
        }
    }
}
