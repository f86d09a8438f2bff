//! Task stream: who was busy when.
//!
//! ```text
//!  worker 0 │▇▇▇▇ mean_chunk ▇▇▇▇│▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇│        one row per thread, grouped by worker
//!           │        ▂▂▂▂                                    transfers and disk: lower, at the foot of the row
//!  worker 1 │▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇│   ▇▇▇▇▇▇▇▇▇▇
//!           └────────┬────────────┬─────── seconds since first task
//! ```
//!
//! At most one rectangle per lane and pixel column is drawn, whatever the number of spans.
//! At first it shows what ran last: since a pause of more than five seconds. What ran before is still there, as far as
//! spans are kept ([`Timeline`]); it says so where some are not.

use plotters_backend::DrawingBackend;
use std::time::Duration;

use super::focus::Focus;
use super::palette::{self, Color, ERRED, Fill, Pattern, Theme};
use super::shown::{Hit, LegendEntry, Scroll, Table, ViewChange};
use super::surface::{Align, Drawn, Rect, Surface};
use super::text;
use crate::events::fold::{Bar, Fold, Lane, Row, Span, Sums, Timeline};
use crate::events::{Activity, Time, WorkerId};
use crate::writing::format_bytes;

/// The panel's state: what part is seen, and how it was drawn last.
#[derive(Debug, Default)]
pub(super) struct TaskStream {
    view: View,
    scroll: Scroll,
    drawn: Option<Drawing>,
}

/// What part of time is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum View {
    /// What ran last, growing with it
    #[default]
    Latest,
    /// All there is
    History,
    /// What was zoomed to
    Fixed(Times),
}

/// A stretch of time, and the time that is zero on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Times {
    origin: Time,
    from: Time,
    until: Time,
}

#[derive(Clone, Debug)]
struct Drawing {
    plot: Rect,
    times: Times,
    rows: Vec<(WorkerId, u32)>,
    row_height: f64,
}

impl TaskStream {
    pub(super) fn draw<DB: DrawingBackend>(
        &mut self,
        surface: &mut Surface<'_, DB>,
        fold: Option<&Fold>,
        focus: Option<&Focus>,
    ) -> Drawn<DB> {
        self.drawn = None;
        let Some((fold, times)) = fold.and_then(|fold| Some((fold, self.times(&fold.timeline)?))) else {
            return surface.say("Run a cell that computes: nothing has run yet");
        };
        let names: Vec<(WorkerId, String)> = worker_names(fold);
        let gutter =
            names.iter().map(|(_, name)| text::width(name, 11.0)).fold(24.0, f64::max).min(surface.width * 0.3);
        let plot = Rect {
            x: gutter + 12.0,
            y: 6.0,
            width: (surface.width - gutter - 26.0).max(1.0),
            height: (surface.height - 48.0).max(1.0),
        };
        let all: Vec<((WorkerId, u32), &Row)> = fold.timeline.rows().collect();
        let (seen, row_height) = self.scroll.rows(all.len(), plot.height, ROW_MIN, ROW_MAX);
        let rows = &all[seen.clone()];
        let (unit, unit_name) = unit_of(times.until.since(times.from));
        let place =
            |time: Time| time.since(times.origin).as_secs_f64() / unit - times.origin.since(time).as_secs_f64() / unit;
        surface.axis_below(
            plot,
            place(times.from)..place(times.until),
            &|value| short_number(*value),
            &format!("{unit_name} since first task ({} time)", fold.clock.name()),
        )?;
        let fills = palette::prefix_fills(fold.prefixes.iter());
        let has_other = rows.iter().any(|(_, row)| !row.other.is_empty());
        let mut painter = Painter { surface, fold, fills: &fills, focus, plot, times };
        for (idx, (_, row)) in rows.iter().enumerate() {
            let y = plot.y + idx as f64 * row_height;
            let (compute, other) = lanes_of(y, row_height, has_other);
            painter.lane(&row.compute, compute)?;
            painter.lane(&row.other, other)?;
        }
        draw_names(surface, rows, &names, plot, row_height)?;
        if seen.len() < all.len() {
            let note = format!("rows {} to {} of {}", seen.start + 1, seen.end, all.len());
            let point = (plot.right(), plot.y + 6.0);
            surface.text(&note, point, 11.0, surface.theme.muted, Align::End)?;
        }
        let begins_with_dropped = extent(&fold.timeline).is_some_and(|(first, _)| times.from <= first);
        if let Some(note) = dropped_note(fold).filter(|_| begins_with_dropped || fold.n_lost_events > 0) {
            let plate = Rect { x: plot.x + 2.0, y: plot.y, width: text::width(&note, 11.0) + 8.0, height: 14.0 };
            surface.rect(plate, surface.theme.background)?;
            let point = (plot.x + 6.0, plot.y + 7.0);
            surface.text_within(&note, point, 11.0, surface.theme.muted, Align::Start, plot.width - 8.0)?;
        }
        let rows = rows.iter().map(|&(place, _)| place).collect();
        self.drawn = Some(Drawing { plot, times, rows, row_height });
        Ok(())
    }

    pub(super) fn change_view(&mut self, change: &ViewChange, timeline: Option<&Timeline>) {
        if change.reset {
            (self.view, self.scroll) = (View::Latest, Scroll::default());
        }
        if let Some(history) = change.history {
            self.view = if history { View::History } else { View::Latest };
        }
        let (Some(drawn), Some(timeline)) = (&self.drawn, timeline) else { return };
        let (pan_x, pan_y) = change.pan();
        self.scroll.first -= pan_y / drawn.row_height;
        let Some(mut times) = self.times(timeline) else { return };
        let length = times.until.since(times.from).as_nanos() as f64;
        let (mut from, mut until) = (times.from.as_nanos() as f64, times.until.as_nanos() as f64);
        if let Some(factor) = change.factor() {
            let share = ((change.x.unwrap_or(drawn.plot.x + drawn.plot.width / 2.0) - drawn.plot.x) / drawn.plot.width)
                .clamp(0.0, 1.0);
            let around = from + share * length;
            let (first, last) = extent(timeline).unwrap_or((times.from, times.until));
            // From a microsecond to twice of all there is.
            let longest = 2.0 * last.since(first).as_nanos() as f64;
            let zoomed = (length / factor).clamp(1_000.0, longest.max(1_000.0));
            from = around - share * zoomed;
            until = from + zoomed;
        }
        let shift = -pan_x / drawn.plot.width * (until - from);
        if change.factor().is_some() || pan_x != 0.0 {
            let time = |nanos: f64| Time::from_nanos((nanos + shift).max(0.0) as u64);
            (times.from, times.until) = (time(from), time(until));
            if times.until > times.from {
                self.view = View::Fixed(times);
            }
        }
    }

    pub(super) fn hit(&self, fold: Option<&Fold>, x: f64, y: f64) -> Option<Hit> {
        let (drawn, fold) = (self.drawn.as_ref()?, fold?);
        if !drawn.plot.contains(x, y) {
            return None;
        }
        let row_idx = ((y - drawn.plot.y) / drawn.row_height) as usize;
        let &(worker, thread) = drawn.rows.get(row_idx)?;
        let row = fold.timeline.rows().find(|(place, _)| *place == (worker, thread))?.1;
        let nanos = drawn.times.until.since(drawn.times.from).as_nanos() as f64;
        let per_pixel = nanos / drawn.plot.width;
        let time = Time::from_nanos(drawn.times.from.as_nanos() + ((x - drawn.plot.x) * per_pixel) as u64);
        let slack = (2.0 * per_pixel) as u64;
        let has_other = drawn
            .rows
            .iter()
            .any(|place| fold.timeline.rows().any(|(other, row)| other == *place && !row.other.is_empty()));
        let (_, other) = lanes_of(drawn.plot.y + row_idx as f64 * drawn.row_height, drawn.row_height, has_other);
        let found = |lane: &Lane| lane.at(time, slack).map(|idx| lane.get(idx));
        let span = match y >= other.0 && has_other {
            true => found(&row.other).or_else(|| found(&row.compute)),
            false => found(&row.compute).or_else(|| found(&row.other)),
        }?;
        Some(hit_from_span(&span, worker, thread, drawn.times.origin, fold))
    }

    fn times(&self, timeline: &Timeline) -> Option<Times> {
        let (from, until) = match self.view {
            View::Fixed(times) => return Some(times),
            View::Latest => *timeline.bursts().last()?,
            View::History => extent(timeline)?,
        };
        let length = until.since(from).max(Duration::from_micros(1));
        Some(Times { origin: from, from, until: from + length + length / 50 })
    }
}

/// One line on what ran.
pub(super) fn summary(fold: Option<&Fold>) -> String {
    let Some((fold, &(from, until))) = fold.and_then(|fold| Some((fold, fold.timeline.bursts().last()?))) else {
        return "Task stream: nothing has run yet.".to_owned();
    };
    let totals = fold.workers.totals();
    let (mut busy, mut n_spans) = (0u128, 0);
    for (_, row) in fold.timeline.rows() {
        let (nanos, n) = row.compute.busy(from, until + Duration::from_nanos(1));
        busy += u128::from(nanos);
        n_spans += n;
    }
    let n_rows = fold.timeline.n_rows() as u128;
    let share = busy * 100 / (until.since(from).as_nanos() * n_rows).max(1);
    let mut line = format!(
        "Task stream: {} in {} on {}, which were busy {share} % of the time",
        text::plural(n_spans as u64, "task"),
        text::duration(until.since(from)),
        text::plural(n_rows as u64, "thread"),
    );
    if totals.n_transfers > 0 {
        line += &format!("; {} of {}", text::plural(totals.n_transfers, "transfer"), format_bytes(totals.transferred));
    }
    if totals.n_erred > 0 {
        line += &format!("; {} failed", text::plural(totals.n_erred, "task"));
    }
    line += &format!(" ({} time)", fold.clock.name());
    if let Some(note) = dropped_note(fold) {
        line += &format!("; {note}");
    }
    line + "."
}

/// What is not shown any more.
fn dropped_note(fold: &Fold) -> Option<String> {
    let mut notes = Vec::new();
    if fold.timeline.n_dropped() > 0 {
        let n_shown = text::count(fold.timeline.n_spans() as u64);
        notes.push(format!("older tasks were dropped: the last {n_shown} are shown"));
    }
    notes.extend(super::lost_note(fold));
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// Tasks by prefix, then what else there was.
pub(super) fn table(fold: Option<&Fold>) -> Table {
    let mut table = Table::new(&["Activity", "Count", "Total time", "Longest", "Failed"]);
    let Some(fold) = fold else { return table };
    for (prefix, sums) in fold.timeline.by_prefix() {
        table.rows.push(sums_row(fold.prefixes.name(prefix), sums));
    }
    for (name, sums) in fold.timeline.by_activity() {
        table.rows.push(sums_row(name, sums));
    }
    table
}

fn sums_row(name: &str, sums: Sums) -> Vec<String> {
    vec![
        name.to_owned(),
        text::count(sums.n),
        text::duration(sums.total),
        text::duration(sums.longest),
        text::count(sums.n_erred),
    ]
}

pub(super) fn legend(fold: Option<&Fold>, theme: &Theme) -> Vec<LegendEntry> {
    let mut entries = Vec::new();
    if let Some(fold) = fold {
        let fills = palette::prefix_fills(fold.prefixes.iter());
        let mut shown: Vec<(u32, Sums)> = fold.timeline.by_prefix().collect();
        let n_hidden = shown.len().saturating_sub(LEGEND_MAX);
        if n_hidden > 0 {
            shown.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.until));
            shown.truncate(LEGEND_MAX);
            shown.sort_by_key(|&(prefix, _)| prefix);
        }
        for (prefix, sums) in shown {
            let name = fold.prefixes.name(prefix);
            let meaning = format!("{} that took {}", text::plural(sums.n, "task"), text::duration(sums.total));
            entries.push(LegendEntry::filled(name, fills[prefix as usize], theme, meaning));
        }
        if n_hidden > 0 {
            let meaning = "Names that did not run lately: the table has them";
            entries.push(LegendEntry::filled(&format!("{n_hidden} more"), Fill::solid(theme.faint), theme, meaning));
        }
    }
    let seen = |name: &str| fold.is_some_and(|fold| fold.timeline.by_activity().any(|(seen, _)| seen == name));
    let transfer = "A worker fetched data from another; drawn lower than tasks";
    entries.push(LegendEntry::filled("transfer", palette::TRANSFER, theme, transfer));
    for (activity, meaning) in [
        (Activity::DiskWrite, "A worker wrote data to disk"),
        (Activity::DiskRead, "A worker read data back from disk"),
        (Activity::Deserialize, "A worker turned bytes into data"),
    ] {
        if let Some(fill) = palette::activity_fill(activity).filter(|_| seen(activity.name())) {
            entries.push(LegendEntry::filled(activity.name(), fill, theme, meaning));
        }
    }
    let erred = Fill { color: ERRED, pattern: Pattern::Cross };
    entries.push(LegendEntry::filled("erred", erred, theme, "A task that failed"));
    entries
}

/// Draws the spans of lanes.
struct Painter<'p, 'a, DB: DrawingBackend> {
    surface: &'p mut Surface<'a, DB>,
    fold: &'p Fold,
    fills: &'p [Fill],
    focus: Option<&'p Focus>,
    plot: Rect,
    times: Times,
}

impl<DB: DrawingBackend> Painter<'_, '_, DB> {
    fn lane(&mut self, lane: &Lane, (top, height): (f64, f64)) -> Drawn<DB> {
        let left = self.surface.device(self.plot.x);
        let n_columns = (self.surface.device(self.plot.right()) - left).max(1) as u32;
        let mut bars = Vec::new();
        lane.bars(self.times.from, self.times.until, n_columns, &mut bars);
        let (top_px, base_px) =
            (self.surface.device(top), self.surface.device(top + height).max(self.surface.device(top) + 1));
        let gap = if self.surface.scale >= 1.0 { 1 } else { 0 };
        let columns_of = |bar: &Bar| {
            let (from, until) = (left + bar.x as i32, left + bar.x_end as i32);
            // A hair between neighbours of the same colour, where there is room for it.
            (from, if until - from >= 4 { until - gap } else { until })
        };
        let mut groups: Vec<(Fill, Vec<(i32, i32)>)> = Vec::new();
        for bar in &bars {
            let fill = self.fill(lane, bar.span_idx);
            let at = groups.iter().position(|(other, _)| *other == fill).unwrap_or_else(|| {
                groups.push((fill, Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(columns_of(bar));
        }
        for (fill, columns) in &groups {
            self.surface.skyline(columns, top_px, base_px, fill.color)?;
            if let Some(outline) = self.surface.theme.outline(fill.color) {
                let thin: Vec<(i32, i32)> = columns.iter().map(|&(from, until)| (from, until.max(from + 1))).collect();
                self.surface.skyline(&thin, top_px, top_px + 1, outline)?;
                self.surface.skyline(&thin, base_px - 1, base_px, outline)?;
            }
            if fill.pattern != Pattern::Solid {
                for &(from, until) in columns.iter().filter(|(from, until)| until - from >= 6) {
                    let scale = self.surface.scale;
                    let rect =
                        Rect { x: f64::from(from) / scale, y: top, width: f64::from(until - from) / scale, height };
                    self.surface.hatch(rect, *fill)?;
                }
            }
        }
        self.labels(lane, &bars, left, top, height)
    }

    /// Names in bars that have room for them.
    fn labels(&mut self, lane: &Lane, bars: &[Bar], left: i32, top: f64, height: f64) -> Drawn<DB> {
        if height < 13.0 {
            return Ok(());
        }
        for bar in bars {
            let scale = self.surface.scale;
            let (x, width) = (f64::from(left + bar.x as i32) / scale, f64::from(bar.x_end - bar.x) / scale);
            if bar.n_spans > 1 || width < 28.0 {
                continue;
            }
            let (prefix, activity, erred) = lane.look(bar.span_idx);
            let fill = self.fill(lane, bar.span_idx);
            let name = match activity {
                Activity::Compute if erred => format!("✕ {}", self.fold.prefixes.name(prefix)),
                Activity::Compute => self.fold.prefixes.name(prefix).to_owned(),
                _ => activity.name().to_owned(),
            };
            let ground = fill.color.over(self.surface.theme.background);
            // A few letters of a name say nothing.
            let Some(name) = text::fit(&name, 11.0, width - 8.0).filter(|fitting| *fitting == name || width >= 70.0)
            else {
                continue;
            };
            if fill.pattern != Pattern::Solid {
                let plate = Rect {
                    x: x + 2.0,
                    y: top + height / 2.0 - 7.0,
                    width: text::width(&name, 11.0) + 4.0,
                    height: 14.0,
                };
                self.surface.rect(plate, ground)?;
            }
            self.surface.text(&name, (x + 4.0, top + height / 2.0), 11.0, ground.readable(), Align::Start)?;
        }
        Ok(())
    }

    fn fill(&self, lane: &Lane, span_idx: usize) -> Fill {
        let (prefix, activity, erred) = lane.look(span_idx);
        let fill = match palette::activity_fill(activity) {
            _ if erred => Fill { color: ERRED, pattern: Pattern::Cross },
            Some(fill) => fill,
            None => self.fills.get(prefix as usize).copied().unwrap_or(Fill::solid(Color::hex(0x808080))),
        };
        match self.focus {
            Some(focus) if !focus.related.contains(lane.key(span_idx)) => {
                Fill { color: fill.color.alpha(0.15), ..fill }
            }
            _ => fill,
        }
    }
}

/// Top and height of the tasks and of what else a row shows.
fn lanes_of(y: f64, row_height: f64, has_other: bool) -> ((f64, f64), (f64, f64)) {
    let pad = if row_height >= 8.0 { 1.5 } else { 0.0 };
    let height = row_height - 2.0 * pad;
    if !has_other || row_height < 8.0 {
        return ((y + pad, height), (y + pad, height));
    }
    let foot = (height * 0.3).max(3.0);
    ((y + pad, height - foot), (y + pad + height - foot, foot))
}

/// Each worker's name beside its rows, and a line between workers.
fn draw_names<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    rows: &[((WorkerId, u32), &Row)],
    names: &[(WorkerId, String)],
    plot: Rect,
    row_height: f64,
) -> Drawn<DB> {
    let mut from = 0;
    let mut free_from = f64::NEG_INFINITY;
    while from < rows.len() {
        let worker = rows[from].0.0;
        let until = from + rows[from..].iter().take_while(|((other, _), _)| *other == worker).count();
        let (top, bottom) = (plot.y + from as f64 * row_height, plot.y + until as f64 * row_height);
        let line = surface.theme.faint;
        surface.line((plot.x - 6.0, bottom), (plot.right(), bottom), line)?;
        let middle = (top + bottom) / 2.0;
        if middle - 7.0 >= free_from
            && let Ok(at) = names.binary_search_by_key(&worker, |(id, _)| *id)
        {
            let point = (plot.x - 6.0, middle);
            surface.text_within(&names[at].1, point, 11.0, surface.theme.ink, Align::End, plot.x - 10.0)?;
            free_from = middle + 7.0;
        }
        from = until;
    }
    Ok(())
}

/// The name of every worker that has a row, by id.
fn worker_names(fold: &Fold) -> Vec<(WorkerId, String)> {
    let mut names: Vec<(WorkerId, String)> = Vec::new();
    for ((worker, _), _) in fold.timeline.rows() {
        if names.last().is_none_or(|(last, _)| *last != worker) {
            names.push((worker, super::worker_name(fold, worker)));
        }
    }
    names
}

fn hit_from_span(span: &Span, worker: WorkerId, thread: u32, origin: Time, fold: &Fold) -> Hit {
    let lasted = text::duration(span.stop.since(span.start));
    let title = match span.activity {
        Activity::Compute => format!("{}: {lasted}", span.key.prefix()),
        other => format!("{}-{}: {lasted}", other.name(), span.key.prefix()),
    };
    let mut lines = vec![
        format!("key {}", span.key),
        format!("started at {}", text::duration(span.start.since(origin))),
        format!("on {}, thread {thread}", super::worker_name(fold, worker)),
    ];
    if let Activity::Transfer { from } = span.activity {
        lines.push(format!("from {}", super::worker_name(fold, from)));
    }
    match (span.erred, span.activity) {
        (true, _) => lines.push("it failed".to_owned()),
        (false, Activity::Compute) => lines.push(format!("result {}", format_bytes(span.nbytes))),
        (false, _) => lines.push(format_bytes(span.nbytes)),
    }
    Hit { title, lines, key: Some(span.key.to_string()) }
}

fn extent(timeline: &Timeline) -> Option<(Time, Time)> {
    let (first, last) = (timeline.bursts().first()?, timeline.bursts().last()?);
    Some((first.0, last.1))
}

/// The unit of an axis of this length, in seconds.
fn unit_of(length: Duration) -> (f64, &'static str) {
    match length.as_secs_f64() {
        seconds if seconds >= 0.5 => (1.0, "seconds"),
        seconds if seconds >= 5e-4 => (1e-3, "milliseconds"),
        _ => (1e-6, "microseconds"),
    }
}

/// Up to six significant digits, no trailing zeros.
fn short_number(value: f64) -> String {
    let digits = (5 - value.abs().max(1.0).log10() as i32).max(0) as usize;
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Names on the legend: those that ran last.
const LEGEND_MAX: usize = 40;
const ROW_MIN: f64 = 4.0;
const ROW_MAX: f64 = 34.0;
