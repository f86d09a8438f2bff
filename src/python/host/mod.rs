//! The Python host: an interpreter that behaves like a notebook's kernel.
//!
//! in: cells from the page (through `web`) or from a file (the `dasklet` command); out: [`Output`]s to a [`Sink`].
//! The interpreter's objects are shared between threads: tasks run on the pool with [`threads::with_vm`].
//!
//! Invariants:
//! - There is one interpreter per process and it is never dropped; a restart is a new process or Web Worker.
//! - One thread runs cells, one at a time.

mod blocked;
mod cell;
pub mod clock;
mod collector;
mod compile;
mod display;
#[cfg(all(debug_assertions, not(target_arch = "wasm32")))]
mod edited;
mod inspect;
pub mod libraries;
mod magics;
pub mod memory;
mod modules;
mod native;
pub mod output;
pub mod stack;
pub mod stop;
#[cfg(test)]
mod tests;
mod text;
pub mod threads;
pub mod traceback;

use std::sync::Arc;
use std::time::Duration;

pub use cell::Status;
pub use display::representations;
pub use inspect::{Completion, Completions};
pub use output::{ErrorReport, MimeBundle, Output, Sink, StreamName};
use rustpython_vm::{Interpreter, PyResult, Settings, VirtualMachine};

use crate::cluster::interrupt::check_current;
use crate::cluster::{Interrupt, registry, set_idle_function};
use crate::store::transport;

/// A notebook's kernel: one interpreter and the count of its cells.
pub struct Host {
    interpreter: Interpreter,
    execution_count: u32,
}

/// How a cell ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellDone {
    /// Whether it ran to its end
    pub status: Status,
    /// Its number
    pub execution_count: u32,
    /// Wall time
    pub millis: f64,
}

impl Host {
    /// Starts the interpreter, with all modules; takes a tenth of a second.
    ///
    /// # Panics
    /// If one of the frozen modules that start-up needs is broken, which is a mistake of the build.
    pub fn new() -> Host {
        let settings = Settings::default();
        let builder = Interpreter::builder(settings);
        let native = modules::native(&builder.ctx);
        let interpreter = builder.add_native_modules(&native).add_frozen_modules(modules::frozen()).build();
        set_idle_function(blocked::while_blocked);
        transport::set_stopped(|| check_current().is_err());
        stop::install();
        interpreter.enter(|vm| {
            if let Err(error) = boot(vm) {
                panic!("Python did not start: {}", traceback::format_all(&error, vm));
            }
            collector::prepare(vm);
            // Threads take over the settings of this one, such as how deep they may recurse.
            threads::remember(vm);
        });
        Host { interpreter, execution_count: 0 }
    }

    /// Runs a cell on this thread and hands its outputs to `sink` as they appear.
    pub fn run_cell(&mut self, code: &str, sink: Arc<dyn Sink>) -> CellDone {
        let begun = clock::monotonic();
        self.execution_count += 1;
        let execution_count = self.execution_count;
        Interrupt::process().clear();
        registry::go_on();
        output::begin_cell(sink);
        let status = self.interpreter.enter(|vm| cell::run(code, execution_count, vm));
        if status == Status::Interrupted {
            registry::stop_freed();
        }
        self.interpreter.enter(collector::between_cells);
        output::pump();
        CellDone { status, execution_count, millis: (clock::monotonic() - begun) * 1e3 }
    }

    /// What could stand at `cursor` (in characters) of `code`.
    pub fn complete(&self, code: &str, cursor: usize) -> Completions {
        self.look(|vm| inspect::complete(code, cursor, vm))
    }

    /// Signature and documentation of the name at `cursor` (in characters) of `code`.
    pub fn inspect(&self, code: &str, cursor: usize) -> Option<String> {
        self.look(|vm| inspect::inspect(code, cursor, vm))
    }

    /// Looks at learners' objects. What they run meanwhile (`__dir__`, a property) is stopped when it takes too long to wait for
    /// while typing.
    fn look<R>(&self, look: impl FnOnce(&VirtualMachine) -> R) -> R {
        Interrupt::after(LOOK_DURATION).with_current(|| self.interpreter.enter(look))
    }

    /// Runs Rust code with the interpreter, as a cell's thread would.
    pub fn enter<R>(&self, call: impl FnOnce(&VirtualMachine) -> R) -> R {
        self.interpreter.enter(call)
    }
}

/// So long the editor may be kept waiting.
const LOOK_DURATION: Duration = Duration::from_millis(500);

impl Default for Host {
    fn default() -> Host {
        Host::new()
    }
}

/// Puts streams, built-in functions and clocks in place: `lib/_dasklet_boot.py`.
fn boot(vm: &VirtualMachine) -> PyResult<()> {
    vm.ensure_main_module()?;
    let boot = vm.import("_dasklet_boot", 0)?;
    native::guard_code(&boot, vm)?;
    boot.get_attr("boot", vm)?.call((), vm)?;
    Ok(())
}
