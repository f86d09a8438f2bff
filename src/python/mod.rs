//! Python: the RustPython host, and the modules that learners import.
//!
//! in: cells; out: graphs and tasks for the engine, outputs for whoever shows them.
//! A module has a *native core* in Rust (`_x`, loops over elements live there) and a *Python face* (`lib/x.py`:
//! signatures, defaults, documentation, argument checks). `README.md` in this folder shows how to add one.

#[cfg(all(debug_assertions, not(target_arch = "wasm32")))]
mod bytecode;
#[cfg(not(target_arch = "wasm32"))]
pub mod command;
pub mod dask;
mod dask_array;
pub mod error;
pub mod host;
pub mod notebook;
pub mod numpy;
mod packages;
mod plots;
mod recipes;
pub mod stdlib;
mod store;
pub mod tasks;
pub mod value;

use rustpython_vm::Context;
use rustpython_vm::builtins::PyModuleDef;

/// The native cores of the modules that learners import. Each room of this folder adds its own here.
pub fn modules(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![
        dask::module_def(ctx),
        numpy::_numpy::module_def(ctx),
        dask_array::_dask_array::module_def(ctx),
        plots::_dasklet_plots::module_def(ctx),
        recipes::_dasklet_recipes::module_def(ctx),
        store::_dasklet_store::module_def(ctx),
    ]
}
