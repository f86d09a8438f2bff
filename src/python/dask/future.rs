//! The native half of `Future`, and the watch that `as_completed` looks at.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustpython_vm::builtins::{PyFloat, PyInt, PyListRef, PyTypeRef};
use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::OptionalOption;
use rustpython_vm::types::{Comparable, Hashable, PyComparisonOp};
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::errors::{raise, task_exception};
use super::keys::key_to_python;
use crate::client::{FutureState, Status};
use crate::cluster::{Future, Watching};
use crate::graph::Key;
use crate::python::host::threads::with_vm;
use crate::python::value::to_python;

/// What `distributed.Future` stands on: one hold of a key.
#[pyclass(module = "distributed.client", name = "FutureBase")]
#[derive(PyPayload)]
pub struct PyFuture {
    key: Key,
    /// `None` once it was released
    future: Mutex<Option<Arc<Future>>>,
    /// The Python `Client`
    client: PyObjectRef,
}

impl fmt::Debug for PyFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PyFuture({})", self.key)
    }
}

impl PyFuture {
    /// A future of `class`.
    pub fn new(
        future: Future,
        client: PyObjectRef,
        class: PyTypeRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyFuture>> {
        let key = future.key().clone();
        PyFuture { key, future: Mutex::new(Some(Arc::new(future))), client }.into_ref_with_type(vm, class)
    }

    /// Its key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The hold, to share it.
    pub fn shared(&self, vm: &VirtualMachine) -> PyResult<Arc<Future>> {
        self.held().ok_or_else(|| {
            raise(
                crate::cluster::Error::Cancelled { key: self.key.clone(), reason: "the future was released".into() },
                vm,
            )
        })
    }

    fn held(&self) -> Option<Arc<Future>> {
        self.future.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn state(&self) -> Option<FutureState> {
        self.held().map(|future| future.state())
    }
}

#[pyclass(flags(BASETYPE), with(Comparable, Hashable))]
impl PyFuture {
    #[pygetset(name = "key")]
    fn py_key(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        key_to_python(&zelf.key, vm)
    }

    #[pygetset]
    fn client(zelf: &Py<Self>) -> PyObjectRef {
        zelf.client.clone()
    }

    #[pygetset]
    fn status(zelf: &Py<Self>) -> &'static str {
        zelf.held().map_or(Status::Cancelled, |future| future.status()).as_str()
    }

    /// The name of the result's type, once it is there.
    #[pygetset]
    fn _type_name(zelf: &Py<Self>) -> Option<String> {
        let future = zelf.held().filter(|future| future.status() == Status::Finished)?;
        future.client().peek(&zelf.key).map(|value| value.type_name())
    }

    /// Bytes of the result, once it is there.
    #[pygetset]
    fn _nbytes(zelf: &Py<Self>) -> Option<u64> {
        match zelf.state()? {
            FutureState::Finished { nbytes } => Some(nbytes),
            _ => None,
        }
    }

    /// Waits and gives the result, or raises why there is none.
    #[pymethod]
    fn _result(zelf: &Py<Self>, timeout: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        let timeout = duration_of(timeout, vm)?;
        let future = zelf.shared(vm)?;
        let value = vm.allow_threads(|| future.result(timeout)).map_err(|error| raise(error, vm))?;
        to_python(&value, vm)
    }

    /// The exception of a failed task and its traceback; `None` if it did not fail.
    #[pymethod]
    fn _exception(zelf: &Py<Self>, vm: &VirtualMachine) -> Option<PyObjectRef> {
        match zelf.state()? {
            FutureState::Error { error, .. } => Some(task_exception(&error, vm).into()),
            _ => None,
        }
    }

    /// Why it was cancelled.
    #[pymethod]
    fn _reason(zelf: &Py<Self>) -> Option<String> {
        match zelf.state()? {
            FutureState::Cancelled { reason } => Some(reason),
            _ => None,
        }
    }

    #[pymethod]
    fn release(zelf: &Py<Self>) {
        let released = zelf.future.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(released);
    }

    /// Calls `function(future)` on some thread once it is done.
    #[pymethod]
    fn _on_done(zelf: PyRef<PyFuture>, function: PyObjectRef) {
        let Some(future) = zelf.held() else { return };
        let (client, key) = (future.client().clone(), zelf.key.clone());
        client.on_done(&key, move || {
            with_vm(|vm| {
                let object: PyObjectRef = zelf.into();
                if let Err(error) = function.call((object,), vm) {
                    vm.run_unraisable(error, Some("exception in a future's callback".to_owned()), function);
                }
            });
        });
    }
}

impl Hashable for PyFuture {
    fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyHash> {
        use std::hash::{BuildHasher, BuildHasherDefault};
        Ok(BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(&zelf.key) as PyHash)
    }
}

impl Comparable for PyFuture {
    fn cmp(
        zelf: &Py<Self>,
        other: &PyObject,
        op: PyComparisonOp,
        _vm: &VirtualMachine,
    ) -> PyResult<rustpython_vm::function::PyComparisonValue> {
        use rustpython_vm::function::PyComparisonValue;
        op.eq_only(|| {
            Ok(match other.downcast_ref::<PyFuture>() {
                Some(other) => PyComparisonValue::Implemented(zelf.key == other.key && zelf.client.is(&other.client)),
                None => PyComparisonValue::NotImplemented,
            })
        })
    }
}

/// What `as_completed` and `progress` look at.
#[pyclass(module = "distributed.client", name = "Watch")]
#[derive(PyPayload)]
pub struct PyWatch(pub Watching);

impl fmt::Debug for PyWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PyWatch")
    }
}

#[pyclass]
impl PyWatch {
    /// Waits until a key is done that was not given out yet; gives all such keys. Empty when none is left.
    #[pymethod]
    fn next_done(zelf: &Py<Self>, timeout: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let timeout = duration_of(timeout, vm)?;
        let keys = vm.allow_threads(|| zelf.0.next_done(timeout)).map_err(|error| raise(error, vm))?;
        Ok(vm.ctx.new_list(keys.iter().map(|key| key_to_python(key, vm)).collect()))
    }

    /// How many keys are not done.
    #[pymethod]
    fn waiting(zelf: &Py<Self>) -> usize {
        zelf.0.waiting()
    }
}

/// A timeout: seconds, a text such as `"10s"`, a `timedelta`, or `None`.
pub fn duration_of(timeout: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult<Option<Duration>> {
    let Some(timeout) = timeout.flatten() else { return Ok(None) };
    let seconds = if let Some(number) = timeout.downcast_ref::<PyFloat>() {
        number.to_f64()
    } else if timeout.downcastable::<PyInt>() {
        timeout.try_float(vm)?.to_f64()
    } else {
        vm.import("dask.utils", 0)?;
        let modules = vm.sys_module.get_attr("modules", vm)?;
        let parse = modules.get_item("dask.utils", vm)?.get_attr("parse_timedelta", vm)?;
        parse.call((timeout,), vm)?.try_float(vm)?.to_f64()
    };
    if seconds.is_infinite() && seconds > 0.0 {
        return Ok(None);
    }
    Duration::try_from_secs_f64(seconds.max(0.0))
        .map(Some)
        .map_err(|_| vm.new_value_error("a timeout is a number of seconds"))
}
