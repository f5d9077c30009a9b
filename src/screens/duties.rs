//! The duties on a screen: what is done about one, and where it leads.

use super::listed::{Row, Shown};
use super::menu::Subject;
use super::{Effect, Needs, Opening, View, Width};
use crate::action::{Action, Section};
use crate::domain::reckon::duties::{About, days_watched};
use crate::lists::duties::{Duties, DutyRow};
use crate::say;

pub mod handling;

/// How many days ahead are shown below what has come up.
const AHEAD: u32 = 30;

/// Whether those that were handled or set aside are shown.
#[derive(Default)]
pub struct DutyList {
    shows_handled: bool,
}

impl DutyList {
    /// Whether those that were handled are in the list now, whose end may be out of sight.
    fn handled_shown(&self, list: &Duties, view: &View) -> String {
        match (self.shows_handled, list.handled()) {
            (false, _) => say!(view.lang,
                sv: "Avklarade och undanlagda visas inte.",
                en: "Handled and set aside are not shown."),
            (true, 0) => say!(view.lang,
                sv: "Inget är avklarat eller undanlagt.",
                en: "Nothing is handled or set aside."),
            (true, n) => say!(view.lang,
                sv: "Sist i listan: {n} avklarade eller undanlagda.",
                en: "Last in the list: {n} handled or set aside."),
        }
    }
}

impl Shown for DutyList {
    type List = Duties;

    fn list(&self, view: &View) -> Duties {
        Duties::of(AHEAD, self.shows_handled, &view.telling())
    }

    fn made_of(&self, view: &View) -> u64 {
        view.register.marks.revision << 1 | u64::from(self.shows_handled)
    }

    fn menu(&self) -> &'static [Section] {
        &[Section::Duties, Section::Card]
    }

    fn needs(&self, view: &View) -> Needs {
        Needs {
            days: days_watched(view.register, view.today),
            ..Needs::default()
        }
    }

    fn subject(&self, _list: &Duties, chosen: Option<&DutyRow>) -> Subject {
        Subject::of_duty(chosen.map(|row| &row.duty))
    }

    fn open(&self, _list: &Duties, chosen: Option<&DutyRow>, _view: &View) -> Effect {
        match chosen.map(|row| (row.duty.about, row.duty.due)) {
            Some((About::Person(who), _)) => Effect::Open(Opening::Card(who)),
            Some((About::Group(_), day)) => Effect::ShowDay(day),
            None => Effect::Nothing,
        }
    }

    fn act(&mut self, action: Action, list: &Duties, view: &View) -> Option<Effect> {
        if action != Action::ShowHandled {
            return None;
        }
        self.shows_handled = !self.shows_handled;
        Some(Effect::told(self.handled_shown(list, view)))
    }

    fn hints(&self, _list: &Duties, chosen: Option<&Row<Self>>, view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        let open = chosen.map(|_| Action::Open);
        match view.width() {
            // Where not both fit, what is done about a duty is worth more: Enter opens all the same.
            Width::Narrow => hints.extend([Some(Action::Menu), open].into_iter().flatten()),
            _ => hints.extend([open, Some(Action::Menu)].into_iter().flatten()),
        }
        hints.extend([Action::Down, Action::TwelveMonths]);
        hints
    }

    fn room(&self, _list: &Duties, _view: &View) -> Vec<usize> {
        vec![270]
    }
}
