//! What a thread does while it is blocked: the host hands on what tasks printed meanwhile.

use std::sync::OnceLock;
use std::time::Duration;

static IDLE: OnceLock<fn()> = OnceLock::new();

/// How often the function is called while a thread outside of tasks is blocked.
const PERIOD: Duration = Duration::from_millis(40);

/// Sets the function that blocked threads call now and then. Only the first call counts.
pub fn set_idle_function(function: fn()) {
    let _ = IDLE.set(function);
}

/// Calls the function.
pub(super) fn idle() {
    if let Some(function) = IDLE.get() {
        function();
    }
}

/// How long a thread may be blocked at once, if it wants to be blocked for `left` (`None`: for ever).
pub(super) fn slice(left: Option<Duration>, in_task: bool) -> Option<Duration> {
    if in_task || IDLE.get().is_none() {
        return left;
    }
    Some(left.map_or(PERIOD, |left| left.min(PERIOD)))
}
