import copy
import datetime

import numpy as np
import pandas as pd
import xarray as xr


# --- cases
i=pd.date_range("2000-01-30",periods=4,name="t")
repr([i.month])

i=pd.date_range("2000-01-30",periods=4)
repr([i.dayofyear.values])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month.isin([1,3])])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month.to_numpy()])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month.unique()])

i=pd.date_range("2000-01-30",periods=4,name="t")
repr([i.month.unique()])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month==1])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month%12//3])

i=pd.date_range("2000-01-30",periods=4)
repr([2*i.month+1])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month/2])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month.tolist(), i.month[0], i.month[1:3], list(i.month), len(i.month)])

i=pd.date_range("2000-01-30",periods=4)
repr([np.sin(i.dayofyear)])

i=pd.date_range("2000-01-30",periods=4)
repr([np.arange(4)*i.dayofyear])

i=pd.date_range("2000-01-30",periods=4)
repr([np.arange(4.)+i.dayofyear])

i=pd.date_range("2000-01-30",periods=4)
repr([xr.DataArray(np.arange(4.),dims="t")*i.dayofyear])

i=pd.date_range("2000-01-30",periods=4)
repr([i.is_month_end, i.is_leap_year])

i=pd.date_range("2000-01-30",periods=4)
repr([i.date, i.time])

# says: 
i=pd.date_range("2000-01-30",periods=4)
repr([i.week])

# says: 
i=pd.date_range("2000-01-30",periods=4)
repr([i.season])

i=pd.date_range("2000-01-30",periods=4)
repr([i.day_of_year, i.day_of_week])

i=pd.to_datetime(["2000-01-30",None])
repr([i.month])

i=pd.to_datetime(["2000-01-30",None])
repr([i])

i=pd.to_datetime(["2000-01-30",None])
repr([i.is_month_start])

i=pd.date_range("2000-01-30",periods=4)
repr([np.isin(i.month,[1]), np.unique(i.month), np.asarray(i.month)])

i=pd.date_range("2000-01-30",periods=4)
repr([i[i.month==2]])

i=pd.date_range("2000-01-30",periods=4)
repr([i[(i.month==2)&(i.day>1)]])

# says: 
i=pd.date_range("2000-01-30",periods=4)
repr([i.month.min(), i.month.max(), i.month.sum()])

# says: 
i=pd.date_range("2000-01-30",periods=4)
repr([i.month.mean()])

# says: 
i=pd.date_range("2000-01-30",periods=4)
repr([bool(i.month)])

i=pd.date_range("2000-01-30",periods=4)
repr([xr.DataArray(np.arange(4.),dims="time",coords={"time":i,"m":("time",i.month)})])

i=pd.date_range("2000-01-30",periods=4)
repr([xr.DataArray(i.month,dims="time")])

i=pd.date_range("2000-01-30",periods=4)
repr([np.where(i.month==1, 1., i.day)])

i=pd.date_range("2000-01-30",periods=4)
repr([-i.month, i.month**2, 2**i.month, 10-i.month, 10//i.month, 7%i.month, abs(i.month)])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month+i.day])

i=pd.date_range("2000-01-30",periods=4)
repr([~(i.month==1)])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month<i.day])

i=pd.date_range("2000-01-30",periods=4)
repr([1 in i.month, i.month.nunique(), i.month.is_unique, i.month.is_monotonic_increasing])

i=pd.date_range("2000-01-30",periods=4)
repr([i.month.astype(float), i.month.astype("int64")])

i=pd.date_range("2000-01-01",periods=200)
repr([i.dayofyear])

i=pd.date_range("2000-01-01",periods=30)
repr([i.dayofyear])

i=pd.date_range("2000-01-01",periods=30)
repr([i.dayofyear/3])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.indexes["time"].month])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.indexes["time"][0]])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.to_dataset(name="q").indexes["time"].year])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.sel(time=a.indexes["time"].month==2)])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.coords.indexes["time"].day])

# says: 
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2000-01-30",periods=4)})
repr([a.groupby(a.indexes["time"].month)])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":[1.,2,3,5]})
repr([a.indexes["x"]])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":[1.,2,3,5]})
repr([a.indexes["x"][:2], a.indexes["x"][0], a.indexes["x"].get_loc(2.)])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":[1,2,3,5]})
repr([a.indexes["x"]])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":[True,False,True,True]})
repr([a.indexes["x"]])

a=xr.DataArray(np.arange(4.),dims="x")
repr([a.get_index("x")])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":np.arange(4)*np.timedelta64(1,"h")})
repr([a.indexes["x"]])

a=xr.DataArray(np.arange(4.),dims="x",coords={"x":np.arange(4)*np.timedelta64(1,"h")})
repr([a.indexes["x"].total_seconds(), a.indexes["x"].days, a.indexes["x"].seconds])

repr([xr.date_range("2000-01-01",periods=3)])

repr([xr.date_range("2000-01-01",periods=3,freq="MS",name="q")])

repr([xr.date_range("2000-01-01",periods=3)[:2]])

repr([xr.date_range("2000-01-01",periods=3).month])

repr([xr.date_range("2000-01-01",periods=3,unit="s")])

repr([xr.date_range("2000-01-01","2000-01-02",periods=3)])

repr([xr.date_range("2000-01-01",periods=3,freq="MS",inclusive="left",normalize=True)])

a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time=pd.Timedelta("1D")).mean().values])

a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time=datetime.timedelta(days=2)).mean().time.values])

# says: 
a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time=np.timedelta64(36,"h")).sum().values])

# says: 
a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time=np.timedelta64(36,"ns")).sum().values.shape])

# says: 
a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time=3)])

# says: 
a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.rolling(time=pd.Timedelta("1D")).mean()])

# says: 
a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.rolling(time="1D").mean()])

a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.resample(time="1D",offset=pd.Timedelta("3h")).mean().time.values[:2]])

a=xr.DataArray(np.arange(40.),dims="time",coords={"time":pd.date_range("2000-01-01",periods=40,freq="6h")})
repr([a.time.dt.floor(pd.Timedelta("1D")).values[:5]])

repr([pd.Index([1,2,3],name="q")])

repr([pd.Index([1.5,2],name="q")])

repr([pd.Index([True,False])])

repr([pd.Index([datetime.datetime(2000,1,1)])])

repr([pd.Index(pd.date_range("2000",periods=2))])

repr([xr.concat([xr.DataArray([1.,2],dims="x"),xr.DataArray([1.,2],dims="x")],dim=pd.Index([10,20],name="run"))])

repr([xr.concat([xr.DataArray([1.,2],dims="x"),xr.DataArray([1.,2],dims="x")],dim=pd.date_range("2000",periods=2,name="t"))])

repr([xr.DataArray([1.,2],dims="x",coords={"x":pd.Index([4,5])})])

repr([xr.DataArray([1.,2],coords=[pd.Index([4,5],name="x")])])

repr([xr.DataArray([1.,2],coords={"x":[3,4]}).reindex(x=pd.Index([4,5]))])

repr([pd.Index([3,1,2]).sort_values(), pd.Index([3,1,2]).argsort(), pd.Index([3,1,2]).max()])

repr([pd.Index([3,1,2]).union([5,1]), pd.Index([3,1,2]).intersection([1,9]), pd.Index([3,1,2]).difference([1])])

repr([pd.Index([3,1,2])[::2], pd.Index([3,1,2])[[0,1]], pd.Index([3,1,2])[np.array([True,False,True])]])

repr([pd.Index([3,1,2]).get_indexer([1,7]), pd.Index([3,1,2]).get_loc(1)])

# says: 
repr([pd.Index([3,1,2]).get_loc(9)])

repr([pd.RangeIndex(3)])

t=pd.Timestamp("2020-02-29 12:34:56.789")
repr([isinstance(t,datetime.datetime), isinstance(t,datetime.date), hash(t)==hash(t.to_pydatetime()), {t:1}[datetime.datetime(2020,2,29,12,34,56,789000)]])

t=pd.Timestamp("2020-02-29 12:34:56.789")
repr([f"{t:%Y-%m}", f"{t}", format(t,""), str(t), repr(t)])

t=pd.Timestamp("2020-02-29 12:34:56.789")
repr([t.floor("h"),t.ceil("D"),t.round("15min"),t.normalize(),t.replace(year=2024,hour=0),t.as_unit("s"),t.asm8,t.date(),t.time()])

t=pd.Timestamp("2020-02-29 12:34:56.789")
repr([t+datetime.timedelta(1), datetime.timedelta(1)+t, t-datetime.datetime(2020,1,1), datetime.datetime(2020,1,1)-t, t-np.datetime64("2020-01-01"), np.datetime64("2020-01-01")-t, t+np.timedelta64(1,"h"), np.timedelta64(1,"h")+t])

t=pd.Timestamp("2020-02-29")
repr([t>datetime.datetime(2020,1,1), datetime.datetime(2020,1,1)<t, t==np.datetime64("2020-02-29"), np.datetime64("2020-02-29")==t, np.datetime64("2020-02-28")<t, t==datetime.datetime(2020,2,29), datetime.datetime(2020,2,29)==t])

t=pd.Timestamp("2020-02-29")
repr([t==datetime.date(2020,2,29), t==5, t!=None, t is None])

# says: 
t=pd.Timestamp("2020-02-29")
repr([t<datetime.date(2020,2,29)])

# says: 
t=pd.Timestamp("2020-02-29")
repr([t<5])

t=pd.Timestamp("2020-02-29")
repr([np.arange("2020-02-28","2020-03-02",dtype="M8[D]")>t])

t=pd.Timestamp("2020-02-29")
repr([t<np.arange("2020-02-28","2020-03-02",dtype="M8[D]")])

# says: 
t=pd.Timestamp("2020-02-29")
repr([np.arange("2020-02-28","2020-03-02",dtype="M8[D]")-t])

t=pd.Timestamp("2020-02-29")
repr([t+np.arange(3)*np.timedelta64(1,"D")])

repr([np.arange(3)*pd.Timedelta("1h")])

repr([pd.Timedelta("1h")*np.arange(3)])

repr([np.arange(3.)*pd.Timedelta("1h")])

repr([np.array([1,2],"m8[h]")/pd.Timedelta("1h")])

repr([np.array([1,2],"m8[h]")>pd.Timedelta("1h")])

repr([pd.Timedelta("1D")/np.array([1,2],"m8[h]")])

repr([pd.Timestamp("2020-01-01")+np.array([1,2])*pd.Timedelta("6h")])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.sel(time=t), a.sel(time=[t]), a.sel(time=slice(t,None)), a.sel(time=slice(t,t+pd.Timedelta("1D")))])

# says: 
t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([(a.time>t), (a.time-t), (t-a.time), (t<a.time), (a.time==t)])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.where(a.time>t,drop=True), a.sel(time=a.time<=t), a.where(a.time==t)])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.sel(time="2020-01-02").assign_coords(ref=t), a.assign_coords(time=[t+pd.Timedelta(i,"D") for i in range(4)])])

t=pd.Timestamp("2020-01-02")
repr([xr.DataArray(t), xr.DataArray([t,t]), xr.DataArray(np.array([t,t])), xr.Dataset({"a":t}), xr.DataArray(pd.Timedelta("1h"))])

# says: 
t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.array(["2020-01-01","NaT"],"M8[ns]"),dims="x")
repr([a.fillna(t), a.isnull(), a.fillna(t.to_datetime64())])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.interp(time=t+pd.Timedelta("6h")), a.interp(time=[t,t+pd.Timedelta("6h")]), a.reindex(time=[t]), a.sel(time=t+pd.Timedelta("5h"),method="nearest")])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.sel(time=t+pd.Timedelta("5h"),method="nearest",tolerance=pd.Timedelta("6h")), a.time+pd.Timedelta("1h"), a.time-pd.Timedelta("1h"), a.time.max()-a.time.min()>pd.Timedelta("2D")])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.loc[t], a.loc[t:], a.loc[dict(time=t)], a.drop_sel(time=t), a.time.isin([t]), t in a.time.values])

t=pd.Timestamp("2020-01-02")
a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([a.expand_dims(run=[t]), xr.concat([a,a],dim=xr.DataArray([t,t],dims="r"))])

# says: 
t=pd.Timestamp("2020-01-02")
repr([xr.full_like(xr.DataArray(np.array(["2020-01-01"],"M8[ns]"),dims="x"),t), xr.where(True,t,t)])

repr([pd.Timestamp(xr.DataArray(np.datetime64("2020-01-01")).values), pd.Timestamp(np.array("2020-01-01",dtype="M8[D]")[()])])

a=xr.DataArray(np.arange(4.),dims="time",coords={"time":pd.date_range("2020-01-01",periods=4)})
repr([[str(pd.Timestamp(t).date()) for t in a.time.values], [pd.to_datetime(t.values) for t in a.time], pd.to_datetime(a.time), pd.to_datetime(a.time.values)])

repr([pd.Timestamp(2020,2,29,12), pd.Timestamp(year=2020,month=2,day=29,hour=3), pd.Timestamp(2020), pd.Timestamp(1577836800,unit="s"), pd.Timestamp(1.5,unit="D"), pd.Timestamp("NaT"), pd.Timestamp(None), pd.Timestamp("")])

repr([pd.Timestamp(2020,1,1,nanosecond=5), pd.Timestamp("2020-01-01 00:00:00.123456789"), pd.Timestamp("2020-01-01 00:00:00.123456789").isoformat(), pd.Timestamp("2020-01-01 00:00:00.123456789").replace(hour=2)])

# says: 
repr([pd.Timestamp("2020-02-30")])

repr([pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")])

repr([pd.NaT, pd.NaT==pd.NaT, pd.NaT!=pd.NaT, pd.NaT<pd.Timestamp("2020"), pd.Timestamp("2020")<pd.NaT, pd.NaT+pd.Timedelta("1h"), pd.Timestamp("2020")-pd.NaT, pd.NaT.year, pd.NaT.isoformat(), str(pd.NaT), pd.isna(pd.NaT), bool(pd.NaT), isinstance(pd.NaT,datetime.datetime)])

repr([pd.Timedelta(None) is pd.NaT, pd.Timestamp(None) is pd.NaT, pd.to_datetime("NaT") is pd.NaT, pd.to_datetime(None), pd.to_datetime(np.nan), pd.to_timedelta("nat"), np.array([1,2],"M8[s]")==pd.NaT])

repr([pd.Timedelta("-1 days +06:00:00"), pd.Timedelta("1 days 06:05:01.000030"), pd.Timedelta("-1h"), pd.Timedelta("1 days 2 hours"), pd.Timedelta("06:05:01.5"), pd.Timedelta("1.5h"), pd.Timedelta("2h30min"), pd.Timedelta("1W"), pd.Timedelta("15us"), pd.Timedelta("1 day, 3 hours")])

repr([pd.Timedelta(days=1,hours=2,minutes=3,seconds=4,milliseconds=5,microseconds=6,nanoseconds=7), pd.Timedelta(weeks=1), pd.Timedelta(10), pd.Timedelta(1.5,"D"), pd.Timedelta(nanoseconds=7)])

d=pd.Timedelta("1 days 02:03:04.005006")
repr([d.days,d.seconds,d.microseconds,d.nanoseconds,d.total_seconds(),d.value,d.unit,d.components,d.to_pytimedelta(),d.asm8])

repr([isinstance(pd.Timedelta("1h"),datetime.timedelta), hash(pd.Timedelta("1h"))==hash(datetime.timedelta(hours=1)), pd.Timedelta("1h")==datetime.timedelta(hours=1), datetime.timedelta(hours=1)==pd.Timedelta("1h"), pd.Timedelta("1h")>datetime.timedelta(minutes=1)])

# says: 
repr([pd.Timedelta("1h")>5])

repr([pd.Timedelta("1h")==5, pd.Timedelta("1h")/0.5, pd.Timedelta("1h")*2, 2*pd.Timedelta("1h"), pd.Timedelta("1h")/pd.Timedelta("1min"), pd.Timedelta("1h")//pd.Timedelta("7min"), pd.Timedelta("1h")%pd.Timedelta("7min"), divmod(pd.Timedelta("1h"),pd.Timedelta("7min")), -pd.Timedelta("1h"), abs(pd.Timedelta("-1h")), datetime.timedelta(hours=3)/pd.Timedelta("1h"), np.timedelta64(3,"h")/pd.Timedelta("1h")])

# says: 
repr([pd.Timedelta("1h")/0])

# says: 
repr([pd.Timedelta("1h")//0])

# says: 
repr([pd.Timedelta("1h")/pd.Timedelta(0)])

# says: 
repr([pd.Timedelta("1h")+1])

# says: 
repr([pd.Timedelta("1 month")])

# says: 
repr([pd.Timedelta("D")])

# says: 
repr([pd.Timedelta(years=1)])

repr([pd.Timedelta("1h").round("D"), pd.Timedelta("13h").round("D"), pd.Timedelta("1h").floor("7min"), str(pd.Timedelta("1h")), f"{pd.Timedelta('1h')}"])

repr([sorted([pd.Timestamp("2020-02-29"),pd.Timestamp("2019-01-01")]), max(pd.Timestamp("2020-02-29"),pd.Timestamp("2019-01-01")), sum([pd.Timedelta("1h")]*3,pd.Timedelta(0))])

repr([copy.deepcopy(pd.Timestamp("2020")), copy.copy(pd.Timedelta("1h")), copy.deepcopy(pd.NaT) is pd.NaT, copy.copy(pd.date_range("2020",periods=2)), copy.deepcopy(pd.date_range("2020",periods=2))])

i=pd.date_range("2020-01-30",periods=4)
repr([i.isin(["2020-01-31"]), i.isin([pd.Timestamp("2020-01-31")]), i.isin([datetime.datetime(2020,1,31)]), i.isin(pd.to_datetime(["2020-01-31"])), i.isin(np.array(["2020-01-31"],"M8[D]"))])

i=pd.date_range("2020-01-31",periods=4,freq="ME")
repr([i.shift(1), i.shift(-2), i+pd.Timedelta("1D"), i-pd.Timedelta("1D"), i-i[0], i[1:]-i[:-1], i[::-1], i[::2], i[[0,2]], i[-1], i[i>"2020-02-15"]])

i=pd.date_range("2020-01-31",periods=4,freq="D")
repr([i.min(), i.max(), i.argmin(), i.argmax(), i.mean(), i.is_unique, i.is_monotonic_increasing, i.inferred_freq, i.freqstr, i.unit, i.shape, i.size, i.nbytes, i.ndim, i.empty, i.hasnans, i.asi8, i.unique(), i.nunique(), i.tolist()[:1], i.to_numpy()[:1], i.values[:1]])

i=pd.DatetimeIndex(["2020-01-01",None,"2020-01-03"])
repr([i.min(), i.max(), i.mean(), i.isna(), i.dropna(), i.fillna(pd.Timestamp("2000")), i.year, i.is_month_start, i.day_name().tolist(), i[1] is pd.NaT, list(i), i==i, i!=i, i.strftime("%Y").tolist(), i.date, i.hasnans, i.sort_values(), i-i[0], i+pd.Timedelta("1h")])

i=pd.date_range("2020-01-31",periods=2)
repr([i=="2020-01-31", i>"2020-01-31", i==pd.Timestamp("2020-01-31"), i>datetime.datetime(2020,1,31), i=="foo", i==5, i!=5, i==[pd.Timestamp("2020-01-31")]*2, np.datetime64("2020-01-31")<i, pd.Timestamp("2020-01-31")<i, i==i.values])

# says: 
i=pd.date_range("2020-01-31",periods=2)
repr([i>5])

# says: 
i=pd.date_range("2020-01-31",periods=2)
repr([i>"foo"])

# says: 
i=pd.date_range("2020-01-31",periods=2)
repr([i+i])

# says: 
i=pd.date_range("2020-01-31",periods=2)
repr([bool(i)])

# says: 
i=pd.date_range("2020-01-31",periods=2)
repr([i*2])

# says: 
repr([pd.DatetimeIndex("2020-01-01")])

repr([pd.DatetimeIndex(["2020-01-01","2020-01-02","2020-01-03"],freq="infer"), pd.DatetimeIndex(["2020-01-01","2020-01-02"],freq="infer"), pd.DatetimeIndex(["2020-01-01","2020-01-02"],freq="D"), pd.DatetimeIndex(["2020-01-01"],name="q")])

# says: 
repr([pd.DatetimeIndex(["2020-01-01","2020-01-02"],freq="h")])

d=pd.to_timedelta([1,2,3],unit="h")
repr([d.sum(), d.mean(), d*2, d/2, d/pd.Timedelta("1h"), d//pd.Timedelta("2h"), d+pd.Timedelta("1D"), d+pd.Timestamp("2020"), pd.Timestamp("2020")+d, -d, abs(-d), d.days, d.seconds, d.total_seconds(), d.max(), d[1], d[:2], d>pd.Timedelta("1h"), d>"1h", d==d, d.isin([pd.Timedelta("1h")]), d.round("D"), pd.Timedelta("1D")-d, d.to_pytimedelta()])

# says: 
repr([np.array([1,2])*pd.date_range("2020",periods=2)])

repr([pd.Timestamp("2020")+pd.timedelta_range(0,periods=3,freq="D"), np.datetime64("2020-01-01")+pd.timedelta_range(0,periods=3,freq="D"), pd.Timestamp("2020-03-01")-pd.date_range("2020-01-01",periods=2), pd.Timedelta("1h")+pd.date_range("2020-01-01",periods=2)])

# says: 
repr([pd.unique(np.array([3,1,3])), pd.unique([pd.Timestamp("2020")]*2), pd.isna(pd.NaT), pd.isna([1,np.nan,None]), pd.isna(pd.to_datetime(["2020-01-01",None])), pd.notna(pd.NaT)])

# says: 
repr([int(np.datetime64("2020-01-01"))])

# says: 
repr([int(np.timedelta64(5,"D"))])

repr([int(xr.DataArray(np.datetime64("2020-01-01","ns")))])

# says: 
repr([float(np.datetime64("2020-01-01"))])

# says: 
repr([np.timedelta64(1.5,"D")])

repr([hash(np.datetime64("2020-01-01"))==hash(np.datetime64("2020-01-01","h")), {np.datetime64("2020-01-01"):1}.get(np.datetime64("2020-01-01","ns")), hash(np.timedelta64(1,"h"))==hash(np.timedelta64(60,"m")), len({np.datetime64("2020-01-01"),np.datetime64("2020-01-01","s")}), np.datetime64("2020-01-01") in {np.datetime64("2020-01-01","s")}])

i=pd.date_range("2020-01-30",periods=4)
repr(["2020-01-31" in i, pd.Timestamp("2020-01-31") in i, "2021" in i, 5 in i, i.get_loc("2020-01-31"), i.get_loc(pd.Timestamp("2020-01-31")), i.get_indexer(["2020-01-31","2021-01-01"]), i.get_indexer(pd.to_datetime(["2020-01-31"])), i.searchsorted(pd.Timestamp("2020-02-01")), i.searchsorted("2020-02-01"), i[i.slice_indexer("2020-01-31","2020-02-01")]])

i=pd.date_range("2020-01-30",periods=4)
repr([i.shift(1), i.shift(-2), i.shift(1,freq="h"), i.round("D"), i.ceil("2D"), i.floor("h"), i.as_unit("s"), i.as_unit("ns")])

i=pd.date_range("2020-01-31",periods=4,freq="ME")
repr([i.union(i+pd.Timedelta("1D")), i.intersection(i[1:3]), i.difference(i[:2]).values, i.insert(1,pd.Timestamp("2020-02-01")), i.delete(0).values, i.drop(i[0]).values, i.repeat(2), i.append(i), i.sort_values(ascending=False).values, i.rename("q"), i.copy()])

i=pd.date_range("2020-01-31",periods=4,freq="D")
repr([i.map(lambda t: t.month), i.map(lambda t: t+pd.Timedelta("1D")), i.where(i>"2020-02-01"), i.astype("int64"), i.astype("M8[s]").values, i.diff(), i.to_julian_date(), i.equals(i.copy()), i.equals(5), i.duplicated(), i.factorize()])
