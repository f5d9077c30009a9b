//! Two of the three clocks: the last day of AF's decisions, and the time with support in one form against its most.

use chrono::{Days, NaiveDate};

use crate::domain::calendar::whole_months;
use crate::domain::facts::decision::{DecisionId, Form};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::employments::employments;
use crate::domain::reckon::threshold::Clock;
use crate::domain::register::Register;
use crate::domain::rules::twelve_months::HalfMonths;
use crate::domain::rules::{InForce, Name, Rules, Value};
use crate::{say, text::Lang};

/// The days with support that a person has, or is to have, in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// First and last days, in order; decisions never overlap.
    spans: Vec<(NaiveDate, NaiveDate)>,
}

impl Support {
    /// The support in one form, without the decision `except`.
    pub fn of(person: &Participant, form: Form, except: Option<DecisionId>) -> Support {
        let counted = person
            .decisions
            .iter()
            .filter(|d| d.is_real() && d.terms.form == form && Some(d.id) != except);
        let mut spans: Vec<_> = counted.map(|d| (d.terms.from, d.last_day())).collect();
        spans.sort_unstable();
        Support { spans }
    }

    /// The first day with support.
    pub fn start(&self) -> Option<NaiveDate> {
        self.spans.first().map(|span| span.0)
    }

    /// Days with support up to a day, that day included.
    pub fn used(&self, until: NaiveDate) -> i64 {
        let days = |(from, last): &(NaiveDate, NaiveDate)| {
            ((*last.min(&until) - *from).num_days() + 1).max(0)
        };
        self.spans.iter().map(days).sum()
    }

    /// Days with support in all decisions.
    pub fn days(&self) -> i64 {
        self.used(NaiveDate::MAX)
    }

    /// The day on which so many days of support had been used; `None` where there are not as many.
    pub fn day_of(&self, used: i64) -> Option<NaiveDate> {
        let mut left = used;
        for (from, last) in &self.spans {
            let days = (*last - *from).num_days() + 1;
            if (1..=days).contains(&left) {
                return from.checked_add_days(Days::new((left - 1).unsigned_abs()));
            }
            left -= days;
        }
        None
    }
}

/// The days of so many months from a day on. The most support there can be is counted in them, from the first day with
/// support in the form, so that neither a split nor a gap changes it.
pub fn days_in(start: NaiveDate, months: HalfMonths) -> i64 {
    (months.after(start) - start).num_days()
}

/// How near an end is: past it, within the later reminder, within the earlier one, or not yet.
fn urgency(days_left: i64, early: Option<u32>, late: Option<u32>) -> Clock {
    let within = |days: Option<u32>| days.is_some_and(|days| days_left <= i64::from(days));
    match days_left {
        ..0 => Clock::Reached,
        _ if within(late) => Clock::Near,
        _ if within(early) => Clock::Plan,
        _ => Clock::Running,
    }
}

/// The clock of the decisions in force, through those that follow on each other without a day between.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionStanding<'a> {
    pub form: Form,
    /// The last decision in the row.
    pub id: DecisionId,
    /// The first day of the unbroken time.
    pub start: NaiveDate,
    /// The last day with support.
    pub last_day: NaiveDate,
    /// Days from today to the last day; negative when it has passed and nothing follows.
    pub days_left: i64,
    pub clock: Clock,
    /// Whether it has been said that nothing is to follow.
    pub is_closed: bool,
    /// The first day of another time with support that is set to follow after a break.
    pub next: Option<NaiveDate>,
    early: Option<InForce<'a>>,
    late: Option<InForce<'a>>,
}

impl DecisionStanding<'_> {
    /// Days gone and days in all, for a bar.
    pub fn progress(&self, today: NaiveDate) -> (i64, i64) {
        (
            (today - self.start).num_days() + 1,
            (self.last_day - self.start).num_days() + 1,
        )
    }

    /// Whether it is open what is to follow.
    pub fn is_open(&self) -> bool {
        !self.is_closed && self.next.is_none()
    }

    /// Why the clock stands where it does, in a sentence.
    pub fn why(&self, lang: Lang) -> String {
        let (id, form) = (self.id, self.form.name().get(lang));
        let (start, last) = (self.start, self.last_day);
        let what = say!(lang,
            sv: "beslut {id} ({form}): stöd utan avbrott {start} – {last}",
            en: "decision {id} ({form}): support without a break {start} – {last}");
        if let Some(next) = self.next {
            return say!(lang,
                sv: "{what}; därefter stöd igen från {next}",
                en: "{what}; then support again from {next}");
        }
        if self.is_closed {
            return say!(lang, sv: "{what}; avslutat, inget följer", en: "{what}; ended, nothing follows");
        }
        match (&self.early, &self.late) {
            (Some(early), Some(late)) => {
                let (first, second) = (early.value.text(lang), late.value.text(lang));
                let source = early.source(lang);
                say!(lang,
                    sv: "{what}; påminnelse {first} och {second} före ({source})",
                    en: "{what}; reminders {first} and {second} before ({source})")
            }
            _ => what,
        }
    }
}

impl Register {
    /// The person's clock of decisions on a day.
    pub fn decision_standing(
        &self,
        person: &Participant,
        today: NaiveDate,
    ) -> Option<DecisionStanding<'_>> {
        decision_standing(person, self.settings.rules(), today)
    }

    /// The person's clock of time with support on a day.
    pub fn total_standing(
        &self,
        person: &Participant,
        today: NaiveDate,
    ) -> Option<TotalStanding<'_>> {
        total_standing(person, self.settings.rules(), today)
    }
}

/// The decision clock of who is at AMI on a day; `None` without a decision in this stay, or where what has run out was
/// ended or is followed by another time with support.
pub fn decision_standing<'a>(
    person: &Participant,
    rules: Rules<'a>,
    today: NaiveDate,
) -> Option<DecisionStanding<'a>> {
    if person.decisions.is_empty() {
        return None;
    }
    let stay = person.stay(today)?;
    let employments = employments(person);
    let index = employments.iter().rposition(|e| e.start <= today)?;
    let employment = &employments[index];
    let next = employments
        .get(index + 1)
        .map(|employment| employment.start);
    let is_closed = employment.is_closed();
    let has_passed = employment.last_day < today;
    if has_passed && (is_closed || next.is_some() || employment.last_day < stay.start) {
        return None;
    }
    let last = employment.decisions.last()?;
    let days_left = (employment.last_day - today).num_days();
    let early = rules.in_force(Name::DecisionRemindEarly, today);
    let late = rules.in_force(Name::DecisionRemindLate, today);
    Some(DecisionStanding {
        form: last.terms.form,
        id: last.id,
        start: employment.start,
        last_day: employment.last_day,
        days_left,
        clock: match is_closed || next.is_some() {
            true => Clock::Running,
            false => urgency(days_left, days(early), days(late)),
        },
        is_closed,
        next,
        early,
        late,
    })
}

fn days(rule: Option<InForce>) -> Option<u32> {
    match rule?.value {
        Value::Days(days) => Some(days),
        _ => None,
    }
}

/// The clock of the total time with support in one form.
#[derive(Clone, Debug, PartialEq)]
pub struct TotalStanding<'a> {
    pub form: Form,
    /// The first day with support in the form.
    pub start: NaiveDate,
    /// Days with support up to today, today included.
    pub used: i64,
    /// Days with support in all decisions, also those to come.
    pub decided: i64,
    /// The most days there can be.
    pub most: i64,
    /// The last day with support, if it goes on without a break from today; where more was used, the day that should
    /// have been the last.
    pub last_day: NaiveDate,
    /// Days from today to that day; negative when more was used than the rule allows.
    pub days_left: i64,
    /// Whether there is support on the day: else the clock stands still.
    pub is_running: bool,
    pub clock: Clock,
    rule: InForce<'a>,
}

impl TotalStanding<'_> {
    /// Days used and the most there can be, for a bar.
    pub fn progress(&self) -> (i64, i64) {
        (self.used, self.most)
    }

    /// Whole months used, counted from the first day with support.
    pub fn months_used(&self) -> u32 {
        let days = Days::new(self.used.max(0).unsigned_abs());
        let after = self.start.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        whole_months(self.start, after)
    }

    /// Why the clock stands where it does, in a sentence.
    pub fn why(&self, lang: Lang) -> String {
        let (form, start) = (self.form.name().get(lang), self.start);
        let (used, decided, most) = (self.used, self.decided, self.most);
        let (rule, last) = (self.rule.why(lang), self.last_day);
        let what = say!(lang,
            sv: "{form}: {used} dagar med stöd sedan {start} ({decided} beslutade) av högst {most} = {rule}",
            en: "{form}: {used} days of support since {start} ({decided} decided) of at most {most} = {rule}");
        match self.is_running {
            true => {
                say!(lang, sv: "{what}; utan avbrott till {last}", en: "{what}; without a break until {last}")
            }
            false => say!(lang, sv: "{what}; inget stöd i dag", en: "{what}; no support today"),
        }
    }
}

/// The total clock of who is at AMI on a day, in the form in force or else the latest; `None` where no total is stated.
/// The most is that of the day of the form's latest decision.
pub fn total_standing<'a>(
    person: &Participant,
    rules: Rules<'a>,
    today: NaiveDate,
) -> Option<TotalStanding<'a>> {
    if person.decisions.is_empty() {
        return None;
    }
    person.stay(today)?;
    let begun = person
        .decisions
        .iter()
        .filter(|d| d.is_real() && d.terms.from <= today);
    let latest = begun.max_by_key(|d| d.terms.from)?;
    let form = latest.terms.form;
    let rule = rules.in_force(form.longest_total()?, latest.terms.decided_on)?;
    let Value::Months(months) = rule.value else {
        return None;
    };
    let support = Support::of(person, form, None);
    let start = support.start()?;
    let (used, most) = (support.used(today), days_in(start, months));
    let days_left = most - used;
    let last_day = match days_left {
        ..0 => support.day_of(most)?,
        left => today.checked_add_days(Days::new(left.unsigned_abs()))?,
    };
    let number = |name| rules.number(name, today);
    let (early, late) = (
        number(Name::TotalRemindEarly),
        number(Name::TotalRemindLate),
    );
    let is_running = person
        .decisions
        .iter()
        .any(|d| d.is_real() && d.covers(today));
    Some(TotalStanding {
        form,
        start,
        used,
        decided: support.days(),
        most,
        last_day,
        days_left,
        is_running,
        clock: urgency(days_left, early, late),
        rule,
    })
}
