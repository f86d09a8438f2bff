//! Folds of events into panel data.
