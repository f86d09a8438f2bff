//! Python's operators on arrays and scalars.

use rustpython_vm::protocol::PyNumberMethods;
use rustpython_vm::types::PyComparisonOp;
use rustpython_vm::{AsObject, PyObject, PyResult, VirtualMachine};

use super::array::Array;
use super::convert::{block_of, give, is_sequence, operand, raised};
use crate::block::{Block, Casting, Error, Index, Operand, Ufunc, binary, can_cast, matmul, tuple_text, unary};

/// A ufunc of two operands; `NotImplemented` leaves it to the other side, such as a lazy array.
pub(super) fn binary_operator(ufunc: Ufunc, left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    match (operand(left, vm)?, operand(right, vm)?) {
        (Some(left), Some(right)) => give(binary(ufunc, left, right).map_err(|error| raised(&error, vm))?, vm),
        _ => Ok(vm.ctx.not_implemented()),
    }
}

fn unary_operator(ufunc: Ufunc, object: &PyObject, vm: &VirtualMachine) -> PyResult {
    match block_of(object) {
        Some(block) => give(unary(ufunc, &block).map_err(|error| raised(&error, vm))?, vm),
        None => Ok(vm.ctx.not_implemented()),
    }
}

fn divmod(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    let quotient = binary_operator(Ufunc::FloorDivide, left, right, vm)?;
    let remainder = binary_operator(Ufunc::Remainder, left, right, vm)?;
    if quotient.is(&vm.ctx.not_implemented) {
        return Ok(quotient);
    }
    Ok(vm.ctx.new_tuple(vec![quotient, remainder]).into())
}

fn matrix_product(left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    match (operand(left, vm)?, operand(right, vm)?) {
        (Some(left), Some(right)) => {
            give(matmul(&left.to_block(), &right.to_block()).map_err(|error| raised(&error, vm))?, vm)
        }
        _ => Ok(vm.ctx.not_implemented()),
    }
}

/// `left += right` and its kin: the result is written into the array, and so into all views of it.
fn in_place(ufunc: Ufunc, left: &PyObject, right: &PyObject, vm: &VirtualMachine) -> PyResult {
    let (Some(array), Some(right)) = (left.downcast_ref::<Array>(), operand(right, vm)?) else {
        return binary_operator(ufunc, left, right, vm);
    };
    array.check_writable("output array is read-only", vm)?;
    let target = array.block();
    let (dtype, shape) = (target.dtype(), target.shape().to_vec());
    let result = binary(ufunc, Operand::Block(target), right).map_err(|error| raised(&error, vm))?;
    if !can_cast(result.dtype(), dtype, Casting::SameKind) {
        let text = format!(
            "Cannot cast ufunc '{}' output from dtype('{}') to dtype('{dtype}') with casting rule 'same_kind'",
            ufunc.name(),
            result.dtype()
        );
        return Err(raised(&Error::Ufunc(text), vm));
    }
    if result.shape() != shape {
        let tight = |shape: &[usize]| tuple_text(shape).replace(' ', "");
        return Err(vm.new_value_error(format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            tight(&shape),
            tight(result.shape())
        )));
    }
    array.write(&[Index::Ellipsis], &result, vm)?;
    Ok(left.to_owned())
}

/// A comparison. Whatever cannot be compared with numbers is equal to none.
pub(super) fn compared(left: &PyObject, right: &PyObject, op: PyComparisonOp, vm: &VirtualMachine) -> PyResult {
    let ufunc = match op {
        PyComparisonOp::Lt => Ufunc::Less,
        PyComparisonOp::Le => Ufunc::LessEqual,
        PyComparisonOp::Eq => Ufunc::Equal,
        PyComparisonOp::Ne => Ufunc::NotEqual,
        PyComparisonOp::Gt => Ufunc::Greater,
        PyComparisonOp::Ge => Ufunc::GreaterEqual,
    };
    let is_text = right.downcast_ref::<rustpython_vm::builtins::PyStr>().is_some();
    let of_no_element = |block: &Block| {
        let all = Block::full(block.shape(), op == PyComparisonOp::Ne, crate::block::DType::Bool);
        give(all.map_err(|error| raised(&error, vm))?, vm)
    };
    match (block_of(left), op) {
        (Some(block), PyComparisonOp::Eq | PyComparisonOp::Ne) if is_text || vm.is_none(right) => of_no_element(&block),
        (Some(_), PyComparisonOp::Eq | PyComparisonOp::Ne) if is_sequence(right) => {
            // A list may hold texts or objects, which are arrays of the face's own.
            let array = vm.import("numpy", 0)?.get_attr("asarray", vm)?.call((right.to_owned(),), vm)?;
            match block_of(&array) {
                Some(_) => binary_operator(ufunc, left, &array, vm),
                None => array.rich_compare(left.to_owned(), op, vm),
            }
        }
        _ => {
            let result = binary_operator(ufunc, left, right, vm)?;
            let foreign = right.class().get_attr(vm.ctx.intern_str("__array_ufunc__"));
            match foreign.filter(|foreign| !vm.is_none(foreign) && result.is(&vm.ctx.not_implemented())) {
                // As in NumPy: `a < x` is `np.less(a, x)` for `x`, not `x > a`.
                Some(_) => {
                    let function = vm.import("numpy", 0)?.get_attr(ufunc.name(), vm)?;
                    function.call((left.to_owned(), right.to_owned()), vm)
                }
                None => match left.downcast_ref::<Array>() {
                    Some(array) if result.is(&vm.ctx.not_implemented()) && is_unequal(right, left, op, vm)? => {
                        of_no_element(&array.block())
                    }
                    _ => Ok(result),
                },
            }
        }
    }
}

/// Whether an object that is no operand of an array's leaves its comparison with one to the array: it equals no element.
fn is_unequal(object: &PyObject, array: &PyObject, op: PyComparisonOp, vm: &VirtualMachine) -> PyResult<bool> {
    let has = |name: &'static str| object.class().get_attr(vm.ctx.intern_str(name)).is_some();
    let name = match op {
        PyComparisonOp::Eq => "__eq__",
        PyComparisonOp::Ne => "__ne__",
        _ => return Ok(false),
    };
    if has("__array_ufunc__") || has("__array__") {
        return Ok(false);
    }
    let theirs = vm.call_special_method(object, vm.ctx.intern_str(name), (array.to_owned(),))?;
    Ok(theirs.is(&vm.ctx.not_implemented()))
}

/// The truth of an array of one element.
fn truth(object: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let block = block_of(object).ok_or_else(|| vm.new_type_error("not an array"))?;
    match block.size() {
        1 => Ok(block.item().map_err(|error| raised(&error, vm))?.is_true()),
        0 => Err(vm.new_value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        )),
        _ => Err(vm.new_value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        )),
    }
}

/// The number in a 0-d array or a scalar.
fn only_element(object: &PyObject, vm: &VirtualMachine) -> PyResult {
    let block = block_of(object).ok_or_else(|| vm.new_type_error("not an array"))?;
    if block.ndim() > 0 {
        return Err(vm.new_type_error("only 0-dimensional arrays can be converted to Python scalars"));
    }
    Ok(super::convert::number(block.item().map_err(|error| raised(&error, vm))?, vm))
}

fn index(object: &PyObject, vm: &VirtualMachine) -> PyResult {
    let block = block_of(object).ok_or_else(|| vm.new_type_error("not an array"))?;
    if block.ndim() > 0 || !block.dtype().is_integer() {
        return Err(vm.new_type_error("only integer scalar arrays can be converted to a scalar index"));
    }
    only_element(object, vm)
}

/// The operators of arrays. Scalars have the same without the writing ones.
pub(super) static ARRAY_NUMBER: PyNumberMethods = PyNumberMethods {
    inplace_add: Some(|left, right, vm| in_place(Ufunc::Add, left, right, vm)),
    inplace_subtract: Some(|left, right, vm| in_place(Ufunc::Subtract, left, right, vm)),
    inplace_multiply: Some(|left, right, vm| in_place(Ufunc::Multiply, left, right, vm)),
    inplace_remainder: Some(|left, right, vm| in_place(Ufunc::Remainder, left, right, vm)),
    inplace_power: Some(|left, right, _, vm| in_place(Ufunc::Power, left, right, vm)),
    inplace_lshift: Some(|left, right, vm| in_place(Ufunc::LeftShift, left, right, vm)),
    inplace_rshift: Some(|left, right, vm| in_place(Ufunc::RightShift, left, right, vm)),
    inplace_and: Some(|left, right, vm| in_place(Ufunc::BitwiseAnd, left, right, vm)),
    inplace_xor: Some(|left, right, vm| in_place(Ufunc::BitwiseXor, left, right, vm)),
    inplace_or: Some(|left, right, vm| in_place(Ufunc::BitwiseOr, left, right, vm)),
    inplace_floor_divide: Some(|left, right, vm| in_place(Ufunc::FloorDivide, left, right, vm)),
    inplace_true_divide: Some(|left, right, vm| in_place(Ufunc::TrueDivide, left, right, vm)),
    ..SCALAR_NUMBER
};

/// The operators of scalars.
pub(super) const SCALAR_NUMBER: PyNumberMethods = PyNumberMethods {
    add: Some(|left, right, vm| binary_operator(Ufunc::Add, left, right, vm)),
    subtract: Some(|left, right, vm| binary_operator(Ufunc::Subtract, left, right, vm)),
    multiply: Some(|left, right, vm| binary_operator(Ufunc::Multiply, left, right, vm)),
    remainder: Some(|left, right, vm| binary_operator(Ufunc::Remainder, left, right, vm)),
    divmod: Some(divmod),
    power: Some(|left, right, _, vm| binary_operator(Ufunc::Power, left, right, vm)),
    negative: Some(|number, vm| unary_operator(Ufunc::Negative, number.obj, vm)),
    positive: Some(|number, vm| unary_operator(Ufunc::Positive, number.obj, vm)),
    absolute: Some(|number, vm| unary_operator(Ufunc::Absolute, number.obj, vm)),
    invert: Some(|number, vm| unary_operator(Ufunc::Invert, number.obj, vm)),
    lshift: Some(|left, right, vm| binary_operator(Ufunc::LeftShift, left, right, vm)),
    rshift: Some(|left, right, vm| binary_operator(Ufunc::RightShift, left, right, vm)),
    and: Some(|left, right, vm| binary_operator(Ufunc::BitwiseAnd, left, right, vm)),
    xor: Some(|left, right, vm| binary_operator(Ufunc::BitwiseXor, left, right, vm)),
    or: Some(|left, right, vm| binary_operator(Ufunc::BitwiseOr, left, right, vm)),
    floor_divide: Some(|left, right, vm| binary_operator(Ufunc::FloorDivide, left, right, vm)),
    true_divide: Some(|left, right, vm| binary_operator(Ufunc::TrueDivide, left, right, vm)),
    matrix_multiply: Some(matrix_product),
    boolean: Some(|number, vm| truth(number.obj, vm)),
    int: Some(|number, vm| only_element(number.obj, vm)?.try_int(vm).map(Into::into)),
    float: Some(|number, vm| only_element(number.obj, vm)?.try_float(vm).map(Into::into)),
    index: Some(|number, vm| index(number.obj, vm)),
    ..PyNumberMethods::NOT_IMPLEMENTED
};
