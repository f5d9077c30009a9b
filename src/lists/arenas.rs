//! Arenas: each with its group, how many are placed there, and from when it is closed.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::people::counted;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::decide::near_arenas;
use crate::domain::facts::participant::{Arena, ArenaId, Group, PersonId};
use crate::domain::order::sort_key;
use crate::text::meaning::Role;
use crate::text::{Lang, Text};
use crate::{say, text};

/// One arena.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArenaRow {
    pub id: ArenaId,
    pub group: Group,
    pub name: String,
    /// How many are placed there today.
    pub people: usize,
    /// The first day on which nobody is; null while it is open.
    pub closed: Option<NaiveDate>,
}

impl ArenaRow {
    /// An arena where so many people are placed today.
    fn with(arena: &Arena, people: usize) -> ArenaRow {
        ArenaRow {
            id: arena.id,
            group: arena.group,
            name: arena.name.clone(),
            people,
            closed: arena.closed,
        }
    }

    /// The other names of the group that its name is near, in a sentence, so that one typed twice is seen; none where
    /// there are none.
    pub fn near(&self, of: &Telling) -> Option<String> {
        let mut near = near_arenas(of.register, self.group, &self.name);
        near.retain(|name| *name != self.name);
        if near.is_empty() {
            return None;
        }
        let near = near.join(", ");
        Some(say!(of.lang,
            sv: "Nästan samma namn i gruppen: {near}.",
            en: "Nearly the same name in the group: {near}."))
    }

    /// The group, the name, and whether it is closed, without a stop.
    pub fn text(&self, lang: Lang) -> String {
        let (group, name) = (self.group.name().get(lang), &self.name);
        match self.closed {
            None => format!("{group}, {name}"),
            Some(from) => say!(lang,
                sv: "{group}, {name}: stängd från {from}",
                en: "{group}, {name}: closed from {from}"),
        }
    }
}

/// The arenas by group and name, without the groups as a whole and those that went into another one.
#[derive(Debug)]
pub struct Arenas {
    rows: Vec<ArenaRow>,
}

const GROUP: Text = text!("grupp", "group");
const NAME: Text = text!("arena", "arena");
const PEOPLE: Text = text!("deltagare", "people");
const CLOSED: Text = text!("stängd från", "closed from");

impl Arenas {
    pub fn of(of: &Telling) -> Arenas {
        let arenas = of.register.arenas.values();
        let arenas = arenas.filter(|arena| !arena.name.is_empty() && arena.into.is_none());
        let mut placed: HashMap<ArenaId, usize> = HashMap::new();
        for person in of.register.shown_at_ami(of.today) {
            if let Some(arena) = of.register.arena_of(person, of.today) {
                *placed.entry(arena.id).or_default() += 1;
            }
        }
        let row = |arena: &Arena| {
            let people = placed.get(&arena.id).copied().unwrap_or_default();
            ArenaRow::with(arena, people)
        };
        let mut rows: Vec<ArenaRow> = arenas.map(row).collect();
        rows.sort_by_cached_key(|row| (row.group, row.closed.is_some(), sort_key(&row.name)));
        Arenas { rows }
    }

    /// The row of one of them.
    pub fn row(&self, id: ArenaId) -> Option<&ArenaRow> {
        self.rows.iter().find(|row| row.id == id)
    }

    pub fn rows(&self) -> &[ArenaRow] {
        &self.rows
    }
}

impl List for Arenas {
    type Row = ArenaRow;
    type Key = ArenaId;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Arenor", en: "Arenas")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        let closed = self.rows.iter().filter(|row| row.closed.is_some()).count();
        let open = self.rows.len() - closed;
        let open = match open {
            1 => say!(of.lang, sv: "1 öppen", en: "1 open"),
            n => say!(of.lang, sv: "{n} öppna", en: "{n} open"),
        };
        let closed = match closed {
            0 => return vec![open],
            1 => say!(of.lang, sv: "1 stängd", en: "1 closed"),
            n => say!(of.lang, sv: "{n} stängda", en: "{n} closed"),
        };
        vec![open, closed]
    }

    fn groups(&self) -> Vec<&[ArenaRow]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Det finns ingen arena än.", en: "There is no arena yet."))
    }

    columns! {
        fn cells(self, row: &ArenaRow, _group, of) {
            let role = match row.closed {
                Some(_) => Role::Quiet,
                None => Role::Plain,
            };
            let told = |cell: Cell| cell.meaning(role);
            let people = (row.people > 0).then(|| row.people.to_string());
        }
        Column::fixed(&[GROUP], 14) => told(Cell::of(row.group.name().get(of.lang)));
        Column::fixed(&[NAME], 14).up_to(40, 2) => told(Cell::of(row.name.clone()));
        Column::fixed(&[PEOPLE], 9).right().from(60) => told(Cell::known(people));
        Column::fixed(&[CLOSED], 11) => told(Cell::known(row.closed.map(|from| from.to_string())));
    }

    fn key(&self, row: &ArenaRow) -> ArenaId {
        row.id
    }

    fn of(&self, _row: &ArenaRow) -> Option<PersonId> {
        None
    }

    fn about(&self, row: &ArenaRow, of: &Telling) -> Vec<(String, Role)> {
        let (arena, people) = (row.text(of.lang), counted(row.people, of.lang));
        let text = say!(of.lang, sv: "{arena}; {people} i dag", en: "{arena}; {people} today");
        vec![(text, Role::Plain)]
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        &self.rows
    }
}
