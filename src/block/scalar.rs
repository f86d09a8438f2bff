//! Python-like scalars: what an element is outside its array, and what a learner writes next to one.

use super::DType;

/// A Python bool, int or float. It has no dtype: next to an array its type is *weak* (NEP 50).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar {
    /// `True`, `False`
    Bool(bool),
    /// An integer; every 64-bit one, signed or not, fits.
    Int(i128),
    /// A float
    Float(f64),
}

impl Scalar {
    /// The dtype that `np.asarray` gives it. Integers past `int64` are `uint64`.
    pub fn dtype(self) -> DType {
        match self {
            Scalar::Bool(_) => DType::Bool,
            Scalar::Int(value) if value > i128::from(i64::MAX) => DType::UInt64,
            Scalar::Int(_) => DType::Int64,
            Scalar::Float(_) => DType::Float64,
        }
    }

    /// As a float; integers are rounded to the nearest one.
    pub fn as_f64(self) -> f64 {
        match self {
            Scalar::Bool(value) => f64::from(u8::from(value)),
            Scalar::Int(value) => value as f64,
            Scalar::Float(value) => value,
        }
    }

    /// As an integer if it is one exactly.
    pub fn as_i128(self) -> Option<i128> {
        match self {
            Scalar::Bool(value) => Some(i128::from(value)),
            Scalar::Int(value) => Some(value),
            Scalar::Float(value) => (value.trunc() == value && value.abs() < 1e38).then_some(value as i128),
        }
    }

    /// Python's truth of it.
    pub fn is_true(self) -> bool {
        match self {
            Scalar::Bool(value) => value,
            Scalar::Int(value) => value != 0,
            Scalar::Float(value) => value != 0.0,
        }
    }
}

impl From<bool> for Scalar {
    fn from(value: bool) -> Scalar {
        Scalar::Bool(value)
    }
}

impl From<i64> for Scalar {
    fn from(value: i64) -> Scalar {
        Scalar::Int(i128::from(value))
    }
}

impl From<f64> for Scalar {
    fn from(value: f64) -> Scalar {
        Scalar::Float(value)
    }
}
