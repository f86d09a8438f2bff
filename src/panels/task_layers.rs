//! The Graph panel of many tasks: a box per layer, with its counts and its chunks.
//!
//! ```text
//! ┌──────────────────┐
//! │ mean_chunk       │        name
//! │ 140 / 200 done   │
//! │ ■■■■■■■■▶▶□□□□□□ │        a bar of the states' colours
//! │ ▪▪▪▪▪▪▪▪         │        its blocks by index, where they are few
//! └──────────────────┘
//! ```

use plotters_backend::DrawingBackend;
use rustc_hash::{FxHashMap, FxHashSet};

use super::lens::Lens;
use super::palette::{Fill, Pattern, prefix_color, standing_color};
use super::shown::{Hit, Table};
use super::surface::{Align, Drawn, Rect, Surface};
use super::text;
use crate::events::fold::{Counts, Fold, Layer, Standing};
use crate::graph::Key;
use crate::graph::layout::{Layout, Spacing, layered};

/// Layers in their places.
#[derive(Debug)]
pub(super) struct LayerChart {
    /// Numbers of the layers
    ids: Vec<u32>,
    /// Rows and columns of blocks; none where they are too many to see
    grids: Vec<Option<(u32, u32)>>,
    sizes: Vec<(f64, f64)>,
    layout: Layout,
}

impl LayerChart {
    pub(super) fn new(fold: &Fold) -> LayerChart {
        let layers = fold.tasks.layers();
        let ids: Vec<u32> = (0..layers.len() as u32).filter(|&id| layers[id as usize].counts.all() > 0).collect();
        let idx: FxHashMap<u32, u32> = ids.iter().copied().zip(0..).collect();
        let mut edges = Vec::new();
        for (to, &id) in (0..).zip(&ids) {
            let dependencies = layers[id as usize].dependencies.iter();
            edges.extend(dependencies.filter_map(|dep| Some((*idx.get(dep)?, to))));
        }
        let grids: Vec<Option<(u32, u32)>> = ids.iter().map(|&id| grid_of(&layers[id as usize])).collect();
        let size = |(&id, grid): (&u32, &Option<(u32, u32)>)| {
            let name = text::width(name_of(fold, &layers[id as usize]), NAME_PX) + 24.0;
            let (rows, columns) = grid.unwrap_or((0, 0));
            let width = name.clamp(WIDTH_MIN, 260.0).max(f64::from(columns) * CELL + 20.0);
            (width, HEIGHT + if rows > 0 { f64::from(rows) * CELL + 8.0 } else { 0.0 })
        };
        let sizes: Vec<(f64, f64)> = ids.iter().zip(&grids).map(size).collect();
        // Depth runs to the right: the layout's axes change places.
        let turned: Vec<(f64, f64)> = sizes.iter().map(|&(width, height)| (height, width)).collect();
        LayerChart { layout: layered(&turned, &edges, SPACING), ids, grids, sizes }
    }

    /// Width and height.
    pub(super) fn size(&self) -> (f64, f64) {
        (self.layout.height, self.layout.width)
    }

    pub(super) fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        fold: &Fold,
        lens: &Lens,
    ) -> Drawn<DB> {
        let line = surface.theme.ink.alpha(0.4);
        for route in &self.layout.routes {
            let points: Vec<(f64, f64)> = route.iter().map(|&(across, along)| lens.at((along, across))).collect();
            surface.path(&points, line, 1.5)?;
        }
        let mut blocks = self.blocks(fold);
        for (idx, &id) in self.ids.iter().enumerate() {
            let layer = &fold.tasks.layers()[id as usize];
            let rect = self.rect(idx, lens);
            if rect.right() < 0.0 || rect.bottom() < 0.0 || rect.x > surface.width || rect.y > surface.height {
                continue;
            }
            self.draw_layer(surface, fold, layer, rect, lens.scale_x)?;
            if let (Some((_, columns)), Some(blocks)) = (self.grids[idx], blocks.remove(&id)) {
                let cell = CELL * lens.scale_x;
                let (left, top) = (rect.x + 10.0 * lens.scale_x, rect.y + HEIGHT * lens.scale_x);
                for (place, standing) in blocks {
                    let (row, column) = (place / columns, place % columns);
                    let cell = Rect {
                        x: left + f64::from(column) * cell,
                        y: top + f64::from(row) * cell,
                        width: (cell - 1.0).max(1.0),
                        height: (cell - 1.0).max(1.0),
                    };
                    draw_cell(surface, cell, standing)?;
                }
            }
        }
        Ok(())
    }

    fn draw_layer<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        fold: &Fold,
        layer: &Layer,
        rect: Rect,
        scale: f64,
    ) -> Drawn<DB> {
        let theme = *surface.theme;
        let name = name_of(fold, layer);
        surface.rect(rect, theme.background)?;
        surface.rect(Rect { width: 5.0 * scale, ..rect }, prefix_color(name))?;
        surface.frame(rect, theme.line, 1.0)?;
        let (left, width) = (rect.x + 12.0 * scale, rect.width - 20.0 * scale);
        if NAME_PX * scale >= 6.0 {
            let counts = format!(
                "{} / {} done",
                text::count(layer.counts.done().into()),
                text::count(layer.counts.all().into())
            );
            let at = |y: f64| (left, rect.y + y * scale);
            surface.text_within(name, at(13.0), NAME_PX * scale, theme.ink, Align::Start, width)?;
            surface.text_within(&counts, at(29.0), 11.0 * scale, theme.muted, Align::Start, width)?;
        }
        let bar = Rect { x: left, y: rect.y + 39.0 * scale, width, height: 8.0 * scale };
        draw_states(surface, bar, &layer.counts)
    }

    /// Of each layer with a grid, every block's place in it and state.
    fn blocks(&self, fold: &Fold) -> FxHashMap<u32, Vec<(u32, Standing)>> {
        let grids: FxHashMap<u32, (u32, u32)> =
            self.ids.iter().zip(&self.grids).filter_map(|(&id, grid)| Some((id, (*grid)?))).collect();
        let mut blocks: FxHashMap<u32, Vec<(u32, Standing)>> = FxHashMap::default();
        if grids.is_empty() {
            return blocks;
        }
        for (key, entry, standing) in fold.tasks.iter() {
            if grids.contains_key(&entry.layer) {
                let place = place_of(key, &fold.tasks.layers()[entry.layer as usize]);
                blocks.entry(entry.layer).or_default().push((place, standing));
            }
        }
        // Tasks that are only counted have been released.
        for &id in grids.keys().filter(|&&id| fold.tasks.layers()[id as usize].n_dropped > 0) {
            let known = blocks.entry(id).or_default();
            let places: FxHashSet<u32> = known.iter().map(|&(place, _)| place).collect();
            let n_blocks = fold.tasks.layers()[id as usize].n_blocks.iter().product();
            known
                .extend((0..n_blocks).filter(|place| !places.contains(place)).map(|place| (place, Standing::Released)));
        }
        blocks
    }

    fn rect(&self, idx: usize, lens: &Lens) -> Rect {
        let (across, along) = self.layout.centers[idx];
        let (x, y) = lens.at((along, across));
        let (width, height) = (self.sizes[idx].0 * lens.scale_x, self.sizes[idx].1 * lens.scale_y);
        Rect { x: x - width / 2.0, y: y - height / 2.0, width, height }
    }

    /// The layer at a point of the picture.
    pub(super) fn hit(&self, fold: &Fold, (x, y): (f64, f64)) -> Option<Hit> {
        let idx = self.layout.centers.iter().zip(&self.sizes).position(|(&(across, along), &(width, height))| {
            (x - along).abs() <= width / 2.0 && (y - across).abs() <= height / 2.0
        })?;
        let layer = &fold.tasks.layers()[self.ids[idx] as usize];
        let mut lines = vec![format!("layer {}", layer.name), text::plural(layer.counts.all().into(), "task")];
        for standing in Standing::ALL {
            if layer.counts.of(standing) > 0 {
                lines.push(format!("{}: {}", standing.name(), text::count(layer.counts.of(standing).into())));
            }
        }
        Some(Hit { title: name_of(fold, layer).to_owned(), lines, key: None })
    }
}

/// Layers with their counts.
pub(super) fn table(fold: &Fold) -> Table {
    let mut table = Table::new(&["Layer", "Tasks"]);
    table.columns.extend(Standing::ALL.iter().map(|standing| standing.name().to_owned()));
    for layer in fold.tasks.layers().iter().filter(|layer| layer.counts.all() > 0) {
        let mut row = vec![layer.name.to_string(), text::count(layer.counts.all().into())];
        row.extend(Standing::ALL.iter().map(|&standing| text::count(layer.counts.of(standing).into())));
        table.rows.push(row);
    }
    table
}

/// The states of a layer's tasks side by side.
fn draw_states<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, bar: Rect, counts: &Counts) -> Drawn<DB> {
    let theme = *surface.theme;
    surface.rect(bar, theme.faint)?;
    let mut x = bar.x;
    for standing in [
        Standing::Released,
        Standing::Memory,
        Standing::Erred,
        Standing::Processing,
        Standing::Queued,
        Standing::NoWorker,
    ] {
        let width = bar.width * f64::from(counts.of(standing)) / f64::from(counts.all().max(1));
        if width > 0.0 {
            surface.filled(Rect { x, width, ..bar }, fill_of(standing))?;
        }
        x += width;
    }
    surface.frame(bar, theme.line, 1.0)
}

fn draw_cell<DB: DrawingBackend>(surface: &mut Surface<'_, DB>, cell: Rect, standing: Standing) -> Drawn<DB> {
    let theme = *surface.theme;
    match standing {
        Standing::Waiting => surface.frame(cell, theme.line, 1.0),
        _ => surface.filled(cell, fill_of(standing)),
    }
}

fn fill_of(standing: Standing) -> Fill {
    let pattern = match standing {
        Standing::Memory | Standing::Waiting => Pattern::Solid,
        Standing::Released => Pattern::Horizontal,
        Standing::Processing => Pattern::BackDiagonal,
        Standing::Queued => Pattern::Diagonal,
        Standing::NoWorker => Pattern::Vertical,
        Standing::Erred => Pattern::Cross,
    };
    let color = standing_color(standing);
    Fill { color: if standing == Standing::Released { color.alpha(0.6) } else { color }, pattern }
}

fn name_of<'f>(fold: &'f Fold, layer: &Layer) -> &'f str {
    fold.prefixes.name(layer.prefix)
}

/// Rows and columns for the blocks of a layer: the last axis runs to the right, the others down. Where that is too long,
/// and for one axis alone, blocks follow each other in lines.
fn grid_of(layer: &Layer) -> Option<(u32, u32)> {
    let n_blocks = layer.n_blocks.iter().try_fold(1u32, |product, &n| product.checked_mul(n))?;
    let (rows, columns) = match &layer.n_blocks[..] {
        [.., _, last] if *last <= COLUMNS_MAX && n_blocks / last <= ROWS_MAX => (n_blocks / last, *last),
        _ => (n_blocks.div_ceil(COLUMNS_MAX), n_blocks.min(COLUMNS_MAX)),
    };
    (rows <= ROWS_MAX && n_blocks > 1).then_some((rows, columns))
}

/// A block's place in that grid, counted along rows.
fn place_of(key: &Key, layer: &Layer) -> u32 {
    let block_idx = key.block_idx().unwrap_or_default();
    let extent = |axis: usize| layer.n_blocks.get(axis).copied().unwrap_or(1);
    block_idx
        .iter()
        .enumerate()
        .fold(0u32, |place, (axis, &block)| place.saturating_mul(extent(axis)).saturating_add(block))
}

const NAME_PX: f64 = 12.0;
const WIDTH_MIN: f64 = 130.0;
const HEIGHT: f64 = 54.0;
const CELL: f64 = 7.0;
const COLUMNS_MAX: u32 = 32;
const ROWS_MAX: u32 = 32;
const SPACING: Spacing = Spacing { node_gap: 18.0, rank_gap: 44.0 };
