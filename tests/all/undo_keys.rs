//! Undo and redo by their keys on the board and on a card: what is said, in both languages, and what is on the screen.

use tolv::domain::decide::command::Command;
use tolv::domain::facts::participant::Group;
use tolv::domain::register::Register;
use tolv::text::Lang;

use crate::disk::assert_whole;
use crate::screen::{Seat, World, desk, golden};
use crate::typed::elsewhere;
use crate::world::{draft, placed};

fn seat(lang: Lang) -> Seat {
    let park = (Group::Outdoor, "Parken");
    let people = [
        draft("Al Ask", "2026-01-05"),
        placed("Bo Ek", "2026-01-05", park),
    ];
    let people = people.map(|draft| Command::Enrol(Box::new(draft)));
    desk(World {
        lang,
        before: people.to_vec(),
        ..World::default()
    })
}

/// What is done, so that the board or the card is shown afterwards; and what undo and redo then say, in both languages.
struct Case {
    name: &'static str,
    done: fn(&mut Seat),
    undone: [&'static str; 2],
    redone: [&'static str; 2],
}

const CASES: &[Case] = &[
    Case {
        name: "move",
        done: |seat| {
            seat.press("Enter Enter m Right Tab").type_in("Parken");
            seat.press("Enter");
        },
        undone: [
            "Ångrat: flyttade Al Ask: plats Utegruppen, Parken från 2026-11-23 → Innegruppen, Köket.",
            "Undone: moved Al Ask: place Outdoor group, Parken from 2026-11-23 → Indoor group, Köket.",
        ],
        redone: [
            "Gjort om: flyttade Al Ask: plats Innegruppen, Köket → Utegruppen, Parken från 2026-11-23.",
            "Redone: moved Al Ask: place Indoor group, Köket → Outdoor group, Parken from 2026-11-23.",
        ],
    },
    Case {
        name: "add",
        done: |seat| {
            seat.press("p").type_in("Cia").press("Tab").type_in("Dal");
            seat.press("Tab Right Tab")
                .type_in("Skogen")
                .press("Enter j");
        },
        undone: [
            "Ångrat: lade till Cia Dal: borttagen (från 2026-11-23 Utegruppen, Skogen).",
            "Undone: added Cia Dal: taken away (from 2026-11-23 Outdoor group, Skogen).",
        ],
        redone: [
            "Gjort om: lade till Cia Dal: från 2026-11-23 Utegruppen, Skogen.",
            "Redone: added Cia Dal: from 2026-11-23 Outdoor group, Skogen.",
        ],
    },
    Case {
        name: "end",
        done: |seat| {
            seat.press("Enter Enter e Tab Right Enter");
        },
        undone: [
            "Ångrat: avslutade vistelse Al Ask: slut 2026-11-23 Arbete utan stöd → –.",
            "Undone: ended a stay Al Ask: end 2026-11-23 Job without subsidy → –.",
        ],
        redone: [
            "Gjort om: avslutade vistelse Al Ask: slut – → 2026-11-23 Arbete utan stöd.",
            "Redone: ended a stay Al Ask: end – → 2026-11-23 Job without subsidy.",
        ],
    },
    Case {
        name: "decision",
        done: |seat| {
            seat.press("Enter Enter d Enter a Down Down Down Down");
            seat.type_in("60").press("Down Down").type_in("15000");
            seat.press("Enter Esc");
        },
        undone: [
            "Ångrat: registrerade beslut Al Ask: beslut 1 utveckling borttaget.",
            "Undone: recorded a decision Al Ask: decision 1 development taken away.",
        ],
        redone: [
            "Gjort om: registrerade beslut Al Ask: beslut 1 utveckling",
            "Redone: recorded a decision Al Ask: decision 1 development",
        ],
    },
    Case {
        name: "setting",
        done: |seat| {
            seat.press(", ctrl-u").type_in("AMI Norr").press("Enter");
        },
        undone: [
            "Ångrat: ändrade inställning: enhet AMI Norr → AMI.",
            "Undone: changed a setting: unit AMI Norr → AMI.",
        ],
        redone: [
            "Gjort om: ändrade inställning: enhet AMI → AMI Norr.",
            "Redone: changed a setting: unit AMI → AMI Norr.",
        ],
    },
];

fn says(seat: &mut Seat, name: &str, words: &str) {
    let screen = seat.screen(120, 36);
    assert!(screen.contains(words), "{name}: {words}\n{screen}");
}

fn held(register: &Register) -> impl PartialEq + std::fmt::Debug + use<> {
    (register.people.clone(), register.settings.clone())
}

#[test]
fn u_takes_back_what_was_done_and_r_makes_it_again() {
    for case in CASES {
        for (lang, place) in [(Lang::Sv, 0), (Lang::En, 1)] {
            let mut seat = seat(lang);
            let before = held(seat.desk.register());
            (case.done)(&mut seat);
            let after = held(seat.desk.register());
            assert!(before != after, "{}\n{}", case.name, seat.screen(120, 36));
            seat.press("u");
            says(&mut seat, case.name, case.undone[place]);
            assert!(held(seat.desk.register()) == before, "{}", case.name);
            let suffix = ["sv", "en"][place];
            for (columns, rows) in [(120, 36), (80, 24), (45, 20)] {
                let name = format!("undo/{}-{columns}x{rows}-{suffix}", case.name);
                golden(&name, &seat.screen(columns, rows));
            }
            seat.press("r");
            says(&mut seat, case.name, case.redone[place]);
            assert!(held(seat.desk.register()) == after, "{}", case.name);
        }
    }
}

#[test]
fn the_latest_is_undone_first_and_the_older_after_it() {
    let mut seat = seat(Lang::Sv);
    seat.press("s");
    (CASES[0].done)(&mut seat);
    seat.press("Esc u");
    says(&mut seat, "move", CASES[0].undone[0]);
    seat.press("u");
    says(&mut seat, "mark", "Ångrat: Al Ask, mån 23 nov: Sjuk → ·");
    // What was done before this session is asked about.
    seat.press("u");
    says(
        &mut seat,
        "before",
        "Ångra det senaste, från kl 08:14: lade",
    );
}

/// A colleague adds somebody, whom this session looks at in every way, and then undoes that.
#[test]
fn who_is_taken_away_while_looked_at_is_gone_from_every_screen() {
    let opened = [
        "",
        "End",
        "End Enter",
        "End Enter Enter m",
        "End Enter Enter e",
        "End Enter Enter c",
        "End Enter Enter f",
        "End Enter Enter d",
        "End e",
        "End m",
        "End x",
        "t End",
        "l",
        "b",
    ];
    for keys in opened {
        let mut seat = seat(Lang::Sv);
        let kim = placed("Kim Lund", "2025-10-06", (Group::Outdoor, "Parken"));
        elsewhere(&mut seat, &Command::Enrol(Box::new(kim)));
        let of = seat.desk.register().seen;
        seat.press("Tab").press(keys).screen(80, 24);
        elsewhere(&mut seat, &Command::Restore { of, redo: false });
        assert_eq!(seat.desk.register().people.len(), 2, "{keys}");
        for size in [(120, 36), (80, 24), (45, 20)] {
            seat.screen(size.0, size.1);
        }
        seat.press("n Enter Tab Down Esc s Space Enter Esc Esc Esc")
            .screen(80, 24);
        assert!(seat.desk.register().people.len() == 2, "{keys}");
        assert_whole(seat.desk.path());
    }
}
