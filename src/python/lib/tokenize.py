"""Splitting Python text into tokens, as far as `inspect.getsource` needs it."""

from collections import namedtuple
from token import *
import token as _token

import _dasklet

__all__ = _token.__all__ + ["TokenError", "TokenInfo", "generate_tokens"]


class TokenError(Exception):
    pass


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    """One token: its type, text, first and last position (line, column) and line."""

    @property
    def exact_type(self):
        return _token.EXACT_TOKEN_TYPES.get(self.string, self.type) if self.type == _token.OP else self.type


def generate_tokens(readline):
    """The tokens of the text whose lines `readline` gives."""
    lines = []
    while True:
        try:
            line = readline()
        except StopIteration:
            break
        if not line:
            break
        lines.append(line)
    for kind, text, start, end in _dasklet.tokens("".join(lines)):
        line = lines[start[0] - 1] if start[0] <= len(lines) else ""
        if kind == "ERRORTOKEN":
            raise TokenError(text, start)
        yield TokenInfo(getattr(_token, kind), text, start, end, line)


def detect_encoding(readline):
    return "utf-8", []


def open(filename):
    raise FileNotFoundError(2, "there is no file system here", filename)
