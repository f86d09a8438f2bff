//! What IPython adds to Python: lines that begin with `%` or `!`, cells that begin with `%%`, names with a `?`.
//!
//! Such lines are made calls of `get_ipython()`, whose methods are Python (`lib/_dasklet_magics.py`). Lines keep their
//! numbers. Text that is Python already is left alone: there, a line may begin with `%` inside brackets or strings.

use rustpython_compiler::ast::token::TokenKind;
use rustpython_compiler::parser;
use rustpython_vm::{PyResult, VirtualMachine};

use super::compile;

/// A cell that begins with `%%name arguments`.
pub(super) struct CellMagic {
    name: String,
    arguments: String,
    /// The lines below
    body: String,
    /// The number of the first of them
    line: usize,
}

/// Takes apart a cell that begins with `%%`.
pub(super) fn cell_magic(source: &str) -> Option<CellMagic> {
    let before = source.lines().take_while(|line| line.trim().is_empty()).count();
    let rest = source.trim_start().strip_prefix("%%")?;
    let (head, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let (name, arguments) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
    Some(CellMagic {
        name: name.to_owned(),
        arguments: arguments.trim().to_owned(),
        body: body.to_owned(),
        line: before + 2,
    })
}

/// Runs a cell magic; gives the value to show.
pub(super) fn run_cell_magic(magic: &CellMagic, vm: &VirtualMachine) -> PyResult {
    let magics = vm.import("_dasklet_magics", 0)?;
    let run = magics.get_attr("run_cell_magic", vm)?;
    let body = translate_lines(&magic.body);
    run.call((magic.name.as_str(), magic.arguments.as_str(), body, magic.line), vm)
}

/// Python text for text with line magics.
pub(super) fn translate_lines(source: &str) -> String {
    if !source.contains(['%', '!', '?']) || compile::parses(source) {
        return source.to_owned();
    }
    let mut lines: Vec<String> = source.split('\n').map(str::to_owned).collect();
    let mut idx = 0;
    while idx < lines.len() {
        if let Some(call) = call_of_line(&lines[idx])
            && begins_statement(&lines[..idx])
        {
            // A backslash continues a magic, as in IPython.
            lines[idx] = call;
        }
        idx += 1;
    }
    lines.join("\n")
}

/// Whether what follows these lines begins a new statement: no bracket, string or backslash is open.
fn begins_statement(before: &[String]) -> bool {
    let text = before.join("\n") + "\n";
    let parsed = parser::parse_unchecked(&text, parser::ParseOptions::from(parser::Mode::Module));
    let mut depth = 0i32;
    let mut last = TokenKind::Newline;
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth -= 1,
            TokenKind::Comment | TokenKind::NonLogicalNewline | TokenKind::Indent | TokenKind::Dedent => continue,
            TokenKind::EndOfFile => break,
            _ => {}
        }
        last = token.kind();
    }
    depth <= 0
        && matches!(last, TokenKind::Newline)
        && !text.trim_end().ends_with('\\')
        && !parsed.errors().iter().any(|error| error.to_string().contains("string"))
}

/// The call that a magic line stands for; `None` for other lines.
fn call_of_line(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let text = text.trim_end();
    if let Some(magic) = text.strip_prefix('%') {
        return Some(format!("{indent}{}", line_magic(magic)));
    }
    if let Some(command) = text.strip_prefix('!') {
        return Some(format!("{indent}get_ipython().system({})", quoted(command.trim_start_matches('!'))));
    }
    if let Some(name) = text.strip_suffix('?').or_else(|| text.strip_prefix('?')) {
        let name = name.trim_matches('?').trim();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        return is_name.then(|| format!("{indent}get_ipython().run_line_magic('pinfo', {})", quoted(name)));
    }
    // `result = %magic …` and `files = !ls`
    let (target, magic) = text.split_once('=')?;
    let is_target =
        target.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | ',' | ' '));
    let call = match magic.trim_start() {
        magic if magic.starts_with('%') => line_magic(&magic[1..]),
        magic if magic.starts_with('!') => format!("get_ipython().getoutput({})", quoted(&magic[1..])),
        _ => return None,
    };
    is_target.then(|| format!("{indent}{} = {call}", target.trim()))
}

fn line_magic(magic: &str) -> String {
    let (name, arguments) = magic.split_once(char::is_whitespace).unwrap_or((magic, ""));
    format!("get_ipython().run_line_magic({}, {})", quoted(name), quoted(arguments.trim()))
}

/// A Python string literal.
fn quoted(text: &str) -> String {
    let mut literal = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            c => literal.push(c),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magic_lines_become_calls_and_python_stays() {
        for (source, python) in [
            ("x = 1", "x = 1"),
            ("x = (5\n% 3)", "x = (5\n% 3)"),
            ("s = '''\n%time\n'''", "s = '''\n%time\n'''"),
            ("%time f('a')", "get_ipython().run_line_magic('time', 'f(\\'a\\')')"),
            ("x = 1\n%matplotlib inline\ny", "x = 1\nget_ipython().run_line_magic('matplotlib', 'inline')\ny"),
            ("for i in x:\n    %time i", "for i in x:\n    get_ipython().run_line_magic('time', 'i')"),
            ("t = %time x", "t = get_ipython().run_line_magic('time', 'x')"),
            ("!ls -l", "get_ipython().system('ls -l')"),
            ("x.mean?", "get_ipython().run_line_magic('pinfo', 'x.mean')"),
            ("s = '''\n%time\n'''\n%time s", "s = '''\n%time\n'''\nget_ipython().run_line_magic('time', 's')"),
            ("x = (1\n%time", "x = (1\n%time"),
        ] {
            assert_eq!(translate_lines(source), python, "{source:?}");
        }
    }

    #[test]
    fn cell_magics_are_taken_apart() {
        let magic = cell_magic("\n%%time -x\na\nb").expect("a cell magic");
        assert_eq!((magic.name.as_str(), magic.arguments.as_str()), ("time", "-x"));
        assert_eq!((magic.body.as_str(), magic.line), ("a\nb", 3));
        assert!(cell_magic("x %% y").is_none());
    }
}
