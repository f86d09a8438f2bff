//! The only room that knows JavaScript: the exports of the two WebAssembly artifacts.
//!
//! | artifact | feature | runs | exports |
//! | --- | --- | --- | --- |
//! | kernel | `kernel` | in a Web Worker, with its pool, a control and a disk worker over the same memory | `kernel_*`, `control_*`, `line_*`, `disk_*` |
//! | panels | `panels` | on the page's main thread | the class `Panels` |

#[cfg(feature = "kernel")]
mod clock;
#[cfg(feature = "kernel")]
pub mod control;
#[cfg(feature = "kernel")]
pub mod disk;
#[cfg(feature = "kernel")]
mod http;
#[cfg(feature = "kernel")]
pub mod kernel;
#[cfg(feature = "kernel")]
pub mod line;
#[cfg(feature = "kernel")]
mod messages;
#[cfg(feature = "panels")]
pub mod panels;
#[cfg(feature = "kernel")]
mod stack;
