//! The panels, as the page uses them: the class `Panels`, on the page's main thread.
//!
//! Only plain values cross: bytes in, a canvas to draw on, small objects out. It never blocks and holds no callbacks.

use plotters_canvas::CanvasBackend;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::panels::palette::Theme;
use crate::panels::{Board, GraphView, Kind, ViewChange};

/// All panels of a page. `kind` is `"task-stream"`, `"progress"`, `"workers-memory"` or `"graph"`; `theme` is `"light"`
/// or `"dark"`; lengths are CSS pixels. Wrong arguments throw an `Error`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Panels {
    board: Board,
}

#[wasm_bindgen]
impl Panels {
    /// Nothing has happened yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Panels {
        Panels::default()
    }

    /// Takes in a batch of events. Throws, and changes nothing, if the bytes are damaged.
    pub fn ingest(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.board.ingest(bytes)?)
    }

    /// Shows a graph that `visualize()` drew, until tasks run.
    #[wasm_bindgen(js_name = showGraph)]
    pub fn show_graph(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        self.board.show_graph(GraphView::from_bytes(bytes)?);
        Ok(())
    }

    /// Shows the panels of another cluster.
    #[wasm_bindgen(js_name = showCluster)]
    pub fn show_cluster(&mut self, cluster: u32) {
        self.board.show_cluster(cluster);
    }

    /// Draws a panel on a canvas, which gets `css_width * dpr` by `css_height * dpr` pixels. The background stays
    /// transparent.
    pub fn draw(
        &mut self,
        kind: &str,
        canvas: HtmlCanvasElement,
        css_width: f64,
        css_height: f64,
        dpr: f64,
        theme: &str,
    ) -> Result<(), JsError> {
        let (kind, theme) = (kind_from_name(kind)?, theme_from_name(theme)?);
        let dpr = if dpr.is_finite() && dpr > 0.0 { dpr.min(8.0) } else { 1.0 };
        // What is no number becomes 0 first.
        let pixels = |length: f64| ((length * dpr).round().clamp(0.0, CANVAS_MAX) as u32).max(1);
        let (width, height) = (pixels(css_width), pixels(css_height));
        // Giving a canvas its size clears it, and costs an allocation: only when it changes.
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        } else if let Ok(Some(context)) = canvas.get_context("2d") {
            let context: CanvasRenderingContext2d = context.unchecked_into();
            context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        }
        let mut backend = CanvasBackend::with_canvas_object(canvas)
            .ok_or_else(|| JsError::new("this canvas has no 2d context, so nothing can be drawn on it"))?;
        self.board.draw(kind, &mut backend, dpr, theme).map_err(|error| JsError::new(&error.to_string()))
    }

    /// What a panel shows, in one line.
    pub fn summary(&self, kind: &str) -> Result<String, JsError> {
        Ok(self.board.summary(kind_from_name(kind)?))
    }

    /// What a panel shows, in numbers: `{columns, rows}`.
    pub fn table(&self, kind: &str) -> Result<JsValue, JsError> {
        object(&self.board.table(kind_from_name(kind)?))
    }

    /// What is under the pointer: `{title, lines, key?}` or `undefined`.
    pub fn hit(&self, kind: &str, x: f64, y: f64) -> Result<JsValue, JsError> {
        match self.board.hit(kind_from_name(kind)?, x, y) {
            Some(hit) => object(&hit),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// `[{label, color, pattern?, meaning}]`.
    pub fn legend(&self, kind: &str, theme: &str) -> Result<JsValue, JsError> {
        object(&self.board.legend(kind_from_name(kind)?, theme_from_name(theme)?))
    }

    /// `"measured"` or `"simulated"`.
    pub fn clock(&self) -> String {
        self.board.clock().name().to_owned()
    }

    /// Brings a task and its neighbours out in all panels, by the key of a hit; `undefined` for all alike.
    pub fn select(&mut self, key: Option<String>) {
        self.board.select(key.as_deref());
    }

    /// Changes what part of a panel is seen: `{zoom, x, y, panX, panY, history, live, reset}`, all optional.
    #[wasm_bindgen(js_name = setView)]
    pub fn set_view(&mut self, kind: &str, change: JsValue) -> Result<(), JsError> {
        let change: ViewChange =
            serde_wasm_bindgen::from_value(change).map_err(|error| JsError::new(&error.to_string()))?;
        self.board.set_view(kind_from_name(kind)?, &change);
        Ok(())
    }

    /// Whether a panel would look different if it were drawn again.
    pub fn dirty(&self, kind: &str) -> Result<bool, JsError> {
        Ok(self.board.dirty(kind_from_name(kind)?))
    }

    /// Forgets everything, as for a new kernel.
    pub fn clear(&mut self) {
        self.board.clear();
    }
}

fn kind_from_name(name: &str) -> Result<Kind, JsError> {
    Kind::parse(name).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name).join(", ");
        JsError::new(&format!("there is no panel {name:?}; there are {names}"))
    })
}

fn theme_from_name(name: &str) -> Result<&'static Theme, JsError> {
    match name {
        "light" => Ok(&Theme::LIGHT),
        "dark" => Ok(&Theme::DARK),
        _ => Err(JsError::new(&format!("there is no theme {name:?}; there are light and dark"))),
    }
}

fn object(value: &impl Serialize) -> Result<JsValue, JsError> {
    serde_wasm_bindgen::to_value(value).map_err(|error| JsError::new(&error.to_string()))
}

/// Larger canvases are refused by some browsers.
const CANVAS_MAX: f64 = 16_384.0;
