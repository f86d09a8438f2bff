//! How a future stands, in a word.

/// The bare name of a [`FutureState`](super::FutureState), Dask's `Future.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `"pending"`
    Pending,
    /// `"finished"`
    Finished,
    /// `"error"`
    Error,
    /// `"cancelled"`
    Cancelled,
    /// `"lost"`
    Lost,
}

impl Status {
    /// Dask's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Finished => "finished",
            Status::Error => "error",
            Status::Cancelled => "cancelled",
            Status::Lost => "lost",
        }
    }

    /// Whether waiting is over: finished, failed or cancelled.
    pub fn is_done(self) -> bool {
        matches!(self, Status::Finished | Status::Error | Status::Cancelled)
    }
}
