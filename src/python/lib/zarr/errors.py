"""The errors of Zarr."""

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
