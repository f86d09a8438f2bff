//! What the page calls: the only room that sees JavaScript.

#[cfg(feature = "panels")]
pub mod panels;
