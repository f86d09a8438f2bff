"""Artists that belong together."""


class Container(tuple):
    def __new__(cls, artists, label=None):
        self = tuple.__new__(cls, artists)
        self._label = label or ""
        return self

    def get_label(self):
        return self._label

    def set_label(self, s):
        self._label = s

    def remove(self):
        for artist in self:
            artist.remove()

    def get_children(self):
        return list(self)


class BarContainer(Container):
    """The bars of one call."""

    def __new__(cls, patches, errorbar=None, *, datavalues=None, orientation=None, label=None):
        self = Container.__new__(cls, patches, label)
        self.patches = list(patches)
        self.errorbar, self.datavalues, self.orientation = errorbar, datavalues, orientation
        return self

    def __repr__(self):
        return f"<BarContainer object of {len(self)} artists>"

    def draw_key(self, canvas, rect, scale):
        if self.patches:
            self.patches[0].draw_key(canvas, rect, scale)


class StemContainer(Container):
    """Markers, their stems and the base line."""

    def __new__(cls, markerline_stemlines_baseline, *, label=None):
        self = Container.__new__(cls, markerline_stemlines_baseline, label)
        self.markerline, self.stemlines, self.baseline = markerline_stemlines_baseline
        return self

    def __repr__(self):
        return f"<StemContainer object of {len(self)} artists>"

    def draw_key(self, canvas, rect, scale):
        self.markerline.draw_key(canvas, rect, scale)


class ErrorbarContainer(Container):
    """A line and the bars of its errors."""

    def __new__(cls, lines, has_xerr=False, has_yerr=False, label=None):
        self = Container.__new__(cls, lines, label)
        self.lines, self.has_xerr, self.has_yerr = lines, has_xerr, has_yerr
        return self

    def __repr__(self):
        return f"<ErrorbarContainer object of {len(self)} artists>"

    def remove(self):
        for artist in [self[0], *self[1], *self[2]]:
            if artist is not None:
                artist.remove()

    def draw_key(self, canvas, rect, scale):
        line = self[0] or self[2][0]
        line.draw_key(canvas, rect, scale)
