//! What whoever asks or reads may, by the table of rights.

use chrono::NaiveDate;

use super::command::{Asker, Command, Facts};
use super::refusal::{NotAllowed, Refusal};
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::participant::{Arena, Group, Participant, PersonId};
use crate::domain::facts::user::{Role, User};
use crate::domain::register::{Reader, Register};

mod table;

use table::{OF_EVERYBODY, Reach, of_role};
pub use table::{Place, Right};

impl Register {
    /// Whether roles hold in this register: from the first user or key on. Until then whoever can open the file may do
    /// all, as one who is alone with it.
    pub fn has_roles(&self) -> bool {
        !self.users.is_empty()
    }
}

impl Register {
    /// Who reads, and what they may.
    pub fn rights(&self) -> Option<Rights<'_>> {
        let reader = self.reader.filter(|_| self.has_roles())?;
        Some(Rights::of_reader(self, reader))
    }

    /// Whether whoever reads may do that anywhere.
    pub fn may(&self, right: Right) -> bool {
        self.rights().is_none_or(|rights| rights.may(right))
    }

    /// Whether whoever reads may read about a person.
    pub fn shows(&self, person: &Participant) -> bool {
        self.rights().is_none_or(|rights| rights.sees(person))
    }

    /// Everybody whom whoever reads may read about.
    pub fn shown(&self) -> impl Iterator<Item = &Participant> {
        let rights = self.rights().filter(|rights| !rights.sees_all());
        let people = self.people.values();
        people.filter(move |person| rights.is_none_or(|rights| rights.sees(person)))
    }

    /// Those of them who have a stay on a day.
    pub fn shown_at_ami(&self, day: NaiveDate) -> impl Iterator<Item = &Participant> {
        self.shown()
            .filter(move |person| person.stay(day).is_some())
    }
}

/// What one user may do in a register, on a day.
#[derive(Clone, Copy)]
pub struct Rights<'a> {
    register: &'a Register,
    user: Option<&'a User>,
    is_owner: bool,
    on: NaiveDate,
}

impl<'a> Rights<'a> {
    /// Whoever asks a command.
    pub fn of(register: &'a Register, asker: &Asker) -> Rights<'a> {
        let Asker {
            id,
            today,
            now: _,
            is_owner,
            key,
            last: _,
        } = *asker;
        let on = today;
        Rights::of_reader(
            register,
            Reader {
                id,
                is_owner,
                key,
                on,
            },
        )
    }

    /// Whoever reads. A key that was taken back opens nothing.
    pub fn of_reader(register: &'a Register, reader: Reader) -> Rights<'a> {
        let Reader {
            id,
            is_owner,
            key,
            on,
        } = reader;
        let key = key.map(|key| register.keys.get(&key));
        let is_open = key.is_none_or(|key| key.is_some_and(|key| key.user == id && key.opens(on)));
        Rights {
            register,
            user: register.users.get(&id).filter(|_| is_open),
            is_owner,
            on,
        }
    }

    /// Whether they have groups or arenas of their own, and so could stand in for others.
    pub fn is_narrowed(&self) -> bool {
        self.user.is_some_and(|user| {
            let is_narrowed = !user.groups.is_empty() || !user.arenas.is_empty();
            is_narrowed && !user.covers(self.on)
        })
    }

    /// The roles that hold today. Whoever owns the file has its data in any case, and looks after it.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        let (user, on, is_owner) = (self.user, self.on, self.is_owner);
        Role::ALL.into_iter().filter(move |role| {
            user.is_some_and(|user| user.is(*role, on)) || is_owner && *role == Role::Administrator
        })
    }

    /// Whether they may do that in a place.
    #[must_use]
    pub fn may_in(&self, right: Right, place: Place) -> bool {
        let reaches = |role: Role| {
            let rights = of_role(role).iter().chain(OF_EVERYBODY);
            let mut reach = rights.filter(|(one, _)| *one == right);
            reach.any(|(_, reach)| *reach == Reach::Everywhere || place == Place::Own)
        };
        !self.register.has_roles() || self.roles().any(reaches)
    }

    /// Whether they may do that anywhere.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.may_in(right, Place::Own)
    }

    /// Whether they may read about a person today.
    #[must_use]
    pub fn sees(&self, person: &Participant) -> bool {
        self.sees_all() || self.may_in(Right::See, self.place(person, self.on))
    }

    /// Whether they may read about everybody, so that nobody has to be left out.
    #[must_use]
    pub fn sees_all(&self) -> bool {
        Place::ALL
            .into_iter()
            .all(|place| self.may_in(Right::See, place))
    }

    /// Where somebody is on a day; of one who was somewhere before, where that was.
    pub fn place(&self, person: &Participant, day: NaiveDate) -> Place {
        match self.register.arena_of(person, day) {
            Some(arena) => self.place_of(arena),
            None => Place::NoArena,
        }
    }

    fn place_of(&self, arena: &Arena) -> Place {
        let is_unit = arena.group == Group::OtherUnit;
        let nowhere = || match arena.name.is_empty() {
            true => Place::NoArena,
            false => Place::Other,
        };
        let otherwise = match is_unit {
            true => Place::OtherUnit,
            false => nowhere(),
        };
        let Some(user) = self.user else {
            return otherwise;
        };
        let arenas = user
            .arenas
            .iter()
            .filter_map(|id| self.register.arenas.get(id));
        let mut arenas = arenas.map(|own| own.into.unwrap_or(own.id));
        let is_narrowed = !user.groups.is_empty() || !user.arenas.is_empty();
        let is_covered = user.covers(self.on) && !is_unit;
        let is_own = match is_narrowed && !is_covered {
            true => user.groups.contains(&arena.group) || arenas.any(|own| own == arena.id),
            false => !is_unit,
        };
        match is_own {
            true => Place::Own,
            false => otherwise,
        }
    }

    /// That they may do it, or the refusal.
    pub fn must(&self, right: Right) -> Result<(), Refusal> {
        self.must_in(right, Place::Own)
    }

    fn must_in(&self, right: Right, place: Place) -> Result<(), Refusal> {
        if self.may_in(right, place) {
            return Ok(());
        }
        Err(Refusal::NotAllowed(match self.roles().next() {
            None => NotAllowed::NoRole,
            Some(_) if self.may(right) => NotAllowed::Elsewhere { right },
            Some(_) => NotAllowed::Role {
                right,
                roles: right.roles().collect(),
            },
        }))
    }

    fn must_of(&self, right: Right, who: PersonId, day: NaiveDate) -> Result<(), Refusal> {
        let person = self.register.people.get(&who);
        // Of somebody who is not there that is said, where they may read about everybody.
        let place = person.map_or(Place::NoArena, |person| self.place(person, day));
        self.must_in(right, place)
    }

    /// That they may take back a command of their own, or make it again.
    fn must_take_back(&self, log: &[LogEntry], of: u64) -> Result<(), Refusal> {
        let is_it = |entry: &&LogEntry| (entry.first()..=entry.seq).contains(&of);
        let Some(made) = log.iter().find(is_it) else {
            // That there is none is said by who looks for it.
            return Ok(());
        };
        for change in &made.changes {
            match change {
                Change::Marked { who, day, .. } => self.must_of(Right::Mark, *who, *day)?,
                Change::Settings { .. } if self.may(Right::Rules) => {}
                _ => self.must(right_of(made.what))?,
            }
        }
        Ok(())
    }
}

/// The right that a command of that name asks for.
pub const fn right_of(what: What) -> Right {
    match what {
        What::Mark | What::MarkRest | What::Clear => Right::Mark,
        What::Read => Right::See,
        What::AddArena
        | What::RenameArena
        | What::MergeArena
        | What::CloseArena
        | What::ReopenArena
        | What::Close
        | What::Open => Right::Places,
        What::SetRule | What::DropRule => Right::Rules,
        What::Configure => Right::Settings,
        What::AddUser | What::ChangeUser | What::EndUser | What::AddKey | What::RevokeKey => {
            Right::Users
        }
        What::TakeCover => Right::Cover,
        What::Prefer => Right::Prefer,
        What::Create
        | What::Restore
        | What::Backup
        | What::Salvage
        | What::Repair
        | What::TakeIn
        | What::Demo => Right::File,
        What::Export => Right::Export,
        _ => Right::People,
    }
}

/// That whoever asks may take a command back, or make it again, before anything of it is told.
pub(super) fn check_taking_back(
    register: &Register,
    log: &[LogEntry],
    asker: &Asker,
    of: u64,
) -> Result<(), Refusal> {
    Rights::of(register, asker).must_take_back(log, of)
}

/// That whoever asks may ask for that, or the refusal. What an undo is about stands in the log that was read.
pub(super) fn check(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    command: &Command,
) -> Result<(), Refusal> {
    if !register.has_roles() {
        return Ok(());
    }
    let rights = Rights::of(register, asker);
    match command {
        Command::Still { command, .. } => check(register, facts, asker, command),
        Command::Mark { who, day, .. }
        | Command::Describe { who, day, .. }
        | Command::Clear { who, day } => rights.must_of(Right::Mark, *who, *day),
        Command::MarkRest { day, who } => {
            rights.must(Right::Mark)?;
            let mut who = who.iter();
            who.try_for_each(|who| rights.must_of(Right::Mark, *who, *day))
        }
        Command::Read { who, .. } => rights.must_of(Right::See, *who, asker.today),
        Command::Configure(after) => {
            let now = &register.settings;
            let mut others = after.clone();
            others.rule.clone_from(&now.rule);
            others.rules.clone_from(&now.rules);
            let is_rule = after.rule != now.rule;
            // The rule of the twelve months stands among the settings, and is a rule.
            match is_rule && *others == *now {
                true => rights.must(Right::Rules),
                false if is_rule => rights
                    .must(Right::Rules)
                    .and_then(|()| rights.must(Right::Settings)),
                false => rights.must(Right::Settings),
            }
        }
        Command::Restore { of, .. } => rights.must_take_back(&facts.log, *of),
        command => rights.must(right_of(command.what())),
    }
}
