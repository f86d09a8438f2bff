//! Pictures of pixels: maps of cells, filled contours, and whatever is too much for vectors.

/// Cells of no colour.
const NOTHING: u16 = u16::MAX;

/// Colours by number; pixels that nobody painted are transparent.
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    pixels: Vec<u16>,
}

impl Raster {
    pub(super) fn new(width: usize, height: usize) -> Raster {
        Raster { width, height, pixels: vec![NOTHING; width * height] }
    }

    /// Rows of a grid as they are.
    pub(super) fn of_cells(width: usize, height: usize, cells: Vec<u16>) -> Raster {
        Raster { width, height, pixels: cells }
    }

    pub(super) fn set(&mut self, x: isize, y: isize, color: u16) {
        if x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height {
            self.pixels[y as usize * self.width + x as usize] = color;
        }
    }

    /// A grid between edges: `columns` and `rows` say which cell each pixel's column and row shows.
    pub(super) fn sampled(
        columns: &[Option<usize>],
        rows: &[Option<usize>],
        n_columns: usize,
        cells: &[u16],
    ) -> Raster {
        let mut pixels = Vec::with_capacity(columns.len() * rows.len());
        for row in rows {
            pixels.extend(columns.iter().map(|column| match (row, column) {
                (Some(row), Some(column)) => cells[row * n_columns + column],
                _ => NOTHING,
            }));
        }
        Raster { width: columns.len(), height: rows.len(), pixels }
    }

    /// A triangle in pixels; `color_of` gets the weights of its corners.
    pub(super) fn triangle(&mut self, corners: [(f64, f64); 3], color_of: impl Fn([f64; 3]) -> u16) {
        let [a, b, c] = corners;
        if corners.iter().any(|corner| !(corner.0.is_finite() && corner.1.is_finite())) {
            return;
        }
        let area = (b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1);
        if area == 0.0 {
            return;
        }
        // The pixels whose middles may lie inside.
        let pixels = |of: fn(&(f64, f64)) -> f64, n: usize| {
            let least = corners.iter().map(of).fold(f64::INFINITY, f64::min);
            let most = corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            let clamped = |pixel: f64| pixel.clamp(0.0, n as f64) as usize;
            clamped((least - 0.5).ceil())..clamped((most - 0.5).floor() + 1.0)
        };
        let (columns, rows) = (pixels(|point| point.0, self.width), pixels(|point| point.1, self.height));
        for row in rows {
            let y = row as f64 + 0.5;
            for column in columns.clone() {
                let x = column as f64 + 0.5;
                let of_a = ((b.0 - x) * (c.1 - y) - (c.0 - x) * (b.1 - y)) / area;
                let of_b = ((c.0 - x) * (a.1 - y) - (a.0 - x) * (c.1 - y)) / area;
                let of_c = 1.0 - of_a - of_b;
                if of_a >= -1e-9 && of_b >= -1e-9 && of_c >= -1e-9 {
                    let color = color_of([of_a, of_b, of_c]);
                    if color != NOTHING {
                        self.pixels[row * self.width + column] = color;
                    }
                }
            }
        }
    }

    /// A line of so many pixels' width.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), width: usize, color: u16) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let n_steps = dx.abs().max(dy.abs()).ceil().max(1.0);
        let is_steep = dy.abs() > dx.abs();
        let first = width as isize / 2;
        for step in 0..=n_steps as usize {
            let share = step as f64 / n_steps;
            let (x, y) = ((from.0 + dx * share) as isize, (from.1 + dy * share) as isize);
            for beside in -first..width as isize - first {
                let (x, y) = if is_steep { (x + beside, y) } else { (x, y + beside) };
                self.set(x, y, color);
            }
        }
    }

    pub(super) fn disc(&mut self, (x, y): (f64, f64), radius: f64, color: u16) {
        let radius = radius.max(0.5);
        for row in (y - radius).floor() as isize..=(y + radius).floor() as isize {
            for column in (x - radius).floor() as isize..=(x + radius).floor() as isize {
                let (dx, dy) = (column as f64 + 0.5 - x, row as f64 + 0.5 - y);
                if dx * dx + dy * dy <= radius * radius {
                    self.set(column, row, color);
                }
            }
        }
    }

    /// The file of it in these colours.
    pub(super) fn png(&self, colors: &[[u8; 4]]) -> Vec<u8> {
        use super::png::{Pixels, encode};
        let has_nothing = self.pixels.contains(&NOTHING);
        if colors.len() + usize::from(has_nothing) <= 256 {
            let mut palette = colors.to_vec();
            palette.push([0; 4]);
            palette.truncate(256);
            let indices: Vec<u8> = self.pixels.iter().map(|color| (*color).min(colors.len() as u16) as u8).collect();
            return encode(self.width, self.height, &Pixels::Indexed { palette: &palette, indices: &indices });
        }
        let color_of = |color: &u16| colors.get(usize::from(*color)).copied().unwrap_or([0; 4]);
        let bytes: Vec<u8> = self.pixels.iter().flat_map(color_of).collect();
        encode(self.width, self.height, &Pixels::Rgba(&bytes))
    }
}

/// The number of a value's colour; values lie between 0 and 1, missing ones have none.
pub(super) fn color_number(value: f64, n_colors: usize) -> u16 {
    if value.is_nan() || n_colors == 0 {
        return NOTHING;
    }
    ((value * n_colors as f64).floor()).clamp(0.0, n_colors as f64 - 1.0) as u16
}

/// Which of the cells between `edges` (in pixels, rising or falling) each of `n` pixels shows.
pub(super) fn cells_of_pixels(edges: &[f64], from: f64, step: f64, n: usize) -> Vec<Option<usize>> {
    let rising = edges.first() <= edges.last();
    let n_cells = edges.len().saturating_sub(1);
    (0..n)
        .map(|pixel| {
            let at = from + (pixel as f64 + 0.5) * step;
            let before = edges.partition_point(|edge| if rising { *edge <= at } else { *edge >= at });
            (before >= 1 && before <= n_cells).then(|| before - 1)
        })
        .collect()
}
