"""Cartopy's axes, for Matplotlib."""
