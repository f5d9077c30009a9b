//! How the program ends, and where there can be no screen: the terminal is always given back.

use rustix::process::Signal;

use super::{MEDIUM, Pty};
use crate::cli::{Home, Run};

#[test]
fn the_board_has_the_terminal_and_leaving_gives_it_back() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    let screen = pty.screen();
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    pty.assert_given_back();
    // Nothing is left on the ordinary screen.
    assert_eq!(pty.screen().contents().trim(), "");
}

#[test]
fn a_signal_ends_it_with_its_own_code() {
    let home = Home::with_demo();
    for (signal, code) in [(Signal::HUP, 129), (Signal::TERM, 143), (Signal::INT, 130)] {
        let mut pty = home.board(MEDIUM, &[]);
        pty.keys("n");
        pty.wait_for_row(&["Nasrin Ahmadi", " n "]);
        pty.signal(signal);
        assert_eq!(pty.exit(), code);
        pty.assert_given_back();
    }
    // One that was ended holds nobody up: the register opens, and the mark is there.
    assert_eq!(home.code_of("Nasrin Ahmadi"), "present");
}

#[test]
fn a_terminal_that_vanishes_ends_it() {
    let home = Home::with_demo();
    let mut pty = home.board(MEDIUM, &[]);
    pty.keys("n");
    pty.wait_for_row(&["Nasrin Ahmadi", " n "]);
    pty.hang_up();
    assert_eq!(pty.exit(), 129);
    assert_eq!(home.code_of("Nasrin Ahmadi"), "present");
}

#[test]
fn a_terminal_that_can_show_no_screen_is_told_so() {
    let home = Home::with_demo();
    for (lang, sentence) in [
        (
            "sv",
            "tolv: Terminalen säger inte att den kan visa en skärmbild",
        ),
        (
            "en",
            "tolv: The terminal does not say that it can show a screen",
        ),
    ] {
        for term in [Some("dumb"), Some(""), None] {
            let mut command = home.screen_command(&["--lang", lang]);
            match term {
                Some(term) => command.env("TERM", term),
                None => command.env_remove("TERM"),
            }
            let mut pty = Pty::start((200, 24), command);
            assert_eq!(pty.exit(), 1);
            assert_sentence(&pty, sentence);
        }
    }
}

#[test]
fn keys_or_a_screen_that_go_elsewhere_are_told_so() {
    let home = Home::with_demo();
    let elsewhere = home.path("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    for (script, sentence) in [
        (
            "exec \"$@\" </dev/null",
            "tolv: The keys do not come from a terminal.",
        ),
        (
            "exec \"$@\" >\"$ELSEWHERE\"",
            "tolv: What is shown does not go to a terminal.",
        ),
    ] {
        let mut command = home.screen_command(&[]);
        let program = command.get_argv().clone();
        *command.get_argv_mut() = ["/bin/sh", "-c", script, "sh"].map(Into::into).to_vec();
        command.args(program);
        command.env("ELSEWHERE", elsewhere);
        let mut pty = Pty::start((200, 24), command);
        assert_eq!(pty.exit(), 1);
        assert_sentence(&pty, sentence);
    }
    assert_eq!(std::fs::read(elsewhere).unwrap(), b"");
}

#[test]
fn no_register_is_made_where_there_can_be_no_screen() {
    let home = Home::new();
    let run: Run = home.run(&["--lang", "en"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("The keys do not come from a terminal."),
        "{run:?}"
    );
    assert!(!home.register().exists());
}

/// One sentence that says what happened and what to do, and not one byte for a screen.
fn assert_sentence(pty: &Pty, sentence: &str) {
    let text = String::from_utf8(pty.bytes().to_vec()).unwrap();
    assert!(text.starts_with(sentence), "{text}");
    assert!(!text.contains('\x1b'), "{}", text.escape_debug());
    assert_eq!(text.lines().count(), 1, "{text}");
}
