"""Tasks that wait for others without needing their results are not here."""

raise ImportError(
    "dask.graph_manipulation is not here; to let g(x) wait for f(x), give it the result too: delayed(lambda x, _: g(x))(x, delayed(f)(x))"
)
