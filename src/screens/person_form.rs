//! The form of a person: somebody new, changed details, or a new stay for somebody who comes back.

use super::form::{Sheet, day, follow_day, text};
use super::{Effect, View, arenas};
use crate::domain::calendar::long_date;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, is_given_at_fault};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::details::{Details, FREE_TEXT, Field};
use crate::domain::facts::participant::{
    Draft, Group, Participant, PersonId, Protection, Schedule, Whom,
};
use crate::domain::personnummer::Personnummer;
use crate::say;
use crate::widgets::form::Form;

mod fields;
mod hours;
mod same;

pub use fields::Key;
pub use same::Asked;

/// What the form is for.
pub enum PersonSheet {
    Add(Asked),
    Change(PersonId),
    NewStay(PersonId),
}

impl PersonSheet {
    pub fn add() -> PersonSheet {
        PersonSheet::Add(Asked::default())
    }

    /// Whether it asks for a field.
    fn asks_for(&self, key: Key) -> bool {
        match self {
            PersonSheet::Add(_) => true,
            PersonSheet::Change(_) => !matches!(key, Key::Group | Key::Arena | Key::End),
            PersonSheet::NewStay(_) => !matches!(key, Key::Whom | Key::Of(_)),
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        match self {
            PersonSheet::Add(_) => None,
            PersonSheet::Change(who) | PersonSheet::NewStay(who) => view.register.people.get(who),
        }
    }

    /// Of somebody new whom it was last asked about.
    fn asked(&self) -> Option<&Asked> {
        match self {
            PersonSheet::Add(asked) => Some(asked),
            PersonSheet::Change(_) | PersonSheet::NewStay(_) => None,
        }
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// What is known of the person; of somebody new nothing.
    fn known(&self, view: &View) -> Details {
        self.person(view).map(Details::of).unwrap_or_default()
    }

    /// What a line holds at first. A personnummer is masked: the whole of it is shown only to who asks for it, and that
    /// is logged.
    fn preset(&self, key: Key, view: &View) -> String {
        let person = self.person(view);
        match key {
            Key::Of(field) => {
                let known = self.known(view);
                known.value(field).text(view.lang, view.theme.ascii)
            }
            Key::Start => {
                let stay = person.and_then(|person| person.stay_near(view.today));
                match self {
                    PersonSheet::Add(_) => view.today.to_string(),
                    PersonSheet::Change(_) => {
                        stay.map_or(view.today, |stay| stay.start).to_string()
                    }
                    // Everything else is as it was: the day is what a new stay has to say.
                    PersonSheet::NewStay(_) => String::new(),
                }
            }
            Key::Hours => hours::preset(self.schedule(view)),
            Key::Weekdays => hours::preset_weekdays(self.schedule(view), view.lang),
            Key::Arena => {
                let arena = person.and_then(|p| view.register.arena_of(p, view.today));
                arena.map(|arena| arena.name.clone()).unwrap_or_default()
            }
            Key::End | Key::Group | Key::Whom => String::new(),
        }
    }

    /// The hours as they are now.
    fn schedule<'a>(&self, view: &View<'a>) -> Option<&'a Schedule> {
        let stay = self.person(view)?.stay_near(view.today)?;
        stay.schedule(view.today.max(stay.start))
    }

    /// The hours that stay as they are where none are typed: a new stay begins without any.
    fn kept_schedule<'a>(&self, view: &View<'a>) -> Option<&'a Schedule> {
        match self {
            PersonSheet::Change(_) => self.schedule(view),
            PersonSheet::Add(_) | PersonSheet::NewStay(_) => None,
        }
    }

    /// The personnummer: none where the field is empty, the known one where its mask still stands there.
    fn number(&self, form: &mut Form<Key>, view: &View) -> Option<Option<Personnummer>> {
        let key = Key::Of(Field::Personnummer);
        let typed = form.text(key);
        if typed.is_empty() || Field::Personnummer.says_nothing(typed) {
            return Some(None);
        }
        if typed == self.preset(key, view) {
            return Some(self.known(view).personnummer);
        }
        match Personnummer::read(typed, view.today) {
            Ok(number) => Some(Some(number)),
            Err(fault) => {
                form.fault(key, fault.text().get(view.lang).to_owned());
                None
            }
        }
    }

    /// The person's fields; every fault is told at its field.
    fn details(&self, form: &mut Form<Key>, view: &View) -> Option<Details> {
        let mut details = Details::default();
        let mut is_whole = true;
        for field in Field::ALL {
            let key = Key::Of(field);
            if let Some(of_field) = details.text_mut(field) {
                match text(form, key, field.limit(), view) {
                    Some(typed) => *of_field = typed,
                    None => is_whole = false,
                }
            }
        }
        let chosen = Protection::ALL.get(form.chosen(Key::Of(Field::Protection)));
        details.protection = chosen.copied().unwrap_or_default();
        details.personnummer = self.number(form, view)?;
        is_whole.then_some(details)
    }

    /// What the form tells when a stay begins.
    fn draft(&self, form: &mut Form<Key>, view: &View) -> Option<Draft> {
        let details = self.details(form, view);
        let arena = text(form, Key::Arena, NAME_LIMIT, view);
        let start = day(form, Key::Start, view);
        let schedule = hours::read(form, self.kept_schedule(view), view);
        let end = match form.text(Key::End) {
            "" => Some(None),
            _ => day(form, Key::End, view).map(Some),
        };
        Some(Draft {
            whom: Whom::default(),
            details: details?,
            group: Some(arenas::group(form, Key::Group)),
            arena: arena?,
            start: start?,
            end: end?,
            schedule: schedule?,
            is_new_arena: false,
        })
    }

    /// What saving asks for, as long as nobody has said whom it is about.
    fn command(&self, draft: Draft) -> Command {
        match self {
            PersonSheet::Add(_) => Command::Enrol(Box::new(draft)),
            PersonSheet::NewStay(who) => Command::NewStay {
                who: *who,
                draft: Box::new(draft),
            },
            PersonSheet::Change(who) => Command::Change {
                who: *who,
                details: Box::new(draft.details),
                start: draft.start,
                schedule: draft.schedule,
                whom: draft.whom,
            },
        }
    }

    fn check_name(&self, form: &mut Form<Key>, view: &View) {
        let (given, family) = (Key::Of(Field::Given), Key::Of(Field::Family));
        let nameless = form.text(given).is_empty() && form.text(family).is_empty();
        if nameless && self.asks_for(given) {
            form.fault(given, Refusal::NameMissing.text(view.lang));
        }
    }
}

impl Sheet for PersonSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        match self {
            PersonSheet::Add(_) => say!(view.lang, sv: "Ny person", en: "Add a person"),
            PersonSheet::Change(_) => say!(view.lang, sv: "Ändra {name}", en: "Change {name}"),
            PersonSheet::NewStay(_) => {
                say!(view.lang, sv: "Ny vistelse för {name}", en: "A new stay for {name}")
            }
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let person = self.person(view);
        let mut form = Form::default();
        for key in Key::ALL.into_iter().filter(|key| self.asks_for(*key)) {
            let label = key.label(lang);
            form = match key {
                Key::Group => {
                    let group = person.and_then(|p| view.register.group_of(p, view.today));
                    let at = group.unwrap_or(Group::Indoor) as usize;
                    form.one_of(key, label, arenas::groups(view), at)
                }
                // Asked only where the register knows somebody like this.
                Key::Whom => form.one_of(key, label, Vec::new(), 0),
                Key::Of(Field::Protection) => {
                    let now = self.known(view).protection;
                    let names = Protection::ALL.map(|known| known.name().get(view.lang).to_owned());
                    let at = Protection::ALL.iter().position(|known| *known == now);
                    form.one_of(key, label, names.to_vec(), at.unwrap_or(0))
                }
                _ => form.line(key, label, &self.preset(key, view)),
            };
            form = form.example(key.example(lang));
            if matches!(key, Key::Of(field) if field.is_free_text()) {
                form = form.free_text(FREE_TEXT.get(lang));
            }
        }
        form.show(Key::Whom, false);
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        match self {
            PersonSheet::Add(_) => None,
            PersonSheet::Change(who) => {
                Subject::person(view.register, *who, &[Part::Details, Part::Stays])
            }
            PersonSheet::NewStay(who) => Subject::person(view.register, *who, &[Part::Stays]),
        }
    }

    fn follows_others(&self) -> bool {
        matches!(self, PersonSheet::Change(_))
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        arenas::follow(form, Key::Group, Key::Arena, None, view);
        follow_day(form, Key::Start, view);
        if !form.text(Key::End).is_empty() {
            follow_day(form, Key::End, view);
        }
        hours::follow(form, self.kept_schedule(view), view);
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        self.check_name(form, view);
        let draft = self.draft(form, view)?;
        let mut command = self.command(draft);
        let whom = same::answered(form, &command, self.asked(), view);
        command.mean(whom);
        Some(Effect::Do(command))
    }

    fn refused(&self, form: &mut Form<Key>, refusal: &Refusal, view: &View) {
        same::ask(form, refusal, self.asked(), view);
    }

    fn field_at(&self, form: &Form<Key>, refusal: &Refusal) -> Option<Key> {
        let given = Key::Of(Field::Given);
        match refusal {
            Refusal::NotAName
            | Refusal::NoName { .. }
            | Refusal::NumberInName
            | Refusal::MixedScripts { .. }
            | Refusal::StrangeLetter { .. }
                if !is_given_at_fault(form.text(given)) =>
            {
                Some(Key::Of(Field::Family))
            }
            _ => self.field_of(refusal),
        }
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        let key = match refusal {
            Refusal::NameMissing
            | Refusal::NotAName
            | Refusal::NoName { .. }
            | Refusal::NumberInName
            | Refusal::GivenMissing
            | Refusal::MixedScripts { .. }
            | Refusal::StrangeLetter { .. }
            | Refusal::AlreadyThere { .. } => Key::Of(Field::Given),
            Refusal::SameName { .. }
            | Refusal::LooksLike { .. }
            | Refusal::NameOfAnother { .. }
            | Refusal::Returns { .. } => Key::Whom,
            Refusal::BadMinutes => Key::Hours,
            Refusal::PhoneShortened | Refusal::NumberInPhone => Key::Of(Field::Phone),
            Refusal::FamilyMissing => Key::Of(Field::Family),
            Refusal::GroupMissing => Key::Group,
            Refusal::ArenaUnknown { .. } | Refusal::UnitMissing => Key::Arena,
            Refusal::EndBeforeStart { .. } if self.asks_for(Key::End) => Key::End,
            Refusal::EndBeforeStart { .. }
            | Refusal::StartOutOfRange { .. }
            | Refusal::Overlaps { .. }
            | Refusal::MarksOutside { .. } => Key::Start,
            Refusal::PersonnummerTaken { .. }
            | Refusal::PersonnummerProtected
            | Refusal::OtherPersonnummer { .. } => Key::Of(Field::Personnummer),
            _ => return None,
        };
        Some(key)
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let lang = view.lang;
        let person = entry.changes.iter().find_map(|change| match change {
            Change::Person {
                before,
                after: Some(after),
            } => Some((before.is_some(), &**after)),
            _ => None,
        });
        let Some((was_known, person)) = person else {
            return Effect::Close;
        };
        let name = view.name(person);
        let start = person.stays.last().map_or(view.today, |stay| stay.start);
        let from = long_date(start, lang);
        match self {
            PersonSheet::Change(_) => {
                let text = say!(lang, sv: "{name} är ändrad.", en: "{name} has been changed.");
                Effect::All(vec![Effect::Close, Effect::told(text)])
            }
            PersonSheet::NewStay(_) | PersonSheet::Add(_) if was_known => {
                let text = say!(lang, sv: "{name} är på AMI igen från {from}.", en: "{name} is at the unit again from {from}.");
                Effect::All(vec![Effect::Close, Effect::told(text)])
            }
            PersonSheet::NewStay(_) | PersonSheet::Add(_) => {
                let text = say!(lang, sv: "{name} är tillagd, från {from}.", en: "{name} has been added, from {from}.");
                Effect::All(vec![Effect::ShowPerson(person.id), Effect::told(text)])
            }
        }
    }
}
