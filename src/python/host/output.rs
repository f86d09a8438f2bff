//! What a cell shows: streams, displays, results and errors, handed from any thread to the sink of the running cell.
//!
//! in: `print` and `display` on the cell's thread and on the pool's threads; out: one [`Sink`], called on the cell's
//! thread only, so that what a page receives is in order. Text is gathered and handed on at most every
//! [`PUMP_SECONDS`], when the cell sleeps or waits, and at its end.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clock;
use crate::cluster::stuck;

/// Representations of one object by MIME type. Pictures are base64 text, as in a notebook file.
pub type MimeBundle = BTreeMap<String, String>;

/// Which of the two text streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamName {
    /// `sys.stdout`
    Stdout,
    /// `sys.stderr`
    Stderr,
}

/// One thing that a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Text that was printed.
    Stream {
        /// Where to
        name: StreamName,
        /// What, often several lines
        text: String,
    },
    /// `display(x)`.
    Display {
        /// Its representations
        data: MimeBundle,
        /// By which a later display replaces it
        display_id: Option<String>,
        /// Whether it replaces those with its `display_id`
        update: bool,
    },
    /// The value of the cell's last expression.
    Result {
        /// The number of its `Out[…]`
        execution_count: u32,
        /// Its representations
        data: MimeBundle,
    },
    /// The exception that ended the cell.
    Error(ErrorReport),
    /// A graph that was drawn, for the page's graph panel.
    Graph {
        /// A `panels::GraphView` in postcard
        bytes: Vec<u8>,
    },
    /// `clear_output()`: removes what the cell showed so far.
    Clear {
        /// Only when the next output arrives
        wait: bool,
    },
}

/// An exception as a notebook shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorReport {
    /// The exception's type, such as `ZeroDivisionError`
    pub name: String,
    /// Its text
    pub message: String,
    /// The whole report, line by line, the last of them `name: message`
    pub traceback: Vec<String>,
    /// The line of the cell, from 1, if the error has one there
    pub line: Option<u32>,
}

/// Takes a cell's outputs.
pub trait Sink: Send + Sync {
    /// Takes the next output; called on the cell's thread.
    fn emit(&self, output: Output);
}

struct Outbox {
    queue: Vec<Output>,
    sink: Option<Arc<dyn Sink>>,
    /// Bytes of stream text in this cell
    streamed: usize,
    /// When the sink last got something, as [`clock::now`]
    pumped_at: f64,
}

/// A cell that prints without end must not fill the page's memory.
const STREAM_BYTES_MAX: usize = 2 << 20;
/// The page need not draw more often.
const PUMP_SECONDS: f64 = 0.03;
/// The beginning of a line waits so long for its end.
const LINE_SECONDS: f64 = 0.2;

static OUTBOX: Mutex<Outbox> = Mutex::new(Outbox { queue: Vec::new(), sink: None, streamed: 0, pumped_at: 0.0 });

thread_local! {
    static IS_CELL_THREAD: Cell<bool> = const { Cell::new(false) };
}

fn outbox() -> MutexGuard<'static, Outbox> {
    OUTBOX.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names the sink for what follows and makes this thread the cell's thread.
pub fn begin_cell(sink: Arc<dyn Sink>) {
    IS_CELL_THREAD.set(true);
    let mut outbox = outbox();
    outbox.sink = Some(sink);
    outbox.streamed = 0;
    outbox.pumped_at = clock::now() - PUMP_SECONDS;
}

/// Whether cells run on this thread.
pub fn is_cell_thread() -> bool {
    IS_CELL_THREAD.get()
}

/// Shows something, from any thread.
pub fn publish(output: Output) {
    {
        let mut outbox = outbox();
        match output {
            Output::Stream { name, text } => outbox.push_text(name, text),
            other => outbox.queue.push(other),
        }
    }
    pump_if_due();
}

/// On the cell's thread: hands on what is queued. Blocking calls do it before and while they wait.
pub fn pump() {
    if !is_cell_thread() {
        return;
    }
    for notice in stuck::take_notices() {
        outbox().push_text(StreamName::Stderr, notice + "\n");
    }
    let (sink, queue) = {
        let mut outbox = outbox();
        if outbox.queue.is_empty() {
            return;
        }
        let Some(sink) = outbox.sink.clone() else { return };
        outbox.pumped_at = clock::now();
        (sink, std::mem::take(&mut outbox.queue))
    };
    queue.into_iter().for_each(|output| sink.emit(output));
}

/// [`pump`], unless it was done a moment ago.
pub fn pump_if_due() {
    if !is_cell_thread() {
        return;
    }
    stuck::leave_behind();
    let due = {
        let outbox = outbox();
        let wait = match outbox.queue.last() {
            None => return,
            Some(Output::Stream { text, .. }) if !text.ends_with('\n') => LINE_SECONDS,
            Some(_) => PUMP_SECONDS,
        };
        clock::now() - outbox.pumped_at >= wait
    };
    if due {
        pump();
    }
}

impl Outbox {
    fn push_text(&mut self, name: StreamName, mut text: String) {
        if self.streamed > STREAM_BYTES_MAX || text.is_empty() {
            return;
        }
        let room = STREAM_BYTES_MAX - self.streamed;
        self.streamed += text.len();
        if self.streamed > STREAM_BYTES_MAX {
            text.truncate(text.floor_char_boundary(room));
            text += &format!("\n… this cell printed more than {} MiB; the rest is not shown\n", STREAM_BYTES_MAX >> 20);
        }
        match self.queue.last_mut() {
            Some(Output::Stream { name: last, text: before }) if *last == name => before.push_str(&text),
            _ => self.queue.push(Output::Stream { name, text }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of `texts` is shown.
    fn shown(texts: &[&str]) -> String {
        let mut outbox = Outbox { queue: Vec::new(), sink: None, streamed: 0, pumped_at: 0.0 };
        texts.iter().for_each(|text| outbox.push_text(StreamName::Stdout, (*text).to_owned()));
        match outbox.queue.as_slice() {
            [Output::Stream { text, .. }] => text.clone(),
            queue => panic!("{} outputs", queue.len()),
        }
    }

    #[test]
    fn a_text_that_is_too_long_shows_its_beginning() {
        let (long, note) = ("x".repeat(5 * STREAM_BYTES_MAX), "\n… this cell printed more than 2 MiB");
        let exact = "x".repeat(STREAM_BYTES_MAX);
        assert_eq!(shown(&[&exact]), exact);
        for texts in [[&*long, "", "\n"], [&*exact, "y", "z"], ["xxx", &*long, "z"]] {
            let text = shown(&texts);
            assert!(text.starts_with(&exact) && text[STREAM_BYTES_MAX..].starts_with(note), "{} bytes", text.len());
        }
        // A character is not cut in two.
        let text = shown(&["x", &"é".repeat(STREAM_BYTES_MAX)]);
        assert!(text[STREAM_BYTES_MAX - 1..].starts_with(note));
    }
}
