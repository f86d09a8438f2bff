//! The line of Python's threads to the control worker, whose event loop turns while they are blocked: it asks servers for
//! them, so that *Stop* reaches a question under way, and starts threads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::cluster::{Waited, block, pool, wake_all};
use crate::store::transport::{Request, Response, TransportError};

#[wasm_bindgen]
extern "C" {
    pub type MessagePort;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &MessagePort, message: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    /// This thread's end.
    static LINE: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
}

/// The questions that are not answered yet, and the answers that nobody has taken yet.
static QUESTIONS: Mutex<Questions> = Mutex::new(Questions { next: 0, answers: BTreeMap::new() });

struct Questions {
    next: u32,
    answers: BTreeMap<u32, Option<Answer>>,
}

type Answer = Result<(u16, Vec<u8>), TransportError>;

/// Gives this thread its line.
#[wasm_bindgen]
pub fn line_connect(port: MessagePort) {
    LINE.set(Some(port));
    pool::set_hurry(|| drop(post("threads", &[])));
}

/// Serves the pool from this thread, which does nothing else from now on.
#[wasm_bindgen]
pub fn line_serve_pool() {
    pool::serve();
}

/// How many threads are to be started now.
#[wasm_bindgen]
pub fn line_threads_wanted() -> usize {
    pool::take_wanted()
}

/// One of them cannot be started.
#[wasm_bindgen]
pub fn line_thread_did_not_start() {
    pool::did_not_start();
}

/// A server has answered.
#[wasm_bindgen]
pub fn line_answered(id: u32, status: u16, body: &Uint8Array) {
    let mut bytes = Vec::new();
    let answer = match bytes.try_reserve_exact(body.length() as usize) {
        Ok(()) => {
            bytes.resize(body.length() as usize, 0);
            body.copy_to(&mut bytes);
            Ok((status, bytes))
        }
        Err(_) => Err(TransportError::Unsupported(format!("there is no memory for its {} bytes", body.length()))),
    };
    give(id, answer);
}

/// A server has not answered, or not in time.
#[wasm_bindgen]
pub fn line_unanswered(id: u32, timed_out: bool) {
    // A browser does not say whether the server is gone or refuses: asking again would not help.
    give(id, Err(if timed_out { TransportError::Timeout } else { TransportError::Refused(String::new()) }));
}

/// A server has more bytes to send than were allowed: how many, if it says so.
#[wasm_bindgen]
pub fn line_too_long(id: u32, length: Option<f64>) {
    give(id, Err(TransportError::TooLong(length.map(|length| length as u64))));
}

fn give(id: u32, answer: Answer) {
    if let Some(place) = questions().answers.get_mut(&id) {
        *place = Some(answer);
        wake_all();
    }
}

/// Whether this thread has a line.
pub(super) fn is_connected() -> bool {
    LINE.with_borrow(Option::is_some)
}

/// Asks a server and waits for the answer.
pub(super) fn ask(request: &Request) -> Result<Response, TransportError> {
    let id = {
        let mut questions = questions();
        questions.next = questions.next.wrapping_add(1);
        let id = questions.next;
        questions.answers.insert(id, None);
        id
    };
    let question = [
        ("id", JsValue::from(id)),
        ("url", request.url.as_str().into()),
        ("range", request.part.map_or(JsValue::UNDEFINED, |part| part.range().into())),
        ("timeout", JsValue::from_f64(request.timeout.as_millis() as f64)),
        ("limit", JsValue::from_f64(request.limit as f64)),
    ];
    if let Err(error) = post("ask", &question) {
        questions().answers.remove(&id);
        return Err(TransportError::Unsupported(format!("{error:?}")));
    }
    let waited = block(None, || questions().answers.get_mut(&id)?.take());
    questions().answers.remove(&id);
    match waited {
        Ok(Waited::Met(answer)) => answer.map(|(status, bytes)| Response { status, body: Box::new(bytes) }),
        // Waiting for a server has no limit here, and with threads it never stalls.
        Ok(Waited::TimedOut | Waited::Stalled(_)) | Err(_) => {
            let _ = post("giveUp", &[("id", JsValue::from(id))]);
            Err(TransportError::Interrupted)
        }
    }
}

fn post(kind: &str, members: &[(&str, JsValue)]) -> Result<(), JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"type".into(), &kind.into())?;
    for (name, value) in members {
        Reflect::set(&message, &(*name).into(), value)?;
    }
    LINE.with_borrow(|line| line.as_ref().map_or(Ok(()), |line| line.post_message(&message)))
}

fn questions() -> MutexGuard<'static, Questions> {
    QUESTIONS.lock().unwrap_or_else(PoisonError::into_inner)
}
