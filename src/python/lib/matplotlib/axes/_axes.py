"""`Axes`: frames with data in them."""

from ..text import Annotation, Text
from ._areas import Areas
from ._bars import Bars
from ._base import _AxesBase
from ._lines import Lines
from ._maps import Maps
from ._points import Points


class Axes(Lines, Areas, Bars, Points, Maps, _AxesBase):
    """A frame with data in it; `plt.subplots()` makes them."""

    def text(self, x, y, s, fontdict=None, **kwargs):
        """Words at a point of the data, or of the frame with `transform=ax.transAxes`."""
        return self._add(Text(x, y, s, **{**(fontdict or {}), **kwargs}))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, annotation_clip=None, **kwargs):
        """Words with an arrow to a point."""
        return self._add(Annotation(text, xy, xytext, xycoords, textcoords, arrowprops, annotation_clip, **kwargs))

    def twinx(self):
        """Axes over these with a y axis of their own on the right."""
        other = type(self)(self.figure, spec=self._spec, position=self._position, sharex=self)
        return self._over(other, other.yaxis, "right", other.xaxis)

    def twiny(self):
        """Axes over these with an x axis of their own on top."""
        other = type(self)(self.figure, spec=self._spec, position=self._position, sharey=self)
        return self._over(other, other.xaxis, "top", other.yaxis)

    def _over(self, other, own, side, shared):
        own.move_to(side)
        shared.set(visible=False)
        other.set(facecolor="none")
        self.figure.axes.append(other)
        self.figure._current = other
        return other
