"""What is known of an array's memory: whether its elements may be assigned, and whether it shows another's."""


def read_only(array):
    """A view of an array whose elements cannot be assigned."""
    shown = array[...]
    shown.flags.writeable = False
    return shown


def check_output(out):
    """An error if `out=` cannot be written to."""
    if not out.flags.writeable:
        raise ValueError("output array is read-only")


class flagsobj:
    """An array's `flags`, by name or by key: `x.flags.writeable`, `x.flags["WRITEABLE"]`."""

    def __init__(self, array):
        object.__setattr__(self, "_array", array)

    @property
    def writeable(self):
        return self._array._writable

    @writeable.setter
    def writeable(self, value):
        if value and self._array._is_view and not self._array._writable:
            raise ValueError("cannot set WRITEABLE flag to True of this array")
        self._array._writable = bool(value)

    @property
    def owndata(self):
        return not self._array._is_view

    def __getattr__(self, name):
        raise AttributeError(f"flags here are writeable and owndata; how elements lie in memory ({name!r}) is not known to Python")

    def __setattr__(self, name, value):
        if name != "writeable":
            raise AttributeError(f"attribute {name!r} of 'numpy._core.multiarray.flagsobj' objects is not writable")
        object.__setattr__(self, name, value)

    def _named(self, key):
        name = {"WRITEABLE": "writeable", "W": "writeable", "OWNDATA": "owndata", "O": "owndata"}.get(key)
        if name is None:
            raise KeyError(f"Unknown flag {key!r}; known here are 'WRITEABLE' and 'OWNDATA'")
        return name

    def __getitem__(self, key):
        return getattr(self, self._named(key))

    def __setitem__(self, key, value):
        setattr(self, self._named(key), value)

    def __repr__(self):
        return f"  OWNDATA : {self.owndata}\n  WRITEABLE : {self.writeable}\n"
