"""Arrays of numbers, as NumPy has them: what chunks of Dask arrays are made of."""

import _numpy

from . import char, exceptions, lib, linalg, random, strings, testing
from ._array import ndarray
from ._choosing import *
from ._creation import *
from ._dasklet_einsum import *
from ._dispatch import dispatched
from ._dtypes import *
from ._dtypes import _name_of
from ._encoded_operations import datetime_as_string, datetime_data, isnat
from ._encoded_types import datetime64, object_, str_, timedelta64
from ._errors import errstate, geterr, seterr
from ._functions import *
from ._functions import round
from ._joining import *
from ._nan_functions import *
from ._order import *
from ._pad import *
from ._placing import *
from ._polynomials import *
from ._printing import (
    array2string,
    array_repr,
    array_str,
    format_float_positional,
    format_float_scientific,
    get_printoptions,
    printoptions,
    set_printoptions,
)
from ._products import *
from ._quantiles import *
from ._shapes import *
from ._ufunc import *
from ._vectorize import ndenumerate, ndindex, vectorize

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")
newaxis = None
True_ = bool_(True)  # noqa: F405
False_ = bool_(False)  # noqa: F405

__version__ = "2.4.6"

# What learners look for and does not exist here, and what works in its place.
_INSTEAD = {
    "fft": "no Fourier transforms are here yet",
    "ma": "use NaN and the nan-functions (nanmean, nansum, …) or np.where",
    "matrix": "use np.array and the @ operator",
    "loadtxt": "write the values into the cell: np.array([...])",
    "genfromtxt": "write the values into the cell: np.array([...])",
    "load": "write the values into the cell: np.array([...])",
    "save": "print or display the values",
    "memmap": "chunked arrays: dask.array.from_array",
    "complex128": "keep real and imaginary parts in two arrays",
    "float16": "np.float32",
}


def __getattr__(name):
    from ._functions import nearest

    instead = _INSTEAD.get(name) or nearest(name, globals())
    message = f"module 'numpy' has no attribute {name!r} here"
    raise AttributeError(f"{message}; {instead}" if instead else message, name=name, obj=None)


def __dir__():
    return sorted(name for name in globals() if not name.startswith("_"))
