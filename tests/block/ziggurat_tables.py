"""Writes src/block/random/tables.rs: the ziggurat tables of an installed NumPy.

    python tests/block/ziggurat_tables.py > src/block/random/tables.rs

NumPy's double tables were once computed in double precision; computing them anew gives other last bits, and so other
samples. They are therefore read from the static library that NumPy ships for users of its distributions.
Needs binutils (ar, readelf).
"""

import pathlib
import re
import struct
import subprocess
import tempfile

import numpy

LIBRARY = pathlib.Path(numpy.__file__).parent / "random/lib/libnpyrandom.a"
MEMBER = "src_distributions_distributions.c.o"
TABLES = [
    ("ki_double", "NORMAL_INSIDE", "u64", "Below this the sample lies inside layer i for certain (53 bits)."),
    ("wi_double", "NORMAL_WIDTH", "f64", "The width of layer i divided by 2**52."),
    ("fi_double", "NORMAL_HEIGHT", "f64", "exp(-x*x/2) at the edge of layer i."),
    ("ki_float", "NORMAL_INSIDE_F32", "u32", "As NORMAL_INSIDE, for 23 bits."),
    ("wi_float", "NORMAL_WIDTH_F32", "f32", "The width of layer i divided by 2**23."),
    ("fi_float", "NORMAL_HEIGHT_F32", "f32", "As NORMAL_HEIGHT."),
    ("ke_double", "EXPONENTIAL_INSIDE", "u64", "Below this the sample lies inside layer i for certain (53 bits)."),
    ("we_double", "EXPONENTIAL_WIDTH", "f64", "The width of layer i divided by 2**53."),
    ("fe_double", "EXPONENTIAL_HEIGHT", "f64", "exp(-x) at the edge of layer i."),
]

with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["ar", "x", str(LIBRARY), MEMBER], cwd=folder, check=True)
    path = pathlib.Path(folder) / MEMBER
    binary = path.read_bytes()
    sections = {}
    for line in subprocess.check_output(["readelf", "-SW", path], text=True).splitlines():
        if match := re.match(r"\s*\[\s*(\d+)\]\s+\S+\s+\S+\s+\S+\s+([0-9a-f]+)", line):
            sections[int(match[1])] = int(match[2], 16)
    symbols = {}
    for line in subprocess.check_output(["readelf", "-sW", path], text=True).splitlines():
        fields = line.split()
        if len(fields) == 8 and fields[3] == "OBJECT":
            symbols[fields[7]] = sections[int(fields[6])] + int(fields[1], 16)

print("//! The layers of the ziggurats for normal and exponential samples, to the bit as NumPy has them.")
print("//!")
print(f"//! Written by `tests/block/ziggurat_tables.py` from NumPy {numpy.__version__}; do not edit.")
for symbol, name, kind, doc in TABLES:
    wide = kind.endswith("64")
    words = struct.unpack_from("<256" + ("Q" if wide else "I"), binary, symbols[symbol])
    print(f"\n/// {doc}\n#[rustfmt::skip]\npub(super) static {name}: [{kind}; 256] = [")
    per_line = 6 if wide else 10
    for start in range(0, 256, per_line):
        texts = []
        for word in words[start : start + per_line]:
            if kind.startswith("u"):
                texts.append(f"{word:#x}")
            else:
                value = struct.unpack("<d" if wide else "<f", struct.pack("<Q" if wide else "<I", word))[0]
                text = repr(value) if wide else str(numpy.float32(value))
                texts.append(text if "." in text or "e" in text else text + ".0")
        print("    " + ", ".join(texts) + ",")
    print("];")
