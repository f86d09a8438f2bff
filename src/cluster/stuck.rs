//! Tasks that were asked to end and do not: a lock in foreign code, a regular expression that takes years.
//!
//! A thread cannot be ended from outside: it may hold locks. So after a while the task is left behind together with its
//! thread: the task counts as cancelled, and another thread serves. Should the task come to an end all the same, nobody
//! hears of it. Where that is not possible, everything has to be started anew, and [`take_verdict`] says so.
//!
//! Threads that are blocked look, for only they are kept waiting.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use super::core::{Message, Shared};
use super::executor::{Ended, Job};
use super::inbox::Office;
use super::{clock, pool, signal};
use crate::events::Time;

/// So long may a task take to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// A job that was asked to end.
struct Suspect {
    shared: Weak<Shared>,
    job: Arc<Job>,
    since: Time,
}

static SUSPECTS: Mutex<Vec<Suspect>> = Mutex::new(Vec::new());
/// How many there are.
static COUNT: AtomicUsize = AtomicUsize::new(0);
static NOTICES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static VERDICT: Mutex<Option<String>> = Mutex::new(None);

/// Keeps an eye on jobs that were asked to end.
pub(super) fn watch(shared: &Arc<Shared>, jobs: Vec<Arc<Job>>) {
    // Without a pool whoever waits stands on top of them.
    if jobs.is_empty() || pool::threads() == 0 {
        return;
    }
    let since = clock::now();
    let mut suspects = lock(&SUSPECTS);
    suspects.extend(jobs.into_iter().map(|job| Suspect { shared: Arc::downgrade(shared), job, since }));
    COUNT.store(suspects.len(), Ordering::SeqCst);
    drop(suspects);
    // Blocked threads look more often from now on.
    signal::wake_all();
}

/// Whether there is somebody to keep an eye on.
pub(super) fn is_watching() -> bool {
    COUNT.load(Ordering::SeqCst) > 0
}

/// Leaves those behind that have had their time. Costs next to nothing while there are none.
pub fn leave_behind() {
    if !is_watching() {
        return;
    }
    let now = clock::now();
    let mut suspects = lock(&SUSPECTS);
    let (over, rest): (Vec<_>, Vec<_>) =
        suspects.drain(..).partition(|suspect| suspect.job.progress.is_over() || now.since(suspect.since) >= PATIENCE);
    *suspects = rest;
    drop(suspects);
    let waiting: Vec<Suspect> = over.into_iter().filter_map(judge).collect();
    // Only now: what is being judged is still watched.
    let mut suspects = lock(&SUSPECTS);
    suspects.extend(waiting);
    COUNT.store(suspects.len(), Ordering::SeqCst);
}

/// Gives back a suspect that has not begun: it will end at once when it does.
fn judge(suspect: Suspect) -> Option<Suspect> {
    let progress = &suspect.job.progress;
    if progress.is_over() {
        return None;
    }
    if progress.is_waiting() {
        return Some(suspect);
    }
    let key = suspect.job.task.key.clone();
    if progress.is_nested() {
        let verdict = format!("the task {key} could not be stopped, and others wait beneath it");
        lock(&VERDICT).get_or_insert(verdict);
        return None;
    }
    match pool::leave_behind(|| progress.leave_behind()) {
        Err(pool::TooMany) if progress.is_over() => None,
        Err(pool::TooMany) => {
            lock(&VERDICT).get_or_insert(format!("the task {key} could not be stopped, nor could others before it"));
            None
        }
        Ok(false) => Some(suspect),
        Ok(true) => {
            lock(&NOTICES).push(format!(
                "The task {key} was stopped and did not end within {} s. It is left behind, and another thread works in its place.",
                PATIENCE.as_secs()
            ));
            if let Some(shared) = suspect.shared.upgrade() {
                let ended = Ended::cancelled(suspect.job, suspect.since, "did not end when it was stopped");
                shared.post(Message::Ended(ended));
            }
            None
        }
    }
}

/// What learners should know of tasks that were left behind, once.
pub fn take_notices() -> Vec<String> {
    std::mem::take(&mut lock(&NOTICES))
}

/// Why everything has to be started anew, if that is so, once.
pub fn take_verdict() -> Option<String> {
    lock(&VERDICT).take()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a test holds that leaves tasks behind, or that shows what is told of them: both are the whole process's.
#[cfg(test)]
pub(crate) struct Alone(#[expect(dead_code, reason = "held until the end")] MutexGuard<'static, ()>);

#[cfg(test)]
impl Alone {
    pub(crate) fn new() -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        Self(lock(&ALONE))
    }
}

#[cfg(test)]
impl Drop for Alone {
    /// Nobody else hears of what this test has left behind.
    fn drop(&mut self) {
        while is_watching() {
            leave_behind();
            std::thread::yield_now();
        }
        take_notices();
        take_verdict();
    }
}
