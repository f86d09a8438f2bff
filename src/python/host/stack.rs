//! How deep Python may recurse.
//!
//! Natively the interpreter knows its stack. A browser gives its workers 490 KB (Chromium) that nothing measures from inside,
//! so there the page's side is asked for a probe, and the kernel's patched interpreter uses it, see `rustpython/`.

#[cfg(target_arch = "wasm32")]
use std::sync::OnceLock;

/// How deep Python functions may call each other, as in CPython: they take no native stack. What calls through native code
/// (`repr`, `sorted` with a key) may end earlier, when the stack does.
pub(super) const RECURSION_LIMIT: usize = 1000;

/// What the interpreter wants to be left whenever it goes deeper: enough for the deepest native code that does not ask.
#[cfg(target_arch = "wasm32")]
const RESERVE_KILOBYTES: usize = 100;

#[cfg(target_arch = "wasm32")]
static PROBE: OnceLock<fn(usize) -> bool> = OnceLock::new();

/// Sets what finds out whether the calling thread's stack has so many kilobytes left. The first call counts.
#[cfg(target_arch = "wasm32")]
pub fn set_probe(probe: fn(usize) -> bool) {
    if PROBE.set(probe).is_ok() {
        rustpython_vm::vm::wasm_stack::set_stack_probe(|| has_room(RESERVE_KILOBYTES));
    }
}

/// Whether the stack has so many kilobytes left.
#[cfg(target_arch = "wasm32")]
pub(super) fn has_room(kilobytes: usize) -> bool {
    PROBE.get().is_none_or(|probe| probe(kilobytes))
}

/// Natively parser and compiler take another stack when one is full.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn has_room(_kilobytes: usize) -> bool {
    true
}
