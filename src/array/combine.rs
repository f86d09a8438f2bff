//! Arrays side by side.
//!
//! Mirrors `dask.array.concatenate` and `dask.array.stack`.

use std::sync::Arc;

use super::blockwise::{Operands, unify_chunks};
use super::chunks::tuple;
use super::creation::positions;
use super::error::normalize_axis;
use super::kernels::on_blocks;
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::{DType, promote_types};
use crate::graph::size::{LARGER_CHUNKS, check_n_tasks};
use crate::graph::{Key, Task, TaskGraph, TaskKind};

/// The dtype that holds the elements of all.
fn common_dtype(arrays: &[Array]) -> Option<DType> {
    arrays.iter().map(Array::dtype).reduce(promote_types)
}

/// An error if the blocks of all arrays together are more than tasks fit into memory.
fn check_all(arrays: &[Array]) -> Result<()> {
    let n_blocks: u128 = arrays.iter().map(|array| array.chunks().n_blocks() as u128).sum();
    Ok(check_n_tasks(n_blocks, || format!("joining {} arrays", arrays.len()), LARGER_CHUNKS)?)
}

/// Arrays one after the other along an existing axis. Empty ones are left out.
pub fn concatenate(arrays: &[Array], axis: isize, allow_unknown: bool, config: &Config) -> Result<Array> {
    let Some(dtype) = common_dtype(arrays) else {
        return Err(Error::value("Need array(s) to concatenate"));
    };
    check_all(arrays)?;
    let ndim = arrays[0].ndim();
    let axis = normalize_axis(axis, ndim)?;
    let shapes = || tuple(arrays.iter().map(|array| array.chunks().shape_text()));
    let is_aligned = |other: &Array| {
        other.ndim() == ndim && (0..ndim).all(|a| a == axis || other.shape()[a] == arrays[0].shape()[a])
    };
    if arrays.iter().any(|array| array.ndim() != ndim) {
        return Err(Error::value(format!(
            "Shapes do not align: {}; all arrays must have the same number of axes",
            shapes()
        )));
    }
    if !arrays.iter().all(is_aligned) && !allow_unknown {
        let unknown = arrays.iter().any(|array| array.size().is_none());
        let hint = match unknown {
            true => "\n\nTo concatenate with unknown chunks pass allow_unknown_chunksizes=True to concatenate",
            false => "; all axes but the one along which they are joined must have the same length",
        };
        return Err(Error::value(format!("Shapes do not align: {}{hint}", shapes())));
    }
    let kept: Vec<&Array> = arrays.iter().filter(|array| array.size() != Some(0)).collect();
    let kept = if kept.is_empty() { arrays.iter().collect() } else { kept };
    let arrays = kept.into_iter().map(|array| array.astype(dtype, config)).collect::<Result<Vec<_>>>()?;
    if let [only] = &arrays[..] {
        return Ok(only.clone());
    }
    // The axis along which they are joined has its own label in each array.
    let labelled: Operands = arrays
        .iter()
        .enumerate()
        .map(|(number, array)| {
            let labels = (0..ndim).map(|a| if a == axis { (ndim + number) as u32 } else { a as u32 }).collect();
            (array.clone(), labels)
        })
        .collect();
    let aligned: Vec<Array> = if allow_unknown && arrays.iter().any(|array| array.size().is_none()) {
        arrays
    } else {
        unify_chunks(&labelled, config)?.1.into_iter().map(|(array, _)| array).collect()
    };
    let joined = match aligned.iter().map(|array| array.chunks()[axis].sizes()).collect::<Option<Vec<_>>>() {
        Some(sizes) => sizes.into_iter().flatten().copied().collect(),
        None => AxisChunks::Unknown(aligned.iter().map(|array| array.chunks()[axis].n_blocks()).sum()),
    };
    let chunks = aligned[0].chunks().with_axis(axis, joined);
    chunks.check_count()?;
    let token = aligned.iter().fold(Token::of("concatenate"), Token::array);
    let name = token.numbers([axis as i64]).name("concatenate");
    let mut tasks = TaskGraph::default();
    let mut first = 0;
    for array in &aligned {
        for source in positions(array.chunks()) {
            let mut block_idx = source.clone();
            block_idx[axis] += first;
            let key = Key::block(name.clone(), &block_idx);
            tasks.insert(key.clone(), Arc::new(Task { key, kind: TaskKind::Alias(array.key(&source)) }));
        }
        first += array.chunks()[axis].n_blocks() as u32;
    }
    Array::of_tasks(&name, tasks, chunks, dtype, &aligned.iter().collect::<Vec<_>>())
}

/// Arrays of one shape along a new axis.
pub fn stack(arrays: &[Array], axis: isize, config: &Config) -> Result<Array> {
    let Some(dtype) = common_dtype(arrays) else {
        return Err(Error::value("Need array(s) to stack"));
    };
    check_all(arrays)?;
    let ndim = arrays[0].ndim();
    if let Some(number) = arrays.iter().position(|array| array.shape() != arrays[0].shape()) {
        return Err(Error::value(format!(
            "Stacked arrays must have the same shape. The first array had shape {}, while array {} has shape {}.",
            arrays[0].chunks().shape_text(),
            number + 1,
            arrays[number].chunks().shape_text()
        )));
    }
    let axis = normalize_axis(axis, ndim + 1)?;
    let arrays = arrays.iter().map(|array| array.astype(dtype, config)).collect::<Result<Vec<_>>>()?;
    let labelled: Operands = arrays.iter().map(|array| (array.clone(), (0..ndim as u32).collect())).collect();
    let aligned: Vec<Array> = unify_chunks(&labelled, config)?.1.into_iter().map(|(array, _)| array).collect();
    let mut chunks: Vec<AxisChunks> = aligned[0].chunks().iter().cloned().collect();
    chunks.insert(axis, AxisChunks::from_iter(std::iter::repeat_n(1, aligned.len())));
    let chunks: Chunks = chunks.into_iter().collect();
    chunks.check_count()?;
    let token = aligned.iter().fold(Token::of("stack"), Token::array);
    let name = token.numbers([axis as i64]).name("stack");
    let operation = on_blocks("stack", move |blocks| blocks[0].expand_dims(&[axis as isize]));
    let mut tasks = TaskGraph::default();
    for block_idx in positions(&chunks) {
        let array = &aligned[block_idx[axis] as usize];
        let mut source = block_idx.clone();
        source.remove(axis);
        let key = Key::block(name.clone(), &block_idx);
        tasks.insert(key.clone(), Arc::new(Task::run(key, operation.clone(), vec![array.key(&source)])));
    }
    Array::of_tasks(&name, tasks, chunks, dtype, &aligned.iter().collect::<Vec<_>>())
}
