//! A line drawn as ratatui draws one, with less work where it is ASCII: then a byte is a cell, and nothing is to be looked
//! for. Two fifths of a key's work was that, blanks above all.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{HorizontalAlignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthChar;

/// Draws a line in the first row of an area.
pub fn draw(frame: &mut Frame, line: Line, area: Rect) {
    put(line, area, frame.buffer_mut());
}

fn put(line: Line, area: Rect, into: &mut Buffer) {
    let height = area.height.min(1);
    let area = Rect { height, ..area }.intersection(into.area);
    let is_left = matches!(line.alignment, None | Some(HorizontalAlignment::Left));
    // What takes no column is drawn into the cell before it, or the one after.
    let is_plain = |span: &Span| {
        is_ascii(span)
            || span
                .content
                .chars()
                .all(|c| c.width().is_some_and(|columns| columns > 0))
    };
    let is_blank = line.spans.iter().all(|span| span.content.is_empty());
    if area.is_empty() || !is_left || is_blank || !line.spans.iter().all(is_plain) {
        return line.render(area, into);
    }
    into.set_style(area, line.style);
    let mut x = area.x;
    for span in line.spans {
        let room = Rect {
            x,
            width: area.right() - x,
            ..area
        };
        if room.is_empty() {
            break;
        }
        x = match is_ascii(&span) {
            true => put_ascii(&span, room, into),
            false => {
                let columns = u16::try_from(span.width()).unwrap_or(u16::MAX);
                span.render(room, into);
                x.saturating_add(columns).min(area.right())
            }
        };
    }
}

fn is_ascii(span: &Span) -> bool {
    span.content.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Draws ASCII; the first column after it.
fn put_ascii(span: &Span, room: Rect, into: &mut Buffer) -> u16 {
    let mut x = room.x;
    for (at, _) in span.content.bytes().enumerate().take(room.width.into()) {
        let cell = &mut into[(x, room.y)];
        cell.set_symbol(&span.content[at..=at]);
        cell.set_style(span.style);
        x += 1;
    }
    x
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    fn spans() -> impl Strategy<Value = Vec<(String, u8)>> {
        let text = "[ a-zåÅ日é…\u{301}\u{200d}\u{1f469}]{0,9}|[ -~]{0,20}";
        prop::collection::vec((text, 0..4_u8), 0..6)
    }

    fn style(n: u8) -> Style {
        match n {
            0 => Style::new(),
            1 => Style::new().fg(Color::Red),
            2 => Style::new().bg(Color::Blue).add_modifier(Modifier::BOLD),
            _ => Style::new().remove_modifier(Modifier::BOLD),
        }
    }

    proptest! {
        #[test]
        fn it_is_what_ratatui_draws(
            texts in spans(),
            of_line in 0..4_u8,
            (x, y, width, height) in (0..6_u16, 0..3_u16, 0..20_u16, 0..3_u16),
            to_the_right in any::<bool>(),
        ) {
            let spans = texts.iter().map(|(text, n)| Span::styled(text.clone(), style(*n)));
            let line = Line::from(spans.collect::<Vec<_>>()).style(style(of_line));
            let line = if to_the_right { line.right_aligned() } else { line };
            let mut before = Buffer::empty(Rect::new(1, 0, 16, 3));
            before.set_string(1, 1, "x日x日x日x日", style(2));
            let area = Rect::new(x, y, width, height);
            let (mut ours, mut theirs) = (before.clone(), before);
            put(line.clone(), area, &mut ours);
            line.render(area, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
