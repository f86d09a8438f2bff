//! The panels on small stories: what is drawn, found, told.
//!
//! `cargo test --no-default-features pictures -- --ignored` writes pictures of all panels to look at.

use plotters_svg::SVGBackend;

use super::palette::Theme;
use super::*;
use crate::events::fold::SPANS_MAX;
use crate::events::wire::{Encoder, Stream};
use crate::events::{Activity, Clock, Event, EventKind, StimulusId, TaskState, Time, WorkerId};
use crate::graph::Key;

const MILLI: u64 = 1_000_000;

/// Feeds a board through the wire.
struct Cluster {
    encoder: Encoder,
    time: u64,
}

impl Cluster {
    fn new(cluster: u32, clock: Clock) -> Cluster {
        Cluster { encoder: Encoder::new(Stream { cluster, clock }), time: 0 }
    }

    fn say(&mut self, kind: EventKind) {
        let event = Event { time: Time::from_nanos(self.time), stimulus_id: StimulusId(0), kind };
        self.encoder.push(&event);
    }

    fn workers(&mut self, n: u32, nthreads: u32) {
        for worker in 0..n {
            self.say(EventKind::WorkerAdded {
                worker: WorkerId(worker),
                address: format!("inproc://dasklet/{worker}"),
                name: worker.to_string(),
                nthreads,
                memory_limit: 2 << 30,
            });
        }
    }

    fn submit(&mut self, tasks: Vec<(Key, Vec<Key>)>) {
        self.say(EventKind::GraphSubmitted { tasks, wanted: vec![] });
    }

    fn moved(&mut self, key: &Key, to: TaskState, worker: Option<u32>) {
        let worker = worker.map(WorkerId);
        self.say(EventKind::Transition { key: key.clone(), from: TaskState::Released, to, worker });
    }

    fn span(&mut self, place: (u32, u32), key: &Key, activity: Activity, millis: (u64, u64), erred: bool) {
        self.say(EventKind::Span {
            worker: WorkerId(place.0),
            thread: place.1,
            key: key.clone(),
            activity,
            start: Time::from_nanos(millis.0 * MILLI),
            stop: Time::from_nanos(millis.1 * MILLI),
            nbytes: 8_000_000,
            erred,
        });
    }

    fn flush(&mut self, board: &mut Board) {
        board.ingest(&self.encoder.take()).unwrap();
    }
}

/// A sum of `n` blocks over four workers with two threads, caught while it runs: means, transfers, a failure.
fn running(board: &mut Board, n: u32) {
    let mut cluster = Cluster::new(0, Clock::Measured);
    cluster.workers(4, 2);
    let block = |name: &str, idx: u32| Key::block(name, &[idx / 8, idx % 8]);
    let samples: Vec<Key> = (0..n).map(|idx| block("random_sample-11", idx)).collect();
    let means: Vec<Key> = (0..n).map(|idx| block("mean_chunk-22", idx)).collect();
    let partials: Vec<Key> = (0..n.div_ceil(8)).map(|idx| Key::block("mean_combine-partial-33", &[idx, 0])).collect();
    let total = Key::block("mean_agg-aggregate-44", &[]);
    let mut tasks: Vec<(Key, Vec<Key>)> = samples.iter().map(|key| (key.clone(), vec![])).collect();
    tasks.extend(means.iter().zip(&samples).map(|(mean, sample)| (mean.clone(), vec![sample.clone()])));
    tasks.extend(partials.iter().zip(means.chunks(8)).map(|(partial, means)| (partial.clone(), means.to_vec())));
    tasks.push((total.clone(), partials.clone()));
    cluster.submit(tasks);
    let n_run = n * 3 / 4;
    for idx in 0..n {
        let (sample, mean) = (&samples[idx as usize], &means[idx as usize]);
        let (worker, thread) = (idx % 4, idx / 4 % 2);
        cluster.moved(mean, TaskState::Waiting, None);
        if idx >= n_run + 8 {
            cluster.moved(sample, TaskState::Queued, None);
            continue;
        }
        cluster.moved(sample, TaskState::Processing, Some(worker));
        if idx >= n_run {
            continue;
        }
        let start = u64::from(idx / 8) * 120 + u64::from(idx % 5) * 4;
        let middle = start + 60 + u64::from(idx % 7) * 5;
        cluster.span((worker, thread), sample, Activity::Compute, (start, middle), false);
        cluster.moved(sample, TaskState::Memory, Some(worker));
        cluster.moved(mean, TaskState::Processing, Some(worker));
        let erred = idx == n_run - 3;
        cluster.span((worker, thread), mean, Activity::Compute, (middle + 2, start + 115), erred);
        cluster.moved(mean, if erred { TaskState::Erred } else { TaskState::Memory }, Some(worker));
        if !erred {
            cluster.moved(sample, TaskState::Released, None);
        }
        if idx % 6 == 5 {
            let transfer = Activity::Transfer { from: WorkerId((worker + 1) % 4) };
            cluster.span((worker, thread), mean, transfer, (middle, middle + 40), false);
        }
    }
    for (worker, managed, spilled) in [(0, 300 << 20, 0), (1, 1300 << 20, 0), (2, 1960 << 20, 500 << 20), (3, 0, 0)] {
        cluster.say(EventKind::WorkerMemory { worker: WorkerId(worker), managed, spilled });
    }
    cluster.flush(board);
}

fn svg(board: &mut Board, kind: Kind, (width, height): (u32, u32), theme: &Theme) -> String {
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, (width, height));
        board.draw(kind, &mut backend, 1.0, theme).unwrap();
    }
    let [r, g, b] = theme.background.rgb;
    text.replacen("<svg ", &format!("<svg style=\"background:rgb({r},{g},{b})\" "), 1)
}

#[test]
fn panels_without_data_say_what_to_do() {
    let mut board = Board::new();
    for (kind, words) in [
        (Kind::TaskStream, "nothing has run yet"),
        (Kind::Progress, "there are no tasks yet"),
        (Kind::WorkersMemory, "there are no workers yet"),
        (Kind::Graph, "there is no graph yet"),
    ] {
        let picture = svg(&mut board, kind, (600, 200), &Theme::LIGHT);
        assert!(picture.contains(words) && picture.contains("Run a cell") || kind == Kind::WorkersMemory, "{picture}");
        assert!(board.summary(kind).contains(words), "{}", board.summary(kind));
        assert!(board.hit(kind, 100.0, 100.0).is_none());
        assert!(!board.dirty(kind));
    }
}

#[test]
fn panels_tell_what_they_show() {
    let mut board = Board::new();
    running(&mut board, 64);
    for (kind, summary) in [
        (
            Kind::TaskStream,
            "Task stream: 96 tasks in 734.00 ms on 8 threads, which were busy 92 % of the time; 8 transfers of 61.04 MiB; \
             1 task failed (measured time).",
        ),
        (
            Kind::Progress,
            "Progress: 96 / 137 tasks done, 25 waiting, 8 queued, 8 processing, 48 in memory, 47 released, 1 erred.",
        ),
        (
            Kind::WorkersMemory,
            "Workers memory: 4 workers hold 3.48 GiB + 500.00 MiB spilled to disk; 1 above 60 % of the limit; 1 full or paused.",
        ),
        (
            Kind::Graph,
            "Task graph: 137 tasks in 4 layers: 25 waiting, 8 queued, 8 processing, 48 memory, 47 released, 1 erred.",
        ),
    ] {
        assert_eq!(board.summary(kind), summary);
        let table = board.table(kind);
        assert!(!table.rows.is_empty() && table.rows.iter().all(|row| row.len() == table.columns.len()));
        assert!(!board.legend(kind, &Theme::DARK).is_empty());
    }
    let stream = svg(&mut board, Kind::TaskStream, (900, 300), &Theme::LIGHT);
    assert!(
        stream.contains("milliseconds since first task (measured time)") || stream.contains("seconds since first task")
    );
    for word in ["worker 0", "worker 3", "random_sample", "#FF0000", "#440154"] {
        assert!(stream.contains(word), "{word} is missing in {stream}");
    }
    let progress = svg(&mut board, Kind::Progress, (900, 300), &Theme::LIGHT);
    assert!(progress.contains("48 / 64") && progress.contains("mean_combine-partial"));
}

#[test]
fn a_pointer_finds_spans_workers_prefixes_and_tasks() {
    let mut board = Board::new();
    running(&mut board, 64);
    for kind in Kind::ALL {
        svg(&mut board, kind, (900, 300), &Theme::LIGHT);
    }
    let found = |kind: Kind, steps: usize| -> Vec<Hit> {
        let places = (0..steps * steps).map(|at| ((at % steps) as f64, (at / steps) as f64));
        let step = |length: f64| length / steps as f64;
        places.filter_map(|(x, y)| board.hit(kind, x * step(900.0), y * step(300.0))).collect()
    };
    let spans = found(Kind::TaskStream, 40);
    assert!(spans.iter().any(|hit| hit.title.starts_with("random_sample: ") && hit.key.is_some()));
    assert!(spans.iter().any(|hit| hit.title.starts_with("transfer-mean_chunk: ")));
    assert!(spans.iter().any(|hit| hit.lines.contains(&"it failed".to_owned())));
    assert!(found(Kind::WorkersMemory, 20).iter().any(|hit| hit.title == "worker 2"));
    assert!(found(Kind::Progress, 20).iter().any(|hit| hit.title == "mean_chunk" && hit.lines[0] == "48 / 64 done"));
    assert!(found(Kind::Graph, 60).iter().any(|hit| hit.title.starts_with("('mean_chunk-22', ")));
}

#[test]
fn the_task_stream_zooms_into_what_it_shows() {
    let mut board = Board::new();
    running(&mut board, 64);
    svg(&mut board, Kind::TaskStream, (900, 300), &Theme::LIGHT);
    let at_middle = board.hit(Kind::TaskStream, 450.0, 40.0).map(|hit| hit.key);
    for (change, differs) in [
        (ViewChange { zoom: Some(8.0), x: Some(450.0), ..Default::default() }, true),
        (ViewChange { pan_x: -200.0, ..Default::default() }, true),
        (ViewChange { zoom: Some(f64::NAN), pan_x: f64::INFINITY, ..Default::default() }, false),
        (ViewChange { zoom: Some(1e-300), ..Default::default() }, true),
        (ViewChange { zoom: Some(1e300), x: Some(1e300), ..Default::default() }, true),
        (ViewChange { reset: true, ..Default::default() }, true),
    ] {
        let before = svg(&mut board, Kind::TaskStream, (900, 300), &Theme::LIGHT);
        board.set_view(Kind::TaskStream, &change);
        assert!(board.dirty(Kind::TaskStream));
        let after = svg(&mut board, Kind::TaskStream, (900, 300), &Theme::LIGHT);
        assert_eq!(before != after, differs, "{change:?}");
    }
    assert_eq!(board.hit(Kind::TaskStream, 450.0, 40.0).map(|hit| hit.key), at_middle);
}

#[test]
fn drawing_costs_what_can_be_seen() {
    let mut board = Board::new();
    let mut cluster = Cluster::new(0, Clock::Simulated);
    cluster.workers(2, 1);
    for idx in 0..50_000u64 {
        let key = Key::block("inc-1", &[idx as u32]);
        let worker = (idx % 2) as u32;
        cluster.span((worker, 0), &key, Activity::Compute, (idx, idx + 2), false);
    }
    cluster.flush(&mut board);
    let picture = svg(&mut board, Kind::TaskStream, (800, 200), &Theme::LIGHT);
    assert!(picture.len() < 300_000, "{} bytes of SVG", picture.len());
    assert!(picture.contains("seconds since first task (simulated time)"));
    assert_eq!(board.clock(), Clock::Simulated);
}

#[test]
fn a_selection_brings_a_task_and_its_neighbours_out() {
    let mut board = Board::new();
    running(&mut board, 16);
    let plain = svg(&mut board, Kind::Graph, (600, 300), &Theme::LIGHT);
    board.select(Some("('mean_chunk-22', 0, 1)"));
    assert_ne!(svg(&mut board, Kind::Graph, (600, 300), &Theme::LIGHT), plain);
    board.select(Some("no such key"));
    svg(&mut board, Kind::Graph, (600, 300), &Theme::LIGHT);
    board.select(None);
    assert_eq!(svg(&mut board, Kind::Graph, (600, 300), &Theme::LIGHT), plain);
}

#[test]
fn the_graph_panel_changes_between_pictures_tasks_and_layers() {
    let mut board = Board::new();
    let graph = crate::graph::text::graph_from_text("a = f()\nb = g(a)").unwrap();
    board.show_graph(visualize(&graph, &VisualizeOptions::default()));
    assert!(board.summary(Kind::Graph).starts_with("Task graph: 2 tasks. Circles are tasks"));
    svg(&mut board, Kind::Graph, (400, 400), &Theme::LIGHT);
    assert!(
        (0..40).any(|step| board.hit(Kind::Graph, 200.0, 10.0 * f64::from(step)).is_some_and(|hit| hit.title == "b"))
    );
    running(&mut board, 16);
    assert!(board.summary(Kind::Graph).starts_with("Task graph: 35 tasks in 4 layers"));
    board.set_view(Kind::Graph, &ViewChange { live: Some(false), ..Default::default() });
    assert!(board.summary(Kind::Graph).starts_with("Task graph: 2 tasks."));
    let mut large = Board::new();
    running(&mut large, 800);
    let picture = svg(&mut large, Kind::Graph, (900, 300), &Theme::DARK);
    assert!(picture.contains("600 / 800 done"), "{picture}");
    assert!((0..90).any(|step| large.hit(Kind::Graph, 10.0 * f64::from(step), 150.0).is_some()));
}

#[test]
fn tasks_that_need_nothing_fill_the_panel() {
    for (n, size) in
        [(30, (560, 80)), (60, (560, 80)), (60, (380, 300)), (60, (200, 90)), (300, (560, 80)), (7, (560, 60))]
    {
        let mut board = Board::new();
        let mut cluster = Cluster::new(0, Clock::Measured);
        cluster.submit((0..n).map(|idx| (Key::text(format!("slow-{idx}")), vec![])).collect());
        cluster.flush(&mut board);
        svg(&mut board, Kind::Graph, size, &Theme::LIGHT);
        let found: std::collections::BTreeSet<String> = (0..size.0)
            .step_by(3)
            .flat_map(|x| (0..size.1).step_by(3).map(move |y| (f64::from(x), f64::from(y))))
            .filter_map(|(x, y)| Some(board.hit(Kind::Graph, x, y)?.title))
            .collect();
        assert_eq!(found.len(), n as usize, "{n} tasks in {size:?}");
    }
}

#[test]
fn few_tasks_stand_large_with_their_names() {
    for n in 1..=3 {
        for is_chain in [false, true] {
            let mut board = Board::new();
            let mut cluster = Cluster::new(0, Clock::Measured);
            let key = |idx: u32| Key::text(format!("double-{idx}"));
            let needs = |idx: u32| if is_chain && idx > 0 { vec![key(idx - 1)] } else { vec![] };
            cluster.submit((0..n).map(|idx| (key(idx), needs(idx))).collect());
            cluster.flush(&mut board);
            let drawn = svg(&mut board, Kind::Graph, (560, 200), &Theme::LIGHT);
            assert_eq!(drawn.matches("double").count(), n as usize, "{n}, a chain: {is_chain}: {drawn}");
        }
    }
}

#[test]
fn low_panels_show_bars_before_words() {
    let mut board = Board::new();
    running(&mut board, 64);
    for (kind, headline) in [(Kind::Progress, "tasks done"), (Kind::WorkersMemory, "Bytes stored")] {
        assert!(svg(&mut board, kind, (270, 200), &Theme::LIGHT).contains(headline));
        let low = svg(&mut board, kind, (270, 50), &Theme::LIGHT);
        assert!(!low.contains(headline) && low.matches("<rect").count() >= 4, "{low}");
    }
    assert!(svg(&mut board, Kind::Progress, (270, 50), &Theme::LIGHT).contains("2 more"));
}

#[test]
fn a_restarted_or_damaged_stream_does_no_harm() {
    let mut board = Board::new();
    running(&mut board, 16);
    let before = board.summary(Kind::Progress);
    assert!(board.ingest(&[1, 2, 3]).is_err());
    assert!(board.ingest(&[]).is_err());
    assert_eq!(board.summary(Kind::Progress), before);
    let mut other = Cluster::new(1, Clock::Simulated);
    other.workers(3, 1);
    other.flush(&mut board);
    assert_eq!(board.clock(), Clock::Simulated);
    assert!(board.summary(Kind::WorkersMemory).starts_with("Workers memory: 3 workers"));
    board.show_cluster(0);
    assert_eq!(board.summary(Kind::Progress), before);
    board.clear();
    assert!(board.summary(Kind::Progress).contains("no tasks yet") && board.dirty(Kind::Progress));
}

#[test]
fn no_size_is_too_odd() {
    let mut board = Board::new();
    running(&mut board, 64);
    for size in [(1, 1), (3, 500), (500, 3), (30, 30), (4000, 2000)] {
        for kind in Kind::ALL {
            assert!(!svg(&mut board, kind, size, &Theme::DARK).contains("NaN"));
        }
    }
}

#[test]
fn what_was_dropped_is_said_and_counts_stay() {
    let mut board = Board::new();
    let mut cluster = Cluster::new(0, Clock::Measured);
    cluster.workers(1, 1);
    let name: std::sync::Arc<str> = "inc-1".into();
    let n = SPANS_MAX as u64 + 1;
    for idx in 0..n {
        cluster.span((0, 0), &Key::block(name.clone(), &[idx as u32]), Activity::Compute, (idx, idx + 1), idx == 0);
    }
    cluster.flush(&mut board);
    let summary = board.summary(Kind::TaskStream);
    let shown = text::count(75_000);
    let note = format!("; 1 task failed (measured time); older tasks were dropped: the last {shown} are shown.");
    assert!(summary.ends_with(&note), "{summary}");
    assert!(svg(&mut board, Kind::TaskStream, (800, 300), &Theme::LIGHT).contains("older tasks were dropped"));
    assert_eq!(board.table(Kind::TaskStream).rows[0][1], text::count(n));
    // Zoomed in on what is there, nothing is missing.
    board.set_view(Kind::TaskStream, &ViewChange { zoom: Some(8.0), ..ViewChange::default() });
    assert!(!svg(&mut board, Kind::TaskStream, (800, 300), &Theme::LIGHT).contains("older tasks"));
    cluster.encoder.note_dropped(3);
    cluster.flush(&mut board);
    for kind in [Kind::TaskStream, Kind::Progress] {
        let summary = board.summary(kind);
        assert!(kind == Kind::Progress || summary.ends_with("3 events came too fast and are missing."), "{summary}");
    }
}

#[test]
fn a_closed_cluster_is_shown_until_another_one_is() {
    let mut board = Board::new();
    let run = |number: u32, board: &mut Board| {
        let mut cluster = Cluster::new(number, Clock::Measured);
        cluster.workers(1, 1);
        cluster.span((0, 0), &Key::text(format!("x-{number}")), Activity::Compute, (0, 5), false);
        cluster.flush(board);
        cluster
    };
    let mut first = None;
    for number in 0..20 {
        let cluster = run(number, &mut board);
        board.ingest(&cluster.encoder.take_last()).unwrap();
        assert!(board.summary(Kind::TaskStream).contains("1 task in"));
        let bytes = board.heap_bytes();
        first = first.or(Some(bytes));
        assert!(Some(2 * bytes) <= first.map(|first| 4 * first), "{bytes} bytes after {number} more clusters");
    }
    board.show_cluster(2);
    assert!(board.summary(Kind::TaskStream).contains("nothing has run yet"));
}

#[test]
fn legends_name_what_ran_last() {
    let mut board = Board::new();
    let mut cluster = Cluster::new(0, Clock::Measured);
    cluster.workers(1, 1);
    for idx in 0..100 {
        cluster.span((0, 0), &Key::text(format!("f{idx}-1")), Activity::Compute, (idx, idx + 1), false);
    }
    cluster.flush(&mut board);
    let labels: Vec<String> =
        board.legend(Kind::TaskStream, &Theme::LIGHT).into_iter().map(|entry| entry.label).collect();
    assert_eq!(labels.len(), 40 + 3);
    assert_eq!((labels[0].as_str(), labels[39].as_str(), labels[40].as_str()), ("f60", "f99", "60 more"));
    assert_eq!(board.table(Kind::TaskStream).rows.len(), 100);
}
