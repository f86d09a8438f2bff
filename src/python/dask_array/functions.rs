//! The core's functions: one per operation of the engine. Arguments come checked from the face; `None` means "not given".

#[rustpython_vm::pymodule]
pub(crate) mod _dask_array {
    use std::sync::Arc;

    use rustpython_vm::builtins::{PyDictRef, PyTypeRef};
    use rustpython_vm::class::PyClassImpl;
    use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use super::super::array::PyArray;
    use super::super::convert::{
        FACE, Face, array, axes, block_of, checked, chunks, chunks_object, config, dtype, give, integer, integers,
        known_shape, operand, raised, request, scalar_of, sequence, shape, split_every,
    };
    use super::super::custom::{self, Call, unary};
    use super::super::random::PySource;
    use crate::array::{
        self, Array, AxisChanges, CumulativeMethod, Error, GroupCall, LabelChunks, Levels, RechunkOptions,
        ReductionOptions, Target, Token, Tree,
    };
    use crate::block::{Block, Cumulation, DType, Reduction, Scalar, Ufunc};
    use crate::cluster::plan;
    use crate::graph::blockwise::Index as Label;
    use crate::graph::{Factory, Key, Layer, Task, TaskGraph, TaskKind};
    use crate::python::dask::graph::PyGraph;
    use crate::python::dask::keys::key_from_python;
    use crate::python::numpy::group_reduction;
    use crate::python::value::from_python;

    #[pyattr(name = "Array")]
    fn array_class(_vm: &VirtualMachine) -> PyTypeRef {
        PyArray::make_static_type()
    }

    #[pyattr(name = "Source")]
    fn source_class(_vm: &VirtualMachine) -> PyTypeRef {
        PySource::make_static_type()
    }

    /// Makes the face's class that of all results.
    #[pyfunction]
    fn register(class: PyTypeRef, config: PyObjectRef) {
        FACE.get_or_init(|| Face { class, config });
    }

    // Chunks

    #[pyfunction]
    fn normalize_chunks(
        cuts: PyObjectRef,
        lengths: PyObjectRef,
        dtype_name: PyObjectRef,
        previous: PyObjectRef,
        limit: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let lengths = shape(&lengths, vm)?;
        let previous = if vm.is_none(&previous) { None } else { Some(chunks(&previous, vm)?) };
        let limit = if vm.is_none(&limit) { None } else { Some(limit.try_float(vm)?.to_f64() as u64) };
        let target = Target { shape: &lengths, dtype: dtype(&dtype_name, vm)?, previous: previous.as_ref(), limit };
        let normalized = array::normalize_chunks(&request(&cuts, vm)?, target, &config(vm)?);
        Ok(chunks_object(&normalized.map_err(|error| raised(&error, vm))?, vm))
    }

    #[pyfunction]
    fn parse_bytes(text: String, vm: &VirtualMachine) -> PyResult<u64> {
        array::parse_bytes(&text).map_err(|error| vm.new_value_error(error.to_string()))
    }

    #[pyfunction]
    fn rechunk(
        x: PyObjectRef,
        cuts: PyObjectRef,
        threshold: PyObjectRef,
        block_size_limit: PyObjectRef,
        balance: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let number = |object: &PyObjectRef| -> PyResult<Option<f64>> {
            if vm.is_none(object) { Ok(None) } else { Ok(Some(object.try_float(vm)?.to_f64())) }
        };
        let options = RechunkOptions {
            block_size_limit: number(&block_size_limit)?.map(|limit| limit as u64),
            threshold: number(&threshold)?,
            balance,
        };
        checked(array(&x, vm)?.rechunk_with(&request(&cuts, vm)?, options, &config(vm)?), vm)
    }

    /// `operands` is a list of pairs of an array and a tuple of labels; gives the chunks of each label, and the arrays.
    #[pyfunction]
    fn unify_chunks(operands: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (common, aligned) =
            array::unify_chunks(&labelled(&operands, vm)?, &config(vm)?).map_err(|error| raised(&error, vm))?;
        let dict = vm.ctx.new_dict();
        for (label, chunks) in common {
            let one = chunks_object(&std::iter::once(chunks).collect(), vm);
            dict.set_item(&*vm.ctx.new_int(label).as_object().to_owned(), one.get_item(&0, vm)?, vm)?;
        }
        let arrays = aligned.into_iter().map(|(array, _)| give(array, vm)).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_tuple(vec![dict.into(), vm.ctx.new_list(arrays).into()]).into())
    }

    fn labels(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<Label>> {
        Ok(integers(object, vm)?.into_iter().map(|label| label as Label).collect())
    }

    fn labelled(operands: &PyObjectRef, vm: &VirtualMachine) -> PyResult<array::Operands> {
        let pair = |pair: PyObjectRef| match sequence(&pair).as_deref() {
            Some([x, on]) => {
                let (x, labels) = (array(x, vm)?, labels(on, vm)?);
                if labels.len() != x.ndim() {
                    let (ndim, given) = (x.ndim(), labels.len());
                    return Err(vm.new_value_error(format!("an array of {ndim} axes is given {given} indices")));
                }
                Ok((x, labels))
            }
            _ => Err(vm.new_type_error("pairs of an array and its labels are wanted")),
        };
        vm.extract_elements_with(operands, pair)
    }

    // Creation

    #[pyfunction]
    fn filled(
        prefix: String,
        cuts: PyObjectRef,
        value: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (value, own) = match (block_of(&value, vm), scalar_of(&value, vm)?) {
            (Some(block), _) => {
                let value = block.item().map_err(|error| raised(&Error::Block(error), vm))?;
                (value, block.dtype())
            }
            (None, Some(scalar)) => (scalar, scalar.dtype()),
            (None, None) => {
                let block = crate::python::numpy::asarray(&value, None, vm)?;
                let value = block.item().map_err(|error| raised(&Error::Block(error), vm))?;
                (value, block.dtype())
            }
        };
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(own);
        checked(array::filled(&prefix, chunks(&cuts, vm)?, value, dtype), vm)
    }

    fn scalar(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Scalar> {
        match block_of(object, vm) {
            Some(block) => block.item().map_err(|error| raised(&Error::Block(error), vm)),
            None => match scalar_of(object, vm)? {
                Some(scalar) => Ok(scalar),
                None => Ok(Scalar::Float(object.try_float(vm)?.to_f64())),
            },
        }
    }

    #[pyfunction]
    fn arange_len(start: PyObjectRef, stop: PyObjectRef, step: PyObjectRef, vm: &VirtualMachine) -> PyResult<usize> {
        array::arange_len(scalar(&start, vm)?, scalar(&stop, vm)?, scalar(&step, vm)?)
            .map_err(|error| raised(&error, vm))
    }

    #[pyfunction]
    fn arange(
        start: PyObjectRef,
        step: PyObjectRef,
        cuts: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Int64);
        checked(array::arange(scalar(&start, vm)?, scalar(&step, vm)?, chunks(&cuts, vm)?, dtype), vm)
    }

    #[pyfunction]
    fn linspace(
        start: f64,
        step: f64,
        cuts: PyObjectRef,
        endpoint: bool,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(array::linspace(start, step, chunks(&cuts, vm)?, endpoint, dtype), vm)
    }

    #[pyfunction]
    fn eye(cuts: PyObjectRef, k: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(array::eye(chunks(&cuts, vm)?, integer(&k, vm)?, dtype), vm)
    }

    /// A NumPy array, cut up.
    #[pyfunction]
    fn from_block(x: PyObjectRef, cuts: PyObjectRef, name: Option<String>, vm: &VirtualMachine) -> PyResult {
        let block = crate::python::numpy::asarray(&x, None, vm)?;
        checked(array::from_block(&block, chunks(&cuts, vm)?, name.map(Arc::from)), vm)
    }

    /// An array of what `getter(x, slices, *rest)` gives for each chunk. With `inline`, each task holds `x`; else `x` is a
    /// task that all others read.
    #[pyfunction]
    #[expect(clippy::too_many_arguments, reason = "the Python face gives them names")]
    fn from_getter(
        x: PyObjectRef,
        getter: PyObjectRef,
        rest: PyObjectRef,
        name: String,
        cuts: PyObjectRef,
        dtype_name: PyObjectRef,
        inline: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let rest = vm.extract_elements_with(&rest, Ok)?;
        let source = (!inline).then(|| from_python(x.clone(), vm));
        let calls = custom::getter_calls(getter, inline.then_some(x), &rest, vm);
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(array::from_array_like(source, name.into(), chunks(&cuts, vm)?, dtype, calls), vm)
    }

    /// An array of one block, which a delayed value gives.
    #[pyfunction]
    fn from_node(
        node: PyObjectRef,
        name: String,
        cuts: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let pair = vm.call_method(&node, "_dasklet_finalized", ())?;
        let (graph, key) = match sequence(&pair).as_deref() {
            Some([graph, key]) => (graph.clone().try_into_value::<PyRef<PyGraph>>(vm)?, key_from_python(key, vm)?),
            _ => return Err(vm.new_type_error("a delayed value is wanted")),
        };
        let mut layers = plan::foundation(graph.sources());
        let (name, below_name): (Arc<str>, Arc<str>) = (name.into(), key.name().clone());
        let cuts = chunks(&cuts, vm)?;
        let block = Key::block(name.clone(), &vec![0; cuts.len()]);
        let alias = Arc::new(Task { key: block.clone(), kind: TaskKind::Alias(key) });
        layers.push(Layer::materialized(name.clone(), TaskGraph::from_iter([(block, alias)])), [below_name]);
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        give(Array::new(name, cuts, dtype, Arc::new(layers)), vm)
    }

    /// Ones of a dtype, to try functions on.
    #[pyfunction]
    fn ones(lengths: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        let block =
            Block::ones(&known_shape(&lengths, vm)?, dtype).map_err(|error| raised(&Error::Block(error), vm))?;
        crate::python::numpy::give(block, vm)
    }

    // Element by element

    /// A universal function; `None` if an operand is nothing that arrays compute with.
    #[pyfunction]
    fn ufunc(name: String, prefix: String, operands: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let Some(ufunc) = Ufunc::from_name(&name) else {
            return Err(vm.new_attribute_error(format!("there is no universal function {name}")));
        };
        let operands = vm.extract_elements_with(&operands, |object| operand(&object, vm))?;
        match operands.into_iter().collect::<Option<Vec<_>>>() {
            Some(operands) => checked(array::ufunc(ufunc, &prefix, &operands, &config(vm)?), vm),
            None => Ok(vm.ctx.none()),
        }
    }

    fn must(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<array::Operand> {
        operand(object, vm)?.ok_or_else(|| {
            vm.new_type_error(format!("an array or a number is wanted, not '{}'", object.class().name()))
        })
    }

    #[pyfunction(name = "where")]
    fn where_(condition: PyObjectRef, chosen: PyObjectRef, other: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (condition, chosen, other) = (must(&condition, vm)?, must(&chosen, vm)?, must(&other, vm)?);
        checked(array::where_(&condition, &chosen, &other, &config(vm)?), vm)
    }

    #[pyfunction]
    fn astype(x: PyObjectRef, dtype_name: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let x = array(&x, vm)?;
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(x.astype(dtype, &config(vm)?), vm)
    }

    #[pyfunction]
    fn round(x: PyObjectRef, decimals: i32, vm: &VirtualMachine) -> PyResult {
        checked(array(&x, vm)?.round(decimals, &config(vm)?), vm)
    }

    #[pyfunction]
    fn clip(x: PyObjectRef, least: PyObjectRef, greatest: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let bound = |object: &PyObjectRef| if vm.is_none(object) { Ok(None) } else { must(object, vm).map(Some) };
        checked(array(&x, vm)?.clip(bound(&least)?, bound(&greatest)?, &config(vm)?), vm)
    }

    // Reductions

    fn reduction_of(name: &str, vm: &VirtualMachine) -> PyResult<Reduction> {
        Reduction::from_name(name).ok_or_else(|| vm.new_attribute_error(format!("there is no reduction {name}")))
    }

    #[pyfunction]
    #[expect(clippy::too_many_arguments, reason = "the Python face gives them names")]
    fn reduce(
        x: PyObjectRef,
        name: String,
        axis: PyObjectRef,
        keepdims: bool,
        dtype_name: PyObjectRef,
        ddof: f64,
        every: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let options = ReductionOptions {
            axis: axes(&axis, vm)?,
            keepdims,
            dtype: dtype(&dtype_name, vm)?,
            ddof,
            split_every: split_every(&every, vm)?,
        };
        checked(array::reduce(&array(&x, vm)?, reduction_of(&name, vm)?, &options, &config(vm)?), vm)
    }

    #[pyfunction]
    fn arg_reduce(
        x: PyObjectRef,
        name: String,
        axis: PyObjectRef,
        keepdims: bool,
        every: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let axis = if vm.is_none(&axis) { None } else { Some(integer(&axis, vm)?) };
        let (x, reduction, every) = (array(&x, vm)?, reduction_of(&name, vm)?, split_every(&every, vm)?);
        checked(array::arg_reduction(&x, reduction, axis, keepdims, every.as_ref(), &config(vm)?), vm)
    }

    #[pyfunction]
    fn cumulative(
        x: PyObjectRef,
        name: String,
        axis: PyObjectRef,
        dtype_name: PyObjectRef,
        method: String,
        vm: &VirtualMachine,
    ) -> PyResult {
        let cumulation = match &*name {
            "cumsum" => Cumulation::Sum,
            "cumprod" => Cumulation::Prod,
            "nancumsum" => Cumulation::NanSum,
            _ => Cumulation::NanProd,
        };
        let method = match &*method {
            "sequential" => CumulativeMethod::Sequential,
            "blelloch" => CumulativeMethod::Blelloch,
            other => {
                return Err(vm.new_value_error(format!(
                    "Invalid method for cumreduction.  Expected \"sequential\" or \"blelloch\".  Got: '{other}'"
                )));
            }
        };
        let axis = if vm.is_none(&axis) { None } else { Some(integer(&axis, vm)?) };
        let (x, dtype) = (array(&x, vm)?, dtype(&dtype_name, vm)?);
        checked(array::cumulative(&x, cumulation, axis, dtype, method, &config(vm)?), vm)
    }

    /// A reduction of the groups along the last axes, as many as `codes` has. Gives the array and the codes along its last axis.
    #[pyfunction]
    #[expect(clippy::too_many_arguments, reason = "the Python face gives them names")]
    fn group_reduce(
        name: String,
        x: PyObjectRef,
        codes: PyObjectRef,
        n_groups: usize,
        options: PyObjectRef,
        flox_name: String,
        blockwise: bool,
        vm: &VirtualMachine,
    ) -> PyResult {
        let reduction = group_reduction(&name, options, vm)?;
        let codes = crate::python::numpy::asarray(&codes, None, vm)?;
        let call = GroupCall { name: flox_name, reduction, n_groups, blockwise };
        let (array, order) =
            array::group_reduce(&array(&x, vm)?, &codes, &call, &config(vm)?).map_err(|error| raised(&error, vm))?;
        let order = crate::python::numpy::give(Block::from_slice(&order), vm)?;
        Ok(vm.ctx.new_tuple(vec![give(array, vm)?, order]).into())
    }

    #[pyfunction]
    fn topk(x: PyObjectRef, k: PyObjectRef, axis: PyObjectRef, every: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (k, axis, every) = (integer(&k, vm)?, integer(&axis, vm)?, split_every(&every, vm)?);
        checked(array::topk(&array(&x, vm)?, k, axis, every.as_ref(), &config(vm)?), vm)
    }

    /// A reduction of learners' functions: `parts` has the functions `chunk`, `combine`, `aggregate` with their names and
    /// keyword arguments; `options` are `split_every`, `concatenate`, `output_size` and a token of the functions.
    #[pyfunction]
    fn tree_reduction(
        x: PyObjectRef,
        parts: PyObjectRef,
        axis: PyObjectRef,
        keepdims: bool,
        dtype_name: PyObjectRef,
        options: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let Some([every, concatenate, output_size, token]) =
            sequence(&options).map(<[_; 4]>::try_from).and_then(Result::ok)
        else {
            return Err(vm.new_type_error("split_every, concatenate, output_size and a token are wanted"));
        };
        let (concatenate, output_size) = (concatenate.try_to_bool(vm)?, integer(&output_size, vm)?.max(1) as usize);
        let token = token.str(vm)?.to_string();
        let parts = vm.extract_elements_with(&parts, |part| match sequence(&part).as_deref() {
            Some([prefix, function, kwargs]) => Ok((prefix.str(vm)?.to_string(), unary(function, kwargs, vm)?)),
            _ => Err(vm.new_type_error("a name, a function and its keyword arguments are wanted")),
        })?;
        let Ok([(chunk_prefix, chunk), (combine_prefix, combine), (aggregate_prefix, aggregate)]) =
            <[_; 3]>::try_from(parts)
        else {
            return Err(vm.new_type_error("three functions are wanted"));
        };
        let x = array(&x, vm)?;
        let over: Vec<usize> = integers(&axis, vm)?.into_iter().map(|axis| axis.max(0) as usize).collect();
        let tree = Tree {
            chunk: Factory::Same(chunk),
            chunk_prefix,
            levels: Levels {
                combine: array::node_of(combine, concatenate),
                combine_prefix,
                aggregate: array::node_of(aggregate, concatenate),
                aggregate_prefix,
                output_size,
                dtype: dtype(&dtype_name, vm)?.unwrap_or(DType::Float64),
            },
        };
        let every = split_every(&every, vm)?;
        checked(array::tree_reduction(&x, &over, keepdims, every.as_ref(), &tree, Token::of(&token), &config(vm)?), vm)
    }

    // Axes and shapes

    #[pyfunction]
    fn transpose(x: PyObjectRef, order: PyObjectRef, prefix: String, vm: &VirtualMachine) -> PyResult {
        checked(array(&x, vm)?.transpose_as(&prefix, axes(&order, vm)?.as_deref(), &config(vm)?), vm)
    }

    #[pyfunction]
    fn reshape(x: PyObjectRef, lengths: PyObjectRef, merge_chunks: bool, vm: &VirtualMachine) -> PyResult {
        checked(array(&x, vm)?.reshape(&integers(&lengths, vm)?, merge_chunks, &config(vm)?), vm)
    }

    #[pyfunction]
    fn squeeze(x: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array(&x, vm)?.squeeze(axes(&axis, vm)?.as_deref(), &config(vm)?), vm)
    }

    #[pyfunction]
    fn broadcast_to(x: PyObjectRef, lengths: PyObjectRef, cuts: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let cuts = if vm.is_none(&cuts) { None } else { Some(chunks(&cuts, vm)?) };
        checked(array(&x, vm)?.broadcast_to(&known_shape(&lengths, vm)?, cuts.as_ref()), vm)
    }

    #[pyfunction]
    fn repeat(x: PyObjectRef, count: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let axis = if vm.is_none(&axis) { None } else { Some(integer(&axis, vm)?) };
        checked(array(&x, vm)?.repeat(integer(&count, vm)?, axis, &config(vm)?), vm)
    }

    #[pyfunction]
    fn diag(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array(&x, vm)?.diag(&config(vm)?), vm)
    }

    #[pyfunction]
    fn diagonal(
        x: PyObjectRef,
        offset: PyObjectRef,
        axis1: PyObjectRef,
        axis2: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (offset, axis1, axis2) = (integer(&offset, vm)?, integer(&axis1, vm)?, integer(&axis2, vm)?);
        checked(array(&x, vm)?.diagonal(offset, axis1, axis2, &config(vm)?), vm)
    }

    fn arrays(objects: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<Array>> {
        vm.extract_elements_with(objects, |object| array(&object, vm))
    }

    #[pyfunction]
    fn concatenate(objects: PyObjectRef, axis: PyObjectRef, allow_unknown: bool, vm: &VirtualMachine) -> PyResult {
        checked(array::concatenate(&arrays(&objects, vm)?, integer(&axis, vm)?, allow_unknown, &config(vm)?), vm)
    }

    #[pyfunction]
    fn stack(objects: PyObjectRef, axis: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array::stack(&arrays(&objects, vm)?, integer(&axis, vm)?, &config(vm)?), vm)
    }

    fn depths(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<array::Depth> {
        vm.extract_elements_with(object, |pair| match integers(&pair, vm)?[..] {
            [before, after] if before >= 0 && after >= 0 => Ok((before as usize, after as usize)),
            _ => Err(vm.new_value_error("depths are pairs of numbers that are not negative")),
        })
    }

    #[pyfunction]
    fn overlap(x: PyObjectRef, depth: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array::overlapped(&array(&x, vm)?, &depths(&depth, vm)?), vm)
    }

    #[pyfunction]
    fn trim(x: PyObjectRef, depth: PyObjectRef, outer: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let outer = vm.extract_elements_with(&outer, |truth| truth.try_to_bool(vm))?;
        checked(array::trimmed(&array(&x, vm)?, &depths(&depth, vm)?, &outer), vm)
    }

    // Products

    #[pyfunction]
    fn tensordot(
        left: PyObjectRef,
        right: PyObjectRef,
        left_axes: PyObjectRef,
        right_axes: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let (left, right) = (array(&left, vm)?, array(&right, vm)?);
        checked(
            array::tensordot(&left, &right, &integers(&left_axes, vm)?, &integers(&right_axes, vm)?, &config(vm)?),
            vm,
        )
    }

    #[pyfunction]
    fn dot(left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array::dot(&array(&left, vm)?, &array(&right, vm)?, &config(vm)?), vm)
    }

    #[pyfunction]
    fn matmul(left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array::matmul(&array(&left, vm)?, &array(&right, vm)?, &config(vm)?), vm)
    }

    #[pyfunction]
    fn outer(left: PyObjectRef, right: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        checked(array::outer(&array(&left, vm)?, &array(&right, vm)?, &config(vm)?), vm)
    }

    // Learners' functions

    /// `function(*args, **kwargs)` for every block, the blocks of arrays among `args` in their places. `changes` are
    /// `chunks`, `drop_axis`, `new_axis`, and a function that gives more keyword arguments for a block's index.
    #[pyfunction]
    fn map_blocks(
        function: PyObjectRef,
        args: PyObjectRef,
        kwargs: PyDictRef,
        name: String,
        dtype_name: PyObjectRef,
        changes: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let Some([cuts, drop_axis, new_axis, about]) = sequence(&changes).map(<[_; 4]>::try_from).and_then(Result::ok)
        else {
            return Err(vm.new_type_error("chunks, drop_axis, new_axis and about are wanted"));
        };
        let args = sequence(&args).unwrap_or_default();
        let (call, arrays) = Call::new(function, &args, &kwargs, vm)?;
        let axes = |object: &PyObjectRef| -> PyResult<Vec<usize>> {
            Ok(integers(object, vm)?.into_iter().map(|axis| axis.max(0) as usize).collect())
        };
        let cuts = if vm.is_none(&cuts) { None } else { Some(chunks(&cuts, vm)?.iter().cloned().collect()) };
        let changes = AxisChanges { drop_axis: axes(&drop_axis)?, new_axis: axes(&new_axis)?, chunks: cuts };
        let about = (!vm.is_none(&about)).then_some(about);
        let dtype = dtype(&dtype_name, vm)?.unwrap_or(DType::Float64);
        checked(array::map_blocks(name.into(), call.factory(about, vm), &arrays, dtype, &changes, &config(vm)?), vm)
    }

    /// `function(*args, **kwargs)` for every block of the output. `labelling` are the labels of the output's axes, the arrays among
    /// `args` with theirs, the chunks of new ones, and whether blocks along labels that the output lacks are joined.
    #[pyfunction]
    fn blockwise(
        function: PyObjectRef,
        args: PyObjectRef,
        kwargs: PyDictRef,
        name: String,
        labelling: PyObjectRef,
        dtype_name: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult {
        let Some([out, operands, new_axes, concatenate]) =
            sequence(&labelling).map(<[_; 4]>::try_from).and_then(Result::ok)
        else {
            return Err(vm.new_type_error("labels, operands, new axes and concatenate are wanted"));
        };
        let new_axes: PyDictRef = new_axes.try_into_value(vm)?;
        let concatenate = concatenate.try_to_bool(vm)?;
        let args = sequence(&args).unwrap_or_default();
        let (call, _) = Call::new(function, &args, &kwargs, vm)?;
        let mut new_chunks = LabelChunks::new();
        for (label, cuts) in new_axes.into_iter() {
            let cuts: PyObjectRef = vm.ctx.new_tuple(vec![cuts]).into();
            let cuts = chunks(&cuts, vm)?;
            new_chunks.extend(cuts.iter().cloned().map(|cuts| (integer(&label, vm).unwrap_or(0) as Label, cuts)));
        }
        let call = array::Call {
            name: name.into(),
            labels: labels(&out, vm)?,
            factory: call.factory(None, vm),
            operands: labelled(&operands, vm)?,
            dtype: dtype(&dtype_name, vm)?.unwrap_or(DType::Float64),
            new_axes: new_chunks,
            concatenate,
        };
        checked(array::blockwise(call, &config(vm)?), vm)
    }

    // Random numbers

    fn words(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Vec<u32>> {
        let mut words = Vec::new();
        for object in vm.extract_elements_with(object, Ok)? {
            let integer = object.try_index(vm)?;
            if num_traits::Signed::is_negative(integer.as_bigint()) {
                return Err(vm.new_value_error("expected non-negative integer"));
            }
            let digits = integer.as_bigint().to_u32_digits().1;
            words.extend(if digits.is_empty() { vec![0] } else { digits });
        }
        Ok(words)
    }

    /// A generator of the new kind, from a list of integers.
    #[pyfunction]
    fn generator(seeds: PyObjectRef, vm: &VirtualMachine) -> PyResult<PySource> {
        Ok(PySource::generator(words(&seeds, vm)?))
    }

    /// A generator of the old kind; `kind` is `"seed"`, `"seeds"` or `"entropy"`.
    #[pyfunction]
    fn random_state(kind: String, seeds: PyObjectRef, vm: &VirtualMachine) -> PyResult<PySource> {
        PySource::random_state(&kind, &words(&seeds, vm)?, vm)
    }
}
