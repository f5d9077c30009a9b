//! Export and import as commands: files and streams, what is told, and what is refused.

use std::os::unix::fs::PermissionsExt;

use tolv::store::exchange::VERSION;

use super::{Home, Run};
use crate::exchange::but_for_the_entry;

fn text(path: &std::path::Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_register_goes_out_and_in_again() {
    let home = Home::with_people();
    home.run(&["mark", "1", "s"]).ok();
    let (out, copy) = (home.path("out.json"), text(&home.path("copy.redb")));
    let run = home.run(&["export", &text(&out)]).ok();
    assert!(run.out.contains("8 participants, 1 mark"), "{}", run.out);
    assert!(run.err.contains("protected"), "{}", run.err);
    let mode = std::fs::metadata(&out).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let log = home.json(&["log", "--limit", "1"]);
    assert_eq!(log[0]["what"], "export");
    assert_eq!(log[0]["after"]["people"], 8);

    let run = home.run(&["import", &text(&out), "--database", &copy, "--dry-run"]);
    assert!(run.ok().err.contains("nothing was written"));
    assert!(!home.path("copy.redb").exists());
    let made = home.json(&["import", &text(&out), "--database", &copy]);
    assert_eq!(
        (&made["participants"], &made["marks"]),
        (&8.into(), &1.into())
    );
    let again = home.run(&["export", "-", "--database", &copy]).ok();
    let json = std::fs::read(&out).unwrap();
    let same = but_for_the_entry(again.out.as_bytes(), &json);
    assert_eq!(same.as_bytes(), json);
    let log = home.json(&["log", "--limit", "2", "--database", &copy]);
    assert_eq!(
        (&log[0]["what"], &log[1]["what"]),
        (&"export".into(), &"take-in".into())
    );
    assert_eq!(
        (&log[1]["after"]["version"], &log[1]["after"]["people"]),
        (&VERSION.into(), &8.into())
    );
    let told = home.run(&["log", "--limit", "2", "--database", &copy]).ok();
    assert!(
        told.out.contains("took in a whole register")
            && told.out.contains(&format!(
                "from an export (version {VERSION}): 8 participants, 1 mark"
            )),
        "{}",
        told.out
    );

    let third = text(&home.path("third.redb"));
    let mut command = home.command(&["import", "-", "--database", &third]);
    Run::of(command.write_stdin(again.out)).ok();
    let list = |file: &str| home.run(&["list", "--database", file]).ok().out;
    assert_eq!(list(&third), list(&copy));
}

#[test]
fn what_cannot_be_done_is_told_and_leaves_everything_as_it_was() {
    let home = Home::with_people();
    let out = text(&home.path("out.json"));
    home.run(&["export", &out]).ok();
    let before = std::fs::read(&out).unwrap();
    let run = home.run(&["export", &out]).refused(1);
    assert!(run.err.contains("exists already"), "{}", run.err);
    assert_eq!(std::fs::read(&out).unwrap(), before);
    let run = home
        .run(&["export", &text(&home.path("no/out.json"))])
        .refused(1);
    assert!(run.err.contains("folder"), "{}", run.err);
    assert!(!home.path("no").exists());

    let run = home.run(&["import", &out]).refused(1);
    assert!(run.err.contains("register.redb"), "{}", run.err);
    assert!(run.err.contains("already"), "{}", run.err);
    let new = text(&home.path("new.redb"));
    let run = home.run(&["import", &out, "--skip-bad", "--database", &new]);
    assert!(run.refused(2).err.contains("--skip-bad"));

    let text = String::from_utf8(before).unwrap();
    let changed = home.file("changed.json", text.replacen("\"given\"", "\"taken\"", 1));
    let run = home
        .run(&["import", &changed, "--database", &new])
        .refused(1);
    assert!(run.err.contains("Line 14, the list people"), "{}", run.err);
    let named_so = home.file("list.json", "namn;grupp;start\n");
    let run = home
        .run(&["import", &named_so, "--database", &new])
        .refused(1);
    assert!(run.err.contains("not JSON"), "{}", run.err);
    assert!(!home.path("new.redb").exists());
}

#[test]
fn a_list_may_come_on_stdin() {
    let home = Home::new();
    let mut command = home.command(&["import", "-"]);
    let list = "namn;grupp;start\nLena Berg;ute;2026-01-05\n";
    let run = Run::of(command.write_stdin(list)).ok();
    assert!(run.out.contains("1 added"), "{}", run.out);
}

#[test]
fn a_damaged_register_is_not_exported_as_if_it_were_sound() {
    let home = Home::with_people();
    let register = home.register();
    let sound = std::fs::read(&register).unwrap();
    // A person's name, as it lies there.
    let at = sound
        .windows(9)
        .rposition(|bytes| bytes == "Bergström".as_bytes().get(..9).unwrap())
        .unwrap();
    let mut bytes = sound;
    bytes[at] ^= 1;
    std::fs::write(&register, bytes).unwrap();
    let run = home.run(&["export", &text(&home.path("out.json"))]);
    let run = run.refused(1);
    assert!(run.err.contains("tolv check"), "{run:?}");
    assert!(!home.path("out.json").exists());
}

#[test]
fn salvage_invents_no_users() {
    let home = Home::new();
    let (whole, cut) = (home.path("whole.redb"), home.path("cut.redb"));
    home.run(&["demo", "--database", &text(&whole)]).ok();
    let actors = |register: &std::path::Path| -> Vec<String> {
        let out = home
            .run(&["export", "-", "--database", &text(register)])
            .ok()
            .out;
        let all: serde_json::Value = serde_json::from_str(&out).unwrap();
        let rows = all["actors"].as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let known = actors(&whole);
    let bytes = std::fs::read(&whole).unwrap();
    for part in [2, 5, 10] {
        let saved = home.path(&format!("saved-{part}.redb"));
        std::fs::write(&cut, &bytes[..bytes.len() / part]).unwrap();
        home.run(&["salvage", &text(&cut), &text(&saved), "--as", "boss"]);
        if saved.exists() {
            let found = actors(&saved);
            let invented = found
                .iter()
                .filter(|name| !known.contains(name) && *name != "boss");
            assert_eq!(invented.collect::<Vec<_>>(), [""; 0], "a {part}th");
        }
    }
}

#[test]
fn the_help_has_the_exports_version_and_lists() {
    let home = Home::with_people();
    let export = home.run(&["export", "-"]).ok().out;
    let version = format!("\"version\":{}", tolv::store::exchange::VERSION);
    for lang in ["sv", "en"] {
        let help = home.run(&["export", "--help", "--lang", lang]).ok().out;
        assert!(help.contains(&version), "{help}");
        for line in export.lines() {
            let Some((name, _)) = line
                .strip_prefix('"')
                .and_then(|line| line.split_once("\":"))
            else {
                continue;
            };
            assert!(
                help.contains(&format!("{name} ")) || name == "end",
                "{name}: {help}"
            );
        }
    }
}
