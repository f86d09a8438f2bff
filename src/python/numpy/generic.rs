//! The class under NumPy's scalars: one element with its dtype.

use rustpython_vm::common::hash::PyHash;
use rustpython_vm::function::{Either, PyComparisonValue};
use rustpython_vm::protocol::PyNumberMethods;
use rustpython_vm::types::{AsNumber, Comparable, Hashable, PyComparisonOp, Representable};
use rustpython_vm::{Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use super::convert::{number, raised};
use super::operators::{SCALAR_NUMBER, compared};
use crate::block::{Block, scalar_repr, scalar_text};

/// A NumPy scalar.
#[pyclass(name = "Generic", module = "_numpy")]
#[derive(Debug, PyPayload)]
pub(super) struct Generic {
    /// 0-d
    block: Block,
}

impl Generic {
    pub(super) fn new(block: Block) -> Generic {
        debug_assert_eq!(block.ndim(), 0);
        Generic { block }
    }

    pub(super) fn block(&self) -> &Block {
        &self.block
    }
}

#[pyclass(flags(BASETYPE), with(AsNumber, Comparable, Hashable, Representable))]
impl Generic {
    /// The name of the dtype.
    #[pygetset]
    fn _dtype(zelf: &Py<Self>) -> &'static str {
        zelf.block.dtype().name()
    }

    /// The Python number.
    #[pymethod]
    fn item(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        Ok(number(zelf.block.item().map_err(|error| raised(&error, vm))?, vm))
    }

    #[pymethod]
    fn tolist(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        Generic::item(zelf, vm)
    }

    /// `str(scalar)`; `repr(scalar)` is the class's own.
    #[pymethod]
    fn _text(zelf: &Py<Self>) -> String {
        scalar_text(&zelf.block)
    }
}

impl AsNumber for Generic {
    fn as_number() -> &'static PyNumberMethods {
        static AS_NUMBER: PyNumberMethods = SCALAR_NUMBER;
        &AS_NUMBER
    }
}

impl Comparable for Generic {
    fn slot_richcompare(
        zelf: &PyObject,
        other: &PyObject,
        op: PyComparisonOp,
        vm: &VirtualMachine,
    ) -> PyResult<Either<PyObjectRef, PyComparisonValue>> {
        compared(zelf, other, op, vm).map(Either::A)
    }

    fn cmp(
        _zelf: &Py<Self>,
        _other: &PyObject,
        _op: PyComparisonOp,
        _vm: &VirtualMachine,
    ) -> PyResult<PyComparisonValue> {
        // The slot above answers with NumPy's bools, which this cannot.
        Ok(PyComparisonValue::NotImplemented)
    }
}

impl Hashable for Generic {
    fn hash(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyHash> {
        // As the Python number that it equals, so that either finds the other in a dict.
        Generic::item(zelf, vm)?.hash(vm)
    }
}

impl Representable for Generic {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(scalar_repr(&zelf.block))
    }
}
