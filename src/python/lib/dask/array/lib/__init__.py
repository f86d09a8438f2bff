"""Parts of dask.array that have a module of their own."""

from dask.array.lib import stride_tricks
