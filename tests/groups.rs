//! Reductions by group: the loops equal a naive one for any order of axes, and chunked arrays get flox's layers and the same results.
#![cfg(not(target_arch = "wasm32"))]

use dasklet::array::{self, Array, AxisChunks, Chunks, Config, GroupCall};
use dasklet::block::{Block, DType, GroupReduction, Groups};
use dasklet::graph::key_split;
use proptest::prelude::*;

mod support;
use support::compute;

const NAMES: [&str; 13] =
    ["sum", "prod", "min", "max", "any", "all", "count", "mean", "var", "std", "first", "last", "median"];

fn reduction(name: &str, skip_nan: bool) -> GroupReduction {
    GroupReduction { skip_nan, ..GroupReduction::from_name(name).unwrap() }
}

/// What a group of these elements gives.
fn naive(name: &str, skip_nan: bool, group: &[f64]) -> f64 {
    let own: Vec<f64> = group.iter().copied().filter(|x| !(skip_nan && x.is_nan())).collect();
    let n = own.len() as f64;
    let sum = own.iter().sum::<f64>();
    let extreme = |greatest: bool| match own.iter().any(|x| x.is_nan()) {
        true => f64::NAN,
        false if own.is_empty() => f64::NAN,
        false if greatest => own.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        false => own.iter().copied().fold(f64::INFINITY, f64::min),
    };
    let var = own.iter().map(|x| (x - sum / n).powi(2)).sum::<f64>() / n;
    let truth = |yes: bool| f64::from(u8::from(yes));
    match name {
        "sum" => sum,
        "prod" => own.iter().product(),
        "min" => extreme(false),
        "max" => extreme(true),
        "any" => truth(group.iter().any(|x| *x != 0.0)),
        "all" => truth(group.iter().all(|x| *x != 0.0)),
        "count" => n,
        "mean" => sum / n,
        "var" => var,
        "std" => var.sqrt(),
        "first" => own.first().copied().unwrap_or(f64::NAN),
        "last" => own.last().copied().unwrap_or(f64::NAN),
        _ => {
            let mut sorted = own.clone();
            sorted.sort_by(f64::total_cmp);
            match sorted.len() {
                0 => f64::NAN,
                _ if own.iter().any(|x| x.is_nan()) => f64::NAN,
                n => (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
            }
        }
    }
}

fn floats(block: &Block) -> Vec<f64> {
    block.astype(DType::Float64).unwrap().to_vec().unwrap()
}

fn assert_close(got: f64, expected: f64, what: &str) {
    let near = (got - expected).abs() <= 1e-6 * expected.abs().max(1.0);
    assert!(near || got == expected || got.is_nan() && expected.is_nan(), "{what}: {got} instead of {expected}");
}

#[test]
fn a_table_of_groups() {
    let nan = f64::NAN;
    let x = Block::from_slice(&[1.0, nan, 3.0, 4.0, 5.0, 9.0]);
    let codes = Block::from_slice(&[0_i64, 0, 1, 2, 1, -1]);
    for (name, skip_nan, expected) in [
        ("sum", true, [1.0, 8.0, 4.0, 0.0]),
        ("sum", false, [nan, 8.0, 4.0, 0.0]),
        ("count", true, [1.0, 2.0, 1.0, 0.0]),
        ("mean", true, [1.0, 4.0, 4.0, nan]),
        ("max", true, [1.0, 5.0, 4.0, nan]),
        ("min", true, [1.0, 3.0, 4.0, nan]),
        ("first", true, [1.0, 3.0, 4.0, nan]),
        ("last", true, [1.0, 5.0, 4.0, nan]),
        ("var", true, [0.0, 1.0, 0.0, nan]),
        ("median", true, [1.0, 4.0, 4.0, nan]),
        ("median", false, [nan, 4.0, 4.0, nan]),
        ("any", false, [1.0, 1.0, 1.0, 0.0]),
    ] {
        let groups = Groups::new(&codes, 4).unwrap();
        let got = floats(&reduction(name, skip_nan).reduced(&x, &groups).unwrap());
        for (got, expected) in got.iter().zip(expected) {
            assert_close(*got, expected, &format!("{name} skip_nan={skip_nan}"));
        }
    }
}

#[test]
fn few_elements_leave_a_group_missing() {
    let x = Block::from_slice(&[1_i32, 2, 3]);
    let groups = Groups::new(&Block::from_slice(&[0_i64, 0, 1]), 3).unwrap();
    let call = GroupReduction { min_count: 2, ..reduction("sum", false) };
    let got = call.reduced(&x, &groups).unwrap();
    assert_eq!(got.dtype(), DType::Float64);
    assert_eq!(format!("{:?}", floats(&got)), "[3.0, NaN, NaN]");
}

fn sample(shape: &[usize], dtype: DType) -> Block {
    let n: usize = shape.iter().product();
    let element = |i: usize| match (i * 7919) % 13 {
        0 => f64::NAN,
        other => other as f64 - 4.0,
    };
    let flat = Block::from_slice(&(0..n).map(element).collect::<Vec<f64>>());
    let flat = if dtype.is_float() {
        flat.astype(dtype).unwrap()
    } else {
        let whole = (0..n).map(|i| ((i * 7919) % 13) as i64).collect::<Vec<_>>();
        Block::from_slice(&whole).astype(dtype).unwrap()
    };
    flat.reshape(&shape.iter().map(|&n| n as isize).collect::<Vec<_>>()).unwrap()
}

/// Each kept row's groups, one after another.
fn naive_of_block(name: &str, skip_nan: bool, block: &Block, codes: &[i64], n_groups: usize) -> Vec<f64> {
    let rows = floats(&block.to_c_order().unwrap());
    let group_of = |row: &[f64], group: usize| -> Vec<f64> {
        row.iter().zip(codes).filter(|(_, code)| **code == group as i64).map(|(x, _)| *x).collect()
    };
    rows.chunks(codes.len())
        .flat_map(|row| (0..n_groups).map(|g| naive(name, skip_nan, &group_of(row, g))).collect::<Vec<_>>())
        .collect()
}

proptest! {
    #[test]
    fn loops_equal_a_naive_one(
        n in 1_usize..12, lead in prop::collection::vec(1_usize..4, 0..3), seed in 0_i64..50, skip_nan: bool, first: bool, name in 0..NAMES.len(),
        dtype in prop::sample::select(vec![DType::Float64, DType::Float32, DType::Int16, DType::UInt64, DType::Bool]),
    ) {
        let name = NAMES[name];
        let codes: Vec<i64> = (0..n as i64).map(|i| (i * 31 + seed) % 5 - 1).collect();
        let groups = Groups::new(&Block::from_slice(&codes), 4).unwrap();
        // The grouped axis lies first in memory, or last.
        let mut shape = lead.clone();
        let block = if first {
            shape.insert(0, n);
            let mut order: Vec<isize> = (1..shape.len() as isize).collect();
            order.push(0);
            sample(&shape, dtype).transpose(Some(&order)).unwrap()
        } else {
            shape.push(n);
            sample(&shape, dtype)
        };
        let got = reduction(name, skip_nan).reduced(&block, &groups).unwrap();
        let expected = naive_of_block(name, skip_nan && dtype.is_float(), &block, &codes, 4);
        let present: Vec<bool> = expected.iter().enumerate().map(|(i, _)| codes.contains(&((i % 4) as i64))).collect();
        prop_assert_eq!(got.shape()[..lead.len()].to_vec(), lead);
        for ((got, expected), is_present) in floats(&got.to_c_order().unwrap()).iter().zip(&expected).zip(present) {
            // What has no element at all is left to `min_count`.
            if is_present {
                assert_close(*got, *expected, name);
            }
        }
    }
}

fn chunked(block: &Block, chunks: &[&[usize]]) -> Array {
    let chunks: Chunks = chunks.iter().map(|sizes| sizes.iter().copied().collect::<AxisChunks>()).collect();
    array::from_block(block, chunks, None).unwrap()
}

fn call(name: &str) -> GroupCall {
    let reduction = reduction(name, true);
    GroupCall { name: format!("nan{name}"), reduction, n_groups: 4, blockwise: name == "median" }
}

/// The layers without hashes, with how many tasks each has.
fn layers(x: &Array) -> String {
    x.graph().layers().map(|layer| format!("{}[{}]", key_split(&layer.name), layer.len())).collect::<Vec<_>>().join(" ")
}

#[test]
fn chunking_decides_on_the_method() {
    let codes = |text: &str| -> Vec<i64> { text.bytes().map(|digit| i64::from(digit) - i64::from(b'0')).collect() };
    for (labels, chunks, expected) in [
        ("001122331100", vec![12], "blockwise"),
        ("000111222333", vec![3, 3, 3, 3], "blockwise"),
        // Sorted, so a little rechunking puts each group into one chunk.
        ("000111222333", vec![4, 4, 4], "blockwise"),
        ("012301230123", vec![4, 4, 4], "map-reduce"),
        ("010123230101", vec![4, 4, 4], "cohorts"),
        ("012301230123", vec![2, 2, 2, 2, 2, 2], "cohorts"),
        ("012301230123", vec![1; 12], "cohorts"),
    ] {
        let block = sample(&[2, 12], DType::Float64);
        let x = chunked(&block, &[&[1, 1], &chunks]);
        let codes = codes(labels);
        for name in NAMES.iter().filter(|name| !matches!(**name, "median")) {
            let (got, order) =
                array::group_reduce(&x, &Block::from_slice(&codes), &call(name), &Config::default()).unwrap();
            let graph = layers(&got);
            let is = |part: &str| graph.contains(part);
            let method = if is("reduce-cohorts") {
                "cohorts"
            } else if is("simple-reduce") {
                "map-reduce"
            } else {
                "blockwise"
            };
            assert_eq!(method, expected, "{labels} in {chunks:?}: {graph}");
            let expected = naive_of_block(name, true, &block, &codes, 4);
            let found = floats(&compute(&got).unwrap().to_c_order().unwrap());
            let per_row = order.len();
            for (place, found) in found.iter().enumerate() {
                let (row, group) = (place / per_row, order[place % per_row] as usize);
                assert_close(*found, expected[row * 4 + group], &format!("{name} of {labels} in {chunks:?}"));
            }
        }
    }
}

#[test]
fn medians_need_chunks_that_hold_whole_groups() {
    let x = chunked(&sample(&[12], DType::Float64), &[&[4, 4, 4]]);
    let codes = Block::from_slice(&[0_i64, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
    let error = array::group_reduce(&x, &codes, &call("median"), &Config::default()).unwrap_err();
    assert!(error.to_string().contains("the chunking is not right"), "{error}");
}
