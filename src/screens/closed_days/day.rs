//! One day that the unit closes: which, for whom, why, and whether some hours are worked all the same.

use chrono::NaiveDate;

use crate::domain::calendar::{holiday, long_date};
use crate::domain::decide::NAME_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::ArenaId;
use crate::domain::reading::{hours, parse_date, parse_hours};
use crate::lists::calendar::still_closed;
use crate::screens::form::{Sheet, day, follow_day, text};
use crate::screens::{Effect, View};
use crate::text::{Lang, Text};
use crate::theme::Role;
use crate::widgets::form::Form;
use crate::{say, text};

/// The day that is to be changed, and of which arena; none for a new one.
pub struct ClosedDaySheet {
    pub of: Option<(NaiveDate, Option<ArenaId>)>,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    What,
    Day,
    Place,
    Name,
    Hours,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let text: Text = match self {
            Key::What => text!("Gör så här", "Do this"),
            Key::Day => text!("Dag", "Day"),
            Key::Place => text!("Gäller", "For"),
            Key::Name => text!("Varför", "Why"),
            Key::Hours => text!("Timmar", "Hours"),
        };
        text.get(lang)
    }
}

/// The option that opens the day again; the other one changes it.
const OPEN: usize = 1;

/// What it can be closed for: everything, or one arena. New arenas come last, so that a choice goes on meaning the same.
fn places(view: &View) -> Vec<Option<ArenaId>> {
    let arenas = view.register.arenas.values();
    let arenas = arenas.filter(|arena| arena.into.is_none());
    let arenas = arenas.map(|arena| Some(arena.id));
    std::iter::once(None).chain(arenas).collect()
}

impl ClosedDaySheet {
    fn known<'a>(&self, view: &View<'a>) -> Option<&'a ClosedDay> {
        view.register.closed.get(&self.of?)
    }

    fn opens(form: &Form<Key>) -> bool {
        form.is_shown(Key::What) && form.chosen(Key::What) == OPEN
    }

    /// The day and its arena; every fault is told at its field.
    fn which(&self, form: &mut Form<Key>, view: &View) -> Option<(NaiveDate, Option<ArenaId>)> {
        if self.of.is_some() {
            return self.of;
        }
        let date = day(form, Key::Day, view)?;
        let arena = places(view).get(form.chosen(Key::Place)).copied().flatten();
        if view.register.closed.contains_key(&(date, arena)) {
            form.fault(
                Key::Day,
                say!(view.lang,
                    sv: "Den är redan stängd: ändra den i listan.",
                    en: "It is closed already: change it in the list."),
            );
            return None;
        }
        Some((date, arena))
    }
}

impl Sheet for ClosedDaySheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        match self.of {
            Some((date, _)) => {
                let date = long_date(date, view.lang);
                say!(view.lang, sv: "Stängd dag: {date}", en: "Closed day: {date}")
            }
            None => say!(view.lang, sv: "Stäng en dag", en: "Close a day"),
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let known = self.known(view);
        let change = say!(lang, sv: "ändra den", en: "change it");
        let open = say!(lang, sv: "öppna dagen igen", en: "open the day again");
        let everybody = say!(lang, sv: "alla", en: "everybody");
        let names = places(view).into_iter();
        let names = names.map(|arena| arena.map_or(everybody.clone(), |id| view.place(id)));
        let open_minutes = known.and_then(|day| day.open_minutes);
        let name = known.map_or("", |day| &day.name);
        let mut form = Form::default()
            .one_of(Key::What, Key::What.label(lang), vec![change, open], 0)
            .line(Key::Day, Key::Day.label(lang), "")
            .one_of(Key::Place, Key::Place.label(lang), names.collect(), 0)
            .line(Key::Name, Key::Name.label(lang), name)
            .example(&say!(lang,
                sv: "till exempel planeringsdag",
                en: "for example planning day"))
            .line(
                Key::Hours,
                Key::Hours.label(lang),
                &open_minutes.map(hours).unwrap_or_default(),
            );
        form.show(Key::What, self.of.is_some());
        // Another day is another closed day: this one is then opened again.
        form.show(Key::Day, self.of.is_none());
        form.show(Key::Place, self.of.is_none());
        form
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        self.of.map(|of| Subject::closed(view.register, of))
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        for key in [Key::Name, Key::Hours] {
            form.show(key, !Self::opens(form));
        }
        follow_day(form, Key::Day, view);
        form.set_example(
            Key::Hours,
            match parse_hours(form.text(Key::Hours)) {
                Ok(minutes) => {
                    let long = hours(minutes);
                    say!(lang, sv: "halvdag, {long} tim", en: "half day, {long} h")
                }
                Err(_) => say!(lang,
                    sv: "de som arbetas ändå; tomt är stängt hela dagen",
                    en: "those that are worked all the same; empty is closed all day"),
            },
        );
        let date = parse_date(form.text(Key::Day), view.today).ok();
        let free = date.and_then(holiday).filter(|_| self.of.is_none());
        if let Some(free) = free {
            let name = free.name.get(lang);
            let text = say!(lang,
                sv: "Dagen är redan en helgdag: {name}.",
                en: "The day is a public holiday already: {name}.");
            form.set_footer(vec![(text, Role::Warning)]);
        }
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        if let (true, Some((date, arena))) = (Self::opens(form), self.of) {
            return Some(Effect::Do(Command::Open { date, arena }));
        }
        let which = self.which(form, view);
        let name = text(form, Key::Name, NAME_LIMIT, view);
        let open_minutes = match form.text(Key::Hours) {
            "" => Some(None),
            typed => match parse_hours(typed) {
                Ok(minutes) => Some(Some(minutes)),
                Err(fault) => {
                    form.fault(Key::Hours, fault.text(view.lang));
                    None
                }
            },
        };
        let (date, arena) = which?;
        Some(Effect::Do(Command::Close(ClosedDay {
            date,
            arena,
            name: name?,
            open_minutes: open_minutes?,
        })))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::BadMinutes => Some(Key::Hours),
            Refusal::TextTooLong { .. } | Refusal::TextNotPlain => Some(Key::Name),
            Refusal::ArenaUnknown { .. } => Some(Key::Place),
            _ => None,
        }
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        Effect::All(vec![Effect::Close, done(entry, view)])
    }
}

/// Says what has been done to a day, and what still closes one that was opened.
pub fn done(entry: &LogEntry, view: &View) -> Effect {
    let opened = entry.changes.iter().find_map(|change| match change {
        Change::Closed {
            date,
            arena,
            after: None,
            ..
        } => Some((*date, *arena)),
        _ => None,
    });
    let Some((date, arena)) = opened else {
        return Effect::told(say!(view.lang, sv: "Dagen är stängd.", en: "The day is closed."));
    };
    let told = say!(view.lang, sv: "Dagen är öppen igen.", en: "The day is open again.");
    let still = still_closed(date, arena, &view.telling());
    let told = std::iter::once(told).chain(still);
    Effect::told(told.collect::<Vec<_>>().join(" "))
}
