//! The log's proof as commands: its head, and whether it is whole and has what it had.

use std::fs;

use redb::ReadableTable;

use super::Home;
use super::check::{LOG, harmed, marked};

fn head_of(home: &Home) -> String {
    home.run(&["log", "checkpoint"]).ok().out
}

#[test]
fn a_head_is_three_lines_and_contained_in_what_comes_after() {
    let home = marked();
    let head = head_of(&home);
    let lines: Vec<&str> = head.lines().collect();
    let told = home.json(&["log", "verify"]);
    let entries = told["entries"].to_string();
    assert!(
        lines[0].starts_with("tolv/") && lines[1] == entries,
        "{head}"
    );
    assert_eq!((lines.len(), lines[2].len()), (3, 44), "{head}");
    assert_eq!(home.json(&["log", "checkpoint"])["head"], head);
    let keys: Vec<_> = told.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["entries", "head", "since", "whole"]);
    assert_eq!(told["whole"], true);
    assert!(
        told["since"]
            .as_str()
            .is_some_and(|at| at.starts_with("20")),
        "{told}"
    );

    let file = home.file("head.txt", &head);
    home.run(&["mark", "2", "n"]).ok();
    for with in [
        file.as_str(),
        &format!("{entries}:{}", told["head"].as_str().expect("a hash")),
    ] {
        let run = home
            .run(&["log", "verify", "--against", with, "--lang", "sv"])
            .ok();
        assert!(run.out.contains("Loggen är hel"), "{}", run.out);
        assert!(
            run.out.contains("Loggen har allt som den hade då."),
            "{}",
            run.out
        );
    }
    let checked = home.json(&["check", "--against", &file]);
    assert_eq!(checked["against"][0]["contained"], true);
}

#[test]
fn a_log_that_lacks_what_it_had_ends_with_1() {
    let home = marked();
    let earlier = fs::read(home.register()).expect("the register");
    home.run(&["mark", "2", "n"]).ok();
    let head = home.file("head.txt", head_of(&home));
    fs::write(home.register(), earlier).expect("an older file");
    let run = home.run(&["log", "verify", "--against", &head]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("THE LOG IS SHORTER"), "{}", run.out);
    home.run(&["mark", "3", "n"]).ok();
    let run = home.run(&["log", "verify", "--against", &head]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("THE LOG WAS REWRITTEN"), "{}", run.out);
    let (other, theirs) = (marked(), head);
    let run = other.run(&["log", "verify", "--against", &theirs]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("another register's log"), "{}", run.out);
    let no_head = home.file("no-head.txt", "tolv/abc\n3\nAAAA\n");
    home.run(&["log", "verify", "--against", &no_head])
        .refused(1);
}

#[test]
fn an_entry_that_was_changed_is_named() {
    let home = marked();
    harmed(&home.register(), |txn| {
        let mut log = txn.open_table(LOG).expect("the log");
        let mut stored = log
            .get(2)
            .expect("read")
            .expect("an entry")
            .value()
            .to_vec();
        let last = stored.len() - 1;
        stored[last] ^= 1;
        log.insert(2, stored.as_slice()).expect("written");
    });
    let run = home.run(&["log", "verify"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.contains("THE LOG IS NOT WHOLE: entry 2 "),
        "{}",
        run.out
    );
    let run = home.run(&["log", "verify", "--json"]);
    assert!(
        run.out.contains("\"whole\":false") || run.out.contains("\"whole\": false"),
        "{}",
        run.out
    );
    home.run(&["log", "checkpoint"]).refused(1);
}
