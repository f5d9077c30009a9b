//! An arena that goes into another one of its group.

use super::change::done;
use crate::domain::decide::command::Command;
use crate::domain::decide::subject::Subject;
use crate::domain::facts::change::LogEntry;
use crate::domain::facts::participant::{Arena, ArenaId};
use crate::screens::form::Sheet;
use crate::screens::{Effect, View};
use crate::text::Text;
use crate::theme::Role;
use crate::widgets::form::Form;
use crate::{say, text};

/// The arena that goes.
pub struct MergeSheet {
    pub id: ArenaId,
}

/// The one field: where it goes.
#[derive(Clone, Copy, PartialEq)]
pub struct Target;

const LABEL: Text = text!("Går upp i", "Goes into");

impl MergeSheet {
    /// The others of its group that are open, in the order they were added, so that a choice goes on meaning the same.
    fn others<'a>(&self, view: &View<'a>) -> Vec<&'a Arena> {
        let group = view.register.arenas.get(&self.id).map(|arena| arena.group);
        let open = view.register.open_arenas(view.today);
        open.filter(|arena| arena.id != self.id && Some(arena.group) == group)
            .collect()
    }
}

impl Sheet for MergeSheet {
    type Key = Target;

    fn title(&self, view: &View) -> String {
        let place = view.place(self.id);
        say!(view.lang, sv: "Slå ihop {place}", en: "Merge {place}")
    }

    fn form(&self, view: &View) -> Form<Target> {
        let names = self
            .others(view)
            .into_iter()
            .map(|arena| view.place(arena.id));
        Form::default().one_of(Target, LABEL.get(view.lang), names.collect(), 0)
    }

    fn subject(&self, view: &View) -> Option<Subject> {
        Subject::arena(view.register, self.id)
    }

    fn says_something(&self, _view: &View) -> bool {
        true
    }

    fn follow(&self, form: &mut Form<Target>, view: &View) {
        let text = say!(view.lang,
            sv: "Alla som är eller har varit placerade här får den andra arenan, även dagar bakåt. Namnet fortsätter att betyda den, också i listor.",
            en: "Everybody who is or was placed here gets the other arena, days of the past too. The name goes on meaning that one, in lists too.");
        form.set_footer(vec![(text, Role::Quiet)]);
    }

    fn read(&self, form: &mut Form<Target>, view: &View) -> Option<Effect> {
        let Some(into) = self
            .others(view)
            .get(form.chosen(Target))
            .map(|arena| arena.id)
        else {
            form.fault(
                Target,
                say!(view.lang,
                sv: "Gruppen har ingen annan öppen arena.",
                en: "The group has no other open arena."),
            );
            return None;
        };
        Some(Effect::Do(Command::MergeArena { id: self.id, into }))
    }

    fn written(&self, entry: &LogEntry, view: &View) -> Effect {
        Effect::All(vec![Effect::Close, done(entry, view)])
    }
}
