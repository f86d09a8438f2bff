//! The native core of `dask`, `dask.distributed` and `dask_gateway`: graphs, futures, clients, clusters, tokens.
//!
//! | file | what |
//! | --- | --- |
//! | `graph` | graphs as Python holds them; the protocol of collections |
//! | `delayed` | nodes of graphs that are built call by call; arguments taken apart |
//! | `client`, `future` | submit, compute, gather, wait |
//! | `lifecycle` | clusters: start, scale, look |
//! | `token` | `dask.tokenize` |
//! | `keys`, `errors` | keys and exceptions as Dask has them |
//!
//! The faces are `lib/dask/`, `lib/distributed/` and `lib/dask_gateway.py`.

pub mod client;
pub mod delayed;
pub mod errors;
pub mod future;
pub mod graph;
pub mod keys;
pub mod lifecycle;
pub mod token;

use rustpython_vm::Context;
use rustpython_vm::builtins::PyModuleDef;

/// The module `_dask`.
pub fn module_def(ctx: &Context) -> &'static PyModuleDef {
    _dask::module_def(ctx)
}

#[rustpython_vm::pymodule]
mod _dask {
    use std::time::Duration;

    use rustpython_vm::builtins::{PyDictRef, PyListRef, PyStrRef, PyTupleRef, PyTypeRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::function::{ArgIntoFloat, PosArgs};
    use rustpython_vm::{PyObjectRef, PyRef, PyResult, VirtualMachine};

    use super::client::{PyClient, PyProgress};
    use super::delayed::{self, PyNode};
    use super::errors::raise;
    use super::future::{PyFuture, PyWatch};
    use super::graph::{Drawing, PyGraph};
    use super::lifecycle::PyCluster;
    use crate::cluster::limits::{self, MemoryLimit};
    use crate::cluster::{Cluster, ClusterConfig, ClusterKind, Waited, block, ids, running_task, wake_all};
    use crate::graph::Annotation;
    use crate::python::host::threads::with_vm;
    use crate::python::host::{output, stop};
    use crate::python::tasks;

    #[pyattr(name = "Future")]
    fn future_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyFuture::make_static_type()
    }

    #[pyattr(name = "Watch")]
    fn watch_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyWatch::make_static_type()
    }

    #[pyattr(name = "Progress")]
    fn progress_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyProgress::make_static_type()
    }

    #[pyattr(name = "Client")]
    fn client_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyClient::make_static_type()
    }

    #[pyattr(name = "Cluster")]
    fn cluster_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyCluster::make_static_type()
    }

    #[pyattr(name = "Graph")]
    fn graph_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyGraph::make_static_type()
    }

    #[pyattr(name = "Node")]
    fn node_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyNode::make_static_type()
    }

    /// Starts a cluster; `kind` is `"local"` or `"gateway"`.
    #[pyfunction]
    fn start_cluster(
        kind: PyStrRef,
        name: Option<PyStrRef>,
        n_workers: u32,
        threads_per_worker: u32,
        memory_limit: u64,
        n_workers_max: Option<u32>,
        vm: &VirtualMachine,
    ) -> PyResult<PyCluster> {
        let kind = if kind.to_string_lossy() == "gateway" { ClusterKind::Gateway } else { ClusterKind::Local };
        let name = name.map(|name| name.to_string());
        let config = ClusterConfig { kind, name, n_workers, threads_per_worker, memory_limit, n_workers_max };
        Cluster::start(config).map(PyCluster::new).map_err(|error| raise(error, vm))
    }

    /// A client of a cluster, whose futures are of this class.
    #[pyfunction]
    fn connect(cluster: PyRef<PyCluster>, future_class: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyClient> {
        PyClient::connect(&cluster, future_class, vm)
    }

    /// How many workers of how many threads a local cluster has where they are not given.
    #[pyfunction]
    fn local_cluster_shape(
        n_workers: Option<u32>,
        threads_per_worker: Option<u32>,
        processes: bool,
        vm: &VirtualMachine,
    ) -> PyResult<(u32, u32)> {
        limits::local_cluster_shape(n_workers, threads_per_worker, processes).map_err(|error| raise(error, vm))
    }

    /// Bytes for each of `n_workers` by `limit`: `"auto"`, a number of bytes, or a fraction up to 1.
    #[pyfunction]
    fn memory_limit(limit: PyObjectRef, n_workers: u32, vm: &VirtualMachine) -> PyResult<u64> {
        let limit = match limit.downcast_ref::<rustpython_vm::builtins::PyStr>() {
            Some(_) => MemoryLimit::Auto,
            None => match limit.try_float(vm)?.to_f64() {
                0.0 => MemoryLimit::Unlimited,
                fraction if fraction > 0.0 && fraction <= 1.0 => MemoryLimit::Fraction(fraction),
                nbytes if nbytes > 1.0 => MemoryLimit::Bytes(nbytes as u64),
                other => return Err(vm.new_value_error(format!("a memory limit is not negative, got {other}"))),
            },
        };
        Ok(limit.resolve(n_workers))
    }

    /// Bytes that results may take in all.
    #[pyfunction]
    fn total_memory() -> u64 {
        limits::total_memory()
    }

    /// Cores, as many as the pool has threads.
    #[pyfunction]
    fn cpu_count() -> u32 {
        limits::cpu_count()
    }

    /// `MemoryError` if `nbytes` can't be held, before anything is computed.
    #[pyfunction]
    fn check_memory(what: PyStrRef, nbytes: PyObjectRef, hint: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
        let nbytes = nbytes.try_float(vm)?.to_f64() as u64;
        limits::check_fits(&what.to_string_lossy(), nbytes, &hint.to_string_lossy()).map_err(|error| raise(error, vm))
    }

    /// The connection that computes when there is no client.
    #[pyfunction]
    fn threaded(future_class: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyClient> {
        PyClient::threaded(future_class, vm)
    }

    /// Computes on this thread, without a cluster.
    #[pyfunction]
    fn compute_here(
        graph: PyRef<PyGraph>,
        keys: PyListRef,
        optimize: bool,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        super::client::compute_here(&graph, &keys, optimize, vm)
    }

    #[pyfunction]
    fn clusters(vm: &VirtualMachine) -> PyListRef {
        super::lifecycle::running(vm)
    }

    #[pyfunction]
    fn current_task(vm: &VirtualMachine) -> PyResult<Option<PyDictRef>> {
        super::lifecycle::current_task(vm)
    }

    /// The running task gives up its worker's thread slot.
    #[pyfunction]
    fn secede(vm: &VirtualMachine) -> PyResult<()> {
        let task = running_task().ok_or_else(|| vm.new_value_error("secede() works only inside a task"))?;
        task.secede();
        Ok(())
    }

    /// Waits until `condition()` is true; false after `timeout` seconds. A task keeps its worker's slot meanwhile, as in Dask.
    /// Whoever changes what the condition looks at calls `wake()`.
    #[pyfunction]
    fn wait_until(
        what: PyStrRef,
        condition: PyObjectRef,
        timeout: Option<ArgIntoFloat>,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        let holds = || match with_vm(|vm| condition.call((), vm)?.try_to_bool(vm)) {
            Ok(holds) => holds.then_some(Ok(())),
            Err(error) => Some(Err(error)),
        };
        if let Some(at_once) = holds() {
            return at_once.map(|()| true);
        }
        let timeout = timeout.map(|seconds| Duration::try_from_secs_f64(seconds.into_float().max(0.0)));
        output::pump();
        // More seconds than can be counted are no limit.
        match vm.allow_threads(|| block(timeout.and_then(Result::ok), holds)) {
            Ok(Waited::Met(met)) => met.map(|()| true),
            Ok(Waited::TimedOut) => Ok(false),
            Ok(Waited::Stalled(stall)) => {
                Err(vm.new_runtime_error(format!("waiting for {}: {stall}", what.to_string_lossy())))
            }
            Err(interrupted) => Err(stop::keyboard_interrupt(interrupted, vm)),
        }
    }

    /// What is built on this thread from now on is annotated with this number; 0 is none.
    #[pyfunction]
    fn set_annotation(number: u32) {
        Annotation(number).set_current();
    }

    /// Those who wait look again.
    #[pyfunction]
    fn wake() {
        wake_all();
    }

    #[pyfunction]
    fn call_node(
        class: PyTypeRef,
        key: PyObjectRef,
        name: PyStrRef,
        function: PyObjectRef,
        args: PyTupleRef,
        kwargs: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyNode>> {
        delayed::call(class, key, name, function, args, kwargs, vm)
    }

    #[pyfunction]
    fn data_node(
        class: PyTypeRef,
        key: PyObjectRef,
        object: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyNode>> {
        delayed::data(class, key, object, vm)
    }

    #[pyfunction]
    fn alias_node(
        class: PyTypeRef,
        key: PyObjectRef,
        object: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyNode>> {
        delayed::alias(class, key, object, vm)
    }

    #[pyfunction]
    fn held_node(class: PyTypeRef, future: PyRef<PyFuture>, vm: &VirtualMachine) -> PyResult<PyRef<PyNode>> {
        delayed::held(class, future, vm)
    }

    /// Whether a result of a task stands somewhere in an object.
    #[pyfunction]
    fn has_results(object: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        let kwargs = vm.ctx.new_dict();
        Ok(!delayed::Unpacked::new(&[object], &kwargs, vm)?.inputs.is_empty())
    }

    /// A graph from a dict as Dask's specification has it.
    #[pyfunction]
    fn graph_from_dict(
        dict: PyDictRef,
        execute: PyObjectRef,
        keys: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyGraph> {
        super::graph::from_dict(dict, execute, keys, vm)
    }

    /// The futures that a graph stands on, as objects of `class`.
    #[pyfunction]
    fn held_futures(
        graph: PyRef<PyGraph>,
        owner: PyObjectRef,
        class: PyTypeRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        let futures = crate::cluster::plan::futures(graph.sources()).into_iter();
        let futures = futures
            .map(|future| PyFuture::new((*future).clone(), owner.clone(), class.clone(), vm).map(PyObjectRef::from));
        Ok(vm.ctx.new_list(futures.collect::<PyResult<_>>()?))
    }

    /// A picture of a graph, as SVG.
    #[pyfunction]
    fn draw(graph: PyRef<PyGraph>, drawing: Drawing, vm: &VirtualMachine) -> PyResult<String> {
        super::graph::draw(&graph, drawing, vm)
    }

    /// 32 hexadecimal digits that depend on the objects alone.
    #[pyfunction]
    fn tokenize(objects: PosArgs, vm: &VirtualMachine) -> PyResult<String> {
        super::token::token(&objects.into_vec(), vm)
    }

    #[pyfunction]
    fn unique_hex(n_digits: usize) -> String {
        ids::unique_hex(n_digits.min(32))
    }

    #[pyfunction]
    fn uuid() -> String {
        ids::uuid()
    }

    /// The part of a key that people read.
    #[pyfunction]
    fn key_split(name: PyStrRef) -> String {
        crate::graph::key_split(&name.to_string_lossy()).to_owned()
    }

    /// The name that graphs show of a function.
    #[pyfunction]
    fn function_name(function: PyObjectRef, vm: &VirtualMachine) -> String {
        tasks::function_name(&function, vm)
    }

    #[pyfunction]
    fn format_bytes(nbytes: PyObjectRef, vm: &VirtualMachine) -> PyResult<String> {
        Ok(crate::writing::format_bytes(nbytes.try_float(vm)?.to_f64().max(0.0) as u64))
    }
}
