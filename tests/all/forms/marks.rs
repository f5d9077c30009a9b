//! The form of a mark: part of a day, notes, and what is left alone.

use super::*;

#[test]
fn part_of_a_day_is_told_by_times_or_by_hours() {
    let span = |from, until| Some(Span { from, until });
    let cases = [
        ("8-12", "", None, 240, span(480, 720)),
        ("", "4:30", None, 270, None),
        ("8-15", "6", Some("s"), 360, span(480, 900)),
        ("0830 till 1200", "", Some("l"), 210, span(510, 720)),
    ];
    for (times, hours, rest, minutes, span) in cases {
        let mut seat = desk(small(Lang::Sv));
        seat.press("d");
        shows(&mut seat, "Karin Andersson · mån 23 nov 2026");
        shows(&mut seat, "< d Del av dag >");
        seat.press("Enter");
        let told = under(&mut seat, "Från–till");
        assert!(
            told.contains("Del av dag behöver en tid från–till"),
            "{told}"
        );
        seat.type_in(times).press("Tab").type_in(hours).press("Tab");
        if let Some(rest) = rest {
            seat.press(rest);
        }
        seat.press("Enter");
        hides(&mut seat, "Resten av dagen");
        let entry = mark(&seat, KARIN).expect("it is marked").entry();
        assert_eq!((entry.code, entry.minutes), (Code::PartDay, Some(minutes)));
        assert_eq!(entry.span, span, "{times}");
        let rest = rest.map(|rest| {
            if rest == "s" {
                Code::Sick
            } else {
                Code::Doctor
            }
        });
        assert_eq!(entry.rest, rest);
    }
}

#[test]
fn a_note_is_kept_changed_and_taken_away() {
    let mut seat = desk(small(Lang::Sv));
    // Sick, then a note; the cursor has gone on to the next person.
    seat.press("s Up e");
    shows(&mut seat, "< s Sjuk >");
    seat.type_in("ringde 07:50").press("Enter");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!(
        (entry.code, entry.note.as_str()),
        (Code::Sick, "ringde 07:50")
    );
    assert_eq!((entry.minutes, entry.span), (None, None));
    seat.press("Up e");
    shows(&mut seat, "ringde 07:50");
    seat.press("Enter");
    shows(&mut seat, "Inget är ändrat i formuläret");
    seat.press("ctrl-u Enter");
    assert_eq!(mark(&seat, KARIN).expect("it is marked").note(), "");
    // Another code that needs a note says so at the note.
    seat.press("Up e Tab j Enter");
    let told = under(&mut seat, "Anteckning");
    assert!(told.contains("behöver en anteckning"), "{told}");
    seat.type_in("ICA").press("Enter");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!((entry.code, entry.note.as_str()), (Code::OtherJob, "ICA"));
}

#[test]
fn an_untouched_form_of_a_mark_says_what_the_mark_says() {
    let entries = [
        Entry::plain(Code::Present),
        Entry::plain(Code::Sick),
        Entry {
            minutes: Some(200),
            ..Entry::plain(Code::Present)
        },
        Entry {
            span: Some(Span {
                from: 480,
                until: 720,
            }),
            rest: Some(Code::Doctor),
            note: "tandläkare".to_owned(),
            ..Entry::plain(Code::PartDay)
        },
        Entry {
            span: Some(Span {
                from: 480,
                until: 900,
            }),
            minutes: Some(360),
            ..Entry::plain(Code::PartDay)
        },
    ];
    for entry in entries {
        let mut world = small(Lang::Sv);
        world.before.push(Command::Mark {
            who: KARIN,
            day: monday(),
            entry,
        });
        let mut seat = desk(world);
        seat.desk.prepare();
        let before = mark(&seat, KARIN);
        seat.press("e Enter");
        shows(&mut seat, "Inget är ändrat i formuläret");
        assert_eq!(mark(&seat, KARIN), before);
    }
}

#[test]
fn a_note_right_after_a_mark_is_about_that_mark() {
    let aasa = PersonId(2);
    for (keys, name) in [
        ("s e", "Karin Andersson"),
        ("m l e", "Karin Andersson"),
        // Whoever has moved meanwhile means who is chosen.
        ("s Up e", "Karin Andersson"),
        ("s Down Up e", "Åsa Öberg"),
        // So does whoever has looked somebody up, or been on a card.
        ("s / å s a Enter Esc e", "Åsa Öberg"),
        ("s Enter Esc e", "Åsa Öberg"),
        ("s t Down Enter Esc Esc e", "Lena Bergström"),
        ("s u e", "Karin Andersson"),
    ] {
        let mut seat = desk(small(Lang::Sv));
        seat.press(keys);
        shows(&mut seat, &format!("{name} · mån 23 nov 2026"));
    }
    let mut seat = desk(small(Lang::Sv));
    seat.press("s e").type_in("ringde").press("Enter");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!((entry.code, entry.note.as_str()), (Code::Sick, "ringde"));
    assert_eq!(mark(&seat, aasa), None);
    // The next one is about who is chosen again.
    seat.press("e");
    shows(&mut seat, "Åsa Öberg · mån 23 nov 2026");
}
