"""What ``concurrent.futures`` and Dask have in common: errors, and what to wait for.

There are no executors of its own: ``dask.distributed.Client`` runs functions in parallel.
"""

from _dasklet_missing import missing

__all__ = [
    "ALL_COMPLETED",
    "BrokenExecutor",
    "CancelledError",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "InvalidStateError",
    "TimeoutError",
]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

TimeoutError = TimeoutError  # noqa: PLW0127


class Error(Exception):
    """What goes wrong with futures."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The future is in a state that does not allow this."""


class BrokenExecutor(RuntimeError):
    """The executor can run nothing any more."""


_EXECUTORS = ("ThreadPoolExecutor", "ProcessPoolExecutor", "Executor", "Future", "wait", "as_completed")


def __getattr__(name):
    hint = "dask.distributed has Client().submit, map, wait and as_completed" if name in _EXECUTORS else None
    raise missing("concurrent.futures", name, __all__, hint)
