//! Names that follow from what is computed: the same inputs give the same name.
//!
//! Mirrors `dask.base.tokenize`. Differs: the hash is XXH3 instead of MD5, so the hexadecimal digits are others.

use std::fmt::Display;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::block::{Block, DType, Operand};
use crate::each_dtype;

use super::{Array, Chunks};

/// Gathers what a name depends on.
#[derive(Default)]
pub struct Token(Xxh3);

impl Token {
    /// Starts with what is computed.
    pub fn of(what: &str) -> Token {
        Token::default().text(what)
    }

    /// A text. Its length is part of it, so that `"ab", "c"` and `"a", "bc"` differ.
    pub fn text(mut self, text: &str) -> Token {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
        self
    }

    /// Anything that prints itself in full.
    pub fn display(self, value: impl Display) -> Token {
        self.text(&value.to_string())
    }

    /// Numbers, however many.
    pub fn numbers(mut self, numbers: impl IntoIterator<Item = i64>) -> Token {
        let mut n_numbers = 0u64;
        for number in numbers {
            self.0.update(&number.to_le_bytes());
            n_numbers += 1;
        }
        self.0.update(&n_numbers.to_le_bytes());
        self
    }

    /// Bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Token {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// An array, by its name.
    pub fn array(self, array: &Array) -> Token {
        self.text(array.name())
    }

    /// A dtype.
    pub fn dtype(self, dtype: DType) -> Token {
        self.text(dtype.name())
    }

    /// Chunks.
    pub fn chunks(mut self, chunks: &Chunks) -> Token {
        for axis in chunks.iter() {
            self = match axis.sizes() {
                Some(sizes) => self.numbers(sizes.iter().map(|&size| size as i64)),
                None => self.numbers([-1, axis.n_blocks() as i64]),
            };
        }
        self
    }

    /// The elements of a block, its dtype and its shape.
    pub fn block(self, block: &Block) -> Token {
        let token = self.dtype(block.dtype()).numbers(block.shape().iter().map(|&length| length as i64));
        let Token(mut hash) = token;
        let mut buffer: Vec<u8> = Vec::with_capacity(BUFFER_LEN);
        each_dtype!(block, array => for element in array {
            buffer.extend_from_slice(&element.bits().to_le_bytes());
            if buffer.len() >= BUFFER_LEN {
                hash.update(&buffer);
                buffer.clear();
            }
        });
        hash.update(&buffer);
        Token(hash)
    }

    /// An operand: a block, or a Python number, which differs from an array of the same value.
    pub fn operand(self, operand: &Operand) -> Token {
        match operand {
            Operand::Block(block) => self.block(block),
            Operand::Weak(scalar) => self.text(&format!("{scalar:?}")),
        }
    }

    /// `prefix-` and 32 hexadecimal digits.
    pub fn name(self, prefix: &str) -> Arc<str> {
        format!("{prefix}-{:032x}", self.0.digest128()).into()
    }
}

/// Bytes hashed at a time.
const BUFFER_LEN: usize = 1 << 14;

/// The bits of an element: equal elements of one dtype have equal bits, and no others.
trait Bits {
    fn bits(&self) -> u64;
}

macro_rules! bits {
    ($($element:ty: $value:ident => $bits:expr;)*) => {$(
        impl Bits for $element {
            fn bits(&self) -> u64 {
                let $value = *self;
                $bits
            }
        }
    )*};
}

bits! {
    bool: value => u64::from(value);
    i8: value => value as u64;
    i16: value => value as u64;
    i32: value => value as u64;
    i64: value => value as u64;
    u8: value => value.into();
    u16: value => value.into();
    u32: value => value.into();
    u64: value => value;
    f32: value => value.to_bits().into();
    f64: value => value.to_bits();
}
