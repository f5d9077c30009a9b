//! Consequences of a decision, told before it is recorded.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::calendar::whole_months;
use crate::domain::facts::decision::{Decision, DecisionId, Terms};
use crate::domain::facts::participant::Participant;
use crate::domain::reckon::clocks::Support;
use crate::domain::reckon::employments::employments;
use crate::domain::reckon::quota;
use crate::domain::register::Register;
use crate::domain::rules::InForce;

/// What a decision would lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook<'a> {
    /// The first day of the employment that it extends; `None` where it begins one.
    pub extends: Option<NaiveDate>,
    /// The time with support in its form, where the form has a longest total.
    pub total: Option<Total<'a>>,
    /// Where it begins an employment through AMI: how many such begin that year with this one, and the range.
    pub quota: Option<Quota>,
}

/// The time with support in one form.
#[derive(Clone, Debug, PartialEq)]
pub struct Total<'a> {
    /// Whole months with support in all decisions of the form, counted from the first day with support.
    pub months: u32,
    pub rule: InForce<'a>,
}

/// A place in a year's quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    pub year: i32,
    pub started: usize,
    pub range: Option<(u32, u32)>,
}

/// The consequences of a decision for a person. The decisions that it replaces are cut already (see
/// `decide::decisions::making_room`).
pub fn outlook<'a>(register: &'a Register, person: &Participant, terms: &Terms) -> Outlook<'a> {
    let id = DecisionId(u16::MAX);
    let mut after = person.clone();
    after.decisions.push(Decision {
        id,
        terms: terms.clone(),
        cut: None,
    });
    let employments = employments(&after);
    let own = (employments.iter()).find(|e| e.decisions.iter().any(|d| d.id == id));
    let begins = own.filter(|own| own.start == terms.from);
    let of_year = begins.filter(|own| own.via_ami()).map(|own| {
        let year = own.start.year();
        let all = quota::year(register, year);
        let of_others = all.starts.iter().filter(|c| c.who != person.id).count();
        let own = employments
            .iter()
            .filter(|e| e.via_ami() && e.start.year() == year);
        Quota {
            year,
            started: of_others + own.count(),
            range: all.range(),
        }
    });
    Outlook {
        extends: own.map(|own| own.start).filter(|start| *start < terms.from),
        total: total(register, &after, terms),
        quota: of_year,
    }
}

fn total<'a>(register: &'a Register, after: &Participant, terms: &Terms) -> Option<Total<'a>> {
    let name = terms.form.longest_total()?;
    let rule = register.settings.rules().in_force(name, terms.decided_on)?;
    let support = Support::of(after, terms.form, None);
    let (start, days) = (support.start()?, support.days());
    let after_last = start.checked_add_days(Days::new(days.max(0).unsigned_abs()))?;
    Some(Total {
        months: whole_months(start, after_last),
        rule,
    })
}
