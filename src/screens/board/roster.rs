//! Who stands in a pane on a day: people under their arena, in Swedish order. Made anew only when the register changes.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::facts::participant::{ArenaId, Group, PersonId};
use crate::domain::order::{list_key, sort_key};
use crate::domain::plain::shown;
use crate::domain::reckon::expected::expected;
use crate::screens::View;
use crate::widgets::scroll::Scroll;

/// One row of a pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Arena(String),
    Person(PersonId),
}

/// How many are marked, of how many that are expected or marked all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub marked: usize,
    pub of: usize,
}

/// One group's rows, the chosen one and the window on them.
#[derive(Debug)]
pub struct Pane {
    pub group: Group,
    pub rows: Vec<Row>,
    /// The chosen row: a person's, unless there is none.
    pub chosen: usize,
    pub scroll: Scroll,
    /// Who is expected; made when the day has been read for everybody.
    expected: Option<HashSet<PersonId>>,
    /// The count, and the revision of the marks that it was made from.
    tally: Option<(u64, Tally)>,
}

impl Pane {
    pub fn new(group: Group) -> Pane {
        let scroll = Scroll::default();
        Pane {
            group,
            rows: Vec::new(),
            chosen: 0,
            scroll,
            expected: None,
            tally: None,
        }
    }

    /// Makes the rows anew; who was chosen stays chosen where they still stand there.
    pub fn fill(&mut self, view: &View, day: NaiveDate) {
        let was = self.person();
        self.rows = rows(view, self.group, day);
        self.expected = None;
        self.tally = None;
        let again = was.and_then(|id| self.position(id));
        self.chosen = again.or(self.first_person()).unwrap_or(0);
    }

    /// Counts anew where marks have changed. Nothing is counted before the day has been read for everybody.
    pub fn count(&mut self, view: &View, day: NaiveDate) {
        let revision = view.register.marks.revision;
        if self.tally.is_some_and(|(made_of, _)| made_of == revision) {
            return;
        }
        self.tally = view.register.marks.whole_day(day).map(|marks| {
            let people: Vec<PersonId> = self.people().collect();
            let expected = self
                .expected
                .get_or_insert_with(|| who_is_expected(&people, view, day));
            let mut tally = Tally::default();
            for id in people {
                let is_marked = marks.contains_key(&id);
                tally.marked += usize::from(is_marked);
                tally.of += usize::from(is_marked || expected.contains(&id));
            }
            (revision, tally)
        });
    }

    /// The count, once everybody's day has been read.
    pub fn tally(&self) -> Option<Tally> {
        self.tally.map(|(_, tally)| tally)
    }

    /// The chosen person.
    pub fn person(&self) -> Option<PersonId> {
        match self.rows.get(self.chosen) {
            Some(Row::Person(id)) => Some(*id),
            _ => None,
        }
    }

    /// Everybody in the pane, in order.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.rows.iter().filter_map(as_person)
    }

    /// The people in the rows that are seen.
    pub fn in_view(&self, height: usize) -> impl Iterator<Item = PersonId> {
        let window = self.scroll.window(self.rows.len(), height);
        self.rows[window].iter().filter_map(as_person)
    }

    /// How many people are out of sight, above and below.
    pub fn hidden(&self, height: usize) -> (usize, usize) {
        let window = self.scroll.window(self.rows.len(), height);
        let people = |rows: &[Row]| rows.iter().filter_map(as_person).count();
        (
            people(&self.rows[..window.start]),
            people(&self.rows[window.end..]),
        )
    }

    pub fn position(&self, id: PersonId) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Person(id))
    }

    fn first_person(&self) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| matches!(row, Row::Person(_)))
    }

    /// Chooses the person `steps` further down, or up where negative; stops at the ends.
    pub fn step(&mut self, steps: isize) {
        let count = steps.unsigned_abs();
        let is_person = |row: &usize| matches!(self.rows.get(*row), Some(Row::Person(_)));
        let to = if steps < 0 {
            (0..self.chosen).rev().filter(is_person).take(count).last()
        } else {
            (self.chosen + 1..self.rows.len())
                .filter(is_person)
                .take(count)
                .last()
        };
        self.chosen = to.unwrap_or(self.chosen);
    }

    /// Chooses the first or the last person.
    pub fn choose_end(&mut self, last: bool) {
        let is_person = |row: &Row| matches!(row, Row::Person(_));
        let row = if last {
            self.rows.iter().rposition(is_person)
        } else {
            self.first_person()
        };
        self.chosen = row.unwrap_or(self.chosen);
    }

    /// Chooses the next expected person for whom `is_marked` is false: below, else from the top. Stays where none is.
    pub fn choose_unmarked(&mut self, is_marked: impl Fn(PersonId) -> bool) -> bool {
        let Some(expected) = &self.expected else {
            return false;
        };
        let order = (self.chosen + 1..self.rows.len()).chain(0..=self.chosen);
        let next = order.into_iter().find(|i| match self.rows.get(*i) {
            Some(Row::Person(id)) => expected.contains(id) && !is_marked(*id),
            _ => false,
        });
        if let Some(next) = next {
            self.chosen = next;
        }
        next.is_some()
    }
}

fn as_person(row: &Row) -> Option<PersonId> {
    match row {
        Row::Person(id) => Some(*id),
        Row::Arena(_) => None,
    }
}

fn who_is_expected(people: &[PersonId], view: &View, day: NaiveDate) -> HashSet<PersonId> {
    let is_expected = |id: &&PersonId| {
        let person = view.register.people.get(id);
        person.is_some_and(|person| expected(view.register, person, day).is_work())
    };
    people.iter().filter(is_expected).copied().collect()
}

fn rows(view: &View, group: Group, day: NaiveDate) -> Vec<Row> {
    let register = view.register;
    let mut arenas: Vec<_> = register
        .arenas
        .values()
        .filter(|arena| arena.group == group)
        .collect();
    arenas.sort_by_cached_key(|arena| sort_key(&arena.name));
    let place = |id: ArenaId| arenas.iter().position(|arena| arena.id == id);
    let mut people: Vec<_> = register
        .shown_at_ami(day)
        .filter_map(|person| {
            let place = place(person.stay(day)?.arena(day)?)?;
            Some((place, list_key(person, view.lang), person.id))
        })
        .collect();
    people.sort_unstable();
    let mut rows = Vec::with_capacity(people.len() + arenas.len());
    let mut under = None;
    for (place, _, id) in people {
        let name = &arenas[place].name;
        if under != Some(place) && !name.is_empty() {
            rows.push(Row::Arena(shown(name).into_owned()));
        }
        under = Some(place);
        rows.push(Row::Person(id));
    }
    rows
}
