//! The simulated network: messages take time, and arrive in the order they were sent between the same two.

use std::collections::BTreeMap;
use std::time::Duration;

use super::random::Random;
use crate::events::{Time, WorkerId};
use crate::scheduler::ClientId;

/// How long messages take.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Of any message.
    pub latency: Duration,
    /// A random part of it: each message takes up to this much longer.
    pub jitter: Duration,
    /// Bytes per second between two workers.
    pub bandwidth: f64,
    /// Requests that a worker answers at once (`connections.incoming`); more are told that it is busy.
    pub connections_incoming: u32,
}

impl Default for Network {
    /// A local network: half a millisecond, 100 MB/s.
    fn default() -> Network {
        Network {
            latency: Duration::from_micros(500),
            jitter: Duration::ZERO,
            bandwidth: 100e6,
            connections_incoming: 10,
        }
    }
}

/// Someone who sends or receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Scheduler,
    Worker(WorkerId),
    Client(ClientId),
}

/// When messages arrive.
#[derive(Debug)]
pub(super) struct Links {
    network: Network,
    random: Random,
    /// The arrival of the last message from one to another.
    last_arrivals: BTreeMap<(Party, Party), Time>,
}

impl Links {
    pub(super) fn new(network: Network, random: Random) -> Links {
        Links { network, random, last_arrivals: BTreeMap::new() }
    }

    /// When a message that is sent now arrives.
    pub(super) fn arrival(&mut self, now: Time, from: Party, to: Party) -> Time {
        let jitter = self.random.duration(self.network.jitter);
        let last = self.last_arrivals.entry((from, to)).or_insert(Time::ZERO);
        *last = (now + self.network.latency + jitter).max(*last);
        *last
    }

    /// How long so many bytes take from worker to worker.
    pub(super) fn transfer_time(&self, nbytes: u64) -> Duration {
        Duration::from_secs_f64((nbytes as f64 / self.network.bandwidth).min(1e6))
    }

    pub(super) fn connections_incoming(&self) -> u32 {
        self.network.connections_incoming
    }
}
