"""How languages and regions write things: as in C, there is no other here."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)


class Error(Exception):
    """A locale that is not there."""


def setlocale(category, locale=None):
    """The name of the locale; any other than C's raises ``Error``."""
    if locale in (None, "", "C", "POSIX", "C.UTF-8"):
        return "C"
    raise Error("unsupported locale setting; there is 'C' here")


def getlocale(category=LC_CTYPE):
    """Language and encoding of the locale, of which C's has none."""
    return None, None


def localeconv():
    """How numbers are written."""
    return {"decimal_point": ".", "thousands_sep": "", "grouping": []}


def getpreferredencoding(do_setlocale=True):
    """The encoding of text."""
    return "utf-8"


getencoding = getpreferredencoding


def __getattr__(name):
    raise AttributeError(f"module 'locale' has no attribute {name!r} here; numbers and dates are written as in C")
