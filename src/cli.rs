//! The command line: the same commands as on the screen, without a screen; text for people, `--json` for scripts.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::text::Lang;

mod absence;
mod account;
mod add;
mod against;
mod allowed;
mod answer;
mod arena;
mod asked;
mod backup;
mod calendar;
mod carrying;
mod change;
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
mod fields;
mod identity;
mod import;
mod key;
mod keys;
mod labels;
mod language;
mod list;
mod log;
mod manual;
mod mark;
mod mark_rest;
mod means;
mod move_to;
mod new_stay;
mod note;
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
mod shared;
mod shell;
mod show;
mod ssh;
mod step;
mod swedish;
mod syslog;
mod threshold;
mod undo;
mod usage;
mod user;
mod value;
mod verify;
mod what_if;
mod who;

pub use answer::Answer;
pub use failure::Failure;
pub use options::Options;

/// Attendance and the twelve-month threshold for a Swedish labour-market unit, in the terminal
///
/// Närvaro och tolvmånadersgräns för en kommuns arbetsmarknadsenhet, i terminalen
#[derive(Debug, Parser)]
#[command(name = "tolv", version, max_term_width = usage::WIDEST)]
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
    ///
    /// Skriv ett kompletteringsskript för ett skal
    Completions(shell::Arguments),
    /// Print the manual page, or write the page of every command in both languages
    ///
    /// Skriv manualsidan, eller varje kommandos sida på båda språken
    Man(manual::Arguments),
}

/// What is done with the register.
#[derive(Debug, Subcommand)]
enum Work {
    /// Take in a list of people (.xlsx, .ods or CSV), or a whole register that was exported (JSON)
    ///
    /// Ta in en lista på personer (.xlsx, .ods eller CSV), eller ett helt register som exporterats (JSON)
    Import(import::Arguments),
    /// List the people at AMI
    ///
    /// Lista dem som är på AMI
    List(list::ListArguments),
    /// Find people, past ones too
    ///
    /// Sök personer, även tidigare
    Find(list::FindArguments),
    /// Mark a person's day
    ///
    /// Markera en persons dag
    Mark(mark::MarkArguments),
    /// Mark all that are expected and still unmarked of a group or an arena as present
    ///
    /// Markera alla som väntas och ännu är omarkerade i en grupp eller på en arena som närvarande
    MarkRest(mark_rest::Arguments),
    /// Change times, note and what else is said beside the code of a mark
    ///
    /// Ändra tider, anteckning och annat som står till koden i en markering
    Note(note::Arguments),
    /// Take a mark away
    ///
    /// Ta bort en markering
    Clear(mark::ClearArguments),
    /// Show a day's attendance
    ///
    /// Visa en dags närvaro
    Day(day::Arguments),
    /// Show whose twelve months are near or reached
    ///
    /// Visa vilkas tolv månader är nära eller har gått
    Threshold(threshold::Arguments),
    /// Show holidays and local closed days, or change the local ones
    ///
    /// Visa helgdagar och egna stängda dagar, eller ändra de egna
    Calendar(calendar::Arguments),
    /// Show the arenas, or add, rename, merge or close one
    ///
    /// Visa arenorna, eller lägg till, byt namn på, slå ihop eller stäng en
    Arena(arena::Arguments),
    /// Show what was done, newest first
    ///
    /// Visa vad som har gjorts, det senaste först
    Log(log::Arguments),
    /// Take back what you have done, by its number in the log
    ///
    /// Ångra något du har gjort, efter dess nummer i loggen
    Undo(undo::Arguments),
    /// Make again what you have undone
    ///
    /// Gör om det du har ångrat
    Redo(undo::Arguments),
    /// Show or set the unit's settings
    ///
    /// Visa eller ändra enhetens inställningar
    Settings(settings::Arguments),
    /// Show the rules with their values, days and sources, or set one of the unit's own
    ///
    /// Visa reglerna med värde, giltighet och källa, eller sätt en egen för enheten
    Rules(rules::Arguments),
    /// Show a person's card; the reading is logged
    ///
    /// Visa en persons kort; läsningen loggas
    Show(show::Arguments),
    /// Add a person
    ///
    /// Lägg till en person
    Add(add::Arguments),
    /// Change what is known of a person; what is not given stays as it is, and "" takes it away
    ///
    /// Ändra uppgifterna om en person; det som inte anges står kvar, och "" tar bort det
    Change(change::Arguments),
    /// Move a person to another group or arena
    ///
    /// Flytta en person till en annan grupp eller arena
    Move(move_to::Arguments),
    /// End a person's stay
    ///
    /// Avsluta en persons vistelse
    End(end::Arguments),
    /// Take the end of a person's latest stay away, so that it goes on
    ///
    /// Ta bort slutet på en persons senaste vistelse, så att den fortsätter
    Reopen(new_stay::ReopenArguments),
    /// Begin a new stay for a person who comes back
    ///
    /// Börja en ny vistelse för en person som kommer tillbaka
    NewStay(new_stay::NewStayArguments),
    /// Show a person's long absences, or record one
    ///
    /// Visa en persons längre frånvaro, eller anteckna en period
    Absence(absence::Arguments),
    /// Show a year's outcomes in figures, or tell what came of a stay
    ///
    /// Visa ett års utfall i siffror, eller säg vad det blev av en vistelse
    Outcome(outcome::Arguments),
    /// Show what is due, for whom and why, or note what was done about it
    ///
    /// Visa bevakningarna: vad som är att göra, för vem och varför; eller anteckna vad som gjorts
    Duties(duties::Arguments),
    /// Record AF's decisions on lönebidrag, show them, or end them
    ///
    /// Registrera AF:s beslut om lönebidrag, visa dem eller avsluta dem
    Decision(decision::Arguments),
    /// Show the steps towards a decision, or note one
    ///
    /// Visa stegen mot ett beslut, eller anteckna ett
    Step(step::Arguments),
    /// Show a person's plan onward, make it or change it
    ///
    /// Visa en persons plan vidare, gör den eller ändra den
    Plan(plan::Arguments),
    /// Show the year's employments with lönebidrag through AMI against the range planned for
    ///
    /// Visa årets lönebidragsanställningar via AMI mot det antal som planeras
    Quota(quota::Arguments),
    /// Show who may do what and where, or give somebody a role, change it or end it
    ///
    /// Visa vem som får göra vad och var, eller ge någon en roll, ändra den eller avsluta den
    User(user::Arguments),
    /// Stand in for others today, in all groups and arenas
    ///
    /// Stå in för andra i dag, i alla grupper och arenor
    Cover(user::CoverArguments),
    /// Say how the program is to look to you wherever you log in; without options, what you have said
    ///
    /// Säg hur programmet ska visas för dig var du än loggar in; utan tillval vad du har sagt
    Prefer(user::PreferArguments),
    /// Show the keys that users log in with over SSH, add or revoke one, or write authorized_keys
    ///
    /// Visa nycklarna som användare loggar in med över SSH, lägg till eller återkalla en, eller skriv authorized_keys
    Key(key::Arguments),
    /// What sshd starts for one key: the board, or one command
    ///
    /// Det som sshd startar för en nyckel: tavlan, eller ett kommando
    Session(ssh::Arguments),
    /// Examine the whole register: pages, records, references, and the log against the tables
    ///
    /// Undersök hela registret: sidor, poster, hänvisningar, och loggen mot tabellerna
    Check(check::Arguments),
    /// Look an installation over: file, folder, disk, backups, clock, settings, terminal
    ///
    /// Se över en installation: fil, mapp, disk, säkerhetskopior, klocka, inställningar, terminal
    Doctor(doctor::Arguments),
    /// Save what can still be read of a damaged register into a new one
    ///
    /// Rädda det som ännu går att läsa av ett skadat register till ett nytt
    Salvage(salvage::Arguments),
    /// Write everything in the register as JSON
    ///
    /// Skriv allt i registret som JSON
    Export(export::Arguments),
    /// Make a backup while others work, and check it
    ///
    /// Gör en säkerhetskopia medan andra arbetar, och kontrollera den
    Backup(backup::Arguments),
    /// Prove that a backup can be restored, and say what it holds
    ///
    /// Bevisa att en säkerhetskopia kan återställas, och säg vad den innehåller
    Verify(verify::Arguments),
    /// Put a backup in the register's place, and keep what lies there aside
    ///
    /// Återställ en säkerhetskopia i registrets ställe, och lägg undan det som ligger där
    Restore(restore::Arguments),
    /// Show which keys do what
    ///
    /// Visa vilka tangenter som gör vad
    Keys(keys::Arguments),
    /// Open the board on made-up people, or write a made-up register to --database
    ///
    /// Öppna tavlan med påhittade personer, eller skriv ett påhittat register till --database
    Demo(demo::Arguments),
}

/// Does what a command line asks. Printing the answer is left to the caller.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Answer, Failure> {
    let words: Vec<OsString> = arguments.into_iter().collect();
    let words = match ssh::of_login_shell(&words) {
        Some(Ok(line)) => line,
        Some(Err(refused)) => return Err(refused),
        None => words,
    };
    let arguments = match parse(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            let manner = language::manner(&words);
            return match shell::help_or_usage(error, bilingual(), &words, manner.lang) {
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
            carrying::carry_out(&work, &options)
        }
        // These ask nothing of the register or the settings file, and work where those are broken.
        Some(Command::Completions(shell)) => Ok(shell::completions(&shell, command())),
        Some(Command::Man(arguments)) => {
            manual::run(&arguments, &bilingual, language::manner(&words).lang)
        }
    }
}

fn parse(words: &[OsString]) -> Result<Arguments, clap::Error> {
    let mut matches = bilingual().try_get_matches_from(words)?;
    Arguments::from_arg_matches_mut(&mut matches)
}

/// What clap takes, in English.
pub fn command() -> clap::Command {
    swedish::told_in(bilingual(), Lang::En)
}

/// What clap takes, with its words in both languages. A number with a minus is a value everywhere: there is no option that looks like one. And a text
/// that is empty where it is not given needs no telling.
fn bilingual() -> clap::Command {
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
