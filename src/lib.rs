//! Dasklet: Dask in a browser tab, for teaching.
//!
//! The rooms stand in data-path order; `src/README.md` says what each is for and who may import whom.
//!
//! ```text
//! a Python cell -> python -> array -> graph -> client -> scheduler -> worker -> block -> results
//!                                                └──────── cluster drives them all ────────┘
//!                                                                   │ events -> panels -> the page
//! ```

pub mod array;
pub mod block;
pub mod client;
pub mod cluster;
pub mod events;
pub mod graph;
pub mod panels;
#[cfg(feature = "python")]
pub mod python;
pub mod scheduler;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod worker;
