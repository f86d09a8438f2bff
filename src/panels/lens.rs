//! Where a picture's places are in a panel.

/// From places in a picture to places in the panel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lens {
    pub(super) scale_x: f64,
    pub(super) scale_y: f64,
    pub(super) left: f64,
    pub(super) top: f64,
}

impl Lens {
    pub(super) fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.scale_x + self.left, y * self.scale_y + self.top)
    }

    pub(super) fn back(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.left) / self.scale_x, (y - self.top) / self.scale_y)
    }
}
