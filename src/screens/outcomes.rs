//! Outcome figures, a year at a time: how stays ended, how long they were, and whether jobs lasted.

use chrono::{Datelike, NaiveDate};
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::{HINT_ROWS, beside_year, draw_heading};
use super::moving::{moved, year_moved};
use super::{Effect, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::reckon::figures::words::rows;
use crate::domain::reckon::figures::{Figures, Of, years};
use crate::lists::{List, outcomes as told};
use crate::say;
use crate::theme::Role;
use crate::widgets::fit;
use crate::widgets::scroll::hidden_rows;

/// Columns of a figure: the longest length, `12 mån 30 d`, and a blank before it.
const FIGURE: usize = 12;

/// From so many rows each part of the table has a blank row before it.
const AIRY: u16 = 24;

/// Which year, and the first line in view. The figures are made anew only when the register, the day or the year
/// changes.
#[derive(Debug)]
pub struct Outcomes {
    year: i32,
    told: told::Outcomes,
    /// The first and the last year there is anything to be seen of.
    years: (i32, i32),
    top: usize,
    made_of: Option<(u64, NaiveDate, i32)>,
}

impl Outcomes {
    pub fn new(view: &View) -> Outcomes {
        let this = view.today.year();
        let mut screen = Outcomes {
            year: this,
            told: told::Outcomes::of(this, &view.telling()),
            years: (this, this),
            top: 0,
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    /// Everything below the heading.
    fn lines(&self, view: &View) -> Vec<Line<'static>> {
        let columns = usize::from(view.size.0);
        let quiet = view.theme.style(Role::Quiet);
        let mut lines = Vec::new();
        if self.told.is_empty() {
            lines.push(Line::default());
        } else {
            let label = match view.width() {
                Width::Narrow => 20,
                Width::Medium | Width::Wide => 24,
            };
            let fit = (columns.saturating_sub(label + 1) / FIGURE).max(1);
            for table in tables(self.told.figures(), fit) {
                lines.extend(draw_table(table, label, view));
                lines.push(Line::default());
            }
        }
        for text in self.explained(view) {
            let wrapped = fit::wrap(&view.theme.plain(&text), columns.saturating_sub(2));
            lines.extend(
                wrapped
                    .into_iter()
                    .map(|line| Line::styled(format!(" {line}"), quiet)),
            );
        }
        lines
    }

    /// What is counted and how, in sentences; or that there is nothing to count.
    fn explained(&self, view: &View) -> Vec<String> {
        if self.told.is_empty() {
            let (card, end) = (view.key(Action::Open), view.key(Action::EndStay));
            let none = self.told.none(0, &view.telling()).unwrap_or_default();
            return vec![
                none,
                say!(view.lang,
                    sv: "På en persons kort ({card} på tavlan) avslutar {end} vistelsen och frågar vad det blev.",
                    en: "On a person's card ({card} on the board) {end} ends the stay and asks what came of it."),
            ];
        }
        self.told.notes(&view.telling())
    }
}

/// The figures dealt into tables of at most so many columns: in one where all fit, else the forms in tables of their own.
fn tables(figures: &[(Of, Figures)], fit: usize) -> Vec<&[(Of, Figures)]> {
    if figures.len() <= fit {
        return vec![figures];
    }
    let is_form = |(of, _): &(Of, Figures)| matches!(of, Of::Form(_));
    let forms = figures.iter().position(is_form).unwrap_or(figures.len());
    let (groups, forms) = figures.split_at(forms);
    groups.chunks(fit).chain(forms.chunks(fit)).collect()
}

fn draw_table(columns: &[(Of, Figures)], label: usize, view: &View) -> Vec<Line<'static>> {
    let (theme, lang) = (view.theme, view.lang);
    let more = theme.sign(crate::theme::Sign::More);
    let cell = |text: &str| format!(" {}", fit::right(text, FIGURE - 1, more));
    let mut lines = Vec::new();
    let names = columns.iter().map(|(of, _)| cell(of.name().get(lang)));
    let names = format!(" {}{}", " ".repeat(label), names.collect::<String>());
    lines.push(Line::styled(names, theme.style(Role::Strong)));
    for (i, row) in rows(columns, lang).into_iter().enumerate() {
        if row.begins_part && i > 0 && view.size.1 >= AIRY {
            lines.push(Line::default());
        }
        let name_role = if i == 0 { Role::Strong } else { Role::Plain };
        let name = fit::left(&theme.plain(&row.name), label, more);
        let mut spans = vec![Span::styled(format!(" {name}"), theme.style(name_role))];
        for figure in row.cells {
            // What there is none of is quieter.
            let role = if figure == "0" {
                Role::Quiet
            } else {
                name_role
            };
            spans.push(Span::styled(cell(&figure), theme.style(role)));
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Lines in view, below the heading.
fn height(view: &View) -> usize {
    usize::from(view.size.1.saturating_sub(HINT_ROWS + 1))
}

impl Screen for Outcomes {
    fn section(&self) -> Section {
        Section::List
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let (first, last) = self.years;
        match year_moved(action, self.year, first..=last) {
            Some(year) => {
                (self.year, self.top) = (year, 0);
                self.refresh(view);
            }
            None => {
                let tops = self.lines(view).len().saturating_sub(height(view)) + 1;
                self.top = moved(action, self.top, tops, height(view)).unwrap_or(self.top);
            }
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today, self.year));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.years = years(view.register, view.today).into_inner();
            self.told = told::Outcomes::of(self.year, &view.telling());
        }
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let (first, last) = self.years;
        let mut hints = vec![Action::Back];
        hints.extend((self.year > first).then_some(Action::Left));
        hints.extend((self.year < last).then_some(Action::Right));
        hints.extend([Action::Down, Action::TwelveMonths]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        let (year, (first, last)) = (self.year, self.years);
        let title = self.told.title(&view.telling());
        let neighbours = beside_year(year, first..=last, view.theme);
        let lines = self.lines(view);
        let height = usize::from(area.height).saturating_sub(1);
        let top = self.top.min(lines.len().saturating_sub(height));
        let hidden = hidden_rows(top, lines.len().saturating_sub(top + height), view.theme);
        let right = format!("{neighbours}  {hidden}");
        draw_heading(frame, row(0), view, &title, right.trim());
        for (y, line) in (1..).zip(lines.into_iter().skip(top).take(height)) {
            frame.render_widget(line, row(y));
        }
    }
}
