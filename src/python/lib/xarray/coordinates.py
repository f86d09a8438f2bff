"""Views of an object's coordinates, variables and lengths, as mappings."""


class Mapping:
    """What mappings share."""

    def get(self, key, default=None):
        return self[key] if key in self else default  # noqa: SIM401

    def keys(self):
        return dict.fromkeys(self).keys()

    def values(self):
        return {name: self[name] for name in self}.values()

    def items(self):
        return {name: self[name] for name in self}.items()

    def __eq__(self, other):
        return dict(self.items()) == dict(other) if hasattr(other, "keys") else NotImplemented

    __hash__ = None


class Frozen(Mapping):
    """A mapping that cannot be changed."""

    def __init__(self, mapping):
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __iter__(self):
        return iter(self._mapping)

    def __len__(self):
        return len(self._mapping)

    def __contains__(self, key):
        return key in self._mapping

    def __repr__(self):
        return f"Frozen({self._mapping!r})"


class Indexes(Frozen):
    """The indexes of an object's dimensions, as pandas has them."""

    def __getitem__(self, key):
        from pandas import _dasklet_index

        return _dasklet_index(self._mapping[key])

    @property
    def dims(self):
        return Frozen({dim: len(index) for dim, index in self._mapping.items()})

    def __repr__(self):
        width = max([7, *(len(str(name)) for name in self)]) + 6
        return "\n".join(["Indexes:", *(f"{f'    {name}':{width}}{index!r}" for name, index in self.items())])


class Coordinates(Mapping):
    """The coordinates of a Dataset or DataArray; setting one changes the object."""

    def __init__(self, obj):
        self._obj = obj

    @property
    def _variables(self):
        return self._obj._coord_variables()

    def __iter__(self):
        return iter(self._variables)

    def __len__(self):
        return len(self._variables)

    def __contains__(self, key):
        return key in self._variables

    def __getitem__(self, key):
        if key in getattr(self._obj, "data_vars", ()):
            raise KeyError(key)
        return self._obj._coordinate(key)

    def __setitem__(self, key, value):
        self.update({key: value})

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(f"{key!r} is not a coordinate variable.")
        self._obj._dasklet_take_over(self._obj.drop_vars(key))

    def __getattr__(self, name):
        if not name.startswith("_") and name in self:
            return self[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def update(self, other):
        """Set several."""
        self._obj._dasklet_take_over(self._obj.assign_coords(dict(other.items())))

    def to_dataset(self):
        """The coordinates as a Dataset without data variables."""
        from .dataset import Dataset

        return Dataset._made(dict(self._variables), set(self._variables), {})

    @property
    def dims(self):
        return self._obj.dims

    @property
    def indexes(self):
        return self._obj.indexes

    def __repr__(self):
        from .formatting import coords_repr

        return coords_repr(self._obj)


class DataVariables(Mapping):
    """The data variables of a Dataset."""

    def __init__(self, dataset):
        self._dataset = dataset

    def __iter__(self):
        return (name for name in self._dataset._variables if name not in self._dataset._coord_names)

    def __len__(self):
        return len(self._dataset._variables) - len(self._dataset._coord_names)

    def __contains__(self, key):
        return key in self._dataset._variables and key not in self._dataset._coord_names

    def __getitem__(self, key):
        if key in self:
            return self._dataset[key]
        raise KeyError(key)

    def __repr__(self):
        from .formatting import data_vars_repr

        return data_vars_repr(self._dataset)
