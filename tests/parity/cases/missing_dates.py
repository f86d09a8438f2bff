import numpy as np
import pandas as pd
import xarray as xr


# --- cases
a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.groupby("time.month").sum()])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.groupby("time.day").mean()])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.groupby("time.season").mean()])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.time.min(), a.time.max(), a.time.min(skipna=True), a.groupby("time").mean(), a.groupby("time.year").count()])

# says: 
a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.resample(time="D").mean()])

# says: 
a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.resample(time="MS").mean()])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.groupby(a.time.dt.month==1).sum(), a.groupby("time.month").groups, list(a.groupby("time.month"))[0]])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")}).chunk(time=2)
repr([a.groupby("time.month").sum().compute()])

a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.sel(time="2020-01"), a.dropna("time"), a.sel(time=a.time.notnull()), a.sortby("time")])

# says: 
a=xr.DataArray([1.,2,3,4],dims="time",coords={"time":np.array(["2020-01-01","NaT","2020-01-03","2020-02-01"],"M8[ns]")})
repr([a.interp(time=["2020-01-02"])])

# says: 
a=xr.DataArray([1.,2,3],dims="time",coords={"time":pd.to_datetime(["2020-01-03","2020-01-02","2020-01-01"])})
repr([a.sel(time=slice("2020-01-03","2020-01-02")), a.sel(time=slice("2020-01-02","2020-02"))])

# says: 
a=xr.DataArray([1.,2,3],dims="time",coords={"time":pd.to_datetime(["2020-01-03","2020-01-02","2020-01-01"])})
repr([a.sel(time=slice("2020-01-02","2020-01-03")).values])

# says: 
a=xr.DataArray([1.,2,3],dims="time",coords={"time":pd.to_datetime(["2020-01-01","2020-01-01","2020-01-02"])})
repr([a.interp(time=["2020-01-02"])])
