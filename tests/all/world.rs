//! People and registers made tersely, and a world that carries commands out in memory as the store does on disk.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use tolv::commands::row;
use tolv::domain::decide::command::{Asker, Asks, Command, Facts};
use tolv::domain::decide::decide;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::decide::taking_back;
use tolv::domain::facts::attendance::{Cell, Code, Entry, Mark};
use tolv::domain::facts::change::{Change, LogEntry};
use tolv::domain::facts::decided::{Naming, Seeking};
use tolv::domain::facts::decision::{Decision, DecisionId, Form, Terms};
use tolv::domain::facts::details::Details;
use tolv::domain::facts::outcome::End;
use tolv::domain::facts::participant::{
    Draft, Group, Participant, PersonId, Placement, Schedule, Stay, Whom,
};
use tolv::domain::register::Register;
use tolv::text::Lang;

/// The Monday on which most tests happen.
pub const TODAY: &str = "2026-11-23";

/// Six hours from Monday to Thursday, four on Friday.
pub const WEEK: [u16; 7] = [360, 360, 360, 360, 240, 0, 0];

pub fn on(day: &str) -> NaiveDate {
    day.parse().expect("the tests name days that exist")
}

/// The day so many days after `TODAY`.
pub fn later(days: i64) -> NaiveDate {
    on(TODAY) + TimeDelta::days(days)
}

/// Somebody of whom only the name is known.
pub fn named(given: &str, family: &str) -> Details {
    Details {
        given: given.to_owned(),
        family: family.to_owned(),
        ..Details::default()
    }
}

/// Somebody in the kitchen of the indoor group, from a day on, with the hours of `WEEK`.
pub fn draft(name: &str, start: &str) -> Draft {
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    Draft {
        whom: Whom::default(),
        details: named(given, family),
        group: Some(Group::Indoor),
        arena: "Köket".to_owned(),
        start: on(start),
        end: None,
        schedule: Some(WEEK),
        is_new_arena: true,
    }
}

/// Somebody in an arena of a group, else as [`draft`] has them: every person of the tests is made here.
pub fn placed(name: &str, start: &str, (group, arena): (Group, &str)) -> Draft {
    with(draft(name, start), |draft| {
        draft.group = Some(group);
        draft.arena = arena.to_owned();
    })
}

/// Somebody of whom something else is told.
pub fn with(mut draft: Draft, change: impl FnOnce(&mut Draft)) -> Draft {
    change(&mut draft);
    draft
}

/// A stay as `first..last` (the last day may be empty), in arena 1.
pub fn stay(days: &str) -> Stay {
    let (start, last) = days.split_once("..").expect("first..last");
    let end = (!last.is_empty()).then(|| End {
        last_day: on(last),
        ..End::default()
    });
    Stay {
        start: on(start),
        end,
        placements: vec![Placement {
            from: on(start),
            arena: tolv::domain::facts::participant::ArenaId(1),
        }],
        schedules: vec![Schedule {
            from: on(start),
            minutes: WEEK,
        }],
        absences: Vec::new(),
    }
}

/// A person with these stays, who is called Lena Berg.
pub fn person(id: u32, stays: &[&str]) -> Participant {
    let mut person = Participant {
        id: PersonId(id),
        stays: stays.iter().map(|days| stay(days)).collect(),
        ..Participant::default()
    };
    named("Lena", "Berg").put(&mut person);
    person
}

/// A decision on lönebidrag for development through AMI, for full time, made on its first day.
pub fn decided(id: u16, from: &str, until: &str) -> Decision {
    Decision {
        id: DecisionId(id),
        terms: Terms {
            form: Form::Development,
            from: on(from),
            until: on(until),
            decided_on: on(from),
            level: None,
            working_time: 100,
            wage_base: None,
            extra: None,
            reference: String::new(),
            contact: String::new(),
            note: String::new(),
            via_ami: true,
        },
        cut: None,
    }
}

/// What `Change` takes of a person: the details and the start of the stay near a day as they stand, and no schedule.
#[derive(Clone, Debug)]
pub struct Correction {
    pub details: Details,
    pub start: NaiveDate,
    pub schedule: Option<[u16; 7]>,
}

impl Correction {
    pub fn of(person: &Participant, today: NaiveDate) -> Correction {
        let stay = person.stay_near(today).expect("the person has a stay");
        Correction {
            details: Details::of(person),
            start: stay.start,
            schedule: None,
        }
    }

    pub fn command(self, who: PersonId) -> Command {
        Command::Change {
            who,
            details: Box::new(self.details),
            start: self.start,
            schedule: self.schedule,
            whom: Whom::Unsaid,
        }
    }
}

pub fn mark(who: u32, day: NaiveDate, code: Code) -> Command {
    Command::Mark {
        who: PersonId(who),
        day,
        entry: Entry::plain(code),
    }
}

pub fn clear(who: u32, day: NaiveDate) -> Command {
    Command::Clear {
        who: PersonId(who),
        day,
    }
}

/// The command that takes back what stands in the log under a number, or makes it again.
pub fn restore(of: u64, redo: bool) -> Command {
    Command::Restore { of, redo }
}

/// A register and all its marks, in memory.
#[derive(Clone, Default)]
pub struct World {
    pub register: Register,
    pub marks: BTreeMap<Cell, Mark>,
    pub today: NaiveDate,
    /// Oldest first.
    pub log: Vec<LogEntry>,
    now: i64,
}

impl World {
    pub fn new() -> World {
        World {
            today: on(TODAY),
            ..World::default()
        }
    }

    /// A world in which these people have been enrolled, in this order, as 1, 2, 3…
    pub fn with(drafts: &[Draft]) -> World {
        let mut world = World::new();
        for draft in drafts {
            world.must("anna", &Command::Enrol(Box::new(draft.clone())));
        }
        world
    }

    /// A world with one person made by hand.
    pub fn of(person: Participant) -> World {
        let mut world = World::with(&[draft("Karin Ek", "2020-01-01")]);
        world.register.people.clear();
        world.register.people.insert(person.id, person);
        world
    }

    pub fn person(&self, id: u32) -> &Participant {
        &self.register.people[&PersonId(id)]
    }

    pub fn mark(&self, id: u32, day: NaiveDate) -> Option<&Mark> {
        self.marks.get(&(PersonId(id), day))
    }

    /// Decides a command and applies what follows, as `Store::commit` does.
    pub fn ask(&mut self, actor: &str, command: &Command) -> Result<Vec<Change>, Refusal> {
        self.now += 1;
        assert!(row(command).whats.contains(&command.what()), "{command:?}");
        let facts = self.facts(command);
        let (id, is_new) = self.register.actor_id(actor);
        let asker = Asker {
            // Where there are roles, only who is called so is at the machine as the file's owner.
            is_owner: actor == "root" || !self.register.has_roles(),
            ..Asker::alone(id, self.today, self.now)
        };
        let changes = decide(&self.register, &facts, command, &asker)?;
        let mut written = changes.clone();
        if is_new && !changes.is_empty() {
            let name = actor.to_owned();
            written.insert(0, Change::Actor { id, name });
        }
        self.apply(&LogEntry {
            seq: self.register.seen + u64::from(!written.is_empty()),
            at: self.now * 1000,
            by: id,
            what: command.what(),
            of: command.of(),
            removed: 0,
            changes: written,
        });
        Ok(changes)
    }

    /// What a command asks, as the store answers it.
    pub fn facts(&self, command: &Command) -> Facts {
        let asks = command.asks(&self.register, self.today);
        let mut facts = Facts::default();
        self.read(&asks, &mut facts);
        if let Some(of) = asks.back {
            let log = self.log.iter().rev();
            facts.log = log.filter(|entry| entry.seq >= of).cloned().collect();
            self.read(&taking_back::asks(&facts.log, of), &mut facts);
        }
        let mut seeking = Seeking::new(&asks.decided);
        let mut naming = Naming::new(&asks.names);
        for entry in self.log.iter().rev() {
            seeking.take(entry);
            if Naming::is_about(entry.what) {
                naming.take(entry);
            }
        }
        facts.decided = seeking.found();
        facts.former = naming.found();
        facts
    }

    fn read(&self, asks: &Asks, facts: &mut Facts) {
        for cell in &asks.cells {
            if let Some(mark) = self.marks.get(cell) {
                facts.cells.insert(*cell, mark.clone());
            }
        }
        for who in &asks.days {
            let marked = self.marks.keys().filter(|(id, _)| id == who);
            facts
                .days
                .insert(*who, marked.map(|(_, day)| *day).collect());
        }
    }

    /// Asks what must not be refused.
    pub fn must(&mut self, actor: &str, command: &Command) -> Vec<Change> {
        let changes = self.ask(actor, command);
        changes.unwrap_or_else(|refusal| panic!("{command:?}: {}", refusal.text(Lang::En)))
    }

    /// Asks what must be refused and leave everything as it was.
    pub fn refused(&mut self, actor: &str, command: &Command) -> Refusal {
        let before = self.clone();
        match self.ask(actor, command) {
            Err(refusal) => {
                assert_eq!(self.register.people, before.register.people);
                assert_eq!(self.marks, before.marks);
                sentences(&refusal);
                refusal
            }
            Ok(changes) => panic!("not refused: {command:?} {changes:?}"),
        }
    }

    fn apply(&mut self, entry: &LogEntry) {
        for change in &entry.changes {
            if let Change::Marked {
                who, day, after, ..
            } = change
            {
                match after {
                    Some(mark) => self.marks.insert((*who, *day), mark.clone()),
                    None => self.marks.remove(&(*who, *day)),
                };
            }
        }
        self.register.apply(entry);
        if !entry.changes.is_empty() {
            self.log.push(entry.clone());
        }
    }
}

/// Asserts that a refusal is a whole sentence in both languages.
pub fn sentences(refusal: &Refusal) {
    let (sv, en) = (refusal.text(Lang::Sv), refusal.text(Lang::En));
    for text in [&sv, &en] {
        assert!(text.ends_with('.') && text.len() > 10, "{text:?}");
        assert!(!text.contains("  ") && !text.contains("{"), "{text:?}");
    }
    assert_ne!(sv, en, "one language for both");
}
