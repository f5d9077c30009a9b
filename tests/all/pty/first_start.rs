//! The first start, where there is no register yet: what it says, and what it makes.

use std::os::unix::fs::PermissionsExt;

use super::{MEDIUM, NARROW};
use crate::cli::Home;

#[test]
fn an_empty_register_says_what_to_press_and_is_its_owners_alone() {
    for (lang, add, import) in [
        ("sv", "p   lägg till en person", "tolv import personer.csv"),
        ("en", "p   add a person", "tolv import people.csv"),
    ] {
        for size in [MEDIUM, NARROW] {
            let home = Home::new();
            let mut pty = home.board(size, &["--lang", lang]);
            for words in [add, import, "tolv demo"] {
                pty.wait_for(words);
            }
            let register = home.register();
            let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(register.as_path()), 0o600);
            assert_eq!(mode(register.parent().unwrap()), 0o700);
            pty.keys("q");
            assert_eq!(pty.exit(), 0);
            pty.assert_given_back();
        }
    }
}

#[test]
fn keys_that_mark_do_no_harm_where_nobody_is() {
    let home = Home::new();
    let mut pty = home.board(MEDIUM, &[]);
    let before = home.newest_entry();
    pty.keys("n s x a u r . Down Tab Space - +");
    pty.wait_for("? help");
    pty.keys("q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(home.newest_entry(), before);
}
