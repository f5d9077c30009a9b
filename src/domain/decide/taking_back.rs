//! Taking back: one's own command as its log entry has it, undone or made again, fact by fact.
//!
//! Each change of the entry is taken apart into facts. Those that it changed are set back, and only where each still is
//! as the entry left it: what a colleague has changed since stands, and is not in the way where it is another fact. Then
//! the rules hold for what comes of it as for every command.

use std::collections::BTreeSet;

use crate::domain::decide::checks::named;
use crate::domain::decide::command::{Asker, Asks, Facts};
use crate::domain::decide::refusal::Refusal;
use crate::domain::decide::rights;
use crate::domain::facts::attendance::ActorId;
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::participant::{Arena, PersonId};
use crate::domain::register::Register;
use apart::{Pieces, takes_away};
use back::Back;
use checks::Checks;
use fact::Whose;

mod apart;
mod back;
mod checks;
mod fact;
mod latest;
mod left;
mod people;
mod turning;
mod unit;

pub use fact::Fact;
pub use latest::Latest;
pub use left::Left;

/// Which entry's changes are turned round, and what was written after it.
struct Turned<'a> {
    /// The command as it was first made.
    made: &'a LogEntry,
    /// That, or what last undid it or made it again.
    entry: &'a LogEntry,
    /// The newest first.
    since: &'a [LogEntry],
}

/// What is to be undone, or made again; or why that cannot be. `log` has the command's entry and those after it, each
/// command as one, the newest first.
fn turned<'a>(
    register: &Register,
    log: &'a [LogEntry],
    by: ActorId,
    (of, redo): (u64, bool),
) -> Result<Turned<'a>, Refusal> {
    let is_it = |entry: &&LogEntry| (entry.first()..=entry.seq).contains(&of);
    let made = log
        .iter()
        .find(is_it)
        .ok_or(Refusal::NoSuchEntry { seq: of })?;
    if made.by != by {
        let by = register.actor(made.by).to_owned();
        return Err(Refusal::NotYours { seq: of, by });
    }
    if matches!(made.what, What::Undo | What::Redo) {
        return Err(Refusal::IsAnUndo { seq: of });
    }
    if let Some(why) = made.what.stands() {
        return Err(Refusal::Stands { seq: of, why });
    }
    let last = log.iter().position(|entry| entry.of == Some(made.seq));
    let is_undone = last.is_some_and(|at| log[at].what == What::Undo);
    match (is_undone, redo) {
        (true, false) => return Err(Refusal::UndoneAlready { seq: of }),
        (false, true) => return Err(Refusal::NotUndone { seq: of }),
        _ => {}
    }
    if made.removed > 0 || last.is_some_and(|at| log[at].removed > 0) {
        return Err(Refusal::Weeded { seq: of });
    }
    let at = last.or_else(|| log.iter().position(|entry| entry.seq == made.seq));
    let at = at.unwrap_or_default();
    Ok(Turned {
        made,
        entry: &log[at],
        since: &log[..at],
    })
}

/// The marks to read before that can be decided, where the log was read.
pub fn asks(log: &[LogEntry], of: u64) -> Asks {
    let mut asks = Asks::default();
    let entries = log.iter();
    let about = entries.filter(|entry| entry.seq == of || entry.of == Some(of));
    for change in about.flat_map(|entry| &entry.changes) {
        match change {
            Change::Marked { who, day, .. } => asks.cells.push((*who, *day)),
            Change::Person { .. } => asks.days.extend(change.who()),
            _ => {}
        }
    }
    asks
}

/// The changes that take one's own command back, or make it again. Of a list, what of it can be.
pub(super) fn take_back(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    of: (u64, bool),
) -> Result<Vec<Change>, Refusal> {
    taken_back(register, facts, asker, of).map(|(changes, _)| changes)
}

/// What of a list would stay as it is: of a command that is no list nothing.
pub fn left(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    of: (u64, bool),
) -> Result<Vec<Left>, Refusal> {
    rights::check_taking_back(register, &facts.log, asker, of.0)?;
    taken_back(register, facts, asker, of).map(|(_, left)| left)
}

fn taken_back(
    register: &Register,
    facts: &Facts,
    asker: &Asker,
    (of, redo): (u64, bool),
) -> Result<(Vec<Change>, Vec<Left>), Refusal> {
    let turned = turned(register, &facts.log, asker.id, (of, redo))?;
    let mut taking = Taking {
        register,
        facts,
        since: turned.since,
        checks: Checks::of(register, turned.entry),
        is_of_people: turned.entry.changes.iter().any(is_of_person),
        is_list: turned.made.what == What::Import,
        left: Vec::new(),
    };
    let mut changes = Vec::new();
    for change in turned.entry.changes.iter().rev() {
        let left = taking.left.len();
        match taking.back(change) {
            Ok(Some(change)) => {
                taking.checks.take_in(&change);
                changes.push(change);
            }
            Ok(None) => {}
            Err(refusal) if taking.is_list => {
                taking.left.truncate(left);
                let whose = change.who();
                taking.left.push(Left::Whole {
                    whose,
                    why: refusal,
                });
            }
            Err(refusal) => return Err(refusal),
        }
    }
    changes
        .iter()
        .try_for_each(|change| taking.checks.goes(change))?;
    if changes.iter().any(takes_away) {
        changes.push(Change::Given(register.numbers()));
    }
    let mut left = taking.left;
    match changes.iter().any(is_of_person) || left.is_empty() {
        true => Ok((changes, left)),
        false => Err(left.swap_remove(0).refusal()),
    }
}

fn is_of_person(change: &Change) -> bool {
    matches!(change, Change::Person { .. })
}

/// An entry that is being turned round.
struct Taking<'a> {
    register: &'a Register,
    facts: &'a Facts,
    since: &'a [LogEntry],
    checks: Checks<'a>,
    /// Whether an arena came with somebody: then it may stay when they go.
    is_of_people: bool,
    /// Whether it is a list: then all of it goes back that can.
    is_list: bool,
    left: Vec<Left>,
}

impl Taking<'_> {
    /// The change that sets back what one has changed; none where nothing is left to set back.
    fn back(&mut self, change: &Change) -> Result<Option<Change>, Refusal> {
        match change {
            Change::Marked { .. } => self.mark(change),
            Change::Person { before, after } => {
                self.person(change, before.as_deref(), after.as_deref())
            }
            Change::Arena { before, after } => self.arena(before.as_ref(), after.as_ref()),
            Change::Closed { date, arena, .. } => {
                let now = self.register.closed.get(&(*date, *arena));
                let (date, arena, now) = (*date, *arena, now.cloned());
                let back = self.whole(change, |back| Change::Closed {
                    date,
                    arena,
                    before: now,
                    after: back.closed(),
                })?;
                if let Some(Change::Closed { after: Some(_), .. }) = &back {
                    self.checks.arena_is_there(arena)?;
                }
                Ok(back)
            }
            Change::Duty { key, .. } => {
                let (key, now) = (key.clone(), self.register.handled.get(key).cloned());
                self.whole(change, |back| Change::Duty {
                    key,
                    before: now,
                    after: back.handling(),
                })
            }
            Change::Settings { before, after } => {
                let now = &self.register.settings;
                let pieces = [before, after].map(|settings| unit::settings(settings));
                let back = self.set_back(&pieces, &unit::settings(now), None)?;
                let back = unit::put_settings_together(now.clone(), &back, before);
                self.checks.settings(&back)?;
                Ok((back != *now).then(|| Change::Settings {
                    before: Box::new(now.clone()),
                    after: Box::new(back),
                }))
            }
            // Nobody asked for these, or what was asked for stands.
            Change::Given(_)
            | Change::Actor { .. }
            | Change::Through { .. }
            | Change::User { .. }
            | Change::Key { .. }
            | Change::BackedUp { .. }
            | Change::Restored { .. }
            | Change::Whole { .. }
            | Change::TakenIn { .. }
            | Change::Read { .. } => Ok(None),
        }
    }

    /// The facts as they were, where each is still as it was left.
    fn set_back(
        &self,
        pieces: &[Pieces; 2],
        now: &Pieces,
        whose: Whose,
    ) -> Result<Pieces, Refusal> {
        let mut changed = apart::changed(pieces, now);
        match changed.find(|(_, is_since)| *is_since) {
            Some((fact, _)) => Err(self.changed_since(fact.clone(), whose)),
            None => Ok(apart::set_back(pieces, now, &BTreeSet::new())),
        }
    }

    /// That a fact is no longer as it was left, by whom and when.
    fn changed_since(&self, fact: Fact, whose: Whose) -> Refusal {
        let touches = |change: &&Change| {
            let [was, became] = turning::pieces(change);
            was.get(&fact) != became.get(&fact)
        };
        let mut since = self.since.iter();
        let entry = since.find(|entry| {
            let mut about = entry.changes.iter().filter(|one| one.who() == whose);
            about.any(|change| touches(&change))
        });
        let by = entry.map(|entry| self.register.actor(entry.by).to_owned());
        let at = entry.map(|entry| self.register.settings.zone.minute(entry.at));
        match whose {
            Some(who) => {
                let name = self.name(who);
                Refusal::ChangedSince { fact, name, by, at }
            }
            None => Refusal::UnitChangedSince { fact, by, at },
        }
    }

    fn name(&self, who: PersonId) -> String {
        let person = self.register.people.get(&who);
        person.map_or_else(|| who.to_string(), named)
    }

    /// Sets back what is one fact by itself.
    fn whole(
        &self,
        change: &Change,
        made: impl FnOnce(Back) -> Change,
    ) -> Result<Option<Change>, Refusal> {
        let pieces = turning::pieces(change);
        let fact = pieces.iter().flat_map(|one| one.keys()).next();
        let Some(fact) = fact.cloned() else {
            return Ok(None);
        };
        let now = self.now(&fact, change);
        let back = self.set_back(&pieces, &now, change.who())?;
        Ok((back != now).then(|| made(Back(back))))
    }

    /// A mark, closed day or duty as it is now.
    fn now(&self, fact: &Fact, change: &Change) -> Pieces {
        let piece = match change {
            Change::Marked { who, day, .. } => {
                let mark = self.facts.cells.get(&(*who, *day));
                mark.cloned().map(apart::Piece::Mark)
            }
            Change::Closed { date, arena, .. } => {
                let day = self.register.closed.get(&(*date, *arena));
                day.cloned().map(apart::Piece::Closed)
            }
            Change::Duty { key, .. } => {
                let handling = self.register.handled.get(key);
                handling.cloned().map(apart::Piece::Handling)
            }
            _ => None,
        };
        piece
            .map(|piece| (fact.clone(), piece))
            .into_iter()
            .collect()
    }

    fn mark(&self, change: &Change) -> Result<Option<Change>, Refusal> {
        let Some(cell) = change.as_mark() else {
            return Ok(None);
        };
        let (who, day) = (cell.who, cell.day);
        let person = self.checks.somebody(who)?;
        let before = self.facts.cells.get(&(who, day)).cloned();
        let back = self.whole(change, |back| Change::Marked {
            who,
            day,
            before,
            after: back.mark(),
        })?;
        if let Some(Change::Marked { after: Some(_), .. }) = &back {
            // The stay may have been changed since; a mark never comes to lie outside it.
            super::marks::within_stay(person, day)?;
        }
        Ok(back)
    }

    fn arena(
        &mut self,
        was: Option<&Arena>,
        became: Option<&Arena>,
    ) -> Result<Option<Change>, Refusal> {
        let Some(id) = was.or(became).map(|arena| arena.id) else {
            return Ok(None);
        };
        let now = self.register.arenas.get(&id);
        let pieces = [was, became].map(|arena| arena.map(unit::arena).unwrap_or_default());
        let as_now = now.map(unit::arena).unwrap_or_default();
        // One that came with somebody stays where others use it, or have changed it.
        let may_stay = was.is_none() && self.is_of_people;
        let back = match self.set_back(&pieces, &as_now, None) {
            Err(_) if may_stay => return Ok(None),
            back => unit::put_arena_together(id, back?),
        };
        match (&back, now) {
            (None, Some(now)) if self.checks.is_used(id) => {
                return match may_stay {
                    true => Ok(None),
                    false => Err(Refusal::ArenaNeeded {
                        arena: now.name.clone(),
                    }),
                };
            }
            (Some(back), _) => self.checks.arena_name(back)?,
            (None, _) => {}
        }
        Ok((back.as_ref() != now).then(|| Change::Arena {
            before: now.cloned(),
            after: back,
        }))
    }
}
