//! Completion and inspection: what the editor asks for while a learner types.

use rustpython_vm::builtins::{PyDictRef, PyModule, PyStr, PyType};
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};

/// What could stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completions {
    /// Where the text begins that they replace, in characters
    pub from: usize,
    /// Where it ends
    pub to: usize,
    /// The candidates, sorted; those that begin with an underscore only if asked for
    pub items: Vec<Completion>,
}

/// One candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// The whole name
    pub label: String,
    /// `function`, `class`, `module`, `keyword` or `variable`
    pub kind: &'static str,
    /// The first line of its documentation, or empty
    pub detail: String,
}

/// As many candidates as a list can show.
const COMPLETIONS_MAX: usize = 400;

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Candidates for the name that ends at `cursor`.
pub(super) fn complete(code: &str, cursor: usize, vm: &VirtualMachine) -> Completions {
    let before: Vec<char> = code.chars().take(cursor).collect();
    let from = before.iter().rposition(|c| !is_name_char(*c)).map_or(0, |idx| idx + 1);
    let prefix: String = before[from..].iter().collect();
    let mut items = match import_context(&before, vm) {
        Some(names) => names,
        None if from > 0 && before[from - 1] == '.' => {
            let Some(owner) = expression_before(&before[..from - 1]).and_then(|path| resolve(&path, vm)) else {
                return Completions { from, to: cursor, items: Vec::new() };
            };
            attributes(&owner, vm)
        }
        None => names_in_scope(vm),
    };
    items.retain(|item| item.label.starts_with(&prefix) && (prefix.starts_with('_') || !item.label.starts_with('_')));
    items.sort_by(|a, b| a.label.cmp(&b.label));
    items.dedup_by(|a, b| a.label == b.label);
    items.truncate(COMPLETIONS_MAX);
    Completions { from, to: cursor, items }
}

/// Signature and documentation of the name at the cursor, or of the function whose call is open there.
pub(super) fn inspect(code: &str, cursor: usize, vm: &VirtualMachine) -> Option<String> {
    let chars: Vec<char> = code.chars().collect();
    let mut end = cursor.min(chars.len());
    while end < chars.len() && is_name_char(chars[end]) {
        end += 1;
    }
    let path = expression_before(&chars[..end]).or_else(|| {
        let open = open_call(&chars[..end])?;
        expression_before(&chars[..open])
    })?;
    let object = resolve(&path, vm)?;
    describe(&object, vm).ok()
}

/// What `help` and `x?` print: signature, type and documentation.
fn describe(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<String> {
    let describe = vm.import("_dasklet_magics", 0)?.get_attr("describe", vm)?;
    Ok(describe.call((object.clone(),), vm)?.str(vm)?.to_string())
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The dotted name that ends where `chars` does, such as `da.random`; calls and indexes are not followed, since
/// looking must not run code.
fn expression_before(chars: &[char]) -> Option<Vec<String>> {
    let start = chars.iter().rposition(|c| !is_name_char(*c) && *c != '.').map_or(0, |idx| idx + 1);
    if start > 0 && matches!(chars[start - 1], ')' | ']' | '"' | '\'') {
        return None;
    }
    let text: String = chars[start..].iter().collect();
    let path: Vec<String> = text.split('.').map(str::to_owned).collect();
    let valid = path.iter().all(|part| !part.is_empty() && !part.starts_with(|c: char| c.is_ascii_digit()));
    valid.then_some(path)
}

/// The innermost bracket that is open at the end, if it is a round one.
fn open_call(chars: &[char]) -> Option<usize> {
    let mut depth = 0;
    for (idx, c) in chars.iter().enumerate().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth > 0 => depth -= 1,
            '(' => return Some(idx),
            '[' | '{' => return None,
            _ => {}
        }
    }
    None
}

/// The object of a dotted name in the learner's namespace.
fn resolve(path: &[String], vm: &VirtualMachine) -> Option<PyObjectRef> {
    let (first, rest) = path.split_first()?;
    let names = vm.main_namespace().ok()?;
    let start = match names.get_item_opt(first.as_str(), vm).ok()? {
        Some(object) => object,
        None => vm.builtins.as_object().get_attr(vm.ctx.intern_str(first.as_str()), vm).ok()?,
    };
    rest.iter().try_fold(start, |object, name| object.get_attr(vm.ctx.intern_str(name.as_str()), vm).ok())
}

/// After `import ` and `from `: module names; after `from m import `: the names in `m`.
fn import_context(before: &[char], vm: &VirtualMachine) -> Option<Vec<Completion>> {
    let line_start = before.iter().rposition(|c| matches!(c, '\n' | ';')).map_or(0, |idx| idx + 1);
    let line: String = before[line_start..].iter().collect();
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("from ")
        && let Some((module, _)) = rest.split_once(" import ")
    {
        let module = vm.import(&*vm.ctx.new_str(module.trim()), 0).ok()?;
        return Some(attributes(&module, vm));
    }
    let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "))?;
    let last = rest.rsplit(',').next()?.trim_start();
    if last.contains(' ') {
        return None;
    }
    let parent = last.rsplit_once('.').map_or("", |(parent, _)| parent);
    Some(module_names(parent).map(|label| Completion { label, kind: "module", detail: String::new() }).collect())
}

/// The modules directly inside a package, or the top ones for an empty name.
fn module_names(parent: &str) -> impl Iterator<Item = String> {
    let names: Vec<String> = if parent.is_empty() {
        super::modules::available().into_iter().map(str::to_owned).collect()
    } else {
        let inside = |name: &str| name.strip_prefix(parent)?.strip_prefix('.').map(str::to_owned);
        super::modules::frozen().filter_map(|(name, _)| inside(name)).filter(|name| !name.contains('.')).collect()
    };
    names.into_iter()
}

fn attributes(owner: &PyObjectRef, vm: &VirtualMachine) -> Vec<Completion> {
    let Ok(names) = vm.dir(Some(owner.clone())) else { return Vec::new() };
    let names = names.borrow_vec().to_vec();
    let labels = names.iter().filter_map(|name| name.downcast_ref::<PyStr>().map(ToString::to_string));
    // Attributes may be properties that compute: only those of modules and classes are looked at.
    let is_plain = owner.downcastable::<PyModule>() || owner.downcastable::<PyType>();
    labels
        .map(|label| {
            let source = if is_plain { owner.clone() } else { owner.class().to_owned().into() };
            let value = source.get_attr(vm.ctx.intern_str(label.as_str()), vm).ok();
            completion(label, value.as_ref(), vm)
        })
        .collect()
}

fn names_in_scope(vm: &VirtualMachine) -> Vec<Completion> {
    let mut items: Vec<_> = KEYWORDS
        .iter()
        .map(|word| Completion { label: (*word).to_owned(), kind: "keyword", detail: String::new() })
        .collect();
    if let Ok(names) = vm.main_namespace() {
        add_names(&names, &mut items, vm);
    }
    add_names(&vm.builtins.dict(), &mut items, vm);
    items
}

fn add_names(names: &PyDictRef, items: &mut Vec<Completion>, vm: &VirtualMachine) {
    for (name, value) in names.clone() {
        if let Some(name) = name.downcast_ref::<PyStr>()
            && name.to_string().chars().all(is_name_char)
        {
            items.push(completion(name.to_string(), Some(&value), vm));
        }
    }
}

fn completion(label: String, value: Option<&PyObjectRef>, vm: &VirtualMachine) -> Completion {
    let kind = match value {
        Some(value) if value.downcastable::<PyType>() => "class",
        Some(value) if value.downcastable::<PyModule>() => "module",
        Some(value) if value.is_callable() => "function",
        _ => "variable",
    };
    let doc = value.filter(|_| matches!(kind, "function" | "class")).and_then(|value| {
        let doc = value.get_attr("__doc__", vm).ok()?;
        Some(doc.downcast_ref::<PyStr>()?.to_string())
    });
    let detail = doc.and_then(|doc| doc.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned));
    Completion { label, kind, detail: detail.unwrap_or_default() }
}
