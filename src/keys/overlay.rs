//! Reads one keymap file: which actions it names, with their keys and lines, and everything wrong in it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::complaint::{Complaint, Place, Problem};
use super::key::Keys;
use super::keymap::Bound;
use super::salvage;
use crate::action::{Action, Section};

/// One keymap file. What it does not name stays as it was.
pub struct Overlay {
    /// The actions it names, also those it takes the keys from.
    pub named: Vec<Action>,
    /// The keys it gives them, in the order of its lines.
    pub bound: Vec<Bound>,
    /// The actions whose line has a fault.
    pub faulty: Vec<Action>,
    /// In the order of its lines.
    pub complaints: Vec<Complaint>,
}

impl Overlay {
    /// Reads the text of a file; `source` is its name in complaints.
    pub fn read(source: &str, text: &str) -> Overlay {
        let (readable, unreadable) = match DeTable::parse(text) {
            Ok(_) => (text.to_string(), Vec::new()),
            Err(_) => salvage::readable(text),
        };
        let (root, errors) = DeTable::parse_recoverable(&readable);
        let overlay = Overlay {
            named: Vec::new(),
            bound: Vec::new(),
            faulty: Vec::new(),
            complaints: Vec::new(),
        };
        let mut reader = Reader {
            source,
            text,
            overlay,
        };
        for at in unreadable {
            reader.complain(at, Problem::Syntax);
        }
        for error in errors {
            let span = error.span().unwrap_or_default();
            reader.complain(
                span.start,
                match readable.get(span) {
                    Some(name) if error.message() == "duplicate key" => Problem::Repeated {
                        name: name.to_string(),
                    },
                    _ => Problem::Syntax,
                },
            );
        }
        for (name, value) in root.get_ref() {
            reader.section(name, value);
        }
        let mut overlay = reader.overlay;
        overlay
            .complaints
            .sort_by_key(|complaint| complaint.place.line);
        overlay
    }

    /// The bindings with this file's upon them: it takes all the keys from the actions that it names. Those that are
    /// `left_out` stay as they were.
    pub fn over(&self, bound: &[Bound], left_out: &[Action]) -> Vec<Bound> {
        let is_named = |action| self.named.contains(&action) && !left_out.contains(&action);
        let old = bound.iter().filter(|old| !is_named(old.action));
        let new = self.bound.iter().filter(|new| is_named(new.action));
        old.chain(new).cloned().collect()
    }
}

struct Reader<'a> {
    source: &'a str,
    text: &'a str,
    overlay: Overlay,
}

type Name<'a> = Spanned<std::borrow::Cow<'a, str>>;

impl Reader<'_> {
    fn section(&mut self, name: &Name, value: &Spanned<DeValue>) {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        match (Section::named(name), value.get_ref()) {
            (Some(section), DeValue::Table(lines)) => {
                for (name, value) in lines {
                    self.action(section, name, value);
                }
            }
            (Some(_), _) => self.complain(
                at,
                Problem::NotATable {
                    name: name.to_string(),
                },
            ),
            (None, DeValue::Table(_)) => {
                let meant = nearest(name, &Section::ALL, Section::name);
                self.complain(
                    at,
                    Problem::UnknownSection {
                        name: name.to_string(),
                        meant,
                    },
                );
            }
            (None, _) => match Action::named(name) {
                Some(action) => self.complain(at, Problem::NoSection { action }),
                None => self.unknown_action(at, name),
            },
        }
    }

    fn action(&mut self, section: Section, name: &Name, value: &Spanned<DeValue>) {
        let (at, name) = (name.span().start, name.get_ref().as_ref());
        let Some(action) = Action::named(name) else {
            return self.unknown_action(at, name);
        };
        if action.section().name() != section.name() {
            return self.complain(at, Problem::WrongSection { action });
        }
        let DeValue::Array(items) = value.get_ref() else {
            return self.complain(at, Problem::NotAList { action });
        };
        self.overlay.named.push(action);
        let before = self.overlay.complaints.len();
        for item in items {
            let at = item.span().start;
            match item.get_ref() {
                DeValue::String(text) => match Keys::parse(text) {
                    Some(keys) => self.overlay.bound.push(Bound {
                        action,
                        keys,
                        place: self.place(at),
                    }),
                    None => self.complain(
                        at,
                        Problem::UnreadableKey {
                            text: text.to_string(),
                        },
                    ),
                },
                _ => self.complain(at, Problem::NotAList { action }),
            }
        }
        if self.overlay.complaints.len() > before {
            self.overlay.faulty.push(action);
        }
    }

    fn unknown_action(&mut self, at: usize, name: &str) {
        let meant = nearest(name, Action::ALL, Action::name);
        self.complain(
            at,
            Problem::UnknownAction {
                name: name.to_string(),
                meant,
            },
        );
    }

    fn complain(&mut self, at: usize, problem: Problem) {
        let place = self.place(at);
        self.overlay.complaints.push(Complaint { place, problem });
    }

    fn place(&self, at: usize) -> Place {
        let line = 1 + self
            .text
            .bytes()
            .take(at)
            .filter(|byte| *byte == b'\n')
            .count();
        Place {
            source: self.source.to_string(),
            line,
        }
    }
}

/// No name is near this many characters, so that a name of megabytes costs nothing to compare.
const LONGEST_GUESSED: usize = 60;

/// What was probably meant: the name that the fewest slips of a finger lead to, if they are at most a
/// third of the longer one.
fn nearest<T: Copy>(written: &str, known: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
    let written: String = written
        .to_lowercase()
        .replace(['_', ' '], "-")
        .chars()
        .take(LONGEST_GUESSED)
        .collect();
    known
        .iter()
        .map(|item| (strsim::osa_distance(&written, name(*item)), *item))
        .filter(|(steps, item)| steps * 3 <= written.chars().count().max(name(*item).len()))
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, item)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_guesses_only_what_is_near() {
        let guess = |written| nearest(written, Action::ALL, Action::name);
        assert_eq!(guess("mark-presnt"), Some(Action::MarkPresent));
        assert_eq!(guess("Mark_Sick"), Some(Action::MarkSick));
        assert_eq!(guess("qiut"), Some(Action::Quit));
        assert_eq!(guess("otherpane"), Some(Action::OtherPane));
        assert_eq!(guess("make-coffee"), None);
        assert_eq!(guess(""), None);
    }
}
