//! NumPy's random number generators.
