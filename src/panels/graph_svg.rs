//! A [`GraphView`] as SVG text, for the output of a cell.

use std::fmt::Write as _;

use super::graph_view::{BOX_PX, CIRCLE_PX, GraphView, Shape, ViewNode};
use super::palette::Theme;
use crate::writing::escaped;

impl GraphView {
    /// A whole SVG element. With a theme it has that theme's colours and background; without, it takes the colour of the
    /// text around it.
    pub fn to_svg(&self, theme: Option<&Theme>) -> String {
        let ink = theme.map_or_else(|| "currentColor".to_owned(), |theme| theme.ink.css());
        let legend_height = if self.legend.is_empty() { 0.0 } else { 26.0 };
        let legend_width: f64 = self.legend.iter().map(|(_, meaning)| legend_entry_width(meaning)).sum();
        let (width, height) = (self.width.max(legend_width + 12.0), self.height + legend_height);
        let mut svg = String::with_capacity(160 * (self.nodes.len() + self.edges.len()) + 600);
        // Writing into a String never fails.
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" style=\"max-width:100%;height:auto\" \
             font-family=\"system-ui, Helvetica, Arial, sans-serif\" text-anchor=\"middle\">",
            escaped(&self.title)
        );
        let _ = writeln!(svg, "<title>{}</title>", escaped(&self.title));
        let _ = writeln!(svg, "<desc>{}</desc>", escaped(&self.description));
        if let Some(theme) = theme {
            let _ = writeln!(svg, "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", theme.background.css());
        }
        self.write_edges(&mut svg, &ink);
        for node in &self.nodes {
            write_node(&mut svg, node, &ink);
        }
        let mut x = 12.0;
        for (color, meaning) in &self.legend {
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.0}\" y=\"{:.0}\" width=\"14\" height=\"14\" fill=\"{}\" stroke=\"{ink}\" stroke-width=\"0.5\"/>\
                 <text x=\"{:.0}\" y=\"{:.0}\" font-size=\"{BOX_PX}\" text-anchor=\"start\" fill=\"{ink}\">{}</text>",
                self.height + 4.0,
                color.css(),
                x + 20.0,
                self.height + 15.0,
                escaped(meaning)
            );
            x += legend_entry_width(meaning);
        }
        svg.push_str("</svg>");
        svg
    }

    fn write_edges(&self, svg: &mut String, ink: &str) {
        if self.edges.is_empty() {
            return;
        }
        let _ = write!(svg, "<path fill=\"none\" stroke=\"{ink}\" stroke-opacity=\"0.6\" d=\"");
        for edge in &self.edges {
            let (x, y) = edge.points[0];
            let _ = write!(svg, "M{x:.1} {y:.1}");
            for (bend, end) in edge.curves() {
                match bend {
                    Some((x, y)) => {
                        let _ = write!(svg, "Q{x:.1} {y:.1} {:.1} {:.1}", end.0, end.1);
                    }
                    None => {
                        let _ = write!(svg, "L{:.1} {:.1}", end.0, end.1);
                    }
                }
            }
        }
        let _ = write!(svg, "\"/>\n<path fill=\"{ink}\" fill-opacity=\"0.75\" d=\"");
        for edge in &self.edges {
            let [tip, left, right] = edge.arrow();
            let _ =
                write!(svg, "M{:.1} {:.1}L{:.1} {:.1} {:.1} {:.1}Z", tip.0, tip.1, left.0, left.1, right.0, right.1);
        }
        svg.push_str("\"/>\n");
    }
}

impl super::graph_view::ViewEdge {
    /// The line as pieces: the point that bends it, if any, and where it ends.
    pub(super) fn curves(&self) -> Vec<(Option<(f64, f64)>, (f64, f64))> {
        let n_points = self.points.len();
        if n_points == 2 {
            return vec![(None, self.points[1])];
        }
        let middle = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        (1..n_points - 1)
            .map(|idx| {
                let (bend, next) = (self.points[idx], self.points[idx + 1]);
                (Some(bend), if idx + 2 == n_points { next } else { middle(bend, next) })
            })
            .collect()
    }

    /// The arrow at its end: the tip and two corners.
    pub(super) fn arrow(&self) -> [(f64, f64); 3] {
        let tip = self.points[self.points.len() - 1];
        let before = self.points[self.points.len() - 2];
        let (dx, dy) = (tip.0 - before.0, tip.1 - before.1);
        let length = dx.hypot(dy).max(1e-9);
        let (ux, uy) = (dx / length, dy / length);
        let corner = |side: f64| (tip.0 - 7.0 * ux - side * 3.0 * uy, tip.1 - 7.0 * uy + side * 3.0 * ux);
        [tip, corner(1.0), corner(-1.0)]
    }
}

fn write_node(svg: &mut String, node: &ViewNode, ink: &str) {
    let (x, y) = node.center;
    let (width, height) = node.size;
    let (fill, fill_opacity) = match node.fill {
        Some(fill) => (fill.css(), fill.alpha),
        None => ("none".to_owned(), 1.0),
    };
    let (stroke, stroke_width) = match node.mark {
        Some(mark) => (mark.css(), 4.0),
        None => (ink.to_owned(), 1.0),
    };
    let _ = write!(svg, "<g><title>{}</title>", escaped(&node.about));
    let paint =
        format!("fill=\"{fill}\" fill-opacity=\"{fill_opacity}\" stroke=\"{stroke}\" stroke-width=\"{stroke_width}\"");
    let _ = match node.shape {
        Shape::Circle => write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" {paint}/>", width / 2.0),
        Shape::Box | Shape::Layer => write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{}\" {paint}/>",
            x - width / 2.0,
            y - height / 2.0,
            if node.shape == Shape::Layer { 6 } else { 0 },
        ),
    };
    let font_px = if node.shape == Shape::Box { BOX_PX } else { CIRCLE_PX };
    // A layer's fill is opaque and light, whatever the theme.
    let color = match (node.shape, node.fill) {
        (Shape::Layer, Some(fill)) if fill.alpha == 1.0 => fill.readable().css(),
        _ => ink.to_owned(),
    };
    let n_lines = node.label.len() as f64;
    for (idx, line) in node.label.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let line_y = y + (idx as f64 - (n_lines - 1.0) / 2.0) * font_px * 1.2 + font_px * 0.35;
        let _ = write!(
            svg,
            "<text x=\"{x:.1}\" y=\"{line_y:.1}\" font-size=\"{font_px}\" fill=\"{color}\">{}</text>",
            escaped(line)
        );
    }
    svg.push_str("</g>\n");
}

fn legend_entry_width(meaning: &str) -> f64 {
    super::text::width(meaning, BOX_PX) + 36.0
}
