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

# Ranges in calendars, forwards and backwards
[texts(xr.date_range("2000-01-30 06:00", periods=4, freq=freq, calendar=calendar, use_cftime=True)) for calendar in ("noleap", "360_day", "standard") for freq in ("MS", "ME", "QS", "QE-FEB", "YS", "YE", "YS-MAR", "2ME", "-1MS", "-2ME", "-1QS", "-1YE", "-1D", "-6h", "3D", "90min")]

[texts(xr.date_range(end="2001-03-15 06:00", periods=periods, freq=freq, calendar="noleap")) for periods in (0, 1, 3) for freq in ("MS", "ME", "QS-DEC", "QE", "YS", "YE-JUN", "-1MS", "2D")]

[texts(xr.date_range("2000-02-10", "2001-05-05", freq=freq, calendar="360_day")) for freq in ("MS", "2ME", "QS", "QE-NOV", "YS", "YE", "100D", "-1MS", "-1D")]

[texts(xr.date_range("2001-05-05", "2000-02-10", freq=freq, calendar="noleap")) for freq in ("MS", "D", "-1MS", "-2ME", "-100D", "-1QS-FEB", "-1YS")]

[texts(xr.date_range("2000-01-01", "2000-03-01", freq=freq, calendar="noleap", inclusive=inclusive)) for freq in ("MS", "15D") for inclusive in ("both", "left", "right", "neither")]

texts(xr.date_range("2000-01-01 06:00", periods=3, freq="12h", calendar="noleap", normalize=True)), texts(xr.date_range("2000-01-01", "2000-03-02", periods=4, calendar="noleap")), texts(xr.date_range("2000-01-01", "2000-03-02", periods=4))

# Dates that nanoseconds do not hold
[texts(xr.date_range(start, periods=3, freq=freq)) for start in ("0001-01-01", "1677-01-01", "2262-04-10", "4000-02-28") for freq in ("D", "YS", "ME", "6h")]

[(index := xr.date_range("4000-01-01", periods=2, calendar=calendar), str(index.dtype), texts(index))[1:] for calendar in ("standard", "gregorian", "proleptic_gregorian")]

texts(xr.date_range("0001-01-01", periods=2, unit="us")), str(xr.date_range("0001-01-01", periods=2, unit="s").dtype)

# says: use_cftime=True
xr.date_range("0001-01-01", periods=3, use_cftime=False)

# says: use_cftime=True
xr.date_range("2000-01-01", periods=3, use_cftime=False, calendar="noleap")

# says: Exactly three
xr.date_range("2000-01-01", "2000-02-01", periods=3, freq="D", calendar="noleap")

# says: Exactly three
xr.date_range("2000-01-01", calendar="noleap")

# says: nvalid frequency
xr.date_range("2000-01-01", periods=3, freq="W", calendar="noleap")

texts(xr.date_range(cftime.DatetimeNoLeap(2000, 2, 28), periods=3, use_cftime=True))

# The step of an index
[xr.date_range("2000-01-01", periods=4, freq=freq, calendar=calendar).freq for calendar in ("noleap", "360_day", "all_leap") for freq in ("D", "3D", "h", "6h", "90min", "MS", "ME", "2MS", "3ME", "QS", "QS-DEC", "QE", "2QS", "YS", "YE", "YS-MAR", "2YE", "-1MS", "-1D", "-2YS", "s", "5ms")]

[repr(xr.date_range("2000-01-01", periods=periods, freq="YE", calendar="noleap")) for periods in (1, 2, 3)]

[xr.infer_freq(xr.date_range("2000-01-31", periods=4, freq=freq, calendar="noleap")) for freq in ("D", "ME", "QS-DEC")], xr.infer_freq(labelled("noleap").time)

# says: at least 3
xr.infer_freq(xr.date_range("2000-01-31", periods=2, calendar="noleap"))

# Dates as text
[cftime.DatetimeNoLeap(year, 12, 30, 15, 4, 5, 67).strftime(text) for year in (1, 1850, 2000, 2023) for text in ("%U %W %w %u", "%y %Y %c", "%x %X", "%D %T %R %F", "%G %V", "%C", "%e %b %B %a %A", "%I:%M %p", "%j %%Y %% %h", "%d.%f", "%r")]

# says: %s
cftime.Datetime360Day(2000, 1, 1).strftime("%s")

# says: %f
cftime.Datetime360Day(2000, 1, 1).strftime("%f %Y")

# Numbers of dates, in all units that there are
[str(cftime.num2date(90, f"{unit} since 2000-02-28 06:00:00 -03:30", "noleap")) for unit in ("day", "d", "hrs", "h", "mins", "min", "secs", "s", "msecs", "ms", "microsecs", "common_year")], str(cftime.num2date(3, "months since 2000-02-28", "360_day"))

[texts(cftime.num2date(np.array([0.1, 1 / 3, 2e5 + 0.7]), f"{unit} since 1800-01-01 00:00:0.5", "360_day")) for unit in ("days", "hours", "minutes", "seconds", "milliseconds")]

cftime.date2num([datetime.datetime(2000, 2, 28), datetime.datetime(2000, 3, 1)], "days since 2000-01-01", "noleap"), cftime.date2num(cftime.DatetimeNoLeap(2000, 3, 1), "hours since 2000-01-01", "standard"), cftime.date2num([], "days since 2000-01-01")

# says: day
cftime.date2num([datetime.datetime(2000, 2, 29)], "days since 2000-01-01", "noleap")

# says: time values outside range
cftime.num2date(1e18, "days since 2000-01-01")

# says: only allowed for '360_day'
cftime.num2date(1, "months since 2000-01-01")

# Arithmetic with an index of dates
index = labelled("noleap").indexes["time"]
[texts(found)[:4] for found in (index + datetime.timedelta(days=1), datetime.timedelta(days=1) + index, index - datetime.timedelta(hours=6), index.shift(2, "D"), index.shift(-1, "6h"), index.shift(1, "MS"), index.shift(-2, "ME"), index.shift(1, datetime.timedelta(days=3)), index.floor("D"), index.ceil("12h"), index.round("D"), index.strftime("%Y %j"))]

index = labelled().indexes["time"]
str(index.min()), str(index.max()), str(index[3] - index[0]), [np.timedelta64(span).astype("m8[us]") for span in (index - index[0])[:3]]

# says: invalid
labelled("noleap").sel(time="2000-02-29")

# says: invalid month
xr.date_range("2000-13-01", periods=2, calendar="noleap")

texts(xr.date_range("20000130", periods=2, calendar="noleap")), texts(xr.date_range("20000130T06", periods=2, calendar="noleap")), labelled().sel(time="20000105").sizes

# says: Cannot convert input
xr.date_range(cftime.DatetimeNoLeap(2000, 1, 1), periods=3)

# Resampling that fills
labelled("noleap").resample(time="12h").ffill()[:9].values, labelled().resample(time="6h").nearest()[:9].values, labelled("julian").resample(time="6h").bfill()[:9].values, labelled().resample(time="6h").nearest(tolerance=datetime.timedelta(hours=1))[:9].values

labelled().reindex(time=xr.date_range("2000-01-01", periods=4, freq="5D", calendar="360_day"), method="ffill")

# Years before 1: some calendars have no year 0
[[(str(date), date.year, date.dayofyr, date.daysinmonth, repr(date)) for date in cftime.num2date(np.array([-1, -366, -400, -1500]), "days since 0001-01-01", calendar)] for calendar in ("standard", "julian", "proleptic_gregorian", "noleap", "360_day")]

[cftime.date2num(cftime.datetime(-5, 2, 3, calendar=calendar), "days since 0001-01-01") for calendar in ("standard", "julian", "noleap", "proleptic_gregorian")], [cftime.datetime(-5, 2, 3, calendar=calendar).toordinal() for calendar in ("standard", "julian", "noleap")], [cftime.is_leap_year(year, "standard") for year in (-5, -4, -1, 4)]

[texts(xr.DataArray(cftime.num2date(np.array([-1, -400]), "days since 0001-01-01", "standard"), dims="t").dt.days_in_year)]

[texts(xr.date_range(end="0001-11-17", periods=4, freq=freq, calendar=calendar, use_cftime=True)) for freq in ("YE", "YS", "QS", "7ME") for calendar in ("standard", "julian", "noleap")]

# October 1582
[(str(date), date.daysinmonth, date.dayofyr) for date in cftime.num2date(np.array([0, 10, 40]), "days since 1582-10-01", "standard")], xr.date_range("1582-09-01", periods=4, freq="ME", use_cftime=True).freq

# says: not all values found
labelled().sel(time=["2000-01-01"])

# says: nc-time-axis
labelled().plot()

# says: nc-time-axis
labelled()[:4].expand_dims(x=2).plot.pcolormesh()

labelled("noleap").convert_calendar("standard", use_cftime=False).sizes

# Bins of other calendars: sides, origins, offsets
[(found.values.tolist(), texts(found.time)) for freq in ("MS", "ME", "QS-DEC", "2QE", "YE", "10D", "36h") for closed in (None, "left", "right") for label in (None, "left", "right") for found in (labelled("noleap").resample(time=freq, closed=closed, label=label).sum(),) if freq != "36h" or closed]

[(found.values.tolist(), texts(found.time)) for freq in ("10D", "17h") for origin in ("epoch", "start", "start_day", "end", "end_day", cftime.Datetime360Day(2000, 1, 3)) for offset in (None, "6h", datetime.timedelta(hours=-5)) if not (offset and "end" in str(origin)) for found in (labelled()[:40].resample(time=freq, origin=origin, offset=offset).sum(),)]

# says: offset must be
labelled().resample(time="10D", offset="1D").sum()

# says: nvalid frequency
labelled().resample(time="W").sum()

# says: origin
labelled().resample(time="10D", origin="middle").sum()

# says: before first bin
labelled()[:40].resample(time="10D", origin="end", offset="-5h", closed="right").sum()
