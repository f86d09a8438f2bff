//! Tokens: short names for values, equal for equal values, by which pure tasks are recognized.
//!
//! An object is written into an MD5 digest as a type tag and its parts. Functions of learners count with their code,
//! defaults, closure and the globals that they name, so that a function that was edited gets a new token.
//! What cannot be taken apart gets a token of its own each time. Mirrors `dask.tokenize`; the texts differ from Dask's.

use md5::Context;
use rustpython_vm::builtins::{
    PyBool, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyStr, PyTuple, PyType,
};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::delayed::PyNode;
use super::future::PyFuture;
use super::keys::key_from_python_opt;
use crate::cluster::ids;
use crate::graph::{Key, Value};
use crate::python::value::from_python;

/// The token of several objects in this order: 32 hexadecimal digits.
pub fn token(objects: &[PyObjectRef], vm: &VirtualMachine) -> PyResult<String> {
    let mut writer = Writer::new(vm);
    for object in objects {
        writer.write(object)?;
    }
    Ok(writer.finish())
}

/// Writes objects into a digest.
pub struct Writer<'a> {
    digest: Context,
    /// The objects being written: those that hold themselves are written as how far up they stand.
    path: Vec<usize>,
    vm: &'a VirtualMachine,
}

/// Objects nested deeper than this get a token of their own each time.
const DEPTH_MAX: usize = 200;

impl<'a> Writer<'a> {
    /// An empty digest.
    pub fn new(vm: &'a VirtualMachine) -> Writer<'a> {
        Writer { digest: Context::new(), path: Vec::new(), vm }
    }

    /// A digest that goes on from here, for many tokens that begin alike.
    pub fn fork(&self) -> Writer<'a> {
        Writer { digest: self.digest.clone(), path: Vec::new(), vm: self.vm }
    }

    /// The 32 hexadecimal digits.
    pub fn finish(self) -> String {
        format!("{:x}", self.digest.finalize())
    }

    fn tag(&mut self, tag: &str, bytes: &[u8]) {
        self.digest.consume(tag.as_bytes());
        self.digest.consume((bytes.len() as u64).to_le_bytes());
        self.digest.consume(bytes);
    }

    fn key(&mut self, key: &Key) {
        self.tag("key", key.to_string().as_bytes());
    }

    fn unique(&mut self) {
        self.tag("unique", ids::unique_hex(32).as_bytes());
    }

    /// Adds one object.
    pub fn write(&mut self, object: &PyObject) -> PyResult<()> {
        let vm = self.vm;
        if vm.is_none(object) {
            self.tag("none", &[]);
        } else if let Some(truth) = object.downcast_ref::<PyBool>() {
            self.tag("bool", &[u8::from(truth.as_object().is(&vm.ctx.true_value))]);
        } else if let Some(number) = object.downcast_ref_if_exact::<PyInt>(vm) {
            self.tag("int", &number.as_bigint().to_signed_bytes_le());
        } else if let Some(number) = object.downcast_ref_if_exact::<PyFloat>(vm) {
            self.tag("float", &number.to_f64().to_bits().to_le_bytes());
        } else if let Some(text) = object.downcast_ref_if_exact::<PyStr>(vm) {
            self.tag("str", text.as_bytes());
        } else if let Some(bytes) = object.downcast_ref_if_exact::<PyBytes>(vm) {
            self.tag("bytes", bytes.as_bytes());
        } else if let Some(future) = object.downcast_ref::<PyFuture>() {
            self.key(future.key());
        } else if let Some(node) = object.downcast_ref::<PyNode>() {
            self.key(&node.node().task.key);
        } else {
            return self.write_container(object);
        }
        Ok(())
    }

    fn write_container(&mut self, object: &PyObject) -> PyResult<()> {
        let id = object.get_id();
        if let Some(above) = self.path.iter().rev().position(|known| *known == id) {
            self.tag("loop", &(above as u64).to_le_bytes());
            return Ok(());
        }
        if self.path.len() >= DEPTH_MAX {
            self.unique();
            return Ok(());
        }
        self.path.push(id);
        let written = self.vm.with_recursion("while its token was made", || self.write_parts(object));
        self.path.pop();
        written
    }

    fn write_parts(&mut self, object: &PyObject) -> PyResult<()> {
        let vm = self.vm;
        if let Some(list) = object.downcast_ref_if_exact::<PyList>(vm) {
            let items = list.borrow_vec().to_vec();
            self.write_all("list", &items)
        } else if let Some(tuple) = object.downcast_ref_if_exact::<PyTuple>(vm) {
            self.write_all("tuple", tuple.as_slice())
        } else if let Some(set) = object.downcast_ref_if_exact::<PySet>(vm) {
            self.write_unordered("set", set.elements().into_iter().map(|item| vec![item]))
        } else if let Some(set) = object.downcast_ref_if_exact::<PyFrozenSet>(vm) {
            self.write_unordered("frozenset", set.elements().into_iter().map(|item| vec![item]))
        } else if let Some(dict) = object.downcast_ref_if_exact::<PyDict>(vm) {
            self.write_unordered("dict", dict.into_iter().map(|(key, value)| vec![key, value]))
        } else if object.downcastable::<PyType>() {
            self.write_class(object)
        } else if let Some(method) = vm.get_attribute_opt(object, "__dask_tokenize__")? {
            let parts = method.call((), vm)?;
            self.tag("dask", object.class().name().as_bytes());
            self.write(&parts)
        } else if let Value::Block(block) = from_python(object.to_owned(), vm) {
            self.tag("array", format!("{:?} {:?}", block.dtype(), block.shape()).as_bytes());
            crate::each_dtype!(&block, array => array.iter().for_each(|element| {
                self.digest.consume(element.to_ne_bytes_of());
            }));
            Ok(())
        } else {
            self.write_by_name(object)
        }
    }

    fn write_all(&mut self, tag: &str, items: &[PyObjectRef]) -> PyResult<()> {
        self.tag(tag, &(items.len() as u64).to_le_bytes());
        items.iter().try_for_each(|item| self.write(item))
    }

    /// Items whose order means nothing: their digests, sorted.
    fn write_unordered(&mut self, tag: &str, items: impl Iterator<Item = Vec<PyObjectRef>>) -> PyResult<()> {
        let mut digests = Vec::new();
        for item in items {
            let mut writer = Writer { digest: Context::new(), path: self.path.clone(), vm: self.vm };
            item.iter().try_for_each(|part| writer.write(part))?;
            digests.push(writer.finish());
        }
        digests.sort_unstable();
        self.tag(tag, digests.concat().as_bytes());
        Ok(())
    }

    /// Functions, methods, partials, modules, slices, ranges; other objects as pickling would take them apart.
    fn write_by_name(&mut self, object: &PyObject) -> PyResult<()> {
        let class = object.class().name().to_string();
        match class.as_str() {
            "function" => self.write_function(object),
            "builtin_function_or_method" | "method_descriptor" | "wrapper_descriptor" | "method-wrapper" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["__self__", "__module__", "__qualname__"])
            }
            "method" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["__func__", "__self__"])
            }
            "partial" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["func", "args", "keywords"])
            }
            "module" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["__name__"])
            }
            "slice" | "range" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["start", "stop", "step"])
            }
            "ellipsis" | "NotImplementedType" => {
                self.tag(&class, &[]);
                Ok(())
            }
            "cell" => {
                self.tag(&class, &[]);
                self.write_attributes(object, &["cell_contents"])
            }
            "complex" => {
                self.tag(&class, object.repr(self.vm)?.as_bytes());
                Ok(())
            }
            _ => self.write_reduced(object),
        }
    }

    fn write_attributes(&mut self, object: &PyObject, names: &[&'static str]) -> PyResult<()> {
        for name in names {
            match self.vm.get_attribute_opt(object, *name)? {
                Some(value) if !value.downcastable::<rustpython_vm::builtins::PyModule>() => self.write(&value)?,
                Some(module) => self.tag("module", module.repr(self.vm)?.as_bytes()),
                None => self.tag("missing", &[]),
            }
        }
        Ok(())
    }

    fn write_class(&mut self, class: &PyObject) -> PyResult<()> {
        self.tag("class", &[]);
        self.write_attributes(class, &["__module__", "__qualname__"])
    }

    /// A learner's function counts with all that its result may depend on; one of a module by its name.
    fn write_function(&mut self, function: &PyObject) -> PyResult<()> {
        let vm = self.vm;
        self.tag("function", &[]);
        self.write_attributes(function, &["__module__", "__qualname__"])?;
        let globals = function.get_attr("__globals__", vm)?;
        let is_learners = globals
            .downcast_ref::<PyDict>()
            .and_then(|globals| globals.get_item_opt("__name__", vm).ok().flatten())
            .and_then(|name| Some(name.downcast_ref::<PyStr>()?.to_string()))
            .is_none_or(|name| name == "__main__");
        let is_nested = !vm.is_none(&*function.get_attr("__closure__", vm)?);
        if is_learners || is_nested {
            self.write_attributes(function, &["__defaults__", "__kwdefaults__", "__closure__"])?;
            let code = function.get_attr("__code__", vm)?;
            self.write_code(&code, globals.downcast_ref::<PyDict>().filter(|_| is_learners))?;
        }
        Ok(())
    }

    fn write_code(&mut self, code: &PyObject, globals: Option<&rustpython_vm::Py<PyDict>>) -> PyResult<()> {
        let vm = self.vm;
        self.write_attributes(code, &["co_code", "co_varnames", "co_names", "co_argcount"])?;
        let constants = code.get_attr("co_consts", vm)?;
        for constant in constants.downcast_ref::<PyTuple>().map_or(&[][..], |constants| constants.as_slice()) {
            if *constant.class().name() == *"code" {
                self.write_code(constant, globals)?;
            } else {
                self.write(constant)?;
            }
        }
        let names = code.get_attr("co_names", vm)?;
        for name in names.downcast_ref::<PyTuple>().map_or(&[][..], |names| names.as_slice()) {
            let value = globals.map(|globals| globals.get_item_opt(&**name, vm)).transpose()?.flatten();
            match value {
                Some(value) if value.downcastable::<rustpython_vm::builtins::PyModule>() => {
                    self.write_attributes(&value, &["__name__"])?;
                }
                Some(value) => self.write(&value)?,
                None => {}
            }
        }
        Ok(())
    }

    /// As pickling takes an object apart; what refuses gets a token of its own.
    fn write_reduced(&mut self, object: &PyObject) -> PyResult<()> {
        let vm = self.vm;
        self.write_class(object.class().as_object())?;
        let reduced = vm.call_method(object, "__reduce_ex__", (4,));
        match reduced {
            Ok(reduced) if reduced.downcastable::<PyTuple>() => self.write(&reduced),
            Ok(name) if key_from_python_opt(&name).is_some() => self.write(&name),
            Ok(_) | Err(_) => {
                self.unique();
                Ok(())
            }
        }
    }
}

/// The bytes of an array's element.
trait ElementBytes {
    type Bytes: AsRef<[u8]>;
    fn to_ne_bytes_of(&self) -> Self::Bytes;
}

macro_rules! element_bytes {
    ($($type:ty),*) => {$(
        impl ElementBytes for $type {
            type Bytes = [u8; size_of::<$type>()];
            fn to_ne_bytes_of(&self) -> Self::Bytes {
                self.to_ne_bytes()
            }
        }
    )*};
}

element_bytes!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);

impl ElementBytes for bool {
    type Bytes = [u8; 1];
    fn to_ne_bytes_of(&self) -> [u8; 1] {
        [u8::from(*self)]
    }
}
