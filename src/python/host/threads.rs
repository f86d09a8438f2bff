//! The interpreter on any thread: each pool thread gets its own virtual machine over the shared objects, once.

use std::sync::{Mutex, PoisonError};

use rustpython_vm::VirtualMachine;
use rustpython_vm::vm::thread::{self, ThreadedVirtualMachine};

/// From which the machines of other threads are made.
static SEED: Mutex<Option<ThreadedVirtualMachine>> = Mutex::new(None);

thread_local! {
    // A thread's machine is never dropped: tearing it down would look for a clock that the browser's threads lack.
    static MACHINE: std::cell::OnceCell<&'static ThreadedVirtualMachine> = const { std::cell::OnceCell::new() };
}

/// Makes an interpreter known, before the first [`with_vm`].
pub(super) fn remember(vm: &VirtualMachine) {
    *SEED.lock().unwrap_or_else(PoisonError::into_inner) = Some(vm.new_thread());
}

/// Runs `call` with the interpreter on this thread, wherever that is: in a cell, inside a blocking call of a cell, or on
/// a pool thread.
///
/// # Panics
/// If no [`Host`](super::Host) has been made: whoever holds Python objects had one.
pub fn with_vm<R>(call: impl FnOnce(&VirtualMachine) -> R) -> R {
    if thread::current_vm_is_set() {
        return thread::with_current_vm(|vm| vm.attach_for_callback(|| call(vm)));
    }
    let machine = MACHINE.with(|machine| *machine.get_or_init(|| Box::leak(Box::new(new_machine()))));
    machine.run(call)
}

fn new_machine() -> ThreadedVirtualMachine {
    let seed = SEED.lock().unwrap_or_else(PoisonError::into_inner);
    let seed = seed.as_ref().expect("an interpreter runs before its objects reach other threads");
    seed.run(VirtualMachine::new_thread)
}
