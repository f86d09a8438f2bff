"""What goes wrong where values become numbers of an axis."""


class ConversionError(TypeError):
    """Values that are not of the axis' kind."""
