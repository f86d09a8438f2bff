//! The page's own storage, for local paths: a [`Log`] that the browser keeps, or memory where it keeps none.
//!
//! ```text
//! Python's threads ── requests ──▶ the one thread that has the log's files ── answers ──▶ Python's threads
//! ```
//!
//! Files of a browser can be used by the thread that opened them only. That is a worker of its own, which serves all others;
//! on a page without shared memory it is the kernel's, and there are no others.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use super::log::{Answer, Kept, Log, Request};
use super::storage::{Memory, Part, Storage};
use super::{Error, Result};

/// What local paths stand for in the page. Requests wait until it is known who keeps the bytes.
pub struct Disk {
    desk: Mutex<Desk>,
    changed: Condvar,
}

/// What threads leave for each other.
struct Desk {
    keeper: Keeper,
    requests: VecDeque<(Ticket, Request)>,
    answers: BTreeMap<Ticket, Result<Answer>>,
    next_ticket: Ticket,
    notice: Notice,
}

type Ticket = u64;

/// Who keeps the bytes.
enum Keeper {
    /// Not known yet
    Starting,
    /// A thread that serves
    Thread,
    /// Whoever asks: there is one thread only.
    Here(Box<Log>),
    /// Nobody: they are gone when Python is.
    Memory { memory: Memory, reason: String },
}

/// Whether learners have been told that nothing is kept.
enum Notice {
    /// Nothing was to be kept yet.
    NotDue,
    Due,
    Told,
}

/// The disk of this process.
pub fn local_disk() -> &'static Arc<Disk> {
    static DISK: OnceLock<Arc<Disk>> = OnceLock::new();
    DISK.get_or_init(Arc::default)
}

impl Default for Disk {
    fn default() -> Disk {
        let desk = Desk {
            keeper: Keeper::Starting,
            requests: VecDeque::new(),
            answers: BTreeMap::new(),
            next_ticket: 0,
            notice: Notice::NotDue,
        };
        Disk { desk: Mutex::new(desk), changed: Condvar::new() }
    }
}

impl Disk {
    /// Serves all threads from this one, until something else is to keep the bytes.
    pub fn serve(&self, mut log: Log) {
        self.settle(Keeper::Thread);
        let mut desk = self.desk();
        while let Keeper::Thread = desk.keeper {
            let Some((ticket, request)) = desk.requests.pop_front() else {
                desk = self.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            drop(desk);
            let answer = log.answer(request);
            desk = self.desk();
            desk.answers.insert(ticket, answer);
            self.changed.notify_all();
        }
    }

    /// Keeps the bytes in a log that whoever asks may use.
    pub fn keep_here(&self, log: Log) {
        self.settle(Keeper::Here(Box::new(log)));
    }

    /// Keeps the bytes in memory; `reason` continues "Files are kept until … because".
    pub fn keep_in_memory(&self, reason: &str) {
        self.settle(Keeper::Memory { memory: Memory::new(ADDRESS), reason: reason.to_owned() });
    }

    /// Why nothing is kept, once, after something was to be kept.
    pub fn take_notice(&self) -> Option<String> {
        let mut desk = self.desk();
        match (&desk.notice, &desk.keeper) {
            (Notice::Due, Keeper::Memory { reason, .. }) => {
                let reason = reason.clone();
                desk.notice = Notice::Told;
                Some(reason)
            }
            _ => None,
        }
    }

    fn settle(&self, keeper: Keeper) {
        let mut desk = self.desk();
        desk.keeper = keeper;
        for (ticket, _) in std::mem::take(&mut desk.requests) {
            desk.answers.insert(ticket, Err(Error::Io("the browser has closed the stored data".to_owned())));
        }
        self.changed.notify_all();
    }

    fn ask(&self, request: Request) -> Result<Answer> {
        let mut desk = self.desk();
        while let Keeper::Starting = desk.keeper {
            desk = self.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        let Desk { keeper, notice, requests, next_ticket, .. } = &mut *desk;
        match keeper {
            Keeper::Here(log) => return log.answer(request),
            Keeper::Memory { memory, .. } => {
                if matches!((&request, &notice), (Request::Set(..), Notice::NotDue)) {
                    *notice = Notice::Due;
                }
                return answer_from_memory(memory, request);
            }
            Keeper::Thread | Keeper::Starting => {}
        }
        let ticket = *next_ticket;
        *next_ticket += 1;
        requests.push_back((ticket, request));
        self.changed.notify_all();
        loop {
            if let Some(answer) = desk.answers.remove(&ticket) {
                return answer;
            }
            desk = self.changed.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// With the slash before a path it is `file://x.zarr`, as for a folder.
const ADDRESS: &str = "file:/";

fn answer_from_memory(memory: &Memory, request: Request) -> Result<Answer> {
    match request {
        Request::Get(key, part) => {
            let bytes = part.map_or_else(|| memory.get(&key), |part| memory.get_part(&key, part, u64::MAX))?;
            Ok(Answer::Bytes(bytes.map(Kept::from)))
        }
        Request::Children(prefix) => Ok(Answer::Names(memory.children(&prefix)?.unwrap_or_default())),
        Request::Set(key, bytes) => memory.set(&key, bytes).map(|()| Answer::Done),
        Request::Erase(key) => memory.erase(&key).map(|()| Answer::Done),
        Request::EraseBelow(prefix) => memory.erase_below(&prefix).map(|()| Answer::Done),
    }
}

impl Storage for Disk {
    fn address(&self) -> String {
        ADDRESS.to_owned()
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        self.ask(Request::Get(key.to_owned(), None))?.bytes(key)
    }

    fn get_up_to(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        // No more of them need to be found; a whole record is checked as such.
        let part = Part::From { offset: 0, length: limit.saturating_add(1) };
        match self.get_part(key, part, limit)? {
            Some(bytes) if bytes.len() as u64 > limit => Err(self.too_long(key, None, limit)),
            found => Ok(found),
        }
    }

    fn get_part(&self, key: &str, part: Part, _limit: u64) -> Result<Option<Vec<u8>>> {
        self.ask(Request::Get(key.to_owned(), Some(part)))?.bytes(key)
    }

    fn children(&self, prefix: &str) -> Result<Option<Vec<String>>> {
        self.ask(Request::Children(prefix.to_owned())).map(|answer| match answer {
            Answer::Names(names) => Some(names),
            _ => None,
        })
    }

    fn reason_for_missing(&self) -> Option<String> {
        match &self.desk().keeper {
            Keeper::Memory { reason, .. } => Some(format!("what was stored before cannot be read, because {reason}")),
            _ => None,
        }
    }

    fn is_read_only(&self) -> bool {
        false
    }

    fn set(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        self.ask(Request::Set(key.to_owned(), bytes)).map(drop)
    }

    fn erase(&self, key: &str) -> Result<()> {
        self.ask(Request::Erase(key.to_owned())).map(drop)
    }

    fn erase_below(&self, prefix: &str) -> Result<()> {
        self.ask(Request::EraseBelow(prefix.to_owned())).map(drop)
    }
}
