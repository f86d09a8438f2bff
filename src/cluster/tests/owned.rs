//! What learners made may own clients and futures, and may run code when it goes.

use super::*;
use crate::graph::Object;

/// What a learner's exception may own by its frames, and what runs when it goes.
struct Owner(Option<(Client, Vec<Future>)>, Sender<&'static str>);

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Owner")
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        let (owned, told) = (self.0.take(), self.1.clone());
        let_go(move || {
            // As a `__del__` may that computes.
            let (client, futures) = owned.expect("it goes once");
            assert_eq!(int(&client.compute(wanting([sum("by-del", 6, &[])], &["by-del"])).unwrap()[0]), 6);
            drop((client, futures));
            let _ = told.send("gone");
        });
    }
}

impl Object for Owner {
    fn type_name(&self) -> String {
        "Owner".to_owned()
    }
    fn nbytes(&self) -> u64 {
        1
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A task that fails, or gives a result, once it is told to: the last owner of a client, and of futures.
fn owning(cluster: &Cluster, key: &str, fails: bool) -> (Task, Receiver<()>, Sender<()>, Receiver<&'static str>) {
    let owned = Client::connect(cluster).unwrap();
    let futures = owned.submit(wanting([sum("kept", 3, &[])], &["kept"])).unwrap();
    let ((begun, has_begun), (go, may_go), (gone, is_gone)) = (channel(), channel::<()>(), channel());
    let inside = Mutex::new(Some((Owner(Some((owned, futures)), gone), begun, may_go)));
    let body = task(key, &[], move |_| {
        let (owner, begun, may_go) = inside.lock().unwrap().take().expect("it runs once");
        begun.send(()).unwrap();
        may_go.recv().unwrap();
        if !fails {
            return Ok(Value::Object(Arc::new(owner)));
        }
        Err(TaskError { exception: Some(Arc::new(owner)), ..TaskError::new("KeyboardInterrupt", "") })
    });
    (body, has_begun, go, is_gone)
}

#[test]
fn what_a_task_owned_goes_when_no_lock_is_held() {
    for fails in [true, false] {
        // Cancelled while it runs, forgotten once it has ended, dropped with its future, closed with the cluster.
        for end in ["cancel", "release", "result", "close"] {
            let (cluster, client) = cluster(2, 1);
            let (body, has_begun, go, is_gone) = owning(&cluster, "owner", fails);
            let futures = client.submit(wanting([body], &["owner"])).unwrap();
            has_begun.recv().unwrap();
            match end {
                "cancel" => client.cancel(&keys(&["owner"]), false, "test"),
                "release" => drop(futures),
                _ => {}
            }
            go.send(()).unwrap();
            if end == "result" {
                assert_eq!(has_failed(&client, "owner"), fails);
                client.cancel(&keys(&["owner"]), false, "test");
            } else if end == "close" {
                client.close();
            }
            assert_eq!(is_gone.recv().unwrap(), "gone", "{end}");
            cluster.close();
        }
    }
}

/// Whether a key's task failed, once it has ended.
fn has_failed(client: &Client, key: &str) -> bool {
    let waited = client.gather(&keys(&[key]), None);
    matches!(waited, Err(Error::Task { .. }))
}
