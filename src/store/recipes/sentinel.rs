//! Sentinel-2 over the Alps in February and March 2019: the items of a STAC search, and windows of their rasters.

use std::fmt::Write;

use super::alps::{Overpass, look};
use super::noise::{hash_of, unit};

/// Where the search is answered.
pub const STAC_ROOT: &str = "https://earth-search.aws.element84.com/v1";
/// Rows and columns of a tile at 10 m.
const TILE_SIZE: i64 = 10_980;
/// The tiles: the letters of their square, and the y of their northern edge. Their western edge is at x 600 km.
const TILES: [(&str, f64); 2] = [("PT", 5_300_040.0), ("PS", 5_200_020.0)];
const WEST: f64 = 600_000.0;

/// One item: a tile at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    tile: usize,
    /// Days since the first of January
    day: u32,
    /// 1 for data processed a second time
    sequence: u32,
}

/// A value of an item's property.
pub enum Property {
    /// A text
    Text(String),
    /// A number
    Number(f64),
    /// True or false
    Flag(bool),
    /// Anything else, as JSON
    Json(&'static str),
}

/// All items, ordered by time: two orbits, every five days each, two tiles; a fifth of them processed twice.
pub fn all() -> Vec<Item> {
    let mut days: Vec<u32> = (0..11).flat_map(|pass| [32 + 5 * pass, 35 + 5 * pass]).collect();
    days.sort_unstable();
    let mut items = Vec::new();
    for (pass, day) in days.into_iter().enumerate() {
        for tile in 0..TILES.len() {
            items.push(Item { tile, day, sequence: 0 });
            if pass % 2 == 0 && tile == 1 {
                items.push(Item { tile, day, sequence: 1 });
            }
        }
    }
    items
}

/// A STAC `FeatureCollection` of all items, as JSON.
pub fn items() -> String {
    let items = all();
    let features: Vec<String> = items.iter().map(Item::json).collect();
    format!(
        "{{\"type\": \"FeatureCollection\", \"numberMatched\": {}, \"numberReturned\": {}, \"features\": [{}]}}",
        items.len(),
        items.len(),
        features.join(", ")
    )
}

/// A window of the raster behind an asset's `href`: the stored 16-bit numbers, 0 where there is no data.
///
/// The window begins at `corner` (row, column; in the raster's own pixels, also outside of it) and has `shape` pixels, each as high
/// and wide as `steps` of the raster's own.
pub fn read_window(href: &str, corner: [i64; 2], shape: [usize; 2], steps: [f64; 2]) -> Result<Vec<u16>, String> {
    let unknown = || {
        format!("there is no raster at {href} in the catalogue; the assets {} of its items can be read", asset_names())
    };
    let mut names = href.rsplit('/');
    let file = names.next().unwrap_or_default().strip_suffix(".tif").ok_or_else(unknown)?;
    let id = names.next().unwrap_or_default();
    let item = all().into_iter().find(|item| item.id() == id).ok_or_else(unknown)?;
    let band = ASSETS.iter().position(|asset| asset.1 == file).ok_or_else(unknown)?;
    let [height, width] = shape;
    if height.saturating_mul(width) > 1 << 28 || steps.iter().any(|step| !(*step > 0.0 && *step < 1e5)) {
        return Err(format!("a window of {height} x {width} pixels in steps of {steps:?} cannot be read at once"));
    }
    let mut values = vec![0; height * width];
    let size = steps.map(|step| step * ASSETS[band].2);
    let (down, east) = (corner[0] as f64 * ASSETS[band].2, corner[1] as f64 * ASSETS[band].2);
    // What of the window is on the tile; the rest stays 0.
    let within = |start: f64, size: f64, count: usize| {
        let edge = (TILE_SIZE * 10) as f64;
        let index = |metres: f64| (((metres - start) / size - 0.5).ceil().max(0.0) as usize).min(count);
        index(0.0)..index(edge)
    };
    let (rows, columns) = (within(down, size[0], height), within(east, size[1], width));
    if rows.is_empty() || columns.is_empty() {
        return Ok(values);
    }
    let mut places = rows.clone().flat_map(|row| columns.clone().map(move |column| (row, column)));
    let (top, left) = (down + rows.start as f64 * size[0], east + columns.start as f64 * size[1]);
    let edge = ((WEST + left) as f32, (item.north() - top) as f32);
    look(edge, (size[1] as f32, size[0] as f32), (rows.len(), columns.len()), &item.overpass(), &mut |pixel| {
        let Some((row, column)) = places.next() else { return };
        if item.sees(east + (column as f64 + 0.5) * size[1], down + (row as f64 + 0.5) * size[0]) {
            let reflectance = pixel.reflectance.get(band).map(|value| (value * 10_000.0).clamp(1.0, 16_000.0) as u16);
            values[row * width + column] = reflectance.unwrap_or(pixel.cover as u16);
        }
    });
    Ok(values)
}

fn asset_names() -> String {
    ASSETS.map(|asset| asset.0).join(", ")
}

/// Name, band, metres per pixel, name of the file, wavelength and its width in µm.
const ASSETS: [(&str, &str, f64, &str, [f64; 2]); 5] = [
    ("blue", "B02", 10.0, "blue", [0.49, 0.098]),
    ("green", "B03", 10.0, "green", [0.56, 0.045]),
    ("red", "B04", 10.0, "red", [0.665, 0.038]),
    ("nir", "B08", 10.0, "nir", [0.842, 0.145]),
    ("scl", "SCL", 20.0, "", [0.0, 0.0]),
];

impl Item {
    /// `S2B_32TPT_20190202_0_L2A`
    pub fn id(&self) -> String {
        format!("S2{}_32T{}_{}_{}_L2A", self.satellite(), TILES[self.tile].0, self.date(""), self.sequence)
    }

    /// Metres of the northern edge.
    pub fn north(&self) -> f64 {
        TILES[self.tile].1
    }

    /// Seconds of the overpass since the first of January 2019.
    pub fn seconds(&self) -> i64 {
        let minute = if self.is_west() { 18 } else { 8 };
        i64::from(self.day) * 86_400 + 10 * 3600 + minute * 60 + 24 + 15 * self.tile as i64 + i64::from(self.day % 5)
    }

    /// The light and the weather.
    pub fn overpass(&self) -> Overpass {
        Overpass {
            day: self.day as f32,
            clouds: self.cloud_share() as f32,
            sun_azimuth: if self.is_west() { 163.5 } else { 158.7 } - 0.04 * self.day as f32,
            sun_elevation: 18.9 + 0.285 * self.day as f32 - if self.tile == 0 { 0.8 } else { 0.0 },
            seed: 4000 + self.day as i32,
        }
    }

    fn satellite(&self) -> char {
        if (self.day / 5).is_multiple_of(2) { 'B' } else { 'A' }
    }

    /// The orbit R022 sees the west of the tiles, R065 the east.
    fn is_west(&self) -> bool {
        self.day % 5 == 2
    }

    /// `2019`, `02` and `02`, joined.
    fn date(&self, joint: &str) -> String {
        let (month, day) = if self.day >= 59 { (3, self.day - 58) } else { (2, self.day - 30) };
        format!("2019{joint}{month:02}{joint}{day:02}")
    }

    fn time(&self, days_later: i64) -> String {
        let seconds = self.seconds() % 86_400;
        let date = Item { day: self.day + days_later as u32, ..*self }.date("-");
        format!("{date}T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    fn cloud_share(&self) -> f64 {
        let bits = unit(hash_of(&[4000, self.day as i32]));
        f64::from(bits * bits * 0.98).max(0.004)
    }

    /// Whether the swath covers a place, in metres from the tile's corner.
    fn sees(&self, x: f64, y: f64) -> bool {
        let along = x + 0.21 * (y + 5_300_040.0 - self.north());
        if self.is_west() { along < 122_000.0 } else { along > 9_000.0 }
    }

    fn no_data_percent(&self) -> f64 {
        let unseen = (0..400).filter(|idx| {
            let metres = |part: i32| f64::from(part) * 5490.0 + 2745.0;
            !self.sees(metres(idx % 20), metres(idx / 20))
        });
        unseen.count() as f64 / 4.0
    }

    fn folder(&self) -> String {
        let (month, square) = (if self.day >= 59 { 3 } else { 2 }, TILES[self.tile].0);
        format!("sentinel-2-l2a/32/T/{square}/2019/{month}/{}", self.id())
    }

    /// The item's properties, as Element 84 writes them.
    pub fn properties(&self) -> Vec<(&'static str, Property)> {
        use Property::{Flag, Json, Number, Text};
        let pass = self.overpass();
        let (square, satellite, compact) = (TILES[self.tile].0, self.satellite(), self.date(""));
        let seconds = self.seconds() % 86_400;
        let clock = format!("{:02}{:02}{:02}", seconds / 3600, seconds / 60 % 60, 1);
        let orbit = if self.is_west() { "R022" } else { "R065" };
        let cloudy = 100.0 * self.cloud_share();
        let snow = (62.0 - 0.35 * f64::from(self.day - 31)) * (1.0 - self.cloud_share());
        let round = |value: f64| Number((value * 1e6).round() / 1e6);
        let station = if satellite == 'A' { "SGS_" } else { "EPAE" };
        vec![
            ("created", Text("2022-11-06T05:40:48.124Z".to_owned())),
            ("platform", Text(format!("sentinel-2{}", satellite.to_ascii_lowercase()))),
            ("constellation", Text("sentinel-2".to_owned())),
            ("instruments", Json("[\"msi\"]")),
            ("eo:cloud_cover", round(cloudy)),
            ("proj:epsg", Number(32_632.0)),
            ("mgrs:utm_zone", Number(32.0)),
            ("mgrs:latitude_band", Text("T".to_owned())),
            ("mgrs:grid_square", Text(square.to_owned())),
            ("grid:code", Text(format!("MGRS-32T{square}"))),
            ("view:sun_azimuth", round(f64::from(pass.sun_azimuth))),
            ("view:sun_elevation", round(f64::from(pass.sun_elevation))),
            ("s2:degraded_msi_data_percentage", Number(0.0)),
            ("s2:nodata_pixel_percentage", round(self.no_data_percent())),
            ("s2:saturated_defective_pixel_percentage", Number(0.0)),
            ("s2:vegetation_percentage", round(18.0 * (1.0 - self.cloud_share()))),
            ("s2:water_percentage", round(0.7)),
            ("s2:medium_proba_clouds_percentage", round(0.3 * cloudy)),
            ("s2:high_proba_clouds_percentage", round(0.6 * cloudy)),
            ("s2:thin_cirrus_percentage", round(0.1 * cloudy)),
            ("s2:snow_ice_percentage", round(snow)),
            ("s2:product_type", Text("S2MSI2A".to_owned())),
            ("s2:processing_baseline", Text("02.11".to_owned())),
            (
                "s2:product_uri",
                Text(format!(
                    "S2{satellite}_MSIL2A_{compact}T{clock}_N0211_{orbit}_T32T{square}_{compact}T1{}0000.SAFE",
                    3 + self.sequence
                )),
            ),
            ("s2:generation_time", Text(format!("{}T1{}:00:00.000Z", self.date("-"), 3 + self.sequence))),
            ("s2:datatake_id", Text(format!("GS2{satellite}_{compact}T{clock}_0{:05}_N02.11", 10_000 + 14 * self.day))),
            ("s2:datatake_type", Text("INS-NOBS".to_owned())),
            (
                "s2:datastrip_id",
                Text(format!("S2{satellite}_OPER_MSI_L2A_DS_{station}_{compact}T130000_S{compact}T{clock}_N02.11")),
            ),
            (
                "s2:granule_id",
                Text(format!(
                    "S2{satellite}_OPER_MSI_L2A_TL_{station}_{compact}T130000_A0{:05}_T32T{square}_N02.11",
                    10_000 + 14 * self.day
                )),
            ),
            ("s2:reflectance_conversion_factor", Number(1.0316 - 0.00022 * f64::from(self.day - 31))),
            ("datetime", Text(self.time(0))),
            ("s2:sequence", Text(self.sequence.to_string())),
            ("earthsearch:s3_path", Text(format!("s3://sentinel-cogs/{}", self.folder()))),
            (
                "earthsearch:payload_id",
                Text(format!(
                    "roda-sentinel2/workflow-sentinel2-to-stac/{:032x}",
                    u128::from(hash_of(&[self.day as i32, self.tile as i32])) << 64
                )),
            ),
            ("earthsearch:boa_offset_applied", Flag(false)),
            ("updated", Text("2022-11-06T05:40:48.124Z".to_owned())),
        ]
    }

    fn json(&self) -> String {
        let properties: Vec<String> = self
            .properties()
            .into_iter()
            .map(|(name, value)| match value {
                Property::Text(text) => format!("\"{name}\": \"{text}\""),
                Property::Number(number) => format!("\"{name}\": {number}"),
                Property::Flag(flag) => format!("\"{name}\": {flag}"),
                Property::Json(json) => format!("\"{name}\": {json}"),
            })
            .collect();
        let mut assets = String::new();
        for (name, band, size, common, [center, width]) in ASSETS {
            let length = (TILE_SIZE as f64 * 10.0 / size) as i64;
            let separator = if assets.is_empty() { "" } else { ", " };
            let bands = if common.is_empty() {
                String::new()
            } else {
                format!(
                    "\"eo:bands\": [{{\"name\": \"{name}\", \"common_name\": \"{common}\", \"description\": \"{name} ({band})\", \
                     \"center_wavelength\": {center}, \"full_width_half_max\": {width}}}], "
                )
            };
            let raster = if common.is_empty() {
                "{\"nodata\": 0, \"data_type\": \"uint8\", \"spatial_resolution\": 20}".to_owned()
            } else {
                format!(
                    "{{\"nodata\": 0, \"data_type\": \"uint16\", \"bits_per_sample\": 15, \"spatial_resolution\": {size}, \"scale\": 0.0001, \"offset\": 0}}"
                )
            };
            let title = if common.is_empty() {
                "Scene classification map (SCL)".to_owned()
            } else {
                format!("{name} ({band}) - {size}m")
            };
            let _ = write!(
                assets,
                "{separator}\"{name}\": {{\"href\": \"https://sentinel-cogs.s3.us-west-2.amazonaws.com/{}/{band}.tif\", \
                 \"type\": \"image/tiff; application=geotiff; profile=cloud-optimized\", \"title\": \"{title}\", {bands}\"gsd\": {size}, \
                 \"proj:shape\": [{length}, {length}], \"proj:transform\": [{size}, 0, {WEST}, 0, -{size}, {}], \
                 \"raster:bands\": [{raster}], \"roles\": [\"data\", \"reflectance\"]}}",
                self.folder(),
                self.north()
            );
        }
        // The corners of the tiles in degrees.
        let ring = [
            "[[[10.3366, 47.8459], [11.8028, 47.8195], [11.7511, 46.8326], [10.3119, 46.8582], [10.3366, 47.8459]]]",
            "[[[10.314, 46.9462], [11.7556, 46.9205], [11.7063, 45.9335], [10.2905, 45.9583], [10.314, 46.9462]]]",
        ][self.tile];
        let bbox = ["[10.3119, 46.8326, 11.8028, 47.8459]", "[10.2905, 45.9335, 11.7556, 46.9462]"][self.tile];
        let id = self.id();
        format!(
            "{{\"type\": \"Feature\", \"stac_version\": \"1.0.0\", \"id\": \"{id}\", \"collection\": \"sentinel-2-l2a\", \
             \"stac_extensions\": [], \"bbox\": {bbox}, \"geometry\": {{\"type\": \"Polygon\", \"coordinates\": {ring}}}, \
             \"properties\": {{{}}}, \"links\": [{{\"rel\": \"self\", \"type\": \"application/geo+json\", \
             \"href\": \"{STAC_ROOT}/collections/sentinel-2-l2a/items/{id}\"}}], \"assets\": {{{assets}}}}}",
            properties.join(", ")
        )
    }
}
