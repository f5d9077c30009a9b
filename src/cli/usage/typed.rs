//! What was typed, and the command that it came to.

use std::ffi::OsString;

use clap::{Arg, Command};

/// What was typed, and the command that it came to.
pub struct Typed<'a> {
    pub words: Vec<String>,
    pub command: &'a Command,
    /// The command's name, after those above it.
    pub path: String,
}

impl<'a> Typed<'a> {
    pub fn new(whole: &'a Command, arguments: &[OsString]) -> Typed<'a> {
        let words = arguments.iter().skip(1);
        let words: Vec<String> = words
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let mut typed = Typed {
            command: whole,
            path: whole.get_name().to_owned(),
            words: Vec::new(),
        };
        let mut rest = words.iter().take_while(|word| *word != "--");
        // An option of another place may have the word after it as its value.
        let mut is_value = false;
        while let Some(word) = rest.next() {
            let may_be_value = std::mem::take(&mut is_value);
            if typed.option(word).is_some_and(takes_value) {
                rest.next();
                continue;
            }
            if word.starts_with('-') {
                is_value = true;
                continue;
            }
            // A word that is no command ends the way: what follows it may have a command's name and be none.
            let Some(command) = typed.command.find_subcommand(word) else {
                match may_be_value {
                    true => continue,
                    false => break,
                }
            };
            if command.get_name() != "help" {
                typed.command = command;
                typed.path = format!("{} {}", typed.path, command.get_name());
            }
        }
        Typed { words, ..typed }
    }

    /// The option of the command that goes by a word, such as `--note`.
    pub fn option(&self, word: &str) -> Option<&'a Arg> {
        let name = word.strip_prefix("--")?;
        let mut options = self.command.get_arguments();
        options.find(|option| {
            let aliases = option.get_all_aliases().unwrap_or_default();
            option.get_long() == Some(name) || aliases.contains(&name)
        })
    }

    /// The words of the commands beneath, but for `help`.
    pub fn commands(&self) -> Vec<String> {
        let names = self.command.get_subcommands().map(Command::get_name);
        names
            .filter(|name| *name != "help")
            .map(str::to_owned)
            .collect()
    }
}

pub fn takes_value(option: &Arg) -> bool {
    option.get_action().takes_values()
}
