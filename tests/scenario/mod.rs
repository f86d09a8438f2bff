//! What both grammars of scenarios share: keys, lists, and how lines are laid out.

pub mod scheduler;
pub mod worker;

use std::sync::Arc;

use dasklet::graph::{Key, Operation, TaskError, Value};

/// A state machine that can be told facts as text.
pub trait Machine {
    /// Tells it a fact and returns what it did, as lines.
    fn tell(&mut self, millis: u64, fact: &str) -> Vec<String>;
}

/// An operation that is never called.
#[derive(Debug)]
pub struct Named(pub String);

impl Operation for Named {
    fn name(&self) -> &str {
        &self.0
    }

    fn call(&self, _inputs: &[Value]) -> Result<Value, TaskError> {
        unreachable!("scenarios compute nothing")
    }

    fn is_data_producer(&self) -> bool {
        self.0 == "open"
    }
}

pub fn operation(name: &str) -> Arc<dyn Operation> {
    Arc::new(Named(name.to_owned()))
}

/// `x` is a key of one text, `x[3]` that of a block.
pub fn key(text: &str) -> Key {
    match text.trim().split_once('[') {
        Some((name, index)) => Key::block(name, &[index.trim_end_matches(']').parse().expect("a block index")]),
        None => Key::text(text.trim()),
    }
}

pub fn key_text(key: &Key) -> String {
    match key.block_idx() {
        Some(block_idx) => format!("{}[{}]", key.name(), block_idx[0]),
        None => key.name().to_string(),
    }
}

/// `x, y, r[0..2]`: the last stands for `r[0]` and `r[1]`.
pub fn keys(text: &str) -> Vec<Key> {
    words(text).iter().flat_map(|word| expanded(word)).map(|word| key(&word)).collect()
}

/// `r[0..2]` as `r[0]` and `r[1]`; anything else as it is.
pub fn expanded(word: &str) -> Vec<String> {
    let range = word.split_once('[').and_then(|(name, range)| Some((name, range.split_once(']')?.0.split_once("..")?)));
    match range {
        Some((name, (from, to))) => {
            let (from, to): (u32, u32) = (from.parse().expect("a number"), to.parse().expect("a number"));
            (from..to).map(|place| format!("{name}[{place}]")).collect()
        }
        None => vec![word.to_owned()],
    }
}

/// The parts between commas.
pub fn words(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// The number before a unit, such as 8 in `8 B`.
pub fn number(text: &str, unit: &str) -> Option<u64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let place = words.iter().position(|word| *word == unit)?;
    words[place.checked_sub(1)?].parse().ok()
}

/// A line per key: its states, then the orders that concern it.
pub struct Lines(Vec<(String, Vec<String>, Vec<String>)>);

impl Lines {
    pub fn new() -> Lines {
        Lines(Vec::new())
    }

    fn of(&mut self, key: &str) -> &mut (String, Vec<String>, Vec<String>) {
        let place = self.0.iter().position(|(known, _, _)| known == key);
        let place = place.unwrap_or_else(|| {
            self.0.push((key.to_owned(), Vec::new(), Vec::new()));
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    pub fn state(&mut self, key: &str, from: String, to: String) {
        let (_, states, _) = self.of(key);
        if states.is_empty() {
            states.push(from);
        }
        states.push(to);
    }

    pub fn order(&mut self, key: &str, order: String) {
        self.of(key).2.push(order);
    }

    pub fn into_text(self) -> Vec<String> {
        let lines = self.0.into_iter().map(|(key, states, orders)| {
            let orders = if orders.is_empty() { String::new() } else { format!("| {}", orders.join("; ")) };
            format!("{key:5} {:46} {orders}", states.join(" -> ")).trim_end().to_owned()
        });
        lines.collect()
    }
}
