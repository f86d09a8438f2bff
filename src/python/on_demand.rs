//! Which packages are not part of the page's first download.

/// Packages of ours that the page fetches when one of them is first imported, all in one file.
pub const ON_DEMAND: &[&str] = &[
    "_dasklet_tables",
    "affine",
    "cartopy",
    "cftime",
    "geopandas",
    "hvplot",
    "intake",
    "matplotlib",
    "numcodecs",
    "pandas",
    "planetary_computer",
    "pyproj",
    "pystac",
    "pystac_client",
    "rioxarray",
    "shapely",
    "stackstac",
    "xarray",
    "zarr",
];

/// Whether a module belongs to one of them.
pub fn is_on_demand(name: &str) -> bool {
    name.split('.').next().is_some_and(|package| ON_DEMAND.contains(&package))
}

/// Tells whole files from damaged ones and from those of other builds: FNV-1a, 64 bits. Guards nothing.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
