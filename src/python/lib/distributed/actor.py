"""Actors: objects with state that live on a worker, and whose methods whoever has one can call."""

import threading

from _dasklet_missing import refuse
from dask._dasklet_crossing import copied

__all__ = ["Actor", "ActorFuture", "BaseActorFuture"]


class Actor:
    """What the result of ``client.submit(cls, ..., actor=True)`` is: methods give futures, other attributes their values.

    >>> counter = client.submit(Counter, actor=True).result()     # doctest: +SKIP
    >>> counter.increment().result()                              # doctest: +SKIP
    1
    """

    def __init__(self, cls, address, key, worker=None):
        refuse("Actor", "client.submit(cls, actor=True) makes one", worker=worker)
        self.key = key
        self._cls, self._address, self._instance, self._turn = cls, address, None, threading.RLock()

    def _holding(self, instance):
        self._instance = instance
        return self

    def __eq__(self, other):
        return isinstance(other, Actor) and (self._address, self.key) == (other._address, other.key)

    def __hash__(self):
        return hash((self._address, self.key))

    def __repr__(self):
        return f"<Actor: {self._cls.__name__}, key={self.key}>"

    def __dir__(self):
        return sorted({*dir(type(self)), *(name for name in dir(self._cls) if not name.startswith("_"))})

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        # Methods are found on the class, as in Dask, and so are attributes.
        if callable(getattr(self._cls, name, None)):
            return lambda *args, **kwargs: ActorFuture._of(self._turn, getattr(self._instance, name), args, kwargs)
        if not hasattr(self._cls, name):
            hint = "; a method of it gives what the object holds" if hasattr(self._instance, name) else ""
            raise AttributeError(f"type object {self._cls.__name__!r} has no attribute {name!r}{hint}")
        return copied(getattr(self._instance, name))

    @property
    def client(self):
        """A client of the cluster that has it."""
        from distributed.worker import get_client

        return get_client()


class BaseActorFuture:
    """The result of a call of an actor's method."""


class ActorFuture(BaseActorFuture):
    """The result of a call of an actor's method. It is there at once: calls run where they are made, one at a time."""

    @classmethod
    def _of(cls, turn, method, args, kwargs):
        self = cls()
        self._value = self._error = None
        with turn:
            try:
                args, kwargs = copied((args, kwargs))
                self._value = copied(method(*args, **kwargs))
            except Exception as error:
                self._error = error
        return self

    def result(self, timeout=None):
        """The result, or the method's exception."""
        if self._error is not None:
            raise self._error
        return self._value

    def done(self):
        """Whether it is there."""
        return True

    def __await__(self):
        yield from ()
        return self.result()

    def __repr__(self):
        return "<ActorFuture>"


class Maker:
    """A class to be called on a worker, so that what it makes becomes an actor there."""

    def __init__(self, cls):
        self._cls = cls
        self.__name__ = cls.__name__

    def __call__(self, *args, **kwargs):
        from distributed.worker import get_worker

        worker = get_worker()
        return Actor(self._cls, worker.address, worker.get_current_task())._holding(self._cls(*args, **kwargs))
