//! THE table of the forms: how each is opened, what it cannot be without, and what a colleague does under it.

use tolv::domain::decide::PlanDraft;
use tolv::domain::facts::change::What;
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decision::{DecisionId, Ending, Form, Terms};
use tolv::domain::facts::onward::Toward;
use tolv::domain::facts::outcome::{Came, Outcome as Became};
use tolv::domain::facts::participant::Absence;
use tolv::domain::facts::process::{Step, StepKind};
use tolv::domain::facts::settings::Settings;
use tolv::domain::reckon::duties::duties;
use tolv::domain::rules::{Name, Own, Value};

use super::opened::Opened;
use super::*;
use crate::world::{Correction, on};

/// One form: how it is opened, what is typed into it, and what a colleague does meanwhile.
pub struct Case {
    pub before: Vec<Command>,
    pub opening: fn(&Register) -> Opening,
    /// Each field with what is written there; the form is then ready to be saved.
    pub typed: &'static [(&'static str, &'static str)],
    /// The fields that it cannot be without.
    pub required: &'static [&'static str],
    pub theirs: Command,
    /// Of the sentence that tells what the colleague changed.
    pub told: &'static str,
    pub what: What,
    /// Whether what was saved over it is ours.
    pub is_ours: fn(&Register) -> bool,
}

pub fn karin(register: &Register) -> &Participant {
    &register.people[&KARIN]
}

pub fn note_of(register: &Register) -> Entry {
    register
        .marks
        .mark(KARIN, monday())
        .expect("it is marked")
        .entry()
}

pub fn marked(code: Code) -> Command {
    Command::Mark {
        who: KARIN,
        day: monday(),
        entry: Entry::plain(code),
    }
}

fn terms(days: &str, level: u8) -> Terms {
    let (from, until) = days.split_once("..").expect("first..last");
    Terms {
        form: Form::Development,
        from: on(from),
        until: on(until),
        decided_on: on(from),
        level: Some(level),
        working_time: 100,
        wage_base: None,
        extra: None,
        reference: String::new(),
        contact: String::new(),
        note: String::new(),
        via_ami: true,
    }
}

pub fn decided(days: &str, level: u8) -> Command {
    let terms = Box::new(terms(days, level));
    Command::AddDecision { who: KARIN, terms }
}

fn cut(last: &str) -> Command {
    Command::EndDecision {
        who: KARIN,
        id: DecisionId(1),
        ending: Ending::On(on(last)),
        note: String::new(),
    }
}

fn absent(from: &str, until: &str, instead_of: Option<&str>) -> Command {
    Command::SetAbsence {
        who: KARIN,
        absence: Absence {
            from: on(from),
            until: Some(on(until)),
        },
        instead_of: instead_of.map(on),
    }
}

pub fn planned(next: &str) -> Command {
    Command::PlanOnward {
        who: KARIN,
        plan: Some(Box::new(PlanDraft {
            toward: Toward::Studies,
            next: next.to_owned(),
            with: String::new(),
            responsible: "Berit".to_owned(),
            due: on("2027-02-01"),
            note: String::new(),
        })),
    }
}

fn interest(note: &str) -> Command {
    Command::SetStep {
        who: KARIN,
        kind: StepKind::Interest,
        step: Step {
            planned: Some(on("2026-12-01")),
            note: note.to_owned(),
            ..Step::default()
        },
        anew: false,
    }
}

fn ended(last: &str, outcome: Became) -> Command {
    Command::EndStay {
        who: KARIN,
        last_day: on(last),
        came: Came::only(outcome),
    }
}

fn set_rule(value: u32) -> Command {
    Command::SetRule(Box::new(Own {
        name: Name::QuotaMost.slug().to_owned(),
        value: Value::Number(value),
        from: monday(),
        until: None,
        source: "beslut".to_owned(),
    }))
}

fn duty(register: &Register, sets_aside: bool) -> Opening {
    let duty = duties(register, monday(), 30).into_iter().next();
    Opening::HandleDuty {
        duty: Box::new(duty.expect("Olle is over twelve months")),
        sets_aside,
    }
}

fn handled(note: &str) -> Command {
    let seat = Opened::new(&small(Lang::Sv).before, &[], |register| {
        duty(register, false)
    });
    Command::HandleDuty {
        key: duties(&seat.register, monday(), 30)[0].key(),
        note: note.to_owned(),
        until: None,
    }
}

pub fn closed(name: &str) -> Command {
    Command::Close(ClosedDay {
        date: on("2026-12-23"),
        arena: None,
        name: name.to_owned(),
        open_minutes: None,
    })
}

/// Every form about something that a colleague can change.
pub fn cases() -> Vec<Case> {
    let small = || small(Lang::Sv).before;
    let and = |more: &[Command]| [small().as_slice(), more].concat();
    let mut other = Opened::new(&small(), &[], |_| Opening::Settings);
    other.act(Action::Cancel);
    let karin_now = karin(&other.register).clone();
    vec![
        Case {
            before: and(&[closed("Planering")]),
            opening: |_| Opening::ClosedDay(Some((on("2026-12-23"), None))),
            typed: &[("Varför", "Utbildning")],
            required: &[],
            theirs: closed("Studiebesök"),
            told: "2026-12-23, Studiebesök",
            what: What::Close,
            is_ours: |register| {
                let day = register.closed.get(&(on("2026-12-23"), None));
                day.is_some_and(|day| day.name == "Utbildning")
            },
        },
        Case {
            before: and(&[marked(Code::Sick)]),
            opening: |_| Opening::Note {
                who: KARIN,
                day: monday(),
                code: None,
            },
            typed: &[("Anteckning", "ringde")],
            required: &[],
            theirs: marked(Code::SickChild),
            told: "Sjuk → ",
            what: What::Mark,
            is_ours: |register| {
                let entry = note_of(register);
                (entry.code, entry.note.as_str()) == (Code::Sick, "ringde")
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::Note {
                who: KARIN,
                day: monday(),
                code: Some(Code::PartDay),
            },
            typed: &[("Från–till", "8-12")],
            required: &["Från–till"],
            theirs: marked(Code::Sick),
            told: "omarkerad → Sjuk",
            what: What::Mark,
            is_ours: |register| note_of(register).minutes == Some(240),
        },
        Case {
            before: small(),
            opening: |_| Opening::ChangePerson(KARIN),
            typed: &[("Telefon", "070-1")],
            required: &["Förnamn", "Efternamn", "Första dag"],
            theirs: {
                let mut theirs = Correction::of(&karin_now, monday());
                theirs.details.supervisor = "Eva".to_owned();
                theirs.command(KARIN)
            },
            told: "handledare – → Eva",
            what: What::Change,
            is_ours: |register| {
                (
                    karin(register).phone.as_str(),
                    karin(register).supervisor.as_str(),
                ) == ("070-1", "Eva")
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::MovePerson(KARIN),
            typed: &[("Arena", "Verkstaden")],
            required: &["Arena", "Från och med"],
            theirs: Command::Move {
                is_new_arena: true,
                who: KARIN,
                from: monday(),
                group: Group::Outdoor,
                arena: "Parken".to_owned(),
            },
            told: "plats Innegruppen, Köket → Utegruppen, Parken",
            what: What::Move,
            is_ours: |register| {
                let arena = register.arena_of(karin(register), monday());
                arena.is_some_and(|arena| arena.name == "Verkstaden")
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::EndStay(KARIN),
            typed: &[("Utfall", ">>>")],
            required: &["Sista dag", "Utfall"],
            theirs: ended("2026-12-31", Became::Moved),
            told: "slut – → 2026-12-31",
            what: What::EndStay,
            is_ours: |register| {
                let end = karin(register).stays[0].end.as_ref();
                end.is_some_and(|end| end.last_day == monday() && end.outcome == Became::Studies)
            },
        },
        Case {
            before: and(&[ended("2026-06-30", Became::Moved)]),
            opening: |_| Opening::NewStay(KARIN),
            typed: &[("Första dag", "2026-11-16")],
            required: &["Första dag"],
            theirs: Command::SetOutcome {
                who: KARIN,
                stay: on("2026-03-02"),
                came: Came::only(Became::Illness),
            },
            told: "slut 2026-06-30",
            what: What::NewStay,
            is_ours: |register| karin(register).stays.len() == 2,
        },
        Case {
            before: small(),
            opening: |_| Opening::Absence {
                who: KARIN,
                from: None,
            },
            typed: &[("Första dag", "2026-05-04"), ("Sista dag", "2026-05-31")],
            required: &["Första dag"],
            theirs: absent("2026-06-01", "2026-06-10", None),
            told: "längre frånvaro – → 2026-06-01",
            what: What::SetAbsence,
            is_ours: |register| karin(register).stays[0].absences.len() == 2,
        },
        Case {
            before: and(&[absent("2026-05-04", "2026-05-31", None)]),
            opening: |_| Opening::Absence {
                who: KARIN,
                from: Some(on("2026-05-04")),
            },
            typed: &[("Sista dag", "2026-06-15")],
            required: &["Första dag"],
            theirs: absent("2026-05-04", "2026-05-20", Some("2026-05-04")),
            told: "längre frånvaro 2026-05-04",
            what: What::SetAbsence,
            is_ours: |register| {
                let absences = &karin(register).stays[0].absences;
                absences.len() == 1 && absences[0].until == Some(on("2026-06-15"))
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::Decision {
                who: KARIN,
                replaces: None,
            },
            typed: &[("Nivå, %", "60")],
            required: &[
                "Första dag",
                "Sista dag",
                "Beslutat",
                "Nivå, %",
                "Arbetstid, %",
            ],
            theirs: decided("2025-01-01..2025-06-30", 50),
            told: "beslut 1 utveckling",
            what: What::AddDecision,
            is_ours: |register| {
                let decisions = &karin(register).decisions;
                decisions.len() == 2 && decisions[1].terms.level == Some(60)
            },
        },
        Case {
            before: and(&[decided("2026-03-02..2027-03-01", 60)]),
            opening: |_| Opening::Decision {
                who: KARIN,
                replaces: Some(DecisionId(1)),
            },
            typed: &[("Nivå, %", "70")],
            required: &[
                "Första dag",
                "Sista dag",
                "Beslutat",
                "Nivå, %",
                "Arbetstid, %",
            ],
            theirs: cut("2027-01-31"),
            told: "beslut 1 utveckling 2026-03-02 – 2027-01-31",
            what: What::ReplaceDecision,
            is_ours: |register| {
                let newest = karin(register).decisions.iter().max_by_key(|d| d.id);
                newest.is_some_and(|newest| newest.terms.level == Some(70))
            },
        },
        Case {
            before: and(&[decided("2026-03-02..2027-03-01", 60)]),
            opening: |_| Opening::EndDecision {
                who: KARIN,
                id: DecisionId(1),
            },
            typed: &[("Vad har hänt", ">>")],
            required: &["Vad har hänt"],
            theirs: cut("2027-01-31"),
            told: "beslut 1 utveckling",
            what: What::WithdrawDecision,
            is_ours: |register| !karin(register).decisions[0].is_real(),
        },
        Case {
            before: and(&[interest("")]),
            opening: |_| Opening::Step(KARIN),
            typed: &[("Vem", "Eva")],
            required: &[],
            theirs: interest("ringt"),
            told: "intresseanmälan",
            what: What::SetStep,
            is_ours: |register| {
                let process = karin(register).process().expect("it has begun");
                (
                    process.interest.who.as_str(),
                    process.interest.note.as_str(),
                ) == ("Eva", "ringt")
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::PlanOnward(KARIN),
            typed: &[
                ("Mot", ">"),
                ("Nästa steg", "provdag"),
                ("Senast", "2027-01-15"),
            ],
            required: &["Mot", "Nästa steg", "Ansvarig", "Senast"],
            theirs: planned("ansökan"),
            told: "plan – → studier 2027-02-01",
            what: What::PlanOnward,
            is_ours: |register| {
                let plan = karin(register).plan_onward(monday());
                plan.is_some_and(|plan| plan.next == "provdag")
            },
        },
        Case {
            before: small(),
            opening: |register| duty(register, false),
            typed: &[("Vad är gjort", "ringt")],
            required: &["Vad är gjort"],
            theirs: handled("skickat"),
            told: "har ändrat det här",
            what: What::HandleDuty,
            is_ours: |register| {
                register
                    .handled
                    .values()
                    .all(|handling| handling.note == "ringt")
            },
        },
        Case {
            before: small(),
            opening: |register| duty(register, true),
            typed: &[("Till", "2026-12-24")],
            required: &["Till"],
            theirs: handled("skickat"),
            told: "har ändrat det här",
            what: What::SetAsideDuty,
            is_ours: |register| {
                let until = Some(on("2026-12-24"));
                register
                    .handled
                    .values()
                    .all(|handling| handling.until == until)
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::Settings,
            typed: &[("Enhet", "AMI Nord")],
            required: &["Gräns, mån.", "Nära från, mån.", "Planera från, mån."],
            theirs: Command::Configure(Box::new(Settings {
                advance: false,
                ..Settings::default()
            })),
            told: "markera och gå vidare ja → nej",
            what: What::Configure,
            is_ours: |register| {
                let settings = &register.settings;
                (settings.unit.as_str(), settings.advance) == ("AMI Nord", false)
            },
        },
        Case {
            before: small(),
            opening: |_| Opening::OwnRule {
                name: Name::QuotaMost,
                from: None,
            },
            typed: &[("Värde", "8"), ("Källa", "KS 1")],
            required: &["Värde", "Från och med", "Källa"],
            theirs: set_rule(7),
            told: "har ändrat det här",
            what: What::SetRule,
            is_ours: |register| {
                register
                    .settings
                    .rules
                    .iter()
                    .any(|own| own.value == Value::Number(8))
            },
        },
    ]
}
