//! `rules`, and `--what-if`: what they print for scripts and people, what they refuse, and that asking changes nothing.

use serde_json::{Value, json};

use super::{Home, fields};

fn named<'a>(rows: &'a Value, name: &str) -> &'a Value {
    let mut rows = rows.as_array().unwrap().iter();
    rows.find(|row| row["name"] == name).unwrap()
}

#[test]
fn every_rule_in_force_is_told_with_value_days_and_source() {
    let home = Home::with_people();
    let rows = home.json(&["rules"]);
    assert_eq!(
        *named(&rows, "wage-ceiling"),
        json!({
            "name": "wage-ceiling",
            "title": "wage ceiling for full time",
            "kind": "kronor",
            "value": 20_000,
            "from": "2020-01-01",
            "until": null,
            "source": "Förordning (2017:462) 21 §",
            "own": false,
            "in_force": true,
        })
    );
    assert_eq!(named(&rows, "twelve-months.near")["value"], 10.5);
    assert_eq!(named(&rows, "development.outside-las")["value"], true);
    let out = home.run(&["rules", "quota.most", "--json"]).ok().out;
    let names = "name title kind value from until source own in_force";
    assert_eq!(fields(&out).join(" "), names);
    // Before the regulation nothing is known of it, and nothing is made up.
    let before = home.json(&["rules", "--on", "2017-06-30"]);
    let names: Vec<&str> = (before.as_array().unwrap().iter())
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert!(!names.contains(&"wage-ceiling"), "{names:?}");
    assert!(names.contains(&"quota.most"));
    let history = home.json(&["rules", "wage-ceiling", "--history", "--on", "2019-05-01"]);
    let told: Vec<_> = (history.as_array().unwrap().iter())
        .map(|row| (row["value"].as_u64().unwrap(), row["in_force"] == true))
        .collect();
    assert_eq!(told, [(18_300, false), (19_100, true), (20_000, false)]);
    // For people each form has its heading, and the value its unit.
    let text = home.run(&["rules", "--lang", "sv"]).ok().out;
    for words in [
        "\nLönebidrag för trygghet i anställning\n",
        "Förordning (2017:462) 36 §",
        "från 2017-07-01",
        "3 arbetsdagar",
        "tills vidare",
    ] {
        assert!(text.contains(words), "{words:?}\n{text}");
    }
}

#[test]
fn a_rule_of_the_units_own_is_set_shown_logged_and_taken_back() {
    let home = Home::with_people();
    let set = ["rules", "set", "quota.most", "8"];
    let set = [
        &set[..],
        &["--from", "2027-01-01", "--source", "KS 2027/14"],
    ]
    .concat();
    let rows = home.json(&set);
    let mut own = json!({
        "name": "quota.most",
        "title": "wage subsidies a year, at most",
        "kind": "number",
        "value": 8,
        "from": "2027-01-01",
        "until": null,
        "source": "KS 2027/14",
        "own": true,
        // Today another value still holds.
        "in_force": false,
    });
    assert_eq!(rows.as_array().unwrap().last(), Some(&own));
    assert_eq!(home.json(&["rules", "quota.most"])[0]["value"], 6);
    let next_year = ["rules", "quota.most", "--on", "2027-01-01"];
    own["in_force"] = true.into();
    assert_eq!(home.json(&next_year), json!([own]));
    let text = home.run(&[&next_year[..], &["--lang", "sv"]].concat()).ok();
    assert!(text.out.contains("egen"), "{}", text.out);
    let log = &home.json(&["log", "--limit", "1"])[0];
    assert_eq!(log["what"], "set-rule");
    assert_eq!(log["before"]["rules"], json!([]));
    assert_eq!(log["after"]["rules"][0]["value"], 8);
    let told = home.run(&["log", "--limit", "1", "--lang", "sv"]).ok().out;
    let words = "satte en regel  lönebidrag om året, högst: – → 8 från 2027-01-01 (KS 2027/14)";
    assert!(told.contains(words), "{told}");
    home.json(&["rules", "drop", "quota.most", "--from", "2027-01-01"]);
    assert_eq!(home.json(&next_year)[0]["value"], 6);
    assert_eq!(home.json(&["log", "--limit", "1"])[0]["what"], "drop-rule");
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let home = Home::with_people();
    let from = ["--from", "2027-01-01", "--source", "KS"];
    let cases: &[(i32, &[&str], &str)] = &[
        (2, &["quota.mest", "8"], "No rule is called “quota.mest”"),
        (2, &["quota.most", "många"], "takes a number"),
        (2, &["wage-ceiling", "-5"], "takes kronor"),
        (2, &["job.lasts", "1,3"], "takes months"),
        (
            1,
            &["twelve-months.length", "11"],
            "tolv settings rule.length",
        ),
        (1, &["quota.most", "3"], "Change the other one first"),
        (
            1,
            &["quota.most", "8", "--until", "2026-12-31"],
            "is before the start",
        ),
        (
            2,
            &["quota.most", "8", "--until", "31/2"],
            "There is no 31 February",
        ),
    ];
    for (code, words, reason) in cases {
        let args = [&["rules", "set"], *words, &from[..]].concat();
        let run = home.run(&args);
        assert_eq!((run.code, run.out.as_str()), (*code, ""), "{run:?}");
        assert!(run.err.contains(reason), "{run:?}");
    }
    let no_source = ["rules", "set", "quota.most", "8", "--from", "2027-01-01"];
    assert_eq!(home.run(&no_source).code, 2);
    let empty = [&no_source[..], &["--source", " "]].concat();
    assert!(
        home.run(&empty)
            .refused(1)
            .err
            .contains("The source is missing")
    );
    let none = ["rules", "drop", "quota.most", "--from", "2027-01-01"];
    assert!(
        home.run(&none)
            .refused(1)
            .err
            .contains("no value of its own")
    );
    assert_eq!(home.json(&["log", "--limit", "1"])[0]["what"], "import");
}

#[test]
fn what_if_tells_whose_flags_would_change_and_changes_nothing() {
    let home = Home::with_people();
    let before = (home.json(&["settings"]), home.json(&["log"]));
    for flag in ["--what-if", "--dry-run"] {
        let told = home.json(&["settings", "rule.length", "10,5", flag]);
        // Karin's ten and a half months end today, and Lena's have ended; both are near now.
        let shift = |id: u32, name: &str, days: i64| {
            json!({
                "id": id, "name": name, "clock": "twelve-months",
                "before": "near", "after": "reached", "days_left": days,
            })
        };
        assert_eq!(
            told,
            json!({
                "on": "2026-11-20",
                "shifts": [shift(3, "Lena Bergström", -7), shift(1, "Karin Andersson", 0)],
            })
        );
    }
    let text = home.run(&[
        "settings",
        "rule.length",
        "10,5",
        "--what-if",
        "--lang",
        "sv",
    ]);
    let text = text.ok();
    assert!(
        text.out.starts_with("2 flaggor ändras (tolv månader).\n"),
        "{text:?}"
    );
    assert!(
        text.out
            .contains("Lena Bergström   nära → över (tolv månader)"),
        "{text:?}"
    );
    assert!(text.err.contains("Inget är ändrat"), "{text:?}");
    // A protected person is a number here as everywhere.
    let plan = home
        .run(&["settings", "rule.plan", "2", "--what-if", "--lang", "sv"])
        .ok()
        .out;
    assert!(
        plan.contains("Skyddad #7") && !plan.contains("Hemlig"),
        "{plan}"
    );
    // What would be refused is refused here too.
    home.run(&["settings", "rule.near", "13", "--what-if"])
        .refused(1);
    let set = ["rules", "set", "quota.most", "8", "--from", "2027-01-01"];
    let set = [&set[..], &["--source", "KS", "--what-if"]].concat();
    let told = home.json(&set);
    assert_eq!(told, json!({ "on": "2027-01-01", "shifts": [] }));
    let text = home.run(&set).ok().out;
    assert_eq!(text, "No flags change on 2027-01-01.\n");
    assert_eq!((home.json(&["settings"]), home.json(&["log"])), before);
    home.run(&["settings", "--what-if"]).refused(2);
}

#[test]
fn whose_flags_have_changed_is_told_beside_the_answer() {
    let home = Home::with_people();
    let set = ["settings", "rule.length", "10,5"];
    let run = home.run(&set).ok();
    let told =
        "2 flags change (twelve months).\n  #3 Lena Bergström: near → over (twelve months)\n";
    assert!(run.err.starts_with(told), "{run:?}");
    assert!(run.out.starts_with("  rule.length"), "{run:?}");
    // What was so before changes nobody's flag.
    assert_eq!(home.run(&set).ok().err, "");
    assert_eq!(home.run(&["settings", "unit", "AMI"]).ok().err, "");
}
