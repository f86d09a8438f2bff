"""Coroutine functions as tasks: a worker runs them to their end, and their result is what they return."""

import asyncio
import functools

import _dask

__all__ = ["Awaited", "is_coroutine_function"]


class Awaited:
    """A coroutine function as a plain one: on a cluster's worker it gives what the coroutine returns, elsewhere the coroutine."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self._function = function

    @classmethod
    def of(cls, function):
        """``function`` itself if it is a plain one."""
        return cls(function) if is_coroutine_function(function) else function

    def __call__(self, *args, **kwargs):
        coroutine = self._function(*args, **kwargs)
        task = _dask.current_task()
        return asyncio.run(coroutine) if task is not None and task["cluster"].kind != "threaded" else coroutine

    def __dask_tokenize__(self):
        return self._function


def is_coroutine_function(function):
    """Whether a call of it gives a coroutine; partials are looked through."""
    while isinstance(function, functools.partial):
        function = function.func
    return asyncio.iscoroutinefunction(function)
