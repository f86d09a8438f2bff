//! What the page and the kernel say to each other: plain values, tagged by `type`.
//!
//! The same shapes stand in TypeScript in `www/src/engine/messages.ts`.

use serde::{Deserialize, Serialize};

use crate::cluster::ClusterView;
use crate::python::host::{self, CellDone, Completions, MimeBundle, Status};

/// Page to kernel. Requests that are answered carry an `id`, and the answer repeats it.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub(super) enum Request {
    /// Run a cell; outputs are sent as they appear, at last `cellDone`.
    RunCell { id: u32, cell: String, code: String },
    /// What could stand at `cursor` (in UTF-16 units)?
    Complete { id: u32, code: String, cursor: usize },
    /// What is the name at `cursor`?
    Inspect { id: u32, code: String, cursor: usize },
    /// Another number of workers, where there is no control worker.
    Scale { cluster: String, workers: u32 },
}

/// Kernel to page.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Message {
    /// A cell shows something.
    Output { cell: String, output: Output },
    /// A cell has ended.
    CellDone { id: u32, cell: String, status: &'static str, millis: f64, execution_count: u32 },
    /// Answers `complete`.
    Completions { id: u32, from: usize, to: usize, items: Vec<CompletionItem> },
    /// Answers `inspect`; empty text if nothing is known.
    Inspection { id: u32, text: String },
    /// The clusters have changed.
    Cluster { clusters: Vec<Cluster> },
    /// Files are kept in memory only.
    FilesNotKept { reason: String },
    /// This instance has ended and must be replaced.
    Panic { message: String, story: String },
}

/// One thing that a cell shows.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Output {
    /// Printed text
    Stream { name: &'static str, text: String },
    /// `display(x)`
    Display {
        data: MimeBundle,
        #[serde(skip_serializing_if = "Option::is_none")]
        display_id: Option<String>,
        update: bool,
    },
    /// The value of the last expression
    Result { execution_count: u32, data: MimeBundle },
    /// The exception that ended the cell
    Error {
        name: String,
        message: String,
        traceback: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
    },
    /// `clear_output()`
    Clear { wait: bool },
}

/// A candidate of completion.
#[derive(Debug, Serialize)]
pub(super) struct CompletionItem {
    label: String,
    #[serde(rename = "type")]
    kind: &'static str,
    detail: String,
}

/// A cluster as the page's cluster bar lists it.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cluster {
    id: String,
    name: String,
    kind: &'static str,
    status: &'static str,
    workers: Vec<Worker>,
    /// Tasks that wait for a worker
    no_worker: u32,
    dashboard_link: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_workers: Option<u32>,
}

/// A worker of a cluster.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Worker {
    id: String,
    name: String,
    address: String,
    nthreads: u32,
    /// Bytes; 0 means no limit
    memory_limit: f64,
    /// Bytes held as results
    managed: f64,
    /// Tasks running now
    executing: usize,
}

impl Output {
    /// `None` for what is no output of a cell.
    pub(super) fn new(output: host::Output) -> Option<Output> {
        Some(match output {
            host::Output::Stream { name, text } => {
                let name = match name {
                    host::StreamName::Stdout => "stdout",
                    host::StreamName::Stderr => "stderr",
                };
                Output::Stream { name, text }
            }
            host::Output::Display { data, display_id, update } => Output::Display { data, display_id, update },
            host::Output::Result { execution_count, data } => Output::Result { execution_count, data },
            host::Output::Error(report) => Output::Error {
                name: report.name,
                message: report.message,
                traceback: report.traceback,
                line: report.line,
            },
            host::Output::Graph { .. } => return None,
            host::Output::Clear { wait } => Output::Clear { wait },
        })
    }
}

impl Message {
    pub(super) fn cell_done(id: u32, cell: String, done: CellDone) -> Message {
        let status = match done.status {
            Status::Ok => "ok",
            Status::Error => "error",
            Status::Interrupted => "interrupted",
        };
        Message::CellDone { id, cell, status, millis: done.millis, execution_count: done.execution_count }
    }

    /// `from` and `to` of the page count UTF-16 units, as JavaScript does.
    pub(super) fn completions(id: u32, code: &str, completions: Completions) -> Message {
        let items = completions.items.into_iter();
        let items = items.map(|item| CompletionItem { label: item.label, kind: item.kind, detail: item.detail });
        Message::Completions {
            id,
            from: utf16_from_chars(code, completions.from),
            to: utf16_from_chars(code, completions.to),
            items: items.collect(),
        }
    }
}

impl From<ClusterView> for Cluster {
    fn from(view: ClusterView) -> Cluster {
        use crate::cluster::ClusterKind;

        let workers = view.workers.into_iter().map(|worker| Worker {
            id: worker.id.0.to_string(),
            name: worker.name,
            address: worker.address,
            nthreads: worker.nthreads,
            memory_limit: worker.memory_limit as f64,
            managed: worker.managed as f64,
            executing: worker.executing,
        });
        Cluster {
            id: view.id.to_string(),
            name: view.name,
            kind: match view.kind {
                ClusterKind::Local => "LocalCluster",
                ClusterKind::Gateway => "GatewayCluster",
                ClusterKind::Threaded => "threads",
            },
            status: view.status,
            workers: workers.collect(),
            no_worker: u32::try_from(view.no_worker).unwrap_or(u32::MAX),
            dashboard_link: view.dashboard_link,
            max_workers: view.n_workers_max,
        }
    }
}

/// The position in characters for one in UTF-16 units.
pub(super) fn chars_from_utf16(text: &str, units: usize) -> usize {
    let mut left = units;
    text.chars()
        .take_while(|c| {
            let fits = left >= c.len_utf16();
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .count()
}

fn utf16_from_chars(text: &str, chars: usize) -> usize {
    text.chars().take(chars).map(char::len_utf16).sum()
}
