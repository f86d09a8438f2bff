//! xarray's tutorial data `air_temperature`: four times a day over North America, 2013 and 2014.

use std::f32::consts::TAU;

use super::climate::{Site, wave, year_mode};
use super::hierarchy::{Recipe, Variable, members, put};
use super::modes::{Field, Finish, Weather, Window};

const N_TIME: usize = 2920;
const ROWS: usize = 25;
const COLUMNS: usize = 53;

/// The recipe of the tutorial's data.
pub struct AirTemperature;

/// The name that `xarray.tutorial.open_dataset` knows it by.
pub const ADDRESS: &str = "air_temperature";

impl Recipe for AirTemperature {
    fn address(&self) -> &str {
        ADDRESS
    }

    fn attributes(&self) -> String {
        members(
            "Conventions: COARDS
            title: 4x daily NMC reanalysis (1948)
            description: Data is from NMC initialized reanalysis\\n(4x/day).  These are the 0.9950 sigma level values.
            platform: Model
            references: http://www.esrl.noaa.gov/psd/data/gridded/data.ncep.reanalysis.html
            history: computed by Dasklet's recipe when it is read; not the reanalysis itself",
        )
        .replace("\\\\n", "\\n")
    }

    fn variables(&self) -> Vec<Variable> {
        let air = "long_name: 4xDaily Air temperature at sigma level 995
            units: degK
            precision = 2
            GRIB_id = 11
            GRIB_name: TMP
            var_desc: Air temperature
            dataset: NMC Reanalysis
            level_desc: Surface
            statistic: Individual Obs
            parent_stat: Other
            actual_range = [185.16, 322.1]";
        let lat = "standard_name: latitude\nlong_name: Latitude\nunits: degrees_north\naxis: Y";
        let lon = "standard_name: longitude\nlong_name: Longitude\nunits: degrees_east\naxis: X";
        let time = "standard_name: time\nlong_name: Time\nunits: hours since 1800-01-01\ncalendar: standard";
        vec![
            Variable::whole("air", &["time", "lat", "lon"], &[N_TIME, ROWS, COLUMNS], "<f8", members(air)),
            Variable::whole("lat", &["lat"], &[ROWS], "<f4", members(lat)),
            Variable::whole("lon", &["lon"], &[COLUMNS], "<f4", members(lon)),
            Variable::whole("time", &["time"], &[N_TIME], "<f8", members(time)),
        ]
    }

    fn fill(&self, variable: &Variable, _chunk: &[usize], target: &mut [u8]) {
        match variable.name {
            "lat" => put(target, (0..ROWS).map(latitude), f32::to_le_bytes),
            "lon" => put(target, (0..COLUMNS).map(longitude), f32::to_le_bytes),
            // 213 years with 52 leap days after 1800
            "time" => {
                put(target, (0..N_TIME).map(|time| 24.0 * (213.0 * 365.0 + 52.0) + 6.0 * time as f64), f64::to_le_bytes)
            }
            _ => {
                let window = Window { times: 0..N_TIME, rows: 0..ROWS, columns: 0..COLUMNS };
                let mut rest = target.chunks_exact_mut(8 * COLUMNS);
                field().rows(&window, &mut |row| {
                    if let Some(bytes) = rest.next() {
                        // The real ones have one decimal place, most of them.
                        put(bytes, row, |value| (f64::from((value * 10.0).round()) / 10.0).to_le_bytes());
                    }
                });
            }
        }
    }
}

fn latitude(row: usize) -> f32 {
    75.0 - 2.5 * row as f32
}

fn longitude(column: usize) -> f32 {
    200.0 + 2.5 * column as f32
}

fn field() -> Field {
    let weather = Weather { seed: 90, pace: 18.0, pitches: [6, 3], around: usize::MAX, grain: 0.04 };
    let hour = |shift: f32| move |time: usize| (TAU * ((time % 4) as f32 / 4.0 - shift)).cos();
    let season = |shift: f32| move |time: usize| wave((time / 4) as f32 - shift);
    let (mut mean, mut spread) = (Vec::new(), Vec::new());
    let mut strengths: [Vec<f32>; 4] = Default::default();
    for place in 0..ROWS * COLUMNS {
        let (latitude, longitude) = (latitude(place / COLUMNS), longitude(place % COLUMNS));
        let site = Site::at(latitude, longitude - 360.0);
        mean.push(site.mean);
        let far = ((latitude - 12.0) / 40.0).clamp(0.0, 1.0);
        spread.push(0.7 + far * (3.5 + 5.0 * site.land * site.inland));
        let [cos, sin] = year_mode(site.swing, site.warmest);
        // Warmest at three in the afternoon, sun time: 21 h less the hours that the place lies east of Greenwich.
        let (day_sin, day_cos) = (TAU * (15.0 - longitude / 15.0) / 24.0).sin_cos();
        let day = 0.4 + 4.0 * site.land * (1.1 - site.wet);
        for (strengths, strength) in strengths.iter_mut().zip([cos, sin, day * day_cos, day * day_sin]) {
            strengths.push(strength);
        }
    }
    let courses: [Vec<f32>; 4] = [
        (0..N_TIME).map(season(0.0)).collect(),
        (0..N_TIME).map(season(91.25)).collect(),
        (0..N_TIME).map(hour(0.0)).collect(),
        (0..N_TIME).map(hour(0.25)).collect(),
    ];
    Field {
        mean,
        modes: strengths.into_iter().zip(courses).collect(),
        spread,
        weather,
        finish: Finish::Between(200.0, 320.0),
    }
}
