//! Sessions on redb 4.5.0 and on this one beside each other on one register: an upgrade finds people logged in.

use std::path::Path;
use std::process::Command as Process;

use redb::{ReadableDatabase, TableDefinition};
use tolv::domain::facts::attendance::Code;

use crate::disk::{Disk, assert_whole, enrol, must, raw};
use crate::world::{later, mark};

pub mod program;

const COMMITS: u32 = 200;

fn started(older: &Path, register: &Path, what: &str, number: &str) -> Process {
    let mut process = Process::new(older);
    process.arg(register).args([what, number]);
    process
}

#[test]
fn sessions_of_redb_4_5_and_of_this_one_share_a_register() {
    let Some(older) = program::program() else {
        return;
    };
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    must(&mut store, &mut register, "anna", &enrol("Lena Berg"));
    let mut counting = started(&older, &disk.path(), "count", &COMMITS.to_string())
        .spawn()
        .expect("it starts");
    for turn in 0..COMMITS {
        let code = [Code::Sick, Code::Present][turn as usize % 2];
        let day = later(-i64::from(turn % 20));
        let day_and_code = mark(
            1,
            day,
            if turn / 20 % 2 == 0 {
                code
            } else {
                Code::SickChild
            },
        );
        must(&mut store, &mut register, "anna", &day_and_code);
    }
    assert!(counting.wait().expect("it ends").success());
    let entries = started(&older, &disk.path(), "entries", "0").output();
    let entries = entries.expect("it starts").stdout;
    assert_eq!(
        String::from_utf8_lossy(&entries).trim(),
        register.seen.to_string()
    );
    drop(store);
    {
        let file: TableDefinition<&str, u64> = TableDefinition::new("file");
        let db = raw(&disk.path());
        let txn = db.begin_read().expect("a transaction");
        let file = txn.open_table(file).expect("the table");
        let count = file
            .get("older")
            .expect("a look")
            .map(|count| count.value());
        assert_eq!(count, Some(COMMITS.into()));
    }
    assert_whole(&disk.path());
}
