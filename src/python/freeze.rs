//! The build script: compiles the Python sources that the interpreter carries to bytecode.
//!
//! in: the chosen modules of Python's own library (crate `rustpython-pylib`) and everything under `src/python/lib/`;
//! out: `frozen.bin`, which `python::host` links in, and `libraries.bin`, with what `packages.rs` says comes when it is
//! imported: it is linked in too or, in the page, fetched when it is needed (`libraries.rs` says how to recognize it). A module of ours
//! replaces the library's module of the same name. Each gets the file name `<frozen NAME>`, by which tracebacks know what to hide.
//!
//! Compiling here rather than in a macro rebuilds exactly when a `.py` file changed, and lets us choose.

#[cfg(feature = "python")]
mod bytecode;
#[cfg(feature = "python")]
mod packages;

fn main() {
    println!("cargo:rerun-if-changed=src/python/freeze.rs");
    println!("cargo:rerun-if-changed=src/python/bytecode.rs");
    println!("cargo:rerun-if-changed=src/python/packages.rs");
    #[cfg(feature = "python")]
    frozen::write();
}

#[cfg(feature = "python")]
mod frozen {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenLib, FrozenModule};

    use crate::bytecode::{OURS, freeze, module_name, python_files};
    use crate::packages::{checksum, is_on_demand};

    /// What is taken from Python's library; a name that ends in `/` is a package with all its modules.
    const LIBRARY: &[&str] = &[
        "__future__",
        "_collections_abc",
        "_opcode_metadata",
        "_py_abc",
        "_py_warnings",
        "_pydatetime",
        "_pydecimal",
        "_strptime",
        "_threading_local",
        "_weakrefset",
        "abc",
        "annotationlib",
        "ast",
        "bisect",
        "calendar",
        "collections/",
        "contextlib",
        "contextvars",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fnmatch",
        "fractions",
        "functools",
        "genericpath",
        "graphlib",
        "heapq",
        "html/__init__",
        "html/entities",
        "inspect",
        "io",
        "json/__init__",
        "json/decoder",
        "json/encoder",
        "json/scanner",
        "keyword",
        "linecache",
        "numbers",
        "operator",
        "posixpath",
        "pprint",
        "queue",
        "random",
        "re/",
        "reprlib",
        "shlex",
        "stat",
        "statistics",
        "string/",
        "textwrap",
        "threading",
        "token",
        "tokenize",
        "traceback",
        "types",
        "typing",
        "warnings",
        "weakref",
    ];

    struct Source {
        path: PathBuf,
        package: bool,
        /// Not the library's, but of this project
        ours: bool,
    }

    pub(super) fn write() {
        let library = PathBuf::from(rustpython_pylib::LIB_PATH);
        let mut sources = BTreeMap::new();
        for entry in LIBRARY {
            match entry.strip_suffix('/') {
                Some(package) => add_all(&library, python_files(&library.join(package), &mut |_| ()), &mut sources),
                None => add_all(&library, vec![library.join(format!("{entry}.py"))], &mut sources),
            }
        }
        let watch = |path: &Path| println!("cargo:rerun-if-changed={}", path.display());
        let ours = python_files(Path::new(OURS), &mut |folder| watch(folder));
        ours.iter().for_each(|path| watch(path));
        add_all(Path::new(OURS), ours, &mut sources);

        let (libraries, core) = sources.iter().partition(|(name, _)| is_on_demand(name));
        write_file("frozen.bin", &bytes_of(core));
        let libraries = bytes_of(libraries);
        let mark = format!("Mark {{ length: {}, checksum: {:#x} }}", libraries.len(), checksum(&libraries));
        write_file("libraries.bin", &libraries);
        write_file("libraries.rs", mark.as_bytes());
    }

    fn bytes_of(sources: Vec<(&String, &Source)>) -> Vec<u8> {
        let lines = env::var_os("PROFILE").is_some_and(|profile| profile == "debug");
        let modules: Vec<_> = sources
            .into_iter()
            .map(|(name, source)| (name.as_str(), freeze(name, &source.path, source.package, source.ours, lines)))
            .collect();
        let lib = FrozenLib::encode(modules.iter().map(|(name, module)| {
            (*name, FrozenModule { code: FrozenCodeObject { bytes: &module.code.bytes[..] }, package: module.package })
        }));
        lib.bytes
    }

    fn write_file(file: &str, bytes: &[u8]) {
        let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join(file);
        fs::write(&out, bytes).unwrap_or_else(|error| panic!("cannot write {}: {error}", out.display()));
    }

    /// Adds files below `root`; one of ours takes the place of the library's of the same name.
    fn add_all(root: &Path, paths: Vec<PathBuf>, sources: &mut BTreeMap<String, Source>) {
        let ours = root == Path::new(OURS);
        for path in paths {
            let (name, package) = module_name(root, &path);
            sources.insert(name, Source { path, package, ours });
        }
    }
}
