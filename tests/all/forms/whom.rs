//! The form that adds a person asks whether somebody of that name is the same.

use tolv::domain::facts::participant::Whom;

use super::*;

/// Types a name into the form for a new person and saves.
fn add(seat: &mut Seat, given: &str, family: &str) {
    seat.press("p").type_in(given).press("Tab").type_in(family);
    seat.press("Enter");
}

#[test]
fn the_form_asks_whether_somebody_of_that_name_is_the_same_person() {
    let mut seat = desk(small(Lang::Sv));
    add(&mut seat, "Karin", "andersson");
    let told = under(&mut seat, "Samma person?");
    assert!(
        told.contains("#1 Karin Andersson (sedan 2026-03-02)"),
        "{told}"
    );
    assert!(!told.contains("--"), "{told}");
    seat.press("Enter");
    assert_eq!(seat.desk.register().people.len(), 4, "no answer is none");

    // Somebody who is there has no new stay to begin.
    go_to(&mut seat, "Samma person?");
    seat.press("Right");
    shows(&mut seat, "nej, inte #1: en ny person");
    // An answer holds for whom it was asked about.
    go_to(&mut seat, "Förnamn");
    retype(&mut seat, "Lena");
    go_to(&mut seat, "Efternamn");
    retype(&mut seat, "Bergström");
    seat.press("Enter");
    let told = under(&mut seat, "Samma person?");
    assert!(told.contains("#4 Lena Bergström"), "{told}");
    seat.press("Right").press("Enter");
    assert_eq!(seat.desk.register().people.len(), 5);
}

#[test]
fn somebody_who_comes_back_gets_a_new_stay_with_what_was_typed() {
    let mut world = small(Lang::Sv);
    if let Command::Enrol(draft) = &mut world.before[2] {
        draft.details.personnummer =
            Personnummer::read("19811218-9876", "2026-11-23".parse().unwrap()).ok();
        draft.end = Some("2026-06-30".parse().unwrap());
    }
    let mut seat = desk(world);
    seat.press("p").type_in("Olle").press("Tab").type_in("Ek");
    go_to(&mut seat, "Personnummer");
    seat.type_in("811218-9876").press("Enter");
    let told = under(&mut seat, "Samma person?");
    assert!(
        told.contains("#3 Olle Berg (2025-10-06 – 2026-06-30)"),
        "{told}"
    );
    seat.press("Right").press("Enter");
    shows(&mut seat, "Olle Ek är på AMI igen från");
    let olle = &seat.desk.register().people[&PersonId(3)];
    assert_eq!((olle.family.as_str(), olle.stays.len()), ("Ek", 2));
}

#[test]
fn the_form_asks_of_a_name_that_somebody_had_before() {
    let mut world = small(Lang::Sv);
    let renamed = Command::Change {
        who: PersonId(1),
        details: Box::new(crate::world::named("Karin", "Dahl")),
        start: "2026-03-02".parse().unwrap(),
        schedule: None,
        whom: Whom::Unsaid,
    };
    world.before.push(renamed);
    let mut seat = desk(world);
    add(&mut seat, "Karin", "Andersson");
    let told = under(&mut seat, "Samma person?");
    assert!(
        told.contains("#1 Karin Dahl, tidigare Karin Andersson"),
        "{told}"
    );
    seat.press("Enter");
    assert_eq!(seat.desk.register().people.len(), 4, "no answer is none");
    go_to(&mut seat, "Samma person?");
    seat.press("Right").press("Enter");
    assert_eq!(seat.desk.register().people.len(), 5);
}

#[test]
fn a_name_that_cannot_be_is_told_at_its_own_field() {
    for (given, family, field) in [
        ("Lena", "saknas", "Efternamn"),
        ("Lena", "B\u{435}rg", "Efternamn"),
        ("Lena", "19811218-9876", "Efternamn"),
        ("L\u{435}na", "Berg", "Förnamn"),
        ("saknas", "Berg", "Förnamn"),
    ] {
        let mut seat = desk(small(Lang::Sv));
        add(&mut seat, given, family);
        let told = under(&mut seat, field);
        assert!(told.starts_with('!'), "{given} {family}: {told}");
    }
}
