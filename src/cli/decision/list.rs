//! `decision list`: one person's decisions; or, as a duty of follow-up, whose support runs, with all three clocks.

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::Held;
use crate::cli::answer::Answer;
use crate::cli::columns::{Align, Columns, clock_sign, names};
use crate::cli::failure::Failure;
use crate::cli::labels::{self, Lines};
use crate::cli::options::Options;
use crate::cli::rows::PersonRow;
use crate::cli::rows::subsidy::SupportRow;
use crate::cli::session::Session;
use crate::cli::who;
use crate::domain::facts::participant::PersonId;
use crate::domain::order::list_key;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A number (12 or #12) or a full name; without one, everybody at AMI whose support runs or has run out with nothing
    /// to follow, by its last day
    who: Option<String>,
}

/// Shows one person's decisions, or those that have to be followed up.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    match &arguments.who {
        Some(who) => one(who, options),
        None => followed(options),
    }
}

/// One person's decisions.
#[derive(Debug, Serialize)]
struct Decisions {
    id: PersonId,
    name: String,
    decisions: Vec<Held>,
    #[serde(flatten)]
    support: SupportRow,
}

fn one(who: &str, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, who, options.today)?;
    session.read_card(who)?;
    let person = session.person(who)?;
    let decisions = person.decisions.iter();
    let decisions = decisions.map(|decision| Held::new(&session, person, decision));
    let shown = Decisions {
        id: who,
        name: person.name(lang),
        decisions: decisions.collect(),
        support: SupportRow::new(&session.register, person, options),
    };
    let answer = Answer::new(options, &shown, || {
        let mut lines = Lines::new(lang);
        for (held, decision) in shown.decisions.iter().zip(&person.decisions) {
            lines.line(labels::DECISION, held.decision.text(lang));
            // What a decision of the past was held to is in the JSON.
            if decision.is_real() && decision.last_day() >= options.today {
                for limit in held.limits.lines(lang) {
                    lines.line(labels::LIMIT, limit);
                }
            }
        }
        shown.support.tell(&mut lines);
        format!("{} {}\n", shown.id, shown.name) + &lines.text()
    });
    if shown.decisions.is_empty() && !options.json {
        return Ok(answer.remark(say!(lang, sv: "Inga beslut.", en: "No decisions.")));
    }
    Ok(answer)
}

/// A person whose support is to be followed up, with all three clocks.
#[derive(Debug, Serialize)]
struct Followed {
    #[serde(flatten)]
    person: PersonRow,
    #[serde(flatten)]
    support: SupportRow,
}

/// A list that a duty makes, and no search: it takes no form, level or other quality to choose by.
fn followed(options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let register = &session.register;
    let running = register.at_ami(options.today).filter_map(|person| {
        let standing = register.decision_standing(person, options.today)?;
        Some((standing.last_day, list_key(person, options.lang), person))
    });
    let mut running: Vec<_> = running.collect();
    running.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    let rows: Vec<Followed> = running
        .iter()
        .map(|(_, _, person)| Followed {
            person: PersonRow::new(register, person, options),
            support: SupportRow::new(register, person, options),
        })
        .collect();
    let answer = Answer::new(options, &rows, || {
        use Align::{Left, Right};
        use names::{FORM, NAME, NUMBER, SUPPORT_TIME_UNTIL, SUPPORT_UNTIL, THRESHOLD};
        let mut columns = Columns::named(
            [Right, Left, Left, Left, Left, Left],
            [
                NUMBER,
                NAME,
                FORM,
                SUPPORT_UNTIL,
                SUPPORT_TIME_UNTIL,
                THRESHOLD,
            ],
            options.lang,
        );
        for row in &rows {
            columns.row(cells(row, options.lang));
        }
        columns.text()
    });
    if rows.is_empty() && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Ingen på AMI har stöd att följa upp.",
            en: "Nobody at AMI has support to follow up.")));
    }
    Ok(answer)
}

fn cells(Followed { person, support }: &Followed, lang: Lang) -> [String; 6] {
    let clock = |day: NaiveDate, left: i64, clock: Clock| {
        let (sign, name) = (clock_sign(clock), clock.name().get(lang));
        format!("{day} {left} d {sign} {name}").replace("  ", " ")
    };
    let form = (support.decision_clock.as_ref()).map(|row| row.form.name().get(lang));
    let decision = support.decision_clock.as_ref();
    let total = support.total_clock.as_ref();
    let twelve = person
        .threshold_date
        .zip(person.days_left)
        .zip(person.clock);
    let cells = [
        decision.map(|row| clock(row.last_day, row.days_left, row.clock)),
        total.map(|row| clock(row.last_day, row.days_left, row.clock)),
        twelve.map(|((day, left), state)| clock(day, left, state)),
    ];
    let [decision, total, twelve] = cells.map(Option::unwrap_or_default);
    [
        person.id.to_string(),
        person.name.clone(),
        form.unwrap_or_default().to_owned(),
        decision,
        total,
        twelve,
    ]
}
