//! `numpy.random.Generator`, what `default_rng` gives.

use super::bits::BitGenerator;
use super::bounded::{Method, checked_bounds, integers, one};
use super::{Pcg64, SeedSequence, distributions};
use crate::block::create::{array_from_vec, checked_size, shape_of, vec_for};
use crate::block::sort::Side;
use crate::block::{Block, DType, Element, Error, Result};

/// Samples from a stream of random bits; [`Pcg64`] unless told otherwise.
#[derive(Clone, Debug)]
pub struct Generator<B = Pcg64> {
    bits: B,
}

impl Generator {
    /// The generator that `default_rng(seed)` gives.
    pub fn from_sequence(seed: &SeedSequence) -> Generator {
        Generator { bits: Pcg64::new(seed) }
    }
}

impl<B: BitGenerator> Generator<B> {
    /// A generator over other bits, as `Generator(MT19937(seed))`.
    pub fn new(bits: B) -> Generator<B> {
        Generator { bits }
    }

    /// Floats in [0, 1) of a floating dtype.
    pub fn random(&mut self, shape: &[usize], dtype: DType) -> Result<Block> {
        match dtype {
            DType::Float64 => {
                let mut elements = vec_for(shape)?;
                self.bits.fill_f64(&mut elements, shape.iter().product());
                Ok(f64::into_block(array_from_vec(shape, elements)))
            }
            DType::Float32 => sampled(shape, || self.bits.next_f32()),
            other => Err(unsupported(other, "random")),
        }
    }

    /// Floats in [low, high).
    pub fn uniform(&mut self, low: f64, high: f64, shape: &[usize]) -> Result<Block> {
        if high < low && (high - low).is_finite() {
            return Err(Error::value("high - low < 0"));
        }
        uniform(&mut self.bits, low, high, shape)
    }

    /// Integers from `low` up to but without `high` (with it if `endpoint`).
    pub fn integers(&mut self, low: i128, high: i128, shape: &[usize], dtype: DType, endpoint: bool) -> Result<Block> {
        let (low, high) = checked_bounds(low, high, endpoint, dtype)?;
        integers(&mut self.bits, low, high, shape, dtype, Method::Lemire)
    }

    /// Samples of the normal distribution with mean 0 and deviation 1.
    pub fn standard_normal(&mut self, shape: &[usize], dtype: DType) -> Result<Block> {
        match dtype {
            DType::Float64 => sampled(shape, || distributions::standard_normal(&mut self.bits)),
            DType::Float32 => sampled(shape, || distributions::standard_normal_f32(&mut self.bits)),
            other => Err(unsupported(other, "standard_normal")),
        }
    }

    /// Samples of the normal distribution with mean `loc` and deviation `scale`.
    pub fn normal(&mut self, loc: f64, scale: f64, shape: &[usize]) -> Result<Block> {
        not_negative(scale, "scale")?;
        sampled(shape, || loc + scale * distributions::standard_normal(&mut self.bits))
    }

    /// Samples of the exponential distribution with mean `scale`.
    pub fn exponential(&mut self, scale: f64, shape: &[usize]) -> Result<Block> {
        not_negative(scale, "scale")?;
        sampled(shape, || scale * distributions::standard_exponential(&mut self.bits))
    }

    /// Samples of the Poisson distribution with mean `lam`.
    pub fn poisson(&mut self, lam: f64, shape: &[usize]) -> Result<Block> {
        check_lam(lam)?;
        sampled(shape, || distributions::poisson(&mut self.bits, lam))
    }

    /// The numbers below `count` in random order.
    pub fn permutation(&mut self, count: u64) -> Result<Block> {
        let mut order = counted(count)?;
        exchange(&mut self.bits, &mut order, 1, Method::Masked);
        Ok(Block::Int64(array_from_vec(&[order.len()], order)))
    }

    /// Positions in a population of `population`, as `choice` draws them.
    pub fn choice(
        &mut self,
        population: u64,
        shape: &[usize],
        replace: bool,
        p: Option<&Block>,
        shuffle: bool,
    ) -> Result<Block> {
        let count = checked_size(shape, DType::Int64)?;
        if population == 0 && count > 0 {
            return Err(Error::value("a must be a positive integer unless no samples are taken"));
        }
        if !replace && count as u64 > population {
            return Err(Error::value("Cannot take a larger sample than population when replace is False"));
        }
        match (p, replace) {
            (Some(p), true) => {
                let uniform = self.random(shape, DType::Float64)?;
                cumulative(p, population)?.searchsorted(&uniform, Side::Right)
            }
            (None, true) if population == 0 => Block::zeros(shape, DType::Int64),
            (None, true) => self.integers(0, population as i128, shape, DType::Int64, false),
            (None, false) => {
                let chosen = self.distinct(population, count, shuffle)?;
                Block::from_vec(shape, chosen)
            }
            (Some(p), false) => {
                let mut draw = |count: usize| self.random(&[count], DType::Float64);
                Block::from_vec(shape, weighted_distinct(p, population, count, &mut draw)?)
            }
        }
    }

    /// Distinct positions, each set of them equally likely.
    fn distinct(&mut self, population: u64, count: usize, shuffle: bool) -> Result<Vec<i64>> {
        let cutoff = if shuffle { 50 } else { 20 };
        if population > 10_000 && count as u64 > population / cutoff {
            // Many of many: shuffle only the tail that is taken.
            let mut order = counted(population)?;
            let left = order.len() - count;
            exchange(&mut self.bits, &mut order, left.max(1), Method::Lemire);
            return Ok(order.split_off(left));
        }
        // Floyd's algorithm: a position that is taken already is replaced by the greatest one so far.
        let mut chosen = vec_for(&[count])?;
        let mut taken = rustc_hash::FxHashSet::default();
        taken.try_reserve(count).map_err(|_| Error::memory(&[count], DType::Int64))?;
        for greatest in population - count as u64..population {
            let value = one(&mut self.bits, greatest, Method::Lemire);
            let value = if taken.insert(value) { value } else { greatest };
            taken.insert(value);
            chosen.push(value as i64);
        }
        if shuffle {
            exchange(&mut self.bits, &mut chosen, 1, Method::Lemire);
        }
        Ok(chosen)
    }
}

/// Exchanges each element, from the last down to `first`, with one before it or itself.
pub(super) fn exchange(bits: &mut impl BitGenerator, order: &mut [i64], first: usize, method: Method) {
    for place in (first..order.len()).rev() {
        order.swap(place, one(bits, place as u64, method) as usize);
    }
}

/// `0, 1, …` up to `count`.
pub(super) fn counted(count: u64) -> Result<Vec<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let mut order = vec_for(&shape_of(&[count], DType::Int64)?)?;
    order.extend(0..count);
    Ok(order)
}

/// An array of samples drawn one after another.
pub(super) fn sampled<T: Element>(shape: &[usize], mut sample: impl FnMut() -> T) -> Result<Block> {
    let mut elements = vec_for(shape)?;
    elements.extend((0..shape.iter().product::<usize>()).map(|_| sample()));
    Ok(T::into_block(array_from_vec(shape, elements)))
}

/// Floats in [low, high), or in (high, low] if `high` is less, from both kinds of generators alike.
pub(super) fn uniform(bits: &mut impl BitGenerator, low: f64, high: f64, shape: &[usize]) -> Result<Block> {
    let range = high - low;
    if !range.is_finite() {
        return Err(Error::Overflow("high - low range exceeds valid bounds".to_owned()));
    }
    let mut elements = vec_for(shape)?;
    bits.fill_f64(&mut elements, shape.iter().product());
    elements.iter_mut().for_each(|element| *element = low + range * *element);
    Ok(f64::into_block(array_from_vec(shape, elements)))
}

/// Weights to cumulative probabilities that end at 1.
pub(super) fn cumulative(p: &Block, population: u64) -> Result<Block> {
    let p = probabilities(p, population)?;
    let mut sum = 0.0;
    let mut sums: Vec<f64> = p
        .iter()
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect();
    sums.iter_mut().for_each(|element| *element /= sum);
    Ok(Block::from_slice(&sums))
}

fn probabilities(p: &Block, population: u64) -> Result<Vec<f64>> {
    if p.ndim() != 1 {
        return Err(Error::value("p must be 1-dimensional"));
    }
    if p.size() as u64 != population {
        return Err(Error::value("a and p must have same size"));
    }
    let p: Vec<f64> = p.astype(DType::Float64)?.to_vec().expect("it was cast");
    if p.iter().any(|weight| weight.is_nan()) {
        return Err(Error::value("Probabilities contain NaN"));
    }
    if p.iter().any(|&weight| weight < 0.0) {
        return Err(Error::value("Probabilities are not non-negative"));
    }
    if (p.iter().sum::<f64>() - 1.0).abs() > f64::EPSILON.sqrt() {
        return Err(Error::value(
            "Probabilities do not sum to 1. See Notes section of docstring for more information.",
        ));
    }
    Ok(p)
}

/// Distinct positions with given weights: draws until enough different ones have come.
pub(super) fn weighted_distinct(
    p: &Block,
    population: u64,
    count: usize,
    draw: &mut impl FnMut(usize) -> Result<Block>,
) -> Result<Vec<i64>> {
    let mut p = probabilities(p, population)?;
    if p.iter().filter(|&&weight| weight > 0.0).count() < count {
        return Err(Error::value("Fewer non-zero entries in p than size"));
    }
    let mut found = vec_for::<i64>(&[count])?;
    while found.len() < count {
        let uniform = draw(count - found.len())?;
        found.iter().for_each(|&position| p[position as usize] = 0.0);
        let mut sum = 0.0;
        let mut sums: Vec<f64> = p
            .iter()
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        sums.iter_mut().for_each(|element| *element /= sum);
        let drawn = Block::from_slice(&sums).searchsorted(&uniform, Side::Right)?;
        for position in drawn.to_vec::<i64>().expect("positions are int64") {
            if !found.contains(&position) {
                found.push(position);
            }
        }
    }
    Ok(found)
}

pub(super) fn not_negative(value: f64, name: &str) -> Result<()> {
    if value < 0.0 || (value == 0.0 && value.is_sign_negative()) {
        return Err(Error::value(format!("{name} < 0")));
    }
    Ok(())
}

pub(super) fn check_lam(lam: f64) -> Result<()> {
    // Past this the count would not fit 64 bits.
    const GREATEST: f64 = 9.223_372_006_484_771e18;
    if lam.is_nan() || lam < 0.0 {
        return Err(Error::value("lam < 0 or lam is NaN"));
    }
    if lam > GREATEST {
        return Err(Error::value("lam value too large"));
    }
    Ok(())
}

fn unsupported(dtype: DType, function: &str) -> Error {
    Error::type_error(format!("Unsupported dtype dtype('{dtype}') for {function}"))
}
