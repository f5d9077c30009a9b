//! Outcomes from the command line: told when a stay ends, corrected later, checked, and summed up for a year.

use serde_json::{Value, json};

use super::{Home, fields, words};

/// Lena has left for a job.
fn home() -> Home {
    let home = Home::with_people();
    home.json(&words(
        "end 3 --on 2026-09-30 --outcome job --employer Bageriet --start 2026-10-05",
    ));
    home
}

fn last_stay(home: &Home, who: &str) -> Value {
    let card = home.json(&["show", who]);
    card["stays"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn a_stay_ends_in_a_job_with_its_employer_and_first_day() {
    let home = home();
    let stay = last_stay(&home, "3");
    assert_eq!(
        (&stay["outcome"], &stay["employer"], &stay["job_start"]),
        (&json!("job"), &json!("Bageriet"), &json!("2026-10-05"))
    );
    assert_eq!(stay["lasted"], Value::Null);
    let card = home.run(&["show", "3", "--lang", "sv"]).ok().out;
    assert!(
        card.contains("Arbete utan stöd, Bageriet från 2026-10-05"),
        "{card}"
    );
    // A unit or a school is told the same way; of what is no job no first day is.
    home.json(&words(
        "end 4 --on 2026-11-27 --outcome other-unit --unit Biblioteket",
    ));
    assert_eq!(last_stay(&home, "4")["employer"], "Biblioteket");
    home.run(&words("end 5 --on 2026-11-27 --outcome moved --employer X"))
        .refused(1);
    home.run(&words(
        "end 5 --on 2026-11-27 --outcome studies --start 2026-12-01",
    ))
    .refused(1);
    home.run(&words("end 5 --on 2026-11-27 --outcome hired"))
        .refused(2);
}

#[test]
fn what_came_of_a_stay_is_told_anew_without_its_last_day() {
    let home = home();
    let run = home
        .run(&[
            "outcome",
            "set",
            "Lena Bergström",
            "--employer",
            "Kringlan",
            "--json",
        ])
        .ok();
    let order = fields(&run.out);
    let expected = [
        "id",
        "name",
        "start",
        "end",
        "outcome",
        "employer",
        "job_start",
        "note",
        "lasted",
    ];
    assert_eq!(order[..9], expected);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&told["outcome"], &told["employer"], &told["job_start"]),
        (&json!("job"), &json!("Kringlan"), &json!("2026-10-05"))
    );
    assert_eq!(told["end"], "2026-09-30");
    // Another kind of outcome begins anew; one of the same kind does not.
    let told = home.json(&words("outcome set 3 --outcome subsidised-job"));
    assert_eq!(told["employer"], "Kringlan");
    let told = home.json(&words("outcome set 3 --outcome studies --note SFI"));
    assert_eq!(
        (&told["employer"], &told["job_start"], &told["note"]),
        (&Value::Null, &Value::Null, &json!("SFI"))
    );
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(log[0]["what"], "set-outcome");
    home.run(&words("outcome set 3 --stay 2026-01-01 --note x"))
        .refused(1);
    home.run(&words("outcome set 2 --note x")).refused(1);
    home.run(&words("outcome set 3 --start 2026-13-01"))
        .refused(2);
}

#[test]
fn an_end_set_anew_keeps_what_is_not_told_again() {
    let home = Home::with_people();
    let end = |more: &[&str]| home.json(&[&["end", "1", "--on", "2026-11-30"], more].concat());
    end(&[
        "--outcome",
        "job",
        "--employer",
        "Bageriet",
        "--note",
        "viktigt",
    ]);
    let before = last_stay(&home, "1");
    home.json(&["end", "1", "--on", "2026-12-01"]);
    let after = last_stay(&home, "1");
    for kept in ["outcome", "employer", "note"] {
        assert!(
            !before["end"][kept].is_null() || !before[kept].is_null(),
            "{before}"
        );
        assert_eq!(
            (&after["end"][kept], &after[kept]),
            (&before["end"][kept], &before[kept])
        );
    }
    // Another outcome is told from the beginning.
    end(&["--outcome", "studies"]);
    assert!(!last_stay(&home, "1").to_string().contains("Bageriet"));
}

#[test]
fn a_decision_that_holds_beyond_the_last_day_is_told_of() {
    let home = Home::with_people();
    home.json(&words(
        "decision add 1 --form development --from 2026-06-01 --until 2027-05-31 --decided-on 2026-05-20 --level 60",
    ));
    let told = home.run(&words("end 1 --on 2026-11-30 --lang sv")).ok().err;
    let words_told = "AF:s beslut gäller till och med 2027-05-31. Upphör anställningen anmäls det till AF genast \
                      (Förordning (2017:462) 49 §)";
    assert!(told.starts_with(words_told), "{told}");
    // Nothing is left to tell where it ends with the stay, or before.
    home.json(&words("decision end 1 1 --on 2026-11-30"));
    assert_eq!(home.run(&words("end 1 --on 2026-11-30")).ok().err, "");
}

#[test]
fn a_job_is_checked_once_it_can_be() {
    let home = home();
    let early = home
        .run(&words("outcome check 3 yes --on 2026-11-04"))
        .refused(1);
    assert!(early.err.contains("2026-11-05"), "{}", early.err);
    assert!(early.err.contains("1 month"), "{}", early.err);
    home.run(&words("outcome check 3 yes --on 2026-11-21"))
        .refused(1);
    let told = home.json(&words("outcome check 3 ja --on 2026-11-05 --note trivs"));
    assert_eq!(
        told["lasted"],
        json!({"checked_on": "2026-11-05", "lasted": true, "note": "trivs"})
    );
    let text = home.run(&["show", "3"]).ok().out;
    assert!(
        text.contains("lasted, checked on 2026-11-05, trivs"),
        "{text}"
    );
    let told = home.json(&words("outcome check 3 unknown"));
    assert_eq!(told["lasted"], Value::Null);
    home.json(&words("outcome set 3 --outcome moved"));
    home.run(&words("outcome check 3 no")).refused(1);
    home.run(&words("outcome check 3 perhaps")).refused(2);
}

#[test]
fn a_years_figures_are_counts_and_no_names() {
    let home = home();
    home.json(&words("outcome check 3 no --on 2026-10-20"));
    let year = home.json(&["outcome"]);
    assert_eq!(year["year"], 2026);
    // Olle left in January, and Lena from the outdoor group.
    let all = &year["figures"][0];
    assert_eq!((&all["of"], &all["stays"]), (&json!("all"), &json!(2)));
    assert_eq!(all["outcomes"]["job"], 1);
    assert_eq!(all["outcomes"]["unspecified"], 1);
    assert_eq!(
        all["jobs"],
        json!({"lasted": 0, "did_not_last": 1, "unknown": 0})
    );
    assert_eq!(
        all["longest"],
        json!({"months": 13, "days": 0, "in_days": 396})
    );
    assert_eq!(all["reached_threshold"], 1);
    assert_eq!(year["figures"][1]["of"], "outdoor");
    assert_eq!(year["figures"].as_array().unwrap().len(), 2);
    let text = home.run(&["outcome", "--year", "2026"]).ok().out;
    assert!(text.starts_with("Outcomes 2026\n"), "{text}");
    let rows: Vec<String> = (text.lines())
        .map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for row in ["outcome all outdoor", "stays ended 2 2", "did not last 1 1"] {
        assert!(rows.contains(&row.to_owned()), "{row}: {text}");
    }
    for name in ["Lena", "Olle", "Bageriet"] {
        assert!(!text.contains(name), "{text}");
    }
    let none = home.run(&["outcome", "--year", "2020"]).ok();
    assert_eq!(
        (none.out.as_str(), none.err.as_str()),
        ("Outcomes 2020\n  No stay has ended in 2020.\n", "")
    );
    assert_eq!(
        home.json(&["outcome", "--year", "2020"])["figures"][0]["stays"],
        0
    );
    home.run(&["outcome", "--year", "17"]).refused(2);
}
