//! What was marked of a made-up person: mostly present, sick in spells, away for one thing and another.

use chrono::{Datelike, NaiveDate, Weekday};

use super::random::Random;
use super::{ACTORS, Plan, is_marked, people};
use crate::domain::calendar::{add_months, day_number};
use crate::domain::facts::attendance::{Code, Detail, Mark, Span};
use crate::domain::facts::participant::Participant;

const IN_EDUCATION: usize = 6;
const ON_PLACEMENT: usize = 18;

/// When the working day begins, in minutes since midnight.
const MORNING: u16 = 8 * 60;

/// Half past six UTC: morning in Sweden, summer and winter.
const MARKED_FROM: i64 = 6 * 3600 + 1800;
const AN_AFTERNOON_LATER: i64 = 6 * 3600;

const NOTES: [&str; 5] = [
    "Kom 20 minuter sent, bussen var inställd",
    "Tog eget ansvar för beställningen",
    "Klar med truckutbildningen",
    "Ville prata om nästa steg",
    "Hjälpte en ny deltagare till rätta",
];

/// What a day may hold beside plain presence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Happening {
    Sick,
    SickChild,
    Parental,
    Doctor,
    Authority,
    Interview,
    Leave,
    TimeOff,
    Other,
    PartDay,
    Unnotified,
    Excused,
    Visit,
    Placement,
    Noted,
}

/// What is said of one day, before who said it and when.
#[derive(Clone)]
struct Said {
    code: Code,
    detail: Detail,
    /// Given its code in the afternoon, not in the morning.
    later: bool,
}

impl Said {
    fn plain(code: Code) -> Said {
        Said {
            code,
            detail: Detail::default(),
            later: false,
        }
    }

    fn noted(code: Code, note: &str) -> Said {
        let mut said = Said::plain(code);
        said.detail.note = note.to_owned();
        said
    }

    fn spanning(code: Code, from: u16, until: u16) -> Said {
        let mut said = Said::plain(code);
        said.detail.span = Some(Span { from, until });
        said
    }
}

/// The marks of the days among `days` that the person was expected, oldest first.
pub fn marks(
    plan: &Plan,
    person: &Participant,
    index: usize,
    days: impl Iterator<Item = NaiveDate>,
) -> Vec<(NaiveDate, Mark)> {
    let mut life = Life::new(plan, index);
    days.filter_map(|day| {
        let stay = person.stay(day)?;
        if !stay.arena(day).is_some_and(is_marked) {
            return None;
        }
        let scheduled = stay.scheduled_minutes(day);
        if scheduled == Some(0) {
            return None;
        }
        let said = life.day(day, stay.start, scheduled.unwrap_or(480));
        Some((day, life.mark(day, scheduled, said)))
    })
    .collect()
}

/// One person's habits, and what they are in the middle of.
struct Life {
    random: Random,
    kind: usize,
    seed: u64,
    index: usize,
    /// In so many of a thousand days something may happen, by what.
    chances: Vec<(Happening, u32)>,
    /// What goes on, and for how many more working days.
    spell: Option<(Said, u32)>,
}

impl Life {
    fn new(plan: &Plan, index: usize) -> Life {
        let mut random = Random::of(plan.seed, "life", index as u64);
        let kind = people::kind(index);
        let absence = 40 + random.below(150);
        let is_parent = random.below(3) == 0;
        let if_parent = |chance| if is_parent { chance } else { 0 };
        let on_placement = if kind == ON_PLACEMENT { 15 } else { 0 };
        let chances = vec![
            (Happening::Sick, absence / 5),
            (Happening::SickChild, if_parent(absence / 8)),
            (Happening::Parental, if_parent(3)),
            (Happening::Doctor, 6),
            (Happening::Authority, 4),
            (Happening::Interview, 3),
            (Happening::Leave, 2),
            (Happening::TimeOff, 2),
            (Happening::Other, 1),
            (Happening::PartDay, absence / 8),
            (Happening::Unnotified, absence / 15),
            (Happening::Excused, absence / 30),
            (Happening::Visit, 3),
            (Happening::Placement, on_placement),
            (Happening::Noted, 8),
        ];
        Life {
            random,
            kind,
            seed: plan.seed,
            index,
            chances,
            spell: None,
        }
    }

    fn day(&mut self, day: NaiveDate, start: NaiveDate, minutes: u16) -> Said {
        if self.is_on_holiday(day, start) {
            self.spell = None;
            return Said::plain(Code::Holiday);
        }
        if let Some((said, left)) = self.spell.take() {
            if left > 1 {
                self.spell = Some((said.clone(), left - 1));
            }
            return said;
        }
        if self.kind == IN_EDUCATION && day.weekday() == Weekday::Wed {
            return Said::plain(Code::Education);
        }
        match self.happening() {
            Some(happening) => self.happens(happening, minutes),
            None => Said::plain(Code::Present),
        }
    }

    /// Two or three weeks in July for who has been here six months by then.
    fn is_on_holiday(&self, day: NaiveDate, start: NaiveDate) -> bool {
        if day.month() != 7 || add_months(start, 6) > day {
            return false;
        }
        let year = u64::from(day.year().unsigned_abs());
        let mut random = Random::of(self.seed ^ year, "holiday", self.index as u64);
        let (first, weeks) = (1 + random.below(10), 2 + random.below(2));
        (first..first + 7 * weeks).contains(&day.day())
    }

    fn happening(&mut self) -> Option<Happening> {
        let mut left = self.random.below(1_000);
        for (happening, chance) in &self.chances {
            match left.checked_sub(*chance) {
                Some(rest) => left = rest,
                None => return Some(*happening),
            }
        }
        None
    }

    fn happens(&mut self, what: Happening, minutes: u16) -> Said {
        let random = &mut self.random;
        match what {
            Happening::Sick => {
                let days = match random.below(5) {
                    0 => 3 + random.below(6),
                    _ => 1 + random.below(3),
                };
                self.spell(Said::plain(Code::Sick), days)
            }
            Happening::SickChild => {
                let days = 1 + random.below(2);
                self.spell(Said::plain(Code::SickChild), days)
            }
            Happening::Parental => Said::plain(Code::Parental),
            Happening::Doctor => {
                let from = MORNING + 30 * u16::try_from(random.below(10)).unwrap_or_default();
                Said::spanning(Code::Doctor, from, from + 90)
            }
            Happening::Authority => Said::spanning(Code::Authority, MORNING + 60, MORNING + 180),
            Happening::Interview => Said::spanning(Code::Interview, MORNING + 120, MORNING + 210),
            Happening::Leave => Said::plain(Code::Leave),
            Happening::TimeOff => Said::plain(Code::TimeOff),
            Happening::Other => Said::noted(Code::OtherExcused, "Flyttar"),
            Happening::PartDay => {
                let rest = [Code::Sick, Code::Doctor, Code::Leave, Code::SickChild];
                let gone = 60 + 30 * u16::try_from(random.below(4)).unwrap_or_default();
                let until = MORNING + minutes.saturating_sub(gone).max(30);
                let mut said = Said::spanning(Code::PartDay, MORNING, until);
                said.detail.rest = random.pick(&rest).copied();
                said
            }
            Happening::Unnotified => Said::plain(Code::Unnotified),
            Happening::Excused => {
                let mut said = Said::noted(Code::Sick, "Ringde på eftermiddagen");
                said.detail.first = Some(Code::Unnotified);
                said.later = true;
                said
            }
            Happening::Visit => Said::noted(Code::GroupVisit, "Återvinningscentralen"),
            Happening::Placement => {
                let said = Said::noted(Code::Placement, "Stadsbiblioteket");
                self.spell(said, 10)
            }
            Happening::Noted => {
                let note = random.pick(&NOTES).copied().unwrap_or_default();
                Said::noted(Code::Present, note)
            }
        }
    }

    fn spell(&mut self, said: Said, days: u32) -> Said {
        if days > 1 {
            self.spell = Some((said.clone(), days - 1));
        }
        said
    }

    fn mark(&mut self, day: NaiveDate, scheduled: Option<u16>, said: Said) -> Mark {
        let Said {
            code,
            detail,
            later,
        } = said;
        let own = people::marked_by(self.index);
        let stand_in = match self.random.below(5) {
            0 => own + 1,
            _ => own,
        };
        let minutes = match detail.span {
            Some(span) => Some(span.minutes()),
            None => scheduled.filter(|_| code.is_present()),
        };
        let delay = if later { AN_AFTERNOON_LATER } else { 0 };
        let at = i64::from(day_number(day)) * 86_400
            + MARKED_FROM
            + delay
            + i64::from(self.random.below(3_600));
        Mark {
            code,
            minutes,
            by: ACTORS[stand_in % ACTORS.len()].0,
            at,
            detail: (detail != Detail::default()).then(|| Box::new(detail)),
        }
    }
}
