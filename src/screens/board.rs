//! The board: today's attendance, a pane for each group that AMI marks, one key a mark.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use ratatui::{Frame, layout::Rect};

use super::moving::day_moved;
use super::{Effect, Needs, Opening, Outcome, Screen, View, menu};
use crate::action::{Action, Section};
use crate::domain::decide::command::Command;
use crate::domain::decide::rights::Right;
use crate::domain::facts::attendance::{Code, Entry, Mark};
use crate::domain::facts::participant::{Group, PersonId};
use crate::domain::reckon::quota;
use crate::domain::reckon::threshold::Clock;
use crate::say;

mod beside;
mod layout;
mod marking;
mod paint;
pub mod roster;
pub mod row;

use layout::{Layout, next};
pub use marking::{mark_or_ask, on_day};
use roster::Pane;

/// The board's state: which day, which pane, who is chosen.
#[derive(Debug)]
pub struct Board {
    pub day: NaiveDate,
    focus: Group,
    /// One for each group that AMI marks, in their order.
    panes: Vec<Pane>,
    /// What of the last mark can be said of another person.
    last: Option<Entry>,
    /// What the rows were made from.
    made_of: Option<(u64, NaiveDate, NaiveDate)>,
    flagged: (usize, usize),
    /// How many employments with lönebidrag begin this year, of how many; once there is any decision.
    quota: Option<(usize, u32, u32)>,
    /// Whether the command under way is a mark that was asked for here.
    asked: bool,
    /// Whose day got a new code with the last key: a note now is about that, wherever the marker has gone on to.
    just_marked: Option<(PersonId, NaiveDate)>,
}

impl Board {
    pub fn new(view: &View) -> Board {
        let mut board = Board {
            day: view.today,
            focus: Group::Indoor,
            panes: Vec::new(),
            last: None,
            made_of: None,
            flagged: (0, 0),
            quota: None,
            asked: false,
            just_marked: None,
        };
        board.refresh(view);
        let with_people = board.panes.iter().find(|pane| pane.person().is_some());
        board.focus = with_people.map_or(Group::Indoor, |pane| pane.group);
        board
    }

    /// The place of the pane in use among the panes.
    fn at(&self) -> usize {
        let at = self.panes.iter().position(|pane| pane.group == self.focus);
        at.unwrap_or_default()
    }

    fn pane(&self) -> &Pane {
        &self.panes[self.at()]
    }

    fn pane_mut(&mut self) -> &mut Pane {
        let at = self.at();
        &mut self.panes[at]
    }

    fn pane_of(&self, group: Group) -> Option<&Pane> {
        self.panes.iter().find(|pane| pane.group == group)
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

    /// Chooses a person, on the day in view or on the nearest day they have a place. Says whether there is one: who is
    /// in another unit may have none.
    pub fn show_person(&mut self, who: PersonId, view: &View) -> bool {
        self.refresh(view);
        if self.panes.iter().all(|pane| pane.position(who).is_none())
            && let Some(person) = view.register.people.get(&who)
            && let Some(stay) = person.stay_near(self.day)
        {
            let last = stay.last_day().unwrap_or(self.day);
            self.show_day(self.day.min(last).max(stay.start), view);
        }
        self.stand_at(who, view)
    }

    /// Has the marker stand at a person, in whichever pane they are on the day in view. Stays, and says so, where they
    /// are in none.
    pub fn stand_at(&mut self, who: PersonId, view: &View) -> bool {
        self.just_marked = None;
        self.refresh(view);
        let mut is_there = false;
        for pane in &mut self.panes {
            if let Some(row) = pane.position(who) {
                pane.chosen = row;
                self.focus = pane.group;
                is_there = true;
            }
        }
        self.follow(view);
        is_there
    }

    /// How many people are expected and unmarked in all panes on the day in view, once that is known.
    pub fn unmarked(&self) -> Option<usize> {
        let open = |pane: &Pane| pane.tally().map(|tally| tally.of - tally.marked);
        self.panes.iter().map(open).sum()
    }

    /// Which other panes have unmarked people, as a sentence after another; empty where none has.
    fn unmarked_elsewhere(&self, view: &View) -> String {
        let others = self.panes.iter().filter(|pane| pane.group != self.focus);
        let open = others.filter_map(|pane| {
            let open = pane.tally().map(|tally| tally.of - tally.marked)?;
            let group = pane.group.heading().get(view.lang);
            (open > 0).then(|| format!("{group} {open}"))
        });
        match open.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => none,
            open => say!(view.lang, sv: " Omarkerade i {open}.", en: " Unmarked in {open}."),
        }
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
        let height = Layout::new(view, self.focus).rows();
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

    /// Turns to the pane `steps` further right, or left where negative; stops at the ends.
    fn turn(&mut self, steps: isize) -> Effect {
        let at = self.at().saturating_add_signed(steps);
        self.turn_to(self.panes[at.min(self.panes.len() - 1)].group)
    }

    /// Has a pane for each group that AMI marks; who was chosen stays chosen.
    fn set_panes(&mut self, view: &View) {
        let groups = view.register.settings.panes();
        self.panes.retain(|pane| groups.contains(&pane.group));
        for group in &groups[self.panes.len()..] {
            self.panes.push(Pane::new(*group));
        }
        if !groups.contains(&self.focus) {
            self.turn(isize::MAX);
        }
    }
}

/// From so many people on, the panes are made on a thread each: with thousands it is what a start waits for.
const FILLED_TOGETHER: usize = 2_000;

/// Makes all panes anew, and counts who is near and who is over.
fn fill(panes: &mut [Pane], view: &View, day: NaiveDate) -> (usize, usize) {
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
        .shown()
        .filter_map(|person| view.register.standing(person, view.today));
    clocks.fold((0, 0), |(near, reached), standing| match standing.clock {
        Clock::Near => (near + 1, reached),
        Clock::Reached => (near, reached + 1),
        Clock::Plan | Clock::Running => (near, reached),
    })
}

fn quota(view: &View) -> Option<(usize, u32, u32)> {
    if !view.register.may(Right::Survey) {
        return None;
    }
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

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let page = Layout::new(view, self.focus).rows() as isize - 1;
        let just_marked = self.just_marked.take();
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
            Action::Note => self.note(just_marked, view),
            Action::Undo => Effect::Undo,
            Action::Redo => Effect::Redo,
            Action::NextUnmarked => {
                if view.register.marks.whole_day(self.day).is_none() {
                    Effect::refuse(say!(view.lang,
                        sv: "Dagens markeringar kunde inte läsas, så det går inte att se vem som är omarkerad.",
                        en: "The day's marks could not be read, so there is no telling who is unmarked."))
                } else if self.go_to_next_unmarked(view) {
                    Effect::Nothing
                } else {
                    let text = say!(view.lang,
                        sv: "Alla som väntas i rutan är markerade.",
                        en: "Everybody expected in this pane is marked.");
                    Effect::told(text + &self.unmarked_elsewhere(view))
                }
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
            Action::OtherPane => self.turn_to(next(view.register.settings.panes(), self.focus)),
            Action::Left => self.turn(-1),
            Action::Right => self.turn(1),
            Action::Open => match self.chosen() {
                Some(who) => Effect::Open(Opening::Card(who)),
                None => self.nobody(view),
            },
            action => match day_moved(action, self.day, view.today) {
                Some(day) => {
                    self.show_day(day, view);
                    Effect::Nothing
                }
                None => {
                    let chosen = menu::Subject::in_list(self.chosen());
                    menu::answer(action, chosen, view).unwrap_or(Effect::Nothing)
                }
            },
        }
    }

    fn tapped(&mut self, column: u16, row: u16, view: &View) -> Effect {
        let layout = Layout::new(view, self.focus);
        self.just_marked = None;
        if let Some(day) = layout.day_at(column, row, self.day) {
            self.show_day(day, view);
            return Effect::Nothing;
        }
        let Some((place, at)) = layout.row_at(column, row) else {
            return Effect::Nothing;
        };
        match (at, place.also) {
            // A tap on a pane's frame turns to it; from there, to the one that shares its place.
            (None, Some(also)) if place.group == self.focus => self.turn_to(also),
            (None, _) => self.turn_to(place.group),
            (Some(at), _) => {
                self.focus = place.group;
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
            self.set_panes(view);
            self.flagged = fill(&mut self.panes, view, self.day);
            self.quota = quota(view);
        }
        for pane in &mut self.panes {
            pane.count(view, self.day);
        }
        self.follow(view);
    }

    fn needs(&self, view: &View) -> Needs {
        let layout = Layout::new(view, self.focus);
        let places = layout.places.iter();
        let seen = places.filter_map(|place| self.pane_of(place.group));
        Needs {
            days: vec![self.day],
            first: seen.flat_map(|pane| pane.in_view(layout.rows())).collect(),
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
        let places = Layout::new(view, self.focus).places;
        if places.iter().any(|place| place.also.is_some()) {
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
