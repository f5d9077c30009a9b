//! Who stands in a pane on a day: people under their arena, in Swedish order. Made anew only when the register changes.

use chrono::NaiveDate;

use crate::domain::attendance::Mark;
use crate::domain::expected::{Expected, expected};
use crate::domain::order::{name_key, sort_key};
use crate::domain::participant::{Group, PersonId};
use crate::domain::threshold::Clock;
use crate::screens::View;
use crate::widgets::scroll::Scroll;

/// One row of a pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Arena(String),
    Person(PersonRow),
}

/// A person's row, with what does not change with the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub expected: Expected,
    pub clock: Clock,
}

/// One group's rows, the chosen one and the window on them.
#[derive(Clone, Debug)]
pub struct Pane {
    pub group: Group,
    pub rows: Vec<Row>,
    /// The chosen row: a person's, unless there is none.
    pub chosen: usize,
    pub scroll: Scroll,
}

impl Pane {
    pub fn new(group: Group) -> Pane {
        Pane {
            group,
            rows: Vec::new(),
            chosen: 0,
            scroll: Scroll::default(),
        }
    }

    /// Makes the rows anew; who was chosen stays chosen where they still stand there.
    pub fn fill(&mut self, view: &View, day: NaiveDate) {
        let was = self.person().map(|person| person.id);
        self.rows = rows(view, self.group, day);
        let again = was.and_then(|id| self.position(id));
        self.chosen = again.or(self.first_person()).unwrap_or(0);
    }

    /// The chosen person.
    pub fn person(&self) -> Option<&PersonRow> {
        match self.rows.get(self.chosen) {
            Some(Row::Person(person)) => Some(person),
            _ => None,
        }
    }

    /// Everybody in the pane, in order.
    pub fn people(&self) -> impl Iterator<Item = &PersonRow> {
        self.rows.iter().filter_map(|row| match row {
            Row::Person(person) => Some(person),
            Row::Arena(_) => None,
        })
    }

    /// The people in the rows that are seen.
    pub fn in_view(&self, height: usize) -> impl Iterator<Item = PersonId> {
        let window = self.scroll.window(self.rows.len(), height);
        self.rows[window].iter().filter_map(|row| match row {
            Row::Person(person) => Some(person.id),
            Row::Arena(_) => None,
        })
    }

    pub fn position(&self, id: PersonId) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| matches!(row, Row::Person(person) if person.id == id))
    }

    fn first_person(&self) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| matches!(row, Row::Person(_)))
    }

    /// Chooses the person `steps` rows further down, or up where negative; stops at the ends.
    pub fn step(&mut self, steps: isize) {
        let people: Vec<usize> = self.person_rows().collect();
        let Some(at) = people.iter().position(|row| *row == self.chosen) else {
            return;
        };
        let to = at.saturating_add_signed(steps).min(people.len() - 1);
        self.chosen = people[to];
    }

    /// Chooses the first or the last person.
    pub fn to_end(&mut self, last: bool) {
        let row = if last {
            self.person_rows().last()
        } else {
            self.person_rows().next()
        };
        self.chosen = row.unwrap_or(self.chosen);
    }

    fn person_rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| matches!(row, Row::Person(_)))
            .map(|(i, _)| i)
    }

    /// Chooses the next expected person for whom `is_marked` is false: below, else from the top. Stays where none is.
    pub fn to_next_unmarked(&mut self, is_marked: impl Fn(PersonId) -> bool) -> bool {
        let order = (self.chosen + 1..self.rows.len()).chain(0..=self.chosen);
        let next = order.into_iter().find(|i| match self.rows.get(*i) {
            Some(Row::Person(person)) => person.expected.is_work() && !is_marked(person.id),
            _ => false,
        });
        if let Some(next) = next {
            self.chosen = next;
        }
        next.is_some()
    }

    /// How many are marked and how many there are to mark: who is expected, or marked all the same.
    pub fn count<'m>(&self, mark: impl Fn(PersonId) -> Option<&'m Mark>) -> (usize, usize) {
        let (mut marked, mut all) = (0, 0);
        for person in self.people() {
            let is_marked = mark(person.id).is_some();
            marked += usize::from(is_marked);
            all += usize::from(is_marked || person.expected.is_work());
        }
        (marked, all)
    }
}

fn rows(view: &View, group: Group, day: NaiveDate) -> Vec<Row> {
    let register = view.register;
    let mut people: Vec<_> = register
        .at_ami(day)
        .filter_map(|person| {
            let arena = register
                .arena_of(person, day)
                .filter(|arena| arena.group == group)?;
            Some((arena, name_key(&person.family, &person.given), person))
        })
        .collect();
    let mut arenas: Vec<_> = register
        .arenas
        .values()
        .filter(|arena| arena.group == group)
        .collect();
    arenas.sort_by_cached_key(|arena| sort_key(&arena.name));
    let place = |id| arenas.iter().position(|arena| arena.id == id);
    people.sort_by(|(a, a_key, a_person), (b, b_key, b_person)| {
        place(a.id)
            .cmp(&place(b.id))
            .then_with(|| a_key.cmp(b_key))
            .then(a_person.id.cmp(&b_person.id))
    });
    let mut rows = Vec::with_capacity(people.len() + arenas.len());
    let mut under = None;
    for (arena, _, person) in people {
        if under != Some(arena.id) && !arena.name.is_empty() {
            rows.push(Row::Arena(
                crate::domain::plain::shown(&arena.name).into_owned(),
            ));
        }
        under = Some(arena.id);
        let standing = register.standing(person, view.today);
        rows.push(Row::Person(PersonRow {
            id: person.id,
            name: view.name(person),
            expected: expected(register, person, day),
            clock: standing.map_or(Clock::Running, |standing| standing.clock),
        }));
    }
    rows
}
