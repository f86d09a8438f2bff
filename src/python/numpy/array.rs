//! The class under `ndarray`: elements that may be written through any view of them.
//!
//! ```text
//!   x = np.zeros((4, 4))      root: the block            path: []
//!   y = x[1:3].T              root: the same block       path: [part 1:3, transpose]
//!   y[...] = 7                writes into x's block at the place the path leads to
//! ```
//!
//! A block that a task or a copy also holds is copied before the first write, so computations never see it change.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use rustpython_vm::function::{Either, PyComparisonValue};
use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods, PySequenceMethods};
use rustpython_vm::types::{AsMapping, AsNumber, AsSequence, Comparable, Iterable, PyComparisonOp, Representable};
use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, atomic_func, pyclass,
};

use super::convert::{array_object, asarray, axes, give, indices, integers, lengths, list, number, raised};
use super::generic::Generic;
use super::operators::{ARRAY_NUMBER, compared};
use crate::block::{Block, Error, Index, View};

/// An array, or a view of one.
#[pyclass(name = "Array", module = "_numpy")]
#[derive(Debug, PyPayload)]
pub(super) struct Array {
    /// The elements, shared by all views
    root: Arc<RwLock<Block>>,
    /// The way from the elements' own shape to this view
    path: Vec<View>,
    /// Whether its elements may be assigned; views take it over
    is_writable: AtomicBool,
}

impl Array {
    /// An array of its own.
    pub(super) fn new(block: Block) -> Array {
        Array { root: Arc::new(RwLock::new(block)), path: Vec::new(), is_writable: AtomicBool::new(true) }
    }

    /// What it shows now.
    pub(super) fn block(&self) -> Block {
        let root = self.root.read().unwrap_or_else(PoisonError::into_inner);
        root.viewed(&self.path).expect("the path was checked when the view was made")
    }

    /// A view one step further on.
    fn view(&self, step: View) -> Array {
        let mut path = self.path.clone();
        path.push(step);
        let is_writable = AtomicBool::new(self.is_writable.load(Ordering::Relaxed));
        Array { root: self.root.clone(), path, is_writable }
    }

    /// Writes into the part that the indices choose.
    pub(super) fn write(&self, indices: &[Index], value: &Block, vm: &VirtualMachine) -> PyResult<()> {
        self.check_writable("assignment destination is read-only", vm)?;
        let mut root = self.root.write().unwrap_or_else(PoisonError::into_inner);
        root.set_through(&self.path, indices, value).map_err(|error| raised(&error, vm))
    }

    /// An error that says so in these words if its elements may not be assigned.
    pub(super) fn check_writable(&self, what: &str, vm: &VirtualMachine) -> PyResult<()> {
        if self.is_writable.load(Ordering::Relaxed) { Ok(()) } else { Err(vm.new_value_error(what)) }
    }

    fn part(zelf: &Py<Self>, key: &PyObject, vm: &VirtualMachine) -> PyResult {
        let indices = indices(key, vm)?;
        let part = zelf.block().index(&indices).map_err(|error| raised(&error, vm))?;
        let whole = indices.iter().any(|index| matches!(index, Index::Ellipsis));
        if part.ndim() == 0 && !whole {
            return give(part, vm);
        }
        if indices.iter().all(Index::is_basic) {
            return array_object(zelf.view(View::Part(indices)), vm);
        }
        array_object(Array::new(part), vm)
    }

    fn set_part(zelf: &Py<Self>, key: &PyObject, value: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let indices = indices(key, vm)?;
        let is_picked = indices.iter().any(|index| matches!(index, Index::Array(block) if block.ndim() > 0));
        // Arrays are cast freely, and so are single elements of arrays at positions that are listed; of all else each element must be
        // one of the dtype. Where NumPy takes such an element by itself, only signed dtypes look whether it fits.
        let is_element = value.downcast_ref::<Generic>().is_some();
        let is_cast = value.downcast_ref::<Array>().is_some() || is_element && is_picked;
        let dtype = zelf.block().dtype();
        let is_signed = dtype.integer_range().is_some_and(|(low, _)| low < 0);
        let value = if is_element && !is_cast && is_signed {
            asarray(vm.call_method(value, "item", ())?.as_object(), Some(dtype), vm)?
        } else {
            asarray(value, (!is_cast).then_some(dtype), vm)?
        };
        zelf.write(&indices, &value, vm)
    }
}

#[pyclass(flags(BASETYPE), with(AsNumber, AsMapping, AsSequence, Comparable, Iterable, Representable))]
impl Array {
    #[pygetset]
    fn shape(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let lengths = zelf.block().shape().iter().map(|&length| vm.ctx.new_int(length).into()).collect();
        vm.ctx.new_tuple(lengths).into()
    }

    #[pygetset]
    fn ndim(zelf: &Py<Self>) -> usize {
        zelf.block().ndim()
    }

    #[pygetset]
    fn size(zelf: &Py<Self>) -> usize {
        zelf.block().size()
    }

    #[pygetset]
    fn nbytes(zelf: &Py<Self>) -> u64 {
        zelf.block().nbytes()
    }

    /// The name of the dtype.
    #[pygetset]
    fn _dtype(zelf: &Py<Self>) -> &'static str {
        zelf.block().dtype().name()
    }

    /// Whether it shows elements that another array owns.
    #[pygetset]
    fn _is_view(zelf: &Py<Self>) -> bool {
        !zelf.path.is_empty()
    }

    /// Whether its elements may be assigned.
    #[pygetset]
    fn _writable(zelf: &Py<Self>) -> bool {
        zelf.is_writable.load(Ordering::Relaxed)
    }

    #[pygetset(setter)]
    fn set__writable(zelf: &Py<Self>, is_writable: bool) {
        zelf.is_writable.store(is_writable, Ordering::Relaxed);
    }

    #[pymethod]
    fn item(zelf: &Py<Self>, args: rustpython_vm::function::PosArgs, vm: &VirtualMachine) -> PyResult {
        let block = zelf.block();
        let element = match args.into_vec().as_slice() {
            [] => block.item(),
            [flat] if block.ndim() != 1 && flat.downcast_ref::<rustpython_vm::builtins::PyTuple>().is_none() => {
                block.ravel().and_then(|flat_block| {
                    let position =
                        integers(flat, vm).ok().and_then(|positions| positions.first().copied()).unwrap_or(0);
                    flat_block.index(&[Index::Int(position)])?.item()
                })
            }
            positions => {
                let key = vm.ctx.new_tuple(positions.to_vec());
                block.index(&indices(key.as_object(), vm)?).and_then(|part| part.item())
            }
        };
        Ok(number(element.map_err(|error| raised(&error, vm))?, vm))
    }

    #[pymethod]
    fn tolist(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        list(&zelf.block(), vm)
    }

    /// An array of its own with the same elements.
    #[pymethod]
    fn _copy(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        array_object(Array::new(zelf.block()), vm)
    }

    /// A view with the axes in this order.
    #[pymethod]
    fn _transpose(zelf: &Py<Self>, order: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let block = zelf.block();
        let order = axes(&order, vm)?.unwrap_or_else(|| (0..block.ndim() as isize).rev().collect());
        block.transpose(Some(&order)).map_err(|error| raised(&error, vm))?;
        array_object(zelf.view(View::Transpose(order)), vm)
    }

    /// A view under another shape if the elements lie in C order, else a copy.
    #[pymethod]
    fn _reshape(zelf: &Py<Self>, shape: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let lengths = lengths(&shape, vm)?;
        let block = zelf.block();
        let shape = lengths.iter().map(|&length| isize::try_from(length)).collect::<Result<Vec<_>, _>>();
        let size = block.size();
        let shape = shape.map_err(|_| raised(&Error::Reshape { size, shape: lengths }, vm))?;
        let reshaped = block.reshape(&shape).map_err(|error| raised(&error, vm))?;
        if crate::each_dtype!(&block, array => array.is_standard_layout()) {
            return array_object(zelf.view(View::Reshape(shape)), vm);
        }
        array_object(Array::new(reshaped), vm)
    }

    /// `str(array)`; `repr(array)` is the class's own.
    #[pymethod]
    fn _text(zelf: &Py<Self>) -> String {
        zelf.block().to_text(&super::functions::print_options())
    }
}

impl AsNumber for Array {
    fn as_number() -> &'static PyNumberMethods {
        &ARRAY_NUMBER
    }
}

impl AsMapping for Array {
    fn as_mapping() -> &'static PyMappingMethods {
        static AS_MAPPING: PyMappingMethods = PyMappingMethods {
            length: atomic_func!(|mapping, vm| length(Array::mapping_downcast(mapping), vm)),
            subscript: atomic_func!(|mapping, key, vm| Array::part(Array::mapping_downcast(mapping), key, vm)),
            ass_subscript: atomic_func!(|mapping, key, value, vm| match value {
                Some(value) => Array::set_part(Array::mapping_downcast(mapping), key, &value, vm),
                None => Err(vm.new_value_error("cannot delete array elements")),
            }),
        };
        &AS_MAPPING
    }
}

impl AsSequence for Array {
    fn as_sequence() -> &'static PySequenceMethods {
        static AS_SEQUENCE: PySequenceMethods = PySequenceMethods {
            length: atomic_func!(|sequence, vm| length(Array::sequence_downcast(sequence), vm)),
            contains: atomic_func!(|sequence, wanted, vm| {
                let array = Array::sequence_downcast(sequence);
                let equal = compared(array.as_object(), wanted, PyComparisonOp::Eq, vm)?;
                let Some(equal) = super::convert::block_of(&equal) else { return Ok(false) };
                Ok(equal.scalars().into_iter().any(|element| element.is_true()))
            }),
            ..PySequenceMethods::NOT_IMPLEMENTED
        };
        &AS_SEQUENCE
    }
}

fn length(array: &Py<Array>, vm: &VirtualMachine) -> PyResult<usize> {
    array.block().shape().first().copied().ok_or_else(|| vm.new_type_error("len() of unsized object"))
}

impl Comparable for Array {
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
        // The slot above answers with arrays, which this cannot.
        Ok(PyComparisonValue::NotImplemented)
    }
}

impl Iterable for Array {
    fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        let Some(&count) = zelf.block().shape().first() else {
            return Err(vm.new_type_error("iteration over a 0-d array"));
        };
        let rows = (0..count)
            .map(|row| Array::part(&zelf, vm.ctx.new_int(row).as_object(), vm))
            .collect::<PyResult<Vec<PyObjectRef>>>()?;
        Ok(vm.ctx.new_list(rows).as_object().get_iter(vm)?.into())
    }
}

impl Representable for Array {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(zelf.block().to_repr(&super::functions::print_options()))
    }
}
