//! An open register for the length of one command, and the commits made to it.

use std::mem::ManuallyDrop;
use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::answer;
use super::failure::Failure;
use super::identity;
use super::options::Options;
use super::root;
use crate::cli::means::by_command;
use crate::domain::alike::folded;
use crate::domain::decide::command::{Command, Facts};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::taking_back::Left;
use crate::domain::decide::{near_arenas, told_as_renamed};
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, Reading};
use crate::domain::facts::participant::{ArenaId, Group, Participant, PersonId};
use crate::domain::register::Register;
use crate::lists::Telling;
use crate::store::{Committed, Next, NotCommitted, Request, Store, StoreError, clear_left_behind};

/// The register and its file.
pub struct Session<'a> {
    pub options: &'a Options,
    pub store: Store,
    /// Not taken down piece by piece: the process ends with the command.
    pub register: ManuallyDrop<Register>,
}

impl<'a> Session<'a> {
    /// Opens a register that must be there.
    pub fn open(options: &'a Options) -> Result<Session<'a>, Failure> {
        let path = options.database()?;
        let session = Session::try_open(options, path);
        let session = session.map_err(|error| Failure::store(&error, path, options))?;
        session.checked()
    }

    /// Opens the register, or says that there is none yet.
    pub fn open_if_there(options: &'a Options) -> Result<Option<Session<'a>>, Failure> {
        let path = options.database()?;
        match Session::try_open(options, path) {
            Ok(session) => session.checked().map(Some),
            Err(StoreError::NotThere) => Ok(None),
            Err(error) => Err(Failure::store(&error, path, options)),
        }
    }

    /// Opens the register, or makes a new one where there is none.
    pub fn open_or_create(options: &'a Options) -> Result<Session<'a>, Failure> {
        if let Some(session) = Session::open_if_there(options)? {
            return Ok(session);
        }
        let path = options.database()?;
        root::may_make(path, options)?;
        let (store, register) = Store::create(path, &request(options))
            .map_err(|error| Failure::store(&error, path, options))?;
        root::tell_made(path, options);
        Ok(Session {
            options,
            store,
            register: ManuallyDrop::new(register),
        })
    }

    fn try_open(options: &'a Options, path: &Path) -> Result<Session<'a>, StoreError> {
        let (store, register) = Store::open(path)?;
        clear_left_behind(path);
        if let Some(migrated) = store.migrated() {
            answer::tell(&migrated.text(options.lang), options.ascii);
        }
        Ok(Session {
            options,
            store,
            register: ManuallyDrop::new(register),
        })
    }

    /// The session, where whoever asks may ask for that.
    fn checked(mut self) -> Result<Session<'a>, Failure> {
        identity::check(self.options, &self.register, self.options.right)?;
        self.register.reader = Some(self.options.who.reads(&self.register, self.options.today));
        Ok(self)
    }

    /// What its lists are told from.
    pub fn telling(&self) -> Telling<'_> {
        Telling {
            register: &self.register,
            today: self.options.today,
            lang: self.options.lang,
            zone: self.options.zone,
            ascii: self.options.ascii,
            log: &[],
        }
    }

    /// Reads the marks of some people on a day into the register.
    pub fn read_day(&mut self, day: NaiveDate, who: &[PersonId]) -> Result<(), Failure> {
        let marks = self.store.day(day, who.iter().copied());
        let marks = marks.map_err(|error| self.failure(&error))?;
        self.register.marks.read_some(day, who, marks);
        Ok(())
    }

    /// Carries a command out; a refusal is a failure with its sentence.
    pub fn commit(&mut self, command: &Command) -> Result<Committed, Failure> {
        let committed = self.try_commit(command);
        committed.map_err(|error| self.not_committed(error))
    }

    /// Carries a command out; the refusal itself for who can say more of it.
    pub fn try_commit(&mut self, command: &Command) -> Result<Committed, NotCommitted> {
        self.store
            .commit(&mut self.register, &request(self.options), command)
    }

    /// What a command would change, without carrying it out; a refusal is a failure with its sentence.
    pub fn rehearse(&self, command: &Command) -> Result<Vec<Change>, Failure> {
        let request = request(self.options);
        let changes = self.store.foresee(&self.register, &request, command);
        changes.map_err(|error| self.not_committed(error))
    }

    /// What of a list would stay as it is where that is undone or made again; a refusal is a failure with its sentence.
    pub fn left(&self, of: u64, redo: bool) -> Result<Vec<Left>, Failure> {
        let left = (self.store).left(&self.register, &request(self.options), (of, redo));
        left.map_err(|error| self.not_committed(error))
    }

    /// One's own command that an undo or a redo without a number is about.
    pub fn next_to_restore(&self, redo: bool) -> Result<Option<Next>, Failure> {
        let (request, ever) = (request(self.options), i64::MIN);
        let next = self
            .store
            .next_to_restore(&self.register, &request, (redo, ever));
        next.map_err(|error| self.not_committed(error))
    }

    /// Tells refusals of arenas that nobody knows as those of renamed ones, where the log has the names. It is read only
    /// where there are such refusals; where it cannot be read they stay as they are.
    pub fn know_former_names<'r>(&self, refusals: impl Iterator<Item = &'r mut Refusal>) {
        let is_unknown = |refusal: &Refusal| {
            matches!(
                refusal,
                Refusal::ArenaNew { .. } | Refusal::ArenaUnknown { .. }
            )
        };
        let mut renamed = None;
        for refusal in refusals.filter(|refusal| is_unknown(refusal)) {
            let read = || self.store.renamed_arenas().unwrap_or_default();
            told_as_renamed(&self.register, renamed.get_or_insert_with(read), refusal);
        }
    }

    fn not_committed(&self, error: NotCommitted) -> Failure {
        match error {
            NotCommitted::Refused(mut refusal) => {
                self.know_former_names(std::iter::once(&mut refusal));
                Failure::refused(refusal.text(by_command(self.options.lang)))
            }
            NotCommitted::Failed(error) => self.failure(&error),
        }
    }

    /// Notes in the log that a person's card was read.
    pub fn read_card(&mut self, who: PersonId) -> Result<(), Failure> {
        let what = Reading::Card;
        self.commit(&Command::Read { who, what }).map(|_| ())
    }

    /// The arena of a name, in any form of it; the group where both have one of that name.
    pub fn arena(&self, group: Option<Group>, name: &str) -> Result<ArenaId, Failure> {
        let named = self.register.arena_named(group, name.trim());
        named.map(|arena| arena.id).ok_or_else(|| {
            let groups = Group::ALL.into_iter();
            let groups = groups.filter(|one| group.is_none_or(|group| group == *one));
            let near = groups.flat_map(|one| near_arenas(&self.register, one, name));
            let (arena, near) = (name.trim().to_owned(), near.collect::<Vec<_>>());
            let mut known = self.register.arenas.values();
            let is_in_several = known.any(|known| folded(&known.name) == folded(&arena));
            let mut refusal = Refusal::ArenaUnknown {
                arena,
                is_in_several,
            };
            self.know_former_names(std::iter::once(&mut refusal));
            if let Refusal::ArenaUnknown {
                arena,
                is_in_several: false,
            } = refusal
            {
                refusal = Refusal::ArenaMisspelt { arena, near };
            }
            Failure::refused(refusal.text(self.options.lang))
        })
    }

    /// The same of an arena that is to be changed: by its own name, not by that of one that went into it.
    pub fn arena_itself(&self, group: Option<Group>, name: &str) -> Result<ArenaId, Failure> {
        let id = self.arena(group, name)?;
        match self.register.arenas.get(&id) {
            Some(arena) if folded(&arena.name) != folded(name) => {
                let (arena, into) = (name.to_owned(), arena.name.clone());
                let refusal = Refusal::ArenaWent { arena, into };
                Err(Failure::refused(refusal.text(self.options.lang)))
            }
            _ => Ok(id),
        }
    }

    /// A person by number.
    pub fn person(&self, who: PersonId) -> Result<&Participant, Failure> {
        let person = self.register.people.get(&who);
        person.ok_or_else(|| Failure::refused(Refusal::NoSuchPerson.text(self.options.lang)))
    }

    /// A person's mark on a day.
    pub fn mark(&self, who: PersonId, day: NaiveDate) -> Result<Option<Mark>, Failure> {
        let mut marks = self
            .store
            .day(day, std::iter::once(who))
            .map_err(|error| self.failure(&error))?;
        Ok(marks.remove(&who))
    }

    /// What a command asks of people's marked days, as they are before it is carried out.
    pub fn facts(&self, command: &Command) -> Result<Facts, Failure> {
        let asks = command.asks(&self.register, self.options.today);
        let said = self.store.decided(&asks);
        let mut facts = said.map_err(|error| self.failure(&error))?;
        for who in asks.days {
            let history = self.store.history(who, NaiveDate::MIN, NaiveDate::MAX);
            let history = history.map_err(|error| self.failure(&error))?;
            facts.days.insert(who, history.into_keys().collect());
        }
        Ok(facts)
    }

    /// A fault of the file as a failure, in the language in force.
    pub fn failure(&self, error: &StoreError) -> Failure {
        match self.options.database() {
            Ok(path) => Failure::store(error, path, self.options),
            Err(nowhere) => nowhere,
        }
    }
}

/// Who asks, and when, for the store.
pub fn request(options: &Options) -> Request<'_> {
    Request::of(&options.who, options.today, Utc::now().timestamp_millis())
}
