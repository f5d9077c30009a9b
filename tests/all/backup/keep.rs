//! Which old backups are kept: a table, an oracle that finds them another way, and real files.

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use proptest::prelude::*;
use tolv::store::backup::{self, Keep, Made, Place};
use tolv::store::{Request, Store};

use super::{listing, make, name_of};
use crate::disk::{Disk, by};

fn at(text: &str) -> DateTime<FixedOffset> {
    let text = format!("{text}:00+01:00");
    DateTime::parse_from_rfc3339(&text).expect("a moment")
}

#[test]
fn the_newest_of_each_day_week_and_month() {
    let made = [
        "2026-08-31T20:30",
        "2026-09-30T20:30",
        "2026-10-30T20:30",
        "2026-10-31T20:30",
        // Week 47.
        "2026-11-16T20:30",
        "2026-11-22T20:30",
        // Week 48.
        "2026-11-25T20:30",
        "2026-11-26T08:00",
        "2026-11-26T20:30",
        "2026-11-27T08:14",
    ];
    let moments: Vec<_> = made.iter().map(|made| at(made)).collect();
    for (keep, expected) in [
        ("daily=1", &[9][..]),
        ("daily=0,weekly=1", &[9]),
        ("daily=2", &[8, 9]),
        ("daily=4", &[5, 6, 8, 9]),
        ("weekly=1", &[9]),
        ("weekly=2", &[5, 9]),
        ("weekly=3", &[3, 5, 9]),
        ("monthly=1", &[9]),
        ("monthly=2", &[3, 9]),
        ("monthly=9", &[0, 1, 3, 9]),
        ("daily=2,weekly=2,monthly=3", &[1, 3, 5, 8, 9]),
        ("monthly=3 , daily=2,weekly=2", &[1, 3, 5, 8, 9]),
        (
            "daily=99,weekly=99,monthly=99",
            &[0, 1, 2, 3, 4, 5, 6, 8, 9],
        ),
    ] {
        let keep = Keep::read(keep).expect("something to keep by");
        let kept: Vec<_> = keep.chosen(&moments).into_iter().collect();
        assert_eq!(kept, expected, "{keep:?}");
        assert_eq!(Keep::read(&keep.text()), Ok(keep));
    }
    assert!(Keep::read("daily=1").expect("one").chosen(&[]).is_empty());
}

#[test]
fn what_says_nothing_to_keep_by_is_refused() {
    for text in [
        "",
        "daily",
        "daily=",
        "daily=x",
        "daily=-1",
        "yearly=1",
        "daily=1,",
        "daily=1,daily=2",
        "daily=1 weekly=2",
        "=1",
        "daily=1.5",
        "dagligen=3",
        // All but the newest would go.
        "daily=0",
        "daily=0,weekly=0,monthly=0",
    ] {
        assert!(Keep::read(text).is_err(), "{text:?}");
    }
}

/// Whether one is kept: it is the newest of all, or the newest of a period after which few enough have one.
fn is_kept(made: &[DateTime<FixedOffset>], one: usize, keep: Keep) -> bool {
    let is_newer = |other: usize| (made[other], other) > (made[one], one);
    let newer = || (0..made.len()).filter(|other| is_newer(*other));
    let monday = |day: NaiveDate| day.week(chrono::Weekday::Mon).first_day();
    let first = |day: NaiveDate| day.with_day(1).expect("each month has one");
    let periods: [(usize, &dyn Fn(NaiveDate) -> NaiveDate); 3] = [
        (keep.daily, &|day| day),
        (keep.weekly, &monday),
        (keep.monthly, &first),
    ];
    newer().count() == 0
        || periods.iter().any(|(many, period)| {
            let own = period(made[one].date_naive());
            let after: BTreeSet<_> = newer()
                .map(|other| period(made[other].date_naive()))
                .collect();
            !after.contains(&own) && after.len() < *many
        })
}

proptest! {
    #[test]
    fn an_oracle_that_counts_later_periods_agrees(
        hours in prop::collection::vec(0..24 * 800_i64, 0..60),
        daily in 0..20_usize,
        weekly in 0..12_usize,
        monthly in 0..30_usize,
    ) {
        let start = at("2024-12-20T00:30");
        let made: Vec<_> = hours.iter().map(|hours| start + chrono::TimeDelta::hours(*hours)).collect();
        let keep = Keep { daily, weekly, monthly };
        let expected: BTreeSet<_> = (0..made.len()).filter(|one| is_kept(&made, *one, keep)).collect();
        prop_assert_eq!(keep.chosen(&made), expected);
    }
}

/// Makes a backup as if it were another day.
fn make_on(store: &mut Store, register: &mut tolv::domain::register::Register, day: &str) -> Made {
    let now = at(&format!("{day}T12:00")).timestamp_millis();
    let request = Request {
        now,
        ..by("nattjobb")
    };
    let made = backup::make(store, register, &request, &Place::Usual.into(), &mut |_| ());
    made.expect("a backup can be made").0
}

#[test]
fn only_what_is_known_to_be_of_this_register_is_removed() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let folder = disk.at("backups");
    let days = [
        "2026-10-01",
        "2026-11-02",
        "2026-11-10",
        "2026-11-20",
        "2026-11-21",
    ];
    let mut old: Vec<Made> = days
        .map(|day| make_on(&mut store, &mut register, day))
        .into();

    // Of another register of the same name, with what this one would remove.
    let other = Disk::new();
    let (mut another, mut its) =
        Store::create(&other.path(), &by("bo")).expect("a register can be made");
    let another = make_on(&mut another, &mut its, "2026-10-02");
    for path in [&another.path, &another.manifest_path] {
        fs::copy(path, folder.join(name_of(path))).expect("a copy");
    }
    // Without a manifest, of another size than it says, under another name, a folder, and not ours at all.
    let bare = old.remove(0);
    fs::remove_file(&bare.manifest_path).expect("it is there");
    let grown = old.remove(0);
    let bytes = [fs::read(&grown.path).expect("it is there"), vec![0; 10]].concat();
    fs::write(&grown.path, bytes).expect("written");
    let renamed = old.remove(0);
    let name = name_of(&renamed.path).replace("register-2026-11-10", "register-2026-11-09");
    for (path, ending) in [(&renamed.path, ""), (&renamed.manifest_path, ".sha256")] {
        fs::rename(path, folder.join(format!("{name}{ending}"))).expect("renamed");
    }
    fs::create_dir(folder.join("register-2026-09-01T120000-1.redb")).expect("a folder");
    fs::write(folder.join("läs mig.txt"), "kära dagbok").expect("a file");

    let before = listing(&folder);
    let keep = Keep::read("daily=1").expect("something to keep by");
    let now = at("2026-11-22T12:00").timestamp_millis();
    let would = backup::would_prune(&store, &Place::Usual, &keep, now).expect("it can be told");
    let expected: Vec<_> = old.iter().map(|made| made.path.clone()).collect();
    let paths: Vec<_> = would.iter().map(|old| old.path.clone()).collect();
    assert_eq!(paths, expected);
    assert_eq!(listing(&folder), before, "nothing was done");

    let made = make_on(&mut store, &mut register, "2026-11-22");
    let pruned = backup::prune(&disk.path(), &made, &keep).expect("the folder can be read");
    assert_eq!(pruned.removed, would);
    assert!(pruned.left.is_empty());
    let mut after = before;
    for made in &old {
        for path in [&made.path, &made.manifest_path] {
            assert!(after.remove(&name_of(path)).is_some());
        }
    }
    after.extend([&made.path, &made.manifest_path].map(|path| (name_of(path), 0o600)));
    assert_eq!(listing(&folder), after);
}

#[test]
fn what_was_just_made_stays_though_the_clock_was_wrong_before() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let tomorrow = make_on(&mut store, &mut register, "2026-11-28");
    let made = make_on(&mut store, &mut register, "2026-11-27");
    let keep = Keep::default();
    let pruned = backup::prune(&disk.path(), &made, &keep).expect("the folder can be read");
    assert!(made.path.exists() && made.manifest_path.exists());
    // The newest by its name may be of any age; it stays too.
    assert!(tomorrow.path.exists() && pruned.removed.is_empty());
    let usual = make(&mut store, &mut register, &Place::Usual.into());
    assert!(usual.path.exists());
}

#[test]
fn a_manifest_that_was_left_without_its_backup_is_cleared_away_the_next_time() {
    let disk = Disk::new();
    let (mut store, mut register) = disk.create();
    let gone = make_on(&mut store, &mut register, "2026-10-01");
    let kept = make_on(&mut store, &mut register, "2026-10-02");
    fs::remove_file(&gone.path).expect("it is there");
    // Of another register of the same name, and what only looks like one.
    let other = Disk::new();
    let (mut another, mut its) =
        Store::create(&other.path(), &by("bo")).expect("a register can be made");
    let another = make_on(&mut another, &mut its, "2026-10-03");
    let folder = disk.at("backups");
    let others = [
        name_of(&another.manifest_path),
        "register-2026-10-04T120000-9.redb.sha256".to_owned(),
    ];
    fs::copy(&another.manifest_path, folder.join(&others[0])).expect("a copy");
    fs::write(folder.join(&others[1]), "kära dagbok").expect("a file");

    let made = make_on(&mut store, &mut register, "2026-11-22");
    let keep = Keep::read("daily=9").expect("something to keep by");
    let pruned = backup::prune(&disk.path(), &made, &keep).expect("the folder can be read");
    assert!(pruned.removed.is_empty() && pruned.left.is_empty());
    let own = [&kept, &made].map(|made| [name_of(&made.path), name_of(&made.manifest_path)]);
    let mut expected: Vec<_> = own.into_iter().flatten().chain(others).collect();
    expected.sort();
    assert_eq!(listing(&folder).into_keys().collect::<Vec<_>>(), expected);
}
