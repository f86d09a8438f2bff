"""Where axes stand in a figure: cells of a grid."""

from .artist import Upward


class GridSpec:
    """Rows and columns; `gs[0, :]` is a part of it."""

    figure = Upward()

    def __init__(
        self,
        nrows,
        ncols,
        figure=None,
        left=None,
        bottom=None,
        right=None,
        top=None,
        wspace=None,
        hspace=None,
        width_ratios=None,
        height_ratios=None,
    ):
        if nrows < 1 or ncols < 1:
            raise ValueError(f"Number of rows and columns must be positive integers, not {nrows!r} and {ncols!r}")
        for what, ratios, count in (("widths", width_ratios, ncols), ("heights", height_ratios, nrows)):
            if ratios is not None and len(ratios) != count:
                raise ValueError(
                    f"Expected the given number of {what[:-1]} ratios to match the number of {'columns' if what == 'widths' else 'rows'} of the grid"
                )
        self.nrows, self.ncols, self.figure = nrows, ncols, figure
        self._given = {"left": left, "bottom": bottom, "right": right, "top": top, "wspace": wspace, "hspace": hspace}
        self.width_ratios, self.height_ratios = width_ratios or [1] * ncols, height_ratios or [1] * nrows

    def update(self, **kwargs):
        self._given.update(kwargs)

    def get_geometry(self):
        return self.nrows, self.ncols

    def __getitem__(self, key):
        row, column = (
            key
            if isinstance(key, tuple)
            else (
                divmod(key, self.ncols)
                if isinstance(key, int) and self.nrows > 1 and self.ncols > 1
                else ((key, slice(None)) if self.ncols == 1 else (slice(None), key))
            )
        )
        return SubplotSpec(self, _span(row, self.nrows), _span(column, self.ncols))

    def subplots(self, **kwargs):
        return self.figure._subplots_in(self, **kwargs)

    def edges(self, params):
        """Left and right of each column, top and bottom of each row, in shares of the figure counted from the left and from above."""
        params = {**params, **{name: value for name, value in self._given.items() if value is not None}}
        columns = _cells(params["right"] - params["left"], self.width_ratios, params["wspace"])
        rows = _cells(params["top"] - params["bottom"], self.height_ratios, params["hspace"])
        return (
            [(params["left"] + start, params["left"] + end) for start, end in columns],
            [(1 - params["top"] + start, 1 - params["top"] + end) for start, end in rows],
        )

    def __repr__(self):
        return f"GridSpec({self.nrows}, {self.ncols})"


def _span(key, count):
    if isinstance(key, slice):
        start, stop, _ = key.indices(count)
        return start, stop - 1
    if not -count <= key < count:
        raise IndexError(
            "GridSpec slice would result in no space allocated for subplot"
            if count == 0
            else f"index {key} is out of bounds for axis with size {count}"
        )
    return key % count, key % count


def _cells(total, ratios, space):
    count = len(ratios)
    cell = total / (count + space * (count - 1))
    scale = cell * count / sum(ratios)
    found, at = [], 0.0
    for ratio in ratios:
        found.append((at, at + ratio * scale))
        at += ratio * scale + space * cell
    return found


class SubplotSpec:
    """Some cells of a grid."""

    def __init__(self, gridspec, rows, columns):
        self._grid, self.rowspan, self.colspan = (
            gridspec,
            range(rows[0], rows[1] + 1),
            range(columns[0], columns[1] + 1),
        )

    def get_gridspec(self):
        return self._grid

    def is_first_col(self):
        return self.colspan.start == 0

    def is_last_row(self):
        return self.rowspan.stop == self._grid.nrows

    def is_first_row(self):
        return self.rowspan.start == 0

    def is_last_col(self):
        return self.colspan.stop == self._grid.ncols

    def rect(self, params):
        """Left, top, width, height in shares of the figure."""
        columns, rows = self._grid.edges(params)
        left, right = columns[self.colspan.start][0], columns[self.colspan.stop - 1][1]
        top, bottom = rows[self.rowspan.start][0], rows[self.rowspan.stop - 1][1]
        return left, top, right - left, bottom - top
