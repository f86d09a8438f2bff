//! Threads in every order: the files of `cluster` that hold locks, compiled against locks that `shuttle` steps through.
//!
//! `cargo test --manifest-path tests/interleavings/Cargo.toml`. A failure prints the schedule that led to it;
//! `shuttle::replay` runs that one again.
#![cfg(test)]

use std::sync::Arc;

use shuttle::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use shuttle::thread;

use bell::Bell;
use inbox::{Inbox, Office};

/// The twins of what the files import from the room's own `sync`.
mod sync {
    pub use shuttle::sync::atomic::{AtomicUsize, Ordering};
    pub use shuttle::sync::{Condvar, Mutex, MutexGuard};
    pub use std::sync::{PoisonError, TryLockError};
}

#[path = "../../src/cluster/bell.rs"]
mod bell;
#[path = "../../src/cluster/inbox.rs"]
mod inbox;
#[expect(dead_code, reason = "nothing is let go here")]
#[path = "../../src/cluster/letting_go.rs"]
mod letting_go;

/// Interleavings of each test: half at random, half such that need few changes of threads, which find what is rare else.
const N_RUNS: usize = 4_000;

fn explore(body: impl Fn() + Send + Sync + 'static) {
    let body = Arc::new(body);
    let again = body.clone();
    shuttle::check_random(move || body(), N_RUNS / 2);
    shuttle::check_pct(move || again(), N_RUNS / 2, 3);
}

/// A counter that is told numbers, and a bell that rings when it has changed, as the core of a cluster does.
struct Counter {
    inbox: Inbox<State, Message>,
    bell: Bell,
    /// What was carried out.
    carried_out: AtomicUsize,
}

#[derive(Default)]
struct State {
    sum: usize,
    closed: bool,
    effects: Effects,
}

#[derive(Default)]
struct Effects {
    /// Something has changed that one may wait for.
    changed: bool,
    /// How many messages to send, each time.
    sending: Vec<usize>,
}

enum Message {
    Add(usize),
    /// Adds, and once the state is free sends as many messages, as values that are dropped do.
    AddAndSend(usize),
}

impl Counter {
    fn new() -> Arc<Counter> {
        let (inbox, bell) = (Inbox::new(State::default()), Bell::new());
        Arc::new(Counter { inbox, bell, carried_out: AtomicUsize::new(0) })
    }

    /// Waits as clients do: until a look at the state says that it is over, or an interrupt is raised.
    fn block_until(self: &Arc<Counter>, interrupt: &AtomicBool, is_met: impl Fn(&mut State) -> bool) -> bool {
        let waiter = self.bell.waiter();
        loop {
            let seen = waiter.seen();
            if self.with(&is_met) {
                return true;
            }
            if interrupt.load(Ordering::SeqCst) {
                return false;
            }
            waiter.wait(seen, None);
        }
    }
}

impl Office for Arc<Counter> {
    type State = State;
    type Message = Message;
    type Effects = Effects;

    fn inbox(&self) -> &Inbox<State, Message> {
        &self.inbox
    }

    fn enter(&self, _: &mut State) {}

    fn take(&self, state: &mut State, message: Message) {
        if state.closed {
            return;
        }
        let (Message::Add(n) | Message::AddAndSend(n)) = message;
        state.sum += n;
        state.effects.changed = true;
        if let Message::AddAndSend(n) = message {
            state.effects.sending.push(n);
        }
    }

    fn leave(&self, state: &mut State) -> Effects {
        std::mem::take(&mut state.effects)
    }

    fn carry_out(&self, effects: Effects) {
        if effects.changed {
            self.bell.ring();
        }
        for n in effects.sending {
            self.carried_out.fetch_add(1, Ordering::SeqCst);
            (0..n).for_each(|_| self.post(Message::Add(1)));
        }
    }
}

/// Nobody looks into the inbox after the last thread has ended, so everything must have been taken by then.
#[test]
fn every_message_is_taken_by_somebody() {
    explore(|| {
        let counter = Counter::new();
        let threads = [1, 10, 100].map(|n| {
            let counter = counter.clone();
            thread::spawn(move || match n {
                10 => counter.with(|state| state.sum += n),
                _ => counter.post(Message::Add(n)),
            })
        });
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(taken(&counter), 111);
    });
}

/// The sum so far, once the inbox is seen to be empty.
fn taken(counter: &Arc<Counter>) -> usize {
    assert_eq!(counter.inbox.n_messages(), 0, "nobody took a message");
    counter.with(|state| state.sum)
}

#[test]
fn what_is_carried_out_may_send_messages() {
    explore(|| {
        let counter = Counter::new();
        let threads = [2, 3].map(|n| {
            let counter = counter.clone();
            thread::spawn(move || counter.post(Message::AddAndSend(n)))
        });
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!((taken(&counter), counter.carried_out.load(Ordering::SeqCst)), (10, 2));
    });
}

/// A wake-up call that is lost would block the waiting thread for ever, which is reported as a deadlock.
#[test]
fn no_wake_up_is_lost_between_a_message_and_who_waits_for_it() {
    explore(|| {
        let counter = Counter::new();
        let waiters = [1, 3].map(|goal| {
            let counter = counter.clone();
            thread::spawn(move || counter.block_until(&AtomicBool::new(false), |state| state.sum >= goal))
        });
        let senders = [1, 2].map(|n| {
            let counter = counter.clone();
            thread::spawn(move || counter.post(Message::Add(n)))
        });
        senders.into_iter().for_each(|thread| thread.join().unwrap());
        assert!(waiters.into_iter().all(|thread| thread.join().unwrap()));
    });
}

#[test]
fn an_interrupt_ends_waiting() {
    explore(|| {
        let (counter, interrupt) = (Counter::new(), Arc::new(AtomicBool::new(false)));
        let waiter = {
            let (counter, interrupt) = (counter.clone(), interrupt.clone());
            thread::spawn(move || counter.block_until(&interrupt, |state| state.sum >= 2))
        };
        let sender = {
            let counter = counter.clone();
            thread::spawn(move || counter.post(Message::Add(1)))
        };
        interrupt.store(true, Ordering::SeqCst);
        counter.bell.ring();
        assert!(!waiter.join().unwrap(), "there was one message");
        sender.join().unwrap();
    });
}

/// Closing takes what was sent before and lets what comes later go; who waits hears of it.
#[test]
fn closing_while_others_send_leaves_nothing_behind() {
    explore(|| {
        let counter = Counter::new();
        let waiter = {
            let counter = counter.clone();
            thread::spawn(move || counter.block_until(&AtomicBool::new(false), |state| state.closed))
        };
        let before = 5;
        counter.post(Message::Add(before));
        let sender = {
            let counter = counter.clone();
            thread::spawn(move || counter.post(Message::AddAndSend(1)))
        };
        counter.with(|state| {
            state.closed = true;
            state.effects.changed = true;
        });
        assert!(waiter.join().unwrap());
        sender.join().unwrap();
        assert!([before, before + 1, before + 2].contains(&taken(&counter)));
    });
}
