//! Users: given roles and places, ended, and the keys that they log in with.

use super::checks::checked;
use super::command::{Asker, NewKey, Wanted};
use super::refusal::{NotAllowed, Refusal};
use crate::domain::alike::folded;
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::Change;
use crate::domain::facts::user::{Cover, Key, KeyId, Preferences, Role, User};
use crate::domain::register::Register;

/// The longest name of a user, in characters.
pub const USER_LIMIT: usize = 60;
/// The longest reason for standing in, in characters.
const WHY_LIMIT: usize = 200;

fn refused(why: NotAllowed) -> Refusal {
    Refusal::NotAllowed(why)
}

/// A user who has not ended.
fn user<'a>(register: &'a Register, id: ActorId, asker: &Asker) -> Result<&'a User, Refusal> {
    if !register.has_roles() {
        return Err(refused(NotAllowed::Alone));
    }
    let user = register.users.get(&id);
    let user = user.filter(|user| user.is_active(asker.today));
    user.ok_or_else(|| {
        let name = register.actor(id).to_owned();
        refused(NotAllowed::NoUser { name })
    })
}

/// Whoever brings roles into a register has had all rights so far, and keeps those of one who is alone with it.
fn founder(register: &Register, asker: &Asker) -> Option<Change> {
    let is_first = !register.has_roles();
    is_first.then(|| {
        let mut user = User::new(asker.id);
        user.roles = vec![Role::Coordinator, Role::Administrator];
        Change::User {
            before: None,
            after: Box::new(user),
        }
    })
}

/// The user with what is wanted of them; what is not said stays as it is.
fn with(
    register: &Register,
    asker: &Asker,
    mut user: User,
    wanted: &Wanted,
) -> Result<User, Refusal> {
    let Wanted {
        roles,
        groups,
        arenas,
        cover,
    } = wanted;
    if let Some(roles) = roles {
        let wanted = Role::ALL.into_iter().filter(|role| roles.contains(role));
        user.roles = wanted.collect();
    }
    if let Some(groups) = groups {
        user.groups.clone_from(groups);
        user.groups.sort();
        user.groups.dedup();
    }
    if let Some(arenas) = arenas {
        for id in arenas {
            super::arenas::arena(register, *id)?;
        }
        user.arenas.clone_from(arenas);
        user.arenas.sort();
        user.arenas.dedup();
    }
    if let Some(until) = cover {
        if let Some(day) = until.filter(|day| *day < asker.today) {
            return Err(refused(NotAllowed::CoverPast { day }));
        }
        user.cover = until.map(|until| Cover {
            until,
            why: String::new(),
        });
    }
    if !user.roles.contains(&Role::Supervisor) {
        // What only a supervisor has goes with the role, unless it was asked for.
        if groups.is_none() && arenas.is_none() {
            (user.groups, user.arenas) = (Vec::new(), Vec::new());
        }
        if cover.is_none() {
            user.cover = None;
        }
    }
    if user.roles.is_empty() {
        return Err(refused(NotAllowed::NoRoleGiven));
    }
    let has_places = !user.groups.is_empty() || !user.arenas.is_empty() || user.cover.is_some();
    if has_places && !user.roles.contains(&Role::Supervisor) {
        return Err(refused(NotAllowed::PlacesOfNobody));
    }
    Ok(user)
}

/// That somebody is still there who gives users their rights, once these changes are made.
fn has_administrator(
    register: &Register,
    asker: &Asker,
    changes: Vec<Change>,
) -> Result<Vec<Change>, Refusal> {
    let mut after = register.users.clone();
    for change in &changes {
        if let Change::User { after: user, .. } = change {
            after.insert(user.id, (**user).clone());
        }
    }
    let is_administrator = |user: &User| user.is(Role::Administrator, asker.today);
    match after.values().any(is_administrator) {
        true => Ok(changes),
        false => Err(refused(NotAllowed::LastAdministrator)),
    }
}

pub(super) fn add(
    register: &Register,
    asker: &Asker,
    (name, is_oneself): (&str, bool),
    wanted: &Wanted,
) -> Result<Vec<Change>, Refusal> {
    let name = checked(name, USER_LIMIT)?;
    if name.is_empty() {
        return Err(refused(NotAllowed::NameMissing));
    }
    let mut changes = Vec::new();
    let mut alike = register.actors.iter();
    let known = alike.find(|(_, known)| folded(known) == folded(&name));
    let id = match known {
        Some((_, known)) if *known != name => {
            let known = known.clone();
            return Err(refused(NotAllowed::NameAlike { name, known }));
        }
        Some((id, _)) => *id,
        None if is_oneself => asker.id,
        None => {
            // Whoever asks may themselves be new, and has the next number then.
            let last = register.actors.keys().next_back().copied();
            let last = last.unwrap_or_default().max(asker.last);
            let id = ActorId(last.0.checked_add(1).ok_or(Refusal::Full)?);
            changes.push(Change::Actor {
                id,
                name: name.clone(),
            });
            id
        }
    };
    let before = register.users.get(&id);
    if before.is_some_and(|user| user.is_active(asker.today)) {
        return Err(refused(NotAllowed::UserThere { name }));
    }
    if id != asker.id {
        changes.extend(founder(register, asker));
    }
    let after = with(register, asker, User::new(id), wanted)?;
    changes.push(Change::User {
        before: before.cloned().map(Box::new),
        after: Box::new(after),
    });
    has_administrator(register, asker, changes)
}

pub(super) fn change(
    register: &Register,
    asker: &Asker,
    id: ActorId,
    wanted: &Wanted,
) -> Result<Vec<Change>, Refusal> {
    let before = user(register, id, asker)?;
    let after = with(register, asker, before.clone(), wanted)?;
    has_administrator(register, asker, user_changed(before, after))
}

fn user_changed(before: &User, after: User) -> Vec<Change> {
    if *before == after {
        return Vec::new();
    }
    vec![Change::User {
        before: Some(Box::new(before.clone())),
        after: Box::new(after),
    }]
}

/// Ends a user, and takes their keys back.
pub(super) fn end(register: &Register, asker: &Asker, id: ActorId) -> Result<Vec<Change>, Refusal> {
    let before = user(register, id, asker)?;
    let mut after = before.clone();
    after.ended = Some(asker.today);
    let mut changes = user_changed(before, after);
    let keys = register.keys.values();
    let keys = keys.filter(|key| key.user == id && key.revoked.is_none());
    changes.extend(keys.map(|key| revoked(key, asker)));
    has_administrator(register, asker, changes)
}

/// Lets whoever asks stand in for others today.
pub(super) fn take_cover(
    register: &Register,
    asker: &Asker,
    why: &str,
) -> Result<Vec<Change>, Refusal> {
    let before = user(register, asker.id, asker)?;
    let why = checked(why, WHY_LIMIT)?;
    if why.is_empty() {
        return Err(refused(NotAllowed::WhyMissing));
    }
    if before.covers(asker.today) {
        return Ok(Vec::new());
    }
    let mut after = before.clone();
    after.cover = Some(Cover {
        until: asker.today,
        why,
    });
    Ok(user_changed(before, after))
}

/// Lets the program look to whoever asks as they say; what is not said stays.
pub(super) fn prefer(
    register: &Register,
    asker: &Asker,
    preferences: &Preferences,
) -> Result<Vec<Change>, Refusal> {
    let before = user(register, asker.id, asker)?;
    let mut after = before.clone();
    after.preferences = after.preferences.with(preferences.clone());
    Ok(user_changed(before, after))
}

pub(super) fn add_key(
    register: &Register,
    asker: &Asker,
    whose: ActorId,
    new: &NewKey,
) -> Result<Vec<Change>, Refusal> {
    let founder = founder(register, asker);
    if founder.is_none() || whose != asker.id {
        user(register, whose, asker)?;
    }
    let NewKey {
        kind,
        key,
        fingerprint,
        from,
        expires,
    } = new;
    if let Some(known) = register.keys.values().find(|known| known.key == *key) {
        let (id, name) = (known.id, register.actor(known.user).to_owned());
        return Err(refused(match known.revoked {
            None => NotAllowed::KeyThere { id, name },
            Some(day) => NotAllowed::KeyRevoked { id, day },
        }));
    }
    if let Some(day) = expires.filter(|day| *day < asker.today) {
        return Err(refused(NotAllowed::KeyExpired { day }));
    }
    let last = register.keys.keys().next_back().map_or(0, |id| id.0);
    let after = Key {
        id: KeyId(last.checked_add(1).ok_or(Refusal::Full)?),
        user: whose,
        kind: kind.clone(),
        key: key.clone(),
        fingerprint: fingerprint.clone(),
        from: from.clone(),
        added: asker.today,
        expires: *expires,
        revoked: None,
    };
    let mut changes: Vec<Change> = founder.into_iter().collect();
    changes.push(Change::Key {
        before: None,
        after: Box::new(after),
    });
    Ok(changes)
}

pub(super) fn revoke_key(
    register: &Register,
    asker: &Asker,
    id: KeyId,
) -> Result<Vec<Change>, Refusal> {
    let key = register.keys.get(&id);
    let key = key.ok_or_else(|| refused(NotAllowed::NoKey { id }))?;
    Ok(match key.revoked {
        Some(_) => Vec::new(),
        None => vec![revoked(key, asker)],
    })
}

fn revoked(key: &Key, asker: &Asker) -> Change {
    let mut after = key.clone();
    after.revoked = Some(asker.today);
    Change::Key {
        before: Some(Box::new(key.clone())),
        after: Box::new(after),
    }
}
