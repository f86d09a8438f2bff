"""Stores of many layouts: real Zarr writes them and ours reads them, and the other way round.

Each case is the keyword arguments of `zarr.create_array` and the code of its values; both sides run the same code. What a side reads is
printed as one line of JSON and compared with the values.
"""

import argparse
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

NUMBERS = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64"]

COMPRESSORS_V3 = {
    "none": "None",
    "default": "'auto'",
    "zstd": "zarr.codecs.ZstdCodec(level=9)",
    "gzip": "zarr.codecs.GzipCodec(level=3)",
    "blosc-lz4": "zarr.codecs.BloscCodec(cname='lz4', clevel=5, shuffle='shuffle')",
    "blosc-zstd-bits": "zarr.codecs.BloscCodec(cname='zstd', clevel=9, shuffle='bitshuffle')",
    "blosc-zlib": "zarr.codecs.BloscCodec(cname='zlib', clevel=1, shuffle='noshuffle')",
    "blosc-lz4hc": "zarr.codecs.BloscCodec(cname='lz4hc', clevel=9, shuffle='shuffle')",
    "checksum": "[zarr.codecs.ZstdCodec(), zarr.codecs.Crc32cCodec()]",
}

COMPRESSORS_V2 = {
    "none": "None",
    "default": "'auto'",
    "zstd": "numcodecs.Zstd(level=3)",
    "zlib": "numcodecs.Zlib(level=9)",
    "gzip": "numcodecs.GZip(level=1)",
    "lz4": "numcodecs.LZ4()",
    "blosc": "numcodecs.Blosc()",
    "blosc-zstd": "numcodecs.Blosc(cname='zstd', clevel=3, shuffle=numcodecs.Blosc.BITSHUFFLE)",
    "blosc-auto": "numcodecs.Blosc(cname='lz4', shuffle=numcodecs.Blosc.AUTOSHUFFLE)",
}

# Written by real Zarr only.
READ_ONLY_V2 = {
    "blosc-blosclz": "numcodecs.Blosc(cname='blosclz', clevel=9)",
    "blosc-blosclz-bits": "numcodecs.Blosc(cname='blosclz', clevel=1, shuffle=2)",
}

SMALL = "np.arange(70).reshape(7, 10)"
# Long enough for several blocks, and neither regular nor noise.
LONG = "((np.arange(400_000) * 7919 % 1000) // np.where(np.arange(400_000) % 5 == 0, 1, 50)).reshape(400, 1000)"


def cases():
    """Pairs of a name and a case: options of the array, and its values; whether only the real side writes it."""

    def case(zarr_format, dtype, values, *, only_read=False, **options):
        options = {"zarr_format": zarr_format, "dtype": repr(dtype), **options}
        return {"options": options, "values": values, "only_read": only_read}

    for dtype in NUMBERS:
        for zarr_format in (2, 3):
            yield f"numbers-{zarr_format}-{dtype}", case(zarr_format, dtype, f"({SMALL} % 120).astype({dtype!r})", chunks=(3, 4))
    for dtype in ("int16", "uint32", "float64"):
        swapped = np_order(dtype)
        yield f"big-2-{dtype}", case(2, swapped, f"{SMALL}.astype({dtype!r})", chunks=(3, 4))
        yield (
            f"big-3-{dtype}",
            case(3, dtype, f"{SMALL}.astype({dtype!r})", chunks=(3, 4), serializer="zarr.codecs.BytesCodec(endian='big')"),
        )
    for zarr_format, compressors in ((3, COMPRESSORS_V3), (2, COMPRESSORS_V2)):
        for (name, codec), dtype in itertools.product(compressors.items(), ("uint8", "int16", "float32", "float64")):
            yield (
                f"codec-{zarr_format}-{name}-{dtype}",
                case(zarr_format, dtype, f"{LONG}.astype({dtype!r})", chunks=(150, 999), compressors=codec),
            )
    for (name, codec), dtype in itertools.product(READ_ONLY_V2.items(), ("uint8", "float32")):
        yield f"codec-2-{name}-{dtype}", case(2, dtype, f"{LONG}.astype({dtype!r})", chunks=(150, 999), compressors=codec, only_read=True)
    for number, (codec, dtype, values) in enumerate(frames()):
        yield f"frame-{number}", case(2, dtype, values, compressors=codec, only_read=True)
    for zarr_format in (2, 3):
        yield f"fortran-{zarr_format}", case(zarr_format, "int32", SMALL, chunks=(3, 4), order="'F'")
        yield (
            f"order-3d-{zarr_format}",
            case(zarr_format, "int32", "np.arange(60).reshape(3, 4, 5)", chunks=(2, 3, 2), order="'F'", compressors="None"),
        )
        for fill, dtype in (
            ("float('nan')", "float32"),
            ("-1.5", "float64"),
            ("float('-inf')", "float64"),
            ("7", "uint8"),
            ("True", "bool"),
        ):
            yield f"fill-{zarr_format}-{dtype}-{fill}", case(zarr_format, dtype, None, shape=(5, 3), chunks=(2, 2), fill_value=fill)
        yield f"scalar-{zarr_format}", case(zarr_format, "float64", "np.array(2.5)")
        yield f"empty-{zarr_format}", case(zarr_format, "int64", "np.zeros((0, 3), dtype='int64')")
        texts = "np.array(['Crete', '', 'Ünïcode', 'a' * 12])"
        yield f"text-{zarr_format}", case(zarr_format, "<U12", texts, chunks=(3,))
        yield f"vlen-{zarr_format}", case(zarr_format, "str", texts, chunks=(3,))
        days = "np.array(['2001-01-01', '1969-12-31', '2262-01-01'], dtype='datetime64[ns]')"
        yield f"dates-{zarr_format}", case(zarr_format, "datetime64[ns]", days, chunks=(2,))
        yield (
            f"durations-{zarr_format}",
            case(zarr_format, "timedelta64[s]", "np.array([1, -5, 10**9], dtype='timedelta64[s]')", chunks=(2,)),
        )
    yield "nan", case(3, "float32", "np.where(np.arange(12) % 3 == 0, np.nan, 1.5)", chunks=(5,))
    yield "bytes-2", case(2, "|S6", "np.array([b'ab', b'', b'abcdef'])", chunks=(2,), only_read=True)
    yield "half", case(3, "float16", "np.array([1.5, -2.0, 65504.0, 6e-8], dtype='float16')", chunks=(3,), only_read=True)
    yield "separator", case(2, "int32", SMALL, chunks=(3, 4), chunk_key_encoding="{'name': 'v2', 'separator': '/'}")
    yield "keys-v2", case(3, "int32", SMALL, chunks=(3, 4), chunk_key_encoding="{'name': 'v2', 'separator': '.'}")
    for compressor in ("None", "'auto'"):
        yield f"shards-{compressor}", case(3, "int32", SMALL, chunks=(2, 2), shards=(4, 6), compressors=compressor)
    yield "shards-sparse", case(3, "float32", f"np.where({SMALL} == 33, 1, 0)", chunks=(1, 2), shards=(4, 6))


def frames():
    """Frames of Blosc by chance, the same each time: what compresses them, of what, and values that compress well, a little or not."""
    chance = random.Random(1)
    for cname, shuffle, _ in itertools.product(("lz4", "lz4hc", "zstd", "zlib", "blosclz"), (-1, 0, 1, 2), range(2)):
        clevel, blocksize = chance.randint(0, 9), chance.choice([0, 0, 100, 1 << 10, 100_000])
        length = chance.choice([1, 7, 8, 127, 128, 129, 1000, 70_001])
        values = f"np.random.default_rng({chance.randint(0, 999)}).integers(0, {chance.choice([1, 2, 5, 100])}, {length})"
        if chance.random() < 0.3:
            values = f"np.cumsum({values}) // 3"
        dtype = chance.choice(NUMBERS)
        codec = f"numcodecs.Blosc(cname={cname!r}, clevel={clevel}, shuffle={shuffle}, blocksize={blocksize})"
        yield codec, dtype, f"({values}).astype({dtype!r})"


def np_order(dtype):
    """The dtype's string with its high byte first."""
    import numpy

    return numpy.dtype(dtype).newbyteorder(">").str


# What both sides run.
PRELUDE = """
import json
import numpy as np
import numcodecs
import xarray as xr
import zarr


def shown(values):
    values = np.asarray(values)
    if values.dtype.kind in "OTUS":
        items = [item.decode() if isinstance(item, bytes) else str(item) for item in values.ravel().tolist()]
    elif values.dtype.kind in "mM":
        items = values.astype("int64").ravel().tolist()
    elif values.size > 1000:
        # A sum that moves with each element's place.
        flat = values.ravel().astype("float64")
        items = [float(flat.sum()), float((flat * (np.arange(flat.size) % 97)).sum()), float((flat * (np.arange(flat.size) % 1009)).sum())]
    else:
        items = [repr(float(item)) if values.dtype.kind == "f" else int(item) for item in values.ravel().tolist()]
    return [list(values.shape), items]


def part(array):
    return array[tuple(slice(length // 3, length // 3 + (length + 1) // 2) for length in array.shape)]


def write(root, name, values, options):
    if values is None:
        zarr.create_array(root + name, **options)
        return
    shape = options.pop("shape", values.shape)
    array = zarr.create_array(root + name, shape=shape, **options)
    array.attrs["title"] = name
    array[...] = values
    if values.ndim and values.shape[0] > 3:
        # Once more, in parts that cut chunks.
        array[1:3] = values[1:3]
        array[-1] = values[-1]


def read(root, name):
    array = zarr.open_array(root + name, mode="r")
    print(json.dumps([name, list(array.chunks), array.metadata.zarr_format, dict(array.attrs), shown(array[...]), shown(part(array))]))
"""


def call(function, root, name, case):
    if function == "read":
        return f"read({root!r}, {name!r})\n"
    options = ", ".join(f"{key!r}: {value}" for key, value in case["options"].items())
    return f"write({root!r}, {name!r}, {case['values']}, {{{options}}})\n"


def run_real(code):
    """Runs code with the real libraries; gives what it printed."""
    import contextlib
    import io

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(code, "<real>", "exec"), {"__name__": "real"})
    return printed.getvalue()


def run_ours(command, code, folder):
    file = pathlib.Path(folder) / "ours.py"
    file.write_text(code)
    ended = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    if ended.returncode:
        print(ended.stdout[-2000:], ended.stderr[-4000:], sep="\n")
    return ended.stdout


def lines(printed):
    """What was read, by name."""
    found = {}
    for line in printed.splitlines():
        if line.startswith("["):
            name, *what = json.loads(line)
            found[name] = what
    return found


def tried(call):
    """A call whose error is printed, so that the cases behind it run."""
    body = "".join(f"    {line}\n" for line in call.splitlines())
    return f"try:\n{body}except Exception as error:\n    print('FAILED', type(error).__name__, error)\n"


def compare(title, expected, found):
    """Counts; prints what differs."""
    passed = failed = 0
    for name, values in expected.items():
        if found.get(name) == values:
            passed += 1
            continue
        failed += 1
        print(f"DIFFERS {title}: {name}\n  real {str(values)[:300]}\n  ours {str(found.get(name))[:300]}")
    return passed, failed


def hierarchies(root):
    """Code that makes a hierarchy, and code that tells what is in one."""
    make = f"""
for zarr_format in (2, 3):
    group = zarr.open_group({root!r} + f"h{{zarr_format}}", mode="w", zarr_format=zarr_format, attributes={{"title": "all"}})
    group.create_group("deep").create_array("y", shape=(4, 3), chunks=(2, 2), dtype="float32")[...] = 2
    group.create_array("x", shape=(3,), dtype="int64", attributes={{"units": "m"}})[:] = np.arange(3)
    zarr.consolidate_metadata({root!r} + f"h{{zarr_format}}")
"""
    tell = f"""
for zarr_format in (2, 3):
    for opened in (zarr.open_consolidated({root!r} + f"h{{zarr_format}}"), zarr.open_group({root!r} + f"h{{zarr_format}}", mode="r", use_consolidated=False)):
        names = sorted(name for name, _ in opened.members(max_depth=None))
        print(json.dumps([f"h{{zarr_format}} {{opened.metadata.consolidated_metadata is not None}}", names, dict(opened.attrs), dict(opened["x"].attrs),
                          shown(opened["x"][...]), shown(opened["deep/y"][...]), "deep" in opened, "z" in opened]))
"""
    return make, tell


def labelled_groups(root):
    """Code that writes Datasets into groups of stores, also into parts of what is there, and code that tells what is in them."""
    make = f"""
ds = xr.Dataset({{"u": (("x", "y"), np.arange(6.0).reshape(2, 3)), "n": 7}}, coords={{"x": [10, 20]}}, attrs={{"title": "T"}})
for zarr_format in (2, 3):
    place = {root!r} + f"l{{zarr_format}}"
    ds.to_zarr(place, group="a", zarr_format=zarr_format)
    ds.to_zarr(place, group="b/c", mode="a", zarr_format=zarr_format)
    (ds + 1).to_zarr(place, mode="a", zarr_format=zarr_format)
    (ds * 2).to_zarr(place, group="a", mode="w", zarr_format=zarr_format)
    ds.assign_coords(x=[30, 40]).drop_vars("n").to_zarr(place, group="b/c", append_dim="x")
    (ds.isel(x=slice(0, 1)).drop_vars("n") - 5).to_zarr(place, group="b/c", region={{"x": slice(1, 2)}})
    ds.to_zarr({root!r} + f"m{{zarr_format}}", group="deep/er", consolidated=False, zarr_format=zarr_format)
"""
    tell = f"""
for zarr_format in (2, 3):
    for place, group in (("l", None), ("l", "a"), ("l", "b"), ("l", "b/c"), ("m", "deep/er"), ("m", "deep"), ("m", None)):
        opened = xr.open_zarr({root!r} + f"{{place}}{{zarr_format}}", group=group, consolidated=place == "l").load()
        print(json.dumps([f"labelled {{place}}{{zarr_format}} {{group}}", dict(opened.attrs), dict(opened.sizes),
                          {{name: shown(opened[name].values) for name in sorted(opened.variables)}}]))
    whole = zarr.open_consolidated({root!r} + f"l{{zarr_format}}")
    print(json.dumps([f"labelled {{zarr_format}}", sorted(name for name, _ in whole.members(max_depth=None))]))
"""
    return make, tell


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", nargs="+", required=True, help="the command that runs a Python file")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    arguments = parser.parse_args()
    chosen = {name: case for name, case in cases() if arguments.only in name}
    both = {name: case for name, case in chosen.items() if not case["only_read"]}
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        real, ours = f"{folder}/real/", f"{folder}/ours/"
        make_real, tell_real = map("".join, zip(hierarchies(real), labelled_groups(real)))
        make_ours, tell_ours = map("".join, zip(hierarchies(ours), labelled_groups(ours)))
        run_real(PRELUDE + "".join(call("write", real, name, case) for name, case in chosen.items()) + make_real)
        code = PRELUDE + "".join(tried(call("write", ours, name, case)) for name, case in both.items()) + make_ours
        code += "".join(tried(call("read", real, name, case)) for name, case in chosen.items()) + tell_real
        printed = run_ours(arguments.ours, code, folder)
        print("".join(line + "\n" for line in printed.splitlines() if line.startswith("FAILED")), end="")
        expected = lines(run_real(PRELUDE + "".join(call("read", real, name, case) for name, case in chosen.items()) + tell_real))
        for count in (compare("real Zarr wrote, ours read", expected, lines(printed)),):
            passed, failed = passed + count[0], failed + count[1]
        found = lines(run_real(PRELUDE + "".join(tried(call("read", ours, name, case)) for name, case in both.items()) + tried(tell_ours)))
        expected = {name: values for name, values in expected.items() if name not in chosen or name in both}
        count = compare("ours wrote, real Zarr read", expected, found)
        passed, failed = passed + count[0], failed + count[1]
    print(f"stores of real Zarr and ours: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
