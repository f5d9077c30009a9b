//! What the log says of people whom a list tells of: the last decision on a fact, where it was somebody at a keyboard
//! and not a list; and the names that they had before.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::alike::folded;
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::corrected::corrected_start;
use crate::domain::facts::details::{Details, Field, Value};
use crate::domain::facts::outcome::End;
use crate::domain::facts::participant::{ArenaId, Participant, PersonId, Protection, Stay};

/// A fact of a person that a row of a list can tell. Those of a stay name its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    Field(Field),
    /// That there is a stay from that day.
    Stay(NaiveDate),
    End(NaiveDate),
    Place(NaiveDate),
    Hours(NaiveDate),
}

/// What a fact is with somebody.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Nothing,
    Stay,
    Details(Box<Details>),
    End(End),
    /// From a later day than the first of the stay, or from that.
    Place(Vec<(Option<NaiveDate>, ArenaId)>),
    Hours(Vec<(Option<NaiveDate>, [u16; 7])>),
}

fn since(from: NaiveDate, start: NaiveDate) -> Option<NaiveDate> {
    (from != start).then_some(from)
}

impl Fact {
    fn held(self, person: Option<&Participant>) -> Held {
        let Some(person) = person else {
            return Held::Nothing;
        };
        let of_stay = |start| person.stays.iter().find(|stay: &&Stay| stay.start == start);
        let held = match self {
            Fact::Field(field) => match person.value(field) {
                Value::Text("") | Value::Number(None) | Value::Protection(Protection::None) => None,
                _ => {
                    let mut alone = Details::default();
                    alone.take(field, &Details::of(person));
                    Some(Held::Details(Box::new(alone)))
                }
            },
            Fact::Stay(start) => of_stay(start).map(|_| Held::Stay),
            Fact::End(start) => of_stay(start).and_then(|stay| stay.end.clone().map(Held::End)),
            // What holds from the first day on goes with it where that is corrected.
            Fact::Place(start) => of_stay(start).map(|stay| {
                let placed = stay.placements.iter();
                let placed = placed.map(|one| (since(one.from, start), one.arena));
                Held::Place(placed.collect())
            }),
            Fact::Hours(start) => of_stay(start)
                .filter(|stay| !stay.schedules.is_empty())
                .map(|stay| {
                    let hours = stay.schedules.iter();
                    let hours = hours.map(|one| (since(one.from, start), one.minutes));
                    Held::Hours(hours.collect())
                }),
        };
        held.unwrap_or(Held::Nothing)
    }

    /// The same fact before a change, which may have corrected the first day of its stay.
    fn before(self, before: Option<&Participant>, after: Option<&Participant>) -> Fact {
        let was = |start| {
            let corrected = before.zip(after);
            let corrected = corrected.and_then(|(before, after)| corrected_start(before, after));
            match corrected {
                Some((was, is)) if is == start => was,
                _ => start,
            }
        };
        match self {
            Fact::Field(_) | Fact::Stay(_) => self,
            Fact::End(start) => Fact::End(was(start)),
            Fact::Place(start) => Fact::Place(was(start)),
            Fact::Hours(start) => Fact::Hours(was(start)),
        }
    }

    /// Whether it is the same with both.
    pub fn is_same(self, one: &Participant, other: &Participant) -> bool {
        self.held(Some(one)) == self.held(Some(other))
    }
}

/// A decision that somebody took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    pub by: ActorId,
    pub what: What,
    /// In milliseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// The decisions on facts.
pub type Decisions = HashMap<(PersonId, Fact), Decided>;

/// A search back through the log for the entries that set some facts last. What was undone does not count, nor what
/// undid it.
#[derive(Debug, Default)]
pub struct Seeking {
    sought: HashMap<PersonId, Vec<Sought>>,
    found: Decisions,
}

#[derive(Debug)]
struct Sought {
    asked: Fact,
    /// The same by the first day that its stay had then.
    fact: Fact,
    /// What took back or made again, the oldest last, of which the change itself is still to be passed over.
    undone: Vec<(Held, Held)>,
}

impl Seeking {
    pub fn new(asked: &[(PersonId, Fact)]) -> Seeking {
        let mut seeking = Seeking::default();
        for (who, fact) in asked {
            let (asked, undone) = (*fact, Vec::new());
            let of_person = seeking.sought.entry(*who).or_default();
            of_person.push(Sought {
                asked,
                fact: asked,
                undone,
            });
        }
        seeking
    }

    /// Whether there is nothing more to look for.
    pub fn is_over(&self) -> bool {
        self.sought.is_empty()
    }

    /// Takes in an entry; each is older than the one before.
    pub fn take(&mut self, entry: &LogEntry) {
        for change in entry.changes.iter().rev() {
            let Change::Person { before, after } = change else {
                continue;
            };
            let (before, after) = (before.as_deref(), after.as_deref());
            let Some(who) = before.or(after).map(|person| person.id) else {
                continue;
            };
            let Some(sought) = self.sought.get_mut(&who) else {
                continue;
            };
            sought.retain_mut(|sought| {
                let then = sought.fact.before(before, after);
                let (was, is) = (then.held(before), sought.fact.held(after));
                sought.fact = then;
                if was == is {
                    return true;
                }
                let last = sought.undone.last();
                if last.is_some_and(|(had, got)| (had, got) == (&is, &was)) {
                    sought.undone.pop();
                    return true;
                }
                match entry.what {
                    What::Undo | What::Redo => {
                        sought.undone.push((was, is));
                        return true;
                    }
                    What::Import => {}
                    what => {
                        let (by, at) = (entry.by, entry.at);
                        let decided = Decided { by, what, at };
                        self.found.insert((who, sought.asked), decided);
                    }
                }
                false
            });
            if sought.is_empty() {
                self.sought.remove(&who);
            }
        }
    }

    /// The decisions; a fact that a list set last, or nobody, is not among them.
    pub fn found(self) -> Decisions {
        self.found
    }
}

/// Who had a name before, by the name as it is compared.
pub type Former = HashMap<String, Vec<PersonId>>;

/// A search back through the log for who had some names before. A name that was given and undone is none that they had.
#[derive(Debug, Default)]
pub struct Naming {
    sought: HashSet<String>,
    /// Whether a command was last undone, or made again.
    undone: HashMap<u64, bool>,
    found: Former,
}

impl Naming {
    /// The names as they are compared.
    pub fn new(names: &[String]) -> Naming {
        Naming {
            sought: names.iter().cloned().collect(),
            ..Naming::default()
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_over(&self) -> bool {
        self.sought.is_empty()
    }

    /// Whether somebody may be called otherwise by such an entry. Most of a log are marks, which need not be read.
    pub fn is_about(what: What) -> bool {
        !matches!(what, What::Mark | What::MarkRest | What::Clear)
    }

    /// Takes in an entry; each is older than the one before.
    pub fn take(&mut self, entry: &LogEntry) {
        if matches!(entry.what, What::Undo | What::Redo) {
            if let Some(of) = entry.of {
                self.undone.entry(of).or_insert(entry.what == What::Undo);
            }
            return;
        }
        if self.undone.get(&entry.seq) == Some(&true) {
            return;
        }
        for change in &entry.changes {
            let Change::Person {
                before: Some(before),
                after: Some(after),
            } = change
            else {
                continue;
            };
            if (&before.given, &before.family) == (&after.given, &after.family) {
                continue;
            }
            let name = folded(&before.full_name());
            if self.sought.contains(&name) {
                let people = self.found.entry(name).or_default();
                if !people.contains(&before.id) {
                    people.push(before.id);
                }
            }
        }
    }

    pub fn found(self) -> Former {
        self.found
    }
}
