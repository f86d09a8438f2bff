//! The engine in a browser, with its pool of Web Workers.
//!
//! `make test-wasm-engine` runs it in a dedicated worker, which may block; `make bench-scheduler` shows its figure.
#![cfg(all(target_arch = "wasm32", not(feature = "panels")))]

use std::cell::Cell;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use dasklet::block::Block;
use dasklet::cluster::{Client, Cluster, ClusterConfig, ClusterKind, pool as cluster_pool};
use dasklet::events::{StimulusId, Time, WorkerId};
use dasklet::graph::{Key, Operation, Task, TaskError, TaskGraph, Value};
use dasklet::scheduler::{Action, ClientId, Config, Outcome, Scheduler, Stimulus, Submission};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const THREADS: usize = 4;

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Starts the pool, once for all tests of this file. Its Web Workers are rayon's here, and the page's own elsewhere.
async fn pool() {
    if !STARTED.replace(true) {
        JsFuture::from(wasm_bindgen_rayon::init_thread_pool(THREADS)).await.expect("the pool starts");
        cluster_pool::start(THREADS);
        rayon::spawn_broadcast(|_| cluster_pool::serve());
    }
}

/// Waits until as many tasks run as the barrier counts, and adds its inputs.
#[derive(Debug)]
struct Meet(Arc<Barrier>);

impl Operation for Meet {
    fn name(&self) -> &str {
        "meet"
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        self.0.wait();
        Ok(number(1 + inputs.iter().map(int).sum::<i64>()))
    }
}

/// Fails, as a chunk kernel does.
#[derive(Debug)]
struct Fail;

impl Operation for Fail {
    fn name(&self) -> &str {
        "fail"
    }

    fn call(&self, _: &[Value]) -> Result<Value, TaskError> {
        Err(TaskError::new("ValueError", "told you"))
    }
}

fn number(number: i64) -> Value {
    Value::Block(Block::Int64(ndarray::arr0(number).into_dyn().into_shared()))
}

fn int(value: &Value) -> i64 {
    match value {
        Value::Block(Block::Int64(array)) => *array.first().expect("one number"),
        other => panic!("{other:?} is no number"),
    }
}

fn cluster(n_workers: u32) -> (Cluster, Client) {
    let (kind, name, n_workers_max) = (ClusterKind::Local, None, None);
    let config = ClusterConfig { kind, name, n_workers, threads_per_worker: 1, memory_limit: 0, n_workers_max };
    let cluster = Cluster::start(config).expect("a cluster");
    let client = Client::connect(&cluster).expect("a client");
    (cluster, client)
}

#[wasm_bindgen_test]
async fn logical_workers_run_tasks_side_by_side() {
    pool().await;
    let (cluster, client) = cluster(THREADS as u32);
    let meet: Arc<dyn Operation> = Arc::new(Meet(Arc::new(Barrier::new(THREADS))));
    let roots: Vec<Key> = (0..THREADS as u32).map(|index| Key::block("meet", &[index])).collect();
    let mut tasks: TaskGraph =
        roots.iter().map(|key| (key.clone(), Arc::new(Task::run(key.clone(), meet.clone(), vec![])))).collect();
    let total = Key::text("total");
    let alone: Arc<dyn Operation> = Arc::new(Meet(Arc::new(Barrier::new(1))));
    tasks.insert(total.clone(), Arc::new(Task::run(total.clone(), alone, roots)));
    let values = client.compute(Submission { tasks, wanted: vec![total], ..Submission::default() }).expect("a total");
    assert_eq!(int(&values[0]), 1 + THREADS as i64);
    cluster.close();
}

#[wasm_bindgen_test]
async fn a_failing_task_is_an_answer() {
    pool().await;
    let (cluster, client) = cluster(2);
    let key = Key::text("fail");
    let tasks = TaskGraph::from_iter([(key.clone(), Arc::new(Task::run(key.clone(), Arc::new(Fail), vec![])))]);
    let answer = client.compute(Submission { tasks, wanted: vec![key], ..Submission::default() });
    let error = answer.expect_err("the task fails");
    assert!(error.to_string().contains("told you"), "{error}");
    cluster.close();
}

#[derive(Debug)]
struct Nothing;

impl Operation for Nothing {
    fn name(&self) -> &str {
        "nothing"
    }

    fn call(&self, _: &[Value]) -> Result<Value, TaskError> {
        Ok(Value::List(Arc::new([])))
    }
}

/// As many roots as `n`, each with one task on top, all wanted.
fn pairs(n: u32) -> Submission {
    let operation: Arc<dyn Operation> = Arc::new(Nothing);
    let mut tasks = TaskGraph::default();
    let mut wanted = Vec::new();
    for index in 0..n {
        let root = Key::block("root-0123", &[index]);
        let leaf = Key::block("leaf-0123", &[index]);
        tasks.insert(root.clone(), Arc::new(Task::run(root.clone(), operation.clone(), Vec::new())));
        tasks.insert(leaf.clone(), Arc::new(Task::run(leaf.clone(), operation.clone(), vec![root])));
        wanted.push(leaf);
    }
    Submission { tasks, wanted, fifo_timeout: Duration::from_secs(60), ..Submission::default() }
}

/// Drives a scheduler and workers that finish every task at once. Gives how many results were reported.
fn run_to_the_end(submission: Submission) -> usize {
    let mut scheduler = Scheduler::new(Config::default());
    let mut stimuli = 0;
    let mut now = Time::ZERO;
    let mut handle = |stimulus: Stimulus, actions: &mut Vec<Action>| {
        stimuli += 1;
        now = now + Duration::from_micros(5);
        scheduler.handle(now, StimulusId(stimuli), stimulus, actions);
    };
    let mut actions = Vec::new();
    for worker in 0..2 {
        let worker = WorkerId(worker);
        handle(Stimulus::WorkerAdded { worker, nthreads: 2, memory_limit: 1 << 30 }, &mut actions);
    }
    handle(Stimulus::UpdateGraph { client: ClientId(0), submission }, &mut actions);
    let mut finished = 0;
    while let Some(action) = actions.pop() {
        match action {
            Action::Compute { worker, task, run_id, .. } => {
                let duration = Some(Duration::from_micros(1));
                let done = Stimulus::TaskFinished { worker, key: task.key.clone(), run_id, nbytes: 8, duration };
                handle(done, &mut actions);
            }
            Action::Report { outcome: Outcome::Finished { .. }, .. } => finished += 1,
            Action::Report { outcome, key, .. } => panic!("{key}: {outcome:?}"),
            Action::FreeKeys { .. } | Action::RefreshWhoHas { .. } => {}
        }
    }
    finished
}

#[wasm_bindgen_test]
fn the_scheduler_runs_many_empty_tasks() {
    const PAIRS: u32 = 10_000;
    let mut micros: Vec<f64> = (0..5)
        .map(|_| {
            let submission = pairs(PAIRS);
            let begin = js_sys::Date::now();
            assert_eq!(run_to_the_end(submission), PAIRS as usize);
            (js_sys::Date::now() - begin) * 1000.0 / f64::from(2 * PAIRS)
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    console_log!("SCHEDULER_MICROS {:.3}", micros[2]);
}
