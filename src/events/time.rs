//! Time as the drivers hand it to the state machines.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Time since the driver's clock started, in whole nanoseconds: measured by the `threads` driver, virtual in the simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Time(u64);

/// Which clock a [`Time`] was read from. Every picture of times names it, and none mixes two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Clock {
    /// The computer's own, read by the `threads` driver.
    #[default]
    Measured,
    /// The virtual clock of the simulation.
    Simulated,
}

impl Clock {
    /// As it stands on panels: `measured` or `simulated`.
    pub fn name(self) -> &'static str {
        match self {
            Clock::Measured => "measured",
            Clock::Simulated => "simulated",
        }
    }
}

impl Time {
    /// The start of the clock.
    pub const ZERO: Time = Time(0);

    /// From whole nanoseconds since the start.
    pub const fn from_nanos(nanos: u64) -> Time {
        Time(nanos)
    }

    /// Whole nanoseconds since the start.
    pub fn as_nanos(self) -> u64 {
        self.0
    }

    /// Seconds since the start.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 * 1e-9
    }

    /// The time from `earlier` until this; zero if `earlier` is later.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Time {
    type Output = Time;
    fn add(self, duration: Duration) -> Time {
        Time(self.0.saturating_add(duration.as_nanos() as u64))
    }
}

impl Sub for Time {
    type Output = Duration;
    fn sub(self, earlier: Time) -> Duration {
        self.since(earlier)
    }
}

impl fmt::Display for Time {
    /// Seconds with microseconds: `1.250000s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}s", self.as_secs_f64())
    }
}
