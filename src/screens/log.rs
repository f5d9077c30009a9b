//! The log on a screen: read on as its end comes into view.

use super::listed::{Key, Shown};
use super::{Effect, Needs, Opening, View};
use crate::action::{Action, Section};
use crate::lists::log::{Log, Row};
use crate::say;

/// How many changes are read at first, and how many more when their end comes into view.
const CHANGES: usize = 200;

/// How many changes are wanted.
pub struct LogPages {
    wanted: usize,
}

impl Default for LogPages {
    fn default() -> LogPages {
        LogPages { wanted: CHANGES }
    }
}

impl LogPages {
    /// Whether the log's first entry is in hand: one entry may hold a whole list, so changes are counted.
    fn is_whole(&self, view: &View) -> bool {
        let changes = view.log.iter().map(|entry| entry.changes.len().max(1));
        changes.sum::<usize>() < self.wanted
    }
}

impl Shown for LogPages {
    type List = Log;

    fn list(&self, view: &View) -> Log {
        Log::of(usize::MAX, self.is_whole(view), &view.telling())
    }

    fn made_of(&self, view: &View) -> u64 {
        let newest = view.log.first().map_or(0, |entry| entry.seq);
        newest << 24 | view.log.len() as u64
    }

    fn menu(&self) -> &'static [Section] {
        &[]
    }

    fn needs(&self, _view: &View) -> Needs {
        Needs {
            log: self.wanted,
            ..Needs::default()
        }
    }

    fn open(&self, _list: &Log, chosen: Option<&Row>, view: &View) -> Effect {
        match chosen.and_then(|row| Log::who(row, &view.telling())) {
            Some(who) => Effect::Open(Opening::Card(who)),
            None => Effect::refuse(say!(view.lang,
                sv: "Raden handlar inte om någon person.",
                en: "The row is not about a person.")),
        }
    }

    fn hints(&self, _list: &Log, _chosen: Option<&Row>, _view: &View) -> Vec<Action> {
        vec![Action::Back, Action::Down, Action::PageDown, Action::Open]
    }

    fn room(&self, _list: &Log, _view: &View) -> Vec<usize> {
        vec![170]
    }

    /// The newest stays chosen when colleagues write, as long as nobody has moved from it.
    fn wanted(
        &self,
        old: Option<&Log>,
        new: &Log,
        was: Option<&Row>,
        _view: &View,
    ) -> Option<Key<Self>> {
        let was_newest = old.and_then(Log::newest) == was.copied();
        new.newest().filter(|_| was_newest)
    }

    fn seen_to_the_end(&mut self, view: &View) {
        if !self.is_whole(view) {
            self.wanted += CHANGES;
        }
    }
}
