//! The chosen person beside the panes, where there is room.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};

use super::Board;
use crate::domain::facts::attendance::{Code, Mark};
use crate::domain::facts::participant::Participant;
use crate::domain::plain::shown;
use crate::lists::clock::{Kind, LEFT_COLUMNS, faces};
use crate::lists::onward::plan_in_short;
use crate::say;
use crate::screens::View;
use crate::screens::clock::bar;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

pub fn draw(board: &Board, frame: &mut Frame, area: Rect, view: &View) {
    let theme = view.theme;
    let person = board.chosen().and_then(|id| view.register.people.get(&id));
    let title = person
        .map(|person| format!(" {} ", view.name(person)))
        .unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(4);
    let block = Block::bordered()
        .border_set(theme.border())
        .border_style(theme.style(Role::Frame))
        .title_top(Span::styled(
            fit::cut(&title, room, theme.sign(Sign::More)),
            theme.style(Role::Strong),
        ));
    let inside = block.inner(area);
    frame.render_widget(block, area);
    let Some(person) = person else { return };
    let mark = board.marks(view).and_then(|marks| marks.get(&person.id));
    let lines = lines(board.day, person, mark, usize::from(inside.width), view);
    frame.render_widget(Paragraph::new(lines), inside);
}

/// The chosen person in short: place, hours, the clocks with the reason of the most urgent, and the day's mark in full.
fn lines(
    day: NaiveDate,
    person: &Participant,
    mark: Option<&Mark>,
    columns: usize,
    view: &View,
) -> Vec<Line<'static>> {
    let (theme, lang, register) = (view.theme, view.lang, view.register);
    let mut lines = Vec::new();
    let mut push = |text: String, role: Role| {
        for line in fit::wrap(&theme.plain(&text), columns) {
            lines.push(Line::from(Span::styled(line, theme.style(role))));
        }
    };
    if let Some(arena) = register.arena_of(person, day) {
        push(view.place(arena.id), Role::Plain);
    }
    if let Some(stay) = person.stay_near(day) {
        let start = stay.start;
        push(
            match stay.last_day() {
                Some(last) => say!(lang, sv: "{start} – {last}", en: "{start} – {last}"),
                None => say!(lang, sv: "sedan {start}", en: "since {start}"),
            },
            Role::Plain,
        );
    }
    if let Some(absence) = person.absence(day) {
        push(absence.as_state(lang), Role::Strong);
    }
    if !person.supervisor.is_empty() {
        let supervisor = shown(&person.supervisor);
        push(
            say!(lang, sv: "handledare {supervisor}", en: "supervisor {supervisor}"),
            Role::Quiet,
        );
    }
    clocks(person, columns, view, &mut lines);
    let mut push = |text: String, role: Role| {
        for line in fit::wrap(&theme.plain(&text), columns) {
            lines.push(Line::from(Span::styled(line, theme.style(role))));
        }
    };
    if let Some(mark) = mark {
        push(String::new(), Role::Plain);
        let kind = mark.code.kind();
        push(kind.name.get(lang).to_owned(), theme.counts(kind.counts));
        let entry = mark.entry();
        if let Some(span) = entry.span {
            push(span.to_string(), Role::Plain);
        }
        if let Some(rest) = entry.rest.map(|code: Code| code.kind().name.get(lang)) {
            push(
                say!(lang, sv: "resten: {rest}", en: "the rest: {rest}"),
                Role::Plain,
            );
        }
        if let Some(first) = mark.first_code().map(|code| code.kind().name.get(lang)) {
            push(
                say!(lang, sv: "först: {first}", en: "at first: {first}"),
                Role::Plain,
            );
        }
        if !mark.note().is_empty() {
            push(shown(mark.note()).into_owned(), Role::Plain);
        }
        let by = shown(register.actor(mark.by)).into_owned();
        let at = register.settings.zone.minute(mark.at.saturating_mul(1_000));
        push(
            say!(lang, sv: "av {by} {at}", en: "by {by} {at}"),
            Role::Quiet,
        );
    }
    lines
}

/// The clocks, one a row; then what is planned, and why the most urgent one stands where it does.
fn clocks(person: &Participant, columns: usize, view: &View, lines: &mut Vec<Line<'static>>) {
    let (theme, lang) = (view.theme, view.lang);
    let faces = faces(person, &view.telling());
    if faces.is_empty() {
        return;
    }
    lines.push(Line::default());
    // Blanks between the parts, and the sign in the last column.
    let fixed = (Kind::COLUMNS + 1) + 1 + LEFT_COLUMNS + 2;
    for face in &faces {
        let (sign, role) = theme.clock(face.clock).unwrap_or((" ", Role::Plain));
        let name = fit::left(face.kind.name().get(lang), Kind::COLUMNS, "");
        let bar = bar(face.progress, columns.saturating_sub(fixed).min(24), view);
        let left = fit::right(&face.left, LEFT_COLUMNS, "");
        lines.push(Line::from(vec![
            Span::raw(format!("{name} ")),
            Span::styled(format!("{bar} {left} {sign}"), theme.style(role)),
        ]));
    }
    let flagged = || faces.iter().filter(|face| face.is_flagged());
    let mut push = |text: &str| {
        for line in fit::wrap(&theme.plain(text), columns) {
            lines.push(Line::styled(line, theme.style(Role::Quiet)));
        }
    };
    if flagged().any(|face| face.kind == Kind::TwelveMonths) {
        push(&plan_in_short(person, &view.telling()));
    }
    if let Some(face) = flagged().min_by_key(|face| face.urgency()) {
        push(&face.reason(lang));
    }
}
