//! Running a cell: its text to code, its value to `Out[…]`, its exception to a report.

use std::cell::RefCell;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyCode};
use rustpython_vm::bytecode::CodeFlags;
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use super::output::{Output, publish};
use super::{compile, display, magics, stop, text, traceback};

/// How a cell ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It ran to its end.
    Ok,
    /// It raised an exception.
    Error,
    /// It was stopped.
    Interrupted,
}

thread_local! {
    /// The file name of the cell that runs.
    static PATH: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a cell's text as number `execution_count`, shows its value or its exception, and says how it ended.
pub(super) fn run(source: &str, execution_count: u32, vm: &VirtualMachine) -> Status {
    let path = text::path_of_cell(execution_count);
    let source = text::clean(source);
    text::remember(&path, &source);
    PATH.set(path.clone());

    let shown = run_source(&source, &path, vm).and_then(|value| {
        remember_input(&source, execution_count, vm)?;
        show_value(value, execution_count, vm)
    });
    let status = match shown {
        Ok(()) => Status::Ok,
        Err(exception) => {
            let report = traceback::report(&exception, vm);
            publish(Output::Error(report));
            forget_frames(&exception);
            let interrupted = exception.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt);
            if interrupted { Status::Interrupted } else { Status::Error }
        }
    };
    show_figures(vm);
    status
}

/// What was drawn in the cell is shown after it, also if it failed.
fn show_figures(vm: &VirtualMachine) {
    let modules = vm.sys_module.get_attr("modules", vm);
    let pyplot = modules.and_then(|modules| modules.get_item("matplotlib.pyplot", vm));
    // A learner who never imported it has no figures.
    let Ok(pyplot) = pyplot else { return };
    if let Err(exception) = vm.call_method(&pyplot, "show", ()) {
        publish(Output::Error(traceback::report(&exception, vm)));
        forget_frames(&exception);
    }
}

/// Runs text as a part of the running cell, beginning at its line `line` (from 1).
pub(super) fn run_part(source: &str, line: usize, vm: &VirtualMachine) -> PyResult {
    let padded = "\n".repeat(line.saturating_sub(1)) + source;
    let path = PATH.with_borrow(String::clone);
    run_python(&padded, &path, vm)
}

fn run_source(source: &str, path: &str, vm: &VirtualMachine) -> PyResult {
    match magics::cell_magic(source) {
        Some(magic) => magics::run_cell_magic(&magic, vm),
        None => run_python(&magics::translate_lines(source), path, vm),
    }
}

fn run_python(source: &str, path: &str, vm: &VirtualMachine) -> PyResult {
    let compiled = compile::compile(source, path, vm)?;
    let value = run_code(compiled.code, vm)?;
    Ok(if compiled.shows_value { value } else { vm.ctx.none() })
}

/// Runs code in the learner's namespace; an `await` at its top level is run to its end.
fn run_code(code: PyRef<PyCode>, vm: &VirtualMachine) -> PyResult {
    let awaits = code.code.flags.contains(CodeFlags::COROUTINE);
    let scope = Scope::with_builtins(None, vm.main_namespace()?, vm);
    let value = vm.run_code_obj(code, scope)?;
    if awaits { run_coroutine(value, vm) } else { Ok(value) }
}

/// There is no event loop: whatever is awaited has to be ready when asked, as futures are that block.
fn run_coroutine(coroutine: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    loop {
        stop::check(vm)?;
        match vm.call_method(&coroutine, "send", (vm.ctx.none(),)) {
            // A bare `yield` means "let others run": there are none.
            Ok(yielded) if vm.is_none(&yielded) => {}
            Ok(_) => {
                vm.call_method(&coroutine, "close", ())?;
                return Err(vm.new_runtime_error(
                    "this await needs an event loop, and there is none here; \
                     await futures of a Client, or call the function without await",
                ));
            }
            Err(error) if error.fast_isinstance(vm.ctx.exceptions.stop_iteration) => {
                return error.as_object().get_attr("value", vm);
            }
            Err(error) => return Err(error),
        }
    }
}

/// `In`, `_i`.
fn remember_input(source: &str, _execution_count: u32, vm: &VirtualMachine) -> PyResult<()> {
    let names = vm.main_namespace()?;
    let text: PyObjectRef = vm.ctx.new_str(source).into();
    if let Ok(inputs) = names.get_item("In", vm) {
        vm.call_method(&inputs, "append", (text.clone(),))?;
    }
    names.set_item("_i", text, vm)
}

/// Shows the value of the last expression and keeps it as `_`, `Out[n]` and `_n`, of which there are the newest only (`_dasklet_boot.py`).
fn show_value(value: PyObjectRef, execution_count: u32, vm: &VirtualMachine) -> PyResult<()> {
    if vm.is_none(&value) {
        return Ok(());
    }
    if !display::displays_itself(&value, vm) {
        let data = display::representations(&value, vm)?;
        publish(Output::Result { execution_count, data });
    }
    let boot = vm.import("_dasklet_boot", 0)?;
    vm.call_method(&boot, "keep_output", (execution_count, value))?;
    Ok(())
}

/// A shown exception is done with: its frames would keep the learner's big arrays alive.
fn forget_frames(exception: &PyBaseExceptionRef) {
    let mut next = Some(exception.clone());
    while let Some(exception) = next {
        exception.set_traceback(None);
        next = exception.__context__().filter(|before| before.__traceback__().is_some());
    }
}
