//! The room's border: ticks as Matplotlib has them, colours, and pictures that may be read.

use super::*;

#[test]
fn nothing_yet() {}
