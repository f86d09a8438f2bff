//! Blocking until something holds: what `wait`, `result`, `compute` and `wait_for_workers` have in common.

use std::time::Duration;

use super::core::Message;
use super::executor::running_task;
use super::inbox::Office;
use super::interrupt::{Interrupt, Interrupted};
use super::threads::Cluster;
use super::{clock, idle, pool, signal};

/// How waiting ended.
pub(super) enum Waited<R> {
    /// What was waited for
    Met(R),
    TimedOut,
    /// Without threads: nothing is left to run that could change anything.
    Stalled,
}

/// Blocks until `check` gives something, the time is over, or the thread's interrupt is raised.
///
/// Without threads the waiting thread runs queued tasks meanwhile. A task that waits gives up its worker's thread slot
/// first, so that what it waits for can run; see `pool` for who runs it.
pub(super) fn block_until<R>(
    cluster: &Cluster,
    timeout: Option<Duration>,
    mut check: impl FnMut() -> Option<R>,
) -> Result<Waited<R>, Interrupted> {
    if let Some(met) = check() {
        return Ok(Waited::Met(met));
    }
    if let Some(task) = running_task() {
        task.secede();
    }
    let (interrupt, deadline) = (Interrupt::current(), timeout.map(|timeout| clock::now() + timeout));
    let has_threads = pool::threads() > 0;
    let waiter = signal::waiter();
    let waiting = pool::Waiting::begin();
    loop {
        let seen = waiter.seen();
        if let Some(met) = check() {
            return Ok(Waited::Met(met));
        }
        interrupt.check()?;
        idle::idle();
        let now = clock::now();
        if deadline.is_some_and(|deadline| deadline <= now) {
            return Ok(Waited::TimedOut);
        }
        if waiting.helps && pool::help() {
            continue;
        }
        let wakeup = cluster.0.with(|core| core.next_wakeup());
        if wakeup.is_some_and(|wakeup| wakeup <= now) {
            cluster.0.post(Message::Tick);
            continue;
        }
        let until = [wakeup, deadline].into_iter().flatten().min();
        if has_threads {
            waiter.wait(seen, idle::slice(until.map(|until| until.since(now)), pool::in_task()));
        } else if until.is_none() {
            return Ok(Waited::Stalled);
        } else {
            std::hint::spin_loop();
        }
    }
}
