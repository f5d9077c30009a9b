//! Parts of a row in a list: the marker before the chosen one, and a text with its matched letters.

use ratatui::style::Modifier;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use super::fit;
use crate::theme::{Role, Sign, Theme};

/// The columns that the marker and the blank after it take.
pub const MARKER_COLUMNS: usize = 2;

/// The marker of the chosen row, or as many blanks.
pub fn marker(chosen: bool, theme: Theme) -> Span<'static> {
    let mut marker = narrow_marker(chosen, theme);
    marker.content = format!("{} ", marker.content).into();
    marker
}

/// The same without the blank, for where a sign of one column follows.
pub fn narrow_marker(chosen: bool, theme: Theme) -> Span<'static> {
    let text = match chosen {
        true => theme.sign(Sign::Marker),
        false => " ",
    };
    Span::styled(text, theme.style(Role::Accent).add_modifier(Modifier::BOLD))
}

/// Exactly `columns` of a text, cut or padded on the right, with the characters at `matched` (indices of `char`s,
/// ascending) set off.
pub fn matched(text: &str, columns: usize, matched: &[usize], theme: Theme) -> Vec<Span<'static>> {
    let shown = fit::left(text, columns, theme.sign(Sign::More));
    let same = shown
        .chars()
        .zip(text.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let mut spans: Vec<(bool, String)> = Vec::new();
    let mut index = 0;
    for grapheme in shown.graphemes(true) {
        let hit = index < same && matched.binary_search(&index).is_ok();
        index += grapheme.chars().count();
        match spans.last_mut() {
            Some((last, span)) if *last == hit => span.push_str(grapheme),
            _ => spans.push((hit, grapheme.to_owned())),
        }
    }
    let role = |hit| if hit { Role::Match } else { Role::Plain };
    spans
        .into_iter()
        .map(|(hit, span)| Span::styled(span, theme.style(role(hit))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme {
        palette: crate::theme::Palette::None,
        ascii: false,
    };

    #[test]
    fn matched_letters_are_set_off_and_the_rest_is_not() {
        let parts = |text, columns, hits: &[usize]| {
            let spans = matched(text, columns, hits, THEME);
            let set_off = |span: &Span| span.style.add_modifier.contains(Modifier::UNDERLINED);
            let mut out = String::new();
            for span in spans {
                match set_off(&span) {
                    true => out.push_str(&format!("[{}]", span.content)),
                    false => out.push_str(&span.content),
                }
            }
            out
        };
        assert_eq!(parts("Åsa Öberg", 10, &[0, 1, 4]), "[Ås]a [Ö]berg ");
        assert_eq!(parts("Åsa Öberg", 6, &[4, 5]), "Åsa [Ö]…");
        assert_eq!(parts("A\u{30a}sa", 4, &[0, 1]), "[A\u{30a}]sa ");
        assert_eq!(parts("", 2, &[]), "  ");
    }
}
