//! Random graph × cluster × faults: whatever happens, what is finished is right, and in the end nothing is left over.
//!
//! `DASKLET_SEED=17 cargo test --no-default-features --test simulation` runs one case and prints what happened in it.
//! Seeds that once failed stand in `tests/seeds.txt` and are run first.
#![cfg(not(target_arch = "wasm32"))]

use std::panic::{AssertUnwindSafe, catch_unwind};

use dasklet::cluster::simulation::generate::{self, Case, Names};
use dasklet::cluster::simulation::measure::{Shape, scheduler_cost_per_task};
use dasklet::cluster::simulation::{Config, Fault, Simulation, Step};
use dasklet::events::{EventKind, Time};
use dasklet::scheduler::Outcome;
use dasklet::worker::TaskState;

/// Cases of one run, beside those of `seeds.txt`.
const N_CASES: u64 = 600;

/// When everything must have come to rest: an hour.
const LIMIT: Time = Time::from_nanos(3_600_000_000_000);

#[test]
fn faults_never_change_an_answer_and_nothing_is_left_over() {
    for seed in seeds() {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(seed))) {
            eprintln!(
                "case {seed} fails; to repeat it: DASKLET_SEED={seed} cargo test --no-default-features --test simulation"
            );
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_log() {
    for seed in [3, 14, 15, 92, 65] {
        let logs = [(); 2].map(|()| {
            let mut simulation = start(generate::case(seed, Names::Plain), true);
            simulation.run(LIMIT);
            let events: Vec<_> = simulation.drain_events().collect();
            format!("{:#?}\n{}", events, simulation.trace().join("\n"))
        });
        assert!(logs[0].len() > 1_000, "case {seed} does nothing");
        assert_eq!(logs[0], logs[1], "case {seed}");
    }
}

/// Each task goes through the same states on the same workers at the same times, whatever it is called.
#[test]
fn names_do_not_decide() {
    for seed in 0..100 {
        let stories = [Names::Plain, Names::Reversed].map(|names| {
            let mut simulation = start(generate::case(seed, names), false);
            simulation.run(LIMIT);
            let transitions = simulation.drain_events().filter_map(|event| match event.kind {
                EventKind::Transition { from, to, worker, .. } => Some((event.time, from, to, worker)),
                _ => None,
            });
            transitions.collect::<Vec<_>>()
        });
        assert_eq!(stories[0], stories[1], "case {seed}");
    }
}

/// What is measured elsewhere must be right too: it asserts that everything ran once and was released.
#[test]
fn large_graphs_run_to_their_end() {
    for shape in [Shape::Map, Shape::Tree] {
        scheduler_cost_per_task(13_000, shape);
    }
}

fn seeds() -> Vec<u64> {
    if let Ok(seed) = std::env::var("DASKLET_SEED") {
        return vec![seed.parse().expect("DASKLET_SEED is a number")];
    }
    let known = include_str!("seeds.txt").lines().filter_map(|line| line.split_whitespace().next());
    let known = known.filter(|word| !word.starts_with('#')).map(|word| word.parse().expect("a seed"));
    known.chain(0..N_CASES).collect()
}

fn start(case: Case, tracing: bool) -> Simulation {
    let mut simulation = Simulation::new(Config { tracing, ..case.config });
    for (time, step) in case.steps {
        simulation.at(time, step);
    }
    simulation
}

fn check(seed: u64) {
    let case = generate::case(seed, Names::Plain);
    let is_shown = std::env::var("DASKLET_SEED").is_ok();
    let mut simulation = start(case.clone(), is_shown);
    let outcome = catch_unwind(AssertUnwindSafe(|| check_answers(&case, &mut simulation)));
    if is_shown {
        println!("{:#?}", case.steps);
        println!("{}", simulation.trace().join("\n"));
    }
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

fn check_answers(case: &Case, simulation: &mut Simulation) {
    assert!(simulation.run(LIMIT), "it does not come to rest");
    for (client, key) in &case.wanted {
        let state = simulation.scheduler().task_state(key);
        match simulation.outcome(*client, key) {
            Some(Outcome::Finished { .. }) => {
                let value =
                    simulation.value(key).unwrap_or_else(|| panic!("{key} is finished ({state:?}) but nowhere"));
                assert_eq!(generate::number(value), Some(case.answers[key]), "the answer of {key}");
            }
            Some(Outcome::Erred { .. } | Outcome::Cancelled { .. }) if case.may_fail => {}
            _ if case.may_starve.contains(key) => {}
            other => panic!("{key} is {state:?} in the end: {other:?}\n{:#?}", simulation.scheduler().story(key)),
        }
    }
    check_replicas(case, simulation);
    for &client in &case.clients {
        simulation.at(simulation.now(), Step::Close(client));
    }
    assert!(simulation.run(LIMIT), "closing does not come to rest");
    assert_eq!(simulation.scheduler().n_tasks(), 0, "tasks are left on the scheduler");
    for (worker, machine) in simulation.workers() {
        assert_eq!(machine.n_tasks(), 0, "tasks are left on worker {}", worker.0);
        assert_eq!(machine.nbytes(), 0, "bytes are left on worker {}", worker.0);
    }
    assert_eq!(simulation.n_stored(), 0, "values are left in a store");
}

/// The scheduler knows exactly the copies that there are.
fn check_replicas(case: &Case, simulation: &Simulation) {
    if case.steps.iter().any(|(_, step)| matches!(step, Step::Fault(Fault::LoseData(..)))) {
        return;
    }
    for (worker, machine) in simulation.workers() {
        let has_what = simulation.scheduler().has_what(worker);
        for key in &has_what {
            assert!(machine.has(key), "worker {} does not have {key}", worker.0);
        }
        assert_eq!(machine.n_in_state(TaskState::Memory), has_what.len(), "results on worker {}", worker.0);
    }
}
