//! Progress: how far the tasks of each prefix are.
//!
//! A bar per prefix, the most numerous first; from left to right: released, in memory, erred, processing, queued,
//! no-worker; what is left has not started. Beside it `done / all`, where done is released, in memory or erred.

use plotters_backend::DrawingBackend;

use super::palette::{self, Color, ERRED, Fill, NO_WORKER, PROCESSING, Pattern, QUEUED, Theme};
use super::shown::{Hit, LegendEntry, Scroll, Table, ViewChange};
use super::surface::{Align, Drawn, Rect, Surface};
use super::text;
use crate::events::fold::{Counts, Fold, Standing};

/// The panel's state: which rows are seen, and where they were drawn last.
#[derive(Debug, Default)]
pub(super) struct Progress {
    scroll: Scroll,
    drawn: Vec<(Rect, u32)>,
    row_height: f64,
}

impl Progress {
    pub(super) fn draw<DB: DrawingBackend>(&mut self, surface: &mut Surface<'_, DB>, fold: Option<&Fold>) -> Drawn<DB> {
        self.drawn.clear();
        let Some(fold) = fold.filter(|fold| fold.tasks.counts().all() > 0) else {
            return surface.say("Run a cell that computes: there are no tasks yet");
        };
        let prefixes = sorted(fold);
        let theme = *surface.theme;
        let fills = palette::prefix_fills(fold.prefixes.iter());
        // In a low panel the bars come first: what the headline says stands above the panel as well.
        let is_low = surface.height < LOW;
        let top = if is_low { 2.0 } else { 24.0 };
        let mut area = Rect { x: 8.0, y: top, width: surface.width - 16.0, height: surface.height - top - 4.0 };
        let n_columns_max = ((area.width / COLUMN_MIN) as usize).clamp(1, 3);
        // As few columns as fit the height, as Dask fills rows first.
        let row_min = if is_low { ROW_LOW } else { ROW_MIN };
        let n_rows_fit = ((area.height / row_min) as usize).max(1);
        let n_columns = prefixes.len().div_ceil(n_rows_fit).clamp(1, n_columns_max);
        let n_rows = prefixes.len().div_ceil(n_columns);
        if is_low && n_rows > n_rows_fit {
            area.height -= NOTE;
        }
        let (seen, row_height) = self.scroll.rows(n_rows, area.height, row_min, ROW_MAX);
        self.row_height = row_height;
        let column_width = area.width / n_columns as f64;
        let name_width = prefixes
            .iter()
            .map(|&(prefix, _)| text::width(fold.prefixes.name(prefix), 12.0))
            .fold(40.0, f64::max)
            .min(column_width * 0.4);
        let count_width =
            prefixes.iter().map(|(_, counts)| text::width(&done_of_all(counts), 11.0)).fold(30.0, f64::max);
        for (idx, &(prefix, counts)) in prefixes.iter().enumerate() {
            let (column, row) = (idx / n_rows, idx % n_rows);
            if !seen.contains(&row) {
                continue;
            }
            let place = Rect {
                x: area.x + column as f64 * column_width,
                y: area.y + (row - seen.start) as f64 * row_height,
                width: column_width - if n_columns > 1 { 12.0 } else { 0.0 },
                height: row_height,
            };
            let middle = place.y + place.height / 2.0;
            let name = fold.prefixes.name(prefix);
            surface.text_within(name, (place.x + name_width, middle), 12.0, theme.ink, Align::End, name_width)?;
            let bar = Rect {
                x: place.x + name_width + 8.0,
                y: place.y + 2.5,
                width: (place.width - name_width - count_width - 16.0).max(4.0),
                height: place.height - 5.0,
            };
            draw_bar(surface, bar, &counts, fills[prefix as usize])?;
            let point = (place.right(), middle);
            surface.text(&done_of_all(&counts), point, 11.0, theme.ink, Align::End)?;
            self.drawn.push((place, prefix));
        }
        let n_hidden = prefixes.len() - self.drawn.len();
        let mut room = surface.width - 16.0;
        if n_hidden > 0 {
            let note = format!("{n_hidden} more");
            let line = if is_low { surface.height - NOTE / 2.0 } else { 12.0 };
            surface.text(&note, (surface.width - 8.0, line), 11.0, theme.muted, Align::End)?;
            room -= text::width(&note, 11.0) + 12.0;
        }
        if is_low {
            return Ok(());
        }
        surface.text_within(&headline(&fold.tasks.counts()), (8.0, 12.0), 11.0, theme.muted, Align::Start, room)
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
        let &(_, prefix) = self.drawn.iter().find(|(place, _)| place.contains(x, y))?;
        let (_, counts) = fold.tasks.by_prefix().find(|(other, _)| *other == prefix)?;
        let mut lines = vec![format!("{} done", done_of_all(&counts))];
        for standing in Standing::ALL {
            if counts.of(standing) > 0 {
                lines.push(format!("{}: {}", standing.name(), text::count(counts.of(standing).into())));
            }
        }
        Some(Hit { title: fold.prefixes.name(prefix).to_owned(), lines, key: None })
    }
}

pub(super) fn summary(fold: Option<&Fold>) -> String {
    match fold.map(|fold| fold.tasks.counts()).filter(|counts| counts.all() > 0) {
        None => "Progress: there are no tasks yet.".to_owned(),
        Some(counts) => {
            let lost = fold.and_then(super::lost_note).map_or_else(String::new, |note| format!("; {note}"));
            format!("Progress: {}{lost}.", headline(&counts))
        }
    }
}

pub(super) fn table(fold: Option<&Fold>) -> Table {
    let mut table = Table::new(&["Name", "Done", "All"]);
    table.columns.extend(Standing::ALL.iter().map(|standing| standing.name().to_owned()));
    for (prefix, counts) in fold.into_iter().flat_map(sorted) {
        let name = fold.map_or("", |fold| fold.prefixes.name(prefix));
        let mut row = vec![name.to_owned(), text::count(counts.done().into()), text::count(counts.all().into())];
        row.extend(Standing::ALL.iter().map(|&standing| text::count(counts.of(standing).into())));
        table.rows.push(row);
    }
    table
}

pub(super) fn legend(theme: &Theme) -> Vec<LegendEntry> {
    let colored = Color::hex(0x2E6C8E);
    let entry = |label: &str, fill: Fill, meaning: &str| LegendEntry::filled(label, fill, theme, meaning);
    vec![
        entry(
            "released",
            Fill::solid(colored.alpha(0.55)),
            "Done, and its result dropped: pale, in the prefix's colour",
        ),
        entry("memory", Fill::solid(colored), "Done, its result in memory: in the prefix's colour"),
        entry("erred", Fill { color: ERRED, pattern: Pattern::Cross }, "Failed, or something it needs did"),
        entry("processing", Fill::solid(PROCESSING), "With a worker"),
        entry("queued", QUEUED, "Ready, held back until a worker has room"),
        entry("no-worker", NO_WORKER, "Ready, but no worker may run it"),
        entry("waiting", Fill::solid(theme.faint), "Not started: it waits for others"),
    ]
}

fn draw_bar<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, bar: Rect, counts: &Counts, fill: Fill) -> Drawn<DB> {
    let theme = *surface.theme;
    surface.rect(bar, theme.faint)?;
    let all = f64::from(counts.all().max(1));
    let mut x = bar.x;
    for (standing, fill) in [
        (Standing::Released, Fill { color: fill.color.alpha(0.55), ..fill }),
        (Standing::Memory, fill),
        (Standing::Erred, Fill { color: ERRED, pattern: Pattern::Cross }),
        (Standing::Processing, Fill::solid(PROCESSING)),
        (Standing::Queued, QUEUED),
        (Standing::NoWorker, NO_WORKER),
    ] {
        let width = bar.width * f64::from(counts.of(standing)) / all;
        if width > 0.0 {
            surface.filled(Rect { x, width, ..bar }, fill)?;
        }
        x += width;
    }
    surface.frame(bar, theme.line, 1.0)
}

/// Prefixes with tasks, the most numerous first, equals in order of appearance.
fn sorted(fold: &Fold) -> Vec<(u32, Counts)> {
    let mut prefixes: Vec<(u32, Counts)> = fold.tasks.by_prefix().collect();
    prefixes.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all()));
    prefixes
}

fn done_of_all(counts: &Counts) -> String {
    format!("{} / {}", text::count(counts.done().into()), text::count(counts.all().into()))
}

/// As Dask's title, without what is zero.
fn headline(counts: &Counts) -> String {
    let mut parts = vec![format!("{} tasks done", done_of_all(counts))];
    for standing in Standing::ALL {
        let name = if standing == Standing::Memory { "in memory" } else { standing.name() };
        if counts.of(standing) > 0 {
            parts.push(format!("{} {name}", text::count(counts.of(standing).into())));
        }
    }
    parts.join(", ")
}

/// Below this height there is no headline.
const LOW: f64 = 90.0;
/// For the line below the bars of a low panel.
const NOTE: f64 = 13.0;
const COLUMN_MIN: f64 = 300.0;
const ROW_MIN: f64 = 19.0;
const ROW_LOW: f64 = 15.0;
const ROW_MAX: f64 = 30.0;
