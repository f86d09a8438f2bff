//! Arrays out of nothing, or out of a block.
//!
//! Mirrors `dask.array.creation`, `dask.array.wrap` and `dask.array.from_array`.

use std::ops::Range;
use std::sync::Arc;

use super::blockwise::layer_over;
use super::kernels::{on_blocks, per_block};
use super::{Array, Chunks, Error, Result, Token};
use crate::block::{self, Block, DType, Index, Scalar};
use crate::graph::blockwise::BlockIdx;
use crate::graph::{Key, Operation, Task, TaskGraph, TaskKind, Value};

/// `value` everywhere. `prefix` is what Dask calls the layer: `ones_like`, `zeros_like`, `full_like`, `empty_like`.
pub fn filled(prefix: &str, chunks: Chunks, value: Scalar, dtype: DType) -> Result<Array> {
    chunks.known_shape()?;
    // Refused here rather than in every block.
    Block::full(&[], value, dtype)?;
    let name = Token::of(prefix).chunks(&chunks).dtype(dtype).display(format!("{value:?}")).name(prefix);
    by_shape(name, chunks, dtype, move |shape| Block::full(shape, value, dtype))
}

/// An array whose blocks depend on their shapes only; symbolic.
fn by_shape(
    name: Arc<str>,
    chunks: Chunks,
    dtype: DType,
    make: impl Fn(&[usize]) -> block::Result<Block> + Send + Sync + 'static,
) -> Result<Array> {
    let prefix = crate::graph::key_split(&name).to_owned();
    let make = Arc::new(make);
    let of_blocks = chunks.clone();
    let factory = per_block(prefix.clone(), move |block_idx| {
        let make = make.clone();
        // The chunks are known, and the layer has blocks at these positions only.
        let shape = of_blocks.block_shape(block_idx).unwrap_or_default();
        on_blocks(prefix.clone(), move |_| make(&shape))
    });
    let labels: Vec<u32> = (0..chunks.len() as u32).collect();
    layer_over(name, &labels, chunks, dtype, factory, &Vec::new())
}

/// Tasks for all blocks, written out: `make` gets the position and the first index of each block along each axis.
fn by_offset(
    prefix: &str,
    name: Arc<str>,
    chunks: Chunks,
    dtype: DType,
    make: impl Fn(&[usize], &[usize]) -> block::Result<Block> + Send + Sync + 'static,
) -> Result<Array> {
    chunks.check_count()?;
    let starts: Vec<Vec<usize>> = starts(&chunks)?;
    let make = Arc::new(make);
    let mut tasks = TaskGraph::default();
    let mut failed = None;
    let grid: Vec<u32> = chunks.iter().map(|axis| axis.n_blocks() as u32).collect();
    crate::graph::blockwise::each_position(&grid, |block_idx| {
        let offsets: Vec<usize> = block_idx.iter().zip(&starts).map(|(&i, starts)| starts[i as usize]).collect();
        match chunks.block_shape(block_idx) {
            Ok(shape) => {
                let make = make.clone();
                let kernel = on_blocks(prefix.to_owned(), move |_| make(&offsets, &shape));
                let key = Key::block(name.clone(), block_idx);
                tasks.insert(key.clone(), Arc::new(Task::run(key, kernel, Vec::new())));
            }
            Err(error) => failed = Some(error),
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Array::of_tasks(&name, tasks, chunks, dtype, &[]),
    }
}

/// The first index of every chunk along each axis, and the length of the axis.
pub(super) fn starts(chunks: &Chunks) -> Result<Vec<Vec<usize>>> {
    chunks.iter().map(|axis| axis.bounds()).collect::<Option<_>>().ok_or_else(|| chunks.unknown())
}

/// How many numbers `np.arange` gives.
pub fn arange_len(start: Scalar, stop: Scalar, step: Scalar) -> Result<usize> {
    let (start, stop, step) = (start.as_f64(), stop.as_f64(), step.as_f64());
    if step == 0.0 {
        return Err(Error::Block(block::Error::Value("Maximum allowed size exceeded".to_owned())));
    }
    let count = ((stop - start) / step).ceil().max(0.0);
    if !count.is_finite() || count > (1u64 << 60) as f64 {
        return Err(Error::value("arange: the number of elements is too large or not a number"));
    }
    let count = block::shape_of(&[count as i64], DType::Bool).map_err(Error::Block)?;
    Ok(count[0])
}

/// `start`, `start + step`, …: `chunks` has one axis of [`arange_len`] elements.
pub fn arange(start: Scalar, step: Scalar, chunks: Chunks, dtype: DType) -> Result<Array> {
    let name = Token::of("arange").display(format!("{start:?} {step:?}")).chunks(&chunks).dtype(dtype).name("arange");
    by_offset("arange", name, chunks, dtype, move |offsets, shape| {
        let (first, last) = (offsets[0] as i64, (offsets[0] + shape[0]) as i64);
        let at = |position: i64| match (start, step) {
            (Scalar::Float(_), _) | (_, Scalar::Float(_)) => {
                Scalar::Float(start.as_f64() + position as f64 * step.as_f64())
            }
            _ => {
                let (start, step) = (start.as_i128().unwrap_or(0), step.as_i128().unwrap_or(0));
                Scalar::Int(start.saturating_add(i128::from(position).saturating_mul(step)))
            }
        };
        let block = Block::arange(at(first), at(last), step, dtype)?;
        // Rounding may give one number more than the chunk has room for.
        let fits = block.shape()[0].min(shape[0]);
        Ok(if block.shape()[0] > fits { block.slice_axis(0, 0, fits) } else { block })
    })
}

/// `num` numbers from `start` on in equal steps, `chunks` having one axis.
pub fn linspace(start: f64, step: f64, chunks: Chunks, endpoint: bool, dtype: DType) -> Result<Array> {
    let token = Token::of("linspace").display(start.to_bits()).display(step.to_bits()).display(endpoint);
    let name = token.chunks(&chunks).dtype(dtype).name("linspace");
    by_offset("linspace", name, chunks, dtype, move |offsets, shape| {
        let mut first = start;
        // As Dask counts: each block starts where the one before it ended.
        if offsets[0] > 0 {
            first += offsets[0] as f64 * step;
        }
        let space = if endpoint { shape[0].saturating_sub(1) } else { shape[0] };
        let last = first + space as f64 * step;
        Block::linspace(first, last, shape[0], endpoint, dtype)
    })
}

/// Ones on the `k`-th diagonal, `chunks` having two axes.
pub fn eye(chunks: Chunks, k: isize, dtype: DType) -> Result<Array> {
    let name = Token::of("eye").numbers([k as i64]).chunks(&chunks).dtype(dtype).name("eye");
    by_offset("eye", name, chunks, dtype, move |offsets, shape| {
        let diagonal = k.saturating_add(offsets[0] as isize - offsets[1] as isize);
        Block::eye(shape[0], shape[1], diagonal, dtype)
    })
}

/// A block, cut up. Its blocks are data, or one task each for large ones; `name` replaces the derived one.
pub fn from_block(block: &Block, chunks: Chunks, name: Option<Arc<str>>) -> Result<Array> {
    chunks.check_count()?;
    let name = name.unwrap_or_else(|| Token::of("array").block(block).chunks(&chunks).name("array"));
    let starts = starts(&chunks)?;
    let mut tasks = TaskGraph::default();
    let grid: Vec<u32> = chunks.iter().map(|axis| axis.n_blocks() as u32).collect();
    let mut failed = None;
    crate::graph::blockwise::each_position(&grid, |block_idx| {
        let indices: Vec<Index> = block_idx
            .iter()
            .zip(&starts)
            .map(|(&i, starts)| Index::range(starts[i as usize] as isize, starts[i as usize + 1] as isize))
            .collect();
        // Views: the parts share the block's memory.
        match block.index(&indices) {
            Ok(part) => {
                let key = Key::block(name.clone(), block_idx);
                let kind = TaskKind::Data(Value::Block(part));
                tasks.insert(key.clone(), Arc::new(Task { key, kind }));
            }
            Err(error) => failed = Some(error),
        }
    });
    match failed {
        Some(error) => Err(error.into()),
        None => Array::of_tasks(&name, tasks, chunks, block.dtype(), &[]),
    }
}

/// What `getter` makes a task of for each block: the part of `source` with these bounds along each axis. The source is a task of
/// its own, `original-NAME`, that all others read; without one, the getter's operations take no input.
pub fn from_array_like(
    source: Option<Value>,
    name: Arc<str>,
    chunks: Chunks,
    dtype: DType,
    getter: impl Fn(&[Range<usize>]) -> Arc<dyn Operation> + Send + Sync + 'static,
) -> Result<Array> {
    chunks.check_count()?;
    let starts = starts(&chunks)?;
    let mut operands = Vec::new();
    if let Some(source) = source {
        let original: Arc<str> = format!("original-{name}").into();
        let key = Key::block(original.clone(), &[]);
        let task = Arc::new(Task { key: key.clone(), kind: TaskKind::Data(source) });
        let whole = Array::of_tasks(&original, TaskGraph::from_iter([(key, task)]), Chunks::default(), dtype, &[])?;
        operands.push((whole, Vec::new()));
    }
    let factory = per_block("getter", move |block_idx| {
        let bounds: Vec<Range<usize>> =
            block_idx.iter().zip(&starts).map(|(&i, starts)| starts[i as usize]..starts[i as usize + 1]).collect();
        getter(&bounds)
    });
    let labels: Vec<u32> = (0..chunks.len() as u32).collect();
    layer_over(name, &labels, chunks, dtype, factory, &operands)
}

/// Positions of blocks in a grid, last axis fastest.
pub(super) fn positions(chunks: &Chunks) -> Vec<BlockIdx> {
    let grid: Vec<u32> = chunks.iter().map(|axis| axis.n_blocks() as u32).collect();
    let mut positions = Vec::with_capacity(chunks.n_blocks());
    crate::graph::blockwise::each_position(&grid, |block_idx| positions.push(block_idx.into()));
    positions
}
