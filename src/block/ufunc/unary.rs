//! Functions of one argument.

use super::Ufunc;
use super::binary::{float_for, integers, integers_and_bools, no_loop, typed, unsupported};
use super::loops::map;
use super::number::{Bits, Float, Number};
use crate::block::element::{Array, Element};
use crate::block::{Block, DType, Error, Result};
use crate::{each_dtype, with_dtype};

/// Runs a function of one argument.
pub fn unary(ufunc: Ufunc, block: &Block) -> Result<Block> {
    use Ufunc::*;
    let dtype = block.dtype();
    match ufunc {
        _ if ufunc.n_inputs() != 1 => Err(Error::type_error(format!(
            "{}() takes from 2 to 3 positional arguments but 1 were given",
            ufunc.name()
        ))),
        Negative if dtype == DType::Bool => Err(Error::type_error(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.",
        )),
        Positive | Sign if dtype == DType::Bool => Err(no_loop(ufunc, &[dtype])),
        Square | Reciprocal | Conjugate if dtype == DType::Bool => unary(ufunc, &block.astype(DType::Int8)?),
        Positive | Conjugate => Ok(block.clone()),
        Negative | Absolute | Sign | Square | Reciprocal => {
            with_dtype!(dtype, T => Ok(T::into_block(arithmetic::<T>(ufunc, typed(block))?)))
        }
        Floor | Ceil | Trunc if !dtype.is_float() => Ok(block.clone()),
        Invert if dtype.is_float() => Err(unsupported(ufunc)),
        Invert => integers_and_bools!(dtype, T => Ok(T::into_block(map(typed::<T>(block), Bits::not)?))),
        LogicalNot => {
            each_dtype!(block, array => Ok(Block::Bool(map(array, is_zero)?)))
        }
        Isnan | Isinf | Isfinite if !dtype.is_float() => Block::full(block.shape(), ufunc == Isfinite, DType::Bool),
        Signbit if !dtype.is_float() => {
            each_dtype!(block, array => Ok(Block::Bool(map(array, is_below_zero)?)))
        }
        Isnan | Isinf | Isfinite | Signbit => Ok(Block::Bool(match block {
            Block::Float32(array) => classified(ufunc, array)?,
            other => classified(ufunc, typed::<f64>(other))?,
        })),
        _ => match float_for(ufunc, dtype)? {
            DType::Float32 => Ok(Block::Float32(floating::<f32>(ufunc, typed(&block.astype(DType::Float32)?))?)),
            _ => Ok(Block::Float64(floating::<f64>(ufunc, typed(&block.astype(DType::Float64)?))?)),
        },
    }
}

fn is_zero<T: Default + PartialEq>(element: T) -> bool {
    element == T::default()
}

fn is_below_zero<T: Default + PartialOrd>(element: T) -> bool {
    element < T::default()
}

fn arithmetic<T: Number>(ufunc: Ufunc, array: &Array<T>) -> Result<Array<T>> {
    match ufunc {
        Ufunc::Negative => map(array, T::negative),
        Ufunc::Absolute => map(array, T::absolute),
        Ufunc::Sign => map(array, T::sign),
        Ufunc::Square => map(array, |element| element.multiply(element)),
        _ => map(array, T::reciprocal),
    }
}

fn classified<T: Float>(ufunc: Ufunc, array: &Array<T>) -> Result<Array<bool>> {
    match ufunc {
        Ufunc::Isnan => map(array, |element| element.is_nan()),
        Ufunc::Isinf => map(array, T::is_infinite),
        Ufunc::Isfinite => map(array, T::is_finite),
        _ => map(array, T::is_sign_negative),
    }
}

fn floating<T: Float>(ufunc: Ufunc, array: &Array<T>) -> Result<Array<T>> {
    use Ufunc::*;
    match ufunc {
        Fabs => map(array, T::absolute),
        Floor => map(array, T::floor),
        Ceil => map(array, T::ceil),
        Trunc => map(array, T::trunc),
        Rint => map(array, T::round_ties_even),
        Sqrt => map(array, T::sqrt),
        Cbrt => map(array, T::cbrt),
        Exp => map(array, T::exp),
        Exp2 => map(array, T::exp2),
        Expm1 => map(array, T::exp_m1),
        Log => map(array, T::ln),
        Log2 => map(array, T::log2),
        Log10 => map(array, T::log10),
        Log1p => map(array, T::ln_1p),
        Sin => map(array, T::sin),
        Cos => map(array, T::cos),
        Tan => map(array, T::tan),
        Arcsin => map(array, T::asin),
        Arccos => map(array, T::acos),
        Arctan => map(array, T::atan),
        Sinh => map(array, T::sinh),
        Cosh => map(array, T::cosh),
        Tanh => map(array, T::tanh),
        Arcsinh => map(array, T::asinh),
        Arccosh => map(array, T::acosh),
        Arctanh => map(array, T::atanh),
        Deg2rad | Radians => map(array, |element| element.multiply(T::PI.divide(T::DEGREES_180))),
        Rad2deg | Degrees => map(array, |element| element.multiply(T::DEGREES_180.divide(T::PI))),
        Spacing => map(array, T::spacing),
        other => unreachable!("{} is no float-only function", other.name()),
    }
}
