//! What panels tell besides pictures: tables, legends, hits; and what they are told.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::palette::{Color, Fill, Theme};
use crate::graph::Key;

/// Which panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Who was busy when
    TaskStream,
    /// How far each prefix is
    Progress,
    /// What each worker holds
    WorkersMemory,
    /// Tasks and their states, or a graph that was asked for
    Graph,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::TaskStream, Kind::Progress, Kind::WorkersMemory, Kind::Graph];

    /// Its name in messages: `task-stream`, `progress`, `workers-memory`, `graph`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::TaskStream => "task-stream",
            Kind::Progress => "progress",
            Kind::WorkersMemory => "workers-memory",
            Kind::Graph => "graph",
        }
    }

    /// From that name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The numbers of a panel, for those who can't see it or want to copy them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// Headings
    pub columns: Vec<String>,
    /// Cells, as they are read
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(columns: &[&str]) -> Table {
        Table { columns: columns.iter().map(|&column| column.to_owned()).collect(), rows: Vec::new() }
    }
}

/// What is under the pointer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hit {
    /// Its name
    pub title: String,
    /// What is known of it
    pub lines: Vec<String>,
    /// The task, as `select` takes it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// A colour or form and what it means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LegendEntry {
    /// Its name
    pub label: String,
    /// A CSS colour: `#rrggbb`, as it looks on the theme's background
    pub color: String,
    /// The lines on it, or its form; absent if it is plain
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<&'static str>,
    /// A sentence on what it means
    pub meaning: String,
}

impl LegendEntry {
    pub(super) fn filled(label: &str, fill: Fill, theme: &Theme, meaning: impl Into<String>) -> LegendEntry {
        let pattern = (fill.pattern != Default::default()).then(|| fill.pattern.name());
        LegendEntry {
            label: label.to_owned(),
            color: fill.color.over(theme.background).css(),
            pattern,
            meaning: meaning.into(),
        }
    }

    pub(super) fn formed(label: &str, color: Color, form: &'static str, meaning: impl Into<String>) -> LegendEntry {
        LegendEntry { label: label.to_owned(), color: color.css(), pattern: Some(form), meaning: meaning.into() }
    }
}

/// A change of what part of a panel is seen. Lengths are CSS pixels of the panel as it was drawn last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ViewChange {
    /// Enlarge by this factor (2 is twice as large, 0.5 half as large) …
    pub zoom: Option<f64>,
    /// … around this point; the middle if it is not given
    pub x: Option<f64>,
    /// See `x`
    pub y: Option<f64>,
    /// Move what is seen by so much
    pub pan_x: f64,
    /// See `pan_x`
    pub pan_y: f64,
    /// Task stream: show all since the panels started (true), or only what ran last (false)
    pub history: Option<bool>,
    /// Graph: show what the cluster runs (true), or what `visualize` drew last (false)
    pub live: Option<bool>,
    /// Back to how it was at first
    pub reset: bool,
}

impl ViewChange {
    /// The factor, if it makes sense.
    pub(super) fn factor(&self) -> Option<f64> {
        self.zoom.filter(|zoom| zoom.is_finite() && *zoom > 0.0).map(|zoom| zoom.clamp(0.01, 100.0))
    }

    pub(super) fn pan(&self) -> (f64, f64) {
        let sane = |length: f64| if length.is_finite() { length } else { 0.0 };
        (sane(self.pan_x), sane(self.pan_y))
    }
}

/// The key that [`Key`] prints as this text.
pub(super) fn key_from_text(text: &str) -> Key {
    let block = || {
        let inner = text.strip_prefix("('")?.strip_suffix(')')?;
        let (name, block_idx) = inner.rsplit_once('\'')?;
        let numbers = block_idx.split(',').map(str::trim).filter(|number| !number.is_empty());
        let block_idx: Vec<u32> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
        Some(Key::block(name, &block_idx))
    };
    block().unwrap_or_else(|| Key::text(text))
}

/// Rows of which only some may be in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    /// Rows above the first that is seen
    pub(super) first: f64,
}

impl Scroll {
    /// The rows in sight and their height, if each wants `height_max` and needs `height_min`.
    pub(super) fn rows(
        &mut self,
        n_rows: usize,
        room: f64,
        height_min: f64,
        height_max: f64,
    ) -> (std::ops::Range<usize>, f64) {
        if n_rows == 0 || room <= 0.0 {
            return (0..0, height_max);
        }
        let height = (room / n_rows as f64).clamp(height_min, height_max);
        let n_seen = ((room / height).floor() as usize).clamp(1, n_rows);
        self.first = self.first.clamp(0.0, (n_rows - n_seen) as f64);
        let first = self.first.round() as usize;
        (first..first + n_seen, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_their_text() {
        for key in [
            Key::text("inc-1"),
            Key::block("sum", &[]),
            Key::block("sum", &[3]),
            Key::block("it's", &[0, 12]),
            Key::text("('odd"),
            Key::text(""),
        ] {
            assert_eq!(key_from_text(&key.to_string()), key);
        }
    }

    #[test]
    fn rows_scroll_only_when_they_do_not_fit() {
        let mut scroll = Scroll { first: 7.0 };
        assert_eq!(scroll.rows(4, 100.0, 5.0, 20.0), (0..4, 20.0));
        scroll.first = 7.0;
        assert_eq!(scroll.rows(40, 100.0, 5.0, 20.0), (7..27, 5.0));
        scroll.first = 700.0;
        assert_eq!(scroll.rows(40, 100.0, 5.0, 20.0), (20..40, 5.0));
        assert_eq!(scroll.rows(0, 100.0, 5.0, 20.0).0, 0..0);
    }
}
