//! Lists that tell of somebody the register knows, in another form or under a name that looks the same.

use serde_json::json;

use super::{Home, data};

#[test]
fn a_name_in_another_form_is_the_same_person() {
    for [first, again] in [
        ["F13-nfc", "F13-nfd"],
        ["F13-nfd", "F13-nfc"],
        ["F13-hyphen1", "F13-hyphen2"],
        ["F13-hyphen2", "F13-hyphen1"],
    ] {
        let home = Home::new();
        let list = |name: &str| data(&format!("../import/{name}.csv"));
        home.run(&["import", &list(first)]).ok();
        let told = home.json(&["import", &list(again)]);
        let none = json!([]);
        assert_eq!(
            told,
            json!({"added": 0, "changed": 0, "unchanged": 1, "rejected": none}),
            "{first}"
        );
    }
}

#[test]
fn a_name_with_a_letter_of_another_script_is_told() {
    let home = Home::new();
    let list = "namn;grupp;start\nL\u{435}na Berg;inne;2026-01-05\n";
    let run = home.run(&["import", &home.file("list.csv", list), "--lang", "sv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("”L\u{435}na” är ”\u{435}”"), "{}", run.err);
}

#[test]
fn the_same_name_with_another_start_is_asked_about() {
    let home = Home::new();
    let [one, two] = ["F12-one", "F12-two"].map(|name| data(&format!("../import/{name}.csv")));
    home.run(&["import", &one]).ok();
    let run = home.run(&["import", &two, "--lang", "sv"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("#1 Lena Berg (sedan 2026-01-05)"),
        "{run:?}"
    );
    assert!(run.err.contains("--same 2=1; en ny: --new 2."), "{run:?}");
    let add = [
        "add",
        "Lena",
        "Berg",
        "--group",
        "inne",
        "--from",
        "2026-01-07",
    ];
    let run = home.run(&add);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("tolv change 1; a new one: --new."),
        "{run:?}"
    );

    assert_eq!(home.json(&["import", &two, "--same", "2=#1"])["changed"], 1);
    assert_eq!(home.json(&["import", &two])["unchanged"], 1);
    home.run(&["undo"]).ok();
    for (answer, wrong) in [
        ("--same", "2"),
        ("--same", "9=1"),
        ("--new", "x"),
        ("--new", "9"),
        ("--new", "5-3"),
    ] {
        assert_eq!(
            home.run(&["import", &two, answer, wrong]).code,
            2,
            "{answer} {wrong}"
        );
    }
    assert_eq!(home.json(&["import", &two, "--new", "2-4"])["added"], 1);
    home.run(&["add", "Lena", "Berg", "--group", "inne", "--new"])
        .ok();
    let run = home.run(&["mark", "Lena Berg", "n"]);
    assert!(run.err.contains("Several people have that name"), "{run:?}");
}

#[test]
fn a_first_list_with_an_arena_misspelt_names_both_lines_and_the_remedy() {
    let home = Home::new();
    let list =
        "namn;grupp;arena;start\nBo Ek;inne;Köket;2026-01-05\nIda Ek;inne;Kökett;2026-01-05\n";
    let list = home.file("lista.csv", list);
    let run = home.run(&["import", &list, "--lang", "sv"]);
    assert_eq!(run.code, 1);
    let wanted = "rad 3, arena: ”Kökett” liknar ”Köket” på rad 2. Skriv samma namn på båda raderna; är det två arenor, \
                  lägg till dem med --new-arena.\n";
    assert!(run.err.starts_with(wanted), "{}", run.err);
    home.run(&["import", &list, "--new-arena"]).ok();
}

#[test]
fn an_old_list_does_not_undo_an_end() {
    let home = Home::new();
    let list = data("../import/F01-list.csv");
    home.run(&["import", &list]).ok();
    let end = [
        "end",
        "Lena Berg",
        "--on",
        "2026-10-30",
        "--outcome",
        "job",
        "--start",
        "2026-11-02",
    ];
    home.run(&end).ok();
    let last_day = |home: &Home| home.json(&["show", "1"])["stays"][0]["end"].clone();
    let before = last_day(&home);
    for more in [&["--dry-run"][..], &[]] {
        let again = [&["import", &list, "--lang", "sv"], more].concat();
        let run = home.run(&again).ok();
        assert!(
            run.out.contains("0 tillagda, 0 ändrade, 1 oförändrade"),
            "{run:?}"
        );
        let told = "rad 2, Slut: listan säger 2026-12-31, men 2026-10-30 gäller sedan";
        assert!(run.err.contains(told), "{run:?}");
        assert_eq!(last_day(&home), before);
    }
    let told = home.json(&["import", &list]);
    assert_eq!(told["kept"][0]["line"], 2, "{told}");
    let outcome = home.json(&["outcome", "--year", "2026"]);
    assert!(outcome.to_string().contains("\"job\""), "{outcome}");
}

#[test]
fn somebody_who_comes_back_is_offered_a_new_stay() {
    let home = Home::new();
    let add = |from: &str, more: &[&str]| {
        let add = [
            "add",
            "Lena",
            "Berg",
            "--group",
            "inne",
            "--personnummer",
            "19811218-9876",
        ];
        let from = ["--from", from];
        home.run(&[&add[..], &from[..], more].concat())
    };
    add("2025-01-07", &["--until", "2025-06-30"]).ok();
    let run = add("2026-11-02", &["--phone", "070-1"]);
    assert_eq!(run.code, 1);
    let told =
        "#1 Lena Berg (2025-01-07 – 2025-06-30). Begin a new stay: the same command with --same 1.";
    assert!(run.err.contains(told), "{run:?}");
    add("2026-11-02", &["--phone", "070-1", "--same", "1"]).ok();
    let card = home.json(&["show", "1"]);
    assert_eq!(
        (&card["phone"], card["stays"].as_array().map(Vec::len)),
        (&json!("070-1"), Some(2))
    );
}

#[test]
fn a_dry_run_tells_what_each_row_would_change() {
    let home = Home::with_people();
    let list = "namn;grupp;arena;start;telefon;slut;tim/dag\nKarin Andersson;inne;Köket;2026-01-05;070-1;;\nEva Hemlig;ute;Parken;2026-09-01;070-2;;\nNy Person;ute;Skogen;2026-02-02;;2026-12-31;6\n";
    let list = home.file("list.csv", list);
    let run = home
        .run(&["import", &list, "--dry-run", "--new-arena", "--lang", "sv"])
        .ok();
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines,
        [
            "rad 2: #1 Karin Andersson ändras: telefon – → 070-1",
            "rad 3: någon med skyddade personuppgifter ändras: telefon",
            "rad 4: Ny Person läggs till, från 2026-02-02 Utegruppen, Skogen, till 2026-12-31, 6:00 mån–fre; 30:00 i veckan",
            "1 tillagda, 2 ändrade, 0 oförändrade"
        ]
    );
    let rows = home.json(&["import", &list, "--dry-run", "--new-arena"])["rows"].clone();
    assert_eq!(
        (&rows[1]["id"], &rows[1]["name"], &rows[1]["change"]),
        (
            &json!(null),
            &json!("somebody whose identity is protected"),
            &json!("phone")
        )
    );
}
