//! Workers memory: what each worker holds, against its limit.
//!
//! A bar per worker: results in memory, then, gray, results on disk. Blue below 60 % of the limit; orange from there on, where
//! results go to disk; red from 95 % on, or when the worker is paused. The outline ends at the limit.

use plotters_backend::DrawingBackend;

use super::palette::{Color, Fill, MEMORY_FULL, MEMORY_HIGH, MEMORY_LOW, Pattern, SPILLED, Theme};
use super::shown::{Hit, LegendEntry, Scroll, Table, ViewChange};
use super::surface::{Align, Drawn, Rect, Surface};
use super::text;
use crate::events::WorkerId;
use crate::events::fold::{Fold, Worker, Workers};
use crate::writing::format_bytes;

/// The panel's state: which rows are seen, and where they were drawn last.
#[derive(Debug, Default)]
pub(super) struct WorkersMemory {
    scroll: Scroll,
    drawn: Vec<(Rect, WorkerId)>,
    row_height: f64,
}

/// How full a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Low,
    High,
    Full,
}

impl WorkersMemory {
    pub(super) fn draw<DB: DrawingBackend>(&mut self, surface: &mut Surface<'_, DB>, fold: Option<&Fold>) -> Drawn<DB> {
        self.drawn.clear();
        let Some(fold) = fold.filter(|fold| !fold.workers.is_empty()) else {
            return surface.say("Make a cluster or run a cell that computes: there are no workers yet");
        };
        let theme = *surface.theme;
        let workers = &fold.workers;
        // In a low panel the bars come first: what the headline says stands above the panel as well, and bars end at their limit.
        let is_low = surface.height < LOW;
        let (top, mut below) = if is_low { (2.0, 4.0) } else { (24.0, 42.0) };
        if is_low && workers.len() as f64 * ROW_MIN > surface.height - top - below {
            below = NOTE;
        }
        let name_width = workers
            .iter()
            .map(|(id, _)| text::width(&super::worker_name(fold, id), 11.0))
            .fold(24.0, f64::max)
            .min(surface.width * 0.3);
        let plot = Rect {
            x: name_width + 14.0,
            y: top,
            width: (surface.width - name_width - 30.0).max(1.0),
            height: (surface.height - top - below).max(1.0),
        };
        let all: Vec<(WorkerId, &Worker)> = workers.iter().collect();
        let end = axis_end(workers);
        let (unit, unit_name) = unit_of(end);
        if !is_low {
            let label = |value: &f64| format!("{}", (value * 100.0).round() / 100.0);
            surface.axis_below(plot, 0.0..end / unit, &label, unit_name)?;
        }
        let (seen, row_height) = self.scroll.rows(all.len(), plot.height, ROW_MIN, ROW_MAX);
        self.row_height = row_height;
        for (idx, &(id, worker)) in all[seen.clone()].iter().enumerate() {
            let place = Rect { x: 0.0, y: plot.y + idx as f64 * row_height, width: surface.width, height: row_height };
            let middle = place.y + row_height / 2.0;
            if row_height >= 11.0 {
                let name = super::worker_name(fold, id);
                surface.text_within(&name, (plot.x - 6.0, middle), 11.0, theme.ink, Align::End, name_width)?;
            }
            let pad = (row_height * 0.15).min(4.0);
            let bar = Rect { x: plot.x, y: place.y + pad, width: plot.width, height: row_height - 2.0 * pad };
            draw_bar(surface, bar, worker, plot.width / end)?;
            self.drawn.push((place, id));
        }
        let mut room = surface.width - 16.0;
        if seen.len() < all.len() {
            let note = format!("workers {} to {} of {}", seen.start + 1, seen.end, all.len());
            let line = if is_low { surface.height - NOTE / 2.0 } else { 12.0 };
            surface.text(&note, (surface.width - 8.0, line), 11.0, theme.muted, Align::End)?;
            room -= text::width(&note, 11.0) + 12.0;
        }
        if is_low {
            return Ok(());
        }
        let headline = format!("Bytes stored: {}", stored(workers));
        surface.text_within(&headline, (8.0, 12.0), 11.0, theme.muted, Align::Start, room)
    }

    pub(super) fn change_view(&mut self, change: &ViewChange) {
        if change.reset {
            self.scroll = Scroll::default();
        }
        if self.row_height > 0.0 {
            self.scroll.first -= change.pan().1 / self.row_height;
        }
    }

    pub(super) fn hit(&self, fold: Option<&Fold>, x: f64, y: f64) -> Option<Hit> {
        let fold = fold?;
        let &(_, id) = self.drawn.iter().find(|(place, _)| place.contains(x, y))?;
        let worker = fold.workers.get(id)?;
        let mut lines = vec![
            worker.address.clone(),
            format!("memory {}", held_of_limit(worker)),
            format!("on disk {}", format_bytes(worker.spilled)),
            format!(
                "{}, {} processing",
                text::plural(worker.nthreads.into(), "thread"),
                text::count(worker.processing.into())
            ),
            format!("{} run in {}", text::plural(worker.n_computed, "task"), text::duration(worker.busy)),
            format!("received {}", format_bytes(worker.received)),
        ];
        if worker.paused {
            lines.push("paused: it starts no tasks until memory is free".to_owned());
        }
        Some(Hit { title: super::worker_name(fold, id), lines, key: None })
    }
}

pub(super) fn summary(fold: Option<&Fold>) -> String {
    let Some(workers) = fold.map(|fold| &fold.workers).filter(|workers| !workers.is_empty()) else {
        return "Workers memory: there are no workers yet.".to_owned();
    };
    let n_of = |level: Level| workers.iter().filter(|(_, worker)| level_of(worker) == level).count() as u64;
    let mut line = format!(
        "Workers memory: {} {} {}",
        text::plural(workers.len() as u64, "worker"),
        if workers.len() == 1 { "holds" } else { "hold" },
        stored(workers)
    );
    if n_of(Level::High) > 0 {
        line += &format!("; {} above 60 % of the limit", text::count(n_of(Level::High)));
    }
    if n_of(Level::Full) > 0 {
        line += &format!("; {} full or paused", text::count(n_of(Level::Full)));
    }
    line + "."
}

pub(super) fn table(fold: Option<&Fold>) -> Table {
    let mut table = Table::new(&["Worker", "Memory", "Limit", "On disk", "Threads", "Processing", "State"]);
    for (id, worker) in fold.iter().flat_map(|fold| fold.workers.iter()) {
        let limit = if worker.memory_limit == 0 { "none".to_owned() } else { format_bytes(worker.memory_limit) };
        table.rows.push(vec![
            fold.map_or_else(String::new, |fold| super::worker_name(fold, id)),
            format_bytes(worker.managed),
            limit,
            format_bytes(worker.spilled),
            text::count(worker.nthreads.into()),
            text::count(worker.processing.into()),
            if worker.paused { "paused" } else { "running" }.to_owned(),
        ]);
    }
    table
}

pub(super) fn legend(theme: &Theme) -> Vec<LegendEntry> {
    let entry = |label: &str, fill: Fill, meaning: &str| LegendEntry::filled(label, fill, theme, meaning);
    vec![
        entry("below 60 %", fill_of(Level::Low), "Results in memory, with room for more"),
        entry(
            "60 % and more",
            fill_of(Level::High),
            "Much of the limit is used: workers begin to write results to disk",
        ),
        entry(
            "full or paused",
            fill_of(Level::Full),
            "From 95 % of the limit on, or paused: the worker starts no tasks",
        ),
        entry("on disk", SPILLED, "Results written to disk"),
        entry("room", Fill::solid(theme.faint), "Free up to the worker's limit"),
    ]
}

fn draw_bar<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, bar: Rect, worker: &Worker, per_byte: f64) -> Drawn<DB> {
    let theme = *surface.theme;
    let limit = (worker.memory_limit as f64 * per_byte).min(bar.width);
    if limit > 0.0 {
        surface.rect(Rect { width: limit, ..bar }, theme.faint)?;
    }
    let managed = (worker.managed as f64 * per_byte).min(bar.width);
    surface.filled(Rect { width: managed, ..bar }, fill_of(level_of(worker)))?;
    let spilled = (worker.spilled as f64 * per_byte).min(bar.width - managed);
    surface.filled(Rect { x: bar.x + managed, width: spilled, ..bar }, SPILLED)?;
    if limit > 0.0 && bar.height >= 4.0 {
        surface.frame(Rect { width: limit, ..bar }, theme.line, 1.0)?;
    }
    if bar.height < 12.0 {
        return Ok(());
    }
    // The text stands in the free part where it fits, else on the bar, on a plate that can be read in any case.
    let words = match worker.paused {
        true => format!("{} (paused)", held_of_limit(worker)),
        false => held_of_limit(worker),
    };
    let (middle, used) = (bar.y + bar.height / 2.0, managed + spilled);
    let width = text::width(&words, 11.0) + 10.0;
    if used + width <= bar.width {
        return surface.text(&words, (bar.x + used + 5.0, middle), 11.0, theme.ink, Align::Start);
    }
    let plate = Rect { x: bar.x + 4.0, y: middle - 8.0, width: width.min(bar.width - 8.0), height: 16.0 };
    surface.rect(plate, theme.background)?;
    surface.text_within(&words, (plate.x + 5.0, middle), 11.0, theme.ink, Align::Start, plate.width - 6.0)
}

fn level_of(worker: &Worker) -> Level {
    let share = match worker.memory_limit {
        0 => 0.0,
        limit => worker.managed as f64 / limit as f64,
    };
    match share {
        _ if worker.paused || share >= 0.95 => Level::Full,
        _ if share >= 0.6 => Level::High,
        _ => Level::Low,
    }
}

fn fill_of(level: Level) -> Fill {
    let (color, pattern): (Color, Pattern) = match level {
        Level::Low => (MEMORY_LOW, Pattern::Solid),
        Level::High => (MEMORY_HIGH, Pattern::Vertical),
        Level::Full => (MEMORY_FULL, Pattern::Cross),
    };
    Fill { color, pattern }
}

fn held_of_limit(worker: &Worker) -> String {
    match worker.memory_limit {
        0 => format_bytes(worker.managed),
        limit => format!("{} / {}", format_bytes(worker.managed), format_bytes(limit)),
    }
}

fn stored(workers: &Workers) -> String {
    let sum = |of: fn(&Worker) -> u64| workers.iter().fold(0u64, |sum, (_, worker)| sum.saturating_add(of(worker)));
    let (managed, spilled) = (sum(|worker| worker.managed), sum(|worker| worker.spilled));
    match spilled {
        0 => format_bytes(managed),
        _ => format!("{} + {} spilled to disk", format_bytes(managed), format_bytes(spilled)),
    }
}

/// Bytes at the right end: the largest limit, or what is held beyond it or without one.
fn axis_end(workers: &Workers) -> f64 {
    let needs = |worker: &Worker| worker.memory_limit.max(worker.managed.saturating_add(worker.spilled));
    workers.iter().map(|(_, worker)| needs(worker)).max().unwrap_or(0).max(1024) as f64
}

fn unit_of(nbytes: f64) -> (f64, &'static str) {
    let units = [(1u64 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB")];
    let unit = units.into_iter().find(|&(size, _)| nbytes >= 0.9 * size as f64);
    unit.map_or((1024.0, "kiB"), |(size, name)| (size as f64, name))
}

/// Below this height there are neither headline nor axis.
const LOW: f64 = 90.0;
/// For the line below the bars of a low panel.
const NOTE: f64 = 13.0;
const ROW_MIN: f64 = 7.0;
const ROW_MAX: f64 = 32.0;
