//! Outcome figures: how many stays ended how in a year, how long they were, and whether jobs lasted. Never who.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::add_months;
use crate::domain::facts::decision::Form;
use crate::domain::facts::outcome::{End, Outcome};
use crate::domain::facts::participant::{Group, Participant, Stay};
use crate::domain::reckon::employments::employments;
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;

pub mod words;

/// Which stays some figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    All,
    /// Those that ended in the group.
    Group(Group),
    /// Those during which lönebidrag of the form was the last to hold; without any, `None`.
    Form(Option<Form>),
}

/// A length of time, both ends included: whole calendar months, and the days after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub months: u32,
    pub days: u32,
    pub in_days: i64,
}

impl Length {
    /// The length of `in_days` days from a first day on.
    fn of(first: NaiveDate, in_days: i64) -> Length {
        let after = first + chrono::TimeDelta::days(in_days);
        let mut months = (after.year() - first.year()) * 12;
        months += after.month().cast_signed() - first.month().cast_signed();
        while months > 0 && add_months(first, months) > after {
            months -= 1;
        }
        let days = (after - add_months(first, months)).num_days();
        Length {
            months: months.max(0).unsigned_abs(),
            days: u32::try_from(days).unwrap_or_default(),
            in_days,
        }
    }
}

/// How long stays were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Of an even number of stays, midway between the two in the middle, counted from the first day of the shorter.
    pub median: Length,
    pub shortest: Length,
    pub longest: Length,
}

/// Whether jobs lasted as long as they have to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Jobs {
    pub lasted: usize,
    pub did_not: usize,
    /// Not checked, perhaps because the time has not gone yet.
    pub unknown: usize,
}

/// What came of some stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub stays: usize,
    outcomes: BTreeMap<Outcome, usize>,
    /// `None` where there are no stays.
    pub lengths: Option<Lengths>,
    /// How many had reached the twelve-month threshold on their last day.
    pub past_threshold: usize,
    pub jobs: Jobs,
}

impl Figures {
    /// How many ended so.
    pub fn ended(&self, outcome: Outcome) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }
}

/// The figures of a calendar year: a stay belongs to the year of its last day, once that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    /// Of all first, then of each group in which a stay ended, then of each form, unless nobody had lönebidrag.
    pub figures: Vec<(Of, Figures)>,
}

/// One stay that is over.
struct Past<'a> {
    stay: &'a Stay,
    end: &'a End,
    group: Option<Group>,
    form: Option<Form>,
    is_past_threshold: bool,
}

/// The stays that ended in a year, as far as their last day has come.
fn past(person: &Participant, year: i32, today: NaiveDate) -> impl Iterator<Item = (&Stay, &End)> {
    let ended = person
        .stays
        .iter()
        .filter_map(|stay| Some((stay, stay.end.as_ref()?)));
    ended.filter(move |(_, end)| end.last_day.year() == year && end.last_day <= today)
}

/// The form of the lönebidrag that was the last to hold during a stay.
fn form(person: &Participant, stay: &Stay, last_day: NaiveDate) -> Option<Form> {
    if person.decisions.is_empty() {
        return None;
    }
    let employments = employments(person);
    let of_stay = |e: &&_| -> bool {
        let e: &crate::domain::reckon::employments::Employment = e;
        e.start <= last_day && stay.start <= e.last_day
    };
    employments.iter().rfind(of_stay)?.form(last_day)
}

/// A year's figures as they stand on a day.
pub fn year(register: &Register, year: i32, today: NaiveDate) -> Year {
    let mut all = Vec::new();
    for person in register.people.values() {
        for (stay, end) in past(person, year, today) {
            let arena = stay.arena(end.last_day);
            let arena = arena.and_then(|id| register.arenas.get(&id));
            let standing = register.standing(person, end.last_day);
            all.push(Past {
                stay,
                end,
                group: arena.map(|arena| arena.group),
                form: form(person, stay, end.last_day),
                is_past_threshold: standing.is_some_and(|s| s.clock == Clock::Reached),
            });
        }
    }
    let forms = Form::ALL.map(Some).into_iter().chain([None]);
    let groups = Group::ALL.into_iter().map(Of::Group);
    let has_form = all.iter().any(|past| past.form.is_some());
    let parts = groups.chain(forms.filter(|_| has_form).map(Of::Form));
    let mut found = vec![(Of::All, figures(&all, Of::All))];
    found.extend(
        parts
            .map(|of| (of, figures(&all, of)))
            .filter(|(_, figures)| figures.stays > 0),
    );
    Year {
        year,
        figures: found,
    }
}

/// The years in which stays have ended, up to this one; this one alone where none has.
pub fn years(register: &Register, today: NaiveDate) -> RangeInclusive<i32> {
    let stays = register.people.values().flat_map(|person| &person.stays);
    let ended = stays
        .filter_map(Stay::last_day)
        .filter(|last| *last <= today);
    let first = ended.min().map_or(today.year(), |last| last.year());
    first..=today.year()
}

fn figures(all: &[Past], of: Of) -> Figures {
    let mut figures = Figures::default();
    let mut lengths = Vec::new();
    let wanted = all.iter().filter(|past| match of {
        Of::All => true,
        Of::Group(group) => past.group == Some(group),
        Of::Form(form) => past.form == form,
    });
    for past in wanted {
        figures.stays += 1;
        *figures.outcomes.entry(past.end.outcome).or_default() += 1;
        figures.past_threshold += usize::from(past.is_past_threshold);
        lengths.push((
            past.stay.start,
            (past.end.last_day - past.stay.start).num_days() + 1,
        ));
        if past.end.outcome.is_job() {
            let jobs = &mut figures.jobs;
            match past.end.lasted.as_ref().map(|lasted| lasted.yes) {
                Some(true) => jobs.lasted += 1,
                Some(false) => jobs.did_not += 1,
                None => jobs.unknown += 1,
            }
        }
    }
    figures.lengths = in_all(lengths);
    figures
}

/// The median, the shortest and the longest of first days with their numbers of days.
fn in_all(mut lengths: Vec<(NaiveDate, i64)>) -> Option<Lengths> {
    // Of two that are as long, the order is that of their first days, so that the figures are always the same.
    lengths.sort_by_key(|(first, days)| (*days, *first));
    let length = |(first, days): (NaiveDate, i64)| Length::of(first, days);
    let (lower, upper) = ((lengths.len().checked_sub(1)?) / 2, lengths.len() / 2);
    let (first, days) = lengths[lower];
    Some(Lengths {
        median: Length::of(first, (days + lengths[upper].1) / 2),
        shortest: length(*lengths.first()?),
        longest: length(*lengths.last()?),
    })
}
