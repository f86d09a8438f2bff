"""What there is of an operating system inside a page: an environment, paths, and the files of Zarr stores.

Folders are there as long as something is in them.
"""

import posixpath as path
import sys

name = "posix"
linesep = "\n"
curdir, pardir, sep, extsep, altsep = path.curdir, path.pardir, path.sep, path.extsep, path.altsep
pathsep, defpath, devnull = path.pathsep, path.defpath, path.devnull

sys.modules["os.path"] = path

environ = {"HOME": "/", "LANG": "C.UTF-8", "PATH": "", "PWD": "/", "USER": "learner"}


class PathLike:
    """Anything with `__fspath__`."""

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, "__fspath__") if cls is PathLike else NotImplemented


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        given = type(path).__fspath__(path)
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    if not isinstance(given, (str, bytes)):
        raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes")
    return given


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def getcwd():
    return "/"


def getpid():
    return 1


def getppid():
    return 0


def getlogin():
    return environ["USER"]


def cpu_count():
    import _dasklet

    return _dasklet.cpu_count()


process_cpu_count = cpu_count


def urandom(size):
    """Bytes that differ from call to call: good for seeds, not for secrets."""
    import _random

    return _random.Random().getrandbits(8 * size).to_bytes(size, "little") if size else b""


def _dasklet_folder(path):
    import _dasklet_store

    return _dasklet_store.local(fspath(path) or curdir)


def _parent(path):
    """The folder that ``path`` stands in, and its name there."""
    head, tail = _split(path)
    return _dasklet_folder(head), tail


def _split(name):
    return path.split(fspath(name).rstrip("/") or "/")


class stat_result:
    """What is known of a file or a folder."""

    st_mtime = st_atime = st_ctime = 0.0

    def __init__(self, mode, read):
        self.st_mode = mode
        self._read = read

    @property
    def st_size(self):
        return len(self._read())

    def __repr__(self):
        return f"os.stat_result(st_mode={self.st_mode}, st_size={self.st_size})"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    folder, name = _parent(path)
    if not name or name in (curdir, pardir) or _dasklet_folder(path).children():
        return stat_result(0o040755, bytes)
    if name not in folder.children():
        raise FileNotFoundError(2, "No such file or directory", path)
    return stat_result(0o100644, lambda: folder.get(name))


lstat = stat


def listdir(path="."):
    """The names of what is in a folder."""
    names = _dasklet_folder(path).children()
    # For its errors: a folder without anything in it is none.
    if not names and _split(path)[1] not in ("", curdir) and stat(path):
        raise NotADirectoryError(20, "Not a directory", path)
    return names


def walk(top, topdown=True, onerror=None, followlinks=False):
    """For each folder its path, the names of folders in it, and those of files."""
    folders, files = [], []
    for name in _dasklet_folder(top).children():
        (folders if _dasklet_folder(path.join(top, name)).children() else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(path.join(top, name), topdown)
    if not topdown:
        yield top, folders, files


def remove(path, *, dir_fd=None):
    """Remove a file."""
    folder, name = _parent(path)
    if stat(path).st_mode == 0o040755:
        raise IsADirectoryError(21, "Is a directory", path)
    folder.erase(name)


unlink = remove


def makedirs(name, mode=0o777, exist_ok=False):
    """Nothing but checks: folders are there when something is in them."""
    if not exist_ok and path.exists(name):
        raise FileExistsError(17, "File exists", name)


def mkdir(path, mode=0o777, *, dir_fd=None):
    makedirs(path, mode)


def _no_file(operation):
    def missing(path=".", *args, **kwargs):
        raise FileNotFoundError(2, f"os.{operation}: only Zarr stores have files here", path)

    missing.__name__ = missing.__qualname__ = operation
    return missing


for _name in ["chdir", "chmod", "open", "readlink", "removedirs", "rename", "replace", "rmdir", "scandir", "symlink"]:
    globals()[_name] = _no_file(_name)
del _name


_INSTEAD = dict.fromkeys(
    ("_exit", "kill", "abort"),
    "there is no process to end; a task whose result is larger than its worker's memory_limit shows how a worker is overtaxed",
)


def __getattr__(name):
    raise AttributeError(
        f"module 'os' has no attribute {name!r} here: {_INSTEAD.get(name, 'there is no operating system')}; there are environ, path, listdir, walk, remove, getcwd, cpu_count"
    )
