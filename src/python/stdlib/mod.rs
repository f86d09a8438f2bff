//! Native parts of Python's standard library that we bring ourselves.
//!
//! `rustpython-stdlib` has them too, but links as a whole: it would double the size of what a page loads.

mod digest;
mod locks;
mod math;
mod random;
mod wall_clock;

use rustpython_vm::Context;
use rustpython_vm::builtins::PyModuleDef;

/// The modules of this folder.
pub fn modules(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![
        digest::_dasklet_digest::module_def(ctx),
        locks::_dasklet_locks::module_def(ctx),
        math::functions::module_def(ctx),
        random::_random::module_def(ctx),
        wall_clock::_dasklet_time::module_def(ctx),
    ]
}
