//! What layers and tasks are annotated with while a graph is built (`dask.annotate`): a number, whose meaning is its maker's.

use std::cell::Cell;

/// The number of a set of annotations; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Annotation(pub u32);

thread_local! {
    static CURRENT: Cell<Annotation> = const { Cell::new(Annotation(0)) };
}

impl Annotation {
    /// What is built on this thread now gets this.
    pub fn current() -> Annotation {
        CURRENT.get()
    }

    /// From now on, what is built on this thread gets this.
    pub fn set_current(self) {
        CURRENT.set(self);
    }

    /// Whether there are any.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }
}
