"""Labels that are made to agree: reindex, align, concat, merge, combine."""

from kinds.labelled import coordinate, dataset, label, make, one_dim, steps

JOINS = ["inner", "outer", "left", "right", "exact", "override"]


def combined(p):
    kind = p.one("int", "text", "float", "date")
    kinds = p.one("iufb", "iufb", "b", "U", "O", "M", "f")
    ndim = p.one(1, 1, 2)
    a = make(p, ndim, kinds=kinds, kind=kind, coords=0.9)
    b = make(p, ndim, kinds=p.one(kinds, kinds, "f"), kind=kind, coords=0.9)
    d = one_dim(p, a)
    join = p.one(*JOINS)
    fill = p.one("", "", ", fill_value=0", ", fill_value=-1")
    compat = p.one("", "", f", compat={p.one('override', 'equals', 'no_conflicts', 'identical', 'broadcast_equals', 'minimal')!r}")
    coords = p.one("", "", f", coords={p.one('minimal', 'different', 'all')!r}")
    p.let(
        p.one(
            f"xr.concat([{a}, {b}], dim={d!r}{coords}{compat}, join={join!r})",
            f"xr.concat([{a}, {b}], dim={d!r})",
            f"xr.concat([{a}, {b}], dim={p.one(repr('new'), f'pd.Index([3, 4], name={chr(39)}new{chr(39)})')}, join={p.one('outer', 'inner')!r}{fill})",
            f"xr.concat([{a}, {a} * 2], dim={p.one(repr('new'), repr(d))})",
            f"xr.concat([{a}, {a}.drop_vars('s', errors='ignore')], {d!r}{coords})",
            f"xr.align({a}, {b}, join={join!r}{fill})",
            f"xr.align({a}, {b}, join='outer', exclude=[{d!r}])",
            f"xr.merge([{a}.rename('u'), {b}.rename('v')]{compat}, join={join!r}{fill})",
            f"xr.merge([{a}.rename('u'), {b}.rename('u')]{compat})",
            f"{a}.reindex({d}={coordinate(p, p.between(0, 5), kind)}{fill}{p.one('', ', method=' + repr('nearest'), ', method=' + repr('ffill'))})",
            f"{a}.reindex_like({b}{fill})",
            f"{a}.combine_first({b})",
            f"xr.combine_by_coords([{a}.to_dataset(name='u'), {b}.to_dataset(name='u')])",
            f"xr.combine_nested([{a}.rename('u'), {b}.rename('u')], concat_dim={d!r})",
            f"{a}.shift({d}={p.between(-2, 2)}{p.one('', fill)})",
            f"{a}.pad({d}={p.one('1', '(0, 1)')}{p.one('', ', mode=' + repr('edge'))})",
            f"{a}.broadcast_like({b})",
            f"{a}.where({a} == {a}.isel({d}=0))",
            f"{a}.where({a}.notnull(), {b})",
            f"{a}.fillna({b})",
            f"{a}.roll({d}={p.between(-2, 2)}, roll_coords={p.flip()})",
            f"{a}.unstack()",
            f"{a}.expand_dims(k=[1, 2]).stack(m=('k', {d!r})).unstack('m')",
            f"{a}.sel({d}=[{label(p, a, d)}, {label(p, a, d)}])",
            f"{a}.to_dataset(dim={d!r})",
            f"xr.Dataset({{'a': {a}, 'b': {b}}})",
            f"{a}.isin({b})",
            f"{a}.dropna({d!r})",
        ),
        "x",
    )
    if type(p.value(p.last)).__name__ in ("DataArray", "Dataset") and p.flip(0.3):
        p.end(steps(p, p.last, 1))
    p.end()


def datasets(p):
    # Labels that are numbers in one and text in the other are joined as objects here, as text by NumPy's rules there.
    kind = p.one("int", "float", "text", "date")
    a, b = dataset(p, kind=kind), dataset(p, kind=kind)
    compat = p.one("", "", f", compat={p.one('override', 'no_conflicts', 'equals')!r}")
    p.let(
        p.one(
            f"xr.merge([{a}, {b}]{compat}, join={p.one(*JOINS)!r})",
            f"xr.concat([{a}, {b}], dim='x'{p.one('', ', data_vars=' + repr('minimal'), ', data_vars=' + repr('all'), ', coords=' + repr('minimal'))}{compat})",
            f"xr.concat([{a}, {a}], dim={p.one('t', 'x', 'y')!r})",
            f"{a}.merge({b}{compat})",
            f"{a}.update({b})",
            f"{a}.combine_first({b})",
            f"{a}.reindex_like({b})",
            f"{a}.fillna({b})",
            f"xr.align({a}, {b}, join={p.one(*JOINS)!r})",
            f"{a} + {b}",
            f"{a}.equals({b})",
            f"xr.combine_by_coords([{a}, {b}])",
            f"{a}.where({a} > 1, other={b})",
            f"{a}.broadcast_like({b})",
            f"{a}.assign({b}.data_vars)",
            f"{a}.drop_vars(list({b}.data_vars), errors='ignore')",
        ),
        "x",
    )
    p.end()


KINDS = {"combined": combined, "datasets": datasets}
