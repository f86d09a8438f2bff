//! Rich representations: what `display(x)` and a cell's last expression show of an object.
//!
//! As IPython: `_repr_mimebundle_` and the `_repr_*_` methods beside the plain `repr`; a method that fails is reported on
//! the error stream and left out.

use rustpython_vm::builtins::{PyBytes, PyDict, PyStr, PyTuple, PyType};
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::output::{MimeBundle, Output, StreamName, publish};
use super::traceback;
use crate::plots::base64;
use crate::python::error::text;

/// The representation methods and what they give.
const METHODS: &[(&str, &str)] = &[
    ("_repr_html_", "text/html"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_jpeg_", "image/jpeg"),
    ("_repr_latex_", "text/latex"),
    ("_repr_javascript_", "application/javascript"),
];

/// An object that answers to this name answers to every name, so its `_repr_html_` means nothing.
const CANARY: &str = "_ipython_canary_method_should_not_exist_";

/// All representations of an object. Fails only if its plain `repr` does.
pub fn representations(object: &PyObject, vm: &VirtualMachine) -> PyResult<MimeBundle> {
    let mut bundle = MimeBundle::new();
    if !object.downcastable::<PyType>() && method(object, CANARY, vm).is_none() {
        if let Some(method) = method(object, "_repr_mimebundle_", vm) {
            let none = vm.ctx.none();
            let arguments = ["include", "exclude"].map(|name| (text(name), none.clone()));
            let given = method.call(FuncArgs::from(KwArgs::new(arguments.into_iter().collect())), vm);
            if let Some(given) = or_report(given, vm) {
                add_bundle(&given, &mut bundle, vm);
            }
        }
        for (name, mime) in METHODS {
            if bundle.contains_key(*mime) {
                continue;
            }
            let Some(method) = method(object, name, vm) else { continue };
            if let Some(shown) = or_report(method.call((), vm), vm).and_then(|given| text_of(&given)) {
                bundle.insert((*mime).to_owned(), shown);
            }
        }
    }
    if !bundle.contains_key("text/plain") {
        bundle.insert("text/plain".to_owned(), object.repr(vm)?.to_string());
    }
    Ok(bundle)
}

/// Lets an object show itself if it wants to (`_ipython_display_`); says whether it did.
pub(super) fn displays_itself(object: &PyObject, vm: &VirtualMachine) -> bool {
    if object.downcastable::<PyType>() || method(object, CANARY, vm).is_some() {
        return false;
    }
    let Some(method) = method(object, "_ipython_display_", vm) else { return false };
    or_report(method.call((), vm), vm).is_some()
}

/// A dictionary of representations as `publish_display_data` takes it; values that are no text are left out.
pub(super) fn add_bundle(given: &PyObject, bundle: &mut MimeBundle, _vm: &VirtualMachine) {
    let given = match given.downcast_ref::<PyTuple>() {
        Some(pair) => match pair.as_slice().first() {
            Some(data) => data.clone(),
            None => return,
        },
        None => given.to_owned(),
    };
    let Some(data) = given.downcast_ref::<PyDict>() else { return };
    for (mime, value) in data {
        if let Some(mime) = mime.downcast_ref::<PyStr>()
            && let Some(text) = text_of(&value)
        {
            bundle.insert(mime.to_string(), text);
        }
    }
}

fn method(object: &PyObject, name: &'static str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let found = vm.get_attribute_opt(object, name).ok()??;
    (!vm.is_none(&found) && found.is_callable()).then_some(found)
}

/// Text as it is; bytes (pictures) as base64.
fn text_of(value: &PyObject) -> Option<String> {
    if let Some(text) = value.downcast_ref::<PyStr>() {
        return Some(text.to_string());
    }
    value.downcast_ref::<PyBytes>().map(|bytes| base64(bytes.as_bytes()))
}

fn or_report(result: PyResult, vm: &VirtualMachine) -> Option<PyObjectRef> {
    match result {
        Ok(value) => (!vm.is_none(&value)).then_some(value),
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.not_implemented_error) => None,
        Err(error) => {
            let text = traceback::format(&error, vm) + "\n";
            publish(Output::Stream { name: StreamName::Stderr, text });
            None
        }
    }
}
