//! In which steps to rechunk, so that neither tasks nor memory explode.
//!
//! ```text
//! (400 x 1 blocks) to (1 x 400 blocks): directly, every new block needs every old one, 160,000 pieces.
//! By way of 20 x 20 blocks it takes 8,000 + 8,000.
//! ```
//!
//! Mirrors `dask.array.rechunk.plan_rechunk`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Chunk lengths per axis.
pub(super) type Cuts = Vec<Vec<usize>>;

/// The chunks to go through, the last being `new`. `limit` is how many elements a block may have on the way.
pub(super) fn plan_rechunk(old: &Cuts, new: &Cuts, threshold: f64, limit: f64) -> Vec<Cuts> {
    if new.len() <= 1 || new.iter().any(Vec::is_empty) {
        return vec![new.clone()];
    }
    let limit = limit.max(largest_block(old)).max(largest_block(new));
    let bound = threshold * (n_blocks(old) + n_blocks(new));
    let mut steps = Vec::new();
    let mut current = old.clone();
    let mut first = true;
    loop {
        let size = graph_size(&current, new);
        if size < bound {
            break;
        }
        let split = if first { current.clone() } else { split_step(&current, new, size * threshold) };
        let (merged, limit_hit) = merge_step(&split, new, limit);
        if (merged == current && !first) || &merged == new {
            break;
        }
        if merged != current {
            steps.push(merged.clone());
        }
        current = merged;
        if !limit_hit {
            break;
        }
        first = false;
    }
    steps.push(new.clone());
    steps
}

fn largest(sizes: &[usize]) -> usize {
    sizes.iter().copied().max().unwrap_or(0)
}

fn largest_block(cuts: &Cuts) -> f64 {
    cuts.iter().map(|sizes| largest(sizes) as f64).product()
}

fn n_blocks(cuts: &Cuts) -> f64 {
    cuts.iter().map(|sizes| sizes.len() as f64).product()
}

/// Pieces that the old blocks are cut into.
fn graph_size(old: &Cuts, new: &Cuts) -> f64 {
    let along = |(old, new): (&Vec<usize>, &Vec<usize>)| if old == new { old.len() } else { old.len() + new.len() - 1 };
    old.iter().zip(new).map(along).map(|pieces| pieces as f64).product()
}

/// Merges along axes that get coarser, the most useful for its memory first, as far as `limit` allows. Also says
/// whether the limit was in the way.
fn merge_step(old: &Cuts, new: &Cuts, limit: f64) -> (Cuts, bool) {
    let ndim = old.len();
    let graph_effect = |axis: usize| new[axis].len() as f64 / old[axis].len() as f64;
    let block_effect = |axis: usize| largest(&new[axis]) as f64 / largest(&old[axis]).max(1) as f64;
    let cost = |axis: usize| {
        let effect = block_effect(axis);
        let effect = if effect == 1.0 { 1.0 + 1e-9 } else { effect };
        if effect > 0.0 { graph_effect(axis).ln() / effect.ln() } else { 0.0 }
    };
    let mut candidates: Vec<usize> = (0..ndim).filter(|&axis| graph_effect(axis) <= 1.0).collect();
    candidates.sort_by(|&a, &b| cost(a).total_cmp(&cost(b)));
    let mut largest_now = largest_block(old);
    let mut cuts = old.clone();
    let mut limit_hit = false;
    for axis in candidates {
        let old_width = largest(&old[axis]).max(1) as f64;
        let merged = (largest_now * largest(&new[axis]) as f64 / old_width).floor();
        if merged <= limit {
            cuts[axis] = new[axis].clone();
            largest_now = merged;
        } else {
            let width = (limit * old_width / largest_now) as usize;
            let divided = divide_to_width(&new[axis], width.max(1));
            if divided.len() <= old[axis].len() {
                largest_now = (largest_now * largest(&divided) as f64 / old_width).floor();
                cuts[axis] = divided;
            }
            limit_hit = true;
        }
    }
    (cuts, limit_hit)
}

/// Splits along axes that get finer, as far as the graph may grow.
fn split_step(old: &Cuts, new: &Cuts, size_limit: f64) -> Cuts {
    let mut cuts = old.clone();
    for axis in 0..old.len() {
        let size = graph_size(&cuts, new);
        if size > size_limit {
            break;
        }
        if old[axis].len() > new[axis].len() {
            continue;
        }
        let count = (old[axis].len() as f64 * size_limit / size) as usize;
        let merged = merge_to_count(&new[axis], count.max(1));
        if merged.len() >= old[axis].len() && largest(&merged) <= largest(&old[axis]) {
            cuts[axis] = merged;
        }
    }
    cuts
}

/// Each chunk in equal parts of at most `width`.
fn divide_to_width(sizes: &[usize], width: usize) -> Vec<usize> {
    let mut parts = Vec::new();
    for &size in sizes {
        let mut rest = size;
        let n_parts = size.div_ceil(width);
        for part in 0..n_parts {
            let length = rest / (n_parts - part);
            parts.push(length);
            rest -= length;
        }
    }
    parts
}

/// Neighbours merged, the smallest pairs first, until at most `count` chunks are left.
pub(super) fn merge_to_count(sizes: &[usize], count: usize) -> Vec<usize> {
    let n = sizes.len();
    if n <= count {
        return sizes.to_vec();
    }
    if sizes.iter().all(|size| *size == sizes[0]) && sizes[0] > 0 {
        let (size, total) = (sizes[0], n * sizes[0]);
        let width = size * (total / count / size);
        let n_wider = (total - count * width) / size;
        return [vec![width + size; n_wider], vec![width; count - n_wider]].concat();
    }
    let mut next: Vec<usize> = (1..=n).collect();
    let mut merged: Vec<Option<usize>> = sizes.iter().copied().map(Some).collect();
    let mut heap: BinaryHeap<Reverse<(usize, usize, usize)>> =
        (0..n - 1).map(|i| Reverse((sizes[i] + sizes[i + 1], i, i + 1))).collect();
    let mut merges_left = n - count;
    while merges_left > 0
        && let Some(Reverse((width, i, j))) = heap.pop()
    {
        let Some(left) = merged[i] else { continue };
        match merged.get(j).copied().flatten() {
            // The pair has changed since: look again with its present right neighbour.
            right if right.is_none() || Some(left) != right.map(|right| width - right.min(width)) => {
                let mut right = j;
                while right < n && merged[right].is_none() {
                    right = next[right];
                }
                if let Some(size) = merged.get(right).copied().flatten() {
                    heap.push(Reverse((left + size, i, right)));
                }
            }
            _ => {
                // The right one keeps the place, as the left one's partners may refer to it.
                merged[i] = None;
                merged[j] = Some(width);
                next[i] = j;
                merges_left -= 1;
            }
        }
    }
    merged.into_iter().flatten().collect()
}
