//! The graph room at its border: orders, optimized graphs and their text form.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::Arc;

use dasklet::graph::blockwise::{Axes, Input};
use dasklet::graph::text::{graph_from_text, key_from_text, text_from_graph, text_from_key, text_from_value};
use dasklet::graph::{
    Blockwise, Factory, HighLevelGraph, Key, Layer, Operation, OrderError, Task, TaskError, TaskGraph, TaskKind, Value,
    cull, fuse_blockwise, fuse_linear, optimize, order,
};
use indexmap::IndexMap;
use proptest::prelude::*;

mod support;
use support::evaluate;

fn graph(text: &str) -> TaskGraph {
    graph_from_text(text).unwrap_or_else(|error| panic!("{error}"))
}

fn ordered(graph: &TaskGraph) -> String {
    let priorities = order(graph).unwrap_or_else(|error| panic!("{error}"));
    let mut keys: Vec<(u32, &Key)> = priorities.iter().copied().zip(graph.keys()).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, key)| text_from_key(key)).collect::<Vec<_>>().join(" ")
}

/// `expected` is what `dask.order.order` gives, lowest first.
#[track_caller]
fn check_order(text: &str, expected: &str) {
    let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(ordered(&graph(text)), expected, "{text}");
}

#[test]
fn order_follows_the_critical_path() {
    check_order("a = 1\n b = 2\n c = inc(a)\n d = add(b, c)", "a c b d");
    check_order("a = load()\n b = inc(a)\n c = inc(b)", "a b c");
}

#[test]
fn order_finishes_one_output_before_the_next() {
    //  c1  c2        each output needs two inputs of its own
    //  /\  /\
    // a1 b1 a2 b2
    check_order("a1 = f()\n b1 = f()\n a2 = f()\n b2 = f()\n c1 = add(a1, b1)\n c2 = add(a2, b2)", "b2 a2 c2 b1 a1 c1");
}

#[test]
fn order_is_that_of_dask() {
    for case in include_str!("data/order.txt").split("\n## ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap_or_else(|| panic!("{case}"));
        let (tasks, expected) = rest.split_once("=>").unwrap_or_else(|| panic!("{case}"));
        assert_eq!(ordered(&graph(tasks)), expected.trim(), "{name}:\n{tasks}");
    }
}

#[test]
fn a_cycle_is_an_error_that_names_it() {
    let error = order(&graph("a = f(c)\n b = f(a)\n c = f(b)\n d = f()"));
    let keys = ["a", "c", "b", "a"].map(Key::text).to_vec();
    assert_eq!(error, Err(OrderError::Cycle(keys)));
}

/// Fuses chains; the graph is written users first, as culling leaves it.
#[track_caller]
fn check_linear(text: &str, wanted: &[&str], expected: &str) {
    let keys: Vec<Key> = wanted.iter().map(|key| key_from_text(key).unwrap()).collect();
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(text_from_graph(&fuse_linear(&graph(text), &keys)), expected);
}

#[test]
fn linear_chains_fuse_under_joined_names() {
    check_linear(
        "mean_agg-3[] = agg(chunk-2[0], chunk-2[1])
         chunk-2[0] = chunk(random-1[0])
         chunk-2[1] = chunk(random-1[1])
         random-1[0] = draw()
         random-1[1] = draw()",
        &["mean_agg-3[]"],
        "random-chunk-2[1] = chunk()
         chunk-2[1] -> random-chunk-2[1]
         random-chunk-2[0] = chunk()
         chunk-2[0] -> random-chunk-2[0]
         mean_agg-3[] = agg(chunk-2[0], chunk-2[1])",
    );
}

#[test]
fn chains_end_at_wanted_keys_and_at_forks() {
    // As in Dask, the task at which a chain ends is not joined with what is below it.
    check_linear("c = f(b)\n b = f(a)\n a = f()", &["c", "b"], "a = f()\n c = f(b)\n b = f(a)");
    check_linear("d = f(b)\n c = f(b)\n b = f(a)\n a = f()", &["c", "d"], "a = f()\n c = f(b)\n d = f(b)\n b = f(a)");
}

#[test]
fn joined_names_are_cut() {
    let long = "a".repeat(70);
    let fused = fuse_linear(&graph(&format!("{long} = f({long}b)\n {long}b = f()")), &[Key::text(long.as_str())]);
    assert_eq!(fused.keys().map(|key| key.name().len()).collect::<Vec<_>>(), [120, 70]);
}

#[test]
fn text_and_graph_are_the_same() {
    let text = "a = 1\nb[] = f(a)\nc[0,1] = g(b[], a)\nd -> c[0,1]\n";
    assert_eq!(text_from_graph(&graph(text)), text);
    for (text, problem) in [
        ("a", "neither = nor ->"),
        ("a = f(", "a call lacks its )"),
        ("a[0 = 1", "a block index lacks its ]"),
        ("a[x] = 1", "a block index is no number"),
        ("a = 1\na = 2", "the key stands there already"),
    ] {
        assert_eq!(graph_from_text(text).unwrap_err().problem, problem);
    }
}

/// Joins the texts of its inputs.
#[derive(Debug)]
struct Named(&'static str);

impl Operation for Named {
    fn name(&self) -> &str {
        self.0
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        let inputs: Vec<String> = inputs.iter().map(text_from_value).collect();
        let formula = format!("{}({})", self.0, inputs.join(", "));
        let graph = graph(&format!("x = {}", formula.replace('(', "<").replace(')', ">").replace('=', ":")));
        graph[0].call(&[])
    }
}

const I: u32 = 0;
const J: u32 = 1;
const K: u32 = 2;

type Side<'a> = &'a [(u32, u32)];

/// A symbolic layer, each axis given as label and number of blocks: `name[axes] = function(input[axes], …)`.
fn layer(name: &str, axes: Side<'_>, function: &'static str, inputs: &[(&str, Side<'_>)]) -> (Layer, Vec<Arc<str>>) {
    let side = |axes: Side<'_>| -> Axes { axes.iter().copied().collect() };
    let factory = Factory::Same(Arc::new(Named(function)));
    let dependencies = inputs.iter().map(|(name, _)| Arc::from(*name)).collect();
    let inputs = inputs.iter().map(|(name, of)| Input { name: (*name).into(), axes: side(of) }).collect();
    (Layer::blockwise(Blockwise::new(name, side(axes), factory, inputs)), dependencies)
}

fn layers(layers: impl IntoIterator<Item = (Layer, Vec<Arc<str>>)>) -> HighLevelGraph {
    let mut graph = HighLevelGraph::default();
    for (layer, dependencies) in layers {
        graph.push(layer, dependencies);
    }
    graph
}

/// Names of the layers left after fusing, and whether all blocks of `output` come out as they do unfused.
#[track_caller]
fn check_blockwise(graph: &HighLevelGraph, output: &str, expected: &str) {
    let keys = graph.layer(output).unwrap().keys();
    let fused = fuse_blockwise(graph, &keys);
    let names: Vec<&str> = fused.layers().map(|layer| &*layer.name).collect();
    assert_eq!(names.join(" "), expected);
    let plain = graph.tasks();
    let texts =
        |graph: &TaskGraph| -> Vec<String> { evaluate(graph, &keys).unwrap().iter().map(text_from_value).collect() };
    assert_eq!(texts(&optimize(graph, &keys)), texts(&plain));
}

#[test]
fn blockwise_layers_fuse_without_trace() {
    // sum of ((x + 1) with axes swapped, times a row that is broadcast)
    let graph = layers([
        layer("x", &[(I, 2), (J, 3)], "x", &[]),
        layer("inc", &[(I, 2), (J, 3)], "inc", &[("x", &[(I, 2), (J, 3)])]),
        layer("t", &[(J, 3), (I, 2)], "t", &[("inc", &[(I, 2), (J, 3)])]),
        layer("row", &[(I, 1), (J, 2)], "row", &[]),
        layer("mul", &[(I, 3), (J, 2)], "mul", &[("t", &[(I, 3), (J, 2)]), ("row", &[(I, 1), (J, 2)])]),
    ]);
    check_blockwise(&graph, "mul", "mul");
}

#[test]
fn forks_that_join_fuse_and_contractions_stop_fusion() {
    let fork = layers([
        layer("x", &[(I, 2)], "x", &[]),
        layer("a", &[(I, 2)], "a", &[("x", &[(I, 2)])]),
        layer("b", &[(I, 2)], "b", &[("x", &[(I, 2)])]),
        layer("c", &[(I, 2)], "c", &[("a", &[(I, 2)]), ("b", &[(I, 2)])]),
    ]);
    check_blockwise(&fork, "c", "c");
    let contraction = layers([
        layer("x", &[(I, 2), (K, 3)], "x", &[]),
        layer("dot", &[(I, 2), (J, 2)], "dot", &[("x", &[(I, 2), (K, 3)]), ("x", &[(K, 3), (J, 2)])]),
        layer("neg", &[(I, 2), (J, 2)], "neg", &[("dot", &[(I, 2), (J, 2)])]),
    ]);
    assert_eq!(contraction.layer("dot").unwrap().len(), 4);
    let graph = layers([
        layer("x", &[(I, 2), (K, 2)], "x", &[]),
        layer("dot", &[(I, 2), (J, 2)], "dot", &[("x", &[(I, 2), (K, 2)]), ("x", &[(K, 2), (J, 2)])]),
        layer("neg", &[(I, 2), (J, 2)], "neg", &[("dot", &[(I, 2), (J, 2)])]),
    ]);
    // What joins blocks stays a layer of its own.
    check_blockwise(&graph, "neg", "x dot neg");
}

#[test]
fn what_is_read_twice_in_between_is_fused_once() {
    let graph = layers([
        layer("x", &[(I, 2)], "x", &[]),
        layer("square", &[(I, 2)], "mul", &[("x", &[(I, 2)]), ("x", &[(I, 2)])]),
        layer("neg", &[(I, 2)], "neg", &[("square", &[(I, 2)])]),
    ]);
    check_blockwise(&graph, "neg", "neg");
    check_blockwise(&graph, "square", "x square neg");
}

#[test]
fn culling_writes_out_only_what_is_needed() {
    let graph = layers([
        layer("x", &[(I, 1000), (J, 1000)], "x", &[]),
        layer("y", &[(I, 1000), (J, 1000)], "inc", &[("x", &[(I, 1000), (J, 1000)])]),
    ]);
    let tasks = cull(&graph, &[key_from_text("y[7,8]").unwrap(), key_from_text("elsewhere").unwrap()]);
    assert_eq!(text_from_graph(&tasks), "y[7,8] = inc(x[7,8])\nx[7,8] = x()\n");
}

/// Random graphs: each task depends on some of those before it; every third is an alias if it can be.
fn any_graph(reversed: bool) -> impl Strategy<Value = TaskGraph> {
    let picks = prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 1..40);
    picks.prop_map(move |picks| {
        let n = picks.len();
        let name = |i: usize| if reversed { format!("t{}", n - i) } else { format!("t{i}") };
        let mut graph: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for (i, deps) in picks.iter().enumerate() {
            graph.insert(i, if i == 0 { vec![] } else { deps.iter().map(|dep| dep.index(i)).collect() });
        }
        let mut text = String::new();
        for (i, deps) in graph.iter().rev() {
            let inputs: Vec<String> = deps.iter().map(|&dep| name(dep)).collect();
            text += &match (&inputs[..], i % 3) {
                ([only], 0) => format!("{} -> {only}\n", name(*i)),
                ([], 1) => format!("{} = {i}\n", name(*i)),
                _ => format!("{} = f{i}({})\n", name(*i), inputs.join(", ")),
            };
        }
        graph_from_text(&text).unwrap()
    })
}

proptest! {
    #[test]
    fn order_is_topological(graph in any::<bool>().prop_flat_map(any_graph)) {
        let priorities = order(&graph).unwrap();
        let mut sorted = priorities.clone();
        sorted.sort_unstable();
        prop_assert!(sorted.iter().copied().eq(0..graph.len() as u32));
        for (number, task) in graph.values().enumerate() {
            for input in task.inputs() {
                let input = graph.get_index_of(input).unwrap();
                prop_assert!(priorities[input] < priorities[number]);
            }
        }
    }

    #[test]
    fn fused_chains_give_equal_results(graph in any_graph(false), picks in prop::collection::vec(any::<prop::sample::Index>(), 1..4)) {
        let keys: Vec<Key> = picks.iter().map(|pick| graph[pick.index(graph.len())].key.clone()).collect();
        let layer = Layer::materialized("all", graph.clone());
        let optimized = optimize(&HighLevelGraph::from_layer(layer), &keys);
        let is_alias = |task: &&Arc<Task>| matches!(task.kind, TaskKind::Alias(_));
        prop_assert!(optimized.len() - optimized.values().filter(is_alias).count() <= graph.len());
        let texts = |graph: &TaskGraph| -> Vec<String> {
            evaluate(graph, &keys).unwrap().iter().map(text_from_value).collect()
        };
        prop_assert_eq!(texts(&optimized), texts(&graph));
    }
}
