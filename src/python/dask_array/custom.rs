//! Learners' functions on blocks: `map_blocks`, `blockwise`, `reduction`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rustpython_vm::builtins::{PyDict, PyDictRef, PySlice};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::convert::array_of;
use crate::array::Array;
use crate::cluster::interrupt::check_current;
use crate::graph::{BlockOperation, Factory, Operation, TaskError};
use crate::python::host::threads::with_vm;
use crate::python::tasks::{Argument, PyCall, function_name};
use crate::python::value::PyValue;

/// A call of a Python function for each block.
pub(super) struct Call {
    name: String,
    function: PyValue,
    /// In order; `None` stands for the next block
    args: Vec<Option<PyValue>>,
    kwargs: Vec<(String, PyValue)>,
}

impl Call {
    /// `args` may hold lazy arrays, whose blocks take their places; they are returned beside the call.
    pub(super) fn new(
        function: PyObjectRef,
        args: &[PyObjectRef],
        kwargs: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<(Call, Vec<Array>)> {
        let name = function_name(&function, vm);
        let mut arrays = Vec::new();
        let args = args
            .iter()
            .map(|arg| match array_of(arg) {
                Some(array) => {
                    arrays.push(array);
                    None
                }
                None => Some(PyValue::new(arg.clone(), vm)),
            })
            .collect();
        let kwargs = into_kwargs(kwargs.as_object(), vm)?;
        let kwargs = kwargs.into_iter().map(|(name, object)| (name, PyValue::new(object, vm))).collect();
        Ok((Call { name, function: PyValue::new(function, vm), args, kwargs }, arrays))
    }

    fn operation(&self, extra: Vec<(String, PyObjectRef)>, vm: &VirtualMachine) -> Arc<dyn Operation> {
        let mut next = 0;
        let args = self
            .args
            .iter()
            .map(|arg| match arg {
                Some(value) => Argument::Object(PyValue::new(value.object(), vm)),
                None => {
                    next += 1;
                    Argument::Input(next - 1)
                }
            })
            .collect();
        let kwargs = self.kwargs.iter().map(|(name, value)| (name.clone(), value.object())).chain(extra);
        let kwargs = kwargs.map(|(name, object)| (name, Argument::Object(PyValue::new(object, vm)))).collect();
        Arc::new(PyCall::new(self.name.clone(), self.function.object(), args, kwargs, vm))
    }

    /// The same call for every block, or with keyword arguments that `per_block(block index)` gives as a dict.
    pub(super) fn factory(self, per_block: Option<PyObjectRef>, vm: &VirtualMachine) -> Factory {
        match per_block {
            None => Factory::Same(self.operation(Vec::new(), vm)),
            Some(about) => Factory::PerBlock(Arc::new(PerBlock { call: self, about: PyValue::new(about, vm) })),
        }
    }
}

/// For the part of an object with some bounds: the call `getter(object, slices, *rest)`. Where there is no object, it is the
/// task's input.
pub(super) fn getter_calls(
    getter: PyObjectRef,
    object: Option<PyObjectRef>,
    rest: &[PyObjectRef],
    vm: &VirtualMachine,
) -> impl Fn(&[Range<usize>]) -> Arc<dyn Operation> + Send + Sync + 'static {
    let name = function_name(&getter, vm);
    let getter = PyValue::new(getter, vm);
    let object = object.map(|object| PyValue::new(object, vm));
    let rest: Vec<PyValue> = rest.iter().map(|object| PyValue::new(object.clone(), vm)).collect();
    move |bounds| {
        with_vm(|vm| {
            let same = |value: &PyValue| Argument::Object(PyValue::new(value.object(), vm));
            let slices = bounds.iter().map(|bounds| slice_of(bounds, vm)).collect();
            let slices = Argument::Object(PyValue::new(vm.ctx.new_tuple(slices).into(), vm));
            let from = object.as_ref().map_or(Argument::Input(0), same);
            let args = [from, slices].into_iter().chain(rest.iter().map(same)).collect();
            Arc::new(PyCall::new(name.clone(), getter.object(), args, Vec::new(), vm)) as Arc<dyn Operation>
        })
    }
}

fn slice_of(bounds: &Range<usize>, vm: &VirtualMachine) -> PyObjectRef {
    let integer = |bound: usize| vm.ctx.new_int(bound).into();
    PySlice { start: Some(integer(bounds.start)), stop: integer(bounds.end), step: None }.into_pyobject(vm)
}

/// Keyword arguments from a dict.
fn into_kwargs(kwargs: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<(String, PyObjectRef)>> {
    let Some(dict) = kwargs.downcast_ref::<PyDict>() else {
        return Err(vm.new_type_error("keyword arguments must be a dict"));
    };
    dict.into_iter().map(|(name, value)| Ok((name.str(vm)?.to_string(), value))).collect()
}

/// A call that learns which block it has.
struct PerBlock {
    call: Call,
    about: PyValue,
}

impl fmt::Debug for PerBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.call.name)
    }
}

impl BlockOperation for PerBlock {
    fn name(&self) -> &str {
        &self.call.name
    }

    fn operation(&self, block_idx: &[u32]) -> Arc<dyn Operation> {
        // There may be thousands of blocks; once *Stop* was pressed, whoever wants their tasks will not submit them.
        if check_current().is_err() {
            return Arc::new(Failed { error: TaskError::new("KeyboardInterrupt", "") });
        }
        with_vm(|vm| {
            let index = vm.ctx.new_tuple(block_idx.iter().map(|&i| vm.ctx.new_int(i).into()).collect());
            let extra = self.about.object().call((index,), vm).and_then(|extra| into_kwargs(&extra, vm));
            match extra {
                Ok(extra) => self.call.operation(extra, vm),
                Err(error) => Arc::new(Failed { error: crate::python::tasks::task_error(error, vm) }),
            }
        })
    }
}

/// A call that could not be made: it fails when it is its turn.
#[derive(Debug)]
struct Failed {
    error: TaskError,
}

impl Operation for Failed {
    fn name(&self) -> &str {
        "failed"
    }

    fn call(&self, _: &[crate::graph::Value]) -> Result<crate::graph::Value, TaskError> {
        Err(self.error.clone())
    }
}

/// A Python function of one argument as an operation.
pub(super) fn unary(function: &PyObjectRef, kwargs: &PyObject, vm: &VirtualMachine) -> PyResult<Arc<dyn Operation>> {
    let kwargs = into_kwargs(kwargs, vm)?;
    let kwargs = kwargs.into_iter().map(|(name, object)| (name, Argument::Object(PyValue::new(object, vm)))).collect();
    let name = function_name(function, vm);
    Ok(Arc::new(PyCall::new(name, function.clone(), vec![Argument::Input(0)], kwargs, vm)))
}
