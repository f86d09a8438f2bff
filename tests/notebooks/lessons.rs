//! Lessons run from their first cell to their last, and published introductions give their known figures.

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
fn published_introductions_give_their_known_figures() {
    let seeds = notebooks("tests/seeds");
    assert!(seeds.len() > 4);
    for seed in seeds {
        let outcomes = runs_as_tagged(&seed);
        let printed: String = outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
        let printed: Vec<&str> = printed.lines().collect();
        let expected = fs::read_to_string(seed.with_extension("txt")).expect("the lines that it must print");
        let missing: Vec<&str> = expected.lines().filter(|line| !printed.contains(line)).collect();
        assert!(missing.is_empty(), "{}: not printed: {missing:?}, but:\n{}", seed.display(), printed.join("\n"));
    }
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
