//! Compiles Python modules to the bytecode that the interpreter carries.
//!
//! The build script does so for all modules (`freeze.rs`); debug builds once more for those edited since (`host::edited`).

use std::path::{Path, PathBuf};

use rustpython_compiler::{CompileOpts, Mode, compile};
use rustpython_compiler_core::bytecode::{CodeObject, ConstantData};
use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenModule};
use rustpython_compiler_core::marshal;

/// Ours, from the package's folder: the modules that learners import, and Python parts of the host.
pub const OURS: &str = "src/python/lib";

/// The name of the module in the file `path` below `root`, and whether it is a package.
pub fn module_name(root: &Path, path: &Path) -> (String, bool) {
    let relative = path.strip_prefix(root).expect("a file below its root").with_extension("");
    let mut parts: Vec<_> = relative.iter().map(|part| part.to_str().expect("an ASCII file name")).collect();
    let package = parts.last() == Some(&"__init__");
    if package {
        parts.pop();
    }
    (parts.join("."), package)
}

/// The Python files in `dir` and, after them, those in the folders in it; `folder` is told of each folder.
pub fn python_files(dir: &Path, folder: &mut dyn FnMut(&Path)) -> Vec<PathBuf> {
    folder(dir);
    let entries = std::fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot list {}: {error}", dir.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a directory entry").path()).collect();
    paths.sort();
    let (folders, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_dir());
    let mut files: Vec<_> =
        files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "py")).collect();
    for inner in folders {
        files.extend(python_files(&inner, folder));
    }
    files
}

/// The frozen module in the file `path`. `docstrings` keeps the help that learners ask for; `lines` keeps line numbers, which only
/// those who work on the module see.
///
/// # Panics
/// If the file cannot be read or is no Python: with its name and the place in it.
pub fn freeze(name: &str, path: &Path, package: bool, docstrings: bool, lines: bool) -> FrozenModule<Vec<u8>> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    // Tracebacks of learners leave these frames out, so nobody sees columns.
    let options =
        CompileOpts { debug_ranges: false, optimize: if docstrings { 0 } else { 2 }, ..CompileOpts::default() };
    let mut code = compile(&text, Mode::Exec, &format!("<frozen {name}>"), options).unwrap_or_else(|error| {
        let (line, column) = error.python_location();
        panic!("{}:{line}:{column}: {error}", path.display())
    });
    if !lines {
        without_lines(&mut code);
    }
    let mut bytes = Vec::new();
    marshal::serialize_code(&mut bytes, &code);
    FrozenModule { code: FrozenCodeObject { bytes: stored(&bytes) }, package }
}

/// Tracebacks of learners leave these frames out, and the tables take a tenth of the bytes.
fn without_lines(code: &mut CodeObject) {
    code.linetable = Box::default();
    for constant in code.constants.iter_mut() {
        if let ConstantData::Code { code } = constant {
            without_lines(code);
        }
    }
}

/// The LZ4 block that the interpreter expects, with nothing compressed in it: browsers get the whole artifact as
/// brotli, which makes a third less of plain bytes than of these once compressed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("a module of less than 4 GiB");
    let mut block = length.to_le_bytes().to_vec();
    // One sequence, all literals: four bits of their number, then bytes that are added up until one is not 255.
    block.push((length.min(15) << 4) as u8);
    if let Some(more) = length.checked_sub(15) {
        block.extend(std::iter::repeat_n(255, more as usize / 255));
        block.push((more % 255) as u8);
    }
    block.extend_from_slice(bytes);
    block
}
