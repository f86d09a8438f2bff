"""Of ``asyncio``: coroutines one after the other. There is no event loop: whoever awaits ``sleep`` waits."""

import inspect
import time

from _dasklet_missing import missing, unsupported

__all__ = ["gather", "iscoroutine", "iscoroutinefunction", "run", "sleep"]


def iscoroutine(obj):
    """Whether an object is what a coroutine function gives."""
    return inspect.iscoroutine(obj)


def iscoroutinefunction(func):
    """Whether a call of a function gives a coroutine."""
    return inspect.iscoroutinefunction(func)


class _Sleep:
    def __init__(self, seconds):
        self._seconds = seconds

    def __await__(self):
        yield self._seconds


async def sleep(delay, result=None):
    """Wait for ``delay`` seconds."""
    await _Sleep(delay)
    return result


async def gather(*coros_or_futures, return_exceptions=False):
    """The results of several awaitables, one after the other."""
    results = []
    for awaitable in coros_or_futures:
        try:
            results.append(await awaitable)
        except Exception as error:
            if not return_exceptions:
                raise
            results.append(error)
    return results


def run(main, *, debug=None):
    """Run a coroutine to its end and give what it returns. It may await futures, other coroutines, and ``sleep``."""
    if not inspect.iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    if debug:
        raise unsupported("asyncio.run(debug=True)", "leave it out: there is no event loop to watch")
    while True:
        try:
            seconds = main.send(None)
        except StopIteration as end:
            return end.value
        if not isinstance(seconds, (int, float)):
            main.close()
            raise unsupported(f"awaiting a {type(seconds).__name__}", "a coroutine may await futures, other coroutines and asyncio.sleep")
        time.sleep(seconds)


def __getattr__(name):
    raise missing("asyncio", name, __all__, "there is no event loop; client.submit, client.map and as_completed run things side by side")
