//! What surrounds every screen: the status line, the hint line, and the sentence on a terminal that is too small.

use std::ops::RangeInclusive;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Wrap};

use super::board::Board;
use super::{Screen, View, Width};
use crate::action::Action;
use crate::domain::plain::shown;
use crate::domain::reckon::overdue::{Overdue, overdue};
use crate::keys::{HINT_GAP, hint_line};
use crate::say;
use crate::theme::{Role, Sign, Theme};
use crate::widgets::{fit, line};

/// The rows of status and hints below every screen.
pub const HINT_ROWS: u16 = 2;

/// The smallest terminal that the screens are made for, in columns and rows.
pub const TOO_SMALL: (u16, u16) = (36, 10);

/// The first row of a screen: its name, and at the right what of it is worth knowing at once, as far as both fit.
pub fn draw_heading(frame: &mut Frame, row: Rect, view: &View, name: &str, right: &str) {
    let theme = view.theme;
    let more = theme.sign(Sign::More);
    let columns = usize::from(row.width).saturating_sub(2);
    let name = fit::cut(&theme.plain(name), columns, more);
    let room = columns.saturating_sub(fit::width(&name) + 2);
    let right = fit::right(&theme.plain(right), room, more);
    frame.render_widget(
        Line::from(vec![
            Span::raw(" "),
            Span::styled(name, theme.style(Role::Strong)),
            Span::raw("  "),
            Span::styled(right, theme.style(Role::Quiet)),
        ]),
        row,
    );
}

/// The years before and after one, as far as there are any, with the ways to them: `◂ 2025  2027 ▸`.
pub fn beside_year(year: i32, years: RangeInclusive<i32>, theme: Theme) -> String {
    let (left, right) = match theme.ascii {
        true => ("<", ">"),
        false => ("◂", "▸"),
    };
    let before = Some(year - 1).filter(|year| years.contains(year));
    let after = Some(year + 1).filter(|year| years.contains(year));
    let before = before.map(|year| format!("{left} {year}"));
    let after = after.map(|year| format!("{year} {right}"));
    let both: Vec<String> = [before, after].into_iter().flatten().collect();
    both.join("  ")
}

/// Says that the terminal is too small, and how large it has to be.
pub fn draw_too_small(frame: &mut Frame, view: &View) {
    let (columns, rows) = TOO_SMALL;
    let (has_columns, has_rows) = view.size;
    let text = say!(view.lang,
        sv: "tolv: för litet fönster ({has_columns}x{has_rows}). Minst {columns}x{rows}.",
        en: "tolv: too small a window ({has_columns}x{has_rows}). At least {columns}x{rows}.");
    frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), frame.area());
}

/// The status line: what was last said, else how many are near or over; at the right when this session last saved.
pub fn draw_status(frame: &mut Frame, row: Rect, view: &View, board: &Board) {
    let theme = view.theme;
    let saved = view.saved.map_or_else(String::new, |time| {
        let time = time.format("%H:%M:%S");
        say!(view.lang, sv: "sparat {time} ", en: "saved {time} ")
    });
    let room = usize::from(row.width).saturating_sub(fit::width(&saved) + 2);
    let more = theme.sign(Sign::More);
    let mut spans = vec![Span::raw(" ")];
    match view.message {
        Some(message) => {
            let role = message.kind.role();
            // It may hold names: of people, and of colleagues.
            let text = theme.plain(&shown(&message.text));
            // What is said is never cut short by the time of the last save.
            let whole = usize::from(row.width).saturating_sub(1);
            let room = if fit::width(&text) > room {
                whole
            } else {
                room
            };
            spans.push(Span::styled(
                fit::left(&text, room, more),
                theme.style(role),
            ));
        }
        None => {
            let mut used = 0;
            for (text, role) in counts(view, board) {
                let width = fit::width(&text) + 3;
                if used + width > room + 3 {
                    break;
                }
                if used > 0 {
                    spans.push(Span::raw("   "));
                }
                used += width;
                spans.push(Span::styled(text, theme.style(role)));
            }
            let gap = (room + 3).saturating_sub(used.max(3));
            spans.push(Span::raw(" ".repeat(gap)));
        }
    }
    spans.push(Span::raw(" "));
    spans.push(Span::styled(saved, theme.style(Role::Quiet)));
    line::draw(frame, Line::from(spans), row);
}

fn counts(view: &View, board: &Board) -> Vec<(String, Role)> {
    let (theme, lang) = (view.theme, view.lang);
    let (near, reached) = board.flagged();
    let mut counts = Vec::new();
    let (near_sign, reached_sign) = (theme.sign(Sign::Near), theme.sign(Sign::Reached));
    let is_short = view.width() == Width::Narrow;
    if near > 0 {
        let text = match is_short {
            true => say!(lang, sv: "{near_sign} {near} nära", en: "{near_sign} {near} near"),
            false => say!(lang,
                sv: "{near_sign} {near} nära tolv månader",
                en: "{near_sign} {near} near twelve months"),
        };
        counts.push((text, Role::Warning));
    }
    if reached > 0 {
        let text =
            say!(lang, sv: "{reached_sign} {reached} över", en: "{reached_sign} {reached} over");
        counts.push((text, Role::Alarm));
    }
    if let Some(unmarked) = board.unmarked().filter(|n| *n > 0) {
        let sign = theme.sign(Sign::Unmarked);
        let text = match is_short {
            true => format!("{sign} {unmarked}"),
            false => {
                say!(lang, sv: "{sign} {unmarked} omarkerade", en: "{sign} {unmarked} unmarked")
            }
        };
        counts.push((text, Role::Plain));
    }
    if let Some((started, least, most)) = board.quota()
        && !is_short
    {
        let text = say!(lang,
            sv: "lönebidrag i år {started} av {least}–{most}",
            en: "subsidies this year {started} of {least}–{most}");
        counts.push((theme.plain(&text), Role::Plain));
    }
    // Last, where there is room: nobody who marks can do anything about it now.
    counts.extend(overdue_backup(view).map(|text| (text, Role::Quiet)));
    counts
}

fn overdue_backup(view: &View) -> Option<String> {
    let lang = view.lang;
    let Overdue { days, there_is_one } = overdue(view.register, view.today)?;
    Some(match (view.width(), there_is_one) {
        (Width::Narrow, true) if days < 0 => say!(lang, sv: "kopia ? d", en: "backup ? d"),
        (_, true) if days < 0 => say!(lang,
            sv: "kopians datum är fel",
            en: "wrong date of backup"),
        (Width::Narrow, true) => say!(lang, sv: "kopia {days} d", en: "backup {days} d"),
        (Width::Narrow, false) => say!(lang, sv: "ingen kopia", en: "no backup"),
        (Width::Medium, true) => {
            say!(lang, sv: "kopia {days} d gammal", en: "backup {days} d old")
        }
        (Width::Wide, true) => say!(lang,
            sv: "säkerhetskopia för {days} d sedan",
            en: "last backup {days} d ago"),
        (Width::Medium | Width::Wide, false) => {
            say!(lang, sv: "ingen säkerhetskopia", en: "no backup")
        }
    })
}

/// A message that is longer than the status line, whole: over the hints, and over what stands above them.
pub fn draw_long_message(frame: &mut Frame, view: &View) {
    let columns = usize::from(view.size.0).saturating_sub(2);
    let Some(message) = view.message else { return };
    let text = view.theme.plain(&shown(&message.text));
    if fit::width(&text) < columns {
        return;
    }
    let lines = fit::wrap(&text, columns);
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .clamp(2, view.size.1);
    let area = Rect {
        x: 0,
        y: view.size.1 - height,
        width: view.size.0,
        height,
    };
    let style = view.theme.style(message.kind.role());
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|line| Line::from(format!(" {line}")))
        .collect();
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(lines).style(style), area);
}

/// The hint line: the topmost screen's most important keys with a word each, as many as fit.
pub fn draw_hints(frame: &mut Frame, row: Rect, view: &View, screen: &dyn Screen) {
    let theme = view.theme;
    let mut spans = vec![Span::raw(" ")];
    for (i, (key, label)) in hints(view, screen).into_iter().enumerate() {
        if i > 0 {
            spans.push(Span::raw(" ".repeat(HINT_GAP)));
        }
        spans.push(Span::styled(key, theme.style(Role::Accent)));
        spans.push(Span::styled(format!(" {label}"), theme.style(Role::Quiet)));
    }
    line::draw(frame, Line::from(spans), row);
}

fn hints(view: &View, screen: &dyn Screen) -> Vec<(String, String)> {
    let room = usize::from(view.size.0).saturating_sub(2);
    let (actions, typing) = (screen.hints(view), screen.takes_text());
    hint_line(
        &actions,
        view.keymap,
        view.lang,
        room,
        view.theme.ascii,
        typing,
    )
}

/// The action whose hint stands at a column, for a tap on the bottom line.
pub fn hint_at(column: u16, view: &View, screen: &dyn Screen) -> Option<Action> {
    let mut at = 1;
    for (key, label) in hints(view, screen) {
        let width = fit::width(&key) + 1 + fit::width(&label);
        if (at..at + width).contains(&usize::from(column)) {
            let mut known = screen.hints(view).into_iter().chain([Action::Help]);
            return known.find(|action| action.label(view.lang) == label);
        }
        at += width + HINT_GAP;
    }
    None
}
