"""`Affine`: from columns and rows of a raster to coordinates, and back."""

__all__ = ["Affine"]


class Affine(tuple):
    """`x = a * column + b * row + c`, `y = d * column + e * row + f`."""

    __slots__ = ()

    def __new__(cls, a, b, c, d, e, f, g=0.0, h=0.0, i=1.0):
        return tuple.__new__(cls, map(float, (a, b, c, d, e, f, g, h, i)))

    a = property(lambda self: self[0])
    b = property(lambda self: self[1])
    c = xoff = property(lambda self: self[2])
    d = property(lambda self: self[3])
    e = property(lambda self: self[4])
    f = yoff = property(lambda self: self[5])

    @classmethod
    def identity(cls):
        """Columns and rows as they are."""
        return cls(1, 0, 0, 0, 1, 0)

    @classmethod
    def translation(cls, xoff, yoff):
        """Moved."""
        return cls(1, 0, xoff, 0, 1, yoff)

    @classmethod
    def scale(cls, *scaling):
        """Stretched, along x and along y."""
        x, y = scaling if len(scaling) > 1 else scaling * 2
        return cls(x, 0, 0, 0, y, 0)

    @classmethod
    def from_gdal(cls, c, a, b, f, d, e):
        """From the order in which GDAL writes the six numbers."""
        return cls(a, b, c, d, e, f)

    def to_gdal(self):
        """In the order in which GDAL writes the six numbers."""
        return (self.c, self.a, self.b, self.f, self.d, self.e)

    @property
    def determinant(self):
        return self.a * self.e - self.b * self.d

    @property
    def is_rectilinear(self):
        return self.b == self.d == 0 or self.a == self.e == 0

    def __mul__(self, other):
        a, b, c, d, e, f = self[:6]
        if isinstance(other, Affine):
            p, q, r, s, t, u = other[:6]
            return Affine(a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f)
        x, y = other
        return x * a + y * b + c, x * d + y * e + f

    def __invert__(self):
        if not self.determinant:
            raise ValueError("the transform cannot be inverted: it maps all points onto a line")
        scale = 1 / self.determinant
        a, b, d, e = self.e * scale, -self.b * scale, -self.d * scale, self.a * scale
        return Affine(a, b, -self.c * a - self.f * b, d, e, -self.c * d - self.f * e)

    def almost_equals(self, other, precision=None):
        """Whether all numbers are close."""
        precision = 1e-5 if precision is None else precision
        return all(abs(one - two) < precision for one, two in zip(self, other))

    def __str__(self):
        return "\n".join("|" + ",".join(f"{part: .2f}" for part in self[at : at + 3]) + "|" for at in (0, 3, 6))

    def __repr__(self):
        rows = (", ".join(repr(part) for part in self[at : at + 3]) for at in (0, 3))
        return f"Affine({(',' + chr(10) + '       ').join(rows)})"

    def __reduce__(self):
        return (Affine, tuple(self[:6]))
