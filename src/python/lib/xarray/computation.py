"""Functions of several objects: `apply_ufunc`, `where`, `dot`, `cov`."""

import functools

import dask.array as da
import numpy as np
from _dasklet_missing import unsupported

from . import duck
from .alignment import align
from .kinds import is_array, is_dataset, is_labelled
from .merging import merge_coords
from .options import keeps_attrs, option
from .variable import Variable, as_dims, as_variable, merged_attrs


def _variables_of(obj):
    return obj._variable if is_array(obj) else obj


def apply_ufunc(
    func,
    *args,
    input_core_dims=None,
    output_core_dims=((),),
    exclude_dims=frozenset(),
    vectorize=False,
    join="exact",
    dataset_join="exact",
    dataset_fill_value=None,
    keep_attrs=None,
    kwargs=None,
    dask="forbidden",
    output_dtypes=None,
    output_sizes=None,
    meta=None,
    dask_gufunc_kwargs=None,
    on_missing_core_dim="raise",
):
    """A function of plain arrays, applied to labelled ones.

    Core dimensions come last in the arrays that `func` gets; all others are matched by name. Lazy arrays need
    `dask="allowed"` (`func` takes Dask's arrays) or `dask="parallelized"` (it is called with chunks).
    """
    given = dict(locals())
    if any(getattr(arg, "_kind", None) == "groups" for arg in given.pop("args")):
        from .groupby import apply_groups

        return apply_groups(functools.partial(apply_ufunc, given.pop("func")), args, given)
    cores = [()] * len(args) if input_core_dims is None else [tuple(core) for core in input_core_dims]
    if len(cores) != len(args):
        raise ValueError(
            f"input_core_dims must be None or a tuple with the length same to the number of input arguments. Given {len(cores)} input_core_dims: {input_core_dims}, but number of args is {len(args)}."
        )
    if dask not in ("forbidden", "allowed", "parallelized"):
        raise ValueError(f"unknown setting for chunked array handling in apply_ufunc: {dask}")
    if meta is not None:
        raise unsupported("apply_ufunc(meta=)", "output_dtypes=[...] says what chunks hold")
    outputs = [tuple(core) for core in output_core_dims]
    if not set(exclude_dims) <= {dim for core in cores for dim in core}:
        raise ValueError(f"each dimension in `exclude_dims` must also appear in `input_core_dims`. Found {set(exclude_dims)!r}")
    args = _aligned(args, join, exclude_dims)
    options = {
        "cores": cores,
        "outputs": outputs,
        "exclude": set(exclude_dims),
        "vectorize": vectorize,
        "attrs": _combining(keep_attrs),
        "dataset_join": dataset_join,
        "dataset_fill_value": dataset_fill_value,
        "on_missing": on_missing_core_dim,
        "kwargs": kwargs or {},
        "dask": dask,
        "dtypes": output_dtypes,
        "gufunc": {**({"output_sizes": output_sizes} if output_sizes else {}), **(dask_gufunc_kwargs or {})},
    }
    if not any(_is_by_name(arg) or is_array(arg) or isinstance(arg, Variable) for arg in args):
        if any(duck.is_lazy(arg) for arg in args) and dask != "allowed":
            raise ValueError(f"apply_ufunc(dask={dask!r}) of a plain Dask array: at least one input must be an xarray object")
        return func(*args, **(kwargs or {}))
    if any(_is_by_name(arg) for arg in args):
        return _apply_datasets(func, args, options)
    return _apply_arrays(func, args, options)


def _is_by_name(arg):
    """Whether it holds variables by name: a Dataset, or a mapping, which has no coordinates of its own."""
    return hasattr(arg, "keys") and not is_array(arg)


def _combining(keep_attrs):
    """How attributes are combined: a truth value stands for the first object's, or none."""
    if isinstance(keep_attrs, str) or callable(keep_attrs):
        return keep_attrs
    return "override" if (keeps_attrs(None) if keep_attrs is None else keep_attrs) else "drop"


def _apply_datasets(func, args, options):
    from .dataset import Dataset

    datasets = [arg for arg in args if is_dataset(arg)]
    missing = options["dataset_fill_value"]
    by_name = [arg.data_vars if is_dataset(arg) else arg for arg in args]
    names = _joined_names([list(arg.keys()) for arg in by_name if _is_by_name(arg)], options["dataset_join"], missing)
    results = {}
    for name in names:
        own = [arg.get(name, missing) if _is_by_name(arg) else arg for arg in by_name]
        lacking = [core for arg, core in zip(own, options["cores"]) if is_array(arg) and not set(core) <= set(arg.dims)]
        if lacking and options["on_missing"] == "raise":
            raise ValueError(
                f"Missing core dims {set(lacking[0])} from arg number 1 on a variable named `{name}`; on_missing_core_dim='drop' leaves it out"
            )
        if lacking:
            if options["on_missing"] == "copy":
                kept = own[0]
                results[name] = (kept,) * max(len(options["outputs"]), 1)
            elif options["on_missing"] != "drop":
                raise ValueError(f"Invalid value for `on_missing_core_dim`: {options['on_missing']!r}")
            continue
        found = _apply_arrays(func, own, options)
        results[name] = found if isinstance(found, tuple) else (found,)
    attrs = merged_attrs([dataset.attrs for dataset in datasets], options["attrs"])
    all_coords = _coords_of(args, options)
    lost = {dim for core in options["cores"] for dim in core}
    made = []
    for at, output in enumerate(options["outputs"]):
        coords = {key: coord for key, coord in all_coords.items() if not (lost - set(output)) & set(coord.dims)}
        variables = {name: as_variable(result[at]) for name, result in results.items()}
        made.append(Dataset._made({**variables, **coords}, set(coords), attrs))
    return made[0] if len(made) == 1 else tuple(made)


def _coords_of(args, options):
    """The coordinates of all arguments, without those along dimensions that may change."""
    gone = options["exclude"]
    labelled = [arg for arg in args if is_labelled(arg)]
    all_coords = [{key: c for key, c in arg._coord_variables().items() if not gone & set(c.dims)} for arg in labelled]
    return (
        all_coords[0] if len(all_coords) == 1 and options["attrs"] == "override" else merge_coords(all_coords, "minimal", options["attrs"])
    )


def _joined_names(all_names, join, fill_value):
    """The data variables of the result, of those that Datasets have."""
    first = all_names[0]
    if join == "exact":
        for names in all_names[1:]:
            if set(names) != set(first):
                raise ValueError(
                    f"exact match required for all data variable names, but {names!r} != {first!r}: {set(names) ^ set(first)} are not in both."
                )
        return first
    if join == "inner":
        return [name for name in first if all(name in names for names in all_names)]
    if join in ("left", "right"):
        names = first if join == "left" else all_names[-1]
    elif join == "outer":
        names = list(dict.fromkeys(name for names in all_names for name in names))
    else:
        raise ValueError(f"invalid value for dataset_join: {join}")
    if fill_value is None and any(name not in other for name in names for other in all_names):
        raise TypeError(
            "to apply an operation to datasets with different data variables with apply_ufunc, you must supply the dataset_fill_value argument."
        )
    return names


def _apply_arrays(func, args, options):
    from .dataarray import DataArray

    arrays = [arg for arg in args if is_array(arg)]
    plain = [_variables_of(arg) for arg in args]
    found = _apply_variables(func, plain, options)
    if not arrays:
        return found[0] if len(found) == 1 else found
    names = {array.name for array in arrays}
    # As xarray: who keeps attributes takes the first name.
    name = None if options["attrs"] == "drop" and len(names) > 1 else arrays[0].name
    coords = _coords_of(args, options)
    # Coordinates along dimensions that are gone go with them.
    lost = {dim for core in options["cores"] for dim in core}
    results = []
    for variable, core in zip(found, options["outputs"]):
        own = {key: coord for key, coord in coords.items() if not (lost - set(core)) & set(coord.dims)}
        own = {key: coord for key, coord in own.items() if set(coord.dims) <= set(variable.dims)}
        results.append(DataArray._made(variable, own, name))
    return results[0] if len(results) == 1 else tuple(results)


def _apply_variables(func, args, options):
    cores, outputs, exclude = options["cores"], options["outputs"], options["exclude"]
    sizes = {}
    for arg, core in zip(args, cores):
        if isinstance(arg, Variable):
            missing = [dim for dim in core if dim not in arg.dims]
            if missing:
                raise ValueError(
                    f"operand to apply_ufunc has required core dimensions {list(core)}, but some of them are missing: {missing}"
                )
            for dim, length in arg.sizes.items():
                if dim not in exclude and sizes.setdefault(dim, length) != length:
                    raise ValueError(f"mismatched lengths for dimension {dim!r}: {sizes[dim]} and {length}")
    all_core = {dim for core in cores for dim in core}
    loop = tuple(dim for dim in sizes if dim not in all_core)
    data = [_core_last(arg, loop, core) if isinstance(arg, Variable) else arg for arg, core in zip(args, cores)]
    if options["vectorize"]:
        func = np.vectorize(func, signature=_signature(cores, outputs))
    lazy = any(duck.is_lazy(array) for array in data)
    call = func if not options["kwargs"] else lambda *arrays: func(*arrays, **options["kwargs"])
    if lazy and options["dask"] == "forbidden":
        raise ValueError(
            "apply_ufunc encountered a dask array on an argument, but handling for dask arrays has not been enabled. Either set the ``dask`` argument or load your data into memory first with ``.load()`` or ``.compute()``"
        )
    if lazy and options["dask"] == "parallelized":
        results = _parallelized(call, data, cores, outputs, sizes, options)
    else:
        results = call(*data)
    results = results if isinstance(results, tuple) and len(outputs) > 1 else (results,)
    if len(results) != len(outputs):
        raise ValueError(
            f"applied function does not have the number of outputs specified in the ufunc signature. Received {len(results)} and expected {len(outputs)}"
        )
    attrs = merged_attrs([arg.attrs for arg in args if isinstance(arg, Variable)], options["attrs"])
    made = []
    for result, core in zip(results, outputs):
        result = duck.as_data(result)
        dims = loop + core
        if result.ndim != len(dims):
            raise ValueError(
                f"applied function returned data with an unexpected number of dimensions. Received {result.ndim} dimension(s) but expected {len(dims)} dimensions with names {dims}"
            )
        for dim, length in zip(dims, result.shape):
            if dim in sizes and dim not in exclude and sizes[dim] != length:
                raise ValueError(
                    f"size of dimension '{dim}' on inputs was unexpectedly changed by applied function from {sizes[dim]} to {length}. Only dimensions specified in ``exclude_dims`` with xarray.apply_ufunc are allowed to change size."
                )
        made.append(Variable(dims, result, attrs))
    return tuple(made)


def _core_last(variable, loop, core):
    dims = [dim for dim in variable.dims if dim not in core]
    data = variable.data
    order = dims + list(core)
    if order != list(variable.dims):
        data = data.transpose([variable.dims.index(dim) for dim in order])
    needed = [dim for dim in loop if dim in dims]
    if needed != dims:
        data = data.transpose([dims.index(dim) for dim in needed] + list(range(len(dims), data.ndim)))
    # Loop dimensions that it does not have count from the right, as in NumPy's broadcasting.
    first = next((at for at, dim in enumerate(loop) if dim in dims), len(loop))
    key = tuple(slice(None) if dim in dims else None for dim in loop[first:]) + (slice(None),) * len(core)
    return data[key] if None in key else data


def _parallelized(call, data, cores, outputs, sizes, options):
    """`dask.array.apply_gufunc` on the arrays."""
    for at, (array, core) in enumerate(zip(data, cores)):
        if not duck.is_lazy(array):
            continue
        for axis, dim in zip(range(array.ndim - len(core), array.ndim), core):
            if len(array.chunks[axis]) > 1 and not options["gufunc"].get("allow_rechunk"):
                raise ValueError(
                    f"dimension {dim} on {at}th function argument to apply_ufunc with dask='parallelized' consists of multiple chunks, but is also a core dimension. To fix, either rechunk into a single array chunk along this dimension, i.e., ``.chunk(dict({dim}=-1))``, or pass ``allow_rechunk=True`` in ``dask_gufunc_kwargs`` but beware that this may significantly increase memory usage."
                )
    gufunc = dict(options["gufunc"])
    new_sizes = dict(gufunc.pop("output_sizes", None) or {})
    for core in outputs:
        for dim in core:
            if dim not in new_sizes and (dim not in sizes or dim in options["exclude"]):
                raise ValueError(f"dimension {dim!r} in 'output_core_dims' needs corresponding (dim, size) in 'output_sizes'")
    names = _letters(cores, outputs)
    # A dimension that changes its length has another name on the way out.
    changed = {dim: f"{names[dim]}_out" for dim in options["exclude"] if dim in names}
    signature = _signature(cores, outputs, changed)
    own = {changed.get(dim, names[dim]): length for dim, length in new_sizes.items() if dim in names}
    if own:
        gufunc["output_sizes"] = own
    dtypes = options["dtypes"]
    if dtypes is not None:
        gufunc["output_dtypes"] = dtypes if len(outputs) > 1 else dtypes[0]
    lengths = {**sizes, **new_sizes}

    def checked(*blocks):
        found = call(*blocks)
        for result, core in zip(found if isinstance(found, tuple) and len(outputs) > 1 else (found,), outputs):
            shape = np.shape(result)
            for length, dim in zip(shape[len(shape) - len(core) :], core):
                if length != lengths[dim]:
                    raise ValueError(
                        f"size of dimension '{dim}' on inputs was unexpectedly changed by applied function from {lengths[dim]} to {length}. Only dimensions specified in ``exclude_dims`` with xarray.apply_ufunc are allowed to change size."
                    )
        return found

    checks = any(core for core in outputs)
    return da.apply_gufunc(functools.wraps(call)(checked) if checks else call, signature, *data, **gufunc)


def _letters(cores, outputs):
    """Names of core dimensions that a signature may hold."""
    return {dim: f"dim{at}" for at, dim in enumerate(dict.fromkeys(dim for core in [*cores, *outputs] for dim in core))}


def _signature(cores, outputs, changed=None):
    names = _letters(cores, outputs)
    after = {**names, **(changed or {})}

    def text(parts, known):
        return ",".join(f"({','.join(known[dim] for dim in core)})" for core in parts)

    return f"{text(cores, names)}->{text(outputs, after)}"


def ufunc_of(ufunc, method, inputs, kwargs):
    """What NumPy's functions of labelled objects give (`__array_ufunc__`)."""
    if method != "__call__":
        raise NotImplementedError(
            f"{method} method for ufunc {ufunc} is not implemented on xarray objects, which currently only support the __call__ method."
        )
    if kwargs.get("out") is not None:
        raise NotImplementedError("xarray objects are not yet supported in the `out` argument for ufuncs.")
    return apply_ufunc(ufunc, *inputs, join=option("arithmetic_join"), dask="allowed", keep_attrs=keeps_attrs(None), kwargs=kwargs)


def where(cond, x, y, keep_attrs=None):
    """Elements of `x` where the condition holds, else of `y`."""
    keeps = keeps_attrs(keep_attrs)
    result = apply_ufunc(duck.where, cond, x, y, join="exact", dataset_join="exact", dask="allowed", keep_attrs=keeps)
    if not keeps or not is_labelled(result):
        return result
    if is_dataset(y) and not is_dataset(x):
        # As xarray: `x` has its attributes under its name alone.
        result.attrs = {}
        if getattr(x, "name", None) in result.data_vars:
            result._variables[x.name].attrs = x.attrs
    else:
        result.attrs = getattr(x, "attrs", {})
        for name in getattr(result, "data_vars", ()):
            result._variables[name].attrs = x._variables[name].attrs if is_dataset(x) else {}
    of_coords = x._coord_variables() if is_labelled(x) else {}
    for name, coord in result._coord_variables().items():
        coord.attrs = of_coords[name].attrs if name in of_coords else {}
    return result


def where_method(obj, cond, other=None):
    """The elements where a condition holds, else missing ones or `other`."""
    if other is None:
        objects = align(obj, cond, join="inner", copy=False) if is_labelled(cond) else (obj, cond)

        def function(data, condition):
            return duck.where(condition, data, duck.missing_value(data.dtype)[1])

    else:
        join = "exact"
        objects = (obj, cond, other)
        objects = _aligned(objects, join)

        def function(data, condition, replacement):
            return duck.where(condition, data, replacement)

    result = apply_ufunc(function, *objects, join="exact", dask="allowed", keep_attrs=True)
    return _dressed(result, obj)


def fillna(obj, value, join="left"):
    """The missing elements replaced."""
    if is_array(obj) and _is_by_name(value) and join == "left":
        raise TypeError("cannot provide fill value as a dictionary with fillna on a DataArray")
    if is_dataset(obj) and _is_by_name(value) and join == "left":
        unknown = [name for name in value if name not in obj.data_vars]
        if unknown:
            raise ValueError("all variables in the argument to `fillna` must be contained in the original dataset")
    result = apply_ufunc(duck.fillna, obj, value, join=join, dataset_join=join, dataset_fill_value=np.nan, dask="allowed", keep_attrs=True)
    return _dressed(result, obj)


def _aligned(objects, join, exclude=()):
    """The objects, with what is labelled among them and in mappings made to agree."""
    labelled = [one for obj in objects for one in (obj.values() if _is_mapping(obj) else [obj]) if is_labelled(one)]
    if len(labelled) < 2:
        return objects
    found = iter(align(*labelled, join=join, copy=False, exclude=exclude))

    def chosen(obj):
        return next(found) if is_labelled(obj) else obj

    return [{name: chosen(one) for name, one in obj.items()} if _is_mapping(obj) else chosen(obj) for obj in objects]


def _is_mapping(obj):
    return _is_by_name(obj) and not is_dataset(obj)


def _dressed(result, obj):
    """With the attributes and order of dimensions of the object that it came from."""
    if is_dataset(obj):
        for name in result.data_vars:
            if name in obj._variables:
                result._variables[name].attrs = obj._variables[name].attrs
        result.attrs = obj.attrs
        return result
    if not is_array(result):
        return result
    result.attrs = obj.attrs
    result.name = obj.name
    if set(obj.dims) <= set(result.dims) and result.dims[: obj.ndim] != obj.dims:
        result = result.transpose(*obj.dims, ...)
    return result


def dot(*arrays, dim=None, **kwargs):
    """The sum of products over the dimensions that all arrays share, those named, or all (`...`)."""
    if any(not is_array(array) and not isinstance(array, Variable) for array in arrays):
        raise TypeError(f"Only xr.DataArray and xr.Variable are supported. Given {[type(array) for array in arrays]}.")
    if not arrays:
        raise TypeError("At least one array should be given.")
    if "dims" in kwargs:
        # The name that it had before.
        dim = kwargs.pop("dims")
    if kwargs:
        raise TypeError(f"einsum() got an unexpected keyword argument {next(iter(kwargs))!r}")
    everything = list(dict.fromkeys(d for array in arrays for d in array.dims))
    if dim is ...:
        over = everything
    elif dim is None:
        over = [d for d in everything if sum(d in array.dims for array in arrays) > 1]
    else:
        over = list(as_dims(dim))
        unknown = [d for d in over if d not in everything]
        if unknown:
            raise ValueError(f"Dimension(s) {', '.join(map(repr, unknown))} do not exist. Expected one or more of {set(everything)}")
    letters = {d: chr(97 + at) for at, d in enumerate(everything)}
    cores = [[d for d in array.dims if d in over] for array in arrays]
    loop = list(dict.fromkeys(d for array in arrays for d in array.dims if d not in over))

    def function(*data):
        # Loop dimensions may be missing or of length 1; einsum wants what is there.
        inputs = []
        for array, core in zip(data, cores):
            own = loop[len(loop) - (array.ndim - len(core)) :]
            inputs.append("".join(letters[d] for d in own + core))
        text = ",".join(inputs) + "->" + "".join(letters[d] for d in loop)
        return _einsum(text, data)

    result = apply_ufunc(function, *arrays, input_core_dims=cores, join=option("arithmetic_join"), dask="allowed")
    if is_array(result):
        result.name = arrays[0].name
    return result


def _einsum(text, arrays):
    """A product and a sum; what is summed over need not be in all arrays."""
    if any(duck.is_lazy(array) for array in arrays):
        return da.einsum(text, *arrays)
    inputs, output = text.split("->")
    names = "".join(dict.fromkeys(output + inputs.replace(",", "")))
    product = None
    for array, own in zip(arrays, inputs.split(",")):
        order = [own.index(name) for name in names if name in own]
        spread = array.transpose(order) if order != list(range(array.ndim)) else array
        spread = spread[tuple(slice(None) if name in own else None for name in names)]
        product = spread if product is None else product * spread
    axes = tuple(range(len(output), len(names)))
    if not axes:
        return product
    # As einsum: the sum has the type of the products.
    return product.any(axis=axes) if product.dtype.kind == "b" else product.sum(axis=axes).astype(product.dtype)


def full_like(other, fill_value, dtype=None, *, chunks=None, chunked_array_type=None, from_array_kwargs=None):
    """An object of the same form, filled with one value, or of a Dataset with one for each variable."""
    if chunked_array_type not in (None, "dask") or from_array_kwargs:
        raise unsupported("full_like(chunked_array_type=, from_array_kwargs=)", "there is Dask alone: chunks={...}")
    by_name = {**fill_value} if hasattr(fill_value, "keys") and not is_labelled(fill_value) else None
    if not (is_dataset(other) and by_name is not None) and np.ndim(fill_value) + is_labelled(fill_value) > 0:
        raise ValueError(f"fill_value must be scalar or, for datasets, a dict-like. Received {fill_value} instead.")
    arrays = [other] if not is_dataset(other) else [other[name] for name in other.data_vars]
    if chunks is not None and not all(duck.is_lazy(array.data) for array in arrays):
        raise TypeError("Expected a chunked array but none were found: .chunk(...) the result")
    if not is_dataset(other):
        return _filled(other, fill_value, dtype, chunks)
    variables = dict(other._variables)
    for name in other.data_vars:
        own = by_name.get(name) if by_name is not None else fill_value
        kind = dtype.get(name) if hasattr(dtype, "keys") else dtype
        variables[name] = _filled(other[name], np.nan if own is None else own, kind, chunks)._variable
    return other._like(variables)


def _filled(array, value, dtype, chunks):
    def filled(data):
        if chunks is None:
            return duck.module(data).full_like(data, value, dtype=dtype)
        # As xarray, which hands Dask a mapping by names of dimensions: it finds no axis in it.
        sizes = chunks if not hasattr(chunks, "keys") else tuple(chunks.get(axis, size) for axis, size in enumerate(data.shape))
        return da.full(data.shape, value, dtype=dtype or data.dtype, chunks=sizes)

    return array._apply(filled, True) if is_array(array) else array.apply(filled, True)


def zeros_like(other, dtype=None, *, chunks=None, chunked_array_type=None, from_array_kwargs=None):
    """An object of the same form, of zeros."""
    return full_like(other, 0, dtype, chunks=chunks, chunked_array_type=chunked_array_type, from_array_kwargs=from_array_kwargs)


def ones_like(other, dtype=None, *, chunks=None, chunked_array_type=None, from_array_kwargs=None):
    """An object of the same form, of ones."""
    return full_like(other, 1, dtype, chunks=chunks, chunked_array_type=chunked_array_type, from_array_kwargs=from_array_kwargs)


def cov(da_a, da_b, dim=None, ddof=1, weights=None):
    """The covariance along a dimension; with `weights` of weighted elements."""
    return _cov_corr(da_a, da_b, dim, weights, ddof)


def corr(da_a, da_b, dim=None, weights=None):
    """Pearson's correlation along a dimension; with `weights` of weighted elements."""
    return _cov_corr(da_a, da_b, dim, weights)


def _cov_corr(first, second, dim, weights, ddof=None):
    """The covariance if there is a `ddof`, else the correlation."""
    if not is_array(first) or not is_array(second):
        raise TypeError(f"Only xr.DataArray is supported. Given {[type(first), type(second)]}.")
    if weights is not None and not is_array(weights):
        raise TypeError(f"Only xr.DataArray is supported. Given {type(weights)}.")
    first, second = align(first, second, join="inner", copy=False)
    valid = first.notnull() & second.notnull()
    first, second = first.where(valid), second.where(valid)

    def of(array):
        return array if weights is None else array.weighted(weights)

    product = (first - of(first).mean(dim)).conj() * (second - of(second).mean(dim))
    found = of(product).mean(dim, skipna=True)
    if ddof is None:
        return found / (of(first).std(dim) * of(second).std(dim))
    count = valid.sum(dim)
    return found * (count / (count - ddof))


def polyval(coord, coeffs, degree_dim="degree"):
    """A polynomial of a coordinate, by Horner's rule."""
    index = coeffs._dim_indexes().get(degree_dim)
    if index is None:
        raise ValueError(f"Dimension `{degree_dim}` should be a coordinate variable with labels.")
    if index.dtype.kind not in "iu":
        raise ValueError(f"Dimension `{degree_dim}` should be of integer dtype. Received {index.dtype} instead.")
    highest = int(index.values.max())
    coeffs = coeffs.reindex({degree_dim: np.arange(highest + 1)}, fill_value=0, copy=False)
    coord = coord.map(_as_number) if is_dataset(coord) else _as_number(coord)
    result = zeros_like(coord) + coeffs.isel({degree_dim: highest}, drop=True)
    for degree in range(highest - 1, -1, -1):
        result = result * coord + coeffs.isel({degree_dim: degree}, drop=True)
    return result


def _as_number(array):
    """Dates as nanoseconds since 1970, durations as numbers."""
    kind = array.dtype.kind
    if kind not in "mM":
        return array
    # As xarray: durations count in their own unit.
    ticks = array.astype("datetime64[ns]") if kind == "M" else array
    return ticks.astype("int64").astype("float64").where(array.notnull())
