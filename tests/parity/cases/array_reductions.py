x = da.arange(24, chunks=5)
m = da.from_array(np.arange(48).reshape(6, 8), chunks=(2, 3))
c = da.ones((4, 6, 8), chunks=(2, 3, 4))
n = da.from_array(np.array([[1.0, np.nan, 3.0], [4.0, 5.0, np.nan], [7.0, 8.0, 9.0]]), chunks=2)

# --- cases

x.sum()

m.sum()

m.sum(axis=0)

m.sum(axis=1)

m.sum(axis=-1)

m.sum(axis=(0, 1))

m.sum(axis=0, keepdims=True)

m.sum(keepdims=True)

m.sum(axis=1, dtype="float32")

m.sum(split_every=2)

m.sum(axis=0, split_every=2)

m.sum(split_every={0: 2, 1: 3})

c.sum()

c.sum(axis=(0, 2))

c.sum(axis=1, keepdims=True)

m.mean()

m.mean(axis=0)

m.mean(axis=1, keepdims=True)

m.mean(dtype="float32")

c.mean(axis=0)

m.astype("float32").mean(axis=0)

(m > 10).mean()

m.std()

m.std(axis=0)

m.std(axis=1, ddof=1)

m.var()

m.var(axis=0)

m.var(ddof=1)

m.var(axis=1, keepdims=True)

m.min()

m.max()

m.min(axis=0)

m.max(axis=1)

m.max(axis=(0, 1), keepdims=True)

m.prod(axis=0)

x[1:6].prod()

(m > 3).any()

(m > 3).all()

(m > 3).any(axis=0)

(m > 3).all(axis=1)

m.argmin()

m.argmax()

m.argmax(axis=0)

m.argmin(axis=1)

(-m).argmax(axis=1)

m.astype("int8").sum()

m.astype("uint8").sum()

m.astype("float32").sum()

(m > 10).sum()

(m > 10).sum(axis=0)

m.astype("int8").prod(axis=1)

m.astype("int8").max()

da.nansum(n)

da.nansum(n, axis=0)

da.nanmean(n)

da.nanmean(n, axis=1)

da.nanmax(n)

da.nanmin(n, axis=0)

da.nanstd(n)

da.nanvar(n, axis=0)

da.nanprod(n)

da.nanargmax(n, axis=1)

da.nanargmin(n, axis=0)

n.sum()

n.mean(axis=0)

n.max()

da.sum(m, axis=0)

da.mean(m)

np.sum(m)

np.mean(m, axis=0)

da.ones(64, chunks=1).sum()

da.ones(64, chunks=1).sum(split_every=2)

da.ones(64, chunks=1).sum(split_every=8)

da.ones(64, chunks=1).mean()

da.ones((16, 16), chunks=1).sum()

# Whatever is first in the tree is what its shape says.
da.ones((8, 8, 8), chunks=2).mean()

da.ones((365, 50, 50), chunks=(50, 10, 10)).mean(axis=0)

x.cumsum(axis=0)

m.cumsum(axis=1)

x[1:8].cumprod(axis=0)

da.cumsum(m, axis=0)

# value only: elementwise layers below it are fused otherwise
da.cumsum(da.arange(12, chunks=5) * 2.0, axis=0)

# value only: elementwise layers below it are fused otherwise
da.nancumsum(da.ones((6, 8), chunks=(2, 4)) * 2 + 1, axis=0)[-1]

# value only: elementwise layers below it are fused otherwise
da.cumprod(da.ones((6, 8), chunks=(2, 4)) * 2, axis=1, method="blelloch")

da.median(m, axis=0)

da.count_nonzero(m)

da.average(m, axis=0)

da.ptp(m, axis=0)

da.percentile(x, [25, 50]).shape

da.percentile(x, [0, 25, 50, 99.5, 100]).compute()

float(da.percentile(x, 50).compute())

da.percentile(x, 50).shape

da.percentile(x.astype("float32"), [10, 90]).compute()

da.percentile(x, [25, 33], method="lower").compute()

da.percentile(x, [25, 33], method="higher").compute()

da.percentile(x, [25, 33], method="nearest").compute()

da.percentile(x, [25, 33], method="midpoint").compute()

# says: must be one of
da.percentile(x, 50, internal_method="foo")

da.topk(x, 3)

# value only: positions are added where a block is read, without an array of their own
da.argtopk(x, 3)

da.bincount(x % 4, minlength=4).compute()

# known: the counts of a chunk are one step, so that names of fused tasks are shorter
# ours: "arange-sum": 4
da.histogram(x, bins=4, range=(0, 24))[0]

da.unique(x % 3).compute()

m.sum(axis=0).sum(axis=0)

(m.sum(axis=0) + 1).max()

m.std(axis=0).mean()

da.var(c, axis=(0, 1, 2))

m.trace()

da.diff(x)

da.ones(5, chunks=5).sum()

da.ones((5, 5), chunks=5).mean(axis=0)

da.zeros((0, 3), chunks=(1, 3)).sum(axis=0)

c.sum(axis=())

float(m.mean())

int(m.sum())

bool((m > 3).any())

# value only: made of other steps
da.percentile(da.from_array(np.array([3, 1, 2, 5], dtype='i2'), chunks=3), [25, 50], method='nearest')

# value only: made of other steps
da.percentile(da.from_array(np.array([[3.0, 1, 2], [5, np.nan, 4]]), chunks=(1, 2)), [25, 50], axis=0, keepdims=True)

# value only: made of other steps
da.percentile(da.ones((2, 3), chunks=1), 50, axis=1, method='lower')

# says: ndim 0 is not implemented
da.percentile(da.asarray(3), 50)

# value only: made of other steps
da.cumsum(da.arange(6, chunks=4).reshape(2, 3), axis=None, method='blelloch')

# value only: made of other steps
da.cumprod(da.asarray(3), axis=None, method='blelloch')

da.nansum(da.from_array([1.5, np.nan, 9.7], chunks=2), dtype='int64')

da.nanprod(da.from_array([1.5, np.nan, 9.7], chunks=2), dtype='uint8')

da.nanmean(da.from_array([1.5, np.nan, 9.0], chunks=2), dtype='int64')

da.nanvar(da.from_array([1.5, np.nan, 9.0], chunks=2), dtype='int64')

# value only: real Dask takes the root in the dtype that was asked for
da.std(da.from_array([1.5, 2, 9], chunks=2), dtype='int64')

# value only: real Dask takes the root in the dtype that was asked for
da.nanstd(da.from_array([1.5, np.nan, 9.0], chunks=2), dtype='int64')
