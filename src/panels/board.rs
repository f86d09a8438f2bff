//! All panels of a page: it takes batches of events, and draws.

use std::collections::{BTreeMap, BTreeSet};

use plotters_backend::DrawingBackend;

use super::focus::Focus;
use super::graph_view::GraphView;
use super::palette::Theme;
use super::progress::{self, Progress};
use super::shown::{Hit, Kind, LegendEntry, Table, ViewChange, key_from_text};
use super::surface::{Drawn, Surface};
use super::task_graph::TaskGraphPanel;
use super::task_stream::{self, TaskStream};
use super::workers_memory::{self, WorkersMemory};
use crate::events::fold::Fold;
use crate::events::wire::{Decoder, WireError};
use crate::events::{Clock, EventKind};

/// Folds of every cluster that is there, and the panels of the one that is shown: at first the one that was last given work.
#[derive(Debug, Default)]
pub struct Board {
    decoder: Decoder,
    folds: BTreeMap<u32, Fold>,
    shown: Option<u32>,
    /// Of `folds`, those to which nothing more will happen.
    closed: BTreeSet<u32>,
    task_stream: TaskStream,
    progress: Progress,
    workers_memory: WorkersMemory,
    graph: TaskGraphPanel,
    focus: Option<Focus>,
    /// Changes with everything that does not come from events.
    revision: u64,
    drawn: BTreeMap<Kind, Stamp>,
}

/// Of what a panel was drawn; it is drawn again when that changes.
type Stamp = (Option<u32>, u64, u64);

impl Board {
    /// Nothing has happened yet.
    pub fn new() -> Board {
        Board::default()
    }

    /// Takes in a batch of events. On an error nothing has changed.
    pub fn ingest(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        let batch = self.decoder.decode(bytes)?;
        let cluster = batch.stream.cluster;
        let fold = self.folds.entry(cluster).or_insert_with(|| Fold::new(batch.stream.clock));
        fold.clock = batch.stream.clock;
        let mut is_news = false;
        for event in &batch.events {
            is_news |= matches!(event.kind, EventKind::GraphSubmitted { .. } | EventKind::WorkerAdded { .. });
            if matches!(event.kind, EventKind::GraphSubmitted { .. }) {
                self.graph.show_live();
            }
            fold.apply(event);
        }
        fold.n_lost_events += batch.dropped;
        if batch.is_last {
            self.closed.insert(cluster);
        }
        if self.shown.is_none() || is_news {
            self.show_cluster(cluster);
        }
        self.drop_closed();
        Ok(())
    }

    /// What a closed cluster did can be looked at until another one is shown.
    fn drop_closed(&mut self) {
        let shown = self.shown;
        self.closed.retain(|&cluster| {
            if Some(cluster) != shown {
                self.folds.remove(&cluster);
            }
            Some(cluster) == shown
        });
    }

    /// Bytes that the folds keep, but for the keys.
    pub fn heap_bytes(&self) -> usize {
        self.folds.values().map(Fold::heap_bytes).sum()
    }

    /// Shows another cluster's panels.
    pub fn show_cluster(&mut self, cluster: u32) {
        if self.shown != Some(cluster) {
            self.shown = Some(cluster);
            self.revision += 1;
            for kind in Kind::ALL {
                self.set_view(kind, &ViewChange { reset: true, ..ViewChange::default() });
            }
        }
    }

    /// Shows a graph in the Graph panel, until the cluster is given work or [`ViewChange::live`] is set.
    pub fn show_graph(&mut self, view: GraphView) {
        self.graph.show(view);
        self.revision += 1;
    }

    /// The clock of the times that are shown.
    pub fn clock(&self) -> Clock {
        self.fold().map_or(Clock::Measured, |fold| fold.clock)
    }

    /// Draws a panel, `scale` device pixels per CSS pixel, over all of the backend. It leaves the background alone.
    pub fn draw<DB: DrawingBackend>(&mut self, kind: Kind, backend: &mut DB, scale: f64, theme: &Theme) -> Drawn<DB> {
        let stamp = self.stamp(kind);
        let fold = self.shown.and_then(|cluster| self.folds.get(&cluster));
        if let Some(focus) = &mut self.focus
            && fold.is_some_and(|fold| fold.tasks.structure() != focus.structure)
        {
            *focus = Focus::new(focus.key.clone(), fold);
        }
        let mut surface = Surface::new(backend, scale, theme);
        let focus = self.focus.as_ref();
        match kind {
            Kind::TaskStream => self.task_stream.draw(&mut surface, fold, focus),
            Kind::Progress => self.progress.draw(&mut surface, fold),
            Kind::WorkersMemory => self.workers_memory.draw(&mut surface, fold),
            Kind::Graph => self.graph.draw(&mut surface, fold, focus),
        }?;
        self.drawn.insert(kind, stamp);
        Ok(())
    }

    /// Whether a panel would look different if it were drawn again.
    pub fn dirty(&self, kind: Kind) -> bool {
        self.drawn.get(&kind) != Some(&self.stamp(kind))
    }

    /// What the panel shows, in one line.
    pub fn summary(&self, kind: Kind) -> String {
        match kind {
            Kind::TaskStream => task_stream::summary(self.fold()),
            Kind::Progress => progress::summary(self.fold()),
            Kind::WorkersMemory => workers_memory::summary(self.fold()),
            Kind::Graph => self.graph.summary(self.fold()),
        }
    }

    /// What the panel shows, in numbers.
    pub fn table(&self, kind: Kind) -> Table {
        match kind {
            Kind::TaskStream => task_stream::table(self.fold()),
            Kind::Progress => progress::table(self.fold()),
            Kind::WorkersMemory => workers_memory::table(self.fold()),
            Kind::Graph => self.graph.table(self.fold()),
        }
    }

    /// Colours and forms, and what they mean.
    pub fn legend(&self, kind: Kind, theme: &Theme) -> Vec<LegendEntry> {
        match kind {
            Kind::TaskStream => task_stream::legend(self.fold(), theme),
            Kind::Progress => progress::legend(theme),
            Kind::WorkersMemory => workers_memory::legend(theme),
            Kind::Graph => self.graph.legend(self.fold(), theme),
        }
    }

    /// What is at a point (CSS pixels) of a panel as it was drawn last.
    pub fn hit(&self, kind: Kind, x: f64, y: f64) -> Option<Hit> {
        match kind {
            Kind::TaskStream => self.task_stream.hit(self.fold(), x, y),
            Kind::Progress => self.progress.hit(self.fold(), x, y),
            Kind::WorkersMemory => self.workers_memory.hit(self.fold(), x, y),
            Kind::Graph => self.graph.hit(self.fold(), x, y),
        }
    }

    /// Brings a task and its neighbours out, by the key of a [`Hit`]; `None` for all alike.
    pub fn select(&mut self, key: Option<&str>) {
        self.revision += 1;
        self.focus = key.map(|key| Focus::new(key_from_text(key), self.fold()));
    }

    /// Changes what part of a panel is seen.
    pub fn set_view(&mut self, kind: Kind, change: &ViewChange) {
        self.revision += 1;
        let fold = self.shown.and_then(|cluster| self.folds.get(&cluster));
        match kind {
            Kind::TaskStream => self.task_stream.change_view(change, fold.map(|fold| &fold.timeline)),
            Kind::Progress => self.progress.change_view(change),
            Kind::WorkersMemory => self.workers_memory.change_view(change),
            Kind::Graph => self.graph.change_view(change),
        }
    }

    /// Forgets everything, as after a new kernel.
    pub fn clear(&mut self) {
        *self = Board { revision: self.revision + 1, drawn: std::mem::take(&mut self.drawn), ..Board::default() };
    }

    fn fold(&self) -> Option<&Fold> {
        self.folds.get(&self.shown?)
    }

    fn stamp(&self, kind: Kind) -> Stamp {
        let revision = self.fold().map_or(0, |fold| match kind {
            Kind::TaskStream => fold.timeline.revision(),
            Kind::Progress => fold.tasks.revision(),
            Kind::WorkersMemory => fold.workers.revision(),
            Kind::Graph => fold.tasks.revision(),
        });
        (self.shown, revision, self.revision)
    }
}
