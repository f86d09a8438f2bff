//! Functions of two arguments.

use super::Ufunc;
use super::loops::map_pairs;
use super::number::{Bits, Float, Integer, Number};
use crate::block::broadcast::broadcast_shapes;
use crate::block::element::{Array, Element};
use crate::block::promote::{Operand, OperandType, check_fits, result_type};
use crate::block::{Block, DType, Error, Result, Scalar};
use crate::with_dtype;

/// Runs a function of two arguments on arrays or Python scalars, with NumPy's broadcasting and promotion.
pub fn binary(ufunc: Ufunc, left: impl Into<Operand>, right: impl Into<Operand>) -> Result<Block> {
    run(ufunc, &left.into(), &right.into())
}

/// What kind of loop a function has, which decides the dtype that its operands are cast to.
enum Loop {
    /// The promoted dtype; bools are refused with this text, or cast to int8, or taken
    Arithmetic(Bools),
    /// Floats only; integers become floats
    Floating,
    /// float64 only
    Double,
    /// The promoted dtype in, bool out
    Comparison,
    /// Truths in, bool out
    Logical,
    /// Integers and bools
    Bitwise,
    /// Integers; bools are cast to int8
    Integers,
}

enum Bools {
    Taken,
    Int8,
    Refused(&'static str),
}

fn loop_of(ufunc: Ufunc) -> Loop {
    use Ufunc::*;
    match ufunc {
        Add | Multiply | Maximum | Minimum => Loop::Arithmetic(Bools::Taken),
        Subtract => Loop::Arithmetic(Bools::Refused(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.",
        )),
        FloorDivide | Remainder | Fmod | Power => Loop::Arithmetic(Bools::Int8),
        FloatPower => Loop::Double,
        Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual => Loop::Comparison,
        LogicalAnd | LogicalOr | LogicalXor => Loop::Logical,
        BitwiseAnd | BitwiseOr | BitwiseXor => Loop::Bitwise,
        LeftShift | RightShift | Gcd | Lcm => Loop::Integers,
        _ => Loop::Floating,
    }
}

fn run(ufunc: Ufunc, left: &Operand, right: &Operand) -> Result<Block> {
    if ufunc.n_inputs() != 2 {
        return Err(Error::type_error(format!("{}() takes 1 positional argument but 2 were given", ufunc.name())));
    }
    let shape = broadcast_shapes(&[left.shape(), right.shape()])?;
    let promoted = result_type([left.kind(), right.kind()]);
    // Only floats have NaN.
    let ufunc = match ufunc {
        Ufunc::Fmax if !promoted.is_float() => Ufunc::Maximum,
        Ufunc::Fmin if !promoted.is_float() => Ufunc::Minimum,
        other => other,
    };
    match loop_of(ufunc) {
        Loop::Arithmetic(bools) => {
            let dtype = match (promoted, bools) {
                (DType::Bool, Bools::Refused(text)) => return Err(Error::type_error(text)),
                (DType::Bool, Bools::Int8) => DType::Int8,
                _ => promoted,
            };
            let (left, right) = (left.cast(dtype)?, right.cast(dtype)?);
            if ufunc == Ufunc::Power && dtype.is_integer() && any_negative(&right) {
                return Err(Error::value("Integers to negative integer powers are not allowed."));
            }
            with_dtype!(dtype, T => Ok(T::into_block(arithmetic::<T>(ufunc, &shape, typed(&left), typed(&right))?)))
        }
        Loop::Floating if ufunc == Ufunc::TrueDivide && !promoted.is_float() => {
            floating_in(DType::Float64, ufunc, &shape, left, right)
        }
        Loop::Floating => {
            // Two integers need no integer that holds both, only a float.
            let dtype = match (left.kind(), right.kind()) {
                (OperandType::Strong(left), OperandType::Strong(right)) if !promoted.is_float() => {
                    if left.itemsize() > right.itemsize() { left } else { right }
                }
                _ => promoted,
            };
            floating_in(float_for(ufunc, dtype)?, ufunc, &shape, left, right)
        }
        Loop::Double => floating_in(DType::Float64, ufunc, &shape, left, right),
        Loop::Comparison => compare(ufunc, &shape, promoted, left, right),
        Loop::Logical => {
            let (left, right) = (left.to_block().astype(DType::Bool)?, right.to_block().astype(DType::Bool)?);
            let (left, right) = (typed::<bool>(&left), typed::<bool>(&right));
            Ok(Block::Bool(match ufunc {
                Ufunc::LogicalAnd => map_pairs(&shape, left, right, |left, right| left & right)?,
                Ufunc::LogicalOr => map_pairs(&shape, left, right, |left, right| left | right)?,
                _ => map_pairs(&shape, left, right, |left, right| left ^ right)?,
            }))
        }
        Loop::Bitwise => match promoted {
            DType::Float32 | DType::Float64 => Err(unsupported(ufunc)),
            _ => integers_and_bools!(promoted, T => {
                let (left, right) = (left.cast(promoted)?, right.cast(promoted)?);
                Ok(T::into_block(bitwise::<T>(ufunc, &shape, typed(&left), typed(&right))?))
            }),
        },
        Loop::Integers => {
            if matches!(ufunc, Ufunc::Gcd | Ufunc::Lcm) && !promoted.is_integer() {
                return Err(no_loop(ufunc, &[left.to_block().dtype(), right.to_block().dtype()]));
            }
            let dtype = if promoted == DType::Bool { DType::Int8 } else { promoted };
            if dtype.is_float() {
                return Err(unsupported(ufunc));
            }
            let (left, right) = (left.cast(dtype)?, right.cast(dtype)?);
            integers!(dtype, T => Ok(T::into_block(integral::<T>(ufunc, &shape, typed(&left), typed(&right))?)))
        }
    }
}

/// The floating dtype in which a float-only function of `dtype` is computed.
pub(super) fn float_for(ufunc: Ufunc, dtype: DType) -> Result<DType> {
    match dtype {
        DType::Bool | DType::Int8 | DType::UInt8 => Err(Error::Unsupported(format!(
            "np.{}() of {dtype} gives float16 in NumPy, which is not supported here; convert before, with x.astype('float32')",
            ufunc.name()
        ))),
        DType::Int16 | DType::UInt16 | DType::Float32 => Ok(DType::Float32),
        _ => Ok(DType::Float64),
    }
}

pub(super) fn unsupported(ufunc: Ufunc) -> Error {
    Error::type_error(format!(
        "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
        ufunc.name()
    ))
}

/// The error for dtypes that a function knows nothing to do with.
pub(super) fn no_loop(ufunc: Ufunc, dtypes: &[DType]) -> Error {
    let class = |dtype: &DType| {
        let name = dtype.name();
        let prefix = if name.starts_with('u') { 2 } else { 1 };
        format!("<class 'numpy.dtypes.{}{}DType'>", name[..prefix].to_uppercase(), &name[prefix..])
    };
    let classes: Vec<String> = dtypes.iter().map(class).collect();
    let types = if let [one] = classes.as_slice() { one.clone() } else { format!("({})", classes.join(", ")) };
    Error::Ufunc(format!(
        "ufunc '{}' did not contain a loop with signature matching types {types} -> None",
        ufunc.name()
    ))
}

pub(super) fn typed<T: Element>(block: &Block) -> &Array<T> {
    T::array(block).expect("the block was cast to this dtype")
}

/// Runs `$body` for the integer type of a dtype that is known to be an integer's.
macro_rules! integers {
    ($dtype:expr, $element:ident => $body:expr) => {
        match $dtype {
            DType::Int8 => {
                type $element = i8;
                $body
            }
            DType::Int16 => {
                type $element = i16;
                $body
            }
            DType::Int32 => {
                type $element = i32;
                $body
            }
            DType::Int64 => {
                type $element = i64;
                $body
            }
            DType::UInt8 => {
                type $element = u8;
                $body
            }
            DType::UInt16 => {
                type $element = u16;
                $body
            }
            DType::UInt32 => {
                type $element = u32;
                $body
            }
            DType::UInt64 => {
                type $element = u64;
                $body
            }
            DType::Bool | DType::Float32 | DType::Float64 => {
                unreachable!("the caller saw to it that it is an integer's")
            }
        }
    };
}

/// Runs `$body` for the type of a dtype that is known not to be a float's.
macro_rules! integers_and_bools {
    ($dtype:expr, $element:ident => $body:expr) => {
        match $dtype {
            DType::Bool => { type $element = bool; $body }
            dtype => integers!(dtype, $element => $body),
        }
    };
}

pub(super) use {integers, integers_and_bools};

fn any_negative(exponents: &Block) -> bool {
    with_dtype!(exponents.dtype(), T => typed::<T>(exponents).iter().any(|&exponent| exponent < T::default()))
}

fn arithmetic<T: Number>(ufunc: Ufunc, shape: &[usize], left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    match ufunc {
        Ufunc::Add => map_pairs(shape, left, right, T::add),
        Ufunc::Subtract => map_pairs(shape, left, right, T::subtract),
        Ufunc::Multiply => map_pairs(shape, left, right, T::multiply),
        Ufunc::FloorDivide => map_pairs(shape, left, right, T::floor_divide),
        Ufunc::Remainder => map_pairs(shape, left, right, T::remainder),
        Ufunc::Fmod => map_pairs(shape, left, right, T::fmod),
        Ufunc::Power => map_pairs(shape, left, right, T::power),
        Ufunc::Maximum => map_pairs(shape, left, right, T::maximum),
        Ufunc::Minimum => map_pairs(shape, left, right, T::minimum),
        other => unreachable!("{} is no arithmetic function", other.name()),
    }
}

fn floating_in(dtype: DType, ufunc: Ufunc, shape: &[usize], left: &Operand, right: &Operand) -> Result<Block> {
    let (left, right) = (left.cast(dtype)?, right.cast(dtype)?);
    match dtype {
        DType::Float32 => Ok(Block::Float32(floating::<f32>(ufunc, shape, typed(&left), typed(&right))?)),
        _ => Ok(Block::Float64(floating::<f64>(ufunc, shape, typed(&left), typed(&right))?)),
    }
}

fn floating<T: Float>(ufunc: Ufunc, shape: &[usize], left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    match ufunc {
        Ufunc::TrueDivide => map_pairs(shape, left, right, T::divide),
        Ufunc::Fmax => map_pairs(shape, left, right, T::fmax),
        Ufunc::Fmin => map_pairs(shape, left, right, T::fmin),
        Ufunc::FloatPower => map_pairs(shape, left, right, T::power),
        Ufunc::Hypot => map_pairs(shape, left, right, T::hypot),
        Ufunc::Arctan2 => map_pairs(shape, left, right, T::atan2),
        Ufunc::Copysign => map_pairs(shape, left, right, T::copysign),
        Ufunc::Nextafter => map_pairs(shape, left, right, T::next_after),
        Ufunc::Logaddexp => map_pairs(shape, left, right, T::log_add_exp),
        Ufunc::Logaddexp2 => map_pairs(shape, left, right, T::log_add_exp2),
        Ufunc::Heaviside => map_pairs(shape, left, right, T::heaviside),
        other => unreachable!("{} is no float-only function", other.name()),
    }
}

fn bitwise<T: Bits>(ufunc: Ufunc, shape: &[usize], left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    match ufunc {
        Ufunc::BitwiseAnd => map_pairs(shape, left, right, T::and),
        Ufunc::BitwiseOr => map_pairs(shape, left, right, T::or),
        _ => map_pairs(shape, left, right, T::xor),
    }
}

fn integral<T: Integer>(ufunc: Ufunc, shape: &[usize], left: &Array<T>, right: &Array<T>) -> Result<Array<T>> {
    match ufunc {
        Ufunc::LeftShift => map_pairs(shape, left, right, T::left_shift),
        Ufunc::RightShift => map_pairs(shape, left, right, T::right_shift),
        Ufunc::Gcd => map_pairs(shape, left, right, T::gcd),
        _ => map_pairs(shape, left, right, T::lcm),
    }
}

fn compare(ufunc: Ufunc, shape: &[usize], promoted: DType, left: &Operand, right: &Operand) -> Result<Block> {
    use DType::{Int64, UInt64};
    // A Python integer past the dtype is less or greater than every element, not an error.
    if let (OperandType::Strong(dtype), Operand::Weak(scalar)) = (left.kind(), right)
        && dtype != DType::Bool
        && check_fits(*scalar, dtype).is_err()
    {
        return Block::full(shape, Scalar::Bool(past_range(ufunc, *scalar, true)), DType::Bool);
    }
    if let (Operand::Weak(scalar), OperandType::Strong(dtype)) = (left, right.kind())
        && dtype != DType::Bool
        && check_fits(*scalar, dtype).is_err()
    {
        return Block::full(shape, Scalar::Bool(past_range(ufunc, *scalar, false)), DType::Bool);
    }
    // int64 and uint64 have no common integer dtype, but comparing needs none.
    match (left.kind(), right.kind()) {
        (OperandType::Strong(Int64), OperandType::Strong(UInt64)) => {
            let (left, right) = (left.to_block(), right.to_block());
            let key = |signed: i64| (signed >= 0, signed as u64);
            return ordered(ufunc, shape, typed::<i64>(&left), typed::<u64>(&right), |left, right| {
                key(left).partial_cmp(&(true, right))
            });
        }
        (OperandType::Strong(UInt64), OperandType::Strong(Int64)) => {
            let (left, right) = (left.to_block(), right.to_block());
            let key = |signed: i64| (signed >= 0, signed as u64);
            return ordered(ufunc, shape, typed::<u64>(&left), typed::<i64>(&right), |left, right| {
                (true, left).partial_cmp(&key(right))
            });
        }
        _ => {}
    }
    let (left, right) = (left.cast(promoted)?, right.cast(promoted)?);
    // "Greater" is "less" from the other side.
    let (ufunc, left, right) = match ufunc {
        Ufunc::Greater => (Ufunc::Less, right, left),
        Ufunc::GreaterEqual => (Ufunc::LessEqual, right, left),
        other => (other, left, right),
    };
    with_dtype!(promoted, T => {
        let (left, right) = (typed::<T>(&left), typed::<T>(&right));
        Ok(Block::Bool(match ufunc {
            Ufunc::Equal => map_pairs(shape, left, right, |left, right| left == right)?,
            Ufunc::NotEqual => map_pairs(shape, left, right, |left, right| left != right)?,
            Ufunc::Less => map_pairs(shape, left, right, |left, right| left < right)?,
            _ => map_pairs(shape, left, right, |left, right| left <= right)?,
        }))
    })
}

fn ordered<A: Element, B: Element>(
    ufunc: Ufunc,
    shape: &[usize],
    left: &Array<A>,
    right: &Array<B>,
    order: impl Fn(A, B) -> Option<std::cmp::Ordering>,
) -> Result<Block> {
    Ok(Block::Bool(map_pairs(shape, left, right, |left, right| {
        order(left, right).is_some_and(|order| match ufunc {
            Ufunc::Equal => order.is_eq(),
            Ufunc::NotEqual => order.is_ne(),
            Ufunc::Less => order.is_lt(),
            Ufunc::LessEqual => order.is_le(),
            Ufunc::Greater => order.is_gt(),
            _ => order.is_ge(),
        })
    })?))
}

/// What comparing any element with an integer past its dtype's range gives.
fn past_range(ufunc: Ufunc, scalar: Scalar, scalar_is_right: bool) -> bool {
    let scalar_is_greater = scalar.as_f64() > 0.0;
    match ufunc {
        Ufunc::Equal => false,
        Ufunc::NotEqual => true,
        Ufunc::Less | Ufunc::LessEqual => scalar_is_greater == scalar_is_right,
        _ => scalar_is_greater != scalar_is_right,
    }
}
