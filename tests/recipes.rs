//! The data of the lessons at the room's border: every address opens, documents say what they must, chunks are whole, equal and plausible.
#![cfg(not(target_arch = "wasm32"))]

use dasklet::store::Storage;
use dasklet::store::recipes::{earth, files, known, sentinel};
use serde_json::Value;
use std::sync::Arc;

const SEASFIRE: &str = "https://s3.waw4-1.cloudferro.com/EarthCODE/OSCAssets/seasfire/seasfire_v0.4.zarr";
const DAYMET: &str = "abfs://daymet-zarr/daily/hi.zarr";
const KACE: &str = "gs://cmip6/CMIP6/CMIP/NIMS-KMA/KACE-1-0-G/historical/r1i1p1f1/3hr/tas/gr/v20190913";

fn open(address: &str) -> Arc<dyn Storage> {
    known(address).unwrap_or_else(|| panic!("{address} is not in the catalogue"))
}

fn document(storage: &dyn Storage, key: &str) -> Value {
    let bytes = storage.get(key).expect("no error").unwrap_or_else(|| panic!("no {key}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{key}: {error}"))
}

fn lengths(document: &Value, name: &str) -> Vec<usize> {
    let lengths = document[name].as_array().expect("a list");
    lengths.iter().map(|length| length.as_u64().expect("a length") as usize).collect()
}

fn itemsize(dtype: &str) -> usize {
    let count: usize = dtype[2..].parse().expect("a size");
    if dtype.contains('U') { 4 * count } else { count }
}

/// The arrays of a hierarchy: name, document.
fn arrays(storage: &dyn Storage) -> Vec<(String, Value)> {
    let metadata = document(storage, ".zmetadata");
    let members = metadata["metadata"].as_object().expect("an object");
    members
        .iter()
        .filter_map(|(key, document)| Some((key.strip_suffix("/.zarray")?.to_owned(), document.clone())))
        .collect()
}

fn floats(storage: &dyn Storage, key: &str) -> Vec<f32> {
    let bytes = storage.get(key).expect("no error").unwrap_or_else(|| panic!("no {key}"));
    bytes.chunks_exact(4).map(|bytes| f32::from_le_bytes(bytes.try_into().expect("four"))).collect()
}

fn mean(values: impl Iterator<Item = f32>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values.filter(|value| !value.is_nan()) {
        sum += f64::from(value);
        count += 1.0;
    }
    sum / count
}

fn addresses() -> Vec<String> {
    let mut addresses =
        vec![SEASFIRE.to_owned(), DAYMET.to_owned(), "test.zarr".to_owned(), "air_temperature".to_owned()];
    addresses.push("https://daymeteuwest.blob.core.windows.net/daymet-zarr/daily/hi.zarr".to_owned());
    let table = files::text("https://storage.googleapis.com/cmip6/pangeo-cmip6.csv").expect("the table");
    addresses.extend(
        table.lines().skip(1).map(|line| line.split(',').nth(8).expect("a store").trim_end_matches('/').to_owned()),
    );
    addresses
}

#[test]
fn every_address_opens_and_its_small_chunks_are_whole() {
    let addresses = addresses();
    assert!(addresses.len() > 40, "{}", addresses.len());
    for address in addresses {
        let storage = open(&address);
        for (name, array) in arrays(&*storage) {
            assert_eq!(array, document(&*storage, &format!("{name}/.zarray")), "{address} {name}");
            document(&*storage, &format!("{name}/.zattrs"));
            let chunks = lengths(&array, "chunks");
            let bytes = chunks.iter().product::<usize>() * itemsize(array["dtype"].as_str().expect("a dtype"));
            if bytes < 1 << 20 {
                let place = vec!["0"; chunks.len().max(1)].join(".");
                let chunk = storage.get(&format!("{name}/{place}")).expect("no error").expect("a chunk");
                assert_eq!(chunk.len(), bytes, "{address} {name}");
            }
        }
    }
}

#[test]
fn shapes_and_sizes_are_those_of_the_real_ones() {
    // Address, arrays of which the documents are checked, and the bytes of all arrays
    type Case<'a> = (&'a str, &'a str, &'a [usize], &'a [usize], &'a str, u64);
    let cases: [Case; 5] = [
        (SEASFIRE, "gwis_ba", &[966, 720, 1440], &[966, 180, 360], "<f4", 164_300_000_000),
        (DAYMET, "tmin", &[14_965, 584, 284], &[365, 584, 284], "<f4", 69_500_000_000),
        ("test.zarr", "data", &[3, 3341, 2630], &[1, 3341, 2630], "<f8", 210_900_000),
        ("air_temperature", "air", &[2920, 25, 53], &[2920, 25, 53], "<f8", 31_000_000),
        (KACE, "tas", &[475_200, 144, 192], &[600, 144, 192], "<f4", 52_600_000_000),
    ];
    for (address, name, shape, chunks, dtype, nbytes) in cases {
        let storage = open(address);
        let array = document(&*storage, &format!("{name}/.zarray"));
        assert_eq!(lengths(&array, "shape"), shape, "{address}");
        assert_eq!(lengths(&array, "chunks"), chunks, "{address}");
        assert_eq!(array["dtype"], dtype, "{address}");
        let total: u64 = arrays(&*storage)
            .iter()
            .map(|(_, array)| {
                (lengths(array, "shape").iter().product::<usize>()
                    * itemsize(array["dtype"].as_str().expect("a dtype"))) as u64
            })
            .sum();
        let share = total as f64 / nbytes as f64;
        assert!((0.998..1.002).contains(&share), "{address}: {total} bytes");
    }
    let names = arrays(&*open(SEASFIRE));
    assert_eq!(names.len(), 59 + 3);
}

#[test]
fn the_same_chunk_is_equal_on_every_thread() {
    let storage = open(SEASFIRE);
    let key = "ndvi/0.3.0";
    let chunk = storage.get(key).expect("no error").expect("a chunk");
    let again = std::thread::scope(|scope| {
        let others: Vec<_> =
            (0..2).map(|_| scope.spawn(|| storage.get(key).expect("no error").expect("a chunk"))).collect();
        others.into_iter().all(|other| other.join().expect("no panic") == chunk)
    });
    assert!(again);
    // A target that is too short is left alone and told the length.
    assert_eq!(storage.get_into(key, &mut [0; 8]).expect("no error"), Some(chunk.len()));
    for wrong in ["ndvi/1.0.0", "ndvi/0.4.0", "ndvi/0.0", "ndvi/0.0.x", "nothing/0.0.0", "lsm/.zgroup"] {
        assert_eq!(storage.get(wrong).expect("no error"), None, "{wrong}");
    }
}

#[test]
fn land_and_sea_are_where_they_are() {
    let land = earth::land();
    let weight = |row: usize| (89.875 - 0.25 * row as f32).to_radians().cos();
    let (mut covered, mut all) = (0.0, 0.0);
    for (idx, share) in land.iter().enumerate() {
        assert!((0.0..=1.001).contains(share));
        covered += share * weight(idx / 1440);
        all += weight(idx / 1440);
    }
    assert!((0.27..0.31).contains(&(covered / all)), "{}", covered / all);
    let places = [
        (48.9, 2.4, true),
        (0.0, 22.0, true),
        (-25.0, 134.0, true),
        (66.5, -175.0, true),
        (66.0, 175.0, true),
        (-85.0, 10.0, true),
        (72.0, -40.0, true),
        (19.6, -155.5, true),
        (0.0, -30.0, false),
        (30.0, -150.0, false),
        (57.0, -86.0, false),
        (42.0, 50.8, false),
    ];
    for (latitude, longitude, is_land) in places {
        assert_eq!(earth::is_land(latitude, longitude), is_land, "{latitude} {longitude}");
    }
    assert!(earth::height(30.0, 88.0) > 3500.0 && earth::height(-5.0, -60.0) < 400.0);
}

#[test]
fn the_cube_has_seasons_and_no_seams() {
    let storage = open(SEASFIRE);
    // North America: July is warmer than January, and neighbours differ little across the border of two chunks.
    let west = floats(&*storage, "t2m_mean/0.1.0");
    let east = floats(&*storage, "t2m_mean/0.1.1");
    let places = 180 * 360;
    let map = |values: &[f32], time: usize| values[time * places..(time + 1) * places].to_vec();
    assert!(mean(map(&east, 25).into_iter()) > mean(map(&east, 1).into_iter()) + 5.0);
    let [left, right] = [map(&west, 100), map(&east, 100)];
    let across = mean((0..180).map(|row| (left[row * 360 + 359] - right[row * 360]).abs()));
    let inside = mean((0..180).map(|row| (right[row * 360 + 1] - right[row * 360]).abs()));
    assert!(across < 3.0 * inside + 0.3, "{across} {inside}");
    assert!(west.iter().chain(&east).all(|kelvin| (200.0..330.0).contains(kelvin)));
}

#[test]
fn few_cells_burn_and_the_sea_never() {
    let storage = open(SEASFIRE);
    // Africa from the equator southwards
    let burned = floats(&*storage, "gwis_ba/0.2.2");
    let places = 180 * 360;
    let year_2020 = &burned[19 * 46 * places..20 * 46 * places];
    let steps = year_2020.iter().filter(|hectares| **hectares > 0.0).count() as f64;
    let valid = year_2020.iter().filter(|hectares| !hectares.is_nan()).count() as f64;
    assert!((0.01..0.3).contains(&(steps / valid)), "{}", steps / valid);
    let by_step = |step: usize| year_2020[step * places..(step + 1) * places].iter().filter(|ha| **ha > 0.0).count();
    assert!(by_step(27) > 4 * by_step(5), "{} {}", by_step(27), by_step(5));
    // The sea is empty, 2021 is missing.
    let lsm = floats(&*storage, "lsm/2.2");
    assert!(lsm.iter().zip(year_2020).all(|(land, hectares)| *land > 0.1 || hectares.is_nan()));
    assert!(burned[20 * 46 * places..].iter().all(|hectares| hectares.is_nan()));
}

#[test]
fn hawaii_is_cold_on_top_and_empty_around() {
    let storage = open(DAYMET);
    let tmin = floats(&*storage, "tmin/40.0.0");
    let places = 584 * 284;
    let share = tmin[..places].iter().filter(|value| !value.is_nan()).count() as f64 / places as f64;
    assert!((0.09..0.12).contains(&share), "{share}");
    let coldest = tmin.iter().copied().fold(f32::INFINITY, f32::min);
    let warmest = tmin.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    assert!((-12.0..0.0).contains(&coldest) && (20.0..30.0).contains(&warmest), "{coldest} {warmest}");
    let [winter, summer] = [45, 230].map(|day| mean(tmin[day * places..(day + 1) * places].iter().copied()));
    assert!(summer > winter + 2.0, "{winter} {summer}");
}

#[test]
fn models_run_in_their_own_years() {
    let storage = open(KACE);
    let attributes = document(&*storage, "time/.zattrs");
    assert_eq!(
        (attributes["calendar"].as_str(), attributes["units"].as_str()),
        (Some("360_day"), Some("days since 1850-01-01"))
    );
    let first = floats(&*storage, "tas/0.0.0");
    let last = floats(&*storage, "tas/787.0.0");
    let tropics = mean(first.iter().copied().skip(50 * 192).take(44 * 192));
    assert!((293.0..302.0).contains(&tropics), "{tropics}");
    assert!(mean(last.into_iter()) > mean(first.into_iter()));
}

#[test]
fn scenes_fill_188_gib_and_windows_agree() {
    let items: Value = serde_json::from_str(&sentinel::items()).expect("JSON");
    let features = items["features"].as_array().expect("a list");
    let gib = features.len() as f64 * 2.0 * 20_982.0 * 10_980.0 * 8.0 / f64::from(1 << 30);
    assert!((188.0..189.0).contains(&gib), "{gib}");
    let mut times: Vec<&str> =
        features.iter().map(|item| item["properties"]["datetime"].as_str().expect("a time")).collect();
    assert!(times.is_sorted() && times[0] >= "2019-02-01" && times.pop() < Some("2019-03-29"));
    let href = |item: &Value, asset: &str| item["assets"][asset]["href"].as_str().expect("a link").to_owned();
    let red = href(&features[4], "red");
    let whole = sentinel::read_window(&red, [5000, 6000], [120, 90], [1.0, 1.0]).expect("a window");
    let part = sentinel::read_window(&red, [5037, 6011], [50, 40], [1.0, 1.0]).expect("a window");
    for row in 0..50 {
        assert_eq!(part[row * 40..(row + 1) * 40], whole[(row + 37) * 90 + 11..][..40], "row {row}");
    }
    assert!(whole.iter().all(|number| (1..=16_000).contains(number)));
    let outside = sentinel::read_window(&red, [-30, -30], [20, 20], [1.0, 1.0]).expect("a window");
    assert!(outside.iter().all(|number| *number == 0));
    // The tiles overlap, and there they see the same ground.
    let [north, south] = [href(&features[0], "nir"), href(&features[1], "nir")];
    let north = sentinel::read_window(&north, [10_100, 3000], [8, 8], [1.0, 1.0]).expect("a window");
    let south = sentinel::read_window(&south, [10_100 - 10_002, 3000], [8, 8], [1.0, 1.0]).expect("a window");
    let differs = north.iter().zip(&south).filter(|(north, south)| north.abs_diff(**south) > 400).count();
    assert!(differs < 8, "{differs}");
    assert!(sentinel::read_window("https://example.org/x.tif", [0, 0], [1, 1], [1.0, 1.0]).is_err());
}

#[test]
fn the_catchment_is_a_closed_ring() {
    let text = files::text("./assets/catchment_outline.geojson").expect("the file");
    let outline: Value = serde_json::from_str(&text).expect("JSON");
    let ring = outline["features"][0]["geometry"]["coordinates"][0].as_array().expect("a ring").clone();
    assert!(ring.len() > 60 && ring.first() == ring.last());
    for point in &ring {
        let (longitude, latitude) = (point[0].as_f64().expect("x"), point[1].as_f64().expect("y"));
        assert!((11.0..11.4).contains(&longitude) && (46.6..46.96).contains(&latitude));
    }
    let catalogue = files::text("https://storage.googleapis.com/cmip6/pangeo-cmip6.json").expect("the catalogue");
    let catalogue: Value = serde_json::from_str(&catalogue).expect("JSON");
    assert!(files::text(catalogue["catalog_file"].as_str().expect("a path")).is_some());
}

#[test]
fn the_catchments_store_has_its_coordinates() {
    let storage = open("test.zarr");
    let attributes = document(&*storage, "data/.zattrs");
    let coordinates: Vec<&str> = attributes["coordinates"].as_str().expect("names").split(' ').collect();
    let arrays = arrays(&*storage);
    assert!(coordinates.iter().all(|name| arrays.iter().any(|(known, _)| known == name)));
    // With x, y and time; all that is left are the data and the projection.
    assert_eq!((coordinates.len() + 3, arrays.len()), (33, 35));
}
