"""Zarr: chunked, compressed arrays in memory, in folders and behind URLs; versions 2 and 3.

Written and read are bools, integers, floats, dates, durations and text, uncompressed or with zstd
(the default), blosc, gzip, zlib and lz4, sharded or not. What is stored as `float16` is read as
`float32`, big-endian numbers as little-endian ones; text of bytes (`|S5`) is read as text. There are
no structured arrays, and no asynchronous functions.
"""

import _dasklet_store as _core
import numpy as np
from _dasklet_missing import unsupported

from . import codecs as codecs
from . import errors as errors
from . import storage as storage
from ._array import Array
from ._config import config as config
from ._create import AUTO, array_dtype, require_dtype
from ._group import Group, create_group_at
from ._group import create as _create
from .errors import ContainsArrayError, NodeTypeValidationError, refuse
from .storage import store_path as _store_path

__version__ = "3.1.6"

__all__ = [
    "Array",
    "Group",
    "array",
    "config",
    "consolidate_metadata",
    "create",
    "create_array",
    "create_group",
    "empty",
    "empty_like",
    "from_array",
    "full",
    "full_like",
    "group",
    "load",
    "ones",
    "ones_like",
    "open",
    "open_array",
    "open_consolidated",
    "open_group",
    "open_like",
    "save",
    "save_array",
    "save_group",
    "tree",
    "zeros",
    "zeros_like",
]

_MODES = ("r", "r+", "a", "w", "w-")


def _place(store, path, mode, storage_options=None):
    """The place, and whether it is opened for reading only."""
    refuse("open", storage_options=storage_options)
    if mode not in _MODES and mode is not None:
        raise ValueError(f"Invalid mode: {mode!r}; the modes are {', '.join(_MODES)}")
    place = _store_path(store, path)
    return place, mode == "r" or place.store.read_only


def _opened(place, read_only, core):
    return (Array if isinstance(core, _core.Array) else Group)(core, place, read_only)


def open(
    store=None,
    *,
    mode=None,
    zarr_version=None,
    zarr_format=None,
    path=None,
    storage_options=None,
    use_consolidated=None,
    **options,
):
    """Opens an array or a group; with a ``shape`` it makes an array that is not there, else a group."""
    place, read_only = _place(store, path, mode, storage_options)
    mode = mode or ("r" if read_only else "a")
    zarr_format = zarr_format or zarr_version
    if mode not in ("w", "w-"):
        core = _core.open(place._place, zarr_format, use_consolidated)
        if core is not None:
            return _opened(place, read_only, core)
        if mode in ("r", "r+"):
            _core.raise_not_found(place._place, zarr_format, "FileNotFoundError")
    if "shape" in options or "data" in options:
        return _made(place, mode, zarr_format, options)
    return create_group(place, zarr_format=zarr_format, overwrite=mode == "w", attributes=options.get("attributes"))


def open_array(
    store=None,
    *,
    mode=None,
    zarr_version=None,
    zarr_format=None,
    path="",
    storage_options=None,
    **options,
):
    """Opens an array; with a ``shape`` it makes one that is not there."""
    place, read_only = _place(store, path, mode, storage_options)
    zarr_format = zarr_format or zarr_version
    mode = mode or ("r" if read_only else "a")
    if mode not in ("w", "w-"):
        core = _core.open(place._place, zarr_format, False)
        if isinstance(core, _core.Group):
            raise NodeTypeValidationError("Invalid value for 'node_type'. Expected 'array'. Got 'group'.")
        if core is not None:
            return Array(core, place, read_only)
        if mode in ("r", "r+") or "shape" not in options:
            _core.raise_not_found(place._place, zarr_format, "ArrayNotFoundError")
    return _made(place, mode, zarr_format, options)


def _made(place, mode, zarr_format, options):
    return create(options.pop("shape", None), store=place, overwrite=mode == "w", zarr_format=zarr_format, **options)


def open_group(
    store=None,
    *,
    mode="a",
    cache_attrs=None,
    synchronizer=None,
    path=None,
    chunk_store=None,
    storage_options=None,
    zarr_version=None,
    zarr_format=None,
    meta_array=None,
    attributes=None,
    use_consolidated=None,
):
    """Opens a group, and makes one that is not there unless the mode is `r` or `r+`."""
    refuse("open_group", cache_attrs=cache_attrs, synchronizer=synchronizer, chunk_store=chunk_store, meta_array=meta_array)
    place, read_only = _place(store, path, mode, storage_options)
    zarr_format = zarr_format or zarr_version
    mode = "r" if read_only and mode == "a" else mode
    if mode not in ("w", "w-"):
        core = _core.open(place._place, zarr_format, use_consolidated)
        if isinstance(core, _core.Array):
            raise ContainsArrayError(f"An array already exists in store {place.store} at path {place.path or '.'}")
        if core is not None:
            return Group(core, place, read_only)
        if mode in ("r", "r+"):
            _core.raise_not_found(place._place, zarr_format, "GroupNotFoundError")
    return create_group(place, zarr_format=zarr_format, overwrite=mode == "w", attributes=attributes)


def open_consolidated(store, *, use_consolidated=True, **options):
    """Opens a group whose documents were put together."""
    return open_group(
        store,
        use_consolidated=use_consolidated,
        **{"mode": "r", **options} if options.get("mode") is None else options,
    )


def open_like(a, path, **options):
    """Opens an array, made like another one if it is not there."""
    return open_array(path, **{**_like(a), **options})


def consolidate_metadata(store, path=None, zarr_format=None):
    """Puts the documents of all arrays and groups of a store into one, so that one read tells them all."""
    group = open_group(store, path=path, mode="r+", zarr_format=zarr_format, use_consolidated=False)
    return Group(group._core.consolidate(), group.store_path, group.read_only)


def create_array(
    store,
    *,
    name=None,
    shape=None,
    dtype=None,
    data=None,
    chunks=AUTO,
    shards=None,
    filters=AUTO,
    compressors=AUTO,
    serializer=AUTO,
    fill_value=AUTO,
    order=None,
    zarr_format=3,
    attributes=None,
    chunk_key_encoding=None,
    dimension_names=None,
    storage_options=None,
    overwrite=False,
    config=None,
    write_data=True,
):
    """A new array: `zarr.create_array("x.zarr", shape=(100, 100), chunks=(10, 10), dtype="f4")`."""
    refuse("create_array", storage_options=storage_options, config=config)
    require_dtype(data, dtype)
    return _create(
        _store_path(store, name),
        shape=shape,
        dtype=dtype,
        data=data,
        write_data=write_data,
        chunks=chunks,
        shards=shards,
        filters=filters,
        compressors=compressors,
        serializer=serializer,
        fill_value=fill_value,
        order=order,
        zarr_format=zarr_format,
        attributes=attributes,
        key_encoding=chunk_key_encoding,
        dimension_names=dimension_names,
        overwrite=overwrite,
    )


def from_array(store, *, data, write_data=True, name=None, chunks="keep", zarr_format=None, **options):
    """A new array like these data, with their elements. Of an array of a store its chunks, shards, codecs and names of the axes are kept."""
    data = data if hasattr(data, "shape") and hasattr(data, "dtype") else np.asarray(data)
    given = {part: value for part, value in options.items() if not (isinstance(value, str) and value == "keep")}
    is_kept = isinstance(chunks, str) and chunks == "keep"
    if isinstance(data, Array):
        theirs = data.metadata.zarr_format
        zarr_format = zarr_format or theirs
        chunks = data.chunks if is_kept else chunks
        like = {"order": data.order, "dimension_names": data.metadata.dimension_names if theirs == 3 else None}
        if is_kept:
            like["shards"] = data.shards
        if zarr_format == theirs:
            like.update(compressors=data.compressors or None, filters=data.filters or None)
        given = {**like, **given}
    elif is_kept:
        chunks = AUTO
    made = create_array(store, name=name, shape=data.shape, dtype=array_dtype(data), chunks=chunks, zarr_format=zarr_format or 3, **given)
    if write_data:
        made[...] = data[...]
    return made


def create(
    shape,
    *,
    chunks=None,
    dtype=None,
    compressor=AUTO,
    fill_value=AUTO,
    order=None,
    store=None,
    synchronizer=None,
    overwrite=False,
    path=None,
    chunk_store=None,
    filters=None,
    cache_metadata=None,
    cache_attrs=None,
    read_only=None,
    object_codec=None,
    dimension_separator=None,
    write_empty_chunks=None,
    zarr_version=None,
    zarr_format=None,
    meta_array=None,
    attributes=None,
    chunk_shape=None,
    chunk_key_encoding=None,
    codecs=None,
    compressors=AUTO,
    shards=None,
    dimension_names=None,
    storage_options=None,
    config=None,
    data=None,
    **more,
):
    """A new array, in the words of version 2 of the library."""
    refuse(
        "create",
        synchronizer=synchronizer,
        chunk_store=chunk_store,
        cache_metadata=cache_metadata,
        cache_attrs=cache_attrs,
        read_only=read_only,
        object_codec=object_codec,
        meta_array=meta_array,
        storage_options=storage_options,
        config=config,
    )
    if write_empty_chunks:
        raise unsupported("create(write_empty_chunks=True)", "chunks of nothing but the fill value are not kept, and are read as it")
    if more:
        raise TypeError(f"create() got an unexpected keyword argument {next(iter(more))!r}")
    serializer = AUTO
    if codecs is not None:
        entries = [codec if isinstance(codec, dict) else codec.to_dict() for codec in codecs]
        names = [entry["name"] for entry in entries]
        place = next(
            (number for number, name in enumerate(names) if name in ("bytes", "vlen-utf8", "sharding_indexed")),
            None,
        )
        if place is None:
            raise ValueError("Required ArrayBytesCodec was not found.")
        filters, serializer, compressors = entries[:place], entries[place], entries[place + 1 :]
    elif compressor != AUTO:
        compressors = compressor
    chunks = chunk_shape if chunk_shape is not None else AUTO if chunks is None else chunks
    return _create(
        _store_path(store, path),
        shape=shape,
        dtype=dtype,
        data=data,
        chunks=chunks,
        shards=shards,
        filters=AUTO if filters is None else filters,
        compressors=compressors,
        serializer=serializer,
        fill_value=fill_value,
        order=order,
        zarr_format=zarr_format or zarr_version,
        attributes=attributes,
        separator=dimension_separator,
        key_encoding=chunk_key_encoding,
        dimension_names=dimension_names,
        overwrite=overwrite,
    )


def create_group(
    store,
    *,
    path=None,
    zarr_format=None,
    overwrite=False,
    attributes=None,
    storage_options=None,
):
    """A new group."""
    refuse("create_group", storage_options=storage_options)
    return create_group_at(_store_path(store, path), zarr_format, attributes, overwrite)


def group(
    store=None,
    *,
    overwrite=False,
    chunk_store=None,
    cache_attrs=None,
    synchronizer=None,
    path=None,
    zarr_version=None,
    zarr_format=None,
    meta_array=None,
    attributes=None,
    storage_options=None,
):
    """A group, made if it is not there."""
    refuse("group", chunk_store=chunk_store, cache_attrs=cache_attrs, synchronizer=synchronizer, meta_array=meta_array)
    refuse("group", storage_options=storage_options)
    return open_group(
        store,
        mode="w" if overwrite else "a",
        path=path,
        zarr_format=zarr_format or zarr_version,
        attributes=attributes,
    )


def zeros(shape, **options):
    """A new array of zeros."""
    return create(shape, fill_value=0, **options)


def ones(shape, **options):
    """A new array of ones."""
    return create(shape, fill_value=1, **options)


def empty(shape, **options):
    """A new array."""
    return create(shape, **options)


def full(shape, fill_value, **options):
    """A new array of one value."""
    return create(shape, fill_value=fill_value, **options)


def _like(a):
    return {
        "shape": a.shape,
        "dtype": array_dtype(a),
        **({"chunks": a.chunks} if isinstance(a, Array) else {}),
    }


def zeros_like(a, **options):
    """Zeros in the form of another array."""
    return zeros(**{**_like(a), **options})


def ones_like(a, **options):
    """Ones in the form of another array."""
    return ones(**{**_like(a), **options})


def empty_like(a, **options):
    """A new array in the form of another one."""
    return empty(**{**_like(a), **options})


def full_like(a, fill_value=AUTO, **options):
    """One value in the form of another array."""
    fill_value = a.fill_value if isinstance(fill_value, str) and fill_value == AUTO else fill_value
    return full(fill_value=fill_value, **{**_like(a), **options})


def array(data, **options):
    """A new array of these data, in memory unless there is a ``store``."""
    data = data if hasattr(data, "shape") and hasattr(data, "dtype") else np.asarray(data)
    if isinstance(data, Array):
        options = {"chunks": data.chunks, **options}
    found = create(data.shape, dtype=options.pop("dtype", None) or array_dtype(data), **options)
    found[...] = data
    return found


def save(store, *args, zarr_version=None, zarr_format=None, path=None, **named):
    """Writes one array, or several under names."""
    if len(args) == 1 and not named:
        return save_array(store, args[0], zarr_format=zarr_format or zarr_version, path=path)
    return save_group(store, *args, zarr_format=zarr_format or zarr_version, path=path, **named)


def save_array(store, arr, *, zarr_version=None, zarr_format=None, path=None, storage_options=None, **options):
    """Writes one array."""
    refuse("save_array", storage_options=storage_options)
    array(
        arr,
        store=_store_path(store, path),
        zarr_format=zarr_format or zarr_version,
        overwrite=True,
        **options,
    )


def save_group(store, *args, zarr_version=None, zarr_format=None, path=None, storage_options=None, **named):
    """Writes arrays under names; those without one are `arr_0`, `arr_1`, …"""
    refuse("save_group", storage_options=storage_options)
    arrays = {**{f"arr_{number}": data for number, data in enumerate(args)}, **named}
    if not arrays:
        raise ValueError("at least one array must be provided")
    root = open_group(store, path=path, mode="a", zarr_format=zarr_format or zarr_version)
    for name, data in arrays.items():
        save_array(root.store_path, data, path=name, zarr_format=root.metadata.zarr_format)


def load(store, path=None, zarr_format=None, zarr_version=None):
    """The elements of an array."""
    found = open(store, path=path, mode="r", zarr_format=zarr_format or zarr_version)
    if isinstance(found, Group):
        raise NotImplementedError("loading groups not yet supported")
    return found[...]


def tree(grp, expand=None, level=None):
    """The hierarchy of a group, drawn."""
    return grp.tree(expand, level)


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("zarr", name, __all__)
