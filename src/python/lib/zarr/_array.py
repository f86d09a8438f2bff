"""Arrays of stores."""

import itertools
import json
import math
import operator

import numpy as np
from numpy._dasklet_encoded import Encoded, TextType, codes_of, encoded_dtype, labels_of, moment

from . import codecs as _codecs
from ._attributes import Attributes
from ._selection import Selection
from .errors import VindexInvalidSelectionError, refuse


class Array:
    """An array of a store: chunks under keys, read when it is indexed."""

    def __init__(self, core, store_path, read_only=False):
        self._core = core
        self.store_path = store_path
        self.read_only = read_only or store_path.store.read_only

    # Form

    shape = property(lambda self: self._core.shape)
    chunks = property(lambda self: self._core.chunks)
    ndim = property(lambda self: len(self._core.shape))
    size = property(lambda self: math.prod(self._core.shape))
    nbytes = property(lambda self: self.size * self.dtype.itemsize)
    store = property(lambda self: self.store_path.store)
    path = property(lambda self: self.store_path.path)
    name = property(lambda self: "/" + self.store_path.path)
    basename = property(lambda self: self.store_path.path.rsplit("/", 1)[-1])
    nchunks = property(lambda self: math.prod(self.cdata_shape))

    @shape.setter
    def shape(self, shape):
        self.resize(shape)

    @property
    def dtype(self):
        """The dtype of what is read: `float32` for stored `float16`; text of any length says so with `StringDType()`."""
        name = self._core.dtype
        if name == "StringDType()":
            return _Text()
        if name.startswith("|S"):
            return encoded_dtype("<U" + name[2:])
        return np.dtype(name)

    @property
    def shards(self):
        """The shape of a shard; None if chunks are stored one by one."""
        return self._core.stored_chunks if self._core.is_sharded else None

    @property
    def cdata_shape(self):
        """How many chunks there are along each axis."""
        return tuple(-(-length // chunk) for length, chunk in zip(self.shape, self.chunks))

    @property
    def nchunks_initialized(self):
        """How many chunks are stored: those of nothing but the fill value are not. All chunks of a stored shard count."""
        stored = self._core.stored_chunks
        places = itertools.product(*(range(-(-length // chunk)) for length, chunk in zip(self.shape, stored)))
        place = self.store_path._place
        n_stored = sum(place.get(self._core.chunk_key(list(at))) is not None for at in places)
        return n_stored * math.prod(outer // inner for outer, inner in zip(stored, self.chunks))

    @property
    def attrs(self):
        """The attributes: a dict that writes what is changed."""
        return Attributes(self)

    @property
    def fill_value(self):
        """What elements are that were never written."""
        fill = self._core.document["fill_value"]
        dtype = self.dtype
        if fill is None or dtype.kind in "OUT":
            return fill
        if dtype.kind in "Mm":
            return moment(dtype.type, -(2**63) if fill == "NaT" else int(fill), dtype.unit)
        if isinstance(fill, str):
            return np.asarray(self._core_value(fill), dtype=dtype)[()]
        return dtype.type(fill)

    @staticmethod
    def _core_value(text):
        return float(text.replace("Infinity", "inf"))

    @property
    def metadata(self):
        """What the documents say."""
        return Metadata(self._core.document, self._core.zarr_format, self._core.attributes)

    order = property(lambda self: self.metadata.order)

    @property
    def compressors(self):
        """The codecs that make the bytes fewer."""
        if self.metadata.zarr_format == 2:
            import numcodecs

            compressor = self._core.document["compressor"]
            return () if compressor is None else (numcodecs.get_codec(compressor),)
        return tuple(codec for codec in self._inner_codecs() if not isinstance(codec, _NO_COMPRESSORS))

    @property
    def filters(self):
        """What is done to the elements before they are compressed."""
        if self.metadata.zarr_format == 2:
            import numcodecs

            return tuple(numcodecs.get_codec(entry) for entry in self._core.document["filters"] or () if entry["id"] != "vlen-utf8")
        return tuple(codec for codec in self._inner_codecs() if isinstance(codec, _codecs.TransposeCodec))

    @property
    def serializer(self):
        """The codec that makes bytes of elements; None in version 2."""
        if self.metadata.zarr_format == 2:
            return None
        return next(codec for codec in self._inner_codecs() if isinstance(codec, (_codecs.BytesCodec, _codecs.VLenUTF8Codec)))

    @property
    def compressor(self):
        """The one compressor of an array of version 2."""
        if self.metadata.zarr_format == 3:
            raise TypeError("`compressor` is not available for Zarr format 3 arrays. Use `compressors` instead.")
        return next(iter(self.compressors), None)

    def _inner_codecs(self):
        found = self.metadata.codecs
        while isinstance(found[0], _codecs.ShardingCodec):
            found = found[0].codecs
        return found

    @property
    def info(self):
        """What there is to know, one line each."""
        rows = {
            "Type": "Array",
            "Zarr format": self.metadata.zarr_format,
            "Data type": _type_text(self.dtype),
            "Fill value": self.fill_value,
            "Shape": self.shape,
            **({"Shard shape": self.shards} if self.shards else {}),
            "Chunk shape": self.chunks,
            "Order": self.order,
            "Read-only": self.read_only,
            "Store type": type(self.store).__name__,
            "Filters": self.filters,
            **({"Serializer": self.serializer} if self.serializer else {}),
            "Compressors": self.compressors,
            "No. bytes": f"{self.nbytes} ({human_size(self.nbytes)})" if self.nbytes >= 1024 else self.nbytes,
        }
        # As wide as the longest line of Zarr's own table.
        return Info(rows, 18)

    def __repr__(self):
        return f"<Array {self.store_path} shape={self.shape} dtype={self.dtype}>"

    def __eq__(self, other):
        return isinstance(other, Array) and self._identity() == other._identity()

    def __hash__(self):
        return hash(str(self.store_path))

    def _identity(self):
        return str(self.store_path), json.dumps(self._core.document)

    def __dask_tokenize__(self):
        return ("zarr.Array", *self._identity())

    # Reading

    def __getitem__(self, key):
        selection = Selection(key, self.shape)
        if selection.wide not in (None, -1) and selection.shape[selection.wide] > 2 * self.chunks[selection.wide]:
            return self._read_along(selection)
        found = self._read(selection.start, selection.shape)
        if not self.shape:
            return found[()]
        return found if selection.key is None else _as_array(found[selection.key])

    def _read(self, start, shape):
        """The elements of a box: one call, which waits for the store without holding other threads up."""
        values, labels = self._core.read(list(start), list(shape))
        if labels is not None:
            return Encoded(
                _as_array(values),
                TextType(max(map(len, labels), default=0)) if self.dtype.kind == "T" else self.dtype,
                labels,
            )
        values = _as_array(values)
        return Encoded(values, self.dtype) if self.dtype.kind in "Mm" else values

    def _read_along(self, selection):
        """Positions far apart along one axis: chunk by chunk, so that only the chunks that are wanted are read."""
        axis, chunk = selection.wide, self.chunks[selection.wide]
        positions = selection.key[axis] + selection.start[axis]
        flat = positions.ravel()
        order = np.argsort(flat, kind="stable")
        ascending = flat[order]
        parts = []
        chunks = ascending // chunk
        cuts = [0, *(np.nonzero(np.diff(chunks))[0] + 1).tolist(), len(ascending)]
        for begin, end in itertools.pairwise(cuts):
            first, last = int(ascending[begin]), int(ascending[end - 1])
            start, shape = list(selection.start), list(selection.shape)
            start[axis], shape[axis] = first, last - first + 1
            key = [slice(None)] * self.ndim
            key[axis] = ascending[begin:end] - first
            parts.append(self._read(start, shape)[tuple(key)])
        joined = np.concatenate(parts, axis=axis)
        key = list(selection.key)
        key[axis] = np.argsort(order, kind="stable").reshape(positions.shape)
        return _as_array(joined[tuple(key)])

    def __array__(self, dtype=None, copy=None):
        found = self[...]
        return np.array(found, dtype=dtype) if copy else np.asarray(found, dtype=dtype)

    def get_basic_selection(self, selection=Ellipsis, *, out=None, prototype=None, fields=None):
        """`array[selection]`."""
        refuse("get_basic_selection", out=out, prototype=prototype, fields=fields)
        return self[selection]

    def set_basic_selection(self, selection, value, *, fields=None, prototype=None):
        """`array[selection] = value`."""
        refuse("set_basic_selection", fields=fields, prototype=prototype)
        self[selection] = value

    def get_orthogonal_selection(self, selection, *, out=None, fields=None, prototype=None):
        """`array.oindex[selection]`."""
        refuse("get_orthogonal_selection", out=out, fields=fields, prototype=prototype)
        return self.oindex[selection]

    def set_orthogonal_selection(self, selection, value, *, fields=None, prototype=None):
        """`array.oindex[selection] = value`."""
        refuse("set_orthogonal_selection", fields=fields, prototype=prototype)
        self.oindex[selection] = value

    def get_coordinate_selection(self, selection, *, out=None, fields=None, prototype=None):
        """`array.vindex[selection]`, of positions."""
        refuse("get_coordinate_selection", out=out, fields=fields, prototype=prototype)
        return self.vindex[selection]

    def set_coordinate_selection(self, selection, value, *, fields=None, prototype=None):
        """`array.vindex[selection] = value`, of positions."""
        refuse("set_coordinate_selection", fields=fields, prototype=prototype)
        self.vindex[selection] = value

    def get_mask_selection(self, mask, *, out=None, fields=None, prototype=None):
        """`array.vindex[mask]`."""
        refuse("get_mask_selection", out=out, fields=fields, prototype=prototype)
        return self.vindex[mask]

    def set_mask_selection(self, mask, value, *, fields=None, prototype=None):
        """`array.vindex[mask] = value`."""
        refuse("set_mask_selection", fields=fields, prototype=prototype)
        self.vindex[mask] = value

    def get_block_selection(self, selection, *, out=None, fields=None, prototype=None):
        """`array.blocks[selection]`."""
        refuse("get_block_selection", out=out, fields=fields, prototype=prototype)
        return self.blocks[selection]

    def set_block_selection(self, selection, value, *, fields=None, prototype=None):
        """`array.blocks[selection] = value`."""
        refuse("set_block_selection", fields=fields, prototype=prototype)
        self.blocks[selection] = value

    @property
    def oindex(self):
        """Arrays of positions choose from each axis on its own: `array.oindex[[1, 2], [3, 4]]`."""
        return _Orthogonal(self)

    @property
    def vindex(self):
        """Arrays of positions name single elements: `array.vindex[[1, 2], [3, 4]]`."""
        return _Vectorized(self)

    @property
    def blocks(self):
        """Chunks by their place in the grid: `array.blocks[0, 1]`."""
        return _Blocks(self)

    # Writing

    def __setitem__(self, key, value):
        if self.read_only:
            raise ValueError("store was opened in read-only mode and does not support writing")
        selection = Selection(key, self.shape)
        # What is no array yet must fit the dtype; arrays are cast.
        value = value if hasattr(value, "shape") or self.dtype.kind in "UT" else np.asarray(value, self.dtype)
        value = np.asarray(value)
        if selection.is_box():
            self._write(selection.start, selection.shape, _with_axes(value, selection, self.ndim))
            return
        # Steps and lists of positions: the box around them is read, changed, and written back.
        box = self._read(selection.start, selection.shape)
        if isinstance(box, Encoded) and not isinstance(value, Encoded):
            value = np.asarray(value, dtype=box.dtype)
        box = box.copy()
        box[selection.key] = value
        self._write(selection.start, selection.shape, box)

    def _write(self, start, shape, value):
        kind = self.dtype.kind
        labels = None
        if kind in "UT":
            if not isinstance(value, Encoded) or value.dtype.kind not in "UO":
                value = np.asarray(value, dtype="str")
            labels = [str(label) for label in labels_of(value)]
            value = codes_of(value)
        elif kind in "Mm":
            value = codes_of(value.astype(self.dtype)) if isinstance(value, Encoded) else value
        elif isinstance(value, Encoded):
            raise ValueError(f"values of dtype {value.dtype} cannot be written to an array of {self.dtype}")
        self._core.write(list(start), list(shape), value, labels)

    def resize(self, new_shape):
        """Changes the shape. Chunks that are no longer part of the array are removed."""
        if self.read_only:
            raise ValueError("store was opened in read-only mode and does not support writing")
        shape = new_shape if isinstance(new_shape, (tuple, list)) else (new_shape,)
        self._core.resize([operator.index(length) for length in shape])

    def append(self, data, axis=0):
        """Puts elements behind the last ones along an axis; gives the new shape."""
        data = np.asarray(data)
        rest = [length for number, length in enumerate(self.shape) if number != axis]
        if [length for number, length in enumerate(data.shape) if number != axis] != rest:
            raise ValueError(
                f"shape of data to append is not compatible with the array. The shape of the data is ({', '.join(map(str, data.shape))}) "
                f"and the shape of the array is {self.shape}. All dimensions must match except for the dimension being appended."
            )
        old = self.shape[axis]
        shape = list(self.shape)
        shape[axis] += data.shape[axis]
        self.resize(shape)
        key = [slice(None)] * self.ndim
        key[axis] = slice(old, shape[axis])
        self[tuple(key)] = data
        return self.shape

    def update_attributes(self, new_attributes):
        """Sets attributes, and keeps the others."""
        self.attrs.update(new_attributes)
        return self

    def __getattr__(self, name):
        from _dasklet_missing import missing

        if name.startswith("_"):
            raise AttributeError(f"'Array' object has no attribute {name!r}")
        near = str(
            missing(
                "zarr.Array",
                name,
                [known for known in dir(type(self)) if not known.startswith("_")],
            )
        )
        raise AttributeError(f"'Array' object has no attribute {name!r}" + (near[near.index(";") :] if "near it" in near else ""))


_NO_COMPRESSORS = (_codecs.BytesCodec, _codecs.VLenUTF8Codec, _codecs.TransposeCodec)


class _Text(TextType):
    """The dtype of text of any length."""

    def __new__(cls):
        self = object.__new__(cls)
        self.kind, self.itemsize, self.name, self.char, self.str = (
            "T",
            16,
            "StringDType128",
            "T",
            "|T16",
        )
        self.num, self.byteorder, self.isnative, self.hasobject = 2056, "|", True, True
        self.names = self.fields = self.metadata = None
        self.shape, self.ndim, self.alignment, self.base = (), 0, 8, self
        return self

    def __repr__(self):
        return "StringDType()"

    __str__ = __repr__

    def __eq__(self, other):
        return isinstance(other, _Text)

    def __hash__(self):
        return hash("StringDType()")


def _as_array(found):
    """An array, also of one element."""
    return found if isinstance(found, Encoded) or hasattr(found, "_reshape") else np.asarray(found)


def _with_axes(value, selection, ndim):
    """The value with axes of length 1 where an integer chose."""
    if not selection.dropped or not value.ndim:
        return value
    kept = [axis for axis in range(ndim) if axis not in selection.dropped]
    if value.ndim > len(kept):
        raise ValueError(
            f"could not broadcast input array from shape {value.shape} into shape {tuple(selection.shape[axis] for axis in kept)}"
        )
    first = kept[len(kept) - value.ndim] if value.ndim else ndim
    return value[tuple(None if axis in selection.dropped else slice(None) for axis in range(first, ndim))]


class _Indexer:
    """Brackets of another kind."""

    def __init__(self, array):
        self._array = array

    def __getitem__(self, key):
        return self._array[key]

    def __setitem__(self, key, value):
        self._array[key] = value


class _Vectorized(_Indexer):
    def _checked(self, key):
        parts = key if isinstance(key, tuple) else (key,)
        is_mask = len(parts) == 1 and np.asarray(parts[0]).dtype.kind == "b"
        if not is_mask and (len(parts) != self._array.ndim or any(np.asarray(part).dtype.kind not in "iu" for part in parts)):
            raise VindexInvalidSelectionError(
                "unsupported selection type for vectorized indexing; only coordinate selection (tuple of integer arrays) and mask selection "
                f"(single Boolean array) are supported; got {parts!r}; an array of {self._array.ndim} dimensions takes as many"
            )
        return key

    def __getitem__(self, key):
        return self._array[self._checked(key)]

    def __setitem__(self, key, value):
        self._array[self._checked(key)] = value


class _Orthogonal(_Indexer):
    def __getitem__(self, key):
        parts = key if isinstance(key, tuple) else (key,)
        selection = Selection(parts, self._array.shape)
        found = self._array._read(selection.start, selection.shape)
        if selection.key is None:
            return found
        # From the last axis on, so that dropped axes move no other.
        for axis in reversed(range(len(selection.key))):
            found = found[(slice(None),) * axis + (selection.key[axis],)]
        return _as_array(found)

    def __setitem__(self, key, value):
        selection = Selection(key if isinstance(key, tuple) else (key,), self._array.shape)
        if selection.wide == -1:
            # Each axis chooses on its own: the positions cross.
            parts = [
                np.arange(length)[part] if isinstance(part, slice) else np.atleast_1d(part)
                for part, length in zip(selection.key, selection.shape)
            ]
            key = np.ix_(*(part + start for part, start in zip(parts, selection.start)))
            if getattr(value, "ndim", 0) or isinstance(value, list):
                lengths = [len(part) for axis, part in enumerate(parts) if axis not in selection.dropped]
                value = np.broadcast_to(value if hasattr(value, "shape") else np.asarray(value, self._array.dtype), lengths)
                value = value.reshape([len(part) for part in parts])
        self._array[key] = value


class _Blocks(_Indexer):
    def _region(self, key):
        parts = key if isinstance(key, tuple) else (key,)
        # What is written at once: shards, where there are any.
        chunks = self._array.shards or self._array.chunks
        selection = Selection(parts, tuple(-(-length // chunk) for length, chunk in zip(self._array.shape, chunks)))
        if not selection.is_box():
            raise IndexError("only integers and slices of step 1 choose blocks")
        return tuple(slice(start * chunk, (start + count) * chunk) for start, count, chunk in zip(selection.start, selection.shape, chunks))

    def __getitem__(self, key):
        return self._array[self._region(key)]

    def __setitem__(self, key, value):
        self._array[self._region(key)] = value


class Metadata:
    """What the documents of an array say, as attributes."""

    def __init__(self, document, zarr_format, attributes):
        self._document = document
        self.zarr_format = zarr_format
        self.attributes = attributes
        self.shape = tuple(document["shape"])

    @property
    def codecs(self):
        """The codecs of version 3, in order."""
        return tuple(_codecs.from_document(entry) for entry in self._document["codecs"])

    @property
    def order(self):
        """`C`, or `F` for an array of version 2 with its first axis fastest."""
        return self._document.get("order", "C")

    @property
    def dimension_names(self):
        """The names of the axes, of version 3; None if there are none."""
        names = self._document.get("dimension_names")
        return None if names is None else tuple(names)

    @property
    def dimension_separator(self):
        """Between the numbers of chunks' keys, of version 2."""
        return self._document["dimension_separator"]

    def to_dict(self):
        """The document."""
        document = dict(self._document)
        document["attributes"] = self.attributes
        return document

    def __getattr__(self, name):
        if name.startswith("_") or name not in self._document:
            raise AttributeError(f"the metadata have no {name!r}; there are {', '.join(self._document)}")
        return self._document[name]

    def __repr__(self):
        fields = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items())
        return f"ArrayV{self.zarr_format}Metadata({fields})"


class Info:
    """Names and values, one line each."""

    def __init__(self, rows, width=0):
        self._rows = rows
        self._width = width

    def __repr__(self):
        width = max(self._width, *map(len, self._rows))
        return "\n".join(f"{name:<{width}} : {value}" for name, value in self._rows.items())


def _type_text(dtype):
    """A dtype as Zarr calls it: `Float32(endianness='little')`."""
    if dtype.kind not in "biuf":
        return repr(dtype)
    name = dtype.name.replace("uint", "UInt") if dtype.kind == "u" else dtype.name.capitalize()
    return f"{name}(endianness='little')" if dtype.itemsize > 1 else f"{name}()"


def human_size(size):
    """`390.6K`."""
    for unit in ("", "K", "M", "G", "T", "P"):
        if size < 1024 or unit == "P":
            return f"{size:.1f}{unit}" if unit else str(size)
        size /= 1024
    return None
