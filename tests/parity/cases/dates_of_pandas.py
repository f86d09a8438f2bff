import numpy as np
import pandas as pd
import xarray as xr


def texts(dates):
    return [str(date) for date in dates]


# --- cases
texts(pd.date_range("2000-01-01", periods=5))

texts(pd.date_range("2000-01-15", periods=4, freq="MS"))

texts(pd.date_range("2000-01-15", periods=4, freq="ME"))

texts(pd.date_range("2000-01-15", periods=3, freq="YS")) + texts(pd.date_range("2000", periods=3, freq="YE"))

texts(pd.date_range("2000-01-01", "2000-01-03", freq="6h"))

texts(pd.date_range("2000-01-01", periods=3, freq="W")) + texts(pd.date_range(end="2000-03-05", periods=3, freq="W-MON"))

texts(pd.date_range("2000-01-01", "2001-12-31", freq="QE-NOV"))

texts(pd.date_range("2000-01-01", "2000-01-02", periods=5))

texts(pd.date_range("2000-01-01", "2000-01-05", inclusive="left"))

texts(pd.date_range(end="2000-01-31", periods=3, freq="2MS"))

pd.date_range("2000-01-01", periods=3).values.dtype.kind

# says: exactly three
pd.date_range("2000-01-01")

[repr(pd.Timestamp(text)) for text in ("2000-01-31 12:30", "2000", "2000-02", "20000131")]

stamp = pd.Timestamp("2000-01-31 12:30")
stamp.year, stamp.dayofyear, stamp.day_name(), stamp.quarter, str(stamp.floor("D")), str(stamp.replace(year=1999)), stamp.strftime("%d.%m.%Y")

repr(pd.Timestamp("2000-01-31") + pd.Timedelta("36h")), repr(pd.Timestamp("2000-03-01") - pd.Timestamp("2000-02-01"))

[repr(pd.Timedelta(text)) for text in ("1D", "6h", "1 days 06:00:00", "-1h", "90min")]

pd.Timedelta(days=1, hours=6).total_seconds(), (pd.Timedelta("1D") * 2).days, pd.Timedelta("1D") > pd.Timedelta("3h")

texts(pd.to_datetime(["2000-01-02", "2001-05-06"])), str(pd.to_datetime("02/03/2004", format="%d/%m/%Y")), str(pd.to_datetime(10, unit="D"))

# As labels of a dimension
x = xr.DataArray(np.arange(5.0), dims="time", coords={"time": pd.date_range("2000-01-01", periods=5)})
x.sel(time=pd.Timestamp("2000-01-03")).item(), x.sel(time="2000-01-04").item(), x.sel(time=slice(pd.Timestamp("2000-01-02"), "2000-01-03")).values

x = xr.DataArray(np.arange(5.0), dims="time", coords={"time": pd.date_range("2000-01-01", periods=5)})
x.sel(time=x.time.isin(pd.to_datetime(["2000-01-02", "2000-01-05"])))

pd.isna(np.nan), pd.notna(3.0), pd.isnull(None)

# The parts of a date stand where pandas has them, by position too.
str([pd.Timestamp(2000, 1, 31, 12), pd.Timestamp(2000, 1, 31), pd.Timestamp(2000, 1, 1, 1, 2, 3, 4), pd.Timestamp(year=2000, month=2, day=3)])

str(pd.Timestamp(2000)), str(pd.Timestamp(5, unit="D")), str(pd.Timestamp(None))

# says: Cannot pass a date attribute keyword argument
pd.Timestamp("2000-01-01", hour=3)

# says: 
pd.Timestamp(2000, 1)

repr(pd.to_timedelta(["1D", "x"], errors="coerce")), str(pd.to_timedelta("x", errors="coerce"))

# says: errors must be one of
pd.to_datetime("x", errors="ignore")

# says: errors must be one of
pd.to_timedelta("x", errors="ignore")

pd.DatetimeIndex(["2000-01-01"], name="a").name

# Steps of weeks and months keep the time of day of the start, or of the end.
[pd.date_range("2000-01-01 12:00", periods=3, freq=f).values for f in ("MS", "ME", "2MS", "QS", "QE", "QS-FEB", "YS", "YE", "YE-JUN", "W", "W-WED", "2W")]

[pd.date_range(end="2001-03-15 06:30", periods=3, freq=f).values for f in ("MS", "ME", "3ME", "QE-NOV", "YS-MAR", "W", "2W-SUN")]

[pd.date_range("2000-01-15 18:00", "2001-02-01 12:00", freq=f).values for f in ("MS", "ME", "QS", "YE", "6W")]

[str(d) for d in xr.date_range("2000-01-01 12:00", periods=3, freq="MS", calendar="360_day", use_cftime=True).values]

# Sides that are left out, of a range with one end given.
[pd.date_range("2000-01-15", periods=3, freq="MS", inclusive=i).values for i in ("left", "right", "neither", "both")]

[pd.date_range(end="2000-01-15", periods=3, freq="D", inclusive=i).values for i in ("left", "right", "neither", "both")]

[repr(pd.date_range("2000-01-15", periods=n, freq=f)) for n in (0, 1, 2, 3, 4, 9, 101) for f in ("D", "7h", "MS")]

[repr(pd.date_range("2000-01-15", periods=n, name="a name")) for n in (1, 2, 3, 5)]

[pd.date_range("2000-01-01", periods=9, freq="2D")[k].freqstr for k in (slice(1, 4), slice(None, None, 2), slice(None, None, -1), [0, 1])]

pd.date_range("2000-01-01", periods=3).days_in_month
