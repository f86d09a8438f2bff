//! `test.zarr`: how green an alpine catchment was on three days of late winter, from red and near infrared of Sentinel-2.

use super::alps::{Cover, look};
use super::hierarchy::{Recipe, Variable, members, put, put_texts};
use super::sentinel::{Item, Property, all};

const ROWS: usize = 3341;
const COLUMNS: usize = 2630;
/// The western and northern edge in UTM zone 32.
const EDGE: (f64, f64) = (654_300.0, 5_202_000.0);

/// The recipe of the catchment's NDVI.
pub struct Ndvi;

/// The name of the store in the lesson.
pub const ADDRESS: &str = "test.zarr";

impl Recipe for Ndvi {
    fn address(&self) -> &str {
        ADDRESS
    }

    fn attributes(&self) -> String {
        String::new()
    }

    fn variables(&self) -> Vec<Variable> {
        let plain = |name, dims, shape: &[usize], dtype: &str| Variable::whole(name, dims, shape, dtype, String::new());
        let mut data = plain("data", &["time", "y", "x"], &[3, ROWS, COLUMNS], "<f8").chunked(&[1, ROWS, COLUMNS]);
        data.attrs = members(&format!(
            "coordinates: epsg gsd id instruments {}\ngrid_mapping: spatial_ref",
            COORDINATES.join(" ")
        ));
        let mut time = plain("time", &["time"], &[3], "<i8");
        time.attrs = members("units: seconds since 2019-01-01\ncalendar: proleptic_gregorian");
        let mut variables = vec![
            data,
            time,
            plain("x", &["x"], &[COLUMNS], "<f8"),
            plain("y", &["y"], &[ROWS], "<f8"),
            plain("id", &["time"], &[3], "<U24"),
            plain("epsg", &[], &[], "<i8"),
            plain("gsd", &[], &[], "<i8"),
            plain("instruments", &[], &[], "<U3"),
            Variable { attrs: members(SPATIAL_REF), ..plain("spatial_ref", &[], &[], "<i8") },
        ];
        let columns = properties();
        for (name, values) in &columns {
            let dtype = match values[0] {
                Property::Text(_) => format!("<U{}", longest(values)),
                Property::Number(number) if number.fract() == 0.0 && is_common(name) => "<i8".to_owned(),
                Property::Flag(_) => "|b1".to_owned(),
                _ => "<f8".to_owned(),
            };
            if is_common(name) {
                variables.push(plain(name, &[], &[], &dtype));
            } else {
                variables.push(plain(name, &["time"], &[3], &dtype));
            }
        }
        variables
    }

    fn fill(&self, variable: &Variable, chunk: &[usize], target: &mut [u8]) {
        match variable.name {
            "data" => data(&overpasses()[chunk[0]], target),
            "time" => put(target, overpasses().map(|item| item.seconds()), i64::to_le_bytes),
            // The corners of the pixels, as stackstac names them
            "x" => put(target, (0..COLUMNS).map(|column| EDGE.0 + 10.0 * column as f64), f64::to_le_bytes),
            "y" => put(target, (0..ROWS).map(|row| EDGE.1 - 10.0 * row as f64), f64::to_le_bytes),
            "id" => put_texts(target, 24, overpasses().map(|item| item.id()).iter().map(String::as_str)),
            "epsg" => put(target, [32_632], i64::to_le_bytes),
            "gsd" => put(target, [10], i64::to_le_bytes),
            "instruments" => put_texts(target, 3, ["msi"]),
            "spatial_ref" => put(target, [0], i64::to_le_bytes),
            name => {
                let columns = properties();
                let Some((_, values)) = columns.iter().find(|(known, _)| *known == name) else { return };
                column(values, variable, target);
            }
        }
    }
}

/// The properties of the three overpasses that become coordinates.
fn properties() -> Vec<(&'static str, Vec<Property>)> {
    let mut columns: Vec<(&'static str, Vec<Property>)> = Vec::new();
    for item in overpasses() {
        for (name, value) in item.properties().into_iter().filter(|(name, _)| COORDINATES.contains(name)) {
            match columns.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push(value),
                None => columns.push((name, vec![value])),
            }
        }
    }
    columns
}

/// Whether all items have the same value, so that the coordinate is a scalar.
fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

fn longest(values: &[Property]) -> usize {
    let length = |value: &Property| if let Property::Text(text) = value { text.chars().count() } else { 0 };
    values.iter().map(length).max().unwrap_or(1)
}

fn column(values: &[Property], variable: &Variable, target: &mut [u8]) {
    let number = |value: &Property| if let Property::Number(number) = value { *number } else { 0.0 };
    match variable.dtype.as_str() {
        "<i8" => put(target, values, |value| (number(value) as i64).to_le_bytes()),
        "<f8" => put(target, values, |value| number(value).to_le_bytes()),
        "|b1" => put(target, values, |value| [u8::from(matches!(value, Property::Flag(true)))]),
        _ => {
            let text = |value: &Property| if let Property::Text(text) = value { text.clone() } else { String::new() };
            let texts: Vec<String> = values.iter().map(text).collect();
            put_texts(target, longest(values), texts.iter().map(String::as_str));
        }
    }
}

/// The three overpasses: deep snow, clouds, and spring.
fn overpasses() -> [Item; 3] {
    let items = all();
    [2, 27, 52].map(|idx| items[idx])
}

/// One day: (nir - red) / (nir + red) inside the catchment.
fn data(item: &Item, target: &mut [u8]) {
    let mut places = target.chunks_exact_mut(8);
    let mut idx = 0;
    let mut spans = Vec::new();
    look((EDGE.0 as f32, EDGE.1 as f32), (10.0, 10.0), (ROWS, COLUMNS), &item.overpass(), &mut |pixel| {
        if idx % COLUMNS == 0 {
            spans = catchment_spans(idx / COLUMNS);
        }
        let x = (idx % COLUMNS) as f32 * 10.0 + 5.0;
        idx += 1;
        let Some(place) = places.next() else { return };
        let inside = spans.chunks_exact(2).any(|span| x >= span[0] && x < span[1]);
        let [_, _, red, nir] = pixel.reflectance.map(|value| f64::from((value * 10_000.0).max(1.0) as u16));
        let value = if inside && pixel.cover != Cover::NoData { (nir - red) / (nir + red) } else { f64::NAN };
        place.copy_from_slice(&value.to_le_bytes());
    });
}

/// Where a row of pixels enters and leaves the catchment, in metres from the western edge.
fn catchment_spans(row: usize) -> Vec<f32> {
    let y = (ROWS - row) as f32 * 10.0 - 5.0;
    let mut crossings = Vec::new();
    for (idx, &(x0, y0)) in CATCHMENT.iter().enumerate() {
        let (x1, y1) = CATCHMENT[(idx + 1) % CATCHMENT.len()];
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(f32::from);
        if (y0 > y) != (y1 > y) {
            crossings.push(x0 + (x1 - x0) * (y - y0) / (y1 - y0));
        }
    }
    crossings.sort_by(f32::total_cmp);
    crossings
}

/// The properties that are coordinates of the store.
const COORDINATES: [&str; 26] = [
    "constellation",
    "created",
    "earthsearch:boa_offset_applied",
    "earthsearch:payload_id",
    "earthsearch:s3_path",
    "eo:cloud_cover",
    "grid:code",
    "mgrs:grid_square",
    "mgrs:latitude_band",
    "mgrs:utm_zone",
    "platform",
    "proj:epsg",
    "s2:datastrip_id",
    "s2:degraded_msi_data_percentage",
    "s2:datatake_id",
    "s2:datatake_type",
    "s2:generation_time",
    "s2:granule_id",
    "s2:processing_baseline",
    "s2:product_type",
    "s2:product_uri",
    "s2:saturated_defective_pixel_percentage",
    "s2:sequence",
    "updated",
    "view:sun_azimuth",
    "view:sun_elevation",
];

/// Those that are the same for all items.
const COMMON: [&str; 7] = [
    "constellation",
    "mgrs:latitude_band",
    "mgrs:utm_zone",
    "proj:epsg",
    "s2:datatake_type",
    "s2:product_type",
    "s2:saturated_defective_pixel_percentage",
];

/// What rioxarray writes of the projection.
const SPATIAL_REF: &str = "grid_mapping_name: transverse_mercator
    projected_crs_name: WGS 84 / UTM zone 32N
    geographic_crs_name: WGS 84
    horizontal_datum_name: World Geodetic System 1984
    reference_ellipsoid_name: WGS 84
    semi_major_axis = 6378137.0
    inverse_flattening = 298.257223563
    latitude_of_projection_origin = 0.0
    longitude_of_central_meridian = 9.0
    false_easting = 500000.0
    false_northing = 0.0
    scale_factor_at_central_meridian = 0.9996
    GeoTransform: 654300.0 10.0 0.0 5202000.0 0.0 -10.0";

/// The catchment of the lesson (`files/catchment_outline.geojson`), in metres from the south-western corner.
#[rustfmt::skip]
const CATCHMENT: &[(u16, u16)] = &[
    (24680, 16243), (24277, 17625), (23456, 18830), (22268, 19744), (21779, 20741), (21243, 21643), (21088,
    22754), (20425, 23459), (20080, 24402), (18886, 24321), (19122, 25981), (18285, 26163), (18052, 27336),
    (17583, 28158), (17229, 29369), (16946, 31077), (16436, 32447), (15632, 32845), (14821, 33206), (13986,
    33407), (13077, 32092), (12305, 30991), (11581, 31115), (10949, 30094), (10367, 29318), (9572, 29888), (8738,
    30238), (7979, 30073), (7189, 29887), (6162, 30115), (5306, 29755), (4929, 28482), (4512, 27375), (3723,
    26779), (3051, 25955), (2664, 24812), (1772, 24053), (1012, 23067), (885, 21667), (775, 20295), (333, 19022),
    (398, 17617), (214, 16243), (949, 14933), (668, 13543), (533, 12107), (598, 10685), (3, 8810), (94, 7190),
    (972, 6171), (1323, 4717), (2635, 4372), (3987, 4362), (5329, 4669), (6386, 4817), (7753, 5964), (8204, 5307),
    (8846, 5184), (9674, 5923), (9986, 4668), (10584, 4635), (11101, 3938), (11725, 4314), (12305, 3881), (12935,
    3327), (13573, 3301), (14435, 1878), (15279, 1404), (16322, 492), (17205, 580), (18397, 3), (19184, 713),
    (19764, 1847), (20539, 2583), (21269, 3440), (22052, 4280), (21991, 6079), (23487, 6306), (24304, 7348),
    (24995, 8576), (25354, 10047), (26297, 11328), (25448, 13194), (25540, 14716),
];
