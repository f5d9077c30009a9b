//! Marking from the board: what each key asks for, and what follows once it stands in the register.

use chrono::NaiveDate;

use super::Board;
use crate::action::Action;
use crate::domain::attendance::{Code, Entry, Extra, Mark};
use crate::domain::calendar::long_date;
use crate::domain::change::{Change, LogEntry, What};
use crate::domain::command::Command;
use crate::domain::participant::PersonId;
use crate::domain::plain::shown;
use crate::say;
use crate::screens::{Effect, Opening, View};

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
                let text = say!(view.lang,
                    sv: "Markera {n} personer som närvarande {date}? Det är inte i dag.",
                    en: "Mark {n} people as present on {date}? That is not today.");
                let command = Box::new(Command::MarkRest { day, who });
                Effect::Open(Opening::Question { text, command })
            }
            _ => Effect::Do(Command::MarkRest { day, who }),
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
        let marked: Vec<_> = entry.changes.iter().filter_map(as_mark).collect();
        match (entry.what, marked.as_slice()) {
            (What::Mark, [marked]) => {
                if let Some(mark) = marked.after {
                    self.last = Some(repeatable(mark.entry()));
                }
                // A note on what was marked already is no step through the group.
                // Nor is a mark on the card of somebody else than the chosen one.
                let is_here = marked.day == self.day && Some(marked.who) == self.chosen();
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
                let redone = entry.what == What::Redo;
                let n = marked.len();
                let name = view
                    .register
                    .people
                    .get(&who)
                    .map(|p| view.name(p))
                    .unwrap_or_default();
                Effect::told(match (redone, n) {
                    (false, 1) => say!(view.lang, sv: "Ångrat: {name}.", en: "Undone: {name}."),
                    (true, 1) => say!(view.lang, sv: "Gjort om: {name}.", en: "Redone: {name}."),
                    (false, n) => {
                        say!(view.lang, sv: "{n} markeringar ångrade.", en: "{n} marks undone.")
                    }
                    (true, n) => {
                        say!(view.lang, sv: "{n} markeringar gjorda om.", en: "{n} marks redone.")
                    }
                })
            }
            _ => Effect::Nothing,
        }
    }
}

/// A change of one cell.
struct Marked<'a> {
    who: PersonId,
    day: NaiveDate,
    before: Option<&'a Mark>,
    after: Option<&'a Mark>,
}

impl Marked<'_> {
    fn is_new_code(&self) -> bool {
        self.before.map(|mark| mark.code) != self.after.map(|mark| mark.code)
    }
}

fn as_mark(change: &Change) -> Option<Marked<'_>> {
    match change {
        Change::Marked {
            who,
            day,
            before,
            after,
        } => Some(Marked {
            who: *who,
            day: *day,
            before: before.as_ref(),
            after: after.as_ref(),
        }),
        _ => None,
    }
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
