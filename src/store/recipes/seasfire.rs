//! The SeasFire cube: fire, weather, plants and people of the whole Earth, every eight days from 2001 to 2021, on quarter degrees.

use std::ops::Range;

use super::climate::{Site, along, bumps, nearness, wave, year_mode};
use super::fire::Burning;
use super::hierarchy::{Recipe, Variable, members, put};
use super::modes::{Field, Finish, Weather, Window};
use super::noise::{course, hills, smooth};
use super::quarter_degrees::{N_YEAR, latitude, longitude, site, year_day};

const N_TIME: usize = 21 * N_YEAR;
const ROWS: usize = 720;
const COLUMNS: usize = 1440;
const CHUNKS: [usize; 3] = [N_TIME, 180, 360];

/// The recipe of the cube.
pub struct SeasFire;

/// Where EarthCODE keeps the cube.
pub const ADDRESS: &str = "https://s3.waw4-1.cloudferro.com/EarthCODE/OSCAssets/seasfire/seasfire_v0.4.zarr";

impl Recipe for SeasFire {
    fn address(&self) -> &str {
        ADDRESS
    }

    fn attributes(&self) -> String {
        members(
            "title: SeasFire Cube: A Global Dataset for Seasonal Fire Modeling in the Earth System
            creator_name: The SeasFire consortium
            project: SeasFire
            version: 0.4
            temporal_resolution: 8 days
            spatial_resolution: 0.25 degrees
            geospatial_lat_min = -90
            geospatial_lat_max = 90
            geospatial_lon_min = -180
            geospatial_lon_max = 180
            time_coverage_start: 2001-01-01
            time_coverage_end: 2021-12-27
            history: computed by Dasklet's recipe when it is read; not the measured data of the real cube",
        )
    }

    fn variables(&self) -> Vec<Variable> {
        let mut variables = vec![
            axis("latitude", ROWS, "<f8", "units: degrees_north\nstandard_name: latitude"),
            axis("longitude", COLUMNS, "<f8", "units: degrees_east\nstandard_name: longitude"),
            axis("time", N_TIME, "<i8", "units: days since 2001-01-01\ncalendar: proleptic_gregorian"),
        ];
        variables.extend(TABLE.iter().map(|&(name, long_name, units, provider)| {
            let mut attrs = format!("long_name: {long_name}\nunits: {units}\nprovider: {provider}");
            if long_name.is_empty() {
                attrs.clear();
            }
            match kind(name) {
                Kind::Index => axis(name, N_TIME, "<f4", &attrs),
                Kind::Map => {
                    Variable::whole(name, &["latitude", "longitude"], &[ROWS, COLUMNS], "<f4", members(&attrs))
                        .chunked(&CHUNKS[1..])
                }
                Kind::Cube => {
                    let dims = &["time", "latitude", "longitude"];
                    Variable::whole(name, dims, &[N_TIME, ROWS, COLUMNS], "<f4", members(&attrs)).chunked(&CHUNKS)
                }
            }
        }));
        variables
    }

    fn fill(&self, variable: &Variable, chunk: &[usize], target: &mut [u8]) {
        match variable.name {
            "latitude" => put(target, (0..ROWS).map(latitude), |at| f64::from(at).to_le_bytes()),
            "longitude" => put(target, (0..COLUMNS).map(longitude), |at| f64::from(at).to_le_bytes()),
            "time" => put(target, (0..N_TIME).map(day_since_2001), i64::to_le_bytes),
            name => match kind(name) {
                Kind::Index => put(target, (0..N_TIME).map(|time| index(name, time)), f32::to_le_bytes),
                Kind::Map => map(name, &window(0..1, chunk), target),
                Kind::Cube => cube(name, &window(0..N_TIME, &chunk[1..]), target),
            },
        }
    }
}

/// A variable along one axis.
fn axis(name: &'static str, length: usize, dtype: &str, attrs: &str) -> Variable {
    let dims: &[&str] = match name {
        "latitude" => &["latitude"],
        "longitude" => &["longitude"],
        _ => &["time"],
    };
    Variable::whole(name, dims, &[length], dtype, members(attrs))
}

fn window(times: Range<usize>, chunk: &[usize]) -> Window {
    let along = |idx: usize, length: usize| idx * length..(idx + 1) * length;
    Window { times, rows: along(chunk[0], CHUNKS[1]), columns: along(chunk[1], CHUNKS[2]) }
}

/// Each year starts anew on the first of January.
fn day_since_2001(time: usize) -> i64 {
    let years = (time / N_YEAR) as i64;
    365 * years + years / 4 + 8 * (time % N_YEAR) as i64
}

/// Over which axes a variable goes.
enum Kind {
    Index,
    Map,
    Cube,
}

fn kind(name: &str) -> Kind {
    match name {
        "area" | "biomes" | "gfed_region" | "lsm" => Kind::Map,
        _ if name.starts_with("oci_") || name.ends_with("_valid_mask") => Kind::Index,
        _ => Kind::Cube,
    }
}

// Variables over time and the map.

fn cube(name: &str, window: &Window, target: &mut [u8]) {
    let mut burn = |seed: u32, years: Range<i32>, what: &dyn Fn(f32) -> f32| {
        let mut rest = target.chunks_exact_mut(4 * window.columns.len());
        Burning::over(window, seed, years).rows(window, what, &mut |row| {
            if let Some(bytes) = rest.next() {
                put(bytes, row.iter().copied(), f32::to_le_bytes);
            }
        });
    };
    match name {
        "gwis_ba" => burn(11, 2001..2021, &|hectares| hectares),
        "fcci_ba" => burn(12, 2001..2021, &|hectares| 1.1 * hectares),
        "gfed_ba" => burn(13, 2001..2016, &|hectares| if hectares < 80.0 { 0.0 } else { 0.85 * hectares }),
        "fcci_number_of_patches" => burn(12, 2001..2021, &|hectares| (hectares / 90.0).ceil()),
        "cams_co2fire" => burn(11, 2003..2022, &|hectares| 3.0e-13 * hectares),
        "cams_frpfire" => burn(11, 2003..2022, &|hectares| 2.0e-6 * hectares),
        _ => field(name, window).fill_f32(window, target),
    }
}

/// A variable at one place: its mean, how far it goes up at its season's peak day, and how far weather takes it.
/// A not-a-number in the mean says that there is no such thing here.
struct Course {
    mean: f32,
    swing: f32,
    peak: f32,
    spread: f32,
    /// What El Niño adds, and what ten years add
    slow: [f32; 2],
}

fn field(name: &str, window: &Window) -> Field {
    let (seed, grain, finish) = character(name);
    let weather = Weather { seed, pace: 1.6, pitches: [40, 20], around: COLUMNS, grain };
    let (mut mean, mut spread) = (Vec::with_capacity(window.places()), Vec::with_capacity(window.places()));
    let mut strengths: [Vec<f32>; 4] = Default::default();
    for row in window.rows.clone() {
        for column in window.columns.clone() {
            let course = course_at(name, &site(row, column));
            mean.push(course.mean);
            spread.push(course.spread);
            let [cos, sin] = year_mode(course.swing, course.peak);
            for (strengths, strength) in strengths.iter_mut().zip([cos, sin, course.slow[0], course.slow[1]]) {
                strengths.push(strength);
            }
        }
    }
    let courses: [&dyn Fn(usize) -> f32; 4] =
        [&|time| wave(year_day(time)), &|time| wave(year_day(time) - 91.25), &el_nino, &|time| {
            time as f32 / (10 * N_YEAR) as f32 - 1.0
        }];
    let modes = strengths
        .into_iter()
        .zip(courses)
        .filter(|(strength, _)| strength.iter().any(|strength| *strength != 0.0))
        .map(|(strength, course)| (strength, window.times.clone().map(course).collect()))
        .collect();
    Field { mean, modes, spread, weather, finish }
}

/// Which weather a variable sees, how grainy it is, and its bounds.
fn character(name: &str) -> (u32, f32, Finish) {
    use Finish::{Between, Squared};
    match name {
        "tp" => (3, 0.25, Squared(900.0)),
        "rel_hum" => (3, 0.1, Between(4.0, 100.0)),
        "swvl1" | "swvl2" | "swvl3" | "swvl4" => (3, 0.08, Between(0.0, 0.55)),
        "ssrd" | "ssr" => (4, 0.1, Between(0.0, 34.0)),
        "mslp" => (5, 0.02, Between(93_000.0, 106_000.0)),
        "ws10" => (6, 0.1, Between(0.2, 22.0)),
        "vpd" => (1, 0.08, Between(0.0, 70.0)),
        "ndvi" => (7, 0.25, Between(-0.2, 0.96)),
        "lai" => (7, 0.25, Between(0.0, 7.0)),
        "fwi_max" | "fwi_mean" => (8, 0.15, Between(0.0, 160.0)),
        "drought_code_max" | "drought_code_mean" => (9, 0.05, Between(0.0, 2500.0)),
        "sst" => (2, 0.05, Between(271.46, 307.0)),
        "pop_dens" => (10, 0.0, Between(0.0, 40_000.0)),
        "fcci_fraction_of_burnable_area" | "fcci_fraction_of_observed_area" => (10, 0.3, Between(0.0, 1.0)),
        _ if name.starts_with("lccs") => (10, 0.0, Between(0.0, 100.0)),
        _ => (1, 0.06, Between(190.0, 340.0)),
    }
}

fn course_at(name: &str, site: &Site) -> Course {
    let on_land = |course: Course| if site.land > 0.1 { course } else { Course { mean: f32::NAN, ..course } };
    let plain = |mean: f32, swing: f32, peak: f32, spread: f32| Course { mean, swing, peak, spread, slow: [0.0; 2] };
    let dry = 1.0 - site.wet;
    let changeable = 0.5 + site.latitude.abs() * (0.018 + 0.05 * site.land * site.inland);
    let pacific = nearness(site.latitude, site.longitude, (0.0, -125.0, 7.0, 35.0));
    let warm = |mean: f32, swing: f32, spread: f32| Course {
        mean: site.mean + mean,
        swing: site.swing * swing,
        peak: site.warmest,
        spread: changeable * spread,
        slow: [1.0 * pacific, 0.18 + 0.25 * smooth((site.latitude - 45.0) / 30.0)],
    };
    let day_range = 2.0 + site.land * (3.0 + 6.0 * dry);
    let humidity = 30.0 + 52.0 * site.wet + 18.0 * (1.0 - site.land) * (1.0 - site.wet);
    match name {
        "t2m_mean" => warm(0.0, 1.0, 1.0),
        "t2m_max" => warm(day_range, 1.03, 1.15),
        "t2m_min" => warm(-day_range, 0.97, 1.15),
        "skt" => warm(0.5 * (1.0 - site.land) + 0.3, 1.05, 1.0),
        "lst_day" => on_land(warm(day_range + 5.0 * dry - 4.0 * site.green, 1.12, 1.2)),
        "sst" if site.land > 0.5 => plain(f32::NAN, 0.0, 0.0, 0.0),
        "sst" => Course { spread: 0.7, slow: [1.1 * pacific, 0.15], ..warm(0.8, 1.0, 0.0) },
        "mslp" => {
            let inland = site.land * site.inland * smooth((site.latitude.abs() - 20.0) / 25.0);
            plain(along(&PRESSURE, site.latitude), -1100.0 * inland, site.warmest, 180.0 + 9.0 * site.latitude.abs())
        }
        "ws10" => {
            let windy = along(&WIND, site.latitude) * (1.0 - 0.55 * site.land);
            plain(windy, -0.13 * windy, site.warmest, 0.16 * windy)
        }
        "rel_hum" => plain(humidity - 6.0 * site.rainy, 16.0 * site.rainy * site.land, site.wettest, 7.0),
        "vpd" => {
            let lack = |day: f32| saturation(site.temperature(day)) * (1.0 - humidity / 100.0);
            let (summer, winter) = (lack(site.warmest), lack(site.warmest + 182.5));
            plain((summer + winter) / 2.0, (summer - winter) / 2.0, site.warmest, 0.12 * summer)
        }
        "ssrd" | "ssr" => {
            let clear = 0.78 - 0.3 * site.wet;
            let kept =
                if name == "ssrd" { 1.0 } else { 0.93 - 0.13 * site.land - 0.5 * smooth((272.0 - site.mean) / 12.0) };
            let mean = 33.5 * (0.28 + 0.72 * site.latitude.to_radians().cos()) * clear * kept;
            let swing = mean * 1.25 * (site.latitude.abs() / 70.0).powf(1.15);
            plain(mean, swing, if site.latitude < 0.0 { 355.0 } else { 172.0 }, 1.4 * kept)
        }
        "tp" => {
            let root = (site.rain() / N_YEAR as f32).sqrt();
            plain(0.85 * root, 0.62 * root * site.rainy, site.wettest, 0.3 + 0.42 * root)
        }
        "swvl1" | "swvl2" | "swvl3" | "swvl4" => {
            let layer = f32::from(name.as_bytes()[4] - b'1');
            let held = 0.06 + 0.36 * site.wet + 0.012 * layer;
            let calm = 1.0 - 0.27 * layer;
            on_land(plain(held, 0.11 * site.rainy * calm, site.wettest + 10.0 + 18.0 * layer, 0.05 * calm))
        }
        "ndvi" | "lai" => {
            let cold = site.cold();
            let rainy = site.rainy * smooth(dry * 1.6) * (1.0 - cold);
            let (swing, peak) =
                if cold > rainy { (0.3 * cold, site.warmest) } else { (0.24 * rainy, site.wettest + 38.0) };
            let most = 0.05 + 0.8 * site.green;
            let course = plain(most - 0.85 * swing * site.green, swing * site.green, peak, 0.05 * site.green + 0.008);
            if name == "ndvi" {
                on_land(course)
            } else {
                let leaves = 6.2 * site.green * site.green;
                on_land(plain(leaves * (1.0 - 1.6 * swing), 1.6 * leaves * swing, peak, 0.1 * leaves))
            }
        }
        "fwi_max" | "fwi_mean" | "drought_code_max" | "drought_code_mean" => {
            let warm = smooth((site.temperature(site.warmest) - 280.0) / 22.0);
            let danger = dry.powi(2) * warm * if name.ends_with("max") { 1.6 } else { 1.0 };
            let scale = if name.starts_with("fwi") { 48.0 } else { 700.0 };
            let (bound, peak) =
                if site.cold() > 0.3 { (0.9, site.warmest) } else { (site.rainy, site.wettest + 170.0) };
            on_land(plain(scale * danger, 0.85 * scale * danger * bound, peak, 0.18 * scale * danger))
        }
        "pop_dens" => {
            let people = people(site);
            on_land(Course { slow: [0.0, 0.12 * people], ..plain(people, 0.0, 0.0, 0.0) })
        }
        "fcci_fraction_of_burnable_area" => {
            let burnable = site.green * (1.0 - 0.2 * smooth((site.wet - 0.8) * 5.0)) + 0.12;
            on_land(plain(burnable.min(site.land), 0.0, 0.0, 0.0))
        }
        "fcci_fraction_of_observed_area" => {
            on_land(plain(0.97 - 0.1 * site.wet, 0.25 * site.cold(), site.warmest, 0.05))
        }
        _ => plain(covers(site)[usize::from(name.as_bytes()[name.len() - 1] - b'0') % 9], 0.0, 0.0, 0.0),
    }
}

/// Saturation vapour pressure in hPa over water.
fn saturation(temperature: f32) -> f32 {
    6.112 * (17.67 * (temperature - 273.15) / (temperature - 29.65)).exp()
}

/// People per square kilometre.
fn people(site: &Site) -> f32 {
    let crowds = bumps(site.latitude, site.longitude, CROWDS);
    let liveable = 0.02 + smooth(site.green * 1.3) * smooth((site.mean - 270.0) / 12.0);
    let towns = smooth(0.5 + hills(41, site.longitude * 1.2, site.latitude * 1.2, 4, 0.7) * 0.8).powi(3);
    (3.0 + crowds) * liveable * (0.25 + 2.5 * towns)
}

/// Percentages of the classes of land cover: none, fields, forest, grass, wetland, towns, shrubs, bare or ice, water.
fn covers(site: &Site) -> [f32; 9] {
    let crowded = people(site);
    let fields = smooth(crowded / 160.0) * 0.75 * site.green.max(0.1);
    let town = (crowded / 9000.0).min(0.3);
    let rest = 1.0 - fields - town;
    let forest = smooth((site.wet - 0.3) * 3.2) * smooth((site.temperature(site.warmest) - 283.0) / 6.0) * rest;
    let bare = (1.0 - smooth(site.green * 3.5)) * (rest - forest);
    let open = rest - forest - bare;
    let parts = [0.0, fields, forest, 0.5 * open, 0.08 * open, town, 0.42 * open, bare, 0.0];
    let mut percent = parts.map(|part: f32| 100.0 * site.land * part.max(0.0));
    percent[8] = 100.0 * (1.0 - site.land);
    percent
}

// Variables over the map alone.

fn map(name: &str, window: &Window, target: &mut [u8]) {
    let places = window.rows.clone().flat_map(|row| window.columns.clone().map(move |column| (row, column)));
    put(
        target,
        places.map(|(row, column)| match name {
            "lsm" => site(row, column).land,
            "area" => {
                let radius_m = 6_371_007.2_f32;
                let side = radius_m * 0.25_f32.to_radians();
                side * side * latitude(row).to_radians().cos()
            }
            "biomes" => biome(&site(row, column)),
            _ => gfed_region(&site(row, column)),
        }),
        f32::to_le_bytes,
    );
}

fn biome(site: &Site) -> f32 {
    let summer = site.temperature(site.warmest);
    let ice = site.latitude < -60.0 || (site.mean < 258.0 && site.height > 1200.0 && site.latitude > 58.0);
    match () {
        () if site.land < 0.5 => f32::NAN,
        () if ice => 4.0,
        () if summer < 283.0 && site.latitude.abs() > 50.0 => 10.0,
        () if site.height > 2800.0 => 14.0,
        () if site.wet < 0.2 => 8.0,
        () if site.rainy > 0.3 && site.cold() < 0.6 && site.latitude.abs() > 28.0 && site.wet < 0.5 => 3.0,
        () if site.mean < 275.0 => 9.0,
        () if site.mean < 290.0 && site.wet < 0.36 => 6.0,
        () if site.mean < 290.0 && site.height > 1100.0 => 7.0,
        () if site.mean < 290.0 => 15.0,
        () if site.wet < 0.52 => 2.0,
        () if site.wet < 0.62 => 12.0,
        () => 13.0,
    }
}

fn gfed_region(site: &Site) -> f32 {
    let (latitude, longitude) = (site.latitude, site.longitude);
    let within = |south: f32, north: f32, west: f32, east: f32| {
        latitude >= south && latitude < north && longitude >= west && longitude < east
    };
    let boxes: [(bool, f32); 14] = [
        (within(49.0, 85.0, -170.0, -50.0), 1.0),
        (within(31.0, 49.0, -130.0, -60.0), 2.0),
        (within(9.0, 31.0, -118.0, -60.0), 3.0),
        (within(0.0, 9.0, -83.0, -50.0), 4.0),
        (within(-57.0, 0.0, -83.0, -34.0), 5.0),
        (within(37.0, 72.0, -25.0, 30.0), 6.0),
        (within(17.0, 37.0, -18.0, 60.0), 7.0),
        (within(0.0, 17.0, -18.0, 52.0), 8.0),
        (within(-36.0, 0.0, 8.0, 52.0), 9.0),
        (within(54.0, 82.0, 30.0, 180.0), 10.0),
        (within(30.0, 54.0, 30.0, 150.0), 11.0),
        (within(10.0, 30.0, 60.0, 125.0), 12.0),
        (within(-11.0, 10.0, 92.0, 160.0), 13.0),
        (within(-50.0, -11.0, 110.0, 180.0), 14.0),
    ];
    if site.land < 0.5 { 0.0 } else { boxes.iter().find(|(inside, _)| *inside).map_or(0.0, |(_, code)| *code) }
}

// Variables over time alone.

fn index(name: &str, time: usize) -> f32 {
    let noise = |seed: u32, pace: f32| course(seed, time as i64, pace);
    let nino = el_nino(time);
    let decades = time as f32 / (10 * N_YEAR) as f32;
    match name {
        "oci_nina34_anom" => nino + 0.2 * noise(60, 6.0),
        "oci_censo" => 0.8 * nino + 0.4 * noise(61, 8.0),
        "oci_soi" => -0.9 * nino + 0.7 * noise(62, 4.0),
        "oci_pdo" => 0.5 * nino - 0.4 + noise(63, 30.0),
        "oci_gmsst" => 0.5 + 0.22 * decades + 0.12 * nino + 0.1 * noise(64, 4.0),
        "gfed_ba_valid_mask" => f32::from(u8::from(time < 15 * N_YEAR)),
        "gwis_ba_valid_mask" | "fcci_ba_valid_mask" => f32::from(u8::from(time < 20 * N_YEAR)),
        // The others swing within weeks, each on its own.
        _ => 1.5 * noise(name.bytes().fold(70u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))), 3.5),
    }
}

/// Warmth of the eastern Pacific in K above its mean: from Christmas to Christmas.
pub fn el_nino(time: usize) -> f32 {
    let years = time as f32 / N_YEAR as f32 + 0.03;
    let (from, to) = (CHRISTMAS[years as usize], CHRISTMAS[years as usize + 1]);
    let part = years.fract();
    // It builds up from summer on and fades in spring.
    from * (1.0 - smooth(part * 2.0)) + to * smooth(part * 2.0 - 1.0)
}

/// El Niño (and La Niña) at the end of 2000, 2001, … 2021.
const CHRISTMAS: [f32; 23] = [
    -0.7, -0.3, 1.1, 0.4, 0.7, -0.8, 0.9, -1.6, -0.7, 1.5, -1.6, -1.0, -0.2, -0.4, 0.7, 2.6, -0.6, -0.9, 0.8, 0.5,
    -1.2, -1.0, -0.8,
];

/// Mean pressure at the level of the sea by latitude, Pa.
const PRESSURE: [f32; 19] = [
    99_500.0, 99_300.0, 98_700.0, 98_600.0, 100_000.0, 101_400.0, 101_900.0, 101_600.0, 101_250.0, 101_050.0,
    101_100.0, 101_350.0, 101_700.0, 101_700.0, 101_350.0, 101_050.0, 101_050.0, 101_300.0, 101_500.0,
];

/// Mean wind at sea by latitude, m/s.
const WIND: [f32; 19] =
    [5.0, 6.0, 7.0, 9.0, 11.0, 9.5, 7.0, 7.0, 6.5, 5.0, 5.5, 7.0, 6.5, 6.5, 8.0, 8.5, 7.0, 5.5, 5.0];

/// Where most people live.
const CROWDS: &[(f32, f32, f32, f32, f32)] = &[
    (26.0, 82.0, 4.0, 8.0, 800.0),
    (18.0, 77.0, 8.0, 4.0, 300.0),
    (23.5, 90.0, 2.5, 2.5, 900.0),
    (33.0, 115.0, 6.0, 6.0, 550.0),
    (30.0, 105.0, 3.0, 3.0, 400.0),
    (24.0, 113.0, 3.0, 4.0, 400.0),
    (-7.3, 110.0, 1.5, 4.5, 900.0),
    (36.0, 138.0, 3.0, 4.0, 350.0),
    (37.0, 127.5, 2.0, 1.5, 500.0),
    (14.0, 121.5, 3.0, 2.0, 350.0),
    (15.0, 101.0, 4.0, 4.0, 120.0),
    (21.0, 106.0, 2.0, 2.0, 500.0),
    (10.3, 106.3, 1.5, 1.5, 500.0),
    (51.0, 6.0, 4.0, 8.0, 220.0),
    (44.0, 12.0, 4.0, 8.0, 110.0),
    (49.0, 25.0, 5.0, 12.0, 70.0),
    (8.0, 6.0, 4.0, 6.0, 230.0),
    (9.0, 39.0, 3.0, 3.0, 170.0),
    (-1.0, 33.0, 3.5, 4.0, 200.0),
    (30.0, 31.0, 2.0, 1.2, 5000.0),
    (40.0, -76.0, 4.0, 5.0, 150.0),
    (38.0, -87.0, 6.0, 9.0, 40.0),
    (35.0, -119.0, 3.0, 3.0, 110.0),
    (19.5, -99.5, 2.5, 4.0, 220.0),
    (-23.0, -46.0, 3.5, 4.0, 130.0),
    (-35.0, -59.0, 2.0, 2.0, 120.0),
    (34.0, 45.0, 4.0, 4.0, 120.0),
    (33.0, 73.0, 3.0, 3.0, 350.0),
    (-27.0, 29.0, 3.0, 3.0, 90.0),
];

/// The variables by name: long name, units, provider.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("area", "Area of the grid cell", "m2", "SeasFire"),
    ("biomes", "Biomes of the RESOLVE ecoregions", "1 to 15", "RESOLVE Biodiversity and Wildlife Solutions"),
    ("cams_co2fire", "Wildfire flux of carbon dioxide", "kg m-2", "ECMWF CAMS Global Fire Assimilation System (GFAS)"),
    ("cams_frpfire", "Wildfire radiative power", "W m-2", "ECMWF CAMS Global Fire Assimilation System (GFAS)"),
    ("drought_code_max", "Drought Code, Maximum", "Dimensionless", "Copernicus-CEMS"),
    ("drought_code_mean", "Drought Code, Average", "Dimensionless", "Copernicus CEMS"),
    ("fcci_ba", "Burned Areas from Fire Climate Change Initiative (FCCI)", "hectares (ha)", "ESA CCI"),
    ("fcci_ba_valid_mask", "", "", ""),
    ("fcci_fraction_of_burnable_area", "fraction of burnable area", "0 to 1", "ESA CCI"),
    ("fcci_fraction_of_observed_area", "fraction of observed area", "0 to 1", "ESA CCI"),
    ("fcci_number_of_patches", "number of burn patches", "0 to N", "ESA CCI"),
    ("fwi_max", "Fire Weather Index, Maximum", "Dimensionless", "Copernicus-CEMS"),
    ("fwi_mean", "Fire Weather Index, Average", "Dimensionless", "Copernicus-CEMS"),
    ("gfed_ba", "Burned Areas from GFED", "hectares (ha)", "Global Fire Emissions Database (GFED)"),
    ("gfed_ba_valid_mask", "", "", ""),
    ("gfed_region", "GFED basis regions", "0 to 14", "Global Fire Emissions Database (GFED)"),
    ("gwis_ba", "Burned Areas from GWIS", "hectares (ha)", "Global Wildfire Information System (GWIS)"),
    ("gwis_ba_valid_mask", "", "", ""),
    ("lai", "Leaf Area Index ", "m²/m²", "NASA"),
    ("lccs_class_0", "Land Cover Class 0 - No data", "%", "Copernicus"),
    ("lccs_class_1", "Land Cover Class 1 - Agriculture", "%", "Copernicus"),
    ("lccs_class_2", "Land Cover Class 2 - Forest", "%", "Copernicus"),
    ("lccs_class_3", "Land Cover Class 3 - Grassland", "%", "Copernicus"),
    ("lccs_class_4", "Land Cover Class 4 - Wetland", "%", "Copernicus"),
    ("lccs_class_5", "Land Cover Class 5 - Settlement", "%", "Copernicus"),
    ("lccs_class_6", "Land Cover Class 6 - Shrubland", "%", "Copernicus"),
    ("lccs_class_7", "Land Cover Class 7 - Sparse vegetation, bare areas, permanent snow and ice", "%", "Copernicus"),
    ("lccs_class_8", "Land Cover Class 8 - Water bodies", "%", "Copernicus"),
    ("lsm", "Land-sea mask", "(0 - 1)", "ERA5"),
    ("lst_day", "Day Land Surface Temperature for Climate Modeling Grid (CMG) ", "Kelvin (K)", "NASA"),
    ("mslp", "Mean sea level pressure", "Pa", "ERA5"),
    ("ndvi", "CMG 0.05 Deg 16 days NDVI ", "-1 to 1", "NASA"),
    ("oci_ao", "Arctic Oscillation", "Dimensionless", NOAA),
    ("oci_censo", "Bivariate ENSO Timeseries", "Dimensionless", NOAA),
    ("oci_ea", "Eastern Asia/Western Russia", "Dimensionless", NOAA),
    ("oci_epo", "East Pacific/North Pacific Oscillation", "Dimensionless", NOAA),
    ("oci_gmsst", "Global Mean Land/Ocean Temperature", "Dimensionless", NOAA),
    ("oci_nao", "North Atlantic Oscillation", "Dimensionless", NOAA),
    ("oci_nina34_anom", "Niño 3.4 region", "Dimensionless", NOAA),
    ("oci_pdo", "Pacific Decadal Oscillation", "Dimensionless", NOAA),
    ("oci_pna", "Pacific North American Index", "Dimensionless", NOAA),
    ("oci_soi", "Southern Oscillation Index", "Dimensionless", NOAA),
    ("oci_wp", "Western Pacific Index", "Dimensionless", NOAA),
    (
        "pop_dens",
        "UN WPP-Adjusted Population Density",
        "Persons per square kilometer",
        "Socioeconomic Data and Applications Center (sedac)",
    ),
    ("rel_hum", "Relative humidity", "%", "ERA5"),
    ("skt", "Skin Temperature", "Kelvin (K)", "ERA5"),
    ("ssr", "Surface net solar radiation", "MJ m-2", "ERA5"),
    ("ssrd", "Surface net solar radiation downwards", "MJ m-2", "ERA5-Land"),
    ("sst", "Sea surface temperature", "K", "ERA5"),
    ("swvl1", "Volumetric soil water layer 1", "m3 m-3", "ERA5-Land"),
    ("swvl2", "Volumetric soil water layer 2", "m3 m-3", "ERA5-Land"),
    ("swvl3", "Volumetric soil water layer 3", "m3 m-3", "ERA5-Land"),
    ("swvl4", "Volumetric soil water layer 4", "m3 m-3", "ERA5-Land"),
    ("t2m_max", "2 meters temperature - Maximum value", "Kelvin (K)", "ERA5"),
    ("t2m_mean", "2 meters temperature - Mean value", "Kelvin (K)", "ERA5"),
    ("t2m_min", "2 meters temperature - Minimum Value", "Kelvin (K)", "ERA5"),
    ("tp", "Total precipitation", "mm", "ERA5"),
    ("vpd", "Vapour Pressure Deficit", "hPa", "ERA5"),
    ("ws10", "Windspeed of the 10m wind [sqrt(u10^2+v10^2)]", "m*s-2", "ERA5"),
];

/// Who publishes the indices of oceans and climate.
const NOAA: &str = "National Oceanic and Atmospheric Administration (NOAA)";
