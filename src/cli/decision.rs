//! `decision`: AF's decisions on lönebidrag, recorded, listed and ended.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::session::Session;
use super::value::WrongValue;
use crate::domain::decide::decisions::Warning;
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{Participant, PersonId};
use crate::lists::decision::in_a_line;
use crate::lists::rows::subsidy::HeldRow;
use crate::say;

mod add;
mod end;
mod list;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Record a decision: a first one, one that extends another, or one in the place of another
    ///
    /// Registrera ett beslut: ett första, ett som förlänger ett annat, eller ett i stället för ett annat
    Add(Box<add::Arguments>),
    /// Show a person's decisions with limits and clocks (the reading is logged), or whose support has to be followed up
    ///
    /// Visa en persons beslut med gränser och klockor (läsningen loggas), eller vilkas stöd måste följas upp
    List(list::Arguments),
    /// End a decision early, take it back, or let it hold again as decided
    ///
    /// Avsluta ett beslut i förtid, återta det, eller låt det gälla igen som det beslutades
    End(end::Arguments),
}

/// Does what is asked of the decisions.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    match &arguments.what {
        What::Add(arguments) => add::run(arguments, options),
        What::List(arguments) => list::run(arguments, options),
        What::End(arguments) => end::run(arguments, options),
    }
}

/// What became of a decision.
#[derive(Debug, Serialize)]
struct Became {
    id: PersonId,
    name: String,
    decision: HeldRow,
    /// Sentences on what is unusual.
    warnings: Vec<String>,
}

impl Became {
    /// The answer: the decision in a line, each warning a remark.
    fn answer(
        session: &Session,
        person: &Participant,
        decision: &Decision,
        warnings: &[Warning],
    ) -> Answer {
        let options = session.options;
        let warnings = warnings.iter().map(|warning| warning.text(options.lang));
        let became = Became {
            id: person.id,
            name: person.name(options.lang),
            decision: HeldRow::new(person, decision, &session.telling()),
            warnings: warnings.collect(),
        };
        let mut answer = Answer::new(options, &became, || {
            let decision = in_a_line(decision, options.lang);
            format!("{} {}: {decision}", became.id, became.name)
        });
        if !options.json {
            for warning in became.warnings {
                answer = answer.remark(warning);
            }
        }
        answer
    }
}

/// A decision's number as typed: `1` or `#1`.
fn number(text: &str) -> Result<DecisionId, WrongValue> {
    let digits = text.trim().trim_start_matches('#');
    let number = digits.parse().map(DecisionId);
    number.map_err(|_| {
        WrongValue::new(|lang| {
            say!(lang,
                sv: "ange beslutets nummer, till exempel 1",
                en: "give the decision's number, such as 1")
        })
    })
}
