# Parts of dates and durations, some of which are missing.
import datetime

import cftime
import xarray as xr

DATES = xr.DataArray(np.array(["2020-02-29T12:30:15.123456789", "NaT", "1969-12-31T23:59:59", "2001-01-01"], dtype="M8[ns]"), dims="t", attrs={"a": 1}, name="d")
WHOLE = DATES.dropna("t")
SPANS = xr.DataArray(np.array(["NaT", 1, -1, 90061001002003], dtype="m8[ns]"), dims="t")
OTHER = xr.DataArray(xr.date_range("2000-02-27 06:00", periods=4, freq="30D", calendar="noleap").values, dims="t")
FIELDS = "year month day hour minute second microsecond nanosecond dayofyear day_of_year dayofweek day_of_week weekday quarter days_in_month daysinmonth week weekofyear".split()
FLAGS = "is_leap_year is_month_start is_month_end is_quarter_start is_quarter_end is_year_start is_year_end".split()


def texts(array):
    return [str(value) for value in array.values.ravel()], array.dims, array.name, array.attrs


# --- cases
# Parts of missing dates are missing
[getattr(DATES.dt, name) for name in FIELDS]

[getattr(DATES.dt, name) for name in FLAGS]

[getattr(WHOLE.dt, name) for name in FIELDS + FLAGS]

[getattr(DATES[1:2].dt, name) for name in ("year", "is_year_start", "days_in_month")]

DATES.dt.season, WHOLE.dt.season

DATES.dt.days_in_year, WHOLE.dt.days_in_year, WHOLE.dt.decimal_year

# says: cannot convert
DATES.dt.decimal_year

DATES.dt.isocalendar(), WHOLE.dt.isocalendar()

texts(DATES.dt.date), texts(DATES.dt.time), texts(WHOLE.dt.date), texts(WHOLE.dt.time)

DATES.dt.strftime("%Y-%m-%d %H:%M"), WHOLE.dt.strftime("%b %d %j %A %y %%"), DATES[1].dt.strftime("%Y").isnull().item()

DATES.dt.floor("D"), DATES.dt.ceil("h"), DATES.dt.round("s")

[getattr(DATES.astype("M8[s]").dt, name) for name in ("year", "second", "nanosecond", "is_month_end")]

DATES.values.reshape(2, 2).tolist(), xr.DataArray(DATES.values.reshape(2, 2), dims=("a", "b")).dt.month, xr.DataArray(DATES.values.reshape(2, 2), dims=("a", "b")).dt.isocalendar()

# Parts of missing durations
[getattr(SPANS.dt, name) for name in ("days", "seconds", "microseconds", "nanoseconds")], SPANS.dt.total_seconds()

[getattr(SPANS[1:].dt, name) for name in ("days", "seconds", "microseconds", "nanoseconds")], SPANS[1:].dt.total_seconds(), SPANS.dt.floor("h")

# Names of days and months are those of pandas
# says: month_name
DATES.dt.month_name()

# says: day_name
DATES.dt.day_name()

# says: year
SPANS.dt.year

# says: days
DATES.dt.days

# says: total_seconds
DATES.dt.total_seconds()

# says: strftime
SPANS.dt.strftime("%Y")

# says: date
SPANS.dt.date

# says: dt
xr.DataArray([1, 2]).dt.year

# Other calendars have fewer
[getattr(OTHER.dt, name).values.tolist() for name in "year month day hour minute second microsecond dayofyear day_of_year dayofweek day_of_week weekday days_in_month daysinmonth season is_leap_year days_in_year".split()]

OTHER.dt.decimal_year.values

[xr.DataArray(cftime.num2date([0, 500, 800], "days since 1999-06-01", calendar), dims="t").dt.days_in_year.values.tolist() for calendar in ("360_day", "all_leap", "julian", "standard", "noleap")]

[xr.DataArray(cftime.num2date([0, 500, 800], "days since 1999-06-01", calendar), dims="t").dt.is_leap_year.values.tolist() for calendar in ("360_day", "all_leap", "julian", "standard", "noleap")]

# says: quarter
OTHER.dt.quarter

# says: nanosecond
OTHER.dt.nanosecond

# says: no
OTHER.dt.week

# says: isocalendar
OTHER.dt.isocalendar()

# says: time
OTHER.dt.time

# says: floor
OTHER.dt.date

OTHER.dt.strftime("%U %Y-%m-%d").values

# Groups by parts leave out what is missing
xr.DataArray(np.arange(4.0), dims="t", coords={"d": DATES}).groupby("d.month").sum()

xr.DataArray(np.arange(4.0), dims="t", coords={"d": DATES}).groupby("d.season").count()

xr.DataArray(np.arange(4.0), dims="t", coords={"d": DATES}).groupby("d.is_month_start").sum()

# Dates and durations with each other
DATES - np.timedelta64(1, "D"), DATES - DATES[0], (DATES > np.datetime64("2000-01-01")), SPANS + DATES, SPANS / np.timedelta64(1, "s"), SPANS * 2, -SPANS

(DATES - DATES[3]).dt.days, SPANS.sum(), WHOLE.mean(), WHOLE.diff("t"), DATES.isnull(), DATES.min(), DATES.fillna(np.datetime64("2000-01-01"))

texts(OTHER + datetime.timedelta(days=2)), texts(OTHER - datetime.timedelta(hours=6)), texts(OTHER.max()), (OTHER - OTHER[0]), texts(OTHER[::-1].sortby(OTHER[::-1]))

(OTHER > OTHER[1]), (OTHER == OTHER[1]), (OTHER - OTHER[0]).dt.days, (OTHER - cftime.DatetimeNoLeap(2000, 1, 1)).dt.total_seconds()

# Missing dates are not left out, unless it is asked for
[getattr(array, name)(skipna=skipna) for array in (DATES, WHOLE) for name in ("min", "max", "mean", "argmin", "argmax") for skipna in (None, True, False)]

[getattr(array, name)(skipna=skipna) for array in (SPANS, SPANS[1:]) for name in ("min", "max", "sum", "argmin", "argmax", "cumsum") for skipna in (None, True, False)]

BLOCK = xr.DataArray(DATES.values.reshape(2, 2), dims=("a", "b"))
[getattr(array, name)(dim, skipna=skipna) for array in (BLOCK, BLOCK - BLOCK[0, 0]) for name in ("min", "max", "mean") for dim in ("a", "b") for skipna in (None, True, False)]

# says: no
SPANS.std()

# Means of dates of other calendars
texts(OTHER.mean()), OTHER.argmin(skipna=True), OTHER.argmax(), texts(OTHER.coarsen(t=2).mean()), texts(OTHER.groupby(xr.DataArray([1, 1, 2, 2], dims="t", name="g")).mean()), texts(xr.DataArray(OTHER.values.reshape(2, 2), dims=("a", "b")).mean("a"))

xr.DataArray(np.arange(4.0), dims="t", coords={"t": OTHER.values}).coarsen(t=2).mean()

DATES.clip(np.datetime64("1990-01-01"), np.datetime64("2010-01-01")), DATES.clip(DATES[3]), SPANS.clip(None, np.timedelta64(0, "s")), DATES.clip(max=DATES[1])
