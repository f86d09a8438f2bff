//! Universal functions: element by element, with broadcasting and promotion.
//!
//! [`Ufunc`] is the table of all of them; [`unary`], [`binary`] and [`where_`] run them. The loops are in `loops.rs`,
//! what they compute per element type in `number.rs`.
//!
//! Differs from NumPy: there is no float16, so functions that give float16 for bool and 8-bit integers refuse them.

mod binary;
mod loops;
mod number;
mod table;
mod unary;
mod where_;

pub use binary::binary;
pub use table::Ufunc;
pub use unary::unary;
pub use where_::where_;

pub(super) use number::{Float, Number};
