//! The native half of `LocalCluster` and `GatewayCluster`.

use std::fmt;

use rustpython_vm::builtins::{PyDictRef, PyListRef};
use rustpython_vm::function::OptionalOption;
use rustpython_vm::{Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use super::errors::raise;
use super::future::duration_of;
use super::keys::{key_from_python, key_to_python};
use crate::cluster::{Cluster, ClusterKind, clock};
use crate::events::{TaskState, WorkerId};
use crate::graph::Key;

/// What clusters in Python stand on.
#[pyclass(module = "distributed.deploy", name = "ClusterBase")]
#[derive(PyPayload)]
pub struct PyCluster {
    cluster: Cluster,
}

impl fmt::Debug for PyCluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cluster.fmt(f)
    }
}

impl PyCluster {
    /// A cluster that runs.
    pub fn new(cluster: Cluster) -> PyCluster {
        PyCluster { cluster }
    }

    /// The cluster.
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    fn worker_id(&self, name: &PyObjectRef, vm: &VirtualMachine) -> PyResult<WorkerId> {
        let name = name.str(vm)?.to_string();
        let found = self.cluster.workers().into_iter().find(|worker| worker.address == name || worker.name == name);
        found.map(|worker| worker.id).ok_or_else(|| vm.new_value_error(format!("there is no worker {name:?}")))
    }

    fn addresses(&self) -> Vec<(WorkerId, String)> {
        self.cluster.workers().into_iter().map(|worker| (worker.id, worker.address)).collect()
    }
}

#[pyclass]
impl PyCluster {
    #[pygetset]
    fn id(zelf: &Py<Self>) -> u32 {
        zelf.cluster.id()
    }

    #[pygetset]
    fn name(zelf: &Py<Self>) -> String {
        zelf.cluster.name().to_owned()
    }

    #[pygetset]
    fn kind(zelf: &Py<Self>) -> &'static str {
        match zelf.cluster.kind() {
            ClusterKind::Local => "local",
            ClusterKind::Gateway => "gateway",
            ClusterKind::Threaded => "threaded",
        }
    }

    #[pygetset]
    fn closed(zelf: &Py<Self>) -> bool {
        zelf.cluster.is_closed()
    }

    #[pygetset]
    fn address(zelf: &Py<Self>) -> String {
        zelf.cluster.scheduler_address()
    }

    #[pygetset]
    fn dashboard_link(zelf: &Py<Self>) -> String {
        zelf.cluster.dashboard_link()
    }

    /// Seconds since it was started.
    #[pygetset]
    fn age(zelf: &Py<Self>) -> f64 {
        zelf.cluster.age().as_secs_f64()
    }

    #[pymethod]
    fn scale(zelf: &Py<Self>, n_workers: u32, vm: &VirtualMachine) -> PyResult<()> {
        vm.allow_threads(|| zelf.cluster.scale(n_workers)).map_err(|error| raise(error, vm))
    }

    /// Removes workers, named by address or name; gives back their addresses.
    #[pymethod]
    fn retire(zelf: &Py<Self>, workers: PyListRef, vm: &VirtualMachine) -> PyResult<()> {
        let ids: Vec<WorkerId> =
            workers.borrow_vec().iter().map(|name| zelf.worker_id(name, vm)).collect::<PyResult<_>>()?;
        vm.allow_threads(|| zelf.cluster.remove_workers(&ids, true));
        Ok(())
    }

    #[pymethod]
    fn restart(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<()> {
        vm.allow_threads(|| zelf.cluster.restart()).map_err(|error| raise(error, vm))
    }

    #[pymethod]
    fn close(zelf: &Py<Self>, vm: &VirtualMachine) {
        vm.allow_threads(|| zelf.cluster.close());
    }

    #[pymethod]
    fn wait_for_workers(
        zelf: &Py<Self>,
        n_workers: usize,
        timeout: OptionalOption<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let timeout = duration_of(timeout, vm)?;
        vm.allow_threads(|| zelf.cluster.wait_for_workers(n_workers, timeout)).map_err(|error| raise(error, vm))
    }

    /// The workers: a list of dicts.
    #[pymethod]
    fn workers(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let now = clock::now();
        let workers = zelf.cluster.workers().into_iter().map(|worker| {
            let entry = vm.ctx.new_dict();
            let numbers = [
                ("id", u64::from(worker.id.0)),
                ("nthreads", u64::from(worker.nthreads)),
                ("memory_limit", worker.memory_limit),
                ("managed", worker.managed),
                ("executing", worker.executing as u64),
                ("in_memory", worker.in_memory as u64),
            ];
            for (name, number) in numbers {
                entry.set_item(name, vm.ctx.new_int(number).into(), vm)?;
            }
            entry.set_item("name", vm.ctx.new_str(worker.name).into(), vm)?;
            entry.set_item("address", vm.ctx.new_str(worker.address).into(), vm)?;
            entry.set_item("age", vm.ctx.new_float(now.since(worker.started).as_secs_f64()).into(), vm)?;
            Ok(entry.into())
        });
        Ok(vm.ctx.new_list(workers.collect::<PyResult<_>>()?))
    }

    /// Which workers have a result: `{key: [address]}` for all results, or for `keys`.
    #[pymethod]
    fn who_has(zelf: &Py<Self>, keys: Option<PyListRef>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let dict = vm.ctx.new_dict();
        let addresses = zelf.addresses();
        let keys = match keys {
            Some(keys) => keys.borrow_vec().iter().map(|key| key_from_python(key, vm)).collect::<PyResult<Vec<_>>>()?,
            None => {
                let mut keys: Vec<_> =
                    zelf.cluster.has_what().into_iter().flat_map(|(_, held)| held).map(|(key, _)| key).collect();
                keys.sort_unstable();
                keys.dedup();
                keys
            }
        };
        for key in keys {
            let who_has = zelf.cluster.with_scheduler(|scheduler| scheduler.who_has(&key).to_vec());
            let holders = addresses.iter().filter(|(id, _)| who_has.contains(id));
            let holders = holders.map(|(_, address)| vm.ctx.new_str(address.as_str()).into()).collect();
            dict.set_item(&*key_to_python(&key, vm), vm.ctx.new_list(holders).into(), vm)?;
        }
        Ok(dict)
    }

    /// The results on each worker with their bytes: `{address: {key: nbytes}}`.
    #[pymethod]
    fn has_what(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let dict = vm.ctx.new_dict();
        for (worker, held) in zelf.cluster.has_what() {
            let entry = vm.ctx.new_dict();
            for (key, nbytes) in held {
                entry.set_item(&*key_to_python(&key, vm), vm.ctx.new_int(nbytes).into(), vm)?;
            }
            dict.set_item(&*vm.ctx.new_str(worker.address), entry.into(), vm)?;
        }
        Ok(dict)
    }

    /// The tasks sent to each worker that are not done: `{address: [key]}`.
    #[pymethod]
    fn processing(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let dict = vm.ctx.new_dict();
        for (id, address) in zelf.addresses() {
            let keys = zelf.cluster.with_scheduler(|scheduler| scheduler.processing(id));
            let keys = keys.iter().map(|key| key_to_python(key, vm)).collect();
            dict.set_item(&*vm.ctx.new_str(address), vm.ctx.new_list(keys).into(), vm)?;
        }
        Ok(dict)
    }

    /// The tasks that the scheduler knows: `{key: (state, nbytes, [address of a copy], [key it needs], [key that needs it])}`.
    #[pymethod]
    fn tasks(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let addresses = zelf.addresses();
        let dict = vm.ctx.new_dict();
        let list = |keys: Vec<Key>| -> PyObjectRef {
            vm.ctx.new_list(keys.iter().map(|key| key_to_python(key, vm)).collect()).into()
        };
        for key in zelf.cluster.with_scheduler(|scheduler| scheduler.keys()) {
            let found = zelf.cluster.with_scheduler(|scheduler| {
                let (state, nbytes) = (scheduler.task_state(&key)?, scheduler.nbytes(&key));
                let (needs, needed_by) = scheduler.neighbours(&key)?;
                Some((state, nbytes, scheduler.who_has(&key).to_vec(), needs, needed_by))
            });
            let Some((state, nbytes, who_has, needs, needed_by)) = found else { continue };
            let holders = addresses.iter().filter(|(id, _)| who_has.contains(id));
            let holders = holders.map(|(_, address)| vm.ctx.new_str(address.as_str()).into()).collect();
            let row = [
                vm.ctx.new_str(state_name(state)).into(),
                nbytes.map_or_else(|| vm.ctx.none(), |nbytes| vm.ctx.new_int(nbytes).into()),
                vm.ctx.new_list(holders).into(),
                list(needs),
                list(needed_by),
            ];
            dict.set_item(&*key_to_python(&key, vm), vm.ctx.new_tuple(row.into()).into(), vm)?;
        }
        Ok(dict)
    }

    /// How a task stands on the scheduler; `None` if it is not known.
    #[pymethod]
    fn task_state(zelf: &Py<Self>, key: PyObjectRef, vm: &VirtualMachine) -> PyResult<Option<&'static str>> {
        let key = key_from_python(&key, vm)?;
        Ok(zelf.cluster.with_scheduler(|scheduler| scheduler.task_state(&key)).map(state_name))
    }

    /// What happened to some tasks: a list of `(key, from, to, stimulus_id, seconds, address or None)`. Where older
    /// transitions were dropped, a first row of this form says how many.
    #[pymethod]
    fn story(zelf: &Py<Self>, keys: PyListRef, vm: &VirtualMachine) -> PyResult<PyListRef> {
        let addresses = zelf.addresses();
        let mut rows = Vec::new();
        if let (n_kept, n_dropped @ 1..) = zelf.cluster.with_scheduler(|scheduler| scheduler.log_extent()) {
            let note = format!("{n_dropped} older transitions were dropped: the last {n_kept} of all tasks are kept");
            let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
            let row = [
                text(&note),
                text(""),
                text(""),
                vm.ctx.new_int(0).into(),
                vm.ctx.new_float(0.0).into(),
                vm.ctx.none(),
            ];
            rows.push(vm.ctx.new_tuple(row.into()).into());
        }
        for key in keys.borrow_vec().iter() {
            let key = key_from_python(key, vm)?;
            for step in zelf.cluster.with_scheduler(|scheduler| scheduler.story(&key)) {
                let address = step.worker.and_then(|worker| addresses.iter().find(|(id, _)| *id == worker));
                let row = [
                    key_to_python(&key, vm),
                    vm.ctx.new_str(state_name(step.from)).into(),
                    vm.ctx.new_str(state_name(step.to)).into(),
                    vm.ctx.new_int(step.stimulus_id.0).into(),
                    vm.ctx.new_float(step.time.as_secs_f64()).into(),
                    address.map_or_else(|| vm.ctx.none(), |(_, address)| vm.ctx.new_str(address.as_str()).into()),
                ];
                rows.push(vm.ctx.new_tuple(row.into()).into());
            }
        }
        Ok(vm.ctx.new_list(rows))
    }

    #[pymethod]
    fn is_same(zelf: &Py<Self>, other: rustpython_vm::PyRef<PyCluster>) -> bool {
        zelf.cluster.is_same(&other.cluster)
    }
}

fn state_name(state: TaskState) -> &'static str {
    match state {
        TaskState::Released => "released",
        TaskState::Waiting => "waiting",
        TaskState::NoWorker => "no-worker",
        TaskState::Queued => "queued",
        TaskState::Processing => "processing",
        TaskState::Memory => "memory",
        TaskState::Erred => "erred",
        TaskState::Forgotten => "forgotten",
    }
}

/// The running clusters, in the order in which they were started.
pub fn running(vm: &VirtualMachine) -> PyListRef {
    let clusters = crate::cluster::registry::clusters().into_iter();
    vm.ctx.new_list(clusters.map(|cluster| PyCluster::new(cluster).into_pyobject(vm)).collect())
}

/// The task that runs on this thread: a dict with `cluster`, `key` and `worker`, or `None`.
pub fn current_task(vm: &VirtualMachine) -> PyResult<Option<PyDictRef>> {
    let Some(task) = crate::cluster::running_task() else { return Ok(None) };
    let dict = vm.ctx.new_dict();
    dict.set_item("key", key_to_python(&task.key, vm), vm)?;
    let workers = task.cluster.workers();
    if let Some(worker) = workers.iter().find(|worker| worker.id == task.worker) {
        dict.set_item("address", vm.ctx.new_str(worker.address.as_str()).into(), vm)?;
        dict.set_item("name", vm.ctx.new_str(worker.name.as_str()).into(), vm)?;
        dict.set_item("nthreads", vm.ctx.new_int(worker.nthreads).into(), vm)?;
        dict.set_item("memory_limit", vm.ctx.new_int(worker.memory_limit).into(), vm)?;
    }
    dict.set_item("cluster", PyCluster::new(task.cluster).into_pyobject(vm), vm)?;
    Ok(Some(dict))
}
