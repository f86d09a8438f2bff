import dask.array as da
import numpy as np
def X(shape=(6, 8), c=3, dt='f8'):
    return da.from_array((np.arange(int(np.prod(shape))).reshape(shape)*7 % 11).astype(dt), chunks=c)
def ident(*a, **k):
    return a[0]
def add(a, b):
    return a + b
def sm(b):
    return b + np.roll(b, 1, 0)
# --- cases

da.coarsen(np.sum, da.arange(12, chunks=((5,7),)), {0:2}, trim_excess=True)

da.coarsen(np.sum, da.arange(12, chunks=((5,7),)), {0:2})

# value only: made of other steps
da.coarsen(np.sum, da.arange(13, chunks=4), {0:3}, trim_excess=True)

da.coarsen(np.mean, X(), {0:2, 1:4})

# value only: made of other steps
da.coarsen(np.max, X(), {1:3}, trim_excess=True)

# says: Coarsening factors {1: 3} do not align with array shape (6, 8).
da.coarsen(np.max, X(), {1:3})

da.coarsen(da.max, X(), {1:4})

# value only: made of other steps
da.coarsen(np.sum, X(dt='u1'), {0:4}, trim_excess=True)

# value only: made of other steps
da.coarsen(np.sum, da.arange(13, chunks=(5,5,3)), {0:7}, trim_excess=True)

da.coarsen(np.std, X(), {0:3}, ddof=1)

da.tile(da.ones((3,3),chunks=2),(0,2))

da.tile(X(), 2)

da.tile(X(), (2, 1))

da.tile(X((3,), 2), (2, 3))

da.tile(X((3,), 2), (2, 0))

da.tile(X(), (2, 1, 2))

# says: Negative `reps` are not allowed.
da.tile(X((3,), 2), -1)

da.tile(X((3,), 2), ())

da.gradient(X((6,), 3))

da.gradient(X((6,), 2))

# says: Chunk size must be larger than edge_order + 1. Minimum chunk for axis 0 is 1. Rechunk to proceed.
da.gradient(X((6,), 1))

da.gradient(X((6,), 3), axis=0)

da.gradient(X((6,), 3), 2.0)

da.gradient(X((6,), 3), np.array([0,1,3,4,8,9.]))

da.gradient(X())

da.gradient(X(), axis=1)

da.gradient(X(), axis=(0,1))

da.gradient(X(), 2, 3)

# says: Spacing must either be a single scalar, or a scalar / 1d-array per axis
da.gradient(X(), 2, 3, 4)

da.gradient(X(dt='u1'), axis=0)

da.gradient(X(dt='f4'), axis=0)

da.gradient(X((7,), 7))

# says: edge_order must be less than or equal to 2.
da.gradient(X((6,), 3), edge_order=3)

np.gradient(X((6,), 3))

da.map_overlap(sm, X(), depth=1)

da.map_overlap(sm, X(), depth=1, boundary='reflect')

da.map_overlap(sm, X(), depth=1, boundary='periodic')

da.map_overlap(sm, X(), depth=1, boundary='nearest')

da.map_overlap(sm, X(), depth=1, boundary=0)

da.map_overlap(sm, X(), depth=2, boundary={0:'reflect', 1:'periodic'})

da.map_overlap(sm, X(), depth={0:1, 1:2})

da.map_overlap(sm, X(), depth=(1, 2), boundary=(0, 'none'))

da.map_overlap(sm, X(), depth={0:(2,1)}, boundary='none')

# says: Asymmetric overlap is currently only implemented for boundary='none', however boundary for dimension 0 in arra
da.map_overlap(sm, X(), depth={0:(2,1)}, boundary='reflect')

da.map_overlap(lambda b: b.sum(axis=0), X(), depth={0:0,1:1}, drop_axis=0)

da.map_overlap(lambda b: b.sum(axis=0), X(c=(6,3)), depth={0:1,1:2}, drop_axis=0, boundary='reflect')

da.map_overlap(lambda b: b.sum(axis=1), X(c=(3,8)), depth={0:1,1:2}, drop_axis=1, boundary='reflect')

da.map_overlap(lambda b: b.sum(axis=1), X(c=(3,8)), depth={0:1}, drop_axis=-1, boundary='none')

da.map_overlap(lambda b: b[None], X(), depth={0:1,1:2}, new_axis=0)

da.map_overlap(lambda b: b[None], X(), depth=1, new_axis=0, boundary='reflect')

da.map_overlap(lambda b: b[..., None], X(), depth=1, new_axis=2)

da.map_overlap(add, X(), X(), depth=1)

da.map_overlap(add, X(), X(c=4), depth=1)

da.map_overlap(add, X(), X((8,), 4), depth=1)

da.map_overlap(add, X(), X((8,), 4), depth=[{0:1,1:1},{0:1}], boundary=['reflect','reflect'])

da.map_overlap(add, X(), X(), depth=[1, 1], boundary=['none', 'none'])

# says: s do not a
da.map_overlap(add, X(), X(c=4), depth=1, align_arrays=False)

# says: All variadic arguments must be arrays, not ['Array', 'ndarray']
da.map_overlap(add, X(), np.ones((6,8)), depth=1)

# says: All variadic arguments must be arrays, not ['Array', 'int']
da.map_overlap(add, X(), 3, depth=1)

da.map_overlap(sm, X(), depth=0)

da.map_overlap(sm, X(), depth=1, trim=False)

da.map_overlap(sm, X(), depth=4)

# says: Overlap depth is larger than smallest chunksize.
da.map_overlap(sm, X(), depth=4, allow_rechunk=False)

# says: The overlapping depth 9 is larger than your array 6.
da.map_overlap(sm, X(), depth=9)

da.map_overlap(sm, X(c=2), depth=3, boundary='periodic')

X().map_overlap(sm, depth=1, boundary='reflect')

X().map_overlap(sm, 1)

X().map_overlap(sm, (1, 0), 'nearest', False)

da.overlap.overlap(X(), depth=1, boundary='reflect')

da.overlap.overlap(X(), depth={0:1}, boundary={0:0})

da.overlap.overlap(X(), depth=(1,2), boundary='periodic')

da.overlap.trim_internal(da.overlap.overlap(X(), {0:1,1:1}, 'reflect'), {0:1,1:1}, 'reflect')

da.overlap.trim_overlap(da.overlap.overlap(X(), 1, 'none'), 1, 'none')

da.searchsorted(da.from_array(np.array([1,2,2,5,7,9]),chunks=2), da.from_array(np.array([0,2,3,9,10]),chunks=2))

da.searchsorted(da.from_array(np.array([1,2,2,5,7,9]),chunks=2), da.from_array(np.array([[0,2],[3,10]]),chunks=1), side='right')

# says: Input array a must be one dimensional
da.searchsorted(X(), X())

# says: da.searchsorted with a sorter argument is not supported
da.searchsorted(da.arange(4), da.arange(4), sorter=[1])

da.repeat(X(), 2, axis=0)

da.repeat(X(), 3, axis=1)

da.repeat(X((5,), 2), 4)

da.repeat(X(), 0, axis=1)

da.repeat(X(), 1, axis=1)

# says: Must supply an integer axis value
da.repeat(X(), 2)

# says: Only integer valued repeats supported
da.repeat(X((5,),2), [1,2,3,4,5])

# says: axis(=5) out of bounds
da.repeat(X(), 2, axis=5)

da.repeat(X(), 2, axis=-1)

X().repeat(2, axis=0)

# value only: made of other steps
da.quantile(X(), 0.5, axis=0)

# value only: made of other steps
da.quantile(X(), [0.25, 0.5], axis=1)

# value only: made of other steps
da.quantile(X(), 0.3, axis=1, method='nearest')

# value only: made of other steps
da.quantile(X(), 0.3, axis=1, method='lower', keepdims=True)

# value only: made of other steps
da.quantile(X(), [0.1, 0.9], axis=(0,1))

# says: The da.quantile function only works along an axis.  The full algorithm is difficult to do in parallel
da.quantile(X(), 0.5)

# value only: made of other steps
da.quantile(X(c=-1), 0.5)

# says: Only method 'inverted_cdf' supports weights. Got: linear.
da.quantile(X(), 0.5, axis=0, weights=np.arange(6))

# says: da.quantile does not support overwrite_input=True
da.quantile(X(dt='i4'), 0.5, axis=0, overwrite_input=True)

# value only: made of other steps
o = da.zeros(8)
r = da.quantile(X(), 0.5, axis=0, out=o)
o

# value only: made of other steps
da.nanquantile(X(), [0.25, 0.5], axis=1)

# value only: made of other steps
da.nanquantile(X(dt='f4'), 0.25, axis=1)

# value only: made of other steps
da.quantile(X(dt='f4'), 0.25, axis=1)

# value only: made of other steps
da.quantile(X(dt='u1'), 0.25, axis=1)

# value only: made of other steps
da.percentile(X((9,), 4), [25, 50], method='nearest')

# says: 'foo' is not a valid method
da.percentile(X((9,), 4), 50, method='foo')

# value only: made of other steps
da.percentile(X((9,), 4), [10, 60], method='lower')

da.median(X(), axis=0)

da.median(X(), axis=1, keepdims=True)

# says: The da.median function only works along an axis.  The full algorithm is difficult to do in parallel
da.median(X())

da.nanmedian(X(), axis=(0,1))

da.piecewise(X(), [X() < 3, X() > 7], [-1, 1])

da.piecewise(X(), [X() < 3, X() > 7], [-1, 1, 0])

da.piecewise(X(), [X() < 3, X() > 7], [lambda x: x*10, lambda x: -x])

da.piecewise(X(), [X() < 3], [lambda x, k: x*k, lambda x, k: x-k], 5)

da.piecewise(X(), [X() < 3], [lambda x, k: x*k, lambda x, k: x-k], k=5)

# value only: made of other steps
da.histogram(X(), bins=4, range=(0, 10))[0]

# value only: made of other steps
da.histogram(X(), bins=[0, 2, 5, 10])[0]

# value only: made of other steps
da.histogram(X(), bins=np.array([0, 2, 5, 10.]))[0]

# value only: made of other steps
da.histogram(X(), bins=4, range=(0, 10), density=True)[0]

# value only: made of other steps
da.histogram(X(), bins=4, range=(0, 10), density=False)[0]

# value only: made of other steps
da.histogram(X(), bins=4, range=(0, 10), weights=X())[0]

# value only: made of other steps
da.histogram(X(), bins=4, range=(0, 10), weights=X(), density=True)[0]

# says: The normed= keyword argument has been deprecated. Please use density instead. See the numpy.histogram docstrin
da.histogram(X(), bins=4, range=(0, 10), normed=True)[0]

# says: dask.array.histogram requires either specifying bins as an iterable or specifying both a range and the number
da.histogram(X(), bins=4)

# says: range must be a sequence or array of length 2, but got 3 items
da.histogram(X(), bins=4, range=(0, 10, 2))

# says: Expected a sequence or array for range, not 3
da.histogram(X(), bins=4, range=3)

# says: bins must be a 1-dimensional array or sequence, got shape (1, 2)
da.histogram(X(), bins=[[1,2]], range=(0, 10))

da.histogram(X((9,), 4), bins=4, range=(0, 10))[1]

da.histogram(X((9,), 4, 'u1'), bins=[1,4,8])[1]

# says: Input array and weights must have the same chunked structure
da.histogram(X((9,), 4), bins=4, range=(0, 10), weights=X((9,), 3))

# value only: made of other steps
da.bincount(X((9,), 4, 'i8'))

# value only: made of other steps
da.bincount(X((9,), 4, 'i8'), minlength=12)

# value only: made of other steps
da.bincount(X((9,), 4, 'i8'), weights=X((9,), 4))

# says: Chunks of input array x and weights must match.
da.bincount(X((9,), 4, 'i8'), weights=X((9,), 3))

# value only: made of other steps
da.bincount(X((9,), 4, 'i8'), split_every=2)

# value only: made of other steps
da.unique(X(), return_counts=True)

# value only: made of other steps
da.unique(X(), return_index=True, return_inverse=True)

# value only: made of other steps
da.unique(X())

da.isin(X(), [1, 2])

da.isin(X(), X((3,), 2), invert=True)

da.isin(X(), [[1, 2],[3,4]], assume_unique=True)

da.digitize(X(), [1, 4, 7])

da.digitize(X(), np.array([1, 4, 7]), right=True)

da.select([X() > 5, X() > 2], [X(), X() * 10])

da.select([X() > 5, X() > 2], [X(), X() * 10], default=-1)

# says: list of cases must be same length as list of conditions
da.select([X() > 5], [X(), X() * 10], default=-1)

da.compress([True, False, True], X(), axis=0)

da.compress(da.from_array([True, False, True]), X(), axis=0)

da.compress([True, False, True], X())

da.extract(X() > 5, X())

da.argwhere(X() > 5)

da.argwhere(X((5,), 2) > 5)

# value only: made of other steps
da.nonzero(X())

da.nonzero(X((5,), 2))

da.flatnonzero(X())

da.count_nonzero(X(), axis=0)

da.take(X(), [1, 0], axis=1)

# value only: made of other steps
da.insert(X(), 1, -1, axis=0)

# value only: made of other steps
da.insert(X(), [1, 2], -1, axis=1)

da.insert(X(), [1, 1], X((2, 8)), axis=0)

da.delete(X(), 1, axis=0)

# value only: made of other steps
da.delete(X(), [1, 2], axis=1)

# value only: made of other steps
da.delete(X(), slice(0, 3, 2), axis=1)

da.append(X(), X())

da.append(X(), X(), axis=1)

da.diff(X(), n=2, axis=0)

# value only: made of other steps
da.diff(X(), prepend=0, append=9)

da.diff(X(dt='u1'))

da.cov(X())

da.cov(X(), rowvar=False)

da.cov(X(), X() * 2)

da.cov(X(), bias=True)

da.cov(X(), ddof=0)

# value only: made of other steps
da.cov(X(), fweights=np.arange(8))

# value only: made of other steps
da.cov(X(), aweights=np.arange(8.))

# value only: made of other steps
da.corrcoef(X())

# value only: made of other steps
da.corrcoef(X(), X()**2)

da.average(X(), axis=0)

da.average(X(), axis=0, weights=np.arange(6))

da.average(X(), weights=X())

da.average(X(), axis=1, weights=X(), returned=True)

da.average(X(), axis=1, returned=True, keepdims=True)

da.pad(X(), 1)

da.pad(X(), ((1, 2), (0, 3)), constant_values=5)

da.pad(X(), 2, constant_values=((1, 2), (3, 4)))

da.pad(X(), 2, mode='edge')

da.pad(X(), 2, mode='reflect')

da.pad(X(), 2, mode='symmetric')

da.pad(X(), 2, mode='wrap')

da.pad(X(), 2, mode='linear_ramp', end_values=3)

da.pad(X(dt='i4'), 3, mode='linear_ramp', end_values=50)

da.pad(X(), 2, mode='mean')

da.pad(X(dt='i4'), 2, mode='mean')

da.pad(X(), 2, mode='maximum', stat_length=2)

da.pad(X(), 2, mode='minimum')

# says: `pad` does not support `mode` of `median`.
da.pad(X(), 2, mode='median')

# says: mode 'foo' is not supported
da.pad(X(), 2, mode='foo')

# says: unsupported keyword arguments for mode 'edge': {'constant_values'}
da.pad(X(), 2, mode='edge', constant_values=3)

da.pad(X(), (1, 2), mode='wrap')

da.pad(X(), ((1, 2),), mode='edge')

# says: shape can only contain integers.
da.pad(X(), 2.5)

# says: `pad_value` must be composed of integral typed values.
da.pad(X(), (1, 2, 3))

da.pad(X(), 2, mode='empty').shape

da.pad(X((5,), 2), 2, lambda v, w, i, k: v.__setitem__(slice(0, w[0]), 7))

da.apply_along_axis(np.sum, 0, X())

da.apply_along_axis(lambda v: v[:2], 1, X(), dtype='f8', shape=(2,))

# value only: made of other steps
da.apply_over_axes(np.sum, X(), [0, 1])

da.roll(X(), 2)

da.roll(X(), 2, axis=1)

da.roll(X(), (1, 2), axis=(0, 1))

da.lib.stride_tricks.sliding_window_view(X(), 3, axis=1)

da.lib.stride_tricks.sliding_window_view(X(), (2, 3))

da.lib.stride_tricks.sliding_window_view(X(), 3, axis=1, automatic_rechunk=False)

# says: `window_shape` must contain values > 0
da.lib.stride_tricks.sliding_window_view(X(), 0, axis=1)

# says: Since axis is `None`, must provide window_shape for all dimensions of `x`; got 1 window_shape elements and `x.
da.lib.stride_tricks.sliding_window_view(X(), 3)

# value only: made of other steps
da.argtopk(X(), 3)

# value only: made of other steps
da.argtopk(X(), -2, axis=0)

da.topk(X(), 3)

da.topk(X(), -2, axis=0, split_every=2)

# value only: made of other steps
da.argtopk(da.from_array(np.random.default_rng(0).permutation(20), chunks=6), 3, split_every=2)

da.ediff1d(X((6,), 2), to_end=[3, 4], to_begin=1)

da.select([X(dt='i4') > 5], [X(dt='i4')], default=0)

da.select([X(dt='u1') > 5], [X(dt='u1')], default=2.5)

da.cov(da.zeros((0, 3))).shape

# Python numbers beyond a dtype's range bound nothing.
X(dt='u1').clip(-2, 5)

da.clip(X(dt='u1'), -2, 5.5)

da.clip(X(dt='i2'), None, 10**6)

# Empty arrays are left out whatever their shapes.
da.concatenate([da.zeros((0, 0)), da.ones((4, 2), chunks=2), da.ones((1, 2), dtype='i4')])

da.pad(X((1, 4)), 1, mode='reflect')

# value only: made of other steps
da.tril_indices(3, chunks=2)

# value only: made of other steps
da.triu_indices(3, 1, 4)

# value only: made of other steps
da.tril_indices_from(X((2, 3)))

# value only: made of other steps
da.triu_indices_from(X((2, 3)), -1)

# says: input array must be 2-d
da.triu_indices_from(X((3,)))

da.unravel_index(da.arange(6, chunks=4), (2, 3))

da.unravel_index(da.arange(6, chunks=4).reshape(2, 3), (2, 3), order='F')

da.ravel_multi_index(da.from_array([[0, 1, 1], [1, 0, 2]], chunks=2), (2, 3))

da.ravel_multi_index([da.arange(6, chunks=4) + 5, 1], (2, 3), mode='wrap')

da.choose(X((6,)).astype(int) % 2, [X((6,)), -X((6,))])

da.choose(X((6,)).astype(int) % 2, [0, 2.5])

X((6,)).nonzero()

# value only: made of other steps
da.histogram2d(X((6,), 4), 2 * X((6,), 4), bins=3, range=((0, 5), (0, 10)))

# value only: made of other steps
da.histogram2d(X((6,), 4), 2 * X((6,), 4), bins=[[0, 1, 6], [0, 3, 4, 10]], weights=X((6,), 4))

# value only: made of other steps
da.histogramdd(X((5, 3), (2, 3)), bins=(1, 2, 3), range=((0, 5), (1, 4), (0, 11)), density=True)

# says: columnar
da.histogramdd(X((6,)), bins=3, range=((0, 5),))

# value only: made of other steps
da.nanpercentile(X((4, 4)), [25, 50], axis=1)

# value only: made of other steps
da.unique(X((6,), 4), return_inverse=True)

# value only: made of other steps
da.pad(da.from_array([1, np.inf, np.nan]), 2, mode='linear_ramp', end_values=(7, 1))

da.topk(X((6,)), 10)[:4]

# says: an integer is required
X().sum(axis=True)

# says: an integer is required
da.roll(X(), 1, axis=True)

# says: out of bounds for array of dimension 1
da.argmax(X((6,)), axis=True)

# says: zero-dimensional arrays cannot be concatenated
da.hstack([da.asarray(1)])

# says: no attribute 'ndim'
da.hstack([X((3,)), 3])

# says: invalid for 1-D array
da.fliplr(X((6,)))

# says: Cannot cast ufunc
(X() > 3).round(1)

# value only: made of other steps
da.quantile(da.asarray(5), 0.5)

# value only: made of other steps
da.add(X(dt='i8'), 1, where=X() > 3, out=da.zeros((6, 8), dtype='f4', chunks=3))

# says: Cannot cast ufunc 'add' output
da.add(X(), 1, where=X() > 3, out=da.zeros((6, 8), dtype='i4', chunks=3)).compute()

# value only: made of other steps
da.histogram(da.arange(4, chunks=2), bins=4, range=(0, 5), weights=da.ones(4, chunks=2, dtype='f4'))

# dtype= of reductions reaches the functions that take it.
# says: Must specify dtype
da.reduction(da.arange(4,chunks=2),chunk=np.sum,aggregate=np.sum)

da.reduction(da.arange(4,chunks=2),chunk=np.sum,aggregate=np.sum,dtype=float)

da.reduction(da.from_array(np.array([100]*3,'i1'),2),chunk=np.sum,aggregate=np.sum,dtype='i1')

da.reduction(da.arange(4,chunks=2),chunk=np.max,aggregate=np.max,dtype='f4')

da.reduction(da.arange(4,chunks=2),chunk=lambda x,axis,keepdims,dtype=None:(np.sum(x,axis=axis,keepdims=keepdims,dtype=dtype)),aggregate=np.sum,dtype='f4')

da.reduction(da.arange(4,chunks=2),chunk=np.nansum,aggregate=np.nansum,dtype='f4')

da.reduction(da.arange(4,chunks=2),chunk=np.prod,aggregate=np.prod,dtype='f4',combine=np.prod)

da.reduction(da.arange(4,chunks=2),chunk=np.sum,aggregate=np.max,dtype='i1')

da.reduction(da.ones((4,4),chunks=2),chunk=np.count_nonzero,aggregate=np.sum,dtype='i4',axis=0)

da.reduction(da.ones((8,4),chunks=1),chunk=np.sum,aggregate=np.mean,dtype='f4',combine=np.sum,axis=0)

da.average(da.ones(3),returned=True)

da.average(da.ones((3,2)),axis=0,returned=True)

# says: Percentiles must be in the range [0, 100]
da.percentile(da.arange(5,chunks=5),-1)

# says: Percentiles must be in the range [0, 100]
da.percentile(da.arange(5,chunks=5),[50,101])

da.percentile(da.arange(5,chunks=5),100).compute()

da.apply_along_axis(np.sum,0,da.arange(4,chunks=2))

da.apply_along_axis(np.sort,1,da.zeros((2,0),chunks=1))

# says: Cannot apply_along_axis when any iteration dimensions are 0
da.apply_along_axis(np.sort,1,da.zeros((0,2),chunks=1))

da.apply_along_axis(lambda r: r[:2]*2,1,da.arange(12,chunks=5).reshape(3,4),shape=(2,),dtype=int)

da.apply_along_axis(lambda r: np.outer(r,r),0,da.arange(6,chunks=3).reshape(2,3),shape=(2,2),dtype=int)

da.select([da.from_array(np.array(True))],[da.from_array(np.array(1))])

da.select([da.arange(4,chunks=2)<2],[da.arange(4,chunks=2)],default=2.5)

da.select([da.arange(4,chunks=2)<2],[da.arange(4,chunks=2)],default=7)

# says: Axes
da.rot90(da.arange(4))

# says: Axes
da.rot90(da.ones((2,2)),axes=(0,2))

# says: Axes must be different.
da.rot90(da.ones((2,2)),axes=(1,-1))

da.rot90(da.arange(6,chunks=3).reshape(2,3),axes=(1,0))
