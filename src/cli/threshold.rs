//! `threshold`: whose twelve months are near or reached, and why.

use clap::Args;

use super::answer::Answer;
use super::columns::{Align, Columns, clock_sign, names};
use super::failure::Failure;
use super::options::Options;
use super::rows::ThresholdRow;
use super::session::Session;
use super::value;
use crate::domain::order::list_key;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::text::Lang;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Everyone with at most so many days left, instead of those near or reached; with a minus, so many days over
    #[arg(long, value_name = "DAYS", value_parser = value::days)]
    within: Option<i64>,
}

/// The people, those with the fewest days left first.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let session = Session::open(options)?;
    let register = &session.register;
    let rule = &register.settings.rule;
    let mut standings: Vec<_> = register
        .at_ami(options.today)
        .filter_map(|person| Some((person, register.standing(person, options.today)?)))
        .filter(|(_, standing)| match arguments.within {
            Some(days) => standing.days_left <= days,
            None => standing.clock >= Clock::Near,
        })
        .collect();
    standings.sort_by_cached_key(|(person, standing)| {
        (
            standing.days_left,
            list_key(person, options.lang),
            person.id,
        )
    });
    let rows: Vec<_> = standings
        .iter()
        .map(|(person, standing)| ThresholdRow {
            id: person.id,
            name: person.name(options.lang),
            start: standing.start,
            threshold_date: standing.threshold,
            days_left: standing.days_left,
            clock: standing.clock,
            rule: format!(
                "{} ({})",
                standing.why(rule, options.lang),
                rule.text(options.lang)
            ),
            planned: person.plan_onward(options.today).is_some(),
            plan_due: person.plan_onward(options.today).map(|plan| plan.due),
        })
        .collect();
    let answer = Answer::new(options, &rows, || {
        use Align::{Left, Right};
        use names::{DAYS, NAME, NOTHING, NUMBER, PLAN, START, STATE, THRESHOLD, WHY};
        let mut columns = Columns::named(
            [Left, Right, Left, Left, Left, Right, Left, Left, Left],
            [
                NOTHING, NUMBER, NAME, START, THRESHOLD, DAYS, STATE, PLAN, WHY,
            ],
            options.lang,
        );
        for (row, (_, standing)) in rows.iter().zip(&standings) {
            columns.row([
                clock_sign(row.clock).to_owned(),
                row.id.to_string(),
                row.name.clone(),
                row.start.to_string(),
                row.threshold_date.to_string(),
                format!("{} d", row.days_left),
                row.clock.name().get(options.lang).to_owned(),
                plan_told(row, options.lang),
                standing.why(rule, options.lang),
            ]);
        }
        let rule = rule.text(options.lang);
        say!(options.lang, sv: "Regeln: {rule}\n", en: "The rule: {rule}\n") + &columns.text()
    });
    if rows.is_empty() && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Ingen är så nära tolv månader.",
            en: "Nobody is that near to twelve months.")));
    }
    Ok(answer)
}

/// Planned, by when, or that there is no plan; a flag that is still far off needs none.
fn plan_told(row: &ThresholdRow, lang: Lang) -> String {
    match row.plan_due {
        Some(due) => say!(lang, sv: "planerad {due}", en: "planned {due}"),
        None if row.clock == Clock::Running => String::new(),
        None => say!(lang, sv: "ingen plan", en: "no plan"),
    }
}
