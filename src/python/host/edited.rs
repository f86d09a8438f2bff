//! In debug builds of the native command: the modules whose files are newer than the executable, from their files.
//!
//! So work on a module of `lib/` needs no build: the next `dasklet run` sees it.

use std::path::Path;
use std::sync::LazyLock;
use std::time::SystemTime;

use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenModule};

use crate::python::bytecode::{OURS, freeze, module_name, python_files};

/// The edited modules by name, compiled once.
pub(super) fn modules() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    static EDITED: LazyLock<Vec<(String, FrozenModule<Vec<u8>>)>> = LazyLock::new(compiled);
    EDITED.iter().map(|(name, module)| {
        (
            name.as_str(),
            FrozenModule { code: FrozenCodeObject { bytes: &module.code.bytes[..] }, package: module.package },
        )
    })
}

fn compiled() -> Vec<(String, FrozenModule<Vec<u8>>)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/")).join(OURS);
    let (Some(built), true) = (std::env::current_exe().ok().and_then(|path| changed(&path)), root.is_dir()) else {
        return Vec::new();
    };
    let edited = python_files(&root, &mut |_| ()).into_iter().filter(|path| changed(path) > Some(built));
    edited
        .map(|path| {
            let (name, package) = module_name(&root, &path);
            let module = freeze(&name, &path, package, true, true);
            (name, module)
        })
        .collect()
}

/// When a file was last written.
fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}
