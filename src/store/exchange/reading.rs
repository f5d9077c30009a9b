//! Reads an export, row by row, into the tables of a database that is empty.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufReader, Read};

use redb::{Database, Table};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;

use super::entries::Log;
use super::fault::{Fault, NotImported};
use super::sections::{
    Actors, Arenas, Closed, Duties, Keys, Marks, Meta, People, Section, Settings, Users,
};
use super::{Counts, END, END_SINCE, End, FORMAT, Progress, ROWS_AT_ONCE, VERSION};

/// What every export must hold; those of the first schema have no duties.
const LISTS: [&str; 8] = [
    Meta::NAME,
    Actors::NAME,
    Arenas::NAME,
    People::NAME,
    Closed::NAME,
    Settings::NAME,
    Marks::NAME,
    Log::NAME,
];

/// No row has so many bytes: the largest is a log entry of 500 changes, each of a person before and after.
const LARGEST_ROW: u64 = 32 << 20;

/// Reads all of it; how much there was, and the export's version.
pub fn read(
    db: &Database,
    input: impl Read,
    progress: &mut Progress,
) -> Result<(Counts, u64), NotImported> {
    let limits = Limits::default();
    let mut import = Import {
        db,
        limits: &limits,
        progress,
        counts: Counts::default(),
        read: BTreeSet::new(),
        is_ours: false,
        version: None,
        list: None,
        log: Log::default(),
        end: None,
        fault: None,
    };
    let input = Limited {
        input,
        limits: &limits,
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, input));
    let done = json.deserialize_map(&mut import).and_then(|()| json.end());
    if let Err(error) = done {
        return Err(import.fault(&error));
    }
    let version = import.is_complete().map_err(NotImported::whole)?;
    Ok((import.counts, version))
}

/// What is known of the input while it is read.
struct Limits {
    /// More than all of it was asked for.
    is_at_end: Cell<bool>,
    /// So many bytes may still be read before the next row must have begun.
    left: Cell<u64>,
    /// How many line ends were read.
    lines: Cell<usize>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            is_at_end: Cell::new(false),
            left: Cell::new(LARGEST_ROW),
            lines: Cell::new(0),
        }
    }
}

impl Limits {
    fn row_begins(&self) {
        self.left.set(LARGEST_ROW);
    }

    fn is_too_long(&self) -> bool {
        self.left.get() == 0
    }
}

/// Input of which no row is kept in memory that is larger than any can be.
struct Limited<'a, R> {
    input: R,
    limits: &'a Limits,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Limits {
            is_at_end,
            left,
            lines,
        } = self.limits;
        if self.limits.is_too_long() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.input.read(out)?;
        is_at_end.set(read == 0);
        left.set(left.get().saturating_sub(read as u64));
        let ends = out[..read].iter().filter(|byte| **byte == b'\n');
        lines.set(lines.get() + ends.count());
        Ok(read)
    }
}

struct Import<'a, 'b> {
    db: &'a Database,
    limits: &'a Limits,
    progress: &'a mut Progress<'b>,
    counts: Counts,
    /// The lists that have been read.
    read: BTreeSet<&'static str>,
    is_ours: bool,
    version: Option<u64>,
    /// The list that is being read.
    list: Option<&'static str>,
    /// The log as far as it was read, and what the export says that there must be.
    log: Log,
    end: Option<End>,
    /// What was found, beside what the reader of JSON says.
    fault: Option<Fault>,
}

/// What the reader of JSON quotes of a row that it could not read: a value, or a field's name.
fn quoted(error: &str) -> Option<&str> {
    let (said, _) = error.split_once(", expected").unwrap_or((error, ""));
    let begin = said.find(['"', '`'])?;
    let quote = said[begin..].chars().next()?;
    let end = said.rfind(quote).filter(|end| *end > begin)?;
    Some(&said[begin + 1..end])
}

impl Import<'_, '_> {
    fn fault(self, error: &serde_json::Error) -> NotImported {
        let fault = match error.classify() {
            _ if self.fault.is_some() => self.fault.unwrap_or(Fault::NotJson),
            // Within a record the reader of JSON does not tell that it was this that it met, or the end.
            _ if self.limits.is_too_long() => Fault::TooLong,
            Category::Io => Fault::Unreadable,
            Category::Eof => Fault::CutShort,
            _ if self.limits.is_at_end.get() => Fault::CutShort,
            Category::Syntax => Fault::NotJson,
            Category::Data if self.list.is_some() => match quoted(&error.to_string()) {
                Some(value) => Fault::Value {
                    at: None,
                    value: value.to_owned(),
                    is_known: true,
                },
                None => Fault::Row,
            },
            Category::Data => Fault::NotAnExport,
        };
        let line = match error.line() {
            // Some faults come without a line: it is the line that reading had come to.
            0 => self.limits.lines.get() + 1,
            line => line,
        };
        NotImported {
            line: Some(line),
            list: self.list,
            fault,
        }
    }

    /// The version of an export in which everything is that must be.
    fn is_complete(&self) -> Result<u64, Fault> {
        let Some(version) = self.version.filter(|_| self.is_ours) else {
            return Err(Fault::NotAnExport);
        };
        let missing = LISTS.into_iter().find(|list| !self.read.contains(list));
        if let Some(list) = missing {
            return Err(Fault::Missing(list));
        }
        let has = End::of(self.counts, &self.log);
        match &self.end {
            Some(says) => says.is_met_by(&has)?,
            None if version < END_SINCE => {}
            None => return Err(Fault::CutShort),
        }
        Ok(version)
    }

    /// Reads as many rows as go into one transaction; whether there may be more.
    fn some_rows<'de, S: Section, A: SeqAccess<'de>>(
        &mut self,
        section: &mut S,
        rows: &mut A,
    ) -> Result<bool, A::Error> {
        let db = self.db;
        let txn = db.begin_write().map_err(|error| self.stop(error))?;
        let mut table = txn.open_table(S::TABLE).map_err(|error| self.stop(error))?;
        let mut there_may_be_more = true;
        for _ in 0..ROWS_AT_ONCE {
            let row = Row {
                limits: self.limits,
                section,
                table: &mut table,
                fault: &mut self.fault,
            };
            if rows.next_element_seed(row)?.is_none() {
                there_may_be_more = false;
                break;
            }
            self.counts.add(S::NAME);
        }
        drop(table);
        txn.commit().map_err(|error| self.stop(error))?;
        (self.progress)(self.counts.rows);
        Ok(there_may_be_more)
    }

    /// Ends the reading: the error is only a messenger.
    fn stop<E: serde::de::Error>(&mut self, fault: impl Into<Fault>) -> E {
        self.fault = Some(fault.into());
        E::custom("stopped")
    }
}

impl<'de> Visitor<'de> for &mut Import<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "format" => {
                    let format: String = map.next_value()?;
                    if format != FORMAT {
                        return Err(self.stop(Fault::NotAnExport));
                    }
                    self.is_ours = true;
                }
                "version" => {
                    let found = map.next_value()?;
                    if found > VERSION {
                        return Err(self.stop(Fault::NewerVersion { found }));
                    }
                    self.version = Some(found);
                }
                Meta::NAME => map.next_value_seed(Rows(&mut *self, &mut Meta))?,
                Actors::NAME => map.next_value_seed(Rows(&mut *self, &mut Actors))?,
                Users::NAME => map.next_value_seed(Rows(&mut *self, &mut Users))?,
                Keys::NAME => map.next_value_seed(Rows(&mut *self, &mut Keys))?,
                Arenas::NAME => map.next_value_seed(Rows(&mut *self, &mut Arenas))?,
                People::NAME => map.next_value_seed(Rows(&mut *self, &mut People))?,
                Closed::NAME => map.next_value_seed(Rows(&mut *self, &mut Closed))?,
                Settings::NAME => map.next_value_seed(Rows(&mut *self, &mut Settings))?,
                Duties::NAME => map.next_value_seed(Rows(&mut *self, &mut Duties))?,
                Marks::NAME => map.next_value_seed(Rows(&mut *self, &mut Marks))?,
                Log::NAME => {
                    let mut log = Log::default();
                    map.next_value_seed(Rows(&mut *self, &mut log))?;
                    self.log = log;
                }
                END => {
                    let end = map.next_value()?;
                    if self.end.replace(end).is_some() {
                        return Err(self.stop(Fault::Twice));
                    }
                }
                _ => return Err(self.stop(Fault::UnknownList(name))),
            }
            self.list = None;
        }
        Ok(())
    }
}

/// A list, read into its table.
struct Rows<'i, 'a, 'b, S>(&'i mut Import<'a, 'b>, &'i mut S);

impl<'de, S: Section> DeserializeSeed<'de> for Rows<'_, '_, '_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.list = Some(S::NAME);
        if !self.0.read.insert(S::NAME) {
            return Err(self.0.stop(Fault::Twice));
        }
        from.deserialize_seq(self)
    }
}

impl<'de, S: Section> Visitor<'de> for Rows<'_, '_, '_, S> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let Rows(import, section) = self;
        while import.some_rows(section, &mut rows)? {}
        Ok(())
    }
}

/// A row, read and put into its table. What is wrong with it is found before its end, so that the line is its own.
struct Row<'r, 't, S: Section> {
    limits: &'r Limits,
    section: &'r mut S,
    table: &'r mut Table<'t, S::Key, S::Value>,
    fault: &'r mut Option<Fault>,
}

impl<'de, S: Section> DeserializeSeed<'de> for Row<'_, '_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.limits.row_begins();
        from.deserialize_map(self)
    }
}

impl<'de, S: Section> Visitor<'de> for Row<'_, '_, S> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<(), A::Error> {
        let row = S::Row::deserialize(MapAccessDeserializer::new(fields))?;
        self.section.put(row, self.table).map_err(|fault| {
            *self.fault = Some(fault);
            A::Error::custom("stopped")
        })
    }
}
