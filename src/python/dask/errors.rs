//! Errors of clients and clusters as the exceptions that Dask raises.

use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef};
use rustpython_vm::{AsObject, PyObjectRef, VirtualMachine};

use super::keys::key_to_python;
use crate::cluster::{Error, Interrupted};
use crate::graph::TaskError;
use crate::python::error::{exception, exception_from_task};
use crate::python::host::stop;

/// Where the traceback that an exception brought from its task is kept: raising it again must not make it longer.
const TRACEBACK: &str = "_dasklet_traceback";

/// The exception for an error.
pub fn raise(error: Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    match error {
        Error::Interrupted => stop::keyboard_interrupt(Interrupted, vm),
        Error::Task { error, .. } => task_exception(&error, vm),
        Error::Cancelled { key, reason } => cancelled(key_to_python(&key, vm), &reason, vm),
        Error::Timeout { .. } => exception("TimeoutError", &error.to_string(), vm),
        Error::Closed(_) | Error::Stalled { .. } | Error::Stuck(_) | Error::Order(_) => {
            exception("RuntimeError", &error.to_string(), vm)
        }
        Error::Memory { .. } | Error::TooManyTasks(_) => exception("MemoryError", &error.to_string(), vm),
        Error::Invalid(message) => exception("ValueError", &message, vm),
    }
}

/// The exception of a failed task with the traceback it had in the task, however often it was raised since.
pub fn task_exception(error: &TaskError, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let exception = exception_from_task(error, vm);
    let object = exception.as_object();
    match object.get_attr(TRACEBACK, vm) {
        Ok(traceback) => exception.set_traceback(traceback.downcast().ok()),
        Err(_) => {
            let traceback: PyObjectRef = match exception.__traceback__() {
                Some(traceback) => traceback.into(),
                None => vm.ctx.none(),
            };
            // An exception class without a `__dict__` only shows longer tracebacks.
            let _ = object.set_attr(TRACEBACK, traceback, vm);
        }
    }
    exception
}

fn cancelled(key: PyObjectRef, reason: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let made = vm.import("distributed.client", 0).and_then(|_| {
        let modules = vm.sys_module.get_attr("modules", vm)?;
        let class = modules.get_item("distributed.client", vm)?.get_attr("FutureCancelledError", vm)?;
        class.call((key, vm.ctx.new_str(reason)), vm)
    });
    match made.map(|made| made.downcast::<PyBaseException>()) {
        Ok(Ok(exception)) => exception,
        Ok(Err(_)) => exception("RuntimeError", reason, vm),
        Err(error) => error,
    }
}
