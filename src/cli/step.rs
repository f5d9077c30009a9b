//! `step`: the four steps towards a decision, shown or noted.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::failure::Failure;
use super::labels::{self, Lines};
use super::options::Options;
use super::session::Session;
use super::shared::{NOTE, WHO};
use super::value::WrongValue;
use super::who;
use crate::domain::decide::command::Command;
use crate::domain::facts::participant::{Participant, PersonId};
use crate::domain::facts::process::{Step, StepKind};
use crate::lists::rows::onward::StepRow;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    /// interest, contact, investigation or follow-up; without one all are shown, and the reading is logged
    ///
    /// intresseanmälan, kontakt, utredning eller uppföljning; utan steg visas alla, och läsningen loggas
    #[arg(value_parser = kind)]
    step: Option<StepKind>,
    #[command(flatten)]
    told: Told,
}

/// What is told of the step. What is not told stays as it is.
#[derive(Debug, Args)]
#[group(requires = "step", multiple = true)]
struct Told {
    /// When it is to be done; "" takes the date away
    ///
    /// När det ska göras; "" tar bort dagen
    #[arg(long, value_name = "DATE")]
    planned: Option<String>,
    /// When it was done; "" takes the date away
    ///
    /// När det gjordes; "" tar bort dagen
    #[arg(long, value_name = "DATE")]
    done: Option<String>,
    /// Who sees to it
    ///
    /// Vem som sköter det
    #[arg(long, value_name = "TEXT")]
    by: Option<String>,
    #[arg(long, value_name = "TEXT", help = NOTE)]
    note: Option<String>,
    /// Begin another way towards a decision; the one before is kept
    ///
    /// Börja en ny väg mot ett beslut; den förra finns kvar
    #[arg(long)]
    new: bool,
}

fn kind(text: &str) -> Result<StepKind, WrongValue> {
    StepKind::read(text)
        .ok_or_else(|| WrongValue::one_of(&StepKind::ALL, StepKind::slug, StepKind::name))
}

/// The way towards a decision.
#[derive(Debug, Serialize)]
struct Path {
    id: PersonId,
    name: String,
    /// The steps of the latest way; empty where none has begun.
    steps: Vec<StepRow>,
}

/// Notes a step, or shows all of them.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let told = &arguments.told;
    match arguments.step {
        None => session.read_card(who)?,
        Some(_) if told.is_nothing() => {
            return Err(Failure::usage(say!(options.lang,
                sv: "Säg något om steget: --planned, --done, --by eller --note.",
                en: "Tell something of the step: --planned, --done, --by or --note.")));
        }
        Some(kind) => {
            let step = told.step(session.person(who)?, kind, options)?;
            session.commit(&Command::SetStep {
                who,
                kind,
                step,
                anew: told.new,
            })?;
        }
    }
    let person = session.person(who)?;
    let path = Path {
        id: who,
        name: person.name(options.lang),
        steps: person.process().map(StepRow::all).unwrap_or_default(),
    };
    let answer = Answer::new(options, &path, || {
        let mut lines = Lines::new(options.lang);
        for step in &path.steps {
            lines.line(labels::STEP, step.text(options.lang));
        }
        format!("{} {}\n", path.id, path.name) + &lines.text()
    });
    if path.steps.is_empty() && !options.json {
        return Ok(answer.remark(say!(options.lang,
            sv: "Inget steg är antecknat.",
            en: "No step is noted.")));
    }
    Ok(answer)
}

impl Told {
    fn is_nothing(&self) -> bool {
        let told = [&self.planned, &self.done, &self.by, &self.note];
        told.iter().all(|text| text.is_none()) && !self.new
    }

    /// The step as it will be: what was known of it, with what is told now.
    fn step(
        &self,
        person: &Participant,
        kind: StepKind,
        options: &Options,
    ) -> Result<Step, Failure> {
        let process = person.process().filter(|_| !self.new);
        let known = process.map(|process| process.step(kind).clone());
        let mut step = known.unwrap_or_default();
        if let Some(text) = &self.planned {
            step.planned = options.day_if_told(not_blank(text))?;
        }
        if let Some(text) = &self.done {
            step.done = options.day_if_told(not_blank(text))?;
        }
        if let Some(by) = &self.by {
            step.who.clone_from(by);
        }
        if let Some(note) = &self.note {
            step.note.clone_from(note);
        }
        Ok(step)
    }
}

fn not_blank(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}
