//! Scenarios as text: facts that a state machine is told, and what it must do about each.
//!
//! `tests/scenarios/*.txt` are read by `scenario/`: one grammar for the scheduler, one for a worker. After every fact the
//! machine is validated. `DASKLET_UPDATE=1 cargo test --no-default-features --test scenarios` writes what happens now
//! into the files; read the diff before you keep it.
//!
//! ```text
//! --- a task runs where most of its inputs are
//! cluster a:1 b:1
//! @0   client submits z = add(x, y)
//!      x     released -> waiting -> processing(a)   | compute on a
//!      …
//! @5   a finished x 8 B
//! ```
//!
//! `#` starts a comment, which stays when a file is written anew unless it stands behind an expected line.
#![cfg(not(target_arch = "wasm32"))]

mod scenario;

use std::fmt::Write;
use std::path::Path;

use scenario::{Machine, scheduler, worker};

#[test]
fn scheduler_scenarios() {
    check_folder("scheduler", scheduler::Cluster::new);
}

#[test]
fn worker_scenarios() {
    check_folder("worker", worker::Bench::new);
}

/// Checks all files of a folder; `start` makes a machine from the line that describes it.
fn check_folder<M: Machine>(folder: &str, start: impl Fn(&str) -> M) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder of scenarios");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let expected = std::fs::read_to_string(&path).expect("a file of scenarios");
        let actual = play(&expected, &start, &path);
        if std::env::var("DASKLET_UPDATE").is_ok() {
            std::fs::write(&path, actual).expect("a file to write to");
        } else {
            compare(&expected, &actual, &path);
        }
    }
}

/// The file as it would be with what happens now.
fn play<M: Machine>(text: &str, start: &impl Fn(&str) -> M, path: &Path) -> String {
    let mut machine: Option<M> = None;
    // What stands before the first scenario says what the file is about.
    let mut is_inside = false;
    let mut actual = String::new();
    for (number, line) in text.lines().enumerate() {
        let fact = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with("---") {
            (machine, is_inside) = (None, true);
        }
        if line.starts_with(' ') && !fact.is_empty() {
            continue;
        }
        writeln!(actual, "{line}").expect("a string takes all");
        if let Some(fact) = fact.strip_prefix('@') {
            let machine = machine.as_mut().unwrap_or_else(|| panic!("{}:{}: no machine", path.display(), number + 1));
            let (millis, fact) = fact.split_once(' ').expect("a time and a fact");
            for line in machine.tell(millis.parse().expect("milliseconds"), fact.trim()) {
                writeln!(actual, "     {line}").expect("a string takes all");
            }
        } else if is_inside && !fact.is_empty() && !fact.starts_with("---") {
            machine = Some(start(fact));
        }
    }
    actual
}

fn compare(expected: &str, actual: &str, path: &Path) {
    let without_comments = |text: &str| {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
        let lines = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    let (expected, actual) = (without_comments(expected), without_comments(actual));
    let mut scenario = "";
    for place in 0..expected.len().max(actual.len()) {
        let line = |lines: &[String]| lines.get(place).cloned().unwrap_or_default();
        if let Some(name) = expected.get(place).and_then(|line| line.strip_prefix("---")) {
            scenario = name;
        }
        let context = expected[place.saturating_sub(6)..place.min(expected.len())].join("\n  ");
        assert_eq!(line(&expected), line(&actual), "{}: {scenario}, after\n  {context}\n", path.display());
    }
}
