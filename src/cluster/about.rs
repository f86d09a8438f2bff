//! What is known of a cluster without asking its scheduler, and what it looks like from outside.

use std::sync::atomic::AtomicBool;

use serde::Serialize;

use crate::events::{Time, WorkerId};

/// What kind of cluster it is: how it is named, limited and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ClusterKind {
    /// `dask.distributed.LocalCluster`
    Local,
    /// `dask_gateway.GatewayCluster`
    Gateway,
    /// Dask's scheduler for a single machine, which computes when there is no client
    Threaded,
}

/// What a cluster starts with.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// What it is
    pub kind: ClusterKind,
    /// Its name; a new one if `None`
    pub name: Option<String>,
    /// How many workers it starts with
    pub n_workers: u32,
    /// Thread slots of each worker
    pub threads_per_worker: u32,
    /// Bytes that each worker may hold; 0 for no limit
    pub memory_limit: u64,
    /// Most workers that it may have
    pub n_workers_max: Option<u32>,
}

/// What is fixed about a cluster, and whether it is closed.
#[derive(Debug)]
pub(crate) struct About {
    pub(super) id: u32,
    pub(super) name: String,
    pub(super) config: ClusterConfig,
    pub(super) started: Time,
    pub(super) closed: AtomicBool,
}

/// A worker from outside.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkerView {
    /// Its number on the cluster
    pub id: WorkerId,
    /// `0`, `1` … in a local cluster
    pub name: String,
    /// `inproc://dasklet/<cluster>/<number>`
    pub address: String,
    /// Thread slots
    pub nthreads: u32,
    /// Bytes it may hold; 0 for no limit
    pub memory_limit: u64,
    /// Bytes of results it holds
    pub managed: u64,
    /// Tasks that were handed to threads
    pub executing: usize,
    /// Results it holds
    pub in_memory: usize,
    /// When it joined
    #[serde(skip)]
    pub started: Time,
}

/// A cluster from outside: what the page's cluster bar lists.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterView {
    /// Its number in this process; that of its stream of events
    pub id: u32,
    /// Its name
    pub name: String,
    /// What it is
    pub kind: ClusterKind,
    /// `running` or `closed`
    pub status: &'static str,
    /// In the order in which they joined
    pub workers: Vec<WorkerView>,
    /// Tasks that wait for a worker, as none is there that may run them
    pub no_worker: u64,
    /// Most workers that it may have
    pub n_workers_max: Option<u32>,
    /// Where its panels are
    pub dashboard_link: String,
}
