//! Integers up to a bound, without bias: by Lemire's multiplication or, in the old generator, by masking.

use super::BitGenerator;
use crate::block::create::{array_from_vec, vec_for};
use crate::block::element::{Cast, Element};
use crate::block::{Block, DType, Error, Result};
use crate::with_dtype;

/// How numbers past the bound are avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Multiply and reject few: `Generator`
    Lemire,
    /// Mask and reject what is too great: `RandomState`
    Masked,
}

/// Integers from `low` to `high`, both included, of an integer dtype or bool.
pub(super) fn integers(
    bits: &mut impl BitGenerator,
    low: i128,
    high: i128,
    shape: &[usize],
    dtype: DType,
    method: Method,
) -> Result<Block> {
    let range = (high - low) as u64;
    with_dtype!(dtype, T => {
        let mut elements = vec_for::<T>(shape)?;
        let count = shape.iter().product();
        let low = low as u64;
        fill(bits, range, count, dtype, method, |offset| {
            let value: T = low.wrapping_add(offset).converted();
            elements.push(value);
        });
        Ok(T::into_block(array_from_vec(shape, elements)))
    })
}

/// Checks bounds as `integers(low, high)` with `high` excluded unless `endpoint`; gives both included.
pub(super) fn checked_bounds(low: i128, high: i128, endpoint: bool, dtype: DType) -> Result<(i128, i128)> {
    let Some((least, greatest)) = dtype.integer_range() else {
        return Err(Error::type_error(format!("Unsupported dtype dtype('{dtype}') for integers")));
    };
    let last = if endpoint { high } else { high.saturating_sub(1) };
    if low < least {
        Err(Error::value(format!("low is out of bounds for {dtype}")))
    } else if last > greatest {
        Err(Error::value(format!("high is out of bounds for {dtype}")))
    } else if low > last {
        Err(Error::value(if endpoint { "low > high" } else { "low >= high" }))
    } else {
        Ok((low, last))
    }
}

/// Gives `count` integers from 0 to `range` to `push`. Narrow dtypes cut several numbers from 32 bits.
fn fill(
    bits: &mut impl BitGenerator,
    range: u64,
    count: usize,
    dtype: DType,
    method: Method,
    mut push: impl FnMut(u64),
) {
    if range == 0 {
        (0..count).for_each(|_| push(0));
        return;
    }
    match dtype.itemsize() {
        _ if dtype == DType::Bool => {
            let mut pieces = Pieces::new(1);
            (0..count).for_each(|_| push(u64::from(pieces.next(bits))));
        }
        size @ (1 | 2) => {
            let width = 8 * size as u32;
            let mut pieces = Pieces::new(width);
            (0..count).for_each(|_| push(u64::from(narrow(&mut || pieces.next(bits), range as u32, width, method))));
        }
        _ if range <= u64::from(u32::MAX) => {
            (0..count).for_each(|_| push(u64::from(narrow(&mut || bits.next_u32(), range as u32, 32, method))));
        }
        _ => (0..count).for_each(|_| push(wide(bits, range, method))),
    }
}

/// One integer from 0 to `range`.
pub(super) fn one(bits: &mut impl BitGenerator, range: u64, method: Method) -> u64 {
    match range {
        0 => 0,
        _ if range <= u64::from(u32::MAX) => u64::from(narrow(&mut || bits.next_u32(), range as u32, 32, method)),
        _ => wide(bits, range, method),
    }
}

/// From pieces of `width` bits (at most 32) to an integer from 0 to `range`, which is not 0.
#[inline]
fn narrow(piece: &mut impl FnMut() -> u32, range: u32, width: u32, method: Method) -> u32 {
    let all = u32::MAX >> (32 - width);
    if range == all {
        return piece();
    }
    match method {
        Method::Masked => {
            let mask = u32::MAX >> range.leading_zeros();
            loop {
                let value = piece() & mask;
                if value <= range {
                    return value;
                }
            }
        }
        Method::Lemire => {
            let bound = u64::from(range) + 1;
            let mut product = u64::from(piece()) * bound;
            if product & u64::from(all) < bound {
                let threshold = (u64::from(all) - u64::from(range)) % bound;
                while product & u64::from(all) < threshold {
                    product = u64::from(piece()) * bound;
                }
            }
            (product >> width) as u32
        }
    }
}

/// An integer from 0 to a `range` of more than 32 bits.
fn wide(bits: &mut impl BitGenerator, range: u64, method: Method) -> u64 {
    if range == u64::MAX {
        return bits.next_u64();
    }
    match method {
        Method::Masked => {
            let mask = u64::MAX >> range.leading_zeros();
            loop {
                let value = bits.next_u64() & mask;
                if value <= range {
                    return value;
                }
            }
        }
        Method::Lemire => {
            let bound = u128::from(range) + 1;
            let mut product = u128::from(bits.next_u64()) * bound;
            if u128::from(product as u64) < bound {
                let threshold = (u64::MAX - range) % (range + 1);
                while (product as u64) < threshold {
                    product = u128::from(bits.next_u64()) * bound;
                }
            }
            (product >> 64) as u64
        }
    }
}

/// Pieces of 1, 8 or 16 bits, cut from 32 at a time, lowest first.
struct Pieces {
    width: u32,
    word: u32,
    left: u32,
}

impl Pieces {
    fn new(width: u32) -> Pieces {
        Pieces { width, word: 0, left: 0 }
    }

    #[inline]
    fn next(&mut self, bits: &mut impl BitGenerator) -> u32 {
        if self.left == 0 {
            self.word = bits.next_u32();
            self.left = 32 / self.width - 1;
        } else {
            self.word >>= self.width;
            self.left -= 1;
        }
        self.word & (u32::MAX >> (32 - self.width))
    }
}
