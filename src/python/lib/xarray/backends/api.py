"""`open_dataset` and its kin."""

import warnings

import dask
import dask.array as da
from _dasklet_missing import unsupported
from dask.base import tokenize

from .. import conventions, duck
from ..dataset import Dataset
from ..variable import Variable
from . import zarr as zarr_backend

_CANNOT = {
    "netcdf4": "netCDF",
    "h5netcdf": "netCDF",
    "scipy": "netCDF",
    "cfgrib": "GRIB",
    "pydap": "OPeNDAP",
    "rasterio": "GeoTIFF",
}


def open_dataset(
    filename_or_obj,
    *,
    engine=None,
    chunks=None,
    cache=None,
    decode_cf=None,
    mask_and_scale=None,
    decode_times=None,
    decode_timedelta=None,
    use_cftime=None,
    concat_characters=None,
    decode_coords=None,
    drop_variables=None,
    create_default_indexes=True,
    inline_array=False,
    chunked_array_type=None,
    from_array_kwargs=None,
    backend_kwargs=None,
    **kwargs,
):
    """A Dataset of a Zarr store; labels are read, all else when it is looked at.

    With `chunks` (`{}` for the store's own, a dict, a number or `"auto"`) variables are Dask's arrays, whose chunks are
    read by the tasks that need them. Text and dates that label no dimension are read as they are looked at.
    """
    _check_engine(filename_or_obj, engine)
    if chunked_array_type not in (None, "dask"):
        raise ValueError(f"unrecognized chunked array type {chunked_array_type!r}; there is 'dask'")
    if not create_default_indexes:
        raise unsupported("open_dataset(create_default_indexes=False)", "variables named like their dimension label it")
    # There are no arrays of single characters in Zarr stores, whether they would be joined or not.
    del concat_characters
    unknown = set(kwargs) | set(backend_kwargs or {})
    unknown -= {
        "group",
        "consolidated",
        "storage_options",
        "zarr_format",
        "synchronizer",
        "use_zarr_fill_value_as_mask",
        "overwrite_encoded_chunks",
    }
    if unknown:
        raise TypeError(f"open_dataset() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    options = {**(backend_kwargs or {}), **kwargs}
    options.pop("synchronizer", None)
    overwrites = options.pop("overwrite_encoded_chunks", False)
    plain = decode_cf is False

    def wanted(value):
        return False if plain and value is None else value is not False if value is None else value

    dataset = decoded(
        zarr_backend.load(filename_or_obj, drop_variables=drop_variables, **options),
        mask_and_scale=wanted(mask_and_scale),
        decode_times=wanted(decode_times),
        decode_timedelta=decode_timedelta,
        use_cftime=use_cftime,
        decode_coords=wanted(decode_coords),
    )
    if chunks is not None if cache is None else not cache:
        for variable in dataset._variables.values():
            if duck.in_store(variable._data):
                variable._data = variable._data.uncached()
    source = zarr_backend.place(filename_or_obj)
    if isinstance(source, str):
        dataset.encoding["source"] = source
    if chunks is None:
        return dataset
    token = tokenize(source if isinstance(source, str) else id(source), engine, chunks, sorted(map(str, options.items())))
    return _chunked(dataset, chunks, token, inline_array, overwrites, from_array_kwargs or {})


def decoded(stored, *, mask_and_scale, decode_times, decode_timedelta, use_cftime, decode_coords):
    """The Dataset of stored variables by the conventions; labels of dimensions are read."""
    variables, attrs = stored
    made, coords = {}, set()
    if decode_times:
        conventions.with_bounds(variables)
    for name, variable in variables.items():

        def option(value):
            return value.get(name) if hasattr(value, "keys") else value

        try:
            variable = conventions.decode(
                name,
                variable,
                mask_and_scale=option(mask_and_scale) is not False,
                decode_times=True if option(decode_times) is None else option(decode_times),
                decode_timedelta=option(decode_timedelta),
                use_cftime=option(use_cftime),
            )
        except ValueError as error:
            error.add_note(f"Raised while decoding variable {name!r} with attributes {variable.attrs}")
            raise
        if decode_coords:
            named = variable.attrs.get("coordinates")
            if isinstance(named, str):
                variable.encoding["coordinates"] = variable.attrs.pop("coordinates")
                coords.update(other for other in named.split() if other in variables)
        if decode_coords == "all":
            coords.update(conventions.related(variable, variables))
        made[name] = variable
    attrs = dict(attrs)
    if decode_coords and isinstance(attrs.get("coordinates"), str):
        coords.update(name for name in attrs.pop("coordinates").split() if name in made)
    for name, variable in made.items():
        if variable.dims == (name,):
            coords.add(name)
            variable._data = variable.data
    # Data variables first, each kind as it is stored.
    made = {**{name: v for name, v in made.items() if name not in coords}, **{name: v for name, v in made.items() if name in coords}}
    return Dataset._made(made, coords, attrs)


def decode_cf(
    obj,
    concat_characters=True,
    mask_and_scale=True,
    decode_times=True,
    decode_coords=True,
    drop_variables=None,
    use_cftime=None,
    decode_timedelta=None,
):
    """A Dataset with what the attributes of its variables say done to their elements, as `open_dataset` does it with a store."""
    if not isinstance(obj, Dataset):
        raise TypeError("can only decode Dataset or DataStore objects")
    # There are no arrays of single characters here.
    del concat_characters
    dropped = {drop_variables} if isinstance(drop_variables, str) else set(drop_variables or ())
    variables = {name: variable.copy(deep=False) for name, variable in obj._variables.items() if name not in dropped}
    made = decoded(
        (variables, obj.attrs),
        mask_and_scale=mask_and_scale,
        decode_times=decode_times,
        decode_timedelta=decode_timedelta,
        use_cftime=use_cftime,
        decode_coords=decode_coords,
    ).set_coords([name for name in obj._coord_names if name not in dropped])
    made.encoding = dict(obj.encoding)
    return made


def _check_engine(target, engine):
    if engine is not None and engine != "zarr":
        if engine in _CANNOT:
            raise ValueError(
                f"engine {engine!r} reads {_CANNOT[engine]} files, which cannot be read here; stores of Zarr can: engine='zarr'"
            )
        raise ValueError(f"unrecognized engine {engine!r} must be one of your download engines: ['zarr']")
    if engine is None and isinstance(target, str):
        end = target.rstrip("/").rpartition(".")[2].lower()
        if end in ("nc", "nc4", "cdf", "grib", "grib2", "grb", "tif", "tiff", "h5", "hdf5"):
            raise ValueError(
                f"{target!r} is no Zarr store; files of this kind cannot be read here, stores of Zarr can: xr.open_zarr('name.zarr')"
            )


def _chunked(dataset, chunks, token, inline_array, overwrites, options):
    if not hasattr(chunks, "keys") and not isinstance(chunks, (int, str)):
        raise ValueError(f"chunks must be an int, dict, 'auto', or None. Instead found {chunks}.")
    if isinstance(chunks, int):
        chunks = dict.fromkeys(dataset.dims, chunks)
    variables = {}
    for name, variable in dataset._variables.items():
        if not duck.in_store(variable._data) or variable.ndim == 0 or variable.dtype.kind not in "biuf":
            variables[name] = variable
            continue
        sizes = _sizes(name, variable, chunks)
        data = da.from_array(variable._data, sizes, name=f"open_dataset-{name}-{token}", inline_array=inline_array, **options)
        variables[name] = made = Variable(variable.dims, data, variable.attrs, variable.encoding)
        if overwrites:
            made.encoding["chunks"] = tuple(lengths[0] for lengths in data.chunks)
    result = dataset._like(variables)
    result.encoding.update(dataset.encoding)
    return result


def _sizes(name, variable, chunks):
    """The chunks of one variable: those asked for, else the store's own."""
    stored = variable.encoding.get("preferred_chunks", {})
    own = tuple(stored.get(dim, length) for dim, length in variable.sizes.items())
    if chunks == "auto":
        return da.core.normalize_chunks("auto", variable.shape, dtype=variable.dtype, previous_chunks=own)
    wanted = tuple(chunks.get(dim, size) for dim, size in zip(variable.dims, own))
    sizes = da.core.normalize_chunks(wanted, variable.shape, dtype=variable.dtype, previous_chunks=own)
    for dim, lengths, size in zip(variable.dims, sizes, own):
        ends = [sum(lengths[: place + 1]) for place in range(len(lengths) - 1)] if len(lengths) < 1000 else [lengths[0]]
        if dim in chunks and any(end % size for end in ends):
            warnings.warn(
                f"The specified chunks separate the stored chunks along dimension {dim!r} starting at index"
                f" {next(end for end in ends if end % size)}. This could degrade performance. Instead, consider rechunking after loading.",
                UserWarning,
                stacklevel=4,
            )
    return sizes


def open_dataarray(filename_or_obj, **kwargs):
    """The only variable of a store as a DataArray."""
    dataset = open_dataset(filename_or_obj, **kwargs)
    if len(dataset.data_vars) != 1:
        names = list(dataset.data_vars)
        raise ValueError(
            "Given file dataset contains more than one data variable. Please read with xarray.open_dataset and then select"
            f" the variable you want: {names}"
            if names
            else "Given file dataset contains no data variables."
        )
    (array,) = dataset.data_vars.values()
    return array.rename(None) if array.name == zarr_backend.UNNAMED else array


def load_dataset(filename_or_obj, **kwargs):
    """A Dataset with everything read."""
    if "cache" in kwargs:
        raise TypeError("cache has no effect in this context")
    return open_dataset(filename_or_obj, **kwargs).load()


def load_dataarray(filename_or_obj, **kwargs):
    """A DataArray with everything read."""
    if "cache" in kwargs:
        raise TypeError("cache has no effect in this context")
    return open_dataarray(filename_or_obj, **kwargs).load()


def open_mfdataset(
    paths,
    chunks=None,
    concat_dim=None,
    compat="no_conflicts",
    preprocess=None,
    engine=None,
    data_vars="all",
    coords="different",
    combine="by_coords",
    parallel=False,
    join="outer",
    attrs_file=None,
    combine_attrs="override",
    errors="raise",
    **kwargs,
):
    """Several stores as one Dataset: joined along `concat_dim`, or along the one dimension whose labels differ.

    `parallel` opens them in tasks, and calls `preprocess` there. `errors`: "ignore" and "warn" leave out what cannot be
    opened.
    """
    from ..concatenation import concat
    from ..merging import merge

    if isinstance(paths, str):
        raise OSError(f"names of stores cannot be searched with a pattern here; give a list of them instead of {paths!r}")
    paths = list(paths)
    if not paths:
        raise OSError("no files to open")
    if combine not in ("nested", "by_coords"):
        raise ValueError(f"{combine} is an invalid option for the keyword argument ``combine``")
    if errors not in ("raise", "warn", "ignore"):
        raise ValueError(f"'errors' must be 'raise', 'warn' or 'ignore', got '{errors}'")
    open_one = dask.delayed(open_dataset) if parallel else open_dataset
    parts, opened = [], []
    for path in paths:
        try:
            parts.append(open_one(path, engine=engine, chunks={} if chunks is None else chunks, **kwargs))
            opened.append(path)
        except Exception as error:
            if errors == "raise":
                raise
            if errors == "warn":
                warnings.warn(f"Could not open {path} due to {error}. Ignoring.", UserWarning, stacklevel=2)
    if preprocess is not None:
        preprocess = dask.delayed(preprocess) if parallel else preprocess
        parts = [preprocess(part) for part in parts]
    if parallel:
        (parts,) = dask.compute(parts)
    attrs = parts[opened.index(attrs_file)].attrs if attrs_file is not None else None
    options = {"join": join, "compat": compat, "combine_attrs": combine_attrs}
    if combine == "nested":
        dim = concat_dim[0] if isinstance(concat_dim, list) else concat_dim
    elif concat_dim is not None:
        raise ValueError(
            "When combine='by_coords', passing a value for `concat_dim` has no effect. To manually combine along a specific dimension you should instead specify combine='nested' along with a value for `concat_dim`."
        )
    else:
        dim = _differing(parts)
        parts = sorted(parts, key=lambda part: part[dim].values[0]) if dim is not None else parts
    result = merge(parts, **options) if dim is None else concat(parts, dim, data_vars=data_vars, coords=coords, **options)
    if attrs is not None:
        result.attrs = attrs
    return result


def _differing(parts):
    """The dimension whose labels differ, if there is one."""
    differing = [
        dim
        for dim in parts[0].dims
        if dim in parts[0].coords and any(dim not in part.coords or not part[dim].equals(parts[0][dim]) for part in parts[1:])
    ]
    if len(differing) > 1:
        raise ValueError(f"the stores' labels differ along {differing}; join them one dimension at a time with xr.concat")
    return differing[0] if differing else None
