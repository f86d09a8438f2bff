"""Groups, resampling, windows, weights and interpolation."""

from kinds.labelled import dataset, dim, label, make, one_dim

FREQUENCIES = ["D", "2D", "3D", "W", "MS", "ME", "QS", "YS", "YE", "h", "6h", "12h", "36h", "2MS", "W-WED", "QS-DEC", "SME"]
AGGREGATES = ["sum", "mean", "max", "min", "count", "std", "var", "median", "prod", "first", "last", "any", "all"]


def grouped(p):
    name = make(p, p.one(1, 2), longest=7, lazy=0.3) if p.flip(0.85) else dataset(p)
    d = one_dim(p, name)
    n = p.value(name).sizes.get(d, 1)
    labels = p.nested((n,), p.one("i", "U", "b", "f"))
    name = p.let(f"{name}.assign_coords(g=({d!r}, {labels}))", "x") or name
    by = p.one(
        f"groupby('g'{p.one('', '', ', squeeze=False')})", "groupby('g')", f"groupby({d!r})", f"groupby_bins('g', {p.one('2', '[-6, 0, 3, 10]')})", f"groupby_bins({d!r}, [0, 2, 20]{p.one('', ', labels=[1, 2]', ', right=False', ', include_lowest=True')})", "groupby(g=xr.groupers.UniqueGrouper())", f"groupby({name}.g > 0)", "groupby(g=xr.groupers.BinGrouper(bins=[-6, 0, 10]))", "groupby(['g', 'label'])", "groupby(g=xr.groupers.UniqueGrouper(labels=[1, 3]))", f"groupby_bins('g', {p.one('3, precision=1', '[-2, 2, 4], labels=[0.5, 1]')})"
    )  # fmt: skip
    p.let(
        p.one(
            f"{name}.{by}.{p.one(*AGGREGATES)}()",
            f"{name}.{by}.{p.one(*AGGREGATES)}()",
            f"{name}.{by}.{p.one(*AGGREGATES[:6])}({p.one('...', repr(d))}{p.one('', ', skipna=False', ', keep_attrs=True')})",
            f"{name}.{by}.map(lambda v: v - v.mean())",
            f"{name}.{by} - {name}.{by}.mean()",
            f"{name}.{by}.quantile(0.5)",
            f"{name}.{by}.reduce(np.sum)",
            f"list({name}.{by}.groups)",
            f"len({name}.{by})",
            f"{name}.{by}.cumsum()",
            f"{name}.{by}.fillna(0)",
            f"{name}.{by}.where({name} > 1)",
            f"{name}.{by}.assign_coords(k=1)",
            f"[key for key, _ in {name}.{by}]",
            f"{name}.{by}.shuffle_to_chunks()",
            f"{name}.{by}.quantile([0.25, 1]{p.one('', f', dim={d!r}', ', skipna=False')})",
            f"{name}.{by}.{p.one('cumprod', 'cumsum')}(skipna=False)",
            f"{name}.{by}.map(lambda v: v.{p.one('max', 'mean')}({p.one('', repr(d))}))",
            f"{name}.{by}.map(lambda v: v.isel({d}={p.one('0', '[0]', 'slice(1)')}))",
            f"{name}.{by}.{p.one('sum', 'prod')}(min_count={p.between(1, 3)})",
            f"{name}.{by}.{p.one('std', 'var')}(ddof=1)",
            f"{name}.{by}.fillna({name}.{by}.mean())",
            f"str({name}.{by})",
        ),
        "x",
    )
    p.end()


def series(p, n=None, chunk=0.3):
    """A labelled array along time."""
    n = n or p.between(1, 40)
    freq = p.one("D", "D", "h", "6h", "12h", "3D", "MS", "17h", "5D")
    start = p.one("2000-01-01", "2000-01-30", "1999-12-31 18:00", "2001-02-27 12:30")
    kinds = p.one("i", "f", "u", "b", "f")
    text = p.array((n,), kinds=kinds) if n < 15 or kinds in "fb" else f"np.arange({n}, dtype={p.dtype(kinds)!r}) % {p.between(3, 99)}"
    if p.flip(0.3):
        text = f"({text})[:, None] + np.array([0, 1])"
        dims = ("time", "y")
    else:
        dims = ("time",)
    if p.flip(chunk):
        text = p.lazy(text)
    attrs = ", attrs={'units': 'm'}" if p.flip(0.2) else ""
    return p.let(f"xr.DataArray({text}, dims={dims}, coords={{'time': pd.date_range({start!r}, periods={n}, freq={freq!r})}}{attrs})", "x")


def resampled(p):
    name = series(p)
    if p.flip(0.2):
        name = p.let(f"{name}.isel(time={sorted(p.some(range(p.value(name).sizes['time'])))})", "x") or name
    extra = p.one(
        "",
        "",
        "",
        ", closed='right'",
        ", label='right'",
        ", closed='left'",
        ", offset='3h'",
        ", origin='epoch'",
        ", origin='start'",
        ", closed='right', label='right'",
        ", origin='end'",
        ", offset='-1h'",
        ", origin='end_day'",
    )
    resampler = f"{name}.resample(time={p.one(*FREQUENCIES)!r}{extra})"
    if p.flip(0.25):
        part = p.one("month", "year", "dayofyear", "hour", "season", "day", "dayofweek", "quarter", "date", "weekofyear")
        p.end(
            p.one(
                f"{name}.groupby('time.{part}').{p.one(*AGGREGATES)}()",
                f"{name}.time.dt.{part}",
                f"{name}.groupby('time.{part}') - {name}.groupby('time.{part}').mean()",
                f"{name}.groupby({name}.time.dt.{part}).{p.one(*AGGREGATES[:6])}()",
            )
        )
    p.let(
        p.one(
            f"{resampler}.{p.one(*AGGREGATES)}()",
            f"{resampler}.{p.one(*AGGREGATES)}()",
            f"{resampler}.{p.one(*AGGREGATES)}({p.one(repr('time'), 'skipna=False', 'keep_attrs=False')})",
            f"{resampler}.{p.one('ffill', 'bfill', 'nearest', 'pad', 'asfreq')}()",
            f"{resampler}.{p.one('ffill', 'nearest', 'bfill')}(tolerance='4h')",
            f"{resampler}.interpolate({p.one(repr('linear'), repr('nearest'), '')})",
            f"{resampler}.map(lambda v: v.sum('time'))",
            f"{resampler}.quantile(0.5)",
            f"list({resampler}.groups)",
            f"{resampler}.{p.one('sum', 'prod')}(min_count=1)",
            f"{resampler}.{p.one('cumsum', 'cumprod')}()",
            f"{resampler}.map(lambda v: v - v.mean())",
            f"{resampler}.reduce(np.{p.one('max', 'sum')})",
            f"len({resampler})",
        ),
        "x",
    )
    p.end()


def windows(p):
    name = make(p, p.one(1, 2, 2), longest=6, kinds="iufb") if p.flip(0.9) else dataset(p)
    d = one_dim(p, name)
    size = p.between(1, 5)
    min_periods = p.one("", "", ", min_periods=1", ", min_periods=2", f", min_periods={size}")
    center = p.one("", ", center=True", ", center=False")
    if p.flip(0.6):
        sizes = f"{d}={size}" if p.flip(0.8) else f"{{{', '.join(f'{k!r}: {p.between(1, 3)}' for k in p.value(name).dims)}}}"
        window = f"{name}.rolling({sizes}{min_periods}{center})"
        p.let(
            p.one(
                f"{window}.{p.one('mean', 'sum', 'max', 'min', 'count', 'std', 'var', 'median', 'prod', 'argmax')}()",
                f"{window}.{p.one('mean', 'sum', 'max', 'min', 'count')}()",
                f"{window}.construct({p.one(repr('w'), f'{d}=' + repr('w'))}{p.one('', ', stride=2', ', fill_value=0')})",
                f"{window}.construct('w').{p.one('mean', 'sum', 'max')}('w')",
                f"{window}.reduce(np.{p.one('sum', 'max', 'nansum')})",
                f"{name}.cumulative({d!r}).{p.one('sum', 'mean', 'max')}()",
                f"{window}.mean(keep_attrs={p.flip()})",
                f"{name}.cumulative({d!r}, min_periods={p.between(1, 3)}).{p.one('std', 'count', 'min')}()",
                f"{window}.construct({d}='w', stride={p.between(1, 3)}).mean('w')",
            ),
            "x",
        )
    else:
        boundary = p.one("", ", boundary='trim'", ", boundary='trim'", ", boundary='pad'", ", boundary='exact'")
        side = p.one("", "", ", side='right'", ", coord_func='min'", f", coord_func={{{d!r}: 'max'}}")
        window = f"{name}.coarsen({d}={p.between(1, 3)}{boundary}{side})"
        p.let(
            p.one(
                f"{window}.{p.one('mean', 'sum', 'max', 'min', 'median', 'std', 'count', 'prod')}()",
                f"{window}.construct({d}=('a', 'b'))",
                f"{window}.reduce(np.sum)",
            ),
            "x",
        )
    p.end()


def weighted(p):
    name = make(p, p.one(1, 2, 2), longest=5) if p.flip(0.9) else dataset(p)
    d = one_dim(p, name)
    n = p.value(name).sizes.get(d, 1)
    weights = p.let(
        f"xr.DataArray({p.nested((n,), p.one('i', 'f', 'u', 'b')).replace('-', '').replace('np.nan', '1')}, dims={d!r}{p.one('', f', coords={{{d!r}: {name}.{d}}}')})",
        "w",
    )
    how = f"{name}.weighted({weights or 'w'})"
    p.let(
        p.one(
            f"{how}.{p.one('mean', 'sum', 'std', 'var', 'sum_of_weights', 'sum_of_squares')}({p.one('', repr(d), dim(p, name), f'dim={d!r}')})",
            f"{how}.mean({d!r}, skipna={p.flip()})",
            f"{how}.mean({d!r}, keep_attrs=True)",
            f"{how}.quantile({p.one('0.5', '[0.25, 0.75]')}{p.one('', f', {d!r}')})",
        ),
        "x",
    )
    p.end()


def interpolated(p):
    kind = p.one("int", "float", "date")
    name = make(p, p.one(1, 2), longest=5, kinds="iufb", kind=kind, coords=0.95)
    d = one_dim(p, name)
    if kind == "date" and d in p.value(name).coords:
        to = p.one(
            "np.datetime64('2000-01-02T06:00', 'us')",
            "pd.date_range('2000-01-01', periods=4, freq='12h')",
            "pd.to_datetime(['2000-01-02', '2000-01-03'])",
        )
    else:
        to = p.one(
            "0.5",
            "[0.5, 1.25]",
            "[0, 2.5, 100]",
            "xr.DataArray([0.5, 1.5], dims='k')",
            "np.linspace(0, 3, 5)",
            "1",
            label(p, name, d),
            "[1]",
            "[-1, 1.5]",
        )
    method = p.one(
        "",
        "",
        ", method='nearest'",
        ", method='linear'",
        ", method='linear', kwargs={'fill_value': None}",
        ", kwargs={'fill_value': 0}",
        ", kwargs={'fill_value': 'extrapolate'}",
        ", assume_sorted=True",
        ", method='cubic'",
        ", method='zero'",
        ", method='slinear'",
    )
    p.let(
        p.one(
            f"{name}.interp({d}={to}{method})",
            f"{name}.interp({d}={to}{method})",
            f"{name}.interp({{{d!r}: {to}}})",
            f"{name}.reindex({d}={to if '[' in to else '[1, 2]'}, method={p.one('nearest', 'ffill', 'bfill')!r}{p.one('', ', tolerance=1')})",
            f"{name}.astype(float).interpolate_na({d!r}{p.one('', ', fill_value=' + repr('extrapolate'), ', use_coordinate=False', ', max_gap=2')})",
            f"{name}.differentiate({d!r}{p.one('', ', edge_order=2')})",
            f"{name}.{p.one('integrate', 'cumulative_integrate')}({d!r})",
            f"{name}.astype(float).interpolate_na({d!r}, {p.one('limit=1', 'method=' + repr('nearest'), 'fill_value=0')})",
        ),
        "x",
    )
    p.end()


KINDS = {"grouped": grouped, "resampled": resampled, "windows": windows, "weighted": weighted, "interpolated": interpolated}
