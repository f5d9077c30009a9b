//! The clocks that run out on a screen.

use super::View;
use super::listed::{Row, Shown};
use crate::action::Action;
use crate::domain::rules::twelve_months::Start;
use crate::lists::List;
use crate::lists::clocks::Clocks;
use crate::widgets::fit;

/// All three clocks of everybody at AMI.
pub struct TwelveMonths;

/// The longest reason of the twelve months, in columns.
const REASON: usize = 130;
/// What the days of absence, and that there is no decision, may add to it.
const MORE_REASON: usize = 33;
/// A plan, or the reason of another clock, where anybody in the list has one.
const OTHER: usize = 150;

impl Shown for TwelveMonths {
    type List = Clocks;

    fn list(&self, view: &View) -> Clocks {
        Clocks::all(&view.telling())
    }

    fn hints(&self, _list: &Clocks, chosen: Option<&Row<Self>>, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        if chosen.is_some() {
            hints.extend([Action::Open, Action::Menu, Action::Down]);
        }
        hints.extend([Action::Find, Action::Settings]);
        hints
    }

    fn room(&self, list: &Clocks, view: &View) -> Vec<usize> {
        let rule = &view.register.settings.rule;
        let more = [rule.absence_pauses, rule.start != Start::FirstDay];
        let more = more.into_iter().filter(|is_so| *is_so).count();
        let foot = list.foot(&view.telling()).unwrap_or_default();
        let mut room = vec![REASON + more * MORE_REASON, fit::width(&foot)];
        room.extend(std::iter::repeat_n(OTHER, list.others()));
        room
    }
}
