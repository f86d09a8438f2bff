"""What `print`, `str`, `repr` and `format` show."""

FORMATS = ["", ".2f", ".3e", "g", "8.1f", "d", ">10", "05.1f", ",.2f", "+.1f", "%", ".3g"]


def number(p):
    return p.one(
        str(p.between(-1000, 1000)), f"{p.between(-9999, 9999) / p.one(1, 7, 100, 1000)}", f"{p.random.random() * 10 ** p.between(-12, 20)!r}", "np.nan", "np.inf", "-np.inf", "0.1", "1e16", "1e-5", "123456789.0", "11 / 3", "-0.0", "1e20", "100000.0"
    )  # fmt: skip


def printing(p):
    kind = p.one("float", "float", "int", "bool", "f4", "text", "dates", "mixed", "object")
    shape = p.one((), (), (), (1,), (3,), (2, 3), (0,), (2, 2, 2), (30,), (1200,), (40, 30))
    count = 1
    for length in shape:
        count *= length
    if kind in ("float", "f4"):
        values = f"[{', '.join(number(p) for _ in range(min(count, 12)))}]" if count else "[]"
    elif kind == "mixed":
        values = f"[{', '.join(p.one('1e-9', '2.0', '3e8', '0.333333333') for _ in range(min(count, 12)))}]"
    else:
        values = p.nested((min(count, 12),), {"int": "i", "bool": "b", "text": "U", "dates": "M", "object": "O"}[kind])
    dtype = {
        "float": "",
        "f4": ", dtype='float32'",
        "dates": f", dtype='datetime64[{p.one('D', 's', 'ns')}]'",
        "object": ", dtype=object",
    }.get(kind, "")
    a = p.let(
        f"np.array(({values} * {count // 12 + 1})[:{count}]{dtype}).reshape({shape})"
        if count > 12
        else f"np.array({values}{dtype}).reshape({shape})"
    )
    what = a
    if p.flip(0.25) and kind in ("float", "int", "f4", "mixed"):
        what = p.let(
            p.one(
                f"{a}.mean()",
                f"{a}.sum()",
                f"{a}.max() if {a}.size else 0",
                f"da.from_array({a}, chunks=2).sum().compute()",
                f"xr.DataArray({a}).mean()",
                f"{a}[...]",
                f"{a} / 3",
            )
        )
    if p.flip(0.2):
        dims = tuple("xyz"[: len(shape)])
        what = p.let(f"xr.DataArray({a}, dims={dims}, name={p.one('None', repr('v'))}, attrs={p.one('{}', {'units': 'm'})})")
    if what and p.flip(0.15) and kind not in ("object",):
        what = p.let(f"xr.Dataset({{'v': ({tuple('xyz'[: len(shape)])}, {a})}})")
    p.let(
        p.one(
            f"str({what})", f"repr({what})", f"str({what})", f"f'{{{what}}}'", f"f'{{{what}:{p.one(*FORMATS)}}}'", f"format({what}, '')", f"'%s' % ({what},)", f"'%.3f' % {what}", f"'{{:.2f}}'.format({what})", f"str([{what}])",
            f"np.array2string({a}, precision={p.between(1, 4)})", f"np.array2string({a}, separator=', ')", f"np.array_repr({a})", f"str({a}.tolist())", f"str({a}.dtype)", f"str(({what}, 1))", f"repr({a}.ravel()[0])", f"str({a}.ravel()[0])",
            f"np.format_float_positional({number(p)}, precision=3)", f"f'{{{what}!r}}'", f"str(da.from_array({a}, chunks=2))", f"str({a}.shape)", f"float({what}) if np.ndim({what}) == 0 else 0", f"str(round({number(p)}, 2))",
        )
    )  # fmt: skip
    p.end()


def options(p):
    """Printing under options."""
    values = p.nested((p.between(1, 8),), "f")
    a = p.let(f"np.array({values}) {p.one('', '* 1000.5', '/ 7', '* 1e-6')}")
    choice = p.one(
        "precision=3",
        "suppress=True",
        "linewidth=40",
        "threshold=5, edgeitems=2",
        "precision=2, suppress=True",
        "floatmode='fixed'",
        "sign='+'",
        "nanstr='-'",
    )
    p.do(f"with np.printoptions({choice}): t = str({a}) + repr({a})")
    p.end("t" if "t" in p.names else a)


KINDS = {"printing": printing, "print_options": options}
