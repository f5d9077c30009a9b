//! The real program on a real pseudo-terminal: keys in, screens out.

mod board;
mod bursts;
mod disks;
mod ends;
mod first_start;
mod hostile;
mod jail;
mod killed;
mod looks;
mod marks;
mod overwritten;
mod program;
mod restored;
mod several;
mod sheets;
mod sizes;
mod ssh;
mod wrong_files;

use std::sync::OnceLock;

use portable_pty::CommandBuilder;
use serde_json::Value;

use crate::cli::{Home, TODAY};
pub use program::{PATIENCE, Pty, Size, rows};

const WIDE: Size = (120, 36);
const MEDIUM: Size = (80, 24);
const NARROW: Size = (45, 20);

impl Home {
    /// With the demo as its register: two dozen people, nobody marked today.
    pub fn with_demo() -> Home {
        static DEMO: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = DEMO.get_or_init(|| Home::with_made_up("24").register_bytes());
        let home = Home::new();
        home.file(".local/share/tolv/register.redb", bytes);
        home
    }

    /// With a made-up register of so many people.
    fn with_made_up(participants: &str) -> Home {
        let home = Home::new();
        let path = home.register();
        let path = path.to_str().unwrap();
        home.run(&["demo", "--database", path, "--participants", participants])
            .ok();
        home
    }

    fn register_bytes(&self) -> Vec<u8> {
        std::fs::read(self.register()).unwrap()
    }

    /// The program as anna starts it on a terminal, in English.
    pub fn screen_command(&self, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tolv"));
        command.env_clear();
        command.env("HOME", self.path(""));
        command.env("TERM", "xterm-256color");
        command.args(["--today", TODAY]);
        for (option, value) in [("--as", "anna"), ("--lang", "en")] {
            if !args.contains(&option) {
                command.args([option, value]);
            }
        }
        command.args(args);
        command
    }

    /// Starts the program on a terminal.
    pub fn screen(&self, size: Size, args: &[&str]) -> Pty {
        Pty::start(size, self.screen_command(args))
    }

    /// Starts the board and waits for it.
    fn board(&self, size: Size, args: &[&str]) -> Pty {
        let mut pty = self.screen(size, args);
        pty.wait_until("the hint line", |screen| {
            let rows = rows(screen);
            let bottom = rows.last().expect("a screen has rows");
            bottom.contains(" help") || bottom.contains(" hjälp")
        });
        pty
    }

    /// Somebody's row of a day, as `tolv day --json` gives it.
    fn day_of(&self, name: &str, day: &str) -> Value {
        let rows = self.json(&["day", "--on", day]);
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("{name} is not in {rows}"))
            .clone()
    }

    /// The stable name of somebody's code today, as it is on disk.
    fn code_of(&self, name: &str) -> Value {
        self.day_of(name, TODAY)["code"].clone()
    }

    /// The number of the newest entry in the log.
    fn newest_entry(&self) -> u64 {
        self.json(&["log", "--limit", "1"])[0]["seq"]
            .as_u64()
            .unwrap()
    }
}
