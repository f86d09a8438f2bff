//! Asking servers from a worker that is blocked: by way of the control worker (`line`), or, where there is none, with a
//! synchronous `XMLHttpRequest`, which dedicated workers may send and wait for.

use std::time::Duration;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;

use super::line;
use crate::cluster::Interrupt;
use crate::store::http::install_transport;
use crate::store::transport::{Body, Request, Response, Transport, TransportError};

#[wasm_bindgen]
extern "C" {
    type XMLHttpRequest;

    #[wasm_bindgen(constructor)]
    fn new() -> XMLHttpRequest;

    #[wasm_bindgen(method, catch)]
    fn open(this: &XMLHttpRequest, method: &str, url: &str, is_asynchronous: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, js_name = responseType)]
    fn set_response_type(this: &XMLHttpRequest, kind: &str);

    #[wasm_bindgen(method, setter, js_name = timeout)]
    fn set_timeout_ms(this: &XMLHttpRequest, milliseconds: u32);

    #[wasm_bindgen(method, catch, js_name = setRequestHeader)]
    fn set_header(this: &XMLHttpRequest, name: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn send(this: &XMLHttpRequest) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter)]
    fn status(this: &XMLHttpRequest) -> u16;

    #[wasm_bindgen(method, getter)]
    fn response(this: &XMLHttpRequest) -> JsValue;
}

/// Makes this the way in which stores ask servers, for all threads.
pub(super) fn install() {
    install_transport(Box::new(Requests));
}

/// The bytes of a file that belongs to this page, or why they could not be had. With `past_caches`, neither the browser nor the
/// service worker answers with what it has.
pub(super) fn file(url: &str, past_caches: bool) -> Result<Vec<u8>, String> {
    let asked = if past_caches { format!("{url}?again={}", js_sys::Date::now()) } else { url.to_owned() };
    let request = Request { url: asked, part: None, timeout: FILE_TIMEOUT, limit: FILE_BYTES_MAX };
    match Requests.get(&request) {
        Ok(Response { status: 200, body }) => {
            let mut bytes = vec![0; body.length()];
            body.copy_to(&mut bytes);
            Ok(bytes)
        }
        Ok(Response { status, .. }) => Err(format!("the server answered {status} for {url}")),
        Err(_) => Err(format!("{url} could not be downloaded; check the connection and run the cell again")),
    }
}

/// For a file of some hundred kilobytes, on a slow network.
const FILE_TIMEOUT: Duration = Duration::from_secs(60);
/// No file of the page is nearly as large.
const FILE_BYTES_MAX: u64 = 64 << 20;

struct Requests;

/// Bytes that are still JavaScript's.
impl Body for Uint8Array {
    fn length(&self) -> usize {
        Uint8Array::length(self) as usize
    }

    fn copy_to(&self, target: &mut [u8]) {
        Uint8Array::copy_to(self, target);
    }
}

impl Transport for Requests {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        if line::is_connected() {
            return line::ask(request);
        }
        let sent = XMLHttpRequest::new();
        let failed = |error: JsValue| TransportError::Unsupported(text(&error, "message"));
        sent.open("GET", &request.url, false).map_err(failed)?;
        sent.set_response_type("arraybuffer");
        sent.set_timeout_ms(request.timeout.as_millis() as u32);
        if let Some(part) = request.part {
            sent.set_header("Range", &part.range()).map_err(failed)?;
        }
        // A browser does not say whether the server is gone or refuses: asking again would not help.
        sent.send().map_err(|error| match text(&error, "name").as_str() {
            "TimeoutError" => TransportError::Timeout,
            _ => TransportError::Refused(String::new()),
        })?;
        let body = match sent.response().dyn_into::<ArrayBuffer>() {
            Ok(buffer) => Uint8Array::new(&buffer),
            Err(_) => Uint8Array::new_with_length(0),
        };
        Ok(Response { status: sent.status(), body: Box::new(body) })
    }

    fn pause(&self, attempt: u32) {
        let _ = Interrupt::current().sleep(Duration::from_millis(200) * attempt);
    }
}

/// A member of an error that is text.
fn text(error: &JsValue, member: &str) -> String {
    js_sys::Reflect::get(error, &member.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
