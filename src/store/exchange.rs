//! Everything in the register as JSON, out of one file and into a new one, the same to the byte but for one more entry in
//! its log, which says that it was taken in.
//!
//! One object: `format` and `version`, then a list for each table, one row a line, and at the end what there must be.
//!
//! ```text
//! "format": "tolv"      "version": 6
//! "meta":     {"id":"schema","number":1}                    the layout of the tables, and other numbers kept
//! "actors":   {"id":1,"name":"anna"}                        who has marked
//! "users":    {"id":1,"record":{…}}                         what they may do; from version 6 on
//! "keys":     {"id":1,"record":{…}}                         what they log in with; from version 6 on
//! "arenas":   {"id":1,"record":{…}}
//! "people":   {"id":1,"record":{…}}                         names, personnummer, stays, placements, schedules
//! "closed":   {"day":"2026-12-23","arena":0,"record":{…}}   arena 0 is every arena
//! "settings": {"id":"unit","record":{…}}
//! "duties":   {"id":"…","record":{…}}                       what was done about them; not in the oldest exports
//! "marks":    {"who":1,"day":"2026-11-20","code":"part-day","minutes":240,"by":2,"at":1795000000,
//!              "from":480,"until":720,"rest":"sick","note":"…","first":"unnotified"}
//! "log":      {"seq":1,"hash":"…","record":{…},"changes":[{"salt":"…","record":{…}},{"removed":"…"}]}
//! "end":      {"people":1,"marks":1,"entries":1,"rows":9,"hash":"…","head":"…"}
//! ```
//!
//! Of a mark, `at` is in seconds since 1970-01-01 UTC, `from` and `until` in minutes since midnight, and what does not
//! apply is left out. A `record` is the stored MessagePack, value for value; one that JSON cannot give back to the byte
//! stands as `bytes`, in hexadecimal, instead. The lists may come in any order, and white space may differ. In the log
//! the record is the entry's header; a change stands beside it with its salt, or as its hash where it was removed, and
//! `hash` is SHA-256 as `store/log.rs` says. An entry that an older schema wrote has the hash that it had then, and `chain`
//! beside it. Up to version 4 the record was the whole entry, and its hash over the hash before, the place and that. In a change of the log, `M` is a mark set or taken away: `w` who, `d` the day as a number from 1970-01-01, `b` before, `a` after;
//! in these `c` is the code's number, `m` minutes, `b` by, `t` when, `d` details. The `end` counts the rows, `rows` those
//! of every list, and has the log's last hash and its head (`store/tree.rs`): with that no row at all can be left out unseen. Version 1 had none.
//! From version 3 on settings may have a `zone`, and the log an entry of a register that was taken in. From version 4 on
//! an arena may be `closed`, and the log have entries of people and arenas that were changed or taken away, of the
//! highest numbers given by then (`Given`), and of the entry (`of`) that another one took back.
//!
//! The tables of an export must agree with its log, too, as `tolv check` compares them.
//!
//! A later version of tolv adds fields and lists; where it must change what is here, it raises `version`.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use redb::{Database, ReadTransaction, ReadableTable};
use serde::{Deserialize, Serialize};

use super::beside::{self, Beside};
use super::guard::guarded;
use super::snapshot::Snapshot;
use super::{NotCommitted, Request, Store, StoreError, check, file, migration, tables};
use crate::domain::facts::change::{Change, What};
use entries::Log;
use line::{Hex, Line};
use sections::{
    Actors, Arenas, Closed, Duties, Keys, Marks, Meta, People, Section, Settings, Users,
};

mod entries;
mod fault;
mod line;
mod reading;
mod sections;
mod strict;

pub use fault::{Fault, NotImported};

const FORMAT: &str = "tolv";
/// The version of the format above.
pub const VERSION: u64 = 6;
/// The first version whose exports say at their end what there must be.
const END_SINCE: u64 = 2;
const END: &str = "end";

/// How many rows between two reports of how far it has come.
const ROWS_AT_ONCE: u64 = 50_000;

/// How much was written or taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub people: u64,
    pub marks: u64,
    pub entries: u64,
    /// Rows of every kind.
    pub rows: u64,
}

/// What stands at the end of an export.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    people: u64,
    marks: u64,
    entries: u64,
    rows: u64,
    /// The last log entry's.
    hash: Hex,
    /// The log as a tree, in three lines; from version 5 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<String>,
}

impl End {
    fn of(counts: Counts, log: &Log) -> End {
        let Counts {
            people,
            marks,
            entries,
            rows,
        } = counts;
        let hash = Hex(log.chain.last.hash.to_vec());
        let head = log.chain.head().map(|head| head.text());
        End {
            people,
            marks,
            entries,
            rows,
            hash,
            head,
        }
    }

    /// Whether there is what it says that there must be.
    fn is_met_by(&self, has: &End) -> Result<(), Fault> {
        let rows = [
            (Some(People::NAME), self.people, has.people),
            (Some(Marks::NAME), self.marks, has.marks),
            (Some(Log::NAME), self.entries, has.entries),
            (None, self.rows, has.rows),
        ];
        match rows.into_iter().find(|(_, says, has)| says != has) {
            Some((list, says, has)) => Err(Fault::Rows { list, says, has }),
            None if (&self.hash, &self.head) != (&has.hash, &has.head) => Err(Fault::LastEntry),
            None => Ok(()),
        }
    }
}

/// What every export begins with.
pub(super) const START: &str = "{\"format\":\"tolv\"";

/// Told how many rows have been written or taken in; those that were taken in are then read once more.
pub type Progress<'a> = dyn FnMut(u64) + 'a;

impl Counts {
    fn add(&mut self, section: &str) {
        self.rows += 1;
        match section {
            People::NAME => self.people += 1,
            Marks::NAME => self.marks += 1,
            Log::NAME => self.entries += 1,
            _ => {}
        }
    }
}

impl Store {
    /// Writes an export to a new file, readable by its owner alone; it is there only when it is whole and on disk.
    pub fn export_to(&self, path: &Path, progress: &mut Progress) -> Result<Counts, StoreError> {
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::AlreadyThere);
        }
        let beside = Beside::new(path)?;
        let mut out = BufWriter::with_capacity(1 << 16, beside.file());
        let exported = self.export(&mut out, progress)?;
        out.flush()?;
        beside.file().sync_all()?;
        match beside.put(path)? {
            true => Ok(exported),
            false => Err(StoreError::AlreadyThere),
        }
    }

    /// Writes everything as one state of the register, row by row: memory does not grow with the register.
    pub fn export(
        &self,
        out: &mut dyn Write,
        progress: &mut Progress,
    ) -> Result<Counts, StoreError> {
        guarded(|| {
            let txn = self.begin_read()?;
            let mut export = Export {
                txn,
                out,
                progress,
                counts: Counts::default(),
            };
            write!(export.out, "{START},\"version\":{VERSION}")?;
            export.section(&mut Meta)?;
            export.section(&mut Actors)?;
            export.section(&mut Users)?;
            export.section(&mut Keys)?;
            export.section(&mut Arenas)?;
            export.section(&mut People)?;
            export.section(&mut Closed)?;
            export.section(&mut Settings)?;
            export.section(&mut Duties)?;
            export.section(&mut Marks)?;
            let mut log = Log::default();
            export.section(&mut log)?;
            let end = serde_json::to_string(&End::of(export.counts, &log));
            let end = end.map_err(io::Error::from)?;
            writeln!(export.out, ",\n\"{END}\":{end}}}")?;
            export.out.flush()?;
            Ok(export.counts)
        })
    }
}

struct Export<'a, 'b> {
    txn: ReadTransaction,
    out: &'a mut dyn Write,
    progress: &'a mut Progress<'b>,
    counts: Counts,
}

impl Export<'_, '_> {
    fn section<S: Section>(&mut self, section: &mut S) -> Result<(), StoreError> {
        write!(self.out, ",\n\"{}\":[", S::NAME)?;
        let mut line = Line::default();
        let table = self.txn.open_table(S::TABLE)?;
        let mut rows = table.iter()?.peekable();
        while let Some(row) = rows.next() {
            let (key, value) = row?;
            section.write(key.value(), value.value(), &mut line);
            self.out.write_all(b"\n")?;
            self.out.write_all(line.ended())?;
            if rows.peek().is_some() {
                self.out.write_all(b",")?;
            }
            self.counts.add(S::NAME);
            if self.counts.rows.is_multiple_of(ROWS_AT_ONCE) {
                (self.progress)(self.counts.rows);
            }
        }
        self.out.write_all(b"]")?;
        Ok(())
    }
}

/// Makes a new register of an export at a path where there is nothing yet. It is there only when all of it has been
/// read, each record could be understood, the log's chain is whole, and the tables are as the log says. Its log then says
/// that it was taken in, and by whom; what the export held is counted.
pub fn import(
    path: &Path,
    input: impl Read,
    request: &Request,
    progress: &mut Progress,
) -> Result<Counts, NotImported> {
    if path.symlink_metadata().is_ok() {
        return Err(StoreError::AlreadyThere.into());
    }
    let made = beside::make_beside(path, |beside| {
        let mut db = file::new_in(beside)?;
        let file = File::open(beside).map_err(StoreError::from)?;
        let (counts, version) = take_in(&mut db, file, input, progress)?;
        drop(db);
        note(beside, request, counts, version)?;
        Ok::<_, NotImported>(counts)
    })?;
    Ok(made.ok_or(StoreError::AlreadyThere)?)
}

/// Reads an export as `import` does, into a file that has no name and is gone afterwards.
pub fn try_import(input: impl Read, progress: &mut Progress) -> Result<Counts, NotImported> {
    let (mut db, file) = file::nameless()?;
    Ok(take_in(&mut db, file, input, progress)?.0)
}

/// Notes in the register that was made that it was taken in.
fn note(path: &Path, request: &Request, counts: Counts, version: u64) -> Result<(), StoreError> {
    let Counts {
        people,
        marks,
        entries,
        rows: _,
    } = counts;
    let change = Change::TakenIn {
        version,
        people,
        marks,
        entries,
    };
    let (mut store, mut register) = Store::open(path)?;
    match store.record(&mut register, request, What::TakeIn, vec![change]) {
        Err(NotCommitted::Failed(error)) => Err(error),
        _ => Ok(()),
    }
}

fn take_in(
    db: &mut Database,
    file: File,
    input: impl Read,
    progress: &mut Progress,
) -> Result<(Counts, u64), NotImported> {
    let txn = db.begin_write()?;
    tables::make(&txn)?;
    txn.commit()?;
    let (counts, version) = reading::read(db, input, progress)?;
    guarded(|| migration::accept_own(db))?;
    let mut tell = |done, _| progress(counts.rows + done);
    let checked = check::examine(&Snapshot::own(file)?, &mut tell)?;
    match checked.first_amiss() {
        // Findings that people can correct do not stop an import: they can be corrected in the copy.
        None => Ok((counts, version)),
        Some(finding) => Err(NotImported::whole(Fault::Amiss(finding.clone()))),
    }
}
