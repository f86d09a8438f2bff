//! What the browser keeps for the page: three files of its private file system, open in one worker.

use std::cell::RefCell;

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::store::local_disk;
use crate::store::log::{File, FileError, Log, bytes_moved, file_length};

#[wasm_bindgen]
extern "C" {
    /// `FileSystemSyncAccessHandle`: opened with patience, then used without.
    pub type SyncAccessHandle;

    #[wasm_bindgen(method, catch, js_name = getSize)]
    fn get_size(this: &SyncAccessHandle) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn read(this: &SyncAccessHandle, buffer: &Uint8Array, options: &Object) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn write(this: &SyncAccessHandle, buffer: &Uint8Array, options: &Object) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn truncate(this: &SyncAccessHandle, length: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn flush(this: &SyncAccessHandle) -> Result<(), JsValue>;
}

thread_local! {
    /// The files, on the thread that has opened them.
    static HANDLES: RefCell<Vec<SyncAccessHandle>> = const { RefCell::new(Vec::new()) };
    /// What is read or written passes through this: new memory for each piece would cost more than the file does.
    static BUFFER: Uint8Array = Uint8Array::new_with_length(PIECE as u32);
}

/// Serves local paths to all threads from this one, which does nothing else from now on. Returns only if the files cannot be used.
#[wasm_bindgen]
pub fn disk_serve(first: SyncAccessHandle, second: SyncAccessHandle, keys: SyncAccessHandle) {
    if let Some(log) = open([first, second, keys]) {
        local_disk().serve(log);
    }
}

/// The same for a kernel that is the only thread.
#[wasm_bindgen]
pub fn disk_keep_here(first: SyncAccessHandle, second: SyncAccessHandle, keys: SyncAccessHandle) {
    if let Some(log) = open([first, second, keys]) {
        local_disk().keep_here(log);
    }
}

/// Keeps local paths in memory, for a reason that learners read.
#[wasm_bindgen]
pub fn disk_keep_in_memory(reason: &str) {
    local_disk().keep_in_memory(reason);
}

fn open(handles: [SyncAccessHandle; 3]) -> Option<Log> {
    HANDLES.set(handles.into());
    match Log::open([Box::new(Handle(0)), Box::new(Handle(1)), Box::new(Handle(2))]) {
        Ok(log) => Some(log),
        Err(error) => {
            local_disk().keep_in_memory(&error.to_string());
            None
        }
    }
}

/// One of the files.
struct Handle(usize);

impl Handle {
    fn with<T>(&self, call: impl FnOnce(&SyncAccessHandle) -> Result<T, JsValue>) -> Result<T, FileError> {
        HANDLES.with_borrow(|handles| {
            let handle =
                handles.get(self.0).ok_or_else(|| FileError::Other("it is open in another thread".to_owned()))?;
            call(handle).map_err(|error| file_error(&error))
        })
    }
}

impl File for Handle {
    fn length(&self) -> Result<u64, FileError> {
        self.with(|handle| handle.get_size()).and_then(file_length)
    }

    fn read_at(&self, offset: u64, target: &mut [u8]) -> Result<usize, FileError> {
        BUFFER.with(|buffer| {
            let buffer = buffer.subarray(0, target.len().min(PIECE) as u32);
            let answer = self.with(|handle| handle.read(&buffer, &at(offset)))?;
            let count = bytes_moved(answer, buffer.length() as usize)?;
            buffer.subarray(0, count as u32).copy_to(&mut target[..count]);
            Ok(count)
        })
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError> {
        let mut offset = offset;
        for piece in bytes.chunks(PIECE) {
            let answer = BUFFER.with(|buffer| {
                let buffer = buffer.subarray(0, piece.len() as u32);
                buffer.copy_from(piece);
                self.with(|handle| handle.write(&buffer, &at(offset)))
            })?;
            // What could be written partly only, would not fit.
            if bytes_moved(answer, piece.len())? < piece.len() {
                return Err(FileError::Full);
            }
            offset += piece.len() as u64;
        }
        Ok(())
    }

    fn truncate(&mut self, length: u64) -> Result<(), FileError> {
        self.with(|handle| handle.truncate(length as f64))
    }

    fn flush(&mut self) -> Result<(), FileError> {
        self.with(SyncAccessHandle::flush)
    }
}

/// Browsers differ in whether they take shared memory, so bytes go over in copies, of this size at most.
const PIECE: usize = 1 << 20;

fn at(offset: u64) -> Object {
    let options = Object::new();
    // Setting a property of a plain object of our own does not fail.
    let _ = Reflect::set(&options, &"at".into(), &JsValue::from_f64(offset as f64));
    options
}

fn file_error(error: &JsValue) -> FileError {
    let text = |property: &str| Reflect::get(error, &property.into()).ok().and_then(|value| value.as_string());
    match text("name").as_deref() {
        Some("QuotaExceededError") => FileError::Full,
        name => FileError::Other(format!("{} ({})", text("message").unwrap_or_default(), name.unwrap_or("no name"))),
    }
}
