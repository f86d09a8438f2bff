//! What panels draw on: any `plotters` backend, measured in CSS pixels.

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::style::{FontDesc, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};

use super::palette::{Color, Fill, Pattern, Theme};
use super::text;

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn contains(&self, x: f64, y: f64) -> bool {
        x >= self.x && x < self.right() && y >= self.y && y < self.bottom()
    }

    pub(super) fn inset(&self, by: f64) -> Rect {
        Rect {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - 2.0 * by).max(0.0),
            height: (self.height - 2.0 * by).max(0.0),
        }
    }
}

/// Where a text stands relative to its point; vertically it is centred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A backend with its size in CSS pixels and its colours.
pub(super) struct Surface<'a, DB: DrawingBackend> {
    backend: &'a mut DB,
    /// Device pixels per CSS pixel
    pub(super) scale: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) theme: &'a Theme,
}

pub(super) type Drawn<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl<'a, DB: DrawingBackend> Surface<'a, DB> {
    pub(super) fn new(backend: &'a mut DB, scale: f64, theme: &'a Theme) -> Surface<'a, DB> {
        let (width, height) = backend.get_size();
        Surface { backend, scale, width: f64::from(width) / scale, height: f64::from(height) / scale, theme }
    }

    /// The device pixel of a CSS length.
    pub(super) fn device(&self, length: f64) -> i32 {
        (length * self.scale).round() as i32
    }

    fn point(&self, (x, y): (f64, f64)) -> BackendCoord {
        (self.device(x), self.device(y))
    }

    fn stroke(&self, color: Color, width: f64) -> ShapeStyle {
        let stroke_width = (width * self.scale).round().max(1.0) as u32;
        ShapeStyle { color: rgba(color), filled: false, stroke_width }
    }

    pub(super) fn rect(&mut self, rect: Rect, color: Color) -> Drawn<DB> {
        let (from, to) = (self.point((rect.x, rect.y)), self.point((rect.right(), rect.bottom())));
        // What is there is seen, however small.
        let to = (to.0.max(from.0.saturating_add(1)), to.1.max(from.1.saturating_add(1)));
        self.backend.draw_rect(from, to, &rgba_backend(color), true)
    }

    pub(super) fn frame(&mut self, rect: Rect, color: Color, width: f64) -> Drawn<DB> {
        let corners = [
            (rect.x, rect.y),
            (rect.right(), rect.y),
            (rect.right(), rect.bottom()),
            (rect.x, rect.bottom()),
            (rect.x, rect.y),
        ];
        self.path(&corners, color, width)
    }

    /// Ground, lines and, where the theme needs one, an outline.
    pub(super) fn filled(&mut self, rect: Rect, fill: Fill) -> Drawn<DB> {
        if rect.width <= 0.0 || rect.height <= 0.0 {
            return Ok(());
        }
        self.rect(rect, fill.color)?;
        self.hatch(rect, fill)?;
        match self.theme.outline(fill.color) {
            Some(outline) if rect.width >= 2.0 => self.frame(rect, outline, 1.0),
            _ => Ok(()),
        }
    }

    pub(super) fn path(&mut self, points: &[(f64, f64)], color: Color, width: f64) -> Drawn<DB> {
        let style = self.stroke(color, width);
        let points: Vec<BackendCoord> = points.iter().map(|&point| self.point(point)).collect();
        self.backend.draw_path(points, &style)
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), color: Color) -> Drawn<DB> {
        let (from, to) = (self.point(from), self.point(to));
        let style = self.stroke(color, 1.0);
        self.backend.draw_line(from, to, &style)
    }

    pub(super) fn polygon(&mut self, points: &[(f64, f64)], color: Color) -> Drawn<DB> {
        let points: Vec<BackendCoord> = points.iter().map(|&point| self.point(point)).collect();
        self.backend.fill_polygon(points, &rgba_backend(color))
    }

    pub(super) fn disc(&mut self, center: (f64, f64), radius: f64, color: Color) -> Drawn<DB> {
        let (center, radius) = (self.point(center), self.device(radius).max(1) as u32);
        self.backend.draw_circle(center, radius, &rgba_backend(color), true)
    }

    pub(super) fn ring(&mut self, center: (f64, f64), radius: f64, color: Color, width: f64) -> Drawn<DB> {
        let style = self.stroke(color, width);
        let (center, radius) = (self.point(center), self.device(radius).max(1) as u32);
        self.backend.draw_circle(center, radius, &style, false)
    }

    /// Many rectangles of one colour between two heights in one go: `columns` in device pixels, from left to right.
    ///
    /// They become one polygon that runs along the base between them, so a backend has one shape to fill however many
    /// there are.
    pub(super) fn skyline(&mut self, columns: &[(i32, i32)], top: i32, base: i32, color: Color) -> Drawn<DB> {
        if columns.is_empty() {
            return Ok(());
        }
        let corners = |&(from, until): &(i32, i32)| [(from, base), (from, top), (until, top), (until, base)];
        self.backend.fill_polygon(columns.iter().flat_map(corners), &rgba_backend(color))
    }

    /// The lines of a fill's pattern.
    pub(super) fn hatch(&mut self, rect: Rect, fill: Fill) -> Drawn<DB> {
        if fill.pattern == Pattern::Solid || rect.width < 5.0 || rect.height < 5.0 {
            return Ok(());
        }
        let ground = fill.color.over(self.theme.background);
        let color = ground.readable().alpha(0.5);
        const STEP: f64 = 6.0;
        let (pattern, height) = (fill.pattern, rect.height);
        if matches!(pattern, Pattern::Horizontal) {
            let mut y = rect.y + STEP / 2.0;
            while y < rect.bottom() {
                self.line((rect.x, y), (rect.right(), y), color)?;
                y += STEP;
            }
            return Ok(());
        }
        // Lines through the base at every step: upright, or leaning by the height; cut at the sides.
        let leans: &[f64] = match pattern {
            Pattern::Vertical => &[0.0],
            Pattern::Diagonal => &[1.0],
            Pattern::BackDiagonal => &[-1.0],
            _ => &[1.0, -1.0],
        };
        for &lean in leans {
            let mut base = rect.x - height.max(STEP) + STEP / 2.0;
            while base < rect.right() + height {
                let x_at = |share: f64| base + lean * height * share;
                let cut = |x: f64| if lean == 0.0 { 0.0 } else { ((x - base) / (lean * height)).clamp(0.0, 1.0) };
                let (mut from, mut until) = (0.0, 1.0);
                if lean != 0.0 {
                    (from, until) = (cut(rect.x).min(cut(rect.right())), cut(rect.x).max(cut(rect.right())));
                } else if base < rect.x || base > rect.right() {
                    until = 0.0;
                }
                if until > from {
                    let point = |share: f64| (x_at(share), rect.bottom() - height * share);
                    self.path(&[point(from), point(until)], color, 1.0)?;
                }
                base += STEP;
            }
        }
        Ok(())
    }

    pub(super) fn text(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        font_px: f64,
        color: Color,
        align: Align,
    ) -> Drawn<DB> {
        let h_pos = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let style = font(font_px * self.scale, color).pos(Pos::new(h_pos, VPos::Center));
        let point = self.point((x, y));
        self.backend.draw_text(text, &style, point)
    }

    /// The text, if it fits, shortened if it must be.
    pub(super) fn text_within(
        &mut self,
        words: &str,
        point: (f64, f64),
        font_px: f64,
        color: Color,
        align: Align,
        width_max: f64,
    ) -> Drawn<DB> {
        match text::fit(words, font_px, width_max) {
            Some(fitting) => self.text(&fitting, point, font_px, color, align),
            None => Ok(()),
        }
    }

    /// What a panel says while it has nothing to show.
    pub(super) fn say(&mut self, sentence: &str) -> Drawn<DB> {
        let n_letters = ((self.width - 24.0) / 7.2).max(12.0) as usize;
        let lines = text::wrapped(sentence, n_letters);
        let top = self.height / 2.0 - (lines.len() as f64 - 1.0) * 9.0;
        for (idx, line) in lines.iter().enumerate() {
            let point = (self.width / 2.0, top + idx as f64 * 18.0);
            self.text(line, point, 13.0, self.theme.muted, Align::Middle)?;
        }
        Ok(())
    }

    /// An axis below `plot`, with grid lines in it: `plotters` chooses round numbers.
    pub(super) fn axis_below(
        &mut self,
        plot: Rect,
        range: std::ops::Range<f64>,
        label: &dyn Fn(&f64) -> String,
        description: &str,
    ) -> Drawn<DB> {
        // Without room for labels an axis says nothing, and `plotters` expects some.
        if self.width < 80.0 || self.height < 60.0 {
            return Ok(());
        }
        let theme = self.theme;
        let n_labels = (plot.width / 80.0).clamp(2.0, 12.0) as usize;
        let [left, top] = [plot.x, plot.y].map(|length| self.device(length));
        let (width, height) = self.backend.get_size();
        let right = width as i32 - self.device(plot.right());
        let below = height as i32 - self.device(plot.bottom());
        let font_px = 11.0 * self.scale;
        let line = self.stroke(theme.line, 1.0);
        let grid = self.stroke(theme.faint, 1.0);
        let tick = self.device(4.0);
        let area = Measured(&mut *self.backend).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin_left(left)
            .margin_right(right)
            .margin_top(top)
            .set_label_area_size(LabelAreaPosition::Bottom, below)
            .build_cartesian_2d(range, 0f64..1f64)
            .map_err(backend_error)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .x_labels(n_labels)
            .x_label_formatter(label)
            .x_desc(description)
            .x_label_style(font(font_px, theme.muted))
            .axis_desc_style(font(font_px, theme.muted))
            .axis_style(line)
            .bold_line_style(grid)
            .max_light_lines(0)
            .light_line_style(grid)
            .set_tick_mark_size(LabelAreaPosition::Bottom, tick)
            .draw()
            .map_err(backend_error)
    }
}

fn font(font_px: f64, color: Color) -> TextStyle<'static> {
    let mut style = TextStyle::from(FontDesc::new(FONT, font_px, FontStyle::Normal));
    style.color = rgba_backend(color);
    style
}

const FONT: FontFamily<'static> = FontFamily::Name("system-ui, Helvetica, Arial, sans-serif");

fn rgba(color: Color) -> RGBAColor {
    let [r, g, b] = color.rgb;
    RGBAColor(r, g, b, f64::from(color.alpha))
}

fn rgba_backend(color: Color) -> BackendColor {
    let [r, g, b] = color.rgb;
    BackendColor { alpha: f64::from(color.alpha), rgb: (r, g, b) }
}

fn backend_error<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> DrawingErrorKind<E> {
    match error {
        DrawingAreaErrorKind::BackendError(error) => error,
        other => DrawingErrorKind::FontError(other.to_string().into()),
    }
}

/// A backend that measures text by [`text::width`]: `plotters` would put each text into the page to measure it.
struct Measured<'a, DB>(&'a mut DB);

impl<DB: DrawingBackend> DrawingBackend for Measured<'_, DB> {
    type ErrorType = DB::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<DB> {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<DB> {
        self.0.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<DB> {
        self.0.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<DB> {
        self.0.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<DB> {
        self.0.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<DB> {
        self.0.draw_path(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<DB> {
        self.0.draw_text(text, style, pos)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        Ok((text::width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}
