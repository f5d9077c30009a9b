//! What the commands about days, clocks, the log and the settings print for scripts, field by field.

use serde_json::{Value, json};

use super::{Home, Run, TODAY, fields, ids};

fn is_moment(text: &Value) -> bool {
    text.as_str()
        .is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok())
}

#[test]
fn mark_and_clear_answer_with_the_mark() {
    let home = Home::with_people();
    let args = [
        "mark",
        "Bergström, LENA",
        "d",
        "--from",
        "8",
        "--until",
        "1230",
        "--rest",
        "s",
        "--note",
        "bussen",
        "--on",
        "2026-11-19",
        "--as",
        "anna",
    ];
    let mut mark = home.json(&args);
    assert!(is_moment(&mark["at"]), "{mark}");
    mark["at"].take();
    assert_eq!(
        mark,
        json!({"id": 3, "name": "Lena Bergström", "date": "2026-11-19", "code": "part-day", "minutes": 270,
            "from": "08:00", "until": "12:30", "rest": "sick", "first_code": null, "note": "bussen", "by": "anna", "at": null})
    );
    let mut cleared = home.json(&["clear", "3", "--on", "yesterday", "--as", "bo"]);
    assert!(is_moment(&cleared["at"]), "{cleared}");
    cleared["at"].take();
    assert_eq!(
        cleared,
        json!({"id": 3, "name": "Lena Bergström", "date": "2026-11-19", "code": null, "minutes": null,
            "from": null, "until": null, "rest": null, "first_code": null, "note": null, "by": "bo", "at": null})
    );
}

#[test]
fn mark_says_the_schedules_minutes_or_those_that_are_given() {
    let home = Home::with_people();
    let plain = home.json(&["mark", "#1", "present"]);
    assert_eq!(
        (&plain["date"], &plain["minutes"], &plain["note"]),
        (&json!(TODAY), &json!(360), &Value::Null)
    );
    assert_eq!(
        home.json(&["mark", "1", "g", "--minutes", "90"])["minutes"],
        90
    );
    let order = fields(&home.run(&["mark", "1", "sick", "--json"]).out);
    let expected = [
        "id",
        "name",
        "date",
        "code",
        "minutes",
        "from",
        "until",
        "rest",
        "first_code",
        "note",
        "by",
        "at",
    ];
    assert_eq!(order, expected);
}

#[test]
fn day_has_everyone_at_ami_marked_or_not() {
    let home = Home::with_people();
    home.json(&["mark", "1", "o", "--note", "ringt", "--as", "anna"]);
    let rows = home.json(&["day"]);
    assert_eq!(ids(&rows), [1, 2, 4, 5, 3, 7]);
    let mut marked = rows[0].clone();
    assert!(is_moment(&marked["at"]));
    marked["at"].take();
    assert_eq!(
        marked,
        json!({"id": 1, "name": "Karin Andersson", "group": "indoor", "arena": "Köket", "scheduled": true,
            "absence": null, "code": "unnotified", "minutes": null, "from": null, "until": null, "rest": null,
            "first_code": null, "note": "ringt", "by": "anna", "at": null})
    );
    assert_eq!(
        rows[1],
        json!({"id": 2, "name": "Åsa Öberg", "group": "indoor", "arena": "Köket", "scheduled": false,
            "absence": null, "code": null, "minutes": null, "from": null, "until": null, "rest": null,
            "first_code": null, "note": null, "by": null, "at": null})
    );
    assert_eq!(rows[2]["scheduled"], true);
    let order = fields(&home.run(&["day", "--json"]).out);
    let expected = [
        "id",
        "name",
        "group",
        "arena",
        "scheduled",
        "absence",
        "code",
        "minutes",
        "from",
        "until",
        "rest",
        "first_code",
        "note",
        "by",
        "at",
    ];
    assert_eq!(order[..15], expected);

    let saturday = home.json(&["day", "--on", "2026-11-21", "--group", "indoor"]);
    assert_eq!(ids(&saturday), [1, 2]);
    assert!(
        saturday
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["scheduled"] == false)
    );
    assert_eq!(
        ids(&home.json(&["day", "--on", "2026-01-30"])),
        [1, 2, 3, 6]
    );
}

#[test]
fn a_day_its_json_and_the_log_tell_times_rest_and_first_code() {
    let home = Home::with_people();
    let part = ["mark", "1", "d", "--from", "08:00", "--until", "11:00"];
    let told = home.run(&[&part[..], &["--rest", "sick"]].concat()).ok();
    let words = "Part of day 3:00 08:00–11:00, the rest Sick";
    assert!(told.out.contains(words), "{told:?}");
    home.run(&["mark", "3", "o"]).ok();
    let told = home.run(&["mark", "3", "s"]).ok();
    assert!(
        told.out.contains("Sick, at first Unnotified absence"),
        "{told:?}"
    );
    let day = home.run(&["day"]).ok().out;
    for words in [
        "Part of day 08:00–11:00, the rest Sick",
        "Sick, at first Unnotified absence",
    ] {
        assert!(day.contains(words), "{day}");
    }
    let rows = home.json(&["day"]);
    let (part, sick) = (&rows[0], &rows[4]);
    assert_eq!(
        [
            &part["from"],
            &part["until"],
            &part["rest"],
            &part["first_code"]
        ],
        [
            &json!("08:00"),
            &json!("11:00"),
            &json!("sick"),
            &Value::Null
        ]
    );
    assert_eq!(
        [&sick["id"], &sick["code"], &sick["first_code"]],
        [&json!(3), &json!("sick"), &json!("unnotified")]
    );
    let log = home.json(&["log", "--limit", "3"]);
    let (sick, part) = (&log[0]["marks"], &log[2]["marks"]);
    assert_eq!(sick["before"]["code"], "unnotified");
    assert_eq!(sick["after"]["first_code"], "unnotified");
    assert_eq!(
        (&part["before"], &part["after"]),
        (
            &Value::Null,
            &json!({"code": "part-day", "minutes": 180, "from": "08:00", "until": "11:00", "rest": "sick",
                "first_code": null, "has_note": false})
        )
    );
    // The rest of a part day is a part of its code's total.
    let totals = &home.json(&["show", "1"])["totals"]["codes"];
    assert_eq!(
        totals[1],
        json!({"code": "sick", "days": 0, "rests": 1, "minutes": 180})
    );
    let card = home.run(&["show", "1"]).ok().out;
    assert!(card.contains("0 days + 1 part"), "{card}");
}

#[test]
fn a_day_tells_who_is_away_and_does_not_expect_them() {
    let home = Home::with_people();
    home.run(&["absence", "1", "--from", "2026-11-02"]).ok();
    let day = home.run(&["day", "--lang", "sv"]).ok().out;
    assert!(day.contains("(frånvarande sedan 2026-11-02)"), "{day}");
    let row = &home.json(&["day"])[0];
    assert_eq!(
        (&row["scheduled"], &row["absence"]),
        (&json!(false), &json!({"from": "2026-11-02", "until": null}))
    );
    // A mark goes before it; that she is away is told all the same.
    home.run(&["mark", "1", "n"]).ok();
    let row = &home.json(&["day"])[0];
    assert_eq!(
        (&row["scheduled"], &row["minutes"]),
        (&json!(true), &json!(360))
    );
    assert_eq!(row["absence"]["from"], "2026-11-02");
}

#[test]
fn threshold_tells_who_and_why_fewest_days_first() {
    let home = Home::with_people();
    let rows = home.json(&["threshold"]);
    assert_eq!(ids(&rows), [2, 3, 1]);
    let mut first = rows[0].clone();
    let rule = first["rule"].take();
    for word in ["2025-11-10", "10½", "12 months"] {
        assert!(rule.as_str().unwrap().contains(word), "{rule}");
    }
    assert_eq!(
        first,
        json!({"id": 2, "name": "Åsa Öberg", "start": "2025-11-10", "threshold_date": "2026-11-10",
            "days_left": -10, "clock": "reached", "rule": null, "planned": false, "plan_due": null})
    );
    let order = fields(&home.run(&["threshold", "--json"]).out);
    assert_eq!(
        order[..7],
        [
            "id",
            "name",
            "start",
            "threshold_date",
            "days_left",
            "clock",
            "rule"
        ]
    );
    for (within, expected) in [
        ("-11", &[][..]),
        ("-10", &[2]),
        ("38", &[2]),
        ("39", &[2, 3]),
        ("193", &[2, 3, 1, 4]),
    ] {
        assert_eq!(
            ids(&home.json(&["threshold", "--within", within])),
            expected,
            "{within}"
        );
    }
}

#[test]
fn calendar_has_holidays_eves_and_local_days_in_order() {
    let home = Home::with_people();
    assert_eq!(
        home.json(&["calendar", "close", "2026-05-15", "--name", "Klämdag"]),
        json!({"date": "2026-05-15", "name": "Klämdag", "kind": "closed"})
    );
    let half = [
        "calendar",
        "close",
        "2026-04-30",
        "--arena",
        "köket",
        "--open-hours",
        "4",
    ];
    assert_eq!(
        home.json(&half),
        json!({"date": "2026-04-30", "name": null, "kind": "half"})
    );
    let rows = home.json(&["calendar"]);
    let told: Vec<(&str, &str)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["date"].as_str().unwrap(), row["kind"].as_str().unwrap()))
        .collect();
    assert!(told.is_sorted(), "{told:?}");
    assert_eq!(told.len(), 13 + 4 + 2);
    for day in [
        ("2026-06-06", "public"),
        ("2026-06-19", "eve"),
        ("2026-05-15", "closed"),
        ("2026-04-30", "half"),
    ] {
        assert!(told.contains(&day), "{day:?}");
    }
    assert_eq!(
        rows[0],
        json!({"date": "2026-01-01", "name": "New Year's Day", "kind": "public"})
    );
    assert_eq!(
        home.json(&["calendar", "2027"]).as_array().unwrap().len(),
        13 + 4
    );
}

#[test]
fn a_day_that_was_closed_is_opened_once() {
    let home = Home::with_people();
    home.json(&["calendar", "close", "2026-05-15"]);
    let day = home.json(&["day", "--on", "2026-05-15"]);
    assert!(
        day.as_array()
            .unwrap()
            .iter()
            .all(|row| row["scheduled"] == false)
    );
    let opened = home.json(&["calendar", "open", "2026-05-15"]);
    assert_eq!(
        opened,
        json!({"date": "2026-05-15", "name": null, "kind": null})
    );
    home.run(&["calendar", "open", "2026-05-15"]).refused(1);
    home.json(&["settings", "eves.midsummer", "no"]);
    let rows = home.json(&["calendar"]);
    assert_eq!(rows.as_array().unwrap().len(), 13 + 3);
}

#[test]
fn log_has_a_row_for_each_change_newest_first() {
    let home = Home::with_people();
    home.json(&["mark", "1", "n", "--as", "anna"]);
    home.json(&["mark", "1", "s", "--as", "anna"]);
    home.json(&["clear", "1", "--as", "bo"]);
    let rows = home.json(&["log", "--limit", "4"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let names = ["seq", "by", "what", "who", "before", "after"];
    let told = |row: &Value| Value::from(names.map(|name| row[name].clone()).to_vec());
    for (row, expected) in rows.iter().zip([
        json!([5, "bo", "clear", 1, "sick", null]),
        json!([4, "anna", "mark", 1, "present", "sick"]),
        json!([3, "anna", "mark", 1, null, "present"]),
    ]) {
        assert_eq!(told(row), expected);
    }
    let first = &rows[3];
    assert_eq!(
        json!([
            first["seq"],
            first["what"],
            first["who"],
            first["before"],
            first["after"]["id"]
        ]),
        json!([2, "import", 8, null, 8])
    );
    assert!(rows.iter().all(|row| is_moment(&row["at"])));
}

#[test]
fn log_has_stable_names_and_masks_who_is_protected() {
    let home = Home::with_people();
    home.json(&["mark", "1", "n"]);
    let order = fields(&home.run(&["log", "--json", "--limit", "1"]).out);
    assert_eq!(
        order[..9],
        [
            "seq", "at", "by", "what", "who", "day", "before", "after", "marks"
        ]
    );
    let all = home.json(&["log"]);
    assert_eq!(all.as_array().unwrap().len(), 1 + 8 + 4 + 1);
    assert!(
        !home.run(&["log", "--json"]).out.contains("Hemlig"),
        "a protected name is masked here too"
    );
}

#[test]
fn settings_are_shown_and_set_by_key() {
    let home = Home::with_people();
    let defaults = json!({"unit": "AMI", "rule.length": 12, "rule.near": 10.5, "rule.plan": 9,
        "rule.start": "first-day", "rule.gap-months": 6, "rule.arena-restarts": false, "rule.absence-pauses": false, "eves.easter": true, "eves.midsummer": true, "eves.christmas": true,
        "eves.new-year": true, "mark-other-units": false, "advance": true, "zone": "Europe/Stockholm", "backup.warn-days": 7});
    assert_eq!(home.json(&["settings"]), defaults);
    assert_eq!(
        fields(&home.run(&["settings", "--json"]).out)[..3],
        ["unit", "rule.length", "rule.near"]
    );
    for (key, value, shown) in [
        ("unit", "AMI Exempelby", json!("AMI Exempelby")),
        ("rule.length", "14", json!(14)),
        ("rule.near", "11,5", json!(11.5)),
        ("rule.plan", "8½", json!(8.5)),
        ("rule.start", "Första beslutet", json!("first-decision")),
        ("rule.gap-months", "0", json!(0)),
        ("rule.arena-restarts", "ja", json!(true)),
        ("rule.absence-pauses", "ja", json!(true)),
        ("eves.easter", "off", json!(false)),
        ("eves.midsummer", "false", json!(false)),
        ("eves.christmas", "nej", json!(false)),
        ("eves.new-year", "no", json!(false)),
        ("mark-other-units", "yes", json!(true)),
        ("advance", "no", json!(false)),
        ("zone", "europe/helsinki", json!("Europe/Helsinki")),
    ] {
        assert_ne!(defaults[key], shown, "{key} is set to something new");
        let expected = json!({key: shown});
        assert_eq!(home.json(&["settings", key, value]), expected);
        assert_eq!(home.json(&["settings", key]), expected);
    }
}

#[test]
fn a_value_that_does_not_fit_a_setting_is_quoted_with_what_does() {
    let home = Home::with_people();
    for (key, value, says) in [
        (
            "zone",
            "Mars/Olympus",
            "“Mars/Olympus” does not fit: give a time zone, such as Europe/Stockholm",
        ),
        ("rule.length", "tolv", "“tolv” does not fit: give "),
        ("advance", "kanske", "“kanske” does not fit: give "),
    ] {
        let run = home.run(&["settings", key, value]).refused(2);
        assert!(run.err.contains(says), "{}", run.err);
    }
    assert_eq!(
        home.json(&["settings", "zone"]),
        json!({"zone": "Europe/Stockholm"})
    );
}

/// In one of these two it is another day than in UTC, at any time of day.
#[test]
fn today_and_every_time_follow_the_registers_zone_and_not_the_machines() {
    let home = Home::with_people();
    let (began, mut days) = (chrono::Utc::now(), Vec::new());
    for (zone, offset, hours) in [
        ("Pacific/Kiritimati", "+14:00", 14),
        ("Pacific/Pago_Pago", "-11:00", -11),
    ] {
        home.json(&["settings", "zone", zone]);
        for machine in ["UTC", "Asia/Tokyo"] {
            let run = |args: &[&str]| {
                let mut command = home.bare_command();
                let command = command.args(args).env("TZ", machine);
                let run = Run::of(command).ok();
                serde_json::from_str::<Value>(&run.out).expect("JSON")
            };
            run(&["calendar", "close", "today", "--name", "Stängt", "--json"]);
            let log = run(&["log", "--limit", "1", "--json"]);
            let at = log[0]["at"].as_str().expect("a moment");
            assert!(at.ends_with(offset), "{zone}: {at}");
            let there = |at: chrono::DateTime<chrono::Utc>| {
                let there = at + chrono::TimeDelta::hours(hours);
                there.date_naive().to_string()
            };
            let day = log[0]["after"]["date"].as_str().expect("a day");
            let may_be = [there(began), there(chrono::Utc::now())];
            assert!(may_be.contains(&day.to_owned()), "{zone}: {day}");
            days.push(day.to_owned());
            run(&["calendar", "open", "today", "--json"]);
        }
    }
    assert!(days[0] > days[3], "{days:?}");
}

#[test]
fn show_logs_the_reading_and_shows_the_card() {
    let home = Home::with_people();
    home.json(&["mark", "3", "n"]);
    home.json(&["mark", "3", "n", "--on", "yesterday"]);
    home.json(&["mark", "3", "s", "--on", "2026-11-18"]);
    let card = home.json(&["show", "Lena Bergström", "--as", "anna"]);
    assert_eq!(
        (&card["id"], &card["group"], &card["arena"]),
        (&json!(3), &json!("outdoor"), &json!("Parken"))
    );
    assert_eq!(
        (&card["clock"]["clock"], &card["clock"]["days_left"]),
        (&json!("near"), &json!(39))
    );
    assert_eq!(card["stays"][0]["start"], "2025-12-29");
    assert_eq!(
        card["stays"][0]["schedules"][0]["minutes"],
        json!([360, 360, 360, 360, 360, 0, 0])
    );
    assert_eq!(
        card["totals"],
        json!({"from": "2025-11-21", "until": TODAY, "codes": [
            {"code": "present", "days": 2, "rests": 0, "minutes": 720},
            {"code": "sick", "days": 1, "rests": 0, "minutes": 360}]})
    );
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(
        (&log[0]["what"], &log[0]["who"], &log[0]["by"]),
        (&json!("read"), &json!(3), &json!("anna"))
    );
}

#[test]
fn the_log_tells_day_hours_and_that_there_is_a_note_but_not_what_it_says() {
    let home = Home::with_people();
    let part = ["mark", "1", "d", "--from", "8", "--until", "12"];
    home.run(&[&part[..], &["--note", "hemligt"]].concat()).ok();
    home.run(&["mark", "1", "d", "--from", "8", "--until", "9:30"])
        .ok();
    let text = home.run(&["log", "--limit", "1"]).ok().out;
    let told = "2026-11-20 Part of day 4:00 08:00–12:00 (note) → Part of day 1:30 08:00–09:30";
    assert!(text.contains(told), "{text}");
    assert!(!text.contains("hemligt"), "{text}");
    let row = &home.json(&["log", "--limit", "1"])[0];
    assert_eq!(row["day"], "2026-11-20");
    assert_eq!(
        (&row["before"], &row["after"]),
        (&"part-day".into(), &"part-day".into())
    );
}

#[test]
fn a_day_closed_without_a_name_is_shown_as_closed_and_a_holiday_is_remarked_on() {
    let home = Home::with_people();
    let run = home.run(&["calendar", "close", "2026-12-25"]).ok();
    assert_eq!(run.out, "Fri 25 Dec 2026: closed\n");
    assert!(run.err.contains("public holiday already"), "{run:?}");
    let run = home.run(&["calendar", "close", "2026-12-22"]).ok();
    assert_eq!(run.err, "");
}

#[test]
fn presence_on_a_day_to_come_needs_a_yes() {
    let home = Home::with_people();
    for (code, words) in [
        ("n", "Närvarande"),
        ("g", "Studiebesök"),
        ("o", "Oanmäld frånvaro"),
    ] {
        let args = ["mark", "3", code, "--on", "2026-12-18", "--lang", "sv"];
        let run = home.run(&args);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.err.contains("2026-12-18 har inte varit än") && run.err.contains(words),
            "{run:?}"
        );
        assert!(
            run.err
                .contains("Inget är markerat. Med --yes görs det ändå."),
            "{run:?}"
        );
    }
    home.json(&["mark", "3", "m", "--on", "2026-12-18"]);
    assert_eq!(
        home.json(&["mark", "3", "n", "--on", "2026-12-18", "--yes"])["code"],
        "present"
    );
    // The same again says nothing more.
    assert_eq!(
        home.json(&["mark", "3", "n", "--on", "2026-12-18", "--note", "ringde"])["note"],
        "ringde"
    );
}
