"""Methods and arguments of labelled objects beside the common ones: arguments in all their values, points, options of joining."""

from kinds.labelled import dataset, label, make, one_dim

COMPATS = ["override", "no_conflicts", "equals", "broadcast_equals", "identical", "minimal"]
JOINS = ["outer", "inner", "left", "right", "exact", "override"]
NUMBERS = "iufb"


def some_object(p):
    return dataset(p) if p.flip(0.3) else make(p, kinds=NUMBERS)


def option(p, name, *values):
    """An argument, or none."""
    return p.one("", f", {name}={p.one(*values)}")


def arguments(p):
    """Methods with arguments that are seldom given."""
    name = some_object(p)
    x = p.value(name)
    d = one_dim(p, name)
    n = x.sizes.get(d, 1)
    l1, l2 = label(p, name, d), label(p, name, d)
    keep = option(p, "keep_attrs", "True", "False")
    skip = option(p, "skipna", "True", "False")
    p.end(
        p.one(
            f"{name}.{p.one('sum', 'prod')}({d!r}, min_count={p.between(0, 4)}{skip}{keep})",
            f"{name}.{p.one('std', 'var')}({d!r}, ddof={p.between(0, 2)}{skip}{keep})",
            f"{name}.{p.one('mean', 'median', 'max', 'count', 'any')}({d!r}{keep})",
            f"{name}.{p.one('cumsum', 'cumprod')}({d!r}{skip}{keep})",
            f"{name}.{p.one('idxmax', 'idxmin')}({d!r}{skip}{keep}{option(p, 'fill_value', '-1', 'np.nan', '0.5')})",
            f"{name}.{p.one('argmax', 'argmin')}({p.one(repr(d), f'[{d!r}]', '...', 'None')}{skip}{keep})",
            f"{name}.quantile({p.one('0.5', '[0, 0.25, 1]', '0.1')}, {d!r}{skip}{keep}{option(p, 'method', repr('lower'), repr('nearest'))})",
            f"{name}.sortby({p.one(repr(d), f'[{d!r}]', f'lambda v: -v[{d!r}]')}{option(p, 'ascending', 'False')})",
            f"{name}.isel({d}={p.between(-n, n - 1 if n else 0)}, drop={p.flip()})",
            f"{name}.isel({d}=[0], nope=0, missing_dims={p.one('ignore', 'raise', 'warn')!r})",
            f"{name}.sel({d}={p.one(l1, f'[{l1}]')}, drop={p.flip()})",
            f"{name}.sel({d}={p.one('1.2', '[0.3, 2]', l1)}, method={p.one('nearest', 'pad', 'bfill')!r}{option(p, 'tolerance', '0.5', '2')})",
            f"{name}.reindex({d}=[{l1}, {l2}, 99]{option(p, 'method', repr('nearest'), repr('bfill'))}{option(p, 'fill_value', '0')})",
            f"{name}.assign_coords({d}=lambda v: v[{d!r}] {p.one('* 2', '+ 1')})",
            f"{name}.assign_coords({{'c': ({d!r}, {list(range(n))}, {{'k': 1}}), 's': 1.5}})",
            f"{name}.expand_dims({p.one('k=3', 'k=[5, 6]', '{' + repr('k') + ': 2, ' + repr('l') + ': 1}', repr('s'))}{option(p, 'axis', '0', '-1', '[0, 2]')})",
            f"{name}.squeeze({p.one(repr(d), '', f'[{d!r}]')}{option(p, 'drop', 'True')})",
            f"{name}.transpose({d!r}, {p.one('...', repr('nope'))}{option(p, 'missing_dims', repr('ignore'))})",
            f"{name}.rename_dims({{{d!r}: 'r'}})" if hasattr(x, "data_vars") else f"{name}.rename({{{d!r}: 's'}})",
            f"{name}.swap_dims({{{d!r}: {p.one('new', 'label', 'nope')!r}}})",
            f"{name}.drop_vars({p.one(repr(d), repr('nope'), '[]', f'[{d!r}, ' + repr('s') + ']')}{option(p, 'errors', repr('ignore'))})",
            f"{name}.drop_sel({d}={p.one(l1, f'[{l1}, 99]')}{option(p, 'errors', repr('ignore'))})",
            f"{name}.drop_isel({d}={p.one('0', '[0, -1]', '[9]')})",
            f"{name}.where({name} > {p.between(0, 4)}, drop=True)",
            f"{name}.where({name} > {p.between(0, 4)}, {p.one('-1', '0.5', name)}, drop={p.flip()})",
            f"{name}.where(lambda v: v < 3, lambda v: v * {p.one('2', '0.5', '-1')})",
            f"{name}.clip({p.one('1', 'None', '0.5')}, {p.one('3', 'None', '2.5')}{keep})",
            f"{name}.round({p.one('', '1', '-1', 'decimals=2')})",
            f"{name}.isin({p.one('[1, 2.5]', 'np.array([1])', '[]', '[True]')})",
            f"{name}.reduce(np.{p.one('sum', 'max', 'median')}, {p.one(repr(d), 'None')}, keepdims={p.flip()}{keep})",
            f"{name}.pipe(lambda v, k: v + k, {p.one('1', 'k=0.5')})",
            f"{name}.astype({p.one('float', 'bool', repr('int16'), repr('f4'))}{keep})",
            f"{name}.shift({{{d!r}: {p.between(-3, 3)}}}{option(p, 'fill_value', '0', '1.5')})",
            f"{name}.pad({d}={p.one('1', '(0, 2)')}, mode={p.one('constant', 'edge', 'symmetric', 'mean', 'linear_ramp')!r}{option(p, 'keep_attrs', 'False')})",
            f"{name}.head({p.one('2', d + '=1', '')})",
            f"{name}.tail({p.one('2', d + '=1', '')})",
            f"{name}.thin({p.one('2', d + '=3')})",
            f"{name}.broadcast_equals({name}.isel({d}=[0]))",
            f"{name}.equals({name}.rename({{{d!r}: 'r'}}))",
            f"{name}.copy(deep={p.flip()})",
            f"list({name}.{p.one('coords', 'sizes', 'dims')})",
            f"{name}.dropna({d!r}, how={p.one('any', 'all')!r}{option(p, 'thresh', '1', '2')})",
            f"{name}.to_dict(data={p.one('True', 'False', repr('list'))})",
            f"{name}.diff({d!r}, n={p.between(0, 3)}{option(p, 'label', repr('lower'))})",
            f"{name}.dot({name}, {p.one(repr(d), '...', f'[{d!r}]')})",
            f"{name}.to_array().to_dataset('variable')" if hasattr(x, "data_vars") else f"{name}.to_dataset({d!r}).to_array({d!r})",
            f"[v for v in {name}]",
            f"xr.full_like({name}, {p.one('1', '0.5')}{option(p, 'dtype', 'int', repr('f4'))})",
        )
    )


def points(p):
    """Elements at points: DataArrays as positions, labels and masks, on both sides of an assignment."""
    name = make(p, p.one(2, 2, 3), lazy=p.one(0, 0.3), kinds=NUMBERS)
    x = p.value(name)
    first, second = p.some(x.dims, 2, 2)
    count = p.between(1, 3)

    def positions(d):
        return str([p.between(-x.sizes[d] if p.flip(0.2) else 0, x.sizes[d] - 1) for _ in range(count)])

    def labels(d):
        return f"[{', '.join(label(p, name, d) for _ in range(count))}]"

    dim = p.one("k", "k", first)
    coords = p.one("", "", f", coords={{{dim!r}: {list(range(count))}}}")
    one, two = (f"xr.DataArray({positions(d)}, dims={dim!r}{coords})" for d in (first, second))
    three, four = (f"xr.DataArray({labels(d)}, dims={dim!r})" for d in (first, second))
    mask = f"{name}[{first!r}] {p.one('>', '<=', '!=')} {p.between(0, 2)}"
    value = p.one("7", "-1.5", str(list(range(count))), f"xr.DataArray({list(range(count))}, dims={dim!r})", "True")
    if p.flip(0.4):
        p.do(
            p.one(
                f"{name}[{{{first!r}: {one}, {second!r}: {two}}}] = {value}",
                f"{name}[{{{first!r}: {one}}}] = {p.one('7', '-1.5')}",
                f"{name}.loc[{{{first!r}: {three}, {second!r}: {four}}}] = {value}",
                f"{name}[{{{first!r}: {positions(first)}, {second!r}: {positions(second)}}}] = {p.one('7', '0')}",
                f"{name}.loc[{{{first!r}: {mask}}}] = {p.one('7', '0')}",
            )
        )
        p.end(name)
    p.end(
        p.one(
            f"{name}.isel({first}={one}, {second}={two})",
            f"{name}.isel({first}={one})",
            f"{name}.isel({first}={one}, {second}={p.one('0', 'slice(0, 2)', '[0]')})",
            f"{name}.sel({first}={three}, {second}={four})",
            f"{name}.sel({first}={three}{option(p, 'method', repr('nearest'))})",
            f"{name}.isel({first}={mask})",
            f"{name}.sel({first}={mask})",
            f"{name}[{{{first!r}: {one}, {second!r}: {two}}}]",
            f"{name}.isel({first}=xr.DataArray([[0, {x.sizes[first] - 1}]], dims=('k', 'l')))",
            f"{name}[{p.one('0', '[0]', ':1')}, {p.one('0', '[0, 0]', '::2')}]",
        )
    )


def joined(p):
    """Objects in one, with every option."""
    kind = p.one("int", "int", "text", "date", "float")
    if p.flip():
        a, b = dataset(p, kind=kind), dataset(p, kind=kind)
    else:
        a, b = make(p, 1, kind=kind, kinds=NUMBERS), make(p, p.one(1, 2), kind=kind, kinds=NUMBERS)
    named = [name if hasattr(p.value(name), "data_vars") else f"{name}.rename({p.one('u', 'v')!r})" for name in (a, b)]
    join, compat = option(p, "join", *map(repr, JOINS)), option(p, "compat", *map(repr, COMPATS))
    attrs = option(p, "combine_attrs", *map(repr, ["drop", "override", "identical", "no_conflicts", "drop_conflicts"]))
    fill = option(p, "fill_value", "0", "-1", "{'u': 5, 'w': 0.5}")
    data_vars = option(p, "data_vars", "'all'", "'minimal'", "'different'", "None")
    coords = option(p, "coords", "'all'", "'minimal'", "'different'")
    dim = p.one("'x'", "'x'", "'n'", "'y'", "xr.DataArray([5, 6], dims='n', name='n')", "xr.Variable('n', ['p', 'q'])")
    p.end(
        p.one(
            f"xr.concat([{a}, {b}], {dim}{join}{compat}{coords}{data_vars if hasattr(p.value(a), 'data_vars') else ''}{attrs})",
            f"xr.concat([{a}, {a}], {dim}{coords}{compat})",
            f"xr.concat([{a}, {b}], {dim}{join}{fill})",
            f"xr.merge([{', '.join(named)}]{join}{compat}{fill}{attrs})",
            f"xr.align({a}, {b}{join}{fill}{option(p, 'exclude', repr('x'), repr(['y']))})",
            f"xr.broadcast({a}, {b}{option(p, 'exclude', repr(['x']))})",
            f"{a}.broadcast_like({b}{option(p, 'exclude', repr(['x']))})",
            f"{a}.reindex_like({b}{fill}{option(p, 'method', repr('nearest'))})",
            f"{a}.combine_first({b})",
            f"{a}.fillna({b})",
            f"xr.where({a} > 1, {a}, {b}{option(p, 'keep_attrs', 'True', 'False')})",
            f"{a}.equals({b})",
            f"{a} {p.one('+', '*', '<', '//')} {b}",
        )
    )


KINDS = {"arguments": arguments, "points": points, "joined": joined}
