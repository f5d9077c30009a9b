//! The duties: what is due, for whom and why, the most urgent first; the coordinator's morning list.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::days_left;
use super::rows::known;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::calendar::long_date;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Group, PersonId};
use crate::domain::reckon::duties::{About, Duty, duties};
use crate::text::Text;
use crate::text::meaning::{Role, Sign};
use crate::{say, text};

/// What has come up, what is to come, and what was done.
#[derive(Debug)]
pub struct Duties {
    groups: [Vec<DutyRow>; 3],
    ahead: u32,
    handled: usize,
}

/// Where what is to come, and what was handled or set aside, stand among the groups.
const COMING: usize = 1;
const HANDLED: usize = 2;

/// A duty.
#[derive(Clone, Debug)]
pub struct DutyRow {
    pub duty: Duty,
    /// What was done about it, where that still holds.
    handling: Option<Handling>,
    /// Its place among all, by urgency.
    place: usize,
}

/// A duty as JSON.
#[derive(Debug, Serialize)]
pub struct DutyJson {
    key: DutyKey,
    kind: &'static str,
    /// The person; null where it is about a group.
    id: Option<PersonId>,
    name: Option<String>,
    group: Option<Group>,
    since: NaiveDate,
    due: NaiveDate,
    days_left: i64,
    title: String,
    /// The rule, its value and source, and the days it was counted from.
    why: String,
    state: State,
    /// What was done about it, whether or not that still holds.
    handled: Option<HandledJson>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// It has come up, and nothing has been done about it.
    Open,
    /// It comes up on a later day.
    ToCome,
    SetAside,
    Handled,
}

#[derive(Debug, Serialize)]
struct HandledJson {
    by: String,
    on: NaiveDate,
    /// The day it comes up again; null where it is handled.
    until: Option<NaiveDate>,
    note: Option<String>,
}

impl Duties {
    /// Those that have come up, those due within so many days, and, where wanted, what was done about others. The marks
    /// of the days that may not have been taken must have been read.
    pub fn of(ahead: u32, with_handled: bool, of: &Telling) -> Duties {
        let mut groups = [Vec::new(), Vec::new(), Vec::new()];
        let mut handled = 0;
        for (place, duty) in duties(of.register, of.today, ahead).into_iter().enumerate() {
            let row = DutyRow::of(duty, place, of);
            let group = match row.state(of) {
                State::Open => 0,
                State::ToCome => COMING,
                State::Handled | State::SetAside => {
                    handled += 1;
                    HANDLED
                }
            };
            if group == HANDLED && !with_handled {
                continue;
            }
            groups[group].push(row);
        }
        Duties {
            groups,
            ahead,
            handled,
        }
    }

    /// Keeps only those that are at least so many days late.
    pub fn late(mut self, days: i64, of: &Telling) -> Duties {
        for group in &mut self.groups {
            group.retain(|row| row.duty.days_left(of.today) <= -days);
        }
        self
    }

    /// How many were handled or set aside, whether or not they are in the list.
    pub fn handled(&self) -> usize {
        self.handled
    }
}

impl DutyRow {
    /// A duty with what was done about it.
    pub fn of(duty: Duty, place: usize, of: &Telling) -> DutyRow {
        let handling = of.register.handled.get(&duty.key());
        let handling = handling.filter(|handling| duty.is_stilled(handling, of.today));
        DutyRow {
            handling: handling.cloned(),
            duty,
            place,
        }
    }

    fn state(&self, of: &Telling) -> State {
        match &self.handling {
            Some(handling) if handling.until.is_some() => State::SetAside,
            Some(_) => State::Handled,
            None if self.duty.since > of.today => State::ToCome,
            None => State::Open,
        }
    }

    /// The person's name, or the group.
    fn whom(&self, of: &Telling) -> String {
        match self.duty.about {
            About::Person(who) => {
                let person = of.register.people.get(&who);
                person
                    .map(|person| person.name(of.lang))
                    .unwrap_or_default()
            }
            About::Group(group) => group.heading().get(of.lang).to_owned(),
        }
    }

    /// The same with the day that a group's is about.
    fn whose(&self, of: &Telling) -> String {
        let About::Group(group) = self.duty.about else {
            return self.whom(of);
        };
        let day = long_date(self.duty.due, of.lang);
        // The year is that of the list; the weekday is what people go by.
        let day = day.rsplit_once(' ').map_or(&*day, |(day, _)| day);
        format!("{} {day}", group.name().get(of.lang))
    }

    /// How urgent it is.
    fn sign(&self, of: &Telling) -> (Sign, Role) {
        match self.duty.days_left(of.today) {
            _ if self.handling.is_some() => (Sign::Done, Role::Good),
            ..0 => (Sign::Reached, Role::Alarm),
            0..=30 if self.duty.since <= of.today => (Sign::Near, Role::Warning),
            _ => (Sign::Plan, Role::Quiet),
        }
    }

    /// What was done about it, by whom and when; nothing of one that is to be done.
    fn done(&self, of: &Telling) -> Option<String> {
        let Handling { by, on, until, .. } = of.register.handled.get(&self.duty.key())?;
        let by = of.register.actor(*by);
        Some(match (self.state(of), until) {
            (State::Handled, _) => {
                say!(of.lang, sv: "avklarad {on} av {by}", en: "handled {on} by {by}")
            }
            (State::SetAside, Some(until)) => say!(of.lang,
                sv: "undanlagd till {until} av {by} {on}",
                en: "set aside until {until} by {by} {on}"),
            _ => say!(of.lang, sv: "undanlagd tidigare av {by}", en: "set aside before by {by}"),
        })
    }

    /// The duty in a line, with what has come of it.
    pub fn text(&self, of: &Telling) -> String {
        let number = self
            .duty
            .who()
            .map(|id| format!("{id} "))
            .unwrap_or_default();
        let (whom, title) = (self.whom(of), self.duty.title(of.today, of.lang));
        let state = match (self.done(of), self.state(of)) {
            (Some(done), State::Handled | State::SetAside) => done,
            (_, State::ToCome) => TO_COME.get(of.lang).to_owned(),
            _ => say!(of.lang, sv: "att göra", en: "to be done"),
        };
        format!("{number}{whom}: {title} {}, {state}", self.duty.due)
    }

    /// The duty as JSON.
    pub fn json(&self, of: &Telling) -> DutyJson {
        let (duty, register) = (&self.duty, of.register);
        let key = duty.key();
        let handling = register.handled.get(&key);
        let person = duty.who().and_then(|id| register.people.get(&id));
        DutyJson {
            kind: duty.matter.slug(),
            id: duty.who(),
            name: person.map(|person| person.name(of.lang)),
            group: match duty.about {
                About::Group(group) => Some(group),
                About::Person(_) => None,
            },
            since: duty.since,
            due: duty.due,
            days_left: duty.days_left(of.today),
            title: duty.title(of.today, of.lang),
            why: duty.why(register, of.today, of.lang),
            state: self.state(of),
            handled: handling.map(|handling| HandledJson {
                by: register.actor(handling.by).to_owned(),
                on: handling.on,
                until: handling.until,
                note: known(&handling.note),
            }),
            key,
        }
    }
}

const TO_COME: Text = text!("kommer", "to come");

impl List for Duties {
    type Row = DutyRow;
    type Key = DutyKey;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Bevakningar", en: "Duties")
    }

    /// How many have passed their day, and how many wait besides.
    fn counts(&self, of: &Telling) -> Vec<String> {
        let open = &self.groups[0];
        let late = open.iter().filter(|row| row.duty.due < of.today).count();
        let sign = Sign::Reached.drawn();
        match (open.len(), late) {
            (0, _) => Vec::new(),
            (all, 0) => vec![say!(of.lang, sv: "{all} att göra", en: "{all} to do")],
            (all, 1) => vec![say!(of.lang,
                sv: "{all} att göra, {sign} 1 sen",
                en: "{all} to do, {sign} 1 late")],
            (all, late) => vec![say!(of.lang,
                sv: "{all} att göra, {sign} {late} sena",
                en: "{all} to do, {sign} {late} late")],
        }
    }

    fn groups(&self) -> Vec<&[DutyRow]> {
        // What has come up is told of even where nothing has.
        let is_told = |group: usize| group == 0 || !self.groups[group].is_empty();
        let last = (0..self.groups.len()).rev().find(|group| is_told(*group));
        let groups = self.groups.iter().map(Vec::as_slice);
        groups.take(last.unwrap_or(0) + 1).collect()
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        let ahead = self.ahead;
        match group {
            _ if self.groups[group].is_empty() => None,
            COMING => {
                Some(say!(of.lang, sv: "de närmaste {ahead} dagarna", en: "the next {ahead} days"))
            }
            HANDLED => {
                Some(say!(of.lang, sv: "avklarade och undanlagda", en: "handled and set aside"))
            }
            _ => None,
        }
    }

    fn none(&self, group: usize, of: &Telling) -> Option<String> {
        (group == 0).then(|| {
            say!(of.lang,
                sv: "Inget är att göra. Det som kommer visas här i tid.",
                en: "Nothing is to be done. What comes is shown here in time.")
        })
    }

    columns! {
        fn cells(self, row: &DutyRow, _group, of) {
            let duty = &row.duty;
            let days = duty.days_left(of.today);
            let state = match row.state(of) {
                State::ToCome => Some(TO_COME.get(of.lang).to_owned()),
                _ => row.done(of),
            };
        }
        Column::SIGN => Cell::sign(Some(row.sign(of)));
        Column::fixed(&[text!("senast", "due")], 10).from(60) => Cell::of(duty.due.to_string());
        Column::fixed(&[text!("dagar", "days")], 6).in_words(10).right() =>
            Cell::told(days_in_words(days, of), days).in_short(format!("{days} d"));
        Column::NUMBER => Cell::known(duty.who());
        Column::fixed(&[text!("vem", "who")], 14).up_to(30, 2) =>
            Cell::told(row.whose(of), row.whom(of)).in_short(row.whom(of));
        Column::fixed(&[text!("vad", "what")], 8).up_to(44, 6) =>
            Cell::of(duty.title(of.today, of.lang)).in_short(duty.short_title(of.today, of.lang));
        Column::fixed(&[text!("sedan", "since")], 10).from(100) => Cell::of(duty.since.to_string());
        Column::fixed(&[text!("läge", "state")], 10).in_files() => Cell::known(state);
        Column::fixed(&[text!("nyckel", "key")], 10).in_files() => Cell::of(duty.key().to_string());
        Column::fixed(&[text!("varför", "why")], 10).in_files() => Cell::of(duty.why(of.register, of.today, of.lang));
    }

    fn key(&self, row: &DutyRow) -> DutyKey {
        row.duty.key()
    }

    fn of(&self, row: &DutyRow) -> Option<PersonId> {
        row.duty.who()
    }

    /// What the duty is, what was done about it, and why.
    fn about(&self, row: &DutyRow, of: &Telling) -> Vec<(String, Role)> {
        let (whose, title) = (row.whose(of), row.duty.title(of.today, of.lang));
        let days = days_in_words(row.duty.days_left(of.today), of);
        let why = row.duty.why(of.register, of.today, of.lang);
        let mut about = vec![(format!("{whose}: {title}, {days}"), Role::Strong)];
        if let (Some(handling), Some(done)) = (&row.handling, row.done(of)) {
            let done = match handling.note.as_str() {
                "" => done,
                note => format!("{done}: {note}"),
            };
            about.push((done, Role::Good));
        }
        about.push((why, Role::Plain));
        about
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let mut rows: Vec<&DutyRow> = self.groups.iter().flatten().collect();
        rows.sort_by_key(|row| row.place);
        rows.into_iter().map(|row| row.json(of)).collect::<Vec<_>>()
    }
}

/// `4 d kvar`, `i dag`, `3 d över`: the day itself is still in time.
fn days_in_words(days: i64, of: &Telling) -> String {
    match days {
        0 => say!(of.lang, sv: "i dag", en: "today"),
        days => days_left(days, of.lang),
    }
}
