//! Who may do what, and where: every cell of role, command and place, against a table that was written by hand.

use std::collections::BTreeSet;

use tolv::action::{Action, Section};
use tolv::commands::{ROWS, right_of_action, row};
use tolv::domain::decide::command::{Command, NewKey, Wanted};
use tolv::domain::decide::refusal::{NotAllowed, Refusal};
use tolv::domain::decide::rights::{Place, Right};
use tolv::domain::facts::attendance::{Code, Entry};
use tolv::domain::facts::change::{Change, Reading, What};
use tolv::domain::facts::closed::ClosedDay;
use tolv::domain::facts::decision::{DecisionId, Ending};
use tolv::domain::facts::details::Details;
use tolv::domain::facts::handling::DutyKey;
use tolv::domain::facts::outcome::Came;
use tolv::domain::facts::participant::{Absence, ArenaId, Draft, Group, PersonId, Whom};
use tolv::domain::facts::process::{Step, StepKind};
use tolv::domain::facts::user::{KeyId, Preferences, Role};
use tolv::domain::rules::{Own, Value};
use tolv::text::Lang;

use crate::desk::elsewhere;
use crate::screen::{self, Seat, desk};
use crate::world::{World, clear, decided, draft, later, mark, on, placed, restore, with};

/// The places in the order of the table's letters: o is own, a another, n no arena, u another unit.
const PLACES: [(char, Place); 4] = [
    ('o', Place::Own),
    ('a', Place::Other),
    ('n', Place::NoArena),
    ('u', Place::OtherUnit),
];

/// For each role what it may, and where. What is not here it may not.
const TABLE: &[(Role, &[(Right, &str)])] = &[
    (
        Role::Supervisor,
        &[
            (Right::Mark, "o"),
            (Right::See, "o"),
            (Right::Cover, "oanu"),
        ],
    ),
    (
        Role::Coordinator,
        &[
            (Right::Mark, "oanu"),
            (Right::See, "oanu"),
            (Right::Survey, "oanu"),
            (Right::People, "oanu"),
            (Right::Places, "oanu"),
            (Right::Rules, "oanu"),
            (Right::Export, "oanu"),
            (Right::Log, "oanu"),
        ],
    ),
    (
        Role::Manager,
        &[
            (Right::See, "oanu"),
            (Right::Survey, "oanu"),
            (Right::Rules, "oanu"),
            (Right::Log, "oanu"),
        ],
    ),
    (Role::Payroll, &[]),
    (
        Role::Administrator,
        &[
            (Right::Settings, "oanu"),
            (Right::Users, "oanu"),
            (Right::File, "oanu"),
        ],
    ),
    (Role::Archivist, &[]),
    (Role::ProtectionOfficer, &[(Right::Log, "oanu")]),
];

fn is_in_table(role: Role, right: Right, place: char) -> bool {
    // How it looks to oneself is everybody's to say.
    if right == Right::Prefer {
        return true;
    }
    let mut rows = TABLE.iter().filter(|(one, _)| *one == role);
    rows.any(|(_, rights)| {
        let mut rights = rights.iter();
        rights.any(|(one, places)| *one == right && places.contains(place))
    })
}

/// Somebody in each place, as 1 to 4 in the order of [`PLACES`], and a user with each role, called by its slug. The
/// supervisor has the arena of the first alone.
fn people() -> [Draft; 4] {
    [
        placed("Lena Berg", "2026-01-05", (Group::Outdoor, "Parken")),
        placed("Olle Ek", "2026-01-05", (Group::Indoor, "Köket")),
        placed("Ida Falk", "2026-01-05", (Group::Outdoor, "")),
        placed("Nils Gran", "2026-01-05", (Group::OtherUnit, "Biblioteket")),
    ]
}

fn unit() -> World {
    let mut world = World::with(&people());
    for role in Role::ALL {
        let wanted = Wanted {
            roles: Some(vec![role]),
            arenas: (role == Role::Supervisor).then(|| vec![parken(&world)]),
            ..Wanted::default()
        };
        let name = role.slug().to_owned();
        world.must("root", &adding(&name, wanted));
    }
    world
}

fn parken(world: &World) -> ArenaId {
    world
        .register
        .arena_named(Some(Group::Outdoor), "Parken")
        .expect("it is there")
        .id
}

fn adding(name: &str, wanted: Wanted) -> Command {
    Command::AddUser {
        name: name.to_owned(),
        is_oneself: false,
        wanted,
    }
}

fn key(of: &str) -> NewKey {
    NewKey {
        kind: "ssh-ed25519".to_owned(),
        key: format!("AAAA{of}"),
        fingerprint: format!("SHA256:{of}"),
        from: None,
        expires: None,
    }
}

/// Every command, about somebody where it is about anybody.
fn commands(world: &World, who: PersonId) -> Vec<Command> {
    let today = world.today;
    let person = &world.register.people[&who];
    let entry = Entry::plain(Code::Present);
    let supervisor = world.register.actor_id("supervisor").0;
    let arena = parken(world);
    vec![
        mark(who.0, today, Code::Present),
        Command::Describe {
            who,
            day: today,
            entry,
        },
        Command::MarkRest {
            day: today,
            who: vec![who],
        },
        clear(who.0, today),
        Command::Enrol(Box::new(draft("Maj Sand", "2026-06-01"))),
        Command::Import {
            rows: vec![(2, draft("Per Lund", "2026-06-01"))],
            skip_bad: false,
        },
        Command::NewStay {
            who,
            draft: Box::new(with(draft("Lena Berg", "2026-06-01"), |_| ())),
        },
        Command::Change {
            who,
            details: Box::new(Details {
                note: "ny".to_owned(),
                ..Details::of(person)
            }),
            start: on("2026-01-05"),
            schedule: None,
            whom: Whom::Unsaid,
        },
        Command::Move {
            who,
            from: today,
            group: Group::Outdoor,
            arena: "Parken".to_owned(),
            is_new_arena: false,
        },
        Command::EndStay {
            who,
            last_day: today,
            came: Came::default(),
        },
        Command::SetOutcome {
            who,
            stay: on("2026-01-05"),
            came: Came::default(),
        },
        Command::CheckJob {
            who,
            stay: on("2026-01-05"),
            lasted: None,
        },
        Command::ReopenStay { who },
        Command::SetAbsence {
            who,
            absence: Absence {
                from: today,
                until: None,
            },
            instead_of: None,
        },
        Command::RemoveAbsence { who, from: today },
        Command::Read {
            who,
            what: Reading::Card,
        },
        Command::AddArena {
            group: Group::Outdoor,
            name: "Ån".to_owned(),
        },
        Command::RenameArena {
            id: arena,
            name: "Stora parken".to_owned(),
        },
        Command::MergeArena {
            id: arena,
            into: arena,
        },
        Command::CloseArena {
            id: arena,
            from: later(400),
        },
        Command::ReopenArena { id: arena },
        Command::Close(ClosedDay {
            date: today,
            arena: None,
            name: "Klämdag".to_owned(),
            open_minutes: None,
        }),
        Command::Open {
            date: today,
            arena: None,
        },
        Command::Configure(Box::new(world.register.settings.clone())),
        Command::AddDecision {
            who,
            terms: Box::new(decided(1, "2026-06-01", "2026-12-31").terms),
        },
        Command::ReplaceDecision {
            who,
            id: DecisionId(1),
            terms: Box::new(decided(1, "2026-06-01", "2026-12-31").terms),
        },
        Command::EndDecision {
            who,
            id: DecisionId(1),
            ending: Ending::Withdrawn,
            note: String::new(),
        },
        Command::SetStep {
            who,
            kind: StepKind::Interest,
            step: Step::default(),
            anew: false,
        },
        Command::PlanOnward { who, plan: None },
        Command::HandleDuty {
            key: DutyKey("no-such-duty".to_owned()),
            note: String::new(),
            until: None,
        },
        Command::TakeUpDuty {
            key: DutyKey("no-such-duty".to_owned()),
        },
        adding(
            "ny",
            Wanted {
                roles: Some(vec![Role::Supervisor]),
                ..Wanted::default()
            },
        ),
        Command::ChangeUser {
            user: supervisor,
            wanted: Wanted::default(),
        },
        Command::EndUser { user: supervisor },
        Command::TakeCover {
            why: "Bo är sjuk".to_owned(),
        },
        Command::Prefer(Preferences::default()),
        Command::AddKey {
            user: supervisor,
            key: Box::new(key("a")),
        },
        Command::RevokeKey { id: KeyId(1) },
        Command::SetRule(Box::new(Own {
            name: "twelve-months.absence-pauses".to_owned(),
            value: Value::Truth(true),
            from: today,
            until: None,
            source: "beslut".to_owned(),
        })),
        Command::DropRule {
            name: "twelve-months.length".to_owned(),
            from: today,
        },
    ]
}

/// Whether a refusal says that somebody may not.
fn is_denied(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotAllowed(
            NotAllowed::NoRole | NotAllowed::Role { .. } | NotAllowed::Elsewhere { .. }
        )
    )
}

#[test]
fn each_role_may_what_the_table_says_and_nothing_else() {
    let unit = unit();
    let mut seen = BTreeSet::new();
    let mut cells = 0;
    for role in Role::ALL {
        for (at, (letter, _)) in PLACES.into_iter().enumerate() {
            let who = PersonId(u32::try_from(at + 1).expect("four"));
            for command in commands(&unit, who) {
                let right = row(&command).may().expect("each of these has one");
                // What is about nobody is the same in every place.
                let letter = match right {
                    Right::Mark | Right::See => letter,
                    _ => 'o',
                };
                let expected = is_in_table(role, right, letter);
                let found = unit.clone().ask(role.slug(), &command);
                let is_allowed = !found.as_ref().is_err_and(is_denied);
                assert_eq!(
                    is_allowed,
                    expected,
                    "{} {command:?} about {who}: {found:?}",
                    role.slug()
                );
                seen.insert(row(&command).name);
                cells += 1;
            }
        }
    }
    // Undo and redo have tests of their own.
    let mut all: BTreeSet<&str> = ROWS.iter().map(|row| row.name).collect();
    all.remove("Restore");
    assert_eq!(seen, all);
    assert_eq!(cells, 7 * 4 * (ROWS.len() - 1));
}

#[test]
fn until_somebody_has_a_role_everybody_may_do_all() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    let today = world.today;
    world.must("vem som helst", &mark(1, today, Code::Present));
    let name = "anna".to_owned();
    let wanted = Wanted {
        roles: Some(vec![Role::Supervisor]),
        ..Wanted::default()
    };
    let written = world.must("eva", &adding(&name, wanted));
    // Whoever brought roles in keeps what they had.
    let users: Vec<_> = written
        .iter()
        .filter_map(|change| match change {
            Change::User { after, .. } => {
                Some((world.register.actor(after.id), after.roles.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        users,
        [
            ("eva", vec![Role::Coordinator, Role::Administrator]),
            ("anna", vec![Role::Supervisor]),
        ]
    );
    let refusal = world.refused("vem som helst", &mark(1, today, Code::Sick));
    assert_eq!(refusal, Refusal::NotAllowed(NotAllowed::NoRole));
    world.must("anna", &mark(1, today, Code::Sick));
}

#[test]
fn what_somebody_did_is_undone_only_where_they_may_do_it_still() {
    let mut world = unit();
    let today = world.today;
    world.must("supervisor", &mark(1, today, Code::Present));
    let made = world.register.seen;
    let user = world.register.actor_id("supervisor").0;
    let koket = world.register.arena_named(Some(Group::Indoor), "Köket");
    let wanted = Wanted {
        arenas: Some(vec![koket.expect("it is there").id]),
        ..Wanted::default()
    };
    world.must("root", &Command::ChangeUser { user, wanted });
    let refusal = world.refused("supervisor", &restore(made, false));
    assert!(is_denied(&refusal), "{refusal:?}");
    let wanted = Wanted {
        arenas: Some(vec![parken(&world)]),
        ..Wanted::default()
    };
    world.must("root", &Command::ChangeUser { user, wanted });
    world.must("supervisor", &restore(made, false));
    assert_eq!(world.mark(1, today), None);
}

#[test]
fn cover_opens_every_arena_for_a_day_and_no_other_unit() {
    let mut world = unit();
    let today = world.today;
    for who in [2, 3, 4] {
        world.refused("supervisor", &mark(who, today, Code::Present));
    }
    let why = String::new();
    let refusal = world.refused("supervisor", &Command::TakeCover { why });
    assert_eq!(refusal, Refusal::NotAllowed(NotAllowed::WhyMissing));
    let why = "Bo är sjuk".to_owned();
    world.must("supervisor", &Command::TakeCover { why });
    for who in [1, 2, 3] {
        world.must("supervisor", &mark(who, today, Code::Present));
    }
    world.refused("supervisor", &mark(4, today, Code::Present));
    world.today = later(1);
    let tomorrow = world.today;
    world.refused("supervisor", &mark(2, tomorrow, Code::Present));
    world.must("supervisor", &mark(1, tomorrow, Code::Present));
}

#[test]
fn a_user_who_has_ended_and_a_key_that_was_taken_back_open_nothing() {
    let mut world = unit();
    let today = world.today;
    let user = world.register.actor_id("supervisor").0;
    let new = Box::new(key("a"));
    world.must("root", &Command::AddKey { user, key: new });
    let new = Box::new(key("a"));
    let refusal = world.refused("root", &Command::AddKey { user, key: new });
    assert!(matches!(
        refusal,
        Refusal::NotAllowed(NotAllowed::KeyThere { id: KeyId(1), .. })
    ));
    let ended = world.must("root", &Command::EndUser { user });
    assert_eq!(ended.len(), 2, "the key goes with them");
    assert!(!world.register.keys[&KeyId(1)].opens(today));
    let refusal = world.refused("supervisor", &mark(1, today, Code::Present));
    assert_eq!(refusal, Refusal::NotAllowed(NotAllowed::NoRole));
    let new = Box::new(key("a"));
    let refusal = world.refused("root", &Command::AddKey { user, key: new });
    assert!(matches!(
        refusal,
        Refusal::NotAllowed(NotAllowed::NoUser { .. })
    ));
    // They can come back.
    let name = "supervisor".to_owned();
    let wanted = Wanted {
        roles: Some(vec![Role::Supervisor]),
        ..Wanted::default()
    };
    world.must("root", &adding(&name, wanted));
    world.must("supervisor", &mark(1, today, Code::Present));
    let new = Box::new(key("a"));
    let refusal = world.refused("root", &Command::AddKey { user, key: new });
    assert!(matches!(
        refusal,
        Refusal::NotAllowed(NotAllowed::KeyRevoked { id: KeyId(1), .. })
    ));
}

#[test]
fn a_register_never_loses_its_last_administrator() {
    let mut world = World::with(&[draft("Lena Berg", "2026-01-05")]);
    let roles = |roles: &[Role]| Wanted {
        roles: Some(roles.to_vec()),
        ..Wanted::default()
    };
    let add = adding;
    // Not by the first user either.
    let mut oneself = add("eva", roles(&[Role::Supervisor]));
    if let Command::AddUser { is_oneself, .. } = &mut oneself {
        *is_oneself = true;
    }
    let refusal = world.refused("eva", &oneself);
    let last = Refusal::NotAllowed(NotAllowed::LastAdministrator);
    assert_eq!(refusal, last);
    world.must("eva", &add("anna", roles(&[Role::Supervisor])));
    let eva = world.register.actor_id("eva").0;
    assert_eq!(world.refused("eva", &Command::EndUser { user: eva }), last);
    let wanted = roles(&[Role::Coordinator]);
    let change = Command::ChangeUser { user: eva, wanted };
    assert_eq!(world.refused("eva", &change), last);
    world.must("eva", &add("bo", roles(&[Role::Administrator])));
    world.must("eva", &change);
    // And what is asked for is complete.
    for wanted in [
        roles(&[]),
        Wanted {
            groups: Some(vec![Group::Indoor]),
            ..roles(&[Role::Manager])
        },
        Wanted {
            cover: Some(Some(on("2020-01-01"))),
            ..roles(&[Role::Supervisor])
        },
        Wanted {
            arenas: Some(vec![ArenaId(99)]),
            ..roles(&[Role::Supervisor])
        },
    ] {
        world.refused("bo", &add("cilla", wanted));
    }
    world.refused("bo", &add("Anna", roles(&[Role::Supervisor])));
    world.refused("bo", &add("anna", roles(&[Role::Supervisor])));
    world.refused("bo", &add("", roles(&[Role::Supervisor])));
}

#[test]
fn nothing_about_rights_is_undone() {
    for what in [
        What::AddUser,
        What::ChangeUser,
        What::EndUser,
        What::TakeCover,
        What::AddKey,
        What::RevokeKey,
    ] {
        assert!(what.stands().is_some(), "{what:?}");
    }
}

/// The desk of a user with a role, in the same unit.
fn seat(role: Role) -> Seat {
    let drafts = people();
    let enrol = drafts
        .iter()
        .map(|draft| Command::Enrol(Box::new(draft.clone())));
    let wanted = Wanted {
        roles: Some(vec![role]),
        // The first arena is that of the first person.
        arenas: (role == Role::Supervisor).then(|| vec![ArenaId(1)]),
        ..Wanted::default()
    };
    let adding = adding(role.slug(), wanted);
    desk(screen::World {
        before: enrol.chain([adding]).collect(),
        user: Some(role.slug()),
        ..screen::World::default()
    })
}

#[test]
fn each_role_is_offered_on_the_screen_what_it_may_and_nothing_else() {
    for role in Role::ALL {
        let mut seat = seat(role);
        seat.screen(120, 36);
        seat.press(":");
        let mut seen = String::new();
        for _ in Action::ALL {
            seen.push_str(&seat.screen(120, 36));
            seat.press("Down");
        }
        for action in Action::ALL
            .iter()
            .copied()
            .filter(|one| *one != Action::Palette)
        {
            let section = action.section();
            let is_here = Section::Board.scope().contains(&section) || section == Section::Card;
            let right = right_of_action(action);
            let may = right.is_none_or(|right| is_in_table(role, right, 'o'));
            // The rule of the twelve months stands among the settings.
            let has_rules = is_in_table(role, Right::Rules, 'o');
            let may = may || action == Action::Settings && has_rules;
            let may = may && (action != Action::TakeCover || role == Role::Supervisor);
            let is_offered = seen.contains(action.help(Lang::Sv));
            assert_eq!(is_offered, is_here && may, "{}: {action:?}", role.slug());
        }
        // Nor do the keys of what is not offered lead anywhere.
        seat.press("Esc Esc");
        let board = seat.screen(120, 36);
        let before = seat.desk.register().seen;
        for bound in tolv::keys::Keymap::default().bound() {
            let right = right_of_action(bound.action);
            let is_denied = right.is_some_and(|right| !is_in_table(role, right, 'o'));
            let is_denied = is_denied && bound.action != Action::Settings;
            if is_denied && Section::Board.scope().contains(&bound.action.section()) {
                seat.press(&bound.keys.to_string());
                let now = seat.screen(120, 36);
                let without_last = |screen: &str| {
                    let lines: Vec<String> = screen.lines().map(str::to_owned).collect();
                    lines[..lines.len() - 2].join("\n")
                };
                assert_eq!(
                    without_last(&now),
                    without_last(&board),
                    "{} {}",
                    role.slug(),
                    bound.keys
                );
            }
        }
        assert_eq!(seat.desk.register().seen, before, "{}", role.slug());
    }
}

#[test]
fn the_board_shows_those_alone_whom_the_user_may_read_about() {
    let names = ["Lena Berg", "Olle Ek", "Ida Falk"];
    for role in Role::ALL {
        let mut seat = seat(role);
        for (columns, rows) in [(120, 36), (80, 24), (45, 20)] {
            let mut screen = seat.screen(columns, rows);
            seat.press("Tab");
            screen.push_str(&seat.screen(columns, rows));
            seat.press("Tab");
            for (name, place) in names.into_iter().zip(['o', 'a', 'n']) {
                let may = is_in_table(role, Right::See, place);
                assert_eq!(
                    screen.contains(name),
                    may,
                    "{}: {name}:\n{screen}",
                    role.slug()
                );
            }
        }
    }
    // Who stands in sees all of AMI from the next frame on.
    let mut seat = seat(Role::Supervisor);
    seat.screen(120, 36);
    seat.press("j b o Enter");
    let screen = seat.screen(120, 36);
    assert!(
        screen.contains("Olle Ek") && screen.contains("Ida Falk"),
        "{screen}"
    );
}

/// What a session is told of others' work.
fn told(seat: &mut Seat, command: &Command) -> String {
    elsewhere(seat, "anna", command);
    seat.desk.news();
    seat.screen(120, 36)
}

#[test]
fn the_news_are_of_those_alone_whom_the_user_may_read_about() {
    let today = screen::World::default().today;
    for (role, names) in [
        (Role::Supervisor, [true, false]),
        (Role::Coordinator, [true, true]),
        (Role::Administrator, [false, false]),
    ] {
        let mut seat = seat(role);
        seat.screen(120, 36);
        for (who, may) in [1, 2].into_iter().zip(names) {
            let screen = told(&mut seat, &mark(who, today, Code::Sick));
            assert_eq!(
                screen.contains("anna markerade"),
                may,
                "{} {who}:\n{screen}",
                role.slug()
            );
            seat.press("Home");
        }
    }
}
