//! The catalogue: data sets whose chunks are computed when they are read, under the addresses of the real ones.
//!
//! A recipe is a [`Storage`](super::Storage): its `get` gives the metadata documents (`.zmetadata`) and chunks, its
//! `get_into` makes a large uncompressed chunk where the reader wants it. `README.md` lists files and seams.

mod air_temperature;
mod alps;
mod climate;
pub mod cmip6;
mod daymet;
pub mod earth;
pub mod files;
mod fire;
mod hawaii;
mod hierarchy;
mod modes;
mod ndvi;
mod noise;
mod quarter_degrees;
mod seasfire;
pub mod sentinel;

use std::sync::Arc;

use super::Storage;
use hierarchy::{Hierarchy, Recipe};

/// The storage of a known data set: `https://…`, `gs://…`, or a plain name such as `test.zarr`; no slash at the end.
pub fn known(address: &str) -> Option<Arc<dyn Storage>> {
    match address {
        seasfire::ADDRESS => Some(storage(seasfire::SeasFire)),
        ndvi::ADDRESS => Some(storage(ndvi::Ndvi)),
        air_temperature::ADDRESS => Some(storage(air_temperature::AirTemperature)),
        _ => match daymet::ADDRESSES.iter().find(|known| **known == address) {
            Some(known) => Some(storage(daymet::Daymet(known))),
            None => cmip6::run_at(address).map(storage),
        },
    }
}

fn storage(recipe: impl Recipe + 'static) -> Arc<dyn Storage> {
    Arc::new(Hierarchy::new(recipe))
}
