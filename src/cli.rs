//! The command line: the same commands as on the screen, without a screen; text for people, `--json` for scripts.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

mod absence;
mod account;
mod add;
mod answer;
mod backup;
mod calendar;
mod card;
mod check;
mod columns;
mod day;
mod decision;
mod demo;
mod doctor;
mod duties;
mod end;
mod ending;
mod export;
mod failure;
mod import;
mod keys;
mod labels;
mod language;
mod list;
mod log;
mod mark;
mod move_to;
mod options;
mod outcome;
mod plan;
mod progress;
mod quota;
mod restore;
mod root;
mod rows;
mod rules;
mod said;
mod salvage;
mod screen;
mod session;
mod settings;
mod shell;
mod show;
mod step;
mod swedish;
mod threshold;
mod usage;
mod value;
mod verify;
mod what_if;
mod who;

pub use answer::Answer;
pub use failure::Failure;
pub use options::Options;

/// Attendance and the twelve-month threshold for a labour-market unit. Without a command, the screen starts.
#[derive(Debug, Parser)]
#[command(name = "tolv", version, about, max_term_width = usage::WIDEST)]
struct Arguments {
    #[command(flatten)]
    globals: options::Globals,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Work(Box<Work>),
    /// Print a completion script for a shell
    Completions(shell::Arguments),
    /// Print the manual page
    Man,
}

/// What is done with the register.
#[derive(Debug, Subcommand)]
enum Work {
    /// Take in a list of people (CSV), or a whole register that was exported (JSON)
    Import(import::Arguments),
    /// List the people at AMI
    List(list::ListArguments),
    /// Find people, past ones too
    Find(list::FindArguments),
    /// Mark a person's day
    Mark(mark::MarkArguments),
    /// Take a mark away
    Clear(mark::ClearArguments),
    /// Show a day's attendance
    Day(day::Arguments),
    /// Show whose twelve months are near or reached
    Threshold(threshold::Arguments),
    /// Show holidays and local closed days, or change the local ones
    Calendar(calendar::Arguments),
    /// Show what was done, newest first
    Log(log::Arguments),
    /// Show or set the unit's settings
    Settings(settings::Arguments),
    /// Show the rules with their values, days and sources, or set one of the unit's own
    Rules(rules::Arguments),
    /// Show a person's card; the reading is logged
    Show(show::Arguments),
    /// Add a person
    Add(add::Arguments),
    /// Move a person to another group or arena
    Move(move_to::Arguments),
    /// End a person's stay
    End(end::Arguments),
    /// Show a person's long absences, or record one
    Absence(absence::Arguments),
    /// Show a year's outcomes in figures, or tell what came of a stay
    Outcome(outcome::Arguments),
    /// Show what is due, for whom and why, or note what was done about it
    Duties(duties::Arguments),
    /// Record AF's decisions on lönebidrag, show them, or end them
    Decision(decision::Arguments),
    /// Show the steps towards a decision, or note one
    Step(step::Arguments),
    /// Show a person's plan onward, make it or change it
    Plan(plan::Arguments),
    /// Show the year's employments with lönebidrag through AMI against the range planned for
    Quota(quota::Arguments),
    /// Examine the whole register: pages, records, references, and the log against the tables
    Check(check::Arguments),
    /// Look an installation over: file, folder, disk, backups, clock, settings, terminal
    Doctor(doctor::Arguments),
    /// Save what can still be read of a damaged register into a new one
    Salvage(salvage::Arguments),
    /// Write everything in the register as JSON
    Export(export::Arguments),
    /// Make a backup while others work, and check it
    Backup(backup::Arguments),
    /// Prove that a backup can be restored, and say what it holds
    Verify(verify::Arguments),
    /// Put a backup in the register's place, and keep what lies there aside
    Restore(restore::Arguments),
    /// Show which keys do what
    Keys(keys::Arguments),
    /// Open the board on made-up people, or write a made-up register to --database
    Demo(demo::Arguments),
}

/// Does what a command line asks. Printing the answer is left to the caller.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Answer, Failure> {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match parse(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            let manner = language::manner(&words);
            return match shell::help_or_usage(error, command(), &words, manner.lang) {
                Ok(answer) if manner.ascii => Ok(answer.in_ascii()),
                Err(failure) if manner.ascii => Err(failure.in_ascii()),
                told => told,
            };
        }
    };
    match arguments.command {
        None => screen::start(&Options::read(arguments.globals)?),
        Some(Command::Work(work)) => {
            let options = Options::read(arguments.globals)?;
            // `doctor` tells it as one of its findings.
            if let (Some(complaint), false) = (&options.complaint, matches!(*work, Work::Doctor(_)))
            {
                answer::tell(complaint, options.ascii);
            }
            let done = carry_out(&work, &options);
            match done {
                Ok(answer) if options.ascii && options.json => Ok(answer.with_ascii_remarks()),
                Ok(answer) if options.ascii => Ok(answer.in_ascii()),
                Err(failure) if options.ascii => Err(failure.in_ascii()),
                result => result,
            }
        }
        // These ask nothing of the register or the settings file, and work where those are broken.
        Some(Command::Completions(shell)) => Ok(shell::completions(&shell, command())),
        Some(Command::Man) => shell::manual(command()),
    }
}

fn parse(words: &[OsString]) -> Result<Arguments, clap::Error> {
    let mut matches = command().try_get_matches_from(words)?;
    Arguments::from_arg_matches_mut(&mut matches)
}

/// What clap takes. A number with a minus is a value everywhere: there is no option that looks like one. And a text
/// that is empty where it is not given needs no telling.
fn command() -> clap::Command {
    fn adjusted(command: clap::Command) -> clap::Command {
        command
            .mut_args(|arg| match arg.get_action().takes_values() {
                true => {
                    let is_empty = arg.get_default_values() == [""];
                    arg.allow_negative_numbers(true)
                        .hide_default_value(is_empty)
                }
                false => arg,
            })
            .mut_subcommands(adjusted)
    }
    adjusted(Arguments::command())
}

fn carry_out(work: &Work, options: &Options) -> Result<Answer, Failure> {
    // A restore is ended in its own way while it waits, and a screen in its own all the time.
    if !matches!(work, Work::Restore(_) | Work::Demo(_)) {
        ending::leave_nothing();
    }
    match work {
        Work::Import(arguments) => import::run(arguments, options),
        Work::List(arguments) => list::list(arguments, options),
        Work::Find(arguments) => list::find(arguments, options),
        Work::Mark(arguments) => mark::mark(arguments, options),
        Work::Clear(arguments) => mark::clear(arguments, options),
        Work::Day(arguments) => day::run(arguments, options),
        Work::Threshold(arguments) => threshold::run(arguments, options),
        Work::Calendar(arguments) => calendar::run(arguments, options),
        Work::Log(arguments) => log::run(arguments, options),
        Work::Settings(arguments) => settings::run(arguments, options),
        Work::Rules(arguments) => rules::run(arguments, options),
        Work::Show(arguments) => show::run(arguments, options),
        Work::Add(arguments) => add::run(arguments, options),
        Work::Move(arguments) => move_to::run(arguments, options),
        Work::End(arguments) => end::run(arguments, options),
        Work::Absence(arguments) => absence::run(arguments, options),
        Work::Outcome(arguments) => outcome::run(arguments, options),
        Work::Duties(arguments) => duties::run(arguments, options),
        Work::Decision(arguments) => decision::run(arguments, options),
        Work::Step(arguments) => step::run(arguments, options),
        Work::Plan(arguments) => plan::run(arguments, options),
        Work::Quota(arguments) => quota::run(arguments, options),
        Work::Check(arguments) => check::run(arguments, options),
        Work::Doctor(arguments) => doctor::run(arguments, options),
        Work::Salvage(arguments) => salvage::run(arguments, options),
        Work::Export(arguments) => export::run(arguments, options),
        Work::Backup(arguments) => backup::run(arguments, options),
        Work::Verify(arguments) => verify::run(arguments, options),
        Work::Restore(arguments) => restore::run(arguments, options),
        Work::Keys(arguments) => keys::run(arguments, options),
        Work::Demo(arguments) => demo::run(arguments, options),
    }
}
