//! The core's functions: one per function of the engine. Arguments come checked from the face; `None` means "not given".

use std::sync::{PoisonError, RwLock};

use crate::block::PrintOptions;

static PRINT_OPTIONS: RwLock<Option<PrintOptions>> = RwLock::new(None);

/// What `set_printoptions` set.
pub(super) fn print_options() -> PrintOptions {
    PRINT_OPTIONS.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
}

#[rustpython_vm::pymodule]
pub(crate) mod _numpy {
    use std::sync::PoisonError;

    use malachite_bigint::BigInt;
    use num_traits::{Signed, ToPrimitive};
    use rustpython_vm::builtins::{PyIntRef, PyListRef, PyStrRef, PyTypeRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use super::super::array::Array;
    use super::super::convert::{
        CLASSES, Classes, array_object, asarray, axes, block_of, counts, dtype, give, group_reduction, integers, list,
        number, operand, raised, scalar_of, shape,
    };
    use super::super::generators;
    use super::super::generic::Generic;
    use super::super::operators::binary_operator;
    use crate::block::{
        self, Block, Casting, Cumulation, DType, Error, Groups, OperandType, PrintOptions, Reduction, Scalar, Side,
        Ufunc,
    };
    use crate::python::value::{Blocks, install_blocks};

    #[pyattr(name = "Array")]
    fn array_class(_vm: &VirtualMachine) -> PyTypeRef {
        Array::make_static_type()
    }

    #[pyattr(name = "Generic")]
    fn generic_class(_vm: &VirtualMachine) -> PyTypeRef {
        Generic::make_static_type()
    }

    #[pyattr(name = "SeedSequence")]
    fn seed_sequence_class(_vm: &VirtualMachine) -> PyTypeRef {
        generators::Seeds::make_static_type()
    }

    #[pyattr(name = "Generator")]
    fn generator_class(_vm: &VirtualMachine) -> PyTypeRef {
        generators::Samples::make_static_type()
    }

    #[pyattr(name = "RandomState")]
    fn random_state_class(_vm: &VirtualMachine) -> PyTypeRef {
        generators::OldSamples::make_static_type()
    }

    /// The names of all dtypes, in order.
    #[pyattr]
    fn dtypes(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_tuple(DType::ALL.iter().map(|dtype| vm.ctx.new_str(dtype.name()).into()).collect()).into()
    }

    /// (name, number of arguments, other names) of all universal functions.
    #[pyattr]
    fn ufuncs(vm: &VirtualMachine) -> PyObjectRef {
        let describe = |ufunc: &Ufunc| {
            let aliases = ufunc.aliases().iter().map(|alias| vm.ctx.new_str(*alias).into()).collect();
            let name = vm.ctx.new_str(ufunc.name()).into();
            vm.ctx
                .new_tuple(vec![name, vm.ctx.new_int(ufunc.n_inputs()).into(), vm.ctx.new_tuple(aliases).into()])
                .into()
        };
        vm.ctx.new_tuple(Ufunc::ALL.iter().map(describe).collect()).into()
    }

    fn checked(result: Result<Block, Error>, vm: &VirtualMachine) -> PyResult {
        give(result.map_err(|error| raised(&error, vm))?, vm)
    }

    fn block(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Block> {
        asarray(object, None, vm)
    }

    fn blocks(objects: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<Block>> {
        vm.extract_elements_with(objects, |object| block(&object, vm))
    }

    fn scalar(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Scalar> {
        match scalar_of(object, vm)? {
            Some(scalar) => Ok(scalar),
            None => asarray(object, None, vm)?.item().map_err(|error| raised(&error, vm)),
        }
    }

    /// Makes the face's classes those of all results.
    #[pyfunction]
    fn register(array: PyTypeRef, scalars: PyListRef, vm: &VirtualMachine) -> PyResult<()> {
        let scalars = scalars
            .borrow_vec()
            .iter()
            .map(|class| class.clone().downcast().map_err(|_| vm.new_type_error("a class is wanted")))
            .collect::<PyResult<Vec<PyTypeRef>>>()?;
        if scalars.len() != DType::ALL.len() {
            return Err(vm.new_value_error("one class for each dtype is wanted"));
        }
        CLASSES.get_or_init(|| Classes { array, scalars });
        install_blocks(Blocks { to_python: give, from_python: block_of });
        Ok(())
    }

    #[pyfunction]
    fn dtype_info(name: PyStrRef, vm: &VirtualMachine) -> PyResult {
        let Some(dtype) = DType::from_name(&name.to_string_lossy()) else { return Ok(vm.ctx.none()) };
        let texts = [dtype.name().to_owned(), dtype.kind().to_string(), dtype.char().to_string(), dtype.str()];
        let mut items: Vec<PyObjectRef> = texts.into_iter().map(|text| vm.ctx.new_str(text).into()).collect();
        items.push(vm.ctx.new_int(dtype.itemsize()).into());
        Ok(vm.ctx.new_tuple(items).into())
    }

    #[pyfunction]
    fn set_print_options(precision: usize, threshold: usize, edgeitems: usize, linewidth: usize, suppress: bool) {
        let options = PrintOptions { precision, threshold, edgeitems, linewidth, suppress };
        *super::PRINT_OPTIONS.write().unwrap_or_else(PoisonError::into_inner) = Some(options);
    }

    /// An array, never a scalar. It shares nothing with its argument unless that is of this dtype already.
    #[pyfunction]
    fn array(object: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        array_object(Array::new(asarray(&object, dtype(&dtype_name, vm)?, vm)?), vm)
    }

    /// A scalar, or an array if the argument is one.
    #[pyfunction]
    fn typed(object: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        give(asarray(&object, dtype(&dtype_name, vm)?, vm)?, vm)
    }

    #[pyfunction]
    fn full(lengths: PyObjectRef, value: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let asked = dtype(&dtype_name, vm)?;
        let filled = match scalar_of(&value, vm)? {
            Some(value) => {
                let dtype = asked.unwrap_or(value.dtype());
                Block::full(&shape(&lengths, dtype, vm)?, value, dtype)
            }
            None => {
                let block = block(&value, vm)?;
                let shape = shape(&lengths, asked.unwrap_or(block.dtype()), vm)?;
                block.broadcast_to(&shape).and_then(|block| block.astype(asked.unwrap_or(block.dtype())))
            }
        };
        array_object(Array::new(filled.map_err(|error| raised(&error, vm))?), vm)
    }

    #[pyfunction]
    fn arange(
        start: PyObjectRef,
        stop: PyObjectRef,
        step: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let bounds = [&start, &stop, &step];
        let [start, stop, step] = [scalar(&start, vm)?, scalar(&stop, vm)?, scalar(&step, vm)?];
        let dtype = match dtype(&dtype_name, vm)? {
            Some(dtype) => dtype,
            None => {
                // NumPy scalars bring their dtype, Python numbers that of their kind.
                let mut kinds = Vec::new();
                for bound in bounds {
                    match operand(bound, vm)? {
                        Some(operand) => kinds.push(operand.kind()),
                        None => kinds.push(OperandType::Strong(block(bound, vm)?.dtype())),
                    }
                }
                block::result_type(kinds)
            }
        };
        checked(Block::arange(start, stop, step, dtype), vm)
    }

    #[pyfunction]
    fn linspace(
        start: f64,
        stop: f64,
        count: PyIntRef,
        endpoint: bool,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        if count.as_bigint().is_negative() {
            return Err(vm.new_value_error(format!("Number of samples, {}, must be non-negative.", count.as_bigint())));
        }
        let Some(count) = count.as_bigint().to_i64() else {
            return Err(vm.new_value_error("Maximum allowed size exceeded"));
        };
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        let shape = block::shape_of(&[count], DType::Float64).map_err(|error| raised(&error, vm))?;
        checked(Block::linspace(start, stop, shape[0], endpoint, dtype), vm)
    }

    #[pyfunction]
    fn eye(rows: i64, columns: i64, k: PyIntRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        // NumPy takes negative lengths for none.
        let shape = block::shape_of(&[rows.max(0), columns.max(0)], dtype).map_err(|error| raised(&error, vm))?;
        // A diagonal past every corner holds nothing.
        let past = if k.as_bigint().is_negative() { isize::MIN } else { isize::MAX };
        checked(Block::eye(shape[0], shape[1], k.as_bigint().to_isize().unwrap_or(past), dtype), vm)
    }

    /// A universal function on one or two arguments.
    #[pyfunction]
    fn apply(name: PyStrRef, left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let name = name.to_string();
        let Some(ufunc) = Ufunc::from_name(&name) else {
            return Err(vm.new_attribute_error(format!("module 'numpy' has no attribute '{name}'")));
        };
        if ufunc.n_inputs() == 1 {
            return checked(block::unary(ufunc, &block(&left, vm)?), vm);
        }
        let side = |object: &PyObjectRef| match operand(object, vm)? {
            Some(operand) => Ok(operand),
            None => asarray(object, None, vm).map(Into::into),
        };
        checked(block::binary(ufunc, side(&left)?, side(&right)?), vm)
    }

    /// A universal function as an operator: `NotImplemented` leaves it to the other side.
    #[pyfunction]
    fn operate(name: PyStrRef, left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        match Ufunc::from_name(&name.to_string_lossy()) {
            Some(ufunc) => binary_operator(ufunc, &left, &right, vm),
            None => Ok(vm.ctx.not_implemented()),
        }
    }

    #[pyfunction]
    fn astype(array: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let block = block(&array, vm)?;
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(block.dtype());
        array_object(Array::new(block.astype(dtype).map_err(|error| raised(&error, vm))?), vm)
    }

    #[pyfunction]
    fn reduce(
        name: PyStrRef,
        array: PyObjectRef,
        axis: PyObjectRef,
        keepdims: bool,
        dtype_name: PyObjectRef,
        ddof: f64,
        vm: &VirtualMachine,
    ) -> PyResult {
        let name = name.to_string();
        let Some(reduction) = Reduction::from_name(&name) else {
            return Err(vm.new_attribute_error(format!("module 'numpy' has no attribute '{name}'")));
        };
        let axes = axes(&axis, vm)?;
        let dtype = dtype(&dtype_name, vm)?;
        checked(block::reduce(reduction, &block(&array, vm)?, axes.as_deref(), keepdims, dtype, ddof), vm)
    }

    /// A reduction of the groups along the last axes, as many as `codes` has.
    #[pyfunction]
    fn group_reduce(
        name: PyStrRef,
        array: PyObjectRef,
        codes: PyObjectRef,
        n_groups: usize,
        options: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let reduction = group_reduction(&name.to_string_lossy(), options, vm)?;
        let groups = Groups::new(&block(&codes, vm)?, n_groups).map_err(|error| raised(&error, vm))?;
        checked(reduction.reduced(&block(&array, vm)?, &groups), vm)
    }

    #[pyfunction]
    fn accumulate(
        name: PyStrRef,
        array: PyObjectRef,
        axis: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let cumulation = match name.to_string().as_str() {
            "cumsum" | "add" => Cumulation::Sum,
            "cumprod" | "multiply" => Cumulation::Prod,
            "nancumsum" => Cumulation::NanSum,
            "nancumprod" => Cumulation::NanProd,
            "minimum" => Cumulation::Min,
            "maximum" => Cumulation::Max,
            other => {
                return Err(vm.new_not_implemented_error(format!(
                    "{other}.accumulate is not there; add, multiply, minimum and maximum accumulate"
                )));
            }
        };
        let axis = axes(&axis, vm)?.and_then(|axes| axes.first().copied());
        let dtype = dtype(&dtype_name, vm)?;
        checked(block::accumulate(cumulation, &block(&array, vm)?, axis, dtype), vm)
    }

    #[pyfunction]
    fn concatenate(arrays: PyObjectRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        checked(block::concatenate(&blocks(&arrays, vm)?, axis), vm)
    }

    #[pyfunction]
    fn stack(arrays: PyObjectRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        checked(block::stack(&blocks(&arrays, vm)?, axis), vm)
    }

    #[pyfunction(name = "where_")]
    fn choose(condition: PyObjectRef, chosen: PyObjectRef, other: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let side = |object: &PyObjectRef| match operand(object, vm)? {
            Some(operand) => Ok(operand),
            None => asarray(object, None, vm).map(Into::into),
        };
        let chosen = block::where_(&block(&condition, vm)?, side(&chosen)?, side(&other)?);
        array_object(Array::new(chosen.map_err(|error| raised(&error, vm))?), vm)
    }

    #[pyfunction]
    fn dot(left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block::dot(&block(&left, vm)?, &block(&right, vm)?), vm)
    }

    #[pyfunction]
    fn matmul(left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block::matmul(&block(&left, vm)?, &block(&right, vm)?), vm)
    }

    #[pyfunction]
    fn tensordot(
        left: PyObjectRef,
        right: PyObjectRef,
        left_axes: PyObjectRef,
        right_axes: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (left_axes, right_axes) = (integers(&left_axes, vm)?, integers(&right_axes, vm)?);
        checked(block::tensordot(&block(&left, vm)?, &block(&right, vm)?, &left_axes, &right_axes), vm)
    }

    #[pyfunction]
    fn squeeze(array: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        // The shape of the result; the face reshapes, so that the result is a view.
        let squeezed = block(&array, vm)?.squeeze(axes(&axis, vm)?.as_deref()).map_err(|error| raised(&error, vm))?;
        let lengths = squeezed.shape().iter().map(|&length| vm.ctx.new_int(length).into()).collect();
        Ok(vm.ctx.new_tuple(lengths).into())
    }

    #[pyfunction]
    fn expand_dims(array: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let widened = block(&array, vm)?.expand_dims(&integers(&axis, vm)?).map_err(|error| raised(&error, vm))?;
        let lengths = widened.shape().iter().map(|&length| vm.ctx.new_int(length).into()).collect();
        Ok(vm.ctx.new_tuple(lengths).into())
    }

    #[pyfunction]
    fn moveaxis(array: PyObjectRef, source: PyObjectRef, target: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.moveaxis(&integers(&source, vm)?, &integers(&target, vm)?), vm)
    }

    #[pyfunction]
    fn broadcast_to(array: PyObjectRef, lengths: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let block = block(&array, vm)?;
        let block = block.broadcast_to(&shape(&lengths, block.dtype(), vm)?).map_err(|error| raised(&error, vm))?;
        array_object(Array::new(block), vm)
    }

    #[pyfunction]
    fn broadcast_shapes(shapes: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let shapes = vm.extract_elements_with(&shapes, |lengths| shape(&lengths, DType::Bool, vm))?;
        let shapes: Vec<&[usize]> = shapes.iter().map(Vec::as_slice).collect();
        let shape = block::broadcast_shapes(&shapes).map_err(|error| raised(&error, vm))?;
        Ok(vm.ctx.new_tuple(shape.into_iter().map(|length| vm.ctx.new_int(length).into()).collect()).into())
    }

    #[pyfunction]
    fn flip(array: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.flip(axes(&axis, vm)?.as_deref()), vm)
    }

    #[pyfunction]
    fn roll(array: PyObjectRef, shift: PyIntRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        let block = block(&array, vm)?;
        let along = block::normalize_axis(axis, block.ndim()).map_err(|error| raised(&error, vm))?;
        // Whole rounds change nothing.
        let shift = shift.as_bigint() % BigInt::from(block.shape()[along].max(1));
        checked(block.roll(shift.to_isize().unwrap_or(0), axis), vm)
    }

    #[pyfunction]
    fn repeat(array: PyObjectRef, counted: PyObjectRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.repeat(&counts(&counted, vm)?, axis), vm)
    }

    #[pyfunction]
    fn tile(array: PyObjectRef, counted: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.tile(&counts(&counted, vm)?), vm)
    }

    #[pyfunction]
    fn round(array: PyObjectRef, decimals: i32, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.round(decimals), vm)
    }

    #[pyfunction]
    fn clip(array: PyObjectRef, least: PyObjectRef, greatest: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let bound = |object: &PyObjectRef| match vm.is_none(object) {
            true => Ok(None),
            false => match operand(object, vm)? {
                Some(operand) => Ok(Some(operand)),
                None => asarray(object, None, vm).map(|block| Some(block.into())),
            },
        };
        checked(block(&array, vm)?.clip(bound(&least)?.as_ref(), bound(&greatest)?.as_ref()), vm)
    }

    #[pyfunction]
    fn diff(array: PyObjectRef, n: PyIntRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        if n.as_bigint().is_negative() {
            return Err(vm.new_value_error(format!("order must be non-negative but got {}", n.as_bigint())));
        }
        checked(block(&array, vm)?.diff(n.as_bigint().to_usize().unwrap_or(usize::MAX), axis), vm)
    }

    /// `widths`: (before, after) for each axis. `mode`: constant, edge, reflect, symmetric or wrap.
    #[pyfunction]
    fn pad(
        array: PyObjectRef,
        widths: PyObjectRef,
        mode: PyStrRef,
        value: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let widths = vm.extract_elements_with(&widths, |pair| {
            let pair = counts(&pair, vm)?;
            match pair.as_slice() {
                &[before, after] if before >= 0 && after >= 0 => {
                    let pair = block::shape_of(&[before.saturating_add(after)], DType::Bool);
                    pair.map(|_| (before as usize, after as usize)).map_err(|error| raised(&error, vm))
                }
                _ => Err(vm.new_value_error("index can't contain negative values")),
            }
        })?;
        let block = block(&array, vm)?;
        let around = |index: isize, length: usize| index.rem_euclid(length as isize) as usize;
        let padded = match mode.to_string().as_str() {
            "constant" => block.pad_constant(&widths, scalar(&value, vm)?),
            "edge" => block.pad_positions(&widths, |index, length| index.clamp(0, length as isize - 1) as usize),
            "wrap" => block.pad_positions(&widths, around),
            "symmetric" => block.pad_positions(&widths, |index, length| {
                let place = around(index, 2 * length);
                if place < length { place } else { 2 * length - 1 - place }
            }),
            "reflect" => block.pad_positions(&widths, |index, length| match length {
                1 => 0,
                _ => {
                    let place = around(index, 2 * length - 2);
                    if place < length { place } else { 2 * length - 2 - place }
                }
            }),
            other => {
                return Err(vm.new_value_error(format!(
                    "mode '{other}' is not supported; constant, edge, reflect, symmetric and wrap are"
                )));
            }
        };
        checked(padded, vm)
    }

    #[pyfunction]
    fn sort(array: PyObjectRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.sort(axis), vm)
    }

    #[pyfunction]
    fn argsort(array: PyObjectRef, axis: isize, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.argsort(axis), vm)
    }

    /// (values, first indices, inverse, counts)
    #[pyfunction]
    fn unique(array: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let unique = block(&array, vm)?.unique().map_err(|error| raised(&error, vm))?;
        let parts = [unique.values, unique.index, unique.inverse, unique.counts];
        let parts = parts.into_iter().map(|part| array_object(Array::new(part), vm)).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_tuple(parts).into())
    }

    #[pyfunction]
    fn searchsorted(sorted: PyObjectRef, values: PyObjectRef, side: PyStrRef, vm: &VirtualMachine) -> PyResult {
        let side = match side.to_string().as_str() {
            "left" => Side::Left,
            "right" => Side::Right,
            other => return Err(vm.new_value_error(format!("search side must be 'left' or 'right' (got '{other}')"))),
        };
        checked(block(&sorted, vm)?.searchsorted(&block(&values, vm)?, side), vm)
    }

    #[pyfunction]
    fn median(array: PyObjectRef, axis: isize, skip_nan: bool, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.median(axis, skip_nan), vm)
    }

    /// One array for each fraction.
    #[pyfunction]
    fn quantiles(
        array: PyObjectRef,
        fractions: PyObjectRef,
        axis: isize,
        skip_nan: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let fractions: Vec<f64> = block(&fractions, vm)?.scalars().into_iter().map(Scalar::as_f64).collect();
        let quantiles = block(&array, vm)?.quantiles(&fractions, axis, skip_nan).map_err(|error| raised(&error, vm))?;
        let quantiles = quantiles.into_iter().map(|block| give(block, vm)).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_list(quantiles).into())
    }

    #[pyfunction]
    fn bincount(array: PyObjectRef, weights: PyObjectRef, minlength: i64, vm: &VirtualMachine) -> PyResult {
        if minlength < 0 {
            return Err(vm.new_value_error("'minlength' must not be negative"));
        }
        let minlength = block::shape_of(&[minlength], DType::Int64).map_err(|error| raised(&error, vm))?[0];
        let array = block(&array, vm)?;
        // An empty list is an array of floats, but has nothing to count.
        let array =
            if array.size() == 0 { array.astype(DType::Int64).map_err(|error| raised(&error, vm))? } else { array };
        let weights = if vm.is_none(&weights) { None } else { Some(block(&weights, vm)?) };
        checked(array.bincount(weights.as_ref(), minlength), vm)
    }

    #[pyfunction]
    fn nonzero(array: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let positions = block(&array, vm)?.nonzero().map_err(|error| raised(&error, vm))?;
        let positions = positions.into_iter().map(|block| give(block, vm)).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_tuple(positions).into())
    }

    #[pyfunction]
    fn norm(array: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(block(&array, vm)?.norm(), vm)
    }

    #[pyfunction]
    fn result_type(objects: PyListRef, vm: &VirtualMachine) -> PyResult<&'static str> {
        let mut kinds = Vec::new();
        for object in objects.borrow_vec().iter() {
            match object.downcast_ref::<rustpython_vm::builtins::PyStr>() {
                Some(_) => kinds.extend(dtype(object, vm)?.map(OperandType::Strong)),
                None => match operand(object, vm)? {
                    Some(operand) => kinds.push(operand.kind()),
                    None => kinds.push(OperandType::Strong(block(object, vm)?.dtype())),
                },
            }
        }
        Ok(block::result_type(kinds).name())
    }

    #[pyfunction]
    fn can_cast(from: PyObjectRef, to: PyObjectRef, casting: PyStrRef, vm: &VirtualMachine) -> PyResult<bool> {
        let casting = match casting.to_string().as_str() {
            "no" | "equiv" => Casting::No,
            "safe" => Casting::Safe,
            "same_kind" => Casting::SameKind,
            "unsafe" => Casting::Unsafe,
            _ => return Err(vm.new_value_error("casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe'")),
        };
        let named = |name: &PyObjectRef| Ok(dtype(name, vm)?.unwrap_or(DType::Float64));
        Ok(block::can_cast(named(&from)?, named(&to)?, casting))
    }

    /// Nested lists of Python numbers.
    #[pyfunction]
    fn nested_list(array: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(list(&block(&array, vm)?, vm))
    }

    /// The Python number in an array of one element.
    #[pyfunction]
    fn only(array: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Ok(number(block(&array, vm)?.item().map_err(|error| raised(&error, vm))?, vm))
    }
}
