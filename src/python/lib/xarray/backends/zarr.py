"""Zarr stores as Datasets, and Datasets as Zarr stores.

A store is a group with an array for each variable. Names of dimensions stand in `dimension_names` (format 3) or in the
attribute `_ARRAY_DIMENSIONS` (format 2); all else follows the conventions of `conventions.py`.
"""

import dataclasses
import os

import dask.array as da
import numpy as np
from _dasklet_missing import unsupported

from .. import conventions, duck
from ..indexes import Index
from ..indexing import LazilyIndexedArray
from ..variable import Variable
from . import fill_value

_DIMENSIONS = "_ARRAY_DIMENSIONS"
# What a DataArray without a name is called in a store.
UNNAMED = "__xarray_dataarray_variable__"

_DEFAULT = object()


def open_zarr(
    store,
    group=None,
    chunks=_DEFAULT,
    decode_cf=True,
    mask_and_scale=True,
    decode_times=True,
    concat_characters=True,
    decode_coords=True,
    drop_variables=None,
    consolidated=None,
    overwrite_encoded_chunks=False,
    storage_options=None,
    decode_timedelta=None,
    use_cftime=None,
    zarr_format=None,
    use_zarr_fill_value_as_mask=None,
    chunked_array_type=None,
    from_array_kwargs=None,
    create_default_indexes=True,
    **kwargs,
):
    """A Dataset of a Zarr store, lazily in the store's own chunks unless `chunks` says otherwise (`None`: not chunked)."""
    from .api import open_dataset

    if kwargs:
        raise TypeError(f"open_zarr() got unexpected keyword arguments {','.join(kwargs)}")
    return open_dataset(
        store,
        engine="zarr",
        chunks={} if chunks is _DEFAULT else chunks,
        decode_cf=decode_cf,
        mask_and_scale=mask_and_scale if decode_cf else False,
        decode_times=decode_times if decode_cf else False,
        decode_coords=decode_coords if decode_cf else False,
        concat_characters=concat_characters,
        create_default_indexes=create_default_indexes,
        decode_timedelta=decode_timedelta,
        use_cftime=use_cftime,
        drop_variables=drop_variables,
        chunked_array_type=chunked_array_type,
        from_array_kwargs=from_array_kwargs,
        group=group,
        consolidated=consolidated,
        storage_options=storage_options,
        zarr_format=zarr_format,
        use_zarr_fill_value_as_mask=use_zarr_fill_value_as_mask,
        overwrite_encoded_chunks=overwrite_encoded_chunks,
    )


# Reading


def load(
    store,
    *,
    group=None,
    consolidated=None,
    storage_options=None,
    zarr_format=None,
    use_zarr_fill_value_as_mask=None,
    drop_variables=None,
):
    """The variables of a store as they are stored, and its attributes."""
    import zarr

    check_storage_options(storage_options)
    store = place(store)
    try:
        opened = zarr.open_group(store, mode="r", zarr_format=zarr_format, use_consolidated=consolidated)
        for part in (group or "").strip("/").split("/"):
            opened = opened[part] if part else opened
    except FileNotFoundError as error:
        if isinstance(store, str) and "://" not in store and not group:
            raise FileNotFoundError(f"{store} does not exist") from error
        raise
    masks = opened.metadata.zarr_format == 2 if use_zarr_fill_value_as_mask is None else use_zarr_fill_value_as_mask
    dropped = {drop_variables} if isinstance(drop_variables, str) else set(drop_variables or ())
    variables = {name: _variable(name, array, masks) for name, array in opened.arrays() if name not in dropped}
    sizes = {}
    for name, variable in variables.items():
        for dim, length in variable.sizes.items():
            if sizes.setdefault(dim, length) != length:
                raise ValueError(
                    f"conflicting sizes for dimension {dim!r}: length {length} on {name!r} and length {sizes[dim]} on another variable of the store"
                )
    return variables, dict(opened.attrs)


def _variable(name, array, masks):
    attrs = dict(array.attrs)
    dims = array.metadata.dimension_names if array.metadata.zarr_format == 3 else attrs.pop(_DIMENSIONS, None)
    if dims is None and array.ndim:
        raise KeyError(
            f"Zarr object is missing the attribute `{_DIMENSIONS}` (format 2) or `dimension_names` (format 3), which"
            f" xarray needs for its dimensions: variable {name!r}. da.from_zarr reads arrays without names"
        )
    dims = tuple(dims or ())
    if array.metadata.zarr_format == 3 and "_FillValue" in attrs:
        attrs["_FillValue"] = fill_value.decoded(attrs["_FillValue"], array.dtype)
    if masks and array.fill_value is not None:
        attrs["_FillValue"] = array.fill_value
    encoding = {
        "chunks": array.chunks,
        "preferred_chunks": dict(zip(dims, array.chunks)),
        "compressors": array.compressors,
        "filters": array.filters,
        "shards": array.shards,
    }
    if array.metadata.zarr_format == 3:
        encoding["serializer"] = array.serializer
        if not masks:
            encoding["fill_value"] = array.fill_value
    return Variable(dims, LazilyIndexedArray(array), attrs, encoding)


# Who reads without a key says so, or in whose account the store lies, which its address says here.
_ANONYMOUS = {"account_name": str, "anon": True, "token": "anon"}


def _is_anonymous(name, value):
    wanted = _ANONYMOUS.get(name, False)
    return isinstance(value, wanted) if isinstance(wanted, type) else wanted is not False and value == wanted


def check_storage_options(storage_options):
    """Keys: there is nothing that would take them."""
    if not all(_is_anonymous(name, value) for name, value in (storage_options or {}).items()):
        raise unsupported("storage_options=", "stores behind https:// addresses are read as they are, without keys")


def place(store):
    """A path as text, all else as it is."""
    return os.fspath(store) if hasattr(store, "__fspath__") else store


# Writing


class ZarrStore:
    """What `to_zarr` wrote into."""

    def __init__(self, zarr_group):
        self.zarr_group = zarr_group

    def close(self):
        """Nothing stays open."""


_MODES = ("w", "w-", "a", "a-", "r+")


def to_zarr(
    dataset,
    store=None,
    mode=None,
    group=None,
    encoding=None,
    *,
    compute=True,
    consolidated=None,
    append_dim=None,
    region=None,
    safe_chunks=True,
    storage_options=None,
    zarr_format=None,
    write_empty_chunks=None,
    align_chunks=False,
    chunkmanager_store_kwargs=None,
):
    """Writes a Dataset; lazy variables by the tasks that make their chunks."""
    import zarr

    check_storage_options(storage_options)
    if write_empty_chunks or any(given.get("write_empty_chunks") for given in (encoding or {}).values()):
        raise unsupported("to_zarr(write_empty_chunks=True)", "chunks of nothing but the fill value are not kept, and are read as it")
    if chunkmanager_store_kwargs:
        raise unsupported("to_zarr(chunkmanager_store_kwargs=)", "compute=False gives something to compute as you like")
    if mode is None:
        mode = "a" if append_dim is not None else "r+" if region is not None else "w-"
    if mode not in _MODES:
        raise ValueError(f"The only supported options for mode are {', '.join(map(repr, _MODES))}, but mode={mode!r}")
    if append_dim is not None and mode not in ("a", "a-"):
        raise ValueError("cannot set append_dim unless mode='a' or mode=None")
    if region is not None and mode not in ("a", "a-", "r+"):
        raise ValueError(f"cannot set region unless mode='a', mode='a-', mode='r+' or mode=None, got {mode!r}")
    if append_dim is not None and append_dim not in dataset.dims:
        raise ValueError(f"append_dim={append_dim!r} does not match any existing dataset dimensions {dict(dataset.dims.items())}")
    encoding = {name: dict(given) for name, given in (encoding or {}).items()}
    unknown = [name for name in encoding if name not in dataset._variables]
    if unknown:
        raise KeyError(f"{unknown[0]!r}: encoding= names a variable that is not there; there are {list(dataset._variables)}")
    for name in dataset._variables:
        if not isinstance(name, str):
            raise TypeError(f"DataArray.name or Dataset key must be a string to write it to Zarr, got {name!r}")
    target = zarr.storage.MemoryStore() if store is None else place(store)
    try:
        opened = zarr.open_group(
            target,
            mode="r+" if mode == "r+" else mode.rstrip("-") if mode != "w-" else "w-",
            path=group or "",
            zarr_format=zarr_format,
        )
    except (FileExistsError, zarr.errors.ContainsGroupError, zarr.errors.ContainsArrayError) as error:
        raise FileExistsError(
            f"Cannot create {group or ''!r} with mode 'w-' because it already contains data. Use mode 'w' to overwrite or 'a' to append."
        ) from error
    regions = _regions(region, dataset, opened, mode)
    if regions is not None:
        if append_dim in regions:
            raise ValueError(
                f"cannot list the same dimension in both ``append_dim`` and ``region`` for to_zarr(), got {append_dim} in both"
            )
        # Labels are not written into parts of a store.
        dataset = dataset.drop_vars(list(dataset._dim_indexes()))
    writer = _Writer(opened, mode, encoding, append_dim, regions, safe_chunks, align_chunks)
    variables, attrs = _with_coordinates(dataset)
    if writer.region is None:
        opened.attrs.update({name: _plain(value) for name, value in attrs.items()})
    for name, variable in variables:
        writer.add(name, variable)
    for array, values, region in writer.at_once:
        array[region] = values
    if mode != "r+" and (consolidated or consolidated is None):
        # All of the store, so that what its root says stays right.
        zarr.consolidate_metadata(target)
    stored = da.store(writer.sources, writer.targets, lock=False, regions=writer.regions, compute=compute) if writer.sources else ()
    if compute:
        return ZarrStore(opened)
    from dask.delayed import delayed

    return delayed(_finished, name="_finalize_store")(list(stored) if isinstance(stored, tuple) else [stored], ZarrStore(opened))


def _finished(stored, store):
    """What a delayed write gives."""


class _Writer:
    """Makes the arrays of a group and collects what is to be written into them."""

    def __init__(self, group, mode, encoding, append_dim, region, safe_chunks, align_chunks):
        self.group, self.mode, self.encoding, self.append_dim, self.region = group, mode, encoding, append_dim, region
        self.safe_chunks, self.align_chunks = safe_chunks, align_chunks
        self.existing = dict(group.arrays()) if mode in ("a", "a-", "r+") else {}
        self.at_once, self.sources, self.targets, self.regions = [], [], [], []

    def add(self, name, variable):
        existing = self.existing.get(name)
        if existing is None:
            if self.mode == "r+":
                raise ValueError(
                    f"dataset contains non-pre-existing variables [{name!r}], which is not allowed in ``xarray.Dataset.to_zarr()`` with"
                    " ``mode='r+'``. To allow writing new variables, set ``mode='a'``."
                )
            variable.encoding = dict(self.encoding.get(name, variable.encoding))
            stored = conventions.encode(name, variable)
            shape, region = stored.shape, self.region or {}
            array = self._create(name, stored)
        else:
            own = _decoded_like(name, existing)
            _check_dtypes(name, own, variable)
            # What is there says how it is stored.
            variable = variable.copy(deep=False)
            variable.encoding = own.encoding
            stored = self._fitted(name, conventions.encode(name, variable), own)
            if self.append_dim is not None and self.append_dim not in stored.dims and self.mode == "a-":
                return
            array, shape, region = existing, list(existing.shape), dict(self.region or {})
            if self.append_dim in stored.dims:
                axis = stored.dims.index(self.append_dim)
                region[self.append_dim] = slice(shape[axis], None)
                shape[axis] += stored.shape[axis]
                existing.resize(tuple(shape))
        where = tuple(region.get(dim, slice(None)) for dim in stored.dims)
        self._write(name, stored, array, tuple(slice(*part.indices(length)) for part, length in zip(where, shape)))

    def _fitted(self, name, stored, own):
        """The variable with its dimensions in the order of the store's, whose lengths it must have."""
        if stored.dims != own.dims:
            if set(stored.dims) != set(own.dims):
                raise ValueError(
                    f"variable {name!r} already exists with different dimension names {own.dims} != {stored.dims},"
                    " but changing variable dimensions is not supported by to_zarr()."
                )
            stored = stored.transpose(*own.dims)
        existing = {
            dim: len(range(*(self.region or {}).get(dim, slice(None)).indices(length)))
            for dim, length in own.sizes.items()
            if dim != self.append_dim
        }
        new = {dim: length for dim, length in stored.sizes.items() if dim != self.append_dim}
        if existing != new:
            raise ValueError(
                f"variable {name!r} already exists with different dimension sizes: {existing} != {new}. to_zarr() only supports changing"
                f" dimension sizes when explicitly appending, but append_dim={self.append_dim!r}. If you are attempting to write to a subset"
                " of the existing store without changing dimension sizes, consider using the region argument in to_zarr()."
            )
        return stored

    def _create(self, name, stored):
        is_third = self.group.metadata.zarr_format == 3
        given = self.encoding.get(name, {})
        known = _ENCODING | ({"fill_value"} if is_third else set())
        wrong = [key for key in given if key in stored.encoding and key not in known | _DROPPED]
        if wrong:
            hint = " Use `_FillValue` to set the Zarr array `fill_value`" if "fill_value" in wrong else ""
            raise ValueError(f"unexpected encoding parameters for zarr backend:  {wrong!r}.{hint}")
        encoding = {key: value for key, value in stored.encoding.items() if key in known}
        attrs = dict(stored.attrs)
        options = {"chunks": _zarr_chunks(name, encoding.get("chunks"), stored) or "auto"}
        if encoding.get("shards") is not None:
            options["shards"] = encoding["shards"]
        if "compressors" in encoding and (self.group.metadata.zarr_format == _format_of(encoding["compressors"]) or "compressors" in given):
            options["compressors"] = encoding["compressors"]
        for key in ("filters", "serializer", "chunk_key_encoding"):
            if given.get(key) is not None:
                options[key] = given[key]
        if not is_third:
            attrs[_DIMENSIONS] = list(stored.dims)
            options["fill_value"] = attrs.pop("_FillValue", None)
        else:
            options["dimension_names"] = list(stored.dims) or None
            fill = attrs.pop("_FillValue", None)
            if fill is not None:
                attrs["_FillValue"] = fill_value.encoded(fill, stored.dtype)
            fill = encoding.get("fill_value")
            if fill is None and stored.dtype.kind == "f":
                # Zarr's own would be zero.
                fill = np.nan
            if fill is not None:
                options["fill_value"] = fill
        return self.group.create_array(
            name,
            shape=stored.shape,
            dtype=stored.dtype if stored.dtype.kind != "O" else str,
            attributes={key: _plain(value) for key, value in attrs.items()},
            **options,
        )

    def _write(self, name, stored, array, region):
        if duck.is_lazy(stored._data):
            data = stored._data
            if self.align_chunks:
                data = data.rechunk(
                    tuple(
                        min(max(-(-max(sizes) // size) * size, 1), max(length, 1))
                        for sizes, size, length in zip(data.chunks, array.chunks, data.shape)
                    )
                )
            elif self.safe_chunks:
                _check_chunks(name, data, array, region)
            self.sources.append(data)
            self.targets.append(array)
            self.regions.append(region)
        else:
            self.at_once.append((array, stored.values, region))


# What may stand in the encoding of a variable for a Zarr array.
_ENCODING = {"chunks", "shards", "compressors", "filters", "serializer", "chunk_key_encoding", "write_empty_chunks"}
# What reading notes, and writing leaves out.
_DROPPED = {"source", "original_shape", "preferred_chunks"}


def _format_of(compressors):
    """The Zarr format of codecs that came from an opened array; None if they say nothing."""
    first = next(iter(compressors or ()), None)
    return getattr(first, "zarr_format", None)


def _check_dtypes(name, own, new):
    """Text of a fixed length must have that of the store, or letters would be lost."""
    if new.dtype.kind not in "biufmMO" and not (new.dtype.kind in "SU" and own.dtype.kind == "O") and new.dtype != own.dtype:
        raise ValueError(
            f"Mismatched dtypes for variable {name} between Zarr store on disk and dataset to append."
            f" Store has dtype {own.dtype} but dataset to append has dtype {new.dtype}."
        )


def _decoded_like(name, array):
    masks = array.metadata.zarr_format == 2
    return conventions.decode(name, _variable(name, array, masks))


def _zarr_chunks(name, wanted, stored):
    """The chunks of the array: those asked for, else those of a lazy array; None leaves the choice to Zarr."""
    if wanted is not None:
        wanted = (wanted,) * stored.ndim if isinstance(wanted, int) else tuple(wanted)
        if len(wanted) == stored.ndim:
            for size in wanted:
                if not isinstance(size, (int, np.integer)):
                    raise TypeError(
                        f"zarr chunk sizes specified in `encoding['chunks']` must be an int or a tuple of ints. Instead found encoding['chunks']={wanted!r} for variable named {name!r}."
                    )
            return wanted
    if not duck.is_lazy(stored._data):
        return None
    chunks = stored._data.chunks
    if any(len(set(sizes[:-1])) > 1 for sizes in chunks):
        raise ValueError(
            "Zarr requires uniform chunk sizes except for final chunk. "
            f"Variable named {name!r} has incompatible dask chunks: {chunks!r}. Consider rechunking using `chunk()`."
        )
    if any(sizes[0] < sizes[-1] for sizes in chunks):
        raise ValueError(
            f"Final chunk of Zarr array must be the same size or smaller than the first. Variable named {name!r} has incompatible"
            f" Dask chunks {chunks!r}. Consider either rechunking using `chunk()` or instead deleting or modifying `encoding['chunks']`."
        )
    return tuple(max(sizes[0], 1) for sizes in chunks)


def _check_chunks(name, data, array, region):
    """Two tasks must not write parts of one stored chunk at the same time."""
    sizes = array.shards or array.chunks
    for axis, (lengths, size, part) in enumerate(zip(data.chunks, sizes, region)):
        end = part.start
        for length in lengths[:-1]:
            end += length
            if end % size:
                raise ValueError(
                    f"Specified Zarr chunks encoding['chunks']={tuple(sizes)!r} for variable named {name!r} would overlap multiple Dask chunks."
                    f" Check the chunk at position {end // size}, which has a size of {size} on dimension {axis}. It is unaligned with backend chunks"
                    f" of size {size} in region {part}. Writing this array in parallel with Dask could lead to corrupted data."
                    " To resolve this issue, consider one of the following options:"
                    " - Rechunk the array using `chunk()`. - Modify or delete `encoding['chunks']`. - Set `safe_chunks=False`."
                    " - Enable automatic chunks alignment with `align_chunks=True`."
                )


def _regions(region, dataset, group, mode):
    """A slice for each dimension that is named; those that are "auto" are where the labels are in the store."""
    if region is None:
        return None
    if region == "auto":
        region = dict.fromkeys(dataset.dims, "auto")
    if not hasattr(region, "items"):
        raise TypeError(f"``region`` must be a dict, got {type(region)}")
    region = dict(region)
    for dim, part in region.items():
        if dim not in dataset.dims:
            raise ValueError(f"all keys in ``region`` are not in Dataset dimensions, got {list(region)} and {list(dataset.dims)}")
        if isinstance(part, str) and part == "auto":
            if mode not in ("r+", "a"):
                raise ValueError(f"``mode`` must be 'r+' or 'a' when using ``region='auto'``, got {mode!r}")
            region[dim] = part = _found_region(dim, dataset, group)
        if not isinstance(part, slice):
            raise TypeError(f"all values in ``region`` must be slice objects, got region={region}")
        if part.step not in (1, None):
            raise ValueError(f"step on all slices in ``region`` must be 1 or None, got region={region}")
    apart = [name for name, variable in dataset._variables.items() if not set(region) & set(variable.dims)]
    if region and apart:
        raise ValueError(
            f"when setting `region` explicitly in to_zarr(), all variables in the dataset to write must have at least one dimension in common with the region's dimensions {list(region)}, but that is not the case for some variables here. To drop these variables from this dataset before exporting to zarr, write: .drop_vars({apart!r})"
        )
    return region


def _found_region(dim, dataset, group):
    if dim not in dataset._variables:
        return slice(0, dataset.dims[dim])
    stored = Index(dim, _decoded_like(dim, group[dim]).values)
    found = stored.indexer_for(dataset._index_of(dim))
    if (found < 0).any():
        raise KeyError(
            f"Not all values of coordinate '{dim}' in the new array were found in the original store. Writing to a zarr region slice requires that no dimensions or metadata are changed by the write."
        )
    if (np.diff(found) != 1).any():
        raise ValueError(
            f"The auto-detected region of coordinate '{dim}' for writing new data to the original store had non-contiguous indices. Writing to a zarr region slice requires that the new data constitute a contiguous subset of the original store."
        )
    return slice(int(found[0]), int(found[-1]) + 1)


def _with_coordinates(dataset):
    """Copies of all variables, each with the names of its coordinates that no dimension names; and the attributes of the
    whole, which name the rest."""
    coords = {
        name: variable
        for name, variable in dataset._coord_variables().items()
        if variable.dims != (name,) and not any(conventions.names_related(other, name) for other in dataset._variables.values())
    }
    named, found = set(), []
    for name, variable in dataset._variables.items():
        variable = variable.copy(deep=False)
        if name not in dataset._coord_names:
            given = variable.encoding.pop("coordinates", variable.attrs.pop("coordinates", None))
            own = sorted(key for key, coord in coords.items() if set(coord.dims) <= set(variable.dims))
            text = given if given is not None else " ".join(own)
            named.update(text.split())
            if text:
                variable.attrs["coordinates"] = text
        found.append((name, variable))
    attrs = dict(dataset.attrs)
    rest = sorted(name for name in coords if name not in named)
    if rest:
        attrs.setdefault("coordinates", " ".join(rest))
    return found, attrs


def _plain(value):
    """An attribute as JSON has it."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "keys"):
        return {str(key): _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # Such as the grid of a raster, which libraries keep among the attributes.
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value
