"""What is written to Zarr and read again."""

from kinds.labelled import dataset, make


def stores(p):
    store = p.let(p.one("zarr.storage.MemoryStore()", "{}") if p.flip(0.05) else "zarr.storage.MemoryStore()", "store")
    if p.flip(0.35):
        arrays(p, store)
    if p.flip(0.6):
        d = dataset(p)
    else:
        d = p.let(f"{make(p, kinds=p.one('iufb', 'U', 'M', 'f', 'O'), empty=0.05)}.to_dataset(name='v')", "d")
    extra = p.one("", "", "", ", mode='w'", ", zarr_format=2", ", zarr_format=3", ", consolidated=True", ", compute=True")
    group = p.one("", "", ", group='a'", ", group='a/b'", ", group='/'")
    encoding = p.one(
        "",
        "",
        f", encoding={{{p.one(*p.value(d).data_vars)!r}: {p.one({'dtype': 'int16', '_FillValue': -9}, {'dtype': 'float32'}, {'scale_factor': 0.5, 'dtype': 'int16', '_FillValue': -99})}}}",
    )
    p.do(f"{d}.to_zarr({store}{extra}{group}{encoding})")
    if p.flip(0.3):
        p.do(
            p.one(
                f"{d}.to_zarr({store}, mode='a'{group})",
                f"({d} * 2).to_zarr({store}, mode={p.one('w', 'a', 'r+', 'w-')!r}{group})",
                f"{d}.to_zarr({store}, append_dim='x'{group})",
                f"{d}.isel(x=slice(0, 1)).to_zarr({store}, region={{'x': slice(0, 1)}}{group})",
                f"{d}.rename({{{p.one(*p.value(d).data_vars)!r}: 'second'}}).to_zarr({store}, mode='a'{group})",
                f"{d}.to_zarr({store}, group='c', mode='a')",
            )
        )
    read = group if p.flip(0.85) else p.one("", ", group='a'", ", group='nope'")
    p.let(
        p.one(
            f"xr.open_zarr({store}{read})",
            f"xr.open_zarr({store}{read}).load()",
            f"xr.open_zarr({store}{read}, chunks={p.one('None', '{}', repr({'x': 1}))})",
            f"xr.open_dataset({store}, engine='zarr'{read})",
            f"xr.open_zarr({store}{read}, {p.one('decode_times=False', 'mask_and_scale=False', 'decode_cf=False')})",
            f"xr.open_zarr({store}{read}).sum()",
            f"xr.open_zarr({store}{read}).isel(x=0)",
            f"sorted(zarr.open_group({store}, mode='r').array_keys())",
            f"sorted(zarr.open_group({store}, mode='r').group_keys())",
            f"dict(zarr.open_group({store}, mode='r').attrs)",
            f"sorted(name for name, _ in zarr.open_group({store}, mode='r').members(max_depth=None))",
        ),
        "d",
    )
    p.end()


def arrays(p, store):
    shape = p.shape(p.one(1, 2), longest=7)
    text = p.array(shape, kinds="iufbM" if p.flip(0.2) else "iufb")
    a = p.let(p.lazy(text) if p.flip(0.4) else text)
    chunks = tuple(p.between(1, 4) for _ in shape)
    if hasattr(p.value(a), "dask"):
        p.do(
            p.one(
                f"{a}.to_zarr({store})",
                f"da.to_zarr({a}, {store}, component='c')",
                f"{a}.rechunk({chunks}).to_zarr({store}, overwrite=True)",
            )
        )
        p.end(
            p.one(
                f"da.from_zarr({store})",
                f"da.from_zarr({store}, component='c')",
                f"da.from_zarr({store}, chunks={chunks})",
                f"zarr.open_array({store}, mode='r')[...]",
                f"zarr.open_array({store}, mode='r').chunks",
            )
        )
    fill = p.one("", ", fill_value=7", ", fill_value=0")
    z = p.let(
        f"zarr.create_array({store}, shape={shape}, chunks={chunks}, dtype={a}.dtype{fill}{p.one('', ', zarr_format=2', ', name=' + repr('c'), ', compressors=None', f', shards={tuple(2 * c for c in chunks)}')})",
        "z",
    )
    z = z or p.let(f"zarr.array({a}, chunks={chunks})", "z")
    for _ in range(p.between(0, 2)):
        low = p.between(-shape[0], shape[0])
        p.do(
            p.one(
                f"{z}[...] = {a}",
                f"{z}[{low}:] = {p.number('i')}",
                f"{z}[{p.between(-shape[0], shape[0])}] = {p.one('1', '0', '300', 'np.nan')}",
                f"{z}[:] = {p.one('2', '-1')}",
                f"{z}.resize({tuple(n + p.between(-1, 2) for n in shape)})",
                f"{z}.append({a})",
                f"{z}.attrs['k'] = 1",
                f"{z}[::2] = 3",
                f"{z}.oindex[[0]] = 5",
            )
        )
    p.end(
        p.one(
            f"{z}[...]",
            f"{z}[{p.between(-3, 3)}]",
            f"{z}[{p.between(-3, 3)}:]",
            f"{z}[::2]",
            f"{z}.oindex[[0, -1]]",
            f"{z}[[0, 0]]",
            f"{z}.vindex[[0]]",
            f"{z}.shape",
            f"{z}.chunks",
            f"{z}.nchunks",
            f"str({z}.dtype)",
            f"da.from_zarr({z})",
            f"np.asarray({z})",
            f"{z}.fill_value",
            f"{z}.size",
            f"dict({z}.attrs)",
            f"{z}.cdata_shape",
            f"{z}.ndim",
            f"da.from_array({z})",
            f"{z}.blocks[0]",
            f"len({z})",
            f"{z}.nbytes",
        )
    )


KINDS = {"stores": stores}
