from dask.distributed import Client, LocalCluster, wait
local = {"n_workers": 2, "threads_per_worker": 1, "processes": False, "dashboard_address": None}

# --- cases

with Client(**local) as client:
    answer = client.submit(sum, [1, 2]).result()
answer

with LocalCluster(**local) as cluster, Client(cluster) as client:
    counts = len(cluster.workers), len(client.scheduler_info()["workers"])
counts

with LocalCluster(**local) as cluster:
    with cluster.get_client() as client:
        total = client.submit(sum, [1, 2]).result()
total

with LocalCluster(**local) as cluster, Client(cluster) as client:
    cluster.scale(3)
    client.wait_for_workers(3)
    count = len(client.scheduler_info()["workers"])
count

client = Client(**local)
client.close()
client.status

client = Client(**local)
client.close()
repr(client)

# says: No client
client = Client(**local)
client.close()
from dask.distributed import default_client
default_client()

with Client(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None, memory_limit="1GiB") as client:
    workers = client.scheduler_info()["workers"].values()
    facts = [(worker["nthreads"], worker["memory_limit"]) for worker in workers]
facts

# With no client the threaded scheduler computes again.
client = Client(**local)
client.close()
da.ones(4, chunks=2).sum().compute()

with LocalCluster(**local) as cluster:
    status = str(cluster.status)
status, str(cluster.status)

# Annotations stay with what was built within them.
import dask
tries = {}
def flaky(key):
    tries[key] = tries.get(key, 0) + 1
    if tries[key] < 3:
        raise OSError(key)
    return tries[key]
with Client(**local) as client:
    found = []
    for optimize in (True, False):
        with dask.annotate(retries=5):
            built = dask.delayed(flaky, pure=False)(f"built {optimize}")
        found.append(built.compute(optimize_graph=optimize))
        with dask.annotate(retries=5):
            found.append(dask.delayed(flaky, pure=False)(f"both {optimize}").compute(optimize_graph=optimize))
        with dask.annotate(retries=5):
            needed = dask.delayed(flaky, pure=False)(f"needed {optimize}")
        found.append((needed + 1).compute(optimize_graph=optimize))
    with dask.annotate(retries=5):
        found += [client.submit(flaky, "submitted").result(), *client.gather(client.map(flaky, ["mapped 1", "mapped 2"]))]
    with dask.annotate(retries=5):
        x = da.ones(4, chunks=2).map_blocks(lambda block: block * flaky("block"), dtype=float)
    found.append(x.compute(optimize_graph=False).tolist()[0] >= 3)
found

# says: not annotated
import dask
def fails():
    raise OSError("not annotated")
with Client(**local) as client:
    with dask.annotate(retries=1):
        first = dask.delayed(len)([1])
    dask.delayed(lambda n: fails())(first).compute()

import dask
from dask.distributed import get_worker
with Client(**local) as client:
    places = []
    for name in (0, 1):
        with dask.annotate(workers=[name]):
            built = [dask.delayed(lambda i: get_worker().name, pure=False)(i) for i in range(4)]
        places += [dask.compute(*built), client.gather(client.compute(built))]
    with dask.annotate(workers=["nope"], allow_other_workers=True):
        built = dask.delayed(lambda: get_worker().name, pure=False)()
    places.append(built.compute() in (0, 1))
places

# The names of layers with what they were annotated with
import dask
with dask.annotate(priority=1):
    with dask.annotate(retries=2, priority=5):
        inner = dask.delayed(abs)(1, dask_key_name="inner")
    outer = dask.delayed(abs)(1, dask_key_name="outer")
    held = dask.get_annotations()
after = dask.delayed(abs)(inner, dask_key_name="after")
{name: layer.annotations for name, layer in after.dask.layers.items()}, outer.dask.layers["outer"].annotations, held, dask.get_annotations()

import dask
with dask.annotate(retries=5, custom="mine"):
    x = (da.ones(4, chunks=2) + 1).sum()
[layer.annotations for layer in (x + 1).dask.layers.values()]

# says: must be a Number
import dask
with dask.annotate(retries="x"):
    pass

# says: must be a sequence of str
import dask
with dask.annotate(workers=3):
    pass

# says: must be a bool
import dask
with dask.annotate(allow_other_workers=3):
    pass
