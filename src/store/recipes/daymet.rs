//! Daymet, daily, over Hawaii: one kilometre and one day, from 1980 to 2020, in years of 365 days.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};
use std::ops::Range;
use std::sync::OnceLock;

use super::climate::{wave, year_mode};
use super::hawaii;
use super::hierarchy::{Recipe, Variable, members, put};
use super::modes::{Field, Finish, Weather, Window};
use super::noise::smooth;

const N_DAYS: usize = 41 * 365;
const ROWS: usize = 584;
const COLUMNS: usize = 284;
const CHUNKS: [usize; 3] = [365, ROWS, COLUMNS];

/// The recipe of Daymet over Hawaii, at one of its addresses.
pub struct Daymet(pub &'static str);

/// Where the Planetary Computer keeps it.
pub const ADDRESSES: [&str; 4] = [
    "abfs://daymet-zarr/daily/hi.zarr",
    "az://daymet-zarr/daily/hi.zarr",
    "https://daymeteuwest.blob.core.windows.net/daymet-zarr/daily/hi.zarr",
    "abfs://daymet-zarr@daymeteuwest.dfs.core.windows.net/daily/hi.zarr",
];

impl Recipe for Daymet {
    fn address(&self) -> &str {
        self.0
    }

    fn attributes(&self) -> String {
        members(
            "Conventions: CF-1.6
            Version_data: Daymet Data Version 4.0
            Version_software: Daymet Software Version 4.0
            citation: Please see http://daymet.ornl.gov/ for current Daymet data citation information
            references: Please see http://daymet.ornl.gov/ for current information on Daymet references
            source: Daymet Software Version 4.0
            start_year = 1980
            history: computed by Dasklet's recipe when it is read; not the data of the real Daymet",
        )
    }

    fn variables(&self) -> Vec<Variable> {
        let days = "units: days since 1950-01-01 00:00:00\ncalendar: standard";
        let time = format!("bounds: time_bnds\nlong_name: time\nstandard_name: time\n{days}");
        let plain =
            |name, dims, shape: &[usize], dtype, attrs: &str| Variable::whole(name, dims, shape, dtype, members(attrs));
        let mut variables = vec![
            plain(
                "lat",
                &["y", "x"],
                &CHUNKS[1..],
                "<f4",
                "long_name: latitude coordinate\nstandard_name: latitude\nunits: degrees_north",
            ),
            plain(
                "lon",
                &["y", "x"],
                &CHUNKS[1..],
                "<f4",
                "long_name: longitude coordinate\nstandard_name: longitude\nunits: degrees_east",
            ),
            plain(
                "lambert_conformal_conic",
                &[],
                &[],
                "<i2",
                "grid_mapping_name: lambert_conformal_conic
                longitude_of_central_meridian = -100.0
                latitude_of_projection_origin = 42.5
                false_easting = 0.0
                false_northing = 0.0
                standard_parallel = [25.0, 60.0]
                semi_major_axis = 6378137.0
                inverse_flattening = 298.257223563",
            ),
            plain("time", &["time"], &[N_DAYS], "<f8", &time).chunked(&[365]),
            plain("time_bnds", &["time", "nv"], &[N_DAYS, 2], "<f8", days).chunked(&[365, 2]),
            plain(
                "x",
                &["x"],
                &[COLUMNS],
                "<f4",
                "long_name: x coordinate of projection\nstandard_name: projection_x_coordinate\nunits: m",
            ),
            plain(
                "y",
                &["y"],
                &[ROWS],
                "<f4",
                "long_name: y coordinate of projection\nstandard_name: projection_y_coordinate\nunits: m",
            ),
            plain(
                "yearday",
                &["time"],
                &[N_DAYS],
                "<i2",
                "long_name: day of year (DOY) starting with day 1 on January 1st",
            )
            .chunked(&[365]),
        ];
        variables.extend(TABLE.iter().map(|&(name, long_name, units, method)| {
            let attrs = format!(
                "cell_methods: area: mean{method}\ncoordinates: lat lon\ngrid_mapping: lambert_conformal_conic\n\
                 long_name: {long_name}\nunits: {units}"
            );
            plain(name, &["time", "y", "x"], &[N_DAYS, ROWS, COLUMNS], "<f4", &attrs).chunked(&CHUNKS)
        }));
        variables
    }

    fn fill(&self, variable: &Variable, chunk: &[usize], target: &mut [u8]) {
        let days = || chunk[0] * 365..(chunk[0] + 1) * 365;
        let places = grid().iter();
        match variable.name {
            "lat" => put(target, places.map(|place| place.latitude), f32::to_le_bytes),
            "lon" => put(target, places.map(|place| place.longitude), f32::to_le_bytes),
            "lambert_conformal_conic" => put(target, [-32767], i16::to_le_bytes),
            "time" => put(target, days().map(|day| day_since_1950(day) + 0.5), f64::to_le_bytes),
            "time_bnds" => {
                put(target, days().flat_map(|day| [day_since_1950(day), day_since_1950(day) + 1.0]), f64::to_le_bytes);
            }
            "x" => put(target, (0..COLUMNS).map(x_of), |x| (x as f32).to_le_bytes()),
            "y" => put(target, (0..ROWS).map(y_of), |y| (y as f32).to_le_bytes()),
            "yearday" => put(target, 1..=365, i16::to_le_bytes),
            name => {
                let window = Window { times: days(), rows: 0..ROWS, columns: 0..COLUMNS };
                field(name, window.times.clone()).fill_f32(&window, target);
            }
        }
    }
}

/// Leap years lack their last day.
fn day_since_1950(day: usize) -> f64 {
    let year = 1980 + day / 365;
    let leap_days = (year - 1949) / 4;
    ((year - 1950) * 365 + leap_days + day % 365) as f64
}

fn x_of(column: usize) -> f64 {
    -5_802_250.0 + 1000.0 * column as f64
}

fn y_of(row: usize) -> f64 {
    -39_000.0 - 1000.0 * row as f64
}

/// What is known of a cell.
struct Place {
    latitude: f32,
    longitude: f32,
    /// `None` at sea
    height: Option<f32>,
    /// How much of the trade wind's rain falls, 0 to 1
    windward: f32,
}

fn grid() -> &'static [Place] {
    static GRID: OnceLock<Vec<Place>> = OnceLock::new();
    GRID.get_or_init(|| (0..ROWS * COLUMNS).map(|idx| place(x_of(idx % COLUMNS), y_of(idx / COLUMNS))).collect())
}

fn place(x: f64, y: f64) -> Place {
    let (latitude, longitude) = degrees_from_lambert(x, y);
    let height = hawaii::is_land(latitude, longitude).then(|| hawaii::height(latitude, longitude));
    // The trade wind comes from the north-east; air that rises rains, up to the inversion at some 2000 m.
    let upwind = |kilometres: f32| {
        let (north, east) = (latitude + 0.0055 * kilometres, longitude + 0.0078 * kilometres);
        if hawaii::is_land(north, east) { hawaii::height(north, east) } else { 0.0 }
    };
    let windward = height.map_or(0.0, |height| {
        let rise = (height - upwind(5.0)) / 400.0 + (height - upwind(14.0)) / 900.0;
        let dry_top = 1.0 - 0.85 * smooth((height - 1500.0) / 1300.0);
        (0.28 + 0.5 * rise.clamp(-0.5, 1.2)).clamp(0.05, 1.0) * dry_top
    });
    Place { latitude, longitude, height, windward }
}

/// Lambert's conformal conic projection of North America, backwards.
fn degrees_from_lambert(x: f64, y: f64) -> (f32, f32) {
    let flattening = 1.0 / 298.257_223_563;
    let eccentricity = f64::sqrt(flattening * (2.0 - flattening));
    let ratio = |latitude: f64| {
        let sin = eccentricity * latitude.sin();
        (FRAC_PI_4 - latitude / 2.0).tan() / ((1.0 - sin) / (1.0 + sin)).powf(eccentricity / 2.0)
    };
    let scale = |latitude: f64| latitude.cos() / (1.0 - (eccentricity * latitude.sin()).powi(2)).sqrt();
    let [south, north, origin] = [25.0_f64, 60.0, 42.5].map(f64::to_radians);
    let cone = (scale(south) / scale(north)).ln() / (ratio(south) / ratio(north)).ln();
    let radius = 6_378_137.0 * scale(south) / (cone * ratio(south).powf(cone));
    let to_origin = radius * ratio(origin).powf(cone);
    let wanted = (x.hypot(to_origin - y) / radius).powf(1.0 / cone);
    let mut latitude = FRAC_PI_2 - 2.0 * wanted.atan();
    for _ in 0..6 {
        let sin = eccentricity * latitude.sin();
        latitude = FRAC_PI_2 - 2.0 * (wanted * ((1.0 - sin) / (1.0 + sin)).powf(eccentricity / 2.0)).atan();
    }
    let longitude = x.atan2(to_origin - y) / cone - 100.0_f64.to_radians();
    (latitude.to_degrees() as f32, longitude.to_degrees() as f32)
}

fn field(name: &str, days: Range<usize>) -> Field {
    let (seed, grain, finish) = match name {
        "prcp" => (81, 0.15, Finish::Squared(500.0)),
        "swe" => (81, 0.0, Finish::Between(0.0, 300.0)),
        "srad" => (82, 0.04, Finish::Between(60.0, 700.0)),
        "vp" => (83, 0.02, Finish::Between(80.0, 3500.0)),
        "dayl" => (84, 0.0, Finish::Between(0.0, 86_400.0)),
        _ => (80, 0.04, Finish::Between(-15.0, 40.0)),
    };
    let weather = Weather { seed, pace: 3.5, pitches: [110, 24], around: usize::MAX, grain };
    let course = |peak: f32| move |day: usize| wave((day % 365) as f32 - peak);
    let mut field = Field {
        mean: Vec::new(),
        modes: vec![
            (Vec::new(), days.clone().map(course(0.0)).collect()),
            (Vec::new(), days.clone().map(course(91.25)).collect()),
            // Warmer by the decade
            (Vec::new(), days.map(|day| day as f32 / 3650.0 - 2.0).collect()),
        ],
        spread: Vec::new(),
        weather,
        finish,
    };
    for place in grid() {
        let Some(height) = place.height else {
            field.mean.push(f32::NAN);
            field.spread.push(0.0);
            field.modes.iter_mut().for_each(|(strength, _)| strength.push(0.0));
            continue;
        };
        let lapse = 0.0064 * height - 0.0016 * (height - 1900.0).max(0.0);
        let wet_days = place.windward;
        // Mean, how far it goes up and when, how far weather takes it, what ten years add
        let (mean, swing, peak, spread, decade) = match name {
            "tmax" => (29.6 - lapse - 1.5 * wet_days, 2.1, 238.0, 1.5, 0.12),
            "tmin" => (20.9 - lapse, 2.2, 240.0, 1.6, 0.2),
            "prcp" => (0.35 + 3.6 * wet_days, 0.5 * (1.2 - wet_days), 10.0, 1.5 + 2.2 * wet_days, -0.03),
            "swe" => ((height - 4050.0) * 0.05, 14.0, 40.0, 6.0, -1.0),
            "srad" => (440.0 - 170.0 * wet_days + 0.015 * height, 95.0, 180.0, 55.0, 0.0),
            "vp" => (2250.0 * (-height / 2300.0).exp(), 210.0 * (-height / 2300.0).exp(), 235.0, 130.0, 10.0),
            _ => (43_650.0, 208.0 * place.latitude, 172.0, 0.0, 0.0),
        };
        field.mean.push(mean);
        field.spread.push(spread);
        let [cos, sin] = year_mode(swing, peak);
        for ((strength, _), value) in field.modes.iter_mut().zip([cos, sin, decade]) {
            strength.push(value);
        }
    }
    field
}

/// The variables by name: long name, units, how days are made.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("dayl", "daylength", "s", ""),
    ("prcp", "daily total precipitation", "mm/day", " time: sum"),
    ("srad", "daylight average incident shortwave radiation", "W/m2", " time: mean"),
    ("swe", "snow water equivalent", "kg/m2", " time: mean"),
    ("tmax", "daily maximum temperature", "degrees C", " time: maximum"),
    ("tmin", "daily minimum temperature", "degrees C", " time: minimum"),
    ("vp", "daily average vapor pressure", "Pa", " time: mean"),
];
