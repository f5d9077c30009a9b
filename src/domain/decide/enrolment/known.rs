//! Whom a draft is about: by personnummer, by name and start, or by who has said so.

use std::collections::HashMap;

use super::Enrolment;
use crate::domain::alike::{Look, bare, folded};
use crate::domain::decide::checks::{named, refuse_strange, taken};
use crate::domain::decide::refusal::{Namesake, Refusal};
use crate::domain::facts::details::Details;
use crate::domain::facts::participant::{Draft, Participant, PersonId, Protection, Stay, Whom};
use crate::domain::personnummer::Personnummer;
use crate::domain::register::Register;

/// The people that there are or will be, by what they may be known by.
#[derive(Default)]
pub struct Known {
    numbers: HashMap<Personnummer, PersonId>,
    names: HashMap<String, Vec<PersonId>>,
    /// By each way of looking at a name.
    typed: HashMap<String, Vec<PersonId>>,
    small: HashMap<String, Vec<PersonId>>,
    /// Without the marks on its letters, where it has any.
    bare: HashMap<String, Vec<PersonId>>,
}

impl Known {
    fn of<'a>(people: impl Iterator<Item = &'a Participant>) -> Known {
        let mut known = Known::default();
        for person in people {
            known.note(None, person);
        }
        known
    }

    /// Takes in somebody as they have become. By an old name they are still known.
    pub fn note(&mut self, before: Option<&Participant>, person: &Participant) {
        if let Some(number) = &person.personnummer {
            self.numbers.insert(number.clone(), person.id);
        }
        let name = person.full_name();
        if before.is_some_and(|before| before.full_name() == name) {
            return;
        }
        let Look { typed, small } = Look::of(&name);
        let (named, bare) = (folded(&name), bare(&name));
        if bare != named {
            self.bare.entry(bare).or_default().push(person.id);
        }
        for (names, name) in [
            (&mut self.names, named),
            (&mut self.typed, typed),
            (&mut self.small, small),
        ] {
            names.entry(name).or_default().push(person.id);
        }
    }

    /// Those for whom a name can be taken, and those whose name it is but for the marks on its letters.
    fn alike(&self, name: &str) -> Vec<PersonId> {
        let Look { typed, small } = Look::of(name);
        let bare = bare(name);
        let found = [
            self.typed.get(&typed),
            self.small.get(&small),
            self.bare.get(&bare),
            self.names.get(&bare),
        ];
        let mut alike: Vec<_> = found.into_iter().flatten().flatten().copied().collect();
        alike.sort_unstable();
        alike.dedup();
        alike
    }
}

impl Enrolment<'_> {
    /// The person whom a draft is about; `None` for somebody new. Refused where nobody can know: by name alone two
    /// people are not told apart, unless both have a personnummer.
    pub(super) fn whom(&self, draft: &Draft) -> Result<Option<PersonId>, Refusal> {
        let known = self.known.get_or_init(|| {
            let people = self.register.people.values();
            Known::of(people.chain(self.people.values()))
        });
        let details = &draft.details;
        let number = details.personnummer.as_ref();
        let by_number = number.and_then(|number| known.numbers.get(number)).copied();
        match (draft.whom, by_number) {
            (Whom::Same(id), _) => return self.said(id, draft, by_number).map(Some),
            (Whom::Unsaid, Some(id)) => return Ok(Some(id)),
            (Whom::New, Some(id)) => {
                let other = self.person(id).ok_or(Refusal::NoSuchPerson)?;
                return Err(taken(other));
            }
            (Whom::New, None) => return Ok(None),
            (Whom::Unsaid, None) => {}
        }
        let name = details.full_name();
        let may_be = |id: &PersonId| {
            let person = self.person(*id);
            person.is_some_and(|person| number.is_none() || person.personnummer.is_none())
        };
        let same = known.names.get(&folded(&name)).into_iter().flatten();
        let same: Vec<PersonId> = same.copied().filter(may_be).collect();
        let begins = |id: &&PersonId| {
            let person = self.person(**id);
            person.is_some_and(|person| person.stays.iter().any(|stay| stay.start == draft.start))
        };
        let with_start: Vec<&PersonId> = same.iter().filter(begins).collect();
        if let [only] = with_start[..] {
            return Ok(Some(*only));
        }
        // Nobody is there twice at once: two such rows of one list are two people.
        let other = |id: &PersonId| {
            let person = self.person(*id).filter(|_| self.list.told.contains_key(id));
            person.is_some_and(|person| person.stays.iter().any(|stay| overlaps(stay, draft)))
        };
        let former = self.former(&name);
        let former = former.iter().copied().filter(may_be);
        let mut same: Vec<PersonId> = same.into_iter().chain(former).collect();
        same.retain(|id| !other(id));
        same.sort_unstable();
        same.dedup();
        if !same.is_empty() {
            return Err(self.ask(&same, draft, (&name, true)));
        }
        let mut alike: Vec<PersonId> = known.alike(&name).into_iter().filter(may_be).collect();
        alike.retain(|id| {
            self.person(*id)
                .is_none_or(|known| !is_called(known, &name))
        });
        match alike.is_empty() {
            true => Ok(None),
            false => Err(self.ask(&alike, draft, (&name, false))),
        }
    }

    /// Who had a name before, as the log says.
    fn former(&self, name: &str) -> &[PersonId] {
        let former = self.facts.map(|facts| &facts.former);
        let former = former.filter(|former| !former.is_empty());
        let people = former.and_then(|former| former.get(&folded(name)));
        people.map_or(&[], Vec::as_slice)
    }

    /// Somebody who is said to be the one, unless a personnummer says otherwise.
    fn said(
        &self,
        id: PersonId,
        draft: &Draft,
        by_number: Option<PersonId>,
    ) -> Result<PersonId, Refusal> {
        let person = self.register.people.get(&id);
        let person = person.ok_or(Refusal::NoSuchPerson)?;
        if let Some(other) = by_number.filter(|other| *other != id) {
            let other = self.person(other).ok_or(Refusal::NoSuchPerson)?;
            return Err(taken(other));
        }
        let number = &draft.details.personnummer;
        if number.is_some() && person.personnummer.is_some() && *number != person.personnummer {
            let name = named(person);
            return Err(Refusal::OtherPersonnummer { name });
        }
        Ok(id)
    }

    /// Which of these people is meant, as a refusal that says what to answer.
    fn ask(&self, people: &[PersonId], draft: &Draft, (name, is_same): (&str, bool)) -> Refusal {
        let row = self.list.line;
        // Somebody of a row before has no number yet.
        let is_new = |id: &&PersonId| !self.register.people.contains_key(id);
        let mut new = people.iter().filter(is_new);
        let above = new.find_map(|id| self.list.told.get(id));
        if let Some(above) = above.copied() {
            return Refusal::SameNameAbove { above, row };
        }
        let people = people.iter().filter_map(|id| self.person(*id));
        let namesake = |person: &Participant| Namesake {
            had: (is_same && !is_called(person, name)).then(|| name.trim().to_owned()),
            is_there: is_there(person, draft, row.is_some()),
            ..Namesake::of(person)
        };
        let people = people.map(namesake).collect();
        match is_same {
            true => Refusal::SameName { people, row },
            false => Refusal::LooksLike {
                people,
                row,
                may_be_new: refuse_strange(name).is_ok(),
            },
        }
    }
}

/// Refuses to call somebody as another one is called, or so that the two look the same, until somebody has said that
/// they are two: as of somebody new, unless both have a personnummer.
pub fn ask_of_name(
    register: &Register,
    person: &Participant,
    details: &Details,
) -> Result<(), Refusal> {
    let name = details.full_name();
    if is_called(person, &name) {
        return Ok(());
    }
    let (look, bare_name) = (Look::of(&name), bare(&name));
    let is_like = |other: &str| look.is_of(other) || bare(other) == bare_name;
    let number = &details.personnummer;
    let others = register.people.values().filter(|other| {
        other.id != person.id
            && (number.is_none() || other.personnummer.is_none())
            && is_like(&other.full_name())
    });
    let people: Vec<Namesake> = others.map(Namesake::of).collect();
    match people.is_empty() {
        true => Ok(()),
        false => Err(Refusal::NameOfAnother { people }),
    }
}

/// Whether it is the name of the person, in whatever form.
fn is_called(person: &Participant, name: &str) -> bool {
    folded(&person.full_name()) == folded(name)
}

/// Whether the person is there already as the draft has it: then no new stay begins. A row of a list corrects the first day
/// of the stay that it is about, where that is one.
fn is_there(person: &Participant, draft: &Draft, is_row: bool) -> bool {
    let common = person.stays.iter().filter(|stay| overlaps(stay, draft));
    common.count() > usize::from(is_row)
}

/// Whether a stay and the draft's have a day in common.
pub fn overlaps(stay: &Stay, draft: &Draft) -> bool {
    stay.last_day().is_none_or(|last| draft.start <= last)
        && draft.end.is_none_or(|end| stay.start <= end)
}

/// That the draft's person is there already; somebody whose stays are over may come back.
pub fn there(known: &Participant, draft: &Draft) -> Refusal {
    let is_number =
        draft.details.personnummer.is_some() && known.personnummer == draft.details.personnummer;
    let is_said = draft.whom == Whom::Same(known.id);
    match known.is_past(draft.start) {
        true if is_number && !is_said && known.protection == Protection::None => {
            let who = Namesake::of(known);
            Refusal::Returns { who }
        }
        _ if is_number && !is_said => taken(known),
        _ if known.protection != Protection::None && !is_said => Refusal::SameName {
            people: vec![Namesake::of(known)],
            row: None,
        },
        _ => {
            let name = named(known);
            Refusal::AlreadyThere { name }
        }
    }
}
