//! Whole notebooks through the `dasklet` command: the lessons, NumPy as it was recorded, the faces of modules, and whatever a learner may type wrong.
#![cfg(feature = "python")]

mod bad_input;
mod catalogues;
mod faces;
mod fuzz;
mod lessons;
mod numpy;
mod pictures;
mod session;
mod waiting;
