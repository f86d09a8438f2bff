//! The grid of the SeasFire cube: quarter degrees of the whole Earth, in steps of eight days that begin anew each year.

use super::climate::Site;

/// Steps of a year: the last one is cut short by the new year.
pub const N_YEAR: usize = 46;

/// Degrees north of the middle of a row, from north to south.
pub fn latitude(row: usize) -> f32 {
    89.875 - 0.25 * row as f32
}

/// Degrees east of the middle of a column.
pub fn longitude(column: usize) -> f32 {
    -179.875 + 0.25 * column as f32
}

/// The climate of a cell.
pub fn site(row: usize, column: usize) -> Site {
    Site::at(latitude(row), longitude(column))
}

/// The day of the year at the middle of a step.
pub fn year_day(time: usize) -> f32 {
    8.0 * (time % N_YEAR) as f32 + 4.0
}
