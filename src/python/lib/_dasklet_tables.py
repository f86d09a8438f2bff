"""Small tables with named columns: what catalogues and GeoJSON files are read into. They look like pandas' tables, and have some of their methods."""

import re
from html import escape

import numpy as np
from _dasklet_missing import distance

_ROWS_MAX, _ROWS_SHOWN, _COLUMN_WIDTH, _LINE_WIDTH = 60, 5, 50, 80


def text_of(value):
    if isinstance(value, float):
        return (
            "NaN"
            if value != value
            else f"{value:.6f}".rstrip("0").ljust(len(f"{value:.0f}") + 2, "0")
            if abs(value) < 1e16
            else repr(value)
        )
    if isinstance(value, (list, tuple)):
        return str(value)
    return str(value)


def _cut(text):
    return text if len(text) <= _COLUMN_WIDTH else text[: _COLUMN_WIDTH - 4] + "..."


def _shown(length):
    """Which rows are shown; None stands for those that are not."""
    if length <= _ROWS_MAX:
        return list(range(length))
    return [*range(_ROWS_SHOWN), None, *range(length - _ROWS_SHOWN, length)]


def _instead(kind, name, known, obj):
    known = [one for one in known if isinstance(one, str) and not one.startswith("_")]
    near = min(known, key=lambda one: distance(name, one), default="len")
    return AttributeError(
        f"{kind!r} object has no attribute {name!r} here, where tables are small; near it there is {near!r}", name=name, obj=None
    )


class Column:
    """The values of a column, with the labels of their rows."""

    _kind = "Series"

    def __init__(self, values, index, name=None):
        self._values, self._index, self.name = list(values), list(index), name

    values = property(lambda self: np.array(self._values, dtype=object) if not _numeric(self._values) else np.array(self._values))
    index = property(lambda self: list(self._index))
    size = property(lambda self: len(self._values))
    shape = property(lambda self: (len(self._values),))
    dtype = property(lambda self: self.values.dtype if _numeric(self._values) else np.dtype("object"))
    iloc = property(lambda self: _Positions(self))  # noqa: PLW0108

    def _taken(self, rows):
        return type(self)([self._values[row] for row in rows], [self._index[row] for row in rows], self.name)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return self._taken(range(len(self))[key])
        if key in self._index:
            return self._values[self._index.index(key)]
        raise KeyError(key)

    def tolist(self):
        """A plain list."""
        return list(self._values)

    to_list = tolist

    def __array__(self, dtype=None, copy=None):
        return self.values

    def unique(self):
        """The different values, in order of appearance."""
        return Column(dict.fromkeys(self._values), [], self.name).values

    def nunique(self):
        """How many different values there are."""
        return len(set(self._values))

    def apply(self, func, *, args=(), **kwargs):
        """A function of each value."""
        return Column([func(value, *args, **kwargs) for value in self._values], self._index, self.name)

    map = apply

    def isin(self, values):
        """Where values are among these."""
        known = set(values)
        return self._mask(lambda value: value in known)

    def _mask(self, test):
        return Column([test(value) for value in self._values], self._index, self.name)

    def __eq__(self, other):
        return self._mask(lambda value: value == other)

    def __ne__(self, other):
        return self._mask(lambda value: value != other)

    def __lt__(self, other):
        return self._mask(lambda value: value < other)

    def __gt__(self, other):
        return self._mask(lambda value: value > other)

    def __and__(self, other):
        return Column([one and two for one, two in zip(self, other)], self._index)

    def __or__(self, other):
        return Column([one or two for one, two in zip(self, other)], self._index)

    def __invert__(self):
        return self._mask(lambda value: not value)

    __hash__ = None

    def contains(self, pattern):
        """Where a regular expression is found in text."""
        return self._mask(lambda value: re.search(pattern, str(value)) is not None)

    def __repr__(self):
        rows = _shown(len(self))
        labels = ["..." if row is None else str(self._index[row]) for row in rows]
        texts = ["" if row is None else _cut(self._shown(self._values[row])) for row in rows]
        left, right = (max(map(len, column), default=0) for column in (labels, texts))
        lines = [f"{label.ljust(left)}    {text.rjust(right)}".rstrip() for label, text in zip(labels, texts)]
        length = f", Length: {len(self)}" if None in rows else ""
        name = f"Name: {self.name}{length}, " if self.name is not None else ""
        return "\n".join([*lines, f"{name}dtype: {self._dtype_text()}"])

    def _dtype_text(self):
        return str(self.dtype)

    _shown = staticmethod(text_of)

    def __getattr__(self, name):
        raise _instead(self._kind, name, dir(type(self)), self)


def _numeric(values):
    return bool(values) and all(isinstance(value, (int, float)) for value in values)


class Table:
    """Columns of equal length, by name."""

    _kind = "DataFrame"

    def __init__(self, columns, index=None):
        self._columns = {name: list(values) for name, values in columns.items()}
        length = len(next(iter(self._columns.values()), ()))
        self._index = list(range(length)) if index is None else list(index)

    def _column(self, name):
        return Column(self._columns[name], self._index, name)

    def _like(self, columns, index):
        return type(self)(columns, index)

    def _taken(self, rows):
        rows = list(rows)
        return self._like(
            {name: [values[row] for row in rows] for name, values in self._columns.items()}, [self._index[row] for row in rows]
        )

    columns = property(lambda self: list(self._columns))
    index = property(lambda self: list(self._index))
    shape = property(lambda self: (len(self), len(self._columns)))
    empty = property(lambda self: not self._index)
    iloc = property(lambda self: _Positions(self))  # noqa: PLW0108
    values = property(lambda self: np.array([list(row) for row in zip(*self._columns.values())], dtype=object))

    def __len__(self):
        return len(self._index)

    def __iter__(self):
        return iter(self._columns)

    def __contains__(self, name):
        return name in self._columns

    def keys(self):
        return self.columns

    def __getitem__(self, key):
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(f"{key}; the columns are {', '.join(self._columns)}")
            return self._column(key)
        if isinstance(key, slice):
            return self._taken(range(len(self))[key])
        key = list(key)
        if key and isinstance(key[0], str):
            return self._like({name: self[name].tolist() for name in key}, self._index)
        if len(key) != len(self):
            raise ValueError(f"Item wrong length {len(key)} instead of {len(self)}.")
        return self._taken(row for row, wanted in enumerate(key) if wanted)

    def head(self, n=5):
        """The first rows."""
        return self[:n]

    def tail(self, n=5):
        """The last rows."""
        return self[max(len(self) - n, 0) :]

    def iterrows(self):
        """Label and row, one by one."""
        return ((label, self.iloc[at]) for at, label in enumerate(self._index))

    def nunique(self):
        """How many different values each column has; missing ones do not count."""
        return Column([len(values) for values in self._different()], self._columns)

    def unique(self):
        """The different values of each column; missing ones do not count."""
        return Column(self._different(), self._columns)

    def _different(self):
        return [list(dict.fromkeys(value for value in values if value == value)) for values in self._columns.values()]

    def sort_values(self, by, *, ascending=True):
        """The rows in the order of columns."""
        names = [by] if isinstance(by, str) else list(by)
        rows = sorted(range(len(self)), key=lambda row: tuple(self._columns[name][row] for name in names), reverse=not ascending)
        return self._taken(rows)

    def query(self, expr):
        """The rows where a condition holds: `"table_id == 'Amon' & variable_id == 'tas'"`."""
        code = compile(re.sub(r"\s*&\s*", " and ", re.sub(r"\s*\|\s*", " or ", expr)).strip(), "<query>", "eval")
        rows = enumerate(self.to_dict("records"))
        return self._taken(at for at, row in rows if eval(code, {"__builtins__": {}}, row))

    def to_dict(self, orient="dict"):
        """As plain Python: by column, or with `"records"` or `"list"`."""
        if orient == "list":
            return {name: list(values) for name, values in self._columns.items()}
        if orient == "records":
            return [dict(zip(self._columns, row)) for row in zip(*self._columns.values())]
        return {name: dict(zip(self._index, values)) for name, values in self._columns.items()}

    def _cells(self):
        """The labels of the rows that are shown, and their texts by column."""
        rows = _shown(len(self))
        labels = ["..." if row is None else str(self._index[row]) for row in rows]
        return labels, {
            name: ["..." if row is None else _cut(self._shown(values[row])) for row in rows] for name, values in self._columns.items()
        }

    _shown = staticmethod(text_of)

    def _size(self):
        return f"[{len(self)} rows x {len(self._columns)} columns]"

    def __repr__(self):
        labels, cells = self._cells()
        if not self._index:
            return f"Empty {self._kind}\nColumns: [{', '.join(self._columns)}]\nIndex: []"
        left = max(map(len, labels))
        blocks, width = [[]], left
        for name, texts in cells.items():
            own = max(len(text) for text in (str(name), *texts))
            if width + own + 2 > _LINE_WIDTH - 2 and blocks[-1]:
                blocks.append([])
                width = left
            blocks[-1].append([text.rjust(own) for text in (str(name), *texts)])
            width += own + 2
        parts = []
        for at, block in enumerate(blocks):
            mark = ["  \\"] + ["   "] * len(labels) if at < len(blocks) - 1 else [""] * (len(labels) + 1)
            rows = zip(["", *labels], *block)
            parts.append("\n".join(f"{row[0].ljust(left)}  {'  '.join(row[1:])}{end}" for row, end in zip(rows, mark)))
        text = "\n\n".join(parts)
        return f"{text}\n\n{self._size()}" if len(self) > _ROWS_MAX else text

    def _repr_html_(self):
        labels, cells = self._cells()
        head = "".join(f"<th>{escape(str(name))}</th>" for name in ("", *cells))
        rows = "".join(
            f"<tr><th>{escape(row[0])}</th>{''.join(f'<td>{escape(text)}</td>' for text in row[1:])}</tr>"
            for row in zip(labels, *cells.values())
        )
        size = f"<p>{self._size()[1:-1].replace(' x ', ' × ')}</p>" if len(self) > _ROWS_MAX else ""
        return f'<div><table border="1" class="dataframe"><thead><tr style="text-align: right;">{head}</tr></thead><tbody>{rows}</tbody></table>{size}</div>'

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._columns:
            return self[name]
        raise _instead(self._kind, name, [*dir(type(self)), *(() if name.startswith("_") else self._columns)], self)


class Row(Column):
    """One row: its values by column."""

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._index:
            return self[name]
        return Column.__getattr__(self, name)


class _Positions:
    """Rows by position."""

    def __init__(self, rows):
        self._rows = rows

    def __getitem__(self, key):
        rows = self._rows
        if isinstance(key, (list, np.ndarray)):
            return rows._taken(int(one) for one in key)
        if isinstance(key, slice):
            return rows._taken(range(len(rows))[key])
        if not -len(rows) <= key < len(rows):
            raise IndexError("single positional indexer is out-of-bounds")
        if isinstance(rows, Column):
            return rows._values[key]
        return Row([values[key] for values in rows._columns.values()], rows._columns, rows._index[key])
