//! What there is to share out: memory and cores, and Dask's rules for sharing them among workers.

use super::{Error, pool};
use crate::block::memory;

/// Sets the bytes that results may take in all, as the page knows how much memory the browser granted.
pub fn set_total_memory(nbytes: u64) {
    memory::set_total(nbytes);
}

/// Bytes that results may take in all: what was set, else the machine's memory.
pub fn total_memory() -> u64 {
    memory::total()
}

/// Cores as Dask's `CPU_COUNT`: as many as the pool has threads, at least one.
pub fn cpu_count() -> u32 {
    pool::threads().max(1) as u32
}

/// What `LocalCluster(memory_limit=...)` takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MemoryLimit {
    /// `"auto"`: all memory shared out among the workers
    Auto,
    /// `0` or `None`
    Unlimited,
    /// This many bytes
    Bytes(u64),
    /// This part of all memory, above 0 and at most 1
    Fraction(f64),
}

impl MemoryLimit {
    /// Bytes for each of `n_workers`; 0 for no limit. Source: `distributed.worker_memory.parse_memory_limit`.
    pub fn resolve(self, n_workers: u32) -> u64 {
        match self {
            MemoryLimit::Unlimited => 0,
            MemoryLimit::Bytes(nbytes) => nbytes.min(total_memory()),
            MemoryLimit::Fraction(fraction) => (total_memory() as f64 * fraction) as u64,
            MemoryLimit::Auto => total_memory() / u64::from(n_workers.max(1)),
        }
    }
}

/// An error if `nbytes` can't be held, for checks before anything is computed; `hint` says what to do instead.
pub fn check_fits(what: &str, nbytes: u64, hint: &str) -> Result<(), Error> {
    let available = total_memory();
    if nbytes <= available {
        return Ok(());
    }
    Err(Error::Memory { what: what.to_owned(), nbytes, available, hint: hint.to_owned() })
}

/// How many workers of how many threads a local cluster starts with, where not both are given.
/// Source: `distributed.deploy.local.LocalCluster`.
pub fn local_cluster_shape(
    n_workers: Option<u32>,
    threads_per_worker: Option<u32>,
    processes: bool,
) -> Result<(u32, u32), Error> {
    let cores = cpu_count();
    if threads_per_worker == Some(0) {
        return Err(Error::Invalid("threads_per_worker must be at least 1, got 0".to_owned()));
    }
    Ok(match (n_workers, threads_per_worker) {
        (Some(n_workers), Some(threads)) => (n_workers, threads),
        (Some(0), None) => (0, 1),
        (Some(n_workers), None) => (n_workers, cores.div_ceil(n_workers)),
        (None, Some(threads)) if processes => ((cores / threads).max(1), threads),
        (None, Some(threads)) => (1, threads),
        (None, None) if processes => n_workers_n_threads(cores),
        (None, None) => (1, cores),
    })
}

/// Up to 4 cores a worker each; else the smallest divisor of the cores that is at least their square root, and the
/// threads that are left for each. Source: `distributed.deploy.utils.nprocesses_nthreads`.
fn n_workers_n_threads(cores: u32) -> (u32, u32) {
    let n_workers = match cores {
        0..=4 => cores,
        _ => (1..=cores).find(|n| cores.is_multiple_of(*n) && n * n >= cores).unwrap_or(cores),
    };
    (n_workers.max(1), (cores / n_workers.max(1)).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_and_threads_are_shared_out_as_in_dask() {
        for (cores, expected) in
            [(1, (1, 1)), (2, (2, 1)), (4, (4, 1)), (8, (4, 2)), (10, (5, 2)), (16, (4, 4)), (32, (8, 4))]
        {
            assert_eq!(n_workers_n_threads(cores), expected, "{cores} cores");
        }
    }
}
