//! Scenarios of the scheduler. The cluster's line names workers and their threads, then settings:
//! `cluster a:1 b:2 saturation=inf`. The facts:
//!
//! ```text
//! client submits x; z = add(x, y) wants x, z with retries=1 priority=5 workers=a,b loose fifo=100 parent=t
//!        (an input that is not known is a task without inputs, unless it is written ?gone; without wants: the leaves)
//! client releases x, y         client cancels x [by force]    client retries x    client goes
//! client scatters d 8 B to a, b
//! a finished x 8 B [in 5 ms] [first run]      a failed x ValueError [first run]      a seceded x after 5 ms
//! a got x, y       a misses x at b      a asks who has x      2000000 B came in 10 ms
//! a joins with 2 threads       a is lost       a leaves       a pauses       a resumes
//! why x                                        (the placement of a task, as lines)
//! ```

use std::sync::Arc;
use std::time::Duration;

use dasklet::events::{Replicas, RunId, StimulusId, Time, WorkerId};
use dasklet::graph::{Key, Task, TaskError, TaskGraph};
use dasklet::scheduler::{Action, ClientId, Config, Outcome, Scheduler, Stimulus, Submission, TaskOptions, Transition};

use super::{Lines, Machine, expanded, key, key_text, keys, number, operation, words};

/// A scheduler with named workers and clients.
pub struct Cluster {
    scheduler: Scheduler,
    workers: Vec<String>,
    clients: Vec<String>,
    /// The runs that were ordered, in order.
    runs: Vec<(Key, WorkerId, RunId)>,
    n_stimuli: u64,
}

impl Cluster {
    pub fn new(line: &str) -> Cluster {
        let mut config = Config::default();
        let mut cluster_workers = Vec::new();
        for word in line.strip_prefix("cluster").expect("a cluster").split_whitespace() {
            match word.split_once('=') {
                Some(("saturation", value)) => config.worker_saturation = value.parse().expect("a number"),
                Some(("bandwidth", value)) => config.bandwidth = value.parse().expect("bytes per second"),
                Some((name, _)) => panic!("no setting {name}"),
                None => cluster_workers.push(word.split_once(':').expect("a worker and its threads")),
            }
        }
        let scheduler = Scheduler::new(config);
        let mut cluster =
            Cluster { scheduler, workers: Vec::new(), clients: Vec::new(), runs: Vec::new(), n_stimuli: 0 };
        for (name, nthreads) in cluster_workers {
            cluster.tell(0, &format!("{name} joins with {nthreads} threads"));
        }
        cluster
    }

    fn worker(&mut self, name: &str) -> WorkerId {
        WorkerId(place(&mut self.workers, name.trim()))
    }

    fn client(&mut self, name: &str) -> ClientId {
        ClientId(place(&mut self.clients, name))
    }

    fn name(&self, worker: WorkerId) -> &str {
        &self.workers[worker.0 as usize]
    }

    fn names<'a>(&self, workers: impl IntoIterator<Item = &'a WorkerId>) -> String {
        workers.into_iter().map(|worker| self.name(*worker)).collect::<Vec<_>>().join(" ")
    }

    fn run_id(&self, key: &Key, worker: WorkerId, fact: &str) -> RunId {
        let mut runs =
            self.runs.iter().filter(|(ran, on, _)| ran == key && *on == worker).map(|(_, _, run_id)| *run_id);
        let run_id = if fact.contains("first run") { runs.next() } else { runs.next_back() };
        run_id.unwrap_or_default()
    }

    fn stimulus(&mut self, fact: &str) -> Stimulus {
        let mut parts = fact.splitn(3, ' ');
        let (who, verb, rest) = (parts.next().unwrap(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let first = rest.split_whitespace().next().unwrap_or("");
        let millis = |unit: &str| number(rest, unit).map(Duration::from_millis);
        match verb {
            "submits" => Stimulus::UpdateGraph { client: self.client(who), submission: self.submission(rest) },
            "releases" => Stimulus::ClientReleasesKeys { client: self.client(who), keys: keys(rest) },
            "retries" => Stimulus::ClientRetriesKeys { client: self.client(who), keys: keys(rest) },
            "cancels" => {
                let force = rest.contains("by force");
                let keys = keys(rest.trim_end_matches("by force"));
                Stimulus::ClientCancelsKeys { client: self.client(who), keys, reason: "asked to".to_owned(), force }
            }
            "goes" => Stimulus::ClientClosed { client: self.client(who) },
            "scatters" => {
                let to = rest.split_once(" to ").expect("a worker").1;
                let nbytes = number(rest, "B").expect("bytes");
                Stimulus::DataScattered { client: self.client(who), worker: self.worker(to), key: key(first), nbytes }
            }
            "finished" => {
                let (worker, key) = (self.worker(who), key(first));
                let (run_id, nbytes) = (self.run_id(&key, worker, fact), number(rest, "B").expect("bytes"));
                Stimulus::TaskFinished { worker, key, run_id, nbytes, duration: millis("ms") }
            }
            "failed" => {
                let (worker, key) = (self.worker(who), key(first));
                let run_id = self.run_id(&key, worker, fact);
                let error = TaskError::new(rest.split_whitespace().nth(1).expect("an exception"), "as told");
                Stimulus::TaskErred { worker, key, run_id, error }
            }
            "seceded" => {
                let (worker, key) = (self.worker(who), key(first));
                let run_id = self.run_id(&key, worker, fact);
                Stimulus::TaskSeceded { worker, key, run_id, duration: millis("ms").expect("a duration") }
            }
            "got" => Stimulus::DataAdded { worker: self.worker(who), keys: keys(rest) },
            "misses" => {
                let (missing, errant) = rest.split_once(" at ").expect("a peer");
                let (worker, errant_worker) = (self.worker(who), self.worker(errant));
                Stimulus::DataMissing { worker, key: key(missing), errant_worker }
            }
            "asks" => {
                let keys = keys(rest.strip_prefix("who has").expect("who has"));
                Stimulus::WhoHasRequested { worker: self.worker(who), keys }
            }
            "B" => {
                Stimulus::TransferMeasured { bytes: who.parse().expect("bytes"), duration: millis("ms").expect("ms") }
            }
            "joins" => {
                let nthreads = number(rest, "threads").or(number(rest, "thread")).expect("threads") as u32;
                Stimulus::WorkerAdded { worker: self.worker(who), nthreads, memory_limit: 0 }
            }
            "is" => Stimulus::WorkerRemoved { worker: self.worker(who), expected: false },
            "leaves" => Stimulus::WorkerRemoved { worker: self.worker(who), expected: true },
            "pauses" => Stimulus::WorkerPaused { worker: self.worker(who), paused: true },
            "resumes" => Stimulus::WorkerPaused { worker: self.worker(who), paused: false },
            _ => panic!("no such fact: {fact}"),
        }
    }

    fn submission(&mut self, text: &str) -> Submission {
        let (text, with) = text.split_once(" with ").unwrap_or((text, ""));
        let (text, wants) = text.split_once(" wants ").unwrap_or((text, ""));
        let mut submission = Submission::default();
        let mut needed = Vec::new();
        for definition in text.split(';') {
            let (made, (name, inputs)) = match definition.split_once('=') {
                Some((made, call)) => (made, call.trim().trim_end_matches(')').split_once('(').expect("a call")),
                None => (definition, ("load", "")),
            };
            let inputs = words(inputs);
            let inputs = inputs.iter().flat_map(|word| expanded(word)).map(|word| {
                let is_known = |key: &Key| self.scheduler.task_state(key).is_some();
                let input = key(word.trim_start_matches('?'));
                if !word.starts_with('?') && !is_known(&input) && !submission.tasks.contains_key(&input) {
                    insert(&mut submission.tasks, &input, "load", Vec::new());
                }
                input
            });
            let inputs: Vec<Key> = inputs.collect();
            needed.extend(inputs.iter().cloned());
            for made in words(made).iter().flat_map(|word| expanded(word)) {
                insert(&mut submission.tasks, &key(&made), name, inputs.clone());
            }
        }
        submission.wanted = match wants {
            "" => submission.tasks.keys().filter(|key| !needed.contains(key)).cloned().collect(),
            "nothing" => Vec::new(),
            _ => keys(wants),
        };
        self.options(with, &mut submission);
        submission
    }

    fn options(&mut self, with: &str, submission: &mut Submission) {
        let mut options = TaskOptions::default();
        for word in with.split_whitespace() {
            match word.split_once('=').unwrap_or((word, "")) {
                ("retries", value) => options.retries = value.parse().expect("a number"),
                ("priority", value) => options.user_priority = value.parse().expect("a number"),
                ("workers", value) => options.workers = words(value).iter().map(|name| self.worker(name)).collect(),
                ("loose", "") => options.allow_other_workers = true,
                ("fifo", value) => submission.fifo_timeout = Duration::from_millis(value.parse().expect("ms")),
                ("parent", value) => submission.submitting_task = Some(key(value)),
                _ => panic!("no option {word}"),
            }
        }
        submission.options = options;
    }

    fn why(&self, of: &str) -> Vec<String> {
        let decision = self.scheduler.why_this_worker(&key(of)).expect("a placement");
        let mut lines = vec![format!("{:?}: {}", decision.rule, self.name(decision.chosen))];
        for candidate in &decision.candidates {
            let (stack, comm) = (candidate.stack_time, candidate.comm_time);
            let name = self.name(candidate.worker);
            lines.push(format!("{name}: stack {stack:.3} s, comm {comm:.3} s, {} B there", candidate.nbytes));
        }
        lines
    }

    fn state_text(&self, transition: &Transition) -> String {
        match transition.worker {
            Some(worker) => format!("{}({})", state_name(transition.to), self.name(worker)),
            None => state_name(transition.to).to_owned(),
        }
    }

    fn inputs_text(&self, inputs: &[Replicas]) -> String {
        let inputs = inputs.iter().map(|input| format!(", {} at {}", key_text(&input.key), self.names(&input.who_has)));
        inputs.collect()
    }

    fn order(&self, action: &Action, lines: &mut Lines) {
        match action {
            Action::Compute { worker, task, inputs, .. } => {
                let order = format!("compute on {}{}", self.name(*worker), self.inputs_text(inputs));
                lines.order(&key_text(&task.key), order);
            }
            Action::FreeKeys { worker, keys } => {
                for key in keys {
                    lines.order(&key_text(key), format!("free on {}", self.name(*worker)));
                }
            }
            Action::RefreshWhoHas { worker, who_has } => {
                for replicas in who_has {
                    let order = format!("tell {}: at {}", self.name(*worker), self.names(&replicas.who_has));
                    lines.order(&key_text(&replicas.key), order.trim_end().to_owned());
                }
            }
            Action::Report { client, key, outcome } => {
                let outcome = match outcome {
                    Outcome::Finished { nbytes } => format!("finished, {nbytes} B"),
                    Outcome::Erred { error, origin } => format!("{} in {}", error.exception_type, key_text(origin)),
                    Outcome::Lost => "lost".to_owned(),
                    Outcome::Retried => "pending".to_owned(),
                    Outcome::Cancelled { .. } => "cancelled".to_owned(),
                };
                lines.order(&key_text(key), format!("tell {}: {outcome}", self.clients[client.0 as usize]));
            }
        }
    }
}

impl Machine for Cluster {
    fn tell(&mut self, millis: u64, fact: &str) -> Vec<String> {
        if let Some(of) = fact.strip_prefix("why ") {
            return self.why(of);
        }
        let stimulus = self.stimulus(fact);
        self.n_stimuli += 1;
        let stimulus_id = StimulusId(self.n_stimuli);
        let mut actions = Vec::new();
        self.scheduler.handle(Time::from_nanos(millis * 1_000_000), stimulus_id, stimulus, &mut actions);
        self.scheduler.validate();

        let mut lines = Lines::new();
        for transition in self.scheduler.stimulus_story(stimulus_id) {
            let (from, to) = (state_name(transition.from).to_owned(), self.state_text(&transition));
            lines.state(&key_text(&transition.key), from, to);
        }
        for action in &actions {
            self.order(action, &mut lines);
            if let Action::Compute { worker, task, run_id, .. } = action {
                self.runs.push((task.key.clone(), *worker, *run_id));
            }
        }
        lines.into_text()
    }
}

fn insert(tasks: &mut TaskGraph, key: &Key, name: &str, inputs: Vec<Key>) {
    tasks.insert(key.clone(), Arc::new(Task::run(key.clone(), operation(name), inputs)));
}

fn place(names: &mut Vec<String>, name: &str) -> u32 {
    let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    place as u32
}

fn state_name(state: dasklet::events::TaskState) -> &'static str {
    use dasklet::events::TaskState::*;
    match state {
        Released => "released",
        Waiting => "waiting",
        NoWorker => "no-worker",
        Queued => "queued",
        Processing => "processing",
        Memory => "memory",
        Erred => "erred",
        Forgotten => "forgotten",
    }
}
