//! `numpy`: arrays for learners, over the blocks that chunks are made of.
//!
//! The core `_numpy` has the classes `Array` (operators, indexing, writing through views) and `Generic` (scalars), the
//! generators, and one function per engine function. The face `lib/numpy/` derives `ndarray` and `float64`, `int64`, …
//! from the classes and gives functions NumPy's signatures; it registers its classes so that results are made of them.
//!
//! Arrays of dates, durations, text and other objects are the face's alone (`lib/numpy/_encoded.py`): an integer array of codes,
//! and what the codes mean.
//!
//! Differs from NumPy: no complex and structured arrays, no 16-bit floats, no memory-mapped or Fortran-ordered ones; division by
//! zero warns of nothing.

mod array;
mod convert;
mod functions;
mod generators;
mod generic;
mod operators;

pub use convert::{asarray, give, group_reduction, raised};
pub(super) use functions::_numpy;
