//! What a damaged register's file is said to need, done word for word: it works.

use std::fs;

use super::{Home, Run};

const PAGE: usize = 4096;
/// Where the head of the file keeps its two commits.
const COMMITS: [usize; 2] = [64, 192];

const REPAIR: &str = "tolv check --repair";
const RESTORE: &str = "tolv restore";
const SALVAGE: &str = "tolv salvage";

/// Damages of a register's bytes, each with what it is called.
fn damages(whole: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut damages = vec![
        ("empty".to_owned(), Vec::new()),
        ("100 bytes".to_owned(), whole[..100].to_vec()),
    ];
    let mut add = |what: String, range: std::ops::Range<usize>, byte: u8| {
        let mut bytes = whole.to_vec();
        bytes[range].fill(byte);
        damages.push((what, bytes));
    };
    add("no beginning".to_owned(), 0..64, 0);
    add("both commits".to_owned(), COMMITS[0]..320, 0xa5);
    for at in COMMITS {
        add(format!("the commit at {at}"), at..at + 128, 0xa5);
    }
    for page in 0..whole.len() / PAGE {
        let range = page * PAGE..(page + 1) * PAGE;
        if whole[range.clone()].iter().any(|byte| *byte != 0) {
            add(format!("page {page}"), range, [0, 0xa5][page % 2]);
        }
    }
    for cut in (1..whole.len() / PAGE).step_by(7) {
        damages.push((format!("cut at page {cut}"), whole[..cut * PAGE].to_vec()));
    }
    damages
}

fn said(run: &Run) -> String {
    format!("{}{}", run.out, run.err)
}

/// All that is in a register, as commands tell it.
fn contents(home: &Home) -> (String, String) {
    let list = home.run(&["list"]).ok().out;
    (list, home.run(&["day", "--on", "2026-11-20"]).ok().out)
}

#[test]
fn each_remedy_that_is_named_works() {
    let home = Home::with_people();
    for (who, key) in [("1", "s"), ("2", "v"), ("3", "n")] {
        home.run(&["mark", who, key]).ok();
    }
    let backup = home.json(&["backup"])["file"].as_str().unwrap().to_owned();
    let (register, kept) = (home.register(), contents(&home));
    let whole = fs::read(&register).unwrap();
    let path = register.to_str().unwrap();
    let out = home.path("saved.redb");
    let new = out.to_str().unwrap();
    let (mut repaired, mut restored, mut salvaged, mut all_salvaged) = (0, 0, 0, 0);
    for (what, bytes) in damages(&whole) {
        let damaged = || fs::write(&register, &bytes).unwrap();
        damaged();
        // Whoever merely opens it is told how to find out more.
        let opened = said(&home.run(&["list"]));
        let is_told = opened.contains("tolv check") || opened.contains(SALVAGE);
        assert!(is_told || opened == kept.0, "{what}: {opened}");
        let check = home.run(&["check"]);
        let advice = said(&check);
        assert!(!advice.contains("0 participants"), "{what}: {advice}");
        if check.code == 0 {
            continue;
        }
        let names = |remedy| advice.contains(remedy);
        assert!(names(REPAIR) || names(RESTORE), "{what}: {advice}");

        let repair = home.run(&["check", "--repair"]);
        assert_eq!(
            repair.code == 0,
            names(REPAIR),
            "{what}: {advice}{repair:?}"
        );
        if repair.code == 0 {
            home.run(&["check"]).ok();
            assert_eq!(contents(&home), kept, "{what}");
            repaired += 1;
        }
        if names(RESTORE) {
            damaged();
            home.run(&["restore", &backup]).ok();
            home.run(&["check"]).ok();
            assert_eq!(contents(&home), kept, "{what}");
            restored += 1;
        }
        if names(SALVAGE) {
            damaged();
            let salvage = home.run(&["salvage", path, new]);
            let told = said(&salvage);
            // Where nothing is left, the backup is the only way, and that is said.
            if told.contains("Nothing of any register is left") {
                assert!(told.contains(RESTORE), "{what}: {told}");
                assert!(!out.exists(), "{what}");
                continue;
            }
            assert!(
                salvage.code <= 1 && told.contains(RESTORE),
                "{what}: {told}"
            );
            home.run(&["check", "--database", new]).ok();
            home.run(&["restore", new]).ok();
            home.run(&["check"]).ok();
            salvaged += 1;
            all_salvaged += u32::from(contents(&home) == kept);
            fs::remove_file(&out).unwrap();
        }
    }
    println!(
        "{repaired} repaired, {restored} restored, {salvaged} salvaged, {all_salvaged} wholly"
    );
    assert!(repaired > 0 && restored > 0 && salvaged > 0 && all_salvaged > 0);
}
