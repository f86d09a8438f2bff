//! Pictures of numbers: what `matplotlib` of the `python` room draws with.
//!
//! in: coordinates and values, limits, colours; out: SVG text, tick positions and their labels, colour tables.
//! Imports nothing. The figure itself (axes, artists, where they stand) is Python, as in Matplotlib: there an
//! artist draws on a renderer, and [`Canvas`] is that renderer.
//!
//! ```text
//! figure.draw() ─▶ Ticker: ticks, labels, dates ─▶ Canvas: frame, line, markers, mesh, text ─▶ SVG
//!                                                            └─ Raster ─▶ PNG inside of it
//! ```
//!
//! - Loops over elements and letters are here, never in Python.
//! - A picture stays below two megabytes whatever it shows: lines are thinned to what a pixel can show, and
//!   what is still too much becomes a raster.
//! - No ids in the SVG: several pictures on one page cannot disturb each other.
//!
//! Differs from the panels: they draw through `plotters`, whose backends know whole pixels only, and neither clipping, dashes,
//! turned texts nor pictures. A picture of a lesson needs all of them.

mod canvas;
mod colormaps;
mod contour;
mod dates;
mod path;
mod png;
mod raster;
mod text;
mod ticks;

pub use canvas::{Align, Canvas, Fill, Frame, Marker, Scale, Stroke, TextStyle, VerticalAlign};
pub use colormaps::{Colormap, colormap, colormap_names};
pub use dates::{DateTicks, concise_labels, date_labels, date_text, date_ticks};
pub use png::base64;
pub use text::size as text_size;
pub use ticks::{Steps, labels, log_ticks, ticks};

#[cfg(test)]
mod tests;
