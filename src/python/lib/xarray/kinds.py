"""What an object is, told by its class: asking the object itself would search its coordinates for the name."""

# The name under which a DataArray's own data stands in the Dataset that works for it.
THIS_ARRAY = "<this-array>"


def is_array(obj):
    """Whether it is a DataArray."""
    return getattr(type(obj), "_kind", None) == "array"


def is_dataset(obj):
    """Whether it is a Dataset."""
    return getattr(type(obj), "_kind", None) == "dataset"


def is_labelled(obj):
    """Whether it is a DataArray or a Dataset."""
    return getattr(type(obj), "_kind", None) in ("array", "dataset")


def is_groups(obj):
    """Whether it is what `groupby` gives."""
    return getattr(type(obj), "_kind", None) == "groups"
