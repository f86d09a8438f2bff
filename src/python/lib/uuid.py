"""Random unique names."""

import random as _random

_generator = _random.Random()


class UUID:
    """A number of 128 bits, written in groups of hexadecimal digits."""

    def __init__(self, hex=None, *, int=None):
        if (hex is None) == (int is None):
            raise TypeError("one of the hex or int arguments must be given")
        if hex is not None:
            digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(digits) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = __builtins__["int"](digits, 16) if isinstance(__builtins__, dict) else __builtins__.int(digits, 16)
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        self.int = int

    @property
    def hex(self):
        return f"{self.int:032x}"

    @property
    def bytes(self):
        return self.int.to_bytes(16, "big")

    @property
    def version(self):
        return (self.int >> 76) & 0xF

    def __str__(self):
        digits = self.hex
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def __repr__(self):
        return f"UUID({str(self)!r})"

    def __int__(self):
        return self.int

    def __hash__(self):
        return hash(self.int)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented


def uuid4():
    """A random one."""
    number = _generator.getrandbits(128)
    number = number & ~(0xF << 76) | 4 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


def uuid1(node=None, clock_seq=None):
    """One that is as unique as :func:`uuid4`'s: there is no network card to name it after."""
    return uuid4()
