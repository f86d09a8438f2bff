//! The catalogue: data sets whose chunks are computed when they are read, under the addresses of the real ones.
//!
//! A recipe is a [`Storage`](super::Storage): its `get` gives the metadata documents (`.zmetadata`) and chunks, its
//! `get_into` makes a large uncompressed chunk where the reader wants it. `README.md` lists files and seams.

mod climate;
pub mod earth;
mod fire;
mod hierarchy;
mod modes;
mod noise;
mod seasfire;

use std::sync::Arc;

use super::Storage;
use hierarchy::Hierarchy;

/// How a data set's storage is made.
type Make = fn() -> Arc<dyn Storage>;

/// The addresses, without a slash at the end.
const CATALOGUE: &[(&str, Make)] = &[(seasfire::ADDRESS, || Arc::new(Hierarchy::new(seasfire::SeasFire)))];

/// The storage of a known data set: `https://…`, `gs://…`, or a plain name such as `test.zarr`.
pub fn known(address: &str) -> Option<Arc<dyn Storage>> {
    CATALOGUE.iter().find(|(known, _)| *known == address).map(|(_, make)| make())
}
