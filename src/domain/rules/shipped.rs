//! The file of shipped rules, read once.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::value::Datetime;

use crate::domain::rules::twelve_months::{HalfMonths, Start};
use crate::domain::rules::{Kind, Name, Value};
use crate::text::Text;

/// One line of the file.
#[derive(Debug)]
pub struct Line {
    pub name: Name,
    pub value: Value,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub source: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    value: toml::Value,
    from: Datetime,
    until: Option<Datetime>,
    source: WrittenSource,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenSource {
    Same(String),
    Both { sv: String, en: String },
}

/// Reads the lines; says which one is wrong.
pub fn read(text: &str) -> Result<Vec<Line>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let lines = file.rule.into_iter().map(|written| {
        let wrong = |what: &str| format!("{}: {what}", written.name);
        let name = Name::named(&written.name).ok_or_else(|| wrong("no such rule"))?;
        let value = value(name.kind(), &written.value).ok_or_else(|| wrong("no such value"))?;
        let from = day(&written.from).ok_or_else(|| wrong("no such first day"))?;
        let until = match &written.until {
            Some(until) => Some(day(until).ok_or_else(|| wrong("no such last day"))?),
            None => None,
        };
        // The file is read once and its words are kept for as long as the program runs.
        let kept = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let source = match &written.source {
            WrittenSource::Same(both) => {
                let both = kept(both);
                Text { sv: both, en: both }
            }
            WrittenSource::Both { sv, en } => Text {
                sv: kept(sv),
                en: kept(en),
            },
        };
        Ok(Line {
            name,
            value,
            from,
            until,
            source,
        })
    });
    lines.collect()
}

fn value(kind: Kind, written: &toml::Value) -> Option<Value> {
    let number = || written.as_integer().and_then(|n| u32::try_from(n).ok());
    Some(match kind {
        Kind::Months => {
            let months = written.as_float().or(number().map(f64::from))?;
            Value::Months(HalfMonths::read(&months.to_string())?)
        }
        Kind::Days => Value::Days(number()?),
        Kind::WorkingDays => Value::WorkingDays(number()?),
        Kind::Kronor => Value::Kronor(number()?),
        Kind::Number => Value::Number(number()?),
        Kind::Truth => Value::Truth(written.as_bool()?),
        Kind::Start => Value::Start(Start::read(written.as_str()?)?),
    })
}

fn day(written: &Datetime) -> Option<NaiveDate> {
    let date = written.date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}
