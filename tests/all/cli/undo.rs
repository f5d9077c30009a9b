//! Undo and redo as commands: by the log's number or the latest, what is said, and what is refused and why.

use serde_json::{Value, json};

use super::{Home, words};

/// What a person does; each is a process of its own.
fn asks(home: &Home, who: &str, line: &str) -> super::Run {
    let mut args = words(line);
    args.extend(["--as", who, "--lang", "sv"]);
    home.run(&args)
}

/// The number of the log's latest entry.
fn latest(home: &Home) -> u64 {
    home.json(&["log", "--limit", "1"])[0]["seq"]
        .as_u64()
        .expect("a number")
}

fn phone(home: &Home) -> Value {
    home.json(&["show", "1"])["phone"].clone()
}

#[test]
fn the_latest_of_one_s_own_is_undone_and_made_again_in_order() {
    let home = Home::with_people();
    asks(&home, "anna", "change 1 --phone 070-1740610").ok();
    asks(&home, "anna", "change 1 --measure arbetsprövning").ok();
    // What others do, and a reading of one's own, are not in the way.
    asks(&home, "bo", "mark 2 s").ok();
    asks(&home, "anna", "show 1").ok();
    let would = asks(&home, "anna", "undo --dry-run").ok();
    assert!(
        would.out.starts_with("Skulle ångras: ändrade ")
            && would.out.ends_with("Inget är ändrat.\n"),
        "{would:?}"
    );
    let first = asks(&home, "anna", "undo").ok();
    assert!(first.out.contains("insats arbetsprövning → –"), "{first:?}");
    let second = asks(&home, "anna", "undo").ok();
    assert!(second.out.contains("telefon 070-1740610 → –"), "{second:?}");
    assert_eq!(phone(&home), Value::Null);
    asks(&home, "anna", "redo").ok();
    assert_eq!(phone(&home), json!("070-1740610"));
    asks(&home, "anna", "redo").ok();
    let none = asks(&home, "anna", "redo").refused(1);
    assert_eq!(none.err, "tolv: Det finns inget eget att göra om.\n");
    // What was done since ends what could be made again.
    asks(&home, "anna", "undo").ok();
    asks(&home, "anna", "mark 1 n").ok();
    asks(&home, "anna", "redo").refused(1);
    let nobody = asks(&home, "cilla", "undo").refused(1);
    assert_eq!(nobody.err, "tolv: Det finns inget eget att ångra.\n");
    home.run(&["check"]).ok();
}

#[test]
fn a_command_is_undone_by_its_number_and_the_log_says_which() {
    let home = Home::with_people();
    asks(&home, "anna", "change 1 --phone 070-1740610").ok();
    let changed = latest(&home);
    asks(&home, "anna", "mark 2 s").ok();
    let number = changed.to_string();
    let undone: Value = serde_json::from_str(
        &home
            .run(&["undo", &number, "--as", "anna", "--json"])
            .ok()
            .out,
    )
    .expect("JSON");
    assert_eq!(
        (
            &undone["of"],
            &undone["command"],
            &undone["what"],
            &undone["who"]
        ),
        (
            &json!(changed),
            &json!("change"),
            &json!("undo"),
            &json!([1])
        )
    );
    assert_eq!(undone["seq"], json!(latest(&home)));
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(log[0]["of"], json!(changed));
    let said = home.run(&["log", "--limit", "1", "--lang", "sv"]).ok();
    assert!(said.out.contains(&format!("ångrade {changed}")), "{said:?}");
    let undo = latest(&home);
    for (line, why) in [
        (format!("undo {changed}"), "är redan ångrad"),
        (format!("undo {undo}"), "är själv en ångring"),
        ("undo 1".to_owned(), "gjord av"),
        ("undo 999".to_owned(), "Loggen har ingen post 999"),
    ] {
        let refused = asks(&home, "anna", &line).refused(1);
        assert!(refused.err.contains(why), "{line}: {refused:?}");
        let rehearsed = asks(&home, "anna", &format!("{line} --dry-run")).refused(1);
        assert_eq!(rehearsed.err, refused.err, "{line}");
    }
    // An undo stands for what it undid.
    asks(&home, "anna", &format!("redo {undo}")).ok();
    assert_eq!(phone(&home), json!("070-1740610"));
    let refused = asks(&home, "bo", &format!("undo {changed}")).refused(1);
    assert!(refused.err.contains("gjord av anna"), "{refused:?}");
    asks(&home, "bo", "change 1 --phone 070-1740699").ok();
    let refused = asks(&home, "anna", &format!("undo {changed}")).refused(1);
    let (before, after) = refused.err.split_once(" (20").expect("when");
    assert!(before.ends_with("bo har ändrat ”Telefon” för Karin Andersson sedan dess"));
    assert!(after.ends_with("). Inget är ändrat; gör på nytt om det behövs.\n"));
    asks(&home, "anna", "undo x").refused(2);
}

#[test]
fn of_a_list_what_nobody_has_touched_is_taken_back_and_the_rest_is_told() {
    let home = Home::with_people();
    let before = home.json(&["list"]);
    let list = home.file(
        "list.csv",
        "Förnamn;Efternamn;Grupp;Arena;Start\nKim;Lund;Inne;Köket;2026-10-05\nPia;Dal;Inne;Köket;2026-10-05\n",
    );
    home.run(&["import", &list, "--as", "anna"]).ok();
    asks(&home, "bo", "mark 9 s").ok();
    let undone = asks(&home, "anna", "undo").ok();
    assert!(
        undone
            .out
            .starts_with("Ångrat: importerade Pia Dal: borttagen"),
        "{undone:?}"
    );
    assert_eq!(
        undone.err,
        "1 av listans deltagare lämnas som hen är, helt eller delvis:\n  Kim Lund är markerad 2026-11-20, och tas inte bort: ta bort markeringarna först. Inget är ändrat.\n"
    );
    let after = home.json(&["list"]);
    let count = |list: &Value| list.as_array().expect("a list").len();
    assert_eq!(count(&after), count(&before) + 1);
    asks(&home, "bo", "clear 9").ok();
    home.run(&["check"]).ok();
}

/// Sessions of one person that undo the same at once: one does, and the others are told that it is done.
#[test]
fn of_processes_that_undo_the_same_at_once_one_does() {
    let home = Home::with_people();
    asks(&home, "anna", "change 1 --phone 070-1740610").ok();
    let undo = format!("undo {}", latest(&home));
    let runs: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| asks(&home, "anna", &undo)))
            .collect();
        let ended = started.into_iter();
        ended.map(|run| run.join().expect("it ends")).collect()
    });
    let (done, refused): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.code == 0);
    assert_eq!((done.len(), refused.len()), (1, 3));
    assert!(
        refused
            .iter()
            .all(|run| run.err.contains("är redan ångrad"))
    );
    assert_eq!(phone(&home), Value::Null);
    home.run(&["check"]).ok();
}

#[test]
fn what_is_taken_back_of_an_arena_is_said_once_and_with_its_names() {
    let home = Home::new();
    for line in [
        "arena add Köket --group inne",
        "arena add Salen --group inne",
        "add Kim Lund --group inne --arena Salen --from 2026-10-05",
        "arena rename Salen Hallen",
        "arena close Köket --from 2026-12-01",
        "arena open Köket",
        "arena merge Hallen Köket",
    ] {
        asks(&home, "anna", line).ok();
    }
    for wanted in [
        "slog ihop arenor: Innegruppen, Hallen, för sig igen (Kim Lund).",
        "öppnade arena igen: Innegruppen, Köket, stängd från 2026-12-01.",
        "stängde arena: Innegruppen, Köket, öppen igen.",
        "bytte namn på arena: Innegruppen, Hallen → Innegruppen, Salen.",
        "lade till Kim Lund: borttagen (från 2026-10-05 Innegruppen, Salen).",
        "lade till arena: Innegruppen, Salen, borttagen.",
    ] {
        let undone = asks(&home, "anna", "undo").ok();
        assert_eq!(undone.out, format!("Ångrat: {wanted}\n"));
    }
    home.run(&["check"]).ok();
}

#[test]
fn an_arena_is_changed_by_its_own_name_and_near_ones_are_named() {
    let home = Home::new();
    asks(&home, "anna", "arena add Köket --group inne").ok();
    let near = asks(&home, "anna", "arena add Köcket --group inne").ok();
    assert_eq!(near.err, "Nästan samma namn i gruppen: Köket.\n");
    asks(&home, "anna", "arena merge Köcket Köket").ok();
    for line in [
        "arena rename Köcket Salen",
        "arena close Köcket",
        "arena merge Köket Köcket",
    ] {
        let refused = asks(&home, "anna", line).refused(1);
        assert_eq!(
            refused.err,
            "tolv: ”Köcket” har gått upp i ”Köket”. Inget är ändrat; skriv ”Köket” om det är den som avses.\n"
        );
    }
    let misspelt = asks(&home, "anna", "arena close Köktet").refused(1);
    assert_eq!(
        misspelt.err,
        "tolv: Det finns ingen arena som heter ”Köktet” (nära: Köket). Inget är ändrat; rätta namnet.\n"
    );
    // A day that is opened for everybody, and closed for one arena all the same.
    asks(&home, "anna", "calendar close 2026-12-21").ok();
    asks(&home, "anna", "calendar close 2026-12-21 --arena Köket").ok();
    let opened = asks(&home, "anna", "calendar open 2026-12-21").ok();
    assert_eq!(
        opened.err,
        "Fortfarande stängt den dagen för sig: Innegruppen, Köket.\n"
    );
    asks(&home, "anna", "calendar close 2026-12-21").ok();
    let opened = asks(&home, "anna", "calendar open 2026-12-21 --arena Köket").ok();
    assert_eq!(opened.err, "Dagen är fortfarande stängd för alla.\n");
}

#[test]
fn notes_and_protected_names_are_in_no_log_and_no_sentence() {
    let home = Home::with_people();
    asks(
        &home,
        "anna",
        "change 1 --note hemlighet --protection marked",
    )
    .ok();
    asks(&home, "anna", "mark 1 s --note hemlighet").ok();
    asks(
        &home,
        "anna",
        "plan 1 --toward studies --next hemlighet --with hemlighet --responsible Anna --due 2026-12-20 --note hemlighet",
    )
    .ok();
    asks(
        &home,
        "anna",
        "end 1 --on 2026-11-20 --outcome studies --note hemlighet",
    )
    .ok();
    let mut said = String::new();
    for _ in 0..4 {
        said += &asks(&home, "anna", "undo --dry-run").ok().out;
        said += &asks(&home, "anna", "undo").ok().out;
    }
    for line in ["log", "log --csv", "log --json"] {
        said += &home.run(&words(line)).ok().out;
    }
    assert!(!said.contains("hemlighet"), "{said}");
    let undone = said.lines().filter(|line| line.starts_with("Ångrat"));
    assert_eq!(
        undone.filter(|line| line.contains("Karin")).count(),
        0,
        "{said}"
    );
}
