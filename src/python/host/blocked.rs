//! What a cell does while it is blocked, where no page looks on: it hands on what was printed, and says what it waits for
//! if that can't come by itself.

use std::sync::{Mutex, PoisonError};

use super::clock;
use super::output::{self, Output, StreamName};
use crate::cluster::registry;

/// A program may well make workers a moment after the first task.
const PATIENCE_SECONDS: f64 = 1.0;

/// The wait of a cell for workers.
struct Wait {
    /// The cluster that had none at the last look, since when, and whether that was said.
    cluster: Option<(u32, f64, bool)>,
}

/// The function that blocked threads call now and then.
pub(super) fn while_blocked() {
    static WAIT: Mutex<Wait> = Mutex::new(Wait { cluster: None });

    if !output::is_cell_thread() {
        return;
    }
    let waiting = registry::without_workers().into_iter().next();
    let waiting = waiting.as_ref().map(|(cluster, n_tasks)| (cluster.id(), cluster.name(), *n_tasks));
    let text = WAIT.lock().unwrap_or_else(PoisonError::into_inner).look(clock::monotonic(), waiting);
    if let Some(text) = text {
        output::publish(Output::Stream { name: StreamName::Stderr, text });
    }
    output::pump();
}

impl Wait {
    /// What to say of a cluster without workers, given as its number, its name and the tasks that wait there: nothing at
    /// first, then once what would help.
    fn look(&mut self, now: f64, waiting: Option<(u32, &str, u64)>) -> Option<String> {
        let (id, name, n_tasks) = match waiting {
            Some(waiting) => waiting,
            None => {
                self.cluster = None;
                return None;
            }
        };
        match &mut self.cluster {
            Some((cluster, since, said)) if *cluster == id => {
                if *said || now - *since < PATIENCE_SECONDS {
                    return None;
                }
                *said = true;
            }
            other => {
                *other = Some((id, now, false));
                return None;
            }
        }
        let tasks = if n_tasks == 1 { "1 task waits".to_owned() } else { format!("{n_tasks} tasks wait") };
        Some(format!(
            "cluster {name} has no workers, and {tasks} for one: add some, for example with cluster.scale(2)\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_for_workers_is_said_once_and_not_at_once() {
        let mut wait = Wait { cluster: None };
        assert_eq!(wait.look(0.0, Some((7, "mine", 3))), None);
        assert_eq!(wait.look(0.9, Some((7, "mine", 3))), None);
        let text = wait.look(1.1, Some((7, "mine", 3))).unwrap();
        assert!(text.starts_with("cluster mine has no workers, and 3 tasks wait for one"), "{text}");
        assert_eq!(wait.look(9.0, Some((7, "mine", 3))), None);
        // Workers came, and went again.
        assert_eq!(wait.look(10.0, None), None);
        assert_eq!(wait.look(11.0, Some((7, "mine", 1))), None);
        assert!(wait.look(12.5, Some((7, "mine", 1))).unwrap().contains("1 task waits"));
        // Another cluster is another wait.
        assert_eq!(wait.look(13.0, Some((8, "other", 1))), None);
    }
}
