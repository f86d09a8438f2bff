"""Groups of stores."""

import json

import _dasklet_store as _core
import numpy as np

from ._array import Array, Info
from ._attributes import Attributes
from ._config import config
from ._create import AUTO, array_dtype, clear, ensure_parents, new_array, require_dtype
from .errors import refuse


class Group:
    """A group of a store: arrays and groups under names."""

    def __init__(self, core, store_path, read_only=False):
        self._core = core
        self.store_path = store_path
        self.read_only = read_only or store_path.store.read_only

    store = property(lambda self: self.store_path.store)
    path = property(lambda self: self.store_path.path)
    name = property(lambda self: "/" + self.store_path.path)
    basename = property(lambda self: self.store_path.path.rsplit("/", 1)[-1])

    @property
    def attrs(self):
        """The attributes: a dict that writes what is changed."""
        return Attributes(self)

    @property
    def metadata(self):
        """What the documents say."""
        return GroupMetadata(self._core.attributes, self._core.zarr_format, self._core.is_consolidated)

    @property
    def info(self):
        """What there is to know, one line each."""
        return Info(
            {
                "Name": self.path,
                "Type": "Group",
                "Zarr format": self._core.zarr_format,
                "Read-only": self.read_only,
                "Store type": type(self.store).__name__,
            }
        )

    def __repr__(self):
        return f"<Group {self.store_path}>"

    def __eq__(self, other):
        return isinstance(other, Group) and str(self.store_path) == str(other.store_path)

    def __hash__(self):
        return hash(str(self.store_path))

    # What stands in it

    def _node(self, path, core):
        return (Array if isinstance(core, _core.Array) else Group)(core, self.store_path / path, self.read_only)

    def get(self, path, default=None):
        """The array or group under a path, or the default."""
        core = self._core.child(path)
        return default if core is None else self._node(path.strip("/"), core)

    def __getitem__(self, path):
        found = self.get(path)
        if found is None:
            raise KeyError(path)
        return found

    def __contains__(self, path):
        return self._core.child(path) is not None

    def __delitem__(self, path):
        if path not in self:
            raise KeyError(path)
        (self.store_path / path)._place.erase_all()

    def members(self, max_depth=0, *, use_consolidated_for_children=True):
        """Pairs of path and node, one level deep or more; all with ``max_depth=None``."""
        # Children that are consolidated are read from what their parent says, or else anew: the same.
        del use_consolidated_for_children
        depth = 2**16 if max_depth is None else max_depth
        return tuple((path, self._node(path, core)) for path, core in self._core.members(depth))

    def nmembers(self, max_depth=0):
        """How many arrays and groups there are."""
        return len(self.members(max_depth))

    def keys(self):
        """The names of arrays and groups."""
        return (name for name, _ in self._core.members(0))

    def values(self):
        """The arrays and groups."""
        return (node for _, node in self.members())

    def items(self):
        """Pairs of name and node."""
        return iter(self.members())

    def arrays(self):
        """Pairs of name and array."""
        return ((name, node) for name, node in self.members() if isinstance(node, Array))

    def groups(self):
        """Pairs of name and group."""
        return ((name, node) for name, node in self.members() if isinstance(node, Group))

    def array_keys(self):
        """The names of arrays."""
        return (name for name, _ in self.arrays())

    def array_values(self):
        """The arrays."""
        return (node for _, node in self.arrays())

    def group_keys(self):
        """The names of groups."""
        return (name for name, _ in self.groups())

    def group_values(self):
        """The groups."""
        return (node for _, node in self.groups())

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return self.nmembers()

    def tree(self, expand=None, level=None):
        """The hierarchy, drawn."""
        refuse("tree", expand=expand)
        return Tree(self, level)

    # Making

    def create_array(
        self,
        name,
        *,
        shape=None,
        dtype=None,
        data=None,
        chunks=AUTO,
        shards=None,
        filters=AUTO,
        compressors=AUTO,
        compressor=AUTO,
        serializer=AUTO,
        fill_value=AUTO,
        order=None,
        attributes=None,
        chunk_key_encoding=None,
        dimension_names=None,
        storage_options=None,
        overwrite=False,
        config=None,
        write_data=True,
    ):
        """A new array in this group."""
        refuse("create_array", storage_options=storage_options, config=config)
        require_dtype(data, dtype)
        self._writable()
        return create(
            self.store_path / name,
            shape=shape,
            dtype=dtype,
            data=data,
            write_data=write_data,
            chunks=chunks,
            shards=shards,
            filters=filters,
            compressors=compressors if compressor == AUTO else compressor,
            serializer=serializer,
            fill_value=fill_value,
            order=order,
            zarr_format=self._core.zarr_format,
            attributes=attributes,
            key_encoding=chunk_key_encoding,
            dimension_names=dimension_names,
            overwrite=overwrite,
        )

    create_dataset = create_array

    def array(self, name, *, data=None, **options):
        """A new array of these data."""
        return self.create_array(name, data=data, **options)

    def full(self, *, name, shape, fill_value, dtype="float64", **options):
        """A new array of one value."""
        return self.create_array(name, shape=shape, fill_value=fill_value, dtype=dtype, **options)

    def empty(self, *, name, shape, **options):
        """A new array."""
        return self.full(name=name, shape=shape, fill_value=0, **options)

    def zeros(self, *, name, shape, **options):
        """A new array of zeros."""
        return self.full(name=name, shape=shape, fill_value=0, **options)

    def ones(self, *, name, shape, **options):
        """A new array of ones."""
        return self.full(name=name, shape=shape, fill_value=1, **options)

    def require_array(self, name, *, shape, **options):
        """The array under a name, made if it is not there."""
        found = self.get(name)
        if isinstance(found, Array):
            if found.shape != tuple(shape if hasattr(shape, "__len__") else (shape,)):
                raise TypeError(f"Incompatible shape ({found.shape} vs {shape})")
            return found
        return self.create_array(name, shape=shape, **options)

    def create_group(self, name, *, overwrite=False, attributes=None):
        """A new group in this group."""
        self._writable()
        return create_group_at(self.store_path / name, self._core.zarr_format, attributes, overwrite)

    def require_group(self, name, overwrite=False):
        """The group under a name, made if it is not there."""
        found = None if overwrite else self.get(name)
        return found if isinstance(found, Group) else self.create_group(name, overwrite=overwrite)

    def _writable(self):
        if self.read_only:
            raise ValueError("store was opened in read-only mode and does not support writing")

    def update_attributes(self, new_attributes):
        """Sets attributes, and keeps the others."""
        self.attrs.update(new_attributes)
        return self

    def __setitem__(self, name, value):
        self._writable()
        if not hasattr(value, "shape"):
            raise TypeError("arr argument must be numpy or other NDArrayLike array")
        self.create_array(name, data=np.asarray(value), overwrite=True)


def create(store_path, *, shape=None, dtype=None, data=None, write_data=True, **options):
    """A new array, of these data if there are any."""
    if data is not None:
        for name, given in (("shape", shape), ("dtype", dtype)):
            if given is not None:
                raise ValueError(
                    f"The data parameter was used, but the {name} parameter was also used. This is an error. "
                    f"Either use the data parameter, or the {name} parameter, but not both."
                )
        data = data if hasattr(data, "shape") and hasattr(data, "dtype") else np.asarray(data)
        shape, dtype = data.shape, array_dtype(data)
    if shape is None:
        raise ValueError("Either the data or the shape parameter must be given.")
    array = new_array(store_path, shape, "float64" if dtype is None else dtype, **options)
    if data is not None and write_data:
        array[...] = data
    return array


def create_group_at(store_path, zarr_format, attributes, overwrite):
    """A new group; what stands at its place already is an error, or is removed."""
    zarr_format = zarr_format or config.get("default_zarr_format")
    clear(store_path, overwrite)
    ensure_parents(store_path, zarr_format)
    return Group(
        _core.create_group(store_path._place, zarr_format, json.dumps(dict(attributes or {}))),
        store_path,
    )


class GroupMetadata:
    """What the documents of a group say."""

    node_type = "group"

    def __init__(self, attributes, zarr_format, is_consolidated):
        self.attributes, self.zarr_format = attributes, zarr_format
        self.consolidated_metadata = "inline" if is_consolidated else None

    def to_dict(self):
        """The document."""
        return {
            "attributes": self.attributes,
            "zarr_format": self.zarr_format,
            "node_type": "group",
        }

    def __repr__(self):
        return f"GroupMetadata(attributes={self.attributes!r}, zarr_format={self.zarr_format}, consolidated_metadata={self.consolidated_metadata!r})"


class Tree:
    """A hierarchy, drawn with lines."""

    def __init__(self, group, level=None):
        lines = ["/"]
        _draw(group, "", level, lines)
        self._text = "\n".join(lines) + "\n"

    def __repr__(self):
        return self._text

    def _repr_mimebundle_(self, **options):
        return {"text/plain": self._text}


def _draw(group, indent, level, lines):
    if level is not None and level <= 0:
        return
    members = group.members()
    for number, (name, node) in enumerate(members):
        is_last = number == len(members) - 1
        form = f" {node.shape} {node.dtype}" if isinstance(node, Array) else ""
        lines.append(f"{indent}{'└── ' if is_last else '├── '}{name}{form}")
        if isinstance(node, Group):
            _draw(
                node,
                indent + ("    " if is_last else "│   "),
                None if level is None else level - 1,
                lines,
            )
