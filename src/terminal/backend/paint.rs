//! The bytes that turn one screen into another.

use ratatui::layout::Size;

use super::ink::{Ink, switch};
use super::screen::{Glyph, Screen, stains};
use super::travel::{Place, numbered, travel};

/// How many blanks in a row are written before erasing is the shorter way: the erasing, and a move past what it erased.
const WORTH_ERASING: usize = 10;
/// Below this many bytes no other way of painting is tried.
const WORTH_A_SECOND_LOOK: usize = 40;

/// Where the terminal would write next, and in which style; `None` is not known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hand {
    pub place: Place,
    pub ink: Option<Ink>,
}

/// Bytes to send, and how they leave the terminal.
pub(super) struct Painting {
    pub bytes: Vec<u8>,
    pub hand: Hand,
}

/// The shortest of three ways: over what is there, after scrolling a part, or afresh on a cleared screen. No row but those
/// `touched` has become another.
pub(super) fn paint(from: &Screen, to: &Screen, hand: Hand, touched: &[bool]) -> Painting {
    let changed = |(y, touched): (u16, &bool)| *touched && from.row(y) != to.row(y);
    let changed: Vec<bool> = (0..).zip(touched).map(changed).collect();
    let over = Painter::over(from, to, hand, changed.clone()).paint();
    if over.bytes.len() < WORTH_A_SECOND_LOOK {
        return over;
    }
    // All that is seen is at least a byte each: with fewer bytes than that there is no need to try.
    let afresh = (over.bytes.len() > to.seen()).then(|| afresh(to, hand));
    let ways = [Some(over), scrolled(from, to, hand, &changed), afresh];
    ways.into_iter()
        .flatten()
        .min_by_key(|way| way.bytes.len())
        .expect("the first way is always there")
}

/// Clears the screen in the plain style, wherever the cursor is, and paints on it.
pub(super) fn afresh(to: &Screen, hand: Hand) -> Painting {
    let empty = Screen::blank(Size::new(to.width(), to.height()));
    let mut painter = Painter::new(&empty, to, hand);
    painter.use_ink(Ink::PLAIN);
    painter.bytes.extend(b"\x1b[2J");
    painter.hand.place = Place::default();
    painter.paint()
}

/// Scrolls the tallest band of rows that is on both screens, one or more rows apart, and paints the rest.
fn scrolled(from: &Screen, to: &Screen, hand: Hand, changed: &[bool]) -> Option<Painting> {
    let (top, end, by) = moved_band(from, to, changed)?;
    let mut base = from.clone();
    base.shift(top, end, by);
    let mut painter = Painter::new(&base, to, hand);
    painter.use_ink(Ink::PLAIN);
    // Line feeds at the end of the region, reverse ones at its top: every terminal scrolls at these, not all at `CSI S`.
    let (edge, feed) = if by > 0 {
        (end, b"\n".as_slice())
    } else {
        (top + 1, b"\x1bM".as_slice())
    };
    let feeds = feed.repeat(usize::try_from(by.unsigned_abs()).ok()?);
    let region = format!("\x1b[{};{end}r\x1b[{edge}H", top + 1);
    painter.bytes.extend(region.into_bytes());
    painter.bytes.extend(feeds);
    painter.bytes.extend(b"\x1b[r");
    painter.hand.place = Place::default();
    Some(painter.paint())
}

/// The rows `top..end` in which most rows are found `by` rows lower on the old screen (or higher, when negative).
fn moved_band(from: &Screen, to: &Screen, changed: &[bool]) -> Option<(u16, u16, i32)> {
    // A band has two rows at the least.
    if !changed.windows(2).any(|rows| rows == [true, true]) {
        return None;
    }
    let height = i32::from(from.height());
    let mut best = None;
    let mut most = 1;
    for by in (1 - height..height).filter(|by| *by != 0) {
        let mut count = 0;
        for y in 0..height {
            let came = changed[y as usize]
                && (0..height).contains(&(y + by))
                && row(to, y) == row(from, y + by);
            count = if came { count + 1 } else { 0 };
            if count > most {
                most = count;
                let (first, end) = (y + 1 - count, y + 1);
                let top = u16::try_from(first.min(first + by)).ok()?;
                best = Some((top, u16::try_from(end.max(end + by)).ok()?, by));
            }
        }
    }
    best
}

fn row(screen: &Screen, y: i32) -> Option<&[Glyph]> {
    u16::try_from(y).ok().map(|y| screen.row(y))
}

struct Painter<'s> {
    from: &'s Screen,
    to: &'s Screen,
    hand: Hand,
    bytes: Vec<u8>,
    /// By row, whether anything of it is to become another.
    changed: Vec<bool>,
}

impl<'s> Painter<'s> {
    fn new(from: &'s Screen, to: &'s Screen, hand: Hand) -> Self {
        let rows = 0..to.height();
        let changed = rows.map(|y| from.row(y) != to.row(y)).collect();
        Self::over(from, to, hand, changed)
    }

    fn over(from: &'s Screen, to: &'s Screen, hand: Hand, changed: Vec<bool>) -> Self {
        Self {
            from,
            to,
            hand,
            bytes: Vec::new(),
            changed,
        }
    }

    fn paint(mut self) -> Painting {
        let void_from = self.to.void_from();
        let width = usize::from(self.to.width());
        let height = self.to.height();
        let is_changed = std::mem::take(&mut self.changed);
        let changed = || (0..height).filter(|y| is_changed[usize::from(*y)]);
        let last_stained = changed().next_back();
        for y in changed() {
            let mut dirty = stains(self.from.row(y), self.to.row(y));
            let Some(first) = dirty.iter().position(|d| *d) else {
                continue;
            };
            let nothing_follows = usize::from(y) * width + first >= void_from;
            if nothing_follows && last_stained > Some(y) {
                self.erase(y, column(first), &dirty, b"\x1b[J");
                break;
            }
            self.paint_row(y, &mut dirty);
        }
        Painting {
            bytes: self.bytes,
            hand: self.hand,
        }
    }

    fn paint_row(&mut self, y: u16, dirty: &mut [bool]) {
        let row = self.to.row(y);
        let tail = row.iter().rposition(|g| !g.is_void()).map_or(0, |x| x + 1);
        let mut x = 0;
        while x < row.len() {
            if !dirty[x] {
                x += 1;
                continue;
            }
            let stained_end = dirty.iter().rposition(|d| *d).map_or(x, |last| last + 1);
            if x >= tail && stained_end - x > 3 {
                // Any column from where the blanks begin will do: perhaps the cursor is there already.
                let here = match self.hand.place {
                    Place {
                        x: Some(here),
                        y: Some(at),
                    } if at == y && (tail..x).contains(&usize::from(here)) => here,
                    _ => column(x),
                };
                self.erase(y, here, dirty, b"\x1b[K");
                return;
            }
            let blanks = row[x..stained_end]
                .iter()
                .take_while(|g| g.is_void())
                .count();
            let blanks = dirty[x..x + blanks]
                .iter()
                .rposition(|d| *d)
                .map_or(0, |last| last + 1);
            if blanks > WORTH_ERASING {
                let erase = numbered(u16::try_from(blanks).unwrap_or(u16::MAX), b'X');
                self.erase(y, column(x), dirty, &erase);
                x += blanks;
                continue;
            }
            self.write(x, y, dirty);
            x += usize::from(row[x].width().max(1));
        }
    }

    fn erase(&mut self, y: u16, x: u16, dirty: &[bool], sequence: &[u8]) {
        self.go(x, y, dirty, Ink::PLAIN, true);
        self.bytes.extend_from_slice(sequence);
    }

    fn write(&mut self, x: usize, y: u16, dirty: &mut [bool]) {
        let row = self.to.row(y);
        let glyph = &row[x];
        let end = x + usize::from(glyph.width());
        self.go(column(x), y, dirty, glyph.ink(), glyph.is_quiet_blank());
        if glyph.is_steady() {
            self.bytes.extend_from_slice(glyph.symbol().as_bytes());
            self.advance_to(end, y);
            return;
        }
        // Blanks first, for a terminal that takes it to be narrower; what stands where a terminal that takes it to be
        // wider would write is written again after it.
        self.bytes.resize(self.bytes.len() + end - x, b' ');
        self.advance_to(end, y);
        self.go(column(x), y, dirty, glyph.ink(), false);
        self.bytes.extend_from_slice(glyph.symbol().as_bytes());
        self.hand.place.x = None;
        let reach = (x + usize::from(glyph.extent())).min(row.len());
        if reach > end {
            dirty[end..reach].fill(true);
        }
    }

    fn advance_to(&mut self, end: usize, y: u16) {
        let x = Some(column(end)).filter(|x| *x < self.to.width());
        self.hand.place = Place { x, y: Some(y) };
    }

    /// Takes the cursor to a place, and the style to one that suits what is written there.
    fn go(&mut self, x: u16, y: u16, dirty: &[bool], ink: Ink, blank: bool) {
        let (ink, change) = self.suit(ink, blank);
        let before = self.way(x, y, dirty, self.hand.ink);
        let after = self.way(x, y, dirty, Some(ink));
        if after.len() < before.len() {
            self.bytes.extend(change);
            self.bytes.extend(after);
        } else {
            self.bytes.extend(before);
            self.bytes.extend(change);
        }
        self.hand = Hand {
            place: Place::at(x, y),
            ink: Some(ink),
        };
    }

    fn way(&self, x: u16, y: u16, dirty: &[bool], ink: Option<Ink>) -> Vec<u8> {
        let row = self.to.row(y);
        travel(self.hand.place, x, y, |from, to| {
            let span = usize::from(from)..usize::from(to);
            if span.len() > 8 || dirty.get(span.clone())?.contains(&true) {
                return None;
            }
            let mut bytes = Vec::new();
            for glyph in &row[span] {
                let ink = ink?;
                let fits = glyph.width() == 1
                    && glyph.is_steady()
                    && (ink == glyph.ink()
                        || glyph.is_quiet_blank() && ink.is_quiet() && ink.bg == glyph.ink().bg);
                if !fits {
                    return None;
                }
                bytes.extend_from_slice(glyph.symbol().as_bytes());
            }
            Some(bytes)
        })
    }

    fn use_ink(&mut self, ink: Ink) {
        self.bytes.extend(switch(self.hand.ink, ink));
        self.hand.ink = Some(ink);
    }

    /// The style to go to and the bytes for it: on a blank anything will do that looks the same there.
    fn suit(&self, ink: Ink, blank: bool) -> (Ink, Vec<u8>) {
        let mut choice = (ink, switch(self.hand.ink, ink));
        if let Some(now) = self.hand.ink
            && blank
        {
            let near = now.quietened(ink.bg);
            let change = switch(Some(now), near);
            if change.len() < choice.1.len() || near == now {
                choice = (near, change);
            }
        }
        choice
    }
}

/// A column of a screen whose width is a `u16`.
fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}
