//! The same rules day by day, written apart from the program: slow, plain, and the judge of what it says.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use tolv::domain::facts::decision::{Form, Terms};

/// The day of the same number so many months later, or the month's last where it has no such day.
pub fn months_later(day: NaiveDate, months: i32) -> NaiveDate {
    let number = day.year() * 12 + day.month0() as i32 + months;
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
    (1..=day.day())
        .rev()
        .find_map(|d| NaiveDate::from_ymd_opt(year, month, d))
        .expect("every month has a first day")
}

/// The longest single decision and the longest total of a form, in months.
pub type Months = fn(Form, NaiveDate) -> (i32, Option<i32>);

/// As the regulation has had it since 2017.
pub fn regulation(form: Form, _: NaiveDate) -> (i32, Option<i32>) {
    match form {
        Form::Development => (12, Some(24)),
        Form::Employment => (48, Some(96)),
        Form::Security => (48, None),
    }
}

/// The same, but for what is decided from 2022 on: other totals, one longer and one shorter, and a shorter decision.
pub fn changed(form: Form, decided_on: NaiveDate) -> (i32, Option<i32>) {
    match form {
        _ if decided_on.year() < 2022 => regulation(form, decided_on),
        Form::Development => (6, Some(36)),
        Form::Employment => (48, Some(60)),
        Form::Security => (48, None),
    }
}

/// Every day with support, and by which of the decisions.
#[derive(Clone, Default)]
pub struct Days {
    decisions: Vec<Terms>,
    days: BTreeMap<NaiveDate, usize>,
}

impl Days {
    /// Takes a decision if it can be.
    pub fn take(&mut self, terms: &Terms, months: Months) -> bool {
        let mut after = self.clone();
        after.decisions.push(terms.clone());
        for day in all_days(terms) {
            if after.days.insert(day, self.decisions.len()).is_some() {
                return false;
            }
        }
        let begun_before = terms.from < terms.decided_on;
        let day_before = terms.from.pred_opt().expect("a day");
        if begun_before && !self.days.contains_key(&day_before) {
            return false;
        }
        let (longest, _) = months(terms.form, terms.decided_on);
        if terms.until >= months_later(terms.from, longest) {
            return false;
        }
        let is_within = |decision: &Terms| {
            let (_, total) = months(decision.form, decision.decided_on);
            let Some(total) = total else { return true };
            let first = after.first(decision.form).expect("it has days");
            let most = (months_later(first, total) - first).num_days();
            after.used(decision.form, decision.until) <= most
        };
        // Those before it were good before it came.
        let mut of_form = after.decisions.iter().filter(|d| d.form == terms.form);
        if !of_form.all(|d| d.from < terms.from || is_within(d)) {
            return false;
        }
        *self = after;
        true
    }

    fn form(&self, day: NaiveDate) -> Option<Form> {
        self.days.get(&day).map(|index| self.decisions[*index].form)
    }

    /// The first day with support in a form.
    pub fn first(&self, form: Form) -> Option<NaiveDate> {
        let mut days = self.days.keys().copied();
        days.find(|day| self.form(*day) == Some(form))
    }

    /// Days with support in a form, up to a day.
    pub fn used(&self, form: Form, until: NaiveDate) -> i64 {
        let days = self.days.range(..=until);
        days.filter(|(day, _)| self.form(**day) == Some(form))
            .count() as i64
    }

    /// The last day of the unbroken time with support that a day is in, or that ended last before it.
    pub fn unbroken(&self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let mut first = *self.days.range(..=today).next_back()?.0;
        let mut last = first;
        while self.days.contains_key(&first.pred_opt().expect("a day")) {
            first = first.pred_opt().expect("a day");
        }
        while self.days.contains_key(&last.succ_opt().expect("a day")) {
            last = last.succ_opt().expect("a day");
        }
        Some((first, last))
    }

    /// Whether there is support on a later day than this one.
    pub fn follows(&self, day: NaiveDate) -> bool {
        self.days.keys().next_back().is_some_and(|last| *last > day)
    }

    /// The form of the decision that began last, up to a day.
    pub fn latest_form(&self, today: NaiveDate) -> Option<Form> {
        let day = self.days.range(..=today).next_back()?.0;
        self.form(*day)
    }
}

fn all_days(terms: &Terms) -> impl Iterator<Item = NaiveDate> {
    let until = terms.until;
    terms.from.iter_days().take_while(move |day| *day <= until)
}
