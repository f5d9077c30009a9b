//! The year's quota: which employments with lönebidrag begin and end through AMI, and how many more there is room for.

use chrono::{Datelike, NaiveDate};
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::chrome::{beside_year, draw_heading};
use super::listed::{Place, fill, line};
use super::listing::{Listing, Parts, row};
use super::menu::{self, Subject};
use super::{Effect, Opening, Screen, View, Width};
use crate::action::{Action, Section};
use crate::domain::calendar::YEARS;
use crate::domain::facts::participant::PersonId;
use crate::lists::{self, List};
use crate::theme::{Role, Sign};

/// Which year, and who is chosen. Its rows are made anew only when the register or the year changes.
#[derive(Debug)]
pub struct Quota {
    year: i32,
    told: Option<lists::quota::Quota>,
    list: Listing<Place>,
    made_of: Option<(u64, NaiveDate, i32)>,
}

impl Quota {
    pub fn new(view: &View) -> Quota {
        let mut screen = Quota {
            year: view.today.year(),
            told: None,
            list: Listing::default(),
            made_of: None,
        };
        screen.refresh(view);
        screen
    }

    fn person(&self) -> Option<PersonId> {
        self.list.chosen()?.of()
    }

    fn turn(&mut self, years: i32, view: &View) -> Effect {
        let to = self.year + years;
        if YEARS.contains(&to) {
            self.year = to;
            self.list = Listing::default();
            self.refresh(view);
        }
        Effect::Nothing
    }
}

/// The list stands below what the year and the one before it come to, and above the rule.
fn parts(view: &View) -> Parts {
    let foot = match view.width() {
        Width::Narrow => 4,
        Width::Medium | Width::Wide => 3,
    };
    Parts::new(4, foot, view)
}

impl Screen for Quota {
    fn section(&self) -> Section {
        Section::List
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Card]
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        match action {
            Action::Left => self.turn(-1, view),
            Action::Right => self.turn(1, view),
            Action::Open => match self.person() {
                Some(who) => Effect::Open(Opening::Card(who)),
                None => Effect::Nothing,
            },
            action => {
                let subject = Subject::in_list(self.person());
                menu::answer(action, subject, view).unwrap_or_else(|| {
                    self.list.step(action, parts(view));
                    Effect::Nothing
                })
            }
        }
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        self.list.tap(row, parts(view));
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let made_of = Some((view.register.revision, view.today, self.year));
        if self.made_of != made_of {
            self.made_of = made_of;
            let told = lists::quota::Quota::of(view.register, self.year, view.today, view.lang);
            fill(&mut self.list, &told);
            self.told = Some(told);
        }
        self.list.follow(parts(view));
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Left, Action::Right];
        if self.list.chosen().is_some() {
            hints.extend([Action::Open, Action::Menu]);
        }
        hints.extend([Action::Down, Action::Duties]);
        hints
    }

    fn draw(&self, frame: &mut Frame, area: Rect, view: &View) {
        let Some(told) = &self.told else {
            return;
        };
        let (theme, lang) = (view.theme, view.lang);
        let parts = parts(view);
        let beside = beside_year(self.year, YEARS, theme);
        draw_heading(frame, row(area, 0), view, &told.title(lang), &beside);
        let mut counts = told.counts(lang).into_iter();
        let this = counts.next().unwrap_or_default();
        frame.render_widget(
            Line::from(vec![
                Span::raw(" "),
                Span::styled(boxes(told, view), theme.style(Role::Accent)),
                Span::raw(" "),
                Span::raw(theme.plain(&this)),
            ]),
            row(area, 1),
        );
        let earlier = theme.plain(&counts.next().unwrap_or_default());
        let quiet = theme.style(Role::Quiet);
        frame.render_widget(Line::styled(format!(" {earlier}"), quiet), row(area, 2));
        parts.draw_rows(frame, area, self.list.window(parts), |at| {
            line(told, &self.list, at, view)
        });
        let foot = told.foot(lang).map(|text| (text, Role::Quiet));
        parts.draw_foot(frame, area, foot, view);
    }
}

/// One box for each that the range has room for, full for each that has begun.
fn boxes(told: &lists::quota::Quota, view: &View) -> String {
    let (started, most) = told.filled();
    let most = usize::try_from(most.unwrap_or(0)).unwrap_or(0).min(20);
    let started = started.min(20);
    let (full, rest) = (view.theme.sign(Sign::Full), view.theme.sign(Sign::Rest));
    full.repeat(started) + &rest.repeat(most.saturating_sub(started))
}
