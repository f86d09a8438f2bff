"""The Climate and Forecast conventions: what numbers in a store mean, and how to store what has a meaning.

See "Reading encoded data" and "Writing encoded data" in xarray's documentation, and https://cfconventions.org.
"""

import re
import warnings

import numpy as np

from . import duck
from .indexing import LazilyIndexedArray
from .variable import Variable

_STANDARD = ("standard", "gregorian", "proleptic_gregorian", "none")
# Ticks of a second, minute, … in nanoseconds.
_NANOSECONDS = {
    "nanosecond": 1,
    "microsecond": 10**3,
    "millisecond": 10**6,
    "second": 10**9,
    "minute": 60 * 10**9,
    "hour": 3600 * 10**9,
    "day": 86400 * 10**9,
}
# The number that means "no date".
_NAT = -(2**63)
_SHORT = {
    "d": "day",
    "h": "hour",
    "hr": "hour",
    "min": "minute",
    "s": "second",
    "sec": "second",
    "ms": "millisecond",
    "us": "microsecond",
    "ns": "nanosecond",
    "msec": "millisecond",
    "microsec": "microsecond",
}
_SINCE = re.compile(r"\s*(\w+)\s+since\s+(.+?)\s*$", re.IGNORECASE)
_ORIGIN = re.compile(
    r"([+-]?\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):?(\d{1,2})?(?::(\d{1,2}(?:\.\d+)?))?)?\s*(Z|UTC|[+-]\d{1,2}:?\d{0,2})?\s*$"
)


class SerializationWarning(RuntimeWarning):
    """Something about the encoding of a store or of what is written."""


def _unit(name):
    """The unit of time, in the singular; None if it is none."""
    name = name.lower()
    name = _SHORT.get(name, name)
    name = _SHORT.get(name.rstrip("s"), name.rstrip("s")) if name not in _NANOSECONDS else name
    return name if name in _NANOSECONDS else None


# Reading


def decode(name, variable, *, mask_and_scale=True, decode_times=True, use_cftime=None, decode_timedelta=None):
    """A variable with what its attributes say done to its elements, when they are read."""
    data, attrs, encoding = variable._data, dict(variable.attrs), dict(variable.encoding)
    encoding.setdefault("dtype", data.dtype)
    if mask_and_scale and data.dtype.kind in "iuf":
        data = _masked_and_scaled(name, data, attrs, encoding)
    units = attrs.get("units")
    if decode_timedelta is None:
        decode_timedelta = str(attrs.get("dtype", "")).startswith("timedelta64")
    if decode_timedelta and isinstance(units, str) and _unit(units) and data.dtype.kind in "iuf":
        data = _durations(data, attrs, encoding)
    if decode_times and isinstance(units, str) and " since " in units and data.dtype.kind in "iuf":
        data = _dates(name, data, attrs, encoding, use_cftime)
    if attrs.get("dtype") == "bool" and data.dtype.kind in "iu":
        encoding["dtype"] = attrs.pop("dtype")
        data = data.decoded(lambda values: values.astype(bool), bool)
    return Variable(variable.dims, data, attrs, encoding)


def _masked_and_scaled(name, data, attrs, encoding):
    """`_FillValue` and `missing_value` are missing elements; `scale_factor` and `add_offset` make physical values of packed ones."""
    fills = []
    for key in ("_FillValue", "missing_value"):
        if key in attrs:
            encoding[key] = value = attrs.pop(key)
            fills += np.atleast_1d(np.asarray(value)).astype(data.dtype).tolist()
    fills = [fill for fill in dict.fromkeys(fills) if fill == fill]
    scale, offset = (attrs.pop(key) if key in attrs else None for key in ("scale_factor", "add_offset"))
    encoding.update({key: value for key, value in (("scale_factor", scale), ("add_offset", offset)) if value is not None})
    if "_Unsigned" in attrs and data.dtype.kind == "i":
        encoding["_Unsigned"] = attrs.pop("_Unsigned")
        unsigned = np.dtype(f"uint{8 * data.dtype.itemsize}")
        if encoding["_Unsigned"] == "true":
            data = data.decoded(lambda values: values.astype(unsigned), unsigned)
            fills = [fill % 2 ** (8 * unsigned.itemsize) for fill in fills]
    packed = scale is not None or offset is not None
    has_time_units = " since " in str(attrs.get("units", "")) or str(attrs.get("dtype", "")).startswith("timedelta64")
    if fills:
        # Whole numbers that mean dates have a number for "none", and stay whole.
        counts = has_time_units and not packed and data.dtype.kind in "iu"
        dtype = np.dtype("int64") if counts else _float_for(data.dtype, scale, offset)
        nothing = _NAT if counts else np.nan

        def mask(values):
            missing = values == fills[0]
            for fill in fills[1:]:
                missing = missing | (values == fill)
            return np.where(missing, np.array(nothing, dtype=dtype), values.astype(dtype))

        data = data.decoded(mask, dtype)
    if packed:
        dtype = _float_for(data.dtype, scale, offset)
        factor = 1 if scale is None else np.asarray(scale).item()
        shift = 0 if offset is None else np.asarray(offset).item()

        def unpack(values):
            values = values.astype(dtype)
            if factor != 1:
                values = values * factor
            return values + shift if shift else values

        data = data.decoded(unpack, dtype)
    return data


def _float_for(dtype, scale=None, offset=None):
    """The float that holds packed elements: that of the factor and the offset, double where an offset may need it."""
    if offset is not None:
        same = np.asarray(offset).dtype == np.asarray(scale).dtype == np.dtype("float32") if scale is not None else False
        return np.dtype("float32" if same and np.dtype(dtype).itemsize < 4 else "float64")
    if scale is not None:
        return np.result_type(np.asarray(scale).dtype, np.float32)
    return duck.missing_value(dtype)[0]


def _durations(data, attrs, encoding):
    encoding["units"] = units = attrs.pop("units")
    dtype = np.dtype(attrs.pop("dtype", "timedelta64[ns]"))
    tick = _NANOSECONDS[_unit(units)]
    return data.decoded(lambda values: _ticks(values, tick).astype("timedelta64[ns]").astype(dtype), dtype)


def _ticks(values, tick):
    """Numbers of a unit as nanoseconds; NaN is `NaT`."""
    if values.dtype.kind != "f":
        values = values.astype("int64")
        return np.where(values == _NAT, _NAT, values * tick)
    missing = np.isnan(values)
    whole = np.round(np.where(missing, 0, values) * tick).astype("int64")
    return np.where(missing, _NAT, whole)


def _dates(name, data, attrs, encoding, use_cftime):
    """Dates as `datetime64`, or as those of another calendar."""
    units, calendar = attrs["units"], str(attrs.get("calendar", "standard")).lower()
    found = _SINCE.match(units)
    unit = _unit(found[1]) if found else None
    if found is None or unit is None and not found[1].lower().startswith(("month", "year")):
        raise ValueError(
            f"unable to decode time units {units!r} with calendar {calendar!r} of variable {name!r}."
            " Try opening your dataset with decode_times=False."
        )
    if calendar not in _STANDARD or use_cftime or unit is None:
        return _other_calendar(data, attrs, encoding, units, calendar)
    origin = _origin(found[2], units)
    for key in ("units", "calendar"):
        if key in attrs:
            encoding[key] = attrs.pop(key)
    tick = _NANOSECONDS[unit]
    return data.decoded(lambda values: _ticks(values, tick).astype("timedelta64[ns]") + origin, "datetime64[ns]")


def _origin(text, units):
    found = _ORIGIN.match(text)
    if not found:
        raise ValueError(f"could not read the date in the time units {units!r}. Try opening your dataset with decode_times=False.")
    year, month, day, hour, minute, second, zone = found.groups()
    seconds = float(second or 0)
    moment = np.datetime64(f"{int(year):04d}-{int(month):02d}-{int(day):02d}T{int(hour or 0):02d}:{int(minute or 0):02d}", "ns")
    moment = moment + np.timedelta64(round(seconds * 10**9), "ns")
    if zone and zone not in ("Z", "UTC"):
        digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone) > 3 else zone[1:].zfill(2) + "00"
        shift = (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)
        moment = moment - np.timedelta64(shift, "m")
    return moment


def _other_calendar(data, attrs, encoding, units, calendar):
    import cftime

    for key in ("units", "calendar"):
        if key in attrs:
            encoding[key] = attrs.pop(key)
    return data.decoded(lambda values: cftime.num2date(values, units, calendar=calendar), object)


# Writing


def encode(name, variable):
    """A variable whose elements and attributes a store can hold."""
    data, attrs, encoding = variable._data, dict(variable.attrs), dict(variable.encoding)
    if isinstance(data, LazilyIndexedArray):
        data = data.load()
    kind = data.dtype.kind
    if kind == "M":
        data = _encoded_dates(name, data, attrs, encoding)
    elif kind == "m":
        data = _encoded_durations(name, data, attrs, encoding)
    elif kind == "O":
        data = _encoded_objects(name, data, attrs, encoding)
    elif kind in "US" and "dtype" in encoding and np.dtype(encoding["dtype"]).kind in "biufmM":
        raise TypeError(f"text of variable {name!r} cannot be stored as {encoding['dtype']}; convert it with .astype first")
    # Numbers found among objects have no fill value of their own; counts of dates have.
    if data.dtype.kind in "biuf" and kind not in "mM" and (kind != "O" or "units" in attrs):
        data = _packed(name, data, attrs, encoding)
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
        packed = data.dtype if is_filled else _packed_dtype(data.dtype, encoding)
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


def _packed_dtype(dtype, encoding):
    """The dtype in which numbers are packed."""
    scale, offset = encoding.get("scale_factor"), encoding.get("add_offset")
    scale_type, offset_type = (None if value is None else np.dtype(type(value)) for value in (scale, offset))
    if offset is not None:
        is_wide = dtype.kind in "iu" and dtype.itemsize == 4
        return scale_type if scale_type == offset_type and scale_type.kind == "f" and not is_wide else np.dtype("float64")
    return scale_type


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
    if fill == fill and data.dtype.kind == "f":
        data = duck.where(duck.isnull(data), fill, data)
    if is_unsigned:
        _claim(name, "_Unsigned", attrs, encoding)
        data = duck.module(data).round(data).astype(f"int{8 * data.dtype.itemsize}").astype(dtype)
    return data


def _encoded_dates(name, data, attrs, encoding):
    """Dates as whole numbers of the coarsest unit that needs no fraction, since the first date."""
    units, calendar = encoding.pop("units", None), encoding.pop("calendar", None) or "proleptic_gregorian"
    dtype = np.dtype(encoding.pop("dtype", "int64"))
    if str(calendar).lower() not in _STANDARD:
        raise ValueError(
            f"dates of variable {name!r} cannot be stored in the calendar {calendar!r}; the calendars of datetime64 are {', '.join(_STANDARD[:3])}"
        )
    moments = np.asarray(data).astype("datetime64[ns]")
    valid = moments[~np.isnat(moments)]
    if units is None:
        unit, origin = _date_units(valid)
        units = f"{unit}s since {_date_text(origin)}"
    else:
        found = _SINCE.match(units)
        unit = _unit(found[1]) if found else None
        if unit is None:
            raise ValueError(f"invalid time units: {units!r}; write them as 'days since 2000-01-01'")
        origin = _origin(found[2], units)
    tick = _NANOSECONDS[unit]
    ticks = (moments - origin).astype("int64")
    whole = bool(np.all((valid - origin).astype("int64") % tick == 0))
    if not whole and dtype.kind in "iu":
        finer = next(u for u in reversed(_NANOSECONDS) if bool(np.all((valid - origin).astype("int64") % _NANOSECONDS[u] == 0)))
        warnings.warn(
            f"Times can't be serialized faithfully to int64 with requested units {units!r}. "
            f"Resolution of '{finer}s' needed. Serializing with units '{finer}s since {_date_text(origin)}'.",
            UserWarning,
            stacklevel=4,
        )
        unit, tick, whole = finer, _NANOSECONDS[finer], True
        units = f"{finer}s since {_date_text(origin)}"
    _set_new(name, attrs, units=units, calendar=calendar)
    return _numbers(moments, ticks, tick, whole, dtype, attrs, encoding)


def _numbers(moments, ticks, tick, whole, dtype, attrs, encoding):
    """Ticks as numbers of a unit; missing ones are NaN, or the fill value that was asked for."""
    missing = np.isnat(moments)
    if whole and dtype.kind in "iu":
        fill = encoding.pop("_FillValue", None)
        if missing.any():
            fill = _NAT if fill is None else fill
            attrs["_FillValue"] = fill
        return np.where(missing, 0 if fill is None else fill, ticks // tick).astype(dtype)
    return np.where(missing, np.nan, ticks / tick).astype(dtype if dtype.kind == "f" else "float64")


def _date_units(valid):
    """The coarsest of days, hours, … that counts all dates in whole numbers from the first one."""
    if not valid.size:
        return "day", np.datetime64("1970-01-01", "ns")
    origin = valid.reshape(-1)[0]
    steps = (valid - origin).astype("int64")
    return next(
        (unit for unit in ("day", "hour", "minute", "second") if bool(np.all(steps % _NANOSECONDS[unit] == 0))),
        next((unit for unit in ("millisecond", "microsecond") if bool(np.all(steps % _NANOSECONDS[unit] == 0))), "nanosecond"),
    ), origin


def _date_text(moment):
    text = str(moment.astype("datetime64[ns]")).replace("T", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _encoded_durations(name, data, attrs, encoding):
    units = encoding.pop("units", None)
    encoding.pop("dtype", None)
    spans = np.asarray(data).astype("timedelta64[ns]")
    valid = spans[~np.isnat(spans)].astype("int64")
    unit = _unit(units) if units else None
    if unit is None:
        unit = next(u for u in reversed(_NANOSECONDS) if bool(np.all(valid % _NANOSECONDS[u] == 0)))
    tick = _NANOSECONDS[unit]
    _set_new(name, attrs, units=f"{unit}s")
    attrs["dtype"] = str(data.dtype)
    return _numbers(spans, spans.astype("int64"), tick, bool(np.all(valid % tick == 0)), np.dtype("int64"), attrs, encoding)


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
    if items and all(hasattr(item, "calendar") for item in items):
        import cftime

        calendar = encoding.pop("calendar", None) or items[0].calendar
        units = encoding.pop("units", None) or f"hours since {items[0].isoformat(' ') if hasattr(items[0], 'isoformat') else items[0]}"
        encoding.pop("dtype", None)
        attrs["units"], attrs["calendar"] = units, calendar
        return np.asarray(cftime.date2num(data, units, calendar=calendar))
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
