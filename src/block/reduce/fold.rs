//! The walk over an array that is being reduced, and what happens to its rows.

use crate::block::create::{array_from_vec, vec_for};
use crate::block::element::{Array, Cast, Element};
use crate::block::layout::{inverse, memory_order};
use crate::block::ufunc::Number;
use crate::block::{Block, Result};
use ndarray::IxDyn;

/// How rows of elements go into results. `slot` is the place of the (first) result, counted in memory order.
pub(super) trait Fold<A> {
    /// The type of the results.
    type Result: Element;
    /// What a result is before any element.
    fn start(&self) -> Self::Result;
    /// One result takes in a row.
    fn row(&self, slot: usize, elements: &[A], result: &mut Self::Result);
    /// Each result takes in one element.
    fn across(&self, slot: usize, elements: &[A], results: &mut [Self::Result]);
}

/// Reduces an array over `axes` to a block of what is left.
pub(super) fn folded<A: Element, F: Fold<A>>(array: &Array<A>, axes: &[usize], fold: &F) -> Result<Block> {
    let source = memory_order(array)?;
    let kept: Vec<usize> = (0..source.axes.len()).filter(|&place| !axes.contains(&source.axes[place])).collect();
    let shape: Vec<usize> = kept.iter().map(|&place| source.shape[place]).collect();
    let mut results = vec_for::<F::Result>(&shape)?;
    results.resize(shape.iter().product(), fold.start());
    if !source.elements.is_empty() {
        walk(&runs(&source.shape, |place| axes.contains(&source.axes[place])), &source.elements, 0, &mut results, fold);
    }
    // The results stand in memory order; put their axes back into the array's order.
    let kept_axes: Vec<usize> = kept.iter().map(|&place| source.axes[place]).collect();
    let mut sorted = kept_axes.clone();
    sorted.sort_unstable();
    let order: Vec<usize> = kept_axes.iter().map(|axis| sorted.binary_search(axis).expect("it stands there")).collect();
    let results = array_from_vec(&shape, results);
    Ok(F::Result::into_block(results.permuted_axes(IxDyn(&inverse(&order)))))
}

/// Neighbouring axes with the same fate, joined: (elements, reduced).
fn runs(shape: &[usize], reduced: impl Fn(usize) -> bool) -> Vec<(usize, bool)> {
    let mut runs: Vec<(usize, bool)> = Vec::with_capacity(shape.len());
    for (place, &length) in shape.iter().enumerate().filter(|&(_, &length)| length != 1) {
        let reduced = reduced(place);
        match runs.last_mut() {
            Some((joined, fate)) if *fate == reduced => *joined *= length,
            _ => runs.push((length, reduced)),
        }
    }
    runs
}

fn walk<A, F: Fold<A>>(runs: &[(usize, bool)], elements: &[A], slot: usize, results: &mut [F::Result], fold: &F) {
    match runs {
        [] => fold.row(slot, elements, &mut results[0]),
        [(_, true)] => fold.row(slot, elements, &mut results[0]),
        [(_, false)] => fold.across(slot, elements, results),
        [(length, true), inner @ ..] => {
            for part in elements.chunks_exact(elements.len() / length) {
                walk(inner, part, slot, results, fold);
            }
        }
        [(length, false), inner @ ..] => {
            let n_results = results.len() / length;
            let parts = elements.chunks_exact(elements.len() / length);
            for (index, (part, results)) in parts.zip(results.chunks_exact_mut(n_results)).enumerate() {
                walk(inner, part, slot + index * n_results, results, fold);
            }
        }
    }
}

/// Sums `value(element)` pairwise: halves down to 128 elements, then 8 running sums.
pub(super) fn pairwise_sum<A: Copy, B: Number>(elements: &[A], value: &impl Fn(A) -> B) -> B {
    const BLOCK: usize = 128;
    const LANES: usize = 8;
    let count = elements.len();
    if count < LANES {
        return elements.iter().fold(B::default(), |sum, &element| sum.add(value(element)));
    }
    if count > BLOCK {
        let half = count / 2;
        let (left, right) = elements.split_at(half - half % LANES);
        return pairwise_sum(left, value).add(pairwise_sum(right, value));
    }
    let mut lanes: [B; LANES] = std::array::from_fn(|lane| value(elements[lane]));
    let mut groups = elements[LANES..].chunks_exact(LANES);
    for group in &mut groups {
        (0..LANES).for_each(|lane| lanes[lane] = lanes[lane].add(value(group[lane])));
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    let sum = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h)));
    groups.remainder().iter().fold(sum, |sum, &element| sum.add(value(element)))
}

/// Sums in `B`.
pub(super) struct Sum<B> {
    skip_nan: bool,
    result: std::marker::PhantomData<B>,
}

impl<B> Sum<B> {
    pub(super) fn new(skip_nan: bool) -> Sum<B> {
        Sum { skip_nan, result: std::marker::PhantomData }
    }
}

impl<A: Element + Cast<B>, B: Number> Fold<A> for Sum<B> {
    type Result = B;

    fn start(&self) -> B {
        B::default()
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut B) {
        let sum = if self.skip_nan {
            pairwise_sum(elements, &|element: A| if element.is_nan() { B::default() } else { element.converted() })
        } else {
            pairwise_sum(elements, &|element: A| Cast::<B>::converted(element))
        };
        *result = result.add(sum);
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [B]) {
        for (result, &element) in results.iter_mut().zip(elements) {
            let value = if self.skip_nan && element.is_nan() { B::default() } else { element.converted() };
            *result = result.add(value);
        }
    }
}

/// Products.
pub(super) struct Product {
    pub(super) skip_nan: bool,
}

impl<A: Number> Fold<A> for Product {
    type Result = A;

    fn start(&self) -> A {
        A::ONE
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut A) {
        let factors = elements.iter().filter(|element| !(self.skip_nan && element.is_nan()));
        *result = factors.fold(*result, |product, &element| product.multiply(element));
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [A]) {
        for (result, &element) in results.iter_mut().zip(elements) {
            if !(self.skip_nan && element.is_nan()) {
                *result = result.multiply(element);
            }
        }
    }
}

/// The least or greatest element.
pub(super) struct Extreme<A> {
    greatest: bool,
    skip_nan: bool,
    start: A,
}

impl<A: Number> Extreme<A> {
    /// The reduction starts from the value that any element replaces.
    pub(super) fn new(greatest: bool, skip_nan: bool) -> Extreme<A> {
        use crate::block::Scalar;
        let start = match (A::DTYPE.integer_range(), skip_nan) {
            (Some((least, most)), _) => A::from_scalar(Scalar::Int(if greatest { least } else { most })),
            (None, true) => A::from_scalar(Scalar::Float(f64::NAN)),
            (None, false) => A::from_scalar(Scalar::Float(if greatest { f64::NEG_INFINITY } else { f64::INFINITY })),
        };
        Extreme { greatest, skip_nan, start }
    }

    #[inline(always)]
    fn take(pick: impl Fn(A, A) -> A, elements: &[A], result: &mut A, start: A) {
        const LANES: usize = 8;
        let mut lanes = [start; LANES];
        let mut groups = elements.chunks_exact(LANES);
        for group in &mut groups {
            (0..LANES).for_each(|lane| lanes[lane] = pick(lanes[lane], group[lane]));
        }
        let rest = groups.remainder().iter().fold(*result, |best, &element| pick(best, element));
        *result = lanes.into_iter().fold(rest, pick);
    }

    #[inline(always)]
    fn take_across(pick: impl Fn(A, A) -> A, elements: &[A], results: &mut [A]) {
        results.iter_mut().zip(elements).for_each(|(result, &element)| *result = pick(*result, element));
    }
}

impl<A: Number> Fold<A> for Extreme<A> {
    type Result = A;

    fn start(&self) -> A {
        self.start
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut A) {
        match (self.greatest, self.skip_nan) {
            (true, false) => Self::take(A::maximum, elements, result, self.start),
            (false, false) => Self::take(A::minimum, elements, result, self.start),
            (true, true) => Self::take(A::fmax, elements, result, self.start),
            (false, true) => Self::take(A::fmin, elements, result, self.start),
        }
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [A]) {
        match (self.greatest, self.skip_nan) {
            (true, false) => Self::take_across(A::maximum, elements, results),
            (false, false) => Self::take_across(A::minimum, elements, results),
            (true, true) => Self::take_across(A::fmax, elements, results),
            (false, true) => Self::take_across(A::fmin, elements, results),
        }
    }
}

/// Whether one element is true.
pub(super) struct Any;

impl<A: Element> Fold<A> for Any {
    type Result = bool;

    fn start(&self) -> bool {
        false
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut bool) {
        *result = *result || elements.iter().any(|&element| Cast::<bool>::converted(element));
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [bool]) {
        results.iter_mut().zip(elements).for_each(|(result, &element)| *result |= Cast::<bool>::converted(element));
    }
}

/// Whether all elements are true.
pub(super) struct All;

impl<A: Element> Fold<A> for All {
    type Result = bool;

    fn start(&self) -> bool {
        true
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut bool) {
        *result = *result && elements.iter().all(|&element| Cast::<bool>::converted(element));
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [bool]) {
        results.iter_mut().zip(elements).for_each(|(result, &element)| *result &= Cast::<bool>::converted(element));
    }
}

/// How many elements are true.
pub(super) struct CountNonzero;

impl<A: Element> Fold<A> for CountNonzero {
    type Result = i64;

    fn start(&self) -> i64 {
        0
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut i64) {
        *result += elements.iter().filter(|&&element| Cast::<bool>::converted(element)).count() as i64;
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [i64]) {
        results
            .iter_mut()
            .zip(elements)
            .for_each(|(result, &element)| *result += i64::from(Cast::<bool>::converted(element)));
    }
}

/// How many elements are no NaN.
pub(super) struct CountNumbers;

impl<A: Element> Fold<A> for CountNumbers {
    type Result = i64;

    fn start(&self) -> i64 {
        0
    }

    fn row(&self, _slot: usize, elements: &[A], result: &mut i64) {
        *result += elements.iter().filter(|element| !element.is_nan()).count() as i64;
    }

    fn across(&self, _slot: usize, elements: &[A], results: &mut [i64]) {
        results.iter_mut().zip(elements).for_each(|(result, &element)| *result += i64::from(!element.is_nan()));
    }
}
