"""What `inspect` needs to know of code objects; bytecode itself is not shown here."""

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
}


def findlinestarts(code):
    """The (offset, line) pairs at which lines begin."""
    last = None
    for start, _, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def __getattr__(name):
    raise AttributeError(f"module 'dis' has no attribute {name!r} here: bytecode is not shown; there is findlinestarts")
