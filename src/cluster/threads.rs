//! A cluster of logical workers on the fixed pool, by the measured clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use super::about::{About, ClusterConfig, ClusterKind, ClusterView, WorkerView};
use super::client::Port;
use super::core::{Core, Message, Shared};
use super::error::Error;
use super::executor::RunningTask;
use super::inbox::Office;
use super::node::{Node, Profile};
use super::waiting::{Waited, block_until};
use super::{clock, ids, registry};
use crate::events::{Batch, WorkerId};
use crate::graph::{Key, Value};
use crate::scheduler::{self, ClientId, Scheduler, Stimulus};
use crate::worker::{self, Worker};

/// A cluster; cloning shares it. It lives until it is closed.
#[derive(Clone)]
pub struct Cluster(pub(super) Arc<Shared>);

/// Most workers and thread slots that a cluster may ask for: beyond, a typing error is likelier than a lesson.
const WORKERS_MAX: u32 = 10_000;

static NEXT_CLUSTER: AtomicU32 = AtomicU32::new(1);
static NEXT_CLIENT: AtomicU32 = AtomicU32::new(0);

impl Cluster {
    /// Starts a cluster and lists it in the registry.
    pub fn start(config: ClusterConfig) -> Result<Cluster, Error> {
        let id = NEXT_CLUSTER.fetch_add(1, Ordering::Relaxed);
        let name = config.name.clone().unwrap_or_else(|| ids::unique_hex(8));
        let n_workers = config.n_workers;
        let about = About { id, name, config, started: clock::now(), closed: AtomicBool::new(false) };
        let cluster = Cluster(Arc::new(Shared::new(about, Scheduler::new(scheduler::Config::default()))));
        registry::add(&cluster);
        if let Err(error) = cluster.scale(n_workers) {
            cluster.close();
            return Err(error);
        }
        Ok(cluster)
    }

    /// Whether both are the same cluster.
    pub fn is_same(&self, other: &Cluster) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Its number in this process; never used again.
    pub fn id(&self) -> u32 {
        self.0.about.id
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0.about.name
    }

    /// What it is.
    pub fn kind(&self) -> ClusterKind {
        self.0.about.config.kind
    }

    /// What it was started with.
    pub fn config(&self) -> &ClusterConfig {
        &self.0.about.config
    }

    /// Seconds since it was started.
    pub fn age(&self) -> Duration {
        clock::now().since(self.0.about.started)
    }

    /// The scheduler's address.
    pub fn scheduler_address(&self) -> String {
        format!("inproc://dasklet/{}", self.id())
    }

    /// Where its panels are.
    pub fn dashboard_link(&self) -> String {
        format!("#dashboard/{}", self.name())
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.0.about.closed.load(Ordering::SeqCst)
    }

    /// Asks for `n_workers` workers. New ones are there at once; of those too many, the latest leave first, after handing
    /// their results to the others. Threads are neither started nor ended.
    pub fn scale(&self, n_workers: u32) -> Result<(), Error> {
        self.check_open()?;
        if let Some(most) = self.0.about.config.n_workers_max.filter(|most| n_workers > *most) {
            return Err(Error::Invalid(format!("cluster {} may have {most} workers, not {n_workers}", self.name())));
        }
        if n_workers > WORKERS_MAX {
            return Err(Error::Invalid(format!("{n_workers} workers are too many: at most {WORKERS_MAX}")));
        }
        self.0.with(|core| {
            while core.nodes.len() > n_workers as usize {
                let latest = *core.nodes.last().expect("it is not empty").0;
                core.remove_worker(latest, true);
            }
            while core.nodes.len() < n_workers as usize {
                self.add_worker(core);
            }
        });
        Ok(())
    }

    fn add_worker(&self, core: &mut Core) {
        let id = core.new_worker_id();
        let config = &self.0.about.config;
        let name = match config.kind {
            ClusterKind::Gateway => format!("{}-{}", self.name(), id.0),
            ClusterKind::Local | ClusterKind::Threaded => id.0.to_string(),
        };
        let (nthreads, memory_limit) = (config.threads_per_worker, config.memory_limit);
        let address = format!("{}/{}", self.scheduler_address(), id.0);
        let profile = Profile { id, name, address, nthreads, memory_limit, started: clock::now() };
        core.add_worker(Worker::new(id, worker::Config::new(nthreads, memory_limit)), profile);
    }

    /// Removes workers: `expected` ones first hand over their results, others are lost with what they hold.
    pub fn remove_workers(&self, workers: &[WorkerId], expected: bool) {
        self.0.with(|core| {
            for &worker in workers {
                core.remove_worker(worker, expected);
            }
        });
    }

    /// Forgets all tasks and results and starts the same number of workers anew; futures end as cancelled.
    pub fn restart(&self) -> Result<(), Error> {
        self.check_open()?;
        self.0.with(|core| {
            core.cancel_everything("the cluster was restarted");
            let workers: Vec<WorkerId> = core.nodes.keys().copied().collect();
            for &worker in workers.iter().rev() {
                core.remove_worker(worker, false);
            }
            core.log_cleared();
            for _ in workers {
                self.add_worker(core);
            }
        });
        Ok(())
    }

    /// Ends all tasks, cancels all futures, drops all results.
    pub fn close(&self) {
        if self.0.about.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        self.0.with(|core| {
            core.remove_ports(&format!("cluster {} was closed", self.name()));
            let workers: Vec<WorkerId> = core.nodes.keys().copied().collect();
            for &worker in workers.iter().rev() {
                core.remove_worker(worker, false);
            }
        });
        super::signal::wake_all();
        registry::closed(self);
    }

    /// Waits until at least `n_workers` are there; fails once the cluster is closed.
    pub fn wait_for_workers(&self, n_workers: usize, timeout: Option<Duration>) -> Result<(), Error> {
        let waited = block_until(self, timeout, || match self.check_open() {
            Ok(()) => (self.worker_ids().len() >= n_workers).then_some(Ok(())),
            Err(closed) => Some(Err(closed)),
        })?;
        match waited {
            Waited::Met(there) => there,
            Waited::TimedOut | Waited::Stalled(_) => {
                let what = format!("only {} of {n_workers} workers arrived", self.worker_ids().len());
                Err(Error::Timeout { what, waited: timeout.unwrap_or_default() })
            }
        }
    }

    /// The workers' numbers, in the order in which they joined.
    pub fn worker_ids(&self) -> Vec<WorkerId> {
        self.0.with(|core| core.nodes.keys().copied().collect())
    }

    /// The workers, in the order in which they joined.
    pub fn workers(&self) -> Vec<WorkerView> {
        self.0.with(|core| core.nodes.values().map(view_from_node).collect())
    }

    /// The cluster from outside.
    pub fn view(&self) -> ClusterView {
        ClusterView {
            id: self.id(),
            name: self.name().to_owned(),
            kind: self.kind(),
            status: if self.is_closed() { "closed" } else { "running" },
            workers: self.workers(),
            no_worker: self.with_scheduler(Scheduler::n_without_worker),
            n_workers_max: self.config().n_workers_max,
            dashboard_link: self.dashboard_link(),
        }
    }

    /// Reads from the scheduler.
    pub fn with_scheduler<R>(&self, read: impl FnOnce(&Scheduler) -> R) -> R {
        self.0.with(|core| read(&core.scheduler))
    }

    /// Per worker, the results it holds with their bytes.
    pub fn has_what(&self) -> Vec<(WorkerView, Vec<(Key, u64)>)> {
        self.0.with(|core| core.nodes.values().map(|node| (view_from_node(node), node.held())).collect())
    }

    /// Starts or stops the log of events.
    pub fn set_recording(&self, recording: bool) {
        let was = self.0.log.is_recording();
        self.0.log.set_recording(recording);
        if recording && !was {
            self.0.with(Core::log_workers);
        }
    }

    /// The events since the last call.
    pub fn drain_events(&self) -> Option<Batch> {
        self.0.log.drain()
    }

    pub(super) fn open_port(&self) -> Result<(ClientId, Arc<Port>), Error> {
        self.check_open()?;
        let id = ClientId(NEXT_CLIENT.fetch_add(1, Ordering::Relaxed));
        let port = Arc::new(Port::new(id));
        self.0.with(|core| core.add_port(id, port.clone()));
        Ok((id, port))
    }

    pub(super) fn close_port(&self, client: ClientId) {
        self.0.with(|core| core.remove_port(client));
        super::signal::wake_all();
    }

    /// Puts values on workers in turn, or each on all of them, for a client that holds them from now on; on those of
    /// `workers` that are there, or all if it names none. Says whether there was one.
    pub(super) fn put(&self, client: ClientId, values: &[(Key, Value)], workers: &[WorkerId], broadcast: bool) -> bool {
        self.0.with(|core| {
            let there = core.nodes.keys().copied().filter(|id| workers.is_empty() || workers.contains(id));
            let there: Vec<WorkerId> = there.collect();
            if there.is_empty() {
                return false;
            }
            for (key, value) in values {
                let nbytes = value.nbytes();
                core.hold(client, key);
                let first = there[core.next_round() % there.len()];
                core.put_data(first, key.clone(), value.clone(), nbytes, |worker, key, nbytes| {
                    Stimulus::DataScattered { client, worker, key, nbytes }
                });
                for &copy in there.iter().filter(|&&worker| broadcast && worker != first) {
                    core.put_data(copy, key.clone(), value.clone(), nbytes, |worker, key, _| Stimulus::DataAdded {
                        worker,
                        keys: vec![key],
                    });
                }
            }
            true
        })
    }

    fn check_open(&self) -> Result<(), Error> {
        if self.is_closed() { Err(Error::Closed(format!("cluster {}", self.name()))) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Cluster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cluster({}, {:?})", self.name(), self.kind())
    }
}

impl RunningTask {
    /// Gives up its worker's thread slot for good: the task goes on, and the worker may start another one.
    pub fn secede(&self) {
        let duration = clock::now().since(self.start);
        self.cluster.0.post(Message::Seceded { worker: self.worker, key: self.key.clone(), duration });
    }
}

fn view_from_node(node: &Node) -> WorkerView {
    let Profile { id, name, address, nthreads, memory_limit, started } = node.profile.clone();
    WorkerView {
        id,
        name,
        address,
        nthreads,
        memory_limit,
        managed: node.managed(),
        executing: node.executing.len(),
        in_memory: node.n_held(),
        started,
    }
}
