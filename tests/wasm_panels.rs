//! The panels on canvases of a real browser: `make test-wasm-panels`.
#![cfg(all(target_arch = "wasm32", feature = "panels"))]

use dasklet::events::wire::{Encoder, Stream};
use dasklet::events::{Activity, Clock, Event, EventKind, StimulusId, TaskState, Time, WorkerId};
use dasklet::graph::Key;
use dasklet::graph::text::graph_from_text;
use dasklet::panels::{VisualizeOptions, visualize};
use dasklet::web::panels::Panels;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlCanvasElement;

wasm_bindgen_test_configure!(run_in_browser);

const KINDS: [&str; 4] = ["task-stream", "progress", "workers-memory", "graph"];

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("canvas").unwrap().unchecked_into()
}

/// The pixels of a freshly drawn panel, as text.
fn pixels(panels: &mut Panels, kind: &str, theme: &str) -> String {
    let canvas = canvas();
    panels.draw(kind, canvas.clone(), 400.0, 200.0, 2.0, theme).ok().unwrap();
    assert_eq!((canvas.width(), canvas.height()), (800, 400));
    canvas.to_data_url().unwrap()
}

/// Two tasks on one worker, on a simulated clock: `inc-1` for a second, then `add-2` for a second.
fn batch() -> Vec<u8> {
    let mut encoder = Encoder::new(Stream { cluster: 3, clock: Clock::Simulated });
    let (inc, add) = (Key::text("inc-1"), Key::text("add-2"));
    let mut say = |kind: EventKind| {
        encoder.push(&Event { time: Time::ZERO, stimulus_id: StimulusId(0), kind });
    };
    say(EventKind::WorkerAdded {
        worker: WorkerId(0),
        address: "inproc://dasklet/0".into(),
        name: "0".into(),
        nthreads: 1,
        memory_limit: 1000,
    });
    say(EventKind::GraphSubmitted {
        tasks: vec![(inc.clone(), vec![]), (add.clone(), vec![inc.clone()])],
        wanted: vec![add.clone()],
    });
    for (key, second) in [(inc, 0u64), (add, 1)] {
        say(EventKind::Span {
            worker: WorkerId(0),
            thread: 0,
            key: key.clone(),
            activity: Activity::Compute,
            start: Time::from_nanos(second * 1_000_000_000),
            stop: Time::from_nanos((second + 1) * 1_000_000_000),
            nbytes: 8,
            erred: false,
        });
        say(EventKind::Transition { key, from: TaskState::Processing, to: TaskState::Memory, worker: None });
    }
    say(EventKind::WorkerMemory { worker: WorkerId(0), managed: 700, spilled: 0 });
    encoder.take()
}

fn text(object: &JsValue, name: &str) -> String {
    Reflect::get(object, &name.into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
fn data_changes_every_panel_in_both_themes() {
    let mut panels = Panels::new();
    for theme in ["light", "dark"] {
        let empty = KINDS.map(|kind| pixels(&mut panels, kind, theme));
        let mut filled = Panels::new();
        filled.ingest(&batch()).ok().unwrap();
        for (kind, empty) in KINDS.into_iter().zip(empty) {
            assert!(filled.dirty(kind).ok().unwrap());
            let drawn = pixels(&mut filled, kind, theme);
            assert_ne!(drawn, empty, "{kind}");
            assert!(!filled.dirty(kind).ok().unwrap());
            // Drawing again over the same canvas changes nothing.
            assert_eq!(pixels(&mut filled, kind, theme), drawn, "{kind}");
        }
    }
}

#[wasm_bindgen_test]
fn a_pointer_finds_the_span() {
    let mut panels = Panels::new();
    panels.ingest(&batch()).ok().unwrap();
    pixels(&mut panels, "task-stream", "light");
    let hits: Vec<JsValue> = (0..40)
        .map(|step| panels.hit("task-stream", 10.0 * f64::from(step), 15.0).ok().unwrap())
        .filter(|hit| !hit.is_undefined())
        .collect();
    assert_eq!(text(&hits[0], "title"), "inc: 1.00 s");
    assert_eq!(text(&hits[hits.len() - 1], "key"), "add-2");
    assert_eq!(panels.clock(), "simulated");
    panels.select(Some("add-2".into()));
    panels.select(None);
}

#[wasm_bindgen_test]
fn tables_legends_and_views_are_plain_objects() {
    let mut panels = Panels::new();
    panels.ingest(&batch()).ok().unwrap();
    let table = panels.table("progress").ok().unwrap();
    let columns: js_sys::Array = Reflect::get(&table, &"columns".into()).unwrap().unchecked_into();
    assert_eq!(columns.get(0).as_string().as_deref(), Some("Name"));
    let legend: js_sys::Array = panels.legend("task-stream", "dark").ok().unwrap().unchecked_into();
    assert_eq!(text(&legend.get(0), "label"), "inc");
    assert_eq!(text(&legend.get(0), "color"), "#45bf6f");
    let before = pixels(&mut panels, "task-stream", "light");
    let change = js_sys::Object::new();
    Reflect::set(&change, &"zoom".into(), &4.0.into()).unwrap();
    Reflect::set(&change, &"x".into(), &100.0.into()).unwrap();
    panels.set_view("task-stream", change.into()).ok().unwrap();
    assert_ne!(pixels(&mut panels, "task-stream", "light"), before);
    panels.clear();
    assert!(panels.summary("task-stream").ok().unwrap().contains("nothing has run yet"));
}

#[wasm_bindgen_test]
fn a_graph_crosses_as_bytes() {
    let mut panels = Panels::new();
    let empty = pixels(&mut panels, "graph", "light");
    let graph = graph_from_text("x[0] = f()\nx[1] = f()\ns = sum(x[0], x[1])").unwrap();
    let view = visualize(&graph, &VisualizeOptions::default());
    panels.show_graph(&view.to_bytes()).ok().unwrap();
    assert_ne!(pixels(&mut panels, "graph", "light"), empty);
    assert!(panels.summary("graph").ok().unwrap().starts_with("Task graph: 3 tasks"));
}

#[wasm_bindgen_test]
fn wrong_arguments_throw_and_do_no_harm() {
    let mut panels = Panels::new();
    assert!(panels.ingest(&[9, 9, 9]).is_err());
    assert!(panels.show_graph(&[255; 40]).is_err());
    assert!(panels.summary("pie").is_err());
    assert!(panels.draw("graph", canvas(), 10.0, 10.0, 1.0, "pink").is_err());
    assert!(panels.set_view("graph", JsValue::from_str("far")).is_err());
    for size in [0.0, -1.0, f64::NAN, 1e9] {
        assert!(panels.draw("graph", canvas(), size, 10.0, f64::NAN, "dark").is_ok());
    }
    assert!(panels.ingest(&batch()).is_ok());
}
