//! The driver from outside: what clients see, on real threads. Tests wait for what they test, never for time to pass.

mod blocked;
mod owned;
mod planning;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::inbox::Office;
use super::*;
use crate::block::Block;
use crate::client::Status;
use crate::events::{Activity, EventKind, TaskState, WorkerId};
use crate::graph::{Key, Operation, Task, TaskError, TaskGraph, Value};
use crate::scheduler::{Submission, TaskOptions};

type Body = Box<dyn Fn(&[Value]) -> Result<Value, TaskError> + Send + Sync>;

struct Call(&'static str, Body);

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Operation for Call {
    fn name(&self) -> &str {
        self.0
    }
    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        (self.1)(inputs)
    }
}

fn number(n: i64) -> Value {
    Value::Block(Block::Int64(ndarray::arr0(n).into_dyn().into_shared()))
}

fn int(value: &Value) -> i64 {
    match value {
        Value::Block(Block::Int64(array)) => *array.first().expect("one number"),
        other => panic!("{other:?} is no number"),
    }
}

fn task(
    key: &str,
    inputs: &[&str],
    body: impl Fn(&[Value]) -> Result<Value, TaskError> + Send + Sync + 'static,
) -> Task {
    Task::run(
        Key::text(key),
        Arc::new(Call("call", Box::new(body))),
        inputs.iter().map(|key| Key::text(*key)).collect(),
    )
}

fn sum(key: &str, plus: i64, inputs: &[&str]) -> Task {
    task(key, inputs, move |values| Ok(number(plus + values.iter().map(int).sum::<i64>())))
}

fn graph(tasks: impl IntoIterator<Item = Task>) -> TaskGraph {
    tasks.into_iter().map(|task| (task.key.clone(), Arc::new(task))).collect()
}

fn wanting(tasks: impl IntoIterator<Item = Task>, wanted: &[&str]) -> Submission {
    Submission { tasks: graph(tasks), wanted: keys(wanted), ..Submission::default() }
}

fn keys(names: &[&str]) -> Vec<Key> {
    names.iter().map(|name| Key::text(*name)).collect()
}

fn cluster(n_workers: u32, threads_per_worker: u32) -> (Cluster, Client) {
    cluster_with_limit(n_workers, threads_per_worker, 0)
}

fn cluster_with_limit(n_workers: u32, threads_per_worker: u32, memory_limit: u64) -> (Cluster, Client) {
    let kind = ClusterKind::Local;
    let config = ClusterConfig { kind, name: None, n_workers, threads_per_worker, memory_limit, n_workers_max: None };
    let cluster = Cluster::start(config).unwrap();
    let client = Client::connect(&cluster).unwrap();
    (cluster, client)
}

/// A task that says that it runs and goes on when it is told to.
fn gate(key: &str) -> (Task, Receiver<()>, Sender<()>) {
    let ((begun, has_begun), (go, may_go)) = (channel(), channel::<()>());
    let (begun, may_go) = (Mutex::new(begun), Mutex::new(may_go));
    let task = task(key, &[], move |_| {
        begun.lock().unwrap().send(()).unwrap();
        may_go.lock().unwrap().recv().unwrap();
        Ok(number(1))
    });
    (task, has_begun, go)
}

#[test]
fn a_graph_is_computed() {
    let (cluster, client) = cluster(2, 2);
    let tasks = [sum("a", 1, &[]), sum("b", 2, &[]), sum("c", 0, &["a", "b"]), sum("d", 0, &["c", "c", "a"])];
    let values = client.compute(wanting(tasks, &["d", "a"])).unwrap();
    assert_eq!(values.iter().map(int).collect::<Vec<_>>(), [7, 1]);
    assert_eq!(stored(&cluster), 0, "nothing is kept that nobody wants");
    cluster.close();
}

/// How many results the workers hold.
fn stored(cluster: &Cluster) -> usize {
    cluster.workers().iter().map(|worker| worker.in_memory).sum()
}

#[test]
fn results_live_as_long_as_their_futures() {
    let (cluster, client) = cluster(2, 1);
    let mut futures = client.submit(wanting([sum("a", 1, &[]), sum("b", 1, &["a"])], &["b"])).unwrap();
    let future = futures.remove(0);
    let second = future.clone();
    assert_eq!(int(&future.result(None).unwrap()), 2);
    drop(future);
    assert_eq!((second.status(), stored(&cluster)), (Status::Finished, 1));
    drop(second);
    assert_eq!(stored(&cluster), 0);
    assert_eq!(cluster.with_scheduler(|scheduler| scheduler.n_tasks()), 0);
    cluster.close();
}

#[test]
fn a_known_key_is_not_computed_again() {
    let (cluster, client) = cluster(1, 1);
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = |runs: &Arc<AtomicUsize>| {
        let runs = runs.clone();
        task("counted", &[], move |_| Ok(number(runs.fetch_add(1, Ordering::SeqCst) as i64)))
    };
    let futures = client.submit(wanting([counted(&runs)], &["counted"])).unwrap();
    assert_eq!(int(&futures[0].result(None).unwrap()), 0);
    let again = client.submit(wanting([counted(&runs)], &["counted"])).unwrap();
    assert_eq!(int(&again[0].result(None).unwrap()), 0);
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    cluster.close();
}

#[test]
fn a_failure_reaches_all_that_depends_on_it_and_can_be_retried() {
    let (cluster, client) = cluster(2, 1);
    let attempts = Arc::new(AtomicUsize::new(0));
    let flaky = {
        let attempts = attempts.clone();
        task("flaky", &[], move |_| match attempts.fetch_add(1, Ordering::SeqCst) {
            0 => Err(TaskError::new("ValueError", "not yet")),
            _ => Ok(number(1)),
        })
    };
    let futures = client.submit(wanting([flaky, sum("b", 1, &["flaky"]), sum("c", 1, &["b"])], &["c"])).unwrap();
    let error = futures[0].result(None).unwrap_err();
    let Error::Task { key, origin, error } = &error else { panic!("{error}") };
    assert_eq!((key, origin), (&Key::text("c"), &Key::text("flaky")));
    assert_eq!(error.to_string(), "ValueError: not yet");
    assert_eq!(futures[0].status(), Status::Error);
    client.retry(&keys(&["c"]));
    assert_eq!(int(&futures[0].result(None).unwrap()), 3);
    cluster.close();
}

/// A task that counts its runs, and gives how many there were.
fn counted(key: &str, inputs: &[&str], runs: &Arc<AtomicUsize>) -> Task {
    let runs = runs.clone();
    task(key, inputs, move |_| Ok(number(1 + runs.fetch_add(1, Ordering::SeqCst) as i64)))
}

#[test]
fn retrying_what_is_finished_runs_it_again() {
    let (cluster, client) = cluster(2, 1);
    let runs = Arc::new(AtomicUsize::new(0));
    let tasks = [sum("a", 1, &[]), counted("b", &["a"], &runs)];
    let future = client.submit(wanting(tasks, &["b"])).unwrap().remove(0);
    assert_eq!(int(&future.result(None).unwrap()), 1);
    client.retry(&keys(&["b"]));
    assert_eq!(int(&future.result(None).unwrap()), 2);
    client.retry(&keys(&["b"]));
    let again = client.submit(wanting([counted("b", &[], &runs)], &["b"])).unwrap().remove(0);
    assert_eq!(int(&again.result(None).unwrap()), 3);
    drop((future, again));
    assert_eq!((cluster.with_scheduler(|scheduler| scheduler.n_tasks()), stored(&cluster)), (0, 0));
    cluster.close();
}

#[test]
fn retrying_scattered_data_keeps_it() {
    let (cluster, client) = cluster(1, 1);
    let future = client.scatter(vec![(Key::text("data"), number(5))], &[], false, None).unwrap().remove(0);
    client.retry(&keys(&["data"]));
    assert_eq!(int(&future.result(None).unwrap()), 5);
    cluster.close();
}

#[test]
fn retrying_what_is_on_its_way_or_cancelled_changes_nothing() {
    let (cluster, client) = cluster(1, 1);
    let (task, has_begun, go) = gate("gate");
    let futures = client.submit(wanting([task, sum("after", 1, &["gate"])], &["gate", "after"])).unwrap();
    has_begun.recv().unwrap();
    client.retry(&keys(&["gate", "after"]));
    client.cancel(&keys(&["after"]), false, "enough");
    client.retry(&keys(&["after"]));
    assert!(matches!(futures[1].result(None), Err(Error::Cancelled { .. })));
    assert!(matches!(futures[1].clone().result(None), Err(Error::Cancelled { .. })), "a clone asks for nothing");
    go.send(()).unwrap();
    assert_eq!(int(&futures[0].result(None).unwrap()), 1);
    // Asked for again, it is computed for all who hold it.
    let again = client.submit(wanting([sum("after", 2, &["gate"])], &["after"])).unwrap();
    assert_eq!(int(&again[0].result(None).unwrap()), int(&futures[1].result(None).unwrap()));
    drop((futures, again));
    assert_eq!(cluster.with_scheduler(|scheduler| scheduler.n_tasks()), 0);
    cluster.close();
}

#[test]
fn one_client_retries_what_another_one_waits_for() {
    let (cluster, client) = cluster(2, 1);
    let other = Client::connect(&cluster).unwrap();
    let attempts = Arc::new(AtomicUsize::new(0));
    let counted = attempts.clone();
    let flaky = task("flaky", &[], move |_| match counted.fetch_add(1, Ordering::SeqCst) {
        0 => Err(TaskError::new("ValueError", "not yet")),
        _ => Ok(number(1)),
    });
    let ours = client.submit(wanting([flaky, sum("b", 1, &["flaky"])], &["b"])).unwrap();
    let theirs = other.submit(wanting([], &["flaky", "b"])).unwrap();
    assert!(matches!(ours[0].result(None), Err(Error::Task { .. })));
    assert!(matches!(theirs[1].result(None), Err(Error::Task { .. })));
    other.retry(&keys(&["b"]));
    assert_eq!(int(&theirs[1].result(None).unwrap()), 2);
    assert_eq!(int(&ours[0].result(None).unwrap()), 2);
    drop((ours, theirs));
    assert_eq!(cluster.with_scheduler(|scheduler| scheduler.n_tasks()), 0);
    cluster.close();
}

#[test]
fn callbacks_of_cancelled_futures_come() {
    let (cluster, client) = cluster(0, 1);
    let futures = client.submit(wanting([sum("a", 1, &[]), sum("b", 1, &[])], &["a", "b"])).unwrap();
    let (called, is_called) = channel();
    for future in &futures {
        let called = called.clone();
        client.on_done(future.key(), move || called.send(()).unwrap());
    }
    client.cancel(&keys(&["a"]), false, "enough");
    pool::run_pending();
    is_called.recv().unwrap();
    client.close();
    pool::run_pending();
    is_called.recv().unwrap();
    cluster.close();
}

#[test]
fn retries_are_taken_before_a_task_fails() {
    let (cluster, client) = cluster(1, 1);
    let attempts = Arc::new(AtomicUsize::new(0));
    let counted = attempts.clone();
    let flaky = task("flaky", &[], move |_| match counted.fetch_add(1, Ordering::SeqCst) {
        3 => Ok(number(9)),
        _ => Err(TaskError::new("ValueError", "not yet")),
    });
    let options = TaskOptions { retries: 5, ..TaskOptions::default() };
    let values = client.compute(Submission { options, ..wanting([flaky], &["flaky"]) }).unwrap();
    assert_eq!((int(&values[0]), attempts.load(Ordering::SeqCst)), (9, 4));
    cluster.close();
}

#[test]
fn a_panic_is_an_error_of_its_task() {
    let (cluster, client) = cluster(1, 1);
    let error = client.compute(wanting([task("bad", &[], |_| panic!("oh no"))], &["bad"])).unwrap_err();
    assert_eq!(error.to_string(), "SystemError: bad panicked: oh no");
    assert_eq!(int(&client.compute(wanting([sum("good", 1, &[])], &["good"])).unwrap()[0]), 1);
    cluster.close();
}

#[test]
fn a_result_that_can_never_be_held_is_a_memory_error() {
    let (cluster, client) = cluster_with_limit(1, 1, 1000);
    let large = task("large", &[], |_| Ok(Value::Block(Block::Float64(ndarray::ArcArray::zeros(vec![200])))));
    let error = client.compute(wanting([large], &["large"])).unwrap_err().to_string();
    assert!(
        error.starts_with("MemoryError: the result of large takes 1.56 kiB, more than the memory limit"),
        "{error}"
    );
    cluster.close();
}

#[test]
fn an_interrupt_ends_waiting_and_cancels_the_graph() {
    let (cluster, client) = cluster(1, 1);
    let interrupt = Interrupt::new();
    let (task, has_begun, go) = gate("gate");
    #[expect(clippy::disallowed_methods, reason = "a thread outside of the pool must raise it")]
    let raiser = {
        let interrupt = interrupt.clone();
        std::thread::spawn(move || {
            has_begun.recv().unwrap();
            interrupt.raise();
        })
    };
    let result = interrupt.with_current(|| client.compute(wanting([task, sum("after", 1, &["gate"])], &["after"])));
    assert!(matches!(result, Err(Error::Interrupted)), "{result:?}");
    raiser.join().unwrap();
    go.send(()).unwrap();
    assert_eq!(int(&client.compute(wanting([sum("next", 5, &[])], &["next"])).unwrap()[0]), 5);
    assert_eq!(cluster.with_scheduler(|scheduler| scheduler.n_tasks()), 0);
    cluster.close();
}

/// A task that runs until it is interrupted, and the end of a channel that says that it has begun.
fn endless(name: &str) -> (Task, Receiver<()>) {
    let (begun, has_begun) = channel();
    let begun = Mutex::new(begun);
    let endless = task(name, &[], move |_| {
        begun.lock().unwrap().send(()).unwrap();
        loop {
            if interrupt::check_current().is_err() {
                return Err(TaskError::new("KeyboardInterrupt", ""));
            }
            std::hint::spin_loop();
        }
    });
    (endless, has_begun)
}

#[test]
fn cancelling_ends_a_task_that_looks_and_frees_its_slot() {
    let (cluster, client) = cluster(1, 1);
    let (endless, has_begun) = endless("endless");
    let futures = client.submit(wanting([endless], &["endless"])).unwrap();
    has_begun.recv().unwrap();
    client.cancel(&keys(&["endless"]), false, "enough");
    assert!(matches!(futures[0].result(None), Err(Error::Cancelled { reason, .. }) if reason == "enough"));
    assert_eq!(int(&client.compute(wanting([sum("next", 5, &[])], &["next"])).unwrap()[0]), 5);
    cluster.close();
}

#[test]
fn a_freed_task_runs_on_until_a_cell_is_stopped() {
    let (cluster, client) = cluster(1, 1);
    let (endless, has_begun) = endless("endless");
    drop(client.submit(wanting([endless], &["endless"])).unwrap());
    has_begun.recv().unwrap();
    let next = client.submit(wanting([sum("next", 5, &[])], &["next"])).unwrap();
    assert!(matches!(next[0].result(Some(Duration::ZERO)), Err(Error::Timeout { .. })));
    cluster.0.with(super::core::Core::stop_freed);
    assert_eq!(int(&next[0].result(None).unwrap()), 5);
    cluster.close();
}

#[test]
fn what_a_stopped_task_has_submitted_ends_with_it() {
    let (cluster, client) = cluster(2, 1);
    let (inner, inner_has_begun) = endless("inner");
    let (nested, inner) = (client.clone(), Mutex::new(Some(inner)));
    let outer = task("outer", &[], move |_| {
        let inner = inner.lock().unwrap().take().expect("it runs once");
        let future = nested.submit(wanting([inner], &["inner"])).unwrap();
        let result = future[0].result(None);
        drop(future);
        result.map_err(|error| TaskError::new("KeyboardInterrupt", error.to_string()))
    });
    let futures = client.submit(wanting([outer], &["outer"])).unwrap();
    inner_has_begun.recv().unwrap();
    drop(futures);
    cluster.0.with(super::core::Core::stop_freed);
    cluster.0.with(super::core::Core::go_on);
    // On whichever workers they come, they run. They say so by a channel: a wait for futures ends with the interrupt of the process,
    // which other tests raise.
    let (done, is_done) = channel();
    let later = ["a", "b"].map(|name| {
        let done = Mutex::new(done.clone());
        task(name, &[], move |_| {
            done.lock().unwrap().send(()).unwrap();
            Ok(number(1))
        })
    });
    let _later = client.submit(wanting(later, &["a", "b"])).unwrap();
    is_done.recv().unwrap();
    is_done.recv().unwrap();
    cluster.close();
}

#[test]
fn a_worker_that_leaves_hands_over_what_only_it_has() {
    let (cluster, client) = cluster(3, 1);
    let names: Vec<String> = (0..12).map(|n| format!("n-{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let runs = Arc::new(AtomicUsize::new(0));
    let tasks = names.iter().map(|name| {
        let runs = runs.clone();
        task(name, &[], move |_| Ok(number(runs.fetch_add(1, Ordering::SeqCst) as i64)))
    });
    let futures = client.submit(wanting(tasks, &names)).unwrap();
    let before: Vec<i64> = client.gather(&keys(&names), None).unwrap().iter().map(int).collect();
    cluster.scale(1).unwrap();
    assert_eq!(cluster.worker_ids(), [WorkerId(0)]);
    let after: Vec<i64> = client.gather(&keys(&names), None).unwrap().iter().map(int).collect();
    assert_eq!((before, runs.load(Ordering::SeqCst)), (after, 12));
    drop(futures);
    assert_eq!(stored(&cluster), 0);
    cluster.close();
}

#[test]
fn what_a_lost_worker_held_is_computed_again() {
    let (cluster, client) = cluster(2, 1);
    let names: Vec<String> = (0..8).map(|n| format!("n-{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tasks = names.iter().enumerate().map(|(n, name)| sum(name, n as i64, &[]));
    let _futures = client.submit(wanting(tasks, &names)).unwrap();
    client.gather(&keys(&names), None).unwrap();
    cluster.remove_workers(&[WorkerId(1)], false);
    let values = client.gather(&keys(&names), None).unwrap();
    assert_eq!(values.iter().map(int).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
    cluster.close();
}

#[test]
fn tasks_wait_for_workers_that_come_later() {
    let (cluster, client) = cluster(0, 1);
    let futures = client.submit(wanting([sum("a", 4, &[])], &["a"])).unwrap();
    assert_eq!(futures[0].status(), Status::Pending);
    let timeout = Some(std::time::Duration::from_millis(1));
    assert!(matches!(futures[0].result(timeout), Err(Error::Timeout { .. })));
    assert_eq!(
        (cluster.view().no_worker, registry::without_workers().iter().any(|(one, _)| one.is_same(&cluster))),
        (1, true)
    );
    cluster.scale(1).unwrap();
    assert_eq!(int(&futures[0].result(None).unwrap()), 4);
    assert_eq!(cluster.view().no_worker, 0);
    cluster.close();
}

#[test]
fn tasks_may_wait_for_tasks_on_a_single_slot() {
    let (cluster, client) = cluster(1, 1);
    fn countdown(client: &Client, n: i64) -> Task {
        let client = client.clone();
        task(&format!("down-{n}"), &[], move |_| {
            if n == 0 {
                return Ok(number(0));
            }
            let name = format!("down-{}", n - 1);
            let futures = client.submit(wanting([countdown(&client, n - 1)], &[&name])).unwrap();
            Ok(number(1 + int(&futures[0].result(None).unwrap())))
        })
    }
    let values = client.compute(wanting([countdown(&client, 10)], &["down-10"])).unwrap();
    assert_eq!(int(&values[0]), 10);
    cluster.close();
}

#[test]
fn scattered_values_go_round_or_to_everybody() {
    let (cluster, client) = cluster(2, 1);
    let values = (0..4).map(|n| (Key::text(format!("s-{n}")), number(n))).collect();
    let futures = client.scatter(values, &[], false, None).unwrap();
    let held: Vec<usize> = cluster.workers().iter().map(|worker| worker.in_memory).collect();
    assert_eq!(held, [2, 2]);
    let total = sum("total", 0, &["s-0", "s-1", "s-2", "s-3"]);
    assert_eq!(int(&client.compute(wanting([total], &["total"])).unwrap()[0]), 6);
    drop(futures);
    let _all = client.scatter(vec![(Key::text("everywhere"), number(1))], &[], true, None).unwrap();
    assert!(cluster.workers().iter().all(|worker| worker.in_memory == 1));
    cluster.close();
}

#[test]
fn when_memory_is_used_up_the_message_names_what_workers_hold() {
    let (cluster, client) = cluster(1, 1);
    let zeros = |length: usize| Value::Block(Block::zeros(&[length], crate::block::DType::Float64).unwrap());
    let values = vec![(Key::text("small-piece"), zeros(128)), (Key::text("large-piece"), zeros(1 << 20))];
    let _held = client.scatter(values, &[], false, None).unwrap();
    // Other tests hold the list of clusters for moments, and then nothing is said.
    let text = std::iter::repeat_with(|| memory_is_used_up(Some(3 << 30)))
        .find(|text| text.contains("large-piece"))
        .expect("there is always one more");
    assert!(text.starts_with("memory is used up: of ") && text.contains(" for 3.00 GiB more"), "{text}");
    assert!(text.contains("large-piece: 8.00 MiB in 1 result, small-piece: 1.00 kiB in 1 result"), "{text}");
    // Whoever holds the lock when memory ends must not wait for itself.
    cluster.0.with(|_| assert!(!memory_is_used_up(None).contains("large-piece")));
    cluster.close();
}

#[test]
fn closing_cancels() {
    let (cluster, client) = cluster(1, 1);
    let (task, has_begun, go) = gate("gate");
    let futures = client.submit(wanting([task, sum("after", 1, &["gate"])], &["gate", "after"])).unwrap();
    has_begun.recv().unwrap();
    cluster.close();
    go.send(()).unwrap();
    for future in &futures {
        assert!(matches!(future.result(None), Err(Error::Cancelled { .. })));
    }
    assert!(client.is_closed());
    assert!(matches!(client.submit(wanting([], &["x"])), Err(Error::Closed(_))));
    assert!(matches!(cluster.scale(2), Err(Error::Closed(_))));
    assert!(matches!(cluster.wait_for_workers(2, None), Err(Error::Closed(_))), "none will come");
    assert!(matches!(client.scatter(vec![(Key::text("x"), number(1))], &[], false, None), Err(Error::Closed(_))));
}

#[test]
fn a_restart_forgets_everything() {
    let (cluster, client) = cluster(2, 1);
    let futures = client.submit(wanting([sum("a", 1, &[])], &["a"])).unwrap();
    futures[0].result(None).unwrap();
    client.fire_and_forget(&keys(&["a"]));
    let waiting = wanting([sum("never", 1, &[])], &["never"]);
    let options = TaskOptions { workers: vec![WorkerId(9)], ..TaskOptions::default() };
    client.fire_and_forget(&[client.submit(Submission { options, ..waiting }).unwrap()[0].key().clone()]);
    cluster.restart().unwrap();
    assert_eq!(cluster.with_scheduler(|scheduler| scheduler.n_tasks()), 0);
    assert_eq!((futures[0].status(), stored(&cluster), cluster.worker_ids().len()), (Status::Cancelled, 0, 2));
    assert_eq!(int(&client.compute(wanting([sum("a", 2, &[])], &["a"])).unwrap()[0]), 2);
    cluster.close();
}

#[test]
fn callbacks_come_once_the_future_is_done() {
    let (cluster, client) = cluster(1, 1);
    let (task, has_begun, go) = gate("gate");
    let futures = client.submit(wanting([task], &["gate"])).unwrap();
    has_begun.recv().unwrap();
    let (called, is_called) = channel();
    let late = called.clone();
    client.on_done(futures[0].key(), move || called.send("first").unwrap());
    go.send(()).unwrap();
    assert_eq!(is_called.recv().unwrap(), "first");
    client.on_done(futures[0].key(), move || late.send("second").unwrap());
    assert_eq!(is_called.recv().unwrap(), "second");
    cluster.close();
}

#[test]
fn the_log_tells_everything() {
    let (cluster, client) = cluster(2, 1);
    cluster.set_recording(true);
    let tasks = [sum("a", 1, &[]), sum("b", 2, &[]), sum("c", 0, &["a", "b"])];
    client.compute(wanting(tasks, &["c"])).unwrap();
    cluster.close();
    let events = cluster.drain_events().unwrap().events;
    let computed: BTreeSet<String> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Span { key, activity: Activity::Compute, start, stop, erred: false, .. } => {
                assert!(start <= stop);
                Some(key.to_string())
            }
            _ => None,
        })
        .collect();
    assert_eq!(computed, ["a", "b", "c"].map(String::from).into());
    let path: Vec<(TaskState, TaskState)> = events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Transition { key, from, to, .. } if *key == Key::text("c") => Some((*from, *to)),
            _ => None,
        })
        .collect();
    use TaskState::{Forgotten, Memory, Processing, Released, Waiting};
    assert_eq!(path, [(Released, Waiting), (Waiting, Processing), (Processing, Memory), (Memory, Forgotten)]);
    let moved = |event: &&crate::events::Event| {
        matches!(event.kind, EventKind::Span { activity: Activity::Transfer { .. }, .. })
    };
    assert_eq!(events.iter().filter(moved).count(), 1, "a and b were made by two workers, and c needs both");
    let workers = |added: bool| {
        let which = move |event: &&crate::events::Event| match event.kind {
            EventKind::WorkerAdded { .. } => added,
            EventKind::WorkerRemoved { .. } => !added,
            _ => false,
        };
        events.iter().filter(which).count()
    };
    assert_eq!((workers(true), workers(false)), (2, 2));
}

#[test]
fn many_threads_may_use_one_client() {
    let (cluster, client) = cluster(3, 2);
    let totals: Vec<i64> = std::thread::scope(|scope| {
        let submit = |thread: i64| {
            let client = client.clone();
            move || {
                let names: Vec<String> = (0..50).map(|n| format!("t{thread}-{n}")).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let tasks = names.iter().enumerate().map(|(n, name)| sum(name, n as i64 * thread, &[]));
                let total = sum(&format!("total-{thread}"), 0, &names);
                let name = format!("total-{thread}");
                int(&client.compute(wanting(tasks.chain([total]), &[&name])).unwrap()[0])
            }
        };
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(submit(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(totals, (0..8).map(|thread| 1225 * thread).collect::<Vec<_>>());
    assert_eq!((stored(&cluster), cluster.with_scheduler(|scheduler| scheduler.n_tasks())), (0, 0));
    cluster.close();
}

#[test]
fn progress_counts_what_is_left() {
    let (cluster, client) = cluster(1, 1);
    let (task, has_begun, go) = gate("gate-1");
    let tasks = [task, sum("add-1", 1, &["gate-1"]), sum("add-2", 2, &["add-1"])];
    let futures = client.submit(wanting(tasks, &["add-2"])).unwrap();
    has_begun.recv().unwrap();
    let progress = Progress::new(&cluster, &keys(&["add-2"]));
    let counts = |progress: &Progress| -> Vec<(String, usize, usize)> {
        progress.now().into_iter().map(|now| (now.prefix.to_string(), now.done, now.total)).collect()
    };
    assert_eq!(counts(&progress), [("gate".to_owned(), 0, 1), ("add".to_owned(), 0, 2)]);
    go.send(()).unwrap();
    futures[0].result(None).unwrap();
    assert_eq!(counts(&progress), [("gate".to_owned(), 1, 1), ("add".to_owned(), 2, 2)]);
    cluster.close();
}
