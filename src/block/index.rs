//! Reading and writing parts of a block, as NumPy's indexing.
//!
//! Integers, slices, `...` and `newaxis` give views. Arrays of integers and masks copy; several such
//! arrays are broadcast against each other, and their axes stand where the first one stood if they are neighbours, else first.

use ndarray::{ArrayBase, ArrayViewMut, Axis, Dimension, IxDyn, RawData, Slice};

use super::broadcast::{broadcast_array, broadcast_shapes, check_broadcasts_into, normalize_axes};
use super::create::{array_from_vec, vec_for};
use super::element::{Array, Element};
use super::error::tuple_text_tight;
use super::layout::{c_order, copied, inverse};
use super::manipulate::reshaped;
use super::{Block, DType, Error, Result};
use crate::{each_dtype, with_dtype};

/// One item between the brackets.
#[derive(Clone, Debug)]
pub enum Index {
    /// `x[3]`, `x[-1]`: drops the axis
    Int(isize),
    /// `x[start:stop:step]`
    Slice {
        /// First index; the beginning (or end, going backwards) if absent
        start: Option<isize>,
        /// The index after the last one
        stop: Option<isize>,
        /// Distance; 1 if absent
        step: Option<isize>,
    },
    /// `...`: as many full slices as are missing
    Ellipsis,
    /// `None`: a new axis of length 1
    NewAxis,
    /// An array of integers, or a mask (bool) that stands for as many axes as it has
    Array(Block),
}

impl Index {
    /// `:`
    pub const FULL: Index = Index::Slice { start: None, stop: None, step: None };

    /// `start:stop`
    pub fn range(start: isize, stop: isize) -> Index {
        Index::Slice { start: Some(start), stop: Some(stop), step: None }
    }

    /// Whether it gives a view, not a copy.
    pub fn is_basic(&self) -> bool {
        !matches!(self, Index::Array(_))
    }
}

/// Another look at the elements of a block: what lies between an array and a view of it.
#[derive(Clone, Debug)]
pub enum View {
    /// The part that basic indices choose
    Part(Vec<Index>),
    /// The axes in this order
    Transpose(Vec<isize>),
    /// The elements in C order under another shape; only of a C-ordered array
    Reshape(Vec<isize>),
}

/// The shape of what these indices choose from an array of `shape`.
pub fn indexed_shape(indices: &[Index], shape: &[usize]) -> Result<Vec<usize>> {
    Ok(Plan::new(indices, shape)?.shape())
}

/// The indices that a Python slice chooses from an axis: first one, number, distance.
pub fn slice_range(
    start: Option<isize>,
    stop: Option<isize>,
    step: Option<isize>,
    length: usize,
) -> Result<(usize, usize, isize)> {
    let (length, step) = (length as isize, step.unwrap_or(1));
    if step == 0 {
        return Err(Error::value("slice step cannot be zero"));
    }
    let (least, greatest) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let bound = |bound: Option<isize>, default: isize| match bound {
        None => default,
        Some(bound) if bound < 0 => (bound.saturating_add(length)).clamp(least, greatest),
        Some(bound) => bound.clamp(least, greatest),
    };
    let (start, stop) =
        if step > 0 { (bound(start, 0), bound(stop, length)) } else { (bound(start, length - 1), bound(stop, -1)) };
    let distance = if step > 0 { stop - start } else { start - stop };
    let count = if distance <= 0 { 0 } else { (distance as usize - 1) / step.unsigned_abs() + 1 };
    Ok(if count == 0 { (0, 0, step) } else { (start as usize, count, step) })
}

impl Block {
    /// The part that these indices choose; it shares its elements if no arrays are among them.
    pub fn index(&self, indices: &[Index]) -> Result<Block> {
        let plan = Plan::new(indices, self.shape())?;
        each_dtype!(self, array => {
            let view = part(array.clone(), &plan.steps);
            if plan.gathers.is_empty() {
                return Ok(Element::into_block(view));
            }
            let view = c_order(&gathered_first(view, &plan.steps))?;
            let elements = view.as_slice().expect("it is C-ordered");
            let (gathered, rest) = view.shape().split_at(plan.gathers.len());
            let run: usize = rest.iter().product();
            let shape: Vec<usize> = plan.array_shape.iter().chain(rest).copied().collect();
            let mut result = vec_for(&shape)?;
            if run == 1 {
                result.extend(plan.flat_positions(gathered).into_iter().map(|position| elements[position]));
            } else {
                for position in plan.flat_positions(gathered) {
                    result.extend_from_slice(&elements[position * run..][..run]);
                }
            }
            let result = array_from_vec(&shape, result);
            Ok(Element::into_block(result.permuted_axes(IxDyn(&plan.result_axes(shape.len())))))
        })
    }

    /// Writes a value, broadcast and cast to this dtype, into the part that these indices choose.
    ///
    /// Elements that other blocks share are copied first, so nobody else sees the change.
    pub fn set_index(&mut self, indices: &[Index], value: &Block) -> Result<()> {
        self.set_through(&[], indices, value)
    }

    /// Writes into a view of this block: the one that `path`, step by step, leads to.
    pub fn set_through(&mut self, path: &[View], indices: &[Index], value: &Block) -> Result<()> {
        let mut shape = self.shape().to_vec();
        let mut turns = Vec::with_capacity(path.len());
        for view in path {
            let (turn, new_shape) = Turn::new(view, &shape)?;
            turns.push(turn);
            shape = new_shape;
        }
        let plan = Plan::new(indices, &shape)?;
        let target = plan.shape();
        plan.check_value(indices, value.shape(), &target)?;
        let value = value.astype(self.dtype())?;
        with_dtype!(self.dtype(), T => {
            let value = value_for::<T>(&value, &target)?;
            let whole = T::array_mut(self).expect("it is of this dtype");
            let mut place = whole.view_mut();
            for turn in &turns {
                place = turn.apply(place)?;
            }
            let mut place = part(place, &plan.steps);
            if plan.gathers.is_empty() {
                place.assign(&value.broadcast(IxDyn(&target)).expect("it was checked"));
                return Ok(());
            }
            let value = broadcast_array(&value, &target)?.permuted_axes(IxDyn(&inverse(&plan.result_axes(target.len()))));
            let value = c_order(&value)?;
            let value = value.as_slice().expect("it is C-ordered");
            let mut place = gathered_first(place, &plan.steps);
            let (gathered, rest) = place.shape().split_at(plan.gathers.len());
            let positions = plan.flat_positions(gathered);
            let run: usize = rest.iter().product();
            match place.as_slice_mut() {
                Some(elements) => scatter(elements, &positions, run, value),
                None => {
                    let mut elements = copied(&place.view())?;
                    scatter(&mut elements, &positions, run, value);
                    let changed = array_from_vec(place.shape(), elements);
                    place.assign(&changed);
                }
            }
            Ok(())
        })
    }

    /// The view that `path`, step by step, leads to.
    pub fn viewed(&self, path: &[View]) -> Result<Block> {
        path.iter().try_fold(self.clone(), |block, view| match view {
            View::Part(indices) => block.index(indices),
            View::Transpose(axes) => block.transpose(Some(axes)),
            View::Reshape(shape) => block.reshape(shape),
        })
    }

    /// The indices of the true elements, one list per axis, as `numpy.nonzero`.
    pub fn nonzero(&self) -> Result<Vec<Block>> {
        let truths = self.astype(DType::Bool)?;
        Ok(true_positions(&truths)?.iter().map(|positions| positions_block(positions)).collect())
    }
}

/// The value to be written, without the leading axes of length 1 that the target does not have.
fn value_for<T: Element>(value: &Block, target: &[usize]) -> Result<Array<T>> {
    let mut value = T::array(value).expect("it was cast").clone();
    while value.ndim() > target.len() {
        value = value.index_axis_move(Axis(0), 0);
    }
    Ok(value)
}

fn scatter<T: Copy>(elements: &mut [T], positions: &[usize], run: usize, value: &[T]) {
    if run == 1 {
        positions.iter().zip(value).for_each(|(&position, &value)| elements[position] = value);
    } else if run > 0 {
        for (&position, value) in positions.iter().zip(value.chunks_exact(run)) {
            elements[position * run..][..run].copy_from_slice(value);
        }
    }
}

fn positions_block(positions: &[usize]) -> Block {
    Block::from_slice(&positions.iter().map(|&position| position as i64).collect::<Vec<_>>())
}

/// For each axis of a mask the positions of its true elements, in C order.
fn true_positions(mask: &Block) -> Result<Vec<Vec<usize>>> {
    let array = bool::array(mask).expect("the caller has a mask");
    let mut positions = vec![Vec::new(); array.ndim()];
    if let ([positions], Some(elements)) = (positions.as_mut_slice(), array.as_slice()) {
        positions.extend(elements.iter().enumerate().filter(|&(_, &element)| element).map(|(position, _)| position));
    } else {
        for (index, _) in array.indexed_iter().filter(|&(_, &element)| element) {
            positions.iter_mut().zip(index.as_array_view()).for_each(|(positions, &position)| positions.push(position));
        }
    }
    Ok(positions)
}

/// What happens to one axis of the source, all bounds checked.
#[derive(Clone, Debug)]
enum Step {
    /// This position only; the axis goes
    At(usize),
    /// Positions at equal distances
    Range { start: usize, count: usize, step: isize },
    /// A new axis of length 1
    New,
    /// The whole axis, whose positions an array chooses
    Gather,
    /// A new axis of length 1 from which a 0-d mask chooses
    GatherNew,
}

/// Indices made definite for a shape.
struct Plan {
    /// What happens to the axes, in order
    steps: Vec<Step>,
    /// For each gathered axis the chosen positions, all broadcast to `array_shape`
    gathers: Vec<Vec<usize>>,
    array_shape: Vec<usize>,
    /// How many axes of the result stand before those of the arrays
    place: usize,
}

impl Plan {
    fn new(indices: &[Index], shape: &[usize]) -> Result<Plan> {
        let consumed = |index: &Index| match index {
            Index::Int(_) | Index::Slice { .. } => 1,
            Index::Ellipsis | Index::NewAxis => 0,
            Index::Array(Block::Bool(mask)) => mask.ndim(),
            Index::Array(_) => 1,
        };
        let given: usize = indices.iter().map(consumed).sum();
        if given > shape.len() {
            return Err(Error::TooManyIndices { ndim: shape.len(), given });
        }
        let n_ellipses = indices.iter().filter(|index| matches!(index, Index::Ellipsis)).count();
        if n_ellipses > 1 {
            return Err(Error::Index("an index can only have a single ellipsis ('...')".to_owned()));
        }
        // Next to arrays, integers are arrays too.
        let is_array = |index: &Index| {
            matches!(index, Index::Array(Block::Bool(_))) || matches!(index, Index::Array(array) if array.ndim() > 0)
        };
        let has_arrays = indices.iter().any(is_array);
        let mut plan = Planner { shape, axis: 0, steps: Vec::new(), arrays: Vec::new(), places: Vec::new(), n_kept: 0 };
        for (number, index) in indices.iter().enumerate() {
            match index {
                Index::Ellipsis => plan.full_axes(shape.len() - given),
                Index::NewAxis => plan.keep(Step::New),
                Index::Slice { start, stop, step } => {
                    let (start, count, step) = slice_range(*start, *stop, *step, shape[plan.axis])?;
                    plan.keep(Step::Range { start, count, step });
                    plan.axis += 1;
                }
                Index::Int(position) => plan.int(number, *position as i128, has_arrays)?,
                Index::Array(Block::Bool(mask)) if mask.ndim() == 0 => {
                    let truth = mask.first().is_some_and(|&truth| truth);
                    plan.gather(
                        number,
                        Step::GatherNew,
                        vec![usize::from(truth)],
                        if truth { vec![0] } else { Vec::new() },
                    );
                }
                Index::Array(mask @ Block::Bool(_)) => plan.mask(number, mask)?,
                Index::Array(array) => match array {
                    Block::Float32(_) | Block::Float64(_) => {
                        return Err(Error::Index(
                            "arrays used as indices must be of integer (or boolean) type".to_owned(),
                        ));
                    }
                    array if array.ndim() == 0 => {
                        let position = array.item()?.as_i128().expect("it is an integer");
                        plan.int(number, position, has_arrays)?;
                    }
                    array => plan.integers(number, array)?,
                },
            }
        }
        if n_ellipses == 0 {
            plan.full_axes(shape.len() - given);
        }
        plan.finish()
    }

    /// The shape of the result.
    fn shape(&self) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        for step in &self.steps {
            match step {
                Step::Range { count, .. } => kept.push(*count),
                Step::New => kept.push(1),
                Step::At(_) | Step::Gather | Step::GatherNew => {}
            }
        }
        kept.splice(self.place..self.place, self.array_shape.iter().copied());
        kept
    }

    /// Which axis of "arrays' axes first, then the kept ones" each axis of the result is.
    fn result_axes(&self, ndim: usize) -> Vec<usize> {
        let n_array = self.array_shape.len();
        (n_array..n_array + self.place).chain(0..n_array).chain(n_array + self.place..ndim).collect()
    }

    /// The chosen positions counted in C order over the gathered axes, which have these lengths.
    fn flat_positions(&self, lengths: &[usize]) -> Vec<usize> {
        let mut gathers = self.gathers.iter().zip(lengths);
        let Some((first, _)) = gathers.next() else { return Vec::new() };
        gathers.fold(first.clone(), |mut flat, (positions, &length)| {
            flat.iter_mut().zip(positions).for_each(|(flat, &position)| *flat = *flat * length + position);
            flat
        })
    }

    /// An error if a value does not broadcast into the result.
    fn check_value(&self, indices: &[Index], value: &[usize], target: &[usize]) -> Result<()> {
        let error = match check_broadcasts_into(value, target) {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        match (indices, value) {
            _ if target.is_empty() && indices.iter().all(Index::is_basic) && !indices.is_empty() => {
                Err(Error::value("setting an array element with a sequence."))
            }
            ([Index::Array(Block::Bool(_))], [count]) if target.len() == 1 => Err(Error::value(format!(
                "NumPy boolean array indexing assignment cannot assign {count} input values to the {} output values where the mask is true",
                target[0]
            ))),
            _ if !self.gathers.is_empty() => Err(Error::value(format!(
                "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
                tuple_text_tight(value),
                tuple_text_tight(target)
            ))),
            _ => Err(error),
        }
    }
}

/// A plan in the making.
struct Planner<'a> {
    shape: &'a [usize],
    /// The next axis of the source
    axis: usize,
    steps: Vec<Step>,
    /// Shapes and positions of the arrays, not yet broadcast
    arrays: Vec<(Vec<usize>, Vec<usize>)>,
    /// For each array: which index it was, and how many kept axes stood before it
    places: Vec<(usize, usize)>,
    n_kept: usize,
}

impl Planner<'_> {
    fn keep(&mut self, step: Step) {
        self.steps.push(step);
        self.n_kept += 1;
    }

    fn full_axes(&mut self, count: usize) {
        for _ in 0..count {
            self.keep(Step::Range { start: 0, count: self.shape[self.axis], step: 1 });
            self.axis += 1;
        }
    }

    fn gather(&mut self, number: usize, step: Step, shape: Vec<usize>, positions: Vec<usize>) {
        self.steps.push(step);
        self.arrays.push((shape, positions));
        self.places.push((number, self.n_kept));
    }

    fn int(&mut self, number: usize, index: i128, has_arrays: bool) -> Result<()> {
        let position = self.position(index)?;
        if has_arrays {
            self.gather(number, Step::Gather, Vec::new(), vec![position]);
        } else {
            self.steps.push(Step::At(position));
        }
        self.axis += 1;
        Ok(())
    }

    fn position(&self, index: i128) -> Result<usize> {
        let size = self.shape[self.axis];
        let counted = if index < 0 { index + size as i128 } else { index };
        if counted < 0 || counted >= size as i128 {
            return Err(Error::OutOfBounds { index, axis: self.axis, size });
        }
        Ok(counted as usize)
    }

    fn integers(&mut self, number: usize, array: &Block) -> Result<()> {
        let wide = if array.dtype() == DType::UInt64 { array.clone() } else { array.astype(DType::Int64)? };
        let positions = match &wide {
            Block::UInt64(array) => {
                array.iter().map(|&index| self.position(i128::from(index))).collect::<Result<Vec<_>>>()?
            }
            other => {
                let array = i64::array(other).expect("it was cast");
                array.iter().map(|&index| self.position(i128::from(index))).collect::<Result<Vec<_>>>()?
            }
        };
        self.gather(number, Step::Gather, array.shape().to_vec(), positions);
        self.axis += 1;
        Ok(())
    }

    fn mask(&mut self, number: usize, mask: &Block) -> Result<()> {
        for (offset, &length) in mask.shape().iter().enumerate() {
            let axis = self.axis + offset;
            if self.shape[axis] != length {
                return Err(Error::Index(format!(
                    "boolean index did not match indexed array along axis {axis}; size of axis is {} but size of corresponding boolean axis is {length}",
                    self.shape[axis]
                )));
            }
        }
        for positions in true_positions(mask)? {
            self.gather(number, Step::Gather, vec![positions.len()], positions);
            self.axis += 1;
        }
        Ok(())
    }

    fn finish(self) -> Result<Plan> {
        let shapes: Vec<&[usize]> = self.arrays.iter().map(|(shape, _)| shape.as_slice()).collect();
        let array_shape = broadcast_shapes(&shapes).map_err(|_| {
            let shapes: Vec<String> = shapes.iter().map(|shape| tuple_text_tight(shape)).collect();
            Error::Index(format!(
                "shape mismatch: indexing arrays could not be broadcast together with shapes {} ",
                shapes.join(" ")
            ))
        })?;
        let gathers = self
            .arrays
            .iter()
            .map(|(shape, positions)| {
                let positions = positions.iter().map(|&position| position as u64).collect();
                let array = broadcast_array(&array_from_vec::<u64>(shape, positions), &array_shape)?;
                Ok(array.iter().map(|&position| position as usize).collect())
            })
            .collect::<Result<Vec<Vec<usize>>>>()?;
        let neighbours = self.places.windows(2).all(|pair| pair[1].0 - pair[0].0 <= 1);
        let place = if neighbours { self.places.first().map_or(0, |&(_, n_kept)| n_kept) } else { 0 };
        Ok(Plan { steps: self.steps, gathers, array_shape, place })
    }
}

/// Applies everything but the gathering.
fn part<S: RawData>(mut array: ArrayBase<S, IxDyn>, steps: &[Step]) -> ArrayBase<S, IxDyn> {
    let mut axis = 0;
    for step in steps {
        match *step {
            Step::At(position) => {
                array = array.index_axis_move(Axis(axis), position);
                continue;
            }
            Step::Range { start, count, step } => {
                // ndarray's backward slices are written as the forward range they cover.
                let reach = if count == 0 { 0 } else { (count - 1) * step.unsigned_abs() + 1 };
                let first = if step > 0 || count == 0 { start } else { start + 1 - reach };
                // One position needs no distance, however great the given one is.
                let step = if count > 1 { step } else { 1 };
                array.slice_axis_inplace(Axis(axis), Slice::new(first as isize, Some((first + reach) as isize), step));
            }
            Step::New | Step::GatherNew => array.insert_axis_inplace(Axis(axis)),
            Step::Gather => {}
        }
        axis += 1;
    }
    array
}

/// The axes from which arrays choose, moved to the front.
fn gathered_first<S: RawData>(array: ArrayBase<S, IxDyn>, steps: &[Step]) -> ArrayBase<S, IxDyn> {
    let kinds = steps.iter().filter(|step| !matches!(step, Step::At(_)));
    let (gathered, kept): (Vec<_>, Vec<_>) =
        kinds.enumerate().partition(|(_, step)| matches!(step, Step::Gather | Step::GatherNew));
    let axes: Vec<usize> = gathered.into_iter().chain(kept).map(|(axis, _)| axis).collect();
    array.permuted_axes(IxDyn(&axes))
}

/// A [`View`] made definite for a shape.
enum Turn {
    Part(Vec<Step>),
    Transpose(Vec<usize>),
    Reshape(Vec<usize>),
}

impl Turn {
    /// The step and the shape after it.
    fn new(view: &View, shape: &[usize]) -> Result<(Turn, Vec<usize>)> {
        match view {
            View::Part(indices) => {
                let plan = Plan::new(indices, shape)?;
                let shape = plan.shape();
                Ok((Turn::Part(plan.steps), shape))
            }
            View::Transpose(axes) => {
                let axes = normalize_axes(axes, shape.len())?;
                let shape = axes.iter().map(|&axis| shape[axis]).collect();
                Ok((Turn::Transpose(axes), shape))
            }
            View::Reshape(wanted) => {
                let shape = reshaped(shape.iter().product(), wanted)?;
                Ok((Turn::Reshape(shape.clone()), shape))
            }
        }
    }

    fn apply<'a, T: Element>(&self, place: ArrayViewMut<'a, T, IxDyn>) -> Result<ArrayViewMut<'a, T, IxDyn>> {
        match self {
            Turn::Part(steps) => Ok(part(place, steps)),
            Turn::Transpose(axes) => Ok(place.permuted_axes(IxDyn(axes))),
            Turn::Reshape(shape) => place
                .into_shape_with_order(IxDyn(shape))
                .map_err(|_| Error::value("a reshaped copy is no view that can be written through")),
        }
    }
}
