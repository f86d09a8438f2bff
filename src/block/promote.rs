//! Which dtype a result has: NumPy 2's promotion, with weak Python scalars (NEP 50).

use super::{Block, DType, Error, Result, Scalar};

/// One side of an operation: an array, or a Python scalar whose type is weak.
#[derive(Clone, Debug)]
pub enum Operand {
    /// An array, or a NumPy scalar as a 0-d one
    Block(Block),
    /// A Python bool, int or float
    Weak(Scalar),
}

impl Operand {
    /// The array, or the scalar as the 0-d array that `np.asarray` makes of it.
    pub fn to_block(&self) -> Block {
        match self {
            Operand::Block(block) => block.clone(),
            Operand::Weak(scalar) => Block::scalar(*scalar, scalar.dtype()),
        }
    }

    /// The shape; `()` for scalars.
    pub fn shape(&self) -> &[usize] {
        match self {
            Operand::Block(block) => block.shape(),
            Operand::Weak(_) => &[],
        }
    }

    /// What promotion sees of it.
    pub fn kind(&self) -> OperandType {
        match self {
            Operand::Block(block) => OperandType::Strong(block.dtype()),
            Operand::Weak(Scalar::Bool(_)) => OperandType::Strong(DType::Bool),
            Operand::Weak(Scalar::Int(_)) => OperandType::WeakInt,
            Operand::Weak(Scalar::Float(_)) => OperandType::WeakFloat,
        }
    }

    /// The operand as an array of `dtype`; a Python int that does not fit is an `OverflowError`.
    pub(super) fn cast(&self, dtype: DType) -> Result<Block> {
        match self {
            Operand::Block(block) => block.astype(dtype),
            Operand::Weak(scalar) => {
                check_fits(*scalar, dtype)?;
                Ok(Block::scalar(*scalar, dtype))
            }
        }
    }
}

impl From<&Block> for Operand {
    fn from(block: &Block) -> Operand {
        Operand::Block(block.clone())
    }
}

impl From<Block> for Operand {
    fn from(block: Block) -> Operand {
        Operand::Block(block)
    }
}

impl From<Scalar> for Operand {
    fn from(scalar: Scalar) -> Operand {
        Operand::Weak(scalar)
    }
}

impl From<&Operand> for Operand {
    fn from(operand: &Operand) -> Operand {
        operand.clone()
    }
}

impl From<f64> for Operand {
    fn from(value: f64) -> Operand {
        Operand::Weak(Scalar::Float(value))
    }
}

impl From<i64> for Operand {
    fn from(value: i64) -> Operand {
        Operand::Weak(Scalar::from(value))
    }
}

/// What promotion sees of an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperandType {
    /// An array's dtype (also Python bools, which NumPy treats as such)
    Strong(DType),
    /// A Python int
    WeakInt,
    /// A Python float
    WeakFloat,
}

/// The dtype that holds the values of both, as `numpy.promote_types`.
pub fn promote_types(left: DType, right: DType) -> DType {
    use DType::*;
    if left == right {
        return left;
    }
    let (low, high) = if left < right { (left, right) } else { (right, left) };
    match (low, high) {
        (Bool, other) => other,
        (_, Float64) => Float64,
        (Int8 | Int16 | UInt8 | UInt16, Float32) => Float32,
        (_, Float32) => Float64,
        // A signed and an unsigned one: the next wider signed one, and past 64 bits a float.
        (Int8 | Int16 | Int32 | Int64, UInt8 | UInt16 | UInt32 | UInt64) => {
            if low.itemsize() > high.itemsize() {
                low
            } else {
                match high {
                    UInt8 => Int16,
                    UInt16 => Int32,
                    UInt32 => Int64,
                    _ => Float64,
                }
            }
        }
        // Both signed or both unsigned: the wider one, which stands later.
        _ => high,
    }
}

/// The dtype of a result of operands of these types, as `numpy.result_type`. No operands give float64.
pub fn result_type(kinds: impl IntoIterator<Item = OperandType>) -> DType {
    let (mut strong, mut weak_int, mut weak_float) = (None, false, false);
    for kind in kinds {
        match kind {
            OperandType::Strong(dtype) => strong = Some(strong.map_or(dtype, |known| promote_types(known, dtype))),
            OperandType::WeakInt => weak_int = true,
            OperandType::WeakFloat => weak_float = true,
        }
    }
    match strong {
        Some(dtype) if weak_float && !dtype.is_float() => DType::Float64,
        Some(DType::Bool) if weak_int => DType::Int64,
        Some(dtype) => dtype,
        None if weak_int && !weak_float => DType::Int64,
        None => DType::Float64,
    }
}

/// How freely `can_cast` casts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casting {
    /// Only to itself
    No,
    /// Without losing values
    Safe,
    /// Also to a narrower type of the same or a later kind
    SameKind,
    /// Anything
    Unsafe,
}

/// Whether `from` may become `to`, as `numpy.can_cast`.
pub fn can_cast(from: DType, to: DType, casting: Casting) -> bool {
    let rank = |dtype: DType| match dtype.kind() {
        'b' => 0,
        'u' => 1,
        'i' => 2,
        _ => 3,
    };
    match casting {
        Casting::No => from == to,
        Casting::Safe => {
            promote_types(from, to) == to
                // float64 counts as holding 64-bit integers.
                || (to == DType::Float64 && from.is_integer())
        }
        Casting::SameKind => can_cast(from, to, Casting::Safe) || rank(from) <= rank(to),
        Casting::Unsafe => true,
    }
}

/// The integer that a float is cut to, as `int(value)`; what no 64 bits of the dtype's kind hold is an error.
pub fn integer_of(value: f64, dtype: DType) -> Result<i128> {
    if value.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Error::Overflow("cannot convert float infinity to integer".to_owned()));
    }
    let past = if dtype == DType::UInt64 { 18_446_744_073_709_551_616.0 } else { 9_223_372_036_854_775_808.0 };
    if value >= past || value < -9_223_372_036_854_775_808.0 {
        return Err(Error::Overflow("Python int too large to convert to C long".to_owned()));
    }
    Ok(value as i128)
}

/// An error if a Python integer does not fit into `dtype`.
pub fn check_fits(scalar: Scalar, dtype: DType) -> Result<()> {
    if let (Scalar::Int(value), Some((least, greatest))) = (scalar, dtype.integer_range())
        && dtype != DType::Bool
        && !(least..=greatest).contains(&value)
    {
        return Err(Error::Overflow(format!("Python integer {value} out of bounds for {dtype}")));
    }
    Ok(())
}
