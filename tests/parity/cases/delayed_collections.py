import dask, dataclasses, collections
import dask.array as da
import numpy as np
from dask import delayed
from collections import namedtuple, OrderedDict
NT = namedtuple('NT', 'a b')
@dataclasses.dataclass
class P:
    x: object
    y: object = None
@dataclasses.dataclass
class Q:
    x: object
    y: int = dataclasses.field(init=False, default=3)
class R(P):
    pass
def inc(x):
    return x + 1
def ident(*a, **k):
    return (a, k)
def show(x):
    return repr(x)
one = delayed(inc)(0)
two = delayed(inc)(1)
# --- cases

delayed(show)(P(one, [two])).compute()

delayed(show)(NT(one, {'k': two})).compute()

delayed(show)(slice(one, two)).compute()

delayed(list(range(9)))[slice(one, None, two)].compute()

delayed(list(range(9)))[one:8:two].compute()

delayed(show)({one}).compute()

delayed(show)({one: two}).compute()

delayed(show)([[one, (two,)], {'a': [one]}]).compute()

# says: show() got an unexpected keyword argument 'k'
delayed(show)(k=P(one, two)).compute()

delayed(show)(x=NT(one, 1)).compute()

delayed(show)(P(NT(one, P(1, slice(two))), 3)).compute()

delayed(P)(one, two).compute()

delayed(show)(R(one, two)).compute()

# says: Failed to unpack <class '__main__.Q'> instance. Note that using fields with `init=False` are not supported.
delayed(show)(Q(one)).compute()

delayed(show)(Q(1)).compute()

delayed(show)(P(1, 2)).compute()

delayed(show)(P).compute()

dask.compute(P(one, [two]))

repr(dask.compute(P(one, [two])))

repr(dask.compute(NT(one, two), [NT(1, two)]))

repr(dask.compute(iter([one, 2])))

repr(dask.compute({one: 2}))

repr(dask.compute({(one, 2)}))

repr(dask.compute(slice(1, 2), one))

repr(delayed(P(one, [two])).compute())

repr(delayed(NT(one, [two])).compute())

repr(delayed([one, two]).compute())

repr(delayed([one, two], traverse=False).compute()[0].compute())

repr(delayed({'a': one}).compute())

repr(delayed(slice(one, two)).compute())

delayed(sum)(iter([one, two])).compute()

delayed(sum)((one, two)).compute()

delayed(inc, pure=True)(1).key == delayed(inc, pure=True)(1).key

delayed(inc)(1).key == delayed(inc)(1).key

delayed(inc)(1, dask_key_name='foo').key

delayed(inc, name='bar').key

delayed(5, name='five').key

delayed(5, name='five').compute()

a, b = delayed(lambda: (1, 2), nout=2)()

len(delayed(lambda: (1, 2), nout=2)())

[x.compute() for x in delayed(lambda: (1, 2), nout=2)()]

# says: nout must be None or a non-negative integer, got -1
delayed(lambda: (1, 2), nout=-1)

# says: nout must be None or a non-negative integer, got True
delayed(lambda: (1, 2), nout=True)

# says: Delayed objects of unspecified length are not iterable
list(delayed(lambda: (1, 2))())

delayed(show)(da.ones(3, chunks=2)).compute()

delayed(show)(P(da.ones(3, chunks=2))).compute()

delayed(show)([da.ones(3, chunks=2).sum()]).compute()

delayed(np.array)([one, two]).compute()

delayed(inc)(da.ones(3, chunks=2).sum()).compute()

delayed(ident)(one, k=NT(two, 1)).compute()

delayed(ident)(*[one, two], **{'a': one}).compute()

(one + two).compute()

(one * 3 - two).compute()

(3 - one).compute()

delayed('abc').upper().compute()

delayed({'a': 1})['a'].compute()

delayed([3,1,2]).index(one).compute()

(one == 1).compute()

delayed(show)(frozenset([one])).compute()[:9]

delayed(show)(np.array([1, 2])).compute()

dask.delayed(inc)(one).dask.__len__()

len(delayed(show)(P(one, two)).dask)

len(delayed(show)(NT(one, two)).dask)

len(delayed(show)([one, two]).dask)

dask.compute(one, two, [one], 5, 'a')

dask.compute(5)

dask.persist(one)[0].compute()

repr(dask.compute([[P(one)]], {'x': (two,)}))

dask.is_dask_collection(one)

# says: inc() got an unexpected keyword argument 'inc'
delayed(inc)(inc=3)

# says: inc() got an unexpected keyword argument 'inc'
delayed(inc)(inc=3).compute()

# says: 'int' object is not callable
delayed(5)(3).compute()

# says: 'list' object has no attribute 'foo'
delayed([1,2]).foo.compute()

# says: Truth of Delayed objects is not supported
bool(one)

# says: Delayed objects are immutable
one.x = 3

# says: Delayed objects are immutable
one[0] = 3

hash(one) == hash(one.key)

delayed(one) is one

delayed(max)(one, two, key=lambda v: -v).compute()

delayed(ident, pure=True)(P(1,2)).key == delayed(ident, pure=True)(P(1,2)).key

delayed(ident, pure=True)(P(1,2)).key == delayed(ident, pure=True)(P(1,3)).key

# Labelled arrays
import xarray as xr
x = xr.DataArray(da.ones((4, 3), chunks=2), dims=("a", "b"), name="n", coords={"a": [1, 2, 3, 4]})
x = delayed(lambda x: x.sum("a").values)(x)
x.compute()

import xarray as xr
ds = xr.Dataset({"t": ("x", da.arange(4, chunks=2)), "u": ("x", [1, 2, 3, 4])})
delayed(lambda d: (type(d.t.data).__name__, (d.t + d.u).values))(ds).compute()

import xarray as xr
x = xr.DataArray(da.ones(4, chunks=2), dims="a")
delayed(x).compute().values, type(delayed(x)).__name__, delayed(x).sum().compute().values

import xarray as xr
x = xr.DataArray(da.ones(4, chunks=2), dims="a")
delayed(lambda xs, k: [type(v.data).__name__ for v in xs] + [k["a"].shape])([x, x + 1], k={"a": x.to_dataset(name="n").n}).compute()

import xarray as xr
x = xr.DataArray(np.ones(4), dims="a")
delayed(lambda x: float(x.sum()))(x).compute()

# Collections of one's own without a size, and graphs as dicts
class My(dask.base.DaskMethodsMixin):
    def __init__(self, n):
        self.n = n
    def __dask_graph__(self):
        return {("m", self.n): (lambda x: x * x, self.n)}
    def __dask_keys__(self):
        return [("m", self.n)]
    __dask_optimize__ = staticmethod(lambda dsk, keys, **kwargs: dsk)
    __dask_scheduler__ = staticmethod(dask.threaded.get)
    def __dask_postcompute__(self):
        return (lambda results: results[0]), ()
    def __dask_tokenize__(self):
        return self.n
dask.compute(My(2), {"a": My(3)}), My(4).compute(), delayed(inc)(My(2)).compute(), delayed(lambda x: x[0] + 1)([My(5)]).compute(), delayed(My(3)).compute()

from dask.delayed import Delayed
x = Delayed("z", {"y": 1, "z": (inc, "y")})
x.key, x.compute(), (x + 1).compute(), delayed(inc)(x).compute()

a, b = delayed([1, 2], nout=2)
dask.compute(b, a), len(delayed([1, 2], nout=2))

# Of two values with one key the first counts.
dask.compute(delayed(abs)(-1, dask_key_name="q"), delayed(abs)(-2, dask_key_name="q"), delayed(abs)(-3, dask_key_name="r"))

# says: Delayed objects of unspecified length are not iterable
da.ones(3) + delayed(abs)(-1)
