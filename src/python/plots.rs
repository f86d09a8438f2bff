//! The core of `matplotlib`: its renderer, ticks, dates and colour maps, over the `plots` room.
//!
//! Arguments are positional and plain, since only our own Python calls them: coordinates are anything array-like,
//! a stroke is `(color, width, dashes, opacity)`, a fill `(color, opacity)`, each `None` for none.

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_plots {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use rustpython_vm::builtins::{PyBytes, PyListRef, PyStr, PyStrRef, PyTuple};
    use rustpython_vm::function::PosArgs;
    use rustpython_vm::{Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

    use crate::block::{Block, DType};
    use crate::plots::{
        self, Align, DateTicks, Fill, Frame, Marker, Scale, Steps, Stroke, TextStyle, VerticalAlign, colormap,
        colormap_names,
    };
    use crate::python::numpy::asarray;

    /// The renderer that figures draw on.
    #[pyattr]
    #[pyclass(name = "Canvas", module = "_dasklet_plots")]
    #[derive(Debug, PyPayload)]
    struct Canvas {
        canvas: Mutex<plots::Canvas>,
    }

    impl Canvas {
        fn canvas(&self) -> MutexGuard<'_, plots::Canvas> {
            self.canvas.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    #[pyclass]
    impl Canvas {
        /// `frame((left, top, width, height), (from, to, is_log), (from, to, is_log))`
        #[pymethod]
        fn frame(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let rect = args.four()?;
            let frame = Frame { rect, x: args.scale()?, y: args.scale()? };
            zelf.canvas().set_frame(frame);
            Ok(())
        }

        #[pymethod]
        fn begin_clip(zelf: &Py<Self>) {
            zelf.canvas().begin_clip();
        }

        #[pymethod]
        fn end_clip(zelf: &Py<Self>) {
            zelf.canvas().end_clip();
        }

        /// `line(xs, ys, stroke)`
        #[pymethod]
        fn line(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, stroke) = (args.floats()?, args.floats()?, args.stroke()?);
            if let Some(stroke) = stroke {
                zelf.canvas().line(&xs, &ys, &stroke);
            }
            Ok(())
        }

        /// `segments(x0, y0, x1, y1, stroke)`
        #[pymethod]
        fn segments(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (x0, y0, x1, y1) = (args.floats()?, args.floats()?, args.floats()?, args.floats()?);
            if let Some(stroke) = args.stroke()? {
                zelf.canvas().segments(&x0, &y0, &x1, &y1, &stroke);
            }
            Ok(())
        }

        /// `polygon(xs, ys, fill, stroke)`
        #[pymethod]
        fn polygon(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, fill, stroke) = (args.floats()?, args.floats()?, args.fill()?, args.stroke()?);
            zelf.canvas().polygon(&xs, &ys, fill.as_ref(), stroke.as_ref());
            Ok(())
        }

        /// `rects(x0, y0, x1, y1, fill, stroke)`
        #[pymethod]
        fn rects(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (x0, y0, x1, y1) = (args.floats()?, args.floats()?, args.floats()?, args.floats()?);
            let (fill, stroke) = (args.fill()?, args.stroke()?);
            zelf.canvas().rects(&x0, &y0, &x1, &y1, fill.as_ref(), stroke.as_ref());
            Ok(())
        }

        /// `markers(xs, ys, corners or None, is_stroked, diameters, colors, values or None, stroke)`
        #[pymethod]
        fn markers(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, corners, is_stroked) = (args.floats()?, args.floats()?, args.optional_floats()?, args.flag()?);
            let (sizes, colors, values) = (args.floats()?, args.colors()?, args.optional_floats()?);
            let edge = args.stroke()?;
            let marker = match corners {
                None => Marker::Disc,
                Some(ends) if is_stroked => {
                    Marker::Strokes(ends.chunks_exact(4).map(|ends| [(ends[0], ends[1]), (ends[2], ends[3])]).collect())
                }
                Some(corners) => {
                    Marker::Polygon(corners.chunks_exact(2).map(|corner| (corner[0], corner[1])).collect())
                }
            };
            zelf.canvas().markers(&xs, &ys, &marker, &sizes, &colors, values.as_deref(), edge.as_ref());
            Ok(())
        }

        /// `mesh(x_edges, y_edges, values, colors, opacity)`
        #[pymethod]
        fn mesh(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, values, colors) = (args.floats()?, args.floats()?, args.floats()?, args.colors()?);
            let opacity = args.float()?;
            vm.allow_threads(|| zelf.canvas().mesh(&xs, &ys, &values, &colors, opacity));
            Ok(())
        }

        /// `quads(xs, ys, n_columns, values, colors, opacity)`
        #[pymethod]
        fn quads(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, n_columns, values) = (args.floats()?, args.floats()?, args.float()? as usize, args.floats()?);
            let (colors, opacity) = (args.colors()?, args.float()?);
            vm.allow_threads(|| zelf.canvas().quads(&xs, &ys, n_columns, &values, &colors, opacity));
            Ok(())
        }

        /// `areas(xs, ys, n_columns, values, levels, below, colors, opacity)`
        #[pymethod]
        fn areas(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, n_columns, values) = (args.floats()?, args.floats()?, args.float()? as usize, args.floats()?);
            let (levels, below, colors, opacity) = (args.floats()?, args.flag()?, args.colors()?, args.float()?);
            vm.allow_threads(|| {
                zelf.canvas().areas(&xs, &ys, n_columns, &values, &levels, below, &colors, opacity);
            });
            Ok(())
        }

        /// `contour(xs, ys, n_columns, values, level, stroke)`
        #[pymethod]
        fn contour(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (xs, ys, n_columns, values) = (args.floats()?, args.floats()?, args.float()? as usize, args.floats()?);
            let level = args.float()?;
            if let Some(stroke) = args.stroke()? {
                zelf.canvas().contour(&xs, &ys, n_columns, &values, level, &stroke);
            }
            Ok(())
        }

        /// `pixels((left, right, bottom, top), width, channels from 0 to 1, opacity)`
        #[pymethod]
        fn pixels(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (extent, width, channels, opacity) =
                (args.four()?, args.float()? as usize, args.floats()?, args.float()?);
            let bytes: Vec<u8> =
                channels.iter().map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
            zelf.canvas().pixels(extent, width, &bytes, opacity);
            Ok(())
        }

        /// `text(x, y, words, size, color, rotation, align, vertical, is_bold)`
        #[pymethod]
        fn text(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<()> {
            let mut args = Given::new(args, vm);
            let (x, y, words) = (args.float()?, args.float()?, args.text()?);
            let (font_px, color, rotation) = (args.float()?, args.text()?, args.float()?);
            let align = match args.text()?.as_str() {
                "left" => Align::Left,
                "right" => Align::Right,
                _ => Align::Center,
            };
            let vertical = match args.text()?.as_str() {
                "top" => VerticalAlign::Top,
                "bottom" => VerticalAlign::Bottom,
                "center" => VerticalAlign::Center,
                _ => VerticalAlign::Baseline,
            };
            let style = TextStyle { font_px, color, rotation, align, vertical, is_bold: args.flag()? };
            zelf.canvas().text(x, y, &words, &style);
            Ok(())
        }

        /// `finish(title, description, background or None, room around what is drawn or None)`
        #[pymethod]
        fn finish(zelf: &Py<Self>, args: PosArgs, vm: &VirtualMachine) -> PyResult<String> {
            let mut args = Given::new(args, vm);
            let (title, description) = (args.text()?, args.text()?);
            let background = args.optional()?.map(|color| text_of(&color, vm)).transpose()?;
            let tight = args.optional()?.map(|room| room.try_float(vm).map(|room| room.to_f64())).transpose()?;
            Ok(zelf.canvas().finish(&title, &description, background.as_deref(), tight))
        }
    }

    /// An empty picture of so many pixels.
    #[pyfunction]
    fn canvas(width: f64, height: f64) -> Canvas {
        Canvas { canvas: Mutex::new(plots::Canvas::new(width, height)) }
    }

    /// Width and height of a text.
    #[pyfunction]
    fn text_size(words: PyStrRef, font_px: f64, vm: &VirtualMachine) -> PyObjectRef {
        vm.new_tuple(plots::text_size(&words.to_string_lossy(), font_px)).into()
    }

    /// Ticks at round numbers; `steps` is `"few"`, `"many"` or `"integer"`.
    #[pyfunction]
    fn ticks(lo: f64, hi: f64, n_max: usize, n_min: usize, steps: PyStrRef, vm: &VirtualMachine) -> PyListRef {
        let steps = match steps.to_string_lossy().as_ref() {
            "integer" => Steps::Integer,
            "many" => Steps::Many,
            _ => Steps::Few,
        };
        floats(&plots::ticks(lo, hi, n_max, n_min, steps), vm)
    }

    /// Powers of ten, and the ticks between them.
    #[pyfunction]
    fn log_ticks(lo: f64, hi: f64, n_max: usize, vm: &VirtualMachine) -> PyObjectRef {
        let (major, minor) = plots::log_ticks(lo, hi, n_max);
        vm.new_tuple((floats(&major, vm), floats(&minor, vm))).into()
    }

    /// The labels of ticks and what stands beside the axis.
    #[pyfunction]
    fn labels(locs: PyObjectRef, lo: f64, hi: f64, vm: &VirtualMachine) -> PyResult {
        let (labels, beside) = plots::labels(&array(&locs, vm)?, lo, hi);
        Ok(vm.new_tuple((texts(labels, vm), beside)).into())
    }

    /// Ticks of dates in days, and the part of a date in which they differ.
    #[pyfunction]
    fn date_ticks(lo: f64, hi: f64, vm: &VirtualMachine) -> PyObjectRef {
        let ticks = plots::date_ticks(lo, hi);
        vm.new_tuple((floats(&ticks.locs, vm), ticks.level)).into()
    }

    /// Dates in full, as far as the level asks.
    #[pyfunction]
    fn date_labels(locs: PyObjectRef, level: usize, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let ticks = DateTicks { locs: array(&locs, vm)?, level: level.min(6) };
        Ok(texts(plots::date_labels(&ticks), vm))
    }

    /// Dates with what differs only, and what they share.
    #[pyfunction]
    fn concise_labels(locs: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (labels, shared) = plots::concise_labels(&array(&locs, vm)?);
        Ok(vm.new_tuple((texts(labels, vm), shared)).into())
    }

    /// A date in days by a format of `strftime`.
    #[pyfunction]
    fn date_text(date: f64, format: PyStrRef) -> String {
        plots::date_text(date, &format.to_string_lossy())
    }

    /// The names of colour maps, without the reversed ones.
    #[pyfunction]
    fn colormaps(vm: &VirtualMachine) -> PyListRef {
        texts(colormap_names().map(str::to_owned).collect(), vm)
    }

    /// The colours of a map, three bytes each, and whether they are listed; `None` if there is none of that name.
    #[pyfunction]
    fn colors_of(name: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let map = colormap(&name.to_string_lossy())?;
        let bytes = vm.ctx.new_bytes(map.colors.concat());
        Some(vm.new_tuple((bytes, map.is_listed)).into())
    }

    /// Keeps a picture under a file's name: natively as a file, in the page as something to download.
    #[pyfunction]
    fn save(name: PyStrRef, svg: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
        let (name, svg) = (name.to_string_lossy().into_owned(), svg.to_string_lossy().into_owned());
        #[cfg(not(target_arch = "wasm32"))]
        return std::fs::write(&name, svg).map_err(|error| vm.new_os_error(format!("{name}: {error}")));
        #[cfg(target_arch = "wasm32")]
        {
            use crate::python::host::output::{Output, publish};
            let _ = vm;
            let bundle = [("application/x-dasklet-file", name.clone()), ("image/svg+xml", svg), ("text/plain", name)];
            let data = bundle.into_iter().map(|(mime, text)| (mime.to_owned(), text)).collect();
            publish(Output::Display { data, display_id: None, update: false });
            Ok(())
        }
    }

    fn floats(numbers: &[f64], vm: &VirtualMachine) -> PyListRef {
        vm.ctx.new_list(numbers.iter().map(|number| vm.ctx.new_float(*number).into()).collect())
    }

    fn texts(texts: Vec<String>, vm: &VirtualMachine) -> PyListRef {
        vm.ctx.new_list(texts.into_iter().map(|text| vm.ctx.new_str(text).into()).collect())
    }

    /// The numbers of anything array-like, row by row.
    fn array(object: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<f64>> {
        match asarray(object, Some(DType::Float64), vm)? {
            Block::Float64(array) => Ok(array.iter().copied().collect()),
            _ => Ok(Vec::new()),
        }
    }

    fn text_of(object: &PyObject, vm: &VirtualMachine) -> PyResult<String> {
        match object.downcast_ref::<PyStr>() {
            Some(text) => Ok(text.to_string_lossy().into_owned()),
            None => Ok(object.str(vm)?.to_string_lossy().into_owned()),
        }
    }

    /// Positional arguments, one after the other.
    struct Given<'a> {
        args: std::vec::IntoIter<PyObjectRef>,
        vm: &'a VirtualMachine,
    }

    impl<'a> Given<'a> {
        fn new(args: PosArgs, vm: &'a VirtualMachine) -> Given<'a> {
            Given { args: args.into_vec().into_iter(), vm }
        }

        fn next(&mut self) -> PyResult {
            self.args.next().ok_or_else(|| self.vm.new_type_error("an argument is missing"))
        }

        fn optional(&mut self) -> PyResult<Option<PyObjectRef>> {
            let object = self.next()?;
            Ok((!self.vm.is_none(&object)).then_some(object))
        }

        fn floats(&mut self) -> PyResult<Vec<f64>> {
            let object = self.next()?;
            array(&object, self.vm)
        }

        fn optional_floats(&mut self) -> PyResult<Option<Vec<f64>>> {
            self.optional()?.map(|object| array(&object, self.vm)).transpose()
        }

        fn float(&mut self) -> PyResult<f64> {
            Ok(self.next()?.try_float(self.vm)?.to_f64())
        }

        fn flag(&mut self) -> PyResult<bool> {
            self.next()?.try_to_bool(self.vm)
        }

        fn text(&mut self) -> PyResult<String> {
            let object = self.next()?;
            text_of(&object, self.vm)
        }

        fn tuple(&mut self) -> PyResult<Option<Given<'a>>> {
            let vm = self.vm;
            let Some(object) = self.optional()? else { return Ok(None) };
            match object.downcast_ref::<PyTuple>() {
                Some(tuple) => Ok(Some(Given { args: tuple.as_slice().to_vec().into_iter(), vm })),
                None => Err(vm.new_type_error("a tuple is needed")),
            }
        }

        fn some_tuple(&mut self) -> PyResult<Given<'a>> {
            self.tuple()?.ok_or_else(|| self.vm.new_type_error("a tuple is needed"))
        }

        fn four(&mut self) -> PyResult<[f64; 4]> {
            let mut four = self.some_tuple()?;
            Ok([four.float()?, four.float()?, four.float()?, four.float()?])
        }

        fn scale(&mut self) -> PyResult<Scale> {
            let mut scale = self.some_tuple()?;
            Ok(Scale { from: scale.float()?, to: scale.float()?, is_log: scale.flag()? })
        }

        fn stroke(&mut self) -> PyResult<Option<Stroke>> {
            let Some(mut stroke) = self.tuple()? else { return Ok(None) };
            Ok(Some(Stroke {
                color: stroke.text()?,
                width: stroke.float()?,
                dashes: stroke.optional_floats()?.unwrap_or_default(),
                opacity: stroke.float()?,
            }))
        }

        fn fill(&mut self) -> PyResult<Option<Fill>> {
            let Some(mut fill) = self.tuple()? else { return Ok(None) };
            Ok(Some(Fill { color: fill.text()?, opacity: fill.float()? }))
        }

        /// Four bytes each.
        fn colors(&mut self) -> PyResult<Vec<[u8; 4]>> {
            let object = self.next()?;
            match object.downcast_ref::<PyBytes>() {
                Some(bytes) => {
                    Ok(bytes.as_bytes().chunks_exact(4).map(|color| [color[0], color[1], color[2], color[3]]).collect())
                }
                None => Err(self.vm.new_type_error("colours are bytes")),
            }
        }
    }
}
