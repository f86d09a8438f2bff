//! Between blocks and Python's objects: the one place for it.

use std::sync::OnceLock;

use malachite_bigint::BigInt;
use num_traits::ToPrimitive;
use rustpython_vm::builtins::{
    PyBaseExceptionRef, PyEllipsis, PyFloat, PyInt, PyList, PyRange, PySlice, PyStr, PyTuple, PyTypeRef,
};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::array::Array;
use super::generic::Generic;
use crate::block::{
    Block, DType, Error, GroupReduction, Index, Operand, OperandType, Scalar, check_fits, integer_of, result_type,
    shape_of, stack,
};
use crate::python::error::exception;

/// The classes that the face derives: what results are made of.
pub(super) struct Classes {
    pub(super) array: PyTypeRef,
    /// One per dtype, in the order of [`DType::ALL`]
    pub(super) scalars: Vec<PyTypeRef>,
}

/// Set once, by the face.
pub(super) static CLASSES: OnceLock<Classes> = OnceLock::new();

fn classes(vm: &VirtualMachine) -> PyResult<&'static Classes> {
    if CLASSES.get().is_none() {
        vm.import("numpy", 0)?;
    }
    CLASSES.get().ok_or_else(|| vm.new_runtime_error("numpy has not registered its classes"))
}

/// The exception for an error of a block.
pub fn raised(error: &Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
    exception(error.exception_type(), &error.to_string(), vm)
}

/// An `ndarray`, also for 0-d blocks.
pub(super) fn array_object(array: Array, vm: &VirtualMachine) -> PyResult {
    Ok(array.into_ref_with_type(vm, classes(vm)?.array.clone())?.into())
}

/// What NumPy's functions give: an `ndarray`, or a scalar for a 0-d block.
pub fn give(block: Block, vm: &VirtualMachine) -> PyResult {
    if block.ndim() > 0 {
        return array_object(Array::new(block), vm);
    }
    let class = classes(vm)?.scalars[block.dtype() as usize].clone();
    if let Block::Float64(array) = &block {
        // A `float64` is a Python float too.
        let value = array.first().copied().unwrap_or_default();
        return Ok(PyFloat::from(value).into_ref_with_type(vm, class)?.into());
    }
    Ok(Generic::new(block).into_ref_with_type(vm, class)?.into())
}

/// The block of an `ndarray` or of a NumPy scalar.
pub(super) fn block_of(object: &PyObject) -> Option<Block> {
    if let Some(array) = object.downcast_ref::<Array>() {
        return Some(array.block());
    }
    if let Some(scalar) = object.downcast_ref::<Generic>() {
        return Some(scalar.block().clone());
    }
    let float = object.downcast_ref::<PyFloat>()?;
    let float64 = &CLASSES.get()?.scalars[DType::Float64 as usize];
    object.class().is(float64).then(|| Block::scalar(float.to_f64(), DType::Float64))
}

/// A Python bool, int or float.
pub(super) fn scalar_of(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Scalar>> {
    if let Some(integer) = object.downcast_ref::<PyInt>() {
        if object.class().is(vm.ctx.types.bool_type) {
            return Ok(Some(Scalar::Bool(!num_traits::Zero::is_zero(integer.as_bigint()))));
        }
        let value = integer.as_bigint().to_i128();
        let value = value.ok_or_else(|| vm.new_overflow_error("Python int too large to convert to C long"))?;
        return Ok(Some(Scalar::Int(value)));
    }
    Ok(object.downcast_ref::<PyFloat>().map(|float| Scalar::Float(float.to_f64())))
}

/// A Python number from a scalar.
pub(super) fn number(scalar: Scalar, vm: &VirtualMachine) -> PyObjectRef {
    match scalar {
        Scalar::Bool(value) => vm.ctx.new_bool(value).into(),
        Scalar::Int(value) => vm.ctx.new_bigint(&value.into()).into(),
        Scalar::Float(value) => vm.ctx.new_float(value).into(),
    }
}

/// An operand of a ufunc; `None` for objects that NumPy's operators leave to the other side.
pub(super) fn operand(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Operand>> {
    if let Some(block) = block_of(object) {
        return Ok(Some(Operand::Block(block)));
    }
    if let Some(scalar) = scalar_of(object, vm)? {
        return Ok(Some(Operand::Weak(scalar)));
    }
    if is_sequence(object) {
        return Ok(Some(Operand::Block(asarray(object, None, vm)?)));
    }
    Ok(None)
}

pub(super) fn is_sequence(object: &PyObject) -> bool {
    object.downcast_ref::<PyList>().is_some()
        || object.downcast_ref::<PyTuple>().is_some()
        || object.downcast_ref::<PyRange>().is_some()
}

/// The block of anything array-like, as `numpy.asarray`.
pub fn asarray(object: &PyObject, dtype: Option<DType>, vm: &VirtualMachine) -> PyResult<Block> {
    let block = match (scalar_of(object, vm)?, dtype) {
        (Some(scalar), Some(dtype)) => return Ok(Block::scalar(element(object, scalar, dtype, vm)?, dtype)),
        (Some(scalar), None) => Block::scalar(fitting(scalar, vm)?, scalar.dtype()),
        (None, _) => nested(object, 0, dtype, vm)?,
    };
    match dtype {
        Some(dtype) => block.astype(dtype).map_err(|error| raised(&error, vm)),
        None => Ok(block),
    }
}

/// A number as an element of the dtype that is asked for. Integers and what floats are cut to must fit, as in NumPy;
/// where NumPy's own scalars are too large for a narrow dtype, they wrap.
fn element(object: &PyObject, scalar: Scalar, dtype: DType, vm: &VirtualMachine) -> PyResult<Scalar> {
    let checked = |scalar: Scalar| check_fits(scalar, dtype).map(|()| scalar).map_err(|error| raised(&error, vm));
    let value = match scalar {
        Scalar::Float(value) if dtype.is_integer() => value,
        other => return checked(other),
    };
    let whole = Scalar::Int(integer_of(value, dtype).map_err(|error| raised(&error, vm))?);
    if object.class().is(vm.ctx.types.float_type) {
        return checked(whole);
    }
    Ok(crate::with_dtype!(dtype, T => {
        use crate::block::Element;
        T::from_scalar(whole).scalar()
    }))
}

fn fitting(scalar: Scalar, vm: &VirtualMachine) -> PyResult<Scalar> {
    match scalar {
        Scalar::Int(value) if value > i128::from(u64::MAX) || value < i128::from(i64::MIN) => {
            Err(vm.new_overflow_error("Python int too large to convert to C long"))
        }
        fine => Ok(fine),
    }
}

/// NumPy's limit on the number of axes, and so on how deep lists may be nested.
const NDIM_MAX: usize = 64;

fn nested(object: &PyObject, depth: usize, dtype: Option<DType>, vm: &VirtualMachine) -> PyResult<Block> {
    if let Some(block) = block_of(object) {
        if let (Some(dtype), Some(_)) = (dtype, object.downcast_ref::<Generic>())
            && dtype.is_integer()
            && let Ok(Scalar::Float(value)) = block.item()
        {
            integer_of(value, dtype).map_err(|error| raised(&error, vm))?;
        }
        return Ok(block);
    }
    if !is_sequence(object) {
        return foreign(object, dtype, vm);
    }
    if let Some(range) = object.downcast_ref::<PyRange>() {
        return counted(range, vm);
    }
    if depth >= NDIM_MAX {
        return Err(vm.new_value_error(format!(
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {NDIM_MAX}."
        )));
    }
    let items = vm.extract_elements_with(object, Ok)?;
    if items.is_empty() {
        return Block::zeros(&[0], dtype.unwrap_or(DType::Float64)).map_err(|error| raised(&error, vm));
    }
    if let Some(block) = numbers(&items, dtype, vm)? {
        return Ok(block);
    }
    let blocks = items
        .iter()
        .map(|item| match scalar_of(item, vm)? {
            Some(_) if dtype.is_some() => asarray(item, dtype, vm),
            Some(scalar) => Ok(Block::scalar(fitting(scalar, vm)?, scalar.dtype())),
            None => {
                let block = nested(item, depth + 1, dtype, vm)?;
                dtype.map_or(Ok(block.clone()), |dtype| block.astype(dtype)).map_err(|error| raised(&error, vm))
            }
        })
        .collect::<PyResult<Vec<Block>>>()?;
    if blocks.iter().any(|block| block.shape() != blocks[0].shape()) {
        let agreed = (0..).take_while(|&axis| {
            let length = blocks[0].shape().get(axis);
            length.is_some() && blocks.iter().all(|block| block.shape().get(axis) == length)
        });
        let mut shape = vec![blocks.len()];
        shape.extend(agreed.map(|axis| blocks[0].shape()[axis]));
        return Err(vm.new_value_error(format!(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after {} dimensions. The detected shape was {} + inhomogeneous part.",
            shape.len(),
            crate::block::tuple_text(&shape)
        )));
    }
    stack(&blocks, 0).map_err(|error| raised(&error, vm))
}

/// The block of a `range`, however long, without a list in between.
fn counted(range: &rustpython_vm::Py<PyRange>, vm: &VirtualMachine) -> PyResult<Block> {
    let part = |name: &'static str| -> PyResult<Scalar> {
        let bound: PyObjectRef = range.as_object().get_attr(name, vm)?;
        match scalar_of(&bound, vm)? {
            Some(scalar) => fitting(scalar, vm),
            None => Err(vm.new_type_error("a range has integers")),
        }
    };
    Block::arange(part("start")?, part("stop")?, part("step")?, DType::Int64).map_err(|error| raised(&error, vm))
}

/// A 1-d block if all items are Python numbers.
fn numbers(items: &[PyObjectRef], dtype: Option<DType>, vm: &VirtualMachine) -> PyResult<Option<Block>> {
    let mut scalars = Vec::with_capacity(items.len());
    for item in items {
        match scalar_of(item, vm)? {
            Some(scalar) => scalars.push(dtype.map_or(Ok(scalar), |dtype| element(item, scalar, dtype, vm))?),
            None => return Ok(None),
        }
    }
    let dtype = match dtype {
        Some(dtype) => dtype,
        None => {
            scalars.iter().try_for_each(|&scalar| fitting(scalar, vm).map(|_| ()))?;
            result_type(scalars.iter().map(|scalar| OperandType::Strong(scalar.dtype())))
        }
    };
    Ok(Some(crate::with_dtype!(dtype, T => {
        use crate::block::Element;
        Block::from_slice(&scalars.into_iter().map(T::from_scalar).collect::<Vec<T>>())
    })))
}

/// An object that is no number: it may stand for one where a dtype is asked for, or know how to become an array.
fn foreign(object: &PyObject, dtype: Option<DType>, vm: &VirtualMachine) -> PyResult<Block> {
    let types = &vm.ctx.types;
    if let Some(dtype) = dtype
        && (object.downcast_ref::<PyStr>().is_some() || vm.is_none(object))
    {
        let class = match dtype.kind() {
            'b' => types.bool_type,
            'f' if vm.is_none(object) => return Ok(Block::scalar(f64::NAN, dtype)),
            'f' => types.float_type,
            _ => types.int_type,
        };
        let value = class.to_owned().as_object().call((object.to_owned(),), vm)?;
        return asarray(value.as_object(), Some(dtype), vm);
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return Err(vm.new_type_error(format!("a number is needed here, not the text {:?}", text.to_string())));
    }
    if let Some(method) = vm.get_attribute_opt(object, "__array__")? {
        let array = method.call((), vm)?;
        if let (None, Some(dtype)) = (block_of(&array), dtype) {
            // Texts and objects, which may stand for numbers.
            let numbers = vm.call_method(&array, "astype", (dtype.name(),))?;
            return block_of(&numbers)
                .ok_or_else(|| vm.new_type_error("object's astype method not producing an array"));
        }
        return block_of(&array).ok_or_else(|| vm.new_type_error("object __array__ method not producing an array"));
    }
    if let Some(index) = object.to_owned().try_index_opt(vm) {
        return asarray(index?.as_object(), None, vm);
    }
    if let Some(float) = object.to_owned().try_float_opt(vm) {
        return asarray(float?.as_object(), None, vm);
    }
    Err(vm.new_type_error(format!(
        "numbers are needed here, not '{}' objects; np.array(values, dtype=object) holds anything",
        object.class().name()
    )))
}

/// The dtype that the face names; it has checked the name.
pub(super) fn dtype(name: &PyObject, vm: &VirtualMachine) -> PyResult<Option<DType>> {
    if vm.is_none(name) {
        return Ok(None);
    }
    let name = name.downcast_ref::<PyStr>().map(|name| name.to_string()).unwrap_or_default();
    match DType::from_name(&name) {
        Some(dtype) => Ok(Some(dtype)),
        None => Err(vm.new_type_error(format!("data type '{name}' not understood"))),
    }
}

/// One integer or a sequence of them.
pub(super) fn integers(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<isize>> {
    let too_large = || vm.new_overflow_error("Python int too large to convert to C ssize_t");
    each_integer(object, vm, |integer| integer.to_isize().ok_or_else(too_large))
}

/// One count or a sequence of them, which may be more than what this machine can address.
pub(super) fn counts(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<i64>> {
    let too_large = || vm.new_overflow_error("Python int too large to convert to C long");
    each_integer(object, vm, |integer| integer.to_i64().ok_or_else(too_large))
}

/// One length or a sequence of them, as [`counts`]; negative ones are left to the caller.
pub(super) fn lengths(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<i64>> {
    let too_large = || vm.new_value_error("Maximum allowed dimension exceeded");
    each_integer(object, vm, |integer| integer.to_i64().ok_or_else(too_large))
}

fn each_integer<T>(
    object: &PyObject,
    vm: &VirtualMachine,
    convert: impl Fn(&BigInt) -> PyResult<T>,
) -> PyResult<Vec<T>> {
    let integer = |object: PyObjectRef| convert(object.try_index(vm)?.as_bigint());
    if is_sequence(object) {
        return vm.extract_elements_with(object, integer);
    }
    if let Some(array) = object.downcast_ref::<Array>().filter(|array| array.block().ndim() == 1) {
        return array.block().scalars().into_iter().map(|scalar| integer(number(scalar, vm))).collect();
    }
    Ok(vec![integer(object.to_owned())?])
}

/// Axes: `None`, one or several.
pub(super) fn axes(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Vec<isize>>> {
    if vm.is_none(object) { Ok(None) } else { integers(object, vm).map(Some) }
}

/// The shape of an array of `dtype`: one length or several, none below zero. Where such an array cannot be, the error is that
/// of memory or of value.
pub(super) fn shape(object: &PyObject, dtype: DType, vm: &VirtualMachine) -> PyResult<Vec<usize>> {
    shape_of(&lengths(object, vm)?, dtype).map_err(|error| raised(&error, vm))
}

/// The length of a 1-d array of `dtype`, with the errors of [`shape`].
pub(super) fn length(object: &PyObject, dtype: DType, vm: &VirtualMachine) -> PyResult<usize> {
    match shape(object, dtype, vm)?[..] {
        [length] => Ok(length),
        _ => Err(vm.new_type_error("one whole number is wanted here")),
    }
}

/// What stands between the brackets.
pub fn indices(key: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<Index>> {
    match key.downcast_ref::<PyTuple>() {
        Some(items) => items.as_slice().iter().map(|item| index(item, vm)).collect(),
        None => Ok(vec![index(key, vm)?]),
    }
}

fn index(item: &PyObject, vm: &VirtualMachine) -> PyResult<Index> {
    if vm.is_none(item) {
        return Ok(Index::NewAxis);
    }
    if item.downcast_ref::<PyEllipsis>().is_some() {
        return Ok(Index::Ellipsis);
    }
    if let Some(slice) = item.downcast_ref::<PySlice>() {
        let [start, stop, step] = crate::python::value::slice_bounds(slice, vm)?;
        return Ok(Index::Slice { start, stop, step });
    }
    if let Some(block) = block_of(item) {
        return Ok(Index::Array(block));
    }
    match scalar_of(item, vm)? {
        Some(Scalar::Bool(truth)) => return Ok(Index::Array(Block::scalar(truth, DType::Bool))),
        Some(Scalar::Int(position)) => {
            let position = isize::try_from(position)
                .map_err(|_| vm.new_index_error(format!("index {position} is out of bounds: no axis is so long")))?;
            return Ok(Index::Int(position));
        }
        _ => {}
    }
    if is_sequence(item) {
        let block = asarray(item, None, vm)?;
        // An empty list chooses nothing, whatever dtype an empty array would have.
        let block =
            if block.size() == 0 { block.astype(DType::Int64).map_err(|error| raised(&error, vm))? } else { block };
        return Ok(Index::Array(block));
    }
    match item.to_owned().try_index_opt(vm) {
        Some(position) => index(position?.as_object(), vm),
        None => Err(vm.new_index_error(
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices",
        )),
    }
}

/// Nested lists of Python numbers, as `tolist`.
pub(super) fn list(block: &Block, vm: &VirtualMachine) -> PyObjectRef {
    fn nest(shape: &[usize], scalars: &mut impl Iterator<Item = Scalar>, vm: &VirtualMachine) -> PyObjectRef {
        match shape {
            [] => scalars.next().map_or_else(|| vm.ctx.none(), |scalar| number(scalar, vm)),
            [length, inner @ ..] => {
                let items = (0..*length).map(|_| nest(inner, scalars, vm)).collect();
                vm.ctx.new_list(items).into()
            }
        }
    }
    nest(block.shape(), &mut block.scalars().into_iter(), vm)
}

/// A grouped reduction by its name; `options` are `skipna`, `ddof`, `min_count` and whether groups may be missing.
pub fn group_reduction(name: &str, options: PyObjectRef, vm: &VirtualMachine) -> PyResult<GroupReduction> {
    let Some(plain) = GroupReduction::from_name(name) else {
        return Err(vm.new_attribute_error(format!("there is no grouped reduction {name}")));
    };
    let options = vm.extract_elements_with(&options, Ok)?;
    let [skip_nan, ddof, min_count, fills] = options.as_slice() else {
        return Err(vm.new_type_error("skipna, ddof, min_count and whether groups may be missing are wanted"));
    };
    Ok(GroupReduction {
        skip_nan: skip_nan.clone().try_to_bool(vm)?,
        ddof: ddof.try_float(vm)?.to_f64(),
        min_count: min_count.try_index(vm)?.as_bigint().to_usize().unwrap_or(0),
        fills: fills.clone().try_to_bool(vm)?,
        ..plain
    })
}
