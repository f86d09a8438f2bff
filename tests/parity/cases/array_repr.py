x = da.ones((4, 6), chunks=(2, 3))

# --- cases

repr(x)

str(x)

repr(x + 1)

repr(x.sum())

repr(x.mean(axis=0))

repr(x.T)

repr(x[0])

repr(da.arange(10, chunks=3))

repr(da.from_array(np.arange(5), chunks=2))

repr(da.random.default_rng(0).random(5, chunks=2))

repr(da.random.random((365, 500, 500), chunks=(50, 100, 100)))

repr(da.random.random((365, 500, 500), chunks=(50, 100, 100)).mean(axis=0))

repr(x.rechunk(2))

repr(x[x > 0])

repr(x.astype("int8"))

repr(x > 1)

repr(da.where(x > 1, x, 0))

repr(x.reshape(24))

repr(x.std())

repr(da.stack([x, x]))

repr(da.concatenate([x, x]))

repr(x @ x.T)

repr(x.map_blocks(lambda b: b + 1))

repr(da.zeros((), chunks=()))

repr(np.sin(x))

str(x.dtype)

repr(x.dtype)

str(x.chunks)

f"{x.nbytes / 1e9:.2f} GB"

dask.utils.format_bytes(123456789)

dask.utils.format_bytes(1000)

dask.utils.format_bytes(2**40)

dask.utils.parse_bytes("10MB")

dask.utils.parse_bytes("1GiB")

dask.utils.format_time(0.0123)

dask.utils.format_time(75.3)

# The table of the HTML repr names bytes, shape, graph and data type.
html = x._repr_html_()
[text in html for text in ("192 B", "48 B", "(4, 6)", "(2, 3)", "4 chunks in 1 graph layer", "float64 numpy.ndarray", "<svg")]

html = da.random.random((365, 500, 500), chunks=(50, 100, 100)).mean(axis=0)._repr_html_()
[text in html for text in ("1.91 MiB", "78.12 kiB", "(500, 500)", "25 chunks in 4 graph layers")]

type(x).__name__

repr(x.dask).split("\n")[0]
