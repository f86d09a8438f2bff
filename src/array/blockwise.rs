//! Operations on blocks that line up, after the chunks of all operands were made to agree.
//!
//! Mirrors `dask.array.blockwise` and `dask.array.map_blocks`.

use std::sync::Arc;

use indexmap::IndexMap;

use super::kernels::{joined_lists, on_values, per_block};
use super::normalize::AxisRequest;
use super::{Array, AxisChunks, Chunks, Config, Error, Request, Result};
use crate::block::DType;
use crate::graph::blockwise::{Axes, Index, Input};
use crate::graph::{Blockwise, Factory, Layer, Operation};

/// Arrays with a label for each of their axes: `x["ij"], y["j"]`.
pub type Operands = Vec<(Array, Vec<Index>)>;

/// The chunks of each label after alignment.
pub type LabelChunks = IndexMap<Index, AxisChunks>;

/// Rechunks operands so that axes with the same label are cut alike; an axis of length 1 is broadcast and stays.
pub fn unify_chunks(operands: &Operands, config: &Config) -> Result<(LabelChunks, Operands)> {
    let mut by_label: IndexMap<Index, Vec<&AxisChunks>> = IndexMap::new();
    for (array, labels) in operands {
        for (axis, &label) in labels.iter().enumerate() {
            let known = by_label.entry(label).or_default();
            if !known.contains(&&array.chunks()[axis]) {
                known.push(&array.chunks()[axis]);
            }
        }
    }
    let mut common = LabelChunks::new();
    for (label, chunks) in by_label {
        common.insert(label, common_chunks(&chunks)?);
    }
    let mut aligned = Operands::with_capacity(operands.len());
    for (array, labels) in operands {
        let wanted: Chunks = labels
            .iter()
            .enumerate()
            .map(|(axis, label)| {
                let own = &array.chunks()[axis];
                if own.length() == Some(1) { own.clone() } else { common[label].clone() }
            })
            .collect();
        let array = if &wanted == array.chunks() {
            array.clone()
        } else if array.size() == Some(0) {
            array.rechunked_once(wanted)?
        } else {
            array.rechunk(&request_of(&wanted), config)?
        };
        aligned.push((array, labels.clone()));
    }
    Ok((common, aligned))
}

/// Exactly these chunks.
pub(crate) fn request_of(chunks: &Chunks) -> Request {
    Request::Each(chunks.iter().cloned().map(AxisRequest::Exact).collect())
}

/// The coarsest chunks that cut wherever one of `all` cuts.
fn common_chunks(all: &[&AxisChunks]) -> Result<AxisChunks> {
    // What is broadcast does not count beside what is not.
    let long: Vec<&AxisChunks> = all.iter().copied().filter(|chunks| chunks.length() != Some(1)).collect();
    let all = if long.is_empty() { all } else { &long };
    let Some(first) = all.first() else { return Ok(AxisChunks::whole(1)) };
    if all.len() == 1 {
        return Ok((*first).clone());
    }
    let text = || all.iter().map(|chunks| chunks.to_string()).collect::<Vec<_>>().join(", ");
    let sizes: Option<Vec<&[usize]>> = all.iter().map(|chunks| chunks.sizes()).collect();
    let Some(sizes) = sizes else {
        return Err(Error::UnknownChunks { shape: text() });
    };
    let sums: Vec<usize> = sizes.iter().map(|sizes| sizes.iter().sum()).collect();
    if sums.iter().any(|sum| *sum != sums[0]) {
        return Err(Error::ChunksDiffer(format!("{{{}}}", text())));
    }
    let mut bounds: Vec<usize> = sizes
        .iter()
        .flat_map(|sizes| {
            sizes.iter().scan(0, |end, size| {
                *end += size;
                Some(*end)
            })
        })
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let starts = std::iter::once(0).chain(bounds.iter().copied());
    Ok(bounds.iter().zip(starts).map(|(end, start)| end - start).collect())
}

/// The axes of something labelled with these chunks.
pub(crate) fn axes_of(labels: &[Index], chunks: &[AxisChunks]) -> Axes {
    labels.iter().zip(chunks).map(|(&label, chunks)| (label, chunks.n_blocks() as u32)).collect()
}

/// A symbolic layer over `operands`, whose chunks agree already. `chunks` are those of the result.
pub(crate) fn layer_over(
    name: Arc<str>,
    labels: &[Index],
    chunks: Chunks,
    dtype: DType,
    factory: Factory,
    operands: &Operands,
) -> Result<Array> {
    chunks.check_count()?;
    let inputs = operands
        .iter()
        .map(|(array, labels)| Input { name: array.name().clone(), axes: axes_of(labels, array.chunks()) })
        .collect();
    let layer = Layer::blockwise(Blockwise::new(name, axes_of(labels, &chunks), factory, inputs));
    let arrays: Vec<&Array> = operands.iter().map(|(array, _)| array).collect();
    Ok(Array::of_layer(layer, chunks, dtype, &arrays))
}

/// A call of [`blockwise`].
#[derive(Debug)]
pub struct Call {
    /// The name of the result
    pub name: Arc<str>,
    /// The labels of the result's axes
    pub labels: Vec<Index>,
    /// What to run for every block of the result
    pub factory: Factory,
    /// On what
    pub operands: Operands,
    /// The dtype of the result
    pub dtype: DType,
    /// The chunks of labels that no operand has
    pub new_axes: LabelChunks,
    /// Whether blocks along labels that the result lacks come as one block; otherwise they come as nested lists
    pub concatenate: bool,
}

/// Runs an operation on all blocks with equal labels, after aligning the operands.
pub fn blockwise(call: Call, config: &Config) -> Result<Array> {
    let (common, operands) = unify_chunks(&call.operands, config)?;
    let of_label = |label: &Index| -> Result<AxisChunks> {
        let chunks = common.get(label).or_else(|| call.new_axes.get(label)).cloned();
        chunks.ok_or_else(|| Error::value("an index of the output appears in no input and is no new axis"))
    };
    let chunks = call.labels.iter().map(of_label).collect::<Result<Chunks>>()?;
    let contracted_of = |(_, labels): &(Array, Vec<Index>)| -> Vec<usize> {
        labels.iter().enumerate().filter(|(_, label)| !call.labels.contains(label)).map(|(axis, _)| axis).collect()
    };
    let contracted: Vec<Vec<usize>> = operands.iter().map(contracted_of).collect();
    let factory = if call.concatenate && contracted.iter().any(|axes| !axes.is_empty()) {
        concatenating(call.factory, contracted)
    } else {
        call.factory
    };
    layer_over(call.name, &call.labels, chunks, call.dtype, factory, &operands)
}

/// The same operations with blocks in nested lists joined along the axes given for each operand.
fn concatenating(factory: Factory, axes: Vec<Vec<usize>>) -> Factory {
    let axes = Arc::new(axes);
    let wrapped = move |operation: Arc<dyn Operation>| {
        let axes = axes.clone();
        on_values(operation.name().to_owned(), move |inputs| {
            let joined = inputs.iter().zip(axes.iter()).map(|(value, axes)| joined_lists(value, axes));
            operation.call(&joined.collect::<Result<Vec<_>, _>>()?)
        })
    };
    match factory {
        Factory::Same(operation) => Factory::Same(wrapped(operation)),
        Factory::PerBlock(make) => {
            per_block(make.name().to_owned(), move |block_idx| wrapped(make.operation(block_idx)))
        }
    }
}

/// What [`map_blocks`] does to the axes.
#[derive(Clone, Debug, Default)]
pub struct AxisChanges {
    /// Axes of the (broadcast) input that the function removes
    pub drop_axis: Vec<usize>,
    /// Axes of the result that the function adds
    pub new_axis: Vec<usize>,
    /// The chunks of the result, if they are not those of the input; one size stands for every block of an axis
    pub chunks: Option<Vec<AxisChunks>>,
}

/// `factory` for every block of `arrays` broadcast against each other. Without arrays, for every block of the chunks
/// that `changes` asks for.
pub fn map_blocks(
    name: Arc<str>,
    factory: Factory,
    arrays: &[Array],
    dtype: DType,
    changes: &AxisChanges,
    config: &Config,
) -> Result<Array> {
    let ndim = arrays.iter().map(Array::ndim).max().unwrap_or(0);
    // Labels count from the last axis, so that shorter arrays align as NumPy broadcasts.
    let labels_of = |array: &Array| (0..array.ndim() as Index).rev().collect::<Vec<_>>();
    let operands: Operands = arrays.iter().map(|array| (array.clone(), labels_of(array))).collect();
    let mut labels: Vec<Index> = (0..ndim as Index).rev().collect();
    let mut axis_number = 0;
    labels.retain(|_| {
        axis_number += 1;
        !changes.drop_axis.contains(&(axis_number - 1))
    });
    let wanted_axis = |axis: usize| changes.chunks.as_ref().and_then(|chunks| chunks.get(axis)).cloned();
    let mut new_axes = LabelChunks::new();
    let all_new: Vec<usize> = (0..changes.chunks.as_ref().map_or(0, Vec::len)).collect();
    let added = if arrays.is_empty() { &all_new } else { &changes.new_axis };
    for (number, &axis) in added.iter().enumerate() {
        let label = (ndim + number) as Index;
        if axis > labels.len() {
            return Err(Error::value(format!(
                "new_axis {axis} lies beyond the {} axes of the result",
                labels.len() + 1
            )));
        }
        labels.insert(axis, label);
        new_axes.insert(label, wanted_axis(axis).unwrap_or_else(|| AxisChunks::whole(1)));
    }
    let result = blockwise(Call { name, labels, factory, operands, dtype, new_axes, concatenate: true }, config)?;
    let Some(wanted) = &changes.chunks else { return Ok(result) };
    let numblocks = result.chunks().numblocks();
    if wanted.len() != numblocks.len() {
        return Err(Error::Index(format!(
            "tuple index out of range: chunks= has {} axes, the blocks have {}",
            wanted.len(),
            numblocks.len()
        )));
    }
    let mut chunks = Vec::with_capacity(wanted.len());
    for (axis, (wanted, &n_blocks)) in wanted.iter().zip(&numblocks).enumerate() {
        match wanted.sizes() {
            Some([size]) if n_blocks != 1 => chunks.push(std::iter::repeat_n(*size, n_blocks).collect()),
            _ if wanted.n_blocks() == n_blocks => chunks.push(wanted.clone()),
            _ => {
                return Err(Error::value(format!(
                    "Dimension {axis} has {n_blocks} blocks, chunks specified with {} blocks",
                    wanted.n_blocks()
                )));
            }
        }
    }
    Ok(result.with_chunks(chunks.into_iter().collect()))
}
