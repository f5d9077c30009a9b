//! Any bytes, and the fuzz targets' corpora with changes: always an answer, and nothing in it that a terminal would obey.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::targets;

/// A change in a file: at a place (in thousandths of its length) some bytes are taken out and others put in.
pub fn changes() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let telling = prop::sample::select(vec![
        "\"",
        ";",
        ",",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\0",
        "\u{feff}",
        "å",
        "\u{202e}",
        "\x1b[2J",
        "=\"",
        "99999999999",
        "-",
        ":",
        "45992",
        "\u{a0}",
        "T1:",
        "60",
        "8,",
        "\u{200d}",
    ]);
    let bytes = prop_oneof![
        telling.prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec((0_usize..1_000, 0_usize..6, bytes), 1..8)
}

/// The bytes with these changes.
pub fn changed(mut bytes: Vec<u8>, changes: Vec<(usize, usize, Vec<u8>)>) -> Vec<u8> {
    for (place, taken, put) in changes {
        let at = bytes.len() * place / 1_000;
        let end = (at + taken).min(bytes.len());
        bytes.splice(at..end, put);
    }
    bytes
}

/// The files that a target's fuzzing begins with.
pub fn corpus(folders: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root.join(folder)).expect("the corpus is there");
        files.extend(entries.map(|entry| entry.expect("a file").path()));
    }
    files.sort();
    let bytes = files.iter().map(|file| fs::read(file).expect("a file"));
    bytes.collect()
}

/// Feeds a target the corpora as they are, so many changed files of them, and as many times any bytes.
fn answers(target: fn(&[u8]), folders: &[&str], cases: u32) {
    let corpus = corpus(folders);
    assert!(!corpus.is_empty());
    corpus.iter().for_each(|bytes| target(bytes));
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    };
    // The same cases each time: to look for others is what fuzzing is for.
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let damaged = (prop::sample::select(corpus), changes());
    let result = runner.run(&damaged, |(bytes, changes)| {
        target(&changed(bytes, changes));
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    let any = prop::collection::vec(any::<u8>(), 0..300);
    let result = runner.run(&any, |bytes| {
        target(&bytes);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_list_of_people_is_answered() {
    answers(targets::import, &["tests/data/import"], 1_000);
}

#[test]
fn a_workbook_is_answered() {
    answers(targets::workbook, &["tests/fuzz/corpus/workbook"], 600);
}

#[test]
fn an_export_is_answered() {
    answers(targets::json, &["tests/fuzz/corpus/json"], 200);
}

#[test]
fn a_keymap_is_answered() {
    answers(
        targets::keymap,
        &["keymaps", "tests/fuzz/corpus/keymap"],
        1_000,
    );
}

#[test]
fn keys_are_answered() {
    answers(targets::keys, &["tests/fuzz/corpus/keys"], 2_000);
}

#[test]
fn a_file_to_restore_is_answered() {
    answers(targets::restore, &["tests/fuzz/corpus/restore"], 80);
}

#[test]
fn settings_are_answered() {
    answers(targets::settings, &["tests/fuzz/corpus/settings"], 1_000);
}

proptest! {
    #[test]
    fn a_row_of_any_bytes_or_cells_is_answered(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        cells in prop::collection::vec("[^;\"]{0,12}", 7),
    ) {
        const HEADINGS: &[u8] = b"Namn;Grupp;Start;Timmar;Dagar;Pnr;Slut\n";
        targets::import(&[HEADINGS, bytes.as_slice()].concat());
        targets::import(&[HEADINGS, cells.join(";").as_bytes()].concat());
    }
}
