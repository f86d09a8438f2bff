"""Dates of NumPy, of pandas' ranges, of other calendars, and as coordinates."""

FREQUENCIES = [
    "D",
    "2D",
    "3D",
    "-1D",
    "h",
    "6h",
    "90min",
    "s",
    "W",
    "W-SUN",
    "W-WED",
    "2W",
    "MS",
    "ME",
    "2MS",
    "3ME",
    "QS",
    "QE",
    "QS-FEB",
    "QE-NOV",
    "2QS",
    "YS",
    "YE",
    "YS-MAR",
    "YE-JUN",
    "2YS",
    "B",
    "2B",
    "SMS",
    "SME",
    "BMS",
    "BME",
    "BQE",
    "BYS",
    "ms",
    "1D12h",
    "min",
    "36h",
]
PARTS = [
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "dayofyear",
    "dayofweek",
    "weekday",
    "quarter",
    "season",
    "days_in_month",
    "is_month_start",
    "is_month_end",
    "is_leap_year",
    "date",
    "time",
    "is_year_start",
]
CALENDARS = ["noleap", "360_day", "standard", "gregorian", "proleptic_gregorian", "julian", "all_leap", "365_day", "366_day"]


def moment(p):
    day = f"20{p.between(0, 3):02}-{p.between(1, 12):02}-{p.one(1, 1, 15, 28, p.between(1, 28)):02}"
    return day + p.one("", "", " 12:00", " 06:30:15", "T18:00", " 23:59:59.5")


def ranges(p):
    start, freq, n = moment(p), p.one(*FREQUENCIES), p.between(0, 6)
    end = moment(p)
    extra = p.one(
        "",
        "",
        "",
        ", inclusive='left'",
        ", inclusive='right'",
        ", inclusive='neither'",
        ", normalize=True",
        ", name='t'",
        ", tz='UTC'" if p.flip(0.1) else "",
    )
    index = p.let(
        p.one(
            f"pd.date_range({start!r}, periods={n}, freq={freq!r}{extra})",
            f"pd.date_range({start!r}, periods={n}, freq={freq!r}{extra})",
            f"pd.date_range(end={end!r}, periods={n}, freq={freq!r}{extra})",
            f"pd.date_range({start!r}, {p.one('2004-03-01', '2003-12-31 12:00')!r}, freq={p.one(*(f for f in FREQUENCIES if f[-1:] not in 'shn' and f not in ('ms', 's')))!r}{extra})[:9]",
            f"pd.date_range({start!r}, '2004-01-01', periods={p.between(1, 4)}{extra})",
            f"pd.to_datetime([{start!r}, {start!r}]){p.one('', '.normalize()')}",
            f"pd.DatetimeIndex(['2000-01-01', {end[:10]!r}])",
        ),
        "t",
    )
    if not index:
        p.end("None")
    p.let(
        p.one(
            f"{index}.values",
            f"{index}.to_numpy()",
            f"np.asarray({index}).astype('datetime64[s]')",
            f"xr.DataArray(np.arange(len({index})), dims='t', coords={{'t': {index}}})",
            f"{index}.{p.one(*PARTS)}",
            f"len({index})",
            f"str({index}[0])",
            f"repr({index}[0])",
            f"{index}[-1].isoformat()",
            f"repr({index})",
            f"{index}.strftime('%Y/%m/%d').values",
            f"{index}[1:].values - {index}[:-1].values",
            f"{index}.freqstr",
            f"{index}.min()",
            f"np.diff({index}.values)",
            f"({index} + pd.Timedelta('1D')).values",
            f"str({index}.dtype)",
            f"xr.DataArray({index}, dims='t').dt.floor('D')",
            f"{index}.floor({p.one('D', 'h')!r}).values",
        )
    )
    p.end()


def numpy_dates(p):
    n = p.between(1, 4)
    units = p.one("D", "h", "s", "ns", "M", "Y", "us", "ms")
    a = p.let(
        f"np.array({p.nested((n,), 'M')}, dtype='datetime64[{units if units not in 'MY' else 'D'}]'){p.one('', f'.astype({chr(39)}datetime64[{units}]{chr(39)})')}"
    )
    b = p.let(f"np.array({p.nested((n,), 'm')}, dtype='timedelta64[{p.one('D', 'h', 's', 'm')}]')")
    p.let(
        p.one(
            f"{a} + {b}", f"{a} - {a}[0]", f"{a} - {b}", f"{b} * {p.one(2, 1.5)}", f"{b} / {p.one(2, 'np.timedelta64(1, ' + repr('h') + ')')}", f"{b} // np.timedelta64(5, 'h')", f"{a} > np.datetime64('2001-06-01')", f"np.sort({a})",
            f"{a}.astype('datetime64[{p.one('M', 'Y', 'D', 'h', 'ns')}]')", f"{a}.max()", f"{b}.sum()", f"{b}.mean()", f"np.diff({a})", f"str({a})", f"repr({a})", f"str({a}[0])", f"{a}.astype(int)", f"np.unique({a})", f"np.isnat({a})",
            f"np.append({a}, np.datetime64('NaT'))", f"{a}.tolist()", f"np.arange({a}[0], {a}[0] + 4)", f"{b}.astype('timedelta64[{p.one('s', 'D', 'ms')}]')", f"np.array(['NaT'], dtype={a}.dtype)", f"{a} == {a}[::-1]", f"-{b}", f"abs({b})", f"{b} + {b}", f"{b} % np.timedelta64(7, 'h')",
            f"da.from_array({a}, chunks=2).max()", f"da.from_array({a}, chunks=2) + {b}", f"np.datetime_as_string({a}, unit='D')", f"np.datetime64({moment(p)!r})", f"np.where({a} > {a}[0], {a}, np.datetime64('NaT'))", f"np.concatenate([{a}, {a}.astype('datetime64[s]')])", f"{a}.astype(str)", f"np.clip({a}, {a}[0], {a}[-1])",
            f"np.arange('2000-01', '2000-0{p.between(2, 9)}', dtype='datetime64[{p.one('M', 'D')}]')", f"{a}.min() + np.arange(3) * np.timedelta64({p.between(1, 9)}, {p.one('D', 'h', 's')!r})", f"np.timedelta64({p.between(1, 90)}, 'h') / np.timedelta64(1, 'D')", f"np.searchsorted(np.sort({a}), np.datetime64('2001-01-01'))",
        )
    )  # fmt: skip
    p.end()


def coordinates(p):
    """Dates as coordinates of labelled arrays."""
    n = p.between(1, 8)
    freq = p.one("D", "MS", "6h", "ME", "YS", "W", "17h")
    t = p.let(f"pd.date_range({moment(p)!r}, periods={n}, freq={freq!r})", "t")
    x = p.let(f"xr.DataArray({p.array((n,))}, dims='time', coords={{'time': {t}}}, name='v')", "x")
    day = str(p.value(t)[p.between(0, n - 1)])
    d1, d2 = p.one(day[:10], day[:7], day[:4], day), p.one(day[:10], day[:7], "2002", "2003-06")
    p.let(
        p.one(
            f"{x}.sel(time={d1!r})", f"{x}.sel(time=slice({d1!r}, {d2!r}))", f"{x}.sel(time=slice(None, {d1!r}))", f"{x}.sel(time={d2!r}, method={p.one('nearest', 'ffill', 'bfill')!r})", f"{x}.time.dt.{p.one(*PARTS)}", f"{x}.time.dt.strftime({p.one('%Y-%m', '%d %b %Y', '%H:%M', '%j')!r})",
            f"{x}.time.dt.{p.one('floor', 'ceil', 'round')}({p.one('D', 'h', '2h')!r})", f"{x}.time.diff('time')", f"{x}.time - {x}.time[0]", f"{x}.groupby('time.{p.one('month', 'year', 'season', 'day')}').mean()", f"{x}.time.max()", f"{x}['time.year']", f"{x}.time.mean()", f"{x}.shift(time=1).time", f"{x}.isel(time=0).time.item()", f"str({x}.time.values[0])",
            f"{x}.where({x}.time > np.datetime64('2001-06-01'))", f"{x}.time.dt.isocalendar()", f"{x}.time.dt.total_seconds()", f"({x}.time - {x}.time[0]).dt.{p.one('days', 'seconds', 'total_seconds()')}", f"{x}.convert_calendar({p.one('noleap', '360_day', 'standard')!r}, align_on='date')", f"{x}.assign_coords(time={x}.time + np.timedelta64(1, 'D'))", f"{x}.time.to_index().values", f"{x}.interp(time={d1!r})", f"{x}.resample(time='{p.one('ME', 'YS', '2D')}').mean()",
            f"{x}.loc[{d1!r}:]", f"{x}.sel(time={x}.time.dt.month == {p.between(1, 12)})", f"{x}.sel(time={x}.time.dt.month.isin([1, 2, 12]))", f"{x}.differentiate('time', datetime_unit='D')", f"{x}.integrate('time', datetime_unit='h')", f"{x}.drop_duplicates('time')", f"{x}.sortby('time', ascending=False)", f"{x}.idxmax('time')", f"{x}.polyfit('time', 1) if False else {x}.time.dt.time", f"{x}.reindex(time=pd.date_range('2001-01-01', periods=3))",
        ),
        "x",
    )  # fmt: skip
    p.end()


def calendars(p):
    calendar = p.one(*CALENDARS)
    d = f"{p.between(1999, 2003)}, {p.between(1, 12)}, {p.between(1, 28)}{p.one('', ', 12')}"
    date = p.one(
        f"cftime.datetime({d}, calendar={calendar!r})",
        f"cftime.{p.one('DatetimeNoLeap', 'Datetime360Day', 'DatetimeGregorian', 'DatetimeAllLeap', 'DatetimeJulian')}({d})",
    )
    if p.flip(0.4):
        a = p.let(date)
        p.let(
            p.one(
                f"str({a})", f"repr({a})", f"str({a} + datetime.timedelta(days={p.between(-400, 400)}))", f"str({a} - datetime.timedelta(hours=30))", f"({a} - {date}).days", f"{a}.{p.one('year', 'month', 'dayofyr', 'dayofwk', 'daysinmonth', 'calendar', 'hour')}", f"{a}.isoformat()", f"{a}.strftime('%Y-%m-%d %H')", f"{a} < {date}", f"{a} == {date}", f"{a}.timetuple()[:6]", f"{a}.toordinal()",
                f"cftime.date2num({a}, 'days since 2000-01-01', calendar={calendar!r})", f"str({a}.replace(month=3))", f"cftime.date2num([{a}, {a}], 'hours since 1999-01-01', calendar={a}.calendar)", f"{a}.has_year_zero", f"format({a}, '%Y')", f"hash({a}) == hash({a}.replace())",
            )
        )  # fmt: skip
        p.end()
    if p.flip(0.3):
        p.let(
            f"cftime.num2date({p.one(str(p.between(-400, 4000)), str([0, p.between(1, 99), 365.5]))}, '{p.one('days', 'hours', 'minutes')} since {p.one('2000-01-01', '1900-01-01 12:00', '2000-02-28')}', {calendar!r})"
        )
        p.end(f"str({p.last})")
    freq = p.one("D", "MS", "ME", "YS", "6h", "QS", "2D", "YE", "QE", "3MS", "YE-JUN")
    n = p.between(1, 7)
    t = p.let(
        f"xr.date_range('{p.between(1999, 2001)}-{p.between(1, 12):02}-{p.one(1, 15, 28):02}', periods={n}, freq={freq!r}, calendar={calendar!r}, use_cftime=True)",
        "t",
    )
    if not t:
        p.end("None")
    x = p.let(f"xr.DataArray({p.array((n,), kinds='if')}, dims='time', coords={{'time': {t}}})", "x")
    p.let(
        p.one(
            f"[str(d) for d in {t}.values]", f"{x}.time.dt.{p.one(*PARTS[:6], 'season', 'calendar')}", f"{x}.groupby('time.{p.one('month', 'year', 'season')}').mean()", f"{x}.resample(time='{p.one('MS', 'YS', '2D', 'QS')}').sum()", f"{x}.sel(time='{p.between(1999, 2001)}')", f"{x}.sel(time=slice('2000', '2001-02'))", f"{x}.convert_calendar('standard', align_on='date')", f"str({x}.time.values[0])", f"{x}.shift(time=1)", f"({x}.time - {x}.time[0]).values",
            f"{x}.time.dt.strftime('%Y-%m-%d')", f"str({x}.time.max().item())", f"{x}.time.to_index().calendar", f"repr({x})", f"{x}.sortby('time', ascending=False)", f"{x}.isel(time=-1).time.item().year", f"{x}.interp(time=[{x}.time.values[0]])", f"{x}.time.diff('time')", f"{x}.differentiate('time')", f"{x}.groupby('time.dayofyear').count()", f"{x}.time.dt.floor('D')", f"xr.concat([{x}, {x}], 'time')", f"{x}.reindex(time={t}[:2])",
        ),
        "x",
    )  # fmt: skip
    p.end()


KINDS = {"date_ranges": ranges, "numpy_dates": numpy_dates, "date_labels": coordinates, "calendars": calendars}
