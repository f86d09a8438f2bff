//! Random arrays: every chunk draws from a stream of its own, spawned from the generator when the array is built.
//!
//! So the numbers depend on seed and chunks, not on where or when chunks are computed.
//! Mirrors `dask.array.random`.

use std::sync::Mutex;

use super::creation::positions;
use super::kernels::on_blocks;
use super::{Array, Chunks, Result, Token};
use crate::block::random::{Generator, RandomState, SeedSequence};
use crate::block::{self, Block, DType, memory};
use crate::graph::{Key, Task, TaskGraph};

use std::sync::Arc;

/// Where streams are spawned from. Each use goes on where the last one stopped.
#[derive(Debug)]
pub enum Source {
    /// `da.random.default_rng(seed)`
    Generator(Mutex<SeedSequence>),
    /// `da.random.RandomState(seed)`, and the functions of `da.random` itself
    RandomState(Mutex<RandomState>),
}

/// What to draw.
#[derive(Clone, Debug)]
pub enum Distribution {
    /// Floats in [0, 1)
    Random {
        /// A floating dtype; float64 unless a generator is asked otherwise
        dtype: DType,
    },
    /// Floats in [low, high)
    Uniform {
        /// The least
        low: f64,
        /// More than the greatest
        high: f64,
    },
    /// Mean 0, deviation 1
    StandardNormal,
    /// The normal distribution
    Normal {
        /// The mean
        loc: f64,
        /// The deviation
        scale: f64,
    },
    /// Integers
    Integers {
        /// The least
        low: i128,
        /// More than the greatest, or the greatest with `endpoint`
        high: i128,
        /// Whether `high` itself is drawn
        endpoint: bool,
        /// Of which dtype
        dtype: DType,
    },
    /// The exponential distribution
    Exponential {
        /// The mean
        scale: f64,
    },
    /// The Poisson distribution
    Poisson {
        /// The mean
        lam: f64,
    },
    /// Positions below `population`, or elements of `values`
    Choice {
        /// What to choose from, if not from positions
        values: Option<Block>,
        /// How many there are
        population: u64,
        /// Whether one may be chosen twice
        replace: bool,
        /// Their probabilities, if they differ
        p: Option<Block>,
    },
}

/// A stream for one chunk.
enum Stream {
    Generator(SeedSequence),
    RandomState(Vec<u32>),
}

/// 32-bit words that seed a chunk's Mersenne Twister.
const STATE_WORDS: usize = 624;

impl Source {
    /// A generator of NumPy's new kind.
    pub fn generator(seed: SeedSequence) -> Source {
        Source::Generator(Mutex::new(seed))
    }

    /// A generator of NumPy's old kind.
    pub fn random_state(state: RandomState) -> Source {
        Source::RandomState(Mutex::new(state))
    }

    /// An array of `chunks` drawn from `distribution`. `prefix` is what Dask calls the layer.
    pub fn draw(&self, prefix: &str, distribution: Distribution, chunks: Chunks) -> Result<Array> {
        chunks.check_count()?;
        chunks.known_shape()?;
        let (streams, token) = self.spawn(chunks.n_blocks())?;
        let name = token.text(&format!("{distribution:?}")).chunks(&chunks).name(prefix);
        // Refused here rather than in every chunk.
        let sample_shape = vec![0; chunks.len().max(1)];
        let dtype = match streams.first() {
            Some(stream) => sample(stream, &distribution, &sample_shape)?.dtype(),
            None => DType::Float64,
        };
        let distribution = Arc::new(distribution);
        let mut tasks = TaskGraph::default();
        for (block_idx, stream) in positions(&chunks).into_iter().zip(streams) {
            let shape = chunks.block_shape(&block_idx)?;
            let distribution = distribution.clone();
            let operation = on_blocks(prefix.to_owned(), move |_| sample(&stream, &distribution, &shape));
            let key = Key::block(name.clone(), &block_idx);
            tasks.insert(key.clone(), Arc::new(Task::run(key, operation, Vec::new())));
        }
        Array::of_tasks(&name, tasks, chunks, dtype, &[])
    }

    /// The numbers below `count` in random order, drawn here and now.
    pub fn permutation(&self, count: u64) -> Result<Block> {
        Ok(match self {
            Source::Generator(seed) => Generator::from_sequence(&locked(seed)).permutation(count)?,
            Source::RandomState(state) => locked(state).permutation(count)?,
        })
    }

    fn spawn(&self, count: usize) -> Result<(Vec<Stream>, Token)> {
        Ok(match self {
            Source::Generator(seed) => {
                let children = locked(seed).spawn(count as u32)?;
                let words = |words: &[u32]| words.iter().map(|&word| i64::from(word)).collect::<Vec<_>>();
                let mut token = Token::of("generator").numbers([count as i64]);
                if let Some(first) = children.first() {
                    token = token.numbers(words(first.entropy())).numbers(words(first.spawn_key()));
                }
                (children.into_iter().map(Stream::Generator).collect(), token)
            }
            Source::RandomState(state) => {
                block::shape_of(&[count as i64, STATE_WORDS as i64], DType::UInt32)?;
                if !memory::fits((count * STATE_WORDS * size_of::<u32>()) as u64) {
                    return Err(block::Error::memory(&[count, STATE_WORDS], DType::UInt32).into());
                }
                let mut state = locked(state);
                let words = (0..count).map(|_| state.words(STATE_WORDS)).collect::<block::Result<Vec<_>>>()?;
                let head = words.iter().flatten().take(STATE_WORDS).map(|&word| i64::from(word));
                let token = Token::of("random_state").numbers([count as i64]).numbers(head);
                (words.into_iter().map(Stream::RandomState).collect(), token)
            }
        })
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic while it was held cannot leave a generator half changed that matters here.
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn sample(stream: &Stream, distribution: &Distribution, shape: &[usize]) -> block::Result<Block> {
    match stream {
        Stream::Generator(seed) => from_generator(&mut Generator::from_sequence(seed), distribution, shape),
        Stream::RandomState(words) => from_random_state(&mut RandomState::from_array(words)?, distribution, shape),
    }
}

fn from_generator(rng: &mut Generator, distribution: &Distribution, shape: &[usize]) -> block::Result<Block> {
    match distribution {
        Distribution::Random { dtype } => rng.random(shape, *dtype),
        Distribution::Uniform { low, high } => rng.uniform(*low, *high, shape),
        Distribution::StandardNormal => rng.standard_normal(shape, DType::Float64),
        Distribution::Normal { loc, scale } => rng.normal(*loc, *scale, shape),
        Distribution::Integers { low, high, endpoint, dtype } => rng.integers(*low, *high, shape, *dtype, *endpoint),
        Distribution::Exponential { scale } => rng.exponential(*scale, shape),
        Distribution::Poisson { lam } => rng.poisson(*lam, shape),
        Distribution::Choice { values, population, replace, p } => {
            chosen(values, rng.choice(*population, shape, *replace, p.as_ref(), true)?)
        }
    }
}

fn from_random_state(state: &mut RandomState, distribution: &Distribution, shape: &[usize]) -> block::Result<Block> {
    match distribution {
        Distribution::Random { .. } => state.random_sample(shape),
        Distribution::Uniform { low, high } => state.uniform(*low, *high, shape),
        Distribution::StandardNormal => state.standard_normal(shape),
        Distribution::Normal { loc, scale } => state.normal(*loc, *scale, shape),
        Distribution::Integers { low, high, endpoint, dtype } => {
            state.randint(*low, high.saturating_add(i128::from(*endpoint)), shape, *dtype)
        }
        Distribution::Exponential { scale } => state.exponential(*scale, shape),
        Distribution::Poisson { lam } => state.poisson(*lam, shape),
        Distribution::Choice { values, population, replace, p } => {
            chosen(values, state.choice(*population, shape, *replace, p.as_ref())?)
        }
    }
}

fn chosen(values: &Option<Block>, positions: Block) -> block::Result<Block> {
    match values {
        Some(values) => values.index(&[block::Index::Array(positions)]),
        None => Ok(positions),
    }
}
