//! Graphs as text, for tests and lessons.
//!
//! ```text
//! a = load()              # a task without inputs
//! b = inc(a)              # a task
//! c = add(a, b)
//! d -> c                  # an alias
//! e = 1                   # data
//! x[0,1] = f(e)           # the key ('x', 0, 1)
//! ```
//!
//! Tasks that were read from text compute their own formula: `c` gives `add(load(), inc(load()))`. So equal results
//! mean equal computations.

use std::any::Any;
use std::fmt::Write;
use std::sync::Arc;

use super::{Key, Object, Operation, Task, TaskError, TaskGraph, TaskKind, Value};

/// Why a text is no graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}: {text:?}")]
pub struct TextError {
    /// Counted from 1
    pub line: usize,
    /// What is wrong
    pub problem: &'static str,
    /// The line
    pub text: String,
}

/// Reads a graph, one task per line; `#` starts a comment.
pub fn graph_from_text(text: &str) -> Result<TaskGraph, TextError> {
    let mut graph = TaskGraph::default();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let error = |problem| TextError { line: number + 1, problem, text: line.to_owned() };
        let task = task_from_text(line).map_err(error)?;
        if graph.insert(task.key.clone(), Arc::new(task)).is_some() {
            return Err(error("the key stands there already"));
        }
    }
    Ok(graph)
}

/// Writes a graph, one task per line, in its order.
pub fn text_from_graph(graph: &TaskGraph) -> String {
    let mut text = String::new();
    for task in graph.values() {
        let key = text_from_key(&task.key);
        // Writing to a string does not fail.
        let _ = match &task.kind {
            TaskKind::Alias(target) => writeln!(text, "{key} -> {}", text_from_key(target)),
            TaskKind::Data(value) => writeln!(text, "{key} = {}", text_from_value(value)),
            TaskKind::Run { operation, inputs } => {
                let inputs: Vec<String> = inputs.iter().map(text_from_key).collect();
                writeln!(text, "{key} = {}({})", operation.name(), inputs.join(", "))
            }
        };
    }
    text
}

/// Reads `name` or `name[0,1]`.
pub fn key_from_text(text: &str) -> Result<Key, &'static str> {
    let text = text.trim();
    let Some((name, index)) = text.split_once('[') else {
        return if text.is_empty() { Err("a key is empty") } else { Ok(Key::text(text)) };
    };
    let index = index.strip_suffix(']').ok_or("a block index lacks its ]")?;
    let block_idx: Result<Vec<u32>, _> =
        index.split(',').map(str::trim).filter(|i| !i.is_empty()).map(str::parse).collect();
    Ok(Key::block(name, &block_idx.map_err(|_| "a block index is no number")?))
}

/// Writes `name` or `name[0,1]`.
pub fn text_from_key(key: &Key) -> String {
    match key.block_idx() {
        None => key.name().to_string(),
        Some(block_idx) => {
            let index: Vec<String> = block_idx.iter().map(u32::to_string).collect();
            format!("{}[{}]", key.name(), index.join(","))
        }
    }
}

/// The formula that a task read from text gave; a type name for other values.
pub fn text_from_value(value: &Value) -> String {
    match value {
        Value::List(items) => {
            format!("[{}]", items.iter().map(text_from_value).collect::<Vec<_>>().join(", "))
        }
        value => formula(value).map_or_else(|| value.type_name(), str::to_owned),
    }
}

fn formula(value: &Value) -> Option<&str> {
    let Value::Object(object) = value else { return None };
    object.as_any().downcast_ref().map(|Formula(text)| text.as_str())
}

fn task_from_text(line: &str) -> Result<Task, &'static str> {
    if let Some((key, target)) = line.split_once("->") {
        return Ok(Task { key: key_from_text(key)?, kind: TaskKind::Alias(key_from_text(target)?) });
    }
    let (key, formula) = line.split_once('=').ok_or("neither = nor ->")?;
    let key = key_from_text(key)?;
    let formula = formula.trim();
    let Some((function, arguments)) = formula.split_once('(') else {
        return Ok(Task { key, kind: TaskKind::Data(Value::Object(Arc::new(Formula(formula.to_owned())))) });
    };
    let arguments = arguments.strip_suffix(')').ok_or("a call lacks its )")?;
    let inputs = arguments_from_text(arguments)?;
    Ok(Task::run(key, Arc::new(Call(function.trim().to_owned())), inputs))
}

/// Splits at commas that stand outside brackets.
fn arguments_from_text(text: &str) -> Result<Vec<Key>, &'static str> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut depth = 0;
    text.split(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        c == ',' && depth == 0
    })
    .map(key_from_text)
    .collect()
}

/// A function that exists by name only.
#[derive(Debug)]
struct Call(String);

impl Operation for Call {
    fn name(&self) -> &str {
        &self.0
    }

    fn call(&self, inputs: &[Value]) -> Result<Value, TaskError> {
        let inputs: Vec<String> = inputs.iter().map(text_from_value).collect();
        Ok(Value::Object(Arc::new(Formula(format!("{}({})", self.0, inputs.join(", "))))))
    }
}

#[derive(Debug)]
struct Formula(String);

impl Object for Formula {
    fn type_name(&self) -> String {
        "str".to_owned()
    }

    fn nbytes(&self) -> u64 {
        self.0.len() as u64
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
