//! Whose flags a command changes and how: with `--what-if` nothing is written, else it is told beside the answer.

use chrono::NaiveDate;
use serde::Serialize;

use super::answer::Answer;
use super::columns::{Align, Columns};
use super::failure::Failure;
use super::identity;
use super::session::Session;
use crate::domain::decide::command::Command;
use crate::domain::decide::rights::{Right, right_of};
use crate::domain::decide::what_if::{Shift, outlook};
use crate::domain::facts::participant::PersonId;
use crate::domain::reckon::threshold::Clock;
use crate::say;
use crate::text::Lang;

/// What would become of the flags.
#[derive(Debug, Serialize)]
struct OutlookRow {
    /// The day for which they were compared.
    on: NaiveDate,
    shifts: Vec<ShiftRow>,
}

/// One flag that would become another; null where the clock does not run.
#[derive(Debug, Serialize)]
struct ShiftRow {
    id: PersonId,
    /// Masked where the identity is protected.
    name: String,
    clock: &'static str,
    before: Option<Clock>,
    after: Option<Clock>,
    /// Days left after the change.
    days_left: Option<i64>,
    #[serde(skip)]
    told: String,
}

/// So many people are named beside the answer; the others are counted.
const MOST_NAMED: usize = 20;

/// Carries a command out; then the flags that it changed, one line for each remark.
pub fn commit(session: &mut Session, command: &Command) -> Result<Vec<String>, Failure> {
    let (options, lang) = (session.options, session.options.lang);
    let foreseen = outlook(&session.register, command, options.today);
    session.commit(command)?;
    let Ok(outlook) = foreseen else {
        return Ok(Vec::new());
    };
    if outlook.shifts.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines = vec![outlook.text(options.today, lang)];
    let register = &session.register;
    let is_shown = |shift: &&Shift| {
        let person = register.people.get(&shift.who);
        person.is_some_and(|person| register.shows(person))
    };
    for shift in outlook.shifts.iter().filter(is_shown).take(MOST_NAMED) {
        let name = session.person(shift.who)?.name(lang);
        let (who, told) = (shift.who, told(shift, lang));
        lines.push(format!("  {who} {name}: {told}"));
    }
    let more = outlook.shifts.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        lines.push(say!(lang, sv: "  och {more} till", en: "  and {more} more"));
    }
    Ok(lines)
}

/// `planera → nära (tolv månader)`.
fn told(shift: &Shift, lang: Lang) -> String {
    format!("{} ({})", shift.text(lang), shift.watched.name.get(lang))
}

/// The flags that a command would change, the most urgent first; its own refusal where it would be refused.
pub fn answer(session: &Session, command: &Command) -> Result<Answer, Failure> {
    let (register, options) = (&session.register, session.options);
    let lang = options.lang;
    let right = match command {
        Command::Configure(_) => Right::Rules,
        command => right_of(command.what()),
    };
    identity::check(options, register, Some(right))?;
    let outlook = outlook(register, command, options.today)
        .map_err(|refusal| Failure::refused(refusal.text(lang)))?;
    let shifts = outlook.shifts.iter().filter_map(|shift| {
        let person = register.people.get(&shift.who);
        let person = person.filter(|person| register.shows(person))?;
        Some(ShiftRow {
            id: shift.who,
            name: person.name(lang),
            clock: shift.watched.slug,
            before: shift.before.map(|flag| flag.clock),
            after: shift.after.map(|flag| flag.clock),
            days_left: shift.after.map(|flag| flag.days_left),
            told: told(shift, lang),
        })
    });
    let row = OutlookRow {
        on: outlook.on,
        shifts: shifts.collect(),
    };
    let answer = Answer::new(options, &row, || {
        let mut columns = Columns::new([
            Align::Left,
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Right,
        ]);
        for shift in &row.shifts {
            columns.row([
                shift
                    .after
                    .and_then(Clock::sign)
                    .map_or("", |(sign, _)| sign.drawn())
                    .to_owned(),
                shift.id.to_string(),
                shift.name.clone(),
                shift.told.clone(),
                shift
                    .days_left
                    .map_or(String::new(), |days| format!("{days} d")),
            ]);
        }
        format!("{}\n{}", outlook.text(options.today, lang), columns.text())
    });
    Ok(answer.remark(say!(lang,
        sv: "Inget är ändrat: så skulle det bli. Utan --what-if görs det.",
        en: "Nothing was changed: this is what would come of it. Without --what-if it is done.")))
}
