//! The Rust types behind the dtypes, and NumPy's casts between them.

use std::fmt;

use ndarray::{ArcArray, IxDyn};

use super::{Block, DType, Scalar};

/// The typed array inside a block.
pub type Array<T> = ArcArray<T, IxDyn>;

/// Converts between element types as NumPy's `astype` does.
///
/// Integers wrap. Floats are cut towards zero; what does not fit gives what NumPy gives on x86-64:
/// the least signed integer, or 0 for unsigned ones that are too great.
pub trait Cast<To> {
    /// The converted value.
    fn converted(self) -> To;
}

/// A type that blocks may hold.
pub trait Element:
    Copy
    + Default
    + PartialEq
    + PartialOrd
    + fmt::Debug
    + Send
    + Sync
    + 'static
    + Cast<bool>
    + Cast<i8>
    + Cast<i16>
    + Cast<i32>
    + Cast<i64>
    + Cast<u8>
    + Cast<u16>
    + Cast<u32>
    + Cast<u64>
    + Cast<f32>
    + Cast<f64>
{
    /// Its dtype.
    const DTYPE: DType;
    /// The value 1 or true.
    const ONE: Self;
    /// Wraps a typed array.
    fn into_block(array: Array<Self>) -> Block;
    /// The typed array of a block of this dtype.
    fn array(block: &Block) -> Option<&Array<Self>>;
    /// The typed array of a block of this dtype, to change it.
    fn array_mut(block: &mut Block) -> Option<&mut Array<Self>>;
    /// The value as a Python-like scalar.
    fn scalar(self) -> Scalar;
    /// Whether it is a NaN; never for integers.
    fn is_nan(self) -> bool;
    /// A number whose order is that of the values, NaN last; equal values (also 0.0 and -0.0) have equal keys.
    fn order_key(self) -> u64;
    /// The value of a key.
    fn from_order_key(key: u64) -> Self;
    /// The value converted from `value`, without a check of the range.
    fn from_scalar(value: Scalar) -> Self;
}

/// Runs `$body` with the type alias `$element` bound to the Rust type of a dtype.
#[macro_export]
macro_rules! with_dtype {
    ($dtype:expr, $element:ident => $body:expr) => {
        match $dtype {
            $crate::block::DType::Bool => {
                type $element = bool;
                $body
            }
            $crate::block::DType::Int8 => {
                type $element = i8;
                $body
            }
            $crate::block::DType::Int16 => {
                type $element = i16;
                $body
            }
            $crate::block::DType::Int32 => {
                type $element = i32;
                $body
            }
            $crate::block::DType::Int64 => {
                type $element = i64;
                $body
            }
            $crate::block::DType::UInt8 => {
                type $element = u8;
                $body
            }
            $crate::block::DType::UInt16 => {
                type $element = u16;
                $body
            }
            $crate::block::DType::UInt32 => {
                type $element = u32;
                $body
            }
            $crate::block::DType::UInt64 => {
                type $element = u64;
                $body
            }
            $crate::block::DType::Float32 => {
                type $element = f32;
                $body
            }
            $crate::block::DType::Float64 => {
                type $element = f64;
                $body
            }
        }
    };
}

const TOP: u64 = 1 << 63;

macro_rules! order_key {
    (unsigned, $value:expr) => {
        $value as u64
    };
    (signed, $value:expr) => {
        $value as i64 as u64 ^ TOP
    };
    (float, $value:expr) => {{
        // Adding zero makes -0.0 a 0.0. Below zero, greater bits mean less.
        let bits = (f64::from($value) + 0.0).to_bits();
        if $value.is_nan() {
            u64::MAX
        } else if bits & TOP != 0 {
            !bits
        } else {
            bits | TOP
        }
    }};
}

macro_rules! from_order_key {
    (unsigned, $element:ty, $key:expr) => {
        Cast::<$element>::converted($key)
    };
    (signed, $element:ty, $key:expr) => {
        ($key ^ TOP) as $element
    };
    (float, $element:ty, $key:expr) => {
        match $key {
            u64::MAX => <$element>::NAN,
            above if above & TOP != 0 => f64::from_bits(above ^ TOP) as $element,
            below => f64::from_bits(!below) as $element,
        }
    };
}

macro_rules! element {
    ($element:ty, $variant:ident, $kind:ident, $one:expr, $is_nan:expr, $scalar:expr) => {
        impl Element for $element {
            const DTYPE: DType = DType::$variant;
            const ONE: Self = $one;

            fn into_block(array: Array<Self>) -> Block {
                Block::$variant(array)
            }

            fn array(block: &Block) -> Option<&Array<Self>> {
                match block {
                    Block::$variant(array) => Some(array),
                    _ => None,
                }
            }

            fn array_mut(block: &mut Block) -> Option<&mut Array<Self>> {
                match block {
                    Block::$variant(array) => Some(array),
                    _ => None,
                }
            }

            #[inline(always)]
            fn scalar(self) -> Scalar {
                $scalar(self)
            }

            #[inline(always)]
            fn is_nan(self) -> bool {
                $is_nan(self)
            }

            #[inline(always)]
            fn order_key(self) -> u64 {
                order_key!($kind, self)
            }

            #[inline(always)]
            fn from_order_key(key: u64) -> Self {
                from_order_key!($kind, $element, key)
            }

            fn from_scalar(value: Scalar) -> Self {
                match value {
                    Scalar::Bool(value) => value.converted(),
                    // Two's complement: the low bits decide, except for floats, which take the value.
                    Scalar::Int(value) if Self::DTYPE.is_float() => (value as f64).converted(),
                    Scalar::Int(value) if Self::DTYPE == DType::Bool => (value != 0).converted(),
                    Scalar::Int(value) => (value as u64).converted(),
                    Scalar::Float(value) => value.converted(),
                }
            }
        }
    };
}

element!(bool, Bool, unsigned, true, |_| false, Scalar::Bool);
element!(i8, Int8, signed, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(i16, Int16, signed, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(i32, Int32, signed, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(i64, Int64, signed, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(u8, UInt8, unsigned, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(u16, UInt16, unsigned, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(u32, UInt32, unsigned, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(u64, UInt64, unsigned, 1, |_| false, |value| Scalar::Int(i128::from(value)));
element!(f32, Float32, float, 1.0, f32::is_nan, |value| Scalar::Float(f64::from(value)));
element!(f64, Float64, float, 1.0, f64::is_nan, Scalar::Float);

macro_rules! cast {
    // Between numbers where Rust's `as` is what NumPy does.
    ($from:ty => $($to:ty)*) => {$(
        impl Cast<$to> for $from {
            #[inline(always)]
            fn converted(self) -> $to {
                self as $to
            }
        }
    )*};
    // To bool: whether it differs from zero.
    (bool from $($from:ty)*) => {$(
        impl Cast<bool> for $from {
            #[inline(always)]
            fn converted(self) -> bool {
                self != (0 as $from)
            }
        }
    )*};
    // From bool: 0 or 1.
    (bool to $($to:ty)*) => {$(
        impl Cast<$to> for bool {
            #[inline(always)]
            fn converted(self) -> $to {
                u8::from(self) as $to
            }
        }
    )*};
    // From a float: through the width that x86-64 converts with.
    (float $from:ty) => {
        impl Cast<i64> for $from {
            #[inline(always)]
            fn converted(self) -> i64 {
                if self >= -9_223_372_036_854_775_808.0 && self < 9_223_372_036_854_775_808.0 { self as i64 } else { i64::MIN }
            }
        }
        impl Cast<i32> for $from {
            #[inline(always)]
            fn converted(self) -> i32 {
                if (self as f64) > -2_147_483_649.0 && (self as f64) < 2_147_483_648.0 { self as i32 } else { i32::MIN }
            }
        }
        cast!(through i32, $from => i8 i16 u8 u16);
        impl Cast<u32> for $from {
            #[inline(always)]
            fn converted(self) -> u32 {
                match self {
                    past if past >= 4_294_967_296.0 => 0,
                    upper if upper >= 2_147_483_648.0 => upper as u32,
                    lower => Cast::<i32>::converted(lower) as u32,
                }
            }
        }
        impl Cast<u64> for $from {
            #[inline(always)]
            fn converted(self) -> u64 {
                match self {
                    past if past >= 18_446_744_073_709_551_616.0 => 0,
                    upper if upper >= 9_223_372_036_854_775_808.0 => upper as u64,
                    lower => Cast::<i64>::converted(lower) as u64,
                }
            }
        }
    };
    (through $middle:ty, $from:ty => $($to:ty)*) => {$(
        impl Cast<$to> for $from {
            #[inline(always)]
            fn converted(self) -> $to {
                Cast::<$middle>::converted(self) as $to
            }
        }
    )*};
}

impl Cast<bool> for bool {
    #[inline(always)]
    fn converted(self) -> bool {
        self
    }
}
cast!(bool from i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(bool to i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(i8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(i16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(i32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(i64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(u8 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(u16 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(u32 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(u64 => i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
cast!(f32 => f32 f64);
cast!(f64 => f32 f64);
cast!(float f32);
cast!(float f64);
