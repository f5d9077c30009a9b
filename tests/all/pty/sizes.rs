//! Terminals of other sizes, and those that change while the board is up.

use rustix::process::Signal;

use super::{MEDIUM, NARROW, Pty, WIDE};
use crate::cli::Home;

/// Waits until every pane's frame is whole: its sides in the same columns in every row, the last one at the edge.
pub fn assert_frames_whole(pty: &mut Pty) {
    pty.wait_until("a board whose frames are whole", |screen| {
        let (rows, columns) = screen.size();
        let (top, bottom) = (2, rows - 3);
        let corners = columns_of(screen, top, &["╭", "╮"]);
        corners.len() >= 2
            && corners.first() == Some(&0)
            && corners.last() == Some(&(columns - 1))
            && columns_of(screen, bottom, &["╰", "╯"]) == corners
            && (top + 1..bottom).all(|row| columns_of(screen, row, &["│"]) == corners)
    });
}

fn columns_of(screen: &vt100::Screen, row: u16, signs: &[&str]) -> Vec<u16> {
    let is_sign = |column: &u16| {
        let cell = screen.cell(row, *column);
        cell.is_some_and(|cell| signs.contains(&cell.contents()))
    };
    (0..screen.size().1).filter(is_sign).collect()
}

#[test]
fn a_terminal_that_is_too_small_says_how_large_it_must_be() {
    for (lang, sentence) in [
        ("sv", ["för litet", "(20x5)", "36x10"]),
        ("en", ["too small", "(20x5)", "36x10"]),
    ] {
        let home = Home::with_demo();
        let mut pty = home.screen((20, 5), &["--lang", lang]);
        pty.wait_until("the sentence", |screen| {
            let text = screen.contents().replace('\n', " ");
            sentence.iter().all(|words| text.contains(words))
        });
        let logged = home.newest_entry();
        // Nobody can see whom these would mark.
        pty.keys("n s a . x Down Tab + u");
        pty.resize(MEDIUM);
        pty.wait_for("Nasrin Ahmadi");
        assert_frames_whole(&mut pty);
        assert_eq!(home.newest_entry(), logged);
        pty.keys("n");
        pty.wait_for_row(&["Nasrin Ahmadi", " n "]);
    }
}

#[test]
fn one_can_leave_a_terminal_that_is_too_small() {
    let home = Home::with_demo();
    let mut pty = home.screen((20, 5), &[]);
    pty.wait_for("36x10");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    pty.assert_given_back();
}

#[test]
fn a_terminal_of_one_cell_is_survived() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    for size in [(1, 1), (3, 60), (200, 1), (35, 10), (36, 9)] {
        pty.resize(size);
        pty.wait_until("the sentence from the first cell on", |screen| {
            screen.cell(0, 0).is_some_and(|cell| cell.contents() == "t")
        });
        pty.resize((36, 10));
        pty.wait_for("Nasrin Ahmadi");
        assert_frames_whole(&mut pty);
    }
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit(), 143);
    pty.assert_given_back();
}

#[test]
fn the_board_follows_the_terminal() {
    let home = Home::with_demo();
    let mut pty = home.board(WIDE, &[]);
    pty.wait_for("since 2026-10-15");
    assert_frames_whole(&mut pty);
    pty.resize(NARROW);
    pty.wait_for("Indoor group · Outdoor group");
    assert_frames_whole(&mut pty);
    assert!(!pty.screen().contents().contains("Fatima"));
    pty.keys("Tab");
    pty.wait_for("Outdoor group · Indoor group");
    pty.wait_for("Fatima Al-Hassan");
    pty.resize(MEDIUM);
    pty.wait_for("Nasrin Ahmadi");
    pty.wait_for("Fatima Al-Hassan");
    assert_frames_whole(&mut pty);
    // Who was chosen is chosen still.
    pty.wait_for_row(&["▸ Fatima Al-Hassan"]);
}
