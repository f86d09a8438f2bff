"""The codecs of version 3: how chunks are compressed."""

from enum import Enum

__all__ = [
    "BloscCname",
    "BloscCodec",
    "BloscShuffle",
    "BytesCodec",
    "Crc32cCodec",
    "GzipCodec",
    "ShardingCodec",
    "TransposeCodec",
    "VLenUTF8Codec",
    "ZstdCodec",
]


class Codec:
    """A codec: its name and its settings."""

    _name = ""
    _fields = ()

    def to_dict(self):
        """As the metadata have it."""
        configuration = {field: _plain(getattr(self, field)) for field in self._fields}
        return {"name": self._name, "configuration": configuration} if configuration else {"name": self._name}

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in self._fields)})"

    def __eq__(self, other):
        return type(self) is type(other) and self.to_dict() == other.to_dict()

    def __hash__(self):
        return hash(repr(self))


def _plain(value):
    if isinstance(value, Enum):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value.to_dict() if isinstance(value, Codec) else value


class ZstdCodec(Codec):
    """Zstandard. Levels above 4 are written as 4 here."""

    _name, _fields = "zstd", ("level", "checksum")

    def __init__(self, *, level=0, checksum=False):
        self.level, self.checksum = level, checksum


class GzipCodec(Codec):
    """gzip."""

    _name, _fields = "gzip", ("level",)

    def __init__(self, *, level=5):
        if not 0 <= level <= 9:
            raise ValueError(f"Expected an integer from the inclusive range (0, 9). Got {level} instead.")
        self.level = level


class BloscCname(Enum):
    """The compressors within Blosc."""

    lz4 = "lz4"
    lz4hc = "lz4hc"
    blosclz = "blosclz"
    zstd = "zstd"
    snappy = "snappy"
    zlib = "zlib"


class BloscShuffle(Enum):
    """How Blosc regroups bytes."""

    noshuffle = "noshuffle"
    shuffle = "shuffle"
    bitshuffle = "bitshuffle"


class BloscCodec(Codec):
    """Blosc: shuffled blocks, compressed by one of several compressors."""

    _name, _fields = "blosc", ("typesize", "cname", "clevel", "shuffle", "blocksize")

    def __init__(self, *, typesize=None, cname="zstd", clevel=5, shuffle=None, blocksize=0):
        self.typesize, self.clevel, self.blocksize = typesize, clevel, blocksize
        self.cname = cname if isinstance(cname, BloscCname) else BloscCname(cname)
        self.shuffle = shuffle if shuffle is None or isinstance(shuffle, BloscShuffle) else BloscShuffle(shuffle)

    def _evolved(self, itemsize):
        shuffle = self.shuffle or (BloscShuffle.bitshuffle if itemsize == 1 else BloscShuffle.shuffle)
        return BloscCodec(
            typesize=self.typesize or itemsize,
            cname=self.cname,
            clevel=self.clevel,
            shuffle=shuffle,
            blocksize=self.blocksize,
        )


class Crc32cCodec(Codec):
    """A checksum behind the bytes."""

    _name = "crc32c"

    def __init__(self):
        pass


class Endian(Enum):
    """Which byte of a number stands first."""

    big = "big"
    little = "little"


class BytesCodec(Codec):
    """Elements as bytes."""

    _name, _fields = "bytes", ("endian",)

    def __init__(self, *, endian="little"):
        self.endian = endian if endian is None or isinstance(endian, Endian) else Endian(endian)

    def to_dict(self):
        return super().to_dict() if self.endian else {"name": "bytes"}


class VLenUTF8Codec(Codec):
    """Texts, each after its length."""

    _name = "vlen-utf8"

    def __init__(self):
        pass


class TransposeCodec(Codec):
    """Axes in another order."""

    _name, _fields = "transpose", ("order",)

    def __init__(self, *, order):
        self.order = tuple(order)


class ShardingCodec(Codec):
    """Chunks within a chunk."""

    _name, _fields = "sharding_indexed", ("chunk_shape", "codecs", "index_codecs", "index_location")

    def __init__(self, *, chunk_shape, codecs=None, index_codecs=None, index_location="end"):
        self.chunk_shape = tuple(chunk_shape)
        self.codecs = tuple(codecs) if codecs is not None else (BytesCodec(),)
        self.index_codecs = tuple(index_codecs) if index_codecs is not None else (BytesCodec(), Crc32cCodec())
        self.index_location = index_location


class _Other(Codec):
    """A codec that has no class of its own."""

    def __init__(self, document):
        self._document = document

    def to_dict(self):
        return self._document

    def __repr__(self):
        return f"{self._document['name']}({self._document.get('configuration', {})})"


_CLASSES = {
    cls._name: cls
    for cls in (
        ZstdCodec,
        GzipCodec,
        BloscCodec,
        Crc32cCodec,
        BytesCodec,
        VLenUTF8Codec,
        TransposeCodec,
    )
}


def from_document(document):
    """The codec that an entry of the metadata describes."""
    if document["name"] == "sharding_indexed":
        settings = document["configuration"]
        return ShardingCodec(
            **{
                **settings,
                "codecs": [from_document(codec) for codec in settings["codecs"]],
                "index_codecs": [from_document(codec) for codec in settings["index_codecs"]],
            }
        )
    cls = _CLASSES.get(document["name"])
    if cls is None:
        return _Other(document)
    return cls(endian=None) if document == {"name": "bytes"} else cls(**document.get("configuration", {}))


def __getattr__(name):
    from _dasklet_missing import missing

    raise missing("zarr.codecs", name, __all__)
