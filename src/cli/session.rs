//! An open register for the length of one command, and the commits made to it.

use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::answer;
use super::failure::Failure;
use super::options::Options;
use super::root;
use crate::domain::decide::command::{Asker, Command, Facts};
use crate::domain::decide::decide;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::attendance::Mark;
use crate::domain::facts::change::{Change, Reading};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::register::Register;
use crate::store::{Committed, NotCommitted, Request, Store, StoreError, clear_left_behind};

/// The register and its file.
pub struct Session<'a> {
    pub options: &'a Options,
    pub store: Store,
    pub register: Register,
}

impl<'a> Session<'a> {
    /// Opens a register that must be there.
    pub fn open(options: &'a Options) -> Result<Session<'a>, Failure> {
        let path = options.database()?;
        Session::try_open(options, path).map_err(|error| Failure::store(&error, path, options))
    }

    /// Opens the register, or says that there is none yet.
    pub fn open_if_there(options: &'a Options) -> Result<Option<Session<'a>>, Failure> {
        let path = options.database()?;
        match Session::try_open(options, path) {
            Ok(session) => Ok(Some(session)),
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
            register,
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
            register,
        })
    }

    /// Carries a command out; a refusal is a failure with its sentence.
    pub fn commit(&mut self, command: &Command) -> Result<Committed, Failure> {
        self.try_commit(command).map_err(|error| match error {
            NotCommitted::Refused(refusal) => Failure::refused(refusal.text(self.options.lang)),
            NotCommitted::Failed(error) => self.failure(&error),
        })
    }

    /// Carries a command out; the refusal itself for who can say more of it.
    pub fn try_commit(&mut self, command: &Command) -> Result<Committed, NotCommitted> {
        self.store
            .commit(&mut self.register, &request(self.options), command)
    }

    /// What a command would change, without carrying it out; a refusal is a failure with its sentence. Only for what
    /// asks nothing of single marks.
    pub fn rehearse(&self, command: &Command) -> Result<Vec<Change>, Failure> {
        let facts = self.facts(command)?;
        let request = request(self.options);
        let asker = Asker {
            id: self.register.actor_id(request.actor).0,
            today: request.today,
            now: request.now / 1_000,
        };
        decide(&self.register, &facts, command, &asker)
            .map_err(|refusal| Failure::refused(refusal.text(self.options.lang)))
    }

    /// Notes in the log that a person's card was read.
    pub fn read_card(&mut self, who: PersonId) -> Result<(), Failure> {
        let what = Reading::Card;
        self.commit(&Command::Read { who, what }).map(|_| ())
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
        let mut facts = Facts::default();
        for who in command.asks(&self.register, self.options.today).days {
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
    Request {
        actor: &options.actor,
        today: options.today,
        now: Utc::now().timestamp_millis(),
    }
}
