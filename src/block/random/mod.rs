//! NumPy's random numbers, bit for bit: the same seed gives the same samples.
//!
//! ```text
//!   seed ─▶ SeedSequence ─▶ Pcg64 ─▶ Generator          np.random.default_rng(seed)
//!   seed ───────────────▶ Mt19937 ─▶ RandomState        np.random.RandomState(seed), np.random.seed(seed)
//! ```
//!
//! `SeedSequence::spawn` gives independent streams: Dask draws every chunk from its own.
//!
//! Nothing here asks the system for entropy: whoever wants unseeded numbers brings it.

mod bits;
mod bounded;
mod distributions;
mod generator;
mod mt19937;
mod pcg64;
mod random_state;
mod seed_sequence;
mod tables;

pub use bits::BitGenerator;
pub use generator::Generator;
pub use mt19937::Mt19937;
pub use pcg64::Pcg64;
pub use random_state::RandomState;
pub use seed_sequence::SeedSequence;
