//! What scheduler, workers and clients must agree on, once everything that was said has been heard.
//!
//! Each machine's own `validate` says whether it is sound by itself. Here they are compared with each other. A
//! disagreement is what nobody would ever notice: a client that waits for a report which never comes, a copy that nobody
//! frees, a thread slot that stays taken.

use crate::client::{Client, Order, Status};
use crate::events::{self, WorkerId};
use crate::graph::Key;
use crate::scheduler::Scheduler;
use crate::worker::{TaskState, Worker};

/// Panics unless the scheduler and a client agree on what it wants and how that stands. What it said after `known` the
/// scheduler need not know yet.
pub(super) fn validate_client(scheduler: &Scheduler, client: &Client, known: Order) {
    use events::TaskState as Task;
    for (key, state) in client.unsorted_states_known_at(known) {
        let task_state = scheduler.task_state(key);
        let is_wanted = scheduler.who_wants(key).contains(&client.id());
        let agree = match state.status() {
            Status::Finished => is_wanted && task_state == Some(Task::Memory),
            Status::Error => is_wanted && task_state == Some(Task::Erred),
            Status::Pending | Status::Lost => {
                let is_coming = [Task::Waiting, Task::NoWorker, Task::Queued, Task::Processing];
                is_wanted && task_state.is_some_and(|state| is_coming.contains(&state))
            }
            Status::Cancelled => !is_wanted,
        };
        let story = || scheduler.story(key);
        assert!(agree, "client {} takes {key} for {state:?}, it is {task_state:?}: {:#?}", client.id().0, story());
    }
}

/// Panics unless the scheduler, a worker's machine and its store agree on the results there and the tasks it was sent.
/// `stored` are the keys of its store.
pub(super) fn validate_worker<'a>(
    scheduler: &Scheduler,
    id: WorkerId,
    machine: &Worker,
    stored: impl ExactSizeIterator<Item = &'a Key>,
) {
    let has_what = scheduler.has_what(id);
    for key in &has_what {
        assert!(machine.has(key), "worker {} does not have {key}: {:#?}", id.0, scheduler.story(key));
    }
    assert_eq!(machine.n_in_state(TaskState::Memory), has_what.len(), "results on worker {}", id.0);
    assert_eq!(stored.len(), has_what.len(), "values in the store of worker {}", id.0);
    for key in stored {
        assert!(machine.has(key), "worker {} has the value of {key}, and does not know it", id.0);
    }
    for key in scheduler.processing(id) {
        let state = machine.task_state(&key);
        let is_at_it = |state| !matches!(state, TaskState::Memory | TaskState::Error | TaskState::Cancelled);
        assert!(state.is_some_and(is_at_it), "worker {} was sent {key}, it is {state:?} there", id.0);
    }
}
