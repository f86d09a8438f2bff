//! `dask.array`: lazy chunked arrays for learners, over the layers of the `array` room.
//!
//! The core `_dask_array` has the class `Array` (what an array is: name, chunks, dtype, graph) and one function per
//! operation of the engine. The face `lib/dask/array/` derives the class that learners see, with its operators and
//! methods, and gives functions Dask's signatures; what can be composed out of other functions is composed there.

mod array;
mod convert;
mod custom;
mod functions;
mod random;

pub(super) use functions::_dask_array;
