import datetime

import cftime
import numpy as np
import xarray as xr

DAYS = np.arange(400) * 0.75 + 0.125


def dates(calendar, units="days since 1999-11-20"):
    return cftime.num2date(DAYS, units, calendar)


def texts(values):
    return [str(value) for value in np.asarray(values).ravel()]


def labelled(calendar="360_day"):
    return xr.DataArray(np.arange(400.0), dims="time", coords={"time": dates(calendar)}, name="tas")


# --- cases
# Each calendar counts its own days
[texts(dates(calendar))[::37] for calendar in ("standard", "proleptic_gregorian", "julian", "noleap", "all_leap", "360_day")]

# Far away dates, and the days that the reform left out
[str(cftime.num2date(days, "days since 1582-10-01", calendar)) for calendar in ("standard", "julian", "noleap", "360_day") for days in (3, 4, 14, -300000, 300000.25)]

# Numbers of dates are what dates were made of
[cftime.date2num(dates(calendar), "hours since 1850-01-01", calendar)[::90].tolist() for calendar in ("standard", "noleap", "360_day")]

# Whole numbers stay whole
cftime.date2num(cftime.Datetime360Day(1850, 2, 1), "days since 1850-01-01").tolist()

repr(cftime.Datetime360Day(1850, 1, 1, 3)), repr(cftime.datetime(2000, 1, 1)), repr(cftime.DatetimeNoLeap(2001, 2, 3, 4, 5, 6, 7))

# Parts of a date
[(date.year, date.month, date.day, date.hour, date.dayofyr, date.dayofwk, date.daysinmonth, date.calendar) for date in (cftime.Datetime360Day(2000, 2, 30, 5), cftime.DatetimeNoLeap(2000, 3, 1), cftime.DatetimeAllLeap(1999, 2, 29), cftime.DatetimeJulian(1900, 2, 29))]

[str(cftime.DatetimeNoLeap(2000, 2, 28) + datetime.timedelta(days=days)) for days in (-60, 0, 1, 400)]

(cftime.DatetimeNoLeap(2001, 1, 1) - cftime.DatetimeNoLeap(2000, 1, 1)).days, cftime.DatetimeNoLeap(2000, 1, 1) < cftime.DatetimeNoLeap(2000, 1, 2)

cftime.Datetime360Day(2000, 2, 30, 12).strftime("%Y/%m/%d %H:%M %j %B"), cftime.Datetime360Day(2000, 2, 30).isoformat()

# says: invalid day number
cftime.DatetimeNoLeap(2000, 2, 29)

# says: cannot compare
cftime.DatetimeNoLeap(2000, 1, 1) < cftime.Datetime360Day(2000, 1, 1)

# says: unit
cftime.num2date(1, "fortnights since 2000-01-01")

# An array of dates compares, and has a least one
values = dates("noleap")
(values > values[200]).sum(), str(values.min()), str(values.max()), str(values[::-1][0])

labelled().sel(time="2000-02")

labelled().sel(time=slice("2000-01-29", "2000-02-02")).time.values

labelled("noleap").sel(time=cftime.DatetimeNoLeap(2000, 1, 1), method="nearest").item()

labelled().sel(time=labelled().time[7]).item()

# says: not all values found in index
labelled().sel(time="1850")

labelled().time.dt.month, labelled().time.dt.dayofyear, labelled().time.dt.season

labelled().groupby("time.month").mean()

labelled("julian").groupby("time.year").count()

labelled().resample(time="MS").sum()

labelled().resample(time="QS").mean().time.values

labelled().resample(time="10D").max()

texts(labelled().time.dt.floor("D"))[:5]

labelled().time.dt.calendar

repr(labelled())

repr(labelled().indexes["time"])

texts(xr.date_range("2000-01-01", periods=5, freq="MS", calendar="360_day", use_cftime=True))

texts(xr.date_range("2000-01-15", "2000-06-30", freq="ME", calendar="noleap", use_cftime=True))

texts(xr.concat([labelled()[:2], labelled()[5:7]], "time").time)

(labelled()[:8] + labelled()[4:]).sizes

labelled().isel(time=slice(3)).time.isnull()

labelled().dropna("time").equals(labelled())
