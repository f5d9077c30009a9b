//! A person's three clocks in words: how far each has come, what is left, and why.

use std::cmp::Reverse;

use super::Telling;
use crate::domain::calendar::whole_months;
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::clocks::{DecisionStanding, TotalStanding};
use crate::domain::reckon::threshold::{Clock, Standing};
use crate::text::{Lang, Text};
use crate::{say, text};

/// One of the three clocks, which are never mixed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// AMI's own twelve months.
    TwelveMonths,
    /// The last day of AF's decisions.
    Decision,
    /// The time with support in one form, against its most.
    Total,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::TwelveMonths, Kind::Decision, Kind::Total];

    /// The columns of the longest name.
    pub const COLUMNS: usize = 9;

    /// The clock in a word or two.
    pub const fn name(self) -> Text {
        match self {
            Kind::TwelveMonths => text!("tolv mån", "12 months"),
            Kind::Decision => text!("beslut", "decision"),
            Kind::Total => text!("totalt", "in all"),
        }
    }
}

/// One clock of a person as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    pub kind: Kind,
    pub clock: Clock,
    pub days_left: i64,
    /// `37 d kvar`, `14 mån kvar`, `5 d över`: at most `LEFT_COLUMNS` wide.
    pub left: String,
    /// What it has come to, in a word.
    pub word: &'static str,
    /// Gone and whole, for a bar.
    pub progress: (i64, i64),
    /// The days it runs from and to.
    pub dates: String,
    /// The rule, its value and source, and the days it was counted from.
    pub why: String,
}

/// The columns of what is left.
pub const LEFT_COLUMNS: usize = 11;
/// The columns of a clock's word.
pub const WORD_COLUMNS: usize = 7;

impl Face {
    /// Whether it has come to where something is to be done.
    pub fn is_flagged(&self) -> bool {
        self.clock > Clock::Running
    }

    /// Why it stands where it does, with its name.
    pub fn reason(&self, lang: Lang) -> String {
        let (name, why) = (self.kind.name().get(lang), &self.why);
        match self.kind {
            Kind::TwelveMonths => format!("{name}: {why}"),
            // It begins with the decision itself.
            Kind::Decision => why.clone(),
            Kind::Total => format!("{name}, {why}"),
        }
    }

    /// The most urgent first, when sorted by.
    pub fn urgency(&self) -> (Reverse<Clock>, i64) {
        (Reverse(self.clock), self.days_left)
    }
}

/// How far each clock of a person has come that has come to where something is to be done, with its days left: what a
/// list of thousands is made from, without a word.
pub fn flags(person: &Participant, of: &Telling) -> impl Iterator<Item = (Kind, Clock, i64)> {
    let (register, today) = (of.register, of.today);
    let twelve = register.standing(person, today);
    let decision = register.decision_standing(person, today);
    // Without support it stands still, and there is nothing to be done.
    let total = register.total_standing(person, today);
    let total = total.filter(|standing| standing.is_running);
    [
        twelve.map(|standing| (Kind::TwelveMonths, standing.clock, standing.days_left)),
        decision.map(|standing| (Kind::Decision, standing.clock, standing.days_left)),
        total.map(|standing| (Kind::Total, standing.clock, standing.days_left)),
    ]
    .into_iter()
    .flatten()
    .filter(|(_, clock, _)| *clock > Clock::Running)
}

/// The clocks that run for a person today, in their own order.
pub fn faces(person: &Participant, of: &Telling) -> Vec<Face> {
    let register = of.register;
    let twelve = register.standing(person, of.today);
    let decision = register.decision_standing(person, of.today);
    let total = register.total_standing(person, of.today);
    [
        twelve.map(|standing| twelve_months(&standing, of)),
        decision.map(|standing| decisions(&standing, of)),
        total.map(|standing| in_all(&standing, of)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn twelve_months(standing: &Standing, of: &Telling) -> Face {
    Face {
        kind: Kind::TwelveMonths,
        clock: standing.clock,
        days_left: standing.days_left,
        left: days_left(standing.days_left, of.lang),
        word: standing.clock.name().get(of.lang),
        progress: standing.progress(of.today),
        dates: format!("{} – {}", standing.start, standing.threshold),
        why: standing.why(&of.register.settings.rule, of.lang),
    }
}

fn decisions(standing: &DecisionStanding, of: &Telling) -> Face {
    let ends = text!("slutar", "ends");
    let word = match standing.is_open() {
        true => standing.clock.name(),
        false => ends,
    };
    Face {
        kind: Kind::Decision,
        clock: standing.clock,
        days_left: standing.days_left,
        left: with_last_day(standing.days_left, of.lang),
        word: word.get(of.lang),
        progress: standing.progress(of.today),
        dates: format!("{} – {}", standing.start, standing.last_day),
        why: standing.why(of.lang),
    }
}

/// From so many months on, the months are what one wants to know.
const IN_MONTHS: u32 = 6;

fn in_all(standing: &TotalStanding, of: &Telling) -> Face {
    let lang = of.lang;
    let rests = text!("vilar", "rests");
    let (start, last) = (standing.start, standing.last_day);
    let (clock, word, dates) = match standing.is_running {
        true => (
            standing.clock,
            standing.clock.name(),
            format!("{start} – {last}"),
        ),
        false => (
            Clock::Running,
            rests,
            say!(lang, sv: "sedan {start}", en: "since {start}"),
        ),
    };
    let left = match whole_months(of.today, standing.last_day) {
        n @ IN_MONTHS.. => say!(lang, sv: "{n} mån kvar", en: "{n} mo left"),
        _ => with_last_day(standing.days_left, lang),
    };
    Face {
        kind: Kind::Total,
        clock,
        days_left: standing.days_left,
        left,
        word: word.get(lang),
        progress: standing.progress(),
        dates,
        why: standing.why(lang),
    }
}

/// How many have come so far, behind the sign: `▲ 3 nära`.
pub fn counted(clock: Clock, n: usize, lang: Lang) -> String {
    let sign = clock.sign().map_or("", |(sign, _)| sign.drawn());
    format!("{sign} {n} {}", clock.name().get(lang))
}

/// `37 d kvar`, `5 d över`, where the day itself is over already.
pub fn days_left(days: i64, lang: Lang) -> String {
    let n = days.abs();
    if days > 0 {
        say!(lang, sv: "{n} d kvar", en: "{n} d left")
    } else {
        say!(lang, sv: "{n} d över", en: "{n} d over")
    }
}

/// The same where the day itself is the last one inside.
fn with_last_day(days: i64, lang: Lang) -> String {
    match days {
        0 => say!(lang, sv: "sista dagen", en: "last day"),
        days => days_left(days, lang),
    }
}
