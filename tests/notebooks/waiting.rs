//! Programs whose tasks wait for each other: they give the same on the pool and on one thread, where what cannot be is refused.

use std::path::Path;

use crate::session::{Outcome, cells, run_with};

/// What a cell says of itself in its first lines: `# gives …`, and, if it differs, `# on one thread raises …`.
struct Case {
    code: String,
    gives: String,
    refused: Option<String>,
}

fn cases() -> Vec<Case> {
    let case = |code: &str| {
        let told = |start: &str| code.lines().find_map(|line| line.strip_prefix(start)).map(str::to_string);
        let gives = told("# gives ").unwrap_or_else(|| panic!("no `# gives` in: {code}"));
        Case { code: code.to_string(), gives, refused: told("# on one thread raises ") }
    };
    // The first cell is what the others stand on.
    cells(include_str!("waiting.md")).iter().skip(1).map(|cell| case(&cell.code)).collect()
}

fn outcomes(arguments: &[&str]) -> Vec<Outcome> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notebooks/waiting.md");
    run_with(&file, arguments).into_iter().skip(1).collect()
}

/// What is wrong with a cell's outcome.
fn fault(case: &Case, outcome: Option<&Outcome>, is_alone: bool) -> Option<String> {
    let Some(outcome) = outcome else { return Some(format!("no outcome, as if it hung:\n{}", case.code)) };
    let said = match &outcome.error {
        Some(error) => format!("raises {}: {}", error.name, error.message),
        None => outcome.result.clone().unwrap_or_default(),
    };
    let is_right = match case.refused.as_ref().filter(|_| is_alone) {
        Some(refused) => {
            outcome.error.as_ref().is_some_and(|error| format!("{}: {}", error.name, error.message).contains(refused))
        }
        None => outcome.error.is_none() && said == case.gives,
    };
    (!is_right).then(|| format!("{said}\ninstead of {}\nof {}", case.gives, case.code))
}

fn check(arguments: &[&str], is_alone: bool) {
    let outcomes = outcomes(arguments);
    let faults: Vec<_> =
        cases().iter().enumerate().filter_map(|(idx, case)| fault(case, outcomes.get(idx), is_alone)).collect();
    assert!(faults.is_empty(), "with {arguments:?}:\n{}", faults.join("\n\n"));
}

#[test]
fn programs_that_wait_end_on_many_threads() {
    check(&["--threads", "4"], false);
}

#[test]
fn programs_that_wait_end_on_fewer_threads_than_wait() {
    check(&["--threads", "1"], false);
}

#[test]
fn programs_that_wait_end_on_the_only_thread() {
    check(&["--threads", "0"], true);
}
