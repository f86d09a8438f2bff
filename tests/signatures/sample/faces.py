"""Functions whose names say which of their parameters are looked at: `check.py` reads this before it reads the faces."""

import os


def used(a, b=0, *rest, c=None, **options):
    return os.fspath(a), b if rest else c, dict(options)


def handed_on(used_a, used_b):
    return used(used_a, b=used_b)


def rejected(a, b=None):
    raise NotImplementedError(f"there is no {a}")


def ignored_plainly(ignored_a):
    return None


def ignored_by_name(used_a, ignored_b):
    ignored_b = used_a
    return ignored_b


def ignored_in_a_variable(ignored_a):
    kept = ignored_a or 5
    kept = kept + 1


def ignored_in_a_condition(ignored_a):
    if ignored_a:
        pass


def ignored_by_all(used_a, ignored_b):
    return handed_to(used_a, ignored_b)


def handed_to(used_a, ignored_b=None):
    del ignored_b
    return used_a


def ignored_but_one(**ignored_options):
    return ignored_options.get("one"), ignored_options.pop("two", None), "three" in ignored_options


def ignored_but_the_first(*ignored_rest):
    return ignored_rest[0]


class Base:
    """Methods count with those of subclasses."""

    def __init__(self, used_a, ignored_b):
        self.used_a, self._never_read = used_a, ignored_b

    def hook(self, used_by_subclass):
        return self.used_a

    def ignored_through_self(self, ignored_a):
        return self._helper(ignored_a)

    def _helper(self, ignored_a):
        return self.used_a


class Sub(Base):
    """Looks at what its base does not."""

    def hook(self, used_by_subclass):
        return used_by_subclass


def factory(used_a):
    def made(used_b, ignored_c):
        return used_a + used_b

    return made
