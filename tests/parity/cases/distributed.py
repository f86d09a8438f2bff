from dask.distributed import Client, LocalCluster, as_completed, default_client, get_client, wait
import dask.distributed
try:
    client = default_client()
except ValueError:
    client = Client(n_workers=2, threads_per_worker=2, processes=False, dashboard_address=None)

def inc(x):
    return x + 1

def add(x, y):
    return x + y

def fail():
    raise RuntimeError("oops")

# --- cases

client.submit(inc, 1)

client.submit(add, 1, y=2)

client.submit(add, client.submit(inc, 1), client.submit(inc, 2))

client.submit(inc, 1).result()

client.map(inc, range(5))

client.gather(client.map(inc, range(5)))

client.gather(client.map(add, range(3), range(3)))

client.gather({"a": client.submit(inc, 1), "b": [client.submit(inc, 2)]})

client.gather(client.submit(inc, 1))

client.submit(sum, client.map(inc, range(4)))

# Pure functions of equal arguments are one task.
client.submit(inc, 1).key == client.submit(inc, 1).key

client.submit(inc, 1, pure=False).key == client.submit(inc, 1, pure=False).key

client.submit(inc, 1, key="mine").key

client.submit(inc, 1).key.split("-")[0]

future = client.submit(inc, 1)
wait(future)
future.status

future = client.submit(inc, 1)
wait([future])
future.done(), future.cancelled()

future = client.submit(fail, pure=False)
wait(future)
future.status

# says: oops
client.submit(fail, pure=False).result()

# says: oops
client.submit(inc, client.submit(fail, pure=False)).result()

# says: oops
client.gather([client.submit(inc, 1), client.submit(fail, pure=False)])

len(client.gather([client.submit(inc, 1), client.submit(fail, pure=False)], errors="skip"))

repr(client.submit(fail, pure=False).exception())

done, pending = wait(client.map(inc, range(3)))
len(done), len(pending)

sorted(future.result() for future in as_completed(client.map(inc, range(5))))

client.compute(da.ones(10, chunks=5).sum())

client.compute(da.ones(10, chunks=5).sum(), sync=True)

client.compute([da.ones(10, chunks=5).sum(), 3])[0]

client.compute(dask.delayed(inc)(1)).result()

# value only: the tasks of a persisted array are futures, which differ in how they count
client.persist(da.ones(10, chunks=5))

client.gather(client.scatter([1, 2, 3]))

client.submit(inc, client.scatter(41))

client.scatter({"a": 1})["a"].result()

da.ones((10, 10), chunks=5).sum()

da.arange(20, chunks=5).mean()

dask.delayed(add)(1, 2).compute()

dask.compute(dask.delayed(inc)(1), da.ones(4, chunks=2).sum())

get_client() is client

len(client.scheduler_info()["workers"])

sorted(worker["nthreads"] for worker in client.scheduler_info()["workers"].values())

sum(client.nthreads().values())

sum(client.ncores().values())

future = client.submit(inc, 1)
future.result()
len(client.who_has([future])[future.key])

future = client.submit(inc, 1001)
future.cancel()
future.cancelled()

# says: cancelled
future = client.submit(inc, 5, key="doomed")
future.cancel()
future.result()

future = client.submit(inc, 1, retries=2, key="retried")
future.result()

client.publish_dataset(numbers=client.submit(inc, 1))
names = client.list_datasets()
value = client.get_dataset("numbers").result()
client.unpublish_dataset("numbers")
names, value, client.list_datasets()

type(client.submit(inc, 1)).__name__

future = client.submit(inc, 1)
future.result()
repr(future).split("-")[0]

# says: callable
client.submit(5)

# says: Invalid time unit
client.submit(inc, 1).result(timeout="not a time")

# says: missing
client.submit(inc).result()

import time
futures = client.map(time.sleep, [0.05, 0.1])
wait(futures)
[future.status for future in futures]

client.submit(lambda: np.arange(3).sum())

client.submit(np.sum, np.arange(4))

client.submit(da.ones(4, chunks=2).sum().compute)

x = client.persist(da.ones((4, 4), chunks=2))
len(x.dask), (x + 1).sum().compute()

client.wait_for_workers(2)

dask.distributed.default_client() is client

[client.submit(inc, i).result() for i in range(3)]

client.run(lambda: 1 + 1).popitem()[1]

client.submit(add, [client.submit(inc, 1)], [2])

client.submit(lambda d: d["x"] + 1, {"x": client.submit(inc, 1)})

future = client.submit(inc, 10, priority=5)
future.result()

# A failed task is tried again, with what failed before it.
tries = {"n": 0}
def flaky(x):
    tries["n"] += 1
    if tries["n"] < 3:
        raise ValueError(tries["n"])
    return x
first = client.submit(flaky, 7, key="retried-first")
second = client.submit(inc, first, key="retried-second")
wait([first, second])
before = [first.status, second.status, str(second.exception())]
second.retry()
wait([first, second])
between = [first.status, second.status, str(second.exception())]
second.retry()
before, between, second.result(), first.result(), second.status

# A finished task runs once more.
counts = {"n": 0}
def counted():
    counts["n"] += 1
    return counts["n"]
future = client.submit(counted, key="retried-finished")
results = [future.result()]
future.retry()
results.append(future.result())
client.retry([future])
results + [future.result(), client.submit(counted, key="retried-finished").result()]

# says: retried-cancelled
import time
future = client.submit(time.sleep, 0.05, key="retried-cancelled")
future.cancel()
future.retry()

# Coroutine functions are run to their end.
import asyncio
async def later(x):
    await asyncio.sleep(0.01)
    return x + 1
client.submit(later, 1).result(), client.gather(client.map(later, [1, 2])), client.submit(inc, client.submit(later, 1)).result(), dask.delayed(inc)(dask.delayed(later)(1)).compute(), list(client.run(later, 1).values()), client.run_on_scheduler(later, 1)

# says: later
async def failing():
    raise ValueError("later")
client.submit(failing, pure=False).result()

# Futures that come into a task by name
from dask.distributed import Queue, Variable
Variable("by-name").set(client.submit(inc, 1))
Queue("by-name").put(client.submit(inc, 2))
client.publish_dataset(by_name=client.submit(inc, 3))
def taken():
    here = get_client()
    futures = [Variable("by-name").get(), Queue("by-name").get(), here.get_dataset("by_name")]
    return here.gather(futures), [here.submit(inc, future).result() for future in futures]
found = client.submit(taken, pure=False).result()
client.unpublish_dataset("by_name")
found

sorted(client.run(lambda dask_worker: dask_worker.state.nthreads).values()), client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.workers))

client.run_on_scheduler(lambda n, dask_scheduler: n + sum(ws.nthreads for ws in dask_scheduler.workers.values()), 1)

# says: division
client.run(lambda: 1 / 0)

sorted(type(value).__name__ for value in client.run(lambda: 1 / 0, on_error="return").values()), client.run(lambda: 1 / 0, on_error="ignore")

# What a function notes on its worker stays there.
def noted():
    from dask.distributed import get_worker
    worker = get_worker()
    worker.count = getattr(worker, "count", 0) + 1
    return worker.count
address = sorted(client.scheduler_info()["workers"])[0]
[client.submit(noted, pure=False, workers=[address]).result() for _ in range(3)]

# says: created by another client
with Client(client.cluster, set_as_default=False) as other:
    other.gather([client.submit(inc, 1)])

with Client(client.cluster, set_as_default=False) as other:
    results = other.submit(inc, client.submit(inc, 1)).result(), other.compute(dask.delayed(inc)(client.submit(inc, 1))).result()
results

# says: lost dependencies
client.get({"a": 1}, "z")

# says: z
dask.get({"a": 1}, "z")

# says: Released too often
from dask.distributed import Lock
Lock("never taken").release()

# says: Released too often
from dask.distributed import Semaphore
places = Semaphore(max_leases=2, name="places")
places.acquire()
places.release()
places.release()

from dask.distributed import Semaphore
places = Semaphore(max_leases=2, name="values")
[places.get_value(), places.acquire(), places.get_value(), places.acquire(), places.acquire(timeout=0.05), places.release(), places.get_value()]

from dask.distributed import MultiLock
lock, other = MultiLock(["x", "y"]), MultiLock(["y", "z"])
[lock.acquire(timeout=1), other.acquire(timeout=0.05), lock.locked()]

# Events by topic
client.log_event("topic", {"a": 1})
client.log_event(["topic", "other"], "both")
[message for _, message in client.get_events("topic")], [message for _, message in client.get_events("other")], client.get_events("none")

# says: nanny
client.restart_workers(list(client.scheduler_info()["workers"])[:1])

# Actors
class Counter:
    n = 0
    def __init__(self, n):
        self.n = n
    def increment(self, by=1):
        self.n += by
        return self.n
counter = client.submit(Counter, 3, actor=True).result()
[counter.increment().result(), counter.increment(by=5).result(), counter.n, client.submit(lambda c: c.increment().result(), counter).result(), repr(counter).split("-")[0]]

# says: an actor's
class Broken:
    def fail(self):
        raise ValueError("an actor's")
client.submit(Broken, actor=True).result().fail().result()

# says: has no attribute
class Empty:
    pass
client.submit(Empty, actor=True).result().missing

# Cancelled futures, and what is left to do
import time
futures = client.map(time.sleep, [0.2] * 8, pure=False)
client.cancel(futures)
[future.status for future in futures]

# says: cancelled
future = client.submit(inc, 12345, pure=False)
future.cancel()
client.gather([future])

# A task starts again as often as it asks to.
from dask.distributed import Reschedule
starts = []
def restless():
    starts.append(1)
    if len(starts) < 4:
        raise Reschedule()
    return len(starts)
client.submit(restless, pure=False).result()

future = client.submit(inc, 1, key="seen-by-scheduler")
future.result()
client.run_on_scheduler(lambda dask_scheduler: [(ts.key, ts.state, ts.prefix.name, len(ts.who_has)) for ts in dask_scheduler.tasks.values() if ts.key == "seen-by-scheduler"])

# Futures of a client of another cluster
# says: lost dependencies
with Client(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, set_as_default=False) as other:
    other.submit(inc, client.submit(inc, 1)).result(timeout=5)

# says: Cycle
client.get({"a": (inc, "b"), "b": (inc, "a")}, "a")

# says: Cycle
dask.get({"a": (inc, "b"), "b": (inc, "a")}, "a")

client.submit(inc, 71, workers=["nope"], allow_other_workers=True).result()

# What is sent is copied: the caller's objects stay as they are.
L, d, s = [1], {"a": [1]}, {1}
def change(xs, d, s):
    xs.append(2)
    d["a"].append(2)
    s.add(2)
    return xs, d, s
client.submit(change, L, d, s).result(), L, d, s

# Bound methods go with their object.
class Model:
    def __init__(self):
        self.n, self.history = 0, []
    def fit(self, x):
        self.n = x
        self.history.append(x)
        return self
model = Model()
fitted = client.submit(model.fit, 5).result()
[fitted is model, fitted.n, model.n, fitted.history, model.history, isinstance(fitted, Model)]

L = []
client.gather(client.map(L.append, [1, 2])), L

# Functions go with the globals that they name and the variables that they enclose.
filled, total = {}, 0
def fill(k):
    global total
    filled[k] = k
    total += 1
    return k
client.gather(client.map(fill, range(3))), filled, total

def counter():
    n, seen = 0, []
    def count():
        nonlocal n
        n += 1
        seen.append(n)
        return n
    return count, seen
count, seen = counter()
client.submit(count).result(), seen

# Default arguments
def collect(x, found=[]):
    found.append(x)
    return len(found)
client.submit(collect, 1).result(), collect.__defaults__

# What helpers change
done = []
def helper(x):
    done.append(x)
    return x
def work(x):
    return helper(x) + 1
client.gather(client.map(work, [1, 2])), done

import dask
out = []
def append(x):
    out.append(x)
    return len(out) > 0
dask.compute(*[dask.delayed(append)(i) for i in range(3)]), out

# On one machine threads share everything.
import dask
out = []
dask.compute(*[dask.delayed(out.append)(i) for i in [1, 1]], scheduler="threads"), out

# Delayed calls go with what their arguments are when they are sent.
import dask
L = [1]
built = dask.delayed(sum)(L)
L.append(2)
future = client.compute(built)
L.append(4)
future.result(), L

import dask
class Counts:
    def __init__(self):
        self.n = 0
    def up(self, by=1, *after):
        self.n += by
        return self.n
own = Counts()
lazy = dask.delayed(own)
lazy.up(3).compute(), own.n

# Tasks share an object that is a task itself.
import dask
class Counts:
    def __init__(self):
        self.n = 0
    def up(self, by=1, *after):
        self.n += by
        return self.n
lazy = dask.delayed(Counts())
lazy.up(1, lazy.up(2)).compute()

import collections, functools
d, q = collections.defaultdict(list), collections.deque([1], maxlen=2)
def both(d, q):
    d["x"].append(1)
    q.append(7)
    return dict(d), list(q)
client.submit(both, d, q).result(), dict(d), list(q), client.submit(functools.partial(both, d), q).result()

# Keyword arguments
kept = []
client.submit(lambda x, kept: kept.append(x) or list(kept), 1, kept=kept).result(), kept

scattered = [1]
future = client.scatter({"a": [scattered]})["a"]
[scattered], future.result()

# What cannot be pickled is not sent.
# says: Could not serialize
client.submit(list, (i for i in range(3)))

# says: Could not serialize
client.submit(lambda c: 1, client)

# says: Dask no longer supports mapping over Iterators
client.map(abs, (i for i in range(3)))

# says: Dask no longer supports mapping over Iterators
client.map(abs, zip([1], [2]))

# says: Dask no longer supports mapping over Iterators
client.scatter(iter([1, 2]))

# Collections go to tasks as they are.
import dask.array as da
client.submit(lambda x: type(x).__name__, da.ones(5, chunks=2)).result()

import dask
def kinds(*args, **kwargs):
    return [type(x).__name__ for x in (*args, *kwargs.values())]
client.submit(kinds, dask.delayed(abs)(-1), client.submit(abs, -1), k=dask.delayed(1)).result()

import dask
import dask.array as da
def inner(items, named):
    return [type(x).__name__ for x in (*items, *named.values())]
client.submit(inner, [da.ones(5, chunks=2), client.submit(abs, -1)], {"a": da.ones(5, chunks=2).persist()}).result()

client.gather(client.map(lambda x: float(x.compute()), da.arange(3, chunks=1)))

client.gather(client.map(lambda x, k: float(k.sum().compute()) + x, [1, 2], k=da.ones(5, chunks=2)))

import xarray as xr
client.submit(lambda x: type(x.data).__name__, xr.DataArray(da.zeros(2), dims="x")).result()

# Futures in named tuples become results.
from collections import namedtuple
Point = namedtuple("Point", "x y")
def total_of(p):
    return p.x + p.y
a, b = client.submit(abs, -2), client.submit(abs, -4)
client.submit(total_of, Point(a, b)).result(), client.gather(client.map(total_of, [Point(a, 1), Point(2, b)])), client.submit(lambda l: total_of(l[0]), [Point(a, b)]).result()

# Cancelling what collections hold
# says: cancelled for reason: lost dependencies
import dask.array as da
x = da.ones(4, chunks=2).persist()
wait(x)
client.cancel(x)
x.sum().compute()

import dask.array as da
x, y = da.ones(4, chunks=2).persist(), da.zeros(4, chunks=2).persist()
wait([x, y])
client.cancel([x])
y.compute(), da.ones(4, chunks=2).compute()

# Each future stands for itself.
f, g = client.submit(abs, -1), client.submit(abs, -1)
f == g, f != g, f == f, f in [g], len({f, g}), f.key == g.key, {f: 1}[f], sorted(x.result() for x in as_completed([f, g]))

client.datasets["mine"] = client.submit(abs, -3)
found = "mine" in client.datasets, client.datasets["mine"].result(), len(client.datasets)
del client.datasets["mine"]
found, list(client.datasets)

# says: Dataset y already exists
client.datasets["y"] = 5
client.datasets["y"] = 6

# says: nokey
client.nbytes(keys=["nokey"])

# says: nope
client.run(abs, -1, workers=["nope"])

# says: simultaneous use of integer batch sizes and timeouts
from dask.distributed import Queue
Queue("batches").get(timeout=0.1, batch=3)

# says: is not iterable
client.retire_workers(5)

with Client(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, set_as_default=False) as other:
    retired = other.retire_workers()
len(retired)

# Lambdas are told apart by where they stand.
from dask.base import tokenize
same = lambda x: x
maps = client.map(lambda x: x, [1, 2]), client.map(lambda x: x, [1, 2])
loops = [client.map(lambda x: x, [1, 2])[0].key for _ in range(2)]
maps[0][0].key == maps[1][0].key, loops[0] == loops[1], tokenize(lambda: 1) == tokenize(lambda: 1), tokenize(same) == tokenize(same), client.gather(maps[0])
