//! The generators under `numpy.random`. The face turns `size=None` into the shape `()`, and so into scalars.

use std::sync::{Mutex, MutexGuard, PoisonError};

use num_traits::ToPrimitive;
use rustpython_vm::builtins::{PyInt, PyListRef};
use rustpython_vm::types::Constructor;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

use super::convert::{asarray, dtype, give, length, raised, shape};
use crate::block::random::{Generator, RandomState, SeedSequence};
use crate::block::{Block, DType, Error, memory};

fn checked(result: Result<Block, Error>, vm: &VirtualMachine) -> PyResult {
    give(result.map_err(|error| raised(&error, vm))?, vm)
}

/// The lowest and highest integer that are asked for.
fn bound(object: &PyObject, vm: &VirtualMachine) -> PyResult<i128> {
    let integer = object.to_owned().try_index(vm)?;
    integer.as_bigint().to_i128().ok_or_else(|| vm.new_value_error("high is out of bounds for int64"))
}

/// The 32-bit words of a list of integers, least significant first, each integer's in turn.
fn words(integers: &PyListRef, vm: &VirtualMachine) -> PyResult<Vec<u32>> {
    let mut words = Vec::new();
    for object in integers.borrow_vec().iter() {
        let integer = object.try_index(vm)?;
        if num_traits::Signed::is_negative(integer.as_bigint()) {
            return Err(vm.new_value_error("expected non-negative integer"));
        }
        let digits = integer.as_bigint().to_u32_digits().1;
        words.extend(if digits.is_empty() { vec![0] } else { digits });
    }
    Ok(words)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `numpy.random.SeedSequence`.
#[pyclass(name = "SeedSequence", module = "numpy.random.bit_generator")]
#[derive(Debug, PyPayload)]
pub(crate) struct Seeds {
    seeds: Mutex<SeedSequence>,
}

impl Seeds {
    /// The sequence as it is now.
    pub(crate) fn sequence(&self) -> SeedSequence {
        locked(&self.seeds).clone()
    }

    /// New children, as `spawn`.
    pub(crate) fn spawned(&self, count: u32) -> Result<Vec<SeedSequence>, Error> {
        locked(&self.seeds).spawn(count)
    }
}

impl Constructor for Seeds {
    type Args = PyListRef;

    fn py_new(_cls: &Py<rustpython_vm::builtins::PyType>, integers: PyListRef, vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Seeds { seeds: Mutex::new(SeedSequence::new(words(&integers, vm)?)) })
    }
}

/// What `__reduce__` gives: a copy is made by the method `_copied` of the original.
fn reduced(original: &PyObject, vm: &VirtualMachine) -> PyResult {
    let copied = original.get_attr("_copied", vm)?;
    Ok(vm.ctx.new_tuple(vec![copied, vm.ctx.new_tuple(Vec::new()).into()]).into())
}

#[pyclass(flags(BASETYPE), with(Constructor))]
impl Seeds {
    /// Another sequence that goes on in the same way.
    #[pymethod]
    fn _copied(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        Seeds { seeds: Mutex::new(zelf.sequence()) }.into_pyobject(vm)
    }

    #[pymethod]
    fn __reduce__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        reduced(zelf.as_object(), vm)
    }

    #[pymethod]
    fn _spawn(zelf: &Py<Self>, count: u32, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let children = zelf.spawned(count).map_err(|error| raised(&error, vm))?.into_iter();
        let children = children.map(|seeds| Seeds { seeds: Mutex::new(seeds) }.into_pyobject(vm));
        Ok(vm.ctx.new_list(children.collect()).into())
    }

    #[pymethod]
    fn _generate_state(zelf: &Py<Self>, count: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let seeds = zelf.sequence();
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::UInt32);
        let count = length(&count, dtype, vm)?;
        let state = match dtype {
            DType::UInt32 => seeds.generate_state_u32(count).and_then(|words| Block::from_vec(&[count], words)),
            DType::UInt64 => seeds.generate_state_u64(count).and_then(|words| Block::from_vec(&[count], words)),
            _ => return Err(vm.new_value_error("only support uint32 or uint64")),
        };
        checked(state, vm)
    }

    #[pygetset]
    fn spawn_key(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let key = zelf.sequence().spawn_key().iter().map(|&child| vm.ctx.new_int(child).into()).collect();
        vm.ctx.new_tuple(key).into()
    }
}

/// `numpy.random.Generator` over PCG64.
#[pyclass(name = "Generator", module = "_numpy")]
#[derive(Debug, PyPayload)]
pub(crate) struct Samples {
    generator: Mutex<Generator>,
    /// Where children come from
    seeds: PyRef<Seeds>,
}

impl Constructor for Samples {
    type Args = PyRef<Seeds>;

    fn py_new(_cls: &Py<rustpython_vm::builtins::PyType>, seeds: PyRef<Seeds>, _vm: &VirtualMachine) -> PyResult<Self> {
        Ok(Samples { generator: Mutex::new(Generator::from_sequence(&seeds.sequence())), seeds })
    }
}

#[pyclass(flags(BASETYPE), with(Constructor))]
impl Samples {
    /// Another generator that goes on with the same samples.
    #[pymethod]
    fn _copied(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        let seeds = Seeds { seeds: Mutex::new(zelf.seeds.sequence()) }.into_ref(&vm.ctx);
        Samples { generator: Mutex::new(locked(&zelf.generator).clone()), seeds }.into_pyobject(vm)
    }

    #[pymethod]
    fn __reduce__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        reduced(zelf.as_object(), vm)
    }

    #[pygetset]
    fn _seed_seq(zelf: &Py<Self>) -> PyRef<Seeds> {
        zelf.seeds.clone()
    }

    #[pymethod]
    fn _random(zelf: &Py<Self>, size: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(locked(&zelf.generator).random(&shape(&size, dtype, vm)?, dtype), vm)
    }

    #[pymethod]
    fn _uniform(zelf: &Py<Self>, low: f64, high: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).uniform(low, high, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _integers(
        zelf: &Py<Self>,
        low: PyObjectRef,
        high: PyObjectRef,
        size: PyObjectRef,
        dtype_name: PyObjectRef,
        endpoint: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (low, high) = (bound(&low, vm)?, bound(&high, vm)?);
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Int64);
        checked(locked(&zelf.generator).integers(low, high, &shape(&size, dtype, vm)?, dtype, endpoint), vm)
    }

    #[pymethod]
    fn _standard_normal(zelf: &Py<Self>, size: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(locked(&zelf.generator).standard_normal(&shape(&size, DType::Float64, vm)?, dtype), vm)
    }

    #[pymethod]
    fn _normal(zelf: &Py<Self>, loc: f64, scale: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).normal(loc, scale, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _exponential(zelf: &Py<Self>, scale: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).exponential(scale, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _poisson(zelf: &Py<Self>, lam: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).poisson(lam, &shape(&size, DType::Int64, vm)?), vm)
    }

    #[pymethod]
    fn _permutation(zelf: &Py<Self>, count: u64, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).permutation(count), vm)
    }

    #[pymethod]
    fn _choice(
        zelf: &Py<Self>,
        population: u64,
        size: PyObjectRef,
        replace: bool,
        p: PyObjectRef,
        shuffle: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let p = if vm.is_none(&p) { None } else { Some(asarray(&p, None, vm)?) };
        checked(
            locked(&zelf.generator).choice(population, &shape(&size, DType::Int64, vm)?, replace, p.as_ref(), shuffle),
            vm,
        )
    }
}

/// `numpy.random.RandomState`.
#[pyclass(name = "RandomState", module = "_numpy")]
#[derive(Debug, PyPayload)]
pub(crate) struct OldSamples {
    generator: Mutex<RandomState>,
}

/// The state of a seed: one number below 2**32, or a list of several.
fn seeded(seed: &PyObject, vm: &VirtualMachine) -> PyResult<RandomState> {
    let out_of_range = || vm.new_value_error("Seed must be between 0 and 2**32 - 1");
    if let Some(seed) = seed.downcast_ref::<PyInt>() {
        return Ok(RandomState::from_seed(seed.as_bigint().to_u32().ok_or_else(out_of_range)?));
    }
    if let Some(seeds) = seed.downcast_ref::<Seeds>() {
        return Ok(RandomState::from_sequence(&seeds.sequence()));
    }
    let seeds =
        vm.extract_elements_with(seed, |item| item.try_index(vm)?.as_bigint().to_u32().ok_or_else(out_of_range))?;
    RandomState::from_array(&seeds).map_err(|error| raised(&error, vm))
}

impl OldSamples {
    /// So many random 32-bit words, as `bytes`.
    pub(crate) fn words(&self, count: usize) -> Result<Vec<u32>, Error> {
        locked(&self.generator).words(count)
    }
}

impl Constructor for OldSamples {
    type Args = PyObjectRef;

    fn py_new(_cls: &Py<rustpython_vm::builtins::PyType>, seed: PyObjectRef, vm: &VirtualMachine) -> PyResult<Self> {
        Ok(OldSamples { generator: Mutex::new(seeded(&seed, vm)?) })
    }
}

#[pyclass(flags(BASETYPE), with(Constructor))]
impl OldSamples {
    /// Another generator that goes on with the same samples.
    #[pymethod]
    fn _copied(zelf: &Py<Self>, vm: &VirtualMachine) -> PyObjectRef {
        OldSamples { generator: Mutex::new(locked(&zelf.generator).clone()) }.into_pyobject(vm)
    }

    #[pymethod]
    fn __reduce__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        reduced(zelf.as_object(), vm)
    }

    #[pymethod]
    fn _seed(zelf: &Py<Self>, seed: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        *locked(&zelf.generator) = seeded(&seed, vm)?;
        Ok(())
    }

    #[pymethod]
    fn _bytes(zelf: &Py<Self>, length: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let length = super::convert::length(&length, DType::UInt8, vm)?;
        let words = zelf.words(length.div_ceil(4)).map_err(|error| raised(&error, vm))?;
        if !memory::fits(length as u64) {
            return Err(raised(&Error::memory(&[length], DType::UInt8), vm));
        }
        let mut bytes: Vec<u8> = words.into_iter().flat_map(u32::to_le_bytes).collect();
        bytes.truncate(length);
        Ok(vm.ctx.new_bytes(bytes).into())
    }

    #[pymethod]
    fn _random_sample(zelf: &Py<Self>, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).random_sample(&shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _uniform(zelf: &Py<Self>, low: f64, high: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).uniform(low, high, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _randint(
        zelf: &Py<Self>,
        low: PyObjectRef,
        high: PyObjectRef,
        size: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (low, high) = (bound(&low, vm)?, bound(&high, vm)?);
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Int64);
        checked(locked(&zelf.generator).randint(low, high, &shape(&size, dtype, vm)?, dtype), vm)
    }

    #[pymethod]
    fn _standard_normal(zelf: &Py<Self>, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).standard_normal(&shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _normal(zelf: &Py<Self>, loc: f64, scale: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).normal(loc, scale, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _exponential(zelf: &Py<Self>, scale: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).exponential(scale, &shape(&size, DType::Float64, vm)?), vm)
    }

    #[pymethod]
    fn _poisson(zelf: &Py<Self>, lam: f64, size: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).poisson(lam, &shape(&size, DType::Int64, vm)?), vm)
    }

    #[pymethod]
    fn _permutation(zelf: &Py<Self>, count: u64, vm: &VirtualMachine) -> PyResult {
        checked(locked(&zelf.generator).permutation(count), vm)
    }

    #[pymethod]
    fn _choice(
        zelf: &Py<Self>,
        population: u64,
        size: PyObjectRef,
        replace: bool,
        p: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let p = if vm.is_none(&p) { None } else { Some(asarray(&p, None, vm)?) };
        checked(locked(&zelf.generator).choice(population, &shape(&size, DType::Int64, vm)?, replace, p.as_ref()), vm)
    }
}
