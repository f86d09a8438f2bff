//! From a cell's text to code that can be stopped.
//!
//! in: Python text; out: a code object whose loops and functions begin with a call of the stop check. The call carries
//! the range of the statement it guards, so line numbers in tracebacks stay right. Errors are the `SyntaxError`s of
//! CPython's parser, as RustPython words them.

use ruff_text_size::{Ranged, TextRange};
use rustpython_compiler::ast::visitor::transformer::{Transformer, walk_comprehension, walk_stmt};
use rustpython_compiler::ast::{
    Arguments, AtomicNodeIndex, Comprehension, Expr, ExprCall, ExprContext, ExprName, Mod, ModModule, Stmt, StmtExpr,
    Suite,
};
use rustpython_compiler::{CompileError, CompileOpts, Mode, codegen, parser};
use rustpython_compiler_core::SourceFileBuilder;
use rustpython_vm::builtins::{PyBaseExceptionRef, PyCode};
use rustpython_vm::{PyRef, VirtualMachine};

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
    let file = SourceFileBuilder::new(path, source).finish();
    let module = parse(source, path).map_err(|error| vm.new_syntax_error(&error, Some(source)))?;
    let shows_value = matches!(module.body.last(), Some(Stmt::Expr(last)) if !ends_with_semicolon(source, last.range));

    let mut module = module;
    Guard.guard_body(&mut module.body);
    let mode = if shows_value { Mode::BlockExpr } else { Mode::Exec };
    let code = codegen::compile::compile_top(Mod::Module(module), file, mode, options())
        .map_err(|error| vm.new_syntax_error(&CompileError::from(error), Some(source)))?;
    Ok(Compiled { code: PyCode::new_ref_from_bytecode(vm, code), shows_value })
}

/// Whether `source` parses. Cheaper than compiling; says nothing about why not.
pub(super) fn parses(source: &str) -> bool {
    parser::parse_module(source).is_ok()
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
