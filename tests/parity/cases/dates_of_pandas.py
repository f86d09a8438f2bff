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

# A time of day stays, whatever the step and the side that is given.
sum([texts(pd.date_range("2020-01-01 12:00", periods=3, freq=freq)) for freq in ("MS", "ME", "2MS", "QE-NOV", "YS-JUL", "W-WED", "2W")], [])

sum([texts(pd.date_range(end="2020-03-31 06:00", periods=3, freq=freq)) for freq in ("MS", "ME", "2ME", "QS-FEB", "YE-MAR", "W", "2QS")], [])

sum([texts(pd.date_range("2019-12-31 18:00", "2020-03-31 06:00", freq=freq)) for freq in ("MS", "ME", "W-MON", "QS", "YE", "2MS")], [])

# Steps back
sum([texts(pd.date_range("2020-01-15 06:30", periods=3, freq=freq)) for freq in ("-1D", "-6h", "-1MS", "-2ME", "-1W", "-1QS")], [])

texts(pd.date_range("2020-05-01", "2020-01-01", freq="-2MS")) + texts(pd.date_range(end="2020-01-15", periods=3, freq="-1MS")) + texts(pd.date_range("2020-01-05", "2020-01-01", freq="-3D"))

[pd.date_range("2020-01-01", periods=2, freq=freq).freqstr for freq in ("MS", "2QS", "W", "YE", "1D12h", "1.5h", "90s", "24h", "-1D", "QE-NOV")]

texts(pd.date_range("2020-01-01", periods=3, freq="1D12h")) + texts(pd.date_range("2020-01-01", periods=3, freq="2h30min")) + texts(pd.date_range("2020-01-01", periods=3, freq=pd.Timedelta("90min")))

# says: no longer supported
pd.date_range("2020-01-01", periods=3, freq="M")

# says: Did you mean h?
pd.date_range("2020-01-01", periods=3, freq="6H")

# says: Did you mean
pd.date_range("2020-01-01", periods=3, freq="A")

# says: no longer supported
xr.DataArray(np.arange(3.0), dims="time", coords={"time": pd.date_range("2000-01-01", periods=3)}).resample(time="M").mean()

# says: Bad freq suffix
pd.date_range("2020-01-01", periods=3, freq="MS-JAN")

# says: periods must be an integer
pd.date_range("2020-01-01", periods=2.5)

# says: NaT
pd.date_range(pd.NaT, periods=2)

# Dates in a list are written as the first one is.
# says: doesn't match format "%Y-%m-%d"
pd.to_datetime(["2020-01-01", "2020/02/03"])

# says: doesn't match format "%m/%d/%Y"
pd.to_datetime(["01/02/2020", "2020-01-03"])

texts(pd.to_datetime(["2020-01-01", "2020/02/03"], format="mixed")), texts(pd.to_datetime(["2020-01-01", "2020-01-01 12:00"], format="ISO8601")), texts(pd.to_datetime(["01/02/2020", "03/04/2021"])), str(pd.to_datetime("01/02/2020"))

# says: 
pd.Timestamp("nope")

# Arithmetic of scalars
stamp, step = pd.Timestamp("2020-01-31 12:00"), pd.Timedelta("1D 6h")
[repr(value) for value in (stamp + step, stamp - step, step + stamp, stamp - stamp, -step, abs(-step), +step, step // 2, step % pd.Timedelta("7h"), step * 1.5, 2 * step, stamp - np.timedelta64(3, "h"))]

step = pd.Timedelta("1D 6h")
step / step, step // pd.Timedelta("1h"), step / np.timedelta64(1, "h"), divmod(step, pd.Timedelta("7h"))[0], step.value, step.components.hours, str(step.round("D"))

stamp = pd.Timestamp("2020-01-31 12:00")
stamp == "2020-01-31 12:00", stamp != "x", stamp.value, stamp.unit, stamp.week, str(stamp.time()), stamp == np.datetime64("2020-01-31T12:00")

# says: no longer supported
pd.Timestamp("2020-01-31") + 1

# says: unsupported operand
pd.Timestamp("2020-01-31") + pd.Timestamp("2020-01-31")

# says: unsupported operand
pd.Timedelta("1D") * pd.Timedelta("1D")

# says: not supported between
pd.Timestamp("2020-01-31") < "2021"

# says: unambiguous
pd.Timedelta(1, "M")

# says: invalid unit
pd.Timedelta("1T")

dates = pd.date_range("2020-01-01", periods=4, freq="12h")
repr(dates + pd.Timedelta("1h")), repr(dates - dates[0]), texts(dates.append(dates).unique()), str(dates.mean()), str(dates.to_pydatetime()[1])

# says: no longer supported
pd.date_range("2020-01-01", periods=4) + 1
