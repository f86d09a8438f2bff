"""Creation, promotion and casts; printing; arrays of objects."""

from kinds.arrays import BINARY, OPERATORS


def scalar(p):
    kind = p.one(*"iufb")
    value = p.between(0, 7) if kind in "u" else p.one("True", "False") if kind == "b" else p.between(-3, 7)
    dtype = p.dtype(kind)
    return p.one(
        f"np.{dtype}({value})" if dtype != "bool" else f"np.bool({value})", str(value), f"{value}.5" if kind in "fh" else str(value)
    )


def creation(p):
    m = p.one("np", "da")
    chunks = f", chunks={p.between(1, 4)}" if m == "da" and p.flip() else ""
    dtype = f", dtype={p.dtype('iufb')!r}" if p.flip(0.4) else ""
    shape = p.shape(p.one(1, 2))
    p.let(
        p.one(
            f"{m}.arange({scalar(p)}{dtype}{chunks})",
            f"{m}.arange({scalar(p)}, {scalar(p)}{dtype}{chunks})",
            f"{m}.arange({scalar(p)}, {scalar(p)}, {p.one(scalar(p), 2, 0.5, -1)}{dtype}{chunks})",
            f"{m}.linspace({scalar(p)}, {scalar(p)}, {p.between(1, 6)}{dtype}{chunks})",
            f"{m}.linspace({p.between(-3, 3)}, {p.between(-3, 9)}, {p.between(0, 6)}, endpoint={p.flip()})",
            f"{m}.full({shape}, {p.one(scalar(p), 'np.nan', 300, 2.5)}{dtype}{chunks})",
            f"{m}.ones({shape}{dtype}{chunks})",
            f"{m}.zeros({shape}{dtype}{chunks})",
            f"{m}.eye({p.between(1, 4)}, k={p.between(-1, 1)})",
            f"{m}.tri({p.between(1, 4)}, k={p.between(-1, 1)})",
            f"{m}.indices({shape})",
            f"{m}.full_like({p.array(shape)}, {p.one(1, 2.5, 'np.nan', -1, 300)})",
            f"{m}.ones_like({p.array(shape)})",
            f"np.logspace(0, {p.between(1, 3)}, {p.between(1, 4)})",
            f"np.geomspace(1, {p.between(2, 100)}, {p.between(1, 4)})",
            f"{m}.meshgrid(np.arange({p.between(1, 3)}), np.arange({p.between(1, 3)}), indexing={p.one('xy', 'ij')!r})",
            f"{m}.fromfunction(lambda i, j: i + 2 * j, {(p.between(1, 3), p.between(1, 3))}{', dtype=int' if m == 'np' else ', dtype=int, chunks=2'})",
            f"np.array({p.nested(shape, p.one(*'iufbO'))})",
            f"np.array({p.nested(shape, p.one(*'iufb'))}{dtype})",
            f"np.asarray([{scalar(p)}, {scalar(p)}])",
            f"np.vander([1, 2, 3], {p.between(1, 4)})",
            f"np.diagflat({p.array(shape)})",
            f"np.identity({p.between(1, 3)}{dtype})",
            f"np.fromiter(range({p.between(0, 4)}), dtype={p.dtype('iuf')!r})",
            f"np.array({scalar(p)}).dtype",
        )
    )
    p.end()


def promotion(p):
    def operand():
        return p.one(
            scalar(p), scalar(p), p.array((2,), p.dtype("iufb")), p.lazy(p.array((2,), p.dtype("iufb"))), p.array((), p.dtype("iufb"))
        )

    a, b = p.let(operand()), p.let(operand())
    p.let(
        p.one(
            f"{a} {p.one(*OPERATORS)} {b}",
            f"{a} {p.one(*OPERATORS)} {b}",
            f"np.{p.one(*BINARY)}({a}, {b})",
            f"np.result_type({a}, {b})",
            f"np.where([True, False], {a}, {b})",
            f"np.promote_types({p.dtype('iufb')!r}, {p.dtype('iufb')!r})",
            f"np.can_cast({p.dtype('iufb')!r}, {p.dtype('iufb')!r})",
            f"(np.asarray({a}) + {b}).astype({p.dtype('iufb')!r})",
            f"np.concatenate([np.atleast_1d({a}), np.atleast_1d({b})])",
            f"np.stack([np.asarray({a}).ravel()[:1], np.asarray({b}).ravel()[:1]])",
            f"divmod({a}, {b})",
            f"round({a}, 1) if np.ndim({a}) == 0 else {a}",
            f"np.mean([{a}, {b}])",
            f"np.sum({a}, dtype={p.dtype('iuf')!r})",
            f"np.add.reduce(np.atleast_1d({a}))",
            f"np.maximum.accumulate(np.atleast_1d({a}))",
            f"np.iinfo({p.dtype('iu')!r}).max",
            f"np.float64(np.finfo({p.dtype('f')!r}).eps)",
        )
    )
    p.end()


def casts(p):
    """Values that do not fit, in every way that they come into an array."""
    value = p.one(
        "np.nan",
        "np.inf",
        "-1",
        "300",
        "2.7",
        "-2.7",
        "1e20",
        "2**40",
        "True",
        "'5'",
        "'a'",
        "None",
        "1+2j",
        "-129",
        "70000",
        "np.float32(2.5)",
        "'2020-01-01'",
    )
    dtype = p.dtype("iufb")
    lazy = p.flip(0.3)
    a = p.let((p.lazy if lazy else str)(p.array((3,), dtype)))
    p.one(
        lambda: p.let(f"np.array([{value}, 1], dtype={dtype!r})"),
        lambda: p.let(f"np.full(2, {value}, dtype={dtype!r})"),
        lambda: p.let(f"np.asarray([1, {value}]).astype({dtype!r})"),
        lambda: p.let(f"np.{dtype if dtype != 'bool' else 'bool_'}({value})"),
        lambda: p.do(f"{a}[0] = {value}"),
        lambda: p.do(f"{a}[:2] = [{value}, 1]"),
        lambda: p.do(f"{a}[{a} > 0] = {value}"),
        lambda: p.do(f"{a}[:] = np.array([{value}] * 3)"),
        lambda: p.let(f"{a} + {value}"),
        lambda: p.let(f"{a} * np.array([{value}])"),
        lambda: p.let(f"{a} == {value}"),
        lambda: p.let(f"np.where({a} > 1, {a}, {value})"),
        lambda: p.let(f"np.insert({a}, 0, {value})") if not lazy else None,
        lambda: p.let(f"np.append({a}, {value})"),
        lambda: p.let(f"np.clip({a}, {value}, 5)"),
        lambda: p.let(f"np.array({value}, dtype=object)"),
        lambda: p.let(f"np.full_like({a}, {value})"),
        lambda: p.let(f"np.array([{value}, {value}]).tolist()"),
        lambda: p.do(f"{a} += {value}"),
        lambda: p.let(f"np.pad({a}, 1, constant_values={value})"),
        lambda: p.let(f"{a}.astype({p.dtype('iufbU')!r}, casting={p.one('safe', 'same_kind', 'unsafe')!r})"),
        lambda: p.let(f"np.isin({a}, [{value}, 1])"),
    )()
    p.end()


def objects(p):
    """Arrays of objects: text, None, NaN, booleans and numbers together."""
    n = p.between(1, 5)
    make = lambda: f"np.array({p.nested((n,), 'O')}, dtype=object)"  # noqa: E731
    a, b = p.let(make()), p.let(make())
    if p.flip(0.5):
        p.let(
            p.one(
                f"np.concatenate([{a}, {b}])", f"np.stack([{a}, {b}])", f"np.where([{', '.join(str(p.flip()) for _ in range(n))}], {a}, {b})",
                f"{a} == {p.number('O')}", f"{a} == {b}", f"{a} != {b}", f"{a}[::-1]", f"{a}.tolist()", f"np.append({a}, {p.number('O')})",
                f"{a}.astype(str)", f"{a}.astype(bool)", f"np.isin({a}, ['a', 1])", f"pd.isnull({a})", f"np.repeat({a}, 2)", f"np.unique({a}.astype(str))",
                f"{a} + {b}", f"{a}.reshape(1, -1)", f"str({a})", f"repr({a})", f"{a}[{a} == 'a']", f"np.where({a} == 'a', 'yes', {b})", f"{a}.sum()", f"np.array_equal({a}, {a})",
                f"np.array([{p.number('O')}, {p.number('O')}])", f"{a}.astype(float)", f"np.roll({a}, 1)", f"{a} * 2",
            )
        )  # fmt: skip
        p.end()
    x = p.let(f"xr.DataArray({a}, dims='i', coords={{'i': {list(range(n))}}})", "x")
    y = p.let(
        f"xr.DataArray({b}, dims='i', coords={{'i': {[i + p.between(0, 1) * 2 for i in range(n)] if p.flip() else list(range(n))}}})", "y"
    )
    if p.flip(0.3):
        x = p.let(f"{x}.chunk(i={p.between(1, 3)})", "x")
    p.let(
        p.one(
            f"{x}.where({x} != 'a')", f"{x}.where({x}.notnull(), {p.number('O')})", f"{x}.fillna({p.one(repr('z'), '0', y)})", f"{x}.shift(i={p.between(-2, 2)})",
            f"{x}.reindex(i={[p.between(-1, n) for _ in range(3)]})", f"xr.concat([{x}, {y}], dim='i')", f"xr.align({x}, {y}, join='outer')", f"{x}.isel(i=[0, -1])",
            f"xr.merge([{x}.rename('u'), {y}.rename('v')], join='outer')", f"{x}.notnull()", f"{x}.dropna('i')", f"{x} == {y}", f"{x}.pad(i=1)",
            f"xr.concat([{x}, {y}], dim='new', join='outer')", f"{x}.combine_first({y})", f"{x}.count()", f"{x}.to_dataset(name='q').to_array()", f"xr.where({x} == 'a', {y}, {x})",
            f"{x}.isin(['a', None, 1])", f"{x}.groupby('i').first()", f"{x}.ffill('i')", f"{x}.astype(str)", f"{x}.expand_dims('k')", f"{x}.reindex_like({y})",
        )
    )  # fmt: skip
    p.end()


def text(p):
    """Arrays of text."""
    n = p.between(1, 4)
    a = p.let(f"np.array({p.nested((n,), 'U')})")
    b = p.let(f"np.array({p.nested((n,), 'U')})")
    p.let(
        p.one(
            f"{a} == {b}", f"{a} < {b}", f"np.sort({a})", f"np.unique({a}, return_inverse=True)", f"np.concatenate([{a}, {b}])", f"np.char.upper({a})", f"np.char.add({a}, {b})",
            f"np.strings.str_len({a})", f"np.where({a} == 'a', {b}, {a})", f"{a}.astype('<U1')", f"{a}.astype(object)", f"np.isin({a}, ['a'])", f"{a}.tolist()", "np.full(2, 'abc')", f"str({a})",
            f"xr.DataArray({a}, dims='i').str.upper()", f"xr.DataArray({a}, dims='i').str.len()", f"xr.DataArray({a}, dims='i').shift(i=1)", f"xr.DataArray({a}, dims='i').where({b} == 'a')",
            f"xr.concat([xr.DataArray({a}, dims='i'), xr.DataArray({b}, dims='i')], 'i')", f"np.argsort({a}, kind='stable')", f"{a}.max()", f"np.array(['1', '22']).astype({p.dtype('iuf')!r})", f"{a} + {b}",
            f"np.array({p.nested((n,), 'i')}).astype(str)", f"np.array({p.nested((n,), 'f')}).astype(str)", f"np.array({p.nested((n,), 'b')}).astype(str)",
        )
    )  # fmt: skip
    p.end()


KINDS = {"creation": creation, "promotion": promotion, "casts": casts, "objects": objects, "text": text}
