//! The packages that the page fetches when one of them is first imported (`python::on_demand`).
//!
//! in: a function that fetches the file, from `web`; out: frozen modules by name, to the finder in `lib/_dasklet_boot.py`.
//! Any thread may import; the one that comes first fetches, and the others wait for it.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rustpython_compiler_core::frozen::{FrozenLib, FrozenModule};

use crate::python::on_demand::is_on_demand;

/// Gives the file's bytes, or says why it could not be had.
type Fetch = Box<dyn Fn() -> Result<Vec<u8>, String> + Send + Sync>;

static FETCH: OnceLock<Fetch> = OnceLock::new();
static MODULES: Mutex<Option<HashMap<&'static str, FrozenModule>>> = Mutex::new(None);

/// Says how the file is fetched. Without it, every module is linked in.
pub fn install(fetch: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'static) {
    FETCH.get_or_init(|| Box::new(fetch));
}

/// A module of the file, which is fetched if it was not yet; `None` for modules that are not in it.
pub(super) fn module(name: &str) -> Result<Option<FrozenModule>, String> {
    let Some(fetch) = FETCH.get().filter(|_| is_on_demand(name)) else { return Ok(None) };
    let mut modules = MODULES.lock().unwrap_or_else(PoisonError::into_inner);
    if modules.is_none() {
        // Code refers to it for as long as Python lives.
        let bytes: &'static [u8] = fetch()?.leak();
        *modules = Some(FrozenLib::from_ref(bytes).decode().collect());
    }
    Ok(modules.as_ref().and_then(|modules| modules.get(name).copied()))
}
