//! What somebody may do and what they log in with, in words.

use super::Words;
use crate::domain::facts::user::{Key, User};
use crate::domain::plain::shown;
use crate::say;

/// The rights of a user; where they had some, only what became another.
pub fn user(before: Option<&User>, after: &User, words: &Words) -> String {
    let lang = words.lang;
    let name = shown(words.register.actor(after.id)).into_owned();
    let has = |of: fn(&User, &Words) -> Option<String>| match before {
        Some(before) if of(before, words) == of(after, words) => None,
        _ => of(after, words),
    };
    let parts = [has(roles), has(places), has(cover), has(ended)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => name,
        false => {
            let parts = parts.join(", ");
            say!(lang, sv: "{name}: {parts}", en: "{name}: {parts}")
        }
    }
}

/// The roles; none where there are none.
pub fn roles(user: &User, words: &Words) -> Option<String> {
    let lang = words.lang;
    if user.roles.is_empty() {
        return Some(say!(lang, sv: "ingen roll", en: "no role"));
    }
    let roles = user.roles.iter().map(|role| role.name().get(lang));
    Some(roles.collect::<Vec<_>>().join(", "))
}

/// The groups and arenas; nothing where they are not narrowed.
pub fn places(user: &User, words: &Words) -> Option<String> {
    let groups = user.groups.iter();
    let groups = groups.map(|group| group.name().get(words.lang).to_owned());
    let arenas = user.arenas.iter().map(|id| words.place(*id));
    let places: Vec<String> = groups.chain(arenas).collect();
    (!places.is_empty()).then(|| places.join(", "))
}

/// Whether they stand in for others, and why.
pub fn cover(user: &User, words: &Words) -> Option<String> {
    let cover = user.cover.as_ref()?;
    // Why is told to whoever reads the log: it is a colleague's reason, and no participant's.
    let (until, why) = (cover.until, shown(&cover.why));
    let told = say!(words.lang,
        sv: "vikarierar till och med {until}",
        en: "covers for others until {until}");
    Some(match why.is_empty() {
        true => told,
        false => format!("{told} ({why})"),
    })
}

/// From when they have no rights.
pub fn ended(user: &User, words: &Words) -> Option<String> {
    let day = user.ended?;
    Some(say!(words.lang, sv: "avslutad {day}", en: "ended {day}"))
}

/// A key: its number, whose it is, and until when it holds.
pub fn key(key: &Key, words: &Words) -> String {
    let lang = words.lang;
    let (id, print) = (key.id, &key.fingerprint);
    let name = shown(words.register.actor(key.user));
    let told = format!("{id}, {name}, {print}");
    let state = match (key.revoked, key.expires) {
        (Some(day), _) => Some(say!(lang, sv: "återkallad {day}", en: "revoked {day}")),
        (None, Some(day)) => Some(say!(lang, sv: "till och med {day}", en: "until {day}")),
        (None, None) => None,
    };
    let from = key.from.as_deref().map(shown);
    let from = from.map(|from| say!(lang, sv: "från {from}", en: "from {from}"));
    let parts = std::iter::once(told).chain(from).chain(state);
    parts.collect::<Vec<_>>().join(", ")
}
