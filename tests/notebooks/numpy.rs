//! The `numpy` module against what NumPy itself was recorded to show (`tests/numpy/record.py`).

use std::process::Command;

#[test]
fn numpy_shows_what_numpy_was_recorded_to_show() {
    let expressions = include_str!("../numpy/expressions.txt");
    // The script finds the lines in a variable: there are no files in a page.
    let script = format!("EXPRESSIONS = {expressions:?}\n{}", include_str!("../numpy/record.py"));
    let path = std::env::temp_dir().join(format!("dasklet-numpy-{}.py", std::process::id()));
    std::fs::write(&path, script).expect("a temporary file");
    let output = Command::new(env!("CARGO_BIN_EXE_dasklet")).arg("run").arg(&path).output().expect("dasklet runs");
    std::fs::remove_file(&path).expect("the temporary file is there");

    let found = String::from_utf8(output.stdout).expect("text");
    let differing: Vec<String> = parts(include_str!("../numpy/expected.txt"))
        .into_iter()
        .zip(parts(&found))
        .filter(|(expected, found)| expected != found)
        .map(|(expected, found)| format!("NumPy:\n{expected}\nours:\n{found}"))
        .collect();
    assert!(differing.is_empty(), "{} differ\n{}", differing.len(), differing.join("\n"));
    assert_eq!(
        parts(&found).len(),
        expressions.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count()
    );
}

/// The recorded text of each line.
fn parts(text: &str) -> Vec<String> {
    text.split("\n>>> ").map(|part| part.trim_start_matches(">>> ").trim_end().to_owned()).collect()
}
