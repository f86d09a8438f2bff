# Slopes, areas and gaps along a coordinate, and windows that begin at the first element.
# with: labelled
import pandas as pd

n = np.nan
x = xr.DataArray(
    [[n, 1, n, n, 4, n], [1, n, 3, n, n, 7]],
    dims=("y", "x"),
    coords={"x": [0, 1, 2, 4, 5, 7.0], "y": [0, 1], "k": ("x", [1.0, 2, 3, 4, 5, 6])},
    attrs={"u": 1},
)
i = xr.DataArray(np.array([3, 1, 4, 1, 5, 9], "u1"), dims="x", coords={"x": [0, 1, 2, 4, 5, 7.0]}, attrs={"u": 1})
lazy = x.drop_vars("k").chunk(x=2)
many = xr.Dataset({"a": x, "i": i, "s": 5}, attrs={"z": 1})
t = xr.DataArray([1.0, 2, 4, n], dims="t", coords={"t": pd.date_range("2000", periods=4, freq="6h")})
# --- cases

i.differentiate("x")

x.differentiate("k")

many.differentiate("x").i

t.differentiate("t")

t.differentiate("t", datetime_unit="D")

x.astype("float32").differentiate("x", edge_order=2)

lazy.differentiate("x").chunks

lazy.differentiate("x").compute()

# says: Coordinate 'q' not found in variables or dimensions
x.differentiate("q")

# says: numpy boolean subtract, the `-` operator, is not supported
(i > 3).differentiate("x")

i.integrate("x")

x.fillna(1).integrate(["x", "y"])

x.fillna(1).integrate("k")

t.fillna(1).integrate("t", datetime_unit="h")

lazy.fillna(0).integrate("x").compute()

many.fillna(0).integrate("x")

(i > 3).integrate("x")

i.cumulative_integrate("x")

t.cumulative_integrate("t", datetime_unit="h")

lazy.fillna(0).cumulative_integrate("x").chunks

# says: Coordinate 'q' not found in variables or dimensions
x.integrate("q")

x.interpolate_na("x")

x.interpolate_na("x", use_coordinate=False)

x.interpolate_na("x", use_coordinate="k")

x.interpolate_na("x", limit=1)

x.interpolate_na("x", fill_value="extrapolate")

x.interpolate_na("x", fill_value=9)

x.interpolate_na("x", method="nearest")

x.interpolate_na("x", method="zero")

x.astype("float32").interpolate_na("x")

x.interpolate_na("x", keep_attrs=False)

x.chunk(y=1).interpolate_na("x").compute()

# says: consists of multiple chunks, but is also a core dimension
lazy.interpolate_na("x")

t.interpolate_na("t", fill_value="extrapolate")

i.interpolate_na("x")

many.interpolate_na("x").a

# says: dim is a required argument
x.interpolate_na()

x.cumulative("x").sum()

x.cumulative("x").mean()

i.cumulative("x").max()

x.cumulative("x", min_periods=2).sum()

x.cumulative(["x", "y"]).sum()

# says: Dimension q not found in data dimensions
x.cumulative("q")

x.chunk(x=2).rolling(x=3, y=2).sum().chunks

x.chunk(x=1).rolling(x=2, y=2).construct(x="a", y="b").chunks

xr.DataArray([True, False, True], dims="x").rolling(x=2).construct("w").sum("w")

xr.DataArray([True, False, True], dims="x").rolling(x=2).construct("w").mean("w")

i.assign_coords(k=("x", range(6))).coarsen(x=4, boundary="pad", coord_func="min").count()

xr.DataArray([1, 2, 3], dims="x", coords={"x": list("bac")}).coarsen(x=3, coord_func="min").sum()

i.interp(x=[0.5, 7, 8], kwargs={"fill_value": None})

x.interp(x=[1, 1.5, 2, 5, 9], method="zero")

x.fillna(0).interp(x=[1, 1.5, 9], method="slinear", kwargs={"fill_value": "extrapolate"})

x.chunk(x=2, y=1).fillna(0).interp(x=[0.5, 1]).chunks

x.chunk(x=2, y=2).fillna(0).interp(y=xr.DataArray([0.5, 0.25], dims="p")).chunks

i.sortby("x", ascending=False).reindex(x=[1, 3, 8], method="ffill", tolerance=1)

i.sortby("x", ascending=False).sel(x=3, method="bfill")

t.reindex(t=pd.to_datetime(["2000-01-01", "2000-01-05"]), method="ffill", tolerance=1)

[[str(day) for day in pd.date_range("2000-02-26 12:00", periods=4, freq=freq)] for freq in ("B", "2B", "SMS", "SME", "BMS", "BME", "BQE-NOV", "BYS", "-1B")]

[str(day) for day in pd.date_range("2000-01-01", "2000-03-20", freq="SME")]

pd.date_range("2000-01-01", periods=3, freq="BQE").freqstr

xr.DataArray(np.arange(20), dims="t", coords={"t": pd.date_range("2000-01-28 12:00", periods=20, freq="30h")}).resample(t="B").sum()

xr.DataArray(np.arange(20), dims="t", coords={"t": pd.date_range("2000-01-28 12:00", periods=20, freq="30h")}).resample(t="SME", closed="right").sum()

xr.DataArray(np.arange(20), dims="t", coords={"t": pd.date_range("2000-01-28 12:00", periods=20, freq="30h")}).resample(t="BME").sum()

t.t.dt.weekofyear
