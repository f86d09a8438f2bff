//! Between the engine's values and Python's objects.
//!
//! A block is an array of the `numpy` module; any other object travels as [`PyValue`], shared, never copied.

use std::any::Any;
use std::fmt;
use std::mem::ManuallyDrop;
use std::sync::{Arc, OnceLock};

use rustpython_vm::builtins::{PyByteArray, PyBytes, PyDict, PyList, PySet, PyStr, PyTuple, PyType};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::host::threads::with_vm;
use crate::block::Block;
use crate::cluster::let_go;
use crate::graph::{Object, Value};

/// How blocks become arrays and arrays blocks: set by the `numpy` module.
#[derive(Clone, Copy)]
pub struct Blocks {
    /// The array (or the scalar, for a 0-d block) that shows a block
    pub to_python: fn(Block, &VirtualMachine) -> PyResult,
    /// The block of an array or a NumPy scalar; `None` for other objects
    pub from_python: fn(&PyObject) -> Option<Block>,
}

static BLOCKS: OnceLock<Blocks> = OnceLock::new();

/// Makes the array module known, when it is first loaded.
pub fn install_blocks(blocks: Blocks) {
    BLOCKS.get_or_init(|| blocks);
}

/// The Python object for a value.
pub fn to_python(value: &Value, vm: &VirtualMachine) -> PyResult {
    match value {
        Value::Block(block) => {
            if BLOCKS.get().is_none() {
                vm.import("numpy", 0)?;
            }
            let blocks = BLOCKS.get().ok_or_else(|| vm.new_runtime_error("numpy has no arrays"))?;
            (blocks.to_python)(block.clone(), vm)
        }
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| to_python(item, vm)).collect::<PyResult<_>>()?;
            Ok(vm.ctx.new_list(items).into())
        }
        Value::Object(object) => match object.as_any().downcast_ref::<PyValue>() {
            Some(value) => Ok(value.object()),
            None => Err(vm.new_type_error(format!("a {} has no Python form", object.type_name()))),
        },
    }
}

/// The value for a Python object.
pub fn from_python(object: PyObjectRef, vm: &VirtualMachine) -> Value {
    match BLOCKS.get().and_then(|blocks| (blocks.from_python)(&object)) {
        Some(block) => Value::Block(block),
        None => Value::Object(Arc::new(PyValue::new(object, vm))),
    }
}

/// A Python object as a value of the engine.
pub struct PyValue {
    // Taken out only by `drop`, which must let go of it where there is an interpreter.
    object: ManuallyDrop<PyObjectRef>,
    type_name: String,
    nbytes: u64,
}

impl PyValue {
    /// Wraps an object; its size is estimated now.
    pub fn new(object: PyObjectRef, vm: &VirtualMachine) -> PyValue {
        let type_name = type_name(object.class(), vm);
        let nbytes = sizeof(&object, 0);
        PyValue { object: ManuallyDrop::new(object), type_name, nbytes }
    }

    /// The object.
    pub fn object(&self) -> PyObjectRef {
        (*self.object).clone()
    }
}

impl Drop for PyValue {
    fn drop(&mut self) {
        // SAFETY: `object` is not used after this.
        let object = unsafe { ManuallyDrop::take(&mut self.object) };
        // An object with `__del__` runs Python when it goes, and the last owner may be any thread.
        let_go(|| with_vm(|_| drop(object)));
    }
}

impl fmt::Debug for PyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PyValue({})", self.type_name)
    }
}

impl Object for PyValue {
    fn type_name(&self) -> String {
        self.type_name.clone()
    }

    fn nbytes(&self) -> u64 {
        self.nbytes
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `module.Name`, or `Name` for what is built in.
fn type_name(class: &rustpython_vm::Py<PyType>, vm: &VirtualMachine) -> String {
    let module = class.__module__(vm).ok().and_then(|module| Some(module.downcast_ref::<PyStr>()?.to_string()));
    match module.as_deref() {
        None | Some("builtins") => class.name().to_string(),
        Some(module) => format!("{module}.{}", class.name()),
    }
}

/// Containers are looked into so deep, and so many of their items are measured; the rest counts as the mean of these.
const SIZEOF_DEPTH: usize = 3;
const SIZEOF_SAMPLE: usize = 10;

/// An estimate of the bytes an object holds, in the manner of `dask.sizeof`.
fn sizeof(object: &PyObject, depth: usize) -> u64 {
    const HEADER: u64 = 48;
    if let Some(block) = BLOCKS.get().and_then(|blocks| (blocks.from_python)(object)) {
        return block.nbytes();
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return HEADER + text.byte_len() as u64;
    }
    if let Some(bytes) = object.downcast_ref::<PyBytes>() {
        return HEADER + bytes.as_bytes().len() as u64;
    }
    if let Some(bytes) = object.downcast_ref::<PyByteArray>() {
        return HEADER + bytes.borrow_buf().len() as u64;
    }
    let sample_of = |items: &mut dyn Iterator<Item = PyObjectRef>, length: usize| {
        if depth >= SIZEOF_DEPTH || length == 0 {
            return HEADER + 8 * length as u64;
        }
        let sampled = length.min(SIZEOF_SAMPLE);
        let bytes: u64 = items.take(sampled).map(|item| sizeof(&item, depth + 1)).sum();
        HEADER + 8 * length as u64 + bytes * length as u64 / sampled as u64
    };
    if let Some(list) = object.downcast_ref::<PyList>() {
        let items: Vec<_> = list.borrow_vec().iter().take(SIZEOF_SAMPLE).cloned().collect();
        let length = list.borrow_vec().len();
        return sample_of(&mut items.into_iter(), length);
    }
    if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        return sample_of(&mut tuple.as_slice().iter().cloned(), tuple.as_slice().len());
    }
    if let Some(set) = object.downcast_ref::<PySet>() {
        return sample_of(&mut set.elements().into_iter(), set.elements().len());
    }
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        return sample_of(&mut dict.into_iter().flat_map(|(key, value)| [key, value]), 2 * dict.__len__());
    }
    HEADER
}

/// The start, stop and step of a slice; `None` where nothing is said.
pub fn slice_bounds(slice: &rustpython_vm::builtins::PySlice, vm: &VirtualMachine) -> PyResult<[Option<isize>; 3]> {
    use num_traits::{Signed, ToPrimitive};
    let bound = |bound: &rustpython_vm::PyObject| -> PyResult<Option<isize>> {
        if vm.is_none(bound) {
            return Ok(None);
        }
        let integer = bound.to_owned().try_index(vm)?;
        let integer = integer.as_bigint();
        // Bounds past every length mean the end.
        Ok(Some(integer.to_isize().unwrap_or(if integer.is_negative() { isize::MIN / 2 } else { isize::MAX / 2 })))
    };
    let optional = |part: &Option<PyObjectRef>| part.as_ref().map_or(Ok(None), |part| bound(part));
    Ok([optional(&slice.start)?, bound(&slice.stop)?, optional(&slice.step)?])
}
