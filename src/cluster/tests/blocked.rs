//! Tasks that wait for a lock or an event, and tasks that do not end though they are told to.

use std::sync::Condvar;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::cluster::locks::Lock;

/// More than the pool has threads.
fn many() -> u32 {
    pool::threads() as u32 + 3
}

fn names(prefix: &str, count: u32) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}-{n}")).collect()
}

fn wanted(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

#[test]
fn tasks_that_wait_leave_the_pool_to_the_task_they_wait_for() {
    let (cluster, client) = cluster(1, many() + 1);
    let is_set = Arc::new(AtomicBool::new(false));
    let names = names("waits", many());
    let waiting = names.iter().map(|name| {
        let is_set = is_set.clone();
        task(name, &[], move |_| {
            let waited = block(None, || is_set.load(Ordering::SeqCst).then_some(())).unwrap();
            assert_eq!(waited, Waited::Met(()));
            Ok(number(1))
        })
    });
    let futures = client.submit(wanting(waiting, &wanted(&names))).unwrap();
    let set = task("sets", &[], move |_| {
        is_set.store(true, Ordering::SeqCst);
        wake_all();
        Ok(number(1))
    });
    client.compute(wanting([set], &["sets"])).unwrap();
    assert!(futures.iter().all(|future| future.result(None).is_ok()));
    cluster.close();
}

#[test]
fn a_task_that_waits_for_a_lock_is_interrupted() {
    let (cluster, client) = cluster(1, 1);
    let lock = Arc::new(Lock::new());
    assert!(lock.try_acquire(false));
    let (begun, has_begun) = channel();
    let (wanted_lock, begun) = (lock.clone(), Mutex::new(begun));
    let waits = task("waits", &[], move |_| {
        begun.lock().unwrap().send(()).unwrap();
        let waited = wanted_lock.acquire(false, None);
        Err(TaskError::new("KeyboardInterrupt", format!("{waited:?}")))
    });
    let futures = client.submit(wanting([waits], &["waits"])).unwrap();
    has_begun.recv().unwrap();
    client.cancel(&keys(&["waits"]), false, "test");
    assert_eq!(int(&client.compute(wanting([sum("after", 5, &[])], &["after"])).unwrap()[0]), 5);
    drop(futures);
    cluster.close();
}

#[test]
fn one_thread_takes_a_lock_again_and_another_waits_for_all_of_it() {
    let lock = Lock::new();
    assert!(lock.try_acquire(true) && lock.try_acquire(true) && !lock.try_acquire(false));
    std::thread::scope(|scope| {
        let (tried, has_tried) = channel();
        let lock = &lock;
        let other = scope.spawn(move || {
            tried.send(lock.try_acquire(true)).unwrap();
            lock.acquire(true, None)
        });
        assert!(!has_tried.recv().unwrap());
        assert!(lock.release() && lock.own_count() == 1 && lock.release());
        assert_eq!(other.join().unwrap(), Ok(Waited::Met(())));
    });
    assert!(lock.release() && !lock.release());
}

/// Cancels what does not stop, in many ways; what comes next is computed.
fn check_left_behind(name: &str, count: u32, end: impl FnOnce(&Cluster, &Client, &[Key])) {
    let _alone = stuck::Alone::new();
    let (cluster, client) = cluster(1, count);
    let names = names(name, count);
    let told = Arc::new((Mutex::new(false), Condvar::new()));
    let (begun, has_begun) = channel();
    let stuck = names.iter().map(|name| {
        let (told, begun) = (told.clone(), Mutex::new(begun.clone()));
        task(name, &[], move |_| {
            begun.lock().unwrap().send(()).unwrap();
            drop(told.1.wait_while(told.0.lock().unwrap(), |told| !*told).unwrap());
            Ok(number(1))
        })
    });
    let futures = client.submit(wanting(stuck, &wanted(&names))).unwrap();
    // As many begin as the pool has threads for.
    (0..(count as usize).min(pool::threads())).for_each(|_| has_begun.recv().unwrap());
    end(&cluster, &client, &keys(&wanted(&names)));
    let tasks = [sum("a", 1, &[]), sum("b", 2, &[]), sum("c", 0, &["a", "b"])];
    assert_eq!(int(&client.compute(wanting(tasks, &["c"])).unwrap()[0]), 3);
    assert!(stuck::take_notices().iter().all(|notice| notice.contains("did not end")));
    // Their late ends are nobody's business.
    *told.0.lock().unwrap() = true;
    told.1.notify_all();
    assert!(futures.iter().all(|future| future.status() == Status::Cancelled));
    assert_eq!(int(&client.compute(wanting([sum("d", 4, &[])], &["d"])).unwrap()[0]), 4);
    cluster.close();
}

#[test]
fn a_cancelled_task_that_does_not_end_is_left_behind() {
    check_left_behind("one", 1, |_, client, keys| client.cancel(keys, false, "test"));
}

#[test]
fn more_cancelled_tasks_than_threads_are_left_behind() {
    check_left_behind("many", many(), |_, client, keys| client.cancel(keys, false, "test"));
}

#[test]
fn a_restart_gives_workers_that_work() {
    check_left_behind("restarted", many(), |cluster, _, _| cluster.restart().unwrap());
}

#[test]
fn a_task_that_was_left_behind_can_be_asked_for_again() {
    let _alone = stuck::Alone::new();
    let (cluster, client) = cluster(1, 1);
    let runs = Arc::new(AtomicUsize::new(0));
    let (begun, has_begun) = channel();
    let (go, may_go) = channel::<()>();
    let (counted, may_go, begun) = (runs.clone(), Mutex::new(may_go), Mutex::new(begun));
    let body = task("again", &[], move |_| {
        let run = counted.fetch_add(1, Ordering::SeqCst);
        if run == 0 {
            begun.lock().unwrap().send(()).unwrap();
            may_go.lock().unwrap().recv().unwrap();
        }
        Ok(number(run as i64))
    });
    let futures = client.submit(wanting([body], &["again"])).unwrap();
    has_begun.recv().unwrap();
    client.cancel(&keys(&["again"]), false, "test");
    drop(futures);
    let again = task("again", &[], {
        let runs = runs.clone();
        move |_| Ok(number(10 + runs.fetch_add(1, Ordering::SeqCst) as i64))
    });
    assert!(int(&client.compute(wanting([again], &["again"])).unwrap()[0]) > 0);
    go.send(()).unwrap();
    cluster.close();
}
