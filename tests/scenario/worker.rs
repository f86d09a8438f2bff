//! Scenarios of a worker. Its line says how many threads it has, then settings: `worker 2 message=100 connections=1
//! incoming=1000`. The facts:
//!
//! ```text
//! compute z at 3 with x 8 B from a b, y 8 B from b      (at: the priority, lower first)
//! free x, y      who has x 8 B: a b      put d 8 B
//! done x 8 B     failed x ValueError     seceded x
//! a sent x 8 B, y 8 B     a sent x 8 B but not y     a had no x     a is busy with x, y     a is gone with x, y
//! pause          resume                  wake
//! ```

use std::sync::Arc;
use std::time::Duration;

use dasklet::events::{Replicas, RunId, StimulusId, Time, WorkerId};
use dasklet::graph::{Key, Priority, Task, TaskError};
use dasklet::worker::{Action, Config, Stimulus, TaskState, Worker};

use super::{Lines, Machine, key, key_text, keys, number, operation, words};

/// A worker called `w`, with peers called `a`, `b` and so on.
pub struct Bench {
    worker: Worker,
    n_stimuli: u64,
    n_runs: u64,
}

impl Bench {
    pub fn new(line: &str) -> Bench {
        let mut words = line.strip_prefix("worker").expect("a worker").split_whitespace();
        let mut config = Config::new(words.next().expect("threads").parse().expect("a number"), 0);
        for word in words {
            match word.split_once('=').expect("a setting") {
                ("message", value) => config.message_bytes_limit = value.parse().expect("bytes"),
                ("connections", value) => config.connections_outgoing = value.parse().expect("a number"),
                ("incoming", value) => config.incoming_bytes_limit = Some(value.parse().expect("bytes")),
                (name, _) => panic!("no setting {name}"),
            }
        }
        Bench { worker: Worker::new(peer("w"), config), n_stimuli: 0, n_runs: 0 }
    }

    fn stimulus(&mut self, fact: &str) -> Stimulus {
        let (verb, rest) = fact.split_once(' ').unwrap_or((fact, ""));
        let first = rest.split_whitespace().next().unwrap_or("");
        match verb {
            "compute" => self.compute(rest),
            "free" => Stimulus::FreeKeys { keys: keys(rest) },
            "who" => {
                let (what, who) = rest.strip_prefix("has ").expect("who has").split_once(':').expect("a colon");
                Stimulus::RefreshWhoHas { who_has: vec![replicas(&format!("{what} from {who}"))] }
            }
            "put" => Stimulus::DataPut { key: key(first), nbytes: number(rest, "B").expect("bytes") },
            "done" => {
                let (start, stop) = (Time::ZERO, Time::from_nanos(1_000_000));
                Stimulus::ExecuteSuccess { key: key(first), nbytes: number(rest, "B").expect("bytes"), start, stop }
            }
            "failed" => {
                let error = TaskError::new(rest.split_whitespace().nth(1).expect("an exception"), "as told");
                Stimulus::ExecuteFailure { key: key(first), error, start: Time::ZERO, stop: Time::ZERO }
            }
            "seceded" => Stimulus::Seceded { key: key(first), duration: Duration::from_millis(1) },
            "pause" => Stimulus::Paused { paused: true },
            "resume" => Stimulus::Paused { paused: false },
            "wake" => Stimulus::Wakeup,
            from => answer(peer(from), rest),
        }
    }

    fn compute(&mut self, text: &str) -> Stimulus {
        self.n_runs += 1;
        let (head, inputs) = text.split_once(" with ").unwrap_or((text, ""));
        let (name, rank) = head.split_once(" at ").unwrap_or((head, "0"));
        let inputs: Vec<Replicas> = words(inputs).into_iter().map(replicas).collect();
        let needed = inputs.iter().map(|input| input.key.clone()).collect();
        let task = Arc::new(Task::run(key(name), operation("f"), needed));
        let priority = Priority { rank: rank.trim().parse().expect("a priority"), ..Priority::default() };
        Stimulus::ComputeTask { task, run_id: RunId(self.n_runs), priority, inputs }
    }
}

impl Machine for Bench {
    fn tell(&mut self, millis: u64, fact: &str) -> Vec<String> {
        let stimulus = self.stimulus(fact);
        self.n_stimuli += 1;
        let stimulus_id = StimulusId(self.n_stimuli);
        let mut actions = Vec::new();
        self.worker.handle(Time::from_nanos(millis * 1_000_000), stimulus_id, stimulus, &mut actions);
        self.worker.validate();

        let mut lines = Lines::new();
        for transition in self.worker.stimulus_story(stimulus_id) {
            let (from, to) = (state_name(transition.from).to_owned(), state_name(transition.to).to_owned());
            lines.state(&key_text(&transition.key), from, to);
        }
        for action in &actions {
            order(action, &mut lines);
        }
        lines.into_text()
    }
}

/// What a peer says.
fn answer(from: WorkerId, text: &str) -> Stimulus {
    let duration = Duration::from_millis(1);
    if let Some(sent) = text.strip_prefix("sent ") {
        let (sent, missing) = sent.split_once(" but not ").unwrap_or((sent, ""));
        let received = words(sent).into_iter().map(|word| {
            let name = word.split_whitespace().next().expect("a key");
            (key(name), number(word, "B").expect("bytes"))
        });
        return Stimulus::GatherDepSuccess { from, received: received.collect(), missing: keys(missing), duration };
    }
    if let Some(missing) = text.strip_prefix("had no ") {
        return Stimulus::GatherDepSuccess { from, received: Vec::new(), missing: keys(missing), duration };
    }
    if let Some(asked) = text.strip_prefix("is busy with ") {
        return Stimulus::GatherDepBusy { from, keys: keys(asked) };
    }
    match text.strip_prefix("is gone with ") {
        Some(asked) => Stimulus::GatherDepFailure { from, keys: keys(asked) },
        None => panic!("no such fact: {text}"),
    }
}

/// `x 8 B from a b`
fn replicas(text: &str) -> Replicas {
    let (what, who) = text.split_once(" from ").unwrap_or((text, ""));
    let name = what.split_whitespace().next().expect("a key");
    let nbytes = number(what, "B").expect("bytes");
    Replicas { key: key(name), who_has: who.split_whitespace().map(peer).collect(), nbytes }
}

fn order(action: &Action, lines: &mut Lines) {
    let list = |keys: &[Key]| keys.iter().map(key_text).collect::<Vec<_>>().join(" ");
    match action {
        Action::Execute { task, thread } => lines.order(&key_text(&task.key), format!("execute on thread {thread}")),
        Action::GatherDep { from, keys, nbytes } => {
            lines.order("", format!("ask {} for {}, {nbytes} B", name(*from), list(keys)));
        }
        Action::DropData { keys } => lines.order("", format!("drop {}", list(keys))),
        Action::TaskFinished { key, run_id, nbytes, duration } => {
            let ran = if duration.is_some() { "ran" } else { "was here" };
            lines.order(&key_text(key), format!("tell: finished run {}, {nbytes} B, {ran}", run_id.0));
        }
        Action::TaskErred { key, run_id, error } => {
            lines.order(&key_text(key), format!("tell: run {} failed, {}", run_id.0, error.exception_type));
        }
        Action::TaskSeceded { key, run_id, .. } => {
            lines.order(&key_text(key), format!("tell: run {} seceded", run_id.0))
        }
        Action::DataAdded { keys } => lines.order("", format!("tell: added {}", list(keys))),
        Action::DataMissing { key, errant_worker } => {
            lines.order(&key_text(key), format!("tell: not at {}", name(*errant_worker)));
        }
        Action::RequestWhoHas { keys } => lines.order("", format!("tell: who has {}?", list(keys))),
        Action::TransferMeasured { bytes, .. } => lines.order("", format!("tell: {bytes} B came")),
    }
}

/// Peers are called by letters.
fn peer(name: &str) -> WorkerId {
    WorkerId(u32::from(name.bytes().next().expect("a name") - b'a'))
}

fn name(worker: WorkerId) -> String {
    char::from(b'a' + worker.0 as u8).to_string()
}

fn state_name(state: TaskState) -> &'static str {
    match state {
        TaskState::Released => "released",
        TaskState::Waiting => "waiting",
        TaskState::Ready => "ready",
        TaskState::Fetch => "fetch",
        TaskState::Flight => "flight",
        TaskState::Missing => "missing",
        TaskState::Executing => "executing",
        TaskState::LongRunning => "long-running",
        TaskState::Memory => "memory",
        TaskState::Error => "error",
        TaskState::Cancelled => "cancelled",
        TaskState::Resumed => "resumed",
        TaskState::Forgotten => "forgotten",
    }
}
