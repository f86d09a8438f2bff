"""Parts of the world by name. There are data of coasts only: see `GeoAxes.add_feature`."""


class Feature:
    def __init__(self, name):
        self.name = name

    def with_scale(self, new_scale):
        return self

    def __repr__(self):
        return f"<cartopy.feature.{self.name}>"


BORDERS, COASTLINE, LAKES, LAND, OCEAN, RIVERS, STATES = (
    Feature(name) for name in ("borders", "coastline", "lakes", "land", "ocean", "rivers", "states")
)


class NaturalEarthFeature(Feature):
    def __init__(self, category, name, scale="110m", **kwargs):
        super().__init__(name)
