//! Stopping Python: what the check does that is compiled into learners' loops and functions (see `compile`).
//!
//! In the kernel the interpreter's own loops over iterators, and regular expressions, ask as well. A cell obeys
//! [`Interrupt::process`]; a task obeys its own interrupt, which its driver raises when the task is cancelled.

use std::cell::Cell;

use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::{PyResult, VirtualMachine};

use super::{collector, output};
use crate::cluster::interrupt::check_current;
use crate::cluster::{Interrupt, Interrupted};

/// So many checks pass between looks at the clock.
const CHECKS_PER_PUMP: u32 = 1024;

thread_local! {
    static CHECKS: Cell<u32> = const { Cell::new(0) };
}

/// Has the interpreter's own loops stop, too: the kernel's interpreter is patched for it, see `rustpython/`.
pub(super) fn install() {
    #[cfg(target_arch = "wasm32")]
    rustpython_vm::signal::set_interrupt_check(rustpython_vm::signal::InterruptCheck {
        pending: || check_current().is_err(),
        raise: |vm| keyboard_interrupt(Interrupted, vm),
    });
    #[cfg(target_arch = "wasm32")]
    rustpython_vm::vm::set_source_check(|source, vm| super::compile::check_size(source, vm));
}

/// Raises `KeyboardInterrupt` if the code on this thread has been asked to stop, once for each request.
pub fn check(vm: &VirtualMachine) -> PyResult<()> {
    let checks = CHECKS.get().wrapping_add(1);
    CHECKS.set(checks);
    if checks.is_multiple_of(CHECKS_PER_PUMP) {
        output::pump_if_due();
    }
    collector::if_memory_grew(vm);
    check_current().map_err(|interrupted| keyboard_interrupt(interrupted, vm))
}

/// The exception for an interrupted call. On the cell's thread it takes the request with it, so that the handlers and
/// `finally` blocks of the cell can run.
#[cold]
pub fn keyboard_interrupt(_: Interrupted, vm: &VirtualMachine) -> PyBaseExceptionRef {
    if output::is_cell_thread() {
        Interrupt::process().clear();
    }
    vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned())
}
