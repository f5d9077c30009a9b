//! Whose clocks run out: the rows of the list, the most urgent first.

use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::order::list_key;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::screens::View;
use crate::screens::clock::{Face, Kind, faces, flags};
use crate::screens::listing::Choosable;

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Instead of anybody near or over.
    Nobody(String),
    /// Between them and those in the time to plan.
    Divider,
    Person(PersonRow),
}

impl Row {
    /// Who it is.
    pub fn person(&self) -> Option<&PersonRow> {
        match self {
            Row::Person(person) => Some(person),
            Row::Nobody(_) | Row::Divider => None,
        }
    }
}

impl Choosable for Row {
    fn is_choosable(&self) -> bool {
        self.person().is_some()
    }
}

/// Somebody of whose clocks at least one has come to plan or further.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    /// All that run, in their own order.
    pub faces: Vec<Face>,
    /// The day the plan's next step is due, where there is a plan.
    pub planned: Option<chrono::NaiveDate>,
    pub place: String,
}

impl PersonRow {
    /// The clocks that have come to plan or further, the most urgent first.
    pub fn flagged(&self) -> Vec<&Face> {
        let mut flagged: Vec<&Face> = self.faces.iter().filter(|f| f.is_flagged()).collect();
        flagged.sort_by_key(|face| face.urgency());
        flagged
    }

    /// How far the most urgent clock has come.
    pub fn clock(&self) -> Clock {
        let clocks = self.faces.iter().map(|face| face.clock);
        clocks.max().unwrap_or(Clock::Running)
    }

    /// Whether it matters that there is a plan: the twelve months have come to plan or further.
    pub fn is_to_be_planned(&self) -> bool {
        let twelve = |face: &&Face| face.kind == Kind::TwelveMonths;
        self.faces.iter().find(twelve).is_some_and(Face::is_flagged)
    }
}

/// Everybody at AMI with a clock that has come to plan or further, by their most urgent one, under two headings.
pub fn rows(view: &View) -> Vec<Row> {
    let mut people: Vec<(Urgency, &Participant)> = (view.register.at_ami(view.today))
        .filter_map(|person| Some((urgency(person, view)?, person)))
        .collect();
    people
        .sort_by_cached_key(|(urgency, person)| (*urgency, list_key(person, view.lang), person.id));
    let is_near = |(urgency, _): &(Urgency, &Participant)| !urgency.0;
    let (near, plan): (Vec<_>, Vec<_>) = people.into_iter().partition(is_near);
    let row = |(_, person)| Row::Person(person_row(person, view));
    let mut rows: Vec<Row> = near.into_iter().map(row).collect();
    if rows.is_empty() {
        rows.push(Row::Nobody(nobody_near(view)));
    }
    if !plan.is_empty() {
        rows.push(Row::Divider);
    }
    rows.extend(plan.into_iter().map(row));
    rows
}

/// Where somebody stands in the list: whether no clock is near or over yet, and the days left of the most urgent one.
type Urgency = (bool, i64);

/// `None` where all clocks merely run.
fn urgency(person: &Participant, view: &View) -> Option<Urgency> {
    let flags = flags(person, view);
    flags
        .map(|(clock, days_left)| (clock < Clock::Near, days_left))
        .min()
}

fn person_row(person: &Participant, view: &View) -> PersonRow {
    let arena = view.register.arena_of(person, view.today);
    PersonRow {
        id: person.id,
        name: view.name(person),
        faces: faces(person, view),
        planned: person.plan_onward(view.today).map(|plan| plan.due),
        place: arena.map(|arena| view.place(arena.id)).unwrap_or_default(),
    }
}

/// That nobody is near, and who will be first to be near twelve months.
fn nobody_near(view: &View) -> String {
    let standings = (view.register.at_ami(view.today))
        .filter_map(|person| Some((view.register.standing(person, view.today)?.near, person)));
    match standings.min_by_key(|(near, _)| *near) {
        None => say!(view.lang, sv: "Ingen är på AMI i dag.", en: "Nobody is at AMI today."),
        Some((near, person)) => {
            let name = view.name(person);
            say!(view.lang,
                sv: "Ingen är nära. Närmast tolv månader: {name} {near}.",
                en: "Nobody is near. Next to twelve months: {name} {near}.")
        }
    }
}
