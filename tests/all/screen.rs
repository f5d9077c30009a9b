//! A desk to type at without a terminal, and its screens as text to compare with golden files.

use std::borrow::Borrow;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime, Timelike};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tolv::app::Surroundings;
use tolv::desk::{Clock, Desk, Moment};
use tolv::domain::decide::command::Command;
use tolv::domain::facts::change::{Change, What};
use tolv::domain::register::{Register, Who};
use tolv::domain::zone::Zone;
use tolv::keys::Keymap;
use tolv::store::{Request, Store};
use tolv::text::Lang;
use tolv::theme::{Palette, Theme};

use crate::layer::Disk;

/// What is true before the first key: the day, the language, and what has been done.
pub struct World {
    pub today: NaiveDate,
    pub lang: Lang,
    pub ascii: bool,
    /// The shipped overlays of keys.
    pub overlays: &'static [&'static str],
    /// What stands in the register as it is, such as old marks.
    pub changes: Vec<Change>,
    /// What was asked for after that, by anna, who owns the file.
    pub before: Vec<Command>,
    /// Who sits down at the desk then, where that is not anna: somebody who does not own the file.
    pub user: Option<&'static str>,
}

/// Monday 2026-11-23, in Swedish, with an empty register.
impl Default for World {
    fn default() -> World {
        World {
            today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day that exists"),
            lang: Lang::Sv,
            ascii: false,
            overlays: &[],
            changes: Vec::new(),
            before: Vec::new(),
            user: None,
        }
    }
}

/// A desk on a register of its own, which goes away with it.
pub struct Seat {
    pub desk: Desk,
    _folder: tempfile::TempDir,
}

/// A moment on a day at 08:14:07 by the clocks of the usual zone.
pub fn moment(today: NaiveDate) -> Moment {
    let time = NaiveTime::from_hms_opt(8, 14, 7).expect("a time");
    let begins = Zone::default().begin(today).expect("a day");
    let millis = begins + i64::from(time.num_seconds_from_midnight()) * 1_000;
    Moment {
        today,
        time,
        millis,
    }
}

/// Anna's desk in a world.
pub fn desk(world: impl Borrow<World>) -> Seat {
    desk_with(world.borrow(), |made, _| made)
}

/// Anna's desk in a world, on a disk that can be made to fail.
pub fn desk_on(disk: &Disk, world: impl Borrow<World>) -> Seat {
    desk_with(world.borrow(), |made, path| {
        drop(made);
        Store::open_through(path, disk.under()).expect("the disk is well")
    })
}

/// Anna's desk in a world, by a clock of its own.
pub fn desk_by(world: &World, clock: Clock) -> Seat {
    desk_made(world, |made, _| made, clock)
}

/// A desk whose register, once it holds the world, may be opened in another way.
pub fn desk_with(
    world: &World,
    open: impl FnOnce((Store, Register), &Path) -> (Store, Register),
) -> Seat {
    let now = moment(world.today);
    desk_made(world, open, Box::new(move |_| now))
}

fn desk_made(
    world: &World,
    open: impl FnOnce((Store, Register), &Path) -> (Store, Register),
    clock: Clock,
) -> Seat {
    let folder = tempfile::tempdir().expect("a folder for the register");
    let now = moment(world.today);
    let request = Request::alone("anna", world.today, now.millis);
    let path = folder.path().join("tolv.redb");
    let (mut store, mut register) = Store::create(&path, &request).expect("a new register");
    store
        .record(&mut register, &request, What::Demo, world.changes.clone())
        .expect("the world is written");
    for command in &world.before {
        store
            .commit(&mut register, &request, command)
            .expect("what was done before");
    }
    let (store, register) = open((store, register), &path);
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
        today: world.today,
        who: Who {
            is_owner: world.user.is_none(),
            ..Who::alone(world.user.unwrap_or("anna"))
        },
        advance: None,
    };
    let desk = Desk::new(store, around, (80, 24), clock);
    Seat {
        desk,
        _folder: folder,
    }
}

/// The keys of a line such as `n Down ctrl-w s`, as a terminal sends them.
pub fn keys(line: &str) -> Vec<KeyEvent> {
    line.split_whitespace().map(key).collect()
}

fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.split_once('-').filter(|(first, _)| first.len() > 1) {
        Some(("ctrl", name)) => (KeyModifiers::CONTROL, name),
        Some(("shift", name)) => (KeyModifiers::SHIFT, name),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Space" => KeyCode::Char(' '),
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        one => {
            let mut letters = one.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => KeyCode::Char(letter),
                _ => panic!("no key is called {one}"),
            }
        }
    };
    KeyEvent::new(code, modifiers)
}

impl Seat {
    /// Presses one key after the other, as somebody who sees what each of them does.
    pub fn press(&mut self, line: &str) -> &mut Seat {
        for key in keys(line) {
            self.desk.press(key);
            self.desk.prepare();
            self.desk.drawn();
        }
        self
    }

    /// Goes down to the row or field of these words, however many stand before it.
    pub fn go_to(&mut self, words: &str) -> &mut Seat {
        for _ in 0..200 {
            let screen = self.screen(100, 60);
            // The marker is `>` where there is only ASCII.
            let mut chosen = screen.lines().filter_map(|row| row.split_once(['▸', '>']));
            if chosen.any(|(_, row)| row.contains(words)) {
                return self;
            }
            self.press("Down");
        }
        panic!("no row {words:?}\n{}", self.screen(100, 60));
    }

    /// Presses several keys before anything of it is drawn, as a slow line hands them over.
    pub fn burst(&mut self, line: &str) -> &mut Seat {
        for key in keys(line) {
            self.desk.press(key);
        }
        self
    }

    /// Types a text, a character a key.
    pub fn type_in(&mut self, text: &str) -> &mut Seat {
        for letter in text.chars() {
            let code = KeyCode::Char(letter);
            self.desk.press(KeyEvent::new(code, KeyModifiers::NONE));
        }
        self
    }

    fn drawn(&mut self, columns: u16, rows: u16) -> Terminal<TestBackend> {
        self.desk.resize((columns, rows));
        self.desk.prepare();
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        terminal
            .draw(|frame| self.desk.draw(frame))
            .expect("drawn to memory");
        self.desk.drawn();
        terminal
    }

    /// The column and row of the terminal's cursor.
    pub fn cursor(&mut self, columns: u16, rows: u16) -> (u16, u16) {
        let mut terminal = self.drawn(columns, rows);
        let at = terminal.get_cursor_position().expect("drawn to memory");
        (at.x, at.y)
    }

    /// The screen as text, without the blanks at the ends of its rows.
    pub fn screen(&mut self, columns: u16, rows: u16) -> String {
        let terminal = self.drawn(columns, rows);
        let buffer = terminal.backend().buffer();
        let row = |y| -> String { (0..columns).map(|x| buffer[(x, y)].symbol()).collect() };
        (0..rows)
            .map(|y| row(y).trim_end().to_owned() + "\n")
            .collect()
    }
}

/// Compares a screen with its file in tests/data/golden/, or writes that where `UPDATE_GOLDEN=1`.
pub fn golden(name: &str, screen: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/golden")
        .join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let folder = path.parent().expect("golden files have a folder");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(&path, screen).expect("the golden file can be written");
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        wanted == screen,
        "{name} differs from its golden file (UPDATE_GOLDEN=1 rewrites it).\nwanted:\n{wanted}\nis:\n{screen}"
    );
}
