//! Errors of the engine as Python exceptions: the types that Dask and NumPy raise.
//!
//! The one place for it. An error with a Python name of its own ([`TaskError`]) becomes that exception; exceptions that
//! are not built in are looked up in the module that defines them.

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTypeRef};
use rustpython_vm::common::wtf8::Wtf8Buf;
use rustpython_vm::{AsObject, VirtualMachine};

use super::tasks::Raised;
use crate::graph::TaskError;

/// Where exceptions live that are not built in.
const ELSEWHERE: &[(&str, &str)] = &[
    ("CancelledError", "concurrent.futures"),
    ("KilledWorker", "distributed.scheduler"),
    ("AxisError", "numpy.exceptions"),
    ("LinAlgError", "numpy.linalg"),
    ("UFuncTypeError", "numpy.exceptions"),
    ("ArrayNotFoundError", "zarr.errors"),
    ("BoundsCheckError", "zarr.errors"),
    ("ContainsArrayError", "zarr.errors"),
    ("ContainsGroupError", "zarr.errors"),
    ("GroupNotFoundError", "zarr.errors"),
    ("MetadataValidationError", "zarr.errors"),
];

/// An exception of the type called `name`, or a `RuntimeError` that mentions it if there is no such type.
pub fn exception(name: &str, message: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    match exception_type(name, vm) {
        Some(class) => {
            let arguments = match errno_of(name, message) {
                Some((number, text)) => vec![vm.ctx.new_int(number).into(), vm.ctx.new_str(text).into()],
                None => vec![vm.ctx.new_str(message).into()],
            };
            match vm.invoke_exception(&class, arguments) {
                Ok(exception) | Err(exception) => exception,
            }
        }
        None => vm.new_runtime_error(format!("{name}: {message}")),
    }
}

/// The number in `[Errno 28] No space left on device`, and the text after it, so that `error.errno` has it.
fn errno_of<'a>(name: &str, message: &'a str) -> Option<(i32, &'a str)> {
    let (number, text) = message.strip_prefix("[Errno ")?.split_once("] ")?;
    (name == "OSError").then_some((number.parse().ok()?, text))
}

/// The exception of a failed task: one like that which the learner's function raised, with the traceback it had; or
/// one of the named type.
pub fn exception_from_task(error: &TaskError, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let raised = error.exception.as_ref().and_then(|exception| exception.as_any().downcast_ref::<Raised>());
    match raised.and_then(|raised| raised.exception(vm)) {
        Some(exception) => exception,
        None => exception(&error.exception_type, &error.message, vm),
    }
}

fn exception_type(name: &str, vm: &VirtualMachine) -> Option<PyTypeRef> {
    let built_in = vm.builtins.as_object().get_attr(vm.ctx.intern_str(name), vm).ok();
    let class = built_in.or_else(|| {
        let (_, module) = ELSEWHERE.iter().find(|(known, _)| *known == name)?;
        let name = vm.ctx.intern_str(name);
        vm.import(&*vm.ctx.new_str(*module), 0).ok()?;
        let modules = vm.sys_module.get_attr("modules", vm).ok()?;
        modules.get_item(*module, vm).ok()?.get_attr(name, vm).ok()
    })?;
    let class: PyTypeRef = class.downcast().ok()?;
    class.fast_issubclass(vm.ctx.exceptions.base_exception_type).then_some(class)
}

/// A message as the virtual machine takes it.
pub fn text(message: impl Into<String>) -> Wtf8Buf {
    Wtf8Buf::from_string(message.into())
}
