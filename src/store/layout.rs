//! The layout of the file: its number, its tables, and the keys of what stands in them by name.

use redb::TableDefinition;

/// The number of the layout below. A register of a newer one is refused.
pub const SCHEMA: u64 = 6;

pub const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
pub const PEOPLE: TableDefinition<u32, &[u8]> = TableDefinition::new("people");
pub const ARENAS: TableDefinition<u16, &[u8]> = TableDefinition::new("arenas");
pub const ACTORS: TableDefinition<u16, &str> = TableDefinition::new("actors");
/// What users may do, by the same number as their names.
pub const USERS: TableDefinition<u16, &[u8]> = TableDefinition::new("users");
/// The keys that users log in with.
pub const KEYS: TableDefinition<u32, &[u8]> = TableDefinition::new("keys");
/// The schema from which there are both.
pub const USERS_SINCE: u64 = 6;
/// Day and arena; arena 0 is every arena.
pub const CLOSED: TableDefinition<(i32, u16), &[u8]> = TableDefinition::new("closed");
pub const SETTINGS: TableDefinition<&str, &[u8]> = TableDefinition::new("settings");
/// Person and day: a group's day, a person's month and a person's years are each one short read.
pub const MARKS: TableDefinition<(u32, i32), &[u8]> = TableDefinition::new("marks");
/// Facts about this file rather than about the register in it. The table is missing until there is one.
pub const FILE: TableDefinition<&str, u64> = TableDefinition::new("file");
/// What was done about duties, by the duty's key.
pub const DUTIES: TableDefinition<&str, &[u8]> = TableDefinition::new("duties");
/// The schema from which there is such a table.
pub const DUTIES_SINCE: u64 = 2;
/// The schema from which an entry of the log is a header, and its changes beside it.
pub const FORGETTING_SINCE: u64 = 5;
pub const LOG: TableDefinition<u64, &[u8]> = TableDefinition::new("log");

pub const SCHEMA_KEY: &str = "schema";
/// When every page was last verified, in seconds since 1970-01-01 UTC.
pub const VERIFIED_KEY: &str = "verified";
pub const UNIT_KEY: &str = "unit";
pub const BACKUP_AT_KEY: &str = "backup-at";
pub const BACKUP_CHECKPOINT_KEY: &str = "backup-checkpoint";
/// The highest numbers of a person and an arena when one was last taken away.
pub const GIVEN_PERSON_KEY: &str = "given-person";
pub const GIVEN_ARENA_KEY: &str = "given-arena";
