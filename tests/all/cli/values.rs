//! Options read what lists read: the same forms of days, hours and names, and the same refusals.

use super::Home;

#[test]
fn options_take_what_lists_take() {
    let home = Home::new();
    for (number, from) in [
        "5 jan 2026",
        "26-01-05",
        "5/1-26",
        "05.01.26",
        "2026-01-04T23:00:00Z",
        "46027",
    ]
    .iter()
    .enumerate()
    {
        let given = format!("Person {number}");
        let json = home.json(&["add", &given, "001", "--group", "I", "--from", from]);
        assert_eq!(json["start"], "2026-01-05", "{from}");
    }
    home.run(&[
        "add",
        "Ida",
        "Ek",
        "--group",
        "ute",
        "--hours",
        "mån-tor 8, fre 6",
    ])
    .ok();
    let card = home.json(&["show", "Ida Ek"]);
    let week = serde_json::json!([480, 480, 480, 480, 360, 0, 0]);
    assert_eq!(card["stays"][0]["schedules"][0]["minutes"], week);
}

#[test]
fn options_refuse_what_lists_refuse() {
    let home = Home::new();
    for (given, options, wanted) in [
        ("1", &["--lang", "en"][..], "no letter"),
        (
            "Ida 19850412-9803",
            &["--lang", "en"],
            "may be a personnummer",
        ),
        (
            "Ida",
            &["--lang", "en", "--hours", "50 %"],
            "share of full time",
        ),
        (
            "Ida",
            &["--lang", "sv", "--protection", "ja"],
            "sekretessmarkering",
        ),
        (
            "Ida",
            &["--lang", "sv", "--personnummer", "403079809"],
            "första nolla",
        ),
        (
            "Ida",
            &["--lang", "sv", "--personnummer", "1988-04-12"],
            "födelsedatum",
        ),
        (
            "Ida",
            &["--lang", "en", "--from", "2026-01-04T23:30:00Z"],
            "2026-01-05 in the register",
        ),
    ] {
        let mut args = vec!["add", given, "2", "--group", "inne"];
        args.extend(options);
        let run = home.run(&args);
        assert!(
            run.code != 0 && run.err.contains(wanted),
            "{args:?}: {}",
            run.err
        );
    }
}
