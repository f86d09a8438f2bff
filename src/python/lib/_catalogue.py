"""Small files of the catalogue by their path or URL."""

import _dasklet_recipes


def file_text(path, instead=""):
    """The text of a file; raises where there is none."""
    found = _dasklet_recipes.file_text(str(path))
    if found is None:
        raise FileNotFoundError(f"{path}: No such file or directory" + (f"; {instead}" if instead else ""))
    return found
