"""Attributes of arrays and groups: a dict that writes what is changed."""

import json
from collections.abc import MutableMapping


class Attributes(MutableMapping):
    """The attributes of an array or a group."""

    def __init__(self, owner):
        self._owner = owner

    def asdict(self):
        """All of them, as a plain dict."""
        return self._owner._core.attributes

    def __getitem__(self, name):
        return self.asdict()[name]

    def __setitem__(self, name, value):
        self.update({name: value})

    def __delitem__(self, name):
        attributes = self.asdict()
        del attributes[name]
        self.put(attributes)

    def __iter__(self):
        return iter(self.asdict())

    def __len__(self):
        return len(self.asdict())

    def __contains__(self, name):
        return name in self.asdict()

    def put(self, attributes):
        """Replaces all of them."""
        if self._owner.read_only:
            raise ValueError("store was opened in read-only mode and does not support writing")
        self._owner._core.set_attributes(json.dumps(dict(attributes)))

    def update(self, *others, **more):
        """Sets some of them in one go."""
        self.put({**self.asdict(), **dict(*others, **more)})
