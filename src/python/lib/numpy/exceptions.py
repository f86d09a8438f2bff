"""Exceptions of NumPy's own."""


class AxisError(ValueError, IndexError):
    """An axis that the array does not have."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None:
            text = str(axis)
        else:
            text = f"axis {axis} is out of bounds for array of dimension {ndim}"
            text = f"{msg_prefix}: {text}" if msg_prefix else text
            self.axis, self.ndim = axis, ndim
        super().__init__(text)


class DTypePromotionError(TypeError):
    """Dtypes that have no common one."""


class ComplexWarning(RuntimeWarning):
    """An imaginary part was discarded."""


class VisibleDeprecationWarning(UserWarning):
    """Something will change."""


class UFuncTypeError(TypeError):
    """A universal function has no loop for its operands."""
