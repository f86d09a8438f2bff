//! Which storage, and where in it, an address means.
//!
//! | address | storage |
//! | --- | --- |
//! | `http://…`, `https://…`, `gs://…`, … | the catalogue's, else the server's |
//! | `memory://name` | in memory, shared under its name |
//! | `out/x.zarr`, `file://…` | local: a folder, in the page its own storage; the catalogue's if nothing is there |
//! | `./out/x.zarr` | the same; if nothing is there either, what stands next to the page |

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::http::Http;
use super::place::Place;
use super::recipes::known;
use super::storage::{Memory, Storage};
use super::{Error, Result};

/// The place that an address means.
pub fn locate(address: &str) -> Result<Place> {
    let address = address.trim();
    let address = if address == "/" { address } else { address.trim_end_matches('/') };
    if address.is_empty() {
        return Err(Error::Value("the address of the store is empty".to_owned()));
    }
    match address.split_once("://") {
        Some(("memory", name)) => Ok(root(named_memory(name))),
        Some(("file", path)) => local(path),
        Some((scheme, _)) => match in_catalogue(address) {
            Some(place) => Ok(place),
            None if matches!(scheme, "http" | "https") => Ok(root(Arc::new(Http::new(address)))),
            None => Err(Error::Unsupported(format!(
                "{address}: stores of {scheme}:// cannot be opened here, except for those of the lessons; \
                 https://, memory:// and local ones can"
            ))),
        },
        None => {
            let place = local(address)?;
            let is_there = place.storage.children(&place.prefix)?.is_some_and(|names| !names.is_empty());
            if is_there {
                return Ok(place);
            }
            let elsewhere = in_catalogue(address.trim_start_matches("./")).or_else(|| next_to_the_page(address));
            Ok(elsewhere.unwrap_or(place))
        }
    }
}

fn root(storage: Arc<dyn Storage>) -> Place {
    Place { storage, prefix: String::new() }
}

/// A data set of the catalogue, or a place in it.
fn in_catalogue(address: &str) -> Option<Place> {
    let mut end = address.len();
    loop {
        if let Some(storage) = known(&address[..end]) {
            return Some(Place { storage, prefix: address[end..].trim_matches('/').to_owned() });
        }
        end = address[..end].rfind('/')?;
    }
}

/// The URL that relative addresses are below, where there is a page.
static SITE: OnceLock<String> = OnceLock::new();

/// Sets the page's own URL, unless somebody did.
pub fn set_site(url: &str) {
    let url = &url[..url.find(['?', '#']).unwrap_or(url.len())];
    let folder = &url[..url.rfind('/').unwrap_or(url.len())];
    drop(SITE.set(folder.to_owned()));
}

/// A store that is served with the page, as a notebook's data lie next to it; only `./…` asks the server.
fn next_to_the_page(address: &str) -> Option<Place> {
    let path = address.strip_prefix("./")?;
    let storage = Http::new(&format!("{}/{path}", SITE.get()?));
    // Servers of pages may answer anything with a page, but that is no JSON.
    let is_document = |name: &str| matches!(storage.get(name), Ok(Some(bytes)) if bytes.starts_with(b"{"));
    ["zarr.json", ".zgroup", ".zarray"].into_iter().any(is_document).then(|| root(Arc::new(storage)))
}

/// The storage in memory of this name.
fn named_memory(name: &str) -> Arc<dyn Storage> {
    static NAMED: Mutex<BTreeMap<String, Arc<Memory>>> = Mutex::new(BTreeMap::new());
    let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    named.entry(name.to_owned()).or_insert_with(|| Arc::new(Memory::new(format!("memory://{name}")))).clone()
}

/// A local path: of the machine's folders.
#[cfg(not(target_arch = "wasm32"))]
pub fn local(path: &str) -> Result<Place> {
    Ok(root(Arc::new(super::folder::Folder::new(path))))
}

/// A local path: of the page's own storage. All paths without a leading slash are below one root, as in a folder.
#[cfg(target_arch = "wasm32")]
pub fn local(path: &str) -> Result<Place> {
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    Ok(Place { storage: super::local_disk().clone(), prefix: names.join("/") })
}
