"""Showing things in a cell's output: `display`, and objects that stand for HTML, Markdown and pictures."""

import _dasklet

__all__ = [
    "DisplayHandle",
    "DisplayObject",
    "HTML",
    "Image",
    "JSON",
    "Javascript",
    "Latex",
    "Markdown",
    "Math",
    "Pretty",
    "SVG",
    "clear_output",
    "display",
    "display_html",
    "display_markdown",
    "display_pretty",
    "display_svg",
    "publish_display_data",
    "update_display",
]

_handles = 0


def _new_display_id():
    global _handles
    _handles += 1
    return f"display-{_handles}"


def publish_display_data(data, metadata=None, *, transient=None, update=False, **kwargs):
    """Show representations: a dict of texts by MIME type."""
    if not isinstance(data, dict):
        raise TypeError(f"data must be a dict, not {type(data).__name__}")
    _dasklet.publish_display(data, (transient or {}).get("display_id"), update)


def display(
    *objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False, **kwargs
):
    """Show objects in the cell's output.

    With ``display_id=True`` (or a text) it gives a handle, whose ``update`` replaces what was shown.
    """
    if clear:
        clear_output(wait=True)
    if display_id is True:
        display_id = _new_display_id()
    elif display_id is not None and not isinstance(display_id, str):
        raise TypeError("display_id must be a text or True")
    update = bool(kwargs.pop("update", False))
    if update and display_id is None:
        raise TypeError("display_id required for update_display")
    for obj in objs:
        if not raw and not update and display_id is None and _dasklet.displays_itself(obj):
            continue
        data = obj if raw else _dasklet.representations(obj)
        if include:
            data = {mime: text for mime, text in data.items() if mime in include}
        if exclude:
            data = {mime: text for mime, text in data.items() if mime not in exclude}
        _dasklet.publish_display(data, display_id, update)
    if display_id is not None:
        return DisplayHandle(display_id)


def update_display(obj, *, display_id, **kwargs):
    """Replace what was shown under ``display_id``."""
    display(obj, display_id=display_id, update=True, **kwargs)


def clear_output(wait=False):
    """Remove what the cell showed so far; with ``wait`` only when something new arrives."""
    _dasklet.clear_output(bool(wait))


class DisplayHandle:
    """What `display(..., display_id=True)` gives: shows in the same place again."""

    def __init__(self, display_id=None):
        self.display_id = _new_display_id() if display_id is None else display_id

    def __repr__(self):
        return f"<DisplayHandle display_id={self.display_id}>"

    def display(self, obj, **kwargs):
        display(obj, display_id=self.display_id, **kwargs)

    def update(self, obj, **kwargs):
        update_display(obj, display_id=self.display_id, **kwargs)


class DisplayObject:
    """Text or bytes with the MIME type to show them as."""

    _mime = "text/plain"

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if data is None and (url is not None or filename is not None):
            raise ValueError(
                f"{type(self).__name__} cannot load {url or filename!r} here; give the data itself"
            )
        if data is not None and not isinstance(data, (str, bytes, bytearray)):
            raise TypeError(f"{type(self).__name__} expects text, not {data!r}")
        self.data = data
        self.metadata = metadata

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {self._mime: self.data or "", "text/plain": repr(self)}

    def __repr__(self):
        return f"<IPython.core.display.{type(self).__name__} object>"


class Pretty(DisplayObject):
    def __repr__(self):
        return self.data or ""


class HTML(DisplayObject):
    _mime = "text/html"

    def __html__(self):
        return self.data


class Markdown(DisplayObject):
    _mime = "text/markdown"


class Math(DisplayObject):
    _mime = "text/latex"

    def _repr_mimebundle_(self, include=None, exclude=None):
        formula = (self.data or "").strip("$")
        return {"text/latex": f"$\\displaystyle {formula}$", "text/plain": repr(self)}


class Latex(DisplayObject):
    _mime = "text/latex"


class SVG(DisplayObject):
    _mime = "image/svg+xml"


class Javascript(DisplayObject):
    _mime = "application/javascript"


class JSON(DisplayObject):
    def __init__(self, data=None, **kwargs):
        import json

        super().__init__(data if isinstance(data, str) else json.dumps(data, indent=2))

    def __repr__(self):
        return self.data


class Image(DisplayObject):
    """A picture from the bytes of a PNG, JPEG or SVG file."""

    _mime = "image/png"

    def __init__(self, data=None, url=None, filename=None, format=None, width=None, height=None, **kwargs):
        super().__init__(data, url, filename)
        if data is None:
            raise ValueError("Image needs the bytes of a picture: Image(data=...)")
        kind = (format or ("jpeg" if bytes(data[:2]) == b"\xff\xd8" else "png")).lower()
        kinds = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
        if kind not in kinds:
            raise ValueError(f"Cannot embed the {kind!r} image format; there are png, jpeg and svg")
        self._mime = kinds[kind]

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = self.data.decode() if self._mime == "image/svg+xml" and isinstance(self.data, bytes) else self.data
        return {self._mime: bytes(data) if isinstance(data, bytearray) else data, "text/plain": repr(self)}


def _display_as(mime, wrap):
    def show(*objs, raw=False, **kwargs):
        for obj in objs:
            display(wrap(obj) if raw or isinstance(obj, str) else obj, include=[mime, "text/plain"], **kwargs)

    return show


display_html = _display_as("text/html", HTML)
display_markdown = _display_as("text/markdown", Markdown)
display_svg = _display_as("image/svg+xml", SVG)
display_pretty = _display_as("text/plain", Pretty)


def __getattr__(name):
    raise AttributeError(f"module 'IPython.display' has no attribute {name!r} here; there are {', '.join(__all__)}")
