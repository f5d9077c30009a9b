//! The form of a person: somebody new, changed details, or a new stay for somebody who comes back.

use super::form::{Sheet, day, follow_day, text};
use super::{Effect, View, arenas};
use crate::domain::calendar::long_date;
use crate::domain::decide::command::{Command, Details};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::decide::{NAME_LIMIT, NOTE_LIMIT};
use crate::domain::facts::authors::Part;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::{
    Draft, Group, Participant, PersonId, Protection, Schedule,
};
use crate::domain::personnummer::Personnummer;
use crate::say;
use crate::widgets::form::Form;

mod fields;
mod hours;

pub use fields::Key;

/// What the form is for.
pub enum PersonSheet {
    Add,
    Change(PersonId),
    NewStay(PersonId),
}

impl PersonSheet {
    /// The fields it asks for, from the top down.
    fn keys(&self) -> &'static [Key] {
        use Key::*;
        match self {
            PersonSheet::Add => &[
                Given,
                Family,
                Group,
                Arena,
                Start,
                Hours,
                Weekdays,
                Supervisor,
                Measure,
                Personnummer,
                Phone,
                Protection,
                End,
                Note,
            ],
            PersonSheet::Change(_) => &[
                Given,
                Family,
                Start,
                Hours,
                Weekdays,
                Supervisor,
                Measure,
                Personnummer,
                Phone,
                Protection,
                Note,
            ],
            PersonSheet::NewStay(_) => &[Group, Arena, Start, Hours, Weekdays, End],
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        match self {
            PersonSheet::Add => None,
            PersonSheet::Change(who) | PersonSheet::NewStay(who) => view.register.people.get(who),
        }
    }

    fn name(&self, view: &View) -> String {
        let person = self.person(view);
        person.map(|person| view.name(person)).unwrap_or_default()
    }

    /// The personnummer as the field shows the one that is known: masked, since the whole of it is shown only to who
    /// asks for it, and that is logged.
    fn masked(&self, view: &View) -> String {
        let number = self
            .person(view)
            .and_then(|person| person.personnummer.as_ref());
        let number = number.map(|number| match view.theme.ascii {
            true => number.masked_ascii(),
            false => number.masked(),
        });
        number.unwrap_or_default()
    }

    /// What a line of text holds at first.
    fn preset(&self, key: Key, view: &View) -> String {
        let person = self.person(view);
        let of = |text: fn(&Participant) -> &String| person.map(text).cloned().unwrap_or_default();
        match key {
            Key::Given => of(|person| &person.given),
            Key::Family => of(|person| &person.family),
            Key::Phone => of(|person| &person.phone),
            Key::Supervisor => of(|person| &person.supervisor),
            Key::Measure => of(|person| &person.measure),
            Key::Note => of(|person| &person.note),
            Key::Personnummer => self.masked(view),
            Key::Start => {
                let stay = person.and_then(|person| person.stay_near(view.today));
                match self {
                    PersonSheet::Add => view.today.to_string(),
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
            Key::End | Key::Group | Key::Protection => String::new(),
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
            PersonSheet::Add | PersonSheet::NewStay(_) => None,
        }
    }

    /// The personnummer: none where the field is empty, the known one where its mask still stands there.
    fn number(&self, form: &mut Form<Key>, view: &View) -> Option<Option<Personnummer>> {
        let typed = form.text(Key::Personnummer);
        if typed.is_empty() {
            return Some(None);
        }
        if let Some(person) = self.person(view)
            && typed == self.masked(view)
        {
            return Some(person.personnummer.clone());
        }
        match Personnummer::read(typed, view.today) {
            Ok(number) => Some(Some(number)),
            Err(fault) => {
                form.fault(Key::Personnummer, fault.text().get(view.lang).to_owned());
                None
            }
        }
    }

    /// What the form tells when a stay begins.
    fn draft(&self, form: &mut Form<Key>, view: &View) -> Option<Draft> {
        let given = text(form, Key::Given, NAME_LIMIT, view);
        let family = text(form, Key::Family, NAME_LIMIT, view);
        let arena = text(form, Key::Arena, NAME_LIMIT, view);
        let start = day(form, Key::Start, view);
        let schedule = hours::read(form, self.kept_schedule(view), view);
        let supervisor = text(form, Key::Supervisor, NAME_LIMIT, view);
        let measure = text(form, Key::Measure, NAME_LIMIT, view);
        let personnummer = self.number(form, view);
        let phone = text(form, Key::Phone, NAME_LIMIT, view);
        let end = match form.text(Key::End) {
            "" => Some(None),
            _ => day(form, Key::End, view).map(Some),
        };
        let note = text(form, Key::Note, NOTE_LIMIT, view);
        Some(Draft {
            given: given?,
            family: family?,
            personnummer: personnummer?,
            phone: phone?,
            protection: protection(form),
            supervisor: supervisor?,
            measure: measure?,
            note: note?,
            group: Some(arenas::group(form, Key::Group)),
            arena: arena?,
            start: start?,
            end: end?,
            schedule: schedule?,
        })
    }

    fn check_name(&self, form: &mut Form<Key>, view: &View) {
        let nameless = form.text(Key::Given).is_empty() && form.text(Key::Family).is_empty();
        if nameless && self.keys().contains(&Key::Given) {
            form.fault(Key::Given, Refusal::NameMissing.text(view.lang));
        }
    }
}

fn protection(form: &Form<Key>) -> Protection {
    let chosen = Protection::ALL.get(form.chosen(Key::Protection));
    chosen.copied().unwrap_or_default()
}

impl Sheet for PersonSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let name = self.name(view);
        match self {
            PersonSheet::Add => say!(view.lang, sv: "Ny person", en: "Add a person"),
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
        for key in self.keys() {
            let label = key.label(lang);
            form = match key {
                Key::Group => {
                    let group = person.and_then(|p| view.register.group_of(p, view.today));
                    let at = group.unwrap_or(Group::Indoor) as usize;
                    form.one_of(*key, label, arenas::groups(view), at)
                }
                Key::Protection => {
                    let now = person.map(|person| person.protection).unwrap_or_default();
                    let names = Protection::ALL.map(|known| known.name().get(view.lang).to_owned());
                    let at = Protection::ALL.iter().position(|known| *known == now);
                    form.one_of(*key, label, names.to_vec(), at.unwrap_or(0))
                }
                _ => form.line(*key, label, &self.preset(*key, view)),
            };
            form = form.example(key.example(lang));
        }
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        match self {
            PersonSheet::Add => None,
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
        Some(Effect::Do(match self {
            PersonSheet::Add => Command::Enrol(Box::new(draft)),
            PersonSheet::NewStay(who) => Command::NewStay {
                who: *who,
                draft: Box::new(draft),
            },
            PersonSheet::Change(who) => Command::Change {
                who: *who,
                details: Box::new(Details {
                    given: draft.given,
                    family: draft.family,
                    personnummer: draft.personnummer,
                    phone: draft.phone,
                    protection: draft.protection,
                    supervisor: draft.supervisor,
                    measure: draft.measure,
                    note: draft.note,
                    start: draft.start,
                    schedule: draft.schedule,
                }),
            },
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        let key = match refusal {
            Refusal::NameMissing | Refusal::GivenMissing | Refusal::AlreadyThere { .. } => {
                Key::Given
            }
            Refusal::FamilyMissing => Key::Family,
            Refusal::GroupMissing => Key::Group,
            Refusal::ArenaUnknown { .. } | Refusal::UnitMissing => Key::Arena,
            Refusal::EndBeforeStart { .. } if self.keys().contains(&Key::End) => Key::End,
            Refusal::EndBeforeStart { .. }
            | Refusal::StartOutOfRange { .. }
            | Refusal::Overlaps { .. }
            | Refusal::MarksOutside { .. } => Key::Start,
            Refusal::PersonnummerTaken { .. } => Key::Personnummer,
            _ => return None,
        };
        Some(key)
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        let lang = view.lang;
        let person = entry.changes.iter().find_map(|change| match change {
            Change::Person { after, .. } => Some(&**after),
            _ => None,
        });
        let Some(person) = person else {
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
            PersonSheet::NewStay(_) => {
                let text = say!(lang, sv: "{name} är på AMI igen från {from}.", en: "{name} is at the unit again from {from}.");
                Effect::All(vec![Effect::Close, Effect::told(text)])
            }
            PersonSheet::Add => {
                let text = say!(lang, sv: "{name} är tillagd, från {from}.", en: "{name} has been added, from {from}.");
                Effect::All(vec![Effect::ShowPerson(person.id), Effect::told(text)])
            }
        }
    }
}
