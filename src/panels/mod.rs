//! Panel data as pictures.
//!
//! in: batches of events, and graphs to look at; out: drawings through `plotters`, tables, legends and lines of text.
//! Imports only `events` and `graph`: panels never see the scheduler.
//!
//! ```text
//! bytes -> Board -> folds -> task_stream, progress, workers_memory, task_graph -> Surface -> a canvas, or SVG
//! tasks -> visualize -> GraphView -> SVG in a cell, or task_graph
//! ```
//!
//! - What a panel shows can also be read: a line ([`Board::summary`]), a table, a legend. Colour never says anything alone.
//! - Drawing costs what can be seen, not what has happened.

pub mod palette;

mod board;
mod focus;
mod graph_canvas;
mod graph_order;
mod graph_svg;
mod graph_view;
mod lens;
mod progress;
mod shown;
mod surface;
mod task_graph;
mod task_layers;
mod task_stream;
mod text;
mod workers_memory;

use crate::events::WorkerId;
use crate::events::fold::Fold;

pub use board::Board;
pub use graph_order::{COLORS, ColorError, coloring};
pub use graph_view::{
    Coloring, GraphView, LayerBox, RankDir, Shape, TASKS_MAX, ViewEdge, ViewError, ViewNode, VisualizeOptions,
    layers_from_high_level, visualize, visualize_layers,
};
pub use shown::{Hit, Kind, LegendEntry, Table, ViewChange};

/// How people call a worker: `worker 0`, or its own name; one that has left has only its number.
fn worker_name(fold: &Fold, worker: WorkerId) -> String {
    match fold.workers.get(worker).map(|entry| entry.name.as_str()) {
        None => format!("worker {} (left)", worker.0),
        Some("") => format!("worker {}", worker.0),
        Some(name) if name.bytes().all(|byte| byte.is_ascii_digit()) => format!("worker {name}"),
        Some(name) => name.to_owned(),
    }
}

/// That not all that happened is known.
fn lost_note(fold: &Fold) -> Option<String> {
    let n_lost = fold.n_lost_events;
    (n_lost > 0).then(|| format!("{} came too fast and are missing", text::plural(n_lost, "event")))
}

#[cfg(test)]
mod tests;
