//! What the commands about people print for scripts, field by field.

use serde_json::{Value, json};

use super::{Home, TODAY, data, fields, ids, words};

#[test]
fn import_counts_what_it_did() {
    let home = Home::new();
    let none: [Value; 0] = [];
    let counts = |added, changed, unchanged| json!({"added": added, "changed": changed, "unchanged": unchanged, "rejected": none});
    let people = data("people.csv");
    let mut dry = home.json(&["import", &people, "--dry-run"]);
    let rows = dry.as_object_mut().unwrap().remove("rows").unwrap();
    assert_eq!(dry, counts(8, 0, 0));
    assert_eq!(
        rows[0],
        json!({"line": 2, "became": "added", "id": null, "name": "Karin Andersson",
            "change": "from 2026-01-05 Indoor group, Köket, 6:00 Mon–Fri; 30:00 a week"})
    );
    assert_eq!(rows[6]["name"], "somebody whose identity is protected");
    assert!(!home.register().exists(), "a dry run writes nothing");
    assert_eq!(home.json(&["import", &people]), counts(8, 0, 0));
    assert_eq!(home.json(&["import", &people]), counts(0, 0, 8));
    let more = "namn;grupp;arena;start;telefon\nKarin Andersson;inne;Köket;2026-01-05;070\nNy Person;ute;;2026-02-02;\n";
    assert_eq!(
        home.json(&["import", &home.file("more.csv", more)]),
        counts(1, 1, 0)
    );
    let order = fields(&home.run(&["import", &people, "--json"]).out);
    assert_eq!(order, ["added", "changed", "unchanged", "rejected"]);
}

#[test]
fn a_refused_import_tells_line_column_and_reason_and_writes_nothing() {
    let home = Home::new();
    let run = home.run(&["import", &data("bad.csv"), "--json"]);
    assert_eq!(run.code, 1);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&told["added"], &told["changed"], &told["unchanged"]),
        (&json!(0), &json!(0), &json!(0))
    );
    let rejected = told["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), 2);
    assert_eq!(
        (&rejected[0]["line"], &rejected[0]["column"]),
        (&json!(2), &json!("grupp"))
    );
    assert_eq!(
        (&rejected[1]["line"], &rejected[1]["column"]),
        (&json!(3), &json!("start"))
    );
    assert!(
        rejected
            .iter()
            .all(|row| row["reason"].as_str().unwrap().ends_with('.'))
    );
    assert!(!home.register().exists());

    let skipped = home.json(&["import", &data("bad.csv"), "--skip-bad"]);
    assert_eq!(
        (&skipped["added"], &skipped["rejected"]),
        (&json!(1), &told["rejected"])
    );
    assert_eq!(ids(&home.json(&["list"])), [1]);

    let no_list = home.run(&["import", &home.file("no.csv", "hej\n"), "--json"]);
    assert_eq!(no_list.code, 1);
    let told: Value = serde_json::from_str(&no_list.out).unwrap();
    assert_eq!(told["rejected"][0]["line"], 1);
}

#[test]
fn import_names_the_columns_it_does_not_know() {
    let run = Home::new().run(&["import", &data("people.csv")]).ok();
    assert_eq!(run.out, "8 added, 0 changed, 0 unchanged\n");
    assert!(run.err.contains("sko"), "{}", run.err);
}

#[test]
fn list_has_a_row_for_each_person_at_ami_in_swedish_order_under_group() {
    let home = Home::with_people();
    let rows = home.json(&["list"]);
    assert_eq!(ids(&rows), [1, 2, 4, 5, 3, 7]);
    assert_eq!(
        rows[0],
        json!({"id": 1, "name": "Karin Andersson", "group": "indoor", "arena": "Köket", "start": "2026-01-05",
            "end": null, "threshold_date": "2027-01-05", "days_left": 46, "clock": "near",
            "planned": false})
    );
    assert_eq!(
        (&rows[1]["days_left"], &rows[1]["clock"]),
        (&json!(-10), &json!("reached"))
    );
    assert_eq!(rows[2]["clock"], "running");
    assert_eq!(rows[5]["name"], "Protected #7");
    let order = fields(&home.run(&["list", "--json"]).out);
    let expected = [
        "id",
        "name",
        "group",
        "arena",
        "start",
        "end",
        "threshold_date",
        "days_left",
        "clock",
    ];
    assert_eq!(order[..9], expected);

    assert_eq!(
        ids(&home.json(&["list", "--group", "outdoor"])),
        [4, 5, 3, 7]
    );
    assert_eq!(ids(&home.json(&["list", "--group", "inne"])), [1, 2]);
    let all = home.json(&["list", "--all"]);
    assert_eq!(ids(&all), [1, 8, 2, 4, 5, 3, 6, 7]);
    let past = json!({"id": 6, "name": "Olle Frisk", "group": "outdoor", "arena": "Parken", "start": "2025-01-01",
        "end": "2026-01-31", "threshold_date": null, "days_left": null, "clock": null,
        "planned": null});
    assert_eq!(all[6], past);
    assert_eq!(home.json(&["list", "--today", "2000-01-01"]), json!([]));
}

#[test]
fn clocks_take_all_four_names() {
    let home = Home::with_people();
    for (today, clock) in [
        ("2026-10-04", "running"),
        ("2026-10-05", "plan"),
        ("2026-11-19", "plan"),
        ("2026-11-20", "near"),
        ("2027-01-04", "near"),
        ("2027-01-05", "reached"),
    ] {
        let rows = home.json(&["list", "--today", today, "--group", "indoor"]);
        let karin = rows.as_array().unwrap().iter().find(|row| row["id"] == 1);
        assert_eq!(karin.unwrap()["clock"], clock, "{today}");
    }
}

#[test]
fn find_has_the_same_rows_best_first_past_ones_too() {
    let home = Home::with_people();
    let past = home.json(&["find", "olle"]);
    assert_eq!(past[0], home.json(&["list", "--all"])[6]);
    assert_eq!(ids(&home.json(&["find", "asa"]))[0], 2);
    assert_eq!(ids(&home.json(&["find", "lena", "berg"]))[0], 3);
    assert_eq!(ids(&home.json(&["find", "#7"]))[0], 7);
    let none = home.run(&["find", "zzzzzz", "--json"]);
    assert_eq!((none.code, none.out.trim()), (1, "[]"));
    let hidden = home.run(&["find", "hemlig", "--json"]);
    assert_eq!(
        (hidden.code, hidden.out.trim()),
        (1, "[]"),
        "a protected name finds nobody"
    );
    assert!(home.run(&["find", "olle"]).ok().out.contains("past"));
}

#[test]
fn a_telephone_or_case_number_finds_and_names_somebody() {
    let home = Home::with_people();
    home.run(&["change", "2", "--phone", "+46 70 123 45 67"])
        .ok();
    home.run(&["change", "7", "--phone", "070-123 45 67"]).ok();
    let found = home.json(&["find", "070-123", "45", "67"]);
    assert_eq!(
        (ids(&found), &found[0]["found_by"]),
        (vec![2], &json!("phone"))
    );
    assert_eq!(ids(&home.json(&["find", "4567"])), [2]);
    let run = home.run(&["find", "4567"]).ok();
    assert!(
        run.out.contains("#2 was found by phone +46 70 123 45 67."),
        "{}",
        run.out
    );
    assert_eq!(home.json(&["show", "0701234567"])["id"], 2);
    // A part may be a slip: it is only asked about.
    let part = home.run(&["show", "4567"]).refused(1);
    assert!(part.err.contains("#2"), "{}", part.err);
}

#[test]
fn a_telephone_number_is_taken_as_a_list_writes_it() {
    let home = Home::with_people();
    for (typed, kept) in [
        ("701234567", "0701234567"),
        ("46701234567", "+46701234567"),
        ("701.234.567", "0701234567"),
        ("070-123 45 67", "070-123 45 67"),
        ("", ""),
    ] {
        home.run(&["change", "2", "--phone", typed]).ok();
        let phone = home.json(&["show", "2"])["phone"].clone();
        assert_eq!(phone.as_str().unwrap_or_default(), kept, "{typed:?}");
    }
    let short = home
        .run(&["change", "2", "--phone", "7,01235E+08"])
        .refused(1);
    assert!(short.err.contains("whole number"), "{}", short.err);
}

#[test]
fn a_known_name_is_asked_about_when_somebody_is_renamed() {
    let home = Home::with_people();
    let first = home.json(&["show", "1"]);
    let name = first["name"].as_str().unwrap();
    let (given, family) = name.split_once(' ').unwrap();
    let rename = ["change", "2", "--given", given, "--family", family];
    let asked = home.run(&rename).refused(1);
    assert!(
        asked.err.contains("#1") && asked.err.contains("--new"),
        "{}",
        asked.err
    );
    home.run(&[&rename[..], &["--new"]].concat()).ok();
}

#[test]
fn hours_of_nothing_and_a_rest_of_nothing_are_refused() {
    let home = Home::with_people();
    for words in [
        &["change", "2", "--hours", "0"][..],
        &["calendar", "close", "2026-12-23", "--open-hours", "0"],
        &["mark", "2", "sick", "--rest", "vab"],
        &["mark", "2", "present", "--minutes", "0"],
    ] {
        let run = home.run(words).refused(1);
        assert!(
            run.err.contains("Nothing was changed."),
            "{words:?} {}",
            run.err
        );
    }
}

#[test]
fn one_name_means_one_person_at_ami() {
    let home = Home::with_people();
    for name in [
        "Åsa Öberg",
        "ÖBERG åsa",
        "asa oberg",
        "A\u{30a}sa O\u{308}berg",
        " åsa  öberg ",
        "2",
        "#2",
    ] {
        assert_eq!(home.json(&["mark", name, "n"])["id"], 2, "{name}");
    }
    let several = home.run(&["mark", "anna berg", "n"]).refused(1);
    for word in ["#4 Anna Berg (Parken)", "#5 Anna Berg (Snickeriet)"] {
        assert!(several.err.contains(word), "{}", several.err);
    }
    let nearest = home.run(&["mark", "Lena Bergstrm", "n"]).refused(1);
    assert!(
        nearest.err.contains("#3 Lena Bergström (Parken)"),
        "{}",
        nearest.err
    );
    let protected = home.run(&["mark", "Eva Hemlig", "n"]).refused(1);
    assert!(
        !protected.err.contains('7'),
        "a name does not tell who is protected: {}",
        protected.err
    );

    // Somebody at AMI comes before one of the same name who has left.
    home.run(&["mark", "olle frisk", "n"]).refused(1);
    home.json(&["add", "Olle", "Frisk", "--group", "ute", "--new"]);
    assert_eq!(home.json(&["mark", "olle frisk", "n"])["id"], 9);

    // A folded name means somebody only where it means nobody else.
    home.json(&["add", "Ása", "Öberg", "--group", "ute", "--new"]);
    home.run(&["mark", "asa oberg", "n"]).refused(1);
    assert_eq!(home.json(&["mark", "åsa öberg", "n"])["id"], 2);
    assert_eq!(home.json(&["mark", "ása öberg", "n"])["id"], 10);
}

#[test]
fn people_are_added_moved_and_ended() {
    let home = Home::new();
    let added = home.json(&[
        "add",
        "Stig",
        "Ek",
        "--group",
        "inne",
        "--hours",
        "7,5",
        "--weekdays",
        "mån-ons",
    ]);
    assert_eq!(
        (&added["id"], &added["name"], &added["group"]),
        (&json!(1), &json!("Stig Ek"), &json!("indoor"))
    );
    assert_eq!(
        (&added["arena"], &added["start"], &added["end"]),
        (&json!(""), &json!(TODAY), &json!(null))
    );
    let moved = home.json(&["move", "stig ek", "--group", "outdoor", "--arena", "Parken"]);
    assert_eq!(
        (&moved["group"], &moved["arena"]),
        (&json!("outdoor"), &json!("Parken"))
    );
    let ended = home.json(&[
        "end",
        "1",
        "--on",
        "2026-12-01",
        "--outcome",
        "job",
        "--note",
        "Bageriet",
    ]);
    assert_eq!(ended["end"], "2026-12-01");
    let card = home.json(&["show", "1"]);
    assert_eq!(
        (&card["stays"][0]["outcome"], &card["stays"][0]["note"]),
        (&json!("job"), &json!("Bageriet"))
    );
    assert_eq!(
        card["stays"][0]["schedules"][0]["minutes"],
        json!([450, 450, 450, 0, 0, 0, 0])
    );
    home.run(&["add", "Stig", "Ek", "--group", "inne"])
        .refused(1);
}

#[test]
fn a_person_is_added_protected() {
    let home = Home::new();
    let add = |family: &str, words: &[&str]| {
        let person = ["add", "Siv", family, "--group", "ute"];
        home.json(&[&person, words].concat())
    };
    let protected = add("Dold", &["--protection", "strong"]);
    assert_eq!(protected["name"], "Protected #1");
    add("Ek", &["--protection", "sekretessmarkering"]);
    add("Alm", &["--protection", "skyddad-folkbokföring"]);
    add("Ask", &["--protection", "inget"]);
    add("Berg", &[]);
    for (who, protection) in [
        ("1", "strong"),
        ("2", "marked"),
        ("3", "strong"),
        ("4", "none"),
        ("5", "none"),
    ] {
        let card = home.json(&["show", who]);
        assert_eq!(card["protection"], protection, "{who}");
    }
    let told = home.run(&["log", "--json"]).ok().out;
    assert!(!told.contains("Dold"), "{told}");
    let wrong = home.run(&[
        "add",
        "Siv",
        "Al",
        "--group",
        "ute",
        "--protection",
        "kanske",
    ]);
    let wrong = wrong.refused(2).err;
    assert!(wrong.contains("give none, marked or strong"), "{wrong}");
}

#[test]
fn the_log_does_not_name_who_has_become_protected() {
    let home = Home::new();
    let list = |protection: &str| {
        let text = format!(
            "namn;grupp;start;telefon;skydd\nSiv Dold;ute;2026-09-01;070-174 06 05;{protection}\n"
        );
        home.file("lista.csv", text)
    };
    home.run(&["import", &list("")]).ok();
    home.run(&["import", &list("skyddad folkbokföring")]).ok();
    assert_eq!(home.json(&["show", "1"])["protection"], "strong");
    for args in [["log", "--json"], ["log", "--ascii"]] {
        let told = home.run(&args).ok().out;
        assert!(!told.contains("Dold") && !told.contains("070"), "{told}");
    }
}

#[test]
fn a_row_that_would_leave_a_mark_outside_its_stay_is_told_beforehand() {
    let home = Home::new();
    let list = |end: &str| {
        let text = format!("namn;grupp;start;slut\nSiv Ek;ute;2026-09-01;{end}\n");
        home.file("lista.csv", text)
    };
    home.run(&["import", &list("")]).ok();
    home.run(&["mark", "1", "n"]).ok();
    for how in [&["--dry-run"][..], &[]] {
        let ended = list("2026-10-30");
        let args = [&["import", &ended, "--skip-bad"], how].concat();
        let told = home.json(&args);
        assert_eq!(told["changed"], 0, "{told}");
        assert_eq!(told["rejected"][0]["column"], "end", "{told}");
    }
}

#[test]
fn a_dry_run_of_a_list_with_a_bad_row_tells_what_the_others_would_do() {
    let home = Home::new();
    let list = "namn;grupp;start\nBo Ek;inne;2026-01-05\nIda Ek;ute;nyss\nSiv Ek;ute;2026-02-02\n";
    let list = home.file("lista.csv", list);
    let run = home.run(&["import", &list, "--dry-run", "--lang", "sv"]);
    assert_eq!(run.code, 1);
    let wanted = "rad 2: Bo Ek läggs till, från 2026-01-05 Innegruppen\nrad 4: Siv Ek läggs till, från 2026-02-02 \
                  Utegruppen\n2 tillagda, 0 ändrade, 0 oförändrade\n";
    assert_eq!(run.out, wanted);
    let wanted = "rad 3, start, ”nyss”: Det är inget datum. Skriv till exempel 2026-11-22.\ntolv: 1 rad kan inte tas in, \
                  så inget av listan tas in som den är. Inget är skrivet; rätta raden, eller ta de andra med --skip-bad.\n";
    assert_eq!(run.err, wanted);
    assert!(!home.register().exists());
    let told = home.run(&["import", &list, "--dry-run", "--json"]);
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(
        (&told["added"], &told["rows"][1]["line"]),
        (&json!(2), &json!(4))
    );
    assert_eq!(told["rejected"][0]["line"], 3);
}

#[test]
fn everybody_a_first_name_may_mean_is_named() {
    let home = Home::with_people();
    for family in ["Alm", "Ek"] {
        home.run(&["add", "Mohammed", family, "--group", "ute"])
            .ok();
    }
    let run = home.run(&["mark", "Mohammed", "n"]).refused(1);
    assert!(run.err.contains("Mohammed Alm (") && run.err.contains("Mohammed Ek ("));
}

#[test]
fn lists_have_named_columns() {
    let home = Home::with_people();
    for (args, names) in [
        (&["list"][..], &["start", "threshold", "left"][..]),
        (&["find", "e"], &["start", "threshold"]),
        (&["threshold", "--within", "999"], &["start", "threshold"]),
        (&["day"], &["name", "mark"]),
    ] {
        let out = home.run(args).ok().out;
        let head = out.lines().find(|line| line.starts_with("  "));
        let words: Vec<_> = head.unwrap_or_default().split_whitespace().collect();
        for name in names {
            assert!(words.contains(name), "{args:?}: {out}");
        }
    }
}

#[test]
fn people_in_other_units_are_listed_and_marked_only_where_that_is_wanted() {
    let home = Home::with_people();
    let added = home.json(&[
        "add",
        "Ida",
        "Falk",
        "--group",
        "annan enhet",
        "--arena",
        "Biblioteket",
        "--new-arena",
        "--supervisor",
        "Maj Ek",
    ]);
    assert_eq!(
        (&added["id"], &added["group"], &added["arena"]),
        (&json!(9), &json!("other-unit"), &json!("Biblioteket"))
    );
    home.run(&["move", "1", "--group", "other-unit"]).refused(1);
    let moved = home.json(&[
        "move",
        "1",
        "--group",
        "other-unit",
        "--arena",
        "biblioteket",
    ]);
    assert_eq!(moved["arena"], "Biblioteket");
    assert_eq!(
        ids(&home.json(&["list", "--group", "other-unit"])),
        [1, 9],
        "in Swedish order"
    );
    assert_eq!(ids(&home.json(&["list"])), [2, 4, 5, 3, 7, 1, 9]);
    let listed = home.run(&["list", "--lang", "sv"]).ok().out;
    assert!(listed.contains("Andra enheter (2)"), "{listed}");
    let near = home.json(&["threshold"]);
    assert!(ids(&near).contains(&1), "the clock goes on: {near}");

    // Nobody asks for their marks, and nobody is kept from making one.
    let day = |more: &[&str]| ids(&home.json(&[&["day"], more].concat()));
    assert_eq!(day(&[]), [2, 4, 5, 3, 7]);
    assert_eq!(day(&["--group", "other-unit"]), [1, 9]);
    assert_eq!(home.json(&["mark", "9", "s"])["code"], "sick");
    assert_eq!(day(&[]), [2, 4, 5, 3, 7, 9]);
    home.json(&["settings", "mark-other-units", "yes"]);
    assert_eq!(day(&[]), [2, 4, 5, 3, 7, 1, 9]);
}

#[test]
fn a_list_may_place_people_in_other_units() {
    let home = Home::new();
    let list = |arena: &str| {
        let text = format!(
            "namn;grupp;arena;start;handledare\nSiv Ek;Annan enhet;{arena};2026-09-01;Maj Ek\n"
        );
        home.file("lista.csv", text)
    };
    let refused = home.run(&["import", &list(""), "--json"]);
    let told: Value = serde_json::from_str(&refused.out).unwrap();
    assert_eq!(told["rejected"][0]["column"], "arena", "{told}");
    for added in [1, 0] {
        let counts = home.json(&["import", &list("Biblioteket")]);
        assert_eq!(
            (&counts["added"], &counts["changed"]),
            (&json!(added), &json!(0))
        );
    }
    // A unit that is known needs no group.
    let more = "namn;arena;start\nIda Falk;biblioteket;2026-09-01\n";
    home.json(&["import", &home.file("mer.csv", more)]);
    assert_eq!(ids(&home.json(&["list", "--group", "other-unit"])), [1, 2]);
}

#[test]
fn end_move_and_list_show_the_stay_that_was_meant() {
    let home = Home::with_people();
    // Olle Frisk was there until January; another of that name comes in December.
    let again = "namn;grupp;arena;start\nOlle Frisk;ute;Snickeriet;2026-12-01\n";
    let more = home.file("again.csv", again);
    let rows = home.json(&["import", &more, "--new", "2"]);
    assert_eq!(rows["added"], 1, "{rows}");
    let olle = home.json(&["find", "frisk"]);
    let who = olle
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["id"])
        .max_by_key(|id| id.as_u64());
    let who = who.unwrap().to_string();
    home.run(&[
        "add",
        "Siv",
        "Dal",
        "--group",
        "indoor",
        "--from",
        "2026-12-07",
    ])
    .ok();
    let moved = [
        "move",
        &who,
        "--group",
        "indoor",
        "--arena",
        "Köket",
        "--from",
        "2026-12-10",
    ];
    let told = home.run(&[&moved[..], &["--lang", "sv"]].concat()).ok();
    let words = "Olle Frisk: Innegruppen, Köket, 2026-12-01 –; dit från 2026-12-10";
    assert!(told.out.contains(words), "{told:?}");
    let told = home.run(&["end", &who, "--on", "2026-12-04"]).ok();
    let words = "Olle Frisk: Outdoor group, Snickeriet, 2026-12-01 – 2026-12-04";
    assert!(told.out.contains(words), "{told:?}");
    assert!(
        told.err
            .contains("The move on 2026-12-10 to Indoor group, Köket lay after"),
        "{told:?}"
    );
    let row = home.json(&["end", &who, "--on", "2026-12-08"]);
    assert_eq!(
        (&row["start"], &row["end"]),
        (&json!("2026-12-01"), &json!("2026-12-08"))
    );
}

#[test]
fn list_all_shows_the_stay_to_come_of_who_has_been_there_before() {
    let home = Home::with_people();
    let number = "namn;personnummer;grupp;arena;start;slut\n\
        Ny Gammal;19811218-9876;ute;Parken;2025-01-01;2025-06-30\n";
    home.json(&["import", &home.file("first.csv", number)]);
    let number =
        "namn;personnummer;grupp;arena;start\nNy Gammal;19811218-9876;inne;Köket;2026-12-01\n";
    home.json(&["import", &home.file("second.csv", number)]);
    let rows = home.json(&["list", "--all", "--group", "indoor"]);
    let rows = rows.as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["name"] == "Ny Gammal")
        .expect("under her new group");
    assert_eq!(
        (&row["start"], &row["end"], &row["arena"], &row["clock"]),
        (
            &json!("2026-12-01"),
            &Value::Null,
            &json!("Köket"),
            &Value::Null
        )
    );
    let text = home.run(&["list", "--all", "--lang", "sv"]).ok().out;
    let line = text
        .lines()
        .find(|line| line.contains("Ny Gammal"))
        .unwrap();
    assert!(
        line.contains("2026-12-01") && line.ends_with("kommande"),
        "{line}"
    );
}

#[test]
fn no_row_of_the_log_is_empty_after_an_import() {
    let home = Home::new();
    let list =
        "namn;grupp;arena;start\nKarin Ek;inne;;2026-01-05\nOlle Berg;ute;Parken;2026-01-05\n";
    home.json(&["import", &home.file("list.csv", list)]);
    let more = "namn;grupp;arena;start;slut\nKarin Ek;inne;;2026-01-05;2026-12-31\n";
    home.json(&["import", &home.file("more.csv", more)]);
    home.run(&["settings", "backup.warn-days", "14"]).ok();
    let log = home.run(&["log"]).ok().out;
    for words in [
        "backup reminder 7 days → 14 days",
        "end – → 2026-12-31",
        "from 2026-01-05 Indoor group",
        "from 2026-01-05 Outdoor group, Parken",
        "arena: Indoor group",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    let is_bare = |line: &&str| line.ends_with("imported") || line.ends_with("imported a list");
    assert_eq!(log.lines().filter(is_bare).count(), 0, "{log}");
}

#[test]
fn a_word_for_nothing_is_no_name_and_empties_any_other_field() {
    let home = Home::with_people();
    let add = |given, family| home.run(&["add", given, family, "--group", "inne", "--lang", "sv"]);
    for (given, family, word) in [
        ("Lena", "saknas", "saknas"),
        ("None", "Berg", "None"),
        ("Lena", "okänd", "okänd"),
        ("n/a", "-", "n/a"),
        ("uppgift", "saknas", "uppgift saknas"),
        ("Lena", "?", "?"),
    ] {
        let told = add(given, family).refused(1).err;
        assert!(
            told.contains(&format!("”{word}” säger att namnet saknas")),
            "{told}"
        );
        let list = format!("namn;grupp;start\n{given} {family};inne;2026-01-05\n");
        let run = home.run(&["import", &home.file("one.csv", list), "--lang", "sv"]);
        assert!(
            run.code == 1 && run.err.contains("säger att namnet saknas"),
            "{run:?}"
        );
    }
    let list = "förnamn;efternamn;grupp;start\nLena;saknas;inne;2026-01-05\n";
    let run = home.run(&["import", &home.file("two.csv", list), "--lang", "sv"]);
    assert!(
        run.code == 1 && run.err.contains("”saknas” säger att namnet"),
        "{run:?}"
    );
    assert!(add("-", "Berg").refused(1).err.contains("Förnamnet saknas"));
    // People are called so.
    for (given, family) in [
        ("Inga", "Null"),
        ("Tom", "Na"),
        ("Nan", "Blank"),
        ("Nils", "-"),
    ] {
        add(given, family).ok();
    }
    let all = [
        "--personnummer",
        "-",
        "--phone",
        "saknas",
        "--measure",
        "N/A",
    ];
    let add = [&["add", "Bo", "Ek", "--group", "inne"][..], &all].concat();
    let row = home.json(&add);
    let shown = |who: &str| home.json(&["show", who]);
    let id = row["id"].to_string();
    assert_eq!(
        (&shown(&id)["phone"], &shown(&id)["measure"]),
        (&Value::Null, &Value::Null)
    );
    home.run(&["change", &id, "--phone", "070-123 45 67"]).ok();
    home.run(&["change", &id, "--phone", "saknas"]).ok();
    assert_eq!(shown(&id)["phone"], Value::Null);
}

#[test]
fn hours_that_a_spreadsheet_counts_in_days_are_refused_as_in_a_list() {
    let home = Home::new();
    for hours in ["0,3125", "0.3125"] {
        let add = [
            "add", "Bo", "Ek", "--group", "inne", "--hours", hours, "--lang", "sv",
        ];
        let run = home.run(&add).refused(2);
        let wanted = "Det kan vara 7:30 skrivet som del av ett dygn, eller bara 0:19.";
        assert!(run.err.contains(wanted), "{}", run.err);
    }
}

#[test]
fn a_personnummer_is_no_telephone_number_and_is_not_quoted() {
    let home = Home::with_people();
    for phone in [
        "19850412-9803",
        "850412-9803",
        "8504129803",
        "070-1234567, 198504129803",
        "198504129803.0",
        "19850412 9804",
        "0502035678",
    ] {
        let list = format!("namn;grupp;start;telefon\nBo Ek;inne;2026-01-05;\"{phone}\"\n");
        let list = home.file("one.csv", list);
        for args in [
            &["add", "Bo", "Ek", "--group", "inne", "--phone", phone][..],
            &["change", "1", "--phone", phone],
            &["import", &list],
        ] {
            let run = home.run(&[args, &["--lang", "en"]].concat());
            assert_eq!(run.code, 1, "{phone} {run:?}");
            assert!(run.err.contains("seems to be a personnummer"), "{run:?}");
            assert!(
                !run.err.contains("9803") && !run.err.contains("8504"),
                "{run:?}"
            );
        }
    }
    for phone in [
        "0701234567",
        "070-123 45 67",
        "+46 70 123 45 67",
        "0046701234567",
        "0502-03 56 78",
        "08-123 456 78",
        "0920-123 45",
    ] {
        home.run(&["change", "1", "--phone", phone]).ok();
    }
}

#[test]
fn a_renamed_arena_is_told_by_its_new_name_where_a_list_or_an_option_has_the_old_one() {
    let home = Home::with_people();
    home.run(&["arena", "rename", "Köket", "Restaurangen"]).ok();
    let told = "Arenan ”KÖKET” har bytt namn och heter nu ”Restaurangen”";
    let list = home.file(
        "old.csv",
        "namn;grupp;arena;start\nBo Ek;inne;KÖKET;2026-01-05\n",
    );
    let import = ["import", &list, "--lang", "sv"];
    let add = words("add Bo Ek --group inne --arena KÖKET --lang sv");
    for args in [&import[..], &add] {
        let run = home.run(args);
        assert!(run.code == 1 && run.err.contains(told), "{run:?}");
        assert!(run.err.contains("--new-arena"), "{run:?}");
    }
    home.run(&["arena", "rename", "Restaurangen", "Bistron"])
        .ok();
    let run = home.run(&import);
    assert!(run.err.contains("heter nu ”Bistron”"), "{run:?}");
    let run = home.run(&[&import[..], &["--new-arena"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
}
