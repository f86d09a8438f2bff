//! The loop that fills chunks: at every place a mean, a few modes of known course in time, weather, and grain.
//!
//! value(time, place) = mean(place) + Σ mode(place) × course(time) + spread(place) × (weather(time, place) + grain × noise)
//!
//! Nothing transcendental happens per element: courses are tables over the chunk's times, all else are tables over its places.

use std::ops::Range;
use std::sync::OnceLock;

use super::noise::{course, hash, hash_of, signed, smooth};

/// Which part of an array is to be filled, in elements of the whole array. A plain map has one time.
pub struct Window {
    /// Steps of time
    pub times: Range<usize>,
    /// Rows of the whole map
    pub rows: Range<usize>,
    /// Columns of the whole map
    pub columns: Range<usize>,
}

impl Window {
    /// How many places.
    pub fn places(&self) -> usize {
        self.rows.len() * self.columns.len()
    }
}

/// How weather is made: hills and valleys of about the pitch's width that come and go at the pace.
#[derive(Clone, Copy)]
pub struct Weather {
    /// Two variables with one seed share their weather
    pub seed: u32,
    /// Steps of time in which it turns
    pub pace: f32,
    /// Elements between the knots of the wide hills and of the narrow ones
    pub pitches: [usize; 2],
    /// Columns after which the Earth closes; `usize::MAX` on a part of it
    pub around: usize,
    /// Noise from element to element, as a part of the weather's spread
    pub grain: f32,
}

/// What is done to a value at last. Not-a-numbers stay.
#[derive(Clone, Copy)]
pub enum Finish {
    /// Kept between two bounds
    Between(f32, f32),
    /// Squared (0 if negative), for rain and the like: many small values, few large ones; then at most this
    Squared(f32),
}

/// A variable over the places of a window. Tables are in C order; a not-a-number in `mean` blots a place out.
pub struct Field {
    /// The mean of a place
    pub mean: Vec<f32>,
    /// Strength of each mode at each place, and its course over the window's times
    pub modes: Vec<(Vec<f32>, Vec<f32>)>,
    /// How far weather goes from the mean
    pub spread: Vec<f32>,
    /// The weather
    pub weather: Weather,
    /// The last step
    pub finish: Finish,
}

impl Field {
    /// Computes all rows of a window and hands them on in C order.
    pub fn rows(&self, window: &Window, take: &mut dyn FnMut(&[f32])) {
        let width = window.columns.len();
        let (mut row, mut sky) = (vec![0.0; width], vec![0.0; width]);
        let lattices = self.weather.pitches.map(Lattice::new);
        let grains = grains();
        let spans: Vec<Range<usize>> = self.mean.chunks_exact(width).map(filled).collect();
        for (step, time) in window.times.clone().enumerate() {
            let knots = [0, 1].map(|idx| lattices[idx].knots(&self.weather, idx, time as i64, window));
            for (line, latitude) in window.rows.clone().enumerate() {
                let (first, span) = (line * width, spans[line].clone());
                row.fill(f32::NAN);
                if span.is_empty() {
                    take(&row);
                    continue;
                }
                let places = first + span.start..first + span.end;
                sky.fill(0.0);
                for (lattice, knots) in lattices.iter().zip(&knots) {
                    lattice.add(knots, latitude, window, &mut sky);
                }
                let from = hash_of(&[self.weather.seed as i32, time as i32, latitude as i32]) as usize % GRAINS;
                let grains = &grains[from + window.columns.start % GRAINS_MORE + span.start..];
                let part = &mut row[span.clone()];
                part.copy_from_slice(&self.mean[places.clone()]);
                for (strength, course) in &self.modes {
                    add_scaled(part, &strength[places.clone()], course[step]);
                }
                add_weather(part, &self.spread[places], &sky[span], grains, self.weather.grain);
                finish(part, self.finish);
                take(&row);
            }
        }
    }

    /// Computes a window as little-endian 32-bit floats.
    pub fn fill_f32(&self, window: &Window, target: &mut [u8]) {
        let mut rest = target.chunks_exact_mut(4 * window.columns.len());
        self.rows(window, &mut |row| {
            let Some(bytes) = rest.next() else { return };
            for (place, value) in bytes.chunks_exact_mut(4).zip(row) {
                place.copy_from_slice(&value.to_le_bytes());
            }
        });
    }
}

/// From the first place of a row that has a value to the last.
fn filled(means: &[f32]) -> Range<usize> {
    let first = means.iter().position(|mean| !mean.is_nan()).unwrap_or(0);
    let end = means.iter().rposition(|mean| !mean.is_nan()).map_or(first, |last| last + 1);
    first..end
}

fn add_scaled(row: &mut [f32], strength: &[f32], course: f32) {
    for (value, strength) in row.iter_mut().zip(strength) {
        *value += strength * course;
    }
}

fn add_weather(row: &mut [f32], spread: &[f32], sky: &[f32], grains: &[f32], grain: f32) {
    for (((value, spread), sky), noise) in row.iter_mut().zip(spread).zip(sky).zip(grains) {
        *value += spread * (sky + noise * grain);
    }
}

fn finish(row: &mut [f32], finish: Finish) {
    match finish {
        Finish::Between(low, high) => {
            for value in row {
                let raised = if *value < low { low } else { *value };
                *value = if raised > high { high } else { raised };
            }
        }
        Finish::Squared(high) => {
            for value in row {
                let raised = if *value < 0.0 { 0.0 } else { *value };
                let square = raised * raised;
                *value = if square > high { high } else { square };
            }
        }
    }
}

/// One size of hills: values at knots, smooth between them.
struct Lattice {
    pitch: usize,
    ramp: Vec<f32>,
}

impl Lattice {
    fn new(pitch: usize) -> Lattice {
        Lattice { pitch, ramp: (0..pitch).map(|step| smooth(step as f32 / pitch as f32)).collect() }
    }

    /// Columns and rows of knots around a range of elements.
    fn around(&self, range: &Range<usize>) -> Range<usize> {
        range.start / self.pitch..(range.end - 1) / self.pitch + 2
    }

    /// The values of all knots around a window at one time.
    fn knots(&self, weather: &Weather, octave: usize, time: i64, window: &Window) -> Vec<f32> {
        let closes = weather.around / self.pitch;
        let mut knots = Vec::new();
        for row in self.around(&window.rows) {
            for column in self.around(&window.columns) {
                let seed = hash_of(&[weather.seed as i32, octave as i32, row as i32, (column % closes) as i32]);
                // Narrow hills are flatter and pass sooner.
                knots.push([1.0, 0.5][octave] * course(seed, time, weather.pace / (1 + octave) as f32));
            }
        }
        knots
    }

    /// Adds the values between the knots along one row.
    fn add(&self, knots: &[f32], row: usize, window: &Window, sky: &mut [f32]) {
        let columns = self.around(&window.columns);
        let first = (row / self.pitch - window.rows.start / self.pitch) * columns.len();
        let down = self.ramp[row % self.pitch];
        let at = |column: usize| {
            let (above, below) = (knots[first + column], knots[first + columns.len() + column]);
            above + (below - above) * down
        };
        let mut place = 0;
        let mut step = window.columns.start % self.pitch;
        for column in 0..columns.len() - 1 {
            let (left, right) = (at(column), at(column + 1));
            let count = (self.pitch - step).min(sky.len() - place);
            for (value, ramp) in sky[place..place + count].iter_mut().zip(&self.ramp[step..]) {
                *value += left + (right - left) * ramp;
            }
            place += count;
            step = 0;
        }
    }
}

/// Where in the table of noise a row may start.
const GRAINS: usize = 8192;
/// How far a row may reach beyond.
const GRAINS_MORE: usize = 4096;

/// Bell-shaped noise, most of it between -2 and 2; rows take it from different places on.
fn grains() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let bell = |idx: u32| (0..4).map(|part| signed(hash(idx * 4 + part))).sum::<f32>() * 0.87;
        (0..(GRAINS + 2 * GRAINS_MORE) as u32).map(bell).collect()
    })
}
