# Arrays out of stores and into them.
import warnings

import zarr

warnings.filterwarnings("ignore")


class Source:
    """Looks like an array."""

    def __init__(self, values, chunks=None):
        self.values, self.shape, self.dtype, self.ndim = values, values.shape, values.dtype, values.ndim
        if chunks:
            self.chunks = chunks

    def __getitem__(self, key):
        return self.values[key]


v = np.arange(60.0).reshape(6, 10)
z = zarr.create_array(zarr.storage.MemoryStore(), shape=(6, 10), chunks=(4, 5), dtype="float64")
z[...] = v
# --- cases

da.from_array(Source(v), chunks=(2, 5))

da.from_array(Source(v), chunks=3) + 1

da.from_array(Source(v, chunks=(1, 5)))

da.from_array(Source(v), chunks=(2, 5), inline_array=True)

da.from_array(Source(v), chunks=(2, 5)).sum(axis=0)

da.from_array(Source(v), chunks=(2, 5), lock=True).mean()

da.from_array(Source(v), chunks=(2, 5))[1:5, ::3]

da.from_array(Source(v), chunks=(2, 5), name="here").name

da.from_array(Source(v), chunks=(2, 5), asarray=False) * 2

sorted(name.split("-")[0] for name in da.from_array(Source(v), chunks=(2, 5)).dask.layers)

da.from_zarr(z)

da.from_zarr(z, chunks=(6, 2))

da.from_zarr(z, chunks="auto")

da.from_zarr(z, inline_array=True).sum()

da.from_zarr(z).T @ da.from_zarr(z)

da.from_array(z)

da.from_array(z, chunks=(3, 10)).max(axis=1)

out = np.zeros((6, 10))
da.store(da.from_array(v, chunks=4), out)
out

out = np.zeros((8, 10))
da.store(da.from_array(v, chunks=4), out, regions=(slice(1, 7), slice(None)))
out

out = np.zeros((6, 10))
lazy = da.from_array(v, chunks=4).store(out, compute=False)
before = out.sum()
lazy.compute()
before, out.sum()

first, second = np.zeros((6, 10)), np.zeros((6, 10))
da.store([da.from_array(v, chunks=4), da.from_array(v * 2, chunks=3)], [first, second])
first.sum(), second.sum()

da.store(da.from_array(v, chunks=4), np.zeros((6, 10)), return_stored=True)

# says: All sources must be dask array objects
da.store([v], [v])

# says: Different number of sources
da.store([da.from_array(v)], [v, v])

target = zarr.storage.MemoryStore()
da.to_zarr(da.from_array(v, chunks=(3, 5)), target)
zarr.open_array(target, mode="r").chunks, zarr.open_array(target, mode="r")[...]

target = zarr.storage.MemoryStore()
da.from_array(v, chunks=(3, 5)).to_zarr(target, component="inner")
da.from_zarr(target, component="inner")

da.from_array(v + 1, chunks=(4, 5)).to_zarr(z)
z[...]

(da.from_array(v, chunks=(4, 5))[:2] * 10).to_zarr(z, region=(slice(4, 6), slice(None)))
z[...]

target = zarr.storage.MemoryStore()
da.from_array(v, chunks=((1, 5), (10,))).to_zarr(target)
zarr.open_array(target, mode="r").chunks

# says: region
da.from_array(v).to_zarr(zarr.storage.MemoryStore(), region=(slice(0, 6), slice(None)))

# says: unknown chunk sizes
x = da.from_array(v, chunks=3)
x[x > 3].to_zarr(zarr.storage.MemoryStore())
