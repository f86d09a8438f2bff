//! Learners' functions as tasks: a call whose arguments are partly the results of other tasks.
//!
//! in: a Python callable with its arguments, from `submit`, `map`, `delayed` and `map_blocks`; out: an [`Operation`]
//! that any pool thread can run. Objects are shared with the task; what a client sends, faces copy before.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;
use rustpython_vm::builtins::{
    PyBaseExceptionRef, PyDict, PyDictRef, PyList, PySet, PyStr, PyTuple, PyTupleRef, PyTypeRef,
};
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::types::PyTypeFlags;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::error::text;
use super::host::threads::with_vm;
use super::host::traceback;
use super::value::{PyValue, from_python, to_python};
use crate::graph::{Key, Object, Operation, TaskError, Value};

/// A call of a Python function.
pub struct PyCall {
    name: String,
    function: PyValue,
    args: Vec<Argument>,
    kwargs: Vec<(String, Argument)>,
}

/// An argument: an object as it is, the value of an input, or a container with such values somewhere inside.
#[derive(Debug)]
pub enum Argument {
    /// An object without results of tasks inside.
    Object(PyValue),
    /// The value of the input with this index.
    Input(usize),
    /// A list
    List(Vec<Argument>),
    /// A tuple
    Tuple(Vec<Argument>),
    /// A set
    Set(Vec<Argument>),
    /// A dict, keys and values
    Dict(Vec<(Argument, Argument)>),
}

/// Containers are searched for results of tasks so deep (a container may hold itself).
const SEARCH_DEPTH: usize = 100;

/// Builds calls, and collects the keys whose values they need.
pub struct Arguments<'a> {
    /// The key of an object that stands for a task's result: a future, a delayed value, …
    find: &'a dyn Fn(&PyObject) -> Option<Key>,
    /// The same result twice is one input
    inputs: IndexSet<Key, FxBuildHasher>,
}

impl<'a> Arguments<'a> {
    /// `find` says which objects stand for results, and for whose.
    pub fn new(find: &'a dyn Fn(&PyObject) -> Option<Key>) -> Arguments<'a> {
        Arguments { find, inputs: IndexSet::default() }
    }

    /// Takes one argument apart, as Dask's `unpack_collections` does: lists, tuples, sets and dicts are searched.
    pub fn argument(&mut self, object: &PyObject, vm: &VirtualMachine) -> Argument {
        self.search(object, 0, vm).unwrap_or_else(|| Argument::Object(PyValue::new(object.to_owned(), vm)))
    }

    /// The keys found so far, in the order of [`Argument::Input`].
    pub fn into_inputs(self) -> Vec<Key> {
        self.inputs.into_iter().collect()
    }

    /// The argument if there is a result inside, `None` for plain objects.
    fn search(&mut self, object: &PyObject, depth: usize, vm: &VirtualMachine) -> Option<Argument> {
        if let Some(key) = (self.find)(object) {
            return Some(Argument::Input(self.inputs.insert_full(key).0));
        }
        if depth >= SEARCH_DEPTH {
            return None;
        }
        if let Some(list) = object.downcast_ref_if_exact::<PyList>(vm) {
            let items = list.borrow_vec().to_vec();
            return self.search_all(&items, depth, vm).map(Argument::List);
        }
        if let Some(tuple) = object.downcast_ref_if_exact::<PyTuple>(vm) {
            return self.search_all(tuple.as_slice(), depth, vm).map(Argument::Tuple);
        }
        if let Some(set) = object.downcast_ref_if_exact::<PySet>(vm) {
            return self.search_all(&set.elements(), depth, vm).map(Argument::Set);
        }
        if let Some(dict) = object.downcast_ref_if_exact::<PyDict>(vm) {
            let (keys, values): (Vec<_>, Vec<_>) = dict.into_iter().unzip();
            let found_keys = self.search_all(&keys, depth, vm);
            let found_values = self.search_all(&values, depth, vm);
            if found_keys.is_none() && found_values.is_none() {
                return None;
            }
            let plain = |objects: &[PyObjectRef]| {
                objects.iter().map(|object| Argument::Object(PyValue::new(object.clone(), vm))).collect()
            };
            let keys: Vec<_> = found_keys.unwrap_or_else(|| plain(&keys));
            let values: Vec<_> = found_values.unwrap_or_else(|| plain(&values));
            return Some(Argument::Dict(keys.into_iter().zip(values).collect()));
        }
        None
    }

    fn search_all(&mut self, objects: &[PyObjectRef], depth: usize, vm: &VirtualMachine) -> Option<Vec<Argument>> {
        let found: Vec<_> = objects.iter().map(|object| self.search(object, depth + 1, vm)).collect();
        if found.iter().all(Option::is_none) {
            return None;
        }
        let whole = found.into_iter().zip(objects);
        Some(
            whole
                .map(|(found, object)| found.unwrap_or_else(|| Argument::Object(PyValue::new(object.clone(), vm))))
                .collect(),
        )
    }
}

impl Argument {
    fn build(&self, inputs: &[Value], vm: &VirtualMachine) -> PyResult {
        let all = |items: &[Argument]| items.iter().map(|item| item.build(inputs, vm)).collect::<PyResult<Vec<_>>>();
        Ok(match self {
            Argument::Object(value) => value.object(),
            Argument::Input(idx) => to_python(&inputs[*idx], vm)?,
            Argument::List(items) => vm.ctx.new_list(all(items)?).into(),
            Argument::Tuple(items) => vm.ctx.new_tuple(all(items)?).into(),
            Argument::Set(items) => {
                let set = PySet::default().into_ref(&vm.ctx);
                for item in all(items)? {
                    set.add(item, vm)?;
                }
                set.into()
            }
            Argument::Dict(items) => {
                let dict = vm.ctx.new_dict();
                for (key, value) in items {
                    dict.set_item(&*key.build(inputs, vm)?, value.build(inputs, vm)?, vm)?;
                }
                dict.into()
            }
        })
    }
}

impl PyCall {
    /// A call of `function`; see [`function_name`] for a `name`.
    pub fn new(
        name: String,
        function: PyObjectRef,
        args: Vec<Argument>,
        kwargs: Vec<(String, Argument)>,
        vm: &VirtualMachine,
    ) -> PyCall {
        PyCall { name, function: PyValue::new(function, vm), args, kwargs }
    }

    fn run(&self, inputs: &[Value], vm: &VirtualMachine) -> PyResult<Value> {
        let args = self.args.iter().map(|arg| arg.build(inputs, vm)).collect::<PyResult<Vec<_>>>()?;
        let kwargs = self
            .kwargs
            .iter()
            .map(|(name, arg)| Ok((text(name.as_str()), arg.build(inputs, vm)?)))
            .collect::<PyResult<Vec<_>>>()?;
        let kwargs = KwArgs::new(kwargs.into_iter().collect());
        let result = self.function.object().call(FuncArgs::new(args, kwargs), vm)?;
        Ok(from_python(result, vm))
    }
}

impl Operation for PyCall {
    fn name(&self) -> &str {
        &self.name
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        with_vm(|vm| self.run(inputs, vm).map_err(|error| task_error(error, vm)))
    }
}

impl fmt::Debug for PyCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PyCall({})", self.name)
    }
}

/// The exception that ended a task, with the traceback it had then: raising it again would add to that.
#[derive(Debug)]
pub struct Raised {
    exception: PyValue,
    traceback: PyValue,
}

impl Raised {
    /// The exception, ready to be raised in whoever asks for the result: one like it, for the frames it passes there hold the future,
    /// and the future holds the exception of its task.
    pub fn exception(&self, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
        let exception: PyBaseExceptionRef = self.exception.object().downcast().ok()?;
        // One of a class that cannot be made twice is raised itself.
        let exception = like(&exception, vm).unwrap_or(exception);
        exception.set_traceback(self.traceback.object().downcast().ok());
        Some(exception)
    }
}

/// Another exception of the same class, with the same arguments and attributes. No code of the learner's runs: it is made as the
/// built-in class that theirs stands on makes it.
fn like(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
    let class = exception.class().to_owned();
    let is_built_in = |class: &PyTypeRef| !class.slots.flags.has_feature(PyTypeFlags::HEAPTYPE);
    let Some(maker) = class.mro_collect().into_iter().find(is_built_in) else {
        return Err(vm.new_type_error("an exception has a built-in class"));
    };
    let maker = maker.as_object();
    let reduced: PyTupleRef = vm.call_method(maker, "__reduce__", (exception.clone(),))?.try_into_value(vm)?;
    let arguments: PyTupleRef = match reduced.as_slice().get(1) {
        Some(arguments) => arguments.clone().try_into_value(vm)?,
        None => vm.ctx.new_tuple(Vec::new()),
    };
    let with_arguments = |first: PyObjectRef| {
        let arguments = std::iter::once(first).chain(arguments.as_slice().iter().cloned());
        FuncArgs::new(arguments.collect::<Vec<_>>(), KwArgs::default())
    };
    let made = maker.get_attr("__new__", vm)?.call(with_arguments(class.into()), vm)?;
    maker.get_attr("__init__", vm)?.call(with_arguments(made.clone()), vm)?;
    let own: PyDictRef = made.get_attr("__dict__", vm)?.try_into_value(vm)?;
    own.merge_object(exception.as_object().get_attr("__dict__", vm)?, vm)?;
    let made: PyBaseExceptionRef = made.try_into_value(vm)?;
    made.set_cause(exception.__cause__());
    made.set_context(exception.__context__());
    let suppresses = exception.as_object().get_attr("__suppress_context__", vm)?;
    made.as_object().set_attr("__suppress_context__", suppresses, vm)?;
    Ok(made)
}

impl Object for Raised {
    fn type_name(&self) -> String {
        self.exception.type_name()
    }

    fn nbytes(&self) -> u64 {
        self.exception.nbytes()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An exception as the failure of a task. The object itself goes along, for `result()` to raise again.
pub fn task_error(error: PyBaseExceptionRef, vm: &VirtualMachine) -> TaskError {
    let exception_type = error.class().name().to_string();
    let text = traceback::format(&error, vm);
    let message = error.as_object().str(vm).map_or_else(|_| String::new(), |text| text.to_string());
    let frames = error.__traceback__().map_or_else(|| vm.ctx.none(), Into::into);
    let raised = Raised { exception: PyValue::new(error.into(), vm), traceback: PyValue::new(frames, vm) };
    TaskError { exception_type, message, traceback: text, exception: Some(Arc::new(raised)) }
}

/// The name that graphs and keys show of a callable, as Dask's `funcname`: partials are looked through.
pub fn function_name(function: &PyObject, vm: &VirtualMachine) -> String {
    const LENGTH_MAX: usize = 50;
    let mut function = function.to_owned();
    while *function.class().name() == *"partial"
        && let Ok(inner) = function.get_attr("func", vm)
    {
        function = inner;
    }
    let named = function.get_attr("__name__", vm).ok().and_then(|name| Some(name.downcast_ref::<PyStr>()?.to_string()));
    let name = match named {
        Some(name) if name == "<lambda>" => "lambda".to_owned(),
        Some(name) => name,
        None => function.class().name().to_string(),
    };
    name.chars().take(LENGTH_MAX).collect()
}
