//! Zarr: hierarchies of chunked arrays, versions 2 and 3, in whatever keeps bytes under keys.
//!
//! in: addresses, regions, blocks to write; out: blocks. Imports `block` only.
//!
//! | file | what it does |
//! | --- | --- |
//! | `storage`, `folder`, `http`, `transport`, `socket` | bytes under keys: in memory, in a folder, behind a URL |
//! | `disk`, `log/` | local paths in the page: a log of records in files that the browser keeps |
//! | `recipes` | storages whose chunks are computed when they are read, and the catalogue of their addresses |
//! | `place`, `address` | a place in a storage; which one a URL or a path means |
//! | `json`, `metadata` | the documents that describe arrays and groups |
//! | `data_type`, `codec` | what elements are as bytes; what was done to a chunk's bytes |
//! | `pipeline`, `grid` | from elements to stored bytes and back, shards among them; regions cut into chunks |
//! | `array`, `group` | reading and writing regions; what stands in a group |
//!
//! Elements are bytes of some width here: only a block's own memory knows their type, and chunks are decoded right into it.
//!
//! Invariants: nothing that a storage holds makes this room panic, hang or take memory that a chunk's bytes do not back.

mod address;
mod array;
pub mod codec;
mod data_type;
mod disk;
mod error;
#[cfg(not(target_arch = "wasm32"))]
mod folder;
mod grid;
mod group;
pub mod http;
pub mod json;
pub mod log;
mod metadata;
mod pipeline;
mod place;
pub mod recipes;
#[cfg(not(target_arch = "wasm32"))]
mod socket;
mod storage;
pub mod transport;

pub use address::{local, locate, set_site};
pub use array::Array;
pub use data_type::{DataType, Values};
pub use disk::{Disk, local_disk};
pub use error::{Error, Result};
#[cfg(not(target_arch = "wasm32"))]
pub use folder::Folder;
pub use group::{Group, Node, not_found, open};
pub use metadata::{ArrayMetadata, Keys};
pub use pipeline::{Pipeline, Sharding};
pub use place::Place;
pub use storage::{Memory, Part, Storage};
