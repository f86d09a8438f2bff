//! Task graph: every task with its state, or, of many tasks, every layer; or a graph that `visualize` drew.
//!
//! Data leads to the right. States have the colours of Dask's Graph plot and forms of their own:
//!
//! ```text
//! waiting □ gray   queued ◆ yellow   processing ▶ green   memory ■ red   released ○ blue   erred ✕ black   no-worker ◇ orange
//! ```
//!
//! Differs from Dask: crossings are few, and above [`NODES_MAX`] tasks each layer is a box with its counts and, where there is
//! room, its chunks, instead of "too many tasks".

use plotters_backend::DrawingBackend;
use rustc_hash::FxHashMap;

use super::focus::Focus;
use super::graph_canvas;
use super::graph_view::GraphView;
use super::lens::Lens;
use super::palette::{Theme, standing_color};
use super::shown::{Hit, LegendEntry, Table, ViewChange};
use super::surface::{Align, Drawn, Rect, Surface};
use super::task_layers::{self, LayerChart};
use super::text;
use crate::events::fold::{Fold, Standing, TaskEntry};
use crate::graph::Key;
use crate::graph::layout::{Layout, Spacing, layered};
use crate::writing::format_bytes;

/// The panel's state: what it shows, from where, and how that was placed.
#[derive(Debug, Default)]
pub(super) struct TaskGraphPanel {
    view: Option<GraphView>,
    live: bool,
    camera: Camera,
    content: Option<Content>,
    drawn: Option<Drawing>,
    /// The middle of the panel as it was drawn last
    middle: (f64, f64),
}

/// What is placed, as long as the tasks stay the same.
#[derive(Debug)]
enum Content {
    Tasks { structure: u64, chart: TaskChart },
    Layers { structure: u64, chart: LayerChart },
}

/// Columns of marks in a rank, and how far a mark reaches from its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stagger {
    n_columns: u32,
    reach: f64,
    /// The only rank fills the panel, line by line
    is_block: bool,
}

#[derive(Debug)]
struct TaskChart {
    keys: Vec<Key>,
    edges: Vec<(u32, u32)>,
    layout: Layout,
    /// Each task's place within its rank, counted from the first
    places: Vec<u32>,
    /// No task needs another
    is_one_rank: bool,
}

/// How a picture that fits the panel is enlarged and moved.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Camera {
    zoom: f64,
    dx: f64,
    dy: f64,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera { zoom: 1.0, dx: 0.0, dy: 0.0 }
    }
}

#[derive(Debug)]
struct Drawing {
    lens: Lens,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    View,
    Tasks { stagger: Stagger },
    Layers,
}

impl TaskGraphPanel {
    pub(super) fn show(&mut self, view: GraphView) {
        (self.view, self.live, self.camera) = (Some(view), false, Camera::default());
    }

    pub(super) fn show_live(&mut self) {
        if !self.live {
            (self.live, self.camera) = (true, Camera::default());
        }
    }

    /// The picture that is to be shown, if it is one.
    fn picture(&self, fold: Option<&Fold>) -> Option<&GraphView> {
        let has_tasks = fold.is_some_and(|fold| fold.tasks.counts().all() > 0);
        self.view.as_ref().filter(|_| !self.live || !has_tasks)
    }

    pub(super) fn draw<DB: DrawingBackend>(
        &mut self,
        surface: &mut Surface<'_, DB>,
        fold: Option<&Fold>,
        focus: Option<&Focus>,
    ) -> Drawn<DB> {
        self.drawn = None;
        self.middle = (surface.width / 2.0, surface.height / 2.0);
        let area = Rect { x: 0.0, y: 0.0, width: surface.width, height: surface.height }.inset(MARGIN);
        if area.width <= 0.0 || area.height <= 0.0 {
            return Ok(());
        }
        if let Some(view) = self.picture(fold) {
            let lens = self.camera.fitting((view.width, view.height), area, true);
            graph_canvas::draw(surface, view, &lens)?;
            self.drawn = Some(Drawing { lens, what: What::View });
            return Ok(());
        }
        let Some(fold) = fold.filter(|fold| fold.tasks.counts().all() > 0) else {
            return surface.say("Run a cell that computes, or call .visualize(): there is no graph yet");
        };
        self.place(fold);
        match &self.content {
            Some(Content::Tasks { chart, .. }) => {
                // Depth runs to the right, so the layout's axes change places; tasks have room on all sides.
                let area = area.inset(10.0);
                let (lens, stagger) = chart.fitting(&self.camera, area);
                chart.draw(surface, fold, focus, &lens, stagger)?;
                self.drawn = Some(Drawing { lens, what: What::Tasks { stagger } });
            }
            Some(Content::Layers { chart, .. }) => {
                let lens = self.camera.fitting(chart.size(), area, true);
                chart.draw(surface, fold, &lens)?;
                self.drawn = Some(Drawing { lens, what: What::Layers });
            }
            None => {}
        }
        Ok(())
    }

    /// Makes the content fit the tasks, if they have changed.
    fn place(&mut self, fold: &Fold) {
        let structure = fold.tasks.structure();
        match &self.content {
            Some(Content::Tasks { structure: placed, .. } | Content::Layers { structure: placed, .. })
                if *placed == structure => {}
            _ if fold.tasks.counts().all() as usize <= NODES_MAX => {
                self.content = Some(Content::Tasks { structure, chart: TaskChart::new(fold) });
            }
            _ => self.content = Some(Content::Layers { structure, chart: LayerChart::new(fold) }),
        }
    }

    pub(super) fn change_view(&mut self, change: &ViewChange) {
        if change.reset {
            self.camera = Camera::default();
        }
        if let Some(live) = change.live {
            (self.live, self.camera) = (live, Camera::default());
        }
        if let Some(factor) = change.factor() {
            let zoom = (self.camera.zoom * factor).clamp(0.2, 60.0);
            let factor = zoom / self.camera.zoom;
            let (x, y) = (change.x.unwrap_or(self.middle.0), change.y.unwrap_or(self.middle.1));
            self.camera = Camera { zoom, dx: x - (x - self.camera.dx) * factor, dy: y - (y - self.camera.dy) * factor };
        }
        let (pan_x, pan_y) = change.pan();
        self.camera.dx += pan_x;
        self.camera.dy += pan_y;
    }

    pub(super) fn hit(&self, fold: Option<&Fold>, x: f64, y: f64) -> Option<Hit> {
        let drawn = self.drawn.as_ref()?;
        match (drawn.what, &self.content) {
            (What::View, _) => graph_canvas::hit(self.picture(fold)?, drawn.lens.back((x, y))),
            (What::Tasks { stagger }, Some(Content::Tasks { chart, .. })) => {
                chart.hit(fold?, &drawn.lens, stagger, (x, y))
            }
            (What::Layers, Some(Content::Layers { chart, .. })) => chart.hit(fold?, drawn.lens.back((x, y))),
            _ => None,
        }
    }

    pub(super) fn summary(&self, fold: Option<&Fold>) -> String {
        if let Some(view) = self.picture(fold) {
            return format!("{}. {}", view.title, view.description);
        }
        let Some(fold) = fold.filter(|fold| fold.tasks.counts().all() > 0) else {
            return "Task graph: there is no graph yet.".to_owned();
        };
        let counts = fold.tasks.counts();
        let n_layers = fold.tasks.layers().iter().filter(|layer| layer.counts.all() > 0).count();
        let states: Vec<String> = Standing::ALL
            .iter()
            .filter(|&&standing| counts.of(standing) > 0)
            .map(|&standing| format!("{} {}", text::count(counts.of(standing).into()), standing.name()))
            .collect();
        format!(
            "Task graph: {} in {}: {}.",
            text::plural(counts.all().into(), "task"),
            text::plural(n_layers as u64, "layer"),
            states.join(", ")
        )
    }

    pub(super) fn table(&self, fold: Option<&Fold>) -> Table {
        match (self.picture(fold), fold) {
            (Some(view), _) => graph_canvas::table(view),
            (None, Some(fold)) => task_layers::table(fold),
            (None, None) => Table::default(),
        }
    }

    pub(super) fn legend(&self, fold: Option<&Fold>, theme: &Theme) -> Vec<LegendEntry> {
        if let Some(view) = self.picture(fold) {
            return graph_canvas::legend(view, theme);
        }
        let entry = |standing: Standing, form, meaning: &str| {
            LegendEntry::formed(standing.name(), theme.visible(standing_color(standing)), form, meaning)
        };
        vec![
            entry(Standing::Waiting, "hollow-square", "Waits for the tasks it needs"),
            entry(Standing::Queued, "diamond", "Ready, held back until a worker has room"),
            entry(Standing::Processing, "triangle", "With a worker"),
            entry(Standing::Memory, "square", "Done, its result in memory"),
            entry(Standing::Released, "ring", "Done, its result dropped: nobody needs it any more"),
            entry(Standing::Erred, "cross", "Failed, or something it needs did"),
            entry(Standing::NoWorker, "hollow-diamond", "Ready, but no worker may run it"),
        ]
    }
}

impl Camera {
    /// A picture of a size, in the middle of an area, then enlarged and moved; `evenly` keeps its proportions and does not
    /// enlarge it beyond its own size.
    fn fitting(&self, (width, height): (f64, f64), area: Rect, evenly: bool) -> Lens {
        let (mut scale_x, mut scale_y) = (area.width / width.max(1e-9), area.height / height.max(1e-9));
        if evenly {
            let scale = scale_x.min(scale_y).min(1.2);
            (scale_x, scale_y) = (scale, scale);
        } else {
            // A single rank is not torn apart more than the tasks in it, and a lone task is as large as they can be.
            let spread = |size: f64, scale: f64| (size >= 1.5).then_some(scale.min(SPREAD_MAX));
            let (along, across) = (spread(width, scale_x), spread(height, scale_y));
            scale_x = along.unwrap_or_else(|| across.map_or(SPREAD_MAX, |scale| scale.max(1.0)));
            scale_y = across.unwrap_or(scale_x);
        }
        let left = area.x + (area.width - width * scale_x) / 2.0;
        let top = area.y + (area.height - height * scale_y) / 2.0;
        self.of(Lens { scale_x, scale_y, left, top })
    }

    /// What fits the panel, enlarged and moved.
    fn of(&self, fitting: Lens) -> Lens {
        Lens {
            scale_x: fitting.scale_x * self.zoom,
            scale_y: fitting.scale_y * self.zoom,
            left: fitting.left * self.zoom + self.dx,
            top: fitting.top * self.zoom + self.dy,
        }
    }
}

impl TaskChart {
    fn new(fold: &Fold) -> TaskChart {
        let mut tasks: Vec<(&Key, &TaskEntry)> = fold.tasks.iter().map(|(key, entry, _)| (key, entry)).collect();
        tasks.sort_by(|a, b| (a.1.layer, a.0).cmp(&(b.1.layer, b.0)));
        let idx: FxHashMap<&Key, u32> = tasks.iter().map(|&(key, _)| key).zip(0..).collect();
        let mut edges = Vec::new();
        for (to, (_, entry)) in (0..).zip(&tasks) {
            edges.extend(entry.dependencies.iter().filter_map(|dep| Some((*idx.get(dep)?, to))));
        }
        let layout = layered(&vec![(1.0, 1.0); tasks.len()], &edges, SPACING);
        let mut order: Vec<usize> = (0..tasks.len()).collect();
        order.sort_by(|&a, &b| {
            let ((a_x, a_y), (b_x, b_y)) = (layout.centers[a], layout.centers[b]);
            a_y.total_cmp(&b_y).then(a_x.total_cmp(&b_x))
        });
        let mut places = vec![0u32; tasks.len()];
        for pair in order.windows(2) {
            let is_same_rank = layout.centers[pair[0]].1 == layout.centers[pair[1]].1;
            places[pair[1]] = if is_same_rank { places[pair[0]] + 1 } else { 0 };
        }
        let is_one_rank = edges.is_empty();
        TaskChart { keys: tasks.into_iter().map(|(key, _)| key.clone()).collect(), edges, layout, places, is_one_rank }
    }

    /// The layout in the middle of an area; a single rank that is too crowded to stand in a column fills the area line by line.
    fn fitting(&self, camera: &Camera, area: Rect) -> (Lens, Stagger) {
        let lens = camera.fitting((self.layout.height, self.layout.width), area, false);
        let n_tasks = self.keys.len() as f64;
        let is_crowded = area.height / n_tasks < BLOCK_STEP_MIN;
        if !self.is_one_rank || !is_crowded || area.width <= 0.0 || area.height <= 0.0 {
            return (lens, self.stagger(&lens));
        }
        // The larger marks: as many whole lines as squares of this size fill, or one more.
        let n_lines = (n_tasks * area.height / area.width).sqrt().floor();
        let in_lines = |n_lines: f64| {
            let n_columns = (n_tasks / n_lines.max(1.0)).ceil();
            let n_lines = (n_tasks / n_columns).ceil();
            (n_columns, n_lines, (area.width / n_columns).min(area.height / n_lines).min(BLOCK_STEP_MAX))
        };
        let (n_columns, n_lines, scale) = [n_lines, n_lines + 1.0]
            .map(in_lines)
            .into_iter()
            .max_by(|a, b| a.2.total_cmp(&b.2))
            .unwrap_or_else(|| in_lines(1.0));
        let left = area.x + (area.width - n_columns * scale) / 2.0;
        let top = area.y + (area.height - n_lines * scale) / 2.0;
        let lens = camera.of(Lens { scale_x: scale, scale_y: scale, left, top });
        let reach = (lens.scale_x * 0.42).clamp(1.0, 9.0);
        (lens, Stagger { n_columns: n_columns as u32, reach, is_block: true })
    }

    /// How tasks of a crowded rank stand side by side, so that each can be told from the next.
    fn stagger(&self, lens: &Lens) -> Stagger {
        let between = lens.scale_y * (1.0 + SPACING.node_gap);
        let room = lens.scale_x * (1.0 + SPACING.rank_gap) * 0.55;
        let n_wanted = (MARK_STEP / between.max(1e-9)).ceil().min(64.0);
        let n_columns = n_wanted.min((room / MARK_STEP).floor()).max(1.0);
        let reach = (between * n_columns * 0.42).min(room * 0.5).clamp(2.0, 9.0);
        Stagger { n_columns: n_columns as u32, reach, is_block: false }
    }

    /// Where a task's mark stands in the panel.
    fn center(&self, idx: usize, lens: &Lens, stagger: Stagger) -> (f64, f64) {
        let (line, column) = (self.places[idx] / stagger.n_columns, self.places[idx] % stagger.n_columns);
        if stagger.is_block {
            return lens.at((f64::from(column) + 0.5, f64::from(line) + 0.5));
        }
        let (across, along) = self.layout.centers[idx];
        let (x, y) = lens.at((along, across));
        let column = f64::from(column) - f64::from(stagger.n_columns - 1) / 2.0;
        (x + column * MARK_STEP, y)
    }

    fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        fold: &Fold,
        focus: Option<&Focus>,
        lens: &Lens,
        stagger: Stagger,
    ) -> Drawn<DB> {
        let place = |(across, along): (f64, f64)| lens.at((along, across));
        let is_near = |idx: u32| focus.is_none_or(|focus| focus.related.contains(&self.keys[idx as usize]));
        let theme = *surface.theme;
        for (&(from, to), route) in self.edges.iter().zip(&self.layout.routes) {
            let is_focused =
                focus.is_some_and(|focus| focus.key == self.keys[from as usize] || focus.key == self.keys[to as usize]);
            let (color, width) = match focus {
                Some(_) if is_focused => (theme.ink, 1.5),
                Some(_) => (theme.ink.alpha(0.12), 1.0),
                None => (theme.ink.alpha(0.3), 1.0),
            };
            let mut points: Vec<(f64, f64)> = route.iter().map(|&point| place(point)).collect();
            if let [first, .., last] = &mut points[..] {
                *first = self.center(from as usize, lens, stagger);
                *last = self.center(to as usize, lens, stagger);
            }
            surface.path(&points, color, width)?;
        }
        let reach = stagger.reach;
        let has_labels = !stagger.is_block
            && lens.scale_y * (1.0 + SPACING.node_gap) >= 30.0
            && lens.scale_x * (1.0 + SPACING.rank_gap) >= 60.0;
        for (idx, key) in (0..).zip(&self.keys) {
            let Some((entry, standing)) = fold.tasks.get(key).and_then(|entry| Some((entry, entry.standing()?))) else {
                continue;
            };
            let center = self.center(idx as usize, lens, stagger);
            if center.0 < -20.0
                || center.1 < -20.0
                || center.0 > surface.width + 20.0
                || center.1 > surface.height + 20.0
            {
                continue;
            }
            draw_mark(surface, center, reach, standing, if is_near(idx) { 1.0 } else { 0.2 })?;
            if has_labels {
                let point = (center.0, center.1 + reach + 8.0);
                let room = lens.scale_x * (1.0 + SPACING.rank_gap) - 8.0;
                let name = fold.prefixes.name(entry.prefix);
                surface.text_within(name, point, 10.0, theme.muted, Align::Middle, room)?;
            }
        }
        Ok(())
    }

    fn hit(&self, fold: &Fold, lens: &Lens, stagger: Stagger, (x, y): (f64, f64)) -> Option<Hit> {
        let distance = |idx: usize| {
            let (at_x, at_y) = self.center(idx, lens, stagger);
            (at_x - x).hypot(at_y - y)
        };
        let nearest = (0..self.keys.len()).map(|idx| (idx, distance(idx))).min_by(|a, b| a.1.total_cmp(&b.1));
        let (idx, _) = nearest.filter(|(_, distance)| *distance <= stagger.reach.max(6.0) + 2.0)?;
        let key = &self.keys[idx];
        let entry = fold.tasks.get(key)?;
        Some(hit_from_task(key, entry, entry.standing()?, fold))
    }
}

pub(super) fn hit_from_task(key: &Key, entry: &TaskEntry, standing: Standing, fold: &Fold) -> Hit {
    let mut lines = vec![standing.name().to_owned()];
    if let Some((worker, thread, start, stop)) = entry.ran {
        let lasted = text::duration(stop.since(start));
        lines.push(format!("ran {lasted} on {}, thread {thread}", super::worker_name(fold, worker)));
        lines.push(format!("result {}", format_bytes(entry.nbytes)));
    } else if let Some(worker) = entry.worker {
        lines.push(format!("with {}", super::worker_name(fold, worker)));
    }
    lines.push(match entry.dependencies.len() {
        0 => "needs nothing".to_owned(),
        n => format!("needs {}", text::plural(n as u64, "task")),
    });
    Hit { title: key.to_string(), lines, key: Some(key.to_string()) }
}

/// A task's state as colour and form.
pub(super) fn draw_mark<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    (x, y): (f64, f64),
    reach: f64,
    standing: Standing,
    opacity: f32,
) -> Drawn<DB> {
    let theme = *surface.theme;
    let base = standing_color(standing);
    // Where the colour itself can't be seen on this background, a lighter or darker outline carries the form.
    let outline = theme.visible(base).alpha(opacity);
    let color = base.alpha(opacity);
    let square = Rect { x: x - reach * 0.85, y: y - reach * 0.85, width: reach * 1.7, height: reach * 1.7 };
    let diamond = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y), (x, y - reach)];
    let is_tiny = reach < 3.5;
    match standing {
        Standing::Memory => {
            surface.rect(square, color)?;
            if is_tiny { Ok(()) } else { surface.frame(square, outline, 1.0) }
        }
        Standing::Waiting => {
            surface.rect(square, theme.background.alpha(opacity))?;
            surface.frame(square, outline, 1.5)
        }
        Standing::Queued => {
            surface.polygon(&diamond, color)?;
            if is_tiny { Ok(()) } else { surface.path(&diamond, outline, 1.0) }
        }
        Standing::NoWorker => {
            surface.polygon(&diamond, theme.background.alpha(opacity))?;
            surface.path(&diamond, outline, 2.0)
        }
        Standing::Processing => {
            let triangle = [
                (x - reach * 0.8, y - reach),
                (x + reach, y),
                (x - reach * 0.8, y + reach),
                (x - reach * 0.8, y - reach),
            ];
            surface.polygon(&triangle, color)?;
            if is_tiny { Ok(()) } else { surface.path(&triangle, outline, 1.0) }
        }
        Standing::Released => {
            surface.disc((x, y), reach, theme.background.alpha(opacity))?;
            surface.disc((x, y), reach, base.alpha(0.3 * opacity))?;
            surface.ring((x, y), reach, outline, 1.5)
        }
        Standing::Erred => {
            surface.rect(square, color)?;
            surface.frame(square, outline, 1.0)?;
            let (near, far) = (reach * 0.5, base.readable().alpha(opacity));
            surface.path(&[(x - near, y - near), (x + near, y + near)], far, 1.5)?;
            surface.path(&[(x - near, y + near), (x + near, y - near)], far, 1.5)
        }
    }
}

/// More tasks than this are shown as layers.
pub(super) const NODES_MAX: usize = 1500;
const SPACING: Spacing = Spacing { node_gap: 0.6, rank_gap: 2.0 };
const MARGIN: f64 = 10.0;
/// Between the columns of a crowded rank, in pixels.
const MARK_STEP: f64 = 11.0;
/// For a task of a rank that fills the panel line by line; with less, a column is not enough.
const BLOCK_STEP_MIN: f64 = 16.0;
const BLOCK_STEP_MAX: f64 = 32.0;
/// Pixels per unit of the layout at most, so that few tasks do not lie far apart.
const SPREAD_MAX: f64 = 60.0;
