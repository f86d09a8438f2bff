//! Lessons run from their first cell to their last, and a published gateway introduction gives its known figures.

use std::fs;
use std::path::{Path, PathBuf};

use crate::session::{Outcome, cells, run};

#[test]
fn every_lesson_runs_to_its_end() {
    let lessons = notebooks("tutorials");
    assert!(!lessons.is_empty());
    for lesson in lessons {
        runs_as_tagged(&lesson);
    }
}

#[test]
fn a_gateway_introduction_gives_its_known_figures() {
    let outcomes = runs_as_tagged(&package().join("tests/seeds/gateway.md"));
    let printed: String = outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
    let expected = [
        " - Worker cores: 1\n",
        " - Worker memory: 1.0 GB\n",
        "limits hold\n",
        "Array shape: (365, 500, 500)\n",
        "Array size in memory: 0.73 GB\n",
        "Chunk size: (50, 100, 100)\n",
        "Number of chunks: 200\n",
        "200 tasks in 1 layer\n",
        "Result shape will be: (500, 500)\n",
        "25 chunks in 4 layers\n",
        "475 optimized keys\n",
        "Result shape: (500, 500)\n",
        "Current workers: 3\n",
        " Total cores: 3\n",
        "3 workers at most\n",
        "Cluster shutdown complete\n",
    ];
    let missing: Vec<&str> = expected.into_iter().filter(|line| !printed.contains(line)).collect();
    assert!(missing.is_empty(), "not printed: {missing:?}, but:\n{printed}");
}

/// Runs a notebook; cells fail if and only if they are tagged `raises-exception`.
fn runs_as_tagged(file: &Path) -> Vec<Outcome> {
    let cells = cells(&fs::read_to_string(file).expect("a readable notebook"));
    let outcomes = run(file);
    for (cell, outcome) in cells.iter().zip(&outcomes) {
        let expected = cell.tagged("raises-exception");
        assert_eq!(
            outcome.error.is_some(),
            expected,
            "{}: {:?} in the cell\n{}",
            file.display(),
            outcome.error,
            cell.code
        );
    }
    assert_eq!(outcomes.len(), cells.len(), "{}: the run ended early", file.display());
    outcomes
}

fn notebooks(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(package().join(folder)).expect("a readable folder");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    found.sort();
    found
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
