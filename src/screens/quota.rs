//! The year's quota: which employments with lönebidrag begin and end through AMI, and how many more there is room for.

use ratatui::text::{Line, Span};

use super::chrome::beside_year;
use super::listed::{Row, Shown};
use super::moving::year_moved;
use super::{Effect, View};
use crate::action::Action;
use crate::domain::calendar::YEARS;
use crate::lists::List;
use crate::lists::quota::Quota;
use crate::theme::{Role, Sign};
use crate::widgets::fit;

/// Which year's.
pub struct QuotaOf {
    pub year: i32,
}

impl Shown for QuotaOf {
    type List = Quota;

    fn list(&self, view: &View) -> Quota {
        Quota::of(self.year, &view.telling())
    }

    fn made_of(&self, _view: &View) -> u64 {
        self.year.unsigned_abs().into()
    }

    fn act(&mut self, action: Action, _list: &Quota, _view: &View) -> Option<Effect> {
        self.year = year_moved(action, self.year, YEARS)?;
        Some(Effect::Nothing)
    }

    fn hints(&self, _list: &Quota, chosen: Option<&Row<Self>>, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Left, Action::Right];
        if chosen.is_some() {
            hints.extend([Action::Open, Action::Menu]);
        }
        hints.extend([Action::Down, Action::Duties]);
        hints
    }

    fn beside(&self, _list: &Quota, view: &View) -> String {
        beside_year(self.year, YEARS, view.theme)
    }

    fn above(&self, list: &Quota, view: &View) -> Vec<Line<'static>> {
        let theme = view.theme;
        let mut counts = list.counts(&view.telling()).into_iter();
        let boxes = boxes(list, view);
        let room = usize::from(view.size.0).saturating_sub(fit::width(&boxes) + 3);
        let of_year = theme.plain(&counts.next().unwrap_or_default());
        let this = Line::from(vec![
            Span::raw(" "),
            Span::styled(boxes, theme.style(Role::Accent)),
            Span::raw(" "),
            Span::raw(fit::cut(&of_year, room, theme.sign(Sign::More))),
        ]);
        let earlier = counts.map(|count| {
            let count = theme.plain(&count);
            Line::styled(format!(" {count}"), theme.style(Role::Quiet))
        });
        std::iter::once(this).chain(earlier).collect()
    }

    fn room(&self, _list: &Quota, _view: &View) -> Vec<usize> {
        vec![120]
    }
}

/// One box for each that the range has room for, full for each that has begun.
fn boxes(told: &Quota, view: &View) -> String {
    let (started, most) = told.filled();
    let most = usize::try_from(most.unwrap_or(0)).unwrap_or(0).min(20);
    let started = started.min(20);
    let (full, rest) = (view.theme.sign(Sign::Full), view.theme.sign(Sign::Rest));
    full.repeat(started) + &rest.repeat(most.saturating_sub(started))
}
