//! Colours for `visualize(color=…)`: what running a graph one task at a time, in its order, would be like.
//!
//! Mirrors `dask.order.diagnostics`. Differs from Dask: `critical` and `cpath` are not offered.

use rustc_hash::FxHashMap;

use super::graph_view::Coloring;
use crate::graph::{OrderError, TaskGraph, order};

/// What `color=` may be.
pub const COLORS: [&str; 11] = [
    "order",
    "age",
    "freed",
    "memoryincreases",
    "memorydecreases",
    "memorypressure",
    "order-age",
    "order-freed",
    "order-memoryincreases",
    "order-memorydecreases",
    "order-memorypressure",
];

/// Why there are no colours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColorError {
    /// Python: `NotImplementedError`, as in Dask
    #[error("Unknown value color={0}; try one of {list}", list = COLORS.join(", "))]
    Unknown(String),
    /// The tasks have no order
    #[error(transparent)]
    Order(#[from] OrderError),
}

/// The colours and labels of the tasks of a graph; `max` as `maxval=`.
pub fn coloring(graph: &TaskGraph, color: &str, max: Option<f64>) -> Result<Coloring, ColorError> {
    if !COLORS.contains(&color) {
        return Err(ColorError::Unknown(color.to_owned()));
    }
    let order = order(graph)?;
    let runs = Runs::of(graph, &order);
    let measure = color.strip_prefix("order-").unwrap_or(color);
    let (mut values, mut labels) = (FxHashMap::default(), FxHashMap::default());
    for (idx, key) in graph.keys().enumerate() {
        let (run, released) = (f64::from(runs.held_when_run[idx]), f64::from(runs.held_when_released[idx]));
        let value = match measure {
            "order" => f64::from(order[idx]),
            "age" => f64::from(runs.age[idx]),
            "freed" => f64::from(runs.n_freed[idx]),
            "memoryincreases" => (released - run).max(0.0),
            "memorydecreases" => (run - released).max(0.0),
            _ => run,
        };
        let label = if measure == color { value.to_string() } else { format!("{}-{value}", order[idx]) };
        values.insert(key.clone(), value);
        labels.insert(key.clone(), label);
    }
    Ok(Coloring { name: measure.to_owned(), values, labels, max })
}

/// Per task, in the graph's order.
struct Runs {
    /// How many tasks run while its result is held
    age: Vec<u32>,
    /// Results held when it runs
    held_when_run: Vec<u32>,
    /// Results held when its own is released
    held_when_released: Vec<u32>,
    /// Results that it is the last to need
    n_freed: Vec<u32>,
}

impl Runs {
    fn of(graph: &TaskGraph, order: &[u32]) -> Runs {
        let n_tasks = graph.len();
        // Each input once, however often a task takes it.
        let inputs = |idx: usize| -> Vec<usize> {
            let mut inputs: Vec<usize> = graph[idx].inputs().iter().filter_map(|key| graph.get_index_of(key)).collect();
            inputs.sort_unstable();
            inputs.dedup();
            inputs
        };
        let mut by_order: Vec<usize> = (0..n_tasks).collect();
        by_order.sort_by_key(|&idx| order[idx]);
        let mut n_needed = vec![0u32; n_tasks];
        for idx in 0..n_tasks {
            inputs(idx).into_iter().for_each(|input| n_needed[input] += 1);
        }
        let is_needed: Vec<bool> = n_needed.iter().map(|&n| n > 0).collect();
        let zeros = vec![0u32; n_tasks];
        let mut runs = Runs {
            age: zeros.clone(),
            held_when_run: zeros.clone(),
            held_when_released: zeros.clone(),
            n_freed: zeros,
        };
        let mut n_held = 0;
        for (now, &idx) in (0u32..).zip(&by_order) {
            runs.held_when_run[idx] = n_held;
            for input in inputs(idx) {
                n_needed[input] -= 1;
                if n_needed[input] == 0 {
                    runs.age[input] = now - order[input];
                    runs.held_when_released[input] = n_held;
                    runs.n_freed[idx] += 1;
                }
            }
            if is_needed[idx] {
                n_held = n_held + 1 - runs.n_freed[idx];
            } else {
                runs.held_when_released[idx] = n_held;
                n_held -= runs.n_freed[idx];
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text::graph_from_text;

    fn labels(graph: &str, color: &str) -> String {
        let graph = graph_from_text(graph).unwrap();
        let coloring = coloring(&graph, color, None).unwrap();
        graph.keys().map(|key| format!("{key}:{}", coloring.labels[key])).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_are_those_of_dask() {
        // Seen in dask 2026.8.0: `dask.order.diagnostics({"a": (f,), "b": (f,), "c": (f, "a"), "d": (f, "c", "b")})`.
        let graph = "a = f()\nb = f()\nc = f(a)\nd = f(c, b)";
        for (color, expected) in [
            ("order", "a:0 b:2 c:1 d:3"),
            ("age", "a:1 b:1 c:2 d:0"),
            ("freed", "a:0 b:0 c:1 d:2"),
            ("memorypressure", "a:0 b:1 c:1 d:2"),
            ("memoryincreases", "a:1 b:1 c:1 d:0"),
            ("order-memorydecreases", "a:0-0 b:2-0 c:1-0 d:3-0"),
        ] {
            assert_eq!(labels(graph, color), expected, "{color}");
        }
        assert!(
            coloring(&TaskGraph::default(), "pink", None)
                .unwrap_err()
                .to_string()
                .starts_with("Unknown value color=pink")
        );
    }
}
