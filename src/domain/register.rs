//! The register in memory: people, arenas, settings, and the marks in view; changed by applying changes only.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::alike::folded;
use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::authors::Authors;
use crate::domain::facts::change::{Backup, Change, Given, LogEntry};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::{DutyKey, Handling};
use crate::domain::facts::participant::{Arena, ArenaId, Group, Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::domain::facts::user::{Key, KeyId, User};
use crate::text::Lang;

/// Everything but the history of marks, which is read by the day or the person in view.
#[derive(Clone, Debug, Default)]
pub struct Register {
    pub people: BTreeMap<PersonId, Participant>,
    pub arenas: BTreeMap<ArenaId, Arena>,
    /// The highest numbers of those that were taken away, and of those who were there then.
    pub given: Given,
    pub actors: BTreeMap<ActorId, String>,
    /// Those who have been given rights; the others of `actors` have none.
    pub users: BTreeMap<ActorId, User>,
    pub keys: BTreeMap<KeyId, Key>,
    pub closed: BTreeMap<(NaiveDate, Option<ArenaId>), ClosedDay>,
    pub settings: Settings,
    /// What has been done about duties; those of which nothing has been done are not here.
    pub handled: BTreeMap<DutyKey, Handling>,
    /// When the log's first entry was written, in milliseconds since 1970-01-01 UTC.
    pub begun: Option<i64>,
    /// The last backup that was proved good.
    pub backed_up: Option<Backup>,
    pub marks: MarksInView,
    /// Who reads it, where not everybody may read about everybody.
    pub reader: Option<Reader>,
    pub authors: Authors,
    /// The log's last entry that has been applied.
    pub seen: u64,
    /// Grows with each change to anything but marks, so that lists know when to be made anew.
    pub revision: u64,
}

/// Who asks, for the length of one session or one command line.
#[derive(Clone, Debug)]
pub struct Who {
    pub name: String,
    /// Whether they stand at the machine as the file's owner, or as root: whoever does has the data in any case.
    pub is_owner: bool,
    /// The administrator who asks in that name.
    pub through: Option<String>,
    /// The key of a session over SSH.
    pub key: Option<KeyId>,
}

impl Who {
    /// One who stands at the machine and owns the file.
    pub fn alone(name: &str) -> Who {
        Who {
            name: name.to_owned(),
            is_owner: true,
            through: None,
            key: None,
        }
    }

    /// As they read a register on a day.
    pub fn reads(&self, register: &Register, on: NaiveDate) -> Reader {
        Reader {
            id: register.actor_id(&self.name).0,
            is_owner: self.is_owner,
            key: self.key,
            on,
        }
    }
}

/// Who reads a register, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    pub id: ActorId,
    /// Whether they stand at the machine as the file's owner, or as root.
    pub is_owner: bool,
    /// The key of their session over SSH.
    pub key: Option<KeyId>,
    pub on: NaiveDate,
}

/// The marks that have been read: whole days, and whole histories of single people.
#[derive(Clone, Debug, Default)]
pub struct MarksInView {
    /// Grows with each change of what is known of a day, so that counts know when to be made anew.
    pub revision: u64,
    days: BTreeMap<NaiveDate, Day>,
    histories: BTreeMap<PersonId, BTreeMap<NaiveDate, Mark>>,
}

/// A day as far as it has been read.
#[derive(Clone, Debug, Default)]
struct Day {
    marks: HashMap<PersonId, Mark>,
    /// Those whose marks have been read; everybody's where this is `None`.
    read: Option<HashSet<PersonId>>,
}

impl MarksInView {
    /// The marks of a day that has been read, at least for who is in view.
    pub fn day(&self, day: NaiveDate) -> Option<&HashMap<PersonId, Mark>> {
        self.days.get(&day).map(|day| &day.marks)
    }

    /// The marks of a day that has been read for everybody.
    pub fn whole_day(&self, day: NaiveDate) -> Option<&HashMap<PersonId, Mark>> {
        self.days
            .get(&day)
            .filter(|day| day.read.is_none())
            .map(|day| &day.marks)
    }

    /// Whether it is known if a person is marked on a day.
    pub fn is_read(&self, who: PersonId, day: NaiveDate) -> bool {
        self.days
            .get(&day)
            .is_some_and(|d| d.read.as_ref().is_none_or(|read| read.contains(&who)))
    }

    /// A person's marks, where they have been read.
    pub fn history(&self, who: PersonId) -> Option<&BTreeMap<NaiveDate, Mark>> {
        self.histories.get(&who)
    }

    /// A person's mark on a day that has been read.
    pub fn mark(&self, who: PersonId, day: NaiveDate) -> Option<&Mark> {
        self.days.get(&day)?.marks.get(&who)
    }

    /// Takes in what was read of these people's day.
    pub fn read_some(&mut self, day: NaiveDate, who: &[PersonId], marks: HashMap<PersonId, Mark>) {
        let nobody = || Day {
            marks: HashMap::new(),
            read: Some(HashSet::new()),
        };
        let known = self.days.entry(day).or_insert_with(nobody);
        known.marks.extend(marks);
        if let Some(read) = &mut known.read {
            read.extend(who);
        }
    }

    /// Takes in that a day has been read for everybody.
    pub fn read_all(&mut self, day: NaiveDate) {
        self.revision += 1;
        self.days.entry(day).or_default().read = None;
    }

    /// Takes in what was read of a person.
    pub fn read_history(&mut self, who: PersonId, marks: BTreeMap<NaiveDate, Mark>) {
        self.histories.insert(who, marks);
    }

    /// Forgets all but these, so that memory follows what is on screen.
    pub fn keep(&mut self, days: &[NaiveDate], people: &[PersonId]) {
        self.days.retain(|day, _| days.contains(day));
        self.histories.retain(|who, _| people.contains(who));
    }

    fn set(&mut self, who: PersonId, day: NaiveDate, mark: Option<&Mark>) {
        self.revision += 1;
        let a = self.days.get_mut(&day).map(|day| &mut day.marks);
        let b = self.histories.get_mut(&who);
        match mark {
            Some(mark) => {
                a.map(|marks| marks.insert(who, mark.clone()));
                b.map(|marks| marks.insert(day, mark.clone()));
            }
            None => {
                a.map(|marks| marks.remove(&who));
                b.map(|marks| marks.remove(&day));
            }
        }
    }
}

impl Register {
    /// Applies a log entry that has been written.
    pub fn apply(&mut self, entry: &LogEntry) {
        for change in &entry.changes {
            self.apply_change(change);
        }
        self.authors.note(entry);
        self.begun.get_or_insert(entry.at);
        self.seen = entry.seq;
    }

    /// Applies a change that may be written, to see what comes of it.
    pub(in crate::domain) fn try_on(&mut self, change: &Change) {
        self.apply_change(change);
    }

    fn apply_change(&mut self, change: &Change) {
        match change {
            Change::Marked {
                who, day, after, ..
            } => {
                self.marks.set(*who, *day, after.as_ref());
                return;
            }
            Change::BackedUp { backup, .. } => {
                self.backed_up = Some(*backup);
                return;
            }
            Change::Restored { .. }
            | Change::Read { .. }
            | Change::Whole { .. }
            | Change::Through { .. }
            | Change::TakenIn { .. } => return,
            Change::Person { before, after } => match (before, after) {
                (_, Some(after)) => drop(self.people.insert(after.id, (**after).clone())),
                (Some(before), None) => drop(self.people.remove(&before.id)),
                (None, None) => {}
            },
            Change::Arena { before, after } => match (before, after) {
                (_, Some(after)) => drop(self.arenas.insert(after.id, after.clone())),
                (Some(before), None) => drop(self.arenas.remove(&before.id)),
                (None, None) => {}
            },
            Change::Given(given) => self.given = *given,
            Change::Actor { id, name } => {
                self.actors.insert(*id, name.clone());
            }
            Change::User { after, .. } => {
                self.users.insert(after.id, (**after).clone());
            }
            Change::Key { after, .. } => {
                self.keys.insert(after.id, (**after).clone());
            }
            Change::Closed {
                date, arena, after, ..
            } => match after {
                Some(day) => {
                    self.closed.insert((*date, *arena), day.clone());
                }
                None => {
                    self.closed.remove(&(*date, *arena));
                }
            },
            Change::Duty { key, after, .. } => match after {
                Some(handling) => {
                    self.handled.insert(key.clone(), handling.clone());
                }
                None => {
                    self.handled.remove(key);
                }
            },
            Change::Settings { after, .. } => self.settings = (**after).clone(),
        }
        self.revision += 1;
    }

    /// The highest numbers that a person and an arena have or ever had: the next ones are above them.
    pub fn numbers(&self) -> Given {
        let person = self.people.keys().next_back().copied().unwrap_or_default();
        let arena = self.arenas.keys().next_back().copied().unwrap_or_default();
        Given {
            person: person.max(self.given.person),
            arena: arena.max(self.given.arena),
        }
    }

    /// Who has a stay on a day.
    pub fn at_ami(&self, day: NaiveDate) -> impl Iterator<Item = &Participant> {
        self.people
            .values()
            .filter(move |person| person.stay(day).is_some())
    }

    /// The arena a person is placed in on a day.
    pub fn arena_of(&self, person: &Participant, day: NaiveDate) -> Option<&Arena> {
        self.arenas.get(&person.stay_near(day)?.arena(day)?)
    }

    /// Where an arena is, in words; empty for one that is not there.
    pub fn place(&self, id: ArenaId, lang: Lang) -> String {
        let arena = self.arenas.get(&id);
        arena.map_or_else(String::new, |arena| arena.text(lang))
    }

    /// The group a person belongs to on a day.
    pub fn group_of(&self, person: &Participant, day: NaiveDate) -> Option<Group> {
        self.arena_of(person, day).map(|arena| arena.group)
    }

    /// The local closed or half day that holds for an arena.
    pub fn closed_day(&self, day: NaiveDate, arena: Option<ArenaId>) -> Option<&ClosedDay> {
        let own = arena.and_then(|id| self.closed.get(&(day, Some(id))));
        own.or_else(|| self.closed.get(&(day, None)))
    }

    /// The name of who marked.
    pub fn actor(&self, id: ActorId) -> &str {
        self.actors.get(&id).map_or("?", String::as_str)
    }

    /// The number of a name in the register, and whether it is new there.
    pub fn actor_id(&self, name: &str) -> (ActorId, bool) {
        if let Some((id, _)) = self.actors.iter().find(|(_, known)| *known == name) {
            return (*id, false);
        }
        let last = self.actors.keys().next_back().map_or(0, |id| id.0);
        (ActorId(last.saturating_add(1)), true)
    }

    /// The arena with a name in a group, in any form of it; the one that an arena of that name went into.
    pub fn arena_named(&self, group: Option<Group>, name: &str) -> Option<&Arena> {
        let name = folded(name);
        let named = self.arenas.values();
        let named = named.filter(|a| group.is_none_or(|g| a.group == g) && folded(&a.name) == name);
        let mut found = named.map(|arena| arena.into.unwrap_or(arena.id));
        let first = found.next()?;
        let is_alone = group.is_some() || found.all(|other| other == first);
        self.arenas.get(&first).filter(|_| is_alone)
    }

    /// The arenas that people can be placed in on a day, without the groups as a whole.
    pub fn open_arenas(&self, on: NaiveDate) -> impl Iterator<Item = &Arena> {
        let arenas = self.arenas.values();
        arenas.filter(move |arena| !arena.name.is_empty() && arena.is_open(on))
    }
}
