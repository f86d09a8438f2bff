"""Formatting exceptions, in the way in which cells show them."""

import sys

import _dasklet

__all__ = [
    "extract_tb",
    "format_exc",
    "format_exception",
    "format_exception_only",
    "format_list",
    "format_tb",
    "print_exc",
    "print_exception",
    "print_tb",
    "walk_tb",
]

_missing = object()


class FrameSummary:
    """Where a frame of a traceback stands."""

    def __init__(self, filename, lineno, name, line=None):
        self.filename, self.lineno, self.name = filename, lineno, name
        self._line = line

    @property
    def line(self):
        if self._line is None:
            lines = (_dasklet.source_of(self.filename) or "").splitlines()
            self._line = lines[self.lineno - 1].strip() if 0 < self.lineno <= len(lines) else ""
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    def format(self):
        return format_list(self)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    frames = [FrameSummary(f.f_code.co_filename, line, f.f_code.co_name) for f, line in walk_tb(tb)]
    return StackSummary(frames if limit is None else frames[:limit] if limit >= 0 else frames[limit:])


def format_list(extracted_list):
    text = []
    for filename, lineno, name, line in extracted_list:
        text.append(f'  File "{filename}", line {lineno}, in {name}\n' + (f"    {line}\n" if line else ""))
    return text


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=file or sys.stderr)


def _exception(exc, value):
    if value is not _missing:
        return value
    return exc


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    exception = _exception(exc, value)
    if exception is None:
        return ["NoneType: None\n"]
    return [line + "\n" for line in _dasklet.format_exception(exception)]


def format_exception_only(exc, /, value=_missing, *, show_group=False):
    exception = _exception(exc, value)
    return [line + "\n" for line in _dasklet.format_exception(exception, True)]


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    print("".join(format_exception(exc, value, tb)), end="", file=file or sys.stderr)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception()))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), file=file)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, file=file)
