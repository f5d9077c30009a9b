//! The demo's board as it is on the terminal, in both languages and three sizes, against screens kept as text.

use std::path::Path;

use super::{MEDIUM, NARROW, Pty, WIDE, rows};
use crate::cli::Home;

/// Compares a screen with the one kept under a name; `UPDATE_GOLDEN=1` keeps this one instead.
fn assert_golden(pty: &mut Pty, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/golden/board")
        .join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(&path, text(pty.screen())).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    // The frame may come in several pieces.
    pty.wait_until(
        &format!("the screen of {}:\n{golden}instead of", path.display()),
        |screen| text(screen) == golden,
    );
}

/// The screen as text, without blanks at the ends and with the time of the last save masked.
fn text(screen: &vt100::Screen) -> String {
    let lines = rows(screen).into_iter();
    lines.map(|row| masked(row.trim_end()) + "\n").collect()
}

fn masked(row: &str) -> String {
    let is_time = |text: &str| {
        let digits = |b: &[u8]| b.iter().all(u8::is_ascii_digit);
        matches!(text.as_bytes(), [h1, h2, b':', m1, m2, b':', s1, s2]
            if digits(&[*h1, *h2, *m1, *m2, *s1, *s2]))
    };
    let words = row.split(' ');
    let words = words.map(|word| if is_time(word) { "--:--:--" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_demo_in_both_languages_and_three_sizes() {
    let home = Home::new();
    for lang in ["sv", "en"] {
        for size in [WIDE, MEDIUM, NARROW] {
            let mut pty = home.board(size, &["demo", "--lang", lang]);
            assert_golden(&mut pty, &format!("{lang}-{}x{}", size.0, size.1));
            pty.keys("q");
            assert_eq!(pty.exit(), 0);
        }
    }
}

#[test]
fn four_marks_in_three_sizes() {
    for size in [WIDE, MEDIUM, NARROW] {
        let home = Home::with_demo();
        let mut pty = home.board(size, &["--lang", "sv"]);
        pty.keys("n s v o");
        pty.wait_for_row(&["Björn Sjöqvist", " o "]);
        assert_golden(&mut pty, &format!("sv-{}x{}-marked", size.0, size.1));
    }
}

#[test]
fn a_time_is_masked_and_a_duration_is_not() {
    assert_eq!(masked("a  sparat 08:14:07"), "a  sparat --:--:--");
    assert_eq!(masked("n Närvarande 6:00"), "n Närvarande 6:00");
}
