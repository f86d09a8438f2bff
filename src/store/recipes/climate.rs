//! The climate of any place on Earth, coarsely: temperature, its seasons, rain, plants. Tables of known regions correct plain rules.

use std::f32::consts::TAU;
use std::sync::OnceLock;

use super::earth::{LAND_SHAPE, bilinear, height, land};
use super::noise::{hills, smooth};

/// What the climate of a place is.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Degrees north
    pub latitude: f32,
    /// Degrees east
    pub longitude: f32,
    /// Share of land, 0 to 1
    pub land: f32,
    /// Metres above the sea
    pub height: f32,
    /// Mean temperature of a year at that height, K
    pub mean: f32,
    /// Half of the difference between summer and winter, K
    pub swing: f32,
    /// Day of the year of the warmest time, 0 to 365
    pub warmest: f32,
    /// From desert (0) to rain forest (1)
    pub wet: f32,
    /// How much of the rain is bound to a season, 0 to 1
    pub rainy: f32,
    /// Day of the year of the most rain
    pub wettest: f32,
    /// How much of the ground plants cover at their best, 0 to 1
    pub green: f32,
    /// How inland the air is, 0 to 1
    pub inland: f32,
}

impl Site {
    /// The site of a place.
    pub fn at(latitude: f32, longitude: f32) -> Site {
        let [inland, wet] = regional(latitude, longitude);
        let land = nearby_land(latitude, longitude);
        let rough = hills(7, longitude * 0.9, latitude * 0.9, 4, 0.55);
        let base = height(latitude, longitude);
        let height = if land > 0.0 { (base * (1.0 + 0.35 * rough)).max(0.0) * land } else { 0.0 };
        let wet = (wet + 0.07 * rough).clamp(0.01, 1.0);
        let far = latitude.abs();
        let sea_level = along(&SEA_LEVEL_MEAN, latitude) + bumps(latitude, longitude, WARM);
        let desert = land * smooth((0.35 - wet) * 4.0) * (1.0 - smooth((far - 35.0) / 15.0));
        let north = smooth((latitude - 45.0) / 20.0);
        let mean = sea_level + 3.5 * desert - 9.0 * land * inland * north - 0.0062 * height;
        let swing_sea = (0.4 + 0.11 * far).min(5.5);
        let swing_land = (0.8 + far * (0.06 + 0.36 * inland)).min(if latitude < -55.0 { 14.0 } else { 29.0 });
        let swing = swing_sea + (swing_land - swing_sea) * land.max(if far > 72.0 { 0.8 } else { 0.0 });
        let (rainy, wettest) = rain_season(latitude, longitude);
        let warmth = smooth((mean - 256.0) / 24.0) * (1.0 - smooth((height - 3300.0) / 1800.0));
        Site {
            latitude,
            longitude,
            land,
            height,
            mean,
            swing,
            warmest: south_shifted(latitude, 233.0 - 34.0 * land),
            wet,
            rainy,
            wettest,
            green: land * warmth * smooth((wet - 0.08) * 1.75),
            inland,
        }
    }

    /// The temperature of a day of the year.
    pub fn temperature(&self, day: f32) -> f32 {
        self.mean + self.swing * wave(day - self.warmest)
    }

    /// Rain of a year in mm.
    pub fn rain(&self) -> f32 {
        3000.0 * self.wet * self.wet + 20.0
    }

    /// How cold winters hold plants back, 0 to 1.
    pub fn cold(&self) -> f32 {
        smooth((288.0 - self.mean) / 16.0)
    }
}

/// The year's wave: 1 at day 0, -1 half a year later.
pub fn wave(day: f32) -> f32 {
    (TAU * day / 365.0).cos()
}

/// A seasonal mode of a peak day as strengths of the year's cosine and sine.
pub fn year_mode(strength: f32, peak_day: f32) -> [f32; 2] {
    let (sin, cos) = (TAU * peak_day / 365.0).sin_cos();
    [strength * cos, strength * sin]
}

/// Day of the year of the same season south of the equator.
fn south_shifted(latitude: f32, day: f32) -> f32 {
    if latitude >= 0.0 { day } else { (day + 182.5) % 365.0 }
}

/// Where and when rain is bound to a season: how much, and the day of the most.
fn rain_season(latitude: f32, longitude: f32) -> (f32, f32) {
    let far = latitude.abs();
    let monsoon = 0.85 * smooth((far - 1.0) / 7.0) * (1.0 - smooth((far - 19.0) / 16.0));
    let winter = bumps(latitude, longitude, WINTER_RAIN).min(1.0);
    if winter > 0.35 {
        (0.7 * winter, south_shifted(latitude, 10.0))
    } else {
        (monsoon.max(0.22), south_shifted(latitude, 215.0))
    }
}

/// The share of land around a place, between the centres of cells.
fn nearby_land(latitude: f32, longitude: f32) -> f32 {
    bilinear(land(), LAND_SHAPE.0, LAND_SHAPE.1, (90.0 - latitude) * 4.0 - 0.5, (longitude + 180.0) * 4.0 - 0.5)
}

/// How inland and how wet a place is, from maps of whole degrees.
fn regional(latitude: f32, longitude: f32) -> [f32; 2] {
    static MAPS: OnceLock<[Vec<f32>; 2]> = OnceLock::new();
    let maps = MAPS.get_or_init(|| [inland_map(), wet_map()]);
    [0, 1].map(|idx| bilinear(&maps[idx], 180, 360, 89.5 - latitude, longitude + 179.5))
}

/// Share of land within some hundred kilometres, more of it towards the west, where the weather of middle latitudes comes from.
fn inland_map() -> Vec<f32> {
    let (rows, columns) = (180, 360);
    let mut coarse = vec![0.0; rows * columns];
    for (idx, share) in land().iter().enumerate() {
        coarse[idx / LAND_SHAPE.1 / 4 * columns + idx % LAND_SHAPE.1 / 4] += share / 16.0;
    }
    let mut across = vec![0.0; rows * columns];
    for row in 0..rows {
        let wide = (8.0 / (std::f32::consts::PI * (row as f32 - 89.5) / 180.0).cos().max(0.15)) as i32;
        for column in 0..columns {
            let sum: f32 = (-2 * wide..=wide)
                .map(|step| coarse[row * columns + (column as i32 + step).rem_euclid(columns as i32) as usize])
                .sum();
            across[row * columns + column] = sum / (3 * wide + 1) as f32;
        }
    }
    (0..rows * columns)
        .map(|idx| {
            let (row, column) = (idx / columns, idx % columns);
            let around = row.saturating_sub(6)..(row + 7).min(rows);
            let count = around.len() as f32;
            around.map(|row| across[row * columns + column]).sum::<f32>() / count
        })
        .collect()
}

fn wet_map() -> Vec<f32> {
    (0..180 * 360)
        .map(|idx| {
            let (latitude, longitude) = (89.5 - (idx / 360) as f32, (idx % 360) as f32 - 179.5);
            (along(&WET, latitude) + bumps(latitude, longitude, WETTER)).clamp(0.01, 1.0)
        })
        .collect()
}

/// A table of values every 10° of latitude, from the south pole on, at a latitude.
pub fn along(table: &[f32; 19], latitude: f32) -> f32 {
    let place = ((latitude + 90.0) / 10.0).clamp(0.0, 17.999);
    let (from, to) = (table[place as usize], table[place as usize + 1]);
    from + (to - from) * place.fract()
}

/// A region: latitude, longitude, half its height and half its width in degrees, and what it adds in its middle.
pub type Bump = (f32, f32, f32, f32, f32);

/// How near the middle of a region a place is, 0 to 1.
pub fn nearness(latitude: f32, longitude: f32, region: (f32, f32, f32, f32)) -> f32 {
    let east = (longitude - region.1 + 540.0).rem_euclid(360.0) - 180.0;
    let (y, x) = ((latitude - region.0) / region.2, east / region.3);
    let square = x * x + y * y;
    if square > 6.0 { 0.0 } else { (-square).exp() }
}

/// What all regions add at a place.
pub fn bumps(latitude: f32, longitude: f32, regions: &[Bump]) -> f32 {
    regions.iter().map(|bump| bump.4 * nearness(latitude, longitude, (bump.0, bump.1, bump.2, bump.3))).sum()
}

/// Mean temperature at the level of the sea.
const SEA_LEVEL_MEAN: [f32; 19] = [
    238.0, 242.0, 255.0, 270.5, 279.0, 286.0, 291.5, 296.0, 298.8, 299.6, 300.0, 298.2, 294.2, 287.5, 280.5, 273.5,
    264.0, 256.5, 253.5,
];

/// Warm and cold currents, and the mild air east of them.
const WARM: &[Bump] = &[
    (62.0, 2.0, 12.0, 22.0, 7.5),
    (70.0, 30.0, 6.0, 16.0, 6.0),
    (57.0, -140.0, 8.0, 18.0, 3.0),
    (58.0, -65.0, 8.0, 12.0, -5.0),
    (45.0, 140.0, 8.0, 10.0, -4.0),
    (-18.0, -76.0, 12.0, 7.0, -4.0),
    (-20.0, 9.0, 9.0, 6.0, -4.0),
    (28.0, -120.0, 8.0, 6.0, -3.5),
    (22.0, -20.0, 8.0, 6.0, -2.5),
    (2.0, 130.0, 12.0, 35.0, 1.5),
    (0.0, -105.0, 4.0, 22.0, -2.5),
    (72.0, -42.0, 9.0, 14.0, -4.0),
];

/// How wet the land is by latitude.
const WET: [f32; 19] =
    [0.12, 0.15, 0.3, 0.55, 0.68, 0.58, 0.4, 0.5, 0.72, 0.88, 0.7, 0.4, 0.36, 0.44, 0.5, 0.46, 0.36, 0.22, 0.15];

/// Deserts and rain forests.
const WETTER: &[Bump] = &[
    (22.0, 0.0, 8.0, 19.0, -0.45),
    (23.0, 25.0, 9.0, 14.0, -0.45),
    (23.0, 47.0, 9.0, 10.0, -0.45),
    (31.0, 60.0, 7.0, 10.0, -0.4),
    (43.0, 60.0, 7.0, 12.0, -0.33),
    (40.0, 85.0, 5.0, 14.0, -0.4),
    (43.0, 104.0, 5.0, 9.0, -0.3),
    (27.0, 70.0, 4.0, 5.0, -0.35),
    (6.0, 46.0, 6.0, 6.0, -0.6),
    (3.0, 39.0, 4.0, 4.0, -0.35),
    (-23.0, 18.0, 8.0, 7.0, -0.4),
    (-23.0, -70.0, 9.0, 3.0, -0.6),
    (-44.0, -68.0, 8.0, 3.5, -0.45),
    (-25.0, 129.0, 8.0, 13.0, -0.42),
    (32.0, -111.0, 6.0, 8.0, -0.34),
    (41.0, -114.0, 5.0, 7.0, -0.3),
    (26.0, -104.0, 5.0, 4.0, -0.2),
    (-9.0, -40.0, 4.0, 4.0, -0.38),
    (34.0, 86.0, 4.0, 11.0, -0.25),
    (-4.0, -63.0, 8.0, 11.0, 0.15),
    (0.0, 21.0, 5.0, 8.0, 0.1),
    (0.0, 115.0, 10.0, 20.0, 0.15),
    (17.0, 100.0, 7.0, 8.0, 0.22),
    (24.0, 91.0, 5.0, 6.0, 0.4),
    (14.0, 75.0, 5.0, 2.0, 0.35),
    (20.0, 81.0, 5.0, 5.0, 0.22),
    (26.0, 114.0, 6.0, 9.0, 0.4),
    (36.0, 137.0, 6.0, 7.0, 0.35),
    (34.0, -85.0, 8.0, 11.0, 0.32),
    (52.0, -127.0, 8.0, 5.0, 0.4),
    (51.0, 2.0, 8.0, 12.0, 0.18),
    (63.0, 7.0, 6.0, 5.0, 0.3),
    (-46.0, -74.0, 7.0, 3.0, 0.3),
    (-43.0, 170.0, 5.0, 4.0, 0.25),
    (6.0, -8.0, 4.0, 8.0, 0.15),
    (12.0, -85.0, 7.0, 6.0, 0.25),
    (-18.0, 49.0, 6.0, 2.5, 0.35),
    (-25.0, -51.0, 6.0, 6.0, 0.3),
    (-29.0, 153.0, 8.0, 3.0, 0.3),
    (9.0, 38.0, 4.0, 3.0, 0.2),
    (-34.0, -58.0, 4.0, 5.0, 0.15),
];

/// Where rain falls in winter.
const WINTER_RAIN: &[Bump] = &[
    (37.0, 3.0, 5.0, 14.0, 1.0),
    (37.0, 27.0, 5.0, 14.0, 1.0),
    (33.0, 45.0, 5.0, 9.0, 1.0),
    (37.0, -121.0, 6.0, 5.0, 1.0),
    (-33.0, -71.0, 5.0, 4.0, 1.0),
    (-32.0, 117.0, 4.0, 5.0, 1.0),
    (-34.0, 19.0, 3.0, 3.0, 1.0),
];
