//! Dasklet: Dask in a browser tab, for teaching.
//!
//! The rooms stand in data-path order; `src/README.md` says what each is for and who may import whom.
//!
//! ```text
//! a Python cell -> python -> array -> graph -> client -> scheduler -> worker -> block -> results
//!                                                └──────── cluster drives them all ────────┘
//!                                                                   │ events -> panels -> the page
//! ```
//!
//! The panels artifact (feature `panels` without `python`) is compiled without the rooms that compute, which takes a tenth
//! of the time.

#![cfg_attr(all(target_arch = "wasm32", feature = "kernel"), feature(alloc_error_hook))]

#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod array;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod block;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod client;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod cluster;
pub mod events;
pub mod graph;
pub mod panels;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod plots;
#[cfg(feature = "python")]
pub mod python;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod scheduler;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod web;
#[cfg(not(all(feature = "panels", not(feature = "python"))))]
pub mod worker;
pub mod writing;
