//! A made-up register, to try tolv on and to measure it with. Nobody in it exists.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::calendar::add_months;
use crate::domain::facts::attendance::{ActorId, Mark};
use crate::domain::facts::change::{Change, LogEntry, What};
use crate::domain::facts::closed::ClosedDay;
use crate::domain::facts::participant::{Arena, ArenaId, Group, Participant};
use crate::domain::facts::settings::Settings;
use crate::domain::reckon::expected::free_holiday;
use crate::domain::register::Register;

mod history;
mod making;
mod names;
mod people;
mod random;
mod subsidy;

pub use making::{Made, make, temporary};
pub use random::Random;

/// The longest time that is made up, in months: stored marks begin in 1970.
pub const MAX_MONTHS: u32 = 600;

/// Up to so many months people come and go as at a real unit; in a longer register everybody stays all the time.
const NATURAL_MONTHS: u32 = 14;

/// One past participant to so many present ones, and as many in other units.
const PRESENT_TO_OTHERS: usize = 8;

/// The arenas: three indoors, three outdoors, and two other units of the municipality.
const ARENAS: [(Group, &str); 8] = [
    (Group::Indoor, "Köket"),
    (Group::Indoor, "Verkstaden"),
    (Group::Indoor, "Tvätten"),
    (Group::Outdoor, "Parken"),
    (Group::Outdoor, "Snickeriet"),
    (Group::Outdoor, "Återbruket"),
    (Group::OtherUnit, "Biblioteket"),
    (Group::OtherUnit, "Äldreboendet Linden"),
];

/// Whether AMI marks those who are placed there: the made-up unit leaves other units to themselves.
fn is_marked(arena: ArenaId) -> bool {
    let of = ARENAS.iter().zip(1..).find(|(_, id)| *id == arena.0);
    of.is_none_or(|((group, _), _)| *group != Group::OtherUnit)
}

/// The made-up unit.
const UNIT: &str = "AMI Exempelby (demo)";

/// Who marks; number 1 is whoever made the register.
const ACTORS: [(ActorId, &str); 4] = [
    (ActorId(2), "anna"),
    (ActorId(3), "bengt"),
    (ActorId(4), "cecilia"),
    (ActorId(5), "dragan"),
];

/// What to make up. The same plan gives the same register, on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub today: NaiveDate,
    pub seed: u64,
    /// How many AMI marks today; past participants and those in other units come on top of them.
    pub participants: usize,
    /// How far back marks go, up to `MAX_MONTHS`. Above 14, everybody is at AMI for all of it.
    pub months: u32,
}

/// One made-up person, with the marks of every day they were expected, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub participant: Participant,
    pub marks: Vec<(NaiveDate, Mark)>,
}

impl Plan {
    /// Two dozen people and fourteen months: what `tolv demo` shows.
    pub fn new(today: NaiveDate) -> Plan {
        Plan {
            today,
            seed: 12,
            participants: 24,
            months: NATURAL_MONTHS,
        }
    }

    /// Everybody, in the order of their numbers.
    pub fn people(&self) -> impl Iterator<Item = Person> {
        let days = self.open_days();
        names::names(self.seed)
            .take(self.total())
            .enumerate()
            .map(move |(index, name)| {
                let participant = people::participant(self, &days, index, name);
                let marks = history::marks(self, &participant, index, days.of_marks());
                Person { participant, marks }
            })
    }

    /// How many people there are, past ones and those in other units included.
    pub fn total(&self) -> usize {
        self.participants + 2 * self.others()
    }

    /// How many have left, and how many are in other units.
    fn others(&self) -> usize {
        match self.is_long() {
            true => 0,
            false => self.participants / PRESENT_TO_OTHERS,
        }
    }

    /// The arenas, those who mark, a local closed day, and the unit's name.
    pub fn unit(&self) -> Vec<Change> {
        let arenas = ARENAS.iter().zip(1..).map(|((group, name), id)| {
            let arena = Arena::open(ArenaId(id), (*name).to_owned(), *group);
            Change::new_arena(arena)
        });
        let actors = ACTORS.iter().map(|(id, name)| Change::Actor {
            id: *id,
            name: (*name).to_owned(),
        });
        let date = self.closed_day();
        let closed = ClosedDay {
            date,
            arena: None,
            name: "Planeringsdag".to_owned(),
            open_minutes: None,
        };
        let closed = Change::Closed {
            date,
            arena: None,
            before: None,
            after: Some(closed),
        };
        let before = Settings::default();
        // The name says on every screen that nobody here is real.
        let after = Settings {
            unit: UNIT.to_owned(),
            ..before.clone()
        };
        let settings = Change::Settings {
            before: Box::new(before),
            after: Box::new(after),
        };
        actors.chain(arenas).chain([closed, settings]).collect()
    }

    fn is_long(&self) -> bool {
        self.months > NATURAL_MONTHS
    }

    /// The first day that has marks.
    fn first_day(&self) -> NaiveDate {
        let months = i32::try_from(self.months.min(MAX_MONTHS)).unwrap_or_default();
        add_months(self.today, -months)
    }

    /// An ordinary Wednesday about six weeks ago.
    fn closed_day(&self) -> NaiveDate {
        let rules = Register::default();
        days_back_from(before(self.today, 38))
            .filter(|day| day.weekday() == chrono::Weekday::Wed)
            .find(|day| free_holiday(&rules, *day).is_none())
            .unwrap_or(self.today)
    }

    /// Worked out once, as every person's days are among them.
    fn open_days(&self) -> OpenDays {
        let mut register = Register::default();
        register.apply(&LogEntry {
            seq: 1,
            at: 0,
            by: ActorId(1),
            what: What::Demo,
            of: None,
            removed: 0,
            changes: self.unit(),
        });
        // Stays begin up to two years before today, or a little before a longer time's first day.
        let earliest = before(self.first_day(), 31).min(add_months(self.today, -30));
        let open = earliest
            .iter_days()
            .take_while(|day| *day <= self.today)
            .filter(|day| day.weekday().num_days_from_monday() < 5)
            .filter(|day| free_holiday(&register, *day).is_none())
            .filter(|day| register.closed_day(*day, None).is_none());
        OpenDays {
            open: open.collect(),
            first_marked: self.first_day(),
            today: self.today,
        }
    }
}

/// The days the unit was open: no weekends, no holidays or eves, no closed day.
struct OpenDays {
    open: BTreeSet<NaiveDate>,
    first_marked: NaiveDate,
    today: NaiveDate,
}

impl OpenDays {
    /// Those that can have marks: today's are still to be made.
    fn of_marks(&self) -> impl Iterator<Item = NaiveDate> {
        self.open
            .range(self.first_marked..self.today.max(self.first_marked))
            .copied()
    }

    /// The day itself, or the first open one after it; never later than today.
    fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        let next = self.open.range(day..).next();
        next.copied().unwrap_or(self.today)
    }

    /// The day itself, or the last open one before it.
    fn on_or_before(&self, day: NaiveDate) -> NaiveDate {
        let last = self.open.range(..=day).next_back();
        last.copied().unwrap_or(day)
    }
}

fn before(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MIN)
}

fn days_back_from(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(day), NaiveDate::pred_opt)
}
