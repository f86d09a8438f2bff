"""Where the axes of a figure stand: in their grid, and tightened around their labels."""

from . import rcParams


class Layout:
    """Where the axes of a figure stand: in their grid, and tightened around their labels."""

    def _layout(self):
        """Give every axes its rectangle of pixels."""
        if self._tight:
            self.tight_layout()
        self._place(self._params)

    def _place(self, params):
        width, height = self._width, self._height
        for axes in self.axes:
            if axes._spec is not None:
                left, top, across, down = axes._spec.rect(params)
                axes._cell = axes._room = (left * width, top * height, across * width, down * height)
            elif axes._position is not None:
                left, bottom, across, down = axes._position
                axes._cell = axes._room = (left * width, (1 - bottom - down) * height, across * width, down * height)
        for axes in self.axes:
            if axes._claim is not None:
                axes._take_room()
        for axes in self.axes:
            axes._fit()

    def _tightened(self, pad, between_columns, between_rows):
        """The parameters with which nothing overlaps; room between is counted in font sizes."""
        width, height = self._width, self._height
        pad, between_columns, between_rows = (self._px(room * rcParams["font.size"]) for room in (pad, between_columns, between_rows))
        gridded = [axes for axes in self.axes if axes._spec is not None]
        if not gridded:
            return self._params
        grid = gridded[0]._spec.get_gridspec()
        bars = [axes for axes in self.axes if axes._claim is not None]
        over = []
        for axes in gridded:
            left, top, right, bottom = axes._outer()
            for bar in bars:
                # One that belongs to several stands beside the last of them.
                others = [other._cell[0] for other in bar._claim[0]]
                if axes in bar._claim[0] and axes._cell[0] == max(others):
                    more = bar._outer()
                    left, top, right, bottom = (
                        min(left, more[0]),
                        min(top, more[1]),
                        max(right, more[2]),
                        max(bottom, more[3]),
                    )
            cell = axes._cell
            over.append((axes._spec, cell[0] - left, cell[1] - top, right - cell[0] - cell[2], bottom - cell[1] - cell[3]))

        def most(at, chosen):
            return max((room[at] for room in over if chosen(room[0])), default=0.0)

        above = self._suptitle._size(self)[1] + pad if self._suptitle is not None else 0.0
        below = self._supxlabel._size(self)[1] + pad / 2 if self._supxlabel is not None else 0.0
        beside = self._supylabel._size(self)[0] + pad / 2 if self._supylabel is not None else 0.0
        left = most(1, lambda spec: spec.colspan.start == 0) + pad + beside
        right = width - most(3, lambda spec: spec.is_last_col()) - pad
        top = most(2, lambda spec: spec.rowspan.start == 0) + pad + above
        bottom = height - most(4, lambda spec: spec.is_last_row()) - pad - below
        across = max(
            (
                most(3, lambda spec: spec.colspan.stop == at) + most(1, lambda spec: spec.colspan.start == at) + between_columns
                for at in range(1, grid.ncols)
            ),
            default=0,
        )
        down = max(
            (
                most(4, lambda spec: spec.rowspan.stop == at) + most(2, lambda spec: spec.rowspan.start == at) + between_rows
                for at in range(1, grid.nrows)
            ),
            default=0,
        )
        cell_x = (right - left - across * (grid.ncols - 1)) / grid.ncols
        cell_y = (bottom - top - down * (grid.nrows - 1)) / grid.nrows
        if cell_x < 5 or cell_y < 5:
            import warnings

            warnings.warn(
                "Tight layout not applied. The left and right margins cannot be made large enough to accommodate all Axes decorations.",
                stacklevel=2,
            )
            return self._params
        return {
            "left": left / width,
            "right": right / width,
            "top": 1 - top / height,
            "bottom": 1 - bottom / height,
            "wspace": across / cell_x,
            "hspace": down / cell_y,
        }
