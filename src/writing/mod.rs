//! How things are written: sizes for people, text within XML, the widths of letters, checksums of files.
//!
//! in: numbers, texts and bytes of any room; out: the same everywhere. Imports nothing.

pub mod checksum;

mod letters;
mod sizes;
mod xml;

pub use letters::Face;
pub use sizes::format_bytes;
pub use xml::escaped;
