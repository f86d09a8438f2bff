import dask
import numpy as np
import xarray as xr
from dask import delayed
from dask.distributed import Client, default_client
try:
    client = default_client()
except ValueError:
    import sys
    # Workers' processes need not run this file.
    sys.modules["__main__"].__file__ = None
    client = Client(n_workers=1, threads_per_worker=1, dashboard_address=None)

# --- cases

# Results are new each time.
future = client.submit(lambda: [1])
first = future.result()
first.append(2)
first, future.result(), client.gather([future, future])

# Arrays in lists, and labelled ones
arrays, x = [np.zeros(3)], xr.DataArray(np.zeros(2), dims="x")
def set_first(arrays, x):
    arrays[0][0] = 5
    x[0] = 9
    return arrays, x.values
client.submit(set_first, arrays, x).result(), arrays, x.values

# Each call has functions' data as they were sent.
tries = {"n": 0}
def counted():
    tries["n"] += 1
    return tries["n"]
future = client.submit(counted, key="counted")
found = [future.result()]
future.retry()
found + [future.result(), client.gather(client.map(lambda x, kept=[]: kept.append(x) or len(kept), [1, 2, 3]))], tries

# says: Could not serialize object of type generator
client.submit(lambda: (i for i in range(3))).result()

persisted = delayed(lambda: [1])().persist()
persisted.compute().append(3), persisted.compute()

# Views of dicts, iterators, properties, objects that hold each other
class Node:
    def __init__(self, parent=None):
        self.parent, self.children = parent, []
        if parent:
            parent.children.append(self)
root = Node()
Node(root)
d = {"a": [1], "b": [2]}
same = client.submit(lambda node: node, root).result()
list(client.submit(lambda d: d.keys(), d).result()), list(client.submit(lambda d: d.values(), d).result()), dict(client.submit(lambda d: d.items(), d).result()), client.submit(list, iter([1, 2])).result(), same.children[0].parent is same, same is root

# Actors get and give copies; what only the object has is behind its methods.
class Kept:
    kind = "kept"
    def __init__(self):
        self.items = []
    def add(self, xs):
        self.items.append(xs)
        return self.items
kept, mine = client.submit(Kept, actor=True).result(), [1]
first = kept.add(mine).result()
mine.append(2)
first.append(3)
kept.add([4]).result(), first, kept.kind

# says: has no attribute 'items'
class Kept:
    def __init__(self):
        self.items = []
client.submit(Kept, actor=True).result().items

# Random generators go on from where they are on each side.
rng, old = np.random.default_rng(0), np.random.RandomState(0)
[
    client.gather(client.map(lambda i: rng.random(), [1, 2, 3])),
    client.gather([client.submit(rng.random, pure=False) for _ in range(2)]),
    client.gather(client.map(lambda g, i: g.normal(), [rng, rng], [1, 2])),
    rng.random(),
    client.gather(client.map(old.normal, [0, 1, 2])),
    old.normal(),
]

np.random.seed(1)
client.gather([client.submit(np.random.random, pure=False) for _ in range(2)]), np.random.random()

# A graph has one generator, each task of it a copy.
rng = np.random.default_rng(0)
g = delayed(rng)
draw = delayed(lambda g, i: (g.random(), g.random()))
dask.compute(draw(rng, 1), draw(rng, 2), delayed(rng.random)(), rng.random())

import copy
rng = np.random.default_rng(0)
rng.random()
twin, seeds = copy.deepcopy(rng), copy.deepcopy(rng.bit_generator.seed_seq)
twin.random() == rng.random(), seeds.generate_state(2), copy.deepcopy(np.random.RandomState(1)).random_sample()
