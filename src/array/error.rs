//! Why an operation on chunked arrays was refused, each variant with the Python exception it becomes.

use super::config::BytesError;
use crate::block;
use crate::graph::TooManyTasks;

/// The result of building an array.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an array could not be built. The texts are Dask's where Dask has one; a hint follows.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Chunks and shape have different numbers of axes.
    #[error("Chunks and shape must be of the same length/dimension. Got chunks={chunks}, shape={shape}")]
    ChunksLength {
        /// The chunks as given
        chunks: String,
        /// The shape
        shape: String,
    },
    /// The chunks of an axis do not sum to its length.
    #[error("Chunks do not add up to shape. Got chunks={chunks}, shape={shape}")]
    ChunksSum {
        /// The chunks as given
        chunks: String,
        /// The shape
        shape: String,
    },
    /// An axis was given no chunk at all.
    #[error("Empty tuples are not allowed in chunks. Express zero length dimensions with 0(s) in chunks")]
    ChunksEmpty,
    /// A chunk of negative length, or of 0 where the axis is not empty.
    #[error("chunks must be positive integers, -1, None or \"auto\"; got {0}")]
    ChunkSize(isize),
    /// Two byte strings that differ.
    #[error("Only one consistent value of limit or chunk is allowed.Used {0} != {1}")]
    ChunksLimit(u64, u64),
    /// `"auto"` beside chunks of unknown length.
    #[error("Can not perform automatic rechunking with unknown (nan) chunk sizes.{UNKNOWN_HINT}")]
    AutoUnknown,
    /// Something that needs lengths met chunks of unknown length.
    #[error("Arrays chunk sizes are unknown: {shape}{UNKNOWN_HINT}")]
    UnknownChunks {
        /// The shape, with nan where it is unknown
        shape: String,
    },
    /// Chunks of axes that must match have different sums.
    #[error("Chunks do not add up to same value: {0}. The arrays' shapes differ along an axis that they share")]
    ChunksDiffer(String),
    /// Shapes that do not broadcast.
    #[error("operands could not be broadcast together with shapes {}", .0.iter().map(|s| format!("{} ", s.replace(", ", ","))).collect::<String>())]
    Broadcast(Vec<String>),
    /// Reshaping would need elements of one block to go to several places.
    #[error(
        "Dask's reshape only supports operations that merge or split existing dimensions evenly. For example:\n\n\
         >>> x = da.ones((6, 5, 4), chunks=(3, 2, 2))\n>>> x.reshape((3, 2, 5, 4))  # supported, splits 6 into 3 & 2\n\
         >>> x.reshape((30, 4))       # supported, merges 6 & 5 into 30\n\
         >>> x.reshape((4, 5, 6))     # unsupported, existing dimensions split unevenly\n\n\
         To work around this you may call reshape in multiple passes, or (if your data is small enough) call \
         ``compute`` first and handle reshaping in ``numpy`` directly."
    )]
    ReshapeUneven,
    /// An axis of so many elements: `MemoryError`.
    #[error("an axis of {0} elements is longer than the {max} that can be counted here; spread them over several axes", max = isize::MAX)]
    AxisLength(u128),
    /// A graph that would not fit into memory: `MemoryError`.
    #[error(transparent)]
    TooManyTasks(#[from] TooManyTasks),
    /// An index out of bounds, or too many of them: `IndexError`.
    #[error("{0}")]
    Index(String),
    /// A value that makes no sense: `ValueError`.
    #[error("{0}")]
    Value(String),
    /// An argument of a wrong type: `TypeError`.
    #[error("{0}")]
    Type(String),
    /// What Dask does not do either: `NotImplementedError`.
    #[error("{0}")]
    NotImplemented(String),
    /// An axis out of bounds: `AxisError`.
    #[error("axis {axis} is out of bounds for array of dimension {ndim}")]
    Axis {
        /// As given
        axis: isize,
        /// How many axes there are
        ndim: usize,
    },
    /// NumPy refused the operation on a block.
    #[error(transparent)]
    Block(#[from] block::Error),
}

/// What to do about unknown lengths.
const UNKNOWN_HINT: &str = "\n\nA possible solution: https://docs.dask.org/en/latest/array-chunks.html#unknown-chunks\n\
     Summary: to compute chunk sizes, use\n\n   x.compute_chunk_sizes()  # for Dask Array `x`\n   \
     ddf.to_dask_array(lengths=True)  # for Dask DataFrame `ddf`";

impl Error {
    /// The Python exception it becomes.
    pub fn exception_type(&self) -> &'static str {
        match self {
            Error::Index(_) => "IndexError",
            Error::Type(_) => "TypeError",
            Error::NotImplemented(_) | Error::ReshapeUneven => "NotImplementedError",
            Error::TooManyTasks(_) | Error::AxisLength(_) => "MemoryError",
            Error::Axis { .. } => "AxisError",
            Error::Block(error) => error.exception_type(),
            _ => "ValueError",
        }
    }

    pub(crate) fn value(text: impl Into<String>) -> Error {
        Error::Value(text.into())
    }
}

impl From<BytesError> for Error {
    fn from(error: BytesError) -> Error {
        Error::Value(error.to_string())
    }
}

/// `axis` counted from the front.
pub(crate) fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    block::normalize_axis(axis, ndim).map_err(|_| Error::Axis { axis, ndim })
}
