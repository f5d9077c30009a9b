//! Forms typed at: what they say, what they save, and how they look on small and large screens.

use tolv::domain::attendance::{Code, Entry, Mark, Span};
use tolv::domain::command::Command;
use tolv::domain::participant::{Group, Participant, PersonId, Protection};
use tolv::text::Lang;

use super::screen::{Seat, World, cursor, date, desk, golden, monday, screen};

/// Karin Andersson, the first of the small world and the one chosen when it opens.
const KARIN: PersonId = PersonId(1);

fn shows(seat: &mut Seat, words: &str) {
    let screen = screen(seat, 100, 30);
    assert!(screen.contains(words), "{words:?} is not on\n{screen}");
}

fn hides(seat: &mut Seat, words: &str) {
    let screen = screen(seat, 100, 30);
    assert!(!screen.contains(words), "{words:?} is on\n{screen}");
}

/// The words under the row where a field is, until the next field. The box is as wide as this screen, so that a row of
/// a field has a line more than one below it.
fn under(seat: &mut Seat, label: &str) -> String {
    let screen = screen(seat, 80, 30);
    let mut rows = screen
        .lines()
        .skip_while(|row| !row.contains(&format!(" {label} ")));
    assert!(rows.next().is_some(), "{label} is not on\n{screen}");
    let below = rows.take_while(|row| row.matches('│').count() == 2);
    let words = below
        .flat_map(str::split_whitespace)
        .filter(|word| *word != "│");
    words.collect::<Vec<&str>>().join(" ")
}

fn person(seat: &Seat, who: PersonId) -> Participant {
    seat.desk.register().people[&who].clone()
}

fn mark(seat: &Seat, who: PersonId) -> Option<Mark> {
    seat.desk.register().marks.mark(who, monday()).cloned()
}

/// A field replaced by another text.
fn retype(seat: &mut Seat, text: &str) {
    seat.press("End ctrl-u").type_in(text);
}

#[test]
fn somebody_added_to_an_empty_register_is_on_the_board() {
    let mut seat = desk(&World::empty(Lang::Sv));
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
        let mut seat = desk(&World::empty(lang));
        seat.press("p Tab Tab Tab Tab");
        retype(&mut seat, "2026-02-31");
        seat.press("Tab")
            .type_in("25")
            .press("Tab Tab Tab Tab")
            .type_in("850101-2383");
        seat.press("Tab Tab Tab")
            .type_in("2026-13-01")
            .press("Enter");
        for (label, sentence) in labels.iter().zip(sentences) {
            let told = under(&mut seat, label);
            assert!(told.contains(sentence), "{label}: {told}");
        }
        // The first faulty field is in focus, and typing there takes its fault away.
        shows(&mut seat, &format!("▸ {}", labels[0]));
        seat.type_in("Åsa");
        hides(&mut seat, sentences[0]);
        for typed in ["2026-02-31", "25", "850101-2383", "2026-13-01"] {
            shows(&mut seat, typed);
        }
        assert!(seat.desk.register().people.is_empty());
    }
}

#[test]
fn what_the_register_refuses_is_told_at_the_field_it_is_about() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press("p")
        .type_in("Karin")
        .press("Tab")
        .type_in("andersson")
        .press("Tab Tab Tab");
    retype(&mut seat, "2026-03-02");
    seat.press("Enter");
    assert!(under(&mut seat, "Förnamn").contains("finns redan"));
    seat.press("Tab Tab Tab Tab");
    retype(&mut seat, "2026-03-03");
    seat.press("Tab Tab Tab Tab Tab Tab Tab Tab")
        .type_in("2026-03-01")
        .press("Enter");
    let told = under(&mut seat, "Sista dag");
    assert!(
        told.contains("Slutet 2026-03-01 är före starten 2026-03-03."),
        "{told}"
    );
    assert_eq!(seat.desk.register().people.len(), 4);
}

#[test]
fn leaving_is_asked_twice_only_where_something_was_typed() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press("p Tab Tab Esc");
    hides(&mut seat, "Ny person");
    seat.press("p x Esc");
    shows(&mut seat, "Esc igen lämnar formuläret utan att spara.");
    shows(&mut seat, "Ny person");
    // Any other key means that the form was not to be left.
    seat.press("Tab Esc");
    shows(&mut seat, "Ny person");
    seat.press("Esc");
    hides(&mut seat, "Ny person");
    // What was typed and taken away again is no change.
    seat.press("p x Backspace Esc");
    hides(&mut seat, "Ny person");
    assert_eq!(seat.desk.register().people.len(), 4);
}

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
        let mut seat = desk(&World::small(Lang::Sv));
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
    let mut seat = desk(&World::small(Lang::Sv));
    // Sick, then a note; the cursor has gone on to the next person.
    seat.press("s Up e");
    shows(&mut seat, "< s Sjuk >");
    seat.press("Tab Tab Tab")
        .type_in("ringde 07:50")
        .press("Enter");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!(
        (entry.code, entry.note.as_str()),
        (Code::Sick, "ringde 07:50")
    );
    assert_eq!((entry.minutes, entry.span), (None, None));
    seat.press("Up e");
    shows(&mut seat, "ringde 07:50");
    seat.press("Enter");
    shows(&mut seat, "Det var redan så");
    seat.press("e Tab Tab Tab ctrl-u Enter");
    assert_eq!(mark(&seat, KARIN).expect("it is marked").note(), "");
    // Another code that needs a note says so at the note.
    seat.press("Up e j Enter");
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
        let mut world = World::small(Lang::Sv);
        world.before.push(Command::Mark {
            who: KARIN,
            day: monday(),
            entry,
        });
        let mut seat = desk(&world);
        seat.desk.prepare();
        let before = mark(&seat, KARIN);
        seat.press("e Enter");
        shows(&mut seat, "Det var redan så");
        assert_eq!(mark(&seat, KARIN), before);
    }
}

#[test]
fn a_date_is_gone_to_and_told_while_it_is_typed() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press("g").type_in("20/1");
    shows(&mut seat, "tis 20 jan 2026");
    retype(&mut seat, "31/2");
    seat.press("Enter");
    shows(&mut seat, "! Den 31 februari 2026 finns inte.");
    retype(&mut seat, "fre");
    shows(&mut seat, "fre 20 nov 2026");
    seat.press("Enter");
    hides(&mut seat, "Gå till datum");
    shows(&mut seat, "fre 20 nov 2026 · v 47");
}

#[test]
fn settings_out_of_order_are_refused_and_their_effect_is_told_before() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press(", Tab Tab");
    retype(&mut seat, "13");
    seat.press("Enter");
    let told = under(&mut seat, "Nära från, månader");
    assert!(told.contains("Gränserna måste komma i ordning"), "{told}");
    // Karin came 2026-03-02, Olle 2025-10-06, Lena 2025-12-29: by a rule of eight months all three are over.
    retype(&mut seat, "7,5");
    seat.press("Up");
    retype(&mut seat, "8");
    seat.press("Down Down");
    retype(&mut seat, "sex");
    seat.press("Enter");
    let told = under(&mut seat, "Planera från, mån.");
    assert!(told.contains("hela eller halva månader"), "{told}");
    retype(&mut seat, "6");
    shows(&mut seat, "Med den nya regeln: 1 färre nära, 2 fler över.");
    shows(
        &mut seat,
        "Regeln: 8 mån från första dagen; planera vid 6, nära vid 7½",
    );
    seat.press("Enter");
    shows(&mut seat, "Inställningarna är sparade och gäller alla.");
    let rule = &seat.desk.register().settings.rule;
    assert_eq!([rule.length.0, rule.near.0, rule.plan.0], [16, 15, 12]);
    assert!(seat.desk.register().settings.advance);
    // The last field is the first one's neighbour.
    seat.press(", Up n Enter");
    assert!(!seat.desk.register().settings.advance);
}

#[test]
fn the_cursor_stands_where_the_next_letter_goes() {
    let mut seat = desk(&World::empty(Lang::Sv));
    seat.press("p").type_in("Åsa");
    let screen = screen(&mut seat, 100, 30);
    let row = screen
        .lines()
        .nth(usize::from(cursor(&mut seat, 100, 30).y))
        .expect("a row");
    let before: String = row
        .chars()
        .take(cursor(&mut seat, 100, 30).x.into())
        .collect();
    assert!(before.ends_with("│ Åsa"), "{before:?}");
}

#[test]
fn on_a_phone_enter_goes_on_and_saves_from_the_last_field() {
    let world = World {
        overlays: &["phone"],
        ..World::small(Lang::Sv)
    };
    let mut seat = desk(&world);
    seat.press("e Enter Enter");
    shows(&mut seat, "▸ Timmar");
    seat.type_in("4")
        .press("Enter")
        .type_in("bara förmiddag")
        .press("Enter");
    hides(&mut seat, "Från–till");
    let entry = mark(&seat, KARIN).expect("it is marked").entry();
    assert_eq!(
        (entry.minutes, entry.note.as_str()),
        (Some(240), "bara förmiddag")
    );
    // The hint line is tapped where there is no Esc.
    seat.press("e");
    let narrow = screen(&mut seat, 45, 20);
    let hints = narrow.lines().last().expect("a hint line");
    let at = hints[..hints.find("avbryt").expect("a way out")]
        .chars()
        .count();
    seat.desk.tap(at as u16, 19);
    assert!(!screen(&mut seat, 45, 20).contains("Från–till"));
}

#[test]
fn a_tap_on_a_field_brings_it_in_focus() {
    for (columns, rows) in [(100, 30), (45, 20)] {
        let mut seat = desk(&World::small(Lang::Sv));
        seat.press("e");
        let before = screen(&mut seat, columns, rows);
        let row = before
            .lines()
            .position(|row| row.contains("  Anteckning"))
            .expect("a row");
        seat.desk.tap(6, row as u16);
        let after = screen(&mut seat, columns, rows);
        if columns < 60 {
            assert!(after.contains("▸ Anteckning"), "{after}");
        } else {
            seat.desk.tap(30, row as u16);
            assert!(screen(&mut seat, columns, rows).contains("▸ Anteckning"));
        }
        seat.type_in("x").press("Enter");
        assert_eq!(mark(&seat, KARIN).expect("it is marked").note(), "x");
    }
}

#[test]
fn a_paste_goes_into_the_field_as_one_line() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press("e Up");
    seat.desk.paste("två\nrader\u{1b}[2J");
    seat.press("Enter");
    assert_eq!(
        mark(&seat, KARIN).expect("it is marked").note(),
        "två rader[2J"
    );
}

#[test]
fn an_arena_is_completed_from_those_of_the_group() {
    let mut seat = desk(&World::small(Lang::Sv));
    seat.press("p").type_in("Bo").press("Tab Tab Tab");
    shows(&mut seat, "Köket, Verkstaden; tomt är hela gruppen");
    seat.type_in("ver");
    shows(&mut seat, "högerpil fyller i Verkstaden");
    seat.press("Right");
    shows(&mut seat, "finns i Innegruppen");
    seat.press("Up u Tab");
    shows(&mut seat, "ny arena i Utegruppen");
    // Leaving the field completes once, and only once.
    retype(&mut seat, "Par");
    seat.press("Tab");
    shows(&mut seat, "▸ Arena");
    shows(&mut seat, "│ Parken");
    seat.press("Backspace Backspace Backspace Tab");
    shows(&mut seat, "▸ Första dag");
}

#[test]
fn every_form_can_be_read_on_every_screen() {
    let openings: &[(&str, &str, &str)] = &[
        ("person", "p", ""),
        ("note", "e d", ""),
        ("date", "g", "20/1"),
        ("settings", ", Tab Tab", ""),
    ];
    for (lang, suffix) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (name, keys, typed) in openings {
            for (columns, rows) in [(36, 10), (45, 20), (80, 24), (120, 36)] {
                let mut seat = desk(&World::small(lang));
                seat.press(keys).type_in(typed);
                let drawn = screen(&mut seat, columns, rows);
                golden(&format!("forms/{name}-{columns}x{rows}-{suffix}"), &drawn);
                assert!(drawn.contains('▸'), "no field is in focus\n{drawn}");
                // Every field can be reached, and is seen whole with its label when it is.
                let steps = 16;
                for _ in 0..steps {
                    seat.press("Down");
                    let drawn = screen(&mut seat, columns, rows);
                    let marked = drawn.lines().rfind(|row| row.contains("▸ "));
                    let label = marked
                        .and_then(|row| row.split("▸ ").nth(1))
                        .unwrap_or_default();
                    let label = label.split('│').next().unwrap_or_default().trim();
                    assert!(
                        label.chars().count() >= 3 && !label.ends_with('…'),
                        "{label:?}\n{drawn}"
                    );
                }
            }
        }
    }
}

#[test]
fn ascii_screens_hold_no_other_signs_than_letters() {
    for keys in ["p", "e d Enter", ","] {
        let world = World {
            ascii: true,
            ..World::small(Lang::Sv)
        };
        let mut seat = desk(&world);
        seat.press(keys);
        let drawn = screen(&mut seat, 80, 24);
        let other = drawn.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
        assert_eq!(other, None, "{drawn}");
    }
}
