//! Graphs as Python holds them, and what collections have to offer to be computed.
//!
//! A collection of ours has the method `_dasklet_finalized()`, which gives a `Graph` and the key of the task whose value
//! is what `compute()` gives. Collections written by learners follow Dask's protocol (`__dask_graph__` and so on);
//! `dask.base` turns them into the same.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use rustpython_vm::builtins::{
    PyDict, PyDictRef, PyFloat, PyInt, PyList, PyListRef, PySet, PyStr, PyStrRef, PyTuple, PyType,
};
use rustpython_vm::{
    AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass,
};

use super::errors::raise;
use super::keys::{key_from_python, key_from_python_opt, key_to_python, keys_from_nested};
use crate::cluster::plan::{self, Source};
use crate::graph::{HighLevelGraph, Key, Task, TaskGraph, TaskKind};
use crate::panels::{
    ColorError, RankDir, VisualizeOptions, coloring, layers_from_high_level, visualize, visualize_layers,
};
use crate::python::host::output::{Output, publish};
use crate::python::tasks::{Argument, PyCall, function_name};
use crate::python::value::{PyValue, from_python};

/// A graph that is not computed yet.
#[pyclass(module = "dask.highlevelgraph", name = "Graph")]
#[derive(Debug, PyPayload)]
pub struct PyGraph {
    sources: Vec<Source>,
}

impl PyGraph {
    /// A graph of these parts.
    pub fn new(sources: Vec<Source>) -> PyGraph {
        PyGraph { sources }
    }

    /// A graph of layers, of which `keys` are wanted.
    pub fn from_layers(graph: Arc<HighLevelGraph>, keys: impl Into<Arc<[Key]>>) -> PyGraph {
        PyGraph::new(vec![Source::Layers(graph, keys.into())])
    }

    /// Its parts.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

#[pyclass]
impl PyGraph {
    /// One graph of several.
    #[pystaticmethod]
    fn merge(graphs: PyListRef, vm: &VirtualMachine) -> PyResult<PyGraph> {
        let mut sources = Vec::new();
        for graph in graphs.borrow_vec().iter() {
            sources.extend(graph.clone().try_into_value::<PyRef<PyGraph>>(vm)?.sources.iter().cloned());
        }
        Ok(PyGraph { sources })
    }

    /// The layers in order: a list of dicts with `name`, `type`, `n_tasks`, `materialized`, `dependencies`, and `shape`,
    /// `dtype`, `chunksize` of the collection that a layer computes, if it does.
    #[pymethod]
    fn layers(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let graph = plan::layers(&zelf.sources);
        let mut layers = Vec::new();
        for layer in graph.layers() {
            let entry = vm.ctx.new_dict();
            entry.set_item("name", vm.ctx.new_str(layer.name.as_ref()).into(), vm)?;
            entry.set_item("type", vm.ctx.new_str(layer.type_name()).into(), vm)?;
            entry.set_item("n_tasks", vm.ctx.new_int(layer.len()).into(), vm)?;
            entry.set_item("materialized", vm.ctx.new_bool(layer.is_materialized()).into(), vm)?;
            let dependencies = graph.dependencies(&layer.name).iter();
            let dependencies = dependencies.map(|name| vm.ctx.new_str(name.as_ref()).into()).collect();
            entry.set_item("dependencies", vm.ctx.new_list(dependencies).into(), vm)?;
            if let Some(description) = &layer.description {
                entry.set_item("shape", vm.ctx.new_str(description.shape.as_str()).into(), vm)?;
                entry.set_item("dtype", vm.ctx.new_str(description.dtype.as_str()).into(), vm)?;
                entry.set_item("chunksize", vm.ctx.new_str(description.chunksize.as_str()).into(), vm)?;
            }
            layers.push(entry.into());
        }
        Ok(vm.ctx.new_list(layers))
    }

    /// The numbers of the annotations of those layers that have any, by their names: all of them, or those that optimizing leaves.
    #[pymethod]
    fn annotations(zelf: &Py<Self>, optimize: bool, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let dict = vm.ctx.new_dict();
        for (name, annotation) in plan::annotated(&zelf.sources, optimize) {
            dict.set_item(&*name, vm.ctx.new_int(annotation.0).into(), vm)?;
        }
        Ok(dict)
    }

    /// The tasks: a dict from keys to lists of the keys that they need.
    #[pymethod]
    fn tasks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        dict_of(&plan::raw_tasks(&zelf.sources), vm)
    }

    /// The tasks that are worth running, in the same form.
    #[pymethod]
    fn optimized(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        dict_of(&plan::optimized_tasks(&zelf.sources, true), vm)
    }

    /// A graph of the tasks that are worth running for `keys`.
    #[pymethod]
    fn optimize(zelf: &Py<Self>, keys: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyGraph> {
        let keys = keys_from_nested(&keys, vm)?;
        let tasks = plan::optimized_tasks(&zelf.sources, true);
        Ok(PyGraph::new(vec![Source::Tasks(Arc::new(tasks), keys.into())]))
    }

    /// The tasks in the order in which to run them. Results that a cluster holds are waited for, and are data.
    #[pymethod]
    fn steps(zelf: &Py<Self>, keys: PyObjectRef, optimize: bool, vm: &VirtualMachine) -> PyResult<PyGraph> {
        let keys = keys_from_nested(&keys, vm)?;
        let tasks = tasks_for_here(zelf, optimize, vm)?;
        Ok(PyGraph::new(vec![Source::Tasks(Arc::new(tasks), keys.into())]))
    }

    /// Of a graph of tasks as they are: their keys in the order that they have, each with the keys that it needs.
    #[pymethod]
    fn listed(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        dict_of(zelf.only_tasks(vm)?, vm)
    }
}

impl PyGraph {
    fn only_tasks(&self, vm: &VirtualMachine) -> PyResult<&TaskGraph> {
        match self.sources.as_slice() {
            [Source::Tasks(tasks, _)] => Ok(tasks),
            _ => Err(vm.new_type_error("the graph has layers; take its steps")),
        }
    }
}

fn dict_of(tasks: &TaskGraph, vm: &VirtualMachine) -> PyResult<PyDictRef> {
    let dict = vm.ctx.new_dict();
    for task in tasks.values() {
        let inputs = task.inputs().iter().map(|key| key_to_python(key, vm)).collect();
        dict.set_item(&*key_to_python(&task.key, vm), vm.ctx.new_list(inputs).into(), vm)?;
    }
    Ok(dict)
}

/// What a collection contributes to a graph, and the key of its computed value; `None` for other objects.
pub fn finalized(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<(Source, Key)>> {
    if is_plain(object, vm) {
        return Ok(None);
    }
    let Some(method) = vm.get_attribute_opt(object, "_dasklet_finalized")? else { return Ok(None) };
    let pair = method.call((), vm)?;
    let [graph, key] = pair.downcast_ref::<PyTuple>().map_or(&[][..], |pair| pair.as_slice()) else {
        return Err(vm.new_type_error("_dasklet_finalized() gives a graph and a key"));
    };
    let graph = graph.clone().try_into_value::<PyRef<PyGraph>>(vm)?;
    let key = key_from_python(key, vm)?;
    let source = match graph.sources.as_slice() {
        [source] => source.clone(),
        sources => Source::Tasks(Arc::new(plan::raw_tasks(sources)), [key.clone()].into()),
    };
    Ok(Some((source, key)))
}

/// Objects of the commonest types, which are surely no collections.
fn is_plain(object: &PyObject, vm: &VirtualMachine) -> bool {
    vm.is_none(object)
        || object.downcastable::<PyType>()
        || object.downcast_ref_if_exact::<PyInt>(vm).is_some()
        || object.downcast_ref_if_exact::<PyFloat>(vm).is_some()
        || object.downcast_ref_if_exact::<PyStr>(vm).is_some()
        || object.downcast_ref_if_exact::<PyList>(vm).is_some()
        || object.downcast_ref_if_exact::<PyTuple>(vm).is_some()
        || object.downcast_ref_if_exact::<PyDict>(vm).is_some()
        || object.downcast_ref_if_exact::<PySet>(vm).is_some()
}

/// A graph from a dict as Dask's specification has it: values are data, keys, lists of these, or tuples of a function
/// and its arguments. `execute` is the Python function that evaluates such a value: it gets the value, and the keys in
/// it with their results.
pub fn from_dict(dict: PyDictRef, execute: PyObjectRef, keys: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyGraph> {
    let entries: Vec<(PyObjectRef, PyObjectRef)> = dict.into_iter().collect();
    let known: FxHashSet<Key> = entries.iter().filter_map(|(key, _)| key_from_python_opt(key)).collect();
    let mut tasks = TaskGraph::default();
    for (key, value) in &entries {
        let key = key_from_python(key, vm)?;
        let mut inputs = Vec::new();
        search(value, &known, &mut inputs, vm);
        let kind = if key_from_python_opt(value).is_some_and(|target| known.contains(&target)) {
            TaskKind::Alias(inputs.remove(0))
        } else if inputs.is_empty() && head(value).is_none() {
            TaskKind::Data(from_python(value.clone(), vm))
        } else {
            let name = head(value).map_or_else(|| "list".to_owned(), |function| function_name(&function, vm));
            let keys = inputs.iter().map(|key| key_to_python(key, vm)).collect();
            let args = vec![
                Argument::Object(PyValue::new(value.clone(), vm)),
                Argument::Object(PyValue::new(vm.ctx.new_list(keys).into(), vm)),
                Argument::List((0..inputs.len()).map(Argument::Input).collect()),
            ];
            let call = PyCall::new(name, execute.clone(), args, Vec::new(), vm);
            TaskKind::Run { operation: Arc::new(call), inputs }
        };
        tasks.insert(key.clone(), Arc::new(Task { key, kind }));
    }
    let keys = keys_from_nested(&keys, vm)?;
    Ok(PyGraph::new(vec![Source::Tasks(Arc::new(tasks), keys.into())]))
}

/// The function of a tuple that is a task.
fn head(value: &PyObject) -> Option<PyObjectRef> {
    let first = value.downcast_ref::<PyTuple>()?.as_slice().first()?;
    first.is_callable().then(|| first.clone())
}

/// The keys in a value, each once.
fn search(value: &PyObject, known: &FxHashSet<Key>, found: &mut Vec<Key>, vm: &VirtualMachine) {
    let mut seen: FxHashSet<Key> = FxHashSet::default();
    let mut stack = vec![value.to_owned()];
    while let Some(value) = stack.pop() {
        if let Some(key) = key_from_python_opt(&value).filter(|key| known.contains(key)) {
            if seen.insert(key.clone()) {
                found.push(key);
            }
        } else if let Some(list) = value.downcast_ref_if_exact::<PyList>(vm) {
            stack.extend(list.borrow_vec().iter().rev().cloned());
        } else if let Some(tuple) = value.downcast_ref_if_exact::<PyTuple>(vm) {
            // Only tuples that are tasks are looked into.
            if head(tuple.as_object()).is_some() {
                stack.extend(tuple.as_slice().iter().rev().cloned());
            }
        } else if let Some(dict) = value.downcast_ref_if_exact::<PyDict>(vm) {
            stack.extend(dict.into_iter().map(|(_, value)| value));
        }
    }
}

/// What `visualize` draws.
#[derive(FromArgs)]
pub struct Drawing {
    /// Whether the optimized graph is drawn
    #[pyarg(positional)]
    pub optimize: bool,
    /// Whether layers are drawn instead of tasks
    #[pyarg(positional)]
    pub layers: bool,
    /// `"BT"`, `"TB"`, `"LR"` or `"RL"`
    #[pyarg(positional)]
    pub rankdir: PyStrRef,
    /// What colours show
    #[pyarg(positional)]
    pub color: Option<PyStrRef>,
    /// The number that gets the last colour
    #[pyarg(positional)]
    pub color_max: Option<f64>,
    /// Whole keys in boxes
    #[pyarg(positional)]
    pub verbose: bool,
    /// Circle and box as one
    #[pyarg(positional)]
    pub collapse_outputs: bool,
}

/// A picture of a graph, as SVG; the page's Graph panel gets it too.
pub fn draw(graph: &PyGraph, drawing: Drawing, vm: &VirtualMachine) -> PyResult<String> {
    let rankdir = drawing.rankdir.to_string();
    let Some(rankdir) = RankDir::parse(&rankdir) else {
        return Err(vm.new_value_error(format!("rankdir is one of BT, TB, LR, RL, not {rankdir:?}")));
    };
    let mut options = VisualizeOptions {
        rankdir,
        verbose: drawing.verbose,
        collapse_outputs: drawing.collapse_outputs,
        ..VisualizeOptions::default()
    };
    let view = if drawing.layers {
        visualize_layers(&layers_from_high_level(&plan::layers(&graph.sources)), &options)
    } else {
        let tasks = match drawing.optimize {
            true => plan::optimized_tasks(&graph.sources, true),
            false => plan::raw_tasks(&graph.sources),
        };
        if let Some(color) = &drawing.color {
            let coloring = coloring(&tasks, &color.to_string_lossy(), drawing.color_max);
            options.coloring = Some(coloring.map_err(|error| match error {
                ColorError::Unknown(_) => vm.new_not_implemented_error(error.to_string()),
                ColorError::Order(_) => vm.new_runtime_error(error.to_string()),
            })?);
        }
        visualize(&tasks, &options)
    };
    let bytes = postcard::to_stdvec(&view).map_err(|error| vm.new_runtime_error(error.to_string()))?;
    publish(Output::Graph { bytes });
    Ok(view.to_svg(None))
}

/// The tasks of a graph in the order in which to run them; results that a cluster holds are there as data.
pub fn tasks_for_here(graph: &PyGraph, optimize: bool, vm: &VirtualMachine) -> PyResult<TaskGraph> {
    let mut tasks = plan::optimized_tasks(graph.sources(), optimize);
    for future in plan::futures(graph.sources()) {
        let value = vm.allow_threads(|| future.result(None)).map_err(|error| raise(error, vm))?;
        let key = future.key().clone();
        let kind = TaskKind::Data(value);
        tasks.insert(key.clone(), Arc::new(Task { key, kind }));
    }
    plan::in_order(tasks).map_err(|error| raise(error, vm))
}
