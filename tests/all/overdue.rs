//! An old backup is told quietly in the status line, where there is room, and never instead of what is to be marked.

use tolv::domain::decide::command::Command;
use tolv::domain::facts::change::{Backup, Change};
use tolv::domain::facts::settings::Settings;
use tolv::text::Lang;

use crate::screen::{Seat, World, desk, golden, moment};
use crate::world::{TODAY, draft, on};

/// Three people indoors, and a good backup so many days ago.
fn seat(lang: Lang, days: i64, settings: Option<Settings>) -> Seat {
    let enrol = |name, start| Command::Enrol(Box::new(draft(name, start)));
    let now = moment(on(TODAY)).millis;
    let backup = Backup {
        at: now - days * 24 * 60 * 60 * 1000,
        checkpoint: 1,
    };
    let file = "register-2026-11-14.redb".to_owned();
    let mut before = vec![
        // Over twelve months, near, and neither.
        enrol("Lena Berg", "2025-10-01"),
        enrol("Ida Falk", "2025-12-22"),
        enrol("Olle Ek", "2026-05-04"),
    ];
    before.extend(settings.map(|settings| Command::Configure(Box::new(settings))));
    desk(World {
        lang,
        changes: vec![Change::BackedUp {
            backup,
            file,
            folder: None,
        }],
        before,
        ..World::default()
    })
}

#[test]
fn an_old_backup_is_told_where_there_is_room() {
    for (lang, tail) in [(Lang::Sv, "sv"), (Lang::En, "en")] {
        for (columns, rows) in [(120, 36), (80, 24), (45, 20)] {
            let mut seat = seat(lang, 9, None);
            let drawn = seat.screen(columns, rows);
            golden(&format!("board/old-backup-{columns}x{rows}-{tail}"), &drawn);
        }
    }
}

#[test]
fn it_gives_way_to_everything_else() {
    let mut seat = seat(Lang::Sv, 9, None);
    let told = |screen: &str| screen.contains("kopia");
    assert!(told(&seat.screen(45, 20)));
    seat.press("n");
    let marked = seat.screen(45, 20);
    assert!(!told(&marked), "{marked}");
    assert!(marked.contains("sparat 08:14:07"), "{marked}");
    seat.press("/");
    assert!(!told(&seat.screen(45, 20)));
}

#[test]
fn it_is_told_only_when_it_is_too_old_and_wanted() {
    let is_told = |days, limit| {
        let settings = Settings {
            backup_warn_days: limit,
            unit: "AMI Exempelby".to_owned(),
            ..Settings::default()
        };
        let mut seat = seat(Lang::Sv, days, Some(settings));
        seat.screen(120, 36).contains("säkerhetskopia")
    };
    assert!(is_told(8, 7) && !is_told(7, 7));
    // By a clock that was wrong.
    assert!(!is_told(-1, 7));
    assert!(is_told(2, 1) && !is_told(100, 0));
}
