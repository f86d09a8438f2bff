//! Pictures of graphs that are not running: what `visualize()` shows, without Graphviz.
//!
//! in: a graph of tasks, or of layers; out: a [`GraphView`], placed and labelled, that crosses to the page as bytes
//! or becomes SVG.
//!
//! As `dask.visualize` draws: a circle for each task, labelled with its key's prefix; a box for its output, labelled with the
//! block's index; data leads upwards. Data that is already there is a box alone.
//!
//! Differs from Dask: circles have a tint of their prefix's colour; above [`TASKS_MAX`] tasks each box is a layer.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use super::palette::{Color, plasma, prefix_color};
use super::text;
use crate::graph::layout::{Layout, Spacing, layered};
use crate::graph::{HighLevelGraph, Key, LayerKind, TaskGraph, TaskKind};

/// More tasks than this are drawn as layers.
pub const TASKS_MAX: usize = 1500;

/// A picture of a graph. Lengths are in CSS pixels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphView {
    /// What it shows, such as `Task graph: 12 tasks`
    pub title: String,
    /// A sentence or two for those who can't see it
    pub description: String,
    /// Size
    pub width: f64,
    /// Size
    pub height: f64,
    /// What stands there
    pub nodes: Vec<ViewNode>,
    /// What leads where
    pub edges: Vec<ViewEdge>,
    /// Colours and what they mean; empty where they mean prefixes
    pub legend: Vec<(Color, String)>,
}

/// Something in a picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewNode {
    /// Its form
    pub shape: Shape,
    /// Its middle
    pub center: (f64, f64),
    /// Width and height
    pub size: (f64, f64),
    /// Text inside
    pub label: Vec<String>,
    /// What a pointer finds
    pub about: String,
    /// The task, where it is one
    pub key: Option<Key>,
    /// Inside
    pub fill: Option<Color>,
    /// A thick outline, from `color=`
    pub mark: Option<Color>,
}

/// Forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A task
    Circle,
    /// A task's output, or data
    Box,
    /// A layer of tasks
    Layer,
}

/// A line with an arrow at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewEdge {
    /// From outline to outline; those between bend it
    pub points: Vec<(f64, f64)>,
}

/// Why bytes are no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// They end early or make no sense
    #[error("not a picture of a graph: {0}")]
    Malformed(postcard::Error),
    /// A line without ends, or a place that is not a number
    #[error("a damaged picture of a graph: its places make no sense")]
    Unsound,
}

impl GraphView {
    /// As it crosses to the page.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a view always serializes into memory")
    }

    /// What crossed.
    pub fn from_bytes(bytes: &[u8]) -> Result<GraphView, ViewError> {
        let view: GraphView = postcard::from_bytes(bytes).map_err(ViewError::Malformed)?;
        let is_place = |&(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
        let is_sound = is_place(&(view.width, view.height))
            && view.nodes.iter().all(|node| is_place(&node.center) && is_place(&node.size))
            && view.edges.iter().all(|edge| edge.points.len() >= 2 && edge.points.iter().all(is_place));
        if is_sound { Ok(view) } else { Err(ViewError::Unsound) }
    }
}

/// What `visualize` can be asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisualizeOptions {
    /// Replaces the title
    pub title: Option<String>,
    /// Where data leads
    pub rankdir: RankDir,
    /// Outlines, and labels instead of prefixes
    pub coloring: Option<Coloring>,
    /// Circle and box as one
    pub collapse_outputs: bool,
    /// Whole keys in boxes
    pub verbose: bool,
}

/// Where data leads: Graphviz's `rankdir`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RankDir {
    /// Upwards
    #[default]
    BottomToTop,
    /// Downwards
    TopToBottom,
    /// To the right
    LeftToRight,
    /// To the left
    RightToLeft,
}

impl RankDir {
    /// From `"BT"`, `"TB"`, `"LR"`, `"RL"`.
    pub fn parse(name: &str) -> Option<RankDir> {
        Some(match name {
            "BT" => RankDir::BottomToTop,
            "TB" => RankDir::TopToBottom,
            "LR" => RankDir::LeftToRight,
            "RL" => RankDir::RightToLeft,
            _ => return None,
        })
    }
}

/// Numbers of tasks as colours, for `color="order"` and its kin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coloring {
    /// What the numbers are, such as `order`
    pub name: String,
    /// A number per task
    pub values: FxHashMap<Key, f64>,
    /// A label per task instead of its prefix
    pub labels: FxHashMap<Key, String>,
    /// The number that gets the last colour; the largest one if there is none
    pub max: Option<f64>,
}

/// The picture of a graph of tasks.
pub fn visualize(graph: &TaskGraph, options: &VisualizeOptions) -> GraphView {
    if graph.len() > TASKS_MAX {
        return visualize_layers(&layers_from_tasks(graph), options);
    }
    let mut sketch = Sketch::default();
    let color_max = options.coloring.as_ref().map_or(1.0, Coloring::max);
    // Per key: where its data leaves the picture's node, and where data enters its task.
    let mut outputs: FxHashMap<&Key, u32> = FxHashMap::default();
    for (key, task) in graph {
        let is_data = matches!(task.kind, TaskKind::Data(_));
        let mark = options
            .coloring
            .as_ref()
            .and_then(|coloring| coloring.values.get(key))
            .map(|&value| plasma(value / color_max));
        if !is_data {
            let label = options.coloring.as_ref().and_then(|coloring| coloring.labels.get(key));
            let label = label.map_or_else(|| key.prefix().to_owned(), Clone::clone);
            let circle = sketch.circle(&label, key, mark);
            if options.collapse_outputs {
                outputs.insert(key, circle);
                continue;
            }
            let output = sketch.output(key, options.verbose, mark);
            sketch.edges.push((circle, output));
            outputs.insert(key, output);
        } else {
            let output = sketch.output(key, options.verbose, mark);
            outputs.insert(key, output);
        }
    }
    let mut circles = (0..sketch.nodes.len() as u32).filter(|&node| sketch.nodes[node as usize].shape == Shape::Circle);
    let mut edges = Vec::new();
    for task in graph.values().filter(|task| !matches!(task.kind, TaskKind::Data(_))) {
        let Some(circle) = circles.next() else { break };
        let mut seen: Vec<&Key> = Vec::new();
        for dep in task.inputs() {
            if seen.contains(&dep) {
                continue;
            }
            seen.push(dep);
            edges.push((dep, circle));
        }
    }
    for (dep, circle) in edges {
        let output = *outputs.entry(dep).or_insert_with(|| sketch.output(dep, options.verbose, None));
        sketch.edges.push((output, circle));
    }
    let n_tasks = graph.values().filter(|task| !matches!(task.kind, TaskKind::Data(_))).count();
    let mut by_prefix: IndexMap<&str, u64, FxBuildHasher> = IndexMap::default();
    graph.keys().for_each(|key| *by_prefix.entry(key.prefix()).or_default() += 1);
    let counts: Vec<String> = by_prefix.iter().map(|(prefix, &n)| format!("{} {prefix}", text::count(n))).collect();
    let title = format!("Task graph: {}", text::plural(n_tasks as u64, "task"));
    let description = format!(
        "Circles are tasks, boxes their results; arrows lead from a result to the tasks that use it. {}.",
        if counts.is_empty() { "It is empty".to_owned() } else { counts.join(", ") }
    );
    let legend = options.coloring.as_ref().map_or_else(Vec::new, |coloring| coloring.legend(color_max));
    sketch.finish(title, description, legend, options)
}

/// The picture of layers: `x.dask.visualize()`, and of graphs with very many tasks.
pub fn visualize_layers(layers: &[LayerBox], options: &VisualizeOptions) -> GraphView {
    let mut sketch = Sketch::default();
    let n_tasks: u64 = layers.iter().map(|layer| layer.n_tasks).sum();
    for layer in layers {
        sketch.layer(layer);
    }
    for (to, layer) in layers.iter().enumerate() {
        sketch.edges.extend(layer.dependencies.iter().map(|&from| (from, to as u32)));
    }
    let title =
        format!("Task graph: {} in {}", text::plural(n_tasks, "task"), text::plural(layers.len() as u64, "layer"));
    let description =
        "Each box is a layer of tasks that do the same to different blocks; arrows lead from a layer to those \
                       that use its results."
            .to_owned();
    let mut legend: Vec<(Color, String)> = Vec::new();
    for layer in layers {
        if let Some((color, meaning)) = &layer.kind
            && !legend.iter().any(|(_, known)| known == meaning)
        {
            legend.push((*color, meaning.clone()));
        }
    }
    sketch.finish(title, description, legend, options)
}

/// A layer, to be drawn as a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerBox {
    /// Its key prefix
    pub label: String,
    /// Its full name, and whatever else a pointer should find
    pub about: String,
    /// How many tasks
    pub n_tasks: u64,
    /// Its kind, as a colour and a word
    pub kind: Option<(Color, String)>,
    /// Layers whose results it uses, by index
    pub dependencies: Vec<u32>,
}

/// The layers of a collection's graph.
pub fn layers_from_high_level(graph: &HighLevelGraph) -> Vec<LayerBox> {
    let idx: FxHashMap<&str, u32> = graph.layers().map(|layer| &*layer.name).zip(0..).collect();
    let boxed = |layer: &crate::graph::Layer| {
        let fill = match layer.kind {
            LayerKind::Blockwise(_) => Color::hex(0xD9FFE6),
            LayerKind::Materialized(_) => Color::hex(0xDBDEE5),
        };
        let mut about = format!("{}\n{}", layer.name, layer.type_name());
        if let Some(description) = &layer.description {
            about +=
                &format!("\nshape {}, {}, chunks of {}", description.shape, description.dtype, description.chunksize);
        }
        LayerBox {
            label: crate::graph::key_split(&layer.name).to_owned(),
            about,
            n_tasks: layer.len() as u64,
            kind: Some((fill, layer.type_name().to_owned())),
            dependencies: graph.dependencies(&layer.name).iter().filter_map(|name| idx.get(&**name).copied()).collect(),
        }
    };
    graph.layers().map(boxed).collect()
}

/// Tasks by name: blocks of one array together, text keys by prefix.
fn layers_from_tasks(graph: &TaskGraph) -> Vec<LayerBox> {
    let name =
        |key: &Key| -> Arc<str> { if key.block_idx().is_some() { key.name().clone() } else { key.prefix().into() } };
    let mut layers: IndexMap<Arc<str>, LayerBox, FxBuildHasher> = IndexMap::default();
    for key in graph.keys() {
        let layer = layers.entry(name(key)).or_insert_with_key(|name| LayerBox {
            label: key.prefix().to_owned(),
            about: name.to_string(),
            ..LayerBox::default()
        });
        layer.n_tasks += 1;
    }
    for (key, task) in graph {
        let Some(to) = layers.get_index_of(&name(key)) else { continue };
        for dep in task.inputs() {
            if let Some(from) = layers.get_index_of(&name(dep))
                && from != to
                && !layers[to].dependencies.contains(&(from as u32))
            {
                layers[to].dependencies.push(from as u32);
            }
        }
    }
    layers.into_values().collect()
}

impl Coloring {
    fn max(&self) -> f64 {
        self.max.unwrap_or_else(|| self.values.values().copied().fold(1.0, f64::max))
    }

    fn legend(&self, max: f64) -> Vec<(Color, String)> {
        let entry = |value: f64| (plasma(value / max), format!("{} {value}", self.name));
        vec![entry(0.0), entry((max / 2.0).round()), entry(max)]
    }
}

/// Nodes without places.
#[derive(Default)]
struct Sketch {
    nodes: Vec<ViewNode>,
    edges: Vec<(u32, u32)>,
}

impl Sketch {
    fn circle(&mut self, label: &str, key: &Key, mark: Option<Color>) -> u32 {
        let label = text::wrapped(label, 11);
        let width = label.iter().map(|line| text::width(line, CIRCLE_PX)).fold(0.0, f64::max);
        let diameter = (width.hypot(label.len() as f64 * CIRCLE_PX * 1.2) + 10.0).max(36.0);
        let fill = prefix_color(key.prefix()).alpha(0.22);
        self.push(Shape::Circle, (diameter, diameter), label, key.to_string(), Some(key), Some(fill), mark)
    }

    fn output(&mut self, key: &Key, verbose: bool, mark: Option<Color>) -> u32 {
        let label = match key.block_idx() {
            _ if verbose => key.to_string(),
            None => String::new(),
            Some([block]) => block.to_string(),
            Some(block_idx) => {
                let blocks: Vec<String> = block_idx.iter().map(u32::to_string).collect();
                format!("({})", blocks.join(", "))
            }
        };
        let width = (text::width(&label, BOX_PX) + 14.0).max(34.0);
        self.push(Shape::Box, (width, 24.0), vec![label], key.to_string(), Some(key), None, mark)
    }

    fn layer(&mut self, layer: &LayerBox) -> u32 {
        let label = vec![layer.label.clone(), text::plural(layer.n_tasks, "task")];
        let width = label.iter().map(|line| text::width(line, CIRCLE_PX)).fold(60.0, f64::max) + 24.0;
        let fill = match &layer.kind {
            Some((color, _)) => *color,
            None => prefix_color(&layer.label).alpha(0.22),
        };
        let about = format!("{}\n{}", layer.about, label[1]);
        self.push(Shape::Layer, (width, 46.0), label, about, None, Some(fill), None)
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a node, once each")]
    fn push(
        &mut self,
        shape: Shape,
        size: (f64, f64),
        label: Vec<String>,
        about: String,
        key: Option<&Key>,
        fill: Option<Color>,
        mark: Option<Color>,
    ) -> u32 {
        let key = key.cloned();
        self.nodes.push(ViewNode { shape, center: (0.0, 0.0), size, label, about, key, fill, mark });
        self.nodes.len() as u32 - 1
    }

    fn finish(
        mut self,
        title: String,
        description: String,
        legend: Vec<(Color, String)>,
        options: &VisualizeOptions,
    ) -> GraphView {
        let sideways = matches!(options.rankdir, RankDir::LeftToRight | RankDir::RightToLeft);
        let turned = |(x, y): (f64, f64)| if sideways { (y, x) } else { (x, y) };
        let sizes: Vec<(f64, f64)> = self.nodes.iter().map(|node| turned(node.size)).collect();
        let Layout { centers, routes, width, height } = layered(&sizes, &self.edges, SPACING);
        let place = |(x, y): (f64, f64)| {
            let (x, y) = turned((x, y));
            let (width, height) = turned((width, height));
            match options.rankdir {
                RankDir::BottomToTop => (x + MARGIN, height - y + MARGIN),
                RankDir::RightToLeft => (width - x + MARGIN, y + MARGIN),
                RankDir::TopToBottom | RankDir::LeftToRight => (x + MARGIN, y + MARGIN),
            }
        };
        for (node, center) in self.nodes.iter_mut().zip(centers) {
            node.center = place(center);
        }
        let mut edges = Vec::with_capacity(routes.len());
        for (&(from, to), route) in self.edges.iter().zip(routes) {
            let mut points: Vec<(f64, f64)> = route.into_iter().map(place).collect();
            let n_points = points.len();
            if n_points < 2 {
                continue;
            }
            let (second, last_but_one) = (points[1], points[n_points - 2]);
            points[0] = self.nodes[from as usize].outline_towards(second);
            points[n_points - 1] = self.nodes[to as usize].outline_towards(last_but_one);
            edges.push(ViewEdge { points });
        }
        let (width, height) = turned((width, height));
        GraphView {
            title: options.title.clone().unwrap_or(title),
            description,
            width: width + 2.0 * MARGIN,
            height: height + 2.0 * MARGIN,
            nodes: self.nodes,
            edges,
            legend,
        }
    }
}

impl ViewNode {
    /// Where a line from the middle to `point` crosses the outline.
    fn outline_towards(&self, point: (f64, f64)) -> (f64, f64) {
        let (dx, dy) = (point.0 - self.center.0, point.1 - self.center.1);
        let share = match self.shape {
            Shape::Circle => self.size.0 / 2.0 / dx.hypot(dy).max(1e-9),
            Shape::Box | Shape::Layer => {
                (self.size.0 / 2.0 / dx.abs().max(1e-9)).min(self.size.1 / 2.0 / dy.abs().max(1e-9))
            }
        };
        (self.center.0 + dx * share.min(1.0), self.center.1 + dy * share.min(1.0))
    }

    /// Whether a point lies in it.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        let (dx, dy) = ((x - self.center.0).abs(), (y - self.center.1).abs());
        match self.shape {
            Shape::Circle => dx.hypot(dy) <= self.size.0 / 2.0,
            Shape::Box | Shape::Layer => dx <= self.size.0 / 2.0 && dy <= self.size.1 / 2.0,
        }
    }
}

/// Font size in circles and layers.
pub(super) const CIRCLE_PX: f64 = 12.0;
/// Font size in boxes.
pub(super) const BOX_PX: f64 = 11.0;
const SPACING: Spacing = Spacing { node_gap: 16.0, rank_gap: 26.0 };
const MARGIN: f64 = 12.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text::graph_from_text;
    use crate::panels::palette::Theme;

    /// Each node as `(circle)` or `[box]`, rank by rank from the top: labels from left to right.
    fn drawn(view: &GraphView) -> String {
        let mut nodes: Vec<&ViewNode> = view.nodes.iter().collect();
        nodes.sort_by(|a, b| a.center.1.total_cmp(&b.center.1).then(a.center.0.total_cmp(&b.center.0)));
        let mut text = String::new();
        let mut y = f64::NAN;
        for node in nodes {
            if node.center.1 != y {
                text += if y.is_nan() { "" } else { " / " };
                y = node.center.1;
            } else {
                text.push(' ');
            }
            let label = node.label.concat();
            text += &match node.shape {
                Shape::Circle => format!("({label})"),
                Shape::Box => format!("[{label}]"),
                Shape::Layer => format!("{{{label}}}"),
            };
        }
        text
    }

    fn picture(graph: &str, options: &VisualizeOptions) -> String {
        drawn(&visualize(&graph_from_text(graph).unwrap(), options))
    }

    const SUM: &str = "ones_like-1[0] = ones()
                       ones_like-1[1] = ones()
                       sum-2[0] = sum(ones_like-1[0])
                       sum-2[1] = sum(ones_like-1[1])
                       sum-aggregate-3[] = total(sum-2[0], sum-2[1])";

    #[test]
    fn tasks_are_circles_and_results_boxes_and_data_leads_upwards() {
        assert_eq!(
            picture(SUM, &VisualizeOptions::default()),
            "[()] / (sum-aggregate) / [0] [1] / (sum) (sum) / [0] [1] / (ones_like) (ones_like)"
        );
    }

    #[test]
    fn options_change_the_picture() {
        let graph = "x = 1\ny[0,1] = inc(x)";
        let options = VisualizeOptions::default;
        assert_eq!(picture(graph, &options()), "[(0, 1)] / (inc) / []".replace("inc", "y"));
        let down = VisualizeOptions { rankdir: RankDir::TopToBottom, ..options() };
        assert_eq!(picture(graph, &down), "[] / (y) / [(0, 1)]");
        let aside = VisualizeOptions { rankdir: RankDir::LeftToRight, ..options() };
        assert_eq!(picture(graph, &aside), "[] (y) [(0, 1)]");
        let back = VisualizeOptions { rankdir: RankDir::RightToLeft, ..options() };
        assert_eq!(picture(graph, &back), "[(0, 1)] (y) []");
        let one = VisualizeOptions { collapse_outputs: true, ..options() };
        assert_eq!(picture(graph, &one), "(y) / []");
        let verbose = VisualizeOptions { verbose: true, ..options() };
        assert_eq!(picture(graph, &verbose), "[('y', 0, 1)] / (y) / [x]");
        // What a task needs may lie outside of the graph; twice the same input is one arrow.
        assert_eq!(picture("z = add(far, far)", &options()), "[] / (z) / []");
        assert_eq!(visualize(&graph_from_text("z = add(far, far)").unwrap(), &options()).edges.len(), 2);
        assert_eq!(picture("", &options()), "");
    }

    #[test]
    fn large_graphs_are_drawn_as_layers() {
        let tasks: String = (0..800).map(|n| format!("x-1[{n}] = f()\ny-2[{n}] = g(x-1[{n}])\n")).collect();
        let view = visualize(&graph_from_text(&tasks).unwrap(), &VisualizeOptions::default());
        assert_eq!(drawn(&view), "{y800 tasks} / {x800 tasks}");
        assert_eq!(view.title, "Task graph: 1\u{a0}600 tasks in 2 layers");
    }

    #[test]
    fn svg_is_whole_and_escapes_what_it_is_given() {
        let mut view = visualize(&graph_from_text("a = f()").unwrap(), &VisualizeOptions::default());
        view.title = "<script>alert('x')</script> & \u{0}more".to_owned();
        let svg = view.to_svg(None);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
        assert!(svg.contains("<title>&lt;script&gt;alert('x')&lt;/script&gt; &amp; more</title>"), "{svg}");
        assert!(!svg.contains("<script"));
        assert!(svg.contains("currentColor") && !svg.contains("NaN"));
        assert!(!view.to_svg(Some(&Theme::DARK)).contains("currentColor"));
        let empty = visualize(&TaskGraph::default(), &VisualizeOptions::default()).to_svg(None);
        assert!(empty.contains("viewBox=\"0 0 24 24\""), "{empty}");
    }

    #[test]
    fn the_svg_of_a_small_graph() {
        let svg = visualize(&graph_from_text("a-1 = f()").unwrap(), &VisualizeOptions::default()).to_svg(None);
        let expected = include_str!("graph_view.expected.svg");
        assert_eq!(svg.trim(), expected.trim(), "\n{svg}\n");
    }

    #[test]
    fn a_view_crosses_as_bytes() {
        let mut options = VisualizeOptions::default();
        let order = Coloring {
            name: "order".into(),
            values: [(Key::text("a"), 0.0)].into_iter().collect(),
            ..Coloring::default()
        };
        options.coloring = Some(order);
        let view = visualize(&graph_from_text("a = f()").unwrap(), &options);
        assert!(view.nodes.iter().all(|node| node.mark == Some(plasma(0.0))));
        assert_eq!(GraphView::from_bytes(&view.to_bytes()).as_ref(), Ok(&view));
        let mut unsound = view.clone();
        unsound.edges[0].points.truncate(1);
        assert_eq!(GraphView::from_bytes(&unsound.to_bytes()), Err(ViewError::Unsound));
        assert!(matches!(GraphView::from_bytes(&view.to_bytes()[..20]), Err(ViewError::Malformed(_))));
    }
}
