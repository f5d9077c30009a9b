//! Keys that came at once: whether hands typed them, and what becomes of them if not.
//!
//! A terminal without bracketed paste sends what is pasted as if it were typed, and then each letter is a mark on
//! somebody. But a slow link also delivers seconds of honest keys in one read, so that not every read of several is a
//! paste.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::{Action, Section};
use crate::domain::facts::attendance::{Code, Extra};
use crate::keys::{Keymap, Pending, Resolved};

/// What becomes of keys that came at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Each is done, one after the other.
    Typed,
    /// They are text for the field that is open: none of them saves, moves or leaves.
    Text,
    /// Nothing is done: they are more than hands type, or this one means nothing where it would be pressed.
    Dropped(Option<char>),
}

/// What of a screen decides over keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub section: Section,
    pub takes_text: bool,
    /// The menu that its menu key opens, where it has one.
    pub menu: Option<Section>,
}

impl Place {
    const fn of(section: Section) -> Place {
        Place {
            section,
            takes_text: false,
            menu: None,
        }
    }

    const TEXT: Place = Place {
        section: Section::Form,
        takes_text: true,
        menu: None,
    };

    const fn with_menu(section: Section, menu: Section) -> Place {
        Place {
            section,
            takes_text: false,
            menu: Some(menu),
        }
    }
}

/// Judges keys that came at once. `are_many` says that there are more letters and signs than hands type meanwhile; `stack`
/// is the screens that are open, the topmost last. Keys that are few are walked through without doing any, until one
/// opens a field for text.
pub fn judge(
    keys: &[KeyEvent],
    are_many: bool,
    mut stack: Vec<Place>,
    mut pending: Pending,
    keymap: &Keymap,
) -> Judged {
    let takes_text = |stack: &[Place]| stack.last().is_some_and(|top| top.takes_text);
    match (takes_text(&stack), are_many) {
        (true, true) => return Judged::Text,
        (true, false) => return Judged::Typed,
        (false, true) => return Judged::Dropped(None),
        (false, false) => {}
    }
    for key in keys {
        let Some(top) = stack.last().copied() else {
            break;
        };
        match code_of(*key).filter(|_| top.section == Section::Codes) {
            Some(code) => {
                pending.forget();
                stack.pop();
                let extra = code.kind().extra;
                if matches!(extra, Extra::SpanRequired | Extra::NoteRequired) {
                    stack.push(Place::TEXT);
                }
            }
            None => match keymap.resolve(top.section.scope(), &mut pending, *key) {
                Resolved::Action(action) => go(action, top, &mut stack),
                Resolved::Pending => {}
                Resolved::Unbound => match letter(*key) {
                    Some(letter) => return Judged::Dropped(Some(letter)),
                    None if is_escape(*key) => go(Action::Back, top, &mut stack),
                    None => {}
                },
            },
        }
        if takes_text(&stack) {
            break;
        }
    }
    Judged::Typed
}

/// A key that types a letter or a sign.
fn letter(key: KeyEvent) -> Option<char> {
    let held = key.modifiers.difference(KeyModifiers::SHIFT);
    match key.code {
        KeyCode::Char(letter) if held.is_empty() => Some(letter),
        _ => None,
    }
}

/// Whether a key is Esc that came in one piece with the key after it, as which a terminal also sends Alt with that key.
/// A keymap that binds it says that it is Alt.
pub fn is_escape(key: KeyEvent) -> bool {
    let types = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab);
    types && key.modifiers.difference(KeyModifiers::SHIFT) == KeyModifiers::ALT
}

fn code_of(key: KeyEvent) -> Option<Code> {
    let letter: Vec<char> = letter(key)?.to_lowercase().collect();
    let mut codes = Code::ALL.iter().copied();
    codes.find(|code| letter == [code.kind().key])
}

/// Whether an action opens a form or a search, where letters are text.
const fn opens_text(action: Action) -> bool {
    matches!(
        action,
        Action::Find
            | Action::Palette
            | Action::GoToDate
            | Action::TakeCover
            | Action::AddPerson
            | Action::Note
            | Action::MarkPartDay
            | Action::Settings
            | Action::ChangePerson
            | Action::MovePerson
            | Action::EndStay
            | Action::NewStay
            | Action::LongAbsence
            | Action::SetStep
            | Action::PlanOnward
            | Action::AddDecision
            | Action::ReplaceDecision
            | Action::EndDecision
            | Action::HandleDuty
            | Action::SetAsideDuty
            | Action::CloseDay
            | Action::AddArena
            | Action::ChangeArena
            | Action::MergeArena
    )
}

/// What is open after an action, as far as that can be said without doing it. Where it depends on the register, as with
/// Enter in a list, it is the screen that most often follows.
fn go(action: Action, top: Place, stack: &mut Vec<Place>) {
    use Section::{Board, Card, Codes, Decisions, Duties, List, Marks};
    let opened = match action {
        action if opens_text(action) => Some(Place::TEXT),
        // In a decision's menu the decisions lie open below.
        Action::Decisions if top.section == Decisions => return,
        Action::Help | Action::Log | Action::Outcomes => Some(Place::of(List)),
        Action::TwelveMonths | Action::Quota | Action::OtherUnits => {
            Some(Place::with_menu(List, Card))
        }
        Action::Rules => Some(Place::of(Section::Days)),
        Action::Duties => Some(Place::with_menu(List, Duties)),
        Action::ClosedDays => Some(Place::with_menu(List, Section::Calendar)),
        Action::Arenas => Some(Place::with_menu(List, Section::Arenas)),
        Action::Decisions => Some(Place::with_menu(List, Decisions)),
        Action::MoreCodes => Some(Place::of(Codes)),
        Action::Menu if top.menu.is_some() => top.menu.map(Place::of),
        // On the card and on a decision Enter opens the menu, in a menu what is chosen there.
        Action::Open => match (top.section, top.menu) {
            (Codes, _) => None,
            (section, _) if section.is_menu() => Some(Place::TEXT),
            (Marks, Some(menu)) | (_, Some(menu @ Decisions)) => Some(Place::of(menu)),
            (Board | List, Some(_)) => Some(Place::with_menu(Marks, Card)),
            _ => return,
        },
        Action::ShowOnBoard => {
            stack.truncate(1);
            return;
        }
        Action::Back | Action::Quit | Action::Yes | Action::No => None,
        // Done from the menu, which closes over the list.
        Action::TakeUpDuty | Action::ShowHandled | Action::OpenDay => None,
        _ => return,
    };
    // What is chosen in a menu takes its place.
    if opened.is_none_or(|_| top.section.is_menu()) && stack.len() > 1 {
        stack.pop();
    }
    stack.extend(opened);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<KeyEvent> {
        let key = |c| match c {
            '\r' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
            '\t' => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
            '\u{1b}' => KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE),
            '↓' => KeyEvent::new(KeyCode::Down, KeyModifiers::NONE),
            'Å' => KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT),
            c => KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
        };
        text.chars().map(key).collect()
    }

    #[test]
    fn what_hands_can_have_typed_is_done_and_the_rest_is_not() {
        use Section::{Board, Card, Codes, Question};
        let board = Place::with_menu(Board, Card);
        let on = |section| vec![board, Place::of(section)];
        let in_form = || vec![board, Place::TEXT];
        let dropped = |letter| Judged::Dropped(Some(letter));
        let cases = [
            // On the board: marks, a search, a form, and what is none of these.
            ("nsvonsvonsvonsvonsvo", false, vec![board], Judged::Typed),
            ("↓d9.30-16\rs", false, vec![board], Judged::Typed),
            ("/hanna\r", false, vec![board], Judged::Typed),
            ("pHanna Ek\t", false, vec![board], Judged::Typed),
            ("NNS", false, vec![board], Judged::Typed),
            ("hanna", false, vec![board], dropped('h')),
            (
                "Hej, sandra kommer inte\ridag\r",
                false,
                vec![board],
                dropped('H'),
            ),
            ("nn5", false, vec![board], dropped('5')),
            ("nsvonsvo", true, vec![board], Judged::Dropped(None)),
            ("/hanna\r", true, vec![board], Judged::Dropped(None)),
            ("\r\r\r", false, vec![board], Judged::Typed),
            // Codes that are no letters on the board, and what follows them there.
            ("mfnmj", false, vec![board], Judged::Typed),
            ("mfh", false, vec![board], dropped('h')),
            ("f", false, on(Codes), Judged::Typed),
            ("fh", false, on(Codes), dropped('h')),
            // The card, its menu, and back from both.
            ("\rns", false, vec![board], Judged::Typed),
            ("\rc", false, vec![board], dropped('c')),
            ("\r\rc", false, vec![board], Judged::Typed),
            (" c", false, vec![board], dropped('c')),
            ("\r\u{1b}c", false, vec![board], dropped('c')),
            ("\r\r\u{1b}c", false, vec![board], dropped('c')),
            ("\r\rÅc", false, vec![board], dropped('c')),
            ("c", false, on(Card), Judged::Typed),
            // The lists, each with a menu of its own.
            ("\r\rd a", false, vec![board], Judged::Typed),
            ("\r\rd\ra", false, vec![board], Judged::Typed),
            ("\r\rd z", false, vec![board], dropped('z')),
            ("b u", false, vec![board], Judged::Typed),
            ("b\rn", false, vec![board], Judged::Typed),
            ("t m", false, vec![board], Judged::Typed),
            ("tm", false, vec![board], dropped('m')),
            ("l ", false, vec![board], Judged::Typed),
            // A question takes no other letters than its answers.
            ("nz", false, on(Question), dropped('z')),
            // A field for text.
            ("hanna\r", false, in_form(), Judged::Typed),
            ("hanna\r", true, in_form(), Judged::Text),
        ];
        let keymap = Keymap::default();
        for (typed, are_many, stack, judged) in cases {
            let is = judge(&keys(typed), are_many, stack, Pending::default(), &keymap);
            assert_eq!(is, judged, "{typed:?}");
        }
    }
}
