"""What goes wrong."""


class APIError(Exception):
    """A catalogue has no answer."""
