"""There are no processes in a browser: ``processes`` runs on threads, with the same results."""

from dask.threaded import get

__all__ = ["get"]
