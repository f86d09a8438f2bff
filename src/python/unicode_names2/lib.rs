//! Stands for release 1 of the crate `unicode_names2`, which the Python parser asks for: the names of all characters take
//! 0.3 MB of the compressed kernel, and the interpreter brings release 3 along.

pub use current::character;
