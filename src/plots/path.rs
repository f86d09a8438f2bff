//! Paths of SVG from many points: cut at the frame, broken where a number is missing, thinned to what pixels can show.

use std::fmt::Write;

/// A corner and its opposite, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    pub(super) fn grown(self, by: f64) -> Bounds {
        Bounds { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub(super) fn contains(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// The part of a segment that lies inside.
    fn cut(&self, from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        if self.contains(from) && self.contains(to) {
            return Some((from, to));
        }
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0f64, 1.0f64);
        let sides = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        for (slope, room) in sides {
            if slope == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if slope < 0.0 {
                enters = enters.max(room / slope);
            } else {
                leaves = leaves.min(room / slope);
            }
        }
        let at = |share: f64| (from.0 + dx * share, from.1 + dy * share);
        (enters <= leaves).then(|| (at(enters), at(leaves)))
    }
}

/// The lines that connect the points, each a list of points, thinned.
pub(super) fn lines(points: impl Iterator<Item = (f64, f64)>, bounds: Bounds) -> Vec<Vec<(f64, f64)>> {
    let mut lines = Lines { done: Vec::new(), line: Thinned::default() };
    let mut before: Option<(f64, f64)> = None;
    for point in points {
        if !(point.0.is_finite() && point.1.is_finite()) {
            before = None;
            lines.break_off();
            continue;
        }
        if let Some(before) = before {
            match bounds.cut(before, point) {
                None => lines.break_off(),
                Some((from, to)) => {
                    if from != before {
                        lines.break_off();
                    }
                    if lines.line.is_empty() {
                        lines.line.push(from);
                    }
                    lines.line.push(to);
                    if to != point {
                        lines.break_off();
                    }
                }
            }
        }
        before = Some(point);
    }
    lines.break_off();
    lines.done
}

struct Lines {
    done: Vec<Vec<(f64, f64)>>,
    line: Thinned,
}

impl Lines {
    fn break_off(&mut self) {
        let line = std::mem::take(&mut self.line).finished();
        if line.len() > 1 {
            self.done.push(line);
        }
    }
}

/// Points that fall into the same half of a pixel's column one after the other are first, least, greatest and last.
#[derive(Default)]
struct Thinned {
    points: Vec<(f64, f64)>,
    column: Option<Column>,
}

struct Column {
    at: i64,
    first: (f64, f64),
    least: (f64, f64, usize),
    greatest: (f64, f64, usize),
    last: (f64, f64),
    count: usize,
}

impl Thinned {
    fn is_empty(&self) -> bool {
        self.column.is_none()
    }

    fn push(&mut self, point: (f64, f64)) {
        let at = (point.0 * 2.0).floor() as i64;
        match &mut self.column {
            Some(column) if column.at == at => {
                if point.1 < column.least.1 {
                    column.least = (point.0, point.1, column.count);
                }
                if point.1 > column.greatest.1 {
                    column.greatest = (point.0, point.1, column.count);
                }
                column.last = point;
                column.count += 1;
            }
            _ => {
                self.close_column();
                let extreme = (point.0, point.1, 0);
                self.column =
                    Some(Column { at, first: point, least: extreme, greatest: extreme, last: point, count: 1 });
            }
        }
    }

    fn close_column(&mut self) {
        let Some(column) = self.column.take() else { return };
        let mut extremes = [column.least, column.greatest];
        extremes.sort_by_key(|extreme| extreme.2);
        let between = extremes.map(|(x, y, _)| (x, y));
        for point in [column.first, between[0], between[1], column.last] {
            if self.points.last() != Some(&point) {
                self.points.push(point);
            }
        }
    }

    fn finished(mut self) -> Vec<(f64, f64)> {
        self.close_column();
        // A line that never leaves its point is a dot.
        if self.points.len() == 1 {
            self.points.push(self.points[0]);
        }
        self.points
    }
}

/// `M…L…` of a line, in tenths or hundredths of a pixel.
pub(super) fn data(line: &[(f64, f64)], closed: bool) -> String {
    let mut data = String::with_capacity(line.len() * 11);
    for (idx, point) in line.iter().enumerate() {
        data.push(match idx {
            0 => 'M',
            1 => 'L',
            _ => ' ',
        });
        push(&mut data, point.0);
        data.push(' ');
        push(&mut data, point.1);
    }
    if closed {
        data.push('Z');
    }
    data
}

/// A length with at most two decimals.
pub(super) fn push(text: &mut String, length: f64) {
    let hundredths = (length * 100.0).round() as i64;
    let whole = hundredths.abs() / 100;
    let rest = hundredths.abs() % 100;
    let sign = if hundredths < 0 { "-" } else { "" };
    // Writing to a string does not fail.
    let _ = match rest {
        0 => write!(text, "{sign}{whole}"),
        rest if rest % 10 == 0 => write!(text, "{sign}{whole}.{}", rest / 10),
        rest => write!(text, "{sign}{whole}.{rest:02}"),
    };
}

pub(super) fn length(length: f64) -> String {
    let mut text = String::new();
    push(&mut text, length);
    text
}
