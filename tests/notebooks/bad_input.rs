//! Whatever a learner types: the cell gives a clear Python error, and the next cell works.

use crate::session::{Outcome, cells, notebook, run_text};

/// Asked after each bad cell.
const QUESTION: &str = "6 * 7";
const ANSWER: &str = "42";

#[test]
fn bad_cells_give_their_errors_and_the_session_goes_on() {
    let cases: Vec<(String, String)> = cells(include_str!("bad_cells.md"))
        .into_iter()
        .map(|cell| {
            let first = cell.code.lines().next().unwrap_or_default();
            let raises = first.strip_prefix("# raises ").unwrap_or_else(|| panic!("no `# raises` in: {}", cell.code));
            (raises.to_string(), cell.code.clone())
        })
        .collect();
    check("bad_cells", &cases);
}

#[test]
fn cells_that_are_too_much_for_a_parser_give_errors() {
    let nested = |open: &str, close: &str, depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
    let cases = [
        ("SyntaxError|RecursionError|MemoryError:", nested("(", ")", 100_000)),
        ("SyntaxError|RecursionError|MemoryError:", nested("[", "]", 100_000)),
        ("SyntaxError|RecursionError|MemoryError:", nested("-", "", 200_000)),
        ("SyntaxError|RecursionError|MemoryError:", nested("f(", ")", 50_000)),
        ("SyntaxError|RecursionError|MemoryError:", format!("1{}", " + 1".repeat(200_000))),
        ("SyntaxError|RecursionError|MemoryError:", format!("x{}", ".a".repeat(200_000))),
        ("NameError:", format!("# {}\nundefined", "long ".repeat(200_000))),
        ("SyntaxError: too long to compile", (0..40_000).map(|index| format!("v{index} = {index}\n")).collect()),
        ("SyntaxError:", "\u{0}".to_string()),
        ("SyntaxError:", "€ = 3".to_string()),
    ];
    check("too_much", &cases.map(|(raises, code)| (raises.to_string(), code)));
}

#[test]
fn a_cell_of_a_megabyte_runs() {
    let cell = format!("total = 0\n{}", "total = total + 1\n".repeat(60_000));
    assert!(cell.len() > 1_000_000);
    let outcomes = run_text("megabyte", &notebook([cell, "total".to_string()]));
    assert_eq!(outcomes.len(), 2, "the run ended early");
    assert!(outcomes[0].error.is_none(), "{:?}", outcomes[0].error);
    assert_eq!(outcomes[1].result.as_deref(), Some("60000"));
}

/// Runs the cells of `(what it raises, code)`, each followed by a question that any working session answers.
fn check(name: &str, cases: &[(String, String)]) {
    let pairs = cases.iter().flat_map(|(_, code)| [code.clone(), QUESTION.to_string()]);
    let outcomes = run_text(name, &notebook(pairs));
    let mut wrong = Vec::new();
    for (index, (raises, code)) in cases.iter().enumerate() {
        let code: String = code.chars().take(400).collect();
        let Some([bad, after]) = outcomes.get(2 * index..2 * index + 2) else {
            wrong.push(format!("the session died of:\n{code}"));
            break;
        };
        wrong.extend(complaints(raises, bad).map(|complaint| format!("{complaint}\n{code}")));
        if after.result.as_deref() != Some(ANSWER) {
            wrong.push(format!("the next cell gave {after:?} after:\n{code}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

/// What is wrong with the error of a cell that should raise `Type|Type: part of the message`.
fn complaints(raises: &str, outcome: &Outcome) -> impl Iterator<Item = String> {
    let (names, text) = raises.split_once(':').expect("a type, a colon, a text");
    let complaint = match &outcome.error {
        None => Some(format!("no error; expected {raises}")),
        Some(error) if !names.split('|').any(|name| name == error.name) => {
            Some(format!("{}: {}; expected {raises}", error.name, error.message))
        }
        Some(error) if !error.message.contains(text.trim()) => {
            Some(format!("message is `{}`; expected {raises}", error.message))
        }
        Some(_) => None,
    };
    complaint.into_iter()
}
