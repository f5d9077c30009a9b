//! `show`: a person's card. That it was read is logged before it is shown.

use chrono::{Days, NaiveDate};
use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::labels::{self, Lines};
use super::options::Options;
use super::session::Session;
use super::shared::WHO;
use super::who;
use crate::domain::calendar::{WEEKDAYS, add_months};
use crate::domain::facts::participant::{Group, Participant, days};
use crate::domain::reading::hours;
use crate::domain::reckon::threshold::Clock;
use crate::domain::reckon::totals;
use crate::lists::decision::in_a_line;
use crate::lists::rows::onward::planned;
use crate::lists::rows::record::Record;
use crate::lists::rows::subsidy::SupportRow;
use crate::say;
use crate::text::{Lang, Text};

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
}

/// The card as JSON.
#[derive(Debug, Serialize)]
struct Card {
    #[serde(flatten)]
    record: Record,
    group: Option<Group>,
    arena: String,
    /// Null for who is not at AMI today.
    clock: Option<ClockRow>,
    /// Whether there is a plan onward for this stay. Null for who is not at AMI today.
    planned: Option<bool>,
    #[serde(flatten)]
    support: SupportRow,
    totals: TotalsRow,
}

#[derive(Debug, Serialize)]
struct ClockRow {
    start: NaiveDate,
    plan_date: NaiveDate,
    near_date: NaiveDate,
    threshold_date: NaiveDate,
    days_left: i64,
    clock: Clock,
    why: String,
    rule: String,
}

/// The marks of the last twelve months by code; codes that were not used are left out.
#[derive(Debug, Serialize)]
struct TotalsRow {
    from: NaiveDate,
    until: NaiveDate,
    codes: Vec<TotalRow>,
}

#[derive(Debug, Serialize)]
struct TotalRow {
    code: &'static str,
    days: u32,
    /// Part days whose rest the code stands for.
    rests: u32,
    /// Of both, as far as the mark or the schedule tells them.
    minutes: u32,
    #[serde(skip)]
    name: Text,
}

/// Logs the reading, then shows the card.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    session.read_card(who)?;
    let person = session.person(who)?;
    let card = card(&session, person)?;
    Ok(Answer::new(options, &card, || text(&card, person, options)))
}

fn card(session: &Session, person: &Participant) -> Result<Card, Failure> {
    let (options, register) = (session.options, &session.register);
    let (lang, rule) = (options.lang, &register.settings.rule);
    let standing = register.standing(person, options.today);
    let arena = register.arena_of(person, options.today);
    Ok(Card {
        record: Record::new(person, &session.telling()),
        group: arena.map(|arena| arena.group),
        arena: arena.map(|arena| arena.name.clone()).unwrap_or_default(),
        clock: standing.map(|standing| ClockRow {
            start: standing.start,
            plan_date: standing.plan,
            near_date: standing.near,
            threshold_date: standing.threshold,
            days_left: standing.days_left,
            clock: standing.clock,
            why: standing.why(rule, lang),
            rule: rule.text(lang),
        }),
        planned: planned(person, options.today),
        support: SupportRow::new(person, &session.telling()),
        totals: totals(session, person)?,
    })
}

fn totals(session: &Session, person: &Participant) -> Result<TotalsRow, Failure> {
    let until = session.options.today;
    let from = add_months(until, -12);
    let from = from.checked_add_days(Days::new(1)).unwrap_or(from);
    let history = session
        .store
        .history(person.id, from, until)
        .map_err(|error| session.failure(&error))?;
    let sums = totals::totals(&session.register, person, &history, from..=until).codes;
    let codes = sums.into_iter().map(|(code, sum)| TotalRow {
        code: code.kind().slug,
        days: sum.days,
        rests: sum.rests,
        minutes: sum.minutes,
        name: code.kind().name,
    });
    Ok(TotalsRow {
        from,
        until,
        codes: codes.collect(),
    })
}

fn text(card: &Card, person: &Participant, options: &Options) -> String {
    let lang = options.lang;
    let record = &card.record;
    let mut lines = Lines::new(lang);
    for (field, told) in record.details.told() {
        lines.told(field.name(), told);
    }
    for stay in &record.stays {
        let end = stay.end.map_or(String::new(), |end| end.to_string());
        let check = stay.lasted.as_ref().and_then(|lasted| lasted.note.clone());
        let told = [stay.came.clone(), stay.note.clone(), check];
        let outcome: Vec<String> = told.into_iter().flatten().collect();
        let stay_told = format!("{} – {end} {}", stay.start, outcome.join(", "));
        lines.line(labels::STAY, stay_told.trim_end().to_owned());
        for placement in &stay.placements {
            let group = placement.group.map_or("?", |group| group.name().get(lang));
            let place = match placement.arena.as_str() {
                "" => group.to_owned(),
                arena => format!("{group}, {arena}"),
            };
            lines.line(labels::PLACED, format!("{} {place}", placement.from));
        }
        for schedule in &stay.schedules {
            lines.line(
                labels::SCHEDULE,
                format!("{} {}", schedule.from, week(&schedule.minutes, lang)),
            );
        }
        for absence in &stay.absences {
            lines.line(labels::ABSENT, days(absence.from, absence.until, lang));
        }
    }
    if let Some(clock) = &card.clock {
        lines.clock(labels::CLOCK, clock.clock, clock.days_left, &clock.why);
        lines.line(labels::RULE, clock.rule.clone());
    }
    match &record.plan {
        Some(plan) if card.planned == Some(true) => lines.line(labels::PLAN, plan.text(lang)),
        _ => {}
    }
    for step in record.processes.last().into_iter().flatten() {
        lines.line(labels::STEP, step.text(lang));
    }
    for decision in &person.decisions {
        lines.line(labels::DECISION, in_a_line(decision, lang));
    }
    lines.support(&card.support);
    let mut text = format!("{} {}\n", record.id, record.name) + &lines.text();
    if !card.totals.codes.is_empty() {
        let mut columns = Columns::new([Align::Left, Align::Right, Align::Right]);
        columns.heading(&format!("{} – {}", card.totals.from, card.totals.until));
        for total in &card.totals.codes {
            let minutes = match total.minutes {
                0 => String::new(),
                minutes => hours(minutes),
            };
            let days = match total.days {
                1 => say!(lang, sv: "1 dag", en: "1 day"),
                n => say!(lang, sv: "{n} dagar", en: "{n} days"),
            };
            let days = match total.rests {
                0 => days,
                1 => say!(lang, sv: "{days} + 1 del", en: "{days} + 1 part"),
                n => say!(lang, sv: "{days} + {n} delar", en: "{days} + {n} parts"),
            };
            columns.row([total.name.get(lang).to_owned(), days, minutes]);
        }
        text.push_str(&columns.text());
    }
    text
}

fn week(minutes: &[u16; 7], lang: Lang) -> String {
    let days = minutes
        .iter()
        .zip(WEEKDAYS)
        .filter(|(minutes, _)| **minutes > 0);
    let days = days.map(|(minutes, day)| format!("{} {}", day.short.get(lang), hours(*minutes)));
    days.collect::<Vec<_>>().join(", ")
}
