//! What calls leave behind: nothing. A cycle keeps its memory until a collection, which may come late.
//!
//! `calls.txt` is a table of calls. Each is run as a cell, and again within a function that fails afterwards, some times over.
//! Then two things must hold: Python's collector, which is off here while cells run, finds no cycle; and there are as
//! many objects as there were some rounds before. The second also sees what the first cannot: what is kept by something that lives, such
//! as a cache, the outputs of cells or the scheduler.
#![cfg(feature = "python")]

use std::collections::{BTreeMap, HashMap};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use dasklet::python::host::{Host, Output, Sink, Status};
use rustpython_vm::builtins::PyTypeRef;
use rustpython_vm::gc_state::GcDebugFlags;
use rustpython_vm::{AsObject, PyObjectRef};

/// Rounds until caches are full and the outputs of cells replace one another.
const ROUNDS_BEFORE: usize = 3;
/// Rounds that must leave nothing.
const ROUNDS: usize = 4;
/// What a call leaves, it leaves each time. What grew once is looked at again: a thread that the pool had to add has thread-locals of its
/// own, and one that the system did not let run still holds its task.
const MORE_LOOKS: usize = 3;

/// One call of the table.
struct Call<'a> {
    code: &'a str,
    /// Whether it raises
    fails: bool,
}

/// Calls with what stands before them.
struct Section<'a> {
    name: &'a str,
    setup: String,
    calls: Vec<Call<'a>>,
}

#[test]
fn calls_leave_nothing_behind() {
    // Cells need a stack as deep as the command gives them.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(check_all).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

fn check_all() {
    let mut kernel = Kernel::new();
    let mut wrong = Vec::new();
    let chosen = std::env::var("LET_GO").unwrap_or_default();
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/let_go/calls.txt"))
        .expect("the table");
    for section in sections(&table).iter().filter(|section| section.name.contains(&chosen)) {
        if let Err(report) = kernel.run(&section.setup) {
            wrong.push(format!("[{}] the setup failed: {report}", section.name));
            continue;
        }
        for call in &section.calls {
            if let Some(report) = kernel.check(call) {
                wrong.push(format!("[{}] {}\n{report}", section.name, call.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{} calls leave something:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Sections begin with `== NAME`; lines up to `--` are their setup, and each line after it a call; a call that raises begins with `!`.
fn sections(table: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut in_setup = false;
    for line in table.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            sections.push(Section { name, setup: String::new(), calls: Vec::new() });
            in_setup = true;
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        match line {
            "--" => in_setup = false,
            _ if in_setup => section.setup += &format!("{line}\n"),
            "" => {}
            _ => section.calls.push(match line.strip_prefix("! ") {
                Some(code) => Call { code, fails: true },
                None => Call { code: line, fails: false },
            }),
        }
    }
    sections
}

/// A kernel whose objects are counted.
struct Kernel {
    host: ManuallyDrop<Host>,
}

impl Kernel {
    fn new() -> Kernel {
        let host = ManuallyDrop::new(Host::new());
        // Else it would look between cells, and find what only this test is to find.
        host.enter(|vm| vm.state.gc.disable());
        Kernel { host }
    }

    /// Runs a cell; gives what its exception says.
    fn run(&mut self, code: &str) -> Result<(), String> {
        let errors = Arc::new(Errors::default());
        match self.host.run_cell(code, errors.clone()).status {
            Status::Ok => Ok(()),
            _ => Err(errors.0.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }

    /// What is wrong with a call.
    fn check(&mut self, call: &Call<'_>) -> Option<String> {
        for _ in 0..ROUNDS_BEFORE {
            if let Some(report) = self.round(call) {
                return Some(report);
            }
        }
        let mut grown = self.grown(call);
        for _ in 0..MORE_LOOKS {
            if grown.is_empty() {
                break;
            }
            grown = self.grown(call);
        }
        let cycles = self.collect();
        let mut report = String::new();
        if !cycles.is_empty() {
            report += &format!("    in cycles: {}", written(&cycles));
        } else if !grown.is_empty() {
            report += &format!("    kept: {}", written(&grown));
        }
        (!report.is_empty()).then_some(report)
    }

    /// Of which types there are more objects after some rounds.
    fn grown(&mut self, call: &Call<'_>) -> BTreeMap<String, usize> {
        self.collect();
        let before = self.objects();
        for _ in 0..ROUNDS {
            self.round(call);
        }
        // What a task held may be let go on a thread of the pool a moment after its result is here.
        let mut grown = growth(&before, &self.objects());
        for _ in 0..1000 {
            if grown.is_empty() {
                break;
            }
            std::thread::yield_now();
            grown = growth(&before, &self.objects());
        }
        grown
    }

    /// Runs a call as a cell, and within functions: one that returns and one that fails after it.
    fn round(&mut self, call: &Call<'_>) -> Option<String> {
        let ended = self.run(call.code);
        let within = format!(
            "def _call(_then_fails):\n    {}\n    if _then_fails: raise LookupError\n\
             for _fails in (False, True):\n    try:\n        _call(_fails)\n    except {}:\n        pass\n",
            call.code,
            if call.fails { "Exception" } else { "LookupError" }
        );
        let ended_within = self.run(&within);
        match (call.fails, ended.and(ended_within)) {
            (false, Err(report)) => Some(format!("    it fails: {report}")),
            (true, Ok(())) => Some("    it does not fail".to_owned()),
            _ => None,
        }
    }

    /// How many objects there are of each type.
    fn objects(&self) -> Counts {
        self.host.enter(|vm| counted(&vm.state.gc.get_objects(None)))
    }

    /// Asks Python's collector for cycles that nothing reaches; gives how many objects of each type are in them.
    fn collect(&self) -> BTreeMap<String, usize> {
        self.host.enter(|vm| {
            let gc = &vm.state.gc;
            gc.set_debug(GcDebugFlags::SAVEALL);
            gc.collect_force(2);
            gc.set_debug(GcDebugFlags::empty());
            let cycles = std::mem::take(&mut *gc.garbage.lock());
            if cycles.is_empty() {
                return BTreeMap::new();
            }
            let counts = growth(&Counts::new(), &counted(&cycles));
            drop(cycles);
            gc.collect_force(2);
            counts
        })
    }
}

/// How many objects there are of each type, which is known by its id.
type Counts = HashMap<usize, (PyTypeRef, usize)>;

fn counted(objects: &[PyObjectRef]) -> Counts {
    let mut counts = Counts::new();
    for object in objects {
        counts.entry(object.class().get_id()).or_insert_with(|| (object.class().to_owned(), 0)).1 += 1;
    }
    counts
}

/// The names of types of which there are more, and how many more.
fn growth(before: &Counts, after: &Counts) -> BTreeMap<String, usize> {
    let more = |(id, (class, count)): (&usize, &(PyTypeRef, usize))| {
        let grown = count.saturating_sub(before.get(id).map_or(0, |(_, count)| *count));
        (grown > 0).then(|| (class.name().to_string(), grown))
    };
    after.iter().filter_map(more).collect()
}

fn written(counts: &BTreeMap<String, usize>) -> String {
    let parts: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    parts.join(", ")
}

/// Keeps what exceptions say.
#[derive(Default)]
struct Errors(Mutex<String>);

impl Sink for Errors {
    fn emit(&self, output: Output) {
        if let Output::Error(report) = output {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) += &report.traceback.join("\n");
        }
    }
}
