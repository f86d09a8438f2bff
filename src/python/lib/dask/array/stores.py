"""Arrays out of what looks like an array, and into it: NumPy's arrays, Zarr's, anything with a shape that can be sliced."""

import threading
import warnings

import _dask
import _dask_array as _core
import numpy as np
from _dasklet_missing import unsupported

from dask.array import core
from dask.array.parts import boxed
from dask.base import compute as _compute
from dask.base import persist, tokenize

__all__ = ["from_array", "from_zarr", "getter", "store", "to_zarr"]


def from_array(
    x,
    chunks="auto",
    name=None,
    lock=False,
    asarray=None,
    fancy=True,
    getitem=None,
    meta=None,
    inline_array=False,
):
    """A dask array of anything with ``shape``, ``dtype`` and slicing; its parts are read when they are computed.

    A NumPy array is cut up at once. Of anything else each task takes its own part; the object itself is one more task
    (``original-...``), or with ``inline_array=True`` stands in each of them.
    """
    core.check_like(meta, "meta")
    if isinstance(x, core.Array):
        raise ValueError("Array is already a dask array. Use 'asarray' or 'rechunk' instead.")
    if isinstance(getattr(x, "data", None), core.Array):
        return x.data
    if not _reads_lazily(x):
        if not hasattr(x, "shape") and not isinstance(x, (list, tuple, int, float, str, bytes)):
            raise AttributeError(f"{type(x).__name__!r} object has no attribute 'shape': np.array makes an array of it")
        return _from_numpy(np.asarray(x), chunks, name, lock, getitem)
    if asarray is None:
        asarray = not hasattr(x, "__array_function__")
    dtype = chunkable(np.dtype(x.dtype))
    previous = getattr(x, "chunks", None)
    if isinstance(chunks, str) and chunks == "auto" and getattr(x, "shards", None) is not None:
        previous = x.shards
    chunks = core.normalize_chunks(chunks, tuple(x.shape), dtype=dtype, previous_chunks=previous)
    if name in (None, True):
        name = f"array-{tokenize(x, chunks, lock, asarray, fancy, getitem, inline_array)}"
    elif name is False:
        name = f"array-{_dask.unique_hex(32)}"
    rest = (bool(asarray), _lock(lock)) if getitem is None else ()
    return _core.from_getter(x, getitem or getter, rest, name, chunks, dtype.name, bool(inline_array))


def _from_numpy(x, chunks, name, lock, getitem):
    chunkable(x.dtype)
    chunks = core.normalize_chunks(chunks, x.shape, dtype=x.dtype, previous_chunks=None)
    if name is False:
        name = f"array-{_dask.unique_hex(32)}"
    return boxed(_core.from_block(x, chunks, None if name is True else name))


def _reads_lazily(x):
    """Whether it is neither an array that is here already nor plain numbers."""
    if isinstance(x, (np.ndarray, np.generic)):
        return False
    return hasattr(x, "shape") and hasattr(x, "dtype") and hasattr(x, "__getitem__")


def chunkable(dtype):
    if dtype.kind not in "biuf":
        raise unsupported(f"a chunked array of {dtype}", "keep dates and text in NumPy arrays, or count days as integers")
    return dtype


def _lock(lock):
    return threading.Lock() if lock is True else lock or None


def getter(a, b, asarray=True, lock=None):
    """The part ``b`` of ``a``, as an array: what the tasks of ``from_array`` run."""
    if lock:
        with lock:
            part = a[b]
    else:
        part = a[b]
    return np.asarray(part) if asarray and not isinstance(part, np.ndarray) else part


# Into an array-like


def store(sources, targets, lock=True, regions=None, compute=True, return_stored=False, load_stored=None, **kwargs):
    """Write dask arrays into objects that take ``target[slices] = block``, block by block.

    ``regions`` says which parts of the targets the sources fill. With ``compute=False`` the result is lazy; with
    ``return_stored=True`` it is what was stored.
    """
    if isinstance(sources, core.Array):
        sources, targets = [sources], [targets]
    if any(not isinstance(source, core.Array) for source in sources):
        raise ValueError("All sources must be dask array objects")
    if len(sources) != len(targets):
        raise ValueError(f"Different number of sources [{len(sources)}] and targets [{len(targets)}]")
    if regions is None or isinstance(regions, tuple):
        regions = [regions] * len(sources)
    elif len(regions) != len(sources):
        raise ValueError(f"Different number of sources [{len(sources)}] and targets [{len(targets)}] than regions [{len(regions)}]")
    lock = _lock(lock)
    loads = return_stored and not compute if load_stored is None else load_stored
    stored = [_stored(source, target, region, lock, return_stored, loads) for source, target, region in zip(sources, targets, regions)]
    if compute:
        if not return_stored:
            _compute(*stored, **kwargs)
            return None
        stored = [
            part.map_blocks(_load_block, target=target, region=region, lock=lock, dtype=part.dtype, token="load_chunk")
            for part, target, region in zip(persist(*stored, **kwargs), targets, regions)
        ]
    return stored[0] if len(stored) == 1 else tuple(stored)


def _stored(source, target, region, lock, return_stored, loads):
    # By keyword: an array that is an argument would be cut up as the source is.
    options = {"target": target, "region": region, "lock": lock, "loads": bool(return_stored and loads)}
    if not return_stored:
        # What is written leaves nothing, and so fits anywhere.
        options["chunks"] = tuple((0,) * count for count in source.numblocks)
    return source.map_blocks(_store_block, dtype=source.dtype, token="store-map", **options)


def _store_block(block, target, region, lock, loads, block_info=None):
    """Write a block to its place; gives it back, or an empty one."""
    slices = _place_of(block_info[0], region)
    if lock:
        with lock:
            target[slices] = block
    else:
        target[slices] = block
    # A new array: an empty view would keep the whole block.
    return target[slices] if loads else np.empty((0,) * block.ndim, dtype=block.dtype)


def _load_block(block, target, region, lock, block_info=None):
    """What was stored in the place of a block."""
    return getter(target, _place_of(block_info[0], region), lock=lock)


def _place_of(about, region):
    slices = tuple(slice(start, stop) for start, stop in about["array-location"])
    return slices if region is None else _within(region, slices)


def _within(region, slices):
    """The part ``slices`` of the part ``region``."""
    region = region if isinstance(region, tuple) else (region,)
    found, rest = [], iter(slices)
    for item in region:
        if isinstance(item, slice):
            step = item.step or 1
            start, part = item.start or 0, next(rest)
            found.append(slice(start + step * part.start, start + step * (part.stop - 1) + 1, step))
        else:
            found.append(item)
    return tuple(found) + tuple(rest)


# Zarr


def from_zarr(url, component=None, storage_options=None, chunks=None, name=None, inline_array=False, **kwargs):
    """A dask array of a Zarr array, in its own chunks: from a path, a URL or a ``zarr.Array``."""
    import zarr

    array = (
        url
        if isinstance(url, zarr.Array)
        else zarr.open_array(store=url, path=component, mode="r", storage_options=storage_options, **kwargs)
    )
    chunks = array.chunks if chunks is None else chunks
    if name is None:
        name = f"from-zarr-{tokenize(array, component, storage_options, chunks)}"
    return from_array(array, chunks, name=name, inline_array=inline_array)


def to_zarr(
    arr,
    url,
    component=None,
    storage_options=None,
    region=None,
    compute=True,
    return_stored=False,
    mode="a",
    **zarr_array_kwargs,
):
    """Write a dask array as a Zarr array, each block by the task that made it.

    ``url`` is a path, or an existing ``zarr.Array`` of which ``region`` says what part to fill. Zarr's chunks are the
    dask array's, which must be of one size along each axis (the last may be smaller).
    """
    import zarr

    arr = core.asarray(arr)
    if any(length != length for length in arr.shape):
        raise ValueError(
            "Saving a dask array with unknown chunk sizes is not currently supported by Zarr. A possible solution: x.compute_chunk_sizes()"
        )
    if isinstance(url, zarr.Array):
        return _into_existing(url, arr, region, compute, return_stored)
    if region is not None:
        raise ValueError("Cannot use `region` keyword when url is not a `zarr.Array`.")
    if mode == "r":
        raise ValueError("Cannot use mode `r` (read-only) when writing to zarr.")
    if component is not None and "name" in zarr_array_kwargs:
        raise ValueError("Cannot specify both 'component' and 'name' in zarr_array_kwargs. Please use 'name' in zarr_array_kwargs")
    if not _is_regular(arr.chunks):
        warnings.warn(
            "The array uses irregular chunk sizes. They are made equal before writing, so that each task writes whole "
            "chunks; arr.rechunk(...) beforehand says to which size.",
            UserWarning,
            stacklevel=2,
        )
        arr = arr.rechunk(tuple(map(max, arr.chunks)))
    options = {
        "shape": arr.shape,
        "chunks": tuple(max(sizes[0], 1) for sizes in arr.chunks),
        "dtype": arr.dtype,
        "name": component,
        "overwrite": mode == "w",
        "storage_options": storage_options,
        **zarr_array_kwargs,
    }
    target = zarr.create_array(store=url, **options)
    return store(arr, target, lock=False, compute=compute, return_stored=return_stored)


def _into_existing(target, arr, region, compute, return_stored):
    shape = target.shape
    if region is not None:
        region = region if isinstance(region, tuple) else (region,)
        region = tuple(slice(*item.indices(length)) if isinstance(item, slice) else item for item, length in zip(region, shape))
        region += tuple(slice(0, length) for length in shape[len(region) :])
        shape = tuple(len(range(item.start, item.stop, item.step or 1)) for item in region if isinstance(item, slice))
    if arr.shape != tuple(shape):
        raise ValueError(f"the array's shape {arr.shape} is not that of the {'region' if region else 'target'}, {tuple(shape)}")
    # Two tasks must not write parts of the same chunk: blocks end where chunks end.
    if region is None:
        arr = arr.rechunk(tuple(_multiple(max(sizes), chunk, length) for sizes, chunk, length in zip(arr.chunks, target.chunks, shape)))
        return store(arr, target, lock=False, compute=compute, return_stored=return_stored)
    return store(arr, target, lock=True, regions=region, compute=compute, return_stored=return_stored)


def _multiple(size, chunk, length):
    """The whole number of chunks that comes nearest to ``size``, from above."""
    return min(-(-size // chunk) * chunk, length) or 1


def _is_regular(chunks):
    return all(len(set(sizes[:-1])) <= 1 and (len(sizes) < 2 or sizes[-1] <= sizes[0]) for sizes in chunks)
