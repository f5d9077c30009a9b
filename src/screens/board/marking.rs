//! Marking from the board: what each key asks for, and what follows once it stands in the register.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::Board;
use crate::action::Action;
use crate::domain::calendar::{long_date, short_date};
use crate::domain::decide::command::Command;
use crate::domain::facts::attendance::{Code, Entry, Extra, Mark};
use crate::domain::facts::change::{Change, LogEntry, Marked, What};
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::say;
use crate::screens::{Effect, Opening, View};
use crate::theme::Sign;

impl Board {
    pub(super) fn mark(&mut self, code: Code, view: &View) -> Effect {
        let Some(who) = self.chosen() else {
            return self.nobody(view);
        };
        self.asked = true;
        mark_or_ask(who, self.day, code)
    }

    /// Marks the rest of the pane; on another day than today only after a question, since it is many marks at once.
    pub(super) fn mark_rest(&self, view: &View) -> Effect {
        let day = self.day;
        let who: Vec<PersonId> = self.pane().people().collect();
        let open = self.pane().tally().map(|tally| tally.of - tally.marked);
        match open {
            Some(0) => {
                let text = say!(view.lang,
                    sv: "Ingen som väntas här är omarkerad; inget är ändrat.",
                    en: "Nobody expected here is unmarked; nothing was changed.");
                Effect::told(text + &self.unmarked_elsewhere(view))
            }
            Some(n) if day != view.today => {
                let date = long_date(day, view.lang);
                let text = match day > view.today {
                    true => say!(view.lang,
                        sv: "Markera {n} personer som närvarande {date}? Den dagen har inte varit än.",
                        en: "Mark {n} people as present on {date}? That day is still to come."),
                    false => say!(view.lang,
                        sv: "Markera {n} personer som närvarande {date}? Det är inte i dag.",
                        en: "Mark {n} people as present on {date}? That is not today."),
                };
                let command = Box::new(Command::MarkRest { day, who });
                Effect::Open(Opening::Question { text, command })
            }
            _ => Effect::Do(Command::MarkRest { day, who }),
        }
    }

    /// The note of the mark that the last key made; else of whoever is chosen.
    pub(super) fn note(&self, just_marked: Option<(PersonId, NaiveDate)>, view: &View) -> Effect {
        let chosen = self.chosen().map(|who| (who, self.day));
        match just_marked.or(chosen) {
            Some((who, day)) => Effect::Open(Opening::Note {
                who,
                day,
                code: None,
            }),
            None => self.nobody(view),
        }
    }

    /// Says what has become of a mark that was somebody else's; nothing where it was nobody else's.
    fn replaced(&self, marked: &Marked, view: &View) -> Effect {
        let lang = view.lang;
        let by = (marked.before).map(|mark| (mark.code, view.register.actor(mark.by)));
        let Some((code, by)) = by.filter(|(_, by)| *by != view.actor) else {
            return Effect::Nothing;
        };
        let (code, by) = (code.kind().name.get(lang), shown(by));
        Effect::told(match marked.after {
            Some(_) if marked.is_new_code() => say!(lang,
                sv: "{by} hade markerat {code}; det är ändrat nu. Ångra tar tillbaka det.",
                en: "{by} had marked {code}; that has been changed. Undo brings it back."),
            Some(_) => say!(lang,
                sv: "{by} hade markerat {code}; koden är kvar, och ditt tillägg är sparat.",
                en: "{by} had marked {code}; the code stays, and what you added is saved."),
            None => say!(lang,
                sv: "{by} hade markerat {code}; det är borttaget nu. Ångra tar tillbaka det.",
                en: "{by} had marked {code}; that has been taken away. Undo brings it back."),
        })
    }

    pub(super) fn repeat(&self, view: &View) -> Effect {
        match (self.chosen(), &self.last) {
            (None, _) => self.nobody(view),
            (Some(who), Some(entry)) => Effect::Do(Command::Mark {
                who,
                day: self.day,
                entry: entry.clone(),
            }),
            (Some(_), None) => Effect::refuse(say!(view.lang,
                sv: "Det finns ingen markering att upprepa än.",
                en: "There is no mark to repeat yet.")),
        }
    }

    /// After an own mark: on to the next; after a group's: how many; after an undo: to where it happened.
    pub(super) fn written(&mut self, entry: &LogEntry, view: &View) -> Effect {
        let marked: Vec<_> = entry.changes.iter().filter_map(Change::as_mark).collect();
        match (entry.what, marked.as_slice()) {
            (What::Mark, [marked]) => {
                if let Some(mark) = marked.after {
                    self.last = Some(repeatable(mark.entry()));
                }
                // A note on what was marked already is no step through the group.
                // Nor is a mark on the card of somebody else than the chosen one.
                let is_here = marked.day == self.day && Some(marked.who) == self.chosen();
                let cell = (marked.who, marked.day);
                self.just_marked = (is_here && marked.is_new_code()).then_some(cell);
                if view.advance && is_here && marked.is_new_code() {
                    self.go_to_next_unmarked(view);
                }
                self.replaced(marked, view)
            }
            (What::Clear, [marked]) => self.replaced(marked, view),
            (What::MarkRest, marked) => {
                let n = marked.len();
                Effect::told(
                    say!(view.lang, sv: "{n} markerade som närvarande.", en: "{n} marked as present."),
                )
            }
            (What::Undo | What::Redo, [Marked { who, day, .. }, ..]) => {
                let (who, day) = (*who, *day);
                self.show_day(day, view);
                self.show_person(who, view);
                Effect::told(restored(&marked, entry.what == What::Redo, view))
            }
            _ => Effect::Nothing,
        }
    }
}

/// What an undo or a redo has changed: whom, on which day, from what to what.
fn restored(marked: &[Marked], is_redo: bool, view: &View) -> String {
    let lang = view.lang;
    let people: HashSet<PersonId> = marked.iter().map(|marked| marked.who).collect();
    let whom = match (people.len(), marked) {
        (1, [first, ..]) => {
            let person = view.register.people.get(&first.who);
            person.map(|person| view.name(person)).unwrap_or_default()
        }
        (n, _) => say!(lang, sv: "{n} personer", en: "{n} people"),
    };
    let days: BTreeSet<NaiveDate> = marked.iter().map(|marked| marked.day).collect();
    let days = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first < last => {
            format!("{} – {}", short_date(*first, lang), short_date(*last, lang))
        }
        (first, _) => first.map(|day| short_date(*day, lang)).unwrap_or_default(),
    };
    // Where all went the same way it is told; else the screen shows it.
    let mut ways = marked.iter().map(|marked| way(marked, view));
    let way = ways.next().filter(|way| ways.all(|other| other == *way));
    let way = way.map(|way| format!(": {way}")).unwrap_or_default();
    match is_redo {
        false => say!(lang, sv: "Ångrat: {whom}, {days}{way}", en: "Undone: {whom}, {days}{way}"),
        true => say!(lang, sv: "Gjort om: {whom}, {days}{way}", en: "Redone: {whom}, {days}{way}"),
    }
}

/// From what to what a cell went: `Sjuk → ·`.
fn way(marked: &Marked, view: &View) -> String {
    let lang = view.lang;
    let told = |mark: Option<&Mark>| match mark {
        None => view.theme.sign(Sign::Unmarked).to_owned(),
        Some(mark) if marked.is_new_code() => mark.code.kind().name.get(lang).to_owned(),
        Some(mark) => mark.text(lang),
    };
    let (from, to) = (told(marked.before), told(marked.after));
    if from == to {
        return say!(lang, sv: "{from}, anteckningen", en: "{from}, the note");
    }
    format!("{from} → {to}")
}

/// The code and what it cannot be without: hours follow from each one's own schedule, and a note is about one person.
fn repeatable(entry: Entry) -> Entry {
    match entry.code.kind().extra {
        Extra::SpanRequired => Entry {
            note: String::new(),
            ..entry
        },
        Extra::NoteRequired => Entry {
            note: entry.note,
            ..Entry::plain(entry.code)
        },
        _ => Entry::plain(entry.code),
    }
}

/// The mark itself, or the form for what the code cannot be without.
pub fn mark_or_ask(who: PersonId, day: NaiveDate, code: Code) -> Effect {
    match code.kind().extra {
        Extra::SpanRequired | Extra::NoteRequired => Effect::Open(Opening::Note {
            who,
            day,
            code: Some(code),
        }),
        _ => Effect::Do(Command::Mark {
            who,
            day,
            entry: Entry::plain(code),
        }),
    }
}

/// What a key that marks asks for of a person's day; `None` for any other key.
pub fn on_day(action: Action, who: PersonId, day: NaiveDate) -> Option<Effect> {
    let code = match action {
        Action::MarkPresent => Code::Present,
        Action::MarkPartDay => Code::PartDay,
        Action::MarkSick => Code::Sick,
        Action::MarkSickChild => Code::SickChild,
        Action::MarkUnnotified => Code::Unnotified,
        Action::MoreCodes => return Some(Effect::Open(Opening::Codes { who, day })),
        Action::ClearMark => return Some(Effect::Do(Command::Clear { who, day })),
        Action::Note => {
            return Some(Effect::Open(Opening::Note {
                who,
                day,
                code: None,
            }));
        }
        Action::Undo => return Some(Effect::Undo),
        Action::Redo => return Some(Effect::Redo),
        _ => return None,
    };
    Some(mark_or_ask(who, day, code))
}
