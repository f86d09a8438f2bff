"""What goes wrong."""


class ProjError(RuntimeError):
    """Something of pyproj went wrong."""


class CRSError(ProjError):
    """A coordinate reference system that there is not."""
