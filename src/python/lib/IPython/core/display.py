"""Where older notebooks look for what is in `IPython.display`."""

from ..display import *  # noqa: F403
