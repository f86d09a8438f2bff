"""The codecs of version 2, as `zarr.create_array(…, zarr_format=2, compressors=Blosc())` takes them."""

__all__ = ["Blosc", "GZip", "LZ4", "Shuffle", "Zlib", "Zstd"]


class Codec:
    """A codec: its name and its settings."""

    codec_id = ""
    _fields = ()

    def get_config(self):
        """As the metadata have it."""
        return {"id": self.codec_id, **{field: getattr(self, field) for field in self._fields}}

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in self._fields)})"

    def __eq__(self, other):
        return isinstance(other, Codec) and self.get_config() == other.get_config()

    def __hash__(self):
        return hash(repr(self))

    def encode(self, buf):
        raise NotImplementedError("codecs do not work on their own here; arrays of zarr use them")

    decode = encode


class Blosc(Codec):
    """Blosc: shuffled blocks, compressed by one of several compressors."""

    NOSHUFFLE, SHUFFLE, BITSHUFFLE, AUTOSHUFFLE = 0, 1, 2, -1
    codec_id = "blosc"
    _fields = ("cname", "clevel", "shuffle", "blocksize")

    def __init__(self, cname="lz4", clevel=5, shuffle=SHUFFLE, blocksize=0, typesize=None):
        self.cname, self.clevel, self.shuffle, self.blocksize = cname, clevel, shuffle, blocksize

    def __repr__(self):
        name = {0: "NOSHUFFLE", 1: "SHUFFLE", 2: "BITSHUFFLE", -1: "AUTOSHUFFLE"}[self.shuffle]
        return f"Blosc(cname={self.cname!r}, clevel={self.clevel}, shuffle={name}, blocksize={self.blocksize})"


class Zstd(Codec):
    """Zstandard. Levels above 4 are written as 4 here."""

    codec_id, _fields = "zstd", ("level",)

    def __init__(self, level=0, checksum=False):
        self.level = level


class GZip(Codec):
    """gzip."""

    codec_id, _fields = "gzip", ("level",)

    def __init__(self, level=1):
        self.level = level


class Zlib(Codec):
    """zlib."""

    codec_id, _fields = "zlib", ("level",)

    def __init__(self, level=1):
        self.level = level


class LZ4(Codec):
    """LZ4."""

    codec_id, _fields = "lz4", ("acceleration",)

    def __init__(self, acceleration=1):
        self.acceleration = acceleration


class Shuffle(Codec):
    """Bytes regrouped by their place in the element."""

    codec_id, _fields = "shuffle", ("elementsize",)

    def __init__(self, elementsize=4):
        self.elementsize = elementsize


_CLASSES = {cls.codec_id: cls for cls in (Blosc, Zstd, GZip, Zlib, LZ4, Shuffle)}


def get_codec(config):
    """The codec of a configuration: `{"id": "zlib", "level": 1}`."""
    settings = dict(config)
    name = settings.pop("id", None)
    if name not in _CLASSES:
        raise ValueError(f"codec not available: {name!r}; here there are {', '.join(_CLASSES)}")
    settings.pop("checksum", None)
    return _CLASSES[name](**settings)


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("numcodecs", name, __all__)
