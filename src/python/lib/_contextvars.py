"""Context variables, one context per thread."""

import _thread

_missing = object()
_state = _thread._local()


def _current():
    try:
        return _state.context
    except AttributeError:
        _state.context = Context()
        return _state.context


class Token:
    """What `ContextVar.set` gives, to undo it."""

    MISSING = "<Token.MISSING>"

    def __init__(self, context, var, old_value):
        self._context, self.var, self._old, self._used = context, var, old_value, False

    @property
    def old_value(self):
        return Token.MISSING if self._old is _missing else self._old

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.var.reset(self)


class ContextVar:
    """A variable whose value belongs to a context."""

    def __init__(self, name, *, default=_missing):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name, self._default = name, default

    @property
    def name(self):
        return self._name

    def get(self, default=_missing):
        value = _current()._values.get(self, _missing)
        for candidate in (value, default, self._default):
            if candidate is not _missing:
                return candidate
        raise LookupError(self)

    def set(self, value):
        context = _current()
        token = Token(context, self, context._values.get(self, _missing))
        context._values = {**context._values, self: value}
        return token

    def reset(self, token):
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        if token._context is not _current():
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        values = dict(token._context._values)
        if token._old is _missing:
            values.pop(self, None)
        else:
            values[self] = token._old
        token._context._values = values

    def __class_getitem__(cls, item):
        return cls

    def __repr__(self):
        return f"<ContextVar name={self._name!r}>"


class Context:
    """The values of context variables."""

    def __init__(self):
        self._values = {}

    def run(self, callable, *args, **kwargs):
        before = _current()
        _state.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _state.context = before

    def copy(self):
        context = Context()
        context._values = self._values
        return context

    def get(self, var, default=None):
        return self._values.get(var, default)

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


def copy_context():
    return _current().copy()
