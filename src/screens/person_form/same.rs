//! The question whether a new person is somebody the register knows: asked by the form where the register refuses.

use std::cell::RefCell;

use super::Key;
use crate::domain::decide::command::Command;
use crate::domain::decide::foresee;
use crate::domain::decide::refusal::{Namesake, Refusal};
use crate::domain::facts::details::Field;
use crate::domain::facts::participant::Whom;
use crate::say;
use crate::screens::View;
use crate::text::Lang;
use crate::widgets::form::Form;

/// What may be answered of the people whom a refusal names.
#[derive(Clone, Copy, PartialEq)]
enum May {
    /// That they are the one who comes back.
    Same,
    /// That, or somebody new.
    SameOrNew,
    /// That they are another: who is changed is known.
    Another,
}

/// The refusal that last asked, and the name that was typed then: that somebody had the name before only the log knows,
/// which is read where the command is carried out.
#[derive(Default)]
pub struct Asked(RefCell<Option<(String, Refusal)>>);

impl Asked {
    fn again(&self, name: &str) -> Option<Refusal> {
        let last = self.0.borrow();
        let (of, refusal) = last.as_ref()?;
        (of == name).then(|| refusal.clone())
    }
}

fn name(form: &Form<Key>) -> String {
    [Field::Given, Field::Family]
        .map(|field| form.text(Key::Of(field)))
        .join(" ")
}

/// The people whom a refusal names, and what may be answered.
fn asked(refusal: &Refusal) -> Option<(&[Namesake], May)> {
    match refusal {
        Refusal::NameOfAnother { people } => Some((people, May::Another)),
        Refusal::SameName { people, .. } | Refusal::LooksLike { people, .. } => {
            Some((people, May::SameOrNew))
        }
        Refusal::Returns { who } => Some((std::slice::from_ref(who), May::Same)),
        _ => None,
    }
}

/// The answers to choose among, each with what it says. The first says nothing yet.
fn answers((people, may): (&[Namesake], May), lang: Lang) -> Vec<(String, Whom)> {
    let unsaid = say!(lang, sv: "svara med högerpil", en: "answer with right arrow");
    let is_same = may != May::Another;
    let known = people
        .iter()
        .filter(|who| is_same && who.name.is_some() && !who.is_there);
    let same = known.map(|who| {
        let id = who.id;
        let same = say!(lang, sv: "ja, {id}: ny vistelse", en: "yes, {id}: a new stay");
        (same, Whom::Same(id))
    });
    let new = || {
        let ids: Vec<String> = people
            .iter()
            .filter(|who| who.name.is_some())
            .map(|who| who.id.to_string())
            .collect();
        let ids = ids.join(", ");
        let new = match ids.as_str() {
            "" if may == May::Another => say!(lang, sv: "nej, en annan", en: "no, another one"),
            ids if may == May::Another => {
                say!(lang, sv: "nej, en annan än {ids}", en: "no, another one than {ids}")
            }
            "" => say!(lang, sv: "nej, en ny person", en: "no, a new person"),
            ids => {
                say!(lang, sv: "nej, inte {ids}: en ny person", en: "no, not {ids}: a new person")
            }
        };
        (new, Whom::New)
    };
    let new = (may != May::Same).then(new);
    [(unsaid, Whom::Unsaid)]
        .into_iter()
        .chain(same)
        .chain(new)
        .collect()
}

/// Shows the question where a refusal asks it.
pub fn ask(form: &mut Form<Key>, refusal: &Refusal, last: Option<&Asked>, view: &View) {
    if let Some(asked) = asked(refusal) {
        if let Some(last) = last {
            *last.0.borrow_mut() = Some((name(form), refusal.clone()));
        }
        let answers = answers(asked, view.lang).into_iter();
        form.set_options(Key::Whom, answers.map(|(text, _)| text).collect());
        form.show(Key::Whom, true);
    }
}

/// Whom the command is about, as it has been answered: an answer holds for whom it was asked about.
pub fn answered(
    form: &mut Form<Key>,
    command: &Command,
    last: Option<&Asked>,
    view: &View,
) -> Whom {
    if !form.is_shown(Key::Whom) {
        return Whom::Unsaid;
    }
    let refusal = foresee(view.register, command, view.today).err();
    let refusal = refusal.or_else(|| last?.again(&name(form)));
    let Some(asked) = refusal.as_ref().and_then(asked) else {
        // What was typed since needs no answer.
        form.show(Key::Whom, false);
        return Whom::Unsaid;
    };
    let answers = answers(asked, view.lang).into_iter();
    let mut chosen = answers.filter(|(text, _)| text == form.text(Key::Whom));
    chosen.next().map(|(_, whom)| whom).unwrap_or_default()
}
