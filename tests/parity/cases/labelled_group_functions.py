# Functions of groups, and chunks as long as groups.
import numpy as np
import pandas as pd
import xarray as xr

monthly = xr.DataArray(np.arange(48.0).reshape(24, 2), dims=("time", "x"), coords={"time": pd.date_range("2000", periods=24, freq="MS")})
daily = xr.DataArray(np.arange(90.0), dims="time", coords={"time": pd.date_range("2000", periods=90)})
g = monthly.groupby("time.month")

# --- cases
# Functions of groups
[xr.apply_ufunc(lambda x, m, s: (x - m) / (s + 1), g, g.mean(), g.std()), xr.apply_ufunc(lambda m, x: m - x, g.mean(), g), np.sqrt(g), np.add(g, g.mean())]

[xr.apply_ufunc(lambda x: x.mean(-1), g, input_core_dims=[["time"]]), xr.apply_ufunc(lambda x, y: x + y, g, 5), xr.apply_ufunc(lambda x, y: x * y, g, g)]

# says: if they are all grouped the same way
xr.apply_ufunc(lambda x, y: x + y, monthly.groupby("time.month"), monthly.groupby("time.year"))

# Quantiles of other dimensions than the groups' come last
[monthly.groupby("time.month").quantile([0.1, 0.9], dim="x"), monthly.groupby("x").quantile(0.5, dim="time"), monthly.groupby("time.month").quantile([0.5])]

# Chunks that end where months do
[daily.chunk(time=xr.groupers.TimeResampler(freq)).chunks for freq in ("MS", "2MS", "W", "20D", "QS")] + [daily.chunk(time=7).to_dataset(name="v").chunk(time=xr.groupers.TimeResampler("ME")).chunks]

# says: only supported for datetime variables
xr.DataArray(np.arange(4), dims="time", coords={"time": np.arange(4)}).chunk(time=xr.groupers.TimeResampler("MS"))

# says: Cannot chunk by resampler
xr.DataArray(np.arange(4), dims="time").chunk(time=xr.groupers.TimeResampler("MS"))

# Bins as long as a Timedelta
[daily.resample(time=pd.Timedelta("20D")).mean(), daily.resample(time=pd.Timedelta("36h")).first()]
