//! How arrays show themselves: one line of text, or a table with a picture.
//!
//! Mirrors `Array.__repr__` and `Array._repr_html_`.

use super::Array;
use super::chunks::{length_text, tuple};
use super::svg;
use crate::writing::format_bytes;

impl Array {
    /// `dask.array<sum-aggregate, shape=(), dtype=float64, chunksize=(), chunktype=numpy.ndarray>`
    pub fn text(&self) -> String {
        let chunksize = tuple(self.chunks().chunksize().into_iter().map(length_text));
        let (prefix, shape, dtype) = (
            self.name().rsplit_once('-').map_or(&**self.name(), |(prefix, _)| prefix),
            self.chunks().shape_text(),
            self.dtype().name(),
        );
        format!("dask.array<{prefix}, shape={shape}, dtype={dtype}, chunksize={chunksize}, chunktype=numpy.ndarray>")
    }

    /// Bytes of the largest block, if they are known.
    pub fn chunk_nbytes(&self) -> Option<u64> {
        let sizes = self.chunks().chunksize().into_iter();
        let elements = sizes.into_iter().try_fold(1u64, |size, length| Some(size.saturating_mul(length? as u64)))?;
        Some(elements.saturating_mul(self.dtype().itemsize() as u64))
    }

    /// The table of a notebook: bytes, shape, graph and dtype, with a picture of the chunks where they can be drawn.
    pub fn html(&self, picture_size: f64) -> String {
        let bytes = |bytes: Option<u64>| bytes.map_or_else(|| "unknown".to_owned(), format_bytes);
        let chunksize = tuple(self.chunks().chunksize().into_iter().map(length_text));
        let n_layers = self.graph().n_layers();
        let layers = if n_layers == 1 { "graph layer" } else { "graph layers" };
        let n_blocks = self.chunks().n_blocks();
        let chunks = if n_blocks == 1 { "chunk" } else { "chunks" };
        let picture = svg::picture(self.chunks(), picture_size).unwrap_or_default();
        let cell = "style=\"text-align: left;\"";
        let wide = "colspan=\"2\" style=\"text-align: left;\"";
        format!(
            "<table class=\"dask-array\"><tr><td><table style=\"border-collapse: collapse;\"><thead><tr><td></td>\
             <th {cell}>Array</th><th {cell}>Chunk</th></tr></thead><tbody>\
             <tr><th {cell}>Bytes</th><td>{}</td><td>{}</td></tr>\
             <tr><th {cell}>Shape</th><td>{}</td><td>{chunksize}</td></tr>\
             <tr><th {cell}>Dask graph</th><td {wide}>{n_blocks} {chunks} in {n_layers} {layers}</td></tr>\
             <tr><th {cell}>Data type</th><td {wide}>{} numpy.ndarray</td></tr>\
             </tbody></table></td><td>{picture}</td></tr></table>",
            bytes(self.nbytes()),
            bytes(self.chunk_nbytes()),
            self.chunks().shape_text(),
            self.dtype().name(),
        )
    }
}
