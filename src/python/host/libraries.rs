//! The packages that the page fetches when one of them is first imported (`python::packages`).
//!
//! in: a function that fetches the file, from `web`; out: frozen modules by name, to the finder in `lib/_dasklet_boot.py`.
//! Any thread may import; the one that comes first fetches, and the others wait for it. Only the very file of this build is
//! read: the bytecode of another one, or half of it, would end Python. What failed is asked for again by the next import.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rustpython_compiler_core::frozen::{FrozenLib, FrozenModule};

use crate::python::packages::{checksum, is_on_demand};

/// Gives the file's bytes, or says why it could not be had. With `true`, nothing that a cache has will do.
type Fetch = Box<dyn Fn(bool) -> Result<Vec<u8>, String> + Send + Sync>;

/// What the file of this build looks like; written by the build script.
struct Mark {
    length: usize,
    checksum: u64,
}

const THIS_BUILD: Mark = include!(concat!(env!("OUT_DIR"), "/libraries.rs"));

static FETCH: OnceLock<Fetch> = OnceLock::new();
static MODULES: Mutex<Option<HashMap<&'static str, FrozenModule>>> = Mutex::new(None);

/// Says how the file is fetched. Without it, every module is linked in.
pub fn install(fetch: impl Fn(bool) -> Result<Vec<u8>, String> + Send + Sync + 'static) {
    FETCH.get_or_init(|| Box::new(fetch));
}

/// A module of the file, which is fetched if it was not yet; `None` for modules that are not in it.
pub(super) fn module(name: &str) -> Result<Option<FrozenModule>, String> {
    let Some(fetch) = FETCH.get().filter(|_| is_on_demand(name)) else { return Ok(None) };
    let mut modules = MODULES.lock().unwrap_or_else(PoisonError::into_inner);
    if modules.is_none() {
        // Code refers to it for as long as Python lives.
        let bytes: &'static [u8] = whole_file(fetch, &THIS_BUILD)?.leak();
        *modules = Some(FrozenLib::from_ref(bytes).decode().collect());
    }
    Ok(modules.as_ref().and_then(|modules| modules.get(name).copied()))
}

/// Asks a second time, past all caches, when what came is not the file.
fn whole_file(fetch: impl Fn(bool) -> Result<Vec<u8>, String>, expected: &Mark) -> Result<Vec<u8>, String> {
    let bytes = fetch(false)?;
    if problem_with(&bytes, expected).is_none() {
        return Ok(bytes);
    }
    let bytes = fetch(true)?;
    match problem_with(&bytes, expected) {
        None => Ok(bytes),
        Some(problem) => Err(format!("{problem}. Reload the page, and run the cell again")),
    }
}

/// What is wrong with the bytes; `None` for those of this build.
fn problem_with(bytes: &[u8], expected: &Mark) -> Option<String> {
    if bytes.len() == expected.length && checksum(bytes) == expected.checksum {
        return None;
    }
    Some(match bytes.trim_ascii_start() {
        [] => "the server sent an empty file".to_owned(),
        [b'<', ..] => "the server sent a web page in place of the file".to_owned(),
        _ if bytes.len() < expected.length => {
            format!("the file is incomplete, {} of {} bytes", bytes.len(), expected.length)
        }
        _ => "the file is damaged, or belongs to another version of this page".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const FILE: &[u8] = b"the libraries of this build";

    fn mark() -> Mark {
        Mark { length: FILE.len(), checksum: checksum(FILE) }
    }

    #[test]
    fn only_the_file_of_this_build_is_read() {
        for (bytes, expected) in [
            (FILE, None),
            (b"".as_slice(), Some("an empty file")),
            (b"  \n", Some("an empty file")),
            (b"<!doctype html><title>Not found</title>", Some("a web page")),
            (b"\n <html>", Some("a web page")),
            (b"the libraries of this", Some("incomplete, 21 of 27 bytes")),
            (b"the libraries of that build", Some("another version")),
            (b"the libraries of this build and more", Some("another version")),
        ] {
            let problem = problem_with(bytes, &mark());
            match (&problem, expected) {
                (Some(problem), Some(expected)) => assert!(problem.contains(expected), "{problem}"),
                _ => assert_eq!(problem.as_deref(), expected),
            }
        }
    }

    /// Fetches what `answers` hold, one after the other, and says whether caches were asked.
    fn fetched(answers: &[Result<&[u8], &str>]) -> (Result<Vec<u8>, String>, Vec<bool>) {
        let asked = RefCell::new(Vec::new());
        let result = whole_file(
            |past_caches| {
                asked.borrow_mut().push(past_caches);
                answers[asked.borrow().len() - 1].map(<[u8]>::to_vec).map_err(str::to_owned)
            },
            &mark(),
        );
        (result, asked.into_inner())
    }

    #[test]
    fn a_damaged_file_is_asked_for_again_past_all_caches() {
        assert_eq!(fetched(&[Ok(FILE)]), (Ok(FILE.to_vec()), vec![false]));
        assert_eq!(fetched(&[Ok(b"half"), Ok(FILE)]), (Ok(FILE.to_vec()), vec![false, true]));
        let (result, asked) = fetched(&[Ok(b"half"), Ok(b"<html>")]);
        assert!(result.unwrap_err().contains("a web page in place of the file. Reload the page"));
        assert_eq!(asked, [false, true]);
        assert_eq!(fetched(&[Err("the server answered 404")]).0, Err("the server answered 404".to_owned()));
    }
}
