//! Files that are no register, and keymaps that are none: a sentence instead of a screen, and nothing is touched.

use redb::{Builder, ConcurrencyMode, TableDefinition};

use super::MEDIUM;
use crate::cli::Home;

/// Starts the screen on a file; it ends at once with these words and no byte for a screen.
fn assert_refused(home: &Home, args: &[&str], words: &str, code: u32) -> String {
    let mut pty = home.screen((400, 24), args);
    let found = pty.exit();
    let text = String::from_utf8(pty.bytes().to_vec()).unwrap();
    assert_eq!(found, code, "{text}");
    assert!(text.starts_with("tolv: ") && text.contains(words), "{text}");
    assert!(!text.contains('\x1b'), "{}", text.escape_debug());
    pty.assert_given_back();
    text
}

#[test]
fn a_file_that_is_no_register_is_refused_and_left_as_it_is() {
    let home = Home::with_demo();
    let whole = home.register_bytes();
    for (name, bytes, words) in [
        (
            "letter.txt",
            b"Dear Lena, how are you?\n".as_slice(),
            "not a register",
        ),
        ("empty.redb", b"", "not a register"),
        (
            "half.redb",
            &whole[..whole.len() / 2],
            "damaged or cut short",
        ),
        ("page.redb", &whole[..4096], "damaged or cut short"),
    ] {
        let path = home.file(name, bytes);
        let text = assert_refused(&home, &["--database", &path], words, 1);
        assert_eq!(text.lines().count(), 1, "{name}: {text}");
        assert!(std::fs::read(&path).unwrap() == bytes, "{name} was changed");
    }
}

#[test]
fn a_folder_is_refused() {
    let home = Home::with_demo();
    let folder = home.path(".local");
    let folder = folder.to_str().unwrap();
    assert_refused(&home, &["--database", folder], "not a file", 1);
}

#[test]
fn a_register_of_a_newer_tolv_is_refused_and_left_as_it_is() {
    const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
    let home = Home::with_demo();
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let db = builder.open(home.register()).unwrap();
    let txn = db.begin_write().unwrap();
    let mut meta = txn.open_table(META).unwrap();
    meta.insert("schema", 9).unwrap();
    drop(meta);
    txn.commit().unwrap();
    drop(db);
    let before = home.register_bytes();
    let known = tolv::store::SCHEMA;
    let words = format!("a newer tolv (format 9; this one knows {known})");
    assert_refused(&home, &[], &words, 1);
    assert!(home.register_bytes() == before, "the register was changed");
}

#[test]
fn faults_of_a_keymap_are_told_on_the_board_and_after_it_with_their_lines() {
    let home = Home::with_demo();
    let keymap = home.file(
        "wrong.toml",
        "[board]\nmark-presnt = [\"n\"]\nmark-sick = [\"n\"]\nundo = [\"Ctl-u\"]\n[bord]\n",
    );
    home.file(".config/tolv/config.toml", "colour = 1\n");
    let mut board = home.screen(MEDIUM, &["--keymap", &keymap]);
    board.wait_for("faults are passed over, the first: config.toml, line 1: There is");
    // The keys that were there before are there still.
    board.keys("s");
    board.wait_for_row(&["Nasrin Ahmadi", " s Sick"]);
    board.keys("q");
    assert_eq!(board.exit(), 0);
    let text = String::from_utf8(board.bytes().to_vec()).unwrap();
    let told = [
        ("config.toml, line 1: ", "colour"),
        ("wrong.toml, line 2: ", "“mark-presnt”"),
        (
            "wrong.toml, line 3: ",
            "“n” is already the key of “mark-present”",
        ),
        ("wrong.toml, line 4: ", "“Ctl-u”"),
        ("wrong.toml, line 5: ", "“bord”"),
    ];
    for (line, words) in told {
        let is_told = |row: &str| row.contains(line) && row.contains(words);
        assert!(text.lines().any(is_told), "{line}{words} is not in {text}");
    }
}
