//! Memory over a long day: what the engine and the panels keep stays level, however much has run.
//!
//! `DASKLET_TASKS=2000000 cargo test --no-default-features --test bounds -- --nocapture` runs a longer day and prints it.
#![cfg(not(target_arch = "wasm32"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use dasklet::cluster::{Client, Cluster, ClusterConfig, ClusterKind, registry};
use dasklet::events::{StimulusId, Time};
use dasklet::graph::{Key, Operation, Task, TaskError, TaskGraph, Value};
use dasklet::panels::{Board, Kind};
use dasklet::scheduler::{self, ClientId, Scheduler, Stimulus, Submission};

/// Counts what is held.
struct Counting;

static HELD: AtomicIsize = AtomicIsize::new(0);

// SAFETY: it is the system's allocator, counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size() as isize, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size() as isize, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn held() -> isize {
    HELD.load(Ordering::Relaxed)
}

#[derive(Debug)]
struct Nothing;

impl Operation for Nothing {
    fn name(&self) -> &str {
        "nothing"
    }

    fn call(&self, _: &[Value]) -> Result<Value, TaskError> {
        Ok(Value::List(Arc::from([])))
    }
}

/// Futures in odd rounds, the blocks of an array in even ones: each a graph that nobody has seen before.
fn submission(round: usize, n_tasks: usize) -> Submission {
    let mut tasks = TaskGraph::default();
    let mut add = |key: Key, inputs: Vec<Key>| {
        tasks.insert(key.clone(), Arc::new(Task::run(key, Arc::new(Nothing), inputs)));
    };
    if round % 2 == 1 {
        let keys: Vec<Key> =
            (0..n_tasks).map(|idx| Key::text(format!("nothing-{:032x}", round * n_tasks + idx))).collect();
        keys.iter().for_each(|key| add(key.clone(), vec![]));
        return Submission { tasks, wanted: keys, ..Submission::default() };
    }
    let names: [Arc<str>; 2] = ["ones", "add"].map(|prefix| format!("{prefix}-{round:032x}").into());
    let [ones, sums] =
        names.map(|name| (0..n_tasks as u32 / 2).map(|idx| Key::block(name.clone(), &[idx])).collect::<Vec<_>>());
    ones.iter().for_each(|key| add(key.clone(), vec![]));
    sums.iter().zip(&ones).for_each(|(sum, one)| add(sum.clone(), vec![one.clone()]));
    Submission { tasks, wanted: sums, ..Submission::default() }
}

#[test]
fn a_long_day_is_level() {
    const ROUND: usize = 5_000;
    let n_tasks = std::env::var("DASKLET_TASKS").map_or(360_000, |n| n.parse().expect("DASKLET_TASKS is a number"));
    let n_rounds = n_tasks / ROUND;
    registry::set_recording(true);
    let start_cluster = || {
        Cluster::start(ClusterConfig {
            kind: ClusterKind::Local,
            name: None,
            n_workers: 2,
            threads_per_worker: 2,
            memory_limit: 1 << 30,
            n_workers_max: None,
        })
        .expect("a cluster")
    };
    let cluster = start_cluster();
    let client = Client::connect(&cluster).expect("a client");
    let mut board = Board::new();
    let mut in_panels = 0;
    let mut ingest = |board: &mut Board| {
        let batches = registry::drain();
        let before = held();
        for batch in &batches {
            board.ingest(batch).expect("a batch");
        }
        in_panels += held() - before;
        in_panels
    };
    // Of each third: the most that kernel and panels held at the end of a round.
    let mut most = [(0, 0); 3];
    for round in 0..n_rounds {
        client.compute(submission(round, ROUND)).expect("it computes");
        // A cluster that comes and goes.
        let passing = start_cluster();
        Client::connect(&passing).and_then(|client| client.compute(submission(round, 20))).expect("it computes");
        passing.close();
        drop(passing);
        // After all messages that were sent before.
        cluster.worker_ids();
        let panels = ingest(&mut board);
        let kernel = held() - panels;
        let most = &mut most[3 * round / n_rounds];
        *most = (most.0.max(kernel), most.1.max(panels));
        if round % 20 == 19 {
            println!(
                "{:>8} tasks: kernel {:>6} kB, panels {:>6} kB",
                (round + 1) * ROUND,
                kernel / 1000,
                panels / 1000
            );
        }
    }
    let [_, (kernel, panels), (kernel_last, panels_last)] = most;
    assert!(kernel_last <= kernel + (1 << 20), "the kernel held {kernel} and then {kernel_last} bytes");
    assert!(panels_last <= panels + (1 << 20), "the panels held {panels} and then {panels_last} bytes");
    assert!(kernel_last < 64 << 20 && panels_last < 64 << 20, "{kernel_last} {panels_last}");
    // The counts are those of all tasks, though the older spans are gone.
    board.show_cluster(cluster.id());
    let n_counted: usize = board
        .table(Kind::TaskStream)
        .rows
        .iter()
        .filter(|row| row[0] != "transfer")
        .map(|row| row[1].chars().filter(char::is_ascii_digit).collect::<String>().parse::<usize>().expect("a count"))
        .sum();
    assert_eq!(n_counted, n_rounds * ROUND);
    let summary = board.summary(Kind::TaskStream);
    assert!(summary.contains("older tasks were dropped: the last "), "{summary}");
}

#[test]
fn the_scheduler_forgets_transitions_and_kinds() {
    let config = scheduler::Config { transition_log_length: 1_000, ..scheduler::Config::default() };
    let (mut scheduler, mut actions) = (Scheduler::new(config), Vec::new());
    let client = ClientId(0);
    let mut n_transitions = 0;
    for idx in 0..25_000 {
        let key = Key::text(format!("x{idx}-1"));
        let task = Arc::new(Task::run(key.clone(), Arc::new(Nothing), vec![]));
        let submission = Submission {
            tasks: TaskGraph::from_iter([(key.clone(), task)]),
            wanted: vec![key.clone()],
            ..Submission::default()
        };
        let stimuli =
            [Stimulus::UpdateGraph { client, submission }, Stimulus::ClientReleasesKeys { client, keys: vec![key] }];
        for stimulus in stimuli {
            scheduler.handle(Time::from_nanos(idx), StimulusId(idx), stimulus, &mut actions);
            n_transitions += scheduler.drain_events().count() as u64;
            actions.clear();
        }
    }
    let (n_kept, n_dropped) = scheduler.log_extent();
    assert_eq!((n_kept, n_kept as u64 + n_dropped), (1_000, n_transitions));
    let n_prefixes = scheduler.prefixes().count();
    assert!(n_prefixes <= 10_000, "{n_prefixes} prefixes");
}
