//! The packages that learners import, each named once, and when the page has them.

/// When a package comes to the page.
#[derive(Clone, Copy, PartialEq)]
pub enum Comes {
    /// With Python itself.
    AtStart,
    /// In one file with all others like it, which is fetched when one of them is first imported.
    WhenImported,
}

use Comes::{AtStart, WhenImported};

/// In the order in which an error about a missing module offers them; the tiers in `README.md` have them too.
pub const PACKAGES: &[(&str, Comes)] = &[
    ("dask", AtStart),
    ("dask_gateway", AtStart),
    ("distributed", AtStart),
    ("numpy", AtStart),
    ("xarray", WhenImported),
    ("matplotlib", WhenImported),
    ("cartopy", WhenImported),
    ("hvplot", WhenImported),
    ("zarr", WhenImported),
    ("numcodecs", WhenImported),
    ("pandas", WhenImported),
    ("cftime", WhenImported),
    ("intake", WhenImported),
    ("pystac", WhenImported),
    ("pystac_client", WhenImported),
    ("planetary_computer", WhenImported),
    ("stackstac", WhenImported),
    ("rioxarray", WhenImported),
    ("geopandas", WhenImported),
    ("shapely", WhenImported),
    ("pyproj", WhenImported),
    ("affine", WhenImported),
    ("_dasklet_tables", WhenImported),
    ("IPython", AtStart),
];

/// Modules of Python's own library that are long and seldom needed: `decimal`, and with it `fractions` and `statistics`, stand on it.
const SELDOM: &[&str] = &["_pydecimal"];

/// Whether a module is fetched when it is imported.
pub fn is_on_demand(name: &str) -> bool {
    let top = name.split('.').next().unwrap_or_default();
    SELDOM.contains(&top) || PACKAGES.contains(&(top, WhenImported))
}

/// Tells whole files from damaged ones and from those of other builds: FNV-1a, 64 bits. Guards nothing.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
