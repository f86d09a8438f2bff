//! Messages to a state that many threads share.
//!
//! - Nobody blocks to deliver a message: it goes to the inbox, and whoever has the state takes it along.
//! - What comes of messages is carried out after the state is free, as it may run code of learners or send messages. Only then is let
//!   go of what learners made.
//!
//! Invariant: a message in the inbox has a thread that will look there. Whoever finds the state taken may go away, for
//! the thread that has it looks into the inbox once more after it has freed it.

use super::letting_go::Holding;
use super::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// The state, and the messages that it has not been told.
pub(super) struct Inbox<State, Message> {
    state: Mutex<State>,
    messages: Mutex<Vec<Message>>,
}

impl<State, Message> Inbox<State, Message> {
    pub(super) fn new(state: State) -> Inbox<State, Message> {
        Inbox { state: Mutex::new(state), messages: Mutex::new(Vec::new()) }
    }

    /// Queues a message; [`settle`](Office::settle) has to follow.
    pub(super) fn push(&self, message: Message) {
        self.messages().push(message);
    }

    /// Shows the state as it is, unless somebody has it.
    pub(super) fn try_look(&self, look: impl FnOnce(&State)) {
        if let Ok(state) = self.state.try_lock() {
            look(&state);
        }
    }

    /// How many messages nobody has taken.
    pub(super) fn n_messages(&self) -> usize {
        self.messages().len()
    }

    fn messages(&self) -> MutexGuard<'_, Vec<Message>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What has an inbox: how its state takes messages, and what is done about them.
pub(super) trait Office {
    type State;
    type Message;
    /// What is to be carried out once the state is free.
    type Effects;

    fn inbox(&self) -> &Inbox<Self::State, Self::Message>;
    /// The state changes hands.
    fn enter(&self, state: &mut Self::State);
    fn take(&self, state: &mut Self::State, message: Self::Message);
    fn leave(&self, state: &mut Self::State) -> Self::Effects;
    fn carry_out(&self, effects: Self::Effects);

    /// Sends a message; somebody's thread will take it along, perhaps this one.
    fn post(&self, message: Self::Message) {
        self.inbox().push(message);
        self.settle();
    }

    /// Runs `body` on the state, after all messages that were sent before, and then what came of it.
    fn with<R>(&self, body: impl FnOnce(&mut Self::State) -> R) -> R {
        let _holding = Holding::begin();
        let mut state = self.inbox().state.lock().unwrap_or_else(PoisonError::into_inner);
        self.take_messages(&mut state);
        let outcome = body(&mut state);
        self.free(state);
        self.settle();
        outcome
    }

    /// Takes messages along until there are none, unless another thread is at it: that one will see ours.
    fn settle(&self) {
        while self.inbox().n_messages() > 0 {
            let _holding = Holding::begin();
            let mut state = match self.inbox().state.try_lock() {
                Ok(state) => state,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            self.take_messages(&mut state);
            self.free(state);
        }
    }

    fn take_messages(&self, state: &mut Self::State) {
        self.enter(state);
        let messages = std::mem::take(&mut *self.inbox().messages());
        for message in messages {
            self.take(state, message);
        }
    }

    fn free(&self, mut state: MutexGuard<'_, Self::State>) {
        let effects = self.leave(&mut state);
        drop(state);
        self.carry_out(effects);
    }
}
