//! Colours and signs by meaning. Signs carry the meaning; colour repeats it.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::domain::facts::attendance::Counts;
use crate::domain::reckon::threshold::Clock;
use crate::text::meaning::ascii;
pub use crate::text::meaning::{Role, Sign};

/// The terminal's background, or that no colour is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Modifiers only.
    None,
    Dark,
    Light,
}

/// How the screen looks: sixteen colours or none, and signs that every font has or ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub palette: Palette,
    pub ascii: bool,
}

impl Theme {
    /// The style of a role. Without colour only modifiers, never crossterm's own way of it, which wipes them too.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        // Yellow and cyan cannot be read on white, nor blue on black.
        let (accent, away, warning) = match self.palette {
            Palette::None => {
                return match role {
                    Role::Strong | Role::Accent | Role::Alarm => plain.add_modifier(Modifier::BOLD),
                    Role::Match => plain.add_modifier(Modifier::UNDERLINED),
                    _ => plain,
                };
            }
            Palette::Dark => (Color::Cyan, Color::Cyan, Color::Yellow),
            Palette::Light => (Color::Blue, Color::Blue, Color::Magenta),
        };
        match role {
            Role::Plain => plain,
            // Dim follows the terminal's own foreground, and so reads on light and dark alike.
            Role::Quiet | Role::Frame => plain.add_modifier(Modifier::DIM),
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Accent => plain.fg(accent),
            Role::Good => plain.fg(Color::Green),
            Role::Away => plain.fg(away),
            Role::Warning => plain.fg(warning),
            Role::Alarm => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
            Role::Match => plain.fg(accent).add_modifier(Modifier::UNDERLINED),
        }
    }

    /// The sign, or its ASCII twin.
    pub const fn sign(self, sign: Sign) -> &'static str {
        if self.ascii {
            sign.ascii()
        } else {
            sign.drawn()
        }
    }

    /// The sign and role of a twelve-month clock; nothing while it merely runs.
    pub fn clock(self, clock: Clock) -> Option<(&'static str, Role)> {
        clock.sign().map(|(sign, role)| (self.sign(sign), role))
    }

    /// The role of what a code counts as.
    pub const fn counts(self, counts: Counts) -> Role {
        match counts {
            Counts::Present => Role::Good,
            Counts::Elsewhere => Role::Away,
            Counts::Excused => Role::Warning,
            Counts::Leave => Role::Away,
            Counts::Unnotified => Role::Alarm,
        }
    }

    /// The lines around a pane.
    pub const fn border(self) -> border::Set<'static> {
        if self.ascii {
            ASCII_BORDER
        } else {
            border::ROUNDED
        }
    }

    /// Text as this theme can show it: in ASCII the dashes and dots of our own sentences have twins.
    pub fn plain(self, text: &str) -> String {
        if self.ascii {
            ascii(text)
        } else {
            text.to_owned()
        }
    }
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
