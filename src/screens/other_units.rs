//! Who is placed in other units, on a screen.

use super::listed::{Row, Shown};
use super::listing::Parts;
use super::{Effect, Opening, View};
use crate::action::Action;
use crate::domain::facts::participant::{Group, PersonId};
use crate::lists::other_units::OtherUnits;
use crate::say;

/// The list, with the marker first at somebody if they are in it.
pub struct InOtherUnits {
    pub first: Option<PersonId>,
}

/// What is shown instead of the board, where somebody has no place on it.
pub fn instead_of_the_board(who: PersonId, view: &View) -> Effect {
    let Some(person) = view.register.people.get(&who) else {
        return Effect::Nothing;
    };
    let is_there = person.stay(view.today).is_some();
    if is_there && view.register.group_of(person, view.today) == Some(Group::OtherUnit) {
        return Effect::Open(Opening::OtherUnits(Some(who)));
    }
    let name = view.name(person);
    Effect::refuse(say!(view.lang,
        sv: "{name} har ingen plats på tavlan: placeringen är i en annan enhet. Kortet visar den.",
        en: "{name} has no place on the board: the placement is in another unit. The card shows it."))
}

/// What is usually said about a person, in columns.
const ABOUT: usize = 170;

impl Shown for InOtherUnits {
    type List = OtherUnits;

    fn list(&self, view: &View) -> OtherUnits {
        OtherUnits::of(&view.telling())
    }

    fn hints(&self, _list: &OtherUnits, chosen: Option<&Row<Self>>, _view: &View) -> Vec<Action> {
        let mut hints = vec![Action::Back];
        if chosen.is_some() {
            hints.extend([Action::Open, Action::Menu, Action::Down]);
        }
        hints.extend([Action::Find, Action::TwelveMonths, Action::Settings]);
        hints
    }

    /// At most a third of the screen: on a short one the people need it more.
    fn room(&self, _list: &OtherUnits, view: &View) -> Vec<usize> {
        let rows = (Parts::height(view) / 3).saturating_sub(1);
        vec![ABOUT.min(rows * Parts::columns(view))]
    }

    /// That nobody is in another unit, and how somebody comes there.
    fn empty(&self, view: &View) -> Option<String> {
        let nobody = OtherUnits::NOBODY.get(view.lang);
        let (card, moves) = (view.key(Action::Open), view.key(Action::MovePerson));
        Some(say!(view.lang,
            sv: "{nobody} Öppna en persons kort på tavlan med {card} och flytta med {moves}: grupp Annan enhet, och enhetens namn som arena.",
            en: "{nobody} Open a person's card on the board with {card} and move them with {moves}: group Other unit, and the unit's name as the arena."))
    }

    fn wanted(
        &self,
        old: Option<&OtherUnits>,
        _new: &OtherUnits,
        _was: Option<&PersonId>,
        _view: &View,
    ) -> Option<PersonId> {
        self.first.filter(|_| old.is_none())
    }
}
