//! `_dasklet_recipes`: what the catalogue of the lessons has besides stores. Small files, satellite scenes, coastlines.

#[rustpython_vm::pymodule]
pub(super) mod _dasklet_recipes {
    use rustpython_vm::{PyResult, VirtualMachine};

    use crate::block::Block;
    use crate::python::error::exception;
    use crate::python::numpy::give;
    use crate::store::recipes::{earth, files, sentinel};

    fn array<T: crate::block::Element>(shape: &[usize], elements: Vec<T>, vm: &VirtualMachine) -> PyResult {
        let block = Block::from_vec(shape, elements);
        give(block.map_err(|error| exception(error.exception_type(), &error.to_string(), vm))?, vm)
    }

    /// The text of a file of the lessons, by its path or address; None if there is none.
    #[pyfunction]
    fn file_text(path: String) -> Option<String> {
        files::text(&path)
    }

    /// The STAC items of Sentinel-2 over the Alps, as the JSON of a FeatureCollection.
    #[pyfunction]
    fn items() -> String {
        sentinel::items()
    }

    /// A window of the raster behind an asset's href: uint16, 0 without data.
    #[pyfunction]
    #[allow(clippy::too_many_arguments)]
    fn read_window(
        href: String,
        row: i64,
        column: i64,
        height: usize,
        width: usize,
        row_step: f64,
        column_step: f64,
        vm: &VirtualMachine,
    ) -> PyResult {
        let shape = [height, width];
        let read = || sentinel::read_window(&href, [row, column], shape, [row_step, column_step]);
        let numbers = vm.allow_threads(read).map_err(|reason| exception("FileNotFoundError", &reason, vm))?;
        array(&shape, numbers, vm)
    }

    /// Closed outlines of land: arrays of (longitude, latitude) in degrees, some of them past the edge of the map.
    #[pyfunction]
    fn coastlines(vm: &VirtualMachine) -> PyResult {
        let outlines = earth::coastlines().into_iter().map(|outline| {
            let points: Vec<f32> = outline.iter().flat_map(|(longitude, latitude)| [*longitude, *latitude]).collect();
            array(&[outline.len(), 2], points, vm)
        });
        Ok(vm.ctx.new_list(outlines.collect::<PyResult<Vec<_>>>()?).into())
    }
}
