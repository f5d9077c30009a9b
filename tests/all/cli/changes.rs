//! Changes that the command line makes as the screen does: the rest marked, a mark's details, a person's, a stay's.

use serde_json::{Value, json};

use super::{Home, fields, ids, words};

/// The latest entry's command in the log.
fn logged(home: &Home) -> Value {
    home.json(&["log", "--limit", "1"])[0]["what"].clone()
}

#[test]
fn the_rest_of_a_group_is_marked_as_present_and_whoever_is_marked_stays_so() {
    let home = Home::with_people();
    home.run(&["mark", "4", "s"]).ok();
    let rows = home.json(&["mark-rest", "--group", "outdoor"]);
    assert_eq!(ids(&rows), [3, 5, 7]);
    let order = fields(&home.run(&["mark", "1", "n", "--json"]).out);
    let named = |row: &Value| row.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(named(&rows[0]), sorted);
    let codes: Vec<&Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["code"])
        .collect();
    assert_eq!(codes, [&json!("present"); 3]);
    let day = home.json(&["day", "--group", "outdoor"]);
    let four = day.as_array().unwrap().iter().find(|row| row["id"] == 4);
    assert_eq!(four.unwrap()["code"], "sick");
    // Nothing is left to mark, and that is no fault.
    assert_eq!(home.json(&["mark-rest", "--group", "outdoor"]), json!([]));
    let run = home
        .run(&["mark-rest", "--group", "ute", "--lang", "sv"])
        .ok();
    assert_eq!(
        run.err,
        "Ingen som väntas där är omarkerad; inget är ändrat.\n"
    );
}

#[test]
fn the_rest_of_an_arena_is_marked_and_another_day_takes_a_yes() {
    let home = Home::with_people();
    let rows = home.json(&["mark-rest", "--arena", "köket"]);
    assert_eq!(ids(&rows), [1]);
    assert_eq!(logged(&home), "mark-rest");
    let yesterday = ["mark-rest", "--group", "indoor", "--on", "yesterday"];
    let asked = home.run(&yesterday).refused(1);
    assert!(
        asked.err.contains("19 Nov 2026") && asked.err.contains("--yes"),
        "{asked:?}"
    );
    let asked = home
        .run(&[&yesterday[..], &["--lang", "sv"]].concat())
        .refused(1);
    assert!(asked.err.contains("Inget är markerat."), "{asked:?}");
    let done = home.json(&[&yesterday[..], &["--yes"]].concat());
    assert_eq!(
        ids(&done),
        [1],
        "the other one is not expected on Thursdays"
    );
    let nowhere = home.run(&["mark-rest", "--arena", "Månen"]).refused(1);
    assert!(nowhere.err.contains("“Månen”"), "{nowhere:?}");
    home.run(&["mark-rest"]).refused(2);
    home.run(&["mark-rest", "--group", "alla"]).refused(2);
}

/// A register where the first is marked for a part of a day, with a note.
fn home_with_a_part_day() -> Home {
    let home = Home::with_people();
    let mark = "mark 1 part-day --from 08:00 --until 12:00 --note bussen";
    home.run(&words(mark)).ok();
    home
}

/// A mark as `note` answers with it.
fn told(row: &Value) -> [Value; 6] {
    ["code", "minutes", "from", "until", "rest", "note"].map(|name| row[name].clone())
}

#[test]
fn what_is_said_beside_a_code_is_changed_and_the_rest_of_it_stays() {
    let home = home_with_a_part_day();
    let first = home.json(&words("note 1 --until 11:00"));
    assert_eq!(
        told(&first),
        [
            json!("part-day"),
            json!(180),
            json!("08:00"),
            json!("11:00"),
            json!(null),
            json!("bussen")
        ]
    );
    let rest = home.json(&["note", "1", "--rest", "s", "--note", ""]);
    assert_eq!(
        told(&rest),
        [
            json!("part-day"),
            json!(180),
            json!("08:00"),
            json!("11:00"),
            json!("sick"),
            json!(null)
        ]
    );
    let minutes = home.json(&["note", "1", "--minutes", "150", "--rest", ""]);
    assert_eq!(
        told(&minutes)[1..5],
        [json!(150), json!("08:00"), json!("11:00"), json!(null)]
    );
}

#[test]
fn what_cannot_be_said_beside_a_code_is_refused_in_both_languages() {
    let home = home_with_a_part_day();
    let cases = [
        (
            &["note", "1", "--from", ""][..],
            1,
            "behöver en tid",
            "needs",
        ),
        (
            &["note", "2", "--note", "x"],
            1,
            "är inte markerad.",
            "is not marked.",
        ),
        (
            &["note", "2", "--from", "09:00"],
            1,
            "är inte markerad.",
            "is not marked.",
        ),
        (&["note", "1", "--until", "25:00"], 2, "klockslag", "time"),
        (&["note", "1", "--rest", "n"], 1, "", ""),
        (
            &["note", "1", "--rest", "zz"],
            2,
            "närvarokoden finns inte",
            "no such attendance code",
        ),
        (&["note", "1"], 2, "fattas", "missing"),
    ];
    for (line, code, sv, en) in cases {
        for (lang, part) in [("sv", sv), ("en", en)] {
            let run = home.run(&[line, &["--lang", lang]].concat()).refused(code);
            assert!(
                run.err.to_lowercase().contains(&part.to_lowercase()),
                "{line:?} {run:?}"
            );
        }
    }
}

#[test]
fn times_beside_a_code_are_given_both_or_not_at_all() {
    let home = Home::with_people();
    home.run(&["mark", "2", "n"]).ok();
    let both = home.run(&["note", "2", "--from", "09:00"]).refused(2);
    assert_eq!(
        both.err.lines().next(),
        Some("tolv: Give both --from and --until.")
    );
    let plain = home.json(&words("note 2 --from 09:00 --until 10:30"));
    assert_eq!(
        told(&plain)[..4],
        [json!("present"), json!(90), json!("09:00"), json!("10:30")]
    );
}

#[test]
fn a_persons_details_are_changed_and_what_is_not_given_stays() {
    let home = Home::with_people();
    home.run(&["change", "1", "--phone", "070-1", "--measure", "Praktik"])
        .ok();
    let row = home.json(&[
        "change",
        "Karin Andersson",
        "--family",
        "Öst",
        "--supervisor",
        "Bo",
        "--measure",
        "",
    ]);
    assert_eq!((&row["id"], &row["name"]), (&json!(1), &json!("Karin Öst")));
    assert_eq!(logged(&home), "change");
    let card = home.json(&["show", "1"]);
    let told = ["phone", "supervisor", "measure"].map(|name| card[name].clone());
    assert_eq!(told, [json!("070-1"), json!("Bo"), json!(null)]);
    let moved = home.json(&[
        "change",
        "1",
        "--start",
        "2026-01-07",
        "--hours",
        "4",
        "--weekdays",
        "mon-wed",
    ]);
    assert_eq!(moved["start"], "2026-01-07");
    let run = home
        .run(&["change", "1", "--personnummer", "19121212-1212"])
        .ok();
    assert!(run.out.starts_with("#1 Karin Öst: "), "{run:?}");
    home.run(&["change", "1", "--personnummer", ""]).ok();
}

#[test]
fn who_is_protected_is_changed_by_number_and_never_named() {
    let home = Home::with_people();
    let by_name = home
        .run(&["change", "Eva Hemlig", "--phone", "1"])
        .refused(1);
    assert!(!by_name.err.contains("Hemlig"), "{by_name:?}");
    for line in [
        &["change", "7", "--phone", "070-2"][..],
        &["mark", "7", "n"],
        &["note", "7", "--note", "x"],
        &["end", "7", "--on", "today"],
        &["reopen", "7"],
    ] {
        let run = home.run(line).ok();
        assert!(
            run.out.contains("7 Protected #7") && !run.err.contains("Hemlig"),
            "{run:?}"
        );
    }
    let row = home.json(&["change", "7", "--protection", "none"]);
    assert_ne!(row["name"], "Protected #7");
}

#[test]
fn a_change_that_cannot_be_is_told_in_both_languages() {
    let home = Home::with_people();
    let cases = [
        (
            &["change", "1", "--given", ""][..],
            1,
            "Förnamnet saknas",
            "given name is missing",
        ),
        (&["change", "1", "--personnummer", "123"], 2, "", ""),
        (&["change", "1", "--start", "2026-13-01"], 2, "", ""),
        (
            &["change", "1", "--protection", "lite"],
            2,
            "sekretessmarkering",
            "marked",
        ),
        (
            &["change", "1", "--weekdays", "mon-wed"],
            2,
            "--hours",
            "--hours",
        ),
        (&["change", "1"], 2, "fattas", "missing"),
        (
            &["change", "99", "--phone", "1"],
            1,
            "Ingen i registret",
            "Nobody in the register",
        ),
        (&["new-stay", "1", "--group", "ute"], 1, "", ""),
        (&["new-stay", "6"], 2, "--group", "--group"),
        (
            &["new-stay", "6", "--group", "ute", "--until", "2020-01-01"],
            1,
            "",
            "",
        ),
        (&["reopen", "1"], 1, "", ""),
        (&["reopen"], 2, "<VEM>", "<WHO>"),
    ];
    for (line, code, sv, en) in cases {
        let told = [("sv", sv), ("en", en)].map(|(lang, part)| {
            let run = home.run(&[line, &["--lang", lang]].concat()).refused(code);
            assert!(run.err.contains(part), "{line:?} {run:?}");
            let sentence = run.err.lines().next().unwrap().to_owned();
            assert!(sentence.ends_with(['.', '?']), "{line:?} {sentence}");
            sentence
        });
        assert_ne!(told[0], told[1], "{line:?}");
    }
}

#[test]
fn somebody_comes_back_and_an_end_is_taken_away() {
    let home = Home::with_people();
    let back = home.json(&words(
        "new-stay 6 --group indoor --arena Köket --from 2026-11-16 --hours 4",
    ));
    let told = ["id", "group", "arena", "start", "end"].map(|name| back[name].clone());
    assert_eq!(
        told,
        [
            json!(6),
            json!("indoor"),
            json!("Köket"),
            json!("2026-11-16"),
            json!(null)
        ]
    );
    assert_eq!(logged(&home), "new-stay");
    home.run(&words("end 6 --on 2026-11-18 --outcome studies"))
        .ok();
    let run = home.run(&words("reopen 6 --lang sv")).ok();
    assert_eq!(
        run.out,
        "#6 Olle Frisk: Innegruppen, Köket, 2026-11-16 –; vistelsen fortsätter\n"
    );
    assert_eq!(logged(&home), "reopen-stay");
    let again = home.json(&words("end 6 --on 2026-11-19"));
    assert_eq!(again["end"], "2026-11-19");
    assert_eq!(home.json(&["reopen", "6"])["end"], json!(null));
}
