//! The native half of `Client`: it submits calls and graphs, waits, and hands results to Python.

use std::fmt;
use std::time::Duration;

use rustpython_vm::FromArgs;
use rustpython_vm::builtins::{PyDictRef, PyListRef, PyStrRef, PyTupleRef, PyTypeRef};
use rustpython_vm::function::OptionalOption;
use rustpython_vm::{Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::delayed::Unpacked;
use super::errors::raise;
use super::future::{PyFuture, PyWatch, duration_of};
use super::graph::{PyGraph, tasks_for_here};
use super::keys::{key_from_python, keys_from_nested};
use super::lifecycle::PyCluster;
use super::token::Writer;
use crate::client::Status;
use crate::cluster::plan::{self, Source};
use crate::cluster::{Client, Progress, Until, ids, registry, running_task};
use crate::graph::{Key, TaskGraph, Value, check_n_tasks};
use crate::python::value::{from_python, to_python};
use crate::scheduler::{Submission, TaskOptions};

/// The option that has options of single layers.
const ANNOTATIONS: &str = "annotations";

/// What `distributed.Client` stands on.
#[pyclass(module = "distributed.client", name = "Connection")]
#[derive(PyPayload)]
pub struct PyClient {
    client: Client,
    /// The Python class of its futures
    future_class: PyTypeRef,
}

impl fmt::Debug for PyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PyClient({})", self.client.name())
    }
}

impl PyClient {
    /// Connects to a cluster.
    pub fn connect(cluster: &PyCluster, future_class: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyClient> {
        let client = Client::connect(cluster.cluster()).map_err(|error| raise(error, vm))?;
        Ok(PyClient { client, future_class })
    }

    /// That of Dask's scheduler for a single machine.
    pub fn threaded(future_class: PyTypeRef, vm: &VirtualMachine) -> PyResult<PyClient> {
        let client = registry::threaded_client().map_err(|error| raise(error, vm))?;
        Ok(PyClient { client, future_class })
    }

    fn wrap(
        &self,
        futures: Vec<crate::cluster::Future>,
        owner: &PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        let wrapped = futures
            .into_iter()
            .map(|future| PyFuture::new(future, owner.clone(), self.future_class.clone(), vm).map(PyObjectRef::from));
        Ok(vm.ctx.new_list(wrapped.collect::<PyResult<_>>()?))
    }

    fn submission(
        &self,
        tasks: TaskGraph,
        wanted: Vec<Key>,
        options: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Submission> {
        let submitting_task =
            running_task().filter(|task| task.cluster.is_same(self.client.cluster())).map(|task| task.key);
        let annotations = self.annotations(&tasks, options, vm)?;
        let (options, fifo_timeout) = self.options(options, vm)?;
        Ok(Submission { tasks, wanted, options, annotations, fifo_timeout, submitting_task })
    }

    /// The options of single tasks: where the option `annotations` has some for the name of their layer, they go before the others.
    fn annotations(
        &self,
        tasks: &TaskGraph,
        options: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<(Key, TaskOptions)>> {
        let Some(by_layer) = options.get_item_opt(ANNOTATIONS, vm)? else { return Ok(Vec::new()) };
        let by_layer: PyDictRef = by_layer.try_into_value(vm)?;
        let mut annotated = Vec::new();
        for key in tasks.keys() {
            if let Some(own) = by_layer.get_item_opt(&**key.name(), vm)? {
                let merged = options.copy().into_ref(&vm.ctx);
                merged.merge_object(own, vm)?;
                annotated.push((key.clone(), self.options(&merged, vm)?.0));
            }
        }
        Ok(annotated)
    }

    fn options(&self, options: &PyDictRef, vm: &VirtualMachine) -> PyResult<(TaskOptions, Duration)> {
        let mut parsed = TaskOptions::default();
        let mut fifo_timeout = Duration::ZERO;
        for (name, value) in options {
            let name = name.try_into_value::<PyStrRef>(vm)?.to_string();
            if vm.is_none(&value) {
                continue;
            }
            match name.as_str() {
                ANNOTATIONS => {}
                "priority" => parsed.user_priority = value.try_float(vm)?.to_f64(),
                "retries" => parsed.retries = value.try_int(vm)?.try_to_primitive(vm)?,
                "workers" => {
                    let names = value.try_into_value::<PyListRef>(vm)?;
                    // Where others may do, one that is not there is none.
                    let may_lack = match options.get_item_opt("allow_other_workers", vm)? {
                        Some(allowed) => allowed.try_to_bool(vm)?,
                        None => false,
                    };
                    parsed.workers = self.workers(&names, may_lack, vm)?;
                }
                "allow_other_workers" => parsed.allow_other_workers = value.try_to_bool(vm)?,
                "fifo_timeout" => {
                    fifo_timeout = duration_of(OptionalOption::Present(Some(value)), vm)?.unwrap_or_default()
                }
                _ => return Err(vm.new_type_error(format!("{name} is no option of a task"))),
            }
        }
        Ok((parsed, fifo_timeout))
    }

    /// Workers by their addresses or names.
    fn workers(
        &self,
        names: &PyListRef,
        may_lack: bool,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<crate::events::WorkerId>> {
        let workers = self.client.cluster().workers();
        let find = |name: &PyObjectRef| {
            let name = name.str(vm)?.to_string();
            let found = workers.iter().find(|worker| worker.address == name || worker.name == name);
            if found.is_none() && may_lack {
                return Ok(None);
            }
            found.map(|worker| Some(worker.id)).ok_or_else(|| {
                let there: Vec<&str> = workers.iter().map(|worker| worker.address.as_str()).collect();
                vm.new_value_error(format!("there is no worker {name:?}; the workers are {}", there.join(", ")))
            })
        };
        names.borrow_vec().iter().filter_map(|name| find(name).transpose()).collect()
    }

    fn keys_of(futures: &PyListRef, vm: &VirtualMachine) -> PyResult<Vec<Key>> {
        let key = |object: &PyObjectRef| match object.downcast_ref::<PyFuture>() {
            Some(future) => Ok(future.key().clone()),
            None => key_from_python(object, vm),
        };
        futures.borrow_vec().iter().map(key).collect()
    }

    fn plan(&self, sources: &[Source], optimize: bool, vm: &VirtualMachine) -> PyResult<plan::Plan> {
        vm.allow_threads(|| plan::plan(sources, optimize, &self.client)).map_err(|error| raise(error, vm))
    }
}

/// The arguments of `submit`.
#[derive(FromArgs)]
struct SubmitArgs {
    /// The Python `Client`
    #[pyarg(positional)]
    owner: PyObjectRef,
    #[pyarg(positional)]
    key: Option<PyObjectRef>,
    /// The beginning of the key, and what graphs show
    #[pyarg(positional)]
    name: PyStrRef,
    #[pyarg(positional)]
    function: PyObjectRef,
    #[pyarg(positional)]
    args: PyTupleRef,
    #[pyarg(positional)]
    kwargs: PyDictRef,
    #[pyarg(positional)]
    pure: bool,
    #[pyarg(positional)]
    options: PyDictRef,
}

/// The arguments of `map`.
#[derive(FromArgs)]
struct MapArgs {
    #[pyarg(positional)]
    owner: PyObjectRef,
    #[pyarg(positional)]
    keys: Option<PyListRef>,
    #[pyarg(positional)]
    name: PyStrRef,
    #[pyarg(positional)]
    function: PyObjectRef,
    #[pyarg(positional)]
    columns: PyListRef,
    #[pyarg(positional)]
    kwargs: PyDictRef,
    #[pyarg(positional)]
    pure: bool,
    #[pyarg(positional)]
    options: PyDictRef,
}

/// The arguments of `scatter`.
#[derive(FromArgs)]
struct ScatterArgs {
    #[pyarg(positional)]
    owner: PyObjectRef,
    #[pyarg(positional)]
    keys: PyListRef,
    #[pyarg(positional)]
    values: PyListRef,
    #[pyarg(positional)]
    workers: PyListRef,
    #[pyarg(positional)]
    broadcast: bool,
    #[pyarg(positional)]
    timeout: Option<PyObjectRef>,
}

#[pyclass]
impl PyClient {
    #[pygetset]
    fn id(zelf: &Py<Self>) -> String {
        zelf.client.name().to_owned()
    }

    #[pygetset]
    fn cluster(zelf: &Py<Self>) -> PyCluster {
        PyCluster::new(zelf.client.cluster().clone())
    }

    #[pygetset]
    fn closed(zelf: &Py<Self>) -> bool {
        zelf.client.is_closed()
    }

    #[pymethod]
    fn close(zelf: &Py<Self>) {
        zelf.client.close();
    }

    #[pymethod]
    fn set_default(zelf: &Py<Self>) {
        registry::set_default(&zelf.client);
    }

    /// One call. The key is `key`, or `name` with a token of what is called (`pure`) or something unique.
    #[pymethod]
    fn submit(zelf: &Py<Self>, call: SubmitArgs, vm: &VirtualMachine) -> PyResult {
        let SubmitArgs { owner, key, name, function, args, kwargs, pure, options } = call;
        let key = match key {
            Some(key) => key_from_python(&key, vm)?,
            None if pure => {
                let mut writer = Writer::new(vm);
                writer.write(&function)?;
                writer.write(kwargs.as_ref())?;
                args.iter().try_for_each(|arg| writer.write(arg))?;
                Key::text(format!("{name}-{}", writer.finish()))
            }
            None => Key::text(format!("{name}-{}", ids::unique_hex(32))),
        };
        let mut tasks = TaskGraph::default();
        let mut sources = Vec::new();
        // A key that this client has is not computed again, whatever the call says, as in Dask.
        if zelf.client.state(&key).is_none_or(|state| matches!(state.status(), Status::Cancelled)) {
            let unpacked = Unpacked::new(args.as_slice(), &kwargs, vm)?;
            let (task, parents) = unpacked.into_task(key.clone(), name.to_string(), function, vm);
            sources = parents;
            tasks.insert(key.clone(), std::sync::Arc::new(task));
        }
        let plan = zelf.plan(&sources, true, vm)?;
        let mut all = plan.tasks;
        all.extend(tasks);
        let submission = zelf.submission(all, vec![key], &options, vm)?;
        let futures = zelf.client.submit(submission).map_err(|error| raise(error, vm))?;
        drop(plan.held);
        let futures = zelf.wrap(futures, &owner, vm)?;
        let future = futures.borrow_vec()[0].clone();
        Ok(future)
    }

    /// Many calls of one function: one per place of the `columns`, which are lists of equal length. `keys` are the keys,
    /// or `None` for `name` with tokens.
    #[pymethod]
    fn map(zelf: &Py<Self>, call: MapArgs, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let MapArgs { owner, keys, name, function, columns, kwargs, pure, options } = call;
        let columns: Vec<Vec<PyObjectRef>> = (columns.borrow_vec().iter())
            .map(|column| Ok(column.clone().try_into_value::<PyListRef>(vm)?.borrow_vec().to_vec()))
            .collect::<PyResult<_>>()?;
        let n_calls = columns.iter().map(Vec::len).min().unwrap_or(0);
        const FEWER_CALLS: &str = "let each call do more, or map part after part";
        check_n_tasks(n_calls as u128, || "this map".to_owned(), FEWER_CALLS)
            .map_err(|error| raise(error.into(), vm))?;
        let given: Option<Vec<Key>> = keys.map(|keys| Self::keys_of(&keys, vm)).transpose()?;
        if let Some(keys) = given.as_ref().filter(|keys| keys.len() < n_calls) {
            return Err(vm.new_value_error(format!("{} keys are given for {n_calls} calls", keys.len())));
        }
        let mut beginning = Writer::new(vm);
        beginning.write(&function)?;
        beginning.write(kwargs.as_ref())?;
        let mut wanted = Vec::with_capacity(n_calls);
        let mut tasks = TaskGraph::with_capacity_and_hasher(n_calls, Default::default());
        let mut sources = Vec::new();
        for place in 0..n_calls {
            let args: Vec<PyObjectRef> = columns.iter().map(|column| column[place].clone()).collect();
            let key = match &given {
                Some(keys) => keys[place].clone(),
                None if pure => {
                    let mut writer = beginning.fork();
                    args.iter().try_for_each(|arg| writer.write(arg))?;
                    Key::text(format!("{name}-{}", writer.finish()))
                }
                None => Key::text(format!("{name}-{}", ids::unique_hex(32))),
            };
            let unpacked = Unpacked::new(&args, &kwargs, vm)?;
            let (task, parents) = unpacked.into_task(key.clone(), name.to_string(), function.clone(), vm);
            sources.extend(parents);
            tasks.insert(key.clone(), std::sync::Arc::new(task));
            wanted.push(key);
        }
        let plan = zelf.plan(&sources, true, vm)?;
        let mut all = plan.tasks;
        all.extend(tasks);
        let submission = zelf.submission(all, wanted, &options, vm)?;
        let futures = zelf.client.submit(submission).map_err(|error| raise(error, vm))?;
        drop(plan.held);
        zelf.wrap(futures, &owner, vm)
    }

    /// Computes and gives the values of `keys`, in their order. *Stop* cancels.
    #[pymethod]
    fn compute(
        zelf: &Py<Self>,
        graph: PyRef<PyGraph>,
        keys: PyListRef,
        optimize: bool,
        options: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        let keys = keys_from_nested(keys.as_ref(), vm)?;
        let plan = zelf.plan(graph.sources(), optimize, vm)?;
        let submission = zelf.submission(plan.tasks, keys, &options, vm)?;
        let values = vm.allow_threads(|| zelf.client.compute(submission)).map_err(|error| raise(error, vm))?;
        drop(plan.held);
        to_list(&values, vm)
    }

    /// Starts to compute; gives the futures of `keys`, in their order.
    #[pymethod]
    fn persist(
        zelf: &Py<Self>,
        owner: PyObjectRef,
        graph: PyRef<PyGraph>,
        keys: PyListRef,
        optimize: bool,
        options: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        let keys = keys_from_nested(keys.as_ref(), vm)?;
        let plan = zelf.plan(graph.sources(), optimize, vm)?;
        let submission = zelf.submission(plan.tasks, keys, &options, vm)?;
        let futures = zelf.client.submit(submission).map_err(|error| raise(error, vm))?;
        drop(plan.held);
        zelf.wrap(futures, &owner, vm)
    }

    /// Waits for all futures and gives their results; raises the error of the first that has one.
    #[pymethod]
    fn gather(
        zelf: &Py<Self>,
        futures: PyListRef,
        timeout: OptionalOption<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<PyListRef> {
        let (keys, timeout) = (Self::keys_of(&futures, vm)?, duration_of(timeout, vm)?);
        let values = vm.allow_threads(|| zelf.client.gather(&keys, timeout)).map_err(|error| raise(error, vm))?;
        to_list(&values, vm)
    }

    /// Waits: for `"ALL_COMPLETED"` or `"FIRST_COMPLETED"`.
    #[pymethod]
    fn wait(
        zelf: &Py<Self>,
        futures: PyListRef,
        first: bool,
        timeout: OptionalOption<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let (keys, timeout) = (Self::keys_of(&futures, vm)?, duration_of(timeout, vm)?);
        let until = if first { Until::FirstDone } else { Until::AllDone };
        vm.allow_threads(|| zelf.client.wait(&keys, until, timeout)).map_err(|error| raise(error, vm))
    }

    #[pymethod]
    fn watch(zelf: &Py<Self>, futures: PyListRef, vm: &VirtualMachine) -> PyResult<PyWatch> {
        Ok(PyWatch(zelf.client.watch(&Self::keys_of(&futures, vm)?)))
    }

    #[pymethod]
    fn cancel(zelf: &Py<Self>, futures: PyListRef, force: bool, reason: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
        zelf.client.cancel(&Self::keys_of(&futures, vm)?, force, &reason.to_string_lossy());
        Ok(())
    }

    #[pymethod]
    fn retry(zelf: &Py<Self>, futures: PyListRef, vm: &VirtualMachine) -> PyResult<()> {
        zelf.client.retry(&Self::keys_of(&futures, vm)?);
        Ok(())
    }

    /// A future of a key that the cluster may know.
    #[pymethod]
    fn future(zelf: &Py<Self>, owner: PyObjectRef, key: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let future = zelf.client.future(key_from_python(&key, vm)?).map_err(|error| raise(error, vm))?;
        Ok(PyFuture::new(future, owner, zelf.future_class.clone(), vm)?.into())
    }

    /// Keeps the results of tasks until they are there, without a future.
    #[pymethod]
    fn fire_and_forget(zelf: &Py<Self>, futures: PyListRef, vm: &VirtualMachine) -> PyResult<()> {
        zelf.client.fire_and_forget(&Self::keys_of(&futures, vm)?);
        Ok(())
    }

    /// Puts values on workers.
    #[pymethod]
    fn scatter(zelf: &Py<Self>, data: ScatterArgs, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let ScatterArgs { owner, keys, values, workers, broadcast, timeout } = data;
        let timeout = OptionalOption::Present(timeout);
        let keys = Self::keys_of(&keys, vm)?;
        let values: Vec<Value> = values.borrow_vec().iter().map(|value| from_python(value.clone(), vm)).collect();
        let (workers, timeout) = (zelf.workers(&workers, false, vm)?, duration_of(timeout, vm)?);
        let pairs = keys.into_iter().zip(values).collect();
        let futures = vm.allow_threads(|| zelf.client.scatter(pairs, &workers, broadcast, timeout));
        zelf.wrap(futures.map_err(|error| raise(error, vm))?, &owner, vm)
    }

    /// A look at the tasks that these futures need.
    #[pymethod]
    fn progress(zelf: &Py<Self>, futures: PyListRef, vm: &VirtualMachine) -> PyResult<PyProgress> {
        let keys = Self::keys_of(&futures, vm)?;
        Ok(PyProgress(Progress::new(zelf.client.cluster(), &keys)))
    }
}

/// What `progress` and `ProgressBar` show.
#[pyclass(module = "distributed.diagnostics", name = "Progress")]
#[derive(PyPayload)]
pub struct PyProgress(Progress);

impl fmt::Debug for PyProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PyProgress")
    }
}

#[pyclass]
impl PyProgress {
    /// Per kind of tasks: prefix, total, done, erred, processing.
    #[pymethod]
    fn now(zelf: &Py<Self>, vm: &VirtualMachine) -> PyListRef {
        let rows = zelf.0.now().into_iter().map(|now| {
            let counts = [now.total, now.done, now.erred, now.processing].map(|n| vm.ctx.new_int(n).into());
            let name: PyObjectRef = vm.ctx.new_str(now.prefix.as_ref()).into();
            vm.ctx.new_tuple(std::iter::once(name).chain(counts).collect()).into()
        });
        vm.ctx.new_list(rows.collect())
    }
}

fn to_list(values: &[Value], vm: &VirtualMachine) -> PyResult<PyListRef> {
    let objects = values.iter().map(|value| to_python(value, vm)).collect::<PyResult<_>>()?;
    Ok(vm.ctx.new_list(objects))
}

/// Runs a graph on this thread, task by task, without a cluster: `scheduler="synchronous"`.
pub fn compute_here(graph: &PyGraph, keys: &PyListRef, optimize: bool, vm: &VirtualMachine) -> PyResult<PyListRef> {
    let keys = keys_from_nested(keys.as_ref(), vm)?;
    let tasks = tasks_for_here(graph, optimize, vm)?;
    let values = plan::run_here(&tasks, &keys).map_err(|error| raise(error, vm))?;
    to_list(&values, vm)
}
