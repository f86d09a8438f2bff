//! The class under `dask.array.Array`: what a lazy array is.

use std::sync::{Arc, PoisonError, RwLock};

use rustpython_vm::{Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use super::convert::{
    array as array_of_argument, block_of, chunks, chunks_object, config, give, items, length_object, lengths, raised,
};
use crate::array::{Array, Operand, setitem, svg};
use crate::block::{self, Block};
use crate::cluster::plan;
use crate::graph::{HighLevelGraph, Key, Layer, Operation, Task, TaskError, TaskGraph, Value};
use crate::python::dask::future::PyFuture;
use crate::python::dask::graph::PyGraph;
use crate::python::dask::keys::key_to_python;

/// A lazy chunked array. Assignment to a part puts another array in its place.
#[pyclass(name = "Array", module = "_dask_array")]
#[derive(Debug, PyPayload)]
pub(super) struct PyArray {
    array: RwLock<Array>,
}

impl PyArray {
    pub(super) fn new(array: Array) -> PyArray {
        PyArray { array: RwLock::new(array) }
    }

    /// What it is now.
    pub(super) fn array(&self) -> Array {
        self.array.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace(&self, array: Array) {
        *self.array.write().unwrap_or_else(PoisonError::into_inner) = array;
    }
}

#[pyclass(flags(BASETYPE))]
impl PyArray {
    /// The name of its layer.
    #[pygetset]
    fn name(zelf: &Py<Self>) -> String {
        zelf.array().name().to_string()
    }

    /// The lengths of the axes; nan where they are unknown.
    #[pygetset]
    fn shape(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        lengths(zelf.array().shape(), vm)
    }

    /// The lengths of the chunks along each axis.
    #[pygetset]
    fn chunks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        chunks_object(zelf.array().chunks(), vm)
    }

    /// The lengths of the largest chunk.
    #[pygetset]
    fn chunksize(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        lengths(zelf.array().chunks().chunksize(), vm)
    }

    /// The number of blocks along each axis.
    #[pygetset]
    fn numblocks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        lengths(zelf.array().chunks().numblocks().into_iter().map(Some), vm)
    }

    /// The number of blocks.
    #[pygetset]
    fn npartitions(zelf: &Py<Self>) -> usize {
        zelf.array().chunks().n_blocks()
    }

    #[pygetset]
    fn ndim(zelf: &Py<Self>) -> usize {
        zelf.array().ndim()
    }

    #[pygetset]
    fn size(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        length_object(zelf.array().size(), vm)
    }

    #[pygetset]
    fn nbytes(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        length_object(zelf.array().nbytes(), vm)
    }

    /// The name of the dtype.
    #[pygetset]
    fn _dtype(zelf: &Py<Self>) -> &'static str {
        zelf.array().dtype().name()
    }

    #[pymethod]
    fn _text(zelf: &Py<Self>) -> String {
        zelf.array().text()
    }

    #[pymethod]
    fn _html(zelf: &Py<Self>, size: f64) -> String {
        zelf.array().html(size)
    }

    #[pymethod]
    fn _svg(zelf: &Py<Self>, size: f64, vm: &VirtualMachine) -> PyResult<String> {
        svg::picture(zelf.array().chunks(), size).map_err(|error| raised(&error, vm))
    }

    /// Its keys in nested lists, one level for each axis.
    #[pymethod]
    fn __dask_keys__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        fn nested(keys: &[Key], numblocks: &[usize], vm: &VirtualMachine) -> PyObjectRef {
            match numblocks {
                [] => vm.ctx.new_list(keys.iter().map(|key| key_to_python(key, vm)).collect()).into(),
                [_] => vm.ctx.new_list(keys.iter().map(|key| key_to_python(key, vm)).collect()).into(),
                [_, rest @ ..] => {
                    let stride = rest.iter().product::<usize>().max(1);
                    vm.ctx.new_list(keys.chunks(stride).map(|keys| nested(keys, rest, vm)).collect()).into()
                }
            }
        }
        let array = zelf.array();
        nested(&array.keys(), &array.chunks().numblocks(), vm)
    }

    /// Its graph, of which its blocks are wanted.
    #[pymethod]
    fn _dasklet_graph(zelf: &Py<Self>) -> PyGraph {
        let array = zelf.array();
        PyGraph::from_layers(array.graph().clone(), array.keys())
    }

    /// Its graph with a task that joins its blocks, and the key of that task.
    #[pymethod]
    fn _dasklet_finalized(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let array = zelf.array();
        let name: Arc<str> = crate::array::Token::of("finalize").array(&array).name("finalize-hlgfinalizecompute");
        let key = Key::text(name.clone());
        let operation = Arc::new(Finalize { numblocks: array.chunks().numblocks() });
        let task = Arc::new(Task::run(key.clone(), operation, array.keys()));
        let layer = Layer::materialized(name, TaskGraph::from_iter([(key.clone(), task)]));
        let graph = HighLevelGraph::stacked(layer, &[array.graph()], [array.name().clone()]);
        let shown = key_to_python(&key, vm);
        let graph = PyGraph::from_layers(Arc::new(graph), [key]);
        vm.ctx.new_tuple(vec![graph.into_pyobject(vm), shown]).into()
    }

    /// The same array standing on results that a cluster holds, one for each block.
    #[pymethod]
    fn _dasklet_persisted(zelf: &Py<Self>, futures: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let array = zelf.array();
        let futures = vm.extract_elements_with(&futures, |future| {
            let future = future.try_into_value::<rustpython_vm::PyRef<PyFuture>>(vm)?;
            future.shared(vm)
        })?;
        let layer = plan::persisted(array.name().clone(), futures);
        let graph = HighLevelGraph::from_layer(layer);
        give(Array::new(array.name().clone(), array.chunks().clone(), array.dtype(), Arc::new(graph)), vm)
    }

    /// The same array with an optimized graph.
    #[pymethod]
    fn _dasklet_optimized(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        let array = zelf.array();
        let tasks = crate::graph::optimize(array.graph(), &array.keys());
        let graph = HighLevelGraph::from_layer(Layer::materialized(array.name().clone(), tasks));
        give(Array::new(array.name().clone(), array.chunks().clone(), array.dtype(), Arc::new(graph)), vm)
    }

    /// `x[key]`
    #[pymethod]
    fn _getitem(zelf: &Py<Self>, key: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let items = items(&key, vm)?;
        let array = zelf.array().getitem(&items, &config(vm)?).map_err(|error| raised(&error, vm))?;
        give(array, vm)
    }

    /// `x.blocks[key]`
    #[pymethod]
    fn _blocks(zelf: &Py<Self>, key: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let array = zelf.array().blocks(&items(&key, vm)?).map_err(|error| raised(&error, vm))?;
        give(array, vm)
    }

    /// `x[key] = value`, where the value is a dask array or a NumPy array.
    #[pymethod]
    fn _setitem(zelf: &Py<Self>, key: PyObjectRef, value: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let value = match block_of(&value, vm) {
            Some(block) => Operand::Constant(block::Operand::Block(block)),
            None => Operand::Array(array_of_argument(&value, vm)?),
        };
        let changed = setitem(&zelf.array(), &items(&key, vm)?, &value, &config(vm)?);
        zelf.replace(changed.map_err(|error| raised(&error, vm))?);
        Ok(())
    }

    /// Makes it another array.
    #[pymethod]
    fn _become(zelf: &Py<Self>, other: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        zelf.replace(array_of_argument(&other, vm)?);
        Ok(())
    }

    /// The same blocks under other chunks: for chunks that were unknown.
    #[pymethod]
    fn _set_chunks(zelf: &Py<Self>, known: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let array = zelf.array();
        let known = chunks(&known, vm)?;
        if known.numblocks() != array.chunks().numblocks() {
            return Err(vm.new_value_error("chunks must have as many blocks as the array"));
        }
        zelf.replace(Array::new(array.name().clone(), known, array.dtype(), array.graph().clone()));
        Ok(())
    }
}

/// Joins all blocks of an array: the last task of a computation.
#[derive(Debug)]
struct Finalize {
    numblocks: Vec<usize>,
}

impl Operation for Finalize {
    fn name(&self) -> &str {
        "finalize"
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        if let [only] = inputs {
            return Ok(only.clone());
        }
        crate::array::joined(&self.numblocks, inputs).map(|block: Block| Value::Block(block))
    }
}
