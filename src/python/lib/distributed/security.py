"""Certificates for connections: nothing leaves this process, so there is nothing to secure."""


class Security:
    """Taken where Dask takes it; it changes nothing."""

    def __init__(self, require_encryption=None, **kwargs):
        self.require_encryption = bool(require_encryption)

    @classmethod
    def temporary(cls, **kwargs):
        """A security object for one session."""
        return cls(require_encryption=True)

    def __repr__(self):
        return f"Security(require_encryption={self.require_encryption})"
