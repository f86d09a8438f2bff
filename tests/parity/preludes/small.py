# Small arrays of many kinds: gaps, small and unsigned integers, booleans, text, dates; coordinates that label no dimension.
import warnings

import xarray as xr

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)
m = xr.DataArray(
    [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dims=("x", "y"), coords={"x": [10, 20], "y": ["p", "q", "r"], "s": 5}, name="m", attrs={"u": "K"}
)
gv = rng.integers(0, 20, (4, 6)).astype(float)
gv[gv < 4] = np.nan
g = xr.DataArray(
    gv,
    dims=("x", "y"),
    coords={
        "x": [1, 2, 3, 4],
        "y": np.arange(6) * 0.5,
        "lab": ("y", list("aabbcc")),
        "s": 2.5,
        "two": (("x", "y"), np.arange(24).reshape(4, 6)),
    },
    name="g",
    attrs={"units": "m", "n": 1},
)
g3 = xr.DataArray(
    rng.integers(-9, 9, (3, 4, 5)),
    dims=("t", "x", "y"),
    coords={"t": np.arange("2000-01-01", "2000-01-04", dtype="datetime64[D]").astype("datetime64[ns]"), "x": [1, 2, 3, 4]},
    name="g3",
)
i8 = xr.DataArray(
    np.array([[3, -5, 100, 7, 120], [1, 2, -128, 4, 5]], "i1"),
    dims=("x", "y"),
    coords={"x": [0, 1], "y": [0, 1, 2, 3, 4]},
    name="i8",
    attrs={"a": 1},
)
u8 = xr.DataArray(np.array([250, 20, 3, 200, 255], "u1"), dims="x", coords={"x": [0.0, 1.0, 2.0, 3.0, 4.0]}, name="u8", attrs={"a": 1})
bo = xr.DataArray([True, False, True, True, False], dims="x", coords={"x": [0.0, 1.0, 2.0, 3.0, 4.0]}, name="bo")
pl = xr.DataArray(np.arange(12.0).reshape(3, 4), dims=("a", "b"))
tt = np.arange("2000-01-01", "2000-03-01", dtype="datetime64[D]").astype("datetime64[ns]")
ts = xr.DataArray(
    np.where(np.arange(60) % 7 == 0, np.nan, np.arange(60.0)), dims="time", coords={"time": tt}, name="ts", attrs={"units": "K"}
)
hh = xr.DataArray(
    np.arange(48),
    dims="time",
    coords={"time": np.arange("2000-01-01T03", "2000-01-03T03", dtype="datetime64[h]").astype("datetime64[ns]")},
    name="hh",
)
ds = xr.Dataset(
    {"u": (("x", "y"), np.arange(6.0).reshape(2, 3), {"k": 1}), "w": ("x", [1, 2]), "c": ((), 3.5)},
    coords={"x": [10, 20], "y": ["p", "q", "r"], "z": ("x", [7, 8]), "s": 1},
    attrs={"title": "T"},
)
gs = xr.Dataset({"u": g, "w": ("x", [1, 2, 3, 4]), "b": ("y", [True, False, True, True, False, True])}, attrs={"title": "T"})
mz, gz, dz, tz, uz = m.chunk(x=1), g.chunk(x=2, y=3), ds.chunk(x=1), ts.chunk(time=20), u8.chunk(x=2)
st = xr.DataArray(np.array(["a", "b", "c"]), dims="x", coords={"x": [1, 2, 3]}, name="st")
