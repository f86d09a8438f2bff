//! Pictures of how an array is cut.
//!
//! ```text
//! 1-d: a strip     2-d: a grid     3-d: a box seen from above left     more: several of these side by side
//! ```
//!
//! Long axes are drawn shorter than in proportion, and of very many cuts only some are drawn. Rules after
//! `dask.array.svg`; the drawing is our own.

use std::fmt::Write;

use super::{Chunks, Error, Result};

/// The picture of `chunks`, its longest axis about `size` pixels long. There is none without axes, without elements, or
/// of unknown lengths.
pub fn picture(chunks: &Chunks, size: f64) -> Result<String> {
    let known = chunks.known()?;
    let shape = chunks.known_shape()?;
    if shape.is_empty() {
        return Err(Error::NotImplemented("Can't generate SVG with 0 dimensions".to_owned()));
    }
    if shape.contains(&0) {
        return Err(Error::NotImplemented("Can't generate SVG with 0-length dimensions".to_owned()));
    }
    let axes: Vec<Axis> = pixel_lengths(&shape, size)
        .into_iter()
        .zip(&known)
        .zip(&shape)
        .map(|((pixels, sizes), &length)| Axis::new(pixels, sizes, length, size))
        .collect();
    let mut canvas = Canvas::default();
    // The last three axes make the last picture; what is before comes in groups of at most three as well.
    let first = match axes.len() % 3 {
        0 => 3.min(axes.len()),
        rest => rest,
    };
    let (head, rest) = axes.split_at(first);
    let groups = std::iter::once(head).chain(rest.chunks(3));
    for (number, group) in groups.enumerate() {
        if number > 0 {
            canvas.start_beside();
        }
        match group {
            [x] => canvas.strip(x),
            [y, x] => canvas.grid(y, x),
            [z, y, x] => canvas.cuboid(z, y, x),
            _ => {}
        }
    }
    Ok(canvas.finished())
}

/// One axis on the screen.
struct Axis {
    /// How many elements it has
    length: usize,
    /// Pixels at which it is cut, ends included
    cuts: Vec<f64>,
    /// Whether there are more cuts than drawn
    crowded: bool,
}

impl Axis {
    fn new(pixels: f64, sizes: &[usize], length: usize, size: f64) -> Axis {
        let mut end = 0;
        let mut cuts = vec![0.0];
        for size in sizes {
            end += size;
            cuts.push(end as f64 / length as f64 * pixels);
        }
        let most = (size as usize / 6).max(2);
        let crowded = cuts.len() > most;
        if crowded {
            let last = cuts.len() - 1;
            cuts = (0..most).map(|i| cuts[i * last / (most - 1)]).collect();
        }
        Axis { length, cuts, crowded }
    }

    fn pixels(&self) -> f64 {
        self.cuts[self.cuts.len() - 1]
    }
}

/// Pixels for each axis: in proportion for similar lengths, compressed for very different ones.
fn pixel_lengths(shape: &[usize], size: f64) -> Vec<f64> {
    let longest = shape.iter().copied().max().unwrap_or(1) as f64;
    let compressed = |ratio: f64| {
        if ratio <= std::f64::consts::E {
            ratio
        } else if ratio <= 100.0 {
            (ratio + 12.4).ln()
        } else {
            (100.0f64 + 12.4).ln()
        }
    };
    shape.iter().map(|&length| size / compressed(longest / length as f64)).collect()
}

/// Depth is drawn shorter by this factor, along a diagonal.
const SKEW: f64 = 1.7;
const MARGIN: f64 = 10.0;
const FILL: &str = "#ECB172A0";
const FILL_CROWDED: &str = "#8B4903A0";

/// Collects shapes; the pen starts at the top left of the present picture.
#[derive(Default)]
struct Canvas {
    body: String,
    left: f64,
    width: f64,
    height: f64,
}

impl Canvas {
    fn start_beside(&mut self) {
        self.left = self.width + MARGIN;
    }

    fn strip(&mut self, x: &Axis) {
        // A strip one element high, as if it were a row of a matrix.
        let thickness = (x.pixels() / (100.0f64 + 12.4).ln()).min(pixel_lengths(&[1, x.length], x.pixels())[0]);
        let row = Axis { length: 1, cuts: vec![0.0, thickness], crowded: false };
        self.grid(&row, x);
    }

    fn grid(&mut self, y: &Axis, x: &Axis) {
        let (left, top) = (self.left + MARGIN, MARGIN);
        self.face(x, y, (left, top), |x, y| (x, y));
        self.label_x(x, left, top + y.pixels());
        self.label_y(y, left + x.pixels(), top);
        self.grow(left + x.pixels(), top + y.pixels());
    }

    fn cuboid(&mut self, z: &Axis, y: &Axis, x: &Axis) {
        let depth = z.pixels() / SKEW;
        let (left, top) = (self.left + MARGIN, MARGIN);
        // Depth on the left, top and front faces.
        self.face(z, y, (left, top), |z, y| (z / SKEW, y + z / SKEW));
        self.face(x, z, (left, top), |x, z| (x + z / SKEW, z / SKEW));
        self.face(x, y, (left + depth, top + depth), |x, y| (x, y));
        self.label_x(x, left + depth, top + depth + y.pixels());
        self.label_y(y, left + depth + x.pixels(), top + depth);
        let (at_x, at_y) = (left + depth / 2.0 - 5.0, top + y.pixels() + depth / 2.0 + 15.0);
        self.text(z.length, at_x, at_y, 45.0);
        self.grow(left + depth + x.pixels(), top + depth + y.pixels());
    }

    /// One face, `place` turning distances along its two axes into pixels from `origin`.
    fn face(&mut self, a: &Axis, b: &Axis, origin: (f64, f64), place: impl Fn(f64, f64) -> (f64, f64)) {
        let at = |a: f64, b: f64| {
            let (x, y) = place(a, b);
            (x + origin.0, y + origin.1)
        };
        let corners = [(0.0, 0.0), (a.pixels(), 0.0), (a.pixels(), b.pixels()), (0.0, b.pixels())];
        let points: Vec<String> =
            corners.iter().map(|&(a_at, b_at)| at(a_at, b_at)).map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
        let fill = if a.crowded || b.crowded { FILL_CROWDED } else { FILL };
        self.push(format_args!("<polygon points=\"{}\" style=\"fill:{fill};stroke-width:0\"/>", points.join(" ")));
        for (number, &cut) in a.cuts.iter().enumerate() {
            self.line(at(cut, 0.0), at(cut, b.pixels()), number == 0 || number + 1 == a.cuts.len());
        }
        for (number, &cut) in b.cuts.iter().enumerate() {
            self.line(at(0.0, cut), at(a.pixels(), cut), number == 0 || number + 1 == b.cuts.len());
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), outer: bool) {
        let width = if outer { ";stroke-width:2" } else { "" };
        let ((x1, y1), (x2, y2)) = (from, to);
        self.push(format_args!(
            "<line x1=\"{x1:.2}\" y1=\"{y1:.2}\" x2=\"{x2:.2}\" y2=\"{y2:.2}\" style=\"stroke:currentColor{width}\"/>"
        ));
    }

    /// The length of a horizontal axis, below it.
    fn label_x(&mut self, axis: &Axis, left: f64, bottom: f64) {
        self.text(axis.length, left + axis.pixels() / 2.0, bottom + 20.0, 0.0);
    }

    /// The length of a vertical axis, to its right; long numbers stand upright along it.
    fn label_y(&mut self, axis: &Axis, right: f64, top: f64) {
        let turn = if axis.length >= 100 { -90.0 } else { 0.0 };
        self.text(axis.length, right + 20.0, top + axis.pixels() / 2.0, turn);
    }

    fn text(&mut self, length: usize, x: f64, y: f64, turn: f64) {
        let turned =
            if turn == 0.0 { String::new() } else { format!(" transform=\"rotate({turn:.0},{x:.2},{y:.2})\"") };
        self.push(format_args!(
            "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"1.0rem\" font-weight=\"100\" text-anchor=\"middle\" \
             fill=\"currentColor\"{turned}>{length}</text>"
        ));
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(shape);
    }

    fn grow(&mut self, right: f64, bottom: f64) {
        self.width = self.width.max(right + 40.0);
        self.height = self.height.max(bottom + 40.0);
    }

    fn finished(self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0}\" height=\"{1:.0}\" viewBox=\"0 0 {0:.0} {1:.0}\" \
             role=\"img\" aria-label=\"chunks of the array\">{2}</svg>",
            self.width, self.height, self.body
        )
    }
}
