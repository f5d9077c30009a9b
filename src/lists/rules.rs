//! The rules that hold on a date, each with its value, the days it holds and its source; or one rule through the years.

use chrono::NaiveDate;
use serde::Serialize;

use super::rows::rule::number_or_truth;
use super::{Cell, Column, List, Telling, Wanted};
use crate::domain::facts::participant::PersonId;
use crate::domain::rules::{InForce, Kind, Name};
use crate::text::meaning::{Role, Sign};
use crate::{say, text};

/// Lines of rules, under the headings of their parts.
#[derive(Debug)]
pub struct Rules {
    groups: Vec<Vec<Row>>,
    which: Which,
    on: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// Those that hold on the day.
    InForce,
    /// What was before and what is to come, too.
    History,
    /// The history of one, the latest first.
    Of(Name),
}

/// One line: the rule, the first day of its value, and whether the unit has set it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub name: Name,
    pub from: NaiveDate,
    pub is_own: bool,
}

/// A rule's value over some days, as JSON.
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

const TITLE: Column = Column::fixed(&[text!("regel", "rule")], 14).up_to(44, 4);
const VALUE: Column = Column::fixed(&[text!("värde", "value")], 15);
const DAYS: Column = Column::fixed(&[text!("gäller", "holds")], 23);
const SOURCE: Column = Column::fixed(&[text!("källa", "source")], 12).up_to(80, 3);
const IN_FORCE: Column = Column::fixed(&[text!("nu", "now")], 6).in_files();
const OWN: Column = Column::fixed(&[text!("egen", "own")], 6).in_files();
const SLUG: Column = Column::fixed(&[text!("namn", "name")], 20).in_files();

const COLUMNS: &[Column] = &[
    Column::SIGN,
    TITLE,
    VALUE,
    DAYS.from(60),
    SOURCE.from(100),
    IN_FORCE,
    OWN,
    SLUG,
];

/// The title stands above the whole list.
const OF_ONE: &[Column] = &[
    Column::SIGN,
    TITLE.in_files(),
    VALUE,
    DAYS,
    SOURCE.from(60),
    IN_FORCE,
    OWN,
    SLUG,
];

impl Rules {
    /// The rules of these names that hold on a day.
    pub fn in_force(names: &[Name], on: NaiveDate, of: &Telling) -> Rules {
        let rules = of.register.settings.rules();
        let lines = names.iter().filter_map(|name| rules.in_force(*name, on));
        Rules::grouped(lines, Which::InForce, on)
    }

    /// The same with what was before and what is to come.
    pub fn history(names: &[Name], on: NaiveDate, of: &Telling) -> Rules {
        let rules = of.register.settings.rules();
        let lines = names.iter().flat_map(|name| rules.history(*name));
        Rules::grouped(lines, Which::History, on)
    }

    /// One rule's history, the latest first.
    pub fn of(name: Name, of: &Telling) -> Rules {
        let lines = of.register.settings.rules().history(name);
        Rules::grouped(lines.into_iter().rev(), Which::Of(name), of.today)
    }

    fn grouped<'a>(lines: impl Iterator<Item = InForce<'a>>, which: Which, on: NaiveDate) -> Rules {
        let rows: Vec<Row> = lines.map(|line| Row::of(&line)).collect();
        let groups = rows.chunk_by(|a, b| a.name.part() == b.name.part());
        Rules {
            groups: groups.map(<[Row]>::to_vec).collect(),
            which,
            on,
        }
    }

    fn line<'a>(row: &Row, of: &Telling<'a>) -> Option<InForce<'a>> {
        let lines = of.register.settings.rules().history(row.name);
        lines.into_iter().find(|line| Row::of(line) == *row)
    }

    fn holds(&self, row: &Row, of: &Telling) -> bool {
        let in_force = of.register.settings.rules().in_force(row.name, self.on);
        in_force.is_some_and(|line| Row::of(&line) == *row)
    }
}

impl Row {
    pub fn of(line: &InForce) -> Row {
        Row {
            name: line.name,
            from: line.from,
            is_own: line.is_own(),
        }
    }
}

impl List for Rules {
    type Row = Row;
    /// Of those that hold on a day, the rule whatever its value is.
    type Key = (Name, Option<Row>);

    fn title(&self, of: &Telling) -> String {
        let on = self.on;
        match self.which {
            Which::Of(name) => name.title().get(of.lang).to_owned(),
            _ if on == of.today => say!(of.lang, sv: "Regler i dag, {on}", en: "Rules today, {on}"),
            _ => say!(of.lang, sv: "Regler {on}", en: "Rules on {on}"),
        }
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        if let Which::Of(name) = self.which {
            let in_force = of.register.settings.rules().in_force(name, self.on);
            let now = in_force.map(|line| {
                let value = line.value.text(of.lang);
                say!(of.lang, sv: "i dag {value}", en: "today {value}")
            });
            return now.into_iter().collect();
        }
        let sign = Sign::Own.drawn();
        match self
            .groups
            .iter()
            .flatten()
            .filter(|row| row.is_own)
            .count()
        {
            0 => Vec::new(),
            1 => vec![say!(of.lang, sv: "{sign} 1 egen", en: "{sign} 1 own")],
            n => vec![say!(of.lang, sv: "{sign} {n} egna", en: "{sign} {n} own")],
        }
    }

    fn columns(&self) -> &[Column] {
        match self.which {
            Which::Of(_) => OF_ONE,
            Which::InForce | Which::History => COLUMNS,
        }
    }

    fn groups(&self) -> Vec<&[Row]> {
        match self.groups.is_empty() {
            true => vec![&[]],
            false => self.groups.iter().map(Vec::as_slice).collect(),
        }
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        let first = self.groups.get(group)?.first()?;
        let is_told = !matches!(self.which, Which::Of(_));
        is_told.then(|| first.name.part().title().get(of.lang).to_owned())
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang,
            sv: "Inget är känt om den dagen.",
            en: "Nothing is known of that day."))
    }

    fn cells(&self, row: &Row, _group: usize, of: &Telling, _wanted: Wanted) -> Vec<Cell> {
        let Some(line) = Rules::line(row, of) else {
            return Vec::new();
        };
        let word = |is_so: bool, sv, en| match is_so {
            true => Cell::of(text!(sv, en).get(of.lang)),
            false => Cell::of(""),
        };
        let holds = self.which != Which::InForce && self.holds(row, of);
        vec![
            Cell::sign(row.is_own.then_some((Sign::Own, Role::Strong))),
            Cell::of(line.name.short().get(of.lang)),
            Cell::of(line.value.text(of.lang)),
            Cell::of(line.validity(of.lang)),
            Cell::of(line.source(of.lang)),
            word(holds, "gäller", "holds"),
            word(row.is_own, "egen", "own"),
            Cell::of(line.name.slug()),
        ]
    }

    fn key(&self, row: &Row) -> (Name, Option<Row>) {
        (row.name, (self.which != Which::InForce).then_some(*row))
    }

    fn of(&self, _row: &Row) -> Option<PersonId> {
        None
    }

    /// The rule in full: what it is, its value, its days, where it stands, and its name on the command line.
    fn about(&self, row: &Row, of: &Telling) -> Vec<(String, Role)> {
        let Some(line) = Rules::line(row, of) else {
            return Vec::new();
        };
        let title = line.name.title().get(of.lang);
        let (value, days) = (line.value.text(of.lang), line.validity(of.lang));
        let (source, slug) = (line.source(of.lang), line.name.slug());
        let in_full = say!(of.lang,
            sv: "{title}: {value}, {days}. Källa: {source}. ({slug})",
            en: "{title}: {value}, {days}. Source: {source}. ({slug})");
        let holds = match self.which {
            Which::Of(_) if self.holds(row, of) => {
                say!(of.lang, sv: " Gäller i dag.", en: " Holds today.")
            }
            _ => String::new(),
        };
        vec![(in_full + &holds, Role::Plain)]
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.groups.iter().flatten();
        let rows = rows.filter_map(|row| {
            let line = Rules::line(row, of)?;
            Some(RuleRow {
                name: line.name.slug(),
                title: line.name.title().get(of.lang),
                kind: line.name.kind(),
                value: number_or_truth(line.value),
                from: line.from,
                until: line.until,
                source: line.source(of.lang).to_owned(),
                own: line.is_own(),
                in_force: self.holds(row, of),
            })
        });
        rows.collect::<Vec<_>>()
    }
}
