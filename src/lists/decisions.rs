//! AF's decisions on a person, the latest first, with the gaps between them.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Kind, faces};
use super::decision::{Entry, days, entries, facts, fate, gap, state};
use super::rows::subsidy::{HeldRow, SupportRow};
use super::{Cell, Column, List, Telling, columns};
use crate::domain::decide::decisions::limits;
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::rules::Value;
use crate::text::meaning::Role;
use crate::{say, text};

/// Whose decisions, and their rows.
#[derive(Debug)]
pub struct Decisions {
    who: PersonId,
    rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Decision(DecisionId),
    /// So many days without a decision after a day.
    Gap {
        days: i64,
        after: NaiveDate,
    },
}

/// One person's decisions as JSON, in order of their first day.
#[derive(Debug, Serialize)]
struct DecisionsJson {
    id: PersonId,
    name: String,
    decisions: Vec<HeldRow>,
    #[serde(flatten)]
    support: SupportRow,
}

impl Decisions {
    /// The decisions of a person.
    pub fn of(who: PersonId, of: &Telling) -> Decisions {
        let entries = of.register.people.get(&who).map(entries);
        let rows = entries.unwrap_or_default().into_iter();
        let rows = rows.map(|entry| match entry {
            Entry::Decision(decision) => Row::Decision(decision.id),
            Entry::Gap { days, after } => Row::Gap { days, after },
        });
        Decisions {
            who,
            rows: rows.collect(),
        }
    }

    /// The one that was recorded last; `None` where there is none.
    pub fn newest(&self) -> Option<DecisionId> {
        self.rows.iter().filter_map(Row::id).max()
    }

    fn person<'a>(&self, of: &Telling<'a>) -> Option<&'a Participant> {
        of.register.people.get(&self.who)
    }

    fn decision<'a>(&self, row: &Row, of: &Telling<'a>) -> Option<&'a Decision> {
        let decisions = &self.person(of)?.decisions;
        decisions
            .iter()
            .find(|decision| Some(decision.id) == row.id())
    }
}

impl Row {
    /// The decision's number; `None` for a gap.
    pub fn id(&self) -> Option<DecisionId> {
        match self {
            Row::Decision(id) => Some(*id),
            Row::Gap { .. } => None,
        }
    }
}

impl List for Decisions {
    type Row = Row;
    type Key = Row;

    fn title(&self, of: &Telling) -> String {
        let name = self
            .person(of)
            .map(|person| person.name(of.lang))
            .unwrap_or_default();
        say!(of.lang, sv: "Beslut för {name}", en: "Decisions for {name}")
    }

    /// What is left of the two clocks that follow from decisions.
    fn counts(&self, of: &Telling) -> Vec<String> {
        let faces = self
            .person(of)
            .map(|person| faces(person, of))
            .unwrap_or_default();
        let faces = faces
            .into_iter()
            .filter(|face| face.kind != Kind::TwelveMonths);
        let told = faces.map(|face| {
            let sign = face.clock.sign().map_or("", |(sign, _)| sign.drawn());
            let (name, left) = (face.kind.name().get(of.lang), face.left);
            format!("{sign} {name} {left}").trim().to_owned()
        });
        let told = told.collect::<Vec<_>>().join("  ");
        (!told.is_empty()).then_some(told).into_iter().collect()
    }

    fn groups(&self) -> Vec<&[Row]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Inget beslut är registrerat.", en: "No decision is recorded."))
    }

    fn remark(&self, row: &Row, of: &Telling) -> Option<String> {
        match row {
            Row::Gap { days, after } => Some(gap(*days, *after, of.lang)),
            Row::Decision(_) => None,
        }
    }

    columns! {
        fn cells(self, row: &Row, _group, of) {
            let Some(decision) = self.decision(row, of) else {
                return Vec::new();
            };
            let terms = &decision.terms;
            let per_cent = |n: u8| Cell::told(format!("{n} %"), n);
            let wage = |kronor: u32| Cell::told(Value::Kronor(kronor).text(of.lang), kronor);
            let role = match decision.covers(of.today) {
                true => Role::Strong,
                false if decision.is_real() => Role::Plain,
                false => Role::Quiet,
            };
            let (from, last) = days(decision);
            let told = |cell: Cell| cell.meaning(role);
        }
        Column::fixed(&[text!("nr", "no.")], 3) => told(Cell::of(decision.id.to_string()));
        Column::fixed(&[text!("form", "form")], 11) => told(Cell::of(terms.form.name().get(of.lang)));
        Column::fixed(&[
                text!("första dag", "first day"),
                text!("sista dag", "last day"),
                ], 10).up_to(23, 1).in_words(23).called(text!("dagar", "days")) => told(Cell {
                text: format!("{from} – {last}"),
                short: Some(from.to_string()),
                fields: Some(vec![from.to_string(), last.to_string()]),
                ..Cell::default()
                });
        Column::fixed(&[text!("nivå", "level")], 5).from(80) => told(terms.level.map_or(Cell::of(""), per_cent));
        Column::fixed(&[text!("tid", "time")], 5).from(80) => told(per_cent(terms.working_time));
        Column::fixed(&[text!("lön", "wage")], 14).from(80) => told(terms.wage_base.map_or(Cell::of(""), wage));
        Column::fixed(&[text!("läge", "state")], 10).from(56) => told(Cell::of(state(decision, of.today, of.lang)));
        Column::fixed(&[text!("beslutat", "decided")], 10).in_files() => told(Cell::of(terms.decided_on.to_string()));
        Column::fixed(&[text!("vad som hänt", "what became of it")], 10).in_files() =>
            told(Cell::known(fate(decision, of.lang)));
        Column::fixed(&[text!("anteckning", "note")], 10).in_files() => told(Cell::of(terms.note.clone()));
    }

    fn key(&self, row: &Row) -> Row {
        row.clone()
    }

    fn of(&self, _row: &Row) -> Option<PersonId> {
        Some(self.who)
    }

    /// The decision in full, until when AF can be asked to reconsider it, and why the clocks are flagged.
    fn about(&self, row: &Row, of: &Telling) -> Vec<(String, Role)> {
        let (Some(person), Some(decision)) = (self.person(of), self.decision(row, of)) else {
            return Vec::new();
        };
        let lang = of.lang;
        let (id, form) = (decision.id, decision.terms.form.full_name().get(lang));
        let (state, (from, last)) = (state(decision, of.today, lang), days(decision));
        let head = say!(lang,
            sv: "Beslut {id}: {form}, {from} – {last} ({state})",
            en: "Decision {id}: {form}, {from} – {last} ({state})");
        let mut about = vec![(head, Role::Strong)];
        about.extend(fate(decision, lang).map(|fate| (fate, Role::Plain)));
        about.push((facts(decision, lang).join(", "), Role::Plain));
        let note = &decision.terms.note;
        about.extend((!note.is_empty()).then(|| (note.clone(), Role::Plain)));
        let rules = of.register.settings.rules();
        let limits = limits(rules, person, &decision.terms, Some(decision.id));
        let open = limits.reconsideration.filter(|(last, _)| *last >= of.today);
        about.extend(open.map(|(last, rule)| {
            let rule = rule.why(lang);
            let text = say!(lang,
                sv: "omprövning kan begäras till {last}, inom {rule}",
                en: "reconsideration can be asked for until {last}, within {rule}");
            (text, Role::Plain)
        }));
        let flagged = faces(person, of).into_iter();
        let flagged = flagged.filter(|face| face.kind != Kind::TwelveMonths && face.is_flagged());
        about.extend(flagged.map(|face| (face.reason(lang), Role::Quiet)));
        about
    }

    /// What each decision that is not over is held to, and why the clocks stand where they do.
    fn notes(&self, of: &Telling) -> Vec<String> {
        let Some(person) = self.person(of) else {
            return Vec::new();
        };
        let open = person.decisions.iter();
        let open = open.filter(|decision| decision.is_real() && decision.last_day() >= of.today);
        let limits = open.flat_map(|decision| {
            let id = decision.id;
            let lines = HeldRow::new(person, decision, of).limits.lines(of.lang);
            lines.into_iter().map(move |line| format!("{id}: {line}"))
        });
        let faces = faces(person, of).into_iter();
        let faces = faces.filter(|face| face.kind != Kind::TwelveMonths);
        limits
            .chain(faces.map(|face| face.reason(of.lang)))
            .collect()
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        self.person(of).map(|person| DecisionsJson {
            id: person.id,
            name: person.name(of.lang),
            decisions: (person.decisions.iter())
                .map(|decision| HeldRow::new(person, decision, of))
                .collect(),
            support: SupportRow::new(person, of),
        })
    }
}
