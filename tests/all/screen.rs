//! A desk without a terminal: a register in a folder of its own, keys in, the screen out as text, golden screens.

use std::fs;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;
use ratatui::{Terminal, backend::TestBackend};
use tempfile::TempDir;
use tolv::app::Surroundings;
use tolv::desk::{Desk, Moment};
use tolv::domain::command::Command;
use tolv::domain::participant::{Draft, Group, Protection};
use tolv::keys::Keymap;
use tolv::store::{Request, Store};
use tolv::text::Lang;
use tolv::theme::{Palette, Theme};

/// What a desk stands on: the day, the language and what has been done before.
pub struct World {
    pub today: NaiveDate,
    pub lang: Lang,
    pub ascii: bool,
    /// The shipped overlays of keys.
    pub overlays: &'static [&'static str],
    pub before: Vec<Command>,
}

/// A weekday in the autumn of the year that the examples are set in: Monday 2026-11-23.
pub fn monday() -> NaiveDate {
    date(2026, 11, 23)
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

impl Default for World {
    fn default() -> World {
        World {
            today: monday(),
            lang: Lang::Sv,
            ascii: false,
            overlays: &[],
            before: Vec::new(),
        }
    }
}

impl World {
    /// A register without anybody.
    pub fn empty(lang: Lang) -> World {
        World {
            lang,
            ..World::default()
        }
    }

    /// Three people of two arenas in the indoor group, and one outdoors; six hours a day from Monday to Friday.
    pub fn small(lang: Lang) -> World {
        let people = [
            (
                "Karin",
                "Andersson",
                Group::Indoor,
                "Köket",
                date(2026, 3, 2),
            ),
            ("Åsa", "Öberg", Group::Indoor, "Köket", date(2026, 9, 1)),
            (
                "Olle",
                "Berg",
                Group::Indoor,
                "Verkstaden",
                date(2025, 10, 6),
            ),
            (
                "Lena",
                "Bergström",
                Group::Outdoor,
                "Parken",
                date(2025, 12, 29),
            ),
        ];
        let enrol = |(given, family, group, arena, start)| {
            let draft = Draft {
                group: Some(group),
                arena: String::from(arena),
                schedule: Some([360, 360, 360, 360, 360, 0, 0]),
                ..nobody(given, family, start)
            };
            Command::Enrol(Box::new(draft))
        };
        World {
            lang,
            before: people.map(enrol).to_vec(),
            ..World::default()
        }
    }
}

/// Somebody of whom nothing is told but a name and a start.
pub fn nobody(given: &str, family: &str, start: NaiveDate) -> Draft {
    Draft {
        given: given.to_owned(),
        family: family.to_owned(),
        personnummer: None,
        phone: String::new(),
        protection: Protection::None,
        supervisor: String::new(),
        measure: String::new(),
        note: String::new(),
        group: Some(Group::Indoor),
        arena: String::new(),
        start,
        end: None,
        schedule: None,
    }
}

/// A desk, and the folder that goes with it.
pub struct Seat {
    pub desk: Desk,
    _folder: TempDir,
}

/// The size that screens have until they are looked at in another.
const SIZE: (u16, u16) = (100, 30);

/// A desk in a world, with the board in view.
pub fn desk(world: &World) -> Seat {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("register.tolv");
    let today = world.today;
    let request = Request {
        actor: "anna",
        today,
        now: 1_795_420_800_000,
    };
    let (mut store, mut register) = Store::create(&path, &request).expect("a new register");
    for command in &world.before {
        store
            .commit(&mut register, &request, command)
            .expect("what was done before");
    }
    let text = |name| Keymap::shipped(name).expect("a shipped overlay");
    let overlays: Vec<_> = (world.overlays.iter())
        .map(|name| (*name, text(name)))
        .collect();
    let around = Surroundings {
        register,
        keymap: Keymap::load(&overlays).expect("good keys"),
        theme: Theme {
            palette: Palette::None,
            ascii: world.ascii,
        },
        lang: world.lang,
        today,
        actor: "anna".to_owned(),
    };
    let clock = move || Moment {
        today,
        time: NaiveTime::from_hms_opt(8, 14, 7).expect("a time"),
        millis: 1_795_420_800_000,
    };
    Seat {
        desk: Desk::new(store, around, SIZE, Box::new(clock)),
        _folder: folder,
    }
}

impl Seat {
    /// Presses keys as [`keys`] reads them.
    pub fn press(&mut self, text: &str) -> &mut Seat {
        for key in keys(text) {
            self.desk.press(key);
            self.desk.prepare();
        }
        self
    }

    /// Types a text, a character a key.
    pub fn type_in(&mut self, text: &str) -> &mut Seat {
        for c in text.chars() {
            self.desk
                .press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self.desk.prepare();
        self
    }
}

/// Keys by name, apart by blanks: `n Down shift-Tab ctrl-w Space`.
pub fn keys(text: &str) -> Vec<KeyEvent> {
    text.split_whitespace().map(key).collect()
}

fn key(name: &str) -> KeyEvent {
    let (modifiers, bare) = match name.split_once('-').filter(|(first, _)| first.len() > 1) {
        Some(("ctrl", bare)) => (KeyModifiers::CONTROL, bare),
        Some(("alt", bare)) => (KeyModifiers::ALT, bare),
        Some(("shift", bare)) => (KeyModifiers::SHIFT, bare),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match bare {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" if modifiers == KeyModifiers::SHIFT => KeyCode::BackTab,
        "Tab" => KeyCode::Tab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Delete" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        other => {
            let mut letters = other.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => KeyCode::Char(letter),
                _ => panic!("no key is called {other}"),
            }
        }
    };
    KeyEvent::new(code, modifiers)
}

fn drawn(seat: &mut Seat, columns: u16, rows: u16) -> Terminal<TestBackend> {
    seat.desk.resize((columns, rows));
    seat.desk.prepare();
    let mut terminal =
        Terminal::new(TestBackend::new(columns, rows)).expect("a test backend never fails");
    terminal
        .draw(|frame| seat.desk.draw(frame))
        .expect("a test backend never fails");
    terminal
}

/// The screen as text, a line a row, without blanks at the ends of lines.
pub fn screen(seat: &mut Seat, columns: u16, rows: u16) -> String {
    let terminal = drawn(seat, columns, rows);
    let buffer = terminal.backend().buffer();
    let mut text = String::new();
    for y in 0..rows {
        let mut line = String::new();
        let mut x = 0;
        while x < columns {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (tolv::widgets::fit::width(symbol) as u16).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Where the terminal's cursor is put.
pub fn cursor(seat: &mut Seat, columns: u16, rows: u16) -> Position {
    let mut terminal = drawn(seat, columns, rows);
    terminal
        .get_cursor_position()
        .expect("a test backend never fails")
}

/// Compares a screen with the one kept under `tests/data/golden`; with `UPDATE_GOLDEN` set it is kept anew.
pub fn golden(name: &str, screen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/golden")
        .join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let folder = path.parent().expect("it lies in a folder");
        fs::create_dir_all(folder).expect("the folder of golden screens");
        fs::write(&path, screen).expect("a golden screen");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == screen,
        "{name} differs from the golden screen; UPDATE_GOLDEN=1 keeps the new one\n--- kept\n{kept}\n--- now\n{screen}"
    );
}
