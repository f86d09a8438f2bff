"""What goes wrong with futures and clients."""

from concurrent.futures import CancelledError


class FutureCancelledError(CancelledError):
    """The result of a future that was cancelled, or whose data is lost."""

    def __init__(self, key, reason, msg=None):
        super().__init__(key, reason, msg)
        self.key = key
        self.reason = reason or "unknown"
        self.msg = msg

    def __str__(self):
        result = f"{self.key} cancelled for reason: {self.reason}."
        if self.msg:
            result += f"\n{self.msg}"
        return result


class FuturesCancelledError(CancelledError):
    """Several results that were cancelled."""


class ClosedClientError(RuntimeError):
    """A client was used after it was closed."""


class WorkerStartTimeoutError(TimeoutError):
    """Not all workers came in time."""
