//! `_random`: the generator under Python's `random`, MT19937 with CPython's seeding and output.

#[rustpython_vm::pymodule]
pub(super) mod _random {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use malachite_bigint::{BigInt, Sign};
    use mt19937::MT19937;
    use num_traits::{Signed, ToPrimitive};
    use rand_core::Rng;
    use rustpython_vm::builtins::{PyInt, PyIntRef, PyTupleRef};
    use rustpython_vm::function::OptionalOption;
    use rustpython_vm::types::{Constructor, DefaultConstructor};
    use rustpython_vm::{Py, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

    use crate::block::memory;
    use crate::python::host::clock;

    /// Words of the generator's state; CPython's `getstate` gives them and the position.
    const STATE_WORDS: usize = 624;

    #[pyattr]
    #[pyclass(name = "Random")]
    #[derive(PyPayload)]
    struct Random {
        generator: Mutex<MT19937>,
    }

    impl std::fmt::Debug for Random {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Random")
        }
    }

    impl Default for Random {
        fn default() -> Random {
            Random { generator: Mutex::new(unseeded()) }
        }
    }

    impl DefaultConstructor for Random {}

    impl Random {
        fn generator(&self) -> MutexGuard<'_, MT19937> {
            self.generator.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    #[pyclass(flags(BASETYPE), with(Constructor))]
    impl Random {
        #[pymethod]
        fn random(zelf: &Py<Self>) -> f64 {
            mt19937::gen_res53(&mut *zelf.generator())
        }

        #[pymethod]
        fn seed(zelf: &Py<Self>, seed: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
            let generator = match seed.flatten() {
                None => unseeded(),
                Some(seed) => {
                    let number = match seed.downcast_ref::<PyInt>() {
                        Some(number) => number.as_bigint().abs(),
                        // As in CPython, the hash without its sign's meaning.
                        None => BigInt::from(seed.hash(vm)? as u64),
                    };
                    let digits = number.to_u32_digits().1;
                    // Zero has no digits, and a key has one at least.
                    MT19937::new_with_slice_seed(if digits.is_empty() { &[0] } else { &digits })
                }
            };
            *zelf.generator() = generator;
            Ok(())
        }

        #[pymethod]
        fn getrandbits(zelf: &Py<Self>, bits: PyIntRef, vm: &VirtualMachine) -> PyResult<BigInt> {
            if bits.as_bigint().is_negative() {
                return Err(vm.new_value_error("number of bits must be non-negative"));
            }
            let Some(bits) = bits.as_bigint().to_u64() else {
                return Err(vm.new_overflow_error("Python int too large to convert to C int"));
            };
            let n_words = bits.div_ceil(32);
            // The words, and the number that is made of them.
            if !memory::fits(n_words.saturating_mul(8)) {
                return Err(vm.new_memory_error(format!("a random number of {bits} bits does not fit into memory")));
            }
            let mut generator = zelf.generator();
            let digits = (0..n_words).map(|word| {
                let number = generator.next_u32();
                // The last word gives its upper bits.
                if word + 1 == n_words && !bits.is_multiple_of(32) { number >> (32 - bits % 32) } else { number }
            });
            Ok(BigInt::from_slice(Sign::Plus, &digits.collect::<Vec<u32>>()))
        }

        #[pymethod]
        fn getstate(zelf: &Py<Self>, vm: &VirtualMachine) -> PyTupleRef {
            let generator = zelf.generator();
            let words = generator.get_state().iter().map(|word| vm.ctx.new_int(*word).into());
            let position = std::iter::once(vm.ctx.new_int(generator.get_index()).into());
            vm.ctx.new_tuple(words.chain(position).collect())
        }

        #[pymethod]
        fn setstate(zelf: &Py<Self>, state: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
            let wrong = || vm.new_value_error("state vector is the wrong size");
            let numbers: Vec<u32> =
                state.as_slice().iter().map(|number| number.try_to_value(vm)).collect::<PyResult<_>>()?;
            let (position, words) = numbers.split_last().ok_or_else(wrong)?;
            let words: &[u32; STATE_WORDS] = words.try_into().map_err(|_| wrong())?;
            if *position as usize > STATE_WORDS {
                return Err(vm.new_value_error("invalid state"));
            }
            let mut generator = zelf.generator();
            generator.set_state(words);
            generator.set_index(*position as usize);
            Ok(())
        }
    }

    /// A generator with a seed from the system, or from the clock where the system gives none.
    fn unseeded() -> MT19937 {
        let mut bytes = [0; 32];
        if getrandom::fill(&mut bytes).is_err() {
            bytes[..8].copy_from_slice(&clock::now_nanos().to_le_bytes());
        }
        let words = bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word));
        MT19937::new_with_slice_seed(&words.collect::<Vec<u32>>())
    }
}
