"""The errors of Zarr."""

from _dasklet_missing import unsupported

__all__ = [
    "ArrayIndexError",
    "ArrayNotFoundError",
    "BaseZarrError",
    "BoundsCheckError",
    "ContainsArrayAndGroupError",
    "ContainsArrayError",
    "ContainsGroupError",
    "GroupNotFoundError",
    "MetadataValidationError",
    "NegativeStepError",
    "NodeNotFoundError",
    "NodeTypeValidationError",
    "VindexInvalidSelectionError",
    "ZarrDeprecationWarning",
    "ZarrFutureWarning",
    "ZarrRuntimeWarning",
    "ZarrUserWarning",
]


class BaseZarrError(ValueError):
    """The base of Zarr's own errors."""


class NodeNotFoundError(BaseZarrError, FileNotFoundError):
    """Neither an array nor a group is there."""


class ArrayNotFoundError(NodeNotFoundError):
    """No array is there."""


class GroupNotFoundError(NodeNotFoundError):
    """No group is there."""


class ContainsGroupError(BaseZarrError):
    """A group stands where something is to be created."""


class ContainsArrayError(BaseZarrError):
    """An array stands where something is to be created."""


class ContainsArrayAndGroupError(BaseZarrError):
    """Both stand at one place."""


class MetadataValidationError(BaseZarrError):
    """The documents describe no array or group."""


class NodeTypeValidationError(MetadataValidationError):
    """A group where an array is wanted, or the reverse."""


class BoundsCheckError(IndexError):
    """An index past the end of an axis."""


class NegativeStepError(IndexError):
    """A slice that goes backwards."""


class ArrayIndexError(IndexError):
    """A selection that arrays do not have."""


class VindexInvalidSelectionError(IndexError):
    """A selection that `vindex` does not have."""


class ZarrFutureWarning(FutureWarning):
    """Something will change."""


class ZarrDeprecationWarning(DeprecationWarning):
    """Something will go."""


class ZarrUserWarning(UserWarning):
    """Something may surprise."""


class ZarrRuntimeWarning(RuntimeWarning):
    """Something went not quite well."""


# What the library takes and has no use for here, and what stands in its place.
_INSTEAD = {
    "cache_attrs": "attributes are read each time",
    "cache_metadata": "metadata is kept as long as the array is",
    "chunk_store": "chunks stand beside their metadata",
    "config": "array.config and zarr.config say nothing here",
    "fields": "there are no structured arrays",
    "meta_array": "elements are NumPy's",
    "object_codec": "text needs none: dtype=str",
    "out": "assign what comes back: out[...] = array[...]",
    "prototype": "elements are NumPy's",
    "read_only": "open it with mode='r'",
    "storage_options": "stores behind https:// addresses are read as they are, without keys",
    "synchronizer": "tasks write chunks of their own",
    "expand": "all of the tree is shown",
    "byte_range": "take a part of the bytes that come back",
}


def refuse(function, **options):
    """Raises if one of these was given."""
    for name, value in options.items():
        if value is not None:
            raise unsupported(f"{function}({name}=)", _INSTEAD[name])
