//! Exit codes: 0 done, 1 refused or not found, 2 wrong usage; and a sentence with each that is not 0.

use super::{Home, Run, data};

/// A decision that begins before it was made.
const DECISION_BEFORE_ITSELF: [&str; 11] = [
    "decision",
    "add",
    "3",
    "--form",
    "development",
    "--from",
    "2026-12-01",
    "--decided-on",
    "2026-12-02",
    "--level",
    "60",
];

/// Each line ends with this code, and with a sentence of tolv's own where it is not 0.
fn all_end_with(code: i32, lines: &[&[&str]]) {
    let home = Home::with_people();
    for args in lines {
        let run = home.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        if code != 0 {
            let run = run.refused(code);
            assert!(!run.err.contains("rror:"), "{args:?}: {}", run.err);
            assert!(!run.err.contains('\u{1b}'), "{args:?}: {}", run.err);
        }
    }
}

#[test]
fn what_is_done_or_told_ends_with_0() {
    let lines: &[&[&str]] = &[
        &["list"],
        &["--help"],
        &["mark", "--help"],
        &["--version"],
        &["completions", "bash"],
        &["man"],
        &["day", "--on", "igår"],
        &["day", "--on", "-1"],
        &["--json", "list"],
        &["decision", "list"],
        &["decision", "list", "3"],
        &["step", "3"],
        &["plan", "3"],
        &["quota", "--year", "2020"],
        &["duties", "--within", "3660"],
        &["duties", "--within", "-1"],
        &["threshold", "--within", "-1"],
    ];
    all_end_with(0, lines);
}

#[test]
fn what_is_refused_or_not_found_ends_with_1() {
    let lines: &[&[&str]] = &[
        &["mark", "99", "n"],
        &["mark", "99999999999999999999", "n"],
        &["mark", "", "n"],
        &["mark", "Nobody", "n"],
        &["mark", "1", "n", "--on", "2020-01-01"],
        &["mark", "6", "n"],
        &["mark", "1", "d"],
        &["mark", "1", "a"],
        &["mark", "1", "d", "--from", "12", "--until", "8"],
        &["mark", "1", "n", "--minutes", "1441"],
        &["mark", "1", "d", "--minutes", "60", "--rest", "n"],
        &["mark", "1", "n", "--note", "a\u{1b}b"],
        &["clear", "1"],
        &["import", "/no/such/list.csv"],
        &["import", "/"],
        &["settings", "rule.near", "13"],
        &["calendar", "open", "2026-05-15"],
        &["calendar", "close", "2026-05-15", "--arena", "Månen"],
        &["move", "1", "--group", "inne", "--arena", "Köket"],
        &["end", "6", "--on", "2026-02-28"],
        &["list", "--database", "/no/such/register"],
        &["decision", "list", "99"],
        &["decision", "end", "3", "1", "--withdraw"],
        &DECISION_BEFORE_ITSELF,
        &["step", "3", "contact", "--done", "today"],
        &["step", "3", "interest", "--done", "tomorrow"],
        &["plan", "3", "--remove"],
        &["duties", "handle", "no-plan/99/2026-01-01", "--note", "x"],
        &["duties", "take-up", "no-plan/3/2026-12-29/near"],
        &[
            "duties",
            "set-aside",
            "no-plan/3/2026-12-29/near",
            "--until",
            "today",
        ],
    ];
    all_end_with(1, lines);
}

#[test]
fn what_is_used_wrongly_ends_with_2() {
    let lines: &[&[&str]] = &[
        &["lisst"],
        &["list", "extra"],
        &["list", "--group", "third"],
        &["list", "--lang", "de"],
        &["list", "--today", "2026-02-30"],
        &["list", "--today", "26-01-05"],
        &["list", "--today", "99999-01-01"],
        &["list", "--as", ""],
        &["list", "--as", "a\u{1b}b"],
        &["find"],
        &["mark", "1"],
        &["mark", "1", "nonsense"],
        &["mark", "1", "n", "--on", "32/13"],
        &["mark", "1", "n", "--from", "8"],
        &["mark", "1", "d", "--from", "25:00", "--until", "26"],
        &["mark", "1", "n", "--minutes", "-1"],
        &["mark", "1", "n", "--rest", "nonsense"],
        &["threshold", "--within", "soon"],
        &["calendar", "1"],
        &["calendar", "2026", "close", "2026-05-15"],
        &["settings", "nonsense"],
        &["settings", "rule.length", "long"],
        &["settings", "rule.length", "10,3"],
        &["settings", "advance", "maybe"],
        &["end", "1"],
        &["end", "1", "--on", "today", "--outcome", "fame"],
        &["add", "Stig", "Ek"],
        &[
            "add",
            "Stig",
            "Ek",
            "--group",
            "ute",
            "--personnummer",
            "000229-0000",
        ],
        &["completions", "cmd"],
        &["decision"],
        &["decision", "add", "3", "--form", "development"],
        &["decision", "list", "--form", "development"],
        &["decision", "end", "3", "1"],
        &["decision", "end", "3", "one", "--withdraw"],
        &["decision", "end", "3", "1", "--withdraw", "--reopen"],
        &["step", "3", "contact"],
        &["step", "3", "--note", "x"],
        &["step", "3", "dance", "--done", "today"],
        &["plan", "3", "--next", "x"],
        &["plan", "3", "--remove", "--next", "x"],
        &["plan", "3", "--toward", "the-moon"],
        &["quota", "--year", "1"],
        &["duties", "--within", "3661"],
        &["threshold", "--within", "3661"],
        &["duties", "handle", "no-plan/3/2026-12-29/near"],
        &["duties", "set-aside", "no-plan/3/2026-12-29/near"],
    ];
    all_end_with(2, lines);
}

#[test]
fn the_longest_name_of_who_asks_is_sixty_characters() {
    let home = Home::with_people();
    home.run(&["list", "--as", &"å".repeat(60)]).ok();
    home.run(&["list", "--as", &"å".repeat(61)]).refused(2);
}

#[test]
fn reading_a_register_that_is_not_there_makes_none() {
    let home = Home::new();
    let commands: &[&[&str]] = &[
        &["list"],
        &["find", "a"],
        &["mark", "1", "n"],
        &["clear", "1"],
        &["day"],
        &["threshold"],
        &["calendar"],
        &["calendar", "close", "2026-05-15"],
        &["log"],
        &["settings"],
        &["settings", "advance", "no"],
        &["show", "1"],
        &["move", "1", "--group", "ute"],
        &["end", "1", "--on", "today"],
        &DECISION_BEFORE_ITSELF,
        &["decision", "list"],
        &["decision", "end", "1", "1", "--withdraw"],
        &["step", "1", "interest", "--done", "today"],
        &["plan", "1"],
        &["quota"],
        &["duties"],
        &["backup"],
    ];
    for args in commands {
        let run = home.run(args).refused(1);
        assert!(run.err.contains("no register"), "{args:?}: {}", run.err);
        assert!(!home.path(".local").exists(), "{args:?}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let home = Home::with_people();
    for args in [
        &["list", "--json"][..],
        &["--help"],
        &["completions", "zsh"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("tolv"))
            .env_clear()
            .env("HOME", home.folder.path())
            .args(args)
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn an_answer_that_cannot_be_written_is_told() {
    let home = Home::with_people();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let program = assert_cmd::cargo::cargo_bin!("tolv");
    let output = std::process::Command::new(program)
        .env_clear()
        .env("HOME", home.folder.path())
        .arg("list")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("tolv: The answer"));
}

#[test]
fn a_fault_of_the_settings_file_is_told_with_file_and_line_and_keeps_nobody_out() {
    let home = Home::with_people();
    let list = home.run(&["list"]).ok().out;
    for (text, line) in [
        ("lang = \"de\"", 1),
        ("\nascii = 3", 2),
        ("what", 1),
        ("mouse = true\ncolour = 1", 2),
        ("mouse = true\nname = \"anna\"", 2),
        ("a = [", 1),
        ("mouse = true\nmouse = false", 2),
    ] {
        home.file(".config/tolv/config.toml", text);
        let told = [
            ("list", format!("tolv/config.toml, line {line}: ")),
            ("list --lang sv", format!("tolv/config.toml, rad {line}: ")),
        ];
        for (args, words) in told {
            let run = home.run(&crate::cli::words(args)).ok();
            assert!(run.err.contains(&words), "{text}: {}", run.err);
            assert!(args != "list" || run.out == list, "{text}: {}", run.out);
        }
        // What is refused is told too.
        let refused = home.run(&["mark", "nobody", "n"]);
        assert!(refused.code == 1 && refused.err.contains("config.toml"));
        home.run(&["man"]).ok();
    }
    // The lines that are sound hold.
    let text = "colour = 1\nlang = \"sv\"\nmouse = false\nascii = \"yes\"\n";
    home.file(".config/tolv/config.toml", text);
    let run = home.run(&["list"]).ok();
    assert!(run.out.contains("Innegruppen") && run.err.contains("rad 4: "));
}

/// What lies where a file of settings or keys is looked for.
enum Lies {
    NotText,
    Folder,
    Pipe,
    Device,
    Large,
}

#[test]
fn what_is_no_small_text_file_is_told_and_passed_over_without_being_waited_for() {
    for name in [".config/tolv/config.toml", ".config/tolv/keymap.toml"] {
        for (lies, words) in [
            (Lies::NotText, "UTF-8"),
            (Lies::Folder, "not a regular file"),
            (Lies::Pipe, "not a regular file"),
            (Lies::Device, "not a regular file"),
            (Lies::Large, "larger than 64 kB"),
        ] {
            let home = Home::with_people();
            let keys = home.run(&["keys"]).ok().out;
            let path = home.path(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            match lies {
                Lies::NotText => drop(home.file(name, [0xff, 0xfe])),
                Lies::Folder => std::fs::create_dir(&path).unwrap(),
                Lies::Pipe => {
                    let mut mkfifo = std::process::Command::new("mkfifo");
                    assert!(mkfifo.arg(&path).status().unwrap().success());
                }
                Lies::Device => std::os::unix::fs::symlink("/dev/zero", &path).unwrap(),
                Lies::Large => drop(home.file(name, "#".repeat(64 * 1024 + 1))),
            }
            // The keys that are in force are printed all the same, and the exit code says that something is wrong.
            let run = home.run(&["keys"]);
            assert!(run.err.contains(words), "{name}: {}", run.err);
            assert_eq!(run.code, i32::from(name.contains("keymap")));
            assert_eq!(run.out, keys, "{name}");
            home.run(&["mark", "1", "n"]).ok();
            assert_eq!(home.run(&["doctor"]).code, 1);
        }
    }
}

#[test]
fn a_keymap_that_is_wrong_is_told_and_what_is_sound_of_it_holds() {
    let home = Home::with_people();
    let text = "[board]\nundo = [\"ctrl-u\"]\nmark-sick = [\"n\"]\nnonsense = [\"y\"]\n[general]\nquit = [\"Ctl-q\"]\n";
    home.file(".config/tolv/keymap.toml", text);
    let run = home.run(&["keys", "--json"]);
    assert_eq!(run.code, 1);
    for line in [3, 4, 6] {
        let words = format!("keymap.toml, line {line}: ");
        assert!(run.err.contains(&words), "{words}{}", run.err);
    }
    let rows: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let keys_of = |action: &str| {
        let mut rows = rows.as_array().unwrap().iter();
        rows.find(|row| row["action"] == action).unwrap()["keys"].clone()
    };
    assert_eq!(keys_of("undo"), serde_json::json!(["ctrl-u"]));
    for (action, key) in [("mark-sick", "s"), ("mark-present", "n"), ("quit", "q")] {
        let keys = keys_of(action);
        assert!(
            keys.as_array().unwrap().contains(&key.into()),
            "{action}: {keys}"
        );
    }
    // One that is asked for by name, and is neither there nor shipped.
    home.file(".config/tolv/keymap.toml", "");
    home.file(".config/tolv/config.toml", "keymaps = [\"phnoe\"]");
    let run = home.run(&["keys"]);
    assert!(
        run.err.contains("phnoe") && run.err.contains("phone"),
        "{}",
        run.err
    );
}

#[test]
fn an_environment_variable_that_nobody_reads_is_told() {
    let home = Home::with_people();
    let mut command = home.command(&["list"]);
    let run = Run::of(command.env("TOLV_DATABSE", "elsewhere.redb")).ok();
    assert!(run.err.contains("TOLV_DATABSE"), "{}", run.err);
    let mut command = home.command(&["list"]);
    let run = Run::of(command.env("TOLV_DATABASE", home.register())).ok();
    assert_eq!(run.err, "");
}

#[test]
fn who_asks_is_told_by_option_or_account_and_by_nothing_that_anybody_can_say() {
    let home = Home::with_people();
    let by = |config: &str, env: &[(&str, &str)], args: &[&str]| {
        home.file(".config/tolv/config.toml", config);
        let mut command = home.command(&["show", "1"]);
        Run::of(command.args(args).envs(env.iter().copied())).ok();
        home.json(&["log", "--limit", "1"])[0]["by"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let account = std::process::Command::new("id")
        .arg("-un")
        .output()
        .unwrap();
    let account = String::from_utf8(account.stdout).unwrap();
    let account = account.trim();
    let login = [("LOGNAME", "login"), ("USER", "user")];
    assert_eq!(
        by("name = \"config\"", &login, &["--as", "option"]),
        "option"
    );
    assert_eq!(by("name = \"config\"", &login, &[]), account);
    assert_eq!(by("", &login, &[]), account);
    assert_eq!(by("", &[("LOGNAME", ""), ("USER", "user")], &[]), account);
    assert_eq!(by("", &[], &[]), account);
}

#[test]
fn a_bad_list_leaves_the_register_as_it_was() {
    let home = Home::with_people();
    let before = home.json(&["list", "--all"]);
    assert_eq!(home.run(&["import", &data("bad.csv")]).code, 1);
    assert_eq!(home.json(&["list", "--all"]), before);
    assert_eq!(home.json(&["log", "--limit", "1"])[0]["seq"], 2);
}

#[test]
fn a_complaint_names_its_file() {
    let home = Home::new();
    let register = home.register();
    let usual = home.run(&["list"]).refused(1);
    let named = format!("tolv: “{}”: ", register.display());
    assert!(usual.err.starts_with(&named), "{}", usual.err);
    assert!(usual.err.contains("tolv import"), "{}", usual.err);
    let given = home
        .run(&["list", "--database", "/no/such/register"])
        .refused(1);
    assert!(given.err.contains("“/no/such/register”"), "{}", given.err);
    assert!(given.err.contains("Check the path"), "{}", given.err);
    let list = home.run(&["import", "/no/such/list.csv"]).refused(1);
    assert!(list.err.contains("“/no/such/list.csv”"), "{}", list.err);
    let text = home.file("register.txt", "a letter");
    let other = home.run(&["list", "--database", &text, "--lang", "sv"]);
    assert!(other.refused(1).err.contains(&format!("”{text}”")));
}

#[test]
fn a_list_that_was_cut_short_is_no_success() {
    let home = Home::new();
    let list =
        "name;group;start\nEva Ek;ute;2026-01-05\n\"Bo Al;ute;2026-01-05\nIda Ask;ute;2026-01-05\n";
    let list = home.file("list.csv", list);
    let run = home.run(&["import", &list, "--skip-bad"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("1 added") && run.err.contains("was not read"));
    let refused = home.run(&["import", &list]);
    assert!(refused.err.contains("1 row cannot"), "{}", refused.err);
}

#[test]
fn a_year_outside_the_calendar_is_answered_with_the_years() {
    let run = Home::new().run(&["list", "--today", "1500-01-01"]);
    assert!(run.refused(2).err.contains("give a year from"));
}
