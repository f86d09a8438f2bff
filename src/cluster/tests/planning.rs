//! From collections to one ordered graph.

use super::*;
use crate::cluster::plan::{HeldFuture, Node, Source, in_order, persisted, plan, run_here};
use crate::graph::{Annotation, HighLevelGraph, Layer};

fn node(task: Task, parents: &[&Arc<Node>]) -> Arc<Node> {
    let parents = parents.iter().map(|node| Source::Node((*node).clone())).collect();
    Arc::new(Node { task: Arc::new(task), parents, annotation: Annotation::default() })
}

#[test]
fn nodes_share_what_they_have_in_common() {
    let (cluster, client) = cluster(1, 1);
    let a = node(sum("a", 1, &[]), &[]);
    let left = node(sum("left", 1, &["a"]), &[&a]);
    let right = node(sum("right", 2, &["a"]), &[&a]);
    let top = node(sum("top", 0, &["left", "right"]), &[&left, &right]);
    let plan = plan(&[Source::Node(top)], true, &client).unwrap();
    assert_eq!(plan.tasks.len(), 4);
    let submission = Submission { tasks: plan.tasks, wanted: keys(&["top"]), ..Submission::default() };
    assert_eq!(int(&client.compute(submission).unwrap()[0]), 5);
    cluster.close();
}

#[test]
fn a_long_chain_of_nodes_comes_and_goes() {
    let mut last = node(sum("n-0", 0, &[]), &[]);
    for n in 1..200_000 {
        last = node(sum(&format!("n-{n}"), 1, &[&format!("n-{}", n - 1)]), &[&last]);
    }
    let tasks = in_order(plan::optimized_tasks(&[Source::Node(last)], true)).unwrap();
    assert_eq!(int(&run_here(&tasks, &keys(&["n-199999"])).unwrap()[0]), 199_999);
}

#[test]
fn what_is_persisted_is_not_computed_again_and_stays() {
    let (cluster, client) = cluster(2, 1);
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let source = task("x", &[], move |_| Ok(number(10 + counted.fetch_add(1, Ordering::SeqCst) as i64)));
    let mut futures = client.submit(wanting([source], &["x"])).unwrap();
    let layer = persisted("x".into(), [Arc::new(futures.remove(0))]);
    let mut graph = HighLevelGraph::from_layer(layer);
    graph.push(Layer::materialized("y", super::graph([sum("y", 1, &["x"])])), ["x".into()]);
    let source = Source::Layers(Arc::new(graph), keys(&["y"]).into());
    let planned = plan(std::slice::from_ref(&source), true, &client).unwrap();
    assert_eq!((planned.tasks.len(), planned.held.len()), (1, 1));
    let submission = Submission { tasks: planned.tasks, wanted: keys(&["y"]), ..Submission::default() };
    assert_eq!(int(&client.compute(submission).unwrap()[0]), 11);

    // Another cluster does not have it, as in Dask: the task has lost what it needs.
    let (other_cluster, other) = super::cluster(1, 1);
    let planned = plan(&[source], true, &other).unwrap();
    assert_eq!((planned.tasks.len(), planned.held.len()), (1, 0));
    let submission = Submission { tasks: planned.tasks, wanted: keys(&["y"]), ..Submission::default() };
    let lost = other.compute(submission);
    assert!(matches!(lost, Err(Error::Cancelled { .. })), "{lost:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert_eq!(stored(&cluster), 1, "it stays while the collection does");
    assert!(HeldFuture(Arc::new(client.future(Key::text("x")).unwrap())).0.key() == &Key::text("x"));
    other_cluster.close();
    cluster.close();
}

#[test]
fn a_cycle_is_an_error() {
    let tasks = super::graph([sum("a", 0, &["b"]), sum("b", 0, &["a"])]);
    let error = in_order(tasks).unwrap_err().to_string();
    assert!(error.starts_with("Cycle detected"), "{error}");
}
