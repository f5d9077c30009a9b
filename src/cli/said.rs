//! What is said in sentences: a file by its name, and text on stderr, safe to show and in lines that fit.

use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::path::Path;

use rustix::termios::tcgetwinsize;

use crate::domain::plain::shown;
use crate::say;
use crate::text::Lang;
use crate::widgets::fit;

/// A file as sentences name it: in quotation marks, and safe to show.
pub fn named(path: &Path, lang: Lang) -> String {
    let path = path.to_string_lossy();
    let path = shown(&path);
    say!(lang, sv: "”{path}”", en: "“{path}”")
}

/// In lines that fit the terminal, where that is one: a phone's would break them within words. There is nobody left to
/// tell where stderr itself is closed.
pub fn on_stderr(text: &str) {
    let safe = fitted_to(io::stderr(), harmless(text));
    let _ = io::stderr().write_all(safe.as_bytes());
}

/// The text with its lines broken between words where they are longer than the terminal that it goes to; as it is where
/// it goes to none.
pub fn fitted_to(out: impl AsFd, text: String) -> String {
    match tcgetwinsize(out).map_or(0, |size| size.ws_col) {
        0 => text,
        columns => fitted(&text, columns.into()),
    }
}

fn fitted(text: &str, columns: usize) -> String {
    let lines = text.lines().flat_map(|line| match fit::width(line) {
        width if width <= columns => vec![line.to_owned()],
        _ => fit::wrap(line, columns),
    });
    lines.map(|line| line + "\n").collect()
}

/// Every line made safe to show, and ended.
pub fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    for line in text.lines() {
        safe.push_str(&shown(line));
        safe.push('\n');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_broken_between_words() {
        let told = fitted("tolv: Registret är skadat.\nKör tolv check.\n", 16);
        assert_eq!(told, "tolv: Registret\när skadat.\nKör tolv check.\n");
    }

    #[test]
    fn text_is_printed_without_escapes() {
        assert_eq!(harmless("a\u{1b}[2J\nb\tc"), "a\u{fffd}[2J\nb c\n");
    }
}
