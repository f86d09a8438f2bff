//! A picture in the making: lines, markers, maps and texts as SVG.
//!
//! Data are placed through the current [`Frame`]; all else is measured in pixels from the upper left.

use std::fmt::Write;

use super::contour::{self, Field};
use super::path::{self, Bounds, length};
use super::png::{Pixels, base64, encode};
use super::raster::{Raster, cells_of_pixels, color_number};
use super::text::{self, ASCENT, DESCENT, LINE_STEP};
use crate::writing::escaped;

/// How one axis goes from data to its share of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What stands at the left or below
    pub from: f64,
    /// What stands at the right or above
    pub to: f64,
    /// Powers of ten at equal steps
    pub is_log: bool,
}

impl Scale {
    fn share(&self, value: f64) -> f64 {
        let place = |value: f64| if self.is_log { value.log10() } else { value };
        let (from, to) = (place(self.from), place(self.to));
        (place(value) - from) / (to - from)
    }
}

/// A rectangle of pixels and the data that it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left, top, width, height
    pub rect: [f64; 4],
    /// From left to right
    pub x: Scale,
    /// From below to above
    pub y: Scale,
}

impl Frame {
    fn pixel(&self, x: f64, y: f64) -> (f64, f64) {
        (self.pixel_x(x), self.pixel_y(y))
    }

    fn pixel_x(&self, x: f64) -> f64 {
        self.rect[0] + self.x.share(x) * self.rect[2]
    }

    fn pixel_y(&self, y: f64) -> f64 {
        self.rect[1] + (1.0 - self.y.share(y)) * self.rect[3]
    }

    fn bounds(&self) -> Bounds {
        let [left, top, width, height] = self.rect;
        Bounds { left, top, right: left + width, bottom: top + height }
    }
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// As SVG knows it
    pub color: String,
    /// In pixels
    pub width: f64,
    /// Lengths of strokes and gaps in pixels; empty for an unbroken line
    pub dashes: Vec<f64>,
    /// From 0 to 1
    pub opacity: f64,
}

/// How an area is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// As SVG knows it
    pub color: String,
    /// From 0 to 1
    pub opacity: f64,
}

/// The shape of a marker: corners of a shape of radius 1, closed or a set of strokes.
#[derive(Clone, Debug, PartialEq)]
pub enum Marker {
    /// A circle
    Disc,
    /// Corners
    Polygon(Vec<(f64, f64)>),
    /// Strokes, each from one point to another
    Strokes(Vec<[(f64, f64); 2]>),
}

/// Where a text stands beside its point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Align {
    /// Right of it
    Left,
    /// Around it
    Center,
    /// Left of it
    Right,
}

/// Where a text stands above or below its point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VerticalAlign {
    /// Below it
    Top,
    /// Around it
    Center,
    /// With its base line on it
    Baseline,
    /// Above it
    Bottom,
}

/// How a text is written.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// In pixels
    pub font_px: f64,
    /// As SVG knows it
    pub color: String,
    /// Degrees against the clock
    pub rotation: f64,
    /// Beside the point
    pub align: Align,
    /// Above or below the point
    pub vertical: VerticalAlign,
    /// In bold letters
    pub is_bold: bool,
}

/// The picture.
#[derive(Debug)]
pub struct Canvas {
    width: f64,
    height: f64,
    frame: Frame,
    body: String,
    /// What is drawn upon
    inked: Option<Bounds>,
}

/// More markers, or more points of lines, than this become pixels.
const VECTORS_MAX: usize = 20_000;
/// Lines of a raster.
const SEGMENTS_MAX: usize = 200_000;
/// Pixels of a raster per pixel of the picture, and the most along one side.
const RASTER_SCALE: f64 = 2.0;
const RASTER_MAX: f64 = 2000.0;
/// Pixels of a raster, and of a picture of colours: noise, which no compression makes smaller, must fit a cell's output too.
const PIXELS_MAX: f64 = 1.2e6;
const COLORED_PIXELS_MAX: f64 = 3.6e5;

impl Canvas {
    /// An empty picture of so many pixels; its frame is the whole of it, counted from the upper left.
    pub fn new(width: f64, height: f64) -> Canvas {
        let x = Scale { from: 0.0, to: width, is_log: false };
        let y = Scale { from: height, to: 0.0, is_log: false };
        let frame = Frame { rect: [0.0, 0.0, width, height], x, y };
        Canvas { width, height, frame, body: String::new(), inked: None }
    }

    /// What follows is placed by this frame.
    pub fn set_frame(&mut self, frame: Frame) {
        self.frame = frame;
    }

    /// What follows is seen within the frame only.
    pub fn begin_clip(&mut self) {
        let [x, y, width, height] = self.frame.rect.map(length);
        let _ = write!(
            self.body,
            r#"<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}">"#
        );
        self.ink(self.frame.bounds());
    }

    /// Ends the last `begin_clip`.
    pub fn end_clip(&mut self) {
        self.body.push_str("</svg>\n");
    }

    /// Room that must be seen.
    fn ink(&mut self, bounds: Bounds) {
        if ![bounds.left, bounds.top, bounds.right, bounds.bottom].iter().all(|side| side.is_finite()) {
            return;
        }
        self.inked = Some(match self.inked {
            None => bounds,
            Some(before) => Bounds {
                left: before.left.min(bounds.left),
                top: before.top.min(bounds.top),
                right: before.right.max(bounds.right),
                bottom: before.bottom.max(bounds.bottom),
            },
        });
    }

    /// A line through points; it breaks where a number is missing.
    pub fn line(&mut self, xs: &[f64], ys: &[f64], stroke: &Stroke) {
        let frame = self.frame;
        let points = xs.iter().zip(ys).map(|(x, y)| frame.pixel(*x, *y));
        self.lines(path::lines(points, self.reach()), stroke);
    }

    /// Lines may leave the frame by so much before they are cut.
    fn reach(&self) -> Bounds {
        self.frame.bounds().grown(self.frame.rect[2].max(self.frame.rect[3]).max(10.0))
    }

    fn lines(&mut self, lines: Vec<Vec<(f64, f64)>>, stroke: &Stroke) {
        if lines.iter().map(Vec::len).sum::<usize>() > VECTORS_MAX {
            return self.raster_lines(&lines, stroke);
        }
        if lines.is_empty() {
            return;
        }
        let data: String = lines.iter().map(|line| path::data(line, false)).collect();
        let _ = writeln!(self.body, r#"<path d="{data}" fill="none"{}/>"#, stroke_attributes(stroke));
    }

    /// The straight lines between pairs of points, such as error bars and ticks.
    pub fn segments(&mut self, x0: &[f64], y0: &[f64], x1: &[f64], y1: &[f64], stroke: &Stroke) {
        let reach = self.reach();
        let mut lines = Vec::with_capacity(x0.len());
        for (((x0, y0), x1), y1) in x0.iter().zip(y0).zip(x1).zip(y1) {
            lines.extend(path::lines([self.frame.pixel(*x0, *y0), self.frame.pixel(*x1, *y1)].into_iter(), reach));
        }
        for line in lines.iter().flatten() {
            self.ink(Bounds { left: line.0, top: line.1, right: line.0, bottom: line.1 });
        }
        self.lines(lines, stroke);
    }

    /// An area with these corners; corners that are no numbers are left out.
    pub fn polygon(&mut self, xs: &[f64], ys: &[f64], fill: Option<&Fill>, stroke: Option<&Stroke>) {
        let reach = self.reach().grown(10_000.0);
        let points: Vec<(f64, f64)> = xs
            .iter()
            .zip(ys)
            .map(|(x, y)| self.frame.pixel(*x, *y))
            .filter(|(x, y)| !x.is_nan() && !y.is_nan())
            .map(|(x, y)| (x.clamp(reach.left, reach.right), y.clamp(reach.top, reach.bottom)))
            .collect();
        let lines = path::lines(points.iter().copied(), reach);
        if let Some(line) = lines.first() {
            let data = path::data(line, true);
            let _ = writeln!(self.body, r#"<path d="{data}"{}{}/>"#, fill_attributes(fill), outline_attributes(stroke));
        }
    }

    /// Upright rectangles between two corners each, of one look.
    pub fn rects(
        &mut self,
        x0: &[f64],
        y0: &[f64],
        x1: &[f64],
        y1: &[f64],
        fill: Option<&Fill>,
        stroke: Option<&Stroke>,
    ) {
        let reach = self.reach();
        let mut data = String::new();
        for (((x0, y0), x1), y1) in x0.iter().zip(y0).zip(x1).zip(y1) {
            let place = |x: f64, y: f64| {
                // A bar on an axis of powers begins below all of them.
                let (x, y) = self.frame.pixel(x, y);
                let y = if y.is_nan() && self.frame.y.is_log { reach.bottom } else { y };
                let x = if x.is_nan() && self.frame.x.is_log { reach.left } else { x };
                (x.clamp(reach.left, reach.right), y.clamp(reach.top, reach.bottom))
            };
            let (from, to) = (place(*x0, *y0), place(*x1, *y1));
            if [from.0, from.1, to.0, to.1].iter().all(|side| side.is_finite()) {
                data.push('M');
                path::push(&mut data, from.0);
                data.push(' ');
                path::push(&mut data, from.1);
                data.push('H');
                path::push(&mut data, to.0);
                data.push('V');
                path::push(&mut data, to.1);
                data.push('H');
                path::push(&mut data, from.0);
                data.push('Z');
            }
        }
        if !data.is_empty() {
            let looks = fill_attributes(fill) + &outline_attributes(stroke);
            // Neighbours leave no gap.
            let _ = writeln!(self.body, r#"<path d="{data}"{looks} shape-rendering="crispEdges"/>"#);
        }
    }

    /// A marker at each point. `sizes` are diameters in pixels, one or one each; `colors` is one colour, or with `values`
    /// between 0 and 1 a table of them.
    #[expect(clippy::too_many_arguments, reason = "points, shape and looks, each given once")]
    pub fn markers(
        &mut self,
        xs: &[f64],
        ys: &[f64],
        marker: &Marker,
        sizes: &[f64],
        colors: &[[u8; 4]],
        values: Option<&[f64]>,
        edge: Option<&Stroke>,
    ) {
        let room = sizes.iter().copied().fold(0.0, f64::max);
        let seen = self.frame.bounds().grown(room);
        let mut drawn: Vec<((f64, f64), f64, u16)> = Vec::new();
        for (idx, (x, y)) in xs.iter().zip(ys).enumerate() {
            let point = self.frame.pixel(*x, *y);
            let size = sizes.get(idx).or(sizes.first()).copied().unwrap_or(0.0);
            let color = values.map_or(0, |values| values.get(idx).map_or(u16::MAX, |v| color_number(*v, colors.len())));
            if seen.contains(point) && size > 0.0 && usize::from(color) < colors.len() {
                drawn.push((point, size, color));
            }
        }
        if drawn.len() > VECTORS_MAX / 2 {
            let mut raster = self.raster();
            let (scale, [left, top, ..]) = (self.raster_scale(), self.frame.rect);
            for ((x, y), size, color) in drawn {
                raster.disc(((x - left) * scale, (y - top) * scale), size * scale / 2.0, color);
            }
            return self.place(&raster, self.frame.rect, colors, 1.0);
        }
        let is_stroked = matches!(marker, Marker::Strokes(_));
        let group = match edge {
            _ if is_stroked => {
                format!(r#" fill="none" stroke-width="{}""#, length(edge.map_or(1.0, |edge| edge.width)))
            }
            Some(edge) => stroke_attributes(edge),
            None => String::new(),
        };
        let _ = write!(self.body, "<g{group}>");
        let mut before = None;
        let mut element = String::new();
        for ((x, y), size, color) in drawn {
            element.clear();
            marker.write(&mut element, (x, y), size / 2.0);
            let [r, g, b, alpha] = colors[usize::from(color)];
            if before != Some(color) {
                if before.is_some() {
                    self.body.push_str("</g>");
                }
                let paint = if is_stroked { "stroke" } else { "fill" };
                let _ = write!(self.body, "<g {paint}=\"#{r:02x}{g:02x}{b:02x}\"");
                if alpha < 255 {
                    let _ = write!(self.body, " opacity=\"{:.3}\"", f64::from(alpha) / 255.0);
                }
                self.body.push('>');
                before = Some(color);
            }
            self.body.push_str(&element);
        }
        self.body.push_str(if before.is_some() { "</g></g>\n" } else { "</g>\n" });
    }

    /// A map of cells between edges: `values` from 0 to 1, row by row, missing ones transparent.
    pub fn mesh(&mut self, x_edges: &[f64], y_edges: &[f64], values: &[f64], colors: &[[u8; 4]], opacity: f64) {
        let (n_columns, n_rows) = (x_edges.len().saturating_sub(1), y_edges.len().saturating_sub(1));
        if n_columns * n_rows == 0 || values.len() != n_columns * n_rows {
            return;
        }
        let cells: Vec<u16> = values.iter().map(|value| color_number(*value, colors.len())).collect();
        let xs: Vec<f64> = x_edges.iter().map(|x| self.frame.pixel_x(*x)).collect();
        let ys: Vec<f64> = y_edges.iter().map(|y| self.frame.pixel_y(*y)).collect();
        let [left, top, width, height] = self.frame.rect;
        let (first_x, last_x) = (xs[0], xs[n_columns]);
        let (first_y, last_y) = (ys[0], ys[n_rows]);
        let scale = self.raster_scale();
        let few = n_columns as f64 <= width * scale && n_rows as f64 <= height * scale;
        if few && is_even(&xs) && is_even(&ys) {
            // Each cell is a pixel that the picture stretches.
            let mut rows: Vec<&[u16]> = cells.chunks(n_columns).collect();
            if first_y > last_y {
                rows.reverse();
            }
            let mut cells: Vec<u16> = Vec::with_capacity(values.len());
            for row in rows {
                if first_x > last_x { cells.extend(row.iter().rev()) } else { cells.extend(row) }
            }
            let rect = [first_x.min(last_x), first_y.min(last_y), (last_x - first_x).abs(), (last_y - first_y).abs()];
            return self.place(&Raster::of_cells(n_columns, n_rows, cells), rect, colors, opacity);
        }
        let (n_x, n_y) = ((width * scale).ceil() as usize, (height * scale).ceil() as usize);
        let columns = cells_of_pixels(&xs, left, width / n_x as f64, n_x);
        let rows = cells_of_pixels(&ys, top, height / n_y as f64, n_y);
        self.place(&Raster::sampled(&columns, &rows, n_columns, &cells), self.frame.rect, colors, opacity);
    }

    /// A map of four-cornered cells: `xs` and `ys` are the corners, row by row, one more each way than cells.
    pub fn quads(
        &mut self,
        xs: &[f64],
        ys: &[f64],
        n_columns: usize,
        values: &[f64],
        colors: &[[u8; 4]],
        opacity: f64,
    ) {
        let corners = self.raster_points(xs, ys);
        let stride = n_columns + 1;
        if n_columns == 0 || corners.len() < (values.len() / n_columns + 1) * stride {
            return;
        }
        let mut raster = self.raster();
        for (cell, value) in values.iter().enumerate() {
            let color = color_number(*value, colors.len());
            let at = cell / n_columns * stride + cell % n_columns;
            let quad = [corners[at], corners[at + 1], corners[at + 1 + stride], corners[at + stride]];
            for triangle in [[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]] {
                raster.triangle(triangle, |_| color);
            }
        }
        self.place(&raster, self.frame.rect, colors, opacity);
    }

    /// The areas between levels: values at points of a grid, straight between them. `colors` has one for each area;
    /// `below` says that the first is for what lies below all levels, the last is used above all if there is one more.
    #[expect(clippy::too_many_arguments, reason = "points, values and looks, each given once")]
    pub fn areas(
        &mut self,
        xs: &[f64],
        ys: &[f64],
        n_columns: usize,
        values: &[f64],
        levels: &[f64],
        below: bool,
        colors: &[[u8; 4]],
        opacity: f64,
    ) {
        let points = self.raster_points(xs, ys);
        let (Some(&least), Some(&most)) = (levels.first(), levels.last()) else { return };
        if n_columns < 2 || points.len() != values.len() {
            return;
        }
        let color_of = |value: f64| {
            if value.is_nan() || (value < least && !below) {
                return u16::MAX;
            }
            // The greatest level belongs to the area below it.
            let passed = if value == most { levels.len() - 1 } else { levels.partition_point(|level| *level <= value) };
            let number = (passed + usize::from(below)).wrapping_sub(1);
            if number < colors.len() { number as u16 } else { u16::MAX }
        };
        let mut raster = self.raster();
        for row in 0..(values.len() / n_columns).saturating_sub(1) {
            for column in 0..n_columns - 1 {
                let at = row * n_columns + column;
                let quad = [at, at + 1, at + 1 + n_columns, at + n_columns];
                for triangle in [[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]] {
                    let corners = triangle.map(|corner| values[corner]);
                    raster.triangle(triangle.map(|corner| points[corner]), |weights| {
                        color_of(corners.iter().zip(weights).map(|(value, weight)| value * weight).sum())
                    });
                }
            }
        }
        self.place(&raster, self.frame.rect, colors, opacity);
    }

    /// The lines at one level of values at points of a grid.
    pub fn contour(&mut self, xs: &[f64], ys: &[f64], n_columns: usize, values: &[f64], level: f64, stroke: &Stroke) {
        if n_columns == 0 || xs.len() != values.len() || ys.len() != values.len() {
            return;
        }
        let points: Vec<(f64, f64)> = xs.iter().zip(ys).map(|(x, y)| self.frame.pixel(*x, *y)).collect();
        let field = Field { n_columns, n_rows: values.len() / n_columns, points: &points, values };
        let lines = contour::lines(&field, level);
        let thinned = lines.into_iter().flat_map(|line| path::lines(line.into_iter(), self.reach())).collect();
        self.lines(thinned, stroke);
    }

    /// A picture of red, green, blue and alpha, its rows from the top, between these places of the data.
    pub fn pixels(&mut self, extent: [f64; 4], width: usize, bytes: &[u8], opacity: f64) {
        let height = bytes.len() / (4 * width.max(1));
        if width * height == 0 {
            return;
        }
        let [left, right, bottom, top] = extent;
        let (from, to) = (self.frame.pixel(left, top), self.frame.pixel(right, bottom));
        let rect = [from.0.min(to.0), from.1.min(to.1), (to.0 - from.0).abs(), (to.1 - from.1).abs()];
        // More pixels than a cell may show are left out.
        let kept_share = (COLORED_PIXELS_MAX / (width * height) as f64).sqrt().min(1.0);
        let kept = |length: usize| ((length as f64 * kept_share) as usize).max(1);
        let (columns, rows) = (kept(width), kept(height));
        let place = |idx: usize, n_kept: usize, length: usize, is_turned: bool| {
            let at = idx * length / n_kept;
            if is_turned { length - 1 - at } else { at }
        };
        let mut kept = Vec::with_capacity(columns * rows * 4);
        for row in 0..rows {
            let row = place(row, rows, height, from.1 > to.1);
            for column in 0..columns {
                let at = (row * width + place(column, columns, width, from.0 > to.0)) * 4;
                kept.extend(&bytes[at..at + 4]);
            }
        }
        self.place_png(&encode(columns, rows, &Pixels::Rgba(&kept)), rect, opacity);
    }

    fn raster_scale(&self) -> f64 {
        let [_, _, width, height] = self.frame.rect;
        let by_number = (PIXELS_MAX / (width * height).max(1.0)).sqrt();
        RASTER_SCALE.min(RASTER_MAX / width.max(height).max(1.0)).min(by_number)
    }

    /// An empty raster over the frame.
    fn raster(&self) -> Raster {
        let scale = self.raster_scale();
        Raster::new(
            (self.frame.rect[2] * scale).ceil().max(1.0) as usize,
            (self.frame.rect[3] * scale).ceil().max(1.0) as usize,
        )
    }

    fn raster_points(&self, xs: &[f64], ys: &[f64]) -> Vec<(f64, f64)> {
        let (scale, [left, top, ..]) = (self.raster_scale(), self.frame.rect);
        let pixels = xs.iter().zip(ys).map(|(x, y)| self.frame.pixel(*x, *y));
        pixels.map(|(x, y)| ((x - left) * scale, (y - top) * scale)).collect()
    }

    fn raster_lines(&mut self, lines: &[Vec<(f64, f64)>], stroke: &Stroke) {
        let (scale, [left, top, ..]) = (self.raster_scale(), self.frame.rect);
        let mut raster = self.raster();
        let place = |point: &(f64, f64)| ((point.0 - left) * scale, (point.1 - top) * scale);
        // Where so many lines cross, nobody sees that some are left out.
        let step = lines.iter().map(Vec::len).sum::<usize>() / SEGMENTS_MAX + 1;
        let width = (stroke.width * scale).round().max(1.0) as usize;
        for pair in lines.iter().flat_map(|line| line.windows(2)).step_by(step) {
            raster.line(place(&pair[0]), place(&pair[1]), width, 0);
        }
        let color = rgb(&stroke.color);
        self.place(&raster, self.frame.rect, &[color], stroke.opacity);
    }

    fn place(&mut self, raster: &Raster, rect: [f64; 4], colors: &[[u8; 4]], opacity: f64) {
        self.place_png(&raster.png(colors), rect, opacity);
    }

    fn place_png(&mut self, png: &[u8], rect: [f64; 4], opacity: f64) {
        let [x, y, width, height] = rect.map(length);
        let _ = writeln!(
            self.body,
            r#"<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" style="image-rendering:pixelated"{} href="data:image/png;base64,{}"/>"#,
            opacity_attribute("opacity", opacity),
            base64(png)
        );
    }

    /// A text beside a point of the frame.
    pub fn text(&mut self, x: f64, y: f64, words: &str, style: &TextStyle) {
        let (x, y) = self.frame.pixel(x, y);
        if words.is_empty() || !(x.is_finite() && y.is_finite()) {
            return;
        }
        let size = style.font_px;
        let (width, height) = text::size(words, size);
        let lines: Vec<&str> = words.split('\n').collect();
        let (sin, cos) = (-style.rotation.to_radians()).sin_cos();
        let turned = |(dx, dy): (f64, f64)| (dx * cos - dy * sin, dx * sin + dy * cos);
        // The text's box, seen from the beginning of its first base line.
        let (above, below) = (-ASCENT * size, height - ASCENT * size);
        let corners = [(0.0, above), (width, above), (width, below), (0.0, below)].map(turned);
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right, top, bottom) = (least(|c| c.0), most(|c| c.0), least(|c| c.1), most(|c| c.1));
        let anchor_x = match style.align {
            Align::Left => left,
            Align::Center => (left + right) / 2.0,
            Align::Right => right,
        };
        let anchor_y = match style.vertical {
            VerticalAlign::Top => top,
            VerticalAlign::Center => (top + bottom) / 2.0,
            VerticalAlign::Bottom => bottom,
            VerticalAlign::Baseline => match lines.len() {
                1 if style.rotation == 0.0 => 0.0,
                _ => bottom - DESCENT * size,
            },
        };
        let (start_x, start_y) = (x - anchor_x, y - anchor_y);
        self.ink(Bounds { left: start_x + left, top: start_y + top, right: start_x + right, bottom: start_y + bottom });
        // A browser without the face may write wider or narrower: the text keeps the end by which it is placed.
        let upright = (style.rotation.rem_euclid(180.0) - 90.0).abs() < 45.0;
        let anchor = match (upright, style.align, style.vertical) {
            (false, Align::Left, _) => 0.0,
            (false, Align::Center, _) => 0.5,
            (false, Align::Right, _) => 1.0,
            (true, _, VerticalAlign::Center) => 0.5,
            (true, _, VerticalAlign::Top) => f64::from(u8::from(style.rotation.rem_euclid(360.0) < 180.0)),
            (true, ..) => f64::from(u8::from(style.rotation.rem_euclid(360.0) > 180.0)),
        };
        let anchor_name = ["start", "middle", "end"][(anchor * 2.0) as usize];
        for (idx, line) in lines.iter().enumerate() {
            let (dx, dy) = turned((anchor * width, idx as f64 * LINE_STEP * size));
            let (x, y) = (length(start_x + dx), length(start_y + dy));
            let place = match style.rotation {
                0.0 => format!(r#"x="{x}" y="{y}""#),
                angle => format!(r#"transform="translate({x} {y})rotate({})""#, length(-angle)),
            };
            let _ = write!(self.body, r#"<text {place} font-size="{}" text-anchor="{anchor_name}""#, length(size));
            if style.color != "#000000" {
                let _ = write!(self.body, r#" fill="{}""#, escaped(&style.color));
            }
            if style.is_bold {
                self.body.push_str(r#" font-weight="bold""#);
            }
            self.body.push('>');
            self.write_runs(line, size);
            self.body.push_str("</text>\n");
        }
    }

    fn write_runs(&mut self, line: &str, size: f64) {
        let mut rise = 0.0;
        for run in text::runs(line) {
            let words = escaped(&run.text);
            if run.scale == 1.0 && run.rise == rise && !run.italic {
                self.body.push_str(&words);
                continue;
            }
            self.body.push_str("<tspan");
            if run.rise != rise {
                let _ = write!(self.body, r#" dy="{}""#, length((rise - run.rise) * size));
            }
            if run.scale != 1.0 {
                let _ = write!(self.body, r#" font-size="{}""#, length(run.scale * size));
            }
            if run.italic {
                self.body.push_str(r#" font-style="italic""#);
            }
            let _ = write!(self.body, ">{words}</tspan>");
            rise = run.rise;
        }
    }

    /// The whole as SVG. `tight` cuts it, or lets it grow, to what is drawn and so many pixels around.
    pub fn finish(&self, title: &str, description: &str, background: Option<&str>, tight: Option<f64>) -> String {
        let whole = Bounds { left: 0.0, top: 0.0, right: self.width, bottom: self.height };
        let shown = match (tight, self.inked) {
            (Some(room), Some(inked)) => inked.grown(room),
            _ => whole,
        };
        let [x, y] = [shown.left, shown.top].map(length);
        let [width, height] = [shown.right - shown.left, shown.bottom - shown.top].map(length);
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}" role="img" aria-label="{}" style="max-width:100%;height:auto" font-family="DejaVu Sans,Verdana,Arial,sans-serif">"#,
            escaped(title)
        );
        let _ = write!(svg, "\n<title>{}</title>\n<desc>{}</desc>\n", escaped(title), escaped(description));
        if let Some(color) = background {
            let _ =
                writeln!(svg, r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{}"/>"#, escaped(color));
        }
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        svg
    }
}

impl Marker {
    fn write(&self, text: &mut String, (x, y): (f64, f64), radius: f64) {
        if let Marker::Disc = self {
            let _ = write!(text, r#"<circle cx="{}" cy="{}" r="{}"/>"#, length(x), length(y), length(radius));
            return;
        }
        let place = |(dx, dy): &(f64, f64)| (x + dx * radius, y - dy * radius);
        let data: String = match self {
            Marker::Disc => String::new(),
            Marker::Polygon(corners) => path::data(&corners.iter().map(place).collect::<Vec<_>>(), true),
            Marker::Strokes(strokes) => {
                strokes.iter().map(|ends| path::data(&[place(&ends[0]), place(&ends[1])], false)).collect()
            }
        };
        let _ = write!(text, r#"<path d="{data}"/>"#);
    }
}

/// Whether edges are so evenly spaced that nobody sees a difference.
fn is_even(edges: &[f64]) -> bool {
    let n_cells = edges.len() - 1;
    let step = (edges[n_cells] - edges[0]) / n_cells as f64;
    step.is_finite()
        && step != 0.0
        && edges.iter().enumerate().all(|(idx, edge)| (edges[0] + step * idx as f64 - edge).abs() < 0.25)
}

/// The bytes of `#rrggbb`.
fn rgb(color: &str) -> [u8; 4] {
    let channel = |at: usize| color.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
    [channel(1), channel(3), channel(5), 255]
}

fn opacity_attribute(name: &str, opacity: f64) -> String {
    if opacity < 1.0 { format!(r#" {name}="{}""#, length(opacity)) } else { String::new() }
}

fn stroke_attributes(stroke: &Stroke) -> String {
    let mut text = format!(r#" stroke="{}" stroke-width="{}""#, escaped(&stroke.color), length(stroke.width));
    if stroke.dashes.is_empty() {
        text.push_str(r#" stroke-linejoin="round" stroke-linecap="square""#);
    } else {
        let dashes: Vec<String> = stroke.dashes.iter().map(|dash| length(*dash)).collect();
        let _ = write!(text, r#" stroke-dasharray="{}""#, dashes.join(" "));
    }
    text + &opacity_attribute("stroke-opacity", stroke.opacity)
}

fn outline_attributes(stroke: Option<&Stroke>) -> String {
    // Corners of areas are sharp.
    stroke.map_or_else(String::new, |stroke| {
        stroke_attributes(stroke).replace("linejoin=\"round\"", "linejoin=\"miter\"")
    })
}

fn fill_attributes(fill: Option<&Fill>) -> String {
    match fill {
        None => r#" fill="none""#.to_owned(),
        Some(fill) => format!(r#" fill="{}"{}"#, escaped(&fill.color), opacity_attribute("fill-opacity", fill.opacity)),
    }
}
