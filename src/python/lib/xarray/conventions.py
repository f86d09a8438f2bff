"""The Climate and Forecast conventions: what numbers in a store mean, and how to store what has a meaning.

See "Reading encoded data" and "Writing encoded data" in xarray's documentation, and https://cfconventions.org.
"""

import warnings

import numpy as np
from _dasklet_missing import unsupported

from . import cftimes, coders, duck
from .coders import NAT, SerializationWarning, time_like
from .indexing import LazilyIndexedArray
from .variable import Variable

# Reading


def decode(name, variable, *, mask_and_scale=True, decode_times=True, use_cftime=None, decode_timedelta=None):
    """A variable with what its attributes say done to its elements, when they are read."""
    data, attrs, encoding = variable._data, dict(variable.attrs), dict(variable.encoding)
    encoding.setdefault("dtype", data.dtype)
    times, spans = _time_coders(decode_times, use_cftime, decode_timedelta)
    numbers = data.dtype.kind in "iuf"
    if mask_and_scale and numbers:
        kind = time_like(attrs.get("units"))
        data = _masked_and_scaled(name, data, attrs, encoding, kind == "datetime" and times or kind == "timedelta" and spans)
    unit = spans.unit_for(name, attrs) if spans and numbers else None
    if unit is not None:
        encoding["units"] = units = attrs.pop("units")
        attrs.pop("dtype", None)
        data = _then(data, lambda values: spans.spans_of(values, units, unit), f"timedelta64[{unit}]")
    elif times and numbers and isinstance(attrs.get("units"), str) and "since" in attrs["units"]:
        calendar = attrs.get("calendar")
        encoding.update({key: attrs.pop(key) for key in ("units", "calendar") if key in attrs})
        units = encoding["units"]
        dtype = times.example(data, units, calendar)
        data = _then(data, lambda values: times.dates_of(values, units, calendar), dtype)
    if attrs.get("dtype") == "bool" and data.dtype.kind in "iu":
        encoding["dtype"] = attrs.pop("dtype")
        data = _then(data, lambda values: values.astype(bool), bool)
    return Variable(variable.dims, data, attrs, encoding)


def _time_coders(decode_times, use_cftime, decode_timedelta):
    """Who reads dates and durations; None leaves them numbers."""
    given = isinstance(decode_times, coders.CFDatetimeCoder)
    if given and use_cftime is not None:
        raise TypeError(
            "Usage of 'use_cftime' as a kwarg is not allowed if a 'CFDatetimeCoder' instance is passed to 'decode_times'. Please set"
            " 'use_cftime' when initializing 'CFDatetimeCoder' instead."
        )
    times = decode_times if given else coders.CFDatetimeCoder(use_cftime) if decode_times else None
    if decode_timedelta is None:
        spans = coders.CFTimedeltaCoder(decode_times.time_unit if given else None) if decode_times else None
    elif isinstance(decode_timedelta, bool):
        spans = coders.CFTimedeltaCoder(decode_via_units=True) if decode_timedelta else None
    else:
        spans = decode_timedelta
    return times, spans


def _then(data, function, dtype):
    """Data with something done to its elements when they are looked at."""
    if duck.is_lazy(data):
        if np.dtype(dtype).kind in "mMO":
            raise unsupported("decode_cf of chunked times", "chunks hold numbers: .load() the variable first, or decode_times=False")
        return data.map_blocks(function, dtype=dtype)
    return (data if isinstance(data, LazilyIndexedArray) else LazilyIndexedArray(data)).decoded(function, dtype)


def _fill_values(name, dtype, attrs, encoding):
    """The stored elements that mean "missing"; what says so moves to the encoding."""
    fills = []
    for key in ("missing_value", "_FillValue"):
        if key not in attrs:
            continue
        value = attrs.pop(key)
        # A double is equal to a number of less precision only where it holds the very same.
        found = [fill for fill in np.asarray(value).ravel() if fill == fill]
        if not found and dtype.kind in "iu":
            _warn(f"variable {name!r} has non-conforming {key!r} {value!r} defined, dropping {key!r} entirely.")
            continue
        encoding[key] = value
        fills += found
    fills = list(dict.fromkeys(fills))
    if len(fills) > 1:
        _warn(f"variable {name!r} has multiple fill values {set(fills)} defined, decoding all values to NaN.")
    return fills


def _warn(message):
    warnings.warn(message, SerializationWarning, stacklevel=6)


def _masked_and_scaled(name, data, attrs, encoding, means_time):
    """`_FillValue` and `missing_value` are missing elements; `scale_factor` and `add_offset` make physical values of packed ones.

    :param means_time: whether the elements will be dates or durations
    """
    fills = _fill_values(name, data.dtype, attrs, encoding)
    if "_Unsigned" in attrs:
        encoding["_Unsigned"] = sign = attrs.pop("_Unsigned")
        if data.dtype.kind == "f":
            _warn(f"variable {name!r} has _Unsigned attribute but is not of integer type. Ignoring attribute.")
        elif (data.dtype.kind, sign) in (("i", "true"), ("u", "false")):
            other = np.dtype(f"{'u' if sign == 'true' else ''}int{8 * data.dtype.itemsize}")
            fills = [int(np.array(fill).astype(data.dtype).astype(other)) for fill in fills]
            data = _then(data, lambda values: values.astype(other), other)
    scale, offset = attrs.get("scale_factor"), attrs.get("add_offset")
    packed = scale is not None or offset is not None
    if fills:
        # Whole numbers that mean dates have a number for "none", and stay whole.
        counts = means_time and not packed and data.dtype.kind in "iu"
        dtype = (
            np.dtype("int64") if counts else _dtype_of_packed(data.dtype, scale, offset) if packed else duck.missing_value(data.dtype)[0]
        )
        nothing = NAT if counts else np.nan

        def mask(values):
            missing = values == fills[0]
            for fill in fills[1:]:
                missing = missing | (values == fill)
            return np.where(missing, np.array(nothing, dtype=dtype), values.astype(dtype))

        data = _then(data, mask, dtype)
    if packed:
        has_fill = "_FillValue" in encoding or "missing_value" in encoding
        unpacked = data.dtype if has_fill and not means_time else _dtype_of_packed(data.dtype, scale, offset)
        encoding.update({key: attrs.pop(key) for key in ("scale_factor", "add_offset") if attrs.get(key) is not None})
        scale, offset = (value if value is None or np.ndim(value) == 0 else np.asarray(value).item() for value in (scale, offset))

        def unpack(values):
            values = values.astype(unpacked)
            if scale is not None:
                values *= scale
            if offset is not None:
                values += offset
            return values

        data = _then(data, unpack, unpacked)
    return data


def _dtype_of_packed(dtype, scale, offset):
    """The dtype in which numbers are packed and unpacked: that of the factor, double where an offset may need it."""
    scale_type, offset_type = (
        None if value is None else np.dtype(type(value) if np.ndim(value) == 0 and not isinstance(value, np.ndarray) else object)
        for value in (scale, offset)
    )
    if offset is not None:
        is_wide = dtype.kind in "iu" and dtype.itemsize == 4
        alike = scale is not None and scale_type == offset_type and scale_type.kind == "f"
        return scale_type if alike and not is_wide else np.dtype("float64")
    return scale_type


def with_bounds(variables):
    """Bounds of times have the units of the times that name them."""
    for variable in variables.values():
        bounds = variables.get(variable.attrs.get("bounds"))
        if bounds is not None and time_like(variable.attrs.get("units")) == "datetime":
            for key in ("units", "calendar"):
                if key in variable.attrs:
                    bounds.attrs.setdefault(key, variable.attrs[key])
    return variables


# Attributes that name other variables; those of the second kind as "role: name".
_RELATED = ("bounds", "grid_mapping", "climatology", "geometry", "node_coordinates", "node_count", "part_node_count", "interior_ring")
_RELATED_BY_ROLE = ("cell_measures", "formula_terms")


def related(variable, variables):
    """The variables that an attribute names, which moves to the encoding."""
    found = []
    for key in (*_RELATED, *_RELATED_BY_ROLE):
        if not isinstance(variable.attrs.get(key), str):
            continue
        text = variable.attrs.pop(key).replace(" :", ":")
        names = text.split()
        if len(names) > 1 and key in ("grid_mapping", *_RELATED_BY_ROLE):
            if not names[0].endswith(":"):
                raise ValueError(f"First element {names[0]!r} of [{text!r}] misses ':', cannot decode {key!r}.")
            names = [name.strip(":") for name in names if name.endswith(":") == (key == "grid_mapping")]
        missing = [name for name in names if name not in variables]
        if missing:
            warnings.warn(f"Variable(s) referenced in {key} not in variables: {missing}", UserWarning, stacklevel=4)
            continue
        variable.encoding[key] = text
        found += names
    return found


def names_related(variable, name):
    """Whether the encoding names a variable as something other than its coordinate."""
    return any(name in variable.encoding.get(key, "") for key in (*_RELATED, *_RELATED_BY_ROLE))


# Writing


def encode(name, variable):
    """A variable whose elements and attributes a store can hold."""
    data, attrs, encoding = variable._data, dict(variable.attrs), dict(variable.encoding)
    if isinstance(data, LazilyIndexedArray):
        data = data.load()
    kind = data.dtype.kind
    is_date = kind == "M" or cftimes.calendar_of(data) is not None and data.size > 0
    if is_date or kind == "m":
        data = _encoded_times(name, np.asarray(data), attrs, encoding, is_date)
    elif kind == "O":
        data = _encoded_objects(name, data, attrs, encoding)
    elif kind in "US" and "dtype" in encoding and np.dtype(encoding["dtype"]).kind in "biufmM":
        raise TypeError(f"text of variable {name!r} cannot be stored as {encoding['dtype']}; convert it with .astype first")
    # Numbers found among objects have no fill value of their own.
    if data.dtype.kind in "biuf" and (kind != "O" or is_date):
        data = _packed(name, data, attrs, encoding)
    for key in (*_RELATED, *_RELATED_BY_ROLE):
        _claim(name, key, attrs, encoding)
    return Variable(variable.dims, data, attrs, encoding)


def _claim(name, key, attrs, encoding):
    """Moves one entry of the encoding to the attributes."""
    value = encoding.pop(key, None)
    if value is not None:
        if key in attrs:
            raise ValueError(
                f"failed to prevent overwriting existing key {key} in attrs on variable {name!r}."
                " This is probably an encoding field used by xarray to describe how a variable is serialized."
                " To proceed, remove this key from the variable's attributes manually."
            )
        attrs[key] = value
    return value


def _set_new(name, attrs, **values):
    """What says how numbers are read stands among the attributes, where no other may stand."""
    for key, value in values.items():
        if key in attrs:
            raise ValueError(
                f"Key {key!r} already exists in attrs of variable {name!r}, and will not be overwritten. This is probably an encoding field"
                " used by xarray to describe how a variable is serialized. To proceed, remove this key from the variable's attributes manually."
            )
        attrs[key] = value


def _packed(name, data, attrs, encoding):
    """Numbers as they are stored: `(data - add_offset) / scale_factor`, `_FillValue` where they are missing, in the dtype that is asked for."""
    if encoding.get("scale_factor") is not None or encoding.get("add_offset") is not None:
        # A fill value may have a type of its own: then the numbers keep theirs.
        is_filled = "_FillValue" in encoding or "missing_value" in encoding
        packed = data.dtype if is_filled else _dtype_of_packed(data.dtype, encoding.get("scale_factor"), encoding.get("add_offset"))
        data = data.astype(packed)
        for key in ("add_offset", "scale_factor"):
            value = _claim(name, key, attrs, encoding)
            if value is None:
                continue
            # In place, as xarray does it: whole numbers that would need fractions are an error.
            if key == "add_offset":
                data -= value
            else:
                data /= value
    has_default = "_FillValue" not in encoding
    data = _filled(name, data, attrs, encoding)
    encoding.pop("_FillValue", None)
    dtype = np.dtype(encoding.pop("dtype", data.dtype))
    if data.dtype != dtype:
        if dtype.kind in "iu" and data.dtype.kind == "f":
            if not {"_FillValue", "missing_value"} & set(attrs):
                warnings.warn(
                    f"saving variable {name} with floating point data as an integer dtype without any _FillValue to use for NaNs",
                    SerializationWarning,
                    stacklevel=6,
                )
            data = duck.module(data).round(data)
        data = data.astype(dtype)
    if has_default and dtype.kind == "f" and "_FillValue" not in attrs:
        attrs["_FillValue"] = dtype.type(np.nan)
    return data


def _filled(name, data, attrs, encoding):
    """With the fill value in the places of missing elements; the value moves to the attributes."""
    fill, missing = encoding.get("_FillValue"), encoding.get("missing_value")
    if fill is None and missing is None:
        return data
    if fill is not None and missing is not None and not (fill == missing or fill != fill and missing != missing):
        raise ValueError(f"Variable {name!r} has conflicting _FillValue ({fill}) and missing_value ({missing}). Cannot encode data.")
    dtype = np.dtype(encoding.get("dtype", data.dtype))
    is_unsigned = encoding.get("_Unsigned") is not None
    is_packed = "add_offset" in attrs or "scale_factor" in attrs
    for key in ("_FillValue", "missing_value"):
        value = encoding.get(key)
        if value is not None:
            value = attrs.get("_FillValue", value if is_packed and not is_unsigned else dtype.type(value))
            encoding[key] = fill = value
            _claim(name, key, attrs, encoding)
    if fill == fill and time_like(attrs.get("units")) and data.dtype.kind in "iu":
        data = duck.where(data != NAT, data, fill)
    elif fill == fill and data.dtype.kind == "f":
        data = duck.where(duck.isnull(data), fill, data)
        if time_like(attrs.get("units")) and np.asarray(fill).dtype.kind in "iu":
            data = duck.module(data).round(data).astype(type(fill))
    if is_unsigned:
        _claim(name, "_Unsigned", attrs, encoding)
        data = duck.module(data).round(data).astype(f"int{8 * data.dtype.itemsize}").astype(dtype)
    return data


def _encoded_times(name, data, attrs, encoding, is_date):
    """Dates or durations as numbers of the coarsest unit that needs no fraction; dates since the first one."""
    units, dtype = encoding.pop("units", None), encoding.get("dtype")
    if "add_offset" in encoding or "scale_factor" in encoding:
        dtype = "float64"
    if is_date:
        coder = coders.CFDatetimeCoder()
        data, units, calendar = coder.numbers_of(data, units, encoding.pop("calendar", None), dtype)
        _set_new(name, attrs, units=units, calendar=calendar)
    else:
        _set_new(name, attrs, dtype=f"timedelta64[{np.datetime_data(data.dtype)[0]}]")
        data, units = coders.CFTimedeltaCoder().numbers_of(data, units, dtype)
        _set_new(name, attrs, units=units)
    return data


def _encoded_objects(name, data, attrs, encoding):
    items = np.asarray(data).ravel().tolist()
    if not items:
        # Nothing says what they would be.
        return np.zeros(data.shape, dtype="float64")
    if all(isinstance(item, (bool, int, float, np.generic)) and not isinstance(item, str) for item in items):
        types = {type(item) for item in items}
        if len(types) > 1:
            raise _mixed(name, types)
        return np.asarray(items).reshape(data.shape)
    if all(isinstance(item, str) or item is None or item != item for item in items) and any(isinstance(item, str) for item in items):
        encoding.pop("dtype", None)
        # What is missing among text is empty text.
        is_whole = all(isinstance(item, str) for item in items)
        return data if is_whole else np.array([item if isinstance(item, str) else "" for item in items], dtype=object).reshape(data.shape)
    types = {type(item) for item in items}
    if len(types) > 1:
        raise _mixed(name, types)
    raise TypeError(
        f"variable {name!r} holds objects ({type(items[0]).__name__ if items else 'none'}), which a store cannot hold;"
        " convert it with .astype(str), or leave it out with .drop_vars"
    )


def _mixed(name, types):
    names = ", ".join(sorted(each.__name__ for each in types))
    return ValueError(f"unable to infer dtype on variable {name!r}; object array contains mixed native types: {names}")
