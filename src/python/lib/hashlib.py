"""Hash functions: md5, sha1, sha224, sha256, sha384 and sha512."""

from _dasklet_digest import digest as _digest

_SIZES = {"md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128)}

algorithms_guaranteed = algorithms_available = set(_SIZES)


class _Hash:
    def __init__(self, name, data=b""):
        self.name = name
        self.digest_size, self.block_size = _SIZES[name]
        self._data = bytearray(data)

    def update(self, data):
        self._data += data

    def digest(self):
        return bytes(_digest(self.name, bytes(self._data)))

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return _Hash(self.name, self._data)

    def __repr__(self):
        return f"<{self.name} hash object>"


def new(name, data=b"", *, usedforsecurity=True):
    name = name.lower()
    if name not in _SIZES:
        raise ValueError(f"unsupported hash type {name}; there are {', '.join(sorted(_SIZES))}")
    return _Hash(name, data)


def _constructor(name):
    def construct(data=b"", *, usedforsecurity=True):
        return _Hash(name, data)

    construct.__name__ = construct.__qualname__ = name
    return construct


for _name in _SIZES:
    globals()[_name] = _constructor(_name)
del _name
