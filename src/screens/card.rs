//! A person's card: who they are, their clocks and decisions, a year of attendance and their stays.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use ratatui::text::Line;
use ratatui::{Frame, layout::Rect};

use super::absences;
use super::chrome::{HINT_ROWS, draw_heading, hidden_rows};
use super::{Effect, Needs, Opening, Outcome, Screen, View};
use crate::action::{Action, Section};
use crate::domain::calendar::add_months;
use crate::domain::change::{Change, Reading};
use crate::domain::command::Command;
use crate::domain::participant::{Participant, PersonId, Protection};
use crate::domain::plain::shown;
use crate::domain::refusal::Refusal;
use crate::say;

mod clocks;
mod heat;
mod lines;
mod page;
mod subsidy;

/// The card's state: whose it is, the first line in view, and what has been asked to be shown in full.
#[derive(Debug)]
pub struct Card {
    who: PersonId,
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
    pub fn new(who: PersonId) -> Card {
        Card {
            who,
            top: 0,
            revealed: false,
        }
    }

    fn person<'a>(&self, view: &View<'a>) -> Option<&'a Participant> {
        view.register.people.get(&self.who)
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

    fn reveal(&self, person: &Participant, view: &View) -> Effect {
        if person.personnummer.is_none() && person.protection == Protection::None {
            return Effect::refuse(say!(view.lang,
                sv: "Inget personnummer är antecknat.",
                en: "No personnummer is recorded."));
        }
        Effect::Do(Command::Read {
            who: self.who,
            what: Reading::Personnummer,
        })
    }

    fn new_stay(&self, person: &Participant, view: &View) -> Effect {
        let last = person.stays.last().map(|stay| stay.last_day());
        match last {
            Some(None) => Effect::refuse(say!(view.lang,
                sv: "Vistelsen pågår. Avsluta den innan en ny kan börja.",
                en: "The stay is running. End it before a new one can begin.")),
            Some(Some(last)) if last >= view.today => Effect::refuse(say!(view.lang,
                sv: "Vistelsen pågår till {last}. En ny kan börja efter den.",
                en: "The stay is running until {last}. A new one can begin after it.")),
            _ => Effect::Open(Opening::NewStay(self.who)),
        }
    }

    fn plan(&self, person: &Participant, view: &View) -> Effect {
        if person.stay(view.today).is_none() {
            let name = view.name(person);
            return Effect::refuse(Refusal::NotAtAmi { name }.text(view.lang));
        }
        Effect::Open(Opening::PlanOnward(self.who))
    }

    fn name(&self, person: &Participant, view: &View) -> String {
        let name = match self.revealed {
            true => shown(&person.full_name()).into_owned(),
            false => view.name(person),
        };
        format!("{name}  {}", person.id)
    }
}

/// The rows of the card's lines, below its heading.
fn rows(view: &View) -> usize {
    usize::from(view.size.1.saturating_sub(HINT_ROWS + 1))
}

impl Screen for Card {
    fn section(&self) -> Section {
        Section::Card
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        let Some(person) = self.person(view) else {
            return Effect::Nothing;
        };
        let page = rows(view) as isize - 1;
        match action {
            // The form shows the name, which of a protected person is only shown when the log keeps that it was.
            Action::ChangePerson if self.is_hidden(person) => Effect::refuse(say!(view.lang,
                sv: "Skyddade uppgifter: visa dem först. Det skrivs i loggen.",
                en: "Protected data: show it first. The log keeps that you did.")),
            Action::ChangePerson => Effect::Open(Opening::ChangePerson(self.who)),
            Action::MovePerson => Effect::Open(Opening::MovePerson(self.who)),
            Action::EndStay => Effect::Open(Opening::EndStay(self.who)),
            Action::NewStay => self.new_stay(person, view),
            Action::LongAbsence => Effect::Open(absences::opening(self.who, view)),
            Action::Decisions => Effect::Open(Opening::Decisions(self.who)),
            Action::SetStep => Effect::Open(Opening::Step(self.who)),
            Action::PlanOnward => self.plan(person, view),
            Action::ShowPersonnummer => self.reveal(person, view),
            Action::Open => Effect::ShowPerson(self.who),
            Action::Up => self.scroll(-1, view),
            Action::Down => self.scroll(1, view),
            Action::PageUp => self.scroll(-page, view),
            Action::PageDown => self.scroll(page, view),
            Action::First => self.scroll(isize::MIN, view),
            Action::Last => self.scroll(isize::MAX, view),
            _ => Effect::Nothing,
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
            histories: vec![self.who],
            ..Needs::default()
        }
    }

    fn hints(&self, view: &View) -> Vec<Action> {
        let at_ami = self
            .person(view)
            .is_some_and(|person| person.stay(view.today).is_some());
        let mut hints = vec![Action::Back, Action::ChangePerson];
        if at_ami {
            hints.extend([Action::PlanOnward, Action::Decisions]);
            hints.extend([Action::SetStep, Action::MovePerson, Action::EndStay]);
        } else {
            hints.extend([Action::NewStay, Action::Decisions]);
        }
        if !self.revealed {
            hints.push(Action::ShowPersonnummer);
        }
        hints.push(Action::Down);
        if at_ami {
            hints.push(Action::LongAbsence);
        }
        hints.push(Action::TwelveMonths);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let Some(person) = self.person(view) else {
            return;
        };
        let lines = self.lines(view);
        let height = usize::from(area.height).saturating_sub(1);
        let top = self.top.min(lines.len().saturating_sub(height));
        let (above, below) = (top, lines.len().saturating_sub(top + height));
        let place = hidden_rows(above, below, view.theme);
        let row = |y| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        draw_heading(frame, row(0), view, &self.name(person, view), &place);
        for (y, line) in (1..).zip(lines.into_iter().skip(top).take(height)) {
            frame.render_widget(line, row(y));
        }
    }
}
