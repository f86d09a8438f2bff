"""Where chunks are kept: in memory, in a folder (in the page: its own storage), behind a URL."""

import os
import sys

import _dasklet_store as _core

from .errors import refuse

__all__ = ["LocalStore", "MemoryStore", "StorePath"]


class Store:
    """What keeps bytes under keys."""

    def __init__(self, place, read_only=False):
        self._place = place
        self.read_only = read_only or place.read_only

    def __str__(self):
        return self._place.storage

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, Store) and str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    supports_writes = supports_deletes = supports_listing = True

    def close(self):
        """Does nothing."""

    async def get(self, key, prototype=None, byte_range=None):
        """The bytes under a key."""
        refuse("get", prototype=prototype, byte_range=byte_range)
        return self._place.get(key)

    async def exists(self, key):
        """Whether there is something under a key."""
        return self._place.get(key) is not None


class MemoryStore(Store):
    """A store in memory."""

    def __init__(self, store_dict=None, *, read_only=False):
        super().__init__(_core.memory(str(id(self))), read_only)
        for key, value in (store_dict or {}).items():
            self._place.set(key, bytes(value))


class LocalStore(Store):
    """A store in a folder; in the page, in the page's own storage."""

    def __init__(self, root, *, read_only=False):
        self.root = os.fspath(root)
        super().__init__(_core.local(self.root), read_only)


class RemoteStore(Store):
    """A store behind a URL, or one of the lessons' data sets."""


class StorePath:
    """A path within a store."""

    # Where an address leads into a store: the part of the path that belongs to the address.
    _root = ""

    def __init__(self, store, path=""):
        self.store = store
        self.path = path

    @classmethod
    def _below(cls, store, path, root):
        made = cls(store, path)
        made._root = root
        return made

    @property
    def parents(self):
        """The paths of the groups that it lies in, from the root on."""
        n_root = len(self._root.split("/")) if self._root else 0
        parts = self.path.split("/") if self.path else []
        return ["/".join(parts[:depth]) for depth in range(n_root, len(parts))]

    @property
    def _place(self):
        return self.store._place.join(self.path)

    def __str__(self):
        return f"{self.store}/{self.path}" if self.path else str(self.store)

    def __repr__(self):
        return f"StorePath({type(self.store).__name__}, {str(self)!r})"

    def __truediv__(self, other):
        return StorePath._below(self.store, f"{self.path}/{other}".strip("/"), self._root)


# Dicts given as stores, with the stores made for them, as long as somebody else has the dict.
_dicts = []


def store_path(store, path=None, read_only=False):
    """The place that a store, an address or a path means."""
    path, root = (path or "").strip("/"), ""
    if isinstance(store, StorePath):
        return store / path if path else store
    if hasattr(store, "store_path"):
        return store.store_path / path if path else store.store_path
    if store is None:
        store = MemoryStore()
    elif isinstance(store, dict):
        store = _store_of(store)
    elif isinstance(store, (str, os.PathLike)) or hasattr(store, "__fspath__"):
        address = os.fspath(store)
        place = _core.locate(address)
        kind = MemoryStore if address.startswith("memory://") else RemoteStore if "://" in address else LocalStore
        # The address may lead into a store.
        root = place.prefix.strip("/")
        path = f"{root}/{path}".strip("/")
        store = object.__new__(kind)
        Store.__init__(store, place.root(), read_only)
    elif not isinstance(store, Store):
        raise TypeError(
            f"Unsupported type for store_like: '{type(store).__name__}'; a path, a URL, a MemoryStore or a LocalStore is needed"
        )
    return StorePath._below(store, path, root)


def _store_of(values):
    for known, store in _dicts:
        if known is values:
            return store
    _dicts[:] = [entry for entry in _dicts if _owners(entry) > _OWNERS_MIN]
    store = MemoryStore(values)
    _dicts.append((values, store))
    return store


def _owners(entry):
    """By how many the dict of an entry is held, this function among them. A dict takes no weak references."""
    return sys.getrefcount(entry[0])


_OWNERS_MIN = _owners(({}, None))


def __getattr__(name):
    from _dasklet_missing import missing, unsupported

    if name in ("FsspecStore", "ObjectStore", "ZipStore", "LoggingStore", "WrapperStore"):
        raise unsupported(
            f"zarr.storage.{name}",
            "zarr.open(url) opens stores behind https:// addresses, MemoryStore and LocalStore the others",
        )
    raise missing("zarr.storage", name, __all__)
