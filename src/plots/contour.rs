//! Lines of equal value through a grid, by marching squares.

use std::collections::HashMap;

/// A grid of values with the place of each.
pub(super) struct Field<'a> {
    pub(super) n_columns: usize,
    pub(super) n_rows: usize,
    pub(super) points: &'a [(f64, f64)],
    pub(super) values: &'a [f64],
}

/// An edge of the grid: its lesser corner, and whether it runs along the row.
type Edge = (usize, bool);

/// The lines at one level, each a list of points; cells with a missing corner have none.
pub(super) fn lines(field: &Field, level: f64) -> Vec<Vec<(f64, f64)>> {
    let mut segments: Vec<[Edge; 2]> = Vec::new();
    for row in 0..field.n_rows.saturating_sub(1) {
        for column in 0..field.n_columns.saturating_sub(1) {
            let here = row * field.n_columns + column;
            let corners = [here, here + 1, here + 1 + field.n_columns, here + field.n_columns];
            let values = corners.map(|corner| field.values[corner]);
            if values.iter().any(|value| !value.is_finite()) {
                continue;
            }
            // The edges that the line crosses, around the cell.
            let edges: [Edge; 4] = [(here, true), (here + 1, false), (here + field.n_columns, true), (here, false)];
            let above = values.map(|value| value >= level);
            let crossed: Vec<Edge> =
                (0..4).filter(|side| above[*side] != above[(side + 1) % 4]).map(|side| edges[side]).collect();
            match crossed[..] {
                [a, b] => segments.push([a, b]),
                // A saddle: the middle decides which corners belong together.
                [a, b, c, d] => {
                    let middle = values.iter().sum::<f64>() / 4.0 >= level;
                    segments.extend(if middle == above[0] { [[a, b], [c, d]] } else { [[d, a], [b, c]] });
                }
                _ => {}
            }
        }
    }
    join(&segments)
        .into_iter()
        .map(|line| line.into_iter().map(|edge| crossing(field, edge, level)).collect())
        .collect()
}

fn crossing(field: &Field, (from, along_row): Edge, level: f64) -> (f64, f64) {
    let to = if along_row { from + 1 } else { from + field.n_columns };
    let share = (level - field.values[from]) / (field.values[to] - field.values[from]);
    let (a, b) = (field.points[from], field.points[to]);
    (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
}

/// Segments that share an edge, as lines.
fn join(segments: &[[Edge; 2]]) -> Vec<Vec<Edge>> {
    let mut at: HashMap<Edge, Vec<usize>> = HashMap::new();
    for (idx, segment) in segments.iter().enumerate() {
        segment.iter().for_each(|edge| at.entry(*edge).or_default().push(idx));
    }
    let mut used = vec![false; segments.len()];
    let mut lines = Vec::new();
    for start in 0..segments.len() {
        if used[start] {
            continue;
        }
        used[start] = true;
        let mut line = std::collections::VecDeque::from(segments[start]);
        for forward in [true, false] {
            while let Some(end) = if forward { line.back() } else { line.front() }.copied() {
                let Some(next) = at[&end].iter().copied().find(|idx| !used[*idx]) else { break };
                used[next] = true;
                let [a, b] = segments[next];
                let other = if a == end { b } else { a };
                if forward {
                    line.push_back(other);
                } else {
                    line.push_front(other);
                }
            }
        }
        lines.push(line.into());
    }
    lines
}
