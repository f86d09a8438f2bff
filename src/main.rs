//! The `dasklet` command: runs lessons natively, for those who write them and for tests.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dasklet::python::command;
use dasklet::python::host::memory::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Dask for teaching: runs the cells of a lesson or a notebook as the page does.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the cells of a file (.py with `# %%` cells, MyST .md, .ipynb) and print what they show
    Run {
        /// The file
        file: PathBuf,
        /// Print one JSON object per cell: stdout, result, html, error
        #[arg(long)]
        json: bool,
        /// Go on after a cell that failed
        #[arg(long)]
        allow_errors: bool,
        /// How many threads run tasks; by default 4 to 16, by the machine's cores
        #[arg(long)]
        threads: Option<usize>,
        /// Bytes of memory that there are, as a browser may grant: what is larger is refused; by default the machine's
        #[arg(long)]
        memory: Option<u64>,
    },
}

fn main() -> ExitCode {
    let Arguments { command: Command::Run { file, json, allow_errors, threads, memory } } = Arguments::parse();
    command::run(&file, command::Options { json, allow_errors, threads, memory })
}
