//! `numpy.random.RandomState` and the functions of `numpy.random` itself: the old generator, kept as it was.

use super::bits::BitGenerator;
use super::bounded::{Method, checked_bounds, integers};
use super::generator::{check_lam, counted, cumulative, exchange, not_negative, sampled, uniform, weighted_distinct};
use super::{Mt19937, SeedSequence, distributions};
use crate::block::create::{array_from_vec, checked_size, vec_for};
use crate::block::sort::Side;
use crate::block::{Block, DType, Element, Error, Result};

/// Samples from the Mersenne Twister with the methods of old.
#[derive(Clone, Debug)]
pub struct RandomState {
    bits: Mt19937,
    /// The second of a pair of normal samples, kept for the next call
    spare: Option<f64>,
}

impl RandomState {
    /// From one number below 2**32.
    pub fn from_seed(seed: u32) -> RandomState {
        RandomState { bits: Mt19937::from_seed(seed), spare: None }
    }

    /// From an array of numbers below 2**32, as `RandomState([…])`.
    pub fn from_array(seeds: &[u32]) -> Result<RandomState> {
        if seeds.is_empty() {
            return Err(Error::value("Seed must be non-empty"));
        }
        Ok(RandomState { bits: Mt19937::from_array(seeds), spare: None })
    }

    /// From entropy, as `RandomState()`.
    pub fn from_sequence(seed: &SeedSequence) -> RandomState {
        RandomState { bits: Mt19937::from_sequence(seed), spare: None }
    }

    /// So many random 32-bit words: `bytes(4 * count)` read as such.
    pub fn words(&mut self, count: usize) -> Result<Vec<u32>> {
        let mut words = vec_for(&[count])?;
        words.extend((0..count).map(|_| self.bits.next_u32()));
        Ok(words)
    }

    /// Floats in [0, 1).
    pub fn random_sample(&mut self, shape: &[usize]) -> Result<Block> {
        let mut elements = vec_for(shape)?;
        self.bits.fill_f64(&mut elements, shape.iter().product());
        Ok(f64::into_block(array_from_vec(shape, elements)))
    }

    /// Floats in [low, high); unlike a [`Generator`](super::Generator) it takes a `high` below `low`, too.
    pub fn uniform(&mut self, low: f64, high: f64, shape: &[usize]) -> Result<Block> {
        uniform(&mut self.bits, low, high, shape)
    }

    /// Integers from `low` up to but without `high`.
    pub fn randint(&mut self, low: i128, high: i128, shape: &[usize], dtype: DType) -> Result<Block> {
        let (low, high) = checked_bounds(low, high, false, dtype)?;
        integers(&mut self.bits, low, high, shape, dtype, Method::Masked)
    }

    /// Samples of the normal distribution with mean 0 and deviation 1.
    pub fn standard_normal(&mut self, shape: &[usize]) -> Result<Block> {
        sampled(shape, || self.gauss())
    }

    /// Samples of the normal distribution with mean `loc` and deviation `scale`.
    pub fn normal(&mut self, loc: f64, scale: f64, shape: &[usize]) -> Result<Block> {
        not_negative(scale, "scale")?;
        sampled(shape, || loc + scale * self.gauss())
    }

    /// Marsaglia's polar method, which makes two samples at a time.
    fn gauss(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let x = 2.0 * self.bits.next_f64() - 1.0;
            let y = 2.0 * self.bits.next_f64() - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(factor * x);
                return factor * y;
            }
        }
    }

    /// Samples of the exponential distribution with mean `scale`.
    pub fn exponential(&mut self, scale: f64, shape: &[usize]) -> Result<Block> {
        not_negative(scale, "scale")?;
        sampled(shape, || scale * -(1.0 - self.bits.next_f64()).ln())
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
    pub fn choice(&mut self, population: u64, shape: &[usize], replace: bool, p: Option<&Block>) -> Result<Block> {
        let count = checked_size(shape, DType::Int64)?;
        if population == 0 && count > 0 {
            return Err(Error::value("a must be greater than 0 unless no samples are taken"));
        }
        if !replace && count as u64 > population {
            return Err(Error::value("Cannot take a larger sample than population when 'replace=False'"));
        }
        match (p, replace) {
            (Some(p), true) => {
                let uniform = self.random_sample(shape)?;
                cumulative(p, population)?.searchsorted(&uniform, Side::Right)
            }
            (None, true) if population == 0 => Block::zeros(shape, DType::Int64),
            (None, true) => self.randint(0, population as i128, shape, DType::Int64),
            (None, false) => {
                let order: Vec<i64> = self.permutation(population)?.to_vec().expect("positions are int64");
                Block::from_vec(shape, order[..count].to_vec())
            }
            (Some(p), false) => {
                let mut draw = |count: usize| self.random_sample(&[count]);
                Block::from_vec(shape, weighted_distinct(p, population, count, &mut draw)?)
            }
        }
    }
}
