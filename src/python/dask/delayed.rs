//! The native half of `Delayed`: a node of a graph that is built call by call.

use std::cell::RefCell;
use std::sync::Arc;

use rustpython_vm::builtins::{PyDictRef, PyStrRef, PyTupleRef, PyTypeRef};
use rustpython_vm::{Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::future::PyFuture;
use super::graph::{PyGraph, finalized};
use super::keys::{key_from_python, key_to_python};
use crate::cluster::plan::{Node, Source};
use crate::graph::{Annotation, Key, Task, TaskKind};
use crate::python::tasks::{Argument, Arguments, PyCall};
use crate::python::value::from_python;

/// What `dask.delayed.Delayed` stands on.
#[pyclass(module = "dask.delayed", name = "DelayedNode")]
#[derive(Debug, PyPayload)]
pub struct PyNode {
    node: Arc<Node>,
}

#[pyclass(flags(BASETYPE, HAS_DICT))]
impl PyNode {
    /// The key of its task.
    #[pygetset]
    fn key(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        key_to_python(&zelf.node.task.key, vm)
    }

    /// Its tasks and all that they need.
    #[pymethod]
    fn _graph(zelf: &Py<Self>) -> PyGraph {
        PyGraph::new(vec![Source::Node(zelf.node.clone())])
    }

    #[pymethod]
    fn _dasklet_finalized(zelf: &Py<Self>, vm: &VirtualMachine) -> (PyGraph, PyObjectRef) {
        (PyNode::_graph(zelf), key_to_python(&zelf.node.task.key, vm))
    }
}

impl PyNode {
    /// The node.
    pub fn node(&self) -> &Arc<Node> {
        &self.node
    }

    fn new(node: Node, class: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyRef<PyNode>> {
        PyNode { node: Arc::new(node) }.into_ref_with_type(vm, class)
    }
}

/// A node of `class` that calls `function`.
pub fn call(
    class: PyTypeRef,
    key: PyObjectRef,
    name: PyStrRef,
    function: PyObjectRef,
    args: PyTupleRef,
    kwargs: PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<PyRef<PyNode>> {
    let key = key_from_python(&key, vm)?;
    let unpacked = Unpacked::new(args.as_slice(), &kwargs, vm)?;
    PyNode::new(unpacked.into_node(key, name.to_string(), function, vm), class, vm)
}

/// A node of `class` that is an object as it is.
pub fn data(class: PyTypeRef, key: PyObjectRef, object: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<PyNode>> {
    let key = key_from_python(&key, vm)?;
    let task = Task { key, kind: TaskKind::Data(from_python(object, vm)) };
    PyNode::new(Node { task: Arc::new(task), parents: Vec::new(), annotation: Annotation::current() }, class, vm)
}

/// A node of `class` whose task another collection has.
pub fn alias(class: PyTypeRef, key: PyObjectRef, object: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyRef<PyNode>> {
    let key = key_from_python(&key, vm)?;
    let Some((source, target)) = source_of(&object, vm)? else {
        return Err(vm.new_type_error(format!("{} is no collection", object.class().name())));
    };
    let parents = vec![source];
    let kind = TaskKind::Alias(target);
    let task = Arc::new(Task { key, kind });
    PyNode::new(Node { task, parents, annotation: Annotation::current() }, class, vm)
}

/// A node of `class` whose result a cluster holds.
pub fn held(class: PyTypeRef, future: PyRef<PyFuture>, vm: &VirtualMachine) -> PyResult<PyRef<PyNode>> {
    let held = future.shared(vm)?;
    let layer = crate::cluster::plan::persisted(held.key().name().clone(), [held]);
    let crate::graph::LayerKind::Materialized(materialized) = &layer.kind else { unreachable!("it was just made") };
    let task = materialized.tasks.values().next().expect("it has one task").clone();
    PyNode::new(Node { task, parents: Vec::new(), annotation: Annotation::default() }, class, vm)
}

/// The arguments of a call, taken apart: where they come from other tasks, their keys stand in their place.
pub struct Unpacked {
    args: Vec<Argument>,
    kwargs: Vec<(String, Argument)>,
    /// The keys of other tasks, each once
    pub inputs: Vec<Key>,
    /// Where those tasks come from
    pub sources: Vec<Source>,
}

impl Unpacked {
    /// Takes arguments apart. Futures, delayed values and collections are looked for in lists, tuples, sets and dicts.
    pub fn new(args: &[PyObjectRef], kwargs: &PyDictRef, vm: &VirtualMachine) -> PyResult<Unpacked> {
        let (sources, failure) = (RefCell::new(Vec::new()), RefCell::new(None));
        let find = |object: &PyObject| match source_of(object, vm) {
            Ok(found) => found.map(|(source, key)| {
                sources.borrow_mut().push(source);
                key
            }),
            Err(error) => {
                failure.replace(Some(error));
                None
            }
        };
        let mut arguments = Arguments::new(&find);
        let args = args.iter().map(|arg| arguments.argument(arg, vm)).collect();
        let kwargs = kwargs.into_iter().map(|(name, arg)| {
            let name = name.try_into_value::<PyStrRef>(vm)?.to_string();
            Ok((name, arguments.argument(&arg, vm)))
        });
        let kwargs = kwargs.collect::<PyResult<Vec<_>>>()?;
        let inputs = arguments.into_inputs();
        match failure.into_inner() {
            Some(error) => Err(error),
            None => Ok(Unpacked { args, kwargs, inputs, sources: sources.into_inner() }),
        }
    }

    /// The task that calls `function` on them.
    pub fn into_task(self, key: Key, name: String, function: PyObjectRef, vm: &VirtualMachine) -> (Task, Vec<Source>) {
        let call = PyCall::new(name, function, self.args, self.kwargs, vm);
        (Task::run(key, Arc::new(call), self.inputs), self.sources)
    }

    fn into_node(self, key: Key, name: String, function: PyObjectRef, vm: &VirtualMachine) -> Node {
        let (task, parents) = self.into_task(key, name, function, vm);
        Node { task: Arc::new(task), parents, annotation: Annotation::current() }
    }
}

/// What an object contributes to a graph, and the key of its value: futures, delayed values, collections. `None` for
/// everything else.
pub fn source_of(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<(Source, Key)>> {
    if let Some(future) = object.downcast_ref::<PyFuture>() {
        let future = future.shared(vm)?;
        let key = future.key().clone();
        return Ok(Some((Source::Future(future), key)));
    }
    if let Some(node) = object.downcast_ref::<PyNode>() {
        return Ok(Some((Source::Node(node.node.clone()), node.node.task.key.clone())));
    }
    finalized(object, vm)
}
