//! Whole notebooks through the `dasklet` command: the lessons, and whatever a learner may type wrong.
#![cfg(feature = "python")]

mod bad_input;
mod lessons;
mod session;
