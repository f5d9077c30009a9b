//! One person's desk: the store, the register, the screens and the clock, without a terminal.

use std::time::Duration;

use chrono::{NaiveDate, NaiveTime, Utc};
use crossterm::event::KeyEvent;
use ratatui::Frame;

pub use crate::app::Judged;
use crate::app::{App, Order, Surroundings};
use crate::domain::calendar::add_months;
use crate::domain::decide::command::Command;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::facts::user::User;
use crate::domain::register::Register;
use crate::domain::zone::Zone;
use crate::screens::{Failure, Message, MessageKind, Outcome};
use crate::store::{Committed, NotCommitted, Request, Store, StoreError, clock_time};
use crate::text::sentences::{Means, Voice};
use crate::{say, sentences};

mod back;

/// A moment as the program needs it.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub today: NaiveDate,
    pub time: NaiveTime,
    /// Milliseconds since 1970-01-01 UTC.
    pub millis: i64,
}

impl Moment {
    /// A moment in milliseconds since 1970-01-01 UTC as the clocks of a zone show it.
    pub fn at(millis: i64, zone: Zone) -> Moment {
        let at = zone.at(millis);
        Moment {
            today: at.date_naive(),
            time: at.time(),
            millis,
        }
    }

    /// The present moment; `today` may be held to another day.
    pub fn now(zone: Zone, today: Option<NaiveDate>) -> Moment {
        let now = Moment::at(Utc::now().timestamp_millis(), zone);
        Moment {
            today: today.unwrap_or(now.today),
            ..now
        }
    }
}

/// Says which moment it is by the clocks of a zone.
pub type Clock = Box<dyn Fn(Zone) -> Moment>;

/// What a session is after something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    On,
    /// On, and every cell is to be drawn anew.
    Anew,
    /// The person wants to leave.
    Out,
}

/// The store, the register, the screens and the clock of one session.
pub struct Desk {
    store: Store,
    around: Surroundings,
    app: App,
    clock: Clock,
    /// How sentences of the store are told.
    voice: Voice,
    /// The log as far as it was read for the screen that shows it.
    log_read: (u64, usize),
    /// The register's revision and the day that rights were taken in of.
    rights_of: Option<(u64, NaiveDate)>,
    is_shut_out: bool,
    /// What whoever is at the keyboard had then.
    user: Option<User>,
    /// Days that have only been read for who is in view.
    unread: Vec<NaiveDate>,
    /// Whether reading the rest has failed since the last key.
    gave_up: bool,
    /// Until when one may work, where a restore is announced.
    restored_by: Option<i64>,
    is_damaged: bool,
    /// Whether it was told that nothing can be saved.
    is_read_only: bool,
    /// Whether that is because somebody else holds the register.
    is_held: bool,
}

sentences! {
    /// What is said until it is no longer so.
    enum Stands {
        BeingRestored { time: String }:
            "Registret ska återställas, senast kl {time}: gör klart och avsluta."
            / "The register is to be restored, at {time} at the latest: finish and leave.";
        Damaged:
            "Registerfilen är skadad: säg till den som sköter servern{look}."
            / "The register file is damaged: tell whoever runs the server{look}.",
            look = Means::Look;
        DamagedAndNotSaved:
            "Registerfilen är skadad, och inget sparas: säg till den som sköter servern{look}."
            / "The register file is damaged, and nothing is saved: tell whoever runs the server{look}.",
            look = Means::Look;
        Held:
            "Inget sparas just nu: en annan session håller registret låst. Den som ändå sparar får veta vilken."
            / "Nothing is saved at the moment: another session holds the register locked. Who saves all the same is told which.";
        NotTaken:
            "Inget sparas just nu: disken tar inte emot något. Säg till den som sköter servern."
            / "Nothing is saved at the moment: the disk takes nothing. Tell whoever runs the server.";
    }
}

/// Where there are more people, only the day of those in view is read before the first draw: with years of history
/// each person's day is a page of the file by itself.
const READ_BEFORE_DRAWING: usize = 100;
/// How many people's day is read in one go while nothing else is to be done.
const READ_AT_ONCE: usize = 1_000;

fn read_day(
    store: &Store,
    register: &mut Register,
    day: NaiveDate,
    who: &[PersonId],
) -> Result<(), StoreError> {
    let marks = store.day(day, who.iter().copied())?;
    register.marks.read_some(day, who, marks);
    Ok(())
}

/// How much of a person's history a card needs: the months of its heat map, and the running month.
const HISTORY_MONTHS: i32 = 13;

impl Desk {
    pub fn new(store: Store, mut around: Surroundings, size: (u16, u16), clock: Clock) -> Desk {
        // Before anything is made of the register for somebody's eyes.
        let is_shut_out = !around.take_rights();
        let rights_of = Some((around.register.revision, around.today));
        let user = around.user().cloned();
        let app = App::new(&around, size);
        Desk {
            voice: Voice::from(around.lang),
            store,
            around,
            app,
            clock,
            log_read: (0, 0),
            rights_of,
            is_shut_out,
            user,
            unread: Vec::new(),
            gave_up: false,
            restored_by: None,
            is_damaged: false,
            is_read_only: false,
            is_held: false,
        }
    }

    /// With the means of remedies named as the command line names them.
    pub fn speaking(self, voice: Voice) -> Desk {
        Desk { voice, ..self }
    }

    /// Says something before the first key.
    pub fn greet(&mut self, text: &str) {
        self.app.say(Message {
            text: text.to_owned(),
            kind: MessageKind::News,
        });
    }

    /// Says that something is wrong, before the first key.
    pub fn warn(&mut self, text: &str) {
        self.app.say(Message {
            text: text.to_owned(),
            kind: MessageKind::Refused,
        });
    }

    /// Answers a key.
    pub fn press(&mut self, key: KeyEvent) -> Going {
        self.gave_up = false;
        if self.restored_by.is_some() {
            self.take_in_announcement();
        }
        self.read_what_is_needed();
        self.read_the_rest();
        // What was in doubt may be what this key would do once more.
        if self.take_in_settled() {
            return Going::On;
        }
        let order = self.app.press(key, &self.around);
        self.carry_out(order)
    }

    /// Judges keys that came at once, before any of them is pressed; see [`App::judge`].
    pub fn judge(&mut self, keys: &[KeyEvent], are_many: bool) -> Judged {
        self.app.judge(keys, are_many, &self.around)
    }

    pub fn paste(&mut self, text: &str) -> Going {
        self.app.paste(text, &self.around);
        Going::On
    }

    pub fn tap(&mut self, column: u16, row: u16) -> Going {
        self.read_what_is_needed();
        self.read_the_rest();
        if self.take_in_settled() {
            return Going::On;
        }
        let order = self.app.tap(column, row, &self.around);
        self.carry_out(order)
    }

    pub fn wheel(&mut self, lines: i16) -> Going {
        let order = self.app.wheel(lines, &self.around);
        self.carry_out(order)
    }

    pub fn resize(&mut self, size: (u16, u16)) {
        self.app.resize(size);
    }

    fn carry_out(&mut self, mut order: Option<Order>) -> Going {
        let mut going = Going::On;
        while let Some(next) = order.take() {
            match next {
                Order::Quit => return Going::Out,
                Order::Redraw => going = Going::Anew,
                Order::Carry(command) => order = self.commit(&command),
                Order::LookBack { redo } => self.look_back(redo),
            }
        }
        going
    }

    fn commit(&mut self, command: &Command) -> Option<Order> {
        let moment = self.moment();
        let Surroundings {
            register,
            today,
            who,
            ..
        } = &mut self.around;
        let request = Request::of(who, *today, moment.millis);
        let mut result = self.store.commit(register, &request, command);
        if let Err(NotCommitted::Failed(StoreError::SavedBefore)) = result {
            self.take_in_entries();
        }
        if let Err(NotCommitted::Failed(StoreError::Replaced | StoreError::OtherRegister)) = result
        {
            match self.start_over() {
                Ok(()) => {
                    self.app.say(Message {
                        text: say!(self.around.lang,
                            sv: "Registret har bytts ut, till exempel återställts, och är öppnat på nytt. Det du just gjorde är inte sparat; gör om det.",
                            en: "The register was replaced, such as by a restore, and has been opened again. What you just did is not saved; do it again."),
                        kind: MessageKind::Refused,
                    });
                    return None;
                }
                Err(error) => result = Err(NotCommitted::Failed(error)),
            }
        }
        self.read_what_is_needed();
        let (entry, text, refused);
        let outcome = match result {
            Ok(Committed::Written(written)) => {
                entry = written;
                Outcome::Written(&entry)
            }
            Ok(Committed::Unchanged) => Outcome::Unchanged,
            Err(NotCommitted::Refused(refusal)) => {
                text = refusal.text(self.voice);
                refused = refusal;
                Outcome::Failed(Failure {
                    text: &text,
                    refusal: Some(&refused),
                })
            }
            Err(NotCommitted::Failed(error)) => {
                text = error.text(self.voice);
                Outcome::Failed(Failure {
                    text: &text,
                    refusal: None,
                })
            }
        };
        self.app.carried_out(&outcome, moment.time, &self.around)
    }

    /// Takes in what the register now says of whoever is at the keyboard, where it or the day is another.
    fn take_rights(&mut self) {
        let now = Some((self.around.register.revision, self.around.today));
        if self.rights_of != now {
            self.rights_of = now;
            self.is_shut_out = !self.around.take_rights();
            self.take_user();
        }
    }

    /// Where they have other rights than they had, what stands open is of the old ones. Who has only begun to stand in goes
    /// on where they were.
    fn take_user(&mut self) {
        let mut user = self.around.user().cloned();
        let was = std::mem::replace(&mut self.user, user.clone());
        if let (Some(user), Some(was)) = (&mut user, &was)
            && was.cover.is_none()
        {
            user.cover = None;
        }
        let rights = |user: &User| {
            (
                user.roles.clone(),
                user.groups.clone(),
                user.arenas.clone(),
                user.cover.clone(),
            )
        };
        if was.is_some() && user.as_ref().map(rights) != was.as_ref().map(rights) {
            self.app.start_over(&self.around);
        }
    }

    /// Whether they have no role any more: the session is over then.
    pub const fn is_shut_out(&self) -> bool {
        self.is_shut_out
    }

    /// Begins to verify the whole file where that is due, beside the work; `wake` is called when that is news.
    pub fn begin_to_verify(&mut self, wake: impl FnOnce() + Send + 'static) {
        self.store.begin_to_verify(wake);
    }

    /// The file was replaced or overwritten: goes on with what lies in its place, where that is the same register. What
    /// was read, what could be undone and what stood open is of the old one.
    fn start_over(&mut self) -> Result<(), StoreError> {
        self.around.register = match self.store.reopen() {
            // Nothing lies there, or not yet.
            Err(StoreError::NotThere) => return Err(StoreError::Replaced),
            other => other?,
        };
        self.log_read = (0, 0);
        self.rights_of = None;
        self.take_rights();
        self.unread.clear();
        self.app.start_over(&self.around);
        self.is_damaged = false;
        self.is_read_only = self.store.is_read_only();
        self.restored_by = self.store.restored_by();
        self.say_what_stands();
        Ok(())
    }

    /// Takes in what other sessions have written, and what has come about beside the work. Says whether there is
    /// anything new to draw.
    pub fn news(&mut self) -> bool {
        let is_verified = self.take_in_verified();
        let is_announced = self.take_in_announcement();
        let is_new = self.take_in_entries();
        self.take_rights();
        self.take_in_settled() || is_new || is_verified || is_announced
    }

    /// Tells what became of a command that was in doubt, once it is known.
    fn take_in_settled(&mut self) -> bool {
        let Some(is_saved) = self.store.settled() else {
            return false;
        };
        self.take_in_entries();
        let lang = self.around.lang;
        let (text, kind) = match is_saved {
            true => (
                say!(lang,
                    sv: "Filen går att öppna igen, och det som var osäkert är sparat.",
                    en: "The file can be opened again, and what was in doubt is saved."),
                MessageKind::Done,
            ),
            false => (
                say!(lang,
                    sv: "Filen går att öppna igen. Det som var osäkert sparades inte: gör om det.",
                    en: "The file can be opened again. What was in doubt was not saved: do it again."),
                MessageKind::Refused,
            ),
        };
        self.app.say(Message { text, kind });
        true
    }

    fn take_in_verified(&mut self) -> bool {
        let lang = self.around.lang;
        match self.store.verified() {
            Some(Ok(())) => self.app.tell(say!(lang,
                sv: "Hela registerfilen är kontrollerad: den är hel.",
                en: "The whole register file was checked: it is sound.")),
            Some(Err(StoreError::Damaged)) => {
                self.is_damaged = true;
                self.say_what_stands();
            }
            Some(Err(error @ StoreError::Io(_))) => self.fault(&error),
            // The file was replaced, or somebody holds it: it is verified another time.
            Some(Err(_)) | None => return false,
        }
        true
    }

    fn take_in_announcement(&mut self) -> bool {
        let now = self.store.restored_by();
        let was = std::mem::replace(&mut self.restored_by, now);
        if was != now {
            self.say_what_stands();
        }
        was != now
    }

    /// What is said until it is no longer so, the most urgent alone.
    fn say_what_stands(&mut self) {
        let restored = self.restored_by.map(|until| {
            let zone = self.around.register.settings.zone;
            let time = clock_time(until, zone, self.around.lang);
            Stands::BeingRestored { time }
        });
        let damaged = self.is_damaged.then_some(Stands::Damaged);
        let read_only = self
            .is_read_only
            .then(|| match (self.store.is_damaged(), self.is_held) {
                (true, _) => Stands::DamagedAndNotSaved,
                (false, true) => Stands::Held,
                (false, false) => Stands::NotTaken,
            });
        let stands = restored.or(read_only).or(damaged);
        self.app.stand(stands.map(|stands| stands.text(self.voice)));
    }

    /// Whether the disk takes what is written; the next key finds out anew.
    fn take_in_read_only(&mut self) {
        let was = (self.is_read_only, self.is_held);
        self.is_read_only = self.store.is_read_only();
        self.is_held = self.store.is_held();
        if was != (self.is_read_only, self.is_held) {
            self.say_what_stands();
        }
    }

    fn take_in_entries(&mut self) -> bool {
        match self.store.catch_up(&mut self.around.register) {
            Ok(entries) if entries.is_empty() => false,
            Ok(entries) => {
                self.app.tell_news(&entries, &self.around);
                true
            }
            Err(StoreError::Replaced | StoreError::OtherRegister) => {
                match self.start_over() {
                    Ok(()) => self.app.tell(say!(self.around.lang,
                        sv: "Registret har bytts ut, till exempel återställts, och är öppnat på nytt.",
                        en: "The register was replaced, such as by a restore, and has been opened again.")),
                    Err(error) => self.fault(&error),
                }
                true
            }
            Err(error) => {
                self.fault(&error);
                true
            }
        }
    }

    fn moment(&self) -> Moment {
        (self.clock)(self.around.register.settings.zone)
    }

    /// How long it is until the next day begins; `None` where no calendar has it.
    pub fn until_midnight(&self) -> Option<Duration> {
        let now = self.moment().millis;
        let begins = self.around.register.settings.zone.next_day(now)?;
        u64::try_from(begins - now).ok().map(Duration::from_millis)
    }

    /// Takes in the time: a new day may have begun, or the register is of another zone now. Says whether it is another
    /// day.
    pub fn tick(&mut self) -> bool {
        let today = self.moment().today;
        let was = std::mem::replace(&mut self.around.today, today);
        if was != today {
            self.app.turn_day(was, &self.around);
        }
        was != today
    }

    fn fault(&mut self, error: &StoreError) {
        let text = error.text(self.voice);
        self.app.say(Message {
            text,
            kind: MessageKind::Refused,
        });
    }

    fn read_what_is_needed(&mut self) {
        if let Err(error) = self.try_reading() {
            self.fault(&error);
        }
    }

    fn try_reading(&mut self) -> Result<(), StoreError> {
        self.take_rights();
        let is_readable = self.store.recover_to_read();
        self.take_in_read_only();
        is_readable?;
        let needs = self.app.refresh(&self.around);
        let register = &mut self.around.register;
        register.marks.keep(&needs.days, &needs.histories);
        self.unread.clear();
        for day in needs.days {
            if register.marks.whole_day(day).is_some() {
                continue;
            }
            let unread = |who: &PersonId| !register.marks.is_read(*who, day);
            let everybody: Vec<PersonId> = register
                .at_ami(day)
                .map(|person| person.id)
                .filter(unread)
                .collect();
            if everybody.len() <= READ_BEFORE_DRAWING {
                read_day(&self.store, register, day, &everybody)?;
                register.marks.read_all(day);
            } else {
                let first: Vec<PersonId> = needs.first.iter().copied().filter(unread).collect();
                read_day(&self.store, register, day, &first)?;
                if !self.gave_up {
                    self.unread.push(day);
                }
            }
        }
        let today = self.around.today;
        for who in needs.histories {
            if register.marks.history(who).is_none() {
                let from = add_months(today, -HISTORY_MONTHS);
                let marks = self
                    .store
                    .history(who, from, add_months(today, HISTORY_MONTHS))?;
                register.marks.read_history(who, marks);
            }
        }
        if needs.log > 0 && self.log_read != (register.seen, needs.log) {
            self.app.show_log(self.store.log(needs.log)?);
            self.log_read = (register.seen, needs.log);
        }
        // What was read is counted now, and not a key later.
        self.app.refresh(&self.around);
        Ok(())
    }

    /// Whether there is something left to read while nothing else is to be done.
    pub fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Reads a little more of what is not in view but is counted. Says whether that changed what is drawn.
    pub fn read_on(&mut self) -> bool {
        let Some(day) = self.unread.last().copied() else {
            return false;
        };
        let register = &mut self.around.register;
        let unread = |person: &&Participant| !register.marks.is_read(person.id, day);
        let slice: Vec<PersonId> = register
            .at_ami(day)
            .filter(unread)
            .take(READ_AT_ONCE)
            .map(|person| person.id)
            .collect();
        if let Err(error) = read_day(&self.store, register, day, &slice) {
            // The next key tries again; until then there is nothing to be done, and no reason to stay awake.
            self.unread.clear();
            self.gave_up = true;
            self.fault(&error);
            return true;
        }
        if slice.len() < READ_AT_ONCE {
            register.marks.read_all(day);
            self.unread.pop();
            return true;
        }
        false
    }

    /// A key may ask who is the next unmarked one, which only a whole day answers.
    fn read_the_rest(&mut self) {
        while self.has_unread() {
            self.read_on();
        }
    }

    /// Makes ready to draw: reads what has come into view.
    pub fn prepare(&mut self) {
        self.read_what_is_needed();
    }

    /// Draws one frame.
    pub fn draw(&self, frame: &mut Frame) {
        self.app.draw(frame, &self.around);
    }

    /// A frame has been drawn.
    pub fn drawn(&mut self) {
        self.app.drawn();
    }

    /// The register as this session sees it.
    pub fn register(&self) -> &Register {
        &self.around.register
    }

    /// The file that is open, for watching it.
    pub fn path(&self) -> &std::path::Path {
        self.store.path()
    }
}
