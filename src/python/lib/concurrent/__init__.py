"""Home of ``concurrent.futures``."""
