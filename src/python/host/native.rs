//! The native module `_dasklet`: what the Python parts of the host (`_dasklet_boot`, `IPython`, `time`) stand on.

use rustpython_vm::builtins::PyModuleDef;
use rustpython_vm::{Context, PyObject, PyResult, VirtualMachine};

/// The host's own native modules.
pub(super) fn modules(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![_dasklet::module_def(ctx)]
}

/// Code objects get the boot module's `replace`, which changes what the interpreter does not trust, and nobody makes one of numbers.
pub(super) fn guard_code(boot: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let replace = boot.get_attr("replace", vm)?;
    let code = vm.ctx.types.code_type;
    for name in ["replace", "__replace__"] {
        code.set_attr(vm.ctx.intern_str(name), replace.clone());
    }
    code.slots.new.store(None);
    Ok(())
}

#[rustpython_vm::pymodule]
mod _dasklet {
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyBytesRef, PyCode, PyDictRef, PyListRef, PyStrRef};
    use rustpython_vm::function::OptionalArg;
    use rustpython_vm::{Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

    use crate::python::host::output::{MimeBundle, Output, StreamName, publish, pump};
    use crate::python::host::{cell, compile, display, libraries, modules, stack, stop, text, traceback};

    /// What is compiled into learners' loops and functions; true, so that it can stand in a condition.
    #[pyfunction]
    fn check(vm: &VirtualMachine) -> PyResult<bool> {
        stop::check(vm).map(|()| true)
    }

    /// The name under which compiled code calls `check`.
    #[pyattr(name = "CHECK_NAME")]
    fn check_name(vm: &VirtualMachine) -> PyStrRef {
        vm.ctx.new_str(compile::CHECK_NAME)
    }

    #[pyattr]
    const RECURSION_LIMIT: usize = stack::RECURSION_LIMIT;

    /// Shows representations (a dict of texts by MIME type), or replaces those with the same id.
    #[pyfunction]
    fn publish_display(
        data: PyDictRef,
        display_id: OptionalArg<Option<PyStrRef>>,
        update: OptionalArg<bool>,
        vm: &VirtualMachine,
    ) {
        let mut bundle = MimeBundle::new();
        display::add_bundle(data.as_ref(), &mut bundle, vm);
        let display_id = display_id.flatten().map(|id| id.to_string());
        publish(Output::Display { data: bundle, display_id, update: update.unwrap_or(false) });
    }

    /// The representations of an object, as a dict.
    #[pyfunction]
    fn representations(object: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyDictRef> {
        let dict = vm.ctx.new_dict();
        for (mime, text) in display::representations(&object, vm)? {
            dict.set_item(&mime, vm.ctx.new_str(text).into(), vm)?;
        }
        Ok(dict)
    }

    /// Lets an object show itself (`_ipython_display_`); false if it has no such method.
    #[pyfunction]
    fn displays_itself(object: PyObjectRef, vm: &VirtualMachine) -> bool {
        display::displays_itself(&object, vm)
    }

    /// Bytes as text, as pictures stand in `data:` addresses.
    #[pyfunction]
    fn base64(bytes: PyBytesRef) -> String {
        crate::plots::base64(bytes.as_bytes())
    }

    /// Removes what the running cell showed.
    #[pyfunction]
    fn clear_output(wait: bool) {
        publish(Output::Clear { wait });
    }

    /// Runs text in the learner's namespace, as a part of the running cell that begins at line `line`; gives the value
    /// of its last expression.
    #[pyfunction]
    fn run(source: PyStrRef, line: usize, vm: &VirtualMachine) -> PyResult {
        cell::run_part(&source.to_string_lossy(), line, vm)
    }

    /// The text of a cell by its file name, for `inspect.getsource`.
    #[pyfunction]
    fn source_of(path: PyStrRef) -> Option<String> {
        text::text_of(&path.to_string_lossy()).map(|text| text.to_string())
    }

    /// The lines of an exception's report, or only those that name it.
    #[pyfunction]
    fn format_exception(exception: PyBaseExceptionRef, only: OptionalArg<bool>, vm: &VirtualMachine) -> PyListRef {
        let lines = match only {
            OptionalArg::Present(true) => traceback::last_lines(&exception, vm),
            _ => traceback::report(&exception, vm).traceback,
        };
        vm.ctx.new_list(lines.into_iter().map(|line| vm.ctx.new_str(line).into()).collect())
    }

    /// The tokens of a text: kind, text, and first and last position (line from 1, column from 0).
    #[pyfunction]
    fn tokens(source: PyStrRef, vm: &VirtualMachine) -> PyListRef {
        let place = |(line, column): (usize, usize)| vm.new_tuple((line, column));
        let tokens = text::tokens(&source.to_string_lossy())
            .into_iter()
            .map(|token| vm.new_tuple((token.kind, token.text, place(token.start), place(token.end))).into());
        vm.ctx.new_list(tokens.collect())
    }

    /// How many threads run tasks.
    #[pyfunction]
    fn cpu_count() -> usize {
        crate::cluster::pool::threads().max(1)
    }

    /// The code of a module that is fetched when it is first wanted, and whether it is a package; None for all other modules.
    #[pyfunction]
    fn library(name: PyStrRef, vm: &VirtualMachine) -> PyResult<Option<(PyRef<PyCode>, bool)>> {
        let name = name.to_string();
        let found = match libraries::module(&name) {
            Ok(found) => found,
            Err(why) => {
                // A download that Stop ended is no missing module.
                stop::check(vm)?;
                let message = format!("{name} could not be loaded: {why}");
                return Err(vm.new_import_error(message, vm.ctx.new_str(name.as_str())));
            }
        };
        Ok(found.map(|module| (PyCode::new_ref_from_frozen(vm, module.code), module.package)))
    }

    /// The names of the modules that can be imported.
    #[pyfunction]
    fn available_modules(vm: &VirtualMachine) -> PyListRef {
        vm.ctx.new_list(modules::available().into_iter().map(|name| vm.ctx.new_str(name).into()).collect())
    }

    /// `sys.stdout` and `sys.stderr`: text files that the cell shows.
    #[pyattr]
    #[pyclass(name = "OutStream", module = "ipykernel.iostream")]
    #[derive(Debug, PyPayload)]
    pub(super) struct OutStream {
        stream: StreamName,
    }

    impl OutStream {
        pub(super) fn new(stream: StreamName) -> OutStream {
            OutStream { stream }
        }
    }

    #[pyclass]
    impl OutStream {
        #[pymethod]
        fn write(zelf: &Py<Self>, text: PyStrRef) -> usize {
            let text = text.to_string();
            let length = text.chars().count();
            publish(Output::Stream { name: zelf.stream, text });
            length
        }

        #[pymethod]
        fn writelines(zelf: &Py<Self>, lines: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            let lines: Vec<PyStrRef> = lines.try_to_value(vm)?;
            lines.into_iter().for_each(|line| {
                Self::write(zelf, line);
            });
            Ok(())
        }

        #[pymethod]
        fn flush(_zelf: &Py<Self>) {
            pump();
        }

        #[pymethod]
        fn isatty(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn writable(_zelf: &Py<Self>) -> bool {
            true
        }

        #[pymethod]
        fn readable(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pymethod]
        fn close(_zelf: &Py<Self>) {}

        #[pymethod]
        fn fileno(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<i32> {
            Err(vm.new_os_error("a cell's output is not a file of the operating system"))
        }

        #[pygetset]
        fn closed(_zelf: &Py<Self>) -> bool {
            false
        }

        #[pygetset]
        fn encoding(_zelf: &Py<Self>) -> &'static str {
            "utf-8"
        }

        #[pygetset]
        fn errors(_zelf: &Py<Self>) -> &'static str {
            "strict"
        }

        #[pygetset]
        fn mode(_zelf: &Py<Self>) -> &'static str {
            "w"
        }

        #[pygetset]
        fn name(zelf: &Py<Self>) -> &'static str {
            match zelf.stream {
                StreamName::Stdout => "<stdout>",
                StreamName::Stderr => "<stderr>",
            }
        }
    }

    /// Puts the two streams in place.
    #[pyfunction]
    fn install_streams(vm: &VirtualMachine) -> PyResult<()> {
        for (names, stream) in
            [(["stdout", "__stdout__"], StreamName::Stdout), (["stderr", "__stderr__"], StreamName::Stderr)]
        {
            let stream: PyObjectRef = OutStream::new(stream).into_pyobject(vm);
            for name in names {
                vm.sys_module.set_attr(name, stream.clone(), vm)?;
            }
        }
        Ok(())
    }
}
