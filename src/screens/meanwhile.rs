//! What a colleague has changed under an open form, menu or question: told, and asked about before it is written over.

use super::{Effect, Opening, View};
use crate::domain::decide::command::Command;
use crate::domain::decide::refusal::A_COLLEAGUE;
use crate::domain::decide::subject::Subject;
use crate::domain::plain::shown;
use crate::lists::change::since;
use crate::say;

/// That something has become another since it was opened: by whom, and from what to what.
pub fn told(was: &Subject, now: &Subject, view: &View) -> String {
    let lang = view.lang;
    let by = now.author(view.register);
    let by = by.map(|by| shown(view.register.actor(by)).into_owned());
    let by = by.unwrap_or_else(|| A_COLLEAGUE.get(lang).to_owned());
    let change = was.change_to(now);
    let change = change.map(|change| since(&change, &view.telling()));
    match change.filter(|change| !change.is_empty()) {
        Some(change) => say!(lang,
            sv: "{by} har ändrat det här medan det stod öppet: {change}.",
            en: "{by} has changed this while it stood open: {change}."),
        None => say!(lang,
            sv: "{by} har ändrat det här medan det stod öppet.",
            en: "{by} has changed this while it stood open."),
    }
}

/// The question before something is written over what a colleague has changed; the yes is told to the screen below.
pub fn ask(was: &Subject, now: &Subject, view: &View) -> Effect {
    let told = told(was, now, view);
    let text = say!(view.lang,
        sv: "{told} Spara ditt ändå? Nej lämnar det som det är.",
        en: "{told} Save yours all the same? No leaves it as it is.");
    Effect::Open(Opening::AskBelow { text })
}

/// The same effect, whose command is carried out only while its subject is as it was.
pub fn only_while(subject: Option<Subject>, effect: Effect) -> Effect {
    let Some(subject) = subject else {
        return effect;
    };
    let still = |command: Box<Command>| Command::Still {
        subject: Box::new(subject),
        command,
    };
    match effect {
        Effect::Do(command) => Effect::Do(still(Box::new(command))),
        Effect::Open(Opening::WhatIf(command)) => {
            Effect::Open(Opening::WhatIf(Box::new(still(command))))
        }
        Effect::Open(Opening::Question { text, command }) => {
            let command = Box::new(still(command));
            Effect::Open(Opening::Question { text, command })
        }
        Effect::Replace(Opening::Question { text, command }) => {
            let command = Box::new(still(command));
            Effect::Replace(Opening::Question { text, command })
        }
        other => other,
    }
}
