//! The keymap in force: the shipped keys with overlays upon them, and the action that a key leads to.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::clash::{clashes, clashing};
use super::complaint::{Complaints, Place};
use super::key::{Key, Keys};
use super::overlay::Overlay;
use crate::action::{Action, Section};
use crate::text::Lang;

const DEFAULT: (&str, &str) = ("default.toml", include_str!("../../keymaps/default.toml"));

/// The overlays that come with the program: the name to choose them by, and their text.
pub const SHIPPED: [(&str, &str); 2] = [
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("phone", include_str!("../../keymaps/phone.toml")),
];

/// Keys that lead to an action, and the line that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub action: Action,
    pub keys: Keys,
    pub place: Place,
}

/// The keys of every action. No key in it means two things where both are active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<Bound>,
    /// What whoever is at the keyboard may not do: no key leads to it, and nothing offers it.
    denied: Vec<Action>,
}

/// The keys pressed so far of a sequence like `g g`. It waits without a time-out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending(Vec<Key>);

/// What a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    Action(Action),
    /// The key begins or continues a sequence.
    Pending,
    /// The key means nothing here; a sequence that was begun is forgotten.
    Unbound,
}

impl Keymap {
    /// The default keys with overlays upon them, each a name and a text. A later one replaces all the keys of the
    /// actions it names. The error holds everything that is wrong in any of them.
    pub fn load(overlays: &[(&str, &str)]) -> Result<Keymap, Complaints> {
        match Keymap::load_sound(overlays) {
            (keymap, None) => Ok(keymap),
            (_, Some(complaints)) => Err(complaints),
        }
    }

    /// The same with everything passed over that is wrong in any of them: an action whose line has a fault, or a key that
    /// another one has, keeps the keys that it had. No slip in a file keeps anybody out.
    pub fn load_sound(overlays: &[(&str, &str)]) -> (Keymap, Option<Complaints>) {
        let sources = std::iter::once(&DEFAULT).chain(overlays);
        let read: Vec<Overlay> = sources
            .map(|(source, text)| Overlay::read(source, text))
            .collect();
        let (mut bound, mut complaints) = (Vec::new(), Vec::new());
        for overlay in &read {
            bound = overlay.over(&bound, &[]);
            complaints.extend(overlay.complaints.iter().cloned());
        }
        complaints.extend(clashes(&bound));
        let complaints = Complaints::of(complaints);
        if complaints.is_some() {
            bound = read.iter().fold(Vec::new(), sound_over);
        }
        let denied = Vec::new();
        (Keymap { bound, denied }, complaints)
    }

    /// Lets keys lead to what may be done, and to nothing else. Whether that became another.
    pub fn allow(&mut self, may: impl Fn(Action) -> bool) -> bool {
        let denied = Action::ALL.iter().copied().filter(|action| !may(*action));
        let denied: Vec<Action> = denied.collect();
        let is_other = denied != self.denied;
        self.denied = denied;
        is_other
    }

    /// Whether whoever is at the keyboard may do that.
    pub fn allows(&self, action: Action) -> bool {
        !self.denied.contains(&action)
    }

    /// The text of a shipped overlay.
    pub fn shipped(name: &str) -> Option<&'static str> {
        SHIPPED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| *text)
    }

    /// The action of a key on a screen that asks these sections, the first section first. See [`Section::scope`].
    ///
    /// A capital letter that leads nowhere is read as the small one. The release of a key changes nothing.
    pub fn resolve(
        &self,
        sections: &[Section],
        pending: &mut Pending,
        event: KeyEvent,
    ) -> Resolved {
        if event.kind == KeyEventKind::Release {
            return Resolved::Unbound;
        }
        let mut pressed = std::mem::take(&mut pending.0);
        let Some(key) = Key::of(event) else {
            return Resolved::Unbound;
        };
        for key in std::iter::once(key).chain(key.in_lower_case()) {
            pressed.push(key);
            match self.look_up(sections, &pressed) {
                Resolved::Unbound => pressed.pop(),
                Resolved::Pending => {
                    pending.0 = pressed;
                    return Resolved::Pending;
                }
                action => return action,
            };
        }
        Resolved::Unbound
    }

    fn look_up(&self, sections: &[Section], pressed: &[Key]) -> Resolved {
        sections
            .iter()
            .flat_map(|section| {
                self.bound
                    .iter()
                    .filter(move |bound| bound.action.section() == *section)
                    .filter(|bound| self.allows(bound.action))
            })
            .find(|bound| bound.keys.as_slice().starts_with(pressed))
            .map_or(Resolved::Unbound, |bound| {
                match bound.keys.as_slice().len() == pressed.len() {
                    true => Resolved::Action(bound.action),
                    false => Resolved::Pending,
                }
            })
    }

    /// All the keys of an action, in the order of its line.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = &Keys> {
        self.bound
            .iter()
            .filter(move |bound| bound.action == action && self.allows(action))
            .map(|bound| &bound.keys)
    }

    /// The first keys of an action as they are shown on the screen; see [`Key::shown`].
    pub fn first_key(&self, action: Action, lang: Lang, ascii: bool) -> Option<String> {
        self.keys_of(action)
            .next()
            .map(|keys| keys.shown(lang, ascii))
    }

    /// All that is pressed for an action, to name in a sentence: for one of a menu's, the menu's key before its own.
    pub fn way_to(&self, action: Action, lang: Lang, ascii: bool) -> Option<String> {
        let own = self.first_key(action, lang, ascii)?;
        match action.section().is_menu() {
            true => Some(format!(
                "{} {own}",
                self.first_key(Action::Menu, lang, ascii)?
            )),
            false => Some(own),
        }
    }

    /// Every binding, in the order it was read.
    pub fn bound(&self) -> &[Bound] {
        &self.bound
    }
}

/// Bindings of which none clash, with those of a file upon them that then clash neither.
fn sound_over(bound: Vec<Bound>, overlay: &Overlay) -> Vec<Bound> {
    let mut left_out = overlay.faulty.clone();
    loop {
        let laid = overlay.over(&bound, &left_out);
        // The later of two that clash stands in the file, since those before do not.
        let clash = clashing(&laid).next().map(|(later, _)| later.action);
        match clash {
            Some(later) => left_out.push(later),
            None => return laid,
        }
    }
}

/// The keys that come with the program, without overlays.
impl Default for Keymap {
    fn default() -> Keymap {
        Keymap::load(&[]).expect("a test loads the shipped keymaps")
    }
}

impl Pending {
    /// Whether no sequence is begun.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets the keys pressed so far, as when a click or another screen comes between.
    pub fn forget(&mut self) {
        self.0.clear();
    }

    /// The keys pressed so far as they are shown on the screen.
    pub fn shown(&self, lang: Lang, ascii: bool) -> String {
        let keys: Vec<String> = self.0.iter().map(|key| key.shown(lang, ascii)).collect();
        keys.join(" ")
    }
}
