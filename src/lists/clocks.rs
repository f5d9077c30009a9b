//! Whose clocks run out: twelve months, decisions and support time in one list, the most urgent first; or the twelve
//! months alone.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Face, Kind, counted, faces, flags};
use super::onward::plan_in_full;
use super::{Cell, Column, List, Telling, columns};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::order::list_key;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::text;
use crate::text::meaning::Role;

/// People by their most urgent clock, in two groups: near or over, and in the time to plan.
#[derive(Debug)]
pub struct Clocks {
    groups: [Vec<ClockRow>; 2],
    which: Which,
}

/// Which clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    TwelveMonths,
}

/// Somebody whose clock runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRow {
    id: PersonId,
    /// How far the most urgent clock has come.
    clock: Clock,
    /// How much there is to say beside the twelve months: other clocks that are flagged, a plan.
    others: usize,
}

/// A person whose twelve months are near or reached, as JSON.
#[derive(Clone, Debug, Serialize)]
struct ThresholdRow {
    id: PersonId,
    name: String,
    /// The day the clock started.
    start: NaiveDate,
    threshold_date: NaiveDate,
    days_left: i64,
    clock: Clock,
    /// Why: how it was counted, and the rule.
    rule: String,
    /// Whether there is a plan onward.
    planned: bool,
    /// When the plan's next step is due.
    plan_due: Option<NaiveDate>,
}

/// The columns of what is left on a clock, with its sign.
const LEFT: usize = 13;

impl Clocks {
    /// Everybody at AMI with a clock that has come to plan or further.
    pub fn all(of: &Telling) -> Clocks {
        let people = of.register.at_ami(of.today).filter_map(|person| {
            let urgencies = flags(person, of).map(|(_, clock, days)| (clock < Clock::Near, days));
            Some((urgencies.min()?, person))
        });
        let is_to_plan = |(to_plan, _): (bool, i64)| usize::from(to_plan);
        Clocks::sorted(people.collect(), is_to_plan, Which::All, of)
    }

    /// Everybody at AMI whose twelve months are near or over; or, where it is given, with at most so many days left.
    pub fn twelve_months(within: Option<i64>, of: &Telling) -> Clocks {
        let people = of.register.at_ami(of.today).filter_map(|person| {
            let standing = of.register.standing(person, of.today)?;
            let is_listed = match within {
                Some(days) => standing.days_left <= days,
                None => standing.clock >= Clock::Near,
            };
            is_listed.then_some((standing.days_left, person))
        });
        Clocks::sorted(people.collect(), |_| 0, Which::TwelveMonths, of)
    }

    fn sorted<U: Ord + Copy>(
        mut people: Vec<(U, &Participant)>,
        group: impl Fn(U) -> usize,
        which: Which,
        of: &Telling,
    ) -> Clocks {
        people.sort_by_cached_key(|(urgency, person)| {
            (*urgency, list_key(person, of.lang), person.id)
        });
        let mut groups = [Vec::new(), Vec::new()];
        for (urgency, person) in people {
            groups[group(urgency)].push(ClockRow::of(person, which, of));
        }
        Clocks { groups, which }
    }

    /// The most that is told of anybody beside their twelve months.
    pub fn others(&self) -> usize {
        let others = self.groups.iter().flatten().map(|row| row.others);
        others.max().unwrap_or(0)
    }
}

impl ClockRow {
    fn of(person: &Participant, which: Which, of: &Telling) -> ClockRow {
        let twelve = of.register.standing(person, of.today);
        let flagged = || flags(person, of);
        let most = match which {
            Which::All => flagged().map(|(_, clock, _)| clock).max(),
            Which::TwelveMonths => twelve.map(|standing| standing.clock),
        };
        let others = flagged().filter(|(kind, ..)| *kind != Kind::TwelveMonths);
        ClockRow {
            id: person.id,
            clock: most.unwrap_or(Clock::Running),
            others: others.count() + usize::from(person.plan_onward(of.today).is_some()),
        }
    }

    fn person<'a>(&self, of: &Telling<'a>) -> Option<&'a Participant> {
        of.register.people.get(&self.id)
    }

    fn json(&self, of: &Telling) -> Option<ThresholdRow> {
        let person = self.person(of)?;
        let standing = of.register.standing(person, of.today)?;
        let rule = &of.register.settings.rule;
        let plan = person.plan_onward(of.today);
        Some(ThresholdRow {
            id: person.id,
            name: person.name(of.lang),
            start: standing.start,
            threshold_date: standing.threshold,
            days_left: standing.days_left,
            clock: standing.clock,
            rule: format!("{} ({})", standing.why(rule, of.lang), rule.text(of.lang)),
            planned: plan.is_some(),
            plan_due: plan.map(|plan| plan.due),
        })
    }
}

impl List for Clocks {
    type Row = ClockRow;
    type Key = PersonId;

    fn title(&self, of: &Telling) -> String {
        match self.which {
            Which::All => say!(of.lang, sv: "Klockor som går ut", en: "Clocks that run out"),
            Which::TwelveMonths => say!(of.lang, sv: "Tolv månader", en: "Twelve months"),
        }
    }

    fn counts(&self, of: &Telling) -> Vec<String> {
        // Of everybody, however few are listed.
        let twelve = || {
            let people = of.register.at_ami(of.today);
            people.filter_map(|person| Some(of.register.standing(person, of.today)?.clock))
        };
        let rows = || self.groups.iter().flatten();
        let counts = [Clock::Reached, Clock::Near, Clock::Plan].map(|clock| {
            let n = match self.which {
                Which::All => rows().filter(|row| row.clock == clock).count(),
                Which::TwelveMonths => twelve().filter(|of_one| *of_one == clock).count(),
            };
            counted(clock, n, of.lang)
        });
        vec![counts.join("  ")]
    }

    fn groups(&self) -> Vec<&[ClockRow]> {
        let [near, plan] = &self.groups;
        match plan.is_empty() {
            true => vec![near],
            false => vec![near, plan],
        }
    }

    fn heading(&self, group: usize, of: &Telling) -> Option<String> {
        (group == 1).then(|| say!(of.lang, sv: "dags att planera", en: "time to plan"))
    }

    /// That nobody is near, and who will be first to be near twelve months.
    fn none(&self, _group: usize, of: &Telling) -> Option<String> {
        if self.which == Which::TwelveMonths {
            return Some(say!(of.lang,
                sv: "Ingen är så nära tolv månader.",
                en: "Nobody is that near to twelve months."));
        }
        let standings = of.register.at_ami(of.today);
        let near = standings
            .filter_map(|person| Some((of.register.standing(person, of.today)?.near, person)));
        Some(match near.min_by_key(|(near, _)| *near) {
            None => say!(of.lang, sv: "Ingen är på AMI i dag.", en: "Nobody is at AMI today."),
            Some((near, person)) => {
                let name = person.name(of.lang);
                say!(of.lang,
                    sv: "Ingen är nära. Närmast tolv månader: {name} {near}.",
                    en: "Nobody is near. Next to twelve months: {name} {near}.")
            }
        })
    }

    columns! {
        fn cells(self, row: &ClockRow, _group, of) {
            let Some(person) = row.person(of) else {
                return Vec::new();
            };
            let faces = faces(person, of);
            let clock = |kind| match faces.iter().find(|face| face.kind == kind) {
                Some(face) => Cell::told(left(face), face.days_left),
                None => Cell::of(""),
            };
            let standing = of.register.standing(person, of.today);
            let place = of.register.arena_of(person, of.today);
            let place = place.map(|arena| of.register.place(arena.id, of.lang));
        }
        Column::SIGN => Cell::sign(row.clock.sign());
        Column::NUMBER => Cell::of(person.id.to_string());
        Column::fixed(&[text!("namn", "name")], 10).up_to(28, 4) => Cell::of(person.name(of.lang));
        Column::fixed(&[text!("klocka", "clock")], 21).below(60).on_screens() => Cell::of(most_urgent(&faces, of));
        Column::fixed(&[text!("tolv mån", "12 months")], LEFT).right().from(60) => clock(Kind::TwelveMonths);
        Column::fixed(&[text!("beslut", "decision")], LEFT).right().from(60) => clock(Kind::Decision);
        Column::fixed(&[text!("totalt", "in all")], LEFT).right().from(60) => clock(Kind::Total);
        Column::fixed(&[text!("plan", "plan")], 10).from(76).below(100).on_screens() => plan(person, &faces, of);
        Column::fixed(&[text!("plan", "plan")], 19).from(100) => plan(person, &faces, of);
        Column::fixed(&[text!("plats", "place")], 16).up_to(26, 3).from(112) => Cell::known(place);
        Column::fixed(&[text!("start", "start")], 10).in_files() =>
            Cell::known(standing.as_ref().map(|standing| standing.start));
        Column::fixed(&[text!("gräns", "threshold")], 10).in_files() =>
            Cell::known(standing.as_ref().map(|standing| standing.threshold));
        Column::fixed(&[text!("läge", "state")], 10).in_files() =>
            Cell::told(row.clock.told(of.lang), row.clock.name().get(of.lang));
        Column::fixed(&[text!("varför", "why")], 10).in_files() =>
            Cell::known(standing.map(|s| s.why(&of.register.settings.rule, of.lang)));
    }

    fn key(&self, row: &ClockRow) -> PersonId {
        row.id
    }

    fn of(&self, row: &ClockRow) -> Option<PersonId> {
        Some(row.id)
    }

    /// Whether there is a plan, and why each clock that is flagged stands where it does.
    fn about(&self, row: &ClockRow, of: &Telling) -> Vec<(String, Role)> {
        let Some(person) = row.person(of) else {
            return Vec::new();
        };
        let (name, faces) = (person.name(of.lang), faces(person, of));
        let mut said: Vec<String> = (flagged(&faces).into_iter())
            .map(|face| face.reason(of.lang))
            .collect();
        match (person.plan_onward(of.today), said.first_mut()) {
            (Some(plan), _) => said.insert(0, format!("{name}, {}", plan_in_full(plan, of))),
            (None, Some(first)) if is_to_be_planned(&faces) => {
                *first = say!(of.lang, sv: "{name}, ingen plan; {first}", en: "{name}, no plan; {first}");
            }
            (None, Some(first)) => *first = format!("{name}; {first}"),
            (None, None) => {}
        }
        said.into_iter().map(|why| (why, Role::Plain)).collect()
    }

    fn foot(&self, of: &Telling) -> Option<String> {
        let rule = of.register.settings.rule.text(of.lang);
        Some(say!(of.lang, sv: "Regel: {rule}", en: "Rule: {rule}"))
    }

    fn json(&self, of: &Telling) -> impl Serialize {
        let rows = self.groups.iter().flatten();
        rows.filter_map(|row| row.json(of)).collect::<Vec<_>>()
    }
}

/// The clocks that have come to plan or further, the most urgent first.
fn flagged(faces: &[Face]) -> Vec<&Face> {
    let mut flagged: Vec<&Face> = faces.iter().filter(|face| face.is_flagged()).collect();
    flagged.sort_by_key(|face| face.urgency());
    flagged
}

/// What is left on a clock, behind its sign where it is flagged.
fn left(face: &Face) -> String {
    match face.clock.sign() {
        Some((sign, _)) => {
            let left = &face.left;
            format!("{} {left:>11}", sign.drawn())
        }
        None => face.left.clone(),
    }
}

/// The most urgent clock by name, and what is left of it.
fn most_urgent(faces: &[Face], of: &Telling) -> String {
    let most = flagged(faces).first().map(|face| {
        let (name, left) = (face.kind.name().get(of.lang), &face.left);
        format!("{name:<9} {left:>11}")
    });
    most.unwrap_or_default()
}

/// Whether it matters that there is a plan: the twelve months have come to plan or further.
fn is_to_be_planned(faces: &[Face]) -> bool {
    let twelve = faces.iter().find(|face| face.kind == Kind::TwelveMonths);
    twelve.is_some_and(Face::is_flagged)
}

/// By when it is planned, or that there is no plan; a flag that is still far off needs none.
fn plan(person: &Participant, faces: &[Face], of: &Telling) -> Cell {
    match person.plan_onward(of.today).map(|plan| plan.due) {
        Some(due) => {
            let planned = say!(of.lang, sv: "planerad {due}", en: "planned {due}");
            Cell::told(planned, due).in_short(due.to_string())
        }
        None if is_to_be_planned(faces) => {
            Cell::told(say!(of.lang, sv: "ingen plan", en: "no plan"), "")
        }
        None => Cell::of(""),
    }
}
