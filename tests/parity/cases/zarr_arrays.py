# Stores, arrays and groups of Zarr; what stands in files is compared by tests/parity/stores.py.
import warnings

import numcodecs
import zarr

warnings.filterwarnings("ignore")
z = zarr.create_array({}, shape=(20, 30), chunks=(6, 7), dtype="float32")
z[...] = np.arange(600).reshape(20, 30)
z.attrs.update({"units": "K", "levels": [1, 2.5, None]})
z2 = zarr.create_array({}, shape=(7,), chunks=(3,), dtype="<i2", zarr_format=2, compressors=numcodecs.Zlib(level=1), fill_value=-1)
s = zarr.create_array({}, shape=(8, 8), chunks=(2, 2), shards=(4, 8), dtype="int64")
g = zarr.group(zarr.storage.MemoryStore())
g.create_group("a").create_array("b", shape=(3,), dtype="int64", chunks=(2,))
g.create_array("c", shape=(3, 4), dtype="float32", attributes={"x": 1})
words = zarr.create_array({}, shape=(4,), dtype="<U5", chunks=(3,))
words[...] = np.array(["pear", "fig", "", "apple"])


def plain(thing):
    """A repr without the number of its store."""
    return " ".join("store" if part.startswith("memory://") else part for part in repr(thing).split(" "))


# --- cases

plain(z), plain(z2), plain(s), plain(words)

z.shape, z.chunks, z.shards, z.ndim, z.size, z.nbytes, z.nchunks, z.cdata_shape, z.order, z.read_only, z.name, z.path, z.basename

s.chunks, s.shards, s.nchunks, s.cdata_shape

str(z.dtype), str(s.dtype), str(words.dtype), z.fill_value, z2.fill_value, s.fill_value

repr(z.compressors), repr(z.filters), repr(z.serializer), repr(z2.compressors), repr(z2.filters), repr(s.compressors)

repr(z.info)

dict(z.attrs), z.attrs["levels"], "units" in z.attrs, len(z.attrs), z.attrs.asdict()

z.metadata.zarr_format, z2.metadata.zarr_format, z2.metadata.dimension_separator, z.metadata.dimension_names

z[...]

z[5], z[-1, 3], z[2:5, ::10], z[::7, 4], z[..., 0], z[3:3]

z[5, 5].shape, z[5:6, 5].shape, z[5:6].shape

z[[1, 19, 2]]

z[:, [29, 0, 0]]

z[np.array([True] + 19 * [False]), :4], z2[np.array([True] + 6 * [False])], z[z[...] > 595]

# says: unsupported selection type for vectorized indexing
z[np.array([True] + 19 * [False])]

z.oindex[[1, 2], [3, 4, 5]]

z.vindex[[1, 2], [3, 4]]

z.blocks[1, 2]

z.blocks[-1]

# says: index out of bounds for dimension with length 20
z[20]

# says: index out of bounds for dimension with length 30
z[0, -31]

# says: too many indices for array; expected 2, got 3
z[1, 2, 3]

# says: only slices with step >= 1 are supported.
z[::-1]

# says: array does not have any fields
z["x"]

# says: expected integer or slice, got <class 'float'>
z[1.5]

z[2, 3:6] = [7, 8, 9]
z[:, 0] = np.arange(20)
z[::5, 1] = 5
z[[4, 6], 2] = [1, 2]
z[10:12] = -1
z[...]

s[...] = 1
s[3:5, 2:7] = np.arange(10).reshape(2, 5)
s[...], s[4, 4], s[3:5, ::3]

z2[...]

z2[:3] = [1, 2, 300]
z2[...], z2[2:4]

# says: could not broadcast
z[0:2] = np.zeros((3, 3))

words[...], words[1:3]

words[1] = "kiwi"
words[...]

z.resize((5, 4))
z.resize((7, 5))
z[...]

z2.append(np.arange(3)), z2.shape

# says: shape of data to append is not compatible with the array
z.append(np.zeros((2, 3)))

np.asarray(z).sum(), np.mean(z), z[:].max(axis=0)

sorted(g), len(g), g.nmembers(), sorted(name for name, _ in g.members(max_depth=None)), "c" in g, "a/b" in g, "zz" in g

plain(g), plain(g["a"]), plain(g["a/b"]), g["a"].name, g["a/b"].basename

repr(g.tree())

repr(g.info)

# says: zz
g["zz"]

# says: A group exists in store
g.create_group("a")

g.create_group("p/q/r")
sorted(name for name, _ in g["p"].members(max_depth=None))

del g["c"]
sorted(g)

plain(g.require_group("a")), sorted(name for name, _ in g.arrays()), sorted(name for name, _ in g.groups())

# says: store was opened in read-only mode
zarr.open_group(g.store, mode="r").create_group("new")

# says: already exists
zarr.open_group(z.store, mode="r")

# says: Expected 'array'. Got 'group'
zarr.open_array(g.store, mode="r")

# says: does not exist
zarr.open_array("no/such/place.zarr", mode="r")

# says: use_consolidated=True
zarr.open_consolidated(g.store)

zarr.consolidate_metadata(g.store)
opened = zarr.open_consolidated(g.store)
sorted(name for name, _ in opened.members(max_depth=None)), dict(opened["c"].attrs)

[zarr.zeros(shape, dtype=dtype).chunks for shape, dtype in [((100,), "f8"), ((1000, 1000), "f8"), ((966, 720, 1440), "f4"), ((20000, 20000, 3), "u1"), ((3, 0), "f8")]]

zarr.create_array({}, shape=(10, 10), dtype="f4", chunks=(3, 20)).chunks, zarr.create((10, 10), chunks=3).chunks, zarr.create((10, 10), chunks=(5,)).chunks

zarr.ones((2, 2))[...], zarr.full((2, 2), fill_value=42)[...], zarr.array(np.arange(4))[...], zarr.zeros_like(z).chunks

zarr.create_array({}, data=np.arange(6).reshape(2, 3), chunks=(1, 3))[...]

# says: The data parameter was used, but the shape parameter was also used.
zarr.create_array({}, data=np.arange(6), shape=(6,))

# says: divisible
zarr.create_array({}, shape=(4,), dtype="i4", chunks=(3,), shards=(4,))

zarr.create_array({}, shape=(3,), dtype="M8[ns]")[...]

repr(zarr.codecs.GzipCodec()), repr(zarr.codecs.ZstdCodec(level=3)), repr(numcodecs.Blosc()), repr(numcodecs.Zstd())

repr(zarr.create_array({}, shape=(4,), dtype="i4", compressors=None).compressors)

# Places of single elements, and blocks of what is written at once

# says: only coordinate selection (tuple of integer arrays) and mask selection
zarr.array(np.arange(6).reshape(3, 2)).vindex[[0]]

# says: only coordinate selection (tuple of integer arrays) and mask selection
zarr.array(np.arange(6).reshape(3, 2)).vindex[0]

zarr.array(np.arange(6).reshape(3, 2)).vindex[[0, 2], [1, 0]]

# says: only coordinate selection (tuple of integer arrays) and mask selection
zarr.array(np.arange(6).reshape(3, 2)).vindex[:, 0]

z = zarr.create_array(zarr.storage.MemoryStore(), shape=(4,), chunks=(1,), shards=(2,), dtype="f8", fill_value=7)
(z.blocks[0], z.blocks[-1], z.cdata_shape)

# says: index out of bounds for dimension with length
z = zarr.create_array(zarr.storage.MemoryStore(), shape=(4,), chunks=(1,), shards=(2,), dtype="f8")
z.blocks[2]

zarr.create_array(zarr.storage.MemoryStore(), shape=(2,), dtype=str).fill_value

# What is no array yet must fit the dtype; arrays are cast

# says: out of bounds for uint8
z = zarr.zeros(4, dtype="u1")
z[:] = 300

# says: out of bounds for uint8
z = zarr.zeros(4, dtype="u1")
z[[0, 2]] = -1

# says: out of bounds for uint8
z = zarr.zeros(4, dtype="u1")
z[:] = [1, 2, 300, 4]

# says: cannot convert float NaN to integer
z = zarr.zeros(4, dtype="i4")
z[1] = np.nan

# says: int() argument must be
z = zarr.zeros(4, dtype="i4")
z[:] = None

# says: out of bounds for uint64
z = zarr.zeros(4, dtype="u8")
z[:] = -1

z = zarr.zeros(4, dtype="u1")
z[:2] = np.int64(300)
z[2:] = np.array([257, 3])
z[1:2] = "7"
z[:]

# says: out of bounds for uint8
zarr.full(3, 300, dtype="u1")

# says: cannot convert float NaN
zarr.full(3, np.nan, dtype="i4")

zarr.full(3, np.int64(300), dtype="u1")[:]

zarr.full(3, 1.5, dtype="i4")[:]

# Axes that choose on their own

z = zarr.zeros((4, 5), chunks=(2, 2), dtype="i8")
z.oindex[[2, 0], [4, 0, 1]] = np.arange(6).reshape(2, 3)
z.oindex[[True, False, True, False], [3]] = 9
z[:]

z = zarr.zeros((3, 4, 5), chunks=(2, 2, 2), dtype="i8")
z.oindex[[2, 0], 1, [4, 0]] = np.arange(4).reshape(2, 2)
z.oindex[[0, 1], 1:3, [1, 2]] = 7
z[:]

# says: out of bounds for uint8
z = zarr.zeros((4, 5), chunks=(2, 2), dtype="u1")
z.set_orthogonal_selection(([0, 1], [1, 2]), 300)

z = zarr.zeros((4, 4), chunks=(2, 2), dtype="i8")
z.set_orthogonal_selection(([0, 2], [1, 3]), 7)
z.set_coordinate_selection(([1, 2], [0, 0]), [3, 4])
z.set_block_selection((1, 1), 5)
z.set_mask_selection(z[:] == 3, 8)
(z.get_orthogonal_selection(([0, 2], [1, 3])), z.get_coordinate_selection(([0, 2], [1, 3])), z.get_mask_selection(z[:] > 4), z.get_block_selection((0, 0)))

# Chunks that are stored, and what is taken over from another array

z = zarr.create_array({}, shape=(4, 4), chunks=(2, 2), dtype="i4")
z[0, 0] = 1
s = zarr.create_array({}, shape=(8, 4), chunks=(2, 2), shards=(4, 4), dtype="i4")
s[0, 0] = 1
(z.nchunks_initialized, s.nchunks_initialized, zarr.zeros((4, 4)).nchunks_initialized)

z = zarr.create_array({}, shape=(8,), chunks=(2,), dtype="i4", attributes={"a": 1}, dimension_names=("x",), fill_value=3, compressors=None)
z[:4] = 1
y = zarr.from_array({}, data=z)
(y.chunks, dict(y.attrs), y.metadata.dimension_names, y.fill_value, y.compressors, y[:])

y = zarr.from_array({}, data=np.arange(6.0), chunks=(4,), name="q", attributes={"b": 2})
(y.chunks, dict(y.attrs), y.path, y[:])

zarr.from_array({}, data=zarr.ones(8, chunks=(3,)), write_data=False, chunks="auto").chunks

with zarr.config.set({"default_zarr_format": 2}):
    found = zarr.zeros(3).metadata.zarr_format, zarr.open_group({}).metadata.zarr_format, zarr.create_array({}, shape=3, dtype="i4").metadata.zarr_format
(*found, zarr.zeros(3).metadata.zarr_format)

# says: but dtype was not specified
zarr.create_array({}, shape=3)

g = zarr.create_group({})
(g.zeros(name="a", shape=3)[:], g.ones(name="b", shape=(2, 2))[:], g.full(name="c", shape=3, fill_value=2)[:], sorted(g))

# says: must be numpy or other NDArrayLike array
g = zarr.create_group({})
g["a"] = 5
