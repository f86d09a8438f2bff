"""Showing things in a cell's output: `display`, and objects that stand for HTML, Markdown and pictures."""

import _dasklet
from _dasklet_missing import refuse

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
    "display_json",
    "display_latex",
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
    refuse("publish_display_data", "the data say by their types how they are shown", metadata=metadata or None, **kwargs)
    _dasklet.publish_display(data, (transient or {}).get("display_id"), update)


def display(*objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False, **kwargs):
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
    refuse("display", "an object says by its representations how it is shown", metadata=metadata or None, **kwargs)
    display_id = (transient or {}).get("display_id") if display_id is None else display_id
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
    if display_id is not None and not update:
        return DisplayHandle(display_id)
    return None


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


def _bytes_of_file(filename):
    """What a folder of this session holds: the same folders in which zarr keeps local stores."""
    import os

    folder, name = os.path.split(str(filename))
    found = os._dasklet_folder(folder).get(name)
    if found is not None:
        return found
    raise FileNotFoundError(2, "there is no such file here; give the data itself", str(filename))


class DisplayObject:
    """Text or bytes with the MIME type to show them as."""

    _mime = "text/plain"

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if data is None and url is not None:
            raise ValueError(f"{type(self).__name__} does not load {url!r} here; give the data itself")
        if data is None and filename is not None:
            data = self._of_file(_bytes_of_file(filename))
        if data is not None and not isinstance(data, (str, bytes, bytearray)):
            raise TypeError(f"{type(self).__name__} expects text, not {data!r}")
        self.data = data
        self.url = url
        self.filename = filename
        self.metadata = metadata

    def _of_file(self, data):
        return data.decode()

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
    """What JSON can say: dicts, lists, texts, numbers."""

    _mime = "application/json"

    def __init__(self, data=None, url=None, filename=None, expanded=False, metadata=None, root="root", **kwargs):
        import json

        if data is None and (url is not None or filename is not None):
            super().__init__(None, url, filename, metadata)
            data = self.data
        if isinstance(data, (str, bytes, bytearray)):
            data = json.loads(data)
        if not isinstance(data, (dict, list, type(None))):
            raise TypeError(f"JSON expects JSONable dict or list, not {data!r}")
        self.data = data
        self.url = url
        self.filename = filename
        self.metadata = {"expanded": expanded, "root": root, **(metadata or {}), **kwargs}

    def _repr_mimebundle_(self, include=None, exclude=None):
        import json

        return {self._mime: json.dumps(self.data), "text/plain": repr(self)}


class Image(DisplayObject):
    """A picture: the bytes of a PNG, JPEG, GIF, WebP or SVG file, or such bytes as base64.

    A picture of another site is named, not loaded.
    """

    _KINDS = {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "svg": "image/svg+xml",
    }
    # How files begin, and the same in base64.
    _BEGINNINGS = [
        (b"\x89PNG", "iVBOR", "png"),
        (b"\xff\xd8", "/9j/", "jpeg"),
        (b"GIF8", "R0lGOD", "gif"),
        (b"RIFF", "UklGR", "webp"),
        (b"<svg", "<svg", "svg"),
        (b"<?xml", "<?xml", "svg"),
    ]

    def __init__(
        self,
        data=None,
        url=None,
        filename=None,
        format=None,
        embed=None,
        width=None,
        height=None,
        retina=False,
        unconfined=False,
        metadata=None,
        alt=None,
    ):
        if isinstance(data, str) and data.startswith(("http:", "https:", "data:")):
            data, url = None, data
        if data is None and url is None and filename is None:
            raise ValueError("No image data found. Expecting filename, url, or data.")
        if retina:
            raise NotImplementedError("retina=True is not here; width= and height= say how large the picture is")
        if embed and data is None and not str(url or "data:").startswith("data:"):
            raise ValueError(f"Image does not load {url!r} here; give the data itself")
        if data is None and url is None:
            data = _bytes_of_file(filename)
        if isinstance(data, bytearray):
            data = bytes(data)
        if data is not None and not isinstance(data, (bytes, str)):
            raise TypeError(f"Image expects the bytes of a picture, not {type(data).__name__!r}")
        kind = (format or self._kind(data, str(filename or url or ""))).lower()
        if kind not in self._KINDS:
            raise ValueError(f"Cannot embed the {kind!r} image format; there are {', '.join(self._KINDS)}")
        if isinstance(data, str) and kind != "svg":
            data = "".join(data.split())
            if not data.rstrip("=").replace("+", "0").replace("/", "0").isalnum() or not data.isascii():
                raise ValueError("the text is neither base64 nor SVG; give the bytes of the picture")
        for length in (width, height):
            if length is not None and not isinstance(length, (int, float)):
                raise TypeError(f"width and height are numbers of pixels, not {length!r}")
        self.data, self.url, self.filename, self.format = data, url, filename, kind
        self.width, self.height, self.alt = width, height, alt
        self.metadata = {**(metadata or {}), "unconfined": True} if unconfined else metadata

    def _kind(self, data, name):
        if data is not None:
            beginning = data[:64].lstrip()
            for plain, encoded, kind in self._BEGINNINGS:
                if beginning.startswith(plain if isinstance(data, bytes) else encoded):
                    return kind
        if name.startswith("data:image/"):
            return name[11:].partition(";")[0].partition("+")[0]
        ending = name.rpartition(".")[2].lower()
        return ending if ending in self._KINDS else "png"

    def _repr_mimebundle_(self, include=None, exclude=None):
        import html

        plain = repr(self) if self.alt is None else self.alt
        mime = self._KINDS[self.format]
        if self.data is None and not self.url.startswith("data:"):
            url = html.escape(self.url, quote=True)
            shown = f'<p>The picture <a href="{url}">{url}</a> is of another place and not loaded here.</p>'
            return {"text/html": shown, "text/plain": plain}
        if self.data is not None and self.width is None and self.height is None:
            is_text = self.format == "svg" and isinstance(self.data, bytes)
            return {mime: self.data.decode() if is_text else self.data, "text/plain": plain}
        source = self.url
        if self.data is not None:
            is_text = self.format == "svg" and isinstance(self.data, str)
            data = self.data.encode() if is_text else self.data
            source = f"data:{mime};base64,{data if isinstance(data, str) else _dasklet.base64(data)}"
        lengths = "".join(f' {name}="{length}"' for name, length in (("width", self.width), ("height", self.height)) if length is not None)
        source, alt = html.escape(source, quote=True), html.escape(self.alt or "Picture", quote=True)
        return {"text/html": f'<img src="{source}"{lengths} alt="{alt}">', "text/plain": plain}


def _display_as(mime, wrap):
    def show(*objs, raw=False, **kwargs):
        for obj in objs:
            display(wrap(obj) if raw or isinstance(obj, str) else obj, include=[mime, "text/plain"], **kwargs)

    return show


display_html = _display_as("text/html", HTML)
display_json = _display_as("application/json", JSON)
display_latex = _display_as("text/latex", Latex)
display_markdown = _display_as("text/markdown", Markdown)
display_svg = _display_as("image/svg+xml", SVG)
display_pretty = _display_as("text/plain", Pretty)


def __getattr__(name):
    raise AttributeError(f"module 'IPython.display' has no attribute {name!r} here; there are {', '.join(__all__)}")
