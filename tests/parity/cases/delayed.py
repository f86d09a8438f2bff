import collections
import dataclasses

from dask import delayed

@dataclasses.dataclass
class Point:
    x: object
    y: object

Pair = collections.namedtuple("Pair", "first second")

def inc(x):
    return x + 1

def add(x, y):
    return x + y

# --- cases

delayed(inc)(1)

delayed(add)(delayed(inc)(1), delayed(inc)(2))

@delayed
def double(x):
    return 2 * x
double(5)

sum([delayed(inc)(i) for i in range(4)])

delayed(sum)([delayed(inc)(i) for i in range(4)])

delayed(inc)(1) + 10

10 - delayed(inc)(1)

delayed(inc)(1) > 1

-delayed(inc)(1)

delayed([1, 2, 3])[0]

delayed({"a": 1})["a"]

delayed("text").upper()

delayed(inc)(3).compute()

dask.compute(delayed(inc)(1), delayed(inc)(2))

dask.compute([delayed(inc)(1), 5], {"k": delayed(inc)(2)})

# Shared intermediates are computed once.
calls = []
def noted(x):
    calls.append(x)
    return x
shared = delayed(noted)(1)
total = delayed(add)(shared, shared)
total.compute(scheduler="synchronous"), calls

pair = delayed(lambda: (1, 2), nout=2)()
a, b = pair
a + b

delayed(inc, pure=True)(1).key == delayed(inc, pure=True)(1).key

delayed(inc)(1).key == delayed(inc)(1).key

delayed(inc)(1, dask_key_name="one").key

delayed(inc)(1).key.split("-")[0]

repr(delayed(inc)(1, dask_key_name="one"))

delayed(add)(1, y=2)

delayed(add)(x=delayed(inc)(1), y=2)

# known: an array inside a delayed call is put together by the call instead of by tasks of its own
# ours: "tasks": 4
delayed(da.ones(4, chunks=2))

# known: an array inside a delayed call is put together by the call instead of by tasks of its own
# ours: "tasks": 4
delayed(np.sum)(da.ones(4, chunks=2))

# known: an array inside a delayed call is put together by the call instead of by tasks of its own
# ours: "tasks": 7
delayed(inc)(da.ones(4, chunks=2).sum())

# Nested collections are looked through.
delayed(sum)([delayed(inc)(1), [delayed(inc)(2)][0]])

delayed(len)({"a": delayed(inc)(1)})

results = []
for i in range(5):
    value = delayed(inc)(i)
    if i % 2:
        value = delayed(add)(value, 10)
    results.append(value)
delayed(sum)(results)

# says: division
delayed(lambda: 1 / 0)().compute()

# says: oops
def fail():
    raise RuntimeError("oops")
delayed(add)(delayed(fail)(), 1).compute()

# says: Truth
bool(delayed(inc)(1))

# says: not iterable
list(delayed(inc)(1))

# says: mutab
delayed([1])[0] = 2

# says: missing
delayed(inc)().compute()

delayed(inc)(1).persist()

dask.persist(delayed(inc)(1))[0]

with dask.config.set(scheduler="synchronous"):
    value = delayed(inc)(1).compute()
value

dask.is_dask_collection(delayed(inc)(1))

dask.is_dask_collection(5)

dask.config.get("array.chunk-size")

with dask.config.set({"array.chunk-size": "1MiB"}):
    chunks = da.ones((1000, 1000), chunks="auto").chunks
chunks

with dask.config.set(array__chunk_size="1MiB"):
    size = dask.config.get("array.chunk_size")
size

dask.config.get("no.such.key", default=3)

# says: no
dask.config.get("no.such.key")

dask.config.get("distributed.scheduler.worker-saturation")

with dask.config.set(split_every=2):
    tasks = len(da.ones(16, chunks=1).sum().dask)
tasks

dask.base.tokenize(1) == dask.base.tokenize(1)

dask.base.tokenize(1) == dask.base.tokenize(2)

dask.delayed(max)(3, 4)

delayed(inc)(delayed(inc)(delayed(inc)(0)))

delayed(round)(2.567, 1)

delayed(5)

delayed([delayed(inc)(1), 2])

# Containers that delayed values are looked for in, besides lists, tuples, sets and dicts.
[delayed(repr)(v).compute() for v in (Point(delayed(inc)(1), [delayed(inc)(2)]), Pair(delayed(inc)(1), 3), slice(delayed(inc)(1), None))]

[delayed(repr)(v).compute() for v in ([slice(delayed(inc)(1))], {"a": Point(1, delayed(inc)(1))}, (Pair([delayed(inc)(0)], Point(delayed(inc)(1), slice(delayed(inc)(5)))),))]

delayed(lambda *a, **k: repr((a, k)))(1, Point(2, 3), q=Pair(delayed(inc)(1), Point(1, 2))).compute()

[repr(delayed(v).compute()) for v in (Point(delayed(inc)(1), 2), Pair(1, delayed(inc)(1)), [Point(1, [delayed(inc)(1)])], Point(1, 2), slice(3))]

delayed(Point(delayed(inc)(1), 2)).x

[len(delayed(v).dask) for v in (Point(delayed(inc)(1), 2), [delayed(inc)(1)], Point(1, 2))]

delayed(inc)(Point(delayed(inc)(1), 2).x)

delayed([1, 2, 3, 4])[delayed(inc)(0):]

repr(dask.compute(Point(delayed(inc)(1), 2), Pair(delayed(inc)(1), 1), dict(collections.OrderedDict(k=delayed(inc)(2))), iter([delayed(inc)(1), 1])))

delayed(sum)(iter([delayed(inc)(1), 5]))

delayed(repr)(Point(da.ones(3, chunks=2), [da.arange(3, chunks=2).sum()])).compute()
