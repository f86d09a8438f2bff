"""Splitting Python text into tokens, as far as `inspect` needs it."""

import token as _token
from collections import namedtuple
from token import *  # noqa: F403

import _dasklet

__all__ = _token.__all__ + ["TokenError", "TokenInfo", "generate_tokens", "tokenize"]


class TokenError(Exception):
    pass


class TokenInfo(namedtuple("TokenInfo", "type string start end line")):
    """One token: its type, text, first and last position (line, column) and line."""

    @property
    def exact_type(self):
        return _token.EXACT_TOKEN_TYPES.get(self.string, self.type) if self.type == _token.OP else self.type


def generate_tokens(readline):
    """The tokens of the text whose lines `readline` gives."""
    for token in _tokens(readline):
        if token.type == _token.ERRORTOKEN:
            raise TokenError(token.string, token.start)
        yield token


def _tokens(readline):
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
        yield TokenInfo(getattr(_token, kind), text, start, end, line)


def tokenize(readline):
    """The tokens of the UTF-8 text whose lines of bytes `readline` gives; the first one names the encoding."""
    yield TokenInfo(_token.ENCODING, "utf-8", (0, 0), (0, 0), "")
    for token in _tokens(lambda: readline().decode()):
        # Signatures of built-in functions have a `$` before what is bound.
        yield token._replace(type=_token.OP) if token.string == "$" else token


def detect_encoding(readline):
    return "utf-8", []


def open(filename):
    raise FileNotFoundError(2, "there is no file system here", filename)
