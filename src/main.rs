//! The program: reads the command line, does what it asks, and prints the one final answer.

use std::process::ExitCode;

use tolv::cli;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Ok(answer) => answer.print(),
        Err(failure) => failure.print(),
    }
}
