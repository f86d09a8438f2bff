//! Burned area: where, when and how much of the land burns.
//!
//! A place belongs to the fire regime it is nearest to. In its season every week has a chance of fire, and a fire has a size
//! with a long tail; most weeks of most places have none.

use std::ops::Range;
use std::sync::OnceLock;

use super::climate::{Site, nearness};
use super::modes::Window;
use super::noise::{hash, hash_of, hills, smooth, unit};
use super::quarter_degrees::{N_YEAR, site, year_day};

/// A fire regime: its region, the day of the year of its peak, half its length in days, the chance of fire in a week at the peak,
/// the burned hectares of a typical week, and how much years differ.
struct Regime {
    region: (f32, f32, f32, f32),
    peak: f32,
    days: f32,
    chance: f32,
    hectares: f32,
    years: Years,
}

/// How years differ.
#[derive(Clone, Copy)]
enum Years {
    /// A little
    Steady,
    /// Much, from region to region
    Wild,
    /// These are the bad ones
    Bad(&'static [i32]),
}

/// What is burned at a place in a step of eight days.
pub struct Burning {
    /// For each row of the window its burnable places
    rows: Vec<Vec<Burnable>>,
    /// For each regime and time of the window: how much of the peak's chance
    seasons: Vec<Vec<f32>>,
    /// For each place: 0, or not a number at sea
    empty: Vec<f32>,
    seed: u32,
    /// Years outside hold not-a-numbers
    years: Range<i32>,
}

struct Burnable {
    column: usize,
    regime: usize,
    chance: f32,
    hectares: f32,
    most: f32,
    block: i32,
}

impl Burning {
    /// The burning of a window. Other `seed`s see other small fires of the same seasons, as other satellites do.
    pub fn over(window: &Window, seed: u32, years: Range<i32>) -> Burning {
        let mut empty = Vec::with_capacity(window.places());
        let rows = window
            .rows
            .clone()
            .map(|row| {
                let burnable = window.columns.clone().enumerate().filter_map(|(idx, column)| {
                    let site = site(row, column);
                    empty.push(if site.land > 0.1 { 0.0 } else { f32::NAN });
                    burnable(&site, idx)
                });
                burnable.collect()
            })
            .collect();
        let seasons = REGIMES
            .iter()
            .map(|regime| {
                let course = |time: usize| {
                    let away = (year_day(time) - regime.peak + 547.5) % 365.0 - 182.5;
                    (-(away / regime.days).powi(2)).exp()
                };
                window.times.clone().map(course).collect()
            })
            .collect();
        Burning { rows, seasons, empty, seed, years }
    }

    /// Computes all rows of a window and hands them on in C order; `what` makes the value from the burned hectares.
    pub fn rows(&self, window: &Window, what: &dyn Fn(f32) -> f32, take: &mut dyn FnMut(&[f32])) {
        let width = window.columns.len();
        let mut values = vec![0.0; width];
        for (step, time) in window.times.clone().enumerate() {
            let year = 2001 + (time / N_YEAR) as i32;
            let missing = !self.years.contains(&year);
            let seasons: Vec<f32> = self.seasons.iter().map(|season| season[step]).collect();
            for (line, row) in window.rows.clone().enumerate() {
                values.copy_from_slice(&self.empty[line * width..][..width]);
                if missing {
                    values.fill(f32::NAN);
                }
                let key = hash_of(&[self.seed as i32, time as i32, row as i32]);
                for place in self.rows[line].iter().filter(|_| !missing) {
                    let chance = place.chance * seasons[place.regime];
                    if chance < 0.001 {
                        continue;
                    }
                    let bits = hash(key ^ ((window.columns.start + place.column) as u32).wrapping_mul(0x9e37_79b1));
                    if unit(bits) < chance * year_factor(place.regime, place.block, year) {
                        let size =
                            sizes()[(bits & 255) as usize] * place.hectares * (0.4 + 0.6 * seasons[place.regime]);
                        values[place.column] = what(size.min(place.most));
                    }
                }
                take(&values);
            }
        }
    }
}

fn burnable(site: &Site, column: usize) -> Option<Burnable> {
    if site.land < 0.5 || site.height > 3000.0 {
        return None;
    }
    let near = |regime: &Regime| nearness(site.latitude, site.longitude, regime.region);
    let nearest = |(at, best): (usize, f32), (idx, regime): (usize, &Regime)| {
        let near = near(regime);
        if near > best { (idx, near) } else { (at, best) }
    };
    let (regime, near) = REGIMES.iter().enumerate().fold((0, 0.0), nearest);
    let patch = hills(31, site.longitude * 0.8, site.latitude * 0.8, 5, 0.65);
    // Deserts have nothing to burn, rain forests are too wet.
    let fuel = smooth((site.wet - 0.12) * 6.0) * (1.0 - smooth((site.wet - 0.72) * 6.0)) * site.land;
    let lush = smooth((near - 0.06) * 3.0) * fuel * smooth(0.62 + 0.7 * patch);
    let Regime { chance, hectares, .. } = REGIMES[regime];
    // Elsewhere small fires of fields and gardens.
    let (chance, hectares) = if lush < 0.02 {
        (0.004 * fuel, 60.0)
    } else {
        ((1.3 * chance * lush).min(0.97), 3.2 * hectares * (0.3 + 0.7 * lush))
    };
    // A cell has some 75000 ha; no more than a quarter of it burns in a step.
    let most = 19_000.0 * site.latitude.to_radians().cos() * site.land;
    let block = (site.latitude / 6.0).floor() as i32 * 100 + (site.longitude / 9.0).floor() as i32;
    (chance > 0.001).then_some(Burnable { column, regime, chance, hectares, most, block })
}

fn year_factor(regime: usize, block: i32, year: i32) -> f32 {
    let chance = unit(hash_of(&[regime as i32, block, year]));
    match REGIMES[regime].years {
        Years::Steady => 0.75 + 0.5 * chance,
        Years::Wild => 0.15 + 4.0 * chance * chance * chance,
        Years::Bad(years) => (if years.contains(&year) { 2.4 } else { 0.5 }) * (0.5 + chance),
    }
}

/// Sizes of fires as multiples of the typical one: many small, few large.
fn sizes() -> &'static [f32; 256] {
    static SIZES: OnceLock<[f32; 256]> = OnceLock::new();
    SIZES.get_or_init(|| std::array::from_fn(|idx| 0.25 * ((256.0 / (idx as f32 + 0.6)).powf(0.75) - 0.8)))
}

const fn regime(region: (f32, f32, f32, f32), season: (f32, f32), fires: (f32, f32), years: Years) -> Regime {
    Regime { region, peak: season.0, days: season.1, chance: fires.0, hectares: fires.1, years }
}

/// The fire regimes of the Earth.
const REGIMES: &[Regime] = &[
    // Africa: the savannas north of the equator in their winter, those south of it in theirs.
    regime((9.0, -5.0, 4.5, 12.0), (355.0, 48.0), (0.8, 1500.0), Years::Steady),
    regime((8.5, 14.0, 4.5, 11.0), (350.0, 48.0), (0.95, 2400.0), Years::Steady),
    regime((8.5, 29.0, 4.5, 8.0), (345.0, 48.0), (0.95, 3000.0), Years::Steady),
    regime((-7.5, 19.0, 5.0, 9.0), (190.0, 42.0), (0.95, 2900.0), Years::Steady),
    regime((-13.0, 23.0, 5.0, 9.0), (215.0, 48.0), (0.95, 2300.0), Years::Steady),
    regime((-12.0, 35.0, 7.0, 6.0), (235.0, 55.0), (0.85, 1500.0), Years::Steady),
    regime((-23.0, 29.0, 6.0, 6.0), (240.0, 45.0), (0.35, 700.0), Years::Steady),
    regime((-18.0, 46.0, 6.0, 3.0), (255.0, 50.0), (0.6, 700.0), Years::Steady),
    // Australia
    regime((-15.5, 130.0, 4.0, 9.0), (275.0, 65.0), (0.6, 3400.0), Years::Steady),
    regime((-16.0, 142.0, 4.0, 4.0), (290.0, 55.0), (0.5, 2200.0), Years::Steady),
    regime((-22.0, 127.0, 5.0, 10.0), (290.0, 45.0), (0.12, 5000.0), Years::Bad(&[2001, 2002, 2007, 2011, 2012])),
    regime((-34.5, 149.0, 4.5, 4.5), (355.0, 40.0), (0.03, 3500.0), Years::Bad(&[2003, 2006, 2009, 2019, 2020])),
    // South and Middle America
    regime(
        (-10.0, -48.0, 6.0, 6.0),
        (255.0, 35.0),
        (0.7, 1300.0),
        Years::Bad(&[2002, 2004, 2005, 2007, 2010, 2012, 2020]),
    ),
    regime(
        (-16.0, -58.0, 5.0, 6.0),
        (250.0, 35.0),
        (0.5, 1100.0),
        Years::Bad(&[2002, 2004, 2005, 2007, 2010, 2019, 2020]),
    ),
    regime((-9.0, -62.0, 4.0, 8.0), (245.0, 30.0), (0.4, 350.0), Years::Bad(&[2004, 2005, 2007, 2010, 2019, 2020])),
    regime((7.0, -68.0, 2.5, 4.5), (45.0, 35.0), (0.7, 1600.0), Years::Steady),
    regime((-28.0, -58.0, 5.0, 5.0), (235.0, 45.0), (0.25, 700.0), Years::Steady),
    regime((18.0, -95.0, 5.0, 9.0), (115.0, 30.0), (0.3, 350.0), Years::Steady),
    // Asia
    regime((19.0, 99.0, 5.0, 6.0), (75.0, 28.0), (0.65, 700.0), Years::Steady),
    regime((13.5, 105.5, 3.0, 3.5), (35.0, 40.0), (0.75, 1300.0), Years::Steady),
    regime((21.0, 81.0, 5.0, 6.0), (90.0, 35.0), (0.35, 350.0), Years::Steady),
    regime((30.5, 75.0, 2.0, 3.0), (300.0, 18.0), (0.7, 900.0), Years::Steady),
    regime((-2.0, 112.0, 4.0, 9.0), (275.0, 30.0), (0.2, 900.0), Years::Bad(&[2002, 2004, 2006, 2009, 2015, 2019])),
    regime((51.0, 68.0, 4.0, 16.0), (225.0, 45.0), (0.4, 1500.0), Years::Wild),
    regime((50.0, 118.0, 4.0, 12.0), (115.0, 30.0), (0.25, 2200.0), Years::Wild),
    regime((47.0, 131.0, 3.0, 4.0), (295.0, 22.0), (0.6, 900.0), Years::Steady),
    regime((63.0, 122.0, 6.0, 20.0), (200.0, 28.0), (0.07, 7000.0), Years::Wild),
    // Europe and North America
    regime((47.5, 38.0, 3.0, 10.0), (215.0, 30.0), (0.5, 450.0), Years::Steady),
    regime((40.0, 0.0, 4.0, 16.0), (225.0, 30.0), (0.08, 400.0), Years::Wild),
    regime((40.0, -119.0, 7.0, 7.0), (225.0, 30.0), (0.06, 2500.0), Years::Wild),
    regime((36.5, -97.0, 5.0, 5.0), (95.0, 25.0), (0.3, 500.0), Years::Steady),
    regime((32.0, -86.0, 3.0, 6.0), (70.0, 40.0), (0.35, 200.0), Years::Steady),
    regime((58.0, -112.0, 6.0, 16.0), (190.0, 28.0), (0.025, 9000.0), Years::Wild),
    regime((65.5, -150.0, 3.0, 9.0), (185.0, 22.0), (0.04, 10_000.0), Years::Bad(&[2004, 2005, 2009, 2015, 2019])),
];
