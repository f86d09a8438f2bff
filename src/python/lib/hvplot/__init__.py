"""`.hvplot`: the plots of hvPlot, drawn once. They do not zoom and have no sliders: Matplotlib's pictures stand in for them."""

__version__ = "0.12.0"
