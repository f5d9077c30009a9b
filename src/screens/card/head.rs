//! The day in a card's head: which it is, what the person is marked as, and who marked it.

use chrono::NaiveDate;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::domain::calendar::long_date;
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::say;
use crate::screens::View;
use crate::screens::board::row::describe;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// `mån 23 nov 2026  s Sjuk  6:00  ringde 7.30  av anna`, as much of it as there is room for.
pub fn line(day: NaiveDate, person: &Participant, columns: usize, view: &View) -> Line<'static> {
    let (theme, lang) = (view.theme, view.lang);
    let mark = view.register.marks.mark(person.id, day);
    let (sign, word, time, role) = describe(person, day, mark, columns, view);
    let word = match (mark, word.is_empty()) {
        (None, true) => say!(lang, sv: "omarkerad", en: "unmarked"),
        _ => word,
    };
    // Another day than today is seldom what one means to mark.
    let date_role = match day == view.today {
        true => Role::Strong,
        false => Role::Warning,
    };
    let note = mark.map(|mark| shown(mark.note()).into_owned());
    let by = mark.map(|mark| shown(view.register.actor(mark.by)).into_owned());
    let by = by.map(|by| say!(lang, sv: "av {by}", en: "by {by}"));
    let parts = [
        (long_date(day, lang), theme.style(date_role)),
        (
            format!("{sign} {word}"),
            theme.style(role).add_modifier(Modifier::BOLD),
        ),
        (time, theme.style(role)),
        (note.unwrap_or_default(), theme.style(Role::Plain)),
        (by.unwrap_or_default(), theme.style(Role::Quiet)),
    ];
    let mut spans = vec![Span::raw(" ")];
    let mut room = columns.saturating_sub(2);
    for (text, style) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
        let text = fit::cut(&theme.plain(&text), room, theme.sign(Sign::More));
        room = room.saturating_sub(fit::width(&text) + 2);
        spans.extend([Span::styled(text, style), Span::raw("  ")]);
    }
    Line::from(spans)
}
