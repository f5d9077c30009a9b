//! A person's card: who they are, the day that is marked here, their clocks and decisions, a year of attendance and their
//! stays.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use ratatui::text::Line;
use ratatui::{Frame, layout::Rect};

use super::board::on_day;
use super::chrome::{HINT_ROWS, draw_heading};
use super::menu::{self, On, Subject};
use super::moving::day_moved;
use super::{Effect, Needs, Opening, Outcome, Screen, View};
use crate::action::{Action, Section};
use crate::domain::calendar::add_months;
use crate::domain::facts::change::{Change, Reading};
use crate::domain::facts::participant::{Participant, PersonId, Protection};
use crate::domain::plain::shown;
use crate::widgets::scroll::hidden_rows;

mod clocks;
mod head;
mod heat;
mod lines;
mod page;
mod subsidy;

/// The card's state: whose it is, the day, the first line in view, and what has been asked to be shown in full.
#[derive(Debug)]
pub struct Card {
    who: PersonId,
    /// The day that the head shows, and that is marked here.
    day: NaiveDate,
    /// The day that was today when this was last looked at.
    today: NaiveDate,
    top: usize,
    /// Whether the log keeps that the personnummer was read: only then is it shown, until the card closes.
    revealed: bool,
}

/// The last twelve months, today included.
fn year(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let before = add_months(today, -12);
    before.succ_opt().unwrap_or(before)..=today
}

impl Card {
    pub fn new(who: PersonId, view: &View) -> Card {
        Card {
            who,
            day: view.today,
            today: view.today,
            top: 0,
            revealed: false,
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        let person = view.register.people.get(&self.who);
        person.filter(|person| view.register.shows(person))
    }

    fn lines(&self, view: &View) -> Vec<Line<'static>> {
        self.person(view)
            .map_or_else(Vec::new, |person| lines::lines(self, person, view))
    }

    fn scroll(&mut self, lines: isize, view: &View) -> Effect {
        let most = self.lines(view).len().saturating_sub(rows(view));
        let top = self.top.min(most).saturating_add_signed(lines);
        self.top = top.min(most);
        Effect::Nothing
    }

    fn is_hidden(&self, person: &Participant) -> bool {
        person.protection != Protection::None && !self.revealed
    }

    /// What the menu is about.
    fn subject(&self) -> Subject {
        let revealed = self.revealed;
        Subject {
            who: Some(self.who),
            on: On::Card { revealed },
        }
    }

    fn name(&self, person: &Participant, view: &View) -> String {
        let name = match self.revealed {
            true => shown(&person.full_name()).into_owned(),
            false => view.name(person),
        };
        format!("{name}  {}", person.id)
    }
}

/// The rows above the card's lines: who it is, and their day.
const HEAD: u16 = 2;

/// The rows of the card's lines, below its heading.
fn rows(view: &View) -> usize {
    usize::from(view.size.1.saturating_sub(HINT_ROWS + HEAD))
}

impl Screen for Card {
    fn section(&self) -> Section {
        Section::Marks
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn about(&self) -> Option<PersonId> {
        Some(self.who)
    }

    fn show_day(&mut self, day: NaiveDate, _view: &View) -> bool {
        self.day = day;
        true
    }

    /// A card that showed today goes on showing today.
    fn refresh(&mut self, view: &View) {
        if self.day == self.today {
            self.day = view.today;
        }
        self.today = view.today;
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        if self.person(view).is_none() {
            return Effect::Nothing;
        }
        if let Some(effect) = on_day(action, self.who, self.day) {
            return effect;
        }
        let page = rows(view) as isize - 1;
        match action {
            Action::Up => self.scroll(-1, view),
            Action::Down => self.scroll(1, view),
            Action::PageUp => self.scroll(-page, view),
            Action::PageDown => self.scroll(page, view),
            Action::First => self.scroll(isize::MIN, view),
            Action::Last => self.scroll(isize::MAX, view),
            Action::GoToDate => Effect::Open(Opening::GoToDate { from: self.day }),
            Action::Open => {
                menu::answer(Action::Menu, self.subject(), view).unwrap_or(Effect::Nothing)
            }
            action => {
                if let Some(day) = day_moved(action, self.day, view.today) {
                    self.show_day(day, view);
                }
                menu::answer(action, self.subject(), view).unwrap_or(Effect::Nothing)
            }
        }
    }

    fn carried_out(&mut self, outcome: &Outcome, _view: &View) -> Effect {
        if let Outcome::Written(entry) = outcome {
            let read = Change::Read {
                who: self.who,
                what: Reading::Personnummer,
            };
            self.revealed |= entry.changes.contains(&read);
        }
        Effect::Nothing
    }

    fn needs(&self, _view: &View) -> Needs {
        Needs {
            days: vec![self.day],
            first: vec![self.who],
            histories: vec![self.who],
            ..Needs::default()
        }
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        use Action::{Back, Down, Find, MarkPresent, MarkSick, Menu, MoreCodes, Note, Undo};
        let person = self.person(view);
        let is_there = person.is_some_and(|person| person.stay(self.day).is_some());
        let mut hints = vec![Back, Menu];
        if is_there {
            hints.extend([MarkPresent, MarkSick, MoreCodes, Note, Undo]);
        }
        hints.extend([Down, Find, Action::PreviousDay, Action::TwelveMonths]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let Some(person) = self.person(view) else {
            return;
        };
        let lines = self.lines(view);
        let height = usize::from(area.height).saturating_sub(usize::from(HEAD));
        let top = self.top.min(lines.len().saturating_sub(height));
        let (above, below) = (top, lines.len().saturating_sub(top + height));
        let place = hidden_rows(above, below, view.theme);
        let row = |y| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        draw_heading(frame, row(0), view, &self.name(person, view), &place);
        let day = head::line(self.day, person, usize::from(area.width), view);
        frame.render_widget(day, row(1));
        for (y, line) in (HEAD..).zip(lines.into_iter().skip(top).take(height)) {
            frame.render_widget(line, row(y));
        }
    }
}
