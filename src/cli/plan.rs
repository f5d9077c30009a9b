//! `plan`: the plan onward, shown, made, changed or taken away.

use chrono::NaiveDate;
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
use crate::domain::decide::PlanDraft;
use crate::domain::decide::command::Command;
use crate::domain::facts::onward::{Onward, Toward};
use crate::domain::facts::participant::PersonId;
use crate::lists::rows::onward::PlanRow;
use crate::say;

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = WHO)]
    who: String,
    #[command(flatten)]
    told: Told,
    /// Take the plan away
    ///
    /// Ta bort planen
    #[arg(long, conflicts_with = "Told")]
    remove: bool,
}

/// What is told of the plan. Without anything it is shown, and the reading is logged; what is not told of a plan that
/// is there stays as it is.
#[derive(Debug, Args)]
#[group(multiple = true)]
struct Told {
    /// Where it leads: ordinary-employer, other-unit, studies or other-measure
    ///
    /// Vart den leder: ordinarie-arbetsgivare, annan-enhet, studier eller annan-insats
    #[arg(long, value_parser = toward)]
    toward: Option<Toward>,
    /// The next step
    ///
    /// Nästa steg
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// With whom: an employer, a unit, a school
    ///
    /// Med vem: en arbetsgivare, en enhet, en skola
    #[arg(long, value_name = "TEXT")]
    with: Option<String>,
    /// Who at AMI sees to it
    ///
    /// Vem på AMI som sköter det
    #[arg(long, value_name = "TEXT")]
    responsible: Option<String>,
    /// When the next step is to have been taken
    ///
    /// När nästa steg ska ha tagits
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    #[arg(long, value_name = "TEXT", help = NOTE)]
    note: Option<String>,
}

fn toward(text: &str) -> Result<Toward, WrongValue> {
    Toward::read(text).ok_or_else(|| WrongValue::one_of(&Toward::ALL, Toward::slug, Toward::name))
}

/// A person's plan.
#[derive(Debug, Serialize)]
struct Planned {
    id: PersonId,
    name: String,
    /// Null where there is none for this stay.
    plan: Option<PlanRow>,
    /// The day the twelve months are reached. Null for who is not at AMI.
    threshold_date: Option<NaiveDate>,
    days_left: Option<i64>,
}

/// Makes, changes or takes the plan away, or shows it.
pub fn run(arguments: &Arguments, options: &Options) -> Result<Answer, Failure> {
    let lang = options.lang;
    let told = &arguments.told;
    let due = options.day_if_told(told.due.as_deref())?;
    let mut session = Session::open(options)?;
    let who = who::resolve(&session.register, options, &arguments.who, options.today)?;
    let plan = if arguments.remove {
        Some(None)
    } else if told.is_nothing() {
        None
    } else {
        let known = session.person(who)?.plan_onward(options.today);
        Some(Some(Box::new(told.draft(due, known, options)?)))
    };
    match plan {
        Some(plan) => {
            session.commit(&Command::PlanOnward { who, plan })?;
        }
        None => session.read_card(who)?,
    }

    let person = session.person(who)?;
    let standing = session.register.standing(person, options.today);
    let planned = Planned {
        id: who,
        name: person.name(lang),
        plan: person.plan_onward(options.today).map(PlanRow::new),
        threshold_date: standing.as_ref().map(|standing| standing.threshold),
        days_left: standing.as_ref().map(|standing| standing.days_left),
    };
    let has_passed = due.is_some_and(|due| due < options.today);
    let answer = Answer::new(options, &planned, || {
        let mut lines = Lines::new(lang);
        lines.line(
            labels::PLAN,
            match &planned.plan {
                Some(plan) => plan.text(lang),
                None => say!(lang, sv: "ingen plan", en: "no plan"),
            },
        );
        if let Some(standing) = &standing {
            let why = standing.why(&session.register.settings.rule, lang);
            lines.clock(labels::CLOCK, standing.clock, standing.days_left, &why);
        }
        format!("{} {}\n", planned.id, planned.name) + &lines.text()
    });
    Ok(match has_passed {
        true => answer.remark(say!(lang,
            sv: "Den dagen har redan varit.",
            en: "That day has already been.")),
        false => answer,
    })
}

impl Told {
    fn is_nothing(&self) -> bool {
        let told = [
            &self.next,
            &self.with,
            &self.responsible,
            &self.due,
            &self.note,
        ];
        self.toward.is_none() && told.iter().all(|text| text.is_none())
    }

    /// The plan as it will be: what was known of it, with what is told now.
    fn draft(
        &self,
        due: Option<NaiveDate>,
        known: Option<&Onward>,
        options: &Options,
    ) -> Result<PlanDraft, Failure> {
        let text = |told: &Option<String>, known: Option<&String>| {
            told.as_ref().or(known).cloned().unwrap_or_default()
        };
        let toward = self.toward.or(known.map(|plan| plan.toward));
        let due = due.or(known.map(|plan| plan.due));
        let (Some(toward), Some(due)) = (toward, due) else {
            return Err(Failure::usage(say!(options.lang,
                sv: "En ny plan behöver --toward, --next, --responsible och --due.",
                en: "A new plan needs --toward, --next, --responsible and --due.")));
        };
        Ok(PlanDraft {
            toward,
            next: text(&self.next, known.map(|plan| &plan.next)),
            with: text(&self.with, known.map(|plan| &plan.with)),
            responsible: text(&self.responsible, known.map(|plan| &plan.responsible)),
            due,
            note: text(&self.note, known.map(|plan| &plan.note)),
        })
    }
}
