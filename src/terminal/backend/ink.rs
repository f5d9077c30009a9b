//! The style of one cell, and the shortest sequence that goes from one style to another.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Modifiers that can be seen on a cell without a character.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Each modifier, the code that sets it, and the code that ends it (bold and dim share one, as do the blinks).
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Colours and modifiers of one cell, or of what the terminal would write next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
}

impl Ink {
    /// What the terminal starts with and `CSI m` goes back to.
    pub const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether only the background of a blank in this style can be seen.
    pub fn is_quiet(self) -> bool {
        !self.modifier.intersects(SEEN_ON_BLANK)
    }

    /// The same look on a blank, without what cannot be seen there.
    pub fn on_blank(self) -> Self {
        if self.is_quiet() {
            Self {
                bg: self.bg,
                ..Self::PLAIN
            }
        } else {
            self
        }
    }

    /// The same style with another background, quiet enough for a blank.
    pub fn quietened(self, bg: Color) -> Self {
        Self {
            bg,
            modifier: self.modifier.difference(SEEN_ON_BLANK),
            ..self
        }
    }
}

/// The shortest sequence from one style (`None`: not known) to another; nothing when they are equal.
pub(super) fn switch(from: Option<Ink>, to: Ink) -> Vec<u8> {
    if from == Some(to) {
        return Vec::new();
    }
    let afresh = sequence(&reset_and_set(to));
    let Some(from) = from else { return afresh };
    let stepwise = sequence(&steps(from, to));
    if stepwise.len() <= afresh.len() {
        stepwise
    } else {
        afresh
    }
}

fn sequence(codes: &[Vec<u8>]) -> Vec<u8> {
    [b"\x1b[", codes.join(&b';').as_slice(), b"m"].concat()
}

/// An empty first code is a 0, one byte shorter.
fn reset_and_set(to: Ink) -> Vec<Vec<u8>> {
    let mut codes = vec![Vec::new()];
    codes.extend(steps(Ink::PLAIN, to));
    codes
}

fn steps(from: Ink, to: Ink) -> Vec<Vec<u8>> {
    let mut codes = Vec::new();
    let mut add = to.modifier.difference(from.modifier);
    let mut ended = 0;
    for (modifier, _, end) in CODES {
        if !from.modifier.difference(to.modifier).intersects(modifier) || ended == end {
            continue;
        }
        ended = end;
        codes.push(end.to_string().into_bytes());
        for (other, _, other_end) in CODES {
            if other_end == end {
                add |= to.modifier & other;
            }
        }
    }
    for (modifier, set, _) in CODES {
        if add.contains(modifier) {
            codes.push(set.to_string().into_bytes());
        }
    }
    if from.fg != to.fg {
        codes.push(colour(to.fg, 30));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 40));
    }
    codes
}

/// The code of a colour; `base` is 30 for the foreground and 40 for the background (ECMA-48, SGR; bright ones as in aixterm).
fn colour(colour: Color, base: u8) -> Vec<u8> {
    let near = |n: u8| (base + n).to_string().into_bytes();
    let mut far = Vec::new();
    let written = match colour {
        Color::Reset => return near(9),
        Color::Black => return near(0),
        Color::Red => return near(1),
        Color::Green => return near(2),
        Color::Yellow => return near(3),
        Color::Blue => return near(4),
        Color::Magenta => return near(5),
        Color::Cyan => return near(6),
        Color::Gray => return near(7),
        Color::DarkGray => return near(60),
        Color::LightRed => return near(61),
        Color::LightGreen => return near(62),
        Color::LightYellow => return near(63),
        Color::LightBlue => return near(64),
        Color::LightMagenta => return near(65),
        Color::LightCyan => return near(66),
        Color::White => return near(67),
        Color::Indexed(n) => write!(far, "{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => write!(far, "{};2;{r};{g};{b}", base + 8),
    };
    written.expect("a Vec takes every byte");
    far
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_of_reset_and_steps_is_taken() {
        let ink = |fg, bg, modifier| Ink { fg, bg, modifier };
        let red_bold = ink(Color::Red, Color::Reset, Modifier::BOLD);
        let table: [(Option<Ink>, Ink, &[u8]); 9] = [
            (Some(red_bold), red_bold, b""),
            (None, Ink::PLAIN, b"\x1b[m"),
            (Some(red_bold), Ink::PLAIN, b"\x1b[m"),
            (Some(Ink::PLAIN), red_bold, b"\x1b[1;31m"),
            (None, red_bold, b"\x1b[;1;31m"),
            (
                Some(red_bold),
                ink(Color::Red, Color::Reset, Modifier::DIM),
                b"\x1b[22;2m",
            ),
            (
                Some(ink(
                    Color::Reset,
                    Color::Blue,
                    Modifier::ITALIC | Modifier::CROSSED_OUT,
                )),
                ink(Color::Reset, Color::Blue, Modifier::ITALIC),
                b"\x1b[29m",
            ),
            (
                Some(Ink::PLAIN),
                ink(Color::White, Color::Indexed(200), Modifier::empty()),
                b"\x1b[97;48;5;200m",
            ),
            (
                Some(red_bold),
                ink(Color::Rgb(1, 2, 3), Color::Reset, Modifier::BOLD),
                b"\x1b[38;2;1;2;3m",
            ),
        ];
        for (from, to, bytes) in table {
            assert_eq!(
                switch(from, to).escape_ascii().to_string(),
                bytes.escape_ascii().to_string(),
                "{from:?} -> {to:?}"
            );
        }
    }
}
