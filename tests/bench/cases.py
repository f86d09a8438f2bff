# What is timed, on real Dask and on Dasklet alike: each case five times, in seconds, one JSON object a line.
# `SECONDS` lines are what tests/bench/run.mjs reads. The stores are those that tests/bench/stores.py wrote.
import json
import time

import dask.array as da
import xarray as xr
from dask.distributed import Client

REPETITIONS = 5


def inc(x):
    return x + 1


def mean_of_maps(client, repetition):
    da.random.random((365, 500, 500), chunks=(50, 100, 100)).mean(axis=0).compute()


def many_small_chunks(client, repetition):
    # The name differs each time, so that nothing of an earlier repetition can be reused.
    (da.ones((2000, 2000), chunks=(20, 20)) + (1 + repetition)).sum().compute()


def many_futures(client, repetition):
    futures = client.map(inc, range(10_000 * repetition, 10_000 * (repetition + 1)))
    client.gather(futures)


def transposed_sum(client, repetition):
    x = da.random.random((4000, 4000), chunks=(500, 500))
    ((x + x.T) - x.mean(axis=0)).std().compute()


def daily_series(client, repetition):
    xr.open_zarr("daymet.zarr")["tmin"].mean(dim=["x", "y"]).compute()


def regional_statistics(client, repetition):
    temperature = xr.open_zarr("region.zarr")["temperature"]
    europe = temperature.sel(lat=slice(35, 70), lon=slice(-10, 40))
    europe.mean(dim="time").compute()
    europe.std(dim="time").compute()


CASES = [mean_of_maps, many_small_chunks, many_futures, transposed_sum, daily_series, regional_statistics]


def measure():
    with Client(n_workers=2, threads_per_worker=1) as client:
        for case in CASES:
            times = []
            for repetition in range(REPETITIONS):
                begin = time.perf_counter()
                case(client, repetition)
                times.append(time.perf_counter() - begin)
            print("SECONDS", json.dumps({"case": case.__name__, "times": times}), flush=True)


# Worker processes of real Dask import this file again.
if __name__ == "__main__":
    measure()
