//! Exceptions as a notebook shows them: CPython's report, with the learner's own lines and without ours.
//!
//! in: an exception; out: an [`ErrorReport`]. Frames of frozen modules are left out, files are called `Cell In[3]`,
//! lines stand with carets under what failed, repeated frames of a recursion are counted.

use std::collections::HashSet;

use ruff_text_size::Ranged;
use rustpython_compiler::ast::Expr;
use rustpython_compiler::parser;
use rustpython_vm::builtins::{PyBaseException, PyBaseExceptionRef, PyStrRef, PyTraceback};
use rustpython_vm::suggestion::{calculate_suggestions, offer_suggestions};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyRef, VirtualMachine};

use super::output::ErrorReport;
use super::{modules, text};

/// Frames at the same line beyond so many are counted instead of shown (as CPython).
const REPEATS_SHOWN: usize = 3;
/// Of a very long traceback, so many frames are shown at each end.
const FRAMES_SHOWN: usize = 40;

/// The report of an exception.
pub fn report(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> ErrorReport {
    let mut lines = Vec::new();
    let message = message(exception, vm);
    write_chain(exception, &message, &mut lines, vm);
    let line = match syntax_error_place(exception, vm) {
        Some(place) => Some(place.line),
        None => frames(exception).iter().rev().find(|frame| is_cell(&frame.path)).map(|frame| frame.line),
    };
    ErrorReport { name: exception.class().name().to_string(), message, traceback: lines, line }
}

/// The report as one text: what a task hands on with its exception.
pub fn format(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    report(exception, vm).traceback.join("\n")
}

/// The text of an exception, as `str` gives it, with a hint where we know one.
pub fn message(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let mut message = match exception.as_object().str(vm) {
        // RustPython's own messages may end with a space where CPython says "in comparison".
        Ok(text) => text.to_string().trim_end_matches(' ').to_owned(),
        Err(_) => STR_FAILED.to_owned(),
    };
    if exception.fast_isinstance(vm.ctx.exceptions.module_not_found_error)
        && let Some(hint) = modules::hint_for_missing(&message)
    {
        message.push_str(&hint);
    }
    message
}

/// What stands for a text that could not be made, or that the learner did not want to wait for.
const STR_FAILED: &str = "<exception str() failed>";

/// CPython's own report, with our frames: for mistakes of ours.
pub fn format_all(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let mut text = String::new();
    match vm.write_exception(&mut text, exception) {
        Ok(()) => text,
        Err(_) => message(exception, vm),
    }
}

/// The exceptions that led to this one first, then this one. Of very many, the earliest are left out.
fn write_chain(exception: &PyBaseExceptionRef, text: &str, lines: &mut Vec<String>, vm: &VirtualMachine) {
    let last = exception;
    let mut seen = HashSet::from([exception.get_id()]);
    // Each with what is said between it and the one before it, latest first.
    let mut chain = Vec::new();
    let mut next = Some(exception.clone());
    while let Some(exception) = next.take() {
        let before = match (exception.__cause__(), exception.__context__()) {
            (Some(cause), _) => Some((cause, "The above exception was the direct cause of the following exception:")),
            (None, Some(context)) if !suppresses_context(&exception, vm) => {
                Some((context, "During handling of the above exception, another exception occurred:"))
            }
            _ => None,
        };
        let before = before.filter(|(before, _)| seen.insert(before.get_id()));
        chain.push((exception, before.as_ref().map(|(_, sentence)| *sentence)));
        if chain.len() == CHAIN_MAX && before.is_some() {
            lines.push("[earlier exceptions are left out]".to_owned());
            break;
        }
        next = before.map(|(before, _)| before);
    }
    for (exception, sentence) in chain.iter().rev() {
        if let Some(sentence) = sentence {
            lines.extend([String::new(), (*sentence).to_owned(), String::new()]);
        }
        if exception.is(last) {
            write_one(exception, text, lines, vm);
        } else {
            write_one(exception, &message(exception, vm), lines, vm);
        }
    }
}

/// So many exceptions of a chain are shown.
const CHAIN_MAX: usize = 50;

fn suppresses_context(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> bool {
    let flag = exception.as_object().get_attr("__suppress_context__", vm);
    flag.is_ok_and(|flag| flag.is_true(vm).unwrap_or(false))
}

fn write_one(exception: &PyBaseExceptionRef, text: &str, lines: &mut Vec<String>, vm: &VirtualMachine) {
    let frames = frames(exception);
    if !frames.is_empty() {
        lines.push("Traceback (most recent call last):".to_owned());
        write_frames(&frames, lines);
    }
    if let Some(place) = syntax_error_place(exception, vm) {
        lines.push(format!("  {}, line {}", text::name_of_path(&place.path), place.line));
        if let Some(text) = &place.text {
            write_marked_line(text, Some(place.columns), lines);
        }
    }
    lines.extend(lines_of(exception, text, vm));
    write_notes(exception, lines, vm);
}

/// `name: message`, split into lines, with CPython's "Did you mean".
pub fn last_lines(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Vec<String> {
    lines_of(exception, &message(exception, vm), vm)
}

fn lines_of(exception: &PyBaseExceptionRef, text: &str, vm: &VirtualMachine) -> Vec<String> {
    let class = exception.class();
    let module =
        class.__module__(vm).and_then(|module| module.str(vm)).map(|module| module.to_string()).unwrap_or_default();
    let name = match module.as_str() {
        "builtins" | "__main__" | "" => class.name().to_string(),
        module => format!("{module}.{}", class.name()),
    };
    let mut message = if exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
        // `str` of a syntax error repeats the file and the line.
        exception
            .as_object()
            .get_attr("msg", vm)
            .and_then(|msg| msg.str(vm))
            .map(|msg| msg.to_string())
            .unwrap_or_default()
    } else {
        text.to_owned()
    };
    if let Some(suggestion) = suggestion(exception, vm)
        && !message.contains("Did you mean")
    {
        message = format!("{}. Did you mean: '{suggestion}'?", message.trim_end_matches('.'));
    }
    let whole = if message.is_empty() { name } else { format!("{name}: {message}") };
    whole.lines().map(str::to_owned).collect()
}

/// The name that was probably meant. RustPython prefers any near name of the learner to a nearer one of Python's own,
/// CPython the nearest.
fn suggestion(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Option<PyStrRef> {
    let offered = offer_suggestions(exception, vm)?;
    if !exception.fast_isinstance(vm.ctx.exceptions.name_error) {
        return Some(offered);
    }
    let wrong = exception.as_object().get_attr("name", vm).ok()?;
    let mut candidates: Vec<PyObjectRef> = vec![offered.into()];
    candidates.extend(vm.builtins.dict().into_iter().map(|(name, _)| name));
    calculate_suggestions(candidates.iter().map(|name| &**name), &wrong)
}

fn write_notes(exception: &PyBaseExceptionRef, lines: &mut Vec<String>, vm: &VirtualMachine) {
    let Ok(notes) = exception.as_object().get_attr("__notes__", vm) else { return };
    let Ok(notes) = notes.try_to_value::<Vec<PyObjectRef>>(vm) else { return };
    for note in notes {
        if let Ok(note) = note.str(vm) {
            lines.extend(note.to_string().lines().map(str::to_owned));
        }
    }
}

/// One frame that a learner may see.
#[derive(PartialEq)]
struct Frame {
    path: String,
    line: u32,
    function: String,
    /// The columns that failed, from 0, the end excluded; `None` where it spans lines
    columns: Option<(usize, usize)>,
}

fn is_cell(path: &str) -> bool {
    path.starts_with("<cell ")
}

/// Whether a file is ours rather than the learner's.
fn is_hidden(path: &str) -> bool {
    path.starts_with("<frozen") || path.starts_with("<dasklet")
}

/// The frames of an exception that are not ours, outermost first.
fn frames(exception: &Py<PyBaseException>) -> Vec<Frame> {
    let Some(traceback) = exception.__traceback__() else { return Vec::new() };
    let mut frames = Vec::new();
    let mut next: Option<PyRef<PyTraceback>> = Some(traceback);
    while let Some(entry) = next {
        if let Some(frame) = frame_of(&entry) {
            frames.push(frame);
        }
        next = entry.next.lock().clone();
    }
    frames
}

fn frame_of(entry: &PyTraceback) -> Option<Frame> {
    let code = entry.frame.iframe().code();
    let path = code.source_path().as_str().to_owned();
    if is_hidden(&path) {
        return None;
    }
    let line = entry.lineno.get() as u32;
    // An instruction is two bytes.
    let location = usize::try_from(entry.lasti).ok().and_then(|lasti| code.code.locations.get(lasti / 2));
    let columns = location.and_then(|(start, end)| {
        let one_line = start.line == end.line && start.line.get() as u32 == line;
        one_line.then(|| (start.character_offset.to_zero_indexed(), end.character_offset.to_zero_indexed()))
    });
    Some(Frame { path, line, function: code.code.qualname.as_str().to_owned(), columns })
}

fn write_frames(frames: &[Frame], lines: &mut Vec<String>) {
    let mut idx = 0;
    while idx < frames.len() {
        let frame = &frames[idx];
        let run = frames[idx..].iter().take_while(|other| *other == frame).count();
        for _ in 0..run.min(REPEATS_SHOWN) {
            write_frame(frame, lines);
        }
        if run > REPEATS_SHOWN {
            let more = run - REPEATS_SHOWN;
            let times = if more == 1 { "time" } else { "times" };
            lines.push(format!("  [Previous line repeated {more} more {times}]"));
        }
        idx += run;
        if idx == FRAMES_SHOWN && frames.len() > 2 * FRAMES_SHOWN {
            let skipped = frames.len() - 2 * FRAMES_SHOWN;
            lines.push(format!("  [{skipped} frames not shown]"));
            idx += skipped;
        }
    }
}

fn write_frame(frame: &Frame, lines: &mut Vec<String>) {
    let place = format!("  {}, line {}", text::name_of_path(&frame.path), frame.line);
    lines.push(match frame.function.as_str() {
        "<module>" => place,
        function => format!("{place}, in {function}"),
    });
    if let Some(line) = text::line_of(&frame.path, frame.line) {
        write_marked_line(&line, frame.columns, lines);
    }
}

/// The line without its indent, and under it carets below `columns`, unless they are all of it.
fn write_marked_line(line: &str, columns: Option<(usize, usize)>, lines: &mut Vec<String>) {
    let trimmed = line.trim();
    let indent = line.chars().count() - line.trim_start().chars().count();
    lines.push(format!("    {trimmed}"));
    let Some((start, end)) = columns else { return };
    let chars: Vec<char> = line.chars().collect();
    let (start, end) = (start.max(indent), end.min(chars.len()));
    if start >= end {
        // A place behind the line, as where a bracket is missing.
        if start >= chars.len() && columns.is_some_and(|(start, end)| start + 1 >= end) {
            lines.push(format!("    {}^", " ".repeat(start.min(chars.len() + 1) - indent)));
        }
        return;
    }
    let segment: String = chars[start..end].iter().collect();
    let marks = marks_of(&segment);
    if segment.trim() == trimmed && !marks.contains('~') {
        return;
    }
    lines.push(format!("    {}{marks}", " ".repeat(start - indent)));
}

/// Carets as CPython draws them: below the operator of a binary operation, the brackets of an index, the arguments
/// of a call, with tildes below the rest; below everything otherwise.
fn marks_of(segment: &str) -> String {
    let bytes = |from: usize, to: usize| segment.get(from..to).map_or(0, |text| text.chars().count());
    let all = bytes(0, segment.len());
    let plain = "^".repeat(all);
    let Ok(parsed) = parser::parse_expression(segment) else { return plain };
    let (from, to) = match parsed.expr() {
        Expr::BinOp(operation) => {
            let gap = operation.left.range().end().to_usize()..operation.right.range().start().to_usize();
            let Some(text) = segment.get(gap.clone()) else { return plain };
            let Some(at) = text.find(|c: char| !c.is_whitespace() && c != ')') else { return plain };
            let operator: String = text[at..].chars().take_while(|c| !c.is_whitespace() && *c != '(').collect();
            (gap.start + at, gap.start + at + operator.len())
        }
        Expr::Subscript(subscript) => (subscript.value.range().end().to_usize(), segment.len()),
        Expr::Call(call) => (call.func.range().end().to_usize(), segment.len()),
        _ => return plain,
    };
    let (before, marked) = (bytes(0, from), bytes(from, to));
    format!("{}{}{}", "~".repeat(before), "^".repeat(marked), "~".repeat(all.saturating_sub(before + marked)))
}

/// Where a syntax error is.
struct Place {
    path: String,
    line: u32,
    text: Option<String>,
    columns: (usize, usize),
}

fn syntax_error_place(exception: &PyBaseExceptionRef, vm: &VirtualMachine) -> Option<Place> {
    if !exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
        return None;
    }
    let number = |name: &'static str| exception.as_object().get_attr(name, vm).ok()?.try_to_value::<i64>(vm).ok();
    let string = |name: &'static str| {
        let value = exception.as_object().get_attr(name, vm).ok()?;
        if vm.is_none(&value) { None } else { value.str(vm).ok().map(|text| text.to_string()) }
    };
    let line = u32::try_from(number("lineno")?).ok()?;
    let path = string("filename").unwrap_or_else(|| "<string>".to_owned());
    let start = usize::try_from(number("offset").unwrap_or(1) - 1).unwrap_or(0);
    let same_line = number("end_lineno").is_none_or(|end_line| end_line == i64::from(line));
    let end = number("end_offset").filter(|_| same_line).and_then(|end| usize::try_from(end - 1).ok());
    let text = text::line_of(&path, line).or_else(|| string("text"));
    Some(Place { path, line, text, columns: (start, end.unwrap_or(0).max(start + 1)) })
}
