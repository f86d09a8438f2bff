//! A [`GraphView`] drawn on a surface, for the Graph panel.

use plotters_backend::DrawingBackend;

use super::graph_view::{BOX_PX, CIRCLE_PX, GraphView, Shape, ViewNode};
use super::lens::Lens;
use super::palette::{Color, Fill, Theme};
use super::shown::{Hit, LegendEntry, Table};
use super::surface::{Align, Drawn, Rect, Surface};
use super::text;

pub(super) fn draw<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, view: &GraphView, lens: &Lens) -> Drawn<DB> {
    let line = surface.theme.ink.alpha(0.6);
    for edge in &view.edges {
        let mut points = vec![lens.at(edge.points[0])];
        let mut from = edge.points[0];
        for (bend, end) in edge.curves() {
            if let Some(bend) = bend {
                points.extend((1..CURVE_STEPS).map(|step| {
                    let t = f64::from(step) / f64::from(CURVE_STEPS);
                    let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
                    lens.at((mix(from.0, bend.0, end.0), mix(from.1, bend.1, end.1)))
                }));
            }
            points.push(lens.at(end));
            from = end;
        }
        surface.path(&points, line, 1.0)?;
        if lens.scale_x >= 0.35 {
            surface.polygon(&edge.arrow().map(|corner| lens.at(corner)), line)?;
        }
    }
    for node in &view.nodes {
        let (x, y) = lens.at(node.center);
        let (width, height) = (node.size.0 * lens.scale_x, node.size.1 * lens.scale_y);
        if x + width < 0.0 || y + height < 0.0 || x - width > surface.width || y - height > surface.height {
            continue;
        }
        draw_node(surface, node, lens)?;
    }
    Ok(())
}

fn draw_node<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, node: &ViewNode, lens: &Lens) -> Drawn<DB> {
    let theme = *surface.theme;
    let (x, y) = lens.at(node.center);
    let (width, height) = (node.size.0 * lens.scale_x, node.size.1 * lens.scale_y);
    let ground = node.fill.map_or(theme.background, |fill| fill.over(theme.background));
    let (stroke, stroke_width) = match node.mark {
        Some(mark) => (mark, 4.0 * lens.scale_x.min(1.0)),
        None => (theme.ink, 1.0),
    };
    if node.shape == Shape::Circle {
        surface.disc((x, y), width / 2.0, ground)?;
        surface.ring((x, y), width / 2.0, stroke, stroke_width)?;
    } else {
        let rect = Rect { x: x - width / 2.0, y: y - height / 2.0, width, height };
        surface.rect(rect, ground)?;
        surface.frame(rect, stroke, stroke_width)?;
    }
    let font_px = lens.scale_x * if node.shape == Shape::Box { BOX_PX } else { CIRCLE_PX };
    if font_px < LEGIBLE_PX {
        return Ok(());
    }
    let color = if ground.contrast(theme.ink) >= 4.5 { theme.ink } else { ground.readable() };
    let n_lines = node.label.len() as f64;
    for (idx, words) in node.label.iter().enumerate() {
        let line_y = y + (idx as f64 - (n_lines - 1.0) / 2.0) * font_px * 1.2;
        surface.text(words, (x, line_y), font_px, color, Align::Middle)?;
    }
    Ok(())
}

/// The node at a point of the picture.
pub(super) fn hit(view: &GraphView, point: (f64, f64)) -> Option<Hit> {
    let node = view.nodes.iter().rev().find(|node| node.contains(point))?;
    let mut about = node.about.lines().map(str::to_owned);
    let title = about.next().unwrap_or_default();
    let mut lines: Vec<String> = about.collect();
    match (node.shape, &node.key) {
        (Shape::Circle, _) => lines.push(format!("task {}", node.label.concat())),
        (Shape::Box, _) => lines.push("result".to_owned()),
        (Shape::Layer, _) => {}
    }
    Some(Hit { title, lines, key: node.key.as_ref().map(ToString::to_string) })
}

/// Tasks by prefix, or layers.
pub(super) fn table(view: &GraphView) -> Table {
    if view.nodes.iter().any(|node| node.shape == Shape::Layer) {
        let mut table = Table::new(&["Layer", "Tasks", "Name"]);
        for node in &view.nodes {
            let part = |idx: usize| node.label.get(idx).cloned().unwrap_or_default();
            let name = node.about.lines().next().unwrap_or_default().to_owned();
            table.rows.push(vec![part(0), part(1), name]);
        }
        return table;
    }
    let mut table = Table::new(&["Task", "Count"]);
    let mut counts: indexmap::IndexMap<&str, u64> = indexmap::IndexMap::new();
    for key in view.nodes.iter().filter(|node| node.shape == Shape::Circle).filter_map(|node| node.key.as_ref()) {
        *counts.entry(key.prefix()).or_default() += 1;
    }
    table.rows.extend(counts.into_iter().map(|(prefix, n)| vec![prefix.to_owned(), text::count(n)]));
    table
}

pub(super) fn legend(view: &GraphView, theme: &Theme) -> Vec<LegendEntry> {
    let colored =
        |(color, meaning): &(Color, String)| LegendEntry::filled(meaning, Fill::solid(*color), theme, meaning.clone());
    let mut entries: Vec<LegendEntry> = view.legend.iter().map(colored).collect();
    if view.nodes.iter().any(|node| node.shape != Shape::Layer) {
        entries.push(LegendEntry::formed(
            "task",
            theme.ink,
            "ring",
            "A circle is a task, tinted in its prefix's colour",
        ));
        entries.push(LegendEntry::formed(
            "result",
            theme.ink,
            "hollow-square",
            "A box is a task's result, or data, with its block's index",
        ));
    } else if view.legend.is_empty() {
        entries.push(LegendEntry::formed(
            "layer",
            theme.ink,
            "hollow-square",
            "A box is a layer: tasks that do the same to different blocks",
        ));
    }
    entries
}

const CURVE_STEPS: u32 = 8;
const LEGIBLE_PX: f64 = 6.0;
