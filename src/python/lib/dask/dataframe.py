"""Tables are not here."""

raise ImportError("dask.dataframe needs pandas, which is not here; dask.array has the same ideas for arrays, and dask.delayed for anything")
