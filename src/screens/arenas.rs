//! The group and the arena in forms that place somebody: chosen, and typed with the known ones at hand.

use super::View;
use crate::domain::facts::participant::{Arena, Group};
use crate::domain::plain::shown;
use crate::say;
use crate::widgets::form::Form;

/// How many known arenas are named under the field.
const NAMED: usize = 6;

/// The groups' names, to choose among.
pub fn groups(view: &View) -> Vec<String> {
    let names = Group::ALL.map(|group| group.name().get(view.lang).to_owned());
    names.to_vec()
}

/// The chosen group.
pub fn group<K: Copy + PartialEq>(form: &Form<K>, key: K) -> Group {
    let chosen = Group::ALL.get(form.chosen(key));
    chosen.copied().unwrap_or(Group::Indoor)
}

/// Lets what is said under the arena, and what it may be completed to, follow the group and the text. `within` is the
/// group that somebody is moved about in, where the arena cannot be left out.
pub fn follow<K: Copy + PartialEq>(
    form: &mut Form<K>,
    of_group: K,
    of_arena: K,
    within: Option<Group>,
    view: &View,
) {
    let lang = view.lang;
    let group = group(form, of_group);
    let in_group = |arena: &&Arena| arena.group == group;
    let arenas = view.register.open_arenas(view.today).filter(in_group);
    let mut known: Vec<String> = arenas
        .map(|arena| shown(&arena.name).into_owned())
        .collect();
    known.sort_by_cached_key(|name| crate::domain::order::sort_key(name));
    let typed = form.text(of_arena).to_owned();
    let is_known = view.register.arena_named(Some(group), &typed).is_some();
    let name = group.name().get(lang);
    form.set_offers(of_arena, known.clone());
    let is_unit = group == Group::OtherUnit;
    let example = match form.completion(of_arena) {
        _ if typed.is_empty() => {
            let first: Vec<String> = known.iter().take(NAMED).cloned().collect();
            let more = if known.len() > NAMED { " …" } else { "" };
            let empty = match is_unit {
                true => say!(lang, sv: "enheten som tar emot", en: "the unit that receives"),
                false if within == Some(group) => {
                    say!(lang, sv: "ett streck (-) är hela gruppen", en: "a hyphen (-) is the whole group")
                }
                false => say!(lang, sv: "tomt är hela gruppen", en: "empty is the whole group"),
            };
            match first.join(", ") {
                none if none.is_empty() => empty,
                all => format!("{all}{more}; {empty}"),
            }
        }
        Some(whole) => {
            say!(lang, sv: "högerpil fyller i {whole}", en: "right arrow completes to {whole}")
        }
        None if is_unit && is_known => {
            say!(lang, sv: "en enhet som finns", en: "a unit that is known")
        }
        None if is_unit => say!(lang, sv: "en ny enhet", en: "a new unit"),
        None if is_known => say!(lang, sv: "finns i {name}", en: "is in {name}"),
        None => say!(lang, sv: "ny arena i {name}", en: "a new arena in {name}"),
    };
    form.set_example(of_arena, example);
}
