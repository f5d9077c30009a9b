//! `rules`: every rule with its value, validity and source; setting one of the unit's own, and taking it back.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::options::Options;
use super::rows::rule::number_or_truth;
use super::session::Session;
use super::what_if;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::rules::{InForce, Kind, Name, Own, Rules, Value};
use crate::text;
use crate::text::{Lang, Text};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// One rule only; all are shown if none is given
    name: Option<String>,
    /// As they hold on this day; today if not given
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// What held before and what is to come, too
    #[arg(long)]
    history: bool,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Set a value of the unit's own from a day on
    Set {
        /// The rule
        name: String,
        /// Its value: months, days, kronor, a number, or yes or no
        value: String,
        /// The first day it holds
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The last day it holds; until another takes over if not given
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Where it stands, or who decided it
        #[arg(long, value_name = "TEXT")]
        source: String,
        /// Show whose flags it would change, and change nothing
        #[arg(long, visible_alias = "dry-run")]
        what_if: bool,
    },
    /// Take a value of the unit's own back
    Drop {
        /// The rule
        name: String,
        /// The day from which the value holds
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Show whose flags it would change, and change nothing
        #[arg(long, visible_alias = "dry-run")]
        what_if: bool,
    },
}

/// A rule's value over some days.
#[derive(Clone, Debug, Serialize)]
struct RuleRow {
    name: &'static str,
    title: &'static str,
    kind: Kind,
    value: serde_json::Value,
    from: NaiveDate,
    /// The last day, where one is known.
    until: Option<NaiveDate>,
    source: String,
    /// Whether the unit has set it itself.
    own: bool,
    /// Whether it holds on the day that was asked for.
    in_force: bool,
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
    let rules = session.register.settings.rules();
    let answer = answer(rules, &[name], options.today, true, options)?;
    Ok(flags.into_iter().fold(answer, Answer::remark))
}

fn show(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let name = arguments.name.as_deref();
    let name = name.map(|name| named(name, options.lang)).transpose()?;
    let on = options.day(arguments.on.as_deref())?;
    let session = Session::open(options)?;
    let rules = session.register.settings.rules();
    let names = name.as_ref().map_or(Name::ALL, std::slice::from_ref);
    answer(rules, names, on, arguments.history, options)
}

/// The rule, or that there is none of that name.
fn named(slug: &str, lang: Lang) -> Result<Name, Failure> {
    let name = slug.to_owned();
    Name::named(slug).ok_or_else(|| Failure::usage(Refusal::NoSuchRule { name }.text(lang)))
}

fn read(name: Name, text: &str, lang: Lang) -> Result<Value, Failure> {
    Value::read(name.kind(), text)
        .ok_or_else(|| Failure::usage(Refusal::RuleTakes(name).text(lang)))
}

fn answer(
    rules: Rules,
    names: &[Name],
    on: NaiveDate,
    history: bool,
    options: &Options,
) -> Result<Answer, Failure> {
    let lang = options.lang;
    let mut lines: Vec<(InForce, bool)> = Vec::new();
    for name in names {
        let in_force = rules.in_force(*name, on);
        match history {
            false => lines.extend(in_force.map(|line| (line, true))),
            true => {
                let all = rules.history(*name).into_iter();
                lines.extend(all.map(|line| (line, Some(line) == in_force)));
            }
        }
    }
    let rows: Vec<RuleRow> = (lines.iter())
        .map(|(line, in_force)| RuleRow::new(line, *in_force, lang))
        .collect();
    Ok(Answer::new(options, &rows, || text(&lines, history, lang)))
}

impl RuleRow {
    fn new(line: &InForce, in_force: bool, lang: Lang) -> RuleRow {
        RuleRow {
            name: line.name.slug(),
            title: line.name.title().get(lang),
            kind: line.name.kind(),
            value: number_or_truth(line.value),
            from: line.from,
            until: line.until,
            source: line.source(lang).to_owned(),
            own: line.is_own(),
            in_force,
        }
    }
}

/// The rules under the headings of their parts; with their history, those that hold have a sign before them.
fn text(lines: &[(InForce, bool)], history: bool, lang: Lang) -> String {
    let own = text!("egen", "own");
    let holds = text!("gäller", "holds");
    let mut columns = Columns::new([Align::Left; 7]);
    let mut under = None;
    for (line, in_force) in lines {
        let part = line.name.part();
        if under.replace(part) != Some(part) {
            columns.heading(part.title().get(lang));
        }
        let word = |is_so: bool, word: Text| match is_so {
            true => word.get(lang).to_owned(),
            false => String::new(),
        };
        columns.row([
            line.name.short().get(lang).to_owned(),
            line.value.text(lang),
            line.validity(lang),
            word(history && *in_force, holds),
            word(line.is_own(), own),
            line.source(lang).to_owned(),
            line.name.slug().to_owned(),
        ]);
    }
    columns.text()
}
