//! Generators under `dask.array.random`.

use num_traits::ToPrimitive;
use rustpython_vm::builtins::PyDictRef;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine, pyclass};

use super::convert::{block_of, checked, chunks, dtype, raised};
use crate::array::random::{Distribution, Source};
use crate::block::DType;
use crate::block::random::{RandomState, SeedSequence};

/// Where streams for chunks are spawned from.
#[pyclass(name = "Source", module = "_dask_array")]
#[derive(Debug, PyPayload)]
pub(super) struct PySource {
    source: Source,
}

impl PySource {
    /// A generator of the new kind, from 32-bit words of entropy.
    pub(super) fn generator(entropy: Vec<u32>) -> PySource {
        PySource { source: Source::generator(SeedSequence::new(entropy)) }
    }

    /// A generator of the old kind: from one seed, several, or entropy.
    pub(super) fn random_state(kind: &str, words: &[u32], vm: &VirtualMachine) -> PyResult<PySource> {
        let state = match (kind, words) {
            ("seed", [seed]) => RandomState::from_seed(*seed),
            ("seeds", seeds) => {
                RandomState::from_array(seeds).map_err(|error| raised(&crate::array::Error::Block(error), vm))?
            }
            _ => RandomState::from_sequence(&SeedSequence::new(words.to_vec())),
        };
        Ok(PySource { source: Source::random_state(state) })
    }
}

#[pyclass]
impl PySource {
    /// An array of these chunks; `parameters` name the distribution and what it depends on.
    #[pymethod]
    fn draw(
        zelf: &Py<Self>,
        prefix: String,
        kind: String,
        parameters: PyDictRef,
        cuts: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let distribution = distribution(&kind, &parameters, vm)?;
        checked(zelf.source.draw(&prefix, distribution, chunks(&cuts, vm)?), vm)
    }

    /// The numbers below `count` in random order, as a NumPy array.
    #[pymethod]
    fn permutation(zelf: &Py<Self>, count: u64, vm: &VirtualMachine) -> PyResult {
        let order = zelf.source.permutation(count).map_err(|error| raised(&error, vm))?;
        crate::python::numpy::give(order, vm)
    }
}

fn distribution(
    kind: &str,
    parameters: &Py<rustpython_vm::builtins::PyDict>,
    vm: &VirtualMachine,
) -> PyResult<Distribution> {
    let get = |name: &str| -> PyResult<PyObjectRef> {
        parameters
            .get_item_opt(name, vm)?
            .ok_or_else(|| vm.new_type_error(format!("{kind}: the parameter '{name}' is missing")))
    };
    let float = |name: &str| -> PyResult<f64> {
        let object = get(name)?;
        if block_of(&object, vm).is_some_and(|block| block.ndim() > 0) || super::convert::array_of(&object).is_some() {
            return Err(vm.new_not_implemented_error(format!(
                "{kind} with an array for {name} is not supported here; numbers are"
            )));
        }
        Ok(object.try_float(vm)?.to_f64())
    };
    let whole = |name: &str| -> PyResult<i128> {
        let integer = get(name)?.try_index(vm)?;
        integer.as_bigint().to_i128().ok_or_else(|| vm.new_value_error(format!("{name} is out of bounds for int64")))
    };
    let truth = |name: &str| -> PyResult<bool> { get(name)?.try_to_bool(vm) };
    let of_dtype = |default: DType| -> PyResult<DType> { Ok(dtype(get("dtype")?.as_object(), vm)?.unwrap_or(default)) };
    let block = |name: &str| -> PyResult<Option<crate::block::Block>> {
        let object: PyObjectRef = get(name)?;
        if vm.is_none(&object) {
            return Ok(None);
        }
        let object: &PyObject = &object;
        crate::python::numpy::asarray(object, None, vm).map(Some)
    };
    Ok(match kind {
        "random" => Distribution::Random { dtype: of_dtype(DType::Float64)? },
        "uniform" => Distribution::Uniform { low: float("low")?, high: float("high")? },
        "standard_normal" => Distribution::StandardNormal,
        "normal" => Distribution::Normal { loc: float("loc")?, scale: float("scale")? },
        "integers" => Distribution::Integers {
            low: whole("low")?,
            high: whole("high")?,
            endpoint: truth("endpoint")?,
            dtype: of_dtype(DType::Int64)?,
        },
        "exponential" => Distribution::Exponential { scale: float("scale")? },
        "poisson" => Distribution::Poisson { lam: float("lam")? },
        "choice" => Distribution::Choice {
            values: block("values")?,
            population: u64::try_from(whole("population")?.max(0)).unwrap_or(u64::MAX),
            replace: truth("replace")?,
            p: block("p")?,
        },
        other => return Err(vm.new_not_implemented_error(format!("the distribution {other} is not supported here"))),
    })
}
