//! AF's decisions in words: which days, what was decided, and what has become of each.

use chrono::NaiveDate;

use crate::domain::facts::decision::Decision;
use crate::domain::facts::participant::Participant;
use crate::domain::rules::Value;
use crate::say;
use crate::text::Lang;

/// One line of a person's decisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry<'a> {
    Decision(&'a Decision),
    /// Between two of them: so many days, and the last day of the earlier one.
    Gap {
        days: i64,
        after: NaiveDate,
    },
}

/// A person's decisions, the latest first, with the gaps between those that held.
pub fn entries(person: &Participant) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut before: Option<NaiveDate> = None;
    for decision in &person.decisions {
        if decision.is_real() {
            if let Some(after) = before {
                let days = (decision.terms.from - after).num_days() - 1;
                entries.extend((days > 0).then_some(Entry::Gap { days, after }));
            }
            before = before.max(Some(decision.last_day()));
        }
        entries.push(Entry::Decision(decision));
    }
    entries.reverse();
    entries
}

/// The gap as a sentence.
pub fn gap(days: i64, after: NaiveDate, lang: Lang) -> String {
    match days {
        1 => say!(lang,
            sv: "en dag utan beslut efter {after}",
            en: "one day without a decision after {after}"),
        n => say!(lang,
            sv: "{n} dagar utan beslut efter {after}",
            en: "{n} days without a decision after {after}"),
    }
}

/// The first and the last day that it holds, or was to have held.
pub fn days(decision: &Decision) -> (NaiveDate, NaiveDate) {
    let last = match decision.is_real() {
        true => decision.last_day(),
        false => decision.terms.until,
    };
    (decision.terms.from, last)
}

/// What has become of it, in a word.
pub fn state(decision: &Decision, today: NaiveDate, lang: Lang) -> String {
    match &decision.cut {
        Some(cut) if cut.replaced_by.is_some() => say!(lang, sv: "ersatt", en: "replaced"),
        Some(_) if !decision.is_real() => say!(lang, sv: "återtaget", en: "withdrawn"),
        Some(_) => say!(lang, sv: "avslutat", en: "ended"),
        None if decision.covers(today) => say!(lang, sv: "gäller", en: "in force"),
        None if decision.terms.from > today => say!(lang, sv: "kommer", en: "to come"),
        None => say!(lang, sv: "slut", en: "over"),
    }
}

/// How it came to hold for a shorter time than was decided, in a sentence; nothing where it did not.
pub fn fate(decision: &Decision, lang: Lang) -> Option<String> {
    let cut = decision.cut.as_ref()?;
    let (last, until) = (cut.last_day, decision.terms.until);
    let what = match (cut.replaced_by, decision.is_real()) {
        (Some(by), true) => say!(lang,
            sv: "ersatt av beslut {by} efter {last}, beslutat till {until}",
            en: "replaced by decision {by} after {last}, decided until {until}"),
        (Some(by), false) => say!(lang,
            sv: "ersatt av beslut {by}, gällde aldrig",
            en: "replaced by decision {by}, never held"),
        (None, true) => say!(lang,
            sv: "avslutat {last}, beslutat till {until}",
            en: "ended {last}, decided until {until}"),
        (None, false) => say!(lang, sv: "återtaget, gällde aldrig", en: "withdrawn, never held"),
    };
    match cut.note.is_empty() {
        true => Some(what),
        false => Some(format!("{what}: {}", cut.note)),
    }
}

/// Everything else that was decided, in short parts; but for the note.
pub fn facts(decision: &Decision, lang: Lang) -> Vec<String> {
    let terms = &decision.terms;
    let (hours, decided) = (terms.working_time, terms.decided_on);
    let money = |kronor: u32| Value::Kronor(kronor).text(lang);
    let level = terms
        .level
        .map(|n| say!(lang, sv: "nivå {n} %", en: "level {n}%"));
    let wage = terms.wage_base.map(money);
    let wage = wage.map(|wage| say!(lang, sv: "lön {wage}", en: "wage {wage}"));
    let extra = terms.extra.filter(|extra| *extra > 0).map(money);
    let extra = extra.map(|extra| say!(lang, sv: "extra {extra}", en: "extra {extra}"));
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let reference = told(&terms.reference).map(|r| say!(lang, sv: "ärende {r}", en: "ref. {r}"));
    let contact = told(&terms.contact).map(|who| format!("AF: {who}"));
    let via = match terms.via_ami {
        true => None,
        false => Some(say!(lang, sv: "inte via AMI", en: "not through AMI")),
    };
    [
        level,
        Some(say!(lang, sv: "arbetstid {hours} %", en: "working time {hours}%")),
        wage,
        extra,
        Some(say!(lang, sv: "beslutat {decided}", en: "decided {decided}")),
        reference,
        contact,
        via,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The decision in a line: number, form, days, what became of it, and everything else.
pub fn in_a_line(decision: &Decision, lang: Lang) -> String {
    let (number, form) = (decision.id, decision.terms.form.name().get(lang));
    let (from, last) = days(decision);
    let mut told = vec![format!("{number} {form} {from} – {last}")];
    told.extend(fate(decision, lang));
    told.extend(facts(decision, lang));
    told.extend((!decision.terms.note.is_empty()).then(|| decision.terms.note.clone()));
    told.join(", ")
}
