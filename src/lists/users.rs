//! Users with their roles and places, and the keys that they log in with.

use serde::Serialize;

use super::rows::users::{KeyRow, UserRow};
use super::{Cell, Column, List, Telling, columns};
use crate::domain::difference::{Notes, Words, users};
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::participant::PersonId;
use crate::domain::facts::user::{Key, KeyId, User};
use crate::text::Text;
use crate::text::meaning::Role;
use crate::{say, text};

/// One user, or a name in the log that has no rights.
pub struct Listed {
    pub user: User,
    row: Seen,
}

/// A user with when they were last seen, as JSON has them.
#[derive(Debug, Serialize)]
struct Seen {
    #[serde(flatten)]
    user: UserRow,
    /// When they last did something that is in the log; null where they never did.
    last_seen: Option<String>,
}

/// All users, and names without rights.
pub struct Users {
    rows: Vec<Listed>,
}

const NAME: Text = text!("användare", "user");
const ROLES: Text = text!("roller", "roles");
const PLACES: Text = text!("grupper och arenor", "groups and arenas");
const COVER: Text = text!("vikarierar till", "covers until");
const KEYS: Text = text!("nycklar", "keys");
const SEEN: Text = text!("senast sedd", "last seen");
const ENDED: Text = text!("avslutad", "ended");

impl Users {
    /// Everybody whom the register knows by name, with the given moment in which each was last seen. Where nobody has
    /// been given rights yet, `alone` is who may do all.
    pub fn of(
        of: &Telling,
        alone: Option<User>,
        seen: impl Fn(ActorId) -> Option<String>,
    ) -> Users {
        let register = of.register;
        let known = register.actors.keys().copied();
        let known = known.chain(alone.iter().map(|user| user.id));
        let mut ids: Vec<ActorId> = known.collect();
        ids.sort();
        ids.dedup();
        let rows = ids.into_iter().map(|id| {
            let user = register
                .users
                .get(&id)
                .or(alone.as_ref().filter(|user| user.id == id));
            let user = user.cloned().unwrap_or_else(|| User::new(id));
            let row = Seen {
                user: UserRow::of(&user, register),
                last_seen: seen(id),
            };
            Listed { user, row }
        });
        Users {
            rows: rows.collect(),
        }
    }

    /// The row of one of them, as JSON.
    pub fn row(&self, id: ActorId) -> Option<impl Serialize + '_> {
        let mut rows = self.rows.iter();
        rows.find(|listed| listed.user.id == id)
            .map(|listed| &listed.row)
    }

    /// The same row in a sentence.
    pub fn text(&self, id: ActorId, of: &Telling) -> String {
        let mut rows = self.rows.iter();
        let listed = rows.find(|listed| listed.user.id == id);
        listed.map_or_else(String::new, |listed| {
            users::user(None, &listed.user, &words(of))
        })
    }
}

fn words<'a>(of: &Telling<'a>) -> Words<'a> {
    Words {
        register: of.register,
        lang: of.lang,
        notes: Notes::Whole,
        changes: &[],
    }
}

impl List for Users {
    type Row = Listed;
    type Key = ActorId;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Användare", en: "Users")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        let with = self.rows.iter().filter(|row| !row.user.roles.is_empty());
        vec![match with.count() {
            1 => say!(of.lang, sv: "1 med roll", en: "1 with a role"),
            n => say!(of.lang, sv: "{n} med roll", en: "{n} with a role"),
        }]
    }

    fn groups(&self) -> Vec<&[Listed]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Det finns ingen användare än.", en: "There is no user yet."))
    }

    columns! {
        fn cells(self, row: &Listed, _group, of) {
            let words = words(of);
            let (user, shown) = (&row.user, &row.row);
            let role = match user.is_active(of.today) && !user.roles.is_empty() {
                true => Role::Plain,
                false => Role::Quiet,
            };
            let told = |cell: Cell| cell.meaning(role);
        }
        Column::fixed(&[NAME], 14).up_to(30, 2) => told(Cell::of(shown.user.name.clone()));
        Column::fixed(&[ROLES], 14).up_to(40, 2) => told(Cell::known(users::roles(user, &words)));
        Column::fixed(&[PLACES], 14).up_to(40, 2) => told(Cell::known(users::places(user, &words)));
        Column::fixed(&[COVER], 15) => told(Cell::known(shown.user.cover.map(|day| day.to_string())));
        Column::fixed(&[KEYS], 8) => told(Cell::of(shown.user.keys.join(", ")));
        Column::fixed(&[SEEN], 16) => told(Cell::known(shown.last_seen.clone()));
        Column::fixed(&[ENDED], 10) => told(Cell::known(user.ended.map(|day| day.to_string())));
    }

    fn key(&self, row: &Listed) -> ActorId {
        row.user.id
    }

    fn of(&self, _row: &Listed) -> Option<PersonId> {
        None
    }

    fn about(&self, row: &Listed, of: &Telling) -> Vec<(String, Role)> {
        vec![(users::user(None, &row.user, &words(of)), Role::Plain)]
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        self.rows
            .iter()
            .map(|listed| &listed.row)
            .collect::<Vec<_>>()
    }
}

/// All keys, those that were taken back too.
pub struct Keys {
    rows: Vec<(Key, KeyRow)>,
}

const ID: Text = text!("nyckel", "key");
const KIND: Text = text!("slag", "kind");
const PRINT: Text = text!("fingeravtryck", "fingerprint");
const FROM: Text = text!("från", "from");
const ADDED: Text = text!("tillagd", "added");
const EXPIRES: Text = text!("sista dag", "last day");
const REVOKED: Text = text!("återkallad", "revoked");

impl Keys {
    pub fn of(of: &Telling) -> Keys {
        let keys = of.register.keys.values();
        let rows = keys.map(|key| (key.clone(), KeyRow::of(key, of.register)));
        Keys {
            rows: rows.collect(),
        }
    }

    /// The row of one of them.
    pub fn row(&self, id: KeyId) -> Option<&KeyRow> {
        let mut rows = self.rows.iter();
        rows.find(|(key, _)| key.id == id).map(|(_, row)| row)
    }

    /// The same row in a sentence.
    pub fn text(&self, id: KeyId, of: &Telling) -> String {
        let mut rows = self.rows.iter();
        let found = rows.find(|(key, _)| key.id == id);
        found.map_or_else(String::new, |(key, _)| users::key(key, &words(of)))
    }
}

impl List for Keys {
    type Row = (Key, KeyRow);
    type Key = KeyId;

    fn title(&self, of: &Telling) -> String {
        say!(of.lang, sv: "Nycklar", en: "Keys")
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        let open = self.rows.iter().filter(|(key, _)| key.opens(of.today));
        vec![match open.count() {
            1 => say!(of.lang, sv: "1 gäller", en: "1 in force"),
            n => say!(of.lang, sv: "{n} gäller", en: "{n} in force"),
        }]
    }

    fn groups(&self) -> Vec<&[(Key, KeyRow)]> {
        vec![&self.rows]
    }

    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        Some(say!(of.lang, sv: "Det finns ingen nyckel än.", en: "There is no key yet."))
    }

    columns! {
        fn cells(self, row: &(Key, KeyRow), _group, of) {
            let (key, shown) = row;
            let role = match key.opens(of.today) {
                true => Role::Plain,
                false => Role::Quiet,
            };
            let told = |cell: Cell| cell.meaning(role);
        }
        Column::fixed(&[ID], 6) => told(Cell::of(shown.id.clone()));
        Column::fixed(&[NAME], 14).up_to(30, 2) => told(Cell::of(shown.name.clone()));
        Column::fixed(&[KIND], 11).up_to(34, 1) => told(Cell::of(key.kind.clone()));
        Column::fixed(&[PRINT], 50) => told(Cell::of(key.fingerprint.clone()));
        Column::fixed(&[FROM], 6).up_to(40, 1) => told(Cell::known(key.from.clone()));
        Column::fixed(&[ADDED], 10) => told(Cell::of(key.added.to_string()));
        Column::fixed(&[EXPIRES], 10) => told(Cell::known(key.expires.map(|day| day.to_string())));
        Column::fixed(&[REVOKED], 10) => told(Cell::known(key.revoked.map(|day| day.to_string())));
    }

    fn key(&self, row: &(Key, KeyRow)) -> KeyId {
        row.0.id
    }

    fn of(&self, _row: &(Key, KeyRow)) -> Option<PersonId> {
        None
    }

    fn about(&self, row: &(Key, KeyRow), of: &Telling) -> Vec<(String, Role)> {
        vec![(users::key(&row.0, &words(of)), Role::Plain)]
    }

    fn json(&self, _of: &Telling) -> impl Serialize {
        self.rows.iter().map(|(_, row)| row).collect::<Vec<_>>()
    }
}
