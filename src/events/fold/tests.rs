//! The folds, on stories told in text, and against counting everything from scratch.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::events::{StimulusId, TaskState, Time, WorkerId};
use crate::graph::Key;

/// One event per line: `submit add-1 <- x-1 y-1`, `add-1 processing@2`, `add-1 memory`, `worker 2 threads 4 limit 100`,
/// `run add-1 on 2.0 from 5 to 9 [nbytes 8] [erred]`, `fetch x-1 on 2.0 from 1 to 2 nbytes 8`,
/// `hold 2 managed 60 spilled 10`, `pause 2`, `lose 2`, `clear`.
pub(crate) fn events_from_story(story: &str) -> Vec<Event> {
    let lines = story.lines().map(|line| line.split('#').next().unwrap().trim()).filter(|line| !line.is_empty());
    let kinds = lines.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words[at + 1].parse::<u64>().ok()
        };
        let worker = |text: &str| WorkerId(text.parse().unwrap());
        match words[0] {
            "submit" => EventKind::GraphSubmitted {
                tasks: vec![(Key::text(words[1]), words.iter().skip(3).map(|&dep| Key::text(dep)).collect())],
                wanted: vec![],
            },
            "worker" => EventKind::WorkerAdded {
                worker: worker(words[1]),
                address: format!("inproc://{}", words[1]),
                name: words[1].to_owned(),
                nthreads: number("threads").unwrap_or(1) as u32,
                memory_limit: number("limit").unwrap_or(0),
            },
            "run" | "fetch" => {
                let (place, thread) = words[3].split_once('.').unwrap();
                EventKind::Span {
                    worker: worker(place),
                    thread: thread.parse().unwrap(),
                    key: Key::text(words[1]),
                    activity: match words[0] {
                        "run" => Activity::Compute,
                        _ => Activity::Transfer { from: WorkerId(99) },
                    },
                    start: Time::from_nanos(number("from").unwrap()),
                    stop: Time::from_nanos(number("to").unwrap()),
                    nbytes: number("nbytes").unwrap_or(0),
                    erred: words.contains(&"erred"),
                }
            }
            "hold" => EventKind::WorkerMemory {
                worker: worker(words[1]),
                managed: number("managed").unwrap(),
                spilled: number("spilled").unwrap_or(0),
            },
            "pause" => EventKind::WorkerPaused { worker: worker(words[1]), paused: true },
            "lose" => EventKind::WorkerRemoved { worker: worker(words[1]), expected: false },
            "clear" => EventKind::Cleared,
            key => {
                let (to, place) = words[1].split_once('@').map_or((words[1], None), |(to, at)| (to, Some(worker(at))));
                let to = match to {
                    "released" => TaskState::Released,
                    "waiting" => TaskState::Waiting,
                    "no-worker" => TaskState::NoWorker,
                    "queued" => TaskState::Queued,
                    "processing" => TaskState::Processing,
                    "memory" => TaskState::Memory,
                    "erred" => TaskState::Erred,
                    "forgotten" => TaskState::Forgotten,
                    other => panic!("no state {other:?} in {line:?}"),
                };
                EventKind::Transition { key: Key::text(key), from: TaskState::Released, to, worker: place }
            }
        }
    });
    kinds.map(|kind| Event { time: Time::ZERO, stimulus_id: StimulusId(0), kind }).collect()
}

pub(crate) fn fold_from_story(story: &str) -> Fold {
    let mut fold = Fold::default();
    events_from_story(story).iter().for_each(|event| fold.apply(event));
    fold
}

/// `add: 1 processing 2 memory` per prefix.
fn counts(fold: &Fold) -> String {
    let line = |(prefix, counts): (u32, Counts)| {
        let counts: Vec<String> = Standing::ALL
            .iter()
            .filter(|&&standing| counts.of(standing) > 0)
            .map(|&standing| format!("{} {}", counts.of(standing), standing.name()))
            .collect();
        format!("{}: {}", fold.prefixes.name(prefix), counts.join(" "))
    };
    fold.tasks.by_prefix().map(line).collect::<Vec<_>>().join(" | ")
}

#[test]
fn counts_follow_the_states() {
    for (story, expected) in [
        ("", ""),
        ("submit x-1\nsubmit add-1 <- x-1", "x: 1 waiting | add: 1 waiting"),
        ("submit x-1\nx-1 processing@1\nx-1 memory", "x: 1 memory"),
        ("submit x-1\nx-1 queued\nsubmit x-2\nx-2 no-worker", "x: 1 no-worker 1 queued"),
        // Released for good is done, released before it ran is not.
        ("submit x-1\nx-1 memory\nx-1 released", "x: 1 released"),
        ("submit x-1\nx-1 waiting\nx-1 released", "x: 1 waiting"),
        // Forgotten: computed ones stay to be seen, cancelled ones go.
        ("submit x-1\nx-1 memory\nx-1 forgotten\nsubmit y-1", "y: 1 waiting"),
        ("submit y-1\nsubmit x-1\nx-1 memory\nx-1 forgotten\nsubmit y-2", "y: 2 waiting | x: 1 released"),
        ("submit x-1\nx-1 waiting\nx-1 forgotten", ""),
        ("submit x-1\nx-1 waiting\nx-1 forgotten\nsubmit x-1", "x: 1 waiting"),
        // Never submitted, yet it happened.
        ("x-1 erred", "x: 1 erred"),
        ("x-1 erred\nclear", ""),
    ] {
        assert_eq!(counts(&fold_from_story(story)), expected, "{story}");
    }
}

#[test]
fn workers_know_what_they_hold_and_do() {
    let fold = fold_from_story(
        "worker 1 threads 2 limit 100
         worker 2 threads 1
         x-1 processing@1
         y-1 processing@1
         z-1 processing@2
         x-1 memory                             # leaves worker 1
         y-1 processing@2                       # stolen
         hold 1 managed 60 spilled 10
         run x-1 on 1.0 from 0 to 40 nbytes 60
         fetch x-1 on 2.0 from 40 to 50 nbytes 60
         pause 1
         hold 9 managed 5                       # nobody knows worker 9
         worker 3
         lose 3",
    );
    let of = |worker| fold.workers.get(WorkerId(worker)).cloned().unwrap_or_default();
    assert_eq!((of(1).processing, of(1).managed, of(1).spilled, of(1).paused), (0, 60, 10, true));
    assert_eq!((of(2).processing, of(2).received), (2, 60));
    let totals = fold.workers.totals();
    assert_eq!((totals.n_computed, totals.n_transfers, totals.transferred, totals.n_lost), (1, 1, 60, 1));
    assert_eq!(fold.workers.len(), 2);
    assert_eq!(fold.timeline.n_rows(), 3);
}

#[test]
fn layers_are_names_with_their_blocks() {
    let mut fold = Fold::default();
    let blocks = |name: &str, n: u32| (0..n).map(|block| Key::block(name, &[block, 0])).collect::<Vec<_>>();
    let (x, y) = (blocks("ones-1", 3), blocks("add-2", 3));
    let tasks =
        x.iter().map(|key| (key.clone(), vec![])).chain(y.iter().zip(&x).map(|(y, x)| (y.clone(), vec![x.clone()])));
    let kind = EventKind::GraphSubmitted { tasks: tasks.collect(), wanted: y.clone() };
    fold.apply(&Event { time: Time::ZERO, stimulus_id: StimulusId(0), kind });
    let layers = fold.tasks.layers();
    assert_eq!(layers.iter().map(|layer| &*layer.name).collect::<Vec<_>>(), ["ones-1", "add-2"]);
    assert_eq!(layers[1].dependencies.iter().copied().collect::<Vec<_>>(), [0]);
    assert_eq!(&layers[1].n_blocks[..], &[3, 1]);
}

#[test]
fn bursts_part_where_nothing_happened() {
    let second = 1_000_000_000u64;
    let bursts = |spans: &[(u64, u64)]| {
        let story: String = spans
            .iter()
            .map(|(from, to)| format!("run x-1 on 1.0 from {} to {}\n", from * second, to * second))
            .collect();
        let fold = fold_from_story(&story);
        let seconds = |time: Time| time.as_nanos() / second;
        fold.timeline.bursts().iter().map(|&(from, until)| (seconds(from), seconds(until))).collect::<Vec<_>>()
    };
    assert_eq!(bursts(&[(0, 1), (2, 3)]), [(0, 3)]);
    assert_eq!(bursts(&[(0, 1), (9, 10), (10, 11)]), [(0, 1), (9, 11)]);
    // A long span that is reported last joins what it spans.
    assert_eq!(bursts(&[(0, 1), (9, 10), (30, 31), (1, 12)]), [(0, 12), (30, 31)]);
    assert_eq!(bursts(&[(20, 21), (0, 1)]), [(0, 1), (20, 21)]);
}

fn stories() -> impl Strategy<Value = Vec<String>> {
    let key = prop_oneof![Just("x-1"), Just("x-2"), Just("add-1"), Just("sum-1")];
    let state = prop_oneof![
        Just("released"),
        Just("waiting"),
        Just("queued"),
        Just("processing@1"),
        Just("processing@2"),
        Just("memory"),
        Just("erred"),
        Just("forgotten"),
    ];
    let line = prop_oneof![
        6 => (key.clone(), state).prop_map(|(key, state)| format!("{key} {state}")),
        2 => (key.clone(), key.clone()).prop_map(|(key, dep)| format!("submit {key} <- {dep}")),
        2 => (key, 1u32..3, 0u64..50, 0u64..50).prop_map(|(key, worker, from, lasted)| {
            format!("run {key} on {worker}.0 from {from} to {}", from + lasted)
        }),
        1 => (1u32..3).prop_map(|worker| format!("worker {worker}")),
        1 => (1u32..3).prop_map(|worker| format!("lose {worker}")),
    ];
    proptest::collection::vec(line, 0..60)
}

proptest! {
    #[test]
    fn counts_equal_counting_from_scratch(story in stories()) {
        let fold = fold_from_story(&story.join("\n"));
        let mut by_prefix: BTreeMap<u32, [u32; 7]> = BTreeMap::new();
        let mut by_layer: BTreeMap<u32, u32> = BTreeMap::new();
        for (_, entry, standing) in fold.tasks.iter() {
            by_prefix.entry(entry.prefix).or_default()[standing as usize] += 1;
            *by_layer.entry(entry.layer).or_default() += 1;
        }
        let folded: BTreeMap<u32, [u32; 7]> = fold
            .tasks
            .by_prefix()
            .map(|(prefix, counts)| (prefix, Standing::ALL.map(|standing| counts.of(standing))))
            .collect();
        prop_assert_eq!(folded, by_prefix);
        for (layer, entry) in (0..).zip(fold.tasks.layers()) {
            prop_assert_eq!(entry.counts.all(), by_layer.get(&layer).copied().unwrap_or(0));
        }
        let n_spans: usize = fold.timeline.rows().map(|(_, row)| row.compute.len() + row.other.len()).sum();
        prop_assert_eq!(n_spans, fold.timeline.n_spans());
    }
}
