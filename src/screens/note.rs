//! The times, hours and note of a mark.

use chrono::NaiveDate;

use super::form::{Sheet, text};
use super::{Effect, Needs, View, Width};
use crate::domain::calendar::long_date;
use crate::domain::decide::NOTE_LIMIT;
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::attendance::{Code, Entry, Extra, Mark, Span};
use crate::domain::facts::details::FREE_TEXT;
use crate::domain::facts::participant::PersonId;
use crate::domain::reading::{clock_time, hours, parse_hours, parse_span};
use crate::domain::reckon::expected::{Expected, scheduled};
use crate::text::{Lang, Text};
use crate::widgets::form::Form;
use crate::{say, text};

/// Whose day it is; `code` where it is to be another than the present one.
pub struct NoteSheet {
    pub who: PersonId,
    pub day: NaiveDate,
    pub code: Option<Code>,
}

/// The fields.
#[derive(Clone, Copy, PartialEq)]
pub enum Key {
    Code,
    Span,
    Hours,
    Rest,
    Note,
}

impl Key {
    fn label(self, lang: Lang) -> &'static str {
        let (sv, en) = match self {
            Key::Code => ("Kod", "Code"),
            Key::Span => ("Från–till", "From–until"),
            Key::Hours => ("Timmar", "Hours"),
            Key::Rest => ("Resten av dagen", "Rest of the day"),
            Key::Note => ("Anteckning", "Note"),
        };
        Text { sv, en }.get(lang)
    }
}

/// The codes that can stand for the rest of a day.
fn rests() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| !code.is_present())
}

/// A code behind the letter that chooses it.
fn option(code: Code, view: &View) -> String {
    let kind = code.kind();
    format!("{} {}", kind.key, kind.name.get(view.lang))
}

impl NoteSheet {
    fn mark<'a>(&self, view: &View<'a>) -> Option<&'a Mark> {
        let marks = &view.register.marks;
        let of_day = marks.mark(self.who, self.day);
        of_day.or_else(|| marks.history(self.who)?.get(&self.day))
    }

    /// The minutes that the day has anyway.
    fn expected(&self, view: &View) -> Option<u16> {
        let person = view.register.people.get(&self.who)?;
        match scheduled(view.register, person, self.day) {
            Expected::Work(minutes) => minutes,
            Expected::Free(_) => None,
        }
    }

    /// What the fields hold at first. What another code said of the hours is not true of this one.
    fn preset(&self, view: &View) -> Entry {
        let present = self.mark(view).map(Mark::entry);
        let code = self.code.or(present.as_ref().map(|entry| entry.code));
        match (present, code.unwrap_or(Code::Present)) {
            (Some(entry), code) if entry.code == code => entry,
            (present, code) => Entry {
                note: present.map(|entry| entry.note).unwrap_or_default(),
                ..Entry::plain(code)
            },
        }
    }

    /// What is most likely to be typed: what the code cannot be without, or the note of a mark that is there.
    fn first_field(&self, code: Code, view: &View) -> Key {
        match (self.code, code.kind().extra) {
            (Some(_), Extra::SpanRequired) => Key::Span,
            (Some(_), Extra::NoteRequired) => Key::Note,
            (None, _) if self.mark(view).is_some() => Key::Note,
            _ => Key::Code,
        }
    }
}

/// The code chosen; the first option is none.
fn chosen_code(form: &Form<Key>) -> Option<Code> {
    Code::ALL
        .get(form.chosen(Key::Code).checked_sub(1)?)
        .copied()
}

impl Sheet for NoteSheet {
    type Key = Key;

    fn title(&self, view: &View) -> String {
        let person = view.register.people.get(&self.who);
        let name = person.map(|person| view.name(person)).unwrap_or_default();
        match view.width() {
            Width::Narrow => format!("{name} · {}", self.day),
            _ => format!("{name} · {}", long_date(self.day, view.lang)),
        }
    }

    fn is_ready(&self, view: &View) -> bool {
        self.subject(view).is_some()
    }

    fn needs(&self) -> Needs {
        Needs {
            days: vec![self.day],
            ..Needs::default()
        }
    }

    fn form(&self, view: &View) -> Form<Key> {
        let lang = view.lang;
        let entry = self.preset(view);
        // Nothing is chosen for who is not marked: an Enter too many must not make a mark.
        let nothing = text!("– välj kod", "– choose a code");
        let mut codes = vec![nothing.get(lang).to_owned()];
        codes.extend(Code::ALL.iter().map(|code| option(*code, view)));
        let is_told = self.code.is_some() || self.mark(view).is_some();
        let place = Code::ALL
            .iter()
            .position(|known| *known == entry.code && is_told);
        let span = entry
            .span
            .map(|span| format!("{}-{}", clock_time(span.from), clock_time(span.until)));
        let told = (entry.span.map(Span::minutes)).or_else(|| self.expected(view));
        let minutes = entry.minutes.filter(|minutes| Some(*minutes) != told);
        let none = text!("inget angivet", "not stated");
        let mut rest = vec![none.get(lang).to_owned()];
        rest.extend(rests().map(|code| option(code, view)));
        let rested = entry
            .rest
            .and_then(|rest| rests().position(|code| code == rest));
        Form::default()
            .one_of(
                Key::Code,
                Key::Code.label(lang),
                codes,
                place.map_or(0, |place| place + 1),
            )
            .example(&say!(lang,
                sv: "vänster och höger pil, eller kodens bokstav",
                en: "left and right arrow, or the letter of the code"))
            .line(Key::Span, Key::Span.label(lang), &span.unwrap_or_default())
            .line(
                Key::Hours,
                Key::Hours.label(lang),
                &minutes.map(hours).unwrap_or_default(),
            )
            .one_of(
                Key::Rest,
                Key::Rest.label(lang),
                rest,
                rested.map_or(0, |at| at + 1),
            )
            .line(Key::Note, Key::Note.label(lang), &entry.note)
            .free_text(FREE_TEXT.get(lang))
            .starting_at(self.first_field(entry.code, view))
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::cell(view.register, self.who, self.day)
    }

    fn says_something(&self, view: &View) -> bool {
        let now = self.mark(view).map(|mark| mark.code);
        self.code.is_some_and(|code| Some(code) != now)
    }

    fn follow(&self, form: &mut Form<Key>, view: &View) {
        let lang = view.lang;
        form.show(Key::Rest, chosen_code(form) == Some(Code::PartDay));
        let span = parse_span(form.text(Key::Span)).ok();
        form.set_example(
            Key::Span,
            match span {
                Some((from, until)) => {
                    let long = hours(until - from);
                    let (from, until) = (clock_time(from), clock_time(until));
                    say!(lang, sv: "{from}–{until}, {long} tim", en: "{from}–{until}, {long} h")
                }
                None => say!(lang, sv: "till exempel 8-12 eller 08:30-15:00", en: "for example 8-12 or 08:30-15:00"),
            },
        );
        let told = span
            .map(|(from, until)| until - from)
            .or(self.expected(view));
        form.set_example(
            Key::Hours,
            match (parse_hours(form.text(Key::Hours)), told.map(hours)) {
                (Ok(minutes), _) => {
                    let long = hours(minutes);
                    say!(lang, sv: "{long} tim", en: "{long} h")
                }
                (Err(_), Some(long)) if form.text(Key::Hours).is_empty() => {
                    say!(lang, sv: "tomt är {long} tim", en: "empty is {long} h")
                }
                _ => say!(lang, sv: "till exempel 4, 4:30 eller 45 min", en: "for example 4, 4:30 or 45 min"),
            },
        );
    }

    fn read(&self, form: &mut Form<Key>, view: &View) -> Option<Effect> {
        let lang = view.lang;
        let code = chosen_code(form);
        if code.is_none() {
            form.fault(
                Key::Code,
                say!(lang, sv: "Välj en kod.", en: "Choose a code."),
            );
        }
        let span = match form.text(Key::Span) {
            "" => None,
            typed => match parse_span(typed) {
                Ok((from, until)) => Some(Span { from, until }),
                Err(fault) => {
                    form.fault(Key::Span, fault.text(lang));
                    None
                }
            },
        };
        let minutes = match form.text(Key::Hours) {
            "" => None,
            typed => match parse_hours(typed) {
                Ok(minutes) => Some(minutes),
                Err(fault) => {
                    form.fault(Key::Hours, fault.text(lang));
                    None
                }
            },
        };
        let rest = (form.chosen(Key::Rest).checked_sub(1)).and_then(|at| rests().nth(at));
        let note = text(form, Key::Note, NOTE_LIMIT, view)?;
        let code = code?;
        let entry = Entry {
            code,
            minutes,
            span,
            rest: rest.filter(|_| code == Code::PartDay),
            note,
        };
        Some(Effect::Do(Command::Describe {
            who: self.who,
            day: self.day,
            entry,
        }))
    }

    fn field_of(&self, refusal: &Refusal) -> Option<Key> {
        match refusal {
            Refusal::NeedsSpan(_) | Refusal::BadSpan => Some(Key::Span),
            Refusal::BadMinutes => Some(Key::Hours),
            Refusal::BadRest(_) => Some(Key::Rest),
            Refusal::NeedsNote(_) | Refusal::TextTooLong { .. } | Refusal::TextNotPlain => {
                Some(Key::Note)
            }
            _ => None,
        }
    }
}
