//! What is, or should be, on the screen: cells that are safe to send, and which of them differ.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Size;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ink::Ink;

/// One column of the screen: a character with its marks, or the rest of a wide one to the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    cell: Cell,
    /// Columns taken: 0 for the rest of a wide one.
    width: u16,
}

impl Glyph {
    const BLANK: Self = Self {
        cell: Cell::EMPTY,
        width: 1,
    };

    /// A cell of ratatui as it may be sent, in `room` columns to the edge.
    fn of(cell: &Cell, room: u16) -> Self {
        let mut clean = Cell::EMPTY;
        let symbol = cell.symbol();
        let mut width = 1;
        if symbol.chars().any(is_forbidden) {
            width = u16::try_from(symbol.width()).unwrap_or(room).clamp(1, room);
            clean.set_symbol(&"?".repeat(usize::from(width)));
        } else {
            let wanted = cell.cell_width();
            if wanted > room {
                clean.set_symbol(" ");
            } else if wanted > 0 {
                width = wanted;
                clean.set_symbol(symbol);
                if extent(symbol) > room {
                    clean.set_symbol(&"?".repeat(usize::from(width)));
                }
            }
        }
        let mut ink = Ink::of(cell);
        if clean.symbol() == " " {
            ink = ink.on_blank();
        }
        (clean.fg, clean.bg, clean.modifier) = (ink.fg, ink.bg, ink.modifier);
        Self { cell: clean, width }
    }

    pub fn symbol(&self) -> &str {
        self.cell.symbol()
    }

    pub fn width(&self) -> u16 {
        self.width
    }

    pub fn ink(&self) -> Ink {
        Ink::of(&self.cell)
    }

    /// Whether it is a blank of which at most the background can be seen.
    pub fn is_quiet_blank(&self) -> bool {
        self.width == 1 && self.symbol() == " " && self.ink().is_quiet()
    }

    /// Whether erasing gives the same: a blank in the terminal's own style.
    pub fn is_void(&self) -> bool {
        *self == Self::BLANK
    }

    /// Whether every terminal agrees on how many columns it takes.
    pub fn is_steady(&self) -> bool {
        let mut chars = self.symbol().chars();
        let first_is_steady = chars.next().is_some_and(|c| c <= '\u{ffff}');
        first_is_steady && chars.all(|c| c == '?' || ('\u{300}'..='\u{36f}').contains(&c))
    }

    /// Columns that a terminal may fill which measures character by character.
    pub fn extent(&self) -> u16 {
        extent(self.symbol()).max(self.width)
    }
}

fn extent(symbol: &str) -> u16 {
    symbol
        .chars()
        .map(|c| u16::try_from(c.width().unwrap_or(1)).unwrap_or(1))
        .fold(0, u16::saturating_add)
}

/// Characters that steer a terminal, or the direction of what follows, instead of being shown.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A whole screen, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    width: u16,
    glyphs: Vec<Glyph>,
}

impl Screen {
    pub fn blank(size: Size) -> Self {
        let count = usize::from(size.width) * usize::from(size.height);
        Self {
            width: size.width,
            glyphs: vec![Glyph::BLANK; count],
        }
    }

    pub fn width(&self) -> u16 {
        self.width
    }

    pub fn height(&self) -> u16 {
        let rows = self.glyphs.len() / usize::from(self.width.max(1));
        u16::try_from(rows).expect("made from a u16 height")
    }

    pub fn row(&self, y: u16) -> &[Glyph] {
        let start = usize::from(y) * usize::from(self.width);
        &self.glyphs[start..start + usize::from(self.width)]
    }

    /// Becomes the same as another of its size, from which it differs in no row but those that were touched.
    pub fn follow(&mut self, other: &Screen, touched: &[bool]) {
        for (y, _) in (0..).zip(touched).filter(|(_, touched)| **touched) {
            self.row_mut(y).clone_from_slice(other.row(y));
        }
    }

    fn row_mut(&mut self, y: u16) -> &mut [Glyph] {
        let start = usize::from(y) * usize::from(self.width);
        &mut self.glyphs[start..start + usize::from(self.width)]
    }

    /// Puts a cell; what is left of a wide one that it half covers becomes blank. A cell outside is ignored, and so is
    /// one under a wide one: ratatui sends those beside emoji, for terminals that do not clear them.
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.width || y >= self.height() {
            return;
        }
        let glyph = Glyph::of(cell, self.width - x);
        let row = self.row_mut(y);
        let start = usize::from(x);
        if row[start].width == 0 {
            return;
        }
        let end = start + usize::from(glyph.width);
        let leftover = row[end..].iter().take_while(|g| g.width == 0).count();
        row[end..end + leftover].fill(Glyph::BLANK);
        row[start..end].fill(Glyph {
            cell: Cell::EMPTY,
            width: 0,
        });
        row[start] = glyph;
    }

    /// Blanks the cells from one place up to another, both counted row by row.
    pub fn blank_between(&mut self, from: usize, to: usize) {
        let to = to.min(self.glyphs.len());
        let from = from.min(to);
        self.glyphs[from..to].fill(Glyph::BLANK);
        let leftover = self.glyphs[to..]
            .iter()
            .take_while(|g| g.width == 0)
            .count();
        self.glyphs[to..to + leftover].fill(Glyph::BLANK);
    }

    /// Moves the rows `top..end` up by `by`, or down when negative; the rows that come in are blank.
    pub fn shift(&mut self, top: u16, end: u16, by: i32) {
        let width = usize::from(self.width);
        let band = &mut self.glyphs[usize::from(top) * width..usize::from(end) * width];
        let cells = usize::try_from(by.unsigned_abs()).map_or(band.len(), |rows| rows * width);
        let cells = cells.min(band.len());
        if by > 0 {
            band.rotate_left(cells);
            let kept = band.len() - cells;
            band[kept..].fill(Glyph::BLANK);
        } else {
            band.rotate_right(cells);
            band[..cells].fill(Glyph::BLANK);
        }
    }

    /// How many characters there are that are not blanks.
    pub fn seen(&self) -> usize {
        self.glyphs.iter().filter(|g| g.symbol() != " ").count()
    }

    /// The place, counted row by row, from which on all is void.
    pub fn void_from(&self) -> usize {
        self.glyphs
            .iter()
            .rposition(|g| !g.is_void())
            .map_or(0, |last| last + 1)
    }
}

/// Which columns of a row have to be written to go from one row to the other.
pub(super) fn stains(from: &[Glyph], to: &[Glyph]) -> Vec<bool> {
    from.iter().zip(to).map(|(a, b)| a != b).collect()
}
