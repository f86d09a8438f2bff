//! Reductions by group, as flox builds them.
//!
//! ```text
//! array                   the codes, cut as the array is
//! groupby_F-chunk         partial results of each block
//! -simple-reduce          map-reduce: a tree over all blocks …
//! -reduce-cohorts         … or cohorts: a tree for each set of groups, over the blocks that have them
//! groupby_F               the results
//! ```
//!
//! Partial results are lists: the codes of their groups, then what `block` makes of them.

use std::sync::Arc;

use super::blockwise::{layer_over, request_of};
use super::cohorts::{Cohort, Method, aligned_chunks, is_near, method};
use super::creation::{from_block, positions};
use super::kernels::{Ran, block_of, on_values, same, task_error};
use super::tree::{Levels, tree_levels};
use super::{Array, AxisChunks, Chunks, Config, Error, Result, Token};
use crate::block::{Block, DType, GroupReduction, Groups};
use crate::graph::blockwise::{BlockIdx, each_position};
use crate::graph::{Key, Operation, Task, TaskError, TaskGraph, Value};

/// A reduction by group and what it is called.
#[derive(Clone, Debug)]
pub struct GroupCall {
    /// Flox's name, such as `"nansum"`
    pub name: String,
    /// What to compute
    pub reduction: GroupReduction,
    /// How many groups there are
    pub n_groups: usize,
    /// Whether only the chunks may be moved: no trees
    pub blockwise: bool,
}

/// Reduces the last axes of `x`, as many as `codes` has; these are 1 long where the group is the same all along. The result has the
/// groups on its last axis, in the order of the codes that are returned.
pub fn group_reduce(x: &Array, codes: &Block, call: &GroupCall, config: &Config) -> Result<(Array, Vec<i64>)> {
    let Some(n_lead) = x.ndim().checked_sub(codes.ndim()).filter(|_| codes.ndim() > 0) else {
        return Err(Error::value("codes need at least one axis, and no more than the array"));
    };
    let plain = codes.astype(DType::Int64)?.to_vec::<i64>().unwrap_or_default();
    let (x, is_blockwise) = aligned(x, &plain, codes.ndim() == 1, call, config)?;
    let layout = Layout::new(&x, codes, n_lead)?;
    let present = layout.groups_of(&plain);
    let chosen = if is_blockwise { Method::Blockwise } else { layout.method(&present) };
    if chosen != Method::Blockwise && !call.reduction.merges() {
        return Err(Error::value(format!(
            "Aggregation {} is only supported for `method='blockwise'`, but the chunking is not right. Rechunk so that each \
             group lies in one chunk, for example with .chunk({{dim: -1}})",
            call.name
        )));
    }
    let by = from_block(&codes.astype(DType::Int64)?, layout.chunks_of_codes(codes.shape())?, None)?;
    let token = Token::of("groupby").array(&x).array(&by).display(format!("{call:?}"));
    let seed = token.name("");
    let name = |suffix: &str| Token::of(&seed).name(&format!("groupby_{}{suffix}", call.name));
    let labels: Vec<u32> = (0..x.ndim() as u32).collect();
    let operands = vec![(x.clone(), labels.clone()), (by, labels[n_lead..].to_vec())];
    let step = chunk_step(call, &chosen, x.dtype());
    let dtype = call.reduction.result_dtype(x.dtype());
    let chunk = layer_over(name("-chunk"), &labels, x.chunks().clone(), x.dtype(), same(step), &operands)?;
    let (reduced, order, sizes) = match &chosen {
        Method::Blockwise => {
            let parts: Vec<Vec<i64>> = layout.codes_of(&plain);
            let sizes: AxisChunks = parts.iter().map(Vec::len).collect();
            let reduced = if layout.grid.len() > 1 { collapsed(&chunk, n_lead, &sizes)? } else { chunk };
            (reduced, parts.concat(), sizes)
        }
        Method::MapReduce => {
            let axes: Vec<usize> = (n_lead..x.ndim()).collect();
            let levels = levels(call, x.dtype());
            let reduced = tree_levels(&chunk, &axes, true, None, &levels, Token::of(&seed), config)?;
            (reduced, (0..call.n_groups as i64).collect(), AxisChunks::whole(call.n_groups))
        }
        Method::Cohorts(cohorts) => {
            let reduced = layout.cohort_trees(&chunk, cohorts, call, x.dtype(), name("-reduce-cohorts"))?;
            let order = cohorts.iter().flat_map(|cohort| cohort.codes.iter().copied()).collect();
            (reduced, order, cohorts.iter().map(|cohort| cohort.codes.len()).collect())
        }
    };
    let mut out_labels = labels[..n_lead].to_vec();
    out_labels.push(x.ndim() as u32 - 1);
    let chunks: Chunks = x.chunks().iter().take(n_lead).cloned().chain([sizes]).collect();
    let result = layer_over(
        name(""),
        &out_labels,
        chunks,
        dtype,
        same(on_values("getitem", first_of)),
        &vec![(reduced, labels)],
    )?;
    Ok((result, order))
}

/// Moves chunks to where groups of sorted codes end. Tells whether they are so that no group lies in two of them.
fn aligned(x: &Array, codes: &[i64], is_line: bool, call: &GroupCall, config: &Config) -> Result<(Array, bool)> {
    if !is_line || !(call.blockwise || codes.is_sorted()) {
        return Ok((x.clone(), false));
    }
    let axis = x.ndim() - 1;
    let Some(sizes) = x.chunks()[axis].sizes() else {
        return Err(x.chunks().unknown());
    };
    let new = if sizes.len() > 1 { aligned_chunks(sizes, codes) } else { sizes.to_vec() };
    if !call.blockwise && new != sizes && !is_near(&new, sizes) {
        return Ok((x.clone(), false));
    }
    let moved = if new == sizes {
        x.clone()
    } else {
        x.rechunk(&request_of(&x.chunks().with_axis(axis, new.iter().copied().collect())), config)?
    };
    let mut start = 0;
    let mut seen = rustc_hash::FxHashSet::default();
    let is_apart = new.iter().all(|&size| {
        let mut own: Vec<i64> = codes[start..start + size].iter().copied().filter(|&code| code >= 0).collect();
        start += size;
        own.sort_unstable();
        own.dedup();
        own.into_iter().all(|code| seen.insert(code))
    });
    Ok((moved, is_apart))
}

/// The blocks along the grouped axes.
struct Layout {
    n_lead: usize,
    /// The lengths of the codes' axes
    lengths: Vec<usize>,
    /// The chunks along these axes
    chunks: Vec<Vec<usize>>,
    /// How many blocks lie along each
    grid: Vec<u32>,
    /// The chunks of the other axes, and these
    of_array: Chunks,
}

impl Layout {
    fn new(x: &Array, codes: &Block, n_lead: usize) -> Result<Layout> {
        let mut chunks = Vec::new();
        for (axis, &length) in x.chunks().iter().skip(n_lead).zip(codes.shape()) {
            let Some(sizes) = axis.sizes() else { return Err(x.chunks().unknown()) };
            if length != 1 && length != sizes.iter().sum::<usize>() {
                return Err(Error::value("the codes are as long as the axes that they group, or 1"));
            }
            chunks.push(sizes.to_vec());
        }
        let grid = chunks.iter().map(|sizes| sizes.len() as u32).collect();
        Ok(Layout { n_lead, lengths: codes.shape().to_vec(), chunks, grid, of_array: x.chunks().clone() })
    }

    fn chunks_of_codes(&self, shape: &[usize]) -> Result<Chunks> {
        let axes = self.chunks.iter().zip(shape);
        Ok(axes
            .map(|(sizes, &length)| if length == 1 { AxisChunks::whole(1) } else { sizes.iter().copied().collect() })
            .collect())
    }

    /// For each block the codes in it, sorted and each once.
    fn codes_of(&self, codes: &[i64]) -> Vec<Vec<i64>> {
        let mut found = Vec::new();
        each_position(&self.grid, |at| {
            let mut places = vec![0];
            for (axis, (&block, sizes)) in at.iter().zip(&self.chunks).enumerate() {
                let (range, stride) = if self.lengths[axis] == 1 {
                    (0..1, 0)
                } else {
                    let start: usize = sizes[..block as usize].iter().sum();
                    (start..start + sizes[block as usize], self.lengths[axis + 1..].iter().product::<usize>())
                };
                places = places.iter().flat_map(|place| range.clone().map(move |at| place + at * stride)).collect();
            }
            let mut own: Vec<i64> = places.into_iter().map(|place: usize| codes[place]).collect();
            own.sort_unstable();
            own.dedup();
            found.push(own);
        });
        found
    }

    /// For each block its groups.
    fn groups_of(&self, codes: &[i64]) -> Vec<Vec<i64>> {
        let without_none = |own: Vec<i64>| own.into_iter().filter(|&code| code >= 0).collect();
        self.codes_of(codes).into_iter().map(without_none).collect()
    }

    fn method(&self, present: &[Vec<i64>]) -> Method {
        method(present, self.chunks.iter().flatten().all(|&size| size == 1))
    }

    /// The trees of all cohorts, in one layer.
    fn cohort_trees(
        &self,
        chunk: &Array,
        cohorts: &[Cohort],
        call: &GroupCall,
        dtype: DType,
        name: Arc<str>,
    ) -> Result<Array> {
        let mut tasks = TaskGraph::default();
        let lead: Chunks = self.of_array.iter().take(self.n_lead).cloned().collect();
        for (number, cohort) in cohorts.iter().enumerate() {
            self.cohort_tree(chunk, cohort, call, dtype, (&name, number), &positions(&lead), &mut tasks);
        }
        let mut chunks: Vec<AxisChunks> = lead.iter().cloned().collect();
        chunks.extend(std::iter::repeat_n(AxisChunks::whole(1), self.grid.len() - 1));
        chunks.push(cohorts.iter().map(|cohort| cohort.codes.len()).collect());
        Array::of_tasks(&name, tasks, chunks.into_iter().collect(), call.reduction.result_dtype(dtype), &[chunk])
    }

    #[expect(clippy::too_many_arguments, reason = "one step of the loop above")]
    fn cohort_tree(
        &self,
        chunk: &Array,
        cohort: &Cohort,
        call: &GroupCall,
        dtype: DType,
        (name, number): (&Arc<str>, usize),
        leads: &[BlockIdx],
        tasks: &mut TaskGraph,
    ) {
        let codes: Arc<[i64]> = cohort.codes.as_slice().into();
        let axes = self.axes_of(&cohort.blocks);
        let regroup = regroup_step(call, codes.clone());
        let below = Token::of(chunk.name()).display(format!("{axes:?}")).name("groupby-cohort");
        let grid_of = |axes: &[Vec<u32>]| axes.iter().map(|blocks| blocks.len() as u32).collect::<Vec<u32>>();
        let mut grid = grid_of(&axes);
        let index = |lead: &BlockIdx, at: &[u32]| lead.iter().chain(at).copied().collect::<BlockIdx>();
        for lead in leads {
            each_position(&grid, |at| {
                let source: Vec<u32> = at.iter().zip(&axes).map(|(&at, blocks)| blocks[at as usize]).collect();
                let key = Key::block(below.clone(), &index(lead, at));
                let inputs = vec![chunk.key(&index(lead, &source))];
                tasks.insert(key.clone(), Arc::new(Task::run(key, regroup.clone(), inputs)));
            });
        }
        let each = (COHORT_SPLIT.powf(1.0 / grid.len() as f64) as u32).max(2);
        let depth = |&n: &u32| (f64::from(n).ln() / f64::from(each).ln()).ceil().max(1.0) as usize;
        let depth = grid.iter().map(depth).max().unwrap_or(1);
        let mut below = below;
        for level in 0..depth {
            let is_last = level + 1 == depth;
            let (above, step) = match is_last {
                true => (name.clone(), aggregate_step(call, dtype)),
                false => (format!("{name}-{number}-partial-{level}").into(), combine_step(call)),
            };
            let groups: Vec<u32> = grid.iter().map(|n| n.div_ceil(each)).collect();
            for lead in leads {
                each_position(&groups, |group| {
                    let counts: Vec<u32> =
                        group.iter().zip(&grid).map(|(group, n)| each.min(n - group * each)).collect();
                    let mut inputs = Vec::new();
                    each_position(&counts, |at| {
                        let source: Vec<u32> = group.iter().zip(at).map(|(group, at)| group * each + at).collect();
                        inputs.push(Key::block(below.clone(), &index(lead, &source)));
                    });
                    let mut place = index(lead, group);
                    if let (true, Some(last)) = (is_last, place.last_mut()) {
                        *last = number as u32;
                    }
                    let key = Key::block(above.clone(), &place);
                    tasks.insert(key.clone(), Arc::new(Task::run(key, step.clone(), inputs)));
                });
            }
            (below, grid) = (above, groups);
        }
    }

    /// The blocks along each axis, out of their numbers.
    fn axes_of(&self, blocks: &[usize]) -> Vec<Vec<u32>> {
        let mut axes = vec![Vec::new(); self.grid.len()];
        for &block in blocks {
            let mut rest = block as u32;
            for (axis, &n_blocks) in self.grid.iter().enumerate().rev() {
                axes[axis].push(rest % n_blocks);
                rest /= n_blocks;
            }
        }
        for axis in &mut axes {
            axis.sort_unstable();
            axis.dedup();
        }
        axes
    }
}

/// How many blocks a step of a cohort's tree takes.
const COHORT_SPLIT: f64 = 4.0;

/// Results of blocks that lie in a grid, in one row.
fn collapsed(chunk: &Array, n_lead: usize, sizes: &AxisChunks) -> Result<Array> {
    let name: Arc<str> = format!("reshape-{}", chunk.name()).into();
    let n_axes = chunk.ndim() - n_lead;
    let mut tasks = TaskGraph::default();
    for from in positions(chunk.chunks()) {
        let number = from[n_lead..]
            .iter()
            .zip(chunk.chunks().numblocks()[n_lead..].iter())
            .fold(0, |number, (&at, &n)| number * n as u32 + at);
        let mut to: BlockIdx = from[..n_lead].into();
        to.extend(std::iter::repeat_n(0, n_axes - 1));
        to.push(number);
        let key = Key::block(name.clone(), &to);
        let kind = crate::graph::TaskKind::Alias(chunk.key(&from));
        tasks.insert(key.clone(), Arc::new(Task { key, kind }));
    }
    let ones = std::iter::repeat_n(AxisChunks::whole(1), n_axes - 1);
    let chunks = chunk.chunks().iter().take(n_lead).cloned().chain(ones).chain([sizes.clone()]).collect();
    Array::of_tasks(&name, tasks, chunks, chunk.dtype(), &[chunk])
}

/// Partial results of a block, or its results if there is no tree.
fn chunk_step(call: &GroupCall, method: &Method, dtype: DType) -> Arc<dyn Operation> {
    let (reduction, n_groups) = (call.reduction.clone(), call.n_groups);
    let (is_whole, is_tree) = (*method == Method::Blockwise, *method == Method::MapReduce);
    on_values("chunk_reduce", move |inputs| {
        let (block, codes) = (block_of(&inputs[0])?, block_of(&inputs[1])?);
        let partial = || {
            let (groups, present) = match is_tree {
                true => (Groups::new(codes, n_groups)?, (0..n_groups as i64).collect()),
                false => Groups::present(codes, is_whole)?,
            };
            let partial = reduction.partial(block, &groups)?;
            Ok(if is_whole { Value::Block(reduction.finished(&partial, dtype)?) } else { list(&present, partial) })
        };
        partial().map_err(task_error)
    })
}

fn list(codes: &[i64], partial: Vec<Block>) -> Value {
    Value::List([Block::from_slice(codes)].into_iter().chain(partial).map(Value::Block).collect())
}

/// The codes and the results out of a list.
fn unlisted(value: &Value) -> Result<(Vec<i64>, Vec<Block>), TaskError> {
    let mut blocks = super::moments::items(value)?.iter().map(|item| block_of(item).cloned());
    let codes = blocks.next().transpose()?.and_then(|codes| codes.to_vec::<i64>()).unwrap_or_default();
    Ok((codes, blocks.collect::<Result<_, _>>()?))
}

fn regroup_step(call: &GroupCall, to: Arc<[i64]>) -> Arc<dyn Operation> {
    let reduction = call.reduction.clone();
    on_values("reindex_intermediates", move |inputs| {
        let (from, partial) = unlisted(&inputs[0])?;
        Ok(list(&to, reduction.regrouped(&partial, &from, &to).map_err(task_error)?))
    })
}

fn merged(reduction: &GroupReduction, inputs: &[Value]) -> Result<(Vec<i64>, Vec<Block>), TaskError> {
    let (codes, partials): (Vec<_>, Vec<_>) =
        inputs.iter().map(unlisted).collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    Ok((codes.into_iter().next().unwrap_or_default(), reduction.merged(&partials).map_err(task_error)?))
}

fn combine_step(call: &GroupCall) -> Arc<dyn Operation> {
    let reduction = call.reduction.clone();
    on_values("simple_combine", move |inputs| {
        let (codes, partial) = merged(&reduction, inputs)?;
        Ok(list(&codes, partial))
    })
}

fn aggregate_step(call: &GroupCall, dtype: DType) -> Arc<dyn Operation> {
    let reduction = call.reduction.clone();
    on_values("aggregate", move |inputs| {
        let (_, partial) = merged(&reduction, inputs)?;
        reduction.finished(&partial, dtype).map(Value::Block).map_err(task_error)
    })
}

fn levels(call: &GroupCall, dtype: DType) -> Levels {
    let prefix = format!("groupby_{}-simple-reduce", call.name);
    let (combine, aggregate) = (combine_step(call), aggregate_step(call, dtype));
    Levels {
        combine: Arc::new(move |_| combine.clone()),
        combine_prefix: prefix.clone(),
        aggregate: Arc::new(move |_| aggregate.clone()),
        aggregate_prefix: prefix,
        output_size: 1,
        dtype: call.reduction.result_dtype(dtype),
    }
}

/// The block in lists of one item each.
fn first_of(inputs: &[Value]) -> Ran {
    let mut value = &inputs[0];
    while let Value::List(items) = value {
        let Some(first) = items.first() else { break };
        value = first;
    }
    Ok(value.clone())
}
