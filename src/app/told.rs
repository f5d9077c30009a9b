//! What the app itself says or asks: of keys that mean nothing or came at once, of days to come, of what is not undone.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::burst::{Judged, Place, judge};
use super::undo::Made;
use super::{App, Surroundings, view};
use crate::action::{Action, Section};
use crate::domain::calendar::long_date;
use crate::domain::decide::command::Command;
use crate::domain::difference::taken_back::{Way, sentence};
use crate::domain::difference::{Notes, Words};
use crate::domain::facts::change::{LogEntry, What};
use crate::keys::Key;
use crate::say;
use crate::screens::{Message, MessageKind, Screen};

impl App {
    /// Judges keys that came at once, before any of them is pressed: see [`Judged`]. What is dropped is told. `are_many`
    /// says that they are more letters and signs than hands type meanwhile.
    pub fn judge(&mut self, keys: &[KeyEvent], are_many: bool, around: &Surroundings) -> Judged {
        if self.is_too_small() {
            return Judged::Typed;
        }
        let screens = std::iter::once(&self.board as &dyn Screen);
        let screens = screens.chain(self.above.iter().map(|screen| &**screen));
        let place = |screen: &dyn Screen| Place {
            section: screen.section(),
            takes_text: screen.takes_text(),
            menu: screen.menu().first().copied(),
        };
        let stack = screens.map(place).collect();
        let judged = judge(keys, are_many, stack, self.pending.clone(), &around.keymap);
        if let Judged::Dropped(letter) = judged {
            self.pending.forget();
            let key = letter.map(|letter| KeyEvent::from(KeyCode::Char(letter)));
            let key = key.and_then(Key::of);
            let text = match key.map(|key| key.shown(around.lang, around.theme.ascii)) {
                None => say!(around.lang,
                    sv: "Så många tecken på en gång är inklistrade: inget av dem är gjort.",
                    en: "So many characters at once were pasted: nothing was done with them."),
                Some(key) => say!(around.lang,
                    sv: "Flera tecken kom på en gång, och {key} betyder inget här: inget av dem är gjort.",
                    en: "Several characters came at once, and {key} means nothing here: nothing was done with them."),
            };
            let find = self.how_to_find(around);
            let text = [Some(text), find].into_iter().flatten();
            self.refuse(text.collect::<Vec<_>>().join(" "));
        }
        judged
    }

    /// Says why something was not done, or that there is nothing.
    pub fn refuse(&mut self, text: String) {
        self.say(Message {
            text,
            kind: MessageKind::Refused,
        });
    }

    /// The key that finds a person, where one is in force: most letters that mean nothing begin a name.
    fn how_to_find(&self, around: &Surroundings) -> Option<String> {
        let top = self.top_ref();
        if top.takes_text() || !top.section().scope().contains(&Action::Find.section()) {
            return None;
        }
        let key = (around.keymap).first_key(Action::Find, around.lang, around.theme.ascii)?;
        Some(say!(around.lang, sv: "{key} söker.", en: "{key} finds."))
    }

    pub(super) fn say_how_to_find(&mut self, key: KeyEvent, around: &Surroundings) {
        let (KeyCode::Char(letter), Some(find)) = (key.code, self.how_to_find(around)) else {
            return;
        };
        let is_plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        if letter.is_alphabetic() && is_plain {
            self.refuse(say!(around.lang,
                sv: "{letter} betyder inget här. {find}",
                en: "{letter} means nothing here. {find}"));
        }
    }

    pub(super) fn say_how_to_leave(&mut self, around: &Surroundings) {
        let key = |action| {
            around
                .keymap
                .first_key(action, around.lang, around.theme.ascii)
        };
        let (quit, back) = (key(Action::Quit), key(Action::Back));
        let (quit, back) = (quit.unwrap_or_default(), back.unwrap_or_default());
        let text = say!(around.lang,
            sv: "{back} går tillbaka, {quit} på tavlan avslutar. Allt markerat är sparat.",
            en: "{back} goes back, {quit} on the board leaves. Everything marked is saved.");
        self.say(Message {
            text,
            kind: MessageKind::Done,
        });
    }

    /// What has to be asked before a mark is made: whether a day to come is meant. A question's own yes is the answer.
    pub(super) fn question_ahead(
        &self,
        command: &Command,
        around: &Surroundings,
    ) -> Option<String> {
        if self.top_ref().section() == Section::Question {
            return None;
        }
        let lang = around.lang;
        let marks = &around.register.marks;
        let marked = |(who, day)| Some(marks.mark(who, day)?.code);
        let ((who, day), code) = command.foretells(around.today, marked)?;
        let name = view(around, &self.shown).name(around.register.people.get(&who)?);
        let (code, day) = (code.kind().name.get(lang), long_date(day, lang));
        Some(say!(lang,
            sv: "{name}: {code} {day}? Den dagen har inte varit än.",
            en: "{name}: {code} on {day}? That day is still to come."))
    }

    /// What an undo or a redo has changed, where no screen says it: the board tells of marks.
    pub(super) fn say_what_was_undone(
        &mut self,
        made: Made,
        entry: &LogEntry,
        around: &Surroundings,
    ) {
        if entry
            .changes
            .iter()
            .any(|change| change.as_mark().is_some())
        {
            return;
        }
        let words = Words {
            register: &around.register,
            lang: around.lang,
            notes: Notes::Whole,
            changes: &entry.changes,
        };
        let way = Way::of(entry.what == What::Redo, false);
        let text = sentence(way, made.what, &entry.changes, &words);
        self.say(Message {
            text,
            kind: MessageKind::Done,
        });
    }
}
