//! Which modules there are: native ones, frozen ones, and what to say of those that are missing.

use std::collections::BTreeSet;

use rustpython_compiler_core::frozen::{FrozenLib, FrozenModule};
use rustpython_vm::Context;
use rustpython_vm::builtins::PyModuleDef;

use crate::python;
use crate::python::packages::PACKAGES;

/// The Python sources that `freeze.rs` compiled.
static FROZEN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/frozen.bin"));

/// Those that the page fetches when it needs them (`libraries`).
#[cfg(not(target_arch = "wasm32"))]
static LIBRARIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/libraries.bin"));

/// The frozen modules that are linked in, by name; of two with the same name the later one counts.
pub(super) fn frozen() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    let frozen = FrozenLib::from_ref(FROZEN).decode();
    #[cfg(not(target_arch = "wasm32"))]
    let frozen = frozen.chain(FrozenLib::from_ref(LIBRARIES).decode());
    #[cfg(all(debug_assertions, not(target_arch = "wasm32")))]
    let frozen = frozen.chain(super::edited::modules());
    frozen
}

/// The native modules: ours, and those of Python's library that we replace.
pub(super) fn native(ctx: &Context) -> Vec<&'static PyModuleDef> {
    let mut modules = super::native::modules(ctx);
    modules.extend(python::stdlib::modules(ctx));
    modules.extend(python::modules(ctx));
    modules
}

/// What follows the message "No module named 'x'" for a module that we do not have; `None` for other messages.
pub(super) fn hint_for_missing(message: &str) -> Option<String> {
    let name = message.strip_prefix("No module named ")?.split(';').next()?.trim_matches('\'');
    let top = name.split('.').next()?;
    let available = available();
    if available.contains(top) {
        return None;
    }
    let ours: Vec<_> = PACKAGES.iter().map(|(name, _)| *name).filter(|name| available.contains(name)).collect();
    let wish = match top {
        "scipy" | "sklearn" | "cupy" | "numba" | "torch" | "fsspec" | "pyarrow" => {
            "it needs a real Python. Here there are"
        }
        _ => "packages cannot be installed here. There are",
    };
    let ours = if ours.is_empty() { String::new() } else { format!("{} and ", ours.join(", ")) };
    Some(format!(": {wish} {ours}parts of Python's standard library ({})", standard_library(&available).join(", ")))
}

/// The names of modules that `import` finds, without packages' insides and private names.
pub(super) fn available() -> BTreeSet<&'static str> {
    let native = ["builtins", "gc", "itertools", "math", "sys", "time", "atexit", "errno", "marshal"];
    let frozen = frozen().map(|(name, _)| name).chain(PACKAGES.iter().map(|(name, _)| *name));
    frozen.filter(|name| !name.contains('.') && !name.starts_with('_')).chain(native).collect()
}

/// Those of the standard library that a lesson is likely to want.
fn standard_library(available: &BTreeSet<&'static str>) -> Vec<&'static str> {
    const COMMON: &[&str] = &[
        "collections",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "heapq",
        "io",
        "itertools",
        "json",
        "math",
        "operator",
        "os",
        "pprint",
        "random",
        "re",
        "statistics",
        "string",
        "sys",
        "textwrap",
        "threading",
        "time",
        "typing",
        "uuid",
        "warnings",
    ];
    COMMON.iter().copied().filter(|name| available.contains(name)).collect()
}
