//! Reductions over axes: sums, means, extremes and where they are, with their NaN-ignoring twins.
//!
//! An array is walked in memory order. Axes that lie behind one another and have the same fate are joined, so that
//! what is left alternates between "kept" and "reduced":
//!
//! ```text
//!   x[50, 100, 100].mean(axis=0)      reduced 50 | kept 10000      rows are added to a row of sums
//!   x[50, 100, 100].mean(axis=2)      kept 5000  | reduced 100     each row becomes one sum, pairwise
//!   x[50, 100, 100].mean()            reduced 500000               one pairwise sum
//! ```
//!
//! Along memory, floats are summed pairwise in blocks of 128 with 8 accumulators, and across rows one after another:
//! the same order of additions as NumPy's, so results agree to the last bit wherever NumPy's loops run so.

mod arg;
mod cumulative;
mod fold;
mod moments;

pub use cumulative::{Cumulation, accumulate};

use fold::{Extreme, Product, Sum, folded};

use super::broadcast::normalize_axes;
use super::element::{Cast, Element};
use super::ufunc::{Number, Ufunc, unary, where_};
use super::{Block, DType, Error, Result};
use crate::{each_dtype, with_dtype};

/// What a reduction computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Reduction {
    /// Sum; integers narrower than 64 bits are summed in 64
    Sum,
    /// Product, with the dtypes of `Sum`
    Prod,
    /// Least element; NaN wins
    Min,
    /// Greatest element; NaN wins
    Max,
    /// Greatest minus least
    Ptp,
    /// Whether one is true
    Any,
    /// Whether all are true
    All,
    /// How many are not zero
    CountNonzero,
    /// Arithmetic mean
    Mean,
    /// Variance
    Var,
    /// Standard deviation
    Std,
    /// Where the least element is first; NaN counts as least
    ArgMin,
    /// Where the greatest element is first; NaN counts as greatest
    ArgMax,
    /// `Sum` without NaN
    NanSum,
    /// `Prod` without NaN
    NanProd,
    /// `Min` without NaN; NaN if there is nothing else
    NanMin,
    /// `Max` without NaN; NaN if there is nothing else
    NanMax,
    /// `Mean` without NaN
    NanMean,
    /// `Var` without NaN
    NanVar,
    /// `Std` without NaN
    NanStd,
    /// `ArgMin` without NaN; an error if there is nothing else
    NanArgMin,
    /// `ArgMax` without NaN; an error if there is nothing else
    NanArgMax,
}

impl Reduction {
    /// All of them.
    pub const ALL: [Reduction; 22] = {
        use Reduction::*;
        [
            Sum,
            Prod,
            Min,
            Max,
            Ptp,
            Any,
            All,
            CountNonzero,
            Mean,
            Var,
            Std,
            ArgMin,
            ArgMax,
            NanSum,
            NanProd,
            NanMin,
            NanMax,
            NanMean,
            NanVar,
            NanStd,
            NanArgMin,
            NanArgMax,
        ]
    };

    /// NumPy's name of the function.
    pub fn name(self) -> &'static str {
        use Reduction::*;
        match self {
            Sum => "sum",
            Prod => "prod",
            Min => "min",
            Max => "max",
            Ptp => "ptp",
            Any => "any",
            All => "all",
            CountNonzero => "count_nonzero",
            Mean => "mean",
            Var => "var",
            Std => "std",
            ArgMin => "argmin",
            ArgMax => "argmax",
            NanSum => "nansum",
            NanProd => "nanprod",
            NanMin => "nanmin",
            NanMax => "nanmax",
            NanMean => "nanmean",
            NanVar => "nanvar",
            NanStd => "nanstd",
            NanArgMin => "nanargmin",
            NanArgMax => "nanargmax",
        }
    }

    /// The reduction of a name; `amin` and `amax` are known too.
    pub fn from_name(name: &str) -> Option<Reduction> {
        match name {
            "amin" => Some(Reduction::Min),
            "amax" => Some(Reduction::Max),
            _ => Reduction::ALL.into_iter().find(|reduction| reduction.name() == name),
        }
    }

    /// The dtype of the result for elements of `dtype` and an asked-for dtype.
    pub fn result_dtype(self, dtype: DType, asked: Option<DType>) -> DType {
        use Reduction::*;
        match self {
            Sum | Prod | NanSum | NanProd => asked.unwrap_or(match dtype.kind() {
                'b' | 'i' => DType::Int64,
                'u' => DType::UInt64,
                _ => dtype,
            }),
            Min | Max | Ptp | NanMin | NanMax => dtype,
            Any | All => DType::Bool,
            CountNonzero | ArgMin | ArgMax | NanArgMin | NanArgMax => DType::Int64,
            Mean | Var | Std | NanMean | NanVar | NanStd => {
                asked.unwrap_or(if dtype.is_float() { dtype } else { DType::Float64 })
            }
        }
    }

    /// The reduction that does the same to elements without NaN.
    fn without_nan(self) -> Reduction {
        use Reduction::*;
        match self {
            NanSum => Sum,
            NanProd => Prod,
            NanMin => Min,
            NanMax => Max,
            NanMean => Mean,
            NanVar => Var,
            NanStd => Std,
            NanArgMin => ArgMin,
            NanArgMax => ArgMax,
            other => other,
        }
    }
}

/// Reduces over `axes` (`None` means all).
///
/// `dtype` is that in which sums, products and means are computed. `ddof` is taken off the count in variances.
/// `keepdims` keeps reduced axes with length 1.
pub fn reduce(
    reduction: Reduction,
    block: &Block,
    axes: Option<&[isize]>,
    keepdims: bool,
    dtype: Option<DType>,
    ddof: f64,
) -> Result<Block> {
    let axes = match axes {
        Some(axes) => normalize_axes(axes, block.ndim())?,
        None => (0..block.ndim()).collect(),
    };
    // Only floats have NaN.
    if matches!(reduction, Reduction::NanMin | Reduction::NanMax) {
        nonempty(block, &axes, if reduction == Reduction::NanMin { "fmin" } else { "fmax" })?;
    }
    let reduction = if block.dtype().is_float() { reduction } else { reduction.without_nan() };
    let result = run(reduction, block, &axes, dtype, ddof)?;
    if keepdims { with_axes_kept(&result, block, &axes) } else { Ok(result) }
}

/// How many elements over `axes` are not NaN, in int64; the axes are kept with length 1.
pub fn count_numbers(block: &Block, axes: &[isize]) -> Result<Block> {
    let axes = normalize_axes(axes, block.ndim())?;
    with_axes_kept(&moments::count(block, &axes, true)?, block, &axes)
}

/// Sums over `axes` of squared distances from `means`, which are float64 and have these axes with length 1, as has the result.
///
/// The distances are float64, their squares are summed in `dtype`: float32 or float64.
pub fn squared_deviations(block: &Block, means: &Block, axes: &[isize], dtype: DType, skip_nan: bool) -> Result<Block> {
    let places = normalize_axes(axes, block.ndim())?;
    let means = means.squeeze(Some(axes))?;
    let squares = match dtype {
        DType::Float32 => moments::squared_deviations::<f32>(block, &places, &means, skip_nan)?,
        _ => moments::squared_deviations::<f64>(block, &places, &means, skip_nan)?,
    };
    with_axes_kept(&squares, block, &places)
}

/// A result whose reduced axes come back with length 1.
fn with_axes_kept(result: &Block, block: &Block, axes: &[usize]) -> Result<Block> {
    let lengths = block.shape().iter().enumerate();
    let kept: Vec<isize> =
        lengths.map(|(axis, &length)| if axes.contains(&axis) { 1 } else { length as isize }).collect();
    result.reshape(&kept)
}

fn run(reduction: Reduction, block: &Block, axes: &[usize], asked: Option<DType>, ddof: f64) -> Result<Block> {
    use Reduction::*;
    let dtype = reduction.result_dtype(block.dtype(), asked);
    match reduction {
        // Nothing of the block's size is made on the way.
        Sum | NanSum if dtype == DType::Float64 => float_sum(block, axes, dtype, reduction == NanSum),
        Sum | NanSum => {
            let neutral = (reduction == NanSum).then_some(0);
            let block = if asked.is_some() { cast(block, dtype, neutral)? } else { block.clone() };
            sum(&block, axes, dtype, reduction == NanSum)
        }
        Prod | NanProd => {
            let block = cast(block, dtype, (reduction == NanProd).then_some(1))?;
            with_dtype!(dtype, T => folded(typed::<T>(&block), axes, &Product { skip_nan: reduction == NanProd }))
        }
        Min | Max | NanMin | NanMax => {
            nonempty(block, axes, if matches!(reduction, Min | NanMin) { "minimum" } else { "maximum" })?;
            let skip_nan = matches!(reduction, NanMin | NanMax);
            let greatest = matches!(reduction, Max | NanMax);
            with_dtype!(dtype, T => folded(typed::<T>(block), axes, &Extreme::<T>::new(greatest, skip_nan)))
        }
        Ptp => {
            let (greatest, least) = (run(Max, block, axes, None, ddof)?, run(Min, block, axes, None, ddof)?);
            super::binary(Ufunc::Subtract, &greatest, &least)
        }
        Any => each_dtype!(block, array => folded(array, axes, &fold::Any)),
        All => each_dtype!(block, array => folded(array, axes, &fold::All)),
        CountNonzero => each_dtype!(block, array => folded(array, axes, &fold::CountNonzero)),
        Mean | NanMean => moments::mean(block, axes, dtype, reduction == NanMean),
        Var | NanVar => moments::variance(block, axes, dtype, reduction == NanVar, ddof),
        Std | NanStd => {
            let skip_nan = reduction == NanStd;
            unary(Ufunc::Sqrt, &moments::variance(block, axes, dtype, skip_nan, ddof)?)?.astype(dtype)
        }
        ArgMin | ArgMax | NanArgMin | NanArgMax => arg::arg_extreme(reduction, block, axes),
    }
}

/// The elements in another dtype; where that has no NaN, `neutral` stands for those that are left out.
fn cast(block: &Block, dtype: DType, neutral: Option<i64>) -> Result<Block> {
    match neutral {
        Some(neutral) if !dtype.is_float() => where_(&unary(Ufunc::Isnan, block)?, neutral, block)?.astype(dtype),
        _ => block.astype(dtype),
    }
}

/// Sums in `dtype`; bools and narrow integers are widened on the way.
fn sum(block: &Block, axes: &[usize], dtype: DType, skip_nan: bool) -> Result<Block> {
    fn summed<A: Element + Cast<B>, B: Number>(block: &Block, axes: &[usize], skip_nan: bool) -> Result<Block> {
        folded(typed::<A>(block), axes, &Sum::<B>::new(skip_nan))
    }
    match (block.dtype(), dtype) {
        (DType::Bool, DType::Int64) => summed::<bool, i64>(block, axes, false),
        (DType::Int8, DType::Int64) => summed::<i8, i64>(block, axes, false),
        (DType::Int16, DType::Int64) => summed::<i16, i64>(block, axes, false),
        (DType::Int32, DType::Int64) => summed::<i32, i64>(block, axes, false),
        (DType::UInt8, DType::UInt64) => summed::<u8, u64>(block, axes, false),
        (DType::UInt16, DType::UInt64) => summed::<u16, u64>(block, axes, false),
        (DType::UInt32, DType::UInt64) => summed::<u32, u64>(block, axes, false),
        (same, _) => with_dtype!(same, T => summed::<T, T>(block, axes, skip_nan)),
    }
}

/// Sums in float64 or float32 of elements of any dtype.
fn float_sum(block: &Block, axes: &[usize], dtype: DType, skip_nan: bool) -> Result<Block> {
    match dtype {
        DType::Float32 => {
            let block = block.astype(DType::Float32)?;
            folded(typed::<f32>(&block), axes, &Sum::<f32>::new(skip_nan))
        }
        _ => each_dtype!(block, array => folded(array, axes, &Sum::<f64>::new(skip_nan))),
    }
}

fn typed<T: Element>(block: &Block) -> &super::Array<T> {
    T::array(block).expect("the block is of this dtype")
}

/// How many elements become one.
fn reduced_count(block: &Block, axes: &[usize]) -> usize {
    axes.iter().map(|&axis| block.shape()[axis]).product()
}

/// An error if a result element would stem from no element at all.
fn nonempty(block: &Block, axes: &[usize], name: &str) -> Result<()> {
    let results: usize =
        (0..block.ndim()).filter(|axis| !axes.contains(axis)).map(|axis| block.shape()[axis]).product();
    if results > 0 && reduced_count(block, axes) == 0 {
        return Err(Error::value(format!("zero-size array to reduction operation {name} which has no identity")));
    }
    Ok(())
}
