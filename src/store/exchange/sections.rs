//! The lists of an export: each table's rows as lines, and lines as rows.

use redb::{Table, TableDefinition, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::line::{Day, Hex, Line, Record};
use super::strict;
use crate::domain::facts::attendance::{ActorId, Code, Detail, Mark, Span};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::handling::Handling;
use crate::domain::facts::participant::{Arena, Participant};
use crate::domain::facts::settings;
use crate::domain::facts::user::{Key, User};
use crate::store::layout::{
    ACTORS, ARENAS, CLOSED, DUTIES, KEYS, MARKS, META, PEOPLE, SCHEMA, SCHEMA_KEY, SETTINGS, USERS,
};
use crate::store::records::{mark_from_bytes, mark_to_bytes};

/// What stands in a table's column of keys or of values.
pub(super) type Stored<'a, V> = <V as Value>::SelfType<'a>;

/// One list: a table, and what its rows look like as JSON.
pub trait Section {
    const NAME: &'static str;
    type Key: redb::Key + 'static;
    type Value: redb::Value + 'static;
    const TABLE: TableDefinition<'static, Self::Key, Self::Value>;
    type Row: DeserializeOwned;

    /// Writes a row's fields.
    fn write(
        &mut self,
        key: Stored<'_, Self::Key>,
        value: Stored<'_, Self::Value>,
        line: &mut Line,
    );

    /// Puts a row into the table.
    fn put(
        &mut self,
        row: Self::Row,
        table: &mut Table<Self::Key, Self::Value>,
    ) -> Result<(), Fault>;
}

/// Puts a key that is not there yet.
pub(super) fn put_new<'k, 'v, K: redb::Key + 'static, V: Value + 'static>(
    table: &mut Table<K, V>,
    key: Stored<'k, K>,
    value: Stored<'v, V>,
) -> Result<(), Fault> {
    match table.insert(key, value)? {
        None => Ok(()),
        Some(_) => Err(Fault::Twice),
    }
}

/// The bytes of a row that has either a record or bytes, if they hold what they must, and nothing else.
pub(super) fn stored<T: Serialize + DeserializeOwned>(
    record: Option<Record>,
    bytes: Option<Hex>,
) -> Result<Vec<u8>, Fault> {
    let stored = either(record, bytes)?;
    strict::check::<T>(&stored)?;
    Ok(stored)
}

pub(super) fn either(record: Option<Record>, bytes: Option<Hex>) -> Result<Vec<u8>, Fault> {
    match (record, bytes) {
        (Some(Record(stored)), None) | (None, Some(Hex(stored))) => Ok(stored),
        _ => Err(Fault::Row),
    }
}

/// Tables of MessagePack by a number or a name.
macro_rules! records {
    ($($section:ident $name:literal $table:ident $key:ty, $read:ty, $record:ty;)+) => {$(
        #[doc = concat!("The list `", $name, "`.")]
        pub struct $section;

        impl Section for $section {
            const NAME: &'static str = $name;
            type Key = $key;
            type Value = &'static [u8];
            const TABLE: TableDefinition<'static, $key, &'static [u8]> = $table;
            type Row = ById<$read>;

            fn write(&mut self, key: Stored<'_, $key>, value: &[u8], line: &mut Line) {
                line.field("id", &key);
                line.record(value);
            }

            fn put(
                &mut self,
                row: ById<$read>,
                table: &mut Table<$key, &'static [u8]>,
            ) -> Result<(), Fault> {
                let stored = stored::<$record>(row.record, row.bytes)?;
                put_new(table, <$key as Lent<$read>>::lent(&row.id), stored.as_slice())
            }
        }
    )+};
}

records! {
    Users "users" USERS u16, u16, User;
    Keys "keys" KEYS u32, u32, Key;
    Arenas "arenas" ARENAS u16, u16, Arena;
    People "people" PEOPLE u32, u32, Participant;
    Settings "settings" SETTINGS &'static str, String, settings::Settings;
    Duties "duties" DUTIES &'static str, String, Handling;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ById<K> {
    id: K,
    record: Option<Record>,
    bytes: Option<Hex>,
}

/// A key as redb takes it, of the key as it was read.
trait Lent<Read>: Value {
    fn lent(read: &Read) -> Stored<'_, Self>;
}

impl Lent<u16> for u16 {
    fn lent(read: &u16) -> u16 {
        *read
    }
}

impl Lent<u32> for u32 {
    fn lent(read: &u32) -> u32 {
        *read
    }
}

impl Lent<String> for &'static str {
    fn lent(read: &String) -> &str {
        read
    }
}

/// The list `meta`.
pub struct Meta;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    id: String,
    number: u64,
}

impl Section for Meta {
    const NAME: &'static str = "meta";
    type Key = &'static str;
    type Value = u64;
    const TABLE: TableDefinition<'static, &'static str, u64> = META;
    type Row = Number;

    fn write(&mut self, key: &str, value: u64, line: &mut Line) {
        line.field("id", &key);
        line.field("number", &value);
    }

    fn put(
        &mut self,
        Number { id, number }: Number,
        table: &mut Table<&'static str, u64>,
    ) -> Result<(), Fault> {
        if id == SCHEMA_KEY && number > SCHEMA {
            return Err(Fault::Schema { found: number });
        }
        put_new(table, id.as_str(), number)
    }
}

/// The list `actors`.
pub struct Actors;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    id: u16,
    name: String,
}

impl Section for Actors {
    const NAME: &'static str = "actors";
    type Key = u16;
    type Value = &'static str;
    const TABLE: TableDefinition<'static, u16, &'static str> = ACTORS;
    type Row = Actor;

    fn write(&mut self, key: u16, value: &str, line: &mut Line) {
        line.field("id", &key);
        line.field("name", &value);
    }

    fn put(&mut self, row: Actor, table: &mut Table<u16, &'static str>) -> Result<(), Fault> {
        put_new(table, row.id, row.name.as_str())
    }
}

/// The list `closed`.
pub struct Closed;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByDay {
    day: Day,
    arena: u16,
    record: Option<Record>,
    bytes: Option<Hex>,
}

impl Section for Closed {
    const NAME: &'static str = "closed";
    type Key = (i32, u16);
    type Value = &'static [u8];
    const TABLE: TableDefinition<'static, (i32, u16), &'static [u8]> = CLOSED;
    type Row = ByDay;

    fn write(&mut self, (day, arena): (i32, u16), value: &[u8], line: &mut Line) {
        line.field("day", &Day(day));
        line.field("arena", &arena);
        line.record(value);
    }

    fn put(
        &mut self,
        row: ByDay,
        table: &mut Table<(i32, u16), &'static [u8]>,
    ) -> Result<(), Fault> {
        let stored = stored::<ClosedDay>(row.record, row.bytes)?;
        put_new(table, (row.day.0, row.arena), stored.as_slice())
    }
}

/// The list `marks`: the largest, so each field of a mark is written out.
pub struct Marks;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkRow {
    who: u32,
    day: Day,
    code: Option<Slug>,
    minutes: Option<u16>,
    by: Option<u16>,
    at: Option<i64>,
    from: Option<u16>,
    until: Option<u16>,
    rest: Option<Slug>,
    #[serde(default)]
    note: String,
    first: Option<Slug>,
    bytes: Option<Hex>,
}

impl MarkRow {
    fn stored(self) -> Result<Vec<u8>, Fault> {
        if let Some(Hex(stored)) = self.bytes {
            return match mark_from_bytes(&stored) {
                Ok(_) => Ok(stored),
                Err(_) => Err(Fault::Row),
            };
        }
        let (Some(Slug(code)), Some(by), Some(at)) = (self.code, self.by, self.at) else {
            return Err(Fault::Row);
        };
        let span = match (self.from, self.until) {
            (Some(from), Some(until)) => Some(Span { from, until }),
            (None, None) => None,
            _ => return Err(Fault::Row),
        };
        let detail = Detail {
            span,
            rest: self.rest.map(|slug| slug.0),
            note: self.note,
            first: self.first.map(|slug| slug.0),
        };
        let mark = Mark {
            code,
            minutes: self.minutes,
            by: ActorId(by),
            at,
            detail: (detail != Detail::default()).then(|| Box::new(detail)),
        };
        mark_to_bytes(&mark).map_err(|_| Fault::Row)
    }
}

impl Section for Marks {
    const NAME: &'static str = "marks";
    type Key = (u32, i32);
    type Value = &'static [u8];
    const TABLE: TableDefinition<'static, (u32, i32), &'static [u8]> = MARKS;
    type Row = MarkRow;

    fn write(&mut self, (who, day): (u32, i32), value: &[u8], line: &mut Line) {
        line.field("who", &who);
        line.field("day", &Day(day));
        match mark_from_bytes(value) {
            Ok(mark) if comes_back(&mark, value) => write_mark(&mark, line),
            _ => line.bytes(value),
        }
    }

    fn put(
        &mut self,
        row: MarkRow,
        table: &mut Table<(u32, i32), &'static [u8]>,
    ) -> Result<(), Fault> {
        let key = (row.who, row.day.0);
        put_new(table, key, row.stored()?.as_slice())
    }
}

/// Whether the fields of a row say all that is stored.
fn comes_back(mark: &Mark, value: &[u8]) -> bool {
    let says_something = |detail: &Detail| *detail != Detail::default();
    mark.detail.as_deref().is_none_or(says_something)
        && mark_to_bytes(mark).is_ok_and(|again| again == value)
}

fn write_mark(mark: &Mark, line: &mut Line) {
    let Mark {
        code,
        minutes,
        by,
        at,
        detail,
    } = mark;
    line.field("code", &Slug(*code));
    if let Some(minutes) = minutes {
        line.field("minutes", minutes);
    }
    line.field("by", by);
    line.field("at", at);
    let Some(detail) = detail.as_deref() else {
        return;
    };
    let Detail {
        span,
        rest,
        note,
        first,
    } = detail;
    if let Some(span) = span {
        line.field("from", &span.from);
        line.field("until", &span.until);
    }
    if let Some(rest) = rest {
        line.field("rest", &Slug(*rest));
    }
    if !note.is_empty() {
        line.field("note", note);
    }
    if let Some(first) = first {
        line.field("first", &Slug(*first));
    }
}

/// A code by its stable name.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(into = "&str", try_from = "String")]
pub struct Slug(Code);

impl From<Slug> for &str {
    fn from(slug: Slug) -> &'static str {
        slug.0.kind().slug
    }
}

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(text: String) -> Result<Slug, String> {
        let mut codes = Code::ALL.iter();
        let code = codes.find(|code| code.kind().slug == text);
        code.map(|code| Slug(*code))
            .ok_or_else(|| format!("no code `{text}`"))
    }
}
