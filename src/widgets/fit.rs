//! Text cut and padded to columns of the terminal, by what is seen and not by bytes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// At most `columns` of a text; what is cut ends in `more`.
pub fn cut(text: &str, columns: usize, more: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(more));
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        out.push_str(grapheme);
    }
    if columns >= width(more) {
        out.push_str(more);
    }
    out
}

/// Exactly `columns` of a text: cut, or padded on the right.
pub fn left(text: &str, columns: usize, more: &str) -> String {
    let mut out = cut(text, columns, more);
    out.extend(std::iter::repeat_n(
        ' ',
        columns.saturating_sub(width(&out)),
    ));
    out
}

/// Exactly `columns` of a text: cut, or padded on the left.
pub fn right(text: &str, columns: usize, more: &str) -> String {
    let out = cut(text, columns, more);
    let pad = columns.saturating_sub(width(&out));
    format!("{}{out}", " ".repeat(pad))
}

/// A column of a list with a blank after it, `columns` wide in all; nothing where there are none.
pub fn cell(text: &str, columns: usize, more: &str) -> String {
    match columns {
        0 => String::new(),
        columns => format!("{} ", left(text, columns - 1, more)),
    }
}

/// A text in lines of at most `columns`, broken between words where it can be; never at a no-break space.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = vec![String::new()];
    let between_words = |c: char| c.is_whitespace() && c != '\u{a0}';
    for word in text.split(between_words).filter(|word| !word.is_empty()) {
        for piece in pieces(word, columns) {
            let line = lines.last_mut().expect("there is always a line");
            let gap = usize::from(!line.is_empty());
            if width(line) + gap + width(&piece) <= columns {
                line.extend((gap == 1).then_some(' '));
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for grapheme in word.graphemes(true) {
        // Signs that belong together may take more than there is.
        let is_too_wide = width(grapheme) > columns;
        let parts = grapheme.split_inclusive(|_| is_too_wide);
        for part in parts {
            let piece = pieces.last_mut().expect("there is always a piece");
            if width(piece) + width(part) > columns && !piece.is_empty() {
                pieces.push(part.to_owned());
            } else {
                piece.push_str(part);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cut_name_says_so() {
        assert_eq!(left("Åsa Öberg", 5, "…"), "Åsa …");
        assert_eq!(left("Åsa", 5, "…"), "Åsa  ");
        assert_eq!(right("6:00", 6, "…"), "  6:00");
        assert_eq!(left("名前です", 5, "…"), "名前…");
        assert_eq!(left("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
        assert_eq!(wrap("ett två tre", 7), ["ett två", "tre"]);
        // Signs that belong together and take three columns.
        let wide = "\u{1d300}\u{1134b}";
        assert_eq!(wrap(wide, 3), [wide]);
        assert_eq!(wrap(wide, 2), ["\u{1d300}", "\u{1134b}"]);
        assert_eq!(
            wrap("högst 20\u{a0}000 kr", 10),
            ["högst", "20\u{a0}000 kr"]
        );
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    proptest! {
        #[test]
        fn what_is_fitted_takes_its_columns(text in "\\PC{0,60}", columns in 0usize..40) {
            prop_assert_eq!(width(&left(&text, columns, "…")), columns);
            prop_assert_eq!(width(&right(&text, columns, "…")), columns);
            for line in wrap(&text, columns + 2) {
                prop_assert!(width(&line) <= columns + 2);
            }
        }
    }
}
