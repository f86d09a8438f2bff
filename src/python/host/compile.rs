//! From a cell's text to code that can be stopped.
//!
//! in: Python text; out: a code object whose loops and functions begin with a call of the stop check. The call carries
//! the range of the statement it guards, so line numbers in tracebacks stay right. Errors are the `SyntaxError`s of
//! CPython's parser, as RustPython words them.

use std::collections::HashSet;

use ruff_text_size::{Ranged, TextRange};
use rustpython_compiler::ast::token::TokenKind;
use rustpython_compiler::ast::visitor::transformer::{Transformer, walk_comprehension, walk_stmt};
use rustpython_compiler::ast::{
    Arguments, AtomicNodeIndex, Comprehension, Expr, ExprCall, ExprContext, ExprName, Mod, ModModule, Stmt, StmtExpr,
    Suite,
};
use rustpython_compiler::{CompileError, CompileOpts, Mode, codegen, parser};
use rustpython_compiler_core::SourceFileBuilder;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyCode};
use rustpython_vm::{AsObject, PyRef, VirtualMachine};

use super::stack;

/// What the check is called in compiled code: no name that Python text could hold, so nobody can hide or delete it.
pub(super) const CHECK_NAME: &str = "<stop check>";

/// Compiled text of a cell.
pub(super) struct Compiled {
    /// To be run; gives the value of the last expression if there is one to show
    pub code: PyRef<PyCode>,
    /// Whether the text ends with an expression, and no semicolon after it
    pub shows_value: bool,
}

/// Compiles `source` for the file name `path`.
pub(super) fn compile(source: &str, path: &str, vm: &VirtualMachine) -> Result<Compiled, PyBaseExceptionRef> {
    check_size(source, vm)?;
    let file = SourceFileBuilder::new(path, source).finish();
    let module = parse(source, path).map_err(|error| {
        invalid_character(source, path, &error, vm).unwrap_or_else(|| vm.new_syntax_error(&error, Some(source)))
    })?;
    let shows_value = matches!(module.body.last(), Some(Stmt::Expr(last)) if !ends_with_semicolon(source, last.range));

    let mut module = module;
    Guard.guard_body(&mut module.body);
    let mode = if shows_value { Mode::BlockExpr } else { Mode::Exec };
    let code = codegen::compile::compile_top(Mod::Module(module), file, mode, options())
        .map_err(|error| vm.new_syntax_error(&CompileError::from(error), Some(source)))?;
    Ok(Compiled { code: PyCode::new_ref_from_bytecode(vm, code), shows_value })
}

/// Whether `source` parses, or is refused before it would be parsed. Says nothing about why not.
pub(super) fn parses(source: &str) -> bool {
    measure(source).longest_chain > CHAIN_MAX || parser::parse_module(source).is_ok()
}

/// Parses, with the checks and the wording of the whole compiler.
fn parse(source: &str, path: &str) -> Result<ModModule, CompileError> {
    // The compiler's own entry makes checks that the parser leaves out, such as too deep nesting. It does not give the
    // syntax tree out, hence the second parse; a cell of ordinary size takes microseconds.
    rustpython_compiler::compile(source, Mode::Exec, path, options())?;
    let parsed = parser::parse_module(source).map_err(|error| {
        let file = SourceFileBuilder::new(path, source).finish();
        CompileError::from_ruff_parse_error(error, &file, Mode::Exec)
    })?;
    Ok(parsed.into_syntax())
}

/// CPython's error for a character that no Python text has, such as a typographic quote or a no-break space of a slide, if it
/// stands before the place where parsing failed.
fn invalid_character(
    source: &str,
    path: &str,
    error: &CompileError,
    vm: &VirtualMachine,
) -> Option<PyBaseExceptionRef> {
    let CompileError::Parse(error) = error else { return None };
    let parsed = parser::parse_unchecked(source, parser::ParseOptions::from(parser::Mode::Module));
    let foreign = |c: char| !c.is_ascii() && !c.is_alphanumeric();
    let mut unknown = parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Unknown);
    let (at, character) = unknown.find_map(|token| {
        let text = &source[token.range()];
        text.find(foreign).map(|at| (token.range().start().to_usize() + at, text[at..].chars().next()))
    })?;
    let character = character.filter(|_| at <= error.raw_location.end().to_usize())?;
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = source[start..].lines().next().unwrap_or_default();
    let (number, column) = (source[..at].matches('\n').count() + 1, source[start..at].chars().count() + 1);
    let printable = vm.call_method(vm.ctx.new_str(character.to_string()).as_object(), "isprintable", ());
    let message = match printable.is_ok_and(|printable| printable.is(&vm.ctx.true_value)) {
        true => format!("invalid character '{character}' (U+{:04X})", u32::from(character)),
        false => format!("invalid non-printable character U+{:04X}", u32::from(character)),
    };
    let place = (path.to_owned(), number, column, format!("{line}\n"), number, column + 1);
    let arguments = vec![vm.ctx.new_str(message).into(), vm.new_tuple(place).into()];
    vm.invoke_exception(vm.ctx.exceptions.syntax_error, arguments).ok()
}

/// The parser and the compiler recurse over operators that follow each other, as CPython's do.
const CHAIN_MAX: usize = 1000;
/// What they need at most for each, of the browser's stack.
const LEVEL_BYTES: usize = 2048;
/// Loops inside each other in one comprehension (CPython allows 20 blocks).
const LOOPS_MAX: usize = 20;
/// The compiler looks through all names and constants of a scope for each of them: beyond so many it would take minutes.
const DIFFERENT_MAX: usize = 10_000;

/// Refuses text that would exhaust the stack or the learner's patience.
pub(super) fn check_size(source: &str, vm: &VirtualMachine) -> Result<(), PyBaseExceptionRef> {
    let size = measure(source);
    if size.longest_chain > CHAIN_MAX || !stack::has_room(size.longest_chain * LEVEL_BYTES / 1024) {
        return Err(vm.new_recursion_error("maximum recursion depth exceeded during compilation"));
    }
    if size.nested_loops > LOOPS_MAX {
        let message = "too many statically nested blocks".to_owned();
        return Err(vm.new_exception_msg(vm.ctx.exceptions.syntax_error.to_owned(), message.into()));
    }
    if size.different > DIFFERENT_MAX {
        let message = format!(
            "this cell is too long to compile: it has {} different names, numbers and texts (at most {DIFFERENT_MAX}); \
             split it, or make long data in a loop",
            size.different
        );
        return Err(vm.new_exception_msg(vm.ctx.exceptions.syntax_error.to_owned(), message.into()));
    }
    Ok(())
}

/// How much work a text is, without parsing it.
#[derive(Debug, Default, PartialEq)]
struct Size {
    /// Operators, dots, brackets and prefix words that no comma, colon or line end separates
    longest_chain: usize,
    /// Words `for` in one pair of brackets that no comma, colon or bracket separates
    nested_loops: usize,
    /// Different names, numbers and string literals
    different: usize,
}

fn measure(source: &str) -> Size {
    const PREFIX_WORDS: &[&str] = &["not", "lambda", "await", "else"];
    let mut different = HashSet::new();
    let (mut chain, mut longest_chain, mut lambdas) = (0, 0, 0);
    let (mut loops, mut nested_loops) = (0, 0);
    let mut depth: usize = 0;
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'#' => at = start + source[start..].find('\n').unwrap_or(bytes.len() - start),
            quote @ (b'"' | b'\'') => {
                at = end_of_string(bytes, start, quote);
                different.insert(&source.as_bytes()[start..at]);
            }
            b'\n' if depth > 0 => {}
            b',' | b';' | b'\n' => (chain, lambdas, loops) = (0, 0, 0),
            // The body of a lambda stands in it.
            b':' => (chain, loops) = (lambdas, 0),
            b')' | b']' | b'}' => (depth, loops) = (depth.saturating_sub(1), 0),
            b'(' | b'[' | b'{' => (depth, chain) = (depth + 1, chain + 1),
            byte if byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80 => {
                while at < bytes.len() && (bytes[at] == b'_' || bytes[at].is_ascii_alphanumeric() || bytes[at] >= 0x80)
                {
                    at += 1;
                }
                let word = &bytes[start..at];
                chain += usize::from(PREFIX_WORDS.iter().any(|prefix| prefix.as_bytes() == word));
                lambdas += usize::from(word == b"lambda");
                loops += usize::from(word == b"for");
                different.insert(word);
            }
            byte if b"+-*/%@&|^~<>=.".contains(&byte) => chain += 1,
            _ => {}
        }
        longest_chain = longest_chain.max(chain);
        nested_loops = nested_loops.max(loops);
    }
    Size { longest_chain, nested_loops, different: different.len() }
}

/// Where the string literal ends whose first quote is at `start`; the end of the text if it does not.
fn end_of_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if triple { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if !triple => return at,
            byte if byte == quote && !triple => return at + 1,
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn options() -> CompileOpts {
    CompileOpts { allow_top_level_await: true, ..CompileOpts::default() }
}

/// Whether a semicolon stands behind the last statement (comments may follow).
fn ends_with_semicolon(source: &str, last: TextRange) -> bool {
    source[last.end().to_usize()..].trim_start_matches([' ', '\t', ')']).starts_with(';')
}

/// Inserts the checks.
struct Guard;

impl Guard {
    fn guard_body(&self, body: &mut [Stmt]) {
        self.visit_body(body);
    }

    /// Puts a check at the head of a body, after a docstring.
    fn insert(&self, body: &mut Suite, range: TextRange) {
        let is_docstring = matches!(body.first(), Some(Stmt::Expr(first)) if first.value.is_string_literal_expr());
        let check = Stmt::Expr(StmtExpr { node_index: AtomicNodeIndex::NONE, range, value: Box::new(check(range)) });
        body.insert(usize::from(is_docstring), check);
    }
}

impl Transformer for Guard {
    fn visit_stmt(&self, stmt: &mut Stmt) {
        walk_stmt(self, stmt);
        match stmt {
            Stmt::While(stmt) => self.insert(&mut stmt.body, stmt.test.range()),
            Stmt::For(stmt) => self.insert(&mut stmt.body, stmt.target.range()),
            Stmt::FunctionDef(stmt) => self.insert(&mut stmt.body, stmt.name.range()),
            _ => {}
        }
    }

    /// `[f(x) for x in xs if p(x)]` becomes `[f(x) for x in xs if check() if p(x)]`.
    fn visit_comprehension(&self, comprehension: &mut Comprehension) {
        walk_comprehension(self, comprehension);
        comprehension.ifs.insert(0, check(comprehension.target.range()));
    }
}

/// The call of the check; it gives `True`.
fn check(range: TextRange) -> Expr {
    let name = ExprName { node_index: AtomicNodeIndex::NONE, range, id: CHECK_NAME.into(), ctx: ExprContext::Load };
    let arguments = Arguments {
        range: TextRange::empty(range.end()),
        node_index: AtomicNodeIndex::NONE,
        args: Box::default(),
        keywords: Default::default(),
        runtime_args: None,
        runtime_bases: None,
    };
    Expr::Call(ExprCall {
        node_index: AtomicNodeIndex::NONE,
        range_start: range.start(),
        func: Box::new(Expr::Name(name)),
        arguments,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_without_parsing_it() {
        for (source, longest_chain, nested_loops, different) in [
            ("", 0, 0, 0),
            ("x = 1 + 1", 2, 0, 2),
            ("[-1, -2, -3]", 2, 0, 3),
            ("a.b.c(d)[e]", 4, 0, 5),
            ("not not x", 2, 0, 2),
            ("'a+b' # - - -", 0, 0, 1),
            ("'''a\n\\''' - -''' + 1", 1, 0, 2),
            ("(1 +\n1 +\n1)", 3, 0, 1),
            ("lambda: lambda x: x + 1, lambda: 1", 3, 0, 3),
            ("'open\n- -", 2, 0, 1),
            ("[x for x in y for y in z]", 1, 2, 5),
            ("[x for x in y]\n[x for x in y]", 1, 1, 4),
            ("for x in y:\n  for y in z: 1", 0, 1, 6),
        ] {
            assert_eq!(measure(source), Size { longest_chain, nested_loops, different }, "{source:?}");
        }
    }
}
