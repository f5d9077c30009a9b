//! The forms of a person: adding, changing, moving, ending and coming back.

use super::*;

#[test]
fn somebody_added_to_an_empty_register_is_on_the_board() {
    let mut seat = desk(empty(Lang::Sv));
    seat.press("p").type_in("Åsa").press("Tab").type_in("Öberg");
    seat.press("Tab u Tab")
        .type_in("Parken")
        .press("Tab Tab")
        .type_in("6,5")
        .press("Tab");
    retype(&mut seat, "mån, ons-fre");
    seat.press("Tab")
        .type_in("Lena")
        .press("Tab")
        .type_in("Arbetsprövning");
    seat.press("Tab")
        .type_in("850101-2382")
        .press("Tab")
        .type_in("070-123 45 67");
    seat.press("Tab Tab")
        .type_in("2027-05-31")
        .press("Tab")
        .type_in("Allergisk mot nötter");
    shows(&mut seat, "Ny person");
    seat.press("Enter");
    hides(&mut seat, "Ny person");
    shows(&mut seat, "▸ Åsa Öberg");
    shows(&mut seat, "Åsa Öberg är tillagd, från mån 23 nov 2026.");
    let added = person(&seat, PersonId(1));
    assert_eq!(
        (added.given.as_str(), added.family.as_str()),
        ("Åsa", "Öberg")
    );
    assert_eq!(added.supervisor, "Lena");
    assert_eq!(added.measure, "Arbetsprövning");
    assert_eq!(added.phone, "070-123 45 67");
    assert_eq!(added.note, "Allergisk mot nötter");
    assert_eq!(added.protection, Protection::None);
    let number = added.personnummer.expect("it was typed").masked();
    assert!(number.starts_with("19850101"), "{number}");
    let stay = &added.stays[0];
    assert_eq!(
        (stay.start, stay.last_day()),
        (monday(), Some(date(2027, 5, 31)))
    );
    assert_eq!(stay.schedules[0].minutes, [390, 0, 390, 390, 390, 0, 0]);
    let arena = &seat.desk.register().arenas[&stay.placements[0].arena];
    assert_eq!(
        (arena.group, arena.name.as_str()),
        (Group::Outdoor, "Parken")
    );
}

#[test]
fn every_fault_is_told_at_its_field_and_nothing_typed_is_lost() {
    for (lang, labels, sentences) in [
        (
            Lang::Sv,
            [
                "Förnamn",
                "Första dag",
                "Timmar per dag",
                "Personnummer",
                "Sista dag",
            ],
            [
                "Namnet saknas.",
                "Den 31 februari 2026 finns inte.",
                "Ett dygn har 24 timmar.",
                "kontrollsiffra stämmer inte",
                "Det finns ingen månad 13.",
            ],
        ),
        (
            Lang::En,
            [
                "Given name",
                "First day",
                "Hours a day",
                "Personnummer",
                "Last day",
            ],
            [
                "The name is missing.",
                "There is no 31 February 2026.",
                "A day has 24 hours.",
                "The check digit",
                "There is no month 13.",
            ],
        ),
    ] {
        let mut seat = desk(empty(lang));
        seat.press("p");
        let typed = ["2026-02-31", "25", "850101-2383", "2026-13-01"];
        for (label, typed) in labels[1..].iter().zip(typed) {
            go_to(&mut seat, label);
            retype(&mut seat, typed);
        }
        seat.press("Enter");
        for (label, sentence) in labels.iter().zip(sentences) {
            let told = under(&mut seat, label);
            assert!(told.contains(sentence), "{label}: {told}");
        }
        // The first faulty field is in focus, and typing there takes its fault away.
        shows(&mut seat, &format!("▸ {}", labels[0]));
        seat.type_in("Åsa");
        hides(&mut seat, sentences[0]);
        for typed in typed {
            shows(&mut seat, typed);
        }
        assert!(seat.desk.register().people.is_empty());
    }
}

#[test]
fn what_the_register_refuses_is_told_at_the_field_it_is_about() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("p")
        .type_in("Karin")
        .press("Tab")
        .type_in("andersson");
    go_to(&mut seat, "Första dag");
    retype(&mut seat, "2026-03-02");
    seat.press("Enter");
    assert!(under(&mut seat, "Förnamn").contains("finns redan"));
    go_to(&mut seat, "Första dag");
    retype(&mut seat, "2026-03-03");
    go_to(&mut seat, "Sista dag");
    seat.type_in("2026-03-01").press("Enter");
    let told = under(&mut seat, "Sista dag");
    assert!(
        told.contains("Slutet 2026-03-01 är före starten 2026-03-03."),
        "{told}"
    );
    assert_eq!(seat.desk.register().people.len(), 4);
}

#[test]
fn a_stay_is_ended_set_anew_and_opened_again() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("Enter Enter e");
    shows(&mut seat, "Avsluta vistelsen för Karin Andersson");
    shows(
        &mut seat,
        "Karin Andersson syns på tavlan till och med mån 23 nov 2026.",
    );
    hides(&mut seat, "öppna vistelsen igen");
    retype(&mut seat, "2026-01-15");
    seat.press("Enter");
    let told = under(&mut seat, "Utfall");
    assert!(told.contains("Välj hur vistelsen slutade"), "{told}");
    seat.press("Right Enter");
    let told = under(&mut seat, "Sista dag");
    assert!(
        told.contains("Slutet 2026-01-15 är före starten 2026-03-02."),
        "{told}"
    );
    retype(&mut seat, "30/11");
    seat.press("Tab s Tab").type_in("Komvux").press("Enter");
    shows(&mut seat, "Karin Andersson slutar mån 30 nov 2026.");
    let end = person(&seat, KARIN).stays[0]
        .end
        .clone()
        .expect("it was ended");
    assert_eq!(
        (end.last_day, end.outcome, end.employer.as_str()),
        (date(2026, 11, 30), outcome::Outcome::Studies, "Komvux")
    );
    // Again: now it is asked what to do, and the end stands in the fields.
    seat.press("Enter e");
    shows(&mut seat, "< ändra slutet >");
    shows(&mut seat, "│ Komvux");
    seat.press("ö");
    shows(&mut seat, "< öppna vistelsen igen >");
    hides(&mut seat, "│ Komvux");
    shows(&mut seat, "Karin Andersson är på AMI tills vidare");
    seat.press("Enter");
    shows(&mut seat, "Vistelsen för Karin Andersson är öppen igen.");
    assert_eq!(person(&seat, KARIN).stays[0].end, None);
}

#[test]
fn a_person_is_moved_from_a_day_on() {
    let mut seat = desk(small(Lang::En));
    seat.press("Enter Enter m");
    shows(&mut seat, "Move Karin Andersson");
    shows(&mut seat, "Now: Indoor group, Köket.");
    seat.press("Tab").type_in("köket").press("Enter");
    let told = under(&mut seat, "Arena");
    assert!(told.contains("already placed there"), "{told}");
    seat.press("Up o Tab");
    retype(&mut seat, "Parken");
    seat.press("Tab");
    retype(&mut seat, "1/12");
    seat.press("Enter");
    shows(&mut seat, "Karin Andersson has been moved: ");
    let karin = person(&seat, KARIN);
    let placed = &karin.stays[0].placements;
    assert_eq!(placed.len(), 2);
    assert_eq!(placed[1].from, date(2026, 12, 1));
    let register = seat.desk.register();
    assert_eq!(
        register.group_of(&karin, date(2026, 11, 30)),
        Some(Group::Indoor)
    );
    assert_eq!(
        register.group_of(&karin, date(2026, 12, 1)),
        Some(Group::Outdoor)
    );
}

#[test]
fn details_are_changed_and_what_is_not_touched_stays() {
    let mut world = small(Lang::Sv);
    if let Command::Enrol(draft) = &mut world.before[0] {
        draft.details.personnummer =
            Some(Personnummer::read("850101-2382", monday()).expect("a good number"));
        draft.schedule = Some([360, 240, 0, 0, 360, 0, 0]);
        draft.details.supervisor = "Lena".to_owned();
    }
    let mut seat = desk(world);
    let before = person(&seat, KARIN);
    // The whole number is never shown; hours that differ from day to day are told and not asked for.
    seat.press("Enter Enter c");
    shows(&mut seat, "19850101-••••");
    hides(&mut seat, "2382");
    seat.press("Tab Tab Tab");
    assert!(under(&mut seat, "Timmar per dag").contains("tomt ändrar inget; nu 6:00"));
    seat.press("Enter");
    shows(&mut seat, "Inget är ändrat i formuläret");
    assert_eq!(person(&seat, KARIN), before);
    // A new name and new hours from today; the number is taken away.
    seat.press("Up Up Up");
    retype(&mut seat, "Carin");
    seat.press("Tab Tab Tab").type_in("4").press("Tab");
    retype(&mut seat, "mån-ons");
    seat.press("Tab Tab Tab ctrl-u Enter");
    shows(&mut seat, "Carin Andersson är ändrad.");
    let after = person(&seat, KARIN);
    assert_eq!(
        (after.given.as_str(), after.supervisor.as_str()),
        ("Carin", "Lena")
    );
    assert_eq!(after.personnummer, None);
    let schedules = &after.stays[0].schedules;
    assert_eq!(schedules[0].minutes, [360, 240, 0, 0, 360, 0, 0]);
    assert_eq!(
        (schedules[1].from, schedules[1].minutes),
        (monday(), [240, 240, 240, 0, 0, 0, 0])
    );
    // Other days without their hours are not understood.
    seat.press("Enter c Tab Tab Tab ctrl-u Tab");
    retype(&mut seat, "fre");
    seat.press("Enter");
    assert!(under(&mut seat, "Timmar per dag").contains("hur många timmar"));
}

#[test]
fn somebody_comes_back_for_a_new_stay() {
    let mut world = small(Lang::Sv);
    world.before.push(Command::EndStay {
        who: KARIN,
        last_day: date(2026, 6, 30),
        came: outcome::Came::only(outcome::Outcome::Job),
    });
    let mut seat = desk(world);
    seat.press("/").type_in("karin").press("Enter");
    shows(&mut seat, "Karin Andersson");
    seat.press("Enter n");
    shows(&mut seat, "Ny vistelse för Karin Andersson");
    shows(&mut seat, "│ Köket");
    seat.press("Tab Tab");
    retype(&mut seat, "2026-06-30");
    seat.press("Enter");
    assert!(under(&mut seat, "Första dag").contains("redan en vistelse"));
    retype(&mut seat, "2026-11-16");
    seat.press("Enter");
    shows(
        &mut seat,
        "Karin Andersson är på AMI igen från mån 16 nov 2026.",
    );
    let stays = person(&seat, KARIN).stays;
    assert_eq!(stays.len(), 2);
    assert_eq!(
        (stays[1].start, stays[1].end.clone()),
        (date(2026, 11, 16), None)
    );
}

#[test]
fn a_long_absence_is_recorded_chosen_changed_and_taken_away() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("Enter Enter f");
    shows(&mut seat, "Längre frånvaro för Karin Andersson");
    shows(&mut seat, "Frånvaro pausar inte tolvmånadersklockan");
    shows(&mut seat, "Bara dagarna antecknas, aldrig varför.");
    hides(&mut seat, "Gör så här");
    retype(&mut seat, "2026-03-01");
    seat.press("Enter");
    let told = under(&mut seat, "Första dag");
    assert!(told.contains("är inte på AMI 2026-03-01"), "{told}");
    retype(&mut seat, "2026-05-04");
    seat.press("Tab").type_in("2026-05-01").press("Enter");
    let told = under(&mut seat, "Sista dag");
    assert!(
        told.contains("Slutet 2026-05-01 är före starten 2026-05-04."),
        "{told}"
    );
    retype(&mut seat, "2026-05-31");
    seat.press("Enter");
    shows(&mut seat, "Frånvaron för Karin Andersson är antecknad.");
    shows(&mut seat, "längre frånvaro 2026-05-04 – 2026-05-31");
    // With one recorded it is asked which is meant; the latest is chosen, and another one stands above it.
    seat.press("Enter f");
    shows(&mut seat, "anteckna en ny");
    shows(&mut seat, "▸ 2026-05-04 – 2026-05-31");
    seat.press("Up Enter");
    hides(&mut seat, "│ 2026-");
    seat.press("Tab").type_in("2026-05-10").press("Up");
    retype(&mut seat, "2026-04-20");
    seat.press("Enter");
    let told = under(&mut seat, "Första dag");
    assert!(
        told.contains("redan antecknad som frånvarande 2026-05-04 – 2026-05-31"),
        "{told}"
    );
    seat.press("Esc Esc Enter f Enter Tab");
    retype(&mut seat, "2026-05-05");
    seat.press("Tab");
    retype(&mut seat, "");
    seat.press("Enter");
    let absence = person(&seat, KARIN).stays[0].absences[0];
    assert_eq!((absence.from, absence.until), (date(2026, 5, 5), None));
    seat.press("Enter f Enter Space Enter");
    shows(&mut seat, "Frånvaron för Karin Andersson är borttagen.");
    assert_eq!(person(&seat, KARIN).stays[0].absences, []);
    seat.press("Esc l");
    shows(
        &mut seat,
        "tog bort längre frånvaro Karin Andersson: längre frånvaro sedan",
    );
}

#[test]
fn the_form_of_an_absence_tells_where_the_threshold_goes() {
    let world = small(Lang::Sv);
    let mut settings = tolv::domain::facts::settings::Settings::default();
    settings.rule.absence_pauses = true;
    let pausing = Command::Configure(Box::new(settings));
    let before = world.before.into_iter().chain([pausing]).collect();
    let mut seat = desk(World {
        lang: Lang::Sv,
        before,
        ..World::default()
    });
    seat.press("Enter Enter f");
    retype(&mut seat, "2026-05-04");
    seat.press("Tab").type_in("2026-05-31");
    shows(
        &mut seat,
        "Gränsen flyttas från 2027-03-02 till 2027-03-30.",
    );
    retype(&mut seat, "2026-12-31");
    seat.press("Up");
    retype(&mut seat, "2026-12-01");
    shows(&mut seat, "Gränsen ligger kvar 2027-03-02");
    retype(&mut seat, "2026-05-04");
    seat.press("Down");
    retype(&mut seat, "2026-05-31");
    seat.press("Enter");
    shows(
        &mut seat,
        "plus 12 månader och 28 dagars frånvaro = 2027-03-30",
    );
    for (columns, rows) in [(45, 20), (80, 24), (120, 36)] {
        golden(
            &format!("forms/absent-{columns}x{rows}-sv"),
            &seat.screen(columns, rows),
        );
    }
    seat.press("Down Down");
    seat.press("Enter f");
    for (columns, rows) in [(36, 10), (45, 20), (80, 24)] {
        golden(
            &format!("forms/absences-{columns}x{rows}-sv"),
            &seat.screen(columns, rows),
        );
    }
}

#[test]
fn a_form_takes_no_word_for_nothing_as_a_name_and_no_personnummer_as_a_phone() {
    let mut seat = desk(small(Lang::Sv));
    seat.press("p")
        .type_in("Lena")
        .press("Tab")
        .type_in("saknas");
    go_to(&mut seat, "Personnummer");
    seat.type_in("-");
    go_to(&mut seat, "Telefon");
    seat.type_in("19850412-9803").press("Enter");
    let told = under(&mut seat, "Telefon");
    assert!(told.contains("ser ut att vara ett personnummer"), "{told}");
    retype(&mut seat, "saknas");
    seat.press("Enter");
    let told = under(&mut seat, "Efternamn");
    assert!(told.contains("”saknas” säger att namnet saknas"), "{told}");
    go_to(&mut seat, "Efternamn");
    retype(&mut seat, "Ek");
    seat.press("Enter");
    shows(&mut seat, "Lena Ek är tillagd");
    let added = seat.desk.register().people.values().next_back().cloned();
    let added = added.expect("somebody was added");
    assert_eq!((added.phone.as_str(), added.personnummer), ("", None));
}
