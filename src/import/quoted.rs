//! What a cell holds, as a sentence quotes it: on one line, short, safe to show, and never a personnummer.

use crate::domain::personnummer::holds_one;
use crate::domain::plain::shown;

/// A cell is quoted no longer than this, in characters.
const LONGEST: usize = 40;

/// The cell on one line, cut where it is long, with the digits of what may be a personnummer masked.
pub(super) fn quoted(cell: &str) -> String {
    let shown = shown(cell);
    let words: Vec<&str> = shown.split_whitespace().collect();
    let mut line = words.join(" ");
    if holds_one(&line) {
        line = line.replace(char::is_numeric, "*");
    }
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_quoted_without_a_personnummer_and_without_harm() {
        let long = "x".repeat(50);
        let cut = "x".repeat(40) + "…";
        let cases = [
            ("  okänt\r\n datum ", "okänt datum"),
            ("2026-13-01", "2026-13-01"),
            ("2026-01-04T23:00:00.000Z", "2026-01-04T23:00:00.000Z"),
            ("19850412-9803", "********-****"),
            ("850412 \u{2013} 9803", "****** \u{2013} ****"),
            ("Bo Ek 8504129803", "Bo Ek **********"),
            ("70 123 45 67", "70 123 45 67"),
            ("a\u{1b}[2Jb\u{202e}", "a\u{fffd}[2Jb\u{fffd}"),
            (&long, &cut),
            ("", ""),
        ];
        for (cell, wanted) in cases {
            assert_eq!(quoted(cell), wanted, "{cell}");
        }
    }
}
