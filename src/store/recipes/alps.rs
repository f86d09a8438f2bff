//! The eastern Alps between Inn and Adige as a satellite sees them in late winter: mountains, forests, snow, clouds.
//!
//! Places are metres in UTM zone 32. Heights and clouds are computed every 40 m and interpolated; texture comes per pixel.

use super::noise::{hash, hills, plane, signed, smooth, turned};

/// What is on the ground, by the numbers of Sentinel-2's scene classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Outside the swath
    NoData = 0,
    /// In the shade of a mountain
    Shadow = 3,
    /// Forest and meadows
    Vegetation = 4,
    /// Rock and bare fields
    Bare = 5,
    /// Lakes
    Water = 6,
    /// Thick clouds
    Cloud = 9,
    /// Snow and ice
    Snow = 11,
}

/// The light and the weather of one overpass.
pub struct Overpass {
    /// Days since the first of January 2019
    pub day: f32,
    /// Share of clouds, 0 to 1
    pub clouds: f32,
    /// Degrees from north, clockwise
    pub sun_azimuth: f32,
    /// Degrees above the horizon
    pub sun_elevation: f32,
    /// Which clouds
    pub seed: i32,
}

/// One pixel: its cover, and what it reflects in blue, green, red and near infrared, 0 to 1.
#[derive(Clone, Copy)]
pub struct Pixel {
    /// What is there
    pub cover: Cover,
    /// Blue, green, red, near infrared
    pub reflectance: [f32; 4],
}

/// Distance of the points at which heights and clouds are computed, in metres.
const STEP: f32 = 40.0;

/// Shows every pixel of a grid to `take`, row by row: west and north edge of the first pixel in metres, width and height of a
/// pixel, rows and columns.
pub fn look(edge: (f32, f32), size: (f32, f32), shape: (usize, usize), pass: &Overpass, take: &mut dyn FnMut(Pixel)) {
    let (west, north) = edge;
    let (rows, columns) = shape;
    // The points lie at multiples of the step, so that windows agree.
    let (left, top) = ((west / STEP).floor(), (north / STEP).ceil() + 1.0);
    let wide = (columns as f32 * size.0 / STEP) as usize + 3;
    let cover = |share: f32| 0.95 - 1.9 * share;
    let threshold = cover(pass.clouds.clamp(0.0, 1.0));
    let line = |row: f32| -> Vec<(f32, f32)> {
        let y = (top - row) * STEP;
        (0..wide)
            .map(|column| {
                let x = (left + column as f32) * STEP;
                (height(x, y), hills(pass.seed, x / 16_000.0, y / 13_000.0, 5, 0.55) / 1.3 - threshold)
            })
            .collect()
    };
    let sun = Sun::of(pass);
    let mut above = line(0.0);
    let mut below = line(1.0);
    let mut at = 0.0;
    for row in 0..rows {
        let y = north - (row as f32 + 0.5) * size.1;
        let place = top - y / STEP;
        if place >= at + 2.0 {
            at = place.floor();
            above = line(at);
            below = line(at + 1.0);
        } else if place >= at + 1.0 {
            at += 1.0;
            above = std::mem::replace(&mut below, line(at + 1.0));
        }
        let down = place - at;
        for column in 0..columns {
            let x = west + (column as f32 + 0.5) * size.0;
            let place = x / STEP - left;
            let (idx, right) = (place as usize, place.fract());
            let (a, b, c, d) = (above[idx], above[idx + 1], below[idx], below[idx + 1]);
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                let (up, low) = (a + (b - a) * right, c + (d - c) * right);
                up + (low - up) * down
            };
            let ground = Ground {
                height: mix(a.0, b.0, c.0, d.0),
                east: (b.0 + d.0 - a.0 - c.0) / (2.0 * STEP),
                north: (a.0 + b.0 - c.0 - d.0) / (2.0 * STEP),
                grain: signed(hash((x / 10.0) as u32 ^ hash((y / 10.0) as u32))),
            };
            take(pixel(&ground, mix(a.1, b.1, c.1, d.1), &sun, pass.day));
        }
    }
}

struct Ground {
    height: f32,
    /// Rise per metre towards the east and the north
    east: f32,
    north: f32,
    grain: f32,
}

struct Sun {
    towards: [f32; 3],
}

impl Sun {
    fn of(pass: &Overpass) -> Sun {
        let (sin, cos) = pass.sun_azimuth.to_radians().sin_cos();
        let (up, flat) = pass.sun_elevation.to_radians().sin_cos();
        Sun { towards: [sin * flat, cos * flat, up] }
    }

    /// Light on a slope as a part of the light on level ground.
    fn on(&self, ground: &Ground) -> f32 {
        let facing = self.towards[2] - self.towards[0] * ground.east - self.towards[1] * ground.north;
        facing / (self.towards[2] * (1.0 + ground.east * ground.east + ground.north * ground.north).sqrt())
    }
}

/// Height of the ground in metres.
pub fn height(x: f32, y: f32) -> f32 {
    let kilometres_north = y / 1000.0 - 5090.0;
    // Hills of Bavaria in the north, the main crest in the middle, the Dolomites and the Adige in the south.
    let crest = smooth((205.0 - kilometres_north) / 45.0) * (0.72 + 0.28 * smooth((kilometres_north - 30.0) / 60.0));
    let (mut ridges, mut place) = (0.0, (x / 13_000.0 + 0.3, y / 13_000.0));
    for (octave, weight) in [0.46_f32, 0.27, 0.14, 0.07, 0.037, 0.02].into_iter().enumerate() {
        ridges += weight * (1.0 - 1.7 * plane(900 + octave as i32, place.0, place.1).abs());
        place = turned(place);
    }
    let ridges = ridges.clamp(0.0, 1.0);
    520.0 + 380.0 * crest + (250.0 + 2750.0 * crest) * ridges * ridges
}

/// What is seen of the ground, or the cloud above it.
fn pixel(ground: &Ground, cloud: f32, sun: &Sun, day: f32) -> Pixel {
    if cloud > 0.0 {
        let thick = smooth(cloud * 5.0);
        let white = 0.24 + 0.42 * thick + 0.02 * ground.grain;
        return Pixel { cover: Cover::Cloud, reflectance: [white + 0.01, white, white - 0.01, white + 0.03] };
    }
    let light = sun.on(ground);
    let steep = (ground.east * ground.east + ground.north * ground.north).sqrt();
    // The snow line climbs from the valleys to the tree line, and lies lower where the sun comes little.
    let snow_line = 850.0 + 11.0 * (day - 31.0) + 420.0 * (light - 1.0).clamp(-1.0, 0.8) + 110.0 * ground.grain;
    let snow = smooth((ground.height - snow_line) / 260.0) * (1.0 - smooth((steep - 0.95) * 4.0));
    let forest = smooth((ground.height - 820.0) / 180.0)
        * (1.0 - smooth((ground.height - 1750.0 - 160.0 * ground.grain) / 220.0))
        * (0.55 + 0.45 * smooth((steep - 0.12) * 6.0));
    let rock = smooth((ground.height - 2150.0) / 350.0).max(smooth((steep - 0.85) * 5.0));
    let spring = smooth((day - 45.0) / 50.0);
    let meadow = [0.045, 0.075, 0.085 - 0.02 * spring, 0.2 + 0.09 * spring];
    let bare = [0.1, 0.12, 0.145, 0.175];
    let trees = [0.018, 0.03, 0.026, 0.17];
    let white = [0.86, 0.85, 0.83, 0.76];
    let water = ground.height < 1000.0 && steep < 0.012;
    let mut reflectance = [0.0; 4];
    for (band, value) in reflectance.iter_mut().enumerate() {
        let open = meadow[band] + (bare[band] - meadow[band]) * rock;
        let open = open + (white[band] - open) * snow;
        // Snow falls from trees, and shines through between them.
        let wood = trees[band] + (white[band] - trees[band]) * 0.13 * snow;
        let seen = if water { [0.04, 0.035, 0.025, 0.012][band] } else { open + (wood - open) * forest };
        *value = seen * (0.18 + 0.82 * light.max(0.0)) * (1.0 + 0.07 * ground.grain);
    }
    let cover = match () {
        () if water => Cover::Water,
        () if light < 0.12 => Cover::Shadow,
        () if snow * (1.0 - 0.87 * forest) > 0.35 => Cover::Snow,
        () if rock > 0.5 => Cover::Bare,
        () => Cover::Vegetation,
    };
    Pixel { cover, reflectance }
}
