//! Lönebidrag's rules, each and each side of its limit: decisions, clocks, steps, plan, quota and duties.

mod any;
mod clocks;
mod decisions;
mod duties;
mod handled;
mod limits;
mod naive;
mod onward;
mod process;
mod quota;
pub mod untaken;

use chrono::NaiveDate;
use tolv::domain::decide::command::Command;
use tolv::domain::decide::decisions::{Warning, check};
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::decision::{Decision, DecisionId, Ending, Form, Terms};
use tolv::domain::facts::participant::{Participant, PersonId};
use tolv::domain::rules::twelve_months::HalfMonths;
use tolv::domain::rules::{Name, Own, Rules, Value};

use crate::world::{World, on, person};

/// The first and last day of `first..last`.
fn days(text: &str) -> (NaiveDate, NaiveDate) {
    let (first, last) = text.split_once("..").expect("first..last");
    (on(first), on(last))
}

/// A decision for full time through AMI, made on its first day, with a level and nothing else.
fn terms(form: Form, span: &str) -> Terms {
    let (from, until) = days(span);
    Terms {
        form,
        from,
        until,
        decided_on: from,
        level: Some(60),
        working_time: 100,
        wage_base: None,
        extra: None,
        reference: String::new(),
        contact: String::new(),
        note: String::new(),
        via_ami: true,
    }
}

fn decided(day: &str, terms: Terms) -> Terms {
    let decided_on = on(day);
    Terms {
        decided_on,
        ..terms
    }
}

fn add(terms: &Terms) -> Command {
    Command::AddDecision {
        who: PersonId(1),
        terms: Box::new(terms.clone()),
    }
}

fn replace(id: u16, terms: &Terms) -> Command {
    Command::ReplaceDecision {
        who: PersonId(1),
        id: DecisionId(id),
        terms: Box::new(terms.clone()),
    }
}

fn end(id: u16, ending: Ending) -> Command {
    Command::EndDecision {
        who: PersonId(1),
        id: DecisionId(id),
        ending,
        note: String::new(),
    }
}

fn end_on(id: u16, day: &str) -> Command {
    end(id, Ending::On(on(day)))
}

/// Lena, number 1, at AMI from 1995 on with no end, and with these decisions in force.
fn world(decisions: &[Terms]) -> World {
    let mut world = World::of(person(1, &["1995-01-02.."]));
    for terms in decisions {
        world.must("anna", &add(terms));
    }
    world
}

fn lena(world: &World) -> &Participant {
    world.person(1)
}

/// Adds a decision that is to be taken; what it warns of.
fn taken(world: &mut World, terms: &Terms) -> Vec<Warning> {
    let rules = world.register.settings.rules();
    let warnings = check(rules, lena(world), terms, None).expect("not refused");
    world.must("anna", &add(terms));
    warnings
}

fn refused(world: &mut World, terms: &Terms) -> Refusal {
    world.refused("anna", &add(terms))
}

fn own(name: Name, value: Value, from: &str) -> Own {
    Own {
        name: name.slug().to_owned(),
        value,
        from: on(from),
        until: None,
        source: "KS 2026/9".to_owned(),
    }
}

fn months(n: u16) -> Value {
    Value::Months(HalfMonths(2 * n))
}

/// A decision as it is kept, for what is counted without the register.
fn decision(id: u16, terms: Terms) -> Decision {
    let id = DecisionId(id);
    Decision {
        id,
        terms,
        cut: None,
    }
}

const SHIPPED: Rules<'static> = Rules::SHIPPED;
