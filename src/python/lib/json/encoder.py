"""Python's objects as JSON text.

Differs from Python's own: methods instead of functions that call each other through a scope, which would stay behind after each call;
the text is made at once, also for ``iterencode``.
"""

import re

_ESCAPED = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\x00-\x1f\\"]')
_SPECIAL_OR_NO_ASCII = re.compile(r'[\\"]|[^\ -~]')
_INFINITY = float("inf")


def _escaped(match):
    character = match[0]
    if character in _ESCAPED:
        return _ESCAPED[character]
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    # Two halves, as in UTF-16.
    code -= 0x10000
    return f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}"


def encode_basestring(s):
    """A text in quotes."""
    return f'"{_SPECIAL.sub(_escaped, s)}"'


def encode_basestring_ascii(s):
    """A text in quotes, in ASCII only."""
    return f'"{_SPECIAL_OR_NO_ASCII.sub(_escaped, s)}"'


class JSONEncoder:
    """Makes text of dicts, lists, tuples, text, numbers, booleans and ``None``; ``default`` says what other objects are.

    :param skipkeys: leave out items whose keys are no text or number, instead of raising ``TypeError``
    :param ensure_ascii: escape what is not ASCII
    :param check_circular: raise ``ValueError`` for what contains itself
    :param allow_nan: write ``NaN`` and ``Infinity``, which JSON does not know, instead of raising ``ValueError``
    :param sort_keys: sort dicts by their keys
    :param indent: spaces (or the text) before each level, which then has lines of its own
    :param separators: between items, and between a key and its value
    :param default: called with an object of another type; gives one that can be written
    """

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What to write for an object of another type; raises ``TypeError``."""
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")

    def encode(self, o):
        """The text."""
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        """The text in parts."""
        writer = _Writer(self)
        writer.write(o, 0)
        return iter(writer.parts)


class _Writer:
    """One text in the making."""

    def __init__(self, encoder):
        self.parts = []
        self._encoder = encoder
        self._quoted = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        indent = encoder.indent
        self._indent = indent if indent is None or isinstance(indent, str) else " " * indent
        # What is being written, by its id; None if nobody asked.
        self._open = {} if encoder.check_circular else None

    def write(self, o, level):
        """An object; what it contains begins a ``level`` of indents further right."""
        simple = self._simple(o)
        if simple is not None:
            self.parts.append(simple)
            return
        if self._open is not None:
            if id(o) in self._open:
                raise ValueError("Circular reference detected")
            self._open[id(o)] = o
        if isinstance(o, (list, tuple)):
            self._write_list(o, level)
        elif isinstance(o, dict):
            self._write_dict(o, level)
        else:
            self._write_part(self._encoder.default(o), level, o, "object")
        if self._open is not None:
            del self._open[id(o)]

    def _simple(self, o):
        """The text of what contains nothing, else ``None``."""
        if isinstance(o, str):
            return self._quoted(o)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        # Subclasses, such as enums, are the numbers that they stand for.
        if isinstance(o, int):
            return int.__repr__(o)
        return self._float(o) if isinstance(o, float) else None

    def _float(self, o):
        if o == o and abs(o) != _INFINITY:
            return float.__repr__(o)
        if not self._encoder.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {o!r}")
        return "NaN" if o != o else "Infinity" if o > 0 else "-Infinity"

    def _key(self, key):
        """The text of a dict's key; ``None`` for one to be left out."""
        if isinstance(key, str):
            return self._quoted(key)
        if key is None or isinstance(key, (int, float)):
            return f'"{self._simple(key)}"'
        if self._encoder.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")

    def _write_list(self, items, level):
        gap = "["
        for at, item in enumerate(items):
            self.parts.append(gap + self._line(level + 1))
            self._write_part(item, level + 1, items, f"item {at}")
            gap = self._encoder.item_separator
        self.parts.append("[]" if gap == "[" else self._line(level) + "]")

    def _write_dict(self, items, level):
        gap = "{"
        for key, value in sorted(items.items()) if self._encoder.sort_keys else items.items():
            text = self._key(key)
            if text is not None:
                self.parts.append(gap + self._line(level + 1) + text + self._encoder.key_separator)
                self._write_part(value, level + 1, items, f"item {key!r}")
                gap = self._encoder.item_separator
        self.parts.append("{}" if gap == "{" else self._line(level) + "}")

    def _line(self, level):
        """The beginning of a line."""
        return "" if self._indent is None else "\n" + self._indent * level

    def _write_part(self, part, level, whole, place):
        try:
            self.write(part, level)
        except Exception as error:
            error.add_note(f"when serializing {type(whole).__name__} {place}")
            raise
