//! Blocks from bytes and as bytes: what stores and files read and write. Everything we run on is little-endian.

use super::create::filled;
use super::element::{Array, Element};
use super::layout::c_order;
use super::{Block, DType, Result};
use crate::{each_dtype, with_dtype};

impl Block {
    /// A C-ordered block whose bytes `fill` writes; they are zero before. What differs from 0 is true.
    pub fn from_bytes<E: From<super::Error>>(
        shape: &[usize],
        dtype: DType,
        fill: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Block, E> {
        if dtype == DType::Bool {
            // Not every byte is a bool, so that they are made of bytes.
            let mut array = filled::<u8>(shape, 0)?;
            fill(bytes_mut(&mut array))?;
            return Ok(Block::UInt8(array).astype(DType::Bool)?);
        }
        with_dtype!(dtype, T => {
            let mut array = filled::<T>(shape, T::default())?;
            fill(bytes_mut(&mut array))?;
            Ok(T::into_block(array))
        })
    }

    /// The elements in C order.
    pub fn c_ordered(&self) -> Result<Block> {
        each_dtype!(self, array => Ok(Element::into_block(c_order(array)?)))
    }

    /// The bytes of the elements; `None` if they are not in C order.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        each_dtype!(self, array => {
            let elements = array.as_slice()?;
            // SAFETY: elements are numbers or bools, all of whose bytes are initialised; any byte is a `u8`.
            Some(unsafe { std::slice::from_raw_parts(elements.as_ptr().cast(), size_of_val(elements)) })
        })
    }
}

/// The bytes of numbers; not of bools, to which not every byte may be written.
fn bytes_mut<T: Element>(array: &mut Array<T>) -> &mut [u8] {
    debug_assert_ne!(T::DTYPE, DType::Bool);
    let elements = array.as_slice_mut().unwrap_or_default();
    // SAFETY: any bytes are a number of these types, which have no padding; the slice borrows the array for as long.
    unsafe { std::slice::from_raw_parts_mut(elements.as_mut_ptr().cast(), size_of_val(elements)) }
}
