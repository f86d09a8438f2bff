//! What to fetch from whom: requests to peers, the most urgent key first, many small values in one message.
//!
//! Source: `_ensure_communicating` and `_select_keys_for_gather` of `distributed.worker_state_machine`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::state::{Ongoing, State, Task, TaskId};
use super::{Action, Rank, Worker};
use crate::events::{Time, WorkerId};
use crate::graph::Key;

/// A peer that has something this worker needs, or was asked for it.
#[derive(Debug, Default)]
pub(super) struct Peer {
    /// Tasks in state fetch that it has, most urgent first. An entry whose task is elsewhere by now is skipped.
    pub(super) data_needed: BinaryHeap<Reverse<(Rank, TaskId)>>,
    /// The bytes expected of the request that is under way, if one is.
    pub(super) request: Option<u64>,
    /// It said it was busy: it is left alone until then.
    pub(super) busy_until: Option<Time>,
}

impl Worker {
    /// Notes with all who have it that a task in state fetch is needed.
    pub(super) fn need_from_peers(&mut self, id: TaskId) {
        let task = &self.tasks[id];
        for &holder in &task.who_has {
            self.peers.entry(holder).or_default().data_needed.push(Reverse((task.rank, id)));
        }
    }

    /// Asks peers for what is needed, as long as there are connections and room.
    pub(super) fn ensure_communicating(&mut self) {
        if self.paused {
            return;
        }
        while self.n_requests() < self.config.connections_outgoing
            && let Some(from) = self.most_urgent_peer()
            && let Some((keys, nbytes)) = self.select_keys(from)
        {
            self.request(from, keys, nbytes);
        }
    }

    fn n_requests(&self) -> usize {
        self.peers.values().filter(|peer| peer.request.is_some()).count()
    }

    /// Of the peers that can be asked now, the one with the most urgent key; of equals the first.
    fn most_urgent_peer(&mut self) -> Option<WorkerId> {
        let tasks = &self.tasks;
        let is_current = |from: WorkerId, rank: Rank, id: TaskId| {
            let is_needed = |task: &Task| matches!(task.state, State::Fetch) && task.who_has.contains(&from);
            tasks.live(id).is_some_and(|task| task.rank == rank && is_needed(task))
        };
        let mut best: Option<(Rank, WorkerId)> = None;
        for (&from, peer) in &mut self.peers {
            if peer.request.is_some() || peer.busy_until.is_some() {
                continue;
            }
            while peer.data_needed.peek().is_some_and(|&Reverse((rank, id))| !is_current(from, rank, id)) {
                peer.data_needed.pop();
            }
            if let Some(&Reverse((rank, _))) = peer.data_needed.peek()
                && best.is_none_or(|best| (rank, from) < best)
            {
                best = Some((rank, from));
            }
        }
        self.peers.retain(|_, peer| peer.is_of_use());
        best.map(|(_, from)| from)
    }

    /// The keys of one message, most urgent first: as many as fit, at least one; `None` if not even that may come now.
    fn select_keys(&mut self, from: WorkerId) -> Option<(Vec<TaskId>, u64)> {
        let peer = self.peers.get_mut(&from)?;
        let room = self.config.incoming_bytes_limit.map(|limit| limit.saturating_sub(self.incoming_bytes));
        let mut selected = Vec::new();
        let mut total = 0;
        while let Some(&Reverse((rank, id))) = peer.data_needed.peek() {
            let task = self.tasks.live(id);
            let task = task.filter(|task| matches!(task.state, State::Fetch) && task.rank == rank);
            let Some(task) = task.filter(|task| task.who_has.contains(&from)) else {
                peer.data_needed.pop();
                continue;
            };
            let is_first = selected.is_empty();
            let fits_message = is_first || total + task.nbytes <= self.config.message_bytes_limit;
            let fits_memory = room.is_none_or(|room| total + task.nbytes <= room);
            if !(fits_message && (fits_memory || (is_first && self.incoming_bytes == 0))) {
                break;
            }
            total += task.nbytes;
            // One task may stand here twice.
            if !selected.contains(&id) {
                selected.push(id);
            }
            peer.data_needed.pop();
        }
        (!selected.is_empty()).then_some((selected, total))
    }

    fn request(&mut self, from: WorkerId, ids: Vec<TaskId>, nbytes: u64) {
        let peer = self.peers.get_mut(&from).expect("the peer was chosen among them");
        peer.request = Some(nbytes);
        self.incoming_bytes += nbytes;
        let keys: Vec<Key> = ids.iter().map(|&id| self.tasks[id].key.clone()).collect();
        for id in ids {
            self.set_state(id, State::Ongoing(Ongoing::Flight));
        }
        self.actions.push(Action::GatherDep { from, keys, nbytes });
    }

    /// A peer answered, or will not: the connection is free again.
    pub(super) fn end_request(&mut self, from: WorkerId) {
        if let Some(nbytes) = self.peers.get_mut(&from).and_then(|peer| peer.request.take()) {
            self.incoming_bytes -= nbytes;
        }
    }

    /// A peer is gone: nothing is to be had from it.
    pub(super) fn lose_peer(&mut self, from: WorkerId) {
        let Some(peer) = self.peers.remove(&from) else {
            return;
        };
        for Reverse((_, id)) in peer.data_needed.into_sorted_vec() {
            if self.tasks.live(id).is_some_and(|task| matches!(task.state, State::Fetch)) {
                self.lose_copy(id, from);
            }
        }
    }

    /// A task in state fetch is not to be had from a peer.
    fn lose_copy(&mut self, id: TaskId, from: WorkerId) {
        self.tasks[id].who_has.retain(|holder| *holder != from);
        if self.tasks[id].who_has.is_empty() {
            self.transition_fetch_missing(id);
        }
    }

    /// Asks the scheduler who has what went missing since it was asked last.
    pub(super) fn request_who_has(&mut self) {
        let asked = std::mem::take(&mut self.newly_missing);
        let still_missing = asked.into_iter().filter(|id| self.missing.contains(id));
        let keys: Vec<Key> = still_missing.map(|id| self.tasks[id].key.clone()).collect();
        if !keys.is_empty() {
            self.actions.push(Action::RequestWhoHas { keys });
        }
        if self.missing.is_empty() {
            self.find_missing_at = None;
        } else if self.find_missing_at.is_none() {
            self.find_missing_at = Some(self.now + self.config.find_missing_interval);
        }
    }
}

impl Peer {
    fn is_of_use(&self) -> bool {
        !self.data_needed.is_empty() || self.request.is_some() || self.busy_until.is_some()
    }
}
