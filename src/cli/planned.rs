//! Call sites of parts that are built beside this one: the screen, the keys, the demo.

use clap::Args;

use super::answer::{Answer, Failure};
use super::options::Options;
use crate::say;

#[derive(Debug, Args)]
pub struct KeysArguments {}

#[derive(Debug, Args)]
pub struct DemoArguments {}

/// Starts the screen.
pub fn screen(options: &Options) -> Result<Answer, Failure> {
    Err(not_yet(options))
}

/// Prints the keys in force.
pub fn keys(_arguments: &KeysArguments, options: &Options) -> Result<Answer, Failure> {
    Err(not_yet(options))
}

/// Makes a register of made-up people.
pub fn demo(_arguments: &DemoArguments, options: &Options) -> Result<Answer, Failure> {
    Err(not_yet(options))
}

fn not_yet(options: &Options) -> Failure {
    Failure::refused(say!(options.lang,
        sv: "Den delen finns inte än. Skriv tolv --help för det som finns.",
        en: "That part is not there yet. Type tolv --help for what is."))
}
