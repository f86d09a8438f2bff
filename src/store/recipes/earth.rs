//! The Earth: coastlines, the share of land in every cell, and heights, from two small tables (`earth/README.md`).

use std::sync::OnceLock;

/// The thinned coastlines.
const COAST: &[u8] = include_bytes!("earth/coast.bin");
/// Heights, four thirds of a degree apart.
const RELIEF: &[u8] = include_bytes!("earth/relief.bin");

/// Points of the coast per degree.
const COAST_SCALE: f32 = 8.0;
/// Rows and columns of the heights.
const RELIEF_SHAPE: (usize, usize) = (135, 270);
/// Rows and columns of the share of land: a quarter of a degree.
pub const LAND_SHAPE: (usize, usize) = (720, 1440);

/// Closed outlines of land as (longitude, latitude) in degrees. The first point is not repeated.
///
/// Land across 180° comes twice, once past each edge of the map: whoever draws it clips it to the map.
pub fn coastlines() -> Vec<Vec<(f32, f32)>> {
    let short = |at: usize| i16::from_le_bytes([COAST[at], COAST[at + 1]]);
    let n_rings = short(0) as usize;
    let steps = |ring: usize| short(2 + 6 * ring + 4) as usize;
    let n_steps: usize = (0..n_rings).map(steps).sum();
    let mut x_at = 2 + 6 * n_rings;
    let mut rings = Vec::with_capacity(n_rings);
    for ring in 0..n_rings {
        let (mut x, mut y) = (short(2 + 6 * ring), short(2 + 6 * ring + 2));
        let mut points = vec![(f32::from(x) / COAST_SCALE, f32::from(y) / COAST_SCALE)];
        for at in x_at..x_at + steps(ring) {
            x += i16::from(COAST[at] as i8);
            y += i16::from(COAST[at + n_steps] as i8);
            points.push((f32::from(x) / COAST_SCALE, f32::from(y) / COAST_SCALE));
        }
        x_at += steps(ring);
        if points.iter().any(|(longitude, _)| *longitude > 180.0) {
            rings.push(points.iter().map(|(longitude, latitude)| (longitude - 360.0, *latitude)).collect());
        }
        rings.push(points);
    }
    rings
}

/// The share of land in each cell of a quarter of a degree, 0 to 1: rows from north to south, columns from 180° W.
pub fn land() -> &'static [f32] {
    static LAND: OnceLock<Vec<f32>> = OnceLock::new();
    LAND.get_or_init(land_shares)
}

/// Whether there is more land than sea at a place.
pub fn is_land(latitude: f32, longitude: f32) -> bool {
    land()[cell(latitude, longitude)] > 0.5
}

/// The cell of `land` that a place is in.
fn cell(latitude: f32, longitude: f32) -> usize {
    let (rows, columns) = LAND_SHAPE;
    let row = ((90.0 - latitude) * 4.0).clamp(0.0, rows as f32 - 1.0) as usize;
    row * columns + ((longitude + 180.0).rem_euclid(360.0) * 4.0) as usize % columns
}

/// Even-odd filling along four lines a row; where a line crosses a coast, the cell gets its exact share.
fn land_shares() -> Vec<f32> {
    const LINES: usize = 4;
    let (rows, columns) = LAND_SHAPE;
    let mut crossings: Vec<Vec<f32>> = vec![Vec::new(); rows * LINES];
    let line_of = |latitude: f32| (90.0 - latitude) * 4.0 * LINES as f32 - 0.5;
    for ring in coastlines() {
        for (idx, &(x0, y0)) in ring.iter().enumerate() {
            let (x1, y1) = ring[(idx + 1) % ring.len()];
            let (l0, l1) = (line_of(y0), line_of(y1));
            if l0 == l1 {
                continue;
            }
            let (top, bottom) = (l0.min(l1).ceil().max(0.0), l0.max(l1).ceil().min((rows * LINES) as f32));
            let lines = crossings.iter_mut().enumerate().take(bottom as usize).skip(top as usize);
            for (line, crossings) in lines {
                let along = (line as f32 - l0) / (l1 - l0);
                crossings.push((x0 + (x1 - x0) * along + 180.0) * 4.0);
            }
        }
    }
    let mut shares = vec![0.0; rows * columns];
    for (line, mut places) in crossings.into_iter().enumerate() {
        places.sort_by(f32::total_cmp);
        let row = &mut shares[line / LINES * columns..][..columns];
        for span in places.chunks_exact(2) {
            let (from, to) = (span[0].clamp(0.0, columns as f32), span[1].clamp(0.0, columns as f32));
            for (column, share) in row.iter_mut().enumerate().take(to.ceil() as usize).skip(from as usize) {
                let covered = to.min(column as f32 + 1.0) - from.max(column as f32);
                *share += covered.max(0.0) / LINES as f32;
            }
        }
    }
    shares
}

/// The height of the land around a place in metres, smooth; 0 far out at sea.
pub fn height(latitude: f32, longitude: f32) -> f32 {
    static HEIGHTS: OnceLock<Vec<f32>> = OnceLock::new();
    let heights = HEIGHTS.get_or_init(heights);
    let (rows, columns) = RELIEF_SHAPE;
    bilinear(heights, rows, columns, (90.0 - latitude) * 0.75 - 0.5, (longitude + 180.0) * 0.75 - 0.5)
}

fn heights() -> Vec<f32> {
    let (rows, columns) = RELIEF_SHAPE;
    let mut heights = Vec::with_capacity(rows * columns);
    let mut left = 0;
    for idx in 0..rows * columns {
        let step = if idx % 2 == 0 { RELIEF[idx / 2] >> 4 } else { RELIEF[idx / 2] & 15 };
        left = if idx % columns == 0 { step + 8 } else { left + step + 8 } & 15;
        heights.push(25.0 * f32::from(left) * f32::from(left));
    }
    heights
}

/// A table at a place between its points; columns go round the Earth, rows end at the poles.
pub(super) fn bilinear(table: &[f32], rows: usize, columns: usize, row: f32, column: f32) -> f32 {
    let row = row.clamp(0.0, rows as f32 - 1.0);
    let column = column.rem_euclid(columns as f32);
    let (top, left) = (row as usize, column as usize % columns);
    let (down, right) = (row - top as f32, column - column.floor());
    let line = |row: usize| {
        let line = &table[row * columns..][..columns];
        line[left] + (line[(left + 1) % columns] - line[left]) * right
    };
    let (above, below) = (line(top), line((top + 1).min(rows - 1)));
    above + (below - above) * down
}
