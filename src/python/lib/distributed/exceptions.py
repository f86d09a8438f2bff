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
    """Several results that were cancelled: pairs of key and reason."""

    def __str__(self):
        keys, reasons = zip(*self.args[0])
        n = f"{len(keys)} Future{'s' if len(keys) > 1 else ''}"
        return f"{n} cancelled:\nReasons:\n" + "\n".join(f"{key} cancelled for reason: {reason}." for key, reason in zip(keys, reasons))


class ClosedClientError(RuntimeError):
    """A client was used after it was closed."""


class WorkerStartTimeoutError(TimeoutError):
    """Not all workers came in time."""
