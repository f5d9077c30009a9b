//! The manual pages: one a command in each language, and none is named that is not there.

use std::collections::BTreeSet;
use std::fs;

use super::Home;

/// The names of the pages of all commands, such as `tolv-decision-add`.
fn names(command: &clap::Command, name: &str, found: &mut BTreeSet<String>) {
    found.insert(format!("{name}.1"));
    for beneath in command.get_subcommands() {
        names(beneath, &format!("{name}-{}", beneath.get_name()), found);
    }
}

/// The pages that a page names: what stands before `(1)`.
fn named(page: &str) -> BTreeSet<String> {
    let page = page.replace("\\-", "-");
    let words = page.split_whitespace();
    let names = words.filter_map(|word| word.strip_suffix("(1)"));
    names.map(|name| format!("{name}.1")).collect()
}

#[test]
fn every_command_has_a_page_in_both_languages() {
    let home = Home::new();
    let folder = home.path("man");
    let run = home.run(&["man", "--to", folder.to_str().unwrap()]).ok();
    let mut commands = BTreeSet::new();
    names(&tolv::cli::command(), "tolv", &mut commands);
    let pages = commands.len() * 2 + 1;
    assert!(
        run.out.starts_with(&format!("{pages} pages written.")),
        "{run:?}"
    );
    let of = |below: &str| -> Vec<(String, String)> {
        let files = fs::read_dir(folder.join(below))
            .unwrap()
            .map(|file| file.unwrap());
        let name = |file: &fs::DirEntry| file.file_name().into_string().unwrap();
        files
            .map(|file| (name(&file), fs::read_to_string(file.path()).unwrap()))
            .collect()
    };
    let (english, swedish) = (of("man1"), of("sv/man1"));
    for pages in [&english, &swedish] {
        let there: BTreeSet<String> = pages.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(there, commands);
        for (name, page) in pages {
            let missing: Vec<_> = named(page).difference(&there).cloned().collect();
            assert!(missing.is_empty(), "{name} names {missing:?}");
        }
    }
    let headings = |pages: &[(String, String)]| -> BTreeSet<String> {
        let lines = pages.iter().flat_map(|(_, page)| page.lines());
        let headings = lines.filter_map(|line| line.strip_prefix(".SH "));
        headings
            .map(|heading| heading.trim_matches('"').to_owned())
            .collect()
    };
    let both: Vec<String> = headings(&english)
        .intersection(&headings(&swedish))
        .cloned()
        .collect();
    assert_eq!(both, ["SYNOPSIS", "VERSION"], "the same in both languages");
    for (name, page) in &swedish {
        for word in [
            "Usage",
            "Print",
            "default:",
            "ossible values",
            "subcommands",
        ] {
            assert!(!page.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn whoever_runs_the_machine_has_a_page_word_by_word_as_the_readme_has_it() {
    let home = Home::new();
    let folder = home.path("man");
    home.run(&["man", "--to", folder.to_str().unwrap()]).ok();
    let machine = fs::read_to_string(folder.join("man8/tolv-administration.8")).unwrap();
    for words in [".SH", "Match User ami", "tolv key export", "A key is lost"] {
        assert!(machine.contains(words), "{words}: {machine}");
    }
    assert!(
        !machine.contains('`') && !machine.contains("**"),
        "{machine}"
    );
}

#[test]
fn the_page_alone_is_in_the_language_in_force_and_a_folder_that_cannot_be_is_told() {
    let home = Home::new();
    let sv = home.run(&["man", "--lang", "sv"]).ok();
    assert!(sv.out.contains(".SH BESKRIVNING") && sv.out.contains("Markera en persons dag"));
    let en = home.run(&["man"]).ok();
    assert!(en.out.contains(".SH DESCRIPTION") && en.out.contains("Mark a person"));
    let file = home.file("file", "");
    for (lang, told) in [("en", "could not be written"), ("sv", "kunde inte skrivas")] {
        let run = home.run(&["man", "--to", &file, "--lang", lang]);
        let run = run.refused(1);
        assert!(run.err.contains(told), "{run:?}");
    }
}
