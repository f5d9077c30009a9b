//! The board: today's attendance of the two groups, one key a mark.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use ratatui::{Frame, layout::Rect};

use super::{Effect, Needs, Opening, Outcome, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::attendance::{Code, Entry, Mark};
use crate::domain::command::Command;
use crate::domain::participant::{Group, PersonId};
use crate::domain::quota;
use crate::domain::threshold::Clock;
use crate::say;

mod beside;
mod layout;
mod marking;
mod paint;
pub mod roster;
mod row;

use layout::Layout;
pub use marking::mark_or_ask;
use roster::Pane;

/// The board's state: which day, which pane, who is chosen.
#[derive(Debug)]
pub struct Board {
    pub day: NaiveDate,
    focus: Group,
    panes: [Pane; 2],
    /// What of the last mark can be said of another person.
    last: Option<Entry>,
    /// What the rows were made from.
    made_of: Option<(u64, NaiveDate, NaiveDate)>,
    flagged: (usize, usize),
    /// How many employments with lönebidrag begin this year, of how many; once there is any decision.
    quota: Option<(usize, u32, u32)>,
    /// Whether the command under way is a mark that was asked for here.
    asked: bool,
}

impl Board {
    pub fn new(view: &View) -> Board {
        let panes = [Pane::new(Group::Indoor), Pane::new(Group::Outdoor)];
        let mut board = Board {
            day: view.today,
            focus: Group::Indoor,
            panes,
            last: None,
            made_of: None,
            flagged: (0, 0),
            quota: None,
            asked: false,
        };
        board.refresh(view);
        if board.panes[0].person().is_none() && board.panes[1].person().is_some() {
            board.focus = Group::Outdoor;
        }
        board
    }

    fn pane(&self) -> &Pane {
        &self.panes[self.focus as usize]
    }

    fn pane_mut(&mut self) -> &mut Pane {
        &mut self.panes[self.focus as usize]
    }

    /// The chosen person.
    pub fn chosen(&self) -> Option<PersonId> {
        self.pane().person()
    }

    /// The group whose pane is in use.
    pub fn focus(&self) -> Group {
        self.focus
    }

    /// Shows a day.
    pub fn show_day(&mut self, day: NaiveDate, view: &View) {
        self.day = day;
        self.refresh(view);
    }

    /// Chooses a person, on the day in view or on the nearest day they have a place.
    pub fn show_person(&mut self, who: PersonId, view: &View) {
        self.refresh(view);
        if self.panes.iter().all(|pane| pane.position(who).is_none())
            && let Some(person) = view.register.people.get(&who)
            && let Some(stay) = person.stay_near(self.day)
        {
            let last = stay.last_day().unwrap_or(self.day);
            self.show_day(self.day.min(last).max(stay.start), view);
        }
        for index in 0..2 {
            if let Some(row) = self.panes[index].position(who) {
                self.panes[index].chosen = row;
                self.focus = self.panes[index].group;
            }
        }
        self.follow(view);
    }

    /// How many people are expected and unmarked in both groups on the day in view, once that is known.
    pub fn unmarked(&self) -> Option<usize> {
        let open = |pane: &Pane| pane.tally().map(|tally| tally.of - tally.marked);
        self.panes.iter().map(open).sum()
    }

    /// How many people are near and how many over twelve months today.
    pub fn flagged(&self) -> (usize, usize) {
        self.flagged
    }

    /// How many employments with lönebidrag via AMI begin this year, and the least and the most there are to be.
    pub fn quota(&self) -> Option<(usize, u32, u32)> {
        self.quota
    }

    fn marks<'a>(&self, view: &View<'a>) -> Option<&'a HashMap<PersonId, Mark>> {
        view.register.marks.day(self.day)
    }

    fn follow(&mut self, view: &View) {
        let height = Layout::new(view).rows();
        for pane in &mut self.panes {
            pane.scroll.follow(pane.chosen, pane.rows.len(), height);
            // A pane's first heading comes into view with its first person.
            if pane.chosen <= 1 {
                pane.scroll.top = 0;
            }
        }
    }

    fn nobody(&self, view: &View) -> Effect {
        Effect::refuse(say!(view.lang,
            sv: "Ingen är vald i den här rutan.",
            en: "Nobody is chosen in this pane."))
    }

    fn shift(&mut self, days: i64, view: &View) -> Effect {
        let to = if days < 0 {
            self.day.checked_sub_days(Days::new(days.unsigned_abs()))
        } else {
            self.day.checked_add_days(Days::new(days.unsigned_abs()))
        };
        self.show_day(to.unwrap_or(self.day), view);
        Effect::Nothing
    }

    fn go_to_next_unmarked(&mut self, view: &View) -> bool {
        let Some(marks) = view.register.marks.whole_day(self.day) else {
            return false;
        };
        let found = self
            .pane_mut()
            .choose_unmarked(|id| marks.contains_key(&id));
        self.follow(view);
        found
    }

    fn step(&mut self, steps: isize, view: &View) -> Effect {
        self.pane_mut().step(steps);
        self.follow(view);
        Effect::Nothing
    }

    fn turn_to(&mut self, group: Group) -> Effect {
        self.focus = group;
        Effect::Nothing
    }
}

/// From so many people on, the panes are made on a thread each: with thousands it is what a start waits for.
const FILLED_TOGETHER: usize = 2_000;

/// Makes both panes anew, and counts who is near and who is over.
fn fill(panes: &mut [Pane; 2], view: &View, day: NaiveDate) -> (usize, usize) {
    if view.register.people.len() < FILLED_TOGETHER {
        panes.iter_mut().for_each(|pane| pane.fill(view, day));
        return flagged(view);
    }
    std::thread::scope(|scope| {
        for pane in panes {
            scope.spawn(|| pane.fill(view, day));
        }
        flagged(view)
    })
}

fn flagged(view: &View) -> (usize, usize) {
    let clocks = view
        .register
        .people
        .values()
        .filter_map(|person| view.register.standing(person, view.today));
    clocks.fold((0, 0), |(near, reached), standing| match standing.clock {
        Clock::Near => (near + 1, reached),
        Clock::Reached => (near, reached + 1),
        Clock::Plan | Clock::Running => (near, reached),
    })
}

fn quota(view: &View) -> Option<(usize, u32, u32)> {
    let mut people = view.register.people.values();
    people.find(|person| !person.decisions.is_empty())?;
    let year = quota::year(view.register, view.today.year());
    let (least, most) = year.range()?;
    Some((year.starts.len(), least, most))
}

impl Screen for Board {
    fn section(&self) -> Section {
        Section::Board
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let page = Layout::new(view).rows() as isize - 1;
        match action {
            Action::MarkPresent => self.mark(Code::Present, view),
            Action::MarkPartDay => self.mark(Code::PartDay, view),
            Action::MarkSick => self.mark(Code::Sick, view),
            Action::MarkSickChild => self.mark(Code::SickChild, view),
            Action::MarkUnnotified => self.mark(Code::Unnotified, view),
            Action::MoreCodes => match self.chosen() {
                Some(who) => Effect::Open(Opening::Codes { who, day: self.day }),
                None => self.nobody(view),
            },
            Action::MarkRest => self.mark_rest(view),
            Action::ClearMark => match self.chosen() {
                Some(who) => Effect::Do(Command::Clear { who, day: self.day }),
                None => self.nobody(view),
            },
            Action::RepeatMark => self.repeat(view),
            Action::Note => match self.chosen() {
                Some(who) => Effect::Open(Opening::Note {
                    who,
                    day: self.day,
                    code: None,
                }),
                None => self.nobody(view),
            },
            Action::Undo => Effect::Undo,
            Action::Redo => Effect::Redo,
            Action::NextUnmarked => {
                if self.go_to_next_unmarked(view) {
                    Effect::Nothing
                } else {
                    Effect::told(say!(view.lang,
                        sv: "Alla som väntas i rutan är markerade.",
                        en: "Everybody expected in this pane is marked."))
                }
            }
            Action::PreviousDay => self.shift(-1, view),
            Action::NextDay => self.shift(1, view),
            Action::PreviousWeek => self.shift(-7, view),
            Action::NextWeek => self.shift(7, view),
            Action::Today => {
                self.show_day(view.today, view);
                Effect::Nothing
            }
            Action::GoToDate => Effect::Open(Opening::GoToDate { from: self.day }),
            Action::AddPerson => Effect::Open(Opening::AddPerson),
            Action::Up => self.step(-1, view),
            Action::Down => self.step(1, view),
            Action::PageUp => self.step(-page, view),
            Action::PageDown => self.step(page, view),
            Action::First | Action::Last => {
                self.pane_mut().choose_end(action == Action::Last);
                self.follow(view);
                Effect::Nothing
            }
            Action::OtherPane => self.turn_to(self.focus.other()),
            Action::Left => self.turn_to(Group::Indoor),
            Action::Right => self.turn_to(Group::Outdoor),
            Action::Open => match self.chosen() {
                Some(who) => Effect::Open(Opening::Card(who)),
                None => self.nobody(view),
            },
            _ => Effect::Nothing,
        }
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        let layout = Layout::new(view);
        if let Some(day) = layout.day_at(column, row, self.day) {
            self.show_day(day, view);
            return Effect::Nothing;
        }
        let Some((group, at)) = layout.row_at(column, row, self.focus) else {
            return Effect::Nothing;
        };
        match at {
            // A tap on a pane's frame turns to it; on a phone, where one pane is seen, to the other.
            None if view.width() == Width::Narrow => self.turn_to(group.other()),
            None => self.turn_to(group),
            Some(at) => {
                self.focus = group;
                let pane = self.pane_mut();
                let row = pane.scroll.top + at;
                if matches!(pane.rows.get(row), Some(roster::Row::Person(_))) {
                    pane.chosen = row;
                }
                Effect::Nothing
            }
        }
    }

    fn carried_out(&mut self, outcome: &Outcome, view: &View) -> Effect {
        let asked = std::mem::take(&mut self.asked);
        match outcome {
            Outcome::Written(entry) => self.written(entry, view),
            Outcome::Unchanged => {
                // The same mark again: on to who still waits for one.
                if view.advance && asked {
                    self.go_to_next_unmarked(view);
                }
                Effect::told(say!(view.lang,
                    sv: "Det var redan så; inget är ändrat.",
                    en: "It was so already; nothing was changed."))
            }
            Outcome::Failed(_) => Effect::Nothing,
        }
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, self.day, view.today));
        if self.made_of != made_of {
            self.made_of = made_of;
            self.flagged = fill(&mut self.panes, view, self.day);
            self.quota = quota(view);
        }
        for pane in &mut self.panes {
            pane.count(view, self.day);
        }
        self.follow(view);
    }

    fn needs(&self, view: &View) -> Needs {
        Needs {
            days: vec![self.day],
            first: self
                .panes
                .iter()
                .flat_map(|pane| pane.in_view(Layout::new(view).rows()))
                .collect(),
            ..Needs::default()
        }
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        if view.register.people.is_empty() {
            return vec![Action::AddPerson, Action::Help, Action::Quit];
        }
        let mut hints = vec![
            Action::MarkPresent,
            Action::MarkSick,
            Action::MarkRest,
            Action::Undo,
            Action::MarkUnnotified,
            Action::Find,
            Action::MoreCodes,
            Action::MarkPartDay,
            Action::MarkSickChild,
            Action::Open,
            Action::TwelveMonths,
            Action::PreviousDay,
            Action::Quit,
        ];
        if view.width() == Width::Narrow {
            hints.insert(3, Action::OtherPane);
        }
        if self.day != view.today {
            hints.insert(2, Action::Today);
        }
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        paint::draw(self, frame, area, view);
    }
}
