//! The arenas that people are placed in as they come in: found by name, and added where they are new.

use super::Enrolment;
use crate::domain::alike::folded;
use crate::domain::decide::arenas::{MOST_COMPARED, is_slip, near};
use crate::domain::decide::checks::{NAME_LIMIT, checked, refuse_strange, unless_none};
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::participant::{Arena, ArenaId, Group};

impl Enrolment<'_> {
    /// Lets an arena be found by its name.
    pub(super) fn index_arena(&mut self, arena: &Arena) {
        let named = self.by_arena.entry(folded(&arena.name)).or_default();
        let means = (arena.into.unwrap_or(arena.id), arena.group);
        if !named.contains(&means) {
            named.push(means);
        }
    }

    /// The arena's number, or that of the one that it went into. An arena that is new in its group is added where that is
    /// meant, and in a register that knows none yet.
    pub(super) fn arena(
        &mut self,
        group: Option<Group>,
        name: &str,
        is_new: bool,
    ) -> Result<ArenaId, Refusal> {
        let name = unless_none(checked(name, NAME_LIMIT)?);
        if group.is_none() && name.is_empty() {
            return Err(Refusal::GroupMissing);
        }
        if group == Some(Group::OtherUnit) && name.is_empty() {
            return Err(Refusal::UnitMissing);
        }
        let named = self.by_arena.get(&folded(&name));
        let in_group = |(_, of): &&(ArenaId, Group)| group.is_none_or(|group| *of == group);
        let mut named = named.into_iter().flatten().filter(in_group);
        let first = named.next().map(|(id, _)| *id);
        let is_alone = named.next().is_none();
        let group = match (first, group) {
            (Some(id), _) if is_alone => return Ok(id),
            (Some(id), Some(_)) => return Ok(id),
            (None, Some(group)) => group,
            (_, None) => {
                let (arena, is_in_several) = (name, first.is_some());
                return Err(Refusal::ArenaUnknown {
                    arena,
                    is_in_several,
                });
            }
        };
        let is_first = || {
            self.register
                .arenas
                .values()
                .all(|arena| arena.name.is_empty())
        };
        if !is_new && !name.is_empty() {
            if !is_first() {
                let near = near(self.register, group, &name);
                return Err(Refusal::ArenaNew {
                    arena: name,
                    group,
                    near,
                });
            }
            self.refuse_like_above(group, &name)?;
        }
        refuse_strange(&name)?;
        let last = self.arenas.last().map(|arena| arena.id);
        let last = last.unwrap_or(self.register.numbers().arena);
        let id = ArenaId(last.0.checked_add(1).ok_or(Refusal::Full)?);
        let arena = Arena::open(id, name, group);
        self.index_arena(&arena);
        self.arenas.push(arena);
        if let Some(line) = self.list.line {
            self.list.arenas.insert(id, line);
        }
        Ok(id)
    }

    /// Refuses a name that is likely a slip for that of an arena which a row above makes. A list that makes very many has
    /// one for each row, and none is a slip.
    fn refuse_like_above(&self, group: Group, name: &str) -> Result<(), Refusal> {
        if self.arenas.len() > MOST_COMPARED {
            return Ok(());
        }
        let mut above = self.arenas.iter().filter_map(|arena| {
            let line = self.list.arenas.get(&arena.id)?;
            let is_like = arena.group == group && is_slip(&arena.name, name);
            is_like.then_some((arena, *line))
        });
        match above.next() {
            None => Ok(()),
            Some((arena, above)) => Err(Refusal::ArenaLikeAbove {
                arena: name.to_owned(),
                other: arena.name.clone(),
                above,
            }),
        }
    }
}
