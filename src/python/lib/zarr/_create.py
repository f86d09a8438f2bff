"""The documents of new arrays."""

import json
import math

import _dasklet_store as _core
import numpy as np
from numpy._dasklet_encoded import Encoded, codes_of, encoded_dtype

from . import codecs as _codecs
from ._array import Array, _Text
from ._config import config
from .errors import ContainsArrayError, ContainsGroupError

AUTO = "auto"


def new_array(
    store_path,
    shape,
    dtype,
    *,
    chunks=AUTO,
    shards=None,
    compressors=AUTO,
    filters=AUTO,
    serializer=AUTO,
    fill_value=AUTO,
    order=None,
    zarr_format=None,
    attributes=None,
    separator=None,
    key_encoding=None,
    dimension_names=None,
    overwrite=False,
):
    """A new array. What stands at its place already is an error, or is removed with ``overwrite``."""
    zarr_format = config.get("default_zarr_format") if zarr_format is None else zarr_format
    if zarr_format not in (2, 3):
        raise ValueError(f"Invalid value for zarr_format. Expected one of 2 or 3. Got {zarr_format}.")
    clear(store_path, overwrite)
    ensure_parents(store_path, zarr_format)
    shape = (shape,) if isinstance(shape, int) or not hasattr(shape, "__len__") else tuple(int(length) for length in shape)
    name = _dtype_name(dtype)
    short, long = _core.data_type(name)
    itemsize = _itemsize(name)
    chunks, shards = _chunk_shapes(chunks, shards, shape, itemsize)
    attributes = json.dumps(dict(attributes or {}))
    if zarr_format == 2:
        if shards is not None:
            raise ValueError(
                "Zarr format 2 arrays can only be created with `shard_shape` set to `None`. Got shard_shape=" + repr(shards) + " instead."
            )
        if dimension_names is not None:
            raise ValueError("Zarr format 2 arrays do not support dimension names.")
        document = {
            "shape": shape,
            "chunks": chunks,
            "dtype": short,
            "fill_value": None if fill_value is None else fill_json(fill_value, name),
            "order": order or "C",
            "filters": [_config_v2(entry) for entry in _as_list(filters)] or None,
            "dimension_separator": separator or ".",
            "compressor": _compressor_v2(compressors),
            "zarr_format": 2,
        }
        if short == "|O":
            document["filters"] = [{"id": "vlen-utf8"}, *(document["filters"] or [])]
        core = _core.create_array(store_path._place, json.dumps(document), attributes)
        return Array(core, store_path)
    if separator is None and isinstance(key_encoding, dict):
        separator = key_encoding.get("separator") or key_encoding.get("configuration", {}).get("separator")
    encoding = key_encoding.get("name", "default") if isinstance(key_encoding, dict) else key_encoding or "default"
    separator = separator or ("/" if encoding == "default" else ".")
    pipeline = [_entry_v3(codec, itemsize) for codec in _as_list(filters)]
    if order == "F" and len(shape) > 1:
        pipeline.append({"name": "transpose", "configuration": {"order": list(range(len(shape)))[::-1]}})
    pipeline.append(_serializer(serializer, long, name))
    compressors = [_codecs.ZstdCodec()] if compressors == AUTO else _as_list(compressors)
    pipeline += [_entry_v3(codec, itemsize) for codec in compressors]
    if shards is not None:
        inner = _codecs.ShardingCodec(chunk_shape=chunks).to_dict()
        inner["configuration"]["codecs"] = pipeline
        pipeline = [inner]
    document = {
        "shape": shape,
        "data_type": long,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": shards or chunks}},
        "chunk_key_encoding": {"name": encoding, "configuration": {"separator": separator}},
        "fill_value": fill_json(AUTO if fill_value is None else fill_value, name),
        "codecs": pipeline,
        "attributes": json.loads(attributes),
        "zarr_format": 3,
        "node_type": "array",
    }
    if dimension_names is not None:
        names = [dimension_names] if isinstance(dimension_names, str) else list(dimension_names)
        if len(names) != len(shape):
            raise ValueError("`shape` and `dimension_names` need to have the same number of dimensions.")
        document["dimension_names"] = names
    return Array(_core.create_array(store_path._place, json.dumps(document)), store_path)


def ensure_parents(store_path, zarr_format):
    """The groups that a node lies in, from the root on: those that are not there in its format are made."""
    for path in store_path.parents:
        parent = store_path.store._place.join(path)
        if _core.open(parent, zarr_format, False) is None:
            _core.create_group(parent, zarr_format, "{}")


def clear(store_path, overwrite):
    """Sees to it that nothing stands at a place."""
    node = _core.open(store_path._place, None, False)
    if node is None:
        return
    if not overwrite:
        kind, error = ("array", ContainsArrayError) if isinstance(node, _core.Array) else ("group", ContainsGroupError)
        raise error(f"{'An' if kind == 'array' else 'A'} {kind} exists in store {store_path.store!r} at path {store_path.path!r}.")
    store_path._place.erase_all()


def _dtype_name(dtype):
    if isinstance(dtype, _Text) or dtype in (str, "str", "string"):
        return "str"
    encoded = encoded_dtype(dtype)
    if encoded is not None:
        return (
            "str"
            if encoded.kind == "O" or encoded.kind == "U" and not encoded.itemsize
            else encoded.name
            if encoded.kind in "Mm"
            else encoded.str
        )
    if isinstance(dtype, str) and dtype[:1] in "<>|" or dtype == "float16":
        return dtype
    return np.dtype(dtype).name


def _chunk_shapes(chunks, shards, shape, itemsize):
    """The shapes of chunks and of shards."""
    if isinstance(chunks, str) and chunks == AUTO or chunks is True:
        chunks = guess_chunks(shards if isinstance(shards, tuple) else shape, itemsize)
    elif chunks is None or chunks is False:
        chunks = shape
    else:
        chunks = (chunks,) * len(shape) if isinstance(chunks, int) else tuple(chunks)
        if len(chunks) > len(shape):
            raise ValueError(f"too many dimensions in chunks: {chunks} for the shape {shape}")
        chunks += shape[len(chunks) :]
        chunks = tuple(length if chunk is None or chunk == -1 else int(chunk) for chunk, length in zip(chunks, shape))
        if any(chunk < 1 and length for chunk, length in zip(chunks, shape)):
            raise ValueError(f"chunks must be positive integers, not {chunks}")
    chunks = tuple(max(chunk, 1) for chunk in chunks)
    if shards is None:
        return chunks, None
    if isinstance(shards, str) and shards == AUTO:
        shards = tuple(chunk * max(1, min(2, -(-length // chunk))) for chunk, length in zip(chunks, shape))
    shards = (shards,) * len(shape) if isinstance(shards, int) else tuple(shards)
    if any(shard % chunk for shard, chunk in zip(shards, chunks)):
        raise ValueError(
            f"The array's `chunk_shape` (got {shards}) needs to be divisible by the shard's inner `chunk_shape` (got {chunks})."
        )
    return chunks, shards


def guess_chunks(shape, itemsize):
    """Chunks of a size that grows slowly with that of the array: axes are halved in turn until they are small enough."""
    step, least, greatest = 256 * 1024, 128 * 1024, 64 * 1024 * 1024
    chunks = [max(length, 1) for length in shape]
    total = math.prod(chunks) * itemsize
    target = step * 2 ** math.log10(total / 2**20) if total else least
    target = min(max(target, least), greatest)
    for turn in range(64 * len(chunks)):
        size = math.prod(chunks) * itemsize
        if (size < target or abs(size - target) / target < 0.5) and size < greatest or math.prod(chunks) == 1:
            break
        axis = turn % len(chunks)
        chunks[axis] = math.ceil(chunks[axis] / 2)
    return tuple(chunks)


def fill_json(fill, name):
    """A fill value as the metadata have it."""
    kind = _kind(name)
    if isinstance(fill, str) and fill == AUTO:
        return "" if kind in "UST" else "NaT" if kind in "Mm" else False if kind == "b" else 0.0 if kind == "f" else 0
    if kind == "S":
        import base64

        return base64.b64encode(fill if isinstance(fill, bytes) else str(fill or "").encode()).decode()
    if kind in "UT":
        return str(fill) if isinstance(fill, str) else ""
    if kind in "Mm":
        return fill if isinstance(fill, int) else int(codes_of(np.asarray(fill, dtype=name))[()])
    if kind == "f":
        value = float(fill)
        return "NaN" if math.isnan(value) else value if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"
    # What is no number of NumPy's yet must fit the dtype.
    return np.asarray(fill, dtype=name.lstrip("<>|")).item()


def _itemsize(name):
    if name[:1] in "<>|":
        count = int("".join(letter for letter in name[2:].split("[")[0] if letter.isdigit()) or 0)
        return 4 * count if name[1] == "U" else count
    return {"str": 16, "float16": 2}.get(name) or np.dtype(name).itemsize


def _kind(name):
    if name == "str":
        return "T"
    if name[:1] in "<>|":
        return name[1]
    return "f" if name == "float16" else np.dtype(name).kind


def _as_list(codecs):
    if codecs is None or isinstance(codecs, str) and codecs == AUTO:
        return []
    return list(codecs) if isinstance(codecs, (list, tuple)) else [codecs]


def _entry_v3(codec, itemsize):
    if isinstance(codec, dict):
        return codec
    if isinstance(codec, _codecs.BloscCodec):
        return codec._evolved(min(itemsize, 255)).to_dict()
    if hasattr(codec, "to_dict"):
        return codec.to_dict()
    raise TypeError(f"{codec!r} is no codec of version 3; those of zarr.codecs are: ZstdCodec, BloscCodec, GzipCodec")


def _serializer(serializer, long, name):
    if not (isinstance(serializer, str) and serializer == AUTO):
        return _entry_v3(serializer, 1)
    if long == "string":
        return {"name": "vlen-utf8", "configuration": {}}
    if long in ("bool", "int8", "uint8") or isinstance(long, dict) and long["name"] == "null_terminated_bytes":
        return {"name": "bytes"}
    return {"name": "bytes", "configuration": {"endian": "big" if name[:1] == ">" else "little"}}


def _compressor_v2(compressors):
    if isinstance(compressors, str) and compressors == AUTO:
        return {"id": "zstd", "level": 0}
    found = _as_list(compressors)
    if len(found) > 1:
        raise ValueError(f"Only a single compressor is supported for Zarr format 2 arrays. Got {len(found)}.")
    return _config_v2(found[0]) if found else None


def _config_v2(codec):
    if isinstance(codec, dict):
        return codec
    if hasattr(codec, "get_config"):
        return codec.get_config()
    if hasattr(codec, "to_dict"):
        document = codec.to_dict()
        settings = dict(document.get("configuration", {}))
        if document["name"] == "blosc":
            settings.pop("typesize")
            settings["shuffle"] = ["noshuffle", "shuffle", "bitshuffle", None].index(settings["shuffle"]) % 3
        settings.pop("checksum", None)
        return {"id": document["name"], **settings}
    raise TypeError(f"{codec!r} is no codec of version 2; those of numcodecs are: Blosc, Zstd, GZip, Zlib, LZ4")


def require_dtype(data, dtype):
    """Raises if neither data nor a dtype say what the elements are."""
    if data is None and dtype is None:
        raise ValueError(
            "The data parameter was set to None, but dtype was not specified. Either provide an array-like value for data, or specify dtype."
        )


def array_dtype(data):
    """The dtype that an array of these data has."""
    return str if isinstance(data, Encoded) and data.dtype.kind == "O" else data.dtype
