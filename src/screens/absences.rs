//! A person's long absences: which one is to be changed, or that another is to be recorded.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};
use ratatui::{Frame, layout::Rect};

use super::moving::moved;
use super::{Effect, Opening, Screen, View};
use crate::action::{Action, Section};
use crate::domain::facts::participant::{Absence, PersonId};
use crate::lists;
use crate::say;
use crate::theme::Sign;
use crate::widgets::dialog::Dialog;
use crate::widgets::fit;
use crate::widgets::row::marker;
use crate::widgets::scroll::Scroll;

pub mod period;

const COLUMNS: u16 = 60;

/// The absences of a person, the latest first, below the row for another one.
pub struct Absences {
    who: PersonId,
    /// The first day of the chosen one; none for the row of another one. A colleague may record one above it.
    chosen: Option<NaiveDate>,
    scroll: Scroll,
}

/// What to open for a person's absences: the form at once where there is nothing to choose among.
pub fn opening(who: PersonId, view: &View) -> Opening {
    match absences(who, view).is_empty() {
        true => Opening::Absence { who, from: None },
        false => Opening::Absences(who),
    }
}

/// The latest first.
fn absences(who: PersonId, view: &View) -> Vec<Absence> {
    let list = lists::absences::Absences::of(who, &view.telling());
    list.rows().iter().rev().copied().collect()
}

impl Absences {
    pub fn new(who: PersonId, view: &View) -> Absences {
        // What is changed most is the end of the latest one.
        let latest = absences(who, view).first().map(|absence| absence.from);
        let mut screen = Absences {
            who,
            chosen: latest,
            scroll: Scroll::default(),
        };
        screen.refresh(view);
        screen
    }

    fn dialog(&self, view: &View) -> Dialog {
        let rows = absences(self.who, view).len() + 1;
        Dialog::place(
            view.area(),
            COLUMNS,
            u16::try_from(rows).unwrap_or(u16::MAX - 2),
        )
    }

    /// The row of the chosen one; the one for another where it is not there any more.
    fn place(&self, view: &View) -> usize {
        let known = absences(self.who, view);
        let at = known
            .iter()
            .position(|absence| Some(absence.from) == self.chosen);
        at.map_or(0, |at| at + 1)
    }

    fn choose(&mut self, row: usize, view: &View) {
        let known = absences(self.who, view);
        let at = row.checked_sub(1);
        self.chosen = at.and_then(|at| known.get(at)).map(|absence| absence.from);
    }
}

impl Screen for Absences {
    fn section(&self) -> Section {
        Section::List
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, view: &View) -> Effect {
        if action == Action::Open {
            let from = self.chosen.filter(|_| self.place(view) > 0);
            let who = self.who;
            return Effect::Replace(Opening::Absence { who, from });
        }
        let rows = absences(self.who, view).len() + 1;
        let page = usize::from(self.dialog(view).inner.height);
        if let Some(to) = moved(action, self.place(view), rows, page) {
            self.choose(to, view);
            self.refresh(view);
        }
        Effect::Nothing
    }

    fn tapped(&mut self, _column: u16, row: u16, view: &View) -> Effect {
        let inner = self.dialog(view).inner;
        let at = usize::from(row.saturating_sub(inner.y)) + self.scroll.top;
        if (inner.y..inner.bottom()).contains(&row) && at <= absences(self.who, view).len() {
            self.choose(at, view);
        }
        Effect::Nothing
    }

    fn refresh(&mut self, view: &View) {
        let rows = absences(self.who, view).len() + 1;
        let height = usize::from(self.dialog(view).inner.height);
        self.scroll.follow(self.place(view), rows, height);
    }

    fn hints(&self, _view: &View) -> Vec<Action> {
        vec![Action::Open, Action::Back, Action::Down]
    }

    fn draw(&self, frame: &mut Frame, _area: Rect, view: &View) {
        let (theme, lang) = (view.theme, view.lang);
        let dialog = self.dialog(view);
        let title = say!(lang, sv: "Längre frånvaro", en: "Long absence");
        let another = say!(lang, sv: "anteckna en ny", en: "record another");
        let known = absences(self.who, view);
        let rows = std::iter::once(another).chain(known.iter().map(|a| a.text(lang)));
        let rows: Vec<String> = rows.collect();
        let height = usize::from(dialog.inner.height);
        let hidden = self.scroll.hidden(rows.len(), height);
        dialog.draw_listed(frame, &title, hidden, theme);
        let window = self.scroll.window(rows.len(), height);
        let chosen = self.place(view);
        for (y, at) in (dialog.inner.y..).zip(window) {
            let room = usize::from(dialog.inner.width).saturating_sub(2);
            let text = fit::cut(&theme.plain(&rows[at]), room, theme.sign(Sign::More));
            let row = Rect {
                y,
                height: 1,
                ..dialog.inner
            };
            let line = Line::from(vec![marker(at == chosen, theme), Span::raw(text)]);
            frame.render_widget(line, row);
        }
    }
}
