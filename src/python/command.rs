//! `dasklet run`: the cells of a file, run by the same host as in the page, shown as a terminal can.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::host::{ErrorReport, Host, Output, Sink, Status, StreamName};
use super::notebook::{Cell, cells_of};
use crate::cluster::{limits, pool};

/// What the command was told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// One JSON object per cell instead of text
    pub json: bool,
    /// Go on after a cell that failed
    pub allow_errors: bool,
    /// Size of the pool
    pub threads: Option<usize>,
    /// Bytes of memory that there are
    pub memory: Option<u64>,
}

/// The interpreter recurses on the stack of the thread that runs cells.
const STACK_BYTES: usize = 256 << 20;

/// Runs a file. The exit status is 1 if a cell failed that was not meant to, 2 if the file cannot be read.
pub fn run(path: &Path, options: Options) -> ExitCode {
    let cells = std::fs::read_to_string(path)
        .map_err(|error| error.to_string())
        .and_then(|text| cells_of(path, &text).map_err(|error| error.to_string()));
    let cells = match cells {
        Ok(cells) => cells,
        Err(error) => {
            eprintln!("dasklet: {}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    if let Some(threads) = options.threads {
        pool::start(threads);
    }
    if let Some(nbytes) = options.memory {
        limits::set_total_memory(nbytes);
    }
    let thread = std::thread::Builder::new().name("cells".to_owned()).stack_size(STACK_BYTES);
    let running = thread.spawn(move || run_cells(&cells, options)).expect("a thread for the cells");
    // Python's objects are not torn down: the process ends, and with it all threads that may still hold some.
    let code = running.join().unwrap_or(101);
    let _ = io::stdout().flush();
    std::process::exit(code)
}

/// Runs cells until one fails unexpectedly; gives the exit status.
fn run_cells(cells: &[Cell], options: Options) -> i32 {
    let mut host = std::mem::ManuallyDrop::new(Host::new());
    let mut status = 0;
    for (idx, cell) in cells.iter().enumerate() {
        if cell.tags.iter().any(|tag| tag == "skip-execution") {
            continue;
        }
        let failed = if options.json { run_as_json(&mut host, idx, cell) } else { run_as_text(&mut host, cell) };
        let expected = cell.tags.iter().any(|tag| tag == "raises-exception");
        if failed && !expected {
            status = 1;
            if !options.allow_errors {
                break;
            }
        }
    }
    status
}

fn run_as_text(host: &mut Host, cell: &Cell) -> bool {
    host.run_cell(&cell.code, Arc::new(Terminal)).status != Status::Ok
}

/// Prints outputs as they appear; errors go to the error stream.
struct Terminal;

impl Sink for Terminal {
    fn emit(&self, output: Output) {
        let plain = |data: &super::host::MimeBundle| data.get("text/plain").cloned().unwrap_or_default();
        // A closed pipe is no reason to fail: nobody reads on.
        let _ = match output {
            Output::Stream { name: StreamName::Stdout, text } => io::stdout().write_all(text.as_bytes()),
            Output::Stream { name: StreamName::Stderr, text } => io::stderr().write_all(text.as_bytes()),
            Output::Display { data, update: false, .. } => writeln!(io::stdout(), "{}", plain(&data)),
            Output::Result { execution_count, data } => {
                writeln!(io::stdout(), "Out[{execution_count}]: {}", plain(&data))
            }
            Output::Error(report) => writeln!(io::stderr(), "{}", report.traceback.join("\n")),
            Output::Display { .. } | Output::Graph { .. } | Output::Clear { .. } => Ok(()),
        };
        let _ = io::stdout().flush();
    }
}

/// What `--json` prints of a cell.
#[derive(Serialize)]
struct CellReport {
    /// Its index in the file, from 0
    cell: usize,
    /// `ok`, `error` or `interrupted`
    status: &'static str,
    stdout: String,
    stderr: String,
    /// The plain text of the last expression's value
    result: Option<String>,
    /// Whether a display or the result has an HTML form
    html: bool,
    /// The plain texts of what was displayed
    displays: Vec<String>,
    error: Option<ErrorJson>,
    millis: f64,
}

#[derive(Serialize)]
struct ErrorJson {
    name: String,
    message: String,
    traceback: Vec<String>,
    line: Option<u32>,
}

fn run_as_json(host: &mut Host, idx: usize, cell: &Cell) -> bool {
    let outputs = Arc::new(Collected::default());
    let done = host.run_cell(&cell.code, Arc::clone(&outputs) as Arc<dyn Sink>);
    let mut report = CellReport {
        cell: idx,
        status: match done.status {
            Status::Ok => "ok",
            Status::Error => "error",
            Status::Interrupted => "interrupted",
        },
        stdout: String::new(),
        stderr: String::new(),
        result: None,
        html: false,
        displays: Vec::new(),
        error: None,
        millis: done.millis,
    };
    for output in outputs.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        report.add(output);
    }
    match serde_json::to_string(&report) {
        // A closed pipe is no reason to fail: nobody reads on.
        Ok(line) => drop(writeln!(io::stdout(), "{line}")),
        Err(error) => eprintln!("dasklet: cell {idx} cannot be written as JSON: {error}"),
    }
    done.status != Status::Ok
}

impl CellReport {
    fn add(&mut self, output: Output) {
        match output {
            Output::Stream { name: StreamName::Stdout, text } => self.stdout.push_str(&text),
            Output::Stream { name: StreamName::Stderr, text } => self.stderr.push_str(&text),
            Output::Display { mut data, .. } => {
                self.html |= data.contains_key("text/html");
                self.displays.push(data.remove("text/plain").unwrap_or_default());
            }
            Output::Result { mut data, .. } => {
                self.html |= data.contains_key("text/html");
                self.result = data.remove("text/plain");
            }
            Output::Error(ErrorReport { name, message, traceback, line }) => {
                self.error = Some(ErrorJson { name, message, traceback, line });
            }
            // Shown by the page only; what the cell displays comes besides.
            Output::Graph { .. } => {}
            Output::Clear { .. } => {
                self.stdout.clear();
                self.stderr.clear();
                self.displays.clear();
            }
        }
    }
}

#[derive(Default)]
struct Collected(Mutex<Vec<Output>>);

impl Sink for Collected {
    fn emit(&self, output: Output) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(output);
    }
}
