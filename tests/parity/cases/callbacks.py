from dask import delayed
from dask.callbacks import Callback
from dask.utils import key_split


class Recorder(Callback):
    def __init__(self):
        self.log = []

    def _start(self, dsk):
        self.log.append(("start", len(dsk)))

    def _start_state(self, dsk, state):
        self.log.append(("state", len(state["ready"]), len(state["waiting"]), len(state["cache"])))

    def _pretask(self, key, dsk, state):
        self.log.append(("pre", key_split(key), len(state["running"]), len(state["finished"])))

    def _posttask(self, key, result, dsk, state, worker_id):
        self.log.append(("post", key_split(key), np.shape(result), key in dsk, len(state["finished"])))

    def _finish(self, dsk, state, errored):
        self.log.append(("finish", errored))


def seen(compute):
    with Recorder() as recorder:
        try:
            value = compute()
        except Exception as error:
            value = type(error).__name__
    return value, recorder.log


def kinds(compute):
    return sorted(row[:2] for row in seen(compute)[1])


def inc(x):
    return x + 1


# --- cases
[seen(lambda: delayed(abs)(-3, dask_key_name="k").compute(scheduler=name)) for name in ("sync", "threads", None)]

[seen(lambda: delayed(inc)(delayed(inc)(1, dask_key_name="a"), dask_key_name="b").compute(scheduler=name)) for name in ("sync", "threads")]

# A task that fails
[seen(lambda: delayed(inc)(delayed(inc)("text", dask_key_name="a"), dask_key_name="b").compute(scheduler=name)) for name in ("sync", "threads")]

[seen(lambda: da.ones(4, chunks=4).sum().compute(scheduler=name))[1][-1] for name in ("sync", "threads")]

[kinds(lambda: dask.compute(delayed(inc)(1), delayed(inc)(2), scheduler=name)) for name in ("sync", "threads")]

[kinds(lambda: delayed(sum)([delayed(inc)(i) for i in range(3)]).compute(scheduler=name)) for name in ("sync", "threads")]

[row[0] for row in seen(lambda: da.ones(8, chunks=4).persist())[1]]

seen(lambda: dask.get({"a": 1, "b": (abs, "a"), "c": "b", "d": (sum, ["a", "b", "c"])}, ["d", "b"]))

seen(lambda: dask.threaded.get({"a": 1, "b": (abs, "a"), "d": (sum, ["a", "b"])}, "d"))

# Registered, until it is unregistered
recorder = Recorder()
recorder.register()
first = delayed(abs)(-4, dask_key_name="k").compute()
recorder.unregister()
first, recorder.log, delayed(abs)(-4, dask_key_name="k").compute(), len(recorder.log)

log = []
with Callback(pretask=lambda key, dsk, state: log.append(key), posttask=lambda key, result, *rest: log.append(result), finish=lambda *rest: log.append(rest[2])):
    delayed(abs)(-4, dask_key_name="k").compute()
log

# says: unexpected keyword
Callback(before=print)

from dask.diagnostics import Profiler
with Profiler() as profiler:
    delayed(sum)([delayed(inc)(i) for i in range(3)]).compute()
sorted(key_split(row.key) for row in profiler.results), all(row.end_time >= row.start_time for row in profiler.results), profiler.results[0]._fields

from dask.diagnostics import CacheProfiler
with CacheProfiler(metric=lambda value: value) as profiler:
    delayed(sum)([delayed(inc)(i) for i in range(3)]).compute()
sorted((key_split(row.key), row.metric) for row in profiler.results)

# What is computed on one machine only
from dask.distributed import Client
with Client(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None):
    log = seen(lambda: delayed(abs)(-3).compute())
log

import io
from dask.diagnostics import ProgressBar
text = io.StringIO()
with ProgressBar(out=text), Recorder() as recorder:
    delayed(abs)(-3).compute(scheduler="sync")
"100% Completed" in text.getvalue(), [row[0] for row in recorder.log]
