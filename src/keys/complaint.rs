//! What is wrong in a keymap: every complaint with its file, its line, and a sentence that says what to write instead.

use crate::action::{Action, Section};
use crate::text::Lang;
use crate::text::sentences::{Means, Voice};
use crate::{say, sentences, told};

/// The longest piece of somebody's file that is repeated in a sentence, in characters.
const QUOTED: usize = 40;

/// A line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the file, or of the shipped keymap.
    pub source: String,
    /// Counted from 1.
    pub line: usize,
}

impl Place {
    fn words(&self, lang: Lang) -> String {
        let (source, line) = (quoted(&self.source), self.line);
        say!(lang, sv: "{source}, rad {line}", en: "{source}, line {line}")
    }
}

/// One thing wrong in one line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub place: Place,
    pub problem: Problem,
}

sentences! {
    /// What can be wrong in a line of a keymap.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Problem {
        /// The line is not TOML.
        Syntax:
            "raden går inte att läsa. Se efter likhetstecken, hakparenteser och citattecken. Skriv till exempel: quit = [\"q\"]"
            / "the line cannot be read. Look at equals sign, brackets and quotes. Write for example: quit = [\"q\"]";
        /// A section or an action that has been named before in the same file.
        Repeated { name: String }:
            "”{name}” finns redan längre upp. Behåll en av dem."
            / "“{name}” is already further up. Keep one of them.",
            name = quoted(&name);
        /// A table that is no section.
        UnknownSection { name: String, meant: Option<Section> }:
            "avsnittet ”{name}” finns inte.{hint} De som finns är {known}."
            / "there is no section “{name}”.{hint} The sections are {known}.",
            name = quoted(&name),
            hint = Meant(meant.map(Section::name)),
            known = known_sections();
        /// An action above the first table.
        NoSection { action: Action }:
            "”{name}” står utanför avsnitten. Flytta raden till under [{section}]."
            / "“{name}” stands outside the sections. Move the line to below [{section}].",
            name = action.name(),
            section = action.section().name();
        /// A name that is no action.
        UnknownAction { name: String, meant: Option<Action> }:
            "åtgärden ”{name}” finns inte.{hint}{keys}"
            / "there is no action “{name}”.{hint}{keys}",
            name = quoted(&name),
            hint = Meant(meant.map(Action::name)),
            keys = Means::Keys;
        /// An action in another section than its own.
        WrongSection { action: Action }:
            "”{name}” hör till ett annat avsnitt. Flytta raden till under [{section}]."
            / "“{name}” belongs to another section. Move the line to below [{section}].",
            name = action.name(),
            section = action.section().name();
        /// Something else than a table where a section should be.
        NotATable { name: String }:
            "”{name}” är ett avsnitt och ska stå för sig självt: [{name}]"
            / "“{name}” is a section and stands by itself: [{name}]",
            name = quoted(&name);
        /// Something else than a list of texts after an action.
        NotAList { action: Action }:
            "efter ”{name}” ska det stå tangenter inom hakparentes och citattecken. Skriv till exempel: {name} = [\"q\"], eller {name} = [] för ingen tangent."
            / "“{name}” takes keys in brackets and quotes. Write for example: {name} = [\"q\"], or {name} = [] for no key.",
            name = action.name();
        /// A text that is no key.
        UnreadableKey { text: String }:
            "”{text}” är ingen tangent. Skriv ett tecken eller ett namn: \"n\", \"Enter\", \"PageUp\", \"Space\", \"F1\", \"ctrl-l\"."
            / "“{text}” is not a key. Write a character or a name: \"n\", \"Enter\", \"PageUp\", \"Space\", \"F1\", \"ctrl-l\".",
            text = quoted(&text);
        /// The same keys for two actions that are active together.
        Double { keys: String, action: Action, other: Action, place: Place }: match (*action == *other) {
            true =>
                "”{keys}” står två gånger för ”{name}” (också {place}). Ta bort den ena."
                / "“{keys}” stands twice for “{name}” (also {place}). Remove one of them.",
                keys = quoted(&keys),
                name = action.name();
            false =>
                "”{keys}” är redan tangent för ”{other}” ({place}), som används på samma ställe som ”{name}”. Välj en annan, eller ändra den andra."
                / "“{keys}” is already the key of “{other}” ({place}), which is active together with “{name}”. Choose another, or change that one.",
                keys = quoted(&keys),
                name = action.name(),
                other = other.name();
        };
        /// Keys that hide longer ones, because the first of them already are an action.
        Prefix { keys: String, action: Action, longer: String, other: Action, place: Place }:
            "”{keys}” (”{name}”) gör att ”{longer}” (”{other}”) aldrig kan nås; det andra står i {place}. Ändra det ena."
            / "“{keys}” (“{name}”) means that “{longer}” (“{other}”) can never be reached; the other one is in {place}. Change one of them.",
            keys = quoted(&keys),
            longer = quoted(&longer),
            name = action.name(),
            other = other.name();
    }
}

impl Complaint {
    /// Where it is, what is wrong and what to do, in one sentence that is safe to print.
    pub fn sentence(&self, to: impl Into<Voice>) -> String {
        let to = to.into();
        let (place, problem) = (self.place.words(to.lang), self.problem.text(to));
        format!("{place}: {problem}")
    }
}

/// Everything wrong in a set of keymaps, file by file, and then the keys that clash. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaints(Vec<Complaint>);

impl Complaints {
    /// The complaints, or none when there is nothing to complain of.
    pub(super) fn of(mut complaints: Vec<Complaint>) -> Option<Complaints> {
        complaints.dedup();
        (!complaints.is_empty()).then_some(Complaints(complaints))
    }

    /// The complaints in order.
    pub fn as_slice(&self) -> &[Complaint] {
        &self.0
    }

    /// One sentence a line.
    pub fn text(&self, to: impl Into<Voice>) -> String {
        let to = to.into();
        let sentences = self.0.iter().map(|complaint| complaint.sentence(to));
        let sentences: Vec<String> = sentences.collect();
        sentences.join("\n")
    }
}

/// A piece of somebody's file, made short, and without what could steer a terminal.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| matches!(c, '"' | '\'' | '\\') || c.escape_debug().len() == 1;
    let mut safe: String = text
        .chars()
        .take(QUOTED)
        .map(|c| if is_plain(c) { c } else { '\u{fffd}' })
        .collect();
    if text.chars().nth(QUOTED).is_some() {
        safe.push('…');
    }
    safe
}

/// What may have been meant.
struct Meant(Option<&'static str>);

told! {
    Place: |place, to| place.words(to.lang);
    Meant: |meant, to| meant.0.map_or_else(
        String::new,
        |name| say!(to.lang, sv: " Menade du ”{name}”?", en: " Did you mean “{name}”?"),
    );
}

fn known_sections() -> String {
    let mut known = Section::ALL.map(Section::name).to_vec();
    known.dedup();
    known.join(", ")
}
