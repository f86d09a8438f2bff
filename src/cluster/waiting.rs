//! Blocking until something holds: what `wait`, `result`, `compute`, `wait_for_workers`, locks, events and queues have
//! in common.

use std::time::Duration;

use super::core::Message;
use super::executor::{running_task, secede_beneath};
use super::inbox::Office;
use super::interrupt::{Interrupted, check_current};
use super::pool::Helped;
use super::threads::Cluster;
use super::{clock, idle, pool, registry, signal};
use crate::events::Time;

/// How waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited<R> {
    /// What was waited for
    Met(R),
    /// The time is over
    TimedOut,
    /// It would never end
    Stalled(Stall),
}

/// Why waiting would never end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stall {
    /// Without threads: nothing is left to run that could change anything.
    NothingRuns,
    /// Without threads: who could change something waits beneath this task for its end.
    Beneath,
    /// Too many tasks wait on top of each other.
    TooDeep,
}

impl std::fmt::Display for Stall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Stall::NothingRuns => {
                "nothing is left to run that could end this wait: here all code runs on one thread, \
                 which is the one that waits"
            }
            Stall::Beneath => {
                "this task would wait for ever: here all tasks run on one thread, and what it waits for can only come \
                 from a task that is itself waiting, beneath this one, for it to end. \
                 With threads (in a page of its own, not inside another one) the same code runs"
            }
            Stall::TooDeep => {
                "too many tasks wait for other tasks at once. \
                 Give tasks the results of others as arguments instead of waiting for them inside"
            }
        })
    }
}

/// Blocks until `check` gives something, the time is over, or the thread's interrupt is raised. Whoever changes what
/// `check` looks at calls [`wake_all`](super::wake_all).
///
/// A task keeps its worker's thread slot; another thread of the pool works meanwhile.
pub fn block<R>(timeout: Option<Duration>, check: impl FnMut() -> Option<R>) -> Result<Waited<R>, Interrupted> {
    // With a pool the cell's thread is there to see to it: tasks that wait may be many.
    let is_busy = pool::in_task() && pool::threads() > 0;
    let next_wakeup = || if is_busy { None } else { registry::clusters().iter().filter_map(next_wakeup).min() };
    let tick = || registry::clusters().iter().for_each(|cluster| cluster.0.post(Message::Tick));
    let make_room = || registry::clusters().iter().for_each(|cluster| cluster.0.post(Message::MakeRoom));
    block_while(timeout, check, next_wakeup, tick, make_room)
}

/// Gives up the worker's thread slot of the task that runs here, if one does, so that what it waits for can run.
pub fn secede() {
    if let Some(task) = running_task() {
        task.secede();
    }
}

/// Blocks for something that happens on one cluster. A task gives up its thread slot first.
pub(super) fn block_until<R>(
    cluster: &Cluster,
    timeout: Option<Duration>,
    mut check: impl FnMut() -> Option<R>,
) -> Result<Waited<R>, Interrupted> {
    if let Some(met) = check() {
        return Ok(Waited::Met(met));
    }
    secede();
    let (tick, make_room) = (|| cluster.0.post(Message::Tick), || cluster.0.post(Message::MakeRoom));
    block_while(timeout, check, || next_wakeup(cluster), tick, make_room)
}

fn next_wakeup(cluster: &Cluster) -> Option<Time> {
    cluster.0.with(|core| core.next_wakeup())
}

/// Without threads the waiting thread runs queued tasks meanwhile; see `pool` for who runs them with threads.
fn block_while<R>(
    timeout: Option<Duration>,
    mut check: impl FnMut() -> Option<R>,
    next_wakeup: impl Fn() -> Option<Time>,
    tick: impl Fn(),
    make_room: impl Fn(),
) -> Result<Waited<R>, Interrupted> {
    if let Some(met) = check() {
        return Ok(Waited::Met(met));
    }
    let deadline = timeout.map(|timeout| clock::now() + timeout);
    let has_threads = pool::threads() > 0;
    let waiter = signal::waiter();
    let waiting = pool::Waiting::begin();
    loop {
        let seen = waiter.seen();
        if let Some(met) = check() {
            return Ok(Waited::Met(met));
        }
        check_current()?;
        idle::idle();
        let now = clock::now();
        if deadline.is_some_and(|deadline| deadline <= now) {
            return Ok(Waited::TimedOut);
        }
        if !has_threads && pool::in_task() {
            make_room();
        }
        let helped = if waiting.helps { pool::help() } else { Helped::NoWork };
        if helped == Helped::Ran {
            continue;
        }
        let wakeup = next_wakeup();
        if wakeup.is_some_and(|wakeup| wakeup <= now) {
            tick();
            continue;
        }
        if helped == Helped::TooDeep {
            return Ok(Waited::Stalled(Stall::TooDeep));
        }
        let until = [wakeup, deadline].into_iter().flatten().min();
        if has_threads {
            waiter.wait(seen, idle::slice(until.map(|until| until.since(now)), pool::in_task()));
        } else if pool::depth() > 1 && wakeup.is_none() && secede_beneath() {
            continue;
        } else if pool::depth() > 1 && wakeup.is_none() {
            // Also if there is a timeout: with threads the others would go on meanwhile, and it would not be reached.
            return Ok(Waited::Stalled(Stall::Beneath));
        } else if until.is_none() {
            return Ok(Waited::Stalled(Stall::NothingRuns));
        } else {
            std::hint::spin_loop();
        }
    }
}
