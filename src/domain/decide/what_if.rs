//! Flags that a command would change by changing the settings or a rule, told before it is saved.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::decide::command::Command;
use crate::domain::decide::deciding::foresee;
use crate::domain::decide::refusal::Refusal;
use crate::domain::facts::change::Change;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::facts::settings::Settings;
use crate::domain::reckon::clocks::{decision_standing, total_standing};
use crate::domain::reckon::threshold;
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;
use crate::text::{Lang, Text};
use crate::{say, text};

/// A clock that flags people.
#[derive(Debug)]
pub struct Watched {
    /// The stable name for JSON.
    pub slug: &'static str,
    pub name: Text,
    flag: fn(&Participant, &Settings, NaiveDate) -> Option<Flag>,
}

/// THE list of the clocks that are compared: one entry a clock.
pub const CLOCKS: &[Watched] = &[
    Watched {
        slug: "twelve-months",
        name: text!("tolv månader", "twelve months"),
        flag: |person, settings, on| {
            let standing = threshold::standing(person, &settings.rule, on)?;
            Some(Flag::new(standing.clock, standing.days_left))
        },
    },
    Watched {
        slug: "decision",
        name: text!("beslut", "decision"),
        flag: |person, settings, on| {
            let standing = decision_standing(person, settings.rules(), on)?;
            Some(Flag::new(standing.clock, standing.days_left))
        },
    },
    Watched {
        slug: "total",
        name: text!("stödtid", "support time"),
        flag: |person, settings, on| {
            let standing = total_standing(person, settings.rules(), on)?;
            Some(Flag::new(standing.clock, standing.days_left))
        },
    },
];

/// A person's state under a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    pub clock: Clock,
    pub days_left: i64,
}

impl Flag {
    const fn new(clock: Clock, days_left: i64) -> Flag {
        Flag { clock, days_left }
    }
}

/// One person's flag under one clock, before and after; none where the clock does not run for them.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    pub who: PersonId,
    pub watched: &'static Watched,
    pub before: Option<Flag>,
    pub after: Option<Flag>,
}

impl Shift {
    /// `planera → nära`.
    pub fn text(&self, lang: Lang) -> String {
        let word = |flag: Option<Flag>| flag.map_or("–", |flag| flag.clock.name().get(lang));
        format!("{} → {}", word(self.before), word(self.after))
    }
}

/// The flags that would be others by other settings on a day, the most urgent first.
pub fn what_if(register: &Register, settings: &Settings, on: NaiveDate) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for person in register.people.values() {
        for watched in CLOCKS {
            let flag = |settings| (watched.flag)(person, settings, on);
            let (before, after) = (flag(&register.settings), flag(settings));
            if shown(before) != shown(after) {
                shifts.push(Shift {
                    who: person.id,
                    watched,
                    before,
                    after,
                });
            }
        }
    }
    shifts.sort_by_key(|shift| {
        let days_left = shift.after.map_or(i64::MAX, |flag| flag.days_left);
        (Reverse(shown(shift.after)), days_left, shift.who)
    });
    shifts
}

/// A clock that merely runs flags nobody, and neither does one that does not run.
fn shown(flag: Option<Flag>) -> Clock {
    flag.map_or(Clock::Running, |flag| flag.clock)
}

/// The effect of a command on the flags.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The day for which the flags were compared: today, or the later day from which a rule holds.
    pub on: NaiveDate,
    pub shifts: Vec<Shift>,
}

impl Outlook {
    /// The clock of all the flags that change; none where there are several, or no flags.
    pub fn clock(&self) -> Option<&'static Watched> {
        let watched = self.shifts.first()?.watched;
        let is_same = |shift: &Shift| shift.watched.slug == watched.slug;
        self.shifts.iter().all(is_same).then_some(watched)
    }

    /// How many flags change, under which clock if it is one, and on which day where that is not `today`.
    pub fn text(&self, today: NaiveDate, lang: Lang) -> String {
        let clock = self.clock().map(|watched| watched.name.get(lang));
        let clock = clock.map_or_else(String::new, |clock| format!(" ({clock})"));
        let change = match self.shifts.len() {
            0 => say!(lang, sv: "Inga flaggor ändras", en: "No flags change"),
            1 => say!(lang, sv: "1 flagga ändras{clock}", en: "1 flag changes{clock}"),
            n => say!(lang, sv: "{n} flaggor ändras{clock}", en: "{n} flags change{clock}"),
        };
        match self.on {
            on if on == today => format!("{change}."),
            on => say!(lang, sv: "{change} den {on}.", en: "{change} on {on}."),
        }
    }
}

/// The effect of a command on the flags; there is no shift if it changes no settings.
///
/// # Errors
/// The refusal that the command itself would meet.
pub fn outlook(
    register: &Register,
    command: &Command,
    today: NaiveDate,
) -> Result<Outlook, Refusal> {
    let on = match command {
        Command::SetRule(own) => own.from.max(today),
        Command::DropRule { from, .. } => today.max(*from),
        _ => today,
    };
    let changes = foresee(register, command, today)?;
    let shifts = changes.iter().find_map(|change| match change {
        Change::Settings { after, .. } => Some(what_if(register, after, on)),
        _ => None,
    });
    Ok(Outlook {
        on,
        shifts: shifts.unwrap_or_default(),
    })
}
