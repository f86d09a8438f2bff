"""What there is of an operating system inside a page: an environment, the names of paths, nothing on disk."""

import sys

import posixpath as path

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


def _no_file(operation):
    def missing(path=".", *args, **kwargs):
        raise FileNotFoundError(2, f"os.{operation}: there is no file system here", path)

    missing.__name__ = missing.__qualname__ = operation
    return missing


for _name in (
    "chdir chmod listdir lstat makedirs mkdir open readlink remove removedirs rename replace rmdir scandir stat "
    "symlink unlink walk"
).split():
    globals()[_name] = _no_file(_name)
del _name


def __getattr__(name):
    raise AttributeError(
        f"module 'os' has no attribute {name!r} here: there is no operating system; there are environ, path, getcwd, cpu_count"
    )
