//! What can go wrong with blocks; each variant knows the Python exception it becomes.

use super::DType;

/// The result of an operation on blocks.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation on blocks failed. The texts are NumPy's where NumPy has one, so that learners can search for them.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The memory for a result cannot be had.
    #[error(
        "Unable to allocate {} for an array with shape {} and data type {}",
        size_text(nbytes_of(shape, *dtype)), lengths_text(shape), dtype.name()
    )]
    Memory {
        /// The shape that was asked for, which may be longer than what can be addressed
        shape: Vec<u64>,
        /// The dtype that was asked for
        dtype: DType,
    },
    /// Shapes that do not broadcast.
    #[error("operands could not be broadcast together with shapes {}", shapes_text(shapes))]
    Broadcast {
        /// All operands' shapes
        shapes: Vec<Vec<usize>>,
    },
    /// A value that does not broadcast into the place it is assigned to.
    #[error(
        "could not broadcast input array from shape {} into shape {}",
        tuple_text_tight(from),
        tuple_text_tight(into)
    )]
    BroadcastInto {
        /// The value's shape
        from: Vec<usize>,
        /// The shape of the place
        into: Vec<usize>,
    },
    /// An axis that the array does not have.
    #[error("axis {axis} is out of bounds for array of dimension {ndim}")]
    Axis {
        /// As the caller gave it
        axis: isize,
        /// How many axes there are
        ndim: usize,
    },
    /// An integer index past the end of an axis.
    #[error("index {index} is out of bounds for axis {axis} with size {size}")]
    OutOfBounds {
        /// As the caller gave it
        index: i128,
        /// The axis it indexes
        axis: usize,
        /// The length of that axis
        size: usize,
    },
    /// More indices than axes.
    #[error("too many indices for array: array is {ndim}-dimensional, but {given} were indexed")]
    TooManyIndices {
        /// How many axes there are
        ndim: usize,
        /// How many were indexed
        given: usize,
    },
    /// A reshape that would change the number of elements.
    #[error("cannot reshape array of size {size} into shape {}", tuple_text_signed(shape))]
    Reshape {
        /// The number of elements there are
        size: usize,
        /// The shape that was asked for; -1 stands for "whatever is left"
        shape: Vec<i64>,
    },
    /// An operand of a wrong type: `TypeError`.
    #[error("{0}")]
    Type(String),
    /// Operands for which a universal function has no loop: `UFuncTypeError`.
    #[error("{0}")]
    Ufunc(String),
    /// What NumPy does and we do not: `NotImplementedError`.
    #[error("{0}")]
    Unsupported(String),
    /// An operand of a wrong value: `ValueError`.
    #[error("{0}")]
    Value(String),
    /// An index that makes no sense: `IndexError`.
    #[error("{0}")]
    Index(String),
    /// A Python integer that does not fit: `OverflowError`.
    #[error("{0}")]
    Overflow(String),
}

impl Error {
    /// The Python exception's name. `AxisError` is `numpy.exceptions.AxisError`, a `ValueError` and `IndexError`.
    pub fn exception_type(&self) -> &'static str {
        match self {
            Error::Memory { .. } => "MemoryError",
            Error::Broadcast { .. } | Error::BroadcastInto { .. } | Error::Reshape { .. } | Error::Value(_) => {
                "ValueError"
            }
            Error::Axis { .. } => "AxisError",
            Error::OutOfBounds { .. } | Error::TooManyIndices { .. } | Error::Index(_) => "IndexError",
            Error::Type(_) => "TypeError",
            Error::Ufunc(_) => "UFuncTypeError",
            Error::Unsupported(_) => "NotImplementedError",
            Error::Overflow(_) => "OverflowError",
        }
    }

    /// There is no memory for an array of this shape.
    pub fn memory(shape: &[usize], dtype: DType) -> Error {
        Error::Memory { shape: shape.iter().map(|&length| length as u64).collect(), dtype }
    }

    pub(super) fn value(message: impl Into<String>) -> Error {
        Error::Value(message.into())
    }

    pub(super) fn type_error(message: impl Into<String>) -> Error {
        Error::Type(message.into())
    }
}

/// `(2, 3)`, `(4,)`, `()`: a shape as Python prints a tuple.
pub fn tuple_text(shape: &[usize]) -> String {
    lengths_text(shape)
}

fn lengths_text<T: ToString>(lengths: &[T]) -> String {
    match lengths {
        [one] => format!("({},)", one.to_string()),
        _ => format!("({})", lengths.iter().map(T::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// `(2,3)`: a shape as NumPy prints it in broadcasting errors.
pub(super) fn tuple_text_tight(shape: &[usize]) -> String {
    tuple_text(shape).replace(' ', "")
}

/// NumPy prints the unknown length of a reshape as `newaxis`.
fn tuple_text_signed(shape: &[i64]) -> String {
    let length = |&length: &i64| if length < 0 { "newaxis".to_owned() } else { length.to_string() };
    match shape {
        [one] => format!("({},)", length(one)),
        _ => format!("({})", shape.iter().map(length).collect::<Vec<_>>().join(",")),
    }
}

fn shapes_text(shapes: &[Vec<usize>]) -> String {
    let mut text = String::new();
    for shape in shapes {
        text.push_str(&tuple_text_tight(shape));
        text.push(' ');
    }
    text
}

fn nbytes_of(shape: &[u64], dtype: DType) -> f64 {
    shape.iter().fold(dtype.itemsize() as f64, |product, &length| product * length as f64)
}

/// Bytes with a binary unit and three digits, as NumPy's memory error has them.
pub fn size_text(nbytes: f64) -> String {
    const UNITS: [&str; 9] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];
    let mut unit = 0;
    let mut count = nbytes;
    while count.round() >= 1024.0 && unit + 1 < UNITS.len() {
        count /= 1024.0;
        unit += 1;
    }
    let number = if unit == 0 {
        format!("{count:.0}")
    } else if count.round() >= 1000.0 {
        format!("{count:.0}.")
    } else {
        let whole_digits = if count >= 99.95 {
            3
        } else if count >= 9.995 {
            2
        } else {
            1
        };
        let text = format!("{count:.*}", 3 - whole_digits);
        if whole_digits == 3 { format!("{text}.") } else { text }
    };
    format!("{number} {}", UNITS[unit])
}
