//! `absence`: what it prints for scripts and people, what it refuses, and that it moves the clock only where it may.

use serde_json::json;

use super::Home;

#[test]
fn absences_are_recorded_changed_shown_and_taken_away() {
    let home = Home::with_people();
    let record = ["absence", "lena bergström", "--from", "2026-03-02"];
    let until = [&record[..], &["--until", "2026-04-30"]].concat();
    let row = |absences| json!({ "id": 3, "name": "Lena Bergström", "absences": absences });
    let period = json!({ "from": "2026-03-02", "until": "2026-04-30" });
    assert_eq!(
        home.json(&record),
        row(json!([{ "from": "2026-03-02", "until": null }]))
    );
    assert_eq!(home.json(&until), row(json!([period])));
    let shown = home.run(&["absence", "3", "--lang", "sv"]).ok();
    assert_eq!(
        shown.out,
        "Längre frånvaro för Lena Bergström\n  första dag  sista dag\n  2026-03-02  2026-04-30\n"
    );
    let csv = home.run(&["absence", "3", "--csv", "--lang", "sv"]).ok();
    assert_eq!(
        csv.out,
        "\u{feff}första dag;sista dag\n2026-03-02;2026-04-30\n"
    );
    // Whoever looks is in the log, and what was recorded is, before and after.
    let log = home.json(&["log", "--limit", "4"]);
    assert_eq!(log[0]["what"], "read");
    assert_eq!(log[1]["what"], "read");
    assert_eq!(log[2]["what"], "set-absence");
    assert_eq!(
        log[2]["before"]["stays"][0]["absences"][0]["until"],
        json!(null)
    );
    assert_eq!(log[2]["after"]["stays"][0]["absences"], json!([period]));
    let card = home.run(&["show", "3"]).ok().out;
    assert!(card.contains("Long absence"), "{card}");
    let remove = [&record[..], &["--remove"]].concat();
    assert_eq!(home.json(&remove), row(json!([])));
    let refused = home.run(&remove).refused(1);
    assert!(
        refused
            .err
            .contains("no long absence that begins on 2026-03-02"),
        "{refused:?}"
    );
}

#[test]
fn absence_moves_the_threshold_once_the_setting_says_so() {
    let home = Home::with_people();
    let threshold = |home: &Home| home.json(&["show", "1"])["clock"]["threshold_date"].clone();
    let record = [
        "absence",
        "1",
        "--from",
        "2026-03-02",
        "--until",
        "2026-03-31",
    ];
    let run = home.run(&record).ok();
    assert!(run.err.contains("rule.absence-pauses is no"), "{run:?}");
    assert_eq!(threshold(&home), "2027-01-05");
    let told = home.json(&["settings", "rule.absence-pauses", "yes", "--what-if"]);
    assert_eq!(told["shifts"][0]["id"], 1);
    assert_eq!(told["shifts"][0]["after"], "plan");
    home.json(&["settings", "rule.absence-pauses", "yes"]);
    assert_eq!(threshold(&home), "2027-02-04");
    assert_eq!(home.run(&record).ok().err, "");
    let why = home.json(&["show", "1"])["clock"]["why"].clone();
    assert!(
        why.as_str().unwrap().contains("and 30 days of absence"),
        "{why}"
    );
    assert_eq!(
        home.json(&["settings", "rule.start", "first-decision"]),
        json!({ "rule.start": "first-decision" })
    );
    home.run(&["settings", "rule.start", "sometime"]).refused(2);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let home = Home::with_people();
    home.run(&[
        "absence",
        "1",
        "--from",
        "2026-03-02",
        "--until",
        "2026-03-31",
    ])
    .ok();
    let cases: &[(i32, &[&str], &str)] = &[
        (
            1,
            &["1", "--from", "2026-03-31"],
            "already recorded as absent",
        ),
        (
            1,
            &["1", "--from", "2026-01-04"],
            "not at AMI on 2026-01-04",
        ),
        (
            1,
            &["1", "--from", "2026-05-05", "--until", "2026-05-04"],
            "is before the start",
        ),
        (1, &["99", "--from", "2026-05-05"], "Nobody in the register"),
        (2, &["1", "--until", "2026-05-05"], "--from"),
        (2, &["1", "--remove"], "--from"),
        (2, &["1", "--from", "sometime"], "as a date"),
        (
            2,
            &[
                "1",
                "--from",
                "2026-05-05",
                "--until",
                "2026-05-09",
                "--remove",
            ],
            "does not go together with",
        ),
    ];
    for (code, words, reason) in cases {
        let run = home.run(&[&["absence"], *words].concat());
        assert_eq!((run.code, run.out.as_str()), (*code, ""), "{run:?}");
        assert!(run.err.contains(reason), "{run:?}");
    }
    let end = home.run(&["end", "1", "--on", "2026-03-15"]).refused(1);
    assert!(end.err.contains("outside the new stay"), "{end:?}");
    // A protected person is a number here as everywhere.
    let run = home
        .run(&["absence", "7", "--from", "2026-10-01", "--lang", "sv"])
        .ok();
    assert!(
        run.out.contains("Skyddad #7") && !run.out.contains("Hemlig"),
        "{run:?}"
    );
}
