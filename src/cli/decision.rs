//! `decision`: AF's decisions on lönebidrag, recorded, listed and ended.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::options::Options;
use super::rows::subsidy::{DecisionRow, LimitsRow};
use super::session::Session;
use super::value::WrongValue;
use crate::domain::decide::decisions::{Warning, limits};
use crate::domain::facts::decision::{Decision, DecisionId};
use crate::domain::facts::participant::{Participant, PersonId};
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
    Add(Box<add::Arguments>),
    /// Show a person's decisions with limits and clocks (the reading is logged), or whose support has to be followed up
    List(list::Arguments),
    /// End a decision early, take it back, or let it hold again as decided
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

/// A decision with what it is held to.
#[derive(Debug, Serialize)]
struct Held {
    #[serde(flatten)]
    decision: DecisionRow,
    limits: LimitsRow,
}

impl Held {
    fn new(session: &Session, person: &Participant, decision: &Decision) -> Held {
        let rules = session.register.settings.rules();
        let limits = limits(rules, person, &decision.terms, Some(decision.id));
        Held {
            decision: DecisionRow::new(decision),
            limits: LimitsRow::new(&limits, session.options.lang),
        }
    }
}

/// What became of a decision.
#[derive(Debug, Serialize)]
struct Became {
    id: PersonId,
    name: String,
    decision: Held,
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
            decision: Held::new(session, person, decision),
            warnings: warnings.collect(),
        };
        let mut answer = Answer::new(options, &became, || {
            let decision = became.decision.decision.text(options.lang);
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
