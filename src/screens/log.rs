//! The log: who changed what, about whom, from what to what; the newest first.

use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::draw_heading;
use super::listing::{self, Parts};
use super::{Effect, Needs, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::facts::change::{Change, LogEntry};
use crate::domain::facts::participant::PersonId;
use crate::domain::plain::shown;
use crate::say;
use crate::theme::{Role, Sign};
use crate::widgets::fit;
use crate::widgets::row::marker;
use crate::widgets::scroll::Scroll;

pub mod difference;

/// How many changes are read at first, and how many more when their end comes into view.
const CHANGES: usize = 200;

/// The log's state.
#[derive(Debug)]
pub struct Log {
    /// The chosen row by its entry and change, so that it stays chosen when colleagues write; none is the newest.
    chosen: Option<(u64, usize)>,
    scroll: Scroll,
    wanted: usize,
}

/// One row: a change, and the entry it stands in.
#[derive(Clone, Copy)]
struct Row<'a> {
    entry: &'a LogEntry,
    index: usize,
    change: &'a Change,
}

/// The rows of the entries in hand: one a change. A new user is told only where nothing else happened.
fn rows<'a>(log: &'a [LogEntry]) -> impl Iterator<Item = Row<'a>> {
    log.iter().flat_map(|entry| {
        let alone = entry.changes.len() == 1;
        let changes = entry.changes.iter().enumerate();
        changes
            .filter(move |(_, change)| alone || !matches!(change, Change::Actor { .. }))
            .map(move |(index, change)| Row {
                entry,
                index,
                change,
            })
    })
}

/// Whom a change is about.
fn about(change: &Change) -> Option<PersonId> {
    match change {
        Change::Marked { who, .. } | Change::Read { who, .. } => Some(*who),
        Change::Person { after, .. } => Some(after.id),
        Change::Duty { key, .. } => key.who(),
        Change::Arena { .. }
        | Change::Actor { .. }
        | Change::Closed { .. }
        | Change::Settings { .. }
        | Change::BackedUp { .. }
        | Change::Restored { .. }
        | Change::Whole { .. }
        | Change::TakenIn { .. } => None,
    }
}

impl Log {
    pub fn new() -> Log {
        Log {
            chosen: None,
            scroll: Scroll::default(),
            wanted: CHANGES,
        }
    }

    /// Whether the log's first entry is in hand: one entry may hold a whole list, so changes are counted.
    fn is_whole(&self, view: &View) -> bool {
        let changes = view.log.iter().map(|entry| entry.changes.len().max(1));
        changes.sum::<usize>() < self.wanted
    }

    /// The place of the chosen row among those in hand.
    fn position(&self, view: &View) -> usize {
        let chosen = self.chosen.and_then(|(seq, index)| {
            rows(view.log).position(|row| row.entry.seq == seq && row.index == index)
        });
        chosen.unwrap_or(0)
    }

    fn step(&mut self, steps: isize, view: &View) -> Effect {
        let all = rows(view.log).count();
        let to = self.position(view).saturating_add_signed(steps);
        let to = to.min(all.saturating_sub(1));
        let row = rows(view.log).nth(to).filter(|_| to > 0);
        self.chosen = row.map(|row| (row.entry.seq, row.index));
        let height = parts(view).rows;
        self.scroll.follow(to, all, height);
        if to + height >= all && !self.is_whole(view) {
            self.wanted += CHANGES;
        }
        Effect::Nothing
    }
}

/// The log stands below its heading, and above the chosen change in full.
fn parts(view: &View) -> Parts {
    let foot = match view.width() {
        Width::Narrow => 5,
        _ => 4,
    };
    Parts::new(1, foot.min(Parts::height(view) / 2), view)
}

fn name(who: PersonId, view: &View) -> String {
    let person = view.register.people.get(&who);
    person.map_or_else(|| who.to_string(), |person| view.name(person))
}

fn time(entry: &LogEntry, format: &str, view: &View) -> String {
    let at = view.register.settings.zone.at(entry.at);
    at.format(format).to_string()
}

impl Screen for Log {
    fn section(&self) -> Section {
        Section::List
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let page = parts(view).rows as isize - 1;
        match action {
            Action::Up => self.step(-1, view),
            Action::Down => self.step(1, view),
            Action::PageUp => self.step(-page, view),
            Action::PageDown => self.step(page, view),
            Action::First => self.step(isize::MIN, view),
            Action::Last => self.step(isize::MAX, view),
            Action::Open => {
                let chosen = rows(view.log).nth(self.position(view));
                match chosen.and_then(|row| about(row.change)) {
                    Some(who) => Effect::Open(Opening::Card(who)),
                    None => Effect::refuse(say!(view.lang,
                        sv: "Raden handlar inte om någon person.",
                        en: "The row is not about a person.")),
                }
            }
            _ => Effect::Nothing,
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        if let Some(at) = parts(view).seen(row)
            && let Some(row) = rows(view.log).nth(self.scroll.top + at)
        {
            self.chosen = Some((row.entry.seq, row.index));
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let (chosen, all) = (self.position(view), rows(view.log).count());
        self.scroll.follow(chosen, all, parts(view).rows);
    }

    fn needs(&self, _view: &View) -> Needs {
        Needs {
            log: self.wanted,
            ..Needs::default()
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::Down, Action::PageDown, Action::Open]
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let parts = parts(view);
        let title = say!(view.lang, sv: "Logg", en: "Log");
        let all = rows(view.log).count();
        let chosen = self.position(view);
        let place = match self.is_whole(view) {
            true => format!("{}/{all}", (chosen + 1).min(all)),
            // There are more than have been read.
            false => format!("{}/{all}+", chosen + 1),
        };
        draw_heading(frame, listing::row(area, 0), view, &title, &place);
        // What colleagues have just written may have moved the chosen row since the last refresh.
        let mut scroll = self.scroll;
        scroll.follow(chosen, all, parts.rows);
        let seen = rows(view.log).enumerate().skip(scroll.top);
        for (y, (i, row)) in (parts.top..).zip(seen.take(parts.rows)) {
            let line = row_line(row, i == chosen, usize::from(area.width), view);
            frame.render_widget(line, listing::row(area, y));
        }
        let told = rows(view.log).nth(chosen);
        let told = told.map(|row| (in_full(row, view), Role::Plain));
        parts.draw_foot(frame, area, told, view);
    }
}

fn row_line(row: Row, is_chosen: bool, width: usize, view: &View) -> Line<'static> {
    let theme = view.theme;
    let more = theme.sign(Sign::More);
    let by = shown(view.register.actor(row.entry.by)).into_owned();
    let what = row.entry.what.name().get(view.lang);
    let about = about(row.change)
        .map(|who| name(who, view))
        .unwrap_or_default();
    let day = view.register.settings.zone.day(row.entry.at);
    let change = difference::in_short(row.change, Some(day), view);
    let (format, by_width) = match view.width() {
        Width::Narrow => ("%m-%d %H:%M", 5),
        Width::Medium => ("%Y-%m-%d %H:%M", 8),
        Width::Wide => ("%Y-%m-%d %H:%M", 12),
    };
    let time = time(row.entry, format, view);
    let (what_width, about_width) = match view.width() {
        Width::Narrow => (0, 0),
        Width::Medium => (12, 17),
        Width::Wide => (21, 22),
    };
    let rest = match view.width() {
        Width::Narrow => [what, &about, &change]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        _ => format!(
            "{} {} {change}",
            fit::left(what, what_width, more),
            fit::left(&about, about_width, more),
        ),
    };
    let used = 2 + fit::width(&time) + 1 + by_width + 1;
    Line::from(vec![
        marker(is_chosen, theme),
        Span::styled(time, theme.style(Role::Quiet)),
        Span::raw(" "),
        Span::raw(fit::left(&by, by_width, more)),
        Span::raw(" "),
        Span::raw(fit::cut(
            &theme.plain(&rest),
            width.saturating_sub(used),
            more,
        )),
    ])
}

fn in_full(row: Row, view: &View) -> String {
    let by = shown(view.register.actor(row.entry.by)).into_owned();
    let what = row.entry.what.name().get(view.lang);
    let about = about(row.change).map(|who| format!(" {}", name(who, view)));
    let about = about.unwrap_or_default();
    let change = difference::in_full(row.change, view);
    let (time, seq) = (time(row.entry, "%Y-%m-%d %H:%M:%S", view), row.entry.seq);
    let end = match change.is_empty() {
        true => String::new(),
        false => format!(": {change}"),
    };
    format!("{time} {by} {what}{about}{end} ({seq})")
}
