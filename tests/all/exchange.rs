//! Export and import: the same register to the byte, out and in; what is no export is refused, and nothing is left.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use redb::{ReadableDatabase, TableHandle};
use serde_json::Value;
use tolv::domain::facts::attendance::{ActorId, Code, Detail, Mark, Span};
use tolv::domain::facts::change::{Change, What};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::outcome::{End, Lasted, Outcome};
use tolv::domain::facts::participant::{
    Absence, Arena, ArenaId, Group, Participant, PersonId, Placement, Protection, Schedule, Stay,
};
use tolv::domain::facts::settings::Settings;
use tolv::domain::register::Register;
use tolv::domain::zone::Zone;
use tolv::store::exchange::{self, Counts, Fault, NotImported};
use tolv::store::{Store, StoreError};
use tolv::text::Lang;

use crate::disk::{
    Disk, LOG, all_marks, assert_same, assert_whole, by, every_kind, raw, whole_log,
};
use crate::world::{later, on};

pub fn exported(path: &Path) -> Vec<u8> {
    let (store, _) = Store::open(path).expect("the register opens");
    let mut out = Vec::new();
    store
        .export(&mut out, &mut |_| {})
        .expect("it can be exported");
    out
}

fn imported(path: &Path, json: &[u8]) -> Result<Counts, NotImported> {
    exchange::import(path, json, &by("anna"), &mut |_| {})
}

/// What was exported of a register that was taken in, but for the entry which says so: with the end that the export had
/// which it was made of.
pub fn but_for_the_entry(again: &[u8], json: &[u8]) -> String {
    let [again, json] = [again, json].map(|json| String::from_utf8(json.to_vec()).expect("UTF-8"));
    let (_, end) = json.split_once(END).expect("an end");
    let (rows, _) = again.split_once(END).expect("an end");
    let (rows, entry) = rows.rsplit_once(",\n{\"seq\":").expect("an entry");
    assert!(
        entry.contains("\"what\":\"take-in\"") && entry.contains("\"record\":{\"TakenIn\":{"),
        "{entry}"
    );
    format!("{rows}]{END}{end}")
}

const END: &str = ",\n\"end\":";

/// Takes an export in, and asserts that what was made is the register it came from, and that its log says so.
pub fn assert_comes_back(from: &Path, into: &Path) {
    let json = exported(from);
    let counts = imported(into, &json).expect("an export can be taken in");
    let again = but_for_the_entry(&exported(into), &json);
    assert!(
        again.as_bytes() == json,
        "the export of the import is another:\n{}\n{again}",
        String::from_utf8_lossy(&json),
    );
    let ((a, before), (b, after)) = (
        Store::open(from).expect("it opens"),
        Store::open(into).expect("it opens"),
    );
    assert_eq!(after.seen, before.seen + 1);
    let as_before = Register {
        seen: before.seen,
        ..after.clone()
    };
    assert_same(&before, &as_before);
    assert_eq!(all_marks(&a, &before), all_marks(&b, &after));
    let mut log = whole_log(&b);
    let taken_in = log.pop().expect("an entry more");
    assert_eq!(whole_log(&a), log);
    let Counts {
        people,
        marks,
        entries,
        ..
    } = counts;
    let version = exchange::VERSION;
    let change = Change::TakenIn {
        version,
        people,
        marks,
        entries,
    };
    assert_eq!(
        (taken_in.what, taken_in.changes),
        (What::TakeIn, vec![change])
    );
    assert_eq!(after.actor(taken_in.by), "anna");
    assert!(b.chain_is_whole().expect("the log can be read"));
    let mut bytes = log_bytes(into);
    bytes.pop();
    assert_eq!(log_bytes(from), bytes);
    assert_eq!(
        (counts.people, counts.entries),
        (before.people.len() as u64, before.seen)
    );
}

pub fn log_bytes(path: &Path) -> Vec<(u64, Vec<u8>)> {
    let db = raw(path);
    let txn = db.begin_read().expect("a transaction");
    let log = txn.open_table(LOG).expect("the log");
    let rows = redb::ReadableTable::iter(&log).expect("rows");
    rows.map(|row| {
        let (seq, bytes) = row.expect("a row");
        (seq.value(), bytes.value().to_vec())
    })
    .collect()
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).expect("the folder");
    let mut names: Vec<_> = names.map(|name| name.expect("a name").path()).collect();
    names.sort();
    names
}

#[test]
fn a_register_with_every_kind_of_change_comes_back() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    assert_comes_back(&disk.path(), &disk.at("again.redb"));
    assert_whole(&disk.at("again.redb"));
}

/// What an export of a version is, in a file that is never changed.
fn golden_of(version: u64) -> Vec<u8> {
    fs::read(golden_file(&format!("export-{version}.json"))).expect("an export")
}

pub fn golden_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn golden() -> Vec<u8> {
    golden_of(1)
}

#[test]
fn an_export_of_every_version_is_taken_in_for_ever() {
    for (version, expected) in [
        (1, (4, 3, 22)),
        (2, (5, 20, 46)),
        (3, (5, 20, 47)),
        (4, (5, 20, 53)),
    ] {
        let disk = Disk::new();
        let counts = imported(&disk.path(), &golden_of(version)).expect("it can be taken in");
        let (people, marks, entries) = expected;
        assert_eq!((counts.people, counts.marks, counts.entries), expected);
        assert_whole(&disk.path());
        let last = whole_log(&disk.open().0).pop().expect("an entry");
        let change = Change::TakenIn {
            version,
            people,
            marks,
            entries,
        };
        assert_eq!(last.changes, [change]);
    }
    let next = format!("export-{}.json", exchange::VERSION + 1);
    assert!(!golden_file(&next).exists(), "the list above is whole");
}

#[test]
fn an_export_of_version_1_is_taken_in_for_ever() {
    let disk = Disk::new();
    let counts = imported(&disk.path(), &golden()).expect("it can be taken in");
    assert_eq!((counts.people, counts.marks, counts.entries), (4, 3, 22));
    assert_whole(&disk.path());
    let (store, register) = disk.open();
    assert_eq!(register.settings.unit, "AMI Exempelby");
    let marks = all_marks(&store, &register);
    let part = &marks[&(PersonId(1), later(0))];
    assert_eq!(part.note(), "tandläkare kl 10");
    assert_eq!(part.first_code(), Some(Code::Unnotified));
}

#[test]
fn every_table_of_the_register_is_in_the_export() {
    let disk = Disk::new();
    drop(disk.create());
    let json: Value = serde_json::from_slice(&exported(&disk.path())).expect("JSON");
    let lists = json.as_object().expect("an object");
    let mut lists: Vec<_> = lists.keys().map(String::as_str).collect();
    lists.retain(|name| !["format", "version", "end"].contains(name));
    lists.sort_unstable();
    let db = raw(&disk.path());
    let txn = db.begin_read().expect("a transaction");
    let tables = txn.list_tables().expect("the tables");
    let mut tables: Vec<_> = tables.map(|table| table.name().to_owned()).collect();
    // What is said there is of the file, not of the register.
    tables.retain(|name| name != "file");
    tables.sort_unstable();
    assert_eq!(lists, tables);
}

#[test]
fn the_lists_may_come_in_any_order_and_shape() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    let json = exported(&disk.path());
    let mut turned = String::from("\u{20}{");
    let text = String::from_utf8(json).expect("UTF-8");
    for name in [
        "log", "marks", "settings", "closed", "people", "arenas", "actors", "meta",
    ] {
        let rows = text.split(&format!("\"{name}\":[")).nth(1).expect("a list");
        let rows = rows
            .split("\n\"")
            .next()
            .expect("rows")
            .trim_end_matches([',', '\n', '}']);
        turned.push_str(&format!("\n  \"{name}\" :\t[{rows}, ").replace("], ", " ],"));
    }
    let end = text.rsplit("\"end\":").next().expect("an end");
    let end = end.trim_end().trim_end_matches('}');
    turned = turned.replacen('{', &format!("{{ \"end\": {end} }},"), 1);
    turned.push_str(&format!(
        "\"version\":{},\"format\":\"tolv\"}}",
        exchange::VERSION
    ));
    imported(&disk.at("turned.redb"), turned.as_bytes()).expect("the same lists");
    let again = exported(&disk.at("turned.redb"));
    assert_eq!(but_for_the_entry(&again, text.as_bytes()), text);
}

#[test]
fn what_is_no_whole_export_is_refused_and_leaves_nothing() {
    let disk = Disk::new();
    let good = String::from_utf8(golden()).expect("UTF-8");
    let line = |words: &str| {
        good.lines()
            .position(|line| line.contains(words))
            .expect("a line")
            + 1
    };
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let sick = "\"code\":\"sick\"";
    const NEXT: u64 = exchange::VERSION + 1;
    type Is = fn(&Fault) -> bool;
    let cases: Vec<(&str, String, Option<usize>, Is)> = vec![
        ("nothing", String::new(), Some(1), |f| {
            matches!(f, Fault::CutShort)
        }),
        ("a list", "[1]".to_owned(), Some(1), |f| {
            matches!(f, Fault::NotAnExport)
        }),
        ("text", "hej".to_owned(), Some(1), |f| {
            matches!(f, Fault::NotJson)
        }),
        ("empty", "{}".to_owned(), None, |f| {
            matches!(f, Fault::NotAnExport)
        }),
        ("another's", "{\"format\":\"x\"}".to_owned(), Some(1), |f| {
            matches!(f, Fault::NotAnExport)
        }),
        (
            "another shape",
            "{\"people\":7}".to_owned(),
            Some(1),
            |f| matches!(f, Fault::Value { value, .. } if value == "7"),
        ),
        (
            "newer",
            with("\"version\":1", &format!("\"version\":{NEXT}")),
            Some(1),
            |f| matches!(f, Fault::NewerVersion { found: NEXT }),
        ),
        (
            "other tables",
            with(
                "\"id\":\"schema\",\"number\":1",
                "\"id\":\"schema\",\"number\":99",
            ),
            Some(line("schema")),
            |f| matches!(f, Fault::Schema { found: 99 }),
        ),
        (
            "no schema",
            with("\"id\":\"schema\"", "\"id\":\"shema\""),
            None,
            |f| matches!(f, Fault::Store(_)),
        ),
        (
            "another list",
            with("\"people\":[", "\"folk\":["),
            Some(line("\"people\":[")),
            |f| matches!(f, Fault::UnknownList(name) if name == "folk"),
        ),
        (
            "a list twice",
            with("\"people\":[", "\"people\":[],\"people\":["),
            Some(line("\"people\":[")),
            |f| matches!(f, Fault::Twice),
        ),
        (
            "no people",
            with("\"people\":[", "\"people\":[],\"x\":["),
            Some(line("\"people\":[")),
            |f| matches!(f, Fault::UnknownList(_)),
        ),
        (
            "no such code",
            with(sick, "\"code\":\"sjuk\""),
            Some(line(sick)),
            |f| matches!(f, Fault::Value { value, .. } if value == "sjuk"),
        ),
        (
            "no code",
            with("\"code\":\"sick\",", ""),
            Some(line(sick)),
            |f| matches!(f, Fault::Row),
        ),
        (
            "another field",
            with(sick, "\"x\":1,\"code\":\"sick\""),
            Some(line(sick)),
            |f| matches!(f, Fault::Value { value, .. } if value == "x"),
        ),
        (
            "no such day",
            with(
                "\"day\":\"2026-11-23\",\"code\"",
                "\"day\":\"2026-11-31\",\"code\"",
            ),
            Some(line("\"day\":\"2026-11-23\",\"code\"")),
            |f| matches!(f, Fault::Value { value, .. } if value == "2026-11-31"),
        ),
        (
            "a person without a name",
            with("\"given\":\"Lena\",", ""),
            Some(line("\"given\":\"Lena\"")),
            |f| matches!(f, Fault::Value { at: None, value, .. } if value.contains("Berg")),
        ),
        (
            "a number twice",
            with("{\"id\":2,\"name\":\"bo\"}", "{\"id\":1,\"name\":\"bo\"}"),
            Some(line("\"name\":\"bo\"")),
            |f| matches!(f, Fault::Twice),
        ),
        (
            "an entry changed",
            with(
                "\"record\":{\"at\":1795000000123,\"by\":2",
                "\"record\":{\"at\":1795000000124,\"by\":2",
            ),
            Some(line("\"record\":{\"at\":1795000000123,\"by\":2")),
            |f| matches!(f, Fault::Chain { seq: 3 }),
        ),
        (
            "an entry left out",
            good.lines()
                .filter(|line| !line.starts_with("{\"seq\":5,"))
                .collect::<Vec<_>>()
                .join("\n"),
            Some(line("{\"seq\":5,")),
            |f| matches!(f, Fault::Chain { seq: 6 }),
        ),
        (
            "after its end",
            format!("{good}{{}}"),
            Some(good.lines().count() + 1),
            |f| matches!(f, Fault::NotJson),
        ),
    ];
    for (what, json, line, is) in cases {
        let refused = imported(&disk.path(), json.as_bytes()).expect_err(what);
        assert!(is(&refused.fault), "{what}: {refused:?}");
        assert_eq!(refused.line, line, "{what}: {refused:?}");
        for lang in [Lang::Sv, Lang::En] {
            let text = refused.text(lang);
            assert!(text.ends_with('.') && text.len() > 20, "{text}");
        }
        assert!(names_in(&disk.at("")).is_empty(), "{what} left something");
    }
}

#[test]
fn an_export_that_is_cut_short_anywhere_is_told_as_that() {
    let disk = Disk::new();
    let good = String::from_utf8(golden()).expect("UTF-8");
    for at in (1..good.trim_end().len()).step_by(97) {
        let Some(cut) = good.get(..at) else { continue };
        let refused = imported(&disk.path(), cut.as_bytes()).expect_err("cut short");
        assert!(
            matches!(refused.fault, Fault::CutShort),
            "{at}: {refused:?}"
        );
    }
    assert!(names_in(&disk.at("")).is_empty(), "something was left");
}

/// An export of a register with every kind of change and, last in its log, an entry of which the tables say nothing.
fn with_a_last_entry(disk: &Disk) -> String {
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    let whole = Change::Whole {
        people: 1,
        marks: 2,
    };
    store
        .record(&mut register, &by("anna"), What::Export, vec![whole])
        .expect("written");
    drop(store);
    String::from_utf8(exported(&disk.path())).expect("UTF-8")
}

/// The export without a row: the last one of a list, or another.
fn without(json: &str, row: &str) -> String {
    assert_eq!(json.matches(row).count(), 1, "{row}");
    let cut = json.replacen(&format!("\n{row},"), "", 1);
    match cut.len() < json.len() {
        true => cut,
        false => json.replacen(&format!(",\n{row}"), "", 1),
    }
}

/// What the export says at its end, changed by one or set anew.
fn with_end(json: &str, change: impl Fn(&mut Value)) -> String {
    let (rows, end) = json.split_once(",\n\"end\":").expect("an end");
    let end = end.trim_end().strip_suffix('}').expect("the object's");
    let mut end: Value = serde_json::from_str(end).expect("JSON");
    change(&mut end);
    format!("{rows},\n\"end\":{end}}}\n")
}

#[test]
fn an_export_that_was_changed_or_cut_between_rows_is_refused() {
    let disk = Disk::new();
    let good = with_a_last_entry(&disk);
    let line_of = |words: &str| -> String {
        let line = good.lines().find(|line| line.contains(words));
        let line = line.expect("such a row");
        line.trim_end_matches("],").trim_end_matches(',').to_owned()
    };
    let mark = line_of("\"code\":\"sick\"");
    let last = good.lines().rev().nth(1).expect("the last entry");
    let last = last.trim_end_matches("],").to_owned();
    let fewer = |json: &str, lists: &[&str]| {
        with_end(json, |end| {
            for list in lists {
                end[*list] = (end[*list].as_u64().expect("a number") - 1).into();
            }
        })
    };
    let without_mark = without(&good, &mark);
    let without_last = without(&good, &last);
    let without_end = format!("{}}}\n", good.split(",\n\"end\"").next().expect("rows"));
    let is_amiss: fn(&Fault) -> bool = |fault| matches!(fault, Fault::Amiss(_));
    let is_short: fn(&Fault) -> bool = |fault| matches!(fault, Fault::Rows { .. });
    type Is = fn(&Fault) -> bool;
    let cases: Vec<(&str, String, Is)> = vec![
        (
            "a mark's code changed",
            good.replacen(&mark, &mark.replace("\"sick\"", "\"doctor\""), 1),
            is_amiss,
        ),
        ("a mark left out", without_mark.clone(), is_short),
        (
            "a mark left out, and not counted",
            fewer(&without_mark, &["marks", "rows"]),
            is_amiss,
        ),
        ("the last entry left out", without_last.clone(), is_short),
        (
            "the last entry left out, and not counted",
            fewer(&without_last, &["entries", "rows"]),
            |fault| matches!(fault, Fault::LastEntry),
        ),
        ("no end", without_end, |fault| {
            matches!(fault, Fault::CutShort)
        }),
        (
            "an old one with a mark changed",
            String::from_utf8(golden()).expect("UTF-8").replacen(
                "\"code\":\"sick\"",
                "\"code\":\"doctor\"",
                1,
            ),
            is_amiss,
        ),
    ];
    for (what, json, is) in cases {
        assert!(json != good, "{what}");
        let new = disk.at("new.redb");
        let refused = imported(&new, json.as_bytes()).expect_err(what);
        assert!(is(&refused.fault), "{what}: {refused:?}");
        let tried = exchange::try_import(json.as_bytes(), &mut |_| {}).expect_err(what);
        assert!(is(&tried.fault), "{what}: {tried:?}");
        for lang in [Lang::Sv, Lang::En] {
            let text = refused.text(lang);
            assert!(text.ends_with('.') && text.len() > 20, "{text}");
        }
        assert_eq!(names_in(&disk.at("")), [disk.path()], "{what}");
    }
    imported(&disk.at("new.redb"), good.as_bytes()).expect("the export as it was");
}

#[test]
fn a_row_longer_than_any_can_be_is_not_read_into_memory() {
    const THERE: u64 = 100 << 20;
    let disk = Disk::new();
    let good = String::from_utf8(golden()).expect("UTF-8");
    for words in [
        "\"given\":\"",
        "\"note\":\"",
        "\"seq\":7,\"hash\":\"",
        "\n\"people",
        "\"format\":\"",
    ] {
        let at = good.find(words).expect("such words") + words.len();
        let line = good[..at].lines().count();
        let mut rest = std::io::repeat(b'a').take(THERE);
        let json = good.as_bytes()[..at].chain(&mut rest);
        let refused = exchange::try_import(json, &mut |_| {}).expect_err("too long");
        assert!(matches!(refused.fault, Fault::TooLong), "{refused:?}");
        assert_eq!(refused.line, Some(line), "{words}");
        assert!(refused.text(Lang::En).contains("longer"));
        let read = THERE - rest.limit();
        assert!(read < 40 << 20, "{read} bytes were read");
    }
    // As much in many rows is nothing unusual, and neither is a row that is nearly as large.
    let spaces = "\u{20}".repeat(20 << 20);
    let wide = good.replace("\n{\"seq\":7,", &format!("\n{{{spaces}\"seq\":7,"));
    let wide = wide.replace("\n{\"seq\":9,", &format!("\n{{{spaces}\"seq\":9,"));
    imported(&disk.path(), wide.as_bytes()).expect("it is the same");
}

#[test]
fn what_people_may_correct_is_taken_in_as_it_is() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    // More of it than a check keeps findings.
    let strangers = (1..400).map(|who| Change::Marked {
        who: PersonId(who),
        day: later(0),
        before: None,
        after: Some(Mark {
            code: Code::Sick,
            minutes: None,
            by: ActorId(1),
            at: 1_795_000_000,
            detail: None,
        }),
    });
    store
        .record(&mut register, &by("anna"), What::Demo, strangers.collect())
        .expect("written");
    drop(store);
    assert_comes_back(&disk.path(), &disk.at("again.redb"));
    let json = String::from_utf8(exported(&disk.path())).expect("UTF-8");
    let changed = json.replacen("\"code\":\"sick\"", "\"code\":\"doctor\"", 1);
    let refused = imported(&disk.at("new.redb"), changed.as_bytes()).expect_err("changed");
    assert!(matches!(refused.fault, Fault::Amiss(_)), "{refused:?}");
}

#[test]
fn neither_a_register_nor_a_file_is_written_over() {
    let disk = Disk::new();
    drop(disk.create());
    let before = fs::read(disk.path()).expect("the register");
    let refused = imported(&disk.path(), &golden()).expect_err("it is there");
    assert!(matches!(
        refused.fault,
        Fault::Store(StoreError::AlreadyThere)
    ));
    assert_eq!(fs::read(disk.path()).expect("the register"), before);

    let (store, _) = disk.open();
    let file = disk.at("out.json");
    fs::write(&file, "kära dagbok").expect("a file");
    let refused = store
        .export_to(&file, &mut |_| {})
        .expect_err("it is there");
    assert!(matches!(refused, StoreError::AlreadyThere));
    assert_eq!(fs::read_to_string(&file).expect("the file"), "kära dagbok");

    let new = disk.at("new.json");
    store.export_to(&new, &mut |_| {}).expect("a new one");
    let mode = fs::metadata(&new).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let names = [disk.at("new.json"), file, disk.path()];
    assert_eq!(names_in(&disk.at("")), names, "nothing else is left");
}

#[test]
fn a_try_takes_in_nothing() {
    let counts = exchange::try_import(golden().as_slice(), &mut |_| {}).expect("it is good");
    assert_eq!(counts.people, 4);
    let bad = golden().replacen_once(b"\"log\"", b"\"lag\"");
    exchange::try_import(bad.as_slice(), &mut |_| {}).expect_err("it is not");
}

/// What this version would drop, or read as something else than it says.
#[test]
fn a_record_that_says_more_than_is_understood_is_refused_with_line_and_value() {
    let good = String::from_utf8(golden_of(2)).expect("UTF-8");
    for (from, to, says) in [
        (
            "\"group\":\"indoor\"",
            "\"group\":1",
            "What stands in group, “1”, cannot be understood.",
        ),
        (
            "\"group\":\"indoor\"",
            "\"group\":\"inne\"",
            "What stands in group, “inne”, ",
        ),
        (
            "\"name\":\"Köket\",",
            "\"name\":\"Köket\",\"floor\":2,",
            "The field floor (“2”) is not known here.",
        ),
        (
            "[360,360,360,360,240,0,0]",
            "[360,360,360,360,240,0]",
            "minutes, “[360,360,360,360,240,0]”, ",
        ),
        (
            "[360,360,360,360,240,0,0]",
            "[360,360,360,360,240,0,\"0\"]",
            "minutes.6, “0”, ",
        ),
        (
            "\"protection\":\"strong\"",
            "\"protection\":\"weak\"",
            "What stands in protection, “weak”, ",
        ),
        ("\"what\":\"create\"", "\"what\":\"crate\"", ""),
    ] {
        let line = good
            .lines()
            .position(|line| line.contains(from))
            .expect(from)
            + 1;
        let changed = good.replacen(from, to, 1);
        let refused = exchange::try_import(changed.as_bytes(), &mut |_| {}).expect_err(to);
        assert_eq!(refused.line, Some(line), "{to}: {refused:?}");
        let text = refused.text(Lang::En);
        assert!(text.contains(says), "{to}: {text}");
    }
}

trait ReplacenOnce {
    fn replacen_once(&self, from: &[u8], to: &[u8]) -> Vec<u8>;
}

impl ReplacenOnce for Vec<u8> {
    fn replacen_once(&self, from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = self.windows(from.len()).position(|part| part == from);
        let at = at.expect("it is there");
        [&self[..at], to, &self[at + from.len()..]].concat()
    }
}

#[test]
fn bytes_that_no_record_gives_back_stand_as_bytes() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    every_kind(&mut store, &mut register);
    drop(store);
    // A person as another program might have written it: a number in more bytes than it needs.
    let wide = |bytes: &[u8]| {
        let at = bytes
            .windows(3)
            .position(|part| part == b"\xa2id")
            .expect("its number");
        let mut wide = bytes[..at + 3].to_vec();
        wide.extend([0xcd, 0, bytes[at + 3]]);
        wide.extend(&bytes[at + 4..]);
        wide
    };
    {
        let db = raw(&disk.path());
        let txn = db.begin_write().expect("a transaction");
        let people: redb::TableDefinition<u32, &[u8]> = redb::TableDefinition::new("people");
        let mut table = txn.open_table(people).expect("people");
        let bytes = redb::ReadableTable::get(&table, 1).expect("read");
        let bytes = wide(bytes.expect("one").value());
        table.insert(1, bytes.as_slice()).expect("written");
        drop(table);
        txn.commit().expect("a commit");
    }
    let json = String::from_utf8(exported(&disk.path())).expect("UTF-8");
    assert_eq!(json.matches("\"bytes\":").count(), 1, "{json}");
    assert!(json.contains("{\"id\":1,\"bytes\":\"8"), "{json}");
    assert_comes_back(&disk.path(), &disk.at("again.redb"));
}

#[test]
fn an_export_is_safe_to_look_at() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let note = "a\u{1b}[31m\u{9b}b\u{202e}c\n\u{7f}\u{e0041}å 👩‍🌾\"\\";
    let mut person = crate::world::person(1, &["2026-01-05.."]);
    person.note = note.to_owned();
    let change = Change::Person {
        before: None,
        after: Some(Box::new(person)),
    };
    let request = by("anna");
    store
        .record(&mut register, &request, What::Demo, vec![change])
        .expect("written");
    drop(store);
    let json = String::from_utf8(exported(&disk.path())).expect("UTF-8");
    assert!(json.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(!json.contains(['\u{202e}', '\u{e0041}']) && json.contains("å 👩‍🌾"));
    assert_comes_back(&disk.path(), &disk.at("again.redb"));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-zåäö ]{1,12}",
        ".{0,12}",
        Just("\u{1b}\u{0}\"\\/\u{2028}".to_owned())
    ]
}

fn day() -> impl Strategy<Value = chrono::NaiveDate> {
    (-60_000_i32..80_000).prop_map(|number| {
        tolv::domain::calendar::day_from_number(number).expect("a day of the calendar")
    })
}

fn stay() -> impl Strategy<Value = Stay> {
    let lasted = (day(), any::<bool>(), text()).prop_map(|(checked_on, yes, note)| Lasted {
        checked_on,
        yes,
        note,
    });
    let job = (text(), prop::option::of(day()), prop::option::of(lasted));
    let end = (day(), 0..Outcome::ALL.len(), text(), job).prop_map(
        |(last_day, outcome, note, (employer, job_start, lasted))| End {
            last_day,
            outcome: Outcome::ALL[outcome],
            employer,
            job_start,
            note,
            lasted,
        },
    );
    let placements = prop::collection::vec((day(), any::<u16>()), 0..3);
    let schedules = prop::collection::vec((day(), any::<[u16; 7]>()), 0..3);
    let absences = prop::collection::vec((day(), prop::option::of(day())), 0..3);
    (
        day(),
        prop::option::of(end),
        placements,
        schedules,
        absences,
    )
        .prop_map(|(start, end, placements, schedules, absences)| Stay {
            start,
            end,
            placements: placements
                .into_iter()
                .map(|(from, arena)| Placement {
                    from,
                    arena: ArenaId(arena),
                })
                .collect(),
            schedules: schedules
                .into_iter()
                .map(|(from, minutes)| Schedule { from, minutes })
                .collect(),
            absences: absences
                .into_iter()
                .map(|(from, until)| Absence { from, until })
                .collect(),
        })
}

fn person() -> impl Strategy<Value = Change> {
    let protection = prop::sample::select(vec![
        Protection::None,
        Protection::Marked,
        Protection::Strong,
    ]);
    let words = (text(), text(), text(), text(), text(), text());
    let stays = prop::collection::vec(stay(), 0..3);
    (1..30_u32, words, protection, stays).prop_map(|(id, words, protection, stays)| {
        let (given, family, phone, supervisor, measure, note) = words;
        let after = Box::new(Participant {
            given,
            family,
            phone,
            supervisor,
            measure,
            note,
            protection,
            stays,
            ..crate::world::person(id, &[])
        });
        Change::Person {
            before: None,
            after: Some(after),
        }
    })
}

fn mark() -> impl Strategy<Value = Change> {
    let span = prop::option::of((0..1440_u16, 0..1440_u16));
    let code = || prop::sample::select(Code::ALL);
    let detail = (
        span,
        prop::option::of(code()),
        text(),
        prop::option::of(code()),
    );
    let mark = (
        code(),
        prop::option::of(0..1440_u16),
        any::<u16>(),
        0..4_000_000_000_i64,
        prop::option::of(detail),
    );
    (1..30_u32, day(), prop::option::weighted(0.9, mark)).prop_map(|(who, day, mark)| {
        let after = mark.map(|(code, minutes, by, at, detail)| Mark {
            code,
            minutes,
            by: ActorId(by),
            at,
            detail: detail.map(|(span, rest, note, first)| {
                let span = span.map(|(from, until)| Span { from, until });
                Box::new(Detail {
                    span,
                    rest,
                    note,
                    first,
                })
            }),
        });
        Change::Marked {
            who: PersonId(who),
            day,
            before: None,
            after,
        }
    })
}

fn arena() -> impl Strategy<Value = Change> {
    let closed = prop::option::of(day());
    let into = prop::option::of(any::<u16>());
    let arena = (any::<u16>(), text(), any::<bool>(), closed, into);
    arena.prop_map(|(id, name, indoor, closed, into)| {
        let group = if indoor {
            Group::Indoor
        } else {
            Group::Outdoor
        };
        let arena = Arena {
            id: ArenaId(id),
            name,
            group,
            closed,
            into: into.map(ArenaId),
        };
        Change::Arena {
            before: None,
            after: Some(arena),
        }
    })
}

fn change() -> impl Strategy<Value = Change> {
    let actor = (2..60_u16, text()).prop_map(|(id, name)| Change::Actor {
        id: ActorId(id),
        name,
    });
    let closed = (
        day(),
        prop::option::of(any::<u16>()),
        text(),
        prop::option::of(any::<u16>()),
    );
    let closed = closed.prop_map(|(date, arena, name, open_minutes)| {
        let arena = arena.map(ArenaId);
        let after = ClosedDay {
            date,
            arena,
            name,
            open_minutes,
        };
        Change::Closed {
            date,
            arena,
            before: None,
            after: Some(after),
        }
    });
    let settings = (text(), any::<bool>()).prop_map(|(unit, advance)| Change::Settings {
        before: Box::default(),
        after: Box::new(Settings {
            unit,
            advance,
            zone: Zone::read(if advance {
                "Europe/Helsinki"
            } else {
                "Europe/Stockholm"
            })
            .expect("a zone"),
            ..Settings::default()
        }),
    });
    prop_oneof![4 => mark(), 2 => person(), 1 => arena(), 1 => actor, 1 => closed, 1 => settings]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_register_comes_back(
        entries in prop::collection::vec(prop::collection::vec(change(), 1..20), 0..8),
    ) {
        let disk = Disk::new();
        let (mut store, mut register) = disk.create();
        for changes in entries {
            let written = store.record(&mut register, &by("anna"), What::Demo, changes);
            prop_assert!(written.is_ok(), "{written:?}");
        }
        drop(store);
        assert_comes_back(&disk.path(), &disk.at("again.redb"));
    }

    #[test]
    fn any_change_of_an_export_is_refused_or_harmless(
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..4),
        cut in 0..4_usize,
    ) {
        let mut json = golden();
        let at = at.index(json.len());
        let end = (at + cut).min(json.len());
        json.splice(at..end, bytes);
        let disk = Disk::new();
        match imported(&disk.path(), &json) {
            Ok(_) => assert!(disk.open().0.chain_is_whole().expect("the log can be read")),
            Err(refused) => {
                prop_assert!(refused.text(Lang::Sv).ends_with('.'));
                prop_assert!(names_in(&disk.at("")).is_empty());
            }
        }
    }
}

#[test]
fn a_day_far_away_is_a_number() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let day = on("2026-11-23") + chrono::TimeDelta::days(4_000_000);
    let after = ClosedDay {
        date: day,
        arena: None,
        name: "långt bort".to_owned(),
        open_minutes: None,
    };
    let change = Change::Closed {
        date: day,
        arena: None,
        before: None,
        after: Some(after),
    };
    store
        .record(&mut register, &by("anna"), What::Demo, vec![change])
        .expect("written");
    drop(store);
    assert!(String::from_utf8_lossy(&exported(&disk.path())).contains("\"day\":4020780,"));
    assert_comes_back(&disk.path(), &disk.at("again.redb"));
}
