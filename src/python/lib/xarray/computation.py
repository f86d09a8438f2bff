"""Functions of several objects: `apply_ufunc`, `where`, `dot`, `concat`."""

import dask.array as da
import numpy as np

from . import duck
from .alignment import align, merge_coords, merge_variables
from .kinds import is_array, is_dataset, is_labelled
from .options import keeps_attrs, option
from .variable import Variable, joined_sizes, merged_attrs


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
    cores = [()] * len(args) if input_core_dims is None else [tuple(core) for core in input_core_dims]
    if len(cores) != len(args):
        raise ValueError(
            f"input_core_dims must be None or a tuple with the length same to the number of input arguments. Given {len(cores)} input_core_dims: {input_core_dims}, but number of args is {len(args)}."
        )
    outputs = [tuple(core) for core in output_core_dims]
    labelled = [arg for arg in args if is_array(arg) or is_dataset(arg)]
    if len(labelled) > 1:
        aligned = iter(align(*labelled, join=join, copy=False, exclude=exclude_dims))
        args = [next(aligned) if is_array(arg) or is_dataset(arg) else arg for arg in args]
    options = {
        "cores": cores,
        "outputs": outputs,
        "exclude": set(exclude_dims),
        "vectorize": vectorize,
        "keep": keeps_attrs(keep_attrs) if not isinstance(keep_attrs, str) else keep_attrs != "drop",
        "kwargs": kwargs or {},
        "dask": dask,
        "dtypes": output_dtypes,
        "gufunc": {**({"output_sizes": output_sizes} if output_sizes else {}), **(dask_gufunc_kwargs or {})},
    }
    if any(is_dataset(arg) for arg in args):
        return _apply_datasets(func, args, options)
    return _apply_arrays(func, args, options)


def _apply_datasets(func, args, options):
    from .dataset import Dataset

    datasets = [arg for arg in args if is_dataset(arg)]
    names = [name for name in datasets[0].data_vars if all(name in other.data_vars for other in datasets)]
    results = {name: _apply_arrays(func, [arg[name] if is_dataset(arg) else arg for arg in args], options) for name in names}
    attrs = merged_attrs([dataset.attrs for dataset in datasets], "override") if options["keep"] else {}
    if len(options["outputs"]) > 1:
        return tuple(Dataset({name: result[at] for name, result in results.items()}, attrs=attrs) for at in range(len(options["outputs"])))
    return Dataset(results, attrs=attrs)


def _apply_arrays(func, args, options):
    from .dataarray import DataArray

    arrays = [arg for arg in args if is_array(arg)]
    plain = [_variables_of(arg) for arg in args]
    found = _apply_variables(func, plain, options)
    if not arrays:
        return found[0] if len(found) == 1 else found
    names = {array.name for array in arrays}
    name = names.pop() if len(names) == 1 else None
    gone = options["exclude"]
    coords = merge_coords(
        [{key: c for key, c in array._coords.items() if not gone & set(c.dims)} for array in arrays],
        {dim for array in arrays for dim in array._dim_indexes()},
    )
    results = tuple(
        DataArray._made(variable, {key: coord for key, coord in coords.items() if set(coord.dims) <= set(variable.dims)}, name)
        for variable in found
    )
    return results[0] if len(results) == 1 else results


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
        results = _parallelized(call, func, data, cores, outputs, options)
    else:
        results = call(*data)
    results = results if isinstance(results, tuple) and len(outputs) > 1 else (results,)
    if len(results) != len(outputs):
        raise ValueError(
            f"applied function does not have the number of outputs specified in the ufunc signature. Received {len(results)} and expected {len(outputs)}"
        )
    attrs = merged_attrs([arg.attrs for arg in args if isinstance(arg, Variable)], "override") if options["keep"] else None
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


def _parallelized(call, func, data, cores, outputs, options):
    """`dask.array.apply_gufunc` on the arrays."""
    for array, core in zip(data, cores):
        if not duck.is_lazy(array):
            continue
        for axis, dim in zip(range(array.ndim - len(core), array.ndim), core):
            if len(array.chunks[axis]) > 1 and not options["gufunc"].get("allow_rechunk"):
                raise ValueError(
                    f"dimension {dim} on 0th function argument to apply_ufunc with dask='parallelized' consists of multiple chunks, but is also a core dimension. To fix, either rechunk into a single array chunk along this dimension, i.e., ``.chunk(dict({dim}=-1))``, or pass ``allow_rechunk=True`` in ``dask_gufunc_kwargs`` but beware that this may significantly increase memory usage."
                )
    names = _letters(cores, outputs)
    gufunc = dict(options["gufunc"])
    if "output_sizes" in gufunc:
        gufunc["output_sizes"] = {names[dim]: length for dim, length in gufunc["output_sizes"].items()}
    dtypes = options["dtypes"]
    if dtypes is not None:
        gufunc["output_dtypes"] = dtypes if len(outputs) > 1 else dtypes[0]
    return da.apply_gufunc(call, _signature(cores, outputs), *data, **gufunc)


def _letters(cores, outputs):
    """Names of core dimensions that a signature may hold."""
    return {dim: f"dim{at}" for at, dim in enumerate(dict.fromkeys(dim for core in [*cores, *outputs] for dim in core))}


def _signature(cores, outputs):
    names = _letters(cores, outputs)

    def text(parts):
        return ",".join(f"({','.join(names[dim] for dim in core)})" for core in parts)

    return f"{text(cores)}->{text(outputs)}"


def ufunc_of(ufunc, method, inputs, kwargs):
    """What NumPy's functions of labelled objects give (`__array_ufunc__`)."""
    if method != "__call__":
        raise NotImplementedError(
            f"{method} method for ufunc {ufunc} is not implemented on xarray objects, which currently only support the __call__ method."
        )
    if kwargs.get("out"):
        raise NotImplementedError("xarray objects are not yet supported in the `out` argument for ufuncs.")
    return apply_ufunc(ufunc, *inputs, join=option("arithmetic_join"), dask="allowed", keep_attrs=keeps_attrs(None), kwargs=kwargs)


def where(cond, x, y, keep_attrs=None):
    """Elements of `x` where the condition holds, else of `y`."""
    from .dataset import Dataset

    result = apply_ufunc(duck.where, cond, x, y, join="exact", dask="allowed", keep_attrs=False)
    if keeps_attrs(keep_attrs) and hasattr(x, "attrs") and hasattr(result, "attrs"):
        result.attrs = dict(x.attrs)
        if not isinstance(result, Dataset):
            # As xarray: who keeps attributes takes the name of what comes first.
            result.name = next(part.name for part in (cond, x, y) if is_array(part))
            for name, coord in result._coords.items():
                source = getattr(x, "_coords", {}).get(name)
                if source is not None:
                    coord.attrs = source.attrs
    return result


def where_method(obj, cond, other=None):
    """The elements where a condition holds, else missing ones or `other`."""
    if other is None:
        objects = align(obj, cond, join="inner", copy=False) if is_labelled(cond) else (obj, cond)

        def function(data, condition):
            dtype, missing = duck.missing_value(data.dtype)
            return duck.where(condition, data if data.dtype == dtype else data.astype(dtype), missing)

    else:
        join = "exact"
        objects = (obj, cond, other)
        objects = _aligned(objects, join)

        def function(data, condition, replacement):
            return duck.where(condition, data, replacement)

    result = apply_ufunc(function, *objects, join="exact", dask="allowed", keep_attrs=False)
    return _dressed(result, obj)


def fillna(obj, value):
    """The missing elements replaced."""
    objects = _aligned((obj, value), "left")
    if is_dataset(obj) and hasattr(value, "keys") and not is_dataset(value):
        return obj.assign({name: fillna(obj[name], item) for name, item in value.items()})
    if is_dataset(obj) and is_dataset(value):
        return obj.assign({name: fillna(obj[name], value[name]) for name in value.data_vars if name in obj.data_vars})
    return _dressed(apply_ufunc(duck.fillna, *objects, join="left", dask="allowed", keep_attrs=False), obj)


def _aligned(objects, join):
    labelled = [obj for obj in objects if is_labelled(obj)]
    found = iter(align(*labelled, join=join, copy=False))
    return tuple(next(found) if is_labelled(obj) else obj for obj in objects)


def _dressed(result, obj):
    """With the attributes and order of dimensions of the object that it came from."""
    if is_dataset(obj):
        for name in result.data_vars:
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


def dot(*arrays, dim=None, **options):
    """The sum of products over the dimensions that all arrays share, those named, or all (`...`)."""
    if not arrays:
        raise TypeError("At least one array should be given.")
    shared = set(arrays[0].dims).intersection(*(set(array.dims) for array in arrays))
    everything = [d for array in arrays for d in array.dims]
    if dim is ...:
        over = list(dict.fromkeys(everything))
    elif dim is None:
        over = [d for d in dict.fromkeys(everything) if d in shared]
    else:
        over = [dim] if isinstance(dim, str) else list(dim)
    letters = {d: chr(97 + at) for at, d in enumerate(dict.fromkeys(everything))}
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
    return duck.module(product).sum(product, axis=axes) if axes else product


def concat(
    objs,
    dim,
    data_vars="all",
    coords="different",
    compat="equals",
    positions=None,
    fill_value=None,
    join="outer",
    combine_attrs="override",
    create_index_for_new_dim=True,
):
    """Objects one after another along a dimension, a new one or one that they have."""
    from .dataarray import DataArray
    from .dataset import Dataset

    objs = list(objs)
    if not objs:
        raise ValueError("must supply at least one object to concatenate")
    if isinstance(objs[0], DataArray):
        names = {obj.name for obj in objs}
        datasets = [obj._dataset() for obj in objs]
        result = concat(datasets, dim, data_vars, coords, compat, None, fill_value, join, combine_attrs)
        found = objs[0]._from(result, objs[0].name if len(names) == 1 else None)
        found.attrs = merged_attrs([obj.attrs for obj in objs], combine_attrs)
        return found
    label = None
    if is_array(dim):
        label, dim = dim._variable, dim.dims[0] if dim.name is None else dim.name
    elif not isinstance(dim, str) and hasattr(dim, "name"):
        label, dim = Variable((dim.name,), np.asarray(dim)), dim.name
    objs = list(align(*objs, join=join, copy=False, exclude=[dim], fill_value=fill_value))
    is_new = all(dim not in obj.dims for obj in objs)
    lengths = [1 if dim not in obj.dims else obj.sizes[dim] for obj in objs]
    variables, coord_names = {}, set().union(*(obj._coord_names for obj in objs))
    for name in dict.fromkeys(name for obj in objs for name in obj._variables):
        own = [obj._variables.get(name) for obj in objs]
        is_data = name not in coord_names
        along = any(v is not None and dim in v.dims for v in own)
        if is_new and name == dim:
            variables[name] = Variable((dim,), np.array([v.values[()] for v in own]), own[0].attrs)
            continue
        present = [v for v in own if v is not None]
        differs = (
            len(present) < len(own) or any(not present[0].equals(v) for v in present[1:])
            if not along and not (is_data and is_new)
            else True
        )
        spread = (
            along
            or (is_data and is_new if data_vars in ("all", None) else is_data and differs and data_vars == "different")
            or (not is_data and differs and coords == "different")
        )
        if is_data and not along and not is_new and data_vars == "all":
            spread = True
        if not spread:
            variables[name] = merge_variables([{name: v} for v in present], "override" if compat == "override" else "equals")[name]
            continue
        if len(present) < len(own):
            if is_data:
                raise ValueError(f"variables {name!r} are present in some datasets but not others")
            continue
        sizes = joined_sizes([v.isel({dim: slice(0, 1)}) if dim in v.dims else v.expand({dim: 1, **v.sizes}) for v in own])
        order = list(dict.fromkeys([*(own[0].dims if dim in own[0].dims else (dim, *own[0].dims)), *sizes]))
        parts = [v.expand({d: length if d == dim else sizes[d] for d in order}) for v, length in zip(own, lengths)]
        data = duck.concatenate([part.data for part in parts], order.index(dim))
        variables[name] = Variable(tuple(order), data, own[0].attrs, own[0].encoding)
    if label is not None:
        variables[dim] = label
        coord_names.add(dim)
    return Dataset._made(
        variables, {name for name in coord_names if name in variables}, merged_attrs([obj.attrs for obj in objs], combine_attrs)
    )


def full_like(other, fill_value, dtype=None):
    """An object of the same form, filled with one value."""

    def filled(data):
        return duck.module(data).full_like(data, fill_value, dtype=dtype)

    return other._apply(filled, True)


def zeros_like(other, dtype=None):
    """An object of the same form, of zeros."""
    return full_like(other, 0, dtype)


def ones_like(other, dtype=None):
    """An object of the same form, of ones."""
    return full_like(other, 1, dtype)


def cov(da_a, da_b, dim=None, ddof=1, weights=None):
    """The covariance along a dimension."""
    da_a, da_b = _both_valid(da_a, da_b)
    count = da_a.notnull().sum(dim)
    product = (da_a - da_a.mean(dim)) * (da_b - da_b.mean(dim))
    return product.sum(dim, skipna=True, min_count=1) / (count - ddof)


def corr(da_a, da_b, dim=None, weights=None):
    """The correlation along a dimension."""
    first, second = _both_valid(da_a, da_b)
    return cov(first, second, dim, ddof=0) / (first.std(dim) * second.std(dim))


def _both_valid(first, second):
    first, second = align(first, second, join="inner", copy=False)
    valid = first.notnull() & second.notnull()
    return first.where(valid), second.where(valid)


def polyval(coord, coeffs, degree_dim="degree"):
    """A polynomial of a coordinate, by Horner's rule."""
    if degree_dim not in coeffs.dims:
        raise ValueError(f"Dimension `{degree_dim}` should be a coordinate variable with labels.")
    degrees = coeffs[degree_dim].values
    result = 0.0
    for degree in range(int(degrees.max()), -1, -1):
        at = np.nonzero(degrees == degree)[0]
        result = result * coord + (coeffs.isel({degree_dim: int(at[0])}, drop=True) if len(at) else 0)
    return result
