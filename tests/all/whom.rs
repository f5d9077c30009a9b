//! Whom a draft or a row of a list is about, and what a list leaves as somebody decided it.

use tolv::domain::decide::command::Command;
use tolv::domain::decide::enrolment::plan_import;
use tolv::domain::decide::refusal::Refusal;
use tolv::domain::facts::attendance::{ActorId, Code};
use tolv::domain::facts::change::{Change, LogEntry, What};
use tolv::domain::facts::decided::{Fact, Seeking};
use tolv::domain::facts::details::Field;
use tolv::domain::facts::outcome::{Came, Outcome};
use tolv::domain::facts::participant::{Draft, Group, PersonId, Protection, Whom};

use crate::enrolment::{lena, number};
use crate::world::{Correction, TODAY, World, draft, mark, on, placed, restore, with};

const FIRST: PersonId = PersonId(1);

fn enrol(draft: &Draft) -> Command {
    Command::Enrol(Box::new(draft.clone()))
}

pub fn list(drafts: &[Draft]) -> Command {
    let rows = (2..).zip(drafts.iter().cloned()).collect();
    let skip_bad = true;
    Command::Import { rows, skip_bad }
}

fn numbered(draft: Draft, n: usize) -> Draft {
    with(draft, |draft| draft.details.personnummer = number(n))
}

/// In short what became of a draft.
fn became(answer: &Result<usize, Refusal>) -> &'static str {
    match answer {
        Ok(1) => "same",
        Ok(_) => "new",
        Err(Refusal::SameName { .. }) => "same name?",
        Err(Refusal::LooksLike { .. }) => "looks like?",
        Err(Refusal::PersonnummerTaken { .. }) => "taken",
        Err(Refusal::PersonnummerProtected) => "taken, protected",
        Err(Refusal::OtherPersonnummer { .. }) => "another number",
        Err(Refusal::AlreadyThere { .. }) => "there",
        Err(Refusal::Returns { .. }) => "comes back?",
        Err(Refusal::MixedScripts { .. }) => "mixed",
        Err(Refusal::StrangeLetter { .. }) => "strange",
        Err(refusal) => panic!("{refusal:?}"),
    }
}

/// Somebody in the register, a draft, what adding it gives and what a list with it gives. People are told by name, first
/// day, and what else there is of them.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-01-05",
        "there",
        "same",
    ),
    (
        "Lena Berg 2026-01-05",
        "lena BERG 2026-01-05",
        "there",
        "same",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena\u{200d} Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05",
        "Ｌｅｎａ Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Ber\u{261} 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Lena Berg 2026-01-05",
        "L\u{435}na Berg 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Ida Falk 2026-01-05",
        "lda Falk 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Åsa Öberg 2026-01-05",
        "Asa Oberg 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Asa Oberg 2026-01-05",
        "Åsa Öberg 2026-02-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Lena Berg 2026-01-05",
        "Léna Berg 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    (
        "Yıldız Ak 2026-01-05",
        "Yildiz Ak 2026-01-05",
        "there",
        "same",
    ),
    (
        "Søren Ek 2026-01-05",
        "Sören Ek 2026-01-05",
        "looks like?",
        "looks like?",
    ),
    ("Åsa Ek 2026-01-05", "Asa Ek 2026-01-05 new", "new", "new"),
    ("Åsa Ek 2026-01-05 n0", "Asa Ek 2026-01-05 n1", "new", "new"),
    (
        "Ida Ek 2026-01-05",
        "Id\u{430} Falk 2026-01-05",
        "mixed",
        "mixed",
    ),
    (
        "Anna-Karin Ek 2026-01-05",
        "Anna–Karin Ek 2026-01-05",
        "there",
        "same",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-01-05 n0",
        "there",
        "same",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-11-09 n0",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Lena Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Lena Berg 2026-11-09 n1",
        "new",
        "new",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Lena Berg 2026-01-05 n1",
        "new",
        "new",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Eva Ek 2026-01-05 n0",
        "taken",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone",
        "Lena Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05 gone n0",
        "Lena Berg 2026-11-09 n0",
        "comes back?",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone n0",
        "Lena Ek 2026-11-09 n0",
        "comes back?",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone hidden n0",
        "Lena Berg 2026-11-09 n0",
        "taken, protected",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 hidden n0",
        "Lena Berg 2026-01-05 n0",
        "taken, protected",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 hidden",
        "Lena Berg 2026-01-05",
        "same name?",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 hidden",
        "Lena Berg 2026-11-09",
        "same name?",
        "same name?",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-11-09 new",
        "new",
        "new",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-01-05 new",
        "new",
        "new",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Ber\u{261} 2026-01-05 new",
        "strange",
        "strange",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Lena Berg 2026-11-09 n0 new",
        "taken",
        "taken",
    ),
    (
        "Lena Berg 2026-01-05 gone",
        "Lena Berg 2026-11-09 same",
        "same",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone",
        "Lena Ek 2026-11-09 same",
        "same",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone",
        "Lena Berg 2026-11-09 n0 same",
        "same",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 gone n0",
        "Lena Berg 2026-11-09 same",
        "same",
        "same",
    ),
    (
        "Lena Berg 2026-01-05 n0",
        "Lena Berg 2026-11-09 n1 same",
        "another number",
        "another number",
    ),
    (
        "Lena Berg 2026-01-05",
        "Lena Berg 2026-01-05 same",
        "there",
        "same",
    ),
];

fn told(text: &str) -> Draft {
    let mut words = text.split(' ').peekable();
    let mut name = Vec::new();
    while words.peek().is_some_and(|word| !word.starts_with("20")) {
        name.extend(words.next());
    }
    let start = words.next().expect("a first day");
    words.fold(draft(&name.join(" "), start), |draft, word| {
        with(draft, |draft| match word {
            "n0" => draft.details.personnummer = number(0),
            "n1" => draft.details.personnummer = number(1),
            "gone" => draft.end = Some(on("2026-06-30")),
            "hidden" => draft.details.protection = Protection::Marked,
            "new" => draft.whom = Whom::New,
            "same" => draft.whom = Whom::Same(FIRST),
            _ => panic!("{word}"),
        })
    })
}

#[test]
fn nobody_becomes_two_people_or_one_of_two_without_a_word() {
    for (known, row, added, listed) in CASES {
        let (known, row) = (told(known), told(row));
        for (command, wanted) in [
            (enrol(&row), added),
            (list(std::slice::from_ref(&row)), listed),
        ] {
            let mut world = World::with(std::slice::from_ref(&known));
            let asked = match &command {
                Command::Import { rows, .. } => {
                    let (rows, skip_bad) = (rows.clone(), false);
                    Command::Import { rows, skip_bad }
                }
                other => other.clone(),
            };
            let answer = world.ask("anna", &asked);
            let answer = answer.map(|_| world.register.people.len());
            let answer = answer.map_err(|refusal| match refusal {
                Refusal::BadRows(mut rows) => rows.remove(0).1,
                other => other,
            });
            assert_eq!(became(&answer), *wanted, "{known:?} {row:?}");
        }
    }
}

#[test]
fn who_is_protected_is_not_found_out_by_trying() {
    let hidden = with(numbered(lena(), 0), |draft| {
        draft.details.protection = Protection::Strong
    });
    let mut world = World::with(&[hidden]);
    let tries = [
        numbered(draft("Eva Ek", "2026-01-05"), 0),
        lena(),
        draft("Lena Berg", "2026-11-09"),
    ];
    for told in tries {
        let refusal = world.refused("anna", &enrol(&told));
        let said = refusal.text(tolv::text::Lang::Sv);
        assert!(!said.contains('1') && !said.contains("Lena"), "{said}");
        assert!(said.contains("samordnaren"), "{said}");
    }
}

#[test]
fn a_refused_row_of_a_list_does_not_tell_who_is_protected() {
    let hidden = with(numbered(lena(), 0), |draft| {
        draft.details.protection = Protection::Strong;
        draft.end = None;
    });
    let mut world = World::with(&[hidden]);
    let row = with(numbered(draft("Eva Ek", "2026-11-02"), 0), |_| {});
    let Command::Import { rows, .. } = list(&[row]) else {
        unreachable!("a list")
    };
    let skip_bad = false;
    let refusal = world.refused(
        "anna",
        &Command::Import {
            rows: rows.clone(),
            skip_bad,
        },
    );
    assert_eq!(refusal, Refusal::BadRows(vec![(2, Refusal::RowProtected)]));
    // Whoever has said the number is told what is wrong.
    world.must("anna", &mark(1, on(TODAY), Code::Present));
    let said = rows.into_iter().map(|(line, mut row)| {
        row.whom = Whom::Same(FIRST);
        row.end = Some(on("2026-11-10"));
        (line, row)
    });
    let rows = said.collect();
    let refusal = world.refused("anna", &Command::Import { rows, skip_bad });
    let Refusal::BadRows(rows) = refusal else {
        panic!("{refusal:?}")
    };
    assert!(
        matches!(rows[0].1, Refusal::MarksOutside { .. }),
        "{rows:?}"
    );
}

#[test]
fn nobody_is_given_anothers_name_without_a_word() {
    let mut world = World::with(&[lena(), draft("Eva Ek", "2026-01-05")]);
    let eva = PersonId(2);
    let renamed = |world: &World, name: &str, whom| {
        let mut change = Correction::of(world.person(2), on(TODAY));
        let (given, family) = name.split_once(' ').expect("two names");
        change.details.given = given.to_owned();
        change.details.family = family.to_owned();
        let mut command = change.command(eva);
        command.mean(whom);
        command
    };
    let name = lena().details;
    let same = format!("{} {}", name.given, name.family);
    for name in [same.clone(), same.to_uppercase(), same.replace('l', "I")] {
        let command = renamed(&world, &name, Whom::Unsaid);
        let refusal = world.refused("anna", &command);
        assert!(
            matches!(refusal, Refusal::NameOfAnother { .. }),
            "{name}: {refusal:?}"
        );
    }
    world.must("anna", &renamed(&world, "Eva Eksson", Whom::Unsaid));
    world.must("anna", &renamed(&world, &same, Whom::New));
    // It is not asked again about what has not changed.
    let mut change = Correction::of(world.person(2), on(TODAY));
    change.details.supervisor = "Berit".to_owned();
    world.must("anna", &change.command(eva));
}

#[test]
fn two_rows_of_one_list_that_are_there_at_once_are_two_people() {
    let mut world = World::new();
    let rows = [lena(), draft("Lena Berg", "2026-11-09")];
    world.must("anna", &list(&rows));
    assert_eq!(world.register.people.len(), 2);
    assert_eq!(world.must("anna", &list(&rows)), []);
    // One after the other may be the same person, who came back.
    let ended = |draft| {
        with(draft, |draft: &mut Draft| {
            draft.end = Some(on("2026-03-02"))
        })
    };
    let mut world = World::new();
    let rows = [ended(lena()), draft("Lena Berg", "2026-11-09")];
    let rows = (2..).zip(rows).collect();
    let command = Command::Import {
        rows,
        skip_bad: false,
    };
    let refusal = world.refused("anna", &command);
    let row = Some(3);
    assert_eq!(
        refusal,
        Refusal::BadRows(vec![(3, Refusal::SameNameAbove { above: 2, row })])
    );
}

#[test]
fn somebody_who_comes_back_has_a_new_stay_and_what_was_typed() {
    let gone = numbered(with(lena(), |draft| draft.end = Some(on("2026-06-30"))), 0);
    let mut world = World::with(&[gone]);
    let again = with(draft("Lena Ek", "2026-11-09"), |draft| {
        draft.whom = Whom::Same(FIRST);
        draft.details.phone = "070-1".into();
        (draft.group, draft.arena) = (Some(Group::Outdoor), "Parken".into());
    });
    world.must("anna", &enrol(&again));
    let lena = world.person(1);
    assert_eq!(
        (lena.full_name().as_str(), lena.phone.as_str()),
        ("Lena Ek", "070-1")
    );
    assert_eq!(lena.personnummer, number(0), "what is left empty stays");
    assert_eq!(lena.stays.len(), 2);
}

/// What somebody changes of a person of the list at a keyboard, and the fact that it decides.
fn change(n: usize, who: u32, world: &World) -> (Command, Fact) {
    let person = world.person(who);
    let mut changed = Correction::of(person, world.today);
    let details = &mut changed.details;
    let fact = match n {
        0 => {
            details.phone = "070-9".into();
            Fact::Field(Field::Phone)
        }
        1 => {
            details.phone = String::new();
            Fact::Field(Field::Phone)
        }
        2 => {
            details.note = "ringer själv".into();
            Fact::Field(Field::Note)
        }
        3 => {
            details.protection = Protection::Strong;
            Fact::Field(Field::Protection)
        }
        _ => {
            changed.schedule = Some([120; 7]);
            Fact::Hours(person.stays[0].start)
        }
    };
    (changed.command(PersonId(who)), fact)
}

/// As `change`, and what else is done with a stay.
pub fn work(n: usize, who: u32, world: &World) -> (Command, Fact) {
    let id = PersonId(who);
    let start = world.person(who).stays[0].start;
    let end = |last_day: &str, outcome| Command::EndStay {
        who: id,
        last_day: on(last_day),
        came: Came::only(outcome),
    };
    let (from, group) = (on(TODAY), Group::Outdoor);
    let arena = "Snickeriet".into();
    match n {
        5 => (end("2026-10-30", Outcome::Studies), Fact::End(start)),
        6 => (end("2027-02-26", Outcome::default()), Fact::End(start)),
        7 => (Command::ReopenStay { who: id }, Fact::End(start)),
        8 => (
            Command::Move {
                is_new_arena: true,
                who: id,
                from,
                group,
                arena,
            },
            Fact::Place(start),
        ),
        _ => change(n, who, world),
    }
}

pub fn rows() -> Vec<Draft> {
    let told = |name: &str, start: &str, n: usize| {
        with(numbered(draft(name, start), n), |draft| {
            draft.end = Some(on("2026-12-31"));
            draft.details.phone = "070-1".into();
            draft.details.note = "kommer med buss".into();
            draft.details.protection = Protection::Marked;
        })
    };
    vec![
        told("Lena Berg", "2026-01-05", 0),
        told("Åsa Öberg", "2026-02-02", 1),
        with(draft("Ida Falk", "2026-03-02"), |draft| {
            draft.details.phone = "070-2".into()
        }),
    ]
}

#[test]
fn an_old_list_leaves_each_thing_that_somebody_decided() {
    for n in 0..9 {
        let mut world = World::new();
        world.must("anna", &list(&rows()));
        let (command, fact) = work(n, 1, &world);
        world.must("anna", &command);
        let decided = world.person(1).clone();
        assert_eq!(
            world.must("berit", &list(&rows())),
            [],
            "{command:?} {fact:?}"
        );
        assert_eq!(*world.person(1), decided);
        // What nobody decided is the list's as before.
        let mut newer = rows();
        newer[1].details.phone = "070-3".into();
        world.must("berit", &list(&newer));
        assert_eq!(world.person(2).phone, "070-3");
    }
}

#[test]
fn a_list_never_lowers_a_protection_that_another_list_told() {
    let mut world = World::new();
    let mut strong = rows();
    strong[0].details.protection = Protection::Strong;
    world.must("anna", &list(&strong));
    assert_eq!(world.must("anna", &list(&rows())), []);
    assert_eq!(world.person(1).protection, Protection::Strong);
}

#[test]
fn what_was_undone_is_no_decision_and_what_was_made_again_is() {
    let phone = |phone: &str| {
        let mut somebody = crate::world::person(1, &["2026-01-05.."]);
        somebody.phone = phone.to_owned();
        Some(Box::new(somebody))
    };
    let entry = |seq: u64, what, before: Option<&str>, after: &str| LogEntry {
        seq,
        at: seq as i64,
        by: ActorId(seq as u16),
        what,
        of: None,
        removed: 0,
        changes: vec![Change::Person {
            before: before.and_then(phone),
            after: phone(after),
        }],
    };
    use What::{Change as Changed, Import, Redo, Undo};
    let log = [
        entry(1, Import, None, "a"),
        entry(2, Changed, Some("a"), "b"),
        entry(3, Undo, Some("b"), "a"),
        entry(4, Redo, Some("a"), "b"),
        entry(5, Import, Some("b"), "c"),
        entry(6, Undo, Some("c"), "b"),
        entry(7, Undo, Some("b"), "a"),
    ];
    let by = |upto: usize| {
        let fact = (FIRST, Fact::Field(Field::Phone));
        let mut seeking = Seeking::new(&[fact]);
        log[..upto]
            .iter()
            .rev()
            .for_each(|entry| seeking.take(entry));
        seeking.found().get(&fact).map(|decided| decided.by.0)
    };
    let wanted = [None, Some(2), None, Some(2), None, Some(2), None];
    assert_eq!([1, 2, 3, 4, 5, 6, 7].map(by), wanted);
}

#[test]
fn a_corrected_first_day_of_a_stay_that_goes_on_stands() {
    let told = numbered(lena(), 0);
    let mut world = World::new();
    world.must("anna", &list(std::slice::from_ref(&told)));
    let mut corrected = Correction::of(world.person(1), world.today);
    corrected.start = corrected.start + chrono::Days::new(7);
    world.must("anna", &corrected.command(FIRST));
    assert_eq!(world.must("berit", &list(&[told])), []);
    assert_eq!(world.person(1).stays.len(), 1);
}

/// Cyrillic letters, a hyphen too few, and another form: who is said to be the same keeps the name.
#[test]
fn whoever_is_said_to_be_the_same_keeps_the_name_that_is_another_form_or_looks_so() {
    for (known, told) in [
        ("Bo Ek", "\u{412}\u{43e} Ek"),
        ("Anna-Karin Ek", "Anna Karin Ek"),
        ("\u{c5}sa Ek", "A\u{30a}sa EK"),
    ] {
        let mut world = World::with(&[draft(known, "2026-02-02")]);
        let same = with(draft(told, "2026-02-02"), |draft| {
            draft.whom = Whom::Same(FIRST)
        });
        assert_eq!(world.must("berit", &list(&[same])), [], "{told:?}");
        assert_eq!(world.person(1).full_name(), known);
    }
    // Another name is taken, where a list gave the one before.
    let mut world = World::new();
    world.must("berit", &list(&[draft("Bo Ek", "2026-02-02")]));
    let same = with(draft("Bo Lund", "2026-02-02"), |draft| {
        draft.whom = Whom::Same(FIRST)
    });
    world.must("berit", &list(&[same]));
    assert_eq!(world.person(1).full_name(), "Bo Lund");
}

#[test]
fn a_first_day_that_somebody_corrected_is_not_told_again_as_another_stay() {
    let told = with(numbered(lena(), 0), |draft| {
        draft.end = Some(on("2026-01-30"))
    });
    let mut world = World::new();
    world.must("anna", &list(std::slice::from_ref(&told)));
    let mut end = Correction::of(world.person(1), world.today);
    world.must("anna", &Command::ReopenStay { who: FIRST });
    end.start = on("2026-02-02");
    world.must("anna", &end.command(FIRST));
    assert_eq!(world.must("berit", &list(&[told])), []);
    assert_eq!(world.person(1).stays.len(), 1);
}

/// What somebody does with the person whom a list told of, what the list says then, and what becomes of it: what changes,
/// what is told as left, or why the row is refused.
const SAID_BY_HAND: &[(&str, &str, &str)] = &[
    ("", "", "nothing"),
    ("", "ute", "nothing"),
    ("", "ute -", "nothing"),
    ("", "- -", "nothing"),
    ("", "- Parken", "nothing"),
    ("", "inne", "moved"),
    ("move inne Städ", "inne", "nothing"),
    ("move inne Städ", "inne -", "nothing"),
    ("move inne Städ", "ute", "left"),
    ("move inne Städ", "ute Parken", "left"),
    ("later", "until", "moved by hand"),
    ("later, undo", "until", "ended"),
    ("hours", "until", "hours by hand"),
    ("", "until", "ended"),
    ("rename", "", "had before"),
    ("rename", "BO  ek", "had before"),
    ("rename", "elsewhen", "had before"),
    ("rename", "new", "added"),
    ("rename", "same", "left"),
    ("rename, undo", "", "nothing"),
    ("rename", "now", "nothing"),
    ("rename, undo", "now", "added"),
    ("rename, undo, redo", "", "had before"),
    ("rename, hide", "", "protected"),
];

/// Carries out a step of the table on the first person.
fn by_hand(world: &mut World, step: &str) {
    let moved = |from: &str, arena: &str| Command::Move {
        is_new_arena: true,
        who: FIRST,
        from: on(from),
        group: Group::Indoor,
        arena: arena.to_owned(),
    };
    let mut changed = Correction::of(world.person(1), world.today);
    let command = match step {
        "" => return,
        "move inne Städ" => moved(TODAY, "Städ"),
        "later" => moved("2026-12-01", "Städ"),
        "hours" => {
            changed.schedule = Some([120; 7]);
            changed.command(FIRST)
        }
        "rename" => {
            changed.details.family = "Ekman".into();
            changed.command(FIRST)
        }
        "hide" => {
            changed.details.protection = Protection::Strong;
            changed.command(FIRST)
        }
        "undo" | "redo" => {
            let last = world.log.iter().rev().find(|entry| entry.of.is_none());
            restore(last.expect("an entry").seq, step == "redo")
        }
        _ => panic!("{step}"),
    };
    world.must("anna", &command);
}

fn bo(family: &str) -> Draft {
    let name = format!("Bo {family}");
    placed(&name, "2026-02-02", (Group::Outdoor, "Parken"))
}

/// The row of a list that the table tells.
fn row_of(told: &str) -> Draft {
    with(bo("Ek"), |row| match told {
        "" | "ute Parken" => {}
        "ute" => row.arena = String::new(),
        "ute -" => row.arena = "-".into(),
        "- -" => (row.group, row.arena) = (None, "-".into()),
        "- Parken" => row.group = None,
        "inne" => (row.group, row.arena) = (Some(Group::Indoor), String::new()),
        "inne -" => (row.group, row.arena) = (Some(Group::Indoor), "-".into()),
        "until" => row.end = Some(on("2026-06-30")),
        "BO  ek" => (row.details.given, row.details.family) = ("BO ".into(), "ek".into()),
        "elsewhen" => row.start = on("2026-03-02"),
        "new" => row.whom = Whom::New,
        "same" => row.whom = Whom::Same(FIRST),
        "now" => row.details.family = "Ekman".into(),
        _ => panic!("{told}"),
    })
}

fn refused_for(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::MoveOutside { from, .. } if *from == on("2026-12-01") => "moved by hand",
        Refusal::HoursOutside { .. } => "hours by hand",
        Refusal::SameName { people, .. } => match &people[..] {
            [one] if one.name.is_none() => "protected",
            [one] if one.had.is_some() => "had before",
            _ => panic!("{people:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Takes in one row, and says what became of it.
fn takes_in(world: &mut World, row: Draft) -> &'static str {
    let (before, people) = (world.person(1).clone(), world.register.people.len());
    let rows = vec![(2, row)];
    let command = Command::Import {
        rows: rows.clone(),
        skip_bad: false,
    };
    let facts = world.facts(&command);
    let plan = plan_import(&world.register, &facts, &rows, world.today);
    match world.ask("berit", &command) {
        Err(Refusal::BadRows(bad)) => refused_for(&bad[0].1),
        Err(other) => panic!("{other:?}"),
        Ok(_) if world.register.people.len() > people => "added",
        Ok(changes) if changes.is_empty() && plan.kept.is_empty() => "nothing",
        Ok(changes) if changes.is_empty() => "left",
        Ok(_) if world.person(1).stays[0].end != before.stays[0].end => "ended",
        Ok(_) => "moved",
    }
}

#[test]
fn a_list_is_held_against_what_was_said_by_hand() {
    let ida = placed("Ida Falk", "2026-02-02", (Group::Indoor, ""));
    let mut wrong = Vec::new();
    for (steps, told, wanted) in SAID_BY_HAND {
        let mut world = World::new();
        world.must("anna", &list(&[bo("Ek")]));
        // There is an indoor group as a whole.
        world.must("anna", &list(&[bo("Ek"), ida.clone()]));
        steps.split(", ").for_each(|step| by_hand(&mut world, step));
        let became = takes_in(&mut world, row_of(told));
        if became != *wanted {
            wrong.push(format!("{steps} | {told}: {became}, wanted {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_log_of_a_register_says_who_had_a_name_of_a_list() {
    let home = crate::cli::Home::new();
    let list = home.file("list.csv", "Namn;Grupp;Start\nBo Ek;ute;2026-02-02\n");
    home.run(&["import", &list]).ok();
    home.run(&["change", "1", "--family", "Ekman"]).ok();
    for more in [&["--dry-run"][..], &[]] {
        let run = home.run(&[&["import", &list], more].concat());
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("#1 Bo Ekman, formerly Bo Ek"), "{run:?}");
        assert!(run.err.contains("--same 2=1"), "{run:?}");
    }
    let run = home.run(&["import", &list, "--same", "2=1"]).ok();
    assert!(run.out.contains("1 unchanged"), "{run:?}");
    assert!(run.err.contains("”Ekman” holds"), "{run:?}");
}
