//! `rules`: every rule with its value, validity and source; setting one of the unit's own, and taking it back.

use clap::{Args, Subcommand};

use super::answer::{Answer, Format};
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::shared::{RULE, WHAT_IF};
use super::what_if;
use crate::cli::means::by_command;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::rules::{Name, Own, Value};
use crate::lists::rules::Rules;
use crate::text::Lang;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// One rule only; all are shown if none is given
    ///
    /// Bara en regel; alla visas om ingen anges
    name: Option<String>,
    /// As they hold on this day; today if not given
    ///
    /// Som de gäller den dagen; i dag om den inte anges
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// What held before and what is to come, too
    ///
    /// Även vad som gällde före och vad som kommer
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    format: Format,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Set a value of the unit's own from a day on
    ///
    /// Sätt ett eget värde för enheten från en dag
    Set {
        #[arg(help = RULE)]
        name: String,
        /// Its value: months, days, kronor, a number, or yes or no
        ///
        /// Dess värde: månader, dagar, kronor, ett antal, eller ja eller nej
        value: String,
        /// The first day it holds
        ///
        /// Första dagen det gäller
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The last day it holds; until another takes over if not given
        ///
        /// Sista dagen det gäller; tills ett annat tar vid om den inte anges
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Where it stands, or who decided it
        ///
        /// Var det står, eller vem som har bestämt det
        #[arg(long, value_name = "TEXT")]
        source: String,
        #[arg(long, visible_alias = "dry-run", help = WHAT_IF)]
        what_if: bool,
    },
    /// Take a value of the unit's own back
    ///
    /// Ta tillbaka ett eget värde för enheten
    Drop {
        #[arg(help = RULE)]
        name: String,
        /// The day from which the value holds
        ///
        /// Dagen som värdet gäller från
        #[arg(long, value_name = "DATE")]
        from: String,
        #[arg(long, visible_alias = "dry-run", help = WHAT_IF)]
        what_if: bool,
    },
}

/// Shows the rules, or sets or takes back one of the unit's own.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let (command, what_if, name) = match &arguments.change {
        None => return show(arguments, options),
        Some(Change::Set {
            name,
            value,
            from,
            until,
            source,
            what_if,
        }) => {
            let (name, from) = (named(name, options.lang)?, options.day(Some(from))?);
            let until = until.as_deref().map(|day| options.day(Some(day)));
            let own = Own {
                name: name.slug().to_owned(),
                value: read(name, value, options.lang)?,
                from,
                until: until.transpose()?,
                source: source.clone(),
            };
            (Command::SetRule(Box::new(own)), *what_if, name)
        }
        Some(Change::Drop {
            name,
            from,
            what_if,
        }) => {
            let (name, from) = (named(name, options.lang)?, options.day(Some(from))?);
            let slug = name.slug().to_owned();
            (Command::DropRule { name: slug, from }, *what_if, name)
        }
    };
    let mut session = Session::open(options)?;
    if what_if {
        return what_if::answer(&session, &command);
    }
    let flags = what_if::commit(&mut session, &command)?;
    let list = Rules::history(&[name], options.today, &session.telling());
    let answer = Answer::list(&session, &arguments.format, &list)?;
    Ok(flags.into_iter().fold(answer, Answer::remark))
}

fn show(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let name = arguments.name.as_deref();
    let name = name.map(|name| named(name, options.lang)).transpose()?;
    let on = options.day(arguments.on.as_deref())?;
    let session = Session::open(options)?;
    let of = &session.telling();
    let names = name.as_ref().map_or(Name::ALL, std::slice::from_ref);
    let list = match arguments.history {
        true => Rules::history(names, on, of),
        false => Rules::in_force(names, on, of),
    };
    Answer::list(&session, &arguments.format, &list)
}

/// The rule, or that there is none of that name.
fn named(slug: &str, lang: Lang) -> Result<Name, Failure> {
    let name = slug.to_owned();
    Name::named(slug)
        .ok_or_else(|| Failure::usage(Refusal::NoSuchRule { name }.text(by_command(lang))))
}

fn read(name: Name, text: &str, lang: Lang) -> Result<Value, Failure> {
    Value::read(name.kind(), text)
        .ok_or_else(|| Failure::usage(Refusal::RuleTakes(name).text(lang)))
}
