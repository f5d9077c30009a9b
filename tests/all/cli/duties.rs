//! Duties from the command line: what is due, for whom and why, and what was done about it.

use serde_json::{Value, json};

use super::{Home, words};

fn row(home: &Home, more: &[&str], kind: &str) -> Value {
    let rows = home.json(&[&["duties"], more].concat());
    let mut rows = rows.as_array().unwrap().iter();
    rows.find(|row| row["kind"] == kind)
        .cloned()
        .unwrap_or_default()
}

#[test]
fn a_duty_has_whom_when_and_why() {
    let home = Home::with_people();
    let near = row(&home, &[], "no-plan");
    assert_eq!(
        near,
        json!({"key": "no-plan/2/2026-11-10/reached", "kind": "no-plan", "id": 2, "name": "Åsa Öberg", "group": null,
            "since": "2026-09-25", "due": "2026-11-10", "days_left": -10, "title": "over twelve months, no plan",
            "why": "counted from the first day 2025-11-10, plus 12 months = 2026-11-10. Plan onward before AMI can no \
                    longer offer a development.", "state": "open", "handled": null})
    );
    let rows = home.json(&["duties"]);
    let order = |row: &Value| {
        (
            row["kind"] == "untaken",
            row["due"].as_str().map(str::to_owned),
        )
    };
    assert!(
        rows.as_array().unwrap().is_sorted_by_key(order),
        "the most urgent first, days to be filled in after them"
    );
}

#[test]
fn a_planned_step_that_waits_says_for_when_it_was_planned() {
    let home = Home::with_people();
    home.run(&["step", "2", "interest", "--done", "2026-10-01"])
        .ok();
    home.run(&["step", "2", "contact", "--done", "2026-10-02"])
        .ok();
    home.run(&["step", "2", "investigation", "--planned", "2026-11-10"])
        .ok();
    for (lang, why) in [
        ("en", "planned 2026-11-10 and not noted as done"),
        ("sv", "planerat 2026-11-10 och inte antecknat som klart"),
    ] {
        let waits = row(&home, &["--lang", lang], "step-waits");
        assert_eq!(
            (&waits["due"], &waits["why"]),
            (&json!("2026-11-10"), &json!(why))
        );
    }
}

#[test]
fn days_that_nobody_took_are_read_from_the_file() {
    let home = Home::with_people();
    let of_yesterday = |home: &Home| {
        let rows = home.json(&["duties"]);
        let mut rows = rows.as_array().unwrap().iter();
        let day = "untaken/outdoor/2026-11-19";
        rows.find(|row| row["key"] == day)
            .map(|row| row["title"].clone())
    };
    assert_eq!(of_yesterday(&home), Some(json!("4 of 4 unmarked")));
    for who in ["3", "4", "5"] {
        home.json(&["mark", who, "n", "--on", "yesterday"]);
    }
    assert_eq!(of_yesterday(&home), Some(json!("1 of 4 unmarked")));
    home.json(&["mark", "7", "s", "--on", "yesterday"]);
    assert_eq!(of_yesterday(&home), None);
}

#[test]
fn what_is_to_come_is_shown_where_it_is_asked_for() {
    let home = Home::with_people();
    home.json(&words(
        "plan 2 --toward studies --next x --responsible y --due 2026-12-04",
    ));
    assert_eq!(row(&home, &["--within", "13"], "plan-due"), Value::Null);
    let due = row(&home, &["--within", "14"], "plan-due");
    assert_eq!(
        (&due["state"], &due["days_left"], &due["since"]),
        (&json!("to-come"), &json!(14), &json!("2026-12-04"))
    );
}

#[test]
fn with_a_minus_only_what_is_so_late_is_shown() {
    let home = Home::with_people();
    let late = |within: &str| -> Vec<i64> {
        let rows = home.json(&["duties", "--within", within]);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["days_left"].as_i64().unwrap()).collect()
    };
    let (all, most) = (late("0"), *late("0").iter().min().unwrap());
    assert!(most < -1 && all.iter().any(|days| *days > most));
    let so_late = late(&most.to_string());
    assert!(!so_late.is_empty() && so_late.iter().all(|days| *days == most));
    assert!(late(&(most - 1).to_string()).is_empty());
}

#[test]
fn a_duty_is_handled_set_aside_and_taken_up() {
    let home = Home::with_people();
    let key = "no-plan/2/2026-11-10/reached";
    let mine = |more: &[&str]| {
        let rows = home.json(&[&["duties"], more].concat());
        let mut rows = rows.as_array().unwrap().iter();
        let found = rows.find(|row| row["key"] == key);
        found.map(|row| (row["state"].clone(), row["handled"].clone()))
    };
    let handled = home.json(&["duties", "handle", key, "--note", "ringt AF", "--as", "maj"]);
    let by_maj = json!({"by": "maj", "on": "2026-11-20", "until": null, "note": "ringt AF"});
    assert_eq!(
        (&handled["state"], &handled["handled"]),
        (&json!("handled"), &by_maj)
    );
    assert_eq!(mine(&[]), None);
    assert_eq!(mine(&["--all"]), Some((json!("handled"), by_maj)));

    home.json(&["duties", "set-aside", key, "--until", "2026-12-01"]);
    assert_eq!(mine(&[]), None);
    assert_eq!(mine(&["--all"]).unwrap().0, "set-aside");
    assert_eq!(mine(&["--today", "2026-11-30"]), None);
    assert_eq!(
        mine(&["--today", "2026-12-01"]).unwrap().0,
        "open",
        "it comes up again"
    );

    let told = home.run(&["duties", "take-up", key]).ok().out;
    assert_eq!(
        told,
        "#2 Åsa Öberg: over twelve months, no plan 2026-11-10, to be done\n"
    );
    assert_eq!(mine(&[]), Some((json!("open"), Value::Null)));
    home.run(&["duties", "take-up", key]).refused(1);
    // The log and an undo tell it in the words that duties have.
    let taken_up = home.run(&["log", "--limit", "1"]).ok().out;
    assert!(
        taken_up.contains("over twelve months, no plan, 2026-11-10"),
        "{taken_up}"
    );
    let undone = home.run(&["undo", "--dry-run", "--lang", "sv"]).ok().out;
    assert!(
        undone.contains("över tolv månader, ingen plan, 2026-11-10"),
        "{undone}"
    );
    assert!(
        !format!("{taken_up}{undone}").contains("no-plan/"),
        "{taken_up}{undone}"
    );
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(
        (&log[0]["what"], &log[0]["who"]),
        (&json!("take-up-duty"), &json!(2))
    );
}
