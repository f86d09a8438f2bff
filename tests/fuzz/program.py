"""A random program while it grows: lines of Python, and what their names hold on the real libraries."""

import pathlib
import random

PRELUDE = (pathlib.Path(__file__).parent / "prelude.py").read_text()
SHARED = {"__name__": "__main__"}


class Ended(Exception):
    """The program is complete: its last line gives the answer, or an error."""


class Program:
    """Lines and their values. Every choice is drawn from `seed`, so the same seed gives the same program."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        if "np" not in SHARED:
            exec(PRELUDE, SHARED)
        self.names = dict(SHARED)
        self.last = None

    # What is drawn.

    def one(self, *options):
        return self.random.choice(options)

    def flip(self, probability=0.5):
        return self.random.random() < probability

    def between(self, low, high):
        return self.random.randint(low, high)

    def some(self, options, least=1, most=None):
        """Some of the options, in any order."""
        options = list(options)
        count = self.between(min(least, len(options)), min(len(options), most or len(options)))
        return self.random.sample(options, count)

    # What is written.

    def let(self, text, stem="a"):
        """Names the value of an expression. One that raises ends the program now and then, and is forgotten otherwise: then None."""
        name = f"{stem}{sum(line.startswith(stem) for line in self.lines)}"
        return name if self.attempt(f"{name} = {text}", text, name) else None

    def do(self, statement):
        """A statement such as an assignment to parts of a value; whether it held."""
        return self.attempt(statement, statement, None)

    def attempt(self, line, text, name):
        try:
            exec(line, self.names)
        except Exception as error:
            if self.flip(0.12) and not isinstance(error, (SyntaxError, NameError)):
                self.lines.append(text)
                raise Ended from None
            return False
        self.lines.append(line)
        if name:
            self.last = name
        return True

    def value(self, name):
        return self.names[name]

    def end(self, text=None):
        self.lines.append(text or self.last or "None")
        raise Ended

    def text(self):
        return "\n".join(self.lines)

    # Literals.

    def shape(self, ndim=None, longest=5, empty=0.03):
        ndim = self.one(0, 1, 1, 1, 2, 2, 2, 3) if ndim is None else ndim
        return tuple(0 if self.flip(empty) else self.between(1, longest) for _ in range(ndim))

    def number(self, kind):
        if kind in "iu":
            return self.between(0 if kind == "u" else -5, 9)
        if kind == "f":
            return self.one(self.between(-5, 9), self.between(-40, 40) / 4, self.between(-40, 40) / 4, "np.nan" if self.flip(0.4) else 0.5)
        if kind == "c":
            return complex(self.between(-3, 3), self.between(-3, 3))
        if kind == "b":
            return self.flip()
        if kind == "U":
            return repr(self.one("a", "b", "cc", "", "x1", "Zoë"))
        if kind == "M":
            return f"'20{self.between(0, 2):02}-{self.between(1, 12):02}-{self.between(1, 28):02}'"
        if kind == "m":
            return self.between(-3, 50)
        return self.one("None", "np.nan", "'a'", "'b'", "'cc'", "True", "False", "1", "2.5")

    def nested(self, shape, kind):
        if not shape:
            return str(self.number(kind))
        return "[" + ", ".join(self.nested(shape[1:], kind) for _ in range(shape[0])) + "]"

    def dtype(self, kinds="iufb"):
        kind = self.one(*kinds)
        return self.one(*DTYPES[kind])

    def array(self, shape=None, dtype=None, kinds="iufb"):
        """Text of an array of NumPy."""
        shape = self.shape() if shape is None else shape
        dtype = dtype or self.dtype(kinds)
        kind = KIND_OF[dtype]
        if 0 in shape:
            return f"np.zeros({shape}, dtype={dtype!r})"
        if kind in "iuf" and len(shape) > 0 and self.flip(0.25):
            count = 1
            for length in shape:
                count *= length
            return f"np.arange({count}, dtype={dtype!r}).reshape({shape})"
        return f"np.array({self.nested(shape, kind)}, dtype={dtype!r})"

    def pieces(self, length):
        """The chunks of an axis."""
        if length <= 1 or self.flip(0.15):
            return (length,)
        if self.flip(0.6):
            size = self.between(1, length)
            return tuple(min(size, length - at) for at in range(0, length, size))
        found = []
        while sum(found) < length:
            found.append(self.between(1, length - sum(found)))
        return tuple(found)

    def chunks(self, shape):
        if self.flip(0.4):
            return str(self.between(1, 3))
        return str(tuple(self.pieces(length) for length in shape))

    def lazy(self, array):
        """Text of a dask array of the text of an array."""
        shape = self.names["np"].shape(eval(array, self.names))
        return f"da.from_array({array}, chunks={self.chunks(shape)})"

    def axis(self, ndim, several=True, none=True):
        if ndim == 0 or (none and self.flip(0.2)):
            return "None"
        if several and ndim > 1 and self.flip(0.25):
            return str(tuple(self.some(range(ndim), 2)))
        return str(self.between(-ndim, ndim - 1))


DTYPES = {
    "i": ["int64", "int64", "int32", "int16", "int8"],
    "u": ["uint8", "uint16", "uint32", "uint64"],
    "f": ["float64", "float64", "float32"],
    "h": ["float16"],
    "b": ["bool"],
    "c": ["complex128", "complex64"],
    "U": ["<U4"],
    "M": ["datetime64[D]", "datetime64[ns]", "datetime64[s]", "datetime64[us]"],
    "m": ["timedelta64[D]", "timedelta64[ns]", "timedelta64[h]"],
    "O": ["object"],
}
KIND_OF = {dtype: "f" if kind == "h" else kind for kind, dtypes in DTYPES.items() for dtype in dtypes}
