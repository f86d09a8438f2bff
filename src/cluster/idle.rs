//! What a thread does while it is blocked: the host hands on what tasks printed meanwhile, and stuck tasks are left behind.

use std::sync::OnceLock;
use std::time::Duration;

use super::stuck;

static IDLE: OnceLock<fn()> = OnceLock::new();

/// How often a thread outside of tasks that is blocked looks around.
const PERIOD: Duration = Duration::from_millis(40);

/// Sets the function that blocked threads call now and then. Only the first call counts.
pub fn set_idle_function(function: fn()) {
    let _ = IDLE.set(function);
}

/// Looks around.
pub(super) fn idle() {
    stuck::leave_behind();
    if let Some(function) = IDLE.get() {
        function();
    }
}

/// How long a thread may be blocked at once, if it wants to be blocked for `left` (`None`: for ever).
pub(super) fn slice(left: Option<Duration>, in_task: bool) -> Option<Duration> {
    if (in_task || IDLE.get().is_none()) && !stuck::is_watching() {
        return left;
    }
    Some(left.map_or(PERIOD, |left| left.min(PERIOD)))
}
