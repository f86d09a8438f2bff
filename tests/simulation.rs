//! Random graph × cluster × faults: whatever happens, what is finished is right, and in the end nothing is left over.
//!
//! `DASKLET_SEED=17 cargo test --no-default-features --test simulation` runs one case and prints what happened in it.
//! Seeds that once failed stand in `tests/seeds.txt` and are run first, then the same ones each time, then fresh ones:
//! from the clock, or from `DASKLET_SEEDS_FROM`. `make simulate N=1000000` runs so many fresh ones.
#![cfg(not(target_arch = "wasm32"))]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use dasklet::client::FutureState;
use dasklet::cluster::simulation::generate::{self, Case, Names};
use dasklet::cluster::simulation::measure::{Shape, scheduler_cost_per_task};
use dasklet::cluster::simulation::{Config, Fault, Simulation, Step};
use dasklet::events::{EventKind, Time};
use rayon::prelude::*;

/// Cases of one run, beside those of `seeds.txt`: those that are the same each time …
const N_SAME: u64 = 600;
/// … and fresh ones.
const N_FRESH: u64 = 300;

/// When everything must have come to rest: an hour.
const LIMIT: Time = Time::from_nanos(3_600_000_000_000);

#[test]
fn faults_never_change_an_answer_and_nothing_is_left_over() {
    if let Some(seed) = number_from_env("DASKLET_SEED") {
        return check(seed);
    }
    let n_simulated = number_from_env("DASKLET_SIMULATE");
    let known = include_str!("seeds.txt").lines().filter_map(|line| line.split_whitespace().next());
    let known = known.filter(|word| !word.starts_with('#')).map(|word| word.parse().expect("a seed"));
    let same: Vec<u64> = if n_simulated.is_some() { known.collect() } else { known.chain(0..N_SAME).collect() };
    let (first, n_fresh) = (first_fresh_seed(), n_simulated.unwrap_or(N_FRESH));
    println!("{n_fresh} fresh seeds: DASKLET_SEEDS_FROM={first} repeats them");
    let mut failed = failing(same.into_par_iter());
    failed.extend(failing((first..first + n_fresh).into_par_iter()));
    assert!(failed.is_empty(), "{} seeds fail: {failed:?}; from {first}", failed.len());
}

/// The seeds whose cases fail, each said at once.
fn failing(seeds: impl ParallelIterator<Item = u64>) -> Vec<u64> {
    let n_done = AtomicU64::new(0);
    let fails = |seed: &u64| {
        let fails = catch_unwind(|| check(*seed)).is_err();
        if fails {
            let command = "cargo test --no-default-features --test simulation";
            eprintln!("case {seed} fails; to repeat it: DASKLET_SEED={seed} {command}");
        }
        let n_done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
        if n_done.is_multiple_of(10_000) {
            println!("{n_done} cases");
        }
        fails
    };
    seeds.filter(fails).collect()
}

/// Where fresh seeds begin: far from those that are the same each time, and apart from run to run.
#[expect(clippy::disallowed_methods, reason = "a test may be another one each time, as it says which one it was")]
fn first_fresh_seed() -> u64 {
    let clock = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    number_from_env("DASKLET_SEEDS_FROM").unwrap_or_else(|| clock().as_millis() as u64 * 1_000)
}

fn number_from_env(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is to be a number, not {text}")))
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
        match simulation.client(*client).and_then(|client| client.state(key)) {
            Some(FutureState::Finished { .. }) => {
                let value =
                    simulation.value(key).unwrap_or_else(|| panic!("{key} is finished ({state:?}) but nowhere"));
                assert_eq!(generate::number(value), Some(case.answers[key]), "the answer of {key}");
            }
            Some(FutureState::Error { .. } | FutureState::Cancelled { .. }) if case.may_fail => {}
            _ if case.may_starve.contains(key) => {}
            other => panic!("{key} is {state:?} in the end: {other:?}\n{:#?}", simulation.scheduler().story(key)),
        }
    }
    // What was lost in secret, the scheduler cannot know.
    if !case.steps.iter().any(|(_, step)| matches!(step, Step::Fault(Fault::LoseData(..)))) {
        simulation.validate_agreement();
    }
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
