//! Decisions, steps and the plan onward: typed at on the card and its forms, and seen in the list of clocks.

use chrono::NaiveDate;
use tolv::domain::decide::command::Command;
use tolv::domain::facts::decision::{DecisionId, Ending, Form, Terms};
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::participant::{Participant, PersonId, Protection};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::text::Lang;

use crate::cards::{SIZES, arenas, day, enrolled, lena, person, today};
use crate::screen::{Seat, World, desk, golden};

mod clocks;
mod decisions;
mod steps;

const LENA: PersonId = PersonId(12);

/// A decision in the form of development at full time, without more than it must have.
fn terms(from: &str, until: &str) -> Terms {
    Terms {
        form: Form::Development,
        from: day(from),
        until: day(until),
        decided_on: day(from) - chrono::Days::new(10),
        level: Some(70),
        working_time: 100,
        wage_base: Some(18_500),
        extra: None,
        reference: String::new(),
        contact: String::new(),
        note: String::new(),
        via_ami: true,
    }
}

fn add(who: PersonId, terms: Terms) -> Command {
    Command::AddDecision {
        who,
        terms: Box::new(terms),
    }
}

fn end(who: PersonId, id: u16, ending: Ending, note: &str) -> Command {
    Command::EndDecision {
        who,
        id: DecisionId(id),
        ending,
        note: note.to_owned(),
    }
}

fn done(kind: StepKind, day: NaiveDate, who: &str, anew: bool) -> Command {
    let step = Step {
        done: Some(day),
        who: who.to_owned(),
        ..Step::default()
    };
    Command::SetStep {
        who: LENA,
        kind,
        step,
        anew,
    }
}

/// Everything that a card can show of decisions and steps: one ended early, a gap, one replaced, one that soon ends, one
/// taken back, and two ways towards a decision.
fn eventful() -> Vec<Command> {
    use StepKind::{Contact, FollowUp, Interest, Investigation};
    let replacing = Terms {
        level: Some(80),
        extra: Some(3_000),
        reference: "AF-2026-0417".to_owned(),
        contact: "Ingrid, AF Exempelby".to_owned(),
        note: "Högre nivå efter arbetsanalysen".to_owned(),
        decided_on: day("2026-09-24"),
        ..terms("2026-10-01", "2026-12-15")
    };
    let mistaken = Terms {
        form: Form::Security,
        wage_base: None,
        via_ami: false,
        decided_on: day("2026-11-18"),
        ..terms("2026-12-16", "2027-12-15")
    };
    let mut commands = vec![
        add(LENA, terms("2026-01-12", "2026-12-31")),
        end(LENA, 1, Ending::On(day("2026-06-30")), "På egen begäran"),
        add(LENA, terms("2026-08-01", "2027-07-31")),
        Command::ReplaceDecision {
            who: LENA,
            id: DecisionId(2),
            terms: Box::new(replacing),
        },
        add(LENA, mistaken),
        end(LENA, 4, Ending::Withdrawn, "Gällde en annan person"),
        done(Interest, day("2025-11-20"), "", false),
        done(Contact, day("2025-11-24"), "Ingrid, AF Exempelby", false),
        done(Investigation, day("2025-12-18"), "", false),
        done(FollowUp, day("2026-05-11"), "", false),
        done(Interest, day("2026-11-16"), "Karin Ek", true),
    ];
    commands.push(Command::PlanOnward {
        who: LENA,
        plan: Some(Box::new(plan("2026-12-01"))),
    });
    commands
}

fn plan(due: &str) -> tolv::domain::decide::PlanDraft {
    tolv::domain::decide::PlanDraft {
        toward: Toward::OtherUnit,
        next: "Studiebesök".to_owned(),
        with: "Städenheten".to_owned(),
        responsible: "Karin Ek".to_owned(),
        due: day(due),
        note: "Vill helst börja efter nyår".to_owned(),
    }
}

/// Lena's desk after these commands.
fn with(commands: Vec<Command>, lang: Lang, ascii: bool) -> Seat {
    let mut changes = arenas();
    changes.push(enrolled(&lena()));
    desk(World {
        today: today(),
        lang,
        ascii,
        changes,
        before: commands,
        ..World::default()
    })
}

fn her(seat: &Seat) -> &Participant {
    &seat.desk.register().people[&LENA]
}

fn shows(seat: &mut Seat, words: &str) {
    let screen = seat.screen(80, 24);
    // What is told may be broken between lines.
    let flat: Vec<&str> = screen
        .split(|c: char| c.is_whitespace() || c == '│')
        .filter(|w| !w.is_empty())
        .collect();
    let flat = flat.join(" ");
    assert!(flat.contains(words), "{words:?} is not on\n{screen}");
}

fn hides(seat: &mut Seat, words: &str) {
    let screen = seat.screen(80, 24);
    assert!(!screen.contains(words), "{words:?} is on\n{screen}");
}

/// A field's text replaced by another.
fn retype(seat: &mut Seat, text: &str) {
    seat.press("End ctrl-u").type_in(text);
}

/// The row of the screen that holds some words.
fn row(seat: &mut Seat, words: &str) -> String {
    let screen = seat.screen(80, 24);
    let found = screen.lines().find(|row| row.contains(words));
    found
        .unwrap_or_else(|| panic!("{words:?} is not on\n{screen}"))
        .to_owned()
}
