//! How the board looks and listens where the user wants it otherwise: other keys, ASCII, no colour.

use super::{MEDIUM, NARROW, Pty, WIDE};
use crate::cli::Home;

#[test]
fn vim_keys_move() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &["--keymap", "vim"]);
    pty.wait_for_row(&["▸ Nasrin Ahmadi"]);
    pty.keys("j");
    pty.wait_for_row(&["▸ Håkan Björkegren"]);
    pty.keys("j j k");
    pty.wait_for_row(&["▸ Ewa Kowalczyk"]);
    pty.keys("l");
    pty.wait_for_row(&["▸ Fatima Al-Hassan"]);
    pty.keys("h G");
    pty.wait_for_row(&["▸ Åsa Öberg"]);
    pty.keys("g g");
    pty.wait_for_row(&["▸ Nasrin Ahmadi"]);
    // The letters that mark stay as they are.
    pty.keys("n");
    pty.wait_for_row(&["Nasrin Ahmadi", " n "]);
    assert_eq!(home.code_of("Nasrin Ahmadi"), "present");
}

#[test]
fn a_phone_needs_no_arrows() {
    let home = Home::with_demo();
    let mut pty = home.board(NARROW, &["--keymap", "phone"]);
    pty.keys("2 2 8");
    pty.wait_for_row(&["▸ Håkan Björkegren"]);
    pty.keys("w");
    pty.wait_for_row(&["▸ Fatima Al-Hassan"]);
    pty.keys("f");
    pty.wait_for("Thu 19 Nov 2026");
}

#[test]
fn in_ascii_only_names_have_other_letters() {
    for lang in ["sv", "en"] {
        for size in [WIDE, MEDIUM, NARROW] {
            let home = Home::with_demo();
            let mut pty = home.board(size, &["--ascii", "--lang", lang]);
            pty.keys("n s v o");
            pty.wait_for_row(&["Nasrin Ahmadi", " n "]);
            pty.keys("q");
            pty.exit();
            let text = String::from_utf8(pty.bytes().to_vec()).unwrap();
            let odd = text.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic());
            let odd: String = odd.collect();
            assert_eq!(odd, "", "{lang} {size:?}");
        }
    }
}

/// The parameters of every sequence that sets colours or styles.
fn styles(bytes: &[u8]) -> Vec<u16> {
    let mut found = Vec::new();
    for (start, pair) in bytes.windows(2).enumerate() {
        if pair != b"\x1b[" {
            continue;
        }
        let rest = &bytes[start + 2..];
        let Some(end) = rest.iter().position(|b| (0x40..=0x7e).contains(b)) else {
            continue;
        };
        if rest[end] == b'm' {
            let text = std::str::from_utf8(&rest[..end]).unwrap();
            found.extend(
                text.split([';', ':'])
                    .map(|n| n.parse::<u16>().unwrap_or(0)),
            );
        }
    }
    found
}

fn is_colour(parameter: &u16) -> bool {
    matches!(parameter, 30..=38 | 40..=48 | 90..=97 | 100..=107)
}

/// The board after marks of every kind, moved about on, and left.
fn looked_at(pty: &mut Pty) -> Vec<u16> {
    pty.keys("n s v o");
    pty.wait_for_row(&["Björn Sjöqvist", " o "]);
    pty.wait_for_row(&["▸ Rebecka Ängquist"]);
    styles(pty.bytes())
}

#[test]
fn without_colour_what_is_chosen_and_what_is_wrong_can_still_be_seen() {
    let home = Home::with_demo();
    let mut command = home.screen_command(&[]);
    command.env("NO_COLOR", "1");
    let mut pty = Pty::start(WIDE, command);
    pty.wait_for("? help");
    let plain = looked_at(&mut pty);
    let colours: Vec<_> = plain.iter().filter(|n| is_colour(n)).collect();
    assert!(colours.is_empty(), "{colours:?}");
    assert!(plain.contains(&1), "nothing is bold");
    assert!(plain.contains(&4), "today is not underlined");
    pty.wait_for("2 over");

    // Empty means not set (no-color.org).
    let home = Home::with_demo();
    let mut command = home.screen_command(&[]);
    command.env("NO_COLOR", "");
    let mut pty = Pty::start(WIDE, command);
    pty.wait_for("? help");
    assert!(looked_at(&mut pty).iter().any(is_colour));
}

#[test]
fn what_a_list_would_do_is_told_in_lines_that_fit_a_phone() {
    let home = Home::with_people();
    let list = "namn;grupp;arena;start;telefon\nKarin Andersson;inne;Köket;2026-01-05;070-1740699\nNy Person;ute;Parken;2026-02-02;070-1740688\n";
    let list = home.file("list.csv", list);
    let mut pty = home.screen((45, 24), &["import", &list, "--dry-run", "--lang", "sv"]);
    pty.wait_for("Provkörning");
    let told = pty.screen().contents();
    for whole in ["070-1740699", "Karin Andersson", "Utegruppen, Parken"] {
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(whole), "{told}");
    }
}
