//! One row of a pane: a person's, or the name of an arena above its people.

use chrono::NaiveDate;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use crate::domain::facts::attendance::Mark;
use crate::domain::facts::participant::{Absence, Participant};
use crate::domain::plain::shown;
use crate::domain::reading::hours;
use crate::domain::reckon::expected::{Expected, Free, expected};
use crate::say;
use crate::screens::View;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// The columns of a mark's hours.
const TIME: usize = 5;

/// How a row's columns share the width.
pub struct Columns {
    name: usize,
    word: usize,
    /// Who marked, where it was a colleague; 0 where only a sign fits.
    by: usize,
}

impl Columns {
    /// Marker 2, blank 1, code 2, hours 5, clock 2.
    const FIXED: usize = 12;

    pub fn new(width: usize) -> Columns {
        let room = width.saturating_sub(Columns::FIXED);
        let by = match room {
            0..=28 => 0,
            29..=36 => 3,
            _ => 8,
        };
        let room = room - by;
        // Ten columns hold the commonest word, Närvarande; where there is little room the name comes first.
        let least = if room < 24 { 5 } else { 10 };
        let word = (room * 2 / 5).clamp(least, 22).min(room);
        Columns {
            name: room - word,
            word,
            by,
        }
    }
}

/// The name of an arena, above those who are there.
pub fn arena_line(name: &str, columns: usize, view: &View) -> Line<'static> {
    let theme = view.theme;
    let name = fit::cut(name, columns.saturating_sub(1), theme.sign(Sign::More));
    let style = theme.style(Role::Quiet).add_modifier(Modifier::UNDERLINED);
    Line::from(vec![Span::raw(" "), Span::styled(name, style)])
}

/// A person's row: marker, name, code and its word, hours, who marked, and the sign of the clock.
pub fn person_line(
    person: &Participant,
    day: NaiveDate,
    mark: Option<&Mark>,
    chosen: bool,
    columns: &Columns,
    view: &View,
) -> Line<'static> {
    let theme = view.theme;
    let more = theme.sign(Sign::More);
    let marker = if chosen {
        theme.sign(Sign::Marker)
    } else {
        " "
    };
    let (sign, word, time, role) = describe(person, day, mark, columns.word, view);
    let colleague = mark
        .map(|mark| view.register.actor(mark.by))
        .filter(|by| *by != view.actor);
    let after_code = match colleague {
        Some(_) if columns.by == 0 => "'",
        _ => " ",
    };
    let time_columns = if time.is_empty() { 0 } else { TIME };
    let mut spans = vec![
        Span::styled(
            marker,
            theme.style(Role::Accent).add_modifier(Modifier::BOLD),
        ),
        Span::raw(" "),
        Span::raw(fit::left(&view.name(person), columns.name, more)),
        Span::raw(" "),
        Span::styled(sign, theme.style(role).add_modifier(Modifier::BOLD)),
        Span::raw(after_code),
        Span::styled(
            // A word may stand where there is no time.
            fit::left(
                &theme.plain(&word),
                columns.word + TIME - time_columns,
                more,
            ),
            theme.style(role),
        ),
        Span::raw(fit::right(&time, time_columns, more)),
    ];
    if columns.by > 0 {
        let by = colleague
            .map(|by| fit::cut(&shown(by), columns.by - 1, ""))
            .unwrap_or_default();
        spans.push(Span::styled(
            format!(" {}", fit::left(&by, columns.by - 1, "")),
            theme.style(Role::Quiet),
        ));
    }
    let standing = view.register.standing(person, view.today);
    let clock = standing
        .and_then(|standing| theme.clock(standing.clock))
        .unwrap_or((" ", Role::Plain));
    spans.push(Span::raw(" "));
    spans.push(Span::styled(clock.0, theme.style(clock.1)));
    Line::from(spans)
}

/// The sign, word, time and role of a person's day.
pub fn describe(
    person: &Participant,
    day: NaiveDate,
    mark: Option<&Mark>,
    room: usize,
    view: &View,
) -> (String, String, String, Role) {
    let (theme, lang) = (view.theme, view.lang);
    match (mark, expected(view.register, person, day)) {
        (Some(mark), _) => {
            let kind = mark.code.kind();
            let word = code_word(mark, room, view);
            let time = mark.minutes.map(hours).unwrap_or_default();
            (kind.key.to_string(), word, time, theme.counts(kind.counts))
        }
        // What could not be read may be marked all the same.
        (None, _) if !view.register.marks.is_read(person.id, day) => (
            "?".to_owned(),
            say!(lang, sv: "oläst", en: "unread"),
            String::new(),
            Role::Warning,
        ),
        (None, Expected::Work(_)) => (
            theme.sign(Sign::Unmarked).to_owned(),
            String::new(),
            String::new(),
            Role::Plain,
        ),
        (None, Expected::Free(free)) => {
            let word = match &free {
                Free::Closed(name) => shown(name).into_owned(),
                Free::Away(absence) => match absence.as_state(lang) {
                    // No time stands beside it.
                    whole if fit::width(&whole) <= room + TIME => whole,
                    _ => Absence::STATE.get(lang).to_owned(),
                },
                free => free.text(lang),
            };
            let sign = theme.sign(free_sign(&free));
            (sign.to_owned(), word, String::new(), Role::Quiet)
        }
    }
}

/// The code's word, the letter of the rest of a part of a day, and the sign of a note; where they have no room together,
/// the letter of the code is word enough.
fn code_word(mark: &Mark, room: usize, view: &View) -> String {
    let name = mark.code.kind().name.get(view.lang);
    let rest = mark.detail.as_deref().and_then(|detail| detail.rest);
    let rest = rest.map_or_else(String::new, |rest| format!("+ {}", rest.kind().key));
    let note = match mark.note() {
        "" => "",
        _ => view.theme.sign(Sign::Note),
    };
    let joined = |parts: [&str; 3]| {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    };
    let whole = joined([name, &rest, note]);
    match rest.is_empty() || fit::width(&whole) <= room {
        true => whole,
        false => joined(["", &rest, note]),
    }
}

/// The sign of who is not expected: a long absence has its own.
pub fn free_sign(free: &Free) -> Sign {
    match free {
        Free::Away(_) => Sign::Away,
        _ => Sign::NotExpected,
    }
}
