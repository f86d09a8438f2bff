//! Between the array room's types and Python's objects: the one place for it.

use std::sync::OnceLock;

use num_traits::{Signed, ToPrimitive};
use rustpython_vm::builtins::{
    PyBaseExceptionRef, PyDict, PyEllipsis, PyFloat, PyInt, PyList, PySlice, PyStr, PyTuple, PyTypeRef,
};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::array::PyArray;
use crate::array::{
    Array, AxisChunks, AxisRequest, Chunks, Config, Error, Item, Operand, Request, SplitEvery, Target, from_block,
    normalize_chunks,
};
use crate::block::{self, Block, DType, Scalar};
use crate::graph::Value;
use crate::python::error::exception;
use crate::python::value::from_python;

/// What the face registers.
pub(super) struct Face {
    /// The class that learners see
    pub(super) class: PyTypeRef,
    /// Gives the settings: chunk size in bytes, its tolerance, the rechunk threshold, `split_every`
    pub(super) config: PyObjectRef,
}

/// Set once, by the face.
pub(super) static FACE: OnceLock<Face> = OnceLock::new();

fn face(vm: &VirtualMachine) -> PyResult<&'static Face> {
    if FACE.get().is_none() {
        vm.import("dask.array", 0)?;
    }
    FACE.get().ok_or_else(|| vm.new_runtime_error("dask.array has not registered its class"))
}

/// The exception for an error of the array room.
pub(super) fn raised(error: &Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    exception(error.exception_type(), &error.to_string(), vm)
}

/// The array as learners see it.
pub(super) fn give(array: Array, vm: &VirtualMachine) -> PyResult {
    array.chunks().check_lengths().map_err(|error| raised(&error, vm))?;
    Ok(PyArray::new(array).into_ref_with_type(vm, face(vm)?.class.clone())?.into())
}

/// What a function of the array room gave.
pub(super) fn checked(result: Result<Array, Error>, vm: &VirtualMachine) -> PyResult {
    give(result.map_err(|error| raised(&error, vm))?, vm)
}

/// The settings as they are now.
pub(super) fn config(vm: &VirtualMachine) -> PyResult<Config> {
    let settings = face(vm)?.config.call((), vm)?;
    let settings = vm.extract_elements_with(&settings, Ok)?;
    let number = |at: usize| -> PyResult<f64> {
        match settings.get(at) {
            Some(setting) => Ok(setting.try_float(vm)?.to_f64()),
            None => Err(vm.new_runtime_error("a setting of dask.array is missing")),
        }
    };
    Ok(Config {
        chunk_size: number(0)?.max(1.0) as u64,
        chunk_size_tolerance: number(1)?,
        rechunk_threshold: number(2)?,
        split_every: number(3)?.max(2.0) as usize,
    })
}

/// The lazy array in an object of the class.
pub(super) fn array_of(object: &PyObject) -> Option<Array> {
    object.downcast_ref::<PyArray>().map(|array| array.array())
}

/// The lazy array that an argument must be.
pub(super) fn array(object: &PyObject, vm: &VirtualMachine) -> PyResult<Array> {
    array_of(object).ok_or_else(|| {
        vm.new_type_error(format!("a dask array is wanted here, not '{}'; da.asarray makes one", object.class().name()))
    })
}

/// The block of a NumPy array or scalar.
pub(super) fn block_of(object: &PyObject, vm: &VirtualMachine) -> Option<Block> {
    // `np.float64` derives from Python's float, so only the very classes are Python's.
    let types = &vm.ctx.types;
    let is_python = [types.int_type, types.float_type, types.bool_type].iter().any(|class| object.class().is(*class));
    match from_python(object.to_owned(), vm) {
        Value::Block(block) if !is_python => Some(block),
        _ => None,
    }
}

/// A Python number.
pub(super) fn scalar_of(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Scalar>> {
    if let Some(integer) = object.downcast_ref::<PyInt>() {
        if object.class().is(vm.ctx.types.bool_type) {
            return Ok(Some(Scalar::Bool(integer.as_bigint().to_i8() == Some(1))));
        }
        let value = integer.as_bigint().to_i128();
        return value
            .map(|value| Some(Scalar::Int(value)))
            .ok_or_else(|| vm.new_overflow_error("Python int too large to convert to C long"));
    }
    Ok(object.downcast_ref::<PyFloat>().map(|float| Scalar::Float(float.to_f64())))
}

/// One side of an elementwise operation; `None` for objects that are left to the other side. NumPy arrays are cut up
/// automatically.
pub(super) fn operand(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Operand>> {
    if let Some(array) = array_of(object) {
        return Ok(Some(Operand::Array(array)));
    }
    if let Some(scalar) = scalar_of(object, vm)?.filter(|_| block_of(object, vm).is_none()) {
        return Ok(Some(Operand::Constant(block::Operand::Weak(scalar))));
    }
    match block_of(object, vm) {
        Some(block) if block.ndim() == 0 => Ok(Some(Operand::Constant(block::Operand::Block(block)))),
        Some(block) => Ok(Some(Operand::Array(cut(&block, vm)?))),
        None => Ok(None),
    }
}

/// A NumPy array in automatic chunks.
fn cut(block: &Block, vm: &VirtualMachine) -> PyResult<Array> {
    let shape: Vec<Option<usize>> = block.shape().iter().copied().map(Some).collect();
    let target = Target { shape: &shape, dtype: Some(block.dtype()), previous: None, limit: None };
    let chunks = normalize_chunks(&Request::All(AxisRequest::Auto), target, &config(vm)?);
    chunks.and_then(|chunks| from_block(block, chunks, None)).map_err(|error| raised(&error, vm))
}

/// The dtype of a name; `None` for `None`.
pub(super) fn dtype(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<DType>> {
    if vm.is_none(object) {
        return Ok(None);
    }
    let name = object.str(vm)?.to_string();
    match DType::from_name(&name) {
        Some(dtype) => Ok(Some(dtype)),
        None => Err(vm.new_type_error(format!("data type '{name}' not understood"))),
    }
}

/// A whole number.
pub(super) fn integer(object: &PyObject, vm: &VirtualMachine) -> PyResult<isize> {
    let integer = object.to_owned().try_index(vm)?;
    let value = integer.as_bigint().to_isize();
    value.ok_or_else(|| vm.new_overflow_error("Python int too large to convert to C ssize_t"))
}

/// One whole number or several.
pub(super) fn integers(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<isize>> {
    match sequence(object) {
        Some(items) => items.iter().map(|item| integer(item, vm)).collect(),
        None => Ok(vec![integer(object, vm)?]),
    }
}

/// Several whole numbers, or `None`.
pub(super) fn axes(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Vec<isize>>> {
    if vm.is_none(object) { Ok(None) } else { integers(object, vm).map(Some) }
}

/// The items of a tuple or a list.
pub(super) fn sequence(object: &PyObject) -> Option<Vec<PyObjectRef>> {
    if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        return Some(tuple.as_slice().to_vec());
    }
    object.downcast_ref::<PyList>().map(|list| list.borrow_vec().to_vec())
}

/// A length that is not negative; nan for one that is unknown.
fn length(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<usize>> {
    if let Some(float) = object.downcast_ref::<PyFloat>()
        && float.to_f64().is_nan()
    {
        return Ok(None);
    }
    let integer = object.to_owned().try_index(vm)?;
    let Some(length) = integer.as_bigint().to_i64() else {
        return Err(vm.new_value_error("Maximum allowed dimension exceeded"));
    };
    if length < 0 {
        return Err(vm.new_value_error("negative dimensions are not allowed"));
    }
    match isize::try_from(length) {
        Ok(length) => Ok(Some(length as usize)),
        Err(_) => Err(raised(&Error::AxisLength(length as u128), vm)),
    }
}

/// The chunks along one axis, from a sequence of lengths.
fn axis_chunks(items: &[PyObjectRef], vm: &VirtualMachine) -> PyResult<AxisChunks> {
    let sizes = items.iter().map(|item| length(item, vm)).collect::<PyResult<Vec<_>>>()?;
    Ok(match sizes.iter().copied().collect::<Option<Vec<usize>>>() {
        Some(sizes) => sizes.into_iter().collect(),
        None => AxisChunks::Unknown(sizes.len()),
    })
}

/// Chunks in full: a tuple of tuples of lengths.
pub(super) fn chunks(object: &PyObject, vm: &VirtualMachine) -> PyResult<Chunks> {
    let axes = sequence(object).ok_or_else(|| vm.new_type_error("chunks must be a tuple of tuples here"))?;
    axes.iter()
        .map(|axis| match sequence(axis) {
            Some(sizes) => axis_chunks(&sizes, vm),
            None => axis_chunks(std::slice::from_ref(axis), vm),
        })
        .collect()
}

/// A length as Python has it: nan if it is unknown.
pub(super) fn length_object(length: Option<u64>, vm: &VirtualMachine) -> PyObjectRef {
    match length {
        Some(length) => vm.ctx.new_int(length).into(),
        None => vm.ctx.new_float(f64::NAN).into(),
    }
}

/// A tuple of lengths.
pub(super) fn lengths(lengths: impl IntoIterator<Item = Option<usize>>, vm: &VirtualMachine) -> PyObjectRef {
    vm.ctx
        .new_tuple(lengths.into_iter().map(|length| length_object(length.map(|length| length as u64), vm)).collect())
        .into()
}

/// Chunks as a tuple of tuples.
pub(super) fn chunks_object(chunks: &Chunks, vm: &VirtualMachine) -> PyObjectRef {
    let axis = |axis: &AxisChunks| match axis.sizes() {
        Some(sizes) => lengths(sizes.iter().copied().map(Some), vm),
        None => lengths(std::iter::repeat_n(None, axis.n_blocks()), vm),
    };
    vm.ctx.new_tuple(chunks.iter().map(axis).collect()).into()
}

/// A shape, nan where it is unknown.
pub(super) fn shape(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Option<usize>>> {
    match sequence(object) {
        Some(items) => items.iter().map(|item| length(item, vm)).collect(),
        None => Ok(vec![length(object, vm)?]),
    }
}

/// A shape of known lengths.
pub(super) fn known_shape(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<usize>> {
    let known: Option<Vec<usize>> = shape(object, vm)?.into_iter().collect();
    known.ok_or_else(|| vm.new_value_error("a shape of known lengths is wanted here"))
}

/// What a learner asks for with `chunks=`.
pub(super) fn request(object: &PyObject, vm: &VirtualMachine) -> PyResult<Request> {
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        let some = dict
            .into_iter()
            .map(|(axis, chunks)| Ok((integer(&axis, vm)?, axis_request(&chunks, vm)?)))
            .collect::<PyResult<_>>()?;
        return Ok(Request::Some(some));
    }
    match sequence(object) {
        Some(axes) => Ok(Request::Each(axes.iter().map(|axis| axis_request(axis, vm)).collect::<PyResult<_>>()?)),
        None => Ok(Request::All(axis_request(object, vm)?)),
    }
}

fn axis_request(object: &PyObject, vm: &VirtualMachine) -> PyResult<AxisRequest> {
    if vm.is_none(object) {
        return Ok(AxisRequest::Default);
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        let text = text.to_string();
        return Ok(if text == "auto" { AxisRequest::Auto } else { AxisRequest::Bytes(text) });
    }
    if let Some(sizes) = sequence(object) {
        return Ok(AxisRequest::Exact(axis_chunks(&sizes, vm)?));
    }
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        let value = float.to_f64();
        if value.is_nan() {
            return Ok(AxisRequest::Exact(AxisChunks::Unknown(1)));
        }
        let shown = object.repr(vm)?.to_string();
        return Err(vm.new_value_error(format!("chunks can only contain integers. Got {shown}; use int({shown})")));
    }
    if let Some(block) = block_of(object, vm).filter(|block| block.ndim() == 1) {
        let sizes: Vec<i64> = block.astype(DType::Int64).ok().and_then(|block| block.to_vec()).unwrap_or_default();
        return Ok(AxisRequest::Exact(sizes.into_iter().map(|size| size.max(0) as usize).collect()));
    }
    let size = object.to_owned().try_index(vm)?;
    // A chunk that is longer than every axis is as long as the axis.
    let longest = if size.as_bigint().is_negative() { isize::MIN } else { isize::MAX };
    Ok(AxisRequest::Size(size.as_bigint().to_isize().unwrap_or(longest)))
}

/// What stands between the brackets.
pub(super) fn items(key: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Item>> {
    match key.downcast_ref::<PyTuple>() {
        Some(items) => items.as_slice().iter().map(|item| item_of(item, vm)).collect(),
        None => Ok(vec![item_of(key, vm)?]),
    }
}

fn item_of(item: &PyObject, vm: &VirtualMachine) -> PyResult<Item> {
    if vm.is_none(item) {
        return Ok(Item::NewAxis);
    }
    if item.downcast_ref::<PyEllipsis>().is_some() {
        return Ok(Item::Ellipsis);
    }
    if let Some(slice) = item.downcast_ref::<PySlice>() {
        let [start, stop, step] = crate::python::value::slice_bounds(slice, vm)?;
        return Ok(Item::Slice { start, stop, step });
    }
    if let Some(array) = array_of(item) {
        return Ok(Item::Array(array));
    }
    if let Some(block) = block_of(item, vm) {
        return Ok(Item::Positions(block));
    }
    match scalar_of(item, vm)? {
        Some(Scalar::Int(position)) => {
            return isize::try_from(position)
                .map(Item::Int)
                .map_err(|_| vm.new_index_error(format!("index {position} is out of bounds: no axis is so long")));
        }
        Some(Scalar::Bool(truth)) => return Ok(Item::Positions(Block::scalar(truth, DType::Bool))),
        _ => {}
    }
    if sequence(item).is_some() {
        let block = crate::python::numpy::asarray(item, None, vm)?;
        let block = if block.size() == 0 { Block::from_slice::<i64>(&[]) } else { block };
        return Ok(Item::Positions(block));
    }
    match item.to_owned().try_index_opt(vm) {
        Some(position) => Ok(Item::Int(integer(position?.as_object(), vm)?)),
        None => Err(vm.new_not_implemented_error(format!(
            "indexing with a '{}' is not supported; integers, slices, None, ..., a list of positions and masks are",
            item.class().name()
        ))),
    }
}

/// `split_every=`
pub(super) fn split_every(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<SplitEvery>> {
    if vm.is_none(object) || matches!(scalar_of(object, vm)?, Some(Scalar::Bool(false))) {
        return Ok(None);
    }
    let count = |object: &PyObject| -> PyResult<usize> { Ok(integer(object, vm)?.max(0) as usize) };
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        let axes = dict.into_iter().map(|(axis, n)| Ok((integer(&axis, vm)?, count(&n)?))).collect::<PyResult<_>>()?;
        return Ok(Some(SplitEvery::PerAxis(axes)));
    }
    if object.downcast_ref::<PyInt>().is_none() {
        return Err(vm.new_value_error("split_every must be a int or a dict"));
    }
    Ok(Some(SplitEvery::Total(count(object)?)))
}
