"""Bags are not here."""

raise ImportError("dask.bag is not here; use client.map(f, items), or [dask.delayed(f)(x) for x in items] and dask.compute")
