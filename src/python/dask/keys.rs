//! Keys as Python sees them: a text, or a tuple of a name and the block's indices.

use rustpython_vm::builtins::{PyInt, PyStr, PyTuple};
use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::graph::Key;

/// The Python form of a key.
pub fn key_to_python(key: &Key, vm: &VirtualMachine) -> PyObjectRef {
    let name: PyObjectRef = vm.ctx.new_str(key.name().as_ref()).into();
    match key.block_idx() {
        None => name,
        Some(block_idx) => {
            let indices = block_idx.iter().map(|idx| vm.ctx.new_int(*idx).into());
            vm.ctx.new_tuple(std::iter::once(name).chain(indices).collect()).into()
        }
    }
}

/// The key of a Python object; `None` if it can't be one.
pub fn key_from_python_opt(object: &PyObject) -> Option<Key> {
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return Some(Key::text(text.to_str()?));
    }
    let (name, indices) = object.downcast_ref::<PyTuple>()?.as_slice().split_first()?;
    let name = name.downcast_ref::<PyStr>()?.to_str()?;
    let indices: Option<Vec<u32>> =
        indices.iter().map(|idx| u32::try_from(idx.downcast_ref::<PyInt>()?.as_bigint()).ok()).collect();
    Some(Key::block(name, &indices?))
}

/// The key of a Python object.
pub fn key_from_python(object: &PyObject, vm: &VirtualMachine) -> PyResult<Key> {
    key_from_python_opt(object).ok_or_else(|| {
        let shown = object.repr(vm).map_or_else(|_| "an object".to_owned(), |repr| repr.to_string());
        vm.new_type_error(format!("a key is a str or a tuple of a str and block indices, not {shown}"))
    })
}

/// All keys in nested lists, in order.
pub fn keys_from_nested(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Key>> {
    let mut keys = Vec::new();
    let mut stack = vec![object.to_owned()];
    while let Some(object) = stack.pop() {
        match object.downcast_ref::<rustpython_vm::builtins::PyList>() {
            Some(list) => stack.extend(list.borrow_vec().iter().rev().cloned()),
            None => keys.push(key_from_python(&object, vm)?),
        }
    }
    Ok(keys)
}
