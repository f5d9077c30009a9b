//! One rule through the years on a screen: the way to a value of one's own.

use crate::action::{Action, Section};
use crate::domain::rules::Name;
use crate::lists::List;
use crate::lists::rules::{Row, Rules};
use crate::say;
use crate::screens::listed::{Key, Shown};
use crate::screens::{Effect, Opening, View};
use crate::theme::Role;

/// Which rule's.
pub struct RuleHistory {
    pub name: Name,
}

/// Room for the longest rule in full, and the way on.
const IN_FULL: usize = 290;

impl RuleHistory {
    /// What opening the chosen line leads to, with the key that does.
    fn way_on(&self, row: &Row, view: &View) -> String {
        let lang = view.lang;
        let key = view.keymap.first_key(Action::Open, lang, view.theme.ascii);
        let Some(key) = key else {
            return String::new();
        };
        match (self.name.setting(), row.is_own) {
            (Some(_), _) => {
                say!(lang, sv: "{key} ändrar i inställningarna.", en: "{key} changes it in the settings.")
            }
            (None, true) => {
                say!(lang, sv: "{key} ändrar eller tar bort värdet.", en: "{key} changes the value or takes it back.")
            }
            (None, false) => {
                say!(lang, sv: "{key} sätter ett eget värde från en dag.", en: "{key} sets a value of your own from a day on.")
            }
        }
    }
}

impl Shown for RuleHistory {
    type List = Rules;

    fn list(&self, view: &View) -> Rules {
        Rules::of(self.name, &view.telling())
    }

    fn menu(&self) -> &'static [Section] {
        &[]
    }

    fn open(&self, _list: &Rules, chosen: Option<&Row>, _view: &View) -> Effect {
        let Some(row) = chosen else {
            return Effect::Nothing;
        };
        let name = self.name;
        Effect::Open(match name.setting() {
            Some(_) => Opening::Settings,
            None => Opening::OwnRule {
                name,
                from: row.is_own.then_some(row.from),
            },
        })
    }

    fn hints(&self, _list: &Rules, _chosen: Option<&Row>, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::Open, Action::Down]
    }

    fn about(&self, list: &Rules, row: &Row, view: &View) -> Vec<(String, Role)> {
        let mut about = list.about(row, &view.telling());
        if let Some((text, _)) = about.last_mut() {
            *text = format!("{text} {}", self.way_on(row, view));
        }
        about
    }

    fn room(&self, _list: &Rules, _view: &View) -> Vec<usize> {
        vec![IN_FULL]
    }

    /// At first what holds today is looked at.
    fn wanted(
        &self,
        old: Option<&Rules>,
        _new: &Rules,
        _was: Option<&Key<Self>>,
        view: &View,
    ) -> Option<Key<Self>> {
        let today = view
            .register
            .settings
            .rules()
            .in_force(self.name, view.today);
        let row = today.filter(|_| old.is_none()).map(|line| Row::of(&line))?;
        Some((self.name, Some(row)))
    }
}
