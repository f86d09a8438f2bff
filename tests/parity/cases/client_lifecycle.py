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
