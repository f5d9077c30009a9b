//! `settings`: what the whole unit shares, shown and set one key at a time.

use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::options::Options;
use super::rows::rule::{months, own_rule};
use super::session::Session;
use super::what_if;
use crate::domain::decide::command::Command;
use crate::domain::facts::settings::Settings;
use crate::domain::plain::shown;
use crate::domain::rules::twelve_months::{HalfMonths, Start};
use crate::domain::rules::{self, Kind};
use crate::domain::zone::Zone;
use crate::text::{Lang, Text};
use crate::{say, text};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The setting; all are shown if none is given
    key: Option<String>,
    /// Its new value
    #[arg(requires = "key")]
    value: Option<String>,
    /// Show whose flags it would change, and change nothing
    #[arg(long, visible_alias = "dry-run", requires = "value")]
    what_if: bool,
}

/// One setting: its name, what it takes, and how to read and set it.
struct Key {
    name: &'static str,
    takes: Text,
    get: fn(&Settings) -> Value,
    /// `None` where the text is no value for it.
    set: fn(&mut Settings, &str) -> Option<()>,
}

const MONTHS: Text = Kind::Months.takes();
const YES_OR_NO: Text = Kind::Truth.takes();

macro_rules! keys {
    ($($name:literal $takes:expr, $get:ident $set:path, $($field:ident).+;)+) => {
        const KEYS: &[Key] = &[$(Key {
            name: $name,
            takes: $takes,
            get: |settings| $get(&settings.$($field).+),
            set: |settings, text| {
                settings.$($field).+ = $set(text)?;
                Some(())
            },
        }),+];
    };
}

keys! {
    "unit" text!("enhetens namn", "the unit's name"), words read_words, unit;
    "rule.length" MONTHS, months read_months, rule.length;
    "rule.near" MONTHS, months read_months, rule.near;
    "rule.plan" MONTHS, months read_months, rule.plan;
    "rule.start" Kind::Start.takes(), start read_start, rule.start;
    "rule.gap-months" text!("hela månader, 0–120", "whole months, 0–120"), number read_number, rule.gap_months;
    "rule.arena-restarts" YES_OR_NO, truth read_truth, rule.arena_restarts;
    "rule.absence-pauses" YES_OR_NO, truth read_truth, rule.absence_pauses;
    "eves.easter" YES_OR_NO, truth read_truth, eves.easter;
    "eves.midsummer" YES_OR_NO, truth read_truth, eves.midsummer;
    "eves.christmas" YES_OR_NO, truth read_truth, eves.christmas;
    "eves.new-year" YES_OR_NO, truth read_truth, eves.new_year;
    "mark-other-units" YES_OR_NO, truth read_truth, mark_other_units;
    "advance" YES_OR_NO, truth read_truth, advance;
    "zone" Zone::TAKES, zone Zone::read, zone;
    "backup.warn-days" text!("hela dagar, 0–365; 0 är aldrig", "whole days, 0–365; 0 is never"), number read_days, backup_warn_days;
}

fn zone(zone: &Zone) -> Value {
    zone.name().into()
}

fn words(text: &str) -> Value {
    text.into()
}

fn read_words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn start(start: &Start) -> Value {
    start.slug().into()
}

fn read_start(text: &str) -> Option<Start> {
    Start::read(text)
}

fn read_months(text: &str) -> Option<HalfMonths> {
    HalfMonths::read(text)
}

fn number(number: &u16) -> Value {
    (*number).into()
}

fn read_number(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|number| *number <= 120)
}

fn read_days(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|days| *days <= 365)
}

fn truth(truth: &bool) -> Value {
    (*truth).into()
}

fn read_truth(text: &str) -> Option<bool> {
    match rules::Value::read(Kind::Truth, text) {
        Some(rules::Value::Truth(truth)) => Some(truth),
        _ => None,
    }
}

/// Settings as one JSON object, in the order of the table.
#[derive(Debug, PartialEq)]
pub struct Shown(Vec<(&'static str, Value)>);

impl Shown {
    /// Every setting.
    pub fn all(settings: &Settings) -> Shown {
        Shown(
            KEYS.iter()
                .map(|key| (key.name, (key.get)(settings)))
                .collect(),
        )
    }

    /// Every setting, and the unit's own rules, which `tolv rules` shows.
    pub fn with_rules(settings: &Settings) -> Shown {
        let mut shown = Shown::all(settings);
        let own = settings.rules.iter().map(own_rule).collect();
        shown.0.push(("rules", own));
        shown
    }

    /// The settings that differ from others, as a line of text.
    pub fn unlike(&self, others: &Shown) -> String {
        let different = self.0.iter().filter(|pair| !others.0.contains(pair));
        let told = different.map(|(name, value)| format!("{name} = {value}"));
        told.collect::<Vec<_>>().join(", ")
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Shows all settings or one, or sets one.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let key = arguments.key.as_deref().map(|name| key(name, lang));
    let key = key.transpose()?;
    let mut session = Session::open(options)?;
    let mut flags = Vec::new();
    if let (Some(key), Some(value)) = (key, &arguments.value) {
        let mut settings = session.register.settings.clone();
        (key.set)(&mut settings, value).ok_or_else(|| {
            let (name, takes, value) = (key.name, key.takes.get(lang), shown(value));
            Failure::usage(say!(lang,
                sv: "”{value}” passar inte för {name}: ange {takes}.",
                en: "“{value}” does not fit {name}: give {takes}."))
        })?;
        let command = Command::Configure(Box::new(settings));
        if arguments.what_if {
            return what_if::answer(&session, &command);
        }
        flags = what_if::commit(&mut session, &command)?;
    }
    let settings = &session.register.settings;
    let shown = match key {
        Some(key) => Shown(vec![(key.name, (key.get)(settings))]),
        None => Shown::all(settings),
    };
    let answer = Answer::new(options, &shown, || text(&shown, lang));
    Ok(flags.into_iter().fold(answer, Answer::remark))
}

fn key(name: &str, lang: Lang) -> Result<&'static Key, Failure> {
    KEYS.iter().find(|key| key.name == name).ok_or_else(|| {
        let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        let names = names.join(", ");
        Failure::usage(say!(lang,
            sv: "Den inställningen finns inte. De som finns är {names}.",
            en: "There is no such setting. There are {names}."))
    })
}

fn text(shown: &Shown, lang: Lang) -> String {
    let mut columns = Columns::new([Align::Left, Align::Left]);
    for (name, value) in &shown.0 {
        let value = match value {
            Value::Bool(true) => text!("ja", "yes").get(lang).to_owned(),
            Value::Bool(false) => text!("nej", "no").get(lang).to_owned(),
            Value::String(text) => text.clone(),
            Value::Number(number) if lang == Lang::Sv => number.to_string().replace('.', ","),
            other => other.to_string(),
        };
        columns.row([(*name).to_owned(), value]);
    }
    columns.text()
}
