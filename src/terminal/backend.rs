//! A ratatui backend that writes as little as it can: one write a frame, nothing for a frame that changes nothing.

mod ink;
mod paint;
mod screen;
mod travel;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use paint::{Hand, Painting, afresh, paint};
use screen::Screen;
use travel::{Place, travel};

/// What is taken when the terminal does not know its size.
const USUAL_SIZE: Size = Size::new(80, 24);
/// The most that is drawn, at the upper left of a larger window. A terminal says what it likes of its size, up to 65535 by
/// 65535: that is 4 billion cells, and 4000 by 4000 took 2 GB, which ended the session. No display shows more than this.
const LARGEST_SIZE: Size = Size::new(500, 200);

/// Writes frames to a terminal, in as few bytes as it can, from its own copy of what is on the screen.
///
/// It begins with a screen that is taken to be blank, as a fresh alternate screen is. It never asks the terminal anything.
/// The terminal must be in raw mode: a line feed must not return the cursor.
pub struct Thrifty<W: Write> {
    out: W,
    fixed: Option<Size>,
    shown: Screen,
    wanted: Screen,
    /// By row, whether anything was put there since the last frame.
    touched: Vec<bool>,
    hand: Hand,
    /// Whether what is on the screen is not known, so that it has to be cleared.
    lost: bool,
    cursor_shown: Option<bool>,
    cursor_wanted: bool,
    cursor: Position,
}

impl Thrifty<File> {
    /// On standard output, without a buffer between: one frame is one write. Errors when it is closed.
    pub fn on_stdout() -> io::Result<Self> {
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        Ok(Self::new(out, None))
    }
}

impl<W: Write> Thrifty<W> {
    /// On any writer, for a screen of a size that only [`Thrifty::resize`] changes.
    pub fn with_size(out: W, size: Size) -> Self {
        Self::new(out, Some(size))
    }

    fn new(out: W, fixed: Option<Size>) -> Self {
        let screen = Screen::blank(drawn_size(fixed));
        Self {
            out,
            fixed,
            shown: screen.clone(),
            touched: vec![false; usize::from(screen.height())],
            wanted: screen,
            hand: Hand::default(),
            lost: false,
            cursor_shown: None,
            cursor_wanted: false,
            cursor: Position::ORIGIN,
        }
    }

    /// Changes the size given to [`Thrifty::with_size`]; ratatui sees it at the next frame.
    pub fn resize(&mut self, size: Size) {
        self.fixed = Some(size);
    }

    fn current_size(&self) -> Size {
        drawn_size(self.fixed)
    }

    fn forget(&mut self) {
        self.lost = true;
        self.hand = Hand::default();
        self.cursor_shown = None;
    }

    fn frame(&self) -> Painting {
        let mut painting = if self.lost {
            afresh(&self.wanted, self.hand)
        } else {
            paint(&self.shown, &self.wanted, self.hand, &self.touched)
        };
        if self.cursor_wanted {
            let Position { x, y } = self.cursor;
            let way = travel(painting.hand.place, x, y, |_, _| None);
            painting.bytes.extend(way);
            painting.hand.place = Place::at(x, y);
        }
        if self.cursor_shown != Some(self.cursor_wanted) {
            let sequence = if self.cursor_wanted {
                b"\x1b[?25h"
            } else {
                b"\x1b[?25l"
            };
            painting.bytes.extend(sequence);
        }
        painting
    }
}

impl<W: Write> Backend for Thrifty<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.wanted.put(x, y, cell);
            if let Some(touched) = self.touched.get_mut(usize::from(y)) {
                *touched = true;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.cursor = Position {
            x: x.min(self.wanted.width().saturating_sub(1)),
            y: y.min(self.wanted.height().saturating_sub(1)),
        };
        Ok(())
    }

    /// Takes the screen to be lost: the next frame clears it and draws all of it.
    fn clear(&mut self) -> io::Result<()> {
        let size = self.current_size();
        self.shown = Screen::blank(size);
        self.wanted = Screen::blank(size);
        self.touched = vec![true; usize::from(size.height)];
        self.forget();
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let width = usize::from(self.wanted.width());
        let row = usize::from(self.cursor.y) * width;
        let here = row + usize::from(self.cursor.x);
        let (from, to) = match clear_type {
            ClearType::All => return self.clear(),
            ClearType::AfterCursor => (here, usize::MAX),
            ClearType::BeforeCursor => (0, here + 1),
            ClearType::CurrentLine => (row, row + width),
            ClearType::UntilNewLine => (here, row + width),
        };
        self.wanted.blank_between(from, to);
        self.touched.fill(true);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.current_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.current_size(),
            pixels: Size::default(),
        })
    }

    /// Writes the frame in one call, or nothing. After an error the screen is taken to be lost.
    fn flush(&mut self) -> io::Result<()> {
        let Painting { bytes, hand } = self.frame();
        if bytes.is_empty() {
            return Ok(());
        }
        if let Err(error) = self.out.write_all(&bytes).and_then(|()| self.out.flush()) {
            self.forget();
            return Err(error);
        }
        self.hand = hand;
        self.lost = false;
        self.cursor_shown = Some(self.cursor_wanted);
        self.shown.follow(&self.wanted, &self.touched);
        self.touched.fill(false);
        Ok(())
    }
}

/// How much is drawn: before anything is allocated for it.
fn drawn_size(fixed: Option<Size>) -> Size {
    let told = fixed.unwrap_or_else(terminal_size);
    Size {
        width: told.width.min(LARGEST_SIZE.width),
        height: told.height.min(LARGEST_SIZE.height),
    }
}

/// The size of the terminal on standard output in columns and rows; 80 by 24 when it does not say.
fn terminal_size() -> Size {
    rustix::termios::tcgetwinsize(io::stdout())
        .ok()
        .filter(|size| size.ws_col > 0 && size.ws_row > 0)
        .map_or(USUAL_SIZE, |size| Size::new(size.ws_col, size.ws_row))
}
