"""Labelled arrays and datasets: arithmetic, reductions, selection, shapes."""

DIMS = "xyz"
ARITHMETIC = ["+", "-", "*", "/", "<", ">=", "==", "//", "%", "**"]
REDUCTIONS = ["sum", "mean", "max", "min", "prod", "std", "var", "median", "count", "any", "all", "argmax", "argmin", "first_valid"][:-1]


def coordinate(p, length, kind=None):
    """Labels of a dimension, in order mostly."""
    kind = kind or p.one("int", "int", "float", "text", "date")
    if kind == "int":
        start = p.between(0, 2)
        values = [start + 10 * p.between(1, 1) * i for i in range(length)] if p.flip(0.5) else [start + i for i in range(length)]
        return str(values[::-1] if p.flip(0.1) else values)
    if kind == "float":
        return str([0.5 * i for i in range(length)])
    if kind == "text":
        return str(list("abcdefgh"[:length]))
    return f"pd.date_range('2000-01-{p.between(1, 3):02}', periods={length})"


def make(p, ndim=None, kinds="iufb", longest=4, coords=0.8, lazy=0.35, dims=None, kind=None, empty=0):
    """Names a labelled array."""
    ndim = p.one(1, 2, 2, 3) if ndim is None else ndim
    dims = dims or DIMS[:ndim]
    shape = p.shape(len(dims), longest, empty=empty)
    parts = [f"{d!r}: {coordinate(p, n, kind)}" for d, n in zip(dims, shape) if p.flip(coords)]
    if p.flip(0.25):
        parts.append(f"'s': {p.one('5', repr('here'), '1.5', 'np.datetime64(' + repr('2000-01-01') + ', ' + repr('ns') + ')')}")
    if p.flip(0.25) and shape:
        at = p.between(0, len(shape) - 1)
        parts.append(f"'label': ({dims[at]!r}, {p.nested((shape[at],), p.one('i', 'f', 'U', 'b'))})")
    name = f", name={p.one('u', 'v')!r}" if p.flip(0.4) else ""
    attrs = ", attrs={'units': 'm'}" if p.flip(0.3) else ""
    text = p.array(shape, kinds=kinds)
    if p.flip(lazy):
        text = p.lazy(text)
    return p.let(f"xr.DataArray({text}, dims={tuple(dims)}, coords={{{', '.join(parts)}}}{name}{attrs})", "x")


def dataset(p, coords=0.8, kind=None):
    n, m = p.between(1, 4), p.between(1, 3)
    parts = [f"{d!r}: {coordinate(p, size, kind)}" for d, size in (("x", n), ("y", m)) if p.flip(coords)]
    made = {"u": ("('x', 'y')", (n, m)), "w": ("'x'", (n,)), "q": ("('y', 'x')", (m, n)), "s": ("()", ())}
    chosen = p.some(made, 1, 3)
    lines = []
    for name in chosen:
        dims, shape = made[name]
        text = p.array(shape)
        lines.append(f"{name!r}: ({dims}, {p.lazy(text) if p.flip(0.3) else text})")
    attrs = ", attrs={'title': 'T'}" if p.flip(0.3) else ""
    return p.let(f"xr.Dataset({{{', '.join(lines)}}}, coords={{{', '.join(parts)}}}{attrs})", "d")


def dim(p, name, several=True):
    """One dimension, several, all, or none."""
    dims = list(p.value(name).dims)
    if not dims or p.flip(0.2):
        return p.one("None", "...") if several else "None"
    if several and p.flip(0.3):
        return str(p.some(dims))
    return repr(p.one(*dims))


def one_dim(p, name):
    dims = list(p.value(name).dims)
    return p.one(*dims) if dims else "x"


def label(p, name, d):
    """A label of a dimension, as text of code; perhaps one that is not there."""
    value = p.value(name)
    if d not in value.coords:
        return str(p.between(0, max(value.sizes.get(d, 1) - 1, 0)))
    found = value.coords[d].values.ravel()
    if not len(found):
        return "0"
    picked = p.one(*found.tolist()) if found.dtype.kind != "M" else str(p.one(*found))[:10]
    if p.flip(0.1):
        return p.one("99", "'zz'", "0.25")
    return repr(picked)


def step(p, name):
    x = p.value(name)
    d = one_dim(p, name)
    n = x.sizes.get(d, 1)
    at = p.between(-n, max(n - 1, 0))
    l1, l2 = label(p, name, d), label(p, name, d)
    keep = p.one("", "", ", keep_attrs=True", ", skipna=False", ", skipna=True")
    return p.one(
        f"{name}.{p.one(*REDUCTIONS[:6])}({dim(p, name)}{keep})",
        f"{name}.{p.one(*REDUCTIONS)}({dim(p, name)})",
        f"{name}.{p.one(*REDUCTIONS[:4])}()",
        f"{name}.{p.one('argmax', 'argmin', 'idxmax', 'idxmin')}({d!r})",
        f"{name}.{p.one('cumsum', 'cumprod')}({p.one('', dim(p, name), dim(p, name))})",
        f"{name}.{p.one('cumsum', 'cumprod')}(axis={p.between(0, 1)})",
        f"{name}.isel({d}={p.one(at, [at, 0], f'slice({p.between(-n, n)}, {p.between(0, n)})', 'slice(None, None, -1)', 'slice(None, None, 2)')})",
        f"{name}.sel({d}={p.one(l1, f'[{l1}]', f'slice({l1}, {l2})', f'slice(None, {l1})', f'[{l1}, {l2}]')})",
        f"{name}.sel({d}={p.one('1.2', '3', l1)}, method={p.one('nearest', 'ffill', 'pad', 'bfill', 'backfill')!r})",
        f"{name}.isel({d}=xr.DataArray([0, {at}], dims={p.one('p', d)!r}))",
        f"{name}[{p.one(at, f'{{{d!r}: {at}}}', 'dict(' + d + '=[0])', '..., 0', '[0]', ':2')}]",
        f"{name}.transpose({', '.join(repr(k) for k in p.some(x.dims, len(x.dims)))})",
        f"{name}.T" if hasattr(x, "T") else f"{name}.transpose()",
        f"{name}.expand_dims({p.one(repr('k'), '{' + repr('k') + ': 2}', 'k=[1, 2]', '[' + repr('k') + ', ' + repr('l') + ']')})",
        f"{name}.squeeze({p.one('', 'drop=True', repr(d))})",
        f"{name}.rename({p.one({d: 'r'}, repr('w'), 'None')})",
        f"{name}.stack(k=({', '.join(repr(k) for k in x.dims)},))",
        f"{name}.stack(k=({', '.join(repr(k) for k in x.dims)},)).unstack('k')",
        f"{name}.sortby({d!r}{p.one('', ', ascending=False')})",
        f"{name}.drop_vars({d!r})",
        f"{name}.assign_coords({d}={list(range(5, 5 + n))})",
        f"{name}.assign_coords(extra=({d!r}, {list(range(n))}))",
        f"{name}.reset_coords({p.one('drop=True', '')})",
        f"{name}.swap_dims({{{d!r}: 'label'}})",
        f"{name}.set_index({d}='label')",
        f"{name}.reset_index({d!r})",
        f"{name}.{p.one('fillna(0)', 'fillna(1.5)', 'isnull()', 'notnull()', 'astype(float)', 'astype(int)', 'round()', 'clip(0, 4)', 'clip(min=1)', 'copy()', 'compute()', 'load()')}",
        f"{name}.dropna({d!r}{p.one('', ', how=' + repr('all'), ', thresh=1')})",
        f"{name}.where({name} {p.one('>', '<', '!=')} {p.between(0, 3)}{p.one('', ', 0', ', drop=True', ', -1.5')})",
        f"{name}.where({name}[{d!r}] > {p.between(0, 2)})",
        f"{name}.diff({d!r}{p.one('', ', n=2', ', label=' + repr('lower'))})",
        f"{name}.shift({d}={p.between(-2, 2)}{p.one('', ', fill_value=0')})",
        f"{name}.roll({d}={p.between(-2, 2)}{p.one('', ', roll_coords=True')})",
        f"{name}.pad({d}={p.one('1', '(1, 0)', '(0, 2)')}{p.one('', ', constant_values=0', ', mode=' + repr('edge'), ', mode=' + repr('reflect'), ', mode=' + repr('wrap'))})",
        f"{name}.quantile({p.one('0.5', '[0.25, 0.75]')}{p.one('', f', dim={d!r}')})",
        f"{name}.rank({d!r})",
        f"{name}.differentiate({d!r})",
        f"{name}.integrate({d!r})",
        f"{name}.cumulative_integrate({d!r})",
        f"{name}.head({d}=2)",
        f"{name}.thin({d}=2)",
        f"{name}.ffill({d!r}{p.one('', ', limit=1')})",
        f"{name}.bfill({d!r})",
        f"{name}.interpolate_na({d!r}{p.one('', ', method=' + repr('nearest'), ', limit=1')})",
        f"{name}.isin([0, 1, 2])",
        f"{name}.chunk({{{d!r}: {p.between(1, 3)}}})",
        f"{name}.drop_isel({d}=[0])",
        f"{name}.drop_sel({d}=[{l1}])",
        f"{name}.broadcast_like(xr.DataArray([1, 2], dims='k'))",
        f"{name}.map_blocks(lambda b: b + 1)",
        f"{name}.reduce(np.{p.one('sum', 'max', 'nanmean')}, {d!r})",
        f"np.{p.one('sqrt', 'abs', 'exp', 'isnan', 'square', 'sign', 'floor')}({name})",
        f"np.{p.one('clip', 'round', 'maximum', 'minimum', 'add')}({name}, 1{', 3' if p.flip(0.3) else ''})",
        f"np.{p.one('sum', 'mean', 'max', 'std', 'cumsum', 'median')}({name}{p.one('', ', axis=0')})",
        f"{p.one('-', '~', 'abs', '+')}({name})",
        f"{name}.values" if hasattr(x, "values") and not callable(x.values) else f"{name}.to_array()",
        f"{name}.to_dataset(name='t')" if hasattr(x, "to_dataset") else f"{name}.to_array()",
        f"{name}.{p.one('ndim', 'size', 'nbytes', 'dtype', 'dims', 'shape')}" if hasattr(x, "ndim") else f"dict({name}.sizes)",
        f"{name}.item()",
        f"{name}.equals({name})",
        f"{name}.identical({name}.copy())",
        f"xr.ones_like({name})",
        f"xr.full_like({name}, {p.one('2', '2.5', 'np.nan')})",
        f"xr.zeros_like({name}{p.one('', ', dtype=float')})",
        f"{name}.to_dict()",
        f"{name}.nonzero()",
        f"xr.where({name} > 1, {name}, {p.one('0', 'np.nan', '-1.5')})",
        f"xr.apply_ufunc(np.square, {name}{p.one('', ', keep_attrs=True', ', dask=' + repr('parallelized'), ', dask=' + repr('allowed'))})",
        f"xr.apply_ufunc(lambda v: v.mean(axis=-1), {name}, input_core_dims=[[{d!r}]], dask='allowed')",
        f"{name}.polyfit({d!r}, {p.between(0, 2)})",
        f"xr.cov({name}, {name}, dim={d!r})",
        f"{name}.dot({name})",
        f"{name}.coarsen({d}=2, boundary={p.one('trim', 'pad', 'exact')!r}).{p.one('mean', 'sum', 'max')}()",
    )


def steps(p, name, most=3):
    for _ in range(p.between(1, most)):
        if type(p.value(name)).__name__ not in ("DataArray", "Dataset"):
            break
        name = p.let(step(p, name), "x") or name
    return name


def labelled(p):
    p.end(steps(p, make(p)))


def of_dataset(p):
    name = dataset(p)
    if p.flip(0.3):
        d = p.value(name)
        v = p.one(*d.data_vars)
        other = p.one(*d.data_vars)
        name = (
            p.let(
                p.one(
                    f"{name}.assign(n={name}[{v!r}] * 2)",
                    f"{name}.assign(n=lambda d: d[{v!r}] + d[{other!r}])",
                    f"{name}[[{v!r}]]",
                    f"{name}[{v!r}]",
                    f"{name}.drop_vars({v!r})",
                    f"{name}.rename({{{v!r}: 'z'}})",
                    f"{name}.set_coords({v!r})",
                    f"{name}.map(lambda v: v * 2)",
                    f"{name}.to_array()",
                    f"{name} + {name}[{v!r}]",
                    f"{name} * {p.one('2', '1.5', name)}",
                    f"{name}.merge({name}[[{v!r}]].rename({{{v!r}: 'z'}}))",
                    f"{name}.drop_dims('x')",
                    f"{name}.transpose('y', 'x')",
                    f"{name}.to_stacked_array('k', sample_dims=['x'])",
                    f"list({name})",
                    f"dict({name}.sizes)",
                    f"{name}.filter_by_attrs(units='m')",
                    f"{name}.query(x='w > 1')",
                    f"{name}.eval('w + 1')",
                ),
                "x",
            )
            or name
        )
    p.end(steps(p, name, 2))


def scans(p):
    """Running sums over dimensions in every spelling."""
    if p.flip(0.3):
        name = dataset(p)
    else:
        name = make(p, kinds=p.one("iufb", "f", "u"))
    dims = list(p.value(name).dims)
    text = (
        p.one(
            "",
            "...",
            str(p.some(dims)),
            repr(p.one(*dims)),
            "None",
            f"dim={p.some(dims)}",
            f"dim={tuple(p.some(dims))}",
            "axis=0",
            "axis=-1",
            f"{p.one(*dims)!r}, skipna={p.flip()}",
            "'nope'",
            f"dim={p.one(*dims)!r}, keep_attrs={p.flip()}",
        )
        if dims
        else ""
    )
    p.end(f"{name}.{p.one('cumsum', 'cumprod')}({text})")


def arithmetic(p):
    """Two labelled arrays whose labels, dimensions, names and coordinates differ."""
    kind = p.one("int", "text", "float", "date")
    a = make(p, p.between(0, 2), kind=kind)
    b = make(p, dims="".join(p.some("xyz", 1, 2)), kind=kind)
    if p.flip(0.2):
        b = dataset(p)
    if p.flip(0.2):
        p.do(f"xr.set_options(arithmetic_join={p.one('outer', 'left', 'inner')!r})")
        p.end(f"[{a} {p.one(*ARITHMETIC)} {b}, xr.set_options(arithmetic_join='inner')][0]")
    p.let(
        p.one(
            f"{a} {p.one(*ARITHMETIC)} {b}",
            f"{a} {p.one(*ARITHMETIC)} {b}",
            f"{b} {p.one(*ARITHMETIC)} {a}",
            f"np.maximum({a}, {b})",
            f"{a}.where({b} > 1)",
            f"{a}.where({b} > 1, {b})",
            f"xr.where({a} > 0, {a}, {b})",
            f"{a}.dot({b})",
            f"xr.dot({a}, {b}, dim={p.one('...', repr('x'), 'None')})",
            f"{a}.broadcast_like({b})",
            f"xr.broadcast({a}, {b})",
            f"{a}.fillna({b})",
            f"{a}.combine_first({b})",
            f"{a}.sel(x={b}.x)",
            f"xr.apply_ufunc(np.add, {a}, {b}, join={p.one('inner', 'outer', 'left', 'exact')!r}, dask='allowed')",
            f"xr.corr({a}, {b})",
            f"xr.cov({a}, {b})",
            f"{a}.interp_like({b})",
            f"{a}.weighted({b}).mean({p.one('', repr('x'))})",
            f"xr.polyval({a}, xr.DataArray([1, 2], dims='degree', coords={{'degree': [0, 1]}}))",
        ),
        "x",
    )
    p.end(steps(p, p.last, 1) if p.flip(0.3) and type(p.value(p.last)).__name__ in ("DataArray", "Dataset") else None)


def changed(p):
    """Assignments into labelled arrays."""
    name = make(p, lazy=0.2)
    x = p.value(name)
    d = one_dim(p, name)
    n = x.sizes.get(d, 1)
    for _ in range(p.between(1, 2)):
        value = p.one("0", "7", "np.nan", "-1.5", "True")
        p.do(
            p.one(
                f"{name}[{{{d!r}: {p.between(0, n)}}}] = {value}",
                f"{name}.loc[{{{d!r}: {label(p, name, d)}}}] = {value}",
                f"{name}[{p.between(0, n)}] = {value}",
                f"{name}[dict({d}=slice(0, 2))] = {value}",
                f"{name}[{{{d!r}: [0, {n - 1}]}}] = {value}",
                f"{name}.values[...] = {value}",
                f"{name} += {value}",
                f"{name}.attrs['k'] = {value}",
                f"{name}.name = 'n'",
                f"{name}.coords['c'] = {value}",
                f"{name}.coords['c'] = ({d!r}, {list(range(n))})",
                f"{name}[{d!r}] = {list(range(3, 3 + n))}",
                f"{name} = {name}.where({name} != 0, {value})",
                f"del {name}[{d!r}]",
                f"{name}.data = {name}.data * 2",
                f"{name}.loc[{label(p, name, d)}:] = {value}",
            )
        )
    p.end(name)


KINDS = {"labelled": labelled, "dataset": of_dataset, "scans": scans, "arithmetic": arithmetic, "changed": changed}
