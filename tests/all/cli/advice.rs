//! What a refusal says can be done, taken out of its sentence and done: it works.

use super::{Home, Run};

/// Lena, here since January, and Olle, whose stay is over; an arena of each.
fn home() -> Home {
    let home = Home::new();
    for line in [
        "add Lena Berg --group inne --arena Köket --from 2026-01-05",
        "add Olle Dal --group ute --arena Parken --new-arena --from 2025-01-07 --until 2025-06-30 --personnummer 19811218-9876",
        "add Ida Falk --group inne --arena Köket --from 2026-02-02",
    ] {
        home.run(&super::words(line)).ok();
    }
    home
}

/// Every way out that a sentence names: an option with its value, or a command of its own.
fn ways(said: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let bare = |word: &str| word.trim_end_matches(['.', ';', ',', ')']).to_owned();
    let mut ways = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let way: Vec<String> = match bare(word).as_str() {
            "--same" => vec![bare(word), bare(words[at + 1])],
            // Of a row its line; of one person nothing.
            "--new" => {
                let row = words.get(at + 1).map(|next| bare(next));
                let row = row.filter(|_| !word.ends_with(['.', ';']));
                let row = row.filter(|next| next.parse::<u32>().is_ok());
                std::iter::once(bare(word)).chain(row).collect()
            }
            "--new-arena" | "--yes" => vec![bare(word)],
            "tolv" if words[at + 1] == "change" => vec!["change".to_owned(), bare(words[at + 2])],
            _ => continue,
        };
        ways.push(way);
    }
    ways
}

/// What is asked, the list that goes with it, how many ways out are named, and what is changed of somebody who is there.
const CASES: &[(&str, &str, usize)] = &[
    ("add Pia Ek --group inne --arena Köke", "", 1),
    ("move 1 --group inne --arena Parkn", "", 1),
    // A person of that name who is there: changed instead. One who was: a new stay.
    (
        "add Lena Berg --group inne --arena Köket --from 2026-01-07",
        "",
        2,
    ),
    (
        "add Olle Dal --group ute --arena Parken --from 2026-11-02",
        "",
        2,
    ),
    (
        "add Lena Bérg --group inne --arena Köket --from 2026-01-07",
        "",
        2,
    ),
    (
        "add LENA BERG --group inne --arena Köket --from 2026-01-07",
        "",
        2,
    ),
    (
        "add Olle Dal --group ute --arena Parken --from 2026-11-02 --personnummer 19811218-9876",
        "",
        1,
    ),
    ("change 3 --given Lena --family Berg", "", 1),
    ("mark 1 n --on 2026-11-27", "", 1),
    (
        "import LIST",
        "namn;grupp;arena;start\nPia Ek;inne;Köke;2026-11-02\n",
        1,
    ),
    // A letter of another script: the same person, or the name is written again.
    (
        "import LIST",
        "namn;grupp;arena;start\nL\u{435}na Berg;inne;Köket;2026-01-05\n",
        1,
    ),
    // Only the first day differs, of a stay that is open; and of one that is over.
    (
        "import LIST",
        "namn;grupp;arena;start\nLena Berg;inne;Köket;2026-01-07\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start\nLena Berg;inne;Köket;2026-01-02\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start\nOlle Dal;ute;Parken;2025-01-10\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start\nOlle Dal;ute;Parken;2026-11-02\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start;slut\nOlle Dal;ute;Parken;2025-01-10;2025-06-30\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start\nLena Berg;ute;Parken;2026-01-07\n",
        2,
    ),
    (
        "import LIST",
        "namn;grupp;arena;start;slut\nPia Ek;inne;Köket;2025-01-07;2025-06-30\nPia Ek;inne;Köket;2026-02-05;\n",
        1,
    ),
];

fn run(home: &Home, line: &str, list: &str, more: &[String], lang: &str) -> Run {
    let list = home.file("list.csv", list);
    let mut args: Vec<&str> = line
        .split_whitespace()
        .map(|word| if word == "LIST" { list.as_str() } else { word })
        .collect();
    args.extend(more.iter().map(String::as_str));
    args.extend(["--lang", lang]);
    home.run(&args)
}

#[test]
fn each_way_out_that_a_refusal_names_works() {
    for (line, list, many) in CASES {
        for lang in ["sv", "en"] {
            let refused = run(&home(), line, list, &[], lang);
            let case = format!("{line} {list}{}", refused.err);
            let ways = ways(&refused.err);
            assert_eq!(
                (ways.len(), refused.code == 1),
                (*many, *many > 0),
                "{case}"
            );
            for way in ways {
                let home = home();
                let done = match way[0].as_str() {
                    "change" => {
                        let start = ["--start", "2026-01-07"].map(str::to_owned);
                        run(&home, "", "", &[way, start.to_vec()].concat(), lang)
                    }
                    _ => run(&home, line, list, &way, lang),
                };
                assert_eq!(done.code, 0, "{case}{done:?}");
                home.run(&["check"]).ok();
            }
        }
    }
}

/// A corrected first day is written once, and what somebody has decided since of the stay holds as before.
#[test]
fn a_first_day_that_a_list_corrects_undoes_nothing_that_somebody_decided() {
    let home = Home::new();
    let list = |start: &str, arena: &str, end: &str| {
        let list = format!("namn;grupp;arena;start;slut\nLena Berg;inne;{arena};{start};{end}\n");
        home.file("list.csv", list)
    };
    home.run(&["import", &list("2026-01-05", "Köket", "2026-12-31")])
        .ok();
    home.run(&super::words(
        "move 1 --group inne --arena Verkstaden --new-arena",
    ))
    .ok();
    home.run(&["end", "1", "--on", "2026-12-11"]).ok();
    let corrected = list("2026-01-07", "Köket", "2026-12-31");
    let told = home.json(&["import", &corrected, "--same", "2=1", "--dry-run"]);
    let change = &told["rows"][0]["change"];
    assert_eq!(change, "first day 2026-01-05 → 2026-01-07", "{told}");
    for _ in 0..2 {
        home.run(&["import", &corrected, "--same", "2=1"]).ok();
        let stay = home.json(&["show", "1"])["stays"][0].clone();
        assert_eq!(stay["start"], "2026-01-07", "{stay}");
        assert_eq!(stay["end"], "2026-12-11", "{stay}");
    }
    let told = home.json(&["import", &corrected]);
    assert_eq!(told["unchanged"], 1, "{told}");
    assert_eq!(told["kept"].as_array().map(Vec::len), Some(2), "{told}");
    // A day that is marked would fall outside: the first day stays, and that is told.
    home.run(&["mark", "1", "n", "--on", "2026-01-08"]).ok();
    let later = list("2026-01-12", "Köket", "2026-12-31");
    let told = home
        .run(&["import", &later, "--same", "2=1", "--lang", "sv"])
        .ok();
    assert!(
        told.err
            .contains("vistelsen från 2026-01-07 har markerade dagar"),
        "{told:?}"
    );
    // As does one that somebody has set.
    let corrected = list("2026-01-07", "Köket", "2026-12-31");
    home.run(&["change", "1", "--start", "2026-01-06"]).ok();
    let told = home
        .run(&["import", &corrected, "--same", "2=1", "--lang", "sv"])
        .ok();
    assert!(
        told.err
            .contains("listan säger 2026-01-07, men 2026-01-06 gäller sedan"),
        "{told:?}"
    );
}

/// What is asked, in order, of a register with Lena; the last answer's words, and words that it must not have.
const SAID: &[(&[&str], &str, &str)] = &[
    (
        &["arena close Kökett"],
        "ingen arena som heter ”Kökett” (nära: Köket)",
        "ange grupp",
    ),
    (
        &["arena close Slottet"],
        "ingen arena som heter ”Slottet”",
        "ange grupp",
    ),
    (
        &[
            "arena add Slottet --group inne",
            "arena add Slottet --group ute",
            "arena close Slottet",
        ],
        "i flera grupper: ange grupp",
        "ingen arena",
    ),
    (
        &["arena rename Parken Skogen", "arena close Parken"],
        "har bytt namn och heter nu ”Skogen”",
        "ange grupp",
    ),
    (
        &[
            "arena add Verk --group inne",
            "arena merge Köket Verk",
            "arena add Köket --group inne",
        ],
        "”Köket” har gått upp i ”Verk”",
        "som heter ”Verk”",
    ),
    (
        &[
            "arena add Verk --group inne",
            "arena merge Köket Verk",
            "calendar close 2026-12-23 --arena Köket",
        ],
        "”Köket” har gått upp i ”Verk”",
        "stängt",
    ),
    (
        &["arena close Köket --from 2026-11-27"],
        "Lena Berg, Ida Falk är placerade där",
        "är placerad där",
    ),
    (
        &[
            "move 1 --group ute --arena Parken",
            "arena close Parken --from 2026-11-27",
        ],
        "Lena Berg är placerad där då eller senare. Inget är ändrat; flytta personen",
        "placerade",
    ),
    (
        &["redo 999"],
        "ingen post 999 att ångra eller göra om",
        "som kan ångras",
    ),
    (
        &["add Lisa Berg, --group inne --arena Köket"],
        "Lisa Berg",
        "Berg,",
    ),
    (
        &["add Berg, Lisa --group inne --arena Köket"],
        "Berg Lisa",
        "Berg,",
    ),
    (
        &[
            "add Olle Dal --same 2 --group ute --arena Parken",
            "log --limit 1",
        ],
        "ny vistelse",
        "lade till",
    ),
    (
        &[
            "change 1 --family Ek",
            "add Lena Berg --group inne --arena Köket --from 2026-01-07",
        ],
        "#1 Lena Ek, tidigare Lena Berg",
        "--same 1",
    ),
    (
        &[
            "change 1 --family Ek",
            "undo",
            "add Lena Ek --group inne --arena Köket",
        ],
        "Lena Ek",
        "tidigare",
    ),
];

#[test]
fn what_is_said_is_about_what_was_asked() {
    for (lines, words, not) in SAID {
        let home = home();
        let mut runs: Vec<Run> = lines
            .iter()
            .map(|line| run(&home, line, "", &[], "sv"))
            .collect();
        let last = runs.pop().expect("something is asked");
        let said = format!("{}{}", last.out, last.err);
        assert!(
            said.contains(words) && !said.contains(not),
            "{lines:?}: {said}"
        );
    }
}

#[test]
fn somebody_who_comes_back_by_a_list_has_a_new_stay_in_the_log() {
    let home = home();
    let list =
        "namn;grupp;arena;start;personnummer\nOlle Dal;ute;Parken;2026-11-02;19811218-9876\n";
    run(&home, "import LIST", list, &[], "sv").ok();
    let told = run(&home, "log --limit 1", "", &[], "sv").ok().out;
    assert!(
        told.contains("vistelse från 2026-11-02 Utegruppen, Parken"),
        "{told}"
    );
}

#[test]
fn what_a_list_leaves_is_told_without_empty_quotes_and_dashes() {
    let home = home();
    home.run(&super::words("change 1 --phone 070-1740610")).ok();
    home.run(&["change", "1", "--phone", ""]).ok();
    home.run(&super::words(
        "move 1 --group inne --arena Verkstaden --new-arena",
    ))
    .ok();
    let list = "namn;grupp;arena;start;telefon\nLena Berg;ute;-;2026-01-05;070-1740699\n";
    let told = run(&home, "import LIST", list, &[], "sv").ok().err;
    assert!(
        told.contains("listan säger ”070-1740699”, men det är tomt sedan"),
        "{told}"
    );
    assert!(
        told.contains("listan säger Utegruppen, men Innegruppen, Verkstaden gäller"),
        "{told}"
    );
    assert!(!told.contains("””") && !told.contains(", -"), "{told}");
}
