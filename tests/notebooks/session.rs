//! Runs notebooks with the `dasklet` command and reads what each cell gave.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::Deserialize;

/// A run that says nothing for this long is hung: it is ended, and the test fails.
const SILENCE_MAX: Duration = Duration::from_secs(180);

/// What one cell gave, a line of `dasklet run --json`.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    /// Everything the cell printed.
    pub stdout: String,
    /// The text forms of what it displayed.
    pub displays: Vec<String>,
    /// The text form of its last expression.
    pub result: Option<String>,
    /// The exception that ended it.
    pub error: Option<Failure>,
}

/// An exception as a cell shows it.
#[derive(Debug, Deserialize)]
pub struct Failure {
    /// The exception's type.
    pub name: String,
    /// Its text.
    pub message: String,
}

/// One code cell of a MyST notebook.
#[derive(Debug)]
pub struct Cell {
    /// The names in its `:tags:` line.
    pub tags: Vec<String>,
    /// Its Python, without that line.
    pub code: String,
}

impl Cell {
    pub fn tagged(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

/// The code cells of a MyST notebook, in order.
pub fn cells(markdown: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("```{code-cell}") {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let options = body.iter().take_while(|line| line.starts_with(':')).count();
        let tags = body[..options].iter().filter_map(|line| line.strip_prefix(":tags:")).flat_map(|tags| {
            tags.trim().trim_matches(['[', ']']).split(',').map(|tag| tag.trim().to_string()).collect::<Vec<_>>()
        });
        cells.push(Cell { tags: tags.collect(), code: body[options..].join("\n") });
    }
    cells
}

/// A MyST notebook of the given cells.
pub fn notebook(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().map(|code| format!("```{{code-cell}} python\n{code}\n```\n\n")).collect()
}

/// Runs a notebook and returns what its cells gave. A run that dies or falls silent gives only the cells before that.
pub fn run(file: &Path) -> Vec<Outcome> {
    run_with(file, &[])
}

/// The same with further arguments of the command.
pub fn run_with(file: &Path, arguments: &[&str]) -> Vec<Outcome> {
    let mut process = Command::new(env!("CARGO_BIN_EXE_dasklet"))
        .args(["run", "--json", "--allow-errors"])
        .args(arguments)
        .arg(file)
        // What a notebook stores under a path of its own does not lie around.
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the dasklet command starts");
    let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::Builder::new().spawn(move || {
        for line in lines.map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut outcomes = Vec::new();
    while let Ok(line) = receiver.recv_timeout(SILENCE_MAX) {
        let outcome = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in: {line}"));
        outcomes.push(outcome);
    }
    // Closed pipe or silence: either way the run is over.
    let _ = process.kill();
    process.wait().expect("an ended process");
    reader.expect("a thread").join().expect("the reader ends with the pipe");
    outcomes
}

/// Runs a notebook given as text.
pub fn run_text(name: &str, markdown: &str) -> Vec<Outcome> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("{name}.md"));
    std::fs::write(&file, markdown).expect("a writable folder");
    run(&file)
}
