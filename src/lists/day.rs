//! A day's attendance, with those who are not marked, by group and in Swedish order.

use chrono::NaiveDate;
use serde::Serialize;

use super::grouped::{GROUP, Grouped};
use super::rows::mark::{AbsenceRow, SaidRow};
use super::rows::moment;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::calendar::long_date;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::participant::{Group, Participant, PersonId};
use crate::domain::reading::hours;
use crate::domain::reckon::expected::{Expected, expected_beside};
use crate::text::Text;
use crate::text::meaning::Sign;
use crate::{say, text};

/// Everyone that AMI marks on the day; of those in other units who is marked all the same, or everyone where they are
/// asked for.
#[derive(Debug)]
pub struct Day {
    day: NaiveDate,
    people: Grouped,
}

/// One person in a day's attendance as JSON; without a code where the day is unmarked.
#[derive(Clone, Debug, Serialize)]
struct DayRow {
    id: PersonId,
    name: String,
    group: Option<Group>,
    arena: String,
    /// Whether the person is expected that day.
    scheduled: bool,
    /// The long absence that the day belongs to.
    absence: Option<AbsenceRow>,
    #[serde(flatten)]
    said: SaidRow,
    by: Option<String>,
    at: Option<String>,
}

/// Who is at AMI on a day, all or of one group: whose marks must have been read for the list.
pub fn there(day: NaiveDate, group: Option<Group>, of: &Telling) -> Vec<PersonId> {
    let people = of.register.shown_at_ami(day);
    let people =
        people.filter(|person| group.is_none() || of.register.group_of(person, day) == group);
    people.map(|person| person.id).collect()
}

impl Day {
    /// The day's list of those who are there, all or of one group; the marks of the day must have been read.
    pub fn of(day: NaiveDate, there: &[PersonId], group: Option<Group>, of: &Telling) -> Day {
        let register = of.register;
        let panes = register.settings.panes();
        let people = there.iter().filter_map(|who| register.people.get(who));
        let people = people.map(|person| (register.group_of(person, day), person));
        let listed = people.filter(|(of_person, person)| {
            group.is_some()
                || of_person.is_none_or(|group| panes.contains(&group))
                || register.marks.mark(person.id, day).is_some()
        });
        Day {
            day,
            people: Grouped::of(listed, of),
        }
    }

    fn expected<'a>(&self, person: &Participant, of: &Telling<'a>) -> (Option<&'a Mark>, Expected) {
        let mark = of.register.marks.mark(person.id, self.day);
        (mark, expected_beside(of.register, person, self.day, mark))
    }
}

impl List for Day {
    type Row = PersonId;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        let day = long_date(self.day, of.lang);
        say!(of.lang, sv: "Närvaro {day}", en: "Attendance {day}")
    }

    /// How many are marked, of how many.
    fn counts(&self, of: &Telling) -> Vec<String> {
        let is_marked = |(_, who): &(_, PersonId)| of.register.marks.mark(*who, self.day).is_some();
        let all = self.people.people().count();
        let marked = self.people.people().filter(is_marked).count();
        vec![say!(of.lang, sv: "{marked} av {all} markerade", en: "{marked} of {all} marked")]
    }

    fn group_name(&self) -> Option<Text> {
        Some(GROUP)
    }

    fn groups(&self) -> Vec<&[PersonId]> {
        self.people.rows()
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        self.people.heading(group, of.lang).map(str::to_owned)
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Ingen är på AMI den dagen.", en: "Nobody is at AMI that day."))
    }

    columns! {
        fn cells(self, row: &PersonId, _group, of) {
            let Some(person) = of.register.people.get(row) else {
                return Vec::new();
            };
            let (mark, expected) = self.expected(person, of);
            let arena = of.register.arena_of(person, self.day);
            let said = match (mark, &expected) {
                (Some(mark), _) => Cell::of(mark.text_beside_hours(of.lang)),
                (None, Expected::Work(_)) => Cell::told(Sign::Unmarked.drawn(), ""),
                (None, Expected::Free(free)) => Cell::of(format!("({})", free.text(of.lang))),
            };
            let entry = mark.map(Mark::entry);
            let minutes = entry.as_ref().and_then(|entry| entry.minutes);
        }
        Column::NUMBER => Cell::of(person.id.to_string());
        Column::fixed(&[text!("namn", "name")], 15).up_to(28, 1) => Cell::of(person.name(of.lang));
        Column::fixed(&[text!("arena", "arena")], 10).up_to(24, 1) =>
            Cell::known(arena.map(|arena| &arena.name));
        Column::fixed(&[text!("markering", "mark")], 14).up_to(30, 1) => said;
        Column::fixed(&[text!("tid", "hours")], 5).right() => Cell::known(minutes.map(hours));
        Column::fixed(&[text!("av", "by")], 8) => Cell::known(mark.map(|mark| of.register.actor(mark.by)));
        Column::fixed(&[text!("anteckning", "note")], 10).up_to(60, 1) => Cell::known(entry.map(|entry| entry.note));
    }

    fn key(&self, row: &PersonId) -> PersonId {
        *row
    }

    fn of(&self, row: &PersonId) -> Option<PersonId> {
        Some(*row)
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.people.people().filter_map(|(group, who)| {
            let person = of.register.people.get(&who)?;
            let (mark, expected) = self.expected(person, of);
            let arena = of.register.arena_of(person, self.day);
            Some(DayRow {
                id: person.id,
                name: person.name(of.lang),
                group,
                arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
                scheduled: expected.is_work(),
                absence: person.absence(self.day).map(AbsenceRow::from),
                said: mark.map_or_else(SaidRow::default, SaidRow::from),
                by: mark
                    .as_ref()
                    .map(|mark| of.register.actor(mark.by).to_owned()),
                at: mark.map(|mark| moment(mark.at.saturating_mul(1_000), of.zone)),
            })
        });
        rows.collect::<Vec<_>>()
    }
}
