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
        // Cancelled, but it ran on until after the next graph had come.
        ("submit x-1\nx-1 processing@1\nx-1 forgotten\nsubmit y-1\nrun x-1 on 1.0 from 0 to 1", "y: 1 waiting"),
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

/// A fold that keeps so little.
fn small_fold(spans_max: usize, forgotten_max: usize) -> Fold {
    Fold {
        timeline: Timeline::with_spans_max(spans_max),
        tasks: Tasks::with_forgotten_max(forgotten_max),
        ..Fold::default()
    }
}

fn apply(fold: &mut Fold, story: &str) {
    events_from_story(story).iter().for_each(|event| fold.apply(event));
}

proptest! {
    #[test]
    fn a_bounded_timeline_equals_the_last_spans(
        spans in proptest::collection::vec((1u32..4, prop_oneof![Just("run"), Just("fetch")], 0u64..60, 0u64..9), 0..200),
    ) {
        const SPANS_MAX: usize = 20;
        let (mut bounded, mut all) = (small_fold(SPANS_MAX, 10), Fold::default());
        // Start, worker, whether beside the tasks, when it came: in this order they are dropped.
        let mut kept: Vec<(u64, u32, bool, usize)> = Vec::new();
        for (idx, &(worker, kind, from, lasted)) in spans.iter().enumerate() {
            let line = format!("{kind} x{worker}-{idx} on {worker}.0 from {from} to {}", from + lasted);
            apply(&mut bounded, &line);
            apply(&mut all, &line);
            kept.push((from, worker, kind == "fetch", idx));
            kept.sort_unstable();
            if kept.len() > SPANS_MAX {
                kept.drain(..kept.len() - SPANS_MAX * 3 / 4);
            }
            let spans = |timeline: &Timeline| -> Vec<(u64, u32, bool, String)> {
                let mut spans = Vec::new();
                for ((worker, _), row) in timeline.rows() {
                    for (lane, is_other) in [(&row.compute, false), (&row.other, true)] {
                        let lane = (0..lane.len()).map(|idx| lane.get(idx));
                        spans.extend(lane.map(|span| (span.start.as_nanos(), worker.0, is_other, span.key.to_string())));
                    }
                }
                spans.sort_unstable_by_key(|a| (a.0, a.1, a.2));
                spans
            };
            let expected: Vec<_> = kept
                .iter()
                .map(|&(from, worker, is_other, idx)| (from, worker, is_other, format!("x{worker}-{idx}")))
                .collect();
            prop_assert_eq!(spans(&bounded.timeline), expected);
            prop_assert_eq!(bounded.timeline.n_spans(), kept.len());
            prop_assert_eq!(bounded.timeline.n_dropped() as usize, idx + 1 - kept.len());
        }
        let sums = |fold: &Fold| (fold.timeline.by_prefix().collect::<Vec<_>>(), fold.timeline.by_activity().collect::<Vec<_>>());
        prop_assert_eq!(sums(&bounded), sums(&all));
        prop_assert_eq!(bounded.workers.totals(), all.workers.totals());
        if let (Some(&(from, until)), Some(&(first, _, _, _))) = (bounded.timeline.bursts().first(), kept.first()) {
            prop_assert!(from >= Time::from_nanos(first) && until == all.timeline.bursts()[0].1);
        }
    }

    #[test]
    fn counts_stay_true_though_tasks_are_dropped(
        kinds in proptest::collection::vec((0u32..3, prop_oneof![Just("memory"), Just("erred"), Just("waiting")]), 1..120),
    ) {
        const FORGOTTEN_MAX: usize = 8;
        let (mut bounded, mut all) = (small_fold(100, FORGOTTEN_MAX), Fold::default());
        let both = |bounded: &mut Fold, all: &mut Fold, story: &str| {
            apply(bounded, story);
            apply(all, story);
        };
        both(&mut bounded, &mut all, "submit stuck-1\nstuck-1 processing@1");
        for (idx, (prefix, end)) in kinds.iter().enumerate() {
            let key = format!("x{prefix}-{idx}");
            let story = format!("submit {key} <- stuck-1\n{key} processing@1\n{key} {end}\n{key} forgotten");
            both(&mut bounded, &mut all, &story);
            prop_assert_eq!(counts(&bounded), counts(&all));
            prop_assert_eq!(bounded.tasks.counts(), all.tasks.counts());
            let of_layers = |fold: &Fold| fold.tasks.layers().iter().map(|layer| layer.counts).collect::<Vec<_>>();
            prop_assert_eq!(of_layers(&bounded), of_layers(&all));
            prop_assert!(bounded.tasks.iter().count() <= FORGOTTEN_MAX + 1);
        }
        both(&mut bounded, &mut all, "stuck-1 memory\nsubmit y-1\ny-1 memory");
        prop_assert_eq!(counts(&bounded), counts(&all));
        prop_assert_eq!(counts(&bounded), "stuck: 1 memory | y: 1 memory");
    }
}

/// Ten times as much as is kept, of each sort.
#[test]
fn memory_is_level_after_ten_times_what_is_kept() {
    let mut fold = Fold::default();
    apply(&mut fold, "worker 1 threads 1\nworker 2 threads 1");
    let name: std::sync::Arc<str> = "x".into();
    let mut bytes = Vec::new();
    for round in 0..20u64 {
        let n = SPANS_MAX as u64 / 2;
        for idx in round * n..(round + 1) * n {
            let kind = EventKind::Span {
                worker: WorkerId(1 + (idx % 2) as u32),
                thread: 0,
                key: Key::block(name.clone(), &[idx as u32]),
                activity: Activity::Compute,
                start: Time::from_nanos(10 * idx),
                stop: Time::from_nanos(10 * idx + 9),
                nbytes: 8,
                erred: false,
            };
            fold.timeline.push(WorkerId(1 + (idx % 2) as u32), 0, span_from_kind(&kind));
        }
        bytes.push(fold.heap_bytes());
    }
    assert_eq!(fold.timeline.n_spans() as u64 + fold.timeline.n_dropped(), 10 * SPANS_MAX as u64);
    assert!(fold.timeline.n_spans() <= SPANS_MAX);
    assert!(bytes.iter().all(|&bytes| bytes <= 16 << 20), "{bytes:?}");
    assert!(bytes[19] <= bytes[10], "{bytes:?}");
}

fn span_from_kind(kind: &EventKind) -> Span {
    let EventKind::Span { key, activity, start, stop, nbytes, erred, .. } = kind.clone() else { unreachable!() };
    Span { start, stop, key, prefix: 0, activity, nbytes, erred }
}

#[test]
fn rows_of_workers_that_left_are_few() {
    let mut fold = Fold::default();
    for worker in 0..3_000 {
        apply(&mut fold, &format!("worker {worker}\nrun x-1 on {worker}.0 from {worker} to {}", worker + 1));
        apply(&mut fold, &format!("lose {worker}"));
    }
    assert!(fold.timeline.n_rows() <= 1_000, "{} rows", fold.timeline.n_rows());
    assert_eq!(fold.timeline.n_spans() as u64 + fold.timeline.n_dropped(), 3_000);
    assert_eq!(fold.timeline.rows().last().map(|((worker, _), _)| worker), Some(WorkerId(2_999)));
}

#[test]
fn layers_and_prefixes_are_few_however_many_graphs_there_were() {
    let mut fold = small_fold(50, 50);
    for graph in 0..5_000 {
        // A layer of its own, and in half of them a prefix of its own.
        let prefix = if graph % 2 == 0 { "sum".to_owned() } else { format!("x{graph}") };
        let key = format!("{prefix}-{graph}");
        let story =
            format!("submit {key}\nrun {key} on 1.0 from {graph} to {}\n{key} memory\n{key} forgotten", graph + 1);
        apply(&mut fold, &story);
        let key = Key::block(format!("{prefix}-layer-{graph}"), &[0]);
        let kind = EventKind::GraphSubmitted { tasks: vec![(key, vec![])], wanted: vec![] };
        fold.apply(&Event { time: Time::ZERO, stimulus_id: StimulusId(0), kind });
        let pending = Key::block(format!("{prefix}-layer-{graph}"), &[0]);
        let kind =
            EventKind::Transition { key: pending, from: TaskState::Waiting, to: TaskState::Forgotten, worker: None };
        fold.apply(&Event { time: Time::ZERO, stimulus_id: StimulusId(0), kind });
    }
    assert!(fold.tasks.layers().len() < 300, "{} layers", fold.tasks.layers().len());
    assert!(fold.prefixes.iter().count() <= PREFIXES_MAX + 1);
    let n: u64 = fold.timeline.by_prefix().map(|(_, sums)| sums.n).sum();
    assert_eq!(n, 5_000);
    let of =
        |name: &str| fold.timeline.by_prefix().find(|(id, _)| fold.prefixes.name(*id) == name).map(|(_, sums)| sums.n);
    assert_eq!(of("sum"), Some(2_500));
    assert!(of("other").is_some_and(|n| n > 1_000), "{:?}", of("other"));
}

#[test]
fn of_too_many_prefixes_at_a_time_the_rest_are_one() {
    let mut fold = Fold::default();
    for idx in 0..PREFIXES_MAX + 7 {
        apply(&mut fold, &format!("submit x{idx}-1\nx{idx}-1 processing@1"));
    }
    let others = fold.tasks.by_prefix().find(|(id, _)| fold.prefixes.name(*id) == "other");
    assert_eq!(others.map(|(_, counts)| counts.all()), Some(7));
    assert_eq!(fold.tasks.counts().all() as usize, PREFIXES_MAX + 7);
}
