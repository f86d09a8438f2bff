//! The element types, under NumPy's names.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An element type. The order is NumPy's: bool, signed, unsigned, floating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DType {
    /// One byte, true or false
    Bool,
    /// 8-bit signed integer
    Int8,
    /// 16-bit signed integer
    Int16,
    /// 32-bit signed integer
    Int32,
    /// 64-bit signed integer
    Int64,
    /// 8-bit unsigned integer
    UInt8,
    /// 16-bit unsigned integer
    UInt16,
    /// 32-bit unsigned integer
    UInt32,
    /// 64-bit unsigned integer
    UInt64,
    /// IEEE 754 binary32
    Float32,
    /// IEEE 754 binary64
    Float64,
}

impl DType {
    /// All of them, in order.
    pub const ALL: [DType; 11] = [
        DType::Bool,
        DType::Int8,
        DType::Int16,
        DType::Int32,
        DType::Int64,
        DType::UInt8,
        DType::UInt16,
        DType::UInt32,
        DType::UInt64,
        DType::Float32,
        DType::Float64,
    ];

    /// Bytes per element.
    pub fn itemsize(self) -> usize {
        match self {
            DType::Bool | DType::Int8 | DType::UInt8 => 1,
            DType::Int16 | DType::UInt16 => 2,
            DType::Int32 | DType::UInt32 | DType::Float32 => 4,
            DType::Int64 | DType::UInt64 | DType::Float64 => 8,
        }
    }

    /// NumPy's name: `float64`, `uint8`, `bool`.
    pub fn name(self) -> &'static str {
        match self {
            DType::Bool => "bool",
            DType::Int8 => "int8",
            DType::Int16 => "int16",
            DType::Int32 => "int32",
            DType::Int64 => "int64",
            DType::UInt8 => "uint8",
            DType::UInt16 => "uint16",
            DType::UInt32 => "uint32",
            DType::UInt64 => "uint64",
            DType::Float32 => "float32",
            DType::Float64 => "float64",
        }
    }

    /// The array-interface string: `<f8`, `|u1`, `|b1`. Everything we run on is little-endian.
    pub fn str(self) -> String {
        let order = if self.itemsize() == 1 { '|' } else { '<' };
        format!("{order}{}{}", self.kind(), self.itemsize())
    }

    /// NumPy's kind letter: `b`, `i`, `u` or `f`.
    pub fn kind(self) -> char {
        match self {
            DType::Bool => 'b',
            DType::Int8 | DType::Int16 | DType::Int32 | DType::Int64 => 'i',
            DType::UInt8 | DType::UInt16 | DType::UInt32 | DType::UInt64 => 'u',
            DType::Float32 | DType::Float64 => 'f',
        }
    }

    /// NumPy's one-letter code on a 64-bit Linux: `d`, `l`, `?`.
    pub fn char(self) -> char {
        match self {
            DType::Bool => '?',
            DType::Int8 => 'b',
            DType::Int16 => 'h',
            DType::Int32 => 'i',
            DType::Int64 => 'l',
            DType::UInt8 => 'B',
            DType::UInt16 => 'H',
            DType::UInt32 => 'I',
            DType::UInt64 => 'L',
            DType::Float32 => 'f',
            DType::Float64 => 'd',
        }
    }

    /// The dtype under any name NumPy knows it by: `float64`, `f8`, `<f8`, `d`, `float`, `double`; `None` if there is none.
    pub fn from_name(name: &str) -> Option<DType> {
        let bare = name.strip_prefix(['<', '=', '|']).unwrap_or(name);
        DType::ALL.into_iter().find(|dtype| {
            bare == dtype.name()
                || bare == &dtype.str()[1..]
                || bare.chars().eq([dtype.char()])
                || dtype.other_names().contains(&bare)
        })
    }

    fn other_names(self) -> &'static [&'static str] {
        match self {
            DType::Bool => &["bool_"],
            DType::Int8 => &["byte"],
            DType::Int16 => &["short"],
            DType::Int32 => &["intc"],
            DType::Int64 => &["int", "int_", "intp", "long", "longlong", "q", "p", "n"],
            DType::UInt8 => &["ubyte"],
            DType::UInt16 => &["ushort"],
            DType::UInt32 => &["uintc"],
            DType::UInt64 => &["uint", "uintp", "ulong", "ulonglong", "Q", "P", "N"],
            DType::Float32 => &["single"],
            DType::Float64 => &["float", "double"],
        }
    }

    /// Whether it is a signed or unsigned integer; bool is not.
    pub fn is_integer(self) -> bool {
        matches!(self.kind(), 'i' | 'u')
    }

    /// Whether it is floating.
    pub fn is_float(self) -> bool {
        self.kind() == 'f'
    }

    /// The least and greatest integer it holds; `None` for floats.
    pub fn integer_range(self) -> Option<(i128, i128)> {
        let bits = 8 * self.itemsize() as u32;
        match self.kind() {
            'b' => Some((0, 1)),
            'i' => Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1)),
            'u' => Some((0, (1 << bits) - 1)),
            _ => None,
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}
