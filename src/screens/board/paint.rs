//! Draws the board.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use super::layout::{DAY_COLUMNS, Layout, Place};
use super::roster::{Pane, Row, Tally};
use super::row::{Columns, arena_line, person_line};
use super::{Board, beside};
use crate::domain::calendar::{long_date, monday, week, weekday};
use crate::domain::plain::shown;
use crate::domain::reckon::expected::free_holiday;
use crate::say;
use crate::screens::{View, Width};
use crate::theme::{Role, Sign};
use crate::widgets::scroll::draw_hidden;
use crate::widgets::{fit, line};

pub fn draw(board: &Board, frame: &mut Frame, _area: Rect, view: &View) {
    let layout = Layout::new(view, board.focus);
    draw_title(board, frame, layout.title, view);
    draw_week(board, frame, layout.week, view);
    if view.register.people.is_empty() {
        draw_empty(frame, layout.all(), view);
        return;
    }
    for place in &layout.places {
        if let Some(pane) = board.pane_of(place.group) {
            draw_pane(board, pane, frame, place, view);
        }
    }
    if let Some(area) = layout.beside {
        beside::draw(board, frame, area, view);
    }
}

fn draw_title(board: &Board, frame: &mut Frame, row: Rect, view: &View) {
    let (theme, lang) = (view.theme, view.lang);
    let unit = shown(&view.register.settings.unit).into_owned();
    let number = week(board.day).1;
    let dot = theme.sign(Sign::Dot);
    let date = long_date(board.day, lang);
    let away = away(board.day, view);
    let date = match view.width() {
        Width::Narrow => format!("{date} v{number}{away}"),
        _ => {
            say!(lang, sv: "{date} {dot} v {number}{away}", en: "{date} {dot} week {number}{away}")
        }
    };
    let group = board.focus.heading().get(lang).to_lowercase();
    let right = match view.width() {
        Width::Narrow => view.actor.to_owned(),
        _ => format!("{} {dot} {group}", view.actor),
    };
    let left = match view.width() {
        Width::Narrow => " tolv".to_owned(),
        _ => format!(" tolv   {unit}"),
    };
    let columns = usize::from(row.width);
    // However long the unit's name is, the date is seen, and at least the beginning of who is there.
    let others = fit::width(&date) + fit::width(&right).min(20) + 4;
    let left_room = columns.saturating_sub(others).max(columns / 4);
    let left = fit::cut(&left, left_room, theme.sign(Sign::More));
    let right_room = columns.saturating_sub(fit::width(&left) + fit::width(&date) + 4);
    let right = fit::cut(&right, right_room, theme.sign(Sign::More));
    let before = (columns.saturating_sub(fit::width(&date)) / 2)
        .min(columns.saturating_sub(fit::width(&date) + fit::width(&right) + 2))
        .max(fit::width(&left) + 2);
    let gap = before.saturating_sub(fit::width(&left));
    let after = columns.saturating_sub(before + fit::width(&date) + fit::width(&right) + 1);
    let date_role = if board.day == view.today {
        Role::Strong
    } else {
        Role::Warning
    };
    line::draw(
        frame,
        Line::from(vec![
            Span::styled(left, theme.style(Role::Accent).add_modifier(Modifier::BOLD)),
            Span::raw(" ".repeat(gap)),
            Span::styled(date, theme.style(date_role)),
            Span::raw(" ".repeat(after)),
            Span::styled(right, theme.style(Role::Quiet)),
        ]),
        row,
    );
}

/// How far the day in view is from today, in words; nothing on the day itself.
fn away(day: NaiveDate, view: &View) -> String {
    let days = (day - view.today).num_days();
    let n = days.abs();
    match days {
        0 => String::new(),
        -1 => say!(view.lang, sv: " (i går)", en: " (yesterday)"),
        1 => say!(view.lang, sv: " (i morgon)", en: " (tomorrow)"),
        d if d < 0 => say!(view.lang, sv: " (för {n} d sedan)", en: " ({n} d ago)"),
        _ => say!(view.lang, sv: " (om {n} d)", en: " (in {n} d)"),
    }
}

/// The week: the day in view in brackets, free days in parentheses, today underlined.
fn draw_week(board: &Board, frame: &mut Frame, row: Rect, view: &View) {
    let theme = view.theme;
    let mut spans = vec![Span::raw(" ")];
    let first = monday(board.day);
    for i in 0..7 {
        let Some(day) = first.checked_add_days(Days::new(i)) else {
            break;
        };
        let name: String = weekday(day).short.get(view.lang).chars().take(2).collect();
        let free = i >= 5 || free_holiday(view.register, day).is_some();
        let (open, close) = match (day == board.day, free) {
            (true, _) => ("[", "]"),
            (false, true) => ("(", ")"),
            (false, false) => (" ", " "),
        };
        let role = match (day == board.day, free) {
            (true, _) => Role::Strong,
            (false, true) => Role::Quiet,
            (false, false) => Role::Plain,
        };
        let mut style = theme.style(role);
        if day == view.today {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        spans.push(Span::raw(open));
        spans.push(Span::styled(format!("{name}{:>2}", day.day()), style));
        spans.push(Span::raw(close));
    }
    let room = usize::from(row.width).saturating_sub(usize::from(7 * DAY_COLUMNS) + 3);
    let why = free_holiday(view.register, board.day).map(|name| name.get(view.lang).to_owned());
    let why = why.or_else(|| {
        let closed = view.register.closed_day(board.day, None)?;
        Some(shown(&closed.name).into_owned())
    });
    if let Some(why) = why.filter(|_| room >= 8) {
        spans.push(Span::styled(
            format!("  {}", fit::cut(&why, room, theme.sign(Sign::More))),
            theme.style(Role::Warning),
        ));
    }
    line::draw(frame, Line::from(spans), row);
}

fn draw_empty(frame: &mut Frame, area: Rect, view: &View) {
    let key = |action| {
        view.keymap
            .first_key(action, view.lang, view.theme.ascii)
            .unwrap_or_default()
    };
    let add = key(crate::action::Action::AddPerson);
    let lines = match view.lang {
        crate::text::Lang::Sv => vec![
            "Registret är tomt.".to_owned(),
            String::new(),
            format!("{add}   lägg till en person"),
            String::new(),
            "Den som sköter servern kan".to_owned(),
            "ta in en lista:".to_owned(),
            "tolv import personer.csv".to_owned(),
            String::new(),
            "och visa hur det kan se ut:".to_owned(),
            "tolv demo".to_owned(),
        ],
        crate::text::Lang::En => vec![
            "The register is empty.".to_owned(),
            String::new(),
            format!("{add}   add a person"),
            String::new(),
            "Whoever runs the server can".to_owned(),
            "take in a list:".to_owned(),
            "tolv import people.csv".to_owned(),
            String::new(),
            "and show what it can look like:".to_owned(),
            "tolv demo".to_owned(),
        ],
    };
    let height = u16::try_from(lines.len())
        .unwrap_or(area.height)
        .min(area.height);
    let inside = Rect {
        y: area.y + (area.height - height) / 2,
        height,
        ..area
    };
    let lines: Vec<Line> = lines.into_iter().map(Line::from).collect();
    frame.render_widget(Paragraph::new(lines).alignment(Alignment::Center), inside);
}

/// A pane's title: its group and, quieter, the one that is seen in its place when it is turned to.
fn title(place: &Place, role: Role, columns: usize, view: &View) -> Line<'static> {
    let (theme, lang) = (view.theme, view.lang);
    let own = format!(" {} ", place.group.heading().get(lang));
    let also = place.also.map(|also| {
        let (dot, also) = (theme.sign(Sign::Dot), also.heading().get(lang));
        let room = columns.saturating_sub(fit::width(&own));
        fit::cut(&format!("{dot} {also} "), room, theme.sign(Sign::More))
    });
    Line::from(vec![
        Span::styled(own, theme.style(role)),
        Span::styled(also.unwrap_or_default(), theme.style(Role::Quiet)),
    ])
}

/// What stands in a pane without people.
fn nobody(view: &View) -> String {
    let rights = view.register.rights();
    match rights.is_none_or(|rights| rights.sees_all()) {
        true => say!(view.lang,
            sv: "Ingen är placerad här den dagen.",
            en: "Nobody is placed here that day."),
        false => say!(view.lang,
            sv: "Ingen av dina är här den dagen.",
            en: "Nobody of yours is here that day."),
    }
}

fn draw_pane(board: &Board, pane: &Pane, frame: &mut Frame, place: &Place, view: &View) {
    let (theme, lang, area) = (view.theme, view.lang, place.area);
    let focused = pane.group == board.focus;
    let marks = board.marks(view);
    let frame_role = if focused { Role::Accent } else { Role::Frame };
    let title_role = if focused { Role::Strong } else { Role::Plain };
    let count = pane.tally().map_or_else(
        String::new,
        |Tally { marked, of }| say!(lang, sv: " {marked} av {of} ", en: " {marked} of {of} "),
    );
    let room = usize::from(area.width).saturating_sub(2 + fit::width(&count));
    let title = title(place, title_role, room, view);
    let block = Block::bordered()
        .border_set(theme.border())
        .border_style(theme.style(frame_role))
        .title_top(title)
        .title_top(Line::from(Span::styled(count, theme.style(title_role))).right_aligned());
    let inside = block.inner(area);
    frame.render_widget(block, area);
    let height = usize::from(inside.height);
    draw_hidden(frame, area, pane.hidden(height), theme);
    let window = pane.scroll.window(pane.rows.len(), height);
    let columns = Columns::new(usize::from(inside.width));
    for (y, i) in window.enumerate() {
        let line = match &pane.rows[i] {
            Row::Arena(name) => arena_line(name, usize::from(inside.width), view),
            Row::Person(id) => {
                let mark = marks.and_then(|marks| marks.get(id));
                let Some(person) = view.register.people.get(id) else {
                    continue;
                };
                let chosen = focused && i == pane.chosen;
                person_line(person, board.day, mark, chosen, &columns, view)
            }
        };
        let y = inside.y + u16::try_from(y).unwrap_or(0);
        let height = 1;
        line::draw(
            frame,
            line,
            Rect {
                y,
                height,
                ..inside
            },
        );
    }
    if pane.rows.is_empty() {
        let text = nobody(view);
        frame.render_widget(Paragraph::new(text).style(theme.style(Role::Quiet)), inside);
    }
}
