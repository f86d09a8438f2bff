//! Reshaping: axes are merged or split so that each old block becomes one new block.
//!
//! ```text
//! (4, 6) in (2, 2) blocks -> (24,): an old row of blocks must not be split across, so rows are made whole, thin strips
//! ```
//!
//! Mirrors `dask.array.reshape`.

use std::sync::Arc;

use super::blockwise::request_of;
use super::chunks::counted;
use super::creation::positions;
use super::kernels::on_blocks;
use super::{Array, AxisChunks, AxisRequest, Chunks, Config, Error, Request, Result, Token};
use crate::graph::{Key, Task, TaskGraph};

impl Array {
    /// Another shape, of which one length may be -1. With `merge_chunks` blocks keep about their size, otherwise rows
    /// are split one by one.
    pub fn reshape(&self, shape: &[isize], merge_chunks: bool, config: &Config) -> Result<Array> {
        let old: Vec<usize> = match self.chunks().known_shape() {
            Ok(shape) => shape,
            Err(_) if shape == [-1] && self.ndim() == 1 => return Ok(self.clone()),
            Err(_) => return self.reshape_unknown(shape),
        };
        let size = product(&old);
        let new = full_shape(size, shape)?;
        if product(&new) != size {
            return Err(Error::value("total size of new array must be unchanged"));
        }
        if new == old {
            return Ok(self.clone());
        }
        let name = Token::of("reshape")
            .array(self)
            .numbers(new.iter().map(|&length| length as i64))
            .display(merge_chunks)
            .name("reshape");
        if size == 0 {
            return super::creation::filled(
                "empty_like",
                Chunks::whole(&new),
                crate::block::Scalar::Int(0),
                self.dtype(),
            );
        }
        if self.chunks().n_blocks() == 1 {
            return reshaped(self, name, Chunks::whole(&new));
        }
        let (n_old, n_new) = (old.len(), new.len());
        let array = if !merge_chunks && n_old > n_new {
            let thin = (0..n_old - n_new).map(|axis| (axis as isize, AxisRequest::Size(1))).collect();
            self.rechunk(&Request::Some(thin), config)?
        } else {
            self.clone()
        };
        let cuts = array.chunks().known()?.into_iter().map(<[usize]>::to_vec).collect();
        let (before, after) = matching_cuts(&old, &new, cuts)?;
        let before: Chunks = before.into_iter().map(AxisChunks::from_iter).collect();
        let array = array.rechunk(&request_of(&before), config)?;
        reshaped(&array, name, after.into_iter().map(AxisChunks::from_iter).collect())
    }

    /// With unknown lengths only the number of axes can be checked, and only one block reshaped.
    fn reshape_unknown(&self, shape: &[isize]) -> Result<Array> {
        if shape.len() == self.ndim()
            && shape.iter().zip(self.shape()).all(|(&new, old)| old.is_none_or(|old| new == old as isize))
        {
            return Ok(self.clone());
        }
        let shape = self.chunks().shape_text();
        Err(Error::value(format!(
            "Array chunk size or shape is unknown. shape: {shape}\n\n Possible solution with x.compute_chunk_sizes()"
        )))
    }

    /// One axis, elements in C order within the array.
    pub fn ravel(&self, config: &Config) -> Result<Array> {
        self.reshape(&[-1], true, config)
    }
}

/// The shape with -1 replaced.
fn full_shape(size: u128, shape: &[isize]) -> Result<Vec<usize>> {
    if shape.iter().filter(|length| **length == -1).count() > 1 {
        return Err(Error::value("can only specify one unknown dimension"));
    }
    if let Some(negative) = shape.iter().find(|length| **length < -1) {
        return Err(Error::value(format!("negative dimensions are not allowed: {negative}")));
    }
    let known: Vec<usize> = shape.iter().filter(|length| **length >= 0).map(|&length| length as usize).collect();
    let known = product(&known);
    if !shape.contains(&-1) {
        return Ok(shape.iter().map(|&length| length as usize).collect());
    }
    let missing = size.checked_div(known).unwrap_or(0);
    if known > 0 && missing * known != size {
        return Err(Error::value("total size of new array must be unchanged"));
    }
    let missing = counted(missing)?;
    Ok(shape.iter().map(|&length| if length == -1 { missing } else { length as usize }).collect())
}

/// Each block reshaped to the block at the same place in C order.
fn reshaped(x: &Array, name: Arc<str>, chunks: Chunks) -> Result<Array> {
    chunks.check_count()?;
    let mut tasks = TaskGraph::default();
    for (old_idx, new_idx) in positions(x.chunks()).into_iter().zip(positions(&chunks)) {
        let shape: Vec<isize> = chunks.block_shape(&new_idx)?.into_iter().map(|length| length as isize).collect();
        let operation = on_blocks("reshape", move |blocks| blocks[0].reshape(&shape));
        let key = Key::block(name.clone(), &new_idx);
        tasks.insert(key.clone(), Arc::new(Task::run(key, operation, vec![x.key(&old_idx)])));
    }
    Array::of_tasks(&name, tasks, chunks, x.dtype(), &[x])
}

type Cuts = Vec<Vec<usize>>;

/// How many elements there are: more than a pointer can count, if chunks are small enough.
fn product(lengths: &[usize]) -> u128 {
    lengths.iter().fold(1, |product, &length| product.saturating_mul(length as u128))
}

/// How to cut before and after, so that blocks correspond.
fn matching_cuts(old: &[usize], new: &[usize], cuts: Cuts) -> Result<(Cuts, Cuts)> {
    let mut before: Cuts = vec![Vec::new(); old.len()];
    let mut after: Cuts = vec![Vec::new(); new.len()];
    // From the last axis to the first; one past the present axis.
    let (mut i, mut o) = (old.len(), new.len());
    while i > 0 || o > 0 {
        let (length, wanted) = (i.checked_sub(1).map(|i| old[i]), o.checked_sub(1).map(|o| new[o]));
        match (length, wanted) {
            (Some(length), Some(wanted)) if length == wanted => {
                before[i - 1] = cuts[i - 1].clone();
                after[o - 1] = cuts[i - 1].clone();
                (i, o) = (i - 1, o - 1);
            }
            (Some(1), _) => {
                before[i - 1] = vec![1];
                i -= 1;
            }
            (_, Some(1)) => {
                after[o - 1] = vec![1];
                o -= 1;
            }
            (Some(length), Some(wanted)) if length < wanted => {
                let first = merge_axes(old, wanted, &cuts, &mut before, i)?;
                after[o - 1] = products(&before[first..i]);
                (i, o) = (first, o - 1);
            }
            (Some(length), Some(_)) => {
                let first = split_axis(new, length, &cuts[i - 1], &mut after, o)?;
                before[i - 1] = products(&after[first..o]);
                (i, o) = (i - 1, first);
            }
            // Nothing but lengths of 1 may be left on one side alone.
            (None, _) | (_, None) => return Err(Error::ReshapeUneven),
        }
    }
    Ok((before, after))
}

/// Cuts old axes `first..end`, whose product is `wanted`; gives `first`.
fn merge_axes(old: &[usize], wanted: usize, cuts: &Cuts, before: &mut Cuts, end: usize) -> Result<usize> {
    let mut first = end - 1;
    while first > 0 && product(&old[first..end]) < wanted as u128 {
        first -= 1;
    }
    if product(&old[first..end]) != wanted as u128 {
        return Err(Error::ReshapeUneven);
    }
    if (0..end - 1).all(|axis| cuts[axis].len() == old[axis]) {
        // All axes but the last are cut to single rows already.
        before[..end].clone_from_slice(&cuts[..end]);
        return Ok(first);
    }
    for axis in first + 1..end {
        before[axis] = vec![old[axis]];
    }
    let reduction: usize = cuts[first + 1..end].iter().map(Vec::len).product();
    before[first] = expand(&cuts[first], reduction);
    let largest = largest_block(&cuts[first..end]);
    smooth(&mut before[first..end], largest);
    Ok(first)
}

/// Cuts new axes `first..end`, whose product is `length`; gives `first`.
fn split_axis(new: &[usize], length: usize, cuts: &[usize], after: &mut Cuts, end: usize) -> Result<usize> {
    let mut first = end - 1;
    while first > 0 && product(&new[first..end]) < length as u128 {
        first -= 1;
    }
    if product(&new[first..end]) != length as u128 {
        return Err(Error::ReshapeUneven);
    }
    // A part of an axis.
    let rest = product(&new[first + 1..end]) as usize;
    for axis in first + 1..end {
        after[axis] = vec![new[axis]];
    }
    after[first] = contract(cuts, rest).into_iter().map(|size| size / rest.max(1)).collect();
    let largest = cuts.iter().copied().max().unwrap_or(0);
    smooth(&mut after[first..end], largest as u128);
    Ok(first)
}

/// The sizes of blocks cut along several axes, in C order.
fn products(cuts: &[Vec<usize>]) -> Vec<usize> {
    cuts.iter()
        .fold(vec![1], |sizes, axis| sizes.iter().flat_map(|size| axis.iter().map(move |cut| size * cut)).collect())
}

fn largest_block(cuts: &[Vec<usize>]) -> u128 {
    let longest: Vec<usize> = cuts.iter().map(|sizes| sizes.iter().copied().max().unwrap_or(0)).collect();
    product(&longest)
}

/// Each chunk cut into `factor` parts.
fn expand(sizes: &[usize], factor: usize) -> Vec<usize> {
    if factor == 1 {
        return sizes.to_vec();
    }
    let mut parts = Vec::new();
    for &size in sizes {
        let mut rest = size as f64;
        let part = (rest / factor as f64).max(1.0);
        while rest >= 2.0 * part {
            parts.push(part as usize);
            rest -= part.trunc();
        }
        if rest > 0.0 {
            parts.push(rest as usize);
        }
    }
    parts
}

/// Chunks that are multiples of `factor`: what is over goes to the next one.
fn contract(sizes: &[usize], factor: usize) -> Vec<usize> {
    let factor = factor.max(1);
    let mut rest = 0;
    let mut multiples = Vec::new();
    for size in sizes {
        let size = size + rest;
        rest = size % factor;
        if size >= factor {
            multiples.push(size - rest);
        }
    }
    multiples
}

/// Cuts the first axis that can be cut, so that blocks become no larger than `largest`.
fn smooth(cuts: &mut [Vec<usize>], largest: u128) {
    let parts = |elements: u128, most: usize| (elements.div_ceil(largest).min(most as u128) as usize).max(1);
    loop {
        let now = largest_block(cuts);
        if now == largest || largest == 0 {
            return;
        }
        let Some(axis) = cuts.iter().position(|sizes| sizes.iter().any(|size| *size != 1)) else { return };
        let sizes = &cuts[axis];
        if let [only] = sizes[..] {
            cuts[axis] = even_parts(only, parts(now, only));
            if cuts[axis].iter().all(|size| *size == 1) && axis + 1 < cuts.len() {
                continue;
            }
            return;
        }
        let others = now / sizes.iter().copied().max().unwrap_or(1).max(1) as u128;
        cuts[axis] = sizes
            .iter()
            .flat_map(|&size| match size as u128 * others {
                elements if elements <= largest => vec![size],
                elements => even_parts(size, parts(elements, size)),
            })
            .collect();
        return;
    }
}

/// `size` in `count` parts that differ by one at most, shorter ones first.
fn even_parts(size: usize, count: usize) -> Vec<usize> {
    let longest = size.div_ceil(count);
    let n_shorter = longest * count - size;
    (0..count).map(|part| if part < n_shorter { longest - 1 } else { longest }).collect()
}
