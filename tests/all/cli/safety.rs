//! Nothing that a terminal would obey reaches stdout or stderr, wherever it came from.

use super::{Home, data, words};

/// Characters that a terminal obeys, turns text around with, or does not show.
fn is_odd(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

const NASTY: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{7f}",
    "a\rb",
    "\u{feff}",
];

#[test]
fn what_is_typed_is_never_echoed_raw() {
    let home = Home::with_people();
    for nasty in NASTY {
        let long = format!("--{nasty}");
        let cases: &[&[&str]] = &[
            &[nasty],
            &[&long],
            &["list", nasty],
            &["list", "--group", nasty],
            &["list", "--lang", nasty],
            &["list", "--today", nasty],
            &["list", "--as", nasty],
            &["list", "--database", nasty],
            &["find", nasty],
            &["mark", nasty, "n"],
            &["mark", "1", nasty],
            &["mark", "1", "n", "--note", nasty],
            &["mark", "1", "n", "--on", nasty],
            &["mark", "1", "n", "--minutes", nasty],
            &["mark", "1", "d", "--from", nasty, "--until", nasty],
            &["day", "--on", nasty],
            &["calendar", nasty],
            &["calendar", "close", "2026-05-15", "--name", nasty],
            &["calendar", "close", "2026-05-15", "--arena", nasty],
            &["settings", nasty],
            &["settings", "unit", nasty],
            &["settings", "rule.length", nasty],
            &["show", nasty],
            &["add", nasty, "Ek", "--group", "ute"],
            &["add", "A", "B", "--group", "ute", "--arena", nasty],
            &["add", "A", "B", "--group", "ute", "--personnummer", nasty],
            &["move", "1", "--group", "ute", "--arena", nasty],
            &["end", "1", "--on", "today", "--outcome", nasty],
            &["end", "1", "--on", "today", "--note", nasty],
            &["import", nasty],
            &["completions", nasty],
            &["decision", "list", nasty],
            &["decision", "end", "3", nasty, "--withdraw"],
            &["decision", "end", "3", "1", "--withdraw", "--note", nasty],
            &["step", "3", nasty, "--done", "today"],
            &["step", "3", "interest", "--by", nasty],
            &["plan", "3", "--toward", nasty],
            &["plan", "3", "--next", nasty],
            &["duties", "handle", nasty, "--note", "x"],
            &["duties", "set-aside", nasty, "--until", nasty],
            &["duties", "take-up", nasty],
            &["backup", nasty],
            &["backup", "--keep", nasty],
            &["backup", "--encrypt-to", nasty],
            &["backup", "--recipients-file", nasty],
            &["backup", "--print-systemd", "--recipients-file", nasty],
            &["verify", nasty],
            &["verify", "--identity", nasty, nasty],
        ];
        for args in cases {
            let run = home.run(args);
            for (stream, text) in [("stdout", &run.out), ("stderr", &run.err)] {
                assert!(!text.contains(is_odd), "{args:?} on {stream}: {text:?}");
            }
        }
        for args in [
            &["list"][..],
            &["log"],
            &["log", "--json"],
            &["settings"],
            &["calendar"],
            &["show", "1"],
        ] {
            let run = home.run(args).ok();
            assert!(!run.out.contains(is_odd), "{args:?}: {:?}", run.out);
        }
    }
}

#[test]
fn what_a_list_or_the_settings_file_holds_is_never_echoed_raw() {
    for nasty in NASTY {
        let home = Home::new();
        let list = format!(
            "namn;grupp;start;sk{nasty}o\nAn{nasty}na;in{nasty}ne;{nasty};x\nBo Ek;ute;2026-01-01;{nasty}\n"
        );
        let list = home.file("list.csv", list);
        for args in [
            &["import", &list][..],
            &["import", &list, "--json"],
            &["import", &list, "--skip-bad"],
        ] {
            let run = home.run(args);
            assert!(!run.out.contains(is_odd), "{args:?}: {:?}", run.out);
            assert!(!run.err.contains(is_odd), "{args:?}: {:?}", run.err);
        }
        home.file(".config/tolv/config.toml", format!("'k{nasty}' = 1"));
        let run = home.run(&["list"]);
        assert!(run.err.contains("config.toml"), "{:?}", run.err);
        assert!(!run.err.contains(is_odd), "{:?}", run.err);
    }
}

#[test]
fn names_of_the_protected_are_on_no_page() {
    let home = Home::with_people();
    home.json(&["mark", "7", "n"]);
    for line in [
        "decision add 7 --form development --from 2026-11-02 --decided-on 2026-10-26 --level 60",
        "step 7 interest --done 2026-10-01",
        "plan 7 --toward studies --next x --responsible y --due 2026-12-01",
    ] {
        home.json(&words(line));
    }
    let people = data("people.csv");
    let pages: &[&[&str]] = &[
        &["list", "--all"],
        &["find", "7"],
        &["day"],
        &["threshold", "--within", "999"],
        &["log"],
        &["show", "7"],
        &["clear", "7"],
        &["mark", "7", "n", "--on", "2020-01-01"],
        &["import", &people],
        &["move", "7", "--group", "inne"],
        &["decision", "list", "7"],
        &["decision", "list"],
        &["step", "7"],
        &["plan", "7", "--remove"],
        &["quota"],
        &["duties", "--within", "3660", "--all"],
        &["end", "7", "--on", "2026-12-01"],
    ];
    for page in pages {
        for json in [&[][..], &["--json"]] {
            let run = home.run(&[page, json].concat());
            let told = run.out + &run.err;
            assert!(
                !told.contains("Hemlig") && !told.contains("Eva"),
                "{page:?}: {told}"
            );
        }
    }
}
