//! Both languages, and what decides which one is in force.

use super::{Home, Run, data, words};

#[test]
fn the_first_that_says_a_language_decides() {
    let home = Home::with_people();
    type Env<'a> = &'a [(&'a str, &'a str)];
    let cases: &[(&str, &[&str], &str, Env)] = &[
        ("en", &[], "", &[]),
        ("sv", &[], "", &[("LANG", "sv_SE.UTF-8")]),
        ("sv", &[], "", &[("LANG", "sv")]),
        ("en", &[], "", &[("LANG", "de_DE.UTF-8")]),
        (
            "sv",
            &[],
            "",
            &[("LC_MESSAGES", "sv_FI.UTF-8"), ("LANG", "en_US.UTF-8")],
        ),
        (
            "en",
            &[],
            "",
            &[("LC_MESSAGES", "C"), ("LANG", "sv_SE.UTF-8")],
        ),
        (
            "sv",
            &[],
            "",
            &[("LC_MESSAGES", ""), ("LANG", "sv_SE.UTF-8")],
        ),
        (
            "sv",
            &[],
            "",
            &[
                ("LC_ALL", "sv_SE"),
                ("LC_MESSAGES", "en_US"),
                ("LANG", "en_US"),
            ],
        ),
        (
            "en",
            &[],
            "",
            &[("LC_ALL", "C"), ("LC_MESSAGES", "sv_SE"), ("LANG", "sv_SE")],
        ),
        ("sv", &[], "", &[("LC_ALL", ""), ("LANG", "sv_SE")]),
        ("en", &[], "lang = \"en\"", &[("LANG", "sv_SE")]),
        ("sv", &[], "lang = \"sv\"", &[("LC_ALL", "en_US")]),
        (
            "en",
            &["--lang", "en"],
            "lang = \"sv\"",
            &[("LC_ALL", "sv_SE")],
        ),
        (
            "sv",
            &["--lang", "sv"],
            "lang = \"en\"",
            &[("LC_ALL", "en_US")],
        ),
    ];
    for (expected, args, config, env) in cases {
        home.file(".config/tolv/config.toml", config);
        let mut command = home.command(args);
        command.arg("list").envs(env.iter().copied());
        let out = Run::of(&mut command).ok().out;
        let found = if out.contains("Innegruppen") {
            "sv"
        } else {
            "en"
        };
        assert_eq!(found, *expected, "{args:?} {config:?} {env:?}");
        assert_eq!(out.contains("Indoor group"), *expected == "en");
    }
}

#[test]
fn the_language_is_known_although_the_command_line_is_not_understood() {
    let home = Home::new();
    type Env<'a> = &'a [(&'a str, &'a str)];
    let cases: &[(&str, &[&str], &str, Env)] = &[
        ("en", &["lisst"], "", &[]),
        ("sv", &["lisst"], "", &[("LANG", "sv_SE.UTF-8")]),
        ("sv", &["lisst"], "lang = \"sv\"", &[("LANG", "en_US")]),
        ("en", &["lisst"], "lang = \"en\"", &[("LANG", "sv_SE")]),
        ("sv", &["lisst", "--lang", "sv"], "lang = \"en\"", &[]),
        ("sv", &["--lang=sv", "lisst"], "", &[]),
        ("en", &["--lang=en", "lisst"], "lang = \"sv\"", &[]),
        ("sv", &["lisst", "--", "--lang=en"], "lang = \"sv\"", &[]),
        ("sv", &["lisst", "--lang"], "lang = \"sv\"", &[]),
        ("sv", &["list", "--lang", "de"], "lang = \"sv\"", &[]),
        ("sv", &["lisst"], "what", &[("LANG", "sv_SE")]),
        ("sv", &["list", "--help"], "lang = \"sv\"", &[]),
        ("sv", &["help", "list"], "", &[("LANG", "sv_SE")]),
        ("en", &["list", "-h", "--lang", "en"], "lang = \"sv\"", &[]),
    ];
    for (expected, args, config, env) in cases {
        home.file(".config/tolv/config.toml", config);
        let mut command = home.bare_command();
        let run = Run::of(command.args(*args).envs(env.iter().copied()));
        let told = format!("{}{}", run.out, run.err);
        let is_swedish = told.contains("Hjälp: tolv") || told.contains("Användning: tolv list");
        let is_english = told.contains("Help: tolv") || told.contains("Usage: tolv list");
        assert_eq!(
            (is_swedish, is_english),
            (*expected == "sv", *expected == "en"),
            "{args:?} {config:?} {env:?}: {told}"
        );
    }
}

#[test]
fn what_is_said_of_a_command_line_keeps_to_ascii_where_that_is_asked_for() {
    let home = Home::new();
    let told = |args: &[&str]| home.run(args).refused(2).err;
    assert!(told(&["lisst", "--lang", "sv"]).contains("”lisst”"));
    assert!(told(&["lisst", "--lang", "sv", "--ascii"]).contains("Kommandot \"lisst\" finns"));
    home.file(".config/tolv/config.toml", "ascii = true");
    assert!(told(&["lisst"]).contains("command \"lisst\""));
    let help = home.run(&["backup", "--help", "--lang", "sv"]).ok().out;
    assert!(help.contains("(age1...)") && !help.contains('…'), "{help}");
}

#[test]
fn the_help_fits_the_terminal_in_both_languages() {
    let home = Home::new();
    for words in [
        &[][..],
        &["decision"],
        &["decision", "add"],
        &["decision", "end"],
        &["calendar", "close"],
        &["add"],
        &["backup"],
        &["export"],
    ] {
        for (lang, width) in [("sv", 45), ("en", 45), ("sv", 80), ("en", 80)] {
            let mut command = home.command(&[words, &["--help", "--lang", lang]].concat());
            let help = Run::of(command.env("COLUMNS", width.to_string())).ok().out;
            let is_wide = |line: &&str| line.chars().count() > width;
            let wide = help.lines().find(is_wide);
            assert_eq!(wide, None, "{words:?} {lang} {width}");
        }
    }
}

#[test]
fn words_of_either_language_are_taken() {
    let home = Home::with_people();
    let end = "end 1 --on today --outcome avslutad-utan-resultat";
    home.run(&words(end)).ok();
    home.run(&["outcome", "set", "1", "--outcome", "Arbete med stöd"])
        .ok();
    home.run(&["outcome", "check", "1", "okänt"]).ok();
    let plan = "plan 2 --toward annan-enhet --next x --responsible y --due +9";
    assert_eq!(home.json(&words(plan))["plan"]["toward"], "other-unit");
}

#[test]
fn every_command_speaks_both() {
    let home = Home::with_people();
    let people = data("people.csv");
    let bad = data("bad.csv");
    let cases: &[(&[&str], &str, &str)] = &[
        (&["import", &people], "oförändrade", "unchanged"),
        (
            &["import", &bad],
            "Inget är importerat",
            "Nothing was imported",
        ),
        (&["import", "/none"], "ingen sådan lista", "no such list"),
        (&["list"], "nära", "near"),
        (&["find", "olle"], "tidigare", "past"),
        (&["find", "zzzz"], "Ingen stämmer", "Nobody fits"),
        (&["mark", "1", "n"], "Närvarande", "Present"),
        (
            &["mark", "anna berg", "n"],
            "Flera heter så",
            "Several people",
        ),
        (&["mark", "lena bergstrm", "n"], "Menas", "Is it"),
        (&["mark", "1", "zz"], "Koderna är", "The codes are"),
        (&["mark", "6", "n"], "inte på AMI", "not at AMI"),
        (
            &["mark", "1", "n", "--on", "x"],
            "som ett datum",
            "as a date",
        ),
        (&["clear", "2"], "inte markerad", "not marked"),
        (&["day"], "ej schemalagd", "not scheduled"),
        (&["threshold"], "Regel:", "Rule:"),
        (
            &["threshold", "--within", "-999"],
            "Ingen är så nära",
            "Nobody is that near",
        ),
        (&["calendar"], "midsommarafton", "Midsummer's Eve"),
        (&["log"], "importerade", "imported"),
        (&["settings"], "ja", "yes"),
        (
            &["backup"],
            "kopierad och kontrollerad",
            "copied and checked",
        ),
        (
            &["backup", "--keep", "daily=9", "--dry-run"],
            "Provkörning",
            "Dry run",
        ),
        (
            &["backup", "/none/x"],
            "Mappen finns inte",
            "folder is not there",
        ),
        (
            &["backup", "--encrypt-to", "x"],
            "publik nyckel",
            "public key",
        ),
        (
            &["backup", "--print-systemd"],
            "Tidsstyrningen",
            "The timer",
        ),
        (
            &["verify", &people],
            "inte en säkerhetskopia",
            "not a backup",
        ),
        (&["settings", "x"], "finns inte", "no such setting"),
        (&["rules"], "tills vidare", "until further notice"),
        (&["rules", "x"], "Ingen regel heter", "No rule is called"),
        (
            &["settings", "rule.length", "11", "--what-if"],
            "flaggor ändras",
            "flags change",
        ),
        (&["show", "3"], "Vistelse", "Stay"),
        (&["show", "7"], "Skyddad #7", "Protected #7"),
        (&["decision", "list"], "har stöd", "has support"),
        (
            &["decision", "list", "3"],
            "Inget beslut är registrerat",
            "No decision is recorded",
        ),
        (
            &["decision", "end", "3", "1", "--withdraw"],
            "inget beslut 1",
            "no decision 1",
        ),
        (
            &words(
                "decision add 3 --form security --from 2026-12-01 --decided-on 2026-11-01 --level 60 --dry-run",
            ),
            "Provkörning: inget beslut",
            "Dry run: no decision",
        ),
        (&["step", "3"], "Inget steg", "No step"),
        (&["step", "3", "contact"], "Säg något", "Tell something"),
        (&["plan", "3"], "ingen plan", "no plan"),
        (
            &["plan", "3", "--next", "x"],
            "ny plan behöver",
            "new plan needs",
        ),
        (&["quota"], "plats för", "room for"),
        (&["duties"], "omarkerade", "unmarked"),
        (
            &["duties", "--today", "1999-01-01"],
            "Inget är att göra",
            "Nothing is to be done",
        ),
        (
            &["duties", "handle", "x", "--note", "y"],
            "bevakningen finns inte",
            "no such duty",
        ),
        (
            &["list", "--database", "/none"],
            "Registret finns inte",
            "no register",
        ),
    ];
    for (args, sv, en) in cases {
        for (lang, own, other) in [("sv", sv, en), ("en", en, sv)] {
            let run = home.run(&[args, &["--lang", lang][..]].concat());
            let told = format!("{}{}", run.out, run.err).to_lowercase();
            assert!(
                told.contains(&own.to_lowercase()),
                "{args:?} {lang}: {told}"
            );
            assert!(
                !told.contains(&other.to_lowercase()),
                "{args:?} {lang}: {told}"
            );
        }
    }
}

#[test]
fn ascii_leaves_letters_alone_and_no_other_sign() {
    let home = Home::with_people();
    home.json(&["mark", "1", "n"]);
    for args in [
        &["list"][..],
        &["list", "--all"],
        &["day"],
        &["threshold"],
        &["log"],
        &["show", "1"],
        &["settings"],
        &["rules", "--history"],
        &["settings", "rule.length", "10,5", "--what-if"],
    ] {
        let out = home.run(&[args, &["--ascii"]].concat()).ok().out;
        let odd: String = out
            .chars()
            .filter(|c| !c.is_ascii() && !c.is_alphabetic())
            .collect();
        assert_eq!(odd, "", "{args:?}");
        assert!(home.run(args).ok().out.lines().count() == out.lines().count());
    }
    home.file(".config/tolv/config.toml", "ascii = true");
    assert!(!home.run(&["list"]).ok().out.contains('–'));
}
