//! Whatever a learner passes to a function: the call returns or raises, and the process lives on.
//!
//! `fuzz.py` calls everything public with odd arguments, drawn from a seed. Here it makes some thousand calls. For a long run:
//! `DASKLET_FUZZ_CALLS=50000 DASKLET_FUZZ_SEED=2 cargo test --test notebooks fuzz`, with `DASKLET_FUZZ_ONLY=numpy` for one module.

use std::path::Path;
use std::process::Command;

/// Calls of a test run.
const CALLS: u32 = 1000;
/// What a cell prints is bounded, so each makes some of the calls only.
const CALLS_PER_CELL: u32 = 250;
/// Bytes of memory: so that what is too large shows before it is made.
const MEMORY: &str = "100000000";

#[test]
fn odd_arguments_never_end_the_process() {
    let setting = |name: &str| std::env::var(format!("DASKLET_FUZZ_{name}")).ok();
    let number = |name: &str, default: u32| setting(name).map_or(default, |text| text.parse().expect("a number"));
    let (calls, seed) = (number("CALLS", CALLS), number("SEED", 1));
    let only = setting("ONLY").unwrap_or_default();
    let mut text = format!("SEED, ONLY = {seed}, {only:?}\n{}", include_str!("fuzz.py"));
    for first in (0..calls).step_by(CALLS_PER_CELL as usize) {
        text += &format!("\n# %%\nfuzz({first}, {})\n", (first + CALLS_PER_CELL).min(calls));
    }
    text += "\n# %%\nprint(sorted(counts.items(), key=lambda pair: -pair[1]))\n";
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz.py");
    std::fs::write(&file, text).expect("the folder for tests is there");
    let run = Command::new(env!("CARGO_BIN_EXE_dasklet"))
        .args(["run", "--memory", MEMORY])
        .arg(&file)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the dasklet command starts");
    let last = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    };
    assert!(run.status.success(), "{}: the last call was\n{}\n{}", run.status, last(&run.stdout), last(&run.stderr));
}
