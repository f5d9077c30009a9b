//! Lönebidrag from the command line: decisions, steps, plan and quota, field by field; and that each reading is logged.

use serde_json::{Value, json};

use super::{Home, fields, words};

/// Lena's first year, as AF decided it.
const FIRST: &str = "decision add 3 --form development --from 2026-01-05 --until 2027-01-04 --decided-on 2025-12-19 \
                     --level 60 --working-time 75 --wage-base 15000 --extra 5000 --reference AF-1 --contact Eva";

fn home() -> Home {
    let home = Home::with_people();
    home.json(&words(FIRST));
    home
}

/// What was logged last.
fn last(home: &Home) -> Value {
    home.json(&["log", "--limit", "1"])[0].clone()
}

#[test]
fn a_decision_is_told_as_it_was_made_with_what_it_is_held_to() {
    let home = Home::with_people();
    let run = home.run(&[words(FIRST), vec!["--json"]].concat()).ok();
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let expected = [
        "id",
        "name",
        "decision",
        "number",
        "form",
        "from",
        "until",
        "decided_on",
        "level",
        "working_time",
        "wage_base",
        "extra",
        "reference",
        "contact",
        "note",
        "via_ami",
        "ended",
        "limits",
    ];
    assert_eq!(fields(&run.out)[..expected.len()], expected);
    assert_eq!(
        (&told["id"], &told["name"]),
        (&json!(3), &json!("Lena Bergström"))
    );
    let mut decision = told["decision"].clone();
    let limits = decision["limits"].take();
    assert_eq!(
        decision,
        json!({"number": 1, "form": "development", "from": "2026-01-05", "until": "2027-01-04",
            "decided_on": "2025-12-19", "level": 60, "working_time": 75, "wage_base": 15000, "extra": 5000,
            "reference": "AF-1", "contact": "Eva", "note": null, "via_ami": true, "ended": null, "limits": null})
    );
    assert_eq!(
        limits,
        json!({
            "longest_until": {"value": "2027-01-04", "rule": "12 months (Förordning (2017:462) 27 §)"},
            "total_until": {"value": "2028-01-04", "rule": "24 months (Förordning (2017:462) 27 §)"},
            "wage_ceiling": {"value": 15000, "rule": "20\u{a0}000 kr/month (Förordning (2017:462) 21 §)"},
            "most_extra": {"value": 5000, "rule": "5\u{a0}000 kr/month (Förordning (2017:462) 28 §)"},
            "outside_las": {"value": true, "rule": "yes (Förordning (2017:462) 23 §)"},
            "reconsideration_until": {"value": "2026-01-09", "rule": "21 days (Förordning (2017:462) 57 §)"},
        })
    );
    assert_eq!(told["warnings"], json!([]));
    assert_eq!(last(&home)["what"], "add-decision");
}

#[test]
fn warnings_are_remarks_and_in_the_json_and_a_dry_run_records_nothing() {
    let home = home();
    let late =
        "decision add 3 --form development --from 2027-02-01 --decided-on 2027-01-20 --level 60";
    let dry = home.run(&[words(late), vec!["--dry-run"]].concat()).ok();
    for sentence in [
        "27 days without a decision after 2027-01-04",
        "is set to 2028-01-31",
        "Dry run: no decision",
    ] {
        assert!(dry.err.contains(sentence), "{sentence}: {}", dry.err);
    }
    assert_eq!(dry.err.lines().count(), 3, "{}", dry.err);
    assert_eq!(last(&home)["what"], "read", "what a dry run tells is read");
    assert_eq!(
        home.json(&words("decision list 3"))["decisions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let told = home.json(&words(late));
    assert_eq!(told["decision"]["until"], "2028-01-31");
    assert_eq!(told["warnings"].as_array().unwrap().len(), 1);
    let again = home
        .run(&[words(late), vec!["--dry-run"]].concat())
        .refused(1);
    assert!(
        again.err.contains("already has decision 2"),
        "{}",
        again.err
    );
}

#[test]
fn the_last_day_that_was_not_given_is_what_is_left() {
    let home = home();
    let second =
        "decision add 3 --form development --from 2027-01-05 --decided-on 2026-12-20 --level 60";
    home.json(&[words(second), words("--until 2027-07-04")].concat());
    let third =
        "decision add 3 --form development --from 2027-07-05 --decided-on 2027-06-20 --level 60";
    assert_eq!(
        home.json(&words(third))["decision"]["until"],
        "2028-01-04",
        "two years in all"
    );
    let fourth =
        "decision add 3 --form development --from 2028-01-05 --decided-on 2027-12-20 --level 60";
    let over = home.run(&words(fourth)).refused(1);
    assert!(over.err.contains("24 months"), "{}", over.err);
    // In the place of the third, with its days to use.
    let instead = "decision add 3 --form development --from 2027-08-01 --decided-on 2027-07-20 --replaces 3 --level 50";
    let told = home.json(&words(instead));
    assert_eq!(told["decision"]["until"], "2028-01-04");
    let all = home.json(&words("decision list 3"));
    assert_eq!(
        all["decisions"][2]["ended"],
        json!({"last_day": "2027-07-31", "replaced_by": 4, "note": null})
    );
}

#[test]
fn a_decision_is_ended_withdrawn_and_reopened() {
    let home = home();
    home.json(&words(
        "decision add 3 --form employment --from 2027-01-05 --decided-on 2026-12-20 --level 60",
    ));
    let ended = home
        .run(&words("decision end 3 #1 --on 2026-12-31 --note slutade"))
        .ok();
    assert!(
        ended.err.contains("4 days without a decision"),
        "{}",
        ended.err
    );
    let decisions = || home.json(&words("decision list 3"))["decisions"].clone();
    assert_eq!(
        decisions()[0]["ended"],
        json!({"last_day": "2026-12-31", "replaced_by": null, "note": "slutade"})
    );
    let back = home.json(&words("decision end 3 1 --reopen"));
    assert_eq!(
        (&back["decision"]["ended"], &back["warnings"]),
        (&Value::Null, &json!([]))
    );
    home.json(&words("decision end 3 1 --withdraw"));
    assert_eq!(decisions()[0]["ended"]["last_day"], Value::Null);
    home.run(&words("decision end 3 1 --on 2027-01-05"))
        .refused(1);
    home.run(&words("decision end 3 3 --withdraw")).refused(1);
}

#[test]
fn the_card_and_a_list_of_decisions_have_all_three_clocks() {
    let home = home();
    let card = home.json(&["show", "3"]);
    assert_eq!(last(&home)["what"], "read");
    assert_eq!(card["clock"]["days_left"], 39);
    assert_eq!(
        card["decision_clock"],
        json!({"form": "development", "number": 1, "start": "2026-01-05", "last_day": "2027-01-04", "days_left": 45,
            "clock": "plan", "closed": false, "next_start": null,
            "why": "decision 1 (development): support without a break 2026-01-05 – 2027-01-04; reminders 90 days and 30 \
                    days before (The unit's choice)"})
    );
    assert_eq!(
        card["total_clock"],
        json!({"form": "development", "start": "2026-01-05", "days_used": 320, "days_decided": 365, "most_days": 730,
            "last_day": "2028-01-04", "days_left": 410, "clock": "running",
            "why": "development: 320 days of support since 2026-01-05 (365 decided) of at most 730 = 24 months \
                    (Förordning (2017:462) 27 §); without a break until 2028-01-04"})
    );
    let list = home.json(&words("decision list 3"));
    assert_eq!(last(&home)["what"], "read");
    for clock in ["decision_clock", "total_clock"] {
        assert_eq!(list[clock], card[clock]);
    }
    let text = home.run(&["show", "3"]).ok().out;
    for words in [
        "Support until  △ plan, 45 d",
        "Support time",
        "1 development",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn the_list_of_everybody_is_a_duty_by_last_day_and_no_search() {
    let home = home();
    for line in [
        "decision add 1 --form employment --from 2026-06-01 --decided-on 2026-05-20 --level 60 --until 2026-12-01",
        "decision add 4 --form security --from 2026-07-01 --decided-on 2026-06-20 --level 60 --until 2027-06-30",
        // To come, ended with nothing to follow, and of somebody who has left.
        "decision add 5 --form security --from 2026-12-01 --decided-on 2026-11-20 --level 60",
        "decision add 2 --form development --from 2026-02-01 --decided-on 2026-01-20 --level 60 --until 2026-08-31",
        "decision end 2 1 --on 2026-07-31",
        "decision add 6 --form employment --from 2026-01-02 --decided-on 2025-12-20 --level 60",
    ] {
        home.json(&words(line));
    }
    let before = last(&home)["seq"].clone();
    let rows = home.json(&["decision", "list"]);
    assert_eq!(super::ids(&rows), [1, 3, 4]);
    let clocks = |row: usize| {
        let row = &rows[row];
        let left = |clock: &str| row[clock]["days_left"].clone();
        [
            left("decision_clock"),
            left("total_clock"),
            row["days_left"].clone(),
        ]
    };
    assert_eq!(clocks(0), [json!(11), json!(2749), json!(46)]);
    assert_eq!(
        clocks(2),
        [json!(222), Value::Null, json!(193)],
        "security has no total"
    );
    for secret in ["level", "wage_base", "decisions"] {
        assert!(rows[0].get(secret).is_none());
    }
    assert_eq!(last(&home)["seq"], before);
}

#[test]
fn steps_are_noted_in_order_and_what_is_not_told_stays() {
    let home = Home::with_people();
    assert_eq!(home.json(&["step", "3"])["steps"], json!([]));
    assert_eq!(last(&home)["what"], "read");
    home.json(&words("step 3 interest --done 2026-11-02 --by Anna"));
    home.json(&words("step 3 kontakt --planned 2026-11-05 --note ringer"));
    let path = home.json(&words("step 3 contact --done 2026-11-04"));
    assert_eq!(last(&home)["what"], "set-step");
    let empty =
        |step: &str| json!({"step": step, "planned": null, "done": null, "by": null, "note": null});
    assert_eq!(
        path,
        json!({"id": 3, "name": "Lena Bergström", "steps": [
            {"step": "interest", "planned": null, "done": "2026-11-02", "by": "Anna", "note": null},
            {"step": "contact", "planned": "2026-11-05", "done": "2026-11-04", "by": null, "note": "ringer"},
            empty("investigation"), empty("follow-up")]})
    );
    let taken = home.json(&["step", "3", "contact", "--planned", "", "--note", ""]);
    assert_eq!(
        (
            &taken["steps"][1]["planned"],
            &taken["steps"][1]["note"],
            &taken["steps"][1]["done"]
        ),
        (&Value::Null, &Value::Null, &json!("2026-11-04"))
    );
    let order = home.run(&["step", "3", "interest", "--done", ""]);
    assert!(
        order
            .refused(1)
            .err
            .contains("contact cannot be done before")
    );
    home.json(&words("step 3 interest --planned 2026-12-01 --new"));
    let card = home.json(&["show", "3"]);
    assert_eq!(
        card["processes"][0][1]["done"], "2026-11-04",
        "the one before is kept"
    );
    assert_eq!(card["processes"][1][0]["planned"], "2026-12-01");
}

#[test]
fn a_plan_turns_no_plan_into_planned() {
    let home = Home::with_people();
    let flag = |who: usize| {
        let rows = home.json(&["threshold"]);
        let row = rows.as_array().unwrap().iter().find(|r| r["id"] == who);
        let row = row.expect("the flag is never away").clone();
        (row["planned"].clone(), row["plan_due"].clone())
    };
    assert_eq!(flag(3), (json!(false), Value::Null));
    let shown = home.json(&["plan", "3"]);
    assert_eq!(last(&home)["what"], "read");
    assert_eq!(
        shown,
        json!({"id": 3, "name": "Lena Bergström", "plan": null, "threshold_date": "2026-12-29", "days_left": 39})
    );
    let made = home.json(&words(
        "plan 3 --toward studier --next ansökan --with Komvux --responsible Anna --due 2026-12-15",
    ));
    assert_eq!(
        made["plan"],
        json!({"toward": "studies", "next": "ansökan", "with": "Komvux", "responsible": "Anna", "due": "2026-12-15",
            "note": null, "made_on": "2026-11-20"})
    );
    assert_eq!(flag(3), (json!(true), json!("2026-12-15")));
    let changed = home.json(&words("plan 3 --due 2026-12-20 --note väntar"));
    assert_eq!(
        (
            &changed["plan"]["due"],
            &changed["plan"]["note"],
            &changed["plan"]["with"]
        ),
        (&json!("2026-12-20"), &json!("väntar"), &json!("Komvux"))
    );
    let text = home.run(&["threshold"]).ok().out;
    assert!(
        text.contains("planned 2026-12-20") && text.contains("no plan"),
        "{text}"
    );
    let listed = home.json(&["list", "--all"]);
    let planned = |id: u64| {
        let mut rows = listed.as_array().unwrap().iter();
        rows.find(|row| row["id"] == id).unwrap()["planned"].clone()
    };
    assert_eq!(
        [planned(3), planned(1), planned(6)],
        [json!(true), json!(false), Value::Null]
    );
    assert_eq!(home.json(&["show", "3"])["planned"], true);
    let past = home.run(&words("plan 3 --due 2026-11-01 --lang sv")).ok();
    assert_eq!(past.err, "Den dagen har redan varit.\n");
    assert_eq!(home.json(&words("plan 3 --remove"))["plan"], Value::Null);
    assert_eq!(flag(3).0, false);
}

#[test]
fn the_quota_is_counted_with_last_year_beside_it() {
    let home = home();
    for line in [
        "decision add 1 --form employment --from 2025-06-02 --decided-on 2025-05-20 --level 60 --until 2026-06-01",
        "decision add 1 --form development --from 2026-06-02 --decided-on 2026-05-20 --level 60 --until 2026-11-30",
        "decision add 4 --form security --from 2026-12-01 --decided-on 2026-11-20 --level 60",
        "decision add 5 --form security --from 2026-07-01 --decided-on 2026-06-20 --level 60 --not-via-ami",
    ] {
        home.json(&words(line));
    }
    let quota = home.json(&["quota"]);
    assert_eq!(
        (&quota["year"], &quota["started"], &quota["left"]),
        (&json!(2026), &json!(2), &json!(4))
    );
    assert_eq!(
        (&quota["least"], &quota["most"]["value"]),
        (
            &json!({"value": 4, "rule": "4 (The unit's memorandum 2023-11-15)"}),
            &json!(6)
        )
    );
    assert_eq!(super::ids(&quota["starts"]), [3, 4]);
    assert_eq!(
        quota["ends"],
        json!([{"id": 1, "name": "Karin Andersson", "form": "employment", "start": "2025-06-02",
            "last_day": "2026-11-30"}]),
        "a change of form is the same employment"
    );
    let before = &quota["last_year"];
    assert_eq!(
        (&before["year"], &before["started"], &before["left"]),
        (&json!(2025), &json!(1), &Value::Null)
    );
    let text = home.run(&["quota", "--year", "2025"]).ok().out;
    assert_eq!(
        text,
        "\
Wage subsidies via AMI 2025
1 of 4–6
2024: nobody
  no.  name             first day – last day     form
begin
   #1  Karin Andersson  2025-06-02 – 2026-11-30  employment
end
  nobody
Counted: employments via AMI whose first decision begins in the year (The unit's memorandum 2023-11-15).
",
        "nothing can begin in a year that is over"
    );
    assert_eq!(home.run(&["quota", "--csv", "--json"]).code, 2);
    let csv = home.run(&["quota", "--csv", "--lang", "sv"]).ok().out;
    assert_eq!(
        csv,
        "\u{feff}vad;nr;namn;första dag;sista dag;form\n\
         börjar;#3;Lena Bergström;2026-01-05;2027-01-04;utveckling\n\
         börjar;#4;Anna Berg;2026-12-01;2027-11-30;trygghet\n\
         slutar;#1;Karin Andersson;2025-06-02;2026-11-30;anställning\n"
    );
}
