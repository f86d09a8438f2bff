//! The build script: compiles the Python sources that the interpreter carries to bytecode.
//!
//! in: the chosen modules of Python's own library (crate `rustpython-pylib`) and everything under `src/python/lib/`;
//! out: one file, `frozen.bin`, that `python::host` links in. A module of ours replaces the library's module of the
//! same name. Each gets the file name `<frozen NAME>`, by which tracebacks know what to hide.
//!
//! Compiling here rather than in a macro rebuilds exactly when a `.py` file changed, and lets us choose.

fn main() {
    println!("cargo:rerun-if-changed=src/python/freeze.rs");
    #[cfg(feature = "python")]
    frozen::write();
}

#[cfg(feature = "python")]
mod frozen {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use rustpython_compiler::{CompileOpts, Mode, compile};
    use rustpython_compiler_core::frozen::{FrozenCodeObject, FrozenLib, FrozenModule};
    use rustpython_compiler_core::marshal;

    /// Ours: the modules that learners import, and Python parts of the host.
    const OURS: &str = "src/python/lib";

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
                Some(package) => collect(&library, &library.join(package), &mut sources),
                None => add(&library, &library.join(format!("{entry}.py")), &mut sources),
            }
        }
        println!("cargo:rerun-if-changed={OURS}");
        collect(Path::new(OURS), Path::new(OURS), &mut sources);

        let modules: Vec<_> = sources.iter().map(|(name, source)| (name.as_str(), freeze(name, source))).collect();
        let lib = FrozenLib::encode(modules.iter().map(|(name, module)| {
            (*name, FrozenModule { code: FrozenCodeObject { bytes: &module.code.bytes[..] }, package: module.package })
        }));
        let out = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("frozen.bin");
        fs::write(&out, &lib.bytes).unwrap_or_else(|error| panic!("cannot write {}: {error}", out.display()));
    }

    /// Adds every `.py` file below `dir`; module names are relative to `root`.
    fn collect(root: &Path, dir: &Path, sources: &mut BTreeMap<String, Source>) {
        let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot list {}: {error}", dir.display()));
        for entry in entries {
            let path = entry.expect("a directory entry").path();
            if path.is_dir() {
                println!("cargo:rerun-if-changed={}", path.display());
                collect(root, &path, sources);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                add(root, &path, sources);
            }
        }
    }

    fn add(root: &Path, path: &Path, sources: &mut BTreeMap<String, Source>) {
        if root == Path::new(OURS) {
            println!("cargo:rerun-if-changed={}", path.display());
        }
        let relative = path.strip_prefix(root).expect("a file below its root").with_extension("");
        let mut parts: Vec<_> = relative.iter().map(|part| part.to_str().expect("an ASCII file name")).collect();
        let package = parts.last() == Some(&"__init__");
        if package {
            parts.pop();
        }
        let ours = root == Path::new(OURS);
        sources.insert(parts.join("."), Source { path: path.to_owned(), package, ours });
    }

    fn freeze(name: &str, source: &Source) -> FrozenModule<Vec<u8>> {
        let text = fs::read_to_string(&source.path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", source.path.display()));
        // Tracebacks of learners leave these frames out, so nobody sees columns. Help is for what learners import.
        let options =
            CompileOpts { debug_ranges: false, optimize: if source.ours { 0 } else { 2 }, ..CompileOpts::default() };
        let code = compile(&text, Mode::Exec, &format!("<frozen {name}>"), options).unwrap_or_else(|error| {
            let (line, column) = error.python_location();
            panic!("{}:{line}:{column}: {error}", source.path.display())
        });
        let mut bytes = Vec::new();
        marshal::serialize_code(&mut bytes, &code);
        FrozenModule { code: FrozenCodeObject { bytes: stored(&bytes) }, package: source.package }
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
}
