import datetime

import numpy as np
import pandas as pd
import xarray as xr


# --- cases
times=pd.date_range("2000-01-01","2001-12-31",name="time")
annual_cycle=np.sin(2*np.pi*(times.dayofyear.values/365.25-0.28))
base=10+15*annual_cycle.reshape(-1,1)
ds=xr.Dataset({"tmin":(("time","location"),base+np.arange(3)),},{"time":times,"location":["IA","IN","IL"]})
repr([ds.groupby("time.month").mean()])

# says: 
i=pd.date_range("2000-01-01",periods=4)
ds=xr.Dataset({"a":("t",[1,2,3,4])},coords={"t":i})
repr([ds.indexes["q"]])

i=pd.date_range("2000-01-01",periods=4)
a=xr.DataArray([1,2,3,4],dims="t",coords={"t":i})
repr([a.reindex(t=i[1:3]), a.reindex(t=i+pd.Timedelta("1D")), a.sel(t=i[1:3]), a.sel(t=i[i.day>2]), a.isel(t=i.day>2), a.where(a.t.isin(i[:2]),drop=True), a[i.day>2], a.assign_coords(t=i+pd.Timedelta("1h")), a.assign_coords(m=("t",i.month)), a.interp(t=i[:-1]+pd.Timedelta("12h")), a.drop_sel(t=i[:2])])

b=xr.DataArray(np.arange(3),dims="t",coords={"t":xr.date_range("2000-01-01",periods=3,calendar="noleap",use_cftime=True)})
repr([b.indexes["t"][:2], type(b.indexes["t"]).__name__, b.t.to_index()[1:], b.indexes["t"].month])

c=xr.DataArray(np.arange(4.),dims="x",coords={"x":[1,2,3,4]}).groupby_bins("x",[0,2,4]).sum()
repr([type(c.indexes["x_bins"]).__name__])

repr([pd.Interval(0,1), pd.isna(None)])

repr([repr({pd.Timestamp("2020"):1}), [pd.Timestamp("2020")], {"a":pd.NaT}, (pd.Timedelta("1h"),)])

repr([xr.Dataset(attrs={"t":pd.Timestamp("2020")})])

import json
repr([json.dumps({"t":str(pd.Timestamp("2020"))}), pd.Timestamp("2020").isoformat(), pd.Timestamp("2020").strftime("%Y%m%d"), "%s" % pd.Timestamp("2020"), "{:%d.%m.}".format(pd.Timestamp("2020"))])

repr([[t.strftime("%b") for t in pd.date_range("2020",periods=3,freq="MS")], [f"{t:%Y-%m}" for t in pd.date_range("2020",periods=3,freq="MS")], [t.month for t in pd.date_range("2020",periods=3,freq="MS")], {t.year: 1 for t in pd.date_range("2020",periods=3,freq="YS")}])

repr([list(zip(pd.date_range("2020",periods=2), [1,2])), dict(zip(pd.date_range("2020",periods=2), [1,2])), sorted(pd.date_range("2020",periods=2),reverse=True), max(pd.date_range("2020",periods=2)), sum(pd.date_range("2020",periods=2).day), list(enumerate(pd.date_range("2020",periods=1)))])

i=pd.date_range("2020-01-01",periods=3)
repr([(i[-1]-i[0]).days, (i[1]-i[0]).total_seconds(), (i[1]-i[0])/np.timedelta64(1,"h"), (i-i[0]).days, (i-i[0]).total_seconds(), (i-i[0])/pd.Timedelta("1D"), ((i-i[0]).days/365.25), (i-pd.Timestamp("1970-01-01"))//pd.Timedelta("1s"), i.astype("int64")//10**6, i.view("int64")])

# says: 
repr([pd.date_range("2020",periods=2).foo])

a=xr.DataArray([0.,1,2],dims="time",coords={"time":pd.date_range("2020-01-01",periods=3,freq="MS",unit="ns")})
repr([a.interp(time=np.datetime64("2020-01-15")), a.interp(time=pd.Timestamp("2020-01-15")), a.interp(time=pd.date_range("2020-01-05",periods=2))])

b=xr.DataArray(np.arange(3),dims="t",coords={"t":xr.date_range("2000-01-01",periods=3,calendar="noleap",use_cftime=True)})
repr([b.indexes["t"].month, b.indexes["t"].dayofyear])

repr([xr.date_range("0001-01-01",periods=3,freq="YS"), xr.date_range("2262-01-01",periods=3,freq="YS"), xr.date_range("2000-01-01",periods=3,freq="-1MS",calendar="noleap")])

repr([pd.date_range("2020-01-01",periods=3)[[True,False,True]], pd.date_range("2020-01-01",periods=3)[np.array([0,2])], pd.date_range("2020-01-01",periods=3)[1:1]])

# says: 
repr([pd.Timestamp("2020-01-01 10:00").floor("ME")])

# says: 
repr([pd.Timestamp("2020-01-01 10:00").round("foo")])

repr([pd.Timestamp("2020-01-01 10:00") in pd.date_range("2020-01-01",periods=3), "2020-01-01 10:00" in pd.date_range("2020-01-01",periods=3), "2020-01" in pd.date_range("2020-01-01",periods=3)])

# says: 
repr([pd.Timestamp(2020,13,1)])

# says: 
repr([pd.Timestamp("2020-01-01T25:00")])

# says: 
repr([pd.Timestamp([1])])

# says: 
repr([pd.Timestamp(True)])

# says: 
repr([pd.Timedelta([1])])

# says: 
repr([pd.Timedelta(True)])

# says: 
repr([pd.Timestamp("2020-01-01")-5])

# says: 
repr([pd.Timestamp("2020-01-01")+"1D"])

# says: 
repr([pd.Timestamp("2020-01-01")*2])

repr([pd.Timestamp("2020-01-01")+pd.Timedelta(10**6,"D")])

# says: 
repr([pd.Timestamp("2020-01-01").replace(month=13)])

# says: 
repr([pd.Timestamp("2020-02-29").replace(year=2021)])

repr([pd.Timestamp("2020-01-01 00:00:00.000000001")+pd.Timedelta("1D"), pd.Timestamp("2020-01-01 00:00:00.000000001")==pd.Timestamp("2020-01-01"), pd.Timestamp("2020-01-01 00:00:00.000000001")>datetime.datetime(2020,1,1), pd.Timestamp("2020-01-01 00:00:00.5").microsecond])

t=pd.Timestamp("2020-01-01 00:00:00.000000001")
a=xr.DataArray([1,2],dims="t",coords={"t":[t,t+pd.Timedelta(1)]})
repr([a, a.sel(t=t), a.t>t, a.sel(t=[t]), a.sel(t=slice(t,t))])

repr([xr.DataArray([1,2],dims="t",coords={"t":[pd.Timedelta("1h"),pd.Timedelta("2h")]}), xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).sel(t=pd.Timedelta("1h")), xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).sel(t="1h")])

repr([xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).sel(t=slice("1h","90min")), xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).t.dt.total_seconds()])

a=xr.DataArray(np.arange(4.),dims="t",coords={"t":pd.date_range("2020",periods=4)})
repr([a.differentiate("t",datetime_unit="D"), a.integrate("t",datetime_unit="D"), a.t.diff("t"), a.t.shift(t=1), a.polyval if False else 0, a.rolling(t=2).mean(), a.coarsen(t=2).mean(), a.cumsum("t"), a.idxmax("t"), a.t.mean(), a.t.dt.ceil("2D"), a.t.quantile if False else 0])

# says: 
a=xr.DataArray(np.arange(400.),dims="t",coords={"t":pd.date_range("2019-06-01",periods=400)})
repr([a.sel(t=a.indexes["t"].month.isin([12,1,2])).sizes, a.sel(t=(a.indexes["t"].year==2020)&(a.indexes["t"].month<3)).sizes, a.groupby(xr.DataArray(a.indexes["t"].year,dims="t",name="y")).mean(), [y for y in a.indexes["t"].year.unique()], a.sel(t=a.indexes["t"].is_month_end).sizes, a.isel(t=np.flatnonzero(a.indexes["t"].day==1)).t.values[:2]])

repr([xr.DataArray([1,2],dims="t",coords={"t":[pd.Timedelta("1h"),pd.Timedelta("2h")]}), xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).sel(t=pd.Timedelta("1h")), xr.DataArray([1,2],dims="t",coords={"t":pd.to_timedelta([1,2],unit="h")}).sel(t="1h")])

x=xr.DataArray([1,2,3],dims="t",coords={"t":pd.to_timedelta([1,1.5,2],unit="h")})
repr([x.sel(t=slice("1h","90min")), x.sel(t=slice("1h","1h")), x.sel(t=slice(pd.Timedelta("1h"),pd.Timedelta("90min"))), x.sel(t=["1h","2h"]) if False else 0, x.sel(t=slice("90min",None)), x.sel(t="100min",method="nearest"), x.sel(t=pd.Timedelta("100min"),method="nearest"), x.sel(t=[pd.Timedelta("1h")]), x.sel(t=datetime.timedelta(hours=1)), x.sel(t=np.timedelta64(2,"h"))])

# says: 
x=xr.DataArray([1,2,3],dims="t",coords={"t":pd.to_timedelta([1,1.5,2],unit="h")})
repr([x.sel(t="3h")])

# says: 
x=xr.DataArray([1,2,3],dims="t",coords={"t":pd.to_timedelta([1,1.5,2],unit="h")})
repr([x.sel(t="foo")])

x=xr.DataArray([1,2,3],dims="t",coords={"t":np.arange(3)*np.timedelta64(1,"D")})
repr([x.sel(t="1D"), x.sel(t=slice("1D","2D")), x.sel(t="1 days"), x.indexes["t"].get_loc("1D"), x.sel(t=x.t[1]), x.indexes["t"].days])

b=xr.DataArray(np.arange(3),dims="t",coords={"t":xr.date_range("2000-01-01",periods=3,calendar="noleap",use_cftime=True)})
repr([b.indexes["t"].month, b.indexes["t"].dayofyear, b.sel(t=b.indexes["t"].day>1)])
