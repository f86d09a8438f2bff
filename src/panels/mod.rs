//! Panel data as pictures.
//!
//! in: batches of events, and graphs to look at; out: drawings through `plotters`, tables, legends and lines of text.
//! Imports only `events` and `graph`: panels never see the scheduler.

pub mod palette;

mod graph_order;
mod graph_svg;
mod graph_view;
mod text;

pub use graph_order::{COLORS, ColorError, coloring};
pub use graph_view::{
    Coloring, GraphView, LayerBox, RankDir, Shape, TASKS_MAX, ViewEdge, ViewNode, VisualizeOptions,
    layers_from_high_level, visualize, visualize_layers,
};
