//! The text of cells: what learners paste is made plain Python, and kept for tracebacks.
//!
//! As IPython does: `>>>` and `In [3]:` prompts are taken off, a cell that is indented as a whole is moved to the left.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use ruff_text_size::Ranged;
use rustpython_compiler::ast::token::TokenKind;
use rustpython_compiler::parser;

/// The texts of cells that ran.
#[derive(Default)]
struct Cells {
    /// By the file name of their code
    texts: HashMap<String, Arc<str>>,
    /// File names, in the order in which they came
    order: VecDeque<String>,
    nbytes: usize,
}

/// Texts that are kept: of the cells that ran last. Tracebacks do without the lines of older ones.
const TEXTS_BYTES_MAX: usize = 4 << 20;

static CELLS: Mutex<Option<Cells>> = Mutex::new(None);

/// The file name under which the code of a cell is known.
pub(super) fn path_of_cell(execution_count: u32) -> String {
    format!("<cell {execution_count}>")
}

/// What a traceback calls a file: `Cell In[3]` for a cell's code.
pub(super) fn name_of_path(path: &str) -> String {
    match path.strip_prefix("<cell ").and_then(|rest| rest.strip_suffix('>')) {
        Some(count) => format!("Cell In[{count}]"),
        None => format!("File \"{path}\""),
    }
}

/// Keeps a cell's text for [`line_of`].
pub(super) fn remember(path: &str, text: &str) {
    let mut cells = CELLS.lock().unwrap_or_else(PoisonError::into_inner);
    cells.get_or_insert_default().keep(path, text, TEXTS_BYTES_MAX);
}

impl Cells {
    fn keep(&mut self, path: &str, text: &str, bytes_max: usize) {
        self.nbytes += text.len();
        match self.texts.insert(path.to_owned(), text.into()) {
            Some(before) => self.nbytes -= before.len(),
            None => self.order.push_back(path.to_owned()),
        }
        while self.nbytes > bytes_max
            && self.order.len() > 1
            && let Some(oldest) = self.order.pop_front()
        {
            self.nbytes -= self.texts.remove(&oldest).map_or(0, |text| text.len());
        }
    }
}

/// The text of a cell.
pub(super) fn text_of(path: &str) -> Option<Arc<str>> {
    CELLS.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.texts.get(path).cloned()
}

/// A line (from 1) of a cell's text.
pub(super) fn line_of(path: &str, line: u32) -> Option<String> {
    text_of(path)?.lines().nth(line.checked_sub(1)? as usize).map(str::to_owned)
}

/// Takes off what is not Python: line ends of other systems, a byte order mark, prompts, a common indent.
pub(super) fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let text = strip_prompts(&text, classic_prompt).or_else(|| strip_prompts(&text, ipython_prompt)).unwrap_or(text);
    dedent(&text)
}

/// Applies `prompt` to every line if the first line of text has one.
fn strip_prompts(text: &str, prompt: fn(&str) -> Option<&str>) -> Option<String> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    prompt(first)?;
    let lines: Vec<_> = text.lines().map(|line| prompt(line).unwrap_or(line)).collect();
    Some(lines.join("\n"))
}

/// What follows `>>> ` or `... `.
fn classic_prompt(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(' ');
    let rest = line.strip_prefix(">>>").or_else(|| line.strip_prefix("..."))?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// What follows `In [3]: ` or `   ...: `.
fn ipython_prompt(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(' ');
    let rest = if let Some(rest) = line.strip_prefix("In [") {
        rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("]:")?
    } else {
        line.trim_start_matches('.').strip_prefix(':').filter(|_| line.starts_with("..."))?
    };
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// Moves the text to the left by the indent of its first line, where lines have it. Text inside brackets or strings
/// that starts further left stays.
fn dedent(text: &str) -> String {
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return text.to_owned() };
    let indent = &first[..first.len() - first.trim_start_matches([' ', '\t']).len()];
    if indent.is_empty() {
        return text.to_owned();
    }
    let lines: Vec<_> = text.split('\n').map(|line| line.strip_prefix(indent).unwrap_or(line)).collect();
    lines.join("\n")
}

/// One token of Python text.
pub(super) struct Token {
    /// Its name in Python's module `token`; `ERRORTOKEN` where the text is wrong
    pub kind: &'static str,
    /// Its text
    pub text: String,
    /// Line from 1 and column from 0
    pub start: (usize, usize),
    /// Line from 1 and column from 0, behind it
    pub end: (usize, usize),
}

/// Splits Python text into tokens, for `inspect.getsource`.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let parsed = parser::parse_unchecked(source, parser::ParseOptions::from(parser::Mode::Module));
    let starts: Vec<usize> = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let place = |offset: usize| {
        let line = starts.partition_point(|start| *start <= offset);
        (line, source[starts[line - 1]..offset].chars().count())
    };
    let mut tokens: Vec<Token> = parsed
        .tokens()
        .iter()
        .map(|token| {
            let (start, end) = (token.range().start().to_usize(), token.range().end().to_usize());
            let kind = match token.kind() {
                TokenKind::Newline => "NEWLINE",
                TokenKind::NonLogicalNewline => "NL",
                TokenKind::Indent => "INDENT",
                TokenKind::Dedent => "DEDENT",
                TokenKind::Comment => "COMMENT",
                TokenKind::String => "STRING",
                TokenKind::Int | TokenKind::Float | TokenKind::Complex => "NUMBER",
                TokenKind::Unknown => "ERRORTOKEN",
                kind if kind.is_operator() => "OP",
                _ => "NAME",
            };
            Token { kind, text: source[start..end].to_owned(), start: place(start), end: place(end) }
        })
        .collect();
    let end = place(source.len());
    tokens.push(Token { kind: "ENDMARKER", text: String::new(), start: end, end });
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_last_cells_are_kept() {
        let mut cells = Cells::default();
        for (path, text) in [("1", "aaaa"), ("2", "bbb"), ("2", "bb"), ("3", "cccc"), ("4", "d")] {
            cells.keep(path, text, 8);
        }
        let mut kept: Vec<&str> = cells.texts.keys().map(String::as_str).collect();
        kept.sort_unstable();
        assert_eq!((kept, cells.nbytes), (vec!["2", "3", "4"], 7));
        cells.keep("5", "one that is too long alone", 8);
        assert_eq!(cells.texts.len(), 1);
    }

    #[test]
    fn pasted_text_becomes_python() {
        for (pasted, python) in [
            ("x = 1", "x = 1"),
            (">>> x = 1\n>>> for i in x:\n...     print(i)\n...\n1", "x = 1\nfor i in x:\n    print(i)\n\n1"),
            ("In [3]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
            ("    x = 1\n    if x:\n        y", "x = 1\nif x:\n    y"),
            ("\tx = 1\r\n\ty = 2", "x = 1\ny = 2"),
            ("\u{feff}x", "x"),
            ("x = [\n... ]", "x = [\n... ]"),
            ("...", ""),
        ] {
            assert_eq!(clean(pasted), python, "{pasted:?}");
        }
    }
}
