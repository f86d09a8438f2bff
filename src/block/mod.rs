//! NumPy-like n-d arrays over `ndarray`: what one chunk of a chunked array is.
//!
//! in: values and chunk kernels' arguments; out: new blocks. Imports no other room.
//!
//! | file | what it does | NumPy's page |
//! | --- | --- | --- |
//! | `dtype`, `element`, `scalar` | element types, casts, Python-like scalars | data types |
//! | `promote` | which dtype a result has | NEP 50 |
//! | `create` | filled and counted arrays; memory is asked for here, and asking may fail | array creation |
//! | `memory` | how much memory there is, and whether something large fits |
//! | `bytes` | blocks from bytes and as bytes | `frombuffer`, `tobytes` |
//! | `broadcast`, `layout` | shapes that differ; loops in memory order | broadcasting |
//! | `ufunc` | functions element by element | universal functions |
//! | `reduce` | sums, means, extremes, with pairwise summation | `add.reduce` and its kin |
//! | `group` | reductions of groups of elements | (flox's `groupby_reduce`) |
//! | `index` | reading and writing parts | indexing |
//! | `combine`, `manipulate`, `sort`, `linalg` | joining, reshaping, sorting, products | array manipulation |
//! | `random` | NumPy's generators, bit for bit | `numpy.random` |
//! | `print` | text | `array2string` |
//!
//! Invariants: a block never changes under another holder (writing copies what is shared); no input panics.

mod broadcast;
mod bytes;
mod combine;
mod create;
mod dtype;
mod element;
mod error;
mod group;
mod index;
mod layout;
mod linalg;
mod manipulate;
pub mod memory;
mod print;
mod promote;
pub mod random;
mod reduce;
mod scalar;
mod sort;
mod ufunc;

pub use broadcast::{broadcast_shapes, normalize_axes, normalize_axis};
pub use combine::{concatenate, stack};
pub use create::{checked_size, shape_of};
pub use dtype::DType;
pub use element::{Array, Cast, Element};
pub use error::{Error, Result, size_text, tuple_text};
pub use group::{GroupKind, GroupReduction, Groups};
pub use index::{Index, View, indexed_shape, slice_range};
pub use linalg::{dot, matmul, tensordot};
pub use print::{PrintOptions, scalar_repr, scalar_text};
pub use promote::{Casting, Operand, OperandType, can_cast, check_fits, integer_of, promote_types, result_type};
pub use reduce::{Cumulation, Reduction, accumulate, count_numbers, reduce, squared_deviations};
pub use scalar::Scalar;
pub use sort::{Side, Unique};
pub use ufunc::{Ufunc, binary, unary, where_};

use ndarray::ArcArray;
use ndarray::IxDyn;

/// An n-d array of one dtype. Cloning and slicing share the data.
#[derive(Clone, Debug)]
pub enum Block {
    /// `numpy.bool`
    Bool(ArcArray<bool, IxDyn>),
    /// `numpy.int8`
    Int8(ArcArray<i8, IxDyn>),
    /// `numpy.int16`
    Int16(ArcArray<i16, IxDyn>),
    /// `numpy.int32`
    Int32(ArcArray<i32, IxDyn>),
    /// `numpy.int64`
    Int64(ArcArray<i64, IxDyn>),
    /// `numpy.uint8`
    UInt8(ArcArray<u8, IxDyn>),
    /// `numpy.uint16`
    UInt16(ArcArray<u16, IxDyn>),
    /// `numpy.uint32`
    UInt32(ArcArray<u32, IxDyn>),
    /// `numpy.uint64`
    UInt64(ArcArray<u64, IxDyn>),
    /// `numpy.float32`
    Float32(ArcArray<f32, IxDyn>),
    /// `numpy.float64`
    Float64(ArcArray<f64, IxDyn>),
}

/// Runs `$body` with `$array` bound to the typed array inside `$block`.
#[macro_export]
macro_rules! each_dtype {
    ($block:expr, $array:ident => $body:expr) => {
        match $block {
            $crate::block::Block::Bool($array) => $body,
            $crate::block::Block::Int8($array) => $body,
            $crate::block::Block::Int16($array) => $body,
            $crate::block::Block::Int32($array) => $body,
            $crate::block::Block::Int64($array) => $body,
            $crate::block::Block::UInt8($array) => $body,
            $crate::block::Block::UInt16($array) => $body,
            $crate::block::Block::UInt32($array) => $body,
            $crate::block::Block::UInt64($array) => $body,
            $crate::block::Block::Float32($array) => $body,
            $crate::block::Block::Float64($array) => $body,
        }
    };
}

impl Block {
    /// The lengths of the axes.
    pub fn shape(&self) -> &[usize] {
        each_dtype!(self, array => array.shape())
    }

    /// The number of axes.
    pub fn ndim(&self) -> usize {
        self.shape().len()
    }

    /// The number of elements.
    pub fn size(&self) -> usize {
        each_dtype!(self, array => array.len())
    }

    /// Bytes of the elements, as NumPy's `nbytes`: a broadcast view counts in full.
    pub fn nbytes(&self) -> u64 {
        (self.size() * self.dtype().itemsize()) as u64
    }

    /// The dtype of the elements.
    pub fn dtype(&self) -> DType {
        match self {
            Block::Bool(_) => DType::Bool,
            Block::Int8(_) => DType::Int8,
            Block::Int16(_) => DType::Int16,
            Block::Int32(_) => DType::Int32,
            Block::Int64(_) => DType::Int64,
            Block::UInt8(_) => DType::UInt8,
            Block::UInt16(_) => DType::UInt16,
            Block::UInt32(_) => DType::UInt32,
            Block::UInt64(_) => DType::UInt64,
            Block::Float32(_) => DType::Float32,
            Block::Float64(_) => DType::Float64,
        }
    }
}
