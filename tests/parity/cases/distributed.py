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
